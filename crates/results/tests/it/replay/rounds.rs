//! Rounds to explain: catalogues, simulated answers, answers disturbed on purpose, and the catalogue's cases.

use std::sync::LazyLock;

use catalogue::LoadOptions;
use catalogue::answers::{Answers, blank, write_answers};
use catalogue::model::{Case, Catalogue, Edition, Given, Indicator, Vocabulary};
use domain::{EditionYear, Number, Reason};
use results::rows::{OUTCOME_COLUMNS, outcomes};
use results::{Results, explain};
use rules::schema::{Col, QuestionKind};
use rules::table::Raw;
use serde_json::Value as Json;

use super::interpreter;
use super::sources::{AnswersFile, Card, Cell, Judge, Questionnaire, Verdict, check_row};

/// The bundled catalogue.
pub(crate) static BUNDLED: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::bundled().expect("the bundled catalogue loads"));

/// The catalogue of every construct.
pub(crate) static CHECKLIST: LazyLock<Catalogue> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/checklist/catalogue");
    let loaded = Catalogue::load_with(std::path::Path::new(folder), LoadOptions { prove: false });
    loaded.expect("the checklist's catalogue loads")
});

/// The simulated round of 2018 that the demo shows.
pub(crate) static ROUND_2018: LazyLock<Round<'static>> =
    LazyLock::new(|| Round::simulated(edition(&BUNDLED, 2018), &BUNDLED.vocabulary, 2018));

/// A simulated round of the checklist.
pub(crate) static ROUND_2024: LazyLock<Round<'static>> =
    LazyLock::new(|| Round::simulated(edition(&CHECKLIST, 2024), &CHECKLIST.vocabulary, 1));

/// The edition of a year.
pub(crate) fn edition(catalogue: &Catalogue, year: u16) -> &Edition {
    catalogue.editions.get(&EditionYear(year)).expect("the edition is there")
}

/// Answers with what was computed from them, and the texts that others get.
pub(crate) struct Round<'a> {
    pub(crate) edition: &'a Edition,
    pub(crate) vocabulary: &'a Vocabulary,
    answers: Answers,
    pub(crate) results: Results,
    file: AnswersFile,
    questionnaire: Questionnaire,
    cards: Vec<Card>,
    /// The published rows, unit by unit.
    rows: Vec<[String; 9]>,
}

impl<'a> Round<'a> {
    pub(crate) fn of(edition: &'a Edition, vocabulary: &'a Vocabulary, answers: Answers) -> Self {
        let mut text = Vec::new();
        write_answers(edition, &answers, &mut text).expect("a list takes what is written");
        let file = AnswersFile::read(&text, facts(edition, &answers), decisions(edition, &answers));
        let results = Results::from_answers(edition, &answers.table, answers.origin.id());
        let rows = outcomes(edition, &results).collect();
        let (questionnaire, cards) = (questionnaire(edition), cards(edition));
        Self { edition, vocabulary, answers, results, file, questionnaire, cards, rows }
    }

    /// A simulated round.
    pub(crate) fn simulated(edition: &'a Edition, vocabulary: &'a Vocabulary, seed: u64) -> Self {
        Self::of(edition, vocabulary, results::simulate::simulate(edition, seed))
    }

    /// The same round with answers missing, changed, kept aside and decided on.
    pub(crate) fn disturbed(&self, seed: u64) -> Self {
        let mut answers = self.answers.clone();
        disturb(self.edition, &mut answers, seed);
        Self::of(self.edition, self.vocabulary, answers)
    }

    /// The same answers to another edition with the same questions.
    pub(crate) fn with_rules_of<'b>(&self, edition: &'b Edition) -> Round<'b>
    where
        'a: 'b,
    {
        Round::of(edition, self.vocabulary, self.answers.clone())
    }

    /// The explanation of a unit's outcome, as somebody else gets it: read back from its text.
    pub(crate) fn explained(&self, unit: usize, indicator: &Indicator) -> Json {
        let origin = &self.results.origin;
        let told = explain::outcome(self.edition, self.vocabulary, &self.answers, unit, indicator, origin);
        serde_json::from_str(&told.to_json().to_string()).expect("a text of JSON is JSON")
    }

    /// Whether an explanation stands on its own, quotes rightly, and gives the published row.
    pub(crate) fn check(&self, explanation: &Json, unit: usize, indicator: usize) -> Verdict {
        let row = &self.rows[unit * self.results.outcomes.indicators() + indicator];
        Judge::Interpreter.finds(interpreter::outcome(explanation))?;
        Judge::Answers.finds(self.file.check(explanation))?;
        Judge::Row.finds(check_row(explanation, OUTCOME_COLUMNS, row))?;
        Judge::Questionnaire.finds(self.questionnaire.check(explanation))?;
        Judge::Card.finds(self.cards[indicator].check(explanation))
    }
}

