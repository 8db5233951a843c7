//! Whatever is changed in a folder is found and named; no bytes make it panic.

use std::io::{Cursor, Read, Write};

use publication::folder::{Files, content_hash, verify};
use publication::manifest::{Holds, MANIFEST, Manifest};
use zip::write::SimpleFileOptions;

use crate::small::{self, mend, program, replace};

/// All faults of a folder, a line each.
fn told(folder: &Files) -> String {
    verify(folder, &program()).faults.to_string()
}

/// A figure, its line in `outcomes.csv`, and a category that it is not.
fn some_outcome(folder: &Files) -> (String, String, &'static str) {
    let text = String::from_utf8(folder["outcomes.csv"].clone()).expect("text");
    let line = text.lines().find(|line| line.contains(";ja;")).expect("somebody has ja").to_owned();
    let fields: Vec<&str> = line.split(';').collect();
    (format!("2024, {}, {}", fields[1], fields[2]), line.clone(), "nej")
}

#[test]
fn a_changed_figure_is_named_also_if_the_manifest_is_mended() {
    let whole = small::folder();
    let (figure, line, other) = some_outcome(&whole);
    let named =
        format!("outcomes.csv: PUB-20 {figure}: value: publicerat `{other}`, men mappens underlag ger `ja`");
    let changed = line.replace(";ja;", &format!(";{other};"));
    let mut folder = whole.clone();
    replace(&mut folder, "outcomes.csv", &line, &changed);
    let found = told(&folder);
    assert!(found.contains("outcomes.csv: PUB-12") && found.contains(&named), "{found}");
    mend(&mut folder);
    let found = told(&folder);
    assert!(!found.contains("PUB-12") && found.contains(&named), "{found}");
}

#[test]
fn every_format_is_compared() {
    let whole = small::folder();
    for (case, path, from, to, named) in [
        (
            "JSON of the contract",
            "outcomes.json",
            "\"value\": \"ja\"",
            "\"value\": \"nej\"",
            ": value: publicerat `nej`",
        ),
        (
            "all cubes",
            "publication.json",
            "\"verdict\":\"reached\"",
            "\"verdict\":\"partly\"",
            "target: verdict: publicerat `partly`",
        ),
        (
            "a cube's colour",
            "cubes/outcomes.csv",
            "reached;green",
            "reached;red",
            "target_colour: publicerat `red`",
        ),
        ("a cube's sign", "cubes/outcomes.csv", ";✔;", ";✘;", "target_sign: publicerat `✘`"),
        ("a share", "aggregates.csv", ";share;", ";share;9", "publicerat"),
        ("what files there are", "README.md", "answers.csv", "svar.csv", "rad "),
        ("an answer's case", "catalogue/units.csv", "Provkommun A", "Provkommun Ä", "Provkommun"),
    ] {
        let mut folder = whole.clone();
        replace(&mut folder, path, from, to);
        mend(&mut folder);
        let found = told(&folder);
        assert!(found.contains("PUB-20") && found.contains(named), "{case}:\n{found}");
    }
}

#[test]
fn a_changed_answer_is_named_by_the_figures_that_no_longer_follow() {
    let whole = small::folder();
    let text = String::from_utf8(whole["answers.csv"].clone()).expect("text");
    let mut moved = 0;
    for line in text.lines().filter(|line| line.contains(";ja;")).take(4) {
        let mut folder = whole.clone();
        replace(&mut folder, "answers.csv", line, &line.replace(";ja;", ";nej;"));
        mend(&mut folder);
        let found = told(&folder);
        // Whether or not an outcome moves, the hash in publication.json tells.
        assert!(!found.is_empty(), "{line}");
        if found.contains("outcomes.csv: PUB-20") {
            let unit = line.split(';').next().unwrap_or_default();
            assert!(found.contains(&format!("outcomes.csv: PUB-20 2024, {unit}, ")), "{line}:\n{found}");
            moved += 1;
        }
    }
    assert!(moved > 0, "some answer decides an outcome");
}

