//! The shelf as it is now: publications of folders, and those of the store.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};

use collection::ids::{AccountId, RoundId};
use collection::publishing::No;
use collection::round::Round;
use jiff::Timestamp;
use publication::shelf::{Issue, Named, Shelf};

/// The shelf, put in place of another while the service runs. Copies are the same.
#[derive(Clone, Debug, Default)]
pub struct Shelved(Arc<RwLock<Held>>);

#[derive(Debug, Default)]
struct Held {
    replaced: u64,
    /// Of folders.
    own: Vec<Arc<Issue>>,
    /// Of the store.
    stored: Vec<Stored>,
    /// The number of the last event of the store that it is true of.
    seen: No,
    shelf: Arc<Shelf>,
}

/// A publication of the store.
#[derive(Clone, Debug)]
pub(in crate::service) struct Stored {
    pub(in crate::service) issue: Arc<Issue>,
    /// Who was named as its reader.
    pub(in crate::service) readers: BTreeSet<AccountId>,
    /// The round whose answers it publishes.
    pub(in crate::service) round: Option<Round>,
    /// Each unit may look at its own result.
    pub(in crate::service) previewed: bool,
}

impl Held {
    fn changed(&mut self) {
        self.replaced += 1;
        let stored = self.stored.iter().map(|stored| Arc::clone(&stored.issue));
        self.shelf = Arc::new(Shelf::new(self.own.iter().cloned().chain(stored).collect()));
    }
}

impl Shelved {
    /// A shelf.
    pub fn new(shelf: Shelf) -> Self {
        let held = Held { own: shelf.all().to_vec(), shelf: Arc::new(shelf), ..Held::default() };
        Self(Arc::new(RwLock::new(held)))
    }

    /// Puts another in its place; what the store publishes stays.
    pub fn replace(&self, shelf: Shelf) {
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        held.own = shelf.all().to_vec();
        held.changed();
    }

    /// What the store publishes, as it was after its event of a number; an earlier one changes nothing.
    pub(in crate::service) fn renew(&self, stored: Vec<Stored>, seen: No) {
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if seen > held.seen {
            (held.stored, held.seen) = (stored, seen);
            held.changed();
        }
    }

    /// What the store publishes, and the number of the event that it is true of.
    pub(in crate::service) fn stored(&self) -> (Vec<Stored>, No) {
        let held = self.0.read().unwrap_or_else(PoisonError::into_inner);
        (held.stored.clone(), held.seen)
    }

    /// Whether those who answered in a round may look at their own results.
    pub(in crate::service) fn is_previewed(&self, id: &RoundId) -> bool {
        let held = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let of = |stored: &Stored| stored.round.as_ref().is_some_and(|round| round.id == *id);
        held.stored.iter().any(|stored| stored.previewed && of(stored))
    }

    /// The publication of a name whose time has not come, with who may read it.
    pub(in crate::service) fn early(&self, named: Named, now: Timestamp) -> Option<Stored> {
        let held = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let issue = held.shelf.all().iter().find(|issue| issue.named() == named)?;
        let of_store = held.stored.iter().find(|stored| Arc::ptr_eq(&stored.issue, issue)).cloned();
        let of_folder =
            || Stored { issue: Arc::clone(issue), readers: BTreeSet::new(), round: None, previewed: false };
        Some(of_store.unwrap_or_else(of_folder)).filter(|stored| stored.issue.published_at() > now)
    }

    /// The shelf, and how often it was replaced.
    pub(in crate::service) fn now(&self) -> (u64, Arc<Shelf>) {
        let held = self.0.read().unwrap_or_else(PoisonError::into_inner);
        (held.replaced, Arc::clone(&held.shelf))
    }

    /// The shelf, and a number that becomes another whenever anything else is visible: when it is replaced, and when the time
    /// of a publication on it comes.
    pub(in crate::service) fn at(&self, now: Timestamp) -> (u64, Arc<Shelf>) {
        let (replaced, shelf) = self.now();
        let visible = shelf.all().iter().filter(|issue| issue.published_at() <= now).count();
        (replaced << 16 | u64::try_from(visible).unwrap_or(u64::MAX) & 0xffff, shelf)
    }
}
