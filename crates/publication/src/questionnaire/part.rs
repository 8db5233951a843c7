//! A sheet of questions: one row for each thing to answer.

use catalogue::answers::fill_in::{
    ACCEPTED, ANSWER, AnswerRow, CHOSEN, COMMENT, HELP, KEY, NOT_ACCEPTED, QUESTION, REVIEW, STATUS, UNIT_ON_SHEET,
    VERSION_LABEL, WORDING, answer_rows, labels, plain, version,
};
use catalogue::model::{Check, Edition, Part, Question, QuestionType, Severity};
use domain::Number;
use rules::schema::{Col, NumberForm};
use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, ExcelDateTime, Format, Formula, Url, Worksheet,
    XlsxError,
};

use super::design::{BODY, Design, Fitted, SMALL, STRONG, TITLE_PIXELS, fit, page, widths};
use crate::xlsx::metrics::Face;

use super::formula::{Formulas, and, not, or};
use super::state::{Given, Unit};
use super::status::{self, Standing};
use super::{front, lists, sheet_ref, words};

/// Lines of a table that are offered.
const TABLE_LINES: u32 = 10;

/// The row of the header, from 0.
const HEADER: u32 = 3;

const CODE: u16 = 0;
const TEXT: u16 = 1;
const SAID: u16 = 2;
const STANDS: u16 = 3;
const NOTE: u16 = 4;
const KNOW: u16 = 5;

/// Widths in pixels.
const WIDTHS: [(u16, u32); 6] = [(CODE, 72), (TEXT, 380), (SAID, 270), (STANDS, 146), (NOTE, 190), (KNOW, 370)];

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

struct Asked<'e> {
    row: AnswerRow<'e>,
    standing: Standing,
    checks: Vec<&'e Check>,
}

