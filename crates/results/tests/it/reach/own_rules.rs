//! Rules that no bundled indicator has: numbers, counts, alternatives that stand alone, hard checks, large grids.

use catalogue::model::{Check, Edition, Severity, Source, Text};
use domain::EditionYear;
use results::reach::{Reach, Reacher};
use rules::compile::{Binding, Role, condition};
use rules::table::{IllogicalCheck, Raw};
use rules::tree::{Cond, Entry, Gives, Rule};

use super::smallest::told_of;
use super::{answers, edition, position};

fn compiled(edition: &Edition, text: &str, role: Role) -> Cond {
    let expr = rules::parse(text).expect(text);
    condition(&expr, &edition.questionnaire.schema, role, Binding::default()).expect(text)
}

/// An edition whose indicator of the household advice is reached when this holds.
fn with_rule(text: &str, fixed: &[(&str, &str)]) -> Edition {
    let mut edition = edition(2018, fixed);
    let when = Some(compiled(&edition, text, Role::Outcome));
    let value = |id: &str| Gives::Value(id.parse().expect("an id"));
    let entries = vec![Entry { gives: value("ja"), when }, Entry { gives: value("nej"), when: None }];
    let indicator = edition.indicators.iter_mut().find(|i| i.id.as_str() == "eb-hushallsradgivning");
    indicator.expect("it is bundled").rule = Rule { entries, ordered: false };
    edition
}

fn hard(edition: &mut Edition, text: &str, on: &str, makes_illogical: bool) {
    let when = compiled(edition, text, Role::Check);
    let cell = edition.questionnaire.schema.find(on).expect(on);
    if makes_illogical {
        edition.questionnaire.illogical.push(IllogicalCheck { when: when.clone(), cells: vec![cell] });
    }
    edition.checks.push(Check {
        id: "prov".to_owned(),
        severity: if makes_illogical { Severity::Review } else { Severity::Hard },
        text: text.to_owned(),
        when,
        on: vec![cell],
        message: Text::default(),
        next_step: Text::default(),
        makes_illogical: Vec::new(),
        source: Source::default(),
        readings: Vec::new(),
        ours: true,
    });
}

fn told(edition: &Edition, given: &[(&str, &str)]) -> String {
    let row = answers(edition, given);
    told_of(edition, &Reacher::new(edition).indicator(&row, position(edition, "eb-hushallsradgivning")))
}

#[test]
fn a_number_moves_to_the_nearest_that_does_unless_it_is_a_fact() {
    for (case, rule, fixed, given, expected) in [
        ("up to the limit", "E5 >= 2.5", &[][..], &[("E5", "1.25")][..], "1: E5 := 2.5"),
        ("above the limit", "E5 > 2.5", &[], &[("E5", "1.25")], "1: E5 := 2.51"),
        ("down", "E5 < 2.5", &[], &[("E5", "9")], "1: E5 := 2.49"),
        ("between", "E5 BETWEEN 2 AND 3", &[], &[("E5", "9")], "1: E5 := 3"),
        ("not answered: the smallest", "E5 >= 2.5", &[], &[], "1: E5 := 2.5"),
        ("a fact", "E5 >= 2.5", &[("E5", "")], &[("E5", "1.25")], "impossible: E5"),
        ("the missing code", "E5 >= 2.5", &[], &[("E5", "999")], "impossible: E5"),
        ("one or the other", "E5 >= 2.5 OR E4 = 'ja'", &[], &[("E5", "1"), ("E4", "nej")], "2: E4 := 'ja'"),
    ] {
        assert_eq!(told(&with_rule(rule, fixed), given), expected, "{case}");
    }
}

#[test]
fn multiple_choices_turn_no_more_than_needed() {
    let jour = [("G1", "nej"), ("G1a", "ja"), ("G1b", "")];
    for (case, rule, chosen, expected) in [
        ("two of three", "chosen_count(G1c) >= 2", "socionom", "1: G1c := {'socionom', 'socialchef'}"),
        ("no more than one", "chosen_count(G1c) <= 1", "socionom,socialchef", "2: G1c := {'socialchef'}"),
        (
            "another one without the first: something must be chosen",
            "NOT chosen(G1c, 'socionom')",
            "socionom",
            "1: G1c := {'socialchef'}",
        ),
    ] {
        let given = [&jour[..], &[("G1c", chosen)]].concat();
        assert_eq!(told(&with_rule(rule, &[]), &given), expected, "{case}");
    }
    // What asks for a text of its own counts two.
    let row = [&jour[..], &[("G1c", "socionom")]].concat();
    let edition = with_rule("chosen(G1c, 'annan')", &[]);
    assert_eq!(told(&edition, &row), "1: G1c := {'socionom', 'annan'}, G1c_text := text");
}

