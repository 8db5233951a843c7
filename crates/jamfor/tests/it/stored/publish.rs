//! A publication from the store anchors the store's chain.

use std::fs;

use super::fill::{answered, fill, round_id};
use super::{Place, on_both};
use crate::{jamfor, printed, refused, text};

on_both!(a_publication_from_the_store_is_anchored_in_its_chain);

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
