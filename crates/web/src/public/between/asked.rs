//! What an address asks for: of whom, and since when.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use publication::model::{Code, Value};
use publication::shelf::{Issue, Named};

use super::named;
use crate::design::button::{Button, ButtonKind};
use crate::design::choice::Choice;
use crate::design::empty::empty_state;
use crate::design::field::Field;
use crate::design::input::{TextInput, Width};
use crate::design::select::Select;
use crate::design::text::{Link, paragraph};
use crate::language::Phrase;
use crate::public::Look;
use crate::public::around::page;
use crate::public::compare::{Token, place_of, places, unit_name, unit_of};
use crate::public::lost::{Asked as AskedFor, lost};
use crate::public::unit::group_name;
use crate::public::visit::asked as parameter;

/// The parameters.
pub(in crate::public) const NAMES: [&str; 2] = ["enhet", "fran"];

/// What somebody asked for.
pub(super) struct Asked<'a> {
    pub(super) code: &'a Code,
    pub(super) name: Phrase<'a>,
    pub(super) is_place: bool,
    /// The earlier publication; none where there is none.
    pub(super) from: Option<&'a Issue>,
    /// Those that there are, the nearest first.
    pub(super) others: Vec<&'a Issue>,
}

/// The address of the page.
pub(super) fn address(look: &Look<'_>, code: &str, from: &Issue) -> String {
    look.to(&below(code, &known_as(look, from)))
}

fn below(code: &str, from: &str) -> String {
    format!("/forandring?enhet={code}&fran={from}")
}

/// How an address names an earlier publication: by its number where the page itself is, or where it is of the same series.
fn known_as(look: &Look<'_>, from: &Issue) -> String {
    let by_number = look.named.number.is_some() || from.series() == look.issue.series();
    Named { series: from.series(), number: by_number.then(|| from.number()) }.to_string()
}

impl<'a> Asked<'a> {
    pub(super) fn of(look: &Look<'a>) -> Result<Self, Box<Response>> {
        let others = earlier(look);
        let (code, is_place) = whom(look)?;
        let name = if is_place { group_name(look, code) } else { unit_name(look, code) };
        let mut asked = Self { code, name, is_place, from: others.first().copied(), others };
        let written = parameter(look.address, "fran").map(|written| written.trim().to_owned());
        if let Some(written) = written.filter(|written| !written.is_empty()) {
            asked.from = Some(from(look, &asked, &written)?);
        }
        Ok(asked)
    }
}

/// The publications before this one: its own row first, then earlier versions of itself, then other editions.
fn earlier<'a>(look: &Look<'a>) -> Vec<&'a Issue> {
    let own = look.issue;
    let mut row: Vec<&'a Issue> = look.view.row_of(own).into_iter().map(AsRef::as_ref).collect();
    row.retain(|other| other.series() < own.series());
    row.reverse();
    let mut versions: Vec<&'a Issue> =
        look.view.numbers(own.series()).into_iter().map(AsRef::as_ref).collect();
    versions.retain(|other| other.number() < own.number());
    versions.reverse();
    let mut rest: Vec<&'a Issue> = look.view.valid().into_iter().map(AsRef::as_ref).collect();
    rest.retain(|other| other.series() < own.series() && !other.series().is_in_row_with(own.series()));
    [row, versions, rest].concat()
}

/// Of whom; without a word the nation, or the first county that has figures.
fn whom<'a>(look: &Look<'a>) -> Result<(&'a Code, bool), Box<Response>> {
    let written = parameter(look.address, "enhet").unwrap_or_default();
    let written = written.trim();
    if written.is_empty() {
        let has_figures = |place: &&&'a Code| {
            let all = look.opened.edition().computed();
            let found = all.into_iter().filter_map(|known| look.opened.figure(&place.id, known.id.as_str()));
            found.into_iter().any(|found| matches!(found.value, Value::Figure(..)))
        };
        let levels: Vec<&'a Code> = ["nation:", "county:", "city:"]
            .iter()
            .flat_map(|level| places(look).iter().filter(move |place| place.id.starts_with(level)))
            .collect();
        let first = levels.iter().find(has_figures).or(levels.first()).copied();
        return first
            .map(|place| (place, true))
            .ok_or_else(|| Box::new(StatusCode::NOT_FOUND.into_response()));
    }
    let found = match Token::of(look, written) {
        Ok(Token::Unit(code)) => unit_of(look, &code).map(|code| (code, false)),
        Ok(Token::Place(id)) => place_of(look, &id).map(|place| (place, true)),
        Ok(Token::County(code)) => place_of(look, &format!("county:{code}")).map(|place| (place, true)),
        Ok(Token::Group(code)) => place_of(look, &format!("group:{code}")).map(|place| (place, true)),
        Ok(Token::City(_) | Token::Peers(_) | Token::Counties | Token::All) | Err(_) => None,
    };
    found.ok_or_else(|| {
        let from = parameter(look.address, "fran").unwrap_or_default();
        let known = from.parse::<Named>().map(|named| format!("&fran={named}")).unwrap_or_default();
        Box::new(lost(look, AskedFor::Place, written, |id| format!("/forandring?enhet={id}{known}")))
    })
}

