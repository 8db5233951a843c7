//! The real service on real stores, killed, hindered, doubled and stopped. Needs the program: `cargo build -p jamfor`.

mod backup;
mod together;
mod trouble;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use load::client::{Answer, Person};
use load::form::{self, Fields, put};
use load::place::{Kind, Place};
use load::{crash, fixture, service, stopping};

fn program() -> PathBuf {
    service::program().expect("the program")
}

/// Runs a test to its end; a test that hangs fails.
fn run(test: impl Future<Output = Result<()>>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let limited = async { tokio::time::timeout(Duration::from_secs(240), test).await };
    runtime.expect("a runtime").block_on(limited).expect("in time").expect("as it should be");
}

fn place(kind: Kind) -> Place {
    Place::new(kind).expect("a place")
}

/// A page as it is shown, and its form.
async fn page(person: &mut Person, number: usize, part: &str) -> Result<Fields> {
    let page = person.get(&format!("{}/1", fixture::address(number, part))).await?;
    anyhow::ensure!(page.status == 200, "{} of a page", page.status);
    Ok(form::fields(&page.text()?))
}

/// Sends a form.
async fn send(person: &mut Person, number: usize, part: &str, fields: &Fields) -> Result<Answer> {
    person.post(&format!("{}/1", fixture::address(number, part)), form::encoded(fields)).await
}

/// What is sent if these cells of a form are filled in.
fn filled(form: &Fields, cells: &[(&str, &str)]) -> Fields {
    let mut fields = form.clone();
    cells.iter().for_each(|(cell, text)| put(&mut fields, cell, text));
    fields
}

/// The save of a form, as [`crash::check`] looks for it.
fn saved(number: usize, part: &str, fields: &Fields, cells: &[(&str, &str)]) -> Result<load::storm::Sent> {
    let fact = fields.iter().find(|(name, _)| name == "fact").context("a form's id")?;
    Ok(load::storm::Sent {
        fact: fact.1.parse()?,
        response: fixture::response(number, part),
        cells: cells.iter().map(|(cell, text)| ((*cell).to_owned(), (*text).to_owned())).collect(),
        acknowledged: true,
    })
}

#[test]
fn what_was_acknowledged_before_kill_9_is_there_on_sqlite() {
    run(async { crash::run(&program(), &place(Kind::Sqlite), 6, 3).await.map(drop) });
}

#[test]
fn what_was_acknowledged_before_kill_9_is_there_on_postgres() {
    run(async { crash::run(&program(), &place(Kind::Postgres), 6, 3).await.map(drop) });
}

#[test]
fn a_service_that_is_stopped_answers_what_it_was_asked() {
    run(async { stopping::run(&program(), &place(Kind::Sqlite), 6).await });
}
