//! From what is written to what is meant: names become columns, types are checked, rows are written out.
//!
//! Everything that can go wrong with an expression is refused here, so that nothing fails while running.
//! All mistakes of one rule are collected.

mod conditions;
mod numbers;
mod rows;

use crate::RuleError;
use crate::error::suggestion;
use crate::schema::{Col, Parameter, QuestionKind, Schema};
use crate::syntax::{Expr, Name, Operator, Tail};
use crate::tree::{Cond, Gives, Num, Scalar};
use numbers::Quantity;

/// Most nodes after rows are expanded.
pub const MAX_EXPANDED: usize = 10_000;

/// Where an expression stands: what it may read depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// `asked_when` of a question: reads earlier questions only, comparisons are guarded.
    Filter {
        /// The question's place in the schema.
        question: usize,
    },
    /// A check: may ask `answered`, `given` and `previous.…`.
    Check,
    /// `when` or `figure` of an outcome.
    Outcome,
}

/// What `$row` and `$area` stand for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Binding<'a> {
    /// The row of the expanded indicator or question.
    pub row: Option<&'a str>,
    /// The area of the expanded indicator.
    pub area: Option<&'a str>,
}

/// Compiles a condition.
///
/// # Errors
/// All mistakes in it.
pub fn condition(
    expr: &Expr,
    schema: &Schema,
    role: Role,
    binding: Binding<'_>,
) -> Result<Cond, Vec<RuleError>> {
    let mut compiler = Compiler::new(schema, role, binding);
    let cond = compiler.cond(expr, false);
    compiler.finish(cond, Cond::size)
}

/// Compiles a figure: a number, or one division that is kept as its pair.
///
/// # Errors
/// All mistakes in it.
pub fn figure(expr: &Expr, schema: &Schema, binding: Binding<'_>) -> Result<Gives, Vec<RuleError>> {
    let mut compiler = Compiler::new(schema, Role::Outcome, binding);
    let gives = match expr {
        Expr::Arithmetic(a, Operator::Divide, b) => {
            compiler.quotient(a, b).map(|(a, b)| Gives::Quotient(a.num, b.num))
        }
        other => compiler.number(other).map(|quantity| Gives::Figure(quantity.num)),
    };
    compiler.finish(gives, |gives| match gives {
        Gives::Figure(num) => num.size(),
        Gives::Quotient(a, b) => a.size() + b.size(),
        Gives::Value(_) | Gives::Empty(_) => 1,
    })
}

/// What an expression turned out to be.
enum Typed {
    Cond,
    Quantity(Quantity),
    Category(Col),
    Set,
    FreeText,
    Id(String),
}

impl Typed {
    fn what(&self) -> &'static str {
        match self {
            Self::Cond => "a condition",
            Self::Quantity(q) if q.is_date => "a date",
            Self::Quantity(_) => "a number",
            Self::Category(_) => "a question with one alternative",
            Self::Set => "a question with several alternatives",
            Self::FreeText => "a free text",
            Self::Id(_) => "a text",
        }
    }
}

struct Compiler<'a> {
    schema: &'a Schema,
    role: Role,
    binding: Binding<'a>,
    /// The row that `$r` stands for, inside a row function.
    each_row: Option<String>,
    /// Whether comparisons that read a row not asked are FALSE.
    guard: bool,
    /// Expressions compiled so far: bounds the work before rows and lists are written out.
    compiled: usize,
    errors: Vec<RuleError>,
}

impl<'a> Compiler<'a> {
    fn new(schema: &'a Schema, role: Role, binding: Binding<'a>) -> Self {
        let guard = matches!(role, Role::Filter { .. });
        Self { schema, role, binding, each_row: None, guard, compiled: 0, errors: Vec::new() }
    }

