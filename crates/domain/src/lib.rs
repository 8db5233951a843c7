//! The field's things and their arithmetic: values in, values out.
//!
//! No files, no clock, no random numbers. A number is an integer count of millionths, a quotient stays a
//! pair until it is published and is then rounded once, and what is empty says why. Everything else in
//! Jamfor speaks in these types.

mod aggregate;
pub mod calculators;
mod empty;
mod frame;
mod ids;
mod number;
mod outcome;
mod personal_number;
pub mod swedish;
mod truth;

pub use aggregate::{Aggregate, Contribution, Method, NoFigure, Rules, Withheld, share_percent};
pub use empty::{Empty, Reason, ReasonSet};
pub use frame::{Frame, Group, GroupScheme, Kind, Level, Place, Unit};
pub use ids::{
    AlternativeId, CellName, EditionYear, GroupCode, GroupingId, IdError, IndicatorId, PartCode,
    QuestionCode, RowId, UnitCode, ValueId,
};
pub use jiff::civil::Date;
pub use number::{Number, NumberError, Rounded};
pub use outcome::{Figure, Outcome};
pub use personal_number::find_personal_number;
pub use truth::Truth;
