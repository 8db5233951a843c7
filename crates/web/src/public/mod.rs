//! Results as anybody reads them (*resultat*): an edition, an indicator, and why a value is what it is. Pure.
//!
//! Colour, sign and word are the vocabulary's; a value leads to its explanation.

use catalogue::model::{Edition, Indicator, Vocabulary};
use domain::{Outcome, swedish};
use maud::{Markup, html};
use results::Results;
use results::aggregates::Place;
use results::colours::target;
use results::explain;

use crate::design::notice::{Notice, NoticeKind};
use crate::design::outcome::{Colour, not_judged, outcome};
use crate::design::shell::Page;
use crate::design::table::{Cell, Column, Row, Table};
use crate::design::text::{Link, lead, paragraph};
use crate::language::{Language, Phrase};

/// What pages of one edition's results are made from.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// The language of the page.
    pub language: Language,
    /// Its address.
    pub address: &'a str,
    /// Signs and words.
    pub vocabulary: &'a Vocabulary,
    /// The edition.
    pub edition: &'a Edition,
    /// What was computed.
    pub results: &'a Results,
    /// From what, in the page's language.
    pub from: &'a str,
}

impl<'a> Shown<'a> {
    fn root(&self) -> String {
        self.language.address(&format!("/resultat/{}", self.edition.year))
    }

