//! The public site: what anybody sees of publications, through the whole service.

#[path = "../page/mod.rs"]
mod page;

mod change;
mod compare;
mod explained;
mod files;
mod guide;
mod indicator;
mod pages;
mod shelf;
mod units;
mod visits;
