//! DataFusion in process: a table of raw answers in, truths and outcomes out.

use std::collections::HashMap;
use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, BooleanArray, Date32Array, Decimal128Array, Int64Array, RecordBatch, StringArray,
};
use datafusion::arrow::datatypes::{DataType, Field, Schema as ArrowSchema};
use datafusion::datasource::MemTable;
use datafusion::execution::SessionStateBuilder;
use datafusion::prelude::{SessionConfig, SessionContext};
use domain::{Date, Reason};
use rules::schema::{Column, QuestionKind, Schema};

use crate::answers::{Answer, Given};

/// Whether DataFusion may rewrite the query before it runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Optimiser {
    /// As delivered.
    On,
    /// No logical and no physical rule.
    Off,
}

/// A context that runs queries over tables of answers, one partition.
pub(crate) struct Engine {
    context: SessionContext,
    runtime: tokio::runtime::Runtime,
}

impl Engine {
    /// One partition, and room for deeply nested rules.
    pub(crate) fn new(optimiser: Optimiser) -> Self {
        let config = SessionConfig::new()
            .with_target_partitions(1)
            .set_usize("datafusion.sql_parser.recursion_limit", 1_000);
        let state = SessionStateBuilder::new().with_config(config).with_default_features();
        let state = match optimiser {
            Optimiser::On => state,
            Optimiser::Off => {
                state.with_optimizer_rules(Vec::new()).with_physical_optimizer_rules(Vec::new())
            }
        };
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        Self { context: SessionContext::new_with_state(state.build()), runtime }
    }

    /// What the query gives for a table `answers`.
    pub(crate) fn run(&self, schema: &Schema, rows: &[Vec<Answer>], sql: &str) -> Results {
        let batch = raw_answers(schema, rows);
        let table = MemTable::try_new(batch.schema(), vec![vec![batch]]).expect("one batch");
        self.context.deregister_table("answers").expect("a table that may be there");
        self.context.register_table("answers", Arc::new(table)).expect("no table of the name");
        let batches = self
            .runtime
            .block_on(async { self.context.sql(sql).await?.collect().await })
            .unwrap_or_else(|error| panic!("{error}\n{sql}"));
        Results::read(&batches)
    }
}

/// The columns of a query's result, by name, each with a value a row.
pub(crate) struct Results {
    truths: HashMap<String, Vec<Option<bool>>>,
    texts: HashMap<String, Vec<Option<String>>>,
    numbers: HashMap<String, Vec<Option<i128>>>,
}

impl Results {
    fn read(batches: &[RecordBatch]) -> Self {
        let mut all = Self { truths: HashMap::new(), texts: HashMap::new(), numbers: HashMap::new() };
        let mut seen: i64 = 0;
        for batch in batches {
            for (field, array) in batch.schema().fields().iter().zip(batch.columns()) {
                all.read_column(field.name(), array);
            }
            let rows = batch.column_by_name("row").expect("a row number");
            for row in rows.as_any().downcast_ref::<Int64Array>().expect("whole numbers").values() {
                assert_eq!(*row, seen, "rows come in the order they were given");
                seen += 1;
            }
        }
        all
    }

    fn read_column(&mut self, name: &str, array: &ArrayRef) {
        let any = array.as_any();
        let name = name.to_owned();
        if let Some(array) = any.downcast_ref::<BooleanArray>() {
            self.truths.entry(name).or_default().extend(array.iter());
        } else if let Some(array) = any.downcast_ref::<StringArray>() {
            self.texts.entry(name).or_default().extend(array.iter().map(|x| x.map(str::to_owned)));
        } else if let Some(array) = any.downcast_ref::<Decimal128Array>() {
            let finer = array.scale() - 6;
            assert!(finer >= 0, "{name}: a number with {} decimals", array.scale());
            let unit = 10_i128.pow(u32::from(finer.unsigned_abs()));
            self.numbers.entry(name).or_default().extend(array.iter().map(|x| {
                x.map(|x| {
                    assert_eq!(x % unit, 0, "more than six decimals");
                    x / unit
                })
            }));
        } else {
            assert!(name == "row", "{name} is {}", array.data_type());
        }
    }

