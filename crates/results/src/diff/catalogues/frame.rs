//! Units, the places above them, groupings and measures.

use catalogue::model::Edition;
use domain::{GroupScheme, Place, Unit};

use super::fields::{Fields, by_key, compare, name};
use super::{Change, Kind};

/// What differs in who is asked, where they belong and what is known of them, texts apart.
pub fn frames(a: &Edition, b: &Edition) -> Vec<Change> {
    let mut changes = Vec::new();
    compared(a, b, &mut changes);
    changes.retain(|change| !change.is_text);
    changes
}

/// What differs in who is asked, where they belong and what is known of them.
pub(super) fn compared(a: &Edition, b: &Edition, changes: &mut Vec<Change>) {
    let year = Some(b.year);
    for (code, before, after) in by_key(&a.frame.units, &b.frame.units, |unit| unit.code.to_string()) {
        let side = |found: Option<&'_ Unit>| found.map(|u| (u.name.clone(), unit(u)));
        both(year, Kind::Place, &code, side(before), side(after), changes);
    }
    let above = |edition: &Edition| -> Vec<Place> {
        let frame = &edition.frame;
        frame.cities.iter().chain(&frame.counties).chain(&frame.nation).cloned().collect()
    };
    let (before, after) = (above(a), above(b));
    for (code, old, new) in by_key(&before, &after, |place| place.code.to_string()) {
        let side = |found: Option<&'_ Place>| found.map(|p| (p.name.clone(), place(p)));
        both(year, Kind::Place, &code, side(old), side(new), changes);
    }
    for (id, old, new) in by_key(&a.frame.schemes, &b.frame.schemes, |scheme| scheme.grouping.to_string()) {
        let side = |found: Option<&'_ GroupScheme>| found.map(|s| (s.name.clone(), scheme(s)));
        both(year, Kind::Grouping, &id, side(old), side(new), changes);
    }
    measures(a, b, changes);
}

fn both(
    year: Option<domain::EditionYear>,
    kind: Kind,
    id: &str,
    before: Option<(String, Fields)>,
    after: Option<(String, Fields)>,
    changes: &mut Vec<Change>,
) {
    let (old_name, old) = before.unzip();
    let (new_name, new) = after.unzip();
    compare(year, kind, id, old_name.as_deref().zip(old), new_name.as_deref().zip(new), changes);
}

fn unit(unit: &Unit) -> Fields {
    let mut fields = Fields::default();
    fields.states("kind", "slag", "kind", unit.kind.id());
    fields.defines("county", "län", "county", &unit.county);
    fields.defines("city", "stad", "city", unit.city.as_ref().map(ToString::to_string).unwrap_or_default());
    for (grouping, group) in &unit.groups {
        fields.defines_of(name("group", "grupp i", "group in"), grouping.as_str(), group);
    }
    for (grouping, group) in &unit.groups_before {
        let which = name("group_before", "grupp året före i", "group the year before in");
        fields.states_of(which, grouping.as_str(), group);
    }
    fields.text("name", "namn", "name", &unit.name);
    fields
}

fn place(place: &Place) -> Fields {
    let mut fields = Fields::default();
    let parent = place.parent.as_ref().map(ToString::to_string);
    fields.states("parent", "hör till", "parent", parent.unwrap_or_default());
    fields.text("name", "namn", "name", &place.name);
    fields.text("note", "anmärkning", "note", &place.note);
    fields
}

fn scheme(scheme: &GroupScheme) -> Fields {
    let mut fields = Fields::default();
    let codes: Vec<&str> = scheme.groups.iter().map(|group| group.code.as_str()).collect();
    fields.defines("groups", "grupper", "groups", codes.join(", "));
    fields.states("complete", "alla kommuner har en grupp", "every municipality has one", scheme.complete);
    fields.text("name", "namn", "name", &scheme.name);
    for group in &scheme.groups {
        fields.text_of(name("group_name", "gruppnamn", "group name"), group.code.as_str(), &group.name);
        let which = name("criterion", "kriterium", "criterion");
        fields.text_of(which, group.code.as_str(), &group.criterion);
    }
    fields
}

/// A measure that one side lacks is one line; figures of units are a line each.
fn measures(a: &Edition, b: &Edition, changes: &mut Vec<Change>) {
    let ids: std::collections::BTreeSet<&String> = a.measures.keys().chain(b.measures.keys()).collect();
    for id in ids {
        let (Some(before), Some(after)) = (a.measures.get(id), b.measures.get(id)) else {
            let whole = |edition: &Edition| {
                edition.measures.get(id).map(|units| (format!("{} objekt", units.len()), Fields::default()))
            };
            both(Some(b.year), Kind::Measure, id, whole(a), whole(b), changes);
            continue;
        };
        let side = |of: &std::collections::BTreeMap<domain::UnitCode, domain::Number>| {
            let mut fields = Fields::default();
            for (code, figure) in of {
                fields.defines_of(name("figure", "värde för", "figure of"), code.as_str(), figure);
            }
            Some((String::new(), fields))
        };
        if before != after {
            both(Some(b.year), Kind::Measure, id, side(before), side(after), changes);
        }
    }
}
