//! Intervals against a reference: what cannot be told apart is said to be so.

use std::collections::BTreeMap;

use results::colours::Mode;

use super::columns::{key, legend, with_sets};
use super::paragraph;
use super::views::name_cell;
use crate::build::scene::Scene;
use crate::build::words::{count, fill, same, say};
use crate::model::{
    Block, Colouring, Column, ColumnKind, Cube, Observation, Paper, RowKind, Section, TableCell, TableRow,
    TableView, Text, Value, Width,
};

pub(super) fn section(scene: &Scene<'_>, outcomes: &Cube) -> Section {
    let mut blocks = vec![paragraph(
        "Ett tal som bygger på få personer kan bli högt eller lågt av en slump. Här står hur osäkert varje tal är, och om \
         det går att skilja från jämförelsetalet.",
        "A figure of few persons can come out high or low by chance. Here stands how uncertain every figure is, and \
         whether it can be told apart from the reference.",
    )];
    blocks.extend(model(scene));
    let (rows, reasons, set) = rows(scene, outcomes);
    if rows.is_empty() {
        blocks.extend(legend(scene, Mode::Uncertainty));
        blocks.extend(not_here(scene, &reasons));
    } else {
        blocks.push(Block::Table(table(scene, rows, set)));
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

type Reasons = BTreeMap<&'static str, usize>;

/// A row for each interval; how many cells have none, by reason; what was compared with.
fn rows(scene: &Scene<'_>, outcomes: &Cube) -> (Vec<TableRow>, Reasons, Option<Text>) {
    let (mut rows, mut reasons, mut set) = (Vec::new(), Reasons::new(), None);
    let order = scene.alphabetical();
    for (i, indicator) in scene.indicators.iter().enumerate() {
        for &subject in &order {
            let Some(cell) = outcomes.at(&[subject, i]) else { continue };
            let Some(told) = cell.colours.iter().find(|told| told.mode == Mode::Uncertainty) else {
                continue;
            };
            if let Err(why) = told.verdict {
                *reasons.entry(why.id()).or_default() += 1;
                continue;
            }
            set.get_or_insert_with(|| told.set.clone());
            let unit = scene.unit(subject);
            let keys = vec![
                TableCell::Text(scene.row_name(unit)),
                name_cell(scene.name(unit.county.as_str())),
                TableCell::Text(indicator.short_name.clone()),
            ];
            let anchor = format!("{}:{}", unit.code, indicator.id);
            rows.push(TableRow { kind: RowKind::Body, anchor, keys, cells: cells(scene, cell, told) });
        }
    }
    (rows, reasons, set)
}

/// The figure with its verdict, its interval, and what it was counted from.
fn cells(scene: &Scene<'_>, cell: &Observation, told: &Colouring) -> Vec<TableCell> {
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
    vec![figure, low, high, counted(part), counted(whole)]
}

/// Why the mode does not apply to the other cells, and to how many.
fn not_here(scene: &Scene<'_>, reasons: &Reasons) -> Vec<Block> {
    if reasons.is_empty() {
        return Vec::new();
    }
    let lines = reasons.iter().map(|(why, n)| {
        let word = scene.words.not_here(why);
        let (name, meaning) =
            word.map_or_else(|| (same(*why), Text::default()), |w| (w.name.clone(), w.meaning.clone()));
        fill("{}: {} utfall. {}", "{}: {} outcomes. {}", &[&name, &count(*n), &meaning])
    });
    vec![
        Block::Heading(say("Läget gäller inte här", "The mode does not apply here")),
        Block::List(lines.collect()),
    ]
}

fn table(scene: &Scene<'_>, rows: Vec<TableRow>, set: Option<Text>) -> TableView {
    let column =
        |head: Text, kind, width| Column { head, kind, width: Width::Characters(width), ..Column::default() };
    TableView {
        cube: "outcomes".to_owned(),
        caption: with_sets(
            say(
                format!("Tal med konfidensintervall, årgång {}.", scene.edition.year),
                format!("Figures with confidence intervals, edition {}.", scene.edition.year),
            ),
            &Vec::from_iter(set),
        ),
        mode: Some(Mode::Uncertainty),
        keys: vec![
            key(say("Kommun eller stadsdel", "Municipality or district"), 26),
            key(say("Län", "County"), 19),
            key(say("Indikator", "Indicator"), 34),
        ],
        columns: vec![
            column(say("Tal", "Figure"), ColumnKind::Figures, 10),
            column(say("Lägst troliga värde", "Lowest likely value"), ColumnKind::Figures, 10),
            column(say("Högst troliga värde", "Highest likely value"), ColumnKind::Figures, 10),
            column(say("Antal personer", "Number of persons"), ColumnKind::Figures, 10),
            column(say("av totalt", "of in all"), ColumnKind::Figures, 10),
        ],
        rows,
        filtered: true,
    }
}
