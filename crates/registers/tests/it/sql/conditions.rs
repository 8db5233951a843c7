//! Conditions: SQL's own three values are the truth, NULL is UNKNOWN.

use rules::schema::Col;
use rules::syntax::Comparison;
use rules::tree::{CategoryForm, CategoryTest, Cond, Quantifier, RowPart, RowsTest};

use super::{Translator, joined, text};
use crate::faults::Fault;

impl Translator<'_> {
    /// A condition; what has parts stands in parentheses.
    pub(crate) fn cond(&self, cond: &Cond) -> String {
        match cond {
            Cond::And(all) => joined(all.iter().map(|c| self.cond(c)).collect(), " AND "),
            Cond::Or(all) => joined(all.iter().map(|c| self.cond(c)).collect(), " OR "),
            Cond::Not(inner) => format!("(NOT {})", self.cond(inner)),
            Cond::Category(test) => self.category(test),
            Cond::Same { left, op, right } => self.same(*left, *op, *right),
            Cond::Compare { left, op, right } => {
                format!("({} {} {})", self.num(left), op.symbol(), self.num(right))
            }
            Cond::Ratio { numerator, denominator, op, limit } => {
                let (over, under) = (self.num(numerator), self.num(denominator));
                let product = format!("{over} {} {} * {under}", op.symbol(), self.num(limit));
                if self.has(Fault::ComparesWithoutDivisor) {
                    return format!("({product})");
                }
                format!("(CASE WHEN {under} = {} THEN NULL ELSE {product} END)", self.zero())
            }
            Cond::Between { item, low, high, negated } => {
                let (item, low, high) = (self.num(item), self.num(low), self.num(high));
                let not = if *negated { "NOT " } else { "" };
                if self.has(Fault::BetweenWithoutItsEnds) {
                    return format!("({not}({item} > {low} AND {item} < {high}))");
                }
                format!("({item} {not}BETWEEN {low} AND {high})")
            }
            Cond::Asked(cell) if self.has_filter(*cell) => self.of_cell(*cell, "asked"),
            Cond::Asked(_) => "TRUE".to_owned(),
            Cond::CannotSay(cell) => self.of_cell(*cell, "cannot_say"),
            Cond::Chosen { cell, alternative } => {
                self.of_cell(*cell, &self.values(*cell).alternatives[usize::from(*alternative)])
            }
            Cond::Accepted(cell) => self.of_cell(*cell, "accepted"),
            Cond::Answered(cell) | Cond::Given(cell) => self.answered(*cell),
            Cond::Rows(test) => self.rows(test),
            Cond::Guarded { cells, inner } => {
                let mut parts: Vec<String> =
                    cells.iter().filter_map(|&cell| self.not_unasked(cell)).collect();
                parts.push(self.cond(inner));
                joined(parts, " AND ")
            }
        }
    }

    /// The guard: asked, or not known whether asked. None where there is no filter.
    fn not_unasked(&self, cell: Col) -> Option<String> {
        (self.has_filter(cell) && !self.has(Fault::ForgetsTheGuard))
            .then(|| format!("{} IS NOT FALSE", self.of_cell(cell, "asked")))
    }

    fn category(&self, test: &CategoryTest) -> String {
        let cell = self.cell(test.cell);
        let id = |place: u8| text(&self.values(test.cell).alternatives[usize::from(place)]);
        match &test.form {
            CategoryForm::Compare(op @ (Comparison::Equal | Comparison::NotEqual), place) => {
                format!("({cell} {} {})", op.symbol(), id(*place))
            }
            CategoryForm::Compare(op, place) if self.has(Fault::OrdersByLetters) => {
                format!("({cell} {} {})", op.symbol(), id(*place))
            }
            CategoryForm::Compare(op, place) => {
                format!("({} {} {place})", self.rank(test.cell), op.symbol())
            }
            CategoryForm::In { list, negated } => {
                let list = list.iter().map(|&place| id(place)).collect::<Vec<_>>().join(", ");
                match negated {
                    true if self.has(Fault::NotInKnowsNoNull) => {
                        format!("(CASE WHEN {cell} IN ({list}) THEN FALSE ELSE TRUE END)")
                    }
                    true => format!("({cell} NOT IN ({list}))"),
                    false => format!("({cell} IN ({list}))"),
                }
            }
            CategoryForm::Between { low, high, negated } => {
                let not = if *negated { "NOT " } else { "" };
                format!("({} {not}BETWEEN {low} AND {high})", self.rank(test.cell))
            }
        }
    }

    /// The place of a category in its ordered set, whatever its letters.
    fn rank(&self, cell: Col) -> String {
        let places: Vec<String> = self
            .values(cell)
            .alternatives
            .iter()
            .enumerate()
            .map(|(place, id)| format!("WHEN {} THEN {place}", text(id)))
            .collect();
        format!("CASE {} {} END", self.cell(cell), places.join(" "))
    }

    fn same(&self, left: Col, op: Comparison, right: Col) -> String {
        match op {
            Comparison::Equal | Comparison::NotEqual => {
                format!("({} {} {})", self.cell(left), op.symbol(), self.cell(right))
            }
            Comparison::Less | Comparison::LessOrEqual | Comparison::Greater | Comparison::GreaterOrEqual => {
                format!("({} {} {})", self.rank(left), op.symbol(), self.rank(right))
            }
        }
    }

    fn rows(&self, test: &RowsTest) -> String {
        let at_least = |k: u32| {
            let (t, m) = (self.rows_that(&test.rows, "IS TRUE"), self.rows_that(&test.rows, "IS UNKNOWN"));
            let enough = if self.has(Fault::AtLeastOffByOne) { ">" } else { ">=" };
            format!("CASE WHEN {t} {enough} {k} THEN TRUE WHEN {t} + {m} < {k} THEN FALSE ELSE NULL END")
        };
        match test.quantifier {
            Quantifier::Any => format!("({})", at_least(1)),
            Quantifier::AtLeast(k) => format!("({})", at_least(k)),
            Quantifier::AtMost(k) => format!("(NOT ({}))", at_least(k + 1)),
            Quantifier::All => {
                let t = self.rows_that(&test.rows, "IS TRUE");
                let m = self.rows_that(&test.rows, "IS UNKNOWN");
                let f = self.asked_rows_that_are_false(&test.rows);
                format!(
                    "(CASE WHEN {f} >= 1 THEN FALSE WHEN {m} >= 1 THEN NULL WHEN {t} >= 1 THEN TRUE ELSE NULL END)"
                )
            }
        }
    }

    /// How many rows are so, as a sum; a row not asked is FALSE.
    pub(super) fn rows_that(&self, rows: &[RowPart], are: &str) -> String {
        let one = |row: &RowPart| {
            let mut parts: Vec<String> = self.not_unasked(row.asked).into_iter().collect();
            parts.push(self.cond(&row.cond));
            format!("CASE WHEN {} {are} THEN 1 ELSE 0 END", joined(parts, " AND "))
        };
        joined(rows.iter().map(one).collect(), " + ")
    }

    /// `all_rows` skips rows not asked; FALSE is only what was asked and does not hold.
    fn asked_rows_that_are_false(&self, rows: &[RowPart]) -> String {
        if self.has(Fault::AllRowsCountsWhatIsNotAsked) {
            return self.rows_that(rows, "IS FALSE");
        }
        let one = |row: &RowPart| {
            let mut parts: Vec<String> = self.not_unasked(row.asked).into_iter().collect();
            parts.push(format!("{} IS FALSE", self.cond(&row.cond)));
            format!("CASE WHEN {} THEN 1 ELSE 0 END", joined(parts, " AND "))
        };
        joined(rows.iter().map(one).collect(), " + ")
    }
}
