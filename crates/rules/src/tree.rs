//! A rule ready to run: names are columns, types are checked, rows are written out.

use domain::{Empty, Number, Reason, RowId, ValueId};

use crate::schema::Col;
use crate::syntax::{Comparison, Operator};

/// A condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cond {
    /// All hold.
    And(Vec<Cond>),
    /// At least one holds.
    Or(Vec<Cond>),
    /// The opposite.
    Not(Box<Cond>),
    /// A category is among alternatives.
    Category(CategoryTest),
    /// Two questions of one value set compare so.
    Same {
        /// Left cell.
        left: Col,
        /// Operator.
        op: Comparison,
        /// Right cell.
        right: Col,
    },
    /// Two numbers or two dates compare so.
    Compare {
        /// Left.
        left: Num,
        /// Operator.
        op: Comparison,
        /// Right.
        right: Num,
    },
    /// `numerator / denominator op limit`, evaluated as `numerator op limit * denominator`.
    Ratio {
        /// Above the line.
        numerator: Num,
        /// Below the line; never negative.
        denominator: Num,
        /// Operator.
        op: Comparison,
        /// What the quotient is compared with.
        limit: Num,
    },
    /// Both ends included.
    Between {
        /// What is compared.
        item: Num,
        /// Lower end.
        low: Num,
        /// Upper end.
        high: Num,
        /// NOT BETWEEN.
        negated: bool,
    },
    /// The filter of a cell.
    Asked(Col),
    /// The missing code was given.
    CannotSay(Col),
    /// An alternative of a multiple choice is chosen.
    Chosen {
        /// The cell.
        cell: Col,
        /// The alternative's place in the value set.
        alternative: u8,
    },
    /// A reviewer accepted the cell.
    Accepted(Col),
    /// A value or the missing code; checks only.
    Answered(Col),
    /// A text with more than blanks; checks only.
    Given(Col),
    /// A condition over rows.
    Rows(RowsTest),
    /// FALSE if a cell it reads was not asked, else the condition (filters and rows, `semantics` §4).
    Guarded {
        /// What it reads.
        cells: Vec<Col>,
        /// The comparison.
        inner: Box<Cond>,
    },
}

/// `cell = 'ja'`, `cell NOT IN ('a', 'b')`, `cell < 'b'` in an ordered set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryTest {
    /// The cell.
    pub cell: Col,
    /// As written.
    pub form: CategoryForm,
    /// Bit i: the test holds for alternative i. What is evaluated.
    pub mask: u64,
}

/// How a category test is written; alternatives by their place in the value set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CategoryForm {
    /// `cell op 'alternative'`.
    Compare(Comparison, u8),
    /// `cell [NOT] IN (…)`.
    In {
        /// The alternatives listed.
        list: Vec<u8>,
        /// NOT IN.
        negated: bool,
    },
    /// `cell [NOT] BETWEEN 'a' AND 'b'`.
    Between {
        /// Lower end.
        low: u8,
        /// Upper end.
        high: u8,
        /// NOT BETWEEN.
        negated: bool,
    },
}

/// `any_row`, `all_rows`, `at_least`, `at_most`: a node of its own, so that «5 av 9, minst 6 krävs» can be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowsTest {
    /// What is required.
    pub quantifier: Quantifier,
    /// The grid that names the rows.
    pub question: usize,
    /// The rows that count.
    pub rows: Vec<RowPart>,
}

/// How many rows must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// One or more.
    Any,
    /// Every row that is asked, and at least one.
    All,
    /// `k` or more.
    AtLeast(u32),
    /// `k` at most: NOT of `k + 1` or more.
    AtMost(u32),
}

/// One row of a row function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowPart {
    /// The row.
    pub row: RowId,
    /// The cell whose filter says whether the row is asked.
    pub asked: Col,
    /// The condition with `$r` bound; guarded.
    pub cond: Cond,
}

