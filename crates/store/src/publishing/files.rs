//! The files of publications: what several folders share is kept once.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::db::{Connection, Value};
use crate::error::StoreError;

/// Files by their path in the folder.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The file whose hash names a folder.
const MANIFEST: &str = "manifest.json";
/// Bytes of a piece: rows are read some hundreds at a time.
const PIECE: usize = 48 * 1024;

pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a folder is known by.
pub(super) fn folder_of(files: &Files) -> String {
    files.get(MANIFEST).map(|bytes| sha256(bytes)).unwrap_or_default()
}

fn unreadable() -> StoreError {
    StoreError::Unreadable { table: "publication_file" }
}

/// Keeps a folder; the caller commits.
pub(super) async fn keep(to: &mut Connection, files: &Files) -> Result<(), StoreError> {
    let folder = folder_of(files);
    let known = "SELECT COUNT(*) FROM publication_file WHERE folder = $1";
    if to.number(known, vec![folder.as_str().into()]).await? > 0 {
        return Ok(());
    }
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for (no, (path, bytes)) in (0_i64..).zip(files) {
        let hash = sha256(bytes);
        let size = i64::try_from(bytes.len()).map_err(|_| unreadable())?;
        rows.push(vec![
            folder.as_str().into(),
            no.into(),
            path.as_str().into(),
            hash.as_str().into(),
            size.into(),
        ]);
        keep_bytes(to, &hash, bytes).await?;
    }
    to.insert("publication_file", &["folder", "no", "path", "sha256", "size"], rows, "").await
}

async fn keep_bytes(to: &mut Connection, hash: &str, bytes: &[u8]) -> Result<(), StoreError> {
    let known = "SELECT 1 FROM publication_piece WHERE sha256 = $1 LIMIT 1";
    if !to.rows(known, vec![hash.into()]).await?.is_empty() {
        return Ok(());
    }
    let pieces = (0_i64..).zip(bytes.chunks(PIECE));
    let rows = pieces.map(|(no, piece)| vec![hash.into(), no.into(), STANDARD.encode(piece).into()]);
    to.insert("publication_piece", &["sha256", "no", "content"], rows.collect(), "").await
}

/// The bytes of a hash, if they are what it says.
pub(super) async fn bytes_of(from: &mut Connection, hash: &str) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "SELECT content FROM publication_piece WHERE sha256 = $1 ORDER BY no";
    let mut bytes = Vec::new();
    for row in from.rows(sql, vec![hash.into()]).await? {
        let Ok(piece) = STANDARD.decode(row.text(0)?) else { return Ok(None) };
        bytes.extend(piece);
    }
    Ok(Some(bytes).filter(|bytes| sha256(bytes) == hash))
}

/// The files of a folder; none if it is not kept.
pub(super) async fn read(from: &mut Connection, folder: &str) -> Result<Option<Files>, StoreError> {
    let sql = "SELECT path, sha256 FROM publication_file WHERE folder = $1 ORDER BY no";
    let mut files = Files::new();
    for row in from.rows(sql, vec![folder.into()]).await? {
        let bytes = bytes_of(from, &row.text(1)?).await?.ok_or_else(unreadable)?;
        files.insert(row.text(0)?, bytes);
    }
    Ok(Some(files).filter(|files| !files.is_empty()))
}
