//! What this is, how it is read, what to be careful with, and where it comes from.

use std::collections::BTreeSet;

use catalogue::model::{Named, Source};
use domain::Level;
use results::aggregates::Place;
use results::colours::Mode;

use super::columns::{legend, reasons};
use super::response::known_of_printed;
use super::units::with_modes;
use super::{link, paragraph};
use crate::build::scene::Scene;
use crate::build::words::{self, fill, same, say};
use crate::model::{Block, Cube, Paper, Section, Text};

/// The section; `links` are the id, name and title of the others, `nothing` the names of those left out.
pub(super) fn section(
    scene: &Scene<'_>,
    outcomes: &Cube,
    aggregates: &Cube,
    links: Vec<(String, Text, Text)>,
    nothing: &[Text],
) -> Section {
    let mut blocks: Vec<Block> = what(scene);
    blocks.push(Block::Heading(say("Blad", "Sheets")));
    blocks.extend(links.into_iter().map(|(id, name, title)| {
        let text = if name.sv == title.sv || name.sv.ends_with(&title.sv) {
            name
        } else {
            fill("{}: {}", "{}: {}", &[&name, &title])
        };
        Block::Link(link(&id, "", text))
    }));
    if !nothing.is_empty() {
        blocks.push(Block::Paragraph(fill(
            "Årgången har inget att visa på de här bladen, som därför saknas: {}.",
            "The edition has nothing to show on these sheets, which are therefore missing: {}.",
            &[&words::join(nothing, ", ")],
        )));
    }
    blocks.extend(careful(scene));
    blocks.extend(colours(scene));
    blocks.extend(without_colour(scene, outcomes, aggregates));
    blocks.extend(signs(scene));
    blocks.extend(sources(scene));
    Section {
        id: "read-me".to_owned(),
        name: say("Läs mig", "Read me"),
        title: scene.edition.name.clone(),
        paper: Paper::A4Portrait,
        blocks,
    }
}

fn what(scene: &Scene<'_>) -> Vec<Block> {
    let area = scene.words.areas.iter().find(|area| area.id == scene.edition.area);
    let area = area.map_or_else(Text::default, |area| area.name.clone());
    let mut blocks = vec![
        Block::Heading(say("Vad det här är", "What this is")),
        Block::Paragraph(fill(
            "Öppna jämförelser visar hur kommuner och stadsdelar arbetar. Området är {}. Svaren på en enkät blir utfall \
             på indikatorer, och utfallen blir andelar och tal för städer, län, riket och kommungrupper.",
            "Open comparisons show how municipalities and districts work. The service area is {}. Answers to a \
             questionnaire become outcomes on indicators, and outcomes become shares and figures of cities, counties, \
             the nation and groups of municipalities.",
            &[&area],
        )),
    ];
    let mut facts =
        vec![fill("Undersökningen gäller {}.", "The survey concerns {}.", &[&scene.units_counted()])];
    facts.extend(
        scene
            .edition
            .measured_on
            .map(|date| fill("Mätdatum: {}.", "Measurement date: {}.", &[&words::day(date)])),
    );
    if !scene.edition.collection.mode.is_empty() {
        facts.push(same(scene.edition.collection.mode.clone()));
    }
    blocks.push(Block::List(facts));
    blocks.extend(known_of_printed(scene).map(Block::Note));
    blocks
}

/// The cautions that belong to every open comparison.
fn careful(scene: &Scene<'_>) -> Vec<Block> {
    let limit = same(scene.edition.withhold_above_percent.to_string());
    vec![
        Block::Heading(say("Läs med försiktighet", "Read with care")),
        Block::Note(say(
            "Ett positivt resultat är ingen garanti för god kvalitet i det enskilda fallet, och ett svagt resultat betyder \
             inte att kvaliteten är dålig i det enskilda fallet.",
            "A positive result is no guarantee of good quality in the single case, and a weak result does not mean that \
             quality is poor in the single case.",
        )),
        Block::List(vec![
            say(
                "Komplettera med andra underlag: egen statistik, brukarundersökningar, registeruppgifter och tillsyn.",
                "Complement with other sources: own statistics, surveys among clients, registers and inspections.",
            ),
            say(
                "Svaren är kommunernas och stadsdelarnas egna. Många frågor är självskattningar.",
                "The answers are the municipalities' and districts' own. Many questions are self-assessments.",
            ),
            fill(
                "Där mer än {} procent saknar utfall visas ingen siffra för platsen.",
                "Where more than {} per cent have no outcome, no figure of the place is shown.",
                &[&limit],
            ),
            say(
                "Jämför bara år som sägs vara jämförbara; se bladet Ändringar.",
                "Compare only years that are said to be comparable; see the sheet Changes.",
            ),
            say(
                "Bakgrundsmått beskriver förutsättningar och bedöms inte.",
                "Background measures describe conditions and are not judged.",
            ),
        ]),
    ]
}

fn colours(scene: &Scene<'_>) -> Vec<Block> {
    let mut blocks = vec![
        Block::Heading(say("Så läser du färgerna", "How to read the colours")),
        paragraph(
            "En färg står aldrig ensam: i samma cell finns ett tecken, och varje tabell säger vilket färgläge den har. Tre \
             lägen finns.",
            "A colour never stands alone: in the same cell there is a sign, and every table says which colour mode it \
             has. There are three modes.",
        ),
    ];
    for mode in Mode::ALL {
        blocks.extend(legend(scene, mode));
        blocks.extend(settings(scene, mode));
    }
    blocks
}

