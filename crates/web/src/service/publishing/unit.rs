//! A unit looks at its own result, and contests cells of it.

use std::sync::Arc;

use axum::Form;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use collection::access::Action;
use collection::publishing::{Contest, Stage, Step};

use super::{Course, take};
use crate::desk::publishing::Why;
use crate::desk::sent;
use crate::public::Look;
use crate::respond::result::{Result as Shown, result};
use crate::service::failure::Failure;
use crate::service::routes::answer;
use crate::service::{App, Here};

/// The publications of the round. Whoever answers for some parts only does not see the whole.
async fn course(app: &App, here: &Here) -> Result<Course, Failure> {
    let all = here.all.as_ref().map_or(0, Vec::len);
    if here.answered.len() < all {
        return Err(Failure::NotFound);
    }
    Course::of(app, here, here.round()?).await
}

async fn page(app: &App, here: &Here, refused: Option<(String, String, Why)>) -> Result<Response, Failure> {
    let course = course(app, here).await?;
    let (ahead, done) = (course.own(&here.round()?.id), course.done(app, &here.round()?.id).await?);
    let unit = here.subject()?.unit.clone();
    let round = here.round()?.name.clone();
    let (catalogue, year) = (Arc::clone(&app.catalogue), app.edition_of(here.round()?)?.year);
    let name = app.edition_of(here.round()?)?.frame.name(&unit).unwrap_or(&unit).to_owned();
    let is_own = |contest: &&Contest| contest.unit == unit;
    // What was contested and decided stays to be read, also when it is published.
    let of = done.iter().chain(ahead);
    let contests: Vec<Contest> = of.flat_map(|of| &of.contests).filter(is_own).cloned().collect();
    let published = done.map(|done| here.language.address(&format!("/resultat/{}/enhet/{unit}", done.id)));
    let open = ahead.filter(|ahead| ahead.preview && ahead.stage == Stage::Draft);
    let (_, shelf) = app.shelf.now();
    let issue = open.and_then(|ahead| shelf.all().iter().find(|issue| issue.hash() == ahead.folder).cloned());
    let contests_cells = here.answered.iter().any(|answered| here.may(Action::Contest, answered));
    let (language, address) = (here.language, here.address.clone());
    let view = super::super::public::view(app, here);
    let status = match &refused {
        None => StatusCode::OK,
        Some((.., Why::Meanwhile)) => StatusCode::CONFLICT,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let reader = crate::design::shell::reader();
    // Opening a publication for the first time takes a while.
    let made = tokio::task::spawn_blocking(move || {
        let view = issue.as_ref().map_or_else(|| view.clone(), |issue| view.with(issue));
        let opened = match &issue {
            Some(issue) => Some((issue, issue.opened().map_err(|_| Failure::Broken)?)),
            None => None,
        };
        let look = opened.map(|(issue, opened)| Look {
            language,
            address: &address,
            view: &view,
            issue,
            opened,
            named: issue.named(),
            per: None,
            later: None,
            early: true,
        });
        let shown = Shown {
            language,
            address: &address,
            unit: &unit,
            name: &name,
            round: &round,
            edition: catalogue.editions.get(&year).ok_or(Failure::Broken)?,
            look: look.as_ref(),
            contests: &contests,
            published: published.as_deref(),
            contests_cells,
            refused: refused.as_ref().map(|(of, text, why)| (of.as_str(), text.as_str(), why)),
        };
        Ok::<_, Failure>(crate::design::shell::read_now(reader, || result(&shown)))
    });
    let page = made.await.map_err(|_| Failure::Broken)??;
    let mut response = (status, page).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

pub(super) async fn show(State(app): State<App>, here: Here) -> Response {
    answer(&here, page(&app, &here, None).await)
}

pub(super) async fn contest(
    State(app): State<App>,
    here: Here,
    Form(fields): Form<Vec<(String, String)>>,
) -> Response {
    let taken = async {
        let course = course(&app, &here).await?;
        let ahead = course.own(&here.round()?.id).ok_or(Failure::NotFound)?;
        let indicator = sent(&fields, "indikator").to_owned();
        let edition = app.edition_of(here.round()?)?;
        if !edition.computed().any(|known| known.id.as_str() == indicator) {
            return Err(Failure::NotFound);
        }
        let reason = sent(&fields, &format!("skal-{indicator}")).to_owned();
        let unit = here.subject()?.unit.clone();
        let step = Step::Contested { unit, indicator: indicator.clone(), reason: Some(reason.clone()) };
        match take(&app, &here, (&ahead.id, None), step, None).await? {
            Ok(()) => {
                let to = here.address.split('?').next().unwrap_or_default();
                Ok(Redirect::to(&format!("{to}#bestridda")).into_response())
            }
            Err(why) => page(&app, &here, Some((indicator, reason, why))).await,
        }
    };
    answer(&here, taken.await)
}
