//! `jamfor audit events`: what was done to rounds, links and accounts, as lines of JSON for another system.

use std::io::{ErrorKind, Write};

use anyhow::Result;
use jiff::Timestamp;
use publication::folder::published_at;
use serde_json::json;
use store::Event;

use crate::WrongUsage;
use crate::arguments::{EventOptions, Lang};
use crate::stored::access::with_store;
use crate::stored::location::store_location;

/// Events that are read at a time.
const PAGE: u32 = 500;

pub(crate) fn run(options: &EventOptions, lang: Lang) -> Result<()> {
    let location = store_location(options.store.store.as_deref(), lang)?;
    let since = options.since.as_deref().map(|text| since(text, lang)).transpose()?;
    let mut after = options.after.clone().or(since);
    let mut out = std::io::stdout().lock();
    with_store(&location, async |store| {
        loop {
            let page = store.events(None, after.as_deref(), PAGE).await?;
            let Some(last) = page.last() else { return Ok(Ok(())) };
            after = Some(last.id.clone());
            for event in &page {
                if let Err(error) = writeln!(out, "{}", line(event)) {
                    return Ok(Err(error));
                }
            }
        }
    })?
    // Who has read enough closes.
    .or_else(|error| if error.kind() == ErrorKind::BrokenPipe { Ok(()) } else { Err(error.into()) })
}

/// One event: ids, kinds and times. Nobody's name is in the store's events.
fn line(event: &Event) -> serde_json::Value {
    let at = Timestamp::from_microsecond(event.at).map(|at| format!("{at:.6}")).unwrap_or_default();
    json!({
        "form": "jamfor-event/1",
        "id": event.id,
        "at": at,
        "actor": event.actor.to_string(),
        "kind": event.kind.id(),
        "about": event.about.to_string(),
        "content": event.content,
    })
}

/// What all events from a time on come after: ids begin with their time.
fn since(text: &str, lang: Lang) -> Result<String> {
    let time = published_at(text)
        .map_err(|why| WrongUsage(why.get(lang.language()).replacen("--published-at", "--since", 1)))?;
    Ok(format!("{:016x}", time.as_microsecond().max(0)))
}
