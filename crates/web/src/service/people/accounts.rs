//! The accounts of others, for those who manage them.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use collection::access::{Grant, Role, Scope};
use collection::ids::AccountId;
use collection::secret::Token;
use store::{INVITATION_LASTS, InvitedAccount, NotDone};

use super::super::app::App;
use super::super::failure::Failure;
use super::super::here::Here;
use super::super::routes::answer;
use super::super::site::site;
use super::fields::{Sent, once};
use crate::language::Language;
use crate::people::accounts::one::{self, Told, hand_over};
use crate::people::accounts::{EVERYBODY, Fault, Shown, Typed, page};
use crate::people::{not_done, when};
use crate::respond::form::{personal_number, shown_again};

/// The name of a county or unit, as the latest edition that has it says.
pub(super) fn place_of(app: &App, code: &str) -> Option<String> {
    app.catalogue.editions.values().rev().find_map(|edition| edition.frame.name(code).map(str::to_owned))
}

/// Whether some edition has a county or unit of this code.
fn is_place(app: &App, code: &str) -> bool {
    app.catalogue.editions.values().any(|edition| {
        edition.frame.units.iter().any(|unit| {
            unit.code.as_str() == code
                || unit.county.as_str() == code
                || unit.city.as_ref().is_some_and(|city| city.as_str() == code)
        })
    })
}

pub(super) async fn list(State(app): State<App>, here: Here) -> Response {
    answer(&here, shown(&app, &here, (&Typed::default(), &[])).await)
}

async fn shown(app: &App, here: &Here, (typed, faults): (&Typed, &[Fault])) -> Result<Response, Failure> {
    let (accounts, rounds) = (app.store.accounts().await?, app.store.rounds().await?);
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let shown =
        Shown { accounts: &accounts, rounds: &rounds, typed, faults, place: &|code| place_of(app, code) };
    Ok((status, page(here.language, &here.language.address("/konton"), &shown)).into_response())
}

/// What was typed as an account, or what is wrong with it.
fn read(app: &App, language: Language, typed: &Typed) -> Result<InvitedAccount, Vec<Fault>> {
    let mut faults = Vec::new();
    let number = |text: &str| personal_number(text).map(|_| crate::people::number_words(language));
    let login = typed.login.parse();
    if let Some(why) = number(&typed.login) {
        faults.push(("adress", why));
    } else if login.is_err() {
        faults.push((
            "adress",
            language.say(
                "Skriv en e-postadress, till exempel namn@kommun.se",
                "Write an e-mail address, such as namn@kommun.se",
            ),
        ));
    }
    let name = typed.name.parse();
    if let Some(why) = number(&typed.name) {
        faults.push(("namn", why));
    } else if name.is_err() {
        faults.push((
            "namn",
            language.say(
                "Skriv ett namn med högst 120 tecken som syns",
                "Write a name of at most 120 visible characters",
            ),
        ));
    }
    let roles: Option<Vec<Role>> = typed.roles.iter().map(|id| Role::of(id)).collect();
    let roles = roles.filter(|roles| !roles.is_empty());
    if roles.is_none() {
        faults.push(("roll", language.say("Välj minst en roll", "Choose at least one role")));
    }
    let scope = match typed.place.trim() {
        "" => Scope::All,
        code => Scope::Place(code.to_owned()),
    };
    if matches!(&scope, Scope::Place(code) if !is_place(app, code)) {
        faults.push((
            "plats",
            language.say(
                "Det finns inget län och ingen kommun med den koden",
                "No county and no municipality has this code",
            ),
        ));
    }
    let round = (!typed.round.is_empty()).then(|| typed.round.parse()).transpose();
    if round.is_err() {
        faults.push(("omgang", language.say("Omgången finns inte", "There is no such round")));
    }
    match (login, name, roles, round) {
        (Ok(login), Ok(name), Some(roles), Ok(round)) if faults.is_empty() => {
            let grant = |role| Grant { role, round: Clone::clone(&round), scope: scope.clone() };
            Ok(InvitedAccount { login, name, grants: roles.into_iter().map(grant).collect() })
        }
        (_, _, _, _) => Err(faults),
    }
}

