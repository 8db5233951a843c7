//! The receipt (*kvitto*): a submission and the manager's sign-off, each with all that its place in the audit chain was
//! computed of. Whoever holds the file can prove what was submitted, and by whom it was signed off, without trusting the store.

use serde::{Deserialize, Serialize};

use crate::chain::{self, Batch, Hash, Step};
use crate::fact::{Content, Fact};
use crate::ids::RoundId;

/// The form of the file.
pub const FORM: &str = "jamfor-receipt/1";

/// A fact and its place in the audit chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    /// The fact. Its leaf is the hash of the salt and of its [`chain::canonical`] text.
    pub fact: Fact,
    /// The salt, as [`chain::salt_text`] writes it; none once something of the fact was erased (*gallrat*), when nobody can
    /// compute the leaf again.
    pub salt: Option<String>,
    /// The leaf.
    pub leaf: Hash,
    /// From the leaf to the batch's root.
    pub path: Vec<Step>,
    /// The batch.
    pub batch: Batch,
    /// Its hash, which the next batch is chained to.
    pub batch_hash: Hash,
}

/// A receipt, as its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// [`FORM`].
    pub form: String,
    /// The round.
    pub round: RoundId,
    /// The unit's code.
    pub unit: String,
    /// The submission: every answer.
    pub submitted: Sealed,
    /// The sign-off of the answers that were submitted; none where the round asks for none.
    pub signed_off: Option<Sealed>,
}

/// What of a receipt is not as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// It is of another form.
    #[error("the file is no receipt of the form {FORM}")]
    Form,
    /// What should be a submission is something else.
    #[error("what is said to be submitted is no submission")]
    NoSubmission,
    /// The submission is not what its leaf was computed of.
    #[error("the submission was changed: it is not what its hash was computed of")]
    Submission,
    /// The sign-off is not what its leaf was computed of.
    #[error("the sign-off was changed: it is not what its hash was computed of")]
    SignOff,
    /// The sign-off is of another response, or of other answers than those submitted.
    #[error("the sign-off is of other answers than those submitted")]
    OtherAnswers,
    /// A hash on the way from a fact to its batch was changed.
    #[error("a hash on the way to the batch was changed")]
    Way,
}

impl Sealed {
    /// Whether something of it was erased since, so that its leaf cannot be computed any more.
    pub fn is_erased(&self) -> bool {
        self.salt.is_none()
    }

    fn is_what_was_hashed(&self) -> bool {
        let salt = self.salt.as_deref().map(chain::salt_of);
        salt.is_none_or(|salt| {
            salt.map(|salt| chain::leaf(&salt, &chain::canonical(&self.fact))) == Some(self.leaf)
        })
    }

    fn leads_to_its_batch(&self) -> bool {
        chain::climb(self.leaf, &self.path) == self.batch.root && self.batch.hash() == self.batch_hash
    }
}

impl Receipt {
    /// What is wrong with the file in itself; nothing, if it is as it was written. Whether the chain holds its batches is for
    /// the store to say.
    pub fn faults(&self) -> Vec<Wrong> {
        let mut found = Vec::new();
        let mut unless = |holds: bool, wrong: Wrong| {
            if !holds && !found.contains(&wrong) {
                found.push(wrong);
            }
        };
        unless(self.form == FORM, Wrong::Form);
        unless(self.submitted.is_what_was_hashed(), Wrong::Submission);
        unless(self.submitted.leads_to_its_batch(), Wrong::Way);
        let Content::Submitted { seen, .. } = &self.submitted.fact.content else {
            unless(false, Wrong::NoSubmission);
            return found;
        };
        if let Some(signed) = &self.signed_off {
            unless(signed.is_what_was_hashed(), Wrong::SignOff);
            unless(signed.leads_to_its_batch(), Wrong::Way);
            let same =
                signed.fact.response == self.submitted.fact.response && signs(&signed.fact) == Some(seen);
            unless(same, Wrong::OtherAnswers);
        }
        found
    }
}

/// The last fact that a sign-off was of; none if it is no sign-off.
fn signs(fact: &Fact) -> Option<&crate::ids::FactId> {
    match &fact.content {
        Content::Signed { seen, .. } => Some(seen),
        Content::Saved { .. }
        | Content::Submitted { .. }
        | Content::ReopeningAsked { .. }
        | Content::Reopened { .. }
        | Content::Closed
        | Content::Erased { .. } => None,
    }
}

