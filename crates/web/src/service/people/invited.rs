//! The first password, by the link that was handed over.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use collection::password::Password;
use collection::secret::Token;
use store::{Account, NotDone};

use super::super::app::App;
use super::super::failure::Failure;
use super::super::here::Here;
use super::super::routes::answer;
use super::check;
use super::fields::{Sent, once};
use crate::people::invited::{differ, page};
use crate::people::{not_done, weak_words};

/// The account of an invitation. One that opens nothing counts as a wrong link.
async fn invited(app: &App, here: &Here, token: &str) -> Result<(Token, Account), Failure> {
    let found = match token.parse::<Token>() {
        Ok(token) => app.store.invitation(&token, here.now).await?.map(|account| (token, account)),
        Err(_) => None,
    };
    if found.is_none() {
        app.limiters().wrong_link(here.from);
        app.store.link_failed(None, here.now).await?;
    }
    found.ok_or(Failure::NoInvitation)
}

pub(super) async fn ask(State(app): State<App>, here: Here, Path(token): Path<String>) -> Response {
    let asked = async {
        let (_, account) = invited(&app, &here, &token).await?;
        Ok(page(here.language, &here.address, &account, None).into_response())
    };
    answer(&here, asked.await)
}

pub(super) async fn set(
    State(app): State<App>,
    here: Here,
    Path(token): Path<String>,
    Form(sent): Form<Sent>,
) -> Response {
    let set = async {
        let (token, account) = invited(&app, &here, &token).await?;
        let [new, again] = once(&sent, ["nytt", "igen"], &[])?;
        let (differs, new) = (new != again, Password::new(&new));
        let wrong = if differs {
            differ(here.language)
        } else if let Err(why) = check(&app, &new, &account.login) {
            weak_words(here.language, why)
        } else {
            match app.store.accept_invitation(&token, &new, here.now).await {
                Ok(_) => return Ok(Redirect::to(&here.language.address("/logga-in?klart")).into_response()),
                // Somebody was faster with the same link.
                Err(NotDone::NoInvitation) => return Err(Failure::NoInvitation),
                Err(why @ (NotDone::Weak(_) | NotDone::Busy)) => {
                    not_done(here.language, &why).ok_or(Failure::Broken)?
                }
                Err(other) => return Err(other.into()),
            }
        };
        let again = page(here.language, &here.address, &account, Some(wrong));
        Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response())
    };
    answer(&here, set.await)
}
