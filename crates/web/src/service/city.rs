//! A city and its districts: the city's coordinator offers answers (*förslag till stadsdelarna*).
//!
//! The city takes part as a subject of its own, under its own code, without responses. What is filled in here is kept
//! beside the districts' answers ([`store::Store::offer`]), and read by them alone.

use std::collections::BTreeMap;

use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response as Answer};
use catalogue::model::Edition;
use collection::access::{Action, Actor};
use collection::fact::Content;
use collection::form::sheet::Sheet;
use collection::head::{Head, Held};
use collection::ids::{CellId, FactId};
use domain::{PartCode, Unit};
use serde_json::Value;
use store::Offer;

use super::failure::{Failure, unsaved_form};
use super::routes::{Permission, Route, answer};
use super::{App, Here};
use crate::design::save_state::SaveState;
use crate::respond::city::{self, Offers, overview, pages};
use crate::respond::form::{FieldError, Fields, Go, go, is_whole, read_form};
use crate::respond::page::{Asked, Response, Written, page};
use crate::respond::{Setting, since};

pub(super) fn routes() -> Vec<Route> {
    let offer = Permission::City(Action::Offer);
    vec![
        Route::get("/stad/{round}/{subject}", offer, hub),
        Route::get("/stad/{round}/{subject}/{part}", offer, part),
        Route::get("/stad/{round}/{subject}/{part}/{no}", offer, show),
        Route::post("/stad/{round}/{subject}/{part}/{no}", offer, save),
    ]
}

/// Whether a subject is a city whose districts answer.
pub(super) fn is_city(edition: &Edition, subject: &str) -> bool {
    edition.frame.units.iter().any(|unit| unit.city.as_ref().is_some_and(|city| city.as_str() == subject))
}

/// What pages of a city are made from.
struct Work<'a> {
    app: &'a App,
    here: &'a Here,
    edition: &'a Edition,
    unit: Unit,
    districts: Vec<&'a str>,
    root: String,
    people: BTreeMap<collection::fact::Author, String>,
    offered: BTreeMap<CellId, Offer>,
    parts: Vec<PartCode>,
}

impl<'a> Work<'a> {
    async fn of(app: &'a App, here: &'a Here) -> Result<Self, Failure> {
        let (round, subject) = (here.round()?, here.subject()?);
        let edition = app.edition_of(round)?;
        let of_city =
            |unit: &&Unit| unit.city.as_ref().is_some_and(|city| city.as_str() == subject.id.as_str());
        let districts: Vec<&Unit> = edition.frame.units.iter().filter(of_city).collect();
        let first = *districts.first().ok_or(Failure::NotFound)?;
        let code = first.city.clone().ok_or(Failure::NotFound)?;
        // What is known of the city's units without asking is that of its districts.
        let name = edition.frame.name(code.as_str()).unwrap_or(code.as_str()).to_owned();
        let unit = Unit { code, name, city: None, ..first.clone() };
        let opens = |part: &PartCode| match &here.actor {
            Actor::Link(link) => link.parts.as_ref().is_none_or(|parts| parts.contains(part.as_str())),
            Actor::Visitor | Actor::Account(_) | Actor::Operator => true,
        };
        let parts = edition.parts.iter().filter(|part| part.described && opens(&part.code));
        Ok(Self {
            app,
            here,
            edition,
            unit,
            districts: districts.iter().map(|unit| unit.name.as_str()).collect(),
            root: format!("/stad/{}/{}", round.id, subject.id),
            people: BTreeMap::new(),
            offered: app.store.offers(&round.id, &subject.id).await?,
            parts: parts.map(|part| part.code.clone()).collect(),
        })
    }

    fn setting(&self) -> Setting<'_> {
        Setting {
            language: self.here.language,
            edition: self.edition,
            unit: &self.unit,
            root: &self.root,
            people: &self.people,
            me: None,
            closes: self.here.round().ok().and_then(|round| round.closes),
            hidden: &[],
        }
    }

    fn part(&self, code: &str) -> Result<PartCode, Failure> {
        self.parts.iter().find(|part| part.as_str() == code).cloned().ok_or(Failure::NotFound)
    }

    /// The offers as a page of questions holds answers.
    fn head(&self) -> Head {
        let held = |(cell, offer): (&CellId, &Offer)| {
            let (author, at) = (offer.by.clone(), offer.at);
            // A page asks which save gave an answer; an offer has none, and nobody else writes it at the same time.
            let by: FactId = format!("forslag-{at}").parse().ok()?;
            let value = Some(offer.value.clone());
            Some((cell.clone(), Held { value, by, author, at, proposals: Vec::new() }))
        };
        Head { cells: self.offered.iter().filter_map(held).collect(), ..Head::default() }
    }

    fn saved_at(&self) -> Option<String> {
        let last = self.offered.values().map(|offer| offer.at).max()?;
        Some(since(self.here.language, last, self.here.now))
    }
}

