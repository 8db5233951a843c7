//! Going through the states: all of them with what each could still become, or a sample.

use std::collections::HashMap;

use domain::{Outcome, ReasonSet, Truth};

use super::findings::Findings;
use super::states::{Space, State};
use crate::eval;
use crate::table::{Cell, Questionnaire, Raw, settled};
use crate::tree::Rule;

/// The place of a state among those of its variable.
pub(super) type Choice = u16;

/// Marks a variable that is not asked in a combination.
pub(super) const NOT_ASKED: Choice = Choice::MAX;

/// A combination of states, with the cells they settle to.
pub(super) struct Situation<'a> {
    space: &'a Space,
    questionnaire: &'a Questionnaire,
    pub(super) cells: Vec<Cell>,
    pub(super) states: Vec<Choice>,
}

const UNTOUCHED: Cell =
    Cell { value: 0, empty: ReasonSet::NONE, asked: Truth::True, answered: false, accepted: false };

impl<'a> Situation<'a> {
    fn new(space: &'a Space, questionnaire: &'a Questionnaire) -> Self {
        let cells = vec![UNTOUCHED; questionnaire.schema.len()];
        Self { space, questionnaire, cells, states: Vec::with_capacity(space.vars.len()) }
    }

    fn asked(&self, var: usize) -> Truth {
        match &self.questionnaire.filters[self.space.vars[var].col.index()] {
            Some(filter) => eval::truth(filter, &self.cells),
            None => Truth::True,
        }
    }

    /// Sets the next variable to a state (or not asked).
    fn push(&mut self, state: Choice, asked: Truth) {
        let var = &self.space.vars[self.states.len()];
        let raw = match state {
            NOT_ASKED => Raw::default(),
            state => match var.states[usize::from(state)] {
                State::Missing => Raw::default(),
                State::Given { raw, .. } => raw,
            },
        };
        let missing_code = self.questionnaire.missing_code(var.col);
        self.cells[var.col.index()] = settled(&raw, asked, raw.decision, missing_code);
        self.states.push(state);
    }

    /// Settles a whole combination; an answer that stands where nothing is asked is not read, as `semantics`
    /// §4 says, so a missing main question may still come to take its follow-ups away.
    fn set(&mut self, wanted: &[Choice]) -> Option<()> {
        self.states.clear();
        for (var, &state) in wanted.iter().enumerate() {
            let asked = self.asked(var);
            let missing = self.missing(var);
            let state = match (asked, state) {
                (Truth::False, _) => NOT_ASKED,
                (Truth::True | Truth::Unknown(_), NOT_ASKED) => missing?,
                (Truth::True | Truth::Unknown(_), state) => state,
            };
            self.push(state, asked);
        }
        Some(())
    }

    /// The state of a variable that means missing, if it can be.
    fn missing(&self, var: usize) -> Option<Choice> {
        let states = &self.space.vars[var].states;
        states.iter().position(|state| *state == State::Missing).and_then(|i| Choice::try_from(i).ok())
    }

    /// The first variable that is missing.
    fn first_missing(&self) -> Option<usize> {
        (0..self.states.len()).find(|&var| Some(self.states[var]) == self.missing(var))
    }

    /// No answer is missing.
    pub(super) fn is_complete(&self) -> bool {
        self.first_missing().is_none()
    }

    /// Whether somebody answered with the missing code.
    pub(super) fn cannot_say(&self) -> bool {
        self.states.iter().enumerate().any(|(var, &state)| {
            state != NOT_ASKED
                && matches!(
                    self.space.vars[var].states[usize::from(state)],
                    State::Given { is_missing_code: true, .. }
                )
        })
    }
}

/// Tries every combination.
pub(super) fn all(
    rule: &Rule,
    questionnaire: &Questionnaire,
    space: &Space,
    findings: &mut Findings<'_>,
) -> u64 {
    let mut tried = 0;
    let mut partial: Vec<Vec<Choice>> = Vec::new();
    let mut situation = Situation::new(space, questionnaire);
    each(&mut situation, 0, &mut |situation| {
        tried += 1;
        findings.look(situation);
        if !situation.is_complete() && eval::fold(rule, &situation.cells).is_err() {
            partial.push(situation.states.clone());
        }
    });
    let mut possible = Possible { rule, outcomes: Vec::new(), memo: HashMap::new() };
    for states in partial {
        let mut situation = Situation::new(space, questionnaire);
        let bits = possible.of(&mut situation, &states);
        if bits.count_ones() == 1 && bits & UNDETERMINED == 0 && situation.set(&states).is_some() {
            findings.too_timid(&situation);
            break;
        }
    }
    tried
}

/// Calls `visit` with every combination that the filters allow.
fn each(situation: &mut Situation<'_>, var: usize, visit: &mut impl FnMut(&Situation<'_>)) {
    if var == situation.space.vars.len() {
        visit(situation);
        return;
    }
    let asked = situation.asked(var);
    if asked == Truth::False {
        situation.push(NOT_ASKED, asked);
        each(situation, var + 1, visit);
        situation.states.pop();
        return;
    }
    let variable = &situation.space.vars[var];
    let count = Choice::try_from(variable.states.len()).unwrap_or(NOT_ASKED);
    let first = match variable.alike.map(|before| situation.states[before]) {
        Some(NOT_ASKED) | None => 0,
        Some(before) => before,
    };
    for state in first..count {
        situation.push(state, asked);
        each(situation, var + 1, visit);
        situation.states.pop();
    }
}

