//! Filters and checks as formulas of a spreadsheet.
//!
//! A condition is TRUE, FALSE or UNKNOWN, and a formula only true or false, so each becomes two: when it is surely
//! true, and when it is surely false. Answers are looked up by their keys, so rows may be sorted and moved. What
//! formulas cannot say – counts of rows, what is known of a unit – gives none, and the status leaves it out. The
//! formulas are a help while writing; what counts is what the program reads and evaluates itself.

use catalogue::answers::fill_in::{answer_rows, labels};
use catalogue::model::{Edition, Question};
use domain::Number;
use rules::schema::{Col, QuestionKind};
use rules::syntax::{Comparison, Operator};
use rules::tree::{Cond, Num, Quantifier, RowsTest, Scalar};

use super::status;

/// Longest that a filter may be, when it holds and when it fails together; a cell holds 8 192 characters.
const MAX_FORMULA: usize = 6_000;

/// Longest text in a formula.
const MAX_TEXT: usize = 255;

/// When a condition is surely true, and when surely false.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// True only if the condition is.
    pub(super) holds: String,
    /// True only if the condition is false.
    pub(super) fails: String,
}

/// Writes conditions of an edition as formulas.
pub(super) struct Formulas<'e> {
    edition: &'e Edition,
}

impl<'e> Formulas<'e> {
    pub(super) fn new(edition: &'e Edition) -> Self {
        Self { edition }
    }

    /// The filter of a cell: none if it has none, an inner none if no formula can say it.
    pub(super) fn filter(&self, col: Col) -> Option<Option<Pair>> {
        let filter = self.edition.questionnaire.filters.get(col.index())?.as_ref()?;
        Some(self.cond(filter).filter(|pair| pair.holds.len() + pair.fails.len() <= MAX_FORMULA))
    }

    /// When a condition is surely true.
    pub(super) fn holds(&self, cond: &Cond) -> Option<String> {
        self.cond(cond).map(|pair| pair.holds)
    }

    fn cond(&self, cond: &Cond) -> Option<Pair> {
        match cond {
            Cond::And(all) => {
                let all = all.iter().map(|c| self.cond(c)).collect::<Option<Vec<_>>>()?;
                Some(Pair {
                    holds: and(all.iter().map(|p| &p.holds)),
                    fails: or(all.iter().map(|p| &p.fails)),
                })
            }
            Cond::Or(all) => {
                let all = all.iter().map(|c| self.cond(c)).collect::<Option<Vec<_>>>()?;
                Some(Pair {
                    holds: or(all.iter().map(|p| &p.holds)),
                    fails: and(all.iter().map(|p| &p.fails)),
                })
            }
            Cond::Not(c) => self.cond(c).map(|pair| Pair { holds: pair.fails, fails: pair.holds }),
            Cond::Category(test) => {
                let question = self.question(test.cell)?;
                let cell = self.answer(test.cell)?;
                let (mut within, mut without) = (Vec::new(), Vec::new());
                for (place, label) in labels(&question.alternatives).iter().enumerate() {
                    let is = format!("{cell}={}", text(label)?);
                    if place < 64 && test.mask >> place & 1 == 1 { within.push(is) } else { without.push(is) }
                }
                Some(self.if_asked(&[test.cell], or(&within), or(&without)))
            }
            Cond::Chosen { cell, alternative } => {
                let question = self.question(*cell)?;
                let row = answer_rows(self.edition, question, 1)
                    .into_iter()
                    .find(|row| row.col == *cell && row.alternative == Some(usize::from(*alternative)))?;
                let is_chosen = format!("{}<>\"\"", self.answer_at(*cell, &row.key)?);
                let is_answered = self.group_is_filled(*cell)?;
                Some(self.if_asked(&[*cell], is_chosen.clone(), and([is_answered, not(&is_chosen)])))
            }
            Cond::Compare { left, op, right } => self.compare(&[left, right], |numbers| {
                let [left, right] = numbers else { return None };
                Some((compared(left, *op, right), not(&compared(left, *op, right))))
            }),
            Cond::Ratio { numerator, denominator, op, limit } => {
                self.compare(&[numerator, denominator, limit], |numbers| {
                    let [above, below, limit] = numbers else { return None };
                    let is = compared(above, *op, &format!("({limit})*({below})"));
                    let is_positive = format!("({below})>0");
                    Some((and([is_positive.clone(), is.clone()]), and([is_positive, not(&is)])))
                })
            }
            Cond::Between { item, low, high, negated } => self.compare(&[item, low, high], |numbers| {
                let [item, low, high] = numbers else { return None };
                let within = and([format!("{item}>={low}"), format!("{item}<={high}")]);
                Some(if *negated { (not(&within), within) } else { (within.clone(), not(&within)) })
            }),
            Cond::CannotSay(cell) => {
                let QuestionKind::Number(form) = &self.edition.questionnaire.schema.column(*cell).kind else {
                    return None;
                };
                let (code, answer) = (form.missing_code?, self.answer(*cell)?);
                let is = format!("{answer}={code}");
                Some(self.if_asked(&[*cell], is.clone(), and([format!("ISNUMBER({answer})"), not(&is)])))
            }
            // Nobody has reviewed what is being written.
            Cond::Accepted(_) => Some(Pair { holds: "FALSE".to_owned(), fails: "TRUE".to_owned() }),
            Cond::Answered(cell) | Cond::Given(cell) => {
                let filled = self.group_is_filled(*cell)?;
                let asked = and([not(&self.not_asked(*cell)?), filled]);
                Some(Pair { holds: asked.clone(), fails: not(&asked) })
            }
            Cond::Rows(test) => self.rows(test),
            Cond::Guarded { cells, inner } => {
                let inner = self.cond(inner)?;
                let none = cells.iter().map(|cell| self.not_asked(*cell)).collect::<Option<Vec<_>>>()?;
                Some(Pair { fails: or(none.iter().chain([&inner.fails])), holds: inner.holds })
            }
            Cond::Same { .. } | Cond::Asked(_) => None,
        }
    }