/// The questionnaire as it is printed.
fn questionnaire(edition: &Edition) -> Questionnaire {
    let cell = |(place, column): (usize, &rules::schema::Column)| {
        let question = column.question.map(|place| &edition.questions[place]);
        let (kind, set) = match &column.kind {
            QuestionKind::One(set) => ("one", set.alternatives.as_slice()),
            QuestionKind::Many(set) => ("many", set.alternatives.as_slice()),
            QuestionKind::Number(_) => ("number", [].as_slice()),
            QuestionKind::Date => ("date", [].as_slice()),
            QuestionKind::Text => ("text", [].as_slice()),
            QuestionKind::Table(_) => ("table", [].as_slice()),
        };
        let words = |id: &String| {
            let known = question.and_then(|question| question.alternatives.iter().find(|a| a.id == *id));
            (id.clone(), known.map_or_else(|| id.clone(), |alternative| alternative.text.sv.clone()))
        };
        let row = column.row.as_ref().map_or("", |row| row.as_str());
        let rows = question.and_then(|question| question.rows.as_ref()).into_iter().flatten();
        let missing_code = match &column.kind {
            QuestionKind::Number(form) => form.missing_code.map(|code| code.to_string()),
            _ => None,
        };
        let printed = Cell {
            place,
            kind,
            wording: question.map_or_else(String::new, |question| question.text.sv.clone()),
            row_wording: rows.filter(|known| known.id == row).map(|known| known.text.sv.as_str()).collect(),
            alternatives: set.iter().map(words).collect(),
            missing_code,
            asked_when: question.map_or_else(String::new, |question| question.asked_when.clone()),
        };
        (column.name.clone(), printed)
    };
    Questionnaire(edition.questionnaire.schema.columns().iter().enumerate().map(cell).collect())
}

/// The indicators' cards.
pub(crate) fn cards(edition: &Edition) -> Vec<Card> {
    let ids = |values: &[domain::ValueId]| values.iter().map(ToString::to_string).collect::<Vec<_>>();
    let card = |indicator: &Indicator| {
        Card(vec![
            ("decimals", indicator.decimals.into()),
            ("target", ids(&indicator.target).into()),
            ("leaves_denominator", ids(&indicator.leaves_denominator).into()),
            ("withhold_above_percent", edition.withhold_above_percent.to_string().into()),
        ])
    };
    edition.computed().map(card).collect()
}

/// What reviewers decided of cells, as texts.
fn decisions(edition: &Edition, answers: &Answers) -> Vec<[String; 3]> {
    let columns = edition.questionnaire.schema.columns();
    let units = edition.frame.units.iter().zip(0..);
    let of_unit = |(unit, place): (&domain::Unit, usize)| {
        let row = answers.table.row(place).iter().zip(columns);
        let decided = row.filter_map(|(raw, column)| Some((column, raw.decision?)));
        let told =
            decided.map(|(column, reason)| [unit.code.to_string(), column.name.clone(), reason.to_string()]);
        told.collect::<Vec<_>>()
    };
    units.flat_map(of_unit).collect()
}

/// What is known of the units without asking, as texts.
fn facts(edition: &Edition, answers: &Answers) -> Vec<[String; 3]> {
    let columns = edition.questionnaire.schema.columns();
    let known = columns.iter().zip(0..).filter(|(column, _)| column.question.is_none());
    let known: Vec<(&str, Col)> = known.map(|(column, i)| (column.name.as_str(), Col(i))).collect();
    let units = edition.frame.units.iter().enumerate();
    let of_unit = |(i, unit): (usize, &domain::Unit)| {
        let fact = |(name, col): &(&str, Col)| {
            Some([unit.code.to_string(), (*name).to_owned(), answers.cell_text(i, *col)?])
        };
        known.iter().filter_map(fact).collect::<Vec<_>>()
    };
    units.flat_map(of_unit).collect()
}

