//! A compiled rule as text: the same for the same tree, so that a derivation can be checked against it.

use std::fmt::Write as _;

use domain::Number;

use crate::schema::{Col, QuestionKind, Schema};
use crate::tree::{CategoryForm, CategoryTest, Cond, Gives, Num, Quantifier, RowPart, Rule, Scalar};

/// Writes compiled conditions and numbers with the names of a schema.
pub struct Printer<'a> {
    schema: &'a Schema,
}

impl<'a> Printer<'a> {
    /// For the columns of a schema.
    pub fn new(schema: &'a Schema) -> Self {
        Self { schema }
    }

    /// The name of a column.
    pub fn name(&self, col: Col) -> &'a str {
        &self.schema.column(col).name
    }

    /// A value of a column as rules write it: `'ja'`, `12.5`, `DATE '2018-02-01'`, `{'a', 'b'}`.
    pub fn value(&self, col: Col, value: i64) -> String {
        match &self.schema.column(col).kind {
            QuestionKind::One(_) => quoted(self.alternative(col, value)),
            QuestionKind::Many(set) => {
                let chosen = set.alternatives.iter().enumerate().filter(|(i, _)| value >> i & 1 == 1);
                let chosen: Vec<String> = chosen.map(|(_, id)| quoted(id)).collect();
                format!("{{{}}}", chosen.join(", "))
            }
            QuestionKind::Number(_) | QuestionKind::Table(_) => number(value),
            QuestionKind::Date => date(value),
            QuestionKind::Text => "text".to_owned(),
        }
    }

    /// The id of an alternative.
    pub fn alternative(&self, col: Col, place: i64) -> &'a str {
        match &self.schema.column(col).kind {
            QuestionKind::One(set) | QuestionKind::Many(set) => usize::try_from(place)
                .ok()
                .and_then(|place| set.alternatives.get(place))
                .map_or("?", String::as_str),
            QuestionKind::Number(_) | QuestionKind::Date | QuestionKind::Text | QuestionKind::Table(_) => "?",
        }
    }

    /// A whole rule, an entry a part: `'ja' WHEN G1 = 'ja'; 'nej' OTHERWISE`, after `ORDERED` if overlaps are meant.
    pub fn rule(&self, rule: &Rule) -> String {
        let entries = rule.entries.iter().map(|entry| match &entry.when {
            Some(when) => format!("{} WHEN {}", self.gives(&entry.gives), self.cond(when)),
            None => format!("{} OTHERWISE", self.gives(&entry.gives)),
        });
        let entries: Vec<String> = entries.collect();
        format!("{}{}", if rule.ordered { "ORDERED " } else { "" }, entries.join("; "))
    }

    fn gives(&self, gives: &Gives) -> String {
        match gives {
            Gives::Value(value) => quoted(value.as_str()),
            Gives::Empty(reason) => format!("EMPTY {reason}"),
            Gives::Figure(num) => format!("FIGURE {}", self.num(num)),
            Gives::Quotient(a, b) => format!("FIGURE {} / {}", self.num(a), self.num(b)),
        }
    }

    /// A condition.
    pub fn cond(&self, cond: &Cond) -> String {
        match cond {
            Cond::And(all) => self.members(all, " AND "),
            Cond::Or(all) => self.members(all, " OR "),
            Cond::Not(inner) => format!("NOT ({})", self.cond(inner)),
            Cond::Category(test) => self.category(test),
            Cond::Same { left, op, right } => {
                format!("{} {} {}", self.name(*left), op.symbol(), self.name(*right))
            }
            Cond::Compare { left, op, right } => {
                format!("{} {} {}", self.num(left), op.symbol(), self.num(right))
            }
            Cond::Ratio { numerator, denominator, op, limit } => format!(
                "{} / {} {} {}",
                self.num(numerator),
                self.num(denominator),
                op.symbol(),
                self.num(limit)
            ),
            Cond::Between { item, low, high, negated } => {
                let not = if *negated { "NOT " } else { "" };
                format!("{} {not}BETWEEN {} AND {}", self.num(item), self.num(low), self.num(high))
            }
            Cond::Asked(cell) => format!("asked({})", self.name(*cell)),
            Cond::CannotSay(cell) => format!("cannot_say({})", self.name(*cell)),
            Cond::Chosen { cell, alternative } => {
                let id = self.alternative(*cell, i64::from(*alternative));
                format!("chosen({}, {})", self.name(*cell), quoted(id))
            }
            Cond::Accepted(cell) => format!("accepted({})", self.name(*cell)),
            Cond::Answered(cell) => format!("answered({})", self.name(*cell)),
            Cond::Given(cell) => format!("given({})", self.name(*cell)),
            Cond::Rows(test) => {
                let head = match test.quantifier {
                    Quantifier::Any => "any_row(".to_owned(),
                    Quantifier::All => "all_rows(".to_owned(),
                    Quantifier::AtLeast(k) => format!("at_least({k}, "),
                    Quantifier::AtMost(k) => format!("at_most({k}, "),
                };
                format!("{head}{})", self.rows(&test.rows))
            }
            Cond::Guarded { inner, .. } => self.cond(inner),
        }
    }

    fn members(&self, all: &[Cond], separator: &str) -> String {
        let member = |cond: &Cond| match cond {
            Cond::And(_) | Cond::Or(_) => format!("({})", self.cond(cond)),
            other => self.cond(other),
        };
        all.iter().map(member).collect::<Vec<_>>().join(separator)
    }

    fn category(&self, test: &CategoryTest) -> String {
        let name = self.name(test.cell);
        let id = |place: u8| quoted(self.alternative(test.cell, i64::from(place)));
        match &test.form {
            CategoryForm::Compare(op, place) => format!("{name} {} {}", op.symbol(), id(*place)),
            CategoryForm::In { list, negated } => {
                let list: Vec<String> = list.iter().map(|place| id(*place)).collect();
                format!("{name} {}IN ({})", if *negated { "NOT " } else { "" }, list.join(", "))
            }
            CategoryForm::Between { low, high, negated } => {
                let not = if *negated { "NOT " } else { "" };
                format!("{name} {not}BETWEEN {} AND {}", id(*low), id(*high))
            }
        }
    }

    fn rows(&self, rows: &[RowPart]) -> String {
        let row = |row: &RowPart| format!("{}: {}", row.row, self.cond(&row.cond));
        rows.iter().map(row).collect::<Vec<_>>().join("; ")
    }

    /// A number.
    pub fn num(&self, num: &Num) -> String {
        match num {
            Num::Literal(scalar) => scalar_text(*scalar),
            Num::Parameter(name, scalar) => format!("param.{name}[{}]", scalar_text(*scalar)),
            Num::Cell(cell) => self.name(*cell).to_owned(),
            Num::Arithmetic(a, op, b) => format!("({} {} {})", self.num(a), op.symbol(), self.num(b)),
            Num::Negate(x) => format!("-({})", self.num(x)),
            Num::Case { branches, otherwise } => {
                let mut text = "CASE".to_owned();
                for (cond, result) in branches {
                    let _ = write!(text, " WHEN {} THEN {}", self.cond(cond), self.num(result));
                }
                format!("{text} ELSE {} END", self.num(otherwise))
            }
            Num::CountRows { rows, .. } => format!("count_rows({})", self.rows(rows)),
            Num::ChosenCount(cell) => format!("chosen_count({})", self.name(*cell)),
            Num::SumRows(cell) => format!("sum_rows({})", self.name(*cell)),
        }
    }
}

fn quoted(id: &str) -> String {
    format!("'{id}'")
}

/// Millionths as a number.
pub fn number(micros: i64) -> String {
    Number::from_micros(micros.into()).unwrap_or_default().to_string()
}

/// `DATE '2018-02-01'` of 20180201.
pub fn date(raw: i64) -> String {
    format!("DATE '{}'", iso_date(raw))
}

/// `2018-02-01` of 20180201.
pub fn iso_date(raw: i64) -> String {
    format!("{:04}-{:02}-{:02}", raw / 10_000, raw / 100 % 100, raw % 100)
}

/// A constant.
pub fn scalar_text(scalar: Scalar) -> String {
    match scalar {
        Scalar::Number(number) => number.to_string(),
        Scalar::Date(date) => format!("DATE '{date}'"),
    }
}
