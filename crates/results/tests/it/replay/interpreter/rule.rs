//! From the entries of a rule to what the unit got.

use serde_json::Value as Json;

use super::FORMAT;
use super::cells::Cells;
use super::document::{At, Checked, Fields, coded, ensure, fields, same};
use super::exact::Exact;
use super::numbers::{both, divided_by_zero};
use super::steps::{Evaluator, Used};
use super::truth::{Known, Reasons, Truth};

const KEYS: [&str; 18] = [
    "format",
    "kind",
    "edition",
    "unit",
    "indicator",
    "source",
    "readings",
    "origin",
    "outcome",
    "times",
    "decimals",
    "basis",
    "ordered",
    "rule",
    "entries",
    "cells",
    "checks",
    "sentences",
];
const OUTCOME_KEYS: [&str; 8] =
    ["value", "figure", "numerator", "denominator", "exact", "empty", "all_reasons", "word"];

/// What a unit got: value, figure, numerator, denominator, exact, empty, and every reason.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Got {
    pub(super) value: String,
    pub(super) figure: String,
    pub(super) numerator: String,
    pub(super) denominator: String,
    pub(super) exact: String,
    pub(super) empty: String,
    pub(super) all_reasons: Vec<String>,
}

impl Got {
    /// As an explanation tells it.
    pub(super) fn told(json: &Json) -> Checked<Self> {
        let told = fields(json, &[&OUTCOME_KEYS], &[])?;
        told.text("word")?;
        let text = |key| told.text(key).map(str::to_owned);
        Ok(Self {
            value: text("value")?,
            figure: text("figure")?,
            numerator: text("numerator")?,
            denominator: text("denominator")?,
            exact: text("exact")?,
            empty: text("empty")?,
            all_reasons: told.texts("all_reasons")?.into_iter().map(str::to_owned).collect(),
        })
    }

    fn empty(reasons: Reasons) -> Checked<Self> {
        // What no entry foresaw contradicts itself.
        let reasons = if reasons.is_empty() { Reasons::of("illogical")? } else { reasons };
        Ok(Self {
            empty: reasons.strongest().unwrap_or_default().to_owned(),
            all_reasons: reasons.names().into_iter().map(str::to_owned).collect(),
            ..Self::default()
        })
    }

    fn number(number: Exact, decimals: usize) -> Checked<Self> {
        Ok(Self { figure: number.rounded(decimals)?, exact: number.text(), ..Self::default() })
    }

    fn quotient(a: Known<Exact>, b: Known<Exact>, times: usize, decimals: usize) -> Checked<Self> {
        if let Some(reasons) = divided_by_zero(a, b)? {
            return Self::empty(reasons);
        }
        match both(a, b) {
            Ok((a, b)) => Ok(Self {
                figure: a.divided(b, times, decimals)?.unwrap_or_default(),
                numerator: a.text(),
                denominator: b.text(),
                ..Self::default()
            }),
            Err(reasons) => Self::empty(reasons),
        }
    }

    /// What can be said of an outcome that is known without answers.
    fn checked_by_itself(&self, times: usize, decimals: usize) -> Checked<()> {
        let filled = [&self.value, &self.figure, &self.empty].iter().filter(|text| !text.is_empty()).count();
        ensure(filled == 1, || "not exactly one of value, figure and empty".to_owned())?;
        let expected = if !self.empty.is_empty() {
            Self::empty(Reasons::of(&self.empty)?)?
        } else if !self.numerator.is_empty() {
            let (a, b) = (Exact::read(&self.numerator)?, Exact::read(&self.denominator)?);
            Self::quotient(Ok(a), Ok(b), times, decimals)?
        } else if !self.exact.is_empty() {
            Self::number(Exact::read(&self.exact)?, decimals)?
        } else if !self.figure.is_empty() {
            let published = Exact::read_any(&self.figure)?;
            Self { figure: published.rounded(decimals)?, ..Self::default() }
        } else {
            Self { value: self.value.clone(), ..Self::default() }
        };
        same("the outcome", self, &expected)
    }
}

