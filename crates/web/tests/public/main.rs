//! The public site: what anybody sees of publications, through the whole service.

#[path = "../page/mod.rs"]
mod page;

mod indicator;
mod pages;
mod shelf;
