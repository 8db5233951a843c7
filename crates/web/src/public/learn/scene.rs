//! What is told of who to learn from: of a unit, through the rounds of its publication's row. For the page and the REST API.

use catalogue::model::{Edition, Indicator};
use domain::Outcome;
use publication::model::Value;
use publication::shelf::Issue;
use results::colours::{Verdict, target};
use results::learn::{Course, Held, Near, NotHeld, Round, Through, Tie, near};

use super::answered::{Answered, answers};
use crate::language::Phrase;
use crate::public::Look;

/// How many are shown with their answers.
pub(crate) const MOST: usize = 12;

/// What everything is told from.
pub(crate) struct Scene<'a> {
    pub(crate) look: &'a Look<'a>,
    /// The unit, and its place in the frame.
    pub(crate) unit: usize,
    /// The publications of the row, the earliest first, this one last.
    pub(crate) issues: Vec<&'a Issue>,
    pub(crate) through: Through<'a>,
    /// Who is similar, the nearest first.
    pub(crate) near: Vec<Near>,
}

/// Why nothing can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nothing {
    /// The material says nothing of the unit.
    NotCovered,
    /// The indicator has no target.
    NoTarget,
    /// No round was published before.
    NoEarlierRound,
    /// None of the rounds before can be held against this one; why is told of each.
    NotComparable,
}

/// A similar unit that moved from not reached to reached and stayed there.
pub(crate) struct Learned<'s> {
    pub(crate) near: &'s Near,
    /// The last round in which it was not reached, and the first in which it was.
    pub(crate) rounds: [usize; 2],
}

impl Nothing {
    /// The id in the REST API.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::NotCovered => "not_covered",
            Self::NoTarget => "no_target",
            Self::NoEarlierRound => "no_earlier_round",
            Self::NotComparable => "not_comparable",
        }
    }
}