/// 100 or 1, and the decimals of a figure.
pub(super) fn rounding(told: Fields<'_>) -> Checked<(usize, usize)> {
    let (times, decimals) = (told.count("times")?, told.count("decimals")?);
    ensure(times == 1 || times == 100, || format!("`times` is {times}"))?;
    ensure(decimals <= 6, || format!("{decimals} decimals"))?;
    Ok((times, decimals))
}

/// Evaluates the explanation of a unit's outcome: the outcome is what comes out, and so is everything else.
pub(crate) fn outcome(json: &Json) -> Checked<()> {
    let told = fields(json, &[&KEYS], &[])?;
    same("`format`", &told.text("format")?, &FORMAT)?;
    same("`kind`", &told.text("kind")?, &"outcome")?;
    told.count("edition")?;
    coded(told.get("unit")?)?;
    coded(told.get("indicator")?)?;
    for words in ["readings", "sentences"] {
        told.texts(words)?;
    }
    for word in ["source", "origin"] {
        told.text(word)?;
    }
    let (times, decimals) = rounding(told)?;
    let got = Got::told(told.get("outcome")?)?;
    match told.text("basis")? {
        "rule" => {
            let (entries, rule, ordered) = (told.list("entries")?, told.text("rule")?, told.flag("ordered")?);
            let cells = Cells::read(told.list("cells")?)?;
            let used = Used::none_of(cells.all.len());
            let illogical = checks(told.list("checks")?, &cells, &used)?;
            let states = cells.settle(&illogical, &used, true)?;
            let evaluator = Evaluator { cells: &cells, states: &states, used: &used, compare: true };
            let (comes_out, text) = folded(evaluator, entries, times, decimals)?;
            same("the outcome", &got, &comes_out)?;
            same("`rule`", &rule, &format!("{}{text}", if ordered { "ORDERED " } else { "" }).as_str())?;
            match used.all().iter().position(|used| !used) {
                Some(place) => Err(format!("nobody reads cell {}", cells.all[place].name)),
                None => Ok(()),
            }
        }
        "given" => {
            let nothing = told.list("entries")?.is_empty()
                && told.list("cells")?.is_empty()
                && told.list("checks")?.is_empty()
                && told.text("rule")?.is_empty()
                && !told.flag("ordered")?;
            ensure(nothing, || "a derivation of what was given as it is".to_owned())?;
            got.checked_by_itself(times, decimals)
        }
        other => Err(format!("unknown basis `{other}`")),
    }
}

/// The places of the cells that checks make illogical.
fn checks<'a>(list: &'a [Json], cells: &Cells<'a>, used: &Used) -> Checked<Vec<usize>> {
    let mut illogical = Vec::new();
    let mut of_cell: Vec<Vec<&str>> = vec![Vec::new(); cells.all.len()];
    if !list.is_empty() {
        // Checks read what cells are before any check speaks.
        let before = cells.settle(&[], used, false)?;
        let evaluator = Evaluator { cells, states: &before, used, compare: true };
        for json in list {
            let told = fields(json, &[&["check", "message", "when", "fires", "makes_illogical"]], &[])?;
            let id = told.text("check")?;
            told.text("message")?;
            let when = evaluator.condition(told.get("when")?, false).at(|| format!("check {id}"))?;
            let fires = when.came == Truth::True;
            same("`fires`", &told.flag("fires")?, &fires).at(|| format!("check {id}"))?;
            let names = told.texts("makes_illogical")?;
            let places = names.into_iter().map(|name| cells.find(name)).collect::<Checked<Vec<usize>>>()?;
            let in_order = !places.is_empty() && places.is_sorted_by(|a, b| a < b);
            ensure(in_order, || format!("check {id} makes no cells illogical, or not in order"))?;
            for place in places {
                of_cell[place].push(id);
                if fires {
                    illogical.push(place);
                }
            }
        }
    }
    for (cell, ids) in cells.all.iter().zip(of_cell) {
        same("`checks`", &cell.checks, &ids).at(|| format!("cell {}", cell.name))?;
    }
    Ok(illogical)
}

