//! In which order rows stand (*ordning*): by outcome, what is empty last either way.

use std::cmp::Ordering;

use catalogue::model::Indicator;
use domain::{Method, Rounded};
use publication::model::{Observation, Value};
use results::colours::{Mode, Verdict};

use crate::design::table::Order;
use crate::public::observed;

/// Where an outcome stands among others: by kind, then by two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank(u8, i128, i128);

/// What has no cell at all, and what is empty, stand last.
const LAST: u8 = 8;

impl Rank {
    /// Among outcomes of one indicator: green, yellow, red, and in each as the indicator shows them; figures by their size.
    pub(super) fn of_one(indicator: &Indicator, found: Option<&Observation>, mode: Option<Mode>) -> Self {
        let Some(found) = found else { return Self(LAST + 1, 0, 0) };
        match &found.value {
            Value::Category(id, _) => Self(0, tone(found, mode), shown(indicator, id)),
            Value::Figure(figure, _) => Self(1, micros(*figure), 0),
            Value::Empty(id, ..) => Self(LAST, shown(indicator, id), 0),
        }
    }

    /// Among outcomes of several indicators: by colour; of places by the share, and what is no share after it.
    pub(super) fn of_many(
        indicator: &Indicator,
        found: Option<&Observation>,
        mode: Option<Mode>,
        is_place: bool,
    ) -> Self {
        let Some(found) = found else { return Self(LAST + 1, 0, 0) };
        match &found.value {
            Value::Empty(..) => Self(LAST, 0, 0),
            Value::Figure(figure, _) if is_place => {
                let is_share = indicator.method == Method::Share || indicator.unit == "percent";
                Self(u8::from(!is_share), micros(*figure), 0)
            }
            Value::Category(..) | Value::Figure(..) => Self(0, tone(found, mode), 0),
        }
    }

    /// As somebody asked; what is empty stays last.
    pub(super) fn cmp_in(self, other: Self, order: Order) -> Ordering {
        match (order, self.0 >= LAST || other.0 >= LAST) {
            (Order::Ascending, _) | (_, true) => self.cmp(&other),
            (Order::Descending, false) => other.cmp(&self),
        }
    }
}

/// What a mode says, the good first; what it says nothing of last.
fn tone(found: &Observation, mode: Option<Mode>) -> i128 {
    match mode.and_then(|mode| observed::told(found, mode)?.verdict.ok()) {
        Some(Verdict::Reached | Verdict::Best | Verdict::Better) => 0,
        Some(Verdict::Partly | Verdict::Middle) => 1,
        Some(Verdict::NotReached | Verdict::Worst | Verdict::Worse) => 2,
        Some(Verdict::Alike) => 3,
        None => 4,
    }
}

fn shown(indicator: &Indicator, id: &str) -> i128 {
    let place = indicator.shown.iter().position(|known| known == id);
    place.map_or(99, |place| i128::try_from(place).unwrap_or(99))
}

fn micros(figure: Rounded) -> i128 {
    let more = 10_i128.saturating_pow(6_u32.saturating_sub(u32::from(figure.decimals)));
    figure.scaled.saturating_mul(more)
}
