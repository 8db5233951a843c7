//! How often who may ask (*takter*): generous where one reads, strict where secrets are tried.
//!
//! An answer comes with 429 and the time to wait. Nothing here counts answers that are saved: whoever has a session is not
//! limited, since a whole municipality may come from one address and a session is one person. Counts are those of this
//! process: two processes allow twice as much. What keeps passwords from being guessed is the store's (`collection::lockout`),
//! which all processes share.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{ConnectInfo, Request};
use axum::http::HeaderName;
use collection::fact::Instant;
use governor::clock::Clock as _;
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};

use super::app::Clock;

/// So many at once, and then so many a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// At once.
    pub at_once: NonZeroU32,
    /// A minute, after that.
    pub a_minute: NonZeroU32,
}

impl Rate {
    /// So many at once, and then so many a minute; 0 counts as 1.
    pub const fn new(at_once: u32, a_minute: u32) -> Self {
        const fn some(number: u32) -> NonZeroU32 {
            match NonZeroU32::new(number) {
                Some(number) => number,
                None => NonZeroU32::MIN,
            }
        }
        Self { at_once: some(at_once), a_minute: some(a_minute) }
    }

    fn quota(self) -> Quota {
        Quota::per_minute(self.a_minute).allow_burst(self.at_once)
    }
}

/// How often one address may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Pages read by those who have no session.
    pub reading: Rate,
    /// Passwords and codes sent, and ways to a provider begun.
    pub signing_in: Rate,
    /// Links tried that open nothing.
    pub wrong_links: Rate,
}

impl Default for Limits {
    /// * Reading: 600 at once and 1,200 a minute. A page is one or two requests, so that some hundred people behind one
    ///   address read at a time; who copies the whole site gets it in an hour. Whoever asks from this machine is not counted.
    /// * Signing in: 40 at once and 20 a minute. A password costs 19 MiB and some hundredths of a second of a core; an authority
    ///   with one address signs in within a morning, and nobody keeps the two places of `store` busy alone.
    /// * Wrong links: 30 at once and 10 a minute. Nobody guesses 160 random bits; it keeps the store and its events from
    ///   being flooded, and people who paste half a link are not hindered. Links that open something are not counted.
    fn default() -> Self {
        Self { reading: Rate::new(600, 1_200), signing_in: Rate::new(40, 20), wrong_links: Rate::new(30, 10) }
    }
}

/// What a route is counted as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// As reading, for those who have no session.
    Reading,
    /// As signing in, for everybody.
    SigningIn,
    /// Not at first: it waits while its address tried too many wrong links.
    Link,
    /// Not at all, and no session is looked for: a file that is kept for a year.
    File,
}

/// The service's clock, as `governor` reads it: one that jumps back goes on from where it was, and keeps nobody waiting until
/// its old time comes.
#[derive(Clone)]
struct Ticks {
    clock: Clock,
    /// What was read last, and how much is added to what is read.
    last: Arc<Mutex<(Instant, Instant)>>,
}

impl Ticks {
    fn new(clock: &Clock) -> Self {
        Self { clock: Clock::clone(clock), last: Arc::default() }
    }
}

impl governor::clock::Clock for Ticks {
    type Instant = Duration;

    fn now(&self) -> Duration {
        let read = (self.clock)();
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let (before, added) = *last;
        let added = if read < before { added.saturating_add(before - read) } else { added };
        *last = (read, added);
        Duration::from_micros(u64::try_from(read.saturating_add(added)).unwrap_or(0))
    }
}

/// Counts by address.
struct Limiter {
    limiter: RateLimiter<IpAddr, HashMapStateStore<IpAddr>, Ticks, NoOpMiddleware<Duration>>,
    clock: Ticks,
    asked: AtomicU32,
}

impl Limiter {
    fn new(rate: Rate, clock: &Ticks) -> Self {
        let limiter = RateLimiter::new(rate.quota(), HashMapStateStore::default(), clock.clone());
        Self { limiter, clock: clock.clone(), asked: AtomicU32::new(0) }
    }

