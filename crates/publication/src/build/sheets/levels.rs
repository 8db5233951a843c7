//! Counties, cities and the nation; groups of municipalities.

use domain::{GroupScheme, Level};
use results::aggregates::{Membership, Place};
use results::colours::Mode;

use super::columns::{group_cell, indicator_column, key, level_cell, reason_names, with_sets};
use super::county::published_row;
use super::paragraph;
use super::views::name_cell;
use crate::build::scene::Scene;
use crate::build::words::{self, same, say};
use crate::model::{Block, Cube, KeyColumn, Paper, RowKind, Section, TableCell, TableRow, TableView, Text};

/// Counties by code, then cities, the nation set apart below them.
pub(super) fn levels(scene: &Scene<'_>, aggregates: &Cube) -> Section {
    let mut keys = vec![
        key(say("Plats", "Place"), 24),
        key(say("Nivå", "Level"), 6),
        key(say("Kod", "Code"), 7),
        key(say("Antal kommuner och stadsdelar", "Municipalities and districts"), 8),
    ];
    keys.extend(with_outcome_key(scene));
    let mut rows = Vec::new();
    for (level, kind) in
        [(Level::County, RowKind::Body), (Level::City, RowKind::Body), (Level::Nation, RowKind::Level)]
    {
        for place in scene.places_of(level) {
            let member = &scene.results.places[place];
            let Place::Level(_, code) = &member.place else { continue };
            let head = |name: Text| {
                let mut head = vec![
                    TableCell::Text(name),
                    level_cell(level),
                    name_cell(code.as_str()),
                    TableCell::Whole(i64::try_from(member.units.len()).unwrap_or(i64::MAX)),
                ];
                head.extend(with_outcome(scene, member));
                head
            };
            rows.push(place_row(scene, aggregates, place, kind, head(scene.level_name(code.as_str()))));
            rows.extend(published_row(scene, level, code, &scene.indicators, head));
        }
    }
    let places: Vec<usize> = (0..scene.results.places.len())
        .filter(|&place| matches!(scene.results.places[place].place, Place::Level(..)))
        .collect();
    let mut blocks = vec![paragraph(
        "Varje stadsdel räknas lika mycket som en kommun. Riket står sist. Andelar står i procent (%).",
        "Every district counts as much as a municipality. Sweden is shown last. Shares are in per cent (%).",
    )];
    blocks.extend(without_colour(scene, aggregates, &places));
    let caption = say(
        format!("Län, städer och riket, årgång {}.", scene.edition.year),
        format!("Counties, cities and Sweden, edition {}.", scene.edition.year),
    );
    let caption = with_sets(caption, &scene.place_sets(&places));
    blocks.push(Block::Table(table(scene, aggregates, caption, keys, rows, scene.ranks(&places))));
    Section {
        id: "levels".to_owned(),
        name: say("Län, städer och riket", "Counties, cities and Sweden"),
        title: say("Län, städer och riket", "Counties, cities and Sweden"),
        paper: Paper::A3Landscape,
        blocks,
    }
}

/// The groups of every grouping.
pub(super) fn groups(scene: &Scene<'_>, aggregates: &Cube) -> Section {
    let mut keys = vec![
        key(say("Kommungrupp", "Group of municipalities"), 38),
        key(say("Indelning", "Grouping"), 16),
        key(say("Grupp", "Group"), 6),
        key(say("Antal kommuner och stadsdelar", "Municipalities and districts"), 8),
    ];
    keys.extend(with_outcome_key(scene));
    let mut rows = Vec::new();
    let mut places = Vec::new();
    for (place, member) in scene.results.places.iter().enumerate() {
        // Counties stand on their own sheet.
        let Place::Group(grouping, group) = &member.place else { continue };
        let Some(scheme) = scene.edition.frame.schemes.iter().find(|s| s.grouping == *grouping) else {
            continue;
        };
        let mut head = vec![
            TableCell::Text(described(scheme, group.as_str())),
            name_cell(scheme.name.clone()),
            group_cell(group.as_str()),
            TableCell::Whole(i64::try_from(member.units.len()).unwrap_or(i64::MAX)),
        ];
        head.extend(with_outcome(scene, member));
        rows.push(place_row(scene, aggregates, place, RowKind::Body, head));
        places.push(place);
    }
    let mut blocks =
        vec![paragraph("En stadsdel hör till sin stads grupp.", "A district belongs to its city's group.")];
    blocks.extend(incomplete(scene));
    blocks.extend(without_colour(scene, aggregates, &places));
    let caption = say(
        format!("Kommungrupper, årgång {}.", scene.edition.year),
        format!("Groups of municipalities, edition {}.", scene.edition.year),
    );
    let caption = with_sets(caption, &scene.place_sets(&places));
    blocks.push(Block::Table(table(scene, aggregates, caption, keys, rows, scene.ranks(&places))));
    Section {
        id: "groups".to_owned(),
        name: say("Kommungrupper", "Groups of municipalities"),
        title: say("Kommungrupper", "Groups of municipalities"),
        paper: Paper::A3Landscape,
        blocks,
    }
}

