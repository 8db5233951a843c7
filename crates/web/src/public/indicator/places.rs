//! Figures of places: bars, and the same in a table.

use domain::swedish;
use maud::html;
use publication::model::{Code, Observation};

use super::Shown;
use super::scale::{Scale, figure};
use crate::design::chart::{Bar, Bars, Beside, Told};
use crate::design::table::{Cell, Column, Row, Table};
use crate::design::text::Link;
use crate::language::Phrase;
use crate::public::observed;

/// A place and its figure.
pub(super) struct Place<'a> {
    pub(super) code: &'a Code,
    pub(super) name: Phrase<'a>,
    pub(super) found: &'a Observation,
}

impl<'a> Shown<'a> {
    /// The places of the aggregates that a test picks, in their order.
    pub(super) fn places(&self, wanted: impl Fn(&Code) -> bool) -> Vec<Place<'a>> {
        let cube = self.look.opened.publication().cube("aggregates");
        let codes = cube.map(|cube| cube.dimensions[0].codes.as_slice()).unwrap_or_default();
        let place = |code: &'a Code| {
            let found = self.look.opened.figure(&code.id, self.indicator.id.as_str())?;
            Some(Place { code, name: self.look.text(&code.name), found })
        };
        codes.iter().filter(|code| wanted(code)).filter_map(place).collect()
    }

    /// The place of an id.
    pub(super) fn place(&self, id: &str) -> Option<Place<'a>> {
        self.places(|code| code.id == id).pop()
    }

    /// The places as a table: figure, what stands behind it, and why.
    pub(super) fn table_of<'t>(&self, id: &'t str, caption: Phrase<'t>, places: &[Place<'a>]) -> Table<'t> {
        let language = self.look.language;
        let (mode, unit) = (self.place_mode(), self.unit());
        let row = |place: &Place<'a>| {
            let [numerator, denominator] = &place.found.quotient;
            let quotient = match denominator.as_str() {
                "" => "–".to_owned(),
                _ => format!("{} / {}", decimal(language, numerator), decimal(language, denominator)),
            };
            let responded = place.found.counts.map_or_else(
                || "–".to_owned(),
                |counts| {
                    language.say(
                        format!("{} av {}", counts.responded, counts.units),
                        format!("{} of {}", counts.responded, counts.units),
                    )
                },
            );
            let why = self.look.to(&format!("/varfor/{}/{}", self.indicator.id, place.code.id));
            let why = Link::new(why, language.say("Varför?", "Why?")).about(place.name.clone());
            Row {
                header: html! { (place.name) },
                cells: vec![
                    observed::cell(&self.look, place.found, &unit, mode),
                    Cell::number(&quotient),
                    Cell::number(&responded),
                    Cell::markup(html! { (why) }),
                ],
                total: place.code.id.starts_with("nation:"),
            }
        };
        let columns = vec![
            Column::new(language.say("Plats", "Place")),
            Column::new(language.say("Utfall", "Outcome")),
            Column::number(language.say("Täljare / nämnare", "Numerator / denominator")),
            Column::number(language.say("Har svarat", "Responded")),
            Column::new(language.say("Förklaring", "Explanation")),
        ];
        Table::new(id, caption, columns, places.iter().map(row).collect()).stacked()
    }

    /// The places that have a figure as bars, the highest first; the others stand in the table only.
    pub(super) fn bars<'t>(
        &self,
        told: Told<'t>,
        places: &[Place<'t>],
        beside: Beside<'t>,
        sorted: bool,
    ) -> Bars<'t>
    where
        'a: 't,
    {
        let (mode, unit) = (self.place_mode(), self.unit());
        // A sum of all is of another size than its parts: nothing to hold them against.
        let sums = self.indicator.method == domain::Method::Sum;
        let nation = self.places(|code| code.id.starts_with("nation:")).pop().filter(|_| !sums);
        let beside_them = nation.iter().map(|nation| nation.found);
        let scale = self.scale(places.iter().map(|place| place.found).chain(beside_them).filter_map(figure));
        let mut with: Vec<_> =
            places.iter().filter_map(|place| Some((place, figure(place.found)?))).collect();
        if sorted {
            with.sort_by_cached_key(|(place, figure)| {
                (std::cmp::Reverse(figure.scaled), swedish::sort_key(place.name.text()))
            });
        }
        let bar = |(place, figure): &(&Place<'t>, domain::Rounded)| Bar {
            name: place.name.clone(),
            words: self.said(place.found, mode, &unit),
            share: Some(scale.share(*figure)),
            tone: self.tone(place.found, mode),
        };
        let reference = nation.and_then(|nation| {
            let words = observed::words(&self.look, nation.found, &unit);
            Some((scale.share(figure(nation.found)?), format!("{} {}", nation.name.text(), words.text())))
        });
        Bars { told, bars: with.iter().map(bar).collect(), reference, beside }
    }

    /// The scale of some figures.
    pub(super) fn scale(&self, figures: impl Iterator<Item = domain::Rounded>) -> Scale {
        Scale::of(self.indicator.unit == "percent", figures)
    }
}

/// A count as cubes print it, with the page's decimal sign.
fn decimal(language: crate::language::Language, text: &str) -> String {
    language.say(text.replace('.', ","), text.to_owned())
}
