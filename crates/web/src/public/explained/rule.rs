//! A rule as it was walked: every entry with what it came to, and the part that decided.

use catalogue::model::Edition;
use maud::{Markup, html};
use results::explain::{CellStep, Explanation};
use rules::explain::{EntryStep, Step};

use super::Cell;
use crate::language::Language;

/// The entries in order. The one that gave the outcome is marked, and in it what decided.
pub(super) fn entries(cell: Cell<'_>, told: &Explanation) -> Markup {
    let language = cell.look.language;
    let scene = Scene { language, edition: cell.look.opened.edition(), cells: &told.cells };
    let order = match told.ordered {
        true => language.say(
            "Villkoren prövas uppifrån; det första som är sant gäller.",
            "Conditions are tried from the top; the first that is true counts.",
        ),
        false => language.say(
            "Högst ett villkor kan vara sant. Det som avgjorde är markerat.",
            "At most one condition can be true. What decided is marked.",
        ),
    };
    html! {
        p { (order) }
        ol.rule {
            @for entry in &told.entries {
                li .deciding[entry.visited && entry.holds == "true"] { (self::entry(cell, &scene, entry)) }
            }
        }
        details.folded {
            summary { (language.say("Hela regeln som den är skriven", "The whole rule as it is written")) }
            pre { code { (told.rule) } }
        }
    }
}

fn entry(cell: Cell<'_>, scene: &Scene<'_>, entry: &EntryStep) -> Markup {
    let language = cell.look.language;
    html! {
        p {
            strong { (gives(cell, entry)) } " "
            @if !entry.visited { (language.say("– prövades inte", "– was not tried")) }
            @else if entry.when.is_none() { (language.say("– i övriga fall", "– otherwise")) }
            @else { "– " (truth(language, entry.holds)) }
        }
        @if entry.visited && let Some(when) = &entry.when { ul { (step(scene, when, entry.holds != "false")) } }
    }
}

/// `Ja`, `Ej aktuellt`, a calculation.
fn gives(cell: Cell<'_>, entry: &EntryStep) -> Markup {
    let words = cell.look.opened.vocabulary();
    let language = cell.look.language;
    let text = |key: &str| entry.gives.get(key).and_then(serde_json::Value::as_str);
    if let Some(value) = text("value") {
        return html! { (language.official(words.value(value).to_owned())) };
    }
    if let Some(reason) = text("empty") {
        let named = words.empty(reason);
        return html! { @if let Some(named) = named { (cell.look.text(&named.name)) } @else { (reason) } };
    }
    let written =
        |step: &serde_json::Value| step.get("text").and_then(|text| Some(text.as_str()?.to_owned()));
    if let Some(figure) = entry.gives.get("figure").and_then(written) {
        return html! { code { (figure) } };
    }
    let parts = entry.gives.get("quotient").and_then(serde_json::Value::as_array);
    match parts.map(|parts| parts.iter().filter_map(written).collect::<Vec<_>>()).as_deref() {
        Some([numerator, denominator]) => html! { code { (numerator) } " / " code { (denominator) } },
        Some(_) | None => html! { (language.say("Ett tal", "A figure")) },
    }
}

fn truth(language: Language, truth: &str) -> &'static str {
    match truth {
        "true" => language.say("sant", "true"),
        "false" => language.say("falskt", "false"),
        _ => language.say("går inte att avgöra", "cannot be told"),
    }
}

