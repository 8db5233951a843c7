//! Laws: what holds of every rule and of all answers.

use domain::{Outcome, Reason, ReasonSet, Truth};
use proptest::prelude::*;
use rules::eval;
use rules::explain::{Explainer, Step};
use rules::print::Printer;
use rules::table::{Cell, Raw};
use rules::tree::{Cond, Rule};

use crate::grow::{answers, condition, given, joined, value};
use crate::world::World;

fn settled(world: &World, raw: &[Raw]) -> Vec<Cell> {
    let mut cells = Vec::new();
    world.questionnaire.settle(raw, &mut cells);
    cells
}

fn truth(world: &World, text: &str, cells: &[Cell]) -> Truth {
    eval::truth(&world.condition(text), cells)
}

/// Three entries, the last one `otherwise`; overlaps are meant.
fn rule(world: &World, conditions: &[String; 3]) -> Rule {
    let [a, b, c] = conditions;
    world.ordered_rule(&[("ja", a), ("(not_applicable)", b), ("ja", c), ("nej", "otherwise")])
}

/// The reasons of every cell that a condition reads, of the filters of those and of what is divided by nought.
fn reasons_at_hand(condition: &Cond, cells: &[Cell]) -> ReasonSet {
    let mut all: ReasonSet = [Reason::NotApplicable, Reason::Illogical].into_iter().collect();
    condition.columns(&mut |col| {
        let cell = &cells[col.index()];
        all = all.union(cell.empty).union(cell.asked.reasons());
        if cell.asked == Truth::False {
            all = all.union(ReasonSet::of(Reason::NotAsked));
        }
    });
    all
}

fn is_within(some: ReasonSet, all: ReasonSet) -> bool {
    some.union(all) == all
}

/// Whether the value of a step follows from its deciding children alone: the others may be anything.
fn deciding_is_enough(step: &Step) -> bool {
    let decide =
        |value: &str| step.deciding.iter().any(|&i| step.children[i].value.as_deref() == Some(value));
    let all_decide = |value: &str| {
        step.deciding.len() == step.children.len()
            && step.children.iter().all(|child| child.value.as_deref() == Some(value))
    };
    let enough = match (step.op, step.value.as_deref()) {
        ("and", Some("false")) => decide("false"),
        ("or", Some("true")) => decide("true"),
        ("and", Some("true")) => all_decide("true"),
        ("or", Some("false")) => all_decide("false"),
        ("and" | "or", Some("unknown")) => decide("unknown") && !decide("true") && !decide("false"),
        ("not" | "row" | "guarded", Some(value)) => step.deciding.iter().all(|&i| {
            let child = step.children[i].value.as_deref();
            match step.op {
                "not" => child != Some(value) || value == "unknown",
                _ => child == Some(value),
            }
        }),
        _ => true,
    };
    enough && step.children.iter().all(deciding_is_enough)
}

