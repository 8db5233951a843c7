//! The document's sections, one sheet each.

mod background;
mod cards;
mod changes;
mod columns;
mod county;
mod levels;
mod peers;
mod read_me;
mod response;
mod uncertainty;
mod units;
mod views;

pub(super) use columns::indicator_column;

use super::scene::Scene;
use super::words::{is_empty, same, say};
use crate::model::{Block, Cube, Document, Link, Section, Text};

/// The whole document. Sheets with a wide table begin with little text, so that its headings can stay in sight;
/// what needs more words stands in the read-me.
pub(super) fn document(scene: &Scene<'_>, cubes: &[Cube]) -> Document {
    let cube = |id: &str| cubes.iter().find(|cube| cube.id == id);
    let (Some(outcomes), Some(aggregates)) = (cube("outcomes"), cube("aggregates")) else {
        return Document::default();
    };
    let mut sections: Vec<Section> = Vec::new();
    let counties = scene.input.counties;
    sections.extend(counties.iter().filter_map(|code| county::section(scene, outcomes, aggregates, code)));
    sections.push(units::section(scene, outcomes));
    sections.push(levels::levels(scene, aggregates));
    sections.push(levels::groups(scene, aggregates));
    sections.extend(peers::sections(scene, cube("peer_variables")));
    sections.push(uncertainty::section(scene, outcomes));
    sections.extend(cube("response").map(|response| response::section(scene, response, cube("cannot_say"))));
    sections.push(cards::section(scene));
    sections.extend(cube("background").map(|background| background::section(scene, background)));
    sections.extend(cube("comparability").map(|cube| changes::changes(scene, cube)));
    sections.extend(cube("across_areas").map(|cube| changes::across_areas(scene, cube)));
    // A sheet with nothing to show is left out, and the read-me says so.
    let (mut sections, nothing): (Vec<Section>, Vec<Section>) = sections.into_iter().partition(has_content);
    let nothing: Vec<Text> = nothing.into_iter().map(|section| section.name).collect();
    let links = sections.iter().map(|section| (section.id.clone(), section.name.clone()));
    let read_me = read_me::section(scene, outcomes, aggregates, links.collect(), &nothing);
    sections.insert(0, read_me);
    Document {
        title: scene.edition.name.clone(),
        subject: say(
            format!("Öppna jämförelser, årgång {}", scene.edition.year),
            format!("Open comparisons, edition {}", scene.edition.year),
        ),
        publisher: Text::default(),
        keywords: keywords(scene),
        sections,
    }
}

fn keywords(scene: &Scene<'_>) -> Vec<Text> {
    let area = scene.words.areas.iter().find(|area| area.id == scene.edition.area);
    let counties = scene.input.counties.iter().map(|code| same(scene.name(code.as_str())));
    let mut words = vec![say("öppna jämförelser", "open comparisons")];
    words.extend(area.map(|area| area.name.clone()));
    words.push(same(scene.edition.year.to_string()));
    words.extend(counties.filter(|name| !is_empty(name)));
    words
}

/// Whether a section has something of its own to show; the sheet on uncertainty says why it has none.
fn has_content(section: &Section) -> bool {
    let is_content = |block: &Block| match block {
        Block::Table(table) => !table.columns.is_empty() && !table.rows.is_empty(),
        Block::Card(_) | Block::Legend(_) => true,
        Block::Heading(_) | Block::Paragraph(_) | Block::List(_) | Block::Note(_) | Block::Link(_) => false,
    };
    section.blocks.iter().any(is_content)
}

/// The id of a county's section.
pub(super) fn county_id(code: &str) -> String {
    format!("county-{code}")
}

/// A link to a section, or to something in it.
fn link(section: &str, anchor: &str, text: Text) -> Link {
    Link { section: section.to_owned(), anchor: anchor.to_owned(), text }
}

/// A paragraph.
fn paragraph(sv: impl Into<String>, en: impl Into<String>) -> Block {
    Block::Paragraph(say(sv, en))
}
