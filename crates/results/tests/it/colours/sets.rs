//! Any stated comparison set: a county, a group, the own peers; and what is refused.

use catalogue::model::{Direction, Language};
use results::colours::{NotHere, SetRefused, Verdict, among};

use super::{edition, indicator, published};

#[test]
fn a_county_is_coloured_among_its_own_municipalities() {
    let edition = edition(2015);
    let results = published(&edition, "outcomes.csv");
    let units = &edition.frame.units;
    let county: Vec<usize> = (0..units.len()).filter(|&i| units[i].county.as_str() == "06").collect();
    let which = indicator(&edition, "eb-socionomexamen");
    let told = among(&edition, &results, which, &county).expect("13 figures are enough");
    let of = |verdict: Verdict| -> Vec<&str> {
        let with = county.iter().zip(&told).filter(|(_, told)| **told == Ok(verdict));
        with.map(|(&unit, _)| units[unit].name.as_str()).collect()
    };
    // 100, 93.3, 92.3 … 50.0, 50.0, 0: a quarter of 13 is 3.
    assert_eq!(of(Verdict::Best), ["Gnosjö", "Nässjö", "Värnamo"]);
    assert_eq!(of(Verdict::Worst), ["Aneby", "Mullsjö", "Vetlanda"]);
}

#[test]
fn sets_that_cannot_be_judged_are_refused_with_what_is_allowed() {
    let mut edition = edition(2015);
    let results = published(&edition, "outcomes.csv");
    let place = |code: &str| edition.frame.position(code).unwrap();
    let (known, unknown) = (["0604", "0617", "0642", "0643", "0662"].map(place), place("0114"));
    let figures = indicator(&edition, "eb-socionomexamen");
    let facts = indicator(&edition, "eb-inskolning");
    assert!(among(&edition, &results, figures, &known).is_ok(), "five figures are enough");
    let small = [known[0], known[1], known[2], known[3], unknown];
    let told = among(&edition, &results, figures, &small);
    assert_eq!(told, Err(SetRefused::TooSmall { with_figure: 4, of: 5, smallest: 5 }));
    assert_eq!(
        told.unwrap_err().words(Language::Swedish),
        "jämförelsemängden har 4 värden (5 enheter), minst 5 krävs: välj en större mängd"
    );
    for (case, which, set, expected) in [
        ("nobody", figures, vec![], SetRefused::TooSmall { with_figure: 0, of: 0, smallest: 5 }),
        ("the same twice", figures, vec![known[0], known[0]], SetRefused::Twice(known[0])),
        ("a subject that there is not", figures, vec![9_999], SetRefused::Unknown(9_999)),
        ("an indicator that there is not", 999, known.to_vec(), SetRefused::Unknown(999)),
        ("a yes/no fact", facts, known.to_vec(), SetRefused::NotHere(NotHere::NoRank)),
    ] {
        let told = among(&edition, &results, which, &set).unwrap_err();
        assert_eq!(told, expected, "{case}");
        assert!(!told.words(Language::English).is_empty() && !told.words(Language::Swedish).is_empty());
    }
    let position = edition.indicators.iter().position(|i| i.id.as_str() == "eb-socionomexamen").unwrap();
    edition.indicators[position].direction = Direction::None;
    let told = among(&edition, &results, figures, &known);
    assert_eq!(told, Err(SetRefused::NotHere(NotHere::NoDirection)));
    edition.comparison.relative = None;
    let told = among(&edition, &results, figures, &known);
    assert_eq!(told, Err(SetRefused::NotHere(NotHere::NoMode)));
}
