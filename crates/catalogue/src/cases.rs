//! Cases: what a rule gives for stated answers, in sentences that the field's experts can read.

use domain::{Empty, Number, Outcome, Reason};
use rules::eval;
use rules::schema::{Col, MAX_TABLE_LINES, NumberForm, QuestionKind};
use rules::table::{Cell, Raw};

use crate::model::{Case, CaseExpectation, CountsAs, Edition, Given, Language, Vocabulary};

/// A case whose rule gives something else than it expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFailure {
    /// The indicator.
    pub indicator: domain::IndicatorId,
    /// The case's sentence.
    pub name: String,
    /// File and line of the case.
    pub place: String,
    /// What it expects.
    pub expected: CaseExpectation,
    /// What comes out.
    pub got: Outcome,
    /// What the case says that it counts as, and what it does, where these differ.
    pub counts_as: Option<(CountsAs, Option<CountsAs>)>,
}

impl CaseFailure {
    /// As in «`eb-fia`: "FIA används" – väntat Ja, blev Nej».
    pub fn sentence(&self, words: &Vocabulary, language: Language) -> String {
        let empty = |reason: Reason| match words.empty(reason.id()) {
            Some(named) => named.name.get(language).to_owned(),
            None => reason.id().to_owned(),
        };
        let value = |id: &str| match words.values.iter().find(|named| named.id == id) {
            Some(named) => named.name.get(language).to_owned(),
            None => id.to_owned(),
        };
        let expected = match &self.expected {
            CaseExpectation::Value(id) => value(id.as_str()),
            CaseExpectation::Empty(reason) => empty(*reason),
            CaseExpectation::Figure(figure) => figure_text(*figure, language),
        };
        let got = match &self.got {
            Outcome::Category(id) => value(id.as_str()),
            Outcome::Empty(Empty { reason, .. }) => empty(*reason),
            Outcome::Figure(figure) => figure_text(*figure, language),
        };
        let (expected, got) = match self.counts_as {
            Some((said, does)) => (
                format!("{expected} ({})", said.words(language)),
                format!("{got} ({})", does.map_or("–", |does| does.words(language))),
            ),
            None => (expected, got),
        };
        let Self { indicator, name, .. } = self;
        match language {
            Language::Swedish => format!("`{indicator}`: \"{name}\" – väntat {expected}, blev {got}"),
            Language::English => format!("`{indicator}`: \"{name}\" – expected {expected}, got {got}"),
        }
    }
}

fn figure_text(figure: domain::Figure, language: Language) -> String {
    let text = match figure {
        domain::Figure::Number(number) | domain::Figure::Published(number) => number.to_string(),
        domain::Figure::Pair { numerator, denominator } => format!("{numerator} / {denominator}"),
    };
    match language {
        Language::Swedish => text.replace('.', ","),
        Language::English => text,
    }
}

/// Runs every case of an edition; what failed, in the files' order.
pub fn run_cases(edition: &Edition) -> Vec<CaseFailure> {
    let mut failures = Vec::new();
    for case in &edition.cases {
        let Some(indicator) = edition.indicator(case.indicator.as_str()) else { continue };
        let got = eval::outcome(&indicator.rule, &case_cells(edition, case));
        let does = indicator.counts_as(&got);
        let counts_as = case.counts_as.filter(|said| does != Some(*said)).map(|said| (said, does));
        if !is_expected(&case.then, &got) || counts_as.is_some() {
            failures.push(CaseFailure {
                indicator: case.indicator.clone(),
                name: case.name.clone(),
                place: case.place.clone(),
                expected: case.then.clone(),
                got,
                counts_as,
            });
        }
    }
    failures
}

/// What each cell is for the answers that a case gives.
pub fn case_cells(edition: &Edition, case: &Case) -> Vec<Cell> {
    let (given, _) = answers(edition, case);
    let mut cells = Vec::new();
    edition.questionnaire.settle(&given, &mut cells);
    cells
}

/// Whether an outcome is what a case expects.
pub fn is_expected(then: &CaseExpectation, got: &Outcome) -> bool {
    match (then, got) {
        (CaseExpectation::Value(a), Outcome::Category(b)) => a == b,
        (CaseExpectation::Empty(a), Outcome::Empty(b)) => *a == b.reason,
        (CaseExpectation::Figure(a), Outcome::Figure(b)) => a == b,
        (CaseExpectation::Value(_) | CaseExpectation::Empty(_) | CaseExpectation::Figure(_), _) => false,
    }
}

/// What cannot be an answer: the cell, what is wrong, and what is allowed.
pub(crate) type Refused = (String, String, String);