/// The publication of a name; else what there is.
fn from<'a>(look: &Look<'a>, asked: &Asked<'a>, written: &str) -> Result<&'a Issue, Box<Response>> {
    let language = look.language;
    let shown: String = written.chars().take(60).collect();
    let Ok(named) = written.parse::<Named>() else {
        let why = language.say(
            format!("”{shown}” är inget namn på en publicering."),
            format!("“{shown}” is no name of a publication."),
        );
        return Err(Box::new(told(look, asked, StatusCode::BAD_REQUEST, &why, None)));
    };
    let Some(found) = look.view.named(named) else {
        let why = language.say(
            format!("Det finns ingen publicering ”{shown}”."),
            format!("There is no publication “{shown}”."),
        );
        return Err(Box::new(told(look, asked, StatusCode::NOT_FOUND, &why, None)));
    };
    let found: &'a Issue = found.as_ref();
    if (found.series(), found.number()) < (look.issue.series(), look.issue.number()) {
        return Ok(found);
    }
    if found.named() == look.issue.named() {
        let why = language.say(
            "En publicering kan inte jämföras med sig själv.",
            "A publication cannot be compared with itself.",
        );
        return Err(Box::new(told(look, asked, StatusCode::BAD_REQUEST, why, None)));
    }
    let why = language.say(
        format!(
            "{} är senare än {}.",
            super::named(look, found, look.issue),
            super::named(look, look.issue, found)
        ),
        format!(
            "{} is later than {}.",
            super::named(look, found, look.issue),
            super::named(look, look.issue, found)
        ),
    );
    let turned = look.beside(found, &below(&asked.code.id, &known_as(look, look.issue)));
    Err(Box::new(told(look, asked, StatusCode::BAD_REQUEST, &why, Some(turned))))
}

/// A page that says why there is nothing, and what there is.
fn told(
    look: &Look<'_>,
    asked: &Asked<'_>,
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
        (list(look, asked))
    };
    let title = language.say("Det går inte att jämföra med den", "It cannot be compared with that");
    (status, page(look, title, body)).into_response()
}

fn list(look: &Look<'_>, asked: &Asked<'_>) -> Markup {
    let language = look.language;
    html! {
        @if asked.others.is_empty() {
            (paragraph(language.say("Det finns ingen tidigare publicering att jämföra med.", "There is no earlier publication to compare with.")))
        } @else {
            (paragraph(language.say("Det här går att jämföra med:", "These it can be compared with:")))
            ul {
                @for other in &asked.others {
                    li { (Link::new(address(look, &asked.code.id, other), named(look, other, look.issue))) }
                }
            }
        }
    }
}

/// Nothing was published before.
pub(super) fn nothing_before(look: &Look<'_>, asked: &Asked<'_>) -> Response {
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
                    li { (Link::new(look.beside(other, &below(&asked.code.id, &known_as(look, look.issue))), named(look, other, look.issue))) }
                }
            }
        }
        p { (Link::new(look.to(&format!("/enhet/{}", asked.code.id)), asked.name.clone())) }
    };
    page(look, language.say("Förändring", "Change"), body).into_response()
}

/// The earlier one cannot be computed from its own folder.
pub(super) fn unreadable(look: &Look<'_>, asked: &Asked<'_>, issue: &Issue) -> Response {
    tracing::error!(publication = %issue.named(), "cannot be computed from its own folder");
    let why = look.language.say(
        "Den tidigare publiceringen går inte att läsa just nu. Felet är loggat.",
        "The earlier publication cannot be read at the moment. The fault is logged.",
    );
    told(look, asked, StatusCode::INTERNAL_SERVER_ERROR, why, None)
}

/// The form that chooses of whom and since when.
pub(super) fn form(look: &Look<'_>, asked: &Asked<'_>) -> Markup {
    let language = look.language;
    let others: Vec<(String, String)> =
        asked.others.iter().map(|other| (known_as(look, other), named(look, other, look.issue))).collect();
    let chosen = asked.from.map(|from| known_as(look, from)).unwrap_or_default();
    // A group's name is not its own: several groupings have a first.
    let who = if asked.code.id.starts_with("group:") { asked.code.id.as_str() } else { asked.name.text() };
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
