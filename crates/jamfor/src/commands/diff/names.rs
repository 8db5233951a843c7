//! What units, places, indicators and outcomes are called.

use ::results::aggregates::{Membership, Place, places};
use ::results::diff::{FigureDiff, Got, IndicatorDiff, Who};
use catalogue::Catalogue;
use catalogue::model::Edition;
use domain::{Aggregate, EditionYear, Rounded, swedish};

use crate::arguments::Lang;

/// Names from the second side's catalogue, or from the built-in one where only files are known.
pub(super) struct Names<'a> {
    pub(super) catalogue: &'a Catalogue,
    edition: Option<&'a Edition>,
    members: Vec<Membership>,
    pub(super) lang: Lang,
}

impl<'a> Names<'a> {
    pub(super) fn of(catalogue: &'a Catalogue, year: EditionYear, lang: Lang) -> Self {
        let edition = catalogue.editions.get(&year);
        Self { catalogue, edition, members: edition.map(places).unwrap_or_default(), lang }
    }

    /// `Habo (0643)`, `Riket (SE)`; the code where no name is known.
    pub(super) fn code(&self, code: &str) -> String {
        match self.edition.and_then(|edition| edition.frame.name(code)) {
            Some(name) => format!("{name} ({code})"),
            None => code.to_owned(),
        }
    }

    /// A place as people read it.
    pub(super) fn place(&self, place: &Place) -> String {
        match place {
            Place::Level(_, code) => self.code(code.as_str()),
            Place::Group(grouping, group) => {
                let schemes = self.edition.map_or(&[][..], |edition| &edition.frame.schemes);
                let scheme = schemes.iter().find(|scheme| scheme.grouping == *grouping);
                let found = scheme.and_then(|s| s.groups.iter().find(|known| known.code == *group));
                let name = found.map(|group| format!("{} ", group.name)).unwrap_or_default();
                format!("{name}({grouping}:{group})")
            }
        }
    }

    pub(super) fn who(&self, who: &Who) -> String {
        match who {
            Who::Unit(code) => self.code(code.as_str()),
            Who::Place(place) => self.place(place),
        }
    }

    /// The short name of an indicator, or its id.
    pub(super) fn indicator(&self, id: &str) -> String {
        let found = self.edition.and_then(|edition| edition.indicator(id));
        found.map_or_else(|| id.to_owned(), |found| found.short_name.get(self.lang.language()).to_owned())
    }

    /// Whether a unit belongs to a place; false where that is not known.
    pub(super) fn belongs(&self, unit: &str, place: &Place) -> bool {
        let position = self.edition.and_then(|edition| edition.frame.position(unit));
        let members = self.members.iter().find(|membership| membership.place == *place);
        position.zip(members).is_some_and(|(unit, members)| members.units.contains(&unit))
    }

    /// `Ja`, `57,1`, `– Ej aktuellt`.
    pub(super) fn got(&self, got: &Got) -> String {
        let vocabulary = &self.catalogue.vocabulary;
        match got {
            Got::Value(value) => {
                let named = vocabulary.values.iter().find(|named| named.id == value.as_str());
                named.map_or(value.as_str(), |named| named.name.get(self.lang.language())).to_owned()
            }
            Got::Figure(figure, _) => self.number(*figure),
            Got::Empty(reason) => {
                let name = |named: &catalogue::model::Named| {
                    format!("{} {}", named.sign, named.name.get(self.lang.language()))
                };
                vocabulary.empty(reason.id()).map_or_else(|| reason.id().to_owned(), name)
            }
        }
    }

    /// A figure, or the sign of why there is none.
    pub(super) fn figure(&self, aggregate: &Aggregate) -> String {
        match &aggregate.figure {
            Ok(figure) => self.number(*figure),
            Err(why) => {
                let named = self.catalogue.vocabulary.no_figure(why.id());
                named.map_or_else(|| why.id().to_owned(), |named| named.sign.clone())
            }
        }
    }

    fn number(&self, figure: Rounded) -> String {
        let sv = swedish::figure(figure, self.edition.is_some_and(|edition| edition.plain_ends));
        if self.lang == Lang::En { swedish::in_english(&sv) } else { sv }
    }

    /// The number of an indicator in the source's order; empty where it is not known.
    pub(super) fn place_in_order(&self, of: &IndicatorDiff) -> String {
        let found = self.edition.and_then(|edition| edition.indicator(of.id().as_str()));
        found.map(|indicator| indicator.number.to_string()).unwrap_or_default()
    }
}

/// A change with its sign: `+3,2`, `−1,0`, `0,0`.
pub(super) fn signed(change: Rounded, lang: Lang) -> String {
    let text = swedish::figure(change, false);
    let text = if lang == Lang::En { swedish::in_english(&text) } else { text };
    if change.scaled > 0 { format!("+{text}") } else { text }
}

/// Whether a change, which is computed before rounding, is another than that between the figures as printed.
pub(super) fn is_off(figure: &FigureDiff, decimals: u8) -> bool {
    match (&figure.before.figure, &figure.after.figure, figure.change) {
        (Ok(before), Ok(after), Some(change)) if before.decimals == after.decimals => {
            after.scaled - before.scaled != change.rounded(decimals).scaled
        }
        (Ok(_) | Err(_), Ok(_) | Err(_), _) => false,
    }
}

/// What to say where any change is.
pub(super) fn rounding(lang: Lang) -> &'static str {
    lang.say(
        "Förändringen är räknad före avrundning: den kan avvika i sista decimalen från skillnaden mellan de\nutskrivna värdena.\n",
        "The change is computed before rounding: it may differ in the last decimal from that between the figures\nas printed.\n",
    )
}
