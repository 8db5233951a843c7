//! Who somebody is: a visitor, the holder of a link, an account with grants, or the operator.

use std::collections::BTreeSet;

use super::action::{Action, Extent, Rule};
use super::refused::Refused;
use super::{Resource, ResponseFacts};
use crate::fact::Instant;
use crate::ids::{RoundId, SubjectId};

/// A role (*roll*): what somebody does in a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// *Nationell utredare*: runs the round.
    NationalAnalyst,
    /// *Granskare*: reviews answers.
    Reviewer,
    /// *Publicerare*: publishes results.
    Publisher,
    /// *Samordnare*: answers for a unit, shares its parts, submits.
    Coordinator,
    /// *Uppgiftslämnare*: answers the parts that were passed on.
    Respondent,
    /// *Chef*: signs off what a unit submits.
    Manager,
    /// *Regional utredare*: follows a county.
    RegionalAnalyst,
    /// *Läsare*: reads what is not yet published.
    Reader,
    /// *Den som svarar för egen del*: a person of an anonymous survey, a reviewer of drawn cases. Answers alone and submits.
    Individual,
}

impl Role {
    /// All of them, in the order they are printed.
    pub const ALL: [Self; 9] = [
        Self::NationalAnalyst,
        Self::Reviewer,
        Self::Publisher,
        Self::Coordinator,
        Self::Respondent,
        Self::Manager,
        Self::RegionalAnalyst,
        Self::Reader,
        Self::Individual,
    ];

    /// The id in files and tables.
    pub fn id(self) -> &'static str {
        match self {
            Self::NationalAnalyst => "national_analyst",
            Self::Reviewer => "reviewer",
            Self::Publisher => "publisher",
            Self::Coordinator => "coordinator",
            Self::Respondent => "respondent",
            Self::Manager => "manager",
            Self::RegionalAnalyst => "regional_analyst",
            Self::Reader => "reader",
            Self::Individual => "individual",
        }
    }

    /// The role of an id.
    pub fn of(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.id() == id)
    }
}

/// What a grant reaches within its round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The whole country.
    All,
    /// A county or a unit, by its code.
    Place(String),
}

/// A role that an account has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// In which round; none: in every round, and of the site.
    pub round: Option<RoundId>,
    /// What of it.
    pub scope: Scope,
}

/// An individual link (*individuell länk*): opens its subject's parts of one round, and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The round.
    pub round: RoundId,
    /// Who answers.
    pub subject: SubjectId,
    /// The parts; none: all.
    pub parts: Option<BTreeSet<String>>,
    /// What its holder does.
    pub role: Role,
    /// From this moment it opens nothing.
    pub expires: Instant,
    /// When it was revoked.
    pub revoked: Option<Instant>,
}

/// Who somebody is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Somebody who has shown nothing.
    Visitor,
    /// The holder of a link.
    Link(Link),
    /// Somebody who signed in, and their grants.
    Account(Vec<Grant>),
    /// *Driftansvarig*: whoever has the machine's shell and the store's address, and gives a command. It is no role, so
    /// that no account can be given it.
    Operator,
}

impl Actor {
    /// What the table says for this actor and this resource.
    pub(super) fn rule(&self, action: Action, resource: Resource<'_>, now: Instant) -> Result<Rule, Refused> {
        match self {
            Self::Visitor => Err(Refused::SignInNeeded),
            Self::Link(link) => {
                if let Some(at) = link.revoked.filter(|at| *at <= now) {
                    return Err(Refused::LinkRevoked { at });
                }
                if link.expires <= now {
                    return Err(Refused::LinkExpired { at: link.expires });
                }
                if link.reaches(action, resource) {
                    Ok(action.allows(link.role))
                } else {
                    Err(Refused::NotFound)
                }
            }
            Self::Account(grants) => {
                let mut reaching: Vec<&Grant> =
                    grants.iter().filter(|grant| grant.reaches(resource)).collect();
                if reaching.is_empty() {
                    return Err(Refused::NotFound);
                }
                reaching.retain(|grant| action.allows(grant.role) == Rule::Within);
                if reaching.is_empty() {
                    return Ok(Rule::Never);
                }
                if reaching.iter().any(|grant| grant.reaches_enough(action, resource)) {
                    Ok(Rule::Within)
                } else {
                    Err(Refused::NotFound)
                }
            }
            Self::Operator => Ok(action.allows_operator()),
        }
    }

    /// What is said to somebody whose role never may.
    pub(super) fn stranger(&self) -> Refused {
        match self {
            Self::Visitor => Refused::SignInNeeded,
            Self::Link(_) | Self::Account(_) | Self::Operator => Refused::NotYourRole,
        }
    }
}

impl Link {
    fn reaches(&self, action: Action, resource: Resource<'_>) -> bool {
        match resource {
            Resource::Site => false,
            Resource::Round(round) => round.id == self.round,
            Resource::Response(round, response) => {
                let is_theirs = if action == Action::Offer {
                    self.is_of_city_of(response)
                } else {
                    response.subject == self.subject
                };
                round.id == self.round && is_theirs && self.has_part(response)
            }
        }
    }

    /// A city that is divided in districts is a subject of its own, which answers nothing: whoever coordinates it offers
    /// answers to its districts, and sees and saves none of theirs.
    fn is_of_city_of(&self, response: &ResponseFacts) -> bool {
        response.subject != self.subject && response.places.contains(self.subject.as_str())
    }

    fn has_part(&self, response: &ResponseFacts) -> bool {
        self.parts.as_ref().is_none_or(|parts| parts.contains(&response.part))
    }
}

impl Grant {
    /// Whether what it reaches is enough for an action: what concerns a round as a whole needs the whole country.
    fn reaches_enough(&self, action: Action, resource: Resource<'_>) -> bool {
        match (resource, action.extent(), &self.scope) {
            (Resource::Round(_), Extent::Whole, Scope::Place(_)) => false,
            (Resource::Round(_), Extent::Whole, Scope::All)
            | (Resource::Round(_), Extent::Some, Scope::All | Scope::Place(_))
            | (Resource::Site | Resource::Response(..), Extent::Whole | Extent::Some, _) => true,
        }
    }

    fn reaches(&self, resource: Resource<'_>) -> bool {
        let in_round = |id: &RoundId| self.round.as_ref().is_none_or(|round| round == id);
        match resource {
            Resource::Site => self.round.is_none() && self.scope == Scope::All,
            Resource::Round(round) => in_round(&round.id),
            Resource::Response(round, response) => {
                in_round(&round.id)
                    && match &self.scope {
                        Scope::All => true,
                        Scope::Place(code) => response.places.contains(code),
                    }
            }
        }
    }
}
