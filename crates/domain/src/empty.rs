//! Empty has a reason (*varför en uppgift saknas*).
//!
//! Six reasons, kept apart from the form to the last file: never `None`, never 0. Their strength is fixed;
//! a thing that is empty for several reasons is published under the strongest and keeps them all.

use std::fmt;
use std::str::FromStr;

/// Why a value is empty, weakest first: the order is the strength that decides which one is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The filter of the question is false (*inte ställd*).
    NotAsked,
    /// The thing does not exist for the unit (*Ej aktuellt*).
    NotApplicable,
    /// The unit cannot give the figure (*kan inte lämna uppgift*, the missing code).
    CannotSay,
    /// No answer was given (*bortfall*).
    NotAnswered,
    /// The answers contradict each other (*ologisk uppgift*).
    Illogical,
    /// A reviewer or a disclosure rule holds it back (*dold uppgift*).
    Withheld,
}

impl Reason {
    /// All reasons, weakest first.
    pub const ALL: [Self; 6] = [
        Self::NotAsked,
        Self::NotApplicable,
        Self::CannotSay,
        Self::NotAnswered,
        Self::Illogical,
        Self::Withheld,
    ];

    /// The id in files, such as `not_answered`.
    pub fn id(self) -> &'static str {
        match self {
            Self::NotAsked => "not_asked",
            Self::NotApplicable => "not_applicable",
            Self::CannotSay => "cannot_say",
            Self::NotAnswered => "not_answered",
            Self::Illogical => "illogical",
            Self::Withheld => "withheld",
        }
    }

    /// Whether an outcome that is empty for this reason counts as non-response of the indicator (*bortfall*).
    pub fn is_non_response(self) -> bool {
        match self {
            Self::NotAnswered | Self::Illogical | Self::CannotSay | Self::Withheld => true,
            Self::NotAsked | Self::NotApplicable => false,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl FromStr for Reason {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|reason| reason.id() == text).ok_or(())
    }
}

/// A set of reasons; six bits.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReasonSet(u8);

impl ReasonSet {
    /// No reason at all: the thing has a value.
    pub const NONE: Self = Self(0);

    /// The set of one reason.
    pub const fn of(reason: Reason) -> Self {
        Self(1 << reason as u8)
    }

    /// Reasons of either.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether there is no reason.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether the reason is among them.
    pub const fn contains(self, reason: Reason) -> bool {
        self.0 & (1 << reason as u8) != 0
    }

    /// The strongest reason, if there is any.
    pub fn strongest(self) -> Option<Reason> {
        Reason::ALL.into_iter().rev().find(|&reason| self.contains(reason))
    }

    /// The reasons, weakest first.
    pub fn iter(self) -> impl Iterator<Item = Reason> {
        Reason::ALL.into_iter().filter(move |&reason| self.contains(reason))
    }
}

impl FromIterator<Reason> for ReasonSet {
    fn from_iter<I: IntoIterator<Item = Reason>>(reasons: I) -> Self {
        reasons.into_iter().fold(Self::NONE, |set, reason| set.union(Self::of(reason)))
    }
}

impl fmt::Debug for ReasonSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(Reason::id)).finish()
    }
}

/// An empty: the reason it is published under and all that were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Empty {
    /// The strongest reason.
    pub reason: Reason,
    /// Every reason found, the strongest among them.
    pub all: ReasonSet,
}

impl Empty {
    /// Empty for one reason.
    pub const fn because(reason: Reason) -> Self {
        Self { reason, all: ReasonSet::of(reason) }
    }

    /// Empty for the reasons of a set; `None` if the set has none.
    pub fn from_set(all: ReasonSet) -> Option<Self> {
        all.strongest().map(|reason| Self { reason, all })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strongest_reason_wins_and_the_others_are_kept() {
        let all: ReasonSet = [Reason::NotAsked, Reason::Illogical, Reason::CannotSay].into_iter().collect();
        let empty = Empty::from_set(all).expect("there are reasons");
        assert_eq!(empty.reason, Reason::Illogical);
        assert!(empty.all.contains(Reason::NotAsked) && !empty.all.contains(Reason::Withheld));
    }

    #[test]
    fn every_reason_is_read_back_from_its_id() {
        for reason in Reason::ALL {
            assert_eq!(reason.id().parse(), Ok(reason));
        }
    }
}
