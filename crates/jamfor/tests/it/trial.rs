//! `compute --with CHANGES.toml`: the country recoloured, beside the real result, and marked everywhere.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::{printed, refused};

const CHANGES: &str = r#"name = "Delvis räcker"
why = "Visa hur mycket målvärdet betyder."
edition = 2018
withhold_above_percent = "40"

[relative]
best_percent = 33

[[peers.variable]]
id = "tathet"
weight = "0"

[[indicator]]
id = "eb-utredningsmall-barn"
target = ["ja", "delvis"]
partly = []

[[indicator]]
id = "eb-rutin-lss"
[[indicator.outcome]]
empty = "not_applicable"
when = "G2.lss = 'finns_inte'"
[[indicator.outcome]]
value = "ja"
when = "G2.lss IN ('behovs_inte', 'ja')"
[[indicator.outcome]]
value = "nej"
otherwise = true
"#;

const COMPUTE: [&str; 5] = ["compute", "--edition", "2018", "--answers", "answers.csv"];
const WITH: [&str; 2] = ["--with", "CHANGES.toml"];

fn prepared(changes: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    printed(folder.path(), &["simulate", "--edition", "2018", "--seed", "7", "--out", "answers.csv"]);
    fs::write(folder.path().join("CHANGES.toml"), changes).expect("a file");
    folder
}

