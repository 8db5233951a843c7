//! Background measures: shown, never judged.

use catalogue::model::IndicatorRole;
use domain::Number;

use super::figures::unit_code;
use super::{code, dimension};
use crate::build::scene::{Scene, plain};
use crate::build::words::{self, say};
use crate::model::{Code, Cube, Observation, Value};

/// Unit × measure: the edition's background indicators, and what is known of units without asking.
pub(in crate::build) fn background(scene: &Scene<'_>) -> Cube {
    let asked = |position: &usize| scene.indicators[*position].role == IndicatorRole::Background;
    let asked: Vec<usize> = (0..scene.indicators.len()).filter(asked).collect();
    let known: Vec<_> = scene.edition.measures.iter().collect();
    let mut measures: Vec<Code> = asked
        .iter()
        .map(|&position| {
            let indicator = scene.indicators[position];
            let properties = vec![("unit".to_owned(), words::unit_of(&indicator.unit))];
            Code { properties, ..code(indicator.id.as_str(), indicator.short_name.clone()) }
        })
        .collect();
    measures.extend(known.iter().map(|(id, _)| code(id.as_str(), scene.measure_name(id))));
    let subjects = 0..scene.results.outcomes.subjects();
    let mut observations: Vec<Observation> = Vec::with_capacity(subjects.len() * measures.len());
    for subject in subjects.clone() {
        for &position in &asked {
            observations.push(plain(scene.subject_value(subject, position), &scene.results.origin));
        }
        for (_, figures) in &known {
            let figure = figures.get(&scene.unit(subject).code);
            observations.push(plain(figure.map_or_else(unknown, |figure| value(*figure)), ""));
        }
    }
    Cube {
        id: "background".to_owned(),
        title: say("Bakgrundsmått", "Background measures"),
        dimensions: vec![
            dimension(
                "unit",
                say("Kommun eller stadsdel", "Municipality or district"),
                subjects.map(|subject| unit_code(scene.unit(subject))).collect(),
            ),
            dimension("measure", say("Bakgrundsmått", "Background measure"), measures),
        ],
        observations,
    }
}

/// A figure with as many decimals as it is known with.
fn value(figure: Number) -> Value {
    Value::Figure(figure.rounded(figure.decimals()), false)
}

fn unknown() -> Value {
    Value::Empty("not_known".to_owned(), String::new(), say("Uppgift saknas", "Not known"))
}
