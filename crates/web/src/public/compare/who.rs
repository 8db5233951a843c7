//! Who is compared (*vilka*): codes, names, counties, groups and municipalities alike, as an address says them.

use std::fmt;

use domain::swedish;
use publication::model::{Code, Value};
use publication::shelf::search::{Kind, search};

use super::told::Told;
use crate::language::Phrase;
use crate::public::Look;
use crate::public::unit::{areas, codes, distinct_name, property};

/// What somebody asked for: a unit or a place by its code, or several by what they have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::public) enum Token {
    /// `0643`.
    Unit(String),
    /// `county:06`, `nation:SE`, `city:0180`, `group:size:3`: its own figures.
    Place(String),
    /// `lan:06`: the units of a county.
    County(String),
    /// `grupp:size:3`: the units of a group.
    Group(String),
    /// `stad:0180`: the districts of a city.
    City(String),
    /// `liknande:0643`: a unit and those most like it.
    Peers(String),
    /// `lan`: every county.
    Counties,
    /// `alla`: every unit.
    All,
}

/// As addresses write it.
impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unit(code) | Self::Place(code) => f.write_str(code),
            Self::County(code) => write!(f, "lan:{code}"),
            Self::Group(code) => write!(f, "grupp:{code}"),
            Self::City(code) => write!(f, "stad:{code}"),
            Self::Peers(code) => write!(f, "liknande:{code}"),
            Self::Counties => f.write_str("lan"),
            Self::All => f.write_str("alla"),
        }
    }
}

/// A unit, or a place with figures of its own.
#[derive(Clone, Debug)]
pub(super) struct Who<'a> {
    pub(super) code: &'a Code,
    pub(super) name: Phrase<'a>,
    pub(super) is_place: bool,
    /// Asked for by itself, not with others.
    pub(super) is_picked: bool,
}

/// The units of a publication.
pub(super) fn units<'a>(look: &Look<'a>) -> &'a [Code] {
    codes(look, "outcomes", 0)
}

/// Its places.
pub(in crate::public) fn places<'a>(look: &Look<'a>) -> &'a [Code] {
    codes(look, "aggregates", 0)
}

pub(in crate::public) fn unit_of<'a>(look: &Look<'a>, code: &str) -> Option<&'a Code> {
    units(look).iter().find(|unit| unit.id == code)
}

pub(in crate::public) fn place_of<'a>(look: &Look<'a>, id: &str) -> Option<&'a Code> {
    places(look).iter().find(|place| place.id == id)
}

/// The name of a unit; a district's after its city's: `Stockholm: Bromma`.
pub(in crate::public) fn unit_name<'a>(look: &Look<'a>, unit: &'a Code) -> Phrase<'a> {
    let city = unit.parent.as_ref().and_then(|parent| place_of(look, &format!("city:{parent}")));
    match city {
        Some(city) => Phrase::from(format!("{}: {}", city.name.sv, unit.name.sv)),
        None => Phrase::from(unit.name.sv.as_str()),
    }
}

impl Token {
    /// What is written in an address, or by somebody in the field of the form.
    pub(in crate::public) fn of(look: &Look<'_>, written: &str) -> Result<Self, Told> {
        let written = written.trim();
        if let Some(token) = Self::exactly(look, written) {
            return Ok(token);
        }
        let (kind, rest) = written.split_once(':').unwrap_or(("", written));
        let name = if matches!(kind, "lan" | "grupp" | "stad" | "liknande") { rest } else { written };
        Self::called(look, kind, name).map_err(|near| Told::unknown_unit(look, written, near))
    }

    /// The same by codes only.
    pub(super) fn exactly(look: &Look<'_>, written: &str) -> Option<Self> {
        let (kind, rest) = written.split_once(':').unwrap_or(("", written));
        let place = |id: String| place_of(look, &id).map(|place| place.id.clone());
        let exactly = match (kind, rest) {
            ("lan", code) => place(format!("county:{code}")).map(|_| Self::County(code.to_owned())),
            ("grupp", code) => place(format!("group:{code}")).map(|_| Self::Group(code.to_owned())),
            ("stad", code) => place(format!("city:{code}")).map(|_| Self::City(code.to_owned())),
            ("liknande", code) => unit_of(look, code).map(|unit| Self::Peers(unit.id.clone())),
            ("", "alla") => Some(Self::All),
            ("", "lan") => Some(Self::Counties),
            ("", "SE") => place("nation:SE".to_owned()).map(Self::Place),
            _ => None,
        };
        exactly
            .or_else(|| unit_of(look, written).map(|unit| Self::Unit(unit.id.clone())))
            .or_else(|| place_of(look, written).map(|place| Self::Place(place.id.clone())))
            // The code of a city with districts, or of a county, says which, too.
            .or_else(|| place(format!("city:{written}")).map(Self::Place))
            .or_else(|| place(format!("county:{written}")).map(|_| Self::County(written.to_owned())))
    }

