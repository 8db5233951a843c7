//! The table of roles and actions, printed.

use super::action::{Action, Extent, Rule};
use super::actor::Role;

/// The matrix as a Markdown table: a row an action, a column a role; then the operator's, who gives commands; the last says
/// what a grant must reach for the action to be done to a round itself.
pub fn matrix() -> String {
    let head = Role::ALL.map(|role| role.id().replace('_', " ")).join(" | ");
    let line = Role::ALL.map(|_| "---").join(" | ");
    let cell = |rule: Rule| match rule {
        Rule::Within => "yes",
        Rule::Never => "–",
    };
    let row = |action: Action| {
        let cells = Role::ALL.map(|role| cell(action.allows(role)));
        let extent = match action.extent() {
            Extent::Whole => "whole",
            Extent::Some => "–",
        };
        format!(
            "| {} | {} | {} | {extent} |\n",
            action.id(),
            cells.join(" | "),
            cell(action.allows_operator())
        )
    };
    let rows: String = Action::ALL.into_iter().map(row).collect();
    format!("| action | {head} | operator | of a round |\n| --- | {line} | --- | --- |\n{rows}")
}
