//! The search (*sökning*): the same as on the pages.

use ::publication::shelf::search::{Hit as Known, Kind as Thing, LONGEST, search};
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{Answer, Asked};
use super::parameter::{Kind, Parameter};
use super::problem::Problem;
use super::said;
use crate::public::visit;

/// What to search for.
pub const Q: Parameter = Parameter {
    name: "q",
    kind: Kind::Words(LONGEST),
    says: [
        "Namn eller kod på en kommun, stadsdel, ett län, en indikator eller årgång. Å, ä, ö, skiftläge och stavfel tålas.",
        "The name or code of a municipality, district, county, indicator or edition. Å, ä, ö, case and typing errors are borne with.",
    ],
    example: "habo",
};

/// What a search found.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Found {
    /// What was searched for.
    pub q: String,
    /// The best hits, the best first.
    pub items: Vec<Hit>,
    /// How many there are of each kind, also of those that are not given.
    pub counts: Vec<Count>,
    /// Whether nothing is called so, and these only nearly are.
    pub nearly: bool,
    /// Where there is no hit: what looks most like it.
    pub proposed: Vec<Hit>,
    /// Why there is no hit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// How many hits there are of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Count {
    /// The kind.
    pub kind: String,
    /// All of them.
    pub total: usize,
    /// Those that are given.
    pub given: usize,
}

/// A hit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Hit {
    /// `unit`, `city`, `county`, `nation`, `indicator` or `publication`.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it lies in, or its other name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// Where it is, the latest publication first.
    pub publications: Vec<FoundIn>,
}

/// A publication that has what was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FoundIn {
    /// The publication.
    pub publication: String,
    /// Where it is as data.
    pub href: String,
    /// Its page for people.
    pub page: String,
}

/// What is called so.
pub(super) fn found(asked: &Asked<'_>) -> Result<Answer, Problem> {
    let q = asked.query.one("q").unwrap_or_default();
    let found = search(asked.view, q);
    let language = asked.language;
    let counts = Thing::ALL.into_iter().filter(|kind| found.count(*kind) > 0).map(|kind| Count {
        kind: id(kind).to_owned(),
        total: found.count(kind),
        given: found.of(kind).count(),
    });
    let note =
        match (found.hits.is_empty(), found.proposed.is_empty()) {
            (false, _) => None,
            (true, false) => Some(language.say(
                "Inget heter så. proposed liknar det mest.",
                "Nothing is called so. proposed is most like it.",
            )),
            (true, true) => Some(language.say(
                "Inget heter så, och inget liknar det.",
                "Nothing is called so, and nothing is like it.",
            )),
        };
    let hits = |all: &[Known]| all.iter().map(|hit| told(asked, hit)).collect();
    Ok(asked.one(&Found {
        q: q.to_owned(),
        items: hits(&found.hits),
        counts: counts.collect(),
        nearly: found.nearly,
        proposed: hits(&found.proposed),
        note: note.map(str::to_owned),
    }))
}

fn id(kind: Thing) -> &'static str {
    match kind {
        Thing::Unit => "unit",
        Thing::City => "city",
        Thing::County => "county",
        Thing::Nation => "nation",
        Thing::Indicator => "indicator",
        Thing::Edition => "publication",
    }
}

fn told(asked: &Asked<'_>, hit: &Known) -> Hit {
    let entry = &hit.entry;
    let (data, page) = match entry.kind {
        Thing::Unit | Thing::City | Thing::County | Thing::Nation => {
            (format!("/places/{}", entry.id), format!("/enhet/{}", entry.id))
        }
        Thing::Indicator => (format!("/indicators/{}", entry.id), format!("/indikator/{}", entry.id)),
        Thing::Edition => (String::new(), String::new()),
    };
    let places = hit.issues.iter().map(|issue| {
        let series = issue.series();
        FoundIn {
            publication: series.to_string(),
            href: asked.to(&format!("/publications/{series}{data}")),
            page: visit::at(asked.language, asked.per, &format!("/resultat/{series}{page}")),
        }
    });
    let within = said(asked.language, &entry.within);
    Hit {
        kind: id(entry.kind).to_owned(),
        id: entry.id.clone(),
        name: said(asked.language, &entry.name),
        within: (!within.is_empty()).then_some(within),
        publications: places.collect(),
    }
}
