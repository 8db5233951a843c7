//! What is looked for in each combination, and how it is told.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{Outcome, Reason, ReasonSet, Truth};

use super::states::{Space, State};
use super::walk::{NOT_ASKED, Situation};
use super::{Finding, Ignored};
use crate::eval;
use crate::print::Printer;
use crate::schema::{Col, QuestionKind};
use crate::tree::{Gives, Rule};

pub(super) struct Findings<'a> {
    rule: &'a Rule,
    space: &'a Space,
    ignored: &'a BTreeSet<Ignored>,
    found: BTreeMap<(&'static str, String), Finding>,
    reached: Vec<bool>,
    /// For each cell or alternative to be shown to matter: outcomes by the rest of the combination.
    matters: Vec<Matter>,
}

/// A cell (or one alternative of a multiple choice) that must matter.
struct Matter {
    var: usize,
    /// The cell and those alike: each combination of them is tried in one order only.
    group: Vec<usize>,
    alternative: Option<u8>,
    /// Variables whose filter depends on it.
    dependents: Vec<usize>,
    shown: bool,
    /// What was given there and came out, for each rest; a few of each are enough to see a difference.
    seen: HashMap<Vec<u8>, Vec<(i64, Outcome)>>,
}

impl Matter {
    /// Whether another state of one cell, all else equal, has come to another outcome.
    fn note(&mut self, member: usize, space: &Space, situation: &Situation<'_>, outcome: &Outcome) {
        let state = situation.states[member];
        if state == NOT_ASKED {
            return;
        }
        let State::Given { raw, .. } = space.vars[member].states[usize::from(state)] else { return };
        let mut rest = situation.states.clone();
        // The others of the group, in order; which of them is which does not matter.
        let mut others: Vec<u8> =
            self.group.iter().filter(|var| **var != member).map(|var| situation.states[*var]).collect();
        others.sort_unstable();
        for (var, other) in self.group.iter().zip(std::iter::once(0).chain(others)) {
            rest[*var] = other;
        }
        for &dependent in &self.dependents {
            rest[dependent] = 0;
        }
        let value = match self.alternative {
            None => raw.value,
            Some(alternative) => {
                // The rest of the set is part of the rest of the combination.
                rest.extend((raw.value & !(1 << alternative)).to_le_bytes());
                raw.value >> alternative & 1
            }
        };
        // What a reviewer accepted is another answer.
        let value = value * 2 + i64::from(raw.accepted);
        let seen = self.seen.entry(rest).or_default();
        self.shown |= seen.iter().any(|(other, before)| *other != value && before != outcome);
        if seen.len() < 8 && !seen.iter().any(|(other, before)| *other == value && before == outcome) {
            seen.push((value, outcome.clone()));
        }
    }
}

impl<'a> Findings<'a> {
    pub(super) fn new(rule: &'a Rule, space: &'a Space, ignored: &'a BTreeSet<Ignored>) -> Self {
        let mut matters = Vec::new();
        for (var, variable) in space.vars.iter().enumerate() {
            let col = variable.col;
            let asked = space.schema.column(col).question.is_some();
            // Of alike cells one stands for all.
            if variable.alike.is_some() {
                continue;
            }
            let skip = |alternative| ignored.contains(&Ignored { cell: col, alternative });
            if !asked || !space.read.contains(&col) || skip(None) {
                continue;
            }
            let mut add = |alternative| {
                let dependents = dependents(space, col);
                let group = alike(space, var);
                matters.push(Matter { var, group, alternative, dependents, shown: false, seen: HashMap::new() });
            };
            match &space.schema.column(col).kind {
                QuestionKind::One(_) => add(None),
                QuestionKind::Many(set) if set.alternatives.len() <= 6 => {
                    (0..set.alternatives.len() as u8).filter(|&a| !skip(Some(a))).for_each(|a| add(Some(a)));
                }
                QuestionKind::Many(_)
                | QuestionKind::Number(_)
                | QuestionKind::Date
                | QuestionKind::Text
                | QuestionKind::Table(_) => {}
            }
        }
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
        self.note_matter(situation, &outcome);
    }

    fn undecided(&mut self, reasons: ReasonSet, entry: Option<usize>, situation: &Situation<'_>) {
        let own = entry.is_some_and(|i| matches!(self.rule.entries[i].gives, Gives::Empty(_)));
        let by_code = situation.cannot_say() && reasons.contains(Reason::CannotSay);
        // 0 / 0 and a / 0 are values of the answers, not of the rule.
        let by_zero = [ReasonSet::of(Reason::NotApplicable), ReasonSet::of(Reason::Illogical)].contains(&reasons)
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

    fn note_matter(&mut self, situation: &Situation<'_>, outcome: &Outcome) {
        for matter in self.matters.iter_mut().filter(|matter| !matter.shown) {
            for i in 0..matter.group.len() {
                matter.note(matter.group[i], self.space, situation, outcome);
            }
        }
    }

    pub(super) fn alternatives_that_do_not_matter(&mut self) {
        let matters = std::mem::take(&mut self.matters);
        for matter in matters.iter().filter(|matter| !matter.shown) {
            let col = self.space.vars[matter.var].col;
            let column = self.space.schema.column(col);
            let name = match (&column.kind, matter.alternative) {
                (QuestionKind::Many(set), Some(a)) => {
                    format!("{}#{}", column.name, set.alternatives[usize::from(a)])
                }
                _ => column.name.clone(),
            };
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
        let _ = self.ignored;
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
        let cell = |(var, &state): (usize, &u8)| {
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

/// A variable and those alike after it.
fn alike(space: &Space, var: usize) -> Vec<usize> {
    let mut group = vec![var];
    for later in var + 1..space.vars.len() {
        if space.vars[later].alike.is_some_and(|before| group.contains(&before)) {
            group.push(later);
        }
    }
    group
}

/// Variables later in the questionnaire that are asked for some answers only, or after one that is: they may
/// come and go with it.
fn dependents(space: &Space, col: Col) -> Vec<usize> {
    let code = |col: Col| space.schema.column(col).question.map(|q| space.schema.questions()[q].code.as_str());
    let mut codes: Vec<&str> = code(col).into_iter().collect();
    let mut found = Vec::new();
    for (var, later) in space.vars.iter().enumerate().filter(|(_, var)| var.col > col) {
        let question = space.schema.column(later.col).question.map(|q| &space.schema.questions()[q]);
        let filter = question.and_then(|question| question.asked_when.as_ref());
        if filter.is_some_and(|filter| codes.iter().any(|code| mentions(filter, code))) {
            found.push(var);
            codes.extend(code(later.col));
        }
    }
    found
}

/// Whether a filter's text names a question as a whole word.
fn mentions(text: &str, code: &str) -> bool {
    text.match_indices(code).any(|(at, _)| {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        !text[..at].chars().next_back().is_some_and(is_word)
            && !text[at + code.len()..].chars().next().is_some_and(is_word)
    })
}
