//! A fact made ready to be saved, by the task of whoever sends it: what is unfit never reaches the writer, where it could
//! spoil the transaction of others.

use collection::chain::{self, Hash, Salt};
use collection::fact::{Change, Content, Fact};

use crate::error::{NotAppended, Reason, Trouble};
use crate::random;

/// The longest fact: far more than a questionnaire of 250 cells, far less than what a database refuses.
const LONGEST: usize = 8 << 20;

pub(crate) struct Prepared {
    pub(crate) fact: Fact,
    pub(crate) canonical: String,
    pub(crate) salt: Salt,
    pub(crate) leaf: Hash,
}

impl Prepared {
    pub(crate) fn of(fact: Fact) -> Result<Self, NotAppended> {
        let claims_erasure = |change: &Change| change.erased;
        if matches!(&fact.content, Content::Saved { cells } if cells.values().any(claims_erasure)) {
            return Err(NotAppended::Unfit("a save erases nothing; use an erasure"));
        }
        let canonical = chain::canonical(&fact);
        if canonical.len() > LONGEST {
            return Err(NotAppended::Unfit("it is longer than 8 MiB"));
        }
        // Deeper than the reader of JSON goes, or `null` as a value, which would come back as no value.
        if serde_json::from_str::<Fact>(&canonical).ok().as_ref() != Some(&fact) {
            return Err(NotAppended::Unfit("an answer is nested too deeply, or is `null`"));
        }
        let salt: Salt = random::bytes().map_err(|_| NotAppended::NotSaved(Trouble::of(Reason::Other)))?;
        let leaf = chain::leaf(&salt, &canonical);
        Ok(Self { fact, canonical, salt, leaf })
    }
}
