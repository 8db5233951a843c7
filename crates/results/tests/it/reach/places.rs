//! How many more units a share takes, checked by making them reach the target.

use catalogue::model::Edition;
use domain::{Level, NoFigure, Outcome, Withheld};
use results::aggregates::Place;
use results::colours::Verdict;
use results::reach::{self, Goal, Members, Needed, OnlyOthers, PlaceReach, Reach, Reacher, has_target};
use results::{Outcomes, Results, colours, simulate};

use super::{FACTS, edition, position};

/// The results with other outcomes of some subjects on one indicator.
fn altered(
    edition: &Edition,
    results: &Results,
    indicator: usize,
    of: &[usize],
    outcome: &Outcome,
) -> Results {
    let width = results.outcomes.indicators();
    let rows = (0..results.outcomes.subjects()).map(|subject| {
        let own = |i: usize| results.outcomes.get(subject, i).clone();
        (0..width)
            .map(|i| if i == indicator && of.contains(&subject) { outcome.clone() } else { own(i) })
            .collect()
    });
    Results::from_outcomes(edition, Outcomes::from_rows(width, rows), "")
}

/// Whether a goal is reached, read from the published results.
fn is_reached(edition: &Edition, results: &Results, place: usize, indicator: usize, goal: Goal) -> bool {
    let quotient =
        |place: usize| results.aggregates.get(place, indicator).quotient.expect("there is a share");
    let (with, of) = quotient(place);
    match goal {
        Goal::All => with == of,
        Goal::Nation => {
            let is_nation =
                |m: &results::aggregates::Membership| matches!(m.place, Place::Level(Level::Nation, _));
            let nation = results.places.iter().position(is_nation).expect("there is a nation");
            let (reached, all) = quotient(nation);
            with * all >= reached * of
        }
        Goal::Best => {
            let judged = colours::colours(edition, results);
            judged.of_place(place, indicator)[1].verdict == Ok(Verdict::Best)
        }
    }
}

fn members(reach: PlaceReach) -> Members {
    match reach {
        PlaceReach::Share(members) => members,
        other => panic!("a share was expected: {other:?}"),
    }
}

#[test]
fn so_many_more_units_reach_the_goal_and_one_less_does_not() {
    let edition = edition(2018, &FACTS);
    let answers = simulate::simulate(&edition, 7);
    let results = Results::from_answers(&edition, &answers.table, "");
    let reacher = Reacher::new(&edition);
    let mut counted = [0; 3];
    for (i, indicator) in edition.computed().enumerate().step_by(7) {
        for place in (0..results.places.len()).step_by(4) {
            let found = reach::place(&reacher, &results, None, place, i);
            let PlaceReach::Share(members) = found else { continue };
            let reached = Outcome::Category(indicator.target[0].clone());
            let missing: Vec<usize> = members.missing.iter().map(|(subject, _)| *subject).collect();
            for (n, goal) in members.goals.iter().enumerate() {
                let holds = |more: u32| {
                    let of = &missing[..more as usize];
                    // The set of a place stands still while it moves; other places that share its units do, too.
                    let moved = altered(&edition, &results, i, of, &reached);
                    is_reached(&edition, &moved, place, i, goal.goal)
                };
                match goal.needed {
                    Needed::Already => assert!(holds(0), "{} at place {place}: {goal:?}", indicator.id),
                    Needed::Units(units) => {
                        assert!(holds(units), "{} at place {place}: {goal:?}", indicator.id);
                        assert!(!holds(units - 1), "{} at place {place}: {goal:?}", indicator.id);
                        counted[n] += 1;
                    }
                    Needed::OnlyOthers(_) => {
                        assert!(!holds(missing.len() as u32), "{} at place {place}: {goal:?}", indicator.id);
                    }
                    Needed::NotHere(_) => {}
                }
            }
        }
    }
    assert!(counted.iter().all(|n| *n > 20), "each goal was counted for: {counted:?}");
}

