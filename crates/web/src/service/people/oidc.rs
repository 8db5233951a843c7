//! Signing in by an organisation's own provider (*organisationens inloggning*): OpenID Connect, authorization code with PKCE.
//!
//! It begins with a link and ends with a redirect back. What binds the two – state, nonce, the verifier of the code – lies in a
//! cookie of the browser that began, for ten minutes, and is taken back at the return, whatever came. Nothing of the provider's
//! tokens is kept: they are read once, in memory.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use collection::fact::Instant;
use openidconnect::core::{
    CoreAuthPrompt, CoreAuthenticationFlow, CoreClient, CoreIdTokenClaims, CoreJwsSigningAlgorithm,
    CoreProviderMetadata,
};
use openidconnect::url::{Host, Url};
use openidconnect::{
    AccessTokenHash, AuthorizationCode, ClientId, ClientSecret, CsrfToken, HttpRequest, HttpResponse,
    IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
    TokenResponse,
};
use store::{Identity, SignIn};
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use super::super::app::App;
use super::super::cookies;
use super::super::failure::Failure;
use super::super::here::Here;
use super::super::routes::answer;
use super::fields::{Sent, own_path};
use super::sign_in::{asked, begin as begin_session, till, told_response};
use crate::language::Language;
use crate::people::sign_in::{Asked, Told, page};

const SECOND: Instant = 1_000_000;
/// How long somebody may take at the provider.
const LASTS: Instant = 600 * SECOND;
/// How long what a provider says of itself, its keys included, is kept.
const KEPT: Instant = 3_600 * SECOND;
/// How much two clocks may differ.
const DRIFT: Instant = 60 * SECOND;
/// How long ago somebody may have shown the provider who they are.
const FRESH: Instant = 12 * 3_600 * SECOND;
/// How long the provider may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// The largest answer of a provider, in bytes.
const LARGEST: u64 = 1024 * 1024;
/// The name of the cookie, after the session's.
const COOKIE: &str = "extern";
/// How a provider may sign. None by a secret that we have, too; RS256 because most sign so unless told otherwise.
const SIGNED_BY: [CoreJwsSigningAlgorithm; 8] = [
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
];

/// A provider to sign in by, as it is configured.
#[derive(Clone)]
pub struct Oidc {
    issuer: IssuerUrl,
    client_id: ClientId,
    client_secret: ClientSecret,
    redirect: RedirectUrl,
    name: String,
}

/// What is wrong with a configured provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OidcMistake {
    /// The issuer is no such address.
    #[error("the issuer is an address that begins with https://; http:// only on this machine")]
    Issuer,
    /// The address to come back to is no such address.
    #[error("the address to come back to is https://HOST/logga-in/tillbaka; http:// only on this machine")]
    Redirect,
    /// Something is empty.
    #[error("client id, client secret and name are not empty")]
    Empty,
}

impl Oidc {
    /// A provider: its issuer exactly as it writes it, what it knows this service by, where it sends people back to
    /// (`https://HOST/logga-in/tillbaka`), and what the button says.
    ///
    /// # Errors
    /// What is wrong.
    pub fn new(
        issuer: &str,
        client_id: &str,
        client_secret: &str,
        redirect: &str,
        name: &str,
    ) -> Result<Self, OidcMistake> {
        if [client_id, client_secret, name].iter().any(|text| text.trim().is_empty()) {
            return Err(OidcMistake::Empty);
        }
        let issuer = IssuerUrl::new(issuer.to_owned()).map_err(|_| OidcMistake::Issuer)?;
        if !is_safe(issuer.url()) {
            return Err(OidcMistake::Issuer);
        }
        let redirect = RedirectUrl::new(redirect.to_owned()).map_err(|_| OidcMistake::Redirect)?;
        if !is_safe(redirect.url()) || redirect.url().path() != "/logga-in/tillbaka" {
            return Err(OidcMistake::Redirect);
        }
        Ok(Self {
            issuer,
            client_id: ClientId::new(client_id.to_owned()),
            client_secret: ClientSecret::new(client_secret.to_owned()),
            redirect,
            name: name.to_owned(),
        })
    }
}

