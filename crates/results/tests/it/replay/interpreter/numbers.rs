//! Numbers and dates, or why there are none.

use std::cmp::Ordering;

use serde_json::Value as Json;

use super::cells::Held;
use super::conditions::{TransposeChecked, chosen_ids};
use super::document::{At, Checked, Fields, ensure};
use super::exact::Exact;
use super::steps::{Evaluator, Result, Seen, op, open, parts, places};
use super::truth::{Known, Reasons, Truth};

/// A number or a day (as `2018-02-01`), or why there is none.
#[derive(Clone, Copy)]
pub(super) enum Amount<'a> {
    Number(Known<Exact>),
    Date(Known<&'a str>),
}

impl<'a> Amount<'a> {
    fn constant(text: &'a str) -> Checked<Self> {
        Exact::read(text)
            .map(|number| Self::Number(Ok(number)))
            .or_else(|_| date(text).map(|date| Self::Date(Ok(date))))
    }

    /// As a number; a day is none, even if it is not known.
    pub(super) fn number(self) -> Checked<Known<Exact>> {
        match self {
            Self::Number(number) => Ok(number),
            Self::Date(_) => Err("a date is computed with".to_owned()),
        }
    }

    pub(super) fn order(self, other: Self) -> Checked<Known<Ordering>> {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => Ok(both(a, b).map(|(a, b)| a.cmp(&b))),
            (Self::Date(a), Self::Date(b)) => Ok(both(a, b).map(|(a, b)| a.cmp(b))),
            (Self::Number(_), Self::Date(_)) | (Self::Date(_), Self::Number(_)) => {
                Err("a date is compared with a number".to_owned())
            }
        }
    }

    /// Why there is none; none if there is.
    pub(super) fn reasons(self) -> Reasons {
        match self {
            Self::Number(number) => number.err(),
            Self::Date(date) => date.err(),
        }
        .unwrap_or(Reasons::NONE)
    }

    pub(super) fn is_empty(self) -> bool {
        !self.reasons().is_empty()
    }

    fn value(self) -> Option<String> {
        match self {
            Self::Number(number) => number.ok().map(Exact::text),
            Self::Date(date) => date.ok().map(str::to_owned),
        }
    }

    /// As a rule writes it.
    fn literal(self) -> String {
        let value = self.value().unwrap_or_default();
        match self {
            Self::Number(_) => value,
            Self::Date(_) => format!("DATE '{value}'"),
        }
    }
}

/// Both, or the reasons of either.
pub(super) fn both<T, U>(left: Known<T>, right: Known<U>) -> Known<(T, U)> {
    match (left, right) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (a, b) => Err(a.err().unwrap_or(Reasons::NONE).and(b.err().unwrap_or(Reasons::NONE))),
    }
}

