//! What a search found (*sökresultat*), grouped by what it is.

use maud::{Markup, html};
use publication::shelf::Issue;
use publication::shelf::search::{Found, Hit, Kind, LONGEST, MOST, search as find};

use super::visit::{Visit, page, search_form, short};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::shell::Page;
use crate::design::text::{Level, Link, heading, paragraph};
use crate::language::{Language, Phrase};

/// Kinds that stand under one heading.
const GROUPS: [&[Kind]; 4] =
    [&[Kind::Unit], &[Kind::City, Kind::County, Kind::Nation], &[Kind::Indicator], &[Kind::Edition]];

/// The parameter.
pub(super) const NAME: &str = "q";

/// The page of a question.
pub fn search<'a>(visit: &Visit<'a>, question: &str) -> Page<'a> {
    let language = visit.language;
    let question = question.trim();
    let shown: String = question.chars().take(LONGEST).collect();
    let found = find(visit.view, question);
    let title: Phrase<'a> = match question.is_empty() {
        true => language.say("Sök", "Search").into(),
        false if found.hits.is_empty() => language
            .say(format!("Inget hittades för ”{shown}”"), format!("Nothing found for “{shown}”"))
            .into(),
        false => language.say(format!("Sökning: ”{shown}”"), format!("Search: “{shown}”")).into(),
    };
    page(
        visit,
        title,
        html! {
            (search_form(language, visit.per, &shown))
            @if question.chars().count() > LONGEST {
                (Notice::new(NoticeKind::Info, language.say(
                    format!("Bara de första {LONGEST} tecknen söktes."),
                    format!("Only the first {LONGEST} characters were searched."),
                )).html(language))
            }
            @if question.is_empty() {
                (paragraph(language.say(
                    "Skriv en kommun, en stadsdel, ett län, en indikator eller ett år. Det går bra med en kommunkod eller en del av ett ord.",
                    "Write a municipality, a district, a county, an indicator or a year. A municipality code or part of a word will do.",
                )))
            } @else if found.hits.is_empty() {
                (nothing(visit, &found))
            } @else {
                (hits(visit, &found, &shown))
                (proposed(visit, &found))
            }
        },
    )
}

fn hits(visit: &Visit<'_>, found: &Found, shown: &str) -> Markup {
    let language = visit.language;
    html! {
        @if found.nearly {
            (Notice::new(NoticeKind::Info, language.say(
                format!("Inget heter ”{shown}”. Det här liknar det mest."),
                format!("Nothing is called “{shown}”. These are most like it."),
            )).html(language))
        }
        @if found.partly {
            (Notice::new(NoticeKind::Info, language.say(
                format!("Inget har alla ord i ”{shown}”. Det här har några av dem."),
                format!("Nothing has all the words of “{shown}”. These have some of them."),
            )).html(language))
        }
        @for kinds in GROUPS {
            @let of_group: Vec<&Hit> = found.hits.iter().filter(|hit| kinds.contains(&hit.entry.kind)).collect();
            @let all: usize = kinds.iter().map(|kind| found.count(*kind)).sum();
            @if !of_group.is_empty() {
                (heading(Level::Two, None, format!("{} ({all})", name_of(language, kinds))))
                ul.hits { @for hit in &of_group { (told(visit, hit)) } }
                @if all > of_group.len() {
                    (paragraph(language.say(
                        format!("De {MOST} bästa träffarna visas. Skriv mer för att hitta fler."),
                        format!("The {MOST} best hits are shown. Write more to find others."),
                    )))
                }
            }
        }
    }
}

/// What it may have been.
fn proposed(visit: &Visit<'_>, found: &Found) -> Markup {
    let language = visit.language;
    html! {
        @if !found.proposed.is_empty() {
            (heading(Level::Two, None, language.say("Menade du", "Did you mean")))
            ul.hits { @for hit in &found.proposed { (told(visit, hit)) } }
        }
    }
}

/// Nothing found: what it may have been, and other ways.
fn nothing(visit: &Visit<'_>, found: &Found) -> Markup {
    let language = visit.language;
    html! {
        (proposed(visit, found))
        (heading(Level::Two, None, language.say("Så kan du göra", "What you can do")))
        ul {
            li { (language.say("Sök på färre eller kortare ord.", "Search for fewer or shorter words.")) }
            li { (language.say("Skriv kommunens kod, till exempel 0643.", "Write the code of the municipality, such as 0643.")) }
            li {
                (language.say("Leta län för län på en ", "Look county by county on the page of a "))
                (Link::new(visit.to("/resultat"), language.say("publicerings sida", "publication"))) "."
            }
        }
    }
}

fn name_of(language: Language, kinds: &[Kind]) -> &'static str {
    match kinds.first() {
        Some(Kind::Unit) => language.say("Kommuner och stadsdelar", "Municipalities and districts"),
        Some(Kind::Indicator) => language.say("Indikatorer", "Indicators"),
        Some(Kind::Edition) => language.say("Årgångar och omgångar", "Editions and rounds"),
        Some(Kind::City | Kind::County | Kind::Nation) | None => {
            language.say("Län, städer och riket", "Counties, cities and Sweden")
        }
    }
}

fn told(visit: &Visit<'_>, hit: &Hit) -> Markup {
    let language = visit.language;
    let entry = &hit.entry;
    let to = |issue: &Issue| {
        let below = match entry.kind {
            Kind::Unit | Kind::City | Kind::County | Kind::Nation => format!("/enhet/{}", entry.id),
            Kind::Indicator => format!("/indikator/{}", entry.id),
            Kind::Edition => String::new(),
        };
        visit.to(&format!("/resultat/{}{below}", issue.series()))
    };
    let name = || visit.text(&entry.name);
    let Some((first, others)) = hit.issues.split_first() else { return html! {} };
    let within = visit.text(&entry.within);
    let has_within = entry.kind != Kind::Edition && !within.text().is_empty();
    html! {
        li {
            a href=(to(first)) { (name()) }
            @if entry.kind == Kind::Edition { @if let Some(what) = super::visit::kind(language, first) { ", " (what) } }
            span.muted {
                @if has_within { " · " (within) }
                @if entry.kind == Kind::Unit { " · " (entry.id) }
                @if entry.kind != Kind::Edition { " · " (short(language, first)) }
            }
            @if !others.is_empty() {
                br;
                span.muted { (language.say("Även i ", "Also in ")) }
                @for (at, issue) in others.iter().enumerate() {
                    @if at > 0 { span.muted { " · " } }
                    (Link::new(to(issue), short(language, issue)).about(name()))
                }
            }
        }
    }
}
