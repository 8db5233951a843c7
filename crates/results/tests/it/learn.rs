//! Who moved from not reached to reached by own answers, and stayed there.

use std::path::Path;

use catalogue::answers::{Answers, blank};
use catalogue::model::Edition;
use catalogue::{Catalogue, LoadOptions};
use domain::{EditionYear, Outcome};
use results::diff::cells_behind;
use results::learn::{Course, Held, NotHeld, Round, Standing, Through, Tie, near};
use results::peers::peers;
use results::{Results, simulate};
use rules::schema::QuestionKind;

const TEMPLATE: &str = "eb-utredningsmall-barn";
/// The ten areas of life of E6a: the child's situation, and the nine others.
const AREAS: [&str; 10] = [
    "barns_situation",
    "arbetsliv",
    "bostad",
    "egna_forsok",
    "ekonomi",
    "familj",
    "halsa",
    "intressen_natverk",
    "mal_framtid",
    "social_situation",
];

fn edition(folder: &str, year: u16) -> Edition {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    let loaded = Catalogue::load_with(&folder, LoadOptions { prove: false });
    let mut loaded = loaded.unwrap_or_else(|problems| panic!("{problems}"));
    loaded.editions.remove(&EditionYear(year)).expect("the edition is there")
}

/// By whose rule four other areas are enough, and by whose it takes six.
fn four_and_six() -> (Edition, Edition) {
    (edition("examples/rounds/catalogue-1", 2018), edition("catalogue", 2018))
}

fn computed(edition: &Edition, answers: &Answers) -> Results {
    Results::from_answers(edition, &answers.table, "simulated")
}

fn place(edition: &Edition, id: &str) -> usize {
    edition.computed().position(|known| known.id.as_str() == id).expect("the indicator is there")
}

/// Answers of the first units: a structured template in all investigations that has so many areas of life, or none at all.
fn with_areas(edition: &Edition, of_units: &[Option<usize>]) -> Answers {
    let mut answers = blank(edition);
    let mut give = |unit: usize, cell: &str, alternative: &str| {
        let col = edition.questionnaire.schema.find(cell).expect("the cell is there");
        let QuestionKind::One(set) = &edition.questionnaire.schema.column(col).kind else {
            panic!("{cell} has no alternatives");
        };
        let raw = answers.table.cell_mut(unit, col);
        let value = set.position(alternative).expect("the alternative is there");
        (raw.value, raw.given) = (i64::try_from(value).expect("a small number"), true);
    };
    for (unit, areas) in of_units.iter().enumerate() {
        match areas {
            None => give(unit, "E6", "nej"),
            Some(areas) => {
                give(unit, "E6", "alla");
                for (at, area) in AREAS.iter().enumerate() {
                    give(unit, &format!("E6a.{area}"), if at < *areas { "ja" } else { "nej" });
                }
            }
        }
    }
    answers
}

/// The template through three rounds, each by an edition: what every unit makes of it, and whether only the rule moved it.
fn courses(editions: [&Edition; 3], units: &[[Option<usize>; 3]]) -> Vec<(Course, bool)> {
    let answers: Vec<Answers> = (0..3)
        .map(|round| with_areas(editions[round], &units.iter().map(|unit| unit[round]).collect::<Vec<_>>()))
        .collect();
    let results: Vec<Results> = (0..3).map(|round| computed(editions[round], &answers[round])).collect();
    let rounds: Vec<Round<'_>> = (0..3)
        .map(|r| Round { edition: editions[r], results: &results[r], answers: Some(&answers[r]) })
        .collect();
    let through = Through::of(&rounds[..2], rounds[2]);
    let i = place(editions[2], TEMPLATE);
    assert_eq!(through.held(i, 0), &Held::ByRule(String::new()));
    (0..units.len()).map(|unit| (through.course(i, unit), through.only_by_definition(i, unit))).collect()
}

