//! `outcomes.csv` as `jamfor compute --out` writes it.

use std::collections::HashMap;

use domain::{IndicatorId, Number, Reason, UnitCode, ValueId};

use super::super::columns::{Columns, Line, each_line};
use super::super::file;
use super::super::mistakes::{Entry, Mistake, Mistakes};
use super::{Head, PrintedOutcome, fields};
use crate::Problems;

const COLUMNS: Columns = Columns {
    required: &[
        "edition",
        "unit",
        "indicator",
        "value",
        "figure",
        "numerator",
        "denominator",
        "empty",
        "origin",
    ],
    optional: &[],
};
const EDITION: usize = 0;
const UNIT: usize = 1;
const INDICATOR: usize = 2;
const VALUE: usize = 3;
const FIGURE: usize = 4;
const NUMERATOR: usize = 5;
const DENOMINATOR: usize = 6;
const EMPTY: usize = 7;
const ORIGIN: usize = 8;

/// The file, every unit with every indicator.
pub(super) struct Read {
    pub(super) head: Head,
    pub(super) units: Vec<UnitCode>,
    pub(super) indicators: Vec<IndicatorId>,
    pub(super) cells: Vec<PrintedOutcome>,
    /// The line of each outcome.
    pub(super) lines: Vec<usize>,
}

#[derive(Default)]
struct Reader {
    head: Option<(Head, usize)>,
    units: Vec<UnitCode>,
    unit_places: HashMap<UnitCode, usize>,
    indicators: Vec<IndicatorId>,
    indicator_places: HashMap<IndicatorId, usize>,
    cells: HashMap<(usize, usize), (PrintedOutcome, usize)>,
}

/// Reads it.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Read, Problems> {
    let mut mistakes = Mistakes::of(name);
    let mut reader = Reader::default();
    match file::checked_kind(name, bytes.len()) {
        Ok(kind) => {
            each_line(bytes, kind, &COLUMNS, &mut mistakes, |line, mistakes| reader.line(line, mistakes));
        }
        Err((code, mistake)) => mistakes.add(0, code, || mistake),
    }
    reader.finish(mistakes)
}

impl Reader {
    fn line(&mut self, line: &Line<'_>, mistakes: &mut Mistakes) {
        fields::head(line, [EDITION, ORIGIN], &mut self.head, mistakes);
        let unit: Option<UnitCode> = fields::id(line, UNIT, "unit", mistakes);
        let indicator: Option<IndicatorId> = fields::id(line, INDICATOR, "indicator", mistakes);
        let outcome = outcome(line, mistakes);
        let (Some(unit), Some(indicator)) = (unit, indicator) else { return };
        let (units, indicators) = (self.units.len(), self.indicators.len());
        let row = *self.unit_places.entry(unit.clone()).or_insert(units);
        if row == units {
            self.units.push(unit);
        }
        let column = *self.indicator_places.entry(indicator.clone()).or_insert(indicators);
        if column == indicators {
            self.indicators.push(indicator);
        }
        // A line whose outcome cannot be read is told once, and not as missing, too.
        let outcome = outcome.unwrap_or(PrintedOutcome::Empty(Reason::NotAnswered));
        if let Some((_, before)) = self.cells.insert((row, column), (outcome, line.number)) {
            fields::twice(line.number, before, mistakes);
        }
    }

    fn finish(mut self, mut mistakes: Mistakes) -> Result<Read, Problems> {
        let mut cells = Vec::with_capacity(self.units.len() * self.indicators.len());
        let mut lines = Vec::with_capacity(cells.capacity());
        let mut all_lacking = Vec::new();
        for (row, unit) in self.units.iter().enumerate() {
            let mut lacking = Vec::new();
            for (column, indicator) in self.indicators.iter().enumerate() {
                match self.cells.remove(&(row, column)) {
                    Some((outcome, line)) => {
                        cells.push(outcome);
                        lines.push(line);
                    }
                    None => lacking.push(indicator.as_str()),
                }
            }
            all_lacking.push((unit.to_string(), lacking));
        }
        fields::all_missing(all_lacking, self.indicators.len(), &mut mistakes);
        let Some((head, _)) = self.head else {
            // A file without lines is told of here, one with mistakes only was told of above.
            if mistakes.found() == 0 {
                fields::missing("outcomes.csv", &["(inga rader)"], 0, &mut mistakes);
            }
            let head = Head { edition: domain::EditionYear::default(), origin: String::new() };
            return mistakes.or(Read { head, units: Vec::new(), indicators: Vec::new(), cells, lines });
        };
        mistakes.or(Read { head, units: self.units, indicators: self.indicators, cells, lines })
    }
}

fn outcome(line: &Line<'_>, mistakes: &mut Mistakes) -> Option<PrintedOutcome> {
    let [value, figure, empty] = [VALUE, FIGURE, EMPTY].map(|column| line.id(column));
    let [numerator, denominator] = [NUMERATOR, DENOMINATOR].map(|column| line.id(column));
    let given = [value, figure, empty].iter().filter(|field| !field.is_empty()).count();
    let has_counts = !numerator.is_empty() || !denominator.is_empty();
    if given != 1 || (figure.is_empty() && has_counts) || numerator.is_empty() != denominator.is_empty() {
        mistakes.add(line.number, "ANS-61", || {
            let entry = Entry { unit: None, what: line.id(INDICATOR) };
            Mistake::new(
                (
                    "raden ska ha antingen value, figure eller empty, och täljare och nämnare bara tillsammans vid en siffra",
                    "a line has one of value, figure and empty, and numerator and denominator only together with a figure",
                ),
                (
                    "filen är inte som `jamfor compute --out` skrev den: kör det igen",
                    "the file is not as `jamfor compute --out` wrote it: run it again",
                ),
            )
            .at(entry)
        });
        return None;
    }
    if !value.is_empty() {
        return fields::id::<ValueId>(line, VALUE, "value", mistakes).map(PrintedOutcome::Value);
    }
    if !empty.is_empty() {
        return fields::id::<Reason>(line, EMPTY, "empty", mistakes).map(PrintedOutcome::Empty);
    }
    let Some(printed) = fields::rounded(figure) else {
        fields::wrong(line.number, "figure", figure, mistakes);
        return None;
    };
    if !has_counts {
        return Some(PrintedOutcome::Figure(printed, None));
    }
    let above: Number = fields::id(line, NUMERATOR, "numerator", mistakes)?;
    let below: Number = fields::id(line, DENOMINATOR, "denominator", mistakes)?;
    let gives = |times: i128| {
        domain::Rounded::quotient(
            i128::from(above.micros()) * times,
            i128::from(below.micros()),
            printed.decimals,
        )
    };
    if ![1, 100].into_iter().any(|times| gives(times) == Some(printed)) {
        super::aggregates::contradicts(line.number, figure, mistakes);
        return None;
    }
    Some(PrintedOutcome::Figure(printed, Some((above, below))))
}
