//! The sheets that others refer to: terms, alternatives, units.

use catalogue::answers::fill_in::labels;
use catalogue::model::{Edition, Question};
use domain::Kind;
use rules::schema::{Col, QuestionKind};
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::design::{BODY, Design, Fitted, SMALL, TITLE_PIXELS, fit, page};
use super::sheet_ref;

/// The sheet of terms.
pub(super) const TERMS: &str = "Begrepp";
const ALTERNATIVES: &str = "Svarsalternativ";
/// The sheet of units.
pub(super) const UNITS: &str = "Kommunkoder";

const TERM_COLUMNS: [(&str, u32); 3] = [("Gäller", 100), ("Begrepp", 240), ("Betydelse", 680)];
const ALTERNATIVE_COLUMNS: [(&str, u32); 4] =
    [("Svarsmängd", 190), ("Svarsalternativ", 480), ("Id i svarsfiler", 120), ("Används i", 230)];
const UNIT_COLUMNS: [(&str, u32); 4] = [("Kod", 90), ("Namn", 270), ("Slag", 100), ("Län", 220)];

/// The rows above the first entry.
const TOP: u32 = 3;

/// The value sets that questions of described parts answer with, each with the questions.
fn sets(edition: &Edition) -> Vec<(String, Vec<&Question>)> {
    let mut all: Vec<(String, Vec<&Question>)> = Vec::new();
    for question in edition.questions.iter().filter(|question| !question.alternatives.is_empty()) {
        let Some(id) = set_of(edition, question.place) else { continue };
        match all.iter_mut().find(|(known, _)| *known == id) {
            Some((_, questions)) => questions.push(question),
            None => all.push((id, vec![question])),
        }
    }
    all
}

fn set_of(edition: &Edition, place: usize) -> Option<String> {
    match &edition.questionnaire.schema.questions()[place].kind {
        QuestionKind::One(set) | QuestionKind::Many(set) => Some(set.id.clone()),
        QuestionKind::Number(_) | QuestionKind::Date | QuestionKind::Text | QuestionKind::Table(_) => None,
    }
}

/// The name of the list that a cell is answered from.
pub(super) fn name_of(edition: &Edition, col: Col) -> Option<String> {
    let place = edition.questionnaire.schema.column(col).question?;
    set_of(edition, place).map(|id| format!("Lista_{id}"))
}

/// The names of the lists, with where they stand.
pub(super) fn names(edition: &Edition) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut row = TOP + 1;
    for (id, questions) in sets(edition) {
        let last = row + u32::try_from(questions[0].alternatives.len()).unwrap_or(0) - 1;
        all.push((format!("Lista_{id}"), format!("={}!$B${row}:$B${last}", sheet_ref(ALTERNATIVES))));
        row = last + 1;
    }
    let last = TOP + u32::try_from(edition.frame.units.len()).unwrap_or(0).max(1);
    for (name, column) in [("Objekt_koder", 'A'), ("Objekt_namn", 'B')] {
        all.push((name.to_owned(), format!("={}!${column}${}:${column}${last}", sheet_ref(UNITS), TOP + 1)));
    }
    all
}

/// Terms with what they mean here, question by question.
pub(super) fn write_terms(
    sheet: &mut Worksheet,
    edition: &Edition,
    design: &Design,
) -> Result<(), XlsxError> {
    start(sheet, TERMS, "Begrepp i frågorna", &TERM_COLUMNS, design)?;
    let mut row = TOP;
    for question in &edition.questions {
        for definition in &question.definitions {
            sheet.write_with_format(row, 0, format!("Fråga {}", question.code), &design.row_code)?;
            sheet.write_with_format(row, 1, &definition.term, &design.wording)?;
            sheet.write_with_format(row, 2, &definition.text, &design.wording)?;
            let of =
                |text, column: usize| Fitted { text, face: BODY, pixels: TERM_COLUMNS[column].1, indent: 1 };
            fit(sheet, row, &[of(&definition.term, 1), of(&definition.text, 2)])?;
            row += 1;
        }
    }
    page(sheet, &format!("{} – begrepp", edition.name.sv), true)
}

/// The alternatives that the lists offer.
pub(super) fn write_alternatives(
    sheet: &mut Worksheet,
    edition: &Edition,
    design: &Design,
) -> Result<(), XlsxError> {
    start(sheet, ALTERNATIVES, "Svarsalternativ som listorna visar", &ALTERNATIVE_COLUMNS, design)?;
    let mut row = TOP;
    for (id, questions) in sets(edition) {
        let codes: Vec<&str> = questions.iter().map(|question| question.code.as_str()).collect();
        let used = format!("Fråga {}", codes.join(", "));
        for (alternative, label) in questions[0].alternatives.iter().zip(labels(&questions[0].alternatives)) {
            sheet.write_with_format(row, 0, &id, &design.row_code)?;
            sheet.write_with_format(row, 1, &label, &design.wording)?;
            sheet.write_with_format(row, 2, &alternative.id, &design.row_code)?;
            sheet.write_with_format(row, 3, &used, &design.help)?;
            let of = |text, face, column: usize| Fitted {
                text,
                face,
                pixels: ALTERNATIVE_COLUMNS[column].1,
                indent: 1,
            };
            fit(sheet, row, &[of(&label, BODY, 1), of(&used, SMALL, 3)])?;
            row += 1;
        }
    }
    // Only the lists need it.
    sheet.set_hidden(true);
    page(sheet, &format!("{} – svarsalternativ", edition.name.sv), true)
}

/// The units of the edition, for the code that the read-me asks for.
pub(super) fn write_units(
    sheet: &mut Worksheet,
    edition: &Edition,
    design: &Design,
) -> Result<(), XlsxError> {
    start(sheet, UNITS, "Kommuner och stadsdelar som svarar", &UNIT_COLUMNS, design)?;
    for (row, unit) in (TOP..).zip(&edition.frame.units) {
        let kind = match unit.kind {
            Kind::Nation => "Riket",
            Kind::County => "Län",
            Kind::Municipality => "Kommun",
            Kind::District => "Stadsdel",
            Kind::Office => "Enhet",
        };
        sheet.write_string_with_format(row, 0, unit.code.as_str(), &design.code)?;
        sheet.write_with_format(row, 1, &unit.name, &design.wording)?;
        sheet.write_with_format(row, 2, kind, &design.wording)?;
        sheet.write_with_format(
            row,
            3,
            edition.frame.name(unit.county.as_str()).unwrap_or_default(),
            &design.wording,
        )?;
    }
    page(sheet, &format!("{} – kommunkoder", edition.name.sv), false)
}

fn start(
    sheet: &mut Worksheet,
    name: &str,
    title: &str,
    columns: &[(&str, u32)],
    design: &Design,
) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    sheet.write_with_format(0, 0, title, &design.title)?;
    sheet.set_row_height_pixels(0, TITLE_PIXELS)?;
    for (column, (name, width)) in (0..).zip(columns) {
        sheet.set_column_width_pixels(column, *width)?;
        sheet.write_with_format(TOP - 1, column, *name, &design.header)?;
    }
    sheet.set_row_height(TOP - 1, 20)?;
    sheet.set_freeze_panes(TOP, 0)?;
    sheet.set_repeat_rows(TOP - 1, TOP - 1)?;
    Ok(())
}
