//! A service over four publications – 2015 as it was published for thirteen municipalities, and three simulated rounds of 2018, the first
//! by another rule – made once for all tests.

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock};

use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode};
use catalogue::answers::write_answers;
use catalogue::{Catalogue, LoadOptions};
use domain::EditionYear;
use publication::folder::{Files, Given, Sources, make};
use publication::manifest::Program;
use publication::shelf::{Issue, Shelf};
use results::simulate::rounds;
use store::{Location, Store};
use tower::ServiceExt;
use web::guard::Protection;
use web::service::{App, Parts, Shelved, site};

/// When each round was published, and a moment after all of them; microseconds.
pub(crate) const ROUNDS_AT: [&str; 3] =
    ["2018-06-19T08:00:00+02:00", "2019-06-18T08:00:00+02:00", "2020-06-23T08:00:00+02:00"];
/// 2021-01-01.
pub(crate) const NOW: i64 = 1_609_459_200_000_000;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

pub(crate) fn catalogue() -> Arc<Catalogue> {
    static LOADED: LazyLock<Arc<Catalogue>> = LazyLock::new(|| {
        let folder = root().join("catalogue");
        let loaded = Catalogue::load_with(&folder, LoadOptions { prove: false });
        Arc::new(loaded.unwrap_or_else(|problems| panic!("{problems}")))
    });
    Arc::clone(&LOADED)
}

pub(crate) fn program() -> Program {
    Program {
        name: "jamfor".to_owned(),
        version: "0.1.0".to_owned(),
        commit: "unknown".to_owned(),
        lock: "0".repeat(64),
        target: "test".to_owned(),
    }
}

/// What a publication of a round is made from.
pub(crate) fn sources(catalogue: Files, given: Given, published_at: &str, before: Option<Files>) -> Sources {
    Sources {
        edition: EditionYear(2018),
        number: 1,
        correction: None,
        published_at: published_at.to_owned(),
        catalogue,
        given,
        merged_from: Vec::new(),
        chain: None,
        published: None,
        before,
        counties: Vec::new(),
    }
}

pub(crate) fn files_of(overlay: Option<&str>) -> Files {
    let folder = root().join(overlay.unwrap_or("catalogue"));
    Catalogue::files_of(Some(&folder)).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The folders of the four publications: 2015, rounds 1–3.
pub(crate) fn folders() -> &'static [Files] {
    static MADE: LazyLock<Vec<Files>> = LazyLock::new(|| {
        let read = |path: &str| std::fs::read(root().join("examples/2015-jonkoping").join(path)).expect(path);
        let first = Sources {
            edition: EditionYear(2015),
            published: Some(("published.csv".to_owned(), read("published.csv"))),
            counties: vec!["06".to_owned()],
            ..sources(
                files_of(None),
                Given::Outcomes("outcomes.csv".to_owned(), read("outcomes.csv")),
                "2015-10-28T00:00:00Z",
                None,
            )
        };
        let made = |sources: &Sources| make(sources, &program()).unwrap_or_else(|why| panic!("{why:?}"));
        let mut folders = vec![made(&first)];
        let catalogue = catalogue();
        let edition = &catalogue.editions[&EditionYear(2018)];
        for (at, answers) in rounds(edition, 2018, 3).iter().enumerate() {
            let overlay = (at == 0).then_some("examples/rounds/catalogue-1");
            let mut csv = Vec::new();
            write_answers(edition, answers, &mut csv).expect("a vector takes every byte");
            let before = (at > 0).then(|| folders[at].clone());
            let given = Given::Answers("answers.csv".to_owned(), csv);
            folders.push(made(&sources(files_of(overlay), given, ROUNDS_AT[at], before)));
        }
        folders
    });
    &MADE
}

pub(crate) fn issues() -> Vec<Arc<Issue>> {
    static OF: LazyLock<Vec<Arc<Issue>>> = LazyLock::new(|| {
        let issue =
            |files: &Files| Arc::new(Issue::of(files.clone()).unwrap_or_else(|told| panic!("{told}")));
        let issues: Vec<_> = folders().iter().map(issue).collect();
        // Whatever a page needs of the others is there: no request waits for the first opening.
        std::thread::scope(|threads| {
            for issue in &issues {
                threads.spawn(|| issue.opened().map(drop).unwrap_or_else(|told| panic!("{told}")));
            }
        });
        issues
    });
    OF.clone()
}

/// A service and its clock.
pub(crate) struct Site {
    pub(crate) app: App,
    clock: Arc<AtomicI64>,
    _folder: tempfile::TempDir,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Site {
    /// With the four publications, all of them published.
    pub(crate) async fn new() -> Self {
        Self::of(issues()).await
    }

    pub(crate) async fn of(issues: Vec<Arc<Issue>>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&Location::Sqlite(folder.path().join("jamfor.db"))).await.expect("a store");
        let clock = Arc::new(AtomicI64::new(NOW));
        let turned = Arc::clone(&clock);
        let app = App::new(Parts {
            store,
            catalogue: catalogue(),
            clock: Arc::new(move || turned.load(Ordering::SeqCst)),
            shelf: Shelved::new(Shelf::new(issues)),
            demo: None,
            behind_tls: false,
            behind_proxy: false,
        });
        Self { app, clock, _folder: folder }
    }

    /// It is this moment now (RFC 3339).
    pub(crate) fn turn(&self, to: &str) {
        let to: jiff::Timestamp = to.parse().expect("a time");
        self.clock.store(to.as_microsecond(), Ordering::SeqCst);
    }

    pub(crate) async fn get(&self, address: &str) -> Answer {
        self.get_with(address, &[]).await
    }

    pub(crate) async fn get_with(&self, address: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask("GET", address, headers).await
    }

    pub(crate) async fn ask(&self, method: &str, address: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().method(method).uri(address).header("host", "localhost");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let from = ConnectInfo(std::net::SocketAddr::from(([127, 0, 0, 1], 50_000)));
        let request = request.extension(from).body(Body::empty()).expect("a request");
        let response = site(&self.app, Protection::default()).oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a whole answer");
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// How many bytes a page is, as it is sent.
    pub(crate) async fn get_bytes(&self, address: &str, headers: &[(&str, &str)]) -> usize {
        let mut request = Request::get(address).header("host", "localhost");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let from = ConnectInfo(std::net::SocketAddr::from(([127, 0, 0, 1], 50_000)));
        let request = request.extension(from).body(Body::empty()).expect("a request");
        let response = site(&self.app, Protection::default()).oneshot(request).await.expect("an answer");
        assert_eq!(response.status(), StatusCode::OK, "{address}");
        to_bytes(response.into_body(), usize::MAX).await.expect("a whole answer").len()
    }

    /// A page in Swedish or English, which must be there.
    pub(crate) async fn page(&self, address: &str) -> String {
        let answer = self.get(address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.body);
        answer.body
    }
}
