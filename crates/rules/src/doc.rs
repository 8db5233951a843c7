//! The tables of `docs/rules.md` that the evaluator itself can make: what is printed there is what it does.

use std::fmt::Write as _;

use domain::{Number, Reason, ReasonSet, RowId, Truth};

use crate::eval;
use crate::schema::Col;
use crate::syntax::{Comparison, Function};
use crate::table::{Cell, Raw, settled};
use crate::tree::{CategoryForm, CategoryTest, Cond, Num, Quantifier, RowPart, RowsTest};

/// The reasons called R in the tables: one that stands for any.
const R: ReasonSet = ReasonSet::of(Reason::CannotSay);
/// The reasons called S.
const S: ReasonSet = ReasonSet::of(Reason::Illogical);
/// How many rows the table of row functions has.
const ROWS: usize = 3;

/// The truth tables of AND, OR and NOT.
pub fn truth() -> String {
    let rows = [Truth::True, Truth::False, Truth::Unknown(R)];
    let columns = [Truth::True, Truth::False, Truth::Unknown(S)];
    let mut text = String::new();
    for (name, of) in [("AND", Truth::and as fn(Truth, Truth) -> Truth), ("OR", Truth::or)] {
        let heads: Vec<String> = columns.iter().map(|truth| said(*truth)).collect();
        line(&mut text, std::iter::once(name.to_owned()).chain(heads));
        rule(&mut text, 4);
        for a in rows {
            let results = columns.iter().map(|b| said(of(a, *b)));
            line(&mut text, std::iter::once(format!("**{}**", said(a))).chain(results));
        }
        text.push('\n');
    }
    line(&mut text, std::iter::once("NOT".to_owned()).chain(rows.iter().map(|truth| said(*truth))));
    rule(&mut text, 4);
    line(&mut text, std::iter::once(String::new()).chain(rows.iter().map(|truth| said(!*truth))));
    text
}

/// The functions of the language, and what those on one row say of each kind of cell.
pub fn functions() -> String {
    let mut text = String::new();
    line(&mut text, ["function", "for example", "gives", "allowed in"].map(str::to_owned));
    rule(&mut text, 4);
    for (function, name, usage) in Function::ALL {
        let gives = if function.gives_number() { "a number" } else { "a truth" };
        line(
            &mut text,
            [format!("`{name}`"), format!("`{usage}`"), gives.to_owned(), place(function).to_owned()],
        );
    }
    text.push('\n');
    let col = Col(0);
    let asks: [(&str, Cond); 5] = [
        ("`asked(x)`", Cond::Asked(col)),
        ("`cannot_say(x)`", Cond::CannotSay(col)),
        ("`chosen(x, 'a')`", Cond::Chosen { cell: col, alternative: 0 }),
        ("`accepted(x)`", Cond::Accepted(col)),
        ("`answered(x)`, `given(x)`", Cond::Answered(col)),
    ];
    let heads = asks.iter().map(|(head, _)| (*head).to_owned());
    line(&mut text, std::iter::once("the cell x".to_owned()).chain(heads));
    rule(&mut text, 1 + asks.len());
    for (what, raw, asked) in cells() {
        let settled = settled(&raw, asked, raw.decision, Some(MISSING_CODE));
        // What only some kinds of question can hold is asked of those only.
        let says = asks.iter().map(|(_, cond)| match cond {
            Cond::Chosen { .. } if raw.given && raw.value == MISSING_CODE => "–".to_owned(),
            cond => said(eval::truth(cond, &[settled])),
        });
        line(&mut text, std::iter::once(what.to_owned()).chain(says));
    }
    text
}

/// What the row functions say of three rows, for every number that hold, do not, are unknown or not asked.
pub fn rows() -> String {
    let mut text = String::new();
    let heads = ["hold", "do not", "unknown", "not asked", "`any_row`", "`all_rows`", "`at_least(2)`"];
    let heads = heads.into_iter().chain(["`at_most(1)`", "`count_rows`"]);
    line(&mut text, heads.map(str::to_owned));
    rule(&mut text, 9);
    for yes in (0..=ROWS).rev() {
        for no in (0..=ROWS - yes).rev() {
            for unknown in (0..=ROWS - yes - no).rev() {
                let counts = [yes, no, unknown, ROWS - yes - no - unknown];
                let says = row_functions(counts);
                line(&mut text, counts.map(|count| count.to_string()).into_iter().chain(says));
            }
        }
    }
    text
}

