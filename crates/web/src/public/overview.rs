//! A publication at a glance (*översikt*): what it is, who responded, its indicators, and the way to a municipality.

use axum::response::{IntoResponse, Response};
use catalogue::model::Measured;
use domain::swedish;
use maud::{Markup, html};
use publication::model::{Code, Value};

use super::around::{page, published};
use super::unit::{areas, codes, long_unit, property};
use super::visit::search_form;
use super::{Look, observed};
use crate::design::table::{Cell, Column, Group, Row, Table};
use crate::design::text::{Level, Link, heading, paragraph};

/// The page.
pub fn overview(look: &Look<'_>) -> Response {
    let language = look.language;
    let title = &look.issue.manifest().title;
    let title = language.either(title.sv.as_str(), title.en.as_deref());
    let body = html! {
        (about(look))
        (heading(Level::Two, Some("hitta"), language.say("Hitta en kommun", "Find a municipality")))
        (search_form(language, look.per, ""))
        (counties(look))
        (heading(Level::Two, Some("alla-indikatorer"), language.say("Indikatorerna", "The indicators")))
        (indicators(look))
        (heading(Level::Two, Some("svar"), language.say("Svar", "Response")))
        (response(look))
        (heading(Level::Two, Some("vidare"), language.say("Gå vidare", "Go on")))
        ul {
            li { (Link::new(look.to("/jamfor"), language.say("Jämför kommuner", "Compare municipalities"))) }
            li { (Link::new(look.to("/forandring"), language.say("Förändring mellan två årgångar", "Change between two editions"))) }
            li { (Link::new(look.to("/ladda-ner"), language.say("Ladda ner siffrorna", "Download the figures"))) }
            li { (Link::new(look.site("/guide"), language.say("Så läser du siffrorna", "How to read the figures"))) }
            li { (Link::new(look.site("/resultat"), language.say("Andra årgångar och versioner", "Other editions and versions"))) }
        }
    };
    let page = page(look, title, body).wide();
    match super::visit::kind(language, look.issue) {
        Some(kind) => page.kicker(kind).into_response(),
        None => page.into_response(),
    }
}

/// What it is, in lines.
fn about(look: &Look<'_>) -> Markup {
    let language = look.language;
    let edition = look.opened.edition();
    let frame = &edition.frame;
    let results = look.opened.results();
    let number = look.issue.number();
    let area = look.opened.vocabulary().areas.iter().find(|area| area.id == edition.area);
    let on = edition.indicators.iter().find_map(|indicator| match indicator.measured {
        Measured::On(day) => Some(day.to_string()),
        Measured::Period(..) => None,
    });
    let measured = edition.measured_on.map(|day| day.to_string()).or(on);
    html! {
        dl.summary {
            div {
                dt { (language.say("Publicerad", "Published")) }
                dd { span {
                    (published(language, look.issue))
                    (language.say(format!(", version {number}"), format!(", version {number}")))
                } }
            }
            @if let Some(area) = area {
                div { dt { (language.say("Verksamhetsområde", "Service area")) } dd { span { (look.text(&area.name)) } } }
            }
            @if let Some(measured) = measured {
                div { dt { (language.say("Mätdatum", "Measurement date")) } dd { span { (measured) } } }
            }
            div {
                dt { (language.say("Omfattar", "Covers")) }
                dd { span {
                    @if results.is_part() {
                        @let covered = results.covered().len();
                        (language.say(
                            format!("utfall för {covered} av {} kommuner och stadsdelar; resten finns inte i materialet", frame.units.len()),
                            format!("outcomes of {covered} of {} municipalities and districts; the others are not in the material", frame.units.len()),
                        ))
                    } @else {
                        (language.say(
                            format!("{} kommuner och stadsdelar i {} län", frame.units.len(), frame.counties.len()),
                            format!("{} municipalities and districts in {} counties", frame.units.len(), frame.counties.len()),
                        ))
                    }
                } }
            }
            @if look.issue.manifest().correction.is_some() {
                div { dt { (language.say("Rättelse", "Correction")) } dd { div { (super::publications::correction(language, look.issue)) } } }
            }
        }
    }
}

/// Counties A–Ö, the units of each folded below it.
fn counties(look: &Look<'_>) -> Markup {
    let language = look.language;
    let units = codes(look, "outcomes", 0);
    let places = codes(look, "aggregates", 0);
    let mut counties: Vec<&Code> = places.iter().filter(|place| place.id.starts_with("county:")).collect();
    counties.sort_by_cached_key(|county| swedish::sort_key(&county.name.sv));
    let of = |county: &Code| {
        let code = property(county, "code").map_or("", |code| code.sv.as_str());
        let mut all: Vec<(String, &str)> = units
            .iter()
            .filter(|unit| property(unit, "county").is_some_and(|known| known.sv == code))
            .map(|unit| {
                let city = unit.parent.as_ref().map(|parent| format!("city:{parent}"));
                let city = city.and_then(|city| places.iter().find(|place| place.id == city));
                let name = city.map_or_else(
                    || unit.name.sv.clone(),
                    |city| format!("{}: {}", city.name.sv, unit.name.sv),
                );
                (name, unit.id.as_str())
            })
            .collect();
        let cities = places.iter().filter(|place| {
            place.id.starts_with("city:")
                && property(place, "code").is_some_and(|own| own.sv.starts_with(code))
        });
        all.extend(cities.map(|city| (city.name.sv.clone(), city.id.as_str())));
        all.sort_by_cached_key(|(name, id)| (swedish::sort_key(name), (*id).to_owned()));
        all
    };
    html! {
        p {
            (language.say("Eller välj län, eller ", "Or choose a county, or "))
            (Link::new(look.to("/enhet/nation:SE"), language.say("hela riket", "all of Sweden"))) "."
        }
        div.counties {
            @for county in &counties {
                @let all = of(county);
                details {
                    summary { (county.name.sv) " (" (all.len()) ")" }
                    ul {
                        li { (Link::new(look.to(&format!("/enhet/{}", county.id)), language.say("Hela länet", "The whole county")).about(county.name.sv.as_str())) }
                        @for (name, id) in &all { li { (Link::new(look.to(&format!("/enhet/{id}")), name.as_str())) } }
                    }
                }
            }
        }
    }
}

