//! The store of answers (*svarslagret*), as commands use it: where it is, how it is opened, what it says in both languages,
//! and the answers of a round.

pub(crate) mod access;
pub(crate) mod answers;
pub(crate) mod location;
pub(crate) mod words;