    fn name(&self, indicator: &'a Indicator) -> Phrase<'a> {
        self.language.either(indicator.short_name.sv.as_str(), indicator.short_name.en.as_deref())
    }

    /// The indicators that the material says something about, with their place among the computed ones.
    fn indicators(&self) -> impl Iterator<Item = (usize, &'a Indicator)> {
        let results = self.results;
        self.edition.computed().enumerate().filter(move |(i, _)| results.has_material[*i])
    }

    /// The levels that the material is enough for, with their place among all.
    fn levels(&self) -> Vec<(usize, &'a str)> {
        let (edition, results) = (self.edition, self.results);
        let all = results.places.iter().enumerate();
        let levels = all.filter_map(|(at, membership)| match &membership.place {
            Place::Level(_, code) => Some((at, edition.frame.name(code.as_str())?)),
            Place::Group(..) => None,
        });
        levels
            .filter(|(at, _)| self.indicators().any(|(i, _)| results.aggregates.get(*at, i).figure.is_ok()))
            .collect()
    }

    fn figure(&self, place: usize, indicator: usize) -> String {
        match &self.results.aggregates.get(place, indicator).figure {
            Ok(figure) => {
                let sv = swedish::figure(*figure, self.edition.plain_ends);
                let en = swedish::in_english(&sv);
                self.language.say(format!("{sv} %"), format!("{en}%"))
            }
            Err(why) => {
                self.vocabulary.no_figure(why.id()).map_or("..", |named| named.sign.as_str()).to_owned()
            }
        }
    }

    /// What the signs in place of figures mean, each that occurs once: `Tecknet # betyder ”Bortfallet överstiger 20 procent”.`
    fn signs(&self, figures: impl Iterator<Item = (usize, usize)>) -> Vec<String> {
        let mut signs: Vec<String> = Vec::new();
        for (place, indicator) in figures {
            let Err(why) = &self.results.aggregates.get(place, indicator).figure else { continue };
            let Some(named) = self.vocabulary.no_figure(why.id()) else { continue };
            let name = self.language.either(named.name.sv.as_str(), named.name.en.as_deref());
            let (sign, name) = (&named.sign, name.text());
            let sign = self
                .language
                .say(format!("Tecknet {sign} betyder ”{name}”."), format!("The sign {sign} means “{name}”."));
            if !signs.contains(&sign) {
                signs.push(sign);
            }
        }
        signs
    }

    fn outcome(&self, indicator: &Indicator, got: &Outcome) -> Cell {
        let text = |id: &str| self.language.official(self.vocabulary.value(id).to_owned());
        match got {
            Outcome::Category(value) => {
                let verdict = target(indicator, got).ok();
                match verdict.and_then(|verdict| self.vocabulary.colour(verdict.id())) {
                    Some(word) => {
                        let named = self.language.either(word.name.sv.as_str(), word.name.en.as_deref());
                        outcome(colour(&word.colour), &word.sign, named, text(value.as_str()))
                    }
                    None => not_judged(text(value.as_str())),
                }
            }
            Outcome::Figure(figure) => {
                let rounded = figure.rounded(indicator.times(), indicator.decimals);
                let sv = swedish::figure(rounded, self.edition.plain_ends);
                let en = swedish::in_english(&sv);
                Cell::number(&self.language.say(sv, en))
            }
            Outcome::Empty(empty) => match self.vocabulary.empty(empty.reason.id()) {
                Some(named) => {
                    let name = self.language.either(named.name.sv.as_str(), named.name.en.as_deref());
                    not_judged(Phrase::from(format!("{} {}", named.sign, name.text())))
                }
                None => not_judged(empty.reason.id()),
            },
        }
    }

    fn source(&self) -> Markup {
        Notice::new(NoticeKind::Info, self.language.say("Underlag", "Material"))
            .body(paragraph(self.from))
            .html(self.language)
    }
}

fn colour(name: &str) -> Colour {
    match name {
        "green" => Colour::Green,
        "yellow" => Colour::Yellow,
        "red" => Colour::Red,
        _ => Colour::Grey,
    }
}

/// An edition: its indicators, with the figures of the levels that the material is enough for.
pub fn edition(shown: &Shown<'_>) -> Markup {
    let language = shown.language;
    let levels = shown.levels();
    let mut columns = vec![Column::new(language.say("Indikator", "Indicator"))];
    columns.extend(levels.iter().map(|(_, name)| Column::number(*name)));
    let rows: Vec<Row> = shown
        .indicators()
        .map(|(i, indicator)| Row {
            header: html! { (Link::new(format!("{}/{}", shown.root(), indicator.id), shown.name(indicator))) },
            cells: levels.iter().map(|(at, _)| Cell::number(&shown.figure(*at, i))).collect(),
            total: false,
        })
        .collect();
    let caption = language.say(
        "Andel av kommunerna som når indikatorns målvärde",
        "Share of the municipalities that reach the indicator’s target",
    );
    let name = language.either(shown.edition.name.sv.as_str(), shown.edition.name.en.as_deref());
    let all = levels.iter().flat_map(|(at, _)| shown.indicators().map(move |(i, _)| (*at, i)));
    let note = [language
        .say(
            "Andelen räknas på de kommuner som har svarat. Välj en indikator för att se utfallet i varje kommun.",
            "Shares are of the municipalities that have answered. Choose an indicator to see the outcome of each municipality.",
        )
        .to_owned()];
    let note = note.into_iter().chain(shown.signs(all));
    let note = note.collect::<Vec<_>>().join(" ");
    Page::new(language, shown.address, name)
        .back(Link::new(language.address("/"), language.say("Startsidan", "Start page")))
        .body(html! {
            (shown.source())
            (Table::new("indikatorer", caption, columns, rows)
                .note(note)
                .html(language))
        })
        .html()
}

/// An indicator: what each unit got, and the levels; none if there is no such indicator.
pub fn indicator(shown: &Shown<'_>, id: &str) -> Option<Markup> {
    let language = shown.language;
    let (i, indicator) = shown.indicators().find(|(_, indicator)| indicator.id.as_str() == id)?;
    let address = format!("{}/{}", shown.root(), indicator.id);
    let why = |code: &str, name: &str| {
        let text = language.say("Varför?", "Why?");
        Cell::markup(html! { (Link::new(format!("{address}/{code}"), text).about(name.to_owned())) })
    };
    let mut units = shown.results.covered();
    let units_of = &shown.edition.frame.units;
    units.sort_by_key(|subject| swedish::sort_key(&units_of[shown.results.subjects[*subject].unit].name));
    let mut rows: Vec<Row> = units
        .into_iter()
        .map(|subject| {
            let unit = &units_of[shown.results.subjects[subject].unit];
            let got = shown.outcome(indicator, shown.results.outcomes.get(subject, i));
            Row {
                header: html! { (unit.name) },
                cells: vec![got, why(unit.code.as_str(), &unit.name)],
                total: false,
            }
        })
        .collect();
    for (at, name) in shown.levels() {
        let Place::Level(_, code) = &shown.results.places[at].place else { continue };
        let cells = vec![Cell::number(&shown.figure(at, i)), why(code.as_str(), name)];
        rows.push(Row { header: html! { (name) }, cells, total: true });
    }
    let columns = vec![
        Column::new(language.say("Kommun", "Municipality")),
        Column::new(language.say("Utfall", "Outcome")),
        Column::new(language.say("Förklaring", "Explanation")),
    ];
    let name = language.either(indicator.name.sv.as_str(), indicator.name.en.as_deref());
    let caption = language.say(
        "Utfall i varje kommun. Färgläge: målvärde, uppnått eller inte",
        "The outcome of each municipality. Colour mode: target, reached or not",
    );
    let purpose = language.official(indicator.purpose.as_str());
    Some(
        Page::new(language, shown.address, name)
            .back(Link::new(shown.root(), language.say("Alla indikatorer", "All indicators")))
            .body(html! {
                (lead(purpose))
                (Table::new("kommuner", caption, columns, rows).html(language))
                (shown.source())
            })
            .html(),
    )
}

/// Why a unit's outcome or a level's figure is what it is; none if there is no such place.
pub fn place(shown: &Shown<'_>, id: &str, code: &str) -> Option<Markup> {
    let language = shown.language;
    let (i, indicator) = shown.indicators().find(|(_, indicator)| indicator.id.as_str() == id)?;
    let unit =
        shown.edition.frame.position(code).filter(|unit| shown.results.is_covered.get(*unit) == Some(&true));
    let (edition, results) = (shown.edition, shown.results);
    let (title, sentences) = match unit {
        Some(unit) => {
            let got = results.outcomes.get(unit, i);
            let told = explain::given(edition, shown.vocabulary, unit, indicator, got, &results.origin);
            let name = &edition.frame.units[unit].name;
            let title = language.say(
                format!("Varför har {name} det här utfallet?"),
                format!("Why does {name} have this outcome?"),
            );
            (title, told.sentences)
        }
        None => {
            let (at, name) = shown.levels().into_iter().find(|(at, _)| {
                matches!(&results.places[*at].place, Place::Level(_, known) if known.as_str() == code)
            })?;
            let title = language.say(
                format!("Varför har {name} den här siffran?"),
                format!("Why does {name} have this figure?"),
            );
            (title, explain::aggregate(edition, shown.vocabulary, results, at, i)?.sentences)
        }
    };
    let address = format!("{}/{}", shown.root(), indicator.id);
    Some(
        Page::new(language, shown.address, title)
            .kicker(shown.name(indicator))
            .back(Link::new(address, language.say("Alla kommuner", "All municipalities")))
            .body(html! { @for sentence in &sentences { (paragraph(language.official(sentence.as_str()))) } (shown.source()) })
            .html(),
    )
}
