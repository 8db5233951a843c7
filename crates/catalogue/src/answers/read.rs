//! Reading answers: each line becomes a cell, or is refused with all that is wrong with it.

use std::collections::HashMap;
use std::path::Path;

use domain::Number;
use rules::schema::{Col, QuestionKind};
use rules::table::Raw;

use super::columns::{Columns, Line, each_line};
use super::elsewhere::{Elsewhere, Names};
use super::file::FileKind;
use super::mistakes::{Entry, Mistake, Mistakes, quoted};
use super::origin::OriginOfFile;
use super::place::{Place, Places, Unknown};
use super::round::RoundOfFile;
use super::value::{self, Value};
use super::{Answers, accepted, asked, blank, file, fill_in, unit};
use crate::Problems;
use crate::model::Edition;

const COLUMNS: Columns = Columns {
    required: &["unit", "question", "row", "value", "comment"],
    optional: &["accepted", "origin", "round"],
};
const UNIT: usize = 0;
const QUESTION: usize = 1;
const ROW: usize = 2;
const VALUE: usize = 3;
const COMMENT: usize = 4;
const ACCEPTED: usize = 5;
const ORIGIN: usize = 6;
const ROUND: usize = 7;

/// Reads the answers of an edition from a `.csv` or `.xlsx` file; a workbook may be a filled-in questionnaire.
///
/// # Errors
/// All mistakes in it; see the table of [`super`].
pub fn read_answers(edition: &Edition, path: &Path) -> Result<Answers, Problems> {
    read_answers_bytes(edition, &path.display().to_string(), &file::read(path)?)
}

/// Reads the answers of an edition from the bytes of a file with a name that ends with `.csv` or `.xlsx`.
///
/// # Errors
/// All mistakes in it; see the table of [`super`].
pub fn read_answers_bytes(edition: &Edition, name: &str, bytes: &[u8]) -> Result<Answers, Problems> {
    if file::checked_kind(name, bytes.len()).is_ok_and(|kind| kind == FileKind::Xlsx)
        && fill_in::is_one(bytes)
    {
        return fill_in::read(edition, name, bytes);
    }
    let mut mistakes = Mistakes::of(name);
    let mut reader = AnswerReader {
        edition,
        answers: blank(edition),
        places: Places::of(&edition.questionnaire.schema),
        seen: HashMap::new(),
        elsewhere: Elsewhere::of(edition, Names::Questions),
        origin: OriginOfFile::default(),
        round: RoundOfFile::default(),
    };
    match file::checked_kind(name, bytes.len()) {
        Ok(kind) => {
            each_line(bytes, kind, &COLUMNS, &mut mistakes, |line, mistakes| reader.line(line, mistakes));
            reader.elsewhere.tell(&mut mistakes);
            asked::refuse_not_asked(edition, &reader.answers, &mut mistakes);
        }
        Err((code, mistake)) => mistakes.add(0, code, || mistake),
    }
    let AnswerReader { mut answers, origin, round, .. } = reader;
    answers.origin = origin.of_file();
    answers.round = round.of_file();
    mistakes.or(answers)
}

struct AnswerReader<'e> {
    edition: &'e Edition,
    answers: Answers,
    places: Places,
    /// Unit, cell, and the alternative or table line in it: the line of the file it stands on.
    seen: HashMap<(usize, Col, u32), usize>,
    elsewhere: Elsewhere<'e>,
    origin: OriginOfFile,
    round: RoundOfFile,
}