impl<'a> Scene<'a> {
    pub(crate) fn of(look: &'a Look<'a>, unit: usize) -> Self {
        let row = look.view.row_of(look.issue).into_iter().map(AsRef::as_ref);
        let earlier: Vec<(&'a Issue, Round<'a>)> = row
            .filter(|issue: &&Issue| issue.series() < look.issue.series())
            .filter_map(|issue: &'a Issue| {
                let opened = issue.opened().ok()?;
                let (edition, results) = (opened.edition(), opened.results());
                Some((issue, Round { edition, results, answers: opened.answers() }))
            })
            .collect();
        let opened = look.opened;
        let (edition, results) = (opened.edition(), opened.results());
        let now = Round { edition, results, answers: opened.answers() };
        let rounds: Vec<Round<'a>> = earlier.iter().map(|(_, round)| *round).collect();
        let issues = earlier.iter().map(|(issue, _)| *issue).chain([look.issue]).collect();
        let through = Through::of(&rounds, now);
        Self { look, unit, issues, through, near: near(edition, opened.peers().ok(), unit) }
    }

    pub(crate) fn edition(&self) -> &'a Edition {
        self.look.opened.edition()
    }

    pub(crate) fn code(&self, unit: usize) -> &'a str {
        self.edition().frame.units[unit].code.as_str()
    }

    pub(crate) fn name(&self, unit: usize) -> &'a str {
        self.edition().frame.units[unit].name.as_str()
    }

    /// Why nothing can be told of an indicator, or, without one, of any; none if something can.
    pub(crate) fn nothing(&self, found: Option<(usize, &Indicator)>) -> Option<Nothing> {
        if !self.is_covered() {
            Some(Nothing::NotCovered)
        } else if found.is_some_and(|(_, known)| !Through::has_target(known)) {
            Some(Nothing::NoTarget)
        } else if self.issues.len() == 1 {
            Some(Nothing::NoEarlierRound)
        } else {
            found.filter(|(i, _)| !self.is_held(*i)).map(|_| Nothing::NotComparable)
        }
    }

    /// Whether a round before this one may be held against it.
    pub(super) fn is_held(&self, indicator: usize) -> bool {
        (0..self.issues.len() - 1).any(|round| !matches!(self.through.held(indicator, round), Held::Not(_)))
    }

    /// Why a round is not held against this one, as a clause.
    pub(crate) fn not_held<'h>(&self, round: usize, why: &'h NotHeld) -> Phrase<'h> {
        let language = self.look.language;
        match why {
            NotHeld::Absent => {
                language.say("den hade inte indikatorn.", "it did not have the indicator.").into()
            }
            NotHeld::NotComparable(told) if told.why().is_empty() => language
                .say(
                    "katalogen säger inget om att de går att jämföra.",
                    "the catalogue does not say that they can be compared.",
                )
                .into(),
            NotHeld::NotComparable(told) => language.official(told.why()),
            NotHeld::NotCarried(obstacles) if obstacles.is_empty() => language
                .say(
                    "regeln var en annan, och svaren är inte kända.",
                    "the rule was another, and the answers are not known.",
                )
                .into(),
            NotHeld::NotCarried(obstacles) => {
                let (from, words) = (self.round(round), language.of_catalogue());
                let texts: Vec<String> = obstacles.iter().map(|one| one.text(&from, words)).collect();
                let texts = texts.join("; ");
                let said = language.say(
                    format!("regeln var en annan, och svaren går inte att bedöma med den nya ({texts})."),
                    format!(
                        "the rule was another, and the answers cannot be judged by the new one ({texts})."
                    ),
                );
                said.into()
            }
        }
    }

    /// The similar that took a course.
    pub(crate) fn near_that(&self, indicator: usize, is: impl Fn(Course) -> bool) -> Vec<&Near> {
        self.near.iter().filter(|near| is(self.through.course(indicator, near.unit))).collect()
    }

    /// The similar that moved, the nearest first.
    pub(crate) fn learned<'s>(&'s self, indicator: usize) -> Vec<Learned<'s>> {
        let learned = |near: &'s Near| match self.through.course(indicator, near.unit) {
            Course::Moved { before, since } => Some(Learned { near, rounds: [before, since] }),
            Course::Always | Course::FellBack | Course::Never | Course::NotTold => None,
        };
        self.near.iter().filter_map(learned).collect()
    }

    /// What one of them answered before and after; none where that is not known.
    pub(crate) fn answers(&self, indicator: &Indicator, learned: &Learned<'_>) -> Option<Vec<Answered>> {
        answers(self, indicator, learned.near.unit, learned.rounds)
    }

    /// Units of the whole frame that moved, but for the unit itself.
    pub(super) fn moved_anywhere(&self, indicator: usize) -> Vec<usize> {
        let all = 0..self.edition().frame.units.len();
        all.filter(|unit| *unit != self.unit && has_moved(self.through.course(indicator, *unit))).collect()
    }

    /// Those of them that are not similar.
    pub(crate) fn moved_elsewhere(&self, indicator: usize) -> Vec<usize> {
        let is_near = |unit: &usize| self.near.iter().any(|near| near.unit == *unit);
        self.moved_anywhere(indicator).into_iter().filter(|unit| !is_near(unit)).collect()
    }

    /// How many only seem to have moved, because the rule became another.
    pub(crate) fn seeming(&self, indicator: usize) -> usize {
        let all = 0..self.edition().frame.units.len();
        all.filter(|unit| self.through.only_by_definition(indicator, *unit)).count()
    }

    /// The similar that reach the target now.
    pub(crate) fn reach_it_now(&self, indicator: &Indicator) -> Vec<usize> {
        let reaches = |unit: &usize| {
            let found = self.look.opened.outcome(self.code(*unit), indicator.id.as_str());
            match found.map(|found| &found.value) {
                Some(Value::Category(value, _)) => value
                    .parse()
                    .is_ok_and(|value| target(indicator, &Outcome::Category(value)) == Ok(Verdict::Reached)),
                Some(Value::Figure(..) | Value::Empty(..)) | None => false,
            }
        };
        self.near.iter().map(|near| near.unit).filter(reaches).collect()
    }

    /// A round as it is called here: `omgång 2`, `2018`.
    pub(crate) fn round(&self, round: usize) -> String {
        let series = self.issues[round].series();
        match series.round() {
            Some(number) => self.look.language.say(format!("omgång {number}"), format!("round {number}")),
            None => series.year.to_string(),
        }
    }

    /// An outcome's name.
    pub(crate) fn word(&self, outcome: &Outcome) -> Phrase<'a> {
        let words = self.look.opened.vocabulary();
        match outcome {
            Outcome::Category(value) => match words.values.iter().find(|named| named.id == value.as_str()) {
                Some(named) => self.look.text(&named.name),
                None => value.to_string().into(),
            },
            Outcome::Empty(empty) => match words.empty(empty.reason.id()) {
                Some(named) => self.look.text(&named.name),
                None => empty.reason.id().into(),
            },
            Outcome::Figure(_) => "–".into(),
        }
    }

    /// What ties a unit to the one that is asked about, in words.
    pub(crate) fn tie(&self, near: &Near, tie: &Tie) -> Phrase<'a> {
        let language = self.look.language;
        match tie {
            Tie::Peer(rank) => language
                .say(format!("liknande kommun nummer {rank}"), format!("similar municipality number {rank}"))
                .into(),
            Tie::Group(grouping) => {
                let frame = &self.edition().frame;
                let scheme = frame.schemes.iter().find(|known| known.grouping == *grouping);
                let own = frame.units[near.unit].groups.get(grouping);
                let group =
                    scheme.and_then(|scheme| scheme.groups.iter().find(|known| Some(&known.code) == own));
                let name = group.map_or(grouping.as_str(), |group| match group.criterion.chars().count() {
                    0 | 31.. => group.name.as_str(),
                    1..=30 => group.criterion.as_str(),
                });
                language.official(format!(
                    "{}: {name}",
                    scheme.map_or(grouping.as_str(), |scheme| scheme.name.as_str())
                ))
            }
            Tie::County => language.say("samma län", "same county").into(),
        }
    }

    /// How many of the similar are peers.
    pub(crate) fn peers(&self) -> usize {
        self.near.iter().filter(|near| is_peer(near)).count()
    }

    /// Whether the publication's material says anything of the unit.
    pub(super) fn is_covered(&self) -> bool {
        self.edition().computed().any(|indicator| {
            let found = self.look.opened.outcome(self.code(self.unit), indicator.id.as_str());
            found.is_some_and(
                |found| !matches!(&found.value, Value::Empty(id, ..) if id == Value::NOT_COVERED),
            )
        })
    }
}

pub(super) fn is_peer(near: &Near) -> bool {
    matches!(near.ties.first(), Some(Tie::Peer(_)))
}

pub(super) fn has_moved(course: Course) -> bool {
    matches!(course, Course::Moved { .. })
}
