//! Response and non-response: as printed, and of this round, municipalities and districts apart.

use domain::{Kind, Outcome, PartCode, Reason};

use super::{code, dimension, not_stated, numbered, text};
use crate::build::scene::{Scene, percent, plain, whole};
use crate::build::words::{same, say};
use crate::model::{Code, Cube, Observation, Text, Value};

/// How many units answered a part of the questionnaire, and of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::build) struct Responded {
    /// Municipalities: answered, of all.
    pub(in crate::build) municipalities: [u32; 2],
    /// Districts and offices: answered, of all.
    pub(in crate::build) districts: [u32; 2],
}

impl Responded {
    /// All units: answered, of all.
    pub(in crate::build) fn all(self) -> [u32; 2] {
        [0, 1].map(|i| self.municipalities[i] + self.districts[i])
    }
}

/// Who answered a part in this round: those of whom at least one of its indicators has an outcome or a reason
/// other than *not answered*. None where no indicator rests on the part.
pub(in crate::build) fn own_response(scene: &Scene<'_>, part: &PartCode) -> Option<Responded> {
    let of_part = |position: &usize| scene.indicators[*position].part == *part;
    let indicators: Vec<usize> = (0..scene.indicators.len()).filter(of_part).collect();
    if indicators.is_empty() {
        return None;
    }
    let mut responded = Responded::default();
    for subject in 0..scene.results.outcomes.subjects() {
        let is_answer = |&position: &usize| match scene.results.outcomes.get(subject, position) {
            Outcome::Empty(empty) => empty.reason != Reason::NotAnswered,
            Outcome::Category(_) | Outcome::Figure(_) => true,
        };
        let counts = match scene.unit(subject).kind {
            Kind::Municipality => &mut responded.municipalities,
            Kind::District | Kind::Office | Kind::County | Kind::Nation => &mut responded.districts,
        };
        counts[0] += u32::from(indicators.iter().any(is_answer));
        counts[1] += 1;
    }
    Some(responded)
}

/// Part × what is counted.
pub(in crate::build) fn response(scene: &Scene<'_>) -> Cube {
    let mut parts: Vec<Code> = Vec::new();
    let mut observations: Vec<Observation> = Vec::new();
    let own_origin = &scene.results.origin;
    for part in &scene.edition.parts {
        parts.push(code(part.code.as_str(), part.name.clone()));
        let printed = part.response.as_ref();
        observations.extend(printed_cells(
            printed.map(|p| (p.responded, p.of, p.percent)),
            printed.and_then(|p| p.percent_before),
        ));
        let own = own_response(scene, &part.code);
        let cells = own.map_or_else(
            || vec![not_described(); 9],
            |own| {
                [own.municipalities, own.districts, own.all()]
                    .into_iter()
                    .flat_map(|[answered, of]| [whole(answered), whole(of), percent(answered, of)])
                    .collect()
            },
        );
        observations.extend(cells.into_iter().map(|value| plain(value, own_origin)));
    }
    // Areas that the printed table has and that are no part of the questionnaire.
    let is_part = |area: &str| scene.edition.parts.iter().any(|part| part.name.sv == area);
    for (i, row) in scene.edition.response.iter().enumerate().filter(|(_, row)| !is_part(&row.area)) {
        parts.push(code(format!("printed-{}", i + 1), same(row.area.clone())));
        observations.extend(printed_cells(Some((row.responded, row.of, row.percent)), row.percent_before));
        observations.extend((0..9).map(|_| plain(not_described(), own_origin)));
    }
    Cube {
        id: "response".to_owned(),
        title: say("Svar och bortfall", "Response and non-response"),
        dimensions: vec![
            dimension("part", say("Del av enkäten", "Part of the questionnaire"), parts),
            dimension("count", say("Uppgift", "Figure"), counts(scene)),
        ],
        observations,
    }
}

