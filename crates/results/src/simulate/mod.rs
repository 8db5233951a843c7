//! Simulated answers (*simulerade data*): like a real round in form, made up in content.
//!
//! They keep to the filters and to the edition's response; shares spread from low to high, every
//! alternative occurs, some units cannot say, and a county and a city are withheld. The same seed gives the
//! same answers.

mod components;
mod rounds;

use std::collections::BTreeMap;

use catalogue::answers::{self, Answers, Origin};
use catalogue::model::{Edition, SimulatedNumber};
use domain::{Number, Outcome, PartCode, Truth};
use rand::{Rng, RngExt, SeedableRng};
use rand_pcg::Pcg64;
use rules::eval;
use rules::schema::{Col, QuestionKind};
use rules::table::{Cell, Raw};

use components::{Component, components};
pub use rounds::rounds;

/// How often an assignment is drawn again until it gives what is wanted.
const TRIES: usize = 400;

/// Simulates a round.
pub fn simulate(edition: &Edition, seed: u64) -> Answers {
    let mut simulator = Simulator::new(edition, seed);
    simulator.run();
    simulator.answers
}

struct Simulator<'a> {
    edition: &'a Edition,
    random: Pcg64,
    answers: Answers,
    /// Units that answer each part.
    responding: BTreeMap<PartCode, Vec<usize>>,
    /// Every unit; each part lacks as many as it needs to from the beginning.
    order: Vec<usize>,
    /// How many of them, first in the order, never answer.
    silent: usize,
    components: Vec<Component>,
    /// While every result is made to occur, rare alternatives are drawn as often as others.
    covering: bool,
}

impl<'a> Simulator<'a> {
    fn new(edition: &'a Edition, seed: u64) -> Self {
        let mut answers = answers::blank(edition);
        answers.origin = Origin::Simulated;
        let mut simulator = Self {
            edition,
            random: Pcg64::seed_from_u64(seed),
            answers,
            responding: BTreeMap::new(),
            order: Vec::new(),
            silent: 0,
            components: Vec::new(),
            covering: false,
        };
        simulator.draw_response();
        simulator.components = components(edition);
        simulator.spread_shares();
        simulator
    }

    /// Who answers: exactly as many as the edition states, with the withheld places short of answers.
    fn draw_response(&mut self) {
        let frame = &self.edition.frame;
        let simulation = &self.edition.simulation;
        let mut silent: Vec<usize> = Vec::new();
        for (city, county) in
            [(&simulation.withheld_city, None), (&None, simulation.withheld_county.as_ref())]
        {
            let belongs = |i: &usize| {
                let unit = &frame.units[*i];
                city.as_ref().is_some_and(|code| unit.city.as_ref() == Some(code))
                    || county.is_some_and(|code| unit.county == *code)
            };
            let mut members: Vec<usize> = (0..frame.units.len()).filter(belongs).collect();
            if !members.is_empty() {
                shuffle(&mut members, &mut self.random);
                silent.extend(&members[..members.len() / 5 + 1]);
            }
        }
        let mut others: Vec<usize> = (0..frame.units.len()).filter(|i| !silent.contains(i)).collect();
        shuffle(&mut others, &mut self.random);
        self.silent = silent.len();
        silent.extend(others);
        self.order = silent;
        self.responding = self.responding_of_order();
    }

    /// Each part takes as many units as it needs from the end of the order.
    fn responding_of_order(&self) -> BTreeMap<PartCode, Vec<usize>> {
        let mut responding = BTreeMap::new();
        for part in self.edition.parts.iter().filter(|part| part.described) {
            let all = self.order.len();
            let stated = self.edition.simulation.responded.get(&part.code).map_or(all, |n| *n as usize);
            let missing = all - stated.min(all);
            let mut units = self.order[missing..].to_vec();
            units.sort_unstable();
            responding.insert(part.code.clone(), units);
        }
        responding
    }

    /// Shares from 12 to 85 per cent; where several indicators share answers the first is reached often, so
    /// that the others, which need more, are not too rare.
    fn spread_shares(&mut self) {
        let judged = self.components.iter().filter(|c| !c.indicators.is_empty()).count().max(2);
        let with_indicators = self.components.iter_mut().filter(|c| !c.indicators.is_empty());
        for (place, component) in with_indicators.enumerate() {
            // 7 steps at a time: neighbours in the questionnaire get different shares.
            let step = (place * 7) % judged;
            component.share = match component.indicators.len() {
                1 => 0.12 + 0.73 * step as f64 / (judged - 1) as f64,
                _ => 0.55 + 0.1 * (place % 3) as f64,
            };
        }
    }

