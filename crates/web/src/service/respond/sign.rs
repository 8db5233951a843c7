//! The manager's sign-off, what it led to, and asking to have a part opened again.

use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response as Answer};
use collection::access::Action;
use collection::fact::Instant;
use collection::head::{Refused, State as Life};
use collection::ids::CellId;
use domain::PartCode;
use maud::Markup;

use super::page::code_of;
use super::work::{NotDone, Work};
use crate::design::text::Link;
use crate::respond::form::fact_id;
use crate::respond::reopen::{read_reopening, reopen as reopen_page};
use crate::respond::sign as pages;
use crate::respond::submit::{InTheWay, in_the_way};
use crate::service::failure::Failure;
use crate::service::routes::answer;
use crate::service::{Answered, App, Here};

fn sign_page(
    work: &Work<'_>,
    answered: &Answered,
    sent: Option<&[(String, String)]>,
    changed: Option<&[CellId]>,
) -> Result<Markup, Failure> {
    let (sheet, code) = (work.sheet(), code_of(answered)?);
    let findings = work.findings(&sheet);
    let response = work.response(answered, &code, &sheet, &findings);
    let address = work.setting().sign(&code);
    Ok(pages::sign(&response, &work.app.new_id()?, &address, sent, changed))
}

pub(super) async fn to_sign(State(app): State<App>, here: Here) -> Answer {
    let page = async {
        let work = Work::of(&app, &here).await?;
        Ok(sign_page(&work, here.part()?, None, None)?.into_response())
    };
    answer(&here, page.await)
}

pub(super) async fn sign(
    State(app): State<App>,
    here: Here,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer {
    let signed = async {
        let (mut work, answered) = (Work::of(&app, &here).await?, here.part()?);
        let code = code_of(answered)?;
        let Some(content) = pages::read_sign(&fields) else {
            let page = sign_page(&work, answered, Some(&fields), None)?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        };
        let (sheet, head) = (work.sheet(), work.head(answered));
        let findings = work.findings(&sheet);
        let is_left = pages::left(&work.response(answered, &code, &sheet, &findings)) > 0;
        // Who had other answers before them is told that first.
        if is_left && head.latest.as_ref() == pages::seen(&fields).as_ref() {
            let page = sign_page(&work, answered, Some(&fields), None)?;
            return Ok((StatusCode::CONFLICT, page).into_response());
        }
        match work.append(&answered.response.id, fact_id(&fields), content).await {
            Ok(_) => Ok(Redirect::to(&work.setting().signed(&code)).into_response()),
            Err(NotDone::Refused(Refused::ChangedSince { .. })) => {
                work.again().await?;
                let changed = changed_since(&app, &work, answered, &fields).await?;
                let page = sign_page(&work, answered, Some(&fields), Some(&changed))?;
                Ok((StatusCode::CONFLICT, page).into_response())
            }
            Err(other) => Err(other.into()),
        }
    };
    answer(&here, signed.await)
}

/// The cells that were saved after what a form says was seen.
async fn changed_since(
    app: &App,
    work: &Work<'_>,
    answered: &Answered,
    fields: &[(String, String)],
) -> Result<Vec<CellId>, Failure> {
    let seen = pages::seen(fields);
    let history = app.store.history(&answered.response.id).await?;
    let at: Instant =
        history.iter().find(|entry| Some(&entry.fact.id) == seen.as_ref()).map_or(0, |entry| entry.at);
    let cells = work.head(answered).cells.iter().filter(|(_, held)| held.at > at);
    Ok(cells.map(|(cell, _)| cell.clone()).collect())
}

pub(super) async fn signed(State(app): State<App>, here: Here) -> Answer {
    let page = async {
        let (work, answered) = (Work::of(&app, &here).await?, here.part()?);
        let (sheet, code) = (work.sheet(), code_of(answered)?);
        let findings = work.findings(&sheet);
        let response = work.response(answered, &code, &sheet, &findings);
        let setting = work.setting();
        if response.head.state == Life::Submitted {
            return Ok(Redirect::to(&setting.receipt(&code)).into_response());
        }
        let rights = work.rights(answered);
        let codes: Vec<PartCode> =
            work.all.iter().filter_map(|(response, _)| response.part.parse().ok()).collect();
        let mut others = Vec::new();
        for ((sent, head), other) in work.all.iter().zip(&codes).filter(|(_, other)| **other != code) {
            let facts = collection::access::ResponseFacts {
                id: sent.id.clone(),
                part: sent.part.clone(),
                state: head.state,
                ..answered.facts.clone()
            };
            let there = Answered { response: sent.clone(), head: head.clone(), facts };
            let is_ready = here.may(Action::SignOff, &there)
                && in_the_way(&work.response(&there, other, &sheet, &findings), true)
                    == [InTheWay::NotSigned];
            if is_ready {
                let text =
                    format!("{} {other}", here.language.say("Läs och godkänn del", "Read and sign off part"));
                others.push(Link::new(setting.sign(other), text));
            }
        }
        Ok(pages::signed(&response, &rights, &others).into_response())
    };
    answer(&here, page.await)
}

fn reopening(
    work: &Work<'_>,
    answered: &Answered,
    sent: Option<&[(String, String)]>,
) -> Result<Markup, Failure> {
    let code = code_of(answered)?;
    Ok(reopen_page(&work.setting(), &code, work.head(answered), &work.app.new_id()?, sent))
}

pub(super) async fn to_reopen(State(app): State<App>, here: Here) -> Answer {
    let page = async {
        let work = Work::of(&app, &here).await?;
        Ok(reopening(&work, here.part()?, None)?.into_response())
    };
    answer(&here, page.await)
}

pub(super) async fn ask_reopening(
    State(app): State<App>,
    here: Here,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer {
    let asked = async {
        let (work, answered) = (Work::of(&app, &here).await?, here.part()?);
        let Some(content) = read_reopening(&fields) else {
            let page = reopening(&work, answered, Some(&fields))?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        };
        match work.append(&answered.response.id, fact_id(&fields), content).await {
            Ok(_) => Ok(Redirect::to(&work.setting().reopen(&code_of(answered)?)).into_response()),
            Err(other) => Err(other.into()),
        }
    };
    answer(&here, asked.await)
}
