//! How far a figure must move, checked by moving it.

use catalogue::answers::read_outcomes_bytes;
use catalogue::model::Edition;
use domain::{Figure, Number, Outcome};
use results::colours::{NotHere, Verdict, colours};
use results::reach::{FigureReach, Whose, figure};
use results::{Outcomes, Results};

use super::{edition, position};

/// Some units of 2015 with these outcomes on an indicator.
fn results(edition: &Edition, indicator: usize, figures: &[Figure]) -> Results {
    let width = edition.computed().count();
    let empty = Outcome::Empty(domain::Empty::because(domain::Reason::NotAnswered));
    let rows = (0..edition.frame.units.len()).map(|unit| {
        let own = |i: usize| figures.get(unit).filter(|_| i == indicator).map(|f| Outcome::Figure(*f));
        (0..width).map(|i| own(i).unwrap_or_else(|| empty.clone())).collect()
    });
    Results::from_outcomes(edition, Outcomes::from_rows(width, rows), "")
}

fn pair(part: i32, all: i32) -> Figure {
    Figure::Pair { numerator: Number::whole(part), denominator: Number::whole(all) }
}

fn is_best(edition: &Edition, indicator: usize, figures: &[Figure], own: usize) -> bool {
    let results = results(edition, indicator, figures);
    colours(edition, &results).of_unit(own, indicator)[1].verdict == Ok(Verdict::Best)
}

#[test]
fn the_first_number_of_persons_that_does_is_found() {
    let edition = edition(2015, &[]);
    let i = position(&edition, "eb-socionomexamen");
    let figures: Vec<Figure> = [(0, 4), (3, 10), (5, 9), (7, 9), (2, 3), (12, 13), (1, 1), (9, 20)]
        .map(|(a, b)| pair(a, b))
        .to_vec();
    for own in 0..figures.len() {
        let Figure::Pair { numerator, denominator } = figures[own] else { unreachable!("all are pairs") };
        let whole = |n: Number| i32::try_from(n.micros() / Number::SCALE).expect("few persons");
        let (part, all) = (whole(numerator), whole(denominator));
        let with = |part: i32| {
            let mut figures = figures.clone();
            figures[own] = pair(part, all);
            is_best(&edition, i, &figures, own)
        };
        let first = (part..=all).find(|part| with(*part));
        let found = figure(&edition, &results(&edition, i, &figures), i, Whose::Unit(own));
        match (first, found) {
            (Some(first), FigureReach::Best) => assert_eq!(first, part),
            (Some(first), FigureReach::Step(step)) => {
                assert_eq!(step.persons, Some(i64::from(first - part)), "unit {own}");
                assert_eq!(step.of_persons, Some(i64::from(all)));
                assert_eq!(step.to, pair(first, all).rounded(100, 1));
            }
            (first, found) => assert_eq!((first, found), (None, FigureReach::OnlyOthers), "unit {own}"),
        }
    }
}

#[test]
fn a_tie_at_the_top_leaves_it_to_others() {
    let edition = edition(2015, &[]);
    let i = position(&edition, "eb-socionomexamen");
    let all_but_one: Vec<Figure> = (0..6).map(|n| if n == 0 { pair(3, 4) } else { pair(4, 4) }).collect();
    let results = results(&edition, i, &all_but_one);
    for own in 0..6 {
        assert_eq!(figure(&edition, &results, i, Whose::Unit(own)), FigureReach::OnlyOthers, "unit {own}");
    }
}

#[test]
fn a_figure_without_persons_moves_by_its_last_decimal() {
    let edition = edition(2015, &[]);
    let n = |text: &str| Figure::Published(text.parse().expect(text));
    for (case, id, figures) in [
        ("hours", "eb-handlaggarstod-timmar", ["1.2", "0.4", "2.5", "1.9", "0.9", "0.0", "3.1"].map(n)),
        ("published shares", "eb-socionomexamen", ["50", "66.7", "81.2", "90.1", "33.3", "0", "77"].map(n)),
    ] {
        let i = position(&edition, id);
        for own in 0..figures.len() {
            let found = figure(&edition, &results(&edition, i, &figures), i, Whose::Unit(own));
            let with = |tenths: i128| {
                let mut figures = figures;
                figures[own] = Figure::Published(Number::from_micros(tenths * 100_000).expect("small"));
                is_best(&edition, i, &figures, own)
            };
            match found {
                FigureReach::Best => assert!(is_best(&edition, i, &figures, own), "{case}"),
                FigureReach::Step(step) => {
                    assert!(with(step.to.scaled) && !with(step.to.scaled - 1), "{case}: {step:?}");
                    assert_eq!((step.persons, step.from), (None, figures[own].rounded(1, 1)), "{case}");
                }
                other => panic!("{case}: {other:?}"),
            }
        }
    }
}

#[test]
fn jonkoping_2015_is_ranked_by_its_printed_figures() {
    let edition = edition(2015, &[]);
    let file =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/2015-jonkoping/outcomes.csv"));
    let given =
        read_outcomes_bytes(&edition, "outcomes.csv", &file.expect("the example")).expect("it is read");
    let outcomes = Outcomes::from_rows(edition.computed().count(), given.outcomes);
    let results = Results::from_outcomes(&edition, outcomes, "");
    let i = position(&edition, "eb-socionomexamen");
    let of = |code: &str| {
        let unit = edition.frame.position(code).expect(code);
        figure(&edition, &results, i, Whose::Unit(unit))
    };
    assert_eq!(of("0114"), FigureReach::NotHere(NotHere::Empty), "nothing is known of other counties");
    let told: Vec<FigureReach> = edition
        .frame
        .units
        .iter()
        .filter(|unit| unit.county.as_str() == "06")
        .map(|unit| of(unit.code.as_str()))
        .collect();
    assert!(told.contains(&FigureReach::Best), "{told:?}");
    assert!(
        told.iter().any(|reach| matches!(reach, FigureReach::Step(step) if step.persons.is_none())),
        "{told:?}"
    );
    let nation = results.places.len() - 1;
    assert!(matches!(figure(&edition, &results, i, Whose::Place(nation)), FigureReach::NotHere(_)));
}
