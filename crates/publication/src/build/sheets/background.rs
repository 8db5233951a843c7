//! Background measures: shown, never judged.

use super::columns::{CARDS, key, scheme_cells, scheme_keys, scheme_meanings};
use super::views::name_cell;
use super::{link, paragraph};
use crate::build::scene::Scene;
use crate::build::words::say;
use crate::model::{
    Block, Column, ColumnKind, Cube, Paper, RowKind, Section, TableCell, TableRow, TableView, Text, Width,
};

pub(super) fn section(scene: &Scene<'_>, cube: &Cube) -> Section {
    let measures = cube.dimensions.get(1).map_or(&[][..], |dimension| &dimension.codes);
    let mut blocks = vec![paragraph(
        "Bakgrundsmått beskriver förutsättningar. De bedöms inte och har ingen färg.",
        "Background measures describe conditions. They are not judged and have no colour.",
    )];
    blocks.extend(
        Some(scheme_meanings(scene, &scene.edition.frame.units.iter().collect::<Vec<_>>(), false))
            .filter(|meanings| !meanings.is_empty())
            .map(Block::List),
    );
    let mut keys = vec![
        key(say("Kommun eller stadsdel", "Municipality or district"), 30),
        key(say("Kod", "Code"), 6),
        key(say("Län", "County"), 19),
    ];
    keys.extend(scheme_keys(scene, false));
    let columns = measures.iter().map(|measure| {
        let is_indicator = scene.edition.indicator(&measure.id).is_some();
        Column {
            head: measure.name.clone(),
            link: is_indicator.then(|| link(CARDS, &measure.id, Text::default())),
            kind: ColumnKind::Figures,
            width: Width::Characters(11),
            ..Column::default()
        }
    });
    let rows = scene.alphabetical().into_iter().map(|subject| {
        let unit = scene.unit(subject);
        let mut keys = vec![
            TableCell::Text(scene.row_name(unit)),
            name_cell(unit.code.as_str()),
            name_cell(scene.name(unit.county.as_str())),
        ];
        keys.extend(scheme_cells(scene, unit, false));
        let cells = (0..measures.len())
            .map(|i| cube.at(&[subject, i]).map_or(TableCell::Blank, |cell| scene.cell(cell, None)));
        TableRow { kind: RowKind::Body, anchor: unit.code.to_string(), keys, cells: cells.collect() }
    });
    let rows: Vec<TableRow> = rows.collect();
    if measures.is_empty() {
        blocks.push(paragraph(
            "Årgången har inga bakgrundsmått utöver kommungrupperna.",
            "The edition has no background measures besides the groups of municipalities.",
        ));
    }
    blocks.push(Block::Table(TableView {
        cube: cube.id.clone(),
        caption: say(
            format!("Bakgrundsmått per kommun och stadsdel, årgång {}.", scene.edition.year),
            format!("Background measures of municipalities and districts, edition {}.", scene.edition.year),
        ),
        mode: None,
        keys,
        columns: columns.collect(),
        rows,
        filtered: true,
    }));
    Section {
        id: "background".to_owned(),
        name: say("Bakgrundsmått", "Background measures"),
        title: say("Bakgrundsmått", "Background measures"),
        paper: Paper::A4Landscape,
        blocks,
    }
}
