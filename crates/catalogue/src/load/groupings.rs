//! Ways to group units: `groupings/<grouping>/grouping.toml` and who belongs where, `<year>.csv`.

use std::collections::{BTreeMap, BTreeSet};

use domain::{EditionYear, GroupCode, GroupingId, Kind, Place, UnitCode};

use super::Loader;
use super::csv_table::rows;
use super::entry::Entry;
use super::log::{Spot, Unique};
use super::translations::Translations;
use crate::model::{Grouping, Scheme, SchemeGroup};

/// Which group each municipality has in an edition, and had the year before where the source says.
#[derive(Default)]
pub(super) struct Membership {
    pub(super) now: BTreeMap<UnitCode, GroupCode>,
    pub(super) before: BTreeMap<UnitCode, GroupCode>,
}

/// Who belongs where.
#[derive(Default)]
pub(super) struct Memberships<'a> {
    pub(super) groups: Groups,
    /// The editions that schemes name, and where.
    pub(super) editions: Vec<(EditionYear, Spot<'a>)>,
}

/// By grouping and edition.
pub(super) type Groups = BTreeMap<(GroupingId, EditionYear), Membership>;

/// Reads the groupings.
pub(super) fn load<'a>(loader: &'a Loader<'a>, places: &[Place]) -> (Vec<Grouping>, Memberships<'a>) {
    let mut groupings = Vec::new();
    let mut members = Memberships::default();
    for folder in loader.files.folders("groupings/") {
        let path = format!("groupings/{folder}/grouping.toml");
        let Some(document) = loader.files.need_toml(&path, &[]) else { continue };
        let english = Translations::of(loader, &path);
        let root = Entry::root(document);
        let Some(id) = root.id::<GroupingId>("id") else { continue };
        let spot = root.spot_of("id");
        if id.as_str() != folder {
            spot.problem(
                "CAT-26",
                format!("the id `{id}` stands in the folder `{folder}`"),
                "they are the same",
            );
        }
        if matches!(id.as_str(), "county" | "kind") {
            spot.problem(
                "CAT-06",
                format!("`{id}` is taken"),
                "units know it without a grouping: choose another id",
            );
        }
        let mut grouping =
            Grouping { name: english.text(id.as_str(), "name", root.words("name")), id, schemes: Vec::new() };
        let mut years = Unique::default();
        for entry in root.entries("scheme") {
            let scheme = scheme(&entry, &mut years, &mut members.editions);
            for year in &scheme.editions {
                let file = format!("groupings/{folder}/{year}.csv");
                match loader.files.csv(&file) {
                    Some(table) => {
                        let read = membership(loader, table, &scheme, *year, places, &entry.spot);
                        members.groups.insert((grouping.id.clone(), *year), read);
                    }
                    None if loader.files.lacks(&file) => {
                        let help = format!("add `{file}` with the columns unit;group");
                        entry.spot.problem("CAT-09", format!("nobody is in a group in {year}"), help);
                    }
                    None => {}
                }
            }
            grouping.schemes.push(scheme);
            entry.finish();
        }
        groupings.push(grouping);
        english.finish();
        root.finish();
    }
    (groupings, members)
}

fn scheme<'a>(entry: &Entry<'a>, years: &mut Unique, named: &mut Vec<(EditionYear, Spot<'a>)>) -> Scheme {
    entry.need("editions");
    let mut editions = Vec::new();
    for field in entry.list("editions") {
        if let Some(year) = field.whole::<u16>() {
            years.claim("the scheme of", &year.to_string(), &field.spot);
            editions.push(EditionYear(year));
            named.push((EditionYear(year), field.spot));
        }
    }
    let mut codes = Unique::default();
    let mut groups = Vec::new();
    for group in entry.entries("groups") {
        let (name, main, criterion) =
            (group.words("name"), group.optional("main"), group.optional("criterion"));
        let members = group.optional_whole("members");
        if let Some(code) = group.id::<GroupCode>("code")
            && codes.claim("group", code.as_str(), &group.spot)
        {
            groups.push(SchemeGroup { code, name, main, criterion, members });
        }
        group.finish();
    }
    if groups.len() > 64 {
        let message = format!("the scheme has {} groups", groups.len());
        entry.problem("CAT-12", message, "at most 64 can be told apart in rules");
    }
    Scheme {
        editions,
        name: entry.words("name"),
        complete: entry.flag("complete", true),
        groups,
        source: entry.source(),
        readings: entry.readings(),
    }
}

fn membership<'a>(
    loader: &Loader<'a>,
    file: (&'a str, &'a str),
    scheme: &Scheme,
    year: EditionYear,
    places: &[Place],
    entry: &Spot<'_>,
) -> Membership {
    let municipalities: BTreeSet<&str> = places
        .iter()
        .filter(|place| place.kind == Kind::Municipality && place.in_edition(year))
        .map(|place| place.code.as_str())
        .collect();
    let mut read = Membership::default();
    let mut units = Unique::default();
    let before = loader.log.len();
    for line in rows(loader.log, file, &["unit", "group"], &["before"]) {
        let unit = line.get(0);
        let spot = line.spot.named(format!("unit `{unit}`"));
        let may_miss = municipalities.is_empty() && !loader.places_sound.get();
        if may_miss || !spot.known("municipality", unit, municipalities.iter().copied()) {
            continue;
        }
        let (true, Ok(code)) = (units.claim("the unit", unit, &spot), unit.parse::<UnitCode>()) else {
            continue;
        };
        for (column, groups) in [(1, &mut read.now), (2, &mut read.before)] {
            let group = line.get(column);
            if column == 2 && group.is_empty() {
                continue;
            }
            match scheme.groups.iter().find(|known| known.code.as_str() == group) {
                Some(known) => _ = groups.insert(code.clone(), known.code.clone()),
                None => spot.unknown("group", group, scheme.groups.iter().map(|known| known.code.as_str())),
            }
        }
    }
    if loader.log.len() > before || !loader.places_sound.get() {
        return read; // Sizes would only repeat what has been told.
    }
    if scheme.complete {
        let missing: Vec<&str> =
            municipalities.into_iter().filter(|code| !read.now.contains_key(*code)).collect();
        if let [first, ..] = missing.as_slice() {
            Spot::of_file(loader.log, file.0).problem(
                "CAT-15",
                format!("{} municipalities have no group, such as `{first}`", missing.len()),
                "give each a line, or say `complete = false` in the scheme",
            );
        }
    }
    for group in &scheme.groups {
        let counted = read.now.values().filter(|code| **code == group.code).count();
        if let Some(stated) = group.members
            && usize::try_from(stated) != Ok(counted)
        {
            entry.problem(
                "CAT-16",
                format!("group `{}` has {counted} members in {year}, not {stated}", group.code),
                format!("compare with the source and mend `members` or `{}`", file.0),
            );
        }
    }
    read
}
