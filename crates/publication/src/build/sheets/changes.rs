//! What has changed since earlier editions, and what other service areas have as well.

use super::paragraph;
use super::views::view;
use crate::build::scene::Scene;
use crate::build::words::say;
use crate::model::{Block, Cube, Paper, Section, TableView};

pub(super) fn changes(scene: &Scene<'_>, cube: &Cube) -> Section {
    let caption = say(
        format!("Ändringar sedan tidigare årgångar, årgång {}.", scene.edition.year),
        format!("Changes since earlier editions, edition {}.", scene.edition.year),
    );
    Section {
        id: "changes".to_owned(),
        name: say("Ändringar", "Changes"),
        title: cube.title.clone(),
        paper: Paper::A3Landscape,
        blocks: vec![
            paragraph(
                "Här står vad som har tillkommit, justerats och tagits bort, i det här området och i andra, och vad det \
                 betyder för jämförelser över tid. Jämför bara det som är jämförbart.",
                "What was added, adjusted and removed, in this service area and in others, and what that means for \
                 comparisons over time. Compare only what is comparable.",
            ),
            filtered(
                cube,
                view(scene, cube, caption, 34, &[20, 10, 14, 16, 56, 40]),
                "Inga ändringar är kända.",
            ),
        ],
    }
}

pub(super) fn across_areas(scene: &Scene<'_>, cube: &Cube) -> Section {
    let caption = say(
        "Indikatorer som finns i flera verksamhetsområden.",
        "Indicators that several service areas have.",
    );
    Section {
        id: "across-areas".to_owned(),
        name: say("Jämförbara mellan områden", "Comparable between areas"),
        title: cube.title.clone(),
        paper: Paper::A3Landscape,
        blocks: vec![
            paragraph(
                "Källan visar med kryss i hur många områden en indikator finns. Där det inte går att läsa vilka områden \
                 det är står bara antalet.",
                "The source shows by marks how many service areas have an indicator. Where it cannot be read which \
                 ones they are, only the number is given.",
            ),
            filtered(
                cube,
                view(scene, cube, caption, 40, &[10, 10, 26, 42, 36, 30]),
                "Källan anger inga indikatorer som finns i flera områden.",
            ),
        ],
    }
}

/// The table, or that there is nothing in it.
fn filtered(cube: &Cube, table: TableView, nothing: &str) -> Block {
    if cube.observations.is_empty() {
        return paragraph(nothing, "Nothing is known.");
    }
    Block::Table(TableView { filtered: true, ..table })
}
