//! A simulated round looks like a round: response, spread, every alternative, withheld places.

use std::collections::BTreeSet;

use catalogue::Catalogue;
use catalogue::answers::{Answers, Origin, read_answers_bytes, write_answers};
use catalogue::model::{Edition, Severity};
use domain::{EditionYear, Level, NoFigure, Outcome, Withheld};
use results::aggregates::Place;
use results::{Results, checks, simulate};
use rules::schema::QuestionKind;

const SEEDS: [u64; 3] = [1, 7, 2018];

fn edition() -> Edition {
    Catalogue::bundled().expect("the bundled catalogue loads").editions[&EditionYear(2018)].clone()
}

fn responding(edition: &Edition, answers: &Answers, part: &str) -> usize {
    let schema = &edition.questionnaire.schema;
    let of_part = |i: usize| {
        let question = schema.columns()[i].question.map(|place| &edition.questions[place]);
        question.is_some_and(|question| question.part.as_str() == part)
    };
    (0..answers.table.subjects())
        .filter(|&unit| answers.table.row(unit).iter().enumerate().any(|(i, raw)| raw.given && of_part(i)))
        .count()
}

#[test]
fn exactly_as_many_answer_each_part_as_in_the_real_round() {
    let edition = edition();
    for seed in SEEDS {
        let answers = simulate::simulate(&edition, seed);
        assert_eq!(responding(&edition, &answers, "G"), 296, "seed {seed}");
        assert_eq!(responding(&edition, &answers, "E"), 289, "seed {seed}");
    }
}

#[test]
fn the_same_seed_gives_the_same_file_and_the_file_is_read_back() {
    let edition = edition();
    let file = |seed| {
        let mut bytes = Vec::new();
        write_answers(&edition, &simulate::simulate(&edition, seed), &mut bytes)
            .expect("memory does not fail");
        bytes
    };
    assert_eq!(file(7), file(7));
    assert_ne!(file(7), file(8));
    let read = read_answers_bytes(&edition, "answers.csv", &file(7)).expect("what is written can be read");
    assert_eq!(read.origin, Origin::Simulated);
    let simulated = simulate::simulate(&edition, 7);
    for unit in 0..read.table.subjects() {
        assert!(read.table.row(unit) == simulated.table.row(unit), "unit {unit} is read back as it was");
    }
}

#[test]
fn shares_spread_from_low_to_high_and_every_result_occurs() {
    let edition = edition();
    for seed in SEEDS {
        let answers = simulate::simulate(&edition, seed);
        let results = Results::from_answers(&edition, &answers.table, "simulated");
        let nation = results.places.iter().position(|m| matches!(m.place, Place::Level(Level::Nation, _)));
        let nation = nation.expect("there is a nation");
        let mut shares = Vec::new();
        for (i, indicator) in edition.computed().enumerate() {
            if indicator.method != domain::Method::Share {
                continue;
            }
            let share = results.aggregates.get(nation, i).figure.expect("296 of 312 are enough");
            assert!((100..=950).contains(&share.scaled), "seed {seed}: {} is {share}", indicator.id);
            shares.push(share.scaled);
            let seen: BTreeSet<String> = (0..results.outcomes.subjects())
                .map(|unit| match results.outcomes.get(unit, i) {
                    Outcome::Category(value) => value.to_string(),
                    Outcome::Empty(empty) => empty.reason.id().to_owned(),
                    Outcome::Figure(_) => "figure".to_owned(),
                })
                .collect();
            for shown in &indicator.shown {
                assert!(seen.contains(shown), "seed {seed}: {} never comes to {shown}", indicator.id);
            }
        }
        let (low, high) = (shares.iter().min().copied(), shares.iter().max().copied());
        assert!(low < Some(250) && high > Some(750), "seed {seed}: shares from {low:?} to {high:?}");
    }
}

#[test]
fn every_alternative_is_chosen_and_some_units_cannot_say() {
    let edition = edition();
    let schema = &edition.questionnaire.schema;
    for seed in SEEDS {
        let answers = simulate::simulate(&edition, seed);
        for (i, column) in schema.columns().iter().enumerate().filter(|(_, c)| c.question.is_some()) {
            let given: BTreeSet<i64> = (0..answers.table.subjects())
                .map(|unit| answers.table.row(unit)[i])
                .filter(|raw| raw.given)
                .map(|raw| raw.value)
                .collect();
            match &column.kind {
                QuestionKind::One(set) => {
                    for (place, id) in set.alternatives.iter().enumerate() {
                        assert!(
                            given.contains(&(place as i64)),
                            "seed {seed}: nobody says {} = {id}",
                            column.name
                        );
                    }
                }
                QuestionKind::Number(form) => {
                    let code = form.missing_code.expect("E5 has a missing code").micros();
                    assert!(given.contains(&code), "seed {seed}: everybody can say {}", column.name);
                }
                QuestionKind::Many(_) | QuestionKind::Text | QuestionKind::Date | QuestionKind::Table(_) => {}
            }
        }
    }
}

#[test]
fn a_county_and_a_city_are_withheld() {
    let edition = edition();
    for seed in SEEDS {
        let answers = simulate::simulate(&edition, seed);
        let results = Results::from_answers(&edition, &answers.table, "simulated");
        let withheld = |level: Level| {
            results.places.iter().enumerate().any(|(place, membership)| {
                matches!(&membership.place, Place::Level(l, _) if *l == level)
                    && results.aggregates.get(place, 0).figure
                        == Err(NoFigure::Withheld(Withheld::NonResponse))
            })
        };
        assert!(withheld(Level::County) && withheld(Level::City), "seed {seed}");
    }
}

#[test]
fn simulated_answers_pass_every_hard_check() {
    for (year, edition) in Catalogue::bundled().expect("it loads").editions {
        let answers = simulate::simulate(&edition, 3);
        let hard: Vec<_> = checks::findings(&edition, &answers.table)
            .into_iter()
            .filter(|finding| finding.severity == Severity::Hard)
            .map(|finding| (edition.frame.units[finding.subject].name.clone(), finding.check))
            .collect();
        assert!(hard.is_empty(), "{year}: {hard:?}");
    }
}