    /// What is called so, å ä ö or not; else what is nearly called so.
    fn called(look: &Look<'_>, kind: &str, name: &str) -> Result<Self, Vec<(Self, String)>> {
        let (wanted, plain) = (bare(name), name.to_lowercase());
        let token = |kind: &str, id: &str| match kind {
            "city" | "nation" => Self::Place(id.to_owned()),
            "county" => Self::County(id.trim_start_matches("county:").to_owned()),
            _ => Self::Unit(id.to_owned()),
        };
        let all = units(look).iter().map(|unit| ("", unit, unit_name(look, unit).text().to_owned()));
        let levels = places(look).iter().filter_map(|place| {
            let level = property(place, "level")?.sv.as_str();
            (level != "group").then(|| (level, place, place.name.sv.clone()))
        });
        let all: Vec<(&str, &Code, String)> = all.chain(levels).collect();
        let is = |like: &dyn Fn(&str) -> bool| -> Vec<&(&str, &Code, String)> {
            all.iter().filter(|(_, code, name)| like(&code.name.sv) || like(name)).collect()
        };
        // Who writes å ä ö is believed: Håbo is not Habo.
        for found in [is(&|name| name.to_lowercase() == plain), is(&|name| bare(name) == wanted)] {
            if let [(level, code, _)] = found.as_slice()
                && !wanted.is_empty()
            {
                return Ok(match (kind, token(level, &code.id)) {
                    ("liknande", Self::Unit(code)) => Self::Peers(code),
                    (_, token) => token,
                });
            }
        }
        let found = search(look.view, name);
        let hits = found.hits.iter().chain(&found.proposed).filter_map(|hit| {
            let level = match hit.entry.kind {
                Kind::Unit => "",
                Kind::City => "city",
                Kind::County => "county",
                Kind::Nation => "nation",
                Kind::Indicator | Kind::Edition => return None,
            };
            let known = all.iter().find(|(_, code, _)| code.id == hit.entry.id)?;
            Some((token(level, &hit.entry.id), known.2.clone()))
        });
        let mut hits: Vec<(Self, String)> = hits.take(6).collect();
        // The beginning of one name only is that one.
        match hits.as_slice() {
            [_] if !found.nearly && found.proposed.is_empty() && name.chars().count() > 2 => {
                Ok(hits.remove(0).0)
            }
            _ => Err(hits),
        }
    }

