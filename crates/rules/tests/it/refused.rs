//! What is refused because of what it means: every code of the compiler, as the author reads it.

use std::collections::BTreeSet;

use rules::compile::{self, Binding, Role};
use rules::{RuleError, parse};

use crate::told::{snapshot, told};
use crate::world::{World, many, number, one};

const OUTCOME: Role = Role::Outcome;

fn refused(world: &World, text: &str, role: Role) -> Vec<RuleError> {
    world.compiled(text, role, Binding::default()).err().unwrap_or_default()
}

fn refused_figure(world: &World, text: &str) -> Vec<RuleError> {
    let expr = parse(text).expect("it is well formed");
    compile::figure(&expr, world.schema(), Binding::default()).err().unwrap_or_default()
}

#[test]
fn what_means_nothing_is_refused_with_the_next_step() {
    let world = World::workshop();
    let filter = |code: &str| {
        let (question, _) = world.schema().question(code).expect("a question");
        Role::Filter { question }
    };
    let many_rows = "(any_row(E2.*, E2.$r = 'nej') OR NOT any_row(E2.*, E2.$r = 'alla'))";
    let ones = vec!["1"; 900].join(",");
    let too_large = format!("count_rows(E2.*, E2.$r = 'nej' OR E2.$r = 'alla') + 1 IN ({ones})");
    let rows = [
        ("a number as a condition", OUTCOME, "E5 AND G1 = 'ja'"),
        ("a question as a condition", OUTCOME, "G1"),
        ("a question with several alternatives as a condition", OUTCOME, "NOT G8"),
        ("a count as a condition", OUTCOME, "count_rows(E2.*, E2.$r = 'nej') OR G1 = 'ja'"),
        ("a number compared with an id", OUTCOME, "E5 = 'ja'"),
        ("an alternative compared with a number", OUTCOME, "G1 = 1"),
        ("two ids", OUTCOME, "'ja' = 'nej'"),
        ("a condition compared", OUTCOME, "(G1 = 'ja') = (G1a = 'ja')"),
        ("several alternatives compared", OUTCOME, "G8 = 'annan'"),
        ("several alternatives in a list", OUTCOME, "G8 IN ('annan')"),
        ("a free text compared", OUTCOME, "E7_text = 'FIA'"),
        ("a date compared with a number", OUTCOME, "D1 > 20170201"),
        ("a date compared with a text", OUTCOME, "D1 > '2017-02-01'"),
        ("a number in a list of ids", OUTCOME, "G1 IN ('ja', 1)"),
        ("an id in a list of numbers", OUTCOME, "E5 IN (1, 'ja')"),
        ("an id between numbers", OUTCOME, "E5 BETWEEN 1 AND 'hog'"),
        ("a condition in a list", OUTCOME, "(G1 = 'ja') IN ('ja')"),
        ("a table without saying what", OUTCOME, "F14 > 3"),
        ("a parameter misspelt", OUTCOME, "E5 > param.grensen"),
        ("a parameter without a name", OUTCOME, "E5 > param"),
        ("the last round in a rule", OUTCOME, "previous.E5 > E5"),
        ("a question misspelt", OUTCOME, "G1b = 'ja'"),
        ("a question of another case", OUTCOME, "g1 = 'ja'"),
        ("a filter that reads itself", filter("G1a"), "G1a = 'ja'"),
        ("a filter that reads a later question", filter("G1a"), "G1 = 'ja' AND E5 > 1"),
        ("a filter that counts a later grid", filter("G1a"), "any_row(E2.*, E2.$r = 'nej')"),
        (
            "a filter that takes its rows from a later grid",
            filter("G2"),
            "any_row(G2a.*, G1 = 'ja' AND G2.$r = 'ja')",
        ),
        ("a filter that takes its rows from itself", filter("G2a"), "any_row(G2a.*, G2.$r = 'ja')"),
        ("a grid without a row", OUTCOME, "G2 = 'ja'"),
        ("a row of a question without rows", OUTCOME, "G1.missbruk = 'ja'"),
        ("a row misspelt", OUTCOME, "G2.misbruk = 'ja'"),
        ("a row that only the other grid has", OUTCOME, "any_row(E2.*, G2.$r = 'ja')"),
        ("$row where there is none", OUTCOME, "G2.$row = 'ja'"),
        ("$area where there is none", OUTCOME, "G2.$area = 'ja'"),
        ("$r outside a row function", OUTCOME, "G2.$r = 'ja'"),
        ("all rows as an argument", OUTCOME, "asked(G2.*)"),
        ("the last round as an argument", OUTCOME, "asked(previous.G2.lss)"),
        ("an unknown fact", OUTCOME, "unit.sort = 'kommun'"),
        ("an unknown fact of the last round", Role::Check, "previous.E55 > 1"),
        ("two value sets", OUTCOME, "G1 = G2.lss"),
        ("an alternative misspelt", OUTCOME, "G1 = 'jaa'"),
        ("an alternative of another set", OUTCOME, "G2.lss IN ('ja', 'ny')"),
        ("alternatives without order", OUTCOME, "G1 < 'nej'"),
        ("two questions without order", OUTCOME, "G2.lss >= G2.missbruk"),
        ("a range of alternatives without order", OUTCOME, "G1 BETWEEN 'ja' AND 'nej'"),
        ("the ends of a range exchanged", OUTCOME, "E1 BETWEEN 'hog' AND 'lag'"),
        ("the ends of a range of numbers exchanged", OUTCOME, "E5 BETWEEN 10 AND 5"),
        ("the missing code", OUTCOME, "E5 = 999"),
        ("the missing code on the left", OUTCOME, "999.00 <= E5"),
        ("the missing code in a list", OUTCOME, "E5 NOT IN (1, 999)"),
        ("the missing code as an end", OUTCOME, "E5 BETWEEN 0 AND 999"),
        ("answered in a rule", OUTCOME, "answered(E5)"),
        ("given in a filter", filter("E8"), "given(E7_text)"),
        ("a function without its question", OUTCOME, "asked()"),
        ("a function of a number", OUTCOME, "asked(1)"),
        ("a function with an exception", OUTCOME, "asked(G1, except => 'a')"),
        ("an alternative that is no text", OUTCOME, "chosen(G8, 1)"),
        ("a count with an exception", OUTCOME, "chosen_count(G8, except => 'annan') > 1"),
        ("a fact is not asked", OUTCOME, "asked(unit.kind)"),
        ("a missing code of a question that is no number", OUTCOME, "cannot_say(G1)"),
        ("a missing code that is not declared", OUTCOME, "cannot_say(E6)"),
        ("chosen of one alternative", OUTCOME, "chosen(G1, 'ja')"),
        ("given of something chosen", Role::Check, "given(G1)"),
        ("a count of one alternative", OUTCOME, "chosen_count(G1) > 1"),
        ("a sum of a number", OUTCOME, "sum_rows(E5) > 1"),
        ("an acceptance that nobody gives", OUTCOME, "accepted(E7.fia)"),
        ("a date with days added", OUTCOME, "D1 + 30 > param.start"),
        ("a date as a figure of a CASE", OUTCOME, "CASE WHEN G1 = 'ja' THEN D1 ELSE 0 END > 1"),
        ("a division within a sum", OUTCOME, "E5 / E6 + 1 > 2"),
        ("divisions on both sides", OUTCOME, "E5 / E6 > E6 / E5"),
        ("a division in a list", OUTCOME, "E5 / E6 IN (1, 2)"),
        ("eight decimals", OUTCOME, "E8 * E8 > 1"),
        ("seven decimals of a limit and a divisor", OUTCOME, "E6 / E5 >= 0.12345"),
        ("a product too large", OUTCOME, "H1 * 2 > 1"),
        ("a sum too large", OUTCOME, "H1 + H1 > 1"),
        ("a difference too large", OUTCOME, "H1 - H1 - H1 > 1"),
        ("a negative too large", OUTCOME, "-H1 - H1 > 1"),
        ("a sum of a table too large", OUTCOME, "sum_rows(F14) * H1 > 1"),
        ("a difference as a divisor", OUTCOME, "E5 / (10 - E6) > 1"),
        ("a negative as a divisor", OUTCOME, "E5 / -E6 > 1"),
        ("a divisor that can be negative", OUTCOME, "E5 / E8 > 1"),
        ("an id with a hyphen", OUTCOME, "G2.barn-unga = 'ja'"),
        ("at least none", OUTCOME, "at_least(0, E2.*, E2.$r = 'nej')"),
        ("at least more than there are", OUTCOME, "at_least(5, E2.*, E2.$r = 'nej')"),
        ("at least more than are left", OUTCOME, "at_least(4, E2.*, E2.$r = 'nej', except => 'kurs')"),
        ("at most all", OUTCOME, "at_most(4, E2.*, E2.$r = 'nej')"),
        ("at least a half", OUTCOME, "at_least(param.gransen, E2.*, E2.$r = 'nej')"),
        ("at least an answer", OUTCOME, "at_least(E6, E2.*, E2.$r = 'nej')"),
        ("a count that always holds", OUTCOME, "count_rows(E2.*, E2.$r = 'nej') >= 0"),
        ("a count that never holds", OUTCOME, "count_rows(E2.*, E2.$r = 'nej') > 4"),
        ("a range of counts that always holds", OUTCOME, "count_rows(E2.*, E2.$r = 'nej') BETWEEN 0 AND 4"),
        ("rows without a condition", OUTCOME, "any_row(E2.*)"),
        ("a condition without rows", OUTCOME, "any_row(E2.$r = 'nej')"),
        ("a row function within another", OUTCOME, "any_row(E2.*, any_row(G2.*, G2.$r = 'ja'))"),
        ("rows of a question without rows", OUTCOME, "any_row(G1.*, G1 = 'ja')"),
        ("a row set misspelt", OUTCOME, "any_row(E2.kotra, E2.$r = 'nej')"),
        ("a grid without saying which rows", OUTCOME, "any_row(E2, E2.$r = 'nej')"),
        ("an exception that is no row", OUTCOME, "any_row(E2.*, E2.$r = 'nej', except => 'kurser')"),
        ("an exception outside the row set", OUTCOME, "any_row(E2.korta, E2.$r = 'nej', except => 'jobb')"),
        ("a condition that is the same for every row", OUTCOME, "any_row(E2.*, E2.kurs = 'nej')"),
        ("no row left", OUTCOME, "any_row(E2.korta, E2.$r = 'nej', except => ('kurs', 'praktik'))"),
        ("too large with its rows", OUTCOME, &too_large),
        ("all mistakes at once", OUTCOME, "G1 = 'jaa' AND (E55 > 1 OR NOT any_row(E2.*, E2.$r = 'alle'))"),
        (
            "a mistake in every row is told once",
            OUTCOME,
            &format!("{many_rows} AND any_row(E2.*, E2.$r = 'alle')"),
        ),
    ];
    let mut page = String::new();
    let mut codes = BTreeSet::new();
    for (case, role, text) in rows {
        let errors = refused(&world, text, role);
        assert!(!errors.is_empty(), "{case}: `{text}` was accepted");
        codes.extend(errors.iter().map(|error| error.code));
        let shown = if text.len() > 200 { &text[..100] } else { text };
        page += &told(case, shown, &errors);
    }
    for (case, text) in [
        ("a figure that is an alternative", "G1"),
        ("a figure that is a condition", "E5 > 1"),
        ("a figure that is a date", "D1"),
        ("a figure that divides twice", "E5 / E6 / 2"),
        ("a figure that adds to a quotient", "1 + E5 / E6"),
    ] {
        let errors = refused_figure(&world, text);
        assert!(!errors.is_empty(), "{case}: `{text}` was accepted");
        codes.extend(errors.iter().map(|error| error.code));
        page += &told(case, text, &errors);
    }
    snapshot("refused_when_compiled", &page);

    let source = ["mod", "conditions", "numbers", "rows"].map(|file| {
        let path = format!("{}/src/compile/{file}.rs", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).expect("the compiler's source")
    });
    let source = source.concat();
    let of_the_compiler = source.match_indices("\"RULE-").map(|(at, _)| &source[at + 1..at + 8]);
    let untested: Vec<&str> = of_the_compiler.filter(|code| !codes.contains(code)).collect();
    assert_eq!(untested, [""; 0], "add a row above that is refused with it");
}

