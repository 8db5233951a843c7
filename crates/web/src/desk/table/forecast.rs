//! What would be withheld if the collection closed now (*prognos*).

use collection::standing::{Forecast, Place, Row as Counted};
use domain::Number;
use domain::swedish::sort_key;
use maud::{Markup, html};

use super::parts;
use crate::design::tag::TagKind;
use crate::design::text::{Level, heading, paragraph};
use crate::desk::Desk;
use crate::language::Language;

/// What becomes of a level, as a tag.
pub(super) fn forecast_words(language: Language, forecast: Forecast) -> (TagKind, &'static str) {
    match forecast {
        Forecast::Shown => (TagKind::Done, language.say("Redovisas", "Shown")),
        Forecast::IfBegunSubmit => {
            (TagKind::Attention, language.say("Beror på påbörjade", "Depends on the begun"))
        }
        Forecast::Withheld => (TagKind::Failed, language.say("Redovisas inte", "Withheld")),
    }
}

/// The places of one kind: what the kind is called, how many there are, which of them would be withheld, and which of those
/// would not be if the begun were submitted.
struct Kind<'a> {
    name: &'a str,
    is_nation: bool,
    of: usize,
    lost: Vec<String>,
    saved: Vec<String>,
}

/// The kinds of places of a part that would lose something.
fn kinds<'a>(desk: &Desk<'a>, rows: &[Counted], part: &str) -> Vec<Kind<'a>> {
    let language = desk.language;
    let limit = desk.edition.withhold_above_percent;
    let mut kinds: Vec<Kind<'a>> = Vec::new();
    let mut rows: Vec<&Counted> = rows.iter().filter(|row| row.part == part).collect();
    // Counties and cities by name; the nation first, and groups as their grouping has them.
    rows.sort_by_key(|row| match &row.place {
        Place::Nation => (0, sort_key("")),
        Place::City(_) => (1, sort_key(&row.name)),
        Place::County(_) => (2, sort_key(&row.name)),
        Place::Group(..) => (3, sort_key("")),
    });
    for row in rows {
        let name = match &row.place {
            Place::Nation => language.say("Riket", "The nation"),
            Place::City(_) => {
                language.say("Städer som svarar per stadsdel", "Cities that answer by district")
            }
            Place::County(_) => language.say("Län", "Counties"),
            Place::Group(grouping, _) => desk
                .edition
                .frame
                .schemes
                .iter()
                .find(|scheme| scheme.grouping == *grouping)
                .map_or(language.say("Grupper", "Groups"), |scheme| scheme.name.as_str()),
        };
        let place = match kinds.iter().position(|kind| kind.name == name) {
            Some(place) => place,
            None => {
                let is_nation = row.place == Place::Nation;
                kinds.push(Kind { name, is_nation, of: 0, lost: Vec::new(), saved: Vec::new() });
                kinds.len() - 1
            }
        };
        let kind = &mut kinds[place];
        kind.of += 1;
        let name = match &row.place {
            Place::Group(_, code) if !row.name.contains(code.as_str()) => format!("{code} {}", row.name),
            Place::Nation | Place::City(_) | Place::County(_) | Place::Group(..) => row.name.clone(),
        };
        match row.count.forecast(limit) {
            Forecast::Shown => {}
            Forecast::IfBegunSubmit => {
                kind.lost.push(name.clone());
                kind.saved.push(name);
            }
            Forecast::Withheld => kind.lost.push(name),
        }
    }
    kinds.retain(|kind| !kind.lost.is_empty());
    kinds
}

/// Names in a row.
fn named(language: Language, names: &[String]) -> Markup {
    html! {
        @for (place, name) in names.iter().enumerate() {
            @if place > 0 && place + 1 == names.len() { (language.say(" och ", " and ")) }
            @else if place > 0 { ", " }
            (language.official(name.as_str()))
        }
    }
}

fn line(language: Language, kind: &Kind<'_>) -> Markup {
    let (lost, saved) = (kind.lost.len(), kind.saved.len());
    html! {
        li {
            strong { (language.official(kind.name)) }
            @if kind.of == 1 && !kind.is_nation { ": " (named(language, &kind.lost)) }
            @else if lost == kind.of && lost > 1 { (language.say(if lost == 2 { ", båda".to_owned() } else { format!(", alla {lost}") }, if lost == 2 { ", both".to_owned() } else { format!(", all {lost}") })) }
            @else if kind.of > 1 { ", " (lost) (language.say(" av ", " of ")) (kind.of) ": " (named(language, &kind.lost)) }
            "."
            @if saved == lost {
                " " (language.say("Redovisas om de påbörjade skickas in.", "Shown if the begun are submitted."))
            } @else if saved > 0 {
                " " (language.say("Om de påbörjade skickas in redovisas ", "If the begun are submitted, shown are "))
                (named(language, &kind.saved)) "."
            }
        }
    }
}

/// What would be withheld if the collection closed now, in words: by part and kind of place, at the edition's limit.
pub(in crate::desk) fn withheld(desk: &Desk<'_>, rows: &[Counted]) -> Markup {
    let language = desk.language;
    let limit = percent_of(language, desk.edition.withhold_above_percent);
    if rows.is_empty() {
        return html! {};
    }
    let by_part: Vec<(&str, Vec<Kind<'_>>)> =
        parts(desk, rows).into_iter().map(|part| (part, kinds(desk, rows, part))).collect();
    let is_shown = by_part.iter().all(|(_, kinds)| kinds.is_empty());
    html! {
        (heading(Level::Two, Some("prognos"), language.say("Om insamlingen stängde nu", "If the collection closed now")))
        @if is_shown {
            (paragraph(language.say(
                format!("Allt skulle redovisas: ingenstans är bortfallet över {limit}."),
                format!("All would be shown: nowhere is non-response above {limit}."),
            )))
        } @else {
            (paragraph(language.say(
                format!("Där bortfallet är över {limit} redovisas inga andelar. Det skulle gälla:"),
                format!("Where non-response is above {limit} no shares are shown. That would be:"),
            )))
            @for (part, kinds) in &by_part {
                (heading(Level::Three, None, format!("{} – {}", desk.part_letter(part), desk.part_name(part).text())))
                @if kinds.is_empty() {
                    (paragraph(language.say("Allt redovisas.", "All is shown.")))
                } @else {
                    ul { @for kind in kinds { (line(language, kind)) } }
                }
            }
        }
        // Whole parts are counted here; the rule is of each indicator's own non-response.
        (paragraph(language.say(
            format!("Prognosen räknar hela delar. Gränsen gäller också varje indikator för sig: enstaka indikatorer kan falla bort fast delen redovisas, där bortfallet i just den frågan är över {limit}, till exempel för att många har svarat ”kan inte lämna uppgift”."),
            format!("The forecast counts whole parts. The limit also holds for each indicator on its own: single indicators may still be withheld although the part is shown, where non-response to that very question is above {limit}, for example because many answered “cannot give this figure”."),
        )))
    }
}

/// A limit in words.
pub(super) fn percent_of(language: Language, limit: Number) -> String {
    let text = limit.to_string();
    language.say(format!("{} procent", text.replace('.', ",")), format!("{text} per cent"))
}