/// What an entry gives.
enum Gives {
    /// A value or an empty, by its text: equal texts are equal results.
    Fixed(Got),
    /// A figure: equal to no other entry's.
    Figure(Got),
}

impl Gives {
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Fixed(a), Self::Fixed(b)) => a == b,
            (Self::Fixed(_) | Self::Figure(_), _) => false,
        }
    }

    fn got(self) -> Got {
        match self {
            Self::Fixed(got) | Self::Figure(got) => got,
        }
    }
}

/// Walks the entries: what is still possible is noted, until one holds.
fn folded<'a>(
    evaluator: Evaluator<'_, 'a>,
    entries: &'a [Json],
    times: usize,
    decimals: usize,
) -> Checked<(Got, String)> {
    let (mut noted, mut reasons, mut settled) = (Vec::new(), Reasons::NONE, false);
    let mut texts = Vec::new();
    for (i, json) in entries.iter().enumerate() {
        let told = fields(json, &[&["gives", "when", "holds", "noted", "visited"]], &[])?;
        let visited = !settled;
        let (gives, gives_text) = gives(evaluator, told.get("gives")?, times, decimals)?;
        let holds = match told.get("when")? {
            Json::Null => {
                ensure(i + 1 == entries.len(), || "an entry after `otherwise`".to_owned())?;
                texts.push(format!("{gives_text} OTHERWISE"));
                Truth::True
            }
            when => {
                let seen = evaluator.condition(when, false).at(|| format!("entries[{i}]"))?;
                texts.push(format!("{gives_text} WHEN {}", seen.text));
                seen.came
            }
        };
        let is_noted = visited && holds != Truth::False;
        for (key, computed) in [("visited", visited), ("noted", is_noted)] {
            same(key, &told.flag(key)?, &computed).at(|| format!("entries[{i}]"))?;
        }
        same("`holds`", &told.text("holds")?, &holds.id()).at(|| format!("entries[{i}]"))?;
        if is_noted {
            noted.push(gives);
            reasons = reasons.and(holds.reasons());
        }
        settled |= holds == Truth::True;
    }
    let is_decided = settled && noted.iter().all(|other| noted[0].is_same(other) || noted.len() == 1);
    let got = match noted.into_iter().next() {
        Some(first) if is_decided => first.got(),
        Some(_) | None => Got::empty(reasons)?,
    };
    Ok((got, texts.join("; ")))
}

fn gives<'a>(
    evaluator: Evaluator<'_, 'a>,
    json: &'a Json,
    times: usize,
    decimals: usize,
) -> Checked<(Gives, String)> {
    let known = ["value", "empty", "figure", "quotient"];
    let told = fields(json, &[], &known)?;
    let key = known.into_iter().find(|key| told.get(key).is_ok()).ok_or("an entry that gives nothing")?;
    ensure(json.as_object().is_some_and(|map| map.len() == 1), || {
        "an entry that gives several things".to_owned()
    })?;
    Ok(match key {
        "value" => {
            let value = told.text("value")?;
            (Gives::Fixed(Got { value: value.to_owned(), ..Got::default() }), format!("'{value}'"))
        }
        "empty" => {
            let reason = told.text("empty")?;
            (Gives::Fixed(Got::empty(Reasons::of(reason)?)?), format!("EMPTY {reason}"))
        }
        "figure" => {
            let seen = evaluator.number(told.get("figure")?, false)?;
            let got = match seen.came.number()? {
                Ok(number) => Got::number(number, decimals)?,
                Err(reasons) => Got::empty(reasons)?,
            };
            (Gives::Figure(got), format!("FIGURE {}", seen.text))
        }
        _ => {
            let [a, b] = told.list("quotient")? else { return Err("a quotient that is no pair".to_owned()) };
            let (a, b) = (evaluator.number(a, false)?, evaluator.number(b, false)?);
            let text = format!("FIGURE {} / {}", a.text, b.text);
            (Gives::Figure(Got::quotient(a.came.number()?, b.came.number()?, times, decimals)?), text)
        }
    })
}