proptest! {
    #[test]
    fn not_is_moved_over_and_and_or_with_the_same_reasons(a in condition(), b in condition(), raw in answers()) {
        let world = World::workshop();
        let cells = settled(&world, &given(&world, &raw));
        let both = [a, b];
        let negated = both.clone().map(|x| format!("NOT ({x})"));
        let is = |text: &str| truth(&world, text, &cells);
        prop_assert_eq!(is(&format!("NOT ({})", joined(&both, "AND"))), is(&joined(&negated, "OR")));
        prop_assert_eq!(is(&format!("NOT ({})", joined(&both, "OR"))), is(&joined(&negated, "AND")));
        prop_assert_eq!(is(&format!("NOT (NOT ({}))", both[0])), is(&both[0]));
    }

    #[test]
    fn the_order_of_members_never_matters(
        (all, mixed) in prop::collection::vec(condition(), 2..5)
            .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        raw in answers(),
    ) {
        let world = World::workshop();
        let cells = settled(&world, &given(&world, &raw));
        for word in ["AND", "OR"] {
            let (one, other) = (joined(&all, word), joined(&mixed, word));
            prop_assert_eq!(truth(&world, &one, &cells), truth(&world, &other, &cells));
        }
    }

    #[test]
    fn in_and_between_are_what_they_stand_for(raw in answers()) {
        let world = World::workshop();
        let cells = settled(&world, &given(&world, &raw));
        for (short, long) in [
            ("G1 IN ('ja', 'nej')", "G1 = 'ja' OR G1 = 'nej'"),
            ("G2.lss NOT IN ('ja', 'nej')", "NOT (G2.lss = 'ja' OR G2.lss = 'nej')"),
            ("G2.lss NOT IN ('ja', 'nej')", "G2.lss <> 'ja' AND G2.lss <> 'nej'"),
            ("E5 IN (1, 2.5)", "E5 = 1 OR E5 = 2.5"),
            ("E5 NOT IN (1, 2.5)", "NOT E5 IN (1, 2.5)"),
            ("E5 BETWEEN 1 AND 3", "E5 >= 1 AND E5 <= 3"),
            ("E5 NOT BETWEEN 1 AND E6", "NOT (E5 >= 1 AND E5 <= E6)"),
            ("E1 BETWEEN 'lag' AND 'medel'", "E1 >= 'lag' AND E1 <= 'medel'"),
            ("E1 NOT BETWEEN 'medel' AND 'hog'", "E1 < 'medel' OR E1 > 'hog'"),
            ("E5 / E6 >= 0.5", "NOT E5 / E6 < 0.5"),
            ("0.5 < E5 / E6", "E5 / E6 > 0.5"),
            ("3 > E5", "E5 < 3"),
            ("'hog' > E1", "E1 < 'hog'"),
            ("at_most(1, E2.*, E2.$r = 'nej')", "NOT at_least(2, E2.*, E2.$r = 'nej')"),
            ("any_row(E2.*, E2.$r = 'nej')", "at_least(1, E2.*, E2.$r = 'nej')"),
        ] {
            prop_assert_eq!(truth(&world, short, &cells), truth(&world, long, &cells), "{} and {}", short, long);
        }
    }

    #[test]
    fn what_is_unknown_is_so_for_reasons_of_what_was_read(text in condition(), raw in answers()) {
        let world = World::workshop();
        let cells = settled(&world, &given(&world, &raw));
        let condition = world.condition(&text);
        if let Truth::Unknown(reasons) = eval::truth(&condition, &cells) {
            prop_assert!(!reasons.is_empty());
            prop_assert!(is_within(reasons, reasons_at_hand(&condition, &cells)), "{:?}", reasons);
        }
    }

    /// The heart of it: an answer that arrives later never changes what was already determined.
    #[test]
    fn an_answer_that_arrives_changes_nothing_that_was_determined(
        conditions in [condition(), condition(), condition()],
        raw in answers(),
        later in answers(),
    ) {
        let world = World::workshop();
        let rule = rule(&world, &conditions);
        let mut raw = given(&world, &raw);
        let mut cells = settled(&world, &raw);
        for i in 0..raw.len() {
            // Given where something is asked or may be, and only if no answer that stands is taken away by it.
            if raw[i].given || raw[i].decision.is_some() || cells[i].asked == Truth::False {
                continue;
            }
            let mut with = raw.clone();
            with[i].value = value(&world.schema().columns()[i].kind, later[i].1);
            with[i].given = true;
            let after = settled(&world, &with);
            let takes_away = (0..raw.len()).any(|j| {
                raw[j].given && cells[j].asked != Truth::False && after[j].asked == Truth::False
            });
            if takes_away {
                continue;
            }
            for text in &conditions {
                let before = truth(&world, text, &cells);
                if !matches!(before, Truth::Unknown(_)) {
                    prop_assert_eq!(before, truth(&world, text, &after), "{}", text);
                }
            }
            let before = eval::fold(&rule, &cells);
            if let Ok(entry) = before {
                let now = eval::fold(&rule, &after).ok().map(|entry| &rule.entries[entry].gives);
                prop_assert_eq!(now, Some(&rule.entries[entry].gives));
            }
            raw = with;
            cells = after;
        }
    }

    #[test]
    fn entries_of_equal_value_change_places_without_effect(
        conditions in [condition(), condition(), condition()],
        raw in answers(),
    ) {
        let world = World::workshop();
        let cells = settled(&world, &given(&world, &raw));
        let [a, b, c] = &conditions;
        let one = world.ordered_rule(&[("ja", a), ("ja", b), ("delvis", c), ("nej", "otherwise")]);
        let other = world.ordered_rule(&[("ja", b), ("ja", a), ("delvis", c), ("nej", "otherwise")]);
        let together = format!("({a}) OR ({b})");
        let single = world.ordered_rule(&[("ja", &together), ("delvis", c), ("nej", "otherwise")]);
        let category = |rule: &Rule| match eval::outcome(rule, &cells) {
            Outcome::Empty(_) => None,
            other => Some(other),
        };
        // Reasons may differ: of an entry that holds only the first is read.
        prop_assert_eq!(category(&one), category(&other));
        prop_assert_eq!(category(&one), category(&single));
    }

    #[test]
    fn a_fold_is_determined_only_if_every_possible_entry_gives_the_same(
        conditions in [condition(), condition(), condition()],
        raw in answers(),
    ) {
        let world = World::workshop();
        let rule = rule(&world, &conditions);
        let cells = settled(&world, &given(&world, &raw));
        let mut possible = Vec::new();
        let mut reasons = ReasonSet::NONE;
        for entry in &rule.entries {
            let holds = entry.when.as_ref().map_or(Truth::True, |when| eval::truth(when, &cells));
            match holds {
                Truth::False => {}
                Truth::Unknown(more) => {
                    possible.push(&entry.gives);
                    reasons = reasons.union(more);
                }
                Truth::True => {
                    possible.push(&entry.gives);
                    break;
                }
            }
        }
        let all_equal = possible.iter().all(|gives| *gives == possible[0]);
        match eval::fold(&rule, &cells) {
            Ok(entry) => prop_assert!(all_equal && rule.entries[entry].gives == *possible[0]),
            Err(empty) => {
                prop_assert!(!all_equal);
                prop_assert_eq!(empty.all, reasons);
                prop_assert_eq!(Some(empty.reason), reasons.strongest());
            }
        }
    }

    /// But for rows, which are written out, and parameters, which are printed with their value.
    #[test]
    fn a_compiled_condition_is_printed_as_a_rule_that_means_the_same(text in condition(), raw in answers()) {
        if ["_row", "at_", "param."].iter().any(|word| text.contains(word)) {
            return Ok(());
        }
        let world = World::workshop();
        let cells = settled(&world, &given(&world, &raw));
        let printed = Printer::new(world.schema()).cond(&world.condition(&text));
        prop_assert_eq!(truth(&world, &printed, &cells), truth(&world, &text, &cells), "{}", printed);
    }

    #[test]
    fn an_explanation_comes_to_what_it_explains(
        conditions in [condition(), condition(), condition()],
        raw in answers(),
    ) {
        let world = World::workshop();
        let rule = rule(&world, &conditions);
        let cells = settled(&world, &given(&world, &raw));
        let entries = Explainer::new(world.schema(), &cells).rule(&rule);
        let mut visited = true;
        for (step, entry) in entries.iter().zip(&rule.entries) {
            let holds = entry.when.as_ref().map_or(Truth::True, |when| eval::truth(when, &cells));
            prop_assert_eq!(step.holds, holds.id());
            prop_assert_eq!((step.visited, step.noted), (visited, visited && holds != Truth::False));
            visited &= holds != Truth::True;
            if let Some(when) = &step.when {
                prop_assert_eq!(when.value.as_deref(), Some(holds.id()));
                prop_assert_eq!(&when.reasons, &rules::explain::reason_ids(holds.reasons()));
                prop_assert!(deciding_is_enough(when), "{:#?}", when);
            }
        }
    }
}
