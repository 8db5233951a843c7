//! What units made of a target through the rounds.

use catalogue::answers::{Answers, blank};
use catalogue::model::{Edition, Indicator, IndicatorRole};
use domain::{Method, Outcome};

use crate::diff::catalogues::{definition, same_indicator};
use crate::diff::{Comparable, NotCarried, carry, comparable, in_the_way};
use crate::outcomes::{Outcomes, outcomes};
use crate::run::Results;

/// A round of a row.
#[derive(Clone, Copy, Debug)]
pub struct Round<'a> {
    /// What the catalogue says.
    pub edition: &'a Edition,
    /// What came out, by its own rules.
    pub results: &'a Results,
    /// What was answered; none where only outcomes are known.
    pub answers: Option<&'a Answers>,
}

/// How a round is held against the last one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    /// Its answers, judged by the last round's rule. With what reservation, in the catalogue's words; empty: none.
    ByRule(String),
    /// As it came out: the definition is the same.
    AsItWas(String),
    /// Not at all.
    Not(NotHeld),
}

/// Why a round is not held against the last one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotHeld {
    /// It did not have the indicator.
    Absent,
    /// The catalogue says that it may not be compared, or says nothing.
    NotComparable(Comparable),
    /// The rule became another, and the answers cannot be carried to it; what stands in the way, empty where they are not known.
    NotCarried(Vec<NotCarried>),
}

/// Where a unit stands in a round, by the last round's rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The target is reached.
    Reached,
    /// It is judged, and not reached.
    Not,
    /// It is not judged: empty, left out, not there, or the round is not held against the last.
    Unknown,
}

/// What a unit made of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// Reached in every round in which it is judged, two at least.
    Always,
    /// Not reached, then reached in every later round.
    Moved {
        /// The last round in which it was not reached.
        before: usize,
        /// The first in which it was.
        since: usize,
    },
    /// Reached once, and then not.
    FellBack,
    /// Never reached.
    Never,
    /// Not judged in the last round, in no earlier one, or in one after it moved.
    NotTold,
}

/// An earlier round in the last one's questionnaire.
#[derive(Debug)]
struct Carried {
    answers: Answers,
    outcomes: Outcomes,
    obstacles: Vec<Vec<NotCarried>>,
}

/// The rounds of a row, held against the last.
#[derive(Debug)]
pub struct Through<'a> {
    rounds: Vec<Round<'a>>,
    now: Round<'a>,
    /// Of each earlier round; none where its answers are not known.
    carried: Vec<Option<Carried>>,
    /// Of each indicator and round.
    held: Vec<Vec<Held>>,
    /// Of each indicator and round, its place among the computed ones there.
    columns: Vec<Vec<Option<usize>>>,
    /// Of each round and unit of the last frame, its subject there.
    subjects: Vec<Vec<Option<usize>>>,
}

