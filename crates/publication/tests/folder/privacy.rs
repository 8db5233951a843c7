//! What the public may not see is in no file.

use std::io::{Cursor, Read};

use catalogue::answers::{Answers, read_answers_bytes};
use catalogue::model::Edition;
use publication::folder::{Files, make};
use results::Results;
use rules::schema::{Col, QuestionKind};

use crate::small;

/// Words that stand in every free text and comment.
const PLANTED: [&str; 2] = ["gåtfullhet", "blåbärskompott"];

/// Answers with a comment on every answer, a free text wherever one fits, and a decision on what is reviewed.
fn talkative(edition: &Edition) -> Answers {
    let mut answers = small::answers(edition, 5);
    let columns = edition.questionnaire.schema.columns();
    for unit in 0..edition.frame.units.len() {
        for (i, column) in columns.iter().enumerate() {
            let col = Col(u32::try_from(i).expect("few columns"));
            if column.question.is_none() {
                continue;
            }
            if matches!(column.kind, QuestionKind::Text) && answers.raw(unit, col).given {
                answers.give_text(unit, col, &format!("fri text om {}", PLANTED[1]));
            }
            if answers.raw(unit, col).given {
                answers.comments.insert((unit, col), format!("ring {}", PLANTED[0]));
            }
        }
    }
    answers
}

/// Every byte of a folder as text, workbooks unpacked.
fn all_text(folder: &Files) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (path, bytes) in folder {
        if path.ends_with(".xlsx") {
            let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
            for i in 0..package.len() {
                let mut part = String::new();
                let mut file = package.by_index(i).expect("a part");
                file.read_to_string(&mut part).expect("text");
                all.push((format!("{path}, part {i}"), part));
            }
        } else {
            all.push((path.clone(), String::from_utf8_lossy(bytes).into_owned()));
        }
    }
    all
}

#[test]
fn no_file_of_a_publication_has_a_comment_or_a_free_text() {
    let catalogue = small::catalogue();
    let edition = small::edition(&catalogue);
    let answers = talkative(edition);
    let given = small::csv(edition, &answers);
    let written = String::from_utf8_lossy(&given).into_owned();
    assert!(PLANTED.iter().all(|word| written.contains(word)), "the words are in what was given:\n{written}");
    let folder = make(&small::sources(given), &small::program()).expect("it is published");
    for (path, text) in all_text(&folder) {
        for word in PLANTED {
            assert!(!text.contains(word), "«{word}» is in {path}");
        }
    }
}

#[test]
fn the_published_answers_give_the_same_outcomes_and_keep_decisions() {
    let catalogue = small::catalogue();
    let edition = small::edition(&catalogue);
    let mut answers = talkative(edition);
    let columns = edition.questionnaire.schema.columns();
    let reviewed = (0..edition.frame.units.len()).flat_map(|unit| (0..columns.len()).map(move |i| (unit, i)));
    let reviewed: Vec<(usize, Col)> = reviewed
        .filter(|&(unit, i)| columns[i].reviewed && answers.raw(unit, Col(i as u32)).given)
        .map(|(unit, i)| (unit, Col(i as u32)))
        .collect();
    for &(unit, col) in &reviewed {
        answers.decide(unit, col, true);
    }
    let before = Results::from_answers(edition, &answers.table, &answers.origin_id());
    let given = small::csv(edition, &answers);
    let folder = make(&small::sources(given), &small::program()).expect("it is published");
    let public = read_answers_bytes(edition, "answers.csv", &folder["answers.csv"]).expect("it can be read");
    assert_eq!(Results::from_answers(edition, &public.table, &public.origin_id()).outcomes, before.outcomes);
    assert!(public.comments.is_empty() && public.texts.is_empty());
    let decided: Vec<&(usize, Col)> = public.accepted.keys().collect();
    assert!(!decided.is_empty(), "the checklist has something that is reviewed");
    assert!(decided.iter().all(|cell| answers.accepted.contains_key(cell)));
}