#[test]
fn earlier_answers_are_judged_by_the_rule_of_today() {
    let (four, six) = four_and_six();
    // Five areas are the child's situation and four others, seven are six others.
    let cases = [
        ("moved by own answers", [None, Some(10), Some(10)], Course::Moved { before: 0, since: 1 }),
        (
            "reached it by the rule of then, not by that of today",
            [Some(5), Some(5), Some(7)],
            Course::Moved { before: 1, since: 2 },
        ),
        ("reached it all the time", [Some(7), Some(10), Some(7)], Course::Always),
        ("fell back and came again", [Some(10), None, Some(10)], Course::FellBack),
        ("looks as if it fell back; only the rule moved", [Some(5), Some(5), Some(5)], Course::Never),
    ];
    let units = cases.map(|(_, unit, _)| unit);
    for ((case, _, expected), found) in cases.iter().zip(courses([&four, &six, &six], &units)) {
        assert_eq!(found, (*expected, false), "{case}");
    }
}

#[test]
fn whoever_moved_only_by_definition_did_not_move() {
    // The rule becomes weaker: what was not enough is enough.
    let (four, six) = four_and_six();
    let cases = [
        ("only the rule moved it", [Some(5), Some(5), Some(5)], (Course::Always, true)),
        ("answers and rule", [None, Some(5), Some(5)], (Course::Moved { before: 0, since: 1 }, false)),
        ("more than it took, all the time", [Some(10), Some(10), Some(10)], (Course::Always, false)),
    ];
    let units = cases.map(|(_, unit, _)| unit);
    for ((case, _, expected), found) in cases.iter().zip(courses([&six, &four, &four], &units)) {
        assert_eq!(found, *expected, "{case}");
    }
}

#[test]
fn in_simulated_rounds_nobody_is_listed_who_did_not_answer_otherwise_or_did_not_stay() {
    let (four, six) = four_and_six();
    for seed in [7, 2018] {
        let answers = simulate::rounds(&six, seed, 3);
        let editions = [&four, &six, &six];
        let results: Vec<Results> = (0..3).map(|r| computed(editions[r], &answers[r])).collect();
        let rounds: Vec<Round<'_>> = (0..3)
            .map(|r| Round { edition: editions[r], results: &results[r], answers: Some(&answers[r]) })
            .collect();
        let through = Through::of(&rounds[..2], rounds[2]);
        // Reckoned in another way: every round's answers straight by the edition of today.
        let today: Vec<Results> = answers.iter().map(|answers| computed(&six, answers)).collect();
        let (mut moved, mut always) = (0, 0);
        for (i, indicator) in six.computed().enumerate() {
            let reached = |round: usize, unit: usize| match today[round].outcomes.get(unit, i) {
                Outcome::Category(value) if indicator.leaves_denominator.contains(value) => None,
                Outcome::Category(value) => Some(indicator.target.contains(value)),
                Outcome::Empty(_) | Outcome::Figure(_) => None,
            };
            let cells = cells_behind(&six, indicator);
            for unit in 0..six.frame.units.len() {
                let row: Vec<Option<bool>> = (0..3).map(|round| reached(round, unit)).collect();
                match through.course(i, unit) {
                    Course::Moved { before, since } => {
                        assert_eq!(row[before], Some(false), "{} {unit}", indicator.id);
                        assert!(row[since..].iter().all(|one| *one == Some(true)), "{} {unit}", indicator.id);
                        let differs = cells.iter().any(|col| {
                            let of = |round: usize| answers[round].table.row(unit)[col.index()];
                            of(before) != of(since)
                        });
                        assert!(differs, "{} {unit}: moved and answered the same", indicator.id);
                        assert!(!through.only_by_definition(i, unit));
                        moved += 1;
                    }
                    Course::Always => {
                        assert!(row.iter().all(|one| *one != Some(false)), "{} {unit}", indicator.id);
                        always += 1;
                    }
                    Course::FellBack => assert!(row.contains(&Some(true)) && row.contains(&Some(false))),
                    Course::Never => assert!(!row.contains(&Some(true)) && row[2] == Some(false)),
                    Course::NotTold => {
                        let told = row.iter().flatten().count();
                        assert!(row[2].is_none() || told < 2 || row[1].is_none(), "{row:?}");
                    }
                }
            }
        }
        assert!(moved > 500 && always > 1_000, "seed {seed}: {moved} moved, {always} always");
    }
}

