//! What `$row`, `$area` and `$r` stand for, and the guard of filters and row functions.

use rules::compile::{Binding, Role};
use rules::print::Printer;

use crate::world::{World, number, one};

fn grids() -> World {
    World::asking([
        one("Q1", "ja nej").rows("a b"),
        one("Q2", "ja nej ny").rows("a b").when("Q1.$row = 'ja'"),
        one("Q3", "ja nej").when("Q2.a <> 'nej'"),
    ])
}

#[test]
fn variables_are_bound_in_the_tree_never_in_the_text() {
    let world = grids();
    for (case, text, row, area, expected) in [
        ("a row", "Q1.$row = 'ja'", Some("b"), None, Ok("Q1.b = 'ja'")),
        ("an area", "Q1.$area = 'ja'", None, Some("a"), Ok("Q1.a = 'ja'")),
        ("both", "Q1.$row = Q1.$area", Some("b"), Some("a"), Ok("Q1.b = Q1.a")),
        ("in a function", "asked(Q2.$row)", Some("a"), None, Ok("asked(Q2.a)")),
        (
            "beside each row",
            "any_row(Q1.*, Q1.$r = 'ja' AND Q2.$row = 'ny')",
            Some("b"),
            None,
            Ok("any_row(a: Q1.a = 'ja' AND Q2.b = 'ny'; b: Q1.b = 'ja' AND Q2.b = 'ny')"),
        ),
        // A row is a name: it can neither end the reference nor begin another.
        ("a row that would be text", "Q1.$row = 'ja'", Some("a = 'ja' OR Q1.b"), None, Err("RULE-17")),
        ("no row", "Q1.$row = 'ja'", None, Some("a"), Err("RULE-18")),
    ] {
        let compiled = world.compiled(text, Role::Outcome, Binding { row, area });
        let printed = compiled.map(|condition| Printer::new(world.schema()).cond(&condition));
        let printed = printed.as_deref().map_err(|errors| errors[0].code);
        assert_eq!(printed, expected, "{case}");
    }
}

#[test]
fn a_fact_of_a_row_is_bound_too() {
    let population = rules::schema::QuestionKind::Number(rules::schema::NumberForm {
        digits: 0,
        low: domain::Number::ZERO,
        high: domain::Number::whole(100),
        missing_code: None,
    });
    let world = World::with(vec![("measure.unga", population)], [number("Q1", 0, "0", "9")], vec![]);
    let binding = Binding { row: Some("unga"), area: None };
    let compiled = world.compiled("measure.$row > Q1", Role::Outcome, binding);
    assert_eq!(
        compiled.map(|condition| Printer::new(world.schema()).cond(&condition)),
        Ok("measure.unga > Q1".to_owned())
    );
}

/// What a filter says of each answer to Q1 and Q1a, where Q1a is asked after a *ja*.
fn filter(text: &str, answers: &str) -> String {
    let world = World::asking([
        one("Q1", "ja nej"),
        one("Q1a", "ja nej").when("Q1 = 'ja'"),
        number("Q1b", 0, "0", "10").missing_code("9").when("Q1 = 'ja'"),
        one("Q2", "ja nej").rows("a b"),
        one("Q2a", "ja nej").rows("a b").when("Q2.$row = 'ja'"),
        one("Q9", "ja nej").when(text),
    ]);
    let col = world.schema().find("Q9").expect("a cell");
    crate::world::truth_text(world.cells(answers)[col.index()].asked)
}

#[test]
fn in_a_filter_a_comparison_that_reads_a_cell_not_asked_is_false() {
    let not_asked = "Q1 = nej";
    for (text, expected) in [
        ("Q1a = 'ja'", "FALSE"),
        ("Q1a <> 'ja'", "FALSE"),
        ("Q1a IN ('ja', 'nej')", "FALSE"),
        ("Q1a NOT IN ('ja')", "FALSE"),
        ("NOT Q1a = 'ja'", "FALSE"),
        ("NOT (NOT Q1a = 'ja')", "FALSE"),
        ("NOT (Q1a = 'ja' AND Q1 = 'ja')", "TRUE"),
        ("NOT (Q1a = 'ja' OR Q1 = 'ja')", "FALSE"),
        ("NOT (Q1a = 'ja' AND Q1 = 'nej')", "FALSE"),
        ("Q1b > 3", "FALSE"),
        ("NOT Q1b > 3", "FALSE"),
        ("Q1b NOT BETWEEN 1 AND 3", "FALSE"),
        ("Q1b NOT IN (1, 2)", "FALSE"),
        ("NOT Q1b / 2 >= 1", "FALSE"),
        ("Q1b + 1 > 0 OR Q1 = 'nej'", "TRUE"),
        ("cannot_say(Q1b)", "FALSE"),
        ("NOT cannot_say(Q1b)", "FALSE"),
        ("Q1a = Q1", "FALSE"),
        // To ask whether it was asked is another thing.
        ("NOT asked(Q1a)", "TRUE"),
        ("CASE WHEN Q1a = 'ja' THEN 1 ELSE 2 END = 2", "FALSE"),
    ] {
        assert_eq!(filter(text, not_asked), expected, "{text}");
    }
    for (text, answers, expected) in [
        ("Q1a <> 'ja'", "Q1 = ja; Q1a = nej", "TRUE"),
        ("NOT (Q1a = 'ja' AND Q1 = 'ja')", "Q1 = ja; Q1a = nej", "TRUE"),
        ("Q1a <> 'ja'", "Q1 = ja", "UNKNOWN {not_answered}"),
        ("Q1a <> 'ja'", "", "UNKNOWN {not_answered}"),
        // An answer under a filter that is not settled counts.
        ("Q1a <> 'ja'", "Q1a = nej", "TRUE"),
        ("Q1b > 3", "Q1 = ja; Q1b = 9", "UNKNOWN {cannot_say}"),
    ] {
        assert_eq!(filter(text, answers), expected, "{text} of {answers}");
    }
}

