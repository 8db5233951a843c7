//! A whole store as lines of JSON, the same from both databases: a dump, a move from one to the other.
//!
//! The first line says the form, then a line a row, and last how many rows of each table there are, so that a file that was
//! cut is known.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use serde_json::{Value as Json, json};
use sqlx::AssertSqlSafe;

use crate::append::insert_heads;
use crate::audit;
use crate::db::{Connection, Row, Value};
use crate::error::StoreError;
use crate::migrate::KNOWN;
use crate::read;
use crate::tables::{Kind, TABLES, Table};
use crate::{Store, present, publishing};

const FORM: &str = "jamfor-store/1";
/// Rows that are read or written at a time.
const PAGE: usize = 512;

/// How many rows there were, by table.
pub type Counts = BTreeMap<String, i64>;

impl Store {
    /// Writes everything, as it is at one moment, while others save.
    ///
    /// # Errors
    /// It cannot be read or written.
    pub async fn export(&self, to: &mut (impl Write + Send)) -> Result<Counts, StoreError> {
        let mut from = self.0.read.read().await?;
        let counts = export(&mut from, to).await?;
        from.commit().await?;
        Ok(counts)
    }

    /// Reads an export into a store that holds nothing, and verifies every round's chain. All or nothing.
    ///
    /// # Errors
    /// The store holds something, the lines are not a whole export, or what they hold does not verify.
    pub async fn import(&self, from: &mut (impl BufRead + Send)) -> Result<Counts, StoreError> {
        let mut to = self.0.write.write().await?;
        must_be_empty(&mut to).await?;
        let counts = import(&mut to, from).await?;
        settle(&mut to).await?;
        to.commit().await?;
        Ok(counts)
    }
}

fn stream(error: std::io::Error) -> StoreError {
    StoreError::Stream(error.kind())
}

pub(crate) async fn export(
    from: &mut Connection,
    to: &mut (impl Write + Send),
) -> Result<Counts, StoreError> {
    let mut counts = Counts::new();
    writeln!(to, "{}", json!({ "form": FORM, "version": KNOWN })).map_err(stream)?;
    for table in &TABLES {
        let mut count = 0;
        let mut last = None;
        loop {
            let rows = page(from, table, last.as_ref()).await?;
            let Some(end) = rows.last() else { break };
            last = Some(key_of(table, end)?);
            for row in &rows {
                writeln!(to, "{}", json!({ "table": table.name, "row": json_row(table, row)? }))
                    .map_err(stream)?;
                count += 1;
            }
        }
        counts.insert(table.name.to_owned(), count);
    }
    writeln!(to, "{}", json!({ "end": counts })).map_err(stream)?;
    to.flush().map_err(stream)?;
    Ok(counts)
}

