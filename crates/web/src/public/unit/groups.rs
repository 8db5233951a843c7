//! The groups that a unit belongs to (*kommungrupper*): one of every grouping that the edition has.

use publication::model::{Code, Value};

use super::super::Look;
use super::areas::{codes, property};
use super::municipality::{group_name, scheme};
use crate::language::Phrase;

/// The groups of a unit, in the order of the edition's groupings; a grouping that does not know the unit has none.
pub(in crate::public) fn groups_of<'a>(look: &Look<'a>, unit: &Code) -> Vec<&'a Code> {
    let places = codes(look, "aggregates", 0);
    let schemes = look.opened.edition().frame.schemes.iter();
    let own = |scheme: &domain::GroupScheme| {
        let group = property(unit, scheme.grouping.as_str())?;
        let id = format!("group:{}:{}", scheme.grouping, group.sv);
        places.iter().find(|place| place.id == id)
    };
    schemes.filter_map(own).collect()
}

/// The name of a place that stands among others: of a group that another grouping has a namesake of, after its grouping's.
pub(in crate::public) fn distinct_name<'a>(look: &Look<'a>, place: &'a Code) -> Phrase<'a> {
    let name = group_name(look, place);
    let Some((own, Some(group))) = scheme(look, place) else { return name };
    let schemes = look.opened.edition().frame.schemes.iter();
    let mut others = schemes.filter(|other| other.grouping != own.grouping).flat_map(|other| &other.groups);
    match others.any(|other| other.name == group.name) {
        true => look.language.official(format!("{}: {}", own.name, name.text())),
        false => name,
    }
}

/// Whether a place has a figure of any indicator, of the publication or of its source.
pub(super) fn has_figures(look: &Look<'_>, place: &Code) -> bool {
    look.opened.edition().computed().any(|indicator| {
        let id = indicator.id.as_str();
        let found = look.opened.figure(&place.id, id);
        found.is_some_and(|found| matches!(found.value, Value::Figure(..)))
            || look.opened.printed(&place.id, id).is_some()
    })
}
