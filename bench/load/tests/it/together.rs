//! Two processes serve one round on one PostgreSQL.

use std::time::Duration;

use anyhow::{Result, ensure};
use collection::fact::Author;
use collection::round::{Class, RoundState};
use load::client::Person;
use load::fixture::{self, PARTS, address, answer_all, response, round_id};
use load::place::Kind;
use load::service::Service;
use load::storm::{PEOPLE, Pace, Working};
use load::{crash, form};

use crate::{filled, page, place, program, run, saved, send};

#[test]
fn two_processes_on_one_database_serve_the_same_round() {
    run(async {
        let place = place(Kind::Postgres);
        let store = place.open().await?;
        let tokens = fixture::fill(&store, Class::Cases, 4, PEOPLE).await?;
        let (one, other) = (Service::start(&program(), &place)?, Service::start(&program(), &place)?);

        // A session that began at one is one at the other; what is saved at one is read at the other.
        let mut anna = Person::new(one.at, 0);
        anna.open(&tokens[0][0]).await?;
        let cells = [("B1.r01", "11")];
        let fields = filled(&page(&mut anna, 0, "B").await?, &cells);
        ensure!(send(&mut anna, 0, "B", &fields).await?.status == 303);
        let mut sent = vec![saved(0, "B", &fields, &cells)?];
        anna.turn_to(other.at);
        let seen = page(&mut anna, 0, "B").await?;
        ensure!(seen.contains(&("B1.r01".to_owned(), "11".to_owned())), "{seen:?}");

        // Two who save the same cell at the same moment: one answer, one proposal.
        let mut bo = Person::new(one.at, 1);
        bo.open(&tokens[0][1]).await?;
        for no in 1..=8 {
            let cell = format!("B1.r{:02}", no + 1);
            let (hers, his) = ([(cell.as_str(), "21")], [(cell.as_str(), "22")]);
            let (form_a, form_b) = (page(&mut anna, 0, "B").await?, page(&mut bo, 0, "B").await?);
            let (form_a, form_b) = (filled(&form_a, &hers), filled(&form_b, &his));
            let (a, b) = tokio::join!(send(&mut anna, 0, "B", &form_a), send(&mut bo, 0, "B", &form_b));
            ensure!(a?.status == 303 && b?.status == 303);
            let head = store.head(&response(0, "B")).await?;
            let held = &head.cells[&cell.parse()?];
            let mut both = vec![held.value.clone()];
            both.extend(held.proposals.iter().map(|other| other.value.clone()));
            let mut both: Vec<String> = both.into_iter().flatten().map(|value| value.to_string()).collect();
            both.sort();
            ensure!(both.len() == 2 && both[0].contains("21") && both[1].contains("22"), "{cell}: {both:?}");
            sent.extend([saved(0, "B", &form_a, &hers)?, saved(0, "B", &form_b, &his)?]);
        }

        // A storm at both: numbers without gaps, in one chain.
        let mut people = Vec::new();
        for (subject, own) in tokens.iter().enumerate().skip(1) {
            for (place, token) in own.iter().enumerate() {
                let mut person =
                    Person::new(if place % 2 == 0 { one.at } else { other.at }, 10 + people.len());
                person.open(token).await?;
                people.push((person, subject, place));
            }
        }
        let working = Working::begin(people, Pace { think: Duration::from_millis(150), seed: 1 });
        tokio::time::sleep(Duration::from_secs(4)).await;
        let done = working.end().await?;
        ensure!(done.failed.is_empty(), "{:?}", done.failed);
        ensure!(done.sent.len() > 10, "{} saves", done.sent.len());
        sent.extend(done.sent);
        crash::check(&store, &sent).await?;

        submitted_at_one_is_submitted_at_the_other(&one, &other, &tokens[0][0]).await?;
        revoked_and_closed_is_so_at_both(&store, &mut anna, &mut bo).await?;
        one.stop().await?;
        other.stop().await?;
        Ok(())
    });
}

async fn submitted_at_one_is_submitted_at_the_other(
    one: &Service,
    other: &Service,
    token: &str,
) -> Result<()> {
    let part = PARTS[2];
    let mut clara = Person::new(one.at, 2);
    clara.open(token).await?;
    let mut fields = page(&mut clara, 0, part).await?;
    answer_all(&mut fields, 3);
    ensure!(send(&mut clara, 0, part, &fields).await?.status == 303);
    let to = format!("{}/skicka", address(0, part));
    let form = form::fields(&clara.get(&to).await?.text()?);
    ensure!(clara.post(&to, form::encoded(&form)).await?.status == 303);
    clara.turn_to(other.at);
    let shown = clara.get(&format!("{}/1", address(0, part))).await?;
    ensure!(
        shown.location.as_deref() == Some(&format!("{}/kvitto", address(0, part))),
        "{:?}",
        shown.location
    );
    let late = send(&mut clara, 0, part, &fields).await?;
    ensure!(late.status.is_client_error(), "{} to a save after the submission", late.status);
    Ok(())
}

async fn revoked_and_closed_is_so_at_both(
    store: &store::Store,
    anna: &mut Person,
    bo: &mut Person,
) -> Result<()> {
    let (hers, his) = (page(anna, 0, "B").await?, page(bo, 0, "B").await?);
    let round = store.round(&round_id()).await?;
    store.change_round(&round_id(), round.opens, round.closes, RoundState::Closed).await?;
    for (person, form) in [(&mut *anna, &hers), (&mut *bo, &his)] {
        let late = send(person, 0, "B", &filled(form, &[("B1.r40", "4")])).await?;
        ensure!(late.status.is_client_error(), "{} to a save in a closed round", late.status);
    }
    store.change_round(&round_id(), round.opens, round.closes, RoundState::Open).await?;
    let links = store.links(&round_id(), Some(&fixture::subject(0).parse()?)).await?;
    for link in links {
        store.revoke_link(&link.id, &Author::Program, round.opens.unwrap_or_default()).await?;
    }
    for (person, form) in [(anna, &hers), (bo, &his)] {
        let late = send(person, 0, "B", &filled(form, &[("B1.r40", "4")])).await?;
        ensure!(late.status.is_client_error(), "{} to a save by a revoked link", late.status);
    }
    Ok(())
}
