//! Exact numbers, quotients that are never divided, CASE.

use crate::world::{outcome, truth};

#[test]
fn arithmetic_is_exact_and_empty_if_an_operand_is() {
    for (rule, sentence, expected) in [
        ("F9 + F9a * 2 - 1 = 10", "F9=3, F9a=4", "true"),
        ("-(F9) < 0", "F9=1", "true"),
        ("E5 * 0.1 = 0.3", "E5=3", "true"),
        ("F9 + E5 > 0", "E5=999", "unknown: cannot_say not_answered"),
        ("sum_rows(F14) = 10.25", "F14=10.25", "true"),
        ("sum_rows(F14) > 1", "", "unknown: not_answered"),
        ("chosen_count(G8a) = 2", "G8=ja, G8a=annan+handledning", "true"),
        ("F9 IN (3, 4)", "F9=4", "true"),
        ("F9 NOT IN (3, 4)", "F9=5", "true"),
    ] {
        assert_eq!(truth(rule, sentence), expected, "{rule} with {sentence}");
    }
}

#[test]
fn a_quotient_is_compared_without_dividing() {
    for (rule, sentence, expected) in [
        ("F9a / F9 >= 0.5", "F9=3, F9a=2", "true"),
        ("F9a / F9 > 0.5", "F9=4, F9a=2", "false"),
        ("0.5 <= F9a / F9", "F9=4, F9a=2", "true"),
        ("F9a / F9 = 0.333333", "F9=3, F9a=1", "false"),
        ("F9a / F9 >= 0.5", "F9=0, F9a=0", "unknown: not_applicable"),
        ("F9a / F9 >= 0.5", "F9=0, F9a=3", "unknown: illogical"),
        ("F9a / F9 >= 0.5", "F9a=3", "unknown: not_answered"),
    ] {
        assert_eq!(truth(rule, sentence), expected, "{rule} with {sentence}");
    }
}

#[test]
fn case_stops_at_the_first_unknown_before_a_true() {
    let rule = "CASE WHEN G1 = 'ja' THEN 1 WHEN F9 > 2 THEN 2 ELSE 3 END = 2";
    for (sentence, expected) in [
        ("G1=nej, F9=3", "true"),
        ("G1=ja, F9=3", "false"),
        ("F9=3", "unknown: not_answered"),
        ("G1=ja", "false"),
    ] {
        assert_eq!(truth(rule, sentence), expected, "{sentence}");
    }
}

#[test]
fn figures_are_numbers_or_pairs() {
    let quotient = "figure F9a / F9: otherwise";
    for (lines, sentence, expected) in [
        ("figure E5: otherwise", "E5=12.5", "12.50"),
        ("figure E5: otherwise", "E5=999", "empty: cannot_say"),
        ("figure E5: otherwise", "", "empty: not_answered"),
        (quotient, "F9=3, F9a=2", "0.67"),
        (quotient, "F9=0, F9a=0", "empty: not_applicable"),
        (quotient, "F9=0, F9a=3", "empty: illogical"),
    ] {
        assert_eq!(outcome(lines, false, sentence), expected, "{lines} with {sentence}");
    }
}
