//! Results that `jamfor compute --out` wrote, read back: `outcomes.csv` and `aggregates.csv` of a folder.
//!
//! They are read without a catalogue, which may be another than the one they were computed by. So names are
//! not looked up; but each field must be of its form, every unit must have every indicator, figures must be
//! what their counts give, and the two files must agree. What was cut off or changed by hand is found.

mod aggregates;
mod fields;
mod outcomes;

use std::path::Path;

use domain::{
    Aggregate, EditionYear, GroupCode, GroupingId, IndicatorId, Level, NoFigure, Number, Reason, Rounded,
    UnitCode, ValueId, Withheld,
};

use super::file;
use super::mistakes::{Mistake, Mistakes};
use crate::Problems;

/// An outcome as files print it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrintedOutcome {
    /// A category.
    Value(ValueId),
    /// A figure, rounded, and the counts behind it where they are known.
    Figure(Rounded, Option<(Number, Number)>),
    /// None, and why.
    Empty(Reason),
}

/// A place that a figure is printed for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PrintedPlace {
    /// A city, county or the nation.
    Level(Level, UnitCode),
    /// A group of a grouping.
    Group(GroupingId, GroupCode),
}

/// What `outcomes.csv` and `aggregates.csv` hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComputedFolder {
    /// The edition that was computed.
    pub edition: EditionYear,
    /// `simulated`, `trial`, or empty.
    pub origin: String,
    /// The units, in the file's order.
    pub units: Vec<UnitCode>,
    /// The indicators, in the file's order.
    pub indicators: Vec<IndicatorId>,
    /// For each indicator, 100 where its figures are per cent of what is counted, else 1.
    pub times: Vec<i128>,
    /// Unit by unit, the outcome of each indicator.
    pub outcomes: Vec<PrintedOutcome>,
    /// The places, in the file's order.
    pub places: Vec<PrintedPlace>,
    /// Indicator by indicator, the figure of each place.
    pub figures: Vec<Aggregate>,
    /// The line of each outcome in its file.
    pub outcome_lines: Vec<usize>,
    /// The line of each figure in its file.
    pub figure_lines: Vec<usize>,
}

/// The files of such a folder.
pub const COMPUTED_FILES: [&str; 2] = ["outcomes.csv", "aggregates.csv"];

/// Reads a folder that `jamfor compute --out` wrote.
///
/// # Errors
/// All mistakes in both files; see the table of [`super`].
pub fn read_computed(folder: &Path) -> Result<ComputedFolder, Problems> {
    let [outcomes, aggregates] = COMPUTED_FILES.map(|name| folder.join(name));
    let bytes = [file::read(&outcomes), file::read(&aggregates)];
    match bytes {
        [Ok(first), Ok(second)] => read_computed_bytes(
            (&outcomes.display().to_string(), &first),
            (&aggregates.display().to_string(), &second),
        ),
        [first, second] => {
            let mut problems = Problems::default();
            for side in [first.err(), second.err()].into_iter().flatten() {
                problems.append(side);
            }
            Err(problems)
        }
    }
}

