//! Trends over rounds: a line where the definition is the same, a break where it is not.

use results::Results;
use results::diff::{Comparable, Link, Round, trend};

use super::*;

#[test]
fn the_line_breaks_where_the_definition_became_another_and_only_there() {
    // The first of the three simulated rounds has a rule of its own.
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/rounds/catalogue-1");
    let overlay = Catalogue::load_with(&folder, LoadOptions { prove: false });
    let mut overlay = overlay.unwrap_or_else(|problems| panic!("{problems}"));
    let first = overlay.editions.remove(&EditionYear(2018)).expect("it is there");
    let later = edition(&[]);
    let rounds = simulate::rounds(&later, 2018, 3);
    let editions = [&first, &later, &later];
    let computed: Vec<Results> = editions
        .iter()
        .zip(&rounds)
        .map(|(edition, answers)| Results::from_answers(edition, &answers.table, "simulated"))
        .collect();
    let series: Vec<Round<'_>> =
        editions.iter().zip(&computed).map(|(&edition, results)| Round { edition, results }).collect();
    let trends = trend(&series);
    assert_eq!(trends.len(), 36);
    for trend in &trends {
        let ids: Vec<&str> = trend.links.iter().map(Link::id).collect();
        let second = if trend.indicator.as_str() == "eb-utredningsmall-barn" { "break" } else { "connected" };
        assert_eq!(ids, ["first", second, "connected"], "{}", trend.indicator);
        let nation = trend.places.iter().find(|place| place.place == super::nation()).expect("it has a row");
        assert!(nation.figures.iter().all(|figure| figure.as_ref().is_some_and(|f| f.figure.is_ok())));
        assert_eq!(nation.figures.len(), 3);
        if let Link::Break(changes) = &trend.links[1] {
            assert!(changes.iter().any(|change| change.detail == "ja"), "{changes:?}");
        }
    }
}

#[test]
fn edition_2015_stays_unconnected() {
    let catalogue = altered(&[]);
    let (before, after) = (&catalogue.editions[&EditionYear(2015)], &catalogue.editions[&EditionYear(2018)]);
    let silent = catalogue::answers::blank(before);
    let answers = simulated(after);
    let computed = [
        Results::from_answers(before, &silent.table, ""),
        Results::from_answers(after, &answers.table, "simulated"),
    ];
    let series =
        [Round { edition: before, results: &computed[0] }, Round { edition: after, results: &computed[1] }];
    let trends = trend(&series);
    let mut unconnected = 0;
    for trend in &trends {
        match &trend.links[1] {
            Link::Unconnected(Comparable::No(why)) => {
                assert!(!why.is_empty());
                unconnected += 1;
            }
            Link::First | Link::Absent => {}
            other => panic!("{}: {other:?}", trend.indicator),
        }
    }
    assert!(unconnected > 5, "{unconnected} indicators are in both editions");
}
