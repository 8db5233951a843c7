//! A trial beside the real result: what is counted as changed, and what is not.

use catalogue::Catalogue;
use catalogue::model::Edition;
use domain::EditionYear;
use results::colours::Verdict;
use results::trial::{Move, other_peers, recoloured};
use results::{Results, simulate};

/// The bundled edition, and what made-up answers give by its rules.
fn real() -> (Catalogue, Edition, Results) {
    let catalogue = Catalogue::bundled().expect("the bundled catalogue loads");
    let edition = catalogue.editions[&EditionYear(2018)].clone();
    let answers = simulate::simulate(&edition, 7);
    let results = Results::from_answers(&edition, &answers.table, "simulated");
    (catalogue, edition, results)
}

/// The edition with changes, and what the same answers give then.
fn tried(catalogue: &Catalogue, changes: &str) -> (Edition, Results) {
    let text = format!("name = \"Prov\"\nwhy = \"Ett test.\"\nedition = 2018\n{changes}");
    let (edition, _) = catalogue
        .trial(EditionYear(2018), &text, "CHANGES.toml")
        .unwrap_or_else(|problems| panic!("{problems}"));
    let answers = simulate::simulate(&catalogue.editions[&EditionYear(2018)], 7);
    let results = Results::from_answers(&edition, &answers.table, "simulated trial");
    (edition, results)
}

#[test]
fn nothing_differs_from_itself() {
    let (_, edition, results) = real();
    let judged = recoloured((&edition, &results), (&edition, &results));
    assert_eq!(judged.len(), edition.computed().count());
    for row in &judged {
        assert!(!row.is_changed() && row.units() == 0 && row.real == row.tried, "{row:?}");
        let units = row.real.reached + row.real.partly + row.real.not_reached + row.real.without;
        assert_eq!(units, 312, "every unit is counted once");
    }
    assert_eq!(other_peers(&edition, &edition).map(|(other, _)| other), Some(0));
}

#[test]
fn what_was_partly_and_is_reached_now_turns_from_yellow_to_green() {
    let (catalogue, edition, results) = real();
    let found = edition.computed().enumerate().find(|(_, indicator)| !indicator.partly.is_empty());
    let (place, indicator) = found.expect("some indicator has a yellow value");
    let values: Vec<String> =
        indicator.target.iter().chain(&indicator.partly).map(|value| format!("\"{value}\"")).collect();
    let changes = format!(
        "[[indicator]]\nid = \"{}\"\ntarget = [{}]\npartly = []\n",
        indicator.id,
        dedup(values).join(", ")
    );
    let (after, new) = tried(&catalogue, &changes);
    for row in recoloured((&edition, &results), (&after, &new)) {
        if row.indicator != place {
            assert!(!row.is_changed(), "{}: {row:?}", row.indicator);
            continue;
        }
        let yellow = row.real.partly;
        assert!(yellow > 0, "somebody was partly there");
        let turned = Move { from: Some(Verdict::Partly), to: Some(Verdict::Reached), units: yellow };
        assert_eq!(row.moves, [turned]);
        assert_eq!((row.tried.partly, row.tried.reached), (0, row.real.reached + yellow));
        assert_eq!(row.tried.not_reached, row.real.not_reached);
    }
}

fn dedup(mut values: Vec<String>) -> Vec<String> {
    values.sort();
    values.dedup();
    values
}

#[test]
fn limits_change_ranks_and_figures_and_weights_change_peers_but_no_unit_its_colour() {
    let (catalogue, edition, results) = real();
    let (ranked, by_rank) = tried(&catalogue, "[relative]\nbest_percent = 40\n");
    let rows = recoloured((&edition, &results), (&ranked, &by_rank));
    assert!(
        rows.iter().any(|row| row.ranked > 0) && rows.iter().all(|row| row.units() == 0 && row.figures == 0)
    );
    let (shown, by_limit) = tried(&catalogue, "withhold_above_percent = \"100\"\n");
    let rows = recoloured((&edition, &results), (&shown, &by_limit));
    assert!(rows.iter().any(|row| row.figures > 0) && rows.iter().all(|row| row.units() == 0));
    let (weighed, _) = tried(&catalogue, "[[peers.variable]]\nid = \"folkmangd\"\nweight = \"9\"\n");
    let (other, of) = other_peers(&edition, &weighed).expect("2018 has peers");
    assert!(other > 0 && other <= of, "{other} of {of}");
}
