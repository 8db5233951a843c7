//! What is looked for in each combination, and how it is told.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Outcome, Reason, ReasonSet, Truth};

use super::matters::Matters;
use super::states::{Space, State};
use super::walk::{Choice, NOT_ASKED, Situation};
use super::{Finding, Ignored};
use crate::eval;
use crate::print::Printer;
use crate::tree::{Gives, Rule};

pub(super) struct Findings<'a> {
    rule: &'a Rule,
    space: &'a Space,
    ignored: &'a BTreeSet<Ignored>,
    found: BTreeMap<(&'static str, String), Finding>,
    reached: Vec<bool>,
    /// What must be shown to matter; a sample shows too little to say what does not.
    matters: Option<Matters<'a>>,
}

impl<'a> Findings<'a> {
    pub(super) fn new(
        rule: &'a Rule,
        space: &'a Space,
        ignored: &'a BTreeSet<Ignored>,
        is_sample: bool,
    ) -> Self {
        let matters = (!is_sample).then(|| Matters::of(space));
        let reached = vec![false; rule.entries.len()];
        Self { rule, space, ignored, found: BTreeMap::new(), reached, matters }
    }

    fn add(&mut self, code: &'static str, about: String, message: String, answers: String, help: &str) {
        let finding = Finding { code, message, answers, help: help.to_owned() };
        self.found.entry((code, about)).or_insert(finding);
    }

    pub(super) fn needs_otherwise(&mut self) {
        if self.rule.entries.last().is_none_or(|entry| entry.when.is_some()) {
            self.add(
                "PROOF-1",
                String::new(),
                "the rule reads too many combinations to try them all, and has no `otherwise`".to_owned(),
                String::new(),
                "end the rule with an entry that has `otherwise = true`",
            );
        }
    }

    /// Looks at one combination.
    pub(super) fn look(&mut self, situation: &Situation<'_>) {
        let holds: Vec<Truth> = self
            .rule
            .entries
            .iter()
            .map(|entry| entry.when.as_ref().map_or(Truth::True, |when| eval::truth(when, &situation.cells)))
            .collect();
        self.contradictions(&holds, situation);
        if !situation.is_complete() {
            return;
        }
        let folded = eval::fold(self.rule, &situation.cells);
        if holds.iter().all(|truth| *truth == Truth::False) {
            self.add(
                "PROOF-1",
                String::new(),
                "complete answers that no entry decides".to_owned(),
                self.answers(situation),
                "add the alternative to an entry, or end with `otherwise = true`",
            );
        } else if let Ok(entry) = folded {
            self.reached[entry] = true;
        }
        let outcome = eval::outcome(self.rule, &situation.cells);
        if let Outcome::Empty(empty) = &outcome {
            self.undecided(empty.all, folded.ok(), situation);
        }
        if let Some(matters) = &mut self.matters {
            matters.note(&situation.states, &outcome);
        }
    }

    fn undecided(&mut self, reasons: ReasonSet, entry: Option<usize>, situation: &Situation<'_>) {
        let own = entry.is_some_and(|i| matches!(self.rule.entries[i].gives, Gives::Empty(_)));
        let by_code = situation.cannot_say() && reasons.contains(Reason::CannotSay);
        // 0 / 0 and a / 0 are values of the answers, not of the rule.
        let by_zero = [ReasonSet::of(Reason::NotApplicable), ReasonSet::of(Reason::Illogical)]
            .contains(&reasons)
            || reasons == [Reason::NotApplicable, Reason::Illogical].into_iter().collect();
        if own || by_code || by_zero {
            return;
        }
        let names: Vec<&str> = reasons.iter().map(Reason::id).collect();
        self.add(
            "PROOF-2",
            names.join("+"),
            format!("complete answers come out empty ({})", names.join(", ")),
            self.answers(situation),
            "a follow-up is read together with its main question: G2.$row = 'ja' AND G2a.$row …",
        );
    }

    fn contradictions(&mut self, holds: &[Truth], situation: &Situation<'_>) {
        if self.rule.ordered {
            return;
        }
        let entries = &self.rule.entries;
        let named = |i: usize| entries[i].when.is_some() && holds[i] == Truth::True;
        for a in (0..entries.len()).filter(|&i| named(i)) {
            for b in (a + 1..entries.len()).filter(|&i| named(i)) {
                if !entries[a].gives.same_result(&entries[b].gives, false) {
                    self.add(
                        "PROOF-3",
                        format!("{a} {b}"),
                        format!("entries {} and {} hold together and give different results", a + 1, b + 1),
                        self.answers(situation),
                        "make one of them exclude the other, or write `ordered = true` if the first is to win",
                    );
                }
            }
        }
    }

    pub(super) fn too_timid(&mut self, situation: &Situation<'_>) {
        self.add(
            "PROOF-5",
            String::new(),
            "the outcome is empty although the missing answers could not change it".to_owned(),
            self.answers(situation),
            "say the condition so that it holds without them, e.g. asked(x) instead of x = 'ja' OR x = 'nej'",
        );
    }

    fn answers_that_do_not_matter(&mut self) {
        let names =
            self.matters.take().map(|matters| matters.without_effect(self.ignored)).unwrap_or_default();
        for name in names {
            let help = format!("if that is meant, list it: ignores = [\"{name}\"]");
            self.add(
                "PROOF-4",
                name.clone(),
                format!("the rule reads `{name}`, but the answer never matters"),
                String::new(),
                &help,
            );
        }
    }

    pub(super) fn finish(mut self) -> Vec<Finding> {
        self.answers_that_do_not_matter();
        for i in (0..self.reached.len()).filter(|&i| !self.reached[i]).collect::<Vec<_>>() {
            self.add(
                "PROOF-6",
                i.to_string(),
                format!("entry {} is never reached", i + 1),
                String::new(),
                "an earlier entry always wins or its condition cannot hold: remove it or move it up",
            );
        }
        self.found.into_values().collect()
    }

    /// The combination as people read it.
    fn answers(&self, situation: &Situation<'_>) -> String {
        let printer = Printer::new(&self.space.schema);
        let cell = |(var, &state): (usize, &Choice)| {
            let col = self.space.vars[var].col;
            let name = &self.space.schema.column(col).name;
            match state {
                NOT_ASKED => format!("{name}: not asked"),
                state => match self.space.vars[var].states[usize::from(state)] {
                    State::Missing => format!("{name}: not answered"),
                    State::Given { raw, .. } => {
                        let accepted = if raw.accepted { " (accepted)" } else { "" };
                        format!("{name} = {}{accepted}", printer.value(col, raw.value))
                    }
                },
            }
        };
        situation.states.iter().enumerate().map(cell).collect::<Vec<_>>().join(", ")
    }
}
