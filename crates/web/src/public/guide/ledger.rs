//! What each question is for, what it cost to answer, and how often what it gives is used (*frågornas nytta*).

use std::collections::BTreeMap;

use catalogue::model::{Edition, Severity};
use maud::{Markup, html};
use results::ledger::{Line, ledger};

use crate::design::table::{Cell, Column, Group, Row, Table};
use crate::design::text::{Level, Link, heading, lead, paragraph};
use crate::public::Look;

/// What was done with something published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Use {
    /// A page was given.
    Shown,
    /// A file was given.
    Downloaded,
    /// Data were given to a program.
    Fetched,
}

impl Use {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Shown, Self::Downloaded, Self::Fetched];

    /// The id in the store.
    pub fn id(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Downloaded => "downloaded",
            Self::Fetched => "fetched",
        }
    }
}

/// How often a publication was used: numbers, and since when they were counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    counts: BTreeMap<(Use, String), u64>,
    since: Option<String>,
}

impl Uses {
    /// Adds a number.
    pub fn add(&mut self, kind: Use, about: &str, since: &str, count: u64) {
        let of = self.counts.entry((kind, about.to_owned())).or_default();
        *of = of.saturating_add(count);
        if self.since.as_deref().is_none_or(|first| since < first) {
            self.since = Some(since.to_owned());
        }
    }

    /// How often an indicator was used; empty: what has all of them.
    fn of(&self, kind: Use, about: &str) -> u64 {
        self.counts.get(&(kind, about.to_owned())).copied().unwrap_or_default()
    }

    /// How often programs fetched data of an indicator or of all of them.
    fn fetched(&self) -> u64 {
        self.counts.iter().filter(|((kind, _), _)| *kind == Use::Fetched).map(|(_, count)| *count).sum()
    }

    /// How often files with figures were fetched: not the manifest, the catalogue and what it was made from.
    fn downloaded(&self) -> u64 {
        let has_figures =
            |path: &str| path.ends_with(".xlsx") || path.starts_with("cubes/") || !path.contains('/');
        let files = self.counts.iter().filter(|((kind, path), _)| {
            *kind == Use::Downloaded && has_figures(path) && path != publication::manifest::MANIFEST
        });
        files.map(|(_, count)| *count).sum()
    }
}

/// The page below the guide.
pub(super) fn page(look: &Look<'_>, uses: &Uses) -> Markup {
    let language = look.language;
    let edition = look.opened.edition();
    let lines = ledger(edition, look.opened.answers().map(|answers| &answers.table));
    let idle = lines.iter().filter(|line| line.feeds_nothing()).count();
    let fact = |name: &str, value: Markup| html! { div { dt { (name) } dd { (value) } } };
    html! {
        (lead(language.say(
            "Varje fråga kostar tid i varje kommun. Här står vad svaren används till, hur många som fick frågan och hur ofta det som räknas av den visas.",
            "Each question costs time in each municipality. Here stands what the answers are used for, how many were asked, and how often what is counted from them is shown.",
        )))
        dl.facts {
            (fact(language.say("Frågor", "Questions"), html! { (lines.len()) }))
            (fact(language.say("Frågor som ingen indikator behöver", "Questions that no indicator needs"), html! { (idle) }))
            (fact(language.say("Sidor som visat alla indikatorer", "Pages that showed all indicators"), html! { (uses.of(Use::Shown, "")) }))
            (fact(language.say("Filer med siffror som hämtats", "Files with figures that were fetched"), html! { (uses.downloaded()) }))
            (fact(language.say("Svar till program (API)", "Answers to programs (API)"), html! { (uses.fetched()) }))
            (fact(language.say("Räknat sedan", "Counted since"), match &uses.since {
                Some(since) => html! { (crate::design::text::day(since)) },
                None => html! { (language.say("ännu inget räknat", "nothing counted yet")) },
            }))
        }
        @if lines.iter().all(|line| line.asked.is_none()) {
            (paragraph(language.say(
                "Svaren bakom den här publiceringen är inte kända, så hur många som fick varje fråga går inte att säga.",
                "The answers behind this publication are not known, so it cannot be said how many were asked each question.",
            )))
        }
        (table(look, edition, &lines, uses))
        (heading(Level::Two, Some("raknat"), language.say("Så är det räknat", "How it is counted")))
        ul {
            li { (language.say(
                "Hade att svara: kommuner och stadsdelar som frågan ställdes till, också de som inte svarade. Följdfrågor ställs bara till en del.",
                "Had to answer: municipalities and districts that were asked, also those that did not respond. Follow-up questions are asked of some only.",
            )) }
            li { (language.say(
                "Svarade: de som besvarade frågan. Fritexter publiceras aldrig, så hur många som skrev något visas inte.",
                "Answered: those who answered. Free texts are never published, so how many wrote something is not shown.",
            )) }
            li { (language.say(
                "Visad: hur många gånger en sida om någon av frågans indikatorer har visats: indikatorns egen, förklaringen av ett utfall och lär av andra. Sidor som visar alla indikatorer, som kommunens, och filerna räknas för sig.",
                "Shown: how many times a page about one of the question’s indicators was shown: its own, the explanation of an outcome, and learning from others. Pages that show all indicators, such as a municipality’s, and files are counted apart.",
            )) }
            li { (language.say(
                "Hämtad: hur många gånger program har hämtat uppgifter om just de indikatorerna i gränssnittet (API). Varje fil har alla indikatorer: hur många filer som hämtats står överst.",
                "Fetched: how many times programs fetched data of just those indicators from the interface (API). Each file has all indicators: how many files were fetched stands at the top.",
            )) }
            li { (language.say(
                "Ingen följs: det enda som sparas är ett antal per dag, publicering och indikator. Inga adresser, kakor eller uppgifter om webbläsare, och ingenting om det enskilda besöket. Sökrobotar räknas därför med.",
                "Nobody is followed: all that is kept is a number a day, publication and indicator. No addresses, cookies or facts of browsers, and nothing of the single visit. Robots are therefore counted, too.",
            )) }
            li { (language.say(
                "Hur lång tid en fråga tar att besvara står inte i katalogen. Antalet rader visar hur mycket det är att fylla i.",
                "How long a question takes to answer is not in the catalogue. The number of rows shows how much there is to fill in.",
            )) }
        }
    }
}