    fn rows(&self, test: &RowsTest) -> Option<Pair> {
        let rows = test.rows.iter().map(|row| Some((self.cond(&row.cond)?, self.not_asked(row.asked)?)));
        let rows = rows.collect::<Option<Vec<_>>>()?;
        let holds = || rows.iter().map(|(pair, _)| &pair.holds);
        let fails = || rows.iter().map(|(pair, _)| &pair.fails);
        let count = |all: Vec<&String>| {
            let all: Vec<String> = all.into_iter().map(|c| format!("IF({c},1,0)")).collect();
            all.join("+")
        };
        let at_least = |k: u32| Pair {
            holds: format!("{}>={k}", count(holds().collect())),
            fails: format!("{}-({})<{k}", rows.len(), count(fails().collect())),
        };
        Some(match test.quantifier {
            Quantifier::Any => Pair { holds: or(holds()), fails: and(fails()) },
            Quantifier::All => {
                // Rows that are not asked are skipped, but one must hold.
                let each: Vec<String> = rows.iter().map(|(pair, none)| or([&pair.holds, none])).collect();
                let wrong: Vec<String> =
                    rows.iter().map(|(pair, none)| and([pair.fails.clone(), not(none)])).collect();
                Pair { holds: and([or(holds()), and(&each)]), fails: or(&wrong) }
            }
            Quantifier::AtLeast(k) => at_least(k),
            Quantifier::AtMost(k) => {
                let Pair { holds, fails } = at_least(k.saturating_add(1));
                Pair { holds: fails, fails: holds }
            }
        })
    }

    /// A comparison of numbers, which is unknown while one of them is not given.
    fn compare(
        &self,
        numbers: &[&Num],
        tell: impl FnOnce(&[String]) -> Option<(String, String)>,
    ) -> Option<Pair> {
        let (mut cells, mut given) = (Vec::new(), Vec::new());
        let texts =
            numbers.iter().map(|num| self.number(num, &mut cells, &mut given)).collect::<Option<Vec<_>>>()?;
        let (holds, fails) = tell(&texts)?;
        let known = and(&given);
        Some(self.if_asked(&cells, and([&known, &holds]), and([&known, &fails])))
    }

