//! Bad input: everything that is wrong at once, exit 1, and nothing half written.

use std::fs;

use crate::{jamfor, refused, text};

const HEADER: &str = "unit;question;row;value;comment\n";

#[test]
fn all_mistakes_of_a_file_are_told_with_their_lines_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let lines = "0643;G1;;nja;\n9999;G1;;ja;\n0643;G2;misbruk;ja;\n0643;E5;;tolv;\n0643;G2;missbruk;nej;\n0643;G2a;missbruk;ja;\n0643;E4;;ja;ring 19121212-1212\n";
    fs::write(folder.path().join("a.csv"), format!("{HEADER}{lines}")).expect("a file");
    let message =
        refused(folder.path(), &["compute", "--edition", "2018", "--answers", "a.csv", "--out", "result"], 1);
    for part in
        ["a.csv:2", "a.csv:3", "a.csv:4", "a.csv:5", "a.csv:7", "a.csv:8", "missbruk", "G2.missbruk = 'ja'"]
    {
        assert!(message.contains(part), "{part}:\n{message}");
    }
    assert!(!message.contains("19121212"), "a personal identity number is never repeated:\n{message}");
    assert!(!folder.path().join("result").exists(), "nothing is written");
}

#[test]
fn mistakes_are_told_in_swedish_unless_english_is_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let one = "0643;G1;;nja;\n";
    let two = "0643;G1;;nja;\n0643;G2;missbruk;nja;\n";
    for (case, lines, lang, parts) in [
        (
            "first language",
            one,
            &[][..],
            ["objekt 0643 (Habo), G1: okänt svarsalternativ `nja`", "1 fel – ingenting skrevs"],
        ),
        ("said", one, &["--lang", "sv"], ["menade du `ja`?", "Rätta det och kör om."]),
        (
            "several",
            two,
            &[],
            ["a.csv:3: ANS-14", "2 fel i indata – ingenting skrevs. Rätta dem och kör om."],
        ),
        (
            "English",
            one,
            &["--lang", "en"],
            ["unit 0643 (Habo), G1: G1 has no alternative `nja`", "1 mistake – nothing was written"],
        ),
        (
            "several in English",
            two,
            &["--lang", "en"],
            ["did you mean `ja`?", "2 mistakes in the input – nothing was written"],
        ),
    ] {
        fs::write(folder.path().join("a.csv"), format!("{HEADER}{lines}")).expect("a file");
        let compute = ["compute", "--edition", "2018", "--answers", "a.csv", "--out", "result"];
        let message = refused(folder.path(), &[&compute, lang].concat(), 1);
        for part in parts {
            assert!(message.contains(part), "{case}: «{part}» in\n{message}");
        }
    }
}

#[test]
fn a_wrong_call_ends_with_2_and_the_next_step() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.csv"), format!("{HEADER}0643;E4;;ja;\n")).expect("a file");
    for (case, arguments, part) in [
        ("no such edition", &["frame", "--edition", "2017"][..], "2015, 2018"),
        ("not a year", &["frame", "--edition", "x"], "2018"),
        ("no input", &["compute", "--edition", "2018"], "--answers"),
        ("unknown command", &["comptue"], "compute"),
        (
            "unknown indicator",
            &["explain", "--edition", "2018", "--answers", "a.csv", "--unit", "0643", "--indicator", "eb-fi"],
            "eb-fia",
        ),
        (
            "a name for a code",
            &[
                "explain",
                "--edition",
                "2018",
                "--answers",
                "a.csv",
                "--unit",
                "Habo",
                "--indicator",
                "eb-fia",
            ],
            "0643",
        ),
        (
            "unknown group",
            &[
                "explain",
                "--edition",
                "2018",
                "--answers",
                "a.csv",
                "--group",
                "skl:B9",
                "--indicator",
                "eb-fia",
            ],
            "skl:B",
        ),
        (
            "two inputs",
            &["compute", "--edition", "2018", "--answers", "a.csv", "--outcomes", "a.csv"],
            "--outcomes",
        ),
    ] {
        let message = refused(folder.path(), arguments, 2);
        assert!(message.contains(part), "{case}: «{part}» in\n{message}");
    }
}

