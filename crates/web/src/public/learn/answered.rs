//! What a unit answered before it reached a target, and after: only what everybody may see.

use std::collections::BTreeMap;

use catalogue::model::Indicator;
use results::explain::{self, CellStep};

use super::scene::Scene;
use crate::language::{Language, Phrase};

/// An answer before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answered {
    /// The question's code and its row: where it stands in the questionnaire.
    pub(crate) cell: String,
    pub(crate) question: String,
    pub(crate) wording: String,
    /// The row's wording; empty where the question has none.
    pub(crate) row: String,
    pub(crate) before: Given,
    pub(crate) after: Given,
}

/// What stands in a cell, in words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Given {
    /// Words of alternatives, or a number.
    Words(String),
    /// Nobody was asked.
    NotAsked,
    /// Asked, and nothing answered.
    Nothing,
}

impl Given {
    fn of(step: &CellStep) -> Self {
        match (step.given_words.as_slice(), step.asked, &step.value) {
            ([], "false", _) => Self::NotAsked,
            ([], _, None) => Self::Nothing,
            ([], _, Some(value)) => Self::Words(value.clone()),
            (words, ..) => Self::Words(words.join("; ")),
        }
    }

    /// The id in the REST API.
    pub(crate) fn id(&self) -> &'static str {
        match self {
            Self::Words(_) => "answered",
            Self::NotAsked => "not_asked",
            Self::Nothing => "not_answered",
        }
    }

    /// In words.
    pub(crate) fn say<'a>(&'a self, language: Language) -> Phrase<'a> {
        match self {
            Self::Words(words) => language.official(words.as_str()),
            Self::NotAsked => language.say("Ställdes inte", "Was not asked").into(),
            Self::Nothing => language.say("Inget svar", "No answer").into(),
        }
    }
}

impl Answered {
    pub(crate) fn is_changed(&self) -> bool {
        self.before != self.after
    }

    /// What became of it.
    pub(crate) fn change(&self) -> Change {
        match (&self.before, &self.after) {
            (before, after) if before == after => Change::Same,
            (Given::NotAsked | Given::Nothing, Given::Words(_)) => Change::New,
            (Given::Words(_), Given::NotAsked | Given::Nothing) => Change::NoLonger,
            (Given::Words(_) | Given::NotAsked | Given::Nothing, _) => Change::Other,
        }
    }
}

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Same,
    New,
    NoLonger,
    Other,
}

impl Change {
    /// The id in the REST API.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::New => "new",
            Self::NoLonger => "no_longer",
            Self::Other => "changed",
        }
    }

    /// With a sign.
    pub(crate) fn word(self, language: Language) -> (&'static str, &'static str) {
        match self {
            Self::Same => ("=", language.say("Samma", "The same")),
            Self::New => ("+", language.say("Nytt svar", "New answer")),
            Self::NoLonger => ("−", language.say("Inte längre", "No longer")),
            Self::Other => ("≠", language.say("Ändrat", "Changed")),
        }
    }
}

/// Answers of a unit in two rounds, in the words of the questionnaire of today: those that its outcome rests on. Facts of the
/// unit and free texts are not among them. None where the answers of one of the two are not known.
pub(super) fn answers(
    scene: &Scene<'_>,
    indicator: &Indicator,
    unit: usize,
    [before, after]: [usize; 2],
) -> Option<Vec<Answered>> {
    let opened = scene.look.opened;
    let of = |round: usize| {
        let answers = scene.through.answers(round)?;
        let told = explain::outcome(scene.edition(), opened.vocabulary(), answers, unit, indicator, "");
        Some(told.cells)
    };
    let (before, after) = (of(before)?, of(after)?);
    let is_told = |step: &CellStep| !step.question.is_empty() && !step.hidden && step.kind != "text";
    let pairs = before.into_iter().zip(after).filter(|(a, b)| is_told(a) && is_told(b));
    let answered = pairs.map(|(a, b)| Answered {
        before: Given::of(&a),
        after: Given::of(&b),
        cell: a.cell,
        question: a.question,
        wording: a.wording,
        row: a.row_wording,
    });
    Some(answered.collect())
}

/// What several units changed alike, the most common first, with how many did; at most five.
pub(crate) fn most_common(units: &[Vec<Answered>]) -> Vec<(usize, &Answered)> {
    let mut counted: BTreeMap<(&str, &Given, &Given), (usize, &Answered)> = BTreeMap::new();
    for one in units.iter().flatten().filter(|one| one.is_changed()) {
        counted.entry((&one.cell, &one.before, &one.after)).or_insert((0, one)).0 += 1;
    }
    let mut most: Vec<(usize, &Answered)> = counted.into_values().filter(|(count, _)| *count > 1).collect();
    // The sort is stable: equally common ones stay in the order of the questions.
    most.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    most.truncate(5);
    most
}
