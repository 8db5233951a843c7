//! The profile of a municipality or district (*kommunens sida*).

use axum::response::{IntoResponse, Response};
use catalogue::model::Indicator;
use domain::{Group, GroupScheme};
use maud::{Markup, html};
use publication::model::{Code, Value};
use publication::shelf::Earlier;
use results::colours::Verdict;

use super::super::around::page as frame;
use super::super::shown::{Shown, chooser};
use super::super::{Look, observed};
use super::areas::{Area, areas, codes, long_unit, percent, printed, property};
use super::groups::{distinct_name, groups_of, has_figures};
use super::{around, change, judged};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::table::{self, Cell, Column, Row, Table};
use crate::design::text::{Level, Link, heading, paragraph};
use crate::language::Phrase;

/// The places whose figures stand beside the unit's.
struct Beside<'a> {
    places: Vec<(&'a str, Phrase<'a>)>,
    /// The unit's groups that have no figure of any indicator: named, without a column.
    without: Vec<Phrase<'a>>,
}

impl<'a> Beside<'a> {
    fn of(look: &Look<'a>, unit: &'a Code) -> Self {
        let all = codes(look, "aggregates", 0);
        let county = property(unit, "county").map(|county| format!("county:{}", county.sv));
        let city = unit.parent.as_ref().map(|parent| format!("city:{parent}"));
        let place = |id: Option<String>| all.iter().find(|place| Some(&place.id) == id.as_ref());
        let (groups, without): (Vec<_>, Vec<_>) =
            groups_of(look, unit).into_iter().partition(|group| has_figures(look, group));
        let above = [county, Some("nation:SE".to_owned())].map(place);
        let found = place(city).into_iter().chain(groups).chain(above.into_iter().flatten());
        let places = found.map(|place| (place.id.as_str(), distinct_name(look, place))).collect();
        Self { places, without: without.into_iter().map(|group| distinct_name(look, group)).collect() }
    }
}

/// The name of a place; of a group with what makes one belong to it.
pub(in crate::public) fn group_name<'a>(look: &Look<'a>, place: &'a Code) -> Phrase<'a> {
    let own = look.text(&place.name);
    let Some((_, Some(group))) = scheme(look, place) else { return own };
    match group.criterion.as_str() {
        // Longer ones are no part of a name.
        "" => own,
        criterion if criterion.chars().count() > 30 => own,
        criterion => look.language.official(format!("{} ({criterion})", own.text())),
    }
}

/// The grouping that a place is a group of, and the group.
pub(in crate::public) fn scheme<'a>(
    look: &Look<'a>,
    place: &Code,
) -> Option<(&'a GroupScheme, Option<&'a Group>)> {
    let grouping = property(place, "grouping")?;
    let group = property(place, "group")?;
    let schemes = &look.opened.edition().frame.schemes;
    let scheme = schemes.iter().find(|known| known.grouping.as_str() == grouping.sv)?;
    Some((scheme, scheme.groups.iter().find(|known| known.code.as_str() == group.sv)))
}

/// The page.
pub(super) fn page(look: &Look<'_>, unit: &Code, shown: Shown) -> Response {
    let language = look.language;
    let path = format!("/enhet/{}", unit.id);
    let areas = areas(look);
    let is_covered = areas.iter().flat_map(|area| &area.indicators).any(|indicator| {
        let found = look.opened.outcome(&unit.id, indicator.id.as_str());
        !matches!(found.map(|found| &found.value), Some(Value::Empty(id, ..)) if id == Value::NOT_COVERED)
    });
    let body = html! {
        (belongs(look, unit))
        @if is_covered {
            (at_a_glance(look, unit, &areas))
            (judged::strengths(look, &unit.id, &areas))
            (heading(Level::Two, Some("indikatorer"), language.say("Alla indikatorer", "All indicators")))
            (chooser(look, &path, shown, false))
            (table(look, unit, &areas, shown))
            (around::peers(look, &unit.id, &areas, shown))
            (around::background(look, &unit.id))
            (around::response(look, &unit.id))
            (around::further(look, unit, true))
        } @else {
            (not_covered(look, unit))
            (around::background(look, &unit.id))
            (around::further(look, unit, false))
        }
    };
    frame(look, unit.name.sv.as_str(), body).wide().into_response()
}

