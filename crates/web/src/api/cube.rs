//! Cubes (*kuber*): everything that a publication says in figures, as it is stored – also background measures, response, what can be
//! compared – with the codes of each dimension.

use std::collections::BTreeMap;

use ::publication::model::{Code as Known, Cube as Stored, Text};
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{Answer, Asked};
use super::cell::{CELL, Colour, Counts, Held, colours, counts, fields, held};
use super::paging::{Line, page};
use super::parameter::{Kind, Parameter};
use super::problem::{Problem, ProblemKind, shown};
use super::said;
use super::selection::refuse_of;
use crate::public::Look;

/// Codes of a cube.
pub const CODE: Parameter = Parameter {
    name: "code",
    kind: Kind::Ids,
    says: [
        "Bara dessa koder, var och en med sin dimension: unit=0643 skrivs unit:0643. Flera i samma dimension: någon av dem; i olika: alla.",
        "Only these codes, each with its dimension: unit=0643 is written unit:0643. Several in one dimension: any of them; in different ones: all.",
    ],
    example: "unit:0643",
};

/// A cube.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Cube {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its dimensions, outermost first.
    pub dimensions: Vec<DimensionSize>,
    /// How many observations it has: one for each combination of codes.
    pub observations: usize,
    /// Where one goes from here.
    pub links: CubeLinks,
}

/// A dimension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DimensionSize {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many codes it has.
    pub codes: usize,
}

/// Ways from a cube.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CubeLinks {
    /// The cube with its codes.
    #[serde(rename = "self")]
    pub own: String,
    /// Its observations.
    pub observations: String,
}

/// A cube with its codes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CubeCodes {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its dimensions with their codes.
    pub dimensions: Vec<Dimension>,
    /// Where one goes from here.
    pub links: CubeLinks,
}

/// A dimension with its codes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Dimension {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its codes, in the order they are shown.
    pub codes: Vec<Code>,
}

/// A code.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Code {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// What else is known of it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub properties: BTreeMap<String, String>,
}

/// A cell of a cube.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CubeObservation {
    /// Its code in each dimension.
    pub codes: BTreeMap<String, String>,
    /// What it holds.
    #[serde(flatten)]
    pub held: Held,
    /// Units behind a figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<Counts>,
    /// What each colour mode says of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub colours: Vec<Colour>,
    /// `simulated …`, `trial …`, `published`, or empty.
    pub origin: String,
    /// The same codes in the order of the dimensions.
    #[serde(skip)]
    #[schema(ignore)]
    in_order: Vec<String>,
}

fn links(asked: &Asked<'_>, look: &Look<'_>, id: &str) -> CubeLinks {
    CubeLinks {
        own: asked.below(look.named, &format!("/cubes/{id}")),
        observations: asked.below(look.named, &format!("/cubes/{id}/observations")),
    }
}

/// All cubes.
pub(super) fn list(asked: &Asked<'_>, look: &Look<'_>) -> Result<Answer, Problem> {
    let all = &look.opened.publication().cubes;
    let told = |cube: &Stored| Cube {
        id: cube.id.clone(),
        title: said(asked.language, &cube.title),
        dimensions: cube
            .dimensions
            .iter()
            .map(|dimension| DimensionSize {
                id: dimension.id.clone(),
                name: said(asked.language, &dimension.name),
                codes: dimension.codes.len(),
            })
            .collect(),
        observations: cube.observations.len(),
        links: links(asked, look, &cube.id),
    };
    Ok(page(asked, all.len(), None, |places| all[places].iter().map(told).collect()))
}

fn named<'a>(asked: &Asked<'_>, look: &Look<'a>) -> Result<&'a Stored, Problem> {
    let id = asked.name("cube");
    let publication = look.opened.publication();
    publication.cube(id).ok_or_else(|| {
        let detail = [
            format!("{} har ingen kub ”{}”.", look.named, shown(id)),
            format!("{} has no cube “{}”.", look.named, shown(id)),
        ];
        let names = || publication.cubes.iter().map(|cube| cube.id.as_str());
        asked.problem(ProblemKind::UnknownId, detail).about("cube", id).allowing(names()).near(id, names())
    })
}

