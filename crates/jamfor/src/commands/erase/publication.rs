//! What people wrote about a publication (*publicering*): why a cell is contested, what was decided of it, why it was withdrawn.

use anyhow::Result;
use collection::access::{Action, Resource};
use collection::fact::Author;
use collection::ids::PublicationId;
use collection::publishing::{Event, Step};
use collection::round::Round;
use store::{NotTaken, Publications};
use web::service::system_clock;

use super::{Done, Erasing, cells};
use crate::arguments::Lang;
use crate::meant_or_known;
use crate::permission::ask_of;
use crate::refused::Refused;
use crate::stored::words::listed;

pub(super) async fn run(erasing: &Erasing<'_>, text: &str) -> Result<Done> {
    let (id, events) = find(erasing, text).await?;
    let round = round_of(erasing, &id, &events).await?;
    ask_of(Action::Erase, Resource::Round(&round))?;
    let Some(no) = erasing.options.event else { return show_all(erasing, &id, &events, &round) };
    let Some(event) = events.iter().find(|event| event.no == no && event.step.words().is_some()) else {
        return Err(no_event(&id, no, &events));
    };
    let audit = sound(erasing).await?;
    let Some(words) = event.step.words().flatten() else {
        erasing.say(
            &format!("{id}, händelse {no}: texten är redan borttagen"),
            &format!("{id}, event {no}: the text is erased already"),
        );
        // A second run finishes what the first could not.
        return Ok(if erasing.options.confirm { Done::Erased } else { Done::Nothing });
    };
    let [sv, en] = what(&event.step);
    if !erasing.options.confirm {
        let shown = cells::shown(words, &round, erasing.lang);
        erasing.say(
            &format!("{id}, händelse {no}, {sv}: {shown} skulle tas bort"),
            &format!("{id}, event {no}, {en}: {shown} would be erased"),
        );
        erasing.say(&chain(Lang::Sv, &audit), &chain(Lang::En, &audit));
        return Ok(Done::Shown);
    }
    let erased = erasing.store.erase_words(&id, no, (&Author::Program, system_clock()())).await;
    let last = erased.map_err(|why| not_taken(erasing, why))?.last;
    erasing.say(
        &format!("{id}, händelse {no}, {sv}: texten är borttagen; händelse {last} i kedjan säger det"),
        &format!("{id}, event {no}, {en}: the text is erased; event {last} of the chain says so"),
    );
    let audit = sound(erasing).await?;
    erasing.say(&chain(Lang::Sv, &audit), &chain(Lang::En, &audit));
    Ok(Done::Erased)
}

