//! Publications beside each other (*hyllan*): which there are, which number is valid when, and what each says.
//!
//! A series is one edition, or one simulated round of it; its publications are numbered, and a correction
//! (*rättelse*) is the next number. Nothing is ever taken from the shelf. Who looks gets a [`View`]: what is published
//! at a moment. What is not published yet is in no view but of those who were named as its readers, and then only
//! where they ask for its number.

mod earlier;
mod issue;
mod opened;
pub mod search;
mod series;

use std::sync::Arc;

use jiff::Timestamp;

pub use earlier::Earlier;
pub use issue::{DRAFT_AT, Issue};
pub use opened::Opened;
pub use series::{Named, Series};

/// Every publication that is known, published or not.
#[derive(Debug, Default)]
pub struct Shelf {
    /// By series, the latest edition first; within it by number.
    issues: Vec<Arc<Issue>>,
}

impl Shelf {
    /// A shelf of publications; of several with the same number the first counts.
    pub fn new(mut issues: Vec<Arc<Issue>>) -> Self {
        issues.sort_by_key(|issue| (std::cmp::Reverse(issue.series()), issue.number()));
        issues.dedup_by_key(|issue| (issue.series(), issue.number()));
        Self { issues }
    }

    /// All of them, published or not: for those who make them.
    pub fn all(&self) -> &[Arc<Issue>] {
        &self.issues
    }

    /// What is published at a moment.
    pub fn at(self: &Arc<Self>, at: Timestamp) -> View {
        View { shelf: Arc::clone(self), at, early: None }
    }

    /// When the next publication becomes visible after a moment; none if nothing waits.
    pub fn next_after(&self, at: Timestamp) -> Option<Timestamp> {
        self.issues.iter().map(|issue| issue.published_at()).filter(|time| *time > at).min()
    }
}

/// What is published at a moment.
#[derive(Clone, Debug)]
pub struct View {
    shelf: Arc<Shelf>,
    at: Timestamp,
    /// A publication whose time has not come, for one who reads it before.
    early: Option<Named>,
}

impl View {
    /// The moment.
    pub fn at(&self) -> Timestamp {
        self.at
    }

    /// The view of one who was named as a reader of a publication: with it, whether or not its time has come.
    pub fn with(&self, issue: &Issue) -> Self {
        Self { early: Some(issue.named()), ..self.clone() }
    }

    fn visible(&self) -> impl DoubleEndedIterator<Item = &Arc<Issue>> {
        let is_visible =
            |issue: &&Arc<Issue>| issue.published_at() <= self.at || self.early == Some(issue.named());
        self.shelf.issues.iter().filter(is_visible)
    }

    /// The valid publication of every series, the latest edition first.
    pub fn valid(&self) -> Vec<&Arc<Issue>> {
        let mut valid: Vec<&Arc<Issue>> = Vec::new();
        for issue in self.visible() {
            match valid.last_mut() {
                Some(last) if last.series() == issue.series() => *last = issue,
                Some(_) | None => valid.push(issue),
            }
        }
        valid
    }

    /// The valid publication of a series.
    pub fn latest(&self, series: Series) -> Option<&Arc<Issue>> {
        self.visible().rfind(|issue| issue.series() == series)
    }

    /// Every published number of a series, the first first.
    pub fn numbers(&self, series: Series) -> Vec<&Arc<Issue>> {
        self.visible().filter(|issue| issue.series() == series).collect()
    }

    /// The publication that one corrects; none of one that corrects none, or where it is not published.
    pub fn corrected(&self, issue: &Issue) -> Option<&Arc<Issue>> {
        let note = issue.manifest().correction.as_ref()?;
        self.numbers(issue.series()).into_iter().find(|known| known.hash() == note.corrects)
    }

    /// A publication by its name; without a number the valid one.
    pub fn named(&self, named: Named) -> Option<&Arc<Issue>> {
        match named.number {
            None => self.latest(named.series),
            Some(number) => {
                self.visible().find(|issue| issue.series() == named.series && issue.number() == number)
            }
        }
    }

    /// The publication that replaced another; none while it is valid.
    pub fn replaced_by(&self, issue: &Issue) -> Option<&Arc<Issue>> {
        self.visible().find(|later| later.series() == issue.series() && later.number() == issue.number() + 1)
    }

    /// The view in which a publication was valid for the last time: of the others, what was known then.
    pub fn while_valid(&self, issue: &Issue) -> Self {
        match self.replaced_by(issue) {
            None => self.clone(),
            Some(later) => {
                let last = later.published_at().checked_sub(jiff::SignedDuration::from_nanos(1));
                Self { at: last.unwrap_or(self.at), ..self.clone() }
            }
        }
    }

    /// The valid publications that belong in a row with one, earliest first, itself among them: editions with real
    /// answers, or the simulated rounds of its own edition.
    pub fn row_of(&self, issue: &Issue) -> Vec<&Arc<Issue>> {
        let mut row: Vec<_> =
            self.valid().into_iter().filter(|other| other.series().is_in_row_with(issue.series())).collect();
        row.reverse();
        row
    }
}

#[cfg(test)]
mod tests;
