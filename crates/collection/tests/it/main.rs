//! Questionnaires of real editions, answered.

mod carried;
mod pages;
mod sheet;

use std::path::Path;
use std::sync::LazyLock;

use catalogue::model::Edition;
use catalogue::{Catalogue, LoadOptions};
use domain::EditionYear;

fn load(folder: &str) -> Catalogue {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    Catalogue::load_with(&folder, LoadOptions { prove: false })
        .unwrap_or_else(|problems| panic!("{problems}"))
}

/// Edition 2018 of the bundled catalogue.
pub(crate) fn edition() -> &'static Edition {
    static BUNDLED: LazyLock<Catalogue> = LazyLock::new(|| load("catalogue"));
    &BUNDLED.editions[&EditionYear(2018)]
}

/// The checklist's edition of 2024, which has every kind of question.
pub(crate) fn checklist() -> &'static Edition {
    static CHECKLIST: LazyLock<Catalogue> = LazyLock::new(|| load("examples/checklist/catalogue"));
    &CHECKLIST.editions[&EditionYear(2024)]
}