impl<'a> Through<'a> {
    /// Holds earlier rounds, the earliest first, against the last.
    pub fn of(earlier: &[Round<'a>], now: Round<'a>) -> Self {
        let carried: Vec<Option<Carried>> = earlier
            .iter()
            .map(|round| Some(Carried::of(round.edition, round.answers?, now.edition)))
            .collect();
        let rounds: Vec<Round<'a>> = earlier.iter().copied().chain([now]).collect();
        let column = |indicator: &Indicator, round: &Round<'_>| {
            let known = same_indicator(now.edition, indicator, round.edition)?;
            round.edition.computed().position(|other| other.id == known.id)
        };
        let columns = now
            .edition
            .computed()
            .map(|indicator| rounds.iter().map(|round| column(indicator, round)).collect());
        let held = now.edition.computed().enumerate().map(|(i, indicator)| {
            let of = |(r, round): (usize, &Round<'_>)| match carried.get(r) {
                Some(carried) => held(round.edition, carried.as_ref(), now.edition, (i, indicator)),
                None => Held::AsItWas(String::new()),
            };
            rounds.iter().enumerate().map(of).collect()
        });
        let subject = |round: &Round<'_>, code: &str| {
            let place = round.edition.frame.position(code)?;
            round.results.subjects.iter().position(|subject| subject.unit == place)
        };
        let of_round = |round: &Round<'_>| {
            now.edition.frame.units.iter().map(|unit| subject(round, unit.code.as_str())).collect()
        };
        let (held, columns) = (held.collect(), columns.collect());
        let subjects = rounds.iter().map(of_round).collect();
        Self { rounds, now, carried, held, columns, subjects }
    }

    /// How many rounds there are, the last among them.
    pub fn count(&self) -> usize {
        self.rounds.len()
    }

    /// Whether units can be told to reach an indicator: it is judged by a target.
    pub fn has_target(indicator: &Indicator) -> bool {
        indicator.role == IndicatorRole::Indicator && indicator.method == Method::Share
    }

    /// How a round is held against the last; `indicator` is its place among the computed ones of the last.
    pub fn held(&self, indicator: usize, round: usize) -> &Held {
        self.held.get(indicator).and_then(|of| of.get(round)).unwrap_or(&Held::Not(NotHeld::Absent))
    }

    /// What a unit got in a round by the last round's rule; none where that cannot be said. `unit` is its place in the last frame.
    pub fn outcome(&self, indicator: usize, round: usize, unit: usize) -> Option<&Outcome> {
        match self.held(indicator, round) {
            Held::ByRule(_) => {
                let was_there = self.subjects[round].get(unit)?.is_some();
                let carried = self.carried[round].as_ref().filter(|_| was_there)?;
                Some(carried.outcomes.get(unit, indicator))
            }
            Held::AsItWas(_) => self.published(indicator, round, unit),
            Held::Not(_) => None,
        }
    }

    /// What a unit got in a round by the rules of that time.
    pub fn published(&self, indicator: usize, round: usize, unit: usize) -> Option<&Outcome> {
        let then = &self.rounds.get(round)?.results;
        let i = (*self.columns.get(indicator)?.get(round)?)?;
        let subject = (*self.subjects[round].get(unit)?)?;
        then.covers(subject, i).then(|| then.outcomes.get(subject, i))
    }

    /// The answers of a round as answers to the last round's questionnaire; none where they are not known.
    pub fn answers(&self, round: usize) -> Option<&Answers> {
        match self.carried.get(round) {
            Some(carried) => carried.as_ref().map(|carried| &carried.answers),
            None => self.now.answers,
        }
    }

    /// Where a unit stands in a round.
    pub fn standing(&self, indicator: usize, round: usize, unit: usize) -> Standing {
        match (self.indicator(indicator), self.outcome(indicator, round, unit)) {
            (Some(known), Some(outcome)) => standing(known, outcome),
            (Some(_) | None, None) | (None, Some(_)) => Standing::Unknown,
        }
    }

    /// What a unit made of an indicator's target.
    pub fn course(&self, indicator: usize, unit: usize) -> Course {
        let standings: Vec<Standing> =
            (0..self.rounds.len()).map(|round| self.standing(indicator, round, unit)).collect();
        course(&standings)
    }

    /// Whether a unit looks as if it had moved, and only the rule did: it was published as not reached, and reached the target all the
    /// time by the rule of today.
    pub fn only_by_definition(&self, indicator: usize, unit: usize) -> bool {
        let Some(known) = self.indicator(indicator) else { return false };
        let was_told_otherwise = |round: usize| {
            let told = self.published(indicator, round, unit).map(|outcome| standing(known, outcome));
            told == Some(Standing::Not) && self.standing(indicator, round, unit) == Standing::Reached
        };
        self.course(indicator, unit) == Course::Always && (0..self.carried.len()).any(was_told_otherwise)
    }

    fn indicator(&self, indicator: usize) -> Option<&'a Indicator> {
        self.now.edition.computed().nth(indicator)
    }
}

impl Carried {
    fn of(from: &Edition, answers: &Answers, to: &Edition) -> Self {
        let carried = carry(from, &answers.table, to);
        let obstacles = to.computed().map(|indicator| in_the_way(to, indicator, &carried)).collect();
        let outcomes = outcomes(to, &carried.table);
        // Neither texts nor comments: nobody is quoted.
        let mut answers = blank(to);
        answers.table = carried.table;
        Self { answers, outcomes, obstacles }
    }
}

