//! From the overview to the receipt.

use collection::access::Role;
use collection::chain::Hash;
use collection::fact::{Author, Content};
use collection::head::{Head, State};
use serde_json::json;
use web::design::save_state::SaveState;
use web::design::text::Link;
use web::language::Language;
use web::respond::hub::{self, HubPart, Worker};
use web::respond::page::Response;
use web::respond::receipt::{Submission, receipt};
use web::respond::rights::Rights;
use web::respond::sign::{read_sign, sign};
use web::respond::submit::{InTheWay, in_the_way, read_submit, submit};
use web::respond::summary::summary;

use super::page::{Page, checks, sent};
use super::{PARTS, Work, changed, checklist, edition, set};

fn all_rights() -> Rights {
    Rights::of_role(Role::Coordinator)
}

fn named(response: &Response<'_>, in_the_way: &[InTheWay<'_>]) -> Vec<String> {
    let schema = &response.setting.edition.questionnaire.schema;
    let name = |col| schema.column(col).name.clone();
    in_the_way
        .iter()
        .map(|one| match one {
            InTheWay::Missing(col) => format!("missing {}", name(*col)),
            InTheWay::Undecided(cell) => format!("undecided {cell}"),
            InTheWay::Hard(finding) => format!("hard {}", name(finding.cell)),
            InTheWay::Unexplained(finding) => format!("unexplained {}", name(finding.cell)),
            InTheWay::NotSigned => "not signed".to_owned(),
            InTheWay::Submitted => "submitted".to_owned(),
            InTheWay::Closed => "closed".to_owned(),
        })
        .collect()
}

fn left(work: &Work, part: &str, must_be_signed: bool) -> Vec<String> {
    work.look(part, |response| named(response, &in_the_way(response, must_be_signed)))
}

fn answer(work: &mut Work, code: &str, field: &str, text: &str) {
    let (page, mut fields) = work.open(code);
    set(&mut fields, field, Some(text));
    let (content, errors) = work.read(&page, &fields);
    assert_eq!(errors, [], "{field}");
    work.save(content.unwrap_or_else(|| panic!("{field} changed")));
}

/// Answers everything of part E that is missing.
fn answered() -> Work {
    let mut work = Work::new(edition());
    loop {
        let missing = left(&work, "E", false)
            .into_iter()
            .find_map(|one| one.strip_prefix("missing ").map(str::to_owned));
        let Some(cell) = missing else { return work };
        let code = cell.split('.').next().expect("a question");
        let schema = &work.edition.questionnaire.schema;
        let text = match &schema.column(schema.find(&cell).expect("a cell")).kind {
            rules::schema::QuestionKind::One(_) if cell == "E7.annan" => "nej".to_owned(),
            rules::schema::QuestionKind::One(set) => set.alternatives[0].clone(),
            _ => "12".to_owned(),
        };
        answer(&mut work, code, &cell, &text);
    }
}

#[test]
fn every_page_of_the_way_is_right_as_html() {
    for (edition, parts) in PARTS {
        for language in Language::ALL {
            let empty = Work { language, ..Work::new(edition()) };
            let simulated = Work::simulated(edition(), 3, language);
            for (case, work) in [("empty", &empty), ("answered", &simulated)] {
                for part in parts {
                    work.look(part, |response| {
                        let form = "form-2".parse().expect("an id");
                        let workers = vec![Worker { name: "Anna <Ek>".into(), writing: true }];
                        let one = HubPart { response: *response, workers, rights: all_rights() };
                        let saved = SaveState::Untouched;
                        for (what, html) in [
                            (
                                "overview",
                                hub::hub(&response.setting, std::slice::from_ref(&one), saved, false),
                            ),
                            ("part", hub::part(&one, saved)),
                            ("summary", summary(response, &all_rights(), saved)),
                            ("submit", submit(response, &all_rights(), &form, saved)),
                            ("sign", sign(response, &form, "/godkann/1", None, None)),
                        ] {
                            let html = html.into_string();
                            checks::all(
                                &format!("{case} {what} {part} in {}", language.code()),
                                &Page::read(&html),
                            );
                            assert!(!html.contains("<Ek>"));
                        }
                    });
                }
            }
        }
    }
}

#[test]
fn the_overview_leads_to_the_first_page_that_is_not_answered() {
    let mut work = Work::new(edition());
    let look = |work: &Work| {
        work.look("E", |response| {
            let one = HubPart { response: *response, workers: vec![], rights: all_rights() };
            hub::hub(&response.setting, &[one], SaveState::Untouched, false).into_string()
        })
    };
    assert!(look(&work).contains("Börja med del E"));
    answer(&mut work, "E1", "E1", "inom_3");
    let html = look(&work);
    assert!(html.contains("Fortsätt med fråga E2") && html.contains("/svara/2018-prov/E/2"), "{html}");
    let work = answered();
    assert!(look(&work).contains("/svara/2018-prov/E/skicka"));
}

