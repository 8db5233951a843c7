//! The audit chain (*revisionskedja*): batches of facts, chained by hash, a chain a round.
//!
//! * The leaf of a fact is `SHA-256(0x00 ‖ salt ‖ content)`. The salt is random and kept beside the content: who erases both
//!   leaves a leaf that nobody can try guesses against.
//! * The root of a batch is the Merkle root of its leaves in order; a node is `SHA-256(0x01 ‖ left ‖ right)`, and a last node
//!   without a partner moves up as it is (RFC 9162, section 2.1.1).
//! * The hash of a batch is `SHA-256(0x02 ‖ prev ‖ no ‖ at ‖ root)`, numbers as 8 bytes, big-endian. The first batch's `prev`
//!   is the hash of the round's id.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::fact::{Fact, Instant};
use crate::ids::RoundId;

/// A SHA-256, written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hash(pub [u8; 32]);

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text that is not 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a hash is 64 hexadecimal digits, 0–9 and a–f")]
pub struct HashError;

impl FromStr for Hash {
    type Err = HashError;

    fn from_str(text: &str) -> Result<Self, HashError> {
        let digit = |byte: u8| match byte {
            b'0'..=b'9' => Ok(byte - b'0'),
            b'a'..=b'f' => Ok(byte - b'a' + 10),
            _ => Err(HashError),
        };
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        if pairs.len() != 32 || !rest.is_empty() {
            return Err(HashError);
        }
        let mut bytes = [0; 32];
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = digit(*high)? << 4 | digit(*low)?;
        }
        Ok(Self(bytes))
    }
}

impl TryFrom<String> for Hash {
    type Error = HashError;

    fn try_from(text: String) -> Result<Self, HashError> {
        text.parse()
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        hash.to_string()
    }
}

fn hash(tag: u8, parts: &[&[u8]]) -> Hash {
    let mut sha = Sha256::new();
    sha.update([tag]);
    parts.iter().for_each(|part| sha.update(part));
    Hash(sha.finalize().into())
}

/// Random bytes beside a fact's content, new for every fact.
pub type Salt = [u8; 16];

