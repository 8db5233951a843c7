//! `aggregates.csv` as `jamfor compute --out` writes it.

use std::collections::HashMap;

use domain::{
    Aggregate, GroupCode, GroupingId, IndicatorId, Level, Method, NoFigure, Number, Rounded, UnitCode,
    Withheld,
};

use super::super::columns::{Columns, Line, each_line};
use super::super::file;
use super::super::mistakes::{Mistake, Mistakes};
use super::{Head, PrintedPlace, fields};
use crate::Problems;

const COLUMNS: Columns = Columns {
    required: &[
        "edition",
        "level",
        "code",
        "grouping",
        "group",
        "indicator",
        "method",
        "figure",
        "numerator",
        "denominator",
        "units",
        "responded",
        "left_out",
        "empty",
        "origin",
    ],
    optional: &[],
};
const EDITION: usize = 0;
const LEVEL: usize = 1;
const CODE: usize = 2;
const GROUPING: usize = 3;
const GROUP: usize = 4;
const INDICATOR: usize = 5;
const METHOD: usize = 6;
const FIGURE: usize = 7;
const NUMERATOR: usize = 8;
const DENOMINATOR: usize = 9;
const UNITS: usize = 10;
const RESPONDED: usize = 11;
const LEFT_OUT: usize = 12;
const EMPTY: usize = 13;
const ORIGIN: usize = 14;

const NO_FIGURES: [NoFigure; 5] = [
    NoFigure::Withheld(Withheld::NonResponse),
    NoFigure::Withheld(Withheld::SmallNumber),
    NoFigure::NoDenominator,
    NoFigure::CountsUnknown,
    NoFigure::NotReportedAtLevel,
];

/// The file, every place with every indicator.
pub(super) struct Read {
    pub(super) head: Head,
    pub(super) places: Vec<PrintedPlace>,
    pub(super) indicators: Vec<IndicatorId>,
    pub(super) times: Vec<i128>,
    pub(super) figures: Vec<Aggregate>,
    /// The line of each figure.
    pub(super) lines: Vec<usize>,
}

#[derive(Default)]
struct Reader {
    head: Option<(Head, usize)>,
    places: Vec<PrintedPlace>,
    place_rows: HashMap<PrintedPlace, usize>,
    indicators: Vec<IndicatorId>,
    indicator_rows: HashMap<IndicatorId, usize>,
    /// For each indicator, how it is summed up, and what its quotients may be times.
    methods: Vec<(Method, Vec<i128>)>,
    cells: HashMap<(usize, usize), (Option<Aggregate>, usize)>,
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

/// Tells that a figure is not what its counts give.
pub(super) fn contradicts(line: usize, figure: &str, mistakes: &mut Mistakes) {
    mistakes.add(line, "ANS-64", || {
        Mistake::new(
            (
                format!("{figure} är inte vad radens antal ger"),
                format!("{figure} is not what the counts of the line give"),
            ),
            (
                "något på raden är ändrat: kör `jamfor compute --out` igen",
                "something on the line was changed: run `jamfor compute --out` again",
            ),
        )
    });
}

impl Reader {
    fn line(&mut self, line: &Line<'_>, mistakes: &mut Mistakes) {
        fields::head(line, [EDITION, ORIGIN], &mut self.head, mistakes);
        let place = place(line, mistakes);
        let indicator: Option<IndicatorId> = fields::id(line, INDICATOR, "indicator", mistakes);
        let method = Method::ALL.into_iter().find(|method| method.id() == line.id(METHOD));
        if method.is_none() {
            fields::wrong(line.number, "method", line.id(METHOD), mistakes);
        }
        let (Some(place), Some(indicator), Some(method)) = (place, indicator, method) else { return };
        let (places, indicators) = (self.places.len(), self.indicators.len());
        let row = *self.place_rows.entry(place.clone()).or_insert(places);
        if row == places {
            self.places.push(place);
        }
        let column = *self.indicator_rows.entry(indicator.clone()).or_insert(indicators);
        if column == indicators {
            self.indicators.push(indicator);
            let times = if method == Method::Share { vec![100] } else { vec![1, 100] };
            self.methods.push((method, times));
        }
        if self.methods[column].0 != method {
            fields::wrong(line.number, "method", line.id(METHOD), mistakes);
        }
        let aggregate = aggregate(line, method, &mut self.methods[column].1, mistakes);
        if let Some((_, before)) = self.cells.insert((row, column), (aggregate, line.number)) {
            fields::twice(line.number, before, mistakes);
        }
    }

