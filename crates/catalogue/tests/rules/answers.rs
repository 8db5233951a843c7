//! Every answer that a cell may get.

use domain::{Date, Number};
use rules::schema::{Col, Parameter, QuestionKind, Schema};
use rules::syntax::Expr;
use rules::table::Questionnaire;

/// The numbers and dates that expressions name, themselves or by a parameter.
#[derive(Default)]
pub(crate) struct Constants {
    numbers: Vec<Number>,
    dates: Vec<Date>,
}

impl Constants {
    /// Those of some expressions.
    pub(crate) fn of<'a>(exprs: impl IntoIterator<Item = &'a Expr>, schema: &Schema) -> Self {
        let mut constants = Self::default();
        let mut queue: Vec<&Expr> = exprs.into_iter().collect();
        while let Some(expr) = queue.pop() {
            match expr {
                Expr::Number(number) => constants.numbers.push(*number),
                Expr::Date(date) => constants.dates.push(*date),
                Expr::Name(name) => {
                    let name = name.to_string();
                    match name.strip_prefix("param.").and_then(|id| schema.parameter(id)) {
                        Some(Parameter::Number(number)) => constants.numbers.push(number),
                        Some(Parameter::Date(date)) => constants.dates.push(date),
                        None => {}
                    }
                }
                other => queue.extend(other.children()),
            }
        }
        constants
    }
}

/// Values that a cell may be answered with: every alternative, and of numbers and dates those at the constants.
pub(crate) fn values(questionnaire: &Questionnaire, col: Col, constants: &Constants) -> Vec<i64> {
    match &questionnaire.schema.column(col).kind {
        QuestionKind::One(set) => (0..set.alternatives.len() as i64).collect(),
        QuestionKind::Many(set) => {
            let n = set.alternatives.len();
            let alone: i64 =
                set.alone.iter().filter_map(|id| set.position(id.as_str())).map(|p| 1 << p).sum();
            let singles = (0..n).map(|place| 1_i64 << place);
            let stands = |chosen: &i64| chosen & alone == 0 || chosen.count_ones() == 1;
            if n <= 8 {
                (1..1_i64 << n).filter(stands).collect()
            } else {
                let all = ((1_i64 << n) - 1) & !alone;
                let pairs = (0..n).flat_map(|a| (0..a).map(move |b| 1_i64 << a | 1 << b));
                let few: Vec<i64> = singles.chain(pairs).filter(stands).collect();
                few.iter().map(|set| all & !set).chain(few.iter().copied()).filter(|set| *set != 0).collect()
            }
        }
        QuestionKind::Number(form) | QuestionKind::Table(form) => {
            let step = 10_i64.pow(6 - u32::from(form.digits.min(6)));
            let (low, high) = (form.low.micros(), form.high.micros());
            let cuts = constants.numbers.iter().map(|number| number.micros()).chain([0]);
            let near = cuts.flat_map(|cut| [-1, 0, 1].map(|by| cut.div_euclid(step) * step + by * step));
            let small = (1..6).map(|n| n * Number::SCALE).chain([low, high]);
            let mut all: Vec<i64> = near.chain(small).filter(|x| (low..=high).contains(x)).collect();
            all.extend(form.missing_code.map(Number::micros));
            all.sort_unstable();
            all.dedup();
            all
        }
        QuestionKind::Date => {
            let days = constants.dates.iter().flat_map(|day| [day.yesterday(), Ok(*day), day.tomorrow()]);
            let mut all: Vec<i64> = days.flatten().map(rules::tree::date_raw).collect();
            all.push(20_000_101);
            all
        }
        QuestionKind::Text => vec![1],
    }
}