impl fmt::Debug for Oidc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Oidc").field("issuer", &self.issuer.as_str()).finish_non_exhaustive()
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(four)) => four.is_loopback(),
        Some(Host::Ipv6(six)) => six.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

fn is_safe(url: &Url) -> bool {
    url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url))
}

/// A provider that is asked.
pub(in crate::service) struct Provider {
    oidc: Oidc,
    agent: ureq::Agent,
    known: Mutex<Option<(CoreProviderMetadata, Instant)>>,
}

/// Why somebody was not identified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Not {
    /// The provider does not answer, or answers nothing that can be read.
    Down(&'static str),
    /// What came is not to be trusted, or says no.
    Trusted(&'static str),
}

/// Why the provider was not asked, or what went wrong on the way.
#[derive(Debug, thiserror::Error)]
enum Asking {
    #[error("the provider names an address of another host")]
    Elsewhere,
    #[error(transparent)]
    Wire(#[from] Box<ureq::Error>),
    #[error("the answer cannot be told on")]
    Answer,
}

impl Provider {
    pub(in crate::service) fn new(oidc: Oidc) -> Self {
        let here = is_loopback(oidc.issuer.url());
        let roots = rustls_native_certs::load_native_certs();
        let certificates: Vec<Certificate<'static>> =
            roots.certs.iter().map(|der| Certificate::from_der(der.as_ref()).to_owned()).collect();
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::from(certificates))
            .unversioned_rustls_crypto_provider(std::sync::Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let mut config = ureq::Agent::config_builder()
            .tls_config(tls)
            .https_only(!here)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(PATIENCE));
        if here {
            config = config.proxy(None);
        }
        Self { agent: config.build().into(), oidc, known: Mutex::default() }
    }

    /// What its button says.
    pub(in crate::service) fn name(&self) -> &str {
        &self.oidc.name
    }

    /// One request, to the issuer's own host alone.
    fn send(&self, request: HttpRequest) -> Result<HttpResponse, Asking> {
        let url = self.oidc.issuer.url();
        let (scheme, authority) = (request.uri().scheme_str(), request.uri().authority());
        let own = authority.is_some_and(|authority| {
            Some(authority.host()) == url.host_str()
                && authority.port_u16().or(url.port_or_known_default()) == url.port_or_known_default()
        });
        if !own || scheme != Some(url.scheme()) {
            return Err(Asking::Elsewhere);
        }
        let (parts, body) = request.into_parts();
        let wire = |error| Asking::Wire(Box::new(error));
        let answer = if body.is_empty() {
            self.agent.run(axum::http::Request::from_parts(parts, ()))
        } else {
            self.agent.run(axum::http::Request::from_parts(parts, body))
        };
        let (parts, mut body) = answer.map_err(wire)?.into_parts();
        let body = body.with_config().limit(LARGEST).read_to_vec().map_err(wire)?;
        let mut answer = HttpResponse::new(body);
        *answer.status_mut() = parts.status;
        *answer.headers_mut() = parts.headers;
        if answer.status().is_redirection() { Err(Asking::Answer) } else { Ok(answer) }
    }

    /// What the provider says of itself, and its keys; `anew` although it was asked within the hour.
    fn metadata(&self, now: Instant, anew: bool) -> Result<CoreProviderMetadata, Not> {
        let lock = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = lock().clone().filter(|(_, at)| !anew && (*at..at.saturating_add(KEPT)).contains(&now));
        if let Some((metadata, _)) = kept {
            return Ok(metadata);
        }
        let found = CoreProviderMetadata::discover(&self.oidc.issuer, &|request| self.send(request));
        let metadata = found.map_err(|_| Not::Down("the provider does not say what it is"))?;
        *lock() = Some((metadata.clone(), now));
        Ok(metadata)
    }

    /// Where to send a browser, and what it must bring back; `again`: people show who they are although they did before.
    fn way(&self, now: Instant, again: bool) -> Result<(Url, Start), Not> {
        let metadata = self.metadata(now, false)?;
        if !is_safe(metadata.authorization_endpoint().url()) {
            return Err(Not::Down("the provider sends people over an open line"));
        }
        let client = self.client(metadata);
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let asked = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .add_scope(Scope::new("email".into()))
            .set_pkce_challenge(challenge)
            .set_max_age(Duration::from_secs(FRESH.unsigned_abs() / SECOND.unsigned_abs()));
        let asked = if again { asked.add_prompt(CoreAuthPrompt::Login) } else { asked };
        let (url, state, nonce) = asked.url();
        let start = Start {
            state: state.secret().clone(),
            nonce: nonce.secret().clone(),
            verifier: verifier.secret().clone(),
            begun: now,
            language: Language::Swedish,
            till: None,
        };
        Ok((url, start))
    }

    fn client(
        &self,
        metadata: CoreProviderMetadata,
    ) -> CoreClient<
        openidconnect::EndpointSet,
        openidconnect::EndpointNotSet,
        openidconnect::EndpointNotSet,
        openidconnect::EndpointNotSet,
        openidconnect::EndpointMaybeSet,
        openidconnect::EndpointMaybeSet,
    > {
        let Oidc { client_id, client_secret, redirect, .. } = self.oidc.clone();
        CoreClient::from_provider_metadata(metadata, client_id, Some(client_secret))
            .set_redirect_uri(redirect)
    }

    /// Who somebody is, by the code they brought back, and when they showed it; 0 if the provider does not say.
    fn identify(&self, code: String, start: &Start, now: Instant) -> Result<(Identity, Instant), Not> {
        match self.identified(&code, start, now, false) {
            // The provider may have changed its keys since we asked for them. The code is used up then; the tokens are not
            // asked for again, only the next sign-in gets the new keys.
            Err(Not::Trusted(SIGNATURE)) => {
                self.metadata(now, true)?;
                Err(Not::Trusted(SIGNATURE))
            }
            other => other,
        }
    }

    fn identified(
        &self,
        code: &str,
        start: &Start,
        now: Instant,
        anew: bool,
    ) -> Result<(Identity, Instant), Not> {
        let client = self.client(self.metadata(now, anew)?);
        let ask = |request| self.send(request);
        let exchange = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|_| Not::Down("the provider names no address for codes"))?
            .set_pkce_verifier(PkceCodeVerifier::new(start.verifier.clone()));
        let tokens = exchange.request(&ask).map_err(|error| match error {
            openidconnect::RequestTokenError::ServerResponse(_) => {
                Not::Trusted("the provider did not take the code")
            }
            openidconnect::RequestTokenError::Request(_)
            | openidconnect::RequestTokenError::Parse(_, _)
            | openidconnect::RequestTokenError::Other(_) => Not::Down("the provider gives no tokens"),
        })?;
        let token = tokens.id_token().ok_or(Not::Trusted("the provider gave no ID token"))?;
        let time = move || -> DateTime<Utc> {
            DateTime::from_timestamp_micros(now.saturating_sub(DRIFT)).unwrap_or_default()
        };
        let early = DateTime::from_timestamp_micros(now.saturating_add(DRIFT)).unwrap_or_default();
        let verifier = client
            .id_token_verifier()
            .set_allowed_algs(SIGNED_BY)
            .set_time_fn(time)
            .set_issue_time_verifier_fn(move |at| {
                if at <= early { Ok(()) } else { Err("it was issued in the future".to_owned()) }
            });
        let nonce = Nonce::new(start.nonce.clone());
        let claims: &CoreIdTokenClaims =
            token.claims(&verifier, &nonce).map_err(|error| Not::Trusted(reason(&error)))?;
        if !holds(&token.to_string(), now.saturating_add(DRIFT)) {
            return Err(Not::Trusted("the token does not hold yet"));
        }
        if let Some(at) = claims.auth_time()
            && at.timestamp_micros() < now.saturating_sub(FRESH + DRIFT)
        {
            return Err(Not::Trusted("they showed who they are too long ago"));
        }
        if let Some(expected) = claims.access_token_hash() {
            let algorithm = token.signing_alg().map_err(|_| Not::Trusted(SIGNATURE))?;
            let key = token.signing_key(&verifier).map_err(|_| Not::Trusted(SIGNATURE))?;
            let found = AccessTokenHash::from_token(tokens.access_token(), algorithm, key)
                .map_err(|_| Not::Trusted(SIGNATURE))?;
            if found != *expected {
                return Err(Not::Trusted("the tokens do not belong together"));
            }
        }
        let verified = claims.email_verified() == Some(true);
        let mut verified_email = claims.email().filter(|_| verified).map(|email| email.as_str().to_owned());
        // Many tell the address only when asked for it, and then of the same person.
        if claims.email().is_none()
            && let Ok(asked) = client.user_info(tokens.access_token().clone(), Some(claims.subject().clone()))
        {
            let told: Result<openidconnect::core::CoreUserInfoClaims, _> = asked.request(&ask);
            let told = told.map_err(|_| Not::Down("the provider does not tell the address"))?;
            let verified = told.email_verified() == Some(true);
            verified_email = told.email().filter(|_| verified).map(|email| email.as_str().to_owned());
        }
        let identity = Identity {
            issuer: self.oidc.issuer.as_str().to_owned(),
            subject: claims.subject().as_str().to_owned(),
            verified_email,
        };
        Ok((identity, claims.auth_time().map_or(0, |at| at.timestamp_micros())))
    }
}

