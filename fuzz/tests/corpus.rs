//! Every seed of every corpus, on stable Rust.
//!
//! A seed's name says what is expected: `good-…` is accepted, `bad-…` is refused, anything else – what the
//! fuzzer found – need only be survived.

use std::path::{Path, PathBuf};

fn seeds(target: &str) -> Vec<(String, Vec<u8>)> {
    let dir: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    let mut seeds: Vec<(String, Vec<u8>)> = std::fs::read_dir(&dir)
        .unwrap_or_else(|error| panic!("{}: {error}", dir.display()))
        .map(|entry| entry.expect("a folder can be listed").path())
        .map(|path| {
            let name = path.file_name().expect("a seed has a name").to_string_lossy().into_owned();
            (name, std::fs::read(&path).expect("a seed can be read"))
        })
        .collect();
    seeds.sort();
    for kind in ["good-", "bad-"] {
        assert!(seeds.iter().any(|(name, _)| name.starts_with(kind)), "{target} has no seed {kind}…");
    }
    seeds
}

/// Feeds every seed of a target, and tells of all that came out other than their names say.
fn feed(target: &str, function: fn(&[u8]) -> Result<(), String>) {
    let mut unexpected = String::new();
    for (name, bytes) in seeds(target) {
        match function(&bytes) {
            Ok(()) if name.starts_with("bad-") => unexpected += &format!("{name} is accepted\n"),
            Err(said) if name.starts_with("good-") => unexpected += &format!("{name} is refused: {said}\n"),
            Ok(()) | Err(_) => {}
        }
    }
    assert!(unexpected.is_empty(), "{unexpected}");
}

#[test]
fn rules_are_parsed_or_refused() {
    feed("rule_expression", jamfor_fuzz::rule_expression);
}

#[test]
fn catalogue_files_are_loaded_or_every_mistake_is_told() {
    feed("catalogue_files", jamfor_fuzz::catalogue_files);
}

#[test]
fn answers_are_read_or_every_mistake_is_told() {
    feed("answers_csv", jamfor_fuzz::answers_csv);
}

#[test]
fn trials_are_tried_or_every_mistake_is_told() {
    feed("trial", jamfor_fuzz::trial);
}

#[test]
fn tokens_are_read_or_refused() {
    feed("token", jamfor_fuzz::token);
}

#[test]
fn receipts_are_sound_or_every_fault_is_told() {
    feed("receipt", jamfor_fuzz::receipt);
}

#[test]
fn backups_are_restored_whole_or_not_at_all() {
    feed("backup", jamfor_fuzz::backup);
}