/// A salt as it is written: 32 hexadecimal digits.
pub fn salt_text(salt: &Salt) -> String {
    salt.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A salt as [`salt_text`] writes it; none of another text.
pub fn salt_of(text: &str) -> Option<Salt> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let mut salt = Salt::default();
    if pairs.len() != salt.len() || !rest.is_empty() {
        return None;
    }
    for (byte, pair) in salt.iter_mut().zip(pairs) {
        *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(salt)
}

/// The text of a fact that its leaf is the hash of: JSON, keys in order, no blanks.
pub fn canonical(fact: &Fact) -> String {
    // Maps are sorted by their type; a value's own keys keep the order they came in, so they are sorted here.
    let value = serde_json::to_value(fact).expect("a fact is JSON");
    sorted(&value).to_string()
}

fn sorted(value: &serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::Object(object) => {
            let mut keys: Vec<&String> = object.keys().collect();
            keys.sort();
            Value::Object(keys.into_iter().map(|key| (key.clone(), sorted(&object[key]))).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(sorted).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

/// The leaf of a fact, of its [`canonical`] text.
pub fn leaf(salt: &Salt, canonical: &str) -> Hash {
    hash(0, &[salt, canonical.as_bytes()])
}

fn node(left: Hash, right: Hash) -> Hash {
    hash(1, &[&left.0, &right.0])
}

/// What the first batch of a round is chained to.
pub fn genesis(round: &RoundId) -> Hash {
    hash(3, &[round.as_str().as_bytes()])
}

/// The Merkle root of a batch's leaves; none of no leaves: a batch holds at least one.
pub fn root(leaves: &[Hash]) -> Option<Hash> {
    let mut level = leaves.to_vec();
    while level.len() > 1 {
        level = pairs(&level);
    }
    level.first().copied()
}

fn pairs(level: &[Hash]) -> Vec<Hash> {
    let up = |pair: &[Hash]| match pair {
        [left, right] => node(*left, *right),
        rest => rest[0],
    };
    level.chunks(2).map(up).collect()
}

/// A step from a leaf to the root: the neighbour, and on which side it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// The neighbour is on the left.
    Left(Hash),
    /// The neighbour is on the right.
    Right(Hash),
}

/// The path from the leaf at `place` to the root.
pub fn path(leaves: &[Hash], place: usize) -> Vec<Step> {
    let (mut level, mut at, mut steps) = (leaves.to_vec(), place, Vec::new());
    while level.len() > 1 {
        match level.get(at ^ 1) {
            Some(&neighbour) if at % 2 == 1 => steps.push(Step::Left(neighbour)),
            Some(&neighbour) => steps.push(Step::Right(neighbour)),
            None => {}
        }
        level = pairs(&level);
        at /= 2;
    }
    steps
}

/// The path of every leaf, as [`path`] gives it, in one walk up the tree.
pub fn paths(leaves: &[Hash]) -> Vec<Vec<Step>> {
    let mut levels = vec![leaves.to_vec()];
    while let Some(last) = levels.last().filter(|level| level.len() > 1) {
        levels.push(pairs(last));
    }
    let steps = |place: usize| {
        let step = |(height, level): (usize, &Vec<Hash>)| {
            let at = place >> height;
            let &neighbour = level.get(at ^ 1)?;
            Some(if at % 2 == 1 { Step::Left(neighbour) } else { Step::Right(neighbour) })
        };
        levels.iter().enumerate().filter_map(step).collect()
    };
    (0..leaves.len()).map(steps).collect()
}

/// The root that a leaf and its path lead to.
pub fn climb(leaf: Hash, path: &[Step]) -> Hash {
    path.iter().fold(leaf, |below, step| match step {
        Step::Left(left) => node(*left, below),
        Step::Right(right) => node(below, *right),
    })
}

/// A batch of facts that were committed together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// Its number in the round: 1, 2, 3 …, without gaps and in the order they were committed.
    pub no: i64,
    /// When, by the store's clock; later than the batch before.
    pub at: Instant,
    /// The hash of the batch before, or the [`genesis`].
    pub prev: Hash,
    /// The root of its leaves.
    pub root: Hash,
}

impl Batch {
    /// What the next batch is chained to.
    pub fn hash(&self) -> Hash {
        hash(2, &[&self.prev.0, &self.no.to_be_bytes(), &self.at.to_be_bytes(), &self.root.0])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn leaves(n: usize) -> Vec<Hash> {
        (0..n).map(|i| leaf(&[0; 16], &i.to_string())).collect()
    }

    #[test]
    fn the_tree_is_that_of_the_standard() {
        // RFC 9162 hashes three leaves as ((a, b), c).
        let [a, b, c] = leaves(3)[..] else { panic!("three leaves") };
        assert_eq!(root(&[a]), Some(a));
        assert_eq!(root(&[a, b, c]), Some(node(node(a, b), c)));
        assert_eq!(root(&[]), None);
    }

    #[test]
    fn a_salt_hides_what_could_be_guessed() {
        assert_ne!(leaf(&[0; 16], "ja"), leaf(&[1; 16], "ja"));
    }

    #[test]
    fn a_batch_is_bound_to_all_it_says() {
        let batch = Batch { no: 7, at: 1_527_840_000_000_000, prev: leaves(1)[0], root: leaves(2)[1] };
        let others = [
            ("number", Batch { no: 8, ..batch }),
            ("time", Batch { at: batch.at + 1, ..batch }),
            ("batch before", Batch { prev: batch.root, ..batch }),
            ("root", Batch { root: batch.prev, ..batch }),
        ];
        for (case, other) in others {
            assert_ne!(batch.hash(), other.hash(), "{case}");
        }
        assert_eq!(batch.hash().to_string().parse(), Ok(batch.hash()));
    }

    proptest! {
        #[test]
        fn every_leafs_path_leads_to_the_root(n in 1usize..70, place in 0usize..70) {
            let (leaves, place) = (leaves(n), place % n);
            let path = path(&leaves, place);
            prop_assert_eq!(&paths(&leaves)[place], &path);
            prop_assert_eq!(Some(climb(leaves[place], &path)), root(&leaves));
            let other = leaf(&[9; 16], "another");
            prop_assert_ne!(Some(climb(other, &path)), root(&leaves));
        }
    }
}