    /// Counts one, or says how long to wait.
    fn take(&self, from: IpAddr) -> Result<(), Duration> {
        // Addresses that have not asked for long are forgotten now and then.
        if self.asked.fetch_add(1, Ordering::Relaxed).is_multiple_of(4_096) {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(&from).map_err(|until| until.wait_time_from(self.clock.now()))
    }
}

/// The counts of a service.
pub(super) struct Limiters {
    reading: Limiter,
    signing_in: Limiter,
    wrong_links: Limiter,
    /// Addresses that tried too many wrong links, and until when.
    shut: Mutex<HashMap<IpAddr, Duration>>,
    ticks: Ticks,
}

impl Limiters {
    pub(super) fn new(limits: Limits, clock: &Clock) -> Self {
        let ticks = Ticks::new(clock);
        Self {
            reading: Limiter::new(limits.reading, &ticks),
            signing_in: Limiter::new(limits.signing_in, &ticks),
            wrong_links: Limiter::new(limits.wrong_links, &ticks),
            shut: Mutex::default(),
            ticks,
        }
    }

    /// A page read without a session; from this machine as often as one likes.
    pub(super) fn read(&self, from: IpAddr) -> Result<(), Duration> {
        if from.is_loopback() || from.is_unspecified() { Ok(()) } else { self.reading.take(from) }
    }

    /// A password or a code.
    pub(super) fn sign_in(&self, from: IpAddr) -> Result<(), Duration> {
        self.signing_in.take(from)
    }

    /// Whether links are looked at from an address.
    pub(super) fn link(&self, from: IpAddr) -> Result<(), Duration> {
        let now = self.ticks.now();
        let shut = self.shut.lock().unwrap_or_else(PoisonError::into_inner);
        match shut.get(&from) {
            Some(until) if *until > now => Err(*until - now),
            Some(_) | None => Ok(()),
        }
    }

