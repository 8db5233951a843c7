//! What a correction moves (*vad som flyttas*): outcomes, shares, ranks, colours, peers. Values are those of the two publications'
//! cubes, as every page shows them.

use catalogue::model::Indicator;
use collection::publishing::{Publishing, Stage};
use domain::{IndicatorId, UnitCode};
use maud::{Markup, html};
use results::aggregates::Place;
use results::colours::Mode;
use results::diff::{Moved, MovedKind, ResultsDiff, Who};

use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::table::{Cell, Column, Group, Row, Table};
use crate::design::text::{Level, Link, heading, lead, paragraph};
use crate::desk::{At, Desk};
use crate::language::{Language, Phrase};
use crate::public::unit::percent;
use crate::public::{Look, observed};
use crate::respond::hidden;

/// Rows that a table shows; the rest is counted.
const MOST: usize = 400;

/// What was corrected, and what corrects it.
#[derive(Clone, Copy, Debug)]
pub struct Between<'a> {
    /// As it was.
    pub before: Look<'a>,
    /// As it is.
    pub after: Look<'a>,
}

/// The page that is looked at before a correction is accepted.
pub fn moves(
    desk: &Desk<'_>,
    ahead: &Publishing,
    (between, diff): (&Between<'_>, &ResultsDiff),
    publishes: bool,
) -> Markup {
    let language = desk.language;
    let to = desk.to("/publicering/rattelse");
    let is_accepted = ahead.accepted.as_ref() == Some(&ahead.folder);
    desk.page(At::Publishing, language.say("Vad rättelsen flyttar", "What the correction moves"))
        .back(Link::new(desk.to("/publicering"), language.say("Publicering", "Publishing")))
        .body(html! {
            (table(between, diff, "flyttas"))
            @if publishes && ahead.stage == Stage::Draft && !is_accepted {
                (heading(Level::Two, Some("godta"), language.say("Godta rättelsen", "Accept the correction")))
                form method="post" action=(to) {
                    (hidden("sett", &ahead.last.to_string()))
                    (hidden("utkast", &ahead.folder))
                    (buttons(&[Button::new(ButtonKind::Primary, language.say("Jag har sett vad som flyttas och godtar det", "I have seen what moves and accept it"))]))
                }
            }
        })
        .html()
}

/// The code of a place in cubes and addresses: `county:06`, `group:size:3`.
fn code_of(place: &Place) -> String {
    match place {
        Place::Level(level, code) => format!("{}:{code}", level.id()),
        Place::Group(grouping, group) => format!("group:{grouping}:{group}"),
    }
}

impl<'a> Between<'a> {
    fn unit(&self, code: &UnitCode) -> String {
        let name = self.after.opened.edition().frame.name(code.as_str());
        name.map_or_else(|| code.to_string(), |name| format!("{name} ({code})"))
    }

    /// A place or unit by its name and code: `Habo (0643)`.
    fn named(&self, who: &Who) -> Phrase<'a> {
        match who {
            Who::Unit(code) => self.unit(code).into(),
            Who::Place(place) => {
                let code = code_of(place);
                let cube = self.after.opened.publication().cube("aggregates");
                let codes = cube.and_then(|cube| cube.dimensions.first()).map(|places| &places.codes);
                let known = codes.and_then(|codes| codes.iter().find(|known| known.id == code));
                known.map_or_else(|| code.into(), |known| self.after.text(&known.name))
            }
        }
    }

    fn indicator(&self, id: &IndicatorId) -> Option<&'a Indicator> {
        self.after.opened.edition().computed().find(|known| known.id == *id)
    }

    fn group(&self, id: &IndicatorId) -> Markup {
        match self.indicator(id) {
            Some(known) => {
                html! { (self.after.language.either(known.name.sv.as_str(), known.name.en.as_deref())) }
            }
            None => html! { (id) },
        }
    }

    /// The name of whom a value is of, leading to why it is what it is.
    fn way(&self, who: &Who, id: &IndicatorId) -> Markup {
        let code = match who {
            Who::Unit(code) => code.to_string(),
            Who::Place(place) => code_of(place),
        };
        html! { (Link::new(self.after.to(&format!("/varfor/{id}/{code}")), self.named(who))) }
    }

    /// What both say of a cell.
    fn cells(&self, who: &Who, ids: [&IndicatorId; 2]) -> Vec<Cell> {
        let shown = |look: &Look<'a>, id: &IndicatorId| {
            let known = look.opened.edition().computed().find(|known| known.id == *id);
            let (found, is_place) = match who {
                Who::Unit(code) => (look.opened.outcome(code.as_str(), id.as_str()), false),
                Who::Place(place) => (look.opened.figure(&code_of(place), id.as_str()), true),
            };
            let unit = known.map_or("", |known| percent(known, is_place));
            let mode = if is_place { None } else { known.and_then(observed::mode_of) };
            match found {
                Some(found) => observed::cell(look, found, unit, mode),
                None => Cell::text("–"),
            }
        };
        vec![shown(&self.before, ids[0]), shown(&self.after, ids[1])]
    }

    /// A rank, a colour or peers in words.
    fn told(&self, kind: MovedKind, text: &str) -> Phrase<'a> {
        let (language, vocabulary) = (self.after.language, self.after.opened.vocabulary());
        if text.is_empty() {
            return Phrase::from("–");
        }
        match kind {
            MovedKind::Rank => match text.split_once('/') {
                Some((rank, of)) => language.say(format!("{rank} av {of}"), format!("{rank} of {of}")).into(),
                None => text.to_owned().into(),
            },
            MovedKind::Peers => {
                let names = text.split(' ').map(|code| {
                    let name = self.after.opened.edition().frame.name(code);
                    name.unwrap_or(code).to_owned()
                });
                names.collect::<Vec<_>>().join(", ").into()
            }
            MovedKind::Colour(_) => match vocabulary.colour(text) {
                Some(word) => language.either(word.name.sv.as_str(), word.name.en.as_deref()),
                None => language.say("ingen färg", "no colour").into(),
            },
        }
    }

    fn kind(&self, kind: MovedKind) -> String {
        let language = self.after.language;
        let colour = |mode: Mode| {
            let word = self.after.opened.vocabulary().mode(mode.id());
            let name = word.map(|word| {
                language.say(Some(&word.name.sv), word.name.en.as_ref()).unwrap_or(&word.name.sv)
            });
            name.map_or_else(|| mode.id().to_owned(), |name| name.to_lowercase())
        };
        match kind {
            MovedKind::Rank => language.say("plats", "rank").to_owned(),
            MovedKind::Peers => language.say("liknande kommuner", "similar municipalities").to_owned(),
            MovedKind::Colour(mode) => {
                language.say(format!("färg ({})", colour(mode)), format!("colour ({})", colour(mode)))
            }
        }
    }
}

