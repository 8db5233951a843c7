//! Sending in: what is left, the submission and its receipt.

use axum::Form;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response as Answer};
use collection::access::{Action, Refused as Access};
use collection::fact::Content;
use collection::head::{Head, Refused, Signature};
use collection::ids::{FactId, RoundId};
use collection::receipt::{FORM, Receipt, Sealed, sign_off_of};
use domain::PartCode;
use maud::Markup;
use store::Entry;

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

/// A submission, as its receipt and the receipt's file tell it.
pub(super) struct Submitted {
    entry: Entry,
    sealed: Sealed,
    /// The sign-off of the answers that it handed in.
    signed_off: Option<(Entry, Signature)>,
}

impl Submitted {
    /// The submission `fact`, of all that happened to its response.
    pub(super) async fn of(app: &App, history: &[Entry], fact: &FactId) -> Result<Self, Failure> {
        let entry_of = |id: &FactId| history.iter().find(|entry| entry.fact.id == *id).cloned();
        let entry = entry_of(fact).ok_or(Failure::NotFound)?;
        let signed_off = sign_off_of(history.iter().map(|entry| &entry.fact), &entry.fact);
        let signed_off = signed_off.and_then(|fact| entry_of(&fact.id)).and_then(|entry| {
            let Content::Signed { name, role, .. } = &entry.fact.content else { return None };
            let (name, role) = (name.clone(), role.clone());
            let signature = Signature { name, role, by: entry.fact.id.clone(), at: entry.at };
            Some((entry, signature))
        });
        let sealed = app.store.sealed(fact).await?.ok_or(Failure::NotFound)?;
        Ok(Self { entry, sealed, signed_off })
    }

    /// The last submission of a part.
    async fn last(app: &App, head: &Head, answered: &Answered) -> Result<Self, Failure> {
        let (fact, _) = head.submitted.as_ref().ok_or(Access::NotSubmitted)?;
        Self::of(app, &app.store.history(&answered.response.id).await?, fact).await
    }

    /// What its receipt says.
    pub(super) fn said<'a>(&'a self, part: &'a PartCode) -> Result<Submission<'a>, Failure> {
        let Self { entry, sealed, signed_off } = self;
        let Content::Submitted { cells, .. } = &entry.fact.content else { return Err(Failure::NotFound) };
        Ok(Submission {
            part,
            fact: &entry.fact.id,
            author: &entry.fact.author,
            at: entry.at,
            signature: signed_off.as_ref().map(|(_, signature)| signature),
            cells,
            leaf: entry.leaf,
            batch: (entry.no, sealed.batch_hash),
            place: entry.pos + 1,
        })
    }

    /// The file.
    async fn file(self, app: &App, round: RoundId, unit: String) -> Result<Receipt, Failure> {
        let signed_off = match self.signed_off {
            Some((entry, _)) => app.store.sealed(&entry.fact.id).await?,
            None => None,
        };
        Ok(Receipt { form: FORM.to_owned(), round, unit, submitted: self.sealed, signed_off })
    }
}

pub(super) async fn receipt(State(app): State<App>, here: Here) -> Answer {
    let page = async {
        let (work, answered) = (Work::of(&app, &here).await?, here.part()?);
        let (head, code) = (work.head(answered), code_of(answered)?);
        let submitted = Submitted::last(&app, head, answered).await?;
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
        Ok(receipt_at(&setting, &submitted.said(&code)?, vec![file], kept).into_response())
    };
    answer(&here, page.await)
}

pub(super) async fn receipt_file(State(app): State<App>, here: Here) -> Answer {
    let file = async {
        let (work, answered) = (Work::of(&app, &here).await?, here.part()?);
        let submitted = Submitted::last(&app, work.head(answered), answered).await?;
        let receipt = submitted.file(&app, here.round()?.id.clone(), work.unit.code.to_string()).await?;
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