/// Where the material is only a part of the round, it does not say who responded: only who has an outcome in it.
fn counts(scene: &Scene<'_>) -> Vec<Code> {
    let own = if scene.results.is_part() {
        [
            ("municipalities_known", say("Kommuner med utfall här", "Municipalities with an outcome here")),
            ("municipalities_of", say("Kommuner", "Municipalities")),
            (
                "municipalities_known_percent",
                say("Kommuner med utfall här, procent", "Municipalities with an outcome here, per cent"),
            ),
            ("districts_known", say("Stadsdelar med utfall här", "Districts with an outcome here")),
            ("districts_of", say("Stadsdelar", "Districts")),
            (
                "districts_known_percent",
                say("Stadsdelar med utfall här, procent", "Districts with an outcome here, per cent"),
            ),
            ("all_known", say("Alla med utfall här", "All with an outcome here")),
            ("all_of", say("Alla", "All")),
            ("all_known_percent", say("Alla med utfall här, procent", "All with an outcome here, per cent")),
        ]
    } else {
        [
            ("municipalities_responded", say("Kommuner som svarade", "Municipalities that responded")),
            ("municipalities_of", say("Kommuner", "Municipalities")),
            ("municipalities_percent", say("Kommuner, procent", "Municipalities, per cent")),
            ("districts_responded", say("Stadsdelar som svarade", "Districts that responded")),
            ("districts_of", say("Stadsdelar", "Districts")),
            ("districts_percent", say("Stadsdelar, procent", "Districts, per cent")),
            ("all_responded", say("Alla som svarade", "All that responded")),
            ("all_of", say("Alla", "All")),
            ("all_percent", say("Alla, procent", "All, per cent")),
        ]
    };
    [
        ("printed_responded", say("Svarade enligt källan", "Responded according to the source")),
        ("printed_of", say("Av alla enligt källan", "Of all according to the source")),
        ("printed_percent", say("Procent enligt källan", "Per cent according to the source")),
        (
            "printed_percent_before",
            say("Procent året före enligt källan", "Per cent the year before according to the source"),
        ),
    ]
    .into_iter()
    .chain(own)
    .map(|(id, name)| code(id, name))
    .collect()
}

fn printed_cells(printed: Option<(u32, u32, u8)>, before: Option<u8>) -> Vec<Observation> {
    let values = match printed {
        Some((responded, of, percent)) => [whole(responded), whole(of), whole(percent.into())],
        None => [not_stated(), not_stated(), not_stated()],
    };
    let before = before.map_or_else(not_stated, |percent| whole(percent.into()));
    values.into_iter().chain([before]).map(|value| plain(value, "published")).collect()
}

fn not_described() -> Value {
    Value::Empty(
        "not_described".to_owned(),
        ".".to_owned(),
        say("Delen ingår inte här", "The part is not included here"),
    )
}

/// The printed table of units that could not say or were illogical.
pub(in crate::build) fn cannot_say(scene: &Scene<'_>) -> Cube {
    let rows = &scene.edition.cannot_say;
    let count = [
        ("area", say("Område", "Service area")),
        ("cannot_say", say("Kan inte lämna uppgift", "Cannot say")),
        ("illogical", say("Ologisk uppgift", "Inconsistent data")),
    ];
    let observations = rows.iter().flat_map(|row| {
        [text(same(row.area.clone())), whole(row.cannot_say), whole(row.illogical)]
            .map(|value| plain(value, "published"))
    });
    Cube {
        id: "cannot_say".to_owned(),
        title: say("Kan inte lämna uppgift och ologisk uppgift", "Cannot say and inconsistent data"),
        observations: observations.collect(),
        dimensions: vec![
            numbered("row", say("Mått", "Measure"), rows.iter().map(|row| same(row.name.clone()))),
            dimension(
                "count",
                say("Uppgift", "Figure"),
                count.into_iter().map(|(id, name): (&str, Text)| code(id, name)).collect(),
            ),
        ],
    }
}
