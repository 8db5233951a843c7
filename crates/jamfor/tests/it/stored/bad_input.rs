//! Wrong calls: what is wrong, what to do, and never a password.

use super::Place;
use super::fill::{answered, fill};
use crate::{jamfor, refused, text};

const COMPUTE: [&str; 3] = ["compute", "--edition", "2018"];

#[test]
fn a_round_and_a_file_exclude_each_other_and_the_rest_needs_a_round() {
    let folder = tempfile::tempdir().expect("a folder");
    for (case, given, told) in [
        ("both", &["--round", "2018", "--answers", "a.csv"][..], "kan inte stå tillsammans"),
        ("outcomes", &["--round", "2018", "--outcomes", "a.csv"], "kan inte stå tillsammans"),
        ("a store and a file", &["--store", "a.db", "--answers", "a.csv"], "kan inte stå tillsammans"),
        ("no round", &["--store", "a.db"], "det här saknas: --round"),
        ("no round for a time", &["--as-known-at", "3"], "det här saknas: --round"),
        ("nothing", &[], "--round OMGÅNG"),
        ("no id", &["--round", "Å 2018"], "små bokstäver"),
    ] {
        let err = refused(folder.path(), &[&COMPUTE[..], given].concat(), 2);
        assert!(err.contains(told), "{case}: {err}");
    }
    let err = refused(folder.path(), &[&COMPUTE[..], &["--round", "2018"]].concat(), 1);
    assert!(err.contains("jamfor.db: här finns inget svarslager"), "{err}");
    assert_eq!(std::fs::read_dir(folder.path()).expect("read").count(), 0, "nothing is made");
}

#[test]
fn a_password_in_an_address_is_never_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    // Nobody listens on port 1.
    let address = "postgres://jamfor:hemligt@127.0.0.1:1/svar?password=hemligt";
    for arguments in [
        &["audit", "verify", "--store", address][..],
        &["audit", "verify", address],
        &["audit", "verify", "--stoer", address],
        &["audit", "verify", "--store=mysql://jamfor:hemligt@db/svar"],
        &["backup", address],
        &["backup", address, "--lang", "en"],
        &["restore", address],
        &["backup", "kopia", "--store", address],
        &["restore", "Cargo.toml", "--store", address],
        &["compute", "--edition", "2018", "--round", "2018", "--store", address],
        &["compute", "--edition", address],
    ] {
        let output = jamfor(folder.path(), arguments);
        let said = text(&output.stdout) + &text(&output.stderr);
        assert!(!output.status.success() && !said.is_empty(), "{arguments:?}");
        assert!(!said.contains("hemligt"), "{arguments:?}: {said}");
    }
    let err = refused(folder.path(), &["audit", "verify", "--store", address], 1);
    assert!(err.contains("postgres://127.0.0.1:1/svar: databasen svarar inte"), "{err}");
    let err = refused(folder.path(), &["backup", address], 2);
    assert!(err.contains("jamfor backup FIL --store ADRESS"), "{err}");
}

#[test]
fn another_round_or_edition_is_told_with_what_there_is() {
    let place = Place::sqlite();
    place.with(async |store| fill(store, &answered(1)).await);
    let store = place.store();
    let from = |edition: &str, round: &str, code: i32| {
        let given = ["compute", "--edition", edition, "--store", &store, "--round", round];
        refused(place.folder(), &given, code)
    };
    let err = from("2018", "2081", 1);
    assert!(err.contains("det finns ingen omgång `2081`; menade du `2018`?"), "{err}");
    let err = from("2015", "2018", 2);
    assert!(err.contains("omgång 2018 hör till årgång 2018, inte 2015"), "{err}");
    let verify = ["audit", "verify", "--store", &store];
    for (given, code, told) in [
        (&["--round", "2031"][..], 1, "ingen omgång `2031`"),
        (&["--anchor", "12:kort"], 2, "en hash av 64 tecken"),
        (&["--anchor", "ingen.json"], 1, "ingen.json kan inte läsas"),
        (&["--anchor", &store], 1, "varken ett kvitto eller en publicerings förteckning"),
    ] {
        let err = refused(place.folder(), &[&verify[..], given].concat(), code);
        assert!(err.contains(told), "{given:?}: {err}");
    }
    std::fs::write(place.folder().join("text.db"), "ingen databas, bara text".repeat(99)).expect("written");
    let err = refused(place.folder(), &["audit", "verify", "--store", "text.db"], 1);
    assert!(err.contains("filen är ingen databas, eller skadad"), "{err}");
}
