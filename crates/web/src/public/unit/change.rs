//! What has changed since the last comparable edition or round (*förändring*).

use std::cmp::Ordering;

use catalogue::model::{Direction, Indicator};
use domain::{Method, Outcome, Rounded};
use maud::{Markup, html};
use publication::model::{Observation, Value};
use publication::shelf::Earlier;
use results::colours::{Verdict, target};

use super::super::{Look, observed};
use crate::language::{Language, Phrase};

/// What the earlier edition is called: its year, or that it is the round before; none where there is none.
pub(super) fn before(look: &Look<'_>) -> Option<String> {
    let (edition, _) = look.opened.before()?;
    Some(if edition.year == look.opened.edition().year {
        look.language.say("föregående omgång", "the round before").to_owned()
    } else {
        edition.year.to_string()
    })
}

/// The cell: in which way it moved, and what it was.
pub(super) fn cell(
    look: &Look<'_>,
    indicator: &Indicator,
    now: &Observation,
    before: &Earlier,
    unit: &str,
) -> Markup {
    let language = look.language;
    match before {
        Earlier::NotThen => html! { span.muted { (language.say("Fanns inte då", "Did not exist then")) } },
        Earlier::NotComparable(_) => {
            html! { span.muted { (language.say("Inte jämförbar", "Not comparable")) } }
        }
        Earlier::Known(value, reservation) => {
            let was = Observation {
                value: value.clone(),
                colours: Vec::new(),
                quotient: Default::default(),
                counts: None,
                origin: String::new(),
            };
            let moved = moved(language, indicator, &now.value, value, unit == "%" || !is_share(indicator));
            let same = moved == Some(language.say("Oförändrat", "Unchanged"));
            html! {
                @if let Some(moved) = moved { (moved) }
                @if !same {
                    @if moved.is_some() { ", " }
                    (language.say("förut ", "before: ")) (observed::words(look, &was, unit))
                }
                @if !reservation.is_empty() { " *" }
            }
        }
    }
}

fn is_share(indicator: &Indicator) -> bool {
    indicator.method == Method::Share
}

/// A word for how a value moved; none where one of the two is empty or neither is better.
pub(in crate::public) fn moved(
    language: Language,
    indicator: &Indicator,
    now: &Value,
    before: &Value,
    is_figure: bool,
) -> Option<&'static str> {
    let better = language.say("Bättre", "Better");
    let worse = language.say("Sämre", "Worse");
    let same = language.say("Oförändrat", "Unchanged");
    match (now, before) {
        (Value::Category(now, _), Value::Category(before, _)) if now == before => Some(same),
        (Value::Category(now, _), Value::Category(before, _)) => {
            let order = rank(indicator, now)?.cmp(&rank(indicator, before)?);
            Some(match order {
                Ordering::Greater => better,
                Ordering::Less => worse,
                Ordering::Equal => language.say("Annat utfall", "Another outcome"),
            })
        }
        (Value::Figure(now, _), Value::Figure(before, _)) if is_figure => {
            let up = if is_share(indicator) { Direction::Up } else { indicator.direction };
            Some(match (compare(*now, *before), up) {
                (Ordering::Equal, _) => same,
                (Ordering::Greater, Direction::Up) | (Ordering::Less, Direction::Down) => better,
                (Ordering::Less, Direction::Up) | (Ordering::Greater, Direction::Down) => worse,
                (Ordering::Greater, Direction::None) => language.say("Högre", "Higher"),
                (Ordering::Less, Direction::None) => language.say("Lägre", "Lower"),
            })
        }
        (Value::Empty(now, ..), Value::Empty(before, ..)) if now == before => Some(same),
        (Value::Category(..) | Value::Figure(..) | Value::Empty(..), _) => None,
    }
}

/// How far a value has come towards the target; none where it is not judged.
fn rank(indicator: &Indicator, value: &str) -> Option<u8> {
    match target(indicator, &Outcome::Category(value.parse().ok()?)).ok()? {
        Verdict::Reached => Some(2),
        Verdict::Partly => Some(1),
        Verdict::NotReached => Some(0),
        Verdict::Best
        | Verdict::Middle
        | Verdict::Worst
        | Verdict::Better
        | Verdict::Alike
        | Verdict::Worse => None,
    }
}

/// As they are printed.
fn compare(a: Rounded, b: Rounded) -> Ordering {
    let most = a.decimals.max(b.decimals);
    let of = |figure: Rounded| {
        figure.scaled.saturating_mul(10_i128.saturating_pow((most - figure.decimals).into()))
    };
    of(a).cmp(&of(b))
}

/// What must be known of the column: with what reservation things are compared, and why others are not.
pub(super) fn notes(look: &Look<'_>, code: &str, told: &[(&Indicator, Earlier)]) -> Markup {
    let language = look.language;
    let mut partly: Vec<(&str, Vec<Phrase<'_>>)> = Vec::new();
    let mut not: Vec<(&str, Vec<Phrase<'_>>)> = Vec::new();
    for (indicator, before) in told {
        let (list, why) = match before {
            Earlier::Known(_, why) if !why.is_empty() => (&mut partly, why),
            Earlier::NotComparable(why) => (&mut not, why),
            Earlier::Known(..) | Earlier::NotThen => continue,
        };
        let name = look.text(&indicator.short_name);
        match list.iter_mut().find(|(known, _)| known == why) {
            Some((_, names)) => names.push(name),
            None => list.push((why, vec![name])),
        }
    }
    if partly.is_empty() && not.is_empty() {
        return html! {};
    }
    html! {
        details {
            summary { (language.say("Varför en del inte kan jämföras rakt av", "Why some cannot be compared directly")) }
            @for (list, title) in [
                (&partly, language.say("* Jämförbar med förbehåll", "* Comparable with a reservation")),
                (&not, language.say("Inte jämförbar", "Not comparable")),
            ] {
                @for (why, names) in list {
                    p {
                        b { (title) } ": "
                        @if why.is_empty() {
                            (language.say("katalogen säger inget om att de går att jämföra. ", "the catalogue does not say that they can be compared. "))
                        } @else { (language.official(*why)) " " }
                        span.muted {
                            "(" @for (at, name) in names.iter().enumerate() { @if at > 0 { "; " } (name) } ")"
                        }
                    }
                }
            }
            p { (crate::design::text::Link::new(look.to(&format!("/forandring?enhet={code}")), language.say("Allt som har ändrats", "Everything that has changed"))) }
        }
    }
}
