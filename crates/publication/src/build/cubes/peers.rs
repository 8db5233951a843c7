//! Units that are most alike, frozen in the publication.

use catalogue::model::{PeerFigure, PeerVariable};
use domain::Rounded;
use results::peers::Peers;

use super::figures::unit_code;
use super::{code, dimension, text};
use crate::build::scene::{Scene, plain, whole};
use crate::build::words::{self, same, say};
use crate::model::{Code, Cube, Dimension, Observation, Text, Value};

/// Unit × rank × what is told of the peer: who it is, how far away, and variable by variable its figure and its
/// part of the distance.
pub(in crate::build) fn peers(scene: &Scene<'_>, peers: &Peers) -> Cube {
    let mut fields = vec![
        code("peer", say("Liknande kommun", "Similar municipality")),
        code("distance", say("Avstånd", "Distance")),
    ];
    for variable in &peers.variables {
        let settings = &variable.settings;
        fields.push(code(settings.id.as_str(), settings.name.clone()));
        let percent =
            words::fill("{}, procent av avståndet", "{}, per cent of the distance", &[&settings.name]);
        fields.push(code(format!("{}_percent", settings.id), percent));
    }
    let mut observations: Vec<Observation> = Vec::new();
    for (unit, _) in scene.edition.frame.units.iter().enumerate() {
        for rank in 0..usize::from(peers.count) {
            observations
                .extend(peer_cells(scene, peers, unit, rank, fields.len()).map(|value| plain(value, "")));
        }
    }
    let ranks = (1..=peers.count).map(|rank| code(rank.to_string(), same(rank.to_string()))).collect();
    Cube {
        id: "peers".to_owned(),
        title: say("Liknande kommuner", "Similar municipalities"),
        dimensions: vec![
            units(scene),
            dimension("rank", say("Ordning", "Rank"), ranks),
            dimension("field", say("Uppgift", "Field"), fields),
        ],
        observations,
    }
}

/// A peer's cells, or for each why there is none.
fn peer_cells(
    scene: &Scene<'_>,
    peers: &Peers,
    unit: usize,
    rank: usize,
    fields: usize,
) -> impl Iterator<Item = Value> {
    let found = peers.of(unit).map(|found| found.get(rank));
    let mut values: Vec<Value> = Vec::with_capacity(fields);
    match found {
        Ok(Some(peer)) => {
            let known = &scene.edition.frame.units[peer.unit];
            values.push(Value::Category(known.code.to_string(), same(known.name.clone())));
            values.push(Value::Figure(peer.distance, false));
            for part in &peer.parts {
                values.push(Value::Figure(part.other, false));
                values.push(Value::Figure(part.percent, false));
            }
        }
        Ok(None) => values.resize(fields, no_more()),
        Err(missing) => values.resize(fields, lacks(peers, missing)),
    }
    values.into_iter()
}

fn no_more() -> Value {
    Value::Empty("no_more_peers".to_owned(), "–".to_owned(), say("Finns inte fler", "There are no more"))
}

/// Empty, and which variables the unit lacks.
fn lacks(peers: &Peers, missing: &[usize]) -> Value {
    let names = missing.iter().filter_map(|&variable| peers.variables.get(variable));
    let names = words::join(names.map(|variable| &variable.settings.name), ", ");
    Value::Empty(
        "not_known".to_owned(),
        ".".to_owned(),
        words::fill("Uppgift saknas: {}", "Not known: {}", &[&names]),
    )
}

