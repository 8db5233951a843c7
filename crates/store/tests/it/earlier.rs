//! Stores of every earlier version, as they were then: tables by the first migrations, rows as a program wrote them. Opened by
//! today's program they hold what they held.
//!
//! The rows are in `tests/earlier`, one file for each version of the tables that brought some. They are not made anew: what
//! was once written must be read for ever.

use std::path::Path;

use collection::fact::Author;
use collection::head::State;
use collection::password::Password;
use collection::publishing::{Stage, Verdict};
use collection::receipt::{FORM, Receipt};
use collection::secret::Token;
use collection::totp::Secret;
use serde_json::json;
use store::{AsOf, Identity, Location, NotAppended, Simulated, Who};

use crate::support::facts::*;
use crate::support::people::*;
use crate::support::{Place, on_both};

on_both!(a_store_of_every_earlier_version_is_opened_with_all_it_held);

/// What was given to people then.
const LINK: &str = "4man64v8-hgf90sv6-z5vkt5jk-16qn8cna";
const SESSION_OF_LINK: &str = "ew6xckeb-a3qxn5qv-bdr1w9y3-ck96xqv8";
const SESSION_OF_ACCOUNT: &str = "jetq64qf-9fs7wz96-epbmyj0m-ptt33vxr";
const SECRET: &str = "157617ebf1d9cdf8d984ea87232478a8a90fee55";
const INVITATION: &str = "6ghmvpmz-9eq124r5-7631gvy7-t1kf6ra5";

fn sql(folder: &str, name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join(name);
    // A version may bring nothing, to one of the databases or to both.
    std::fs::read_to_string(path).unwrap_or_default()
}

/// The version of the tables that today's program makes.
async fn known(place: &Place) -> i64 {
    let versions = place.texts("SELECT CAST(no AS TEXT) FROM migration ORDER BY no").await.expect("read");
    let versions: Vec<i64> = versions.iter().map(|no| no.parse().expect("a number")).collect();
    assert_eq!(versions, (1..=versions.len() as i64).collect::<Vec<_>>(), "each once, in order");
    versions.len() as i64
}

/// A store of version `last`, as the program of then left it.
async fn make(place: &Place, last: i64) {
    if let Location::Sqlite(path) = &place.location {
        std::fs::File::create_new(path).expect("it is new");
    }
    let own = if place.is_sqlite() { "sqlite" } else { "postgres" };
    let table =
        "CREATE TABLE migration (no BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, at BIGINT NOT NULL)";
    place.sql(table).await.expect("it is new");
    for no in 1..=last {
        let tables = sql("migrations", &format!("{no:04}.sql"));
        assert!(!tables.is_empty(), "there is a migration {no}");
        for text in [tables, sql("migrations", &format!("{no:04}.{own}.sql"))] {
            place.sql(&text).await.expect("it is applied");
        }
        place.sql(&format!("INSERT INTO migration VALUES ({no}, 'då', 0)")).await.expect("it is told");
        place.sql(&sql("tests/earlier", &format!("{no:04}.sql"))).await.expect("rows of then");
    }
}

async fn a_store_of_every_earlier_version_is_opened_with_all_it_held(newest: Place) {
    newest.open().await.close().await;
    let newest_version = known(&newest).await;
    for version in 1..=newest_version {
        let place = if newest.is_sqlite() { crate::support::sqlite() } else { crate::support::postgres() };
        make(&place, version).await;
        // The second opening finds everything up to date.
        for time in ["first", "second"] {
            let store = place.open().await;
            assert_eq!(known(&place).await, newest_version, "{version}, {time}");
            holds_its_answers(&store).await;
            store.close().await;
        }
        let store = place.open().await;
        holds_its_people(&store, version).await;
        holds_its_publications(&store, version).await;
        goes_on(&store).await;
        store.close().await;
    }
}

async fn holds_its_answers(store: &store::Store) {
    let audit = sound(store, &round_id()).await;
    assert_eq!((audit.facts, audit.erased, audit.batches), (5, 1, 5));
    let head = store.head(&response_id("r0")).await.expect("read");
    let held =
        [("E1".to_owned(), "nej".to_owned()), ("E7".to_owned(), "Åsa skrev \"it's\" – 🏳️ \\n".to_owned())];
    assert_eq!(texts(&head), held.into());
    assert_eq!(head.state, State::Submitted);
    let other = store.head(&response_id("r1")).await.expect("read");
    assert_eq!(texts(&other), [("F1".to_owned(), "12,5".to_owned())].into());
    let history = store.history(&response_id("r0")).await.expect("read");
    let facts: Vec<&str> = history.iter().map(|entry| entry.fact.id.as_str()).collect();
    assert_eq!(facts, ["s1", "s2", "x1", "u1"]);
    let then = store.as_of(&round_id(), AsOf::Batch(1)).await.expect("read");
    assert_eq!(texts(&then[&response_id("r0")])["E1"], "ja", "as it was known then");
    let receipt = store.appended(&fact_id("u1")).await.expect("read").expect("it is there");
    assert!(receipt.holds());
    let sealed = store.sealed(&fact_id("u1")).await.expect("read").expect("it is there");
    let (form, round, unit) = (FORM.to_owned(), round_id(), "0643".to_owned());
    assert_eq!(Receipt { form, round, unit, submitted: sealed, signed_off: None }.faults(), []);
    assert_eq!(store.round(&round_id()).await.expect("read").name, "Öppna jämförelser 2018");
}

