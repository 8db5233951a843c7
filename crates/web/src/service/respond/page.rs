//! Answering: the overview, a part, a page and what it sends.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response as Answer};
use collection::access::Action;
use collection::fact::Content;
use collection::head::State as Life;
use domain::PartCode;
use maud::Markup;

use super::work::{NotDone, Work};
use crate::design::save_state::SaveState;
use crate::respond::form::{
    FieldError, Go, OFFERED, UNCHANGED, fact_id, go, hides_a_conflict, is_whole, read_district,
};
use crate::respond::hub::{self, HubPart};
use crate::respond::page::help::{self, Doing};
use crate::respond::page::{Asked, Counted, Written};
use crate::respond::{city, page as one_page, summary as summaries};
use crate::service::failure::{Failure, unsaved_form};
use crate::service::routes::answer;
use crate::service::{Answered, App, Here};

/// A page that is sent by script while somebody writes: it is answered with the page, not with a way on.
const AUTOSAVE: &str = "x-jamfor-autosave";

pub(super) fn code_of(answered: &Answered) -> Result<PartCode, Failure> {
    answered.response.part.parse().map_err(|_| Failure::NotFound)
}

fn state(at: Option<&str>) -> SaveState<'_> {
    at.map_or(SaveState::Untouched, SaveState::Saved)
}

pub(super) async fn hub(State(app): State<App>, here: Here) -> Answer {
    let page = async {
        let work = Work::of(&app, &here).await?;
        let (sheet, setting) = (work.sheet(), work.setting());
        let findings = work.findings(&sheet);
        let codes: Vec<PartCode> = here.answered.iter().map(code_of).collect::<Result<_, _>>()?;
        let mut parts: Vec<(usize, HubPart<'_>)> = Vec::new();
        for (answered, code) in here.answered.iter().zip(&codes) {
            let response = work.response(answered, code, &sheet, &findings);
            let place = work.edition.parts.iter().position(|part| part.code == *code);
            let (workers, rights) = (work.workers(answered), work.rights(answered));
            parts.push((place.unwrap_or(usize::MAX), HubPart { response, workers, rights }));
        }
        parts.sort_by_key(|(place, _)| *place);
        let parts: Vec<HubPart<'_>> = parts.into_iter().map(|(_, part)| part).collect();
        let at = work.saved_at(here.answered.iter().map(|answered| &answered.head));
        let all = here.all.as_ref().map_or(0, Vec::len);
        let may = here.answered.iter().any(|answered| here.may(Action::Preview, answered));
        let previewed = may && here.answered.len() >= all && app.shelf.is_previewed(&here.round()?.id);
        Ok(hub::hub(&setting, &parts, state(at.as_deref()), previewed).into_response())
    };
    answer(&here, page.await)
}

pub(super) async fn part(State(app): State<App>, here: Here) -> Answer {
    let page = async {
        let (work, answered) = (Work::of(&app, &here).await?, here.part()?);
        let (sheet, code) = (work.sheet(), code_of(answered)?);
        if answered.head.state == Life::Open && !here.may(Action::Save, answered) {
            return Ok(Redirect::to(&work.setting().summary(&code)).into_response());
        }
        let findings = work.findings(&sheet);
        let response = work.response(answered, &code, &sheet, &findings);
        let at = work.saved_at([work.head(answered)]);
        let part = HubPart { response, workers: work.workers(answered), rights: work.rights(answered) };
        Ok(hub::part(&part, state(at.as_deref())).into_response())
    };
    answer(&here, page.await)
}

pub(super) async fn summary(State(app): State<App>, here: Here) -> Answer {
    let page = async {
        let (work, answered) = (Work::of(&app, &here).await?, here.part()?);
        let (sheet, code) = (work.sheet(), code_of(answered)?);
        let findings = work.findings(&sheet);
        let at = work.saved_at([work.head(answered)]);
        let response = work.response(answered, &code, &sheet, &findings);
        Ok(summaries::summary(&response, &work.rights(answered), state(at.as_deref())).into_response())
    };
    answer(&here, page.await)
}

/// What a page shows besides what is saved.
#[derive(Clone, Copy, Default)]
struct Sent<'a> {
    fields: &'a [(String, String)],
    errors: &'a [FieldError],
    failed: Option<&'a Content>,
    /// What somebody counts with in a help calculator; it is saved nowhere.
    counting: Option<&'a [(String, String)]>,
}

async fn shown(work: &Work<'_>, answered: &Answered, no: &str, sent: Sent<'_>) -> Result<Markup, Failure> {
    let (sheet, code) = (work.sheet(), code_of(answered)?);
    let findings = work.findings(&sheet);
    let response = work.response(answered, &code, &sheet, &findings);
    let pages = response.pages();
    let no: usize = no.parse().map_err(|_| Failure::NotFound)?;
    let page = pages.iter().find(|page| page.no == no).ok_or(Failure::NotFound)?;
    let (previous, offers, form) = (work.previous().await?, work.offers().await?, work.app.new_id()?);
    let city = offers.as_ref().map_or(city::Part::None, city::Part::District);
    let at = work.saved_at([work.head(answered)]);
    let written = (!sent.errors.is_empty() || sent.failed.is_some()).then_some(Written {
        fields: sent.fields,
        errors: sent.errors,
        failed: sent.failed,
    });
    let saved = if sent.failed.is_some() { SaveState::Failed } else { state(at.as_deref()) };
    let (parts, answers) = (work.parts()?, work.counted());
    let counted = answers.as_ref().map(|(answers, unit)| Counted {
        vocabulary: &work.app.catalogue.vocabulary,
        answers,
        unit: *unit,
        parts: &parts,
    });
    let (previous, form) = (previous.as_ref(), &form);
    Ok(one_page::page(&Asked {
        response,
        page,
        previous,
        form,
        saved,
        written,
        counting: sent.counting,
        counted,
        city,
    }))
}

