//! What is asked, missing and kept aside; what is counted in the end.

use std::collections::BTreeMap;

use catalogue::model::Edition;
use collection::form::answers::{answers, cells_of};
use collection::form::progress::{Progress, Status, of_part};
use collection::form::sheet::Sheet;
use collection::head::{Head, Held, State};
use collection::ids::CellId;
use domain::UnitCode;
use results::simulate::simulate;
use rules::table::Raw;
use serde_json::{Value, json};

use super::{checklist, edition};

type Cells = BTreeMap<CellId, Value>;

fn cells(given: &[(&str, Value)]) -> Cells {
    given.iter().map(|(cell, value)| (cell.parse().expect("a cell"), value.clone())).collect()
}

fn habo(edition: &Edition) -> &domain::Unit {
    &edition.frame.units[edition.frame.position("0643").expect("Habo is in the frame")]
}

/// A head that holds these answers, saved by one fact.
fn head(cells: &Cells) -> Head {
    let held = |value: &Value| Held {
        value: Some(value.clone()),
        by: "s1".parse().expect("an id"),
        author: collection::fact::Author::Program,
        at: 1,
        proposals: Vec::new(),
    };
    Head { cells: cells.iter().map(|(cell, value)| (cell.clone(), held(value))).collect(), ..Head::default() }
}

fn progress(given: &[(&str, Value)], part: &str) -> Progress {
    let cells = cells(given);
    let sheet = Sheet::of(edition(), habo(edition()), &cells);
    of_part(&sheet, &head(&cells), &part.parse().expect("a part"))
}

#[test]
fn follow_ups_are_asked_when_their_question_says_so() {
    let empty = progress(&[], "E");
    assert_eq!((empty.answered, empty.undecided, empty.asked), (0, 0, empty.missing));
    let with = progress(&[("E8", json!("ja"))], "E");
    assert_eq!((with.asked, with.answered, with.missing), (empty.asked + 2, 1, empty.missing + 1));
    let without = progress(&[("E8", json!("nej"))], "E");
    assert_eq!((without.asked, without.answered, without.missing), (empty.asked, 1, empty.missing - 1));
}

#[test]
fn an_answer_that_is_no_longer_asked_is_kept_aside_and_never_counted() {
    let given = cells(&[("E8", json!("nej")), ("E8a", json!("ja"))]);
    let sheet = Sheet::of(edition(), habo(edition()), &given);
    let schema = &edition().questionnaire.schema;
    let aside: Vec<&str> = sheet.aside().map(|col| schema.column(col).name.as_str()).collect();
    assert_eq!(aside, ["E8a"]);
    let code: UnitCode = "0643".parse().expect("a unit");
    let (answers, unknown) = answers(edition(), [(&code, &given)]);
    assert!(unknown.is_empty());
    let unit = edition().frame.position("0643").expect("Habo is in the frame");
    assert!(answers.raw(unit, schema.find("E8").expect("a cell")).given);
    assert!(!answers.raw(unit, schema.find("E8a").expect("a cell")).given);
}

#[test]
fn a_status_says_what_stands_in_the_way() {
    let open = |asked, answered, missing, undecided| {
        Progress { asked, answered, missing, undecided }.status(State::Open)
    };
    for (case, told, expected) in [
        ("nothing answered", open(5, 0, 5, 0), Status::NotBegun),
        ("something", open(5, 1, 4, 0), Status::Begun),
        ("all, and two answers in a cell", open(5, 5, 0, 1), Status::Undecided),
        ("all", open(5, 5, 0, 0), Status::Complete),
        ("nothing was asked", open(0, 0, 0, 0), Status::Complete),
        ("submitted", Progress::default().status(State::Submitted), Status::Submitted),
        ("closed", Progress::default().status(State::Closed), Status::Closed),
    ] {
        assert_eq!(told, expected, "{case}");
    }
}

#[test]
fn what_a_whole_round_answered_is_what_is_counted() {
    // A simulated round answers what it is asked, so nothing may be left out on the way through the cells.
    for edition in [edition(), checklist()] {
        let given = simulate(edition, 7);
        let units = &edition.frame.units;
        let cells: Vec<Cells> = (0..units.len()).map(|unit| cells_of(edition, &given, unit)).collect();
        let (counted, unknown) = answers(edition, units.iter().map(|unit| &unit.code).zip(&cells));
        assert!(unknown.is_empty());
        for (unit, known) in units.iter().enumerate() {
            let pairs = counted.table.row(unit).iter().zip(given.table.row(unit)).enumerate();
            for (i, (counted, given)) in pairs {
                // What a reviewer decided is no answer.
                let given = Raw { accepted: false, ..*given };
                let name = &edition.questionnaire.schema.columns()[i].name;
                assert_eq!(*counted, given, "{} {name}", known.code);
            }
        }
        assert_eq!(counted.texts, given.texts);
        assert_eq!(counted.comments, given.comments);
        assert_eq!(counted.lines, given.lines);
    }
}

#[test]
fn a_unit_that_the_edition_does_not_know_is_given_back() {
    let (code, none): (UnitCode, Cells) = ("9999".parse().expect("a code"), Cells::new());
    let (_, unknown) = answers(edition(), [(&code, &none)]);
    assert_eq!(unknown, [&code]);
}
