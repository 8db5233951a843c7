//! What it would take for a unit, with its words.

use catalogue::model::IndicatorRole;
use rules::schema::Col;
use rules::table::{Raw, Table};
use serde::Serialize;
use serde_json::Value as Json;

use super::{FORMAT, FactReport, FigureReport, QuestionReport, Reporter, SetReport, to_json};
use crate::explain::{Coded, OutcomeText, outcome_text};
use crate::reach::{ChangeSet, Reach, Sets, Step, Whose, has_target};

/// What it takes for a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnitReport {
    /// [`FORMAT`].
    pub format: &'static str,
    /// `unit`.
    pub kind: &'static str,
    /// The edition.
    pub edition: u16,
    /// The unit.
    pub unit: Coded,
    /// `simulated`, `trial`, or empty.
    pub origin: String,
    /// Whether the answers are known; without them only figures can be told of.
    pub answers_known: bool,
    /// Parts of the questionnaire that the unit has not answered at all, though it is asked for.
    pub unanswered_parts: Vec<Coded>,
    /// Indicators that are judged by target values.
    pub judged: usize,
    /// Those whose target is reached.
    pub reached: usize,
    /// The indicators, in order.
    pub indicators: Vec<UnitIndicator>,
    /// The few changes that reach most; empty where one indicator was asked for.
    pub plan: Vec<StepReport>,
    /// The questions that changes speak of.
    pub questions: Vec<QuestionReport>,
}

/// What it takes for a unit and an indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnitIndicator {
    /// Its number in the source's order.
    pub number: u16,
    /// The indicator.
    pub indicator: Coded,
    /// Its name in tables.
    pub short_name: String,
    /// Its part of the questionnaire.
    pub part: String,
    /// The values that count as reached.
    pub target: Vec<Coded>,
    /// What the unit got.
    pub outcome: OutcomeText,
    /// `reached`, `possible`, `impossible`, `too_large`, `no_target`, `answers_unknown`.
    pub state: &'static str,
    /// The smallest number of changes; 0 where it is reached, none where it cannot be.
    pub changes: Option<usize>,
    /// How many smallest sets there are.
    pub count: u64,
    /// There are more than were counted.
    pub is_cut: bool,
    /// The first of them.
    pub sets: Vec<SetReport>,
    /// How many more there are.
    pub further: u64,
    /// The facts that would have to be otherwise, where it cannot be reached.
    pub facts: Vec<FactReport>,
    /// How far a figure must move; none where target values judge.
    pub figure: Option<FigureReport>,
}

/// A step of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StepReport {
    /// 1, 2, 3 …
    pub step: usize,
    /// The changes, from the answers as they are after the steps before.
    pub set: SetReport,
    /// The indicators that are reached by it.
    pub gained: Vec<Coded>,
    /// The indicators that no longer are.
    pub lost: Vec<Coded>,
    /// How many are reached after it.
    pub reached: usize,
}

impl UnitReport {
    /// As JSON.
    pub fn to_json(&self) -> Json {
        to_json(self)
    }
}

