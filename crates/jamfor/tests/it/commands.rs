//! Each command does what the contract says.

use serde_json::Value;

use crate::{jamfor, printed, refused, row, text};

fn simulated(folder: &std::path::Path) {
    printed(folder, &["simulate", "--edition", "2018", "--seed", "7", "--out", "answers.csv"]);
}

#[test]
fn the_frame_of_each_edition_has_the_units_that_the_source_states() {
    let folder = tempfile::tempdir().expect("a folder");
    for (year, units, cities) in [("2015", 317, 3), ("2018", 312, 2)] {
        let csv = printed(folder.path(), &["frame", "--edition", year, "--format", "csv"]);
        let levels: Vec<&str> = csv.lines().skip(1).filter_map(|line| line.split(';').nth(3)).collect();
        let count = |level| levels.iter().filter(|l| **l == level).count();
        assert_eq!((count("unit"), count("city"), count("county"), count("nation")), (units, cities, 21, 1));
    }
    let csv = printed(folder.path(), &["frame", "--edition", "2018", "--format", "csv"]);
    let district = row(&csv, &[("code", "0180-01")]);
    for field in [("name", "Rinkeby-Kista"), ("parent", "0180"), ("county", "01"), ("size_group", "5")] {
        assert!(district.contains(&field), "a district inherits its city's groups: {district:?}");
    }
    let before = printed(folder.path(), &["frame", "--edition", "2015", "--format", "csv"]);
    let aneby = row(&before, &[("code", "0604")]);
    assert!(
        aneby.contains(&("socioeconomic_key", "4")) && aneby.contains(&("socioeconomic_key_before", "5"))
    );
}

#[test]
fn the_questionnaire_maps_official_wording_to_ids() {
    let folder = tempfile::tempdir().expect("a folder");
    let json: Value = serde_json::from_str(&printed(folder.path(), &["questionnaire", "--edition", "2018"]))
        .expect("it is JSON");
    let parts = json["parts"].as_array().expect("parts");
    let questions: Vec<&Value> =
        parts.iter().flat_map(|p| p["questions"].as_array().expect("questions")).collect();
    let question = |code: &str| questions.iter().find(|q| q["code"] == code).copied().unwrap_or(&Value::Null);
    assert_eq!(question("G2a")["asked_when"], "G2.$row = 'ja'");
    assert_eq!(question("G2")["rows"].as_array().map(Vec::len), Some(5));
    assert_eq!(question("E5")["missing_code"], "999");
    assert_eq!(question("G8a")["kind"], "many");
    assert_eq!(question("E1")["alternatives"][4]["id"], "kan_inte_svara");
}

