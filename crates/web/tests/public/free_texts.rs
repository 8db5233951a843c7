//! What people wrote in words of their own is for those who asked: no page, no answer of the interface and no file has it.

use std::io::Read as _;
use std::sync::Arc;

use domain::EditionYear;
use publication::folder::{Files, Given, make};
use publication::shelf::Issue;
use results::simulate::simulate;

use crate::shelf::{ROUNDS_AT, Site, catalogue, files_of, program, sources};

/// Every free text and every comment has it, and nothing else does.
const WRITTEN: &str = "Zqxvj";

/// A publication of answers with a free text of their own wherever one was given and a comment at every answer, and the units with texts.
fn published() -> (Files, Vec<String>) {
    let catalogue = catalogue();
    let edition = &catalogue.editions[&EditionYear(2018)];
    let mut answers = simulate(edition, 7);
    for (at, text) in answers.texts.values_mut().enumerate() {
        *text = format!("{WRITTEN} fritext {at}");
    }
    let mut units: Vec<usize> = answers.texts.keys().map(|(unit, _)| *unit).collect();
    units.dedup();
    let columns = u32::try_from(edition.questionnaire.schema.len()).expect("few columns");
    for unit in 0..edition.frame.units.len() {
        for col in (0..columns).map(rules::schema::Col) {
            if answers.raw(unit, col).given {
                answers.comments.insert((unit, col), format!("{WRITTEN} kommentar"));
            }
        }
    }
    let mut csv = Vec::new();
    catalogue::answers::write_answers(edition, &answers, &mut csv).expect("a vector takes every byte");
    let said = String::from_utf8(csv.clone()).expect("text");
    for kind in ["fritext", "kommentar"] {
        assert!(said.matches(&format!("{WRITTEN} {kind}")).count() > 100, "{kind}");
    }
    let given = Given::Answers("answers.csv".to_owned(), csv);
    let folder = make(&sources(files_of(None), given, ROUNDS_AT[0], None), &program());
    let codes = units.iter().map(|unit| edition.frame.units[*unit].code.to_string()).collect();
    (folder.unwrap_or_else(|why| panic!("{why:?}")), codes)
}

#[tokio::test]
async fn what_people_wrote_stands_on_no_page_in_no_explanation_and_in_no_file() {
    let (files, units) = published();
    for (path, bytes) in &files {
        let has = |bytes: &[u8]| bytes.windows(WRITTEN.len()).any(|part| part == WRITTEN.as_bytes());
        assert!(!has(bytes), "{path}");
        if path.ends_with(".xlsx") {
            let mut parts = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a workbook");
            for at in 0..parts.len() {
                let mut part = parts.by_index(at).expect("a part");
                let mut whole = Vec::new();
                part.read_to_end(&mut whole).expect("it can be read");
                assert!(!has(&whole), "{path}: part {at}");
            }
        }
    }
    let issue = Arc::new(Issue::of(files).unwrap_or_else(|told| panic!("{told}")));
    let name = issue.series().to_string();
    let opened = issue.opened().unwrap_or_else(|told| panic!("{told}"));
    let site = Site::of(vec![Arc::clone(&issue)]).await;
    // Units that wrote, and places with all of them behind their figures.
    let places = units.iter().take(3).map(String::as_str).chain(["county:06", "nation:SE"]);
    let mut beside = 0;
    for place in places {
        for indicator in opened.edition().computed() {
            let id = &indicator.id;
            for address in [
                format!("/resultat/{name}/varfor/{id}/{place}"),
                format!("/api/v1/publications/{name}/explanations/{id}/{place}"),
            ] {
                let said = site.page(&address).await;
                assert!(!said.contains(WRITTEN), "{address}");
                beside += usize::from(said.contains("<strong>E7</strong>"));
            }
        }
    }
    assert!(beside > 0, "the answer that a free text belongs to is told");
    let unit = &units[0];
    for address in [
        format!("/resultat/{name}/enhet/{unit}"),
        format!("/resultat/{name}/lar-av/{unit}"),
        format!("/resultat/{name}/jamfor?enheter={unit}"),
        format!("/resultat/{name}/guide/fragor"),
        format!("/api/v1/publications/{name}/observations?place={unit}"),
        format!("/api/v1/publications/{name}/changes?place={unit}"),
        format!("/api/v1/publications/{name}/learn/eb-fia/{unit}"),
        "/flode.atom".to_owned(),
    ] {
        assert!(!site.page(&address).await.contains(WRITTEN), "{address}");
    }
}
