//! The questionnaire to read in advance: what readers of the Word document and of the PDF meet.

use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use catalogue::model::{Edition, Language};
use catalogue::{Catalogue, LoadOptions};
use domain::{EditionYear, PartCode};
use publication::questionnaire::{docx, pdf};

fn load(path: &str) -> Catalogue {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    Catalogue::load_with(&folder, LoadOptions { prove: false }).unwrap_or_else(|p| panic!("{p}"))
}

fn bundled(year: u16) -> &'static Edition {
    static BUNDLED: LazyLock<Catalogue> = LazyLock::new(|| load("catalogue"));
    &BUNDLED.editions[&EditionYear(year)]
}

/// The checklist's edition, which has every kind of question.
fn checklist() -> &'static Edition {
    static CHECKLIST: LazyLock<Catalogue> = LazyLock::new(|| load("examples/checklist/catalogue"));
    &CHECKLIST.editions[&EditionYear(2024)]
}

fn part(code: &str) -> PartCode {
    code.parse().expect("a part")
}

/// A part of the package.
fn inside(bytes: &[u8], name: &str) -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut xml = String::new();
    package.by_name(name).expect("a part").read_to_string(&mut xml).expect("text");
    xml
}

/// What a reader of the Word document meets: a line a paragraph, with its style; cells of a row side by side.
fn word_text(bytes: &[u8]) -> String {
    let xml = inside(bytes, "word/document.xml");
    let mut reader = quick_xml::Reader::from_str(&xml);
    let (mut text, mut line, mut style, mut cells) = (String::new(), String::new(), String::new(), 0);
    loop {
        use quick_xml::events::Event;
        match reader.read_event().expect("well-formed XML") {
            Event::Start(tag) if tag.name().as_ref() == "w:tr" => cells = 1,
            Event::End(tag) if tag.name().as_ref() == "w:tr" => {
                cells = 0;
                text.push_str(&format!("[{style}] {}\n", line.trim_end_matches(" | ")));
                line.clear();
            }
            Event::Empty(tag) if tag.name().as_ref() == "w:pStyle" => {
                let value = tag.try_get_attribute("w:val").expect("attributes").expect("a style");
                style = value.value.into_owned();
            }
            Event::Empty(tag) if tag.name().as_ref() == "w:tab" => line.push('\t'),
            Event::End(tag) if tag.name().as_ref() == "w:p" => {
                if cells > 0 {
                    line.push_str(" | ");
                } else if style != "After" {
                    text.push_str(&format!("[{style}] {line}\n"));
                    line.clear();
                }
            }
            Event::Text(said) => line.push_str(&said),
            Event::GeneralRef(name) => {
                line.push_str(match name.as_ref() {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    other => panic!("{other:?}"),
                });
            }
            Event::Eof => return text,
            _ => {}
        }
    }
}