impl Reporter<'_> {
    /// What it takes for a unit, by its place in the frame; for all indicators with a plan, or for one of them by its
    /// place among the computed ones. Without answers only figures can be told of.
    pub fn unit(&self, answers: Option<&Table>, unit: usize, only: Option<usize>) -> UnitReport {
        let place = &self.edition.frame.units[unit];
        let row = answers.map(|table| table.row(unit));
        let mut cells: Vec<Col> = Vec::new();
        let mut plan = Vec::new();
        let wanted: Vec<usize> = only.map_or_else(|| (0..self.indicators.len()).collect(), |one| vec![one]);
        let indicators: Vec<UnitIndicator> = match (row, only) {
            (None, _) => wanted.iter().map(|&i| self.unit_indicator(unit, i, None, None)).collect(),
            (Some(row), Some(only)) => {
                let reach = self.reacher.indicator(row, only);
                note(&reach, &mut cells);
                vec![self.unit_indicator(unit, only, Some(row), Some(&reach))]
            }
            (Some(row), None) => {
                let all = self.reacher.unit(row);
                all.indicators.iter().for_each(|reach| note(reach, &mut cells));
                all.plan.iter().for_each(|step| note_set(&step.set, &mut cells));
                plan = self.plan(row, &all.plan);
                let reaches = wanted.iter().zip(&all.indicators);
                reaches.map(|(&i, reach)| self.unit_indicator(unit, i, Some(row), Some(reach))).collect()
            }
        };
        UnitReport {
            format: FORMAT,
            kind: "unit",
            edition: self.edition.year.0,
            unit: Coded { id: place.code.to_string(), name: place.name.clone() },
            origin: self.results.origin.clone(),
            answers_known: row.is_some(),
            unanswered_parts: row.map(|row| self.unanswered(row, &indicators)).unwrap_or_default(),
            judged: wanted.iter().filter(|&&i| has_target(self.indicators[i])).count(),
            reached: indicators.iter().filter(|indicator| indicator.state == "reached").count(),
            indicators,
            plan,
            questions: self.questions(cells),
        }
    }

    fn unit_indicator(
        &self,
        unit: usize,
        i: usize,
        row: Option<&[Raw]>,
        reach: Option<&Reach>,
    ) -> UnitIndicator {
        let indicator = self.indicators[i];
        let outcome = self.results.outcomes.get(unit, i);
        let judged = has_target(indicator);
        let by_outcome = || match outcome {
            domain::Outcome::Category(value) if indicator.target.contains(value) => "reached",
            domain::Outcome::Category(_) | domain::Outcome::Figure(_) | domain::Outcome::Empty(_) => {
                "answers_unknown"
            }
        };
        let mut report = UnitIndicator {
            number: indicator.number,
            indicator: Coded {
                id: indicator.id.to_string(),
                name: indicator.name.get(self.language).to_owned(),
            },
            short_name: indicator.short_name.get(self.language).to_owned(),
            part: indicator.part.to_string(),
            target: self.target(indicator),
            outcome: outcome_text(self.language, self.vocabulary, indicator, outcome),
            state: match reach {
                Some(reach) => reach.id(),
                None if judged => by_outcome(),
                None => "no_target",
            },
            changes: reach.and_then(Reach::changes),
            count: 0,
            is_cut: false,
            sets: Vec::new(),
            further: 0,
            facts: Vec::new(),
            figure: None,
        };
        match reach {
            Some(Reach::Possible(sets)) => self.fill(&mut report, row.unwrap_or_default(), sets),
            Some(Reach::Impossible(facts)) => {
                report.facts = facts.iter().map(|fact| self.fact(fact)).collect();
            }
            Some(Reach::NoTarget | Reach::Reached | Reach::TooLarge) | None => {}
        }
        if !judged && indicator.role == IndicatorRole::Indicator {
            report.figure = Some(self.figure(i, Whose::Unit(unit)));
        }
        report
    }

    fn fill(&self, report: &mut UnitIndicator, row: &[Raw], sets: &Sets) {
        (report.count, report.is_cut, report.further) = (sets.count, sets.is_cut, sets.further());
        report.sets = sets.sets.iter().map(|set| self.set(row, set)).collect();
    }

    fn plan(&self, row: &[Raw], steps: &[Step]) -> Vec<StepReport> {
        let mut row = row.to_vec();
        let coded = |i: &usize| {
            let indicator = self.indicators[*i];
            Coded { id: indicator.id.to_string(), name: indicator.short_name.get(self.language).to_owned() }
        };
        let mut reports = Vec::new();
        for (i, step) in steps.iter().enumerate() {
            reports.push(StepReport {
                step: i + 1,
                set: self.set(&row, &step.set),
                gained: step.gained.iter().map(coded).collect(),
                lost: step.lost.iter().map(coded).collect(),
                reached: step.reached,
            });
            step.set.apply(&mut row);
        }
        reports
    }

    /// The parts that indicators rest on and of which nothing is answered.
    fn unanswered(&self, row: &[Raw], indicators: &[UnitIndicator]) -> Vec<Coded> {
        let columns = self.edition.questionnaire.schema.columns();
        let part_of = |place: usize| &self.edition.questions[place].part;
        let is_silent = |part: &&catalogue::model::Part| {
            let of_part = columns
                .iter()
                .zip(row)
                .filter(|(column, _)| column.question.is_some_and(|place| *part_of(place) == part.code));
            part.described && of_part.clone().count() > 0 && of_part.map(|(_, raw)| raw).all(|raw| !raw.given)
        };
        let is_read = |part: &&catalogue::model::Part| {
            let code = part.code.to_string();
            indicators.iter().any(|indicator| indicator.part == code && indicator.state == "possible")
        };
        let parts = self.edition.parts.iter().filter(is_silent).filter(is_read);
        let coded = |part: &catalogue::model::Part| Coded {
            id: part.code.to_string(),
            name: part.name.get(self.language).to_owned(),
        };
        parts.map(coded).collect()
    }
}

/// The cells that an answer speaks of.
fn note(reach: &Reach, cells: &mut Vec<Col>) {
    match reach {
        Reach::Possible(sets) => sets.sets.iter().for_each(|set| note_set(set, cells)),
        Reach::Impossible(facts) => cells.extend(facts.iter().map(|fact| fact.cell)),
        Reach::NoTarget | Reach::Reached | Reach::TooLarge => {}
    }
}

fn note_set(set: &ChangeSet, cells: &mut Vec<Col>) {
    cells.extend(set.changes.iter().map(|change| change.cell));
    cells.extend(set.dropped.iter().map(|(cell, _)| *cell));
}
