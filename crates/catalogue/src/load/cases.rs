//! Cases beside the indicators: `<indicator-area>.cases.toml`, one for each indicator they speak of.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Figure, GroupCode, Number, Reason, Truth, ValueId};
use rules::table::Questionnaire;
use rules::tree::Gives;

use super::Loader;
use super::entry::Entry;
use super::field::Field;
use super::indicators::Expanded;
use super::log::{Spot, Unique};
use crate::cases::answers;
use crate::model::{Case, CaseExpectation, CountsAs, Edition, Given, Indicator};

/// Fewest cases of an indicator.
const FEWEST: usize = 3;

/// Reads the cases of an edition, whose questionnaire is in place.
pub(super) fn load(
    loader: &Loader<'_>,
    folder: &str,
    edition: &Edition,
    indicators: &[Expanded<'_>],
) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut names: BTreeMap<String, Unique> = BTreeMap::new();
    let mut unread = BTreeSet::new();
    for path in loader.files.under(&format!("{folder}/indicators/"), ".cases.toml") {
        let Some(document) = loader.files.toml(path) else { continue };
        let beside = path.replace(".cases.toml", ".toml");
        if loader.files.lacks(&beside) {
            let help = format!("cases stand beside their indicators: `{beside}`");
            loader.log.file(path, "CAT-09", "there are no indicators beside these cases", help);
        }
        let root = Entry::root(document);
        for entry in root.entries("case") {
            let read = read(&entry, &edition.questionnaire, indicators);
            if read.is_empty() {
                unread.insert(beside.clone());
            }
            let before = loader.log.len();
            for case in read {
                let spot = entry.spot_of("given");
                let spot = spot.named(format!("{}, case \"{}\"", spot.entry, case.name));
                // The same mistake in every row is told once.
                if loader.log.len() == before && loader.trial.is_none() {
                    names.entry(case.indicator.to_string()).or_default().claim("case", &case.name, &spot);
                    check(&case, edition, indicators, &spot);
                }
                cases.push(case);
            }
            entry.finish();
        }
        root.finish();
    }
    // A trial's cases are the catalogue's, which has been checked; its rules need none of their own.
    for expanded in indicators.iter().filter(|_| loader.trial.is_none()) {
        // A case that could not be read may be the one that is missing.
        if !unread.contains(expanded.spot.file) {
            enough(expanded, &cases);
        }
    }
    cases
}

fn read(entry: &Entry<'_>, questionnaire: &Questionnaire, indicators: &[Expanded<'_>]) -> Vec<Case> {
    let wanted = entry.words("indicator");
    let name = entry.words("name");
    let meant: Vec<&Indicator> = indicators
        .iter()
        .filter(|expanded| expanded.template == wanted || expanded.indicator.id.as_str() == wanted)
        .map(|expanded| &expanded.indicator)
        .collect();
    if meant.is_empty() && !wanted.is_empty() {
        let names = indicators
            .iter()
            .flat_map(|expanded| [expanded.template.as_str(), expanded.indicator.id.as_str()]);
        let names: BTreeSet<&str> = names.collect();
        entry.spot_of("indicator").unknown("indicator", &wanted, names.iter().copied());
    }
    let given = given(entry);
    let cells = |key: &str| -> Vec<String> { entry.texts(key) };
    let (accepted, refused, decided, unit) =
        (cells("accepted"), cells("refused"), decided(entry), unit(entry));
    let counts_as = entry.field("counts_as").and_then(|field| field.choice(&CountsAs::ALL));
    let Some(then) = then(entry) else { return Vec::new() };
    let mut cases = Vec::new();
    for indicator in meant {
        let bind = |cell: &str| {
            let mut cell = cell.to_owned();
            for (variable, bound) in [("$row", &indicator.row), ("$area", &indicator.area)] {
                if let Some(bound) = bound {
                    cell = cell.replace(variable, bound);
                }
            }
            cell
        };
        let bind_all = |cells: &[String]| cells.iter().map(|cell| bind(cell)).collect::<Vec<_>>();
        // All rows of a grid first, so that single rows can then differ, wherever they stand.
        let (all_rows, single): (Vec<_>, Vec<_>) = given.iter().partition(|(cell, _)| cell.ends_with(".*"));
        let mut bound: Vec<(String, Given)> = Vec::new();
        for (cell, answer) in all_rows {
            let schema = &questionnaire.schema;
            match schema.question(cell.trim_end_matches(".*")) {
                Some((place, question)) if question.rows.is_some() => {
                    let cells = schema.cells_of(place).into_iter();
                    bound.extend(cells.map(|col| (schema.column(col).name.clone(), answer.clone())));
                }
                Some(_) | None => bound.push((cell.clone(), answer.clone())),
            }
        }
        for (cell, answer) in single {
            let cell = bind(cell);
            bound.retain(|(known, _)| *known != cell);
            bound.push((cell, answer.clone()));
        }
        cases.push(Case {
            indicator: indicator.id.clone(),
            name: name.clone(),
            given: bound,
            accepted: bind_all(&accepted),
            decided: decided.iter().map(|(cell, reason)| (bind(cell), *reason)).collect(),
            unit: unit.clone(),
            then: then.clone(),
            counts_as,
            place: entry.spot.to_string(),
        });
        for cell in bind_all(&refused) {
            let schema = &questionnaire.schema;
            let spot = entry.spot_of("refused");
            if !schema.find(&cell).is_some_and(|col| schema.column(col).reviewed) {
                let reviewed = schema.columns().iter().filter(|column| column.reviewed);
                spot.unknown(
                    "reviewed cell",
                    &cell,
                    reviewed.map(|column| column.name.as_str()).collect::<Vec<_>>(),
                );
            }
        }
    }
    cases
}

