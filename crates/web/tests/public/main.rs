//! The public site: what anybody sees of publications, through the whole service.

#[path = "../page/mod.rs"]
mod page;
#[expect(dead_code, reason = "what else a workbook shows is a matter of `publication`")]
#[path = "../../../publication/tests/support"]
mod support {
    pub(crate) mod number_format;
    pub(crate) mod said;
    pub(crate) mod workbook;
    pub(crate) mod xml;
}

mod api;
mod as_of;
mod change;
mod charts;
mod compare;
mod explained;
mod files;
mod formats;
mod free_texts;
mod guide;
mod indicator;
mod lacking;
mod learn;
mod moved;
mod pages;
mod shelf;
mod units;
mod unread;
mod uses;
mod visits;
