//! What a publication is called in addresses and files.

use std::fmt;
use std::str::FromStr;

/// A series (*serie*): an edition, or a simulated round of it. Ordered as editions are, simulated before real.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Series {
    /// The edition.
    pub year: u16,
    /// Of what kind its answers are.
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kind {
    Simulated,
    Round(u8),
    Real,
}

impl Series {
    /// The series of an edition's own answers.
    pub const fn real(year: u16) -> Self {
        Self { year, kind: Kind::Real }
    }

    /// The series of simulated answers, of a numbered round or not.
    pub const fn simulated(year: u16, round: Option<u8>) -> Self {
        match round {
            Some(round) => Self { year, kind: Kind::Round(round) },
            None => Self { year, kind: Kind::Simulated },
        }
    }

    /// The number of the simulated round.
    pub fn round(self) -> Option<u8> {
        match self.kind {
            Kind::Round(round) => Some(round),
            Kind::Simulated | Kind::Real => None,
        }
    }

    /// Whether two belong in one row through time: real editions, or simulated rounds of one edition.
    pub fn is_in_row_with(self, other: Self) -> bool {
        match (self.kind, other.kind) {
            (Kind::Real, Kind::Real) => true,
            (Kind::Round(_), Kind::Round(_)) | (Kind::Simulated, Kind::Simulated) => self.year == other.year,
            (Kind::Real | Kind::Round(_) | Kind::Simulated, _) => false,
        }
    }
}

/// `2018`, `2018-simulerad`, `2018-omgang-2`.
impl fmt::Display for Series {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Real => write!(f, "{}", self.year),
            Kind::Simulated => write!(f, "{}-simulerad", self.year),
            Kind::Round(round) => write!(f, "{}-omgang-{round}", self.year),
        }
    }
}

/// No such name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no publication has such a name")]
pub struct NoName;

impl FromStr for Series {
    type Err = NoName;

    fn from_str(text: &str) -> Result<Self, NoName> {
        let (year, kind) = text.split_once('-').unwrap_or((text, ""));
        let year = year.parse().map_err(|_| NoName)?;
        let series = match kind {
            "" => Self::real(year),
            "simulerad" => Self::simulated(year, None),
            _ => {
                let round = kind.strip_prefix("omgang-").and_then(|round| round.parse().ok());
                Self::simulated(year, Some(round.ok_or(NoName)?))
            }
        };
        // One name each: `+2018`, `02018` and `2018-` are none.
        if series.to_string() == text { Ok(series) } else { Err(NoName) }
    }
}

/// A publication as an address names it: a series, and which number if not the valid one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Named {
    /// The series.
    pub series: Series,
    /// Its number.
    pub number: Option<u32>,
}

/// `2018`, `2018-v2`.
impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.number {
            None => self.series.fmt(f),
            Some(number) => write!(f, "{}-v{number}", self.series),
        }
    }
}

impl FromStr for Named {
    type Err = NoName;

    fn from_str(text: &str) -> Result<Self, NoName> {
        let named = match text.rsplit_once("-v") {
            Some((series, number)) => {
                let number = number.parse().ok().filter(|number| *number > 0).ok_or(NoName)?;
                Self { series: series.parse()?, number: Some(number) }
            }
            None => Self { series: text.parse()?, number: None },
        };
        if named.to_string() == text { Ok(named) } else { Err(NoName) }
    }
}
