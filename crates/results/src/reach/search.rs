//! The search itself: sets of one change, then of two … until one reaches the target.
//!
//! Cells are decided in the questionnaire's order, so that every filter is settled before the cells it asks
//! for, and a change is tried before the answer that stands: sets come in their order. What is not decided
//! yet counts as unknown, and since a determined outcome never changes when more is known
//! (`semantics` §1), a branch whose outcome is already another than the target is left at once; so is one that
//! needs more changes than the sets now looked for have.

use catalogue::model::Indicator;
use domain::{Reason, ReasonSet, Truth, ValueId};
use rules::eval;
use rules::schema::Col;
use rules::table::{Cell, Raw};
use rules::tree::Gives;

use super::bound::Bound;
use super::choice::Freedom;
use super::scope::Scope;
use super::{Change, ChangeSet, MOST_COUNTED, MOST_TRIED, Reacher, Sets};

/// What a search came to.
pub(super) enum Result {
    Found(Sets),
    None,
    GivenUp,
}

/// A search for one indicator of one unit.
pub(super) struct Search<'a> {
    reacher: &'a Reacher<'a>,
    scope: &'a Scope,
    indicator: &'a Indicator,
    base: &'a [Raw],
    base_cells: &'a [Cell],
    /// Whether each hard check of the scope fired before.
    fired: Vec<bool>,
    /// What each cell of the scope may become.
    values: Vec<Vec<i64>>,
    row: Vec<Raw>,
    cells: Vec<Cell>,
    /// Whether undecided cells may be taken as unknown: a reviewer's acceptance is never unknown.
    may_prune: bool,
    /// The cells changed so far, by their place in the scope.
    changed: Vec<usize>,
    keep: usize,
    sets: Vec<ChangeSet>,
    count: u64,
    tried: u64,
    /// The smallest size that a branch would have needed that was left for being too large.
    next: usize,
}

const UNDECIDED: Cell = Cell {
    value: 0,
    empty: ReasonSet::of(Reason::NotAnswered),
    asked: Truth::Unknown(ReasonSet::of(Reason::NotAnswered)),
    answered: false,
    accepted: false,
};

impl<'a> Search<'a> {
    pub(super) fn new(
        reacher: &'a Reacher<'a>,
        base: &'a [Raw],
        base_cells: &'a [Cell],
        indicator: usize,
        freedom: Freedom,
    ) -> Self {
        let scope = &reacher.scopes[indicator];
        let checks = &reacher.edition.checks;
        let fires = |check: usize| eval::truth(&checks[check].when, base_cells) == Truth::True;
        let values = scope.cells.iter().map(|col| {
            let given = base_cells[col.index()].answered.then_some(base[col.index()].value);
            reacher.choices[col.index()].values(given, freedom)
        });
        let mut cells = base_cells.to_vec();
        scope.cells.iter().for_each(|col| cells[col.index()] = UNDECIDED);
        Self {
            fired: scope.checks.iter().map(|(check, _)| fires(*check)).collect(),
            values: values.collect(),
            may_prune: scope.may_prune && scope.cells.iter().all(|col| !base_cells[col.index()].accepted),
            row: base.to_vec(),
            cells,
            indicator: reacher.indicators[indicator],
            reacher,
            scope,
            base,
            base_cells,
            changed: Vec::new(),
            keep: 0,
            sets: Vec::new(),
            count: 0,
            tried: 0,
            next: usize::MAX,
        }
    }

    /// All sets of the smallest size, the first `keep` in full.
    pub(super) fn run(mut self, keep: usize) -> Result {
        self.keep = keep;
        let mut size = 1;
        loop {
            self.next = usize::MAX;
            self.decide(0, size);
            if self.count > 0 {
                let is_cut = self.count >= MOST_COUNTED || self.tried > MOST_TRIED;
                return Result::Found(Sets { changes: size, sets: self.sets, count: self.count, is_cut });
            }
            if self.tried > MOST_TRIED {
                return Result::GivenUp;
            }
            if self.next == usize::MAX {
                return Result::None;
            }
            size = self.next;
        }
    }