pub(super) async fn create(
    State(app): State<App>,
    here: Here,
    headers: HeaderMap,
    Form(sent): Form<Sent>,
) -> Response {
    let created = async {
        let [login, name, round, place] = once(&sent, ["adress", "namn", "omgang", "plats"], &["roll"])?;
        let roles = sent.iter().filter(|(name, _)| name == "roll").take(Role::ALL.len());
        let roles = roles.map(|(_, id)| id.clone()).collect();
        let typed = Typed { login, name, roles, round, place };
        let faults = match read(&app, here.language, &typed) {
            Err(faults) => faults,
            Ok(new) => match app.store.invite_account(new, &here.author()?, here.now).await {
                Ok((id, token)) => return handed(&app, &here, &headers, (&id, &token)).await,
                Err(why @ NotDone::LoginTaken) => {
                    vec![("adress", not_done(here.language, &why).ok_or(Failure::Broken)?)]
                }
                Err(why) => match not_done(here.language, &why) {
                    Some(words) => vec![("omgang", words)],
                    None => return Err(why.into()),
                },
            },
        };
        let (login, name, place) =
            (shown_again(&typed.login), shown_again(&typed.name), shown_again(&typed.place));
        let typed = Typed { login, name, place, ..typed };
        shown(&app, &here, (&typed, &faults)).await
    };
    answer(&here, created.await)
}

/// The link to hand over. It is answered, not led to: it stands in no address of the creator's.
async fn handed(
    app: &App,
    here: &Here,
    headers: &HeaderMap,
    (id, token): (&AccountId, &Token),
) -> Result<Response, Failure> {
    let account = app.store.account(id).await?;
    let link = here.language.address(&format!("/valkommen/{}", token.reveal()));
    let link = format!("{}{link}", site(app, headers));
    let until = when(here.language, here.now.saturating_add(INVITATION_LASTS), here.now);
    let address = here.language.address("/konton");
    Ok(hand_over(here.language, &address, &account, &link, &until).into_response())
}

pub(super) async fn show(State(app): State<App>, here: Here, Path(id): Path<String>) -> Response {
    let told = here.address.ends_with("?gjort").then_some(Told::Done);
    let page = async {
        let id: AccountId = id.parse().map_err(|_| Failure::NotFound)?;
        shown_one(&app, &here, &id, told).await
    };
    answer(&here, page.await)
}

async fn shown_one(app: &App, here: &Here, id: &AccountId, told: Option<Told>) -> Result<Response, Failure> {
    let account = app.store.account(id).await?;
    let status = match told {
        Some(Told::NotDone(_)) => StatusCode::CONFLICT,
        Some(Told::Done) | None => StatusCode::OK,
    };
    let own = here.account()? == id;
    let shown = one::Shown { account: &account, own, told, place: &|code| place_of(app, code) };
    Ok((status, one::page(here.language, &shown)).into_response())
}

pub(super) async fn change(
    State(app): State<App>,
    here: Here,
    headers: HeaderMap,
    Path((id, act)): Path<(String, String)>,
) -> Response {
    let changed = async {
        let id: AccountId = id.parse().map_err(|_| Failure::NotFound)?;
        let (by, now) = (here.author()?, here.now);
        let language = here.language;
        if act == "logga-ut" && id.as_str() == EVERYBODY {
            app.store.end_everybodys_sessions(here.token.as_ref(), &by, now).await?;
            let own = language.address(&format!("/konton/{}?gjort", here.account()?));
            return Ok(Redirect::to(&own).into_response());
        }
        if act == "avstang" && here.account()? == &id {
            let why =
                language.say("Du kan inte stänga av ditt eget konto", "You cannot disable your own account");
            return shown_one(&app, &here, &id, Some(Told::NotDone(why))).await;
        }
        let done = match act.as_str() {
            "avstang" => app.store.disable_account(&id, &by, now).await,
            "oppna" => app.store.enable_account(&id, &by, now).await,
            "logga-ut" => app.store.end_sessions(&id, &by, now).await,
            "koder" => app.store.reset_codes(&id, &by, now).await,
            "bjud-in" => match app.store.invite_again(&id, &by, now).await {
                Ok(token) => return handed(&app, &here, &headers, (&id, &token)).await,
                Err(why) => Err(why),
            },
            "glomt" => match app.store.forget_password(&id, &by, now).await {
                Ok(token) => return handed(&app, &here, &headers, (&id, &token)).await,
                Err(why) => Err(why),
            },
            _ => return Err(Failure::NotFound),
        };
        match done {
            Ok(()) => Ok(Redirect::to(&language.address(&format!("/konton/{id}?gjort"))).into_response()),
            Err(NotDone::NoAccount(_)) => Err(Failure::NotFound),
            Err(why) => match not_done(language, &why) {
                Some(words) => shown_one(&app, &here, &id, Some(Told::NotDone(words))).await,
                None => Err(why.into()),
            },
        }
    };
    answer(&here, changed.await)
}
