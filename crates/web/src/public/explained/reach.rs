//! What it would take (*vad skulle krävas?*): the smallest changes of answers, persons or points that reach the target.

use std::collections::BTreeSet;

use maud::{Markup, html};
use results::learn::Through;
use results::reach::Reacher;
use results::reach::report::{FigureReport, GoalReport, PlaceIndicator, Reporter, SetReport, UnitIndicator};
use results::reach::words::Words;

use super::Cell;
use crate::design::text::{Level, Link, heading};
use crate::language::Language;

/// How many of those nearest to the target are named.
const MOST: usize = 25;

pub(super) fn reach(cell: Cell<'_>) -> Markup {
    let look = cell.look;
    let language = look.language;
    let opened = look.opened;
    let edition = opened.edition();
    let words = Words {
        edition,
        vocabulary: opened.vocabulary(),
        language: language.of_catalogue(),
        unsent: BTreeSet::new(),
    };
    let reacher = Reacher::new(edition);
    let reporter = Reporter::new(&reacher, opened.vocabulary(), opened.results(), words.language);
    let answers = opened.answers().map(|answers| &answers.table);
    let told = match edition.frame.position(cell.place) {
        Some(unit) => {
            let report = reporter.unit(answers, unit, Some(cell.at));
            report.indicators.first().map(|indicator| {
                html! { (of_unit(language, indicator, &words)) (learn(cell, indicator)) }
            })
        }
        None => {
            let cube = opened.publication().cube("aggregates");
            let place = cube.and_then(|cube| cube.position(0, cell.place));
            let report = place.map(|place| reporter.place(answers, place, Some(cell.at)));
            report.and_then(|report| Some(of_place(cell, report.indicators.first()?, &words)))
        }
    };
    html! {
        @if let Some(told) = told {
            (heading(Level::Two, Some("vad-kravs"), language.say("Vad skulle krävas?", "What would it take?")))
            (told)
        }
    }
}

fn of_unit(language: Language, indicator: &UnitIndicator, words: &Words<'_>) -> Markup {
    match indicator.state {
        "reached" => {
            html! { p { (language.say("Målvärdet är redan uppnått.", "The target is reached already.")) } }
        }
        "possible" => possible(language, indicator, words),
        "impossible" => html! {
            p { (language.say("Inga egna val av svar når målvärdet. Det här avgör:", "No answers of the municipality’s own choice reach the target. This decides:")) }
            @if indicator.facts.is_empty() {
                p { (language.say("annat än svaren, till exempel ett beslut av granskaren.", "other things than answers, such as a reviewer’s decision.")) }
            } @else {
                ul { @for fact in &indicator.facts { li { (language.official(words.fact(fact))) "." } } }
            }
        },
        "too_large" => {
            html! { p { (language.say("För många kombinationer av svar för att pröva alla.", "Too many combinations of answers to try all.")) } }
        }
        "answers_unknown" => html! {
            p { (language.say("Svaren bakom utfallet är inte kända, så det går inte att säga vilka som skulle behöva ändras.", "The answers behind the outcome are not known, so it cannot be said which would have to change.")) }
        },
        _ => match &indicator.figure {
            Some(figure) => moves(language, figure, words),
            None => {
                html! { p { (language.say("Ett bakgrundsmått visas men bedöms inte, så det finns inget att nå.", "A background measure is shown, never judged: there is nothing to reach.")) } }
            }
        },
    }
}

/// To those who came to reach it.
fn learn(cell: Cell<'_>, indicator: &UnitIndicator) -> Markup {
    let Cell { look, place, .. } = cell;
    let is_open = Through::has_target(cell.indicator) && indicator.state != "reached";
    html! {
        @if is_open {
            p { (Link::new(
                look.to(&format!("/lar-av/{place}?indikator={}", cell.indicator.id)),
                look.language.say("Vilka som gick till uppnått, och vad de ändrade", "Who came to reach it, and what they changed"),
            )) }
        }
    }
}

