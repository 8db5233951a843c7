//! A correction: ranks, colours and peers that move with it.

use results::colours::Mode;
use results::diff::{Moved, MovedKind, Who};

use super::*;

fn of(diff: &ResultsDiff, kind: MovedKind) -> Vec<&Moved> {
    diff.moved.iter().filter(|moved| moved.kind == kind).collect()
}

#[test]
fn a_corrected_answer_moves_the_ranks_of_its_county_and_of_those_it_passes() {
    let edition = edition(&[]);
    let before = simulated(&edition);
    let mut after = before.clone();
    let jonkoping = |unit: &&usize| edition.frame.units[**unit].county.as_str() == "06";
    let wrong = units_with(&edition, &before, "G2.missbruk", "nej");
    let unit = *wrong.iter().find(jonkoping).expect("somebody in the county said no");
    answer(&edition, &mut after, unit, "G2.missbruk", "behovs_inte");
    let diff = compared((&edition, &before), (&edition, &after));
    let ranks = of(&diff, MovedKind::Rank);
    let county = Who::Place(Place::Level(Level::County, "06".parse().expect("a code")));
    let own = ranks.iter().find(|moved| moved.who == county).expect("the county's rank moved");
    let rank = |text: &str| text.split('/').next().and_then(|rank| rank.parse::<u32>().ok());
    assert!(rank(&own.after) < rank(&own.before), "a better share is a better rank: {own:?}");
    assert!(own.after.ends_with("/20"), "one county is withheld and has no rank: {own:?}");
    let targets = of(&diff, MovedKind::Colour(Mode::Target));
    let expected = Who::Unit(edition.frame.units[unit].code.clone());
    let [target] = targets.as_slice() else { panic!("one unit has another colour: {targets:?}") };
    let target = (&target.who, target.before.as_str(), target.after.as_str());
    assert_eq!(target, (&expected, "not_reached", "reached"));
    assert!(of(&diff, MovedKind::Peers).is_empty(), "answers move no peers");
}

#[test]
fn a_corrected_population_moves_peers_and_no_outcome() {
    let catalogue = altered(&[]);
    let a = catalogue.editions[&EditionYear(2018)].clone();
    if a.comparison.peers.is_none() {
        return;
    }
    let mut b = a.clone();
    for figures in b.measures.values_mut() {
        if let Some(figure) = figures.get_mut("0604") {
            *figure = domain::Number::whole(900_000);
        }
    }
    let answers = simulated(&a);
    let diff = compared((&a, &answers), (&b, &answers));
    let peers = of(&diff, MovedKind::Peers);
    assert!(peers.iter().any(|moved| moved.who == Who::Unit("0604".parse().expect("a code"))));
    assert!(diff.indicators.iter().all(|indicator| indicator.outcomes.is_empty()));
}

#[test]
fn equal_shares_share_the_best_of_their_places() {
    let edition = edition(&[]);
    let before = simulated(&edition);
    let mut after = before.clone();
    // Everybody who was asked says yes: all counties are first.
    for unit in 0..after.table.subjects() {
        if after.raw(unit, col(&edition, "G2.missbruk")).given {
            answer(&edition, &mut after, unit, "G2.missbruk", "behovs_inte");
        }
    }
    let diff = compared((&edition, &before), (&edition, &after));
    let counties = of(&diff, MovedKind::Rank).into_iter().filter(|moved| {
        matches!(moved.who, Who::Place(Place::Level(Level::County, _)))
            && moved.indicator.as_ref().is_some_and(|id| id.as_str() == "eb-rutin-missbruk")
    });
    let after: Vec<&str> = counties.map(|moved| moved.after.as_str()).collect();
    assert!(after.len() > 10 && after.iter().all(|rank| rank.starts_with("1/")), "{after:?}");
}
