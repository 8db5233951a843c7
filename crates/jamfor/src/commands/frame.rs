//! `jamfor frame`: the units of an edition, the places above them and their groups.

use anyhow::Result;
use catalogue::model::Edition;
use domain::{Kind, Place, Unit};

use crate::arguments::EditionOptions;
use crate::{files, output};

const COLUMNS: [&str; 12] = [
    "code",
    "name",
    "kind",
    "level",
    "parent",
    "county",
    "size_group",
    "skl_group",
    "socioeconomic_key",
    "socioeconomic_key_before",
    "from",
    "to",
];

pub(crate) fn run(options: &EditionOptions) -> Result<()> {
    let catalogue = files::catalogue(options.catalogue.as_deref())?;
    let edition = files::edition(&catalogue, options.edition)?;
    let validity = |code: &str| {
        let place = catalogue.places.iter().find(|place| place.code.as_str() == code);
        let year = |year: Option<domain::EditionYear>| year.map(|y| y.to_string()).unwrap_or_default();
        (year(place.map(|p| p.from)), year(place.and_then(|p| p.to)))
    };
    let frame = &edition.frame;
    let cities = frame.cities.iter().map(|place| place_row(edition, place, "city"));
    let counties = frame.counties.iter().map(|place| place_row(edition, place, "county"));
    let nation = frame.nation.iter().map(|place| place_row(edition, place, "nation"));
    let rows = frame.units.iter().map(unit_row).chain(cities).chain(counties).chain(nation).map(|mut row| {
        let (from, to) = validity(&row[0]);
        row[10] = from;
        row[11] = to;
        row
    });
    output::print(&COLUMNS, rows, options.format, &options.decimal)
}

fn unit_row(unit: &Unit) -> [String; 12] {
    let group = |id: &str| unit.groups.get(id).map(ToString::to_string).unwrap_or_default();
    let parent = unit.city.as_ref().unwrap_or(&unit.county);
    [
        unit.code.to_string(),
        unit.name.clone(),
        unit.kind.id().to_owned(),
        "unit".to_owned(),
        parent.to_string(),
        unit.county.to_string(),
        group("size"),
        group("skl"),
        group("socioeconomic"),
        unit.groups_before.get("socioeconomic").map(ToString::to_string).unwrap_or_default(),
        String::new(),
        String::new(),
    ]
}

fn place_row(edition: &Edition, place: &Place, level: &str) -> [String; 12] {
    // A city shows the groups that its districts inherit.
    let district = edition.frame.units.iter().find(|unit| unit.city.as_ref() == Some(&place.code));
    let mut row = match (place.kind, district) {
        (Kind::Municipality, Some(district)) => unit_row(district),
        _ => Default::default(),
    };
    row[0] = place.code.to_string();
    row[1] = place.name.clone();
    row[2] = place.kind.id().to_owned();
    row[3] = level.to_owned();
    row[4] = place.parent.as_ref().map(ToString::to_string).unwrap_or_default();
    row[5] = match place.kind {
        Kind::County => place.code.to_string(),
        Kind::Municipality => row[4].clone(),
        Kind::Nation | Kind::District | Kind::Office => String::new(),
    };
    row
}
