//! Questions, checks, parameters and parts as fields.

use catalogue::model::{Check, Edition, NamedParameter, Part, Question};
use rules::schema::{Col, Parameter, QuestionKind};

use super::fields::{Fields, listed, name};

/// The fields of a question; `renamed` says a filter in the other edition's question codes.
pub(super) fn question(edition: &Edition, question: &Question, renamed: &dyn Fn(&str) -> String) -> Fields {
    let mut fields = Fields::default();
    let ids: Vec<&str> = question.alternatives.iter().map(|alternative| alternative.id.as_str()).collect();
    let rows: Vec<&str> = question.rows.iter().flatten().map(|row| row.id.as_str()).collect();
    fields.defines("kind", "slag", "kind", question.kind.id());
    fields.defines("alternatives", "svarsalternativ", "alternatives", listed(&ids));
    fields.defines("rows", "rader", "rows", listed(&rows));
    fields.defines("asked_when", "ställs när", "asked when", renamed(&question.asked_when));
    if let Some(form) = &question.form {
        let code = form.missing_code.map(|code| code.to_string()).unwrap_or_default();
        fields.defines("digits", "decimaler", "decimals", form.digits);
        fields.defines("range", "gränser", "range", format!("{} – {}", form.low, form.high));
        fields.defines("missing_code", "kod för uppgift saknas", "missing code", code);
    }
    if let Some((_, known)) = edition.questionnaire.schema.question(question.code.as_str()) {
        fields.defines("reviewed", "granskas", "reviewed", listed(&known.reviewed));
        let (QuestionKind::One(set) | QuestionKind::Many(set)) = &known.kind else {
            return rest(fields, question);
        };
        fields.defines("ordered", "ordnade svarsalternativ", "ordered alternatives", set.ordered);
    }
    rest(fields, question)
}

fn rest(mut fields: Fields, question: &Question) -> Fields {
    let alone: Vec<&str> =
        question.alternatives.iter().filter(|a| a.alone).map(|alternative| alternative.id.as_str()).collect();
    fields.states("alone", "står ensamt", "stands alone", listed(&alone));
    fields.states("part", "del", "part", &question.part);
    fields.states("optional", "frivillig", "optional", question.optional);
    fields.states("public", "offentlig", "public", question.public);
    fields.states("belongs_to", "hör till", "belongs to", &question.belongs_to);
    fields.states("unit", "enhet", "unit", &question.unit);
    fields.both(name("text", "frågetext", "text"), "", &question.text);
    for alternative in &question.alternatives {
        let which = name("alternative", "svarsalternativ", "alternative");
        fields.both(which, &alternative.id, &alternative.text);
    }
    for row in question.rows.iter().flatten() {
        fields.both(name("row", "rad", "row"), &row.id, &row.text);
    }
    fields.text("instruction", "så svarar man", "instruction", &question.instruction);
    for definition in &question.definitions {
        let which = name("definition", "definition", "definition");
        fields.text_of(which, &definition.term, &definition.text);
    }
    let help = question.help.as_ref().map(|help| format!("{:?}", help.kind));
    fields.text("help", "räknehjälp", "calculator", help.unwrap_or_default());
    fields.text("ours", "vår, inte källans", "ours", question.ours);
    fields.source(&question.source, &question.readings);
    fields
}

/// The fields of a check.
pub(super) fn check(edition: &Edition, check: &Check, renamed: &dyn Fn(&str) -> String) -> Fields {
    let mut fields = Fields::default();
    let cells = |cols: &[Col]| -> String {
        let schema = &edition.questionnaire.schema;
        listed(&cols.iter().map(|col| schema.column(*col).name.as_str()).collect::<Vec<_>>())
    };
    fields.states("severity", "allvar", "severity", check.severity.id());
    fields.defines("when", "slår till när", "fires when", renamed(&check.text));
    fields.defines("makes_illogical", "gör ologiska", "makes illogical", cells(&check.makes_illogical));
    fields.states("on", "står vid", "stands at", cells(&check.on));
    fields.both(name("message", "meddelande", "message"), "", &check.message);
    fields.both(name("next_step", "nästa steg", "next step"), "", &check.next_step);
    fields.text("ours", "vår, inte källans", "ours", check.ours);
    fields.source(&check.source, &check.readings);
    fields
}

/// The fields of a parameter.
pub(super) fn parameter(parameter: &NamedParameter) -> Fields {
    let mut fields = Fields::default();
    fields.defines("value", "värde", "value", value(parameter));
    fields.text("text", "text", "text", &parameter.text);
    if let Some(source) = &parameter.source {
        fields.source(source, &[]);
    }
    fields
}

/// A parameter's value as text.
pub(super) fn value(parameter: &NamedParameter) -> String {
    match parameter.value {
        Parameter::Number(number) => number.to_string(),
        Parameter::Date(date) => date.to_string(),
    }
}

/// The fields of a part.
pub(super) fn part(part: &Part) -> Fields {
    let mut fields = Fields::default();
    fields.states("mandatory", "obligatorisk", "mandatory", part.mandatory);
    fields.states("described", "frågorna finns", "questions are known", part.described);
    fields.both(name("name", "namn", "name"), "", &part.name);
    let response = part.response.as_ref().map(|r| {
        let before = r.percent_before.map(|percent| format!(", {percent}")).unwrap_or_default();
        format!("{} av {}, {} procent{before} {}", r.responded, r.of, r.percent, r.note).trim_end().to_owned()
    });
    fields.text("response", "svarsfrekvens", "response", response.unwrap_or_default());
    fields.text("ours", "vår, inte källans", "ours", part.ours);
    fields.source(&part.source, &part.readings);
    fields
}
