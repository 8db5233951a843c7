//! Making folders of publications: of a round's submitted answers, and of a draft with the time it is published at.

use std::sync::Arc;

use catalogue::answers::{Origin, write_answers};
use collection::form::answers::answers;
use collection::form::counted::{Collected, units_of};
use collection::publishing::{Mistake as Kind, Note};
use collection::round::{Class, Round};
use domain::EditionYear;
use publication::folder::{self, Files, Given, Sources, public_answers};
use publication::manifest::{ChainPlace, Correction, Counted, Mistake, Words};
use publication::shelf::{DRAFT_AT, Issue};
use store::Simulated;

use super::Course;
use crate::desk::publishing::Why;
use crate::service::app::Publisher;
use crate::service::failure::Failure;
use crate::service::{App, Here};

/// The note of a correction as a manifest holds it.
fn correction(note: &Note) -> Correction {
    let words =
        |words: &collection::publishing::Words| Words { sv: words.sv.clone(), en: Some(words.en.clone()) };
    Correction {
        corrects: note.corrects.clone(),
        kind: match note.kind {
            Kind::Answers => Mistake::Answers,
            Kind::Rule => Mistake::Rule,
            Kind::Program => Mistake::Program,
            Kind::Text => Mistake::Text,
        },
        what: words(&note.what),
        why: words(&note.why),
    }
}

/// The folder of a draft: what was submitted in the round, with the catalogue that the service runs with.
pub(super) async fn draft(
    app: &App,
    here: &Here,
    course: &Course,
    (number, note): (u32, Option<&Note>),
) -> Result<Result<Files, Why>, Failure> {
    let round = here.round()?;
    let Some(publisher) = app.publisher() else { return Ok(Err(Why::NoPublisher)) };
    if round.class() != Class::Open {
        return Ok(Err(Why::NotOfUnits));
    }
    let (given, chain) = match collected(app, round).await? {
        Ok(found) => found,
        Err(why) => return Ok(Err(why)),
    };
    // The last one in a row with it: an earlier edition, or an earlier simulated round.
    let view = super::super::public::view(app, here);
    let is_before =
        |issue: &&&Arc<Issue>| issue.series().is_in_row_with(course.series) && issue.series() < course.series;
    let before = view
        .valid()
        .iter()
        .filter(is_before)
        .max_by_key(|issue| issue.series())
        .map(|issue| Arc::clone(issue));
    let counties = course.last.as_ref().map(|last| last.manifest().counties.clone()).unwrap_or_default();
    let sources = Sources {
        edition: EditionYear(round.edition.parse().map_err(|_| Failure::NotFound)?),
        number,
        correction: note.map(correction),
        published_at: DRAFT_AT.to_owned(),
        catalogue: publisher.catalogue.as_ref().clone(),
        given,
        merged_from: Vec::new(),
        chain: Some(chain),
        published: None,
        before: before.map(|before| before.files().as_ref().clone()),
        counties,
    };
    made(publisher, sources).await
}

/// The same publication with another time.
pub(super) async fn at(
    app: &App,
    issue: &Arc<Issue>,
    published_at: String,
) -> Result<Result<Files, Why>, Failure> {
    let Some(publisher) = app.publisher() else { return Ok(Err(Why::NoPublisher)) };
    let sources = Sources::of_folder(issue.manifest(), issue.files()).map_err(|problem| {
        tracing::error!(publication = %issue.named(), code = problem.code, "a draft cannot be made again");
        Failure::Broken
    })?;
    made(publisher, Sources { published_at, ..sources }).await
}

async fn made(publisher: &Publisher, sources: Sources) -> Result<Result<Files, Why>, Failure> {
    let program = publisher.program.clone();
    let made = tokio::task::spawn_blocking(move || folder::make(&sources, &program)).await;
    Ok(made.map_err(|_| Failure::Broken)?.map_err(|refused| match refused {
        folder::Refused::Usage(text) => Why::Refused(text),
        folder::Refused::Input(problems) => {
            tracing::error!(%problems, "a publication cannot be made");
            Why::Mistakes(problems.found())
        }
    }))
}

/// The submitted answers, and their place in the chain, which must hold.
async fn collected(app: &App, round: &Round) -> Result<Result<(Given, ChainPlace), Why>, Failure> {
    let edition = app.edition_of(round)?;
    // The facts first: whoever answers was added before.
    let snapshot = app.store.snapshot(&round.id, None).await?;
    let subjects = app.store.subjects(&round.id).await?;
    let responses = app.store.responses(&round.id).await?;
    let Ok(units) = units_of(&subjects) else { return Ok(Err(Why::NotOfUnits)) };
    let collected = Collected { edition, units: &units, responses: &responses, heads: &snapshot.heads };
    let (cells, count) = collected.cells(false);
    if count.counted == 0 {
        return Ok(Err(Why::NoAnswers));
    }
    let anchor = snapshot.anchor;
    if !app.store.verify(&round.id, Some(anchor)).await?.faults.is_empty() {
        tracing::error!(round = %round.id, "the audit chain does not hold; nothing is published from it");
        return Ok(Err(Why::Chain));
    }
    let (mut answers, _) = answers(edition, &cells);
    answers.unsent = collected.unsent();
    if let Some(Simulated { number }) = app.store.simulated(&round.id).await? {
        (answers.origin, answers.round) = (Origin::Simulated, number);
    }
    let mut csv = Vec::new();
    write_answers(edition, &public_answers(edition, &answers), &mut csv).map_err(|_| Failure::Broken)?;
    let chain = ChainPlace {
        round: round.id.to_string(),
        no: anchor.no,
        hash: anchor.hash.to_string(),
        counted: Counted::Submitted,
    };
    Ok(Ok((Given::Answers("answers.csv".to_owned(), csv), chain)))
}
