//! How far somebody reaches within a round (*räckvidd*): the whole country, or some places.

use std::collections::BTreeSet;

use super::action::{Action, Rule};
use super::actor::{Actor, Scope};
use crate::ids::RoundId;

/// What of a round somebody may do something with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// All of it.
    Whole,
    /// What lies in these places: counties, cities, units. None of them: nothing.
    Places(BTreeSet<String>),
}

impl Reach {
    /// Whether it is all of the round.
    pub fn is_whole(&self) -> bool {
        *self == Self::Whole
    }

    /// Whether it is nothing of it.
    pub fn is_nothing(&self) -> bool {
        match self {
            Self::Whole => false,
            Self::Places(codes) => codes.is_empty(),
        }
    }

    /// Whether one of these places lies within it.
    pub fn holds(&self, places: &BTreeSet<String>) -> bool {
        match self {
            Self::Whole => true,
            Self::Places(codes) => !codes.is_disjoint(places),
        }
    }
}

impl Actor {
    /// How far an account's grants reach for an action in a round. Others reach nothing of a round as such.
    pub fn reach(&self, action: Action, round: &RoundId) -> Reach {
        let mut codes = BTreeSet::new();
        if let Self::Account(grants) = self {
            let in_round = |id: &Option<RoundId>| id.as_ref().is_none_or(|id| id == round);
            for grant in grants {
                if !in_round(&grant.round) || action.allows(grant.role) == Rule::Never {
                    continue;
                }
                match &grant.scope {
                    Scope::All => return Reach::Whole,
                    Scope::Place(code) => drop(codes.insert(code.clone())),
                }
            }
        }
        Reach::Places(codes)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Grant, Role};
    use super::*;

    #[test]
    fn grants_of_a_round_add_up_and_others_do_not_count() {
        let round: RoundId = "2018".parse().expect("an id");
        let grant = |role, round: Option<&str>, place: Option<&str>| Grant {
            role,
            round: round.map(|id| id.parse().expect("an id")),
            scope: place.map_or(Scope::All, |code| Scope::Place(code.to_owned())),
        };
        let places = |codes: &[&str]| Reach::Places(codes.iter().map(|code| (*code).to_owned()).collect());
        let regional = Role::RegionalAnalyst;
        for (case, grants, reach) in [
            ("no grant", vec![], places(&[])),
            ("a county", vec![grant(regional, None, Some("06"))], places(&["06"])),
            (
                "two counties",
                vec![grant(regional, None, Some("06")), grant(regional, Some("2018"), Some("07"))],
                places(&["06", "07"]),
            ),
            ("another round", vec![grant(regional, Some("2017"), None)], places(&[])),
            ("a role that may not", vec![grant(Role::Reader, None, None)], places(&[])),
            (
                "the country beside a county",
                vec![grant(regional, None, Some("06")), grant(Role::Reviewer, None, None)],
                Reach::Whole,
            ),
        ] {
            assert_eq!(Actor::Account(grants).reach(Action::SeeTable, &round), reach, "{case}");
        }
        assert_eq!(Actor::Visitor.reach(Action::SeeTable, &round), places(&[]));
    }
}
