//! Successive rounds (*simulerade omgångar*): units keep most of their answers, some improve, fewer fall back.
//!
//! The first round is what [`super::simulate`] makes; each later one grows out of the one before it. One stream of
//! random numbers is used from beginning to end, so that the first rounds of five are those of three.

use catalogue::answers::Answers;
use catalogue::model::Edition;
use domain::{Method, Outcome, PartCode, Truth};
use rand::RngExt;
use rules::eval;
use rules::schema::{Col, NumberForm, QuestionKind};
use rules::table::{Cell, Raw};

use super::components::Component;
use super::{Simulator, TRIES};

/// Units that stop answering, and as many that begin, from one round to the next.
const SWAPPED: usize = 4;
/// How many units' figures move a little.
const MOVED_FIGURES: f64 = 0.3;
/// How many units change answers that no share rests on.
const OTHER_CHANGES: f64 = 0.1;

/// Simulates `count` successive rounds.
pub fn rounds(edition: &Edition, seed: u64, count: u8) -> Vec<Answers> {
    let mut simulator = Simulator::new(edition, seed);
    simulator.run();
    let mut all = Vec::new();
    for round in 1..=count {
        if round > 1 {
            simulator.go_on();
        }
        let mut answers = simulator.answers.clone();
        answers.round = Some(round);
        all.push(answers);
    }
    all
}

