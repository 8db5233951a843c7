//! Of an outcome that was computed from answers: each entry that was tried, and the answers that decided it.

use catalogue::model::Edition;
use rules::explain::{EntryStep, Step};
use serde_json::Value as Json;

use super::Speech;
use crate::explain::{CellStep, Explanation};

/// Of an outcome that was computed from answers.
pub(in crate::explain) fn of_outcome(
    speech: Speech<'_>,
    edition: &Edition,
    explanation: &Explanation,
) -> Vec<String> {
    let teller = Teller { speech, edition, cells: &explanation.cells };
    let mut sentences = vec![speech.opening(explanation)];
    let is_only_entry = explanation.entries.len() == 1;
    let mut unsettled = false;
    for entry in explanation.entries.iter().filter(|entry| entry.visited) {
        if is_only_entry && let Some(sentence) = teller.only_figure(entry) {
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
        sentences.push(
            speech
                .say(
                    "Svaren som saknas kan ändra utfallet; därför redovisas inget av dem.",
                    "The missing answers can change the outcome; therefore none of them is shown.",
                )
                .to_owned(),
        );
    }
    if explanation.outcome.all_reasons.len() > 1 {
        let all: Vec<&str> = explanation.outcome.all_reasons.iter().map(|id| speech.empty(id)).collect();
        let all = all.join(", ");
        sentences.push(speech.say(
            format!("Flera skäl fanns ({all}); det starkaste visas."),
            format!("There were several reasons ({all}); the strongest is shown."),
        ));
    }
    for check in explanation.checks.iter().filter(|check| check.fires) {
        let (cells, why) = (check.makes_illogical.join(", "), &check.message);
        sentences.push(speech.say(
            format!("En kontroll gör {cells} till ologisk uppgift: {why}"),
            format!("A check makes {cells} illogical: {why}"),
        ));
    }
    sentences.extend(speech.origin(&explanation.origin));
    let source = speech.source();
    sentences.push(speech.say(format!("Källa: {source}."), format!("Source: {source}.")));
    for reading in &explanation.readings {
        sentences.push(
            speech.say(format!("Läsning av källan, {reading}"), format!("Reading of the source, {reading}")),
        );
    }
    sentences
}

struct Teller<'a> {
    speech: Speech<'a>,
    edition: &'a Edition,
    cells: &'a [CellStep],
}

