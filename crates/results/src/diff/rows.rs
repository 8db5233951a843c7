//! Differences as rows for programs: `jamfor-diff/1`, described in `docs/files.md`.

use domain::{Aggregate, Level};

use super::catalogues::CataloguesDiff;
use super::compare::{FigureDiff, IndicatorDiff, OutcomeDiff, ResultsDiff};
use super::corners::Cause;
use super::exact::Exact;
use super::ranks::Who;
use super::sheet::Got;
use crate::aggregates::Place;
use crate::rows::place_fields;

/// The name and version of the rows' form.
pub const FORMAT: &str = "jamfor-diff/1";

/// Columns of what differs between two results.
pub const RESULT_COLUMNS: [&str; 16] = [
    "what",
    "indicator",
    "level",
    "code",
    "grouping",
    "group",
    "before",
    "after",
    "change",
    "reality",
    "definition",
    "interaction",
    "last_by_this",
    "this_by_last",
    "cause",
    "note",
];

/// Columns of what differs between two catalogues.
pub const CATALOGUE_COLUMNS: [&str; 9] =
    ["edition", "kind", "id", "field", "detail", "change", "before", "after", "text"];

/// Decimals of changes and their parts; figures of an indicator with more have as many as it has.
pub const DECIMALS: u8 = 1;

/// Rows of what differs between two catalogues.
pub fn catalogue_rows(diff: &CataloguesDiff) -> impl Iterator<Item = [String; 9]> + '_ {
    let edition = |years: &[domain::EditionYear], how: &'static str| -> Vec<[String; 9]> {
        let row = |year: &domain::EditionYear| {
            let mut row: [String; 9] = Default::default();
            (row[0], row[1], row[2]) = (year.to_string(), "edition".to_owned(), year.to_string());
            row[5] = how.to_owned();
            row[8] = "no".to_owned();
            row
        };
        years.iter().map(row).collect()
    };
    let whole = edition(&diff.only_second, "added").into_iter().chain(edition(&diff.only_first, "removed"));
    whole.chain(diff.changes.iter().map(|change| {
        [
            change.edition.map(|year| year.to_string()).unwrap_or_default(),
            change.kind.id().to_owned(),
            change.id.clone(),
            change.field.map(|field| field.id.to_owned()).unwrap_or_default(),
            change.detail.clone(),
            change.how.id().to_owned(),
            change.before.clone(),
            change.after.clone(),
            if change.is_text { "yes" } else { "no" }.to_owned(),
        ]
    }))
}

/// Rows of what differs between two results: indicators, units, places, then ranks, colours and peers.
pub fn result_rows(diff: &ResultsDiff) -> impl Iterator<Item = [String; 16]> + '_ {
    let frame = |what: &'static str, note: &'static str| {
        move |code: &domain::UnitCode| {
            let mut row = Row::of(what, "");
            row.place(&Who::Unit(code.clone()));
            row.0[15] = note.to_owned();
            row.0
        }
    };
    let place = |note: &'static str| {
        move |place: &Place| {
            let mut row = Row::of("place", "");
            row.place(&Who::Place(place.clone()));
            row.0[15] = note.to_owned();
            row.0
        }
    };
    let indicators = diff.indicators.iter().filter_map(indicator_row);
    let outcomes =
        diff.indicators.iter().flat_map(|of| of.outcomes.iter().map(move |outcome| outcome_row(of, outcome)));
    let figures = diff.indicators.iter().flat_map(|of| {
        of.figures.iter().filter(|figure| figure.is_told()).map(move |figure| figure_row(of, figure))
    });
    let whole = diff.frame.iter().map(|change| {
        let mut row = Row::of("frame", "");
        let field = change.field.map_or(change.how.id(), |field| field.id);
        row.0[3] = change.id.clone();
        (row.0[6], row.0[7]) = (change.before.clone(), change.after.clone());
        row.0[15] = format!("{} {field} {}", change.kind.id(), change.detail).trim_end().to_owned();
        row.0
    });
    let moved = diff.moved.iter().map(|moved| {
        let mut row = Row::of(moved.kind.id(), moved.indicator.as_ref().map_or("", |id| id.as_str()));
        row.place(&moved.who);
        (row.0[6], row.0[7]) = (moved.before.clone(), moved.after.clone());
        row.0
    });
    diff.units_added
        .iter()
        .map(frame("unit", "added"))
        .chain(diff.units_removed.iter().map(frame("unit", "removed")))
        .chain(diff.places_added.iter().map(place("added")))
        .chain(diff.places_removed.iter().map(place("removed")))
        .chain(whole)
        .chain(indicators)
        .chain(outcomes)
        .chain(figures)
        .chain(moved)
}

struct Row([String; 16]);

