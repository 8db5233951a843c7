//! Every route of the service, and who may use it: one list (*vägarna*).
//!
//! A route names its permission, and the permission is asked before its handler runs: a handler cannot forget it. What was
//! found on the way – who asks, of which round, whose answers – is handed on as [`Here`].

use std::net::{IpAddr, Ipv6Addr};

use axum::extract::{FromRequest, RawPathParams, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse, Redirect, Response as Answer};
use axum::routing::{MethodFilter, MethodRouter, on};
use axum::{Form, Router};
use collection::access::{Action, Actor, Refused, Resource, ResponseFacts, may};
use collection::fact::Instant;
use collection::head::Head;
use collection::ids::{RoundId, SubjectId};
use collection::round::{Response, Round, Subject};
use collection::secret::Token;
use store::Who;

use super::api::outside;
use super::app::App;
use super::failure::Failure;
use super::here::{Answered, Here, Known, UNKNOWN};
use super::limits::{self, Counted};
use super::{
    about, api, ask, city, cookies, demo, desk, failure, forged, link, people, public, publishing, respond,
};
use crate::design::shell::{self, Reader};
use crate::language::Language;
use crate::{assets, living};

/// How long ago somebody may have shown who they are when they open a page of what much depends on: accounts, sessions.
const PROVED: Instant = 15 * 60 * 1_000_000;
/// The same when they send a form of such a page, which takes a while to fill in.
const PROVED_BEFORE_SENDING: Instant = 30 * 60 * 1_000_000;

/// What is asked before a handler runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Anybody may: there is nothing behind it that is not public, or it asks for a secret itself.
    Anybody,
    /// Somebody who has a session; it concerns nobody but themselves.
    SignedIn,
    /// The action, of the site as a whole.
    Site(Action),
    /// The action, of the round `{round}`.
    Round(Action),
    /// The action, of at least one part of what `{subject}` answers in `{round}`; the others are not handed on.
    Subject(Action),
    /// The action, of the part `{part}` of what `{subject}` answers in `{round}`.
    Part(Action),
    /// The action, on at least one response of the districts of the city `{subject}` in `{round}`; none of what they answer is
    /// handed on.
    City(Action),
}

impl Permission {
    /// Whether it is given for somebody's answers: only those are shown again when they could not be saved.
    fn is_of_answers(self) -> bool {
        match self {
            Self::Subject(_) | Self::Part(_) => true,
            Self::Anybody | Self::SignedIn | Self::Site(_) | Self::Round(_) | Self::City(_) => false,
        }
    }
}

/// A route in Swedish; its English one begins with `/en`, unless it is there once.
pub struct Route {
    /// `GET` or `POST`.
    pub method: Method,
    /// The path, with names in braces.
    pub path: &'static str,
    /// Who may.
    pub permission: Permission,
    /// For those who sign in: a link finds nothing here, whatever its role may.
    pub staff: bool,
    /// For those who showed not long ago who they are; others are asked again.
    pub proved: bool,
    /// What it is counted as.
    pub counted: Counted,
    /// It is there once, not in each language: its answers are data.
    pub once: bool,
    to: MethodRouter<App>,
}

