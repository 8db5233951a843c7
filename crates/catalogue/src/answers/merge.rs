//! Several files of answers as one: a later file's units replace the same units' answers as a whole.

use domain::{PartCode, UnitCode};

use super::mistakes::{Mistake, Mistakes};
use super::{Answers, Origin, blank};
use crate::Problems;
use crate::model::Edition;

/// Answers of several files, and whose answers of one file replaced those of another.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The answers.
    pub answers: Answers,
    /// In the order of the files, then of the units.
    pub replaced: Vec<Replaced>,
}

/// A unit whose answers in one file replace those in an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// The unit.
    pub unit: UnitCode,
    /// What it is called.
    pub name: String,
    /// The file whose answers count.
    pub by: String,
    /// The file whose answers do not.
    pub earlier: String,
    /// Questions and rows that were answered there and are not answered now.
    pub lost: usize,
    /// The parts that were answered there and have no answer at all now.
    pub parts: Vec<PartCode>,
}

/// Answers of several files as one; a file is named by what its mistakes are told of.
///
/// A unit that a file says nothing of – no answer, no comment – keeps the answers of the files before.
///
/// # Errors
/// Files of which some are simulated and some are not, or that are of different rounds.
pub fn merge_answers(edition: &Edition, files: Vec<(String, Answers)>) -> Result<Merged, Problems> {
    // What says nothing has no origin either.
    let says_anything = |answers: &Answers| !answers.is_silent() || !answers.comments.is_empty();
    let mut files = files.into_iter().filter(|(_, answers)| says_anything(answers));
    let Some((first, mut merged)) = files.next() else {
        return Ok(Merged { answers: blank(edition), replaced: Vec::new() });
    };
    let mut problems = Problems::default();
    let mut owner: Vec<Option<String>> =
        (0..merged.table.subjects()).map(|unit| merged.says_of(unit).then(|| first.clone())).collect();
    let mut replaced = Vec::new();
    for (name, answers) in files {
        if (answers.origin, answers.round) != (merged.origin, merged.round) {
            problems.extend(other_origin(&name, &answers, &first, &merged).iter().cloned());
            continue;
        }
        for (unit, owner) in owner.iter_mut().enumerate().filter(|(unit, _)| answers.says_of(*unit)) {
            if let Some(earlier) = owner.replace(name.clone())
                && let Some(known) = edition.frame.units.get(unit)
            {
                let (code, by) = (known.code.clone(), name.clone());
                let before = merged.parts_of(edition, unit);
                let now = answers.parts_of(edition, unit);
                let parts = before.into_iter().filter(|part| !now.contains(part)).collect();
                let pairs = merged.table.row(unit).iter().zip(answers.table.row(unit));
                let lost = pairs.filter(|(before, now)| before.given && !now.given).count();
                replaced.push(Replaced { unit: code, name: known.name.clone(), by, earlier, lost, parts });
            }
            merged.replace_unit(unit, &answers);
        }
    }
    problems.or(Merged { answers: merged, replaced })
}

/// Refuses a file without a single answer: nothing can be computed of it.
///
/// # Errors
/// If it has none.
pub fn refuse_silent(edition: &Edition, name: &str, answers: &Answers) -> Result<(), Problems> {
    let mut mistakes = Mistakes::of(name);
    if answers.is_silent() {
        mistakes.add(0, "ANS-45", || {
            let questions = edition.questions.len();
            Mistake::new(
                (
                    format!("inga svar: 0 av {questions} frågor besvarade"),
                    format!("no answers: 0 of {questions} questions answered"),
                ),
                (
                    "fyll i svaren och spara filen, eller ange en annan fil",
                    "fill in the answers and save the file, or name another file",
                ),
            )
        });
    }
    mistakes.or(())
}

fn other_origin(name: &str, answers: &Answers, first: &str, merged: &Answers) -> Problems {
    let is = |answers: &Answers| match (answers.origin, answers.round) {
        (Origin::Given, _) => ("inte simulerade".to_owned(), "not simulated".to_owned()),
        (Origin::Simulated, None) => ("simulerade".to_owned(), "simulated".to_owned()),
        (Origin::Simulated, Some(n)) => {
            (format!("simulerade i omgång {n}"), format!("simulated in round {n}"))
        }
    };
    let ((this_sv, this_en), (that_sv, that_en)) = (is(answers), is(merged));
    let mut mistakes = Mistakes::of(name);
    let code = if answers.origin == merged.origin { "ANS-29" } else { "ANS-21" };
    mistakes.add(0, code, || {
        Mistake::new(
            (
                format!("svaren är {this_sv}, och de i {first} är {that_sv}: de kan inte räknas tillsammans"),
                format!(
                    "the answers are {this_en}, and those in {first} are {that_en}: they cannot be computed together"
                ),
            ),
            (
                "slå ihop lämnade svar med lämnade, och simulerade med simulerade i samma omgång",
                "merge given answers with given ones, and simulated ones with simulated ones of the same round",
            ),
        )
    });
    mistakes.or(()).err().unwrap_or_default()
}

impl Answers {
    /// The parts that a unit has answered anything of, in order.
    pub fn parts_of(&self, edition: &Edition, unit: usize) -> Vec<PartCode> {
        let mut parts: Vec<PartCode> = Vec::new();
        for (column, raw) in edition.questionnaire.schema.columns().iter().zip(self.table.row(unit)) {
            let part = column.question.filter(|_| raw.given).map(|place| &edition.questions[place].part);
            if let Some(part) = part.filter(|part| !parts.contains(part)) {
                parts.push(part.clone());
            }
        }
        parts
    }

    /// Whether nobody answered anything.
    pub fn is_silent(&self) -> bool {
        (0..self.table.subjects()).all(|unit| !self.answers_of(unit))
    }

    /// Whether a unit answered anything.
    fn answers_of(&self, unit: usize) -> bool {
        self.table.row(unit).iter().zip(&self.is_asked).any(|(raw, is_asked)| raw.given && *is_asked)
    }

    /// Whether anything is said of a unit: an answer or a comment.
    fn says_of(&self, unit: usize) -> bool {
        self.answers_of(unit) || self.comments.keys().any(|(known, _)| *known == unit)
    }

    /// Puts a unit's answers in place of what was there.
    fn replace_unit(&mut self, unit: usize, by: &Self) {
        self.table.row_mut(unit).copy_from_slice(by.table.row(unit));
        fn replace<K: Copy + Ord, V: Clone>(
            own: &mut std::collections::BTreeMap<(usize, K), V>,
            by: &std::collections::BTreeMap<(usize, K), V>,
            unit: usize,
        ) {
            own.retain(|(known, _), _| *known != unit);
            own.extend(
                by.iter().filter(|((known, _), _)| *known == unit).map(|(key, value)| (*key, value.clone())),
            );
        }
        replace(&mut self.texts, &by.texts, unit);
        replace(&mut self.comments, &by.comments, unit);
        replace(&mut self.lines, &by.lines, unit);
        replace(&mut self.accepted, &by.accepted, unit);
        replace(&mut self.at, &by.at, unit);
    }
}
