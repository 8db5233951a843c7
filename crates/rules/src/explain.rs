//! A derivation (*härledning*): the evaluated tree, complete enough to be replayed by somebody else.
//!
//! Each step has its text, what it came to, why if it is unknown, its children, and which of them decided.
//! Cells are named; what they are is told once, beside the tree. The texts are made from the tree by
//! [`crate::print`], so a reader's program can check that text and structure say the same.

use domain::{ReasonSet, Truth};
use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::eval::{self, Value};
use crate::print::{self, Printer};
use crate::schema::{Col, QuestionKind, Schema};
use crate::syntax::Operator;
use crate::table::Cell;
use crate::tree::{CategoryForm, Cond, Gives, Num, Quantifier, RowPart, Rule, Scalar};

/// One evaluated node.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// What kind of node: `and`, `category`, `rows`, `cell` … (`docs/explanation.md`).
    pub op: &'static str,
    /// As text.
    pub text: String,
    /// `true`, `false`, `unknown`; for numbers the number or date as text, or none.
    pub value: Option<String>,
    /// Why it is unknown or empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<&'static str>,
    /// What the node needs besides its children: operator, cell, alternatives …
    #[serde(flatten)]
    pub detail: serde_json::Map<String, Json>,
    /// Which children settled it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deciding: Vec<usize>,
    /// The evaluated parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Step>,
}

/// One entry of a rule, evaluated.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EntryStep {
    /// `value`, `empty`, `figure` or `quotient`, with what it gives.
    pub gives: Json,
    /// The condition; none for `otherwise`.
    pub when: Option<Step>,
    /// What the condition came to; `true` for `otherwise`.
    pub holds: &'static str,
    /// Whether its result was still possible when the walk came to it.
    pub noted: bool,
    /// Whether the walk came to it at all.
    pub visited: bool,
}

/// Ids of reasons, weakest first.
pub fn reason_ids(reasons: ReasonSet) -> Vec<&'static str> {
    reasons.iter().map(domain::Reason::id).collect()
}

/// Evaluates and explains.
pub struct Explainer<'a> {
    schema: &'a Schema,
    cells: &'a [Cell],
    printer: Printer<'a>,
}

impl<'a> Explainer<'a> {
    /// Over the cells of one subject.
    pub fn new(schema: &'a Schema, cells: &'a [Cell]) -> Self {
        Self { schema, cells, printer: Printer::new(schema) }
    }

    /// A rule's entries, in order (`semantics` §9).
    pub fn rule(&self, rule: &Rule) -> Vec<EntryStep> {
        let mut visiting = true;
        rule.entries
            .iter()
            .map(|entry| {
                let when = entry.when.as_ref().map(|when| self.cond(when));
                let holds = entry.when.as_ref().map_or(Truth::True, |when| eval::truth(when, self.cells));
                let visited = visiting;
                visiting &= holds != Truth::True;
                EntryStep {
                    gives: self.gives(&entry.gives),
                    when,
                    holds: holds.id(),
                    noted: visited && holds != Truth::False,
                    visited,
                }
            })
            .collect()
    }

    fn gives(&self, gives: &Gives) -> Json {
        match gives {
            Gives::Value(value) => json!({ "value": value.as_str() }),
            Gives::Empty(reason) => json!({ "empty": reason.id() }),
            Gives::Figure(num) => json!({ "figure": self.num(num) }),
            Gives::Quotient(a, b) => json!({ "quotient": [self.num(a), self.num(b)] }),
        }
    }

    fn truth_step(
        &self,
        op: &'static str,
        cond: &Cond,
        detail: Json,
        children: Vec<Step>,
        deciding: Vec<usize>,
    ) -> Step {
        let truth = eval::truth(cond, self.cells);
        Step {
            op,
            text: self.printer.cond(cond),
            value: Some(truth.id().to_owned()),
            reasons: reason_ids(truth.reasons()),
            detail: object(detail),
            deciding,
            children,
        }
    }

