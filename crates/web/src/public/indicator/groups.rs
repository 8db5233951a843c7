//! By group (*kommungrupper*): size, other sorting keys.

use maud::{Markup, html};

use super::Shown;
use super::scale::figure;
use crate::design::chart::{Beside, Told};
use crate::design::text::{Level, heading, paragraph};

pub(super) fn section(shown: &Shown<'_>) -> Markup {
    let language = shown.look.language;
    let mode = shown.place_mode();
    html! {
        (heading(Level::Two, Some("grupper"), language.say("Grupper av kommuner", "Groups of municipalities")))
        @for scheme in &shown.look.opened.edition().frame.schemes {
            @let prefix = format!("group:{}:", scheme.grouping);
            @let places = shown.places(|code| code.id.starts_with(&prefix));
            @let places = with_criteria(shown, scheme, places, 24);
            @let id = format!("grupp-{}", scheme.grouping);
            @let name = language.official(scheme.name.as_str());
            @let in_full = with_criteria(shown, scheme, shown.places(|code| code.id.starts_with(&prefix)), usize::MAX);
            @let table = shown.table_of(&id, name.clone(), &in_full);
            (heading(Level::Three, None, name.clone()))
            @if !scheme.complete {
                (paragraph(language.say(
                    "Indelningen är bara känd för några kommuner.",
                    "The grouping is known of some municipalities only.",
                )))
            }
            @if places.iter().any(|place| figure(place.found).is_some()) {
                (super::levels::why_not(shown, &places, ["av grupperna", "of the groups"]))
                (shown.named(mode, shown.judged(places.iter().map(|place| place.found), mode)))
                @let chart = format!("diagram-{id}");
                @let described = language.say(
                    format!("En stapel för varje grupp i {}, med riket som linje.", scheme.name),
                    format!("A bar for each group of {}, with Sweden as a line.", scheme.name),
                );
                @let told = Told { id: &chart, title: name, description: described.into() };
                (shown.bars(told, &places, Beside::Table(table), false).html(language))
            } @else {
                (paragraph(language.say("Ingen grupp har något tal.", "No group has a figure.")))
                (table.html(language))
            }
        }
    }
}

/// A group's name says little without its limits: `Grupp 1: 1–14 999 invånare`; above a bar only if they are short.
fn with_criteria<'a>(
    shown: &Shown<'a>,
    scheme: &domain::GroupScheme,
    mut places: Vec<super::places::Place<'a>>,
    longest: usize,
) -> Vec<super::places::Place<'a>> {
    for place in &mut places {
        let code = place.code.id.rsplit(':').next().unwrap_or_default();
        let group = scheme.groups.iter().find(|group| group.code.as_str() == code);
        if let Some(group) = group.filter(|group| (1..=longest).contains(&group.criterion.chars().count())) {
            place.name = shown.look.language.official(format!("{}: {}", place.name.text(), group.criterion));
        }
    }
    places
}