/// A part of the questionnaire (*del*) as it is written.
pub(super) struct PartSheet<'e> {
    edition: &'e Edition,
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
        format!("Del {}", self.part.code)
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
        let columns = [("Nyckel", self.key()), ("Svar", SAID), ("Status", STANDS), ("Kommentar", NOTE)];
        let (first, last) = (HEADER + 2, HEADER + 1 + u32::try_from(self.rows.len()).unwrap_or(u32::MAX));
        let range = |(name, column): (&str, u16)| {
            let letter = char::from(b'A' + u8::try_from(column).unwrap_or(0));
            let range = format!("={}!${letter}${first}:${letter}${last}", sheet_ref(&self.name()));
            (format!("{name}_{}", self.part.code), range)
        };
        columns.into_iter().map(range).collect()
    }

    fn key(&self) -> u16 {
        KNOW + 1 + u16::from(self.is_reviewed)
    }

    fn question(&mut self, question: &'e Question, unit: &Unit<'_>) {
        let edition = self.edition;
        let cols = edition.questionnaire.schema.cells_of(question.place);
        let last_line = cols.iter().map(|col| unit.last_line(*col)).max().unwrap_or(0);
        let answers = answer_rows(edition, question, last_line.max(TABLE_LINES));
        let filters: Vec<String> = cols.iter().map(|col| words::asked_when(edition, question, *col)).collect();
        let same_filter = filters.iter().all(|filter| Some(filter) == filters.first());
        let is_single = question.rows.is_none() && answers.len() == 1;
        let mut help = about(question);
        if same_filter && let Some(filter) = filters.first().filter(|filter| !filter.is_empty()) {
            help.insert(0, filter.clone());
        }
        // A check of several rows stands with the question, one of a single row with the row.
        let stands_in = |check: &&Check| cols.iter().filter(|col| check.on.contains(col)).count();
        help.extend(edition.checks.iter().filter(|check| stands_in(check) > 1).map(about_check));
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
                help.extend(edition.checks.iter().filter(|c| stands_in(c) == 1 && c.on.contains(&row.col)).map(about_check));
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
            let is_live = |check: &&Check| {
                matches!(check.severity, Severity::Hard | Severity::Soft)
                    && check.on.contains(&row.col)
                    && formulas.holds(&check.when).is_some()
            };
            let checks: Vec<&Check> = edition.checks.iter().filter(is_live).collect();
            let is_clear = formulas.filter(row.col).is_none_or(|filter| filter.is_some());
            let standing = unit.standing(edition, question, &row, &checks, is_clear);
            let asked = Some(Asked { row, standing, checks });
            self.rows.push(Row { question, wording, help: help.join("\n"), asked, is_below: !is_single });
        }
    }

    pub(super) fn write(&self, sheet: &mut Worksheet, unit: &Unit<'_>, design: &Design) -> Result<(), XlsxError> {
        sheet.set_name(self.name())?;
        let edition = self.edition;
        let key = self.key();
        widths(sheet, &WIDTHS)?;
        widths(sheet, &[(KNOW + 1, 110), (key, 250)])?;
        sheet.set_row_height_pixels(0, TITLE_PIXELS)?;
        sheet.set_row_height_pixels(2, 24)?;
        let title = format!("Del {} – {}", self.part.code, self.part.name.sv);
        sheet.write_with_format(0, CODE, title, &design.title)?;
        sheet.write_with_format(1, CODE, UNIT_ON_SHEET, &design.label)?;
        let (code, name) = (front::unit_cell(), front::name_cell());
        let shown = unit.name.map_or("(välj kod på bladet Läs mig)".to_owned(), |(code, name)| format!("{code} {name}"));
        let formula = format!("IF(LEN({code})=0,\"(välj kod på bladet Läs mig)\",{code}&\" \"&{name})");
        sheet.write_formula_with_format(1, TEXT, Formula::new(formula).set_result(shown), &design.strong)?;
        sheet.write_with_format(1, SAID, VERSION_LABEL, &design.label)?;
        sheet.write_with_format(1, STANDS, version(edition), &design.value)?;
        if unit.origin.is_empty() {
            let must = if self.part.mandatory { "Delen är obligatorisk." } else { "Delen är frivillig; i en del som besvaras är varje fråga obligatorisk." };
            sheet.write_with_format(2, CODE, format!("{must} Skriv i de gula cellerna. Status räknas om medan ni svarar."), &design.lead)?;
        } else {
            sheet.write_with_format(2, CODE, front::SIMULATED, &design.caution)?;
        }
        let names = [QUESTION, WORDING, ANSWER, STATUS, COMMENT, HELP];
        for (column, name) in (0..).zip(names).chain(self.is_reviewed.then_some((KNOW + 1, REVIEW))).chain([(key, KEY)]) {
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
        sheet.set_repeat_rows(HEADER, HEADER)?.set_print_area(0, 0, last, KNOW)?;
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
        let code = line.question.code.as_str();
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
            Some(Given::Number(number)) => sheet.write_number_with_format(row, SAID, floating(number), look)?,
            Some(Given::Date(date)) => match excel_date(date) {
                Some(date) => sheet.write_datetime_with_format(row, SAID, date, look)?,
                None => sheet.write_blank(row, SAID, look)?,
            },
            None => sheet.write_blank(row, SAID, look)?,
        };
        let formula = Formula::new(self.status(row, line, asked, formulas)).set_result(asked.standing.words());
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
        texts.push(Fitted { is_indented: line.is_below, ..fitted(&line.wording, BODY, TEXT) });
        texts.push(fitted(unit.comment(&asked.row).unwrap_or_default(), BODY, NOTE));
        texts.push(fitted(&line.help, SMALL, KNOW));
        fit(sheet, row, &texts)
    }

    /// What the answer cell lets through while it is written.
    fn validation(
        &self,
        row: u32,
        question: &Question,
        answer: &AnswerRow<'_>,
    ) -> Result<Option<DataValidation>, XlsxError> {
        let of_kind = DataValidation::new();
        let (validation, told) = match question.kind {
            QuestionType::Text => return Ok(None),
            QuestionType::Many => {
                (of_kind.allow_list_strings(&[CHOSEN])?, format!("Skriv {CHOSEN} om alternativet är valt, annars ingenting."))
            }
            QuestionType::YesNo | QuestionType::One => {
                let Some(list) = lists::name_of(self.edition, answer.col) else { return Ok(None) };
                let list = Formula::new(format!("={list}"));
                (of_kind.allow_list_formula(list), "Välj ett av svarsalternativen i listan.".to_owned())
            }
            QuestionType::Number | QuestionType::Table | QuestionType::Date => {
                let valid = Formula::new(format!("={}", self.valid(row, question, answer)));
                let told = match &question.form {
                    Some(form) => allowed(form, &question.unit),
                    None => "Skriv ett datum: år-månad-dag, till exempel 2018-02-01.".to_owned(),
                };
                (of_kind.allow_custom(valid), told)
            }
        };
        let validation = validation.set_error_title("Ogiltigt svar")?.set_error_message(shortened(&told, 255))?;
        Ok(Some(validation.set_error_style(DataValidationErrorStyle::Stop)))
    }

    /// Whether what stands in the answer cell can be an answer.
    fn valid(&self, row: u32, question: &Question, answer: &AnswerRow<'_>) -> String {
        let cell = format!("$C{}", row + 1);
        match question.kind {
            QuestionType::Text => "TRUE".to_owned(),
            QuestionType::Many => or([format!("{cell}=\"{CHOSEN}\""), format!("{cell}=\"x\"")]),
            QuestionType::YesNo | QuestionType::One => match lists::name_of(self.edition, answer.col) {
                Some(list) => format!("SUMPRODUCT(--({list}={cell}))>0"),
                None => "TRUE".to_owned(),
            },
            QuestionType::Date => and([format!("ISNUMBER({cell})"), format!("INT({cell})={cell}"), format!("{cell}>0")]),
            QuestionType::Number | QuestionType::Table => {
                let Some(form) = &question.form else { return format!("ISNUMBER({cell})") };
                let within = and([
                    format!("{cell}>={}", form.low),
                    format!("{cell}<={}", form.high),
                    format!("ROUND({cell},{})={cell}", form.digits),
                ]);
                let missing = form.missing_code.map(|code| format!("{cell}={code}"));
                and([format!("ISNUMBER({cell})"), or([within].into_iter().chain(missing))])
            }
        }
    }

    /// The formula of a row's status; decided in the order of [`Standing::words`].
    fn status(&self, row: u32, line: &Row<'e>, asked: &Asked<'e>, formulas: &Formulas<'e>) -> String {
        let cell = format!("LEN(TRIM($C{}))", row + 1);
        let (filled, empty) = (format!("{cell}>0"), format!("{cell}=0"));
        let standing = &asked.standing;
        let col = asked.row.col;
        let group = if standing.is_part { formulas.group_is_filled(col) } else { None };
        let group = group.unwrap_or_else(|| filled.clone());
        let own_comment = format!("LEN(TRIM($E{}))>0", row + 1);
        let comment = if standing.is_part { formulas.group_is_commented(col) } else { None };
        let fires = |severity: Severity| {
            let of = asked.checks.iter().filter(move |check| check.severity == severity);
            of.filter_map(|check| formulas.holds(&check.when)).collect::<Vec<_>>()
        };
        let hard = or(fires(Severity::Hard).into_iter().chain(formulas.stands_with_others(col)));
        let soft = or(fires(Severity::Soft));
        let if_then = |cond: &str, then: &str, other: String| match cond {
            "FALSE" => other,
            _ => format!("IF({cond},\"{then}\",{other})"),
        };
        let uncommented = not(&comment.unwrap_or(own_comment));
        let mut formula = format!("\"{}\"", status::DONE);
        let to_comment = if soft == "FALSE" { soft } else { and([soft, uncommented]) };
        formula = if_then(&to_comment, status::TO_COMMENT, formula);
        formula = if_then(&hard, status::TO_MEND, formula);
        if standing.is_part {
            formula = if_then(&empty, status::NOT_NEEDED, formula);
        }
        let unanswered = if standing.mandatory { status::TO_ANSWER } else { status::OPTIONAL };
        let invalid = and([filled.clone(), not(&self.valid(row, line.question, &asked.row))]);
        let is_empty = not(&group);
        formula = match formulas.filter(col) {
            None => if_then(&invalid, status::INVALID, if_then(&is_empty, unanswered, formula)),
            Some(None) => if_then(&invalid, status::INVALID, if_then(&is_empty, status::SEE_CONDITION, formula)),
            Some(Some(filter)) => {
                let waits = format!("IF({filled},\"{}\",\"{}\")", status::MAIN_MISSING, status::WAITS);
                let asked = if_then(&is_empty, unanswered, formula);
                let open = if_then(&invalid, status::INVALID, format!("IF({},{asked},{waits})", filter.holds));
                let closed = format!("IF({filled},\"{}\",\"{}\")", status::ANSWERED_NOT_ASKED, status::NOT_ASKED);
                format!("IF({},{closed},{open})", filter.fails)
            }
        };
        format!("=IFERROR({formula},\"{}\")", status::INVALID)
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
    Fitted { text, face, pixels, is_indented: false }
}

