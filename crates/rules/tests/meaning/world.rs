//! A small questionnaire with every kind of question, and sentences about it.

use std::sync::Arc;

use domain::{Number, Outcome, Reason, Truth, ValueId};
use rules::compile::{Binding, Role, condition, figure};
use rules::eval;
use rules::schema::{NumberForm, Question, QuestionKind, Schema, ValueSet};
use rules::table::{Cell, Questionnaire, Raw};
use rules::tree::{Entry, Gives, Rule};

/// The questionnaire of these tests.
pub(crate) fn questionnaire() -> Questionnaire {
    let set = |id: &str, alternatives: &[&str], ordered| {
        let alternatives = alternatives.iter().map(|a| (*a).to_owned()).collect();
        Arc::new(ValueSet { id: id.to_owned(), alternatives, ordered, alone: Vec::new() })
    };
    let yes_no = set("ja_nej", &["ja", "nej"], false);
    let number = |digits, high: &str, code: Option<&str>| {
        QuestionKind::Number(NumberForm {
            digits,
            low: Number::ZERO,
            high: high.parse().expect("a number"),
            missing_code: code.map(|code| code.parse().expect("a number")),
        })
    };
    let one = |set: &Arc<ValueSet>| QuestionKind::One(set.clone());
    let s4 = set("s4", &["ja", "nej", "behovs_inte", "finns_inte"], false);
    let s3 = set("s3", &["ja", "nej", "ny"], false);
    let s8 = set("s8", &["alla", "inte_alla", "nej", "ingen_person"], false);
    let levels = set("steg", &["ingen", "nagra", "flera", "alla"], true);
    let many =
        QuestionKind::Many(set("s15", &["handledning", "fortbildning", "vidareutbildning", "annan"], false));
    let areas = ["missbruk", "lss", "barn_unga"];
    let ten: Vec<String> =
        std::iter::once("barns_situation".to_owned()).chain((1..=9).map(|i| format!("rad_{i}"))).collect();
    let ten: Vec<&str> = ten.iter().map(String::as_str).collect();
    let question = |code: &str, kind: QuestionKind, rows: &[&str], asked_when: &str| Question {
        code: code.parse().expect("a code"),
        part: "G".parse().expect("a part"),
        kind,
        rows: (!rows.is_empty()).then(|| rows.iter().map(|row| row.parse().expect("a row")).collect()),
        row_sets: Vec::new(),
        asked_when: (!asked_when.is_empty()).then(|| asked_when.to_owned()),
        reviewed: if code == "E7" { vec!["annan".to_owned()] } else { Vec::new() },
    };
    let questions = vec![
        question("G1", one(&yes_no), &[], ""),
        question("G1a", one(&yes_no), &[], "G1 = 'nej'"),
        question("G1b", one(&yes_no), &[], "G1a = 'ja'"),
        question("G1c", one(&yes_no), &[], "NOT (G1a = 'ja')"),
        question("G2", one(&s4), &areas, ""),
        question("G2a", one(&s3), &areas, "G2.$row = 'ja'"),
        question("G8", one(&set("s2", &["ja", "nej", "finns_inte"], false)), &[], ""),
        question("G8a", many, &[], "G8 = 'ja'"),
        question("G8b", one(&s3), &[], "chosen_count(G8a) >= 1"),
        question("E2", one(&s8), &["jobb", "vagledning", "praktik", "kurs"], ""),
        question("E5", number(2, "9998.99", Some("999")), &[], ""),
        question("E6", one(&set("s9", &["alla", "inte_alla", "nej"], false)), &[], ""),
        question("E6a", one(&yes_no), &ten, "E6 IN ('alla', 'inte_alla')"),
        question("E7", one(&yes_no), &["fia", "annan"], ""),
        question("E8", one(&set("s10", &["ja", "nej", "for_fa"], false)), &[], ""),
        question("E8a", one(&set("s11", &["ja", "nej", "for_fa_kon"], false)), &[], "E8 = 'ja'"),
        question("F9", number(0, "5000", None), &[], ""),
        question("F9a", number(0, "5000", None), &[], ""),
        question(
            "F14",
            QuestionKind::Table(NumberForm {
                digits: 2,
                low: Number::ZERO,
                high: Number::whole(168),
                missing_code: None,
            }),
            &[],
            "",
        ),
        question("P1", one(&levels), &[], ""),
        question("P2", QuestionKind::Date, &[], ""),
        question("P3", QuestionKind::Text, &[], ""),
    ];
    let kinds = QuestionKind::One(set("unit.kind", &["kommun", "stadsdel"], false));
    let parameters = vec![("minst".to_owned(), rules::schema::Parameter::Number(Number::whole(2)))];
    let schema = Schema::new(vec![("unit.kind".to_owned(), kinds)], questions, parameters, false);
    let filters = schema
        .columns()
        .iter()
        .map(|column| {
            let place = column.question?;
            let text = schema.questions()[place].asked_when.as_ref()?;
            let binding = Binding { row: column.row.as_ref().map(|row| row.as_str()), area: None };
            let expr = rules::parse(text).expect(text);
            Some(condition(&expr, &schema, Role::Filter { question: place }, binding).expect(text))
        })
        .collect();
    Questionnaire::new(schema, filters, Vec::new())
}

