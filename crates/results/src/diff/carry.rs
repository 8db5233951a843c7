//! Answers carried from one edition's questionnaire to another's.
//!
//! Within a year a question is known by its code. Between years it is not – the code of one year may stand for
//! another question the next – so there only the catalogue's own statement counts of which question became
//! which (`comparability.toml`). What cannot be carried is told, question by question; nothing is guessed.

use std::collections::{BTreeMap, BTreeSet};

use catalogue::answers;
use catalogue::model::{Edition, Indicator, Language, QuestionMap};
use rules::schema::{Col, NumberForm, QuestionKind, ValueSet};
use rules::table::{Raw, Table};

/// Why a question's answers cannot be carried to another edition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotCarried {
    /// The edition that was answered has no such question.
    NoQuestion(String),
    /// It has one, but the catalogue does not say that it is the same.
    NoMap(String),
    /// It has one of another kind.
    OtherKind(String),
    /// It has the question, but not the row.
    NoRow(String),
    /// Somebody gave an answer that the question does not have.
    Lost {
        /// The cell.
        cell: String,
        /// The first such answer.
        answer: String,
        /// How many units gave one.
        units: u32,
    },
}

impl NotCarried {
    /// As files write it: the question or cell, and why.
    pub fn id(&self) -> String {
        match self {
            Self::NoQuestion(code) => format!("no_question:{code}"),
            Self::NoMap(code) => format!("no_map:{code}"),
            Self::OtherKind(code) => format!("other_kind:{code}"),
            Self::NoRow(cell) => format!("no_row:{cell}"),
            Self::Lost { cell, answer, units } => format!("lost:{cell}={answer}({units})"),
        }
    }

    /// As a sentence; `from` is what the edition that was answered is called.
    pub fn text(&self, from: &str, language: Language) -> String {
        let (sv, en) = match self {
            Self::NoQuestion(code) => (
                format!("frågan {code} finns inte {from}"),
                format!("question {code} is not asked in {from}"),
            ),
            Self::NoMap(code) => (
                format!("katalogen säger inte vilken fråga {code} var {from}"),
                format!("the catalogue does not say which question {code} was in {from}"),
            ),
            Self::OtherKind(code) => (
                format!("frågan {code} besvaras på annat sätt {from}"),
                format!("question {code} is answered in another way in {from}"),
            ),
            Self::NoRow(cell) => {
                (format!("raden {cell} finns inte {from}"), format!("there is no row {cell} in {from}"))
            }
            Self::Lost { cell, answer, units } => (
                format!("svaret ”{answer}” på {cell} finns bara {from} ({units} objekt)"),
                format!("the answer \"{answer}\" to {cell} exists only in {from} ({units} units)"),
            ),
        };
        match language {
            Language::Swedish => sv,
            Language::English => en,
        }
    }
}

/// Answers to one edition as answers to another.
#[derive(Clone, Debug)]
pub struct Carried {
    /// A row for each unit of the edition they are carried to; units that did not exist gave no answers.
    pub table: Table,
    /// For each column, why it could not be carried; none where it was.
    pub missing: Vec<Option<NotCarried>>,
}

/// Carries the answers to `from` over to the questionnaire of `to`.
///
/// Units are known by their codes. What is known of them without asking (groups, measures) is what `to` says.
pub fn carry(from: &Edition, answers: &Table, to: &Edition) -> Carried {
    let mut table = answers::blank(to).table;
    let schema = &to.questionnaire.schema;
    let mut missing: Vec<Option<NotCarried>> = vec![None; schema.len()];
    let units: Vec<(usize, usize)> = (0..to.frame.units.len())
        .filter_map(|unit| Some((from.frame.position(to.frame.units[unit].code.as_str())?, unit)))
        .filter(|(before, _)| *before < answers.subjects())
        .collect();
    for (i, problem) in missing.iter_mut().enumerate() {
        let col = Col(u32::try_from(i).unwrap_or(u32::MAX));
        if schema.column(col).question.is_none() {
            continue;
        }
        let way = match Way::find(from, to, col) {
            Ok(way) => way,
            Err(why) => {
                *problem = Some(why);
                continue;
            }
        };
        let mut lost: Option<(i64, u32)> = None;
        for &(before, unit) in &units {
            let raw = answers.row(before)[way.source.index()];
            match way.answer(raw) {
                Some(raw) => *table.cell_mut(unit, col) = raw,
                None => lost.get_or_insert((raw.value, 0)).1 += 1,
            }
        }
        if let Some((value, units)) = lost {
            let answer = shown(&from.questionnaire.schema.column(way.source).kind, value);
            let cell = from.questionnaire.schema.column(way.source).name.clone();
            *problem = Some(NotCarried::Lost { cell, answer, units });
        }
    }
    Carried { table, missing }
}

