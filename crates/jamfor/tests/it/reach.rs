//! `jamfor reach`: what it would take, as people and programs get it.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::{printed, refused, row};

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/2015-jonkoping/outcomes.csv");

/// Habo's answers, part G and a little of part E; two neighbours answer a little, too.
fn answers(folder: &Path) {
    let mut file = "unit;question;row;value;comment\n".to_owned();
    for line in [
        "0643;G1;;nej;",
        "0643;G1a;;ja;",
        "0643;G1b;;kvällar;",
        "0643;G1c;;socialchef;",
        "0643;G2;missbruk;nej;",
        "0643;G2;socialpsykiatri;finns_inte;",
        "0643;G2;barn_unga;ja;",
        "0643;G2a;barn_unga;nej;",
        "0643;G8;ekonomiskt_bistand;ja;",
        "0643;G8a;ekonomiskt_bistand;annan;",
        "0643;G8b;ekonomiskt_bistand;ja;",
        "0643;G20;;nej;",
        "0643;G24;ekonomiskt_bistand;ja;",
        "0643;G24a;ekonomiskt_bistand;ja;",
        "0643;E1;;kan_inte_svara;",
        "0643;E2;kurs;ingen_person;",
        "0643;E4;;nej;",
        "0643;E5;;3.5;",
        "0643;E6;;nej;",
        "0643;E8;;nej;",
        "0643;E9;;nej;",
        "0604;E4;;ja;",
        "0680;E4;;nej;",
    ] {
        file.push_str(line);
        file.push('\n');
    }
    fs::write(folder.join("a.csv"), file).expect("a file");
}

fn reach(folder: &Path, arguments: &[&str]) -> String {
    let call = ["reach", "--edition", "2018", "--answers", "a.csv"];
    printed(folder, &[&call[..], arguments].concat())
}

#[test]
fn a_unit_reads_what_it_takes() {
    let folder = tempfile::tempdir().expect("a folder");
    answers(folder.path());
    let mut all = String::new();
    for id in [
        "eb-hushallsradgivning",
        "eb-socialjour",
        "eb-rutin-missbruk",
        "eb-rutin-socialpsykiatri",
        "eb-rutin-sip",
        "eb-kompetensplan",
        "eb-vantetid-nybesok",
        "eb-arbmark-18-24",
        "eb-utredningsmall-barn",
        "eb-plan-tre-manader",
        "eb-nya-rattsfall",
        "eb-bg-handlaggare",
    ] {
        all.push_str(&format!("--- {id}\n"));
        all.push_str(&reach(folder.path(), &["--unit", "0643", "--indicator", id]));
    }
    insta::assert_snapshot!("reach_of_an_indicator", all);
}

#[test]
fn a_whole_unit_reads_its_plan() {
    let folder = tempfile::tempdir().expect("a folder");
    answers(folder.path());
    insta::assert_snapshot!("reach_of_a_unit", reach(folder.path(), &["--unit", "0643"]));
    let english = reach(folder.path(), &["--unit", "0643", "--lang", "en"]);
    for part in ["The few changes that reach most", "Step 1 – 3 changes", "of 35 targets are reached"] {
        assert!(english.contains(part), "«{part}» in\n{english}");
    }
}

#[test]
fn where_only_outcomes_are_known_figures_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let call = ["reach", "--edition", "2015", "--outcomes", EXAMPLE];
    let mut all = String::new();
    for arguments in [
        &["--unit", "0643"][..],
        &["--unit", "0643", "--indicator", "eb-overenskommelse-vuxenpsykiatri"],
        &["--unit", "0643", "--indicator", "eb-socionomexamen"],
        &["--unit", "06", "--indicator", "eb-rutin-barn-unga"],
        &["--unit", "06", "--indicator", "eb-socionomexamen"],
        &["--unit", "SE", "--indicator", "eb-rutin-barn-unga"],
    ] {
        all.push_str(&format!("--- {}\n", arguments.join(" ")));
        all.push_str(&printed(folder.path(), &[&call[..], arguments].concat()));
    }
    insta::assert_snapshot!("reach_of_outcomes", all);
}

