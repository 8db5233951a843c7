//! How municipalities are grouped (*sorteringsnycklar*): each key with its groups, what makes one belong to them, and how many do.

use domain::GroupScheme;
use maud::{Markup, html};

use crate::design::table::{Cell, Column, Row, Table};
use crate::design::text::Level;
use crate::design::text::{Link, heading, lead, paragraph};
use crate::public::Look;
use crate::public::unit::codes;

pub(super) fn page(look: &Look<'_>) -> Markup {
    let language = look.language;
    let schemes = &look.opened.edition().frame.schemes;
    html! {
        (lead(language.say(
            "Kommuner med likartade förutsättningar är lättare att jämföra. Därför delas de in i grupper, på flera sätt. En stadsdel hör till samma grupper som sin stad.",
            "Municipalities with similar conditions are easier to compare. So they are put in groups, in several ways. A district belongs to the groups of its city.",
        )))
        @if schemes.is_empty() {
            (paragraph(language.say("Årgången har inga sorteringsnycklar.", "The edition has no such keys.")))
        }
        @for scheme in schemes { (key(look, scheme)) }
        (heading(Level::Two, None, language.say("Liknande kommuner", "Similar municipalities")))
        @match look.opened.peers() {
            Ok(peers) => {
                (paragraph(language.say(
                    format!("Dessutom har varje kommun {} liknande, valda efter mått och inte efter grupp:", peers.count),
                    format!("Besides, each municipality has {} similar ones, chosen by measures and not by group:", peers.count),
                )))
                ul { @for variable in &peers.variables { li { (look.text(&variable.settings.name)) } } }
            }
            Err(why) if why.sv.is_empty() => { (paragraph(language.say("Årgången har inga liknande kommuner.", "The edition has no similar municipalities."))) }
            Err(why) => { (paragraph(look.text(why))) }
        }
    }
}

fn key(look: &Look<'_>, scheme: &GroupScheme) -> Markup {
    let language = look.language;
    let frame = &look.opened.edition().frame;
    let places = codes(look, "aggregates", 0);
    let row = |group: &domain::Group| {
        let belongs = |unit: &&domain::Unit| unit.groups.get(&scheme.grouping) == Some(&group.code);
        let id = format!("group:{}:{}", scheme.grouping, group.code);
        let name = language.official(group.name.as_str());
        let is_there = places.iter().any(|place| place.id == id);
        Row {
            header: html! {
                @if is_there { (Link::new(look.to(&format!("/enhet/{id}")), name)) } @else { (name) }
            },
            cells: vec![
                Cell::text(language.official(group.criterion.as_str())),
                Cell::number(&frame.units.iter().filter(belongs).count().to_string()),
            ],
            total: false,
        }
    };
    let columns = vec![
        Column::new(language.say("Grupp", "Group")),
        Column::new(language.say("Vad som avgör", "What decides")),
        Column::number(language.say("Kommuner och stadsdelar", "Municipalities and districts")),
    ];
    let rows = scheme.groups.iter().map(row).collect();
    let id = format!("nyckel-{}", scheme.grouping);
    html! {
        (heading(Level::Two, None, language.official(scheme.name.as_str())))
        @if !scheme.complete {
            (paragraph(language.say(
                "Källan anger gruppen bara för en del av kommunerna.",
                "The source states the group of some of the municipalities only.",
            )))
        }
        (Table::new(&id, language.official(scheme.name.as_str()), columns, rows).stacked().html(language))
    }
}
