//! What whoever reads a page may do there, so that no page offers what the next one refuses.

use std::collections::BTreeSet;

use collection::access::{Action, Role, Rule};

/// What somebody may do with a part now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    may: BTreeSet<Action>,
    /// Whether a manager signs off before the part is submitted.
    pub needs_sign_off: bool,
}

impl Rights {
    /// What of all actions is allowed.
    pub fn of(needs_sign_off: bool, may: impl Fn(Action) -> bool) -> Self {
        Self { may: Action::ALL.into_iter().filter(|action| may(*action)).collect(), needs_sign_off }
    }

    /// What a role may within its grant, while the round is open.
    pub fn of_role(role: Role) -> Self {
        Self::of(true, |action| action.allows(role) == Rule::Within)
    }

    /// Whether they may do this.
    pub fn may(&self, action: Action) -> bool {
        self.may.contains(&action)
    }
}
