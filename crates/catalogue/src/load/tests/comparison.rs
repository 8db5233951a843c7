//! How editions are compared and what colours are called: what is read, and each mistake that can be made.

use std::collections::BTreeMap;
use std::path::Path;

use domain::EditionYear;
use proptest::prelude::*;

use super::small::{load, replace};
use crate::Catalogue;
use crate::load::{LoadOptions, files};
use crate::model::{Comparison, Language, PeerFigure, Ties};

/// Case, file, what stands there, and what stands there instead.
type Row = (&'static str, &'static str, &'static str, &'static str);

const FILE: &str = "editions/2020/comparison.toml";
const ENGLISH: &str = "editions/2020/comparison.en.toml";
const COLOURS: &str = "vocabulary/colours.toml";

const QUESTIONS: &str = r#"
[[question]]
code = "A6"
text = "Hur många är anställda?"
kind = "number"
digits = 0
range = ["1", "99"]
source = { document = "prov", place = "s. 8" }

[[question]]
code = "A6a"
text = "Hur många av dem har en examen?"
kind = "number"
digits = 0
range = ["0", "99"]
source = { document = "prov", place = "s. 8" }
"#;

const ROWS: &[Row] = &[
    ("a misspelt mode", FILE, "[relative]", "[relativ]"),
    ("a misspelt key", FILE, "smallest = 2", "smalest = 2"),
    ("more than half are best", FILE, "best_percent = 25", "best_percent = 50"),
    ("nobody is worst", FILE, "worst_percent = 20", "worst_percent = 0"),
    ("per cent as text", FILE, "worst_percent = 20", "worst_percent = \"20\""),
    ("ties that are none", FILE, "ties = \"middle\"", "ties = \"midle\""),
    ("a set of one", FILE, "smallest = 2", "smallest = 1"),
    ("a mode without its reason", FILE, "smallest = 2\nwhy = \"Prov.\"", "smallest = 2\nwhy = \"\""),
    ("a colour too few", FILE, "\"middle\", \"empty\", ", "\"empty\", "),
    ("a colour that is none", FILE, "\"best\", \"middle\"", "\"bäst\", \"middle\""),
    ("a figure that is none", FILE, "\"1 / 2\"", "\"1 : 2\""),
    ("a case without figures", FILE, "figures = [\"1 / 2\", \"0.4\", \"\", \"0.3\", \"0.1\"]\n", ""),
    ("a case without direction", FILE, "direction = \"up\"\ncolours", "direction = \"none\"\ncolours"),
    ("another model", FILE, "model = \"wilson\"", "model = \"wald\""),
    ("a quantile of another confidence", FILE, "confidence_percent = \"95\"", "confidence_percent = \"99\""),
    ("a quantile that is negative", FILE, "z = \"1.96\"", "z = \"-1.96\""),
    ("a reference that is a unit", FILE, "reference = \"nation\"", "reference = \"unit\""),
    ("an unknown indicator", FILE, "[\"p-andel\"]", "[\"p-andelar\"]"),
    ("a share of units", FILE, "[\"p-andel\"]", "[\"p-rutin-skola\"]"),
    ("a background measure", FILE, "[\"p-andel\"]", "[\"p-antal\"]"),
    ("a verdict that is none", FILE, "then = \"alike\"", "then = \"same\""),
    ("a reference with one number", FILE, "reference = [1, 2]", "reference = [1]"),
    ("an interval with a comma", FILE, "\"20.7\"", "\"20,7\""),
    ("no peers at all", FILE, "count = 3", "count = 0"),
    ("peers, and why there are none", FILE, "[relative]", "no_peers = \"Okända.\"\n\n[relative]"),
    ("an unknown measure", FILE, "log = \"population\"", "log = \"populations\""),
    (
        "an unknown measure of two",
        FILE,
        "per = [\"population\", \"area\"]",
        "per = [\"population\", \"areal\"]",
    ),
    ("a quotient of one", FILE, "per = [\"population\", \"area\"]", "per = [\"population\"]"),
    ("an unknown grouping", FILE, "group = \"size\"", "group = \"sise\""),
    ("computed from two things", FILE, "group = \"size\"", "group = \"size\"\nvalue = \"area\""),
    ("computed from nothing", FILE, "group = \"size\"\n", ""),
    ("a weight below 0", FILE, "weight = \"0.5\"", "weight = \"-0.5\""),
    ("a weight as float", FILE, "weight = \"0.5\"", "weight = 0.5"),
    ("the same variable twice", FILE, "id = \"tathet\"", "id = \"folk\""),
    ("too many decimals", FILE, "decimals = 1", "decimals = 7"),
    ("an unknown question", FILE, "question = \"A2\"", "question = \"A22\""),
    (
        "an alternative of another question",
        FILE,
        "question = \"A1\"\nalternative",
        "question = \"A4\"\nalternative",
    ),
    ("an alternative of no question", FILE, "alternative = \"inget\"", "alternative = \"inge\""),
    ("neither question nor alternative", FILE, "alternative = \"inget\"\n", ""),
    (
        "the same answer twice",
        FILE,
        "alternative = \"inget\"",
        "question = \"A1\"\nalternative = \"finns_inte\"",
    ),
    ("an English text of nothing", ENGLISH, "fixed.A1.finns_inte", "fixed.A1.finns"),
    ("ink that cannot be read", COLOURS, "ink = \"#343A40\"", "ink = \"#8A8F96\""),
    ("a colour of another form", COLOURS, "fill = \"#E3E6EA\"", "fill = \"E3E6EA\""),
    ("a colour that there is not", COLOURS, "colour = \"grey\"", "colour = \"gray\""),
    ("the same sign twice in a mode", COLOURS, "sign = \"≈\"", "sign = \"↑\""),
    (
        "a verdict of another mode",
        COLOURS,
        "id = \"alike\"\nmode = \"uncertainty\"",
        "id = \"alike\"\nmode = \"relative\"",
    ),
    ("a mode that there is not", COLOURS, "id = \"uncertainty\"", "id = \"osakerhet\""),
    ("a reason that there is not", COLOURS, "id = \"no_mode\"", "id = \"no_modes\""),
];

