//! Every case of the bundled catalogue comes out, and every word is there.

use catalogue::model::{Direction, RelativeCase, UncertaintyCase};
use domain::Number;
use results::colours::{Counts, Exact, Mode, NotHere, Verdict, relative, uncertainty};

use super::catalogue;

fn id(verdict: Result<Verdict, NotHere>) -> &'static str {
    verdict.map_or_else(NotHere::id, Verdict::id)
}

#[test]
fn every_case_of_the_mode_relative_comes_out() {
    let mut seen = 0;
    for edition in catalogue().editions.values() {
        let settings = edition.comparison.relative.as_ref().expect("both editions have the mode");
        for RelativeCase { name, figures, direction, colours, place } in &edition.comparison.relative_cases {
            let figures: Vec<Option<Exact>> =
                figures.iter().map(|figure| figure.and_then(|figure| Exact::of_figure(&figure, 1))).collect();
            let told: Vec<&str> =
                relative(&figures, *direction == Direction::Up, settings).into_iter().map(id).collect();
            assert_eq!(told, *colours, "{place}: {name}");
            seen += 1;
        }
    }
    assert!(seen >= 20, "{seen} cases");
}

#[test]
fn every_case_of_the_mode_uncertainty_comes_out_with_its_interval() {
    let mut seen = 0;
    for edition in catalogue().editions.values() {
        let Some(settings) = &edition.comparison.uncertainty else { continue };
        for UncertaintyCase { name, numerator, denominator, reference, direction, then, ends, place } in
            &edition.comparison.uncertainty_cases
        {
            let counts = |a: Number, b: Number| Counts::of_micros(a.micros().into(), b.micros().into());
            let (own, other) = (counts(*numerator, *denominator), counts(reference.0, reference.1));
            let (own, other) = (own.expect("whole persons"), other.expect("whole persons"));
            let told =
                uncertainty(own, other, *direction == Direction::Up, 1, settings).expect("small counts");
            assert_eq!(told.verdict.id(), then, "{place}: {name}");
            assert_eq!(told.interval, (ends.0.rounded(1), ends.1.rounded(1)), "{place}: {name}");
            seen += 1;
        }
    }
    assert!(seen >= 10, "{seen} cases");
}

#[test]
fn the_cases_cover_ties_both_directions_and_the_smallest_set() {
    for edition in catalogue().editions.values() {
        let cases = &edition.comparison.relative_cases;
        let smallest = edition.comparison.relative.as_ref().unwrap().smallest as usize;
        let figures = |case: &RelativeCase| case.figures.iter().flatten().count();
        let tie = |case: &RelativeCase| {
            let known: Vec<_> = case.figures.iter().flatten().collect();
            known.iter().enumerate().any(|(i, figure)| known[..i].contains(figure))
        };
        for direction in [Direction::Up, Direction::Down] {
            assert!(cases.iter().any(|case| case.direction == direction && tie(case)), "a tie {direction:?}");
        }
        assert!(cases.iter().any(|case| figures(case) == smallest), "the smallest set");
        assert!(cases.iter().any(|case| figures(case) + 1 == smallest), "one below the smallest set");
    }
}

#[test]
fn every_mode_verdict_and_reason_has_words_in_both_languages() {
    let vocabulary = catalogue().vocabulary;
    for mode in Mode::ALL {
        let word = vocabulary.mode(mode.id()).expect(mode.id());
        assert!(word.name.en.is_some() && word.meaning.en.is_some(), "{}", mode.id());
    }
    for verdict in Verdict::ALL {
        let word = vocabulary.colour(verdict.id()).expect(verdict.id());
        assert_eq!(word.mode, verdict.mode().id(), "{}", verdict.id());
        assert!(word.name.en.is_some() && word.meaning.en.is_some(), "{}", verdict.id());
        assert!(word.sign.chars().count() == 1, "{}", verdict.id());
    }
    for reason in NotHere::ALL {
        let word = vocabulary.not_here(reason.id()).expect(reason.id());
        assert!(word.name.en.is_some() && word.meaning.en.is_some(), "{}", reason.id());
    }
    let known = (vocabulary.modes.len(), vocabulary.colours.len(), vocabulary.not_here.len());
    assert_eq!(known, (Mode::ALL.len(), Verdict::ALL.len(), NotHere::ALL.len()), "and no others");
}
