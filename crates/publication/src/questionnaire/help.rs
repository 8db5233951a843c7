//! What stands beside a question: how to answer, what is allowed, what is checked.

use catalogue::answers::fill_in::{CHOSEN, labels, plain};
use catalogue::model::{Check, Question, QuestionType, Severity};
use rules::schema::NumberForm;

use super::{lists, words};

/// What is to be known of a question: how to answer, what is allowed, which terms are explained.
pub(super) fn about(question: &Question) -> Vec<String> {
    let mut all = Vec::new();
    if question.optional {
        all.push("Frivillig.".to_owned());
    }
    match question.kind {
        QuestionType::Many => {
            all.push(format!("Flera val: skriv {CHOSEN} vid varje alternativ som stämmer."));
            let labels = labels(&question.alternatives);
            let alone =
                question.alternatives.iter().zip(&labels).filter(|(alternative, _)| alternative.alone);
            all.extend(alone.map(|(_, label)| format!("”{label}” väljs inte tillsammans med andra.")));
        }
        QuestionType::Number => all.extend(question.form.as_ref().map(|form| allowed(form, &question.unit))),
        QuestionType::Table => {
            all.push("Ett tal på varje rad; lämna övriga rader tomma.".to_owned());
            all.extend(question.form.as_ref().map(|form| allowed(form, &question.unit)));
        }
        QuestionType::Date => all.push("Ett datum: år-månad-dag.".to_owned()),
        QuestionType::Text => all.push("Fri text utan personnummer.".to_owned()),
        QuestionType::YesNo | QuestionType::One => {}
    }
    if !question.instruction.is_empty() {
        all.push(plain(&question.instruction));
    }
    if !question.definitions.is_empty() {
        let terms: Vec<&str> =
            question.definitions.iter().map(|definition| definition.term.as_str()).collect();
        all.push(format!("Begrepp, se bladet {}: {}.", lists::TERMS, terms.join(", ")));
    }
    all
}

/// What a number may be: `Ett tal från 0 till 9 998,99 (årsarbetare), högst 2 decimaler. …`
pub(super) fn allowed(form: &NumberForm, unit: &str) -> String {
    let unit = if unit.is_empty() { String::new() } else { format!(" ({unit})") };
    let (kind, decimals) = match form.digits {
        0 => ("heltal", String::new()),
        1 => ("tal", ", högst 1 decimal".to_owned()),
        n => ("tal", format!(", högst {n} decimaler")),
    };
    let missing = match form.missing_code {
        Some(code) => format!(" Skriv {} om uppgiften inte kan lämnas.", words::number(code)),
        None => String::new(),
    };
    format!(
        "Ett {kind} från {} till {}{unit}{decimals}.{missing}",
        words::number(form.low),
        words::number(form.high)
    )
}

/// A check in words: how serious it is, what is doubtful, what to do.
pub(super) fn about_check(check: &Check) -> String {
    let what = match check.severity {
        Severity::Hard => "Kontroll, måste rättas",
        Severity::Soft => "Kontroll, kräver kommentar",
        Severity::Review => "Granskas",
    };
    format!("{what}: {} {}", plain(&check.message.sv), plain(&check.next_step.sv)).trim_end().to_owned()
}
