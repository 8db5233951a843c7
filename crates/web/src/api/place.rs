//! Places (*platser*): municipalities and districts, cities, counties, the nation, groups.

use domain::Kind;
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{Answer, Asked};
use super::lost::{What, unknown};
use super::observation::Named;
use super::paging::{Line, page};
use super::problem::Problem;
use super::said;
use super::selection::{Selection, Spot};
use crate::public::Look;

/// A place.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Place {
    /// Its id, as in cubes and addresses: `0643`, `county:06`, `city:0180`, `nation:SE`, `group:size:3`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `unit`, `city`, `county`, `nation` or `group`.
    pub level: String,
    /// Of a unit: `municipality`, `district` or `office`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Its code in the official list; of a group the group's own.
    pub code: String,
    /// What it is a part of: a district's city, a municipality's county, a county's nation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<Named>,
    /// The county of a unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub county: Option<Named>,
    /// The groups of a unit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// Where one goes from here.
    pub links: PlaceLinks,
}

/// A group of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Group {
    /// The grouping: `size`, `skl`, `socioeconomic`.
    pub grouping: String,
    /// The group in it.
    pub group: String,
    /// Its name.
    pub name: String,
    /// Its id as a place; none where figures of it are not published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// Ways from a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PlaceLinks {
    /// The place alone.
    #[serde(rename = "self")]
    pub own: String,
    /// Everything that is known of it.
    pub observations: String,
    /// Of a unit: who is most alike.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peers: Option<String>,
    /// What changed since the publication before.
    pub changes: String,
    /// The page that shows it to people.
    pub page: String,
}

/// A place as it is told.
fn place(asked: &Asked<'_>, look: &Look<'_>, whole: &Selection<'_>, spot: &Spot<'_>) -> Place {
    let id = &spot.code.id;
    let frame = &look.opened.edition().frame;
    let unit = frame.position(id).filter(|_| spot.level == "unit").map(|at| &frame.units[at]);
    let named = |id: String| {
        let found = whole.spots.iter().find(|spot| spot.code.id == id)?;
        Some(Named { id, name: said(asked.language, &found.code.name) })
    };
    let county = unit.and_then(|unit| {
        let id = format!("county:{}", unit.county);
        // A county may be known without a figure of its own.
        named(id.clone()).or_else(|| Some(Named { id, name: frame.name(unit.county.as_str())?.to_owned() }))
    });
    let parent = match spot.level {
        "unit" => match unit.and_then(|unit| unit.city.as_ref()) {
            Some(city) => named(format!("city:{city}")),
            None => county.clone(),
        },
        "county" => named("nation:SE".to_owned()),
        "city" => {
            let of_city =
                |unit: &&domain::Unit| unit.city.as_ref().is_some_and(|city| *id == format!("city:{city}"));
            frame.units.iter().find(of_city).and_then(|unit| named(format!("county:{}", unit.county)))
        }
        _ => None,
    };
    let group = |(grouping, group): (&str, &str)| {
        let place = format!("group:{grouping}:{group}");
        let found = named(place.clone());
        Group {
            grouping: grouping.to_owned(),
            group: group.to_owned(),
            name: found.as_ref().map_or_else(|| group.to_owned(), |found| found.name.clone()),
            place: found.map(|_| place),
        }
    };
    let to = |path: String| asked.below(look.named, &path);
    Place {
        id: id.clone(),
        name: said(asked.language, &spot.code.name),
        level: spot.level.to_owned(),
        kind: unit.map(|unit| kind(unit.kind).to_owned()),
        code: id.rsplit(':').next().unwrap_or(id).to_owned(),
        parent,
        county,
        groups: spot.groups().map(group).collect(),
        links: PlaceLinks {
            own: to(format!("/places/{id}")),
            observations: to(format!("/observations?place={id}")),
            peers: (spot.level == "unit").then(|| to(format!("/places/{id}/peers"))),
            changes: to(format!("/changes?place={id}")),
            page: look.to(&format!("/enhet/{id}")),
        },
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Nation => "nation",
        Kind::County => "county",
        Kind::Municipality => "municipality",
        Kind::District => "district",
        Kind::Office => "office",
    }
}

/// Places of a selection.
pub(super) fn list(asked: &Asked<'_>, look: &Look<'_>) -> Result<Answer, Problem> {
    let whole = Selection::whole(look);
    let mut chosen = Selection::whole(look);
    chosen.places(asked, look)?;
    Ok(page(asked, chosen.spots.len(), chosen.note.clone(), |places| {
        chosen.spots[places].iter().map(|spot| place(asked, look, &whole, spot)).collect()
    }))
}

/// One place.
pub(super) fn one(asked: &Asked<'_>, look: &Look<'_>) -> Result<Answer, Problem> {
    let whole = Selection::whole(look);
    let id = asked.name("place");
    match whole.spots.iter().find(|spot| spot.code.id == id) {
        Some(spot) => Ok(asked.one(&place(asked, look, &whole, spot))),
        None => Err(unknown(asked, look, What::Place, "place", &[id], |id| format!("/places/{id}"))),
    }
}

impl Line for Place {
    const COLUMNS: &'static [&'static [&'static str]] = &[&[
        "id",
        "name",
        "level",
        "kind",
        "code",
        "parent",
        "parent_name",
        "county",
        "county_name",
        "groups",
    ]];

    fn fields(&self) -> Vec<String> {
        let named = |named: &Option<Named>| {
            named.as_ref().map_or_else(Default::default, |named| [named.id.clone(), named.name.clone()])
        };
        let groups: Vec<String> =
            self.groups.iter().map(|group| format!("{}:{}", group.grouping, group.group)).collect();
        [&self.id, &self.name, &self.level]
            .into_iter()
            .cloned()
            .chain([self.kind.clone().unwrap_or_default(), self.code.clone()])
            .chain(named(&self.parent))
            .chain(named(&self.county))
            .chain([groups.join(",")])
            .collect()
    }
}
