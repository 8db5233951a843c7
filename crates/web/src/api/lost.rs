//! Ids that lead nowhere: what there is instead, and where they are still found.

use ::publication::model::{Code, Text};

use super::asked::Asked;
use super::problem::{Elsewhere, LISTED, Near, Problem, ProblemKind, shown};
use super::said;
use crate::public::Look;

/// What somebody asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// An indicator.
    Indicator,
    /// A municipality, district, county or other place.
    Place,
    /// A municipality or district.
    Unit,
}

impl What {
    fn named(self, look: &Look<'_>) -> Vec<(String, Text)> {
        let codes = |cube: &str, dimension: usize| {
            let cube = look.opened.publication().cube(cube);
            let codes = cube.and_then(|cube| cube.dimensions.get(dimension)).map(|known| known.codes.iter());
            codes.into_iter().flatten().map(|Code { id, name, .. }| (id.clone(), name.clone()))
        };
        match self {
            Self::Indicator => codes("outcomes", 1).collect(),
            Self::Unit => codes("outcomes", 0).collect(),
            Self::Place => codes("outcomes", 0).chain(codes("aggregates", 0)).collect(),
        }
    }

    fn is_in(self, look: &Look<'_>, id: &str) -> bool {
        self.named(look).iter().any(|(known, _)| known == id)
    }

    fn path(self) -> &'static str {
        match self {
            Self::Indicator => "/indicators",
            Self::Place => "/places",
            Self::Unit => "/places?level=unit",
        }
    }
}

/// The problem with ids that the publication does not have. `at` is where one of them is in another publication, below it.
pub(super) fn unknown(
    asked: &Asked<'_>,
    look: &Look<'_>,
    what: What,
    parameter: &str,
    ids: &[&str],
    at: impl Fn(&str) -> String,
) -> Problem {
    let listed = ids.iter().take(5).map(|id| format!("”{}”", shown(id))).collect::<Vec<_>>().join(", ");
    let elsewhere: Vec<Elsewhere> = match ids {
        [id] => elsewhere(asked, look, what, id, &at),
        _ => Vec::new(),
    };
    let own = look.issue.series();
    let valid = look.view.valid();
    let is_later = |found: &Elsewhere| {
        valid.iter().any(|other| found.publication == other.series().to_string() && other.series() > own)
    };
    let kind = match elsewhere.iter().any(is_later) {
        _ if elsewhere.is_empty() => ProblemKind::UnknownId,
        true => ProblemKind::NotHere,
        false => ProblemKind::Retired,
    };
    let named = look.named;
    let detail = match kind {
        ProblemKind::Retired => [
            format!("{listed} finns inte i {named}, bara i tidigare publiceringar."),
            format!("{listed} is not in {named}, only in earlier publications."),
        ],
        _ => [format!("{listed} finns inte i {named}."), format!("{listed} is not in {named}.")],
    };
    let known = what.named(look);
    let mut near: Vec<Near> = Vec::new();
    for id in ids.iter().take(10) {
        let found = nearest(asked, id, &known).filter(|found| !near.iter().any(|near| near.id == found.id));
        near.extend(found);
    }
    let problem = asked.problem(kind, detail);
    let problem = match known.len() <= LISTED {
        true => problem.allowing(known.iter().map(|(id, _)| id.as_str())),
        false => problem,
    };
    let unknown =
        if ids.len() > 1 { ids.iter().take(LISTED).map(|id| shown(id)).collect() } else { Vec::new() };
    Problem {
        unknown,
        nearest: near,
        allowed_at: Some(asked.below(named, what.path())),
        elsewhere,
        ..problem.about(parameter, &ids.join(","))
    }
}

/// What is nearest: the same code of a place, else what is written most alike.
fn nearest(asked: &Asked<'_>, id: &str, known: &[(String, Text)]) -> Option<Near> {
    let id: String = id.chars().take(80).collect();
    let coded = known.iter().find(|(known, _)| known.rsplit_once(':').is_some_and(|(_, code)| code == id));
    let alike = || {
        let names = known.iter().flat_map(|(id, name)| [id.as_str(), name.sv.as_str()]);
        let near = rules::nearest(&id, names)?;
        known.iter().find(|(id, name)| id == near || name.sv == near)
    };
    let (id, name) = coded.or_else(alike)?;
    Some(Near { id: id.clone(), name: Some(said(asked.language, name)) })
}

/// The other valid publications that have an id.
fn elsewhere(
    asked: &Asked<'_>,
    look: &Look<'_>,
    what: What,
    id: &str,
    at: &impl Fn(&str) -> String,
) -> Vec<Elsewhere> {
    let others = look.view.valid().into_iter().filter(|other| other.series() != look.issue.series());
    let has = others.filter_map(|other| {
        let opened = other.opened().ok()?;
        what.is_in(&Look { opened, issue: other, ..*look }, id).then_some(other)
    });
    has.map(|other| {
        let title = &other.manifest().title;
        let title = asked.language.either(title.sv.as_str(), title.en.as_deref()).text().to_owned();
        Elsewhere { publication: other.series().to_string(), title, href: asked.beside(look, other, &at(id)) }
    })
    .collect()
}
