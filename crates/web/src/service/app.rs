//! What every handler reaches: the store, the catalogue, the clock.

use std::str::FromStr;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use catalogue::Catalogue;
use catalogue::model::Edition;
use collection::fact::Instant;
use collection::round::Round;
use collection::secret::Token;
use domain::EditionYear;
use publication::folder::Files;
use publication::manifest::Program;
use store::{Store, Who};

use super::failure::Failure;
use super::kept::Keep;
use super::limits::{Limiters, Limits};
use super::people::{Oidc, Provider};
use super::public::{Shelved, Uses};
use crate::operator::Operator;

/// Gives the time, in microseconds since 1970, UTC. Tests give their own.
pub type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;

/// Sign-ins of a demonstration: one secret address, from which everybody who plays a part goes in.
pub struct Demo {
    /// The secret of the address, drawn anew at each start.
    pub token: Token,
    /// Who can be played: what they are called, in Swedish and in English, and who they are.
    pub people: Vec<(String, String, Who)>,
}

/// The running service. Copies are the same service.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    parts: Parts,
    limiters: Limiters,
    provider: Option<Provider>,
    kept: Keep,
    uses: Uses,
    operator: Operator,
    publisher: Option<Publisher>,
}

/// What a service has besides: limits, and a provider to sign in by.
#[derive(Debug, Default)]
pub struct Options {
    /// How often one address may ask.
    pub limits: Limits,
    /// An organisation's own sign-in, beside passwords.
    pub oidc: Option<Oidc>,
    /// Who runs the site, as its own pages say.
    pub operator: Operator,
    /// What publications are made by; none: the service makes none.
    pub publisher: Option<Publisher>,
}

/// What publications are made by.
#[derive(Clone, Debug)]
pub struct Publisher {
    /// The program, as manifests name it.
    pub program: Program,
    /// The files of the catalogue that the service runs with.
    pub catalogue: Arc<Files>,
}

/// What a service is made of.
pub struct Parts {
    /// Where answers and people are kept.
    pub store: Store,
    /// What is asked and counted.
    pub catalogue: Arc<Catalogue>,
    /// The time.
    pub clock: Clock,
    /// People reach the site by `https`: cookies are sent no other way.
    pub behind_tls: bool,
    /// Publications, published or not.
    pub shelf: Shelved,
    /// Sign-ins that are printed when the demonstration starts; none in earnest.
    pub demo: Option<Demo>,
    /// A proxy of our own stands in front: the address of who asks is the last one of `X-Forwarded-For`.
    pub behind_proxy: bool,
}

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0.parts
    }
}

impl App {
    /// A service of these parts, with the limits that are usual, and no provider to sign in by.
    pub fn new(parts: Parts) -> Self {
        Self::with(parts, Options::default())
    }

    /// A service of these parts.
    pub fn with(parts: Parts, options: Options) -> Self {
        let limiters = Limiters::new(options.limits, &parts.clock);
        let (provider, operator) = (options.oidc.map(Provider::new), options.operator);
        let publisher = options.publisher;
        let (kept, uses) = (Keep::default(), Uses::default());
        Self(Arc::new(Inner { parts, limiters, provider, operator, publisher, kept, uses }))
    }

    pub(super) fn limiters(&self) -> &Limiters {
        &self.0.limiters
    }

    pub(super) fn provider(&self) -> Option<&Provider> {
        self.0.provider.as_ref()
    }

    /// Pages and answers of publications that were made already.
    pub(super) fn kept(&self) -> &Keep {
        &self.0.kept
    }

    /// How often publications were used.
    pub(super) fn uses(&self) -> &Uses {
        &self.0.uses
    }

    /// What publications are made by, if the service makes any.
    pub(super) fn publisher(&self) -> Option<&Publisher> {
        self.0.publisher.as_ref()
    }

    pub(super) fn operator(&self) -> &Operator {
        &self.0.operator
    }

    /// Now.
    pub fn now(&self) -> Instant {
        (self.clock)()
    }

    /// The edition whose questionnaire a round sends.
    ///
    /// # Errors
    /// The catalogue that the service runs with does not have it: the operator must mend it.
    pub fn edition_of(&self, round: &Round) -> Result<&Edition, Failure> {
        let year: Option<u16> = round.edition.parse().ok();
        year.and_then(|year| self.catalogue.editions.get(&EditionYear(year))).ok_or_else(|| {
            tracing::error!(round = %round.id, edition = %round.edition, "the catalogue lacks the edition of a round");
            Failure::Broken
        })
    }

    /// An id that tells nothing: 128 random bits of the operating system.
    ///
    /// # Errors
    /// The operating system gives none.
    pub fn new_id<T: FromStr>(&self) -> Result<T, Failure> {
        let mut bytes = [0_u8; 16];
        getrandom::fill(&mut bytes).map_err(|_| Failure::Broken)?;
        let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        text.parse().map_err(|_| Failure::Broken)
    }
}

/// The clock of the operating system.
pub fn system_clock() -> Clock {
    Arc::new(|| {
        #[expect(clippy::disallowed_methods, reason = "the one place where the service asks for the time")]
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Instant::try_from(since.as_micros()).unwrap_or(Instant::MAX)
    })
}
