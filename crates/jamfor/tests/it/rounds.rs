//! Simulated rounds: a folder each, computed as any answers, and named wherever they are shown.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{jamfor, printed, refused, row, text};

fn example(path: &str) -> String {
    let file: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/rounds").join(path);
    file.canonicalize().expect("the example is there").display().to_string()
}

fn simulated(folder: &Path) {
    let simulate = ["simulate", "--edition", "2018", "--seed", "2018", "--rounds", "3", "--out", "omgangar"];
    let output = jamfor(folder, &simulate);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("simulerad omgång 2 skriven till omgangar/omgang-2/answers.csv"));
}

#[test]
fn the_example_is_made_as_its_page_says_and_every_round_names_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    simulated(folder.path());
    let first_rule = example("catalogue-1");
    for (number, catalogue) in [(1, Some(first_rule.as_str())), (2, None), (3, None)] {
        let answers = format!("omgangar/omgang-{number}/answers.csv");
        let file = fs::read_to_string(folder.path().join(&answers)).expect("the round is written");
        let last = format!(";simulated;{number}");
        assert!(file.lines().skip(1).all(|line| line.ends_with(&last)), "round {number}: every line says so");
        let compute = ["compute", "--edition", "2018", "--answers", &answers];
        let own: Vec<&str> = catalogue.map(|dir| vec!["--catalogue", dir]).unwrap_or_default();
        let shown = printed(folder.path(), &[&compute[..], &own].concat());
        assert!(shown.contains(&format!("***  SIMULERAD OMGÅNG {number} – påhittade svar  ***")), "{shown}");
        let english = printed(folder.path(), &[&compute[..], &own, &["--lang", "en"]].concat());
        assert!(english.contains(&format!("SIMULATED ROUND {number} – made-up answers")), "{english}");
        let csv = printed(folder.path(), &[&compute[..], &own, &["--format", "csv"]].concat());
        let origin = format!(";simulated round {number}");
        assert!(csv.lines().skip(1).all(|line| line.ends_with(&origin)), "round {number}");
        let check = jamfor(folder.path(), &["check", "--edition", "2018", "--answers", &answers]);
        assert!(check.status.success(), "no hard check: {}", text(&check.stdout));
        assert!(
            text(&check.stderr).contains(&format!("SIMULERAD OMGÅNG {number}")),
            "{}",
            text(&check.stderr)
        );
    }
    let why = ["explain", "--edition", "2018", "--answers", "omgangar/omgang-3/answers.csv"];
    let why = printed(folder.path(), &[&why[..], &["--unit", "SE", "--indicator", "eb-fia"]].concat());
    assert!(why.contains("Simulerad omgång 3: svaren är påhittade av programmet."), "{why}");
}

#[test]
fn the_rule_of_the_first_round_asks_less() {
    let folder = tempfile::tempdir().expect("a folder");
    simulated(folder.path());
    let catalogue = example("catalogue-1");
    let compute =
        ["compute", "--edition", "2018", "--answers", "omgangar/omgang-1/answers.csv", "--format", "csv"];
    let tables = ["--table", "aggregates"];
    let ours = printed(folder.path(), &[&compute[..], &tables].concat());
    let theirs = printed(folder.path(), &[&compute[..], &tables, &["--catalogue", &catalogue]].concat());
    let nation = |csv: &str| {
        let found = row(csv, &[("level", "nation"), ("indicator", "eb-utredningsmall-barn")]);
        found.iter().find(|(name, _)| *name == "figure").map(|(_, figure)| (*figure).to_owned())
    };
    assert_eq!((nation(&ours), nation(&theirs)), (Some("80.3".to_owned()), Some("83.4".to_owned())));
    let other = |csv: &str| -> Vec<String> {
        csv.lines().filter(|line| !line.contains(";eb-utredningsmall-barn;")).map(str::to_owned).collect()
    };
    assert_eq!(other(&ours), other(&theirs), "no other figure is touched");
    let check = printed(folder.path(), &["catalogue", "check", &catalogue]);
    assert!(check.contains("Lagd över den inbyggda: Provkatalog för simulerad omgång 1."), "{check}");
}

#[test]
fn one_round_may_go_to_stdout_and_several_may_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let simulate = ["simulate", "--edition", "2018", "--seed", "7"];
    let plain = printed(folder.path(), &simulate);
    let one = printed(folder.path(), &[&simulate[..], &["--rounds", "1"]].concat());
    let named: Vec<String> = plain.lines().map(|line| format!("{line};1")).collect();
    assert_eq!(
        one.lines().skip(1).collect::<Vec<_>>(),
        named[1..],
        "the first round is what there was without rounds"
    );
    assert!(one.lines().next().is_some_and(|header| header.ends_with(";origin;round")));
    let message = refused(folder.path(), &[&simulate[..], &["--rounds", "2"]].concat(), 2);
    assert!(message.contains("--out DIR"), "{message}");
    for wrong in ["0", "100", "tre"] {
        refused(folder.path(), &[&simulate[..], &["--rounds", wrong, "--out", "o"]].concat(), 2);
    }
    assert!(!folder.path().join("o").exists(), "nothing is written");
}

#[test]
fn real_answers_are_never_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let simulate = ["simulate", "--edition", "2018", "--seed", "7", "--rounds", "2", "--out", "o"];
    printed(folder.path(), &simulate);
    printed(folder.path(), &simulate);
    let second = folder.path().join("o/omgang-2/answers.csv");
    fs::write(&second, "unit;question;row;value;comment\n0643;G1;;ja;\n").expect("a file");
    fs::remove_file(folder.path().join("o/omgang-1/answers.csv")).expect("a file");
    let message = refused(folder.path(), &simulate, 2);
    assert!(message.contains("o/omgang-2/answers.csv finns redan och är inte simulerad"), "{message}");
    assert!(!folder.path().join("o/omgang-1/answers.csv").exists(), "no round is written if one cannot be");
}