#[test]
fn what_stands_in_the_way_is_said_with_a_way_to_each() {
    let mut work = answered();
    assert_eq!(left(&work, "E", true), ["not signed"]);
    answer(&mut work, "E7", "E7.annan", "ja");
    assert_eq!(left(&work, "E", false), ["hard E7.annan"]);
    answer(&mut work, "E7", "E7_text", "En egen metod");
    assert_eq!(left(&work, "E", false), Vec::<String>::new());
    let (page, fields) = work.open("E4");
    for (who, text) in [("anna", "min"), ("berit", "deras")] {
        let mut fields = fields.clone();
        set(&mut fields, "E4.comment", Some(text));
        let content = work.read(&page, &fields).0.expect("a change");
        work.save_as(content, who);
    }
    assert_eq!(left(&work, "E", false), ["undecided E4#comment"]);
    let html = work.look("E", |response| {
        submit(
            response,
            &Rights::of(false, |action| all_rights().may(action)),
            &"form-2".parse().expect("an id"),
            SaveState::Untouched,
        )
        .into_string()
    });
    assert!(
        html.contains("/svara/2018-prov/E/4#f-E4") && html.contains("Två svar på samma fråga (1)"),
        "{html}"
    );
    assert!(!html.contains("<form"), "there is no way to submit");
}

#[test]
fn a_doubtful_answer_needs_a_comment() {
    let mut work = Work::new(checklist());
    for (field, text) in [("P1", "ja"), ("P1b", "ja"), ("P1c", "2999-01-01")] {
        answer(&mut work, "P1", field, text);
    }
    let doubts = |work: &Work| {
        left(work, "P", false).into_iter().filter(|one| one.starts_with("unex")).collect::<Vec<_>>()
    };
    assert_eq!(doubts(&work), ["unexplained P1c"]);
    answer(&mut work, "P1", "P1c.comment", "Den stämmer");
    assert_eq!(doubts(&work), Vec::<String>::new());
}

#[test]
fn a_part_is_signed_and_submitted_as_its_sender_saw_it() {
    let mut work = answered();
    let form = "form-2".parse().expect("an id");
    let html = work.look("E", |response| sign(response, &form, "/godkann/1", None, None).into_string());
    let mut fields = sent(&Page::read(&html));
    assert_eq!(read_sign(&fields), None, "a name is needed");
    let again =
        work.look("E", |response| sign(response, &form, "/godkann/1", Some(&fields), None).into_string());
    checks::all("sign again in sv", &Page::read(&again));
    assert!(again.contains("Skriv ditt namn"));
    set(&mut fields, "name", Some("Karin Holm"));
    set(&mut fields, "role", Some("förvaltningschef"));
    work.save(read_sign(&fields).expect("a sign-off"));
    assert_eq!(left(&work, "E", true), Vec::<String>::new());
    let html =
        work.look("E", |response| submit(response, &all_rights(), &form, SaveState::Untouched).into_string());
    assert!(html.contains("Karin Holm"), "{html}");
    let fields = sent(&Page::read(&html));
    // Somebody changes an answer before the button is pressed: it is refused.
    let mut changed_since = work.head.clone();
    let save = Content::Saved {
        cells: [(
            "E5".parse().expect("a cell"),
            collection::fact::Change {
                value: Some(json!("3")),
                based_on: work.head.cells[&"E5".parse().expect("a cell")].by.clone().into(),
                settles: vec![],
                erased: false,
            },
        )]
        .into(),
    };
    apply(&mut changed_since, save).expect("a save");
    assert!(
        apply(&mut changed_since.clone(), read_submit(&changed_since, &fields).expect("a fact")).is_err()
    );
    work.save(read_submit(&work.head, &fields).expect("a fact"));
    assert_eq!(work.head.state, State::Submitted);
    assert_eq!(left(&work, "E", true), ["submitted"]);
}

fn apply(head: &mut Head, content: Content) -> Result<collection::head::Told, collection::head::Refused> {
    let (id, response) = ("x1".parse().expect("an id"), "r1".parse().expect("an id"));
    head.apply(&collection::fact::Fact { id, response, author: Author::Program, content }, 2)
}

#[test]
fn a_receipt_has_every_answer_with_its_wording_and_what_proves_it() {
    let mut work = answered();
    answer(&mut work, "E4", "E4.comment", "<b>kommentar</b>");
    for language in Language::ALL {
        work.language = language;
        let cells = work.answers();
        let html = work.look("E", |response| {
            let submission = Submission {
                part: response.part,
                fact: &"s99".parse().expect("an id"),
                author: &Author::Link("anna".into()),
                at: 1_521_207_120_000_000,
                signature: None,
                cells: &cells,
                leaf: Hash([0xab; 32]),
                batch: (17, Hash([0xcd; 32])),
                place: 2,
            };
            let files = vec![Link::new("/kvitto.pdf", "PDF").file("PDF, 84 kB")];
            receipt(&response.setting, &submission, files).into_string()
        });
        checks::all(&format!("receipt in {}", language.code()), &Page::read(&html));
        for text in [
            "s99",
            "abababab",
            "17",
            "2018-03-16",
            "Anna Ek",
            language.say("Erbjuder ni den 1 februari 2018", "On 1 February 2018, do you offer"),
            "&lt;b&gt;kommentar",
        ] {
            assert!(html.contains(text), "{text}: {html}");
        }
        assert!(!html.contains("Ändra") && !html.contains("Change<"));
    }
}

#[test]
fn a_summary_marks_what_is_missing_and_leads_to_it() {
    let mut work = Work::new(edition());
    answer(&mut work, "E8", "E8", "ja");
    let html =
        work.look("E", |response| summary(response, &all_rights(), SaveState::Untouched).into_string());
    let page = Page::read(&html);
    let link = page.elements.iter().find(|element| element.get("href") == Some("/svara/2018-prov/E/8#f-E8a"));
    assert!(link.is_some_and(|link| link.text.starts_with("Besvara")), "{html}");
    assert!(changed(None).is_empty());
}
