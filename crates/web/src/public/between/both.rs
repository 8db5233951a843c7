//! Two publications held against each other, indicator by indicator: what the page and the REST API tell. What may not be compared has
//! no value here.

use std::sync::Arc;

use catalogue::Problems;
use catalogue::model::{Edition, Indicator};
use publication::model::{Code, Observation};
use publication::shelf::{Issue, Opened};
use results::diff::{Column, Comparable, FigureDiff, IndicatorDiff, OutcomeDiff, ResultsDiff};

use super::wanted::{Wanted, known_as};
use super::{held, named};
use crate::language::{Language, Phrase};
use crate::public::Look;

/// Two publications, and the unit or place that is looked at in both.
pub(crate) struct Both<'a> {
    pub(super) look: Look<'a>,
    /// The earlier one.
    pub(super) issue: &'a Issue,
    then: &'a Opened,
    pub(super) diff: Arc<ResultsDiff>,
    pub(crate) code: &'a Code,
    pub(super) name: Phrase<'a>,
    pub(crate) is_place: bool,
    /// Those that it may be held against, the nearest first.
    pub(super) others: Vec<&'a Issue>,
}

/// An indicator that may be compared.
#[derive(Clone, Copy)]
pub(crate) struct Line<'a> {
    pub(crate) of: &'a IndicatorDiff,
    pub(crate) then: &'a Indicator,
    pub(crate) now: &'a Indicator,
    pub(crate) found_now: &'a Observation,
    pub(crate) found_then: &'a Observation,
    /// What moved of a place.
    pub(crate) figure: Option<&'a FigureDiff>,
    /// What moved of a unit.
    pub(crate) outcome: Option<&'a OutcomeDiff>,
}

/// What can be said of an indicator.
#[derive(Clone, Copy)]
pub(crate) enum Each<'a> {
    /// It may be compared.
    Compared(Line<'a>),
    /// It may not: why, and the indicator as it was then and is now.
    Not(&'a Comparable, [&'a Indicator; 2]),
    /// It might, but the unit or place is only in one of the two.
    Absent(&'a Comparable, [&'a Indicator; 2]),
    /// Only now.
    Added(&'a Indicator),
    /// Only then.
    Removed(&'a Indicator),
}

/// Every indicator, by what can be said of it.
#[derive(Default)]
pub(crate) struct Lines<'a> {
    pub(super) moved: Vec<Line<'a>>,
    pub(super) same: Vec<Line<'a>>,
    /// Why not, and which: the indicator as it was then, and now.
    pub(super) not: Vec<(&'a Comparable, Vec<[&'a Indicator; 2]>)>,
    /// Only now.
    pub(super) added: Vec<&'a Indicator>,
    /// Only then.
    pub(super) removed: Vec<&'a Indicator>,
    /// The unit or place is only in one of the two.
    absent: bool,
}