    /// A condition.
    pub fn cond(&self, cond: &Cond) -> Step {
        let leaf = |op, detail| self.truth_step(op, cond, detail, Vec::new(), Vec::new());
        match cond {
            Cond::And(all) | Cond::Or(all) => {
                let children: Vec<Step> = all.iter().map(|c| self.cond(c)).collect();
                let value = eval::truth(cond, self.cells).id();
                let settled_by_all = if matches!(cond, Cond::And(_)) { "true" } else { "false" };
                let deciding = positions(&children, |child| {
                    value == settled_by_all || child.value.as_deref() == Some(value)
                });
                let op = if matches!(cond, Cond::And(_)) { "and" } else { "or" };
                self.truth_step(op, cond, json!({}), children, deciding)
            }
            Cond::Not(inner) => self.truth_step("not", cond, json!({}), vec![self.cond(inner)], vec![0]),
            Cond::Guarded { cells, inner } => {
                let cut = cells.iter().any(|col| self.cells[col.index()].asked == Truth::False);
                let cells: Vec<&str> = cells.iter().map(|col| self.printer.name(*col)).collect();
                let children = vec![self.cond(inner)];
                let deciding = if cut { Vec::new() } else { vec![0] };
                self.truth_step("guarded", cond, json!({ "cells": cells }), children, deciding)
            }
            Cond::Category(test) => {
                let (operator, places) = match &test.form {
                    CategoryForm::Compare(op, place) => (op.symbol(), vec![*place]),
                    CategoryForm::In { list, negated: false } => ("IN", list.clone()),
                    CategoryForm::In { list, negated: true } => ("NOT IN", list.clone()),
                    CategoryForm::Between { low, high, negated: false } => ("BETWEEN", vec![*low, *high]),
                    CategoryForm::Between { low, high, negated: true } => ("NOT BETWEEN", vec![*low, *high]),
                };
                let ids: Vec<&str> = places
                    .iter()
                    .map(|place| self.printer.alternative(test.cell, i64::from(*place)))
                    .collect();
                leaf(
                    "category",
                    json!({
                        "cell": self.printer.name(test.cell), "operator": operator,
                        "alternatives": ids, "set": self.set(test.cell),
                    }),
                )
            }
            Cond::Same { left, op, right } => leaf(
                "same",
                json!({
                    "left": self.printer.name(*left), "operator": op.symbol(),
                    "right": self.printer.name(*right), "set": self.set(*left),
                }),
            ),
            Cond::Compare { left, op, right } => {
                let children = vec![self.num(left), self.num(right)];
                self.numeric("compare", cond, json!({ "operator": op.symbol() }), children)
            }
            Cond::Ratio { numerator, denominator, op, limit } => {
                let children = vec![self.num(numerator), self.num(denominator), self.num(limit)];
                self.numeric("ratio", cond, json!({ "operator": op.symbol() }), children)
            }
            Cond::Between { item, low, high, negated } => {
                let children = vec![self.num(item), self.num(low), self.num(high)];
                self.numeric("between", cond, json!({ "negated": negated }), children)
            }
            Cond::Asked(cell) => leaf("asked", self.named(*cell)),
            Cond::CannotSay(cell) => leaf("cannot_say", self.named(*cell)),
            Cond::Accepted(cell) => leaf("accepted", self.named(*cell)),
            Cond::Answered(cell) => leaf("answered", self.named(*cell)),
            Cond::Given(cell) => leaf("given", self.named(*cell)),
            Cond::Chosen { cell, alternative } => leaf(
                "chosen",
                json!({
                    "cell": self.printer.name(*cell),
                    "alternative": self.printer.alternative(*cell, i64::from(*alternative)),
                }),
            ),
            Cond::Rows(test) => {
                let (quantifier, k) = match test.quantifier {
                    Quantifier::Any => ("any_row", None),
                    Quantifier::All => ("all_rows", None),
                    Quantifier::AtLeast(k) => ("at_least", Some(k)),
                    Quantifier::AtMost(k) => ("at_most", Some(k)),
                };
                let count = eval::count_rows(&test.rows, self.cells);
                let children: Vec<Step> = test.rows.iter().map(|row| self.row(row)).collect();
                let deciding = deciding_rows(test.quantifier, &count, &children);
                let detail = json!({
                    "grid": self.grid(test.question), "quantifier": quantifier, "k": k,
                    "count": { "yes": count.yes, "no": count.no, "unknown": count.unknown, "not_asked": count.not_asked },
                });
                self.truth_step("rows", cond, detail, children, deciding)
            }
        }
    }

    fn numeric(&self, op: &'static str, cond: &Cond, detail: Json, children: Vec<Step>) -> Step {
        let unknown = eval::truth(cond, self.cells).reasons() != ReasonSet::NONE;
        let any_empty = children.iter().any(|child| child.value.is_none());
        let deciding = positions(&children, |child| !unknown || !any_empty || child.value.is_none());
        self.truth_step(op, cond, detail, children, deciding)
    }

    fn row(&self, row: &RowPart) -> Step {
        let truth = eval::row_truth(row, self.cells);
        let not_asked = self.cells[row.asked.index()].asked == Truth::False;
        Step {
            op: "row",
            text: format!("{}: {}", row.row, self.printer.cond(&row.cond)),
            value: Some(if not_asked { "not_asked" } else { truth.id() }.to_owned()),
            reasons: reason_ids(truth.reasons()),
            detail: object(json!({ "row": row.row.as_str(), "cell": self.printer.name(row.asked) })),
            deciding: if not_asked { Vec::new() } else { vec![0] },
            children: vec![self.cond(&row.cond)],
        }
    }

