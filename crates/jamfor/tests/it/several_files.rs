//! Answers in several files, in files without an answer, and in files of another name.

use std::fs;
use std::path::Path;

use crate::{jamfor, printed, refused, text};

const HEADER: &str = "unit;question;row;value;comment";
const AT: &str = "2018-06-19T10:00:00+02:00";

fn write(folder: &Path, name: &str, lines: &[&str]) {
    let text = format!("{HEADER}\n{}\n", lines.join("\n"));
    fs::write(folder.join(name), text).expect("it is written");
}

/// Three files: everybody's, a later one of Habo, a still later one of Habo.
fn three(folder: &Path) {
    write(folder, "alla.csv", &["0604;G1;;ja;", "0643;G1;;nej;", "0643;E10;;nej;"]);
    write(folder, "habo.csv", &["0643;E10;;ja_alla;"]);
    write(folder, "habo-igen.csv", &["0643;E10;;nej;", "0617;G1;;ja;"]);
}

fn told(folder: &Path, arguments: &[&str]) -> (String, String) {
    let output = jamfor(folder, arguments);
    assert!(output.status.success(), "{arguments:?}\n{}", text(&output.stderr));
    (text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_later_files_unit_replaces_the_earlier_one_as_a_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    three(folder.path());
    let check =
        ["check", "--edition", "2018", "--format", "csv", "--answers", "alla.csv", "--answers", "habo.csv"];
    // Habo's hard check of a missing answer to what only the earlier file answers: that answer is gone.
    let output = jamfor(folder.path(), &check);
    let (checks, err) = (text(&output.stdout), text(&output.stderr));
    assert!(err.contains("0643 Habo: svaren i habo.csv ersätter dem i alla.csv\n"), "{err}");
    assert!(checks.contains("0643;G1;;hard;obligatorisk-del"), "{checks}");
    assert!(!err.contains("0604 Aneby: svaren"), "nobody else is replaced: {err}");
    assert!(err.contains("0643 Habo: del G saknar svar i habo.csv, så 1 svar försvinner\n"), "{err}");
    assert!(err.contains("habo.csv: 0643 Habo har inga svar alls i del G\n"), "{err}");

    let english = [&check[..], &["--lang", "en"]].concat();
    let err = text(&jamfor(folder.path(), &english).stderr);
    assert!(err.contains("0643 Habo: the answers in habo.csv replace those in alla.csv\n"), "{err}");

    let compute = ["compute", "--edition", "2018", "--format", "csv"];
    let given = ["--answers", "alla.csv", "--answers", "habo.csv", "--answers", "habo-igen.csv"];
    let (_, err) = told(folder.path(), &[&compute[..], &given].concat());
    assert!(
        err.contains("svaren i habo-igen.csv ersätter dem i habo.csv\n") && !err.contains("0617"),
        "the last one counts, and who is new replaces nobody: {err}"
    );
}

#[test]
fn a_filled_in_workbook_takes_its_place_among_everybodys_answers() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    printed(folder, &["simulate", "--edition", "2018", "--seed", "7", "--out", "answers.csv"]);
    let csv = fs::read_to_string(folder.join("answers.csv")).expect("answers");
    let changed = csv.replace("\n0643;E10;;nej;", "\n0643;E10;;ja_alla;");
    assert_ne!(changed, csv, "Habo answers it with no");
    fs::write(folder.join("changed.csv"), &changed).expect("it is written");
    let fill_in = ["questionnaire", "--edition", "2018", "--format", "xlsx", "--unit", "0643"];
    printed(folder, &[&fill_in[..], &["--answers", "changed.csv", "--out", "habo.xlsx"]].concat());

    let merged = ["--answers", "answers.csv", "--answers", "habo.xlsx"];
    for (name, files) in [("merged", &merged[..]), ("changed", &["--answers", "changed.csv"][..])] {
        printed(folder, &[&["compute", "--edition", "2018", "--out", name], files].concat());
        let publish = ["publish", "--edition", "2018", "--published-at", AT, "--out"];
        let publication = format!("p-{name}");
        printed(folder, &[&publish[..], &[&publication], files].concat());
        printed(folder, &["verify", &publication]);
    }
    let read = |file: &str| fs::read_to_string(folder.join(file)).unwrap_or_else(|e| panic!("{file}: {e}"));
    for file in ["outcomes.csv", "aggregates.csv"] {
        assert_eq!(read(&format!("merged/{file}")), read(&format!("changed/{file}")), "{file}");
    }
    // The publication's own answers are the merged ones, and it says from what.
    for file in ["answers.csv", "outcomes.csv", "publication.json"] {
        assert_eq!(read(&format!("p-merged/{file}")), read(&format!("p-changed/{file}")), "{file}");
    }
    let manifest: serde_json::Value = serde_json::from_str(&read("p-merged/manifest.json")).expect("JSON");
    let names: Vec<&str> = manifest["merged_from"]
        .as_array()
        .expect("it lists them")
        .iter()
        .filter_map(|f| f["path"].as_str())
        .collect();
    assert_eq!(names, ["answers.csv", "habo.xlsx"]);
    assert!(manifest["merged_from"][1]["sha256"].as_str().is_some_and(|hash| hash.len() == 64));
    assert!(read("p-merged/README.md").contains("sammanslaget av `answers.csv`, `habo.xlsx`"));
    assert!(!read("p-changed/manifest.json").contains("merged_from"), "one file is not merged");

    let explain = ["explain", "--edition", "2018", "--unit", "0643", "--indicator", "eb-rutin-missbruk"];
    let reach = ["reach", "--edition", "2018", "--unit", "0643"];
    let same = |command: &[&str]| {
        let of = |files: &[&str]| printed(folder, &[command, files].concat());
        assert_eq!(of(&merged), of(&["--answers", "changed.csv"]), "{command:?}");
    };
    same(&reach);
    same(&explain);
}