/// Whether a token, whose signature is right, holds at a time: its `nbf`, which the library does not look at.
fn holds(token: &str, at: Instant) -> bool {
    let payload = token.split('.').nth(1).and_then(|part| URL_SAFE_NO_PAD.decode(part).ok());
    let claims: Option<serde_json::Value> = payload.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    match claims.as_ref().map(|claims| &claims["nbf"]) {
        Some(serde_json::Value::Null) => true,
        // Seconds, with a fraction or without: exact enough in this type for some millions of years.
        Some(from) => from.as_f64().is_some_and(|from| from * 1e6 <= at as f64),
        None => false,
    }
}

const SIGNATURE: &str = "the signature is not the provider's";

/// What is wrong with an ID token, in words that hold nothing of it.
fn reason(error: &openidconnect::ClaimsVerificationError) -> &'static str {
    use openidconnect::ClaimsVerificationError as Wrong;
    match error {
        Wrong::Expired(_) => "the token has expired",
        Wrong::InvalidAudience(_) => "the token is for another service",
        Wrong::InvalidIssuer(_) => "the token is another provider's",
        Wrong::InvalidNonce(_) => "the token is of another sign-in",
        Wrong::SignatureVerification(_) => SIGNATURE,
        _ => "the token is not right",
    }
}

