//! The answers of a round in the store: what `compute` and `publish` count.

use std::collections::BTreeMap;

use anyhow::Result;
use catalogue::answers::{Answers, Origin};
use catalogue::model::Edition;
use collection::disclosure;
use collection::form::counted::{self, Collected, Count};
use collection::ids::{RoundId, SubjectId};
use collection::round::{Response, Round, Subject};
use domain::UnitCode;
use publication::folder::published_at;
use publication::manifest::{ChainPlace, Counted};
use store::{Anchor, AsOf, Simulated, Snapshot, Store, StoreError};

use super::access::{round_id, with_store};
use super::location::store_location;
use super::words;
use crate::arguments::{Input, Lang};
use crate::refused::Refused;
use crate::{WrongUsage, meant_or_known, tell};

/// Most units that are named.
const MOST_NAMED: usize = 5;

/// The answers of a round, and where they stood in its chain.
pub(crate) struct Stored {
    pub(crate) answers: Answers,
    pub(crate) chain: ChainPlace,
    round: RoundId,
    anchor: Anchor,
}

impl Stored {
    /// The name of the file that they would be.
    pub(crate) fn name(&self) -> String {
        format!("svarslagret-{}.csv", self.round)
    }
}

/// What is read of a round.
struct Read {
    round: Round,
    simulated: Option<Simulated>,
    subjects: Vec<Subject>,
    responses: Vec<Response>,
    snapshot: Snapshot,
}

async fn read(
    store: &Store,
    round: &RoundId,
    moment: Option<AsOf>,
) -> Result<Result<Read, Vec<RoundId>>, StoreError> {
    let rounds = store.rounds().await?;
    let Some(round) = rounds.iter().find(|known| known.id == *round).cloned() else {
        return Ok(Err(rounds.into_iter().map(|round| round.id).collect()));
    };
    // The facts first: whoever answers was added before.
    let snapshot = store.snapshot(&round.id, moment).await?;
    Ok(Ok(Read {
        simulated: store.simulated(&round.id).await?,
        subjects: store.subjects(&round.id).await?,
        responses: store.responses(&round.id).await?,
        snapshot,
        round,
    }))
}

/// The answers of a round, as somebody asked for them.
pub(crate) fn of(edition: &Edition, input: &Input, round: &str, lang: Lang) -> Result<Stored> {
    let location = store_location(input.store.as_deref(), lang)?;
    let id = round_id(round, lang)?;
    let moment = input.as_known_at.as_deref().map(|text| moment(text, lang)).transpose()?;
    let read = with_store(&location, async |store| read(store, &id, moment).await)?;
    let read = read.map_err(|known| no_round(&id, &known, &location, lang))?;
    if read.round.edition != edition.year.to_string() {
        return Err(other_edition(&read.round, edition, lang).into());
    }
    if !disclosure::shows_one(read.round.class()) {
        return Err(of_persons(&id).into());
    }
    let units = units_of(&read.subjects, &id, lang)?;
    let counted = if input.include_open { Counted::Open } else { Counted::Submitted };
    let collected =
        Collected { edition, units: &units, responses: &read.responses, heads: &read.snapshot.heads };
    let (cells, count) = collected.cells(counted == Counted::Open);
    told(&read, &count, counted, lang);
    if count.counted == 0 {
        return Err(nothing(&id, &count).into());
    }
    let (mut answers, unknown) = collection::form::answers::answers(edition, &cells);
    tell_unknown(&unknown, edition, lang);
    if counted == Counted::Submitted {
        answers.unsent = collected.unsent();
    }
    if let Some(Simulated { number }) = read.simulated {
        (answers.origin, answers.round) = (Origin::Simulated, number);
    }
    let anchor = read.snapshot.anchor;
    let chain = ChainPlace { round: id.to_string(), no: anchor.no, hash: anchor.hash.to_string(), counted };
    Ok(Stored { answers, chain, round: id, anchor })
}

/// Refuses to publish answers of a round whose chain does not hold.
pub(crate) fn must_hold(stored: &Stored, input: &Input, lang: Lang) -> Result<()> {
    let location = store_location(input.store.as_deref(), lang)?;
    let (round, anchor) = (&stored.round, stored.anchor);
    let audit = with_store(&location, async |store| store.verify(round, Some(anchor)).await)?;
    if audit.faults.is_empty() {
        return Ok(());
    }
    let n = audit.faults.len();
    Err(Refused::told(
        format!("omgång {round}: revisionskedjan håller inte, {n} fel:\n{}\nIngenting skrevs. Ta reda på vad som hänt med svarslagret innan något publiceras ur det.", words::listed(&audit.faults, Lang::Sv)),
        format!("round {round}: the audit chain does not hold, {n} faults:\n{}\nNothing was written. Find out what happened to the store before anything is published from it.", words::listed(&audit.faults, Lang::En)),
    )
    .into())
}

