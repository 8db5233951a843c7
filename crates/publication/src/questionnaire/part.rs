//! A sheet of questions: one row for each thing to answer.

use catalogue::answers::fill_in::{
    ACCEPTED, ANSWER, ASKED, AnswerRow, COMMENT, HELP, KEY, NOT_ACCEPTED, QUESTION, REVIEW, STATUS,
    UNIT_ON_SHEET, VERSION_LABEL, WORDING, answer_rows, labels, part_sheet, plain, version,
};
use catalogue::model::{Check, Edition, Part, Question, QuestionType, Severity};
use domain::Number;
use rules::schema::Col;
use rust_xlsxwriter::{ConditionalFormatFormula, ExcelDateTime, Format, Formula, Url, Worksheet, XlsxError};

use super::design::{BODY, Design, Fitted, SMALL, STRONG, TITLE_PIXELS, fit, page, widths};
use crate::xlsx::metrics::Face;

use super::formula::Formulas;
use super::help::{about, about_check};
use super::state::{Given, Unit};
use super::status::{self, Standing};
use super::{front, sheet_ref, words};

/// Lines of a table that are offered.
const TABLE_LINES: u32 = 10;

/// The row of the header, from 0.
const HEADER: u32 = 3;

/// Longest that the checks of one row may be as formulas; a cell holds 8 192 characters.
const MAX_CHECKS: usize = 6_000;

const CODE: u16 = 0;
const TEXT: u16 = 1;
const SAID: u16 = 2;
const STANDS: u16 = 3;
const NOTE: u16 = 4;
const KNOW: u16 = 5;

/// Widths in pixels: as wide as A4 at nine tenths, so that nine points are printed as eight, also by LibreOffice, which
/// makes columns a twentieth wider.
const WIDTHS: [(u16, u32); 6] =
    [(CODE, 58), (TEXT, 274), (SAID, 232), (STANDS, 130), (NOTE, 116), (KNOW, 270)];

/// A row of the sheet.
struct Row<'e> {
    question: &'e Question,
    wording: String,
    help: String,
    /// What is answered; none in the heading of a question with several rows.
    asked: Option<Asked<'e>>,
    /// Whether a heading with the question's wording stands above.
    is_below: bool,
}

/// What is answered in a row, and how it stands.
pub(super) struct Asked<'e> {
    /// What it answers.
    pub(super) row: AnswerRow<'e>,
    /// How it stands.
    pub(super) standing: Standing,
    /// The checks that formulas say.
    pub(super) checks: Vec<&'e Check>,
}

/// A part of the questionnaire (*del*) as it is written.
pub(super) struct PartSheet<'e> {
    pub(super) edition: &'e Edition,
    part: &'e Part,
    rows: Vec<Row<'e>>,
    is_reviewed: bool,
}

impl<'e> PartSheet<'e> {
    pub(super) fn new(edition: &'e Edition, part: &'e Part, unit: &Unit<'_>) -> Self {
        let mut sheet = Self { edition, part, rows: Vec::new(), is_reviewed: unit.is_reviewed() };
        for question in edition.questions.iter().filter(|question| question.part == part.code) {
            sheet.question(question, unit);
        }
        sheet
    }

    /// The sheet's name.
    pub(super) fn name(&self) -> String {
        part_sheet(&self.part.code)
    }

