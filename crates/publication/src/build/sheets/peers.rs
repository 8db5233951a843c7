//! The units that are most alike, why, and how much the choice rests on each weight.

use domain::Kind;
use results::peers::{Peer, Peers, Sensitivity};

use super::columns::key;
use super::views::{name_cell, view};
use super::{link, paragraph};
use crate::build::scene::Scene;
use crate::build::words::{self, count, fill, join, same, say};
use crate::model::{
    Block, Column, ColumnKind, Cube, Link, Paper, RowKind, Section, TableCell, TableRow, TableView, Text,
    Width,
};

const PEERS: &str = "peers";
const EXPLAINED: &str = "peers-explained";
const MEASURES: &str = "peers-measures";

/// Who is alike; why; or why nobody is.
pub(super) fn sections(scene: &Scene<'_>, variables: Option<&Cube>) -> Vec<Section> {
    match &scene.peers {
        Ok(peers) => vec![summary(scene, peers), explained(scene, peers), measures(scene, peers, variables)],
        Err(why) => vec![nobody(why)],
    }
}

fn nobody(why: &Text) -> Section {
    let why = if words::is_empty(why) {
        say("Årgången har inga liknande kommuner.", "The edition has no similar municipalities.")
    } else {
        why.clone()
    };
    Section { blocks: vec![Block::Paragraph(why)], ..empty_section(PEERS) }
}

fn empty_section(id: &str) -> Section {
    Section {
        id: id.to_owned(),
        name: say("Liknande kommuner", "Similar municipalities"),
        title: say("Liknande kommuner", "Similar municipalities"),
        paper: Paper::A3Landscape,
        blocks: Vec::new(),
    }
}

fn summary(scene: &Scene<'_>, peers: &Peers) -> Section {
    let blocks = vec![
        paragraph(
            "Mest lika först, med avståndet inom parentes: 0 är helt lika. Till höger: hur många av dem som är kvar om ett \
             mått tas bort (utan) eller räknas dubbelt.",
            "Most similar first, with the distance in brackets: 0 is identical. At the right: how many of them remain if a \
             measure is left out (without) or counts double.",
        ),
        Block::Paragraph(how_far(scene, peers)),
        Block::Table(summary_table(scene, peers)),
    ];
    Section { blocks, ..empty_section(PEERS) }
}

/// What distance is measured in, and who has no peers.
fn measures(scene: &Scene<'_>, peers: &Peers, variables: Option<&Cube>) -> Section {
    let why = scene.edition.comparison.peers.as_ref().map_or("", |settings| settings.why.as_str());
    let mut blocks = vec![
        paragraph(
            "Liknande kommuner har likartade förutsättningar. Avståndet räknas på måtten nedan, omräknade så att de går att \
             lägga ihop (standardiserade). Vilka kommungrupper en kommun hör till har ingen betydelse.",
            "Similar municipalities have much the same conditions. The distance is computed from the measures below, \
             converted so that they can be added up (standardised). It does not matter which groups a municipality \
             belongs to.",
        ),
        Block::Paragraph(same(why)),
    ];
    blocks.extend(without(scene, peers));
    blocks.extend(variables.map(|cube| {
        let caption = say("Måtten och deras vikter.", "The measures and their weights.");
        Block::Table(view(scene, cube, caption, 28, &[7, 12, 12, 11, 12, 44]))
    }));
    Section {
        id: MEASURES.to_owned(),
        name: say("Liknande, mått och vikter", "Similar, measures and weights"),
        title: say("Liknande kommuner, mått och vikter", "Similar municipalities, measures and weights"),
        paper: Paper::A4Landscape,
        blocks,
    }
}

