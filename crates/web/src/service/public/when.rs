//! `?per=`: what was published on a day, or at a moment (*som det var känt*).

use axum::http::Uri;
use jiff::Timestamp;

use crate::respond::end_of_day;

/// A moment that somebody wants to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::service) struct When {
    /// Its last instant: of a day, the last in Sweden.
    pub(in crate::service) moment: Timestamp,
    /// As it is carried in addresses.
    pub(in crate::service) written: String,
}

impl When {
    /// The moment of an address; none if it names none.
    ///
    /// # Errors
    /// What was written instead of a day or a moment.
    pub(super) fn of(address: &str) -> Result<Option<Self>, String> {
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
