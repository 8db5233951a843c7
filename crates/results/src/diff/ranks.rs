//! What else moves when a figure does: ranks, colours, peers.

use std::cmp::Ordering;
use std::collections::HashMap;

use catalogue::model::{Direction, Edition};
use domain::{IndicatorId, UnitCode};

use super::compare::{Computed, IndicatorDiff, is_county_again};
use super::exact::Exact;
use super::sheet::Sheet;
use crate::aggregates::Place;
use crate::colours::{Judgement, Mode, NotHere, Verdict, colours as judged};
use crate::peers;

/// Whose rank, colour or peers moved.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    /// A unit.
    Unit(UnitCode),
    /// A level's or group's place.
    Place(Place),
}

/// What moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MovedKind {
    /// The rank among its level (*plats*): `3 av 21`, best first; highest first where no direction is known.
    Rank,
    /// What a colour mode says: for *relative* the quantile.
    Colour(Mode),
    /// The set of peers (*liknande kommuner*).
    Peers,
}

impl MovedKind {
    /// The id in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Rank => "rank",
            Self::Colour(Mode::Target) => "colour:target",
            Self::Colour(Mode::Relative) => "colour:relative",
            Self::Colour(Mode::Uncertainty) => "colour:uncertainty",
            Self::Peers => "peers",
        }
    }
}

/// A rank, colour or set of peers that moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// What.
    pub kind: MovedKind,
    /// Whose.
    pub who: Who,
    /// Of which indicator; none for peers.
    pub indicator: Option<IndicatorId>,
    /// What it was; empty if nothing.
    pub before: String,
    /// What it is; empty if nothing.
    pub after: String,
}

/// Places and units whose rank among their level moved.
pub(super) fn ranks(a: &Sheet, b: &Sheet, indicators: &[IndicatorDiff]) -> Vec<Moved> {
    let mut moved = Vec::new();
    let (sets_a, sets_b) = (sets(a), sets(b));
    for diff in indicators.iter().filter(|diff| diff.comparable.is_compared()) {
        let (Some(before), Some(after)) = (&diff.before, &diff.after) else { continue };
        let column =
            |sheet: &Sheet, id: &IndicatorId| sheet.columns.iter().position(|column| column.id == *id);
        let (Some(i), Some(j)) = (column(a, &before.id), column(b, &after.id)) else { continue };
        if [before, after].iter().any(|column| column.direction == Some(Direction::None)) {
            continue;
        }
        for (set, members) in &sets_b {
            let Some(others) = sets_a.get(set) else { continue };
            let old = ranked(a, i, others);
            let new = ranked(b, j, members);
            let told =
                |rank: Option<&usize>, of: usize| rank.map(|rank| format!("{rank}/{of}")).unwrap_or_default();
            for member in members {
                let who = b.who(*member);
                let was = others.iter().find(|other| a.who(**other) == who);
                let was = was.and_then(|other| old.get(other));
                let is = new.get(member);
                if was != is {
                    moved.push(Moved {
                        kind: MovedKind::Rank,
                        who,
                        indicator: Some(after.id.clone()),
                        before: told(was, old.len()),
                        after: told(is, new.len()),
                    });
                }
            }
        }
    }
    moved
}

/// A row of a sheet that can be ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Member {
    Unit(usize),
    Place(usize),
}

impl Sheet {
    fn who(&self, member: Member) -> Who {
        match member {
            Member::Unit(unit) => Who::Unit(self.units[unit].clone()),
            Member::Place(place) => Who::Place(self.places[place].clone()),
        }
    }
}

/// Who is ranked with whom: units, places of a level, groups of a grouping; in a fixed order.
fn sets(sheet: &Sheet) -> std::collections::BTreeMap<String, Vec<Member>> {
    let mut sets: std::collections::BTreeMap<String, Vec<Member>> = std::collections::BTreeMap::new();
    sets.insert("unit".to_owned(), (0..sheet.units.len()).map(Member::Unit).collect());
    for (i, place) in sheet.places.iter().enumerate().filter(|(_, place)| !is_county_again(place)) {
        let set = match place {
            Place::Level(level, _) => level.id().to_owned(),
            Place::Group(grouping, _) => format!("group {grouping}"),
        };
        sets.entry(set).or_default().push(Member::Place(i));
    }
    // One that stands alone has no rank.
    sets.retain(|_, members| members.len() > 1);
    sets
}