    /// Decides the cell at a place of the scope and all after it, with so many changes left.
    fn decide(&mut self, place: usize, left: usize) {
        self.tried += 1;
        if self.tried > MOST_TRIED || self.count >= MOST_COUNTED {
            return;
        }
        let Some(&col) = self.scope.cells.get(place) else {
            self.consider();
            return;
        };
        let i = col.index();
        let nothing = self.nothing(col);
        let asked = self.settled(col, &nothing).asked;
        match asked {
            Truth::False => self.put(place, nothing, left),
            // The main question is missing: what was answered stands, and nothing is proposed.
            Truth::Unknown(_) => self.put(place, self.base[i], left),
            Truth::True => {
                if left > 0 {
                    for choice in 0..self.values[place].len() {
                        let raw = Raw { value: self.values[place][choice], given: true, ..nothing };
                        self.changed.push(place);
                        self.put(place, raw, left - 1);
                        self.changed.pop();
                    }
                } else if !self.values[place].is_empty() {
                    self.next = self.next.min(self.changed.len() + 1);
                }
                if self.may_stand(col) {
                    self.put(place, self.standing(col), left);
                }
            }
        }
        self.row[i] = self.base[i];
        self.cells[i] = UNDECIDED;
    }

    fn settled(&self, col: Col, raw: &Raw) -> Cell {
        self.reacher.edition.questionnaire.settle_cell(col, raw, &self.cells)
    }

    /// No answer; a reviewer's decision stays.
    fn nothing(&self, col: Col) -> Raw {
        Raw { decision: self.base[col.index()].decision, ..Raw::default() }
    }

    /// What a cell holds that is asked and not changed.
    fn standing(&self, col: Col) -> Raw {
        if self.base_cells[col.index()].answered { self.base[col.index()] } else { self.nothing(col) }
    }

    /// What is asked only now must be answered; what was missing before may stay so.
    fn may_stand(&self, col: Col) -> bool {
        let before = &self.base_cells[col.index()];
        before.answered || self.reacher.optional[col.index()] || before.asked == Truth::True
    }

    fn put(&mut self, place: usize, raw: Raw, left: usize) {
        let col = self.scope.cells[place];
        self.row[col.index()] = raw;
        self.cells[col.index()] = self.settled(col, &raw);
        if self.scope.is_read[place] && self.may_prune && !self.is_promising(left) {
            return;
        }
        self.decide(place + 1, left);
    }

    /// Whether the target may still come of it with so many further changes.
    fn is_promising(&mut self, left: usize) -> bool {
        let rule = &self.indicator.rule;
        if eval::fold(rule, &self.cells).is_ok_and(|entry| self.target(entry).is_none()) {
            return false;
        }
        let bound = Bound {
            schema: &self.reacher.edition.questionnaire.schema,
            cells: &self.cells,
            base: self.base,
            base_cells: self.base_cells,
        };
        match bound.of(rule, &self.indicator.target) {
            Some(further) if further > left => {
                self.next = self.next.min(self.changed.len() + further);
                false
            }
            Some(_) => true,
            None => false,
        }
    }

