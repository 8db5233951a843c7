//! A rule that is changed so that some unit's outcome changes makes a case of its indicator fail.

use catalogue::model::{Case, CountsAs, Edition, Given, Indicator, Language};
use catalogue::{Catalogue, case_cells, is_expected, run_cases};
use domain::{EditionYear, Method, Outcome, ValueId};
use rules::eval;
use rules::prove::outcomes;
use rules::table::Cell;
use rules::tree::{Gives, Rule};

use crate::mutants::{self, Mutant};
use crate::{cells_read, editions, for_each_indicator, is_same, told};

/// Most combinations of answers that a mutant is compared over.
const MOST: u64 = 100_000;

#[derive(Default)]
struct Count {
    mutants: usize,
    refused: usize,
    killed: usize,
    equivalent: usize,
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

#[test]
fn where_a_case_is_missing_the_mistake_that_it_would_show_is_told_with_answers() {
    let mut edition = Catalogue::bundled().unwrap().editions.remove(&EditionYear(2018)).unwrap();
    edition
        .cases
        .retain(|case| !case.given.contains(&("G2a.missbruk".to_owned(), Given::One("ny".to_owned()))));
    let indicator = edition.indicator("eb-rutin-missbruk").unwrap();
    let survivors = rule_mutants(&edition, indicator).survivors;
    let told = "2018 eb-rutin-missbruk: ja when G2.missbruk = 'behovs_inte' OR (G2.missbruk = 'ja' AND \
                G2a.missbruk IN ('ja')): [G2.missbruk = ja, G2a.missbruk = ny] ja → nej";
    assert!(survivors.iter().any(|survivor| survivor == told), "{}", survivors.join("\n"));
}

#[test]
fn a_case_that_says_wrongly_what_it_counts_as_fails() {
    let catalogue = Catalogue::bundled().unwrap();
    let mut edition = catalogue.editions[&EditionYear(2018)].clone();
    assert!(run_cases(&edition).is_empty());
    let case = edition.cases.iter_mut().find(|case| case.counts_as == Some(CountsAs::Reached)).unwrap();
    case.counts_as = Some(CountsAs::LeftOut);
    let failures = run_cases(&edition);
    let told: Vec<String> =
        failures.iter().map(|failure| failure.sentence(&catalogue.vocabulary, Language::Swedish)).collect();
    assert_eq!(told.len(), 1);
    assert!(
        told[0].ends_with("väntat Ja (lämnas utanför nämnaren), blev Ja (räknas som uppnått)"),
        "{}",
        told[0]
    );
}

fn report(what: &str, all: Vec<Count>) {
    let sum = |of: fn(&Count) -> usize| all.iter().map(of).sum::<usize>();
    println!(
        "{what}: {} indicators, {} mutants ({} more are refused by the language): {} killed, {} change no outcome",
        all.len(),
        sum(|c| c.mutants),
        sum(|c| c.refused),
        sum(|c| c.killed),
        sum(|c| c.equivalent),
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
            Some(shown) => {
                let Mutant { text, .. } = mutant;
                count.survivors.push(format!("{} {}: {text}: {shown}", edition.year, indicator.id));
            }
            None => count.equivalent += 1,
        }
    }
    count
}

/// Answers for which the mutant gives something else.
fn difference(edition: &Edition, indicator: &Indicator, mutant: &Mutant) -> Option<String> {
    let questionnaire = &edition.questionnaire;
    // The states of both rules: their cells, and what either compares with.
    let entries = [indicator.rule.entries.clone(), mutant.rule.entries.clone()].concat();
    let both = Rule { entries, ordered: true };
    let Some(states) = outcomes(&both, questionnaire, &[], MOST) else {
        return Some(format!(
            "not compared, more than {MOST} combinations: add a case that tells them apart"
        ));
    };
    let read = cells_read(&both, questionnaire);
    let mut cells = Vec::new();
    states.iter().find_map(|(given, _)| {
        questionnaire.settle(given, &mut cells);
        let (a, b) = (eval::outcome(&indicator.rule, &cells), eval::outcome(&mutant.rule, &cells));
        let shown = || format!("[{}] {} → {}", told(questionnaire, &read, given), said(&a), said(&b));
        (!is_same(&a, &b)).then(shown)
    })
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
