//! `?per=`: what was published on a day, or at a moment (*som det var känt*).

use axum::http::Uri;
use jiff::Timestamp;
use publication::shelf::View;

use super::timestamp;
use crate::respond::end_of_day;
use crate::service::app::App;
use crate::service::here::Here;

/// What is published at the moment that somebody wants to look at.
pub(in crate::service) struct Then {
    /// The state of the shelf that a page of it is true of: another, another page.
    pub(in crate::service) version: u64,
    /// What was valid then. Of what is to come, what is valid now.
    pub(in crate::service) view: View,
    /// The moment as it is carried in addresses; none if the address names none.
    pub(in crate::service) per: Option<String>,
}

impl Then {
    /// What is looked at by an address.
    ///
    /// # Errors
    /// What was written instead of a day or a moment.
    pub(in crate::service) fn of(app: &App, here: &Here) -> Result<Self, String> {
        Ok(Self::at(app, here, When::of(&here.address)?))
    }

    /// The same, and now where the address names no moment that can be read.
    pub(in crate::service) fn or_now(app: &App, here: &Here) -> Self {
        Self::at(app, here, When::of(&here.address).unwrap_or_default())
    }

    fn at(app: &App, here: &Here, when: Option<When>) -> Self {
        let now = timestamp(here);
        let (version, shelf) = app.shelf.at(now);
        let view = shelf.at(when.as_ref().map_or(now, |when| when.moment.min(now)));
        Self { version, view, per: when.map(|when| when.written) }
    }
}

/// A moment that somebody wants to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
struct When {
    /// Its last instant: of a day, the last in Sweden.
    moment: Timestamp,
    /// As it is carried in addresses.
    written: String,
}

impl When {
    /// The moment of an address; none if it names none.
    ///
    /// # Errors
    /// What was written instead of a day or a moment.
    fn of(address: &str) -> Result<Option<Self>, String> {
        let uri: Option<Uri> = address.parse().ok();
        let query = uri.as_ref().and_then(Uri::query).unwrap_or_default();
        let Some(written) = form_pairs(query).find(|(name, _)| name == "per").map(|(_, value)| value) else {
            return Ok(None);
        };
        if written.is_empty() {
            return Ok(None);
        }
        let is_day = written.len() == 10 && written.bytes().all(|c| c.is_ascii_digit() || c == b'-');
        let moment = match is_day {
            true => end_of_day(&written).and_then(|end| Timestamp::from_microsecond(end - 1).ok()),
            false => written.parse().ok(),
        };
        match moment {
            // In addresses as it stands: nothing that would have to be escaped, and no offset that a `+` begins.
            Some(moment) if is_day => Ok(Some(Self { moment, written })),
            Some(moment) => Ok(Some(Self { moment, written: moment.to_string() })),
            None => Err(written),
        }
    }
}

fn form_pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    serde_urlencoded::from_str::<Vec<(String, String)>>(query).unwrap_or_default().into_iter()
}