    /// What it is called.
    pub(super) fn name<'a>(&self, look: &Look<'a>) -> Phrase<'a> {
        let language = look.language;
        let named = |id: &str| place_of(look, id).map(|place| distinct_name(look, place));
        let name = match self {
            Self::Unit(code) => unit_of(look, code).map(|unit| unit_name(look, unit)),
            Self::Place(id) => named(id),
            Self::County(code) => named(&format!("county:{code}")).map(|name| {
                Phrase::from(
                    language.say(format!("alla i {}", name.text()), format!("all in {}", name.text())),
                )
            }),
            Self::Group(code) => named(&format!("group:{code}")),
            Self::City(code) => named(&format!("city:{code}")).map(|name| {
                Phrase::from(language.say(
                    format!("stadsdelarna i {}", name.text()),
                    format!("the districts of {}", name.text()),
                ))
            }),
            Self::Peers(code) => unit_of(look, code).map(|unit| unit_name(look, unit)).map(|name| {
                Phrase::from(language.say(
                    format!("{} och liknande", name.text()),
                    format!("{} and those like it", name.text()),
                ))
            }),
            Self::Counties => Some(language.say("alla län", "all counties").into()),
            Self::All => {
                Some(language.say("alla kommuner och stadsdelar", "all municipalities and districts").into())
            }
        };
        name.unwrap_or_else(|| Phrase::from(self.to_string()))
    }

    /// Those that it stands for, in order.
    pub(super) fn whom<'a>(&self, look: &Look<'a>) -> Result<Vec<Who<'a>>, Told> {
        let unit = |unit: &'a Code| Who {
            code: unit,
            name: unit_name(look, unit),
            is_place: false,
            is_picked: false,
        };
        let place = |place: &'a Code| Who {
            code: place,
            name: distinct_name(look, place),
            is_place: true,
            is_picked: false,
        };
        let sorted = |wanted: &dyn Fn(&Code) -> bool| {
            let mut found: Vec<Who<'a>> = units(look).iter().filter(|unit| wanted(unit)).map(unit).collect();
            found.sort_by_cached_key(|who| (swedish::sort_key(who.name.text()), who.code.id.clone()));
            found
        };
        let is =
            |code: &Code, key: &str, value: &str| property(code, key).is_some_and(|known| known.sv == value);
        Ok(match self {
            Self::Unit(code) => {
                unit_of(look, code).into_iter().map(|code| Who { is_picked: true, ..unit(code) }).collect()
            }
            Self::Place(id) => {
                place_of(look, id).into_iter().map(|code| Who { is_picked: true, ..place(code) }).collect()
            }
            Self::County(code) => sorted(&|unit| is(unit, "county", code)),
            Self::Group(code) => match code.split_once(':') {
                Some((grouping, group)) => sorted(&|unit| is(unit, grouping, group)),
                None => Vec::new(),
            },
            Self::City(code) => sorted(&|unit| unit.parent.as_deref() == Some(code)),
            Self::All => sorted(&|_| true),
            Self::Counties => {
                let mut found: Vec<Who<'a>> =
                    places(look).iter().filter(|place| place.id.starts_with("county:")).map(place).collect();
                found.sort_by_cached_key(|who| swedish::sort_key(who.name.text()));
                found
            }
            Self::Peers(code) => {
                let peers = alike(look, code).map_err(|why| Told::no_peers(look, code, why))?;
                let own = unit_of(look, code).into_iter().map(|code| Who { is_picked: true, ..unit(code) });
                own.chain(peers.into_iter().filter_map(|code| unit_of(look, code)).map(unit)).collect()
            }
        })
    }

    /// The place whose figures belong beside it, besides the nation's.
    pub(super) fn beside(&self, look: &Look<'_>) -> Option<String> {
        match self {
            Self::County(code) => Some(format!("county:{code}")),
            Self::Group(code) => Some(format!("group:{code}")),
            Self::City(code) => Some(format!("city:{code}")),
            Self::Unit(code) | Self::Peers(code) => {
                property(unit_of(look, code)?, "county").map(|county| format!("county:{}", county.sv))
            }
            Self::Place(_) | Self::Counties | Self::All => None,
        }
    }
}

/// The codes of those most like a unit; why there are none.
pub(super) fn alike<'a>(look: &Look<'a>, code: &str) -> Result<Vec<&'a str>, String> {
    let edition = look.opened.edition();
    let language = look.language;
    let words = language.of_catalogue();
    let none = || {
        language
            .say("Årgången har inga liknande kommuner.", "The edition has no similar municipalities.")
            .to_owned()
    };
    let peers = look.opened.peers().map_err(|why| {
        let why = look.text(why);
        if why.text().is_empty() { none() } else { why.text().to_owned() }
    })?;
    let position = edition.frame.position(code).ok_or_else(none)?;
    let found = peers.of(position).map_err(|_| peers.why_not(edition, position, words))?;
    let codes: Vec<&str> = found.iter().map(|peer| edition.frame.units[peer.unit].code.as_str()).collect();
    if codes.is_empty() { Err(none()) } else { Ok(codes) }
}

/// Whether the material says anything of a unit.
pub(super) fn is_covered(look: &Look<'_>, unit: &Code) -> bool {
    areas(look).iter().flat_map(|area| &area.indicators).any(|indicator| {
        let found = look.opened.outcome(&unit.id, indicator.id.as_str());
        !matches!(found.map(|found| &found.value), Some(Value::Empty(id, ..)) if id == Value::NOT_COVERED)
    })
}

/// A name without accents, spaces and signs.
pub(super) fn bare(name: &str) -> String {
    let plain = |c: char| match c {
        'å' | 'ä' | 'á' | 'à' => 'a',
        'ö' | 'ó' | 'ø' => 'o',
        'é' | 'è' | 'ë' => 'e',
        'ü' => 'u',
        other => other,
    };
    name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).map(plain).collect()
}
