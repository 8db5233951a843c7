//! The first page (*startsidan*).

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use maud::html;

use super::app::App;
use super::here::Here;
use super::public;
use super::routes::{Permission, Route};
use crate::design::shell::Page;
use crate::design::text::{Level, Link, heading, lead, paragraph};

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get("/", Permission::Anybody, start)]
}

async fn start(State(app): State<App>, here: Here) -> Response {
    let language = here.language;
    let view = public::view(&app, &here);
    let valid = view.valid();
    Page::new(language, &here.address, language.say("Öppna jämförelser", "Open comparisons"))
        .body(html! {
            (lead(language.say(
                "Jämför kommuners socialtjänst med indikatorer, och se vad varje siffra bygger på.",
                "Compare the social services of municipalities by indicators, and see what each figure is built on.",
            )))
            @if !valid.is_empty() {
                (heading(Level::Two, None, language.say("Resultat", "Results")))
                ul {
                    @for issue in valid {
                        @let title = &issue.manifest().title;
                        @let name = language.either(title.sv.as_str(), title.en.as_deref());
                        li { (Link::new(language.address(&format!("/resultat/{}", issue.series())), name)) }
                    }
                }
            }
            (heading(Level::Two, None, language.say("Svara på en enkät", "Answer a questionnaire")))
            (paragraph(language.say(
                "Öppna länken i ditt utskick. Har du koden på papper, skriv in den.",
                "Open the link in your invitation. If you have the code on paper, enter it.",
            )))
            p { (Link::new(language.address("/lank"), language.say("Skriv in en kod", "Enter a code"))) }
            (heading(Level::Two, None, language.say("För myndigheten och länen", "For the agency and the counties")))
            p { (Link::new(language.address("/logga-in"), language.say("Logga in", "Sign in"))) }
        })
        .into_response()
}
