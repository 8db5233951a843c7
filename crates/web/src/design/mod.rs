//! The design system (*designsystemet*): what pages are made of.
//!
//! Each component is a small struct or function that asks for what it cannot do without – a field for its label, a
//! table for its caption – and sees to the rest itself: ids, `aria-describedby`, the language of official texts. How
//! they look is in one style sheet; see them all at `/design`. `docs/design-system.md` says how to add one.

pub mod asked;
pub mod button;
pub mod changes;
pub mod chart;
pub mod choice;
pub mod conflict;
pub mod copy;
pub mod empty;
pub mod error_summary;
pub mod field;
pub mod grid;
pub mod helper;
pub mod input;
pub mod notice;
pub mod number;
pub mod outcome;
pub mod pages;
pub mod progress;
pub mod question;
pub mod receipt;
pub mod rows;
pub mod save_state;
pub mod select;
pub mod shell;
pub mod sign;
pub mod summary;
pub mod table;
pub mod tag;
pub mod tasks;
pub mod text;
