//! Sending in: what is left, the submission and its receipt.

use axum::Form;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response as Answer};
use collection::access::{Action, Refused as Access};
use collection::fact::Content;
use collection::head::{Head, Refused};
use collection::receipt::{FORM, Receipt, sign_off_of};
use domain::PartCode;
use maud::Markup;
use store::{Appended, Entry};

use super::page::code_of;
use super::work::{NotDone, Work};
use crate::design::save_state::SaveState;
use crate::design::text::Link;
use crate::respond::form::fact_id;
use crate::respond::receipt::{Kept, Submission, receipt_at};
use crate::respond::reopen::{asked, to_ask};
use crate::respond::submit as pages;
use crate::service::failure::Failure;
use crate::service::routes::answer;
use crate::service::{Answered, App, Here};

fn is_ready(work: &Work<'_>, answered: &Answered) -> Result<bool, Failure> {
    let (sheet, code) = (work.sheet(), code_of(answered)?);
    let findings = work.findings(&sheet);
    let response = work.response(answered, &code, &sheet, &findings);
    Ok(pages::in_the_way(&response, work.rights(answered).needs_sign_off).is_empty())
}

fn to_send(work: &Work<'_>, answered: &Answered) -> Result<Markup, Failure> {
    let (sheet, code) = (work.sheet(), code_of(answered)?);
    let findings = work.findings(&sheet);
    let response = work.response(answered, &code, &sheet, &findings);
    let rights = work.rights(answered);
    let at = work.saved_at([work.head(answered)]);
    let saved = at.as_deref().map_or(SaveState::Untouched, SaveState::Saved);
    Ok(pages::submit(&response, &rights, &work.app.new_id()?, saved))
}

pub(super) async fn show(State(app): State<App>, here: Here) -> Answer {
    let page = async {
        let work = Work::of(&app, &here).await?;
        Ok(to_send(&work, here.part()?)?.into_response())
    };
    answer(&here, page.await)
}

pub(super) async fn send(
    State(app): State<App>,
    here: Here,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer {
    let sent = async {
        let (mut work, answered) = (Work::unnamed(&app, &here)?, here.part()?);
        let code = code_of(answered)?;
        if !is_ready(&work, answered)? {
            work.complete().await?;
            return Ok((StatusCode::CONFLICT, to_send(&work, answered)?).into_response());
        }
        let content = pages::read_submit(work.head(answered), &fields).ok_or(Failure::Malformed)?;
        match work.append(&answered.response.id, fact_id(&fields), content).await {
            // Sent twice, by a double click or by two: there is one receipt.
            Ok(_) | Err(NotDone::Refused(Refused::Submitted)) => {
                Ok(Redirect::to(&work.setting().receipt(&code)).into_response())
            }
            Err(NotDone::Refused(
                Refused::ChangedSince { .. } | Refused::Undecided(_) | Refused::OtherAnswers(_),
            )) => {
                work.again().await?;
                work.complete().await?;
                Ok((StatusCode::CONFLICT, to_send(&work, answered)?).into_response())
            }
            Err(other) => Err(other.into()),
        }
    };
    answer(&here, sent.await)
}

/// The last submission of a part: the fact, and its place in the chain.
async fn submitted(app: &App, head: &Head, answered: &Answered) -> Result<(Entry, Appended), Failure> {
    let (fact, _) = head.submitted.as_ref().ok_or(Access::NotSubmitted)?;
    let history = app.store.history(&answered.response.id).await?;
    let entry = history.into_iter().find(|entry| entry.fact.id == *fact).ok_or(Failure::NotFound)?;
    let appended = app.store.appended(fact).await?.ok_or(Failure::NotFound)?;
    Ok((entry, appended))
}

/// What a receipt says of a submission: an entry, its place in the chain, and what the response was when it was made.
pub(super) fn submission<'a>(
    part: &'a PartCode,
    (entry, appended): (&'a Entry, &Appended),
    then: &'a Head,
) -> Result<Submission<'a>, Failure> {
    let Content::Submitted { cells, .. } = &entry.fact.content else { return Err(Failure::NotFound) };
    Ok(Submission {
        part,
        fact: &entry.fact.id,
        author: &entry.fact.author,
        at: entry.at,
        signature: then.signature.as_ref(),
        cells,
        leaf: entry.leaf,
        batch: (appended.no, appended.batch.hash()),
        place: appended.pos + 1,
    })
}

pub(super) async fn receipt(State(app): State<App>, here: Here) -> Answer {
    let page = async {
        let (work, answered) = (Work::of(&app, &here).await?, here.part()?);
        let (head, code) = (work.head(answered), code_of(answered)?);
        let (entry, appended) = submitted(&app, head, answered).await?;
        let submission = submission(&code, (&entry, &appended), head)?;
        let setting = work.setting();
        let may_ask = work.rights(answered).may(Action::AskReopening);
        let kept = Kept {
            address: setting.receipt(&code),
            back: None,
            above: match &head.reopening_asked {
                Some(why) => Some(asked(&setting, why)),
                None => may_ask.then(|| to_ask(&setting, &[&code])),
            },
        };
        let file = Link::new(
            format!("{}.json", setting.receipt(&code)),
            here.language.say("Spara kvittot som fil", "Keep the receipt as a file"),
        )
        .file("JSON");
        Ok(receipt_at(&setting, &submission, vec![file], kept).into_response())
    };
    answer(&here, page.await)
}

pub(super) async fn receipt_file(State(app): State<App>, here: Here) -> Answer {
    let file = async {
        let (work, answered) = (Work::of(&app, &here).await?, here.part()?);
        let (fact, _) = work.head(answered).submitted.as_ref().ok_or(Access::NotSubmitted)?;
        let submitted = app.store.sealed(fact).await?.ok_or(Failure::NotFound)?;
        let history = app.store.history(&answered.response.id).await?;
        let signed_off = sign_off_of(history.iter().map(|entry| &entry.fact), &submitted.fact);
        let signed_off = match signed_off {
            Some(fact) => app.store.sealed(&fact.id).await?,
            None => None,
        };
        let receipt = Receipt {
            form: FORM.to_owned(),
            round: here.round()?.id.clone(),
            unit: work.unit.code.to_string(),
            submitted,
            signed_off,
        };
        let name = format!("kvitto-{}-{}.json", here.subject()?.id, answered.response.part);
        let headers = [
            (header::CONTENT_TYPE, "application/json".to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        ];
        let text = serde_json::to_string_pretty(&receipt).map_err(|_| Failure::Broken)?;
        Ok((headers, text).into_response())
    };
    answer(&here, file.await)
}