    /// A number; the cells it reads, and when they are given.
    fn number(&self, num: &Num, cells: &mut Vec<Col>, given: &mut Vec<String>) -> Option<String> {
        match num {
            Num::Literal(scalar) | Num::Parameter(_, scalar) => Some(constant(*scalar)),
            Num::Cell(cell) => {
                let answer = self.answer(*cell)?;
                cells.push(*cell);
                given.push(format!("ISNUMBER({answer})"));
                if let QuestionKind::Number(form) = &self.edition.questionnaire.schema.column(*cell).kind
                    && let Some(code) = form.missing_code
                {
                    given.push(format!("{answer}<>{code}"));
                }
                Some(answer)
            }
            Num::SumRows(cell) => {
                let (prefix, part) = self.prefix(*cell)?;
                cells.push(*cell);
                given.push(self.lines_are_given(*cell)?);
                Some(format!("SUMIF(Nyckel_{part},\"{prefix}*\",Svar_{part})"))
            }
            Num::ChosenCount(cell) => {
                let (prefix, part) = self.prefix(*cell)?;
                cells.push(*cell);
                given.push(self.group_is_filled(*cell)?);
                Some(format!("COUNTIFS(Nyckel_{part},\"{prefix}*\",Svar_{part},\"?*\")"))
            }
            Num::Arithmetic(left, op, right) => {
                let (left, right) = (self.number(left, cells, given)?, self.number(right, cells, given)?);
                let op = match op {
                    Operator::Add => "+",
                    Operator::Subtract => "-",
                    Operator::Multiply => "*",
                    Operator::Divide => return None,
                };
                Some(format!("({left}{op}{right})"))
            }
            Num::Negate(num) => Some(format!("(-{})", self.number(num, cells, given)?)),
            Num::Case { .. } | Num::CountRows { .. } => None,
        }
    }

    fn if_asked(&self, cells: &[Col], holds: String, fails: String) -> Pair {
        let none: Vec<String> = cells.iter().filter_map(|cell| self.not_asked(*cell)).collect();
        let asked = || not(&or(&none));
        Pair { holds: and([holds, asked()]), fails: and([fails, asked()]) }
    }

    /// When a cell is not asked. The column that says so reads answers and itself further up, never the status:
    /// checks read later questions, too, and would go round in circles.
    fn not_asked(&self, cell: Col) -> Option<String> {
        if self.edition.questionnaire.filters.get(cell.index())?.is_none() {
            return Some("FALSE".to_owned());
        }
        let (key, part) = (self.first_key(cell)?, self.part(cell)?);
        Some(format!("{}=\"{}\"", looked_up("Stalls", part, &key), status::NOT))
    }

    /// The answer of a cell that has one row.
    fn answer(&self, cell: Col) -> Option<String> {
        let key = self.first_key(cell)?;
        self.answer_at(cell, &key)
    }

    fn answer_at(&self, cell: Col, key: &str) -> Option<String> {
        Some(looked_up("Svar", self.part(cell)?, key))
    }

    /// Whether anything stands in the rows of a cell.
    pub(super) fn group_is_filled(&self, cell: Col) -> Option<String> {
        match &self.edition.questionnaire.schema.column(cell).kind {
            QuestionKind::Many(_) => {
                let (prefix, part) = self.prefix(cell)?;
                Some(format!("COUNTIFS(Nyckel_{part},\"{prefix}*\",Svar_{part},\"?*\")>0"))
            }
            QuestionKind::Table(_) => self.lines_are_given(cell),
            QuestionKind::One(_) | QuestionKind::Number(_) | QuestionKind::Date | QuestionKind::Text => {
                Some(format!("LEN(TRIM({}))>0", self.answer(cell)?))
            }
        }
    }

    /// Whether any row of a cell has a comment, where it has several rows.
    pub(super) fn group_is_commented(&self, cell: Col) -> Option<String> {
        let (prefix, part) = self.prefix(cell)?;
        Some(format!("COUNTIFS(Nyckel_{part},\"{prefix}*\",Kommentar_{part},\"?*\")>0"))
    }

    /// When an alternative that stands alone is chosen with others; none where there is no such alternative.
    pub(super) fn stands_with_others(&self, cell: Col) -> Option<String> {
        let QuestionKind::Many(set) = &self.edition.questionnaire.schema.column(cell).kind else {
            return None;
        };
        let alone = set
            .alone
            .iter()
            .map(|id| format!("{}#{id}", self.edition.questionnaire.schema.column(cell).name));
        let alone = alone
            .map(|key| Some(format!("{}<>\"\"", self.answer_at(cell, &key)?)))
            .collect::<Option<Vec<_>>>()?;
        if alone.is_empty() {
            return None;
        }
        let (prefix, part) = self.prefix(cell)?;
        Some(and([or(&alone), format!("COUNTIFS(Nyckel_{part},\"{prefix}*\",Svar_{part},\"?*\")>1")]))
    }

