//! Two results held against each other, indicator by indicator.

use catalogue::model::Edition;
use domain::{Aggregate, EditionYear, IndicatorId, UnitCode};

use super::carry::NotCarried;
use super::catalogues::{self, Change};
use super::corners::{Cause, Corners, Parts, Side, cause, is_same};
use super::exact::Exact;
use super::pairing::{Comparable, comparable, comparable_years, editions_comparable, paired};
use super::ranks::{self, Moved};
use super::sheet::{Column, Got, Sheet};
use crate::aggregates::Place;
use crate::run::Results;

/// A unit's outcome that differs, or would at another corner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutcomeDiff {
    /// The unit.
    pub unit: UnitCode,
    /// What it got before.
    pub before: Got,
    /// What it got after.
    pub after: Got,
    /// What its first answers give by the second rule; none where that could not be computed.
    pub last_by_this: Option<Got>,
    /// What its second answers give by the first rule; none where that could not be computed.
    pub this_by_last: Option<Got>,
    /// Why; none where it could not be told.
    pub cause: Option<Cause>,
}

impl OutcomeDiff {
    /// Whether what is printed differs; if not, answers and rules undid each other.
    pub fn moved(&self) -> bool {
        !is_same(&self.before, &self.after)
    }
}

/// How many units moved, and why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Units that both have.
    pub units: u32,
    /// Did not move.
    pub unchanged: u32,
    /// Moved because the unit answered otherwise.
    pub reality: u32,
    /// Moved because the rule became another.
    pub definition: u32,
    /// Moved by both.
    pub both: u32,
    /// Did not move, because answers and rules undid each other.
    pub undone: u32,
    /// Moved, and why could not be told.
    pub not_split: u32,
}

impl Counts {
    /// Units whose outcome moved.
    pub fn moved(&self) -> u32 {
        self.reality + self.definition + self.both + self.not_split
    }
}

/// Why a figure's change is not split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoSplit {
    /// Answers and rules of both are not known: it takes publications.
    NotKnown,
    /// One of the two has no figure, so there is no change.
    NoFigure,
    /// The answers cannot be carried over; why stands at the indicator.
    NotCarried,
    /// The unpublished corners have no figure (withheld, nobody left to divide by).
    NoCorner,
    /// The numbers are too large to be reckoned with exactly.
    TooLarge,
}

impl NoSplit {
    /// The id in files.
    pub fn id(&self) -> &'static str {
        match self {
            Self::NotKnown => "not_known",
            Self::NoFigure => "no_figure",
            Self::NotCarried => "not_carried",
            Self::NoCorner => "no_corner",
            Self::TooLarge => "too_large",
        }
    }
}

/// A place's figure on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureDiff {
    /// The place.
    pub place: Place,
    /// Before.
    pub before: Aggregate,
    /// After.
    pub after: Aggregate,
    /// After − before, exactly; none if one of them has no figure.
    pub change: Option<Exact>,
    /// The first answers by the second rule.
    pub last_by_this: Option<Aggregate>,
    /// The second answers by the first rule.
    pub this_by_last: Option<Aggregate>,
    /// What the change is made of, or why it is not split.
    pub parts: Result<Parts, NoSplit>,
}

impl FigureDiff {
    /// Whether what is printed differs, the figure or why there is none.
    pub fn moved(&self) -> bool {
        self.before.figure != self.after.figure
    }

    /// Whether there is anything to tell: it moved, or would have at another corner.
    pub fn is_told(&self) -> bool {
        self.moved()
            || self.change.is_some_and(|change| !change.is_zero())
            || self.parts.as_ref().is_ok_and(|parts| !parts.is_zero())
    }
}

