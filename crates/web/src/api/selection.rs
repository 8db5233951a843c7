//! Which indicators and places are asked for (*urval*). What is right but matches nothing says so; what there is not is an error.

use ::publication::model::{Code, Observation as Cell};

use super::asked::Asked;
use super::lost::{What, unknown};
use super::parameter::{Kind, Parameter};
use super::problem::{Problem, ProblemKind};
use crate::public::Look;

/// Levels, as cubes have them.
pub(super) const LEVELS: &[&str] = &["unit", "city", "county", "nation", "group"];

/// Indicators.
pub const INDICATOR: Parameter = Parameter {
    name: "indicator",
    kind: Kind::Ids,
    says: ["Bara dessa indikatorer.", "Only these indicators."],
    example: "eb-fia",
};

/// Places.
pub const PLACE: Parameter = Parameter {
    name: "place",
    kind: Kind::Ids,
    says: [
        "Bara dessa platser: kommunens eller stadsdelens kod, eller county:06, city:0180, nation:SE, group:size:3.",
        "Only these places: the code of a municipality or district, or county:06, city:0180, nation:SE, group:size:3.",
    ],
    example: "0643,county:06",
};

/// Levels.
pub const LEVEL: Parameter = Parameter {
    name: "level",
    kind: Kind::Some(LEVELS),
    says: [
        "Bara dessa nivåer: unit är kommuner och stadsdelar.",
        "Only these levels: unit is municipalities and districts.",
    ],
    example: "county",
};

/// Counties.
pub const COUNTY: Parameter = Parameter {
    name: "county",
    kind: Kind::Ids,
    says: ["Bara det som ligger i dessa län: länskoder.", "Only what lies in these counties: county codes."],
    example: "06",
};

/// Groups.
pub const GROUP: Parameter = Parameter {
    name: "group",
    kind: Kind::Ids,
    says: [
        "Bara kommuner och stadsdelar i dessa grupper: size:3, skl:B4.",
        "Only municipalities and districts in these groups: size:3, skl:B4.",
    ],
    example: "size:3",
};

/// Colour modes.
pub const MODE: Parameter = Parameter {
    name: "mode",
    kind: Kind::Some(&["target", "relative", "uncertainty"]),
    says: [
        "Bara vad dessa färglägen säger; utan parametern alla.",
        "Only what these colour modes say; all of them without it.",
    ],
    example: "target",
};

/// A place of a cube.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot<'a> {
    /// Its code.
    pub code: &'a Code,
    /// Its level.
    pub level: &'static str,
    cube: &'static str,
    at: usize,
}

impl<'a> Spot<'a> {
    /// The cell of an indicator, by its place among the cube's.
    pub(super) fn cell(&self, look: &Look<'a>, indicator: usize) -> Option<&'a Cell> {
        look.opened.publication().cube(self.cube)?.at(&[self.at, indicator])
    }

    fn property(&self, key: &str) -> Option<&'a str> {
        self.code.properties.iter().find(|(known, _)| known == key).map(|(_, text)| text.sv.as_str())
    }

    /// The county that it lies in, or is; none of what lies in several.
    pub(super) fn county(&self) -> Option<&'a str> {
        match self.level {
            "unit" => self.property("county"),
            "county" => self.property("code"),
            _ => None,
        }
    }

    /// Its groups: grouping and group.
    pub(super) fn groups(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let of_units = self.code.properties.iter().filter(|_| self.level == "unit");
        of_units
            .map(|(key, text)| (key.as_str(), text.sv.as_str()))
            .filter(|(key, _)| !matches!(*key, "kind" | "county") && !key.ends_with("_before"))
    }
}

/// What is selected.
#[derive(Debug)]
pub(super) struct Selection<'a> {
    pub spots: Vec<Spot<'a>>,
    /// With their places in the cubes.
    pub indicators: Vec<(usize, &'a Code)>,
    /// Why it is empty.
    pub note: Option<String>,
}

impl<'a> Selection<'a> {
    /// Everything.
    pub(super) fn whole(look: &Look<'a>) -> Self {
        let publication = look.opened.publication();
        let codes = |cube: &str, dimension: usize| {
            let cube = publication.cube(cube);
            cube.and_then(|cube| cube.dimensions.get(dimension)).map_or(&[][..], |known| &known.codes)
        };
        let units = codes("outcomes", 0).iter().enumerate();
        let units = units.map(|(at, code)| Spot { code, level: "unit", cube: "outcomes", at });
        let places = codes("aggregates", 0).iter().enumerate().map(|(at, code)| {
            let level = code.properties.iter().find(|(key, _)| key == "level");
            let level = level.and_then(|(_, id)| LEVELS.iter().find(|known| **known == id.sv));
            Spot { code, level: level.copied().unwrap_or("group"), cube: "aggregates", at }
        });
        Self {
            spots: units.chain(places).collect(),
            indicators: codes("outcomes", 1).iter().enumerate().collect(),
            note: None,
        }
    }

