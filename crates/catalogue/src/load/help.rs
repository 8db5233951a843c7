//! Help calculators of questions; the source's own examples are recomputed.

use domain::Number;
use domain::calculators::{class_of, full_time_equivalents, share_of_full_time};

use super::entry::Entry;
use super::field::Field;
use crate::model::{Alternative, Help, HelpKind, QuestionType};

#[derive(Clone, Copy)]
enum Kind {
    FullTimeEquivalents,
    AverageWaitingDays,
}

/// Reads `[question.help]`.
pub(super) fn read(entry: &Entry<'_>, kind: QuestionType, alternatives: &[Alternative]) -> Option<Help> {
    let table = entry.table("help")?;
    let kinds = [
        ("full_time_equivalents", Kind::FullTimeEquivalents),
        ("average_waiting_days", Kind::AverageWaitingDays),
    ];
    let chosen = table.choice("kind", &kinds)?;
    let fits = match chosen {
        Kind::FullTimeEquivalents => matches!(kind, QuestionType::Number | QuestionType::Table),
        Kind::AverageWaitingDays => kind == QuestionType::One,
    };
    if !fits {
        let message = format!("this calculator does not fit a question of kind `{}`", kind.id());
        table.spot_of("kind").problem(
            "CAT-24",
            message,
            "equivalents go with numbers, waiting days with `one`",
        );
    }
    let kind = match chosen {
        Kind::FullTimeEquivalents => equivalents(&table),
        Kind::AverageWaitingDays => waiting_days(&table, alternatives),
    };
    table.finish();
    Some(Help { kind })
}

fn wrong(field: &Entry<'_>, given: &str, computed: &str) {
    field.problem(
        "CAT-21",
        format!("the example gives {given}, the calculator {computed}"),
        "compare with the source: the example or the calculator's settings are wrong",
    );
}

fn equivalents(table: &Entry<'_>) -> HelpKind {
    let full_time_hours = table.number("full_time_hours");
    let (mut examples, mut hour_examples) = (Vec::new(), Vec::new());
    for example in table.entries("examples") {
        let rows: Vec<(Number, Number)> = example.list("rows").iter().filter_map(pair).collect();
        let hours: Vec<Number> = example.list("hours").iter().filter_map(Field::number).collect();
        example.need("gives");
        let gives = example.number("gives").unwrap_or_default();
        if rows.is_empty() == hours.is_empty() {
            example.problem(
                "CAT-24",
                "an example has either `rows` or `hours`",
                "rows = [[\"3\", \"0.75\"]] or hours = [\"120\"]",
            );
        } else if hours.is_empty() {
            let computed = full_time_equivalents(&rows);
            if computed != Some(gives) {
                wrong(
                    &example,
                    &gives.to_string(),
                    &computed.map_or("nothing".to_owned(), |n| n.to_string()),
                );
            }
            examples.push((rows, gives));
        } else {
            let full = full_time_hours.unwrap_or_default();
            let shares = hours.iter().map(|hours| share_of_full_time(*hours, full));
            let sum: Option<i128> = shares.map(|share| share.map(|share| share.scaled)).sum();
            // Two decimals are ten thousand millionths.
            let computed = sum.and_then(|sum| Number::from_micros(sum * 10_000));
            if computed != Some(gives) {
                wrong(
                    &example,
                    &gives.to_string(),
                    &computed.map_or("nothing".to_owned(), |n| n.to_string()),
                );
            }
            hour_examples.push((hours, gives));
        }
        example.finish();
    }
    HelpKind::FullTimeEquivalents { full_time_hours, examples, hour_examples }
}

/// Persons and their share of full time.
fn pair(field: &Field<'_>) -> Option<(Number, Number)> {
    let items = field.items();
    let [persons, share] = items.as_slice() else {
        field.spot.problem(
            "CAT-06",
            "a row is not a pair",
            "write [\"3\", \"0.75\"]: persons and share of full time",
        );
        return None;
    };
    Some((persons.number()?, share.number()?))
}

fn waiting_days(table: &Entry<'_>, alternatives: &[Alternative]) -> HelpKind {
    let known = || alternatives.iter().map(|alternative| alternative.id.as_str());
    let mut sound = !alternatives.is_empty();
    let mut classes: Vec<(Option<Number>, String)> = Vec::new();
    for class in table.entries("classes") {
        let value = class.text("value");
        if !alternatives.is_empty() {
            sound &= class.spot_of("value").known("alternative", &value, known());
        }
        let upper = class.number("upper");
        if let (Some((Some(before), _)), Some(upper)) = (classes.last(), upper)
            && upper <= *before
        {
            class.problem(
                "CAT-25",
                format!("the limit {upper} follows {before}"),
                "classes stand in rising order",
            );
        }
        if matches!(classes.last(), Some((None, _))) {
            class.problem(
                "CAT-25",
                "a class follows the one without `upper`",
                "only the last class has no limit",
            );
        }
        classes.push((upper, value));
        class.finish();
    }
    let mut examples = Vec::new();
    for example in table.entries("examples") {
        example.need("mean");
        let mean = example.number("mean").unwrap_or_default();
        let gives = example.text("gives");
        let computed = class_of(mean, &classes).map_or("nothing", String::as_str);
        if sound && computed != gives {
            wrong(&example, &gives, computed);
        }
        examples.push((mean, gives));
        example.finish();
    }
    HelpKind::AverageWaitingDays { classes, examples }
}
