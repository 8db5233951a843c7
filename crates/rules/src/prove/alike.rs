//! Which cells are alike: that is, interchangeable, because only the same row functions read them.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

use crate::schema::Col;
use crate::table::Questionnaire;
use crate::tree::{Cond, Gives, Num, RowPart, Rule};

/// How each cell occurs in a rule; cells that occur alike are taken as counts.
pub(super) struct Signatures(HashMap<Col, String>);

impl Signatures {
    pub(super) fn of(rule: &Rule, questionnaire: &Questionnaire, all: &BTreeSet<Col>) -> Self {
        let mut signatures = Self(HashMap::new());
        let mut node = 0;
        for entry in &rule.entries {
            if let Some(when) = &entry.when {
                signatures.cond(when, &mut node);
            }
            match &entry.gives {
                Gives::Figure(num) => signatures.num(num, &mut node),
                Gives::Quotient(a, b) => {
                    signatures.num(a, &mut node);
                    signatures.num(b, &mut node);
                }
                Gives::Value(_) | Gives::Empty(_) => {}
            }
        }
        for &col in all {
            let filter = &questionnaire.filters[col.index()];
            signatures.add(col, &format!("|filter {filter:?}"));
            if let Some(filter) = filter {
                filter.columns(&mut |read| signatures.add(read, &unique(read)));
            }
            if questionnaire.schema.column(col).question.is_none() {
                signatures.add(col, &unique(col));
            }
            signatures.add(col, &format!("|{:?}", questionnaire.schema.column(col).kind));
        }
        signatures
    }

    /// A signature shared by interchangeable cells.
    pub(super) fn alike(&self, col: Col) -> Option<&str> {
        self.0.get(&col).map(String::as_str)
    }

    fn add(&mut self, col: Col, text: &str) {
        self.0.entry(col).or_default().push_str(text);
    }

    fn single(&mut self, cond: &Cond) {
        cond.columns(&mut |col| self.add(col, &unique(col)));
    }

    fn cond(&mut self, cond: &Cond, node: &mut usize) {
        match cond {
            Cond::And(all) | Cond::Or(all) => all.iter().for_each(|c| self.cond(c, node)),
            Cond::Not(inner) => self.cond(inner, node),
            Cond::Rows(test) => self.rows(&test.rows, node),
            Cond::Compare { left, right, .. } => {
                self.num(left, node);
                self.num(right, node);
            }
            Cond::Category(_)
            | Cond::Same { .. }
            | Cond::Ratio { .. }
            | Cond::Between { .. }
            | Cond::Asked(_)
            | Cond::CannotSay(_)
            | Cond::Chosen { .. }
            | Cond::Accepted(_)
            | Cond::Answered(_)
            | Cond::Given(_)
            | Cond::Guarded { .. } => self.single(cond),
        }
    }

    fn num(&mut self, num: &Num, node: &mut usize) {
        match num {
            Num::CountRows { rows, .. } => self.rows(rows, node),
            other => other.columns(&mut |col| self.add(col, &unique(col))),
        }
    }

    fn rows(&mut self, rows: &[RowPart], node: &mut usize) {
        *node += 1;
        for row in rows {
            let mut read = BTreeSet::new();
            row.cond.columns(&mut |col| {
                read.insert(col);
            });
            if read.iter().eq([&row.asked]) {
                let mut shape = String::new();
                let _ = write!(shape, "|rows {node} {:?}", row.cond);
                let shape = shape.replace(&format!("Col({})", row.asked.0), "Col(row)");
                self.add(row.asked, &shape);
            } else {
                self.add(row.asked, &unique(row.asked));
                self.single(&row.cond);
            }
        }
    }
}

fn unique(col: Col) -> String {
    format!("|only {}", col.0)
}
