//! One search over everything that is published (*sökning*): units, counties, cities, Sweden, indicators and editions.
//!
//! Case, å ä ö and other accents do not matter, but who writes them is believed: *Håbo* is found before *Habo* by `håbo`.
//! Words are found by their beginning, by a part of them and by code; only where nothing is found so are typing errors
//! forgiven. Everything is bounded, whatever somebody writes.

mod index;
mod likeness;

use std::collections::HashMap;
use std::sync::Arc;

use domain::swedish;

pub use index::{Entry, Index, Kind};

use super::{Issue, View};
use crate::model::Text;
use likeness::{Asked, squashed};

/// Characters of a question that are read.
pub const LONGEST: usize = 100;
/// Hits of each kind that are given.
pub const MOST: usize = 25;
/// Names that are proposed where nothing is found.
const PROPOSED: usize = 5;

/// Something that was found, and where.
#[derive(Clone, Debug)]
pub struct Hit {
    /// What.
    pub entry: Entry,
    /// The publications that have it, the latest edition first.
    pub issues: Vec<Arc<Issue>>,
    rank: u32,
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Hits, the best first; of each kind at most [`MOST`].
    pub hits: Vec<Hit>,
    /// How many there are of each kind, also those that are not given.
    pub all: Vec<(Kind, usize)>,
    /// Whether nothing is called so, and these only nearly are.
    pub nearly: bool,
    /// Whether nothing has all of the words, and these have some of them: those that have most, first.
    pub partly: bool,
    /// Where nothing has all of the words: what looks most like it, the nearest first.
    pub proposed: Vec<Hit>,
}

impl Found {
    /// The hits of a kind.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Hit> {
        self.hits.iter().filter(move |hit| hit.entry.kind == kind)
    }

    /// How many there are of a kind.
    pub fn count(&self, kind: Kind) -> usize {
        self.all.iter().find(|(known, _)| *known == kind).map_or(0, |(_, count)| *count)
    }
}

/// Searches what is published. A question without a letter or digit finds nothing.
///
/// Publications that cannot be computed are passed over: their own pages say so.
pub fn search(view: &View, question: &str) -> Found {
    let asked = Asked::of(question);
    if asked.is_empty() {
        return Found::default();
    }
    let valid = view.valid();
    let names = Index::new(valid.iter().map(|issue| edition(issue)));
    let opened: Vec<(&Arc<Issue>, &Index)> =
        valid.iter().filter_map(|issue| Some((*issue, issue.opened().ok()?.index()))).collect();
    let issue_of = |entry: &Entry| valid.iter().find(|issue| issue.series().to_string() == entry.id).copied();
    let everywhere = |asked: &Asked, nearly: bool| {
        let mut hits = Hits::default();
        hits.extend(
            names.search(asked, nearly).filter_map(|(entry, rank)| Some((issue_of(entry)?, entry, rank))),
        );
        for (issue, index) in &opened {
            hits.extend(index.search(asked, nearly).map(|(entry, rank)| (*issue, entry, rank)));
        }
        hits
    };
    for nearly in [false, true] {
        let hits = everywhere(&asked, nearly);
        if !hits.0.is_empty() {
            return hits.found(nearly);
        }
    }
    let words: Vec<&str> = question.split_whitespace().collect();
    let partly = match words.len() {
        0 | 1 => Hits::default(),
        _ => Hits::of_words(&words, |word| everywhere(&Asked::of(word), false)),
    };
    let mut hits = Hits::default();
    let all = names
        .all()
        .map(|entry| (None, entry))
        .chain(opened.iter().flat_map(|(issue, index)| index.all().map(move |entry| (Some(*issue), entry))));
    for (issue, entry) in all {
        let far = asked.far(&squashed(&entry.name.sv));
        if let (Some(far), Some(issue)) = (far, issue.or_else(|| issue_of(entry))) {
            hits.extend([(issue, entry, far)]);
        }
    }
    let mut proposed = hits.sorted();
    proposed.truncate(PROPOSED);
    Found { partly: !partly.0.is_empty(), proposed, ..partly.found(false) }
}

/// An edition, or a simulated round of it, by its title and name.
fn edition(issue: &Issue) -> (Entry, Vec<String>) {
    let title = &issue.manifest().title;
    let name = Text { sv: title.sv.clone(), en: title.en.clone() };
    let series = issue.series().to_string();
    let helps = vec!["årgång".to_owned(), "edition".to_owned(), "publicering".to_owned()];
    let round = issue.series().round().map(|round| format!("round {round} omgång {round}"));
    let within = Text { sv: round.unwrap_or_default(), en: None };
    (Entry { kind: Kind::Edition, id: series, name, within }, helps)
}

/// Hits of several publications, each thing once.
#[derive(Default)]
struct Hits(HashMap<(Kind, String), Hit>);

/// Words that are looked for one by one where nothing has all of them; shorter ones say too little alone.
const WORDS: u8 = 8;
const SHORTEST: usize = 4;
/// What a word that something lacks costs it: more than any rank.
const LACKS: u32 = 1_000_000;

impl Hits {
    /// What has at least one of the words; what lacks fewer comes first.
    fn of_words(words: &[&str], search: impl Fn(&str) -> Self) -> Self {
        let words = words.iter().filter(|word| word.chars().count() >= SHORTEST).take(usize::from(WORDS));
        let mut all = Self::default();
        for found in words.map(|word| search(word)) {
            for (key, hit) in found.0 {
                // Lacks every word, until it is found by one.
                let known =
                    all.0.entry(key).or_insert_with(|| Hit { rank: LACKS * u32::from(WORDS), ..hit.clone() });
                known.rank = known.rank - LACKS + hit.rank;
            }
        }
        all
    }

    fn extend<'e>(&mut self, found: impl IntoIterator<Item = (&'e Arc<Issue>, &'e Entry, u32)>) {
        for (issue, entry, rank) in found {
            let hit = self.0.entry((entry.kind, entry.id.clone())).or_insert_with(|| Hit {
                entry: entry.clone(),
                issues: Vec::new(),
                rank,
            });
            hit.rank = hit.rank.min(rank);
            hit.issues.push(Arc::clone(issue));
        }
    }

    fn sorted(self) -> Vec<Hit> {
        let mut hits: Vec<Hit> = self.0.into_values().collect();
        hits.sort_by_cached_key(|hit| {
            (hit.rank, hit.entry.kind, swedish::sort_key(&hit.entry.name.sv), hit.entry.id.clone())
        });
        hits
    }

    fn found(self, nearly: bool) -> Found {
        let mut all: Vec<(Kind, usize)> = Vec::new();
        let mut hits = self.sorted();
        hits.retain(|hit| {
            let kind = hit.entry.kind;
            let at = all.iter().position(|(known, _)| *known == kind).unwrap_or_else(|| {
                all.push((kind, 0));
                all.len() - 1
            });
            all[at].1 += 1;
            all[at].1 <= MOST
        });
        Found { hits, all, nearly, partly: false, proposed: Vec::new() }
    }
}

#[cfg(test)]
mod tests;