#[test]
fn compute_writes_both_files_and_explain_tells_why() {
    let folder = tempfile::tempdir().expect("a folder");
    simulated(folder.path());
    let arguments = ["--edition", "2018", "--answers", "answers.csv"];
    printed(folder.path(), &[&["compute"][..], &arguments, &["--out", "result"]].concat());
    let outcomes = std::fs::read_to_string(folder.path().join("result/outcomes.csv")).expect("outcomes");
    assert_eq!(outcomes.lines().count(), 1 + 312 * 36);
    let aggregates =
        std::fs::read_to_string(folder.path().join("result/aggregates.csv")).expect("aggregates");
    let e5 = row(&aggregates, &[("level", "county"), ("code", "06"), ("indicator", "eb-bg-handlaggare")]);
    assert!(e5.contains(&("empty", "not_reported_at_level")), "{e5:?}");
    let nation = row(&aggregates, &[("level", "nation"), ("indicator", "eb-bg-handlaggare")]);
    assert!(nation.contains(&("method", "sum")) && nation.contains(&("numerator", "")), "{nation:?}");
    let withheld = row(&aggregates, &[("level", "city"), ("code", "1480")]);
    for field in [("empty", "withheld:non_response"), ("numerator", ""), ("denominator", ""), ("figure", "")]
    {
        assert!(withheld.contains(&field), "{withheld:?}");
    }

    let why = [&["explain"][..], &arguments, &["--indicator", "eb-rutin-missbruk"]].concat();
    let cell = printed(folder.path(), &[&why[..], &["--unit", "0643"]].concat());
    assert!(cell.starts_with("Habo (0643) har utfallet"), "{cell}");
    let english = printed(folder.path(), &[&why[..], &["--unit", "0643", "--lang", "en"]].concat());
    assert!(english.starts_with("Habo (0643) has the outcome") && english.contains("Source:"), "{english}");
    let county = printed(folder.path(), &[&why[..], &["--unit", "06", "--format", "json"]].concat());
    let county: Value = serde_json::from_str(&county).expect("it is JSON");
    assert_eq!(county["members"].as_array().map(Vec::len), Some(13));
    for (unit, words) in [
        ("1440", "Svaren som saknas kan ändra utfallet"),
        ("1480", "Bortfallet"),
        ("SE", "har uppnått målvärdet"),
    ] {
        // Some unit did not answer at all; find it, since which one follows from the seed.
        let unit = if unit == "1440" {
            let silent = row(&outcomes, &[("indicator", "eb-rutin-missbruk"), ("empty", "not_answered")]);
            silent.iter().find(|(name, _)| *name == "unit").expect("somebody is silent").1
        } else {
            unit
        };
        let told = printed(folder.path(), &[&why[..], &["--unit", unit]].concat());
        assert!(told.contains(words), "{unit}: «{words}» in\n{told}");
        assert!(!told.contains("gäller, eftersom") || !told.contains("går inte att avgöra"), "{told}");
    }
    let group = printed(folder.path(), &[&why[..], &["--group", "skl:B4"]].concat());
    assert!(group.starts_with("Pendlingskommun nära större stad har"), "{group}");
}

#[test]
fn tables_are_printed_for_people_and_for_programs() {
    let folder = tempfile::tempdir().expect("a folder");
    simulated(folder.path());
    let compute = ["compute", "--edition", "2018", "--answers", "answers.csv"];
    let county = printed(folder.path(), &[&compute[..], &["--place", "06"]].concat());
    assert!(county.contains("Jönköpings län"), "{county}");
    let summary = printed(folder.path(), &compute);
    assert!(summary.contains("SIMULERADE DATA") && summary.contains("Kan inte lämna uppgift"), "{summary}");
    let csv = printed(folder.path(), &[&compute[..], &["--format", "csv", "--table", "aggregates"]].concat());
    assert!(csv.starts_with("edition;level;code;grouping;group;indicator;method;figure;"));
    let swedish = printed(
        folder.path(),
        &[&compute[..], &["--format", "csv", "--table", "aggregates", "--decimal", ","]].concat(),
    );
    assert_eq!(csv.replace('.', ","), swedish, "only the decimal sign differs");
    let json = printed(folder.path(), &[&compute[..], &["--format", "json"]].concat());
    let rows: Vec<Value> = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(rows.len(), 312 * 36);
}

