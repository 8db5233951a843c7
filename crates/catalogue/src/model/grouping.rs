//! Ways to group units, through the years.

use domain::{EditionYear, GroupCode, GroupingId};

use super::{Reading, Source, Text};

/// A way to group units (*sorteringsnyckel*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grouping {
    /// Its id.
    pub id: GroupingId,
    /// Its name.
    pub name: Text,
    /// What it is in which editions.
    pub schemes: Vec<Scheme>,
}

/// A grouping as it is in some editions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// The editions.
    pub editions: Vec<EditionYear>,
    /// Its name there.
    pub name: String,
    /// Whether every municipality has a group.
    pub complete: bool,
    /// The groups, in order.
    pub groups: Vec<SchemeGroup>,
    /// Where it is described.
    pub source: Source,
    /// How a doubtful source is read.
    pub readings: Vec<Reading>,
}

/// A group as its source describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemeGroup {
    /// Its code, as printed.
    pub code: GroupCode,
    /// Its name.
    pub name: String,
    /// The main group it belongs to; empty if none.
    pub main: String,
    /// The criterion, where the source gives it.
    pub criterion: String,
    /// How many municipalities it must have; none where not all are known.
    pub members: Option<u32>,
}
