//! Individual links (*individuella länkar*): the page that a link opens, and the session that begins there.
//!
//! Looking at a link changes nothing, so that programs that look at every link of a message open none. The button opens it.
//! A code that was typed is sent in the body of a form and stays there: it never gets into an address.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use collection::access::{Actor, Link as Access, Refused, Role};
use collection::ids::LinkId;
use collection::secret::Token;
use maud::{Markup, html};
use store::{NotDone, Who};

use super::app::App;
use super::failure::Failure;
use super::here::Here;
use super::limits::Counted;
use super::routes::{Permission, Route, answer};
use super::{city, cookies};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::error_summary::{FieldError, error_summary};
use crate::design::field::Field;
use crate::design::input::TextInput;
use crate::design::notice::{Notice, NoticeKind};
use crate::design::shell::Page;
use crate::design::text::{lead, paragraph};
use crate::language::Language;
use crate::respond::form::shown_again;
use crate::respond::local;

/// What somebody's own link opens, wherever that is.
pub(crate) const OWN: &str = "/svara";

pub(super) fn routes() -> Vec<Route> {
    vec![
        Route::get("/lank", Permission::Anybody, ask_for_code),
        Route::post("/lank", Permission::Anybody, read_code).counted(Counted::Link),
        Route::get("/lank/{token}", Permission::Anybody, landing).counted(Counted::Link),
        Route::post("/lank/{token}", Permission::Anybody, open).counted(Counted::Link),
        Route::get(OWN, Permission::SignedIn, own),
    ]
}

async fn ask_for_code(here: Here) -> Response {
    code_page(&here, None).into_response()
}

fn code_page(here: &Here, wrong: Option<&str>) -> Markup {
    let language = here.language;
    let error = wrong.map(|_| {
        language.say(
            "Koden har 32 tecken i fyra grupper. Skriv den som i utskicket; stora eller små bokstäver spelar ingen roll",
            "The code has 32 characters in four groups. Write it as in your invitation; capitals do not matter",
        )
    });
    let input = TextInput { value: wrong.unwrap_or(""), ..TextInput::default() };
    let field = Field::new("kod", language.say("Kod", "Code"), input).hint(language.say(
        "Till exempel 0123abcd-4567efgh-89jkmnpq-rstvwxyz",
        "For example 0123abcd-4567efgh-89jkmnpq-rstvwxyz",
    ));
    let errors: Vec<FieldError<'_>> =
        error.iter().map(|text| FieldError { field: "kod", text: (*text).into() }).collect();
    let field = match error {
        Some(text) => field.error(text),
        None => field,
    };
    Page::new(language, &here.address, language.say("Skriv in din kod", "Enter your code"))
        .faulty(error.is_some())
        .body(html! {
            (error_summary(language, &errors))
            form method="post" action=(language.address("/lank")) {
                (field.html(language))
                (buttons(&[Button::new(ButtonKind::Primary, language.say("Fortsätt", "Continue"))]))
            }
        })
        .html()
}

async fn read_code(
    State(app): State<App>,
    here: Here,
    Form(fields): Form<Vec<(String, String)>>,
) -> Response {
    let of = |wanted: &'static str| {
        fields.iter().filter(move |(name, _)| name == wanted).map(|(_, value)| value.as_str())
    };
    if of("kod").count() > 1 || fields.iter().any(|(name, _)| name != "kod" && name != "oppna") {
        return Failure::Malformed.page(&here);
    }
    let code = of("kod").next().unwrap_or("");
    let Ok(token) = code.parse::<Token>() else {
        let shown: String = shown_again(code).chars().take(60).filter(|c| !c.is_control()).collect();
        return (StatusCode::UNPROCESSABLE_ENTITY, code_page(&here, Some(&shown))).into_response();
    };
    if of("oppna").next().is_some() {
        return answer(&here, opened(&app, &here, code).await);
    }
    let page = async {
        let (_, link) = usable(&app, &here, code).await?;
        Ok(landing_page(&app, &here, &link, Some(&token)).await?.into_response())
    };
    answer(&here, page.await)
}

/// The link of a token, if it opens something now. One that does not is counted and kept.
async fn usable(app: &App, here: &Here, token: &str) -> Result<(LinkId, Access), Failure> {
    let found = match token.parse::<Token>() {
        Ok(token) => app.store.open_link(&token).await?,
        Err(_) => None,
    };
    let is_over = |link: &Access| link.revoked.is_some() || link.expires <= here.now;
    if found.as_ref().is_none_or(|(_, link)| is_over(link)) {
        app.limiters().wrong_link(here.from);
        app.store.link_failed(found.as_ref().map(|(id, _)| id), here.now).await?;
    }
    let (id, link) = found.ok_or(Failure::NoSuchLink)?;
    if let Some(at) = link.revoked {
        return Err(Refused::LinkRevoked { at }.into());
    }
    if link.expires <= here.now {
        return Err(Refused::LinkExpired { at: link.expires }.into());
    }
    Ok((id, link))
}

async fn landing(State(app): State<App>, here: Here, Path(token): Path<String>) -> Response {
    let page = async {
        let (_, link) = usable(&app, &here, &token).await?;
        Ok(landing_page(&app, &here, &link, None).await?.into_response())
    };
    answer(&here, page.await)
}