    /// The grid whose rows a row function counts.
    fn grid(&self, question: usize) -> &'a str {
        self.schema.questions()[question].code.as_str()
    }

    /// A rule as text.
    pub fn rule_text(&self, rule: &Rule) -> String {
        self.printer.rule(rule)
    }

    fn named(&self, cell: Col) -> Json {
        json!({ "cell": self.printer.name(cell) })
    }

    fn set(&self, cell: Col) -> Vec<String> {
        match &self.schema.column(cell).kind {
            QuestionKind::One(set) | QuestionKind::Many(set) => set.alternatives.clone(),
            QuestionKind::Number(_) | QuestionKind::Date | QuestionKind::Text | QuestionKind::Table(_) => {
                Vec::new()
            }
        }
    }

    fn is_date(&self, num: &Num) -> bool {
        match num {
            Num::Literal(scalar) | Num::Parameter(_, scalar) => matches!(scalar, Scalar::Date(_)),
            Num::Cell(cell) => self.schema.column(*cell).kind == QuestionKind::Date,
            Num::Arithmetic(..)
            | Num::Negate(_)
            | Num::Case { .. }
            | Num::CountRows { .. }
            | Num::ChosenCount(_)
            | Num::SumRows(_) => false,
        }
    }

    /// A number or date.
    pub fn num(&self, num: &Num) -> Step {
        let value: Value = eval::number(num, self.cells);
        let (op, detail, children, deciding) = match num {
            Num::Literal(_) => ("literal", json!({}), Vec::new(), Vec::new()),
            Num::Parameter(name, _) => ("parameter", json!({ "name": name }), Vec::new(), Vec::new()),
            Num::Cell(cell) => ("cell", self.named(*cell), Vec::new(), Vec::new()),
            Num::ChosenCount(cell) => ("chosen_count", self.named(*cell), Vec::new(), Vec::new()),
            Num::SumRows(cell) => ("sum_rows", self.named(*cell), Vec::new(), Vec::new()),
            Num::Negate(x) => ("negate", json!({}), vec![self.num(x)], vec![0]),
            Num::Arithmetic(a, operator, b) => {
                let op = match operator {
                    Operator::Add => "add",
                    Operator::Subtract => "subtract",
                    Operator::Multiply => "multiply",
                    Operator::Divide => "divide",
                };
                let children = vec![self.num(a), self.num(b)];
                let deciding = positions(&children, |child| value.is_ok() || child.value.is_none());
                (op, json!({}), children, deciding)
            }
            Num::Case { branches, otherwise } => {
                let mut children: Vec<Step> = Vec::new();
                for (cond, result) in branches {
                    children.push(self.cond(cond));
                    children.push(self.num(result));
                }
                children.push(self.num(otherwise));
                let deciding = deciding_branch(&children);
                ("case", json!({}), children, deciding)
            }
            Num::CountRows { question, rows } => {
                let children: Vec<Step> = rows.iter().map(|row| self.row(row)).collect();
                let deciding =
                    positions(&children, |child| value.is_ok() || child.value.as_deref() == Some("unknown"));
                ("count_rows", json!({ "grid": self.grid(*question) }), children, deciding)
            }
        };
        let is_date = self.is_date(num);
        let text = |raw| if is_date { print::iso_date(raw) } else { print::number(raw) };
        Step {
            op,
            text: self.printer.num(num),
            value: value.ok().map(text),
            reasons: value.err().map(reason_ids).unwrap_or_default(),
            detail: object(detail),
            deciding,
            children,
        }
    }
}

fn object(json: Json) -> serde_json::Map<String, Json> {
    match json {
        Json::Object(map) => map,
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => {
            serde_json::Map::new()
        }
    }
}

fn positions(children: &[Step], decides: impl Fn(&Step) -> bool) -> Vec<usize> {
    (0..children.len()).filter(|&i| decides(&children[i])).collect()
}

/// The rows of the side that settled it; the unknown ones if nothing did.
fn deciding_rows(quantifier: Quantifier, count: &eval::RowCount, rows: &[Step]) -> Vec<usize> {
    let with =
        |wanted: &[&str]| positions(rows, |row| row.value.as_deref().is_some_and(|v| wanted.contains(&v)));
    let yes_settles = match quantifier {
        Quantifier::Any | Quantifier::AtLeast(_) | Quantifier::All => Truth::True,
        Quantifier::AtMost(_) => Truth::False,
    };
    match eval::quantified(quantifier, count) {
        Truth::Unknown(_) if count.unknown > 0 => with(&["unknown"]),
        Truth::Unknown(_) => (0..rows.len()).collect(),
        truth if truth == yes_settles => with(&["true"]),
        Truth::True | Truth::False if quantifier == Quantifier::All => with(&["false"]),
        Truth::True | Truth::False => with(&["false", "not_asked"]),
    }
}

/// The conditions up to the one that settled a CASE, and its result.
fn deciding_branch(children: &[Step]) -> Vec<usize> {
    let mut deciding = Vec::new();
    let branches = children.len() / 2;
    for i in 0..branches {
        deciding.push(2 * i);
        match children[2 * i].value.as_deref() {
            Some("true") => {
                deciding.push(2 * i + 1);
                return deciding;
            }
            Some("unknown") => return deciding,
            _ => {}
        }
    }
    deciding.push(children.len() - 1);
    deciding
}
