//! Both evaluators say the same of random rules and random answers.

use crate::comparison::compare;
use crate::engine::{Engine, Optimiser};
use crate::sample::Sample;
use crate::statistics::Statistics;

/// Queries a run; planning takes the time, so each has many answers.
const PLANS: u64 = 200;

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
    for seed in 0..PLANS {
        let sample = Sample::random(seed);
        let differ = compare(&sample, &engine, None, &mut statistics);
        if let Some(first) = differ.first() {
            panic!("seed {seed}: {} disagreements, the first:\n{first}\n{}", differ.len(), sample.sql(None));
        }
    }
    println!("optimiser {optimiser:?}: {statistics}");
    statistics.assert_covered();
}
