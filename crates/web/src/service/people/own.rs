//! One's own account.

use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use collection::password::Password;
use store::{NotChanged, NotDone, SignIn, Who};

use super::super::app::App;
use super::super::cookies;
use super::super::failure::Failure;
use super::super::here::Here;
use super::super::routes::answer;
use super::accounts::place_of;
use super::check;
use super::fields::{Sent, once};
use crate::people::own::{Shown, Told, page};

pub(super) async fn show(State(app): State<App>, here: Here) -> Response {
    let told = match here.address.split_once('?') {
        Some((_, "bytt")) => Some(Told::PasswordChanged),
        Some((_, "avslutade")) => Some(Told::SessionsEnded),
        Some(_) | None => None,
    };
    answer(&here, shown(&app, &here, told).await)
}

async fn shown(app: &App, here: &Here, told: Option<Told>) -> Result<Response, Failure> {
    let id = here.account()?;
    let account = app.store.account(id).await?;
    let sessions = match &here.token {
        Some(own) => app.store.other_sessions(id, own, here.now).await?,
        None => Vec::new(),
    };
    let shown = Shown {
        account: &account,
        sessions: &sessions,
        told,
        now: here.now,
        place: &|code| place_of(app, code),
    };
    Ok(page(here.language, &here.language.address("/konto"), &shown).into_response())
}

pub(super) async fn change(State(app): State<App>, here: Here, Form(sent): Form<Sent>) -> Response {
    let changed = async {
        let id = here.account()?;
        let [present, code, new, again] = once(&sent, ["nuvarande", "kod", "nytt", "igen"], &[])?;
        if new != again {
            return again_with(&app, &here, Told::Differ).await;
        }
        let (present, new) = (Password::new(&present), Password::new(&new));
        if let Err(why) = check(&app, &new, &app.store.account(id).await?.login) {
            return again_with(&app, &here, Told::Weak(why)).await;
        }
        let shown = (&present, Some(code.as_str()));
        let told = match app.store.change_password(id, shown, &new, here.now, here.from).await {
            Ok(()) => {
                // Every session ended; this browser goes on in a new one.
                let token = app.store.start_session(&Who::Account(id.clone()), here.now, None).await?;
                let mut response = Redirect::to(&here.language.address("/konto?bytt")).into_response();
                cookies::give(&mut response, &token, app.behind_tls);
                return Ok(response);
            }
            Err(NotChanged::NotDone(NotDone::Weak(why))) => Told::Weak(why),
            Err(NotChanged::NotDone(other)) => return Err(other.into()),
            Err(NotChanged::SignIn(SignIn::Wrong | SignIn::SetUp(_))) => Told::WrongPassword,
            Err(NotChanged::SignIn(SignIn::Wait { until })) => Told::Wait(until),
            Err(NotChanged::SignIn(SignIn::Busy)) => Told::Busy,
            Err(NotChanged::SignIn(SignIn::Store(error))) => return Err(error.into()),
        };
        again_with(&app, &here, told).await
    };
    answer(&here, changed.await)
}

async fn again_with(app: &App, here: &Here, told: Told) -> Result<Response, Failure> {
    let mut response = shown(app, here, Some(told)).await?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

pub(super) async fn end_others(State(app): State<App>, here: Here) -> Response {
    let ended = async {
        let id = here.account()?;
        if let Some(own) = &here.token {
            app.store.end_other_sessions(id, own, here.now).await?;
        }
        Ok(Redirect::to(&here.language.address("/konto?avslutade")).into_response())
    };
    answer(&here, ended.await)
}
