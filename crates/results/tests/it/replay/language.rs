//! Every construct of the rule language is replayed, also those that no simulated cell happens to use.

use std::collections::BTreeSet;

use catalogue::model::{CaseExpectation, Check, Edition, Indicator};
use domain::Reason;
use rules::compile::{Binding, Role, condition, figure};
use rules::table::IllogicalCheck;
use rules::tree::{Entry, Gives, Rule};
use serde_json::Value as Json;

use super::interpreter::Exact;
use super::rounds::{BUNDLED, CHECKLIST, ROUND_2024, Round, edition, of_cases};

/// What a step can be, with what distinguishes steps of one kind.
pub(super) const CONSTRUCTS: [&str; 52] = [
    "accepted",
    "add",
    "and",
    "answered",
    "asked",
    "between",
    "between negated",
    "cannot_say",
    "case",
    "category <",
    "category <=",
    "category <>",
    "category =",
    "category >",
    "category >=",
    "category BETWEEN",
    "category IN",
    "category NOT BETWEEN",
    "category NOT IN",
    "cell",
    "chosen",
    "chosen_count",
    "compare <",
    "compare <=",
    "compare <>",
    "compare =",
    "compare >",
    "compare >=",
    "count_rows",
    "given",
    "guarded",
    "literal",
    "multiply",
    "negate",
    "not",
    "or",
    "parameter",
    "ratio <",
    "ratio <=",
    "ratio <>",
    "ratio =",
    "ratio >",
    "ratio >=",
    "row",
    "rows all_rows",
    "rows any_row",
    "rows at_least",
    "rows at_most",
    "same <>",
    "same =",
    "subtract",
    "sum_rows",
];

/// Rules over the checklist's questions for what its own rules do not use: a figure, or the condition of *ja*.
const RULES: [&str; 40] = [
    "P33 = P34",
    "P10 <> P10a",
    "P20 <= 'inom_8_14'",
    "P20 > 'inom_8_14' AND NOT (P20 >= 'efter_21')",
    "P20 NOT BETWEEN 'inom_4_7' AND 'inom_8_14'",
    "P20 <> 'efter_21'",
    "P25 NOT BETWEEN 8 AND 14 AND P25 <> 3",
    "P24 * 2 > P24a + 1",
    "-P24 < -6",
    "-(P24 - P24a) = -2",
    "P24a / P24 < 0.5",
    "P24a / P24 <= 0.5",
    "P24a / P24 > 0.25",
    "P24a / P24 = 0.25",
    "P24a / P24 <> 1",
    "P24 IN (4, 5, 6) OR P24 NOT IN (7, 8)",
    "P1c < param.matdag AND P1c <> DATE '2023-05-05'",
    "P1c = P12a",
    "P1c NOT BETWEEN DATE '2022-01-01' AND param.matdag",
    "CASE WHEN P26 = 'ja' THEN P26a WHEN P24 > 5 THEN P24 ELSE -1 END >= 6",
    "CASE WHEN any_row(P4.*, P4.$r = 'ja') THEN count_rows(P4.*, P4.$r = 'ja') ELSE P24 END > 2",
    "count_rows(P4.*, P4.$r = 'ja') = 2",
    "count_rows(P4.*, P4.$r = 'ja') <> 3",
    "count_rows(P4.*, P4.$r = 'ja') > P24a",
    "count_rows(P15.*, P15a.$r = 'ny')",
    "all_rows(P15.*, P15a.$r IN ('ja', 'ny'))",
    "all_rows(P15.*, NOT (P15a.$r = 'ja' OR P15.$r = 'nej'))",
    "at_least(2, P15.*, P15a.$r <> 'nej' AND asked(P15a.$r))",
    "at_most(1, P15.*, NOT asked(P15a.$r))",
    "any_row(P4.*, P4.$r = 'ja' AND P25 > 5 AND NOT cannot_say(P25))",
    "NOT any_row(P4.*, P4.$r = 'nej') AND NOT (P22 = 'alla' OR P23 = 'ja')",
    "NOT chosen(P8, 'inget') OR chosen_count(P9) = 1",
    "cannot_say(P25) OR NOT cannot_say(P25)",
    "accepted(P30.annan) OR NOT accepted(P30.annan)",
    "unit.kind <> 'stadsdel' AND unit.size IN ('1', '2')",
    "sum_rows(P27) > 10 OR sum_rows(P27) / P24 >= 2",
    "(P24 + P24a) * 0.5 - P25",
    "-P24a / P24",
    "sum_rows(P27) / P24",
    "CASE WHEN P1c < DATE '2023-07-01' THEN 1 ELSE 0 END",
];

/// A check that makes what the rules read illogical, with the functions that only checks may use.
const CHECKS: [(&str, &[&str]); 3] = [
    ("answered(P1c) AND P1b = 'ja' AND P1c > DATE '2023-10-01'", &["P1c", "P1b"]),
    ("P30.annan = 'ja' AND NOT given(P30_text)", &["P30.annan"]),
    ("P20 >= 'inom_15_21' AND answered(P22)", &["P20", "P4.kurs"]),
];

