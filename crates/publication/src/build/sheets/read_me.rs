//! What this is, how it is read, what to be careful with, and where it comes from.

use std::collections::BTreeSet;

use catalogue::model::{Named, Source};
use domain::Level;
use results::aggregates::Place;
use results::colours::Mode;

use super::columns::{also_reached, legend, reasons, scheme_meanings};
use super::response::known_of_printed;
use super::units::with_modes;
use super::{link, paragraph};
use crate::build::scene::Scene;
use crate::build::words::{self, fill, same, say};
use crate::model::{Block, Cube, Paper, Section, Text, Value};

/// The section; `links` are the id and name of the others, `nothing` the names of those left out.
pub(super) fn section(
    scene: &Scene<'_>,
    outcomes: &Cube,
    aggregates: &Cube,
    links: Vec<(String, Text)>,
    nothing: &[Text],
) -> Section {
    let mut blocks: Vec<Block> = what(scene);
    blocks.push(Block::Heading(say("Blad", "Sheets")));
    blocks.extend(links.into_iter().map(|(id, name)| {
        let text = found_there(&id).map_or(name.clone(), |what| fill("{} – {}", "{} – {}", &[&name, &what]));
        Block::Link(link(&id, "", text))
    }));
    if !nothing.is_empty() {
        blocks.push(Block::Paragraph(fill(
            "De här bladen saknas, eftersom det inte finns något att visa på dem: {}.",
            "These sheets are missing, since there is nothing to show on them: {}.",
            &[&words::join(nothing, ", ")],
        )));
        let no_peers = scene.peers.as_ref().err().filter(|why| !words::is_empty(why));
        blocks.extend(no_peers.map(|why| Block::Paragraph(why.clone())));
    }
    blocks.extend(careful());
    blocks.extend(colours(scene));
    blocks.extend(without_colour(scene, outcomes, aggregates));
    blocks.extend(signs(scene, outcomes, aggregates));
    blocks.extend(groupings(scene));
    blocks.extend(sources(scene));
    Section {
        id: "read-me".to_owned(),
        name: say("Läs mig", "Read me"),
        title: scene.edition.name.clone(),
        paper: Paper::A4Portrait,
        blocks,
    }
}

/// What one finds on a sheet.
fn found_there(id: &str) -> Option<Text> {
    let (sv, en) = match id {
        "units" => {
            ("utfall för varje kommun och stadsdel", "the outcomes of every municipality and district")
        }
        "levels" => ("andelar och tal för varje plats", "the shares and figures of each place"),
        "groups" => (
            "andelar och tal för kommuner av samma slag",
            "the shares and figures of municipalities of the same kind",
        ),
        "peers" => ("kommuner med likartade förutsättningar", "municipalities with much the same conditions"),
        "peers-explained" => {
            ("vad som gör dem lika, mått för mått", "what makes them similar, measure by measure")
        }
        "peers-measures" => ("vad likheten räknas på", "what similarity is computed from"),
        "uncertainty" => {
            ("vilka andelar som säkert skiljer sig från rikets", "which shares clearly differ from Sweden's")
        }
        "response" => (
            "hur många som svarade, och vad som inte redovisas",
            "how many responded, and what is not reported",
        ),
        "indicators" => (
            "vad varje indikator mäter och hur den räknas ut",
            "what every indicator measures and how it is computed",
        ),
        "background" => ("kommunernas förutsättningar", "the conditions of the municipalities"),
        "changes" => ("vad som går att jämföra med tidigare år", "what can be compared with earlier years"),
        "across-areas" => (
            "indikatorer som fler verksamhetsområden har",
            "indicators that other service areas have as well",
        ),
        county if county.starts_with("county-") => {
            ("länets kommuner, länet och riket", "the county's municipalities, the county and Sweden")
        }
        _ => return None,
    };
    Some(say(sv, en))
}

fn what(scene: &Scene<'_>) -> Vec<Block> {
    let area = scene.words.areas.iter().find(|area| area.id == scene.edition.area);
    let area = area.map_or_else(Text::default, |area| area.name.clone());
    let mut blocks = vec![
        Block::Heading(say("Vad det här är", "What this is")),
        Block::Paragraph(fill(
            "Öppna jämförelser visar hur kommuner och stadsdelar arbetar. Området är {}. Svaren på en enkät ger varje \
             kommun och stadsdel ett utfall på varje indikator. Av utfallen räknas andelar och tal för städer, län, riket \
             och kommungrupper.",
            "Open comparisons show how municipalities and districts work. The service area is {}. The answers to a \
             questionnaire give every municipality and district an outcome on every indicator. From the outcomes, shares \
             and figures are computed for cities, counties, Sweden and groups of municipalities.",
            &[&area],
        )),
    ];
    let surveyed = scene.units_counted();
    let facts = match scene.edition.measured_on {
        Some(date) => fill(
            "Undersökningen gäller {}. Mätdatum är den {}.",
            "The survey covers {}. The measurement date is {}. Names and texts quoted from the source, such as questions \
             and definitions, are in Swedish, its official language, where they have not been translated.",
            &[&surveyed, &words::day(date)],
        ),
        None => fill(
            "Undersökningen gäller {}.",
            "The survey covers {}. Names and texts quoted from the source, such as questions and definitions, are in \
             Swedish, its official language, where they have not been translated.",
            &[&surveyed],
        ),
    };
    blocks.push(Block::Paragraph(facts));
    blocks.extend(known_of_printed(scene).map(Block::Note));
    blocks
}

