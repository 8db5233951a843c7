//! The commands; a file each.

pub(crate) mod catalogue;
pub(crate) mod check;
pub(crate) mod compute;
pub(crate) mod demo;
pub(crate) mod explain;
pub(crate) mod frame;
pub(crate) mod questionnaire;
pub(crate) mod simulate;