/// How many units have no peers, by what they lack.
fn without(scene: &Scene<'_>, peers: &Peers) -> Vec<Block> {
    let mut reasons: Vec<(Vec<usize>, usize)> = Vec::new();
    for unit in 0..scene.edition.frame.units.len() {
        let Err(missing) = peers.of(unit) else { continue };
        match reasons.iter_mut().find(|(known, _)| known == missing) {
            Some((_, units)) => *units += 1,
            None => reasons.push((missing.to_vec(), 1)),
        }
    }
    let districts = scene.edition.frame.units.iter().filter(|unit| unit.kind == Kind::District).count();
    let all_districts = |units: usize| {
        let lacks = |(place, unit): (usize, &domain::Unit)| {
            (peers.of(place).is_err()) == (unit.kind == Kind::District)
        };
        units == districts && scene.edition.frame.units.iter().enumerate().all(lacks)
    };
    let lines = reasons.iter().map(|(missing, units)| {
        if all_districts(*units) {
            return fill(
                "De {} stadsdelarna har inga liknande kommuner: måtten finns bara för kommuner.",
                "The {} districts have no similar municipalities: the measures exist for municipalities only.",
                &[&count(*units)],
            );
        }
        let names = missing.iter().filter_map(|&variable| peers.variables.get(variable));
        let names = join(names.map(|variable| &variable.settings.name), ", ");
        fill(
            "{} kommuner och stadsdelar har inga liknande kommuner: för dem saknas {}.",
            "{} municipalities and districts have no similar municipalities. Not known for them: {}.",
            &[&count(*units), &names],
        )
    });
    let lines: Vec<Text> = lines.collect();
    if lines.is_empty() { Vec::new() } else { vec![Block::List(lines)] }
}

/// How far away the nearest usually is: what a distance is to be held against.
fn how_far(scene: &Scene<'_>, peers: &Peers) -> Text {
    let known = (0..scene.edition.frame.units.len()).map(|unit| peers.of(unit));
    let mut nearest: Vec<domain::Rounded> =
        known.filter_map(|found| Some(found.ok()?.first()?.distance)).collect();
    nearest.sort();
    if nearest.is_empty() {
        return Text::default();
    }
    let [middle, far] = [2, 10].map(|part| nearest.len() - 1 - (nearest.len() - 1) / part);
    let [middle, far] = [middle, far].map(|place| words::figure(nearest[place], false));
    fill(
        "Hälften av kommunerna har sin mest lika på högst {} avstånd. Är avståndet större än {}, som för en av tio, är ingen \
         kommun särskilt lik.",
        "Half of the municipalities have their most similar one within a distance of {}. Where it is more than {}, as for \
         one in ten, no municipality is very similar.",
        &[&middle, &far],
    )
}

fn column(head: Text, width: u16) -> Column {
    Column { head, kind: ColumnKind::Text, width: Width::Characters(width), ..Column::default() }
}

fn summary_table(scene: &Scene<'_>, peers: &Peers) -> TableView {
    let nearest = say("Mest liknande, närmast först", "Most alike, nearest first");
    let remaining = say("Kvar med andra vikter", "Remain with other weights");
    let mut columns: Vec<Column> = (1..=peers.count)
        .map(|rank| Column { groups: vec![nearest.clone()], ..column(same(rank.to_string()), 19) })
        .collect();
    columns.extend(peers.variables.iter().flat_map(|variable| {
        let name = &variable.settings.name;
        let heads = [fill("Utan {}", "Without {}", &[name]), fill("Dubbelt: {}", "Double: {}", &[name])];
        heads.map(|head| Column {
            groups: vec![remaining.clone()],
            kind: ColumnKind::Figures,
            ..column(head, 10)
        })
    }));
    let rows = scene.alphabetical().into_iter().map(|subject| {
        let place = scene.results.subjects[subject].unit;
        let unit = scene.unit(subject);
        let mut cells: Vec<TableCell> = match peers.of(place) {
            Ok(found) => found.iter().map(|peer| named(scene, peer)).collect(),
            Err(_) => vec![TableCell::Empty(String::new(), say("Måtten saknas", "Measures not known"))],
        };
        cells.resize(usize::from(peers.count), TableCell::Blank);
        cells.extend(
            (0..peers.variables.len()).flat_map(|variable| remain(&scene.sensitivity[place], variable)),
        );
        let keys = vec![TableCell::Text(scene.row_name(unit)), name_cell(scene.name(unit.county.as_str()))];
        TableRow { kind: RowKind::Body, anchor: unit.code.to_string(), keys, cells }
    });
    TableView {
        cube: PEERS.to_owned(),
        caption: say(
            format!(
                "De {} mest liknande kommunerna, och hur många av dem som vore kvar om måtten vägde annorlunda.",
                peers.count
            ),
            format!(
                "The {} most similar municipalities, and how many of them would remain with other weights.",
                peers.count
            ),
        ),
        mode: None,
        keys: keys(),
        columns,
        rows: rows.collect(),
        filtered: true,
    }
}