/// The indicators by quality area, with the figure of Sweden; where the material is not enough for that, of the places that it is
/// enough for.
fn indicators(look: &Look<'_>) -> Markup {
    let language = look.language;
    let places = codes(look, "aggregates", 0);
    let indicators = codes(look, "aggregates", 1);
    let has_figure = |place: &&Code| {
        indicators
            .iter()
            .filter_map(|indicator| look.opened.figure(&place.id, &indicator.id))
            .any(|found| matches!(found.value, Value::Figure(..)))
    };
    let is_level = |place: &&Code| property(place, "level").is_some_and(|level| level.sv != "group");
    let nation = places.iter().filter(|place| place.id == "nation:SE").find(has_figure);
    let levels: Vec<&Code> = match nation {
        Some(nation) => vec![nation],
        None => places.iter().filter(is_level).filter(has_figure).collect(),
    };
    let groups = areas(look).into_iter().map(|area| Group {
        header: html! { (area.name(look)) },
        rows: area
            .indicators
            .iter()
            .map(|indicator| {
                let id = indicator.id.as_str();
                let figure = |place: &&Code| super::unit::figure(look, indicator, &place.id);
                let nation = look.opened.figure("nation:SE", id).and_then(|found| found.counts);
                let mut cells: Vec<Cell> = levels.iter().map(figure).collect();
                cells.push(nation.map_or_else(
                    || Cell::text(""),
                    |counts| {
                        Cell::number(&language.say(
                            format!("{} av {}", counts.responded, counts.units),
                            format!("{} of {}", counts.responded, counts.units),
                        ))
                    },
                ));
                Row {
                    header: html! {
                        (Link::new(look.to(&format!("/indikator/{id}")), look.text(&indicator.name)))
                        @if let Some(unit) = long_unit(look, indicator) { " " span.muted { "(" (unit) ")" } }
                    },
                    cells,
                    total: false,
                }
            })
            .collect(),
    });
    let groups = groups.collect();
    let mut columns = vec![Column::new(language.say("Indikator", "Indicator"))];
    columns.extend(levels.iter().map(|place| Column::number(look.text(&place.name))));
    columns.push(Column::number(language.say("Har utfall", "Have an outcome")));
    let caption = language.say("Indikatorerna per kvalitetsområde", "The indicators by quality area");
    let note = language.say(
        "Siffran är andelen kommuner och stadsdelar som når målvärdet, eller talet för dem tillsammans. Indikatorns sida säger vilket.",
        "The figure is the share of municipalities and districts that reach the target, or the figure of all of them together. The page of the indicator says which.",
    );
    Table::grouped("indikatorer", caption, columns, groups).note(note).stacked().html(language)
}

/// Who responded to each part: as the source prints it where it does, and in this material.
fn response(look: &Look<'_>) -> Markup {
    let language = look.language;
    let parts = codes(look, "response", 0);
    let counts = codes(look, "response", 1);
    let all: Vec<&Code> = counts.iter().filter(|count| count.id.starts_with("all_")).collect();
    let printed: Vec<&Code> = counts
        .iter()
        .filter(|count| matches!(count.id.as_str(), "printed_responded" | "printed_of" | "printed_percent"))
        .filter(|count| {
            let found =
                parts.iter().filter_map(|part| look.opened.observation("response", &[&part.id, &count.id]));
            found.into_iter().any(|found| matches!(found.value, Value::Figure(..)))
        })
        .collect();
    let shown: Vec<&Code> = all.into_iter().chain(printed).collect();
    let rows = parts.iter().map(|part| Row {
        header: html! { (look.text(&part.name)) },
        cells: shown
            .iter()
            .map(|count| match look.opened.observation("response", &[&part.id, &count.id]) {
                Some(found) => {
                    let unit = if count.id.ends_with("percent") { "%" } else { "" };
                    observed::cell(look, found, unit, None)
                }
                None => Cell::text(""),
            })
            .collect(),
        total: false,
    });
    let rows: Vec<Row> = rows.collect();
    if rows.is_empty() {
        return paragraph(
            language.say("Det finns inga uppgifter om svar.", "Nothing is known of the response."),
        );
    }
    let mut columns = vec![Column::new(language.say("Del av enkäten", "Part of the questionnaire"))];
    columns.extend(shown.iter().map(|count| Column::number(look.text(&count.name))));
    let caption = language.say("Svar per del av enkäten", "Response by part of the questionnaire");
    Table::new("svarande", caption, columns, rows).stacked().html(language)
}