/// An indicator on both sides, or on one.
#[derive(Clone, Debug)]
pub struct IndicatorDiff {
    /// Before; none where it was added.
    pub before: Option<Column>,
    /// After; none where it was removed.
    pub after: Option<Column>,
    /// Whether it may be compared. What may not has no numbers here.
    pub comparable: Comparable,
    /// What of its definition differs; empty where the rules are not known.
    pub definition: Vec<Change>,
    /// Why the first answers cannot be computed by the second rule.
    pub last_obstacles: Vec<NotCarried>,
    /// Why the second answers cannot be computed by the first rule.
    pub this_obstacles: Vec<NotCarried>,
    /// Units whose outcome differs, or would at another corner, in the frame's order.
    pub outcomes: Vec<OutcomeDiff>,
    /// How many units moved, and why.
    pub counts: Counts,
    /// The figures of every place that both have. A county as a group is the county, and stands once.
    pub figures: Vec<FigureDiff>,
}

impl IndicatorDiff {
    /// Its id: the second's, or the first's where it was removed.
    pub fn id(&self) -> &IndicatorId {
        let column = self.after.as_ref().or(self.before.as_ref());
        &column.expect("an indicator stands on one side at least").id
    }

    /// The figure of a place.
    pub fn figure(&self, place: &Place) -> Option<&FigureDiff> {
        self.figures.iter().find(|figure| figure.place == *place)
    }
}

/// What differs between two results.
#[derive(Clone, Debug)]
pub struct ResultsDiff {
    /// The editions.
    pub years: (EditionYear, EditionYear),
    /// `simulated`, `trial`, or empty.
    pub origins: (String, String),
    /// What is said of the two editions as a whole.
    pub comparable: Comparable,
    /// Whether answers and rules of both were known, so that changes are split.
    pub is_split: bool,
    /// Indicator by indicator: in the second's order, then those that only the first has.
    pub indicators: Vec<IndicatorDiff>,
    /// Units that both have, in the second's order.
    pub units: Vec<UnitCode>,
    /// Units that only the second has.
    pub units_added: Vec<UnitCode>,
    /// Units that only the first has.
    pub units_removed: Vec<UnitCode>,
    /// Places that only the second has.
    pub places_added: Vec<Place>,
    /// Places that only the first has.
    pub places_removed: Vec<Place>,
    /// What differs in who is asked, where they belong and what is known of them: it can move any figure.
    pub frame: Vec<Change>,
    /// Ranks, colours and peers that moved.
    pub moved: Vec<Moved>,
}

impl ResultsDiff {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        let same = |indicator: &IndicatorDiff| {
            indicator.before.is_some()
                && indicator.after.is_some()
                && indicator.comparable.is_compared()
                && indicator.definition.is_empty()
                && indicator.outcomes.is_empty()
                && !indicator.figures.iter().any(FigureDiff::is_told)
        };
        self.units_added.is_empty()
            && self.units_removed.is_empty()
            && self.places_added.is_empty()
            && self.places_removed.is_empty()
            && self.frame.is_empty()
            && self.moved.is_empty()
            && self.indicators.iter().all(same)
    }
}

/// Results and the edition they were computed by.
#[derive(Clone, Copy, Debug)]
pub struct Computed<'a> {
    /// What the catalogue says.
    pub edition: &'a Edition,
    /// What came out.
    pub results: &'a Results,
}

/// Compares results of which only the files are known: what moved, never why.
pub fn files(a: &Sheet, b: &Sheet) -> ResultsDiff {
    let mut diff = compare(a, b, None, None);
    diff.moved = ranks::ranks(a, b, &diff.indicators);
    diff
}

/// Compares results whose rules are known, but not the answers of both: what moved, colours and peers too.
pub fn with_editions(a: Computed<'_>, b: Computed<'_>) -> ResultsDiff {
    known(a, b, None)
}

/// Compares two results with their answers and rules: every change is split into reality and definition.
pub fn with_rules(a: &Side<'_>, b: &Side<'_>) -> ResultsDiff {
    let of = |side: &Side<'_>| Results::from_answers(side.edition, side.answers, side.origin);
    let (first, second) = (of(a), of(b));
    let corners = Corners::of(a, b);
    let (first, second) =
        (Computed { edition: a.edition, results: &first }, Computed { edition: b.edition, results: &second });
    known(first, second, Some(&corners))
}