/// What the browser that began keeps until it comes back.
#[derive(Clone, PartialEq, Eq)]
struct Start {
    state: String,
    nonce: String,
    verifier: String,
    begun: Instant,
    language: Language,
    till: Option<String>,
}

impl Start {
    /// As in a cookie: parts without dots, and the path in hexadecimal digits.
    fn written(&self) -> String {
        let till: String =
            self.till.iter().flat_map(|till| till.bytes()).map(|b| format!("{b:02x}")).collect();
        let Self { state, nonce, verifier, begun, language, .. } = self;
        format!("{state}.{nonce}.{verifier}.{begun}.{}.{till}", language.code())
    }

    fn read(text: &str, now: Instant) -> Option<Self> {
        let parts: Vec<&str> = text.split('.').collect();
        let [state, nonce, verifier, begun, language, till] = parts.try_into().ok()?;
        let begun: Instant = begun.parse().ok()?;
        let is_secret = |text: &str| text.len() >= 20;
        let fits = (begun..begun.saturating_add(LASTS)).contains(&now)
            && [state, nonce, verifier].into_iter().all(is_secret);
        let bytes: Option<Vec<u8>> =
            (0..till.len()).step_by(2).map(|at| u8::from_str_radix(till.get(at..at + 2)?, 16).ok()).collect();
        let till = String::from_utf8(bytes?).ok()?;
        fits.then(|| Self {
            state: state.to_owned(),
            nonce: nonce.to_owned(),
            verifier: verifier.to_owned(),
            begun,
            language: if language == "en" { Language::English } else { Language::Swedish },
            till: own_path(&till).map(str::to_owned),
        })
    }
}

