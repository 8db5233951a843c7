//! What is written is read back the same.

use catalogue::answers::{Answers, Origin, blank, read_answers_bytes, write_answers};
use domain::{Number, Truth};
use proptest::collection::vec;
use proptest::prelude::*;
use rules::schema::{Col, NumberForm, QuestionKind};
use rules::table::Raw;

use super::edition::{HEADER, checklist, good};

fn written(answers: &Answers) -> String {
    let mut out = Vec::new();
    write_answers(checklist(), answers, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// A text that a file may hold: anything but other control characters and personal identity numbers.
fn is_text(text: &str) -> bool {
    domain::find_personal_number(text).is_none()
        && !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

fn number(form: &NumberForm, seed: u64) -> Number {
    if seed.is_multiple_of(7)
        && let Some(code) = form.missing_code
    {
        return code;
    }
    let step = 10_i64.pow(6 - u32::from(form.digits));
    let steps = (form.high.micros() - form.low.micros()) / step;
    let micros = form.low.micros() + i64::try_from(seed % steps.unsigned_abs()).unwrap() * step;
    Number::from_micros(micros.into()).unwrap()
}

/// Fills one cell from a seed and a text.
fn fill(answers: &mut Answers, unit: usize, col: Col, seed: u64, text: &str) {
    let schema = &checklist().questionnaire.schema;
    let place = |n: usize| i64::try_from(seed % n as u64).unwrap();
    match &schema.column(col).kind {
        QuestionKind::One(set) => {
            *answers.table.cell_mut(unit, col) = Raw::answer(place(set.alternatives.len()));
        }
        QuestionKind::Many(set) => {
            let all = (1 << set.alternatives.len()) - 1;
            *answers.table.cell_mut(unit, col) = Raw::answer(place(all) + 1);
        }
        QuestionKind::Number(form) => {
            *answers.table.cell_mut(unit, col) = Raw::answer(number(form, seed).micros());
        }
        QuestionKind::Date => {
            *answers.table.cell_mut(unit, col) = Raw::answer(20_200_101 + place(28));
        }
        QuestionKind::Text => answers.give_text(unit, col, text),
        QuestionKind::Table(form) => {
            for line in 0..1 + seed % 4 {
                assert!(answers.give_line(
                    unit,
                    col,
                    u32::try_from(1 + line * 3).unwrap(),
                    number(form, seed / (line + 1))
                ));
            }
        }
    }
    if schema.column(col).reviewed && answers.raw(unit, col).given && !seed.is_multiple_of(3) {
        answers.decide(unit, col, seed % 3 == 1);
    }
}

/// Takes away what was not asked, first question first.
fn without_what_was_not_asked(answers: &mut Answers) {
    let edition = checklist();
    let mut cells = Vec::new();
    for unit in 0..answers.table.subjects() {
        for i in 0..edition.questionnaire.schema.len() {
            edition.questionnaire.settle(answers.table.row(unit), &mut cells);
            let col = Col(u32::try_from(i).unwrap());
            if cells[i].asked == Truth::False {
                *answers.table.cell_mut(unit, col) = Raw::default();
                answers.texts.remove(&(unit, col));
                answers.lines.remove(&(unit, col));
                answers.accepted.remove(&(unit, col));
            }
        }
    }
}

fn some_answers() -> impl Strategy<Value = Answers> {
    let edition = checklist();
    let columns = edition.questionnaire.schema.columns();
    let first = columns.iter().position(|column| column.question.is_some()).unwrap();
    let cell = (
        0..edition.frame.units.len(),
        first..columns.len(),
        any::<u64>(),
        any::<String>().prop_filter("a text that a file may hold", |text| is_text(text)),
        any::<bool>(),
    );
    (vec(cell, 0..300), any::<bool>()).prop_map(move |(cells, is_simulated)| {
        let mut answers = blank(edition);
        for (unit, col, seed, text, has_comment) in cells {
            let col = Col(u32::try_from(col).unwrap());
            if !answers.raw(unit, col).given {
                fill(&mut answers, unit, col, seed, &text);
            }
            if has_comment && !text.trim().is_empty() {
                answers.comments.insert((unit, col), text);
            }
        }
        without_what_was_not_asked(&mut answers);
        let nothing = answers.comments.is_empty()
            && (0..5).all(|unit| answers.table.row(unit) == blank(edition).table.row(unit));
        answers.origin = if is_simulated && !nothing { Origin::Simulated } else { Origin::Given };
        answers
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_answers_are_read_back_as_they_were_written(answers in some_answers()) {
        let file = written(&answers);
        let read = read_answers_bytes(checklist(), "answers.csv", file.as_bytes());
        let read = read.unwrap_or_else(|problems| panic!("{problems}\n{file}"));
        for unit in 0..answers.table.subjects() {
            prop_assert_eq!(read.table.row(unit), answers.table.row(unit));
        }
        prop_assert_eq!(&read.texts, &answers.texts);
        prop_assert_eq!(&read.comments, &answers.comments);
        prop_assert_eq!(&read.lines, &answers.lines);
        prop_assert_eq!(&read.accepted, &answers.accepted);
        prop_assert_eq!(read.origin, answers.origin);
        prop_assert_eq!(written(&read), file);
    }
}

#[test]
fn a_file_is_written_as_the_contract_says() {
    let answers = good(
        "0004;P27;2;4;\n0004;P27;1;2.5;två personer\n0001;P8;;fortbildning;\n0001;P8;;handledning;obs\n0001;P1;;;\"a;b\"",
    );
    assert_eq!(
        written(&answers),
        format!(
            "{HEADER}\n0001;P1;;;\"a;b\"\n0001;P8;;handledning;obs\n0001;P8;;fortbildning;\n\
             0004;P27;1;2.5;två personer\n0004;P27;2;4;\n"
        )
    );
}

#[test]
fn decisions_and_origin_have_their_columns_only_where_they_are_needed() {
    let file =
        format!("{HEADER};accepted;origin\n0001;P1;;ja;;;simulated\n0001;P30;annan;ja;;yes;simulated\n");
    let answers = read_answers_bytes(checklist(), "a.csv", file.as_bytes()).unwrap();
    assert_eq!(written(&answers), file);
    assert_eq!(written(&blank(checklist())), format!("{HEADER}\n"));
}
