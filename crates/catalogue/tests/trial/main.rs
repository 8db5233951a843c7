//! A trial: the built-in catalogue with changes of somebody's own, checked as the catalogue is.

mod applied;
mod refused;

use catalogue::Catalogue;
use catalogue::model::{Edition, Trial};
use domain::EditionYear;

const YEAR: EditionYear = EditionYear(2018);
const HEAD: &str = "name = \"Prov\"\nwhy = \"Ett test.\"\nedition = 2018\n";

fn bundled() -> Catalogue {
    Catalogue::bundled().expect("the built-in catalogue loads")
}

/// What comes of changes that are sound.
fn tried(changes: &str) -> (Edition, Trial) {
    bundled()
        .trial(YEAR, &format!("{HEAD}{changes}"), "CHANGES.toml")
        .unwrap_or_else(|problems| panic!("{problems}"))
}

/// All that is told of changes that are not.
fn told(text: &str) -> String {
    match bundled().trial(YEAR, text, "CHANGES.toml") {
        Ok(_) => String::new(),
        Err(problems) => problems.to_string(),
    }
}