/// How an indicator's earlier round is held against the last.
fn held(
    then: &Edition,
    carried: Option<&Carried>,
    now: &Edition,
    (i, indicator): (usize, &Indicator),
) -> Held {
    let Some(before) =
        same_indicator(now, indicator, then).filter(|known| then.computed().any(|it| it.id == known.id))
    else {
        return Held::Not(NotHeld::Absent);
    };
    let told = comparable(then, now, &indicator.id);
    let reservation = match told {
        Comparable::Yes => String::new(),
        Comparable::Partly(why) => why,
        Comparable::No(_) | Comparable::NotStated => return Held::Not(NotHeld::NotComparable(told)),
    };
    let obstacles = match carried {
        Some(carried) if carried.obstacles[i].is_empty() => return Held::ByRule(reservation),
        Some(carried) => carried.obstacles[i].clone(),
        None => Vec::new(),
    };
    match definition(then, before, now, indicator).is_empty() {
        true => Held::AsItWas(reservation),
        false => Held::Not(NotHeld::NotCarried(obstacles)),
    }
}

/// What counts as reached in the share, and what counts as judged.
fn standing(indicator: &Indicator, outcome: &Outcome) -> Standing {
    match outcome {
        Outcome::Category(value) if indicator.leaves_denominator.contains(value) => Standing::Unknown,
        Outcome::Category(value) if indicator.target.contains(value) => Standing::Reached,
        Outcome::Category(_) => Standing::Not,
        Outcome::Figure(_) | Outcome::Empty(_) => Standing::Unknown,
    }
}

/// The course of a row of standings, the last round last.
fn course(standings: &[Standing]) -> Course {
    let Some((now, earlier)) = standings.split_last() else { return Course::NotTold };
    let is = |wanted: Standing| move |standing: &Standing| *standing == wanted;
    if *now == Standing::Unknown || earlier.iter().all(is(Standing::Unknown)) {
        return Course::NotTold;
    }
    let Some(before) = standings.iter().rposition(is(Standing::Not)) else { return Course::Always };
    if standings[..before].iter().any(is(Standing::Reached)) {
        return Course::FellBack;
    }
    let after = &standings[before + 1..];
    match after.iter().position(is(Standing::Reached)) {
        None => Course::Never,
        Some(first) if after[first..].iter().all(is(Standing::Reached)) => {
            Course::Moved { before, since: before + 1 + first }
        }
        Some(_) => Course::NotTold,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `r` reached, `n` not, `-` unknown.
    fn standings(text: &str) -> Vec<Standing> {
        let of = |c| match c {
            'r' => Standing::Reached,
            'n' => Standing::Not,
            _ => Standing::Unknown,
        };
        text.chars().map(of).collect()
    }

    #[test]
    fn a_course_is_told_from_the_rounds_in_which_a_unit_is_judged() {
        for (case, row, expected) in [
            ("moved in the last round", "nnr", Course::Moved { before: 1, since: 2 }),
            ("moved and stayed", "nrr", Course::Moved { before: 0, since: 1 }),
            ("silent while it moved", "n-r", Course::Moved { before: 0, since: 2 }),
            ("silent before it moved", "-nr", Course::Moved { before: 1, since: 2 }),
            ("silent after it moved", "nr-r", Course::NotTold),
            ("fell back", "rrn", Course::FellBack),
            ("fell back and came again", "rnr", Course::FellBack),
            ("came and fell back", "nrn", Course::FellBack),
            ("always", "rrr", Course::Always),
            ("always, silent once", "r-r", Course::Always),
            ("never", "nnn", Course::Never),
            ("not judged now", "nr-", Course::NotTold),
            ("judged only now", "--r", Course::NotTold),
            ("one round alone", "r", Course::NotTold),
            ("no round", "", Course::NotTold),
        ] {
            assert_eq!(course(&standings(row)), expected, "{case}");
        }
    }

    #[test]
    fn whoever_moved_reaches_it_in_every_round_since_and_in_none_before() {
        // Every row of up to six rounds.
        for length in 1..=6_u32 {
            for number in 0..3_u32.pow(length) {
                let row: Vec<Standing> = (0..length)
                    .map(|at| match number / 3_u32.pow(at) % 3 {
                        0 => Standing::Reached,
                        1 => Standing::Not,
                        _ => Standing::Unknown,
                    })
                    .collect();
                if let Course::Moved { before, since } = course(&row) {
                    assert!(before < since, "{row:?}");
                    assert_eq!(row[before], Standing::Not, "{row:?}");
                    assert!(row[since..].iter().all(|one| *one == Standing::Reached), "{row:?}");
                    assert!(!row[..since].contains(&Standing::Reached), "{row:?}");
                }
            }
        }
    }
}
