//! Rounds: which there are, and a new one.

use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response as Answer};
use catalogue::model::Edition;
use collection::access::{Action, Resource, may};
use domain::EditionYear;
use store::{Reason, StoreError};

use crate::desk::rounds::{Draft, Listing, create as create_page, list as list_page, read};
use crate::desk::sent;
use crate::service::failure::Failure;
use crate::service::routes::answer;
use crate::service::{App, Here};

type Fields = Vec<(String, String)>;

pub(super) async fn list(State(app): State<App>, here: Here) -> Answer {
    let page = async {
        let mut rounds = Vec::new();
        for round in app.store.rounds().await? {
            let reach = here.actor.reach(Action::SeeTable, &round.id);
            if reach.is_nothing() {
                continue;
            }
            // A round of an edition that the catalogue lacks is the operator's matter, not the list's.
            let Ok(edition) = app.edition_of(&round) else { continue };
            let mut standing = app.store.standing(&round.id, None).await?;
            standing.retain(|one| super::in_sight(edition, &reach, &one.unit));
            let simulated = app.store.simulated(&round.id).await?.is_some();
            rounds.push(Listing { round, simulated, standing });
        }
        rounds.sort_by_key(|listing| std::cmp::Reverse(listing.round.opens));
        let may_create = may(&here.actor, Action::CreateRound, Resource::Site, here.now).is_ok();
        let editions = app.catalogue.editions.iter().rev().filter(|_| may_create);
        let editions: Vec<_> = editions
            .map(|(year, edition)| {
                let name = here.language.either(edition.name.sv.as_str(), edition.name.en.as_deref());
                (*year, name)
            })
            .collect();
        Ok(list_page(here.language, &here.address, here.now, &rounds, &editions).into_response())
    };
    answer(&here, page.await)
}

fn edition<'a>(app: &'a App, fields: &Fields) -> Result<&'a Edition, Failure> {
    let year: Option<u16> = sent(fields, "argang").parse().ok();
    year.and_then(|year| app.catalogue.editions.get(&EditionYear(year))).ok_or(Failure::NotFound)
}

pub(super) async fn new(State(app): State<App>, here: Here, Query(query): Query<Fields>) -> Answer {
    let page = edition(&app, &query).map(|edition| {
        create_page(
            here.language,
            &here.address,
            edition,
            &Draft::of_edition(edition).from_now(here.now),
            &[],
        )
        .into_response()
    });
    answer(&here, page)
}

pub(super) async fn create(State(app): State<App>, here: Here, Form(fields): Form<Fields>) -> Answer {
    let made = async {
        // The form says which edition it is of.
        let edition = edition(&app, &fields).map_err(|_| Failure::Malformed)?;
        let draft = Draft::sent(&fields);
        let again = |wrong: &[_]| {
            let draft = Draft::again(&fields);
            let page = create_page(here.language, &here.address, edition, &draft, wrong);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        };
        let new = match read(here.language, edition, &draft) {
            Ok(new) => new,
            Err(wrong) => return again(&wrong),
        };
        match app.store.begin_round(&new, &here.author()?, here.now).await {
            Ok(()) => {
                let to = here.language.address(&format!("/arbete/{}", new.round.id));
                Ok(Redirect::to(&to).into_response())
            }
            Err(StoreError::Database(trouble)) if trouble.reason == Reason::Twice => {
                let text = here.language.say(
                    "Det finns redan en omgång med det kortnamnet. Välj ett annat",
                    "There is a round of that short name already. Choose another",
                );
                again(&[("id", text.to_owned())])
            }
            Err(other) => Err(other.into()),
        }
    };
    answer(&here, made.await)
}
