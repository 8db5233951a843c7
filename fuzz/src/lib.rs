//! What the readers of other people's texts must survive: one function a fuzz target.
//!
//! Each takes any bytes and must return. A panic, an endless loop or a broken promise below is a fault.
//! `fuzz_targets/` hands them the fuzzer's bytes, `tests/corpus.rs` the seeds in `corpus/` on stable Rust.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use catalogue::answers::{read_answers_bytes, write_answers};
use catalogue::model::Edition;
use catalogue::{Catalogue, LoadOptions, Problems};
use collection::receipt::Receipt;
use collection::secret::{Purpose, Token, TokenError};
use rules::compile::{self, Binding, Role};
use rules::table::{Raw, Table};
use store::{Location, Store};

static BUNDLED: LazyLock<Catalogue> = LazyLock::new(|| {
    Catalogue::bundled().unwrap_or_else(|mistakes| panic!("the bundled catalogue: {mistakes}"))
});

/// A small, complete catalogue that the files of an input are laid over.
static CHECKLIST: LazyLock<BTreeMap<String, Vec<u8>>> = LazyLock::new(|| {
    let mut files = BTreeMap::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/checklist/catalogue");
    collect(&root, &root, &mut files);
    assert!(!files.is_empty(), "{} holds no files", root.display());
    files
});

fn collect(root: &Path, dir: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(dir).expect("the checklist is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("it lies below").to_string_lossy().into_owned();
            files.insert(name, std::fs::read(&path).expect("the checklist can be read"));
        }
    }
}

/// A rule: parsed or refused. What is parsed prints as text that parses to the same tree, and what compiles
/// for an edition's questionnaire is evaluated on a unit without answers.
///
/// # Errors
/// Why it is refused.
pub fn rule_expression(data: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(data).map_err(|error| error.to_string())?;
    let expr = rules::parse(text).map_err(|error| error.to_string())?;
    let printed = expr.to_string();
    match rules::parse(&printed) {
        Ok(again) => assert_eq!(again, expr, "`{text}` prints as `{printed}`, which means something else"),
        // Printing adds parentheses, so a text just within the limits of length and depth may come out beyond.
        Err(error) => assert!(["RULE-01", "RULE-04"].contains(&error.code), "`{printed}`: {error}"),
    }
    for edition in BUNDLED.editions.values() {
        compile_for(&expr, edition);
    }
    Ok(())
}

fn compile_for(expr: &rules::syntax::Expr, edition: &Edition) {
    let questionnaire = &edition.questionnaire;
    let schema = &questionnaire.schema;
    let blank = Table::new(1, schema);
    let blank: &[Raw] = blank.row(0);
    let mut cells = Vec::new();
    questionnaire.settle(blank, &mut cells);
    let binding = Binding { row: Some("missbruk"), area: Some("ekonomiskt_bistand") };
    let last = Role::Filter { question: schema.questions().len().saturating_sub(1) };
    for role in [Role::Outcome, Role::Check, last] {
        if let Ok(condition) = compile::condition(expr, schema, role, binding) {
            let truth = rules::eval::truth(&condition, &cells);
            let explained = rules::explain::Explainer::new(schema, &cells).cond(&condition);
            assert_eq!(rules::eval::truth(&condition, &cells), truth, "{explained:?}");
        }
    }
    // A figure compiles or says why not; it has no text of its own to promise anything about.
    let _figure = compile::figure(expr, schema, binding);
}

/// Catalogue files: loaded, or all mistakes told.
///
/// The input is text. A line `=== editions/2024/sets.toml` begins a file; the files are laid over those of
/// `examples/checklist/catalogue`, so that a seed need only hold what it is about. `=== !path` takes a file
/// away. What stands before the first such line is left alone.
///
/// # Errors
/// The mistakes.
pub fn catalogue_files(data: &[u8]) -> Result<(), String> {
    let mut files = CHECKLIST.clone();
    let mut current: Option<String> = None;
    for line in data.split_inclusive(|&byte| byte == b'\n') {
        if let Some(path) = line.strip_prefix(b"=== ") {
            let path = String::from_utf8_lossy(path).trim().to_owned();
            match path.strip_prefix('!') {
                Some(gone) => {
                    files.remove(gone);
                    current = None;
                }
                None => {
                    files.insert(path.clone(), Vec::new());
                    current = Some(path);
                }
            }
        } else if let Some(path) = &current {
            files.entry(path.clone()).or_default().extend_from_slice(line);
        }
    }
    let Err(mistakes) = Catalogue::load_files(&files, LoadOptions { prove: false }) else { return Ok(()) };
    told(&mistakes)
}

