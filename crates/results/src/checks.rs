//! Checks of answers (*kontroller*): the same offline and in the form.

use catalogue::model::{Edition, Part, Severity};
use domain::{Reason, Truth};
use rules::eval;
use rules::schema::{Col, QuestionKind};
use rules::table::{Cell, Table};

/// A check that fired for a subject at a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The subject.
    pub subject: usize,
    /// The cell the message stands at.
    pub cell: Col,
    /// How serious it is.
    pub severity: Severity,
    /// Which check.
    pub check: String,
    /// What is doubtful, and what to do.
    pub message: String,
}

/// Runs every check for every subject; what is mandatory is asked of parts that the subject began.
///
/// Besides the edition's own checks: a mandatory part (of somebody who answered another) or answer that is missing
/// (hard), a main question that is
/// missing (soft), an alternative that stands alone with others (hard).
pub fn findings(edition: &Edition, table: &Table) -> Vec<Finding> {
    let mut all = Vec::new();
    let mut cells = Vec::new();
    for subject in 0..table.subjects() {
        edition.questionnaire.settle_before_checks(table.row(subject), &mut cells);
        of_subject(edition, subject, &cells, &mut all);
    }
    all
}

/// The checks that fire for one subject's cells.
pub fn of_subject(edition: &Edition, subject: usize, cells: &[Cell], all: &mut Vec<Finding>) {
    let schema = &edition.questionnaire.schema;
    let of_part = |part: &Part| -> Vec<Col> {
        let questions = edition.questions.iter().filter(|question| question.part == part.code);
        questions.flat_map(|question| schema.cells_of(question.place)).collect()
    };
    let parts: Vec<(&Part, Vec<Col>)> = edition.parts.iter().map(|part| (part, of_part(part))).collect();
    let is_answered = |cols: &[Col]| cols.iter().any(|col| cells[col.index()].answered);
    let has_begun = parts.iter().any(|(_, cols)| is_answered(cols));
    for (part, cols) in &parts {
        if is_answered(cols) {
            for &col in cols {
                let question = schema.column(col).question.map(|place| &edition.questions[place]);
                standing_checks(edition, question.is_some_and(|q| q.optional), subject, col, cells, all);
            }
        } else if part.mandatory
            && has_begun
            && let Some(&cell) = cols.first()
        {
            let message =
                format!("Delen {} är obligatorisk men saknar svar helt. Besvara den.", part.name.sv);
            let (severity, check) = (Severity::Hard, "obligatorisk-del".to_owned());
            all.push(Finding { subject, cell, severity, check, message });
        }
    }
    for check in &edition.checks {
        if eval::truth(&check.when, cells) == Truth::True {
            let message = format!("{} {}", check.message.sv, check.next_step.sv);
            let fires = |cell: &&Col| {
                check.when_at(**cell).is_some_and(|when| eval::truth(when, cells) == Truth::True)
            };
            for &cell in check.on.iter().filter(fires) {
                all.push(Finding {
                    subject,
                    cell,
                    severity: check.severity,
                    check: check.id.clone(),
                    message: message.trim().to_owned(),
                });
            }
        }
    }
}

fn standing_checks(
    edition: &Edition,
    optional: bool,
    subject: usize,
    col: Col,
    cells: &[Cell],
    all: &mut Vec<Finding>,
) {
    let cell = &cells[col.index()];
    let mut add = |severity, check: &str, message: &str| {
        let (check, message) = (check.to_owned(), message.to_owned());
        all.push(Finding { subject, cell: col, severity, check, message });
    };
    if !optional && !cell.answered && cell.asked == Truth::True && cell.empty.contains(Reason::NotAnswered) {
        add(
            Severity::Hard,
            "obligatorisk",
            "Frågan är obligatorisk i en del som besvaras, men saknar svar. Besvara frågan.",
        );
    }
    if cell.answered && matches!(cell.asked, Truth::Unknown(_)) {
        add(
            Severity::Soft,
            "huvudfragan-saknas",
            "Följdfrågan är besvarad men huvudfrågan saknas. Besvara huvudfrågan också.",
        );
    }
    if let QuestionKind::Many(set) = &edition.questionnaire.schema.column(col).kind
        && cell.answered
        && cell.value.count_ones() > 1
    {
        let alone = set.alone.iter().filter_map(|id| set.position(id.as_str()));
        if alone.into_iter().any(|place| cell.value >> place & 1 == 1) {
            add(
                Severity::Hard,
                "star-ensamt",
                "Ett alternativ som ska stå ensamt är valt tillsammans med andra. Ta bort det eller de andra.",
            );
        }
    }
}

/// How many units could not say, and how many were illogical, on one indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CannotSay {
    /// The indicator's place among the computed ones.
    pub indicator: usize,
    /// Units that could not say.
    pub cannot_say: u32,
    /// Units whose answers were illogical.
    pub illogical: u32,
}

/// The table *kan ej lämna uppgift / ologisk uppgift*: indicators with at least one such unit.
pub fn cannot_say(outcomes: &crate::Outcomes) -> Vec<CannotSay> {
    let count = |indicator: usize, reason: Reason| {
        let of = (0..outcomes.subjects()).filter(|&subject| match outcomes.get(subject, indicator) {
            domain::Outcome::Empty(empty) => empty.reason == reason,
            domain::Outcome::Category(_) | domain::Outcome::Figure(_) => false,
        });
        u32::try_from(of.count()).unwrap_or(u32::MAX)
    };
    (0..outcomes.indicators())
        .map(|indicator| CannotSay {
            indicator,
            cannot_say: count(indicator, Reason::CannotSay),
            illogical: count(indicator, Reason::Illogical),
        })
        .filter(|row| row.cannot_say + row.illogical > 0)
        .collect()
}