impl Simulator<'_> {
    /// Turns the answers into those of the next round.
    fn go_on(&mut self) {
        let before = self.responding.clone();
        self.swap_response();
        let components = std::mem::take(&mut self.components);
        for component in &components {
            let responded =
                |part: &PartCode, unit: usize| before.get(part).is_some_and(|u| u.contains(&unit));
            for unit in 0..self.edition.frame.units.len() {
                let responds = self.responds(&component.part, unit);
                match (responded(&component.part, unit), responds) {
                    (true, true) => self.keep_or_change(component, unit),
                    (true, false) => self.put(component, unit, &vec![Raw::default(); component.cells.len()]),
                    (false, true) => {
                        let reached = self.random.random_bool(component.share);
                        let wanted = component.indicators.first().map(|&i| (i, reached));
                        let raws = self.assignment(component, unit, wanted, None);
                        self.put(component, unit, &raws);
                    }
                    (false, false) => {}
                }
            }
        }
        self.components = components;
        let table = &self.answers.table;
        self.answers.texts.retain(|(unit, col), _| table.row(*unit)[col.index()].given);
        self.texts();
    }

    fn responds(&self, part: &PartCode, unit: usize) -> bool {
        self.responding.get(part).is_some_and(|units| units.contains(&unit))
    }

    /// A few units that were silent answer, and as many others do not; never those that make a place withheld.
    fn swap_response(&mut self) {
        let total = self.order.len();
        let most = self.responding.values().map(|units| total - units.len()).max().unwrap_or(0);
        if most <= self.silent || most >= total {
            return;
        }
        for _ in 0..SWAPPED {
            let silent = self.random.random_range(self.silent..most);
            let answering = self.random.random_range(most..total);
            self.order.swap(silent, answering);
        }
        self.responding = self.responding_of_order();
    }

    /// Most units keep what they answered; more of the others improve than fall back.
    fn keep_or_change(&mut self, component: &Component, unit: usize) {
        let edition = self.edition;
        let mut cells = Vec::new();
        edition.questionnaire.settle(self.answers.table.row(unit), &mut cells);
        let judged: Vec<usize> = component
            .indicators
            .iter()
            .copied()
            .filter(|&i| edition.indicators[i].method == Method::Share)
            .collect();
        if let Some(last) = judged.len().checked_sub(1) {
            let wanted = judged[self.random.random_range(0..=last)];
            let (improves, falls_back) = chances(wanted);
            let is_reached = self.reaches(wanted, &cells);
            if self.random.random_bool(if is_reached { falls_back } else { improves }) {
                let changed = self.nearby(component, unit, &cells, Some((wanted, !is_reached)));
                if let Some(raws) = changed {
                    self.put(component, unit, &raws);
                }
            }
        } else if let [only] = component.cells.as_slice()
            && let QuestionKind::Number(form) = &edition.questionnaire.schema.column(*only).kind
        {
            self.move_figure(*only, form, unit);
        } else if self.random.random_bool(OTHER_CHANGES)
            && let Some(raws) = self.nearby(component, unit, &cells, None)
        {
            self.put(component, unit, &raws);
        }
    }

    fn reaches(&self, indicator: usize, cells: &[Cell]) -> bool {
        let indicator = &self.edition.indicators[indicator];
        match eval::outcome(&indicator.rule, cells) {
            Outcome::Category(value) => indicator.target.contains(&value),
            Outcome::Empty(_) | Outcome::Figure(_) => false,
        }
    }

    /// Answers that differ in few cells from the unit's own and give what is wanted; none if none is found soon.
    fn nearby(
        &mut self,
        component: &Component,
        unit: usize,
        now: &[Cell],
        wanted: Option<(usize, bool)>,
    ) -> Option<Vec<Raw>> {
        let questionnaire = &self.edition.questionnaire;
        for attempt in 0..TRIES {
            // One cell first, then more.
            let few = (1 + attempt * 6 / TRIES).min(component.cells.len());
            let chosen: Vec<Col> = (0..few)
                .map(|_| component.cells[self.random.random_range(0..component.cells.len())])
                .collect();
            let mut cells = now.to_vec();
            let mut raws = Vec::new();
            for &col in &component.cells {
                let filter = questionnaire.filters[col.index()].as_ref();
                let asked = filter.map_or(Truth::True, |filter| eval::truth(filter, &cells));
                let had = self.answers.raw(unit, col);
                let raw = match asked {
                    Truth::True if had.given && !chosen.contains(&col) => had,
                    Truth::True => {
                        let mut raw = self.draw(col, unit);
                        raw.accepted = self.may_be_accepted(col, &raw) && self.random.random_bool(0.5);
                        raw
                    }
                    Truth::False | Truth::Unknown(_) => Raw::default(),
                };
                cells[col.index()] = questionnaire.settle_cell(col, &raw, &cells);
                raws.push(raw);
            }
            let fits = wanted.is_none_or(|(indicator, wanted)| self.reaches(indicator, &cells) == wanted);
            let spoiled = component
                .spoiling
                .iter()
                .any(|&check| eval::truth(&self.edition.checks[check].when, &cells) == Truth::True);
            if fits && !spoiled {
                return Some(raws);
            }
        }
        None
    }

    /// A number that stands alone moves by at most a tenth; what could not be said stays so.
    fn move_figure(&mut self, col: Col, form: &NumberForm, unit: usize) {
        let raw = self.answers.raw(unit, col);
        let could_not_say = form.missing_code.is_some_and(|code| code.micros() == raw.value);
        if !raw.given || could_not_say || !self.random.random_bool(MOVED_FIGURES) {
            return;
        }
        let per_mille = self.random.random_range(900..=1_100_i64);
        let step = 10_i64.pow(6 - u32::from(form.digits.min(6)));
        let moved = i128::from(raw.value) * i128::from(per_mille) / 1_000;
        let moved = i64::try_from(moved).unwrap_or(raw.value) / step * step;
        let moved = moved.clamp(form.low.micros(), form.high.micros());
        if form.missing_code.is_none_or(|code| code.micros() != moved) {
            self.answers.table.cell_mut(unit, col).value = moved;
        }
    }
}

/// How many improve of those that do not reach an indicator, and fall back of those that do.
fn chances(indicator: usize) -> (f64, f64) {
    // Five steps apart, so that indicators move differently.
    let step = (indicator * 3 % 5) as f64;
    (0.06 + 0.03 * step, 0.01 + 0.01 * step)
}
