//! The last comparable edition's or round's values, beside those of this one.

use catalogue::model::{Comparability, Edition, Indicator};
use domain::UnitCode;
use results::Results;
use results::aggregates::Place;

use super::scene::Scene;
use super::words::{fill, same, say};
use crate::model::{Column, Observation, TableCell, Text, Value};

/// An indicator of the last edition that this one's can be compared with.
pub(super) struct Earlier<'a> {
    edition: &'a Edition,
    results: &'a Results,
    indicator: &'a Indicator,
    /// Its place among the computed ones there.
    place: usize,
}

/// What the earlier edition is called in a heading: its year, or that it is the round before.
pub(super) fn label(scene: &Scene<'_>, before: &Edition) -> Text {
    if before.year == scene.edition.year {
        say("föregående omgång", "the round before")
    } else {
        same(before.year.to_string())
    }
}

/// Whether an indicator can be compared with an edition: as said of it, else as said of the whole edition.
fn can_compare(now: &Edition, indicator: &Indicator, before: &Edition) -> bool {
    if now.year == before.year {
        return true;
    }
    let Comparability { pairs, indicators, .. } = &now.comparability;
    let with = before.year.0;
    let own = indicators.iter().find(|one| one.id == indicator.id && one.with == with);
    let whole = pairs.iter().find(|pair| pair.with == with);
    let status = own.map(|one| one.status.as_str()).or(whole.map(|pair| pair.status.as_str()));
    matches!(status, Some("comparable" | "partly"))
}

impl<'a> Earlier<'a> {
    /// The indicator's own of the edition before; none where they cannot be compared.
    pub(super) fn of(scene: &Scene<'a>, indicator: &Indicator) -> Option<Self> {
        let before = scene.input.before?;
        if !can_compare(scene.edition, indicator, before.edition) {
            return None;
        }
        let (place, found) =
            before.edition.computed().enumerate().find(|(_, known)| known.id == indicator.id)?;
        Some(Self { edition: before.edition, results: before.results, indicator: found, place })
    }

    /// The column beside the indicator's own.
    pub(super) fn column(&self, scene: &Scene<'_>, indicator: &Indicator) -> Column {
        let label = label(scene, self.edition);
        let own = super::sheets::indicator_column(scene, indicator, None);
        Column { head: fill("{} – {}", "{} – {}", &[&indicator.short_name, &label]), ..own }
    }

    /// A unit's value there; blank if it was no unit then.
    pub(super) fn unit(&self, scene: &Scene<'_>, code: &UnitCode) -> TableCell {
        let of_code = |subject: &results::Subject| self.edition.frame.units[subject.unit].code == *code;
        let Some(subject) = self.results.subjects.iter().position(of_code) else { return TableCell::Blank };
        let outcome = self.results.outcomes.get(subject, self.place);
        self.cell(scene, scene.outcome_value(self.indicator, outcome))
    }

    /// A place's value there; blank if there was none.
    pub(super) fn place(&self, scene: &Scene<'_>, place: &Place) -> TableCell {
        let Some(position) = self.results.places.iter().position(|member| member.place == *place) else {
            return TableCell::Blank;
        };
        let figure = self.results.aggregates.get(position, self.place).figure;
        self.cell(scene, scene.figure_value(figure))
    }

    fn cell(&self, scene: &Scene<'_>, value: Value) -> TableCell {
        let value = match value {
            Value::Figure(figure, _) => Value::Figure(figure, self.edition.plain_ends),
            Value::Category(..) | Value::Empty(..) => value,
        };
        let observation = Observation {
            value,
            colours: Vec::new(),
            quotient: Default::default(),
            counts: None,
            origin: String::new(),
        };
        scene.cell(&observation, None)
    }
}
