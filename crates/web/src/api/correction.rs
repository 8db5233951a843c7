//! Corrections (*rättelser*): what was wrong, why, and which version corrects it.

use ::publication::shelf::{Issue, Named as Called};
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::Asked;
use super::observation::Named;
use super::paging::Line;
use super::publication::{mistake, named, words};

/// A correction.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Correction {
    /// What was corrected.
    pub publication: Named,
    /// The corrected version.
    pub version: String,
    /// The version that it corrects; none where that is not published here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrects: Option<String>,
    /// When it was published, UTC.
    #[schema(format = DateTime)]
    pub published_at: String,
    /// `answers`, `rule`, `program` or `text`.
    pub kind: String,
    /// What was wrong.
    pub what: String,
    /// Why.
    pub why: String,
    /// Where one goes from here.
    pub links: CorrectionLinks,
}

/// Ways from a correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CorrectionLinks {
    /// The corrected version.
    pub version: String,
    /// What it moved.
    pub moves: String,
    /// The page that says which figures moved.
    pub page: String,
}

impl Correction {
    /// The correction that a version is; none of a first version.
    pub(super) fn of(asked: &Asked<'_>, issue: &Issue) -> Option<Self> {
        let note = issue.manifest().correction.as_ref()?;
        let before = asked.view.corrected(issue);
        let called = Called { series: issue.series(), number: Some(issue.number()) };
        Some(Self {
            publication: named(asked, issue),
            version: issue.named().to_string(),
            corrects: before.map(|before| before.named().to_string()),
            published_at: issue.published_at().to_string(),
            kind: mistake(note.kind).to_owned(),
            what: words(asked, &note.what),
            why: words(asked, &note.why),
            links: CorrectionLinks {
                version: asked.below(called, ""),
                moves: asked.below(called, "/moves"),
                page: format!("{}#{}", asked.language.address("/rattelser"), issue.named()),
            },
        })
    }
}

impl Line for Correction {
    const COLUMNS: &'static [&'static [&'static str]] =
        &[&["publication", "title", "version", "corrects", "published_at", "kind", "what", "why"]];

    fn fields(&self) -> Vec<String> {
        vec![
            self.publication.id.clone(),
            self.publication.name.clone(),
            self.version.clone(),
            self.corrects.clone().unwrap_or_default(),
            self.published_at.clone(),
            self.kind.clone(),
            self.what.clone(),
            self.why.clone(),
        ]
    }
}