#[test]
fn members_that_need_least_come_first() {
    let edition = edition(2018, &FACTS);
    let answers = simulate::simulate(&edition, 7);
    let results = Results::from_answers(&edition, &answers.table, "");
    let reacher = Reacher::new(&edition);
    let county = results
        .places
        .iter()
        .position(|m| matches!(&m.place, Place::Level(Level::County, c) if c.as_str() == "06"));
    let i = position(&edition, "eb-kompetensplan");
    let found = members(reach::place(&reacher, &results, Some(&answers.table), county.expect("06"), i));
    assert!(found.missing.len() > 2);
    let mut last = 0;
    for (subject, reach) in &found.missing {
        assert_eq!(*reach, Some(reacher.indicator(answers.table.row(*subject), i)));
        let changes = reach.as_ref().and_then(Reach::changes).unwrap_or(usize::MAX);
        assert!(changes >= last);
        last = changes;
    }
}

#[test]
fn a_withheld_share_tells_only_how_many_must_answer() {
    let edition = edition(2018, &FACTS);
    let answers = simulate::simulate(&edition, 7);
    let results = Results::from_answers(&edition, &answers.table, "");
    let reacher = Reacher::new(&edition);
    let mut seen = 0;
    for (place, membership) in results.places.iter().enumerate() {
        let aggregate = results.aggregates.get(place, 0);
        if aggregate.figure != Err(NoFigure::Withheld(Withheld::NonResponse)) {
            continue;
        }
        let found = reach::place(&reacher, &results, Some(&answers.table), place, 0);
        let PlaceReach::Withheld { must_respond } = found else { panic!("{found:?}") };
        let silent: Vec<usize> = membership
            .units
            .iter()
            .copied()
            .filter(|&unit| matches!(results.outcomes.get(unit, 0), Outcome::Empty(_)))
            .collect();
        let answered = Outcome::Category("nej".parse().expect("an id"));
        let shown = |more: u32| {
            let moved = altered(&edition, &results, 0, &silent[..more as usize], &answered);
            moved.aggregates.get(place, 0).figure.is_ok()
        };
        assert!(
            must_respond > 0 && shown(must_respond) && !shown(must_respond - 1),
            "{:?}",
            membership.place
        );
        seen += 1;
    }
    assert!(seen > 1, "a county and a city are withheld");
}

#[test]
fn where_every_place_has_the_same_share_only_others_decide() {
    let edition = edition(2018, &FACTS);
    let results = simulate::simulate(&edition, 7);
    let results = Results::from_answers(&edition, &results.table, "");
    let everybody: Vec<usize> = (0..results.outcomes.subjects()).collect();
    let i = position(&edition, "eb-hushallsradgivning");
    let all = altered(&edition, &results, i, &everybody, &Outcome::Category("ja".parse().expect("an id")));
    let reacher = Reacher::new(&edition);
    let county =
        all.places.iter().position(|m| matches!(m.place, Place::Level(Level::County, _))).expect("one");
    let found = members(reach::place(&reacher, &all, None, county, i));
    let needed = |goal: Goal| found.goals.iter().find(|g| g.goal == goal).expect("every goal").needed;
    assert_eq!(needed(Goal::All), Needed::Already);
    assert_eq!(needed(Goal::Nation), Needed::Already);
    assert_eq!(needed(Goal::Best), Needed::OnlyOthers(OnlyOthers::AllReached));

    // One unit of the county has not: even if it did, the tie at 100 per cent would stand.
    let one = all.places[county].units[0];
    let but_one = altered(&edition, &all, i, &[one], &Outcome::Category("nej".parse().expect("an id")));
    let found = members(reach::place(&reacher, &but_one, None, county, i));
    let needed = |goal: Goal| found.goals.iter().find(|g| g.goal == goal).expect("every goal").needed;
    assert_eq!(needed(Goal::All), Needed::Units(1));
    assert_eq!(needed(Goal::Best), Needed::OnlyOthers(OnlyOthers::EvenAll));
}

#[test]
fn what_is_no_share_says_so() {
    let edition = edition(2018, &FACTS);
    let answers = simulate::simulate(&edition, 7);
    let results = Results::from_answers(&edition, &answers.table, "");
    let reacher = Reacher::new(&edition);
    let i = position(&edition, "eb-bg-handlaggare");
    assert!(!has_target(edition.computed().nth(i).expect("it is there")));
    for place in 0..results.places.len() {
        assert_eq!(reach::place(&reacher, &results, None, place, i), PlaceReach::NoShare);
    }
}