/// A condition and its parts; `decides`: everything above it was settled by it.
fn step(scene: &Scene<'_>, of: &Step, decides: bool) -> Markup {
    // What only passes on what its one part says is not told twice.
    if let ("guarded" | "row", [only]) = (of.op, of.children.as_slice()) {
        return step(scene, only, decides);
    }
    let language = scene.language;
    let value = of.value.as_deref().unwrap_or("unknown");
    let is_truth = matches!(value, "true" | "false" | "unknown");
    let is_whole = of.children.is_empty() || !is_truth;
    html! {
        li .deciding[decides && is_whole] {
            (words(scene, of)) " – "
            @if is_truth { (truth(language, value)) } @else { (value) }
            @if decides && is_whole { " " em { (language.say("(avgör)", "(decides)")) } }
            @if !of.children.is_empty() {
                ul {
                    @for (at, child) in of.children.iter().enumerate() {
                        (step(scene, child, decides && (of.deciding.is_empty() || of.deciding.contains(&at))))
                    }
                }
            }
        }
    }
}

/// A condition in words where there are words for it, else as it is written.
fn words(scene: &Scene<'_>, of: &Step) -> Markup {
    let language = scene.language;
    let text = |key: &str| of.detail.get(key).and_then(serde_json::Value::as_str).unwrap_or_default();
    let count = of.detail.get("k").and_then(serde_json::Value::as_u64).unwrap_or_default();
    match (of.op, text("quantifier")) {
        ("and", _) => html! { (language.say("Alla dessa", "All of these")) },
        ("or", _) => html! { (language.say("Något av dessa", "Any of these")) },
        ("not", _) => html! { (language.say("Inte detta", "Not this")) },
        ("rows", "any_row") => html! { (language.say("Någon rad", "Any row")) },
        ("rows", "all_rows") => html! { (language.say("Alla rader", "All rows")) },
        ("rows", "at_least") => {
            html! { (language.say("Minst ", "At least ")) (count) (language.say(" rader", " rows")) }
        }
        ("rows", "at_most") => {
            html! { (language.say("Högst ", "At most ")) (count) (language.say(" rader", " rows")) }
        }
        ("accepted", _) => scene.accepted(text("cell")).unwrap_or_else(|| as_written(of)),
        ("category", _) => {
            scene.category(text("cell"), text("operator"), of).unwrap_or_else(|| as_written(of))
        }
        _ => as_written(of),
    }
}

fn as_written(of: &Step) -> Markup {
    html! { code { (of.text) } }
}

/// What conditions are put into words by.
struct Scene<'a> {
    language: Language,
    edition: &'a Edition,
    cells: &'a [CellStep],
}

impl Scene<'_> {
    /// `Granskaren har godkänt E7 ”Annan metod”`.
    fn accepted(&self, cell: &str) -> Option<Markup> {
        let cell = self.cells.iter().find(|known| known.cell == cell)?;
        Some(
            html! { (self.language.say("Granskaren har godkänt ", "The reviewer has accepted ")) (self.name(cell)) },
        )
    }

    /// `E7 ”Annan metod”`.
    fn name(&self, cell: &CellStep) -> Markup {
        let row = (!cell.row_wording.is_empty()).then(|| format!("”{}”", cell.row_wording));
        html! { (cell.question) @if let Some(row) = row { " " (self.language.official(row)) } }
    }

    /// `E6 är ”Ja, vid alla utredningar”`; none for facts and for comparisons of order.
    fn category(&self, cell: &str, operator: &str, of: &Step) -> Option<Markup> {
        let cell = self.cells.iter().find(|known| known.cell == cell)?;
        let question = self.edition.questions.iter().find(|known| known.code.as_str() == cell.question)?;
        let is = match operator {
            "=" | "IN" => self.language.say("är", "is"),
            "<>" | "NOT IN" => self.language.say("är inte", "is not"),
            _ => return None,
        };
        let alternatives = of.detail.get("alternatives").and_then(serde_json::Value::as_array)?;
        let names: Vec<String> = alternatives
            .iter()
            .filter_map(|id| {
                let named =
                    question.alternatives.iter().find(|known| Some(known.id.as_str()) == id.as_str())?;
                Some(format!("”{}”", named.text.sv))
            })
            .collect();
        Some(html! {
            (self.name(cell))
            " " (is) " " (self.language.official(names.join(self.language.say(" eller ", " or "))))
        })
    }
}
