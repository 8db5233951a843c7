//! The table of responses (*svarsläget*): how many have submitted, by level and group, and what would be withheld.
//!
//! Units count as results count them: a district counts as a unit of its county and of the nation, and has its city's
//! groups. Where a round's subjects are others than units, each of them counts.

use std::collections::BTreeMap;

use domain::{Frame, GroupCode, GroupingId, Number, Rounded, Unit, UnitCode};

use crate::access::Reach;

/// How far a response has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Nothing is saved.
    NotBegun,
    /// Something is saved, and it is not submitted.
    Begun,
    /// It is submitted.
    Submitted,
}

/// A response, as far as it is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct One<'a> {
    /// The unit's code.
    pub unit: &'a str,
    /// The part.
    pub part: &'a str,
    /// How far it has come.
    pub stage: Stage,
}

/// Responses, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Asked.
    pub asked: u32,
    /// Of these, submitted.
    pub submitted: u32,
    /// Of these, begun and not submitted.
    pub begun: u32,
}

/// What becomes of a level's figures when the round closes (*prognos*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Forecast {
    /// They are shown, if it closed now.
    Shown,
    /// They are withheld if it closed now, and shown if all who have begun also submit.
    IfBegunSubmit,
    /// They are withheld even if all who have begun submit: others must begin.
    Withheld,
}

impl Count {
    fn add(&mut self, stage: Stage) {
        self.asked += 1;
        match stage {
            Stage::NotBegun => {}
            Stage::Begun => self.begun += 1,
            Stage::Submitted => self.submitted += 1,
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            asked: self.asked + other.asked,
            submitted: self.submitted + other.submitted,
            begun: self.begun + other.begun,
        }
    }

    /// Those that have not begun.
    pub fn not_begun(self) -> u32 {
        self.asked - self.submitted - self.begun
    }

    /// Per cent submitted, with one decimal; none if nobody is asked.
    pub fn share(self) -> Option<Rounded> {
        Rounded::quotient(i128::from(self.submitted) * 100, i128::from(self.asked), 1)
    }

    /// Whether so many submitted are too few: non-response above the limit. Exactly the limit is not.
    fn too_few(self, submitted: u32, limit: Number) -> bool {
        let missing = i128::from(self.asked.saturating_sub(submitted));
        missing * 100 * i128::from(Number::SCALE) > i128::from(limit.micros()) * i128::from(self.asked)
    }

    /// What becomes of its figures, with a limit in per cent.
    pub fn forecast(self, limit: Number) -> Forecast {
        if !self.too_few(self.submitted, limit) {
            Forecast::Shown
        } else if !self.too_few(self.submitted + self.begun, limit) {
            Forecast::IfBegunSubmit
        } else {
            Forecast::Withheld
        }
    }

    /// How many more must submit for its figures to be shown; 0 if they are.
    pub fn needed(self, limit: Number) -> u32 {
        (self.submitted..self.asked)
            .find(|submitted| !self.too_few(*submitted, limit))
            .unwrap_or(self.asked)
            .saturating_sub(self.submitted)
    }
}

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The nation.
    Nation,
    /// A city divided in districts.
    City(UnitCode),
    /// A county.
    County(UnitCode),
    /// A group of a grouping.
    Group(GroupingId, GroupCode),
}

/// A row: a place and one part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The place.
    pub place: Place,
    /// What it is called; empty for the nation where the frame does not name it.
    pub name: String,
    /// The part.
    pub part: String,
    /// What was counted.
    pub count: Count,
}

/// Whether a unit lies within what somebody may see.
pub fn within(reach: &Reach, unit: &Unit) -> bool {
    match reach {
        Reach::Whole => true,
        Reach::Places(codes) => {
            let city = unit.city.as_ref().map(UnitCode::as_str);
            [Some(unit.code.as_str()), Some(unit.county.as_str()), city]
                .into_iter()
                .flatten()
                .any(|code| codes.contains(code))
        }
    }
}

/// The table: for every part the nation, the cities, the counties and the groups, as far as somebody may see them. Places
/// where nobody is asked are left out. Who sees counties only sees no nation, and no groups across the country.
pub fn table(frame: &Frame, all: &[One<'_>], reach: &Reach) -> Vec<Row> {
    // First by unit, so that each response is looked at once.
    let mut by_part: BTreeMap<&str, Vec<Count>> = BTreeMap::new();
    for one in all {
        let Some(unit) = frame.position(one.unit) else { continue };
        let counts = by_part.entry(one.part).or_insert_with(|| vec![Count::default(); frame.units.len()]);
        counts[unit].add(one.stage);
    }
    let mut rows = Vec::new();
    for (part, counts) in &by_part {
        let mut put = |place: Place, name: &str, belongs: &dyn Fn(&Unit) -> bool| {
            let units = frame.units.iter().zip(counts).filter(|(unit, _)| belongs(unit));
            let count = units.fold(Count::default(), |sum, (_, count)| sum.and(*count));
            if count.asked > 0 {
                rows.push(Row { place, name: name.to_owned(), part: (*part).to_owned(), count });
            }
        };
        let sees = |code: &UnitCode| match reach {
            Reach::Whole => true,
            Reach::Places(codes) => codes.contains(code.as_str()),
        };
        if reach.is_whole() {
            let name = frame.nation.as_ref().map_or("", |nation| nation.name.as_str());
            put(Place::Nation, name, &|_| true);
        }
        for city in &frame.cities {
            let belongs = |unit: &Unit| unit.city.as_ref() == Some(&city.code);
            let in_sight = |unit: &Unit| belongs(unit) && within(reach, unit);
            if frame.units.iter().filter(|unit| belongs(unit)).all(in_sight) {
                put(Place::City(city.code.clone()), &city.name, &belongs);
            }
        }
        for county in frame.counties.iter().filter(|county| sees(&county.code)) {
            put(Place::County(county.code.clone()), &county.name, &|unit| unit.county == county.code);
        }
        for scheme in frame.schemes.iter().filter(|_| reach.is_whole()) {
            for group in &scheme.groups {
                let place = Place::Group(scheme.grouping.clone(), group.code.clone());
                put(place, &group.name, &|unit| unit.groups.get(&scheme.grouping) == Some(&group.code));
            }
        }
    }
    rows
}

#[cfg(test)]
mod tests;
