//! The commands; a file each.

pub(crate) mod account;
pub(crate) mod audit;
pub(crate) mod backup;
pub(crate) mod catalogue;
pub(crate) mod check;
pub(crate) mod compute;
pub(crate) mod demo;
pub(crate) mod diff;
pub(crate) mod erase;
pub(crate) mod events;
pub(crate) mod explain;
pub(crate) mod frame;
pub(crate) mod publish;
pub(crate) mod questionnaire;
pub(crate) mod reach;
pub(crate) mod serve;
pub(crate) mod simulate;
pub(crate) mod trial;
pub(crate) mod verify;