pub(super) async fn show(
    State(app): State<App>,
    here: Here,
    Path(path): Path<Vec<(String, String)>>,
) -> Answer {
    let page = async {
        let (work, answered) = (Work::of(&app, &here).await?, here.part()?);
        let code = code_of(answered)?;
        match answered.head.state {
            Life::Submitted => return Ok(Redirect::to(&work.setting().receipt(&code)).into_response()),
            Life::Closed => return Ok(Redirect::to(&work.setting().part(&code)).into_response()),
            // Who may not save reads all answers at once: a form that leads nowhere helps nobody.
            Life::Open if !here.may(Action::Save, answered) => {
                return Ok(Redirect::to(&work.setting().summary(&code)).into_response());
            }
            Life::Open => {}
        }
        Ok(shown(&work, answered, last(&path), Sent::default()).await?.into_response())
    };
    answer(&here, page.await)
}

fn last(path: &[(String, String)]) -> &str {
    path.last().map_or("", |(_, value)| value.as_str())
}

pub(super) async fn save(
    State(app): State<App>,
    here: Here,
    Path(path): Path<Vec<(String, String)>>,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer {
    answer(&here, saved(&app, &here, last(&path), headers.contains_key(AUTOSAVE), &fields).await)
}

async fn saved(
    app: &App,
    here: &Here,
    no: &str,
    autosave: bool,
    fields: &[(String, String)],
) -> Result<Answer, Failure> {
    let mut work = Work::unnamed(app, here)?;
    let answered = here.part()?;
    let code = code_of(answered)?;
    let pages = collection::form::pages::pages(work.edition, &code);
    let place = no.parse::<usize>().ok().and_then(|no| pages.iter().position(|page| page.no == no));
    let place = place.ok_or(Failure::NotFound)?;
    // Only who presses "unchanged" or "offered" asks for what was answered before, or what the city offers.
    let presses = |button: &str| fields.iter().any(|(name, _)| name == button);
    let previous = if presses(UNCHANGED) { work.previous().await? } else { None };
    let offers = if presses(OFFERED) { work.offers().await? } else { None };
    let (page, head) = (&pages[place], work.head(answered));
    if !is_whole(work.edition, page, fields) {
        return Err(Failure::Malformed);
    }
    let counts = help::pressed(fields);
    let put = match counts {
        Some((Doing::Use, question)) => help::put(work.edition, &pages[place], fields, question),
        Some((Doing::Count | Doing::More, _)) | None => None,
    };
    let is_put = put.is_some();
    let fields = put.as_deref().unwrap_or(fields);
    let (content, errors) =
        read_district(work.edition, page, head, previous.as_ref(), offers.as_ref(), fields);
    // An answer that was sent while it was written may stand against another since, unseen.
    let mut proposed = hides_a_conflict(head, fields);
    if let Some(content) = content {
        match work.append(&answered.response.id, fact_id(fields), content.clone()).await {
            Ok(appended) => proposed |= !appended.told.proposed.is_empty(),
            Err(NotDone::NotSaved(trouble)) => {
                tracing::error!(%trouble, "a save was not taken");
                let sent = Sent { fields, errors: &errors, failed: Some(&content), counting: None };
                // Where nothing can be read either, the page cannot be made: what was sent is shown all the same.
                let page = match work.complete().await {
                    Ok(()) => shown(&work, answered, no, sent).await,
                    Err(why) => Err(why),
                };
                return Ok(match page {
                    Ok(page) => (StatusCode::SERVICE_UNAVAILABLE, page).into_response(),
                    Err(_) => unsaved_form(trouble.reason, here.language, &here.address, fields),
                });
            }
            Err(other) => return Err(other.into()),
        }
    }
    let counting = (counts.is_some() && !is_put).then_some(fields);
    if autosave || !errors.is_empty() || counting.is_some() {
        work.again().await?;
        work.complete().await?;
        let page =
            shown(&work, answered, no, Sent { fields, errors: &errors, failed: None, counting }).await?;
        let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        return Ok((status, page).into_response());
    }
    let setting = work.setting();
    let to = match (go(fields), pages.get(place + 1)) {
        _ if let Some((_, question)) = counts => {
            help::question(&setting.page(&code, pages[place].no), question)
        }
        (Go::Next | Go::Hub | Go::Left, _) if proposed => setting.page(&code, pages[place].no),
        (Go::Stay, _) => setting.page(&code, pages[place].no),
        (Go::Hub, _) => setting.hub(),
        (Go::Left, _) => setting.submit(&code),
        (Go::Next, Some(next)) => setting.page(&code, next.no),
        (Go::Next, None) => setting.summary(&code),
    };
    Ok(Redirect::to(&to).into_response())
}
