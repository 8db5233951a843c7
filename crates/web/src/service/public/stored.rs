//! What the store publishes, put on the shelf: at start, after own steps, and when another node took one.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use collection::ids::PublicationId;
use collection::publishing::{Event, Publishing, Stage};
use publication::shelf::Issue;

use super::shelved::Stored;
use crate::service::App;
use crate::service::failure::Failure;

/// How often the store is asked whether another node took a step.
const EVERY: Duration = Duration::from_secs(1);

impl App {
    /// Puts on the shelf what the store publishes, if anything changed since it was last asked.
    ///
    /// A folder that is not whole is left out and told in the log: the others are shown.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn renew_shelf(&self) -> Result<(), Failure> {
        let (held, seen) = self.shelf.stored();
        if self.store.publishing_end().await? == seen {
            return Ok(());
        }
        let events = self.store.publishing_events(None).await?;
        let end = events.last().map_or(0, |event| event.no);
        let mut stored = Vec::new();
        for state in states(&events) {
            // A draft is there too, for those who may see what is unpublished: its folder says a time that never comes.
            if state.stage == Stage::Withdrawn {
                continue;
            }
            let known = held.iter().find(|stored| stored.issue.hash() == state.folder);
            let issue = match known {
                Some(known) => Arc::clone(&known.issue),
                None => match self.issue(&state.folder).await? {
                    Some(issue) => issue,
                    None => continue,
                },
            };
            let round = self.store.round(&state.round).await.ok();
            stored.push(Stored { issue, readers: state.readers, round, previewed: state.preview });
        }
        self.shelf.renew(stored, end);
        Ok(())
    }

    /// Asks each second, for as long as the service runs: what another node publishes is seen here.
    pub async fn watch_shelf(self) {
        loop {
            tokio::time::sleep(EVERY).await;
            // The failure stands in the log already; the store may be back in a second.
            let _ = self.renew_shelf().await;
        }
    }

    /// The publication of a folder in the store; none if it is not whole.
    pub(in crate::service) async fn issue(&self, folder: &str) -> Result<Option<Arc<Issue>>, Failure> {
        let files = match self.store.publication_files(folder).await {
            Ok(Some(files)) => files,
            Ok(None) | Err(store::StoreError::Unreadable { .. }) => {
                tracing::error!(folder, "a publication's folder in the store lacks files");
                return Ok(None);
            }
            Err(why) => return Err(why.into()),
        };
        let read = tokio::task::spawn_blocking(move || Issue::of(files)).await;
        let read = read.map_err(|_| Failure::Broken)?.map_err(|problems| {
            tracing::error!(
                folder,
                problems = problems.found(),
                "a publication's folder in the store is not whole"
            );
        });
        Ok(read.ok().map(Arc::new))
    }
}

/// Every publication as its events make it.
pub(in crate::service) fn states(events: &[Event]) -> Vec<Publishing> {
    let mut by_name: BTreeMap<&PublicationId, Vec<&Event>> = BTreeMap::new();
    for event in events {
        by_name.entry(&event.publication).or_default().push(event);
    }
    let replayed = |(name, events): (&&PublicationId, &Vec<&Event>)| {
        Publishing::replay(events.iter().copied()).unwrap_or_else(|(no, why)| {
            tracing::error!(publication = %name, no, %why, "the events of a publication do not follow from one another");
            None
        })
    };
    by_name.iter().filter_map(replayed).collect()
}
