//! Whoever changes anything in an explanation is found out.
//!
//! A sample of explanations that covers every construct and every state of every field is altered in every
//! place, one at a time. Each altered one is refused: by the interpreter, because it no longer gives what it
//! says; by the answers file, because that says something else; or by whom else it quotes.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde_json::Value as Json;

use super::alterations;
use super::language::{CONSTRUCTS, constructs, of_all_constructs};
use super::places::{FIGURES_2018, Figures, Published, with_population};
use super::rounds::{CHECKLIST, ROUND_2018, ROUND_2024, Round, edition};
use super::sources::{Judge, Verdict};

/// Words for people: nobody looks them up.
const WORDS: [&str; 8] = [
    "/checks/message",
    "/indicator/name",
    "/name",
    "/outcome/word",
    "/readings",
    "/sentences",
    "/source",
    "/unit/name",
];

/// Words that the questionnaire tells.
const WORDS_OF_THE_QUESTIONNAIRE: [&str; 4] =
    ["/cells/asked_when", "/cells/given_words", "/cells/row_wording", "/cells/wording"];

/// What the cell or figure at hand need not depend on; then only the questionnaire or the indicator's card tells:
/// the missing code where another number was given, the kind of a cell that is only asked about, decimals where
/// there is no figure, a target that no unit has. Where it does depend on it, the interpreter refuses.
const NOT_ALWAYS_NEEDED: [&str; 8] = [
    "/cells",
    "/cells/kind",
    "/cells/missing_code",
    "/cells/set",
    "/decimals",
    "/leaves_denominator",
    "/target",
    "/withhold_above_percent",
];

/// An explanation to alter.
struct Sample<'a> {
    document: Json,
    judge: Box<dyn Fn(&Json) -> Verdict + Sync + Send + 'a>,
}

/// Alters the samples everywhere; for each field, who refused its alterations, if anybody.
fn refusals(samples: Vec<Sample<'_>>) -> BTreeMap<String, BTreeSet<Option<Judge>>> {
    let altered = |mut sample: Sample<'_>| {
        let mut refusals: BTreeMap<String, BTreeSet<Option<Judge>>> = BTreeMap::new();
        for alteration in alterations::of(&sample.document) {
            let verdict = alteration.tried(&mut sample.document, &sample.judge);
            let field = alteration.field().replace("/members", "");
            if verdict.is_ok() && !WORDS.contains(&field.as_str()) {
                panic!("nobody sees it: {}\n{:#}", alteration.told(&sample.document), sample.document);
            }
            refusals.entry(field).or_default().insert(verdict.err().map(|(judge, _)| judge));
        }
        refusals
    };
    samples.into_par_iter().map(altered).reduce(BTreeMap::new, |mut all, more| {
        more.into_iter().for_each(|(field, judges)| all.entry(field).or_default().extend(judges));
        all
    })
}