fn compared() -> BTreeMap<String, String> {
    let mut all = super::small::files();
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/load/tests/small_comparison");
    for (path, bytes) in files::read_folder(&dir).unwrap() {
        all.insert(path, String::from_utf8(bytes).unwrap());
    }
    all.get_mut("editions/2020/questions/a.toml").unwrap().push_str(QUESTIONS);
    let colours = include_str!("../../../../../catalogue/vocabulary/colours.toml");
    all.insert(COLOURS.to_owned(), colours.to_owned());
    all
}

#[test]
fn what_is_said_of_comparison_is_read() {
    let catalogue = load(&compared()).map_err(|problems| problems.to_string()).unwrap();
    let read = &catalogue.editions[&EditionYear(2020)].comparison;
    let relative = read.relative.as_ref().unwrap();
    assert_eq!((relative.best_percent, relative.worst_percent), (25, 20));
    assert_eq!((relative.ties, relative.smallest), (Ties::Middle, 2));
    assert_eq!((read.relative_cases.len(), read.relative_cases[0].figures[2]), (1, None));
    let uncertainty = read.uncertainty.as_ref().unwrap();
    assert_eq!((uncertainty.model.as_str(), uncertainty.indicators[0].as_str()), ("wilson", "p-andel"));
    let peers = read.peers.as_ref().unwrap();
    let from: Vec<&PeerFigure> = peers.variables.iter().map(|variable| &variable.from).collect();
    let id = str::to_owned;
    assert_eq!(
        from,
        [
            &PeerFigure::Log(id("population")),
            &PeerFigure::Per(id("population"), id("area")),
            &PeerFigure::Group(id("size"))
        ]
    );
    assert_eq!(peers.variables[0].unit.get(Language::English), "inhabitants");
    assert_eq!(
        peers.variables[1].unit.get(Language::English),
        "per km²",
        "Swedish where there is no English"
    );
    let fixed: Vec<(&str, &str)> =
        read.fixed.iter().map(|fixed| (fixed.question.as_str(), fixed.alternative.as_str())).collect();
    assert_eq!(fixed, [("A1", "finns_inte"), ("A2", ""), ("", "inget")]);
    assert_eq!(read.fixed[0].why.get(Language::English), "It is a fact.");
}

