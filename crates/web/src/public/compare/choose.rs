//! The form that chooses what is compared (*välj vad som jämförs*), and examples for whoever has not chosen yet.

use domain::swedish;
use maud::{Markup, html};

use super::asked::{Asked, Only, Rows};
use super::heat::Compared;
use super::who::{alike, place_of, places, unit_name, units};
use crate::design::button::{Button, ButtonKind};
use crate::design::choice::{CheckboxGroup, Choice};
use crate::design::field::Field;
use crate::design::input::{TextInput, Width};
use crate::design::select::Select;
use crate::design::text::{Level, Link, heading, paragraph};
use crate::language::Phrase;
use crate::public::Look;
use crate::public::shown::Shown;
use crate::public::unit::{areas, group_name, property, scheme};

/// The form. Sent, it leads on to the short address of what was chosen.
pub(super) fn form(look: &Look<'_>, asked: &Asked) -> Markup {
    let language = look.language;
    let tokens: Vec<(String, Phrase<'_>)> =
        asked.whom.iter().map(|token| (token.to_string(), token.name(look))).collect();
    let chosen = CheckboxGroup {
        choices: tokens.iter().map(|(value, name)| Choice::new(value, name.clone())).collect(),
        alone: None,
        chosen: tokens.iter().map(|(value, _)| value.as_str()).collect(),
    };
    let mut counties: Vec<(String, Phrase<'_>)> = places(look)
        .iter()
        .filter_map(|place| {
            Some((format!("lan:{}", place.id.strip_prefix("county:")?), look.text(&place.name)))
        })
        .collect();
    counties.sort_by_cached_key(|(_, name)| swedish::sort_key(name.text()));
    let groups: Vec<(String, Phrase<'_>)> = places(look)
        .iter()
        .filter(|place| property(place, "grouping").is_some_and(|grouping| grouping.sv != "county"))
        .filter_map(|place| {
            let id = place.id.strip_prefix("group:")?;
            let (of, _) = scheme(look, place)?;
            let name = group_name(look, place);
            Some((format!("grupp:{id}"), language.official(format!("{}: {}", of.name, name.text()))))
        })
        .collect();
    let none = || Choice::new("", language.say("Inget", "None"));
    let of = |all: &'_ [(String, Phrase<'_>)]| -> Vec<(String, String)> {
        all.iter().map(|(value, name)| (value.clone(), name.text().to_owned())).collect()
    };
    let (counties, groups) = (of(&counties), of(&groups));
    fn select<'c>(none: Choice<'c>, all: &'c [(String, String)], look: &Look<'_>) -> Select<'c> {
        let choice =
            |(value, name): &'c (String, String)| Choice::new(value, look.language.official(name.as_str()));
        Select { choices: std::iter::once(none).chain(all.iter().map(choice)).collect(), chosen: "" }
    }
    let areas = areas(look);
    let areas: Vec<(&str, Phrase<'_>, usize)> = areas
        .iter()
        .filter_map(|area| {
            Some((
                area.indicators.first()?.quality_areas.first()?.as_str(),
                area.name(look),
                area.indicators.len(),
            ))
        })
        .collect();
    let singles: Vec<&str> = asked
        .what
        .iter()
        .map(String::as_str)
        .filter(|id| areas.iter().all(|(area, ..)| area != id))
        .collect();
    let named = |id: &str| {
        let known = look.opened.edition().indicator(id).map(|known| look.text(&known.short_name));
        known.or_else(|| {
            let area = look.opened.vocabulary().indicator_areas.iter().find(|area| area.id == id)?;
            Some(look.text(&area.name))
        })
    };
    let mut what: Vec<Choice<'_>> = areas
        .iter()
        .map(|(id, name, n)| Choice::new(id, language.official(format!("{} ({n})", name.text()))))
        .collect();
    what.extend(
        singles.iter().map(|id| Choice::new(id, named(id).unwrap_or_else(|| Phrase::from((*id).to_owned())))),
    );
    let indicators =
        CheckboxGroup { choices: what, alone: None, chosen: asked.what.iter().map(String::as_str).collect() };
    let kept = [
        ("farg", asked.shown.id()),
        (
            "visa",
            asked.only.map_or("", |only| {
                Only::ALL.iter().find(|(_, known)| *known == only).map_or("", |(word, _)| word)
            }),
        ),
        ("per", look.per.unwrap_or_default()),
    ];
    html! {
        form.compare method="get" action=(language.address(&format!("/resultat/{}/jamfor", look.named))) {
            @for (name, value) in kept {
                @if !value.is_empty() { input type="hidden" name=(name) value=(value); }
            }
            div.sides {
                div {
                    @if !tokens.is_empty() {
                        (Field::new("enheter", language.say("Valda", "Chosen"), chosen).html(language))
                    }
                    (Field::new("lagg", language.say("Lägg till kommuner", "Add municipalities"), TextInput { value: "", width: Width::Full, ..TextInput::default() })
                        .hint(language.say("Namn eller koder, med komma emellan: Habo, Mullsjö, 0680", "Names or codes with a comma between: Habo, Mullsjö, 0680"))
                        .html(language))
                    (Field::new("lan", language.say("Lägg till ett län", "Add a county"), select(none(), &counties, look)).html(language))
                    (Field::new("grupp", language.say("Lägg till en kommungrupp", "Add a group of municipalities"), select(none(), &groups, look)).html(language))
                }
                div {
                    (Field::new("indikatorer", language.say("Indikatorer", "Indicators"), indicators)
                        .hint(language.say("Väljer du inget område visas alla.", "Without a chosen area all are shown."))
                        .html(language))
                }
            }
            p { (Button::new(ButtonKind::Primary, language.say("Jämför", "Compare"))) }
        }
    }
}