impl Teller<'_> {
    fn say<T>(&self, sv: T, en: T) -> T {
        self.speech.say(sv, en)
    }

    /// A figure that is always given: where it comes from, or why there is none.
    fn only_figure(&self, entry: &EntryStep) -> Option<String> {
        let step = entry.gives.get("figure")?;
        let cell = self.cell(&step["cell"])?;
        let name = self.name(&step["cell"]);
        let Some(value) = step["value"].as_str() else {
            let state = self.state(cell);
            let state = match cell.given.first() {
                Some(code) => {
                    self.say(format!("{state} (koden {code})"), format!("{state} (the code {code})"))
                }
                None => state,
            };
            return Some(self.say(
                format!("{name} {state}; därför redovisas inget värde."),
                format!("{name} {state}; therefore no value is shown."),
            ));
        };
        let figure = self.speech.figure(value);
        Some(self.say(
            format!("Värdet är det som angavs på {name}: {figure}."),
            format!("The value is what was stated for {name}: {figure}."),
        ))
    }

    /// What an entry gives.
    fn gives(&self, gives: &Json) -> String {
        let missing = self.say("saknas", "missing");
        let told = |step: &Json| {
            format!("{} = {}", step["text"].as_str().unwrap_or(""), step["value"].as_str().unwrap_or(missing))
        };
        if let Some(value) = gives["value"].as_str() {
            self.speech.quoted(self.speech.value(value))
        } else if let Some(reason) = gives["empty"].as_str() {
            self.speech.quoted(self.speech.empty(reason))
        } else if let Some(pair) = gives["quotient"].as_array() {
            let [part, whole] = [0, 1].map(|i| pair.get(i).map(&told).unwrap_or_default());
            self.say(format!("kvoten av {part} och {whole}"), format!("the quotient of {part} and {whole}"))
        } else {
            let figure = told(&gives["figure"]);
            self.say(format!("talet {figure}"), format!("the number {figure}"))
        }
    }

    /// `unsettled`: whether an entry before this one could still hold.
    fn entry(&self, entry: &EntryStep, unsettled: bool) -> String {
        let result = self.gives(&entry.gives);
        match (&entry.when, entry.holds) {
            (None, _) if unsettled => self.say(
                format!(
                    "{result} gäller bara om inget villkor ovan är uppfyllt, och det går inte att avgöra."
                ),
                format!("{result} holds only if no condition above is met, and that cannot be decided."),
            ),
            (None, _) => self.say(
                format!("{result} gäller, eftersom inget villkor ovan är uppfyllt."),
                format!("{result} holds, since no condition above is met."),
            ),
            (Some(_), "true") => self.say(
                format!("Villkoret för {result} är uppfyllt:"),
                format!("The condition for {result} is met:"),
            ),
            (Some(_), "false") => self.say(
                format!("Villkoret för {result} är inte uppfyllt:"),
                format!("The condition for {result} is not met:"),
            ),
            (Some(_), _) => self.say(
                format!("Om villkoret för {result} är uppfyllt går inte att avgöra:"),
                format!("Whether the condition for {result} is met cannot be decided:"),
            ),
        }
    }

    /// The deciding leaves below a step, a sentence each.
    fn deciding(&self, step: &Step, lines: &mut Vec<String>) {
        let (value, cell) = (step.value.as_deref(), step.detail.get("cell").unwrap_or(&Json::Null));
        match step.op {
            "and" | "or" | "not" | "guarded" => {
                step.deciding.iter().for_each(|&i| self.deciding(&step.children[i], lines));
            }
            "rows" => lines.push(self.rows(step)),
            "category" => lines.push(self.category(step)),
            "chosen" => lines.push(self.chosen(step)),
            "accepted" => {
                let what = match value {
                    Some("true") => self.say("har godkänt", "has accepted"),
                    _ => self.say("har inte godkänt", "has not accepted"),
                };
                let who = self.say("Granskaren", "The reviewer");
                lines.push(format!("{who} {what} {}.", self.name(cell)));
            }
            "asked" => {
                let what = match value {
                    Some("true") => self.say("ställdes", "was asked"),
                    Some("false") => self.say("ställdes inte", "was not asked"),
                    _ => self.say(
                        "kan ha ställts, men huvudfrågan saknas",
                        "may have been asked, but the main question is missing",
                    ),
                };
                lines.push(format!("{} {what}.", self.name(cell)));
            }
            "cannot_say" => {
                let what = match value {
                    Some("true") => {
                        self.say("kan inte besvaras av kommunen", "cannot be answered by the municipality")
                    }
                    Some("false") => self.say("har ett värde", "has a value"),
                    _ => self.say("saknar svar", "has no answer"),
                };
                lines.push(format!("{} {what}.", self.name(cell)));
            }
            _ => lines.push(self.comparison(step)),
        }
    }

    fn cell(&self, name: &Json) -> Option<&CellStep> {
        self.cells.iter().find(|cell| Some(cell.cell.as_str()) == name.as_str())
    }

    /// The wording of a cell's row.
    fn row<'b>(&'b self, cell: &'b CellStep) -> &'b str {
        let question = self.edition.question(&cell.question);
        let rows = question.and_then(|question| question.rows.as_ref());
        let row = rows.and_then(|rows| rows.iter().find(|row| row.id == cell.row));
        row.map_or(&cell.row_wording, |row| row.text.get(self.speech.language))
    }

    fn name(&self, name: &Json) -> String {
        match self.cell(name) {
            Some(cell) if cell.row_wording.is_empty() => cell.cell.clone(),
            Some(cell) => format!("{} {}", cell.question, self.speech.quoted(self.row(cell))),
            None => name.as_str().unwrap_or_default().to_owned(),
        }
    }

    /// What was given, in words.
    fn given(&self, cell: &CellStep) -> String {
        let question = self.edition.question(&cell.question);
        let word = |given: &String| {
            let alternatives = question.iter().flat_map(|question| &question.alternatives);
            let known = alternatives.into_iter().find(|one| one.text.sv == *given);
            self.speech.quoted(known.map_or(given, |one| one.text.get(self.speech.language)))
        };
        cell.given_words.iter().map(word).collect::<Vec<_>>().join(", ")
    }

    /// What a cell is, in words.
    fn state(&self, cell: &CellStep) -> String {
        let plain = match (&cell.value, cell.reasons.last()) {
            (Some(value), _) if cell.given_words.is_empty() => {
                return self.say(format!("är {value}"), format!("is {value}"));
            }
            (Some(_), _) => {
                let given = self.given(cell);
                return self.say(format!("har svaret {given}"), format!("has the answer {given}"));
            }
            (None, Some(&"not_asked")) => self.say("ställdes inte", "was not asked"),
            (None, Some(&"not_answered")) if cell.unsent => {
                self.say("är besvarad men inte inskickad", "is answered but not submitted")
            }
            (None, Some(&"not_answered")) => self.say("är inte besvarad", "is not answered"),
            (None, Some(&"cannot_say")) => {
                self.say("kan inte besvaras av kommunen", "cannot be answered by the municipality")
            }
            (None, Some(reason)) => {
                let why = self.speech.empty(reason);
                return self.say(format!("har inget värde ({why})"), format!("has no value ({why})"));
            }
            (None, None) => self.say("har inget värde", "has no value"),
        };
        plain.to_owned()
    }

    /// An alternative of a cell's question, word for word.
    fn alternative(&self, cell: &CellStep, id: &str) -> String {
        let question = self.edition.question(&cell.question);
        let alternative = question.and_then(|question| question.alternatives.iter().find(|a| a.id == id));
        self.speech.quoted(alternative.map_or(id, |one| one.text.get(self.speech.language)))
    }

    /// What a category step asks for: `”Ja” eller ”Ny”`, `annat än ”Nej”`.
    fn wanted(&self, cell: &CellStep, step: &Step) -> String {
        let ids = step.detail["alternatives"].as_array().into_iter().flatten();
        let words: Vec<String> =
            ids.filter_map(|id| id.as_str()).map(|id| self.alternative(cell, id)).collect();
        let (list, range) = (words.join(self.say(" eller ", " or ")), words.join(self.say(" till ", " to ")));
        match step.detail["operator"].as_str().unwrap_or("=") {
            "=" | "IN" => list,
            "<>" | "NOT IN" => self.say(format!("annat än {list}"), format!("other than {list}")),
            "BETWEEN" => self.say(format!("från {range}"), format!("from {range}")),
            "NOT BETWEEN" => self.say(format!("utanför {range}"), format!("outside {range}")),
            other => format!("{other} {list}"),
        }
    }

    fn category(&self, step: &Step) -> String {
        let Some(cell) = self.cell(&step.detail["cell"]) else { return step.text.clone() };
        let (name, state) = (self.name(&step.detail["cell"]), self.state(cell));
        if step.value.as_deref() == Some("true") {
            return format!("{name} {state}.");
        }
        let wanted = self.wanted(cell, step);
        self.say(
            format!("{name} {state}; villkoret kräver {wanted}."),
            format!("{name} {state}; the condition asks for {wanted}."),
        )
    }

    fn chosen(&self, step: &Step) -> String {
        let Some(cell) = self.cell(&step.detail["cell"]) else { return step.text.clone() };
        let name = self.name(&step.detail["cell"]);
        let alternative = self.alternative(cell, step.detail["alternative"].as_str().unwrap_or_default());
        let what = match step.value.as_deref() {
            Some("true") => self.say("är valt", "is chosen"),
            Some("false") => self.say("är inte valt", "is not chosen"),
            _ => return format!("{name} {}.", self.state(cell)),
        };
        format!("{name}: {alternative} {what}.")
    }

    fn rows(&self, step: &Step) -> String {
        let count = |key: &str| step.detail["count"][key].as_u64().unwrap_or(0);
        let total = step.children.len();
        let k = step.detail["k"].as_u64().unwrap_or(0);
        let wanted = match step.detail["quantifier"].as_str() {
            Some("any_row") => self.say("minst 1 krävs", "at least 1 is needed").to_owned(),
            Some("all_rows") => {
                self.say("alla ställda rader krävs", "all rows that were asked are needed").to_owned()
            }
            Some("at_least") => self.say(format!("minst {k} krävs"), format!("at least {k} are needed")),
            _ => self.say(format!("högst {k} får"), format!("at most {k} may")),
        };
        let (yes, condition) = (count("yes"), self.row_condition(step));
        let mut text = self.say(
            format!("{yes} av {total} rader {condition}, {wanted}"),
            format!("{yes} of {total} rows {condition}, {wanted}"),
        );
        let others = [
            ("unknown", self.say("går inte att avgöra", "cannot be decided")),
            ("not_asked", self.say("ställdes inte", "not asked")),
        ];
        for (key, what) in others {
            match count(key) {
                0 => {}
                1 => text.push_str(&self.say(format!("; 1 rad {what}"), format!("; 1 row {what}"))),
                n => text.push_str(&self.say(format!("; {n} rader {what}"), format!("; {n} rows {what}"))),
            }
        }
        let rows: Vec<&str> = step
            .deciding
            .iter()
            .map(|&i| &step.children[i])
            .filter_map(|row| self.cell(&row.detail["cell"]))
            .map(|cell| self.row(cell))
            .collect();
        if !rows.is_empty() && rows.len() < total {
            let rows = rows.join(", ");
            text.push_str(&self.say(format!(" (avgörande: {rows})"), format!(" (deciding: {rows})")));
        }
        text.push('.');
        text
    }

    /// What each row is asked for: `i E6a har svaret ”Ja”`, else the condition of the first row.
    fn row_condition(&self, step: &Step) -> String {
        let first = step.children.first().and_then(|row| row.children.first());
        let inner = first.map(|c| if c.op == "guarded" { c.children.first().unwrap_or(c) } else { c });
        let known =
            inner.filter(|c| c.op == "category").and_then(|c| Some((c, self.cell(&c.detail["cell"])?)));
        match (known, inner) {
            (Some((c, cell)), _) => {
                let (question, wanted) = (&cell.question, self.wanted(cell, c));
                self.say(
                    format!("i {question} har svaret {wanted}"),
                    format!("of {question} have the answer {wanted}"),
                )
            }
            (None, Some(c)) => self.say(
                format!("uppfyller villkoret (t.ex. {})", c.text),
                format!("meet the condition (such as {})", c.text),
            ),
            (None, None) => self.say("uppfyller villkoret", "meet the condition").to_owned(),
        }
    }

    fn comparison(&self, step: &Step) -> String {
        let values: Vec<String> = step
            .children
            .iter()
            .filter(|child| !matches!(child.op, "literal" | "parameter"))
            .map(|child| match &child.value {
                Some(value) => format!("{} = {value}", child.text),
                None => format!("{} {}", child.text, self.say("saknas", "is missing")),
            })
            .collect();
        let what = match step.value.as_deref() {
            Some("true") => self.say("gäller", "holds"),
            Some("false") => self.say("gäller inte", "does not hold"),
            _ => self.say("går inte att avgöra", "cannot be decided"),
        };
        if values.is_empty() {
            format!("{} {what}.", step.text)
        } else {
            format!("{} {what}: {}.", step.text, values.join(", "))
        }
    }
}
