//! How often what is published was shown and downloaded (*användning*): counts of a day, added to. No row is a visit.

use crate::Store;
use crate::error::StoreError;

/// How often something was used on a day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Used {
    /// The day, `2018-06-19`.
    pub day: String,
    /// The publication with its number, `2018-v1`.
    pub publication: String,
    /// What was done: `shown`, `downloaded`.
    pub kind: String,
    /// What it was done with: an indicator, a file; empty for the publication as a whole.
    pub about: String,
    /// How often.
    pub count: i64,
}

/// How often something was used since it was first counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsedInAll {
    /// What was done.
    pub kind: String,
    /// With what.
    pub about: String,
    /// The first day that was counted.
    pub since: String,
    /// How often.
    pub count: i64,
}

const COLUMNS: [&str; 5] = ["day", "publication", "kind", "about", "count"];
const ADDED: &str =
    " ON CONFLICT (day, publication, kind, about) DO UPDATE SET count = use_count.count + excluded.count";

impl Store {
    /// Adds counts to those of before: all of them, or none.
    ///
    /// # Errors
    /// They cannot be written.
    pub async fn add_uses(&self, mut uses: Vec<Used>) -> Result<(), StoreError> {
        if uses.is_empty() {
            return Ok(());
        }
        // In one order, so that two nodes do not wait for each other; each row once, as a statement needs it.
        uses.sort();
        uses.dedup_by(|later, first| {
            let key = |used: &Used| {
                (used.day.clone(), used.publication.clone(), used.kind.clone(), used.about.clone())
            };
            let is_same = key(later) == key(first);
            if is_same {
                first.count = first.count.saturating_add(later.count);
            }
            is_same
        });
        let row = |used: Used| {
            vec![
                used.day.into(),
                used.publication.into(),
                used.kind.into(),
                used.about.into(),
                used.count.into(),
            ]
        };
        let rows = uses.into_iter().map(row).collect();
        let mut to = self.0.write.write().await?;
        to.insert("use_count", &COLUMNS, rows, ADDED).await?;
        to.commit().await
    }

    /// How often what is of a publication was used, in all.
    ///
    /// # Errors
    /// It cannot be read.
    pub async fn uses_of(&self, publication: &str) -> Result<Vec<UsedInAll>, StoreError> {
        let sql = "SELECT kind, about, MIN(day), CAST(SUM(count) AS BIGINT) FROM use_count WHERE publication = $1 \
                   GROUP BY kind, about ORDER BY kind, about";
        let mut from = self.0.read.connection().await?;
        let rows = from.rows(sql, vec![publication.into()]).await?;
        let of = |row: &crate::db::Row| {
            Ok(UsedInAll { kind: row.text(0)?, about: row.text(1)?, since: row.text(2)?, count: row.int(3)? })
        };
        rows.iter().map(of).collect()
    }
}
