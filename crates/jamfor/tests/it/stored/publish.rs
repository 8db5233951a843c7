//! A publication from the store anchors the store's chain.

use std::fs;

use super::fill::{answered, fill, make_round, round_id, save, submit};
use super::{Place, on_both};
use crate::{jamfor, printed, refused, text};

on_both!(a_publication_from_the_store_is_anchored_in_its_chain, a_round_is_published_as_it_was_known_then);

const AT: [&str; 2] = ["--published-at", "2018-06-19T10:00:00+02:00"];

fn a_publication_from_the_store_is_anchored_in_its_chain(place: Place) {
    let few = answered(12);
    place.with(async |store| fill(store, &few).await);
    let end = place.with(async |store| store.chain_end(&round_id()).await);
    let (folder, store) = (place.folder(), place.store());
    let from_store = ["publish", "--edition", "2018", "--store", &store, "--round", "2018"];
    for out in ["ut", "igen"] {
        printed(folder, &[&from_store[..], &AT, &["--out", out]].concat());
    }
    let manifest = fs::read_to_string(folder.join("ut/manifest.json")).expect("read");
    let json: serde_json::Value = manifest.parse().expect("JSON");
    assert_eq!(
        json["chain"],
        serde_json::json!({ "round": "2018", "no": end.no, "hash": end.hash.to_string(), "counted": "submitted" })
    );
    assert_eq!(manifest, fs::read_to_string(folder.join("igen/manifest.json")).expect("read"), "every byte");
    let secret = store.contains("://").then_some(store.as_str());
    assert!(
        secret.is_none_or(|address| !manifest.contains(address)),
        "where the store is, is told to nobody"
    );

    // As from a file, but for the anchor.
    fs::write(folder.join("svar.csv"), &few.csv).expect("it is written");
    let file = ["publish", "--edition", "2018", "--answers", "svar.csv", "--out", "fil"];
    printed(folder, &[&file[..], &AT].concat());
    let of_file: serde_json::Value =
        fs::read_to_string(folder.join("fil/manifest.json")).expect("read").parse().expect("JSON");
    assert_eq!(json["files"], of_file["files"]);

    let out = printed(folder, &["verify", "ut"]);
    assert!(out.replace("\n  ", " ").contains("svaren är ur svarslagret, omgång 2018 efter post"), "{out}");
    for anchor in ["ut/manifest.json", "ut"] {
        let out = printed(folder, &["audit", "verify", "--store", &store, "--anchor", anchor]);
        assert!(out.contains("ankaret finns i kedjan"), "{out}");
    }
    let no_anchor = refused(folder, &["audit", "verify", "--store", &store, "--anchor", "fil"], 1);
    assert!(no_anchor.contains("inte gjord ur ett svarslager"), "{no_anchor}");

    // A store that was made anew from other answers holds, and does not hold the anchor.
    let other = Place::sqlite();
    other.with(async |store| fill(store, &answered(3)).await);
    let output = jamfor(folder, &["audit", "verify", "--store", &other.store(), "--anchor", "ut"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("ankare"), "{}", text(&output.stdout));
}

fn a_round_is_published_as_it_was_known_then(place: Place) {
    let few = answered(6);
    let units = few.units();
    let then = place.with(async |store| {
        make_round(store, &few).await?;
        let mut ends = Vec::new();
        for half in [0..3, 3..6] {
            for i in half {
                for part in &units[i].1 {
                    save(store, units[i].0, part, few.cells(i, part)).await;
                    submit(store, units[i].0, part).await;
                }
            }
            ends.push(store.chain_end(&round_id()).await?);
        }
        assert!(ends[0].no < ends[1].no, "the round went on");
        Ok(ends[0])
    });
    let (folder, store) = (place.folder(), place.store());
    let from_store = ["publish", "--edition", "2018", "--store", &store, "--round", "2018"];
    let manifest = |out: &str| -> serde_json::Value {
        fs::read_to_string(folder.join(out).join("manifest.json")).expect("read").parse().expect("JSON")
    };
    let batch = then.no.to_string();
    printed(folder, &[&from_store[..], &AT, &["--out", "da", "--as-known-at", &batch]].concat());
    let known_then = manifest("da");
    assert_eq!(known_then["chain"]["no"], then.no);
    assert_eq!(known_then["chain"]["hash"], then.hash.to_string());
    // As from a file with the answers of those who had answered then.
    let own = |line: &&str| {
        line.starts_with("unit;") || units[..3].iter().any(|(unit, _)| line.starts_with(&format!("{unit};")))
    };
    let csv = text(&few.csv);
    let first: String = csv.lines().filter(own).map(|line| format!("{line}\n")).collect();
    fs::write(folder.join("svar.csv"), first).expect("it is written");
    let file = ["publish", "--edition", "2018", "--answers", "svar.csv", "--out", "fil"];
    printed(folder, &[&file[..], &AT].concat());
    assert_eq!(known_then["files"], manifest("fil")["files"]);
    // It is anchored in the chain that went on.
    let out = printed(folder, &["audit", "verify", "--store", &store, "--anchor", "da"]);
    assert!(out.replace("\n  ", " ").contains(&format!("kedjan: post {batch}")), "{out}");
    for (moment, code, told) in
        [("9999", 1, "har ingen post 9999"), ("0", 1, "inga svar att räkna"), ("i går", 2, "ingen tidpunkt")]
    {
        let given = [&from_store[..], &AT, &["--out", "ingen", "--as-known-at", moment]].concat();
        let err = refused(folder, &given, code);
        assert!(err.contains(told), "{moment}: {err}");
        assert!(!folder.join("ingen").exists());
    }
}
