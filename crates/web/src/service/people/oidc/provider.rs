//! A provider that is asked who somebody is.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use collection::fact::Instant;
use openidconnect::core::{
    CoreAuthPrompt, CoreAuthenticationFlow, CoreClient, CoreIdTokenClaims, CoreJwsSigningAlgorithm,
    CoreProviderMetadata,
};
use openidconnect::url::Url;
use openidconnect::{
    AccessTokenHash, AuthorizationCode, CsrfToken, HttpRequest, HttpResponse, Nonce, OAuth2TokenResponse,
    PkceCodeChallenge, PkceCodeVerifier, Scope, TokenResponse,
};
use store::Identity;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use super::SECOND;
use super::settings::{Oidc, is_loopback, is_safe};
use super::start::Start;
use crate::language::Language;

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

/// A provider that is asked.
pub(in crate::service) struct Provider {
    pub(super) oidc: Oidc,
    agent: ureq::Agent,
    known: Mutex<Option<(CoreProviderMetadata, Instant)>>,
}

/// Why somebody was not identified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Not {
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
    pub(super) fn way(&self, now: Instant, again: bool) -> Result<(Url, Start), Not> {
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
    pub(super) fn identify(
        &self,
        code: String,
        start: &Start,
        now: Instant,
    ) -> Result<(Identity, Instant), Not> {
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
