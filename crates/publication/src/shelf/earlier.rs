//! What the last comparable edition or round has in the place of a cell, in the words of this one.

use results::diff::{Comparable, Got, comparable, printed};

use super::Opened;
use crate::build::place_id;
use crate::model::{Text, Value};

/// What there was before (*förra gången*).
#[derive(Clone, Debug, PartialEq)]
pub enum Earlier {
    /// A value; with a reservation, in the catalogue's words, where it is comparable only in part.
    Known(Value, String),
    /// There was no such unit, place or indicator.
    NotThen,
    /// It may not be compared; why, in the catalogue's words, which may be none.
    NotComparable(String),
}

impl Opened {
    /// What a unit got before; none where the publication stands alone.
    pub fn outcome_before(&self, unit: &str, indicator: &str) -> Option<Earlier> {
        let (edition, results) = self.before()?;
        let reservation = match self.may_compare(indicator) {
            Ok(reservation) => reservation,
            Err(why) => return Some(why),
        };
        let found = edition.computed().enumerate().find(|(_, known)| known.id.as_str() == indicator);
        let is_unit = |subject: &results::Subject| edition.frame.units[subject.unit].code.as_str() == unit;
        let (Some((i, found)), Some(subject)) = (found, results.subjects.iter().position(is_unit)) else {
            return Some(Earlier::NotThen);
        };
        if !results.covers(subject, i) {
            return Some(Earlier::Known(self.not_covered(Value::NOT_COVERED), reservation));
        }
        let value = match printed(found, results.outcomes.get(subject, i)) {
            Got::Value(id) => {
                let named = self.vocabulary().values.iter().find(|named| named.id == id.as_str());
                let name = named.map_or_else(|| plain(id.as_str()), |named| named.name.clone());
                Value::Category(id.to_string(), name)
            }
            Got::Figure(figure, _) => Value::Figure(figure, edition.plain_ends),
            Got::Empty(reason) => {
                let word = self.vocabulary().empty(reason.id());
                let (sign, name) = word.map_or_else(
                    || (String::new(), plain(reason.id())),
                    |word| (word.sign.clone(), word.name.clone()),
                );
                Value::Empty(reason.id().to_owned(), sign, name)
            }
        };
        Some(Earlier::Known(value, reservation))
    }

    /// The figure of a place before, by its id in cubes; none where the publication stands alone.
    pub fn figure_before(&self, place: &str, indicator: &str) -> Option<Earlier> {
        let (edition, results) = self.before()?;
        let reservation = match self.may_compare(indicator) {
            Ok(reservation) => reservation,
            Err(why) => return Some(why),
        };
        let found = edition.computed().position(|known| known.id.as_str() == indicator);
        let position = results.places.iter().position(|member| place_id(&member.place) == place);
        let (Some(i), Some(position)) = (found, position) else { return Some(Earlier::NotThen) };
        let value = match results.aggregates.get(position, i).figure {
            _ if results.lacks_material(edition, position, i) => {
                self.not_covered(Value::WITHHELD_NOT_COVERED)
            }
            Ok(figure) => Value::Figure(figure, edition.plain_ends),
            Err(why) => {
                let word = self.vocabulary().no_figure(why.id());
                let (sign, name) = word.map_or_else(
                    || (String::new(), plain(why.id())),
                    |word| (word.sign.clone(), word.name.clone()),
                );
                Value::Empty(why.id().to_owned(), sign, name)
            }
        };
        Some(Earlier::Known(value, reservation))
    }

    /// The reservation with which an indicator can be compared with before; what to say where it cannot.
    fn may_compare(&self, indicator: &str) -> Result<String, Earlier> {
        let now = self.edition();
        let (before, _) = self.before().ok_or(Earlier::NotThen)?;
        let known = now.indicator(indicator).ok_or(Earlier::NotThen)?;
        let told = comparable(before, now, &known.id);
        match told {
            Comparable::Yes => Ok(String::new()),
            Comparable::Partly(why) => Ok(why),
            Comparable::No(why) => Err(Earlier::NotComparable(why)),
            Comparable::NotStated => Err(Earlier::NotComparable(String::new())),
        }
    }

    fn not_covered(&self, id: &str) -> Value {
        let word = self.vocabulary().not_covered(&id.replace(':', "_"));
        let (sign, name) =
            word.map_or_else(|| (String::new(), plain(id)), |word| (word.sign.clone(), word.name.clone()));
        Value::Empty(id.to_owned(), sign, name)
    }
}

/// A text that nobody has translated.
fn plain(text: &str) -> Text {
    Text { sv: text.to_owned(), en: None }
}