/// A number or date; dates as the whole number yyyymmdd.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Num {
    /// Written in the rule.
    Literal(Scalar),
    /// `param.x`, bound when compiled.
    Parameter(String, Scalar),
    /// A cell.
    Cell(Col),
    /// Left operator right; never a division.
    Arithmetic(Box<Num>, Operator, Box<Num>),
    /// Unary minus.
    Negate(Box<Num>),
    /// Conditions in order; the first unknown before a true one makes the whole empty.
    Case {
        /// Conditions and results.
        branches: Vec<(Cond, Num)>,
        /// ELSE.
        otherwise: Box<Num>,
    },
    /// How many rows hold; empty while one is unknown.
    CountRows {
        /// The grid.
        question: usize,
        /// Its rows.
        rows: Vec<RowPart>,
    },
    /// How many alternatives of a multiple choice are chosen.
    ChosenCount(Col),
    /// The sum of a table's lines.
    SumRows(Col),
}

/// A constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// A number.
    Number(Number),
    /// A date.
    Date(domain::Date),
}

impl Scalar {
    /// As evaluated: millionths, or yyyymmdd for a date.
    pub fn raw(self) -> i64 {
        match self {
            Self::Number(number) => number.micros(),
            Self::Date(date) => date_raw(date),
        }
    }
}

/// A date as the whole number yyyymmdd, which orders as dates do.
pub fn date_raw(date: domain::Date) -> i64 {
    i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day())
}

/// What an entry of a rule gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gives {
    /// A category.
    Value(ValueId),
    /// An empty of the indicator's own (*Ej aktuellt*).
    Empty(Reason),
    /// A number.
    Figure(Num),
    /// A quotient, kept as its pair.
    Quotient(Num, Num),
}

/// One `[[indicator.outcome]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it gives.
    pub gives: Gives,
    /// When; `otherwise` if none.
    pub when: Option<Cond>,
}

/// The outcomes of an indicator, in order: the first that holds wins (`semantics` §9).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The entries.
    pub entries: Vec<Entry>,
    /// Whether overlaps are meant.
    pub ordered: bool,
}

impl Gives {
    /// Two figures are equal only if they are the same entry.
    pub(crate) fn same_result(&self, other: &Self, same_entry: bool) -> bool {
        match (self, other) {
            (Self::Value(a), Self::Value(b)) => a == b,
            (Self::Empty(a), Self::Empty(b)) => a == b,
            _ => same_entry,
        }
    }

    /// The empty of an entry that gives one.
    pub fn empty(&self) -> Option<Empty> {
        match self {
            Self::Empty(reason) => Some(Empty::because(*reason)),
            Self::Value(_) | Self::Figure(_) | Self::Quotient(..) => None,
        }
    }
}

/// Which reads of a column are meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reads {
    /// All of them.
    All,
    /// Those whose answer matters: `asked(x)` reads the filter of x, a row function that of its rows.
    Answers,
    /// Those of a comparison itself, not of a row function within it: its rows have guards of their own.
    Compared,
}

impl Cond {
    /// Calls `visit` with every column it reads, filters of those columns not included.
    pub fn columns(&self, visit: &mut impl FnMut(Col)) {
        self.reads(Reads::All, visit);
    }

    /// Calls `visit` with every column it compares; the rows of a row function are left out.
    pub(crate) fn compared(&self, visit: &mut impl FnMut(Col)) {
        self.reads(Reads::Compared, visit);
    }

    fn reads(&self, which: Reads, visit: &mut impl FnMut(Col)) {
        match self {
            Self::And(all) | Self::Or(all) => all.iter().for_each(|c| c.reads(which, visit)),
            Self::Not(c) => c.reads(which, visit),
            Self::Category(test) => visit(test.cell),
            Self::Same { left, right, .. } => {
                visit(*left);
                visit(*right);
            }
            Self::Compare { left, right, .. } => {
                left.reads(which, visit);
                right.reads(which, visit);
            }
            Self::Ratio { numerator, denominator, limit, .. } => {
                [numerator, denominator, limit].into_iter().for_each(|n| n.reads(which, visit));
            }
            Self::Between { item, low, high, .. } => {
                [item, low, high].into_iter().for_each(|n| n.reads(which, visit));
            }
            Self::Asked(_) if which == Reads::Answers => {}
            Self::Asked(cell)
            | Self::CannotSay(cell)
            | Self::Chosen { cell, .. }
            | Self::Accepted(cell)
            | Self::Answered(cell)
            | Self::Given(cell) => visit(*cell),
            Self::Rows(test) => row_reads(&test.rows, which, visit),
            Self::Guarded { inner, .. } => inner.reads(which, visit),
        }
    }