/// Where the material does not cover all: the column of how many it does.
fn with_outcome_key(scene: &Scene<'_>) -> Option<KeyColumn> {
    let head = say("Kommuner med utfall här", "Municipalities with an outcome here");
    scene.results.is_part().then(|| key(head, 12))
}

/// How many units of a place the material covers.
fn with_outcome(scene: &Scene<'_>, member: &Membership) -> Option<TableCell> {
    let covered = scene.results.covered();
    let of_place =
        covered.iter().filter(|&&subject| member.units.contains(&scene.results.subjects[subject].unit));
    let many = TableCell::Whole(i64::try_from(of_place.count()).unwrap_or(i64::MAX));
    scene.results.is_part().then_some(many)
}

/// A group's name, with its criterion where that is known.
fn described(scheme: &GroupScheme, code: &str) -> Text {
    let known = scheme.groups.iter().find(|group| group.code.as_str() == code);
    let name = same(known.map_or_else(
        || code.to_owned(),
        |group| match group.criterion.is_empty() {
            true => group.name.clone(),
            false => format!("{}: {}", group.name, group.criterion),
        },
    ));
    if scheme.complete {
        return name;
    }
    words::fill("{} – bara kända kommuner", "{} – known municipalities only", &[&name])
}

/// Which groupings lack members.
fn incomplete(scene: &Scene<'_>) -> Option<Block> {
    let schemes = scene.edition.frame.schemes.iter().filter(|scheme| !scheme.complete);
    let names: Vec<Text> = schemes.map(|scheme| same(scheme.name.clone())).collect();
    (!names.is_empty()).then(|| {
        Block::Note(words::fill(
            "Källan anger inte alla kommuners grupp i {}. Talen gäller dem som är kända.",
            "The source does not give every municipality's group in {}. The figures are of those that are known.",
            &[&words::join(&names, ", ")],
        ))
    })
}

/// That some figures have no colour, and why in few words; more of it stands in the read-me.
fn without_colour(scene: &Scene<'_>, aggregates: &Cube, places: &[usize]) -> Option<Block> {
    let cells = places
        .iter()
        .flat_map(|&place| (0..scene.indicators.len()).filter_map(move |i| aggregates.at(&[place, i])));
    let why = reason_names(scene, cells.map(|cell| (cell, Some(Mode::Relative))));
    (!why.is_empty()).then(|| {
        let gaps = [&words::join(&why, ", ")];
        Block::Paragraph(if scene.ranks(places) {
            words::fill(
                "Vissa tal har ingen färg: {}. Mer om det på bladet Läs mig.",
                "Some figures have no colour: {}. The sheet Read me says more.",
                &gaps,
            )
        } else {
            words::fill(
                "Inga tal på bladet har färg: {}. Mer om det på bladet Läs mig.",
                "No figure of this sheet has a colour: {}. The sheet Read me says more.",
                &gaps,
            )
        })
    })
}

/// When a figure is not shown.
pub(super) fn withholding(scene: &Scene<'_>) -> Vec<Block> {
    let limit = same(scene.edition.withhold_above_percent.to_string());
    vec![Block::Paragraph(words::fill(
        "Om mer än {} procent av kommunerna och stadsdelarna saknar utfall visas ingen siffra.",
        "If more than {} per cent of the municipalities and districts have no outcome, no figure is shown.",
        &[&limit],
    ))]
}

/// The row of a place.
pub(super) fn place_row(
    scene: &Scene<'_>,
    aggregates: &Cube,
    place: usize,
    kind: RowKind,
    keys: Vec<TableCell>,
) -> TableRow {
    let cells = (0..scene.indicators.len()).map(|i| {
        let cell = aggregates.at(&[place, i]);
        cell.map_or(TableCell::Blank, |cell| scene.cell(cell, Some(Mode::Relative)))
    });
    let anchor = crate::build::cubes::place_id(&scene.results.places[place].place);
    TableRow { kind, anchor, keys, cells: cells.collect() }
}

fn table(
    scene: &Scene<'_>,
    aggregates: &Cube,
    caption: Text,
    keys: Vec<KeyColumn>,
    rows: Vec<TableRow>,
    ranked: bool,
) -> TableView {
    TableView {
        cube: aggregates.id.clone(),
        caption,
        // Where nothing has a colour, a legend would only make the reader look for it.
        mode: ranked.then_some(Mode::Relative),
        keys,
        columns: scene.indicators.iter().map(|indicator| indicator_column(scene, indicator, None)).collect(),
        rows,
        filtered: true,
    }
}
