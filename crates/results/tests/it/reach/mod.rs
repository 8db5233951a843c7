//! What it would take: the smallest sets are the smallest, a plan keeps what it promises, places and figures count
//! right.

mod brute;
mod figures;
mod own_rules;
mod places;
mod plan;
mod smallest;
mod worded;

use catalogue::Catalogue;
use catalogue::model::{Edition, FixedAnswer, RelativeMode, Source, Text, Ties};
use domain::EditionYear;
use rules::table::Raw;

/// The bundled edition, with facts and colours as these tests set them.
fn edition(year: u16, fixed: &[(&str, &str)]) -> Edition {
    let mut edition = Catalogue::bundled().expect("it loads").editions[&EditionYear(year)].clone();
    edition.comparison.fixed = fixed
        .iter()
        .map(|(question, alternative)| FixedAnswer {
            question: (*question).to_owned(),
            alternative: (*alternative).to_owned(),
            why: Text { sv: "det väljer man inte".to_owned(), en: None },
            readings: Vec::new(),
        })
        .collect();
    edition.comparison.relative = Some(RelativeMode {
        best_percent: 25,
        worst_percent: 25,
        ties: Ties::Middle,
        smallest: 5,
        smallest_place: 1,
        why: String::new(),
        source: Source::default(),
    });
    edition
}

/// What nobody chooses in these tests.
const FACTS: [(&str, &str); 6] = [
    ("", "finns_inte"),
    ("", "ingen_person"),
    ("", "kan_inte_svara"),
    ("E8", "for_fa"),
    ("E8a", "for_fa_kon"),
    ("E5", ""),
];

/// A unit's answers: only what is known of the first unit, and these cells.
fn answers(edition: &Edition, given: &[(&str, &str)]) -> Vec<Raw> {
    let blank = catalogue::answers::blank(edition);
    let mut row = blank.table.row(0).to_vec();
    for (name, value) in given {
        let schema = &edition.questionnaire.schema;
        let col = schema.find(name).unwrap_or_else(|| panic!("{name} is a cell"));
        row[col.index()] = Raw::answer(brute::value(edition, col, value));
    }
    row
}

/// Where an indicator stands among the computed ones.
fn position(edition: &Edition, id: &str) -> usize {
    edition.computed().position(|indicator| indicator.id.as_str() == id).expect(id)
}