/// Reads the two files from their names and bytes.
///
/// # Errors
/// All mistakes in both files; see the table of [`super`].
pub fn read_computed_bytes(
    (outcomes_name, outcomes_bytes): (&str, &[u8]),
    (aggregates_name, aggregates_bytes): (&str, &[u8]),
) -> Result<ComputedFolder, Problems> {
    let outcomes = outcomes::read(outcomes_name, outcomes_bytes);
    let aggregates = aggregates::read(aggregates_name, aggregates_bytes);
    match (outcomes, aggregates) {
        (Ok(outcomes), Ok(aggregates)) => {
            let mut mistakes = Mistakes::of(aggregates_name);
            agree(&outcomes, &aggregates, &mut mistakes);
            let order = |id: &IndicatorId| aggregates.indicators.iter().position(|known| known == id);
            let orders: Vec<usize> = outcomes.indicators.iter().filter_map(order).collect();
            let places = aggregates.places.len();
            let figures =
                orders.iter().flat_map(|i| aggregates.figures[i * places..(i + 1) * places].to_vec());
            let lines = orders.iter().flat_map(|i| aggregates.lines[i * places..(i + 1) * places].to_vec());
            let folder = ComputedFolder {
                edition: outcomes.head.edition,
                origin: outcomes.head.origin.clone(),
                times: orders.iter().map(|i| aggregates.times[*i]).collect(),
                figures: figures.collect(),
                outcome_lines: outcomes.lines,
                figure_lines: lines.collect(),
                units: outcomes.units,
                indicators: outcomes.indicators,
                outcomes: outcomes.cells,
                places: aggregates.places,
            };
            mistakes.or(folder)
        }
        (first, second) => {
            let mut problems = Problems::default();
            for side in [first.err(), second.err()].into_iter().flatten() {
                problems.append(side);
            }
            Err(problems)
        }
    }
}

/// What every line of a file says alike.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Head {
    edition: EditionYear,
    origin: String,
}

/// Whether the two files can be of one computation: same edition, origin and indicators, and as many units.
fn agree(outcomes: &outcomes::Read, aggregates: &aggregates::Read, mistakes: &mut Mistakes) {
    let mut disagree = |sv: String, en: String| {
        mistakes.add(0, "ANS-64", || {
            Mistake::new(
                (sv, en),
                (
                    "båda filerna ska vara skrivna i samma körning: kör `jamfor compute --out` igen",
                    "both files must be of one run: run `jamfor compute --out` again",
                ),
            )
        });
    };
    if outcomes.head != aggregates.head {
        let told = |head: &Head| match head.origin.as_str() {
            "" => head.edition.to_string(),
            origin => format!("{} {origin}", head.edition),
        };
        let (first, second) = (told(&outcomes.head), told(&aggregates.head));
        disagree(
            format!("outcomes.csv är `{first}`, aggregates.csv `{second}`"),
            format!("outcomes.csv is `{first}`, aggregates.csv `{second}`"),
        );
    }
    for (these, those, name) in [
        (&outcomes.indicators, &aggregates.indicators, "aggregates.csv"),
        (&aggregates.indicators, &outcomes.indicators, "outcomes.csv"),
    ] {
        for id in these.iter().filter(|id| !those.contains(id)) {
            disagree(
                format!("indikatorn {id} saknas i {name}"),
                format!("the indicator {id} is missing in {name}"),
            );
        }
    }
    let nation = aggregates.places.iter().position(|p| matches!(p, PrintedPlace::Level(Level::Nation, _)));
    let Some(nation) = nation else { return };
    for (i, id) in aggregates.indicators.iter().enumerate() {
        let Some(column) = outcomes.indicators.iter().position(|known| known == id) else { continue };
        let figure = &aggregates.figures[i * aggregates.places.len() + nation];
        if figure.figure == Err(NoFigure::Withheld(Withheld::SmallNumber)) {
            continue;
        }
        let mut counted = (0_u32, 0_u32);
        for row in outcomes.cells.chunks(outcomes.indicators.len()) {
            let reason = match &row[column] {
                PrintedOutcome::Empty(reason) => Some(*reason),
                PrintedOutcome::Value(_) | PrintedOutcome::Figure(..) => None,
            };
            counted.0 += u32::from(reason != Some(Reason::NotAsked));
            counted.1 += u32::from(reason.is_none_or(|r| !r.is_non_response() && r != Reason::NotAsked));
        }
        let printed = (figure.units, figure.responded);
        if counted != printed {
            disagree(
                format!(
                    "{id}: outcomes.csv har {} objekt varav {} svarat, rikets rad säger {} och {}",
                    counted.0, counted.1, printed.0, printed.1
                ),
                format!(
                    "{id}: outcomes.csv has {} units of which {} responded, the nation's line says {} and {}",
                    counted.0, counted.1, printed.0, printed.1
                ),
            );
        }
    }
}