fn input_look<'d>(question: &Question, design: &'d Design) -> &'d Format {
    match question.kind {
        QuestionType::Number | QuestionType::Table => &design.input_number,
        QuestionType::Date => &design.input_date,
        QuestionType::YesNo | QuestionType::One | QuestionType::Many | QuestionType::Text => &design.input_text,
    }
}

/// What is to be known of a question: how to answer, what is allowed, which terms are explained.
fn about(question: &Question) -> Vec<String> {
    let mut all = Vec::new();
    if question.optional {
        all.push("Frivillig.".to_owned());
    }
    match question.kind {
        QuestionType::Many => {
            all.push(format!("Flera val: skriv {CHOSEN} vid varje alternativ som stämmer."));
            let labels = labels(&question.alternatives);
            let alone = question.alternatives.iter().zip(&labels).filter(|(alternative, _)| alternative.alone);
            all.extend(alone.map(|(_, label)| format!("«{label}» väljs inte tillsammans med andra.")));
        }
        QuestionType::Number => all.extend(question.form.as_ref().map(|form| allowed(form, &question.unit))),
        QuestionType::Table => {
            all.push("Ett tal på varje rad; lämna övriga rader tomma.".to_owned());
            all.extend(question.form.as_ref().map(|form| allowed(form, &question.unit)));
        }
        QuestionType::Date => all.push("Ett datum: år-månad-dag.".to_owned()),
        QuestionType::Text => all.push("Fri text utan personnummer.".to_owned()),
        QuestionType::YesNo | QuestionType::One => {}
    }
    if !question.instruction.is_empty() {
        all.push(plain(&question.instruction));
    }
    if !question.definitions.is_empty() {
        let terms: Vec<&str> = question.definitions.iter().map(|definition| definition.term.as_str()).collect();
        all.push(format!("Begrepp, se bladet {}: {}.", lists::TERMS, terms.join(", ")));
    }
    all
}