/// The page of signing in, with what is to be told.
fn tell(app: &App, language: Language, told: Told, till: Option<&str>) -> Response {
    let asked = Asked { told: Some(told), till, ..asked(app) };
    told_response(page(language, &language.address("/logga-in"), &asked).into_response(), told)
}

fn told_of(why: Not) -> Told {
    match why {
        Not::Down(reason) => {
            tracing::error!(reason, "the provider to sign in by does not work");
            Told::ProviderDown
        }
        Not::Trusted(reason) => {
            tracing::warn!(reason, "a sign-in by the provider was refused");
            Told::ProviderRefused
        }
    }
}

/// Leads to the provider. Who comes from another site gets the page with the button: nobody is signed in who did not ask.
pub(super) async fn begin(
    State(app): State<App>,
    here: Here,
    headers: axum::http::HeaderMap,
    Query(query): Query<Sent>,
) -> Response {
    if app.provider().is_none() {
        return Failure::NotFound.page(&here);
    }
    let from = headers.get("sec-fetch-site").map(|value| value.as_bytes());
    if matches!(from, Some(b"cross-site" | b"same-site")) {
        let asked = Asked { till: till(&query), ..asked(&app) };
        return page(here.language, &here.language.address("/logga-in"), &asked).into_response();
    }
    let (asking, now) = (app.clone(), here.now);
    let again = query.iter().any(|(name, _)| name == "igen");
    let way = tokio::task::spawn_blocking(move || asking.provider().map(|provider| provider.way(now, again)));
    let till = till(&query);
    match way.await {
        Ok(Some(Ok((url, start)))) => {
            let start = Start { language: here.language, till: till.map(str::to_owned), ..start };
            let mut response = Redirect::to(url.as_str()).into_response();
            let kept = Some((start.written(), LASTS / SECOND));
            cookies::set_brief(&mut response, COOKIE, kept, app.behind_tls);
            response
        }
        Ok(Some(Err(why))) => tell(&app, here.language, told_of(why), till),
        Ok(None) | Err(_) => Failure::Broken.page(&here),
    }
}

/// Somebody comes back from the provider.
pub(super) async fn back(
    State(app): State<App>,
    here: Here,
    headers: axum::http::HeaderMap,
    Query(query): Query<Sent>,
) -> Response {
    let Some(issuer) = app.provider().map(|provider| provider.oidc.issuer.as_str().to_owned()) else {
        return Failure::NotFound.page(&here);
    };
    let start =
        cookies::brief(&headers, COOKIE, app.behind_tls).and_then(|text| Start::read(&text, here.now));
    let language = start.as_ref().map_or(here.language, |start| start.language);
    let till = start.as_ref().and_then(|start| start.till.clone());
    let mut response = match came_back(&app, &here, start.as_ref(), &query, &issuer).await {
        Ok((id, proved)) => {
            answer(&here, begin_session(&app, &here, &id, till.as_deref(), language, proved).await)
        }
        Err(Ok(told)) => tell(&app, language, told, till.as_deref()),
        Err(Err(failure)) => failure.page(&here),
    };
    cookies::set_brief(&mut response, COOKIE, None, app.behind_tls);
    response
}

