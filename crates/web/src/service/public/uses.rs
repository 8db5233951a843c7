//! How often what is published is shown and downloaded (*användning*), counted without knowing by whom.
//!
//! A view adds one to a number of the day, the publication and the indicator, in memory; once a minute the numbers are added to those of
//! the store. No address, cookie, header or time of a visit is read or kept: there is nothing to find a person by.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use axum::http::StatusCode;
use collection::fact::Instant;
use publication::shelf::Named;
use store::{Used, UsedInAll};

use crate::public::guide::ledger::{Use, Uses as Told};
use crate::respond::local;
use crate::service::App;
use crate::service::failure::Failure;

/// How often counts are put in the store: what a crash may lose.
const EVERY: Duration = Duration::from_secs(60);

/// Whole pages: every indicator stands on them.
const WHOLE: &str = "";

type Counts = HashMap<(Named, Use), HashMap<String, AtomicU64>>;

/// What was counted and is not in the store yet, day by day; and what the store was last seen to have.
#[derive(Debug, Default)]
pub(in crate::service) struct Uses {
    counted: RwLock<BTreeMap<String, Counts>>,
    stored: RwLock<HashMap<Named, Vec<UsedInAll>>>,
}

impl Uses {
    /// One more. `about`: an indicator or a file that the publication has; empty for what shows all of it.
    pub(in crate::service) fn count(&self, now: Instant, publication: Named, kind: Use, about: &str) {
        let (day, _) = local(now);
        self.add(day, publication, kind, about, 1);
    }

    fn add(&self, day: String, publication: Named, kind: Use, about: &str, more: u64) {
        let found = |days: &BTreeMap<String, Counts>| {
            let counted = days.get(&day)?.get(&(publication, kind))?.get(about)?;
            counted.fetch_add(more, Ordering::Relaxed);
            Some(())
        };
        // Nearly always it is there already: readers do not wait for one another.
        if found(&self.counted.read().unwrap_or_else(PoisonError::into_inner)).is_some() {
            return;
        }
        let mut days = self.counted.write().unwrap_or_else(PoisonError::into_inner);
        let of = days.entry(day).or_default().entry((publication, kind)).or_default();
        of.entry(about.to_owned()).or_default().fetch_add(more, Ordering::Relaxed);
    }

    /// Takes what was counted out of memory.
    fn take(&self) -> BTreeMap<String, Counts> {
        std::mem::take(&mut *self.counted.write().unwrap_or_else(PoisonError::into_inner))
    }

    /// What was counted of a publication and is not in the store yet.
    fn waiting(&self, publication: Named) -> Vec<UsedInAll> {
        let days = self.counted.read().unwrap_or_else(PoisonError::into_inner);
        let each = days.iter().flat_map(|(day, counts)| {
            counts.iter().filter(|((named, _), _)| *named == publication).flat_map(move |((_, kind), all)| {
                all.iter().map(move |(about, count)| UsedInAll {
                    kind: kind.id().to_owned(),
                    about: about.clone(),
                    since: day.clone(),
                    count: i64::try_from(count.load(Ordering::Relaxed)).unwrap_or(i64::MAX),
                })
            })
        });
        each.collect()
    }
}

/// What a page of an address shows: an indicator, all of them (empty), or none, where it shows no results.
pub(super) fn seen(address: &str) -> Option<&str> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let path = path.strip_prefix("/en").unwrap_or(path);
    let mut parts = path.strip_prefix("/resultat/")?.split('/').skip(1);
    match (parts.next(), parts.next()) {
        (None, _) | (Some("enhet" | "jamfor" | "forandring"), _) => Some(WHOLE),
        (Some("indikator" | "varfor"), Some(id)) => Some(plain(id)),
        (Some("lar-av"), _) => {
            let id = query.split('&').find_map(|pair| pair.strip_prefix("indikator="));
            Some(id.map_or(WHOLE, plain))
        }
        (Some(_), _) => None,
    }
}

/// An id as it is written; another way to write it is counted with the whole, so that nobody can make up things to count.
fn plain(id: &str) -> &str {
    let is_plain = id.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-');
    if is_plain { id } else { WHOLE }
}

impl App {
    /// Counts a page that somebody was given.
    pub(super) fn count_page(&self, now: Instant, publication: Named, address: &str, status: StatusCode) {
        let is_given = status == StatusCode::OK || status == StatusCode::NOT_MODIFIED;
        if let Some(about) = seen(address).filter(|_| is_given) {
            self.uses().count(now, publication, Use::Shown, about);
        }
    }

