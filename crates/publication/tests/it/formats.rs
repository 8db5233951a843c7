//! Workbook, csv and JSON of a publication read back: every figure, empty, colour and sign is the same in all three,
//! and is what the results say.

use std::collections::{BTreeMap, HashMap};

use catalogue::answers::{read_outcomes_bytes, write_answers};
use catalogue::model::Edition;
use catalogue::{Catalogue, LoadOptions};
use domain::{EditionYear, Rounded, swedish};
use publication::folder::{Files, Given, Sources, make};
use publication::manifest::Program;
use results::{Results, rows};
use serde_json::Value as Json;

use super::support::workbook::{self, Cell, Sheet};

/// Unit or place, and indicator.
type Key = (String, String);

/// What a format says of a cell.
#[derive(Clone, Debug, Default, PartialEq)]
struct Said {
    value: String,
    figure: String,
    empty: String,
    /// By mode: verdict, or why the mode does not apply.
    told: BTreeMap<String, (String, String)>,
}

const MODES: [&str; 3] = ["target", "relative", "uncertainty"];
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

/// The mode a column is coloured in: shares of units by target, other figures and all places relative, background
/// measures not at all.
fn mode_of<'j>(json: &'j Json, cube: &str, indicator: &str) -> Option<&'j str> {
    let codes = dimension(json, cube, "indicator")["codes"].as_array().expect("codes");
    let code = codes.iter().find(|code| code["id"] == indicator).expect("the indicator");
    let property = |name: &str| code["properties"][name]["sv"].as_str().unwrap_or("");
    match (cube, property("role"), property("method")) {
        ("outcomes", "background", _) => None,
        ("outcomes", _, "share") => Some("target"),
        _ => Some("relative"),
    }
}

/// Whether a cell of the workbook shows what the other formats say.
fn shown_as(key: &Key, said: &Said, mode: Option<&str>, words: &Words, edition: &Edition, cell: &Cell) {
    let verdict = mode.map_or("", |mode| said.told.get(mode).map_or("", |(verdict, _)| verdict.as_str()));
    let colour = mode.and_then(|mode| words.colours.get(&(mode.to_owned(), verdict.to_owned())));
    assert_eq!(colour.is_some(), !verdict.is_empty(), "{key:?}: {mode:?} {verdict}");
    let sign = colour.map_or("", |colour| colour.sign.as_str());
    let expected = if !said.figure.is_empty() {
        let figure = swedish::figure(rounded(&said.figure), edition.plain_ends);
        let word = colour.map_or("", |colour| colour.word.as_str());
        format!("{sign} {word} {figure}")
    } else if !said.empty.is_empty() {
        words.empties[&said.empty].clone()
    } else {
        // A value that no mode judges has a sign of its own in the vocabulary.
        let own = words.signs.get(&said.value).filter(|_| colour.is_none()).map_or("", String::as_str);
        format!("{sign}{own} {}", words.values[&said.value])
    };
    // Whether thousands have a blank between them is the workbook's own habit.
    let plain = |text: &str| text.replace('\u{a0}', "").split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(plain(&cell.shown), plain(&expected), "{key:?}");
    // A row that is set apart has a fill of its own, which is no verdict's.
    let is_verdict = |fill: &&str| words.colours.values().any(|colour| colour.fill == **fill);
    let fill = cell.look.fill.as_deref().filter(is_verdict);
    assert_eq!(fill, colour.map(|colour| colour.fill.as_str()), "{key:?}: {verdict}");
    if let workbook::Value::Number(number) = cell.value {
        assert_eq!(
            format!("{number:.*}", usize::from(rounded(&said.figure).decimals)),
            said.figure,
            "{key:?}"
        );
    }
}

fn rounded(figure: &str) -> Rounded {
    let decimals = figure.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let scaled = figure.replace('.', "").parse().expect("digits");
    Rounded { scaled, decimals: u8::try_from(decimals).expect("few") }
}

/// Cells of the sheet of units, by the code at the left and the short name above.
fn units_shown<'s>(sheets: &'s [Sheet], edition: &Edition) -> HashMap<Key, &'s Cell> {
    cells(sheets, "Kommuner", edition, "Kod", &|key| key("Kod").to_owned())
}

/// Cells of the sheets of places and of groups.
fn places_of_workbook<'s>(sheets: &'s [Sheet], edition: &Edition) -> HashMap<Key, &'s Cell> {
    let levels = [("Stad", "city"), ("Län", "county"), ("Riket", "nation")];
    let mut all = cells(sheets, "Län, städer och riket", edition, "Kod", &|key| {
        let level = levels.iter().find(|(word, _)| key("Nivå").starts_with(word)).expect("a level");
        format!("{}:{}", level.1, key("Kod"))
    });
    all.extend(cells(sheets, "Kommungrupper", edition, "Grupp", &|key| {
        let scheme = edition.frame.schemes.iter().find(|s| s.name == key("Indelning")).expect("a grouping");
        format!("group:{}:{}", scheme.grouping, key("Grupp"))
    }));
    all
}

/// Makes a row's code from what its key columns show.
type NameOf<'f, 's> = &'f dyn Fn(&dyn Fn(&str) -> &'s str) -> String;

