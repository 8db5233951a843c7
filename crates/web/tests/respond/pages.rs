//! Every page in both languages is right as HTML, empty and answered.

use web::language::Language;

use super::page::{Page, checks};
use super::{PARTS, Work, checklist, edition};

#[test]
fn every_page_of_every_part_is_right_as_html() {
    for (edition, parts) in PARTS {
        for language in Language::ALL {
            let empty = Work { language, ..Work::new(edition()) };
            let answered = Work::simulated(edition(), 3, language);
            for part in parts {
                for page in empty.pages(part) {
                    for (case, work) in [("empty", &empty), ("answered", &answered)] {
                        let name = format!("{case} {part} {} in {}", page.no, language.code());
                        checks::all(&name, &Page::read(&work.html(part, &page, None)));
                    }
                }
            }
        }
    }
}

#[test]
fn wording_is_english_where_there_is_english_and_else_marked_as_swedish() {
    for (edition, code, begins, lang) in [
        (edition(), "E4", "On 1 February 2018, do you offer", "en"),
        (checklist(), "P1", "Har ni en skriftlig rutin?", "sv"),
    ] {
        let work = Work { language: Language::English, ..Work::new(edition) };
        let (part, page) = work.page_of(code);
        let page = Page::read(&work.html(&part, &page, None));
        let label = page.by_id(&format!("f-{code}:label")).expect("a label");
        assert!(label.text.starts_with(begins), "{}", label.text);
        assert_eq!(page.language_of(label), lang);
        let save =
            |element: &super::page::Element| element.name == "button" && element.text == "Save and continue";
        assert!(page.elements.iter().any(save));
    }
}

#[test]
fn a_follow_up_that_could_be_asked_says_when_and_one_that_is_not_asked_is_left_out() {
    let mut work = Work::new(edition());
    let (part, page) = work.page_of("E8");
    let html = work.html(&part, &page, None);
    assert!(html.contains("Besvaras om E8 är ”"), "{html}");
    let fields = |work: &Work| work.open("E8").1;
    for (answer, shown) in [("ja", true), ("nej", false)] {
        let mut sent = fields(&work);
        super::set(&mut sent, "E8", Some(answer));
        let (content, errors) = work.read(&page, &sent);
        assert_eq!(errors, []);
        work.save(content.expect("a change"));
        let html = work.html(&part, &page, None);
        assert_eq!(html.contains("name=\"E8a\""), shown, "{answer}");
        assert!(!html.contains("Besvaras om"), "{answer}: it is known now");
    }
}

#[test]
fn a_page_says_what_its_answers_are_used_for() {
    let work = Work::new(edition());
    let (part, page) = work.page_of("E4");
    let html = work.html(&part, &page, None);
    assert!(html.contains("Vad svaret används till (1)"), "{html}");
}

#[test]
fn who_has_the_missing_code_in_mind_is_told_of_the_choice_beside_the_number() {
    let code = |question: &catalogue::model::Question| question.form.as_ref()?.missing_code;
    for edition in [edition(), super::checklist()] {
        let work = Work::new(edition);
        for question in edition.questions.iter().filter(|question| question.form.is_some()) {
            let (part, page) = work.page_of(question.code.as_str());
            let has_code = page.questions.iter().find_map(|place| code(&edition.questions[*place]));
            let html = work.html(&part, &page, None);
            match has_code {
                Some(code) => {
                    let told = format!("Skriv inte {code} här: kryssa i ”Kan inte lämna uppgift” i stället.");
                    assert!(html.contains(&told), "{}: {html}", question.code);
                }
                None => assert!(!html.contains("Skriv inte"), "{}", question.code),
            }
        }
    }
}

#[test]
fn a_page_that_asks_nothing_of_a_unit_says_so_and_leads_on() {
    let checklist = super::checklist();
    let district = checklist.frame.units.iter().find(|unit| unit.kind.id() == "stadsdel");
    let Some(unit) = district else { return };
    let work = Work { unit, ..Work::new(checklist) };
    let (part, page) = work.page_of("P29");
    if page.questions.len() == 1 {
        let html = work.html(&part, &page, None);
        assert!(html.contains("ställs inte till er") && html.contains("Spara och fortsätt"), "{html}");
    }
}

#[test]
fn a_check_asks_for_a_comment_beside_its_question() {
    let mut work = Work::new(edition());
    let (part, page) = work.page_of("G9");
    let mut sent = work.open("G9").1;
    super::set(&mut sent, "G9.ekonomiskt_bistand", Some("finns_inte"));
    work.save(work.read(&page, &sent).0.expect("a change"));
    let html = work.html(&part, &page, None);
    assert!(html.contains("Verksamheten finns i alla kommuner."), "{html}");
    let mut sent = work.open("G9").1;
    super::set(&mut sent, "G9.ekonomiskt_bistand.comment", Some("Finns i grannkommunen"));
    let (content, _) = work.read(&page, &sent);
    assert_eq!(
        super::changed(content.as_ref()),
        [("G9.ekonomiskt_bistand#comment".to_owned(), Some("Finns i grannkommunen".into()))]
    );
    work.save(content.expect("a change"));
    let html = work.html(&part, &page, None);
    assert!(!html.contains("Verksamheten finns i alla kommuner."), "it has its comment");
}
