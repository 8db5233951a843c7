//! Passing parts on to colleagues and to the manager, and taking links back.

use std::collections::BTreeSet;

use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response as Answer};
use collection::access::{Action, Actor, NotYours, Role};
use collection::fact::{Author, Instant};
use collection::ids::LinkId;
use domain::PartCode;
use maud::Markup;
use store::{NewLink, NotDone};

use super::page::code_of;
use super::work::Work;
use crate::respond::form::Fields;
use crate::respond::pass_on::{self as pages, Fault, Given, LINK, New, PassOn, Wanted};
use crate::service::failure::Failure;
use crate::service::routes::answer;
use crate::service::site::site;
use crate::service::{App, Here};

/// A month: how long links last that an account gives in a round without an end.
const MONTH: Instant = 30 * 86_400_000_000;

/// Until when a new link may last.
fn own_end(here: &Here) -> Result<Instant, Failure> {
    Ok(match &here.actor {
        Actor::Link(link) => link.expires,
        Actor::Account(_) | Actor::Visitor | Actor::Operator => {
            here.round()?.closes.unwrap_or(here.now + MONTH)
        }
    })
}

fn own_parts(here: &Here) -> BTreeSet<String> {
    here.answered.iter().map(|answered| answered.response.part.clone()).collect()
}

/// The links that whoever asks may know of: those that open one of their parts.
fn given(work: &Work<'_>) -> Result<Vec<Given>, Failure> {
    let (here, own) = (work.here, own_parts(work.here));
    let me = here.author()?;
    let opens = |parts: &Option<BTreeSet<String>>| {
        parts.as_ref().is_none_or(|parts| parts.iter().any(|part| own.contains(part)))
    };
    let within = |parts: &Option<BTreeSet<String>>| match parts {
        Some(parts) => parts.is_subset(&own),
        None => work.all.iter().all(|(response, _)| own.contains(&response.part)),
    };
    let people = work.setting().people;
    Ok(work
        .links
        .iter()
        .filter(|issued| opens(&issued.link.parts))
        .map(|issued| {
            let author = Author::Link(issued.id.as_str().to_owned());
            let name = people.get(&author).cloned().unwrap_or_default();
            let name = match author == me {
                true => format!("{name} ({})", here.language.say("du", "you")),
                false => name,
            };
            let link = &issued.link;
            Given {
                id: issued.id.clone(),
                name,
                parts: link.parts.clone(),
                role: link.role,
                expires: link.expires,
                revoked: link.revoked,
                last_used: issued.last_used,
                takes_back: matches!(link.role, Role::Respondent | Role::Manager) && within(&link.parts),
            }
        })
        .collect())
}

fn page(work: &Work<'_>, sent: Option<(&Fields, &[Fault])>, new: Option<New<'_>>) -> Result<Markup, Failure> {
    let here = work.here;
    let mut codes: Vec<PartCode> = here.answered.iter().map(code_of).collect::<Result<_, _>>()?;
    codes.sort_by_key(|code| work.edition.parts.iter().position(|part| part.code == *code));
    Ok(pages::pass_on(&PassOn {
        setting: work.setting(),
        parts: &codes,
        given: &given(work)?,
        until: own_end(here)?,
        now: here.now,
        may: here.answered.iter().any(|answered| here.may(Action::PassOn, answered)),
        sent,
        new,
    }))
}

pub(super) async fn show(State(app): State<App>, here: Here) -> Answer {
    let shown = async { Ok(page(&Work::of(&app, &here).await?, None, None)?.into_response()) };
    answer(&here, shown.await)
}

async fn give(app: &App, here: &Here, wanted: &Wanted) -> Result<String, NotDone> {
    let own = own_parts(here);
    if !wanted.parts.is_subset(&own) {
        return Err(NotYours::Parts.into());
    }
    let failed = |_| NotDone::NotALinksRole;
    let new = NewLink {
        round: here.round().map_err(failed)?.id.clone(),
        subject: here.subject().map_err(failed)?.id.clone(),
        parts: Some(wanted.parts.clone()),
        role: wanted.role,
        expires: wanted.until,
        issued_by: here.author().map_err(failed)?,
        label: Some(wanted.name.clone()),
    };
    let (_, token) = app.store.issue_link(new, here.now).await?;
    Ok(token.reveal())
}

pub(super) async fn make(
    State(app): State<App>,
    here: Here,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer {
    let made = async {
        let (mut work, end) = (Work::of(&app, &here).await?, own_end(&here)?);
        let again = |work: &Work<'_>, faults: &[Fault]| {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(work, Some((&fields, faults)), None)?).into_response())
        };
        let wanted = match pages::read_pass_on(&fields, end, here.now) {
            Ok(wanted) => wanted,
            Err(faults) => return again(&work, &faults),
        };
        let is_same = |given: &Given| {
            let is_live = given.revoked.is_none() && given.expires > here.now;
            is_live
                && given.name == wanted.name.reveal()
                && given.role == wanted.role
                && given.parts.as_ref() == Some(&wanted.parts)
        };
        if given(&work)?.iter().any(is_same) {
            return again(&work, &[pages::given_already()]);
        }
        match give(&app, &here, &wanted).await {
            Ok(token) => {
                let address = format!("{}/lank/{token}", site(&app, &headers));
                let new = Some(New { address: &address, wanted: &wanted });
                // The new link is among those given now.
                work.complete().await?;
                Ok(page(&work, None, new)?.into_response())
            }
            Err(NotDone::NotYours(why)) => again(&work, &[pages::fault_of(why, end)]),
            Err(NotDone::NoParts) => again(&work, &[pages::fault_of(NotYours::Parts, end)]),
            Err(NotDone::Over) => again(&work, &[pages::fault_of(NotYours::Lifetime, end)]),
            Err(other) => Err(other.into()),
        }
    };
    answer(&here, made.await)
}

pub(super) async fn take_back(
    State(app): State<App>,
    here: Here,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer {
    let taken = async {
        let work = Work::of(&app, &here).await?;
        let id = fields.iter().find(|(name, _)| name == LINK).and_then(|(_, id)| id.parse::<LinkId>().ok());
        // An account's reach is what this page lists; a link's the store asks for once more.
        let known = given(&work)?.into_iter().find(|given| Some(&given.id) == id.as_ref());
        let known = known.filter(|given| given.takes_back).ok_or(Failure::NotFound)?;
        app.store.revoke_link(&known.id, &here.author()?, here.now).await?;
        Ok(Redirect::to(&work.setting().pass_on()).into_response())
    };
    answer(&here, taken.await)
}