#[test]
fn a_changed_rule_is_named_by_the_figures_that_no_longer_follow() {
    let mut folder = small::folder();
    let path = "catalogue/editions/2024/indicators/prov/villkor.toml";
    let text = String::from_utf8(folder[path].clone()).expect("text");
    let rule = text.lines().find(|line| line.contains("= 'ja'")).expect("a rule asks for ja").to_owned();
    replace(&mut folder, path, &rule, &rule.replacen("= 'ja'", "<> 'ja'", 1));
    mend(&mut folder);
    let found = told(&folder);
    assert!(
        found.contains("outcomes.csv: PUB-20 2024, 000") && found.contains(": value: publicerat"),
        "{found}"
    );
}

#[test]
fn a_wording_that_moves_no_figure_is_found_too() {
    let mut folder = small::folder();
    let path = "catalogue/editions/2024/edition.toml";
    let comment = [b"# en rad till\n".to_vec(), folder[path].clone()].concat();
    folder.insert(path.to_owned(), comment);
    mend(&mut folder);
    let found = told(&folder);
    assert!(found.contains("publication.json: PUB-20 sources: catalogue:"), "{found}");
}

#[test]
fn files_that_are_missing_added_or_slipped_in_are_named() {
    let whole = small::folder();
    let without = |path: &str| {
        let mut folder = whole.clone();
        folder.remove(path);
        folder
    };
    let unlisted = |path: &str, mut folder: Files| {
        let mut manifest = small::manifest(&folder);
        manifest.files.retain(|file| file.path != path);
        folder.insert(MANIFEST.to_owned(), manifest.to_json());
        folder
    };
    let mut added = whole.clone();
    added.insert("cubes/egen.csv".to_owned(), b"unit;value\n".to_vec());
    let mut listed = added.clone();
    let mut manifest = small::manifest(&listed);
    manifest.files.push(publication::manifest::FileEntry::of("cubes/egen.csv", b"unit;value\n"));
    listed.insert(MANIFEST.to_owned(), manifest.to_json());
    for (case, folder, named) in [
        ("missing", without("outcomes.csv"), "outcomes.csv: PUB-10"),
        ("a source is missing", without("answers.csv"), "answers.csv: PUB-10"),
        ("unknown", added, "cubes/egen.csv: PUB-11"),
        ("unknown and listed", listed, "cubes/egen.csv: PUB-22"),
        (
            "taken away from both",
            unlisted("cubes/outcomes.csv", without("cubes/outcomes.csv")),
            "cubes/outcomes.csv: PUB-22",
        ),
        ("a source taken away from both", unlisted("answers.csv", without("answers.csv")), "PUB-32"),
        ("no manifest", without(MANIFEST), "manifest.json: PUB-01"),
        ("nothing at all", Files::new(), "manifest.json: PUB-01"),
    ] {
        let found = told(&folder);
        assert!(found.contains(named), "{case}: {named} in\n{found}");
    }
}

/// A workbook with the first text of a part replaced, packed anew.
fn repacked(workbook: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut package = zip::ZipArchive::new(Cursor::new(workbook)).expect("a workbook");
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut is_done = from.is_empty();
    for i in 0..package.len() {
        let mut file = package.by_index(i).expect("a part");
        let name = file.name().expect("a name").into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).expect("text");
        if !is_done && text.contains(from) {
            text = text.replacen(from, to, 1);
            is_done = true;
        }
        let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        writer.start_file(name, stored).expect("a part");
        writer.write_all(text.as_bytes()).expect("a part");
    }
    assert!(is_done, "the workbook has «{from}»");
    writer.finish().expect("a workbook").into_inner()
}

