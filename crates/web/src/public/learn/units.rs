//! Who came to reach an indicator's target and stayed there, the nearest first, and what they answered.

use catalogue::model::Indicator;
use maud::{Markup, html};
use results::learn::{Course, Held, Near};

use super::changes::{common, tables};
use super::scene::{Learned, MOST, Scene};
use super::{alone, indicators};
use crate::design::text::{Level, Link, heading, paragraph};
use crate::language::Phrase;

pub(super) fn units(scene: &Scene<'_>, i: usize, indicator: &Indicator) -> Markup {
    let now = indicators::now(scene, indicator);
    match alone::why_not(scene, Some((i, indicator))) {
        Some(why) => html! { (now) (why) },
        None => html! { (now) (told(scene, i, indicator)) },
    }
}

fn told(scene: &Scene<'_>, i: usize, indicator: &Indicator) -> Markup {
    let language = scene.look.language;
    let moved = scene.learned(i);
    let shown = &moved[..moved.len().min(MOST)];
    let answered: Vec<_> = shown.iter().map(|learned| scene.answers(indicator, learned)).collect();
    let known: Vec<_> = answered.iter().flatten().cloned().collect();
    html! {
        (scene.compared_with())
        (summary(scene, i, moved.len()))
        (how_held(scene, i))
        @if !shown.is_empty() {
            (heading(Level::Two, Some("andrade"), language.say("Vad de ändrade", "What they changed")))
            (common(language, &known))
            @for (Learned { near, rounds }, answered) in shown.iter().zip(&answered) {
                @let (code, name) = (scene.code(near.unit), scene.name(near.unit));
                section.learned aria-labelledby=(format!("enhet-{code}")) {
                    (heading(Level::Three, Some(&format!("enhet-{code}")), name))
                    (who(scene, near))
                    (course(scene, i, indicator, near.unit))
                    @match answered {
                        Some(answered) => (tables(scene, &format!("svar-{code}"), name, answered, *rounds)),
                        None => (paragraph(language.say("Bara utfallen är kända, inte svaren bakom dem.", "Only the outcomes are known, not the answers behind them."))),
                    }
                    (on(scene, indicator, near.unit))
                }
            }
        }
        (the_rest(scene, i, indicator, &moved))
    }
}

/// How many moved, always reached it, and fell back.
fn summary(scene: &Scene<'_>, i: usize, moved: usize) -> Markup {
    let language = scene.look.language;
    let always = scene.near_that(i, |course| course == Course::Always).len();
    let fell_back = scene.near_that(i, |course| course == Course::FellBack).len();
    let fact = |name: &str, count: usize| html! { div { dt { (name) } dd { (count) } } };
    html! {
        dl.facts {
            (fact(language.say("Gick från inte uppnått till uppnått, och stannade där", "Moved from not reached to reached, and stayed there"), moved))
            (fact(language.say("Har alltid nått målvärdet", "Always reached the target"), always))
            (fact(language.say("Nådde det och föll tillbaka: visas inte", "Reached it and fell back: not shown"), fell_back))
        }
    }
}

/// By which rule rounds are judged, which are left out, and who only seems to have moved.
fn how_held(scene: &Scene<'_>, i: usize) -> Markup {
    let language = scene.look.language;
    let last = scene.issues.len() - 1;
    let by_rule = (0..last).any(|round| matches!(scene.through.held(i, round), Held::ByRule(_)));
    let reservations: Vec<(usize, &str)> = (0..last)
        .filter_map(|round| match scene.through.held(i, round) {
            Held::ByRule(why) | Held::AsItWas(why) if !why.is_empty() => Some((round, why.as_str())),
            Held::ByRule(_) | Held::AsItWas(_) | Held::Not(_) => None,
        })
        .collect();
    let seeming = scene.seeming(i);
    html! {
        @if by_rule {
            (paragraph(language.say(
                format!("Svaren i alla omgångar är bedömda med regeln i {}, så att det bara är svaren som skiljer.", scene.round(last)),
                format!("The answers of all rounds are judged by the rule of {}, so that only answers differ.", scene.round(last)),
            )))
        }
        @if seeming > 0 {
            (paragraph(language.say(
                format!("{seeming} kommuner ser ut att ha gått till uppnått bara för att regeln blev en annan. De räknas inte hit."),
                format!("{seeming} municipalities seem to have come to reach it only because the rule became another. They do not count here."),
            )))
        }
        @for (round, why) in reservations {
            p { (alone::upper(&scene.round(round))) (language.say(" är jämförbar med förbehåll: ", " is comparable with a reservation: ")) (language.official(why)) }
        }
        (alone::left_out(scene, i))
    }
}