/// Those of the samples that show something new, the smallest first.
fn covering(mut samples: Vec<Sample<'_>>) -> Vec<Sample<'_>> {
    samples.sort_by_cached_key(|sample| sample.document.to_string().len());
    let mut covered = BTreeSet::new();
    samples.retain(|sample| {
        let mut states = BTreeSet::new();
        constructs(&sample.document, &mut states);
        states_of("", "", &sample.document, &mut states);
        let before = covered.len();
        let way = ["method", "empty", "level"].map(|key| sample.document[key].to_string());
        states.insert(way.join(" "));
        covered.append(&mut states);
        covered.len() > before
    });
    samples
}

/// The states of the fields of a document, by kind of step.
fn states_of(owner: &str, key: &str, json: &Json, states: &mut BTreeSet<String>) {
    const OF_A_LIST: [&str; 12] = [
        "asked",
        "asked_reasons",
        "all_reasons",
        "basis",
        "counts_as",
        "decision",
        "holds",
        "kind",
        "level",
        "method",
        "op",
        "reasons",
    ];
    let state = match json {
        Json::Null => "null",
        Json::Bool(true) => "true",
        Json::Bool(false) => "false",
        Json::Number(_) => "number",
        Json::String(text)
            if OF_A_LIST.contains(&key) || ["true", "false", "unknown"].contains(&text.as_str()) =>
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
        Json::Array(list) => list.iter().for_each(|json| states_of(owner, key, json, states)),
        Json::Object(map) => {
            let owner = json["op"].as_str().unwrap_or(key);
            map.iter().for_each(|(key, json)| states_of(owner, key, json, states));
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

/// Explanations of cells.
fn of_cells<'r>(rounds: &'r [Round<'_>]) -> Vec<Sample<'r>> {
    let mut samples = Vec::new();
    for round in rounds {
        let units = round.edition.frame.units.len();
        for unit in (0..units).step_by(1 + units / 30) {
            for (place, indicator) in round.edition.computed().enumerate() {
                let judge = Box::new(move |document: &Json| round.check(document, unit, place));
                samples.push(Sample { document: round.explained(unit, indicator), judge });
            }
        }
    }
    covering(samples)
}

/// Explanations of outcomes that are known without answers.
fn of_published(published: &[Published]) -> Vec<Sample<'_>> {
    let mut samples = Vec::new();
    for published in published {
        for (place, document) in published.explained().into_iter().enumerate() {
            let judge = Box::new(move |document: &Json| published.check(document, place));
            samples.push(Sample { document, judge });
        }
    }
    covering(samples)
}

/// Explanations of figures of places with few units.
fn of_figures<'f>(figures: &[&'f Figures<'_>]) -> Vec<Sample<'f>> {
    let mut samples = Vec::new();
    for &figures in figures {
        for (place, indicator) in figures.all() {
            let document = figures.explained(place, indicator);
            if document["members"].as_array().is_some_and(|members| members.len() < 16) {
                let judge = Box::new(move |document: &Json| figures.check(document, place, indicator));
                samples.push(Sample { document, judge });
            }
        }
    }
    covering(samples)
}

#[test]
fn an_altered_explanation_is_refused() {
    let of_all = of_all_constructs(edition(&CHECKLIST, 2024));
    let mut rounds: Vec<Round<'_>> = (1..=3).map(|seed| ROUND_2024.disturbed(seed)).collect();
    rounds.extend(rounds.iter().map(|round| round.with_rules_of(&of_all)).collect::<Vec<_>>());
    rounds.push(ROUND_2018.disturbed(1));

    let with_population = with_population();
    let weighed = ROUND_2024.with_rules_of(&with_population);
    let published = ["outcomes.csv", "outcomes-med-rekonstruerade-antal.csv"].map(Published::read);
    let mut figures: Vec<Figures<'_>> = [&weighed, &rounds[0], &rounds[1]].map(Figures::of_round).into();
    figures.extend(published.iter().map(Published::figures));
    let figures: Vec<&Figures<'_>> = figures.iter().chain([&*FIGURES_2018]).collect();

    let mut samples = of_cells(&rounds);
    assert!(samples.len() >= 40, "{} explanations of cells", samples.len());
    samples.extend(of_published(&published));
    let mut covered = BTreeSet::new();
    samples.iter().for_each(|sample| constructs(&sample.document, &mut covered));
    assert_eq!(covered, BTreeSet::from(CONSTRUCTS.map(str::to_owned)), "the samples show every construct");
    let cells = samples.len();
    samples.extend(of_figures(&figures));
    assert!(samples.len() >= cells + 40, "{} explanations of figures", samples.len() - cells);

    let refusals = refusals(samples);
    let refused_by = |judges: &[Option<Judge>]| -> Vec<&str> {
        let fields = refusals.iter().filter(|(_, by)| judges.iter().any(|judge| by.contains(judge)));
        fields.map(|(field, _)| field.as_str()).collect()
    };
    assert_eq!(refused_by(&[None]), WORDS);
    let mut quoted = refused_by(&[Some(Judge::Questionnaire), Some(Judge::Card)]);
    quoted.retain(|field| !WORDS_OF_THE_QUESTIONNAIRE.contains(field));
    assert_eq!(quoted, NOT_ALWAYS_NEEDED);
    let by_interpreter = refused_by(&[Some(Judge::Interpreter)]);
    for field in NOT_ALWAYS_NEEDED {
        assert!(by_interpreter.contains(&field), "the interpreter never needs {field}");
    }
}
