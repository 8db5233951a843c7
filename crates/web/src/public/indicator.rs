//! An indicator (*indikator*): what every unit got, and the levels.

use axum::response::{IntoResponse, Response};
use maud::html;
use publication::model::Code;

use super::around::page;
use super::lost::{Asked, lost};
use super::{Look, observed};
use crate::design::table::{Cell, Column, Row, Table};
use crate::design::text::{Link, lead};

/// The page.
pub fn indicator(look: &Look<'_>, id: &str) -> Response {
    let language = look.language;
    let opened = look.opened;
    let Some(indicator) = opened.edition().computed().find(|known| known.id.as_str() == id) else {
        return lost(look, Asked::Indicator, id, |id| format!("/indikator/{id}"));
    };
    let codes = |cube: &str| {
        opened.publication().cube(cube).map(|cube| cube.dimensions[0].codes.as_slice()).unwrap_or_default()
    };
    let mode = observed::mode_of(indicator);
    let row = |place: &Code, total: bool| {
        let found = opened.observation(if total { "aggregates" } else { "outcomes" }, &[&place.id, id])?;
        let name = look.text(&place.name).text().to_owned();
        let why = Link::new(look.to(&format!("/varfor/{id}/{}", place.id)), language.say("Varför?", "Why?"));
        let why = Cell::markup(html! { (why.about(name.clone())) });
        Some(Row { header: html! { (name) }, cells: vec![observed::cell(look, found, "", mode), why], total })
    };
    let places = codes("aggregates").iter().filter_map(|place| row(place, true));
    let rows = places.chain(codes("outcomes").iter().filter_map(|unit| row(unit, false)));
    let columns = vec![
        Column::new(language.say("Kommun eller plats", "Municipality or place")),
        Column::new(language.say("Utfall", "Outcome")),
        Column::new(language.say("Förklaring", "Explanation")),
    ];
    let caption = language.say("Utfall per plats", "Outcomes by place");
    let body = html! {
        (lead(language.official(indicator.purpose.as_str())))
        (Table::new("kommuner", caption, columns, rows.collect()).html(language))
    };
    let name = language.either(indicator.name.sv.as_str(), indicator.name.en.as_deref());
    page(look, name, body).into_response()
}
