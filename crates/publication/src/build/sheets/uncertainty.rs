//! Intervals against a reference: what cannot be told apart is said to be so.

use domain::{Level, Rounded};
use results::colours::Mode;

use super::columns::key;
use super::paragraph;
use super::views::name_cell;
use crate::build::scene::Scene;
use crate::build::words::{fill, same, say};
use crate::model::{
    Block, Colouring, Column, ColumnKind, Cube, Observation, Paper, RowKind, Section, TableCell, TableRow,
    TableView, Text, Value, Width,
};

pub(super) fn section(scene: &Scene<'_>, outcomes: &Cube) -> Section {
    let mut blocks = vec![paragraph(
        "Ett tal som bygger på få personer kan bli högt eller lågt av en slump. Här står hur osäkert varje tal är, och om \
         det säkert skiljer sig från jämförelsetalet.",
        "A figure of few persons can come out high or low by chance. Here you see how uncertain every figure is, and \
         whether it clearly differs from the reference figure.",
    )];
    blocks.extend(model(scene));
    let rows = rows(scene, outcomes);
    if !rows.is_empty() {
        blocks.push(Block::Table(table(scene, rows)));
    }
    Section {
        id: "uncertainty".to_owned(),
        name: say("Osäkerhet", "Uncertainty"),
        title: say("Osäkerhet", "Uncertainty"),
        paper: Paper::A4Landscape,
        blocks,
    }
}

/// Method and model, as the catalogue has them.
fn model(scene: &Scene<'_>) -> Option<Block> {
    let settings = scene.edition.comparison.uncertainty.as_ref()?;
    let name = match settings.model.as_str() {
        "wilson" => same("Wilson"),
        other => same(other),
    };
    let confidence = same(settings.confidence_percent.to_string());
    let why = same(settings.why.clone());
    Some(Block::Paragraph(fill(
        "Metod: {}s konfidensintervall, {} procent. {}",
        "Method: {} confidence interval, {} per cent. {}",
        &[&name, &confidence, &why],
    )))
}

/// A row for each interval.
fn rows(scene: &Scene<'_>, outcomes: &Cube) -> Vec<TableRow> {
    let mut rows = Vec::new();
    let order = scene.alphabetical();
    for (i, indicator) in scene.indicators.iter().enumerate() {
        for &subject in &order {
            let Some(cell) = outcomes.at(&[subject, i]) else { continue };
            let Some(told) = cell.colours.iter().find(|told| told.mode == Mode::Uncertainty) else {
                continue;
            };
            if told.verdict.is_err() {
                continue;
            }
            let unit = scene.unit(subject);
            let keys = vec![
                TableCell::Text(scene.row_name(unit)),
                name_cell(scene.name(unit.county.as_str())),
                TableCell::Text(indicator.short_name.clone()),
            ];
            let anchor = format!("{}:{}", unit.code, indicator.id);
            let reference = scene.reference(subject, i);
            let cells = cells(scene, cell, told, reference);
            rows.push(TableRow { kind: RowKind::Body, anchor, keys, cells });
        }
    }
    rows
}

/// The figure with its verdict, what it is held against, its interval, and what it was counted from.
fn cells(
    scene: &Scene<'_>,
    cell: &Observation,
    told: &Colouring,
    reference: Option<Rounded>,
) -> Vec<TableCell> {
    let plain = scene.plain_ends();
    let end = |figure| TableCell::Figure(figure, plain, None, String::new());
    let (low, high) =
        told.interval.map_or((TableCell::Blank, TableCell::Blank), |i| (end(i.low), end(i.high)));
    let figure = match &cell.value {
        Value::Figure(..) => scene.cell(cell, Some(Mode::Uncertainty)),
        Value::Category(..) | Value::Empty(..) => TableCell::Blank,
    };
    let counted = |text: &String| text.parse().map_or_else(|_| name_cell(text.clone()), TableCell::Whole);
    let [part, whole] = &cell.quotient;
    vec![figure, reference.map_or(TableCell::Blank, end), low, high, counted(part), counted(whole)]
}

/// What the level is called whose figure is the reference.
fn reference_name(scene: &Scene<'_>) -> Text {
    match scene.edition.comparison.uncertainty.as_ref().map(|settings| settings.reference) {
        Some(Level::County) => say("Länet", "The county"),
        Some(Level::Nation | Level::City | Level::Unit) | None => say("Riket", "The nation"),
    }
}

fn table(scene: &Scene<'_>, rows: Vec<TableRow>) -> TableView {
    let column =
        |head: Text, kind, width| Column { head, kind, width: Width::Characters(width), ..Column::default() };
    TableView {
        cube: "outcomes".to_owned(),
        caption: fill(
            "Tal med konfidensintervall, årgång {}. Varje tal jämförs med talet i kolumnen {}.",
            "Figures with confidence intervals, edition {}. Every figure is compared with that of the column {}.",
            &[&same(scene.edition.year.to_string()), &reference_name(scene)],
        ),
        mode: Some(Mode::Uncertainty),
        keys: vec![
            key(say("Kommun eller stadsdel", "Municipality or district"), 26),
            key(say("Län", "County"), 19),
            key(say("Indikator", "Indicator"), 34),
        ],
        columns: vec![
            column(say("Tal", "Figure"), ColumnKind::Figures, 10),
            column(reference_name(scene), ColumnKind::Figures, 10),
            column(say("Lägst troliga värde", "Lowest likely value"), ColumnKind::Figures, 10),
            column(say("Högst troliga värde", "Highest likely value"), ColumnKind::Figures, 10),
            column(say("Antal personer", "Number of persons"), ColumnKind::Figures, 10),
            column(say("av totalt", "of a total of"), ColumnKind::Figures, 10),
        ],
        rows,
        filtered: true,
    }
}
