//! What a cell is, and truth with empties.

use crate::world::{cells, questionnaire, told, truth};

#[test]
fn a_cell_is_decided_in_questionnaire_order() {
    let q = questionnaire();
    for (case, sentence, cell, asked, expected) in [
        ("an answer, no filter", "G1=ja", "G1", "true", "a value"),
        ("no answer, no filter", "", "G1", "true", "not_answered"),
        ("an answer, filter true", "G1=nej, G1a=ja", "G1a", "true", "a value"),
        ("no answer, filter true", "G1=nej", "G1a", "true", "not_answered"),
        ("filter false", "G1=ja", "G1a", "false", "not_asked"),
        (
            "an answer although the filter is false is never read",
            "G1=ja, G1a=ja",
            "G1a",
            "false",
            "not_asked",
        ),
        ("no answer, main question missing", "", "G1a", "unknown: not_answered", "not_answered"),
        ("an answer, main question missing: it counts", "G1a=ja", "G1a", "unknown: not_answered", "a value"),
        ("the missing code", "E5=999", "E5", "true", "cannot_say"),
        ("the missing code with decimals", "E5=999.00", "E5", "true", "cannot_say"),
        ("a number beside the missing code", "E5=998.99", "E5", "true", "a value"),
        ("a reviewer's decision", "E5=12.5, E5=!illogical", "E5", "true", "illogical"),
        ("a decision on what was not asked", "G1=ja, G1a=!withheld", "G1a", "false", "not_asked"),
        ("several alternatives, none chosen", "G8=ja", "G8a", "true", "not_answered"),
        ("a main question decided illogical", "G1=!illogical", "G1a", "unknown: illogical", "illogical"),
    ] {
        let settled = cells(&q, sentence)[q.schema.find(cell).expect(cell).index()];
        let is = settled.empty.strongest().map_or("a value", |reason| reason.id());
        assert_eq!((told(settled.asked).as_str(), is), (asked, expected), "{case}");
    }
}

#[test]
fn a_chain_of_filters_is_not_asked_to_its_end_and_nothing_because_something_was_not() {
    let q = questionnaire();
    let settled = cells(&q, "G1=ja");
    for name in ["G1a", "G1b", "G1c"] {
        // G1c is asked when NOT (G1a = 'ja'): G1a was not asked, so the comparison is FALSE, `<>` too.
        assert_eq!(told(settled[q.schema.find(name).expect(name).index()].asked), "false", "{name}");
    }
    let asked = cells(&q, "G1=nej, G1a=nej");
    assert_eq!(told(asked[q.schema.find("G1c").expect("a cell").index()].asked), "true");
}

#[test]
fn comparisons_with_an_empty_are_unknown_for_its_reasons() {
    for (rule, sentence, expected) in [
        ("G1 = 'ja'", "", "unknown: not_answered"),
        ("G1 <> 'ja'", "", "unknown: not_answered"),
        ("G2.lss NOT IN ('ja', 'nej')", "", "unknown: not_answered"),
        ("G2.lss NOT IN ('ja', 'nej')", "G2.lss=behovs_inte", "true"),
        ("G1a = 'ja'", "G1=ja", "unknown: not_asked"),
        ("E5 BETWEEN 1 AND 2", "E5=999", "unknown: cannot_say"),
        ("E5 = E5", "E5=999", "unknown: cannot_say"),
        ("F9 < F9a", "F9=!withheld", "unknown: not_answered withheld"),
        ("E5 BETWEEN 1 AND 2", "E5=2", "true"),
        ("E5 NOT BETWEEN 1 AND 2", "E5=1", "false"),
        ("P1 < 'flera'", "P1=nagra", "true"),
        ("P1 BETWEEN 'nagra' AND 'flera'", "P1=alla", "false"),
        ("G1 = 'ja' AND F9 > 3", "G1=nej", "false"),
        ("G1 = 'ja' OR F9 > 3", "G1=ja", "true"),
        ("G1 = 'ja' AND E5 > 3", "E5=999", "unknown: cannot_say not_answered"),
        ("NOT (G1 = 'ja' AND F9 > 3)", "G1=nej", "true"),
        ("P2 >= DATE '2017-02-01'", "P2=2017-02-01", "true"),
        ("unit.kind = 'kommun'", "", "true"),
        ("F9 > param.minst", "F9=2", "false"),
    ] {
        assert_eq!(truth(rule, sentence), expected, "{rule} with {sentence}");
    }
}

#[test]
fn functions_on_one_row_say_what_their_table_says() {
    for (rule, sentence, expected) in [
        ("asked(G1a)", "G1=nej", "true"),
        ("asked(G1a)", "G1=ja", "false"),
        ("asked(G1a)", "", "unknown: not_answered"),
        ("cannot_say(E5)", "E5=999", "true"),
        ("cannot_say(E5)", "E5=0", "false"),
        ("cannot_say(E5)", "", "unknown: not_answered"),
        ("chosen(G8a, 'annan')", "G8=ja, G8a=handledning+annan", "true"),
        ("chosen(G8a, 'annan')", "G8=ja, G8a=handledning", "false"),
        ("chosen(G8a, 'annan')", "G8=ja", "unknown: not_answered"),
        ("chosen(G8a, 'annan')", "G8=nej", "unknown: not_asked"),
        ("accepted(E7.annan)", "E7.annan=ja accepted", "true"),
        ("accepted(E7.annan)", "E7.annan=ja", "false"),
        ("accepted(E7.annan)", "", "false"),
        ("answered(E5)", "E5=999", "true"),
        ("answered(E5)", "", "false"),
        ("given(P3)", "P3=x", "true"),
        ("given(P3)", "", "false"),
    ] {
        assert_eq!(truth(rule, sentence), expected, "{rule} with {sentence}");
    }
}