    /// How often what is of a publication was used.
    pub(super) async fn uses_of(&self, publication: Named) -> Result<Told, Failure> {
        let known =
            self.uses().stored.read().unwrap_or_else(PoisonError::into_inner).get(&publication).cloned();
        let stored = match known {
            Some(known) => known,
            None => {
                let stored = self.store.uses_of(&publication.to_string()).await?;
                let mut all = self.uses().stored.write().unwrap_or_else(PoisonError::into_inner);
                all.insert(publication, stored.clone());
                stored
            }
        };
        let mut told = Told::default();
        for used in stored.into_iter().chain(self.uses().waiting(publication)) {
            let Some(kind) = Use::ALL.into_iter().find(|kind| kind.id() == used.kind) else { continue };
            told.add(kind, &used.about, &used.since, u64::try_from(used.count).unwrap_or_default());
        }
        Ok(told)
    }

    /// Puts in the store what was counted since the last time.
    ///
    /// # Errors
    /// The store cannot take it; nothing is lost, and it is tried again.
    pub async fn keep_uses(&self) -> Result<(), Failure> {
        let taken = self.uses().take();
        let each = taken.iter().flat_map(|(day, counts)| {
            counts.iter().flat_map(move |((publication, kind), all)| {
                all.iter().map(move |(about, count)| Used {
                    day: day.clone(),
                    publication: publication.to_string(),
                    kind: kind.id().to_owned(),
                    about: about.clone(),
                    count: i64::try_from(count.load(Ordering::Relaxed)).unwrap_or(i64::MAX),
                })
            })
        });
        let kept = self.store.add_uses(each.collect()).await;
        if kept.is_err() {
            for (day, counts) in &taken {
                for ((publication, kind), all) in counts {
                    for (about, count) in all {
                        self.uses().add(
                            day.clone(),
                            *publication,
                            *kind,
                            about,
                            count.load(Ordering::Relaxed),
                        );
                    }
                }
            }
        }
        // Also what other nodes counted is seen from now on.
        self.uses().stored.write().unwrap_or_else(PoisonError::into_inner).clear();
        Ok(kept?)
    }

    /// Puts it there each minute, for as long as the service runs.
    pub async fn watch_uses(self) {
        loop {
            tokio::time::sleep(EVERY).await;
            // The failure stands in the log already; what was counted waits in memory.
            let _ = self.keep_uses().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_shows_is_read_from_its_address() {
        for (case, address, expected) in [
            ("the overview", "/resultat/2018", Some("")),
            ("in English", "/en/resultat/2018?per=2020-01-01", Some("")),
            ("a unit", "/resultat/2018/enhet/0643", Some("")),
            ("an indicator", "/resultat/2018-v1/indikator/eb-fia?visa=0643", Some("eb-fia")),
            ("a cell", "/resultat/2018/varfor/eb-fia/0643", Some("eb-fia")),
            (
                "who to learn from",
                "/resultat/2018/lar-av/0643?per=2020-01-01&indikator=eb-fia",
                Some("eb-fia"),
            ),
            ("who to learn from, in all", "/resultat/2018/lar-av/0643", Some("")),
            ("made up", "/resultat/2018/lar-av/0643?indikator=%65b-fia", Some("")),
            ("written otherwise", "/resultat/2018/indikator/eb%2Dfia", Some("")),
            ("the guide shows no results", "/resultat/2018/guide/indicators", None),
            ("files", "/resultat/2018/ladda-ner", None),
            ("another page", "/sok?q=habo", None),
        ] {
            assert_eq!(seen(address), expected, "{case}");
        }
    }

    #[test]
    fn what_is_counted_is_taken_once_and_each_day_for_itself() {
        let uses = Uses::default();
        let named: Named = "2018-v1".parse().expect("a name");
        let midnight: Instant = 1_514_761_200_000_000; // 2018-01-01 in Sweden
        for (at, about) in
            [(midnight - 1, "eb-fia"), (midnight, "eb-fia"), (midnight, "eb-fia"), (midnight, "")]
        {
            uses.count(at, named, Use::Shown, about);
        }
        uses.count(midnight, named, Use::Downloaded, "jamforelse-2018.xlsx");
        let mut all: Vec<String> = uses
            .waiting(named)
            .into_iter()
            .map(|used| format!("{} {} {} {}", used.since, used.kind, used.about, used.count))
            .collect();
        all.sort();
        let expected = [
            "2017-12-31 shown eb-fia 1",
            "2018-01-01 downloaded jamforelse-2018.xlsx 1",
            "2018-01-01 shown  1",
            "2018-01-01 shown eb-fia 2",
        ];
        assert_eq!(all, expected);
        assert_eq!(uses.take().len(), 2);
        assert!(uses.waiting(named).is_empty());
    }

    #[test]
    fn no_view_is_lost_when_many_count_at_once() {
        let uses = Uses::default();
        let named: Named = "2018-v1".parse().expect("a name");
        std::thread::scope(|threads| {
            for _ in 0..8 {
                threads.spawn(|| (0..1_000).for_each(|at| uses.count(at, named, Use::Shown, "eb-fia")));
            }
        });
        assert_eq!(uses.waiting(named).iter().map(|used| used.count).sum::<i64>(), 8_000);
    }
}
