//! Numbers and dates, or why there are none.

use std::cmp::Ordering;

use serde_json::Value as Json;

use super::cells::Held;
use super::conditions::{TransposeChecked, chosen_ids};
use super::document::{At, Checked, Fields, ensure};
use super::exact::Exact;
use super::steps::{Evaluator, Result, Seen, op, open, parts, places};
use super::truth::{Known, Reasons, Truth};

/// A number or a day.
#[derive(Clone, Copy)]
pub(super) enum Quantity<'a> {
    Number(Exact),
    /// As `2018-02-01`.
    Date(&'a str),
}

impl<'a> Quantity<'a> {
    pub(super) fn read(text: &'a str) -> Checked<Self> {
        Exact::read(text).map(Self::Number).or_else(|_| date(text).map(Self::Date))
    }

    pub(super) fn number(self) -> Checked<Exact> {
        match self {
            Self::Number(number) => Ok(number),
            Self::Date(date) => Err(format!("{date} is no number")),
        }
    }

    pub(super) fn order(&self, other: &Self) -> Checked<Ordering> {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => Ok(a.cmp(b)),
            (Self::Date(a), Self::Date(b)) => Ok(a.cmp(b)),
            _ => Err("a date is compared with a number".to_owned()),
        }
    }

    fn value(self) -> String {
        match self {
            Self::Number(number) => number.text(),
            Self::Date(date) => date.to_owned(),
        }
    }

    /// As a rule writes it.
    fn literal(self) -> String {
        match self {
            Self::Number(number) => number.text(),
            Self::Date(date) => format!("DATE '{date}'"),
        }
    }
}

/// A day of the calendar, as `2018-02-01`.
pub(super) fn date(text: &str) -> Checked<&str> {
    let wrong = || format!("`{text}` is neither a number nor a date");
    let is_form = text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| if matches!(i, 4 | 7) { b == b'-' } else { b.is_ascii_digit() });
    ensure(is_form, wrong)?;
    let number = |range: std::ops::Range<usize>| text[range].parse::<u32>().unwrap_or(0);
    let (year, month, day) = (number(0..4), number(5..7), number(8..10));
    let is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let days = match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    ensure((1..=days).contains(&day), wrong)?;
    Ok(text)
}

/// Why a quotient with a known pair has no value: 0 / 0 is not applicable, else a / 0 illogical.
pub(super) fn divided_by_zero(a: Known<Exact>, b: Known<Exact>) -> Checked<Option<Reasons>> {
    Ok(match (a, b) {
        (Ok(Exact::ZERO), Ok(Exact::ZERO)) => Some(Reasons::of("not_applicable")?),
        (Ok(_), Ok(Exact::ZERO)) => Some(Reasons::of("illogical")?),
        _ => None,
    })
}