impl Route {
    /// A page that is read.
    pub(super) fn get<H, T>(path: &'static str, permission: Permission, handler: H) -> Self
    where
        H: axum::handler::Handler<T, App>,
        T: 'static,
    {
        Self {
            method: Method::GET,
            path,
            permission,
            staff: false,
            proved: false,
            counted: Counted::Reading,
            once: false,
            to: on(MethodFilter::GET, handler),
        }
    }

    /// Something that is sent.
    pub(super) fn post<H, T>(path: &'static str, permission: Permission, handler: H) -> Self
    where
        H: axum::handler::Handler<T, App>,
        T: 'static,
    {
        Self {
            method: Method::POST,
            path,
            permission,
            staff: false,
            proved: false,
            counted: Counted::Reading,
            once: false,
            to: on(MethodFilter::POST, handler),
        }
    }

    /// The same for those who sign in only.
    pub(super) fn staff(self) -> Self {
        Self { staff: true, ..self }
    }

    /// The same for those who showed not long ago who they are.
    pub(super) fn proved(self) -> Self {
        Self { proved: true, ..self }
    }
}

impl Route {
    /// There once, whatever the language.
    pub(super) fn once(self) -> Self {
        Self { once: true, ..self }
    }

    /// Counted in another way than as reading.
    pub(super) fn counted(self, counted: Counted) -> Self {
        Self { counted, ..self }
    }
}

/// Files and the living page.
fn own() -> Vec<Route> {
    vec![
        Route::get("/static/{name}", Permission::Anybody, assets::serve).counted(Counted::File),
        Route::get(living::PATH, Permission::Anybody, async |here: Here| {
            Html(living::page(here.language, &here.address).into_string())
        }),
    ]
}

/// Every route.
pub fn all() -> Vec<Route> {
    let rooms = [
        own(),
        about::routes(),
        public::routes(),
        api::routes(),
        ask::routes(),
        link::routes(),
        people::routes(),
        demo::routes(),
        respond::routes(),
        desk::routes(),
        publishing::routes(),
        city::routes(),
    ];
    rooms.into_iter().flatten().collect()
}

/// All routes in both languages, each behind its permission; not yet behind [`crate::guard::protect`].
pub fn router(app: &App) -> Router {
    let mut router = Router::new();
    for route in all() {
        for language in
            Language::ALL.into_iter().filter(|language| !route.once || *language == Language::Swedish)
        {
            let Route { path, permission, staff, proved, counted, .. } = route;
            let guard = middleware::from_fn_with_state(
                (app.clone(), Asked { path, permission, staff, proved, counted }),
                permit,
            );
            router = router.route(&language.address(route.path), route.to.clone().route_layer(guard));
        }
    }
    api::preflight(router).fallback(without_slash).with_state(app.clone())
}

/// An address with a slash too much at its end leads to the one without, whether there is anything there or not.
async fn without_slash(method: Method, uri: Uri) -> Answer {
    let path = uri.path();
    let bare = path.trim_end_matches('/');
    // Two slashes would be the name of another site.
    let is_ours = !path.contains("//") && !path.contains('\\') && !outside::is_api(path);
    if bare.len() == path.len()
        || bare.is_empty()
        || !is_ours
        || !matches!(method, Method::GET | Method::HEAD)
    {
        return StatusCode::NOT_FOUND.into_response();
    }
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    Redirect::permanent(&format!("{bare}{query}")).into_response()
}

/// What is asked of a route.
#[derive(Clone, Copy)]
struct Asked {
    path: &'static str,
    permission: Permission,
    staff: bool,
    proved: bool,
    counted: Counted,
}

/// Asks for the permission, and hands on what was found. Whoever is refused stands in the log with the pattern of the route
/// and the reason: never with the address, which may hold a key.
async fn permit(
    State((app, asked)): State<(App, Asked)>,
    params: RawPathParams,
    mut request: Request,
    next: Next,
) -> Answer {
    let Asked { path, permission, staff, proved, counted } = asked;
    let method = request.method().clone();
    if !forged::is_ours(&method, request.headers()) {
        let token = cookies::token(request.headers(), app.behind_tls);
        let who = session(&app, token).await.map_or_else(|_| UNKNOWN.to_owned(), |known| known.for_the_log());
        tracing::warn!(route = path, %method, %who, reason = "not sent by a page of ours", "refused");
        return StatusCode::FORBIDDEN.into_response();
    }
    if counted == Counted::File {
        return next.run(request).await;
    }
    let language = Language::of_path(request.uri().path());
    let address = address_of(&request);
    let from = limits::address_of(&request, app.behind_proxy);
    let early = match counted {
        Counted::SigningIn => app.limiters().sign_in(from),
        Counted::Reading | Counted::File => Ok(()),
        Counted::Link => app.limiters().link(from),
    };
    if let Err(wait) = early {
        return too_often(path, &method, wait);
    }
    let param =
        |name: &str| params.iter().find(|(known, _)| *known == name).map(|(_, value)| value.to_owned());
    let names = Names { round: param("round"), subject: param("subject"), part: param("part") };
    let token = cookies::token(request.headers(), app.behind_tls);
    let session = session(&app, token).await;
    let reader = session.as_ref().map_or(Reader::Visitor, Known::reader);
    let who = session.as_ref().map_or_else(|_| UNKNOWN.to_owned(), Known::for_the_log);
    if reader == Reader::Visitor
        && let Err(wait) = app.limiters().read(from)
    {
        return too_often(path, &method, wait);
    }
    // Data escape what cannot be written, and say what a parameter may be.
    let is_data = outside::is_api(&address);
    let is_written = is_text(if is_data { address.split('?').next().unwrap_or("") } else { &address });
    let answer = async {
        let found = match session {
            // What staff do is not there for the holder of a link.
            Ok(_) if !is_written => Err(Failure::NotFound),
            Ok(known) if staff && matches!(known.actor, Actor::Link(_)) => Err(Failure::NotFound),
            Ok(known) => {
                let found = find(
                    &app,
                    permission,
                    Known { from, route: path, is_head: method == Method::HEAD, ..known },
                    names,
                )
                .await;
                // Who tries the demonstration has no password to show.
                match found {
                    Ok(known) if proved && app.demo.is_none() => known.if_proved(&method, &app),
                    found => found,
                }
            }
            Err(why) => Err(why),
        };
        match found {
            Ok(known) => {
                request.extensions_mut().insert(Here::new(known, language, address));
                next.run(request).await
            }
            Err(Failure::Unsaved(reason)) if permission.is_of_answers() && method == Method::POST => {
                unsaved(reason, language, &address, request).await
            }
            Err(why) => {
                tracing::info!(route = path, %method, %who, reason = ?why, "refused");
                why.at(language, &address)
            }
        }
    };
    shell::read_by(reader, answer).await
}

/// Whether an address holds nothing but what can be written: no control character but those of lines, however it is written.
fn is_text(address: &str) -> bool {
    address
        .split('%')
        .skip(1)
        .filter_map(|rest| u8::from_str_radix(rest.get(..2)?, 16).ok())
        .all(|byte| matches!(byte, b'\t' | b'\n' | b'\r') || !byte.is_ascii_control())
}

/// The address that a page leads back to. A query that somebody wrote a personal identity number in stays out of it.
fn address_of(request: &Request) -> String {
    let uri = request.uri();
    let is_clean = |query: &str| domain::find_personal_number(query).is_none();
    match uri.path_and_query() {
        Some(whole) if uri.query().is_none_or(is_clean) => whole.as_str().to_owned(),
        Some(_) | None => uri.path().to_owned(),
    }
}

/// Who asks, by the token of their session; nothing is known of what they ask for yet.
async fn session(app: &App, token: Option<Token>) -> Result<Known, Failure> {
    let now = app.now();
    let session = match &token {
        Some(token) => app.store.session(token, now).await?,
        None => None,
    };
    let actor = session.as_ref().map_or(Actor::Visitor, |session| session.actor.clone());
    Ok(Known {
        now,
        is_head: false,
        from: IpAddr::V6(Ipv6Addr::UNSPECIFIED),
        route: "",
        token,
        proved: session.as_ref().map_or(0, |session| session.proved),
        who: session.map(|session| session.who),
        actor,
        round: None,
        subject: None,
        answered: Vec::new(),
        all: None,
    })
}

/// Who reads a page that is made without a route: nobody was asked for a permission yet.
pub(crate) async fn reader_of(app: &App, headers: &HeaderMap) -> Reader {
    match cookies::token(headers, app.behind_tls) {
        Some(token) => session(app, Some(token)).await.map_or(Reader::Visitor, |known| known.reader()),
        None => Reader::Visitor,
    }
}

/// So often nobody asks.
fn too_often(path: &'static str, method: &Method, wait: std::time::Duration) -> Answer {
    tracing::warn!(route = path, %method, reason = "too often", "refused");
    let seconds = wait.as_secs().saturating_add(1);
    (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, seconds.to_string())]).into_response()
}

