//! Running a round: its times, opening, closing; its chain.

use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response as Answer};
use collection::fact::Content;
use collection::head::State as Life;
use collection::ids::ResponseId;
use collection::round::{Round, RoundState};

use super::Look;
use super::changes::to_each;
use super::table::counted;
use crate::desk::chain;
use crate::desk::running::{self as pages, Written, read_times, why};
use crate::desk::sent;
use crate::respond::form::shown_again;
use crate::respond::instant;
use crate::service::failure::Failure;
use crate::service::routes::answer;
use crate::service::{App, Here};

type Fields = Vec<(String, String)>;

fn back(look: &Look<'_>) -> Answer {
    Redirect::to(&look.desk().to("")).into_response()
}

/// The responses of a round in a state.
async fn in_state(app: &App, round: &Round, wanted: Life) -> Result<Vec<ResponseId>, Failure> {
    let standing = app.store.standing(&round.id, None).await?;
    Ok(standing.into_iter().filter(|one| one.state == wanted).map(|one| one.response.id).collect())
}

/// Does it to its end, even if whoever asked goes away.
async fn to_the_end(work: impl Future<Output = Result<(), Failure>> + Send + 'static) -> Result<(), Failure> {
    tokio::spawn(work).await.map_err(|_| Failure::Broken)?
}

pub(super) async fn times(State(app): State<App>, here: Here) -> Answer {
    let page = async {
        let look = Look::of(&app, &here).await?;
        Ok(pages::times(&look.desk(), &Written::of_round(look.round), &[]).into_response())
    };
    answer(&here, page.await)
}

pub(super) async fn set_times(State(app): State<App>, here: Here, Form(fields): Form<Fields>) -> Answer {
    let done = async {
        let look = Look::of(&app, &here).await?;
        // Days that were left empty are not decided; days that did not come with the form are not emptied.
        if ["oppnar_dag", "stanger_dag"].iter().any(|day| !fields.iter().any(|(name, _)| name == day)) {
            return Err(Failure::Malformed);
        }
        let written = Written::sent(&fields);
        let (times, why) = (read_times(here.language, &written), why(here.language, &written.why));
        let ((opens, closes), why) = match (times, why) {
            (Ok(times), Ok(why)) => (times, why),
            (times, why) => {
                let wrong: Vec<_> = times.err().into_iter().flatten().chain(why.err()).collect();
                let page = pages::times(&look.desk(), &Written::again(&fields), &wrong);
                return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
            }
        };
        let round = Round { opens, closes, ..look.round.clone() };
        app.store.move_round(&round, &why, &here.author()?, here.now).await?;
        Ok(back(&look))
    };
    answer(&here, done.await)
}

pub(super) async fn ask_close(State(app): State<App>, here: Here) -> Answer {
    let page = async {
        let look = Look::of(&app, &here).await?;
        let standing = look.standing().await?;
        let rows = counted(&look, look.edition, &standing);
        Ok(pages::close(&look.desk(), &standing, &rows).into_response())
    };
    answer(&here, page.await)
}

pub(super) async fn close(State(app): State<App>, here: Here) -> Answer {
    let done = async {
        let look = Look::of(&app, &here).await?;
        let (round, author, now) = (look.round.clone(), here.author()?, here.now);
        let app = app.clone();
        to_the_end(async move {
            // First nobody may save; then every response is told in the chain. A save between the two is either before its
            // response's closing, and counts, or refused.
            if round.state != RoundState::Closed {
                let closed = Round { state: RoundState::Closed, ..round.clone() };
                app.store.move_round(&closed, "", &author, now).await?;
            }
            let open = in_state(&app, &round, Life::Open).await?;
            to_each(&app, open, &author, &Content::Closed).await
        })
        .await?;
        Ok(back(&look))
    };
    answer(&here, done.await)
}

