//! What cannot be an answer is told, the rest is saved, and nothing that is written becomes markup.

use web::language::Language;

use super::page::{Page, checks};
use super::{Work, changed, checklist, edition, set};

#[test]
fn a_wrong_answer_is_told_in_both_languages_and_shown_again() {
    for (case, edition, code, field, text, sv, en) in [
        (
            "words for a number",
            edition(),
            "E5",
            "E5",
            "fyra",
            "Du skrev ”fyra”. Det som står är inget tal. Tillåtet: tal med högst 2 decimaler från 0 till 9998,99.",
            "You wrote “fyra”.",
        ),
        ("too many decimals", edition(), "E5", "E5", "1,234", "för många decimaler", "Round it"),
        (
            "out of range",
            edition(),
            "E5",
            "E5",
            "-1",
            "utanför det som är möjligt",
            "Allowed: numbers with at most 2 decimals from 0 to 9998.99",
        ),
        ("the old code", edition(), "E5", "E5", "999", "999 är bortfallskoden", "999 is the missing code"),
        (
            "no alternative",
            edition(),
            "E4",
            "E4",
            "kanske",
            "finns inte bland alternativen",
            "not among the alternatives",
        ),
        ("no date", checklist(), "P12", "P12a", "1/2 2018", "inget datum", "not a date"),
        ("a line of a table", checklist(), "P27", "P27", "1\r\nx", "Rad 2: ", "Line 2: "),
        (
            "a comment without end",
            edition(),
            "E4",
            "E4.comment",
            &"å".repeat(2001),
            "Högst 2000",
            "room for 2000",
        ),
    ] {
        let work = Work::new(edition);
        let (part, page) = work.page_of(code);
        let mut fields = work.open(code).1;
        set(&mut fields, field, Some(text));
        let (content, errors) = work.read(&page, &fields);
        assert_eq!(content, None, "{case}");
        assert_eq!(errors.len(), 1, "{case}");
        assert!(errors[0].said.sv.contains(sv), "{case}: {}", errors[0].said.sv);
        assert!(errors[0].said.en.contains(en), "{case}: {}", errors[0].said.en);
        let html = work.html(&part, &page, Some((&fields, &errors)));
        let read = Page::read(&html);
        checks::all(&format!("{case} in sv"), &read);
        assert!(html.contains("Ett svar behöver rättas"), "{case}");
        let again = super::page::sent(&read);
        if code != "E4" || field != "E4" {
            let again: Vec<_> =
                again.iter().filter(|(name, _)| name == field).map(|(_, text)| text.as_str()).collect();
            assert_eq!(again, [text], "{case}: what was written is there");
        }
    }
}

#[test]
fn right_answers_of_the_page_are_saved_beside_a_wrong_one() {
    let mut work = Work::new(checklist());
    let (part, page) = work.page_of("P12");
    let mut fields = work.open("P12").1;
    set(&mut fields, "P12", Some("ja"));
    set(&mut fields, "P12a", Some("i går"));
    let (content, errors) = work.read(&page, &fields);
    assert_eq!(changed(content.as_ref()), [("P12".to_owned(), Some("ja".into()))]);
    assert_eq!(errors[0].field, "P12a");
    work.save(content.expect("a change"));
    // Sent once more as it is shown: the wrong one is still wrong, the right one is not saved twice.
    let again = super::page::sent(&Page::read(&work.html(&part, &page, Some((&fields, &errors)))));
    let (content, errors) = work.read(&page, &again);
    assert_eq!((content, errors.len()), (None, 1));
    let mut mended = again;
    set(&mut mended, "P12a", Some("2017-05-06"));
    assert_eq!(
        changed(work.read(&page, &mended).0.as_ref()),
        [("P12a".to_owned(), Some("2017-05-06".into()))]
    );
}