/// Why some cells with a value have no colour, table by table.
fn without_colour(scene: &Scene<'_>, outcomes: &Cube, aggregates: &Cube) -> Vec<Block> {
    let of_places = |is_wanted: fn(&Place) -> bool| {
        let width = scene.indicators.len().max(1);
        let cells = aggregates.observations.iter().enumerate();
        let cells = cells.filter(move |(i, _)| is_wanted(&scene.results.places[i / width].place));
        reasons(scene, cells.map(|(_, cell)| (cell, Some(Mode::Relative))))
    };
    let all = [
        (
            say("Kommuner och stadsdelar", "Municipalities and districts"),
            reasons(scene, with_modes(scene, outcomes)),
        ),
        (say("Städer", "Cities"), of_places(|place| matches!(place, Place::Level(Level::City, _)))),
        (say("Län", "Counties"), of_places(|place| matches!(place, Place::Level(Level::County, _)))),
        (say("Riket", "The nation"), of_places(|place| matches!(place, Place::Level(Level::Nation, _)))),
        (say("Kommungrupper", "Groups"), of_places(|place| matches!(place, Place::Group(..)))),
    ];
    let lines: Vec<Text> = all
        .iter()
        .flat_map(|(what, reasons)| reasons.iter().map(move |why| fill("{}: {}", "{}: {}", &[what, why])))
        .collect();
    if lines.is_empty() {
        return Vec::new();
    }
    vec![Block::Heading(say("Värden utan färg", "Values without colour")), Block::List(lines)]
}

/// The edition's own limits of a mode, or that it has none.
fn settings(scene: &Scene<'_>, mode: Mode) -> Option<Block> {
    let comparison = &scene.edition.comparison;
    let none = || {
        Block::Paragraph(fill(
            "Årgången använder inte läget {}.",
            "The edition does not use the mode {}.",
            &[&scene.mode_name(mode)],
        ))
    };
    match mode {
        Mode::Target => None,
        Mode::Relative => Some(comparison.relative.as_ref().map_or_else(none, |settings| {
            let [best, worst, smallest] =
                [settings.best_percent.into(), settings.worst_percent.into(), settings.smallest]
                    .map(|n: u32| same(n.to_string()));
            Block::Paragraph(fill(
                "De bästa {} procenten är gröna och de sämsta {} procenten röda. Färre än {} jämförda tal ger ingen färg.",
                "The best {} per cent are green and the worst {} per cent red. Fewer than {} compared figures give no \
                 colour.",
                &[&best, &worst, &smallest],
            ))
        })),
        Mode::Uncertainty => comparison.uncertainty.is_none().then(none),
    }
}

/// What stands where there is no value or figure.
fn signs(scene: &Scene<'_>) -> Vec<Block> {
    let line = |named: &Named| {
        let gaps = [&same(named.sign.clone()), &named.name, &same(named.meaning.clone())];
        fill("«{}» {}. {}", "“{}” {}. {}", &gaps)
    };
    vec![
        Block::Heading(say("Så läser du tecknen", "How to read the signs")),
        paragraph(
            "En tom cell har alltid ett skäl. För en kommun eller stadsdel:",
            "An empty cell always has a reason. Of a municipality or district:",
        ),
        Block::List(scene.words.empties.iter().map(line).collect()),
        paragraph(
            "För en stad, ett län, riket eller en grupp:",
            "Of a city, a county, the nation or a group:",
        ),
        Block::List(scene.words.no_figures.iter().map(line).collect()),
    ]
}

fn sources(scene: &Scene<'_>) -> Vec<Block> {
    let edition = scene.edition;
    let cited: BTreeSet<&str> = edition
        .indicators
        .iter()
        .map(|indicator| &indicator.source)
        .chain(edition.parts.iter().map(|part| &part.source))
        .chain([&edition.source])
        .map(|source: &Source| source.document.as_str())
        .collect();
    let documents = scene.words.documents.iter().filter(|document| cited.contains(document.id.as_str()));
    let mut lines: Vec<Text> = documents
        .map(|document| same(format!("{}, {} {}.", document.title, document.publisher, document.year)))
        .collect();
    if !edition.data_source.is_empty() {
        lines.insert(0, same(format!("{}.", edition.data_source.trim_end_matches('.'))));
    }
    if !edition.error_sources.is_empty() {
        lines.push(same(edition.error_sources.clone()));
    }
    let input = scene.input;
    let mut printed: Vec<&str> = Vec::new();
    for value in input.published {
        if !printed.contains(&value.source.as_str()) {
            printed.push(&value.source);
        }
    }
    lines.extend(
        printed
            .into_iter()
            .map(|source| fill("Publicerade värden: {}.", "Published values: {}.", &[&same(source)])),
    );
    let time = input.published_at.to_string();
    let mut version = vec![
        fill("Årgång: {}.", "Edition: {}.", &[&same(edition.year.to_string())]),
        fill(
            "Publicerat: {} (UTC).",
            "Published: {} (UTC).",
            &[&same(time.replace('T', " ").replace('Z', ""))],
        ),
        fill("Program: {}.", "Program: {}.", &[&same(input.program)]),
    ];
    if let Some(overlay) = &input.catalogue.overlay {
        version.push(fill(
            "Katalog: {}. {}",
            "Catalogue: {}. {}",
            &[&same(overlay.name.clone()), &same(overlay.why.clone())],
        ));
    }
    vec![
        Block::Heading(say("Källor", "Sources")),
        Block::List(lines),
        Block::Heading(say("Version", "Version")),
        Block::List(version),
    ]
}
