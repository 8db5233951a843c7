//! The states a cell can be in, and which cells are alike.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use domain::Number;

use crate::schema::{Col, NumberForm, QuestionKind, Schema};
use crate::table::{Questionnaire, Raw};
use crate::tree::{Cond, Entry, Gives, Num, RowPart, Rule, Scalar};

/// One state of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Nothing was given.
    Missing,
    /// Something was given; the missing code counts as complete, but completes nothing.
    Given { raw: Raw, is_missing_code: bool },
}

/// A cell with its states.
#[derive(Clone, Debug)]
pub(super) struct Var {
    pub(super) col: Col,
    pub(super) states: Vec<State>,
    /// The variable just before that is alike: states are tried in non-decreasing order only.
    pub(super) alike: Option<usize>,
}

/// All cells that decide a rule, in questionnaire order.
pub(super) struct Space {
    pub(super) vars: Vec<Var>,
    pub(super) schema: Schema,
    /// Cells that entries read, without those that only filters read.
    pub(super) read: BTreeSet<Col>,
}

impl Space {
    pub(super) fn of(rule: &Rule, questionnaire: &Questionnaire) -> Self {
        Self::with(rule, questionnaire, &[])
    }

    pub(super) fn with(rule: &Rule, questionnaire: &Questionnaire, also: &[Col]) -> Self {
        let read: BTreeSet<Col> = rule.columns().into_iter().collect();
        let mut all: BTreeSet<Col> = read.iter().copied().chain(also.iter().copied()).collect();
        let mut queue: Vec<Col> = all.iter().copied().collect();
        while let Some(col) = queue.pop() {
            if let Some(filter) = &questionnaire.filters[col.index()] {
                filter.columns(&mut |col| {
                    if all.insert(col) {
                        queue.push(col);
                    }
                });
            }
        }
        let mut constants = Constants::default();
        rule.entries.iter().for_each(|entry| constants.of_entry(entry));
        for col in &all {
            if let Some(filter) = &questionnaire.filters[col.index()] {
                constants.of_cond(filter);
            }
        }
        let signatures = Signatures::of(rule, questionnaire, &all);
        let mut vars: Vec<Var> = Vec::new();
        for &col in &all {
            let states = constants.states(&questionnaire.schema, col);
            let alike = signatures
                .alike(col)
                .and_then(|sign| vars.iter().rposition(|var| signatures.alike(var.col) == Some(sign)))
                .filter(|_| also.is_empty());
            vars.push(Var { col, states, alike });
        }
        Self { vars, schema: questionnaire.schema.clone(), read }
    }

    /// How many combinations there are at most.
    pub(super) fn size(&self) -> u64 {
        // Of n alike cells with s states there are C(n + s - 1, n) multisets: multiplied up one by one.
        let mut size = 1_u128;
        let mut place_in_group = vec![0_u128; self.vars.len()];
        for (i, var) in self.vars.iter().enumerate() {
            let states = var.states.len() as u128;
            if let Some(before) = var.alike {
                place_in_group[i] = place_in_group[before] + 1;
            }
            let k = place_in_group[i];
            size = size.saturating_mul(states + k) / (k + 1);
        }
        u64::try_from(size).unwrap_or(u64::MAX)
    }
}

/// Constants of a rule: the cut points of its numbers and dates, and what it asks of multiple choices.
#[derive(Default)]
struct Constants {
    scalars: BTreeSet<i64>,
    chosen: BTreeSet<(Col, u8)>,
    counted: BTreeSet<Col>,
    accepted: BTreeSet<Col>,
}

impl Constants {
    fn of_entry(&mut self, entry: &Entry) {
        if let Some(when) = &entry.when {
            self.of_cond(when);
        }
        match &entry.gives {
            Gives::Figure(num) => self.of_num(num),
            Gives::Quotient(a, b) => {
                self.of_num(a);
                self.of_num(b);
            }
            Gives::Value(_) | Gives::Empty(_) => {}
        }
    }

