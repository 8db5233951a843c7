//! Rules that no bundled indicator has: numbers, counts, alternatives that stand alone, hard checks, large grids.

use catalogue::model::{Check, Edition, Severity, Source, Text};
use domain::EditionYear;
use results::reach::{MOST_COUNTED, Reach, Reacher};
use rules::compile::{Binding, Role, condition};
use rules::schema::{Question, Schema};
use rules::table::{IllogicalCheck, Questionnaire, Raw};
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
    set_rule(&mut edition, "eb-hushallsradgivning", text);
    edition
}

fn set_rule(edition: &mut Edition, id: &str, text: &str) {
    let when = Some(compiled(edition, text, Role::Outcome));
    let value = |id: &str| Gives::Value(id.parse().expect("an id"));
    let entries = vec![Entry { gives: value("ja"), when }, Entry { gives: value("nej"), when: None }];
    let indicator = edition.indicators.iter_mut().find(|indicator| indicator.id.as_str() == id);
    indicator.expect("it is bundled").rule = Rule { entries, ordered: false };
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
        each_row: Vec::new(),
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
    assert_eq!(told(&edition, &[("E4", "nej"), ("G21", "ja")]), "1: G21 := 'nej', E4 := 'ja'");
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
fn rows_that_are_not_asked_are_skipped_although_another_answer_seems_to_settle_them() {
    // G2a.missbruk is not asked after the change, so that G3.af no longer stands in its way.
    let edition = with_rule("all_rows(G2a.*, G2a.$r = 'ja' AND G2.$r = 'ja' AND E4 = 'ja')", &[]);
    let two =
        [("G2.missbruk", "ja"), ("G2a.missbruk", "nej"), ("G2.lss", "ja"), ("G2a.lss", "ja"), ("E4", "ja")];
    let rest = ["socialpsykiatri", "barn_unga", "arbetsmarknad"].map(|row| format!("G2.{row}"));
    let rest = rest.iter().map(|cell| (cell.as_str(), "nej"));
    let given: Vec<(&str, &str)> = two.into_iter().chain(rest).collect();
    assert_eq!(told(&edition, &given), "4: G2.missbruk := 'nej'; G2a.missbruk falls away");
}

#[test]
fn what_a_step_loses_is_weighed_against_what_it_reaches() {
    let ids = ["eb-hushallsradgivning", "eb-nya-rattsfall", "eb-uppsok-akut-hemlosa"];
    for (case, rules, lost) in [
        ("as much is lost: no step", ["E4 = 'ja'", "E4 = 'nej'", "E4 = 'nej'"], None),
        ("two for one", ["E4 = 'ja'", "E4 = 'nej'", "E4 = 'ja'"], Some(vec![1])),
    ] {
        let mut edition = edition(2018, &[]);
        edition.indicators.retain(|indicator| ids.contains(&indicator.id.as_str()));
        for (id, rule) in ids.iter().zip(rules) {
            set_rule(&mut edition, id, rule);
        }
        let places: Vec<usize> = ids.iter().map(|id| position(&edition, id)).collect();
        let plan = Reacher::new(&edition).unit(&answers(&edition, &[("E4", "nej")])).plan;
        let wanted: Option<Vec<usize>> =
            lost.map(|lost: Vec<usize>| lost.into_iter().map(|id| places[id]).collect());
        assert_eq!(plan.first().map(|step| step.lost.clone()), wanted, "{case}");
        let after = plan.last().map(|step| step.reached);
        assert_eq!(after, wanted.map(|_| 2), "{case}");
    }
}

/// A questionnaire of one grid with so many rows, and a rule that wants so many of them.
fn one_grid(rows: usize, wanted: usize) -> Edition {
    let mut edition = edition(2018, &[]);
    let mut question = edition.question("E6a").expect("it is bundled").clone();
    question.place = 0;
    let names: Vec<String> = (0..rows).map(|row| format!("rad_{row}")).collect();
    let grid = Question {
        code: question.code.clone(),
        part: question.part.clone(),
        kind: edition.questionnaire.schema.question("E6a").expect("it is there").1.kind.clone(),
        rows: Some(names.iter().map(|name| name.parse().expect("an id")).collect()),
        row_sets: Vec::new(),
        asked_when: None,
        reviewed: Vec::new(),
    };
    let schema = Schema::new(Vec::new(), vec![grid], Vec::new(), false);
    edition.questionnaire = Questionnaire::new(schema, vec![None; rows], Vec::new());
    edition.questions = vec![question];
    edition.checks.clear();
    edition.indicators.retain(|indicator| indicator.id.as_str() == "eb-hushallsradgivning");
    let text = format!("at_least({wanted}, E6a.*, E6a.$r = 'ja')");
    let when = Some(compiled(&edition, &text, Role::Outcome));
    let value = |id: &str| Gives::Value(id.parse().expect("an id"));
    let entries = vec![Entry { gives: value("ja"), when }, Entry { gives: value("nej"), when: None }];
    edition.indicators[0].rule = Rule { entries, ordered: false };
    edition
}

#[test]
fn a_large_grid_is_searched_for_as_many_rows_as_it_takes() {
    for (case, rows, wanted, reached, changes, count) in [
        ("two of fourteen are missing", 24, 12, 10, 2, 91),
        ("all must be changed", 30, 30, 0, 30, 1),
        ("one of forty", 40, 1, 0, 1, 40),
        ("more sets than are counted", 24, 12, 0, 12, MOST_COUNTED),
    ] {
        let edition = one_grid(rows, wanted);
        let row: Vec<Raw> = (0..rows).map(|row| Raw::answer(i64::from(row >= reached))).collect();
        let Reach::Possible(sets) = Reacher::new(&edition).indicator(&row, 0) else { panic!("{case}") };
        assert_eq!((sets.changes, sets.count), (changes, count), "{case}");
        assert_eq!(sets.is_cut, count == MOST_COUNTED, "{case}");
        assert_eq!(sets.further(), count - sets.sets.len() as u64, "{case}");
    }
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
