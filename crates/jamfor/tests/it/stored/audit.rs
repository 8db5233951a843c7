//! `audit verify` finds what was changed, and says it.

use super::fill::{answered, fill, round_id};
use super::{Place, on_both};
use crate::{jamfor, printed, text};

on_both!(an_unchanged_store_is_told_of_and_anchors_are_found, what_was_changed_is_named);

fn an_unchanged_store_is_told_of_and_anchors_are_found(place: Place) {
    let few = answered(2);
    place.with(async |store| fill(store, &few).await);
    let end = place.with(async |store| store.chain_end(&round_id()).await);
    let (folder, store) = (place.folder(), place.store());
    let verify = ["audit", "verify", "--store", &store];
    let out = printed(folder, &verify);
    // Facts that come together are one batch.
    let out = out.replace("\n  ", " ");
    let told =
        [format!("oförändrad – {} poster", end.no), format!("0 gallrade, slut {}:{}", end.no, end.hash)];
    assert!(told.iter().all(|part| out.contains(part)), "{told:?} in {out}");
    let out = printed(folder, &[&verify[..], &["--lang", "en", "--round", "2018"]].concat());
    assert!(out.contains("round 2018: unchanged"), "{out}");
    let receipt = format!("{}:{}", end.no, end.hash);
    let out = printed(folder, &[&verify[..], &["--anchor", &receipt]].concat());
    assert!(out.contains("ankaret finns i kedjan"), "{out}");
    for (anchor, told) in [
        (format!("{}:{}", end.no, "0".repeat(64)), "en annan post här än ankarets"),
        (format!("{}:{}", end.no + 5, end.hash), "kedjan slutar före ankaret"),
    ] {
        let output = jamfor(folder, &[&verify[..], &["--anchor", &anchor]].concat());
        assert_eq!(output.status.code(), Some(1));
        assert!(text(&output.stdout).contains(told), "{anchor}: {}", text(&output.stdout));
    }
    // By the variable, and by the name in the present folder.
    let by_variable = std::process::Command::new(env!("CARGO_BIN_EXE_jamfor"))
        .args(["audit", "verify"])
        .current_dir(folder)
        .env("JAMFOR_STORE", &store)
        .output()
        .expect("it starts");
    assert!(text(&by_variable.stdout).contains("omgång 2018: oförändrad"));
}

fn what_was_changed_is_named(place: Place) {
    let few = answered(1);
    place.with(async |store| fill(store, &few).await);
    match &place.location {
        store::Location::Sqlite(_) => {
            place.sql("DROP TRIGGER fact_is_not_changed; DROP TRIGGER fact_is_not_deleted")
        }
        store::Location::Postgres(_) => place.sql("ALTER TABLE fact DISABLE TRIGGER ALL"),
    }
    place.sql("UPDATE fact SET author = '{\"link\":\"en-annan\"}' WHERE no = 1");
    place.sql("DELETE FROM fact WHERE no = 2");
    let (folder, store) = (place.folder(), place.store());
    let output = jamfor(folder, &["audit", "verify", "--store", &store]);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(1), "{out}{err}");
    for told in
        ["FEL –", "post 1, uppgift ", "kolumner säger något annat", "post 2: posten har inga uppgifter"]
    {
        assert!(out.contains(told), "{told}: {out}");
    }
    assert!(err.contains("fel: svarslagret är inte som det skrevs"), "{err}");
    let english = jamfor(folder, &["audit", "verify", "--store", &store, "--lang", "en"]);
    assert!(text(&english.stdout).contains("batch 1, fact "), "{}", text(&english.stdout));

    // Nothing is published from it.
    let publish = ["publish", "--edition", "2018", "--store", &store, "--round", "2018"];
    let at = ["--published-at", "2018-06-19T10:00:00+02:00", "--out", "ut"];
    let output = jamfor(folder, &[&publish[..], &at].concat());
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("revisionskedjan håller inte"), "{}", text(&output.stderr));
    assert!(!folder.join("ut").exists());
}
