//! What a coordinator's link may give to others, and take back (*skicka vidare*).

use super::actor::{Link, Role};
use crate::fact::Instant;

/// Why a link does not give or take back another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotYours {
    /// Only a coordinator's link gives others.
    #[error("only a coordinator passes parts on")]
    NotCoordinator,
    /// The coordinator's own link has expired or was revoked.
    #[error("your own link opens nothing any more; ask for a new one")]
    Over,
    /// It would be a coordinator's, or an account's role.
    #[error("pass on to a respondent or a manager, to nobody else")]
    Role,
    /// It is of another round or another subject.
    #[error("that is not yours to pass on")]
    Elsewhere,
    /// It would open parts that the coordinator's link does not open, or none.
    #[error("choose at least one part, of those that your own link opens")]
    Parts,
    /// It would last longer than the coordinator's link, or has ended already.
    #[error("choose an end that has not passed and is not after that of your own link")]
    Lifetime,
}

/// Whether the holder of `own` may issue `wanted`: to a respondent or a manager, for the same subject, within its own parts
/// and its own lifetime.
///
/// # Errors
/// Why not.
pub fn may_pass_on(own: &Link, wanted: &Link, now: Instant) -> Result<(), NotYours> {
    within(own, wanted, now)?;
    if wanted.expires > own.expires || wanted.expires <= now || wanted.revoked.is_some() {
        return Err(NotYours::Lifetime);
    }
    Ok(())
}

/// Whether the holder of `own` may revoke `other`: what they could have passed on, whoever did, so that a new coordinator
/// can take back what the last one gave.
///
/// # Errors
/// Why not.
pub fn may_take_back(own: &Link, other: &Link, now: Instant) -> Result<(), NotYours> {
    within(own, other, now)
}

fn within(own: &Link, other: &Link, now: Instant) -> Result<(), NotYours> {
    if own.role != Role::Coordinator {
        return Err(NotYours::NotCoordinator);
    }
    if own.expires <= now || own.revoked.is_some_and(|at| at <= now) {
        return Err(NotYours::Over);
    }
    if !matches!(other.role, Role::Respondent | Role::Manager) {
        return Err(NotYours::Role);
    }
    if (&own.round, &own.subject) != (&other.round, &other.subject) {
        return Err(NotYours::Elsewhere);
    }
    let has_parts = match (&own.parts, &other.parts) {
        (_, Some(parts)) if parts.is_empty() => false,
        (None, Some(_) | None) => true,
        (Some(_), None) => false,
        (Some(own), Some(other)) => other.is_subset(own),
    };
    if has_parts { Ok(()) } else { Err(NotYours::Parts) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Instant = 1_000;

    fn link(role: Role, parts: Option<&[&str]>) -> Link {
        Link {
            round: "2018".parse().expect("an id"),
            subject: "0643".parse().expect("an id"),
            parts: parts.map(|parts| parts.iter().map(|part| (*part).to_owned()).collect()),
            role,
            expires: 3_000,
            revoked: None,
        }
    }

    #[test]
    fn a_coordinator_gives_what_is_within_their_own_link_and_nothing_else() {
        use NotYours::{Elsewhere, Lifetime, NotCoordinator, Over, Parts};
        let (all, some) = (link(Role::Coordinator, None), link(Role::Coordinator, Some(&["E", "F"])));
        let respondent = link(Role::Respondent, Some(&["E"]));
        let other_round = Link { round: "2019".parse().expect("an id"), ..respondent.clone() };
        let other_subject = Link { subject: "0680".parse().expect("an id"), ..respondent.clone() };
        let until = |expires| Link { expires, ..respondent.clone() };
        let revoked = |link: &Link, at| Link { revoked: Some(at), ..link.clone() };
        for (case, own, wanted, expected) in [
            ("a part of all", &all, respondent.clone(), Ok(())),
            ("all of all", &all, link(Role::Manager, None), Ok(())),
            ("a part of some", &some, respondent.clone(), Ok(())),
            ("all of some, to a manager", &some, link(Role::Manager, Some(&["E", "F"])), Ok(())),
            ("no part", &all, link(Role::Respondent, Some(&[])), Err(Parts)),
            ("all parts, but has some", &some, link(Role::Respondent, None), Err(Parts)),
            ("a part they have not", &some, link(Role::Respondent, Some(&["E", "G"])), Err(Parts)),
            ("another round", &all, other_round, Err(Elsewhere)),
            ("another subject", &all, other_subject, Err(Elsewhere)),
            ("until their own end", &all, until(3_000), Ok(())),
            ("longer than their own", &all, until(3_001), Err(Lifetime)),
            ("over already", &all, until(NOW), Err(Lifetime)),
            ("revoked from the start", &all, revoked(&respondent, 900), Err(Lifetime)),
            ("a respondent gives", &link(Role::Respondent, None), respondent.clone(), Err(NotCoordinator)),
            ("a manager gives", &link(Role::Manager, None), respondent.clone(), Err(NotCoordinator)),
            ("their own was revoked", &revoked(&all, NOW), respondent.clone(), Err(Over)),
            ("their own expired", &Link { expires: NOW, ..all.clone() }, respondent.clone(), Err(Over)),
        ] {
            assert_eq!(may_pass_on(own, &wanted, NOW), expected, "{case}");
        }
    }

    #[test]
    fn only_respondents_and_managers_get_one() {
        for role in Role::ALL {
            let may = may_pass_on(&link(Role::Coordinator, None), &link(role, None), NOW);
            let expected = matches!(role, Role::Respondent | Role::Manager);
            assert_eq!(may.is_ok(), expected, "{role:?}");
            assert!(expected || may == Err(NotYours::Role), "{role:?}");
        }
    }

    #[test]
    fn what_could_have_been_given_can_be_taken_back_even_when_it_has_expired() {
        let (own, given) = (link(Role::Coordinator, Some(&["E"])), link(Role::Respondent, Some(&["E"])));
        assert_eq!(may_take_back(&own, &Link { expires: 5, ..given.clone() }, NOW), Ok(()));
        assert_eq!(may_take_back(&own, &Link { expires: 9_000, ..given.clone() }, NOW), Ok(()));
        assert_eq!(may_take_back(&own, &link(Role::Coordinator, Some(&["E"])), NOW), Err(NotYours::Role));
        assert_eq!(may_take_back(&own, &link(Role::Respondent, Some(&["F"])), NOW), Err(NotYours::Parts));
        assert_eq!(may_take_back(&given, &given, NOW), Err(NotYours::NotCoordinator));
    }
}
