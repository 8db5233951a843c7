//! The smallest sets by trying everything: written apart from the search and without its shortcuts.
//!
//! Every assignment of the cells of an indicator's question family is tried, judged by the checks of
//! `results::checks` and the outcome of the whole row.

use std::collections::BTreeSet;

use catalogue::model::{Edition, Severity};
use domain::{Outcome, Truth};
use results::checks;
use rules::eval;
use rules::schema::{Col, QuestionKind};
use rules::table::{Cell, Raw};

/// Cells and their new values, in order.
pub(crate) type Set = Vec<(Col, i64)>;

/// A value as cases write it: alternatives joined by `,`; a text is any.
pub(crate) fn value(edition: &Edition, col: Col, text: &str) -> i64 {
    match &edition.questionnaire.schema.column(col).kind {
        QuestionKind::One(set) => set.position(text).expect(text) as i64,
        QuestionKind::Many(set) => text.split(',').map(|id| 1 << set.position(id).expect(id)).sum(),
        QuestionKind::Number(_) | QuestionKind::Table(_) => {
            text.parse::<domain::Number>().expect(text).micros()
        }
        QuestionKind::Date | QuestionKind::Text => 0,
    }
}

/// `G1c_text` belongs to the family G1.
fn family(code: &str) -> String {
    let digits = code.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let end = code[digits..].find(|c: char| !c.is_ascii_digit()).map_or(code.len(), |n| digits + n);
    code[..end].to_owned()
}

/// The cells of the families of an indicator's questions; of a grid's single row only that row.
pub(crate) fn cells(edition: &Edition, indicator: usize) -> Vec<Col> {
    let indicator = edition.computed().nth(indicator).expect("it is computed");
    let families: BTreeSet<String> = indicator.questions.iter().map(|code| family(code.as_str())).collect();
    let schema = &edition.questionnaire.schema;
    (0..schema.len() as u32)
        .map(Col)
        .filter(|col| {
            let column = schema.column(*col);
            let Some(question) = column.question.map(|place| &edition.questions[place]) else { return false };
            let wanted = indicator.row.as_ref().or(indicator.area.as_ref());
            let same_row = match (wanted, &column.row) {
                (Some(wanted), Some(row)) => wanted == row.as_str(),
                (None, _) | (_, None) => true,
            };
            same_row && families.contains(&family(question.code.as_str()))
        })
        .collect()
}

pub(crate) struct Brute<'a> {
    edition: &'a Edition,
    indicator: usize,
    base: Vec<Raw>,
    before: Vec<Cell>,
    cells: Vec<Col>,
    found: Vec<Set>,
}

/// The sets of the smallest size; none at all if nothing reaches the target.
pub(crate) fn smallest(edition: &Edition, row: &[Raw], indicator: usize) -> BTreeSet<Set> {
    let mut before = Vec::new();
    edition.questionnaire.settle_before_checks(row, &mut before);
    let mut brute = Brute {
        edition,
        indicator,
        base: row.to_vec(),
        before,
        cells: cells(edition, indicator),
        found: Vec::new(),
    };
    let mut row = row.to_vec();
    brute.assign(0, &mut row);
    let size = brute.found.iter().map(Vec::len).min().unwrap_or(0);
    let least: Vec<&Set> = brute.found.iter().filter(|set| set.len() == size).collect();
    let is_needed = |set: &&&Set| !least.iter().any(|other| brute.turns_less(other, set));
    least.iter().filter(is_needed).map(|set| (**set).clone()).collect()
}