/// What can be compared, for whoever has not said what.
pub(super) fn examples(look: &Look<'_>) -> Markup {
    let language = look.language;
    let to = |query: &str| look.to(&format!("/jamfor?{query}"));
    let mut counties: Vec<_> = places(look).iter().filter(|place| place.id.starts_with("county:")).collect();
    counties.retain(|county| {
        let code = county.id.trim_start_matches("county:");
        units(look)
            .iter()
            .filter(|unit| property(unit, "county").is_some_and(|known| known.sv == code))
            .any(|unit| super::who::is_covered(look, unit))
    });
    counties.sort_by_cached_key(|county| swedish::sort_key(&county.name.sv));
    let with_peers = units(look).iter().find(|unit| alike(look, &unit.id).is_ok());
    let first = areas(look).into_iter().next().and_then(|area| {
        let id = area.indicators.first()?.quality_areas.first()?.clone();
        Some((id, area.name(look).text().to_owned()))
    });
    html! {
        (heading(Level::Two, Some("lan-for-lan"), language.say("Alla i ett län", "Everybody in a county")))
        ul.columns {
            @for county in &counties {
                li { (Link::new(to(&format!("enheter=lan:{}", county.id.trim_start_matches("county:"))), county.name.sv.as_str())) }
            }
        }
        (heading(Level::Two, Some("annat"), language.say("Annat som ofta jämförs", "What else is often compared")))
        ul {
            @if counties.len() > 1 {
                li { (Link::new(to("enheter=lan"), language.say("Länen med varandra", "The counties with each other"))) }
            }
            @if place_of(look, "group:size:3").is_some() && counties.len() > 1 {
                li { (Link::new(to("enheter=group:size:1,group:size:2,group:size:3,group:size:4,group:size:5"), language.say("Kommuner av olika storlek med varandra", "Municipalities of different size with each other"))) }
            }
            @if let Some(unit) = with_peers {
                @let name = unit_name(look, unit);
                li { (Link::new(to(&format!("enheter=liknande:{}", unit.id)), language.say(
                    format!("{} och de kommuner som är mest lika", name.text()),
                    format!("{} and the municipalities most like it", name.text()),
                ))) }
            }
            @if let Some((id, name)) = first {
                li { (Link::new(to(&format!("enheter=alla&indikatorer={id}")), language.say(
                    format!("Alla kommuner och stadsdelar: {}", name.to_lowercase()),
                    format!("All municipalities and districts: {}", name.to_lowercase()),
                ))) }
            }
        }
        (paragraph(language.say(
            "Från en kommuns sida kan du jämföra den med länet, sina grupper och de mest lika.",
            "From the page of a municipality you can compare it with its county, its groups and those most like it.",
        )))
    }
}

/// What the modes and their colours say: of units, or of places alone.
pub(super) fn meaning(look: &Look<'_>, shown: Shown, places: bool) -> Markup {
    let language = look.language;
    let words = look.opened.vocabulary();
    html! {
        details.choose {
            summary { (language.say("Vad färgerna betyder", "What the colours mean")) }
            @if shown == Shown::Usual && !places {
                p { (language.say(
                    "Ja och nej färgas efter målvärdet, tal efter var de ligger bland dem som jämförs.",
                    "Yes and no are coloured by the target, figures by where they stand among those compared.",
                )) }
            }
            @for mode in shown.modes(places) { (crate::public::signs::mode(language, words, mode)) }
        }
    }
}

/// What is looked for, and what the rows are.
pub(super) fn ways(compared: &Compared<'_>) -> Markup {
    let (look, asked) = (&compared.look, &compared.asked);
    let language = look.language;
    let only = |only: Option<Only>| match only {
        None => language.say("Allt", "Everything"),
        Some(Only::Red) => language.say("Rött (sämst)", "Red (worst)"),
        Some(Only::Yellow) => language.say("Gult (mitten)", "Yellow (middle)"),
        Some(Only::Green) => language.say("Grönt (bäst)", "Green (best)"),
        Some(Only::Empty) => language.say("Utan värde", "Without a value"),
    };
    let all = std::iter::once(None).chain(Only::ALL.iter().map(|(_, only)| Some(*only)));
    let rows = [
        (Rows::Units, language.say("Kommuner som rader", "Municipalities as rows")),
        (Rows::Indicators, language.say("Indikatorer som rader", "Indicators as rows")),
    ];
    html! {
        nav.modes aria-label=(language.say("Visa bara", "Show only")) {
            p { (language.say("Visa bara:", "Show only:")) }
            ul {
                @for one in all {
                    @let address = asked.with(look, |asked| asked.only = one);
                    @let link = Link::new(format!("{address}#{}", super::heat::ID), only(one));
                    li .here[one == asked.only] { @if one == asked.only { (link.chosen()) } @else { (link) } }
                }
            }
        }
        nav.modes aria-label=(language.say("Rader", "Rows")) {
            p { (language.say("Rader:", "Rows:")) }
            ul {
                @for (one, words) in rows {
                    @let address = asked.with(look, |asked| {
                        asked.rows = Some(one);
                        asked.sort = None;
                    });
                    @let link = Link::new(format!("{address}#{}", super::heat::ID), words);
                    li .here[one == compared.rows] { @if one == compared.rows { (link.chosen()) } @else { (link) } }
                }
            }
        }
    }
}