fn row_functions([yes, no, unknown, not_asked]: [usize; 4]) -> Vec<String> {
    let given = |value| settled(&Raw::answer(value), Truth::True, None, None);
    let cells: Vec<Cell> = std::iter::repeat_n(given(0), yes)
        .chain(std::iter::repeat_n(given(1), no))
        .chain(std::iter::repeat_n(settled(&Raw::default(), Truth::Unknown(R), None, None), unknown))
        .chain(std::iter::repeat_n(settled(&Raw::default(), Truth::False, None, None), not_asked))
        .collect();
    let parts: Vec<RowPart> = (0..cells.len())
        .map(|i| {
            let cell = Col(u32::try_from(i).expect("three rows"));
            let form = CategoryForm::Compare(Comparison::Equal, 0);
            let row: RowId = format!("row_{i}").parse().expect("a row's id");
            RowPart { row, asked: cell, cond: Cond::Category(CategoryTest { cell, form, mask: 1 }) }
        })
        .collect();
    let says = |quantifier| {
        let test = RowsTest { quantifier, question: 0, rows: parts.clone() };
        said(eval::truth(&Cond::Rows(test), &cells))
    };
    let mut all: Vec<String> =
        [Quantifier::Any, Quantifier::All, Quantifier::AtLeast(2), Quantifier::AtMost(1)].map(says).into();
    all.push(match eval::number(&Num::CountRows { question: 0, rows: parts.clone() }, &cells) {
        Ok(micros) => (micros / Number::SCALE).to_string(),
        Err(reasons) => format!("empty {}", named(reasons)),
    });
    all
}

/// A number in the table of cells that is the missing code.
const MISSING_CODE: i64 = 999;

/// Every kind of cell: what was given, and what the filter says.
fn cells() -> [(&'static str, Raw, Truth); 9] {
    let none = Raw::default();
    [
        ("a value (with the alternative)", Raw::answer(1), Truth::True),
        ("a value (without the alternative)", Raw::answer(2), Truth::True),
        ("a value that a reviewer accepted", Raw { accepted: true, ..Raw::answer(1) }, Truth::True),
        ("the missing code", Raw::answer(MISSING_CODE), Truth::True),
        ("no answer, filter TRUE or no filter", none, Truth::True),
        ("no answer, filter UNKNOWN(R)", none, Truth::Unknown(R)),
        ("a value, filter UNKNOWN(R)", Raw::answer(1), Truth::Unknown(R)),
        ("not asked", none, Truth::False),
        (
            "a value that a reviewer withholds",
            Raw { decision: Some(Reason::Withheld), ..Raw::answer(1) },
            Truth::True,
        ),
    ]
}

fn place(function: Function) -> &'static str {
    match function {
        Function::Answered | Function::Given => "checks",
        Function::Asked
        | Function::CannotSay
        | Function::Chosen
        | Function::Accepted
        | Function::AnyRow
        | Function::AllRows
        | Function::AtLeast
        | Function::AtMost => "filters, checks, outcomes",
        Function::CountRows | Function::ChosenCount | Function::SumRows => {
            "filters, checks, outcomes; figures"
        }
    }
}

fn said(truth: Truth) -> String {
    match truth {
        Truth::True => "TRUE".to_owned(),
        Truth::False => "FALSE".to_owned(),
        Truth::Unknown(reasons) => format!("UNKNOWN({})", named(reasons)),
    }
}

/// A set of reasons by the letters of the tables; those without a letter by their ids.
fn named(reasons: ReasonSet) -> String {
    let letter = |reason| match ReasonSet::of(reason) {
        R => "R",
        S => "S",
        _ => reason.id(),
    };
    reasons.iter().map(letter).collect::<Vec<_>>().join(" ∪ ")
}

fn line(text: &mut String, fields: impl IntoIterator<Item = String>) {
    text.push('|');
    for field in fields {
        let _ = write!(text, " {field} |");
    }
    text.push('\n');
}

fn rule(text: &mut String, columns: usize) {
    let _ = writeln!(text, "|{}", "---|".repeat(columns));
}
