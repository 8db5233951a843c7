//! What this program is, as manifests name it.

use publication::folder::sha256;
use publication::manifest::Program;

/// Which libraries it was built with.
const LOCK_FILE: &[u8] = include_bytes!("../../../Cargo.lock");

/// This program.
pub(crate) fn program() -> Program {
    Program {
        name: "jamfor".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        commit: env!("JAMFOR_COMMIT").to_owned(),
        lock: sha256(LOCK_FILE),
        target: env!("JAMFOR_TARGET").to_owned(),
    }
}

/// Two programs, told apart by the libraries they were built with where nothing else does.
pub(crate) fn told_apart(one: &Program, other: &Program) -> [String; 2] {
    let names = [one, other].map(shown);
    if one == other || names[0] != names[1] {
        return names;
    }
    [one, other].map(|program| {
        let lock: String = program.lock.chars().take(12).collect();
        format!("{} (Cargo.lock {lock})", shown(program))
    })
}

/// As people are told of a program: `jamfor 0.1.0 (commit 4bca0ee…)`.
pub(crate) fn shown(program: &Program) -> String {
    let commit: String = program.commit.chars().take(12).collect();
    format!("{} (commit {commit})", program.title())
}
