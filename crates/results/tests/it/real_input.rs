//! The 2015 result of Jönköping county, figure for figure, from its municipalities' published outcomes.

use catalogue::Catalogue;
use catalogue::answers::read_outcomes;
use catalogue::model::Edition;
use domain::{Level, NoFigure, Outcome, Reason, Withheld};
use results::aggregates::Place;
use results::{Outcomes, Results};

/// The county row as the regional report prints it (pages 12 and 20), yes/no columns.
const PRINTED: [(&str, &str); 11] = [
    ("eb-rutin-barn-unga", "53.8"),
    ("eb-rutin-vuxenvard", "69.2"),
    ("eb-rutin-arbetsmarknad", "61.5"),
    ("eb-overenskommelse-af", "69.2"),
    ("eb-overenskommelse-fk", "61.5"),
    ("eb-overenskommelse-primarvard", "76.9"),
    ("eb-overenskommelse-vuxenpsykiatri", "69.2"),
    ("eb-utredningsmall-barn", "69.2"),
    ("eb-inskolning", "100.0"),
    ("eb-kompetensplan", "84.6"),
    ("eb-kompetensplan-individuell", "92.3"),
];

fn edition() -> Edition {
    let catalogue = Catalogue::bundled().expect("the bundled catalogue loads");
    catalogue.editions[&domain::EditionYear(2015)].clone()
}

fn computed(edition: &Edition, file: &str) -> Results {
    let path =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/2015-jonkoping").join(file);
    let given = read_outcomes(edition, &path).expect("the example file is read");
    let outcomes = Outcomes::from_rows(edition.computed().count(), given.outcomes);
    Results::from_outcomes(edition, outcomes, "")
}

fn figure(
    edition: &Edition,
    results: &Results,
    level: Level,
    code: &str,
    id: &str,
) -> Result<String, NoFigure> {
    let wanted = |place: &Place| matches!(place, Place::Level(l, c) if *l == level && c.as_str() == code);
    let place = results.places.iter().position(|m| wanted(&m.place)).expect("the place exists");
    let indicator = edition.computed().position(|i| i.id.as_str() == id).expect("the indicator exists");
    results.aggregates.get(place, indicator).figure.map(|figure| figure.to_string())
}

#[test]
fn the_printed_county_row_comes_out_for_every_yes_no_column() {
    let edition = edition();
    let results = computed(&edition, "outcomes.csv");
    for (id, printed) in PRINTED {
        assert_eq!(figure(&edition, &results, Level::County, "06", id), Ok(printed.to_owned()), "{id}");
    }
}

#[test]
fn percentages_are_pooled_from_counts_and_unknown_without_them() {
    let edition = edition();
    let with_counts = computed(&edition, "outcomes-med-rekonstruerade-antal.csv");
    let without = computed(&edition, "outcomes.csv");
    for (id, pooled) in [("eb-socionomexamen", "78.2"), ("eb-yrkeserfarenhet", "76.2")] {
        assert_eq!(figure(&edition, &with_counts, Level::County, "06", id), Ok(pooled.to_owned()), "{id}");
        assert_eq!(figure(&edition, &without, Level::County, "06", id), Err(NoFigure::CountsUnknown), "{id}");
    }
    for results in [&with_counts, &without] {
        let hours = figure(&edition, results, Level::County, "06", "eb-handlaggarstod-timmar");
        assert_eq!(hours, Err(NoFigure::CountsUnknown), "hours have no counts in any source");
    }
}

#[test]
fn all_other_counties_and_the_nation_are_withheld() {
    let edition = edition();
    let results = computed(&edition, "outcomes.csv");
    let withheld = Err(NoFigure::Withheld(Withheld::NonResponse));
    for county in edition.frame.counties.iter().filter(|county| county.code.as_str() != "06") {
        for (id, _) in PRINTED {
            assert_eq!(figure(&edition, &results, Level::County, county.code.as_str(), id), withheld);
        }
    }
    assert_eq!(figure(&edition, &results, Level::Nation, "SE", "eb-kompetensplan"), withheld);
    // Without numerator and denominator: a reader could otherwise put the withheld figure together.
    for (membership, _, aggregate) in results.each_aggregate(&edition) {
        if aggregate.figure == withheld.clone().map(|_: String| unreachable!()) {
            assert_eq!(aggregate.quotient, None, "{membership:?}");
        }
    }
}

#[test]
fn indicators_without_data_are_not_answered() {
    let edition = edition();
    let results = computed(&edition, "outcomes.csv");
    let eksjo = edition.frame.position("0686").expect("Eksjö is a unit");
    let silent: Vec<&str> = edition
        .computed()
        .enumerate()
        .filter(|(i, _)| {
            let outcome = results.outcomes.get(eksjo, *i);
            matches!(outcome, Outcome::Empty(empty) if empty.reason == Reason::NotAnswered)
        })
        .map(|(_, indicator)| indicator.id.as_str())
        .collect();
    assert_eq!(
        silent,
        [
            "eb-bedomningsmetoder",
            "eb-uppfoljning-individ",
            "eb-uppfoljning-grupp",
            "eb-it-system",
            "eb-brukarundersokning"
        ]
    );
}
