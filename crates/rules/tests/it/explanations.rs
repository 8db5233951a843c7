//! Derivations: the worked examples as they are written out, and which children decide.

use rules::explain::{EntryStep, Explainer, Step};
use rules::tree::Rule;
use serde_json::Value as Json;

use crate::told::snapshot;
use crate::world::{World, many, number, one};

/// The questions of 2018 that the worked examples read.
fn edition_2018() -> World {
    let rows =
        "arbetsliv barns_situation bostad egna_forsok mal_framtid ekonomi familj halsa intressen social";
    World::asking([
        one("G2", "ja nej behovs_inte finns_inte").rows("missbruk lss"),
        one("G2a", "ja nej ny").rows("missbruk lss").when("G2.$row = 'ja'"),
        one("G8", "ja nej finns_inte"),
        many("G8a", "handledning fortbildning vidareutbildning annan").when("G8 = 'ja'"),
        one("G8b", "ja nej ny").when(
            "G8 = 'ja' AND (chosen(G8a, 'handledning') OR chosen(G8a, 'fortbildning') \
             OR chosen(G8a, 'vidareutbildning') OR chosen(G8a, 'annan'))",
        ),
        one("E2", "alla inte_alla nej ingen_person").rows("jobb vagledning praktik kurs"),
        number("E5", 2, "0", "9998.99").missing_code("999"),
        one("E6", "alla inte_alla nej"),
        one("E6a", "ja nej").rows(rows).when("E6 IN ('alla', 'inte_alla')"),
        one("E7", "ja nej").rows("fia annan").reviewed("annan"),
        one("E8", "ja nej for_fa"),
        one("E8a", "ja nej for_fa_kon").when("E8 = 'ja'"),
        number("F9", 0, "0", "1000"),
        number("F9a", 0, "0", "1000"),
    ])
}

/// A step a line, with everything but its children; the children below it.
fn lines(step: &Step, indent: usize, page: &mut String) {
    let mut json = serde_json::to_value(step).expect("a step is JSON");
    if let Json::Object(fields) = &mut json {
        fields.remove("children");
    }
    page.push_str(&format!("{}{json}\n", "  ".repeat(indent)));
    step.children.iter().for_each(|child| lines(child, indent + 1, page));
}

/// A quotient's two steps stand in `gives`, as they are.
fn entry_lines(entry: &EntryStep, page: &mut String) {
    let EntryStep { gives, when, holds, noted, visited } = entry;
    page.push_str(&format!("entry {gives} holds={holds} noted={noted} visited={visited}\n"));
    if let Some(when) = when {
        lines(when, 1, page);
    }
}