#[test]
fn what_an_alternative_or_a_limit_is_called_does_not_matter() {
    let world = World::asking([many("Q1", "a b"), one("Q2", "lag < hog"), number("Q3", 6, "-1", "1")]);
    for (case, text) in [
        ("the greatest fineness", "Q3 = 0.000001"),
        ("a product by a whole number", "Q3 * 2 > 1"),
        ("a quotient and a whole limit", "1 / (Q3 + 1) >= 1"),
        ("an order from the right", "'hog' > Q2"),
        ("a single value as a range", "Q2 BETWEEN 'lag' AND 'lag'"),
        ("a single number as a range", "Q3 BETWEEN 0 AND 0"),
        ("the opposite of a number", "-Q3 = Q3"),
        ("minus a minus", "-(-Q3) = Q3"),
        ("a literal on its own", "1 = 1"),
    ] {
        assert_eq!(refused(&world, text, OUTCOME), [], "{case}");
    }
}

#[test]
fn no_list_of_mistakes_is_empty() {
    // The catalogue tells the first of them, at least.
    let world = World::workshop();
    let deep = format!("{}E5{}", "CASE WHEN G1 = 'ja' THEN ".repeat(5), " ELSE 1 END".repeat(5));
    for text in ["E5", "G8", "D1", "'ja'", "1", &deep, "any_row(E2.*, G9.$r = 'x')", "E5 IN ('a', 'b')"] {
        if let Err(errors) = world.compiled(text, OUTCOME, Binding::default()) {
            assert!(!errors.is_empty(), "{text}");
        }
    }
}
