//! The units of an edition: municipalities without districts, districts, and the groups they are in.

use std::collections::{BTreeMap, BTreeSet};

use domain::{EditionYear, Frame, Group, GroupScheme, Kind, Place, Unit, UnitCode};

use super::groupings::Groups;
use crate::model::Grouping;

/// Puts the frame of an edition together.
pub(super) fn build(
    year: EditionYear,
    places: &[Place],
    groupings: &[Grouping],
    memberships: &Groups,
) -> Frame {
    let here: Vec<&Place> = places.iter().filter(|place| place.in_edition(year)).collect();
    let is_part = |place: &Place| matches!(place.kind, Kind::District | Kind::Office);
    let divided: BTreeSet<&UnitCode> =
        here.iter().filter(|place| is_part(place)).filter_map(|place| place.parent.as_ref()).collect();
    let county_of: BTreeMap<&UnitCode, &UnitCode> = places
        .iter()
        .filter(|place| place.kind == Kind::Municipality)
        .filter_map(|place| Some((&place.code, place.parent.as_ref()?)))
        .collect();
    let mut units = Vec::new();
    for place in &here {
        let city = if is_part(place) { place.parent.clone() } else { None };
        let is_unit = is_part(place) || (place.kind == Kind::Municipality && !divided.contains(&place.code));
        let municipality = city.as_ref().unwrap_or(&place.code);
        let Some(&county) = county_of.get(municipality).filter(|_| is_unit) else { continue };
        let mut unit = Unit {
            code: place.code.clone(),
            name: place.name.clone(),
            kind: place.kind,
            county: county.clone(),
            groups: BTreeMap::new(),
            groups_before: BTreeMap::new(),
            city: None,
        };
        for ((grouping, of), members) in memberships {
            if *of == year {
                let put = |groups: &mut BTreeMap<_, _>, members: &BTreeMap<UnitCode, _>| {
                    if let Some(group) = members.get(municipality) {
                        groups.insert(grouping.clone(), domain::GroupCode::clone(group));
                    }
                };
                put(&mut unit.groups, &members.now);
                put(&mut unit.groups_before, &members.before);
            }
        }
        units.push(Unit { city, ..unit });
    }
    let of_kind =
        |kind: Kind| here.iter().filter(move |place| place.kind == kind).map(|place| (*place).clone());
    let mut cities: Vec<Place> =
        of_kind(Kind::Municipality).filter(|place| divided.contains(&place.code)).collect();
    let mut counties: Vec<Place> = of_kind(Kind::County).collect();
    cities.sort_by(|a, b| a.code.cmp(&b.code));
    counties.sort_by(|a, b| a.code.cmp(&b.code));
    let nation = of_kind(Kind::Nation).next();
    Frame::new(units, cities, counties, nation, schemes(year, groupings))
}

fn schemes(year: EditionYear, groupings: &[Grouping]) -> Vec<GroupScheme> {
    let of_year = |grouping: &Grouping| {
        let scheme = grouping.schemes.iter().find(|scheme| scheme.editions.contains(&year))?;
        let group = |group: &crate::model::SchemeGroup| Group {
            code: group.code.clone(),
            name: group.name.clone(),
            criterion: group.criterion.clone(),
        };
        Some(GroupScheme {
            grouping: grouping.id.clone(),
            name: scheme.name.clone(),
            complete: scheme.complete,
            groups: scheme.groups.iter().map(group).collect(),
        })
    };
    groupings.iter().filter_map(of_year).collect()
}
