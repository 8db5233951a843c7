//! What is known when a handler runs: who asks, of what, and that they may.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use collection::access::{Action, Actor, Refused, Resource, ResponseFacts, Role, may};
use collection::fact::{Author, Instant};
use collection::head::Head;
use collection::ids::AccountId;
use collection::round::{Response, Round, Subject};
use collection::secret::Token;
use store::Who;

use super::failure::Failure;
use crate::language::Language;

/// One part of what a subject answers, which whoever asks may have.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The response.
    pub response: Response,
    /// What it is now.
    pub head: Head,
    /// What permissions look at.
    pub facts: ResponseFacts,
}

/// What was found before the handler ran.
#[derive(Debug)]
pub struct Known {
    /// When the request came.
    pub now: Instant,
    /// Where it came from: an address, or a network; unspecified if it is not known. Never logged.
    pub from: IpAddr,
    /// The pattern of the route, which logs may hold.
    pub(super) route: &'static str,
    /// Only the head of the answer is asked for: nobody reads a page.
    pub(super) is_head: bool,
    /// The token of the browser's session, if it sent one; it may be over.
    pub(super) token: Option<Token>,
    /// When they showed who they are; 0: never, as holders of links.
    pub(super) proved: Instant,
    /// Who asks; none: a visitor.
    pub who: Option<Who>,
    /// What permissions ask of them.
    pub actor: Actor,
    /// The round of the address.
    pub round: Option<Round>,
    /// The subject of the address.
    pub subject: Option<Subject>,
    /// The parts that the permission was given for.
    pub answered: Vec<Answered>,
    /// Every part of the subject, whoever may see it: rules of one part may read answers of another. Never shown. None
    /// where one part alone was read: for a save.
    pub(super) all: Option<Vec<(Response, Head)>>,
}

/// Who asks, where nobody could find out.
pub(super) const UNKNOWN: &str = "unknown";

impl Known {
    /// Who asks, as the operator's log may say it: an id, never a name. What persons answer for themselves leads back to
    /// nobody, so that their links are not told apart.
    pub(super) fn for_the_log(&self) -> String {
        match (&self.who, &self.actor) {
            (None, _) => "visitor".to_owned(),
            (Some(_), Actor::Link(link)) if link.role == Role::Individual => "individual".to_owned(),
            (Some(who), _) => who.author().to_string(),
        }
    }
}

/// What is known when a handler runs. Copies are the same.
#[derive(Clone, Debug)]
pub struct Here {
    known: Arc<Known>,
    /// The language of the address.
    pub language: Language,
    /// The address, with its query.
    pub address: String,
}

impl std::ops::Deref for Here {
    type Target = Known;

    fn deref(&self) -> &Known {
        &self.known
    }
}

impl Here {
    pub(super) fn new(known: Known, language: Language, address: String) -> Self {
        Self { known: Arc::new(known), language, address }
    }

    /// The round of the address.
    ///
    /// # Errors
    /// The route names none.
    pub fn round(&self) -> Result<&Round, Failure> {
        self.known.round.as_ref().ok_or(Failure::NotFound)
    }

    /// The subject of the address.
    ///
    /// # Errors
    /// The route names none.
    pub fn subject(&self) -> Result<&Subject, Failure> {
        self.known.subject.as_ref().ok_or(Failure::NotFound)
    }

    /// The part of the address.
    ///
    /// # Errors
    /// The route names none.
    pub fn part(&self) -> Result<&Answered, Failure> {
        self.answered.first().ok_or(Failure::NotFound)
    }

    /// Whether they may do something else with a part, too.
    pub fn may(&self, action: Action, answered: &Answered) -> bool {
        let Some(round) = &self.known.round else { return false };
        may(&self.actor, action, Resource::Response(round, &answered.facts), self.now).is_ok()
    }

    /// The account that is signed in.
    ///
    /// # Errors
    /// Nobody is, or the holder of a link.
    pub fn account(&self) -> Result<&AccountId, Failure> {
        match &self.known.who {
            Some(Who::Account(id)) => Ok(id),
            Some(Who::Link(_)) => Err(Refused::NotYourRole.into()),
            None => Err(Refused::SignInNeeded.into()),
        }
    }

    /// Who the chain says did it.
    ///
    /// # Errors
    /// Nobody is signed in.
    pub fn author(&self) -> Result<Author, Failure> {
        let who = self.who.as_ref().ok_or(Refused::SignInNeeded)?;
        let is_anonymous = self.known.round.as_ref().is_some_and(|round| round.class().is_anonymous());
        Ok(match who {
            // What persons answer leads back to nobody.
            Who::Link(_) if is_anonymous => Author::Anonymous,
            Who::Link(_) | Who::Account(_) => who.author(),
        })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Here {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        parts.extensions.get::<Self>().cloned().ok_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}