    fn finish(mut self, mut mistakes: Mistakes) -> Result<Read, Problems> {
        let mut figures = Vec::with_capacity(self.places.len() * self.indicators.len());
        let mut lines = Vec::with_capacity(figures.capacity());
        let mut lacking: Vec<Vec<&str>> = vec![Vec::new(); self.places.len()];
        for (column, indicator) in self.indicators.iter().enumerate() {
            for (row, lacks) in lacking.iter_mut().enumerate() {
                match self.cells.remove(&(row, column)) {
                    Some((aggregate, line)) => {
                        figures.extend(aggregate);
                        lines.push(line);
                    }
                    None => lacks.push(indicator.as_str()),
                }
            }
        }
        let names = self.places.iter().map(|place| match place {
            PrintedPlace::Level(_, code) => code.to_string(),
            PrintedPlace::Group(grouping, group) => format!("{grouping}:{group}"),
        });
        fields::all_missing(names.zip(lacking), self.indicators.len(), &mut mistakes);
        let head = match self.head {
            Some((head, _)) => head,
            None => {
                if mistakes.found() == 0 {
                    fields::missing("aggregates.csv", &["(inga rader)"], 0, &mut mistakes);
                }
                Head { edition: domain::EditionYear::default(), origin: String::new() }
            }
        };
        let times = self.methods.iter().map(|(_, times)| times.first().copied().unwrap_or(1)).collect();
        mistakes.or(Read { head, places: self.places, indicators: self.indicators, times, figures, lines })
    }
}

fn place(line: &Line<'_>, mistakes: &mut Mistakes) -> Option<PrintedPlace> {
    let level = line.id(LEVEL);
    if level == "group" {
        let grouping: GroupingId = fields::id(line, GROUPING, "grouping", mistakes)?;
        let group: GroupCode = fields::id(line, GROUP, "group", mistakes)?;
        return Some(PrintedPlace::Group(grouping, group));
    }
    let known = [Level::City, Level::County, Level::Nation].into_iter().find(|known| known.id() == level);
    let code: Option<UnitCode> = fields::id(line, CODE, "code", mistakes);
    match known {
        Some(known) => Some(PrintedPlace::Level(known, code?)),
        None => {
            fields::wrong(line.number, "level", level, mistakes);
            None
        }
    }
}

fn aggregate(
    line: &Line<'_>,
    method: Method,
    times: &mut Vec<i128>,
    mistakes: &mut Mistakes,
) -> Option<Aggregate> {
    let [figure, empty] = [FIGURE, EMPTY].map(|column| line.id(column));
    let no_figure = NO_FIGURES.into_iter().find(|why| why.id() == empty);
    let printed = fields::rounded(figure);
    let shown = match (figure.is_empty(), empty.is_empty(), printed, no_figure) {
        (false, true, Some(printed), _) => Ok(printed),
        (true, false, _, Some(why)) => Err(why),
        (false, true, None, _) => {
            fields::wrong(line.number, "figure", figure, mistakes);
            return None;
        }
        (true, false, _, None) => {
            fields::wrong(line.number, "empty", empty, mistakes);
            return None;
        }
        (true, true, ..) | (false, false, ..) => {
            mistakes.add(line.number, "ANS-61", || {
                Mistake::new(
                    ("raden ska ha antingen figure eller empty", "a line has one of figure and empty"),
                    (
                        "filen är inte som `jamfor compute --out` skrev den: kör det igen",
                        "the file is not as `jamfor compute --out` wrote it: run it again",
                    ),
                )
            });
            return None;
        }
    };
    let is_small = shown == Err(NoFigure::Withheld(Withheld::SmallNumber));
    let mut count = |column, name| -> Option<u32> {
        let written = line.id(column);
        if written.is_empty() && is_small && column != UNITS {
            return Some(0);
        }
        let parsed = written.parse().ok();
        if parsed.is_none() {
            fields::wrong(line.number, name, written, mistakes);
        }
        parsed
    };
    let (units, responded) = (count(UNITS, "units"), count(RESPONDED, "responded"));
    let left_out = count(LEFT_OUT, "left_out");
    let (units, responded, left_out) = (units?, responded?, left_out?);
    let mut part = |column, name| -> Option<Option<i128>> {
        let written = line.id(column);
        if written.is_empty() {
            return Some(None);
        }
        let parsed = fields::micros(written);
        if parsed.is_none() {
            fields::wrong(line.number, name, written, mistakes);
        }
        parsed.map(Some)
    };
    let (above, below) = (part(NUMERATOR, "numerator"), part(DENOMINATOR, "denominator"));
    let quotient = match (above?, below?) {
        (Some(above), Some(below)) => Some((above, below)),
        (None, None) => None,
        (Some(_), None) | (None, Some(_)) => {
            contradicts(line.number, figure, mistakes);
            return None;
        }
    };
    let row = Aggregate { method, figure: shown, quotient, units, responded, left_out };
    if !is_consistent(&row, times) {
        contradicts(line.number, if figure.is_empty() { empty } else { figure }, mistakes);
        return None;
    }
    Some(row)
}

/// Whether a row's figure is what its counts give; narrows what the indicator's quotients may be times.
fn is_consistent(row: &Aggregate, times: &mut Vec<i128>) -> bool {
    let scale = i128::from(Number::SCALE);
    if row.responded > row.units || row.left_out > row.responded {
        return false;
    }
    match (&row.figure, row.quotient) {
        (Ok(_), None) => row.method == Method::Sum,
        (Err(NoFigure::Withheld(_)), quotient) => quotient.is_none(),
        (Err(NoFigure::NoDenominator), Some((_, below))) => below == 0,
        (Err(NoFigure::CountsUnknown | NoFigure::NotReportedAtLevel), Some(_)) => false,
        (Err(_), None) => true,
        (Ok(figure), Some((above, below))) => {
            if row.method == Method::Share {
                let of = i128::from(row.responded - row.left_out) * scale;
                if below != of || above < 0 || above > below || above % scale != 0 {
                    return false;
                }
            }
            // Above this a product might not fit; no figure that compute writes is so large.
            let limit = 10_i128.pow(28);
            if above.abs() > limit || below.abs() > limit {
                return false;
            }
            let gives = |times: i128| Rounded::quotient(above * times, below, figure.decimals);
            let fits: Vec<i128> =
                times.iter().copied().filter(|times| gives(*times) == Some(*figure)).collect();
            let is_one = !fits.is_empty();
            if is_one {
                *times = fits;
            }
            is_one
        }
    }
}
