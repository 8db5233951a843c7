//! A derivation in plain Swedish: what decided, answer by answer.

use catalogue::model::{Edition, Indicator, IndicatorRole, Language, Vocabulary};
use domain::{Method, Number, swedish};
use rules::explain::{EntryStep, Step};

use super::aggregate::AggregateExplanation;
use super::{CellStep, Explanation};
use crate::origin::OriginWords;

/// `78,2 procent`, `2,5 timmar per vecka` of a figure as files print it.
pub(super) fn figure_word(figure: &str, indicator: &Indicator) -> String {
    format!("{} {}", swedish_number(figure, indicator.decimals), unit_word(&indicator.unit))
        .trim_end()
        .to_owned()
}

fn swedish_number(figure: &str, decimals: u8) -> String {
    figure
        .parse::<Number>()
        .map_or_else(|_| figure.to_owned(), |number| swedish::figure(number.rounded(decimals), false))
}

fn unit_word(unit: &str) -> &str {
    match unit {
        "percent" => "procent",
        "hours_per_week" => "timmar per vecka",
        "full_time_equivalents" => "årsarbetare",
        _ => "",
    }
}

fn origin_sentence(origin: &str) -> Option<String> {
    let words = match OriginWords::parse(origin) {
        Some(words) => words,
        None => return Some(format!("Ursprung: {origin}.")),
    };
    let made_up = words.data(Language::Swedish).map(|data| {
        let mut letters = data.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        format!("{first}{}: svaren är påhittade av programmet.", letters.as_str())
    });
    let trial =
        words.trial.then(|| "Prövning: räknat med ändrade regler, inte det verkliga resultatet.".to_owned());
    let sentences: Vec<String> = made_up.into_iter().chain(trial).collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

pub(super) fn of_given(
    edition: &Edition,
    vocabulary: &Vocabulary,
    indicator: &Indicator,
    explanation: &Explanation,
) -> Vec<String> {
    let mut sentences = vec![opening(edition, indicator, explanation)];
    let why = if explanation.outcome.empty.is_empty() {
        "Utfallet är läst ur en fil med utfall; svaren bakom det är inte kända, så härledningen slutar här."
    } else if explanation.outcome.empty == domain::Reason::NotAnswered.id() {
        "Filen med utfall har inget värde här. Den säger inte om kommunen eller stadsdelen svarade."
    } else {
        "Filen med utfall säger att värdet saknas."
    };
    sentences.push(why.to_owned());
    sentences.extend(origin_sentence(&explanation.origin));
    sentences.push(format!("Källa till indikatorn: {}.", vocabulary.cite(&indicator.source)));
    sentences
}

fn opening(edition: &Edition, indicator: &Indicator, explanation: &Explanation) -> String {
    let verdict = match (&indicator.role, explanation.outcome.value.as_str()) {
        (IndicatorRole::Background, _) | (_, "") => String::new(),
        (IndicatorRole::Indicator, value) => {
            let is = |values: &[domain::ValueId]| values.iter().any(|v| v.as_str() == value);
            if is(&indicator.leaves_denominator) {
                " Svaret räknas inte med i andelen.".to_owned()
            } else if is(&indicator.partly) && is(&indicator.target) {
                " Målvärdet räknas som uppnått, delvis.".to_owned()
            } else if is(&indicator.target) {
                " Målvärdet är uppnått.".to_owned()
            } else if is(&indicator.partly) {
                " Målvärdet är delvis uppnått och räknas inte som uppnått i andelen.".to_owned()
            } else {
                " Målvärdet är inte uppnått.".to_owned()
            }
        }
    };
    format!(
        "{} ({}) har utfallet ”{}” på ”{}” i årgång {}.{verdict}",
        explanation.unit.name, explanation.unit.id, explanation.outcome.word, indicator.name.sv, edition.year
    )
}

pub(super) fn of_outcome(
    edition: &Edition,
    vocabulary: &Vocabulary,
    indicator: &Indicator,
    explanation: &Explanation,
) -> Vec<String> {
    let teller = Teller { edition, vocabulary, cells: &explanation.cells };
    let mut sentences = vec![opening(edition, indicator, explanation)];
    let is_only_entry = explanation.entries.len() == 1;
    let mut unsettled = false;
    for entry in explanation.entries.iter().filter(|entry| entry.visited) {
        if is_only_entry && let Some(sentence) = teller.only_figure(entry, indicator) {
            sentences.push(sentence);
            continue;
        }
        sentences.push(teller.entry(entry, unsettled));
        unsettled |= entry.holds == "unknown";
        if let Some(when) = &entry.when {
            let mut lines = Vec::new();
            teller.deciding(when, &mut lines);
            lines.dedup();
            sentences.extend(lines.into_iter().map(|line| format!("   – {line}")));
        }
    }
    if unsettled && !explanation.outcome.empty.is_empty() {
        sentences.push("Svaren som saknas kan ändra utfallet; därför redovisas inget av dem.".to_owned());
    }
    if explanation.outcome.all_reasons.len() > 1 {
        let all: Vec<&str> = explanation.outcome.all_reasons.iter().map(|id| teller.empty(id)).collect();
        sentences.push(format!("Flera skäl fanns ({}); det starkaste visas.", all.join(", ")));
    }
    for check in explanation.checks.iter().filter(|check| check.fires) {
        let cells = check.makes_illogical.join(", ");
        sentences.push(format!("En kontroll gör {cells} till ologisk uppgift: {}", check.message));
    }
    sentences.extend(origin_sentence(&explanation.origin));
    sentences.push(format!("Källa: {}.", vocabulary.cite(&indicator.source)));
    for reading in &explanation.readings {
        sentences.push(format!("Läsning av källan, {reading}"));
    }
    sentences
}

struct Teller<'a> {
    edition: &'a Edition,
    vocabulary: &'a Vocabulary,
    cells: &'a [CellStep],
}

