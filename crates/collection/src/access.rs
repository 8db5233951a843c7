//! Who may do what (*behörighet*): one pure function, asked by every route and command.
//!
//! [`may`] looks up the role's cell in one table ([`Action::allows`]), and then the circumstances: is the thing within the
//! grant, is the round open, has the link expired. What is not within somebody's grant is refused as if it were not
//! there, so that nobody learns what exists by asking.

mod action;
mod actor;
mod matrix;
mod passing;
mod reach;
mod refused;

pub use action::{Action, Extent, Needs, Rule};
pub use actor::{Actor, Grant, Link, Role, Scope};
pub use matrix::matrix;
pub use passing::{NotYours, may_pass_on, may_take_back};
pub use reach::Reach;
pub use refused::Refused;

use std::collections::BTreeSet;

use crate::disclosure;
use crate::fact::Instant;
use crate::head::State;
use crate::ids::{ResponseId, SubjectId};
use crate::round::{Phase, Round};

/// A response, as far as permissions look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponseFacts {
    /// Its id.
    pub id: ResponseId,
    /// Who answers.
    pub subject: SubjectId,
    /// The unit that the subject belongs to, its city and its county: what a grant's scope is compared with.
    pub places: BTreeSet<String>,
    /// The part.
    pub part: String,
    /// Where it is in its life.
    pub state: State,
}

/// What somebody wants to do something with.
#[derive(Clone, Copy, Debug)]
pub enum Resource<'a> {
    /// The site as a whole: accounts, rounds that are not there yet.
    Site,
    /// A round.
    Round(&'a Round),
    /// A response of a round.
    Response(&'a Round, &'a ResponseFacts),
}

impl Resource<'_> {
    fn round(&self) -> Option<&Round> {
        match self {
            Self::Site => None,
            Self::Round(round) | Self::Response(round, _) => Some(round),
        }
    }
}

/// Whether somebody may do something now.
///
/// # Errors
/// Why not. Routes show what [`Refused`] says; what is outside of somebody's grant is told as not found.
pub fn may(actor: &Actor, action: Action, resource: Resource<'_>, now: Instant) -> Result<(), Refused> {
    let rule = actor.rule(action, resource, now)?;
    if let (Resource::Response(round, _), Actor::Account(_)) = (resource, actor)
        && action.shows_one_response()
        && !disclosure::shows_one(round.class())
    {
        return Err(Refused::NotFound);
    }
    if rule == Rule::Never {
        return Err(actor.stranger());
    }
    action.needs().iter().try_for_each(|need| circumstance(*need, resource, now))
}

fn circumstance(need: Needs, resource: Resource<'_>, now: Instant) -> Result<(), Refused> {
    match (need, resource) {
        (Needs::OpenRound, _) => {
            let round = resource.round().ok_or(Refused::NotFound)?;
            match round.phase(now) {
                Phase::Open => Ok(()),
                Phase::Planned | Phase::NotYet => Err(Refused::RoundNotOpen { opens: round.opens }),
                // What was closed by hand before its time was not closed at that time.
                Phase::Over | Phase::Closed => {
                    Err(Refused::RoundClosed { closed: round.closes.filter(|closes| now >= *closes) })
                }
            }
        }
        (Needs::OpenResponse, Resource::Response(_, response)) => match response.state {
            State::Open => Ok(()),
            State::Submitted => Err(Refused::Submitted),
            State::Closed => Err(Refused::ResponseClosed),
        },
        (Needs::DoneResponse, Resource::Response(_, response)) => match response.state {
            State::Open => Err(Refused::NotSubmitted),
            State::Submitted | State::Closed => Ok(()),
        },
        (Needs::OpenResponse | Needs::DoneResponse, Resource::Site | Resource::Round(_)) => {
            Err(Refused::NotFound)
        }
    }
}

#[cfg(test)]
mod tests;