#[test]
fn hostile_texts_are_escaped_and_come_back_unchanged() {
    for (case, text) in [
        ("a script", "<script>alert(1)</script>\"' onload=x"),
        ("the end of the field", "</textarea><h1>x</h1>"),
        ("right-to-left marks", "\u{202e}abc\u{202c} שלום"),
        ("emoji", "👩‍👧 klart"),
        ("Swedish letters", "Åsa är på ön"),
        ("entities", "&amp;lt; &#60;"),
        ("a first line break", "\n\nrad tre"),
        ("100 000 characters, of which 10 000 fit", &"å".repeat(10_000)),
    ] {
        let mut work = Work::new(edition());
        let (part, page) = work.page_of("G1");
        let mut fields = work.open("G1").1;
        for (name, value) in [("G1", "nej"), ("G1a", "ja"), ("G1b", text)] {
            set(&mut fields, name, Some(value));
        }
        if text.chars().count() < 2000 {
            set(&mut fields, "G1.comment", Some(text));
        }
        let (content, errors) = work.read(&page, &fields);
        assert_eq!(errors, [], "{case}");
        work.save(content.expect("a change"));
        assert_eq!(work.value("G1b"), Some(text.into()), "{case}");
        for language in Language::ALL {
            work.language = language;
            let html = work.html(&part, &page, None);
            assert!(!html.contains("<script>") && !html.contains("<h1>x"), "{case}");
            let read = Page::read(&html);
            checks::all(&format!("{case} in {}", language.code()), &read);
            let back = super::page::sent(&read);
            assert!(back.contains(&("G1b".into(), text.replace('\n', "\r\n"))), "{case}");
            assert_eq!(work.read(&page, &back), (None, vec![]), "{case}: nothing changed");
        }
    }
}

#[test]
fn a_personal_number_is_refused_and_never_repeated() {
    for (case, code, field) in
        [("in an answer", "G1", "G1b"), ("in a comment", "E4", "E4.comment"), ("in a number", "E5", "E5")]
    {
        let mut work = Work::new(edition());
        let (part, page) = work.page_of(code);
        let mut fields = work.open(code).1;
        set(&mut fields, field, Some("ring 19121212-1212 eller 121212+1212 i dag"));
        let (content, errors) = work.read(&page, &fields);
        assert_eq!((content, errors.len()), (None, 1), "{case}");
        for language in Language::ALL {
            work.language = language;
            let html = work.html(&part, &page, Some((&fields, &errors)));
            assert!(!html.contains("1212"), "{case}");
            assert!(html.contains("ring […] eller […] i dag"), "{case}");
            checks::all(&format!("{case} in {}", language.code()), &Page::read(&html));
        }
    }
}

#[test]
fn a_control_character_and_a_text_without_end_are_refused() {
    let work = Work::new(edition());
    let (part, page) = work.page_of("G1");
    for (case, text) in [("a bell", "a\u{7}b".to_owned()), ("too long", "å".repeat(100_000))] {
        let mut fields = work.open("G1").1;
        set(&mut fields, "G1b", Some(&text));
        let (content, errors) = work.read(&page, &fields);
        assert_eq!((content, errors.len()), (None, 1), "{case}");
        let read = Page::read(&work.html(&part, &page, Some((&fields, &errors))));
        checks::all(&format!("{case} in sv"), &read);
    }
}

#[test]
fn a_forged_form_changes_only_cells_of_its_page_that_it_shows() {
    let work = Work::new(edition());
    let (page, mut fields) = work.open("E4");
    for (name, text) in [
        ("E5", "4"),
        ("base.E5", "x y z"),
        ("E4#comment", "x"),
        ("base.", ""),
        ("keep.E4", "s9"),
        ("unchanged", "E99"),
    ] {
        fields.push((name.into(), text.into()));
    }
    let (content, errors) = work.read(&page, &fields);
    assert_eq!(content, None);
    assert_eq!(errors.len(), 1, "the choice speaks of no answer that there is: {errors:?}");
    let without_base = vec![("E4".to_owned(), "ja".to_owned())];
    assert_eq!(work.read(&page, &without_base), (None, vec![]));
}
