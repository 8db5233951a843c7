//! A publication whose folder in the store is not whole is left out, and the others are shown.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use collection::fact::Author;
use collection::publishing::{Schedule, Step};
use publication::folder::{Files, sha256};

use crate::shelf::{Site, folders, issues};

/// A service that has 2015, and a publication of the first simulated round in its store: of these files.
async fn with(files: &Files) -> Site {
    let site = Site::of(issues()[..1].to_vec()).await;
    let name = "2018-v1".parse().expect("a name");
    let folder = sha256(&files["manifest.json"]);
    let drafted =
        Step::Drafted { round: "2018".parse().expect("a round"), folder: folder.clone(), note: None };
    let scheduled = Step::Scheduled(Schedule { published_at: 2, readers: BTreeSet::new(), folder });
    for step in [drafted, scheduled] {
        let taken = site.app.store.take_step(&name, step, (&Author::Program, 1), None, Some(files)).await;
        taken.unwrap_or_else(|why| panic!("{why}"));
    }
    site.app.renew_shelf().await.unwrap_or_else(|why| panic!("{why:?}"));
    site
}

#[tokio::test(flavor = "multi_thread")]
async fn a_publication_that_lacks_a_file_is_left_out_and_the_others_are_shown() {
    let whole = folders()[1].clone();
    let lacks = |path: &str| {
        let mut files = whole.clone();
        files.remove(path).expect("it was there");
        files
    };
    let other = |path: &str| {
        let mut files = whole.clone();
        files.insert(path.to_owned(), b"code;value\n".to_vec());
        files
    };
    for (case, files, status) in [
        ("whole", whole.clone(), StatusCode::OK),
        ("no answers", lacks("answers.csv"), StatusCode::NOT_FOUND),
        ("no figures", lacks("aggregates.csv"), StatusCode::NOT_FOUND),
        ("other outcomes", other("outcomes.csv"), StatusCode::NOT_FOUND),
        ("a file too many", other("extra.csv"), StatusCode::NOT_FOUND),
    ] {
        let site = with(&files).await;
        for below in ["", "/enhet/0643", "/filer/manifest.json", "/filer/outcomes.csv"] {
            let answer = site.get(&format!("/resultat/2018-omgang-1{below}")).await;
            assert_eq!(answer.status, status, "{case}: {below}");
        }
        let data = site.get("/api/v1/publications/2018-omgang-1/places/0643").await;
        assert_eq!(data.status, status, "{case}");
        let shown = status == StatusCode::OK;
        for address in ["/", "/resultat", "/flode.atom", "/api/v1/publications", "/sok?q=2018"] {
            let page = site.get(address).await;
            assert_eq!(page.status, StatusCode::OK, "{case}: {address}");
            assert_eq!(page.body.contains("2018-omgang-1"), shown, "{case}: {address}");
        }
        assert_eq!(site.get("/resultat/2015/enhet/0643").await.status, StatusCode::OK, "{case}: the others");
    }
}
