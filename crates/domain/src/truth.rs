//! Three-valued truth that remembers why it does not know.

use crate::ReasonSet;

/// TRUE, FALSE, or UNKNOWN for at least one reason: it could still turn out either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Truth {
    /// Holds, whatever the missing answers are.
    True,
    /// Does not hold, whatever the missing answers are.
    False,
    /// Not determined; the set is never empty.
    Unknown(ReasonSet),
}

impl Truth {
    /// Both hold. Reasons are united where neither settles it.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::True, x) | (x, Self::True) => x,
            (Self::Unknown(r), Self::Unknown(s)) => Self::Unknown(r.union(s)),
        }
    }

    /// At least one holds. Reasons are united where neither settles it.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::True, _) | (_, Self::True) => Self::True,
            (Self::False, x) | (x, Self::False) => x,
            (Self::Unknown(r), Self::Unknown(s)) => Self::Unknown(r.union(s)),
        }
    }

    /// The id in derivations: `true`, `false`, `unknown`.
    pub fn id(self) -> &'static str {
        match self {
            Self::True => "true",
            Self::False => "false",
            Self::Unknown(_) => "unknown",
        }
    }

    /// The reasons of an unknown; none for the two others.
    pub fn reasons(self) -> ReasonSet {
        match self {
            Self::Unknown(reasons) => reasons,
            Self::True | Self::False => ReasonSet::NONE,
        }
    }
}

/// The opposite; what is unknown stays so for the same reasons.
impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Unknown(reasons) => Self::Unknown(reasons),
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Reason;

    const R: Truth = Truth::Unknown(ReasonSet::of(Reason::NotAnswered));
    const S: Truth = Truth::Unknown(ReasonSet::of(Reason::CannotSay));

    fn all() -> [Truth; 4] {
        [Truth::True, Truth::False, R, S]
    }

    #[test]
    fn de_morgan_and_double_negation_hold_with_reasons() {
        for a in all() {
            assert_eq!(!!a, a);
            for b in all() {
                assert_eq!(!a.and(b), (!a).or(!b));
                assert_eq!(!a.or(b), (!a).and(!b));
                assert_eq!(a.and(b), b.and(a));
                assert_eq!(a.or(b), b.or(a));
            }
        }
    }

    #[test]
    fn reasons_are_united_and_dropped_where_settled() {
        let both = ReasonSet::of(Reason::NotAnswered).union(ReasonSet::of(Reason::CannotSay));
        assert_eq!(R.and(S), Truth::Unknown(both));
        assert_eq!(R.and(Truth::False), Truth::False);
        assert_eq!(R.or(Truth::True), Truth::True);
    }
}
