//! Rules drawn at random as typed trees: every operator, function and macro of the language, always of the
//! right type, within the ranges and bounds that the compiler proves.

mod census;
mod conditions;
mod numbers;
mod outcomes;
mod rows;

use domain::RowId;
use rules::schema::{Col, QuestionKind, Schema, ValueSet};
use rules::syntax::{Comparison, Expr, Function, Name, Tail};

use crate::dice::Dice;
use crate::questionnaire::col;

pub(crate) use census::Census;
pub(crate) use outcomes::{TextGives, compiled, outcome};

/// Where a rule stands: what it may read.
#[derive(Clone, Default)]
pub(crate) struct Scope {
    /// A filter reads only questions before this one.
    pub(crate) before: Option<usize>,
    /// Questions that it must not read.
    pub(crate) without: Vec<usize>,
    /// What `$row` is bound to.
    pub(crate) row: Option<String>,
    /// What `$area` is bound to.
    pub(crate) area: Option<String>,
    /// Whether it is a check: `answered` and `given` are allowed.
    pub(crate) check: bool,
}

/// Draws rules over a schema.
pub(crate) struct Generator<'a> {
    dice: &'a mut Dice,
    schema: &'a Schema,
    scope: Scope,
    /// Inside a row function: the rows that `$r` stands for.
    each_row: Option<Vec<RowId>>,
}

/// A cell as a rule refers to it.
#[derive(Clone)]
struct Source {
    name: Expr,
    col: Col,
}

impl<'a> Generator<'a> {
    /// For rules that stand in `scope`.
    pub(crate) fn new(dice: &'a mut Dice, schema: &'a Schema, scope: Scope) -> Self {
        Self { dice, schema, scope, each_row: None }
    }

    /// A cell of a kind: first the question, then how it is referred to, so that grids do not crowd out the
    /// rest. None if the scope has no such cell.
    fn cell(&mut self, wanted: impl Fn(&QuestionKind) -> bool) -> Option<Source> {
        let schema = self.schema;
        let mut questions: Vec<usize> = (0..self.scope.before.unwrap_or(schema.questions().len()))
            .filter(|q| !self.scope.without.contains(q) && wanted(&schema.questions()[*q].kind))
            .collect();
        if self.each_row.is_some() {
            // Most of what stands inside a row function is about the row at hand.
            let about: Vec<usize> = questions.iter().copied().filter(|&q| self.follows_rows(q)).collect();
            if !about.is_empty() && self.dice.percent(80) {
                questions = about;
            }
        }
        let facts: Vec<usize> = (0..schema.len())
            .filter(|&i| schema.columns()[i].question.is_none() && wanted(&schema.columns()[i].kind))
            .collect();
        if !facts.is_empty() && (questions.is_empty() || self.dice.percent(4)) {
            let place = *self.dice.pick(&facts);
            return Some(self.fact(col(place)));
        }
        if questions.is_empty() {
            return None;
        }
        let question = *self.dice.pick(&questions);
        Some(self.cell_of(question))
    }

    fn fact(&self, col: Col) -> Source {
        let name = &self.schema.column(col).name;
        let (head, word) = name.split_once('.').expect("facts have a point");
        Source { name: reference(head, Tail::Word(word.to_owned())), col }
    }

    /// A cell of a question: by its row, or `$row`, `$area`, `$r` where they are bound.
    fn cell_of(&mut self, question: usize) -> Source {
        let schema = self.schema;
        let q = &schema.questions()[question];
        let code = q.code.as_str();
        let Some(rows) = &q.rows else {
            return Source { name: reference(code, Tail::None), col: self.col(code, None) };
        };
        if let Some(each) = self.each_row.clone()
            && self.follows_rows(question)
            && self.dice.percent(85)
        {
            return Source {
                name: reference(code, Tail::EachRow),
                col: self.col(code, Some(each[0].as_str())),
            };
        }
        for (bound, tail) in [(self.scope.row.clone(), Tail::Row), (self.scope.area.clone(), Tail::Area)] {
            if let Some(bound) = bound
                && rows.iter().any(|row| row.as_str() == bound)
                && self.binds_for_all(rows)
                && self.dice.percent(40)
            {
                return Source { name: reference(code, tail), col: self.col(code, Some(&bound)) };
            }
        }
        let row = self.dice.pick(rows);
        Source { name: reference(code, Tail::Word(row.to_string())), col: self.col(code, Some(row.as_str())) }
    }

    /// Whether `$r` can be a row of the question.
    fn follows_rows(&self, question: usize) -> bool {
        let Some(each) = &self.each_row else { return false };
        let rows = self.schema.questions()[question].rows.as_ref();
        rows.is_some_and(|rows| each.iter().all(|row| rows.contains(row)))
    }

    /// A filter's `$row` is every row of the filtered grid, so it can only mean a grid with the same rows.
    fn binds_for_all(&self, rows: &[RowId]) -> bool {
        self.scope.before.is_none_or(|own| self.schema.questions()[own].rows.as_deref() == Some(rows))
    }

    fn col(&self, code: &str, row: Option<&str>) -> Col {
        let name = row.map_or_else(|| code.to_owned(), |row| format!("{code}.{row}"));
        self.schema.find(&name).expect("a cell of the schema")
    }

    fn values(&self, cell: &Source) -> std::sync::Arc<ValueSet> {
        match &self.schema.column(cell.col).kind {
            QuestionKind::One(set) | QuestionKind::Many(set) => set.clone(),
            QuestionKind::Number(_) | QuestionKind::Date | QuestionKind::Text | QuestionKind::Table(_) => {
                unreachable!("asked for a category")
            }
        }
    }

    fn comparison(&mut self) -> Comparison {
        *self.dice.pick(&Comparison::ALL)
    }
}

fn reference(head: &str, tail: Tail) -> Expr {
    Expr::Name(Name { head: head.to_owned(), tail })
}

fn call(function: Function, args: Vec<Expr>) -> Expr {
    Expr::Call { function, args, except: Vec::new() }
}

fn boxed(expr: Expr) -> Box<Expr> {
    Box::new(expr)
}
