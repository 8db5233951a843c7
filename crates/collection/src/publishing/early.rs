//! Who sees a publication before its time.

use std::collections::BTreeSet;

use crate::access::{Action, Actor, Resource, Role, may};
use crate::fact::Instant;
use crate::ids::AccountId;
use crate::round::Round;

/// Whether somebody sees a publication that is not published yet: who may see what is unpublished in the whole round, and those
/// with the role of reader who were named. `round`: of which round it is; none: of none that is known here.
pub fn sees_early(
    actor: &Actor,
    account: Option<&AccountId>,
    readers: &BTreeSet<AccountId>,
    round: Option<&Round>,
    now: Instant,
) -> bool {
    let Actor::Account(grants) = actor else { return false };
    let resource = round.map_or(Resource::Site, Resource::Round);
    if account.is_some_and(|account| readers.contains(account)) {
        return may(actor, Action::SeeUnpublished, resource, now).is_ok();
    }
    let own = grants.iter().filter(|grant| grant.role != Role::Reader).cloned();
    let own = Actor::Account(own.collect());
    match round {
        // What a grant for some places of the country reaches is not the whole of it.
        Some(round) => own.reach(Action::SeeUnpublished, &round.id).is_whole(),
        None => may(&own, Action::SeeUnpublished, resource, now).is_ok(),
    }
}
