//! What every handler reaches: the store, the catalogue, the clock.

use std::str::FromStr;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use catalogue::Catalogue;
use catalogue::model::Edition;
use collection::fact::Instant;
use collection::round::Round;
use domain::EditionYear;
use store::Store;

use super::failure::Failure;

/// Gives the time, in microseconds since 1970, UTC. Tests give their own.
pub type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;

/// The running service. Copies are the same service.
#[derive(Clone)]
pub struct App(Arc<Parts>);

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
    /// A proxy of our own stands in front: the address of who asks is the last one of `X-Forwarded-For`.
    pub behind_proxy: bool,
}

impl std::ops::Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl App {
    /// A service of these parts.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
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
#[expect(clippy::disallowed_methods, reason = "the one clock of the service")]
pub fn system_clock() -> Clock {
    Arc::new(|| {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Instant::try_from(since.as_micros()).unwrap_or(Instant::MAX)
    })
}