    /// A link that opens nothing was tried.
    pub(super) fn wrong_link(&self, from: IpAddr) {
        if let Err(wait) = self.wrong_links.take(from) {
            let mut shut = self.shut.lock().unwrap_or_else(PoisonError::into_inner);
            let now = self.ticks.now();
            shut.retain(|_, until| *until > now);
            shut.insert(from, now.saturating_add(wait));
        }
    }
}

/// Whom the counts are of: an address, or the network of an IPv6 address, all of which one household has. Unspecified if it is
/// not known.
///
/// What a proxy says counts only if the proxy is one of this machine or of a private network: whoever else connects says of
/// themselves what they like.
pub(super) fn address_of(request: &Request, behind_proxy: bool) -> IpAddr {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip().to_canonical());
    let own = |ip: &IpAddr| match ip {
        IpAddr::V4(four) => four.is_loopback() || four.is_private() || four.is_link_local(),
        IpAddr::V6(six) => six.is_loopback() || six.is_unique_local() || six.is_unicast_link_local(),
    };
    let told = || {
        let name = HeaderName::from_static("x-forwarded-for");
        let last = request.headers().get_all(name).iter().next_back()?.to_str().ok()?;
        last.rsplit(',').next()?.trim().parse::<IpAddr>().ok()
    };
    // A proxy that reaches us by a socket of this machine has no address.
    let by_proxy = behind_proxy && peer.as_ref().is_none_or(own);
    let found = if by_proxy { told().or(peer) } else { peer };
    match found.map(|ip| ip.to_canonical()) {
        Some(IpAddr::V6(six)) if !six.is_loopback() => {
            let [a, b, c, d, ..] = six.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        Some(other) => other,
        None => IpAddr::V6(Ipv6Addr::UNSPECIFIED),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicI64;

    use axum::body::Body;

    use super::*;

    #[test]
    fn the_address_is_the_proxys_word_only_if_it_is_our_proxy() {
        for (case, peer, told, behind_proxy, expected) in [
            ("nobody in between", Some("198.51.100.7"), None, false, "198.51.100.7"),
            ("one who says so of themselves", Some("198.51.100.7"), Some("10.0.0.1"), false, "198.51.100.7"),
            (
                "… also where a proxy is expected",
                Some("198.51.100.7"),
                Some("10.0.0.1"),
                true,
                "198.51.100.7",
            ),
            ("our proxy", Some("127.0.0.1"), Some("203.0.113.9"), true, "203.0.113.9"),
            (
                "the last word is the proxy's",
                Some("10.1.1.1"),
                Some("1.1.1.1, 203.0.113.9"),
                true,
                "203.0.113.9",
            ),
            ("our proxy says nothing", Some("127.0.0.1"), None, true, "127.0.0.1"),
            ("our proxy says no address", Some("127.0.0.1"), Some("unknown"), true, "127.0.0.1"),
            ("a network of IPv6", Some("2001:db8:1:2:3:4:5:6"), None, false, "2001:db8:1:2::"),
            ("IPv4 in IPv6", Some("::ffff:198.51.100.7"), None, false, "198.51.100.7"),
            ("not known", None, None, false, "::"),
            ("not known, and says so of themselves", None, Some("203.0.113.9"), false, "::"),
        ] {
            let mut request = Request::new(Body::empty());
            if let Some(peer) = peer {
                let peer: IpAddr = peer.parse().expect("an address");
                request.extensions_mut().insert(ConnectInfo(SocketAddr::new(peer, 9)));
            }
            if let Some(told) = told {
                request.headers_mut().insert("x-forwarded-for", told.parse().expect("a header"));
            }
            let expected: IpAddr = expected.parse().expect("an address");
            assert_eq!(address_of(&request, behind_proxy), expected, "{case}");
        }
    }

    #[test]
    fn so_many_at_once_and_so_many_a_minute_by_the_clock_of_the_service() {
        let now = Arc::new(AtomicI64::new(1_500_000_000_000_000));
        let turned = Arc::clone(&now);
        let clock: Clock = Arc::new(move || turned.load(Ordering::SeqCst));
        let limits = Limits { signing_in: Rate::new(3, 60), ..Limits::default() };
        let limiters = Limiters::new(limits, &clock);
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        for _ in 0..3 {
            assert_eq!(limiters.sign_in(one), Ok(()));
        }
        let wait = limiters.sign_in(one).expect_err("the fourth waits");
        assert!(wait <= Duration::from_secs(1) && !wait.is_zero(), "{wait:?}");
        assert_eq!(limiters.sign_in(other), Ok(()), "another address does not");
        now.fetch_add(1_000_000, Ordering::SeqCst);
        assert_eq!(limiters.sign_in(one), Ok(()));
        assert!(limiters.sign_in(one).is_err());
    }

    #[test]
    fn a_clock_that_jumps_back_keeps_nobody_waiting() {
        let now = Arc::new(AtomicI64::new(1_500_000_000_000_000));
        let turned = Arc::clone(&now);
        let clock: Clock = Arc::new(move || turned.load(Ordering::SeqCst));
        let limiters = Limiters::new(Limits { signing_in: Rate::new(2, 60), ..Limits::default() }, &clock);
        let from = IpAddr::from([192, 0, 2, 1]);
        assert_eq!(limiters.sign_in(from), Ok(()));
        now.fetch_sub(86_400_000_000, Ordering::SeqCst);
        assert_eq!(limiters.sign_in(from), Ok(()), "the second of two");
        let wait = limiters.sign_in(from).expect_err("the third waits");
        assert!(wait <= Duration::from_secs(1), "{wait:?}");
        now.fetch_add(1_000_000, Ordering::SeqCst);
        assert_eq!(limiters.sign_in(from), Ok(()));
    }

    #[test]
    fn this_machine_reads_as_often_as_it_likes() {
        let clock: Clock = Arc::new(|| 0);
        let limiters = Limiters::new(Limits { reading: Rate::new(1, 1), ..Limits::default() }, &clock);
        for _ in 0..10_000 {
            assert_eq!(limiters.read(IpAddr::from([127, 0, 0, 1])), Ok(()));
        }
        let elsewhere = IpAddr::from([192, 0, 2, 1]);
        assert_eq!(limiters.read(elsewhere), Ok(()));
        assert!(limiters.read(elsewhere).is_err());
    }
}