fn known(a: Computed<'_>, b: Computed<'_>, corners: Option<&Corners>) -> ResultsDiff {
    let (first, second) = (Sheet::of(a.edition, a.results), Sheet::of(b.edition, b.results));
    let mut diff = compare(&first, &second, Some((a.edition, b.edition)), corners);
    diff.moved = ranks::ranks(&first, &second, &diff.indicators);
    diff.moved.extend(ranks::colours(a, b, &diff.indicators));
    diff.moved.extend(ranks::peers(a.edition, b.edition));
    diff
}

fn compare(
    a: &Sheet,
    b: &Sheet,
    editions: Option<(&Edition, &Edition)>,
    corners: Option<&Corners>,
) -> ResultsDiff {
    let units_a = a.unit_places();
    let units_b = b.unit_places();
    let only = |these: &Sheet, those: &std::collections::HashMap<&str, usize>| -> Vec<UnitCode> {
        these.units.iter().filter(|code| !those.contains_key(code.as_str())).cloned().collect()
    };
    let only_places = |these: &Sheet, those: &Sheet| -> Vec<Place> {
        let lone = |place: &&Place| !is_county_again(place) && !those.places.contains(place);
        these.places.iter().filter(lone).cloned().collect()
    };
    let shared: Vec<(usize, usize)> =
        b.units.iter().enumerate().filter_map(|(j, code)| Some((*units_a.get(code.as_str())?, j))).collect();
    let places: Vec<(usize, usize)> = b
        .places
        .iter()
        .enumerate()
        .filter(|(_, place)| !is_county_again(place))
        .filter_map(|(j, place)| Some((a.places.iter().position(|known| known == place)?, j)))
        .collect();
    let indicators = paired(a, b)
        .into_iter()
        .map(|(i, j)| {
            let mut diff = IndicatorDiff {
                before: i.map(|i| a.columns[i].clone()),
                after: j.map(|j| b.columns[j].clone()),
                comparable: comparable_years(a.year, b.year),
                definition: Vec::new(),
                last_obstacles: Vec::new(),
                this_obstacles: Vec::new(),
                outcomes: Vec::new(),
                counts: Counts::default(),
                figures: Vec::new(),
            };
            if let Some((first, second)) = editions {
                diff.comparable = comparable(first, second, diff.id());
                diff.definition = definition(first, second, &diff);
            }
            if let (Some(i), Some(j), true) = (i, j, diff.comparable.is_compared()) {
                let pair = Pair { a, b, i, j, corners };
                if let Some(corners) = corners {
                    diff.last_obstacles = corners.last_obstacles[j].clone();
                    diff.this_obstacles = corners.this_obstacles[i].clone();
                }
                pair.outcomes(&shared, &mut diff);
                diff.figures = places.iter().map(|&(p, q)| pair.figure(p, q, &diff)).collect();
            }
            diff
        })
        .collect();
    ResultsDiff {
        years: (a.year, b.year),
        origins: (a.origin.clone(), b.origin.clone()),
        comparable: editions
            .map_or_else(|| comparable_years(a.year, b.year), |(a, b)| editions_comparable(a, b)),
        is_split: corners.is_some(),
        indicators,
        units: shared.iter().map(|(_, unit)| b.units[*unit].clone()).collect(),
        units_added: only(b, &units_a),
        units_removed: only(a, &units_b),
        places_added: only_places(b, a),
        places_removed: only_places(a, b),
        frame: editions.map_or_else(Vec::new, |(a, b)| catalogues::frames(a, b)),
        moved: Vec::new(),
    }
}

/// A county as a group of the grouping `county`: the same figure as the county's own.
pub(super) fn is_county_again(place: &Place) -> bool {
    match place {
        Place::Level(..) => false,
        Place::Group(grouping, _) => grouping.as_str() == "county",
    }
}

fn definition(a: &Edition, b: &Edition, diff: &IndicatorDiff) -> Vec<Change> {
    let find = |edition: &Edition, column: &Option<Column>| {
        column.as_ref().and_then(|column| edition.indicator(column.id.as_str()).cloned())
    };
    match (find(a, &diff.before), find(b, &diff.after)) {
        (Some(before), Some(after)) => catalogues::definition(a, &before, b, &after),
        (Some(_), None) | (None, Some(_)) | (None, None) => Vec::new(),
    }
}

