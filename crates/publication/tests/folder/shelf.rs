//! Publications beside each other: which is valid when, what nobody may see yet, and folders that are not whole.

use std::sync::Arc;

use jiff::Timestamp;
use publication::folder::{Files, Sources, make};
use publication::manifest::{Correction, MANIFEST, Mistake, Words};
use publication::shelf::{Issue, Shelf};

use crate::small;

fn time(text: &str) -> Timestamp {
    text.parse().expect("a time")
}

fn folder(number: u32, published_at: &str) -> Files {
    let correction = (number > 1).then(|| Correction {
        corrects: "0".repeat(64),
        kind: Mistake::Answers,
        what: Words { sv: "Ett svar var fel.".to_owned(), en: None },
        why: Words { sv: "Det lästes fel.".to_owned(), en: None },
    });
    let catalogue = small::catalogue();
    let edition = small::edition(&catalogue);
    let sources = small::sources(small::csv(edition, &small::answers(edition, 5)));
    let sources = Sources { number, correction, published_at: published_at.to_owned(), ..sources };
    make(&sources, &small::program()).expect("it can be published")
}

fn issue(number: u32, published_at: &str) -> Arc<Issue> {
    Arc::new(Issue::of(folder(number, published_at)).expect("a whole folder"))
}

fn shelf() -> Arc<Shelf> {
    let issues = vec![issue(2, "2018-09-01T08:00:00+02:00"), issue(1, "2018-06-01T08:00:00+02:00")];
    Arc::new(Shelf::new(issues))
}

#[test]
fn a_publication_is_there_from_its_second_on_and_the_next_number_takes_its_place() {
    let shelf = shelf();
    for (at, valid, all) in [
        ("2018-06-01T05:59:59.999999999Z", None, 0),
        ("2018-06-01T06:00:00Z", Some(1), 1),
        ("2018-09-01T05:59:59.999999999Z", Some(1), 1),
        ("2018-09-01T06:00:00Z", Some(2), 2),
    ] {
        let view = shelf.at(time(at));
        let found: Vec<u32> = view.valid().iter().map(|issue| issue.number()).collect();
        assert_eq!(found, Vec::from_iter(valid), "{at}");
        let series = shelf.all()[0].series();
        assert_eq!(view.numbers(series).len(), all, "{at}");
        assert_eq!(view.latest(series).map(|issue| issue.number()), valid, "{at}");
        let second = publication::shelf::Named { series, number: Some(2) };
        assert_eq!(view.named(second).is_some(), all == 2, "{at}");
    }
}

#[test]
fn a_replaced_number_is_seen_beside_what_was_known_while_it_was_valid() {
    let shelf = shelf();
    let now = shelf.at(time("2020-01-01T00:00:00Z"));
    let [first, second] = [0, 1].map(|at| Arc::clone(&shelf.all()[at]));
    assert_eq!(now.while_valid(&first).at(), time("2018-09-01T05:59:59.999999999Z"));
    assert_eq!(now.while_valid(&first).valid()[0].number(), 1);
    assert_eq!(now.while_valid(&second).at(), now.at());
    assert_eq!(shelf.next_after(time("2018-06-01T06:00:00Z")), Some(second.published_at()));
    assert_eq!(shelf.next_after(now.at()), None);
}

#[test]
fn what_a_publication_says_is_computed_from_its_own_folder() {
    let issue = issue(1, "2018-06-01T08:00:00+02:00");
    let opened = issue.opened().expect("it can be computed");
    let outcomes = opened.publication().cube("outcomes").expect("the cube of outcomes");
    for (u, unit) in outcomes.dimensions[0].codes.iter().enumerate() {
        for (i, indicator) in outcomes.dimensions[1].codes.iter().enumerate() {
            assert_eq!(
                opened.outcome(&unit.id, &indicator.id),
                outcomes.at(&[u, i]),
                "{} {}",
                unit.id,
                indicator.id
            );
        }
    }
    assert!(opened.outcome("0000", &outcomes.dimensions[1].codes[0].id).is_none());
    assert!(opened.answers().is_some_and(|answers| answers.comments.is_empty()));
}

#[test]
fn a_folder_that_lacks_or_has_changed_a_file_is_refused_and_names_it() {
    let whole = folder(1, "2018-06-01T08:00:00+02:00");
    let paths: Vec<&String> = whole.keys().filter(|path| *path != MANIFEST).collect();
    assert!(!paths.is_empty());
    for path in paths {
        let mut lacks = whole.clone();
        lacks.remove(path);
        let told = Issue::of(lacks).expect_err(path);
        assert!(
            told.iter().any(|problem| problem.code == "PUB-10" && problem.file == *path),
            "{path}: {told}"
        );
        let mut changed = whole.clone();
        changed.get_mut(path).expect("it is there").push(b' ');
        let told = Issue::of(changed).expect_err(path);
        assert!(
            told.iter().any(|problem| problem.code == "PUB-12" && problem.file == *path),
            "{path}: {told}"
        );
    }
    let mut none = whole;
    none.remove(MANIFEST);
    assert!(Issue::of(none).expect_err("no manifest").iter().any(|problem| problem.code == "PUB-01"));
}