/// Changes to edition 2018 as a trial: tried, or all mistakes told, each in the file of changes. What is tried says what it
/// changes.
///
/// # Errors
/// The mistakes.
pub fn trial(data: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(data).map_err(|error| error.to_string())?;
    let year = *BUNDLED.editions.keys().next_back().expect("there is an edition");
    match BUNDLED.trial(year, text, "CHANGES.toml") {
        Ok((edition, trial)) => {
            assert_eq!(edition.year, year);
            assert!(!trial.changes.is_empty(), "tried without a change: {text}");
            Ok(())
        }
        Err(mistakes) => {
            assert!(mistakes.iter().all(|mistake| mistake.file == "CHANGES.toml"), "{mistakes}");
            told(&mistakes)
        }
    }
}

/// A refusal says what is wrong and what to do next.
fn told(mistakes: &Problems) -> Result<(), String> {
    assert!(!mistakes.is_empty(), "refused without a mistake");
    for mistake in mistakes.iter() {
        assert!(!mistake.message.is_empty() && !mistake.help.is_empty(), "{mistake:?}");
    }
    Err(mistakes.to_string())
}

/// Answers to edition 2018 (a workbook if the bytes begin like one): read, or all mistakes told. What is read
/// is written as a file that reads back as the same answers.
///
/// # Errors
/// The mistakes.
pub fn answers_csv(data: &[u8]) -> Result<(), String> {
    let edition = BUNDLED.editions.values().next_back().expect("there is an edition");
    let name = if data.starts_with(b"PK") { "answers.xlsx" } else { "answers.csv" };
    let answers = match read_answers_bytes(edition, name, data) {
        Ok(answers) => answers,
        Err(mistakes) => return told(&mistakes),
    };
    let mut written = Vec::new();
    write_answers(edition, &answers, &mut written).expect("memory can be written to");
    let again = read_answers_bytes(edition, "answers.csv", &written)
        .unwrap_or_else(|mistakes| panic!("what was written is refused: {mistakes}"));
    for unit in 0..edition.frame.units.len() {
        assert_eq!(again.table.row(unit), answers.table.row(unit), "unit {unit}");
    }
    assert_eq!(again.texts, answers.texts);
    Ok(())
}

/// The secret of a link, as somebody pasted it: read or refused. What is read is written as a text that reads back the same,
/// also in capitals, and is never shown by accident.
///
/// # Errors
/// It is no token.
pub fn token(data: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(data).map_err(|error| error.to_string())?;
    let token: Token = text.parse().map_err(|error: TokenError| error.to_string())?;
    let written = token.reveal();
    for again in [written.clone(), written.to_uppercase(), written.replace('-', " ")] {
        assert!(again.parse::<Token>().as_ref() == Ok(&token), "`{text}` is written as `{again}`, another");
    }
    assert!(!format!("{token:?}").contains(&written[..8]), "a secret is printed");
    assert_ne!(token.hash(Purpose::Link), token.hash(Purpose::Session));
    Ok(())
}

/// The file of a receipt: sound in itself, or told what is wrong. What is sound is written as a file that is sound.
///
/// # Errors
/// It is no receipt, or was changed.
pub fn receipt(data: &[u8]) -> Result<(), String> {
    let receipt: Receipt = serde_json::from_slice(data).map_err(|error| error.to_string())?;
    let faults = receipt.faults();
    if !faults.is_empty() {
        return Err(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    }
    let written = serde_json::to_vec(&receipt).expect("it is text");
    let again: Receipt = serde_json::from_slice(&written).expect("what was written is read");
    assert_eq!(again, receipt);
    assert_eq!(again.faults(), []);
    Ok(())
}

/// A backup, restored into an empty store (a database if the bytes begin like one): all of it, or nothing of it. What was
/// restored is exported as a file that restores to as much.
///
/// # Errors
/// Why it is refused.
pub fn backup(data: &[u8]) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("backup"), data).expect("it is written");
        let store = Store::open(&Location::Sqlite(path("store.db"))).await.expect("a store");
        let restored = store.restore(&path("backup")).await;
        let mut export = Vec::new();
        let counts = store.export(&mut export).await.expect("it is written");
        store.close().await;
        match restored {
            Ok(restored) => {
                assert_eq!(restored, counts, "what was restored is there");
                let again = Store::open(&Location::Sqlite(path("again.db"))).await.expect("a store");
                assert_eq!(again.import(&mut export.as_slice()).await.expect("it is read"), counts);
                again.close().await;
                Ok(())
            }
            Err(why) => {
                assert!(
                    counts.values().all(|count| *count == 0),
                    "refused, and yet something was kept: {why}"
                );
                Err(why.to_string())
            }
        }
    })
}
