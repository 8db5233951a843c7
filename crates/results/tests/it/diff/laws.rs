//! Laws that hold for every indicator and place of simulated rounds.

use results::diff::{Cause, Exact};

use super::*;

#[test]
fn the_parts_add_up_to_the_total_exactly_everywhere() {
    let (a, b) = (edition(&[]), stricter());
    for seed in [1, 7] {
        let rounds = simulate::rounds(&a, seed, 3);
        let mut checked = 0;
        let mut with_all = 0;
        for (first, second) in [(&rounds[0], &rounds[1]), (&rounds[1], &rounds[2]), (&rounds[0], &rounds[2])]
        {
            let diff = compared((&a, first), (&b, second));
            for indicator in &diff.indicators {
                for figure in &indicator.figures {
                    let Ok(parts) = &figure.parts else {
                        assert!(figure.change.is_none(), "every change is split: {:?}", figure.place);
                        continue;
                    };
                    let interaction = parts.interaction.expect("nothing stands in the way");
                    let sum = parts.reality.plus(parts.definition).and_then(|sum| sum.plus(interaction));
                    assert_eq!(sum, figure.change, "seed {seed}, {} {:?}", indicator.id(), figure.place);
                    if indicator.definition.is_empty() {
                        assert!(parts.definition.is_zero() && interaction.is_zero());
                    }
                    checked += 1;
                    with_all += usize::from(
                        !parts.reality.is_zero() && !parts.definition.is_zero() && !interaction.is_zero(),
                    );
                }
            }
        }
        assert!(
            checked > 3000 && with_all > 20,
            "seed {seed}: {checked} changes, {with_all} of all three parts"
        );
    }
}

#[test]
fn turning_the_comparison_round_turns_the_total_round() {
    let (a, b) = (edition(&[]), stricter());
    let rounds = simulate::rounds(&a, 3, 2);
    let forth = compared((&a, &rounds[0]), (&b, &rounds[1]));
    let back = compared((&b, &rounds[1]), (&a, &rounds[0]));
    assert_eq!(forth.indicators.len(), back.indicators.len());
    for (forth, back) in forth.indicators.iter().zip(&back.indicators) {
        assert_eq!(forth.id(), back.id());
        for (forth, back) in forth.figures.iter().zip(&back.figures) {
            let negated = back.change.and_then(|change| Exact::ZERO.minus(change));
            assert_eq!(forth.change, negated, "{:?}", forth.place);
            assert_eq!((&forth.before, &forth.after), (&back.after, &back.before));
            assert_eq!(forth.last_by_this, back.this_by_last, "the corners change places");
        }
        assert_eq!(forth.counts, back.counts, "{}: why a unit moved has no direction", forth.id());
        let units = |outcomes: &[results::diff::OutcomeDiff]| -> Vec<(String, Option<Cause>)> {
            outcomes.iter().map(|outcome| (outcome.unit.to_string(), outcome.cause)).collect()
        };
        assert_eq!(units(&forth.outcomes), units(&back.outcomes));
    }
}

#[test]
fn counts_are_of_the_units_listed() {
    let (a, b) = (edition(&[]), stricter());
    let rounds = simulate::rounds(&a, 5, 2);
    let diff = compared((&a, &rounds[0]), (&b, &rounds[1]));
    for indicator in &diff.indicators {
        let counts = indicator.counts;
        assert_eq!(counts.units, 312);
        assert_eq!(counts.unchanged + counts.undone + counts.moved(), counts.units);
        let listed = indicator.outcomes.iter().filter(|outcome| outcome.moved()).count();
        assert_eq!(u32::try_from(listed).ok(), Some(counts.moved()), "{}", indicator.id());
        assert_eq!(counts.not_split, 0);
    }
}