    fn lines_are_given(&self, cell: Col) -> Option<String> {
        let (prefix, part) = self.prefix(cell)?;
        let length = prefix.chars().count();
        Some(format!("SUMPRODUCT((LEFT(Nyckel_{part},{length})=\"{prefix}\")*ISNUMBER(Svar_{part}))>0"))
    }

    /// What the keys of a cell's rows begin with, and the part they stand in.
    fn prefix(&self, cell: Col) -> Option<(String, &'e str)> {
        let column = self.edition.questionnaire.schema.column(cell);
        let mark = if matches!(column.kind, QuestionKind::Many(_)) { '#' } else { '.' };
        Some((format!("{}{mark}", column.name), self.part(cell)?))
    }

    fn first_key(&self, cell: Col) -> Option<String> {
        let rows = answer_rows(self.edition, self.question(cell)?, 1);
        rows.into_iter().find(|row| row.col == cell).map(|row| row.key)
    }

    fn part(&self, cell: Col) -> Option<&'e str> {
        self.question(cell).map(|question| question.part.as_str())
    }

    /// The question of a cell; none for what is known without asking.
    fn question(&self, cell: Col) -> Option<&'e Question> {
        let place = self.edition.questionnaire.schema.column(cell).question?;
        self.edition.questions.iter().find(|question| question.place == place)
    }
}

/// What stands in a column at a key.
fn looked_up(column: &str, part: &str, key: &str) -> String {
    format!("INDEX({column}_{part},MATCH(\"{key}\",Nyckel_{part},0))")
}

/// A text in a formula; none if it is longer than formulas hold.
pub(super) fn text(text: &str) -> Option<String> {
    (text.chars().count() <= MAX_TEXT).then(|| format!("\"{}\"", text.replace('"', "\"\"")))
}

fn constant(scalar: Scalar) -> String {
    match scalar {
        Scalar::Number(number) => bracketed(number),
        Scalar::Date(date) => format!("DATE({},{},{})", date.year(), date.month(), date.day()),
    }
}

fn bracketed(number: Number) -> String {
    if number < Number::ZERO { format!("({number})") } else { number.to_string() }
}

fn compared(left: &str, op: Comparison, right: &str) -> String {
    let op = match op {
        Comparison::Equal => "=",
        Comparison::NotEqual => "<>",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    };
    format!("{left}{op}{right}")
}

/// All of them; short where that can be said.
pub(super) fn and<S: AsRef<str>>(all: impl IntoIterator<Item = S>) -> String {
    joined("AND", "TRUE", "FALSE", all)
}

/// One of them.
pub(super) fn or<S: AsRef<str>>(all: impl IntoIterator<Item = S>) -> String {
    joined("OR", "FALSE", "TRUE", all)
}

fn joined<S: AsRef<str>>(
    name: &str,
    nothing: &str,
    settled: &str,
    all: impl IntoIterator<Item = S>,
) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in all {
        let part = part.as_ref();
        if part == settled {
            return settled.to_owned();
        }
        if part != nothing && !parts.iter().any(|known| known == part) {
            parts.push(part.to_owned());
        }
    }
    match &parts[..] {
        [] => nothing.to_owned(),
        [only] => only.clone(),
        _ => format!("{name}({})", parts.join(",")),
    }
}

/// The opposite.
pub(super) fn not(of: &str) -> String {
    match of {
        "TRUE" => "FALSE".to_owned(),
        "FALSE" => "TRUE".to_owned(),
        _ => format!("NOT({of})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_settled_is_not_written() {
        for (case, is, expected) in [
            ("nothing", and([""; 0]), "TRUE"),
            ("one", and(["A1=1"]), "A1=1"),
            ("no doubles", or(["A1=1", "A1=1", "FALSE"]), "A1=1"),
            ("two", or(["A1=1", "A2=1"]), "OR(A1=1,A2=1)"),
            ("settled", and(["A1=1", "FALSE"]), "FALSE"),
            ("the opposite of nothing", not("FALSE"), "TRUE"),
        ] {
            assert_eq!(is, expected, "{case}");
        }
    }
}
