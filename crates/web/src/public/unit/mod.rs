//! The profile of a unit, a city, a county, Sweden or a group (*enhetens sida*).

mod areas;
mod around;
mod change;
mod groups;
mod judged;
mod municipality;
mod place;

use axum::response::{IntoResponse, Redirect, Response};

use super::Look;
use super::lost::{Asked, lost};
use super::shown::{Shown, misspelt};
pub use areas::{Area, areas, codes, long_unit, percent, printed, property};
pub(in crate::public) use around::{not_coloured, nothing_coloured, sets};
pub(in crate::public) use change::moved;
pub(in crate::public) use groups::{distinct_name, groups_of};
pub(in crate::public) use municipality::{figure, group_name, scheme};

/// The page of a code: `0643`, `0180-01`, `city:0180`, `county:06`, `nation:SE`, `group:size:3`. What is called so without saying what it
/// is (`0180`, `06`, `SE`) is led on to.
pub fn unit(look: &Look<'_>, code: &str) -> Response {
    let path = format!("/enhet/{code}");
    let known = |cube: &str, id: &str| codes(look, cube, 0).iter().find(|known| known.id == id);
    let (unit, place) = (known("outcomes", code), known("aggregates", code));
    if unit.is_none() && place.is_none() {
        let levels = ["city", "county", "nation"].map(|level| format!("{level}:{code}"));
        let query = look.address.split_once('?').map(|(_, query)| query.to_owned());
        if let Some(whole) = levels.iter().find(|id| known("aggregates", id).is_some()) {
            let to = look.to(&format!("/enhet/{whole}"));
            // The query has `per` in it, too.
            let to = to.split('?').next().unwrap_or_default().to_owned();
            let to = query.map_or_else(|| to.clone(), |query| format!("{to}?{query}"));
            return Redirect::permanent(&to).into_response();
        }
        return lost(look, Asked::Place, code, |id| format!("/enhet/{id}"));
    }
    let shown = match Shown::of(look.address) {
        Ok(shown) => shown,
        Err(written) => return misspelt(look, &path, &written),
    };
    match (unit, place) {
        (Some(unit), _) => municipality::page(look, unit, shown),
        (None, Some(place)) => place::page(look, place, shown),
        (None, None) => lost(look, Asked::Place, code, |id| format!("/enhet/{id}")),
    }
}
