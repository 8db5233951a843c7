//! Workbook, csv and JSON of a publication read back: every figure, empty, colour and sign is the same in all three,
//! and is what the results say.

use std::collections::HashMap;

use catalogue::answers::{read_outcomes_bytes, write_answers};
use catalogue::model::Edition;
use catalogue::{Catalogue, LoadOptions};
use domain::EditionYear;
use publication::folder::{Files, Given, Sources, make};
use publication::manifest::Program;
use results::{Results, rows};
use serde_json::Value as Json;

use super::support::said::{Key, Words, mode_of, of_csv, of_json, places_of_workbook, shown_as, units_shown};
use super::support::workbook;

pub(crate) const OUTCOMES_2015: &[u8] =
    include_bytes!("../../../../examples/2015-jonkoping/outcomes-med-rekonstruerade-antal.csv");
const PUBLISHED_2015: &[u8] = include_bytes!("../../../../examples/2015-jonkoping/published.csv");

/// The publication folder of an edition, with the sheet of Jönköping county.
pub(crate) fn published(catalogue: &Files, year: u16, given: Given) -> Files {
    let program = Program {
        name: "jamfor".to_owned(),
        version: "0.0.0".to_owned(),
        commit: "unknown".to_owned(),
        lock: String::new(),
        target: String::new(),
    };
    let sources = Sources {
        number: 1,
        correction: None,
        edition: EditionYear(year),
        published_at: "2018-06-01T08:00:00+02:00".to_owned(),
        catalogue: catalogue.clone(),
        published: matches!(given, Given::Outcomes(..))
            .then(|| ("published.csv".to_owned(), PUBLISHED_2015.to_vec())),
        given,
        merged_from: Vec::new(),
        chain: None,
        before: None,
        counties: vec!["06".to_owned()],
    };
    make(&sources, &program).expect("it is published")
}

#[test]
fn workbook_csv_and_json_say_the_same_of_2018_and_it_is_what_was_computed() {
    let files = Catalogue::files_of(None).expect("the bundled catalogue");
    let catalogue = Catalogue::load_files(&files, LoadOptions { prove: false }).expect("it is sound");
    let edition = &catalogue.editions[&EditionYear(2018)];
    let answers = results::simulate::simulate(edition, 7);
    let results = Results::from_answers(edition, &answers.table, &answers.origin_id());
    let mut csv = Vec::new();
    write_answers(edition, &answers, &mut csv).expect("a vector takes every byte");
    let folder = published(&files, 2018, Given::Answers("svar.csv".to_owned(), csv));
    let [units, places] = all_say_the_same(edition, &results, &folder);
    assert_eq!((units, places), (312 * 36, places_shown(edition) * 36));
}

#[test]
fn workbook_csv_and_json_say_the_same_of_2015_and_it_is_what_was_computed() {
    let files = Catalogue::files_of(None).expect("the bundled catalogue");
    let catalogue = Catalogue::load_files(&files, LoadOptions { prove: false }).expect("it is sound");
    let edition = &catalogue.editions[&EditionYear(2015)];
    let given = read_outcomes_bytes(edition, "o.csv", OUTCOMES_2015).expect("it can be read");
    let computed = results::Outcomes::from_rows(edition.computed().count(), given.outcomes);
    let results = Results::from_outcomes(edition, computed, given.origin.id());
    let folder = published(&files, 2015, Given::Outcomes("o.csv".to_owned(), OUTCOMES_2015.to_vec()));
    let indicators = edition.computed().count();
    let [units, places] = all_say_the_same(edition, &results, &folder);
    assert_eq!((units, places), (317 * indicators, places_shown(edition) * indicators));
}

/// Places with a row in the workbook: groups *county* are the counties, which have one.
fn places_shown(edition: &Edition) -> usize {
    let groups: usize = edition.frame.schemes.iter().map(|scheme| scheme.groups.len()).sum();
    edition.frame.cities.len() + edition.frame.counties.len() + 1 + groups
}

