//! What every format says of a cell, in one form: the cubes as csv and as JSON, and the cells of the workbook that show them.

use std::collections::{BTreeMap, HashMap};

use catalogue::Catalogue;
use catalogue::model::Edition;
use domain::{Rounded, swedish};
use serde_json::Value as Json;

use super::workbook::{Cell, Sheet, Value};

/// Unit or place, and indicator.
pub(crate) type Key = (String, String);

/// What a format says of a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Said {
    pub(crate) value: String,
    pub(crate) figure: String,
    pub(crate) empty: String,
    /// By mode: verdict, or why the mode does not apply.
    pub(crate) told: BTreeMap<String, (String, String)>,
}

pub(crate) const MODES: [&str; 3] = ["target", "relative", "uncertainty"];
/// The mode a column is coloured in: shares of units by target, other figures and all places relative, background
/// measures not at all.
pub(crate) fn mode_of<'j>(json: &'j Json, cube: &str, indicator: &str) -> Option<&'j str> {
    let codes = dimension(json, cube, "indicator")["codes"].as_array().expect("codes");
    let code = codes.iter().find(|code| code["id"] == indicator).expect("the indicator");
    let property = |name: &str| code["properties"][name]["sv"].as_str().unwrap_or("");
    match (cube, property("role"), property("method")) {
        ("outcomes", "background", _) => None,
        ("outcomes", _, "share") => Some("target"),
        _ => Some("relative"),
    }
}

/// Cells of the sheet of units, by the code at the left and the short name above.
pub(crate) fn units_shown<'s>(sheets: &'s [Sheet], edition: &Edition) -> HashMap<Key, &'s Cell> {
    cells(sheets, "Kommuner", edition, "Kod", &|key| key("Kod").to_owned())
}

/// Cells of the sheets of places and of groups.
pub(crate) fn places_of_workbook<'s>(sheets: &'s [Sheet], edition: &Edition) -> HashMap<Key, &'s Cell> {
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

pub(crate) fn cube<'j>(json: &'j Json, id: &str) -> &'j Json {
    json["cubes"].as_array().expect("cubes").iter().find(|cube| cube["id"] == id).expect("the cube")
}

pub(crate) fn dimension<'j>(json: &'j Json, id: &str, dimension: &str) -> &'j Json {
    let all = cube(json, id)["dimensions"].as_array().expect("dimensions");
    all.iter().find(|known| known["id"] == dimension).expect("the dimension")
}

pub(crate) fn of_json(json: &Json, id: &str, dimension: &str) -> HashMap<Key, Said> {
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

pub(crate) fn of_csv(bytes: &[u8], dimension: &str) -> HashMap<Key, Said> {
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

pub(crate) struct ColourWord {
    pub(crate) sign: String,
    pub(crate) word: String,
    pub(crate) fill: String,
}

/// What the JSON calls things.
pub(crate) struct Words {
    /// By mode and verdict.
    pub(crate) colours: HashMap<(String, String), ColourWord>,
    pub(crate) values: HashMap<String, String>,
    /// The signs that values have of their own, as in the vocabulary of the folder.
    pub(crate) signs: HashMap<String, String>,
    /// Sign and word.
    pub(crate) empties: HashMap<String, String>,
}

impl Words {
    pub(crate) fn of(json: &Json) -> Self {
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

/// Whether a cell of the workbook shows what the other formats say.
pub(crate) fn shown_as(
    key: &Key,
    said: &Said,
    mode: Option<&str>,
    words: &Words,
    edition: &Edition,
    cell: &Cell,
) {
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
    if let Value::Number(number) = cell.value {
        assert_eq!(
            format!("{number:.*}", usize::from(rounded(&said.figure).decimals)),
            said.figure,
            "{key:?}"
        );
    }
}

pub(crate) fn rounded(figure: &str) -> Rounded {
    let decimals = figure.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let scaled = figure.replace('.', "").parse().expect("digits");
    Rounded { scaled, decimals: u8::try_from(decimals).expect("few") }
}
