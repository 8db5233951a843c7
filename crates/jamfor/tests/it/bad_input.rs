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

#[test]
fn a_file_of_another_edition_is_recognised_first_and_its_mistakes_are_few() {
    let folder = tempfile::tempdir().expect("a folder");
    let units = ["0643", "0604", "0617"];
    let lines: String =
        units.iter().flat_map(|unit| (0..10).map(move |_| format!("{unit};G1;;ja;\n"))).collect();
    fs::write(folder.path().join("a.csv"), format!("{HEADER}{lines}")).expect("a file");
    let compute = ["compute", "--edition", "2015", "--answers", "a.csv"];
    let message = refused(folder.path(), &compute, 1);
    let first = message.lines().next().unwrap_or_default();
    assert!(
        first.starts_with("a.csv: ANS-46 Filen ser ut att höra till årgång 2018 (30 av 30 rader"),
        "{message}"
    );
    assert_eq!(message.matches("ANS-11").count(), 20, "{message}");
    assert!(message.contains("… 10 fel till visas med --all."), "{message}");
    let all = refused(folder.path(), &[&compute[..], &["--all", "--lang", "en"]].concat(), 1);
    assert_eq!(all.matches("ANS-11").count(), 30, "{all}");
    assert!(all.contains("The file seems to belong to edition 2018"), "{all}");
    assert!(message.contains("ANS-46") && message.contains(": 30 fel i allt"), "{message}");
    assert!(message.ends_with("30 fel i indata – ingenting skrevs. Rätta dem och kör om.\n"), "{message}");
    // Of very many, all that are listed are a part, and that is said.
    let many: String = (0..1200).map(|_| "0643;G1;;ja;\n").collect();
    fs::write(folder.path().join("many.csv"), format!("{HEADER}{many}")).expect("a file");
    let check = ["check", "--edition", "2015", "--answers", "many.csv"];
    let few = refused(folder.path(), &check, 1);
    assert!(
        few.contains("\n… 1180 fel till; --all visar de första 1000 av alla 1200.\n1200 fel i indata"),
        "{few}"
    );
    let all = refused(folder.path(), &[&check[..], &["--all"]].concat(), 1);
    assert_eq!(all.matches("ANS-11").count(), 1000, "{all}");
    assert!(all.contains("ANS-99 1200 fel hittades: de första 1000 visas, 200 till visas inte"), "{all}");
    assert!(all.ends_with("\n1200 fel i indata – ingenting skrevs. Rätta dem och kör om.\n"), "{all}");
    // A misspelt question is no file of another edition.
    fs::write(folder.path().join("a.csv"), format!("{HEADER}0643;G99;;ja;\n")).expect("a file");
    assert!(!refused(folder.path(), &compute, 1).contains("ANS-46"));
}

#[test]
fn what_the_system_refuses_is_told_in_words_with_the_next_step() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.csv"), format!("{HEADER}0643;E4;;ja;\n")).expect("a file");
    let compute = ["compute", "--edition", "2018", "--answers"];
    for (case, arguments, code, sv, en) in [
        (
            "no such file",
            [&compute[..], &["b.csv"]].concat(),
            1,
            "b.csv: ANS-01 filen kan inte läsas: den finns inte – ",
            "it does not exist",
        ),
        (
            "a folder for a file",
            [&compute[..], &["."]].concat(),
            1,
            ".: ANS-01 det här är en mapp, ingen fil",
            "this is a folder",
        ),
        (
            "no such catalogue",
            [&compute[..], &["a.csv", "--catalogue", "c"]].concat(),
            1,
            "c: CAT-01 den finns inte",
            "it does not exist",
        ),
        (
            "a file for a folder",
            [&compute[..], &["a.csv", "--out", "a.csv/o"]].concat(),
            1,
            "a.csv/o kan inte skapas som mapp: den har en fil i sökvägen",
            "has a file in its path",
        ),
        ("no such publication", ["verify", "p"].to_vec(), 2, "p finns inte", "does not exist"),
    ] {
        let message = refused(folder.path(), &arguments, code);
        assert!(message.contains(sv) && !message.contains("os error"), "{case}: «{sv}» in\n{message}");
        let message = refused(folder.path(), &[&arguments[..], &["--lang", "en"]].concat(), code);
        assert!(message.contains(en) && !message.contains("os error"), "{case}: «{en}» in\n{message}");
    }
}

#[test]
fn a_wrong_call_is_told_in_swedish_and_help_in_both_languages() {
    let folder = tempfile::tempdir().expect("a folder");
    for (case, arguments, part) in [
        ("unknown command", &["comptue"][..], "det finns inget kommando `comptue`: menade du `compute`?"),
        (
            "unknown argument",
            &["frame", "--ed", "2018"],
            "`--ed` hör inte till kommandot: menade du `--edition`?",
        ),
        ("missing", &["frame"], "det här saknas: --edition"),
        ("no year", &["frame", "--edition", "x"], "`x` är inget värde för --edition"),
        ("no format", &["frame", "--edition", "2018", "--format", "f"], "möjliga: table, csv, json"),
        ("no value", &["frame", "--edition"], "saknar sitt värde"),
    ] {
        let message = refused(folder.path(), arguments, 2);
        assert!(message.contains(part) && message.contains("--lang en"), "{case}: «{part}» in\n{message}");
    }
    let english = refused(folder.path(), &["comptue", "--lang", "en"], 2);
    assert!(english.contains("unrecognized subcommand"), "{english}");
    let help = |arguments: &[&str]| text(&jamfor(folder.path(), arguments).stdout);
    let (sv, en) = (help(&["compute", "--help"]), help(&["compute", "--help", "--lang", "en"]));
    assert!(sv.contains("Användning:") && sv.contains("--answers <FIL>"), "{sv}");
    assert!(
        en.contains("Usage:") && en.contains("Computes outcomes") && en.contains("--answers <FILE>"),
        "{en}"
    );
}

#[test]
fn outcomes_that_cannot_be_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    for (case, line, part) in [
        ("more hours than a week has", "0643;eb-handlaggarstod-timmar;100000;;", "ANS-32"),
        ("counts that give such", "0643;eb-handlaggarstod-timmar;;100000;1", "ger 100000.0, mer än 168"),
        ("half a person", "0643;eb-socionomexamen;;2.5;5", "ANS-33"),
        ("half a person below", "0643;eb-socionomexamen;;2;5.5", "ANS-33"),
    ] {
        fs::write(
            folder.path().join("o.csv"),
            format!("unit;indicator;value;numerator;denominator\n{line}\n"),
        )
        .expect("a file");
        let message = refused(folder.path(), &["compute", "--edition", "2015", "--outcomes", "o.csv"], 1);
        assert!(message.contains(part), "{case}: «{part}» in\n{message}");
    }
}
