//! The smallest sets are exactly those that exhaustive search finds.

use std::collections::BTreeSet;

use catalogue::model::Edition;
use domain::Truth;
use rand::{Rng, RngExt, SeedableRng};
use rand_pcg::Pcg64;
use results::reach::{Reach, Reacher, has_target};
use results::simulate;
use rules::schema::{Col, QuestionKind};
use rules::table::Raw;

use super::brute::{self, Set};
use super::{FACTS, answers, edition, position};

/// Different answers tried of an indicator that has so many cells: each takes thousands of assignments.
const MANY_CELLS: usize = 8;
const FEW: usize = 4;

/// What the search finds, all of it.
fn searched(reacher: &Reacher<'_>, row: &[Raw], indicator: usize) -> Option<BTreeSet<Set>> {
    match reacher.with_sets(row, indicator, usize::MAX) {
        Reach::Possible(sets) => {
            let all: Vec<Set> = sets
                .sets
                .iter()
                .map(|set| set.changes.iter().map(|change| (change.cell, change.to)).collect())
                .collect();
            let unique: BTreeSet<Set> = all.iter().cloned().collect();
            assert_eq!(sets.count, unique.len() as u64, "each set is counted once");
            assert!(unique.iter().all(|set: &Set| set.len() == sets.changes));
            let cells = |set: &Set| set.iter().map(|(col, _)| *col).collect::<Vec<_>>();
            assert!(all.is_sorted_by_key(cells), "sets come in the questionnaire's order");
            Some(unique)
        }
        Reach::Impossible(_) => Some(BTreeSet::new()),
        Reach::Reached | Reach::NoTarget => None,
        Reach::TooLarge => panic!("bundled indicators are small"),
    }
}

/// Compares search and exhaustive search for every indicator and row; how many different ones were compared.
fn compare(edition: &Edition, rows: &[Vec<Raw>]) -> usize {
    let reacher = Reacher::new(edition);
    let mut compared = 0;
    for (i, indicator) in edition.computed().enumerate() {
        if !has_target(indicator) {
            continue;
        }
        let cells = brute::cells(edition, i);
        let most = if cells.len() > MANY_CELLS { FEW } else { usize::MAX };
        let mut seen: BTreeSet<Vec<(bool, i64, bool)>> = BTreeSet::new();
        for row in rows {
            let of_cells = cells.iter().map(|col| {
                let raw = row[col.index()];
                (raw.given, raw.value, raw.accepted)
            });
            let Some(found) = searched(&reacher, row, i) else { continue };
            if seen.len() >= most || !seen.insert(of_cells.collect()) {
                continue;
            }
            let wanted = brute::smallest(edition, row, i);
            let told = |sets: &BTreeSet<Set>| describe(edition, sets);
            assert_eq!(told(&found), told(&wanted), "{}: {}", indicator.id, given(edition, &cells, row));
            compared += 1;
        }
    }
    compared
}

fn describe(edition: &Edition, sets: &BTreeSet<Set>) -> Vec<String> {
    let printer = rules::print::Printer::new(&edition.questionnaire.schema);
    let change =
        |(col, value): &(Col, i64)| format!("{} := {}", printer.name(*col), printer.value(*col, *value));
    sets.iter().map(|set| set.iter().map(change).collect::<Vec<_>>().join(", ")).collect()
}

fn given(edition: &Edition, cells: &[Col], row: &[Raw]) -> String {
    let given = cells.iter().filter(|col| row[col.index()].given);
    let set: Set = given.map(|col| (*col, row[col.index()].value)).collect();
    describe(edition, &BTreeSet::from([set])).join("")
}

/// Answers with gaps, such as no form would let through but a file may hold.
fn generated(edition: &Edition, random: &mut impl Rng) -> Vec<Raw> {
    let mut row = answers(edition, &[]);
    let mut cells = Vec::new();
    let gaps = [0.0, 0.1, 0.5][random.random_range(0..3)];
    for i in 0..row.len() {
        let column = &edition.questionnaire.schema.columns()[i];
        edition.questionnaire.settle_before_checks(&row, &mut cells);
        if column.question.is_none() || cells[i].asked == Truth::False || random.random_bool(gaps) {
            continue;
        }
        row[i] = match &column.kind {
            QuestionKind::One(set) => Raw::answer(random.random_range(0..set.alternatives.len() as i64)),
            QuestionKind::Many(set) => Raw::answer(random.random_range(1..1_i64 << set.alternatives.len())),
            QuestionKind::Number(_) | QuestionKind::Table(_) => Raw::answer(1_000_000),
            QuestionKind::Date => Raw::answer(20_180_101),
            QuestionKind::Text => Raw::answer(0),
        };
        row[i].accepted = column.reviewed && row[i].value == 0 && random.random_bool(0.3);
    }
    row
}

#[test]
fn simulated_units_get_the_sets_that_trying_everything_finds() {
    for (facts, seed) in [(&[][..], 7), (&FACTS[..], 2018)] {
        let edition = edition(2018, facts);
        let answers = simulate::simulate(&edition, seed);
        let rows: Vec<Vec<Raw>> =
            (0..answers.table.subjects()).map(|unit| answers.table.row(unit).to_vec()).collect();
        let compared = compare(&edition, &rows);
        assert!(compared > 150, "seed {seed}: only {compared} different answers were compared");
    }
}

