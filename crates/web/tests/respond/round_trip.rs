//! A page that is sent back as it was changes nothing; one changed field changes one cell.

use collection::form::pages::Page;
use rules::schema::QuestionKind;
use web::language::Language;

use super::{Fields, PARTS, Work, changed, edition, page, set};

fn all_pages(check: impl Fn(&Work, &str, &Page)) {
    for (edition, parts) in PARTS {
        for (unit, language) in [(0, Language::Swedish), (3, Language::English), (7, Language::Swedish)] {
            let work = Work::simulated(edition(), unit, language);
            for part in parts {
                work.pages(part).iter().for_each(|page| check(&work, part, page));
            }
        }
    }
}

fn sent(work: &Work, part: &str, page: &Page) -> Fields {
    page::sent(&page::Page::read(&work.html(part, page, None)))
}

#[test]
fn a_page_sent_back_as_it_was_says_that_nothing_changed() {
    all_pages(|work, part, page| {
        let (content, errors) = work.read(page, &sent(work, part, page));
        assert_eq!((changed(content.as_ref()), errors), (vec![], vec![]), "{part} {}", page.no);
    });
}

#[test]
fn a_changed_field_is_exactly_that_cell() {
    all_pages(|work, part, page| {
        let fields = sent(work, part, page);
        let shown: Vec<&str> = fields.iter().filter_map(|(name, _)| name.strip_prefix("base.")).collect();
        for cell in shown.into_iter().filter(|cell| !cell.ends_with("#comment")) {
            let schema = &work.edition.questionnaire.schema;
            let kind = &schema.column(schema.find(cell).expect("a cell")).kind;
            let now = work.value(cell);
            let is = |text: &str| now.as_ref().is_some_and(|now| now == text);
            let (text, value): (String, serde_json::Value) = match kind {
                QuestionKind::One(set) => {
                    let other = set.alternatives.iter().find(|id| !is(id)).expect("another alternative");
                    (other.clone(), other.as_str().into())
                }
                QuestionKind::Many(set) => {
                    let other = |id: &&String| now != Some(serde_json::json!([id]));
                    let other = set.alternatives.iter().find(other).expect("another choice");
                    (other.clone(), serde_json::json!([other]))
                }
                QuestionKind::Number(_) if is("7") => ("8".into(), "8".into()),
                QuestionKind::Number(_) => ("7".into(), "7".into()),
                QuestionKind::Date => ("2017-03-04".into(), "2017-03-04".into()),
                QuestionKind::Text => ("Ny text".into(), "Ny text".into()),
                QuestionKind::Table(_) => ("1\r\n2,5\r\n".into(), serde_json::json!(["1", "2.5"])),
            };
            let mut fields = fields.clone();
            set(&mut fields, cell, Some(&text));
            set(&mut fields, &format!("{cell}.cannot_say"), None);
            let (content, errors) = work.read(page, &fields);
            assert_eq!(errors, [], "{cell}");
            assert_eq!(changed(content.as_ref()), [(cell.to_owned(), Some(value))], "{cell}");
        }
    });
}

#[test]
fn a_change_says_what_it_was_based_on_and_a_double_submit_has_one_id() {
    let mut work = Work::new(edition());
    let (page, mut fields) = work.open("E4");
    set(&mut fields, "E4", Some("ja"));
    let (first, _) = work.read(&page, &fields);
    work.save(first.clone().expect("a change"));
    let (page, mut fields) = work.open("E4");
    set(&mut fields, "E4", Some("nej"));
    let Some(collection::fact::Content::Saved { cells }) = work.read(&page, &fields).0 else {
        panic!("a save")
    };
    let change = cells.values().next().expect("a change");
    assert_eq!(change.based_on.as_ref().map(|fact| fact.as_str()), Some("s1"));
    assert_eq!(web::respond::form::fact_id(&fields).expect("an id").as_str(), "form-1");
}

#[test]
fn cannot_say_is_a_choice_and_so_is_taking_it_back() {
    let mut work = Work::new(edition());
    let (page, mut fields) = work.open("E5");
    set(&mut fields, "E5.cannot_say", Some("1"));
    work.save(work.read(&page, &fields).0.expect("a change"));
    assert_eq!(work.value("E5"), Some(serde_json::json!({ "cannot_say": true })));
    let (page, mut fields) = work.open("E5");
    assert!(fields.iter().any(|(name, _)| name == "E5.cannot_say"), "it is ticked");
    assert_eq!(work.read(&page, &fields), (None, vec![]));
    set(&mut fields, "E5.cannot_say", None);
    set(&mut fields, "E5", Some("12,50"));
    work.save(work.read(&page, &fields).0.expect("a change"));
    assert_eq!(work.value("E5"), Some("12.5".into()));
    let (_, fields) = work.open("E5");
    assert!(fields.contains(&("E5".into(), "12,5".into())), "shown with a comma in Swedish");
}

#[test]
fn unchanged_copies_last_rounds_answer_and_saves_what_else_was_written() {
    let mut work = Work::new(edition());
    let cells = [("G2.missbruk", "ja"), ("G2.socialpsykiatri", "nej"), ("G2.finns_inte_langre", "ja")];
    let known: Vec<&str> = work
        .edition
        .questions
        .iter()
        .find(|q| q.code.as_str() == "G2")
        .expect("G2")
        .rows
        .iter()
        .flatten()
        .map(|row| row.id.as_str())
        .collect();
    let cells: Vec<(String, &str)> =
        cells.iter().zip(&known).map(|((_, answer), row)| (format!("G2.{row}"), *answer)).collect();
    let last = cells.iter().map(|(cell, answer)| (cell.parse().expect("a cell"), (*answer).into())).collect();
    work.previous = Some(web::respond::LastRound { name: "2017".into(), cells: last });
    let (part, page) = work.page_of("G2");
    let html = work.html(&part, &page, None);
    assert!(html.contains("name=\"unchanged\" value=\"G2\""), "{html}");
    let (_, mut fields) = work.open("G2");
    fields.push(("unchanged".into(), "G2".into()));
    let other = format!("G2.{}", known[4]);
    set(&mut fields, &other, Some("nej"));
    let (content, errors) = work.read(&page, &fields);
    assert_eq!(errors, []);
    let told = changed(content.as_ref());
    assert_eq!(told.len(), cells.len() + 1, "{told:?}");
    for (cell, answer) in cells {
        assert!(told.contains(&(cell, Some(answer.into()))), "{told:?}");
    }
    work.save(content.expect("a change"));
    assert!(work.html(&part, &page, None).contains("Oförändrat, bekräftat"));
    assert_eq!(web::respond::form::go(&fields), web::respond::form::Go::Stay);
}

#[test]
fn what_a_colleague_saved_meanwhile_is_not_undone_by_an_untouched_field() {
    let mut work = Work::new(edition());
    let (page, fields) = work.open("E4");
    let mut theirs = fields.clone();
    set(&mut theirs, "E4", Some("ja"));
    work.save_as(work.read(&page, &theirs).0.expect("a change"), "berit");
    assert_eq!(work.read(&page, &fields), (None, vec![]));
}
