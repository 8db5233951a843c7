//! What is written into the workbook is read back the same.

use catalogue::answers::{Origin, blank, read_answers_bytes};
use domain::Truth;
use publication::questionnaire::{Options, QuestionnaireError, workbook};
use rules::schema::QuestionKind;
use rules::table::Raw;

use crate::copy::{Copy, text};
use crate::{assert_same, bundled, cells, checklist, forget, good, place, read, written};

#[test]
fn simulated_answers_of_many_units_are_read_back_for_both_editions() {
    for (year, seed) in [(2018, 7), (2015, 3)] {
        let edition = bundled(year);
        let answers = results::simulate::simulate(edition, seed);
        let silent = |unit: &usize| cells(edition).iter().all(|(col, ..)| !answers.raw(*unit, *col).given);
        let mut units: Vec<usize> = (0..edition.frame.units.len()).step_by(23).collect();
        units.extend((0..edition.frame.units.len()).find(silent));
        for unit in units {
            let code = edition.frame.units[unit].code.as_str();
            let bytes = written(edition, code, Some(&answers));
            assert_same(edition, unit, &good(edition, &bytes), &answers, &format!("{year} {code}"));
        }
    }
}

/// Every alternative of every question, every kind of answer, comments, decisions.
#[test]
fn every_kind_of_answer_is_read_back() {
    let edition = checklist();
    let unit = place(edition, "0004");
    for round in 0..6 {
        let mut answers = blank(edition);
        for (col, name, kind) in cells(edition) {
            match kind {
                QuestionKind::One(set) => {
                    let place = round % set.alternatives.len();
                    *answers.table.cell_mut(unit, col) = Raw::answer(i64::try_from(place).unwrap());
                }
                QuestionKind::Many(set) => {
                    let all = (1_i64 << set.alternatives.len()) - 1;
                    *answers.table.cell_mut(unit, col) =
                        Raw::answer((i64::try_from(round).unwrap() * 5 + 1) & all);
                }
                QuestionKind::Number(form) => {
                    let number = [form.low, form.high, form.missing_code.unwrap_or(form.low)][round % 3];
                    *answers.table.cell_mut(unit, col) = Raw::answer(number.micros());
                }
                QuestionKind::Date => *answers.table.cell_mut(unit, col) = Raw::answer(20_230_630),
                QuestionKind::Text => answers.give_text(unit, col, "=SUMMA(1;2)\n«på väg» 👍 & <ja>"),
                QuestionKind::Table(form) => {
                    for line in [1, 4, 12] {
                        assert!(answers.give_line(unit, col, line, form.high));
                    }
                }
            }
            if answers.raw(unit, col).value == 0 && matches!(kind, QuestionKind::Many(_)) {
                forget(&mut answers, unit, col);
            }
            if round % 2 == 0 {
                answers.comments.insert((unit, col), format!("{name}: se bilaga\n1 \"och\" 2"));
            }
        }
        // What was not asked is not answered.
        let mut settled = Vec::new();
        for (col, ..) in cells(edition) {
            edition.questionnaire.settle(answers.table.row(unit), &mut settled);
            if settled[col.index()].asked == Truth::False {
                forget(&mut answers, unit, col);
            } else if edition.questionnaire.schema.column(col).reviewed && answers.raw(unit, col).given {
                answers.decide(unit, col, round % 2 == 0);
            }
        }
        answers.origin = if round == 3 { Origin::Simulated } else { Origin::Given };
        answers.round = (round == 3).then_some(2);
        let bytes = written(edition, "0004", Some(&answers));
        let case = format!("round {round}");
        assert_same(edition, unit, &good(edition, &bytes), &answers, &case);
        // As a program saves it that keeps values only.
        assert_same(
            edition,
            unit,
            &good(edition, &Copy::of(&bytes).bytes()),
            &answers,
            &format!("{case}, copied"),
        );
    }
}

#[test]
fn the_same_edition_and_answers_give_the_same_bytes() {
    let edition = bundled(2018);
    let answers = results::simulate::simulate(edition, 7);
    for answers in [None, Some(&answers)] {
        assert_eq!(written(edition, "0643", answers), written(edition, "0643", answers));
    }
    assert_ne!(written(edition, "0643", None), written(edition, "0604", None));
}

#[test]
fn a_blank_workbook_asks_who_answers_and_holds_no_answer() {
    for edition in [bundled(2018), bundled(2015), checklist()] {
        let blank = workbook(edition, Options::default()).unwrap();
        let told = read(edition, &blank).unwrap_err().to_string();
        assert!(
            told.contains("ANS-10 blad Läs mig, cell C5: arbetsboken säger inte vilken kommun"),
            "{told}"
        );
        assert_eq!(told.lines().count(), 1, "{told}");
        let code = edition.frame.units[1].code.as_str();
        let mut copy = Copy::of(&blank);
        let answers = good(edition, &copy.beside("Kommunens eller stadsdelens kod", text(code)).bytes());
        assert!(cells(edition).iter().all(|(col, ..)| !answers.raw(1, *col).given));
    }
}

#[test]
fn a_workbook_with_the_columns_of_the_text_file_is_still_one() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["unit", "question", "row", "value", "comment"]).unwrap();
    sheet.write_row(1, 0, ["0643", "G1", "", "ja", "Nyckel"]).unwrap();
    let answers = read_answers_bytes(bundled(2018), "a.xlsx", &workbook.save_to_buffer().unwrap()).unwrap();
    let g1 = bundled(2018).questionnaire.schema.find("G1").unwrap();
    assert_eq!(answers.chosen(place(bundled(2018), "0643"), g1), ["ja"]);
}

#[test]
fn an_edition_without_questions_has_no_workbook() {
    let mut edition = bundled(2018).clone();
    edition.questions.clear();
    let error = workbook(&edition, Options::default()).unwrap_err();
    assert!(matches!(error, QuestionnaireError::NoQuestions(_)));
    assert_eq!(
        error.to_string(),
        "edition 2018 has no question to answer: describe a part's questions in the catalogue"
    );
}
