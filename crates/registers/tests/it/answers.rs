//! Answers drawn at random, kept apart from how either evaluator stores them.

use domain::{Date, Number, Reason, Truth};
use rules::schema::{NumberForm, QuestionKind};
use rules::table::{Cell, Questionnaire, Raw};
use rules::tree::date_raw;

use crate::dice::Dice;
use crate::questionnaire::{date, n};

/// What stands in one cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Answer {
    /// The answer; none: nothing was given.
    pub(crate) given: Option<Given>,
    /// Whether a reviewer accepted it.
    pub(crate) accepted: bool,
    /// A reviewer's decision, illogical or withheld.
    pub(crate) decision: Option<Reason>,
}

/// An answer by its kind.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Given {
    /// The alternative's place in its value set.
    Category(usize),
    /// The places of one or more chosen alternatives.
    Many(Vec<usize>),
    /// A number, or its missing code; of a table the sum of its lines.
    Number(Number),
    /// A date.
    Date(Date),
    /// A text.
    Text,
}

impl Answer {
    /// From how the explaining evaluator stores it.
    pub(crate) fn of(raw: &Raw, kind: &QuestionKind) -> Self {
        let given = raw.given.then(|| match kind {
            QuestionKind::One(_) => Given::Category(usize::try_from(raw.value).expect("a place")),
            QuestionKind::Many(set) => {
                Given::Many((0..set.alternatives.len()).filter(|place| raw.value >> place & 1 == 1).collect())
            }
            QuestionKind::Number(_) | QuestionKind::Table(_) => {
                Given::Number(Number::from_micros(raw.value.into()).expect("within bounds"))
            }
            QuestionKind::Date => {
                let text = raw.value.to_string();
                Given::Date(date(&format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..])))
            }
            QuestionKind::Text => Given::Text,
        });
        Self { given, accepted: raw.accepted, decision: raw.decision }
    }

    /// As the explaining evaluator stores it.
    pub(crate) fn raw(&self) -> Raw {
        let value = match &self.given {
            None | Some(Given::Text) => 0,
            Some(Given::Category(place)) => i64::try_from(*place).expect("few alternatives"),
            Some(Given::Many(places)) => places.iter().map(|place| 1 << place).sum(),
            Some(Given::Number(number)) => number.micros(),
            Some(Given::Date(date)) => date_raw(*date),
        };
        Raw { value, given: self.given.is_some(), accepted: self.accepted, decision: self.decision }
    }
}

/// What each cell of a row of answers is.
pub(crate) fn settle(questionnaire: &Questionnaire, answers: &[Answer]) -> Vec<Cell> {
    let raw: Vec<Raw> = answers.iter().map(Answer::raw).collect();
    let mut cells = Vec::new();
    questionnaire.settle(&raw, &mut cells);
    cells
}

/// A row of answers, one a column. Some rows have little missing, some much; most keep to the filters, in the
/// others something was given that was not asked for.
pub(crate) fn random_row(dice: &mut Dice, questionnaire: &Questionnaire) -> Vec<Answer> {
    let missing = *dice.pick(&[5, 20, 35]);
    let mut answers: Vec<Answer> = questionnaire
        .schema
        .columns()
        .iter()
        .map(|column| {
            let is_fact = column.question.is_none();
            let given = !dice.percent(if is_fact { 5 } else { missing });
            Answer {
                given: given.then(|| random_answer(dice, &column.kind)),
                accepted: column.reviewed && dice.percent(50),
                decision: (!is_fact && dice.percent(4))
                    .then(|| *dice.pick(&[Reason::Illogical, Reason::Withheld])),
            }
        })
        .collect();
    if dice.percent(70) {
        keep_to_the_filters(questionnaire, &mut answers);
    }
    answers
}

/// Takes away what was not asked for; nobody reads it, so one pass is enough.
pub(crate) fn keep_to_the_filters(questionnaire: &Questionnaire, answers: &mut [Answer]) {
    let cells = settle(questionnaire, answers);
    for (answer, cell) in answers.iter_mut().zip(&cells) {
        if cell.asked == Truth::False {
            *answer = Answer::default();
        }
    }
}

/// Something that can be answered to such a question.
pub(crate) fn random_answer(dice: &mut Dice, kind: &QuestionKind) -> Given {
    match kind {
        QuestionKind::One(set) => Given::Category(dice.below(set.alternatives.len())),
        QuestionKind::Many(set) => {
            let places: Vec<usize> = (0..set.alternatives.len()).collect();
            let n = dice.between(1, places.len());
            Given::Many(dice.some(&places, n))
        }
        QuestionKind::Number(form) => Given::Number(random_number(dice, form)),
        QuestionKind::Table(form) => {
            let lines = dice.between(1, 3);
            let sum = (0..lines).map(|_| i128::from(random_number(dice, form).micros())).sum();
            Given::Number(Number::from_micros(sum).expect("a small sum"))
        }
        QuestionKind::Date => Given::Date(*dice.pick(&dates())),
        QuestionKind::Text => Given::Text,
    }
}

fn random_number(dice: &mut Dice, form: &NumberForm) -> Number {
    match form.missing_code {
        Some(code) if dice.percent(18) => code,
        _ => *dice.pick(&numbers(form)),
    }
}

/// The numbers that answers and rules have in common, so that they meet; nought is common, for 0 / 0.
pub(crate) fn numbers(form: &NumberForm) -> Vec<Number> {
    [
        "0", "0", "0", "1", "2", "3", "5", "12", "13", "20", "0.5", "2.5", "2.4", "0.25", "4.75", "-0.5",
        "-2", "-12.25",
    ]
    .into_iter()
    .map(n)
    .filter(|x| (form.low..=form.high).contains(x) && x.decimals() <= form.digits)
    .filter(|x| Some(*x) != form.missing_code)
    .collect()
}

/// The dates that answers and rules have in common.
pub(crate) fn dates() -> [Date; 5] {
    ["2016-12-31", "2017-02-01", "2017-09-15", "2018-02-01", "2018-03-01"].map(date)
}