/// Unit × variable: its own figure, and how many peers remain without the variable and with twice its weight.
pub(in crate::build) fn peer_sensitivity(scene: &Scene<'_>, peers: &Peers) -> Cube {
    let mut observations: Vec<Observation> = Vec::new();
    for (unit, _) in scene.edition.frame.units.iter().enumerate() {
        let sensitivity = &scene.sensitivity[unit];
        let lacks = peers.of(unit).err().map(|missing| lacks(peers, missing));
        for (variable, own) in peers.figures(unit).iter().enumerate() {
            let told = sensitivity.iter().find(|told| told.variable == variable);
            let remain = |n: Option<u32>| match (n, &lacks) {
                (Some(n), _) => whole(n),
                (None, Some(lacks)) => lacks.clone(),
                (None, None) => only_variable(),
            };
            let own = own.map_or_else(not_known, |figure: Rounded| Value::Figure(figure, false));
            let without = remain(told.and_then(|told| told.without.as_ref()).map(|changed| changed.remain));
            let doubled = remain(told.map(|told| told.doubled.remain));
            observations.extend([own, without, doubled].map(|value| plain(value, "")));
        }
    }
    let fields = [
        ("own", say("Eget värde", "Own value")),
        ("remain_without", say("Kvar utan måttet", "Remain without the measure")),
        ("remain_doubled", say("Kvar med dubbel vikt", "Remain with double weight")),
    ];
    let fields = fields.into_iter().map(|(id, name)| code(id, name)).collect();
    let title = say(
        "Liknande kommuner: hur känsliga de är för vikterna",
        "Similar municipalities: sensitivity to the weights",
    );
    Cube {
        id: "peer_sensitivity".to_owned(),
        title,
        dimensions: vec![units(scene), variables(peers), dimension("field", say("Uppgift", "Field"), fields)],
        observations,
    }
}

/// Variable × what is known of it.
pub(in crate::build) fn peer_variables(scene: &Scene<'_>, peers: &Peers) -> Cube {
    let observations = peers.variables.iter().flat_map(|variable| {
        let settings = &variable.settings;
        [
            Value::Figure(settings.weight.rounded(settings.weight.decimals()), false),
            text(unit_compared(settings)),
            whole(variable.units),
            Value::Figure(variable.mean, false),
            Value::Figure(variable.deviation, false),
            text(same(scene.words.cite(&settings.source))),
        ]
        .map(|value| plain(value, ""))
    });
    let fields = [
        ("weight", say("Vikt", "Weight")),
        ("unit", say("Enhet", "Unit")),
        ("units", say("Kommuner med alla mått", "Municipalities with all measures")),
        ("mean", say("Medelvärde", "Mean")),
        ("deviation", say("Standardavvikelse", "Standard deviation")),
        ("source", say("Källa", "Source")),
    ];
    let fields = fields.into_iter().map(|(id, name)| code(id, name)).collect();
    Cube {
        id: "peer_variables".to_owned(),
        title: say("Liknande kommuner: måtten", "Similar municipalities: the measures"),
        observations: observations.collect(),
        dimensions: vec![variables(peers), dimension("field", say("Uppgift", "Field"), fields)],
    }
}

/// What mean and deviation are counted in: of a logarithm, said so.
fn unit_compared(settings: &PeerVariable) -> Text {
    match settings.from {
        PeerFigure::Log(_) => words::fill("{} (logaritm)", "{} (logarithm)", &[&settings.unit]),
        PeerFigure::Value(_)
        | PeerFigure::Change(..)
        | PeerFigure::Per(..)
        | PeerFigure::ShareOfCounty(_)
        | PeerFigure::Group(_) => settings.unit.clone(),
    }
}

fn not_known() -> Value {
    Value::Empty("not_known".to_owned(), String::new(), say("Uppgift saknas", "Not known"))
}

fn only_variable() -> Value {
    Value::Empty("only_variable".to_owned(), "–".to_owned(), say("Det enda måttet", "The only measure"))
}

fn units(scene: &Scene<'_>) -> Dimension {
    let codes: Vec<Code> = scene.edition.frame.units.iter().map(unit_code).collect();
    dimension("unit", say("Kommun eller stadsdel", "Municipality or district"), codes)
}

fn variables(peers: &Peers) -> Dimension {
    let codes = peers.variables.iter().map(|variable| {
        let settings = &variable.settings;
        code(settings.id.as_str(), settings.name.clone())
    });
    dimension("variable", say("Mått", "Measure"), codes.collect())
}
