//! A cube of two dimensions as a table, row by row.

use std::ops::Range;

use crate::build::scene::Scene;
use crate::build::words::same;
use crate::model::{
    Column, ColumnKind, Cube, KeyColumn, Observation, RowKind, TableCell, TableRow, TableView, Text, Value,
    Width,
};

/// A narrow table of a cube's rows and columns; texts are left, figures centred.
pub(super) fn view(
    scene: &Scene<'_>,
    cube: &Cube,
    caption: Text,
    key_width: u16,
    widths: &[u16],
) -> TableView {
    part(scene, cube, caption, key_width, widths, 0..usize::MAX)
}

/// The same of some columns, without the rows that have nothing but empties in them.
pub(super) fn part(
    scene: &Scene<'_>,
    cube: &Cube,
    caption: Text,
    key_width: u16,
    widths: &[u16],
    shown: Range<usize>,
) -> TableView {
    let [rows, columns] = cube.dimensions.as_slice() else { return TableView::default() };
    let shown = shown.start..shown.end.min(columns.codes.len());
    let cells = |row: usize| shown.clone().filter_map(move |column| cube.at(&[row, column]));
    let kind = |column: usize| {
        let mut of_column = (0..rows.codes.len()).filter_map(|row| cube.at(&[row, column]));
        let is_text = of_column.any(|cell| matches!(cell.value, Value::Category(..)));
        if is_text { ColumnKind::Text } else { ColumnKind::Figures }
    };
    let kinds: Vec<ColumnKind> = shown.clone().map(kind).collect();
    let heads = shown.clone().zip(widths).zip(kinds.clone()).map(|((column, width), kind)| Column {
        head: columns.codes[column].name.clone(),
        kind,
        width: Width::Characters(*width),
        ..Column::default()
    });
    let has_any = |row: &usize| cells(*row).any(|cell| !matches!(cell.value, Value::Empty(..)));
    let body = (0..rows.codes.len()).filter(has_any).map(|row| TableRow {
        kind: RowKind::Body,
        anchor: String::new(),
        keys: vec![TableCell::Text(rows.codes[row].name.clone())],
        cells: cells(row).zip(&kinds).map(|(cell, kind)| text_cell(scene, cell, *kind)).collect(),
    });
    TableView {
        cube: cube.id.clone(),
        caption,
        mode: None,
        keys: vec![KeyColumn {
            head: rows.name.clone(),
            width: Width::Characters(key_width),
            note: Text::default(),
        }],
        columns: heads.collect(),
        rows: body.collect(),
        filtered: false,
    }
}

/// A cell whose category is a text of its own, not an outcome; where there is no text, there is nothing to read.
fn text_cell(scene: &Scene<'_>, observation: &Observation, kind: ColumnKind) -> TableCell {
    match (&observation.value, kind) {
        (Value::Category(_, text), _) => TableCell::Text(text.clone()),
        (Value::Empty(..), ColumnKind::Text) => TableCell::Blank,
        (Value::Figure(..), _) | (Value::Empty(..), ColumnKind::Figures) => scene.cell(observation, None),
    }
}

/// A text cell of something that is the same in both languages.
pub(super) fn name_cell(text: impl Into<String>) -> TableCell {
    TableCell::Text(same(text))
}