async fn came_back(
    app: &App,
    here: &Here,
    start: Option<&Start>,
    query: &Sent,
    issuer: &str,
) -> Result<(collection::ids::AccountId, Instant), Result<Told, Failure>> {
    let refuse = |reason| Err(Ok(told_of(Not::Trusted(reason))));
    let one = |name: &str| {
        let mut found = query.iter().filter(|(known, _)| known == name).map(|(_, text)| text.as_str());
        (found.next(), found.next().is_none())
    };
    let Some(start) = start else { return refuse("this browser began no sign-in within ten minutes") };
    let ((state, one_state), (code, one_code), (told_issuer, one_issuer)) =
        (one("state"), one("code"), one("iss"));
    if !(one_state && one_code && one_issuer) {
        return refuse("something was said twice");
    }
    if state != Some(start.state.as_str()) {
        return refuse("the state is another's");
    }
    if told_issuer.is_some_and(|told| told != issuer) {
        return refuse("another provider answered");
    }
    let Some(code) = code.filter(|_| one("error").0.is_none()) else {
        return refuse("the provider said no");
    };
    let (asking, code, start, now) = (app.clone(), code.to_owned(), start.clone(), here.now);
    let found = tokio::task::spawn_blocking(move || {
        asking.provider().map(|provider| provider.identify(code, &start, now))
    });
    let (identity, proved) = match found.await {
        Ok(Some(Ok(found))) => found,
        Ok(Some(Err(why))) => return Err(Ok(told_of(why))),
        Ok(None) | Err(_) => return Err(Err(Failure::Broken)),
    };
    match app.store.sign_in_by(&identity, here.now).await {
        Ok(id) => Ok((id, proved)),
        Err(SignIn::Store(error)) => Err(Err(error.into())),
        Err(SignIn::Wrong | SignIn::Wait { .. } | SignIn::SetUp(_) | SignIn::Busy) => {
            Err(Ok(Told::NoAccount))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_line_is_for_this_machine_alone() {
        let back = "https://a.se/logga-in/tillbaka";
        for (case, issuer, redirect, expected) in [
            ("https", "https://id.se/x", back, None),
            ("http on this machine", "http://127.0.0.1:7", "http://localhost/logga-in/tillbaka", None),
            ("http elsewhere", "http://id.se", back, Some(OidcMistake::Issuer)),
            ("http at a name that looks alike", "http://localhost.id.se", back, Some(OidcMistake::Issuer)),
            ("no address", "id.se", back, Some(OidcMistake::Issuer)),
            ("another path", "https://id.se", "https://a.se/", Some(OidcMistake::Redirect)),
            (
                "back over an open line",
                "https://id.se",
                "http://a.se/logga-in/tillbaka",
                Some(OidcMistake::Redirect),
            ),
        ] {
            let told = Oidc::new(issuer, "jamfor", "hemlig", redirect, "Kommunen").err();
            assert_eq!(told, expected, "{case}");
        }
        let told = Oidc::new("https://id.se", "jamfor", " ", back, "Kommunen").err();
        assert_eq!(told, Some(OidcMistake::Empty));
        let oidc = Oidc::new("https://id.se", "jamfor", "hemlig", back, "Kommunen").expect("it is right");
        assert!(!format!("{oidc:?}").contains("hemlig"));
    }

    #[test]
    fn what_the_browser_keeps_is_read_as_it_was_written_for_ten_minutes() {
        let start = Start {
            state: "s".repeat(22),
            nonce: "n".repeat(22),
            verifier: "v".repeat(43),
            begun: 1_000,
            language: Language::English,
            till: Some("/svara/2018/0643?a=b.c".into()),
        };
        let written = start.written();
        assert!(Start::read(&written, 1_000) == Some(start.clone()));
        assert!(Start::read(&written, 1_000 + LASTS).is_none(), "too late");
        assert!(Start::read(&written, 999).is_none(), "from the future");
        for text in ["", "a.b.c", ".....", &written.replace('s', ""), &format!("{written}å")] {
            assert!(Start::read(text, 1_000).is_none(), "{text}");
        }
        let elsewhere = Start { till: Some("//a.se".into()), ..start };
        let read = Start::read(&elsewhere.written(), 1_000).expect("it is read");
        assert!(read.till.is_none(), "another site is no way to go");
    }
}
