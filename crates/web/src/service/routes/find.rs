//! What an address names: its round, whose answers – and whether whoever asks may know of it.

use collection::access::{Action, Actor, Refused, Resource, ResponseFacts, may};
use collection::fact::Instant;
use collection::head::Head;
use collection::ids::{RoundId, SubjectId};
use collection::round::{Response, Round, Subject};

use super::Permission;
use crate::service::app::App;
use crate::service::failure::Failure;
use crate::service::here::{Answered, Known};

/// What the address names.
pub(super) struct Names {
    pub(super) round: Option<String>,
    pub(super) subject: Option<String>,
    pub(super) part: Option<String>,
}

/// What was found on the way to a handler.
///
/// # Errors
/// What is not there, or not for whoever asks.
pub(super) async fn find(
    app: &App,
    permission: Permission,
    mut known: Known,
    names: Names,
) -> Result<Known, Failure> {
    let now = known.now;
    match permission {
        Permission::Anybody => {}
        Permission::SignedIn if known.who.is_none() => return Err(Refused::SignInNeeded.into()),
        Permission::SignedIn => {}
        Permission::Site(action) => may(&known.actor, action, Resource::Site, now)?,
        Permission::Round(action) => {
            let round = round(app, &known.actor, names.round.as_deref()).await?;
            may(&known.actor, action, Resource::Round(&round), now)?;
            known.round = Some(round);
        }
        Permission::Subject(action) | Permission::Part(action) | Permission::Asked(action) => {
            let round = round(app, &known.actor, names.round.as_deref()).await?;
            let subject = subject_of(&names)?;
            // What is saved is saved to one part, whatever the others hold.
            let only = names.part.as_deref().filter(|_| permission == Permission::Part(Action::Save));
            let all = match only {
                Some(part) => app.store.answering_part(&round.id, &subject, part).await?,
                None => app.store.answering(&round.id, &subject).await?,
            };
            let (subject, all) = all.ok_or(Failure::NotFound)?;
            let mut why = None;
            for (response, head) in &all {
                if matches!(permission, Permission::Part(_)) && names.part.as_deref() != Some(&response.part)
                {
                    continue;
                }
                let facts = facts(app, &round, &subject.unit, response, head)?;
                match may(&known.actor, action, Resource::Response(&round, &facts), now) {
                    Ok(()) => known.answered.push(Answered {
                        response: response.clone(),
                        head: head.clone(),
                        facts,
                    }),
                    Err(refused) => why = why.or(Some(refused)),
                }
            }
            if all.is_empty() && matches!(permission, Permission::Asked(_)) {
                // Whoever may do it to one of a city's districts may do it to the city.
                districts(app, &known.actor, action, &round, &subject, now).await?;
            } else if known.answered.is_empty() {
                // A part that is not there is refused as one that must not be known of.
                let nobody = if known.who.is_none() { Refused::SignInNeeded } else { Refused::NotFound };
                return Err(why.unwrap_or(nobody).into());
            }
            let all = only.is_none().then_some(all);
            (known.round, known.subject, known.all) = (Some(round), Some(subject), all);
        }
        Permission::City(action) => {
            let round = round(app, &known.actor, names.round.as_deref()).await?;
            let found = app.store.answering(&round.id, &subject_of(&names)?).await?;
            let (city, _) = found.ok_or(Failure::NotFound)?;
            districts(app, &known.actor, action, &round, &city, now).await?;
            (known.round, known.subject) = (Some(round), Some(city));
        }
    }
    Ok(known)
}

/// Who an address names.
fn subject_of(names: &Names) -> Result<SubjectId, Failure> {
    names.subject.as_deref().and_then(|text| text.parse().ok()).ok_or(Failure::NotFound)
}

/// Whether the action is allowed on what one of a city's districts answers.
async fn districts(
    app: &App,
    actor: &Actor,
    action: Action,
    round: &Round,
    city: &Subject,
    now: Instant,
) -> Result<(), Failure> {
    let subjects = app.store.subjects(&round.id).await?;
    let mut why = Refused::NotFound;
    let frame = &app.edition_of(round)?.frame;
    for response in app.store.responses(&round.id).await? {
        let Some(subject) = subjects.iter().find(|subject| subject.id == response.subject) else { continue };
        let unit = frame.position(&subject.unit).map(|place| &frame.units[place]);
        if unit.and_then(|unit| unit.city.as_ref()).is_none_or(|of| of.as_str() != city.id.as_str()) {
            continue;
        }
        let facts = facts(app, round, &subject.unit, &response, &Head::default())?;
        match may(actor, action, Resource::Response(round, &facts), now) {
            Ok(()) => return Ok(()),
            Err(Refused::NotFound) => {}
            Err(refused) => why = refused,
        }
    }
    Err(why.into())
}

/// The round of an address. Who has no session learns nothing of which rounds there are.
async fn round(app: &App, actor: &Actor, id: Option<&str>) -> Result<Round, Failure> {
    if *actor == Actor::Visitor {
        return Err(Refused::SignInNeeded.into());
    }
    let id: RoundId = id.and_then(|id| id.parse().ok()).ok_or(Failure::NotFound)?;
    Ok(app.store.round(&id).await?)
}

/// A response, as far as permissions look at it.
pub(in crate::service) fn facts(
    app: &App,
    round: &Round,
    unit: &str,
    response: &Response,
    head: &Head,
) -> Result<ResponseFacts, Failure> {
    let frame = &app.edition_of(round)?.frame;
    let mut places = std::collections::BTreeSet::from([unit.to_owned()]);
    if let Some(known) = frame.position(unit).map(|place| &frame.units[place]) {
        places.insert(known.county.as_str().to_owned());
        places.extend(known.city.iter().map(|city| city.as_str().to_owned()));
    }
    Ok(ResponseFacts {
        id: response.id.clone(),
        subject: response.subject.clone(),
        places,
        part: response.part.clone(),
        state: head.state,
    })
}
