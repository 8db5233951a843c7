//! Signing in by an organisation's own provider (*organisationens inloggning*): OpenID Connect, authorization code with PKCE.
//!
//! It begins with a link and ends with a redirect back. What binds the two – state, nonce, the verifier of the code – lies in a
//! cookie of the browser that began, for ten minutes, and is taken back at the return, whatever came. Nothing of the provider's
//! tokens is kept: they are read once, in memory.

mod provider;
mod settings;
mod start;

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use collection::fact::Instant;
use store::SignIn;

use self::provider::Not;
pub(in crate::service) use self::provider::Provider;
pub use self::settings::{Oidc, OidcMistake};
use self::start::Start;
use super::super::app::App;
use super::super::cookies;
use super::super::failure::Failure;
use super::super::here::Here;
use super::super::routes::answer;
use super::fields::Sent;
use super::sign_in::{asked, begin as begin_session, till, told_response};
use crate::language::Language;
use crate::people::sign_in::{Asked, Told, page};

const SECOND: Instant = 1_000_000;
/// How long somebody may take at the provider.
const LASTS: Instant = 600 * SECOND;
/// The name of the cookie, after the session's.
const COOKIE: &str = "extern";

/// The page of signing in, with what is to be told.
fn tell(app: &App, language: Language, told: Told, till: Option<&str>) -> Response {
    let asked = Asked { told: Some(told), till, ..asked(app) };
    told_response(page(language, &language.address("/logga-in"), &asked).into_response(), told)
}

fn told_of(why: Not) -> Told {
    match why {
        Not::Down(reason) => {
            tracing::error!(reason, "the provider to sign in by does not work");
            Told::ProviderDown
        }
        Not::Trusted(reason) => {
            tracing::warn!(reason, "a sign-in by the provider was refused");
            Told::ProviderRefused
        }
    }
}

/// Leads to the provider. Who comes from another site gets the page with the button: nobody is signed in who did not ask.
pub(super) async fn begin(
    State(app): State<App>,
    here: Here,
    headers: axum::http::HeaderMap,
    Query(query): Query<Sent>,
) -> Response {
    if app.provider().is_none() {
        return Failure::NotFound.page(&here);
    }
    let from = headers.get("sec-fetch-site").map(|value| value.as_bytes());
    if matches!(from, Some(b"cross-site" | b"same-site")) {
        let asked = Asked { till: till(&query), ..asked(&app) };
        return page(here.language, &here.language.address("/logga-in"), &asked).into_response();
    }
    let (asking, now) = (app.clone(), here.now);
    let again = query.iter().any(|(name, _)| name == "igen");
    let way = tokio::task::spawn_blocking(move || asking.provider().map(|provider| provider.way(now, again)));
    let till = till(&query);
    match way.await {
        Ok(Some(Ok((url, start)))) => {
            let start = Start { language: here.language, till: till.map(str::to_owned), ..start };
            let mut response = Redirect::to(url.as_str()).into_response();
            let kept = Some((start.written(), LASTS / SECOND));
            cookies::set_brief(&mut response, COOKIE, kept, app.behind_tls);
            response
        }
        Ok(Some(Err(why))) => tell(&app, here.language, told_of(why), till),
        Ok(None) | Err(_) => Failure::Broken.page(&here),
    }
}

/// Somebody comes back from the provider.
pub(super) async fn back(
    State(app): State<App>,
    here: Here,
    headers: axum::http::HeaderMap,
    Query(query): Query<Sent>,
) -> Response {
    let Some(issuer) = app.provider().map(|provider| provider.oidc.issuer.as_str().to_owned()) else {
        return Failure::NotFound.page(&here);
    };
    let start =
        cookies::brief(&headers, COOKIE, app.behind_tls).and_then(|text| Start::read(&text, here.now));
    let language = start.as_ref().map_or(here.language, |start| start.language);
    let till = start.as_ref().and_then(|start| start.till.clone());
    let mut response = match came_back(&app, &here, start.as_ref(), &query, &issuer).await {
        Ok((id, proved)) => {
            answer(&here, begin_session(&app, &here, &id, till.as_deref(), language, proved).await)
        }
        Err(Ok(told)) => tell(&app, language, told, till.as_deref()),
        Err(Err(failure)) => failure.page(&here),
    };
    cookies::set_brief(&mut response, COOKIE, None, app.behind_tls);
    response
}

async fn came_back(
    app: &App,
    here: &Here,
    start: Option<&Start>,
    query: &Sent,
    issuer: &str,
) -> Result<(collection::ids::AccountId, Instant), Result<Told, Failure>> {
    let refuse = |reason| Err(Ok(told_of(Not::Trusted(reason))));
    let one = |name: &str| {
        let mut found = query.iter().filter(|(known, _)| known == name).map(|(_, text)| text.as_str());
        (found.next(), found.next().is_none())
    };
    let Some(start) = start else { return refuse("this browser began no sign-in within ten minutes") };
    let ((state, one_state), (code, one_code), (told_issuer, one_issuer)) =
        (one("state"), one("code"), one("iss"));
    if !(one_state && one_code && one_issuer) {
        return refuse("something was said twice");
    }
    if state != Some(start.state.as_str()) {
        return refuse("the state is another's");
    }
    if told_issuer.is_some_and(|told| told != issuer) {
        return refuse("another provider answered");
    }
    let Some(code) = code.filter(|_| one("error").0.is_none()) else {
        return refuse("the provider said no");
    };
    let (asking, code, start, now) = (app.clone(), code.to_owned(), start.clone(), here.now);
    let found = tokio::task::spawn_blocking(move || {
        asking.provider().map(|provider| provider.identify(code, &start, now))
    });
    let (identity, proved) = match found.await {
        Ok(Some(Ok(found))) => found,
        Ok(Some(Err(why))) => return Err(Ok(told_of(why))),
        Ok(None) | Err(_) => return Err(Err(Failure::Broken)),
    };
    match app.store.sign_in_by(&identity, here.now).await {
        Ok(id) => Ok((id, proved)),
        Err(SignIn::Store(error)) => Err(Err(error.into())),
        Err(SignIn::Wrong | SignIn::Wait { .. } | SignIn::SetUp(_) | SignIn::Busy) => {
            Err(Ok(Told::NoAccount))
        }
    }
}
