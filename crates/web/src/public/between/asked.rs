//! What the address of the page asks for, what it leads to where that cannot be had, and the form.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use publication::model::Code;
use publication::shelf::{Issue, Named};

use super::named;
use super::wanted::{Unfit, Wanted, known_as, since, usual, whose};
use crate::design::button::{Button, ButtonKind};
use crate::design::choice::Choice;
use crate::design::empty::empty_state;
use crate::design::field::Field;
use crate::design::input::{TextInput, Width};
use crate::design::select::Select;
use crate::design::text::{Link, paragraph};
use crate::public::Look;
use crate::public::around::page;
use crate::public::compare::Token;
use crate::public::lost::{Asked as AskedFor, lost};
use crate::public::visit::asked as parameter;

/// The parameters.
pub(in crate::public) const NAMES: [&str; 2] = ["enhet", "fran"];

/// The address of the page.
pub(super) fn address(look: &Look<'_>, code: &str, from: &Issue) -> String {
    look.to(&below(code, known_as(look, from)))
}

fn below(code: &str, from: Named) -> String {
    format!("/forandring?enhet={code}&fran={from}")
}

/// What the address asks for, or the page that says what there is instead.
pub(super) fn read<'a>(look: &Look<'a>) -> Result<Wanted<'a>, Box<Response>> {
    let mut wanted = Wanted::about(look, whom(look)?);
    let written = parameter(look.address, "fran").map(|written| written.trim().to_owned());
    if let Some(written) = written.filter(|written| !written.is_empty()) {
        wanted.from = Some(since(look, &written).map_err(|why| unfit(look, &wanted, &written, &why))?);
    }
    Ok(wanted)
}

/// Of whom.
fn whom<'a>(look: &Look<'a>) -> Result<(&'a Code, bool), Box<Response>> {
    let written = parameter(look.address, "enhet").unwrap_or_default();
    let written = written.trim();
    if written.is_empty() {
        return usual(look).ok_or_else(|| Box::new(StatusCode::NOT_FOUND.into_response()));
    }
    let found = match Token::of(look, written) {
        Ok(Token::Unit(code)) => whose(look, &code),
        Ok(Token::Place(id)) => whose(look, &id),
        Ok(Token::County(code)) => whose(look, &format!("county:{code}")),
        Ok(Token::Group(code)) => whose(look, &format!("group:{code}")),
        Ok(Token::City(_) | Token::Peers(_) | Token::Counties | Token::All) | Err(_) => None,
    };
    found.ok_or_else(|| {
        let from = parameter(look.address, "fran").unwrap_or_default();
        let known = from.parse::<Named>().map(|named| format!("&fran={named}")).unwrap_or_default();
        Box::new(lost(look, AskedFor::Place, written, |id| format!("/forandring?enhet={id}{known}")))
    })
}

/// It cannot be held against what was written.
fn unfit(look: &Look<'_>, wanted: &Wanted<'_>, written: &str, why: &Unfit<'_>) -> Box<Response> {
    let (status, turned) = match why {
        Unfit::NoName | Unfit::Itself => (StatusCode::BAD_REQUEST, None),
        Unfit::NoPublication => (StatusCode::NOT_FOUND, None),
        Unfit::Later(found) => {
            let turned = below(&wanted.code.id, known_as(look, look.issue));
            (StatusCode::BAD_REQUEST, Some(look.beside(found, &turned)))
        }
    };
    Box::new(told(look, wanted, status, &why.said(look, written), turned))
}

/// A page that says why there is nothing, and what there is.
fn told(
    look: &Look<'_>,
    wanted: &Wanted<'_>,
    status: StatusCode,
    why: &str,
    turned: Option<String>,
) -> Response {
    let language = look.language;
    let body = html! {
        p { (why) }
        @if let Some(turned) = turned {
            p { (Link::new(turned, language.say("Jämför åt andra hållet", "Compare the other way round"))) }
        }
        (list(look, wanted))
    };
    let title = language.say("Det går inte att jämföra med den", "It cannot be compared with that");
    (status, page(look, title, body)).into_response()
}

fn list(look: &Look<'_>, wanted: &Wanted<'_>) -> Markup {
    let language = look.language;
    html! {
        @if wanted.others.is_empty() {
            (paragraph(language.say("Det finns ingen tidigare publicering att jämföra med.", "There is no earlier publication to compare with.")))
        } @else {
            (paragraph(language.say("Det här går att jämföra med:", "These it can be compared with:")))
            ul {
                @for other in &wanted.others {
                    li { (Link::new(address(look, &wanted.code.id, other), named(look, other, look.issue))) }
                }
            }
        }
    }
}

/// Nothing was published before.
pub(super) fn nothing_before(look: &Look<'_>, wanted: &Wanted<'_>) -> Response {
    let language = look.language;
    let later: Vec<&Issue> = look
        .view
        .valid()
        .into_iter()
        .map(AsRef::as_ref)
        .filter(|other: &&Issue| other.series() > look.issue.series())
        .collect();
    let body = html! {
        (empty_state(
            language.say("Inget tidigare är publicerat", "Nothing earlier is published"),
            language.say(
                "Det här är den första publiceringen, så det finns inget att hålla den mot.",
                "This is the first publication, so there is nothing to hold it against.",
            ),
            None,
        ))
        @if !later.is_empty() {
            (paragraph(language.say("Senare publiceringar kan hållas mot den här:", "Later publications can be held against this one:")))
            ul {
                @for other in later {
                    li { (Link::new(look.beside(other, &below(&wanted.code.id, known_as(look, look.issue))), named(look, other, look.issue))) }
                }
            }
        }
        p { (Link::new(look.to(&format!("/enhet/{}", wanted.code.id)), wanted.name.clone())) }
    };
    page(look, language.say("Förändring", "Change"), body).into_response()
}

/// The earlier one cannot be computed from its own folder.
pub(super) fn unreadable(look: &Look<'_>, wanted: &Wanted<'_>) -> Response {
    let why = look.language.say(
        "Den tidigare publiceringen går inte att läsa just nu. Felet är loggat.",
        "The earlier publication cannot be read at the moment. The fault is logged.",
    );
    told(look, wanted, StatusCode::INTERNAL_SERVER_ERROR, why, None)
}

/// The form that chooses of whom and since when.
pub(super) fn form(look: &Look<'_>, wanted: &Wanted<'_>) -> Markup {
    let language = look.language;
    let others: Vec<(String, String)> = wanted
        .others
        .iter()
        .map(|other| (known_as(look, other).to_string(), named(look, other, look.issue)))
        .collect();
    let chosen = wanted.from.map(|from| known_as(look, from).to_string()).unwrap_or_default();
    // A group's name is not its own: several groupings have a first.
    let who = if wanted.code.id.starts_with("group:") { wanted.code.id.as_str() } else { wanted.name.text() };
    let choices = others.iter().map(|(value, name)| Choice::new(value, name.as_str())).collect();
    html! {
        form.find method="get" action=(language.address(&format!("/resultat/{}/forandring", look.named))) {
            @if let Some(per) = look.per { input type="hidden" name="per" value=(per); }
            (Field::new("enhet", language.say("Kommun, län eller riket", "Municipality, county or Sweden"), TextInput { value: who, width: Width::Medium, ..TextInput::default() }).html(language))
            (Field::new("fran", language.say("Jämför med", "Compare with"), Select { choices, chosen: &chosen }).html(language))
            (Button::new(ButtonKind::Primary, language.say("Visa", "Show")))
        }
    }
}
