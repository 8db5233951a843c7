//! The life of a round and of a response (*insamling*): what is saved, in conflict, signed, submitted.
//!
//! Pure: no clock, no randomness, no files. Time, ids and salts are passed in by those who store.
//!
//! Everything that happens is a [`fact::Fact`]: appended, never changed. What a response is now, its
//! [`head::Head`], follows from its facts alone; so does what it was at any earlier time. Facts that are committed
//! together form a batch, and batches are chained by hash ([`chain`]), so that nothing can be changed, left out or put in
//! unseen.

pub mod access;
pub mod chain;
pub mod disclosure;
pub mod fact;
pub mod form;
pub mod head;
pub mod ids;
pub mod lockout;
pub mod password;
pub mod private;
pub mod publishing;
pub mod receipt;
pub mod round;
pub mod secret;
pub mod standing;
pub mod totp;
