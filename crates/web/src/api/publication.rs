//! Publications (*publiceringar*): which there are, which is valid, what each corrects.

use std::sync::Arc;

use ::publication::manifest::{MANIFEST, Mistake, Words};
use ::publication::shelf::{Issue, Named as Called, Series};
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{Answer, Asked};
use super::correction::Correction;
use super::observation::Named;
use super::paging::{Line, page};
use super::problem::{Problem, ProblemKind};
use super::said;
use crate::public::Look;

/// A publication. It never changes: a correction is a new one with the next number.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Publication {
    /// What addresses call the valid one of its series: `2018`, `2018-omgang-3`.
    pub id: String,
    /// What addresses call this one for ever: `2018-v1`.
    pub version: String,
    /// Its number in the series, from 1.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// The edition.
    pub edition: u16,
    /// The simulated round.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round: Option<u8>,
    /// Whether its answers are made up by the program.
    pub simulated: bool,
    /// What one must be careful with; none if nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caution: Option<String>,
    /// `valid`, `replaced` by a later number, or `not_published` where a named reader sees it before its time.
    pub state: String,
    /// When it was published, UTC.
    #[schema(format = DateTime)]
    pub published_at: String,
    /// The version that replaced it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<String>,
    /// What it corrects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correction: Option<Note>,
    /// The counties that it covers; none: the whole country.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub counties: Vec<String>,
    /// The hash of its manifest, which lists the hash of every file.
    pub manifest_sha256: String,
    /// Where one goes from here.
    pub links: PublicationLinks,
}

/// Why a version corrects the one before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Note {
    /// The hash of the manifest that it corrects.
    pub corrects: String,
    /// `answers`, `rule`, `program` or `text`.
    pub kind: String,
    /// What was wrong.
    pub what: String,
    /// Why.
    pub why: String,
}

/// Ways from a publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PublicationLinks {
    /// The publication.
    #[serde(rename = "self")]
    pub own: String,
    /// All numbers of its series.
    pub versions: String,
    /// Its manifest.
    pub manifest: String,
    /// Its indicators.
    pub indicators: String,
    /// Its places.
    pub places: String,
    /// Its values.
    pub observations: String,
    /// Its colour modes and colours.
    pub colours: String,
    /// Its cubes.
    pub cubes: String,
    /// Its page for people.
    pub page: String,
    /// Its files.
    pub downloads: String,
}

/// One of a colour mode's verdicts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ColourWord {
    /// The verdict.
    pub id: String,
    /// The mode that says it.
    pub mode: String,
    /// `green`, `yellow`, `red`, `grey` …
    pub colour: String,
    /// Its sign: colour is never alone.
    pub sign: String,
    /// Its word.
    pub name: String,
    /// What it means.
    pub meaning: String,
    /// The fill that workbooks use, RGB.
    pub fill: String,
    /// The ink on it, RGB.
    pub ink: String,
}

/// Colour modes and what they say.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Colours {
    /// The modes.
    pub modes: Vec<ModeWord>,
    /// Their colours.
    pub colours: Vec<ColourWord>,
}

/// A colour mode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ModeWord {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it means.
    pub meaning: String,
}

/// The manifest, as it is: the bytes of the file, so that their hash is that of the publication. Its form stands in `docs/files.md`.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Manifest {
    /// `jamfor-manifest/1`.
    pub form: String,
    /// Every file, with its size and hash.
    pub files: Vec<serde_json::Value>,
}

/// Of texts with both languages.
pub(super) fn words(asked: &Asked<'_>, words: &Words) -> String {
    asked.language.either(words.sv.as_str(), words.en.as_deref()).text().to_owned()
}

/// How files write a kind of mistake.
pub(super) fn mistake(kind: Mistake) -> &'static str {
    match kind {
        Mistake::Answers => "answers",
        Mistake::Rule => "rule",
        Mistake::Program => "program",
        Mistake::Text => "text",
    }
}

fn told(asked: &Asked<'_>, issue: &Issue, called: Called, early: bool) -> Publication {
    let manifest = issue.manifest();
    let later = asked.view.replaced_by(issue);
    let to = |path: &str| asked.below(called, path);
    let page = |path: &str| {
        let address = asked.language.address(&format!("/resultat/{called}{path}"));
        asked.per.map_or_else(|| address.clone(), |per| format!("{address}?per={per}"))
    };
    let caution = words(asked, &manifest.caution);
    Publication {
        id: issue.series().to_string(),
        version: issue.named().to_string(),
        number: issue.number(),
        title: words(asked, &manifest.title),
        edition: manifest.edition,
        round: issue.series().round(),
        simulated: issue.series() != Series::real(manifest.edition),
        caution: (!caution.is_empty()).then_some(caution),
        state: match (early, later) {
            (true, _) => "not_published",
            (false, Some(_)) => "replaced",
            (false, None) => "valid",
        }
        .to_owned(),
        published_at: issue.published_at().to_string(),
        replaced_by: later.map(|later| later.named().to_string()),
        correction: manifest.correction.as_ref().map(|note| Note {
            corrects: note.corrects.clone(),
            kind: mistake(note.kind).to_owned(),
            what: words(asked, &note.what),
            why: words(asked, &note.why),
        }),
        counties: manifest.counties.clone(),
        manifest_sha256: issue.hash().to_owned(),
        links: PublicationLinks {
            own: to(""),
            versions: to("/versions"),
            manifest: to("/manifest"),
            indicators: to("/indicators"),
            places: to("/places"),
            observations: to("/observations"),
            colours: to("/colours"),
            cubes: to("/cubes"),
            page: page(""),
            downloads: page("/ladda-ner"),
        },
    }
}