/// Compares everything; gives how many cells of units and of places were found in all three.
fn all_say_the_same(edition: &Edition, results: &Results, folder: &Files) -> [usize; 2] {
    let json: Json = serde_json::from_slice(&folder["publication.json"]).expect("JSON");
    let words = Words::of(&json);
    let bytes = &folder[&format!("jamforelse-{}.xlsx", edition.year)];
    let sheets = workbook::read(bytes);
    let computed = [
        rows::outcomes(edition, results)
            .map(|[_, unit, indicator, value, figure, _, _, empty, _]| {
                ((unit, indicator), [value, figure, empty])
            })
            .collect::<HashMap<Key, [String; 3]>>(),
        rows::aggregates(edition, results)
            .map(|[_, level, code, grouping, group, indicator, _, figure, _, _, _, _, _, empty, _]| {
                let place = if level == "group" {
                    format!("group:{grouping}:{group}")
                } else {
                    format!("{level}:{code}")
                };
                ((place, indicator), [String::new(), figure, empty])
            })
            .collect(),
    ];
    let shown = [units_shown(&sheets, edition), places_of_workbook(&sheets, edition)];
    let mut found = [0, 0];
    the_contracts_tables_are_as_computed(&computed, folder);
    for (i, (id, dimension)) in [("outcomes", "unit"), ("aggregates", "place")].into_iter().enumerate() {
        let csv = of_csv(&folder[&format!("cubes/{id}.csv")], dimension);
        let from_json = of_json(&json, id, dimension);
        assert_eq!(csv.len(), computed[i].len(), "{id}");
        assert_eq!(csv.len(), from_json.len(), "{id}");
        for (key, [value, figure, empty]) in &computed[i] {
            let said = &csv[key];
            let empty = &own_empty(edition, key, empty);
            assert_eq!([&said.value, &said.figure, &said.empty], [value, figure, empty], "{key:?} in csv");
            assert_eq!(&from_json[key], said, "{key:?} in JSON");
            match shown[i].get(key) {
                Some(cell) => {
                    found[i] += 1;
                    let mode = mode_of(&json, id, &key.1);
                    shown_as(key, said, mode, &words, edition, cell);
                }
                None => assert!(key.0.starts_with("group:county:"), "{key:?} stands nowhere in the workbook"),
            }
        }
    }
    found
}

/// How a cube says an empty of the contract. Of 2015 the files know Jönköping county only: of other units, and of some indicators, they say
/// nothing, which is no missing answer, and a place that others belong to is withheld for that and for no other reason.
fn own_empty(edition: &Edition, (of, indicator): &Key, empty: &str) -> String {
    let of_county = ["06", "county:06", "group:county:06"];
    let in_file = format!(";{indicator};");
    let is_known = std::str::from_utf8(OUTCOMES_2015).expect("text").contains(&in_file);
    let inside = is_known && (of_county.contains(&of.as_str()) || of.starts_with("06") && !of.contains(':'));
    match (edition.year.0, inside, empty) {
        (2015, false, "not_answered") => "not_covered".to_owned(),
        (2015, false, "withheld:non_response") => "withheld:not_covered".to_owned(),
        (_, _, other) => other.to_owned(),
    }
}

/// The files with the contract's columns keep the contract's ids, whatever the cubes say.
fn the_contracts_tables_are_as_computed(computed: &[HashMap<Key, [String; 3]>; 2], folder: &Files) {
    let outcomes = of_csv(&folder["outcomes.csv"], "unit");
    assert_eq!(outcomes.len(), computed[0].len());
    for (key, [value, figure, empty]) in &computed[0] {
        let said = &outcomes[key];
        assert_eq!([&said.value, &said.figure, &said.empty], [value, figure, empty], "{key:?}");
    }
    let aggregates = std::str::from_utf8(&folder["aggregates.csv"]).expect("text");
    assert!(!aggregates.contains("not_covered"), "an id of cubes only");
}
