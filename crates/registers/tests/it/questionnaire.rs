//! A questionnaire with every kind of question, chains of filters and facts of the unit.
//!
//! Columns are the same for every plan, so that a reader gets to know them; which filter a question has
//! varies: as printed here, or drawn at random from the questions before it.

use std::sync::Arc;

use domain::{Date, Number, RowId};
use rules::compile::{self, Binding, Role};
use rules::schema::{Col, NumberForm, Parameter, Question, QuestionKind, Schema, ValueSet};
use rules::syntax::Expr;
use rules::table::{IllogicalCheck, Questionnaire};
use rules::tree::Cond;

use crate::dice::Dice;
use crate::generate::{Generator, Scope};

/// The questionnaire of one plan.
pub(crate) struct Form {
    /// Schema and filters, ready to run.
    pub(crate) questionnaire: Questionnaire,
    /// How many filters must be settled before the filter of a column can be; 0 for a column without.
    pub(crate) levels: Vec<usize>,
    /// The filters as trees, one a question that has a filter.
    pub(crate) filters: Vec<Expr>,
}

/// Filters that read filters: a longer chain would only make the plans slower.
const MOST_LEVELS: usize = 2;

impl Form {
    /// With the filters as printed.
    pub(crate) fn printed() -> Self {
        Self::with_filters(|_, _, _| None)
    }

    /// With about half of the filters drawn at random.
    pub(crate) fn random(dice: &mut Dice) -> Self {
        Self::with_filters(|schema, question, levels| {
            if dice.percent(50) {
                return None;
            }
            let row = schema.questions()[question].rows.as_ref().map(|rows| rows[0].to_string());
            let deep = |q: usize| schema.cells_of(q).iter().any(|c| levels[c.index()] >= MOST_LEVELS);
            let too_deep: Vec<usize> = (0..question).filter(|&q| deep(q)).collect();
            let scope = Scope { before: Some(question), without: too_deep, row, ..Scope::default() };
            let budget = dice.between(2, 4);
            Some(Generator::new(dice, schema, scope).condition(budget))
        })
    }

    /// `draw` may give another filter than the printed one.
    fn with_filters(mut draw: impl FnMut(&Schema, usize, &[usize]) -> Option<Expr>) -> Self {
        let mut questions = questions();
        let schema = schema_of(questions.clone());
        let mut levels = vec![0; schema.len()];
        let mut compiled: Vec<Option<Cond>> = vec![None; schema.len()];
        let mut filters = Vec::new();
        for (i, question) in questions.iter_mut().enumerate() {
            let Some(printed) = &question.asked_when else { continue };
            let filter = match draw(&schema, i, &levels) {
                Some(drawn) => drawn,
                None => rules::parse(printed).expect("a printed filter can be read"),
            };
            question.asked_when = Some(filter.to_string());
            for cell in schema.cells_of(i) {
                let row = schema.column(cell).row.as_ref().map(RowId::as_str);
                let binding = Binding { row, area: None };
                let cond = compile::condition(&filter, &schema, Role::Filter { question: i }, binding)
                    .unwrap_or_else(|errors| panic!("filter of {}: {filter}: {errors:?}", question.code));
                levels[cell.index()] = 1 + level_of(&cond, &levels);
                compiled[cell.index()] = Some(cond);
            }
            filters.push(filter);
        }
        let questionnaire = Questionnaire::new(schema_of(questions), compiled, Vec::new());
        Self { questionnaire, levels, filters }
    }

    /// A questionnaire made elsewhere.
    pub(crate) fn of(questionnaire: Questionnaire) -> Self {
        let mut levels: Vec<usize> = Vec::new();
        for filter in &questionnaire.filters {
            let level = filter.as_ref().map_or(0, |filter| 1 + level_of(filter, &levels));
            levels.push(level);
        }
        Self { questionnaire, levels, filters: Vec::new() }
    }

    /// With a check that makes a few answers illogical when it fires.
    pub(crate) fn with_a_check(mut self, dice: &mut Dice) -> Self {
        let scope = Scope { check: true, ..Scope::default() };
        let when = Generator::new(dice, self.schema(), scope).condition(3);
        let when = compile::condition(&when, self.schema(), Role::Check, Binding::default())
            .unwrap_or_else(|errors| panic!("{when}: {errors:?}"));
        let asked: Vec<usize> =
            (0..self.schema().len()).filter(|&i| self.schema().columns()[i].question.is_some()).collect();
        let cells = dice.some(&asked, 3).into_iter().map(col).collect();
        self.questionnaire.illogical.push(IllogicalCheck { when, cells });
        self
    }

    /// The columns.
    pub(crate) fn schema(&self) -> &Schema {
        &self.questionnaire.schema
    }
}

/// The column of a place.
pub(crate) fn col(place: usize) -> Col {
    Col(u32::try_from(place).expect("few columns"))
}

/// The highest level among the columns a filter reads.
fn level_of(cond: &Cond, levels: &[usize]) -> usize {
    let mut highest = 0;
    cond.columns(&mut |col| highest = highest.max(levels[col.index()]));
    highest
}

