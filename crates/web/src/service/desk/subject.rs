//! One who answers: what happened, and what their answers were at any time.

use std::collections::BTreeMap;

use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response as Answer};
use collection::access::Refused as Access;
use collection::chain::Hash;
use collection::fact::{Author, Content, Fact};
use collection::head::Refused;
use collection::ids::{CellId, FactId};
use collection::round::Response;
use maud::Markup;
use store::{Entry, NotAppended};

use super::Look;
use crate::desk::history::{Shown as Shown1, chosen, history as history_page};
use crate::desk::rounds::Wrong;
use crate::desk::running::{form_id, why};
use crate::desk::sent;
use crate::desk::subject::{Shown, subject as subject_page};
use crate::respond::form::shown_again;
use crate::service::failure::Failure;
use crate::service::routes::answer;
use crate::service::{Answered, App, Here};

/// The day that a new link is valid through, unless something else is written: thirty days after the round closes.
pub(super) fn until(look: &Look<'_>) -> String {
    const DAY: i64 = 86_400_000_000;
    let from = look.round.closes.unwrap_or(look.here.now).max(look.here.now);
    crate::respond::local(from.saturating_add(30 * DAY)).0
}

pub(super) async fn page(look: &Look<'_>, wrong: &[Wrong]) -> Result<Markup, Failure> {
    let (here, app) = (look.here, look.app);
    let subject = here.subject()?;
    let links = app.store.links(&look.round.id, Some(&subject.id)).await?;
    let mut parts: Vec<(Response, collection::head::Head, Vec<Entry>)> = Vec::new();
    for answered in &here.answered {
        let entries = match look.round.class().is_anonymous() {
            true => Vec::new(),
            false => app.store.history(&answered.response.id).await?,
        };
        parts.push((answered.response.clone(), answered.head.clone(), entries));
    }
    let place = |part: &str| look.edition.parts.iter().position(|known| known.code.as_str() == part);
    parts.sort_by_key(|(response, ..)| place(&response.part));
    let mut authors: Vec<Author> = links.iter().map(|issued| issued.issued_by.clone()).collect();
    authors
        .extend(parts.iter().flat_map(|(.., entries)| entries.iter().map(|entry| entry.fact.author.clone())));
    let people = look.people(&links, &authors).await?;
    Ok(subject_page(&Shown {
        desk: look.desk(),
        subject,
        name: &look.name(&subject.id, &subject.unit),
        parts: &parts,
        links: &links,
        people: &people,
        until: &until(look),
        wrong,
    }))
}

pub(super) async fn show(State(app): State<App>, here: Here) -> Answer {
    let shown = async { Ok(page(&Look::of(&app, &here).await?, &[]).await?.into_response()) };
    answer(&here, shown.await)
}

async fn then(
    look: &Look<'_>,
    answered: &Answered,
    query: &[(String, String)],
    written: (&str, &[Wrong]),
) -> Result<Markup, Failure> {
    let (here, app) = (look.here, look.app);
    // Nothing of what persons answer is shown one by one, to anybody.
    if look.round.class().is_anonymous() {
        return Err(Failure::NotFound);
    }
    let subject = here.subject()?;
    let place = look.edition.frame.position(&subject.unit).ok_or(Failure::NotFound)?;
    let entries = app.store.history(&answered.response.id).await?;
    let links = app.store.links(&look.round.id, Some(&subject.id)).await?;
    let authors: Vec<Author> = entries.iter().map(|entry| entry.fact.author.clone()).collect();
    let people = look.people(&links, &authors).await?;
    let others = here.all.iter().flatten().filter(|(response, _)| response.id != answered.response.id);
    let others: BTreeMap<CellId, serde_json::Value> = others.flat_map(|(_, head)| head.answers()).collect();
    let mut batches: BTreeMap<FactId, Hash> = BTreeMap::new();
    let submissions = entries.iter().filter(|entry| matches!(entry.fact.content, Content::Submitted { .. }));
    for entry in submissions {
        if let Some(sealed) = app.store.sealed(&entry.fact.id).await? {
            batches.insert(entry.fact.id.clone(), sealed.batch_hash);
        }
    }
    Ok(history_page(&Shown1 {
        desk: look.desk(),
        subject,
        unit: &look.edition.frame.units[place],
        response: &answered.response,
        now: &answered.head,
        entries: &entries,
        chosen: chosen(&entries, query),
        others: &others,
        batches: &batches,
        people: &people,
        changed_only: sent(query, "bara") == "andrade",
        form: &app.new_id()?,
        written,
    }))
}

pub(super) async fn history(
    State(app): State<App>,
    here: Here,
    Query(query): Query<Vec<(String, String)>>,
) -> Answer {
    let shown = async {
        let look = Look::of(&app, &here).await?;
        Ok(then(&look, here.part()?, &query, ("", &[])).await?.into_response())
    };
    answer(&here, shown.await)
}

pub(super) async fn reopen(
    State(app): State<App>,
    here: Here,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer {
    let done = async {
        let (look, answered) = (Look::of(&app, &here).await?, here.part()?);
        let text = sent(&fields, "varfor");
        let why = match why(here.language, text) {
            Ok(why) => why,
            Err(wrong) => {
                let page = then(&look, answered, &[], (&shown_again(text), &[wrong])).await?;
                return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
            }
        };
        let id = match form_id(&fields) {
            Some(id) => id,
            None => app.new_id()?,
        };
        let response = answered.response.id.clone();
        let fact = Fact { id, response, author: here.author()?, content: Content::Reopened { why } };
        match app.store.append(fact).await {
            Ok(_) => {}
            // Somebody was faster: it is open, as was wanted.
            Err(NotAppended::Refused(Refused::Open)) => {}
            Err(other) => return Err(not_appended(other)),
        }
        let to = format!("/enheter/{}/{}", here.subject()?.id, answered.response.part);
        Ok(Redirect::to(&look.desk().to(&to)).into_response())
    };
    answer(&here, done.await)
}

/// Why a fact of the desk was not appended.
pub(super) fn not_appended(why: NotAppended) -> Failure {
    match why {
        NotAppended::Refused(Refused::Submitted) => Access::Submitted.into(),
        NotAppended::Refused(Refused::Closed) => Access::ResponseClosed.into(),
        NotAppended::Refused(Refused::Open) => Access::NotSubmitted.into(),
        NotAppended::Refused(
            Refused::ChangedSince { .. }
            | Refused::Undecided(_)
            | Refused::OtherAnswers(_)
            | Refused::Nothing,
        )
        | NotAppended::OtherContent
        | NotAppended::Unfit(_) => Failure::Malformed,
        NotAppended::NotSaved(trouble) => trouble.into(),
        NotAppended::NoResponse(_) => Failure::NotFound,
    }
}
