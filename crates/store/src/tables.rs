//! The tables as an export lists them, in an order in which they can be filled.

/// Whether a column holds texts or whole numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Int,
}

pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [(&'static str, Kind)],
    /// How many of the columns, from the first, no two rows share.
    pub(crate) key: usize,
}

use Kind::{Int, Text};

/// All but `head`, which follows from the facts, and `migration`.
pub(crate) const TABLES: [Table; 5] = [
    Table {
        name: "round",
        columns: &[
            ("id", Text),
            ("edition", Text),
            ("survey", Text),
            ("name", Text),
            ("class", Text),
            ("zone", Text),
            ("opens", Int),
            ("closes", Int),
            ("state", Text),
            ("head_no", Int),
            ("head_hash", Text),
            ("head_at", Int),
        ],
        key: 1,
    },
    Table { name: "subject", columns: &[("round", Text), ("id", Text), ("unit", Text)], key: 2 },
    Table {
        name: "response",
        columns: &[("id", Text), ("round", Text), ("subject", Text), ("part", Text)],
        key: 1,
    },
    Table {
        name: "batch",
        columns: &[("round", Text), ("no", Int), ("at", Int), ("prev", Text), ("root", Text), ("hash", Text)],
        key: 2,
    },
    Table {
        name: "fact",
        columns: &[
            ("round", Text),
            ("no", Int),
            ("pos", Int),
            ("id", Text),
            ("response", Text),
            ("author", Text),
            ("kind", Text),
            ("content", Text),
            ("salt", Text),
            ("leaf", Text),
            ("erased_at", Int),
        ],
        key: 3,
    },
];