    pub(super) fn part(&self) -> &'e Part {
        self.part
    }

    /// How many rows have a status that begins so.
    pub(super) fn count(&self, sign: &str) -> usize {
        let standings = self.rows.iter().filter_map(|row| row.asked.as_ref());
        standings.filter(|asked| asked.standing.words().starts_with(sign)).count()
    }

    /// The names that formulas use for its columns.
    pub(super) fn names(&self) -> Vec<(String, String)> {
        let columns = [
            ("Nyckel", self.key()),
            ("Stalls", self.asked()),
            ("Svar", SAID),
            ("Status", STANDS),
            ("Kommentar", NOTE),
        ];
        let (first, last) = (HEADER + 2, HEADER + 1 + u32::try_from(self.rows.len()).unwrap_or(u32::MAX));
        let range = |(name, column): (&str, u16)| {
            let letter = char::from(b'A' + u8::try_from(column).unwrap_or(0));
            let range = format!("={}!${letter}${first}:${letter}${last}", sheet_ref(&self.name()));
            (format!("{name}_{}", self.part.code), range)
        };
        columns.into_iter().map(range).collect()
    }

    /// The column that says whether a row is asked.
    pub(super) fn asked(&self) -> u16 {
        KNOW + 1 + u16::from(self.is_reviewed)
    }

    fn key(&self) -> u16 {
        self.asked() + 1
    }

    fn question(&mut self, question: &'e Question, unit: &Unit<'_>) {
        let edition = self.edition;
        let cols = edition.questionnaire.schema.cells_of(question.place);
        let last_line = cols.iter().map(|col| unit.last_line(*col)).max().unwrap_or(0);
        let answers = answer_rows(edition, question, last_line.max(TABLE_LINES));
        let filters: Vec<String> =
            cols.iter().map(|col| words::asked_when(edition, question, *col)).collect();
        let same_filter = filters.iter().all(|filter| Some(filter) == filters.first());
        let is_single = question.rows.is_none() && answers.len() == 1;
        let mut help = about(question);
        if same_filter && let Some(filter) = filters.first().filter(|filter| !filter.is_empty()) {
            help.insert(0, filter.clone());
        }
        // A check of all that is asked stands with the question, one of a single row with the row.
        let stands_in = |check: &Check| cols.iter().filter(|col| check.on.contains(col)).count();
        let is_of_question = |check: &Check| stands_in(check) > 1 || cols.len() == 1 && stands_in(check) == 1;
        help.extend(edition.checks.iter().filter(|check| is_of_question(check)).map(about_check));
        if !is_single {
            let wording = plain(&question.text.sv);
            self.rows.push(Row { question, wording, help: help.join("\n"), asked: None, is_below: false });
            help.clear();
        }
        let labels = labels(&question.alternatives);
        let mut said: Vec<Col> = Vec::new();
        for row in answers {
            let mut help = std::mem::take(&mut help);
            // What holds for a cell stands at the first of its rows.
            if !said.contains(&row.col) {
                said.push(row.col);
                let at = cols.iter().position(|col| *col == row.col).and_then(|i| filters.get(i));
                help.extend(at.filter(|filter| !same_filter && !filter.is_empty()).cloned());
                help.extend(
                    edition
                        .checks
                        .iter()
                        .filter(|c| !is_of_question(c) && c.on.contains(&row.col))
                        .map(about_check),
                );
            }
            let alternative = row.alternative.and_then(|place| labels.get(place));
            let wording = match (row.row.map(|row| plain(&row.text.sv)), alternative) {
                (Some(of), Some(alternative)) => format!("{of}: {alternative}"),
                (Some(of), None) => of,
                (None, Some(alternative)) => alternative.clone(),
                (None, None) if row.line > 0 => format!("Rad {}", row.line),
                (None, None) => plain(&question.text.sv),
            };
            let formulas = Formulas::new(edition);
            let mut room = MAX_CHECKS;
            let is_live = |check: &&Check| {
                let length = match check.severity {
                    Severity::Hard | Severity::Soft => {
                        check.when_at(row.col).and_then(|when| formulas.holds(when))
                    }
                    Severity::Review => None,
                };
                let left = length.and_then(|formula| room.checked_sub(formula.len()));
                room = left.unwrap_or(room);
                left.is_some()
            };
            let checks: Vec<&Check> = edition.checks.iter().filter(is_live).collect();
            let is_clear = formulas.filter(row.col).is_none_or(|filter| filter.is_some());
            let standing = unit.standing(edition, question, &row, &checks, is_clear);
            let asked = Some(Asked { row, standing, checks });
            self.rows.push(Row { question, wording, help: help.join("\n"), asked, is_below: !is_single });
        }
    }

    pub(super) fn write(
        &self,
        sheet: &mut Worksheet,
        unit: &Unit<'_>,
        design: &Design,
    ) -> Result<(), XlsxError> {
        sheet.set_name(self.name())?;
        let edition = self.edition;
        let key = self.key();
        widths(sheet, &WIDTHS)?;
        widths(sheet, &[(KNOW + 1, 110), (self.asked(), 80), (key, 270)])?;
        sheet.set_row_height_pixels(0, TITLE_PIXELS)?;
        sheet.set_row_height_pixels(2, 24)?;
        let title = format!("Del {} – {}", self.part.code, self.part.name.sv);
        sheet.write_with_format(0, CODE, title, &design.title)?;
        sheet.write_with_format(1, CODE, UNIT_ON_SHEET, &design.label)?;
        let (code, name) = (front::unit_cell(), front::name_cell());
        let shown = unit
            .name
            .map_or("(välj kod på bladet Läs mig)".to_owned(), |(code, name)| format!("{code} {name}"));
        let formula = format!("IF(LEN({code})=0,\"(välj kod på bladet Läs mig)\",{code}&\" \"&{name})");
        sheet.write_formula_with_format(1, TEXT, Formula::new(formula).set_result(shown), &design.strong)?;
        sheet.write_with_format(1, SAID, VERSION_LABEL, &design.label)?;
        sheet.write_with_format(1, STANDS, version(edition), &design.value)?;
        if unit.origin.is_empty() {
            let must = if self.part.mandatory {
                "Delen är obligatorisk."
            } else {
                "Delen är frivillig; i en del som besvaras är varje fråga obligatorisk."
            };
            sheet.write_with_format(
                2,
                CODE,
                format!("{must} Skriv i de gula cellerna. Status räknas om medan ni svarar."),
                &design.lead,
            )?;
        } else {
            sheet.set_range_format(2, CODE, 2, KNOW, &design.caution)?;
            sheet.write_with_format(2, CODE, front::SIMULATED, &design.caution)?;
        }
        let names = [QUESTION, WORDING, ANSWER, STATUS, COMMENT, HELP];
        for (column, name) in (0..)
            .zip(names)
            .chain(self.is_reviewed.then_some((KNOW + 1, REVIEW)))
            .chain([(self.asked(), ASKED), (key, KEY)])
        {
            sheet.write_with_format(HEADER, column, name, &design.header)?;
        }
        sheet.set_row_height(HEADER, 20)?;
        let formulas = Formulas::new(edition);
        for (row, line) in (HEADER + 1..).zip(&self.rows) {
            self.line(sheet, row, line, &formulas, unit, design)?;
        }
        let last = HEADER + u32::try_from(self.rows.len()).unwrap_or(u32::MAX - HEADER);
        rules_for_looks(sheet, last, key, design)?;
        sheet.autofilter(HEADER, 0, last, key)?;
        sheet.set_freeze_panes(HEADER + 1, 0)?;
        for hidden in [self.asked(), key] {
            sheet.set_column_hidden(hidden)?;
        }
        // Who answers, and that the answers are made up, stands on every page.
        sheet.set_repeat_rows(1, HEADER)?.set_print_area(0, 0, last, KNOW)?;
        page(sheet, &format!("{} – del {}", edition.name.sv, self.part.code), true)
    }

    fn line(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        line: &Row<'e>,
        formulas: &Formulas<'e>,
        unit: &Unit<'_>,
        design: &Design,
    ) -> Result<(), XlsxError> {
        // A text that belongs to an alternative stands below it, with its number.
        let code = line.question.code.as_str();
        let code = code.strip_suffix("_text").unwrap_or(code);
        let Some(asked) = &line.asked else {
            sheet.write_with_format(row, CODE, code, &design.head_code)?;
            sheet.write_with_format(row, TEXT, &line.wording, &design.head_wording)?;
            for column in [SAID, STANDS, NOTE] {
                sheet.write_blank(row, column, &design.head_help)?;
            }
            sheet.write_with_format(row, KNOW, &line.help, &design.head_help)?;
            for column in KNOW + 1..=self.key() {
                sheet.write_blank(row, column, &design.head_help)?;
            }
            return fit(sheet, row, &[fitted(&line.wording, STRONG, TEXT), fitted(&line.help, SMALL, KNOW)]);
        };
        let (code_look, text_look) =
            if line.is_below { (&design.row_code, &design.row) } else { (&design.code, &design.wording) };
        sheet.write_with_format(row, CODE, code, code_look)?;
        sheet.write_with_format(row, TEXT, &line.wording, text_look)?;
        let look = input_look(line.question, design);
        match unit.given(line.question, &asked.row) {
            Some(Given::Text(text)) => sheet.write_string_with_format(row, SAID, text, look)?,
            Some(Given::Number(number)) => {
                sheet.write_number_with_format(row, SAID, floating(number), look)?
            }
            Some(Given::Date(date)) => match excel_date(date) {
                Some(date) => sheet.write_datetime_with_format(row, SAID, date, look)?,
                None => sheet.write_blank(row, SAID, look)?,
            },
            None => sheet.write_blank(row, SAID, look)?,
        };
        let formula =
            Formula::new(self.status(row, line.question, asked, formulas)).set_result(asked.standing.words());
        sheet.write_formula_with_format(row, STANDS, formula, &design.status)?;
        match unit.comment(&asked.row) {
            Some(comment) => sheet.write_string_with_format(row, NOTE, comment, &design.input_text)?,
            None => sheet.write_blank(row, NOTE, &design.input_text)?,
        };
        sheet.write_with_format(row, KNOW, &line.help, &design.help)?;
        if self.is_reviewed {
            let decided = unit.decision(self.edition, line.question, &asked.row);
            let decided = decided.map_or("", |accepted| if accepted { ACCEPTED } else { NOT_ACCEPTED });
            sheet.write_with_format(row, KNOW + 1, decided, &design.status)?;
        }
        let word = asked.standing.asked_word();
        match formulas.filter(asked.row.col) {
            Some(Some(filter)) => {
                let formula = format!(
                    "=IFERROR(IF({},\"{}\",IF({},\"{}\",\"{}\")),\"{}\")",
                    filter.fails,
                    status::NOT,
                    filter.holds,
                    status::ASKED,
                    status::UNKNOWN,
                    status::UNKNOWN
                );
                sheet.write_formula_with_format(
                    row,
                    self.asked(),
                    Formula::new(formula).set_result(word),
                    &design.key,
                )?
            }
            Some(None) | None => sheet.write_with_format(row, self.asked(), word, &design.key)?,
        };
        sheet.write_with_format(row, self.key(), &asked.row.key, &design.key)?;
        if let Some(validation) = self.validation(row, line.question, &asked.row)? {
            sheet.add_data_validation(row, SAID, row, SAID, &validation)?;
        }
        // Room for whatever will be chosen, and for a few lines of text.
        let mut room: Vec<String> = Vec::new();
        match line.question.kind {
            QuestionType::YesNo | QuestionType::One => room.extend(labels(&line.question.alternatives)),
            QuestionType::Text => room.push("\n\n".to_owned()),
            QuestionType::Many | QuestionType::Number | QuestionType::Table | QuestionType::Date => {}
        }
        room.extend(unit.given(line.question, &asked.row).and_then(|given| match given {
            Given::Text(text) => Some(text),
            Given::Number(_) | Given::Date(_) => None,
        }));
        let mut texts: Vec<Fitted<'_>> = room.iter().map(|text| fitted(text, BODY, SAID)).collect();
        texts.push(Fitted { indent: 1 + u8::from(line.is_below), ..fitted(&line.wording, BODY, TEXT) });
        texts.push(fitted(unit.comment(&asked.row).unwrap_or_default(), BODY, NOTE));
        texts.push(fitted(&line.help, SMALL, KNOW));
        fit(sheet, row, &texts)
    }
}