#[test]
fn a_changed_cell_of_a_workbook_is_named_by_sheet_and_address() {
    let whole = small::folder();
    let path = "jamforelse-2024.xlsx";
    let anew = repacked(&whole[path], "", "");
    assert_ne!(anew, whole[path]);
    assert_eq!(content_hash(path, &anew), content_hash(path, &whole[path]), "packed anew it says the same");
    let mut folder = whole.clone();
    folder.insert(path.to_owned(), anew.clone());
    mend(&mut folder);
    let found = told(&folder);
    assert!(found.contains("jamforelse-2024.xlsx: PUB-21"), "only bytes differ:\n{found}");
    assert!(!found.contains("PUB-20"), "{found}");
    let other = publication::manifest::Program { version: "9.9.9".to_owned(), ..program() };
    let report = verify(&folder, &other);
    assert!(
        report.faults.is_empty() && report.only_bytes == [path] && !report.same_program,
        "{}",
        report.faults
    );

    let cell = repacked(&whole[path], "Provkommun A</t>", "Provkommun Å</t>");
    folder.insert(path.to_owned(), cell);
    mend(&mut folder);
    let found = told(&folder);
    let line = found.lines().find(|line| line.starts_with("jamforelse-2024.xlsx: PUB-20")).unwrap_or(&found);
    assert!(line.contains('!') && line.contains("Provkommun Å") && line.contains("Provkommun A"), "{found}");

    folder.insert(path.to_owned(), b"PK\x03\x04 no workbook at all".to_vec());
    mend(&mut folder);
    let found = told(&folder);
    assert!(found.contains("jamforelse-2024.xlsx: PUB-20 filen är inte längre läsbar"), "{found}");
}

#[test]
fn another_program_compares_content_and_names_what_differs() {
    let mut folder = small::folder();
    let other = publication::manifest::Program { version: "9.9.9".to_owned(), ..program() };
    let report = verify(&folder, &other);
    assert!(report.faults.is_empty() && report.recomputed && !report.same_program, "{}", report.faults);
    let (figure, line, value) = some_outcome(&folder);
    replace(&mut folder, "outcomes.csv", &line, &line.replace(";ja;", &format!(";{value};")));
    mend(&mut folder);
    let report = verify(&folder, &other);
    assert!(!report.same_program);
    assert!(report.faults.to_string().contains(&format!("PUB-20 {figure}: value")), "{}", report.faults);
}

#[test]
fn a_manifest_that_says_something_else_is_found() {
    let whole = small::folder();
    let with = |change: &dyn Fn(&mut Manifest)| {
        let mut folder = whole.clone();
        let mut manifest = small::manifest(&folder);
        change(&mut manifest);
        folder.insert(MANIFEST.to_owned(), manifest.to_json());
        folder
    };
    for (case, folder, named) in [
        ("title", with(&|m| m.title.sv = "Annat".to_owned()), "manifest.json: PUB-20 title: sv"),
        (
            "time",
            with(&|m| m.published_at = "2024-06-02T08:00:00Z".to_owned()),
            "publication.json: PUB-20 published_at",
        ),
        ("no time", with(&|m| m.published_at = "i dag".to_owned()), "manifest.json: PUB-32"),
        ("origin", with(&|m| m.origin = String::new()), "manifest.json: PUB-20 origin"),
        ("command", with(&|m| m.command = "rm -rf /".to_owned()), "manifest.json: PUB-20 command"),
        ("counties", with(&|m| m.counties.clear()), "PUB-20"),
        ("no such county", with(&|m| m.counties = vec!["99".to_owned()]), "manifest.json: PUB-32"),
        ("no such edition", with(&|m| m.edition = 1999), "manifest.json: PUB-32"),
        (
            "hash of the answers",
            with(&|m| m.given.sha256 = "0".repeat(64)),
            "manifest.json: PUB-20 given: sha256",
        ),
        ("hash of the catalogue", with(&|m| m.catalogue.sha256 = "0".repeat(64)), "PUB-20 catalogue: sha256"),
        ("computed from another file", with(&|m| m.given.path = "outcomes.csv".to_owned()), "PUB-32"),
        ("size", with(&|m| m.files[0].size += 1), "README.md: PUB-12"),
        ("hash", with(&|m| m.files[0].sha256 = String::new()), "README.md: PUB-12"),
        ("content", with(&|m| m.files[0].content = "0".repeat(64)), "README.md: PUB-12 förteckningens hash"),
        ("out of the folder", with(&|m| m.files[0].path = "../x".to_owned()), "manifest.json: PUB-04"),
        ("absolute", with(&|m| m.files[0].path = "/etc/passwd".to_owned()), "manifest.json: PUB-04"),
        ("itself", with(&|m| m.files[0].path = MANIFEST.to_owned()), "manifest.json: PUB-04"),
        ("twice", with(&|m| m.files[1] = m.files[0].clone()), "manifest.json: PUB-04"),
        ("another form", with(&|m| m.form = "jamfor-manifest/2".to_owned()), "manifest.json: PUB-03"),
    ] {
        let found = told(&folder);
        assert!(found.contains(named), "{case}: {named} in\n{found}");
    }
    let mut spaced = whole.clone();
    replace(&mut spaced, MANIFEST, "  \"edition\"", "   \"edition\"");
    assert!(told(&spaced).contains("manifest.json: PUB-21"), "one blank more");
}

