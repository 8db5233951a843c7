//! The public site (*den öppna webbplatsen*): what anybody may look at, compare and ask why. Pure: pages are made from what is
//! on the shelf at a moment, and every figure on them is read from the one publication model.
//!
//! A page gets a [`Look`] and gives HTML. Signs, words and colours are the vocabulary's; [`observed`] draws a cell of a cube and is the only
//! one that does.

pub mod around;
pub mod between;
pub mod compare;
pub mod corrections;
pub mod document;
pub mod downloads;
pub mod explained;
pub mod feed;
pub mod guide;
pub mod indicator;
pub mod learn;
pub mod look;
pub mod lost;
pub mod moved;
pub mod observed;
pub mod overview;
pub mod publications;
pub mod search;
pub mod shown;
pub mod signs;
pub mod start;
pub mod unit;
mod unread;
pub mod visit;

pub use look::Look;
pub use visit::Visit;
