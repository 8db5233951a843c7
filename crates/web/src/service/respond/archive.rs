//! The own archive: submissions of this round and of earlier ones, read-only.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response as Answer};
use catalogue::model::Edition;
use collection::access::{Action, Actor, Resource, may};
use collection::fact::Content;
use collection::head::{Head, State as Life};
use collection::ids::FactId;
use collection::round::{Class, Response as Sent, Round, RoundState};
use domain::PartCode;
use maud::html;
use store::Entry;

use super::submit::Submitted;
use super::work::{Work, names};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::text::Link;
use crate::respond::Setting;
use crate::respond::archive::{self as pages, archive};
use crate::respond::receipt::{Kept, receipt_at};
use crate::service::failure::Failure;
use crate::service::routes::{answer, facts};
use crate::service::{App, Here};

/// The rounds whose answers belong to the archive: this one, and earlier ones in which the same public body answered the same
/// survey. The number of a person or of a case is drawn anew in each round.
async fn rounds(app: &App, here: &Here) -> Result<Vec<Round>, Failure> {
    let this = here.round()?;
    let mut rounds = app.store.rounds().await?;
    rounds.retain(|other| {
        other.id == this.id
            || (this.class() == Class::Open
                && other.class() == Class::Open
                && other.survey == this.survey
                && other.state == RoundState::Closed
                && other.opens <= this.opens)
    });
    rounds.sort_by_key(|round| (round.id != this.id, std::cmp::Reverse(round.opens)));
    Ok(rounds)
}

/// What the subject answered in a round: the parts that whoever asks may see.
async fn answered(app: &App, here: &Here, round: &Round) -> Result<Vec<(Sent, Head)>, Failure> {
    let (subject, found) = (here.subject()?, app.store.answering(&round.id, &here.subject()?.id).await?);
    let parts: Vec<&str> = here.answered.iter().map(|answered| answered.response.part.as_str()).collect();
    let mut all = found.map(|(_, all)| all).unwrap_or_default();
    all.retain(|(response, head)| head.submitted.is_some() && parts.contains(&response.part.as_str()));
    // A link is of one round and its holder's archive goes back from there; an account sees the rounds of its grants.
    if matches!(here.actor, Actor::Account(_)) {
        let mut seen = Vec::new();
        for (response, head) in all {
            let facts = facts(app, round, &subject.unit, &response, &head)?;
            if may(&here.actor, Action::SeeArchive, Resource::Response(round, &facts), here.now).is_ok() {
                seen.push((response, head));
            }
        }
        return Ok(seen);
    }
    Ok(all)
}

fn edition_of<'a>(app: &'a App, round: &Round) -> Option<&'a Edition> {
    let year = round.edition.parse().ok()?;
    app.catalogue.editions.get(&domain::EditionYear(year))
}

pub(super) async fn show(State(app): State<App>, here: Here) -> Answer {
    let page = async {
        let work = Work::of(&app, &here).await?;
        let mut told = Vec::new();
        for round in rounds(&app, &here).await? {
            let links = app.store.links(&round.id, Some(&here.subject()?.id)).await?;
            let people = names(&here, &links);
            let setting = Setting { people: &people, closes: None, ..work.setting() };
            let edition = edition_of(&app, &round);
            let mut sent = Vec::new();
            for (response, head) in answered(&app, &here, &round).await? {
                let last = head.submitted.as_ref().map(|(fact, _)| fact);
                for entry in submissions(&app, &response).await? {
                    let part = edition.and_then(|edition| {
                        edition.parts.iter().find(|part| part.code.as_str() == response.part)
                    });
                    let unit = edition.and_then(|edition| edition.frame.position(work.unit.code.as_str()));
                    let href = format!("{}/{}/{}", setting.archive(), round.id, entry.fact.id);
                    sent.push((
                        entry.at,
                        pages::Sent {
                            part: response.part.clone(),
                            name: part.map(|part| part.name.sv.to_string()).unwrap_or_default(),
                            at: setting.at(entry.at),
                            by: setting.who(&entry.fact.author),
                            receipt: (part.is_some() && unit.is_some()).then_some(href),
                            counts: Some(&entry.fact.id) == last && head.state != Life::Open,
                        },
                    ));
                }
            }
            sent.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
            let sent = sent.into_iter().map(|(_, sent)| sent).collect();
            told.push(pages::Round { name: round.name.clone(), is_this: round.id == here.round()?.id, sent });
        }
        Ok(archive(&work.setting(), &told).into_response())
    };
    answer(&here, page.await)
}

/// The submissions among what happened to a response.
async fn submissions(app: &App, response: &Sent) -> Result<Vec<Entry>, Failure> {
    let mut history = app.store.history(&response.id).await?;
    history.retain(|entry| matches!(entry.fact.content, Content::Submitted { .. }));
    Ok(history)
}

pub(super) async fn receipt(
    State(app): State<App>,
    here: Here,
    Path(path): Path<Vec<(String, String)>>,
) -> Answer {
    let page = async {
        let value =
            |name: &str| path.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let (from, id) = (value("from"), value("fact").and_then(|id| id.parse::<FactId>().ok()));
        let (from, id) = from.zip(id).ok_or(Failure::NotFound)?;
        let all = rounds(&app, &here).await?;
        let round = all.iter().find(|round| round.id.as_str() == from).ok_or(Failure::NotFound)?;
        for (response, head) in answered(&app, &here, round).await? {
            let history = app.store.history(&response.id).await?;
            let is_it = |entry: &Entry| {
                entry.fact.id == id && matches!(entry.fact.content, Content::Submitted { .. })
            };
            if history.iter().any(is_it) {
                let submitted = Submitted::of(&app, &history, &id).await?;
                return shown(&app, &here, round, (&response, &head), &id, &submitted).await;
            }
        }
        Err(Failure::NotFound)
    };
    answer(&here, page.await)
}

/// A submission as it was.
async fn shown(
    app: &App,
    here: &Here,
    round: &Round,
    (response, head): (&Sent, &Head),
    id: &FactId,
    submitted: &Submitted,
) -> Result<Answer, Failure> {
    let work = Work::of(app, here).await?;
    let edition = edition_of(app, round).ok_or(Failure::NotFound)?;
    let place = edition.frame.position(work.unit.code.as_str()).ok_or(Failure::NotFound)?;
    let part: PartCode = response.part.parse().map_err(|_| Failure::NotFound)?;
    let people = names(here, &app.store.links(&round.id, Some(&here.subject()?.id)).await?);
    let setting = Setting {
        edition,
        unit: &edition.frame.units[place],
        people: &people,
        closes: None,
        ..work.setting()
    };
    let language = here.language;
    let counts = head.submitted.as_ref().is_some_and(|(fact, _)| fact == id) && head.state != Life::Open;
    let note = if counts {
        language.say(
            "Det här är ur arkivet: svaren som de skickades in",
            "This is from the archive: the answers as they were submitted",
        )
    } else {
        language.say(
            "Det här är ur arkivet: delen öppnades igen efter den här inskickningen",
            "This is from the archive: the part was opened again after this submission",
        )
    };
    let kept = Kept {
        address: format!("{}/{}/{}", setting.archive(), round.id, id),
        back: Some(Link::new(setting.archive(), language.say("Tidigare svar", "Earlier answers"))),
        above: Some(
            html! { (Notice::new(NoticeKind::Info, format!("{note} ({})", round.name)).html(language)) },
        ),
    };
    Ok(receipt_at(&setting, &submitted.said(&part)?, Vec::new(), kept).into_response())
}