fn state(at: Option<&str>) -> SaveState<'_> {
    at.map_or(SaveState::Untouched, SaveState::Saved)
}

async fn hub(State(app): State<App>, here: Here) -> Answer {
    let shown = async {
        let work = Work::of(&app, &here).await?;
        let cells = work.offered.iter().map(|(cell, offer)| (cell.clone(), offer.value.clone()));
        let offers = Offers { city: work.unit.name.clone(), cells: cells.collect() };
        let at = work.saved_at();
        let setting = work.setting();
        Ok(overview(&setting, &work.parts, &offers, &work.districts, state(at.as_deref())).into_response())
    };
    answer(&here, shown.await)
}

async fn part(here: Here) -> Answer {
    let hub = async {
        let address = format!("/stad/{}/{}", here.round()?.id, here.subject()?.id);
        Ok(Redirect::to(&here.language.address(&address)).into_response())
    };
    answer(&here, hub.await)
}

/// The part and the number of an address.
fn names(path: &[(String, String)]) -> (&str, &str) {
    let value =
        |name: &str| path.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    (value("part"), value("no"))
}

fn one(
    work: &Work<'_>,
    (code, no): (&str, &str),
    sent: Option<(&Fields, &[FieldError])>,
) -> Result<maud::Markup, Failure> {
    let code = work.part(code)?;
    let (head, setting) = (work.head(), work.setting());
    let answers: BTreeMap<CellId, Value> = head.answers();
    let sheet = Sheet::of(work.edition, &work.unit, &answers);
    let all = pages(&setting, &code);
    let here = all.iter().find(|page| page.no.to_string() == no).ok_or(Failure::NotFound)?;
    let (form, at) = (work.app.new_id()?, work.saved_at());
    let written = sent.map(|(fields, errors)| Written { fields, errors, failed: None });
    Ok(page(&Asked {
        response: Response { setting, sheet: &sheet, head: &head, part: &code, findings: &[] },
        page: here,
        previous: None,
        form: &form,
        saved: state(at.as_deref()),
        counting: None,
        counted: None,
        written,
        city: city::Part::Offering,
    }))
}

async fn show(State(app): State<App>, here: Here, Path(path): Path<Vec<(String, String)>>) -> Answer {
    let shown = async {
        let work = Work::of(&app, &here).await?;
        Ok(one(&work, names(&path), None)?.into_response())
    };
    answer(&here, shown.await)
}

async fn save(
    State(app): State<App>,
    here: Here,
    Path(path): Path<Vec<(String, String)>>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer {
    let saved = async {
        let mut work = Work::of(&app, &here).await?;
        let (code, no) = names(&path);
        let part = work.part(code)?;
        let all = pages(&work.setting(), &part);
        let place = all.iter().position(|page| page.no.to_string() == no).ok_or(Failure::NotFound)?;
        if !is_whole(work.edition, &all[place], &fields) {
            return Err(Failure::Malformed);
        }
        let (content, errors) = read_form(work.edition, &all[place], &work.head(), None, &fields);
        if let Some(Content::Saved { cells }) = content {
            let cells: BTreeMap<CellId, Option<Value>> = cells
                .into_iter()
                .filter(|(cell, _)| !cell.as_str().contains('#'))
                .map(|(cell, change)| (cell, change.value))
                .collect();
            let (round, subject) = (here.round()?, here.subject()?);
            if !cells.is_empty() {
                app.store.offer(&round.id, &subject.id, &cells, &here.author()?, here.now).await?;
            }
        }
        if !errors.is_empty() {
            work = Work::of(&app, &here).await?;
            let page = one(&work, (code, no), Some((&fields, &errors)))?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
        let setting = work.setting();
        let to = match (go(&fields), all.get(place + 1)) {
            (Go::Next, Some(next)) => setting.page(&part, next.no),
            (Go::Stay, _) => setting.page(&part, all[place].no),
            (Go::Next, None) | (Go::Hub | Go::Left, _) => setting.hub(),
        };
        Ok(Redirect::to(&to).into_response())
    };
    match saved.await {
        // What was filled in is not lost because the store did not take it.
        Err(Failure::Unsaved(reason)) => unsaved_form(reason, here.language, &here.address, &fields),
        done => answer(&here, done),
    }
}