#[test]
fn what_the_catalogue_does_not_let_one_compare_is_left_out_and_why_is_told() {
    let (before, now) = (edition("catalogue", 2015), edition("catalogue", 2018));
    let (old, new) = (blank(&before), simulate::simulate(&now, 2018));
    let (old_results, new_results) = (computed(&before, &old), computed(&now, &new));
    let through = Through::of(
        &[Round { edition: &before, results: &old_results, answers: Some(&old) }],
        Round { edition: &now, results: &new_results, answers: Some(&new) },
    );
    let mut stated = 0;
    for (i, indicator) in now.computed().enumerate() {
        match through.held(i, 0) {
            Held::Not(NotHeld::NotComparable(why)) => {
                assert!(!why.is_compared(), "{}", indicator.id);
                stated += 1;
            }
            Held::Not(NotHeld::Absent | NotHeld::NotCarried(_)) => {}
            Held::ByRule(_) | Held::AsItWas(_) => panic!("{} is held", indicator.id),
        }
        for unit in 0..now.frame.units.len() {
            assert_eq!(through.standing(i, 0, unit), Standing::Unknown);
            assert_eq!(through.course(i, unit), Course::NotTold);
        }
    }
    assert!(stated > 0);
}

#[test]
fn outcomes_without_answers_are_held_only_where_the_definition_is_the_same() {
    let (four, six) = four_and_six();
    let answers = simulate::rounds(&six, 2018, 2);
    let results = [computed(&four, &answers[0]), computed(&six, &answers[1])];
    let through = Through::of(
        &[Round { edition: &four, results: &results[0], answers: None }],
        Round { edition: &six, results: &results[1], answers: Some(&answers[1]) },
    );
    for (i, indicator) in six.computed().enumerate() {
        let expected = match indicator.id.as_str() {
            TEMPLATE => Held::Not(NotHeld::NotCarried(Vec::new())),
            _ => Held::AsItWas(String::new()),
        };
        assert_eq!(through.held(i, 0), &expected, "{}", indicator.id);
    }
    assert!(through.answers(0).is_none());
}

#[test]
fn the_near_are_peers_by_rank_then_the_own_groups_then_the_county() {
    let edition = edition("catalogue", 2018);
    let peers = peers(&edition).expect("the edition has peers");
    let habo = edition.frame.position("0643").expect("Habo");
    let own = &edition.frame.units[habo];
    let found = near(&edition, Some(&peers), habo);
    let of_peers: Vec<usize> = peers.of(habo).expect("Habo has peers").iter().map(|peer| peer.unit).collect();
    let first: Vec<usize> = found.iter().take(of_peers.len()).map(|near| near.unit).collect();
    assert_eq!(first, of_peers);
    let class = |near: &results::learn::Near| match near.ties.first() {
        Some(Tie::Peer(_)) => 0,
        Some(Tie::Group(_)) => 1,
        Some(Tie::County) => 2,
        None => 3,
    };
    assert!(found.is_sorted_by_key(class));
    for class_of in [1, 2] {
        let distances: Vec<f64> = found
            .iter()
            .filter(|near| class(near) == class_of)
            .filter_map(|near| peers.distance(habo, near.unit))
            .collect();
        assert!(distances.is_sorted(), "{distances:?}");
    }
    for near in &found {
        let other = &edition.frame.units[near.unit];
        assert_ne!(other.code, own.code);
        assert_eq!(near.ties.contains(&Tie::County), other.county == own.county, "{}", other.name);
    }
    assert_eq!(found.iter().filter(|near| near.ties.contains(&Tie::County)).count(), 12);
    assert!(near(&edition, None, usize::MAX).is_empty());
}
