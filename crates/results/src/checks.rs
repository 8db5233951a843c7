//! Checks of answers (*kontroller*): the same offline and in the form.

use catalogue::model::{Edition, Severity};
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

/// Runs every check for every subject that answered something of the part.
///
/// Besides the edition's own checks: a mandatory answer that is missing (hard), a main question that is
/// missing (soft), an alternative that stands alone with others (hard).
pub fn findings(edition: &Edition, table: &Table) -> Vec<Finding> {
    let mut all = Vec::new();
    let mut cells = Vec::new();
    for subject in 0..table.subjects() {
        edition.questionnaire.settle(table.row(subject), &mut cells);
        of_subject(edition, subject, &cells, &mut all);
    }
    all
}

/// The checks that fire for one subject's cells.
pub fn of_subject(edition: &Edition, subject: usize, cells: &[Cell], all: &mut Vec<Finding>) {
    let schema = &edition.questionnaire.schema;
    for part in &edition.parts {
        let answered =
            edition.questions.iter().filter(|q| q.part == part.code).any(|question| {
                schema.cells_of(question.place).iter().any(|col| cells[col.index()].answered)
            });
        if answered {
            for question in edition.questions.iter().filter(|q| q.part == part.code) {
                for col in schema.cells_of(question.place) {
                    standing_checks(edition, question.optional, subject, col, cells, all);
                }
            }
        }
    }
    for check in &edition.checks {
        if eval::truth(&check.when, cells) == Truth::True {
            let message = format!("{} {}", check.message.sv, check.next_step.sv);
            for &cell in &check.on {
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
