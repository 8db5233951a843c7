//! Who sees a publication before its time.

use std::collections::BTreeSet;

use crate::access::{Action, Actor, Resource, Role, may};
use crate::fact::Instant;
use crate::ids::AccountId;
use crate::round::Round;

/// Whether somebody sees a publication that is not published yet: who may see what is unpublished of the round, and of those
/// with the role of reader the ones who were named. `round`: of which round it is; none: of none that is known here.
pub fn sees_early(
    actor: &Actor,
    account: Option<&AccountId>,
    readers: &BTreeSet<AccountId>,
    round: Option<&Round>,
    now: Instant,
) -> bool {
    let Actor::Account(grants) = actor else { return false };
    let resource = round.map_or(Resource::Site, Resource::Round);
    let is_named = account.is_some_and(|account| readers.contains(account));
    let counting = grants.iter().filter(|grant| is_named || grant.role != Role::Reader).cloned();
    may(&Actor::Account(counting.collect()), Action::SeeUnpublished, resource, now).is_ok()
}