/// Cells from a sentence such as `G2.missbruk=ja, G8a=handledning+annan, E5=12.5, E7.annan=ja accepted`.
/// A decision stands as `E5=!illogical`.
pub(crate) fn given(q: &Questionnaire, sentence: &str) -> Vec<Raw> {
    let mut raws = vec![Raw::default(); q.schema.len()];
    raws[0] = Raw::answer(0);
    for part in sentence.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').expect("name=value");
        let col = q.schema.find(name).unwrap_or_else(|| panic!("no cell {name}"));
        let raw = &mut raws[col.index()];
        if let Some(reason) = value.strip_prefix('!') {
            raw.decision = Some(reason.parse().expect("a reason"));
            continue;
        }
        let (value, accepted) = value.strip_suffix(" accepted").map_or((value, false), |v| (v, true));
        let place =
            |set: &ValueSet, id: &str| set.position(id).unwrap_or_else(|| panic!("{name}: no {id}")) as i64;
        *raw = Raw::answer(match &q.schema.column(col).kind {
            QuestionKind::One(set) => place(set, value),
            QuestionKind::Many(set) => value.split('+').fold(0, |all, id| all | 1 << place(set, id)),
            QuestionKind::Number(_) | QuestionKind::Table(_) => {
                value.parse::<Number>().expect("a number").micros()
            }
            QuestionKind::Date => value.replace('-', "").parse().expect("a date"),
            QuestionKind::Text => 0,
        });
        raw.accepted = accepted;
    }
    raws
}

/// The settled cells of a sentence.
pub(crate) fn cells(q: &Questionnaire, sentence: &str) -> Vec<Cell> {
    let mut cells = Vec::new();
    q.settle(&given(q, sentence), &mut cells);
    cells
}

/// What a condition comes to: `true`, `false`, or `unknown: reason reason`.
pub(crate) fn truth(rule: &str, sentence: &str) -> String {
    let q = questionnaire();
    let expr = rules::parse(rule).unwrap_or_else(|e| panic!("{rule}: {e}"));
    let cond = condition(&expr, &q.schema, Role::Check, Binding::default())
        .unwrap_or_else(|e| panic!("{rule}: {e:?}"));
    told(eval::truth(&cond, &cells(&q, sentence)))
}

pub(crate) fn told(truth: Truth) -> String {
    match truth {
        Truth::Unknown(reasons) => {
            let ids: Vec<&str> = reasons.iter().map(Reason::id).collect();
            format!("unknown: {}", ids.join(" "))
        }
        known => known.id().to_owned(),
    }
}

/// A rule from lines `ja: condition`, `empty not_applicable: condition`, `figure E5: condition`, `nej: otherwise`.
pub(crate) fn rule(q: &Questionnaire, lines: &str, ordered: bool) -> Rule {
    let entries = lines.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| {
        let (gives, when) = line.split_once(": ").expect("gives: when");
        let gives = if let Some(reason) = gives.strip_prefix("empty ") {
            Gives::Empty(reason.parse().expect("a reason"))
        } else if let Some(text) = gives.strip_prefix("figure ") {
            figure(&rules::parse(text).expect(text), &q.schema, Binding::default()).expect(text)
        } else {
            Gives::Value(gives.parse::<ValueId>().expect("a value"))
        };
        let compiled = || {
            let expr = rules::parse(when).unwrap_or_else(|e| panic!("{when}: {e}"));
            condition(&expr, &q.schema, Role::Outcome, Binding::default())
                .unwrap_or_else(|e| panic!("{when}: {e:?}"))
        };
        Entry { gives, when: (when != "otherwise").then(compiled) }
    });
    Rule { entries: entries.collect(), ordered }
}

/// What a rule gives: the value, the figure, or `empty: strongest (all)`.
pub(crate) fn outcome(lines: &str, ordered: bool, sentence: &str) -> String {
    let q = questionnaire();
    match eval::outcome(&rule(&q, lines, ordered), &cells(&q, sentence)) {
        Outcome::Category(value) => value.to_string(),
        Outcome::Figure(figure) => format!("{}", figure.rounded(1, 2)),
        Outcome::Empty(empty) => format!("empty: {}", empty.reason),
    }
}
