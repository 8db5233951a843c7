//! Publishing over the store (*publicering*): drafts, previews, contested cells, times, corrections.
//!
//! What may follow what is `collection::publishing`'s; the store appends; the shelf shows. Everything here takes one step and
//! leads back to the page that shows what it did.

mod desk;
mod make;
mod unit;

use collection::access::Action;
use collection::ids::{PublicationId, RoundId};
use collection::publishing::{No, Publishing, Stage, Step};
use collection::round::Round;
use publication::folder::Files;
use publication::shelf::{Named, Series};
use store::NotTaken;

use super::routes::{Permission, Route};
use super::{App, Here};
use crate::desk::publishing::Why;
use crate::service::failure::Failure;

pub(super) fn routes() -> Vec<Route> {
    let (see, publish) = (Permission::Round(Action::SeeTable), Permission::Round(Action::Publish));
    let desk = [
        Route::get("/arbete/{round}/publicering", see, desk::show),
        Route::post("/arbete/{round}/publicering/utkast", publish, desk::draft),
        Route::post("/arbete/{round}/publicering/forhandsvisning", publish, desk::preview),
        Route::post("/arbete/{round}/publicering/beslut", Permission::Round(Action::Decide), desk::decide),
        Route::get("/arbete/{round}/publicering/rattelse", see, desk::moves),
        Route::get("/arbete/{round}/publicering/rattelse.csv", see, desk::moves_file),
        Route::post("/arbete/{round}/publicering/rattelse", publish, desk::accept),
        Route::post("/arbete/{round}/publicering/tid", publish, desk::schedule),
        Route::post("/arbete/{round}/publicering/aterkalla", publish, desk::withdraw),
    ];
    let own = [
        Route::get("/svara/{round}/{subject}/resultat", Permission::Subject(Action::Preview), unit::show),
        Route::post("/svara/{round}/{subject}/resultat", Permission::Subject(Action::Contest), unit::contest),
    ];
    desk.into_iter().map(Route::staff).chain(own).collect()
}

/// The publications of a series: those that are published, and the one that is on its way.
struct Course {
    series: Series,
    /// The one that is not published yet, or was withdrawn.
    ahead: Option<Publishing>,
    /// The last that is published: in the store or in a folder.
    last: Option<std::sync::Arc<publication::shelf::Issue>>,
}

impl Course {
    /// Of the series that a round's answers belong to.
    async fn of(app: &App, here: &Here, round: &Round) -> Result<Self, Failure> {
        app.renew_shelf().await?;
        let year: u16 = round.edition.parse().map_err(|_| Failure::NotFound)?;
        let series = match app.store.simulated(&round.id).await? {
            Some(simulated) => Series::simulated(year, simulated.number),
            None => Series::real(year),
        };
        let name = series.to_string();
        let states = super::public::states(&app.store.publishing_events(None).await?);
        let mut own = states.into_iter().filter(|state| state.id.series() == name);
        let ahead = own.find(|state| !state.is_published(here.now));
        let last = super::public::view(app, here).latest(series).cloned();
        Ok(Self { series, ahead, last })
    }

    /// The one that is on its way for another round of the same edition.
    fn elsewhere(&self, round: &RoundId) -> bool {
        self.ahead.as_ref().is_some_and(|ahead| ahead.round != *round && ahead.stage != Stage::Withdrawn)
    }

    /// The one that is on its way, if it is of this round.
    fn own(&self, round: &RoundId) -> Option<&Publishing> {
        self.ahead.as_ref().filter(|ahead| ahead.round == *round)
    }

    /// The last that is published, if the store published it.
    async fn published(&self, app: &App) -> Result<Option<Publishing>, Failure> {
        let Some(last) = &self.last else { return Ok(None) };
        let id = last.named().to_string().parse().map_err(|_| Failure::Broken)?;
        let found = app.store.publishing(&id).await?;
        Ok(found.filter(|found| found.folder == last.hash()))
    }

    /// Whether the last that is published is of another round, which this one cannot correct.
    async fn is_of_another(&self, app: &App, round: &RoundId) -> Result<bool, Failure> {
        Ok(self.published(app).await?.is_some_and(|found| found.round != *round))
    }

    /// The last that is published, if the store published it of this round.
    async fn done(&self, app: &App, round: &RoundId) -> Result<Option<Publishing>, Failure> {
        Ok(self.published(app).await?.filter(|found| found.round == *round))
    }

    /// The name of the one that is on its way, or of the next.
    fn next(&self) -> Result<PublicationId, Failure> {
        if let Some(ahead) = &self.ahead {
            return Ok(ahead.id.clone());
        }
        let number = self.last.as_ref().map_or(1, |last| last.number() + 1);
        Named { series: self.series, number: Some(number) }.to_string().parse().map_err(|_| Failure::Broken)
    }
}

/// Takes a step, and puts what it changed on the shelf. The inner error is told on the page.
async fn take(
    app: &App,
    here: &Here,
    (id, seen): (&PublicationId, Option<No>),
    step: Step,
    files: Option<&Files>,
) -> Result<Result<(), Why>, Failure> {
    let by = here.author()?;
    let taken = app.store.take_step(id, step, (&by, here.now), seen, files).await;
    match taken {
        Ok(_) => {
            app.renew_shelf().await?;
            Ok(Ok(()))
        }
        Err(NotTaken::NotNow(why)) => Ok(Err(Why::NotNow(why))),
        Err(NotTaken::Meanwhile) => Ok(Err(Why::Meanwhile)),
        Err(NotTaken::Folder) => Err(Failure::Broken),
        Err(NotTaken::Store(why)) => Err(why.into()),
    }
}