fn read(folder: &Path, file: &str) -> String {
    fs::read_to_string(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

#[test]
fn the_country_is_shown_recoloured_beside_the_real_result() {
    let folder = prepared(CHANGES);
    let shown = printed(folder.path(), &[&COMPUTE[..], &WITH].concat());
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines[2], "  ***  PRÖVNING: Delvis räcker  ***");
    assert_eq!(lines.last(), Some(&"  ***  PRÖVNING: Delvis räcker  ***"), "marked at the bottom, too");
    insta::assert_snapshot!("recoloured", trimmed(&shown));
    let english = printed(folder.path(), &[&COMPUTE[..], &WITH, &["--lang", "en", "--place", "06"]].concat());
    assert!(
        english.contains("***  TRIAL: Delvis räcker  ***") && english.contains("SIMULATED DATA"),
        "{english}"
    );
    assert!(english.contains("Jönköpings län") && english.contains("real → trial"), "{english}");
}

/// Without blanks at the ends of lines, which editors take away.
fn trimmed(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

#[test]
fn the_files_of_the_real_result_are_as_without_a_trial_and_those_of_the_trial_say_so() {
    let folder = prepared(CHANGES);
    printed(folder.path(), &[&COMPUTE[..], &["--out", "real"]].concat());
    printed(folder.path(), &[&COMPUTE[..], &WITH, &["--out", "both"]].concat());
    for name in ["outcomes.csv", "aggregates.csv"] {
        let real = read(folder.path(), &format!("both/{name}"));
        assert_eq!(real, read(folder.path(), &format!("real/{name}")), "{name} is the real result");
        assert!(real.lines().skip(1).all(|line| line.ends_with(";simulated")));
        let trial = read(folder.path(), &format!("both/trial-{name}"));
        assert!(trial.lines().skip(1).all(|line| line.ends_with(";simulated trial")), "every row says so");
        assert_eq!(trial.lines().count(), real.lines().count());
        assert_eq!(trial.lines().next(), real.lines().next());
        assert_ne!(trial.replace(" trial", ""), real, "{name} differs");
    }
    assert!(!folder.path().join("real/trial-outcomes.csv").exists());
    let csv = printed(folder.path(), &[&COMPUTE[..], &WITH, &["--format", "csv"]].concat());
    assert_eq!(csv, read(folder.path(), "both/trial-outcomes.csv"), "what is printed are the trial's rows");
    let json = [&COMPUTE[..], &WITH, &["--format", "json", "--table", "aggregates"]].concat();
    let rows: Vec<Value> = serde_json::from_str(&printed(folder.path(), &json)).expect("it is JSON");
    assert!(rows.iter().all(|row| row["origin"] == "simulated trial"));
}

#[test]
fn only_what_is_changed_differs() {
    let changes = CHANGES.split("withhold").next().expect("a head").to_owned()
        + "[[indicator]]\nid = \"eb-utredningsmall-barn\"\ntarget = [\"ja\", \"delvis\"]\n";
    let folder = prepared(&changes);
    printed(folder.path(), &[&COMPUTE[..], &WITH, &["--out", "both"]].concat());
    let (real, trial) =
        (read(folder.path(), "both/aggregates.csv"), read(folder.path(), "both/trial-aggregates.csv"));
    let mut differ = 0;
    for (real, trial) in real.lines().zip(trial.lines()).skip(1) {
        if format!("{real} trial") != trial {
            assert!(real.contains(";eb-utredningsmall-barn;"), "{real} / {trial}");
            differ += 1;
        }
    }
    assert!(differ > 0, "some share differs");
    let outcomes = |name: &str| read(folder.path(), name).replace(" trial", "");
    assert_eq!(
        outcomes("both/outcomes.csv"),
        outcomes("both/trial-outcomes.csv"),
        "a target changes no outcome"
    );
}

#[test]
fn given_outcomes_can_be_judged_otherwise_but_have_no_rules_to_try() {
    let folder = tempfile::tempdir().expect("a folder");
    let outcomes = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/2015-jonkoping/outcomes.csv");
    let outcomes = outcomes.canonicalize().expect("the example is there").display().to_string();
    let compute = ["compute", "--edition", "2015", "--outcomes", &outcomes];
    let head = "name = \"Prov\"\nwhy = \"Ett test.\"\nedition = 2015\n";
    fs::write(folder.path().join("limit.toml"), format!("{head}withhold_above_percent = \"5\"\n"))
        .expect("a file");
    let csv = printed(folder.path(), &[&compute[..], &["--with", "limit.toml", "--format", "csv"]].concat());
    assert!(
        csv.lines().skip(1).all(|line| line.ends_with(";trial")),
        "rows of real outcomes say `trial` alone"
    );
    let id = "eb-rutin-vuxenvard";
    let rule = format!("{head}[[indicator]]\nid = \"{id}\"\nordered = true\n");
    fs::write(folder.path().join("rule.toml"), rule).expect("a file");
    let message = refused(folder.path(), &[&compute[..], &["--with", "rule.toml", "--out", "o"]].concat(), 1);
    assert!(message.contains(id) && message.contains("--answers"), "{message}");
    assert!(!folder.path().join("o").exists(), "nothing is written");
}

#[test]
fn a_trial_with_mistakes_tells_all_of_them_and_writes_nothing() {
    let wrong = CHANGES
        .replace("eb-rutin-lss", "eb-rutin-lssx")
        .replace("'ja')", "'jaa')")
        .replace("\"40\"", "\"140\"")
        + "\n[[indicator]]\nid = \"eb-fia\"\ntarget = [\"jaa\"]\n";
    let folder = prepared(&wrong);
    let message = refused(folder.path(), &[&COMPUTE[..], &WITH, &["--out", "o"]].concat(), 1);
    for part in [
        "CHANGES.toml:4: CAT-06",
        "CHANGES.toml:19: CAT-08 indikator `eb-rutin-lssx`: det finns ingen indikator `eb-rutin-lssx` – menade du `eb-rutin-lss`?",
        "`target` har `jaa`, som inget utfall ger – menade du `ja`?",
        "3 fel i indata – ingenting skrevs",
    ] {
        assert!(message.contains(part), "«{part}» in\n{message}");
    }
    assert!(!folder.path().join("o").exists(), "nothing is written");
    let english = refused(folder.path(), &[&COMPUTE[..], &WITH, &["--lang", "en"]].concat(), 1);
    assert!(
        english.contains("there is no indicator `eb-rutin-lssx` – did you mean `eb-rutin-lss`?"),
        "{english}"
    );
    for (case, file, part) in [
        (
            "no such file",
            "finns-inte.toml",
            "finns-inte.toml skulle läsas som ändringar (CHANGES.toml): den finns inte.",
        ),
        ("a folder", ".", "den är en mapp, ingen fil. Ange en fil"),
        ("the answers in its place", "answers.csv", "CAT-02"),
    ] {
        let message = refused(folder.path(), &[&COMPUTE[..], &["--with", file]].concat(), 1);
        assert!(message.contains(part), "{case}: {message}");
    }
    fs::write(folder.path().join("latin.toml"), b"name = \"Pr\xf6vning\"").expect("a file");
    let message = refused(folder.path(), &[&COMPUTE[..], &["--with", "latin.toml"]].concat(), 1);
    assert!(message.contains("latin.toml") && message.contains("UTF-8"), "{message}");
}

#[test]
fn the_files_that_are_read_are_never_written_over() {
    let folder = prepared(CHANGES);
    for (from, name, answers, with) in [
        ("CHANGES.toml", "trial-outcomes.csv", "answers.csv", "trial-outcomes.csv"),
        ("answers.csv", "trial-aggregates.csv", "trial-aggregates.csv", "CHANGES.toml"),
    ] {
        fs::copy(folder.path().join(from), folder.path().join(name)).expect("a copy");
        let compute = ["compute", "--edition", "2018", "--answers", answers, "--with", with, "--out", "."];
        let message = refused(folder.path(), &compute, 2);
        assert!(message.contains("skulle skrivas över"), "{message}");
        assert_eq!(read(folder.path(), name), read(folder.path(), from), "{name} is as it was");
    }
}