/// How many of something, in words: `1 färg`, `3 färger`.
fn counted(language: Language, count: usize, sv: [&str; 2], en: [&str; 2]) -> Option<String> {
    let many = usize::from(count != 1);
    (count > 0).then(|| language.say(format!("{count} {}", sv[many]), format!("{count} {}", en[many])))
}

/// What moved, kind by kind, each with its table; ids begin with `prefix`.
pub fn table(between: &Between<'_>, diff: &ResultsDiff, prefix: &str) -> Markup {
    let language = between.after.language;
    let row = |who: &Who, ids: [&IndicatorId; 2]| Row {
        header: between.way(who, ids[1]),
        cells: between.cells(who, ids),
        total: false,
    };
    let (mut outcomes, mut figures) = (Vec::new(), Vec::new());
    for indicator in &diff.indicators {
        let id = indicator.id();
        let of = |column: &Option<results::diff::Column>| {
            column.as_ref().map_or_else(|| id.clone(), |column| column.id.clone())
        };
        let (was, is) = (of(&indicator.before), of(&indicator.after));
        let own = indicator.outcomes.iter().filter(|moved| moved.moved());
        let own: Vec<Row> = own.map(|moved| row(&Who::Unit(moved.unit.clone()), [&was, &is])).collect();
        outcomes.push(Group { header: between.group(&is), rows: own });
        let own = indicator.figures.iter().filter(|moved| moved.moved());
        let own: Vec<Row> = own.map(|moved| row(&Who::Place(moved.place.clone()), [&was, &is])).collect();
        figures.push(Group { header: between.group(&is), rows: own });
    }
    let others = others(between, diff);
    let count = |wanted: fn(MovedKind) -> bool| diff.moved.iter().filter(|moved| wanted(moved.kind)).count();
    let rows_of = |groups: &[Group]| groups.iter().map(|group| group.rows.len()).sum::<usize>();
    let told: Vec<String> = [
        counted(language, rows_of(&outcomes), ["utfall", "utfall"], ["outcome", "outcomes"]),
        counted(
            language,
            rows_of(&figures),
            ["andel eller tal", "andelar och tal"],
            ["share or figure", "shares and figures"],
        ),
        counted(language, count(|kind| kind == MovedKind::Rank), ["plats", "platser"], ["rank", "ranks"]),
        counted(
            language,
            count(|kind| matches!(kind, MovedKind::Colour(_))),
            ["färg", "färger"],
            ["colour", "colours"],
        ),
        counted(
            language,
            count(|kind| kind == MovedKind::Peers),
            ["kommuns liknande kommuner", "kommuners liknande kommuner"],
            ["municipality's peers", "municipalities' peers"],
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    let caption = |sv: &'static str, en: &'static str| language.say(sv, en);
    html! {
        (lead(match told.is_empty() {
            true => language.say("Ingen siffra, färg eller plats flyttas.".to_owned(), "No figure, colour or rank moves.".to_owned()),
            false => language.say(format!("Det här flyttas: {}.", told.join(", ")), format!("What moves: {}.", told.join(", "))),
        }))
        (rows(language, (&format!("{prefix}-utfall"), caption("Utfall som flyttas", "Outcomes that move")), Of::Outcomes, outcomes))
        (rows(language, (&format!("{prefix}-andelar"), caption("Andelar och tal som flyttas", "Shares and figures that move")), Of::Figures, figures))
        (rows(language, (&format!("{prefix}-ovrigt"), caption("Platser, färger och liknande kommuner som flyttas", "Ranks, colours and similar municipalities that move")), Of::Others, others))
    }
}

/// Ranks, colours and peers, by indicator; peers are of none.
fn others(between: &Between<'_>, diff: &ResultsDiff) -> Vec<Group> {
    let language = between.after.language;
    let mut groups: Vec<(Option<&IndicatorId>, Vec<Row>)> = Vec::new();
    let row = |moved: &Moved| Row {
        header: match &moved.indicator {
            Some(id) => between.way(&moved.who, id),
            None => html! { (between.named(&moved.who)) },
        },
        cells: vec![
            Cell::text(between.kind(moved.kind)),
            Cell::text(between.told(moved.kind, &moved.before)),
            Cell::text(between.told(moved.kind, &moved.after)),
        ],
        total: false,
    };
    for moved in &diff.moved {
        let of = moved.indicator.as_ref();
        match groups.iter_mut().find(|(known, _)| *known == of) {
            Some((_, rows)) => rows.push(row(moved)),
            None => groups.push((of, vec![row(moved)])),
        }
    }
    let header = |of: Option<&IndicatorId>| match of {
        Some(id) => between.group(id),
        None => html! { (language.say("Liknande kommuner", "Similar municipalities")) },
    };
    groups.into_iter().map(|(of, rows)| Group { header: header(of), rows }).collect()
}

/// What a table is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Outcomes,
    Figures,
    Others,
}

fn rows(language: Language, (id, caption): (&str, &'static str), of: Of, mut all: Vec<Group>) -> Markup {
    let count: usize = all.iter().map(|group| group.rows.len()).sum();
    let mut room = MOST;
    for group in &mut all {
        group.rows.truncate(room);
        room -= group.rows.len();
    }
    all.retain(|group| !group.rows.is_empty());
    if all.is_empty() {
        return html! {};
    }
    let value = |heading: &'static str| {
        if of == Of::Figures { Column::number(heading) } else { Column::new(heading) }
    };
    let what = (of == Of::Others).then(|| Column::new(language.say("Vad", "What")));
    let columns = [Column::new(language.say("Plats", "Place"))]
        .into_iter()
        .chain(what)
        .chain([value(language.say("Före", "Before")), value(language.say("Efter", "After"))]);
    let left = count.saturating_sub(MOST);
    html! {
        (Table::grouped(id, caption, columns.collect(), all).stacked().html(language))
        @if left > 0 {
            (paragraph(language.say(format!("… och {left} till."), format!("… and {left} more."))))
        }
    }
}
