//! Whether what happened to publications, and their files, are as they were written.

use std::collections::{BTreeMap, BTreeSet};

use collection::chain::{self, Hash};
use collection::fact::Instant;
use collection::publishing::{Event, No, Publishing, Step, seal};

use super::{GENESIS, event_of, files};
use crate::Store;
use crate::audit::{Fault, Wrong};
use crate::db::{Connection, Row};
use crate::error::StoreError;

/// What an audit of the publications found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Publications {
    /// How many events there are.
    pub events: i64,
    /// Of how many of them the words are erased, as events after them say.
    pub erased: i64,
    /// How many folders are kept.
    pub folders: i64,
    /// The last event's number and hash.
    pub end: Option<(No, String)>,
    /// What is wrong; empty if nothing is. A fault's batch is the number of the event, if it is of one.
    pub faults: Vec<Fault>,
}

impl Store {
    /// Walks the events of publications, and reads every file of every folder they name.
    ///
    /// # Errors
    /// They cannot be read.
    pub async fn verify_publications(&self) -> Result<Publications, StoreError> {
        let mut from = self.0.read.read().await?;
        let found = audit(&mut from).await?;
        from.commit().await?;
        Ok(found)
    }
}

pub(crate) async fn audit(from: &mut Connection) -> Result<Publications, StoreError> {
    let mut found = Publications::default();
    let fault = |batch, what| Fault { batch, fact: None, response: None, what };
    let mut wanted = BTreeSet::new();
    let mut states: BTreeMap<String, Publishing> = BTreeMap::new();
    let sql = "SELECT no, publication, at, author, content, kind, prev, hash, salt, leaf, erased_at FROM publishing \
               ORDER BY no";
    let rows = from.rows(sql, Vec::new()).await?;
    let erasures = erasures(&rows);
    let mut end = (0, GENESIS.to_owned());
    for row in rows {
        found.events += 1;
        let no = row.int(0)?;
        let (name, by) = (row.text(1)?, row.text(3)?);
        let (kind, prev, hash) = (row.text(5)?, row.text(6)?, row.text(7)?);
        let leaf: Option<Hash> = row.text(9)?.parse().ok();
        let is_chained = no == end.0 + 1 && prev == end.1;
        let at = row.int(2)?;
        let is_sealed = leaf.is_some_and(|leaf| seal(&prev, no, at, &name, &by, leaf) == hash);
        let event = event_of(&row).ok().filter(|event| event.step.kind() == kind);
        let is_erased = row.text_or_none(8)?.is_none();
        found.erased += i64::from(is_erased);
        let says = match &event {
            Some(event) if is_erased => is_left(&row, event, erasures.get(&no))?,
            Some(event) => {
                event.step.words() != Some(None) && !erasures.contains_key(&no) && is_whole(&row, leaf)?
            }
            None => false,
        };
        let follows = event.and_then(|event| {
            wanted.extend(event.step.folder().map(|folder| (no, folder.to_owned())));
            Publishing::follow(states.get(&name), &event).ok()
        });
        if !(is_chained && is_sealed && says && follows.is_some()) {
            found.faults.push(fault(Some(no), Wrong::Publishing));
        }
        states.extend(follows.map(|state| (name, state)));
        end = (no, hash);
    }
    let known = |row: &crate::db::Row| Ok::<_, StoreError>((row.text(0)?, row.text(1)?, row.text(2)?));
    let rows = from
        .rows("SELECT folder, path, sha256 FROM publication_file ORDER BY folder, no", Vec::new())
        .await?;
    let rows = rows.iter().map(known).collect::<Result<Vec<_>, _>>()?;
    let folders: BTreeSet<&str> = rows.iter().map(|(folder, ..)| folder.as_str()).collect();
    found.folders = i64::try_from(folders.len()).unwrap_or(i64::MAX);
    let mut sound: BTreeMap<&str, bool> = BTreeMap::new();
    for (.., hash) in &rows {
        if !sound.contains_key(hash.as_str()) {
            sound.insert(hash, files::bytes_of(from, hash).await?.is_some());
        }
    }
    for (no, folder) in &wanted {
        let own = rows.iter().filter(|(of, ..)| of == folder);
        // The manifest is the folder's name, and lists every other file.
        let is_whole = own.clone().any(|(_, path, hash)| path == "manifest.json" && hash == folder)
            && own.clone().all(|(.., hash)| sound.get(hash.as_str()) == Some(&true))
            && lists(from, folder, own.map(|(_, path, hash)| (path.as_str(), hash.as_str())).collect())
                .await?;
        if !is_whole {
            found.faults.push(fault(Some(*no), Wrong::File));
        }
    }
    found.end = Some(end).filter(|(no, _)| *no > 0);
    Ok(found)
}

/// What an event says of the erasure of one before it.
struct Erasure {
    by: No,
    at: Instant,
    publication: String,
    left: String,
}

/// The erasures, by the number of the event whose words they took. What cannot be read is found as a fault of its row.
fn erasures(rows: &[Row]) -> BTreeMap<No, Erasure> {
    let of = |row: &Row| {
        let event = event_of(row).ok()?;
        let publication = event.publication.to_string();
        let Step::Erased { event: no, left } = event.step else { return None };
        Some((no, Erasure { by: event.no, at: event.at, publication, left }))
    };
    rows.iter().filter_map(of).collect()
}

/// Whether a row is what its leaf was computed of, by its salt.
fn is_whole(row: &Row, leaf: Option<Hash>) -> Result<bool, StoreError> {
    let salt = row.text_or_none(8)?.and_then(|salt| chain::salt_of(&salt));
    let content = row.text(4)?;
    let computed = salt.map(|salt| chain::leaf(&salt, &content));
    Ok(computed.is_some() && computed == leaf && row.int_or_none(10)?.is_none())
}

/// Whether a row without a salt is what a later event says that an erasure left of it.
fn is_left(row: &Row, event: &Event, erasure: Option<&Erasure>) -> Result<bool, StoreError> {
    let (content, erased_at) = (row.text(4)?, row.int_or_none(10)?);
    Ok(erasure.is_some_and(|erasure| {
        event.step.words() == Some(None)
            // Every byte of it: what is not read of a text is no place for words either.
            && content == event.step.content()
            && event.step.left() == erasure.left
            && event.publication.as_str() == erasure.publication
            && erasure.by > event.no
            && erased_at == Some(erasure.at)
    }))
}

/// Whether a folder has exactly the files that its manifest lists.
async fn lists(
    from: &mut Connection,
    folder: &str,
    mut own: BTreeMap<&str, &str>,
) -> Result<bool, StoreError> {
    let Some(bytes) = files::bytes_of(from, folder).await? else { return Ok(false) };
    let Ok(manifest) = serde_json::from_slice::<serde_json::Value>(&bytes) else { return Ok(false) };
    own.remove("manifest.json");
    let listed = manifest["files"].as_array().map(Vec::as_slice).unwrap_or_default();
    let listed = listed.iter().filter_map(|file| Some((file["path"].as_str()?, file["sha256"].as_str()?)));
    Ok(listed.collect::<BTreeMap<_, _>>() == own)
}
