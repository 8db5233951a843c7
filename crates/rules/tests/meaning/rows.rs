//! Functions over rows: what is asked, and what could still turn out either way.

use crate::world::truth;

const ALL_FOUR: &str = "E2.jobb=alla, E2.vagledning=alla, E2.praktik=nej, E2.kurs=nej";

#[test]
fn quantifiers_know_as_much_as_the_rows_allow() {
    let three_missing = "E2.jobb=alla";
    let one_missing = "E2.jobb=nej, E2.vagledning=nej, E2.praktik=nej";
    for (rule, sentence, expected) in [
        ("any_row(E2.*, E2.$r = 'alla')", three_missing, "true"),
        ("any_row(E2.*, E2.$r = 'alla')", one_missing, "unknown: not_answered"),
        ("any_row(E2.*, E2.$r = 'ingen_person')", ALL_FOUR, "false"),
        ("all_rows(E2.*, E2.$r = 'alla')", three_missing, "unknown: not_answered"),
        ("all_rows(E2.*, E2.$r = 'nej')", three_missing, "false"),
        ("at_least(2, E2.*, E2.$r = 'alla')", ALL_FOUR, "true"),
        ("at_least(3, E2.*, E2.$r = 'alla')", ALL_FOUR, "false"),
        ("at_least(2, E2.*, E2.$r = 'nej')", one_missing, "true"),
        ("at_least(4, E2.*, E2.$r = 'nej')", one_missing, "unknown: not_answered"),
        ("at_most(2, E2.*, E2.$r = 'alla')", ALL_FOUR, "true"),
        ("at_most(1, E2.*, E2.$r = 'alla')", ALL_FOUR, "false"),
        ("at_most(2, E2.*, E2.$r = 'nej')", one_missing, "false"),
        ("at_most(3, E2.*, E2.$r = 'nej')", one_missing, "unknown: not_answered"),
        (
            "at_least(1, E2.*, E2.$r = 'alla', except => 'jobb')",
            "E2.jobb=alla, E2.vagledning=nej, E2.praktik=nej, E2.kurs=nej",
            "false",
        ),
        ("at_least(param.minst, E2.*, E2.$r = 'alla')", ALL_FOUR, "true"),
    ] {
        assert_eq!(truth(rule, sentence), expected, "{rule} with {sentence}");
    }
}

#[test]
fn counting_compared_is_at_least_and_at_most_from_both_sides() {
    let one_missing = "E2.jobb=alla, E2.vagledning=alla, E2.praktik=nej";
    for (rule, expected) in [
        ("count_rows(E2.*, E2.$r = 'alla') >= 2", "true"),
        ("count_rows(E2.*, E2.$r = 'alla') > 2", "unknown: not_answered"),
        ("count_rows(E2.*, E2.$r = 'alla') < 2", "false"),
        ("count_rows(E2.*, E2.$r = 'alla') <= 3", "true"),
        ("count_rows(E2.*, E2.$r = 'alla') = 4", "false"),
        ("count_rows(E2.*, E2.$r = 'alla') <> 4", "true"),
        ("2 <= count_rows(E2.*, E2.$r = 'alla')", "true"),
        ("3 < count_rows(E2.*, E2.$r = 'alla')", "false"),
        // As a number it is empty while a row is unknown.
        ("count_rows(E2.*, E2.$r = 'alla') > F9 - 1", "unknown: not_answered"),
    ] {
        assert_eq!(truth(rule, one_missing), expected, "{rule}");
    }
}

#[test]
fn a_row_not_asked_does_not_hold_and_is_skipped_by_all_rows() {
    for (rule, sentence, expected) in [
        ("any_row(G2a.*, G2a.$r <> 'nej')", "G2.missbruk=nej, G2.lss=nej, G2.barn_unga=nej", "false"),
        (
            "all_rows(G2a.*, G2a.$r = 'ja')",
            "G2.missbruk=ja, G2a.missbruk=ja, G2.lss=nej, G2.barn_unga=nej",
            "true",
        ),
        (
            "all_rows(G2a.*, G2a.$r = 'ja')",
            "G2.missbruk=nej, G2.lss=nej, G2.barn_unga=nej",
            "unknown: not_asked",
        ),
        // Several grids by $r: what was not asked in the other grid is FALSE, too.
        ("at_least(1, G2.*, G2.$r = 'nej' OR G2a.$r = 'ja')", "G2.missbruk=nej", "true"),
        ("at_least(3, G2.*, G2a.$r = 'ja')", "G2.missbruk=nej", "false"),
        // An answer under an undetermined filter counts.
        ("any_row(G2a.*, G2a.$r = 'ja')", "G2a.missbruk=ja", "true"),
    ] {
        assert_eq!(truth(rule, sentence), expected, "{rule} with {sentence}");
    }
}
