//! Cubes: dimensions with code lists, and one observation for each combination of codes.

use domain::{NoFigure, Reason, Rounded, Withheld};
use results::colours::{Mode, NotHere, Verdict};

use super::Text;

/// Figures in as many dimensions as they have.
#[derive(Clone, Debug, PartialEq)]
pub struct Cube {
    /// Its id: `outcomes`, `aggregates`, `background`, `response`, `peers` …; the name of its files.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Its dimensions, outermost first.
    pub dimensions: Vec<Dimension>,
    /// One for each combination of codes, the last dimension varying fastest.
    pub observations: Vec<Observation>,
}

impl Cube {
    /// The observation at the places of its codes, one for each dimension; none outside the cube.
    pub fn at(&self, places: &[usize]) -> Option<&Observation> {
        let mut position = 0;
        for (dimension, &place) in self.dimensions.iter().zip(places) {
            if place >= dimension.codes.len() {
                return None;
            }
            position = position * dimension.codes.len() + place;
        }
        (places.len() == self.dimensions.len()).then(|| self.observations.get(position)).flatten()
    }

    /// Where a code stands in a dimension.
    pub fn position(&self, dimension: usize, id: &str) -> Option<usize> {
        self.dimensions.get(dimension)?.codes.iter().position(|code| code.id == id)
    }
}

/// A dimension and its code list.
#[derive(Clone, Debug, PartialEq)]
pub struct Dimension {
    /// Its id: `unit`, `indicator`, `place`.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Its codes, in the order they are shown.
    pub codes: Vec<Code>,
}

/// A code: stable id, text in both languages, place in the hierarchy.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    /// Its id; for places `county:06`, `group:size:3`, `nation:SE`.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// The code it belongs to (a district's city, an indicator's indicator area); none if none.
    pub parent: Option<String>,
    /// What else is known of it, by key: `county`, `size`, `method`, `unit`.
    pub properties: Vec<(String, Text)>,
}

/// A cell of a cube.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// What it is.
    pub value: Value,
    /// What each mode says of it; empty where colours have no meaning (background measures say why).
    pub colours: Vec<Colouring>,
    /// Numerator and denominator, as files print them; both empty where there are none.
    pub quotient: [String; 2],
    /// Units behind a figure.
    pub counts: Option<Counts>,
    /// As in the contract's column `origin`; `published` where others printed it and nothing was computed.
    pub origin: String,
}

/// What a cell holds: exactly one of three.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// An outcome value: its id and name. A plain text, such as an explanation, has no id.
    Category(String, Text),
    /// A figure rounded as published, and whether 0 and 100 are shown to people without decimals.
    Figure(Rounded, bool),
    /// Empty: the contract's id (a reason, or why there is no figure) or one of [`Value::NOT_COVERED`] and
    /// [`Value::WITHHELD_NOT_COVERED`], sign and word.
    Empty(String, String, Text),
}

impl Value {
    /// The id of a unit about which the material says nothing: the contract has no other word for it than
    /// *not answered*, which is not true of it.
    pub const NOT_COVERED: &str = "not_covered";
    /// The id of a place whose figure is withheld because the material does not cover its units; the contract's is
    /// that of non-response.
    pub const WITHHELD_NOT_COVERED: &str = "withheld:not_covered";

    /// The contract's id of an empty; empty where there is a value.
    pub fn contract_empty(&self) -> &str {
        match self {
            Self::Category(..) | Self::Figure(..) => "",
            Self::Empty(id, ..) => match id.as_str() {
                Self::NOT_COVERED => Reason::NotAnswered.id(),
                Self::WITHHELD_NOT_COVERED => NoFigure::Withheld(Withheld::NonResponse).id(),
                own => own,
            },
        }
    }
}

/// Units behind a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Units of the place.
    pub units: u32,
    /// Those that responded.
    pub responded: u32,
    /// Those left out of the denominator.
    pub left_out: u32,
}

/// What a mode says of a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Colouring {
    /// The mode.
    pub mode: Mode,
    /// What it says, or why it does not apply.
    pub verdict: Result<Verdict, NotHere>,
    /// The comparison set or reference, in words (*alla 21 län*); empty if none.
    pub set: Text,
    /// The interval of the mode *uncertainty*.
    pub interval: Option<Interval>,
}

/// A confidence interval, rounded as published, in the indicator's unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// Lower end.
    pub low: Rounded,
    /// Upper end.
    pub high: Rounded,
}