/// What is grey because it is not asked, and what each sign of a status looks like.
fn rules_for_looks(sheet: &mut Worksheet, last: u32, key: u16, design: &Design) -> Result<(), XlsxError> {
    let first = HEADER + 1;
    for (sign, look) in &design.signs {
        let rule = ConditionalFormatFormula::new()
            .set_rule(Formula::new(format!("=LEFT($D{},1)=\"{sign}\"", first + 1)))
            .set_format(look.clone());
        sheet.add_conditional_format(first, STANDS, last, STANDS, &rule)?;
    }
    let rule = ConditionalFormatFormula::new()
        .set_rule(Formula::new(format!("=$D{}=\"{}\"", first + 1, status::NOT_ASKED)))
        .set_format(design.not_asked.clone());
    sheet.add_conditional_format(first, CODE, last, key, &rule)?;
    Ok(())
}

/// A text in a column of the sheet.
fn fitted(text: &str, face: Face, column: u16) -> Fitted<'_> {
    let pixels = WIDTHS.iter().find(|(known, _)| *known == column).map_or(0, |(_, pixels)| *pixels);
    Fitted { text, face, pixels, indent: 1 }
}

fn input_look<'d>(question: &Question, design: &'d Design) -> &'d Format {
    match question.kind {
        QuestionType::Number | QuestionType::Table => &design.input_number,
        QuestionType::Date => &design.input_date,
        QuestionType::YesNo | QuestionType::One | QuestionType::Many | QuestionType::Text => {
            &design.input_text
        }
    }
}

/// A number as cells hold it: exact to fifteen digits, which is all that answers have.
fn floating(number: Number) -> f64 {
    number.to_string().parse().unwrap_or_default()
}

fn excel_date(date: i64) -> Option<ExcelDateTime> {
    let (year, month, day) = (date / 10_000, date / 100 % 100, date % 100);
    ExcelDateTime::from_ymd(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
        .ok()
}

/// A link to a sheet.
pub(super) fn link_to(sheet: &str, text: &str) -> Url {
    Url::new(format!("internal:{}!A1", sheet_ref(sheet))).set_text(text)
}
