//! What the tests build publications from.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use catalogue::Catalogue;
use catalogue::answers::{PublishedValue, read_outcomes, read_published};
use catalogue::model::Edition;
use domain::{EditionYear, UnitCode};
use publication::build::{Input, build};
use publication::model::{Audience, Publication};
use results::{Outcomes, Results, simulate};

pub(crate) static CATALOGUE: LazyLock<Catalogue> =
    LazyLock::new(|| Catalogue::bundled().unwrap_or_else(|problems| panic!("{problems}")));

pub(crate) fn edition(year: u16) -> &'static Edition {
    &CATALOGUE.editions[&EditionYear(year)]
}

/// A file of the example of 2015.
pub(crate) fn example(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/2015-jonkoping").join(file)
}

/// The results of 2015 from a file of outcomes.
pub(crate) fn results_of_2015(file: &str) -> Results {
    let given = read_outcomes(edition(2015), &example(file)).unwrap_or_else(|problems| panic!("{problems}"));
    let outcomes = Outcomes::from_rows(edition(2015).computed().count(), given.outcomes);
    Results::from_outcomes(edition(2015), outcomes, given.origin.id())
}

/// The values that were printed in 2015.
pub(crate) fn published_of_2015() -> Vec<PublishedValue> {
    read_published(edition(2015), &example("published.csv")).unwrap_or_else(|problems| panic!("{problems}"))
}

/// A simulated round of 2018.
pub(crate) fn results_of_2018() -> Results {
    let answers = simulate::simulate(edition(2018), 2018);
    Results::from_answers(edition(2018), &answers.table, answers.origin.id())
}

/// An input that names nothing but the edition and its results.
pub(crate) fn plain<'a>(edition: &'a Edition, results: &'a Results) -> Input<'a> {
    Input {
        catalogue: &CATALOGUE,
        edition,
        results,
        published_at: "2026-03-01T09:30:00Z".parse().expect("a time"),
        published_as: "2026-03-01T10:30:00+01:00",
        counties: &[],
        published: &[],
        before: None,
        round: None,
        trial: None,
        program: "jamfor 0.1.0",
    }
}

/// The example of 2015 with its county's sheet and its published values.
fn publication_of_2015(file: &str) -> Publication {
    let (results, published) = (results_of_2015(file), published_of_2015());
    let counties: [UnitCode; 1] = ["06".parse().expect("a code")];
    let input = Input { counties: &counties, published: &published, ..plain(edition(2015), &results) };
    build(&input, Audience::Public)
}

/// The same from what was published.
pub(crate) fn of_2015() -> &'static Publication {
    static PUBLICATION: LazyLock<Publication> = LazyLock::new(|| publication_of_2015("outcomes.csv"));
    &PUBLICATION
}

/// The same with reconstructed counts behind two columns.
pub(crate) fn of_2015_with_counts() -> &'static Publication {
    static PUBLICATION: LazyLock<Publication> =
        LazyLock::new(|| publication_of_2015("outcomes-med-rekonstruerade-antal.csv"));
    &PUBLICATION
}

/// A simulated round of 2018 with two counties' sheets.
pub(crate) fn of_2018() -> &'static Publication {
    static PUBLICATION: LazyLock<Publication> = LazyLock::new(|| {
        let results = results_of_2018();
        let counties: [UnitCode; 2] = ["01", "06"].map(|code| code.parse().expect("a code"));
        build(&Input { counties: &counties, ..plain(edition(2018), &results) }, Audience::Public)
    });
    &PUBLICATION
}