/// Where it belongs.
fn belongs(look: &Look<'_>, unit: &Code) -> Markup {
    let all = codes(look, "aggregates", 0);
    let place = |id: &str| all.iter().find(|place| place.id == id);
    let link = |id: &str| {
        let place = place(id)?;
        Some(Link::new(look.to(&format!("/enhet/{id}")), group_name(look, place)))
    };
    let groups = groups_of(look, unit).into_iter().filter_map(|group| {
        let (scheme, _) = scheme(look, group)?;
        Some((look.language.official(scheme.name.as_str()), link(&group.id)?))
    });
    let groups: Vec<_> = groups.collect();
    let above = [
        unit.parent.as_ref().and_then(|parent| link(&format!("city:{parent}"))),
        property(unit, "county").and_then(|county| link(&format!("county:{}", county.sv))),
    ];
    let above: Vec<Link<'_>> = above.into_iter().flatten().collect();
    html! {
        p.lead {
            @if let Some(kind) = property(unit, "kind") { (look.text(kind)) }
            " " (unit.id)
            @for link in &above { " · " (link) }
        }
        @if !groups.is_empty() {
            p.muted {
                @for (at, (scheme, link)) in groups.iter().enumerate() { @if at > 0 { br; } (scheme) ": " (link) }
            }
        }
    }
}

/// What the material says nothing of: that it says nothing, and of whom it does.
fn not_covered(look: &Look<'_>, unit: &Code) -> Markup {
    let language = look.language;
    let word = look.opened.vocabulary().not_covered(Value::NOT_COVERED);
    let results = look.opened.results();
    let frame = &look.opened.edition().frame;
    let covered: Vec<_> =
        results.covered().iter().map(|subject| &frame.units[results.subjects[*subject].unit]).collect();
    html! {
        (Notice::new(NoticeKind::Info, language.say(format!("Materialet säger inget om {}", unit.name.sv), format!("The material says nothing about {}", unit.name.sv)))
            .body(html! {
                @if let Some(word) = word { (paragraph(look.text(&word.meaning))) }
                (paragraph(language.say(
                    format!("{} kan ha svarat i den här omgången, men svaren finns inte i det material som publiceringen bygger på.", unit.name.sv),
                    format!("{} may have responded in this round, but the answers are not in the material that the publication is built on.", unit.name.sv),
                )))
            })
            .html(language))
        details {
            summary { (language.say(format!("De {} som materialet täcker", covered.len()), format!("The {} that the material covers", covered.len()))) }
            ul { @for unit in &covered { li { (Link::new(look.to(&format!("/enhet/{}", unit.code)), unit.name.as_str())) } } }
        }
        @let others: Vec<_> = look.view.valid().into_iter().filter(|other| other.series() != look.issue.series()).collect();
        @if !others.is_empty() {
            (paragraph(language.say("Samma kommun i andra publiceringar:", "The same municipality in other publications:")))
            ul {
                @for other in others {
                    li { a href=(look.beside(other, &format!("/enhet/{}", unit.id))) { (super::super::around::name(look, other)) } }
                }
            }
        }
    }
}

/// How many outcomes of each kind, each indicator in its own mode.
fn at_a_glance(look: &Look<'_>, unit: &Code, areas: &[Area<'_>]) -> Markup {
    let language = look.language;
    let words = look.opened.vocabulary();
    let indicators: Vec<&Indicator> = areas.iter().flat_map(|area| area.indicators.iter().copied()).collect();
    let verdicts: Vec<Option<Verdict>> = indicators
        .iter()
        .map(|indicator| judged::verdict(indicator, look.opened.outcome(&unit.id, indicator.id.as_str())?))
        .collect();
    let count = |wanted: Verdict| verdicts.iter().filter(|found| **found == Some(wanted)).count();
    let without = verdicts.iter().filter(|found| found.is_none()).count();
    let all = Verdict::ALL.into_iter().filter(|verdict| count(*verdict) > 0);
    html! {
        p.glance {
            (language.say(format!("{} indikatorer:", indicators.len()), format!("{} indicators:", indicators.len())))
            @for verdict in all {
                @if let Some(word) = words.colour(verdict.id()) {
                    " " (crate::design::outcome::outcome_label(
                        observed::colour(&word.colour), &word.sign, look.text(&word.name), Phrase::from(count(verdict).to_string()),
                    ))
                }
            }
            @if without > 0 {
                " " span.outcome { b { (without) } " " (language.say("utan bedömning", "not judged")) }
            }
        }
    }
}

