//! Whether the audit chains hold, asked when the site starts.
//!
//! The end of every chain is looked at first, in a moment however long it is: where that does not hold the site does not
//! start, since the next save would be chained to it. The whole of every chain is walked while the site runs already, so
//! that a large store starts as fast as a small one; what is found there is told on stderr and in the log and stops nobody:
//! who is answering has done nothing wrong, what they save is chained as ever, and nothing is published from such a round.

use std::time::Duration;

use anyhow::Result;
use collection::ids::RoundId;
use store::{Fault, Location, Store};

use crate::arguments::Lang;
use crate::refused::Refused;
use crate::stored::words::{listed, told};
use crate::tell;

/// How often it is told again, as long as the site runs.
const AGAIN: Duration = Duration::from_hours(1);

/// Refuses to start on a store where the end of a chain does not hold; tells it only, if that is what the operator asked.
pub(super) async fn must_end_well(
    store: &Store,
    location: &Location,
    despite: bool,
    lang: Lang,
) -> Result<()> {
    let failed = |error| told(&error, location);
    for round in store.rounds().await.map_err(failed)? {
        let faults = store.verify_end(&round.id).await.map_err(failed)?;
        if faults.is_empty() {
            continue;
        }
        let (sv, en) =
            (found(&round.id, &faults, location, Lang::Sv), found(&round.id, &faults, location, Lang::En));
        if !despite {
            return Err(Refused::told(
                format!("{sv}\nWebbplatsen startades inte. Läs tillbaka en säkerhetskopia till ett nytt lager (jamfor restore KOPIA --store nytt.db) och starta den på det. Måste den igång innan det är utrett: --despite-faults."),
                format!("{en}\nThe site was not started. Restore a backup to a new store (jamfor restore BACKUP --store new.db) and start it on that. If it must run before this is cleared up: --despite-faults."),
            )
            .into());
        }
        tell(lang.say(&sv, &en));
    }
    Ok(())
}

/// Walks every chain to its beginning while the site runs, and tells again and again what does not hold.
pub(super) async fn watch(store: Store, location: Location, lang: Lang) {
    let mut warnings = Vec::new();
    let rounds = match store.rounds().await {
        Ok(rounds) => rounds,
        Err(error) => return unread(&error, &location, lang),
    };
    for round in rounds {
        match store.verify(&round.id, []).await {
            Ok(audit) if audit.faults.is_empty() => {
                tracing::info!(round = %round.id, batches = audit.batches, "the audit chain holds");
            }
            Ok(audit) => {
                let next = lang.say(
                    "Webbplatsen är igång ändå och tar emot svar, men inget publiceras ur omgången.",
                    "The site runs all the same and takes answers, but nothing is published from the round.",
                );
                let text = format!("{}\n{next}", found(&round.id, &audit.faults, &location, lang));
                warnings.push((round.id, audit.faults.len(), text));
            }
            Err(error) => return unread(&error, &location, lang),
        }
    }
    while !warnings.is_empty() {
        for (round, faults, text) in &warnings {
            tracing::error!(%round, faults, "the audit chain does not hold");
            tell(text);
        }
        tokio::time::sleep(AGAIN).await;
    }
}

/// What does not hold, where, and what the operator does now.
fn found(round: &RoundId, faults: &[Fault], location: &Location, lang: Lang) -> String {
    let (n, faults) = (faults.len(), listed(faults, lang));
    match lang {
        Lang::Sv => format!(
            "VARNING: omgång {round} i {location}: revisionskedjan håller inte, {n} fel:\n{faults}\nNågot är ändrat, borttaget eller inskjutet bakom programmet. Ändra ingenting i lagret; kör jamfor audit verify --store {location}, jämför med en säkerhetskopia och ta reda på vad som hänt."
        ),
        Lang::En => format!(
            "WARNING: round {round} in {location}: the audit chain does not hold, {n} faults:\n{faults}\nSomething was changed, taken out or put in behind the program. Change nothing in the store; run jamfor audit verify --store {location}, compare with a backup and find out what happened."
        ),
    }
}

/// That the chains could not be walked is no reason to stop either: the site says itself when it cannot read.
fn unread(error: &store::StoreError, location: &Location, lang: Lang) {
    tracing::error!(%error, "the audit chains could not be verified");
    let command = format!("jamfor audit verify --store {location}");
    tell(&match lang {
        Lang::Sv => format!("VARNING: {location}: revisionskedjan kunde inte kontrolleras. Kör {command}."),
        Lang::En => format!("WARNING: {location}: the audit chain could not be verified. Run {command}."),
    });
}
