//! The way in: what there is, what the interface is, and what problems mean.

use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{Answer, Asked};
use super::problem::{Problem, ProblemKind, shown};
use super::{ROOT, VERSION, say};

/// When this version was given out.
const RELEASED: &str = "2026-11-23";

/// The way in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Entry {
    /// What it is.
    pub title: String,
    /// Its version.
    pub version: String,
    /// What it is for.
    pub description: String,
    /// Where one goes from here.
    pub links: EntryLinks,
}

/// Ways in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct EntryLinks {
    /// Here.
    #[serde(rename = "self")]
    pub own: String,
    /// Publications.
    pub publications: String,
    /// Corrections.
    pub corrections: String,
    /// The search; `q` is to be filled in.
    pub search: String,
    /// What problems mean.
    pub problems: String,
    /// The description of the interface.
    pub openapi: String,
    /// About it.
    pub api_info: String,
}

/// About the interface, as the national REST API profile asks for it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ApiInfo {
    /// Its name.
    pub api_name: String,
    /// Its version.
    pub api_version: String,
    /// When it was given out.
    #[schema(format = Date)]
    pub api_released: String,
    /// Where it is described.
    pub api_documentation: String,
    /// `active`.
    pub api_status: String,
}

/// A kind of problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProblemInfo {
    /// The address that problems of the kind have as their `type`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its name.
    pub title: String,
    /// The status of such answers.
    pub status: u16,
    /// When it comes, and what to do.
    pub advice: String,
}

/// All kinds of problems.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProblemInfos {
    /// They.
    pub items: Vec<ProblemInfo>,
    /// How many.
    pub total: usize,
}

/// The way in.
pub(super) fn entry(asked: &Asked<'_>) -> Result<Answer, Problem> {
    Ok(asked.one(&Entry {
        title: say(asked.language, ["Öppna jämförelser: data", "Open comparisons: data"]),
        version: VERSION.to_owned(),
        description: say(
            asked.language,
            [
                "Det som de öppna sidorna visar, som data: publiceringar, indikatorer, platser, värden med täljare, nämnare och färg, och varför varje värde är vad det är.",
                "What the public pages show, as data: publications, indicators, places, values with numerator, denominator and colour, and why each value is what it is.",
            ],
        ),
        links: EntryLinks {
            own: asked.own(),
            publications: asked.to("/publications"),
            corrections: asked.to("/corrections"),
            search: asked.to("/search?q="),
            problems: asked.to("/problems"),
            openapi: format!("{ROOT}/openapi.json"),
            api_info: asked.to("/api-info"),
        },
    }))
}

/// About the interface.
pub(super) fn info(asked: &Asked<'_>) -> Result<Answer, Problem> {
    Ok(asked.one(&ApiInfo {
        api_name: "Jamfor".to_owned(),
        api_version: VERSION.to_owned(),
        api_released: RELEASED.to_owned(),
        api_documentation: format!("{ROOT}/openapi.json"),
        api_status: "active".to_owned(),
    }))
}

fn told(asked: &Asked<'_>, kind: ProblemKind) -> ProblemInfo {
    ProblemInfo {
        kind: kind.address(),
        title: say(asked.language, kind.title()),
        status: kind.status(),
        advice: say(asked.language, kind.advice()),
    }
}

/// What problems mean.
pub(super) fn problems(asked: &Asked<'_>) -> Result<Answer, Problem> {
    let items: Vec<ProblemInfo> = ProblemKind::ALL.into_iter().map(|kind| told(asked, kind)).collect();
    Ok(asked.one(&ProblemInfos { total: items.len(), items }))
}

/// What one kind of problem means.
pub(super) fn problem(asked: &Asked<'_>) -> Result<Answer, Problem> {
    let id = asked.name("problem");
    match ProblemKind::ALL.into_iter().find(|kind| kind.id() == id) {
        Some(kind) => Ok(asked.one(&told(asked, kind))),
        None => {
            let names = || ProblemKind::ALL.iter().map(|kind| kind.id());
            let detail = [
                format!("Det finns inget problem ”{}”.", shown(id)),
                format!("There is no problem “{}”.", shown(id)),
            ];
            Err(asked
                .problem(ProblemKind::UnknownId, detail)
                .about("problem", id)
                .allowing(names())
                .near(id, names()))
        }
    }
}

/// The description of the interface.
pub(super) fn openapi(asked: &Asked<'_>) -> Result<Answer, Problem> {
    let body = super::openapi::document().as_bytes().to_vec();
    Ok(Answer { body, total: None, links: vec![("self", asked.own())] })
}
