//! A service with a store of its own, and a clock that is turned by hand.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock};

use catalogue::{Catalogue, LoadOptions};
use collection::access::{Grant, Role, Scope};
use collection::fact::{Author, Instant};
use collection::ids::LinkId;
use collection::password::Password;
use collection::round::{Response, Round, RoundState, Subject};
use collection::secret::Token;
use store::{Location, NewAccount, NewLink, Store, Who};
use tempfile::TempDir;
use web::guard::Protection;
use web::service::{App, Options, Parts, site};

use crate::browser::Browser;
use crate::postgres;

/// Which store every house has: `sqlite`, as when nothing is said, or `postgres`, which the tests start.
const STORE: &str = "JAMFOR_TEST_STORE";

/// 1 March 2018, 10:00 UTC.
pub(crate) const NOON: Instant = 1_519_898_400_000_000;
/// A day.
pub(crate) const DAY: Instant = 86_400_000_000;

static BUNDLED: LazyLock<Arc<Catalogue>> = LazyLock::new(|| Arc::new(load("catalogue")));

fn load(folder: &str) -> Catalogue {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    Catalogue::load_with(&folder, LoadOptions { prove: false })
        .unwrap_or_else(|problems| panic!("{problems}"))
}

/// A running service.
pub(crate) struct House {
    pub(crate) store: Store,
    pub(crate) app: App,
    clock: Arc<AtomicI64>,
    _folder: Option<TempDir>,
}

impl House {
    /// With the round `2018` of edition 2018, in which Habo (0643) and Mullsjö (0642) answer parts G and E.
    pub(crate) async fn open() -> Self {
        Self::open_with(Options::default()).await
    }

    /// The same, with limits or a provider.
    pub(crate) async fn open_with(options: Options) -> Self {
        let house = Self::empty(Arc::clone(&BUNDLED), options).await;
        house.habo_and_mullsjo().await;
        house
    }

    /// Without a round, on the two small surveys of `tests/fixtures/surveys`.
    pub(crate) async fn of_surveys() -> Self {
        Self::empty(Arc::new(load("crates/web/tests/fixtures/surveys")), Options::default()).await
    }

    /// As [`House::open`], always on PostgreSQL; the name of its database.
    pub(crate) async fn open_on_postgres() -> (Self, String) {
        let address = postgres::shared().new_database();
        let name = address.rsplit('/').next().expect("a name").to_owned();
        let house = Self::at(&Location::Postgres(address), Arc::clone(&BUNDLED), Options::default()).await;
        house.habo_and_mullsjo().await;
        (house, name)
    }

    async fn habo_and_mullsjo(&self) {
        self.round("2018", "2018", "open", &[("0643", "0643"), ("0642", "0642")], &["G", "E"]).await;
    }

    /// On SQLite, or on PostgreSQL if [`STORE`] says so.
    async fn empty(catalogue: Arc<Catalogue>, options: Options) -> Self {
        match std::env::var(STORE).as_deref() {
            Err(_) | Ok("sqlite") => {
                let folder = tempfile::tempdir().expect("a folder");
                let location = Location::Sqlite(folder.path().join("jamfor.db"));
                Self { _folder: Some(folder), ..Self::at(&location, catalogue, options).await }
            }
            Ok("postgres") => {
                let location = Location::Postgres(postgres::shared().new_database());
                Self::at(&location, catalogue, options).await
            }
            Ok(other) => panic!("{STORE}={other}: sqlite or postgres"),
        }
    }

    async fn at(location: &Location, catalogue: Arc<Catalogue>, options: Options) -> Self {
        let store = Store::open(location).await.expect("a store");
        let clock = Arc::new(AtomicI64::new(NOON));
        let turned = Arc::clone(&clock);
        let parts = Parts {
            store: store.clone(),
            catalogue,
            clock: Arc::new(move || turned.load(Ordering::SeqCst)),
            shelf: web::service::Shelved::default(),
            demo: None,
            behind_tls: false,
            behind_proxy: false,
        };
        let app = App::with(parts, options);
        Self { store, app, clock, _folder: None }
    }

    /// Another service over the same store and clock, as a second node is.
    pub(crate) async fn beside(house: &Self) -> Self {
        let store = Store::open(house.store.location()).await.expect("the same store");
        let clock = Arc::clone(&house.clock);
        let turned = Arc::clone(&clock);
        let parts = Parts {
            store: store.clone(),
            catalogue: Arc::clone(&house.app.catalogue),
            clock: Arc::new(move || turned.load(Ordering::SeqCst)),
            shelf: web::service::Shelved::default(),
            demo: None,
            behind_tls: false,
            behind_proxy: false,
        };
        Self { store, app: App::with(parts, Options::default()), clock, _folder: None }
    }

