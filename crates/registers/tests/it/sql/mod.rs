//! The compiled rule as SQL, construct by construct, for people to read and DataFusion to run.
//!
//! Columns are named as rules write them: `"G2.missbruk"` is what the cell *is* – NULL where it is empty, for
//! whatever reason – and `"G2a.missbruk#asked"`, `"E5#cannot_say"`, `"G8a.missbruk#handledning"` what the
//! functions ask for. What was given, before the filters have spoken, stands in `"G2.missbruk#given"`.

mod conditions;
mod fold;
mod numbers;
mod plan;
mod settle;

use rules::schema::{Col, QuestionKind, Schema, ValueSet};

use crate::faults::Fault;

pub(crate) use fold::result_text;
pub(crate) use plan::{Plan, query};

/// Writes conditions and numbers of one schema.
struct Translator<'a> {
    schema: &'a Schema,
    /// A mistake made on purpose, to see that it is found.
    fault: Option<Fault>,
}

impl<'a> Translator<'a> {
    /// Without a fault, the true translation.
    fn new(schema: &'a Schema, fault: Option<Fault>) -> Self {
        Self { schema, fault }
    }

    fn has(&self, fault: Fault) -> bool {
        self.fault == Some(fault)
    }

    /// The column of what a cell is.
    fn cell(&self, col: Col) -> String {
        quoted(&self.schema.column(col).name)
    }

    /// A column that belongs to a cell.
    fn of_cell(&self, col: Col, what: &str) -> String {
        quoted(&format!("{}#{what}", self.schema.column(col).name))
    }

    /// Whether the cell has a filter; without one it is always asked and has no column `#asked`.
    fn has_filter(&self, col: Col) -> bool {
        let question = self.schema.column(col).question;
        question.is_some_and(|q| self.schema.questions()[q].asked_when.is_some())
    }

    /// The columns of what was given in a cell and accepted of it.
    fn given(&self, col: Col) -> Vec<String> {
        let column = self.schema.column(col);
        let mut given = match &column.kind {
            QuestionKind::Many(set) => {
                set.alternatives.iter().map(|id| self.of_cell(col, &format!("{id}#given"))).collect()
            }
            QuestionKind::One(_)
            | QuestionKind::Number(_)
            | QuestionKind::Date
            | QuestionKind::Text
            | QuestionKind::Table(_) => vec![self.of_cell(col, "given")],
        };
        if column.reviewed {
            given.push(self.of_cell(col, "accepted#given"));
        }
        given
    }

    fn values(&self, col: Col) -> &ValueSet {
        match &self.schema.column(col).kind {
            QuestionKind::One(set) | QuestionKind::Many(set) => set,
            QuestionKind::Number(_) | QuestionKind::Date | QuestionKind::Text | QuestionKind::Table(_) => {
                unreachable!("the compiler lets only categories through")
            }
        }
    }
}

/// A name in double quotes; unquoted it would be folded to lower case and split at the point.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text literal.
fn text(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}

/// `(a AND b AND c)`; one alone as it is.
fn joined(parts: Vec<String>, with: &str) -> String {
    if parts.len() == 1 { parts.concat() } else { format!("({})", parts.join(with)) }
}