    fn finish<T>(mut self, compiled: Option<T>, size: impl Fn(&T) -> usize) -> Result<T, Vec<RuleError>> {
        if let Some(nodes) = compiled.as_ref().map(size)
            && nodes > MAX_EXPANDED
        {
            self.too_large(&nodes.to_string());
        }
        match compiled {
            Some(compiled) if self.errors.is_empty() => Ok(compiled),
            _ => {
                self.errors.dedup();
                Err(self.errors)
            }
        }
    }

    /// Counts one more expression; none once there are far too many.
    fn one_more(&mut self) -> Option<()> {
        self.compiled += 1;
        if self.compiled == 4 * MAX_EXPANDED {
            self.too_large(&format!("more than {MAX_EXPANDED}"));
        }
        (self.compiled < 4 * MAX_EXPANDED).then_some(())
    }

    fn too_large(&mut self, nodes: &str) {
        self.refuse::<()>(
            "RULE-04",
            format!("with its rows written out the rule has {nodes} parts"),
            format!("at most {MAX_EXPANDED} are allowed: split it into several outcomes"),
        );
    }

    fn refuse<T>(
        &mut self,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Option<T> {
        self.errors.push(RuleError::new(code, message, help));
        None
    }

    fn expected<T>(&mut self, wanted: &str, expr: &Expr, got: &Typed, help: &str) -> Option<T> {
        self.refuse("RULE-10", format!("`{expr}` is {}, not {wanted}", got.what()), help)
    }

    fn typed(&mut self, expr: &Expr) -> Option<Typed> {
        match expr {
            Expr::Text(text) => Some(Typed::Id(text.clone())),
            Expr::Name(name) => self.name(name),
            Expr::Number(_) | Expr::Date(_) | Expr::Arithmetic(..) | Expr::Negate(_) | Expr::Case { .. } => {
                self.quantity(expr).map(Typed::Quantity)
            }
            Expr::Call { function, .. } if function.gives_number() => {
                self.quantity(expr).map(Typed::Quantity)
            }
            Expr::And(_)
            | Expr::Or(_)
            | Expr::Not(_)
            | Expr::Compare(..)
            | Expr::In { .. }
            | Expr::Between { .. }
            | Expr::Call { .. } => self.cond(expr, false).map(|_| Typed::Cond),
        }
    }

    fn name(&mut self, name: &Name) -> Option<Typed> {
        if name.head == "param" {
            return self.parameter(name).map(Typed::Quantity);
        }
        let col = self.cell(name)?;
        Some(match &self.schema.column(col).kind {
            QuestionKind::One(_) => Typed::Category(col),
            QuestionKind::Many(_) => Typed::Set,
            QuestionKind::Text => Typed::FreeText,
            QuestionKind::Number(form) => Typed::Quantity(Quantity::of_form(Num::Cell(col), form)),
            QuestionKind::Date => Typed::Quantity(Quantity::date(Num::Cell(col))),
            QuestionKind::Table(_) => {
                return self.refuse(
                    "RULE-11",
                    format!("`{name}` is a table with a number on each line"),
                    format!("say which number is meant: sum_rows({name})"),
                );
            }
        })
    }

    fn parameter(&mut self, name: &Name) -> Option<Quantity> {
        let Tail::Word(word) = &name.tail else {
            return self.refuse("RULE-12", format!("`{name}` names no parameter"), "write param.id");
        };
        match self.schema.parameter(word) {
            Some(Parameter::Number(n)) => {
                Some(Quantity::constant(Num::Parameter(word.clone(), Scalar::Number(n)), n))
            }
            Some(Parameter::Date(d)) => Some(Quantity::date(Num::Parameter(word.clone(), Scalar::Date(d)))),
            None => {
                let help = suggestion(word, self.schema.parameter_names());
                self.refuse("RULE-12", format!("the edition has no parameter `{word}`"), help)
            }
        }
    }

    /// The column a reference means.
    fn cell(&mut self, name: &Name) -> Option<Col> {
        match name.head.as_str() {
            "unit" | "measure" => return self.fact(name),
            "previous" if self.role == Role::Check => return self.fact(name),
            "previous" => {
                return self.refuse(
                    "RULE-13",
                    format!("`{name}` reads the last round"),
                    "only checks may; a rule reads this edition's answers",
                );
            }
            _ => {}
        }
        let schema = self.schema;
        let Some((place, question)) = schema.question(&name.head) else {
            let help = suggestion(&name.head, schema.codes());
            return self.refuse("RULE-14", format!("the edition asks no question `{}`", name.head), help);
        };
        if let Role::Filter { question: current } = self.role
            && place >= current
        {
            return self.refuse(
                "RULE-15",
                format!("`{name}` is not asked before this question"),
                "a filter reads earlier questions only",
            );
        }
        let row = self.row_of(name)?;
        let full = match (&row, &question.rows) {
            (Some(row), Some(_)) => format!("{}.{row}", name.head),
            (None, None) => name.head.clone(),
            (None, Some(rows)) => {
                let names = rows.iter().map(domain::RowId::as_str).collect::<Vec<_>>().join(", ");
                return self.refuse(
                    "RULE-16",
                    format!("`{name}` is a grid"),
                    format!("name a row after a point ({names}), or use a row function"),
                );
            }
            (Some(row), None) => {
                return self.refuse(
                    "RULE-16",
                    format!("`{}` has no rows, so not `{row}`", name.head),
                    format!("write `{}`", name.head),
                );
            }
        };
        schema.find(&full).or_else(|| {
            let rows = question.rows.iter().flatten().map(domain::RowId::as_str);
            let help = suggestion(row.as_deref().unwrap_or_default(), rows);
            self.refuse(
                "RULE-17",
                format!("question `{}` has no row `{}`", name.head, row.unwrap_or_default()),
                help,
            )
        })
    }

    /// The row a reference names, with `$row`, `$area` and `$r` bound.
    fn row_of(&mut self, name: &Name) -> Option<Option<String>> {
        let (bound, variable, help) = match &name.tail {
            Tail::None => return Some(None),
            Tail::Word(word) => return Some(Some(word.clone())),
            Tail::Row => (
                self.binding.row.map(str::to_owned),
                "$row",
                "it is bound where an indicator has `rows`, in filters of grids, and in checks that stand at rows",
            ),
            Tail::Area => {
                (self.binding.area.map(str::to_owned), "$area", "it is bound where an indicator has `areas`")
            }
            Tail::EachRow => (
                self.each_row.clone(),
                "$r",
                "it is bound inside any_row, all_rows, at_least, at_most and count_rows",
            ),
            Tail::All => {
                return self.refuse(
                    "RULE-18",
                    format!("`{name}` names all rows"),
                    "it stands only as the rows of any_row, all_rows, at_least, at_most, count_rows",
                );
            }
            Tail::Two(..) => {
                return self.refuse("RULE-18", format!("`{name}`"), "a reference has one point: G2.missbruk");
            }
        };
        match bound {
            Some(row) => Some(Some(row)),
            None => self.refuse("RULE-18", format!("`{variable}` in `{name}` stands for nothing here"), help),
        }
    }

    fn fact(&mut self, name: &Name) -> Option<Col> {
        let full = match (&name.tail, self.binding.row, &self.each_row) {
            (Tail::Row, Some(row), _) => format!("{}.{row}", name.head),
            _ => name.to_string(),
        };
        let schema = self.schema;
        schema.find(&full).or_else(|| {
            let prefix = format!("{}.", name.head);
            let known: Vec<&str> = schema
                .columns()
                .iter()
                .map(|column| column.name.as_str())
                .filter(|known| known.starts_with(&prefix))
                .collect();
            let help = suggestion(&full, known.iter().copied());
            self.refuse("RULE-19", format!("nothing is known as `{full}`"), help)
        })
    }
}
