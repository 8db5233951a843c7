//! Every unit (*alla kommuner och stadsdelar*): sorted, filtered, found.

use std::cmp::Ordering;

use domain::swedish;
use maud::{Markup, html};
use publication::model::Value;
use results::colours::Mode;

use super::asked::{MODES, Sort, counties};
use super::scale::{figure, plain};
use super::{Shown, Unit};
use crate::design::button::{Button, ButtonKind};
use crate::design::chart::Tone;
use crate::design::choice::Choice;
use crate::design::field::Field;
use crate::design::input::{TextInput, Width};
use crate::design::select::Select;
use crate::design::table::{Cell, Column, Order, Row, Table};
use crate::design::text::{Level, Link, heading};
use crate::public::observed;

/// The table's id.
pub(super) const ID: &str = "kommuner";

/// The form that finds a unit, chooses a county and a colour mode.
pub(super) fn find(shown: &Shown<'_>) -> Markup {
    let (look, language) = (&shown.look, shown.look.language);
    let own = shown.asked_for();
    let counties = counties(look);
    let mut of_county = vec![Choice::new("", language.say("Hela landet", "The whole country"))];
    of_county.extend(counties.iter().map(|county| Choice::new(&county.id, look.text(&county.name))));
    let judges = |mode: Mode| shown.judged(shown.units.iter().map(|unit| unit.found), Some(mode)).is_some();
    let modes: Vec<Choice<'_>> = MODES
        .iter()
        .filter(|(_, mode)| judges(*mode) || shown.asked.mode == Some(*mode))
        .filter_map(|(word, mode)| {
            Some(Choice::new(word, look.text(&look.opened.vocabulary().mode(mode.id())?.name)))
        })
        .collect();
    let chosen = MODES.iter().find(|(_, mode)| Some(*mode) == shown.asked.mode).map_or("", |(word, _)| *word);
    let name = own.map_or("", |unit| unit.name.as_str());
    html! {
        form.find method="get" action=(language.address(&format!("/resultat/{}/indikator/{}", look.named, shown.indicator.id))) {
            @for (name, value) in shown.asked.hidden(look) { input type="hidden" name=(name) value=(value); }
            (Field::new("visa", language.say("Visa kommun eller stadsdel", "Show municipality or district"), TextInput { value: name, width: Width::Medium, ..TextInput::default() }).html(language))
            (Field::new("lan", language.say("Län i tabellen", "County in the table"), Select { choices: of_county, chosen: shown.asked.county.as_deref().unwrap_or_default() }).html(language))
            @if modes.len() > 1 {
                (Field::new("farg", language.say("Färgläge", "Colour mode"), Select { choices: modes, chosen }).html(language))
            }
            (Button::new(ButtonKind::Primary, language.say("Visa", "Show")))
        }
        @if let Some(own) = own {
            p {
                strong { (own.name) } ": " (observed::label(look, own.found, &shown.unit(), shown.asked.mode)) " "
                (Link::new(look.to(&format!("/varfor/{}/{}", shown.indicator.id, own.code.id)), language.say("Varför?", "Why?")).about(own.name.clone())) " · "
                (Link::new(look.to(&format!("/enhet/{}", own.code.id)), language.say(format!("Allt om {}", own.name), format!("All about {}", own.name))))
            }
        }
    }
}