#[test]
fn files_that_are_no_answers_are_told_what_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in [
        ("latin1.csv", b"unit;question;row;value;comment\n0643;E4;;ja;\xe5\xe4\xf6\n".to_vec()),
        ("comma.csv", b"unit,question,row,value,comment\n0643,E4,,ja,\n".to_vec()),
        ("empty.csv", Vec::new()),
        ("text.xlsx", b"not a workbook".to_vec()),
        ("answers.txt", HEADER.into()),
    ] {
        fs::write(folder.path().join(name), bytes).expect("a file");
        let message = refused(folder.path(), &["check", "--edition", "2018", "--answers", name], 1);
        assert!(message.contains(name) && message.contains("ANS-"), "{name}:\n{message}");
    }
    let message = refused(folder.path(), &["check", "--edition", "2018", "--answers", "none.csv"], 1);
    assert!(message.contains("none.csv"), "{message}");
}

#[test]
fn a_file_above_the_limit_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = fs::File::create(folder.path().join("huge.csv")).expect("a file");
    // Sparse: it would take minutes and much memory to read.
    file.set_len(1 << 40).expect("a length");
    let message = refused(folder.path(), &["check", "--edition", "2018", "--answers", "huge.csv"], 1);
    assert!(message.contains("ANS-03"), "{message}");
}

#[test]
fn a_broken_catalogue_tells_every_mistake_with_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    let copy = folder.path().join("catalogue");
    copy_folder(&source, &copy);
    let file = copy.join("editions/2018/indicators/ekonomiskt-bistand/intern-samordning.toml");
    let toml = fs::read_to_string(&file).expect("the file is there");
    let toml =
        toml.replace("G2.$row = 'finns_inte'", "G2.$row = 'fins_inte'").replace("short_name", "shortname");
    fs::write(&file, toml).expect("a file");
    let output = jamfor(folder.path(), &["catalogue", "check", "catalogue"]);
    assert_eq!(output.status.code(), Some(1));
    let message = text(&output.stderr);
    for part in ["intern-samordning.toml:", "RULE-21", "did you mean `finns_inte`?", "shortname"] {
        assert!(message.contains(part), "«{part}» in\n{message}");
    }
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

#[test]
fn results_are_never_written_over_their_input() {
    let folder = tempfile::tempdir().expect("a folder");
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/2015-jonkoping/outcomes.csv");
    let before = fs::read(example).expect("the example");
    fs::write(folder.path().join("outcomes.csv"), &before).expect("a file");
    let arguments = ["compute", "--edition", "2015", "--outcomes", "outcomes.csv", "--out", "."];
    let message = refused(folder.path(), &arguments, 2);
    assert!(message.contains("outcomes.csv") && message.contains("--out"), "{message}");
    assert_eq!(fs::read(folder.path().join("outcomes.csv")).expect("it is there"), before);
    assert!(!folder.path().join("aggregates.csv").exists());

    fs::write(folder.path().join("answers.csv"), format!("{HEADER}0643;E4;;ja;\n")).expect("a file");
    let arguments = ["simulate", "--edition", "2018", "--seed", "1", "--out", "answers.csv"];
    let message = refused(folder.path(), &arguments, 2);
    assert!(message.contains("inte simulerad"), "made-up answers do not replace real ones: {message}");
}

#[test]
fn made_up_answers_do_not_replace_other_made_up_answers() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    for (case, out, file, rounds) in [
        ("answers", "answers.csv", "answers.csv", &[][..]),
        ("rounds", "rounds", "rounds/omgang-2/answers.csv", &["--rounds", "2"]),
    ] {
        let with = |seed: &str| {
            let arguments = ["simulate", "--edition", "2018", "--seed", seed, "--out", out];
            jamfor(folder, &[&arguments[..], rounds].concat())
        };
        assert!(with("1").status.success(), "{case}");
        let before = fs::read(folder.join(file)).expect("answers");
        let again = with("1");
        let told = text(&again.stderr);
        assert!(
            again.status.success() && told.contains("finns redan, med samma simulerade"),
            "{case}: {told}"
        );
        let other = with("2");
        let told = text(&other.stderr);
        assert_eq!(other.status.code(), Some(2), "{case}: {told}");
        assert!(told.contains("har andra simulerade svar: välj ett annat namn"), "{case}: {told}");
        assert_eq!(fs::read(folder.join(file)).expect("it is there"), before, "{case}");
    }
}

#[test]
fn a_target_that_cannot_be_written_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.csv"), format!("{HEADER}0643;E4;;ja;\n")).expect("a file");
    fs::create_dir_all(folder.path().join("result/aggregates.csv")).expect("a folder in the way");
    let arguments = ["compute", "--edition", "2018", "--answers", "a.csv", "--out", "result"];
    let message = refused(folder.path(), &arguments, 1);
    assert!(message.contains("aggregates.csv"), "{message}");
    let left: Vec<_> = fs::read_dir(folder.path().join("result")).expect("a folder").collect();
    assert_eq!(left.len(), 1, "only what was there: {left:?}");
}
