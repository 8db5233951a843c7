//! The cells of real and simulated editions, mode by mode.

use catalogue::model::{Direction, Edition, Language};
use domain::{Empty, Level, NoFigure, Outcome, Reason};
use results::Results;
use results::aggregates::Place;
use results::colours::{ComparisonSet, Judgement, Mode, NotHere, Verdict, colours, target, units_behind};

use super::{edition, indicator, published, simulated};

const TARGET: usize = 0;
const RELATIVE: usize = 1;
const UNCERTAINTY: usize = 2;

fn place(results: &Results, level: Level, code: &str) -> usize {
    let wanted = |place: &Place| matches!(place, Place::Level(l, c) if *l == level && c.as_str() == code);
    results.places.iter().position(|member| wanted(&member.place)).expect(code)
}

fn category(value: &str) -> Outcome {
    Outcome::Category(value.parse().expect(value))
}

#[test]
fn the_mode_target_judges_categories_by_the_indicators_own_values() {
    use NotHere::{Background, NoTarget, NotJudged};
    use Verdict::{NotReached, Partly, Reached};
    let figure = Outcome::Figure(domain::Figure::Number("2.5".parse().unwrap()));
    for (year, id, outcome, expected) in [
        (2018, "eb-rutin-missbruk", category("ja"), Ok(Reached)),
        (2018, "eb-rutin-missbruk", category("nej"), Ok(NotReached)),
        (2018, "eb-overenskommelse-hyresvardar-overgripande", category("ja_vissa"), Ok(Partly)),
        (2018, "eb-overenskommelse-hyresvardar-overgripande", category("ja_samtliga"), Ok(Reached)),
        (2018, "eb-vantetid-nybesok", category("kan_inte_svara"), Err(NotJudged)),
        (2018, "eb-bg-handlaggare", figure.clone(), Err(Background)),
        (2015, "eb-rutin-barn-unga", category("integrerat"), Ok(Reached)),
        (2015, "eb-inskolning", category("ingen_nyanstalld"), Ok(Reached)),
        (2015, "eb-socionomexamen", figure, Err(NoTarget)),
        (2015, "eb-inskolning", Outcome::Empty(Empty::because(Reason::NotAnswered)), Err(NotHere::Empty)),
    ] {
        let edition = edition(year);
        let indicator = edition.indicator(id).expect(id);
        assert_eq!(target(indicator, &outcome), expected, "{year} {id} {outcome:?}");
    }
}

#[test]
fn the_three_figure_columns_of_2015_are_ranked_among_the_thirteen() {
    let edition = edition(2015);
    let results = published(&edition, "outcomes.csv");
    let colours = colours(&edition, &results);
    let unit = |code: &str| edition.frame.position(code).unwrap();
    for (id, code, expected) in [
        ("eb-socionomexamen", "0617", Ok(Verdict::Best)),
        ("eb-socionomexamen", "0604", Ok(Verdict::Worst)),
        ("eb-socionomexamen", "0680", Ok(Verdict::Middle)),
        ("eb-yrkeserfarenhet", "0604", Ok(Verdict::Best)),
        ("eb-handlaggarstod-timmar", "0114", Err(NotHere::Empty)),
        ("eb-inskolning", "0680", Err(NotHere::NoRank)),
    ] {
        let told = &colours.of_unit(unit(code), indicator(&edition, id))[RELATIVE];
        assert_eq!((told.mode, told.verdict), (Mode::Relative, expected), "{id} {code}");
    }
    let told = &colours.of_unit(unit("0617"), indicator(&edition, "eb-socionomexamen"))[RELATIVE];
    let set = told.set.as_ref().expect("the set is stated");
    // Not *all 317*: of 304 units nothing is known here, though most of them answered.
    let words = [Language::Swedish, Language::English].map(|language| set.words(&edition, language));
    let expected = [
        "de 13 kommuner i Jönköpings län som underlaget omfattar",
        "the 13 municipalities of Jönköpings län that the material covers",
    ];
    assert_eq!(words, expected);
    assert_eq!(set.ranked_words(&edition, Language::Swedish), expected[0]);
    // One county of 21 is known: too few to rank counties, and the nation has no figure.
    let which = indicator(&edition, "eb-inskolning");
    let county = &colours.of_place(place(&results, Level::County, "06"), which)[RELATIVE];
    assert_eq!(county.verdict, Err(NotHere::SetTooSmall));
    let set = county.set.as_ref().expect("also a set that is too small is stated");
    assert_eq!(set.words(&edition, Language::English), "all 21 counties (1 with a figure)");
}