/// The cautions that belong to every open comparison.
fn careful() -> Vec<Block> {
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
                "Svaren är kommunernas och stadsdelarnas egna, och många frågor är självskattningar. Komplettera med egen \
                 statistik, brukarundersökningar, registeruppgifter och tillsyn.",
                "The answers are the municipalities' and districts' own, and many questions are self-assessments. \
                 Complement them with your own statistics, surveys among clients, registers and inspections.",
            ),
            say(
                "Jämför bara med år som går att jämföra. Vilka det är står på bladet Ändringar.",
                "Compare only with years that can be compared. The sheet Changes says which ones.",
            ),
            say(
                "Bakgrundsmått beskriver förutsättningar. De bedöms inte och har ingen färg.",
                "Background measures describe conditions. They are not judged and have no colour.",
            ),
        ]),
    ]
}

fn colours(scene: &Scene<'_>) -> Vec<Block> {
    let mut blocks = vec![
        Block::Heading(say("Så läser du färgerna", "How to read the colours")),
        paragraph(
            "En färg står aldrig ensam: i samma cell finns ett tecken. Ovanför varje tabell står vilket färgläge den har.",
            "A colour never stands alone: there is a sign in the same cell. Above each table you can read which colour \
             mode it has.",
        ),
    ];
    let comparison = &scene.edition.comparison;
    for mode in Mode::ALL {
        let is_used = match mode {
            Mode::Target => true,
            Mode::Relative => comparison.relative.is_some(),
            Mode::Uncertainty => comparison.uncertainty.is_some() && scene.judges(mode),
        };
        if is_used {
            blocks.extend(legend(scene, mode));
        } else {
            let name = scene.mode_name(mode);
            let has_settings = mode == Mode::Uncertainty && comparison.uncertainty.is_some();
            blocks.push(Block::Paragraph(if has_settings {
                fill(
                    "Läget {} visas inte: det kräver att antalen personer bakom andelarna är kända.",
                    "The mode {} is not shown: it takes that the numbers of persons behind the shares are known.",
                    &[&name],
                )
            } else {
                fill(
                    "Läget {} används inte i den här årgången.",
                    "The mode {} is not used in this edition.",
                    &[&name],
                )
            }));
        }
        if mode == Mode::Target {
            blocks.push(paragraph(
                "Ett utfall säger om indikatorns regel är uppfylld och är inte alltid samma ord som kommunens svar på \
                 frågan. Reglerna står på bladet Indikatorer.",
                "An outcome says whether the indicator's rule is met, and is not always the word that the municipality \
                 answered. The rules are on the sheet Indicators.",
            ));
            blocks.extend(reached(scene));
        }
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
        (say("Riket", "Sweden"), of_places(|place| matches!(place, Place::Level(Level::Nation, _)))),
        (
            say("Kommungrupper", "Groups of municipalities"),
            of_places(|place| matches!(place, Place::Group(..))),
        ),
    ];
    let line = |what: &Text, (why, is_whole): &(Text, bool)| {
        if *is_whole {
            fill("{} får ingen färg: {}", "{}: no colour. {}", &[what, &lower(why)])
        } else {
            fill("{} saknar ibland färg: {}", "{}: sometimes no colour. {}", &[what, &lower(why)])
        }
    };
    let lines: Vec<Text> =
        all.iter().flat_map(|(what, reasons)| reasons.iter().map(move |why| line(what, why))).collect();
    if lines.is_empty() {
        return Vec::new();
    }
    vec![Block::Heading(say("Värden utan färg", "Values without colour")), Block::List(lines)]
}

/// The Swedish of a sentence as it stands after a colon.
fn lower(sentence: &Text) -> Text {
    let mut letters = sentence.sv.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    Text { sv: first.chain(letters).collect(), en: sentence.en.clone() }
}

