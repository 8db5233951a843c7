//! Publication folders: what is in them, and what is found when somebody changes them.
//!
//! With the small catalogue of `examples/checklist`: every construct, four municipalities.

mod earlier;
mod forged;
mod privacy;
mod rendered;
mod shelf;
mod small;