pub(super) async fn ask_open(State(app): State<App>, here: Here) -> Answer {
    let page = async {
        let look = Look::of(&app, &here).await?;
        let mut written = Written::of_round(look.round);
        if look.round.state == RoundState::Closed {
            // What the edition's calendar has for corrections.
            let again =
                look.edition.collection.reopening_closes.map(|day| (day.to_string(), "23.59".to_owned()));
            let ahead = |(day, time): &(String, String)| instant(day, time).is_some_and(|at| at > here.now);
            written.closes = again.filter(ahead).unwrap_or_default();
        }
        Ok(pages::open(&look.desk(), &look.standing().await?, &written, &[]).into_response())
    };
    answer(&here, page.await)
}

pub(super) async fn open(State(app): State<App>, here: Here, Form(fields): Form<Fields>) -> Answer {
    let done = async {
        let look = Look::of(&app, &here).await?;
        let language = here.language;
        let first = look.round.state == RoundState::Planned;
        let mut written = Written::sent(&fields);
        let mut wrong = Vec::new();
        let mut reason = String::new();
        if !first {
            written.opens = Written::of_round(look.round).opens;
            match why(language, &written.why) {
                Ok(why) => reason = why,
                Err(why) => wrong.push(why),
            }
            if !matches!(written.who.as_str(), "alla" | "ingen") {
                let text = language.say("Välj vilka som kan svara", "Choose who can answer");
                wrong.push(("vilka", text.to_owned()));
            }
        }
        let times = read_times(language, &written).map_err(|more| wrong.extend(more)).ok();
        let (_, closes) = times.unwrap_or_default();
        if wrong.is_empty() && closes.is_some_and(|closes| closes <= here.now) {
            let text =
                language.say("Tiden har varit. Skriv en senare", "The time has passed. Write a later one");
            wrong.push(("stanger_dag", text.to_owned()));
        }
        if !wrong.is_empty() {
            let written = Written::again(&fields);
            let page = pages::open(&look.desk(), &look.standing().await?, &written, &wrong);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
        let opens = if first { times.unwrap_or_default().0 } else { look.round.opens };
        let round = Round { opens, closes, state: RoundState::Open, ..look.round.clone() };
        let (author, now, all) = (here.author()?, here.now, !first && written.who == "alla");
        let app = app.clone();
        to_the_end(async move {
            // First the responses, then the round: who is interrupted asks for the same again.
            if all {
                let closed = in_state(&app, &round, Life::Closed).await?;
                to_each(&app, closed, &author, &Content::Reopened { why: reason.clone() }).await?;
            }
            Ok(app.store.move_round(&round, &reason, &author, now).await?)
        })
        .await?;
        Ok(back(&look))
    };
    answer(&here, done.await)
}

pub(super) async fn chain(State(app): State<App>, here: Here) -> Answer {
    let page = async {
        let look = Look::of(&app, &here).await?;
        let end = app.store.chain_end(&look.round.id).await?;
        Ok(chain::chain(&look.desk(), end, None, &chain::Kept::default(), &[]).into_response())
    };
    answer(&here, page.await)
}

pub(super) async fn verify(State(app): State<App>, here: Here, Form(fields): Form<Fields>) -> Answer {
    let page = async {
        let look = Look::of(&app, &here).await?;
        let kept: chain::Kept = (sent(&fields, "nummer").to_owned(), sent(&fields, "summa").to_owned());
        match chain::read(here.language, &kept) {
            Ok(anchor) => {
                let audit = app.store.verify(&look.round.id, anchor).await?;
                let found = Some((&audit, anchor.is_some()));
                Ok(chain::chain(&look.desk(), audit.end, found, &kept, &[]).into_response())
            }
            Err(wrong) => {
                let end = app.store.chain_end(&look.round.id).await?;
                let kept = (shown_again(&kept.0), shown_again(&kept.1));
                let page = chain::chain(&look.desk(), end, None, &kept, &wrong);
                Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
            }
        }
    };
    answer(&here, page.await)
}
