//! Showing again who one is.

use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use collection::password::Password;
use store::SignIn;

use super::super::app::App;
use super::super::here::Here;
use super::super::routes::answer;
use super::fields::{Sent, once, own_path};
use super::sign_in::{begin, told_response};
use crate::people::again::{Asked, page};
use crate::people::sign_in::Told;

/// As at sign-in: failures count, a code works once, and the session is a new one.
pub(super) async fn look(State(app): State<App>, here: Here, Form(sent): Form<Sent>) -> Response {
    let looked = async {
        let id = here.account()?;
        let [password, code, till] = once(&sent, ["losenord", "kod", "till"], &[])?;
        let till = own_path(&till);
        let login = app.store.account(id).await?.login;
        let (password, code) = (Password::new(&password), Some(code.as_str()));
        let told = match app.store.sign_in(login.reveal(), &password, code, here.now, here.from).await {
            Ok(id) => return begin(&app, &here, &id, till, here.language, here.now).await,
            Err(SignIn::Wrong | SignIn::SetUp(_)) => Told::Wrong,
            Err(SignIn::Wait { until }) => Told::Wait { until, now: here.now },
            Err(SignIn::Busy) => Told::Busy,
            Err(SignIn::Store(error)) => return Err(error.into()),
        };
        let own = here.language.address("/konto");
        let asked = Asked {
            till: till.unwrap_or(&own),
            sent: false,
            provider: app.provider().is_some(),
            told: Some(told),
        };
        Ok(told_response(page(here.language, &asked).into_response(), told))
    };
    answer(&here, looked.await)
}
