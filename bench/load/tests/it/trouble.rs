//! The disk is full, the database is away: people are told, keep what they wrote, and go on when it is over.

use std::time::{Duration, Instant};

use anyhow::ensure;
use collection::round::Class;
use load::client::Person;
use load::crash;
use load::fixture;
use load::form;
use load::place::Kind;
use load::service::Service;

use crate::{filled, page, place, program, run, saved, send};

const WRITTEN: &str = "Vi möts varje vecka och går igenom alla ärenden";

#[test]
fn a_full_disk_is_told_and_the_service_goes_on_when_there_is_room() {
    run(async {
        let place = place(Kind::Sqlite);
        let store = place.open().await?;
        let tokens = fixture::fill(&store, Class::Open, 1, 1).await?;
        let service = Service::start(&program(), &place)?;
        let mut anna = Person::new(service.at, 0);
        anna.open(&tokens[0][0]).await?;
        let mut acknowledged = Vec::new();

        service.limit_files(Some(65_536))?;
        let mut refused = None;
        for no in 0..60 {
            let year = format!("{},5", no + 1);
            let cells = [("E1.r01", year.as_str()), ("E1a.r01", &format!("{WRITTEN} {no}"))];
            let fields = filled(&page(&mut anna, 0, "E").await?, &cells);
            let told = send(&mut anna, 0, "E", &fields).await?;
            if told.status == 303 {
                acknowledged.push(saved(0, "E", &fields, &cells)?);
                continue;
            }
            ensure!(told.status == 503, "{}", told.status);
            refused = Some((told.text()?, cells.map(|(cell, text)| (cell.to_owned(), text.to_owned()))));
            break;
        }
        let (told, cells) = refused.expect("the disk was full in the end");
        ensure!(told.contains("Inte sparat") || told.contains("inte sparat"), "it is told: {told}");
        let form = form::fields(&told);
        for (cell, text) in &cells {
            ensure!(
                form.iter().any(|(name, held)| name == cell && held == text),
                "{cell} is still in the form"
            );
        }
        ensure!(anna.get(&fixture::address(0, "E")).await?.status == 200, "what is saved can be read");

        service.limit_files(None)?;
        let cells = cells.each_ref().map(|(cell, text)| (cell.as_str(), text.as_str()));
        let again = send(&mut anna, 0, "E", &form).await?;
        ensure!(again.status == 303, "{}: the same form is taken", again.status);
        acknowledged.push(saved(0, "E", &form, &cells)?);
        crash::check(&store, &acknowledged).await?;
        service.stop().await?;
        Ok(())
    });
}

#[test]
fn a_database_that_is_away_is_told_and_the_service_goes_on_when_it_is_back() {
    run(async {
        let place = place(Kind::Postgres);
        let store = place.open().await?;
        let tokens = fixture::fill(&store, Class::Open, 1, 1).await?;
        let service = Service::start(&program(), &place)?;
        let mut anna = Person::new(service.at, 0);
        anna.open(&tokens[0][0]).await?;
        let first = [("E1.r01", "1,5"), ("E1a.r01", WRITTEN)];
        let fields = filled(&page(&mut anna, 0, "E").await?, &first);
        ensure!(send(&mut anna, 0, "E", &fields).await?.status == 303);
        let mut acknowledged = vec![saved(0, "E", &fields, &first)?];

        let second = [("E1.r02", "2,5"), ("E1a.r02", WRITTEN)];
        let fields = filled(&page(&mut anna, 0, "E").await?, &second);
        place.stop_database();
        let told = send(&mut anna, 0, "E", &fields).await?;
        ensure!(told.status == 503, "{}", told.status);
        let told = told.text()?;
        ensure!(told.contains("inte sparat"), "it is told: {told}");
        let form = form::fields(&told);
        for (name, text) in fields.iter().filter(|(name, _)| name != "go") {
            ensure!(
                form.iter().any(|(known, held)| known == name && held == text),
                "{name} is still in the form"
            );
        }
        ensure!(anna.get(&fixture::address(0, "E")).await?.status == 503, "nothing can be read either");

        place.start_database();
        let back = Instant::now();
        loop {
            let again = send(&mut anna, 0, "E", &form).await?;
            if again.status == 303 {
                break;
            }
            ensure!(again.status == 503 && back.elapsed() < Duration::from_secs(20), "{}", again.status);
        }
        acknowledged.push(saved(0, "E", &form, &second)?);
        crash::check(&store, &acknowledged).await?;
        service.stop().await?;
        Ok(())
    });
}