    /// What the parameters select.
    pub(super) fn of(asked: &Asked<'_>, look: &Look<'a>) -> Result<Self, Problem> {
        let mut all = Self::whole(look);
        if let Some(ids) = asked.query.all("indicator") {
            let is_known = |id: &&str| all.indicators.iter().any(|(_, code)| code.id == *id);
            refuse(asked, look, What::Indicator, ids, is_known)?;
            all.indicators.retain(|(_, code)| ids.contains(&code.id));
        }
        all.places(asked, look)?;
        Ok(all)
    }

    /// The same of places only.
    pub(super) fn places(&mut self, asked: &Asked<'_>, look: &Look<'a>) -> Result<(), Problem> {
        let query = asked.query;
        if let Some(ids) = query.all("place") {
            refuse(asked, look, What::Place, ids, |id| self.spots.iter().any(|spot| spot.code.id == **id))?;
        }
        if let Some(counties) = query.all("county") {
            let known: Vec<&str> =
                self.spots.iter().filter(|spot| spot.level == "county").filter_map(Spot::county).collect();
            let codes: Vec<String> = counties.iter().map(|county| code_of(county).to_owned()).collect();
            refuse_of(asked, "county", &codes, &known)?;
        }
        if let Some(groups) = query.all("group") {
            let known = self
                .spots
                .iter()
                .flat_map(Spot::groups)
                .map(|(grouping, group)| format!("{grouping}:{group}"));
            let mut known: Vec<String> = known.collect();
            known.sort();
            known.dedup();
            refuse_of(asked, "group", groups, &known.iter().map(String::as_str).collect::<Vec<_>>())?;
        }
        let any = |name: &str, is: &dyn Fn(&str) -> bool| {
            query.all(name).is_none_or(|values| values.iter().any(|value| is(value)))
        };
        self.spots.retain(|spot| {
            any("place", &|id| spot.code.id == id)
                && any("level", &|level| spot.level == level)
                && any("county", &|county| spot.county() == Some(code_of(county)))
                && any("group", &|group| {
                    let (grouping, group) = group.split_once(':').unwrap_or((group, ""));
                    spot.groups().any(|own| own == (grouping, group))
                })
        });
        if self.spots.is_empty() {
            let names =
                ["place", "level", "county", "group"].into_iter().filter(|name| query.all(name).is_some());
            let names = names.collect::<Vec<_>>().join(", ");
            self.note = Some(asked.language.say(
                format!("Ingen plats uppfyller alla villkor på en gång: {names}."),
                format!("No place meets all conditions at once: {names}."),
            ));
        }
        Ok(())
    }
}

fn refuse(
    asked: &Asked<'_>,
    look: &Look<'_>,
    what: What,
    ids: &[String],
    is_known: impl Fn(&&str) -> bool,
) -> Result<(), Problem> {
    let lost: Vec<&str> = ids.iter().map(String::as_str).filter(|id| !is_known(id)).collect();
    let name = if what == What::Indicator { "indicator" } else { "place" };
    match lost.is_empty() {
        true => Ok(()),
        false => Err(unknown(asked, look, what, name, &lost, |id| format!("/observations?{name}={id}"))),
    }
}

/// The code of a county, also where its id as a place was written: `county:06`.
fn code_of(county: &str) -> &str {
    county.strip_prefix("county:").unwrap_or(county)
}

/// Refuses values that are none of those known.
pub(super) fn refuse_of(
    asked: &Asked<'_>,
    name: &'static str,
    values: &[String],
    known: &[&str],
) -> Result<(), Problem> {
    let lost: Vec<&str> = values.iter().map(String::as_str).filter(|value| !known.contains(value)).collect();
    let Some(first) = lost.first() else { return Ok(()) };
    let listed = lost
        .iter()
        .take(5)
        .map(|id| format!("”{}”", super::problem::shown(id)))
        .collect::<Vec<_>>()
        .join(", ");
    let detail = [format!("{name} har ingen {listed} här."), format!("{name} has no {listed} here.")];
    let problem = asked.problem(ProblemKind::UnknownId, detail).about(name, &lost.join(","));
    let unknown = if lost.len() > 1 {
        lost.iter().take(60).map(|id| super::problem::shown(id)).collect()
    } else {
        Vec::new()
    };
    Err(Problem { unknown, ..problem.near(first, known.iter().copied()) }.allowing(known.iter().copied()))
}