impl Brute<'_> {
    fn assign(&mut self, place: usize, row: &mut Vec<Raw>) {
        let Some(&col) = self.cells.get(place) else {
            self.judge(row);
            return;
        };
        let old = row[col.index()];
        for raw in self.possible(col, row) {
            row[col.index()] = raw;
            self.assign(place + 1, row);
        }
        row[col.index()] = old;
    }

    /// What a cell can hold, given those before it: nothing only if nothing was there or it is not asked.
    fn possible(&self, col: Col, row: &[Raw]) -> Vec<Raw> {
        let mut settled = Vec::new();
        self.edition.questionnaire.settle_before_checks(row, &mut settled);
        let base = self.base[col.index()];
        match settled[col.index()].asked {
            Truth::False => vec![Raw::default()],
            Truth::Unknown(_) => vec![base],
            Truth::True => {
                let mut all = vec![base];
                if !self.is_fixed(col, base.given.then_some(base.value)) {
                    let values = self.values(col).into_iter().filter(|v| !base.given || *v != base.value);
                    all.extend(values.filter(|v| !self.is_fixed(col, Some(*v))).map(Raw::answer));
                }
                all
            }
        }
    }

    fn values(&self, col: Col) -> Vec<i64> {
        match &self.edition.questionnaire.schema.column(col).kind {
            QuestionKind::One(set) => (0..set.alternatives.len() as i64).collect(),
            QuestionKind::Many(set) => (1..1 << set.alternatives.len()).collect(),
            QuestionKind::Text if !self.base[col.index()].given => vec![0],
            QuestionKind::Text | QuestionKind::Date | QuestionKind::Number(_) | QuestionKind::Table(_) => {
                Vec::new()
            }
        }
    }

    fn is_fixed(&self, col: Col, value: Option<i64>) -> bool {
        let column = self.edition.questionnaire.schema.column(col);
        let code = column.question.map(|q| self.edition.questions[q].code.to_string()).unwrap_or_default();
        let id = match (&column.kind, value) {
            (QuestionKind::One(set), Some(value)) => set.alternatives[value as usize].clone(),
            _ => "?".to_owned(),
        };
        self.edition.comparison.fixed.iter().any(|fixed| {
            (fixed.question.is_empty() || fixed.question == code)
                && (fixed.alternative.is_empty() || fixed.alternative == id)
        })
    }

    fn judge(&mut self, row: &[Raw]) {
        let mut cells = Vec::new();
        self.edition.questionnaire.settle(row, &mut cells);
        let judged = self.edition.computed().nth(self.indicator).expect("it is computed");
        let reached = match eval::outcome(&judged.rule, &cells) {
            Outcome::Category(value) => judged.target.contains(&value),
            Outcome::Figure(_) | Outcome::Empty(_) => false,
        };
        if !reached || !self.passes(row) {
            return;
        }
        let changed = self.cells.iter().filter(|col| {
            let (old, new) = (self.base[col.index()], row[col.index()]);
            new.given && (!old.given || old.value != new.value)
        });
        self.found.push(changed.map(|col| (*col, row[col.index()].value)).collect());
    }

    /// No hard finding but those that were there before and concern nothing that differs. What was missing before
    /// and is missing still is no new finding, even if its part was not begun.
    fn passes(&self, row: &[Raw]) -> bool {
        let mut cells = Vec::new();
        self.edition.questionnaire.settle_before_checks(row, &mut cells);
        let hard = |cells: &[Cell]| {
            let mut all = Vec::new();
            checks::of_subject(self.edition, 0, cells, &mut all);
            all.retain(|finding| finding.severity == Severity::Hard);
            all
        };
        let before = hard(&self.before);
        let differs = |col: &Col| self.base[col.index()] != row[col.index()];
        hard(&cells).iter().all(|finding| {
            let was = &self.before[finding.cell.index()];
            match finding.check.as_str() {
                "obligatorisk" => was.asked == Truth::True && !was.answered,
                "obligatorisk-del" => !was.answered,
                "star-ensamt" => before.contains(finding) && !differs(&finding.cell),
                id => {
                    let check = self.edition.checks.iter().find(|check| check.id == id).expect(id);
                    let mut concerns = check.on.clone();
                    check.when.columns(&mut |col| concerns.push(col));
                    before.contains(finding) && !concerns.iter().any(differs)
                }
            }
        })
    }

    /// Whether `less` is `set` with fewer alternatives turned in its multiple choices.
    fn turns_less(&self, less: &Set, set: &Set) -> bool {
        let turned = |(col, value): &(Col, i64)| {
            let base = self.base[col.index()];
            value ^ if base.given { base.value } else { 0 }
        };
        let is_many =
            |col: Col| matches!(self.edition.questionnaire.schema.column(col).kind, QuestionKind::Many(_));
        less != set
            && less.len() == set.len()
            && less
                .iter()
                .zip(set)
                .all(|(a, b)| a.0 == b.0 && (a.1 == b.1 || (is_many(a.0) && turned(a) & !turned(b) == 0)))
    }
}
