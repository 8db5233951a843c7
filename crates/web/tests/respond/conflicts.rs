//! Two answers to one cell: both are shown until somebody chooses.

use collection::form::progress::Progress;
use web::language::Language;

use super::page::{Page, checks};
use super::{Work, changed, edition, set};

/// Two colleagues have the same page before them and answer differently.
fn work(code: &str, field: &str, (mine, theirs): (&str, &str)) -> Work {
    let mut work = Work::new(edition());
    let (page, fields) = work.open(code);
    for (who, answer) in [("anna", mine), ("berit", theirs)] {
        let mut fields = fields.clone();
        set(&mut fields, field, Some(answer));
        let content = work.read(&page, &fields).0.expect("a change");
        work.save_as(content, who);
    }
    work
}

#[test]
fn both_answers_are_shown_with_name_and_time_and_either_can_be_chosen() {
    for (case, code, field, cell, answers, kept) in [
        ("a single question", "E4", "E4", "E4", ("ja", "nej"), "E4"),
        ("a row of a grid", "E7", "E7.fia", "E7.fia", ("ja", "nej"), "E7.fia"),
        ("a comment", "E4", "E4.comment", "E4#comment", ("min text", "deras text"), "E4#comment"),
    ] {
        for (key, value) in [("s1", answers.0), ("s2", answers.1)] {
            let mut work = work(code, field, answers);
            let (part, page) = work.page_of(code);
            for language in Language::ALL {
                work.language = language;
                let html = work.html(&part, &page, None);
                checks::all(&format!("{case} in {}", language.code()), &Page::read(&html));
                assert!(html.contains("Berit Lund") && html.contains("Anna Ek"), "{case}");
                assert!(html.contains("2018-03-16") && html.contains(&format!("keep.{kept}")), "{case}");
            }
            let (_, mut fields) = work.open(code);
            assert_eq!(work.read(&page, &fields), (None, vec![]), "{case}: to look is not to choose");
            fields.push((format!("keep.{kept}"), key.into()));
            let (content, errors) = work.read(&page, &fields);
            assert_eq!(errors, [], "{case}");
            assert_eq!(changed(content.as_ref()), [(cell.to_owned(), Some(value.into()))], "{case}");
            work.save(content.expect("a choice"));
            assert_eq!(work.head.undecided(), [], "{case}");
            assert_eq!(work.value(cell), Some(value.into()), "{case}");
        }
    }
}

#[test]
fn an_undecided_answer_counts_as_left_and_stands_under_its_question() {
    let mut work = work("E4", "E4", ("ja", "nej"));
    let (part, page) = work.page_of("E4");
    let count =
        |work: &Work| work.look(&part, |response| Progress::of_page(response.sheet, response.head, &page));
    let now = count(&work);
    assert_eq!((now.answered, now.undecided), (0, 1), "until somebody chooses");
    let html = work.html(&part, &page, None);
    let place = |what: &str| html.find(what).unwrap_or_else(|| panic!("{what}"));
    assert!(place("class=\"conflict\"") < place("class=\"question-body\""), "before the field");
    let (_, mut fields) = work.open("E4");
    fields.push(("keep.E4".into(), "s1".into()));
    let choice = work.read(&page, &fields).0.expect("a choice");
    work.save(choice);
    assert_eq!((count(&work).answered, count(&work).undecided), (1, 0), "somebody has chosen");
}

#[test]
fn a_choice_between_answers_that_are_there_no_longer_is_told() {
    let mut work = work("E4", "E4", ("ja", "nej"));
    let (part, page) = work.page_of("E4");
    let (_, mut fields) = work.open("E4");
    let mut chosen = fields.clone();
    chosen.push(("keep.E4".into(), "s2".into()));
    work.save_as(work.read(&page, &chosen).0.expect("a choice"), "berit");
    fields.push(("keep.E4".into(), "s1".into()));
    let (content, errors) = work.read(&page, &fields);
    assert_eq!(content, None);
    assert!(errors[0].said.sv.contains("välj igen"), "{:?}", errors[0].said);
    let html = work.html(&part, &page, Some((&fields, &errors)));
    checks::all("chosen too late in sv", &Page::read(&html));
}

#[test]
fn a_proposal_to_a_question_that_is_no_longer_asked_can_still_be_chosen() {
    let mut work = Work::new(edition());
    let (page, mut fields) = work.open("E8");
    set(&mut fields, "E8", Some("ja"));
    work.save(work.read(&page, &fields).0.expect("a change"));
    let (_, fields) = work.open("E8");
    for answer in ["ja", "nej"] {
        let mut fields = fields.clone();
        set(&mut fields, "E8a", Some(answer));
        let content = work.read(&page, &fields).0.expect("a change");
        work.save(content);
    }
    let (_, mut fields) = work.open("E8");
    set(&mut fields, "E8", Some("nej"));
    work.save(work.read(&page, &fields).0.expect("a change"));
    let (part, page) = work.page_of("E8");
    assert!(work.html(&part, &page, None).contains("keep.E8a"));
}
