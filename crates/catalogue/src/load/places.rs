//! Every place through the years: `units.csv`.

use std::collections::HashMap;

use domain::{EditionYear, Kind, Place, UnitCode};

use super::Loader;
use super::csv_table::{Line, rows};
use super::log::Unique;

const FILE: &str = "units.csv";

/// Reads the places.
pub(super) fn load(loader: &Loader<'_>) -> Vec<Place> {
    let Some(file) = loader.files.csv(FILE) else {
        if loader.files.lacks(FILE) {
            loader.log.file(
                FILE,
                "CAT-09",
                "the file is missing",
                "list the units: code;name;kind;parent;from;to;note",
            );
        }
        return Vec::new();
    };
    let before = loader.log.len();
    let lines = rows(loader.log, file, &["code", "name", "kind", "parent"], &["from", "to", "note"]);
    let mut codes = Unique::default();
    let mut places = Vec::new();
    let mut spots = Vec::new();
    for line in &lines {
        if let Some(place) = place(line) {
            let spot = line.spot.named(format!("unit `{}`", place.code));
            if !codes.claim("the unit", place.code.as_str(), &spot) {
                continue;
            }
            places.push(place);
            spots.push(spot);
        } else {
            loader.log.mark_broken(line.get(0));
        }
    }
    let kinds: HashMap<&str, Kind> = places.iter().map(|place| (place.code.as_str(), place.kind)).collect();
    for (place, spot) in places.iter().zip(&spots) {
        let wanted = parent_kind(place.kind);
        match (&place.parent, wanted) {
            (None, None) => {}
            (None, Some(kind)) => spot.problem(
                "CAT-13",
                format!("the {} has no parent", place.kind.id()),
                format!("fill in the code of its {} as `parent`", kind.id()),
            ),
            (Some(parent), wanted) => match (kinds.get(parent.as_str()), wanted) {
                (None, _) => spot.unknown("unit", parent.as_str(), kinds.keys().copied()),
                (Some(kind), Some(wanted)) if *kind == wanted => {}
                (Some(kind), _) => spot.problem(
                    "CAT-13",
                    format!("the parent `{parent}` of a {} is a {}", place.kind.id(), kind.id()),
                    match wanted {
                        Some(wanted) => format!("name its {}", wanted.id()),
                        None => "leave `parent` empty".to_owned(),
                    },
                ),
            },
        }
        if place.to.is_some_and(|to| to < place.from) {
            spot.problem(
                "CAT-25",
                "it ends before it begins",
                "`from` and `to` are its first and last edition",
            );
        }
    }
    loader.places_sound.set(!places.is_empty() && loader.log.len() == before);
    places
}

fn parent_kind(kind: Kind) -> Option<Kind> {
    match kind {
        Kind::Nation => None,
        Kind::County => Some(Kind::Nation),
        Kind::Municipality => Some(Kind::County),
        Kind::District | Kind::Office => Some(Kind::Municipality),
    }
}

fn place(line: &Line<'_>) -> Option<Place> {
    let code = code(line, line.get(0));
    let spot = line.spot.named(format!("unit `{}`", line.get(0)));
    let kind = Kind::ALL.into_iter().find(|kind| kind.id() == line.get(2));
    if kind.is_none() {
        let help = rules::suggestion(line.get(2), Kind::ALL.iter().map(|kind| kind.id()));
        spot.problem("CAT-06", format!("the kind is \"{}\"", line.get(2)), help);
    }
    if line.get(1).is_empty() {
        spot.problem("CAT-06", "the name is empty", "write it");
    }
    let parent = match line.get(3) {
        "" => None,
        parent => self::code(line, parent),
    };
    let year = |text: &str| match text {
        "" => None,
        text => match text.parse::<EditionYear>() {
            Ok(year) => Some(year),
            Err(error) => {
                spot.problem(
                    "CAT-06",
                    format!("`{text}` is not {}", error.kind),
                    format!("write {}", error.form),
                );
                None
            }
        },
    };
    let (from, to) = (year(line.get(4)), year(line.get(5)));
    Some(Place {
        code: code?,
        name: line.get(1).to_owned(),
        kind: kind?,
        parent,
        from: from.unwrap_or_default(),
        to,
        note: line.get(6).to_owned(),
    })
}

fn code(line: &Line<'_>, text: &str) -> Option<UnitCode> {
    match text.parse() {
        Ok(code) => Some(code),
        Err(error) => {
            let error: domain::IdError = error;
            line.spot.problem(
                "CAT-06",
                format!("`{text}` is not {}", error.kind),
                format!("write {}", error.form),
            );
            None
        }
    }
}