/// The schema of questions, with what is known of a unit and the edition's parameters.
fn schema_of(questions: Vec<Question>) -> Schema {
    let facts = vec![
        ("unit.kind".to_owned(), QuestionKind::One(set("kind", &["kommun", "stadsdel"], false))),
        ("measure.folkmangd".to_owned(), number(0, "0", "20", None)),
    ];
    let mut parameters: Vec<(String, Parameter)> =
        number_parameters().map(|(id, number)| (id.to_owned(), Parameter::Number(number))).into();
    let (id, date) = date_parameter();
    parameters.push((id.to_owned(), Parameter::Date(date)));
    Schema::new(facts, questions, parameters, false)
}

/// The edition's numbers.
pub(crate) fn number_parameters() -> [(&'static str, Number); 2] {
    [("minst", n("2")), ("andel", n("0.5"))]
}

/// The edition's date.
pub(crate) fn date_parameter() -> (&'static str, Date) {
    ("from", date("2017-02-01"))
}

/// A question that is always asked.
fn question(code: &str, kind: QuestionKind) -> Question {
    Question {
        code: code.parse().expect("a code"),
        part: code[..1].parse().expect("a part"),
        kind,
        rows: None,
        row_sets: Vec::new(),
        asked_when: None,
        reviewed: Vec::new(),
    }
}

/// A grid that is always asked.
fn grid(code: &str, rows: &[&str], kind: QuestionKind) -> Question {
    Question { rows: Some(row_ids(rows)), ..question(code, kind) }
}

/// The question with a filter.
fn when(filter: &str, question: Question) -> Question {
    Question { asked_when: Some(filter.to_owned()), ..question }
}

/// Row ids.
fn row_ids(rows: &[&str]) -> Vec<RowId> {
    rows.iter().map(|row| row.parse().expect("a row id")).collect()
}

/// A value set.
fn set(id: &str, alternatives: &[&str], ordered: bool) -> Arc<ValueSet> {
    let alternatives = alternatives.iter().map(|&a| a.to_owned()).collect();
    Arc::new(ValueSet { id: id.to_owned(), alternatives, ordered, alone: Vec::new() })
}

/// The form of a number question.
pub(crate) fn form(digits: u8, low: &str, high: &str, missing_code: Option<&str>) -> NumberForm {
    NumberForm { digits, low: n(low), high: n(high), missing_code: missing_code.map(n) }
}

fn number(digits: u8, low: &str, high: &str, missing_code: Option<&str>) -> QuestionKind {
    QuestionKind::Number(form(digits, low, high, missing_code))
}

/// A number from its text.
pub(crate) fn n(text: &str) -> Number {
    text.parse().expect("a number")
}

/// A date from its text.
pub(crate) fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

fn questions() -> Vec<Question> {
    let ja_nej = QuestionKind::One(set("ja_nej", &["ja", "nej"], false));
    // The order of the set is not that of the letters.
    let grad = QuestionKind::One(set("grad", &["sallan", "ibland", "ofta", "alltid"], true));
    let rutin = QuestionKind::One(set("rutin", &["ja", "nej", "behovs_inte", "finns_inte"], false));
    let uppfoljd = QuestionKind::One(set("uppfoljd", &["ja", "ny", "nej"], false));
    let omfattning = QuestionKind::One(set("omfattning", &["ingen", "inte_alla", "alla"], true));
    let stod = QuestionKind::Many(set("stod", &["handledning", "fortbildning", "inget"], false));
    let vag = QuestionKind::Many(set("vag", &["telefon", "brev", "besok"], false));
    let parter = ["missbruk", "barn_unga", "lss", "arbetsmarknad"];
    let omraden = ["ekonomiskt_bistand", "missbruk"];
    let insatser = ["kartlaggning", "samtal", "praktik", "boende"];
    vec![
        question("A1", ja_nej.clone()),
        question("G1", ja_nej.clone()),
        when("G1 = 'ja'", question("G1a", grad.clone())),
        when("G1a <> 'sallan'", question("G1b", ja_nej.clone())),
        grid("G2", &parter, rutin),
        when("G2.$row = 'ja'", grid("G2a", &parter, uppfoljd)),
        question("G8", ja_nej.clone()),
        when("G8 = 'ja'", grid("G8a", &omraden, stod)),
        question("M1", vag),
        question("H1", grad),
        Question {
            row_sets: vec![("ovriga".to_owned(), row_ids(&insatser[1..]))],
            ..grid("E2", &insatser, omfattning)
        },
        question("E5", number(2, "0", "9998.99", Some("999"))),
        when("G2.$row <> 'finns_inte'", grid("E6", &parter, number(1, "0", "50", None))),
        question("F9", number(0, "0", "100", None)),
        when("F9 > 0", question("F9a", number(0, "0", "100", None))),
        question("N1", number(2, "-20", "20", Some("-9"))),
        question("D1", QuestionKind::Date),
        when("D1 < DATE '2018-02-01'", question("D2", QuestionKind::Date)),
        when("G8 = 'ja' OR NOT G1 = 'ja'", question("F14", QuestionKind::Table(form(2, "0", "100", None)))),
        when("E5 BETWEEN 1 AND 12", question("K1", number(1, "0", "60", Some("99")))),
        Question { reviewed: vec!["annan".to_owned()], ..grid("E7", &["fia", "asi", "annan"], ja_nej) },
        when("E7.annan = 'ja'", question("E7_text", QuestionKind::Text)),
    ]
}
