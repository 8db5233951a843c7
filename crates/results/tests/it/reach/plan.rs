//! A plan keeps what it promises, and no smallest set would have reached more.

use catalogue::model::Edition;
use domain::Outcome;
use results::reach::{ChangeSet, MOST_STEPS, Reach, Reacher, UnitReach};
use results::simulate;
use rules::eval;
use rules::table::Raw;

use super::{FACTS, answers, edition, position};

/// Which indicators a unit reaches, computed from the whole row.
fn reached(edition: &Edition, row: &[Raw]) -> Vec<bool> {
    let mut cells = Vec::new();
    edition.questionnaire.settle(row, &mut cells);
    let is_reached = |indicator: &catalogue::model::Indicator| match eval::outcome(&indicator.rule, &cells) {
        Outcome::Category(value) => indicator.target.contains(&value),
        Outcome::Figure(_) | Outcome::Empty(_) => false,
    };
    edition.computed().map(is_reached).collect()
}

fn after(row: &[Raw], set: &ChangeSet) -> Vec<Raw> {
    let mut row = row.to_vec();
    set.apply(&mut row);
    row
}

/// How many more a set reaches, less those it loses.
fn worth(edition: &Edition, row: &[Raw], set: &ChangeSet) -> i64 {
    let count = |row: &[Raw]| reached(edition, row).iter().filter(|is| **is).count() as i64;
    count(&after(row, set)) - count(row)
}

#[test]
fn each_step_reaches_what_it_says_and_nothing_would_reach_more() {
    let edition = edition(2018, &FACTS);
    let simulated = simulate::simulate(&edition, 7);
    let reacher = Reacher::new(&edition);
    let mut steps = 0;
    for unit in (0..simulated.table.subjects()).step_by(13) {
        let mut row = simulated.table.row(unit).to_vec();
        let UnitReach { indicators, judged, reached: at_first, plan } = reacher.unit(&row);
        assert_eq!(judged, 35, "all but the background measure");
        assert_eq!(at_first, reached(&edition, &row).iter().filter(|is| **is).count());
        for (i, reach) in indicators.iter().enumerate() {
            assert_eq!(*reach, reacher.indicator(&row, i), "unit {unit}, indicator {i}");
        }
        assert!(plan.len() <= MOST_STEPS);
        for step in plan {
            let before = reached(&edition, &row);
            let sets = (0..before.len()).flat_map(|i| match reacher.with_sets(&row, i, 512) {
                Reach::Possible(sets) => sets.sets,
                Reach::NoTarget | Reach::Reached | Reach::Impossible(_) | Reach::TooLarge => Vec::new(),
            });
            let best = sets.map(|set| (worth(&edition, &row, &set), -(set.changes.len() as i64))).max();
            let own = (worth(&edition, &row, &step.set), -(step.set.changes.len() as i64));
            assert_eq!(Some(own), best, "unit {unit}");
            row = after(&row, &step.set);
            let now = reached(&edition, &row);
            let differ = |is: bool| -> Vec<usize> {
                (0..now.len()).filter(|&i| now[i] == is && before[i] != is).collect()
            };
            assert_eq!((&step.gained, &step.lost), (&differ(true), &differ(false)), "unit {unit}");
            assert_eq!(step.reached, now.iter().filter(|is| **is).count());
            steps += 1;
        }
    }
    assert!(steps > 100, "only {steps} steps were looked at");
}

#[test]
fn a_step_that_reaches_three_goes_before_one_that_reaches_one() {
    let edition = edition(2018, &FACTS);
    let given = [("E4", "nej"), ("E8", "nej"), ("E10", "nej")];
    let plan = Reacher::new(&edition).unit(&answers(&edition, &given)).plan;
    let followed_up = ["eb-uppfoljning-anvand", "eb-uppfoljning-kon", "eb-uppfoljning-kon-anvand"];
    let followed_up = followed_up.map(|id| position(&edition, id));
    let step = plan.iter().find(|step| step.gained.contains(&followed_up[0])).expect("a step");
    assert_eq!((step.gained.as_slice(), step.set.changes.len()), (&followed_up[..], 3));
    let gains: Vec<usize> = plan.iter().map(|step| step.gained.len()).collect();
    assert_eq!(gains, [3, 3, 1, 1, 1, 1, 1, 1, 1, 1], "most first");
    let sizes: Vec<usize> = plan.iter().map(|step| step.set.changes.len()).collect();
    assert_eq!(sizes, [3, 3, 1, 1, 1, 1, 1, 1, 1, 1], "of equal ones the smaller first");
}

#[test]
fn a_unit_that_reaches_everything_needs_no_plan() {
    let edition = edition(2018, &FACTS);
    let mut row = answers(&edition, &[]);
    let reacher = Reacher::new(&edition);
    // Ten steps at a time, until nothing is left.
    for _ in 0..10 {
        for step in reacher.unit(&row).plan {
            step.set.apply(&mut row);
        }
    }
    let all = reacher.unit(&row);
    assert_eq!((all.reached, all.plan.len()), (all.judged, 0));
}
