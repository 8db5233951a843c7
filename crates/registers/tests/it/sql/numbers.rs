//! Numbers: decimals with six digits after the point, dates as dates.

use rules::schema::Col;
use rules::syntax::Operator;
use rules::tree::{Num, Scalar};

use super::{Translator, joined};
use crate::faults::Fault;

/// The type of every number.
pub(super) const DECIMAL: &str = "DECIMAL(20,6)";

impl Translator<'_> {
    /// A number or date.
    pub(crate) fn num(&self, num: &Num) -> String {
        match num {
            Num::Literal(scalar) | Num::Parameter(_, scalar) => literal(*scalar),
            Num::Cell(cell) | Num::SumRows(cell) => self.cell(*cell),
            // Two decimals with six digits have a product with twelve; the compiler has proved that six are enough.
            Num::Arithmetic(a, Operator::Multiply, b) => {
                format!("CAST({} * {} AS {DECIMAL})", self.num(a), self.num(b))
            }
            Num::Arithmetic(a, op, b) => format!("({} {} {})", self.num(a), op.symbol(), self.num(b)),
            Num::Negate(x) => format!("(- {})", self.num(x)),
            Num::Case { branches, otherwise } => {
                let mut whens = String::new();
                for (cond, x) in branches {
                    let cond = self.cond(cond);
                    if !self.has(Fault::CaseTakesUnknownForFalse) {
                        whens += &format!("WHEN {cond} IS UNKNOWN THEN NULL ");
                    }
                    whens += &format!("WHEN {cond} THEN {} ", self.num(x));
                }
                format!("CASE {whens}ELSE {} END", self.num(otherwise))
            }
            Num::CountRows { rows, .. } => {
                let (t, m) = (self.rows_that(rows, "IS TRUE"), self.rows_that(rows, "IS UNKNOWN"));
                format!("CASE WHEN {m} = 0 THEN CAST({t} AS {DECIMAL}) ELSE NULL END")
            }
            Num::ChosenCount(cell) => self.chosen_count(*cell),
        }
    }

    fn chosen_count(&self, cell: Col) -> String {
        let chosen: Vec<String> =
            self.values(cell).alternatives.iter().map(|id| self.of_cell(cell, id)).collect();
        let is_empty = format!("{} IS NULL", chosen[0]);
        let one = |column: String| format!("CASE WHEN {column} THEN 1 ELSE 0 END");
        let sum = joined(chosen.into_iter().map(one).collect(), " + ");
        format!("CASE WHEN {is_empty} THEN NULL ELSE CAST({sum} AS {DECIMAL}) END")
    }

    pub(super) fn zero(&self) -> String {
        literal(Scalar::Number(domain::Number::ZERO))
    }
}

/// A typed constant: a bare `0.5` would be a float.
pub(super) fn literal(scalar: Scalar) -> String {
    match scalar {
        Scalar::Number(number) => format!("CAST('{number}' AS {DECIMAL})"),
        Scalar::Date(date) => format!("DATE '{date}'"),
    }
}
