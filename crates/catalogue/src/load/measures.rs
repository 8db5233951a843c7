//! Background measures of units: `editions/<year>/measures/<id>.csv`.

use std::collections::BTreeMap;

use domain::{Frame, Number, UnitCode};
use rules::schema::{NumberForm, QuestionKind};

use super::Loader;
use super::csv_table::rows;
use super::log::Unique;

/// Figures by measure and unit.
pub(super) type Measures = BTreeMap<String, BTreeMap<UnitCode, Number>>;

/// Reads the measures of an edition.
pub(super) fn load(loader: &Loader<'_>, folder: &str, frame: &Frame) -> Measures {
    let mut measures = Measures::new();
    let prefix = format!("{folder}/measures/");
    for path in loader.files.under(&prefix, ".csv") {
        let Some(file) = loader.files.csv(path) else { continue };
        let id = path.trim_start_matches(&prefix).trim_end_matches(".csv");
        if id.parse::<domain::ValueId>().is_err() {
            let help = "name the file as the measure: a lower-case letter, then a–z, 0–9 and _";
            loader.log.file(path, "CAT-06", format!("`{id}` is not a measure's id"), help);
            continue;
        }
        let mut units = Unique::default();
        let mut figures = BTreeMap::new();
        for line in rows(loader.log, file, &["unit", "figure"], &[]) {
            let (code, figure) = (line.get(0), line.get(1));
            let spot = line.spot.named(format!("unit `{code}`"));
            let known = frame.units.iter().map(|unit| unit.code.as_str());
            let known = known.chain(frame.cities.iter().map(|city| city.code.as_str()));
            let may_miss = frame.units.is_empty() && !loader.places_sound.get();
            if may_miss || (frame.name(code).is_none() && !spot.known("unit or city", code, known)) {
                continue;
            }
            match (code.parse::<UnitCode>(), figure.parse::<Number>()) {
                (Ok(code), Ok(number)) => {
                    if units.claim("the unit", code.as_str(), &spot) {
                        figures.insert(code, number);
                    }
                }
                (_, Err(error)) => {
                    let help = "write digits and a decimal point; leave the line out where it is not known";
                    spot.problem("CAT-06", format!("`{figure}` {error}"), help);
                }
                (Err(_), Ok(_)) => {}
            }
        }
        measures.insert(id.to_owned(), figures);
    }
    measures
}

/// What rules know of a measure: as many decimals and as wide a range as its figures have.
pub(super) fn kind(figures: &BTreeMap<UnitCode, Number>) -> QuestionKind {
    let ends =
        figures.values().fold((Number::ZERO, Number::ZERO), |(low, high), &n| (low.min(n), high.max(n)));
    QuestionKind::Number(NumberForm {
        digits: figures.values().map(|n| n.decimals()).max().unwrap_or(0),
        low: ends.0,
        high: ends.1,
        missing_code: None,
    })
}