impl Teller<'_> {
    fn empty<'b>(&'b self, id: &'b str) -> &'b str {
        self.vocabulary.empty(id).map_or(id, |named| named.name.sv.as_str())
    }

    /// A figure that is always given: where it comes from, or why there is none.
    fn only_figure(&self, entry: &EntryStep, indicator: &Indicator) -> Option<String> {
        let step = entry.gives.get("figure")?;
        let cell = self.cell(&step["cell"])?;
        let name = self.name(&step["cell"]);
        let Some(value) = step["value"].as_str() else {
            return Some(match cell.given.first() {
                Some(code) => {
                    format!("{name} {} (koden {code}); därför redovisas inget värde.", self.state(cell))
                }
                None => format!("{name} {}; därför redovisas inget värde.", self.state(cell)),
            });
        };
        Some(format!("Värdet är det som angavs på {name}: {}.", figure_word(value, indicator)))
    }

    /// `unsettled`: whether an entry before this one could still hold.
    fn entry(&self, entry: &EntryStep, unsettled: bool) -> String {
        let gives = &entry.gives;
        let result = if let Some(value) = gives["value"].as_str() {
            format!("”{}”", self.vocabulary.value(value))
        } else if let Some(reason) = gives["empty"].as_str() {
            format!("”{}”", self.empty(reason))
        } else if let Some(pair) = gives["quotient"].as_array() {
            let part = |i: usize| {
                format!(
                    "{} = {}",
                    pair[i]["text"].as_str().unwrap_or(""),
                    pair[i]["value"].as_str().unwrap_or("saknas")
                )
            };
            format!("kvoten av {} och {}", part(0), part(1))
        } else {
            let step = &gives["figure"];
            format!(
                "talet {} = {}",
                step["text"].as_str().unwrap_or(""),
                step["value"].as_str().unwrap_or("saknas")
            )
        };
        match (&entry.when, entry.holds) {
            (None, _) if unsettled => {
                format!(
                    "{result} gäller bara om inget villkor ovan är uppfyllt, och det går inte att avgöra."
                )
            }
            (None, _) => format!("{result} gäller, eftersom inget villkor ovan är uppfyllt."),
            (Some(_), "true") => format!("Villkoret för {result} är uppfyllt:"),
            (Some(_), "false") => format!("Villkoret för {result} är inte uppfyllt:"),
            (Some(_), _) => format!("Om villkoret för {result} är uppfyllt går inte att avgöra:"),
        }
    }

    /// The deciding leaves below a step, a sentence each.
    fn deciding(&self, step: &Step, lines: &mut Vec<String>) {
        match step.op {
            "and" | "or" | "not" | "guarded" => {
                step.deciding.iter().for_each(|&i| self.deciding(&step.children[i], lines));
            }
            "rows" => lines.push(self.rows(step)),
            "category" => lines.push(self.category(step)),
            "chosen" => lines.push(self.chosen(step)),
            "accepted" => {
                let what =
                    if step.value.as_deref() == Some("true") { "har godkänt" } else { "har inte godkänt" };
                lines.push(format!("Granskaren {what} {}.", self.name(&step.detail["cell"])));
            }
            "asked" => {
                let what = match step.value.as_deref() {
                    Some("true") => "ställdes",
                    Some("false") => "ställdes inte",
                    _ => "kan ha ställts, men huvudfrågan saknas",
                };
                lines.push(format!("{} {what}.", self.name(&step.detail["cell"])));
            }
            "cannot_say" => {
                let what = match step.value.as_deref() {
                    Some("true") => "kan inte besvaras av kommunen",
                    Some("false") => "har ett värde",
                    _ => "saknar svar",
                };
                lines.push(format!("{} {what}.", self.name(&step.detail["cell"])));
            }
            _ => lines.push(self.comparison(step)),
        }
    }

    fn cell(&self, name: &serde_json::Value) -> Option<&CellStep> {
        self.cells.iter().find(|cell| Some(cell.cell.as_str()) == name.as_str())
    }

    fn name(&self, name: &serde_json::Value) -> String {
        match self.cell(name) {
            Some(cell) if cell.row_wording.is_empty() => cell.cell.clone(),
            Some(cell) => format!("{} ”{}”", cell.question, cell.row_wording),
            None => name.as_str().unwrap_or_default().to_owned(),
        }
    }

    /// What a cell is, in words.
    fn state(&self, cell: &CellStep) -> String {
        match (&cell.value, cell.reasons.last()) {
            (Some(value), _) if cell.given_words.is_empty() => format!("är {value}"),
            (Some(_), _) => format!("har svaret ”{}”", cell.given_words.join("”, ”")),
            (None, Some(&"not_asked")) => "ställdes inte".to_owned(),
            (None, Some(&"not_answered")) if cell.unsent => "är besvarad men inte inskickad".to_owned(),
            (None, Some(&"not_answered")) => "är inte besvarad".to_owned(),
            (None, Some(&"cannot_say")) => "kan inte besvaras av kommunen".to_owned(),
            (None, Some(reason)) => format!("har inget värde ({})", self.empty(reason)),
            (None, None) => "har inget värde".to_owned(),
        }
    }

    /// An alternative of a cell's question, word for word.
    fn alternative(&self, cell: &CellStep, id: &str) -> String {
        let question = self.edition.question(&cell.question);
        let alternative = question.and_then(|question| question.alternatives.iter().find(|a| a.id == id));
        format!("”{}”", alternative.map_or(id, |alternative| alternative.text.sv.as_str()))
    }

    /// What a category step asks for: `”Ja” eller ”Ny”`, `annat än ”Nej”`.
    fn wanted(&self, cell: &CellStep, step: &Step) -> String {
        let ids = step.detail["alternatives"].as_array().into_iter().flatten();
        let words: Vec<String> =
            ids.filter_map(|id| id.as_str()).map(|id| self.alternative(cell, id)).collect();
        let list = words.join(" eller ");
        match step.detail["operator"].as_str().unwrap_or("=") {
            "=" | "IN" => list,
            "<>" | "NOT IN" => format!("annat än {list}"),
            "BETWEEN" => format!("från {}", words.join(" till ")),
            "NOT BETWEEN" => format!("utanför {}", words.join(" till ")),
            other => format!("{other} {list}"),
        }
    }

    fn category(&self, step: &Step) -> String {
        let Some(cell) = self.cell(&step.detail["cell"]) else { return step.text.clone() };
        let (name, state) = (self.name(&step.detail["cell"]), self.state(cell));
        if step.value.as_deref() == Some("true") {
            return format!("{name} {state}.");
        }
        format!("{name} {state}; villkoret kräver {}.", self.wanted(cell, step))
    }

    fn chosen(&self, step: &Step) -> String {
        let Some(cell) = self.cell(&step.detail["cell"]) else { return step.text.clone() };
        let alternative = step.detail["alternative"].as_str().unwrap_or_default();
        let name = self.name(&step.detail["cell"]);
        match step.value.as_deref() {
            Some("true") => format!("{name}: {} är valt.", self.alternative(cell, alternative)),
            Some("false") => format!("{name}: {} är inte valt.", self.alternative(cell, alternative)),
            _ => format!("{name} {}.", self.state(cell)),
        }
    }

    fn rows(&self, step: &Step) -> String {
        let count = |key: &str| step.detail["count"][key].as_u64().unwrap_or(0);
        let total = step.children.len();
        let k = step.detail["k"].as_u64().unwrap_or(0);
        let wanted = match step.detail["quantifier"].as_str() {
            Some("any_row") => "minst 1 krävs".to_owned(),
            Some("all_rows") => "alla ställda rader krävs".to_owned(),
            Some("at_least") => format!("minst {k} krävs"),
            _ => format!("högst {k} får"),
        };
        let mut text = format!("{} av {total} rader {}, {wanted}", count("yes"), self.row_condition(step));
        for (key, what) in [("unknown", "går inte att avgöra"), ("not_asked", "ställdes inte")] {
            match count(key) {
                0 => {}
                1 => text.push_str(&format!("; 1 rad {what}")),
                n => text.push_str(&format!("; {n} rader {what}")),
            }
        }
        let rows: Vec<&str> = step
            .deciding
            .iter()
            .map(|&i| &step.children[i])
            .filter_map(|row| self.cell(&row.detail["cell"]))
            .map(|cell| cell.row_wording.as_str())
            .collect();
        if !rows.is_empty() && rows.len() < total {
            text.push_str(&format!(" (avgörande: {})", rows.join(", ")));
        }
        text.push('.');
        text
    }

    /// What each row is asked for: `i E6a har svaret ”Ja”`, else the condition of the first row.
    fn row_condition(&self, step: &Step) -> String {
        let first = step.children.first().and_then(|row| row.children.first());
        let inner = first.map(|c| if c.op == "guarded" { c.children.first().unwrap_or(c) } else { c });
        match inner {
            Some(c) if c.op == "category" => match self.cell(&c.detail["cell"]) {
                Some(cell) => format!("i {} har svaret {}", cell.question, self.wanted(cell, c)),
                None => format!("uppfyller villkoret (t.ex. {})", c.text),
            },
            Some(c) => format!("uppfyller villkoret (t.ex. {})", c.text),
            None => "uppfyller villkoret".to_owned(),
        }
    }

    fn comparison(&self, step: &Step) -> String {
        let values: Vec<String> = step
            .children
            .iter()
            .filter(|child| !matches!(child.op, "literal" | "parameter"))
            .map(|child| match &child.value {
                Some(value) => format!("{} = {value}", child.text),
                None => format!("{} saknas", child.text),
            })
            .collect();
        let what = match step.value.as_deref() {
            Some("true") => "gäller",
            Some("false") => "gäller inte",
            _ => "går inte att avgöra",
        };
        if values.is_empty() {
            format!("{} {what}.", step.text)
        } else {
            format!("{} {what}: {}.", step.text, values.join(", "))
        }
    }
}

