//! True, false, or unknown for reasons.

use super::document::Checked;

/// The ids of the six reasons, weakest first.
const NAMES: [&str; 6] =
    ["not_asked", "not_applicable", "cannot_say", "not_answered", "illogical", "withheld"];

/// A set of reasons.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Reasons(u8);

impl Reasons {
    pub(super) const NONE: Self = Self(0);

    pub(super) fn of(name: &str) -> Checked<Self> {
        let place = NAMES.iter().position(|known| *known == name);
        place.map(|place| Self(1 << place)).ok_or_else(|| format!("`{name}` is no reason"))
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn names(self) -> Vec<&'static str> {
        (0..NAMES.len()).filter(|place| self.0 >> place & 1 == 1).map(|place| NAMES[place]).collect()
    }

    /// The one that is published.
    pub(super) fn strongest(self) -> Option<&'static str> {
        self.names().last().copied()
    }

    /// Whether it is exactly this reason.
    pub(super) fn is(self, name: &str) -> bool {
        self.names() == [name]
    }
}

/// A value, or why there is none.
pub(super) type Known<T> = Result<T, Reasons>;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Truth {
    True,
    False,
    Unknown(Reasons),
}

impl Truth {
    pub(super) fn of(holds: bool) -> Self {
        if holds { Self::True } else { Self::False }
    }

    pub(super) fn known(holds: Known<bool>) -> Self {
        holds.map_or_else(Self::Unknown, Self::of)
    }

    pub(super) fn id(self) -> &'static str {
        match self {
            Self::True => "true",
            Self::False => "false",
            Self::Unknown(_) => "unknown",
        }
    }

    pub(super) fn reasons(self) -> Reasons {
        match self {
            Self::Unknown(reasons) => reasons,
            Self::True | Self::False => Reasons::NONE,
        }
    }

    pub(super) fn opposite(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Unknown(reasons) => Self::Unknown(reasons),
        }
    }

    /// Settled by one `settler`; else unknown if one is; else the opposite of the settler.
    pub(super) fn of_chain(all: &[Self], settler: Self) -> Self {
        if all.contains(&settler) {
            return settler;
        }
        let reasons = all.iter().fold(Reasons::NONE, |reasons, one| reasons.and(one.reasons()));
        if reasons.is_empty() { settler.opposite() } else { Self::Unknown(reasons) }
    }
}
