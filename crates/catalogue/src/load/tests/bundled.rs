//! The catalogues of the repository.

use std::path::Path;

use domain::{EditionYear, Reason};

use crate::load::LoadOptions;
use crate::model::{CaseExpectation, IndicatorRole, Language};
use crate::{Catalogue, run_cases};

#[test]
fn the_bundled_catalogue_has_no_mistakes() {
    let problems = Catalogue::bundled_with(LoadOptions::default()).err().map(|p| p.to_string());
    assert_eq!(problems.unwrap_or_default(), "");
}

#[test]
fn the_checklist_has_no_mistakes() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/checklist/catalogue");
    let problems = Catalogue::load(&dir).err().map(|p| p.to_string());
    assert_eq!(problems.unwrap_or_default(), "");
}

#[test]
fn every_case_comes_out() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/checklist/catalogue");
    let options = LoadOptions { prove: false };
    for catalogue in [Catalogue::bundled().unwrap(), Catalogue::load_with(&dir, options).unwrap()] {
        for edition in catalogue.editions.values() {
            let failures: Vec<String> = run_cases(edition)
                .iter()
                .map(|failure| {
                    format!(
                        "{}: {}",
                        failure.place,
                        failure.sentence(&catalogue.vocabulary, Language::Swedish)
                    )
                })
                .collect();
            assert_eq!(failures.join("\n"), "", "{}", edition.year);
            assert!(!edition.cases.is_empty());
        }
    }
}

#[test]
fn the_editions_have_the_units_and_indicators_that_their_sources_state() {
    let catalogue = Catalogue::bundled().unwrap();
    for (year, units, indicators, background, cities, questions) in
        [(2015, 317, 19, 0, 3, "F1"), (2018, 312, 35, 2, 2, "G1")]
    {
        let edition = &catalogue.editions[&EditionYear(year)];
        assert_eq!(edition.frame.units.len(), units, "units {year}");
        assert_eq!(edition.frame.cities.len(), cities, "cities {year}");
        assert_eq!((edition.frame.counties.len(), edition.frame.nation.is_some()), (21, true), "{year}");
        let of = |role| edition.indicators.iter().filter(|indicator| indicator.role == role).count();
        assert_eq!(of(IndicatorRole::Indicator), indicators, "indicators {year}");
        assert_eq!(of(IndicatorRole::Background), background, "background measures {year}");
        let numbers: Vec<u16> = edition.indicators.iter().map(|indicator| indicator.number).collect();
        let expected: Vec<u16> = (1..).take(numbers.len()).collect();
        assert_eq!(numbers, expected, "the source's order {year}");
        assert_eq!(edition.questions[0].code.as_str(), questions, "the first question {year}");
        assert!(
            edition.indicators.iter().all(|indicator| !indicator.source.place.is_empty()),
            "sources {year}"
        );
        assert!(edition.computed().all(|indicator| !indicator.rule.entries.is_empty()), "rules {year}");
    }
}

#[test]
fn groups_have_as_many_units_as_their_sources_state_and_districts_inherit() {
    let catalogue = Catalogue::bundled().unwrap();
    let edition = &catalogue.editions[&EditionYear(2018)];
    let units = &edition.frame.units;
    let in_group = |grouping: &str, group: &str| {
        units
            .iter()
            .filter(|unit| unit.groups.get(grouping).is_some_and(|code| code.as_str() == group))
            .count()
    };
    // Stockholm and Göteborg are cities; their 24 districts stand in their group.
    for (grouping, group, municipalities, cities, districts) in
        [("size", "1", 133, 0, 0), ("size", "5", 4, 2, 24), ("skl", "A1", 3, 2, 24), ("skl", "C8", 40, 0, 0)]
    {
        assert_eq!(in_group(grouping, group), municipalities - cities + districts, "{grouping} {group}");
    }
    let district = &units[edition.frame.position("1480-01").unwrap()];
    assert_eq!(district.city.as_ref().unwrap().as_str(), "1480");
    assert_eq!(district.county.as_str(), "14");
    assert_eq!(edition.measures["population"].len(), 290);
    let before = &catalogue.editions[&EditionYear(2015)];
    let tranas = &before.frame.units[before.frame.position("0687").unwrap()];
    assert_eq!(tranas.groups_before["socioeconomic"].as_str(), "6");
}

#[test]
fn what_is_known_of_a_unit_fills_the_cells_of_its_facts() {
    let catalogue = Catalogue::bundled().unwrap();
    let edition = &catalogue.editions[&EditionYear(2018)];
    let schema = &edition.questionnaire.schema;
    let facts = |code: &str| -> Vec<(String, i64)> {
        let unit = &edition.frame.units[edition.frame.position(code).unwrap()];
        edition.facts(unit).iter().map(|(col, raw)| (schema.column(*col).name.clone(), raw.value)).collect()
    };
    let known = |code: &str| facts(code).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    let of_a_municipality = [
        "unit.kind",
        "unit.county",
        "unit.size",
        "unit.skl",
        "measure.area",
        "measure.population",
        "measure.population_2016",
        "measure.population_2018",
    ];
    assert_eq!(known("0680"), of_a_municipality);
    assert_eq!(
        known("0180-01"),
        ["unit.kind", "unit.county", "unit.size", "unit.skl"],
        "a district has no measures"
    );
    assert_eq!(facts("0180-01")[0].1, 1, "stadsdel is the second kind");
}

#[test]
fn templates_are_written_out_with_ids_names_and_rules() {
    let catalogue = Catalogue::bundled().unwrap();
    let edition = &catalogue.editions[&EditionYear(2018)];
    let indicator = edition.indicator("eb-rutin-barn-unga").unwrap();
    assert_eq!((indicator.row.as_deref(), indicator.number), (Some("barn_unga"), 8));
    assert_eq!(
        indicator.outcomes[1].when,
        "G2.barn_unga = 'behovs_inte' OR (G2.barn_unga = 'ja' AND G2a.barn_unga IN ('ja', 'ny'))"
    );
    assert!(indicator.place.ends_with("intern-samordning.toml:1"), "{}", indicator.place);
    let own = edition.indicator("eb-overenskommelse-hyresvardar-enskilda").unwrap();
    assert!(own.name.sv.ends_with("Bostadsföretag-hyresvärdar (enskilda ärenden)"), "{}", own.name.sv);
    assert!(own.name.get(Language::English).contains("landlords"), "{:?}", own.name);
    let coverage = catalogue.translated;
    assert!(coverage.english > 100 && coverage.english < coverage.texts, "{coverage:?}");
}

#[test]
fn a_case_that_fails_is_told_as_a_sentence() {
    let mut catalogue = Catalogue::bundled().unwrap();
    let words = catalogue.vocabulary.clone();
    let edition = catalogue.editions.get_mut(&EditionYear(2018)).unwrap();
    let case = edition.cases.iter_mut().find(|case| case.indicator.as_str() == "eb-fia").unwrap();
    case.name = "FIA används".to_owned();
    case.then = CaseExpectation::Empty(Reason::NotApplicable);
    let failures = run_cases(edition);
    let told: Vec<String> =
        failures.iter().map(|failure| failure.sentence(&words, Language::Swedish)).collect();
    assert_eq!(told, ["`eb-fia`: \"FIA används\" – väntat Ej aktuellt, blev Ja"]);
    assert!(failures[0].place.contains("bedomningsmetoder.cases.toml:"), "{}", failures[0].place);
    assert!(failures[0].sentence(&words, Language::English).ends_with("expected Not applicable, got Yes"));
}
