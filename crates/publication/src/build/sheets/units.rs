//! Every municipality and district, with the keys to sort and filter by.

use domain::Level;
use results::colours::Mode;

use super::columns::{few_persons, indicator_column, key, scheme_cells, scheme_keys, with_sets};
use super::county::{first, published_row};
use super::paragraph;
use super::response::known_of_printed;
use super::views::name_cell;
use crate::build::scene::{Scene, unit_mode};
use crate::build::words::{self, same, say};
use crate::model::{Block, Cube, Observation, Paper, RowKind, Section, TableCell, TableRow, TableView, Text};

/// The id of the section.
pub(super) const UNITS: &str = "units";

pub(super) fn section(scene: &Scene<'_>, outcomes: &Cube) -> Section {
    let mut blocks = vec![paragraph(
        "Sortera och filtrera med kolumnerna till vänster; vad grupperna betyder står på bladet Läs mig.",
        "Sort and filter by the columns at the left; what the groups mean stands on the sheet Read me.",
    )];
    blocks.extend(known_of_printed(scene).map(Block::Note));
    let is_part = scene.results.is_part();
    if is_part {
        blocks.push(paragraph(
            "De som underlaget omfattar står först. Utskriften visar bladets början.",
            "Those that the material covers come first. In print the beginning of the sheet is shown.",
        ));
    }
    blocks.push(Block::Table(table(scene, outcomes)));
    Section {
        id: UNITS.to_owned(),
        name: say("Kommuner", "Municipalities"),
        title: say("Kommuner och stadsdelar", "Municipalities and districts"),
        paper: if is_part { Paper::A3FirstPage } else { Paper::A3Landscape },
        blocks,
    }
}

/// Every cell of the outcomes with the mode it is coloured in.
pub(super) fn with_modes<'c>(
    scene: &'c Scene<'_>,
    outcomes: &'c Cube,
) -> impl Iterator<Item = (&'c Observation, Option<Mode>)> {
    let modes: Vec<Option<Mode>> = scene.indicators.iter().map(|i| unit_mode(i)).collect();
    let many = modes.len().max(1);
    outcomes
        .observations
        .iter()
        .enumerate()
        .map(move |(i, cell)| (cell, modes.get(i % many).copied().flatten()))
}

fn table(scene: &Scene<'_>, outcomes: &Cube) -> TableView {
    let mut keys = vec![
        key(say("Kommun eller stadsdel", "Municipality or district"), 30),
        key(say("Kod", "Code"), 6),
        key(say("Län", "County"), 19),
        key(say("Slag", "Kind"), 8),
    ];
    keys.extend(scheme_keys(scene, false));
    let columns = scene.indicators.iter().map(|indicator| {
        let mode = unit_mode(indicator).filter(|mode| *mode != Mode::Target);
        indicator_column(scene, indicator, mode)
    });
    let width = keys.len();
    let mut rows: Vec<TableRow> = Vec::new();
    let mut order = scene.alphabetical();
    // Stable: A–Ö among those that are covered, and among the rest.
    order.sort_by_key(|&subject| !scene.results.is_covered[subject]);
    for subject in order {
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
            cell.map_or(TableCell::Blank, |cell| scene.cell(cell, unit_mode(indicator)))
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
    let caption = words::fill(
        "Utfall per kommun och stadsdel, årgång {}.",
        "Outcomes of municipalities and districts, edition {}.",
        &[&year],
    );
    let caption = with_sets(caption, &scene.unit_sets());
    words::join([caption].iter().chain(&few_persons(scene, &scene.indicators)), " ")
}