fn simulated(folder: &Path) {
    let _ = fs::remove_file(folder.join("a.csv"));
    printed(folder, &["simulate", "--edition", "2018", "--seed", "7", "--out", "a.csv"]);
}

#[test]
fn a_place_reads_how_many_more_units_it_takes() {
    let folder = tempfile::tempdir().expect("a folder");
    simulated(folder.path());
    let county = reach(folder.path(), &["--unit", "06", "--indicator", "eb-rutin-vald"]);
    for part in
        ["Jönköpings län (06)", "kommuner och stadsdelar har nått målvärdet", "100 procent:", "Närmast"]
    {
        assert!(county.contains(part), "«{part}» in\n{county}");
    }
    let all = reach(folder.path(), &["--unit", "06"]);
    assert!(all.contains("100 %") && all.contains("bara andras förändring avgör"), "{all}");
    // Long lines go on below.
    let withheld = reach(folder.path(), &["--unit", "1480"]);
    let withheld = withheld.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(withheld.contains("till måste svara"), "{withheld}");
    assert_eq!(withheld.matches("måste svara").count(), 1, "said once for all indicators:\n{withheld}");
    let group = reach(folder.path(), &["--group", "size:3", "--indicator", "eb-rutin-vald"]);
    assert!(group.contains("(size:3)"), "{group}");
    let nation = reach(folder.path(), &["--unit", "SE", "--indicator", "eb-rutin-vald"]);
    assert!(!nation.contains("rikets andel"), "the nation is not compared with itself:\n{nation}");
}

#[test]
fn names_with_commas_stay_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    simulated(folder.path());
    let id = "eb-overenskommelse-hyresvardar-overgripande";
    for (lang, target) in [("sv", "Målvärdet är ”Ja, samtliga” eller ”Ja, vissa”."), ("en", "” or “")]
    {
        let told = reach(folder.path(), &["--unit", "0780", "--indicator", id, "--lang", lang]);
        assert!(told.contains(target), "«{target}» in\n{told}");
        assert_eq!(told.matches(if lang == "sv" { " eller ”" } else { " or “" }).count(), 1, "{told}");
    }
}

#[test]
fn a_missing_figure_says_why_with_its_sign() {
    let folder = tempfile::tempdir().expect("a folder");
    simulated(folder.path());
    let county = reach(folder.path(), &["--unit", "01"]);
    let workers = county.lines().find(|line| line.starts_with("36 ")).expect("the staff");
    assert!(workers.contains("/ Redovisas"), "{workers}");
    let city = reach(folder.path(), &["--unit", "1480"]);
    assert!(city.contains(".. Bortfallet"), "{city}");
    let english = reach(folder.path(), &["--unit", "01", "--lang", "en"]);
    assert!(!english.contains("Redovisas"), "{english}");
}

#[test]
fn a_rank_says_among_whom_the_material_covers() {
    let folder = tempfile::tempdir().expect("a folder");
    let call = ["reach", "--edition", "2015", "--outcomes", EXAMPLE, "--unit", "0643"];
    for (lang, part) in [
        ("sv", "av de 13 kommuner i Jönköpings län som underlaget omfattar"),
        ("en", "of the 13 municipalities of Jönköpings län that the material covers"),
    ] {
        let told = printed(folder.path(), &[&call[..], &["--lang", lang]].concat());
        let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains(part), "«{part}» in\n{told}");
    }
}

#[test]
fn tables_keep_to_a_hundred_characters() {
    let folder = tempfile::tempdir().expect("a folder");
    simulated(folder.path());
    for arguments in [
        &["--unit", "0780"][..],
        &["--unit", "0780", "--lang", "en"],
        &["--unit", "01"],
        &["--unit", "1480", "--lang", "en"],
    ] {
        let told = reach(folder.path(), arguments);
        let table = told.lines().skip_while(|line| !line.starts_with('─')).enumerate();
        let table = table.take_while(|(i, line)| *i == 0 || !line.starts_with('─'));
        let lines: Vec<&str> = table.map(|(_, line)| line).collect();
        assert!(lines.len() > 36, "{told}");
        for line in lines {
            assert!(line.chars().count() <= 100, "{arguments:?}: {line}");
        }
    }
}

