//! Observations (*uppgifter*): cells of the cubes of outcomes and figures. Each has a value, or a status that says why it has none.

use ::publication::model::{Code, Observation as Cell};
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{Answer, Asked};
use super::cell::{CELL, Colour, Counts, Held, colours, counts, fields, held};
use super::lost::{What, unknown};
use super::paging::{Line, page};
use super::problem::Problem;
use super::selection::{Selection, Spot};
use super::{said, segment};
use crate::public::Look;

/// A thing by its id and its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Named {
    /// Its id, as in cubes and addresses.
    pub id: String,
    /// Its name, in the language of the answer.
    pub name: String,
}

/// A cell: an indicator at a place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Observation {
    /// The indicator.
    pub indicator: Named,
    /// The place.
    pub place: Named,
    /// `unit` (municipality or district), `city`, `county`, `nation` or `group`.
    pub level: String,
    /// What it holds.
    #[serde(flatten)]
    pub held: Held,
    /// Units behind a figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<Counts>,
    /// What others printed of it, where the publication cannot compute it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Published>,
    /// What each colour mode says of it.
    pub colours: Vec<Colour>,
    /// `simulated …` or `trial …` where the figures are not real; `published` where others printed it; else not there.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub origin: String,
    /// Where one goes from here.
    pub links: ObservationLinks,
}

/// A figure that others printed: taken over, not computed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Published {
    /// The figure.
    #[serde(flatten)]
    pub held: Held,
    /// The cube that it stands in.
    pub cube: String,
}

/// Ways from an observation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ObservationLinks {
    /// The observation alone.
    #[serde(rename = "self")]
    pub own: String,
    /// Its whole derivation.
    pub explanation: String,
    /// What it would take.
    pub reach: String,
    /// The indicator.
    pub indicator: String,
    /// The place.
    pub place: String,
    /// The page that shows the same to people.
    pub page: String,
}

/// The unit of an indicator's figures, in words.
pub(super) fn unit_of(asked: &Asked<'_>, indicator: &Code) -> String {
    let unit = indicator.properties.iter().find(|(key, _)| key == "unit");
    unit.map(|(_, text)| said(asked.language, text)).unwrap_or_default()
}

/// What others printed of an indicator at a place.
fn published(asked: &Asked<'_>, look: &Look<'_>, indicator: &Code, place: &Code) -> Option<Published> {
    let cell = look.opened.printed(&place.id, &indicator.id)?;
    let held = held(asked, look, cell, &unit_of(asked, indicator));
    Some(Published { held, cube: "published".to_owned() })
}

/// The observation of an indicator at a place; both are of the publication.
pub(super) fn observation(
    asked: &Asked<'_>,
    look: &Look<'_>,
    indicator: &Code,
    (place, level): (&Code, &str),
    cell: &Cell,
) -> Observation {
    let to = |path: String| asked.below(look.named, &path);
    let (id, at) = (&indicator.id, &place.id);
    Observation {
        indicator: Named { id: id.clone(), name: said(asked.language, &indicator.name) },
        place: Named { id: at.clone(), name: said(asked.language, &place.name) },
        level: level.to_owned(),
        held: held(asked, look, cell, &unit_of(asked, indicator)),
        counts: counts(cell),
        published: published(asked, look, indicator, place),
        colours: colours(asked, look, cell, asked.query.all("mode")),
        origin: cell.origin.clone(),
        links: ObservationLinks {
            own: to(format!("/observations/{id}/{at}")),
            explanation: to(format!("/explanations/{id}/{at}")),
            reach: to(format!("/reach/{id}/{at}")),
            indicator: to(format!("/indicators/{id}")),
            place: to(format!("/places/{at}")),
            page: look.to(&format!("/varfor/{id}/{at}")),
        },
    }
}

/// The indicator and the place that a path names, with the level of the place and the cell.
pub(super) fn named_cell<'a>(
    asked: &Asked<'_>,
    look: &Look<'a>,
    below: &str,
) -> Result<(&'a Code, &'a Code, &'static str, &'a Cell), Problem> {
    let (id, at) = (asked.name("indicator"), asked.name("place"));
    let (id_written, at_written) = (segment(id), segment(at));
    let at_of = |at: &str| format!("/{below}/{id_written}/{at}");
    let selection = Selection::whole(look);
    let Some(indicator) = selection.indicators.iter().find(|(_, code)| code.id == id) else {
        return Err(unknown(asked, look, What::Indicator, "indicator", &[id], |id| {
            format!("/{below}/{id}/{at_written}")
        }));
    };
    let Some(spot) = selection.spots.iter().find(|spot| spot.code.id == at) else {
        return Err(unknown(asked, look, What::Place, "place", &[at], at_of));
    };
    let cell = spot
        .cell(look, indicator.0)
        .ok_or_else(|| unknown(asked, look, What::Place, "place", &[at], at_of))?;
    Ok((indicator.1, spot.code, spot.level, cell))
}

/// One observation.
pub(super) fn one(asked: &Asked<'_>, look: &Look<'_>) -> Result<Answer, Problem> {
    let (indicator, place, level, cell) = named_cell(asked, look, "observations")?;
    Ok(asked.one(&observation(asked, look, indicator, (place, level), cell)))
}

/// Observations of a selection, place by place in the order of the cubes: units, then cities, counties, the nation, groups.
pub(super) fn list(asked: &Asked<'_>, look: &Look<'_>) -> Result<Answer, Problem> {
    let selection = Selection::of(asked, look)?;
    let Selection { spots, indicators, note } = &selection;
    let many = indicators.len();
    Ok(page(asked, spots.len() * many, note.clone(), |places| {
        let cell = |place: usize| {
            let spot: &Spot<'_> = &spots[place / many];
            let (at, indicator) = indicators[place % many];
            Some(observation(asked, look, indicator, (spot.code, spot.level), spot.cell(look, at)?))
        };
        places.filter_map(cell).collect()
    }))
}

impl Line for Observation {
    const COLUMNS: &'static [&'static [&'static str]] =
        &[&["indicator", "indicator_name", "place", "place_name", "level"], &CELL, &["published"]];

    fn fields(&self) -> Vec<String> {
        let first = [&self.indicator, &self.place]
            .into_iter()
            .flat_map(|named| [named.id.clone(), named.name.clone()]);
        let published = self.published.as_ref().map(|published| published.held.printed[0].clone());
        first
            .chain([self.level.clone()])
            .chain(fields(&self.held, self.counts, &self.colours, &self.origin))
            .chain([published.unwrap_or_default()])
            .collect()
    }
}
