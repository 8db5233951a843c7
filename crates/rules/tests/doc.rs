//! What `docs/rules.md` and `docs/codes.md` say is what the code does.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::{Date, Number};
use rules::compile::{self, Binding, MAX_EXPANDED, Role};
use rules::schema::{MAX_TABLE_LINES, NumberForm, Parameter, Question, QuestionKind, Schema, ValueSet};
use rules::{MAX_DEPTH, MAX_NODES, MAX_TEXT, doc, parse};

fn path(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(file)
}

fn read(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    text.replace("\r\n", "\n")
}

/// What stands between a mark and the next `<!-- end -->`.
fn section<'a>(text: &'a str, mark: &str) -> &'a str {
    let (_, after) = text.split_once(mark).unwrap_or_else(|| panic!("docs/rules.md has no `{mark}`"));
    after.split_once("<!-- end -->").unwrap_or_else(|| panic!("`{mark}` has no `<!-- end -->`")).0.trim()
}

/// The fields of each line of a table.
fn table_lines(text: &str) -> impl Iterator<Item = Vec<String>> {
    text.lines().filter(|line| line.starts_with('|')).map(|line| {
        let line = line.replace("\\|", "\u{1}");
        line.split('|').skip(1).map(|field| field.trim().replace('\u{1}', "|")).collect()
    })
}

/// The text in backticks that a field begins with.
fn quoted(field: &str) -> Option<&str> {
    field.strip_prefix('`')?.split('`').next()
}

fn all_files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            found.extend(all_files(&path, ending));
        } else if path.extension().is_some_and(|is| is == ending) {
            found.push(path);
        }
    }
    found
}

/// Codes such as `RULE-07` in a text.
fn codes(text: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for kind in ["RULE-", "PROOF-"] {
        for (at, _) in text.match_indices(kind) {
            let digits: String = text[at + kind.len()..].chars().take_while(char::is_ascii_digit).collect();
            if !digits.is_empty() {
                all.insert(format!("{kind}{digits}"));
            }
        }
    }
    all
}

#[test]
fn the_tables_made_by_the_code_stand_in_the_reference() {
    let text = read(&path("docs/rules.md"));
    let mut stale = String::new();
    for (name, made) in [("truth", doc::truth()), ("functions", doc::functions()), ("rows", doc::rows())] {
        let mark = format!("<!-- made by the code: {name} -->");
        if section(&text, &mark) != made.trim() {
            stale.push_str(&format!("{mark}\n{}\n<!-- end -->\n\n", made.trim()));
        }
    }
    assert!(stale.is_empty(), "docs/rules.md: these sections must be\n\n{stale}");
}

#[test]
fn every_code_of_a_rule_is_in_the_list_of_codes() {
    let listed = codes(&read(&path("docs/codes.md")));
    let told = codes(&read(&path("docs/rules.md")));
    let mut given = BTreeSet::new();
    for file in all_files(&path("crates/rules/src"), "rs") {
        // Codes that are given stand in quotes; comments may name others.
        let text = read(&file);
        given.extend(text.split('"').flat_map(codes).filter(|code| text.contains(&format!("\"{code}\""))));
    }
    assert!(given.len() > 40, "only {} codes were found in the source", given.len());
    let missing: Vec<&String> = given.difference(&listed).collect();
    assert!(missing.is_empty(), "docs/codes.md lacks {missing:?}: add a line for each");
    let missing: Vec<&String> = given.difference(&told).collect();
    assert!(missing.is_empty(), "docs/rules.md lacks {missing:?}: add a line for each");
}

#[test]
fn what_the_reference_calls_refused_is_refused() {
    let text = read(&path("docs/rules.md"));
    let mut tried = 0;
    for fields in table_lines(section(&text, "<!-- refused -->")) {
        let Some(rule) = quoted(&fields[0]) else { continue };
        tried += 1;
        assert!(parse(rule).is_err(), "docs/rules.md says that `{rule}` is refused, and it is read");
    }
    assert!(tried > 20, "only {tried} examples were found");
}

#[test]
fn each_example_of_a_code_is_refused_with_it() {
    let text = read(&path("docs/rules.md"));
    let schema = questionnaire();
    let mut tried = 0;
    for fields in table_lines(&text).filter(|fields| fields[0].starts_with("RULE-")) {
        let Some(rule) = quoted(&fields[1]) else { continue };
        tried += 1;
        let role = if fields[1].contains("in the filter of G1") {
            Role::Filter { question: 0 }
        } else {
            Role::Outcome
        };
        let refused = parse(rule)
            .map_err(|error| vec![error])
            .and_then(|expr| compile::condition(&expr, &schema, role, Binding::default()).map(|_| ()));
        let found: Vec<&str> = refused.err().unwrap_or_default().iter().map(|error| error.code).collect();
        assert_eq!(found, [fields[0].as_str()], "docs/rules.md: `{rule}`");
    }
    assert!(tried > 35, "only {tried} examples were found");
}

