//! Those who sign in (*inloggade*): in, out, their own account, the accounts of others.

mod accounts;
mod again;
mod fields;
mod invited;
mod oidc;
mod own;
mod sign_in;

use std::collections::BTreeSet;

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use collection::access::Action;
use collection::password::{Password, Weak};
use collection::private::Login;

pub(super) use oidc::Provider;
pub use oidc::{Oidc, OidcMistake};

use super::app::App;
use super::cookies;
use super::here::Here;
use super::limits::Counted;
use super::routes::{Permission, Route, answer};

pub(super) fn routes() -> Vec<Route> {
    let manage = Permission::Site(Action::ManageAccounts);
    let mut routes = vec![
        Route::get("/logga-in", Permission::Anybody, sign_in::ask),
        Route::post("/logga-in", Permission::Anybody, sign_in::look).counted(Counted::SigningIn),
        Route::get("/logga-in/extern", Permission::Anybody, oidc::begin).counted(Counted::SigningIn),
        Route::get("/logga-in/tillbaka", Permission::Anybody, oidc::back).counted(Counted::SigningIn),
        Route::get("/valkommen/{token}", Permission::Anybody, invited::ask).counted(Counted::Link),
        Route::post("/valkommen/{token}", Permission::Anybody, invited::set).counted(Counted::Link),
        Route::post("/logga-ut", Permission::SignedIn, leave),
        Route::get("/konto", Permission::SignedIn, own::show),
        Route::post("/konto/losenord", Permission::SignedIn, own::change).counted(Counted::SigningIn),
        Route::post("/konto/inloggningar", Permission::SignedIn, own::end_others).proved(),
        Route::post(crate::people::again::PATH, Permission::SignedIn, again::look)
            .counted(Counted::SigningIn),
    ];
    routes.extend([
        Route::get("/konton", manage, accounts::list).proved(),
        Route::post("/konton", manage, accounts::create).proved(),
        Route::get("/konton/{account}", manage, accounts::show).proved(),
        Route::post("/konton/{account}/{act}", manage, accounts::change).proved(),
    ]);
    routes
}

/// Whether a new password can be an account's: names of municipalities, districts and counties do not count.
fn check(app: &App, password: &Password, login: &Login) -> Result<(), Weak> {
    let frames = app.catalogue.editions.values().map(|edition| &edition.frame);
    let names = frames.flat_map(|frame| {
        let units = frame.units.iter();
        units.flat_map(|unit| [Some(unit.name.as_str()), frame.name(unit.county.as_str())]).flatten()
    });
    password.check_among(login, names.collect::<BTreeSet<_>>())
}

async fn leave(State(app): State<App>, here: Here) -> Response {
    let left = async {
        if let Some(token) = &here.token {
            app.store.end_session(token, here.now).await?;
        }
        let mut response = Redirect::to(&here.language.address("/")).into_response();
        cookies::take(&mut response, app.behind_tls);
        // Nothing of what was shown stays in the browser.
        let everything = HeaderValue::from_static("\"cache\", \"storage\"");
        response.headers_mut().insert(HeaderName::from_static("clear-site-data"), everything);
        Ok(response)
    };
    answer(&here, left.await)
}
