//! The analyst's desk over the store (*arbetsbordet*).
//!
//! All of it is for those who sign in: a link finds nothing here. A grant that reaches some places of the country sees those,
//! and changes nothing that concerns the whole round.

mod changes;
mod links;
mod rounds;
mod running;
mod subject;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use catalogue::model::Edition;
use collection::access::{Action, Extent, Reach, Resource, may};
use collection::fact::Author;
use collection::ids::{AccountId, SubjectId};
use collection::round::Round;
use domain::Unit;
use store::{IssuedLink, Standing};

use super::routes::{Permission, Route};
use super::{App, Here};
use crate::desk::subject::People;
use crate::desk::units::City;
use crate::desk::{Desk, role_name};
use crate::service::failure::Failure;

pub(super) fn routes() -> Vec<Route> {
    use Permission::{Asked, Part, SignedIn, Site};
    let see = Permission::Round(Action::SeeTable);
    let manage = Permission::Round(Action::ManageRound);
    let issue = Permission::Round(Action::IssueLinks);
    let audit = Permission::Round(Action::Audit);
    vec![
        Route::get("/arbete", SignedIn, rounds::list),
        Route::get("/arbete/ny", Site(Action::CreateRound), rounds::new),
        Route::post("/arbete/ny", Site(Action::CreateRound), rounds::create),
        Route::get("/arbete/{round}", see, table::show),
        Route::get("/arbete/{round}/svarslage.csv", see, table::file),
        Route::get("/arbete/{round}/enheter", see, table::units),
        Route::get("/arbete/{round}/enheter/{subject}", Asked(Action::SeeHistory), subject::show),
        Route::post("/arbete/{round}/enheter/{subject}/lankar", Asked(Action::IssueLinks), links::issue_one),
        Route::post(
            "/arbete/{round}/enheter/{subject}/lankar/aterkalla",
            Asked(Action::IssueLinks),
            links::take_back,
        ),
        Route::get("/arbete/{round}/enheter/{subject}/{part}", Part(Action::SeeHistory), subject::history),
        Route::post("/arbete/{round}/enheter/{subject}/{part}/oppna", Part(Action::Reopen), subject::reopen),
        Route::get("/arbete/{round}/lankar", issue, links::ask),
        Route::post("/arbete/{round}/lankar", issue, links::issue_all),
        Route::get("/arbete/{round}/tider", manage, running::times),
        Route::post("/arbete/{round}/tider", manage, running::set_times),
        Route::get("/arbete/{round}/oppna", manage, running::ask_open),
        Route::post("/arbete/{round}/oppna", manage, running::open),
        Route::get("/arbete/{round}/stang", manage, running::ask_close),
        Route::post("/arbete/{round}/stang", manage, running::close),
        Route::get("/arbete/{round}/kedja", audit, running::chain),
        Route::post("/arbete/{round}/kedja", audit, running::verify),
    ]
    .into_iter()
    .map(Route::staff)
    .collect()
}

/// What pages show ways to.
const SHOWN: [Action; 7] = [
    Action::SeeTable,
    Action::SeeHistory,
    Action::Reopen,
    Action::IssueLinks,
    Action::ManageRound,
    Action::Audit,
    Action::SeeUnpublished,
];

/// One round as whoever asks may see it.
pub(super) struct Look<'a> {
    pub(super) app: &'a App,
    pub(super) here: &'a Here,
    pub(super) round: &'a Round,
    pub(super) edition: &'a Edition,
    allowed: Vec<Action>,
    simulated: bool,
}

impl<'a> Look<'a> {
    pub(super) async fn of(app: &'a App, here: &'a Here) -> Result<Self, Failure> {
        let round = here.round()?;
        let edition = app.edition_of(round)?;
        let is_there = |action: &Action| match action.extent() {
            Extent::Whole => may(&here.actor, *action, Resource::Round(round), here.now).is_ok(),
            Extent::Some => !here.actor.reach(*action, &round.id).is_nothing(),
        };
        let simulated = app.store.simulated(&round.id).await?.is_some();
        Ok(Self {
            app,
            here,
            round,
            edition,
            allowed: SHOWN.into_iter().filter(is_there).collect(),
            simulated,
        })
    }

    pub(super) fn desk(&self) -> Desk<'_> {
        Desk {
            language: self.here.language,
            address: &self.here.address,
            now: self.here.now,
            round: self.round,
            edition: self.edition,
            simulated: self.simulated,
            allowed: &self.allowed,
        }
    }

    pub(super) fn reach(&self) -> Reach {
        self.here.actor.reach(Action::SeeTable, &self.round.id)
    }

    /// Where every response within sight stands now.
    pub(super) async fn standing(&self) -> Result<Vec<Standing>, Failure> {
        let mut standing = self.app.store.standing(&self.round.id, None).await?;
        let reach = self.reach();
        standing.retain(|one| in_sight(self.edition, &reach, &one.unit));
        Ok(standing)
    }

    /// The cities within sight whose districts answer: who answers nothing in the round, and offers.
    pub(super) async fn cities(&self) -> Result<Vec<City>, Failure> {
        let reach = self.reach();
        let units = &self.edition.frame.units;
        let mut cities = Vec::new();
        for subject in self.app.store.subjects(&self.round.id).await? {
            let is_of = |unit: &&Unit| unit.city.as_ref().is_some_and(|city| city.as_str() == subject.unit);
            let districts: Vec<&Unit> = units.iter().filter(is_of).collect();
            if let Some(first) = districts.first()
                && districts.iter().any(|unit| collection::standing::within(&reach, unit))
            {
                let (name, county) =
                    (self.name(&subject.id, &subject.unit), first.county.as_str().to_owned());
                cities.push(City { subject: subject.id, name, county, districts: districts.len() });
            }
        }
        Ok(cities)
    }

    /// The name of a subject: its unit's.
    pub(super) fn name(&self, subject: &SubjectId, unit: &str) -> String {
        let known = self.edition.frame.name(unit).filter(|_| !self.round.class().is_anonymous());
        known.map_or_else(|| subject.to_string(), str::to_owned)
    }

    /// What people are called: their role, and their name for those who issue links. Of an anonymous survey the role only.
    pub(super) async fn people(&self, links: &[IssuedLink], authors: &[Author]) -> Result<People, Failure> {
        let language = self.here.language;
        let by_name = self.allowed.contains(&Action::IssueLinks) && !self.round.class().is_anonymous();
        let mut people: People = BTreeMap::new();
        for issued in links {
            let role = role_name(language, issued.link.role);
            let label = issued.label.as_ref().filter(|_| by_name);
            let name = label.map_or_else(|| role.to_owned(), |label| format!("{} ({role})", label.reveal()));
            people.insert(Author::Link(issued.id.as_str().to_owned()), name);
        }
        let accounts: BTreeSet<&str> = authors
            .iter()
            .filter_map(|author| match author {
                Author::Account(id) => Some(id.as_str()),
                Author::Link(_) | Author::Program | Author::Anonymous => None,
            })
            .collect();
        for id in accounts.into_iter().filter(|_| by_name) {
            let Ok(known) = id.parse::<AccountId>() else { continue };
            if let Ok(account) = self.app.store.account(&known).await {
                people.insert(Author::Account(id.to_owned()), account.name.reveal().to_owned());
            }
        }
        Ok(people)
    }
}

fn in_sight(edition: &Edition, reach: &Reach, unit: &str) -> bool {
    let unit = edition.frame.position(unit).map(|place| &edition.frame.units[place]);
    unit.map_or(reach.is_whole(), |unit| collection::standing::within(reach, unit))
}