/// A day of the calendar, as `2018-02-01`.
pub(super) fn date(text: &str) -> Checked<&str> {
    let wrong = || format!("`{text}` is neither a number nor a date");
    let is_form = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(i, b)| if matches!(i, 4 | 7) { b == b'-' } else { b.is_ascii_digit() });
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
    pub(super) fn number(&self, json: &'a Json, guard: bool) -> Checked<Seen<Amount<'a>>> {
        let op = op(json)?;
        self.number_of(op, json, guard).at(|| op.to_owned())
    }

    fn number_of(&self, op: &str, json: &'a Json, guard: bool) -> Checked<Seen<Amount<'a>>> {
        match op {
            "literal" | "parameter" => {
                let step = open(json, if op == "literal" { &[] } else { &["name"] })?;
                let [] = parts(step)?;
                let value = Amount::constant(step.text_or_null("value")?.ok_or("a constant without value")?)?;
                let name = if op == "literal" { "" } else { step.text("name")? };
                let text = self.text(|| match op {
                    "literal" => value.literal(),
                    _ => format!("param.{name}[{}]", value.literal()),
                });
                self.amount(step, text, value, Vec::new(), Vec::new())
            }
            "cell" | "chosen_count" | "sum_rows" => self.of_cell(op, json),
            "negate" => {
                let step = open(json, &[])?;
                let [x] = parts(step)?;
                let x = self.number(x, guard)?;
                let came = Amount::Number(x.came.number()?.map(Exact::negated));
                let text = self.text(|| format!("-({})", x.text));
                self.amount(step, text, came, vec![0], x.compares)
            }
            "add" | "subtract" | "multiply" => self.arithmetic(op, json, guard),
            "case" => self.case(json, guard),
            "count_rows" => self.count_rows(json),
            _ => Err(format!("unknown step `{op}`")),
        }
    }

    fn of_cell(&self, op: &str, json: &'a Json) -> Checked<Seen<Amount<'a>>> {
        let step = open(json, &["cell"])?;
        let [] = parts(step)?;
        let (place, cell, state) = self.cell(step.text("cell")?)?;
        let came = match op {
            "chosen_count" => {
                let count = chosen_ids(cell, state)?.map(|ids| Exact::whole(ids.len()));
                Amount::Number(count.transpose_checked()?)
            }
            _ => {
                let kinds: &[&str] = if op == "cell" { &["number", "date"] } else { &["table"] };
                ensure(kinds.contains(&cell.kind), || format!("{} is of kind {}", cell.name, cell.kind))?;
                match &state.value {
                    Ok(Held::Number(number)) => Amount::Number(Ok(*number)),
                    Ok(Held::Date(date)) => Amount::Date(Ok(date)),
                    Ok(_) => return Err(format!("{} holds no number", cell.name)),
                    Err(reasons) if cell.kind == "date" => Amount::Date(Err(*reasons)),
                    Err(reasons) => Amount::Number(Err(*reasons)),
                }
            }
        };
        let text =
            self.text(|| if op == "cell" { cell.name.to_owned() } else { format!("{op}({})", cell.name) });
        self.amount(step, text, came, Vec::new(), vec![place])
    }

    fn arithmetic(&self, op: &str, json: &'a Json, guard: bool) -> Checked<Seen<Amount<'a>>> {
        let step = open(json, &[])?;
        let [a, b] = parts(step)?;
        let seen = [self.number(a, guard)?, self.number(b, guard)?];
        let computed = both(seen[0].came.number()?, seen[1].came.number()?).map(|(a, b)| match op {
            "add" => a.plus(b),
            "subtract" => a.minus(b),
            _ => a.times(b),
        });
        let came = Amount::Number(computed.transpose_checked()?);
        let sign = match op {
            "add" => "+",
            "subtract" => "-",
            _ => "*",
        };
        let text = self.text(|| format!("({} {sign} {})", seen[0].text, seen[1].text));
        let deciding = places(&seen, |part| !came.is_empty() || part.came.is_empty());
        let compares = seen.iter().flat_map(|part| part.compares.iter().copied()).collect();
        self.amount(step, text, came, deciding, compares)
    }

    /// Conditions in order; the first unknown one before a true one makes the whole empty.
    fn case(&self, json: &'a Json, guard: bool) -> Checked<Seen<Amount<'a>>> {
        let step = open(json, &[])?;
        let children = step.list("children")?;
        let (branches, last) = children.as_chunks::<2>();
        let [otherwise] = last else { return Err("a CASE without ELSE".to_owned()) };
        ensure(!branches.is_empty(), || "a CASE without WHEN".to_owned())?;
        let (mut text, mut deciding, mut compares) = ("CASE".to_owned(), Vec::new(), Vec::new());
        let mut came = None;
        for (i, [condition, result]) in branches.iter().enumerate() {
            let (condition, result) = (self.condition(condition, guard)?, self.number(result, guard)?);
            let result_number = result.came.number()?;
            text = self.text(|| format!("{text} WHEN {} THEN {}", condition.text, result.text));
            compares.extend(condition.compares);
            compares.extend(result.compares);
            if came.is_none() {
                deciding.push(2 * i);
                match condition.came {
                    Truth::False => {}
                    Truth::True => {
                        deciding.push(2 * i + 1);
                        came = Some(result_number);
                    }
                    Truth::Unknown(reasons) => came = Some(Err(reasons)),
                }
            }
        }
        let otherwise = self.number(otherwise, guard)?;
        let text = self.text(|| format!("{text} ELSE {} END", otherwise.text));
        compares.extend(otherwise.compares);
        let last = otherwise.came.number()?;
        let came = came.unwrap_or_else(|| {
            deciding.push(children.len() - 1);
            last
        });
        self.amount(step, text, Amount::Number(came), deciding, compares)
    }

    pub(super) fn amount(
        &self,
        step: Fields<'a>,
        text: String,
        came: Amount<'a>,
        deciding: Vec<usize>,
        compares: Vec<usize>,
    ) -> Checked<Seen<Amount<'a>>> {
        let value = came.value();
        self.told(step, &text, &Result { value: value.as_deref(), reasons: came.reasons(), deciding })?;
        Ok(Seen { text, is_chain: false, came, compares })
    }
}
