//! `examples/rounds/catalogue-1`: the built-in catalogue, and one rule that differs.

use std::collections::BTreeMap;
use std::path::Path;

use catalogue::{Catalogue, run_cases};
use domain::EditionYear;

const CHANGED: &str = "eb-utredningsmall-barn";

fn first_round() -> Catalogue {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/rounds/catalogue-1");
    Catalogue::load(&folder).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn it_is_proved_and_its_cases_hold() {
    let failures: Vec<_> = first_round().editions.values().flat_map(run_cases).collect();
    assert!(failures.is_empty(), "{failures:?}");
}

#[test]
fn exactly_one_rule_differs_from_the_built_in_catalogue_and_nothing_else_that_counts() {
    let (ours, theirs) = (Catalogue::bundled().expect("it loads"), first_round());
    assert_eq!(ours.places, theirs.places);
    assert_eq!(ours.vocabulary, theirs.vocabulary);
    for (year, edition) in &ours.editions {
        let other = &theirs.editions[year];
        assert_eq!(edition.parameters, other.parameters, "{year}");
        assert_eq!(edition.withhold_above_percent, other.withhold_above_percent, "{year}");
        assert_eq!(edition.comparison, other.comparison, "{year}");
        assert_eq!(edition.simulation, other.simulation, "{year}");
        assert_eq!(edition.questionnaire.filters, other.questionnaire.filters, "{year}");
        let checks = |edition: &catalogue::model::Edition| -> BTreeMap<String, String> {
            edition.checks.iter().map(|check| (check.id.clone(), format!("{:?}", check.when))).collect()
        };
        assert_eq!(checks(edition), checks(other), "{year}");
        for (a, b) in edition.indicators.iter().zip(&other.indicators) {
            assert_eq!(a.id, b.id, "{year}");
            let judged = |i: &catalogue::model::Indicator| {
                (i.target.clone(), i.partly.clone(), i.leaves_denominator.clone(), i.method, i.shown.clone())
            };
            assert_eq!(judged(a), judged(b), "{year} {}", a.id);
            let is_the_one = *year == EditionYear(2018) && a.id.as_str() == CHANGED;
            assert_eq!(a.rule != b.rule, is_the_one, "{year} {}", a.id);
        }
    }
}

#[test]
fn only_the_files_of_that_indicator_are_replaced() {
    let overlay = first_round().overlay.expect("it is an overlay");
    let folder = "editions/2018/indicators/ekonomiskt-bistand/utredningsmall";
    assert_eq!(overlay.files, [format!("{folder}.cases.toml"), format!("{folder}.toml")]);
    assert!(overlay.why.contains("ingenting här påstår"), "it says that nothing is claimed: {}", overlay.why);
}
