//! What a cell is once its filter has spoken, in SQL: not asked, decided by a reviewer, the missing code, or
//! the answer. Level by level, since filters read cells that have filters.

use domain::Number;
use rules::schema::{Col, QuestionKind};
use rules::tree::{Cond, Scalar};

use super::Translator;
use super::numbers::literal;
use crate::faults::Fault;

impl Translator<'_> {
    /// `filter AS "G2a.missbruk#asked"`.
    pub(super) fn asked(&self, col: Col, filter: &Cond) -> String {
        format!("{} AS {}", self.cond(filter), self.of_cell(col, "asked"))
    }

    /// The columns of a settled cell, from its columns as given and its `#asked`.
    pub(super) fn settled(&self, col: Col) -> Vec<String> {
        let given = self.of_cell(col, "given");
        let mut columns = Vec::new();
        match &self.schema.column(col).kind {
            QuestionKind::Many(set) => {
                for id in &set.alternatives {
                    let given = self.of_cell(col, &format!("{id}#given"));
                    columns.push(format!(
                        "{} AS {}",
                        self.unless_empty(col, None, &given),
                        self.of_cell(col, id)
                    ));
                }
            }
            QuestionKind::Number(form) => {
                let code = form.missing_code;
                columns.push(format!("{} AS {}", self.unless_empty(col, code, &given), self.cell(col)));
                if let Some(code) = code {
                    let is_code = format!("{given} = {}", literal(Scalar::Number(code)));
                    columns.push(format!(
                        "{} AS {}",
                        self.unless_empty(col, None, &is_code),
                        self.of_cell(col, "cannot_say")
                    ));
                }
            }
            QuestionKind::One(_) | QuestionKind::Date | QuestionKind::Table(_) => {
                columns.push(format!("{} AS {}", self.unless_empty(col, None, &given), self.cell(col)));
            }
            QuestionKind::Text => {}
        }
        if self.schema.column(col).reviewed {
            let accepted = self.of_cell(col, "accepted#given");
            columns.push(format!(
                "({accepted} AND {}) AS {}",
                self.answered(col),
                self.of_cell(col, "accepted")
            ));
        }
        columns
    }

    /// NULL where the cell is empty, else the value.
    fn unless_empty(&self, col: Col, missing_code: Option<Number>, value: &str) -> String {
        let mut whens = String::new();
        if self.has_filter(col) && !self.has(Fault::ReadsWhatIsNotAsked) {
            whens += &format!("WHEN {} IS FALSE THEN NULL ", self.of_cell(col, "asked"));
        }
        if self.schema.column(col).question.is_some() && !self.has(Fault::ForgetsTheReviewer) {
            whens += &format!("WHEN {} IS NOT NULL THEN NULL ", self.of_cell(col, "decision"));
        }
        if let Some(code) = missing_code
            && !self.has(Fault::TakesTheMissingCodeForANumber)
        {
            let given = self.of_cell(col, "given");
            whens += &format!("WHEN {given} = {} THEN NULL ", literal(Scalar::Number(code)));
        }
        if whens.is_empty() { value.to_owned() } else { format!("CASE {whens}ELSE {value} END") }
    }

    /// Whether something was given that the filter does not forbid; never NULL.
    pub(super) fn answered(&self, col: Col) -> String {
        // A multiple choice that is answered has a value for each alternative.
        let given = format!("{} IS NOT NULL", self.given(col)[0]);
        match self.has_filter(col) {
            true => format!("({} IS NOT FALSE AND {given})", self.of_cell(col, "asked")),
            false => format!("({given})"),
        }
    }
}
