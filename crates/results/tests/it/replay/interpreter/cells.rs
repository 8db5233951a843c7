//! The cells: what was given, whether it was asked, and what the cell therefore is.

use std::collections::HashMap;

use serde_json::Value as Json;

use super::document::{At, Checked, ensure, fields, same};
use super::exact::Exact;
use super::steps::{Evaluator, Used};
use super::truth::{Known, Reasons, Truth};

/// What a cell holds.
#[derive(Clone, PartialEq)]
pub(super) enum Held<'a> {
    /// An alternative.
    Id(&'a str),
    /// Alternatives.
    Ids(Vec<&'a str>),
    /// A number, or a table's sum.
    Number(Exact),
    /// A day, as `2018-02-01`; days order as their texts do.
    Date(&'a str),
    /// A text: that there is one.
    Text,
}

impl Held<'_> {
    fn text(&self) -> String {
        match self {
            Self::Id(id) => (*id).to_owned(),
            Self::Ids(ids) => ids.join(","),
            Self::Number(number) => number.text(),
            Self::Date(date) => (*date).to_owned(),
            Self::Text => "text".to_owned(),
        }
    }
}

/// What a cell is.
pub(super) struct State<'a> {
    pub(super) asked: Truth,
    pub(super) value: Known<Held<'a>>,
    /// Whether something was given that the filter does not forbid.
    pub(super) answered: bool,
}

pub(super) struct Cell<'a> {
    pub(super) name: &'a str,
    pub(super) question: &'a str,
    pub(super) row: &'a str,
    pub(super) kind: &'a str,
    pub(super) set: Vec<&'a str>,
    pub(super) missing_code: Option<Exact>,
    pub(super) accepted: bool,
    pub(super) filter: Option<&'a Json>,
    pub(super) checks: Vec<&'a str>,
    /// What was given, understood.
    given: Option<Held<'a>>,
    decision: Option<&'a str>,
    asked: &'a str,
    asked_reasons: Vec<&'a str>,
    value: Option<&'a str>,
    reasons: Vec<&'a str>,
}

const KEYS: [&str; 20] = [
    "cell",
    "question",
    "row",
    "kind",
    "wording",
    "row_wording",
    "set",
    "given",
    "given_words",
    "hidden",
    "accepted",
    "missing_code",
    "decision",
    "checks",
    "asked_when",
    "filter",
    "asked",
    "asked_reasons",
    "value",
    "reasons",
];

/// All cells, found by their names.
pub(super) struct Cells<'a> {
    pub(super) all: Vec<Cell<'a>>,
    by_name: HashMap<&'a str, usize>,
}

impl<'a> Cells<'a> {
    pub(super) fn read(list: &'a [Json]) -> Checked<Self> {
        let mut cells = Self { all: Vec::new(), by_name: HashMap::new() };
        for (i, json) in list.iter().enumerate() {
            let cell = Cell::read(json).at(|| format!("cells[{i}]"))?;
            let before = cells.by_name.insert(cell.name, i);
            ensure(before.is_none(), || format!("cell {} stands there twice", cell.name))?;
            cells.all.push(cell);
        }
        Ok(cells)
    }

    pub(super) fn find(&self, name: &str) -> Checked<usize> {
        self.by_name.get(name).copied().ok_or_else(|| format!("there is no cell `{name}`"))
    }

    /// What each cell is, in questionnaire order; `illogical` by their places. Filters are compared with what
    /// is told of them only in the last round.
    pub(super) fn settle(&self, illogical: &[usize], used: &Used, compare: bool) -> Checked<Vec<State<'a>>> {
        let mut states: Vec<State<'a>> = Vec::new();
        for (i, cell) in self.all.iter().enumerate() {
            let asked = match cell.filter {
                None => Truth::True,
                Some(filter) => {
                    let evaluator = Evaluator { cells: self, states: &states, used, compare };
                    evaluator.condition(filter, true).at(|| format!("filter of {}", cell.name))?.came
                }
            };
            let decision = if illogical.contains(&i) { Some("illogical") } else { cell.decision };
            let state = cell.settled(asked, decision)?;
            if compare {
                cell.compared(&state).at(|| format!("cell {}", cell.name))?;
            }
            states.push(state);
        }
        Ok(states)
    }
}