/// The bit of a completion that is no more determined than what it completes, because of a missing code or a
/// division by nought.
const UNDETERMINED: u64 = 1 << 63;

/// What a combination with missing answers could still become.
struct Possible<'a> {
    rule: &'a Rule,
    outcomes: Vec<Outcome>,
    memo: HashMap<Vec<Choice>, u64>,
}

impl Possible<'_> {
    /// A bit for each outcome that some completion has.
    fn of(&mut self, situation: &mut Situation<'_>, states: &[Choice]) -> u64 {
        let mut key = states.to_vec();
        sort_alike(situation.space, &mut key);
        if let Some(&known) = self.memo.get(&key) {
            return known;
        }
        let mut bits = 0;
        if situation.set(states).is_some() {
            let states = situation.states.clone();
            match situation.first_missing() {
                None => {
                    bits = match eval::fold(self.rule, &situation.cells) {
                        Ok(entry) => self.bit(eval::given(&self.rule.entries[entry].gives, &situation.cells)),
                        Err(_) => UNDETERMINED,
                    };
                }
                Some(var) => {
                    for (state, what) in situation.space.vars[var].states.iter().enumerate() {
                        let State::Given { is_missing_code, .. } = what else { continue };
                        let mut next = states.clone();
                        next[var] = Choice::try_from(state).unwrap_or(NOT_ASKED);
                        let outcomes = self.of(situation, &next);
                        // The missing code is an answer where the rule asks for it, else it completes nothing.
                        bits |= if *is_missing_code { outcomes & !UNDETERMINED } else { outcomes };
                    }
                }
            }
        }
        self.memo.insert(key, bits);
        bits
    }

    fn bit(&mut self, outcome: Outcome) -> u64 {
        let place = self.outcomes.iter().position(|known| *known == outcome).unwrap_or_else(|| {
            self.outcomes.push(outcome);
            self.outcomes.len() - 1
        });
        1 << place.min(62)
    }
}

/// Alike cells are interchangeable: the key of a combination has their states in order.
fn sort_alike(space: &Space, states: &mut [Choice]) {
    for i in 0..space.vars.len() {
        let mut at = i;
        while let Some(before) = space.vars[at].alike {
            if states[before] <= states[at] {
                break;
            }
            states.swap(before, at);
            at = before;
        }
    }
}

/// Draws combinations with a fixed seed: half of them complete, and in half of them neighbouring cells tend to
/// be alike, so that «all rows» and «no row» are met, too.
pub(super) fn sample(
    questionnaire: &Questionnaire,
    space: &Space,
    draws: u32,
    findings: &mut Findings<'_>,
) -> u64 {
    let mut random = Random(0x6A61_6D66_6F72_0001);
    for draw in 0..draws {
        let mut situation = Situation::new(space, questionnaire);
        for var in 0..space.vars.len() {
            let asked = situation.asked(var);
            let state = if asked == Truth::False {
                NOT_ASKED
            } else {
                let states = &space.vars[var].states;
                let before =
                    var.checked_sub(1).filter(|&before| space.vars[before].states.len() == states.len());
                let before = before.map(|before| usize::from(situation.states[before]));
                let mut pick = random.below(states.len());
                if draw % 4 >= 2
                    && random.below(5) > 0
                    && let Some(same) = before.filter(|&same| same < states.len())
                {
                    pick = same;
                }
                while draw % 2 == 0 && states[pick] == State::Missing && states.len() > 1 {
                    pick = random.below(states.len());
                }
                Choice::try_from(pick).unwrap_or(0)
            };
            situation.push(state, asked);
        }
        findings.look(&situation);
    }
    u64::from(draws)
}

/// A small fixed sequence (SplitMix64): the same draws on every machine and in every version.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let n = n.max(1) as u64;
        usize::try_from((z ^ (z >> 31)) % n).unwrap_or(0)
    }
}

/// Every combination as raw answers (of all columns), with what comes out.
pub(super) fn raw_outcomes(
    rule: &Rule,
    questionnaire: &Questionnaire,
    space: &Space,
) -> Vec<(Vec<Raw>, Outcome)> {
    let mut all = Vec::new();
    let mut situation = Situation::new(space, questionnaire);
    each(&mut situation, 0, &mut |situation| {
        let mut raw = vec![Raw::default(); questionnaire.schema.len()];
        for (var, &state) in situation.states.iter().enumerate() {
            let variable = &space.vars[var];
            if state != NOT_ASKED
                && let State::Given { raw: given, .. } = variable.states[usize::from(state)]
            {
                raw[variable.col.index()] = given;
            }
        }
        all.push((raw, eval::outcome(rule, &situation.cells)));
    });
    all
}
