//! Truth with reasons: the tables of AND, OR and NOT, and what empties do to comparisons.

use crate::world::{World, many, number, one};

/// Three cells that are TRUE, FALSE or UNKNOWN for a reason of their own.
fn operand(state: &str) -> (&'static str, &'static str) {
    match state {
        "TRUE" => ("Q1 = 'ja'", "Q1 = ja;"),
        "FALSE" => ("Q2 = 'ja'", "Q2 = nej;"),
        "UNKNOWN {cannot_say}" => ("Q3 > 1", "Q3 = 99;"),
        _ => ("Q4 = 'ja'", ""),
    }
}

const STATES: [&str; 4] = ["TRUE", "FALSE", "UNKNOWN {cannot_say}", "UNKNOWN {not_answered}"];

fn world() -> World {
    World::asking([
        one("Q1", "ja nej"),
        one("Q2", "ja nej"),
        number("Q3", 0, "0", "10").missing_code("99"),
        one("Q4", "ja nej"),
        one("Q5", "ja nej").when("Q1 = 'nej'"),
        number("Q6", 0, "0", "10"),
        number("Q7", 0, "0", "10").missing_code("99").when("Q3 > 3"),
        many("Q8", "a b"),
        one("Q9", "ja nej").rows("a b").reviewed("b"),
    ])
}

#[test]
fn and_or_and_not_are_as_in_the_tables() {
    let world = world();
    let both = "UNKNOWN {cannot_say, not_answered}";
    let [t, f, r, s] = STATES;
    for (a, row) in STATES.into_iter().zip([
        // a AND each of TRUE, FALSE, UNKNOWN(R), UNKNOWN(S); a OR each
        ([t, f, r, s], [t, t, t, t]),
        ([f, f, f, f], [t, f, r, s]),
        ([r, f, r, both], [t, r, r, both]),
        ([s, f, both, s], [t, s, both, s]),
    ]) {
        for (i, b) in STATES.into_iter().enumerate() {
            let ((left, given), (right, more)) = (operand(a), operand(b));
            let answers = format!("{given} {more}");
            assert_eq!(world.truth(&format!("{left} AND {right}"), &answers), row.0[i], "{a} AND {b}");
            assert_eq!(world.truth(&format!("{left} OR {right}"), &answers), row.1[i], "{a} OR {b}");
        }
        let (condition, given) = operand(a);
        let not = match a {
            "TRUE" => "FALSE",
            "FALSE" => "TRUE",
            unknown => unknown,
        };
        assert_eq!(world.truth(&format!("NOT {condition}"), given), not, "NOT {a}");
    }
}

#[test]
fn every_kind_of_empty_makes_a_comparison_unknown_for_its_reason() {
    let world = world();
    for (kind, answers, cell) in [
        ("not_asked", "Q1 = ja", "Q5"),
        ("not_answered", "Q1 = nej", "Q5"),
        ("illogical", "Q4: illogical", "Q4"),
        ("withheld", "Q4: withheld", "Q4"),
    ] {
        for test in ["= 'ja'", "<> 'ja'", "IN ('ja', 'nej')", "NOT IN ('ja')"] {
            assert_eq!(
                world.truth(&format!("{cell} {test}"), answers),
                format!("UNKNOWN {{{kind}}}"),
                "{test}"
            );
        }
        assert_eq!(world.truth(&format!("{cell} = {cell}"), answers), format!("UNKNOWN {{{kind}}}"));
    }
    for (case, condition, answers, expected) in [
        ("both sides", "Q3 > Q6", "Q3 = 99", "UNKNOWN {cannot_say, not_answered}"),
        ("two of three", "Q6 BETWEEN Q3 AND 9", "Q3 = 99", "UNKNOWN {cannot_say, not_answered}"),
        ("a side of a sum", "Q3 + Q6 > 0", "Q3 = 99", "UNKNOWN {cannot_say, not_answered}"),
        ("all of a quotient", "Q3 / Q6 > Q3", "Q3 = 99", "UNKNOWN {cannot_say, not_answered}"),
        ("nought of nought", "Q3 / Q6 >= 1", "Q3 = 0; Q6 = 0", "UNKNOWN {not_applicable}"),
        ("something of nought", "Q3 / Q6 >= 1", "Q3 = 2; Q6 = 0", "UNKNOWN {illogical}"),
        (
            "of nought, and the limit is empty",
            "Q6 / Q6 >= Q3",
            "Q6 = 0; Q3 = 99",
            "UNKNOWN {not_applicable, cannot_say}",
        ),
        ("of nothing known", "Q3 / Q6 >= 1", "Q6 = 0; Q3: withheld", "UNKNOWN {withheld}"),
        ("the code is never a number", "Q3 > 50", "Q3 = 99", "UNKNOWN {cannot_say}"),
    ] {
        assert_eq!(world.truth(condition, answers), expected, "{case}");
    }
}