#[test]
fn the_worked_examples_are_written_out() {
    let world = edition_2018();
    let six = world.rule(&[
        ("(not_applicable)", "G2.missbruk = 'finns_inte'"),
        ("ja", "G2.missbruk = 'behovs_inte' OR (G2.missbruk = 'ja' AND G2a.missbruk IN ('ja', 'ny'))"),
        ("nej", "otherwise"),
    ]);
    let three = world.ordered_rule(&[
        ("ja", "any_row(E2.*, E2.$r = 'alla')"),
        ("delvis", "any_row(E2.*, E2.$r = 'inte_alla')"),
        ("(not_applicable)", "all_rows(E2.*, E2.$r = 'ingen_person')"),
        ("nej", "otherwise"),
    ]);
    let seventeen = world.rule(&[
        ("(not_applicable)", "G8 = 'finns_inte'"),
        ("ja", "G8 = 'ja' AND chosen(G8a, 'handledning') AND chosen(G8a, 'fortbildning') AND G8b IN ('ja', 'ny')"),
        ("nej", "otherwise"),
    ]);
    let nineteen = world.rule(&[
        (
            "ja",
            "E6 = 'alla' AND E6a.barns_situation = 'ja' \
             AND at_least(6, E6a.*, E6a.$r = 'ja', except => 'barns_situation')",
        ),
        ("nej", "otherwise"),
    ]);
    let twenty = world
        .rule(&[("ja", "E7.fia = 'ja' OR (E7.annan = 'ja' AND accepted(E7.annan))"), ("nej", "otherwise")]);
    let twenty_five = world.rule(&[
        ("(not_applicable)", "E8 = 'for_fa' OR (E8 = 'ja' AND E8a = 'for_fa_kon')"),
        ("ja", "E8 = 'ja' AND E8a = 'ja'"),
        ("nej", "otherwise"),
    ]);
    let staff = world.rule(&[("= E5", "otherwise")]);
    let share = world.rule(&[("= F9a / F9", "otherwise")]);
    let areas = [
        "arbetsliv",
        "bostad",
        "egna_forsok",
        "mal_framtid",
        "ekonomi",
        "familj",
        "halsa",
        "intressen",
        "social",
    ];
    let of_nine = |yes: usize, no: usize| {
        let answer =
            |(i, area): (usize, &&str)| format!("E6a.{area} = {};", if i < yes { "ja" } else { "nej" });
        areas.iter().enumerate().take(yes + no).map(answer).collect::<String>()
    };
    let children = "E6 = alla; E6a.barns_situation = ja;";
    let examples: Vec<(&str, &Rule, String, &str)> = vec![
        ("6: follow-up missing", &six, "G2.missbruk = ja".into(), "empty not_answered {not_answered}"),
        ("6: no routine", &six, "G2.missbruk = nej".into(), "nej"),
        ("6: main question missing", &six, "G2a.missbruk = nej".into(), "empty not_answered {not_answered}"),
        ("3: three rows missing", &three, "E2.jobb = alla".into(), "ja"),
        (
            "3: one row missing",
            &three,
            "E2.jobb = inte_alla; E2.vagledning = nej; E2.praktik = nej".into(),
            "empty not_answered {not_answered}",
        ),
        ("17: not followed up", &seventeen, "G8 = ja; G8b = nej".into(), "nej"),
        ("19: six of nine, three missing", &nineteen, format!("{children} {}", of_nine(6, 0)), "ja"),
        ("19: five of nine", &nineteen, format!("{children} {}", of_nine(5, 4)), "nej"),
        ("19: main question missing", &nineteen, "E6a.barns_situation = nej".into(), "nej"),
        ("20: no decision yet", &twenty, "E7.fia = nej; E7.annan = ja".into(), "nej"),
        (
            "25: main question missing",
            &twenty_five,
            "E8a = for_fa_kon".into(),
            "empty not_answered {not_answered}",
        ),
        ("E5: the missing code", &staff, "E5 = 999".into(), "empty cannot_say {cannot_say}"),
        ("quotient: 0 of 0", &share, "F9 = 0; F9a = 0".into(), "empty not_applicable {not_applicable}"),
        ("quotient: 3 of 0", &share, "F9 = 0; F9a = 3".into(), "empty illogical {illogical}"),
    ];
    let mut page = String::new();
    for (case, rule, answers, expected) in examples {
        let outcome = world.outcome(rule, &answers);
        assert_eq!(outcome, expected, "{case}");
        page += &format!("# {case}: {outcome}\n");
        for entry in Explainer::new(world.schema(), &world.cells(&answers)).rule(rule) {
            entry_lines(&entry, &mut page);
        }
        page.push('\n');
    }
    snapshot("worked_examples_explained", &page);
}