/// The valid publications, the latest edition first.
pub(super) fn list(asked: &Asked<'_>) -> Result<Answer, Problem> {
    let valid = asked.view.valid();
    let called = |issue: &Issue| Called { series: issue.series(), number: None };
    let note = valid
        .is_empty()
        .then(|| asked.language.say("Inget är publicerat.", "Nothing is published.").to_owned());
    Ok(page(asked, valid.len(), note, |places| {
        valid[places].iter().map(|issue| told(asked, issue, called(issue), false)).collect()
    }))
}

/// One publication.
pub(super) fn one(asked: &Asked<'_>, look: &Look<'_>) -> Result<Answer, Problem> {
    Ok(asked.one(&told(asked, look.issue, look.named, look.early)))
}

/// Every number of a series that is published, the first first.
pub(super) fn versions(asked: &Asked<'_>, look: &Look<'_>) -> Result<Answer, Problem> {
    let all: Vec<&Arc<Issue>> = asked.view.numbers(look.issue.series());
    Ok(page(asked, all.len(), None, |places| {
        let early = |issue: &Issue| look.early && issue.number() == look.issue.number();
        all[places].iter().map(|issue| told(asked, issue, issue.named(), early(issue))).collect()
    }))
}

/// The manifest.
pub(super) fn manifest(asked: &Asked<'_>, look: &Look<'_>) -> Result<Answer, Problem> {
    let body = look.issue.files().get(MANIFEST).cloned();
    let broken = || Problem::of_status(ProblemKind::Broken.status(), asked.language, &asked.own());
    Ok(Answer { body: body.ok_or_else(broken)?, total: None, links: vec![("self", asked.own())] })
}

/// Colour modes and colours.
pub(super) fn colours(asked: &Asked<'_>, look: &Look<'_>) -> Result<Answer, Problem> {
    let said = |text| said(asked.language, text);
    let publication = look.opened.publication();
    Ok(asked.one(&Colours {
        modes: publication
            .modes
            .iter()
            .map(|mode| ModeWord {
                id: mode.id.clone(),
                name: said(&mode.name),
                meaning: said(&mode.meaning),
            })
            .collect(),
        colours: publication
            .colours
            .iter()
            .map(|word| ColourWord {
                id: word.id.clone(),
                mode: word.mode.clone(),
                colour: word.colour.clone(),
                sign: word.sign.clone(),
                name: said(&word.name),
                meaning: said(&word.meaning),
                fill: word.fill.clone(),
                ink: word.ink.clone(),
            })
            .collect(),
    }))
}

/// The name of a publication, to list it by.
pub(super) fn named(asked: &Asked<'_>, issue: &Issue) -> Named {
    Named { id: issue.series().to_string(), name: words(asked, &issue.manifest().title) }
}

/// Every correction that is published, the latest first.
pub(super) fn corrections(asked: &Asked<'_>) -> Result<Answer, Problem> {
    let mut all: Vec<&Arc<Issue>> =
        asked.view.valid().into_iter().flat_map(|issue| asked.view.numbers(issue.series())).collect();
    all.retain(|issue| issue.manifest().correction.is_some());
    all.sort_by_key(|issue| (std::cmp::Reverse(issue.published_at()), issue.named().to_string()));
    let note = all
        .is_empty()
        .then(|| asked.language.say("Inget har rättats.", "Nothing has been corrected.").to_owned());
    Ok(page(asked, all.len(), note, |places| {
        all[places].iter().filter_map(|issue| Correction::of(asked, issue)).collect()
    }))
}

impl Line for Publication {
    const COLUMNS: &'static [&'static [&'static str]] = &[&[
        "id",
        "version",
        "number",
        "title",
        "edition",
        "round",
        "simulated",
        "state",
        "published_at",
        "replaced_by",
        "correction_kind",
        "correction_what",
        "correction_why",
        "manifest_sha256",
    ]];

    fn fields(&self) -> Vec<String> {
        let note = |of: fn(&Note) -> &String| self.correction.as_ref().map(of).cloned().unwrap_or_default();
        vec![
            self.id.clone(),
            self.version.clone(),
            self.number.to_string(),
            self.title.clone(),
            self.edition.to_string(),
            self.round.map(|round| round.to_string()).unwrap_or_default(),
            self.simulated.to_string(),
            self.state.clone(),
            self.published_at.clone(),
            self.replaced_by.clone().unwrap_or_default(),
            note(|note| &note.kind),
            note(|note| &note.what),
            note(|note| &note.why),
            self.manifest_sha256.clone(),
        ]
    }
}