#[test]
fn a_fact_of_the_unit_or_a_reviewer_is_no_answer() {
    let edition = with_rule("E7.annan = 'ja' AND accepted(E7.annan)", &[]);
    assert_eq!(told(&edition, &[("E7.annan", "nej")]), "impossible: ");
    let edition = with_rule("E4 = 'ja' AND unit.kind = 'stadsdel'", &[]);
    assert_eq!(told(&edition, &[("E4", "nej")]), "impossible: ");
    let edition = with_rule("E4 = 'ja'", &[("E4", "ja")]);
    assert_eq!(told(&edition, &[("E4", "nej")]), "impossible: E4");
    // What a reviewer accepted stands as long as the answer does.
    let edition = with_rule("E4 = 'ja' AND accepted(E7.annan)", &[]);
    let mut row = answers(&edition, &[("E4", "nej"), ("E7.annan", "ja"), ("E7_text", "")]);
    let annan = edition.questionnaire.schema.find("E7.annan").expect("a cell");
    row[annan.index()].accepted = true;
    let reach = Reacher::new(&edition).indicator(&row, position(&edition, "eb-hushallsradgivning"));
    assert_eq!(told_of(&edition, &reach), "1: E4 := 'ja'");
}

#[test]
fn a_hard_check_must_be_silent_or_untouched() {
    let given = [("E4", "nej"), ("E10", "ja_alla"), ("G21", "ja")];
    let mut edition = with_rule("E4 = 'ja'", &[]);
    hard(&mut edition, "E4 = 'ja' AND E10 = 'ja_alla'", "E4", false);
    assert_eq!(
        told(&edition, &given),
        "2: E4 := 'ja', E10 := 'ja_inte_alla'",
        "the other answer must change, too"
    );

    let mut edition = with_rule("E4 = 'ja'", &[]);
    hard(&mut edition, "G21 = 'ja' AND E10 = 'ja_alla'", "G21", false);
    assert_eq!(told(&edition, &given), "1: E4 := 'ja'", "what fired before and is not touched may go on");

    let mut edition = with_rule("E4 = 'ja' AND G21 = 'ja'", &[]);
    hard(&mut edition, "E4 = 'nej' AND E10 = 'ja_alla' OR G21 = 'ja'", "E10", false);
    assert_eq!(told(&edition, &given), "impossible: ", "what concerns a changed answer may not");
}

#[test]
fn answers_that_a_check_makes_illogical_reach_nothing() {
    let mut edition = with_rule("E4 = 'ja'", &[]);
    hard(&mut edition, "E4 = 'ja' AND G21 = 'ja'", "E4", true);
    assert_eq!(told(&edition, &[("E4", "nej"), ("G21", "ja")]), "1: E4 := 'ja', G21 := 'nej'");
    assert_eq!(told(&edition, &[("E4", "nej"), ("G21", "nej")]), "1: E4 := 'ja'");
}

#[test]
fn reviewers_decisions_stay() {
    let edition = with_rule("E4 = 'ja'", &[]);
    let mut row = answers(&edition, &[("E4", "nej")]);
    let cell = edition.questionnaire.schema.find("E4").expect("a cell");
    row[cell.index()].decision = Some(domain::Reason::Illogical);
    let reach = Reacher::new(&edition).indicator(&row, position(&edition, "eb-hushallsradgivning"));
    assert_eq!(reach, Reach::Impossible(Vec::new()));
}

/// `count` conditions joined, none of which holds.
fn sum_of_rows(least: u32) -> String {
    format!(
        "count_rows(E6a.*, E6a.$r = 'ja') + count_rows(E2.*, E2.$r = 'alla') + count_rows(E3.*, E3.$r = 'alla') >= {least}"
    )
}

#[test]
fn a_search_that_grows_too_large_is_given_up_and_says_so() {
    let edition = with_rule(&sum_of_rows(15), &[]);
    let given: Vec<(String, &str)> = edition
        .questionnaire
        .schema
        .columns()
        .iter()
        .filter(|column| ["E6a.", "E2.", "E3."].iter().any(|grid| column.name.starts_with(grid)))
        .map(|column| (column.name.clone(), "nej"))
        .collect();
    let mut given: Vec<(&str, &str)> = given.iter().map(|(cell, value)| (cell.as_str(), *value)).collect();
    given.push(("E6", "alla"));
    assert_eq!(told(&edition, &given), "too_large");
}

#[test]
fn nothing_panics_where_no_question_is_asked_or_nothing_answered() {
    for year in [2015, 2018] {
        let edition = edition(year, &[("", "")]);
        assert_eq!(edition.year, EditionYear(year));
        let row: Vec<Raw> = vec![Raw::default(); edition.questionnaire.schema.len()];
        let reach = Reacher::new(&edition).unit(&row);
        assert_eq!((reach.reached, reach.plan.len()), (0, 0), "everything is a fact");
    }
}
