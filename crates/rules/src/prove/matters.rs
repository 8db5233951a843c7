//! Whether each answer that a rule reads matters: some other answer in its place, everything else being
//! equal, changes the outcome.

use std::collections::{BTreeSet, HashMap};

use domain::Outcome;

use super::Ignored;
use super::cut_points::alone;
use super::states::{Space, State};
use super::walk::{Choice, NOT_ASKED};
use crate::schema::QuestionKind;

/// The cells and alternatives to be shown to matter.
pub(super) struct Matters<'a> {
    space: &'a Space,
    all: Vec<Matter>,
}

/// A cell, or alternatives of a multiple choice, that must matter.
struct Matter {
    /// The variable; several if they are interchangeable, for what matters of one matters of all.
    vars: Vec<usize>,
    about: About,
    /// Variables whose filter depends on it.
    dependents: Vec<usize>,
    shown: bool,
    /// What came out, by the rest of the combination.
    seen: HashMap<Vec<Choice>, Vec<(i64, Outcome)>>,
}

enum About {
    /// One answer instead of another.
    Answer,
    /// Whether an alternative is chosen, or how many of several that the rule treats alike.
    Chosen {
        like: Vec<u8>,
        /// Alternatives that stand with no other, as bits: each is a choice without these.
        alone: i64,
    },
    /// An alternative that stands with no other, instead of any other choice.
    Alone { place: u8 },
}

impl<'a> Matters<'a> {
    pub(super) fn of(space: &'a Space) -> Self {
        let mut all = Vec::new();
        for vars in space.groups() {
            let col = space.vars[vars[0]].col;
            let column = space.schema.column(col);
            if column.question.is_none() || !space.read.contains(&col) {
                continue;
            }
            let dependents = space.dependents(vars[0]);
            let mut add = |about| {
                let (vars, dependents) = (vars.clone(), dependents.clone());
                all.push(Matter { vars, about, dependents, shown: false, seen: HashMap::new() });
            };
            match &column.kind {
                QuestionKind::One(_) => add(About::Answer),
                QuestionKind::Many(set) => {
                    let places = 0..set.alternatives.len() as u8;
                    let single = alone(set);
                    let bits = single.iter().fold(0, |bits, place| bits | 1 << place);
                    let small = super::cut_points::is_small(set);
                    // In a large set, alternatives that the rule does not name are all alike.
                    let (own, others): (Vec<u8>, Vec<u8>) = places
                        .filter(|place| !single.contains(place))
                        .partition(|&place| small || space.cut_points.is_named(col, place));
                    single.iter().for_each(|&place| add(About::Alone { place }));
                    own.iter().for_each(|&place| add(About::Chosen { like: vec![place], alone: bits }));
                    if !others.is_empty() {
                        add(About::Chosen { like: others, alone: bits });
                    }
                }
                QuestionKind::Number(_)
                | QuestionKind::Date
                | QuestionKind::Text
                | QuestionKind::Table(_) => {}
            }
        }
        Self { space, all }
    }

    /// Notes what a complete combination came to.
    pub(super) fn note(&mut self, states: &[Choice], outcome: &Outcome) {
        for matter in self.all.iter_mut().filter(|matter| !matter.shown) {
            for i in 0..matter.vars.len() {
                if !matter.shown {
                    matter.note(self.space, states, matter.vars[i], outcome);
                }
            }
        }
    }

    /// The names of what does not matter and was not ignored: `G2.missbruk`, `G8a#annan`.
    pub(super) fn without_effect(&self, ignored: &BTreeSet<Ignored>) -> Vec<String> {
        let mut names = Vec::new();
        for matter in self.all.iter().filter(|matter| !matter.shown) {
            for &var in &matter.vars {
                let cell = self.space.vars[var].col;
                let column = self.space.schema.column(cell);
                let is_ignored = |alternative| ignored.contains(&Ignored { cell, alternative });
                if is_ignored(None) {
                    continue;
                }
                let places: &[u8] = match &matter.about {
                    About::Answer => {
                        names.push(column.name.clone());
                        continue;
                    }
                    About::Chosen { like, .. } => like,
                    About::Alone { place } => std::slice::from_ref(place),
                };
                if let QuestionKind::Many(set) | QuestionKind::One(set) = &column.kind {
                    let left = places.iter().filter(|&&place| !is_ignored(Some(place)));
                    names.extend(
                        left.map(|&p| format!("{}#{}", column.name, set.alternatives[usize::from(p)])),
                    );
                }
            }
        }
        names
    }
}

impl Matter {
    fn note(&mut self, space: &Space, states: &[Choice], var: usize, outcome: &Outcome) {
        let state = states[var];
        if state == NOT_ASKED {
            return;
        }
        let State::Given { raw, .. } = space.vars[var].states[usize::from(state)] else { return };
        let mut rest = states.to_vec();
        // Of interchangeable cells, the others keep their states, whichever of them has which.
        let mut others: Vec<Choice> = self.vars.iter().filter(|&&v| v != var).map(|&v| states[v]).collect();
        others.sort_unstable();
        for (&member, state) in self.vars.iter().zip(std::iter::once(0).chain(others)) {
            rest[member] = state;
        }
        for &dependent in &self.dependents {
            rest[dependent] = 0;
        }
        let value = match &self.about {
            // What a reviewer accepted is another answer.
            About::Answer => raw.value * 2 + i64::from(raw.accepted),
            About::Chosen { like, alone } => {
                let like = like.iter().fold(0, |bits, place| bits | 1 << place);
                // The rest of the choice is part of the rest of the combination.
                let with = if raw.value & alone == 0 { raw.value & !like } else { 0 };
                rest.extend([0, 16, 32, 48].map(|at| (with >> at & 0xFFFF) as Choice));
                i64::from((raw.value & like).count_ones())
            }
            About::Alone { place } => i64::from(raw.value == 1 << *place),
        };
        let seen = self.seen.entry(rest).or_default();
        self.shown = seen.iter().any(|(other, before)| *other != value && before != outcome);
        if self.shown {
            self.seen = HashMap::new();
        } else if !seen.iter().any(|(other, before)| *other == value && before == outcome) {
            seen.push((value, outcome.clone()));
        }
    }
}
