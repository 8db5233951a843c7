//! What can be learned, as data.

use serde::Serialize;
use utoipa::ToSchema;

use crate::api::observation::{Named, Observation};

/// What can be learned of an indicator.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Learning {
    /// The publication.
    pub publication: Named,
    /// The value of the unit now.
    pub observation: Observation,
    /// Where it stands: `reached`, `not_reached`, or `not_judged`.
    pub standing: String,
    /// `told`, or why nothing can be told: `not_covered` (the material says nothing of the unit), `no_target` (the indicator is a figure),
    /// `no_earlier_round`, `not_comparable` (no earlier round can be held against this one; `rounds` says why).
    pub status: String,
    /// The rounds of the publication's row, the earliest first, this one last.
    pub rounds: Vec<LearnRound>,
    /// How many took which course; where something can be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<LearnCounts>,
    /// What several of `moved` changed alike, the most common first.
    pub common: Vec<LearnCommon>,
    /// The similar ones that moved from not reached to reached and stayed there, the nearest first.
    pub moved: Vec<Learned>,
    /// Others in the country that did.
    pub moved_elsewhere: Vec<Named>,
    /// Where nothing can be told of an indicator with a target: the similar ones that reach it now, the nearest first.
    pub reach_it_now: Vec<Named>,
    /// Where one goes from here.
    pub links: LearningLinks,
}

/// A round of the row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LearnRound {
    /// The publication.
    pub publication: Named,
    /// What it is called among the others.
    pub name: String,
    /// How it is held against the last: `last`, `by_rule` (its answers, judged by the rule of the last), `as_it_was` (the definition is the
    /// same); or why it is not: `absent` (it did not have the indicator), `not_comparable`, `not_carried` (its answers cannot be judged by
    /// the rule of the last).
    pub held: String,
    /// With what reservation, or why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// How many units took which course.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LearnCounts {
    /// The similar ones: peers, then those of the same group or county.
    pub similar: usize,
    /// Peers among them.
    pub peers: usize,
    /// Moved from not reached to reached, and stayed there.
    pub moved: usize,
    /// Always reached it.
    pub always: usize,
    /// Reached it and fell back.
    pub fell_back: usize,
    /// Units of the whole country that only seem to have moved, because the rule became another.
    pub only_by_definition: usize,
}

/// A change that several made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LearnCommon {
    /// How many made it.
    pub units: usize,
    /// Of so many whose answers are given.
    pub of: usize,
    /// The answer.
    #[serde(flatten)]
    pub answer: LearnAnswer,
}

/// A similar unit that moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Learned {
    /// Who it is.
    pub place: Named,
    /// What ties it to the one that was asked about, the strongest first.
    pub ties: Vec<LearnTie>,
    /// The last round in which the target was not reached.
    pub before: String,
    /// The first in which it was.
    pub since: String,
    /// Round by round.
    pub course: Vec<LearnOutcome>,
    /// `given`; `not_known` where only outcomes are known; `not_listed` of those beyond the first twelve: their explanations have them.
    pub answers_status: String,
    /// What it answered in the rounds `before` and `since`, in the words of the questionnaire of today.
    pub answers: Vec<LearnAnswer>,
    /// Where one goes from here.
    pub links: LearnedLinks,
}

/// What ties two units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LearnTie {
    /// `peer`, `group` or `county`.
    pub kind: String,
    /// Of a peer: 1 is the most alike.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<usize>,
    /// Of a group: the grouping.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grouping: Option<String>,
    /// In words.
    pub text: String,
}

/// What a unit got in a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LearnOutcome {
    /// The round's publication.
    pub publication: String,
    /// By the rule of the last round; none where the round does not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_rule_of_today: Option<LearnGot>,
    /// As it was published, where that is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<LearnGot>,
    /// Why it was what it was; none where it was not published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
}

/// An outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LearnGot {
    /// `value`, or why there is none: `not_asked`, `not_applicable`, `cannot_say`, `not_answered`, `illogical`, `withheld`.
    pub status: String,
    /// The id of the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// In words.
    pub text: String,
}

/// An answer before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LearnAnswer {
    /// Where it stands in the questionnaire: the question, with its row.
    pub cell: String,
    /// The question's code.
    pub question: String,
    /// Its wording; official texts are in Swedish.
    pub wording: String,
    /// The wording of the row, where the question has rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
    /// Before.
    pub before: LearnGiven,
    /// After.
    pub after: LearnGiven,
    /// What became of it: `same`, `new`, `no_longer`, `changed`.
    pub change: Named,
}

/// What was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LearnGiven {
    /// `answered`, `not_asked`, or `not_answered`.
    pub status: String,
    /// In words: alternatives in their wording, a number, or why there is none.
    pub text: String,
}

/// Ways from what can be learned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LearningLinks {
    /// Here.
    #[serde(rename = "self")]
    pub own: String,
    /// What it would take.
    pub reach: String,
    /// Similar units.
    pub peers: String,
    /// The page that shows the same to people.
    pub page: String,
}

/// Ways from a unit that moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LearnedLinks {
    /// The unit.
    pub place: String,
    /// Its page for people.
    pub page: String,
}