    fn of_cond(&mut self, cond: &Cond) {
        match cond {
            Cond::And(all) | Cond::Or(all) => all.iter().for_each(|c| self.of_cond(c)),
            Cond::Not(inner) | Cond::Guarded { inner, .. } => self.of_cond(inner),
            Cond::Compare { left, right, .. } => {
                self.of_num(left);
                self.of_num(right);
            }
            Cond::Ratio { numerator, denominator, limit, .. } => {
                [numerator, denominator, limit].into_iter().for_each(|n| self.of_num(n));
            }
            Cond::Between { item, low, high, .. } => {
                [item, low, high].into_iter().for_each(|n| self.of_num(n));
            }
            Cond::Chosen { cell, alternative } => {
                self.chosen.insert((*cell, *alternative));
            }
            Cond::Accepted(cell) => {
                self.accepted.insert(*cell);
            }
            Cond::Rows(test) => self.of_rows(&test.rows),
            Cond::Category(_)
            | Cond::Same { .. }
            | Cond::Asked(_)
            | Cond::CannotSay(_)
            | Cond::Answered(_)
            | Cond::Given(_) => {}
        }
    }

    fn of_rows(&mut self, rows: &[RowPart]) {
        rows.iter().for_each(|row| self.of_cond(&row.cond));
    }

    fn of_num(&mut self, num: &Num) {
        match num {
            Num::Literal(scalar) | Num::Parameter(_, scalar) => self.of_scalar(*scalar),
            Num::Cell(_) | Num::SumRows(_) => {}
            Num::Arithmetic(a, _, b) => {
                self.of_num(a);
                self.of_num(b);
            }
            Num::Negate(x) => self.of_num(x),
            Num::Case { branches, otherwise } => {
                for (cond, result) in branches {
                    self.of_cond(cond);
                    self.of_num(result);
                }
                self.of_num(otherwise);
            }
            Num::CountRows { rows, .. } => self.of_rows(rows),
            Num::ChosenCount(cell) => {
                self.counted.insert(*cell);
            }
        }
    }

    fn of_scalar(&mut self, scalar: Scalar) {
        self.scalars.insert(scalar.raw());
    }

    fn states(&self, schema: &Schema, col: Col) -> Vec<State> {
        let column = schema.column(col);
        let asked = column.question.is_some();
        let given = |value| State::Given { raw: Raw::answer(value), is_missing_code: false };
        let mut states: Vec<State> = match &column.kind {
            QuestionKind::One(set) => (0..set.alternatives.len() as i64).map(given).collect(),
            QuestionKind::Many(set) => {
                self.choices(col, set.alternatives.len()).into_iter().map(given).collect()
            }
            QuestionKind::Number(form) | QuestionKind::Table(form) => {
                let mut states: Vec<State> = self.numbers(form).into_iter().map(given).collect();
                if let Some(code) = form.missing_code {
                    let raw = Raw::answer(code.micros());
                    states.push(State::Given { raw, is_missing_code: true });
                }
                states
            }
            QuestionKind::Date => {
                let dates = self.scalars.iter().filter(|raw| (10_000_000..100_000_000).contains(*raw));
                let mut around: BTreeSet<i64> = dates.flat_map(|&raw| [raw - 1, raw, raw + 1]).collect();
                around.insert(20_000_101);
                around.into_iter().map(given).collect()
            }
            QuestionKind::Text => vec![given(1)],
        };
        if self.accepted.contains(&col) {
            let accepted: Vec<State> = states
                .iter()
                .map(|state| match state {
                    State::Given { raw, is_missing_code } => State::Given {
                        raw: Raw { accepted: true, ..*raw },
                        is_missing_code: *is_missing_code,
                    },
                    State::Missing => State::Missing,
                })
                .collect();
            states.extend(accepted);
        }
        if asked {
            states.push(State::Missing);
        }
        states
    }

    /// Sets of alternatives: all of a small set; of a large one those the rule names, and counts.
    fn choices(&self, col: Col, alternatives: usize) -> Vec<i64> {
        if alternatives <= 6 {
            return (1..1_i64 << alternatives).collect();
        }
        let named: Vec<u8> =
            self.chosen.iter().filter(|(cell, _)| *cell == col).map(|(_, alternative)| *alternative).collect();
        let mut sets = BTreeSet::new();
        for pick in 0..1_u32 << named.len().min(8) {
            let set = named.iter().enumerate().filter(|(i, _)| pick >> i & 1 == 1);
            sets.insert(set.fold(0_i64, |set, (_, alternative)| set | 1 << alternative));
        }
        let unnamed = (0..alternatives as u8).find(|alternative| !named.contains(alternative));
        let more: Vec<i64> = unnamed.map(|u| sets.iter().map(|set| set | 1 << u).collect()).unwrap_or_default();
        sets.extend(more);
        if self.counted.contains(&col) {
            sets.extend((1..=alternatives.min(62)).map(|n| (1_i64 << n) - 1));
        }
        sets.remove(&0);
        sets.into_iter().collect()
    }