#[test]
fn functions_on_one_cell_follow_their_table() {
    let world = world();
    for (case, function, answers, expected) in [
        ("the code", "cannot_say(Q3)", "Q3 = 99", "TRUE"),
        ("a value", "cannot_say(Q3)", "Q3 = 1", "FALSE"),
        ("missing", "cannot_say(Q3)", "", "UNKNOWN {not_answered}"),
        ("decided", "cannot_say(Q3)", "Q3 = 99; Q3: illogical", "UNKNOWN {illogical}"),
        // Its own question may still be answered with a number.
        ("its filter cannot say", "cannot_say(Q7)", "Q3 = 99", "UNKNOWN {cannot_say}"),
        ("its filter cannot say, it can", "cannot_say(Q7)", "Q3 = 99; Q7 = 5", "FALSE"),
        ("neither can", "cannot_say(Q7)", "Q3 = 99; Q7 = 99", "TRUE"),
        ("filter true", "asked(Q7)", "Q3 = 4", "TRUE"),
        ("filter false", "asked(Q7)", "Q3 = 3", "FALSE"),
        ("filter unknown", "asked(Q7)", "Q3 = 99", "UNKNOWN {cannot_say}"),
        ("no filter", "asked(Q8)", "", "TRUE"),
        ("chosen", "chosen(Q8, 'a')", "Q8 = a, b", "TRUE"),
        ("another chosen", "chosen(Q8, 'a')", "Q8 = b", "FALSE"),
        ("none chosen", "chosen(Q8, 'a')", "", "UNKNOWN {not_answered}"),
        ("accepted", "accepted(Q9.b)", "Q9.b = ja (accepted)", "TRUE"),
        ("no decision", "accepted(Q9.b)", "Q9.b = ja", "FALSE"),
        ("nothing to accept", "accepted(Q9.b)", "", "FALSE"),
    ] {
        assert_eq!(world.truth(function, answers), expected, "{case}");
    }
}

#[test]
fn a_decision_about_what_is_not_asked_is_not_read() {
    let world = world();
    assert_eq!(world.cell("Q5", "Q1 = ja; Q5 = ja; Q5: withheld"), "empty {not_asked}");
    assert_eq!(world.cell("Q5", "Q1 = nej; Q5 = ja; Q5: withheld"), "empty {withheld}");
    assert_eq!(world.cell("Q5", "Q5 = ja; Q5: illogical"), "empty {illogical}");
}

#[test]
fn a_comparison_of_two_cells_is_guarded_by_both() {
    let world = World::asking([
        one("Q1", "ja nej"),
        one("Q2", "ja nej").when("Q1 = 'ja'"),
        one("Q3", "ja nej").when("Q1 = 'nej'"),
        number("Q4", 0, "0", "9").when("Q1 = 'ja'"),
        number("Q5", 0, "0", "9").when("Q1 = 'nej'"),
        one("Q6", "ja nej").when("Q2 <> Q3"),
        one("Q7", "ja nej").when("Q4 + Q5 > 3"),
    ]);
    for answers in ["Q1 = ja; Q2 = ja; Q4 = 5", "Q1 = nej; Q3 = ja; Q5 = 5"] {
        for name in ["Q6", "Q7"] {
            let col = world.schema().find(name).expect("a cell").index();
            assert_eq!(world.cells(answers)[col].asked, domain::Truth::False, "{name} of {answers}");
        }
    }
}

#[test]
fn an_outcome_is_determined_only_when_the_walk_has_an_end() {
    let world = world();
    for (case, entries, answers, expected) in [
        (
            "no entry holds for sure",
            &[("ja", "Q1 = 'ja'"), ("ja", "Q2 = 'ja'")][..],
            "Q2 = nej",
            "empty not_answered {not_answered}",
        ),
        ("the last holds for sure", &[("ja", "Q1 = 'ja'"), ("ja", "Q2 = 'ja'")], "Q2 = ja", "ja"),
        (
            "only the last could hold",
            &[("ja", "Q1 = 'ja'"), ("nej", "Q2 = 'ja'")],
            "Q1 = nej",
            "empty not_answered {not_answered}",
        ),
        (
            "no entry holds",
            &[("ja", "Q1 = 'ja'"), ("nej", "Q2 = 'ja'")],
            "Q1 = nej; Q2 = nej",
            "empty illogical {illogical}",
        ),
        (
            "two empties of its own",
            &[("(not_applicable)", "Q1 = 'ja'"), ("(not_applicable)", "otherwise")],
            "",
            "empty not_applicable {not_applicable}",
        ),
        (
            "two empties that differ",
            &[("(not_applicable)", "Q1 = 'ja'"), ("(illogical)", "otherwise")],
            "",
            "empty not_answered {not_answered}",
        ),
        (
            "the same figure twice",
            &[("= Q6", "Q1 = 'ja'"), ("= Q6", "otherwise")],
            "Q6 = 3",
            "empty not_answered {not_answered}",
        ),
        (
            "a figure that is empty",
            &[("= Q3 + Q6", "otherwise")],
            "Q3 = 99",
            "empty not_answered {cannot_say, not_answered}",
        ),
        (
            "a pair that is empty",
            &[("= Q3 / Q6", "otherwise")],
            "Q3 = 99; Q6: withheld",
            "empty withheld {cannot_say, withheld}",
        ),
        (
            "reasons of entries behind the one that holds",
            &[("ja", "Q3 > 1"), ("nej", "Q1 = 'ja'"), ("delvis", "Q2 = 'ja'")],
            "Q3 = 99; Q1 = ja",
            "empty cannot_say {cannot_say}",
        ),
    ] {
        assert_eq!(world.outcome(&world.ordered_rule(entries), answers), expected, "{case}");
    }
}
