//! What is good and what could be better (*styrkor och förbättringsområden*), by a rule that the page says in words.

use catalogue::model::Indicator;
use domain::Rounded;
use maud::{Markup, html};
use publication::model::{Observation, Value};
use results::colours::Verdict;

use super::super::{Look, observed};
use super::areas::{Area, percent};
use crate::design::text::{Level, Link, heading, paragraph};
use crate::language::Phrase;

/// How many of each are told.
const MOST: usize = 5;

/// An outcome that says something.
struct Told<'a> {
    indicator: &'a Indicator,
    observation: &'a Observation,
    /// The figure of Sweden, where it is a share of those that reach the target.
    nation: Option<Rounded>,
}

/// Both lists, for a unit.
pub(super) fn strengths(look: &Look<'_>, unit: &str, areas: &[Area<'_>]) -> Markup {
    let language = look.language;
    let (mut good, mut bad): (Vec<Told<'_>>, Vec<Told<'_>>) = (Vec::new(), Vec::new());
    for indicator in areas.iter().flat_map(|area| &area.indicators) {
        let Some(observation) = look.opened.outcome(unit, indicator.id.as_str()) else { continue };
        let Some(verdict) = verdict(indicator, observation) else { continue };
        let told = Told { indicator, observation, nation: nation(look, indicator) };
        match verdict {
            Verdict::Reached | Verdict::Best | Verdict::Better => good.push(told),
            Verdict::NotReached | Verdict::Worst | Verdict::Worse => bad.push(told),
            Verdict::Partly | Verdict::Middle | Verdict::Alike => {}
        }
    }
    // What few others reach comes first among strengths, what most others reach among the rest; what has no figure last.
    good.sort_by_key(|told| told.nation.map_or(i128::MAX, |figure| figure.scaled));
    bad.sort_by_key(|told| told.nation.map_or(i128::MAX, |figure| -figure.scaled));
    let order = match good.iter().chain(&bad).any(|told| told.nation.is_some()) {
        true => language.say(
            "Bland styrkorna står det först som minst andel i riket når, bland förbättringsområdena det som störst andel når.",
            "Among the strengths, what the smallest share in Sweden reaches stands first; among the areas to improve, what the largest share reaches.",
        ),
        false => language.say(
            "De står i samma ordning som i tabellen.",
            "They stand in the same order as in the table.",
        ),
    };
    html! {
        (heading(Level::Two, Some("styrkor"), language.say("Styrkor och förbättringsområden", "Strengths and areas to improve")))
        (paragraph(language.say(
            "En styrka är en indikator där målvärdet är uppnått, eller där talet är bland de bästa av dem som jämförs. Ett \
             förbättringsområde är en där målvärdet inte är uppnått, eller där talet är bland de sämsta.",
            "A strength is an indicator whose target is reached, or whose figure is among the best of those compared. An area to \
             improve is one whose target is not reached, or whose figure is among the worst.",
        )))
        (paragraph(order))
        div.sides {
            (list(look, unit, language.say("Styrkor", "Strengths"), &good))
            (list(look, unit, language.say("Förbättringsområden", "Areas to improve"), &bad))
        }
    }
}

fn list(look: &Look<'_>, unit: &str, title: &'static str, all: &[Told<'_>]) -> Markup {
    let language = look.language;
    html! {
        div {
            (heading(Level::Three, None, format!("{title} ({})", all.len())))
            @if all.is_empty() {
                (paragraph(language.say("Inga.", "None.")))
            } @else {
                ul.hits {
                    @for told in all.iter().take(MOST) {
                        @let id = told.indicator.id.as_str();
                        li {
                            (Link::new(look.to(&format!("/varfor/{id}/{unit}")), look.text(&told.indicator.short_name)))
                            " " (observed::label(look, told.observation, percent(told.indicator, false), observed::mode_of(told.indicator)))
                            @if counts_as_reached(told.indicator, told.observation) {
                                " " span.muted { (language.say("räknas som uppnått", "counts as reached")) }
                            }
                            @if let Some(figure) = told.nation {
                                " " span.muted { (reach(look, figure)) }
                            }
                            @if verdict(told.indicator, told.observation) == Some(Verdict::NotReached) {
                                " " (Link::new(look.to(&format!("/lar-av/{unit}?indikator={id}")), language.say("Lär av andra", "Learn from others")).about(look.text(&told.indicator.short_name)))
                            }
                        }
                    }
                }
                @if all.len() > MOST {
                    p.muted { (language.say(
                        format!("{MOST} av {} visas; alla står i tabellen.", all.len()),
                        format!("{MOST} of {} are shown; all stand in the table.", all.len()),
                    )) }
                }
            }
        }
    }
}

fn reach<'a>(look: &Look<'_>, figure: Rounded) -> Phrase<'a> {
    let number = observed::number(look.language, figure, look.opened.edition().plain_ends);
    look.language
        .say(
            format!("{number}\u{a0}% av kommunerna i riket når det"),
            format!("{number}% of the municipalities in Sweden reach it"),
        )
        .into()
}

/// What the indicator's own mode says.
pub(super) fn verdict(indicator: &Indicator, observation: &Observation) -> Option<Verdict> {
    observed::told(observation, observed::mode_of(indicator)?)?.verdict.ok()
}

/// Whether a value reaches the target without being the one that the target is about, as where a service does not exist.
fn counts_as_reached(indicator: &Indicator, observation: &Observation) -> bool {
    let Value::Category(value, _) = &observation.value else { return false };
    indicator.target.iter().skip(1).any(|target| target.as_str() == value)
}

/// How large a share reaches the target in Sweden.
fn nation(look: &Look<'_>, indicator: &Indicator) -> Option<Rounded> {
    if indicator.method != domain::Method::Share {
        return None;
    }
    match look.opened.figure("nation:SE", indicator.id.as_str())?.value {
        Value::Figure(figure, _) => Some(figure),
        Value::Category(..) | Value::Empty(..) => None,
    }
}
