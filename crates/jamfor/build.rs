//! Tells the program which commit it was built from and for what.
//!
//! Built without git, or from an archive, the commit is `unknown`. Only a new commit runs this again.

use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let commit = is_own_repository(&root).then(|| git(&root, &["rev-parse", "HEAD"])).flatten();
    if commit.is_some() {
        let branch = git(&root, &["symbolic-ref", "--quiet", "HEAD"]);
        let names = ["HEAD".to_owned(), "logs/HEAD".to_owned(), "packed-refs".to_owned()];
        for name in names.into_iter().chain(branch) {
            let Some(path) = git(&root, &["rev-parse", "--git-path", &name]) else { continue };
            let path: PathBuf = root.join(path);
            // A file that does not exist would run this at every build.
            if path.exists() {
                println!("cargo:rerun-if-changed={}", path.display());
            }
        }
    }
    println!("cargo:rustc-env=JAMFOR_COMMIT={}", commit.as_deref().unwrap_or("unknown"));
    println!("cargo:rustc-env=JAMFOR_TARGET={}", std::env::var("TARGET").unwrap_or_default());
}

/// Whether the sources have a repository of their own, and do not merely lie inside another one.
fn is_own_repository(root: &Path) -> bool {
    let top =
        git(root, &["rev-parse", "--show-toplevel"]).and_then(|top| Path::new(&top).canonicalize().ok());
    top.is_some() && top == root.canonicalize().ok()
}

/// What git prints; none if it fails or is not there.
fn git(root: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").arg("-C").arg(root).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let text = text.trim();
    (output.status.success() && !text.is_empty()).then(|| text.to_owned())
}