#[test]
fn without_counts_or_without_a_reference_there_is_no_interval() {
    let edition = edition(2015);
    let which = indicator(&edition, "eb-socionomexamen");
    let unit = edition.frame.position("0680").unwrap();
    for (file, expected) in
        [("outcomes.csv", NotHere::NoCounts), ("outcomes-med-rekonstruerade-antal.csv", NotHere::NoReference)]
    {
        let results = published(&edition, file);
        let told = colours(&edition, &results).of_unit(unit, which)[UNCERTAINTY].clone();
        let expected =
            Judgement { mode: Mode::Uncertainty, verdict: Err(expected), set: None, interval: None };
        assert_eq!(told, expected, "{file}");
    }
}

#[test]
fn a_unit_is_told_apart_from_the_nation_or_not_and_turned_round_by_the_direction() {
    let mut edition = edition(2015);
    let results = simulated(&edition);
    let which = indicator(&edition, "eb-socionomexamen");
    let nation = place(&results, Level::Nation, "SE");
    let reference = results.aggregates.get(nation, which).figure.expect("304 of 317 answered");
    let up = colours(&edition, &results);
    edition.indicators.iter_mut().for_each(|indicator| indicator.direction = Direction::Down);
    let down = colours(&edition, &results);
    let (mut judged, mut counties) = (0, 0);
    for unit in 0..edition.frame.units.len() {
        let (up, down) = (&up.of_unit(unit, which)[UNCERTAINTY], &down.of_unit(unit, which)[UNCERTAINTY]);
        let turned = match up.verdict {
            Ok(Verdict::Better) => Ok(Verdict::Worse),
            Ok(Verdict::Worse) => Ok(Verdict::Better),
            other => other,
        };
        assert_eq!((down.verdict, down.interval), (turned, up.interval), "unit {unit}");
        if let Ok(verdict) = up.verdict {
            let (low, high) = up.interval.expect("a verdict has its interval");
            assert_eq!(verdict == Verdict::Alike, low <= reference && reference <= high, "unit {unit}");
            let code = edition.frame.nation.as_ref().unwrap().code.clone();
            let stated = ComparisonSet::Reference { level: Level::Nation, code, figure: reference };
            assert_eq!(up.set, Some(stated));
            judged += 1;
        }
    }
    assert!(judged > 250, "{judged} units are judged");
    for (i, member) in results.places.iter().enumerate() {
        let told = up.of_place(i, which)[UNCERTAINTY].verdict;
        match (&member.place, results.aggregates.get(i, which).figure) {
            (_, Err(_)) => assert_eq!(told, Err(NotHere::Empty)),
            (Place::Level(Level::Nation, _), Ok(_)) => assert_eq!(told, Err(NotHere::NoSet)),
            (_, Ok(_)) => {
                assert!(told.is_ok(), "{:?}: {told:?}", member.place);
                counties += 1;
            }
        }
    }
    assert!(counties > 20, "{counties} places are judged");
}

#[test]
fn shares_are_ranked_among_places_of_their_own_level_and_the_nation_stands_alone() {
    let edition = edition(2018);
    let results = simulated(&edition);
    let colours = colours(&edition, &results);
    let which = indicator(&edition, "eb-rutin-missbruk");
    let mut words = Vec::new();
    for (i, member) in results.places.iter().enumerate() {
        let [target, relative, uncertainty] = colours.of_place(i, which);
        let has_figure = results.aggregates.get(i, which).figure.is_ok();
        assert_eq!(uncertainty.verdict, Err(NotHere::NoMode), "2018 has no such mode");
        assert_eq!(target.verdict, Err(if has_figure { NotHere::NoTarget } else { NotHere::Empty }));
        let expected: &[Result<Verdict, NotHere>] = match (&member.place, has_figure) {
            (_, false) => &[Err(NotHere::Empty)],
            (Place::Level(Level::Nation, _), true) => &[Err(NotHere::NoSet)],
            (Place::Level(Level::City, _), true) => &[Err(NotHere::SetTooSmall)],
            (Place::Level(..) | Place::Group(..), true)
                if units_behind(results.aggregates.get(i, which)) < 5 =>
            {
                &[Err(NotHere::TooFewUnits)]
            }
            (Place::Level(..) | Place::Group(..), true) => {
                &[Ok(Verdict::Best), Ok(Verdict::Middle), Ok(Verdict::Worst)]
            }
        };
        assert!(expected.contains(&relative.verdict), "{:?}: {:?}", member.place, relative.verdict);
        words.extend(relative.set.as_ref().map(|set| set.words(&edition, Language::Swedish)));
    }
    words.dedup();
    assert_eq!(
        words,
        [
            "alla 2 storstäder (1 med värde)",
            "alla 21 län (20 med värde)",
            "alla 5 grupper enligt Storleksgrupp 2018 (1–5)",
            "alla 9 grupper enligt SKL 2017"
        ]
    );
    let best = results.places.iter().enumerate().filter(|(i, member)| {
        matches!(member.place, Place::Level(Level::County, _))
            && colours.of_place(*i, which)[RELATIVE].verdict == Ok(Verdict::Best)
    });
    assert!((1..=5).contains(&best.count()), "a quarter of 20 counties, fewer where they are equal");
    assert_eq!(
        results.aggregates.get(place(&results, Level::County, "10"), which).figure,
        Err(NoFigure::Withheld(domain::Withheld::NonResponse))
    );
}

