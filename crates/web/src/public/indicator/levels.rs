//! The nation and the counties (*riket och länen*).

use maud::{Markup, html};
use publication::model::Value;

use super::Shown;
use super::scale::figure;
use crate::design::chart::{Beside, Told};
use crate::design::text::{Level, heading, paragraph};
use crate::public::observed;

/// The heading's id: the table below it may be folded.
pub(super) const ID: &str = "lanen";

pub(super) fn section(shown: &Shown<'_>) -> Markup {
    let language = shown.look.language;
    let mut places = shown.places(|code| code.id.starts_with("nation:"));
    places.extend(shown.places(|code| code.id.starts_with("city:")));
    places.extend(shown.places(|code| code.id.starts_with("county:")));
    let counties = shown.places(|code| code.id.starts_with("county:"));
    let mode = shown.place_mode();
    let table = shown.table_of(
        "lan",
        language.say("Riket, städer och län", "Sweden, cities and counties").into(),
        &places,
    );
    let with = counties.iter().filter(|county| figure(county.found).is_some()).count();
    let title = language.say("Länen, med riket som linje", "The counties, with Sweden as a line");
    let nation = shown.places(|code| code.id.starts_with("nation:")).pop();
    let description = counties
        .iter()
        .filter_map(|county| Some((figure(county.found)?.scaled, county)))
        .fold(None, |ends: Option<[_; 2]>, one| {
            let [low, high] = ends.unwrap_or([one, one]);
            Some([if one.0 < low.0 { one } else { low }, if one.0 > high.0 { one } else { high }])
        })
        .map(|[low, high]| {
            let said = |place: &super::places::Place<'_>| {
                format!(
                    "{} {}",
                    place.name.text(),
                    observed::words(&shown.look, place.found, &shown.unit()).text()
                )
            };
            language.say(
                format!("{with} län har ett tal: från {} till {}.", said(low.1), said(high.1)),
                format!("{with} counties have a figure: from {} to {}.", said(low.1), said(high.1)),
            )
        })
        .unwrap_or_default();
    let told = Told { id: "diagram-lan", title: title.into(), description: description.into() };
    html! {
        (heading(Level::Two, Some(ID), language.say("Riket och länen", "Sweden and the counties")))
        @if let Some(nation) = &nation {
            p { (nation.name) ": " strong { (shown.said(nation.found, None, &shown.unit())) } }
        }
        @if with == 0 {
            (paragraph(language.say("Inget län har något tal.", "No county has a figure.")))
            (why_not(shown, &counties, ["län", "counties"]))
            (table.html(language))
        } @else {
            (why_not(shown, &counties, ["län", "counties"]))
            (shown.named(mode, shown.judged(counties.iter().map(|county| county.found), mode)))
            (shown.bars(told, &counties, Beside::Table(table), true).html(language))
        }
    }
}

/// How many have no figure, and why.
pub(super) fn why_not(
    shown: &Shown<'_>,
    places: &[super::places::Place<'_>],
    [noun_sv, noun_en]: [&str; 2],
) -> Markup {
    let language = shown.look.language;
    let mut reasons: Vec<(&publication::model::Text, usize)> = Vec::new();
    for place in places {
        if let Value::Empty(_, _, word) = &place.found.value {
            match reasons.iter_mut().find(|(known, _)| *known == word) {
                Some((_, count)) => *count += 1,
                None => reasons.push((word, 1)),
            }
        }
    }
    html! {
        @for (word, count) in &reasons {
            p.muted {
                (language.say(format!("{count} {noun_sv} har inget tal: "), format!("{count} {noun_en} without a figure: ")))
                (shown.look.text(word)) "."
            }
        }
    }
}