fn told_by(program: &str, arguments: &[&str], bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("enkät.pdf");
    std::fs::write(&file, bytes).expect("the file");
    let (before, after): (Vec<&str>, Vec<&str>) = arguments.iter().partition(|argument| **argument != "-");
    let output = Command::new(program).args(before).arg(&file).args(after).output();
    let output = output.unwrap_or_else(|error| panic!("{program}: {error}; installera poppler-utils"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn pdf_text(bytes: &[u8]) -> String {
    told_by("pdftotext", &["-layout", "-"], bytes)
}

/// The whole edition of 2018, set once.
fn whole_2018() -> &'static [u8] {
    static WHOLE: LazyLock<Vec<u8>> =
        LazyLock::new(|| pdf(bundled(2018), &[], Language::Swedish).expect("a PDF"));
    &WHOLE
}

#[test]
fn part_e_reads_as_people_meet_it() {
    let word = docx(bundled(2018), &[part("E")], Language::Swedish).expect("a document");
    insta::assert_snapshot!("part_e_word", word_text(&word));
    let print = pdf(bundled(2018), &[part("E")], Language::Swedish).expect("a PDF");
    insta::assert_snapshot!("part_e_pdf", pdf_text(&print));
}

#[test]
fn every_question_stands_in_both_with_its_code_and_wording() {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    for (name, edition, print) in [
        ("2018", bundled(2018), pdf_text(whole_2018())),
        ("checklist", checklist(), pdf_text(&pdf(checklist(), &[], Language::Swedish).expect("a PDF"))),
    ] {
        let word = word_text(&docx(edition, &[], Language::Swedish).expect("a document"));
        let (word_flat, print_flat) = (squeezed(&word), squeezed(&print));
        for question in &edition.questions {
            let of = question.belongs_to.split(['.', '#']).next().filter(|of| !of.is_empty());
            let heading = match of {
                Some(of) => format!("Tillägg till fråga {of}"),
                None => format!("Fråga {}", question.code),
            };
            for (kind, text) in [("Word", &word), ("PDF", &print)] {
                let there = text.lines().any(|line| line.trim_start_matches("[Heading2]").trim() == heading);
                assert!(there, "{name}, {kind}: {heading}");
            }
            let wording = squeezed(&question.text.sv);
            assert!(word_flat.contains(&wording), "{name}, Word: {}", question.code);
            // A page may end within a wording: its first forty characters stand together.
            let begins: String = wording.chars().take(40).collect();
            assert!(print_flat.contains(&begins), "{name}, PDF: {}", question.code);
        }
    }
}

#[test]
fn the_same_edition_gives_the_same_bytes() {
    let once = pdf(bundled(2015), &[], Language::Swedish).expect("a PDF");
    assert_eq!(once, pdf(bundled(2015), &[], Language::Swedish).expect("a PDF"));
    let once = docx(bundled(2018), &[], Language::English).expect("a document");
    assert_eq!(once, docx(bundled(2018), &[], Language::English).expect("a document"));
}

#[test]
fn a_part_that_is_not_there_is_refused_with_those_that_are() {
    for code in ["X", "M"] {
        let error = pdf(bundled(2018), &[part("E"), part(code)], Language::Swedish).expect_err("no part");
        assert_eq!(
            error.to_string(),
            format!("edition 2018 has no questions of part {code}: its parts are G, E")
        );
        assert!(docx(bundled(2018), &[part(code)], Language::Swedish).is_err());
    }
}

#[test]
fn a_chosen_part_stands_alone() {
    let word = word_text(&docx(bundled(2018), &[part("E")], Language::Swedish).expect("a document"));
    assert!(word.contains("[Heading2] Fråga E1\n") && !word.contains("Fråga G1\n"), "{word}");
}

#[test]
fn the_pdf_is_tagged_titled_and_in_its_language() {
    let info = told_by("pdfinfo", &[], whole_2018());
    assert!(info.contains("Tagged:          yes"), "{info}");
    let title = "Title:           Öppna jämförelser 2018 – Ekonomiskt bistånd – Enkätens alla frågor";
    assert!(info.contains(title), "{info}");
    // The day is the edition's, not the clock's.
    assert!(info.contains("2018"), "{info}");
    let meta = told_by("pdfinfo", &["-meta"], whole_2018());
    for declared in ["<pdfaid:part>2", "<pdfaid:conformance>A", "<pdfuaid:part>1"] {
        assert!(meta.contains(declared), "{declared}: {meta}");
    }
    let tags = told_by("pdfinfo", &["-struct"], whole_2018());
    let count = |tag: &str| tags.lines().filter(|line| line.split_whitespace().next() == Some(tag)).count();
    let edition = bundled(2018);
    assert_eq!(count("H2"), edition.questions.len(), "a heading a question");
    assert!(count("P") > 2 * edition.questions.len(), "wordings are paragraphs: {}", count("P"));
    assert!(count("H1") >= 4 && count("Table") > 10 && count("TH") > count("Table") && count("LBody") > 50);
}

#[test]
fn the_word_document_has_what_readers_of_screens_need() {
    let word = docx(bundled(2018), &[], Language::Swedish).expect("a document");
    let document = inside(&word, "word/document.xml");
    let styles = inside(&word, "word/styles.xml");
    let core = inside(&word, "docProps/core.xml");
    assert!(styles.contains("w:lang w:val=\"sv-SE\""));
    assert!(
        styles.contains("<w:name w:val=\"heading 2\"/>") && styles.contains("<w:outlineLvl w:val=\"1\"/>")
    );
    assert!(core.contains("<dc:title>Öppna jämförelser 2018 – Ekonomiskt bistånd – Enkätens alla frågor"));
    assert!(core.contains("<dc:language>sv-SE"));
    let tables = document.matches("<w:tblStyle w:val=\"Grid\"/>").count();
    assert_eq!(document.matches("<w:tblHeader/>").count(), tables, "every table repeats its heads");
    assert!(document.contains("<w:alias w:val=\"Jobbsökaraktivitet: Nej\"/>"), "a box says what it is for");
    assert!(document.matches("<w:pStyle w:val=\"Heading2\"/>").count() == bundled(2018).questions.len());
}

#[test]
fn in_english_what_is_swedish_says_so() {
    let word = docx(bundled(2018), &[part("E")], Language::English).expect("a document");
    let text = word_text(&word);
    assert!(text.contains("[Heading2] Question E6a"), "{text}");
    assert!(text.contains("Answered if E6 is “"), "{text}");
    assert!(text.contains("Cannot give this figure"), "{text}");
    let document = inside(&word, "word/document.xml");
    let swedish = "<w:rPr><w:lang w:val=\"sv-SE\"/></w:rPr><w:t xml:space=\"preserve\">Jobbsökaraktivitet";
    assert!(document.contains(swedish), "a row that nobody has translated");
    assert!(inside(&word, "word/styles.xml").contains("w:lang w:val=\"en-GB\""));
}

#[test]
fn nothing_that_somebody_wrote_is_read_as_markup() {
    let mut edition = bundled(2018).clone();
    let written = "#panic() <w:p> & \"*fet*\" $x$ \\ ]] ```";
    let question = edition.questions.iter_mut().find(|question| question.code.as_str() == "E4");
    question.expect("E4").text.sv = written.to_owned();
    let word = docx(&edition, &[part("E")], Language::Swedish).expect("a document");
    assert!(word_text(&word).contains(&format!("[Wording] {written}\n")));
    let print = pdf_text(&pdf(&edition, &[part("E")], Language::Swedish).expect("a PDF"));
    assert!(print.contains(written), "{print}");
}

#[test]
fn a_character_that_no_font_has_is_told() {
    let mut edition = bundled(2018).clone();
    edition.name.sv.push('😀');
    let error = pdf(&edition, &[part("E")], Language::Swedish).expect_err("no such character");
    assert!(error.to_string().starts_with("the PDF cannot be set: "), "{error}");
}