#[test]
fn background_measures_are_never_judged_in_any_mode() {
    let edition = edition(2018);
    let results = simulated(&edition);
    let colours = colours(&edition, &results);
    let which = indicator(&edition, "eb-bg-handlaggare");
    for unit in 0..edition.frame.units.len() {
        for judgement in colours.of_unit(unit, which) {
            assert_eq!(judgement.verdict, Err(NotHere::Background), "{:?}", judgement.mode);
        }
    }
    for place in 0..results.places.len() {
        for judgement in colours.of_place(place, which) {
            assert_eq!(judgement.verdict, Err(NotHere::Background), "{:?}", judgement.mode);
        }
    }
}

#[test]
fn every_cell_of_both_editions_names_its_three_modes_in_order() {
    for year in [2015, 2018] {
        let edition = edition(year);
        let results = simulated(&edition);
        let colours = colours(&edition, &results);
        for (subject, indicator, _) in results.each_outcome(&edition) {
            let which = edition.computed().position(|other| other.id == indicator.id).unwrap();
            check(&edition, colours.of_unit(subject, which));
        }
        for which in 0..edition.computed().count() {
            (0..results.places.len()).for_each(|place| check(&edition, colours.of_place(place, which)));
        }
    }
}

fn check(edition: &Edition, cell: &[Judgement; 3]) {
    assert_eq!(cell.each_ref().map(|judgement| judgement.mode), Mode::ALL);
    for judgement in cell {
        if let Ok(verdict) = judgement.verdict {
            assert_eq!(verdict.mode(), judgement.mode);
        }
        assert_eq!(
            judgement.interval.is_some(),
            judgement.mode == Mode::Uncertainty && judgement.verdict.is_ok()
        );
        let names_its_set = judgement.mode != Mode::Target && judgement.verdict.is_ok();
        assert!(!names_its_set || judgement.set.is_some());
        if let Some(set) = &judgement.set {
            assert!(!set.words(edition, Language::English).is_empty());
        }
    }
    assert_eq!(cell[TARGET].set, None);
}

#[test]
fn a_place_has_a_relative_colour_only_with_five_units_behind_its_figure() {
    let mut edition = edition(2018);
    let results = simulated(&edition);
    let gotland = place(&results, Level::County, "09");
    let limited = colours(&edition, &results);
    edition.comparison.relative.as_mut().unwrap().smallest_place = 1;
    let free = colours(&edition, &results);
    let (mut taken, mut left) = (0, 0);
    for which in 0..edition.computed().count() {
        for place in 0..results.places.len() {
            let [with, without] = [&limited, &free].map(|of| &of.of_place(place, which)[RELATIVE]);
            let behind = units_behind(results.aggregates.get(place, which));
            if without.verdict.is_ok() && behind < 5 {
                assert_eq!((with.verdict, &with.set), (Err(NotHere::TooFewUnits), &None), "{behind} units");
                taken += 1;
            } else {
                assert_eq!(with, without, "the others keep theirs");
                left += usize::from(with.verdict.is_ok());
            }
            assert!(place != gotland || with.verdict.is_err(), "Gotland is one municipality");
        }
    }
    assert!(taken > 20 && left > 500, "{taken} and {left}");
}
