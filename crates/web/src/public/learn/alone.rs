//! What is told where no round before can be held against this one: why, and what can be done.

use catalogue::model::Indicator;
use maud::{Markup, html};
use publication::shelf::Issue;
use results::learn::{Held, Through};

use super::scene::{Nothing, Scene};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::text::{Level, Link, heading, paragraph};
use crate::public::around;

/// How many are named.
const MOST: usize = 20;

/// Why nothing can be told of an indicator, or, without one, of any; none if something can.
pub(super) fn why_not(scene: &Scene<'_>, found: Option<(usize, &Indicator)>) -> Option<Markup> {
    let look = scene.look;
    let language = look.language;
    let name = scene.name(scene.unit);
    let (title, body) = match (scene.nothing(found)?, found) {
        (Nothing::NotCovered, _) => (
            language.say(
                format!("Materialet säger inget om {name}"),
                format!("The material says nothing about {name}"),
            ),
            others(scene),
        ),
        (Nothing::NoTarget, indicator) => (
            language
                .say("Indikatorn har inget målvärde".to_owned(), "The indicator has no target".to_owned()),
            html! {
                (paragraph(language.say(
                    "Den är ett tal som jämförs med andras, så ingen går från inte uppnått till uppnått. På indikatorns sida står vilka som har bäst tal, och hur det har utvecklats.",
                    "It is a figure that is compared with those of others, so nobody moves from not reached to reached. The indicator’s page tells who has the best figures, and how they developed.",
                )))
                @if let Some((_, indicator)) = indicator {
                    p { (Link::new(look.to(&format!("/indikator/{}?sortera=utfall&ordning=fallande&visa={}", indicator.id, scene.code(scene.unit))), language.say("Indikatorn i alla kommuner", "The indicator in all municipalities"))) }
                }
            },
        ),
        (Nothing::NoEarlierRound, _) => (
            language.say(
                "Det finns ingen tidigare omgång att jämföra med".to_owned(),
                "There is no earlier round to compare with".to_owned(),
            ),
            html! {
                (paragraph(language.say(
                    "Det här är den första publiceringen i sin rad. Vem som gått från inte uppnått till uppnått syns först när det finns en till.",
                    "This is the first publication of its row. Who moved from not reached to reached is seen only when there is another.",
                )))
                (others(scene))
            },
        ),
        (Nothing::NotComparable, indicator) => (
            language.say(
                "Ingen tidigare omgång går att jämföra med".to_owned(),
                "No earlier round can be compared with".to_owned(),
            ),
            html! { @if let Some((i, _)) = indicator { (left_out(scene, i)) } (others(scene)) },
        ),
    };
    Some(html! {
        (Notice::new(NoticeKind::Info, title).body(body).html(language))
        @if let Some((_, indicator)) = found.filter(|(_, known)| Through::has_target(known)) { (reach_it_now(scene, indicator)) }
    })
}

/// The rounds that are not held against this one, and why.
pub(super) fn left_out(scene: &Scene<'_>, i: usize) -> Markup {
    let language = scene.look.language;
    let all = (0..scene.issues.len() - 1).filter_map(|round| match scene.through.held(i, round) {
        Held::Not(why) => Some((round, why)),
        Held::ByRule(_) | Held::AsItWas(_) => None,
    });
    html! {
        @for (round, why) in all {
            p {
                (language.say(
                    format!("{} räknas inte med: ", upper(&scene.round(round))),
                    format!("{} does not count: ", upper(&scene.round(round))),
                ))
                (scene.not_held(round, why))
            }
        }
    }
}

/// Other publications where somebody can be learned from: those with one before them in their row.
fn others(scene: &Scene<'_>) -> Markup {
    let look = scene.look;
    let code = scene.code(scene.unit);
    let can = |issue: &&Issue| {
        issue.series() != look.issue.series()
            && look.view.row_of(issue).first().is_some_and(|first| first.series() < issue.series())
            && issue.opened().is_ok_and(|opened| opened.edition().frame.position(code).is_some())
    };
    let found: Vec<&Issue> = look.view.valid().into_iter().map(AsRef::as_ref).filter(can).collect();
    html! {
        @if !found.is_empty() {
            (paragraph(look.language.say("Där det går att se:", "Where it can be seen:")))
            ul { @for other in found { li { a href=(look.beside(other, &format!("/lar-av/{code}"))) { (around::name(look, other)) } } } }
        }
    }
}

/// Who of the similar reaches the target now: what can be learned without an earlier round.
fn reach_it_now(scene: &Scene<'_>, indicator: &Indicator) -> Markup {
    let look = scene.look;
    let language = look.language;
    let found = scene.reach_it_now(indicator);
    html! {
        (heading(Level::Two, Some("nar-nu"), language.say("Vilka som når målvärdet nu", "Who reaches the target now")))
        @if found.is_empty() {
            (paragraph(language.say("Ingen av de liknande, och ingen i samma grupp eller län.", "None of the similar ones, and none of the same group or county.")))
        } @else {
            (paragraph(language.say(
                "De liknande först, sedan de i samma grupp eller län. Sidan bakom namnet visar vad utfallet bygger på.",
                "The similar ones first, then those of the same group or county. The page behind the name shows what the outcome rests on.",
            )))
            ul.columns { @for unit in found.iter().take(MOST) { li { (Link::new(look.to(&format!("/varfor/{}/{}", indicator.id, scene.code(*unit))), scene.name(*unit))) } } }
            @if found.len() > MOST { p.muted { (language.say(format!("{MOST} av {} visas.", found.len()), format!("{MOST} of {} are shown.", found.len()))) } }
        }
    }
}

/// With a capital.
pub(super) fn upper(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}
