//! Whether figures follow from outcomes by another definition than the catalogue's: other targets, other values that
//! leave the denominator, another limit of non-response, other levels.

use std::collections::BTreeMap;

use catalogue::answers::PrintedOutcome;
use domain::{Aggregate, Method, NoFigure, Reason, ValueId, Withheld};

use super::follows::is_near;
use crate::aggregates::{Membership, Place};

/// Most different values that are tried: each may be reached, not reached or left out.
const MOST_VALUES: usize = 8;

/// Whether some definition gives the printed figures of all places; `known` are those of the catalogue's.
pub(super) fn is_explained(
    printed: &[&Aggregate],
    known: &[Aggregate],
    members: &[(Membership, Vec<usize>)],
    outcomes: &[&PrintedOutcome],
    is_exact: bool,
) -> bool {
    let same_units = |(there, given): (&&Aggregate, &Aggregate)| {
        let is_small = there.figure == Err(NoFigure::Withheld(Withheld::SmallNumber));
        there.units == given.units && (is_small || there.responded == given.responded)
    };
    printed.iter().zip(known).all(same_units)
        && has_one_limit(printed)
        && levels_are_whole(printed, members)
        && if printed.iter().all(|figure| figure.method == Method::Share) {
            has_targets(printed, members, outcomes)
        } else {
            let same_counts = |(there, given): (&&Aggregate, &Aggregate)| {
                let is_same = match (there.quotient, given.quotient) {
                    (Some(there), Some(given)) => there == given,
                    (None, _) | (_, None) => true,
                };
                let is_figure = match (&there.figure, &given.figure) {
                    (Ok(figure), Ok(expected)) if there.quotient.is_none() => figure == expected,
                    (Ok(_) | Err(_), Ok(_) | Err(_)) => is_same,
                };
                there.method == given.method
                    && (is_figure || (!is_exact && is_near(there, given)))
                    && there.left_out == given.left_out
            };
            printed.iter().zip(known).all(same_counts)
        }
}

/// Whether everything that is withheld lacks more than everything that is shown.
fn has_one_limit(printed: &[&Aggregate]) -> bool {
    let lacks =
        |figure: &Aggregate| (u64::from(figure.units - figure.responded), u64::from(figure.units).max(1));
    let is_withheld = |figure: &&&Aggregate| figure.figure == Err(NoFigure::Withheld(Withheld::NonResponse));
    let is_more = |a: (u64, u64), b: (u64, u64)| a.0 * b.1 > b.0 * a.1;
    let shown = || printed.iter().filter(|figure| figure.figure.is_ok()).map(|figure| lacks(figure));
    printed.iter().filter(is_withheld).all(|withheld| shown().all(|shown| is_more(lacks(withheld), shown)))
}

/// Whether the indicator is reported at all places of a level, or at none.
fn levels_are_whole(printed: &[&Aggregate], members: &[(Membership, Vec<usize>)]) -> bool {
    let mut levels: BTreeMap<&str, bool> = BTreeMap::new();
    printed.iter().zip(members).all(|(figure, (membership, _))| {
        let level = match &membership.place {
            Place::Level(level, _) => level.id(),
            Place::Group(..) => "group",
        };
        let is_reported = figure.figure != Err(NoFigure::NotReportedAtLevel);
        *levels.entry(level).or_insert(is_reported) == is_reported
    })
}

/// Whether values can be told to be reached, not reached or left out so that every share comes out.
fn has_targets(
    printed: &[&Aggregate],
    members: &[(Membership, Vec<usize>)],
    outcomes: &[&PrintedOutcome],
) -> bool {
    let mut values: Vec<&ValueId> = Vec::new();
    for outcome in outcomes {
        match outcome {
            PrintedOutcome::Value(value) if !values.contains(&value) => values.push(value),
            PrintedOutcome::Value(_) | PrintedOutcome::Empty(_) => {}
            PrintedOutcome::Figure(..) => return false,
        }
    }
    if values.len() > MOST_VALUES {
        return false;
    }
    // Of each place, how many units have each value, and how many are not applicable.
    let counted: Vec<(Vec<u32>, u32)> = members
        .iter()
        .map(|(_, rows)| {
            let mut counts = (vec![0; values.len()], 0);
            for &row in rows {
                match outcomes[row] {
                    PrintedOutcome::Value(value) => {
                        if let Some(place) = values.iter().position(|known| *known == value) {
                            counts.0[place] += 1;
                        }
                    }
                    PrintedOutcome::Empty(Reason::NotApplicable) => counts.1 += 1,
                    PrintedOutcome::Empty(_) | PrintedOutcome::Figure(..) => {}
                }
            }
            counts
        })
        .collect();
    let scale = i128::from(domain::Number::SCALE);
    let fits = |choice: usize| {
        printed.iter().zip(&counted).all(|(figure, (counts, not_applicable))| {
            if figure.figure == Err(NoFigure::Withheld(Withheld::SmallNumber)) {
                return true;
            }
            let (mut reached, mut left_out, mut rest) = (0, *not_applicable, choice);
            for count in counts {
                match rest % 3 {
                    0 => {}
                    1 => reached += count,
                    2.. => left_out += count,
                }
                rest /= 3;
            }
            left_out == figure.left_out
                && figure.quotient.is_none_or(|(above, _)| above == i128::from(reached) * scale)
        })
    };
    (0..3_usize.pow(values.len() as u32)).any(fits)
}