/// How one cell is carried.
struct Way {
    source: Col,
    kind: Kind,
}

enum Kind {
    /// Alternatives by their place: where each went.
    One(Vec<Option<i64>>),
    Many(Vec<Option<i64>>),
    Number {
        from: NumberForm,
        to: NumberForm,
    },
    Plain,
}

impl Way {
    fn find(from: &Edition, to: &Edition, col: Col) -> Result<Self, NotCarried> {
        let target = to.questionnaire.schema.column(col);
        let (_, code) = target
            .question
            .map(|place| (place, to.questions[place].code.to_string()))
            .expect("facts are not carried");
        let (source_code, map) = source_question(from, to, &code)?;
        let schema = &from.questionnaire.schema;
        let Some((place, _)) = schema.question(&source_code) else {
            return Err(NotCarried::NoQuestion(source_code));
        };
        let cell = schema.cells_of(place).into_iter().find(|col| schema.column(*col).row == target.row);
        let Some(source) = cell else {
            return Err(NotCarried::NoRow(target.name.clone()));
        };
        let pairs = map.map_or(&[][..], |(pairs, _)| pairs);
        let backwards = map.is_some_and(|(_, backwards)| backwards);
        let alternatives = |before: &ValueSet, after: &ValueSet| -> Vec<Option<i64>> {
            let became = |id: &String| {
                let mut mapped = pairs.iter().filter_map(|(old, new)| {
                    let (this, that) = if backwards { (new, old) } else { (old, new) };
                    (this == id).then_some(that)
                });
                let first = mapped.next();
                let other = match (pairs.is_empty(), first) {
                    (true, _) => id,
                    // Two that became one cannot be told apart again.
                    (false, Some(other)) if mapped.all(|that| that == other) => other,
                    (false, _) => return None,
                };
                after.position(other).and_then(|place| i64::try_from(place).ok())
            };
            before.alternatives.iter().map(became).collect()
        };
        let kind = match (&schema.column(source).kind, &target.kind) {
            (QuestionKind::One(before), QuestionKind::One(after)) => Kind::One(alternatives(before, after)),
            (QuestionKind::Many(before), QuestionKind::Many(after)) => {
                Kind::Many(alternatives(before, after))
            }
            (QuestionKind::Number(before), QuestionKind::Number(after)) => {
                Kind::Number { from: before.clone(), to: after.clone() }
            }
            (QuestionKind::Table(_), QuestionKind::Table(_))
            | (QuestionKind::Date, QuestionKind::Date)
            | (QuestionKind::Text, QuestionKind::Text) => Kind::Plain,
            (
                QuestionKind::One(_)
                | QuestionKind::Many(_)
                | QuestionKind::Number(_)
                | QuestionKind::Date
                | QuestionKind::Text
                | QuestionKind::Table(_),
                _,
            ) => return Err(NotCarried::OtherKind(code)),
        };
        Ok(Self { source, kind })
    }

    /// The answer as the other question has it; none if it does not have it.
    fn answer(&self, raw: Raw) -> Option<Raw> {
        if !raw.given {
            return Some(raw);
        }
        let value = match &self.kind {
            Kind::One(places) => *places.get(usize::try_from(raw.value).ok()?)?,
            Kind::Many(places) => {
                let chosen = (0..64).filter(|bit| raw.value >> bit & 1 == 1);
                chosen
                    .into_iter()
                    .try_fold(0, |all, bit: usize| Some(all | 1_i64 << places.get(bit).copied().flatten()?))
            }
            Kind::Number { from, to } => number(raw.value, from, to),
            Kind::Plain => Some(raw.value),
        };
        value.map(|value| Raw { value, ..raw })
    }
}

