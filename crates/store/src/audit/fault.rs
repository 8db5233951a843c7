//! What an audit may find wrong, and where.

use std::fmt;

use collection::ids::{FactId, ResponseId};

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// A number of the chain has no batch.
    Missing,
    /// The batch is not chained to the one before.
    Prev,
    /// The batch's hash is not that of what it says.
    Hash,
    /// The batch is not later than the one before.
    Time,
    /// The batch's root is not that of its leaves.
    Root,
    /// The batch holds no facts, or there are gaps between them.
    Places,
    /// The fact is not what its leaf was computed of.
    Leaf,
    /// The fact's columns say something else than its content.
    Columns,
    /// The fact is of another round.
    OtherRound,
    /// The fact could not have been taken after those before it.
    NotFollowing,
    /// Something of the fact was erased, and no erasure stands after it in the chain.
    Erasure,
    /// What is stored as the present state is not what the facts make.
    Head,
    /// Facts that no batch of the chain holds.
    Stray,
    /// The round's end is not its last batch.
    End,
    /// The chain ends before the anchor.
    ShorterThanAnchor,
    /// The chain has another batch where the anchor is.
    NotTheAnchor,
    /// The row is not of its form.
    Unreadable,
    /// A publication's event is not chained to the one before, is not what was written, or could not have followed.
    Publishing,
    /// A folder of a publication lacks a file, or a file is not what it was.
    File,
}

impl Wrong {
    /// What is wrong, in words.
    pub fn say(self) -> &'static str {
        match self {
            Self::Missing => "the batch is missing",
            Self::Prev => "the batch is not chained to the one before it",
            Self::Hash => "the batch's hash is not that of what it says",
            Self::Time => "the batch is not later than the one before it",
            Self::Root => "the batch's root is not that of its facts' leaves",
            Self::Places => "the batch has no facts, or facts of it are missing",
            Self::Leaf => "the fact was changed: it is not what its leaf was computed of",
            Self::Columns => "the fact's columns say something else than its content",
            Self::OtherRound => "the fact belongs to a response of another round",
            Self::NotFollowing => "the fact could not have been taken after those before it",
            Self::Erasure => "something was taken out of the fact, and no erasure in the chain says so",
            Self::Head => "the stored present state is not what the facts make",
            Self::Stray => "there are facts that no batch of the chain holds",
            Self::End => "the round's end is not its last batch",
            Self::ShorterThanAnchor => "the chain ends before the anchor",
            Self::NotTheAnchor => "the chain has another batch than the anchored one here",
            Self::Unreadable => "the row is not of its form",
            Self::Publishing => "the publications' event was changed, left out or put in",
            Self::File => "a file of the publication is missing, or is not what it was",
        }
    }
}

/// Something that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The batch, if it is of one.
    pub batch: Option<i64>,
    /// The fact, if it is of one.
    pub fact: Option<FactId>,
    /// The response, if it is of one.
    pub response: Option<ResponseId>,
    /// What.
    pub what: Wrong,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut place = Vec::new();
        place.extend(self.batch.map(|no| format!("batch {no}")));
        place.extend(self.fact.as_ref().map(|id| format!("fact {id}")));
        place.extend(self.response.as_ref().map(|id| format!("response {id}")));
        match place.is_empty() {
            true => f.write_str(self.what.say()),
            false => write!(f, "{}: {}", place.join(", "), self.what.say()),
        }
    }
}