#[test]
fn a_publication_that_says_it_holds_only_sources_does_not_escape_being_made_again() {
    let mut folder = small::folder();
    let (_, line, value) = some_outcome(&folder);
    replace(&mut folder, "outcomes.csv", &line, &line.replace(";ja;", &format!(";{value};")));
    mend(&mut folder);
    for (case, whole) in [("without the whole one's hash", None), ("with one", Some("0".repeat(64)))] {
        let mut manifest = small::manifest(&folder);
        (manifest.holds, manifest.whole) = (Holds::Sources, whole);
        folder.insert(MANIFEST.to_owned(), manifest.to_json());
        let found = told(&folder);
        for part in ["manifest.json: PUB-03", "`sources`", "`whole`", "`before/`", "hämta mappen på nytt"] {
            assert!(found.contains(part), "{case}: «{part}» in\n{found}");
        }
    }
}

#[test]
fn no_manifest_makes_it_panic() {
    let whole = small::folder();
    let text = &whole[MANIFEST];
    let with = |bytes: &[u8]| {
        let mut folder = Files::new();
        folder.insert(MANIFEST.to_owned(), bytes.to_vec());
        told(&folder)
    };
    for cut in (0..text.len()).step_by(97) {
        assert!(with(&text[..cut]).contains("manifest.json: PUB-02"), "cut at {cut}");
    }
    let deep = [b"[".repeat(100_000), b"]".repeat(100_000)].concat();
    for (case, bytes) in [
        ("empty object", b"{}".to_vec()),
        ("a list", b"[]".to_vec()),
        ("null", b"null".to_vec()),
        ("wrong types", br#"{"form": "jamfor-manifest/1", "edition": "2018"}"#.to_vec()),
        ("form is no text", br#"{"form": 1}"#.to_vec()),
        ("not UTF-8", b"{\"form\": \"\xff\"}".to_vec()),
        ("very deep", deep),
    ] {
        assert!(with(&bytes).contains("PUB-02"), "{case}");
    }
}

#[test]
fn no_changed_byte_goes_unseen_or_makes_it_panic() {
    let whole = small::folder();
    let places: usize = whole.values().map(Vec::len).sum();
    for i in 0..6_usize {
        // A few places all over the folder, the same each time.
        let mut at = (i * 7_919 + 13) * 104_729 % places;
        let mut folder = whole.clone();
        for (path, bytes) in &mut folder {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 0x15;
                let path = path.clone();
                let found = told(&folder);
                let named = if path == MANIFEST { "manifest.json" } else { path.as_str() };
                assert!(found.contains(named), "byte {at} of {path}:\n{found}");
                break;
            }
            at -= bytes.len();
        }
    }
}
