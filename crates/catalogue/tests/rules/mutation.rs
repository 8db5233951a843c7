//! A rule that is changed so that some unit's outcome changes makes a case of its indicator fail.

use catalogue::model::{Case, Edition, Indicator};
use catalogue::{case_cells, is_expected};
use domain::{Method, Outcome, ValueId};
use rules::eval;
use rules::prove::outcomes;
use rules::table::Cell;
use rules::tree::{Gives, Rule};

use crate::mutants::{self, Mutant};
use crate::sampling::{Constants, Random, draw, values};
use crate::{cells_read, editions, for_each_indicator, told};

/// Most combinations that are all tried; above, a sample is.
const EVERY: u64 = 10_000;
const DRAWS: usize = 10_000;

#[derive(Default)]
struct Count {
    mutants: usize,
    refused: usize,
    killed: usize,
    equivalent: usize,
    sampled: usize,
    survivors: Vec<String>,
}

#[test]
fn every_mistake_in_a_rule_makes_a_case_fail() {
    let editions = editions();
    let all = for_each_indicator(&editions, rule_mutants);
    report("rules", all);
}

#[test]
fn every_mistake_in_what_counts_as_reached_or_left_out_makes_a_case_fail() {
    let editions = editions();
    let all = for_each_indicator(&editions, counting_mutants);
    report("target and leaves_denominator", all);
}

fn report(what: &str, all: Vec<Count>) {
    let sum = |of: fn(&Count) -> usize| all.iter().map(of).sum::<usize>();
    println!(
        "{what}: {} indicators, {} mutants ({} more are refused by the language): {} killed, {} equivalent ({} of them by a sample)",
        all.len(),
        sum(|c| c.mutants),
        sum(|c| c.refused),
        sum(|c| c.killed),
        sum(|c| c.equivalent),
        sum(|c| c.sampled),
    );
    assert!(sum(|c| c.killed) > 100);
    let survivors: Vec<String> = all.into_iter().flat_map(|count| count.survivors).collect();
    assert!(survivors.is_empty(), "{} survive:\n{}", survivors.len(), survivors.join("\n"));
}

fn own_cases<'a>(edition: &'a Edition, indicator: &Indicator) -> Vec<(&'a Case, Vec<Cell>)> {
    let own = edition.cases.iter().filter(|case| case.indicator == indicator.id);
    own.map(|case| (case, case_cells(edition, case))).collect()
}

fn rule_mutants(edition: &Edition, indicator: &Indicator) -> Count {
    let cases = own_cases(edition, indicator);
    let (mutants, refused) = mutants::of(indicator, &edition.questionnaire.schema);
    let mut count = Count { mutants: mutants.len(), refused, ..Count::default() };
    let passes = |rule: &Rule| {
        cases.iter().all(|(case, cells)| {
            let got = eval::outcome(rule, cells);
            is_expected(&case.then, &got)
                && case.counts_as.is_none_or(|said| indicator.counts_as(&got) == Some(said))
        })
    };
    assert!(passes(&indicator.rule), "{}: its cases come out", indicator.id);
    for mutant in mutants {
        if !passes(&mutant.rule) {
            count.killed += 1;
            continue;
        }
        match difference(edition, indicator, &mutant) {
            (Some(shown), _) => {
                count.survivors.push(format!("{} {}: {}: {shown}", edition.year, indicator.id, mutant.text));
            }
            (None, is_sample) => {
                count.equivalent += 1;
                count.sampled += usize::from(is_sample);
            }
        }
    }
    count
}

