//! Why a value is what it is, in plain words: as much in English as in Swedish, and none of the program's own words in the other
//! language.

use catalogue::Catalogue;
use catalogue::model::Language::{English, Swedish};
use domain::EditionYear;
use results::simulate::simulate;
use results::{Results, explain};

/// Words of the program's own Swedish sentences, none of which is in an official text of the edition.
const SWEDISH: [&str; 14] = [
    "har utfallet",
    "Målvärdet är",
    "Villkoret för",
    "villkoret kräver",
    "därför redovisas",
    "eftersom inget villkor",
    "går inte att avgöra",
    "ställdes",
    "är inte besvarad",
    "har svaret",
    "Källa:",
    "påhittade",
    "hör hit",
    "har uppnått",
];
const ENGLISH: [&str; 10] = [
    "has the outcome",
    "The target is",
    "The condition for",
    "the condition asks",
    "since no condition",
    "cannot be decided",
    "has the answer",
    "Source:",
    "made up by",
    "belong here",
];

#[test]
fn every_derivation_says_as_much_in_english_as_in_swedish() {
    let catalogue = Catalogue::bundled().unwrap_or_else(|problems| panic!("{problems}"));
    let words = &catalogue.vocabulary;
    let mut said = 0;
    for year in [2015, 2018] {
        let edition = &catalogue.editions[&EditionYear(year)];
        let answers = simulate(edition, 7);
        let results = Results::from_answers(edition, &answers.table, answers.origin.id());
        for (at, indicator) in edition.computed().enumerate() {
            let told = |case: &str, sv: &[String], en: &[String]| {
                assert_eq!(sv.len(), en.len(), "{case}: {en:#?}");
                for (sv, en) in sv.iter().zip(en) {
                    assert!(!SWEDISH.iter().any(|word| en.contains(word)), "{case}: {en}");
                    assert!(!ENGLISH.iter().any(|word| sv.contains(word)), "{case}: {sv}");
                }
            };
            for unit in (0..edition.frame.units.len()).step_by(11) {
                let why = explain::outcome(edition, words, &answers, unit, indicator, "simulated");
                let en = why.told(English, edition, words, indicator);
                assert_eq!(why.sentences, why.told(Swedish, edition, words, indicator));
                told(&format!("{year} {} {unit}", indicator.id), &why.sentences, &en);
                let outcome = results.outcomes.get(unit, at);
                let given = explain::given(edition, words, unit, indicator, outcome, "");
                told(
                    &format!("{} given", indicator.id),
                    &given.sentences,
                    &given.told(English, edition, words, indicator),
                );
                said += en.len();
            }
            for place in (0..results.places.len()).step_by(3) {
                let why = explain::aggregate(edition, words, &results, place, at).expect("a place");
                let en = why.told(English, words, indicator);
                told(&format!("{year} {} place {place}", indicator.id), &why.sentences, &en);
                said += en.len();
            }
        }
    }
    assert!(said > 5_000, "{said}");
}
