//! The desk's pages of a publication.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use collection::access::{Action, Actor, Resource, Role, may};
use collection::ids::AccountId;
use collection::publishing::{Contest, Mistake, No, Note, Publishing, Schedule, Stage, Step, Verdict, Words};
use publication::folder::{Files, sha256};
use publication::manifest::MANIFEST;
use publication::shelf::{Issue, Named, Opened};
use results::diff::ResultsDiff;

use super::{Course, make, take};
use crate::desk::publishing::{self as pages, Reader, Shown, Why, Written};
use crate::desk::sent;
use crate::public::Look as Seen;
use crate::public::moved::{Between, diff};
use crate::respond::{instant, with_offset};
use crate::service::desk::Look;
use crate::service::failure::Failure;
use crate::service::routes::answer;
use crate::service::{App, Here};

type Fields = Vec<(String, String)>;

/// Whether somebody may do something to the round of the address.
fn can(here: &Here, action: Action) -> Result<(), Failure> {
    Ok(may(&here.actor, action, Resource::Round(here.round()?), here.now)?)
}

/// The round, for those who see what is unpublished of it. The pages are the desk's, so that their route asks whether one sees
/// its table: a reader does not.
async fn look<'a>(app: &'a App, here: &'a Here) -> Result<Look<'a>, Failure> {
    can(here, Action::SeeUnpublished)?;
    Look::of(app, here).await
}

/// The draft, or the publication that waits for its time.
fn issue_of(app: &App, ahead: &Publishing) -> Option<Arc<Issue>> {
    let (_, shelf) = app.shelf.now();
    shelf.all().iter().find(|issue| issue.hash() == ahead.folder).cloned()
}

/// Accounts that can be named as readers: those with the role in this round as a whole.
async fn readers(app: &App, here: &Here) -> Result<Vec<Reader>, Failure> {
    let round = here.round()?;
    let accounts = app.store.accounts().await?;
    let is_reader = |account: &&store::Account| {
        let as_reader = account.grants.iter().filter(|grant| grant.role == Role::Reader).cloned();
        let as_reader = Actor::Account(as_reader.collect());
        account.disabled.is_none()
            && may(&as_reader, Action::SeeUnpublished, Resource::Round(round), here.now).is_ok()
    };
    let reader =
        |account: &store::Account| Reader { id: account.id.clone(), name: account.name.reveal().to_owned() };
    Ok(accounts.iter().filter(is_reader).map(reader).collect())
}