impl Known {
    /// Who they are to a page.
    fn reader(&self) -> Reader {
        match &self.who {
            None => Reader::Visitor,
            Some(Who::Link(_)) => Reader::Link,
            Some(Who::Account(_)) => {
                let manages = may(&self.actor, Action::ManageAccounts, Resource::Site, self.now).is_ok();
                Reader::Account { manages }
            }
        }
    }

    /// The same, if they showed not long ago who they are. The holder of a link has nothing to show; handlers refuse them.
    fn if_proved(self, method: &Method, app: &App) -> Result<Self, Failure> {
        let sent = *method != Method::GET;
        let lasts = if sent { PROVED_BEFORE_SENDING } else { PROVED };
        let is_account = matches!(self.who, Some(Who::Account(_)));
        match !is_account || self.now.saturating_sub(self.proved) < lasts {
            true => Ok(self),
            false => Err(Failure::ProofNeeded { sent, provider: app.provider().is_some() }),
        }
    }
}

/// What was sent is not lost because the store cannot even say who sent it.
async fn unsaved(reason: store::Reason, language: Language, address: &str, request: Request) -> Answer {
    let fields = Form::<Vec<(String, String)>>::from_request(request, &()).await;
    let fields = fields.map_or_else(|_| Vec::new(), |Form(fields)| fields);
    failure::unsaved_form(reason, language, address, &fields)
}

/// What the address names.
struct Names {
    round: Option<String>,
    subject: Option<String>,
    part: Option<String>,
}