    /// A round that is open for the month around [`NOON`], its subjects (id, unit), and what each answers.
    pub(crate) async fn round(
        &self,
        id: &str,
        edition: &str,
        class: &str,
        subjects: &[(&str, &str)],
        parts: &[&str],
    ) {
        let round = Round {
            id: id.parse().expect("an id"),
            edition: edition.into(),
            survey: "enkat".into(),
            name: format!("Öppna jämförelser {id}"),
            class: class.into(),
            zone: "Europe/Stockholm".into(),
            opens: Some(NOON - 15 * DAY),
            closes: Some(NOON + 15 * DAY),
            state: RoundState::Open,
        };
        self.store.create_round(&round).await.expect("it is new");
        let subject = |id: &str| id.parse().expect("an id");
        let who: Vec<Subject> =
            subjects.iter().map(|(id, unit)| Subject { id: subject(id), unit: (*unit).into() }).collect();
        self.store.add_subjects(&round.id, &who).await.expect("they are new");
        let responses: Vec<Response> = subjects
            .iter()
            .flat_map(|(id, _)| parts.iter().map(move |part| (id, part)))
            .map(|(who, part)| Response {
                id: format!("{id}-{who}-{}", part.to_lowercase()).parse().expect("an id"),
                round: round.id.clone(),
                subject: subject(who),
                part: (*part).into(),
            })
            .collect();
        self.store.add_responses(&responses).await.expect("they are new");
    }

    /// Turns the clock.
    pub(crate) fn wait(&self, microseconds: Instant) {
        self.clock.fetch_add(microseconds, Ordering::SeqCst);
    }

    /// A link as the analyst sends it; it is valid for twenty days.
    pub(crate) async fn link(
        &self,
        subject: &str,
        role: Role,
        parts: Option<&[&str]>,
        name: &str,
    ) -> (LinkId, Token) {
        self.link_in("2018", subject, role, parts, name).await
    }

    /// The same, of a round.
    pub(crate) async fn link_in(
        &self,
        round: &str,
        subject: &str,
        role: Role,
        parts: Option<&[&str]>,
        name: &str,
    ) -> (LinkId, Token) {
        let new = NewLink {
            round: round.parse().expect("an id"),
            subject: subject.parse().expect("an id"),
            parts: parts.map(|parts| parts.iter().map(|part| (*part).to_owned()).collect()),
            role,
            expires: self.app.now() + 20 * DAY,
            issued_by: Author::Program,
            label: Some(name.parse().expect("a name")),
        };
        self.store.issue_link(new, self.app.now()).await.expect("it is issued")
    }

    /// A browser that has opened nothing.
    pub(crate) fn browser(&self) -> Browser {
        self.browser_at([127, 0, 0, 1])
    }

    /// The same, at an address.
    pub(crate) fn browser_at(&self, address: [u8; 4]) -> Browser {
        let patient = Protection { max_time: std::time::Duration::from_secs(120), ..Protection::default() };
        Browser::new(site(&self.app, patient), SocketAddr::from((address, 40_000)))
    }

    /// A browser that has opened a link.
    pub(crate) async fn opened(
        &self,
        subject: &str,
        role: Role,
        parts: Option<&[&str]>,
        name: &str,
    ) -> Browser {
        let (_, token) = self.link(subject, role, parts, name).await;
        let mut browser = self.browser();
        browser.send(&format!("/lank/{}", token.reveal()), &[]).await;
        browser
    }
}

impl House {
    /// A browser that somebody with these grants – a role, a round or none, a place or none – has signed in with.
    pub(crate) async fn staff(&self, login: &str, grants: &[(Role, Option<&str>, Option<&str>)]) -> Browser {
        let grant = |(role, round, place): &(Role, Option<&str>, Option<&str>)| Grant {
            role: *role,
            round: round.map(|id| id.parse().expect("an id")),
            scope: place.map_or(Scope::All, |code| Scope::Place(code.to_owned())),
        };
        let new = NewAccount {
            login: format!("{login}@myndighet.se").parse().expect("an address"),
            name: format!("Handläggare {login}").parse().expect("a name"),
            password: Password::new("ett långt lösenord för test"),
            grants: grants.iter().map(grant).collect(),
        };
        let id = self.store.create_account(new, &Author::Program, self.app.now()).await.expect("it is new");
        let session = self.store.start_session(&Who::Account(id), self.app.now(), None).await;
        let mut browser = self.browser();
        browser.cookie = Some(format!("jamfor={}", session.expect("it begins").reveal()));
        browser
    }

    /// A nation's analyst.
    pub(crate) async fn analyst(&self) -> Browser {
        self.staff("analys", &[(Role::NationalAnalyst, None, None)]).await
    }
}