#[test]
fn programs_get_the_same_as_csv_and_json() {
    let folder = tempfile::tempdir().expect("a folder");
    answers(folder.path());
    let json: Value =
        serde_json::from_str(&reach(folder.path(), &["--unit", "0643", "--format", "json"])).expect("JSON");
    assert_eq!((&json["format"], &json["kind"]), (&"jamfor-reach/1".into(), &"unit".into()));
    assert_eq!(json["indicators"].as_array().map(Vec::len), Some(36));
    assert!(json["plan"].as_array().is_some_and(|plan| !plan.is_empty() && plan.len() <= 10));
    let csv = reach(folder.path(), &["--unit", "0643", "--format", "csv"]);
    let advice = row(&csv, &[("indicator", "eb-hushallsradgivning"), ("list", "set")]);
    for field in [("state", "possible"), ("changes", "1"), ("question", "E4"), ("from", "nej"), ("to", "ja")]
    {
        assert!(advice.contains(&field), "{advice:?}");
    }
    let fact = row(&csv, &[("indicator", "eb-vantetid-nybesok")]);
    assert!(fact.contains(&("what", "fact")) && fact.contains(&("from", "kan_inte_svara")), "{fact:?}");
    let dropped = row(&csv, &[("what", "dropped")]);
    assert!(dropped.contains(&("question", "G1a")), "{dropped:?}");
    assert!(csv.contains(";step;1;"), "the plan stands in the file, too:\n{csv}");

    simulated(folder.path());
    let csv = reach(folder.path(), &["--unit", "06", "--format", "csv"]);
    let all = row(&csv, &[("indicator", "eb-rutin-vald"), ("goal", "all")]);
    let number = |name: &str| {
        let field = all.iter().find(|(field, _)| *field == name).expect(name);
        field.1.parse::<u32>().expect("a number")
    };
    assert_eq!(number("reached") + number("units"), number("of"), "{all:?}");
    let json: Value = serde_json::from_str(&reach(
        folder.path(),
        &["--unit", "1480", "--indicator", "eb-fia", "--format", "json"],
    ))
    .expect("JSON");
    let withheld = &json["indicators"][0];
    assert_eq!(
        (&withheld["state"], &withheld["reached"]),
        (&"withheld".into(), &Value::Null),
        "nothing is told"
    );
    assert!(withheld["members"].as_array().is_some_and(Vec::is_empty), "nor who did not reach it");
}

#[test]
fn a_wrong_call_ends_with_2_and_the_next_step() {
    let folder = tempfile::tempdir().expect("a folder");
    answers(folder.path());
    let call = ["reach", "--edition", "2018"];
    for (case, arguments, part) in [
        ("no input", &["--unit", "0643"][..], "--answers"),
        ("nobody", &["--answers", "a.csv"], "--unit"),
        ("a unit's name", &["--answers", "a.csv", "--unit", "Habo"], "0643"),
        ("unknown unit", &["--answers", "a.csv", "--unit", "0644"], "menade du"),
        ("unknown group", &["--answers", "a.csv", "--group", "skl:B9"], "skl:B"),
        ("unknown indicator", &["--answers", "a.csv", "--unit", "0643", "--indicator", "eb-fi"], "eb-fia"),
        (
            "a measure that waits",
            &["--answers", "a.csv", "--unit", "0643", "--indicator", "eb-bg-hushall-per-handlaggare"],
            "kräver registers",
        ),
        ("two inputs", &["--answers", "a.csv", "--outcomes", "a.csv", "--unit", "0643"], "--outcomes"),
    ] {
        let message = refused(folder.path(), &[&call[..], arguments].concat(), 2);
        assert!(message.contains(part), "{case}: «{part}» in\n{message}");
    }
    fs::write(folder.path().join("a.csv"), "unit;question;row;value;comment\n0643;G1;;nja;\n")
        .expect("a file");
    let arguments = ["--answers", "a.csv", "--unit", "0643"];
    let message = refused(folder.path(), &[&call[..], &arguments].concat(), 1);
    assert!(message.contains("ANS-14"), "{message}");
}
