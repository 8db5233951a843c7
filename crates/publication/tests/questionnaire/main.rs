//! The fill-in workbook: written here, filled in by people and programs, read back by the catalogue's reader.

#![allow(clippy::unwrap_used, reason = "tests")]

mod allowed;
mod any_bytes;
mod bad_input;
mod copy;
mod golden;
mod office;
mod round_trip;
mod rows;

use std::path::Path;
use std::sync::LazyLock;

use catalogue::answers::{Answers, read_answers_bytes};
use catalogue::model::Edition;
use catalogue::{Catalogue, LoadOptions, Problems};
use domain::EditionYear;
use publication::questionnaire::{Options, workbook};
use rules::schema::{Col, QuestionKind};
use rules::table::Raw;

/// The bundled catalogue.
pub(crate) fn bundled(year: u16) -> &'static Edition {
    static BUNDLED: LazyLock<Catalogue> = LazyLock::new(|| {
        Catalogue::load_with(&project("catalogue"), LoadOptions { prove: false })
            .unwrap_or_else(|p| panic!("{p}"))
    });
    &BUNDLED.editions[&EditionYear(year)]
}

/// The checklist's edition of 2024, which has every kind of question.
pub(crate) fn checklist() -> &'static Edition {
    static CHECKLIST: LazyLock<Catalogue> = LazyLock::new(|| {
        let folder = project("examples/checklist/catalogue");
        Catalogue::load_with(&folder, LoadOptions { prove: false }).unwrap_or_else(|p| panic!("{p}"))
    });
    &CHECKLIST.editions[&EditionYear(2024)]
}

fn project(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// The workbook of a unit, with its answers if there are any.
pub(crate) fn written(edition: &Edition, code: &str, answers: Option<&Answers>) -> Vec<u8> {
    let unit = Some(place(edition, code));
    workbook(edition, Options { unit, answers }).expect("the workbook is written")
}

pub(crate) fn place(edition: &Edition, code: &str) -> usize {
    edition.frame.position(code).unwrap_or_else(|| panic!("{code} is a unit"))
}

pub(crate) fn read(edition: &Edition, bytes: &[u8]) -> Result<Answers, Problems> {
    read_answers_bytes(edition, "enkät.xlsx", bytes)
}

/// The answers of a workbook that holds no mistake.
pub(crate) fn good(edition: &Edition, bytes: &[u8]) -> Answers {
    read(edition, bytes).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The unit's answers are the same in both, whatever else they hold.
pub(crate) fn assert_same(edition: &Edition, unit: usize, read: &Answers, given: &Answers, case: &str) {
    for (i, (read, given)) in read.table.row(unit).iter().zip(given.table.row(unit)).enumerate() {
        let name = &edition.questionnaire.schema.columns()[i].name;
        assert_eq!(read, given, "{case}: {name}");
    }
    fn of<V: Clone>(all: &std::collections::BTreeMap<(usize, Col), V>, unit: usize) -> Vec<(Col, V)> {
        all.iter()
            .filter(|((known, _), _)| *known == unit)
            .map(|((_, col), value)| (*col, value.clone()))
            .collect()
    }
    assert_eq!(of(&read.texts, unit), of(&given.texts, unit), "{case}: texts");
    assert_eq!(of(&read.comments, unit), of(&given.comments, unit), "{case}: comments");
    assert_eq!(of(&read.lines, unit), of(&given.lines, unit), "{case}: lines");
    assert_eq!(of(&read.accepted, unit), of(&given.accepted, unit), "{case}: decisions");
    assert_eq!(read.origin_id(), given.origin_id(), "{case}: origin");
    for other in (0..read.table.subjects()).filter(|other| *other != unit) {
        let columns = edition.questionnaire.schema.columns().iter().zip(read.table.row(other));
        assert!(
            columns.clone().all(|(column, raw)| column.question.is_none() || !raw.given),
            "{case}: one unit answers"
        );
    }
}

/// Takes an answer away.
pub(crate) fn forget(answers: &mut Answers, unit: usize, col: Col) {
    *answers.table.cell_mut(unit, col) = Raw::default();
    answers.texts.remove(&(unit, col));
    answers.lines.remove(&(unit, col));
    answers.accepted.remove(&(unit, col));
}

/// The cells that are asked of people.
pub(crate) fn cells(edition: &Edition) -> Vec<(Col, &str, &QuestionKind)> {
    let columns = edition.questionnaire.schema.columns().iter().enumerate();
    let asked = columns.filter(|(_, column)| column.question.is_some());
    asked.map(|(i, column)| (Col(u32::try_from(i).unwrap()), column.name.as_str(), &column.kind)).collect()
}
