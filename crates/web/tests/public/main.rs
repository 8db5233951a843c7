//! The public site: what anybody sees of publications, through the whole service.

#[path = "../page/mod.rs"]
mod page;

mod files;
mod pages;
mod shelf;