fn who(scene: &Scene<'_>, near: &Near) -> Markup {
    html! { p.muted { @for (at, tie) in near.ties.iter().enumerate() { @if at > 0 { ", " } (scene.tie(near, tie)) } } }
}

/// Round by round: the outcome by the rule of today, and as it was published where that is another.
fn course(scene: &Scene<'_>, i: usize, indicator: &Indicator, unit: usize) -> Markup {
    let look = scene.look;
    let language = look.language;
    html! {
        ol.course {
            @for round in 0..scene.issues.len() {
                @let (today, then) = (scene.through.outcome(i, round, unit), scene.through.published(i, round, unit));
                li {
                    (alone::upper(&scene.round(round))) ": "
                    @match today {
                        Some(outcome) => { strong { (scene.word(outcome)) } }
                        None => { (language.say("räknas inte", "does not count")) }
                    }
                    @if let (Some(today), Some(then)) = (today, then) && today != then {
                        " (" (language.say("med regeln då: ", "by the rule of then: ")) (scene.word(then)) ")"
                    }
                    " "
                    (Link::new(
                        look.beside(scene.issues[round], &format!("/varfor/{}/{}", indicator.id, scene.code(unit))),
                        language.say("Varför?", "Why?"),
                    ).about(Phrase::from(format!("{}, {}", scene.name(unit), scene.round(round)))))
                }
            }
        }
    }
}

/// What to do with it.
fn on(scene: &Scene<'_>, indicator: &Indicator, unit: usize) -> Markup {
    let look = scene.look;
    let language = look.language;
    let (own, code) = (scene.code(scene.unit), scene.code(unit));
    let name = scene.name(unit);
    html! {
        p {
            (Link::new(look.to(&format!("/jamfor?enheter={own},{code}&indikatorer={}", indicator.id)), language.say(format!("Jämför med {name}"), format!("Compare with {name}"))))
            " · "
            (Link::new(look.to(&format!("/enhet/{code}")), language.say(format!("Allt om {name}"), format!("All about {name}"))))
        }
    }
}

/// Those that are only named: near ones beyond the first, and others in the country.
fn the_rest(scene: &Scene<'_>, i: usize, indicator: &Indicator, moved: &[Learned<'_>]) -> Markup {
    let look = scene.look;
    let language = look.language;
    let more: Vec<usize> = moved.iter().skip(MOST).map(|learned| learned.near.unit).collect();
    let others = scene.moved_elsewhere(i);
    let names = |title: String, units: &[usize]| {
        html! {
            details {
                summary { (title) }
                ul.columns { @for unit in units { li { (Link::new(look.to(&format!("/varfor/{}/{}", indicator.id, scene.code(*unit))), scene.name(*unit))) } } }
            }
        }
    };
    html! {
        @if moved.is_empty() {
            (paragraph(language.say(
                "Ingen av dem gick från inte uppnått till uppnått och stannade där.",
                "None of them moved from not reached to reached and stayed there.",
            )))
        }
        @if !more.is_empty() {
            (names(language.say(format!("{} till", more.len()), format!("{} more", more.len())), &more))
        }
        @if !others.is_empty() {
            (names(language.say(
                format!("{} andra i landet gick från inte uppnått till uppnått och stannade där", others.len()),
                format!("{} others in the country moved from not reached to reached and stayed there", others.len()),
            ), &others))
        }
    }
}