impl Row {
    fn of(what: &str, indicator: &str) -> Self {
        let mut row: [String; 16] = Default::default();
        (row[0], row[1]) = (what.to_owned(), indicator.to_owned());
        Self(row)
    }

    fn place(&mut self, who: &Who) {
        let fields = match who {
            Who::Unit(code) => [Level::Unit.id().to_owned(), code.to_string(), String::new(), String::new()],
            Who::Place(place) => place_fields(place),
        };
        for (column, field) in self.0[2..6].iter_mut().zip(fields) {
            *column = field;
        }
    }
}

/// An indicator of one side only, one that may not be compared, one whose definition differs or whose answers
/// cannot be carried over; none if there is nothing to say of it.
fn indicator_row(diff: &IndicatorDiff) -> Option<[String; 16]> {
    let mut row = Row::of("indicator", diff.id().as_str());
    let ids = [&diff.before, &diff.after].map(|column| column.as_ref().map(|c| c.id.to_string()));
    let [before, after] = ids.map(Option::unwrap_or_default);
    let one_side = before.is_empty() || after.is_empty();
    let obstacles: Vec<String> =
        diff.last_obstacles.iter().chain(&diff.this_obstacles).map(|obstacle| obstacle.id()).collect();
    let notes = [
        (before.is_empty(), "added".to_owned()),
        (after.is_empty(), "removed".to_owned()),
        (!one_side && !diff.comparable.is_compared(), diff.comparable.id().to_owned()),
        (!one_side && diff.comparable.id() == "partly", "partly".to_owned()),
        (!diff.definition.is_empty(), "definition".to_owned()),
        (!obstacles.is_empty(), format!("not_carried:{}", obstacles.join(","))),
    ];
    let notes: Vec<String> = notes.into_iter().filter(|(holds, _)| *holds).map(|(_, note)| note).collect();
    if notes.is_empty() && before == after {
        return None;
    }
    (row.0[6], row.0[7], row.0[15]) = (before, after, notes.join(" "));
    Some(row.0)
}

fn outcome_row(of: &IndicatorDiff, outcome: &OutcomeDiff) -> [String; 16] {
    let mut row = Row::of("outcome", of.id().as_str());
    row.place(&Who::Unit(outcome.unit.clone()));
    let printed = |got: &Option<Got>| got.as_ref().map(got_text).unwrap_or_default();
    (row.0[6], row.0[7]) = (got_text(&outcome.before), got_text(&outcome.after));
    (row.0[12], row.0[13]) = (printed(&outcome.last_by_this), printed(&outcome.this_by_last));
    row.0[14] = outcome.cause.map(Cause::id).unwrap_or_default().to_owned();
    row.0[15] = if outcome.moved() { String::new() } else { "undone".to_owned() };
    row.0
}

/// An outcome as one text: a value's id, a figure, or `empty:` and the reason.
pub fn got_text(got: &Got) -> String {
    match got {
        Got::Value(value) => value.to_string(),
        Got::Figure(figure, _) => figure.to_string(),
        Got::Empty(reason) => format!("empty:{reason}"),
    }
}

/// A figure as one text: itself, or `empty:` and why there is none.
pub fn figure_text(aggregate: &Aggregate) -> String {
    match &aggregate.figure {
        Ok(figure) => figure.to_string(),
        Err(why) => format!("empty:{}", why.id()),
    }
}

fn figure_row(of: &IndicatorDiff, figure: &FigureDiff) -> [String; 16] {
    let mut row = Row::of("figure", of.id().as_str());
    row.place(&Who::Place(figure.place.clone()));
    let decimals = decimals(of);
    let exact = |exact: Option<Exact>| exact.map(|e| e.rounded(decimals).to_string()).unwrap_or_default();
    let corner = |figure: &Option<Aggregate>| figure.as_ref().map(figure_text).unwrap_or_default();
    (row.0[6], row.0[7], row.0[8]) =
        (figure_text(&figure.before), figure_text(&figure.after), exact(figure.change));
    (row.0[12], row.0[13]) = (corner(&figure.last_by_this), corner(&figure.this_by_last));
    match &figure.parts {
        Ok(parts) => {
            row.0[9] = exact(Some(parts.reality));
            row.0[10] = exact(Some(parts.definition));
            row.0[11] = exact(parts.interaction);
            row.0[15] = if parts.interaction.is_some() { "" } else { "one_corner" }.to_owned();
        }
        Err(why) => row.0[15] = why.id().to_owned(),
    }
    row.0
}

/// Decimals of an indicator's changes.
pub fn decimals(of: &IndicatorDiff) -> u8 {
    of.after.as_ref().or(of.before.as_ref()).map_or(DECIMALS, |column| column.decimals.max(DECIMALS))
}