/// The sign-off of the answers that `submitted` handed in, among a response's facts in order.
pub fn sign_off_of<'a>(facts: impl Iterator<Item = &'a Fact>, submitted: &Fact) -> Option<&'a Fact> {
    let Content::Submitted { seen, .. } = &submitted.content else { return None };
    facts.take_while(|fact| fact.id != submitted.id).filter(|fact| signs(fact) == Some(seen)).last()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;
    use crate::fact::Author;

    fn fact(id: &str, content: Content) -> Fact {
        let (id, response) = (id.parse().expect("an id"), "0643-e".parse().expect("an id"));
        Fact { id, response, author: Author::Link("l1".to_owned()), content }
    }

    fn signed(id: &str, seen: &str) -> Fact {
        let seen = seen.parse().expect("an id");
        fact(id, Content::Signed { name: "Dana Rask".to_owned(), role: "Socialchef".to_owned(), seen })
    }

    fn submitted() -> Fact {
        let cells = BTreeMap::from([("E4".parse().expect("a cell"), json!("ja"))]);
        fact("u1", Content::Submitted { seen: "s1".parse().expect("an id"), cells })
    }

    /// A fact as the second of three in a batch.
    fn sealed(fact: Fact, no: i64) -> Sealed {
        let salt = [u8::try_from(no).expect("a small number"); 16];
        let leaf = chain::leaf(&salt, &chain::canonical(&fact));
        let leaves = [chain::leaf(&salt, "a"), leaf, chain::leaf(&salt, "c")];
        let root = chain::root(&leaves).expect("three leaves");
        let batch = Batch { no, at: no, prev: chain::genesis(&"2018".parse().expect("an id")), root };
        let (path, batch_hash) = (chain::path(&leaves, 1), batch.hash());
        Sealed { fact, salt: Some(chain::salt_text(&salt)), leaf, path, batch, batch_hash }
    }

    fn receipt() -> Receipt {
        Receipt {
            form: FORM.to_owned(),
            round: "2018".parse().expect("an id"),
            unit: "0643".to_owned(),
            submitted: sealed(submitted(), 2),
            signed_off: Some(sealed(signed("g1", "s1"), 1)),
        }
    }

    #[test]
    fn a_receipt_holds_in_itself_and_whatever_is_changed_in_it_is_found() {
        assert_eq!(receipt().faults(), []);
        let told = |change: fn(&mut Receipt)| {
            let mut changed = receipt();
            change(&mut changed);
            changed.faults()
        };
        let name = |receipt: &mut Receipt, to: &str| {
            if let Some(Content::Signed { name, .. }) =
                receipt.signed_off.as_mut().map(|off| &mut off.fact.content)
            {
                to.clone_into(name);
            }
        };
        let mut renamed = receipt();
        name(&mut renamed, "Någon Annan");
        assert_eq!(renamed.faults(), [Wrong::SignOff], "the manager's name");
        let answer = |receipt: &mut Receipt| {
            if let Content::Submitted { cells, .. } = &mut receipt.submitted.fact.content {
                cells.values_mut().for_each(|value| *value = json!("nej"));
            }
        };
        assert_eq!(told(answer), [Wrong::Submission]);
        assert_eq!(told(|receipt| receipt.submitted.salt = Some("00".repeat(16))), [Wrong::Submission]);
        assert_eq!(told(|receipt| receipt.submitted.salt = Some("x".to_owned())), [Wrong::Submission]);
        assert_eq!(told(|receipt| receipt.submitted.path.clear()), [Wrong::Way]);
        assert_eq!(told(|receipt| receipt.submitted.batch.no = 7), [Wrong::Way]);
        assert_eq!(
            told(|receipt| receipt.signed_off = Some(sealed(signed("g2", "s0"), 1))),
            [Wrong::OtherAnswers]
        );
        assert_eq!(told(|receipt| receipt.submitted = sealed(signed("g1", "s1"), 1)), [Wrong::NoSubmission]);
        assert_eq!(told(|receipt| receipt.form = "annat/1".to_owned()), [Wrong::Form]);
    }

    #[test]
    fn what_was_erased_cannot_be_computed_again_and_its_way_still_holds() {
        let mut left = receipt();
        left.submitted.salt = None;
        if let Content::Submitted { cells, .. } = &mut left.submitted.fact.content {
            cells.clear();
        }
        assert!(left.submitted.is_erased());
        assert_eq!(left.faults(), []);
        left.submitted.leaf = chain::genesis(&left.round);
        assert_eq!(left.faults(), [Wrong::Way]);
    }

    #[test]
    fn the_sign_off_is_the_last_one_of_the_answers_that_were_submitted() {
        let facts =
            [signed("g0", "s0"), signed("g1", "s1"), signed("g2", "s1"), submitted(), signed("g3", "s1")];
        let found = sign_off_of(facts.iter(), &submitted());
        assert_eq!(found.map(|fact| fact.id.as_str()), Some("g2"));
        assert_eq!(sign_off_of(facts[..1].iter(), &submitted()), None);
    }
}
