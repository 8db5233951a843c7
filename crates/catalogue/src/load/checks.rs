//! Checks of an edition: `checks.toml`.

use rules::RuleError;
use rules::compile::{Binding, Role, condition};
use rules::schema::{Col, Schema};
use rules::syntax::{Expr, Tail};
use rules::tree::Cond;

use super::Loader;
use super::entry::Entry;
use super::log::{Spot, Unique};
use super::schema::{cells, reads_broken, tell};
use super::translations::Translations;
use crate::model::{Check, Severity};

const SEVERITIES: [(&str, Severity); 3] =
    [("hard", Severity::Hard), ("soft", Severity::Soft), ("review", Severity::Review)];

/// A check as read, before its names are known.
pub(super) struct Draft<'a> {
    check: Check,
    when: Option<Expr>,
    spot: Spot<'a>,
    on: Vec<(String, Spot<'a>)>,
    makes_illogical: Vec<(String, Spot<'a>)>,
}

/// Reads the checks.
pub(super) fn read<'a>(loader: &'a Loader<'a>, folder: &str) -> Vec<Draft<'a>> {
    let path = format!("{folder}/checks.toml");
    let Some(document) = loader.files.toml(&path) else { return Vec::new() };
    let english = Translations::of(loader, &path);
    let root = Entry::root(document);
    let mut ids = Unique::default();
    let mut drafts = Vec::new();
    for entry in root.entries("check") {
        let id = entry.id::<domain::IndicatorId>("id").map(|id| id.to_string()).unwrap_or_default();
        ids.claim("check", &id, &entry.spot);
        let text = entry.words("when");
        let spot = entry.spot_of("when");
        let when = match rules::parse(&text) {
            Ok(expr) => Some(expr),
            Err(error) => {
                if !text.is_empty() {
                    spot.problem(error.code, error.message, error.help);
                }
                None
            }
        };
        entry.need("on");
        let names = |key: &str| {
            let fields = entry.list(key).into_iter();
            fields.filter_map(|field| Some((field.text()?.to_owned(), field.spot))).collect()
        };
        drafts.push(Draft {
            when,
            spot,
            on: names("on"),
            makes_illogical: names("makes_illogical"),
            check: Check {
                severity: entry.choice("severity", &SEVERITIES).unwrap_or(Severity::Soft),
                text,
                when: Cond::Or(Vec::new()),
                on: Vec::new(),
                each_row: Vec::new(),
                message: english.text(&id, "message", entry.words("message")),
                next_step: english.text(&id, "next_step", entry.words("next_step")),
                makes_illogical: Vec::new(),
                source: entry.source(),
                readings: entry.readings(),
                ours: entry.flag("ours", false),
                id,
            },
        });
        entry.finish();
    }
    english.finish();
    root.finish();
    drafts
}

/// Whether any of them reads the last round.
pub(super) fn read_previous(drafts: &[Draft<'_>]) -> bool {
    drafts.iter().any(|draft| draft.check.text.contains("previous."))
}

/// Looks up what they speak of.
pub(super) fn compile(drafts: Vec<Draft<'_>>, schema: &Schema) -> Vec<Check> {
    let mut checks = Vec::new();
    for draft in drafts {
        let of = |names: &[(String, Spot<'_>)]| -> Vec<Col> {
            names.iter().flat_map(|(name, spot)| cells(schema, name, spot)).collect()
        };
        let mut check = draft.check;
        check.on = of(&draft.on);
        check.makes_illogical = of(&draft.makes_illogical);
        if let Some(expr) = draft.when.as_ref().filter(|expr| !reads_broken(expr, &draft.spot)) {
            let compiled = if says_row(expr) {
                of_each_row(expr, schema, &check, &draft.spot).map(|each| {
                    check.when = Cond::Or(each.clone());
                    check.each_row = each;
                })
            } else {
                condition(expr, schema, Role::Check, Binding::default()).map(|cond| check.when = cond)
            };
            if let Err(errors) = compiled {
                tell(&draft.spot, errors);
            }
        }
        checks.push(check);
    }
    checks
}

/// Whether an expression says `$row`.
fn says_row(expr: &Expr) -> bool {
    match expr {
        Expr::Name(name) => name.tail == Tail::Row,
        other => other.children().into_iter().any(says_row),
    }
}

/// When a check that says `$row` fires at each of its cells.
fn of_each_row(
    expr: &Expr,
    schema: &Schema,
    check: &Check,
    spot: &Spot<'_>,
) -> Result<Vec<Cond>, Vec<RuleError>> {
    if !check.makes_illogical.is_empty() {
        spot.problem(
            "CAT-11",
            "a check that says `$row` is judged row by row and makes no answers illogical",
            "write a check for each row that makes answers illogical, with the row's id instead of `$row`",
        );
    }
    let of_row = |cell: &Col| {
        let row = schema.column(*cell).row.as_ref().map(|row| row.as_str());
        condition(expr, schema, Role::Check, Binding { row, area: None })
    };
    check.on.iter().map(of_row).collect()
}