/// The rows after the one with this key.
pub(crate) async fn page(
    from: &mut Connection,
    table: &Table,
    after: Option<&Vec<Value>>,
) -> Result<Vec<Row>, StoreError> {
    let names = |columns: &[(&'static str, Kind)]| {
        columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
    };
    let (columns, key) = (names(table.columns), names(&table.columns[..table.key]));
    let marks = (1..=table.key).map(|i| format!("${i}")).collect::<Vec<_>>().join(", ");
    let after_key = after.map(|_| format!("WHERE ({key}) > ({marks})")).unwrap_or_default();
    let sql = format!("SELECT {columns} FROM {} {after_key} ORDER BY {key} LIMIT {PAGE}", table.name);
    from.rows(AssertSqlSafe(sql), after.cloned().unwrap_or_default()).await
}

pub(crate) fn values_of(table: &Table, row: &Row) -> Result<Vec<Value>, StoreError> {
    let value = |(i, (_, kind)): (usize, &(&str, Kind))| {
        Ok(match kind {
            Kind::Text => Value::Text(row.text_or_none(i)?),
            Kind::Int => Value::Int(row.int_or_none(i)?),
        })
    };
    table.columns.iter().enumerate().map(value).collect()
}

pub(crate) fn key_of(table: &Table, row: &Row) -> Result<Vec<Value>, StoreError> {
    let mut key = values_of(table, row)?;
    key.truncate(table.key);
    Ok(key)
}

fn json_row(table: &Table, row: &Row) -> Result<Json, StoreError> {
    let fields = values_of(table, row)?.into_iter().map(|value| match value {
        Value::Text(text) => json!(text),
        Value::Int(number) => json!(number),
    });
    let names = table.columns.iter().map(|(name, _)| (*name).to_owned());
    Ok(Json::Object(names.zip(fields).collect()))
}

pub(crate) async fn must_be_empty(to: &mut Connection) -> Result<(), StoreError> {
    for table in &TABLES {
        let sql = format!("SELECT 1 FROM {} LIMIT 1", table.name);
        if !to.rows(AssertSqlSafe(sql), Vec::new()).await?.is_empty() {
            return Err(StoreError::NotEmpty);
        }
    }
    Ok(())
}

/// Rows on their way into a table.
pub(crate) struct Filling {
    table: usize,
    rows: Vec<Vec<Value>>,
    pub(crate) counts: Counts,
}

impl Filling {
    pub(crate) fn new() -> Self {
        let counts = TABLES.iter().map(|table| (table.name.to_owned(), 0)).collect();
        Self { table: 0, rows: Vec::new(), counts }
    }

    /// How many rows there were in the tables of a version.
    fn counts_of(&self, version: i64) -> Counts {
        let then = TABLES.iter().filter(|table| table.since <= version);
        then.map(|table| (table.name.to_owned(), self.counts[table.name])).collect()
    }

    pub(crate) async fn put(
        &mut self,
        to: &mut Connection,
        table: usize,
        row: Vec<Value>,
    ) -> Result<(), StoreError> {
        if table != self.table || self.rows.len() >= PAGE {
            self.flush(to).await?;
            self.table = table;
        }
        *self.counts.entry(TABLES[table].name.to_owned()).or_default() += 1;
        self.rows.push(row);
        Ok(())
    }

    pub(crate) async fn flush(&mut self, to: &mut Connection) -> Result<(), StoreError> {
        let table = &TABLES[self.table];
        let columns: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
        to.insert(table.name, &columns, std::mem::take(&mut self.rows), "").await
    }
}

async fn import(to: &mut Connection, from: &mut (impl BufRead + Send)) -> Result<Counts, StoreError> {
    let mut filling = Filling::new();
    let (mut line, mut no, mut ended, mut made) = (String::new(), 0, false, KNOWN);
    loop {
        line.clear();
        if from.read_line(&mut line).map_err(stream)? == 0 {
            break;
        }
        no += 1;
        let wrong = |why| StoreError::NotABackup { line: no, why };
        let json: Json = serde_json::from_str(&line).map_err(|_| wrong("it is not JSON, or was cut"))?;
        if ended {
            return Err(wrong("something follows the end"));
        }
        if no == 1 {
            let version = json["version"].as_i64().unwrap_or(0);
            if json["form"] != FORM {
                return Err(wrong("it is not the beginning of an export, `jamfor-store/1`"));
            }
            if version > KNOWN {
                return Err(StoreError::Newer { found: version, known: KNOWN });
            }
            made = version;
        } else if let Some(end) = json.get("end") {
            if *end != json!(filling.counts_of(made)) {
                return Err(wrong("rows are missing: the end counts others than there are"));
            }
            ended = true;
        } else {
            let (table, row) = row_of(&json).ok_or_else(|| wrong("it is not a row of a table"))?;
            filling.put(to, table, row).await?;
        }
    }
    filling.flush(to).await?;
    match ended {
        true => Ok(filling.counts),
        false => Err(StoreError::NotABackup { line: no + 1, why: "the end is missing: the file was cut" }),
    }
}

fn row_of(json: &Json) -> Option<(usize, Vec<Value>)> {
    let name = json.get("table")?.as_str()?;
    let at = TABLES.iter().position(|table| table.name == name)?;
    let row = json.get("row")?.as_object()?;
    let value = |(column, kind): &(&str, Kind)| match (row.get(*column)?, kind) {
        (Json::Null, Kind::Text) => Some(Value::Text(None)),
        (Json::Null, Kind::Int) => Some(Value::Int(None)),
        (Json::String(text), Kind::Text) => Some(Value::Text(Some(text.clone()))),
        (Json::Number(number), Kind::Int) => Some(Value::Int(Some(number.as_i64()?))),
        _ => None,
    };
    let values: Option<Vec<Value>> = TABLES[at].columns.iter().map(value).collect();
    Some((at, values?)).filter(|(_, values)| values.len() == row.len())
}

/// Makes the present states of what was brought in, and verifies it.
pub(crate) async fn settle(to: &mut Connection) -> Result<(), StoreError> {
    let responses = to.rows("SELECT response, MAX(no) FROM fact GROUP BY response", Vec::new()).await?;
    for some in responses.chunks(PAGE) {
        let mut rows = Vec::new();
        for row in some {
            let response = row.parsed(0, "fact")?;
            // What does not follow is found by the audit, with its place.
            let Ok(head) = read::replayed(to, &response).await else { continue };
            rows.push(vec![response.as_str().into(), row.int(1)?.into(), present::text_of(&head)?.into()]);
        }
        insert_heads(to, rows).await?;
    }
    let mut faults = Vec::new();
    for row in to.rows("SELECT id FROM round", Vec::new()).await? {
        faults.extend(audit::verify(to, &row.parsed(0, "round")?, Vec::new()).await?.faults);
    }
    faults.extend(publishing::audit(to).await?.faults);
    match faults.is_empty() {
        true => Ok(()),
        false => Err(StoreError::DoesNotVerify(faults)),
    }
}