/// A time with its offset, or the number of a batch.
fn moment(text: &str, lang: Lang) -> Result<AsOf> {
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        let no = text.parse().map_err(|_| {
            WrongUsage(format!(
                "--as-known-at {text}: {}",
                lang.say("numret är för stort", "the number is too large")
            ))
        })?;
        return Ok(AsOf::Batch(no));
    }
    match published_at(text) {
        Ok(time) => Ok(AsOf::Time(time.as_microsecond())),
        Err(why) => {
            let why = why.get(lang.language()).replacen("--published-at", "--as-known-at", 1);
            let or = lang
                .say("Eller ange numret på en post i kedjan.", "Or give the number of a batch of the chain.");
            Err(WrongUsage(format!("{why}. {or}")).into())
        }
    }
}

pub(crate) fn no_round(
    id: &RoundId,
    known: &[RoundId],
    location: &store::Location,
    lang: Lang,
) -> anyhow::Error {
    let meant = match known.is_empty() {
        true => lang.say("svarslagret har inga omgångar", "the store has no rounds").to_owned(),
        false => meant_or_known(id.as_str(), known.iter().map(RoundId::as_str)),
    };
    Refused::told(
        format!("{location}: det finns ingen omgång `{id}`; {meant}"),
        format!("{location}: there is no round `{id}`; {meant}"),
    )
    .into()
}

/// Outcomes are told one by one, and none may be told of what a person answered.
fn of_persons(id: &RoundId) -> Refused {
    Refused::told(
        format!(
            "omgång {id} är en enkät till personer: vad en av dem svarat visas inte, och räknas inte här. Ange en annan omgång."
        ),
        format!(
            "round {id} is a survey of persons: what one of them answered is not shown, and not counted here. Give another round."
        ),
    )
}

fn other_edition(round: &Round, edition: &Edition, lang: Lang) -> WrongUsage {
    let (id, its, year) = (&round.id, &round.edition, edition.year);
    let (sv, en) = (
        format!(
            "omgång {id} hör till årgång {its}, inte {year}: ange --edition {its}, eller en annan omgång"
        ),
        format!("round {id} belongs to edition {its}, not {year}: give --edition {its}, or another round"),
    );
    WrongUsage(lang.say(&sv, &en).to_owned())
}

/// The unit of each who answers.
fn units_of(subjects: &[Subject], round: &RoundId, lang: Lang) -> Result<BTreeMap<SubjectId, UnitCode>> {
    counted::units_of(subjects).map_err(|unit| {
        let (sv, en) = (
            format!(
                "omgång {round}: flera svarar för {unit}, så inget svar är objektets och inga utfall kan räknas. Hur långt den kommit visar /arbete/{round}. Ange en omgång där varje objekt svarar en gång, eller en fil med ett svar per objekt: --answers FIL"
            ),
            format!(
                "round {round}: several answer for {unit}, so that no answer is the unit's and no outcomes can be computed. How far it has come stands at /arbete/{round}. Give a round where each unit answers once, or a file with one answer a unit: --answers FILE"
            ),
        );
        WrongUsage(lang.say(&sv, &en).to_owned()).into()
    })
}

fn told(read: &Read, count: &Count, counted: Counted, lang: Lang) {
    let (id, no) = (&read.round.id, read.snapshot.anchor.no);
    let Count { counted: n, left, all } = count;
    let (mut sv, mut en) = (
        format!("omgång {id} efter post {no}: {n} av {all} svar räknas"),
        format!("round {id} after batch {no}: {n} of {all} responses count"),
    );
    match counted {
        Counted::Open => {
            sv.push_str(", även de som inte är inskickade");
            en.push_str(", those not submitted among them");
        }
        Counted::Submitted if *left > 0 => {
            sv.push_str(&format!(
                "; {left} är påbörjade men inte inskickade (--include-open räknar dem också)"
            ));
            en.push_str(&format!("; {left} were begun and not submitted (--include-open counts them, too)"));
        }
        Counted::Submitted => {}
    }
    tell(lang.say(&sv, &en));
}

fn nothing(id: &RoundId, count: &Count) -> Refused {
    match count.left {
        0 => Refused::told(
            format!(
                "omgång {id}: det finns inga svar att räkna. Vänta tills någon har svarat, eller ange en senare tid."
            ),
            format!(
                "round {id}: there are no answers to count. Wait until somebody has answered, or give a later time."
            ),
        ),
        _ => Refused::told(
            format!(
                "omgång {id}: inget svar är inskickat. Vänta, eller räkna det som är ifyllt hittills med --include-open."
            ),
            format!(
                "round {id}: no response is submitted. Wait, or count what is filled in so far with --include-open."
            ),
        ),
    }
}

fn tell_unknown(unknown: &[&UnitCode], edition: &Edition, lang: Lang) {
    if unknown.is_empty() {
        return;
    }
    let mut named: Vec<String> = unknown.iter().take(MOST_NAMED).map(ToString::to_string).collect();
    if unknown.len() > MOST_NAMED {
        named.push(format!("… ({})", unknown.len()));
    }
    let (named, year) = (named.join(", "), edition.year);
    tell(&match lang {
        Lang::Sv => format!("finns inte i årgång {year} och räknas inte: {named}"),
        Lang::En => format!("not in edition {year} and not counted: {named}"),
    });
}