/// What must be known before any change is read.
pub(crate) enum Caution<'a> {
    /// The unit or place is only in one of the two.
    Absent,
    /// One has real answers and the other simulated ones.
    OneIsReal,
    /// The two as a whole: comparable with a reservation, in the catalogue's words.
    Partly(&'a str),
    /// Not comparable as a whole, and why.
    No(&'a str),
    /// No catalogue says anything of the two.
    NotStated,
    /// The answers of one of them are not known.
    NotSplit,
}

impl<'a> Both<'a> {
    /// Two that somebody wants to see beside each other.
    ///
    /// # Errors
    /// The earlier one cannot be computed from its own folder; it is logged.
    pub(crate) fn of(look: &Look<'a>, wanted: &Wanted<'a>, issue: &'a Issue) -> Result<Self, &'a Problems> {
        let then = issue.opened().inspect_err(|_| {
            tracing::error!(publication = %issue.named(), "cannot be computed from its own folder");
        })?;
        Ok(Self {
            look: *look,
            issue,
            then,
            diff: held::diff(issue, then, look.issue, look.opened),
            code: wanted.code,
            name: wanted.name.clone(),
            is_place: wanted.is_place,
            others: wanted.others.clone(),
        })
    }

    /// The earlier one, as it is looked at beside the other.
    pub(crate) fn look_then(&self) -> Look<'a> {
        let named = known_as(&self.look, self.issue);
        Look { issue: self.issue, opened: self.then, named, later: None, early: false, ..self.look }
    }

    pub(super) fn named_then(&self) -> String {
        named(&self.look, self.issue, self.look.issue)
    }

    pub(super) fn named_now(&self) -> String {
        named(&self.look, self.look.issue, self.issue)
    }

    /// Indicator by indicator: in the later one's order, then those that only the earlier has.
    pub(crate) fn each(&self) -> Vec<Each<'_>> {
        self.diff.indicators.iter().filter_map(|of| self.one(of)).collect()
    }

    fn one<'s>(&'s self, of: &'s IndicatorDiff) -> Option<Each<'s>> {
        let find = |edition: &'a Edition, column: &Option<Column>| {
            column.as_ref().and_then(|column| edition.indicator(column.id.as_str()))
        };
        let found = (find(self.then.edition(), &of.before), find(self.look.opened.edition(), &of.after));
        let (then, now) = match found {
            (Some(then), Some(now)) => (then, now),
            (None, Some(now)) => return Some(Each::Added(now)),
            (Some(then), None) => return Some(Each::Removed(then)),
            (None, None) => return None,
        };
        if !of.comparable.is_compared() {
            return Some(Each::Not(&of.comparable, [then, now]));
        }
        let cell = |opened: &'a Opened, id: &str| match self.is_place {
            true => opened.figure(&self.code.id, id),
            false => opened.outcome(&self.code.id, id),
        };
        let cells = (cell(self.then, then.id.as_str()), cell(self.look.opened, now.id.as_str()));
        let (Some(found_then), Some(found_now)) = cells else {
            return Some(Each::Absent(&of.comparable, [then, now]));
        };
        let figure =
            of.figures.iter().find(|figure| publication::build::place_id(&figure.place) == self.code.id);
        let outcome = of.outcomes.iter().find(|outcome| outcome.unit.as_str() == self.code.id);
        Some(Each::Compared(Line { of, then, now, found_now, found_then, figure, outcome }))
    }

    /// What must be known before any change is read.
    pub(crate) fn cautions(&self, lines: &Lines<'_>) -> Vec<Caution<'_>> {
        let [then, now] = [self.issue, self.look.issue].map(|issue| issue.manifest().origin.is_empty());
        let as_a_whole = match &self.diff.comparable {
            Comparable::Yes => None,
            Comparable::Partly(why) => Some(Caution::Partly(why)),
            Comparable::No(why) => Some(Caution::No(why)),
            Comparable::NotStated => Some(Caution::NotStated),
        };
        let absent = lines.absent.then_some(Caution::Absent);
        let real = (then != now).then_some(Caution::OneIsReal);
        let not_split = (!self.diff.is_split && lines.is_compared()).then_some(Caution::NotSplit);
        [absent, real, as_a_whole, not_split].into_iter().flatten().collect()
    }

    /// A caution in words: what is said first, if anything, and the rest.
    pub(crate) fn caution<'c>(&self, caution: &Caution<'c>) -> (&'static str, Phrase<'c>) {
        let language = self.look.language;
        let plain = |sv: &'static str, en: &'static str| ("", Phrase::from(language.say(sv, en)));
        match *caution {
            Caution::Absent => {
                let name = self.name.text();
                let words = language.say(
                    format!("{name} finns bara i den ena av de två, så det finns inget att jämföra med."),
                    format!("{name} is in only one of the two, so there is nothing to compare with."),
                );
                ("", words.into())
            }
            Caution::OneIsReal => plain(
                "Den ena har verkliga svar och den andra simulerade. En skillnad säger inget om verkligheten.",
                "One has real answers and the other simulated ones. A difference says nothing of reality.",
            ),
            Caution::Partly(why) => (
                language.say("Jämförbara med förbehåll. ", "Comparable with a reservation. "),
                language.official(why),
            ),
            Caution::No(why) => (
                language.say("Får inte jämföras som helhet. ", "May not be compared as a whole. "),
                language.official(why),
            ),
            Caution::NotStated => plain(
                "Katalogen säger inget om att de två årgångarna går att jämföra. Då jämförs de inte.",
                "The catalogue does not say that the two editions can be compared. Then they are not.",
            ),
            Caution::NotSplit => plain(
                "Av den ena är bara utfallen kända, inte svaren. Därför går det att se vad som har ändrats men inte varför.",
                "Of one of them only the outcomes are known, not the answers. So what moved can be seen, but not why.",
            ),
        }
    }
}

/// Why an indicator may not be compared, in the catalogue's words, or that it says nothing.
pub(crate) fn why_not(language: Language, why: &Comparable) -> Phrase<'_> {
    match why {
        Comparable::NotStated => language
            .say(
                "Katalogen säger inget om att de går att jämföra.",
                "The catalogue does not say that they can be compared.",
            )
            .into(),
        Comparable::Yes | Comparable::Partly(_) | Comparable::No(_) => language.official(why.why()),
    }
}

impl<'a> Lines<'a> {
    /// The same, sorted by what can be said.
    pub(crate) fn of(each: &[Each<'a>], is_place: bool) -> Self {
        let mut lines = Self::default();
        for one in each {
            match *one {
                Each::Compared(line) if line.is_told(is_place) => lines.moved.push(line),
                Each::Compared(line) => lines.same.push(line),
                Each::Not(why, pair) => match lines.not.iter_mut().find(|(known, _)| *known == why) {
                    Some((_, all)) => all.push(pair),
                    None => lines.not.push((why, vec![pair])),
                },
                Each::Absent(..) => lines.absent = true,
                Each::Added(new) => lines.added.push(new),
                Each::Removed(old) => lines.removed.push(old),
            }
        }
        lines
    }

    /// Whether anything stands beside anything.
    pub(super) fn is_compared(&self) -> bool {
        !self.moved.is_empty() || !self.same.is_empty()
    }
}

impl Line<'_> {
    /// Whether there is anything to tell.
    pub(crate) fn is_told(&self, is_place: bool) -> bool {
        match (is_place, self.figure, self.outcome) {
            (true, Some(figure), _) => figure.is_told(),
            (false, _, Some(_)) => true,
            (true, None, _) | (false, _, None) => self.found_now.value != self.found_then.value,
        }
    }
}
