//! The shelf as it is now.

use std::sync::{Arc, PoisonError, RwLock};

use jiff::Timestamp;
use publication::shelf::Shelf;

/// The shelf, put in place of another while the service runs. Copies are the same.
#[derive(Clone, Debug, Default)]
pub struct Shelved(Arc<RwLock<(u64, Arc<Shelf>)>>);

impl Shelved {
    /// A shelf.
    pub fn new(shelf: Shelf) -> Self {
        Self(Arc::new(RwLock::new((0, Arc::new(shelf)))))
    }

    /// Puts another in its place.
    pub fn replace(&self, shelf: Shelf) {
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        *held = (held.0 + 1, Arc::new(shelf));
    }

    /// The shelf, and how often it was replaced.
    pub(super) fn now(&self) -> (u64, Arc<Shelf>) {
        let held = self.0.read().unwrap_or_else(PoisonError::into_inner);
        (held.0, Arc::clone(&held.1))
    }

    /// The shelf, and a number that becomes another whenever anything else is visible: when it is replaced, and when the time
    /// of a publication on it comes.
    pub(super) fn at(&self, now: Timestamp) -> (u64, Arc<Shelf>) {
        let (replaced, shelf) = self.now();
        let visible = shelf.all().iter().filter(|issue| issue.published_at() <= now).count();
        (replaced << 16 | u64::try_from(visible).unwrap_or(u64::MAX) & 0xffff, shelf)
    }
}
