//! All questions in advance: for anybody, as pages and as files to keep.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use catalogue::model::Edition;
use domain::{EditionYear, PartCode};
use publication::questionnaire;

use super::app::App;
use super::failure::Failure;
use super::here::Here;
use super::routes::{Permission, Route, answer};
use crate::design::text::Link;
use crate::language::Language;
use crate::respond::questions;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/fragor/{edition}", Permission::Anybody, all),
        Route::get("/fragor/{edition}/{part}", Permission::Anybody, part),
        Route::get("/fragor/{edition}/fil/{file}", Permission::Anybody, file),
    ]
}

async fn all(State(app): State<App>, here: Here, Path(edition): Path<String>) -> Response {
    answer(&here, page(&app, &here, &edition, None))
}

async fn part(State(app): State<App>, here: Here, Path((edition, part)): Path<(String, String)>) -> Response {
    answer(&here, page(&app, &here, &edition, Some(&part)))
}

fn edition_of<'a>(app: &'a App, edition: &str) -> Result<&'a Edition, Failure> {
    let year: Option<u16> = edition.parse().ok();
    year.and_then(|year| app.catalogue.editions.get(&EditionYear(year))).ok_or(Failure::NotFound)
}

fn page(app: &App, here: &Here, edition: &str, part: Option<&str>) -> Result<Response, Failure> {
    let (language, edition) = (here.language, edition_of(app, edition)?);
    let stem = part.unwrap_or(ALL);
    let file = |form: Form, text: &'static str| {
        let address = format!("/fragor/{}/fil/{stem}.{}", edition.year, form.extension());
        Link::new(language.address(&address), text).file(form.kind())
    };
    let files = [
        file(Form::Pdf, language.say("Frågorna att läsa eller skriva ut", "The questions to read or print")),
        file(Form::Docx, language.say("Frågorna att arbeta i", "The questions to work in")),
    ];
    let page = questions::page(language, edition, part, &files).ok_or(Failure::NotFound)?;
    Ok(page.into_response())
}

/// What stands for all parts in the name of a file.
const ALL: &str = "alla";

/// A form of the questions to keep.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Form {
    Pdf,
    Docx,
}

impl Form {
    fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }

    fn kind(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Docx => "Word",
        }
    }

    fn media(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }
}

/// A file that was made: the same for everybody, and some seconds' work, so it is made once.
type Made = HashMap<(EditionYear, String, Form, Language), Arc<Vec<u8>>>;

static MADE: LazyLock<Mutex<Made>> = LazyLock::new(Mutex::default);

async fn file(State(app): State<App>, here: Here, Path((edition, name)): Path<(String, String)>) -> Response {
    answer(&here, made(&app, here.language, &edition, &name).await)
}

async fn made(app: &App, language: Language, edition: &str, name: &str) -> Result<Response, Failure> {
    let year = edition_of(app, edition)?.year;
    let (stem, extension) = name.rsplit_once('.').ok_or(Failure::NotFound)?;
    let form = [Form::Pdf, Form::Docx].into_iter().find(|form| form.extension() == extension);
    let form = form.ok_or(Failure::NotFound)?;
    let chosen: Vec<PartCode> = match stem {
        ALL => Vec::new(),
        part => vec![part.parse().map_err(|_| Failure::NotFound)?],
    };
    let key = (year, stem.to_owned(), form, language);
    let known = MADE.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
    let bytes = match known {
        Some(bytes) => bytes,
        None => {
            let catalogue = Arc::clone(&app.catalogue);
            // Typesetting takes a processor for seconds: not one that answers others.
            let making = tokio::task::spawn_blocking(move || {
                let edition = catalogue.editions.get(&year)?;
                let language = language.of_catalogue();
                let file = match form {
                    Form::Pdf => questionnaire::pdf(edition, &chosen, language),
                    Form::Docx => questionnaire::docx(edition, &chosen, language),
                };
                file.inspect_err(|why| tracing::warn!(%why, "the questions cannot be made into a file")).ok()
            });
            let bytes = Arc::new(making.await.map_err(|_| Failure::Broken)?.ok_or(Failure::NotFound)?);
            MADE.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&bytes));
            bytes
        }
    };
    let called = format!("attachment; filename=\"fragor-{year}-{stem}.{extension}\"");
    let headers = [(header::CONTENT_TYPE, form.media().to_owned()), (header::CONTENT_DISPOSITION, called)];
    Ok((headers, bytes.as_ref().clone()).into_response())
}
