//! Four corners: what is reality, what definition, what only both together.

use domain::Outcome;
use results::diff::{Cause, Exact, Got, NoSplit, Parts, cause};
use results::{Results, diff};

use super::*;

const ROUTINE: &str = "eb-rutin-missbruk";

#[test]
fn nothing_differs_from_itself() {
    let edition = edition(&[]);
    let answers = simulated(&edition);
    let diff = compared((&edition, &answers), (&edition, &answers));
    assert!(diff.is_empty() && diff.is_split);
    assert_eq!(diff.indicators.len(), 36);
    assert!(diff.indicators.iter().all(|indicator| indicator.counts.unchanged == 312));
}

#[test]
fn one_changed_answer_is_all_reality() {
    let edition = edition(&[]);
    let before = simulated(&edition);
    let mut after = before.clone();
    let unit = units_with(&edition, &before, "G2.missbruk", "nej")[0];
    answer(&edition, &mut after, unit, "G2.missbruk", "behovs_inte");
    let diff = compared((&edition, &before), (&edition, &after));
    let moved: Vec<_> = diff.indicators.iter().filter(|i| !i.outcomes.is_empty()).collect();
    assert_eq!(moved.len(), 1, "one indicator reads the answer");
    let outcome = &moved[0].outcomes[0];
    assert_eq!((moved[0].id().as_str(), outcome.cause), (ROUTINE, Some(Cause::Reality)));
    assert_eq!(outcome.unit, edition.frame.units[unit].code);
    let nation = of_nation(&diff, ROUTINE);
    let parts = nation.parts.as_ref().expect("it is split");
    assert_eq!(Some(parts.reality), nation.change);
    assert!(!parts.reality.is_zero() && parts.definition.is_zero());
    assert_eq!(parts.interaction, Some(Exact::ZERO));
    assert!(moved[0].definition.is_empty());
}

#[test]
fn a_changed_rule_is_all_definition() {
    let (a, b) = (edition(&[]), stricter());
    let answers = simulated(&a);
    let diff = compared((&a, &answers), (&b, &answers));
    let found = indicator(&diff, ROUTINE);
    let new = units_with(&a, &answers, "G2a.missbruk", "ny").len();
    assert!(new > 0);
    assert_eq!(usize::try_from(found.counts.definition).expect("few"), new);
    assert_eq!(found.counts.moved(), found.counts.definition);
    let nation = of_nation(&diff, ROUTINE);
    let parts = nation.parts.as_ref().expect("it is split");
    assert_eq!(Some(parts.definition), nation.change);
    assert!(parts.reality.is_zero() && parts.interaction == Some(Exact::ZERO));
    let lines: Vec<String> =
        found.definition.iter().map(|change| change.line(catalogue::model::Language::Swedish)).collect();
    assert_eq!(
        lines,
        [
            "indikator eb-rutin-missbruk, regel för ja: G2.missbruk = 'behovs_inte' OR (G2.missbruk = 'ja' AND G2a.missbruk IN ('ja', 'ny')) → G2.missbruk = 'behovs_inte' OR (G2.missbruk = 'ja' AND G2a.missbruk = 'ja')"
        ]
    );
    let untouched = indicator(&diff, "eb-freda");
    assert!(untouched.definition.is_empty() && untouched.outcomes.is_empty());
}

/// Twenty units that answered "new" last year answer "no" this year, when "new" does not count any more: each
/// change alone takes the same units away, so that the two overlap.
#[test]
fn what_answers_and_rule_do_twice_is_interaction() {
    let (a, b) = (edition(&[]), stricter());
    let before = simulated(&a);
    let mut after = before.clone();
    let new = units_with(&a, &before, "G2a.missbruk", "ny");
    for &unit in &new {
        answer(&b, &mut after, unit, "G2a.missbruk", "nej");
    }
    let diff = compared((&a, &before), (&b, &after));
    let parts = of_nation(&diff, ROUTINE).parts.clone().expect("it is split");
    assert_eq!(parts.reality, parts.definition, "each alone takes the same units away");
    assert_eq!(parts.interaction.and_then(|x| x.plus(parts.reality)), Some(Exact::ZERO), "once too often");
    let counts = indicator(&diff, ROUTINE).counts;
    assert_eq!(usize::try_from(counts.both).expect("few"), new.len());
    assert_eq!((counts.reality, counts.definition), (0, 0));
}