    /// TRUE, FALSE, or NULL.
    pub(crate) fn truth(&self, column: &str, row: usize) -> Option<bool> {
        self.truths.get(column).unwrap_or_else(|| panic!("no truth {column}"))[row]
    }

    /// A text.
    pub(crate) fn text(&self, column: &str, row: usize) -> Option<&str> {
        self.texts.get(column).unwrap_or_else(|| panic!("no text {column}"))[row].as_deref()
    }

    /// A number in millionths.
    pub(crate) fn number(&self, column: &str, row: usize) -> Option<i128> {
        self.numbers.get(column).unwrap_or_else(|| panic!("no number {column}"))[row]
    }
}

/// The table of raw answers: for each cell what was given, what a reviewer decided and accepted.
fn raw_answers(schema: &Schema, rows: &[Vec<Answer>]) -> RecordBatch {
    let mut fields = vec![Field::new("row", DataType::Int64, false)];
    let numbers = 0..i64::try_from(rows.len()).expect("few rows");
    let mut arrays: Vec<ArrayRef> = vec![Arc::new(Int64Array::from_iter_values(numbers))];
    let mut add = |name: String, array: ArrayRef| {
        fields.push(Field::new(name, array.data_type().clone(), true));
        arrays.push(array);
    };
    for (i, column) in schema.columns().iter().enumerate() {
        let answers: Vec<&Answer> = rows.iter().map(|row| &row[i]).collect();
        let name = &column.name;
        match &column.kind {
            QuestionKind::Many(set) => {
                for (place, id) in set.alternatives.iter().enumerate() {
                    add(format!("{name}#{id}#given"), chosen(&answers, place));
                }
            }
            QuestionKind::One(_)
            | QuestionKind::Number(_)
            | QuestionKind::Date
            | QuestionKind::Text
            | QuestionKind::Table(_) => add(format!("{name}#given"), given(column, &answers)),
        }
        if column.question.is_some() {
            let decisions = answers.iter().map(|a| a.decision.map(Reason::id));
            add(format!("{name}#decision"), Arc::new(decisions.collect::<StringArray>()));
        }
        if column.reviewed {
            let accepted = answers.iter().map(|a| Some(a.accepted));
            add(format!("{name}#accepted#given"), Arc::new(accepted.collect::<BooleanArray>()));
        }
    }
    RecordBatch::try_new(Arc::new(ArrowSchema::new(fields)), arrays).expect("arrays of one length")
}

fn chosen(answers: &[&Answer], place: usize) -> ArrayRef {
    let is_chosen = |answer: &&Answer| match &answer.given {
        Some(Given::Many(places)) => Some(places.contains(&place)),
        _ => None,
    };
    Arc::new(answers.iter().map(is_chosen).collect::<BooleanArray>())
}

fn given(column: &Column, answers: &[&Answer]) -> ArrayRef {
    match &column.kind {
        QuestionKind::One(set) => {
            let id = |answer: &&Answer| match &answer.given {
                Some(Given::Category(place)) => Some(set.alternatives[*place].as_str()),
                _ => None,
            };
            Arc::new(answers.iter().map(id).collect::<StringArray>())
        }
        QuestionKind::Number(_) | QuestionKind::Table(_) => {
            let micros = |answer: &&Answer| match &answer.given {
                Some(Given::Number(number)) => Some(i128::from(number.micros())),
                _ => None,
            };
            let numbers = answers.iter().map(micros).collect::<Decimal128Array>();
            Arc::new(numbers.with_precision_and_scale(20, 6).expect("numbers of at most twenty digits"))
        }
        QuestionKind::Date => {
            let days = |answer: &&Answer| match &answer.given {
                Some(Given::Date(date)) => Some(days_since_1970(*date)),
                _ => None,
            };
            Arc::new(answers.iter().map(days).collect::<Date32Array>())
        }
        QuestionKind::Text => {
            let text = |answer: &&Answer| answer.given.as_ref().map(|_| "en text");
            Arc::new(answers.iter().map(text).collect::<StringArray>())
        }
        QuestionKind::Many(_) => unreachable!("has a column an alternative"),
    }
}

fn days_since_1970(date: Date) -> i32 {
    (date - Date::constant(1970, 1, 1)).get_days()
}