fn given(entry: &Entry<'_>) -> Vec<(String, Given)> {
    let Some(table) = entry.need_table("given") else { return Vec::new() };
    let mut given = Vec::new();
    for field in table.fields() {
        let answer = if field.is_list() {
            Some(Given::Several(field.items().iter().filter_map(Field::as_written).collect()))
        } else {
            field.as_written().map(Given::One)
        };
        given.extend(answer.map(|answer| (field.key.clone(), answer)));
    }
    given
}

fn decided(entry: &Entry<'_>) -> Vec<(String, Reason)> {
    let Some(table) = entry.table("decided") else { return Vec::new() };
    let reasons = [Reason::Illogical, Reason::Withheld].map(|reason| (reason.id(), reason));
    table.fields().iter().filter_map(|field| Some((field.key.clone(), field.choice(&reasons)?))).collect()
}

fn unit(entry: &Entry<'_>) -> Vec<(String, GroupCode)> {
    let Some(table) = entry.table("unit") else { return Vec::new() };
    table.fields().iter().filter_map(|field| Some((field.key.clone(), field.id()?))).collect()
}

fn then(entry: &Entry<'_>) -> Option<CaseExpectation> {
    match (entry.field("then"), entry.field("then_empty"), entry.field("then_figure")) {
        (Some(field), None, None) => field.id::<ValueId>().map(CaseExpectation::Value),
        (None, Some(field), None) => {
            field.choice(&Reason::ALL.map(|reason| (reason.id(), reason))).map(CaseExpectation::Empty)
        }
        (None, None, Some(field)) => figure(&field).map(CaseExpectation::Figure),
        _ => {
            entry.problem(
                "CAT-17",
                "a case expects one thing",
                "give exactly one of `then`, `then_empty` and `then_figure`",
            );
            None
        }
    }
}

/// `12.50`, or a pair `12 / 13`.
pub(super) fn figure(field: &Field<'_>) -> Option<Figure> {
    let text = field.text()?;
    let number = |text: &str| text.trim().parse::<Number>().ok();
    let figure = match text.split_once('/') {
        Some((a, b)) => {
            number(a).zip(number(b)).map(|(numerator, denominator)| Figure::Pair { numerator, denominator })
        }
        None => number(text).map(Figure::Number),
    };
    if figure.is_none() {
        let help = "write a number, \"12.50\", or a pair, \"12 / 13\"";
        field.spot.problem("CAT-06", format!("`{}` is \"{text}\"", field.key), help);
    }
    figure
}

/// Tells of answers that nobody could give.
fn check(case: &Case, edition: &Edition, indicators: &[Expanded<'_>], spot: &Spot<'_>) {
    let schema = &edition.questionnaire.schema;
    let is_broken = |cell: &str| {
        let code = cell.split('.').next().unwrap_or_default();
        spot.log.is_broken(code) || (spot.log.is_unread("question") && schema.question(code).is_none())
    };
    if case.given.iter().any(|(cell, _)| is_broken(cell)) {
        return;
    }
    let (given, refused) = answers(edition, case);
    for (_, message, help) in refused {
        spot.problem("CAT-20", message, help);
    }
    let mut cells = Vec::new();
    edition.questionnaire.settle(&given, &mut cells);
    for (i, cell) in cells.iter().enumerate() {
        if given[i].given && cell.asked == Truth::False {
            let column = &schema.columns()[i];
            let filter = column.question.and_then(|place| schema.questions()[place].asked_when.clone());
            spot.problem(
                "CAT-20",
                format!("`{}` is answered and not asked", column.name),
                format!("it is asked when {}", filter.unwrap_or_default().trim()),
            );
        }
    }
    let own = indicators.iter().find(|expanded| expanded.indicator.id == case.indicator);
    if let (CaseExpectation::Value(value), Some(expanded)) =
        (&case.then, own.filter(|expanded| expanded.whole))
    {
        let values = expanded.indicator.rule.entries.iter().filter_map(|entry| match &entry.gives {
            Gives::Value(id) => Some(id.as_str()),
            Gives::Empty(_) | Gives::Figure(_) | Gives::Quotient(..) => None,
        });
        spot.known("value of the indicator", value.as_str(), values.collect::<Vec<_>>());
    }
}

/// Tells of indicators whose rule nobody shows.
fn enough(expanded: &Expanded<'_>, cases: &[Case]) {
    let Expanded { indicator, spot, template, whole } = expanded;
    if !indicator.requires.is_empty() {
        return;
    }
    let spot = spot.named(format!("indicator `{template}`"));
    let own: Vec<&Case> = cases.iter().filter(|case| case.indicator == indicator.id).collect();
    if own.len() < FEWEST {
        spot.problem(
            "CAT-19",
            format!("it has {} cases", own.len()),
            format!(
                "add at least {FEWEST} in the .cases.toml beside: reached, not reached, every special value"
            ),
        );
        return;
    }
    for entry in indicator.rule.entries.iter().filter(|_| *whole) {
        let (id, shown) = match &entry.gives {
            Gives::Value(id) => (
                id.as_str(),
                own.iter().any(|case| matches!(&case.then, CaseExpectation::Value(then) if then == id)),
            ),
            Gives::Empty(reason) => (
                reason.id(),
                own.iter().any(|case| matches!(&case.then, CaseExpectation::Empty(then) if then == reason)),
            ),
            Gives::Figure(_) | Gives::Quotient(..) => {
                ("a figure", own.iter().any(|case| matches!(case.then, CaseExpectation::Figure(_))))
            }
        };
        if !shown {
            spot.problem(
                "CAT-19",
                format!("no case comes to `{id}`"),
                "every result of the rule is shown by a case",
            );
        }
    }
}