fn possible(language: Language, indicator: &UnitIndicator, words: &Words<'_>) -> Markup {
    let changes = words.changes(indicator.changes.unwrap_or(0));
    html! {
        p { (language.say("Minst så mycket: ", "The least that it takes: ")) strong { (changes) } "." }
        @for set in &indicator.sets {
            p { (language.say("Det ger ", "It gives ")) (words.quoted(&set.value.name)) ":" }
            (set_of(language, set, words))
        }
        @if indicator.further > 0 {
            p { (language.say("Det finns ", "There are ")) @if indicator.is_cut { (language.say("minst ", "at least ")) } (indicator.further) (language.say(" lika korta sätt till.", " more ways that are as short.")) }
        }
    }
}

fn set_of(language: Language, set: &SetReport, words: &Words<'_>) -> Markup {
    html! {
        ul {
            @for change in &set.changes { li { (language.official(words.change(change))) } }
            @for dropped in &set.dropped { li { (language.official(words.dropped(dropped))) } }
            @for comment in &set.comments {
                li {
                    (language.say("En kontroll kräver då en kommentar: ", "A check then needs a comment: "))
                    (language.official(comment.message.trim()))
                }
            }
        }
    }
}

fn moves(language: Language, figure: &FigureReport, words: &Words<'_>) -> Markup {
    html! {
        p {
            (language.say("Ett tal har inget målvärde. Jämfört med andra: ", "A figure has no target. Compared with others: it "))
            (words.moves(figure)) "."
        }
    }
}

fn of_place(cell: Cell<'_>, indicator: &PlaceIndicator, words: &Words<'_>) -> Markup {
    let language = cell.look.language;
    let near: Vec<_> = indicator.members.iter().filter(|member| member.changes.is_some()).collect();
    html! {
        @if let Some(more) = indicator.must_respond {
            p { (language.say(format!("Minst {more} till måste ha ett utfall innan siffran visas."), format!("At least {more} more must have an outcome before the figure is shown."))) }
        }
        @if let Some(figure) = &indicator.moves { (moves(language, figure, words)) }
        @if !indicator.goals.is_empty() {
            ul { @for goal in &indicator.goals { li { (self::goal(language, goal, words)) } } }
        }
        @if !near.is_empty() {
            p { (language.say("Närmast målvärdet:", "Nearest to the target:")) }
            ul {
                @for member in near.iter().take(MOST) {
                    li {
                        (Link::new(
                            cell.look.to(&format!("/varfor/{}/{}#vad-kravs", cell.indicator.id, member.unit.id)),
                            member.unit.name.as_str(),
                        ))
                        ": " (words.changes(member.changes.unwrap_or(0)))
                    }
                }
            }
            @if near.len() > MOST {
                p.muted { (language.say(format!("{MOST} av {} visas.", near.len()), format!("{MOST} of {} are shown.", near.len()))) }
            }
        }
    }
}

fn goal(language: Language, goal: &GoalReport, words: &Words<'_>) -> String {
    let name = match goal.goal {
        "all" => language.say("Att alla når målvärdet".to_owned(), "That all reach the target".to_owned()),
        "nation" => language.say("Minst rikets andel".to_owned(), "At least the nation’s share".to_owned()),
        _ => language
            .say(format!("Att vara {}", words.among(&goal.set)), format!("To be {}", words.among(&goal.set))),
    };
    let needs = match (goal.state, goal.units) {
        ("already", _) => language.say("redan uppnått".to_owned(), "reached already".to_owned()),
        ("units", Some(n)) => match goal.able {
            Some(able) => language.say(
                format!("{n} till måste nå målvärdet; {able} kan göra det med egna svar"),
                format!("{n} more must reach the target; {able} can do so by answers of their own"),
            ),
            None => language
                .say(format!("{n} till måste nå målvärdet"), format!("{n} more must reach the target")),
        },
        ("only_others", _) => language
            .say("bara andras förändring avgör".to_owned(), "only others’ movement decides".to_owned()),
        _ => words.not_here(&goal.why),
    };
    format!("{name}: {needs}.")
}