#[test]
fn the_children_that_settle_a_step_are_named() {
    let world = World::asking([
        one("Q1", "ja nej"),
        one("Q2", "ja nej"),
        one("Q3", "ja nej").rows("a b c d"),
        one("Q3a", "ja nej").rows("a b c d").when("Q3.$row = 'ja'"),
        number("Q4", 0, "0", "10"),
        number("Q5", 0, "0", "10"),
    ]);
    let rows = "Q3.a = ja; Q3.b = nej; Q3.c = ja";
    let asked = "Q3.a = ja; Q3.b = nej; Q3.c = ja; Q3.d = ja; Q3a.a = ja; Q3a.c = nej;";
    for (case, condition, answers, value, deciding) in [
        (
            "a FALSE AND: the FALSE ones",
            "Q1 = 'ja' AND Q2 = 'ja' AND Q4 > 3",
            "Q1 = ja; Q2 = nej; Q4 = 1",
            "false",
            &[1, 2][..],
        ),
        ("a TRUE AND: all", "Q1 = 'ja' AND Q2 = 'ja'", "Q1 = ja; Q2 = ja", "true", &[0, 1]),
        (
            "an UNKNOWN AND: the UNKNOWN ones",
            "Q1 = 'ja' AND Q2 = 'ja' AND Q4 > 3",
            "Q1 = ja",
            "unknown",
            &[1, 2],
        ),
        ("a TRUE OR: the TRUE ones", "Q1 = 'ja' OR Q2 = 'ja' OR Q4 > 3", "Q1 = ja; Q4 = 4", "true", &[0, 2]),
        ("a FALSE OR: all", "Q1 = 'ja' OR Q2 = 'ja'", "Q1 = nej; Q2 = nej", "false", &[0, 1]),
        ("an UNKNOWN OR: the UNKNOWN ones", "Q1 = 'ja' OR Q2 = 'ja'", "Q1 = nej", "unknown", &[1]),
        ("NOT: what it is of", "NOT Q1 = 'ja'", "", "unknown", &[0]),
        ("any_row TRUE: the rows that hold", "any_row(Q3.*, Q3.$r = 'ja')", rows, "true", &[0, 2]),
        (
            "any_row FALSE: all rows",
            "any_row(Q3.*, Q3.$r = 'ja' AND Q1 = 'ja')",
            "Q1 = nej",
            "false",
            &[0, 1, 2, 3],
        ),
        (
            "any_row UNKNOWN: the unknown rows",
            "any_row(Q3.*, Q3.$r = 'nej' AND Q1 = 'ja')",
            rows,
            "unknown",
            &[1, 3],
        ),
        ("at_least TRUE: the rows that hold", "at_least(2, Q3.*, Q3.$r = 'ja')", rows, "true", &[0, 2]),
        ("at_least FALSE: the rows that do not", "at_least(4, Q3.*, Q3.$r = 'ja')", rows, "false", &[1]),
        ("at_least UNKNOWN: the unknown row", "at_least(3, Q3.*, Q3.$r = 'ja')", rows, "unknown", &[3]),
        ("at_most FALSE: the rows that hold", "at_most(1, Q3.*, Q3.$r = 'ja')", rows, "false", &[0, 2]),
        ("at_most TRUE: the rows that do not", "at_most(3, Q3.*, Q3.$r = 'ja')", rows, "true", &[1]),
        ("all_rows FALSE: the rows that do not", "all_rows(Q3.*, Q3.$r = 'ja')", rows, "false", &[1]),
        (
            "all_rows UNKNOWN: the unknown rows",
            "all_rows(Q3a.*, Q3a.$r = 'ja')",
            "Q3.a = ja; Q3.b = nej; Q3.c = nej; Q3.d = nej",
            "unknown",
            &[0],
        ),
        (
            "all_rows of what was asked",
            "all_rows(Q3a.*, Q3a.$r = 'ja' OR Q3.$r = 'ja')",
            asked,
            "true",
            &[0, 2, 3],
        ),
        (
            "rows not asked count against at_least",
            "at_least(3, Q3a.*, Q3a.$r = 'ja')",
            asked,
            "false",
            &[1, 2],
        ),
        (
            "no row asked",
            "all_rows(Q3a.*, Q3a.$r = 'ja')",
            "Q3.a = nej; Q3.b = nej; Q3.c = nej; Q3.d = nej",
            "unknown",
            &[0, 1, 2, 3],
        ),
        ("a comparison: both sides", "Q4 > Q5", "Q4 = 1; Q5 = 2", "false", &[0, 1]),
        ("a comparison with an empty: the empty side", "Q4 > Q5", "Q4 = 1", "unknown", &[1]),
        ("a quotient by nought: all of it", "Q4 / Q5 > 1", "Q4 = 1; Q5 = 0", "unknown", &[0, 1, 2]),
        ("a range with an empty end", "Q4 BETWEEN 1 AND Q5", "Q4 = 1", "unknown", &[2]),
    ] {
        let cells = world.cells(answers);
        let step = Explainer::new(world.schema(), &cells).cond(&world.condition(condition));
        assert_eq!((step.value.as_deref(), step.deciding.as_slice()), (Some(value), deciding), "{case}");
    }
}

