//! Whoever changes anything in an explanation is found out.
//!
//! A sample of explanations that covers every construct and every state of every field is altered in every
//! place, one at a time; each altered one must be refused by the interpreter or by the sources it quotes.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde_json::Value as Json;

use super::alterations::{self, Alteration, Change};
use super::interpreter::Checked;
use super::rounds::Round;

/// Says whether an altered document passes.
type Judge<'a> = Box<dyn Fn(&Json) -> Checked<()> + Sync + Send + 'a>;

/// An explanation to alter.
pub(super) struct Sample<'a> {
    pub(super) document: Json,
    pub(super) judge: Judge<'a>,
}

#[test]
fn probe() {
    use super::language::of_all_constructs;
    use super::rounds::*;
    let of_all = of_all_constructs(edition(&CHECKLIST, 2024));
    let mut rounds: Vec<Round<'_>> = Vec::new();
    for seed in 1..=4 {
        let disturbed = ROUND_2024.disturbed(seed);
        rounds.push(disturbed.with_rules_of(&of_all));
        rounds.push(disturbed);
    }
    rounds.push(ROUND_2018.disturbed(1));
    let mut samples = Vec::new();
    for round in &rounds {
        for unit in (0..round.edition.frame.units.len()).step_by(1 + round.edition.frame.units.len() / 30) {
            for (i, indicator) in round.edition.computed().enumerate() {
                let document = round.explained(unit, indicator);
                samples.push(Sample { document, judge: Box::new(move |d| round.check(d, unit, i)) });
            }
        }
    }
    let samples = covering(samples);
    eprintln!(
        "{} samples, {} bytes",
        samples.len(),
        samples.iter().map(|s| s.document.to_string().len()).sum::<usize>()
    );
    let start = std::time::Instant::now();
    let survivors: Vec<(String, String)> = samples
        .into_par_iter()
        .flat_map_iter(|mut s| {
            let all = alterations::of(&s.document);
            let mut out = Vec::new();
            for a in &all {
                if is_words(&a.field()) {
                    continue;
                }
                if a.tried(&mut s.document, |d| (s.judge)(d)).is_ok() {
                    out.push((a.field(), a.told(&s.document)));
                }
            }
            out.push(("count".into(), all.len().to_string()));
            out
        })
        .collect();
    let mut by: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (f, t) in survivors {
        by.entry(f).or_default().push(t);
    }
    for (f, t) in &by {
        if f == "count" {
            eprintln!("tried {}", t.iter().map(|n| n.parse::<usize>().unwrap()).sum::<usize>());
            continue;
        }
        eprintln!("{f}: {}", t.len());
        for t in t.iter().take(4) {
            eprintln!("     {}", t.chars().take(200).collect::<String>());
        }
    }
    eprintln!("{:?}", start.elapsed());
}

fn is_words(field: &str) -> bool {
    let last = field.rsplit('/').next().unwrap_or_default();
    [
        "wording",
        "row_wording",
        "given_words",
        "asked_when",
        "word",
        "name",
        "source",
        "readings",
        "sentences",
        "message",
    ]
    .contains(&last)
}

fn covering(mut samples: Vec<Sample<'_>>) -> Vec<Sample<'_>> {
    samples.sort_by_cached_key(|sample| sample.document.to_string().len());
    let mut covered = BTreeSet::new();
    samples.retain(|sample| {
        let mut features = BTreeSet::new();
        of_states("", "", &sample.document, &mut features);
        let before = covered.len();
        covered.append(&mut features);
        covered.len() > before
    });
    samples
}

/// The states of the fields of a document, by kind of step.
fn of_states(owner: &str, key: &str, json: &Json, states: &mut BTreeSet<String>) {
    const TOLD: [&str; 14] = [
        "op",
        "operator",
        "quantifier",
        "kind",
        "decision",
        "reasons",
        "asked",
        "asked_reasons",
        "all_reasons",
        "counts_as",
        "method",
        "basis",
        "level",
        "holds",
    ];
    let state = match json {
        Json::Null => "null",
        Json::Bool(true) => "true",
        Json::Bool(false) => "false",
        Json::Number(_) => "number",
        Json::String(text)
            if TOLD.contains(&key) || ["true", "false", "unknown", "not_asked"].contains(&text.as_str()) =>
        {
            text
        }
        Json::String(text) if text.is_empty() => "no text",
        Json::String(_) => "text",
        Json::Array(list) if list.is_empty() => "no list",
        Json::Array(_) => "list",
        Json::Object(_) => "object",
    };
    states.insert(format!("{owner}.{key} {state}"));
    match json {
        Json::Array(list) => list.iter().for_each(|json| of_states(owner, key, json, states)),
        Json::Object(map) => {
            let owner = json["op"].as_str().unwrap_or(key);
            map.iter().for_each(|(key, json)| of_states(owner, key, json, states));
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}