#[test]
fn files_that_cannot_be_merged_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    three(folder);
    printed(folder, &["simulate", "--edition", "2018", "--seed", "7", "--out", "sim.csv"]);
    write(folder, "fel.csv", &["0643;E10;;kanske;"]);
    write(folder, "fel2.csv", &["0643;E99;;ja;"]);
    let compute = ["compute", "--edition", "2018"];
    let refused_with = |files: &[&str], code: i32| {
        let files: Vec<&str> = files.iter().flat_map(|file| ["--answers", *file]).collect();
        refused(folder, &[&compute[..], &files].concat(), code)
    };
    let error = refused_with(&["sim.csv", "habo.csv"], 1);
    assert!(
        error.contains("habo.csv: ANS-21 svaren är inte simulerade, och de i sim.csv är simulerade"),
        "{error}"
    );
    let error = refused_with(&["fel.csv", "alla.csv", "fel2.csv"], 1);
    assert!(error.contains("fel.csv:2: ") && error.contains("fel2.csv:2: "), "both files' mistakes: {error}");
    let error = refused_with(&["alla.csv", "./alla.csv"], 2);
    assert!(error.contains("--answers ./alla.csv står två gånger"), "{error}");
    let both = [&compute[..], &["--answers", "alla.csv", "--outcomes", "x.csv"]].concat();
    refused(folder, &both, 2);
}

#[test]
fn a_file_without_an_answer_is_told_of_and_nothing_is_computed_from_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    three(folder);
    write(folder, "tom.csv", &[]);
    let fill_in =
        ["questionnaire", "--edition", "2018", "--format", "xlsx", "--unit", "0643", "--out", "tom.xlsx"];
    printed(folder, &fill_in);
    for file in ["tom.csv", "tom.xlsx"] {
        let (_, err) = told(folder, &["check", "--edition", "2018", "--answers", file]);
        assert!(
            err.contains(&format!("{file}: inga svar: 0 av ")) && err.contains(" frågor besvarade"),
            "{err}"
        );
        let publish = ["publish", "--published-at", AT, "--out", "p"];
        for command in [
            &["compute"][..],
            &publish,
            &["explain", "--unit", "0643", "--indicator", "eb-rutin-missbruk"],
            &["reach", "--unit", "0643"],
        ] {
            for files in [&["--answers", file][..], &["--answers", "alla.csv", "--answers", file]] {
                let error = refused(folder, &[command, &["--edition", "2018"], files].concat(), 1);
                assert!(
                    error.contains(&format!("{file}: ANS-45 inga svar: 0 av "))
                        && error.contains("fyll i svaren"),
                    "{command:?} {files:?}: {error}"
                );
            }
        }
        assert!(!folder.join("p").exists());
    }
    // A blank workbook takes nobody's answers away, and is told of.
    let check =
        ["check", "--edition", "2018", "--answers", "habo.csv", "--answers", "tom.xlsx", "--format", "csv"];
    let err = text(&jamfor(folder, &check).stderr);
    assert!(err.contains("tom.xlsx: inga svar") && !err.contains("ersätter"), "{err}");
}

#[test]
fn a_check_of_each_row_stands_only_where_it_is_true() {
    let folder = tempfile::tempdir().expect("a folder");
    write(
        folder.path(),
        "a.csv",
        &[
            "0643;G3;af;nej;",
            "0643;G3;fk;behovs_inte;",
            "0643;G3;primarvard;ja;",
            "0643;G3;vuxenpsykiatri;nej;",
        ],
    );
    let check = ["check", "--edition", "2018", "--answers", "a.csv", "--format", "csv"];
    let output = text(&jamfor(folder.path(), &check).stdout);
    let rows: Vec<&str> = output
        .lines()
        .filter(|line| line.contains(";g3-behovs-inte;"))
        .filter_map(|line| line.split(';').nth(2))
        .collect();
    assert_eq!(rows, ["fk"], "{output}");
}

#[test]
fn simulated_answers_go_to_a_file_that_is_named_as_what_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["x.xlsx", "x", "x.csv.gz"] {
        let simulate = ["simulate", "--edition", "2018", "--seed", "7", "--out", name];
        let error = refused(folder.path(), &simulate, 2);
        assert!(error.contains(&format!("--out {name}: ")) && error.contains("sluta på .csv"), "{error}");
        assert!(!folder.path().join(name).exists());
    }
}
