//! What of the table is shown, and how it is sorted.

use std::collections::BTreeMap;

use collection::fact::Instant;
use collection::standing::{Forecast, Place, Row as Counted};
use domain::swedish::sort_key;
use domain::{Number, Rounded};

use crate::design::table::Order;
use crate::language::Language;

/// What the year before is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Earlier {
    /// Nothing is known.
    None,
    /// The round before, as it was known as long before its own closing.
    SameDay {
        /// What it is called.
        name: String,
        /// The moment.
        at: Instant,
    },
    /// What the edition's source prints: the share when the year before had closed.
    Printed {
        /// The year.
        year: u16,
    },
}

/// The shares of the year before, by place and part, in per cent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    /// Where they come from.
    pub earlier: Earlier,
    /// The shares.
    pub shares: BTreeMap<(Place, String), Rounded>,
}

/// By what rows are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// By name, in Swedish order; groups in their own.
    Name,
    /// By how many are asked.
    Asked,
    /// By how many have submitted.
    Submitted,
    /// By how many have begun.
    Begun,
    /// By how many have not.
    NotBegun,
    /// By share.
    Share,
    /// By the share of the year before.
    Before,
    /// By what would be withheld, and by how many are needed.
    Forecast,
    /// By how many more must submit for the share to be shown.
    Needed,
}

impl Key {
    /// All of them, as columns stand.
    pub const ALL: [Self; 9] = [
        Self::Name,
        Self::Share,
        Self::Needed,
        Self::Forecast,
        Self::Submitted,
        Self::Begun,
        Self::NotBegun,
        Self::Asked,
        Self::Before,
    ];

    /// As in addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::Name => "namn",
            Self::Asked => "tillfragade",
            Self::Submitted => "inskickade",
            Self::Begun => "paborjade",
            Self::NotBegun => "ej-paborjade",
            Self::Share => "andel",
            Self::Before => "fjol",
            Self::Forecast => "prognos",
            Self::Needed => "behovs",
        }
    }

    /// The head of its column.
    pub(super) fn word(self, language: Language) -> &'static str {
        match self {
            Self::Name => language.say("Namn", "Name"),
            Self::Asked => language.say("Tillfrågade", "Asked"),
            Self::Submitted => language.say("Inskickade", "Submitted"),
            Self::Begun => language.say("Påbörjade", "Begun"),
            Self::NotBegun => language.say("Inte påbörjade", "Not begun"),
            Self::Share => language.say("Andel", "Share"),
            Self::Before => language.say("Året innan", "Year before"),
            Self::Forecast => language.say("Om den stängde nu", "If it closed now"),
            Self::Needed => language.say("Fattas", "Lacking"),
        }
    }
}

/// What of the table is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The part that levels and groups are shown for.
    pub part: String,
    /// By what they are sorted, and which way.
    pub sorted: Option<(Key, Order)>,
}

impl View {
    /// What an address asks for; `parts` are those there are, the first if none is named.
    pub fn of(query: &[(String, String)], parts: &[String]) -> Self {
        let asked = crate::desk::sent(query, "del");
        let part = parts.iter().find(|part| *part == asked).or(parts.first()).cloned().unwrap_or_default();
        let key = Key::ALL.into_iter().find(|key| key.id() == crate::desk::sent(query, "sortera"));
        let order = match crate::desk::sent(query, "ordning") {
            "fallande" => Order::Descending,
            _ => Order::Ascending,
        };
        Self { part, sorted: key.map(|key| (key, order)) }
    }
}

/// Sorts rows; rows that are alike stay in the frame's order, and rows without a figure come last.
pub fn sort(rows: &mut [&Counted], key: Key, order: Order, limit: Number, before: &Before) {
    let scaled = |share: Option<Rounded>| share.map(|share| share.scaled);
    let number = |row: &Counted| -> Option<i128> {
        match key {
            Key::Name => None,
            Key::Asked => Some(row.count.asked.into()),
            Key::Submitted => Some(row.count.submitted.into()),
            Key::Begun => Some(row.count.begun.into()),
            Key::NotBegun => Some(row.count.not_begun().into()),
            Key::Share => scaled(row.count.share()),
            Key::Before => scaled(before.shares.get(&(row.place.clone(), row.part.clone())).copied()),
            Key::Forecast => {
                let place = match row.count.forecast(limit) {
                    Forecast::Shown => 0,
                    Forecast::IfBegunSubmit => 1,
                    Forecast::Withheld => 2,
                };
                Some(place * 1_000_000 + i128::from(row.count.needed(limit)))
            }
            Key::Needed => Some(row.count.needed(limit).into()),
        }
    };
    rows.sort_by(|a, b| {
        let (there, way) = match key {
            Key::Name => (std::cmp::Ordering::Equal, sort_key(&a.name).cmp(&sort_key(&b.name))),
            Key::Asked
            | Key::Submitted
            | Key::Begun
            | Key::NotBegun
            | Key::Share
            | Key::Before
            | Key::Forecast
            | Key::Needed => {
                let (a, b) = (number(a), number(b));
                (a.is_none().cmp(&b.is_none()), a.cmp(&b))
            }
        };
        there.then(if order == Order::Descending { way.reverse() } else { way })
    });
}
