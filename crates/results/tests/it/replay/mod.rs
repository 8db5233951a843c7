//! An explanation that is replayed gives the cell.
//!
//! The [`interpreter`] reads the JSON alone; [`sources`] looks up what the JSON quotes – answers, units, the
//! published row – in plain texts, as somebody else would. Here the two are brought together with rounds made
//! by the program ([`rounds`]): every cell of a simulated edition ([`units`]), every figure of every place
//! ([`places`]), every construct of the rule language ([`language`]); and nobody can change anything in an
//! explanation without being found out ([`altered`]).

mod alterations;
mod altered;
mod interpreter;
mod language;
mod places;
mod rounds;
mod sources;
mod units;

/// The interpreter is worth nothing if it asks those it checks.
#[test]
fn the_interpreter_uses_nothing_of_this_project() {
    for (file, text) in [
        ("aggregate.rs", include_str!("interpreter/aggregate.rs")),
        ("cells.rs", include_str!("interpreter/cells.rs")),
        ("conditions.rs", include_str!("interpreter/conditions.rs")),
        ("document.rs", include_str!("interpreter/document.rs")),
        ("exact.rs", include_str!("interpreter/exact.rs")),
        ("mod.rs", include_str!("interpreter/mod.rs")),
        ("numbers.rs", include_str!("interpreter/numbers.rs")),
        ("rows.rs", include_str!("interpreter/rows.rs")),
        ("rule.rs", include_str!("interpreter/rule.rs")),
        ("steps.rs", include_str!("interpreter/steps.rs")),
        ("truth.rs", include_str!("interpreter/truth.rs")),
    ] {
        for line in text.lines().map(str::trim).filter(|line| line.starts_with("use ")) {
            let is_allowed =
                ["use std::", "use serde_json::", "use super::"].iter().any(|head| line.starts_with(head));
            assert!(is_allowed && !line.contains("super::super"), "{file}: {line}");
        }
        for ours in ["domain::", "rules::", "catalogue::", "results::"] {
            assert!(!text.contains(ours), "{file} speaks of {ours}");
        }
    }
}