/// A number that looks drawn by lot and is the same every time.
fn lot(seed: u64, unit: usize, col: usize) -> u64 {
    let mut x = seed ^ (unit as u64) << 32 ^ (col as u64) << 8;
    for _ in 0..3 {
        x = (x ^ x >> 31).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(27);
    }
    x >> 16
}

fn disturb(edition: &Edition, answers: &mut Answers, seed: u64) {
    let columns = edition.questionnaire.schema.columns().len();
    for unit in 0..edition.frame.units.len() {
        for i in 0..columns {
            let col = Col(u32::try_from(i).expect("columns are few"));
            let column = edition.questionnaire.schema.column(col);
            let (lot, raw) = (lot(seed, unit, i), answers.raw(unit, col));
            if column.question.is_none() || !raw.given {
                continue;
            }
            match lot % 100 {
                0..22 => {
                    *answers.table.cell_mut(unit, col) = Raw::default();
                    answers.texts.remove(&(unit, col));
                    answers.lines.remove(&(unit, col));
                    answers.accepted.remove(&(unit, col));
                }
                22..28 => {
                    if let QuestionKind::One(set) = &column.kind {
                        let place = lot / 100 % set.alternatives.len() as u64;
                        answers.table.cell_mut(unit, col).value =
                            i64::try_from(place).expect("sets are small");
                    } else if let Some(code) = edition.questionnaire.missing_code(col) {
                        answers.table.cell_mut(unit, col).value = code;
                    } else if let QuestionKind::Number(_) = &column.kind {
                        answers.table.cell_mut(unit, col).value = 0;
                    }
                }
                28..30 => answers.table.cell_mut(unit, col).decision = Some(Reason::Illogical),
                30..32 => answers.table.cell_mut(unit, col).decision = Some(Reason::Withheld),
                _ => {}
            }
        }
    }
}

/// The cases of an edition as rounds: a case a unit. With each round, the unit and indicator of its cases.
pub(crate) fn of_cases<'a>(
    edition: &'a Edition,
    vocabulary: &'a Vocabulary,
) -> Vec<(Round<'a>, Vec<(usize, &'a Case)>)> {
    let of_chunk = |cases: &'a [Case]| {
        let mut answers = blank(edition);
        for (unit, case) in cases.iter().enumerate() {
            give(edition, &mut answers, unit, case);
        }
        (Round::of(edition, vocabulary, answers), cases.iter().enumerate().collect())
    };
    edition.cases.chunks(edition.frame.units.len()).map(of_chunk).collect()
}

fn give(edition: &Edition, answers: &mut Answers, unit: usize, case: &Case) {
    let schema = &edition.questionnaire.schema;
    answers.table.row_mut(unit).fill(Raw::default());
    let find = |name: &str| schema.find(name).expect("a case gives cells of its edition");
    for (name, given) in &case.given {
        give_cell(edition, answers, unit, find(name), given);
    }
    for (attribute, group) in &case.unit {
        let col = find(&format!("unit.{attribute}"));
        give_cell(edition, answers, unit, col, &Given::One(group.to_string()));
    }
    for name in &case.accepted {
        answers.decide(unit, find(name), true);
    }
    for (name, reason) in &case.decided {
        answers.table.cell_mut(unit, find(name)).decision = Some(*reason);
    }
}

fn give_cell(edition: &Edition, answers: &mut Answers, unit: usize, col: Col, given: &Given) {
    let several = match given {
        Given::One(one) => std::slice::from_ref(one),
        Given::Several(several) => several,
    };
    let kind = &edition.questionnaire.schema.column(col).kind;
    let number = |text: &str| text.parse::<Number>().expect("a case gives numbers");
    let place =
        |set: &rules::schema::ValueSet, id: &str| set.position(id).expect("a case gives alternatives");
    for one in several {
        let value = match kind {
            QuestionKind::Text => return answers.give_text(unit, col, one),
            QuestionKind::Table(_) => {
                let line = answers.lines.get(&(unit, col)).map_or(1, |lines| lines.len() as u32 + 1);
                answers.give_line(unit, col, line, number(one));
                continue;
            }
            QuestionKind::One(set) => i64::try_from(place(set, one)).expect("sets are small"),
            QuestionKind::Many(set) => answers.raw(unit, col).value | 1 << place(set, one),
            QuestionKind::Number(_) => number(one).micros(),
            QuestionKind::Date => rules::tree::date_raw(one.parse().expect("a case gives dates")),
        };
        *answers.table.cell_mut(unit, col) = Raw::answer(value);
    }
}
