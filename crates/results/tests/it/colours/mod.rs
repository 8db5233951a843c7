//! Colour modes: the catalogue's cases, the laws of each mode, and the cells of real and simulated editions.

mod cases;
mod cells;
mod laws;
mod sets;

use catalogue::Catalogue;
use catalogue::answers::read_outcomes;
use catalogue::model::{Edition, RelativeMode, Source, Ties, UncertaintyMode};
use domain::{EditionYear, Level, Number};
use results::{Outcomes, Results, simulate};

fn catalogue() -> Catalogue {
    Catalogue::bundled().expect("the bundled catalogue loads")
}

fn edition(year: u16) -> Edition {
    catalogue().editions[&EditionYear(year)].clone()
}

fn simulated(edition: &Edition) -> Results {
    Results::from_answers(edition, &simulate::simulate(edition, 7).table, "simulated")
}

/// The 13 municipalities of Jönköping county, 2015; all others are not answered.
fn published(edition: &Edition, file: &str) -> Results {
    let path =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/2015-jonkoping").join(file);
    let given = read_outcomes(edition, &path).expect("the example file is read");
    let outcomes = Outcomes::from_rows(edition.computed().count(), given.outcomes);
    Results::from_outcomes(edition, outcomes, "")
}

fn indicator(edition: &Edition, id: &str) -> usize {
    edition.computed().position(|indicator| indicator.id.as_str() == id).expect(id)
}

fn quartiles(ties: Ties, smallest: u32) -> RelativeMode {
    let (best_percent, worst_percent) = (25, 25);
    RelativeMode {
        best_percent,
        worst_percent,
        ties,
        smallest,
        smallest_place: 5,
        why: String::new(),
        source: Source::default(),
    }
}

fn wilson() -> UncertaintyMode {
    UncertaintyMode {
        model: "wilson".to_owned(),
        confidence_percent: Number::whole(95),
        z: "1.96".parse().expect("a number"),
        reference: Level::Nation,
        indicators: Vec::new(),
        why: String::new(),
        source: Source::default(),
    }
}
