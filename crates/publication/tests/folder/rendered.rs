//! The files say what the results say, and are the same each time.

use publication::folder::{Files, Sources, make, verify};
use publication::manifest::MANIFEST;
use results::rows::{AGGREGATE_COLUMNS, OUTCOME_COLUMNS, aggregates, outcomes};
use results::{Results, rows};

use crate::small;

/// The table as the contract has it, written without the model.
fn csv<const N: usize>(columns: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let lines = rows.map(|row| row.join(";"));
    std::iter::once(columns.join(";")).chain(lines).map(|line| line + "\n").collect()
}

#[test]
fn the_contracts_tables_are_the_results_rows() {
    let catalogue = small::catalogue();
    let edition = small::edition(&catalogue);
    let answers = small::answers(edition, 5);
    let results = Results::from_answers(edition, &answers.table, &answers.origin_id());
    let folder = small::folder();
    let of = |path: &str| String::from_utf8(folder[path].clone()).expect("text");
    assert_eq!(of("outcomes.csv"), csv(OUTCOME_COLUMNS, outcomes(edition, &results)));
    assert_eq!(of("aggregates.csv"), csv(AGGREGATE_COLUMNS, aggregates(edition, &results)));
    let json: Vec<serde_json::Map<String, serde_json::Value>> =
        serde_json::from_slice(&folder["aggregates.json"]).expect("JSON");
    let fields: Vec<Vec<&str>> =
        json.iter().map(|row| row.values().filter_map(|field| field.as_str()).collect()).collect();
    let expected: Vec<_> = rows::aggregates(edition, &results).collect();
    assert_eq!(fields, expected, "JSON has the same fields in the same order");
    assert!(of("aggregates.json").ends_with("]\n"));
}

#[test]
fn a_folder_made_again_from_itself_is_the_same() {
    let folder = small::folder();
    assert!(folder == small::made(), "twice from the same sources");
    let manifest = small::manifest(&folder);
    let again = Sources::of_folder(&manifest, &folder).expect("it holds its sources");
    assert!(make(&again, &small::program()).as_ref() == Ok(&folder), "from the folder itself");
    let report = verify(&folder, &small::program());
    assert!(report.faults.is_empty() && report.recomputed && report.same_program, "{}", report.faults);
}

#[test]
fn the_manifest_lists_every_other_file_and_tells_nothing_of_the_machine() {
    let folder = small::folder();
    let manifest = small::manifest(&folder);
    let listed: Vec<&str> = manifest.files.iter().map(|file| file.path.as_str()).collect();
    let there: Vec<&str> = folder.keys().map(String::as_str).filter(|path| *path != MANIFEST).collect();
    assert_eq!(listed, there);
    let text = String::from_utf8(folder[MANIFEST].clone()).expect("text");
    for absent in [env!("CARGO_MANIFEST_DIR"), "svar.csv", "/tmp", "/home"] {
        assert!(!text.contains(absent), "{absent}");
    }
    assert_eq!(
        manifest.command,
        "jamfor publish --edition 2024 --catalogue catalogue --answers answers.csv --county 00 --published-at 2024-06-01T08:00:00+02:00 --out ../igen"
    );
}

#[test]
fn every_cube_is_in_its_file_and_in_the_json_with_the_same_figures() {
    let folder = small::folder();
    let json: serde_json::Value = serde_json::from_slice(&folder["publication.json"]).expect("JSON");
    assert_eq!(json["form"], "jamfor-publication/1");
    let cubes = json["cubes"].as_array().expect("cubes");
    let files: Vec<&str> = folder.keys().filter_map(|path| path.strip_prefix("cubes/")).collect();
    assert_eq!(cubes.len(), files.len());
    for cube in cubes {
        let id = cube["id"].as_str().expect("an id");
        let dimensions: Vec<&str> = cube["dimensions"]
            .as_array()
            .expect("dimensions")
            .iter()
            .filter_map(|d| d["id"].as_str())
            .collect();
        let rows = table(&folder, &format!("cubes/{id}.csv"));
        let observations = cube["observations"].as_array().expect("observations");
        assert_eq!(rows.len(), observations.len(), "{id}");
        for (row, observation) in rows.iter().zip(observations) {
            let plain = ["value", "figure", "numerator", "denominator", "empty", "origin"];
            for name in dimensions.iter().chain(&plain) {
                let field = &row.iter().find(|(column, _)| column == name).expect("a column").1;
                assert_eq!(field, observation[name].as_str().unwrap_or(""), "{id}: {name} of {row:?}");
            }
            for mode in ["target", "relative", "uncertainty"] {
                let said = &observation["colours"][mode];
                let (verdict, not_here) = (said["verdict"].as_str(), said["not_here"].as_str());
                let field =
                    |name: &str| row.iter().find(|(column, _)| column == name).map(|(_, f)| f.as_str());
                assert_eq!(field(mode).unwrap_or(""), verdict.unwrap_or(""), "{id}: {mode} of {row:?}");
                let why = field(&format!("{mode}_not_here"));
                assert_eq!(why.unwrap_or(""), not_here.unwrap_or(""), "{id}: {mode} of {row:?}");
                for colour_of in ["colour", "sign", "word"] {
                    let looks = field(&format!("{mode}_{colour_of}")).unwrap_or("");
                    assert_eq!(
                        looks.is_empty(),
                        verdict.is_none(),
                        "{id}: {mode} never colour alone: {row:?}"
                    );
                }
            }
        }
    }
}

/// The rows of a csv, each field with its column's name.
fn table(folder: &Files, path: &str) -> Vec<Vec<(String, String)>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(folder[path].as_slice());
    let header = reader.headers().expect("a header").clone();
    let named = |row: csv::StringRecord| {
        header.iter().zip(&row).map(|(name, field)| (name.to_owned(), field.to_owned())).collect()
    };
    reader.records().map(|row| named(row.expect("a row"))).collect()
}