    /// The ends of the range, the rule's constants, and just below and above them.
    fn numbers(&self, form: &NumberForm) -> Vec<i64> {
        let step = 10_i64.pow(6 - u32::from(form.digits.min(6)));
        let (low, high) = (form.low.micros(), form.high.micros());
        let small = [0, 1, 2, 3].map(|n| n * Number::SCALE);
        let around = self.scalars.iter().flat_map(|&raw| [raw - step, raw, raw + step]);
        let all: BTreeSet<i64> = around
            .chain(small)
            .chain([low, high])
            .filter(|x| (low..=high).contains(x) && x % step == 0)
            .filter(|x| form.missing_code.is_none_or(|code| code.micros() != *x))
            .collect();
        all.into_iter().collect()
    }
}

/// How each cell occurs in a rule; cells that occur alike, in row functions only, are interchangeable.
struct Signatures(std::collections::HashMap<Col, String>);

impl Signatures {
    fn of(rule: &Rule, questionnaire: &Questionnaire, all: &BTreeSet<Col>) -> Self {
        let mut signatures = Self(std::collections::HashMap::new());
        let mut node = 0;
        for entry in &rule.entries {
            if let Some(when) = &entry.when {
                signatures.cond(when, &mut node);
            }
            match &entry.gives {
                Gives::Figure(num) => signatures.num(num, &mut node),
                Gives::Quotient(a, b) => {
                    signatures.num(a, &mut node);
                    signatures.num(b, &mut node);
                }
                Gives::Value(_) | Gives::Empty(_) => {}
            }
        }
        for &col in all {
            let filter = &questionnaire.filters[col.index()];
            signatures.add(col, &format!("|filter {filter:?}"));
            if let Some(filter) = filter {
                filter.columns(&mut |read| signatures.add(read, &unique(read)));
            }
            if questionnaire.schema.column(col).question.is_none() {
                signatures.add(col, &unique(col));
            }
            signatures.add(col, &format!("|{:?}", questionnaire.schema.column(col).kind));
        }
        signatures
    }

    fn add(&mut self, col: Col, text: &str) {
        self.0.entry(col).or_default().push_str(text);
    }

    /// A signature shared by interchangeable cells.
    fn alike(&self, col: Col) -> Option<&str> {
        self.0.get(&col).map(String::as_str)
    }

    fn single(&mut self, cond: &Cond) {
        cond.columns(&mut |col| self.add(col, &unique(col)));
    }

    fn cond(&mut self, cond: &Cond, node: &mut usize) {
        match cond {
            Cond::And(all) | Cond::Or(all) => all.iter().for_each(|c| self.cond(c, node)),
            Cond::Not(inner) => self.cond(inner, node),
            Cond::Rows(test) => self.rows(&test.rows, node),
            Cond::Compare { left, right, .. } => {
                self.num(left, node);
                self.num(right, node);
            }
            Cond::Category(_)
            | Cond::Same { .. }
            | Cond::Ratio { .. }
            | Cond::Between { .. }
            | Cond::Asked(_)
            | Cond::CannotSay(_)
            | Cond::Chosen { .. }
            | Cond::Accepted(_)
            | Cond::Answered(_)
            | Cond::Given(_)
            | Cond::Guarded { .. } => self.single(cond),
        }
    }

    fn num(&mut self, num: &Num, node: &mut usize) {
        match num {
            Num::CountRows { rows, .. } => self.rows(rows, node),
            other => other.columns(&mut |col| self.add(col, &unique(col))),
        }
    }

    fn rows(&mut self, rows: &[RowPart], node: &mut usize) {
        *node += 1;
        for row in rows {
            let mut read = BTreeSet::new();
            row.cond.columns(&mut |col| {
                read.insert(col);
            });
            if read.iter().eq([&row.asked]) {
                let mut shape = String::new();
                let _ = write!(shape, "|rows {node} {:?}", row.cond);
                let shape = shape.replace(&format!("Col({})", row.asked.0), "Col(row)");
                self.add(row.asked, &shape);
            } else {
                self.add(row.asked, &unique(row.asked));
                self.single(&row.cond);
            }
        }
    }
}

fn unique(col: Col) -> String {
    format!("|only {}", col.0)
}
