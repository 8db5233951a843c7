//! The permission of a route, asked before its handler runs.

use std::net::{IpAddr, Ipv6Addr};

use axum::Form;
use axum::extract::{FromRequest, RawPathParams, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use collection::access::{Action, Actor, Resource, may};
use collection::fact::Instant;
use collection::secret::Token;
use store::Who;

use super::Permission;
use super::address::{address_of, is_text};
use super::find::{Names, find};
use crate::design::shell::{self, Reader};
use crate::language::Language;
use crate::service::api::outside;
use crate::service::app::App;
use crate::service::failure::{self, Failure};
use crate::service::here::{Here, Known, UNKNOWN};
use crate::service::limits::{self, Counted};
use crate::service::{cookies, forged};

/// How long ago somebody may have shown who they are when they open a page of what much depends on: accounts, sessions.
const PROVED: Instant = 15 * 60 * 1_000_000;
/// The same when they send a form of such a page, which takes a while to fill in.
const PROVED_BEFORE_SENDING: Instant = 30 * 60 * 1_000_000;

/// What is asked of a route.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub(super) path: &'static str,
    pub(super) permission: Permission,
    pub(super) staff: bool,
    pub(super) proved: bool,
    pub(super) counted: Counted,
}

/// Asks for the permission, and hands on what was found. Whoever is refused stands in the log with the pattern of the route
/// and the reason: never with the address, which may hold a key.
pub(super) async fn permit(
    State((app, asked)): State<(App, Asked)>,
    params: RawPathParams,
    mut request: Request,
    next: Next,
) -> Response {
    let Asked { path, permission, staff, proved, counted } = asked;
    let method = request.method().clone();
    let life = Life::of(request.headers());
    if !forged::is_ours(&method, request.headers()) {
        let token = cookies::token(request.headers(), app.behind_tls);
        let who =
            session(&app, token, life).await.map_or_else(|_| UNKNOWN.to_owned(), |known| known.for_the_log());
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
    let session = session(&app, token, life).await;
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

/// Sent by a page that is fetched again by itself ([`crate::desk::table`]).
const BY_ITSELF: &str = "x-jamfor-live";

/// Whether somebody asks, or a page that is open.
#[derive(Clone, Copy)]
enum Life {
    /// Somebody: their session lasts on.
    Sign,
    /// The page by itself: nobody may be there, and a session that is left alone ends in its time.
    None,
}

impl Life {
    fn of(headers: &HeaderMap) -> Self {
        if headers.contains_key(BY_ITSELF) { Self::None } else { Self::Sign }
    }
}

/// Who asks, by the token of their session; nothing is known of what they ask for yet.
async fn session(app: &App, token: Option<Token>, life: Life) -> Result<Known, Failure> {
    let now = app.now();
    let session = match (&token, life) {
        (Some(token), Life::Sign) => app.store.session(token, now).await?,
        (Some(token), Life::None) => app.store.session_left_alone(token, now).await?,
        (None, Life::Sign | Life::None) => None,
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
        Some(token) => {
            session(app, Some(token), Life::of(headers)).await.map_or(Reader::Visitor, |known| known.reader())
        }
        None => Reader::Visitor,
    }
}

/// So often nobody asks.
fn too_often(path: &'static str, method: &Method, wait: std::time::Duration) -> Response {
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
async fn unsaved(reason: store::Reason, language: Language, address: &str, request: Request) -> Response {
    let fields = Form::<Vec<(String, String)>>::from_request(request, &()).await;
    let fields = fields.map_or_else(|_| Vec::new(), |Form(fields)| fields);
    failure::unsaved_form(reason, language, address, &fields)
}