#[test]
fn not_is_never_pushed_into_a_row_function() {
    // Pushed down, this would ask for a row that is not `ja`.
    for (text, answers, expected) in [
        ("NOT any_row(Q2.*, Q2.$r = 'ja')", "Q2.a = ja; Q2.b = nej", "FALSE"),
        ("NOT any_row(Q2.*, Q2.$r = 'ja')", "Q2.a = nej; Q2.b = nej", "TRUE"),
        ("NOT all_rows(Q2.*, Q2.$r = 'ja')", "Q2.a = ja; Q2.b = nej", "TRUE"),
        ("NOT at_least(2, Q2.*, Q2.$r = 'ja')", "Q2.a = ja", "UNKNOWN {not_answered}"),
        ("NOT count_rows(Q2.*, Q2.$r = 'ja') >= 2", "Q2.a = ja; Q2.b = nej", "TRUE"),
        // Within it, a row not asked does not hold; the count itself has no guard.
        ("any_row(Q2a.*, Q2a.$r <> 'ja')", "Q2.a = nej; Q2.b = nej", "FALSE"),
        ("count_rows(Q2a.*, Q2a.$r = 'ja') + 1 = 1", "Q2.a = nej; Q2.b = nej", "TRUE"),
        ("count_rows(Q2a.*, Q2a.$r = 'ja') < 1", "Q2.a = nej; Q2.b = nej", "TRUE"),
    ] {
        assert_eq!(filter(text, answers), expected, "{text} of {answers}");
    }
}

#[test]
fn outside_filters_there_is_no_guard() {
    let world = grids();
    for (text, answers, expected) in [
        ("Q2.a <> 'nej'", "Q1.a = nej", "UNKNOWN {not_asked}"),
        ("NOT Q2.a = 'nej'", "Q1.a = nej", "UNKNOWN {not_asked}"),
        ("Q1.a = 'ja' AND Q2.a <> 'nej'", "Q1.a = nej", "FALSE"),
        ("any_row(Q2.*, Q2.$r <> 'nej')", "Q1.a = nej; Q1.b = nej", "FALSE"),
        ("any_row(Q1.*, Q2.$r <> 'nej')", "Q1.a = nej; Q1.b = ja; Q2.b = ny", "TRUE"),
        // Of several grids, each is guarded where it is compared.
        ("all_rows(Q1.*, Q1.$r = 'nej' OR Q2.$r = 'ja')", "Q1.a = nej; Q1.b = ja; Q2.b = ja", "TRUE"),
        ("all_rows(Q1.*, Q2.$r = 'ja')", "Q1.a = nej; Q1.b = ja; Q2.b = ja", "FALSE"),
    ] {
        assert_eq!(world.truth(text, answers), expected, "{text} of {answers}");
    }
}

#[test]
fn what_a_check_makes_illogical_is_seen_by_filters() {
    let world = World::asking([
        number("Q1", 0, "0", "10"),
        number("Q2", 0, "0", "10"),
        one("Q3", "ja nej").when("Q1 > 0"),
    ])
    .illogical("Q2 > Q1", &["Q1", "Q2"]);
    for (case, answers, cell, expected) in [
        ("it does not fire", "Q1 = 3; Q2 = 2", "Q1", "3"),
        ("it is silent while one is missing", "Q1 = 3", "Q1", "3"),
        ("it fires", "Q1 = 1; Q2 = 2", "Q1", "empty {illogical}"),
        ("a follow-up without an answer", "Q1 = 1; Q2 = 2", "Q3", "empty {illogical}"),
        ("a follow-up with an answer", "Q1 = 1; Q2 = 2; Q3 = ja", "Q3", "'ja'"),
        ("a follow-up that is not asked", "Q1 = 0; Q2 = 0", "Q3", "empty {not_asked}"),
    ] {
        assert_eq!(world.cell(cell, answers), expected, "{case}");
    }
    // The check itself reads the answers before it has spoken.
    let mut cells = Vec::new();
    world.questionnaire.settle_before_checks(&world.given("Q1 = 1; Q2 = 2"), &mut cells);
    assert!(cells.iter().all(|cell| !cell.empty.contains(domain::Reason::Illogical)));
}