/// A number keeps its value; the missing code becomes the other's missing code.
fn number(micros: i64, from: &NumberForm, to: &NumberForm) -> Option<i64> {
    let code = |form: &NumberForm| form.missing_code.map(domain::Number::micros);
    if code(from) == Some(micros) {
        return code(to);
    }
    let step = 10_i64.pow(6 - u32::from(to.digits.min(6)));
    let fits = code(to) != Some(micros)
        && (to.low.micros()..=to.high.micros()).contains(&micros)
        && micros % step == 0;
    fits.then_some(micros)
}

/// Pairs of alternatives, and whether they are read from the later to the earlier.
type Pairs<'a> = (&'a [(String, String)], bool);

/// Which question of `from` the question `code` of `to` is.
fn source_question<'a>(
    from: &'a Edition,
    to: &'a Edition,
    code: &str,
) -> Result<(String, Option<Pairs<'a>>), NotCarried> {
    let wanted = format!("{}:{code}", to.year);
    let found = maps(from, to).find_map(|(map, backwards)| {
        let (this, that) = if backwards { (&map.from, &map.to) } else { (&map.to, &map.from) };
        let (year, other) = that.split_once(':')?;
        let fits = *this == wanted && year == from.year.to_string();
        fits.then(|| (other.to_owned(), Some((map.alternatives.as_slice(), backwards))))
    });
    match found {
        Some(found) => Ok(found),
        None if from.year == to.year => Ok((code.to_owned(), None)),
        None if from.question(code).is_some() => Err(NotCarried::NoMap(code.to_owned())),
        None => Err(NotCarried::NoQuestion(code.to_owned())),
    }
}

/// Every statement of which question became which; true where it is read from the later to the earlier.
pub(super) fn maps<'a>(
    from: &'a Edition,
    to: &'a Edition,
) -> impl Iterator<Item = (&'a QuestionMap, bool)> + 'a {
    let backwards = from.year > to.year;
    let all = from.comparability.questions.iter().chain(&to.comparability.questions);
    all.filter(move |_| from.year != to.year).map(move |map| (map, backwards))
}

fn shown(kind: &QuestionKind, value: i64) -> String {
    let place = usize::try_from(value).ok();
    match kind {
        QuestionKind::One(set) => {
            place.and_then(|place| set.alternatives.get(place)).cloned().unwrap_or_default()
        }
        QuestionKind::Many(set) => {
            let chosen = set.alternatives.iter().enumerate().filter(|(bit, _)| value >> bit & 1 == 1);
            chosen.map(|(_, id)| id.as_str()).collect::<Vec<_>>().join(", ")
        }
        QuestionKind::Number(_) | QuestionKind::Table(_) => {
            domain::Number::from_micros(value.into()).map(|number| number.to_string()).unwrap_or_default()
        }
        QuestionKind::Date | QuestionKind::Text => String::new(),
    }
}

/// Every cell that can decide an indicator's outcome: those of its rule, of the filters before them, and of
/// the checks that make one of them illogical.
pub fn cells_behind(edition: &Edition, indicator: &Indicator) -> BTreeSet<Col> {
    let mut found = BTreeSet::new();
    let mut next: Vec<Col> = indicator.rule.columns();
    while let Some(col) = next.pop() {
        if !found.insert(col) {
            continue;
        }
        if let Some(filter) = &edition.questionnaire.filters[col.index()] {
            filter.columns(&mut |col| next.push(col));
        }
        for check in edition.questionnaire.illogical.iter().filter(|check| check.cells.contains(&col)) {
            check.when.columns(&mut |col| next.push(col));
        }
    }
    found
}

/// What stands in the way of computing an indicator of `to` from carried answers; empty if nothing does.
pub fn in_the_way(to: &Edition, indicator: &Indicator, carried: &Carried) -> Vec<NotCarried> {
    let cells = cells_behind(to, indicator);
    let mut why: BTreeMap<String, NotCarried> = BTreeMap::new();
    for col in cells {
        if let Some(problem) = &carried.missing[col.index()] {
            // A whole question is told once, not row by row.
            let key = match problem {
                NotCarried::NoQuestion(code) | NotCarried::NoMap(code) | NotCarried::OtherKind(code) => {
                    code.clone()
                }
                NotCarried::NoRow(cell) | NotCarried::Lost { cell, .. } => cell.clone(),
            };
            why.entry(key).or_insert_with(|| problem.clone());
        }
    }
    why.into_values().collect()
}
