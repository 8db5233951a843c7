//! Every municipality and district, with the keys to sort and filter by.

use domain::Level;
use results::colours::Mode;

use super::columns::{indicator_column, key, legend, scheme_cells, scheme_keys, sets_and_reasons, signs};
use super::county::{first, published_row};
use super::paragraph;
use super::response::known_of_printed;
use super::views::name_cell;
use crate::build::scene::Scene;
use crate::build::words::{self, same, say};
use crate::model::{Block, Cube, Observation, Paper, RowKind, Section, TableCell, TableRow, TableView, Text};

/// The id of the section.
pub(super) const UNITS: &str = "units";

pub(super) fn section(scene: &Scene<'_>, outcomes: &Cube) -> Section {
    let mut blocks = vec![paragraph(
        "En rad för varje kommun och stadsdel. Sortera och filtrera med kolumnerna till vänster. Klicka på en indikators \
         namn för hela beskrivningen.",
        "A row for every municipality and district. Sort and filter by the columns at the left. Click an indicator's \
         name for its whole description.",
    )];
    blocks.extend(known_of_printed(scene).map(Block::Note));
    blocks.extend(unit_legends(scene));
    blocks.extend(sets_and_reasons(scene, with_modes(scene, outcomes)));
    blocks.extend(signs(scene, &outcomes.observations));
    blocks.push(Block::Table(table(scene, outcomes)));
    Section {
        id: UNITS.to_owned(),
        name: say("Kommuner", "Municipalities"),
        title: say("Kommuner och stadsdelar", "Municipalities and districts"),
        paper: Paper::A3Landscape,
        blocks,
    }
}

/// The legends of the modes that units are coloured in.
pub(super) fn unit_legends(scene: &Scene<'_>) -> Vec<Block> {
    let used = |mode| scene.indicators.iter().any(|indicator| scene.unit_mode(indicator) == Some(mode));
    let mut blocks = Vec::new();
    for mode in Mode::ALL.into_iter().filter(|mode| used(*mode)) {
        blocks.extend(legend(scene, mode));
    }
    blocks
}

/// Every cell of the outcomes with the mode it is coloured in.
fn with_modes<'c>(
    scene: &'c Scene<'_>,
    outcomes: &'c Cube,
) -> impl Iterator<Item = (&'c Observation, Option<Mode>)> {
    let modes: Vec<Option<Mode>> = scene.indicators.iter().map(|i| scene.unit_mode(i)).collect();
    let many = modes.len().max(1);
    outcomes
        .observations
        .iter()
        .enumerate()
        .map(move |(i, cell)| (cell, modes.get(i % many).copied().flatten()))
}

fn table(scene: &Scene<'_>, outcomes: &Cube) -> TableView {
    let mut keys = vec![
        key(say("Kommun eller stadsdel", "Municipality or district"), 28),
        key(say("Kod", "Code"), 9),
        key(say("Län", "County"), 22),
        key(say("Slag", "Kind"), 10),
    ];
    keys.extend(scheme_keys(scene, false));
    let columns = scene.indicators.iter().map(|indicator| {
        let mode = scene.unit_mode(indicator).filter(|mode| *mode != Mode::Target);
        indicator_column(scene, indicator, mode)
    });
    let width = keys.len();
    let mut rows: Vec<TableRow> = Vec::new();
    for subject in scene.alphabetical() {
        let unit = scene.unit(subject);
        let mut keys = vec![
            TableCell::Text(scene.row_name(unit)),
            name_cell(unit.code.as_str()),
            name_cell(scene.name(unit.county.as_str())),
            TableCell::Text(words::kind(unit.kind)),
        ];
        keys.extend(scheme_cells(scene, unit, false));
        let cells = scene.indicators.iter().enumerate().map(|(i, indicator)| {
            let cell = outcomes.at(&[subject, i]);
            cell.map_or(TableCell::Blank, |cell| scene.cell(cell, scene.unit_mode(indicator)))
        });
        let (anchor, cells) = (unit.code.to_string(), cells.collect());
        rows.push(TableRow { kind: RowKind::Body, anchor, keys, cells });
        rows.extend(published_row(scene, Level::Unit, &unit.code, &scene.indicators, |name| {
            first(name, width)
        }));
    }
    TableView {
        cube: outcomes.id.clone(),
        caption: caption(scene),
        mode: Some(Mode::Target),
        keys,
        columns: columns.collect(),
        rows,
        filtered: true,
    }
}

fn caption(scene: &Scene<'_>) -> Text {
    let year = same(scene.edition.year.to_string());
    words::fill(
        "Utfall per kommun och stadsdel, årgång {}.",
        "Outcomes of municipalities and districts, edition {}.",
        &[&year],
    )
}