/// What a link opens, before it does. A code that was typed is sent on in the body of its form.
async fn landing_page(
    app: &App,
    here: &Here,
    link: &Access,
    typed: Option<&Token>,
) -> Result<Markup, Failure> {
    let language = here.language;
    let round = app.store.round(&link.round).await?;
    let edition = app.edition_of(&round)?;
    let is_city = city::is_city(edition, link.subject.as_str());
    let answering = app.store.answering(&link.round, &link.subject).await?;
    let (subject, all) = answering.ok_or(Failure::NotFound)?;
    let unit = edition.frame.name(&subject.unit).map(str::to_owned);
    let opens = |part: &str| link.parts.as_ref().is_none_or(|parts| parts.contains(part));
    let parts: Vec<_> = edition
        .parts
        .iter()
        .filter(|part| {
            opens(part.code.as_str()) && all.iter().any(|(response, _)| response.part == part.code.as_str())
        })
        .collect();
    let (date, _) = local(link.expires);
    let simulated = app.store.simulated(&round.id).await?.is_some();
    let what = match link.role {
        Role::Coordinator if is_city => language.say(
            "Du samordnar staden: föreslå svar som gäller alla stadsdelar. Varje stadsdel svarar själv.",
            "You coordinate the city: offer answers that hold for all districts. Each district answers for itself.",
        ),
        Role::Manager => language.say(
            "Du är ombedd att läsa och godkänna svaren.",
            "You are asked to read the answers and to sign them off.",
        ),
        Role::Coordinator => language.say(
            "Du samordnar svaren: svara själv, dela delar med kollegor, låt chefen godkänna och skicka in.",
            "You coordinate the answers: answer yourself, share parts with colleagues, have the manager sign off, and submit.",
        ),
        Role::NationalAnalyst
        | Role::Reviewer
        | Role::Publisher
        | Role::Respondent
        | Role::RegionalAnalyst
        | Role::Reader
        | Role::Individual => language.say(
            "Du är ombedd att svara på delarna nedan.",
            "You are asked to answer the parts below.",
        ),
    };
    let title = match (round.class().is_anonymous(), unit) {
        (false, Some(unit)) => format!("{} – {unit}", round.name),
        (true, _) | (false, None) => round.name.clone(),
    };
    Ok(Page::new(language, &here.address, title)
        .body(html! {
            @if simulated {
                (Notice::new(NoticeKind::Info, language.say("Påhittade svar", "Made-up answers")).body(paragraph(language.say(
                    "Omgången är till för att pröva. Det som redan är ifyllt är simulerat och ingens riktiga uppgifter.",
                    "The round is for trying. What is filled in already is simulated, and nobody’s real answers.",
                ))).html(language))
            }
            (lead(what))
            ul {
                @for part in &parts {
                    li { (language.say("Del", "Part")) " " (part.code) ": " (language.either(part.name.sv.as_str(), part.name.en.as_deref())) }
                }
            }
            @if round.class().is_anonymous() {
                (paragraph(language.say(
                    "Enkäten är anonym: det som sparas går inte att föra tillbaka till dig.",
                    "The survey is anonymous: what is saved cannot be led back to you.",
                )))
            }
            (paragraph(format!("{} {date}.", language.say("Länken gäller till och med", "The link is valid until"))))
            (paragraph(match link.role {
                Role::Individual => language.say(
                    "Länken är bara din. Skicka den inte vidare.",
                    "The link is yours alone. Do not forward it.",
                ),
                Role::NationalAnalyst
                | Role::Reviewer
                | Role::Publisher
                | Role::Coordinator
                | Role::Respondent
                | Role::Manager
                | Role::RegionalAnalyst
                | Role::Reader => language.say(
                    "Länken är personlig. Skicka den inte vidare; en kollega får en egen länk av samordnaren.",
                    "The link is personal. Do not forward it; a colleague gets a link of their own from the coordinator.",
                ),
            }))
            form method="post" action=(here.address) {
                @if let Some(token) = typed {
                    input type="hidden" name="kod" value=(token.reveal());
                    input type="hidden" name="oppna" value="1";
                }
                (buttons(&[Button::new(ButtonKind::Primary, open_words(language, link.role))]))
            }
        })
        .html())
}

fn open_words(language: Language, role: Role) -> &'static str {
    match role {
        Role::Manager => language.say("Läs svaren", "Read the answers"),
        Role::NationalAnalyst
        | Role::Reviewer
        | Role::Publisher
        | Role::Coordinator
        | Role::Respondent
        | Role::RegionalAnalyst
        | Role::Reader
        | Role::Individual => language.say("Öppna enkäten", "Open the questionnaire"),
    }
}

async fn open(State(app): State<App>, here: Here, Path(token): Path<String>) -> Response {
    answer(&here, opened(&app, &here, &token).await)
}

/// Begins the session of a link, and leads to what it opens.
async fn opened(app: &App, here: &Here, token: &str) -> Result<Response, Failure> {
    let (id, link) = usable(app, here, token).await?;
    let session = app.store.start_session(&Who::Link(id), here.now, here.token.as_ref()).await;
    let session = session.map_err(|error| match error {
        NotDone::Over => Failure::Refused(Refused::LinkExpired { at: link.expires }),
        other => other.into(),
    })?;
    let mut response = Redirect::to(&opens(app, here.language, &link).await?).into_response();
    cookies::give(&mut response, &session, app.behind_tls);
    Ok(response)
}

/// The address of what a link opens.
async fn opens(app: &App, language: Language, link: &Access) -> Result<String, Failure> {
    let edition = app.edition_of(&app.store.round(&link.round).await?)?;
    let room = if city::is_city(edition, link.subject.as_str()) { "stad" } else { "svara" };
    Ok(language.address(&format!("/{room}/{}/{}", link.round, link.subject)))
}

/// Where whoever has a session begins, for pages that cannot say it: those of addresses where there is nothing for them.
async fn own(State(app): State<App>, here: Here) -> Response {
    let to = match &here.actor {
        Actor::Link(link) => opens(&app, here.language, link).await,
        Actor::Account(_) | Actor::Visitor | Actor::Operator => Ok(here.language.address("/arbete")),
    };
    answer(&here, to.map(|to| Redirect::to(&to).into_response()))
}
