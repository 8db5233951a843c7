//! The table of roles and actions, printed.

use super::action::{Action, Rule};
use super::actor::Role;

/// The matrix as a Markdown table: a row an action, a column a role.
pub fn matrix() -> String {
    let head = Role::ALL.map(|role| role.id().replace('_', " ")).join(" | ");
    let line = Role::ALL.map(|_| "---").join(" | ");
    let row = |action: Action| {
        let cells = Role::ALL.map(|role| match action.allows(role) {
            Rule::Within => "yes",
            Rule::Never => "–",
        });
        format!("| {} | {} |\n", action.id(), cells.join(" | "))
    };
    let rows: String = Action::ALL.into_iter().map(row).collect();
    format!("| action | {head} |\n| --- | {line} |\n{rows}")
}