#[test]
fn answers_and_rule_can_undo_each_other() {
    let (a, b) = (stricter(), edition(&[]));
    let before = simulated(&a);
    let mut after = before.clone();
    let yes = units_with(&a, &before, "G2a.missbruk", "ja");
    for &unit in &yes {
        answer(&b, &mut after, unit, "G2a.missbruk", "ny");
    }
    let diff = compared((&a, &before), (&b, &after));
    let found = indicator(&diff, ROUTINE);
    assert_eq!(usize::try_from(found.counts.undone).expect("few"), yes.len());
    let undone: Vec<_> = found.outcomes.iter().filter(|outcome| !outcome.moved()).collect();
    assert_eq!(undone.len(), yes.len());
    assert!(undone.iter().all(|outcome| outcome.cause == Some(Cause::Both)));
}

#[test]
fn causes_follow_from_the_four_corners() {
    let value = |id: &str| Got::Value(id.parse().expect("an id"));
    let (yes, no, partly) = (value("ja"), value("nej"), value("delvis"));
    for (case, corners, expected) in [
        ("nothing anywhere", [&yes, &yes, &yes, &yes], Cause::Unchanged),
        ("the rule does not matter", [&yes, &yes, &no, &no], Cause::Reality),
        ("the answers do not matter", [&yes, &no, &yes, &no], Cause::Definition),
        ("each alone would do", [&yes, &no, &no, &no], Cause::Both),
        ("only both together", [&yes, &yes, &yes, &no], Cause::Both),
        ("they undo each other", [&yes, &no, &no, &yes], Cause::Both),
        ("three different outcomes", [&yes, &partly, &no, &no], Cause::Both),
        ("the rule would have moved the old answers only", [&yes, &no, &yes, &yes], Cause::Both),
    ] {
        assert_eq!(cause(corners[0], corners[1], corners[2], corners[3]), expected, "{case}");
    }
}

#[test]
fn with_one_corner_the_other_part_is_the_rest() {
    let exact = |n| Exact::new(n, 7).expect("a quotient");
    let known = Parts::of(exact(1), Some(exact(3)), Some(exact(4)), exact(5)).expect("both");
    assert_eq!((known.reality, known.definition, known.interaction), (exact(3), exact(2), Some(exact(-1))));
    let first = Parts::of(exact(1), Some(exact(3)), None, exact(5)).expect("one");
    assert_eq!((first.reality, first.definition, first.interaction), (exact(2), exact(2), None));
    let second = Parts::of(exact(1), None, Some(exact(4)), exact(5)).expect("one");
    assert_eq!((second.reality, second.definition, second.interaction), (exact(3), exact(1), None));
    assert_eq!(Parts::of(exact(1), None, None, exact(5)), None);
}

