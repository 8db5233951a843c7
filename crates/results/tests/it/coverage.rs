//! What a file of outcomes says nothing about is not told as non-response.

use catalogue::Catalogue;
use catalogue::answers::read_outcomes;
use catalogue::model::Edition;
use domain::{EditionYear, Empty, Level, NoFigure, Outcome, Reason, Withheld};
use results::aggregates::Place;
use results::{Outcomes, Results, simulate};

fn edition() -> Edition {
    Catalogue::bundled().expect("the bundled catalogue loads").editions[&EditionYear(2015)].clone()
}

/// The outcomes of Jönköping county's 13 municipalities, and of nobody else.
fn rows(edition: &Edition) -> Vec<Vec<Outcome>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/2015-jonkoping/outcomes.csv");
    read_outcomes(edition, path.as_ref()).expect("the example file is read").outcomes
}

fn results(edition: &Edition, rows: Vec<Vec<Outcome>>) -> Results {
    Results::from_outcomes(edition, Outcomes::from_rows(edition.computed().count(), rows), "")
}

fn place(results: &Results, level: Level, code: &str) -> usize {
    let wanted = Place::Level(level, code.parse().unwrap());
    results.places.iter().position(|member| member.place == wanted).expect(code)
}

#[test]
fn only_the_units_of_the_file_are_covered_unless_it_has_all_that_responded() {
    let edition = edition();
    let known = rows(&edition);
    let counties = |results: &Results| {
        let mut codes: Vec<&str> = results
            .covered()
            .iter()
            .map(|&subject| edition.frame.units[results.subjects[subject].unit].county.as_str())
            .collect();
        codes.sort_unstable();
        codes.dedup();
        codes.join(" ")
    };
    let part = results(&edition, known.clone());
    assert_eq!((part.covered().len(), counties(&part).as_str()), (13, "06"));
    let example = known.iter().find(|row| matches!(row[0], Outcome::Category(_))).unwrap();
    // 304 responded according to the source: with 303 some answers are missing, with 304 nobody's is.
    for (units, covered) in [(303, 303), (304, 317), (317, 317)] {
        let silent = vec![Outcome::Empty(Empty::because(Reason::NotAnswered)); example.len()];
        let rows = (0..317).map(|unit| if unit < units { example.clone() } else { silent.clone() });
        let results = results(&edition, rows.collect());
        assert_eq!(results.covered().len(), covered, "{units} units in the file");
        assert_eq!(results.is_part(), covered < 317, "{units} units in the file");
    }
    // Of answers it is known who did not give any.
    let answers = simulate::simulate(&edition, 7);
    assert!(!Results::from_answers(&edition, &answers.table, "simulated").is_part());
}

#[test]
fn a_figure_is_withheld_for_the_material_only_where_the_units_themselves_were_not_silent() {
    let edition = edition();
    let known = rows(&edition);
    let which = edition.computed().position(|i| i.id.as_str() == "eb-inskolning").unwrap();
    let withheld = Err(NoFigure::Withheld(Withheld::NonResponse));
    let part = results(&edition, known.clone());
    let (nation, county) = (place(&part, Level::Nation, "SE"), place(&part, Level::County, "06"));
    assert_eq!(part.aggregates.get(nation, which).figure, withheld);
    assert!(part.lacks_material(&edition, nation, which));
    assert!(!part.lacks_material(&edition, county, which), "it has a figure");
    // One municipality of 13 is not in the file, and so many of the others are illogical.
    for (illogical, lacks) in [(1, false), (2, true), (3, false)] {
        let mut rows = known.clone();
        let units = (0..rows.len()).filter(|&unit| edition.frame.units[unit].county.as_str() == "06");
        for (i, unit) in units.enumerate() {
            if i == 0 {
                rows[unit].fill(Outcome::Empty(Empty::because(Reason::NotAnswered)));
            } else if i <= illogical {
                rows[unit][which] = Outcome::Empty(Empty::because(Reason::Illogical));
            }
        }
        let results = results(&edition, rows);
        let aggregate = results.aggregates.get(county, which);
        // 2 of 13 are 15 per cent, 3 are 23: withheld; 3 without the one that is not known are 23, too.
        assert_eq!(aggregate.figure == withheld, illogical >= 2, "{illogical}");
        assert_eq!(results.lacks_material(&edition, county, which), lacks, "{illogical}");
    }
}
