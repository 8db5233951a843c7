//! The demonstration's people: one of every role, named after what they do.

use anyhow::{Result, anyhow};
use collection::access::{Grant, Role, Scope};
use collection::fact::{Author, Instant};
use collection::ids::{LinkId, RoundId, SubjectId};
use collection::password::Password;
use collection::round::{Round, RoundState};
use collection::secret::Token;
use store::{NewAccount, NewLink, Store, StoreError, Who};
use web::service::{Demo, system_clock};

use super::seed::{BEFORE, ROUND, UNIT};
use crate::arguments::Lang;

const DAY: Instant = 86_400_000_000;

/// A city whose districts answer for themselves.
const CITY: &str = "0180";

/// A role that a unit has: which, what it is called in both languages, and the parts it opens.
const OF_UNIT: [(&str, Role, &str, &str, Option<&str>); 4] = [
    (UNIT, Role::Coordinator, "Samordnaren i Habo", "The coordinator in Habo", None),
    (UNIT, Role::Respondent, "En kollega i Habo, del E", "A colleague in Habo, part E", Some("E")),
    (UNIT, Role::Manager, "Chefen i Habo", "The manager in Habo", None),
    (
        CITY,
        Role::Coordinator,
        "Samordnaren i Stockholms stad",
        "The coordinator of the city of Stockholm",
        None,
    ),
];

/// A role of staff: what it is called in both languages, its sign-in name, and its county.
const OF_STAFF: [(Role, &str, &str, &str, Option<&str>); 5] = [
    (Role::NationalAnalyst, "Nationell utredare", "National analyst", "utredare@jamfor.example", None),
    (Role::Reviewer, "Granskare", "Reviewer", "granskare@jamfor.example", None),
    (Role::Publisher, "Publicerare", "Publisher", "publicerare@jamfor.example", None),
    (
        Role::RegionalAnalyst,
        "Regional utredare i Jönköpings län",
        "Regional analyst in Jönköping county",
        "regional@jamfor.example",
        Some("06"),
    ),
    (Role::Reader, "Läsare", "Reader", "lasare@jamfor.example", None),
];

/// Whether a store is empty or a demonstration's: people who come without a password reach nothing in earnest. In a
/// demonstration's store a round that somebody made while trying does not matter, nor does an account: both together do,
/// since somebody may be working there.
pub(super) async fn is_for_trying(store: &Store) -> Result<bool> {
    let (rounds, accounts) = (store.rounds().await?, store.accounts().await?);
    let is_demos = |login: &str| OF_STAFF.iter().any(|(_, _, _, known, _)| *known == login);
    let only_demos = accounts.iter().all(|account| is_demos(account.login.reveal()));
    if !is_demonstrations(store).await? {
        return Ok(rounds.is_empty() && only_demos);
    }
    Ok(only_demos || rounds.iter().all(|round| [ROUND, BEFORE].contains(&round.id.as_str())))
}

/// Whether a store holds the demonstration's rounds.
pub(crate) async fn is_demonstrations(store: &Store) -> Result<bool, StoreError> {
    let ours = |round: &Round| [ROUND, BEFORE].contains(&round.id.as_str());
    for round in store.rounds().await?.iter().filter(|round| ours(round)) {
        // A round in earnest may have the same name. Planned: a first start that was broken off.
        if round.state == RoundState::Planned || store.simulated(&round.id).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Sign-ins for all of them, under a secret that is drawn anew.
pub(super) async fn demo(store: &Store, lang: Lang) -> Result<Demo> {
    let mut people = Vec::new();
    for (subject, role, sv, en, part) in OF_UNIT {
        let link = link(store, subject, role, lang.say(sv, en), part).await?;
        people.push((sv.to_owned(), en.to_owned(), Who::Link(link)));
    }
    let accounts = store.accounts().await?;
    for (role, sv, en, login, place) in OF_STAFF {
        let known = accounts.iter().find(|account| account.login.reveal() == login);
        let id = match known {
            Some(account) => account.id.clone(),
            None => {
                let scope = place.map_or(Scope::All, |place| Scope::Place(place.to_owned()));
                let new = NewAccount {
                    login: login.parse()?,
                    name: sv.parse()?,
                    password: Password::new(&random()?.reveal()),
                    grants: vec![Grant { role, round: None, scope }],
                };
                store.create_account(new, &Author::Program, system_clock()()).await?
            }
        };
        people.push((sv.to_owned(), en.to_owned(), Who::Account(id)));
    }
    Ok(Demo { token: random()?, people })
}

fn random() -> Result<Token> {
    let mut bytes = [0; 20];
    getrandom::fill(&mut bytes).map_err(|error| anyhow!("{error}"))?;
    Ok(Token::of_random(bytes))
}

/// The link of a role in the demonstration's unit, issued if there is none that lasts.
async fn link(store: &Store, subject: &str, role: Role, label: &str, part: Option<&str>) -> Result<LinkId> {
    let (round, subject): (RoundId, SubjectId) = (ROUND.parse()?, subject.parse()?);
    let now = system_clock()();
    let lasts = store.links(&round, Some(&subject)).await?.into_iter().find(|issued| {
        issued.link.role == role
            && issued.issued_by == Author::Program
            && issued.link.revoked.is_none()
            && issued.link.expires > now + DAY
    });
    if let Some(found) = lasts {
        return Ok(found.id);
    }
    let new = NewLink {
        round,
        subject,
        parts: part.map(|part| [part.to_owned()].into()),
        role,
        expires: now + 90 * DAY,
        issued_by: Author::Program,
        label: Some(label.parse()?),
    };
    Ok(store.issue_link(new, now).await?.0)
}