#[test]
fn a_question_that_one_side_does_not_ask_is_told_and_not_guessed() {
    let file = "editions/2018/questions/e.toml";
    let indicators = format!("{INDICATORS}/juridisk-kompetens.toml");
    let cases = format!("{INDICATORS}/juridisk-kompetens.cases.toml");
    // The same rule over a question with another code: nothing says that they are the same.
    let mut files = altered_files(&[(file, "code = \"E10\"", "code = \"E12\"")]);
    for path in [indicators.as_str(), cases.as_str(), "editions/2018/questions/e.en.toml"] {
        let text = String::from_utf8(files[path].clone()).expect("UTF-8");
        files.insert(path.to_owned(), text.replace("E10", "E12").into_bytes());
    }
    let comparability = "editions/2018/comparability.toml";
    let text = String::from_utf8(files[comparability].clone()).expect("UTF-8");
    files.insert(comparability.to_owned(), text.replace("2018:E10", "2018:E12").into_bytes());
    let options = LoadOptions { prove: false };
    let mut other = Catalogue::load_files(&files, options).unwrap_or_else(|problems| panic!("{problems}"));
    let b = other.editions.remove(&EditionYear(2018)).expect("it is there");
    let a = edition(&[]);
    let (before, after) = (simulated(&a), simulated(&b));
    let diff = compared((&a, &before), (&b, &after));
    let id = a
        .computed()
        .find(|i| i.questions.iter().any(|q| q.as_str() == "E10"))
        .expect("it is read")
        .id
        .clone();
    let found = indicator(&diff, id.as_str());
    let told = |obstacles: &[diff::NotCarried], from: &str| -> Vec<String> {
        obstacles.iter().map(|o| o.text(from, catalogue::model::Language::Swedish)).collect()
    };
    assert_eq!(told(&found.last_obstacles, "i A"), ["frågan E12 finns inte i A"]);
    assert_eq!(told(&found.this_obstacles, "i B"), ["frågan E10 finns inte i B"]);
    assert_eq!(of_nation(&diff, id.as_str()).parts, Err(NoSplit::NotCarried));
    assert_eq!(found.counts.not_split, found.counts.moved());
    let other = indicator(&diff, ROUTINE);
    assert!(other.last_obstacles.is_empty() && of_nation(&diff, ROUTINE).parts.is_ok());
}

#[test]
fn a_corner_is_what_computing_it_by_hand_gives() {
    let (a, b) = (edition(&[]), stricter());
    let rounds = simulate::rounds(&a, 1, 2);
    let diff = compared((&a, &rounds[0]), (&b, &rounds[1]));
    let by_hand = Results::from_answers(&b, &rounds[0].table, "simulated");
    let column = b.computed().position(|i| i.id.as_str() == ROUTINE).expect("it is there");
    let figures = &indicator(&diff, ROUTINE).figures;
    for (p, membership) in by_hand.places.iter().enumerate() {
        if let Some(figure) = figures.iter().find(|figure| figure.place == membership.place) {
            assert_eq!(figure.last_by_this.as_ref(), Some(by_hand.aggregates.get(p, column)));
        }
    }
    for outcome in &indicator(&diff, ROUTINE).outcomes {
        let unit = b.frame.position(outcome.unit.as_str()).expect("it is a unit");
        let expected = match by_hand.outcomes.get(unit, column) {
            Outcome::Category(value) => Got::Value(value.clone()),
            Outcome::Empty(empty) => Got::Empty(empty.reason),
            Outcome::Figure(_) => panic!("the indicator has no figures"),
        };
        assert_eq!(outcome.last_by_this, Some(expected));
    }
}

#[test]
fn a_unit_that_changes_group_moves_the_groups_by_definition() {
    let a = edition(&[]);
    let mut b = a.clone();
    let skl: domain::GroupingId = "skl".parse().expect("an id");
    let unit = b.frame.units.iter_mut().find(|unit| unit.code.as_str() == "0604").expect("Aneby");
    let old = unit.groups.insert(skl.clone(), "A1".parse().expect("a code")).expect("it had a group");
    let answers = simulated(&a);
    let diff = compared((&a, &answers), (&b, &answers));
    let [change] = diff.frame.as_slice() else { panic!("one change: {:?}", diff.frame) };
    let line = change.line(catalogue::model::Language::Swedish);
    assert_eq!(line, format!("plats 0604, grupp i skl: {old} → A1"));
    assert!(diff.indicators.iter().all(|of| of.outcomes.is_empty()), "nobody's outcome moved");
    let mut moved = 0;
    for figure in diff.indicators.iter().flat_map(|of| &of.figures).filter(|figure| figure.is_told()) {
        assert!(matches!(&figure.place, Place::Group(grouping, _) if *grouping == skl), "{:?}", figure.place);
        if let Ok(parts) = &figure.parts {
            assert!(parts.reality.is_zero() && Some(parts.definition) == figure.change);
            moved += 1;
        }
    }
    assert!(moved > 5, "{moved} figures of two groups moved");
}
