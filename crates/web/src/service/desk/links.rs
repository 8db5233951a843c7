//! Links: issued to one or to all, revoked, replaced.

use axum::Form;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response as Answer};
use collection::access::Role;
use collection::fact::Instant;
use collection::ids::LinkId;
use collection::private::Private;
use collection::round::Subject;
use collection::secret::Token;
use store::{IssuedLink, NewLink};

use super::Look;
use super::subject::{page as subject_page, until};
use super::table::csv_file;
use crate::desk::links::{Fresh, ask as ask_page, file, issued};
use crate::desk::rounds::Wrong;
use crate::desk::sent;
use crate::desk::subject::roles;
use crate::respond::form::{personal_number, shown_again};
use crate::respond::instant;
use crate::service::failure::Failure;
use crate::service::routes::answer;
use crate::service::site::site;
use crate::service::{App, Here};

type Fields = Vec<(String, String)>;

/// Answers that hold secrets are kept by nobody on the way.
fn unkept(answer: Answer) -> Answer {
    ([(header::CACHE_CONTROL, "no-store")], answer).into_response()
}

/// The end of the day that is written.
fn read_until(look: &Look<'_>, fields: &Fields) -> Result<(String, Instant), Wrong> {
    let day = sent(fields, "galler");
    let language = look.here.language;
    let wrong = |sv: &str, en: &str| ("galler", language.say(sv, en).to_owned());
    let at = instant(day, "23.59").ok_or_else(|| {
        wrong(
            "Dagen finns inte. Skriv till exempel 2018-04-30",
            "There is no such day. Write for example 2018-04-30",
        )
    })?;
    if at <= look.here.now {
        return Err(wrong("Dagen har varit. Skriv en senare", "The day has passed. Write a later one"));
    }
    Ok((day.to_owned(), at))
}

/// A link that is to be issued by whoever asks: of every part, and with nobody's name.
fn new_link(look: &Look<'_>, subject: &Subject, role: Role, expires: Instant) -> Result<NewLink, Failure> {
    Ok(NewLink {
        round: look.round.id.clone(),
        subject: subject.id.clone(),
        parts: None,
        role,
        expires,
        issued_by: look.here.author()?,
        label: None,
    })
}

fn fresh(look: &Look<'_>, subject: &Subject, token: Token) -> Fresh {
    Fresh { subject: subject.id.to_string(), name: look.name(&subject.id, &subject.unit), token }
}

/// Issues one link of whoever the address names, and shows it this once.
async fn issue(look: &Look<'_>, headers: &HeaderMap, day: &str, new: NewLink) -> Result<Answer, Failure> {
    let (_, token) = look.app.store.issue_link(new, look.here.now).await?;
    let fresh = [fresh(look, look.here.subject()?, token)];
    Ok(unkept(issued(&look.desk(), &site(look.app, headers), day, &fresh).into_response()))
}