/// The table of them all, or of one county.
pub(super) fn section(shown: &Shown<'_>) -> Markup {
    let (look, language) = (&shown.look, shown.look.language);
    let (mode, unit) = (shown.asked.mode, shown.unit());
    let county = shown.asked.county.as_deref();
    let mut units: Vec<&Unit<'_>> =
        shown.units.iter().filter(|unit| county.is_none_or(|county| unit.county == county)).collect();
    sort(shown, &mut units);
    let all = counties(look);
    let county_name =
        |code: &str| all.iter().find(|county| county.id == code).map(|county| look.text(&county.name));
    let row = |unit_: &&Unit<'_>| {
        let link = Link::new(look.to(&format!("/enhet/{}", unit_.code.id)), unit_.name.as_str());
        let marked = shown.asked.unit.as_deref() == Some(unit_.code.id.as_str());
        let why = look.to(&format!("/varfor/{}/{}", shown.indicator.id, unit_.code.id));
        Row {
            header: html! { @if marked { strong id="visad" { "▸\u{FE0E} " (link) } } @else { (link) } },
            cells: vec![
                county_name(unit_.county).map_or_else(|| Cell::text(""), Cell::text),
                observed::cell(look, unit_.found, &unit, mode),
                Cell::markup(
                    html! { (Link::new(why, language.say("Varför?", "Why?")).about(unit_.name.as_str())) },
                ),
            ],
            total: false,
        }
    };
    let head = |sort: Sort, name: &'static str| {
        let (address, now) = shown.asked.sorted(look, shown.indicator, sort);
        Column::new(name).sorts(address, now)
    };
    let columns = vec![
        head(Sort::Name, language.say("Kommun eller stadsdel", "Municipality or district")),
        Column::new(language.say("Län", "County")),
        head(Sort::Outcome, language.say("Utfall", "Outcome")),
        Column::new(language.say("Förklaring", "Explanation")),
    ];
    let n = units.len();
    let caption = match county.and_then(county_name) {
        Some(name) => language.say(
            format!("{}: {n} kommuner och stadsdelar", name.text()),
            format!("{}: {n} municipalities and districts", name.text()),
        ),
        None => {
            language.say(format!("{n} kommuner och stadsdelar"), format!("{n} municipalities and districts"))
        }
    };
    let table = Table::new(ID, caption, columns, units.iter().map(row).collect());
    html! {
        (heading(Level::Two, Some("alla"), language.say("Tabell över alla", "Table of all")))
        (shown.named(mode, shown.judged(shown.units.iter().map(|unit| unit.found), mode)))
        (table.html(language))
        (compared(shown))
    }
}

/// The ways to the same with other indicators beside it.
fn compared(shown: &Shown<'_>) -> Markup {
    let (look, language) = (&shown.look, shown.look.language);
    let id = &shown.indicator.id;
    let county = shown.asked.county.as_deref().and_then(|own| {
        let name = counties(look).into_iter().find(|county| county.id == own)?.name.sv;
        Some((look.to(&format!("/jamfor?enheter=lan:{own}&sortera={id}")), name))
    });
    let area = shown.indicator.quality_areas.first().and_then(|own| {
        let known = look.opened.vocabulary().quality_areas.iter().find(|known| known.named.id == *own)?;
        let to = look.to(&format!("/jamfor?enheter=alla&indikatorer={own}&sortera={id}"));
        Some((to, look.text(&known.named.name).text().to_lowercase()))
    });
    let judged = shown.indicator.role == catalogue::model::IndicatorRole::Indicator;
    html! {
        @if judged && (county.is_some() || area.is_some()) {
            ul {
                @if let Some((to, name)) = county {
                    li { (Link::new(to, language.say(format!("Jämför {name} i alla indikatorer"), format!("Compare {name} in all indicators")))) }
                }
                @if let Some((to, name)) = area {
                    li { (Link::new(to, language.say(format!("Jämför alla i indikatorerna om {name}"), format!("Compare all in the indicators of {name}")))) }
                }
            }
        }
    }
}

/// As was asked; what is empty stands last either way, and equal ones A–Ö.
fn sort(shown: &Shown<'_>, units: &mut [&Unit<'_>]) {
    let turned = |order: Ordering| match shown.asked.order {
        Order::Ascending => order,
        Order::Descending => order.reverse(),
    };
    match shown.asked.sort {
        Sort::Name => {
            units.sort_by(|a, b| turned(swedish::sort_key(&a.name).cmp(&swedish::sort_key(&b.name))))
        }
        Sort::Outcome => {
            let place = |unit: &Unit<'_>| match &unit.found.value {
                Value::Category(id, _) => {
                    let tone = shown.tone(unit.found, shown.asked.mode);
                    let of_tone = Tone::ALL.iter().position(|known| *known == tone).unwrap_or_default();
                    let own = shown.indicator.shown.iter().position(|known| known == id);
                    (0, of_tone as f64 * 100.0 + own.unwrap_or_default() as f64)
                }
                Value::Figure(..) => (0, figure(unit.found).map_or(0.0, plain)),
                Value::Empty(id, ..) => {
                    let own = shown.indicator.shown.iter().position(|known| known == id);
                    (1, own.unwrap_or(99) as f64)
                }
            };
            units.sort_by(|a, b| {
                let (a, b) = (place(a), place(b));
                a.0.cmp(&b.0).then_with(|| {
                    let order = a.1.total_cmp(&b.1);
                    if a.0 == 0 { turned(order) } else { order }
                })
            });
        }
    }
}
