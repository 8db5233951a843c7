//! A publication at a glance (*översikt*): its indicators, with the figures of the levels that the material is enough for.

use axum::response::{IntoResponse, Response};
use maud::html;
use publication::model::{Code, Value};

use super::Look;
use super::around::page;
use super::observed;
use crate::design::table::{Column, Row, Table};
use crate::design::text::Link;

/// The page.
pub fn overview(look: &Look<'_>) -> Response {
    let language = look.language;
    let opened = look.opened;
    let is_level =
        |place: &&Code| place.properties.iter().any(|(key, value)| key == "level" && value.sv != "group");
    let cube = opened.publication().cube("aggregates");
    let codes =
        |dimension: usize| cube.map(|cube| cube.dimensions[dimension].codes.as_slice()).unwrap_or_default();
    let has_figure = |place: &&Code| {
        let figures = codes(1).iter().filter_map(|indicator| opened.figure(&place.id, &indicator.id));
        figures.into_iter().any(|observation| matches!(observation.value, Value::Figure(..)))
    };
    let levels: Vec<&Code> = codes(0).iter().filter(is_level).filter(has_figure).collect();
    let mut columns = vec![Column::new(language.say("Indikator", "Indicator"))];
    columns.extend(levels.iter().map(|place| Column::number(look.text(&place.name))));
    let rows = codes(1).iter().map(|indicator| Row {
        header: html! { (Link::new(look.to(&format!("/indikator/{}", indicator.id)), look.text(&indicator.name))) },
        cells: levels
            .iter()
            .filter_map(|place| opened.figure(&place.id, &indicator.id))
            .map(|observation| observed::cell(look, observation, "", None))
            .collect(),
        total: false,
    });
    let caption = language
        .say("Indikatorerna, och siffran för varje nivå", "The indicators, and the figure of each level");
    let table = Table::new("indikatorer", caption, columns, rows.collect()).wide();
    let title = &look.issue.manifest().title;
    let title = language.either(title.sv.as_str(), title.en.as_deref());
    page(look, title, html! { (table.html(language)) }).wide().into_response()
}
