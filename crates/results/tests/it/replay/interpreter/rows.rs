//! Conditions and counts over the rows of a grid.

use serde_json::Value as Json;

use super::document::{At, Checked, Fields, ensure, fields, same};
use super::exact::Exact;
use super::numbers::Amount;
use super::steps::{Evaluator, Result, Seen, op, open, parts, places};
use super::truth::{Reasons, Truth};

/// What a row came to.
#[derive(Clone, Copy, PartialEq)]
enum Row {
    NotAsked,
    Asked(Truth),
}

impl Row {
    fn id(self) -> &'static str {
        match self {
            Self::NotAsked => "not_asked",
            Self::Asked(truth) => truth.id(),
        }
    }

    fn reasons(self) -> Reasons {
        match self {
            Self::NotAsked => Reasons::NONE,
            Self::Asked(truth) => truth.reasons(),
        }
    }
}

/// Rows, counted.
struct Counted {
    rows: Vec<Row>,
    text: String,
    yes: usize,
    no: usize,
    unknown: usize,
    not_asked: usize,
    reasons: Reasons,
}

impl Counted {
    fn places(&self, ids: &[&str]) -> Vec<usize> {
        places(&self.rows, |row| ids.contains(&row.id()))
    }

    fn at_least(&self, k: usize) -> Truth {
        if self.yes >= k {
            Truth::True
        } else if self.yes + self.unknown < k {
            Truth::False
        } else {
            Truth::Unknown(self.reasons)
        }
    }

    fn all(&self) -> Checked<Truth> {
        Ok(if self.no > 0 {
            Truth::False
        } else if self.unknown > 0 {
            Truth::Unknown(self.reasons)
        } else if self.yes > 0 {
            Truth::True
        } else {
            Truth::Unknown(Reasons::of("not_asked")?)
        })
    }
}

impl<'a> Evaluator<'_, 'a> {
    /// `any_row`, `all_rows`, `at_least`, `at_most`.
    pub(super) fn rows(&self, json: &'a Json) -> Checked<Seen<Truth>> {
        let step = open(json, &["grid", "quantifier", "k", "count"])?;
        let counted = self.counted(step)?;
        let count = fields(step.get("count")?, &[&["yes", "no", "unknown", "not_asked"]], &[])?;
        for (key, computed) in [
            ("yes", counted.yes),
            ("no", counted.no),
            ("unknown", counted.unknown),
            ("not_asked", counted.not_asked),
        ] {
            same(key, &count.count(key)?, &computed).at(|| "count".to_owned())?;
        }
        let quantifier = step.text("quantifier")?;
        let k = match quantifier {
            "any_row" | "all_rows" => {
                ensure(step.get("k")?.is_null(), || format!("`k` at {quantifier}"))?;
                1
            }
            _ => step.count("k")?,
        };
        let came = match quantifier {
            "any_row" | "at_least" => counted.at_least(k),
            "at_most" => counted.at_least(k + 1).opposite(),
            "all_rows" => counted.all()?,
            _ => return Err(format!("unknown quantifier `{quantifier}`")),
        };
        // Who settled it: the rows that hold, or those that do not.
        let deciding = match (quantifier, came) {
            (_, Truth::Unknown(_)) if counted.unknown > 0 => counted.places(&["unknown"]),
            (_, Truth::Unknown(_)) => (0..counted.rows.len()).collect(),
            ("all_rows", Truth::False) => counted.places(&["false"]),
            ("at_most", Truth::False) | ("any_row" | "at_least" | "all_rows", Truth::True) => {
                counted.places(&["true"])
            }
            _ => counted.places(&["false", "not_asked"]),
        };
        let text = self.text(|| match quantifier {
            "any_row" | "all_rows" => format!("{quantifier}({})", counted.text),
            _ => format!("{quantifier}({k}, {})", counted.text),
        });
        self.truth(step, text, came, deciding, Vec::new(), false)
    }

    /// How many rows hold; empty while one is unknown.
    pub(super) fn count_rows(&self, json: &'a Json) -> Checked<Seen<Amount<'a>>> {
        let step = open(json, &["grid"])?;
        let counted = self.counted(step)?;
        let is_known = counted.unknown == 0;
        let came =
            Amount::Number(if is_known { Ok(Exact::whole(counted.yes)?) } else { Err(counted.reasons) });
        let deciding = places(&counted.rows, |row| is_known || row.id() == "unknown");
        let text = self.text(|| format!("count_rows({})", counted.text));
        self.amount(step, text, came, deciding, Vec::new())
    }

    fn counted(&self, step: Fields<'a>) -> Checked<Counted> {
        let grid = step.text("grid")?;
        let mut counted = Counted {
            rows: Vec::new(),
            text: String::new(),
            yes: 0,
            no: 0,
            unknown: 0,
            not_asked: 0,
            reasons: Reasons::NONE,
        };
        let mut texts = Vec::new();
        for json in step.list("children")? {
            let (row, text) = self.row(json, grid)?;
            match row {
                Row::NotAsked => counted.not_asked += 1,
                Row::Asked(Truth::True) => counted.yes += 1,
                Row::Asked(Truth::False) => counted.no += 1,
                Row::Asked(Truth::Unknown(reasons)) => {
                    counted.unknown += 1;
                    counted.reasons = counted.reasons.and(reasons);
                }
            }
            counted.rows.push(row);
            texts.push(text);
        }
        ensure(!counted.rows.is_empty(), || "no rows".to_owned())?;
        counted.text = self.text(|| texts.join("; "));
        Ok(counted)
    }

    fn row(&self, json: &'a Json, grid: &str) -> Checked<(Row, String)> {
        same("a row's step", &op(json)?, &"row")?;
        let step = open(json, &["row", "cell"])?;
        let name = step.text("row")?;
        let (_, cell, state) = self.cell(step.text("cell")?)?;
        same("the grid of a row", &cell.question, &grid)?;
        same("the row", &name, &cell.row)?;
        let [condition] = parts(step)?;
        let seen = self.condition(condition, true).at(|| format!("row {name}"))?;
        let row = if state.asked == Truth::False { Row::NotAsked } else { Row::Asked(seen.came) };
        let text = self.text(|| format!("{name}: {}", seen.text));
        let deciding = if row == Row::NotAsked { Vec::new() } else { vec![0] };
        self.told(step, &text, &Result { value: Some(row.id()), reasons: row.reasons(), deciding })?;
        Ok((row, text))
    }
}
