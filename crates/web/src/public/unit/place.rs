//! The profile of a city, a county, Sweden or a group: its figures, and the units behind them.

use axum::response::{IntoResponse, Response};
use catalogue::model::Indicator;
use domain::swedish;
use maud::{Markup, html};
use publication::model::Code;
use publication::shelf::Earlier;

use super::super::around::page as frame;
use super::super::shown::{Shown, chooser};
use super::super::{Look, observed};
use super::areas::{areas, codes, percent, printed, property};
use super::municipality::{figure, group_name, header, scheme};
use super::{around, change};
use crate::design::table::{Cell, Column, Group, Row, Table};
use crate::design::text::{Level, Link, heading, lead};

/// The page.
pub(super) fn page(look: &Look<'_>, place: &Code, shown: Shown) -> Response {
    let language = look.language;
    let path = format!("/enhet/{}", place.id);
    let level = property(place, "level").map_or("", |level| level.sv.as_str());
    let units = units(look, place, level);
    let what = match level {
        "city" => language.say("Stad med stadsdelar: siffran är andelen av dess stadsdelar, eller talet för dem tillsammans.", "City with districts: the figure is the share of its districts, or the figure of all of them together."),
        "county" => language.say("Län: siffran är andelen av dess kommuner och stadsdelar, eller talet för dem tillsammans.", "County: the figure is the share of its municipalities and districts, or the figure of all of them together."),
        "nation" => language.say("Hela landet: siffran är andelen av alla kommuner och stadsdelar, eller talet för dem tillsammans.", "The whole country: the figure is the share of all municipalities and districts, or the figure of all of them together."),
        _ => language.say("Kommungrupp: siffran är andelen av dess kommuner och stadsdelar, eller talet för dem tillsammans.", "Group: the figure is the share of its municipalities and districts, or the figure of all of them together."),
    };
    let body = html! {
        (lead(what))
        @if let Some((scheme, _)) = scheme(look, place) { p.muted { (language.official(scheme.name.as_str())) } }
        (chooser(look, &path, shown, true))
        (table(look, place, shown))
        @if level == "city" {
            (heading(Level::Two, Some("stadsdelar"), language.say("Stadsdelarna", "The districts")))
            @for mode in shown.modes(false) { (super::super::signs::meaning(language, look.opened.vocabulary(), mode)) }
            @let beside: Vec<(&str, &str)> = units.iter().map(|unit| (unit.id.as_str(), unit.name.sv.as_str())).collect();
            (around::side_by_side(look, "stadsdelarnas-utfall", "", &beside, &areas(look), shown))
        }
        (members(look, level, &units, shown))
        (around::further(look, place, false))
    };
    frame(look, group_name(look, place), body).wide().into_response()
}

/// The units of a place, A–Ö.
fn units<'a>(look: &Look<'a>, place: &Code, level: &str) -> Vec<&'a Code> {
    let own = property(place, "code").map_or("", |code| code.sv.as_str());
    let grouping = property(place, "grouping").zip(property(place, "group"));
    let belongs = |unit: &&Code| match level {
        "nation" => true,
        "county" => property(unit, "county").is_some_and(|county| county.sv == own),
        "city" => unit.parent.as_deref() == Some(own),
        _ => grouping.is_some_and(|(grouping, group)| {
            property(unit, &grouping.sv).is_some_and(|known| known.sv == group.sv)
        }),
    };
    let mut units: Vec<&Code> = codes(look, "outcomes", 0).iter().filter(belongs).collect();
    units.sort_by_cached_key(|unit| (swedish::sort_key(&unit.name.sv), unit.id.clone()));
    units
}

fn table(look: &Look<'_>, place: &Code, shown: Shown) -> Markup {
    let language = look.language;
    let nation =
        codes(look, "aggregates", 0).iter().find(|known| known.id == "nation:SE" && known.id != place.id);
    let before = change::before(look);
    let mut told: Vec<(&Indicator, Earlier)> = Vec::new();
    let areas = areas(look);
    let mut groups = Vec::new();
    for area in &areas {
        let mut rows = Vec::new();
        for indicator in &area.indicators {
            let id = indicator.id.as_str();
            let Some(found) = look.opened.figure(&place.id, id) else { continue };
            let label = observed::label(look, found, percent(indicator, true), shown.of_place(indicator));
            let printed = printed(look, &place.id, indicator);
            let mut cells =
                vec![Cell::markup(html! { (label) @if let Some(printed) = printed { " " (printed) } })];
            if let Some(earlier) = look.opened.figure_before(&place.id, id) {
                cells.push(Cell::markup(change::cell(
                    look,
                    indicator,
                    found,
                    &earlier,
                    percent(indicator, true),
                )));
                told.push((*indicator, earlier));
            }
            cells.extend(nation.map(|nation| figure(look, indicator, &nation.id)));
            cells.push(match found.counts {
                Some(counts) => Cell::number(&language.say(
                    format!("{} av {}", counts.responded, counts.units),
                    format!("{} of {}", counts.responded, counts.units),
                )),
                None => Cell::text(""),
            });
            let why =
                Link::new(look.to(&format!("/varfor/{id}/{}", place.id)), language.say("Varför?", "Why?"));
            cells.push(Cell::markup(html! { (why.about(look.text(&indicator.short_name))) }));
            rows.push(Row { header: header(look, indicator), cells, total: false });
        }
        groups.push(Group { header: html! { (area.name(look)) }, rows });
    }
    let mut columns =
        vec![Column::new(language.say("Indikator", "Indicator")), Column::new(language.say("Tal", "Figure"))];
    if let Some(before) = &before {
        columns.push(Column::new(language.say(format!("Mot {before}"), format!("Since {before}"))));
    }
    columns.extend(nation.map(|nation| Column::number(look.text(&nation.name))));
    columns.push(Column::number(language.say("Har utfall", "Have an outcome")));
    columns.push(Column::new(language.say("Förklaring", "Explanation")));
    let caption = language.say("Siffror per kvalitetsområde", "Figures by quality area");
    let cells = || {
        areas.iter().flat_map(|area| &area.indicators).filter_map(|indicator| {
            Some((look.opened.figure(&place.id, indicator.id.as_str())?, shown.of_place(indicator)))
        })
    };
    html! {
        (around::nothing_coloured(look, cells()))
        (Table::grouped("siffror", caption, columns, groups).stacked().html(language))
        (around::sets(look, cells()))
        (around::not_coloured(look, cells()))
        (change::notes(look, &place.id, &told))
    }
}

/// The units behind the figures, each a link; of Sweden the counties.
fn members(look: &Look<'_>, level: &str, units: &[&Code], shown: Shown) -> Markup {
    let language = look.language;
    let to = |code: &Code| html! { (Link::new(look.to(&shown.at(&format!("/enhet/{}", code.id))), code.name.sv.as_str())) };
    let mut counties: Vec<&Code> =
        codes(look, "aggregates", 0).iter().filter(|place| place.id.starts_with("county:")).collect();
    counties.sort_by_cached_key(|county| swedish::sort_key(&county.name.sv));
    html! {
        @if level == "nation" {
            (heading(Level::Two, Some("lan"), language.say("Länen", "The counties")))
            ul.columns { @for county in &counties { li { (to(county)) } } }
        } @else {
            (heading(Level::Two, Some("kommuner"), language.say(
                format!("Kommuner och stadsdelar ({})", units.len()),
                format!("Municipalities and districts ({})", units.len()),
            )))
            ul.columns { @for unit in units { li { (to(unit)) } } }
        }
    }
}
