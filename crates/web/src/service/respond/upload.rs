//! The fill-in workbook over the service: given, read, looked through, saved.

use axum::Form;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::extract::{FromRequest, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response as Answer};
use catalogue::answers::fill_in::{self, Opened};
use catalogue::{Problems, answers::Answers};
use collection::access::Action;
use collection::form::answers::{answers, cells_of};
use collection::form::sheet::Sheet;
use collection::head::State as Life;
use domain::PartCode;
use publication::questionnaire::{Options, workbook};
use tokio::sync::Semaphore;

use super::page::code_of;
use super::work::{NotDone, Work};
use crate::respond::upload::{self as pages, FILE, Open, Then};
use crate::service::failure::Failure;
use crate::service::routes::answer;
use crate::service::{Answered, App, Here};

pub(super) async fn show(State(app): State<App>, here: Here) -> Answer {
    let page = async {
        let work = Work::of(&app, &here).await?;
        Ok(pages::page(&work.setting(), None).into_response())
    };
    answer(&here, page.await)
}

/// The unit's own workbook, with the answers of the parts that whoever asks may see.
pub(super) async fn give(State(app): State<App>, here: Here) -> Answer {
    let file = async {
        let work = Work::of(&app, &here).await?;
        let cells = here.answered.iter().flat_map(|answered| work.head(answered).answers()).collect();
        let unit = work.edition.frame.position(work.unit.code.as_str()).ok_or(Failure::Broken)?;
        let (held, _) = answers(work.edition, [(&work.unit.code, &cells)]);
        let name = format!("enkat-{}-{}.xlsx", work.edition.year, work.unit.code);
        let bytes = on_a_thread(&app, &here, move |edition| {
            workbook(edition, Options { unit: Some(unit), answers: Some(&held) })
        })
        .await?
        .map_err(|error| {
            tracing::error!(%error, "no workbook");
            Failure::Broken
        })?;
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
        let kept = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
            .map_err(|_| Failure::Broken)?;
        Ok((
            [(header::CONTENT_TYPE, HeaderValue::from_static(kind)), (header::CONTENT_DISPOSITION, kept)],
            bytes,
        )
            .into_response())
    };
    answer(&here, file.await)
}

/// Workbooks that are read or made at the same time: one may unpack to 256 MiB.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Work that takes long holds up nobody else, and takes no more than its share.
async fn on_a_thread<T: Send + 'static>(
    app: &App,
    here: &Here,
    work: impl FnOnce(&catalogue::model::Edition) -> T + Send + 'static,
) -> Result<T, Failure> {
    let (app, round) = (app.clone(), here.round()?.clone());
    let turn = AT_ONCE.acquire().await.map_err(|_| Failure::Broken)?;
    tokio::task::spawn_blocking(move || {
        // Given back when the work is done, also if nobody waits for it any more.
        let _turn = turn;
        Ok(work(app.edition_of(&round)?))
    })
    .await
    .map_err(|_| Failure::Broken)?
}

/// The parts that can be saved in now.
fn open<'w>(work: &'w Work<'_>, here: &'w Here) -> Result<Vec<(PartCode, &'w Answered)>, Failure> {
    let may = here
        .answered
        .iter()
        .filter(|answered| work.head(answered).state == Life::Open && here.may(Action::Save, answered));
    may.map(|answered| Ok((code_of(answered)?, answered))).collect()
}

