//! The guide (*guide och metod*): what the publication's own document says of how it was made and how to read it.

use ::publication::model::{Block as Stored, Section as Known, Text};
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{Answer, Asked};
use super::indicator::CardLine;
use super::paging::{Line, page};
use super::problem::{Problem, ProblemKind, shown};
use super::said;
use crate::public::Look;

/// A section of the document.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Section {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its heading.
    pub title: String,
    /// Where one goes from here.
    pub links: SectionLinks,
}

/// Ways from a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SectionLinks {
    /// The section with what it says.
    #[serde(rename = "self")]
    pub own: String,
}

/// A section with what it says.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SectionText {
    /// What the list says of it.
    #[serde(flatten)]
    pub section: Section,
    /// What it says, from top to bottom.
    pub blocks: Vec<Block>,
}

/// A part of a section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Block {
    /// `heading`, `paragraph`, `list`, `note`, `legend`, `table`, `card` or `link`.
    pub kind: String,
    /// What it says; official texts may be in Swedish only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Its points.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<String>,
    /// The lines of a card.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<CardLine>,
    /// The indicator of a card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicator: Option<String>,
    /// The cube that a table shows: its figures are there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cube: Option<String>,
}

fn told(asked: &Asked<'_>, look: &Look<'_>, section: &Known) -> Section {
    Section {
        id: section.id.clone(),
        name: said(asked.language, &section.name),
        title: said(asked.language, &section.title),
        links: SectionLinks { own: asked.below(look.named, &format!("/guide/{}", section.id)) },
    }
}

/// All sections.
pub(super) fn list(asked: &Asked<'_>, look: &Look<'_>) -> Result<Answer, Problem> {
    let all = &look.opened.publication().document.sections;
    Ok(page(asked, all.len(), None, |places| {
        all[places].iter().map(|section| told(asked, look, section)).collect()
    }))
}

/// One section.
pub(super) fn one(asked: &Asked<'_>, look: &Look<'_>) -> Result<Answer, Problem> {
    let id = asked.name("section");
    let all = &look.opened.publication().document.sections;
    let Some(section) = all.iter().find(|section| section.id == id) else {
        let names = || all.iter().map(|section| section.id.as_str());
        let id = shown(id);
        let detail = [format!("Det finns inget avsnitt ”{id}”."), format!("There is no section “{id}”.")];
        let problem = asked.problem(ProblemKind::UnknownId, detail).about("section", &id);
        return Err(problem.allowing(names()).near(&id, names()));
    };
    let blocks = section.blocks.iter().map(|stored| block(asked, stored)).collect();
    Ok(asked.one(&SectionText { section: told(asked, look, section), blocks }))
}

fn block(asked: &Asked<'_>, stored: &Stored) -> Block {
    let said = |text: &Text| said(asked.language, text);
    let of = |kind: &str| Block {
        kind: kind.to_owned(),
        text: None,
        items: Vec::new(),
        rows: Vec::new(),
        indicator: None,
        cube: None,
    };
    let text = |kind: &str, text: &Text| Block { text: Some(said(text)), ..of(kind) };
    match stored {
        Stored::Heading(heading) => text("heading", heading),
        Stored::Paragraph(paragraph) => text("paragraph", paragraph),
        Stored::Note(note) => text("note", note),
        Stored::List(items) => Block { items: items.iter().map(said).collect(), ..of("list") },
        Stored::Legend(words) => {
            let line = |word: &catalogue::model::ColourWord| {
                format!("{} {}: {}", word.sign, said(&word.name), said(&word.meaning))
            };
            Block { items: words.iter().map(line).collect(), ..of("legend") }
        }
        Stored::Table(view) => Block { cube: Some(view.cube.clone()), ..of("table") },
        Stored::Card(card) => Block {
            text: Some(said(&card.name)),
            rows: card
                .rows
                .iter()
                .map(|row| CardLine { label: said(&row.label), text: said(&row.text) })
                .collect(),
            indicator: Some(card.anchor.clone()),
            ..of("card")
        },
        Stored::Link(link) => text("link", &link.text),
    }
}

impl Line for Section {
    const COLUMNS: &'static [&'static [&'static str]] = &[&["id", "name", "title"]];

    fn fields(&self) -> Vec<String> {
        vec![self.id.clone(), self.name.clone(), self.title.clone()]
    }
}