#[test]
fn a_number_names_what_settled_it() {
    let world = World::asking([
        one("Q1", "ja nej"),
        one("Q2", "ja nej"),
        number("Q4", 2, "0", "10"),
        number("Q5", 2, "0", "10"),
        many("Q6", "a b c"),
    ]);
    let case_of = "CASE WHEN Q1 = 'ja' THEN Q4 WHEN Q2 = 'ja' THEN Q5 ELSE 3 END";
    for (case, figure, answers, value, reasons, deciding) in [
        ("a sum", "Q4 + Q5", "Q4 = 1.5; Q5 = 2", Some("3.5"), &[][..], &[0, 1][..]),
        ("a sum with an empty", "Q4 + Q5", "Q4 = 1.5", None, &["not_answered"], &[1]),
        ("a minus", "-(Q4 - Q5)", "Q4 = 1.5; Q5 = 1", Some("-0.5"), &[], &[0]),
        ("the first branch", case_of, "Q1 = ja; Q4 = 1", Some("1"), &[], &[0, 1]),
        ("the second branch", case_of, "Q1 = nej; Q2 = ja; Q5 = 2", Some("2"), &[], &[0, 2, 3]),
        ("no branch", case_of, "Q1 = nej; Q2 = nej", Some("3"), &[], &[0, 2, 4]),
        ("an unknown before a true one", case_of, "Q2 = ja; Q5 = 2", None, &["not_answered"], &[0]),
        ("a count", "chosen_count(Q6)", "Q6 = a, c", Some("2"), &[], &[]),
    ] {
        let rule = world.rule(&[(&format!("= {figure}"), "otherwise")]);
        let entries = Explainer::new(world.schema(), &world.cells(answers)).rule(&rule);
        let step = &entries[0].gives["figure"];
        let list = |field: &str| step.get(field).and_then(Json::as_array).cloned().unwrap_or_default();
        assert_eq!(step["value"].as_str(), value, "{case}");
        assert_eq!(list("reasons"), reasons, "{case}");
        assert_eq!(list("deciding"), deciding.iter().map(|i| Json::from(*i)).collect::<Vec<_>>(), "{case}");
    }
}

#[test]
fn a_guard_that_cuts_needs_no_child() {
    let world = World::asking([
        one("Q1", "ja nej"),
        one("Q1a", "ja nej").when("Q1 = 'ja'"),
        one("Q2", "ja nej").when("Q1a <> 'ja'"),
    ]);
    let col = world.schema().find("Q2").expect("a cell").index();
    let filter = world.questionnaire.filters[col].clone().expect("a filter");
    for (answers, value, deciding) in
        [("Q1 = nej", "false", &[][..]), ("Q1 = ja; Q1a = nej", "true", &[0]), ("Q1 = ja", "unknown", &[0])]
    {
        let cells = world.cells(answers);
        let step = Explainer::new(world.schema(), &cells).cond(&filter);
        assert_eq!(
            (step.op, step.value.as_deref(), step.deciding.as_slice()),
            ("guarded", Some(value), deciding)
        );
        assert_eq!(step.detail["cells"], serde_json::json!(["Q1a"]));
    }
}

/// Somebody else's program is written from the page: nothing may stand in a step that the page does not name.
#[test]
fn the_page_on_explanations_names_every_step_and_field() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/explanation.md");
    let page = std::fs::read_to_string(path).expect("the page");
    let world = World::workshop();
    let mut steps = Vec::new();
    let roles = [
        rules::compile::Role::Check,
        rules::compile::Role::Filter { question: world.schema().questions().len() },
    ];
    for text in crate::grow::LEAVES.into_iter().chain(["answered(E5)", "given(E7_text)", "E5 - 1 > 0"]) {
        for role in roles {
            if let Ok(condition) = world.compiled(text, role, Default::default()) {
                steps.push(Explainer::new(world.schema(), &world.cells("")).cond(&condition));
            }
        }
    }
    let mut missing = std::collections::BTreeSet::new();
    let mut seen = std::collections::BTreeSet::new();
    while let Some(step) = steps.pop() {
        let Json::Object(fields) = serde_json::to_value(&step).expect("a step is JSON") else { continue };
        for word in fields.keys().map(String::as_str).chain([step.op]) {
            seen.insert(word.to_owned());
            if !page.contains(&format!("`{word}`")) {
                missing.insert(word.to_owned());
            }
        }
        steps.extend(step.children);
    }
    assert!(seen.len() > 40, "{seen:?}");
    assert!(missing.is_empty(), "docs/explanation.md lacks {missing:?}: add a line to its table of steps");
}