/// How many peers remain without a variable, and with twice its weight.
fn remain(sensitivity: &[Sensitivity], variable: usize) -> [TableCell; 2] {
    let Some(told) = sensitivity.iter().find(|told| told.variable == variable) else {
        return [TableCell::Blank, TableCell::Blank];
    };
    let without = told
        .without
        .as_ref()
        .map_or_else(|| name_cell("–"), |without| TableCell::Whole(without.remain.into()));
    [without, TableCell::Whole(told.doubled.remain.into())]
}

fn keys() -> Vec<crate::model::KeyColumn> {
    vec![key(say("Kommun eller stadsdel", "Municipality or district"), 30), key(say("Län", "County"), 19)]
}

/// `Eksjö (0,412)`, leading to the peer's row among all units.
fn named(scene: &Scene<'_>, peer: &Peer) -> TableCell {
    let unit = &scene.edition.frame.units[peer.unit];
    let distance = words::figure(peer.distance, false);
    let text = fill("{} ({})", "{} ({})", &[&same(unit.name.clone()), &distance]);
    TableCell::Link(Link { text, ..link(super::units::UNITS, unit.code.as_str(), Text::default()) })
}

/// A row for each unit and peer: the peer's figure of every measure beside the unit's own.
fn explained(scene: &Scene<'_>, peers: &Peers) -> Section {
    let mut keys = keys();
    keys.push(key(say("Ordning", "Rank"), 8));
    let mut columns = vec![
        Column {
            groups: vec![Text::default()],
            ..column(say("Liknande kommun", "Similar municipality"), 19)
        },
        Column {
            groups: vec![Text::default()],
            kind: ColumnKind::Figures,
            ..column(say("Avstånd", "Distance"), 8)
        },
    ];
    columns.extend(peers.variables.iter().flat_map(|variable| {
        let group = fill("{}, {}", "{}, {}", &[&variable.settings.name, &variable.settings.unit]);
        let heads = [
            say("Den liknande", "The similar"),
            say("Den egna", "Own"),
            say("Del av avståndet (%)", "Part of distance (%)"),
        ];
        heads.map(|head| Column { groups: vec![group.clone()], kind: ColumnKind::Figures, ..column(head, 9) })
    }));
    let mut rows = Vec::new();
    for subject in scene.alphabetical() {
        let (place, unit) = (scene.results.subjects[subject].unit, scene.unit(subject));
        for (rank, peer) in peers.of(place).unwrap_or_default().iter().enumerate() {
            let other = &scene.edition.frame.units[peer.unit];
            let mut cells = vec![
                name_cell(other.name.clone()),
                TableCell::Figure(peer.distance, false, None, String::new()),
            ];
            cells.extend(peer.parts.iter().flat_map(|part| {
                [part.other, part.own, part.percent]
                    .map(|figure| TableCell::Figure(figure, false, None, String::new()))
            }));
            let keys = vec![
                TableCell::Text(scene.row_name(unit)),
                name_cell(scene.name(unit.county.as_str())),
                TableCell::Whole(i64::try_from(rank + 1).unwrap_or(i64::MAX)),
            ];
            rows.push(TableRow { kind: RowKind::Body, anchor: String::new(), keys, cells });
        }
    }
    let table = TableView {
        cube: PEERS.to_owned(),
        caption: say("Liknande kommuner, mått för mått.", "Similar municipalities, measure by measure."),
        mode: None,
        keys,
        columns,
        rows,
        filtered: true,
    };
    Section {
        id: EXPLAINED.to_owned(),
        name: say("Liknande, förklaring", "Similar, explained"),
        title: say("Liknande kommuner, mått för mått", "Similar municipalities, measure by measure"),
        paper: Paper::A3FirstPage,
        blocks: vec![
            paragraph(
                "Filtrera på en kommun för att se vad som gör andra kommuner lika den. Även där ett måtts logaritm jämförs \
                 visas måttet självt.",
                "Filter on a municipality to see what makes others similar to it. Even where the logarithm of a measure \
                 is compared, the measure itself is shown.",
            ),
            paragraph(
                "Bladet är gjort för skärmen: utskriften visar de första raderna.",
                "The sheet is made for the screen: in print the first rows are shown.",
            ),
            Block::Table(table),
        ],
    }
}