impl<'a> Cell<'a> {
    fn read(json: &'a Json) -> Checked<Self> {
        let told = fields(json, &[&KEYS], &[])?;
        told.text("wording")?;
        told.text("row_wording")?;
        let (name, question, row) = (told.text("cell")?, told.text("question")?, told.text("row")?);
        let joined = if row.is_empty() { question.to_owned() } else { format!("{question}.{row}") };
        let is_fact = ["unit.", "measure.", "previous."].iter().any(|head| name.starts_with(head));
        ensure(if question.is_empty() { is_fact && row.is_empty() } else { name == joined }, || {
            format!("`{name}` is not row `{row}` of question `{question}`")
        })?;
        let filter = Some(told.get("filter")?).filter(|filter| !filter.is_null());
        ensure(filter.is_some() != told.text("asked_when")?.trim().is_empty(), || {
            "`asked_when` and `filter` do not go together".to_owned()
        })?;
        ensure(filter.is_none() || !is_fact, || "a fact of the unit has a filter".to_owned())?;
        let (kind, set, given) = (told.text("kind")?, told.texts("set")?, told.texts("given")?);
        let hidden = told.flag("hidden")?;
        ensure(told.texts("given_words")?.len() == given.len(), || {
            "`given_words` are not those of `given`".to_owned()
        })?;
        ensure((1..set.len()).all(|i| !set[..i].contains(&set[i])), || {
            "an alternative stands in `set` twice".to_owned()
        })?;
        ensure(set.is_empty() != matches!(kind, "one" | "many"), || format!("a set at the kind {kind}"))?;
        let missing_code = told.text_or_null("missing_code")?.map(Exact::read).transpose()?;
        ensure(missing_code.is_none() || kind == "number", || format!("a missing code at the kind {kind}"))?;
        let decision = told.text_or_null("decision")?;
        ensure(decision.is_none_or(|d| ["illogical", "withheld"].contains(&d)), || {
            "an unknown decision".to_owned()
        })?;
        Ok(Self {
            given: understood(kind, &set, &given, hidden)?,
            name,
            question,
            row,
            kind,
            set,
            missing_code,
            accepted: told.flag("accepted")?,
            filter,
            checks: told.texts("checks")?,
            decision,
            asked: told.text("asked")?,
            asked_reasons: told.texts("asked_reasons")?,
            value: told.text_or_null("value")?,
            reasons: told.texts("reasons")?,
        })
    }

    /// The first that fits: not asked, decided, cannot say, given, undetermined, not answered.
    fn settled(&self, asked: Truth, decision: Option<&str>) -> Checked<State<'a>> {
        let value = match (asked, decision, &self.given) {
            (Truth::False, _, _) => Err(Reasons::of("not_asked")?),
            (_, Some(decision), _) => Err(Reasons::of(decision)?),
            (_, None, Some(Held::Number(number))) if self.missing_code == Some(*number) => {
                Err(Reasons::of("cannot_say")?)
            }
            (_, None, Some(given)) => Ok(given.clone()),
            (Truth::Unknown(reasons), None, None) => Err(reasons),
            (Truth::True, None, None) => Err(Reasons::of("not_answered")?),
        };
        Ok(State { asked, value, answered: self.given.is_some() && asked != Truth::False })
    }

    fn compared(&self, state: &State<'_>) -> Checked<()> {
        same("`asked`", &self.asked, &state.asked.id())?;
        same("`asked_reasons`", &self.asked_reasons, &state.asked.reasons().names())?;
        let (value, reasons) = match &state.value {
            Ok(held) => (Some(held.text()), Vec::new()),
            Err(reasons) => (None, reasons.names()),
        };
        same("`value`", &self.value, &value.as_deref())?;
        same("`reasons`", &self.reasons, &reasons)
    }
}

/// What was given, by the kind of the question.
fn understood<'a>(kind: &str, set: &[&'a str], given: &[&'a str], hidden: bool) -> Checked<Option<Held<'a>>> {
    ensure(!hidden || (kind == "text" && given.is_empty()), || {
        "only a text is hidden, and then not given".to_owned()
    })?;
    let place = |id: &&str| {
        set.iter().position(|known| known == id).ok_or_else(|| format!("`{id}` is no alternative"))
    };
    let one = || match given {
        [one] => Ok(*one),
        _ => Err(format!("{} answers at the kind {kind}", given.len())),
    };
    if given.is_empty() && !hidden {
        ensure(["one", "many", "number", "date", "text", "table"].contains(&kind), || {
            format!("unknown kind {kind}")
        })?;
        return Ok(None);
    }
    Ok(Some(match kind {
        "one" => {
            place(&one()?)?;
            Held::Id(one()?)
        }
        "many" => {
            let places = given.iter().map(place).collect::<Checked<Vec<usize>>>()?;
            ensure(places.is_sorted_by(|a, b| a < b), || "chosen alternatives are not in order".to_owned())?;
            Held::Ids(given.to_vec())
        }
        "number" => Held::Number(Exact::read(one()?)?),
        "table" => {
            let lines = given.iter().map(|line| Exact::read(line));
            Held::Number(lines.into_iter().try_fold(Exact::ZERO, |sum, line| sum.plus(line?))?)
        }
        "date" => Held::Date(super::numbers::date(one()?)?),
        "text" => Held::Text,
        other => return Err(format!("unknown kind {other}")),
    }))
}
