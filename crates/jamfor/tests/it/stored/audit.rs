//! `audit verify` finds what was changed, and says it.

use collection::receipt::{FORM, Receipt};

use super::fill::{answered, fill, round_id};
use super::{Place, on_both};
use crate::{jamfor, printed, text};

on_both!(
    an_unchanged_store_is_told_of_and_anchors_are_found,
    what_was_changed_is_named,
    a_receipt_is_proved_by_its_file_and_a_changed_one_is_refused
);

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

fn a_receipt_is_proved_by_its_file_and_a_changed_one_is_refused(place: Place) {
    let few = answered(1);
    place.with(async |store| fill(store, &few).await);
    let submitted = place.with(async |store| {
        let heads = store.heads(&round_id()).await?;
        let fact = heads.values().find_map(|head| head.submitted.clone()).expect("it is submitted").0;
        store.sealed(&fact).await
    });
    let submitted = submitted.expect("it is there");
    let (form, unit) = (FORM.to_owned(), "0114".to_owned());
    let receipt = Receipt { form, round: round_id(), unit, submitted, signed_off: None };
    let (folder, store) = (place.folder(), place.store());
    let verify = |receipt: &Receipt| {
        let file = folder.join("kvitto.json");
        std::fs::write(&file, serde_json::to_vec_pretty(receipt).expect("JSON")).expect("it is written");
        let output = jamfor(folder, &["audit", "verify", "--store", &store, "--anchor", "kvitto.json"]);
        (
            output.status.code(),
            text(&output.stdout).replace("\n  ", " "),
            text(&output.stderr).replace("\n  ", " "),
        )
    };
    let (code, out, err) = verify(&receipt);
    assert_eq!(code, Some(0), "{err}");
    assert!(out.contains("ankaret finns i kedjan") && out.contains("kvittot gäller: enhet 0114"), "{out}");

    let mut changed = receipt.clone();
    if let collection::fact::Content::Submitted { cells, .. } = &mut changed.submitted.fact.content {
        cells.pop_first();
    }
    let (code, _, err) = verify(&changed);
    assert_eq!(code, Some(1));
    assert!(err.contains("svaren är ändrade"), "{err}");

    // Whole in itself, but of another chain than this store's.
    let mut foreign = receipt;
    foreign.submitted.batch.at += 1;
    foreign.submitted.batch_hash = foreign.submitted.batch.hash();
    let (code, out, _) = verify(&foreign);
    assert_eq!(code, Some(1));
    assert!(out.contains("en annan post här än ankarets") && !out.contains("kvittot gäller"), "{out}");
}