async fn find(app: &App, permission: Permission, mut known: Known, names: Names) -> Result<Known, Failure> {
    let now = known.now;
    match permission {
        Permission::Anybody => {}
        Permission::SignedIn if known.who.is_none() => return Err(Refused::SignInNeeded.into()),
        Permission::SignedIn => {}
        Permission::Site(action) => may(&known.actor, action, Resource::Site, now)?,
        Permission::Round(action) => {
            let round = round(app, &known.actor, names.round.as_deref()).await?;
            may(&known.actor, action, Resource::Round(&round), now)?;
            known.round = Some(round);
        }
        Permission::Subject(action) | Permission::Part(action) => {
            let round = round(app, &known.actor, names.round.as_deref()).await?;
            let of = |text: Option<&str>| text.and_then(|text| text.parse::<SubjectId>().ok());
            let subject = of(names.subject.as_deref()).ok_or(Failure::NotFound)?;
            // What is saved is saved to one part, whatever the others hold.
            let only = names.part.as_deref().filter(|_| permission == Permission::Part(Action::Save));
            let all = match only {
                Some(part) => app.store.answering_part(&round.id, &subject, part).await?,
                None => app.store.answering(&round.id, &subject).await?,
            };
            let (subject, all) = all.ok_or(Failure::NotFound)?;
            let mut why = None;
            for (response, head) in &all {
                if matches!(permission, Permission::Part(_)) && names.part.as_deref() != Some(&response.part)
                {
                    continue;
                }
                let facts = facts(app, &round, &subject.unit, response, head)?;
                match may(&known.actor, action, Resource::Response(&round, &facts), now) {
                    Ok(()) => known.answered.push(Answered {
                        response: response.clone(),
                        head: head.clone(),
                        facts,
                    }),
                    Err(refused) => why = why.or(Some(refused)),
                }
            }
            if known.answered.is_empty() {
                // A part that is not there is refused as one that must not be known of.
                let nobody = if known.who.is_none() { Refused::SignInNeeded } else { Refused::NotFound };
                return Err(why.unwrap_or(nobody).into());
            }
            let all = only.is_none().then_some(all);
            (known.round, known.subject, known.all) = (Some(round), Some(subject), all);
        }
        Permission::City(action) => {
            let round = round(app, &known.actor, names.round.as_deref()).await?;
            known.subject = Some(districts(app, &known.actor, action, &round, names.subject, now).await?);
            known.round = Some(round);
        }
    }
    Ok(known)
}

/// The city of an address, if the action is allowed on what one of its districts answers.
async fn districts(
    app: &App,
    actor: &Actor,
    action: Action,
    round: &Round,
    city: Option<String>,
    now: Instant,
) -> Result<Subject, Failure> {
    let subjects = app.store.subjects(&round.id).await?;
    let of_city = |id: &str| subjects.iter().find(|subject| subject.id.as_str() == id);
    let city = city.as_deref().and_then(of_city).ok_or(Failure::NotFound)?;
    let mut why = Refused::NotFound;
    let frame = &app.edition_of(round)?.frame;
    for response in app.store.responses(&round.id).await? {
        let Some(subject) = of_city(response.subject.as_str()) else { continue };
        let unit = frame.position(&subject.unit).map(|place| &frame.units[place]);
        if unit.and_then(|unit| unit.city.as_ref()).is_none_or(|of| of.as_str() != city.id.as_str()) {
            continue;
        }
        let facts = facts(app, round, &subject.unit, &response, &Head::default())?;
        match may(actor, action, Resource::Response(round, &facts), now) {
            Ok(()) => return Ok(city.clone()),
            Err(Refused::NotFound) => {}
            Err(refused) => why = refused,
        }
    }
    Err(why.into())
}

/// The round of an address. Who has no session learns nothing of which rounds there are.
async fn round(app: &App, actor: &Actor, id: Option<&str>) -> Result<Round, Failure> {
    if *actor == Actor::Visitor {
        return Err(Refused::SignInNeeded.into());
    }
    let id: RoundId = id.and_then(|id| id.parse().ok()).ok_or(Failure::NotFound)?;
    Ok(app.store.round(&id).await?)
}

/// A response, as far as permissions look at it.
pub(super) fn facts(
    app: &App,
    round: &Round,
    unit: &str,
    response: &Response,
    head: &Head,
) -> Result<ResponseFacts, Failure> {
    let frame = &app.edition_of(round)?.frame;
    let mut places = std::collections::BTreeSet::from([unit.to_owned()]);
    if let Some(known) = frame.position(unit).map(|place| &frame.units[place]) {
        places.insert(known.county.as_str().to_owned());
        places.extend(known.city.iter().map(|city| city.as_str().to_owned()));
    }
    Ok(ResponseFacts {
        id: response.id.clone(),
        subject: response.subject.clone(),
        places,
        part: response.part.clone(),
        state: head.state,
    })
}

/// Answers as a page or as the page of what went wrong.
pub(super) fn answer(here: &Here, done: Result<Answer, Failure>) -> Answer {
    match done {
        Ok(answer) => answer.into_response(),
        Err(why) => why.page(here),
    }
}