impl AnswerReader<'_> {
    fn line(&mut self, line: &Line<'_>, mistakes: &mut Mistakes) {
        self.origin.line(line.id(ORIGIN), line.number, mistakes);
        self.round.line(line.id(ROUND), line.id(ORIGIN), line.number, mistakes);
        let frame = &self.edition.frame;
        let unit = frame.position(line.id(UNIT));
        let (code, row) = (line.id(QUESTION), line.id(ROW));
        let place = self.places.find(&self.edition.questionnaire.schema, code, row);
        let what = match &place {
            Ok(place) => &self.edition.questionnaire.schema.column(place.col).name,
            Err(unknown) => unknown.known(code),
        };
        self.elsewhere.line(code, !matches!(place, Err(Unknown::Question)));
        let entry = Entry { unit: unit.map(|place| &frame.units[place]), what };
        if unit.is_none() {
            mistakes.add(line.number, "ANS-10", || unit::unknown(frame, line.id(UNIT)).at(entry));
        }
        if let Err(wrong) = value::free_text(line.field(COMMENT)) {
            mistakes.add(line.number, wrong.code(), || wrong.tell_text(("kommentaren", "comment")).at(entry));
        }
        let place = match place {
            Ok(place) => place,
            Err(unknown) => {
                let tell = || unknown.tell(self.edition, code, row).at(entry);
                return mistakes.add(line.number, unknown.code(), tell);
            }
        };
        let kind = &self.edition.questionnaire.schema.questions()[place.question].kind;
        let value = value::read(kind, line.field(VALUE)).map_err(|wrong| {
            mistakes.add(line.number, wrong.code(), || {
                wrong.tell(self.edition, place.question, line.field(VALUE)).at(entry)
            });
        });
        let schema = &self.edition.questionnaire.schema;
        let mut decided = None;
        match accepted::read(schema, place, line.id(ACCEPTED), value.as_ref().ok()) {
            Ok(accepted) => decided = accepted,
            Err(wrong) => {
                mistakes.add(line.number, "ANS-20", || wrong.tell(schema, line.id(ACCEPTED)).at(entry))
            }
        }
        let (Some(unit), Ok(value)) = (unit, value) else { return };
        self.give(unit, place, &value, line, entry, mistakes);
        match (decided, self.answers.accepted.get(&(unit, place.col))) {
            (Some(now), Some(&before)) if now != before => mistakes.add(line.number, "ANS-20", || {
                Mistake::new(
                    (
                        "`accepted` är både yes och no för det här svaret",
                        "`accepted` is both yes and no for this answer",
                    ),
                    ("behåll ett av dem", "keep one of them"),
                )
                .at(entry)
            }),
            (Some(now), _) => self.answers.decide(unit, place.col, now),
            (None, _) => {}
        }
    }

    /// Puts a value in its cell, unless something stands there.
    fn give(
        &mut self,
        unit: usize,
        place: Place,
        value: &Value<'_>,
        line: &Line<'_>,
        entry: Entry<'_>,
        mistakes: &mut Mistakes,
    ) {
        let (col, number) = (place.col, line.number);
        let is_many = matches!(
            self.edition.questionnaire.schema.questions()[place.question].kind,
            QuestionKind::Many(_)
        );
        let mut part = place.table_line;
        if let (Value::Alternative(alternative), true) = (value, is_many) {
            part = u32::try_from(*alternative).unwrap_or(0) + 1;
        }
        if let Some(&before) = self.seen.get(&(unit, col, part)) {
            let chosen = self.answers.chosen(unit, col);
            let earlier = chosen.first().filter(|_| !is_many).map(|id| (*id).to_owned());
            return self.refuse_twice(line, value, before, earlier, entry, mistakes);
        }
        self.seen.insert((unit, col, part), number);
        self.comment(unit, col, line.field(COMMENT));
        let raw = self.answers.raw(unit, col);
        match value {
            Value::None => return,
            Value::Alternative(alternative) => {
                // A set has at most 64 alternatives.
                let alternative = u32::try_from(*alternative).unwrap_or(0);
                let chosen = if is_many {
                    raw.value | 1_i64.wrapping_shl(alternative)
                } else {
                    i64::from(alternative)
                };
                *self.answers.table.cell_mut(unit, col) = Raw { value: chosen, given: true, ..raw };
            }
            Value::Number(n) if place.table_line > 0 => {
                if !self.answers.give_line(unit, col, place.table_line, *n) {
                    mistakes.add(number, "ANS-18", || {
                        let most = Number::from_micros(Number::MAX_MICROS.into()).unwrap_or_default();
                        Mistake::new(
                            (
                                "tabellens rader är för stora tillsammans",
                                "the lines of the table are too large together",
                            ),
                            (format!("högst {most} totalt"), format!("at most {most} in all")),
                        )
                        .at(entry)
                    });
                }
            }
            Value::Number(n) => {
                *self.answers.table.cell_mut(unit, col) = Raw { value: n.micros(), given: true, ..raw }
            }
            Value::Date(date) => {
                *self.answers.table.cell_mut(unit, col) = Raw { value: *date, given: true, ..raw }
            }
            Value::Text(text) => self.answers.give_text(unit, col, text),
        }
        self.answers.at.entry((unit, col)).or_insert(number);
    }

    fn comment(&mut self, unit: usize, col: Col, comment: &str) {
        if comment.trim().is_empty() {
            return;
        }
        let all = self.answers.comments.entry((unit, col)).or_default();
        if !all.is_empty() {
            all.push('\n');
        }
        all.push_str(comment);
    }

    fn refuse_twice(
        &self,
        line: &Line<'_>,
        value: &Value<'_>,
        before: usize,
        earlier: Option<String>,
        entry: Entry<'_>,
        mistakes: &mut Mistakes,
    ) {
        let now = line.id(VALUE);
        if let (Value::Alternative(_), Some(earlier)) = (value, earlier)
            && earlier != now
        {
            return mistakes.add(line.number, "ANS-15", || {
                let shown = quoted(now);
                Mistake::new(
                    (
                        format!("{} är ett andra alternativ: rad {before} säger `{earlier}`", shown.sv),
                        format!("{} is a second alternative: line {before} says `{earlier}`", shown.en),
                    ),
                    (
                        "bara ett alternativ får väljas: behåll en av raderna",
                        "one alternative may be chosen: keep one of the lines",
                    ),
                )
                .at(entry)
            });
        }
        mistakes.add(line.number, "ANS-13", || {
            let shown = quoted(now);
            let message = match now {
                "" => (
                    format!("rad {before} gäller redan detta"),
                    format!("line {before} already stands for this"),
                ),
                _ => (
                    format!("rad {before} gäller redan detta; här är svaret {}", shown.sv),
                    format!("line {before} already stands for this; here the value is {}", shown.en),
                ),
            };
            let help = (
                "varje fråga, delfråga och alternativ besvaras en gång per objekt: behåll en av raderna",
                "a unit answers each question, row and alternative once: keep one of the lines",
            );
            Mistake::new(message, help).at(entry)
        });
    }
}
