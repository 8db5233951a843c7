//! Quality areas, dimensions and types of indicators (*kvalitetsområden, dimensioner, indikatortyper*): what they mean, and which
//! indicators belong to each.

use catalogue::model::{Indicator, Named};
use maud::{Markup, html};

use crate::design::text::{Level, Link, heading, lead, paragraph};
use crate::public::Look;

pub(super) fn page(look: &Look<'_>) -> Markup {
    let language = look.language;
    let words = look.opened.vocabulary();
    html! {
        (lead(language.say(
            "Indikatorerna är ordnade efter vad god kvalitet är. En indikator kan höra till flera kvalitetsområden.",
            "The indicators are ordered by what good quality is. An indicator can belong to several quality areas.",
        )))
        (heading(Level::Two, Some("kvalitetsomraden"), language.say("Kvalitetsområden", "Quality areas")))
        @for area in &words.quality_areas {
            @let of = |known: &&Named| area.dimensions.contains(&known.id);
            (entry(look, &area.named, words.dimensions.iter().filter(of).collect(), |known| known.quality_areas.contains(&area.named.id)))
        }
        (heading(Level::Two, Some("dimensioner"), language.say("Dimensioner av god vård och omsorg", "Dimensions of good care")))
        @for dimension in &words.dimensions { (entry(look, dimension, Vec::new(), |known| known.dimension == dimension.id)) }
        (heading(Level::Two, Some("typer"), language.say("Slag av indikatorer", "Types of indicators")))
        @for kind in &words.indicator_types { (entry(look, kind, Vec::new(), |known| known.types.contains(&kind.id))) }
    }
}

/// A word with its meaning, the dimensions it stands for, and the indicators that it stands at.
fn entry(
    look: &Look<'_>,
    named: &Named,
    dimensions: Vec<&Named>,
    belongs: impl Fn(&Indicator) -> bool,
) -> Markup {
    let language = look.language;
    let found: Vec<&Indicator> = look.opened.edition().computed().filter(|known| belongs(known)).collect();
    html! {
        (heading(Level::Three, None, look.text(&named.name)))
        @if !named.meaning.sv.is_empty() { (paragraph(look.text(&named.meaning))) }
        @if !dimensions.is_empty() {
            p.muted {
                (language.say("Dimension: ", "Dimension: "))
                @for (at, dimension) in dimensions.iter().enumerate() { @if at > 0 { ", " } (look.text(&dimension.name)) }
            }
        }
        @if found.is_empty() {
            p.muted { (language.say("Ingen indikator i den här årgången.", "No indicator in this edition.")) }
        } @else {
            details {
                summary { (match found.len() {
                    1 => language.say("1 indikator".to_owned(), "1 indicator".to_owned()),
                    count => language.say(format!("{count} indikatorer"), format!("{count} indicators")),
                }) }
                ul { @for indicator in &found { li { (Link::new(look.to(&format!("/indikator/{}", indicator.id)), look.text(&indicator.short_name))) } } }
            }
        }
    }
}
