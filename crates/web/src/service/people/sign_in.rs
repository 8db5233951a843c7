//! Signing in by address, password and code.

use std::time::Duration;

use axum::Form;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use collection::access::{Actor, Role};
use collection::fact::Instant;
use collection::ids::AccountId;
use collection::password::Password;
use store::{SignIn, Who};

use super::super::app::App;
use super::super::cookies;
use super::super::failure::Failure;
use super::super::here::Here;
use super::super::routes::answer;
use super::fields::{Sent, once, own_path};
use crate::language::Language;
use crate::people::sign_in::{Asked, Told, page};
use crate::respond::form::shown_again;

/// Where to go afterwards, as the address says.
pub(super) fn till(query: &[(String, String)]) -> Option<&str> {
    let mut found = query.iter().filter(|(name, _)| name == "till").map(|(_, text)| text.as_str());
    // Two of them are of nobody's making but an attacker's.
    match (found.next(), found.next()) {
        (Some(text), None) => own_path(text),
        (_, _) => None,
    }
}

pub(super) async fn ask(State(app): State<App>, here: Here, Query(query): Query<Sent>) -> Response {
    let till = till(&query);
    let told = query.iter().any(|(name, _)| name == "klart").then_some(Told::PasswordSet);
    let asked = Asked { till, told, ..asked(&app) };
    page(here.language, &here.address, &asked).into_response()
}

/// What every page of signing in shows.
pub(super) fn asked(app: &App) -> Asked<'_> {
    Asked { provider: app.provider().map(|provider| provider.name()), ..Asked::default() }
}

pub(super) async fn look(State(app): State<App>, here: Here, Form(sent): Form<Sent>) -> Response {
    let looked = async {
        let [login, password, code, till] = once(&sent, ["adress", "losenord", "kod", "till"], &[])?;
        let till = own_path(&till);
        let password = Password::new(&password);
        let told = app.store.sign_in(&login, &password, Some(&code), here.now, here.from).await;
        let shown: String = shown_again(&login).chars().take(254).filter(|c| !c.is_control()).collect();
        let asked = Asked { login: &shown, till, ..asked(&app) };
        let address = here.language.address("/logga-in");
        let show = |asked: &Asked<'_>| page(here.language, &address, asked);
        let told = match told {
            Ok(id) => return begin(&app, &here, &id, till, here.language, here.now).await,
            Err(SignIn::SetUp(secret)) => {
                return Ok(show(&Asked { set_up: Some(&secret), ..asked }).into_response());
            }
            Err(SignIn::Wrong) => Told::Wrong,
            Err(SignIn::Wait { until }) => Told::Wait { until, now: here.now },
            Err(SignIn::Busy) => Told::Busy,
            Err(SignIn::Store(error)) => return Err(error.into()),
        };
        Ok(told_response(show(&Asked { told: Some(told), ..asked }).into_response(), told))
    };
    answer(&here, looked.await)
}

/// The status of what is told, and when to come again.
pub(super) fn told_response(mut response: Response, told: Told) -> Response {
    let (status, wait) = match told {
        Told::Wrong | Told::ProviderRefused => (StatusCode::UNPROCESSABLE_ENTITY, None),
        Told::NoAccount => (StatusCode::FORBIDDEN, None),
        Told::Wait { until, now } => (StatusCode::TOO_MANY_REQUESTS, Some(seconds(until - now))),
        Told::Busy => (StatusCode::SERVICE_UNAVAILABLE, Some(5)),
        Told::ProviderDown => (StatusCode::BAD_GATEWAY, None),
        Told::PasswordSet => (StatusCode::OK, None),
    };
    *response.status_mut() = status;
    if let Some(wait) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait));
    }
    response
}

fn seconds(wait: Instant) -> u64 {
    Duration::from_micros(u64::try_from(wait).unwrap_or(0)).as_secs().saturating_add(1)
}

/// Begins the session of somebody who is known now, and showed at `proved` who they are, in place of what the browser had, and leads on.
pub(super) async fn begin(
    app: &App,
    here: &Here,
    id: &AccountId,
    till: Option<&str>,
    language: Language,
    proved: Instant,
) -> Result<Response, Failure> {
    let who = Who::Account(id.clone());
    let token = app.store.start_session_proved(&who, here.now, here.token.as_ref(), proved).await?;
    let to = match till {
        Some(till) => till.to_owned(),
        None => {
            let session = app.store.session(&token, here.now).await?;
            language.address(home(session.map(|session| session.actor).as_ref()))
        }
    };
    let mut response = Redirect::to(&to).into_response();
    cookies::give(&mut response, &token, app.behind_tls);
    Ok(response)
}

/// Where somebody works.
fn home(actor: Option<&Actor>) -> &'static str {
    let at_desk = |role: Role| match role {
        Role::NationalAnalyst | Role::Reviewer | Role::Publisher | Role::RegionalAnalyst => true,
        Role::Coordinator | Role::Respondent | Role::Individual | Role::Manager | Role::Reader => false,
    };
    match actor {
        Some(Actor::Account(grants)) if grants.iter().any(|grant| at_desk(grant.role)) => "/arbete",
        Some(Actor::Account(_) | Actor::Link(_) | Actor::Visitor | Actor::Operator) | None => "/konto",
    }
}
