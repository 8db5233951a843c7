//! What a unit has of a variable.

use catalogue::model::{Edition, PeerFigure};
use domain::{Number, Unit};

/// A figure as people read it, and as it is compared.
pub(super) struct Value {
    pub(super) shown: f64,
    pub(super) compared: f64,
}

impl Value {
    fn plain(value: f64) -> Self {
        Self { shown: value, compared: value }
    }
}

/// A unit's figure of a variable; none where it is not known or has no meaning (the logarithm of 0).
pub(super) fn of(edition: &Edition, unit: &Unit, figure: &PeerFigure) -> Option<Value> {
    let known = |id: &str| Some(float(*edition.measures.get(id)?.get(&unit.code)?));
    let quotient = |a: f64, b: f64| (b != 0.0).then(|| Value::plain(a / b));
    match figure {
        PeerFigure::Value(id) => known(id).map(Value::plain),
        PeerFigure::Log(id) => {
            known(id).filter(|value| *value > 0.0).map(|value| Value { shown: value, compared: value.ln() })
        }
        PeerFigure::Change(from, to) => {
            let (from, to) = (known(from)?, known(to)?);
            quotient(100.0 * (to - from), from)
        }
        PeerFigure::Per(a, b) => quotient(known(a)?, known(b)?),
        PeerFigure::ShareOfCounty(id) => quotient(100.0 * known(id)?, of_county(edition, unit, id)?),
        PeerFigure::Group(grouping) => {
            let group = unit.groups.get(grouping.as_str())?;
            Some(Value::plain(float(group.as_str().parse::<Number>().ok()?)))
        }
    }
}

/// The sum over all municipalities of the unit's county, those divided in districts included.
fn of_county(edition: &Edition, unit: &Unit, id: &str) -> Option<f64> {
    let figures = edition.measures.get(id)?;
    let frame = &edition.frame;
    let cities = frame.cities.iter().filter(|city| city.parent.as_ref() == Some(&unit.county));
    let units = frame.units.iter().filter(|other| other.county == unit.county && other.city.is_none());
    let codes = cities.map(|city| &city.code).chain(units.map(|unit| &unit.code));
    // A sum without one of them would be another figure.
    codes
        .map(|code| figures.get(code).map(|figure| i128::from(figure.micros())))
        .sum::<Option<i128>>()
        .map(|sum| sum as f64 / Number::SCALE as f64)
}

pub(super) fn float(number: Number) -> f64 {
    number.micros() as f64 / Number::SCALE as f64
}