fn table(look: &Look<'_>, unit: &Code, areas: &[Area<'_>], shown: Shown) -> Markup {
    let language = look.language;
    let beside = Beside::of(look, unit);
    let before = change::before(look);
    let peers = around::peer_codes(look, &unit.id);
    let mut told: Vec<(&Indicator, Earlier)> = Vec::new();
    let mut groups = Vec::new();
    for area in areas {
        let mut rows = Vec::new();
        for indicator in &area.indicators {
            let id = indicator.id.as_str();
            let Some(found) = look.opened.outcome(&unit.id, id) else { continue };
            let earlier = look.opened.outcome_before(&unit.id, id);
            let mut cells = vec![Cell::markup(observed::label(
                look,
                found,
                percent(indicator, false),
                shown.of_unit(indicator),
            ))];
            if let Some(earlier) = earlier {
                cells.push(Cell::markup(change::cell(
                    look,
                    indicator,
                    found,
                    &earlier,
                    percent(indicator, false),
                )));
                told.push((*indicator, earlier));
            }
            cells.extend(beside.places.iter().map(|(place, _)| figure(look, indicator, place)));
            if let Some(peers) = &peers {
                cells.push(around::of_peers(look, indicator, peers));
            }
            let why =
                Link::new(look.to(&format!("/varfor/{id}/{}", unit.id)), language.say("Varför?", "Why?"));
            cells.push(Cell::markup(html! { (why.about(look.text(&indicator.short_name))) }));
            rows.push(Row { header: header(look, indicator), cells, total: false });
        }
        groups.push(table::Group { header: html! { (area.name(look)) }, rows });
    }
    let mut columns = vec![
        Column::new(language.say("Indikator", "Indicator")),
        Column::new(language.say("Utfall", "Outcome")),
    ];
    if let Some(before) = &before {
        columns.push(Column::new(language.say(format!("Mot {before}"), format!("Since {before}"))));
    }
    columns.extend(beside.places.iter().map(|(_, name)| Column::number(name.clone())));
    if let Some(peers) = &peers {
        let count = peers.len();
        columns.push(Column::number(language.say(format!("{count} liknande"), format!("{count} similar"))));
    }
    columns.push(Column::new(language.say("Förklaring", "Explanation")));
    let caption = language.say("Utfall per kvalitetsområde", "Outcomes by quality area");
    let cells = || {
        areas.iter().flat_map(|area| &area.indicators).filter_map(|indicator| {
            Some((look.opened.outcome(&unit.id, indicator.id.as_str())?, shown.of_unit(indicator)))
        })
    };
    html! {
        (around::nothing_coloured(look, cells()))
        (Table::grouped("utfall", caption, columns, groups).stacked().html(language))
        p.table-note {
            (language.say(
                "För län, riket och grupper står andelen kommuner och stadsdelar som når målvärdet, eller talet för dem tillsammans. För liknande kommuner står hur många av dem som når målvärdet, av dem som bedöms, eller deras lägsta och högsta tal.",
                "For counties, Sweden and groups stands the share of municipalities and districts that reach the target, or the figure of all of them together. For similar municipalities stands how many of them reach the target, of those that are judged, or their lowest and highest figure.",
            ))
        }
        @if !beside.without.is_empty() {
            p.table-note {
                (language.say("Utan någon siffra här: ", "Without any figure here: "))
                @for (at, name) in beside.without.iter().enumerate() { @if at > 0 { ", " } (name) } "."
            }
        }
        (around::sets(look, cells()))
        (around::not_coloured(look, cells()))
        (change::notes(look, &unit.id, &told))
    }
}

/// An indicator's name, leading to its page.
pub(super) fn header(look: &Look<'_>, indicator: &Indicator) -> Markup {
    html! {
        (Link::new(look.to(&format!("/indikator/{}", indicator.id)), look.text(&indicator.short_name)))
        @if let Some(unit) = long_unit(look, indicator) { " " span.muted { "(" (unit) ")" } }
    }
}

/// The figure of a place beside: plain, so that the eye stays with the unit's own.
pub(in crate::public) fn figure(look: &Look<'_>, indicator: &Indicator, place: &str) -> Cell {
    match look.opened.figure(place, indicator.id.as_str()) {
        Some(found) => match printed(look, place, indicator) {
            Some(printed) => {
                let own = observed::words(look, found, percent(indicator, true));
                Cell::markup(html! { (own) " " (printed) })
            }
            None => observed::cell(look, found, percent(indicator, true), None),
        },
        None => Cell::text(""),
    }
}
