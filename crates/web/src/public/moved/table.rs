//! What moved, in tables: kind by kind, indicator by indicator.

use domain::IndicatorId;
use maud::{Markup, html};
use results::colours::Mode;
use results::diff::{MovedKind, ResultsDiff};

use super::{Between, Line, Look, Said, What, Who, code_of, known, unit_of};
use crate::design::table::{Cell, Column, Group, Row, Table};
use crate::design::text::{Link, lead};
use crate::language::Language;
use crate::public::observed;

/// Rows that a table shows; all of them are in the file.
const MOST: usize = 400;

/// What a table is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Outcomes,
    Figures,
    Others,
}

impl Of {
    fn has(self, line: &Line<'_>) -> bool {
        self == match line.what {
            What::Outcome => Self::Outcomes,
            What::Figure => Self::Figures,
            What::Follows(_) => Self::Others,
        }
    }
}

/// What moved, kind by kind, each with its table; ids begin with `prefix`. `file` is where all lines are.
pub fn table(between: &Between<'_>, diff: &ResultsDiff, prefix: &str, file: &str) -> Markup {
    let language = between.after.language;
    let lines = between.lines(diff);
    let told = counts(language, &lines);
    let tables = [
        (Of::Outcomes, "utfall", language.say("Utfall som flyttas", "Outcomes that move")),
        (Of::Figures, "andelar", language.say("Andelar och tal som flyttas", "Shares and figures that move")),
        (
            Of::Others,
            "ovrigt",
            language.say(
                "Platser, färger och liknande kommuner som flyttas",
                "Ranks, colours and similar municipalities that move",
            ),
        ),
    ];
    html! {
        @if told.is_empty() {
            (lead(language.say("Ingen siffra, färg eller plats flyttas.", "No figure, colour or rank moves.")))
        } @else {
            (lead(language.say(format!("Det här flyttas: {}.", told.join(", ")), format!("What moves: {}.", told.join(", ")))))
            p { (Link::new(file, language.say("Allt som flyttas, rad för rad (CSV)", "All that moves, line by line (CSV)")).about(between.after.issue.named().to_string())) }
        }
        @for (of, id, caption) in tables {
            @let own: Vec<_> = lines.iter().filter(|line| of.has(line)).collect();
            (rows(between, (&format!("{prefix}-{id}"), caption), of, &own))
        }
    }
}

/// How many of each kind, in words: `3 utfall`, `1 färg`.
fn counts(language: Language, lines: &[Line<'_>]) -> Vec<String> {
    let count = |wanted: fn(What) -> bool, sv: [&str; 2], en: [&str; 2]| {
        let count = lines.iter().filter(|line| wanted(line.what)).count();
        let many = usize::from(count != 1);
        (count > 0).then(|| language.say(format!("{count} {}", sv[many]), format!("{count} {}", en[many])))
    };
    [
        count(|what| what == What::Outcome, ["utfall", "utfall"], ["outcome", "outcomes"]),
        count(
            |what| what == What::Figure,
            ["andel eller tal", "andelar och tal"],
            ["share or figure", "shares and figures"],
        ),
        count(|what| what == What::Follows(MovedKind::Rank), ["plats", "platser"], ["rank", "ranks"]),
        count(|what| what.mode().is_some(), ["färg", "färger"], ["colour", "colours"]),
        count(
            |what| what == What::Follows(MovedKind::Peers),
            ["kommuns liknande kommuner", "kommuners liknande kommuner"],
            ["municipality's peers", "municipalities' peers"],
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn rows(between: &Between<'_>, (id, caption): (&str, &str), of: Of, lines: &[&Line<'_>]) -> Markup {
    if lines.is_empty() {
        return html! {};
    }
    let language = between.after.language;
    let value = |heading: &'static str| {
        if of == Of::Figures { Column::number(heading) } else { Column::new(heading) }
    };
    let what = (of == Of::Others).then(|| Column::new(language.say("Vad", "What")));
    let columns = [Column::new(language.say("Plats", "Place"))]
        .into_iter()
        .chain(what)
        .chain([value(language.say("Före", "Before")), value(language.say("Efter", "After"))]);
    let left = lines.len().saturating_sub(MOST);
    let groups = groups(between, &lines[..lines.len() - left]);
    html! {
        (Table::grouped(id, caption, columns.collect(), groups).stacked().html(language))
        @if left > 0 {
            p { (language.say(
                format!("… och {left} till: alla står i filen."),
                format!("… and {left} more: all of them are in the file."),
            )) }
        }
    }
}

/// Lines by indicator, in the order in which they come; peers are of none.
fn groups<'l>(between: &Between<'_>, lines: &[&'l Line<'_>]) -> Vec<Group> {
    let mut groups: Vec<(Option<&'l IndicatorId>, Vec<Row>)> = Vec::new();
    for line in lines {
        let of = line.indicators.as_ref().map(|[_, id]| id);
        match groups.iter_mut().find(|(known, _)| *known == of) {
            Some((_, rows)) => rows.push(row(between, line)),
            None => groups.push((of, vec![row(between, line)])),
        }
    }
    let header = |of: Option<&IndicatorId>| match of {
        Some(id) => html! { (between.indicator(id)) },
        None => html! { (between.after.language.say("Liknande kommuner", "Similar municipalities")) },
    };
    groups.into_iter().map(|(of, rows)| Group { header: header(of), rows }).collect()
}

fn row(between: &Between<'_>, line: &Line<'_>) -> Row {
    let code = code_of(&line.who);
    let name = match &line.who {
        Who::Unit(_) => html! { (between.name(&line.who)) " (" (code) ")" },
        Who::Place(_) => html! { (between.name(&line.who)) },
    };
    let header = match &line.indicators {
        Some([_, id]) => html! { a href=(between.after.to(&format!("/varfor/{id}/{code}"))) { (name) } },
        None => name,
    };
    let cells = match (line.what, &line.indicators) {
        (What::Follows(kind), _) => vec![
            Cell::text(named(between, kind)),
            Cell::text(line.before.words.clone()),
            Cell::text(line.after.words.clone()),
        ],
        (What::Outcome | What::Figure, Some([was, is])) => vec![
            drawn(&between.before, line, (was, &line.before)),
            drawn(&between.after, line, (is, &line.after)),
        ],
        (What::Outcome | What::Figure, None) => Vec::new(),
    };
    Row { header, cells, total: false }
}

/// A cell with its colour, as in the workbook.
fn drawn(look: &Look<'_>, line: &Line<'_>, (id, said): (&IndicatorId, &Said<'_>)) -> Cell {
    let mode = match line.what {
        What::Outcome => known(look, id).and_then(observed::mode_of),
        What::Figure | What::Follows(_) => None,
    };
    match said.found {
        Some(found) => observed::cell(look, found, unit_of(look, &line.who, id), mode),
        None => Cell::text(said.words.clone()),
    }
}

/// What moved that follows from outcomes and figures, in words.
fn named(between: &Between<'_>, kind: MovedKind) -> String {
    let language = between.after.language;
    let colour = |mode: Mode| {
        let word = between.after.opened.vocabulary().mode(mode.id());
        let name = word
            .map(|word| language.say(Some(&word.name.sv), word.name.en.as_ref()).unwrap_or(&word.name.sv));
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