fn table(look: &Look<'_>, edition: &Edition, lines: &[Line], uses: &Uses) -> Markup {
    let language = look.language;
    let is_known = lines.iter().any(|line| line.asked.is_some());
    let groups = edition.parts.iter().filter_map(|part| {
        let of_part = lines.iter().filter(|line| edition.questions[line.question].part == part.code);
        let rows: Vec<Row> = of_part.map(|line| row(look, edition, line, uses, is_known)).collect();
        let header = html! { (language.say("Del", "Part")) " " (part.code) ": " (look.text(&part.name)) };
        (!rows.is_empty()).then_some(Group { header, rows })
    });
    let mut columns = vec![
        Column::new(language.say("Fråga", "Question")),
        Column::new(language.say("Används till", "Used for")),
        Column::number(language.say("Rader", "Rows")),
    ];
    if is_known {
        columns.push(Column::number(language.say("Hade att svara", "Had to answer")));
        columns.push(Column::number(language.say("Svarade", "Answered")));
    }
    columns.push(Column::number(language.say("Visad", "Shown")));
    columns.push(Column::number(language.say("Hämtad", "Fetched")));
    let caption = language.say("Frågorna och vad de ger", "The questions and what they give");
    Table::grouped("fragor", caption, columns, groups.collect()).stacked().html(language)
}

fn row(look: &Look<'_>, edition: &Edition, line: &Line, uses: &Uses, is_known: bool) -> Row {
    let language = look.language;
    let question = &edition.questions[line.question];
    let fed: Vec<_> = line
        .direct
        .iter()
        .map(|i| (*i, false))
        .chain(line.through.iter().map(|i| (*i, true)))
        .filter_map(|(i, through)| Some((edition.computed().nth(i)?, through)))
        .collect();
    let used_as =
        |kind: Use| fed.iter().map(|(indicator, _)| uses.of(kind, indicator.id.as_str())).sum::<u64>();
    let checks: Vec<_> = line
        .checks
        .iter()
        .map(|&check| &edition.checks[check])
        .filter(|check| check.severity != Severity::Review)
        .collect();
    let used = html! {
        @if fed.is_empty() {
            strong { "– " (language.say("Ingen indikator", "No indicator")) }
            @if !line.named.is_empty() {
                p.muted {
                    (language.say("Nämns i beskrivningen av ", "Named in the description of "))
                    @for (at, indicator) in line.named.iter().filter_map(|&i| edition.computed().nth(i)).enumerate() {
                        @if at > 0 { ", " }
                        (Link::new(look.to(&format!("/indikator/{}", indicator.id)), look.text(&indicator.short_name)))
                    }
                    (language.say(", men regeln läser den inte.", ", but the rule does not read it."))
                }
            }
        }
        @else {
            details open[fed.len() == 1] {
                summary { (fed.len()) " " (match fed.len() {
                    1 => language.say("indikator", "indicator"),
                    _ => language.say("indikatorer", "indicators"),
                }) }
                ul {
                    @for (indicator, through) in &fed {
                        li {
                            (Link::new(look.to(&format!("/indikator/{}", indicator.id)), look.text(&indicator.short_name)))
                            @if *through { " " span.muted { (language.say("(bara om en annan fråga ställs)", "(only whether another question is asked)")) } }
                        }
                    }
                }
            }
        }
        @if !checks.is_empty() {
            details {
                summary { (checks.len()) " " (match checks.len() {
                    1 => language.say("kontroll", "check"),
                    _ => language.say("kontroller", "checks"),
                }) }
                ul { @for check in &checks { li { (look.text(&check.message)) } } }
            }
        }
    };
    let mut cells = vec![Cell::markup(used), Cell::number(&line.cells.to_string())];
    if is_known {
        let asked = line.asked.unwrap_or_default();
        let had = match asked.perhaps {
            0 => asked.asked.to_string(),
            perhaps => language.say(
                format!("{}, kanske {perhaps} till", asked.asked),
                format!("{}, perhaps {perhaps} more", asked.asked),
            ),
        };
        cells.push(Cell::number(&had));
        // Free texts are in no publication, so nobody can count them.
        cells.push(match question.public {
            true => Cell::number(&asked.answered.to_string()),
            false => Cell::text(language.say("Visas inte", "Not shown")),
        });
    }
    cells.extend([Use::Shown, Use::Fetched].map(|kind| match fed.is_empty() {
        true => Cell::number("–"),
        false => Cell::number(&used_as(kind).to_string()),
    }));
    let header = html! { strong { (question.code) } " " (look.text(&question.text)) };
    Row { header, cells, total: false }
}