/// Cells below the names of indicators; `name` makes a row's code from its cells at the left. Of several rows with
/// the same code the first is computed, the others are what somebody else published.
fn cells<'s>(
    sheets: &'s [Sheet],
    sheet: &str,
    edition: &Edition,
    known_by: &str,
    name: NameOf<'_, 's>,
) -> HashMap<Key, &'s Cell> {
    let sheet = sheets.iter().find(|known| known.name == sheet).expect("the sheet");
    let (range, _) = &sheet.tables[0];
    let first = range.split_once(':').expect("a range").0;
    let head: u32 = first.trim_start_matches(char::is_alphabetic).parse::<u32>().expect("a row") - 1;
    // The nation stands apart below the table that is sorted.
    let last = sheet.cells.keys().map(|(row, _)| *row).max().unwrap_or(head);
    let heads: BTreeMap<u32, &str> = sheet
        .cells
        .range((head, 0)..(head + 1, 0))
        .map(|((_, column), cell)| (*column, cell.shown.as_str()))
        .collect();
    let computed: Vec<_> = edition.computed().collect();
    let keys = heads.len() - computed.len();
    let mut all = HashMap::new();
    for row in head + 1..=last {
        let key = |wanted: &str| {
            let column = heads.iter().find(|(_, head)| **head == wanted).expect(wanted).0;
            sheet.cells.get(&(row, *column)).map_or("", |cell| cell.shown.as_str())
        };
        if key(known_by).is_empty() {
            continue;
        }
        let code = name(&key);
        for (column, indicator) in (u32::try_from(keys).expect("few")..).zip(&computed) {
            assert_eq!(heads[&column], indicator.short_name.sv, "the column of {}", indicator.id);
            if let Some(cell) = sheet.cells.get(&(row, column)) {
                all.entry((code.clone(), indicator.id.to_string())).or_insert(cell);
            }
        }
    }
    all
}

fn cube<'j>(json: &'j Json, id: &str) -> &'j Json {
    json["cubes"].as_array().expect("cubes").iter().find(|cube| cube["id"] == id).expect("the cube")
}

fn dimension<'j>(json: &'j Json, id: &str, dimension: &str) -> &'j Json {
    let all = cube(json, id)["dimensions"].as_array().expect("dimensions");
    all.iter().find(|known| known["id"] == dimension).expect("the dimension")
}

fn of_json(json: &Json, id: &str, dimension: &str) -> HashMap<Key, Said> {
    let observations = cube(json, id)["observations"].as_array().expect("observations");
    let text = |json: &Json| json.as_str().unwrap_or("").to_owned();
    let said = |o: &Json| Said {
        value: text(&o["value"]),
        figure: text(&o["figure"]),
        empty: text(&o["empty"]),
        told: MODES
            .into_iter()
            .filter(|mode| o["colours"][mode].is_object())
            .map(|mode| {
                (
                    mode.to_owned(),
                    (text(&o["colours"][mode]["verdict"]), text(&o["colours"][mode]["not_here"])),
                )
            })
            .collect(),
    };
    observations.iter().map(|o| ((text(&o[dimension]), text(&o["indicator"])), said(o))).collect()
}

fn of_csv(bytes: &[u8], dimension: &str) -> HashMap<Key, Said> {
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(bytes);
    let header = reader.headers().expect("a header").clone();
    let column = |name: &str| header.iter().position(|known| known == name);
    let said = |row: csv::StringRecord| {
        let field = |name: &str| column(name).and_then(|at| row.get(at)).unwrap_or("").to_owned();
        let told = |mode: &str| (field(mode), field(&format!("{mode}_not_here")));
        let told = MODES.into_iter().map(|mode| (mode.to_owned(), told(mode)));
        let told = told.filter(|(_, (verdict, why))| !verdict.is_empty() || !why.is_empty()).collect();
        let said = Said { value: field("value"), figure: field("figure"), empty: field("empty"), told };
        ((field(dimension), field("indicator")), said)
    };
    reader.records().map(|row| said(row.expect("a row"))).collect()
}

struct ColourWord {
    sign: String,
    word: String,
    fill: String,
}

/// What the JSON calls things.
struct Words {
    /// By mode and verdict.
    colours: HashMap<(String, String), ColourWord>,
    values: HashMap<String, String>,
    /// The signs that values have of their own, as in the vocabulary of the folder.
    signs: HashMap<String, String>,
    /// Sign and word.
    empties: HashMap<String, String>,
}

impl Words {
    fn of(json: &Json) -> Self {
        let text = |json: &Json| json.as_str().unwrap_or("").to_owned();
        let colours = json["colours"].as_array().expect("colours").iter().map(|colour| {
            let word = ColourWord {
                sign: text(&colour["sign"]),
                word: text(&colour["name"]["sv"]),
                fill: text(&colour["fill"]),
            };
            ((text(&colour["mode"]), text(&colour["id"])), word)
        });
        let (mut values, mut empties) = (HashMap::new(), HashMap::new());
        for id in ["outcomes", "aggregates"] {
            for word in cube(json, id)["values"].as_array().expect("values") {
                let name = text(&word["name"]["sv"]);
                if word["value"].is_string() {
                    values.insert(text(&word["value"]), name);
                } else {
                    empties.insert(text(&word["empty"]), format!("{} {name}", text(&word["sign"])));
                }
            }
        }
        let vocabulary = Catalogue::bundled().expect("the bundled catalogue").vocabulary;
        let signs = vocabulary.values.into_iter().map(|value| (value.id, value.sign)).collect();
        Self { colours: colours.collect(), values, signs, empties }
    }
}
