//! The rules of all catalogues of the repository: that their cases hold them fast, and that missing answers are
//! treated as answers that could still be given.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod answers;
mod completion;
mod mutants;
mod mutation;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use catalogue::model::{Edition, Indicator};
use catalogue::{Catalogue, LoadOptions};
use domain::Outcome;
use rules::schema::{Col, QuestionKind};
use rules::table::{Questionnaire, Raw};
use rules::tree::Rule;

/// The bundled editions and the checklist.
fn editions() -> Vec<Edition> {
    let checklist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/checklist/catalogue");
    let checklist = Catalogue::load_with(&checklist, LoadOptions { prove: false }).unwrap();
    let bundled = Catalogue::bundled().unwrap();
    bundled.editions.into_values().chain(checklist.editions.into_values()).collect()
}

/// Does something for every computed indicator, on all cores; results in the catalogue's order.
fn for_each_indicator<T: Send>(
    editions: &[Edition],
    work: impl Fn(&Edition, &Indicator) -> T + Sync,
) -> Vec<T> {
    let all: Vec<(&Edition, &Indicator)> =
        editions.iter().flat_map(|edition| edition.computed().map(move |one| (edition, one))).collect();
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                while let Some((edition, indicator)) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let place = edition.indicators.iter().position(|known| std::ptr::eq(known, *indicator));
                    let result = work(edition, indicator);
                    done.lock().unwrap().push(((edition.year, place), result));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap();
    done.sort_by_key(|(key, _)| *key);
    done.into_iter().map(|(_, result)| result).collect()
}

/// The cells that a rule reads, and those that their filters read, in questionnaire order.
fn cells_read(rule: &Rule, questionnaire: &Questionnaire) -> Vec<Col> {
    let mut queue = rule.columns();
    let mut all: BTreeSet<Col> = queue.iter().copied().collect();
    while let Some(col) = queue.pop() {
        if let Some(filter) = &questionnaire.filters[col.index()] {
            filter.columns(&mut |read| {
                if all.insert(read) {
                    queue.push(read);
                }
            });
        }
    }
    all.into_iter().collect()
}

/// Answers as people read them: `G2.missbruk = 'ja', E5 = 12.5`.
fn told(questionnaire: &Questionnaire, cells: &[Col], given: &[Raw]) -> String {
    let mut words = Vec::new();
    for &col in cells {
        let (column, raw) = (questionnaire.schema.column(col), given[col.index()]);
        if !raw.given {
            continue;
        }
        let name = |place: usize, ids: &[String]| ids.get(place).cloned().unwrap_or_default();
        let answer = match &column.kind {
            QuestionKind::One(set) => name(raw.value as usize, &set.alternatives),
            QuestionKind::Many(set) => {
                let chosen = (0..set.alternatives.len()).filter(|place| raw.value >> place & 1 == 1);
                format!("{:?}", chosen.map(|place| name(place, &set.alternatives)).collect::<Vec<_>>())
            }
            QuestionKind::Number(_) | QuestionKind::Table(_) => {
                domain::Number::from_micros(raw.value.into()).unwrap().to_string()
            }
            QuestionKind::Date | QuestionKind::Text => raw.value.to_string(),
        };
        words.push(format!("{} = {answer}{}", column.name, if raw.accepted { " (accepted)" } else { "" }));
    }
    words.join(", ")
}

/// Of two empties only the reason counts: the others are kept for the derivation.
fn is_same(a: &Outcome, b: &Outcome) -> bool {
    match (a, b) {
        (Outcome::Empty(a), Outcome::Empty(b)) => a.reason == b.reason,
        (Outcome::Category(_) | Outcome::Figure(_) | Outcome::Empty(_), _) => a == b,
    }
}