async fn page(app: &App, here: &Here, written: &Written, why: Option<&Why>) -> Result<Response, Failure> {
    let look = look(app, here).await?;
    let course = Course::of(app, here, look.round).await?;
    let own = course.own(&look.round.id);
    let issue = own.and_then(|ahead| issue_of(app, ahead));
    let done = match own {
        Some(_) => None,
        None => course.done(app, &look.round.id).await?,
    };
    let events = match own.or(done.as_ref()) {
        Some(of) => app.store.publishing_events(Some(&of.id)).await?,
        None => Vec::new(),
    };
    let authors: Vec<_> = events.iter().map(|event| event.by.clone()).collect();
    let links = app.store.links(&look.round.id, None).await?;
    let people = look.people(&links, &authors).await?;
    let readers = readers(app, here).await?;
    let next = course.next()?;
    let shown = pages::page(&Shown {
        desk: look.desk(),
        next: &next,
        ahead: own,
        done: done.as_ref(),
        seen: course.ahead.as_ref().map_or(0, |ahead| ahead.last),
        elsewhere: course.elsewhere(&look.round.id),
        issue: issue.as_deref(),
        last: course.last.as_deref(),
        events: &events,
        people: &people,
        readers: &readers,
        publishes: can(here, Action::Publish).is_ok() && app.publisher().is_some(),
        decides: can(here, Action::Decide).is_ok(),
        written,
        why,
    });
    let status = match why {
        None => StatusCode::OK,
        Some(Why::Meanwhile) => StatusCode::CONFLICT,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok((status, shown).into_response())
}

/// The page again if it could not be done; else the page that shows what was done.
async fn done(app: &App, here: &Here, fields: &Fields, taken: Result<(), Why>) -> Result<Response, Failure> {
    match taken {
        Ok(()) => {
            let to = here.language.address(&format!("/arbete/{}/publicering", here.round()?.id));
            Ok(Redirect::to(&to).into_response())
        }
        Err(why) => page(app, here, &Written::sent(fields), Some(&why)).await,
    }
}

pub(super) async fn show(State(app): State<App>, here: Here) -> Response {
    answer(&here, page(&app, &here, &Written::default(), None).await)
}

/// Does it to its end, even if whoever asked goes away: a whole country takes a while.
async fn to_the_end(
    work: impl Future<Output = Result<Result<(), Why>, Failure>> + Send + 'static,
) -> Result<Result<(), Why>, Failure> {
    tokio::spawn(work).await.map_err(|_| Failure::Broken)?
}

/// Cells that were to be corrected and are in the draft what they were when they were contested, in words.
async fn not_corrected(app: &App, ahead: &Publishing, issue: &Arc<Issue>) -> Result<Vec<String>, Failure> {
    let mut of_folders: BTreeMap<&str, Vec<Contest>> = BTreeMap::new();
    for contest in &ahead.contests {
        let verdict = contest.decision.as_ref().map(|decision| decision.verdict);
        if verdict == Some(Verdict::ToBeCorrected) {
            of_folders.entry(&contest.folder).or_default().push(contest.clone());
        }
    }
    let mut same = Vec::new();
    for (folder, contests) in of_folders {
        let Some(then) = app.issue(folder).await? else { continue };
        let now = Arc::clone(issue);
        let compared = tokio::task::spawn_blocking(move || {
            let (then, now) = (then.opened().ok()?, now.opened().ok()?);
            let is_same = |contest: &Contest| {
                let cell = |opened: &Opened| {
                    opened.outcome(&contest.unit, &contest.indicator).map(|cell| cell.value.clone())
                };
                cell(then) == cell(now)
            };
            let named = |contest: &Contest| pages::named(now.edition(), &contest.unit, &contest.indicator);
            let same = contests.iter().filter(|contest| is_same(contest)).map(named);
            Some(same.collect::<Vec<_>>())
        });
        same.extend(compared.await.map_err(|_| Failure::Broken)?.ok_or(Failure::Broken)?);
    }
    Ok(same)
}

/// What a folder is known by.
fn folder_of(files: &Files) -> String {
    sha256(files.get(MANIFEST).map(Vec::as_slice).unwrap_or_default())
}

/// The number of the last event that whoever sends a form has seen.
fn seen(fields: &Fields) -> Result<No, Failure> {
    sent(fields, "sett").parse().map_err(|_| Failure::Malformed)
}

/// The publication on its way, which must be of this round.
async fn ahead(app: &App, here: &Here) -> Result<(Course, Publishing), Failure> {
    let round = here.round()?;
    let course = Course::of(app, here, round).await?;
    let own = course.own(&round.id).cloned().ok_or(Failure::NotFound)?;
    Ok((course, own))
}

pub(super) async fn draft(State(app): State<App>, here: Here, Form(fields): Form<Fields>) -> Response {
    let made = async {
        let look = Look::of(&app, &here).await?;
        let course = Course::of(&app, &here, look.round).await?;
        if course.elsewhere(&look.round.id) {
            return done(&app, &here, &fields, Err(Why::OtherRound)).await;
        }
        if course.is_of_another(&app, &look.round.id).await? {
            return done(&app, &here, &fields, Err(Why::OfAnotherRound)).await;
        }
        let (id, seen) = (course.next()?, seen(&fields)?);
        let note = match course.last.as_ref() {
            None => None,
            Some(last) => match note(&fields, last) {
                Some(note) => Some(note),
                // Made anew, with the note that it has.
                None => match course.ahead.as_ref().and_then(|ahead| ahead.note.clone()) {
                    Some(note) => Some(note),
                    None => return done(&app, &here, &fields, Err(Why::Note)).await,
                },
            },
        };
        let (own, who) = (app.clone(), here.clone());
        let round = look.round.id.clone();
        let taken = to_the_end(async move {
            let files = match make::draft(&own, &who, &course, (id.number(), note.as_ref())).await? {
                Ok(files) => files,
                Err(why) => return Ok(Err(why)),
            };
            let step = Step::Drafted { round, folder: folder_of(&files), note };
            take(&own, &who, (&id, Some(seen)), step, Some(&files)).await
        })
        .await?;
        done(&app, &here, &fields, taken).await
    };
    answer(&here, made.await)
}

/// The note of a correction; none if it is not complete.
fn note(fields: &Fields, last: &Issue) -> Option<Note> {
    let kind = Mistake::ALL.into_iter().find(|kind| kind.id() == sent(fields, "art"))?;
    let [sv, en, why_sv, why_en] =
        ["vad_sv", "vad_en", "varfor_sv", "varfor_en"].map(|name| sent(fields, name).to_owned());
    let is_whole = [&sv, &en, &why_sv, &why_en].iter().all(|text| !text.is_empty());
    is_whole.then(|| Note {
        corrects: last.hash().to_owned(),
        kind,
        what: Words { sv, en },
        why: Words { sv: why_sv, en: why_en },
    })
}

pub(super) async fn preview(State(app): State<App>, here: Here, Form(fields): Form<Fields>) -> Response {
    let taken = async {
        let (_, ahead) = ahead(&app, &here).await?;
        let step = match sent(&fields, "oppen") {
            "ja" => Step::PreviewOpened,
            "nej" => Step::PreviewClosed,
            _ => return Err(Failure::Malformed),
        };
        let taken = take(&app, &here, (&ahead.id, Some(seen(&fields)?)), step, None).await?;
        done(&app, &here, &fields, taken).await
    };
    answer(&here, taken.await)
}

pub(super) async fn decide(State(app): State<App>, here: Here, Form(fields): Form<Fields>) -> Response {
    let taken = async {
        let (_, ahead) = ahead(&app, &here).await?;
        let no = sent(&fields, "bestridan");
        let verdict = match sent(&fields, &format!("beslut-{no}")) {
            "kvarstar" => Verdict::Kept,
            "rattas" => Verdict::ToBeCorrected,
            _ => return done(&app, &here, &fields, Err(Why::Verdict)).await,
        };
        let contest = no.parse().map_err(|_| Failure::Malformed)?;
        let words = Some(sent(&fields, &format!("ord-{no}")).to_owned());
        let step = Step::Decided { contest, verdict, words };
        // Others may contest and decide other cells meanwhile; the same cell is decided once.
        let taken = take(&app, &here, (&ahead.id, None), step, None).await?;
        done(&app, &here, &fields, taken).await
    };
    answer(&here, taken.await)
}

pub(super) async fn schedule(State(app): State<App>, here: Here, Form(fields): Form<Fields>) -> Response {
    let taken = async {
        let (_, ahead) = ahead(&app, &here).await?;
        let seen = seen(&fields)?;
        let Some(published_at) = instant(sent(&fields, "dag"), sent(&fields, "tid")) else {
            return done(&app, &here, &fields, Err(Why::NoTime)).await;
        };
        if published_at <= here.now {
            return done(&app, &here, &fields, Err(Why::NotNow(collection::publishing::NotNow::Past))).await;
        }
        if ahead.stage == Stage::Draft
            && let Err(why) = ahead.must_be_settled()
        {
            return done(&app, &here, &fields, Err(Why::NotNow(why))).await;
        }
        let known = readers(&app, &here).await?;
        let wanted = fields.iter().filter(|(name, _)| name == "lasare").map(|(_, id)| id.parse());
        let readers: BTreeSet<AccountId> =
            wanted.collect::<Result<_, _>>().map_err(|_| Failure::Malformed)?;
        if !readers.iter().all(|id| known.iter().any(|reader| reader.id == *id)) {
            return done(&app, &here, &fields, Err(Why::Readers)).await;
        }
        let issue = issue_of(&app, &ahead).ok_or(Failure::Broken)?;
        let same = not_corrected(&app, &ahead, &issue).await?;
        if !same.is_empty() {
            return done(&app, &here, &fields, Err(Why::NotCorrected(same))).await;
        }
        let (own, who) = (app.clone(), here.clone());
        let taken = to_the_end(async move {
            let files = match make::at(&own, &issue, with_offset(published_at)).await? {
                Ok(files) => files,
                Err(why) => return Ok(Err(why)),
            };
            let schedule = Schedule { published_at, readers, folder: folder_of(&files) };
            let step = match ahead.stage {
                Stage::Scheduled { .. } => Step::Rescheduled(schedule),
                Stage::Draft | Stage::Withdrawn => Step::Scheduled(schedule),
            };
            take(&own, &who, (&ahead.id, Some(seen)), step, Some(&files)).await
        })
        .await?;
        done(&app, &here, &fields, taken).await
    };
    answer(&here, taken.await)
}

pub(super) async fn withdraw(State(app): State<App>, here: Here, Form(fields): Form<Fields>) -> Response {
    let taken = async {
        let (_, ahead) = ahead(&app, &here).await?;
        let step = Step::Withdrawn { why: Some(sent(&fields, "varfor").to_owned()) };
        let taken = take(&app, &here, (&ahead.id, Some(seen(&fields)?)), step, None).await?;
        done(&app, &here, &fields, taken).await
    };
    answer(&here, taken.await)
}

/// What a correction moves, computed on a thread of its own.
async fn moved(before: Arc<Issue>, after: Arc<Issue>) -> Result<ResultsDiff, Failure> {
    let compared =
        tokio::task::spawn_blocking(move || Some(diff(before.opened().ok()?, after.opened().ok()?)));
    compared.await.map_err(|_| Failure::Broken)?.ok_or(Failure::Broken)
}

/// The publication that a correction corrects.
fn corrected(app: &App, issue: &Issue) -> Option<Arc<Issue>> {
    let corrects = &issue.manifest().correction.as_ref()?.corrects;
    let (_, shelf) = app.shelf.now();
    let before = Named { series: issue.series(), number: issue.number().checked_sub(1) };
    shelf.all().iter().find(|known| known.hash() == corrects && known.named() == before).cloned()
}

pub(super) async fn moves(State(app): State<App>, here: Here) -> Response {
    let page = correction(&app, &here, |look, ahead, (between, diff)| {
        let publishes = can(&here, Action::Publish).is_ok();
        pages::moves(&look.desk(), ahead, (between, diff), publishes).into_response()
    });
    answer(&here, page.await)
}

pub(super) async fn moves_file(State(app): State<App>, here: Here) -> Response {
    answer(&here, correction(&app, &here, |_, _, (between, diff)| between.file(diff)).await)
}

/// Tells what the correction on its way moves.
async fn correction(
    app: &App,
    here: &Here,
    tell: impl FnOnce(&Look<'_>, &Publishing, (&Between<'_>, &ResultsDiff)) -> Response,
) -> Result<Response, Failure> {
    let look = look(app, here).await?;
    let (_, ahead) = ahead(app, here).await?;
    let issue = issue_of(app, &ahead).ok_or(Failure::Broken)?;
    let before = corrected(app, &issue).ok_or(Failure::NotFound)?;
    let diff = moved(Arc::clone(&before), Arc::clone(&issue)).await?;
    let view = super::super::public::view(app, here).with(&issue);
    let (language, address) = (here.language, here.address.as_str());
    let at = |issue| Seen::at(language, address, &view, issue).map_err(|_| Failure::Broken);
    let between = Between { before: at(&before)?, after: at(&issue)? };
    Ok(tell(&look, &ahead, (&between, &diff)))
}

pub(super) async fn accept(State(app): State<App>, here: Here, Form(fields): Form<Fields>) -> Response {
    let taken = async {
        let (_, ahead) = ahead(&app, &here).await?;
        let step = Step::Accepted { folder: sent(&fields, "utkast").to_owned() };
        let taken = take(&app, &here, (&ahead.id, Some(seen(&fields)?)), step, None).await?;
        done(&app, &here, &fields, taken).await
    };
    answer(&here, taken.await)
}
