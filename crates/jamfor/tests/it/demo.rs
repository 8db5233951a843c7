//! `jamfor demo`, in an empty folder.

use crate::{jamfor, printed, row, text};

#[test]
fn it_shows_both_results_explains_a_cell_and_writes_the_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let shown = printed(folder.path(), &["demo"]);
    for part in [
        "Jönköpings län 2015",
        "✔ Integrerat",
        "✘ Nej",
        "◐ Delvis",
        "53,8",
        "[78,2] *",
        "SIMULERADE DATA",
        "Varför?",
        "har utfallet ”Nej”",
        "Göteborg, Blekinge län",
    ] {
        assert!(shown.contains(part), "«{part}» is shown:\n{shown}");
    }
    assert!(!shown.contains('\u{1b}'), "no colour codes where nobody sees colours");
    let read =
        |name: &str| std::fs::read_to_string(folder.path().join("jamfor-demo").join(name)).expect(name);
    let county = read("2015-jonkoping/aggregates.csv");
    let county = row(&county, &[("level", "county"), ("code", "06"), ("indicator", "eb-rutin-barn-unga")]);
    assert!(county.contains(&("figure", "53.8")) && county.contains(&("numerator", "7")), "{county:?}");
    for name in ["2018-simulerad/answers.csv", "2018-simulerad/outcomes.csv", "2018-simulerad/aggregates.csv"]
    {
        let file = read(name);
        assert!(
            file.lines().skip(1).all(|line| line.ends_with("simulated")),
            "{name} says that it is simulated"
        );
    }
    let explanation: serde_json::Value =
        serde_json::from_str(&read("2018-simulerad/explanation.json")).expect("it is JSON");
    assert_eq!(explanation["origin"], "simulated");
    for name in ["2015-jonkoping/jamforelse-2015.xlsx", "2018-simulerad/jamforelse-2018.xlsx"] {
        let workbook = std::fs::read(folder.path().join("jamfor-demo").join(name)).expect(name);
        assert!(workbook.starts_with(b"PK"), "{name} is a workbook");
    }
}

#[test]
fn a_second_run_gives_the_same_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = || {
        printed(folder.path(), &["demo"]);
        ["aggregates.csv", "jamforelse-2018.xlsx"].map(|name| {
            std::fs::read(folder.path().join("jamfor-demo/2018-simulerad").join(name)).expect(name)
        })
    };
    assert_eq!(files(), files());
}

#[test]
fn a_folder_that_cannot_be_written_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("jamfor-demo"), "in the way").expect("a file");
    let output = jamfor(folder.path(), &["demo"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("jamfor-demo"));
}