/// Answers for which the mutant gives something else, and whether only a sample was tried.
fn difference(edition: &Edition, indicator: &Indicator, mutant: &Mutant) -> (Option<String>, bool) {
    let questionnaire = &edition.questionnaire;
    let entries = [indicator.rule.entries.clone(), mutant.rule.entries.clone()].concat();
    let both = Rule { entries, ordered: true };
    let read = cells_read(&both, questionnaire);
    let mut cells = Vec::new();
    let differ = |cells: &[Cell]| {
        let (a, b) = (eval::outcome(&indicator.rule, cells), eval::outcome(&mutant.rule, cells));
        (!same(&a, &b)).then(|| format!("{} → {}", said(&a), said(&b)))
    };
    if let Some(states) = outcomes(&both, questionnaire, &[], EVERY) {
        for (given, _) in states {
            questionnaire.settle(&given, &mut cells);
            if let Some(what) = differ(&cells) {
                return (Some(format!("[{}] {what}", told(questionnaire, &read, &given))), false);
            }
        }
        return (None, false);
    }
    let original = mutants::expressions(indicator);
    let named = Constants::of(original.iter().chain(&mutant.exprs), &questionnaire.schema);
    let states: Vec<_> = read.iter().map(|&col| (col, values(questionnaire, col, &named))).collect();
    let mut random = Random(2018);
    for _ in 0..DRAWS {
        let given = draw(questionnaire, &states, &mut random, &mut cells);
        questionnaire.settle(&given, &mut cells);
        if let Some(what) = differ(&cells) {
            return (Some(format!("[{}] {what}", told(questionnaire, &read, &given))), true);
        }
    }
    (None, true)
}

/// Of two empties only the reason counts: the others are kept for the derivation.
fn same(a: &Outcome, b: &Outcome) -> bool {
    match (a, b) {
        (Outcome::Empty(a), Outcome::Empty(b)) => a.reason == b.reason,
        (Outcome::Category(_) | Outcome::Figure(_) | Outcome::Empty(_), _) => a == b,
    }
}

fn said(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Category(id) => id.to_string(),
        Outcome::Empty(empty) => empty.reason.to_string(),
        Outcome::Figure(figure) => format!("{figure:?}"),
    }
}

fn counting_mutants(edition: &Edition, indicator: &Indicator) -> Count {
    let mut count = Count::default();
    if indicator.method != Method::Share {
        return count;
    }
    let mut values: Vec<&ValueId> = Vec::new();
    for entry in &indicator.rule.entries {
        if let Gives::Value(id) = &entry.gives
            && !values.contains(&id)
        {
            values.push(id);
        }
    }
    let cases = own_cases(edition, indicator);
    let outcomes: Vec<Outcome> =
        cases.iter().map(|(_, cells)| eval::outcome(&indicator.rule, cells)).collect();
    let toggled = |list: &[ValueId], value: &ValueId| -> Vec<ValueId> {
        if list.contains(value) {
            list.iter().filter(|known| *known != value).cloned().collect()
        } else {
            list.iter().chain([value]).cloned().collect()
        }
    };
    let mut mutants: Vec<(String, Indicator)> = Vec::new();
    for value in &values {
        let target = toggled(&indicator.target, value);
        let leaves = toggled(&indicator.leaves_denominator, value);
        mutants.push((format!("target = {target:?}"), Indicator { target, ..indicator.clone() }));
        mutants.push((
            format!("leaves_denominator = {leaves:?}"),
            Indicator { leaves_denominator: leaves, ..indicator.clone() },
        ));
    }
    let inverted: Vec<ValueId> =
        values.iter().filter(|value| !indicator.target.contains(value)).map(|v| (*v).clone()).collect();
    mutants.push(("reached inverted".to_owned(), Indicator { target: inverted, ..indicator.clone() }));
    for (text, mutant) in mutants {
        count.mutants += 1;
        let counts_alike = |value: &&ValueId| {
            let outcome = Outcome::Category((**value).clone());
            indicator.counts_as(&outcome) == mutant.counts_as(&outcome)
        };
        let passes = |((case, _), got): (&(&Case, Vec<Cell>), &Outcome)| {
            case.counts_as.is_none_or(|said| mutant.counts_as(got) == Some(said))
        };
        if values.iter().all(counts_alike) {
            count.equivalent += 1;
        } else if !cases.iter().zip(&outcomes).all(passes) {
            count.killed += 1;
        } else {
            count.survivors.push(format!("{} {}: {text}", edition.year, indicator.id));
        }
    }
    count
}