/// A publication of the store, and what happened to it.
async fn find(erasing: &Erasing<'_>, text: &str) -> Result<(PublicationId, Vec<Event>)> {
    let mut events = erasing.store.publishing_events(None).await.map_err(|error| erasing.told(&error))?;
    let known = text.trim().parse().ok().filter(|id| events.iter().any(|event| event.publication == *id));
    let Some(id) = known else {
        let mut names: Vec<&str> = events.iter().map(|event| event.publication.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let meant = match names.is_empty() {
            true => "–".to_owned(),
            false => meant_or_known(text, names.iter().copied()),
        };
        return Err(Refused::told(
            format!("--publication {text}: svarslagret har ingen publicering som heter så; {meant}"),
            format!("--publication {text}: the store has no publication of that name; {meant}"),
        )
        .into());
    };
    events.retain(|event| event.publication == id);
    Ok((id, events))
}

/// The round whose answers it publishes, whether or not its events still follow one another.
async fn round_of(erasing: &Erasing<'_>, id: &PublicationId, events: &[Event]) -> Result<Round> {
    let drafted = |event: &Event| {
        let Step::Drafted { round, .. } = &event.step else { return None };
        Some(round.clone())
    };
    let round = events.iter().rev().find_map(drafted).ok_or_else(|| {
        Refused::told(
            format!("--publication {id}: den har inget utkast"),
            format!("--publication {id}: it has no draft"),
        )
    })?;
    erasing.store.round(&round).await.map_err(|error| erasing.told(&error))
}

/// Whose words they are.
fn what(step: &Step) -> [&'static str; 2] {
    match step {
        Step::Contested { .. } => ["kommunens skäl", "the municipality’s reason"],
        Step::Decided { .. } => ["motivering till beslut", "reason for a decision"],
        Step::Withdrawn { .. } => ["varför den återkallades", "why it was withdrawn"],
        Step::Drafted { .. }
        | Step::PreviewOpened
        | Step::PreviewClosed
        | Step::Accepted { .. }
        | Step::Scheduled(_)
        | Step::Rescheduled(_)
        | Step::Erased { .. } => ["–", "–"],
    }
}

/// The texts that can be erased.
fn show_all(erasing: &Erasing<'_>, id: &PublicationId, events: &[Event], round: &Round) -> Result<Done> {
    if erasing.options.confirm {
        return Err(erasing.wrong(
            "--confirm: säg vilken text som ska tas bort, med --event; utan --confirm visas vad som finns",
            "--confirm: say which text is to be erased, by --event; without --confirm what there is is shown",
        ));
    }
    let mut any = false;
    for event in events {
        let Some(words) = event.step.words().flatten() else { continue };
        any = true;
        let (no, [sv, en]) = (event.no, what(&event.step));
        let unit = if let Step::Contested { unit, indicator, .. } = &event.step {
            format!(", {unit} {indicator}")
        } else {
            String::new()
        };
        let shown = cells::shown(words, round, erasing.lang);
        erasing
            .say(&format!("--event {no} {sv}{unit}: {shown}"), &format!("--event {no} {en}{unit}: {shown}"));
    }
    if !any {
        erasing.say(
            &format!("{id}: det finns inga texter att ta bort"),
            &format!("{id}: there are no texts to erase"),
        );
    }
    Ok(Done::Nothing)
}

fn no_event(id: &PublicationId, no: i64, events: &[Event]) -> anyhow::Error {
    let with_words = events.iter().filter(|event| matches!(event.step.words(), Some(Some(_))));
    let known: Vec<String> = with_words.map(|event| event.no.to_string()).collect();
    let known = if known.is_empty() { "–".to_owned() } else { known.join(", ") };
    Refused::told(
        format!("--event {no}: {id} har ingen text i den händelsen; texter finns i: {known}"),
        format!("--event {no}: {id} has no text in that event; there are texts in: {known}"),
    )
    .into()
}

/// The audit of the publications that holds: a chain that does not is left as it is, for whoever finds out why.
async fn sound(erasing: &Erasing<'_>) -> Result<Publications> {
    let audit = erasing.store.verify_publications().await.map_err(|error| erasing.told(&error))?;
    if audit.faults.is_empty() {
        return Ok(audit);
    }
    let n = audit.faults.len();
    Err(Refused::told(
        format!("publiceringarnas kedja håller inte, {n} fel:\n{}\nTa reda på vad som hänt med svarslagret innan något mer gallras.", listed(&audit.faults, Lang::Sv)),
        format!("the publications’ chain does not hold, {n} faults:\n{}\nFind out what happened to the store before anything more is erased.", listed(&audit.faults, Lang::En)),
    )
    .into())
}

fn chain(lang: Lang, audit: &Publications) -> String {
    let Publications { events, erased, end, .. } = audit;
    let end = end.as_ref().map(|(no, hash)| format!("{no}:{hash}")).unwrap_or_default();
    match lang {
        Lang::Sv => {
            format!("publiceringar: kedjan håller – {events} händelser, {erased} gallrade, slut {end}")
        }
        Lang::En => format!("publications: the chain holds – {events} events, {erased} erased, end {end}"),
    }
}

fn not_taken(erasing: &Erasing<'_>, why: NotTaken) -> anyhow::Error {
    match why {
        NotTaken::Store(error) => erasing.told(&error),
        NotTaken::NotNow(_) | NotTaken::Meanwhile | NotTaken::Folder => {
            anyhow::anyhow!("{}: {why}", erasing.lang.say("inget togs bort", "nothing was erased"))
        }
    }
}