#[test]
fn check_tells_what_must_be_mended_and_ends_with_1() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("a.csv"), "unit;question;row;value;comment\n0643;G1;;ja;\n")
        .expect("a file");
    let output =
        jamfor(folder.path(), &["check", "--edition", "2018", "--answers", "a.csv", "--format", "csv"]);
    assert_eq!(output.status.code(), Some(1), "mandatory questions are missing");
    let csv = text(&output.stdout);
    assert!(csv.starts_with("unit;question;row;severity;check;message\n"));
    assert!(csv.contains("0643;G2;missbruk;hard;obligatorisk;"), "{csv}");
    assert!(!csv.contains("0643;E1;"), "a part that nobody began is not asked for");
    std::fs::write(folder.path().join("e.csv"), "unit;question;row;value;comment\n0643;E4;;ja;\n")
        .expect("a file");
    let part =
        jamfor(folder.path(), &["check", "--edition", "2018", "--answers", "e.csv", "--format", "csv"]);
    let told = text(&part.stdout);
    assert!(told.contains("0643;G1;;hard;obligatorisk-del;"), "the common part is mandatory: {told}");
    for (lang, head, kind, counted) in [
        ("sv", "Objekt  Fråga", "hård", "hårda (måste rättas)"),
        ("en", "Unit  Question", "hard", "hard (must be mended)"),
    ] {
        let people =
            jamfor(folder.path(), &["--lang", lang, "check", "--edition", "2018", "--answers", "e.csv"]);
        let (out, err) = (text(&people.stdout), text(&people.stderr));
        let found = out.lines().position(|line| line.split_whitespace().take(3).eq(["0643", "G1", kind]));
        let below = found.and_then(|at| out.lines().nth(at + 1));
        assert!(out.starts_with(head) && below.is_some_and(|line| line.starts_with("  ")), "{out}");
        assert!(err.contains(counted), "{err}");
    }
    simulated(folder.path());
    let clean = jamfor(folder.path(), &["check", "--edition", "2018", "--answers", "answers.csv"]);
    assert_eq!(clean.status.code(), Some(0), "soft and review checks stop nothing");
}

#[test]
fn the_bundled_catalogue_is_proved_and_its_cases_hold() {
    let folder = tempfile::tempdir().expect("a folder");
    let said = printed(folder.path(), &["catalogue", "check"]);
    assert!(said.contains("felfri") && said.contains("2 årgångar"), "{said}");
    assert_eq!(said.lines().count(), 1, "a one-line summary, nothing else");
    printed(folder.path(), &["catalogue", "test"]);
    let card = printed(folder.path(), &["catalogue", "show", "--edition", "2018", "eb-kompetensplan"]);
    for part in ["Målvärde", "Lagrum", "3 kap. 3 § SoL", "chosen(G8a", "M8"] {
        assert!(card.contains(part), "{part} stands on the card:\n{card}");
    }
}

#[test]
fn a_measure_that_waits_for_registers_yields_no_rows_and_says_why() {
    let folder = tempfile::tempdir().expect("a folder");
    simulated(folder.path());
    let id = "eb-bg-hushall-per-handlaggare";
    let arguments =
        ["explain", "--edition", "2018", "--answers", "answers.csv", "--unit", "0643", "--indicator", id];
    let message = refused(folder.path(), &arguments, 2);
    assert!(message.contains("kräver registers"), "{message}");
}

#[test]
fn no_table_for_people_is_wider_than_a_hundred_characters() {
    let folder = tempfile::tempdir().expect("a folder");
    printed(folder.path(), &["simulate", "--edition", "2018", "--seed", "7", "--out", "a.csv"]);
    let answers = ["--edition", "2018", "--answers", "a.csv"];
    for arguments in [
        [&["compute"][..], &answers].concat(),
        [&["check"][..], &answers].concat(),
        [&["explain"][..], &answers, &["--unit", "0643", "--indicator", "eb-rutin-missbruk"]].concat(),
        [&["reach"][..], &answers, &["--unit", "0643"]].concat(),
        vec!["catalogue", "show", "--edition", "2018"],
        vec!["catalogue", "show", "--edition", "2018", "eb-kompetensplan"],
        vec!["frame", "--edition", "2018"],
        vec!["compute", "--help"],
        vec!["demo"],
    ] {
        let output = jamfor(folder.path(), &arguments);
        let shown = text(&output.stdout);
        // A command to copy stays whole.
        let wide = shown.lines().find(|line| line.chars().count() > 100 && !line.starts_with("  jamfor "));
        assert_eq!(wide, None, "jamfor {arguments:?}");
        assert!(shown.lines().count() > 3, "jamfor {arguments:?}: {shown}");
    }
}