/// One indicator on both sides.
struct Pair<'a> {
    a: &'a Sheet,
    b: &'a Sheet,
    i: usize,
    j: usize,
    corners: Option<&'a Corners>,
}

impl Pair<'_> {
    fn outcomes(&self, shared: &[(usize, usize)], diff: &mut IndicatorDiff) {
        for &(u, v) in shared {
            let (before, after) = (self.a.outcome(u, self.i), self.b.outcome(v, self.j));
            let open = |obstacles: &[NotCarried]| obstacles.is_empty();
            let last_by_this = self.corners.filter(|_| open(&diff.last_obstacles));
            let last_by_this = last_by_this.map(|corners| corners.last_by_this.outcome(v, self.j));
            let this_by_last = self.corners.filter(|_| open(&diff.this_obstacles));
            let this_by_last = this_by_last.map(|corners| corners.this_by_last.outcome(u, self.i));
            let why = match (last_by_this, this_by_last) {
                (Some(last), Some(this)) => Some(cause(before, last, this, after)),
                (Some(_) | None, None) | (None, Some(_)) => None,
            };
            let moved = !is_same(before, after);
            let counts = &mut diff.counts;
            counts.units += 1;
            let kind = match (moved, why) {
                (true, Some(Cause::Reality)) => &mut counts.reality,
                (true, Some(Cause::Definition)) => &mut counts.definition,
                (true, Some(Cause::Both | Cause::Unchanged)) => &mut counts.both,
                (true, None) => &mut counts.not_split,
                (false, Some(Cause::Both)) => &mut counts.undone,
                (false, Some(Cause::Unchanged | Cause::Reality | Cause::Definition) | None) => {
                    &mut counts.unchanged
                }
            };
            *kind += 1;
            if moved || why == Some(Cause::Both) {
                diff.outcomes.push(OutcomeDiff {
                    unit: self.b.units[v].clone(),
                    before: before.clone(),
                    after: after.clone(),
                    last_by_this: last_by_this.cloned(),
                    this_by_last: this_by_last.cloned(),
                    cause: why,
                });
            }
        }
    }

    fn figure(&self, p: usize, q: usize, diff: &IndicatorDiff) -> FigureDiff {
        let (before, after) = (self.a.figure(p, self.i), self.b.figure(q, self.j));
        let (exact_before, exact_after) = (self.a.exact(p, self.i), self.b.exact(q, self.j));
        let last = self.corners.filter(|_| diff.last_obstacles.is_empty()).map(|c| &c.last_by_this);
        let this = self.corners.filter(|_| diff.this_obstacles.is_empty()).map(|c| &c.this_by_last);
        let change = exact_before.zip(exact_after).and_then(|(before, after)| after.minus(before));
        let corner_last = last.and_then(|sheet| sheet.exact(q, self.j));
        let corner_this = this.and_then(|sheet| sheet.exact(p, self.i));
        let parts = match (self.corners, exact_before, exact_after) {
            (None, ..) => Err(NoSplit::NotKnown),
            (Some(_), Some(before), Some(after)) => {
                match Parts::of(before, corner_last, corner_this, after) {
                    Some(parts) => Ok(parts),
                    None if last.is_none() && this.is_none() => Err(NoSplit::NotCarried),
                    None if corner_last.is_none() && corner_this.is_none() => Err(NoSplit::NoCorner),
                    None => Err(NoSplit::TooLarge),
                }
            }
            (Some(_), ..) => Err(NoSplit::NoFigure),
        };
        FigureDiff {
            place: self.b.places[q].clone(),
            before: before.clone(),
            after: after.clone(),
            change,
            last_by_this: last.map(|sheet| sheet.figure(q, self.j).clone()),
            this_by_last: this.map(|sheet| sheet.figure(p, self.i).clone()),
            parts,
        }
    }
}
