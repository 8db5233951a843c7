//! Sign-ins of a demonstration (*provinloggning*): one secret address on this machine, from which every role goes in.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use collection::secret::{Purpose, Token};
use maud::{Markup, html};
use store::Who;

use super::app::{App, Demo};
use super::cookies;
use super::failure::Failure;
use super::here::Here;
use super::limits::Counted;
use super::routes::{Permission, Route, answer};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::shell::Page;
use crate::design::text::{Level, heading, lead, paragraph};
use crate::language::Language;

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/prov/{token}", Permission::Anybody, people).counted(Counted::Link),
        Route::post("/prov/{token}", Permission::Anybody, enter).counted(Counted::Link),
    ]
}

/// The demonstration, if there is one and this is its secret.
fn demo<'a>(app: &'a App, token: &str) -> Result<&'a Demo, Failure> {
    let sent: Token = token.parse().map_err(|_| Failure::NotFound)?;
    let is_it = |demo: &&Demo| demo.token.hash(Purpose::Form) == sent.hash(Purpose::Form);
    app.demo.as_ref().filter(is_it).ok_or(Failure::NotFound)
}

async fn people(State(app): State<App>, here: Here, Path(token): Path<String>) -> Response {
    let language = here.language;
    let page = demo(&app, &token).map(|demo| {
        Page::new(language, &here.address, language.say("Pröva som …", "Try as …"))
            .body(html! {
                (lead(language.say(
                    "Omgången är simulerad: svaren är påhittade, och allt du gör stannar på den här datorn.",
                    "The round is simulated: its answers are made up, and all you do stays on this computer.",
                )))
                (Notice::new(NoticeKind::Info, language.say("Bara för att pröva", "For trying only")).body(paragraph(language.say(
                    "I drift kommer uppgiftslämnare med sin individuella länk, och de som arbetar på myndigheten eller i länet loggar in med lösenord och kod. Knapparna här går förbi det: länkarnas adresser är inte sparade och kan inte läsas ut, inte ens här. En adress visas en enda gång, när länken utfärdas.",
                    "In earnest respondents come by their individual links, and staff sign in with password and code. The buttons here bypass that: the links’ addresses are not kept and cannot be read back, not even here. An address is shown once only, when its link is issued.",
                ))).html(language))
                form method="post" action=(here.address) {
                    (heading(Level::Two, None, language.say("I kommunen", "In the municipality")))
                    (players(language, demo, |who| matches!(who, Who::Link(_))))
                    (heading(Level::Two, None, language.say("På myndigheten och i länet", "At the agency and in the county")))
                    (players(language, demo, |who| matches!(who, Who::Account(_))))
                }
            })
            .into_response()
    });
    answer(&here, page)
}

/// The buttons of those who come the same way.
fn players(language: Language, demo: &Demo, are: fn(&Who) -> bool) -> Markup {
    let values: Vec<String> = (0..demo.people.len()).map(|place| place.to_string()).collect();
    let all = demo.people.iter().zip(&values).filter(|((_, _, who), _)| are(who));
    let all: Vec<Button<'_>> = all
        .map(|((sv, en, _), value)| {
            Button::new(ButtonKind::Secondary, language.say(sv.as_str(), en.as_str())).sends("who", value)
        })
        .collect();
    buttons(&all)
}

async fn enter(
    State(app): State<App>,
    here: Here,
    Path(token): Path<String>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Response {
    let entered = async {
        let demo = demo(&app, &token)?;
        let who =
            fields.iter().find(|(name, _)| name == "who").and_then(|(_, place)| place.parse::<usize>().ok());
        let (_, _, who) = who.and_then(|place| demo.people.get(place)).ok_or(Failure::Malformed)?;
        let session = app.store.start_session(who, here.now, here.token.as_ref()).await?;
        let mut response = Redirect::to(&here.language.address(&home(&app, who).await?)).into_response();
        cookies::give(&mut response, &session, app.behind_tls);
        Ok(response)
    };
    answer(&here, entered.await)
}

/// Where somebody begins.
async fn home(app: &App, who: &Who) -> Result<String, Failure> {
    match who {
        Who::Account(_) => Ok("/arbete".to_owned()),
        Who::Link(id) => {
            for round in app.store.rounds().await? {
                let links = app.store.links(&round.id, None).await?;
                if let Some(found) = links.iter().find(|issued| issued.id == *id) {
                    let is_city = super::city::is_city(app.edition_of(&round)?, found.link.subject.as_str());
                    let room = if is_city { "stad" } else { "svara" };
                    return Ok(format!("/{room}/{}/{}", found.link.round, found.link.subject));
                }
            }
            Err(Failure::NotFound)
        }
    }
}