/// One cube with its codes.
pub(super) fn one(asked: &Asked<'_>, look: &Look<'_>) -> Result<Answer, Problem> {
    let cube = named(asked, look)?;
    let said = |text: &Text| said(asked.language, text);
    let code = |code: &Known| Code {
        id: code.id.clone(),
        name: said(&code.name),
        parent: code.parent.clone(),
        properties: code.properties.iter().map(|(key, text)| (key.clone(), said(text))).collect(),
    };
    Ok(asked.one(&CubeCodes {
        id: cube.id.clone(),
        title: said(&cube.title),
        dimensions: cube
            .dimensions
            .iter()
            .map(|dimension| Dimension {
                id: dimension.id.clone(),
                name: said(&dimension.name),
                codes: dimension.codes.iter().map(code).collect(),
            })
            .collect(),
        links: links(asked, look, &cube.id),
    }))
}

/// Observations of a cube, the last dimension varying fastest.
pub(super) fn observations(asked: &Asked<'_>, look: &Look<'_>) -> Result<Answer, Problem> {
    let cube = named(asked, look)?;
    let chosen = chosen(asked, cube)?;
    let total = chosen.iter().map(Vec::len).product();
    let unit = |places: &[usize]| {
        let codes = cube.dimensions.iter().zip(places).filter_map(|(dimension, at)| dimension.codes.get(*at));
        let unit = codes.flat_map(|code| &code.properties).find(|(key, _)| key == "unit");
        unit.map(|(_, text)| said(asked.language, text)).unwrap_or_default()
    };
    let cell = |mut at: usize| {
        let mut places = vec![0; chosen.len()];
        for (place, of) in places.iter_mut().zip(&chosen).rev() {
            *place = *of.get(at % of.len())?;
            at /= of.len();
        }
        let found = cube.at(&places)?;
        let codes = cube.dimensions.iter().zip(&places);
        let codes: Vec<(&str, &str)> =
            codes.map(|(dimension, at)| (dimension.id.as_str(), dimension.codes[*at].id.as_str())).collect();
        Some(CubeObservation {
            codes: codes
                .iter()
                .map(|(dimension, code)| ((*dimension).to_owned(), (*code).to_owned()))
                .collect(),
            held: held(asked, look, found, &unit(&places)),
            counts: counts(found),
            colours: colours(asked, look, found, None),
            origin: found.origin.clone(),
            in_order: codes.iter().map(|(_, code)| (*code).to_owned()).collect(),
        })
    };
    Ok(page(asked, total, None, |places| places.filter_map(cell).collect()))
}

/// Of each dimension, the places of the codes that are asked for.
fn chosen(asked: &Asked<'_>, cube: &Stored) -> Result<Vec<Vec<usize>>, Problem> {
    let mut wanted: Vec<Vec<String>> = vec![Vec::new(); cube.dimensions.len()];
    let names: Vec<&str> = cube.dimensions.iter().map(|dimension| dimension.id.as_str()).collect();
    for written in asked.query.all("code").unwrap_or_default() {
        let (dimension, code) = written.split_once(':').unwrap_or((written, ""));
        let Some(at) = names.iter().position(|name| *name == dimension) else {
            refuse_of(asked, "code", &[dimension.to_owned()], &names)?;
            continue;
        };
        wanted[at].push(code.to_owned());
    }
    let mut chosen = Vec::new();
    for (dimension, wanted) in cube.dimensions.iter().zip(&wanted) {
        let known: Vec<&str> = dimension.codes.iter().map(|code| code.id.as_str()).collect();
        refuse_of(asked, "code", wanted, &known)?;
        let is_wanted = |id: &str| wanted.is_empty() || wanted.iter().any(|code| code == id);
        chosen.push((0..known.len()).filter(|at| is_wanted(known[*at])).collect());
    }
    Ok(chosen)
}

/// Dimensions of a cube at most, in its table.
const WIDEST: usize = 3;

impl Line for Cube {
    const COLUMNS: &'static [&'static [&'static str]] = &[&["id", "title", "dimensions", "observations"]];

    fn fields(&self) -> Vec<String> {
        let dimensions: Vec<&str> = self.dimensions.iter().map(|dimension| dimension.id.as_str()).collect();
        vec![self.id.clone(), self.title.clone(), dimensions.join(","), self.observations.to_string()]
    }
}

impl Line for CubeObservation {
    const COLUMNS: &'static [&'static [&'static str]] = &[&["code_1", "code_2", "code_3"], &CELL];

    fn fields(&self) -> Vec<String> {
        let codes = (0..WIDEST).map(|at| self.in_order.get(at).cloned().unwrap_or_default());
        codes.chain(fields(&self.held, self.counts, &self.colours, &self.origin)).collect()
    }
}