/// Values that count as reached though a reader might not think so, with the indicators that count them: from the rules.
fn reached(scene: &Scene<'_>) -> Option<Block> {
    let mut told: [Vec<(Text, Vec<Text>)>; 2] = Default::default();
    for indicator in &scene.indicators {
        for (values, told) in also_reached(scene, indicator).into_iter().zip(&mut told) {
            if words::is_empty(&values) {
                continue;
            }
            match told.iter_mut().find(|(known, _)| *known == values) {
                Some((_, names)) => names.push(indicator.short_name.clone()),
                None => told.push((values, vec![indicator.short_name.clone()])),
            }
        }
    }
    let [green, yellow] = told;
    let line = |sv, en| {
        move |(values, names): (Text, Vec<Text>)| fill(sv, en, &[&values, &words::join(&names, "; ")])
    };
    let yellow = yellow.into_iter().map(line(
        "{} är gult men räknas som uppnått i andelarna för län, riket och grupper. Gäller: {}.",
        "{} is yellow but counts as reached in the shares of counties, Sweden and groups. Applies to: {}.",
    ));
    let green = green.into_iter().map(line(
        "{} räknas som uppnått enligt årgångens regler och är därför grönt. Gäller: {}.",
        "{} counts as reached by the rules of the edition and is therefore green. Applies to: {}.",
    ));
    let lines: Vec<Text> = yellow.chain(green).collect();
    (!lines.is_empty()).then_some(Block::List(lines))
}

/// What stands where there is no value or figure; only the signs that stand somewhere in this workbook, unless
/// values of an earlier publication stand there as well.
fn signs(scene: &Scene<'_>, outcomes: &Cube, aggregates: &Cube) -> Vec<Block> {
    let all = scene.input.before.is_some();
    let is_shown = |cube: &Cube, wanted: &str| {
        all || cube.observations.iter().any(|cell| match &cell.value {
            Value::Category(id, _) | Value::Empty(id, ..) => id == wanted,
            Value::Figure(..) => false,
        })
    };
    let line = |sign: &str, name: &Text, meaning: &Text| {
        let sign = if sign.is_empty() { String::new() } else { format!("{sign} ") };
        fill("{}{}: {}", "{}{}: {}", &[&same(sign), name, meaning])
    };
    let told = |named: &Named| line(&named.sign, &named.name, &named.meaning);
    let lines = |cube: &Cube, all: &[Named]| -> Vec<Text> {
        let shown = all.iter().filter(|named| !words::is_empty(&named.meaning) && is_shown(cube, &named.id));
        shown.map(told).collect()
    };
    let not_covered = |id: &str| {
        let word = scene.words.not_covered(id).filter(|_| scene.results.is_part());
        word.map(|word| line(&word.sign, &word.name, &word.meaning))
    };
    let mut of_units = lines(outcomes, &scene.words.empties);
    of_units.extend(lines(outcomes, &scene.words.values));
    of_units.extend(not_covered(Value::NOT_COVERED));
    let mut of_places = lines(aggregates, &scene.words.no_figures);
    of_places.extend(not_covered(&Value::WITHHELD_NOT_COVERED.replace(':', "_")));
    let mut blocks = vec![
        Block::Heading(say("Så läser du tecknen", "How to read the signs")),
        paragraph(
            "Där ett värde saknas står alltid varför. För en kommun eller stadsdel:",
            "Where there is no value, the reason is always given. For a municipality or district:",
        ),
        Block::List(of_units),
    ];
    if !of_places.is_empty() {
        blocks.push(paragraph(
            "För en stad, ett län, riket eller en grupp:",
            "For a city, a county, Sweden or a group:",
        ));
        blocks.push(Block::List(of_places));
    }
    blocks
}

/// What the groups mean that tables are sorted and filtered by.
fn groupings(scene: &Scene<'_>) -> Vec<Block> {
    let units: Vec<&domain::Unit> = scene.edition.frame.units.iter().collect();
    let meanings = scheme_meanings(scene, &units, false);
    if meanings.is_empty() {
        return Vec::new();
    }
    vec![Block::Heading(say("Vad grupperna betyder", "What the groups mean")), Block::List(meanings)]
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
    if !edition.collection.mode.is_empty() {
        let how = same(edition.collection.mode.clone());
        lines.push(fill("Insamling: {}", "How the answers were collected: {}", &[&how]));
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
    let mut version = fill(
        "Årgång {}. Publicerad {}. Framställd med {}.",
        "Edition {}. Published on {}. Made with {}.",
        &[
            &same(edition.year.to_string()),
            &words::moment(input.published_at, input.published_as),
            &same(input.program),
        ],
    );
    if let Some(overlay) = &input.catalogue.overlay {
        let gaps = [&version, &same(overlay.name.clone()), &same(overlay.why.clone())];
        version = fill("{} Katalog: {}. {}", "{} Catalogue: {}. {}", &gaps);
    }
    vec![
        Block::Heading(say("Källor och version", "Sources and version")),
        Block::List(lines),
        Block::Paragraph(version),
    ]
}
