//! The table of responses, live.

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response as Answer};
use collection::access::Action;
use collection::fact::Author;
use collection::round::Round;
use collection::standing::{One, Place, Row, table};
use domain::Rounded;
use store::{About, AsOf, Standing};

use super::Look;
use crate::desk::stage;
use crate::desk::subject::who;
use crate::desk::table::{Before, Earlier, Shown, View, csv, table as page};
use crate::desk::units::{Only, units as units_page};
use crate::service::failure::Failure;
use crate::service::routes::answer;
use crate::service::{App, Here};

/// What is within sight, counted by level, group and part.
pub(super) fn counted(
    look: &Look<'_>,
    edition: &catalogue::model::Edition,
    standing: &[Standing],
) -> Vec<Row> {
    let all: Vec<One<'_>> = standing
        .iter()
        .map(|one| One { unit: &one.unit, part: &one.response.part, stage: stage(one) })
        .collect();
    table(&edition.frame, &all, &look.reach())
}

/// The round before: the last that opened before this one, of the same survey and kind.
async fn round_before(look: &Look<'_>) -> Result<Option<Round>, Failure> {
    let round = look.round;
    let mut earlier = look.app.store.rounds().await?;
    earlier.retain(|other| {
        other.id != round.id
            && other.class == round.class
            && other.survey == round.survey
            && other.opens.is_some()
            && other.opens < round.opens
    });
    Ok(earlier.into_iter().max_by_key(|other| other.opens))
}

/// The shares of the year before: of the earlier round as long before its closing, or as the edition's source prints them.
async fn before(look: &Look<'_>) -> Result<Before, Failure> {
    if let Some(earlier) = round_before(look).await?
        && let (Some(closed), Ok(edition)) = (earlier.closes, look.app.edition_of(&earlier))
    {
        let left = look.round.closes.map_or(0, |closes| closes.saturating_sub(look.here.now).max(0));
        let at = closed.saturating_sub(left);
        let standing = look.app.store.standing(&earlier.id, Some(AsOf::Time(at))).await?;
        // Where nothing had come by its closing, its times are those of a copy, and say nothing of that day.
        let has_times = standing.iter().any(|one| one.begun) || {
            let at_end = look.app.store.standing(&earlier.id, Some(AsOf::Time(closed))).await?;
            at_end.iter().any(|one| one.begun)
        };
        if has_times {
            let rows = counted(look, edition, &standing);
            let shares = rows.into_iter().filter_map(|row| Some(((row.place, row.part), row.count.share()?)));
            return Ok(Before {
                earlier: Earlier::SameDay { name: earlier.name, at },
                shares: shares.collect(),
            });
        }
    }
    let printed = look.edition.parts.iter().filter_map(|part| {
        let percent = part.response.as_ref()?.percent_before?;
        let share = Rounded::quotient(percent.into(), 1, 1)?;
        Some(((Place::Nation, part.code.to_string()), share))
    });
    let shares: BTreeMap<(Place, String), Rounded> = printed.collect();
    let year = look.edition.year.0.saturating_sub(1);
    let earlier = if shares.is_empty() { Earlier::None } else { Earlier::Printed { year } };
    Ok(Before { earlier, shares })
}

pub(super) async fn show(
    State(app): State<App>,
    here: Here,
    Query(query): Query<Vec<(String, String)>>,
) -> Answer {
    let shown = async {
        let look = Look::of(&app, &here).await?;
        let standing = look.standing().await?;
        let rows = counted(&look, look.edition, &standing);
        let before = before(&look).await?;
        let parts: Vec<String> = look
            .edition
            .parts
            .iter()
            .map(|part| part.code.to_string())
            .filter(|code| rows.iter().any(|row| row.part == *code))
            .collect();
        let events = match look.desk().may(Action::ManageRound) {
            true => {
                let about = About::Round(look.round.id.clone());
                app.store.events(Some(&about), None, 200).await?
            }
            false => Vec::new(),
        };
        let actors: Vec<Author> = events.iter().map(|event| event.actor.clone()).collect();
        let people = look.people(&[], &actors).await?;
        let mut events: Vec<_> = events
            .into_iter()
            .map(|event| {
                let name = who(here.language, &people, &event.actor);
                (event, name)
            })
            .collect();
        events.reverse();
        let view = View::of(&query, &parts);
        let shown = Shown {
            desk: look.desk(),
            view: &view,
            rows: &rows,
            before: &before,
            standing: &standing,
            events: &events,
        };
        Ok(page(&shown).into_response())
    };
    answer(&here, shown.await)
}

pub(super) async fn file(State(app): State<App>, here: Here) -> Answer {
    let file = async {
        let look = Look::of(&app, &here).await?;
        let rows = counted(&look, look.edition, &look.standing().await?);
        let text = csv(&look.desk(), &rows, &before(&look).await?);
        Ok(csv_file(&format!("svarslage-{}.csv", look.round.id), text))
    };
    answer(&here, file.await)
}

pub(super) fn csv_file(name: &str, text: String) -> Answer {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, text).into_response()
}

pub(super) async fn units(
    State(app): State<App>,
    here: Here,
    Query(query): Query<Vec<(String, String)>>,
) -> Answer {
    let shown = async {
        let look = Look::of(&app, &here).await?;
        if look.round.class().is_anonymous() {
            return Err(Failure::NotFound);
        }
        let (standing, cities) = (look.standing().await?, look.cities().await?);
        Ok(units_page(&look.desk(), &standing, &cities, &Only::of(&query)).into_response())
    };
    answer(&here, shown.await)
}
