//! What moved between two results, and why.

mod catalogues;
mod corners;
mod files;
mod laws;
mod moved;
mod trend;
mod years;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use catalogue::answers::Answers;
use catalogue::model::Edition;
use catalogue::{Catalogue, LoadOptions};
use domain::{EditionYear, Level};
use results::aggregates::Place;
use results::diff::{FigureDiff, IndicatorDiff, ResultsDiff, Side, with_rules};
use results::simulate;
use rules::schema::{Col, QuestionKind};

const INDICATORS: &str = "editions/2018/indicators/ekonomiskt-bistand";

/// The bundled catalogue's files, with texts replaced; each text must be there.
fn altered_files(changes: &[(&str, &str, &str)]) -> BTreeMap<String, Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    let mut files = BTreeMap::new();
    collect(&root, &root, &mut files);
    for (path, from, to) in changes {
        let bytes = files.get_mut(*path).unwrap_or_else(|| panic!("there is no file {path}"));
        let text = String::from_utf8(bytes.clone()).expect("catalogue files are UTF-8");
        assert!(text.contains(from), "{path} has no `{from}`");
        *bytes = text.replacen(from, to, 1).into_bytes();
    }
    files
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the entry can be read").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let name = path.strip_prefix(root).expect("it lies below").to_string_lossy().replace('\\', "/");
            files.insert(name, std::fs::read(&path).expect("the file can be read"));
        }
    }
}

/// The bundled catalogue with texts replaced.
fn altered(changes: &[(&str, &str, &str)]) -> Catalogue {
    static BUNDLED: OnceLock<Catalogue> = OnceLock::new();
    if changes.is_empty() {
        return BUNDLED.get_or_init(|| loaded(&[])).clone();
    }
    loaded(changes)
}

fn loaded(changes: &[(&str, &str, &str)]) -> Catalogue {
    Catalogue::load_files(&altered_files(changes), LoadOptions { prove: false })
        .unwrap_or_else(|problems| panic!("{problems}"))
}

/// Edition 2018 with texts replaced.
fn edition(changes: &[(&str, &str, &str)]) -> Edition {
    altered(changes).editions.remove(&EditionYear(2018)).expect("edition 2018 is there")
}

/// Edition 2018 where a routine that is new does not count any more.
fn stricter() -> Edition {
    let file = format!("{INDICATORS}/intern-samordning.toml");
    edition(&[(&file, "G2a.$row IN ('ja', 'ny')", "G2a.$row = 'ja'")])
}

fn side<'a>(edition: &'a Edition, answers: &'a Answers) -> Side<'a> {
    Side { edition, answers: &answers.table, origin: "simulated" }
}

fn compared(a: (&Edition, &Answers), b: (&Edition, &Answers)) -> ResultsDiff {
    with_rules(&side(a.0, a.1), &side(b.0, b.1))
}

fn nation() -> Place {
    Place::Level(Level::Nation, "SE".parse().expect("a code"))
}

fn indicator<'a>(diff: &'a ResultsDiff, id: &str) -> &'a IndicatorDiff {
    diff.indicators.iter().find(|indicator| indicator.id().as_str() == id).expect("the indicator is there")
}

fn of_nation<'a>(diff: &'a ResultsDiff, id: &str) -> &'a FigureDiff {
    indicator(diff, id).figure(&nation()).expect("the nation has a row")
}

fn col(edition: &Edition, cell: &str) -> Col {
    edition.questionnaire.schema.find(cell).expect("the cell is there")
}

/// Gives an alternative in a cell.
fn answer(edition: &Edition, answers: &mut Answers, unit: usize, cell: &str, alternative: &str) {
    let col = col(edition, cell);
    let QuestionKind::One(set) = &edition.questionnaire.schema.column(col).kind else {
        panic!("{cell} has no alternatives");
    };
    let place = set.position(alternative).expect("the alternative is there");
    let raw = answers.table.cell_mut(unit, col);
    (raw.value, raw.given) = (i64::try_from(place).expect("a small number"), true);
}

/// Units that gave an alternative in a cell.
fn units_with(edition: &Edition, answers: &Answers, cell: &str, alternative: &str) -> Vec<usize> {
    let col = col(edition, cell);
    (0..answers.table.subjects()).filter(|&unit| answers.chosen(unit, col) == [alternative]).collect()
}

fn simulated(edition: &Edition) -> Answers {
    simulate::simulate(edition, 2018)
}