    fn run(&mut self) {
        let components = std::mem::take(&mut self.components);
        for component in &components {
            let units = self.responding.get(&component.part).cloned().unwrap_or_default();
            // Exactly the share, not each by chance: a seed cannot make it too small or too large.
            let reached = (component.share * units.len() as f64).round() as usize;
            let mut order: Vec<usize> = (0..units.len()).collect();
            shuffle(&mut order, &mut self.random);
            for (&unit, place) in units.iter().zip(order) {
                let wanted = component.indicators.first().map(|&i| (i, place < reached));
                let raws = self.assignment(component, unit, wanted, None);
                self.put(component, unit, &raws);
            }
            self.cover_alternatives(component, &units);
            self.covering = true;
            self.cover_outcomes(component, &units);
            self.covering = false;
        }
        self.components = components;
        self.numbers_that_cannot_be_said();
        self.texts();
    }

    /// A complete assignment that gives what is wanted, if one is found soon; else the last one drawn.
    fn assignment(
        &mut self,
        component: &Component,
        unit: usize,
        wanted: Option<(usize, bool)>,
        forced: Option<(Col, i64)>,
    ) -> Vec<Raw> {
        let questionnaire = &self.edition.questionnaire;
        let mut cells: Vec<Cell> = Vec::new();
        questionnaire.settle(self.answers.table.row(unit), &mut cells);
        let mut raws = Vec::new();
        for _ in 0..TRIES {
            raws.clear();
            let mut row = self.answers.table.row(unit).to_vec();
            for &col in &component.cells {
                row[col.index()] = Raw::default();
            }
            for &col in &component.cells {
                let filter = questionnaire.filters[col.index()].as_ref();
                let asked = filter.map_or(Truth::True, |filter| eval::truth(filter, &cells));
                let mut raw = Raw::default();
                if asked == Truth::True {
                    raw = match forced {
                        Some((which, value)) if which == col => Raw::answer(value),
                        _ => self.draw(col, unit),
                    };
                    raw.accepted = self.may_be_accepted(col, &raw) && self.random.random_bool(0.5);
                }
                row[col.index()] = raw;
                // Only the cells so far matter to the next filter.
                questionnaire.settle(&row, &mut cells);
                raws.push(raw);
            }
            let reached = wanted.is_none_or(|(indicator, wanted)| {
                let indicator = &self.edition.indicators[indicator];
                match eval::outcome(&indicator.rule, &cells) {
                    Outcome::Category(value) => indicator.target.contains(&value) == wanted,
                    Outcome::Empty(_) => !wanted,
                    Outcome::Figure(_) => true,
                }
            });
            let spoiled = component
                .spoiling
                .iter()
                .any(|&check| eval::truth(&self.edition.checks[check].when, &cells) == Truth::True);
            if reached && !spoiled {
                break;
            }
        }
        raws
    }

    fn draw(&mut self, col: Col, unit: usize) -> Raw {
        let column = self.edition.questionnaire.schema.column(col);
        let value = match &column.kind {
            QuestionKind::One(set) => {
                let count = set.alternatives.len() as i64;
                let mut place = self.random.random_range(0..count);
                // A rare alternative, such as *Ej aktuellt*, is kept one time in ten.
                while self.is_rare(&set.alternatives[place as usize]) && !self.random.random_bool(0.1) {
                    place = self.random.random_range(0..count);
                }
                place
            }
            QuestionKind::Many(set) => self.random.random_range(1..1_i64 << set.alternatives.len().min(20)),
            QuestionKind::Number(form) => self.number(col, unit, form.digits),
            // The sum; its lines are written when the answer is kept.
            QuestionKind::Table(_) => {
                let lines = self.random.random_range(1..=4_u32);
                (0..lines).map(|_| Number::whole(self.random.random_range(1..=12)).micros()).sum()
            }
            QuestionKind::Date => {
                let year = i64::from(self.edition.year.0) - self.random.random_range(1..=3_i64);
                year * 10_000
                    + self.random.random_range(1..=12_i64) * 100
                    + self.random.random_range(1..=28_i64)
            }
            // A text's cell only says that there is one.
            QuestionKind::Text => 0,
        };
        Raw::answer(value)
    }

    fn is_rare(&self, alternative: &str) -> bool {
        !self.covering && self.edition.simulation.rare.iter().any(|rare| rare == alternative)
    }

    /// A reviewer looks at what was claimed (the first alternative, *Ja*), not at a no.
    fn may_be_accepted(&self, col: Col, raw: &Raw) -> bool {
        self.edition.questionnaire.schema.column(col).reviewed && raw.value == 0
    }

    fn number(&mut self, col: Col, unit: usize, digits: u8) -> i64 {
        let place = self.edition.questionnaire.schema.column(col).question;
        let code = place.map(|place| &self.edition.questions[place].code);
        let spec: Option<&SimulatedNumber> =
            self.edition.simulation.numbers.iter().find(|spec| Some(&spec.question) == code);
        let (low, high) = spec.map_or((0, 10 * Number::SCALE), |s| (s.from.micros(), s.to.micros()));
        let mut value = self.random.random_range(low..=high.max(low));
        if let Some(per) = spec.and_then(|s| s.per_inhabitants) {
            let population = self.edition.measures.get("population");
            let code = &self.edition.frame.units[unit].code;
            // A district has no population of its own in the catalogue: a city district's usual size.
            let people = population.and_then(|p| p.get(code)).map_or(60_000, |n| n.micros() / Number::SCALE);
            value = i64::try_from(i128::from(value) * i128::from(people) / i128::from(per)).unwrap_or(value);
        }
        let step = 10_i64.pow(6 - u32::from(digits.min(6)));
        value / step * step
    }

