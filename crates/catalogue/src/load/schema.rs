//! From questions to the questionnaire that runs: facts, columns, filters.

use std::sync::Arc;

use domain::{Frame, Kind};
use rules::compile::{Binding, Role, condition};
use rules::schema::{Col, Parameter, QuestionKind, Schema, ValueSet};
use rules::syntax::Expr;
use rules::tree::Cond;

use super::log::Spot;
use super::measures::{self, Measures};
use super::questions::Draft;

/// The columns of an edition; `previous` if a check reads the last round.
pub(super) fn build(
    frame: &Frame,
    measures: &Measures,
    drafts: &[Draft<'_>],
    parameters: Vec<(String, Parameter)>,
    previous: bool,
) -> Schema {
    let mut facts = Vec::new();
    let mut fact = |name: &str, codes: Vec<String>| {
        let set = ValueSet { id: name.to_owned(), alternatives: codes, ordered: false, alone: Vec::new() };
        facts.push((name.to_owned(), QuestionKind::One(Arc::new(set))));
    };
    let kinds = [Kind::Municipality, Kind::District, Kind::Office];
    fact("unit.kind", kinds.iter().map(|kind| kind.id().to_owned()).collect());
    fact("unit.county", frame.counties.iter().take(64).map(|county| county.code.to_string()).collect());
    for scheme in &frame.schemes {
        let codes = scheme.groups.iter().take(64).map(|group| group.code.to_string()).collect();
        fact(&format!("unit.{}", scheme.grouping), codes);
    }
    for (id, figures) in measures {
        facts.push((format!("measure.{id}"), measures::kind(figures)));
    }
    Schema::new(facts, drafts.iter().map(|draft| draft.for_rules.clone()).collect(), parameters, previous)
}

/// The filter of each column.
pub(super) fn filters(schema: &Schema, drafts: &[Draft<'_>]) -> Vec<Option<Cond>> {
    let mut filters = vec![None; schema.len()];
    for (place, draft) in drafts.iter().enumerate() {
        let Some(text) = &draft.for_rules.asked_when else { continue };
        let spot = &draft.asked_when;
        let expr = match rules::parse(text) {
            Ok(expr) => expr,
            Err(error) => {
                spot.problem(error.code, error.message, error.help);
                continue;
            }
        };
        if reads_broken(&expr, spot) {
            continue;
        }
        for col in schema.cells_of(place) {
            let row = schema.column(col).row.as_ref().map(domain::RowId::as_str);
            let role = Role::Filter { question: place };
            match condition(&expr, schema, role, Binding { row, area: None }) {
                Ok(cond) => filters[col.index()] = Some(cond),
                Err(errors) => {
                    // The same mistake in every row is told once.
                    tell(spot, errors);
                    break;
                }
            }
        }
    }
    filters
}

/// Whether an expression speaks of a question whose own entry has a mistake: it cannot be judged yet.
pub(super) fn reads_broken(expr: &Expr, spot: &Spot<'_>) -> bool {
    match expr {
        Expr::Name(name) => spot.log.is_broken(&name.head),
        other => other.children().into_iter().any(|child| reads_broken(child, spot)),
    }
}

/// Tells of a rule's mistakes.
pub(super) fn tell(spot: &Spot<'_>, errors: Vec<rules::RuleError>) {
    // RULE-14: a question that there is not.
    let excused = |error: &rules::RuleError| error.code == "RULE-14" && spot.log.is_unread("question");
    for error in errors.into_iter().filter(|error| !excused(error)) {
        spot.problem(error.code, error.message, error.help);
    }
}

/// Tells of what questions refer to and the questionnaire does not have.
pub(super) fn check_references(schema: &Schema, drafts: &[Draft<'_>]) {
    for (place, draft) in drafts.iter().enumerate() {
        let question = &schema.questions()[place];
        if draft.asked_when.log.is_broken(question.code.as_str()) {
            continue;
        }
        let of_rows = question.rows.iter().flatten().map(domain::RowId::as_str);
        let of_set: Vec<&str> = match &question.kind {
            QuestionKind::One(set) | QuestionKind::Many(set) => {
                set.alternatives.iter().map(String::as_str).collect()
            }
            QuestionKind::Number(_) | QuestionKind::Date | QuestionKind::Text | QuestionKind::Table(_) => {
                Vec::new()
            }
        };
        let names: Vec<&str> = of_rows.chain(of_set).collect();
        for (name, spot) in &draft.reviewed {
            spot.known("row or alternative", name, names.iter().copied());
        }
        let belongs_to = &draft.question.belongs_to;
        if belongs_to.is_empty() {
            continue;
        }
        let spot = &draft.belongs_to;
        let (cell, alternative) = match belongs_to.split_once('#') {
            Some((cell, alternative)) => (cell, Some(alternative)),
            None => (belongs_to.as_str(), None),
        };
        let Some(col) = cells(schema, cell, spot).first().copied() else { continue };
        if let Some(alternative) = alternative {
            is_alternative(schema, col, alternative, spot);
        }
    }
}

/// Whether a column has an alternative; tells if not.
pub(super) fn is_alternative(schema: &Schema, col: Col, id: &str, spot: &Spot<'_>) -> bool {
    let column = schema.column(col);
    if column.question.is_some_and(|place| spot.log.is_broken(schema.questions()[place].code.as_str())) {
        return true;
    }
    match &column.kind {
        QuestionKind::One(set) | QuestionKind::Many(set) => spot.known(
            &format!("alternative of {}", column.name),
            id,
            set.alternatives.iter().map(String::as_str),
        ),
        QuestionKind::Number(_) | QuestionKind::Date | QuestionKind::Text | QuestionKind::Table(_) => {
            spot.problem("CAT-08", format!("`{}` has no alternatives", column.name), "take `#…` away");
            false
        }
    }
}

/// The cells of a name: `E5`, `G2.missbruk`, or all rows of a grid as `G2.*`.
pub(super) fn cells(schema: &Schema, name: &str, spot: &Spot<'_>) -> Vec<Col> {
    if let Some(code) = name.strip_suffix(".*")
        && let Some((place, question)) = schema.question(code)
        && question.rows.is_some()
    {
        return schema.cells_of(place);
    }
    let asked = |col: &Col| schema.column(*col).question.is_some();
    if let Some(col) = schema.find(name).filter(asked) {
        return vec![col];
    }
    let code = name.split('.').next().unwrap_or_default();
    if spot.log.is_broken(code) {
        return Vec::new();
    }
    let names: Vec<&str> = match schema.question(code) {
        Some((place, _)) => {
            schema.cells_of(place).iter().map(|col| schema.column(*col).name.as_str()).collect()
        }
        None => schema.codes().collect(),
    };
    spot.unknown("cell", name, names);
    Vec::new()
}
