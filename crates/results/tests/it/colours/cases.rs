//! Every case of the bundled catalogue comes out, and every word is there.

use catalogue::model::{Direction, Language, RelativeCase, Ties};
use results::colours::{Mode, NotHere, Verdict, run_cases};

use super::{catalogue, edition};

#[test]
fn every_case_of_the_modes_relative_and_uncertainty_comes_out() {
    let (mut relative, mut uncertainty) = (0, 0);
    for edition in catalogue().editions.values() {
        let failures: Vec<String> = run_cases(edition)
            .iter()
            .map(|failure| format!("{}: {}", failure.place, failure.sentence(Language::Swedish)))
            .collect();
        assert_eq!(failures.join("\n"), "");
        relative += edition.comparison.relative_cases.len();
        uncertainty += edition.comparison.uncertainty_cases.len();
    }
    assert!(relative >= 20 && uncertainty >= 10, "{relative} and {uncertainty} cases");
}

#[test]
fn a_case_that_does_not_come_out_is_told_with_what_came() {
    let mut edition = edition(2015);
    edition.comparison.relative.as_mut().unwrap().ties = Ties::Best;
    let settings = edition.comparison.uncertainty.as_mut().unwrap();
    settings.z = "2.575829".parse().unwrap();
    let told: Vec<String> =
        run_cases(&edition).iter().map(|failure| failure.sentence(Language::Swedish)).collect();
    let all = told.join("\n");
    assert!(all.contains("\"alla lika: alla i mitten\" – väntat middle, middle, middle, middle, middle, blev best, best, best, best, best"), "{all}");
    assert!(all.contains("\"en person till, 338 av 625, och hela intervallet ligger över\" – väntat better [50.2, 58.0], blev alike"), "{all}");
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
        let Some(word) = vocabulary.mode(mode.id()) else { panic!("{}", mode.id()) };
        assert!(word.name.en.is_some() && word.meaning.en.is_some(), "{}", mode.id());
    }
    for verdict in Verdict::ALL {
        let Some(word) = vocabulary.colour(verdict.id()) else { panic!("{}", verdict.id()) };
        assert_eq!(word.mode, verdict.mode().id(), "{}", verdict.id());
        assert!(word.name.en.is_some() && word.meaning.en.is_some(), "{}", verdict.id());
        assert!(word.sign.chars().count() == 1, "{}", verdict.id());
    }
    for reason in NotHere::ALL {
        let Some(word) = vocabulary.not_here(reason.id()) else { panic!("{}", reason.id()) };
        assert!(word.name.en.is_some() && word.meaning.en.is_some(), "{}", reason.id());
    }
    let known = (vocabulary.modes.len(), vocabulary.colours.len(), vocabulary.not_here.len());
    assert_eq!(known, (Mode::ALL.len(), Verdict::ALL.len(), NotHere::ALL.len()), "and no others");
}