impl<'a> Evaluator<'_, 'a> {
    /// A number or a date.
    pub(super) fn number(&self, json: &'a Json, guard: bool) -> Checked<Seen<Known<Quantity<'a>>>> {
        let op = op(json)?;
        self.number_of(op, json, guard).at(|| op.to_owned())
    }

    fn number_of(&self, op: &str, json: &'a Json, guard: bool) -> Checked<Seen<Known<Quantity<'a>>>> {
        match op {
            "literal" | "parameter" => {
                let step = open(json, if op == "literal" { &[] } else { &["name"] })?;
                let [] = parts(step)?;
                let value = Quantity::read(step.text_or_null("value")?.ok_or("a constant without value")?)?;
                let name = if op == "literal" { "" } else { step.text("name")? };
                let text = self.text(|| match op {
                    "literal" => value.literal(),
                    _ => format!("param.{name}[{}]", value.literal()),
                });
                self.quantity(step, text, Ok(value), Vec::new(), Vec::new())
            }
            "cell" | "chosen_count" | "sum_rows" => self.of_cell(op, json),
            "negate" => {
                let step = open(json, &[])?;
                let [x] = parts(step)?;
                let x = self.number(x, guard)?;
                let came = x.came.map(|x| x.number().map(|x| Quantity::Number(x.negated()))).transpose_checked()?;
                let text = self.text(|| format!("-({})", x.text));
                self.quantity(step, text, came, vec![0], x.compares)
            }
            "add" | "subtract" | "multiply" => self.arithmetic(op, json, guard),
            "case" => self.case(json, guard),
            "count_rows" => self.count_rows(json),
            _ => Err(format!("unknown step `{op}`")),
        }
    }

    fn of_cell(&self, op: &str, json: &'a Json) -> Checked<Seen<Known<Quantity<'a>>>> {
        let step = open(json, &["cell"])?;
        let [] = parts(step)?;
        let (place, cell, state) = self.cell(step.text("cell")?)?;
        let came = match op {
            "chosen_count" => {
                let count = chosen_ids(cell, state)?.map(|ids| Exact::whole(ids.len()));
                count.transpose_checked()?.map(Quantity::Number)
            }
            _ => {
                let kinds: &[&str] = if op == "cell" { &["number", "date"] } else { &["table"] };
                ensure(kinds.contains(&cell.kind), || format!("{} is of kind {}", cell.name, cell.kind))?;
                match &state.value {
                    Ok(Held::Number(number)) => Ok(Quantity::Number(*number)),
                    Ok(Held::Date(date)) => Ok(Quantity::Date(date)),
                    Ok(_) => return Err(format!("{} holds no number", cell.name)),
                    Err(reasons) => Err(*reasons),
                }
            }
        };
        let text = self.text(|| if op == "cell" { cell.name.to_owned() } else { format!("{op}({})", cell.name) });
        self.quantity(step, text, came, Vec::new(), vec![place])
    }

    fn arithmetic(&self, op: &str, json: &'a Json, guard: bool) -> Checked<Seen<Known<Quantity<'a>>>> {
        let step = open(json, &[])?;
        let [a, b] = parts(step)?;
        let seen = [self.number(a, guard)?, self.number(b, guard)?];
        let compute = |a: Quantity<'_>, b: Quantity<'_>| -> Checked<Exact> {
            let (a, b) = (a.number()?, b.number()?);
            match op {
                "add" => a.plus(b),
                "subtract" => a.minus(b),
                _ => a.times(b),
            }
        };
        let came = match (seen[0].came, seen[1].came) {
            (Ok(a), Ok(b)) => Ok(Quantity::Number(compute(a, b)?)),
            (a, b) => Err(a.err().unwrap_or(Reasons::NONE).and(b.err().unwrap_or(Reasons::NONE))),
        };
        let sign = match op {
            "add" => "+",
            "subtract" => "-",
            _ => "*",
        };
        let text = self.text(|| format!("({} {sign} {})", seen[0].text, seen[1].text));
        let deciding = places(&seen, |part| came.is_ok() || part.came.is_err());
        let compares = seen.iter().flat_map(|part| part.compares.iter().copied()).collect();
        self.quantity(step, text, came, deciding, compares)
    }

    /// Conditions in order; the first unknown one before a true one makes the whole empty.
    fn case(&self, json: &'a Json, guard: bool) -> Checked<Seen<Known<Quantity<'a>>>> {
        let step = open(json, &[])?;
        let children = step.list("children")?;
        let (branches, last) = children.as_chunks::<2>();
        let [otherwise] = last else { return Err("a CASE without ELSE".to_owned()) };
        ensure(!branches.is_empty(), || "a CASE without WHEN".to_owned())?;
        let (mut text, mut deciding, mut compares) = ("CASE".to_owned(), Vec::new(), Vec::new());
        let mut came = None;
        for (i, [condition, result]) in branches.iter().enumerate() {
            let (condition, result) = (self.condition(condition, guard)?, self.number(result, guard)?);
            text = self.text(|| format!("{text} WHEN {} THEN {}", condition.text, result.text));
            compares.extend(condition.compares);
            compares.extend(result.compares);
            if came.is_none() {
                deciding.push(2 * i);
                match condition.came {
                    Truth::False => {}
                    Truth::True => {
                        deciding.push(2 * i + 1);
                        came = Some(result.came);
                    }
                    Truth::Unknown(reasons) => came = Some(Err(reasons)),
                }
            }
        }
        let otherwise = self.number(otherwise, guard)?;
        let text = self.text(|| format!("{text} ELSE {} END", otherwise.text));
        compares.extend(otherwise.compares);
        let came = came.unwrap_or_else(|| {
            deciding.push(children.len() - 1);
            otherwise.came
        });
        self.quantity(step, text, came, deciding, compares)
    }

    pub(super) fn quantity(
        &self,
        step: Fields<'a>,
        text: String,
        came: Known<Quantity<'a>>,
        deciding: Vec<usize>,
        compares: Vec<usize>,
    ) -> Checked<Seen<Known<Quantity<'a>>>> {
        let value = came.ok().map(Quantity::value);
        let reasons = came.err().unwrap_or(Reasons::NONE);
        self.told(step, &text, &Result { value: value.as_deref(), reasons, deciding })?;
        Ok(Seen { text, is_chain: false, came, compares })
    }
}
