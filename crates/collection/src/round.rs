//! What is collected, from whom: a round, those who answer, and their responses.

use serde::{Deserialize, Serialize};

use crate::fact::Instant;
use crate::ids::{ResponseId, RoundId, SubjectId};

/// Where a round is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoundState {
    /// It is prepared; nobody answers yet.
    Planned,
    /// It can be answered.
    Open,
    /// It is closed.
    Closed,
}

impl RoundState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Planned, Self::Open, Self::Closed];

    /// The name, as in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Open => "open",
            Self::Closed => "closed",
        }
    }
}

/// What kind of answers a round collects (*redovisningsklass*): what may be shown of them, and how they are sent in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Answers of public bodies about themselves (*offentliga uppgifter*): a manager signs off, results name the unit.
    Open,
    /// Answers of persons (*personer*, an anonymous survey): nothing leads back to who answered.
    Persons,
    /// What reviewers note of drawn cases (*granskade akter*): the reviewer is known, the case is a number.
    Cases,
}

impl Class {
    /// The class of an id; what is not known is treated as the strictest.
    pub fn of(id: &str) -> Self {
        match id {
            "open" => Self::Open,
            "cases" => Self::Cases,
            _ => Self::Persons,
        }
    }

    /// The id in files and tables.
    pub fn id(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Persons => "persons",
            Self::Cases => "cases",
        }
    }

    /// Whether what is answered must lead back to nobody.
    pub fn is_anonymous(self) -> bool {
        self == Self::Persons
    }

    /// Whether a manager signs off before a part is submitted.
    pub fn needs_sign_off(self) -> bool {
        self == Self::Open
    }
}

/// A round of collection (*insamlingsomgång*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Its id.
    pub id: RoundId,
    /// The edition whose questionnaire is sent.
    pub edition: String,
    /// Which questionnaire of the edition.
    pub survey: String,
    /// What people call it.
    pub name: String,
    /// The disclosure class of the answers: what may be shown of them to whom.
    pub class: String,
    /// The time zone of its calendar, such as `Europe/Stockholm`.
    pub zone: String,
    /// When it opens, if that is decided.
    pub opens: Option<Instant>,
    /// When it closes, if that is decided.
    pub closes: Option<Instant>,
    /// Where it is in its life.
    pub state: RoundState,
}

/// Where a round is between its states and its times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It is prepared.
    Planned,
    /// It is open, from a time that has not come.
    NotYet,
    /// Its parts can be answered.
    Open,
    /// It is open, to a time that has passed.
    Over,
    /// It is closed.
    Closed,
}

impl Round {
    /// Where it is now.
    pub fn phase(&self, now: Instant) -> Phase {
        match self.state {
            RoundState::Planned => Phase::Planned,
            RoundState::Closed => Phase::Closed,
            RoundState::Open if self.opens.is_some_and(|opens| now < opens) => Phase::NotYet,
            RoundState::Open if self.closes.is_some_and(|closes| now >= closes) => Phase::Over,
            RoundState::Open => Phase::Open,
        }
    }

    /// What kind of answers it collects.
    pub fn class(&self) -> Class {
        Class::of(&self.class)
    }
}

/// Who answers in a round (*den som svarar*): a municipality, a person, a drawn case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Who.
    pub id: SubjectId,
    /// The code of the unit that gets the outcomes.
    pub unit: String,
}

/// One subject's answers to one part of a round's questionnaire. What it holds follows from its facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// Its id.
    pub id: ResponseId,
    /// The round.
    pub round: RoundId,
    /// Who answers.
    pub subject: SubjectId,
    /// The part of the questionnaire; the whole of it has a name, too.
    pub part: String,
}
