//! Simulated rounds follow one another as real ones would: most answers stay, some units improve, fewer fall back.

use catalogue::Catalogue;
use catalogue::answers::{Answers, Origin, read_answers_bytes, write_answers};
use catalogue::model::{Edition, Severity};
use domain::{EditionYear, Outcome};
use results::{Results, checks, simulate};

const SEEDS: [u64; 2] = [7, 2018];

fn edition(year: u16) -> Edition {
    Catalogue::bundled().expect("the bundled catalogue loads").editions[&EditionYear(year)].clone()
}

fn file(edition: &Edition, answers: &Answers) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_answers(edition, answers, &mut bytes).expect("memory does not fail");
    bytes
}

/// Units that answered something of a part.
fn responding(edition: &Edition, answers: &Answers, part: &str) -> Vec<usize> {
    let columns = edition.questionnaire.schema.columns();
    let of_part = |i: usize| {
        let question = columns[i].question.map(|place| &edition.questions[place]);
        question.is_some_and(|question| question.part.as_str() == part)
    };
    (0..answers.table.subjects())
        .filter(|&unit| answers.table.row(unit).iter().enumerate().any(|(i, raw)| raw.given && of_part(i)))
        .collect()
}

#[test]
fn the_first_round_is_what_is_simulated_without_rounds_and_later_ones_do_not_change_it() {
    let edition = edition(2018);
    let mut alone = simulate::simulate(&edition, 7);
    alone.round = Some(1);
    let (one, three) = (simulate::rounds(&edition, 7, 1), simulate::rounds(&edition, 7, 3));
    assert_eq!(file(&edition, &alone), file(&edition, &one[0]));
    assert_eq!(file(&edition, &one[0]), file(&edition, &three[0]));
    let again = simulate::rounds(&edition, 7, 2);
    assert_eq!(file(&edition, &again[1]), file(&edition, &three[1]), "the same seed gives the same rounds");
}

#[test]
fn every_round_is_valid_names_itself_and_is_read_back() {
    for year in [2015, 2018] {
        let edition = edition(year);
        for (answers, number) in simulate::rounds(&edition, 2018, 3).iter().zip(1..) {
            let hard: Vec<_> = checks::findings(&edition, &answers.table)
                .into_iter()
                .filter(|finding| finding.severity == Severity::Hard)
                .map(|finding| (edition.frame.units[finding.subject].name.clone(), finding.check))
                .collect();
            assert!(hard.is_empty(), "{year}, round {number}: {hard:?}");
            let read = read_answers_bytes(&edition, "answers.csv", &file(&edition, answers));
            let read = read.unwrap_or_else(|problems| panic!("{year}, round {number}: {problems}"));
            if read.at.is_empty() {
                continue;
            }
            assert_eq!((read.origin, read.round), (Origin::Simulated, Some(number)), "{year}");
            assert_eq!(read.origin_id(), format!("simulated round {number}"));
            assert_eq!(read.texts, answers.texts, "{year}, round {number}");
            for unit in 0..read.table.subjects() {
                assert!(
                    read.table.row(unit) == answers.table.row(unit),
                    "{year}, round {number}, unit {unit}"
                );
            }
        }
    }
}

#[test]
fn as_many_answer_as_in_the_real_round_and_a_few_others_than_before() {
    let edition = edition(2018);
    for seed in SEEDS {
        let rounds = simulate::rounds(&edition, seed, 3);
        for (part, stated) in [("G", 296), ("E", 289)] {
            let units: Vec<Vec<usize>> =
                rounds.iter().map(|answers| responding(&edition, answers, part)).collect();
            for pair in units.windows(2) {
                assert_eq!(pair[1].len(), stated, "seed {seed}, part {part}");
                let left = pair[0].iter().filter(|unit| !pair[1].contains(unit)).count();
                assert!((1..=4).contains(&left), "seed {seed}, part {part}: {left} units stopped answering");
            }
        }
    }
}

#[test]
fn units_keep_about_nine_answers_of_ten() {
    let edition = edition(2018);
    for seed in SEEDS {
        for pair in simulate::rounds(&edition, seed, 3).windows(2) {
            let (mut kept, mut all) = (0_u32, 0_u32);
            for unit in 0..pair[0].table.subjects() {
                for (before, after) in pair[0].table.row(unit).iter().zip(pair[1].table.row(unit)) {
                    if before.given {
                        all += 1;
                        kept += u32::from(before == after);
                    }
                }
            }
            let percent = 100 * kept / all;
            assert!((85..=96).contains(&percent), "seed {seed}: {percent} per cent are kept");
        }
    }
}

#[test]
fn more_units_improve_than_fall_back_on_the_whole_and_some_fall_back_on_most_indicators() {
    let edition = edition(2018);
    for seed in SEEDS {
        let rounds = simulate::rounds(&edition, seed, 3);
        let computed: Vec<Results> = rounds
            .iter()
            .map(|answers| Results::from_answers(&edition, &answers.table, &answers.origin_id()))
            .collect();
        for pair in computed.windows(2) {
            let (mut better, mut worse, mut moving) = (0_u32, 0_u32, 0_u32);
            for (i, indicator) in edition.computed().enumerate() {
                let reached = |results: &Results, unit: usize| match results.outcomes.get(unit, i) {
                    Outcome::Category(value) => Some(indicator.target.contains(value)),
                    Outcome::Empty(_) | Outcome::Figure(_) => None,
                };
                let (mut up, mut down) = (0, 0);
                for unit in 0..pair[0].outcomes.subjects() {
                    match (reached(&pair[0], unit), reached(&pair[1], unit)) {
                        (Some(false), Some(true)) => up += 1,
                        (Some(true), Some(false)) => down += 1,
                        _ => {}
                    }
                }
                better += up;
                worse += down;
                moving += u32::from(up > 0 && down > 0);
            }
            assert!(better > worse * 3 / 2, "seed {seed}: {better} improve, {worse} fall back");
            assert!(worse > 50, "seed {seed}: only {worse} fall back");
            assert!(moving > 15, "seed {seed}: only {moving} indicators move both ways");
        }
    }
}
