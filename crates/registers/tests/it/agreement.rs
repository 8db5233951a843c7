//! Both evaluators say the same of random rules and random answers.

use domain::Reason;

use crate::comparison::{ROWS, Sample, Statistics};
use crate::engine::{Engine, Optimiser};

/// Queries a run; planning takes the time, so each has many answers.
const PLANS: usize = 200;

#[test]
fn both_evaluators_agree_with_the_optimiser_on() {
    agree(Optimiser::On);
}

#[test]
fn both_evaluators_agree_with_the_optimiser_off() {
    agree(Optimiser::Off);
}

fn agree(optimiser: Optimiser) {
    let engine = Engine::new(optimiser);
    let mut statistics = Statistics::default();
    for seed in 0..PLANS as u64 {
        let t0 = std::time::Instant::now();
        let sample = Sample::random(seed);
        let t1 = t0.elapsed();
        let differ = sample.compare(&engine, None, &mut statistics);
        eprintln!("{seed} {t1:?} {:?} {}", t0.elapsed(), sample.sql(None).len());
        if let Some(first) = differ.first() {
            panic!("seed {seed}: {} disagreements, the first:\n{first}\n{}", differ.len(), sample.sql(None));
        }
    }
    println!("optimiser {optimiser:?}: {statistics}");
    assert_covered(&statistics);
}

/// Agreement says little if the easy cases are all there were.
fn assert_covered(statistics: &Statistics) {
    assert!(statistics.pairs >= 10_000 && ROWS >= 50, "{statistics}");
    let truths: usize = statistics.truths.iter().sum();
    assert!(statistics.truths.iter().all(|&truth| truth * 10 >= truths), "each truth a tenth: {statistics}");
    assert!(statistics.cells[1] * 100 >= statistics.cells[0] * 30, "three of ten cells empty: {statistics}");
    for reason in Reason::ALL {
        assert!(statistics.of(reason) >= 100, "{reason} is met: {statistics}");
    }
    assert!(statistics.folds.iter().all(|&fold| fold * 5 >= statistics.pairs), "{statistics}");
    assert!(statistics.refused * 50 <= statistics.census.rules, "few rules are refused: {statistics}");
    statistics.census.assert_complete();
}