pub(super) fn of_aggregate(
    edition: &Edition,
    vocabulary: &Vocabulary,
    indicator: &Indicator,
    explanation: &AggregateExplanation,
) -> Vec<String> {
    let count = |what: &str| explanation.members.iter().filter(|m| m.counts_as == what).count();
    let mut sentences = Vec::new();
    let figure = if explanation.empty.is_empty() {
        format!("”{}”", figure_of(indicator, explanation))
    } else {
        let why = vocabulary
            .no_figure(&explanation.empty)
            .map_or(explanation.empty.as_str(), |n| n.name.sv.as_str());
        format!("inget värde ({why})")
    };
    sentences.push(format!(
        "{} har {figure} på ”{}” i årgång {}.",
        explanation.name, indicator.name.sv, edition.year
    ));
    sentences.push(format!(
        "{} kommuner och stadsdelar hör hit; {} har ett utfall, {} är bortfall (inget svar, kan inte lämna uppgift eller inte i underlaget).",
        explanation.units,
        explanation.responded,
        explanation.units - explanation.responded
    ));
    if explanation.left_out > 0 {
        let mut words: Vec<&str> = explanation
            .members
            .iter()
            .filter(|member| member.counts_as == "left_out")
            .map(|member| member.outcome.word.as_str())
            .collect();
        words.sort_unstable();
        words.dedup();
        let words = words.join("”, ”");
        sentences.push(format!(
            "{} av de svarande räknas inte med när andelen beräknas (”{words}”).",
            explanation.left_out
        ));
    }
    if explanation.empty == "withheld:non_response" {
        sentences.push(format!(
            "Bortfallet överstiger {} procent; därför visas inget värde.",
            explanation.withhold_above_percent
        ));
    } else if let Some(why) = vocabulary.no_figure(&explanation.empty) {
        sentences.push(why.meaning.sv.clone());
    } else if explanation.empty.is_empty() && indicator.method == Method::Sum {
        sentences.push(format!(
            "Värdet är summan över de {} kommuner och stadsdelar som har ett värde.",
            count("figure")
        ));
    } else if explanation.empty.is_empty() && indicator.method == Method::Share {
        sentences.push(format!(
            "{} av {} har uppnått målvärdet: {} / {} = {}.",
            count("reached"),
            explanation.denominator,
            explanation.numerator,
            explanation.denominator,
            figure_of(indicator, explanation)
        ));
    } else if explanation.empty.is_empty() && !explanation.denominator.is_empty() {
        sentences.push(format!(
            "{} / {} = {}.",
            explanation.numerator,
            explanation.denominator,
            figure_of(indicator, explanation)
        ));
    }
    sentences.extend(origin_sentence(&explanation.origin));
    sentences
}

fn figure_of(indicator: &Indicator, explanation: &AggregateExplanation) -> String {
    let unit = if indicator.method == Method::Share { "procent" } else { unit_word(&indicator.unit) };
    format!("{} {unit}", swedish_number(&explanation.figure, explanation.decimals)).trim_end().to_owned()
}