/// What a number may be: `Ett tal från 0 till 9 998,99 (årsarbetare), högst 2 decimaler. …`
fn allowed(form: &NumberForm, unit: &str) -> String {
    let unit = if unit.is_empty() { String::new() } else { format!(" ({unit})") };
    let (kind, decimals) = match form.digits {
        0 => ("heltal", String::new()),
        1 => ("tal", ", högst 1 decimal".to_owned()),
        n => ("tal", format!(", högst {n} decimaler")),
    };
    let missing = match form.missing_code {
        Some(code) => format!(" Skriv {} om uppgiften inte kan lämnas.", words::number(code)),
        None => String::new(),
    };
    format!("Ett {kind} från {} till {}{unit}{decimals}.{missing}", words::number(form.low), words::number(form.high))
}

fn about_check(check: &Check) -> String {
    let what = match check.severity {
        Severity::Hard => "Kontroll, måste rättas",
        Severity::Soft => "Kontroll, kräver kommentar",
        Severity::Review => "Granskas",
    };
    format!("{what}: {} {}", plain(&check.message.sv), plain(&check.next_step.sv)).trim_end().to_owned()
}

fn shortened(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

/// A number as cells hold it: exact to fifteen digits, which is all that answers have.
fn floating(number: Number) -> f64 {
    number.to_string().parse().unwrap_or_default()
}

fn excel_date(date: i64) -> Option<ExcelDateTime> {
    let (year, month, day) = (date / 10_000, date / 100 % 100, date % 100);
    ExcelDateTime::from_ymd(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?).ok()
}

/// A link to a sheet.
pub(super) fn link_to(sheet: &str, text: &str) -> Url {
    Url::new(format!("internal:{}!A1", sheet_ref(sheet))).set_text(text)
}
