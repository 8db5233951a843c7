//! What is asked and where it belongs (*ram, objekt, redovisningsnivå, sorteringsnyckel*).

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use crate::{EditionYear, GroupCode, GroupingId, UnitCode};

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The nation (*riket*).
    Nation,
    /// A county (*län*).
    County,
    /// A municipality (*kommun*).
    Municipality,
    /// A district of a city (*stadsdel*).
    District,
    /// Another unit of a city that answers on its own (*enhet*).
    Office,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Nation, Self::County, Self::Municipality, Self::District, Self::Office];

    /// The id in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Nation => "rike",
            Self::County => "lan",
            Self::Municipality => "kommun",
            Self::District => "stadsdel",
            Self::Office => "enhet",
        }
    }
}

/// The level a figure is shown at (*redovisningsnivå*).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// What is asked: a municipality, a district.
    Unit,
    /// A city divided in districts (*storstad*); no unit itself.
    City,
    /// A county (*län*).
    County,
    /// The nation (*riket*).
    Nation,
}

impl Level {
    /// All levels, lowest first.
    pub const ALL: [Self; 4] = [Self::Unit, Self::City, Self::County, Self::Nation];

    /// The id in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::City => "city",
            Self::County => "county",
            Self::Nation => "nation",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// A place of the catalogue, through the years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its code; never changes, never reused.
    pub code: UnitCode,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// What it belongs to: a district's city, a municipality's county, a county's nation.
    pub parent: Option<UnitCode>,
    /// First edition.
    pub from: EditionYear,
    /// Last edition; open if none.
    pub to: Option<EditionYear>,
    /// What a reader should know of it.
    pub note: String,
}

impl Place {
    /// Whether it exists in an edition.
    pub fn in_edition(&self, year: EditionYear) -> bool {
        self.from <= year && self.to.is_none_or(|to| year <= to)
    }
}

/// A unit of an edition's frame: what is asked and gets outcomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its code.
    pub code: UnitCode,
    /// Its name.
    pub name: String,
    /// Municipality, district or office.
    pub kind: Kind,
    /// The city it is a district of.
    pub city: Option<UnitCode>,
    /// The county it lies in.
    pub county: UnitCode,
    /// Its group in each grouping where that is known; districts inherit their city's.
    pub groups: BTreeMap<GroupingId, GroupCode>,
    /// Its group the year before, where the source prints it beside.
    pub groups_before: BTreeMap<GroupingId, GroupCode>,
}

/// A group of a grouping, in one edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its code, as printed.
    pub code: GroupCode,
    /// Its name.
    pub name: String,
    /// The criterion, where the source gives it.
    pub criterion: String,
}

/// A way to group units, in one edition (*sorteringsnyckel*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupScheme {
    /// Which grouping.
    pub grouping: GroupingId,
    /// Its name in this edition.
    pub name: String,
    /// Whether every municipality has a group; otherwise only some are known.
    pub complete: bool,
    /// The groups, in order.
    pub groups: Vec<Group>,
}

/// The units of an edition and the places above them (*ram*).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The units, by code.
    pub units: Vec<Unit>,
    /// Cities divided in districts, by code.
    pub cities: Vec<Place>,
    /// Counties, by code.
    pub counties: Vec<Place>,
    /// The nation.
    pub nation: Option<Place>,
    /// Groupings, in the catalogue's order.
    pub schemes: Vec<GroupScheme>,
    index: HashMap<UnitCode, usize>,
}

impl Frame {
    /// Puts a frame together; units are sorted by code.
    pub fn new(
        mut units: Vec<Unit>,
        cities: Vec<Place>,
        counties: Vec<Place>,
        nation: Option<Place>,
        schemes: Vec<GroupScheme>,
    ) -> Self {
        units.sort_by(|a, b| a.code.cmp(&b.code));
        let index = units.iter().enumerate().map(|(i, unit)| (unit.code.clone(), i)).collect();
        Self { units, cities, counties, nation, schemes, index }
    }

    /// Where a unit stands in `units`.
    pub fn position(&self, code: &str) -> Option<usize> {
        self.index.get(code).copied()
    }

    /// The name of any place: unit, city, county or nation.
    pub fn name(&self, code: &str) -> Option<&str> {
        self.position(code).map(|i| self.units[i].name.as_str()).or_else(|| {
            let mut places = self.cities.iter().chain(&self.counties).chain(&self.nation);
            places.find(|place| place.code.as_str() == code).map(|place| place.name.as_str())
        })
    }
}