#[test]
fn answers_with_gaps_get_the_sets_that_trying_everything_finds() {
    for year in [2015, 2018] {
        for facts in [&[][..], &FACTS[..]] {
            let edition = edition(year, facts);
            let mut random = Pcg64::seed_from_u64(11);
            let rows: Vec<Vec<Raw>> = (0..100).map(|_| generated(&edition, &mut random)).collect();
            let compared = compare(&edition, &rows);
            assert!(compared > 75, "{year}: only {compared} different answers were compared");
        }
    }
}

/// What the first set of an indicator is, and how many there are.
fn told(edition: &Edition, id: &str, given: &[(&str, &str)]) -> String {
    let row = answers(edition, given);
    told_of(edition, &Reacher::new(edition).indicator(&row, position(edition, id)))
}

/// The same of what was found.
pub(crate) fn told_of(edition: &Edition, reach: &Reach) -> String {
    match reach {
        Reach::Possible(sets) => {
            let first = &sets.sets[0];
            let changes: Set = first.changes.iter().map(|change| (change.cell, change.to)).collect();
            let mut text = describe(edition, &BTreeSet::from([changes])).join("");
            for (cell, _) in &first.dropped {
                let name = &edition.questionnaire.schema.column(*cell).name;
                text.push_str(&format!("; {name} falls away"));
            }
            format!("{}: {text}", sets.count)
        }
        Reach::Impossible(facts) => {
            let name = |col: Col| edition.questionnaire.schema.column(col).name.clone();
            let facts: Vec<String> = facts.iter().map(|fact| name(fact.cell)).collect();
            format!("impossible: {}", facts.join(", "))
        }
        Reach::NoTarget | Reach::Reached | Reach::TooLarge => reach.id().to_owned(),
    }
}

#[test]
fn every_kind_of_change_is_told() {
    let edition = edition(2018, &FACTS);
    let nine = [
        "arbetsliv",
        "bostad",
        "egna_forsok",
        "mal_framtid",
        "ekonomi",
        "familj",
        "halsa",
        "intressen_natverk",
    ];
    let template: Vec<(String, &str)> = nine
        .iter()
        .enumerate()
        .map(|(i, row)| (format!("E6a.{row}"), if i < 3 { "ja" } else { "nej" }))
        .chain([("E6a.social_situation".to_owned(), "nej"), ("E6a.barns_situation".to_owned(), "nej")])
        .collect();
    let mut template: Vec<(&str, &str)> =
        template.iter().map(|(cell, value)| (cell.as_str(), *value)).collect();
    template.push(("E6", "alla"));
    for (case, id, given, expected) in [
        ("one answer", "eb-hushallsradgivning", &[("E4", "nej")][..], "1: E4 := 'ja'"),
        ("reached already", "eb-hushallsradgivning", &[("E4", "ja")], "reached"),
        ("nothing is answered", "eb-hushallsradgivning", &[], "1: E4 := 'ja'"),
        (
            "a follow-up is asked and must be answered",
            "eb-rutin-vald",
            &[("G9.ekonomiskt_bistand", "nej")],
            "2: G9.ekonomiskt_bistand := 'ja', G9a.ekonomiskt_bistand := 'ja'",
        ),
        (
            "an answer that is not needed any more falls away",
            "eb-socialjour",
            &[("G1", "nej"), ("G1a", "nej")],
            "1: G1 := 'ja'; G1a falls away",
        ),
        (
            "a multiple choice counts one and nothing is chosen without need",
            "eb-kompetensplan",
            &[
                ("G8.ekonomiskt_bistand", "ja"),
                ("G8a.ekonomiskt_bistand", "vidareutbildning,annan"),
                ("G8b.ekonomiskt_bistand", "ja"),
            ],
            "1: G8a.ekonomiskt_bistand := {'handledning', 'fortbildning', 'vidareutbildning', 'annan'}",
        ),
        (
            "cells that the rule does not read must be answered, too",
            "eb-plan-tre-manader",
            &[("E9", "nej")],
            "9: E9 := 'alla', E9a.undertecknad := 'alla', E9a.uppfoljd := 'alla'",
        ),
        (
            "the children, and three of the six rows that are missing",
            "eb-utredningsmall-barn",
            &template,
            "20: E6a.barns_situation := 'ja', E6a.mal_framtid := 'ja', E6a.ekonomi := 'ja', E6a.familj := 'ja'",
        ),
        ("the area does not exist", "eb-rutin-lss", &[("G2.lss", "finns_inte")], "impossible: G2.lss"),
        ("it cannot be said", "eb-vantetid-nybesok", &[("E1", "kan_inte_svara")], "impossible: E1"),
        (
            "nobody to offer it to",
            "eb-arbmark-18-24",
            &[("E2.kurs", "ingen_person"), ("E2.vagledning", "nej")],
            "3: E2.jobbsokaraktivitet := 'alla'",
        ),
        (
            "acceptance is not relied on",
            "eb-fia",
            &[("E7.fia", "nej"), ("E7.annan", "nej")],
            "1: E7.fia := 'ja'",
        ),
        ("a background measure has no target", "eb-bg-handlaggare", &[("E5", "3")], "no_target"),
        (
            "an answer whose main question is missing stands",
            "eb-rutin-missbruk",
            &[("G2a.missbruk", "ja")],
            "2: G2.missbruk := 'ja'",
        ),
    ] {
        assert_eq!(told(&edition, id, given), expected, "{case}");
    }
}