    fn target(&self, entry: usize) -> Option<&'a ValueId> {
        match &self.indicator.rule.entries[entry].gives {
            Gives::Value(value) => self.indicator.target.contains(value).then_some(value),
            Gives::Empty(_) | Gives::Figure(_) | Gives::Quotient(..) => None,
        }
    }

    /// Every cell is decided: keeps the set if it is valid and none of its changes is larger than needed.
    fn consider(&mut self) {
        let Some(value) = self.reached().cloned() else { return };
        if self.is_larger_than_needed() {
            return;
        }
        self.count += 1;
        if self.sets.len() < self.keep {
            self.sets.push(self.set(value));
        }
    }

    /// The outcome, if it is a target value and the hard checks let the answers pass.
    fn reached(&self) -> Option<&'a ValueId> {
        let questionnaire = &self.reacher.edition.questionnaire;
        let fires =
            |check: &usize| eval::truth(&questionnaire.illogical[*check].when, &self.cells) == Truth::True;
        let entry = if self.scope.illogical.iter().any(fires) {
            let mut cells = Vec::new();
            questionnaire.settle(&self.row, &mut cells);
            eval::fold(&self.indicator.rule, &cells)
        } else {
            eval::fold(&self.indicator.rule, &self.cells)
        };
        let value = self.target(entry.ok()?)?;
        let passes = |(check, fired): (&(usize, _), &bool)| self.passes(check, *fired);
        self.scope.checks.iter().zip(&self.fired).all(passes).then_some(value)
    }

    /// A hard check must be silent, unless it fired before and nothing that it concerns was changed.
    fn passes(&self, (check, concerns): &(usize, std::collections::BTreeSet<Col>), fired: bool) -> bool {
        let check = &self.reacher.edition.checks[*check];
        let is_touched = || concerns.iter().any(|col| self.row[col.index()] != self.base[col.index()]);
        eval::truth(&check.when, &self.cells) != Truth::True || (fired && !is_touched())
    }

    /// Whether the same cells with fewer alternatives turned, or numbers nearer, would do.
    fn is_larger_than_needed(&mut self) -> bool {
        let smaller: Vec<(usize, Vec<i64>)> = self
            .changed
            .iter()
            .filter_map(|&place| {
                let col = self.scope.cells[place];
                let given = self.base_cells[col.index()].answered.then_some(self.base[col.index()].value);
                let value = self.row[col.index()].value;
                let choice = &self.reacher.choices[col.index()];
                let values = choice.smaller(given, value, &self.values[place]);
                (!values.is_empty()).then_some((place, values))
            })
            .collect();
        !smaller.is_empty() && self.some_smaller(&smaller, false)
    }

    /// Tries the smaller values of these cells in every combination; `is_less`: one is smaller already.
    fn some_smaller(&mut self, smaller: &[(usize, Vec<i64>)], is_less: bool) -> bool {
        let Some(((place, values), rest)) = smaller.split_first() else {
            return is_less && self.holds_anew();
        };
        self.tried += 1;
        if self.tried > MOST_TRIED {
            return false;
        }
        let col = self.scope.cells[*place];
        let stands = self.row[col.index()];
        let mut found = self.some_smaller(rest, is_less);
        for &value in values {
            if found {
                break;
            }
            self.row[col.index()] = Raw { value, ..stands };
            found = self.some_smaller(rest, true);
        }
        self.row[col.index()] = stands;
        found
    }

    /// Whether the answers, with the same cells changed, are valid and reach the target.
    fn holds_anew(&mut self) -> bool {
        let kept: Vec<(Raw, Cell)> =
            self.scope.cells.iter().map(|col| (self.row[col.index()], self.cells[col.index()])).collect();
        let holds = self.is_answered_anew() && self.reached().is_some();
        for (col, (raw, cell)) in self.scope.cells.iter().zip(kept) {
            (self.row[col.index()], self.cells[col.index()]) = (raw, cell);
        }
        holds
    }

    /// Settles every cell again: whether what is asked is answered, and nothing else is changed.
    fn is_answered_anew(&mut self) -> bool {
        for (place, &col) in self.scope.cells.iter().enumerate() {
            let i = col.index();
            let is_changed = self.changed.contains(&place);
            let nothing = self.nothing(col);
            let raw = match self.settled(col, &nothing).asked {
                Truth::True if is_changed => self.row[i],
                Truth::True if !self.may_stand(col) => return false,
                Truth::True => self.standing(col),
                Truth::False | Truth::Unknown(_) if is_changed => return false,
                Truth::False => nothing,
                Truth::Unknown(_) => self.base[i],
            };
            self.row[i] = raw;
            self.cells[i] = self.settled(col, &raw);
        }
        true
    }

    fn set(&self, value: ValueId) -> ChangeSet {
        let change = |&place: &usize| {
            let cell = self.scope.cells[place];
            let before = &self.base_cells[cell.index()];
            Change {
                cell,
                from: before.answered.then_some(self.base[cell.index()].value),
                to: self.row[cell.index()].value,
                is_new: before.asked != Truth::True && !before.answered,
            }
        };
        let is_dropped = |col: &&Col| {
            self.base_cells[col.index()].answered && self.cells[col.index()].asked == Truth::False
        };
        let dropped = self.scope.cells.iter().filter(is_dropped);
        ChangeSet {
            changes: self.changed.iter().map(change).collect(),
            dropped: dropped.map(|col| (*col, self.base[col.index()].value)).collect(),
            value,
        }
    }
}