    /// How many nodes it has.
    pub fn size(&self) -> usize {
        1 + match self {
            Self::And(all) | Self::Or(all) => all.iter().map(Self::size).sum(),
            Self::Not(c) | Self::Guarded { inner: c, .. } => c.size(),
            Self::Compare { left, right, .. } => left.size() + right.size(),
            Self::Ratio { numerator, denominator, limit, .. } => {
                numerator.size() + denominator.size() + limit.size()
            }
            Self::Between { item, low, high, .. } => item.size() + low.size() + high.size(),
            Self::Rows(test) => test.rows.iter().map(|row| row.cond.size()).sum(),
            Self::Category(_)
            | Self::Same { .. }
            | Self::Asked(_)
            | Self::CannotSay(_)
            | Self::Chosen { .. }
            | Self::Accepted(_)
            | Self::Answered(_)
            | Self::Given(_) => 0,
        }
    }
}

fn row_reads(rows: &[RowPart], which: Reads, visit: &mut impl FnMut(Col)) {
    if which == Reads::Compared {
        return;
    }
    for row in rows {
        if which == Reads::All {
            visit(row.asked);
        }
        row.cond.reads(which, visit);
    }
}

impl Num {
    /// Calls `visit` with every column it reads.
    pub fn columns(&self, visit: &mut impl FnMut(Col)) {
        self.reads(Reads::All, visit);
    }

    fn reads(&self, which: Reads, visit: &mut impl FnMut(Col)) {
        match self {
            Self::Literal(_) | Self::Parameter(..) => {}
            Self::Cell(cell) | Self::ChosenCount(cell) | Self::SumRows(cell) => visit(*cell),
            Self::Arithmetic(a, _, b) => {
                a.reads(which, visit);
                b.reads(which, visit);
            }
            Self::Negate(x) => x.reads(which, visit),
            Self::Case { branches, otherwise } => {
                for (cond, result) in branches {
                    cond.reads(which, visit);
                    result.reads(which, visit);
                }
                otherwise.reads(which, visit);
            }
            Self::CountRows { rows, .. } => row_reads(rows, which, visit),
        }
    }

    /// How many nodes it has.
    pub fn size(&self) -> usize {
        1 + match self {
            Self::Literal(_)
            | Self::Parameter(..)
            | Self::Cell(_)
            | Self::ChosenCount(_)
            | Self::SumRows(_) => 0,
            Self::Arithmetic(a, _, b) => a.size() + b.size(),
            Self::Negate(x) => x.size(),
            Self::Case { branches, otherwise } => {
                branches.iter().map(|(c, x)| c.size() + x.size()).sum::<usize>() + otherwise.size()
            }
            Self::CountRows { rows, .. } => rows.iter().map(|row| row.cond.size()).sum(),
        }
    }
}

impl Rule {
    /// The columns its entries read, in order, each once.
    pub fn columns(&self) -> Vec<Col> {
        self.reads(Reads::All)
    }

    /// The columns whose answers its entries read: without those of which only the filter is asked.
    pub(crate) fn answers(&self) -> Vec<Col> {
        self.reads(Reads::Answers)
    }

    fn reads(&self, which: Reads) -> Vec<Col> {
        let mut columns = Vec::new();
        let mut visit = |col| columns.push(col);
        for entry in &self.entries {
            if let Some(when) = &entry.when {
                when.reads(which, &mut visit);
            }
            match &entry.gives {
                Gives::Figure(num) => num.reads(which, &mut visit),
                Gives::Quotient(a, b) => {
                    a.reads(which, &mut visit);
                    b.reads(which, &mut visit);
                }
                Gives::Value(_) | Gives::Empty(_) => {}
            }
        }
        columns.sort_unstable();
        columns.dedup();
        columns
    }
}
