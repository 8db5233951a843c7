//! From conditions to an outcome, and the worked examples of edition 2018.

use crate::world::outcome;

const RULE_6: &str = "
    empty not_applicable: G2.missbruk = 'finns_inte'
    ja: G2.missbruk = 'behovs_inte' OR (G2.missbruk = 'ja' AND G2a.missbruk IN ('ja', 'ny'))
    nej: otherwise";
const RULE_3: &str = "
    ja: any_row(E2.*, E2.$r = 'alla')
    delvis: any_row(E2.*, E2.$r = 'inte_alla')
    empty not_applicable: all_rows(E2.*, E2.$r = 'ingen_person')
    nej: otherwise";
const RULE_17: &str = "
    ja: G8 = 'ja' AND chosen(G8a, 'handledning') AND chosen(G8a, 'fortbildning') AND G8b IN ('ja', 'ny')
    empty not_applicable: G8 = 'finns_inte'
    nej: otherwise";
const RULE_19: &str = "
    ja: E6 = 'alla' AND E6a.barns_situation = 'ja' AND at_least(6, E6a.*, E6a.$r = 'ja', except => 'barns_situation')
    nej: otherwise";
const RULE_20: &str = "
    ja: E7.fia = 'ja' OR (E7.annan = 'ja' AND accepted(E7.annan))
    nej: otherwise";
const RULE_25: &str = "
    empty not_applicable: E8 = 'for_fa' OR (E8 = 'ja' AND E8a = 'for_fa_kon')
    ja: E8 = 'ja' AND E8a = 'ja'
    nej: otherwise";

#[test]
fn the_worked_examples_come_out() {
    let six = |yes: usize, no: usize| {
        let row = |i: usize| format!("E6a.rad_{i}={}", if i <= yes { "ja" } else { "nej" });
        (1..=yes + no).map(row).collect::<Vec<_>>().join(", ")
    };
    let six_of_nine = format!("E6=alla, E6a.barns_situation=ja, {}", six(6, 0));
    let five_of_nine = format!("E6=alla, E6a.barns_situation=ja, {}", six(5, 4));
    for (case, rule, ordered, sentence, expected) in [
        ("6: follow-up missing", RULE_6, false, "G2.missbruk=ja", "empty: not_answered"),
        ("6: no routine, follow-up not asked", RULE_6, false, "G2.missbruk=nej", "nej"),
        ("6: main question missing", RULE_6, false, "G2a.missbruk=nej", "empty: not_answered"),
        ("6: the area does not exist", RULE_6, false, "G2.missbruk=finns_inte", "empty: not_applicable"),
        ("6: a new routine", RULE_6, false, "G2.missbruk=ja, G2a.missbruk=ny", "ja"),
        ("3: three missing rows cannot change it", RULE_3, true, "E2.jobb=alla", "ja"),
        (
            "3: one missing row could",
            RULE_3,
            true,
            "E2.jobb=inte_alla, E2.vagledning=nej, E2.praktik=nej",
            "empty: not_answered",
        ),
        ("17: not followed up, content missing", RULE_17, false, "G8=ja, G8b=nej", "nej"),
        ("19: three missing rows cannot change it", RULE_19, false, &six_of_nine, "ja"),
        ("19: five of nine", RULE_19, false, &five_of_nine, "nej"),
        ("19: main question missing, no children", RULE_19, false, "E6a.barns_situation=nej", "nej"),
        ("20: no decision yet", RULE_20, false, "E7.fia=nej, E7.annan=ja", "nej"),
        ("20: accepted", RULE_20, false, "E7.fia=nej, E7.annan=ja accepted", "ja"),
        ("25: main question missing", RULE_25, false, "E8a=for_fa_kon", "empty: not_answered"),
        ("25: too few of a sex", RULE_25, false, "E8=ja, E8a=for_fa_kon", "empty: not_applicable"),
    ] {
        assert_eq!(outcome(rule, ordered, sentence), expected, "{case}");
    }
}

#[test]
fn results_that_are_equal_do_not_need_the_missing_answer() {
    let rule = "ja: G1 = 'ja'\n ja: F9 > 2\n nej: otherwise";
    for (case, sentence, expected) in [
        ("ja either way", "F9=3", "ja"),
        ("ja or nej", "F9=1", "empty: not_answered"),
        ("settled before the missing one", "G1=ja", "ja"),
    ] {
        assert_eq!(outcome(rule, true, sentence), expected, "{case}");
    }
    let otherwise_equal = "ja: G1 = 'ja'\n ja: otherwise";
    assert_eq!(outcome(otherwise_equal, false, ""), "ja");
    // Two figures are equal only if they are the same entry.
    let figures = "figure F9: G1 = 'ja'\n figure F9: otherwise";
    assert_eq!(outcome(figures, false, "F9=3"), "empty: not_answered");
    assert_eq!(outcome(figures, false, "G1=nej, F9=3"), "3.00");
}

#[test]
fn the_strongest_reason_is_published() {
    let rule = "ja: G1 = 'ja' OR E5 > 3 OR F9 > 2\n nej: otherwise";
    for (sentence, expected) in [
        ("E5=999, G1=nej, F9=0", "empty: cannot_say"),
        ("E5=999, G1=nej", "empty: not_answered"),
        ("E5=999, F9=!illogical", "empty: illogical"),
        ("E5=999, F9=!illogical, G1=!withheld", "empty: withheld"),
    ] {
        assert_eq!(outcome(rule, false, sentence), expected, "{sentence}");
    }
}