pub(super) async fn take(State(app): State<App>, here: Here, request: Request) -> Answer {
    let page = async {
        let work = Work::of(&app, &here).await?;
        let setting = work.setting();
        let refuse = |status: StatusCode, why: &str, problems: Option<&Problems>| {
            Ok((status, pages::page(&setting, Some((why, problems)))).into_response())
        };
        let say = |sv, en| here.language.say(sv, en);
        let (name, bytes) = match sent(request).await {
            Ok(Some(file)) => file,
            Ok(None) => {
                let why = say(
                    "Ingen fil kom med, eller så är den tom. Välj en fil och skicka igen.",
                    "No file came, or it is empty. Choose one and send again.",
                );
                return refuse(StatusCode::UNPROCESSABLE_ENTITY, why, None);
            }
            Err(status) if status == StatusCode::PAYLOAD_TOO_LARGE => {
                let why = say(
                    "Filen är för stor. Högst 1 MB: är det rätt fil? Ta bort bilder och blad som inte hör till enkäten.",
                    "The file is too large. 1 MB at most: is it the right one? Remove pictures and sheets that do not belong to the questionnaire.",
                );
                return refuse(status, why, None);
            }
            Err(_) => return Err(Failure::Malformed),
        };
        let opened = on_a_thread(&app, &here, move |edition| fill_in::open(edition, &name, &bytes)).await?;
        let Opened { unit, answers, problems, notes } = match opened {
            Ok(opened) => opened,
            Err(problems) => {
                let why = say("Filen går inte att läsa.", "The file cannot be read.");
                return refuse(StatusCode::UNPROCESSABLE_ENTITY, why, Some(&problems));
            }
        };
        let own = work.edition.frame.position(work.unit.code.as_str()).ok_or(Failure::Broken)?;
        match unit {
            Some(other) if other != own => {
                let other = &work.edition.frame.units[other];
                let why = match here.language {
                    crate::language::Language::Swedish => format!(
                        "Arbetsboken är ifylld för {} ({}), och det här är {}. Hämta er egen här nedanför.",
                        other.name, other.code, work.unit.name
                    ),
                    crate::language::Language::English => format!(
                        "The workbook is filled in for {} ({}), and this is {}. Get your own below.",
                        other.name, other.code, work.unit.name
                    ),
                };
                return refuse(StatusCode::UNPROCESSABLE_ENTITY, &why, None);
            }
            None => {
                let why = say("Inget i den har lästs in.", "Nothing in it has been read.");
                return refuse(StatusCode::UNPROCESSABLE_ENTITY, why, Some(&problems));
            }
            Some(_) => {}
        }
        looked_through(&work, &here, &answers, own, (&problems, &notes))
    };
    answer(&here, page.await)
}

fn looked_through(
    work: &Work<'_>,
    here: &Here,
    answers: &Answers,
    unit: usize,
    told: (&Problems, &[(String, String)]),
) -> Result<Answer, Failure> {
    let parts = open(work, here)?;
    let parts: Vec<Open<'_>> =
        parts.iter().map(|(code, answered)| Open { code, head: work.head(answered) }).collect();
    let setting = work.setting();
    let found = pages::compare(&setting, &parts, cells_of(work.edition, answers, unit));
    let ids = parts.iter().map(|part| Ok((part.code.clone(), work.app.new_id()?)));
    let ids: Vec<_> = ids.collect::<Result<_, Failure>>()?;
    let all = found.with(work.answers());
    let sheet = Sheet::of(work.edition, work.unit, &all);
    let findings = work.findings(&sheet);
    let then = Then { sheet: &sheet, findings: &findings };
    Ok(pages::preview(&setting, &parts, &found, told, &ids, then).into_response())
}

pub(super) async fn save(
    State(app): State<App>,
    here: Here,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer {
    let saved = async {
        let work = Work::of(&app, &here).await?;
        let parts = open(&work, &here)?;
        let open: Vec<Open<'_>> =
            parts.iter().map(|(code, answered)| Open { code, head: work.head(answered) }).collect();
        for (part, id, content) in pages::read(&work.setting(), &open, &fields) {
            let known = parts.iter().find(|(code, _)| *code == part);
            let (_, answered) = known.ok_or(Failure::NotFound)?;
            match work.append(&answered.response.id, id, content).await {
                Ok(_) => {}
                Err(NotDone::NotSaved(trouble)) => return Err(trouble.into()),
                Err(other) => return Err(other.into()),
            }
        }
        let way = pages::way_on(&work.setting(), &open, &fields);
        Ok(Redirect::to(&way.unwrap_or_else(|| work.setting().hub())).into_response())
    };
    answer(&here, saved.await)
}

/// The file of a form; none if there is none.
async fn sent(request: Request) -> Result<Option<(String, Vec<u8>)>, StatusCode> {
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| StatusCode::BAD_REQUEST)?;
    let status = |error: MultipartError| error.status();
    while let Some(field) = form.next_field().await.map_err(status)? {
        if field.name() != Some(FILE) {
            continue;
        }
        let name = field.file_name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(status)?;
        return Ok((!bytes.is_empty()).then(|| (name, bytes.to_vec())));
    }
    Ok(None)
}