async fn holds_its_people(store: &store::Store, version: i64) {
    let token = |text: &str| text.parse::<Token>().expect("a token");
    let link = store.open_link(&token(LINK)).await.expect("read");
    assert_eq!(link.is_some(), version >= 2, "{version}: the link");
    if let Some((_, link)) = link {
        assert_eq!((link.parts, link.revoked), (Some(["del 0".to_owned()].into()), None));
        let links = store.links(&round_id(), None).await.expect("read");
        assert_eq!(links[0].label.as_ref().map(|label| label.reveal()), Some("Anna Hemlig, IFO"));
        assert!(links[0].first_used.is_some());
        let session = store.session(&token(SESSION_OF_LINK), NOW + SECOND).await.expect("read");
        assert!(matches!(session.expect("it goes on").who, Who::Link(_)));
        // When somebody showed who they are was not kept before version 6: they are asked once more.
        let session = store.session(&token(SESSION_OF_ACCOUNT), NOW + SECOND).await.expect("read");
        assert_eq!(session.expect("it goes on").proved, 0);
        let now = NOW + HOUR;
        let digit = |i: usize| u8::from_str_radix(&SECRET[2 * i..2 * i + 2], 16).expect("two digits");
        let secret = Secret::of_random(std::array::from_fn(digit));
        let code = code(&secret, now);
        let signed_in = sign_in(store, PASSWORD, Some(&code), now).await.expect("as then");
        assert_eq!(store.account(&signed_in).await.expect("read").login.reveal(), LOGIN);
        assert!(!store.events(None, None, 99).await.expect("read").is_empty());
    }
    let invited = store.invitation(&token(INVITATION), NOW + HOUR).await.expect("read");
    let simulated = store.rounds().await.expect("read").iter().any(|round| round.id.as_str() == "2019");
    assert_eq!((invited.is_some(), simulated), (version >= 3, version >= 3), "{version}: invited, simulated");
    if version >= 3 {
        let made_up = store.simulated(&"2019".parse().expect("an id")).await.expect("read");
        assert_eq!(made_up, Some(Simulated { number: Some(7) }));
        let password = Password::new(PASSWORD);
        store.accept_invitation(&token(INVITATION), &password, NOW + HOUR).await.expect("it holds still");
    }
    let (issuer, subject) = ("https://inloggning.example".to_owned(), "anna-1".to_owned());
    let known = store.sign_in_by(&Identity { issuer, subject, verified_email: None }, NOW + HOUR).await;
    assert_eq!(known.is_ok(), version >= 5, "{version}: the identity");
}

/// What was published stays so: events, their chain, and every file of the folders that they name.
async fn holds_its_publications(store: &store::Store, version: i64) {
    let audit = store.verify_publications().await.expect("read");
    assert_eq!(audit.faults, [], "{version}");
    let then = if version >= 7 { (6, 2) } else { (0, 0) };
    assert_eq!((audit.events, audit.folders), then, "{version}: publications");
    let Some(state) = store.publishing(&"2018-v1".parse().expect("a name")).await.expect("read") else {
        return;
    };
    assert_eq!(state.stage, Stage::Scheduled { published_at: 1_529_388_000_000_000 });
    assert_eq!(state.readers.len(), 1);
    let [contest] = state.contests.as_slice() else { panic!("{:?}", state.contests) };
    assert_eq!(contest.reason.as_deref(), Some("Vi har den – \"it's\" sedan 2016"));
    let decision = contest.decision.as_ref().map(|decision| (decision.verdict, decision.words.as_deref()));
    assert_eq!(decision, Some((Verdict::Kept, None)), "what was written of it was erased then");
    assert_eq!(audit.erased, 1);
    let files = store.publication_files(&state.folder).await.expect("read").expect("a folder");
    assert_eq!(files["a.csv"], "kommun;utfall\nHabo;ja – åäö\n".as_bytes());
}

/// What was submitted stays so, what is open is answered on, in the same chain.
async fn goes_on(store: &store::Store) {
    let late = store.append(save("late", "r0", &[("E2", "ja")])).await;
    assert!(matches!(late, Err(NotAppended::Refused(_))), "{late:?}");
    let same = put(store, save("s3", "r1", &[("F1", "12,5")])).await;
    assert_eq!(same.no, 4, "sent once more, answered as the first time");
    let seen = store.head(&response_id("r1")).await.expect("read");
    put(store, save_on(&seen, "s4", "r1", &[("F1", "13,5")])).await;
    store
        .erase(fact_id("x2"), response_id("r0"), vec![cell("E7")], "gallring".into(), Author::Program)
        .await
        .expect("it is taken");
    let head = store.head(&response_id("r1")).await.expect("read");
    assert_eq!(head.cells[&cell("F1")].value, Some(json!("13,5")));
    assert_eq!(sound(store, &round_id()).await.facts, 7);
}
