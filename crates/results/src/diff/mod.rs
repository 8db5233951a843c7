//! What moved between two results, and why (*jämförelse av två resultat*).
//!
//! A share can move because units answered otherwise (*verklighet*) or because the rule became another
//! (*definition*). Where both editions' answers and rules are known, every outcome and figure is computed at
//! four corners:
//!
//! | | A's rules | B's rules |
//! |---|---|---|
//! | **A's answers** | A as published | last year by this year's rule |
//! | **B's answers** | this year by last year's rule | B as published |
//!
//! *total* = B − A · *reality* = (B's answers − A's answers) by A's rules · *definition* = (B's rules − A's
//! rules) on A's answers · *interaction* (*samverkan*) is the rest: what only the two together do. The parts
//! are exact quotients and add up to the total; each is rounded once, when printed.
//!
//! *Rules* are everything that the catalogue says: questions and their filters, checks, rules, targets, the
//! limit of non-response, who belongs where. *Answers* are what units gave. What cannot be carried from one
//! questionnaire to the other is told, and is not split.

mod carry;
pub mod catalogues;
mod compare;
mod corners;
mod exact;
pub mod follows;
mod otherwise;
mod pairing;
mod ranks;
mod rows;
mod sheet;
mod trend;

pub use carry::{Carried, NotCarried, carry, cells_behind, in_the_way};
pub use compare::{
    Computed, Counts, FigureDiff, IndicatorDiff, NoSplit, OutcomeDiff, ResultsDiff, files, with_editions,
    with_rules,
};
pub use corners::{Cause, Corners, Parts, Side, cause};
pub use exact::Exact;
pub use pairing::{Comparable, comparable, editions_comparable};
pub use ranks::{Moved, MovedKind, Who};
pub use rows::{
    CATALOGUE_COLUMNS, DECIMALS, FORMAT, RESULT_COLUMNS, catalogue_rows, decimals, figure_text, got_text,
    result_rows,
};
pub use sheet::{Column, Got, Sheet, printed};
pub use trend::{IndicatorTrend, Link, PlaceTrend, Round, trend};