#[test]
fn the_limits_of_the_reference_are_those_of_the_code() {
    let text = read(&path("docs/rules.md")).replace('\n', " ");
    for (limit, what) in [
        (MAX_TEXT, "characters"),
        (MAX_DEPTH, "levels deep"),
        (MAX_NODES, "parts before"),
        (MAX_EXPANDED, "after"),
        (MAX_TABLE_LINES, "lines"),
    ] {
        let number = match (limit / 1000, limit % 1000) {
            (0, small) => small.to_string(),
            (thousands, rest) => format!("{thousands} {rest:03}"),
        };
        assert!(text.contains(&format!("{number} {what}")), "docs/rules.md does not say `{number} {what}`");
    }
}

#[test]
fn every_indicator_that_the_reference_names_exists() {
    let mut known = BTreeSet::new();
    for folder in ["catalogue/editions/2018/indicators", "examples/checklist/catalogue/editions"] {
        for file in all_files(&path(folder), "toml") {
            let ids = read(&file);
            let ids = ids
                .lines()
                .filter_map(|line| line.strip_prefix("id = \"")?.strip_suffix('"').map(str::to_owned));
            known.extend(ids);
        }
    }
    let text = read(&path("docs/rules.md"));
    let named: Vec<&str> = text
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| word.starts_with("prov-") || word.starts_with("eb-"))
        .collect();
    assert!(named.len() > 50, "only {} indicators were found", named.len());
    for id in named {
        let row = |template: &String| {
            template
                .split_once("{row}")
                .is_some_and(|(start, end)| id.starts_with(start) && id.ends_with(end))
        };
        assert!(
            known.contains(id) || known.iter().any(row),
            "docs/rules.md names `{id}`, which there is not"
        );
    }
}

/// The questionnaire that the examples are about.
fn questionnaire() -> Schema {
    let set = |id: &str, alternatives: &str, ordered| {
        let alternatives = alternatives.split(' ').map(str::to_owned).collect();
        Arc::new(ValueSet { id: id.to_owned(), alternatives, ordered, alone: Vec::new() })
    };
    let exact = |text: &str| text.parse::<Number>().expect("a number");
    let form = |digits, high: &str, code: Option<&str>| NumberForm {
        digits,
        low: Number::ZERO,
        high: exact(high),
        missing_code: code.map(exact),
    };
    let ja_nej = set("ja_nej", "ja nej", false);
    let ask = |code: &str, kind, rows: &str, asked_when: Option<&str>| Question {
        code: code.parse().expect("a question code"),
        part: code[..1].parse().expect("a part code"),
        kind,
        rows: (!rows.is_empty()).then(|| rows.split(' ').map(|row| row.parse().expect("a row")).collect()),
        row_sets: Vec::new(),
        asked_when: asked_when.map(str::to_owned),
        reviewed: Vec::new(),
    };
    let rows = "missbruk barn_unga";
    let questions = vec![
        ask("G1", QuestionKind::One(ja_nej.clone()), "", None),
        ask("G2", QuestionKind::One(ja_nej), rows, None),
        ask("G2a", QuestionKind::One(set("uppfoljd", "ja ny nej", false)), rows, Some("G2.$row = 'ja'")),
        ask("G8a", QuestionKind::Many(set("former", "handledning fortbildning", false)), "", None),
        ask("E1", QuestionKind::One(set("klasser", "inom_3 inom_4_7 efter_15", true)), "", None),
        ask("E5", QuestionKind::Number(form(2, "9998.99", Some("999"))), "", None),
        ask("E7_text", QuestionKind::Text, "", None),
        ask("F2", QuestionKind::Date, "", None),
        ask("F9", QuestionKind::Number(form(0, "9000000", None)), "", None),
        ask("F14", QuestionKind::Table(form(1, "100", None)), "", None),
    ];
    let facts = vec![("unit.kind".to_owned(), QuestionKind::One(set("unit.kind", "kommun stadsdel", false)))];
    let parameters = vec![("matdag".to_owned(), Parameter::Date(Date::constant(2018, 2, 1)))];
    Schema::new(facts, questions, parameters, true)
}