/// The rank of every member that has a figure: 1 is best; equal figures share the best of their places.
fn ranked(sheet: &Sheet, column: usize, members: &[Member]) -> HashMap<Member, usize> {
    let is_low_best = sheet.columns[column].direction == Some(Direction::Down);
    let mut figures: Vec<(Member, Exact)> = members
        .iter()
        .filter_map(|&member| {
            let exact = match member {
                Member::Unit(unit) => sheet.exact_outcome(unit, column),
                Member::Place(place) => sheet.exact(place, column),
            };
            Some((member, exact?))
        })
        .collect();
    let order = |a: &Exact, b: &Exact| if is_low_best { a.order(*b) } else { b.order(*a) };
    figures.sort_by(|a, b| order(&a.1, &b.1));
    let mut ranks = HashMap::new();
    let mut rank = 0;
    for (place, (member, figure)) in figures.iter().enumerate() {
        if place == 0 || order(&figures[place - 1].1, figure) != Ordering::Equal {
            rank = place + 1;
        }
        ranks.insert(*member, rank);
    }
    ranks
}

/// Units and places of which a colour mode says another thing: for *relative*, another quantile.
pub(super) fn colours(a: Computed<'_>, b: Computed<'_>, indicators: &[IndicatorDiff]) -> Vec<Moved> {
    let (before, after) = (judged(a.edition, a.results), judged(b.edition, b.results));
    let said = |verdict: &Result<Verdict, NotHere>| match verdict {
        Ok(verdict) => verdict.id(),
        Err(why) => why.id(),
    };
    let places: HashMap<&Place, usize> =
        a.results.places.iter().enumerate().map(|(i, membership)| (&membership.place, i)).collect();
    let mut moved = Vec::new();
    for diff in indicators.iter().filter(|diff| diff.comparable.is_compared()) {
        let (Some(old), Some(new)) = (&diff.before, &diff.after) else { continue };
        let column = |edition: &Edition, id: &IndicatorId| {
            edition.computed().position(|indicator| indicator.id == *id)
        };
        let (Some(i), Some(j)) = (column(a.edition, &old.id), column(b.edition, &new.id)) else { continue };
        let mut compare = |who: Who, was: &[Judgement; 3], is: &[Judgement; 3]| {
            for (was, is) in was.iter().zip(is) {
                // Where a mode says nothing on either side, why it does not is no colour.
                let is_judged = was.verdict.is_ok() || is.verdict.is_ok();
                if is_judged && was.verdict != is.verdict {
                    moved.push(Moved {
                        kind: MovedKind::Colour(is.mode),
                        who: who.clone(),
                        indicator: Some(new.id.clone()),
                        before: said(&was.verdict).to_owned(),
                        after: said(&is.verdict).to_owned(),
                    });
                }
            }
        };
        for (v, subject) in b.results.subjects.iter().enumerate() {
            let code = &b.edition.frame.units[subject.unit].code;
            let Some(unit) = a.edition.frame.position(code.as_str()) else { continue };
            let Some(u) = a.results.subjects.iter().position(|subject| subject.unit == unit) else {
                continue;
            };
            compare(Who::Unit(code.clone()), before.of_unit(u, i), after.of_unit(v, j));
        }
        for (q, membership) in b.results.places.iter().enumerate() {
            if is_county_again(&membership.place) {
                continue;
            }
            let Some(&p) = places.get(&membership.place) else { continue };
            let who = Who::Place(membership.place.clone());
            compare(who, before.of_place(p, i), after.of_place(q, j));
        }
    }
    moved
}

/// Units whose set of peers is another, where both editions have peers. The order within the set is no part of it.
pub(super) fn peers(a: &Edition, b: &Edition) -> Vec<Moved> {
    let (Ok(before), Ok(after)) = (peers::peers(a), peers::peers(b)) else { return Vec::new() };
    let of = |found: &peers::Peers, edition: &Edition, code: &UnitCode| -> Vec<String> {
        let unit = edition.frame.position(code.as_str());
        let peers = unit.and_then(|unit| found.of(unit).ok());
        let mut codes: Vec<String> =
            peers.into_iter().flatten().map(|peer| edition.frame.units[peer.unit].code.to_string()).collect();
        codes.sort_unstable();
        codes
    };
    let mut moved = Vec::new();
    for unit in &b.frame.units {
        let (was, is) = (of(&before, a, &unit.code), of(&after, b, &unit.code));
        if was != is && a.frame.position(unit.code.as_str()).is_some() {
            moved.push(Moved {
                kind: MovedKind::Peers,
                who: Who::Unit(unit.code.clone()),
                indicator: None,
                before: was.join(" "),
                after: is.join(" "),
            });
        }
    }
    moved
}
