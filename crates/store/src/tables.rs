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
    /// The version of the tables that first has it.
    pub(crate) since: i64,
}

use Kind::{Int, Text};

/// All but `head`, which follows from the facts, `migration`, and those of [`PASSING`].
pub(crate) const TABLES: [Table; 15] = [
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
        since: 1,
    },
    Table { name: "subject", columns: &[("round", Text), ("id", Text), ("unit", Text)], key: 2, since: 1 },
    Table {
        name: "response",
        columns: &[("id", Text), ("round", Text), ("subject", Text), ("part", Text)],
        key: 1,
        since: 1,
    },
    Table {
        name: "batch",
        columns: &[("round", Text), ("no", Int), ("at", Int), ("prev", Text), ("root", Text), ("hash", Text)],
        key: 2,
        since: 1,
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
        since: 1,
    },
    Table {
        name: "link",
        columns: &[
            ("id", Text),
            ("round", Text),
            ("subject", Text),
            ("parts", Text),
            ("role", Text),
            ("label", Text),
            ("hash", Text),
            ("issued", Int),
            ("issued_by", Text),
            ("expires", Int),
            ("revoked", Int),
            ("revoked_by", Text),
            ("first_used", Int),
            ("last_used", Int),
        ],
        key: 1,
        since: 2,
    },
    Table {
        name: "account",
        columns: &[
            ("id", Text),
            ("login", Text),
            ("name", Text),
            ("password", Text),
            ("totp", Text),
            ("totp_step", Int),
            ("created", Int),
            ("disabled", Int),
        ],
        key: 1,
        since: 2,
    },
    Table {
        name: "account_grant",
        columns: &[("account", Text), ("no", Int), ("role", Text), ("round", Text), ("place", Text)],
        key: 2,
        since: 2,
    },
    Table {
        name: "event",
        columns: &[
            ("id", Text),
            ("at", Int),
            ("actor", Text),
            ("kind", Text),
            ("about", Text),
            ("content", Text),
        ],
        key: 1,
        since: 2,
    },
    Table { name: "simulated", columns: &[("round", Text), ("number", Int)], key: 1, since: 3 },
    Table {
        name: "account_identity",
        columns: &[("account", Text), ("issuer", Text), ("subject", Text), ("bound", Int)],
        key: 2,
        since: 5,
    },
    Table {
        name: "publishing",
        columns: &[
            ("no", Int),
            ("publication", Text),
            ("at", Int),
            ("author", Text),
            ("kind", Text),
            ("content", Text),
            ("salt", Text),
            ("leaf", Text),
            ("prev", Text),
            ("hash", Text),
            ("erased_at", Int),
        ],
        key: 1,
        since: 7,
    },
    Table {
        name: "publication_file",
        columns: &[("folder", Text), ("no", Int), ("path", Text), ("sha256", Text), ("size", Int)],
        key: 2,
        since: 7,
    },
    Table {
        name: "publication_piece",
        columns: &[("sha256", Text), ("no", Int), ("content", Text)],
        key: 2,
        since: 7,
    },
    Table {
        name: "use_count",
        columns: &[("day", Text), ("publication", Text), ("kind", Text), ("about", Text), ("count", Int)],
        key: 4,
        since: 8,
    },
];

/// What passes: no backup and no export holds it. Who is signed in signs in again after a restore, waits after failures
/// are forgotten, and who was invited is invited again.
pub(crate) const PASSING: [&str; 5] = ["session", "attempt", "attempt_key", "invitation", "known_address"];