    fn put(&mut self, component: &Component, unit: usize, raws: &[Raw]) {
        for (&col, raw) in component.cells.iter().zip(raws) {
            *self.answers.table.cell_mut(unit, col) = *raw;
            self.answers.accepted.remove(&(unit, col));
            if raw.accepted {
                self.answers.decide(unit, col, true);
            } else if raw.given && self.may_be_accepted(col, raw) && self.random.random_bool(0.5) {
                self.answers.decide(unit, col, false);
            }
            self.answers.lines.remove(&(unit, col));
            if let QuestionKind::Table(_) = self.edition.questionnaire.schema.column(col).kind
                && raw.given
            {
                self.answers.lines.insert((unit, col), table_lines(raw.value));
            }
        }
    }

    /// Every alternative of every cell occurs, if anybody could give it.
    fn cover_alternatives(&mut self, component: &Component, units: &[usize]) {
        if units.is_empty() {
            return;
        }
        for &col in &component.cells {
            let QuestionKind::One(set) = &self.edition.questionnaire.schema.column(col).kind else {
                continue;
            };
            for value in 0..set.alternatives.len() as i64 {
                let occurs = |unit: &usize| {
                    let raw = self.answers.table.row(*unit)[col.index()];
                    raw.given && raw.value == value
                };
                if units.iter().any(occurs) {
                    continue;
                }
                for _ in 0..TRIES {
                    let unit = units[self.random.random_range(0..units.len())];
                    let raws = self.assignment(component, unit, None, Some((col, value)));
                    let at = component.cells.iter().position(|&c| c == col).unwrap_or(0);
                    if raws[at].given && raws[at].value == value {
                        self.put(component, unit, &raws);
                        break;
                    }
                }
            }
        }
    }

    /// Every result of every rule occurs, if an assignment that gives it is found.
    fn cover_outcomes(&mut self, component: &Component, units: &[usize]) {
        let edition = self.edition;
        for &i in &component.indicators {
            let rule = &edition.indicators[i].rule;
            for entry in 0..rule.entries.len() {
                let mut cells = Vec::new();
                let mut gives = |row: &[Raw]| {
                    edition.questionnaire.settle(row, &mut cells);
                    eval::fold(rule, &cells) == Ok(entry)
                };
                if units.is_empty() || units.iter().any(|&unit| gives(self.answers.table.row(unit))) {
                    continue;
                }
                for _ in 0..10 * TRIES {
                    let unit = units[self.random.random_range(0..units.len())];
                    let raws = self.assignment(component, unit, None, None);
                    let mut row = self.answers.table.row(unit).to_vec();
                    for (col, raw) in component.cells.iter().zip(&raws) {
                        row[col.index()] = *raw;
                    }
                    if gives(&row) {
                        self.put(component, unit, &raws);
                        break;
                    }
                }
            }
        }
    }

    fn numbers_that_cannot_be_said(&mut self) {
        for spec in &self.edition.simulation.numbers {
            let Some((place, _)) = self.edition.questionnaire.schema.question(spec.question.as_str()) else {
                continue;
            };
            for col in self.edition.questionnaire.schema.cells_of(place) {
                let Some(code) = self.edition.questionnaire.missing_code(col) else { continue };
                let part = &self.edition.questions[place].part;
                let mut units = self.responding.get(part).cloned().unwrap_or_default();
                shuffle(&mut units, &mut self.random);
                for &unit in units.iter().take(spec.cannot_say as usize) {
                    *self.answers.table.cell_mut(unit, col) = Raw::answer(code);
                }
            }
        }
    }

    /// Free texts say that they are made up.
    fn texts(&mut self) {
        let schema = &self.edition.questionnaire.schema;
        let texts: Vec<Col> = (0..schema.len())
            .filter_map(|i| u32::try_from(i).ok().map(Col))
            .filter(|col| schema.column(*col).kind == QuestionKind::Text)
            .collect();
        for unit in 0..self.answers.table.subjects() {
            for &col in &texts {
                if self.answers.table.row(unit)[col.index()].given {
                    self.answers.texts.insert((unit, col), "Simulerat svar".to_owned());
                }
            }
        }
    }
}

/// A sum of whole hours as a table's lines, none of them more than 12.
fn table_lines(mut sum: i64) -> Vec<(u32, Number)> {
    let mut lines = Vec::new();
    while sum > 0 {
        let hours = sum.min(Number::whole(12).micros());
        lines.push((lines.len() as u32 + 1, Number::from_micros(hours.into()).unwrap_or_default()));
        sum -= hours;
    }
    lines
}

fn shuffle(items: &mut [usize], random: &mut impl Rng) {
    for i in (1..items.len()).rev() {
        items.swap(i, random.random_range(0..=i));
    }
}