/// The checklist's edition with an indicator for each of [`RULES`], and [`CHECKS`].
pub(super) fn of_all_constructs(edition: &Edition) -> Edition {
    let mut edition = edition.clone();
    let schema = edition.questionnaire.schema.clone();
    let compiled = |text: &str, role| {
        let expr = rules::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        condition(&expr, &schema, role, Binding::default())
            .unwrap_or_else(|errors| panic!("{text}: {errors:?}"))
    };
    let model = edition.computed().next().expect("there are indicators").clone();
    let indicator = |(i, text): (usize, &&str)| {
        let expr = rules::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let entries = match figure(&expr, &schema, Binding::default()) {
            Ok(gives) => vec![Entry { gives, when: None }],
            Err(_) => {
                let value = |id: &str| Gives::Value(id.parse().expect("an id"));
                let first = if i % 7 == 0 { Gives::Empty(Reason::NotApplicable) } else { value("ja") };
                let when = Some(compiled(text, Role::Outcome));
                vec![Entry { gives: first, when }, Entry { gives: value("nej"), when: None }]
            }
        };
        let id = format!("prov-regel-{i}").parse().expect("an id");
        Indicator { id, rule: Rule { entries, ordered: i % 2 == 0 }, ..model.clone() }
    };
    edition.indicators = RULES.iter().enumerate().map(indicator).collect();
    for (i, (text, cells)) in CHECKS.into_iter().enumerate() {
        let when = compiled(text, Role::Check);
        let cells: Vec<_> = cells.iter().map(|name| schema.find(name).expect("a cell")).collect();
        edition.questionnaire.illogical.push(IllogicalCheck { when: when.clone(), cells: cells.clone() });
        let model = edition.checks[0].clone();
        edition.checks.push(Check {
            id: format!("prov-kontroll-{i}"),
            when,
            makes_illogical: cells,
            ..model
        });
    }
    edition
}

/// The constructs of an explanation's steps.
pub(super) fn constructs(json: &Json, found: &mut BTreeSet<String>) {
    match json {
        Json::Array(all) => all.iter().for_each(|json| constructs(json, found)),
        Json::Object(map) => {
            if let Some(op) = json["op"].as_str() {
                let kind = json["operator"].as_str().or(json["quantifier"].as_str()).map(str::to_owned);
                let kind = kind.or((json["negated"] == true).then(|| "negated".to_owned()));
                found.insert(kind.map_or_else(|| op.to_owned(), |kind| format!("{op} {kind}")));
            }
            map.values().for_each(|json| constructs(json, found));
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

#[test]
fn every_construct_is_replayed() {
    let plain = edition(&CHECKLIST, 2024);
    let of_all = of_all_constructs(plain);
    let mut found = BTreeSet::new();
    let mut came = BTreeSet::new();
    let mut rounds: Vec<Round<'_>> = (1..=6).map(|seed| ROUND_2024.disturbed(seed)).collect();
    rounds.extend(rounds.iter().map(|round| round.with_rules_of(&of_all)).collect::<Vec<_>>());
    for round in &rounds {
        for unit in 0..plain.frame.units.len() {
            for (i, indicator) in round.edition.computed().enumerate() {
                let explanation = round.explained(unit, indicator);
                let checked = round.check(&explanation, unit, i);
                assert_eq!(checked, Ok(()), "{}\n{explanation:#}", indicator.id);
                constructs(&explanation, &mut found);
                let outcome = &explanation["outcome"];
                came.extend(outcome["all_reasons"].as_array().into_iter().flatten().map(Json::to_string));
                let checks = explanation["checks"].as_array().into_iter().flatten();
                came.extend(checks.map(|check| check["fires"].to_string()));
            }
        }
    }
    let constructs = BTreeSet::from(CONSTRUCTS.map(str::to_owned));
    assert_eq!(found.symmetric_difference(&constructs).collect::<Vec<_>>(), Vec::<&String>::new());
    let every_reason_and_both_checks = Reason::ALL.map(|reason| format!("\"{reason}\""));
    for what in every_reason_and_both_checks.into_iter().chain(["true".to_owned(), "false".to_owned()]) {
        assert!(came.contains(&what), "{what} never occurs");
    }
}

#[test]
fn every_case_of_the_catalogues_is_replayed() {
    for (catalogue, year) in [(&BUNDLED, 2018), (&BUNDLED, 2015), (&CHECKLIST, 2024)] {
        let edition = edition(catalogue, year);
        for (round, cases) in of_cases(edition, &catalogue.vocabulary) {
            for (unit, case) in cases {
                let place = edition.computed().position(|indicator| indicator.id == case.indicator);
                let place = place.expect("a case is one of a computed indicator");
                let explanation =
                    round.explained(unit, edition.computed().nth(place).expect("it was just found"));
                let named = format!("{} ({})\n{explanation:#}", case.name, case.place);
                assert_eq!(round.check(&explanation, unit, place), Ok(()), "{named}");
                let outcome = &explanation["outcome"];
                let exactly = |key: &str| Exact::read(outcome[key].as_str().unwrap_or_default());
                match &case.then {
                    CaseExpectation::Value(value) => assert_eq!(outcome["value"], value.as_str(), "{named}"),
                    CaseExpectation::Empty(reason) => assert_eq!(outcome["empty"], reason.id(), "{named}"),
                    CaseExpectation::Figure(domain::Figure::Pair { numerator, denominator }) => {
                        assert_eq!(exactly("numerator"), Exact::read(&numerator.to_string()), "{named}");
                        assert_eq!(exactly("denominator"), Exact::read(&denominator.to_string()), "{named}");
                    }
                    CaseExpectation::Figure(figure) => match figure {
                        domain::Figure::Number(n) | domain::Figure::Published(n) => {
                            assert_eq!(exactly("exact"), Exact::read(&n.to_string()), "{named}");
                        }
                        domain::Figure::Pair { .. } => unreachable!("matched above"),
                    },
                }
            }
        }
    }
}