pub(super) async fn issue_one(
    State(app): State<App>,
    here: Here,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Answer {
    let done = async {
        let (look, subject) = (Look::of(&app, &here).await?, here.subject()?);
        let language = here.language;
        let mut wrong: Vec<Wrong> = Vec::new();
        let role = Role::of(sent(&fields, "roll"));
        let role = role.filter(|role| roles(here.answered.len()).contains(role));
        if role.is_none() {
            wrong.push(("roll", language.say("Välj en roll".to_owned(), "Choose a role".to_owned())));
        }
        let label = match sent(&fields, "vem") {
            "" => None,
            text => match (personal_number(text), text.parse::<Private>()) {
                (Some(said), _) => {
                    wrong.push(("vem", said.get(language).to_owned()));
                    None
                }
                (None, Ok(label)) => Some(label),
                (None, Err(_)) => {
                    wrong.push((
                        "vem",
                        language.say(
                            "Skriv högst 120 synliga tecken".to_owned(),
                            "Write at most 120 visible characters".to_owned(),
                        ),
                    ));
                    None
                }
            },
        };
        let end = read_until(&look, &fields).map_err(|why| wrong.push(why)).ok();
        let (Some(role), Some((day, expires)), true) = (role, end, wrong.is_empty()) else {
            let page = subject_page(&look, &wrong).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        };
        let new = new_link(&look, subject, role, expires)?;
        issue(&look, &headers, &day, NewLink { label, ..new }).await
    };
    answer(&here, done.await)
}

pub(super) async fn take_back(
    State(app): State<App>,
    here: Here,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Answer {
    let done = async {
        let (look, subject) = (Look::of(&app, &here).await?, here.subject()?);
        let id: LinkId = sent(&fields, "lank").parse().map_err(|_| Failure::NotFound)?;
        let links = app.store.links(&look.round.id, Some(&subject.id)).await?;
        let old = links.into_iter().find(|issued| issued.id == id).ok_or(Failure::NotFound)?;
        let author = here.author()?;
        if sent(&fields, "gor") != "byt" {
            app.store.revoke_link(&id, &author, here.now).await?;
            let to = look.desk().to(&format!("/enheter/{}", subject.id));
            return Ok(Redirect::to(&to).into_response());
        }
        let (day, end) = match old.link.expires > here.now {
            true => (crate::respond::local(old.link.expires).0, old.link.expires),
            false => {
                let day = until(&look);
                let end = instant(&day, "23.59").ok_or(Failure::Broken)?;
                (day, end)
            }
        };
        let new = new_link(&look, subject, old.link.role, end)?;
        let new = NewLink { parts: old.link.parts.clone(), label: old.label.clone(), ..new };
        // The new one first: who is interrupted between the two has both, not none.
        let page = issue(&look, &headers, &day, new).await?;
        app.store.revoke_link(&id, &author, here.now).await?;
        Ok(page)
    };
    answer(&here, done.await)
}

/// Those who lack a coordinator's link that is valid, and how many there are in all.
async fn lacking(look: &Look<'_>) -> Result<(Vec<Subject>, usize), Failure> {
    let links = look.app.store.links(&look.round.id, None).await?;
    let is_valid = |issued: &&IssuedLink| {
        issued.link.role == Role::Coordinator
            && issued.link.revoked.is_none()
            && issued.link.expires > look.here.now
    };
    let have: std::collections::BTreeSet<_> =
        links.iter().filter(is_valid).map(|issued| &issued.link.subject).collect();
    let mut subjects = look.app.store.subjects(&look.round.id).await?;
    let of = subjects.len();
    subjects.retain(|subject| !have.contains(&subject.id));
    Ok((subjects, of))
}

pub(super) async fn ask(State(app): State<App>, here: Here) -> Answer {
    let page = async {
        let look = Look::of(&app, &here).await?;
        let (lacking, of) = lacking(&look).await?;
        Ok(ask_page(&look.desk(), lacking.len(), of, &until(&look), &[]).into_response())
    };
    answer(&here, page.await)
}

pub(super) async fn issue_all(
    State(app): State<App>,
    here: Here,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Answer {
    let done = async {
        let look = Look::of(&app, &here).await?;
        let (lacking, of) = lacking(&look).await?;
        let (day, expires) = match read_until(&look, &fields) {
            Ok(end) => end,
            Err(wrong) => {
                let page = ask_page(
                    &look.desk(),
                    lacking.len(),
                    of,
                    &shown_again(sent(&fields, "galler")),
                    &[wrong],
                );
                return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
            }
        };
        if lacking.is_empty() {
            return Ok(Redirect::to(&look.desk().to("/lankar")).into_response());
        }
        let new = lacking.iter().map(|subject| new_link(&look, subject, Role::Coordinator, expires));
        let tokens = app.store.issue_links(new.collect::<Result<_, _>>()?, here.now).await?;
        let fresh: Vec<Fresh> =
            lacking.iter().zip(tokens).map(|(subject, (_, token))| fresh(&look, subject, token)).collect();
        let site = site(&app, &headers);
        Ok(unkept(match sent(&fields, "som") {
            "sida" => issued(&look.desk(), &site, &day, &fresh).into_response(),
            _ => csv_file(&format!("lankar-{}.csv", look.round.id), file(&look.desk(), &site, &day, &fresh)),
        }))
    };
    answer(&here, done.await)
}