#[test]
fn without_the_file_there_is_only_the_mode_target_and_the_programs_own_words() {
    let mut files = compared();
    files.retain(|path, _| ![FILE, ENGLISH, COLOURS].contains(&path.as_str()));
    let catalogue = load(&files).map_err(|problems| problems.to_string()).unwrap();
    assert_eq!(catalogue.editions[&EditionYear(2020)].comparison, Comparison::default());
    let word = catalogue.vocabulary.colour("reached").unwrap();
    assert_eq!((word.sign.as_str(), word.name.get(Language::English)), ("✔", "Reached"));
}

#[test]
fn every_mistake_is_told_with_its_line_and_the_next_step() {
    let mut all = String::new();
    for (case, file, from, to) in ROWS {
        let mut files = compared();
        replace(&mut files, file, from, to);
        let told = load(&files).err().map(|problems| problems.to_string()).unwrap_or_default();
        assert!(!told.is_empty(), "nothing is told of {case}");
        all.push_str(&format!("{case}\n{told}\n"));
    }
    insta::assert_snapshot!("each_mistake_of_comparison", all);
}

#[test]
fn all_mistakes_are_told_at_once() {
    let wanted =
        ["a set of one", "another model", "a weight below 0", "an unknown question", "a colour too few"];
    let mut files = compared();
    for (_, file, from, to) in ROWS.iter().filter(|row| wanted.contains(&row.0)) {
        replace(&mut files, file, from, to);
    }
    let problems = load(&files).expect_err("five mistakes");
    assert_eq!(problems.iter().count(), wanted.len(), "{problems}");
}

#[test]
fn a_mode_without_cases_and_peers_without_weight_are_refused() {
    let mut files = compared();
    let text = files.get_mut(FILE).unwrap();
    let start = text.find("[[relative.case]]").unwrap();
    let end = text.find("[uncertainty]").unwrap();
    text.replace_range(start..end, "");
    *text = text.replace("weight = \"0.5\"", "weight = \"0\"").replace("weight = \"1\"", "weight = \"0\"");
    let told = load(&files).expect_err("two mistakes").to_string();
    assert!(told.contains("CAT-19") && told.contains("the mode `relative` has no cases"), "{told}");
    assert!(told.contains("CAT-24") && told.contains("no variable has a weight"), "{told}");
}

#[test]
fn an_edition_that_says_nothing_of_peers_is_asked_to() {
    let mut files = compared();
    let text = files.get_mut(FILE).unwrap();
    let (start, end) = (text.find("[peers]").unwrap(), text.find("[[fixed]]").unwrap());
    text.replace_range(start..end, "");
    files.remove(ENGLISH);
    let told = load(&files).expect_err("one mistake").to_string();
    assert!(told.contains("CAT-04 nothing is said of peers"), "{told}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_file_makes_the_loader_panic(
        file in prop::sample::select(vec![FILE, ENGLISH, COLOURS]),
        at in any::<prop::sample::Index>(),
        cut in 0_usize..60,
        put in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let files = compared().into_iter();
        let mut files: BTreeMap<String, Vec<u8>> =
            files.map(|(path, text)| (path, text.into_bytes())).collect();
        let bytes = files.get_mut(file).unwrap();
        let at = at.index(bytes.len());
        let end = (at + cut).min(bytes.len());
        bytes.splice(at..end, put);
        let _ = Catalogue::load_files(&files, LoadOptions { prove: false });
    }
}
