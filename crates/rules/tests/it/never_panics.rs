//! Whatever stands in a rule's text: it is read or refused, and what is accepted can be evaluated, printed,
//! explained and proved.

use proptest::prelude::*;
use rules::compile::{self, Binding, Role};
use rules::explain::Explainer;
use rules::prove::prove;
use rules::tree::{Entry, Gives, Rule};
use rules::{eval, parse};

use crate::grow::{condition, given};
use crate::round_trip::expression;
use crate::world::World;

/// Pieces of rules, of SQL, and of neither.
const PIECES: [&str; 61] = [
    "G1",
    "G1a",
    "G2.lss",
    "G2.$row",
    "G2.$area",
    "G2.$r",
    "G2.*",
    "G8",
    "E1",
    "E2.korta",
    "E5",
    "E6",
    "E7.annan",
    "E7_text",
    "E8",
    "D1",
    "F14",
    "H1",
    "unit.kind",
    "measure.population",
    "param.minsta",
    "param.start",
    "previous.E5",
    "'ja'",
    "'nej'",
    "'hog'",
    "'annan'",
    "'kurs'",
    "0",
    "1",
    "2.5",
    "999",
    "-3",
    "8000000000000",
    "DATE '2017-02-01'",
    "AND",
    "OR",
    "NOT",
    "IN",
    "BETWEEN",
    "CASE WHEN",
    "THEN",
    "ELSE",
    "END",
    "=",
    "<>",
    "<=",
    ">",
    "+",
    "-",
    "*",
    "/",
    "(",
    ")",
    ",",
    "any_row(",
    "at_least(",
    "chosen(",
    "asked(",
    "except =>",
    "IS NULL",
];

/// Goes with a text as far as it gets.
fn try_all(text: &str) {
    let world = World::workshop();
    let Ok(expr) = parse(text) else { return };
    let question = |code: &str| world.schema().question(code).expect("a question").0;
    let binding = Binding { row: Some("lss"), area: Some("missbruk") };
    for role in [Role::Outcome, Role::Check, Role::Filter { question: question("E5") }] {
        match compile::condition(&expr, world.schema(), role, binding) {
            Err(errors) => assert!(!errors.is_empty(), "{text}"),
            Ok(condition) => {
                let rule = Rule {
                    entries: vec![
                        Entry { gives: Gives::Value("ja".parse().expect("a value")), when: Some(condition) },
                        Entry { gives: Gives::Value("nej".parse().expect("a value")), when: None },
                    ],
                    ordered: true,
                };
                evaluate(&world, &rule);
            }
        }
    }
    match compile::figure(&expr, world.schema(), binding) {
        Err(errors) => assert!(!errors.is_empty(), "{text}"),
        Ok(gives) => evaluate(&world, &Rule { entries: vec![Entry { gives, when: None }], ordered: false }),
    }
}

/// With every cell at its ends, missing, and in between.
fn evaluate(world: &World, rule: &Rule) {
    for numbers in [(1, 1), (2, 2), (0, 0), (1, 8), (7, 255), (252, 3), (255, 129)] {
        let raw = given(world, &vec![numbers; world.schema().len()]);
        let mut cells = Vec::new();
        world.questionnaire.settle(&raw, &mut cells);
        let outcome = eval::outcome(rule, &cells);
        let entries = Explainer::new(world.schema(), &cells).rule(rule);
        assert_eq!(entries.len(), rule.entries.len());
        let _ = serde_json::to_string(&entries).expect("an explanation is JSON");
        let _ = crate::world::outcome_text(&outcome);
    }
}

proptest! {
    #[test]
    fn any_text(text in "\\PC{0,80}") {
        try_all(&text);
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
        try_all(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn pieces_of_rules_in_any_order(
        pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 1..16),
        times in 1_usize..12,
    ) {
        try_all(&(pieces.join(" ") + " ").repeat(times));
    }

    #[test]
    fn a_good_rule_with_a_piece_changed(
        text in condition(),
        at in any::<prop::sample::Index>(),
        length in 0_usize..6,
        piece in prop::sample::select(PIECES.to_vec()),
    ) {
        let chars: Vec<char> = text.chars().collect();
        let at = at.index(chars.len());
        let rest = chars[(at + length).min(chars.len())..].iter();
        let changed: String = chars[..at].iter().chain(piece.chars().collect::<Vec<_>>().iter()).chain(rest).collect();
        try_all(&changed);
    }

    #[test]
    fn any_expression(expr in expression()) {
        try_all(&expr.to_string());
    }
}

#[test]
fn a_rule_of_any_kind_of_cell_is_proved() {
    let world = World::workshop();
    for text in [
        "E5 > 12.5",
        "D1 >= param.start",
        "sum_rows(F14) > 10",
        "chosen(G8, 'annan')",
        "E6 / E5 >= param.gransen",
        "unit.kind = 'kommun' AND measure.population > 100",
        "accepted(E7.annan)",
        "asked(E7_text)",
    ] {
        let rule = world.rule(&[("ja", text), ("nej", "otherwise")]);
        let proof = prove(&rule, &world.questionnaire, &Default::default());
        assert!(proof.tried > 1 && !proof.is_sample, "{text}: {proof:?}");
    }
}
