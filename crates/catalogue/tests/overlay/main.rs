//! A catalogue laid over the built-in one: what it replaces, what it leaves, and who is told of a mistake.

mod rounds;

use std::collections::BTreeMap;
use std::path::Path;

use catalogue::{Catalogue, LoadOptions, Problems};
use domain::EditionYear;

const BASE: &str = "base = \"bundled\"\nname = \"Prov\"\nwhy = \"Ett test.\"\n";
const RUTIN: &str = "editions/2018/indicators/ekonomiskt-bistand/utredningsmall.toml";

fn built_in(path: &str) -> String {
    let files = Catalogue::files_of(None).expect("the built-in catalogue is there");
    String::from_utf8(files[path].clone()).expect("its files are UTF-8")
}

/// Loads an overlay of some files from a folder.
fn load(files: &[(&str, &str)]) -> Result<Catalogue, Problems> {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let file = folder.path().join(path);
        std::fs::create_dir_all(file.parent().expect("it is in a folder")).expect("a folder");
        std::fs::write(file, text).expect("a file");
    }
    let loaded = Catalogue::load_with(folder.path(), LoadOptions { prove: false });
    loaded.map_err(|problems| {
        let here = format!("{}/", folder.path().display());
        let away = |problem: &catalogue::Problem| {
            let file = problem.file.replace(&here, "DIR/");
            catalogue::Problem { file, ..problem.clone() }
        };
        problems.iter().map(away).collect()
    })
}

fn told(files: &[(&str, &str)]) -> String {
    load(files).map(|_| String::new()).unwrap_or_else(|problems| problems.to_string())
}

#[test]
fn a_file_replaces_the_built_in_one_and_everything_else_stays() {
    let changed = built_in(RUTIN).replace("response_percent = 93", "response_percent = 50");
    let loaded = load(&[("base.toml", BASE), (RUTIN, &changed)]).expect("it is sound");
    let overlay = loaded.overlay.as_ref().expect("it says what it is laid over");
    assert_eq!((overlay.name.as_str(), overlay.files.as_slice()), ("Prov", &[RUTIN.to_owned()][..]));
    let bundled = Catalogue::bundled().expect("it loads");
    assert!(bundled.overlay.is_none());
    for (year, edition) in &bundled.editions {
        let of_overlay = &loaded.editions[year];
        for (ours, theirs) in edition.indicators.iter().zip(&of_overlay.indicators) {
            let is_changed = year.0 == 2018 && ours.id.as_str() == "eb-utredningsmall-barn";
            let expected = if is_changed { Some(50) } else { ours.response_percent };
            assert_eq!((theirs.id.as_str(), theirs.response_percent), (ours.id.as_str(), expected), "{year}");
        }
    }
}

#[test]
fn a_new_file_is_added() {
    let figures = "unit;figure\n0180-01;5\n";
    let path = "editions/2018/measures/prov.csv";
    let loaded = load(&[("base.toml", BASE), (path, figures)]).expect("it is sound");
    assert!(loaded.editions[&EditionYear(2018)].measures.contains_key("prov"));
}

#[test]
fn the_files_of_an_overlay_are_complete_and_load_without_the_built_in_catalogue() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("base.toml"), BASE).expect("a file");
    std::fs::write(folder.path().join("units.csv"), built_in("units.csv")).expect("a file");
    let files = Catalogue::files_of(Some(folder.path())).expect("it is sound");
    assert!(!files.contains_key("base.toml"), "they are an overlay no longer");
    assert_eq!(files, Catalogue::files_of(None).expect("it is there"));
    let loaded = Catalogue::load_files(&files, LoadOptions { prove: false }).expect("they are complete");
    assert!(loaded.overlay.is_none());
    assert_eq!(*loaded.files, files, "a catalogue keeps what it was read from");
}

#[test]
fn mistakes_of_an_overlay_say_whose_file_is_wrong() {
    let sets = "editions/2018/sets.toml";
    let without = built_in(sets).replace("ja_nej", "ja_eller_nej");
    let changed = built_in(RUTIN).replace("short_name", "shortname");
    let all = [
        (
            "an unknown base",
            told(&[("base.toml", &BASE.replace("bundled", "inbyggd")), (RUTIN, &built_in(RUTIN))]),
        ),
        (
            "no name and a misspelt key",
            told(&[
                ("base.toml", "base = \"bundled\"\nwhy = \"x\"\nnamn = \"x\"\n"),
                (RUTIN, &built_in(RUTIN)),
            ]),
        ),
        ("no TOML", told(&[("base.toml", "base = bundled"), (RUTIN, &built_in(RUTIN))])),
        ("nothing laid over", told(&[("base.toml", BASE)])),
        ("a mistake in a file of its own", told(&[("base.toml", BASE), (RUTIN, &changed)])),
        (
            "a file that nothing reads",
            told(&[("base.toml", BASE), ("editions/2018/indicators/prov.tml", "x")]),
        ),
    ];
    let text: String = all.iter().map(|(case, told)| format!("{case}\n{told}\n")).collect();
    insta::assert_snapshot!("mistakes", text);
    let elsewhere = told(&[("base.toml", BASE), (sets, &without)]);
    assert!(elsewhere.contains("\n(inbyggd) editions/2018/questions/e.toml:"), "{elsewhere}");
    assert!(
        !elsewhere.contains("DIR/editions/2018/questions"),
        "those files are not in the folder: {elsewhere}"
    );
}

#[test]
fn a_folder_without_a_base_is_a_catalogue_of_its_own() {
    let told = told(&[(RUTIN, &built_in(RUTIN))]);
    assert!(told.contains("DIR/units.csv: CAT-09 the file is missing"), "{told}");
    assert!(!told.contains("(inbyggd)"), "{told}");
}

#[test]
fn a_folder_that_is_not_there_is_told() {
    let problems = Catalogue::files_of(Some(Path::new("finns/inte"))).expect_err("there is no such folder");
    assert!(problems.to_string().starts_with("finns/inte: CAT-01"), "{problems}");
}

#[test]
fn files_in_memory_may_be_an_overlay_too() {
    let files =
        BTreeMap::from([("base.toml".to_owned(), BASE.to_owned()), (RUTIN.to_owned(), built_in(RUTIN))]);
    let loaded = Catalogue::load_files(&files, LoadOptions { prove: false }).expect("it is sound");
    assert_eq!(loaded.editions.len(), 2);
}
