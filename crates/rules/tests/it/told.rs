//! How mistakes are told in snapshots: as the author of a rule reads them.

use rules::RuleError;

/// Compares with `tests/snapshots/<name>.snap`; `INSTA_UPDATE=always cargo test -p rules` writes them anew.
pub(crate) fn snapshot(name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => "../snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, text);
    });
}

/// A rule's text, and what is said of it.
pub(crate) fn told(case: &str, text: &str, errors: &[RuleError]) -> String {
    let mut lines = format!("# {case}\n{text}\n");
    if errors.is_empty() {
        lines.push_str("    accepted\n");
    }
    for error in errors {
        lines.push_str(&format!("    {} {}\n        {}\n", error.code, error.message, error.help));
    }
    lines + "\n"
}