/// The answers a case gives, and what of them cannot be an answer.
pub(crate) fn answers(edition: &Edition, case: &Case) -> (Vec<Raw>, Vec<Refused>) {
    let schema = &edition.questionnaire.schema;
    let mut given = vec![Raw::default(); schema.len()];
    let mut refused = Vec::new();
    let find = |name: &str, refused: &mut Vec<Refused>| -> Option<Col> {
        let col = schema.find(name);
        if col.is_none() {
            let code = name.split('.').next().unwrap_or_default();
            let near: Vec<&str> = match schema.question(code) {
                Some((place, _)) => {
                    schema.cells_of(place).into_iter().map(|col| schema.column(col).name.as_str()).collect()
                }
                None => schema.columns().iter().map(|column| column.name.as_str()).collect(),
            };
            let help = rules::suggestion(name, near);
            refused.push((name.to_owned(), format!("there is no cell `{name}`"), help));
        }
        col
    };
    for (name, answer) in &case.given {
        let Some(col) = find(name, &mut refused) else { continue };
        match encode(&schema.column(col).kind, answer) {
            Ok(value) => {
                given[col.index()].given = value.is_some();
                given[col.index()].value = value.unwrap_or_default();
            }
            Err((message, help)) => refused.push((name.clone(), format!("`{name}`: {message}"), help)),
        }
    }
    for (attribute, group) in &case.unit {
        let name = format!("unit.{attribute}");
        let Some(col) = find(&name, &mut refused) else { continue };
        match encode(&schema.column(col).kind, &Given::One(group.to_string())) {
            Ok(value) => given[col.index()] = Raw::answer(value.unwrap_or_default()),
            Err((message, help)) => refused.push((name.clone(), format!("`{name}`: {message}"), help)),
        }
    }
    for name in &case.accepted {
        let Some(col) = find(name, &mut refused) else { continue };
        given[col.index()].accepted = true;
        if !schema.column(col).reviewed {
            let help = "list the row or alternative in `reviewed` at the question".to_owned();
            refused.push((name.clone(), format!("nobody reviews `{name}`"), help));
        }
    }
    for (name, reason) in &case.decided {
        let Some(col) = find(name, &mut refused) else { continue };
        given[col.index()].decision = Some(*reason);
    }
    (given, refused)
}

/// An answer as the evaluator reads it; `None` for a text of blanks.
fn encode(kind: &QuestionKind, answer: &Given) -> Result<Option<i64>, (String, String)> {
    let one = || match answer {
        Given::One(text) => Ok(text.as_str()),
        Given::Several(_) => Err((
            "a list is given".to_owned(),
            "this question takes one answer: write it without [ ]".to_owned(),
        )),
    };
    let number = |text: &str, form: &NumberForm| -> Result<Number, (String, String)> {
        let number: Number = text.parse().map_err(|error| {
            (format!("\"{text}\" {error}"), "write digits and a decimal point".to_owned())
        })?;
        let inside = number >= form.low && number <= form.high && number.decimals() <= form.digits;
        if !inside && form.missing_code != Some(number) {
            let help = format!("from {} to {} with at most {} decimals", form.low, form.high, form.digits);
            return Err((format!("{number} is outside the question's form"), help));
        }
        Ok(number)
    };
    let place = |set: &rules::schema::ValueSet, id: &str| {
        set.position(id).ok_or_else(|| {
            let help = rules::suggestion(id, set.alternatives.iter().map(String::as_str));
            (format!("there is no alternative `{id}`"), help)
        })
    };
    let as_value = |place: usize| i64::try_from(place).unwrap_or(i64::MAX);
    match kind {
        QuestionKind::One(set) => place(set, one()?).map(|place| Some(as_value(place))),
        QuestionKind::Many(set) => {
            let ids = match answer {
                Given::One(id) => std::slice::from_ref(id),
                Given::Several(ids) => ids.as_slice(),
            };
            let mut bits = 0;
            for id in ids {
                bits |= 1_i64 << place(set, id)?;
            }
            Ok(if ids.is_empty() { None } else { Some(bits) })
        }
        QuestionKind::Number(form) => Ok(Some(number(one()?, form)?.micros())),
        QuestionKind::Date => match one()?.parse::<domain::Date>() {
            Ok(date) => Ok(Some(rules::tree::date_raw(date))),
            Err(_) => Err((format!("\"{}\" is not a date", one()?), "write 2018-02-01".to_owned())),
        },
        QuestionKind::Text => Ok(Some(0).filter(|_| one().is_ok_and(|text| !text.trim().is_empty()))),
        QuestionKind::Table(form) => {
            let Given::Several(lines) = answer else {
                return Err((
                    "one value is given".to_owned(),
                    "a table takes its lines: [\"2.5\", \"4\"]".to_owned(),
                ));
            };
            if lines.len() > MAX_TABLE_LINES {
                return Err((format!("{} lines", lines.len()), format!("at most {MAX_TABLE_LINES}")));
            }
            let mut sum = 0;
            for line in lines {
                sum += i128::from(number(line, form)?.micros());
            }
            let sum = Number::from_micros(sum)
                .ok_or(("the sum is too large".to_owned(), "9·10¹² at most".to_owned()))?;
            Ok(if lines.is_empty() { None } else { Some(sum.micros()) })
        }
    }
}
