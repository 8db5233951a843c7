//! A questionnaire in a few lines, answers and results as text: what the tests of this folder are told in.

use std::sync::Arc;

use domain::{Figure, Outcome, Reason, ReasonSet, Truth};
use rules::compile::{self, Binding, Role};
use rules::eval;
use rules::schema::{NumberForm, Parameter, Question, QuestionKind, Schema, ValueSet};
use rules::table::{Cell, IllogicalCheck, Questionnaire, Raw};
use rules::tree::{Cond, Entry, Gives, Rule};
use rules::{RuleError, parse};

/// A question in the making.
#[derive(Clone)]
pub(crate) struct Ask(Question);

/// One alternative: `"ja nej"`; `"lag < hog"` is an ordered set; `inget!` stands with no other.
///
/// Questions with the same alternatives have the same value set.
pub(crate) fn one(code: &str, alternatives: &str) -> Ask {
    ask(code, QuestionKind::One(set(alternatives)))
}

/// Several alternatives.
pub(crate) fn many(code: &str, alternatives: &str) -> Ask {
    ask(code, QuestionKind::Many(set(alternatives)))
}

/// A number with so many decimals, from `low` to `high`.
pub(crate) fn number(code: &str, digits: u8, low: &str, high: &str) -> Ask {
    ask(code, QuestionKind::Number(form(digits, low, high)))
}

/// A date.
pub(crate) fn date(code: &str) -> Ask {
    ask(code, QuestionKind::Date)
}

/// A free text.
pub(crate) fn text(code: &str) -> Ask {
    ask(code, QuestionKind::Text)
}

/// A table with a number a line; its answer is written as the sum.
pub(crate) fn table(code: &str, digits: u8, low: &str, high: &str) -> Ask {
    ask(code, QuestionKind::Table(form(digits, low, high)))
}

/// A value set, as in [`one`].
pub(crate) fn set(alternatives: &str) -> Arc<ValueSet> {
    let ordered = alternatives.contains('<');
    let words = || alternatives.split([' ', '<']).filter(|word| !word.is_empty());
    Arc::new(ValueSet {
        id: alternatives.replace(['<', '!', ' '], "_"),
        alternatives: words().map(|word| word.trim_end_matches('!').to_owned()).collect(),
        ordered,
        alone: words()
            .filter(|word| word.ends_with('!'))
            .map(|word| word.trim_end_matches('!').parse().expect("an alternative"))
            .collect(),
    })
}

fn form(digits: u8, low: &str, high: &str) -> NumberForm {
    let exact = |text: &str| text.parse().expect("a number");
    NumberForm { digits, low: exact(low), high: exact(high), missing_code: None }
}

fn ask(code: &str, kind: QuestionKind) -> Ask {
    Ask(Question {
        code: code.parse().expect("a question code"),
        part: code[..1].parse().expect("a part code"),
        kind,
        rows: None,
        row_sets: Vec::new(),
        asked_when: None,
        reviewed: Vec::new(),
    })
}

impl Ask {
    /// Makes it a grid: `"missbruk barn_unga"`.
    pub(crate) fn rows(mut self, rows: &str) -> Self {
        self.0.rows = Some(rows.split(' ').map(|row| row.parse().expect("a row")).collect());
        self
    }

    /// A named subset of its rows.
    pub(crate) fn row_set(mut self, id: &str, rows: &str) -> Self {
        let rows = rows.split(' ').map(|row| row.parse().expect("a row")).collect();
        self.0.row_sets.push((id.to_owned(), rows));
        self
    }

    /// Its filter.
    pub(crate) fn when(mut self, filter: &str) -> Self {
        self.0.asked_when = Some(filter.to_owned());
        self
    }

    /// What a reviewer accepts.
    pub(crate) fn reviewed(mut self, row: &str) -> Self {
        self.0.reviewed.push(row.to_owned());
        self
    }

    /// The missing code.
    pub(crate) fn missing_code(mut self, code: &str) -> Self {
        match &mut self.0.kind {
            QuestionKind::Number(form) | QuestionKind::Table(form) => {
                form.missing_code = Some(code.parse().expect("a number"));
            }
            QuestionKind::One(_) | QuestionKind::Many(_) | QuestionKind::Date | QuestionKind::Text => {
                panic!("only numbers have a missing code")
            }
        }
        self
    }
}

/// An edition small enough for a test.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) questionnaire: Questionnaire,
}

impl World {
    /// With these questions, in this order.
    pub(crate) fn asking(questions: impl IntoIterator<Item = Ask>) -> Self {
        Self::with(Vec::new(), questions, Vec::new())
    }

    /// With facts and parameters, too; facts `previous.…` are there for every cell.
    pub(crate) fn with(
        facts: Vec<(&str, QuestionKind)>,
        questions: impl IntoIterator<Item = Ask>,
        parameters: Vec<(&str, Parameter)>,
    ) -> Self {
        let schema = Schema::new(
            facts.into_iter().map(|(name, kind)| (name.to_owned(), kind)).collect(),
            questions.into_iter().map(|ask| ask.0).collect(),
            parameters.into_iter().map(|(id, value)| (id.to_owned(), value)).collect(),
            true,
        );
        let filters = schema.columns().iter().map(|column| {
            let question = column.question?;
            let text = schema.questions()[question].asked_when.as_ref()?;
            let row = column.row.as_ref().map(domain::RowId::as_str);
            let binding = Binding { row, area: None };
            let filter = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
            let compiled = compile::condition(&filter, &schema, Role::Filter { question }, binding);
            Some(compiled.unwrap_or_else(|errors| panic!("{text}: {}", errors[0])))
        });
        let filters = filters.collect();
        Self { questionnaire: Questionnaire::new(schema, filters, Vec::new()) }
    }

    /// A check that makes cells illogical when it fires.
    pub(crate) fn illogical(mut self, when: &str, cells: &[&str]) -> Self {
        let when = self.compiled(when, Role::Check, Binding::default()).expect("a good check");
        let cells = cells.iter().map(|name| self.schema().find(name).expect("a cell")).collect();
        self.questionnaire.illogical.push(IllogicalCheck { when, cells });
        self
    }

    pub(crate) fn schema(&self) -> &Schema {
        &self.questionnaire.schema
    }

    /// A condition in a role.
    pub(crate) fn compiled(
        &self,
        text: &str,
        role: Role,
        binding: Binding<'_>,
    ) -> Result<Cond, Vec<RuleError>> {
        let expr = parse(text).map_err(|error| vec![error])?;
        compile::condition(&expr, self.schema(), role, binding)
    }

    /// A good condition of an outcome.
    pub(crate) fn condition(&self, text: &str) -> Cond {
        self.compiled(text, Role::Outcome, Binding::default())
            .unwrap_or_else(|errors| panic!("{text}: {}", errors[0]))
    }

    /// A good figure.
    pub(crate) fn figure(&self, text: &str) -> Gives {
        let expr = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        compile::figure(&expr, self.schema(), Binding::default())
            .unwrap_or_else(|errors| panic!("{text}: {}", errors[0]))
    }

    /// All there is: facts, questions of every kind, parameters.
    pub(crate) fn workshop() -> Self {
        let exact = |text: &str| Parameter::Number(text.parse().expect("a number"));
        let day = |text: &str| Parameter::Date(text.parse().expect("a date"));
        Self::with(
            vec![
                ("unit.kind", QuestionKind::One(set("kommun stadsdel"))),
                ("measure.population", QuestionKind::Number(form(0, "0", "10000000"))),
            ],
            [
                one("G1", "ja nej"),
                one("G1a", "ja nej").when("G1 = 'ja'"),
                one("G2", "ja nej behovs_inte finns_inte").rows("missbruk barn_unga lss"),
                one("G2a", "ja nej ny").rows("missbruk barn_unga lss").when("G2.$row = 'ja'"),
                many("G8", "handledning fortbildning annan inget!"),
                one("E1", "lag < medel < hog"),
                one("E2", "alla inte_alla nej ingen_person")
                    .rows("kurs praktik jobb vagledning")
                    .row_set("korta", "kurs praktik"),
                number("E5", 2, "0", "9998.99").missing_code("999"),
                number("E6", 0, "0", "1000"),
                one("E7", "ja nej").rows("fia annan").reviewed("annan"),
                text("E7_text").when("E7.annan = 'ja'"),
                number("E8", 4, "-10", "10"),
                date("D1"),
                table("F14", 1, "0", "100"),
                number("H1", 0, "0", "8000000000000"),
            ],
            vec![("minsta", exact("2")), ("gransen", exact("0.5")), ("start", day("2017-02-01"))],
        )
    }

    /// Entries: what it gives (`ja`, `(not_applicable)`, `= E5`) and when (`otherwise`).
    pub(crate) fn rule(&self, entries: &[(&str, &str)]) -> Rule {
        let entry = |&(gives, when): &(&str, &str)| {
            let gives = if let Some(figure) = gives.strip_prefix("= ") {
                self.figure(figure)
            } else if let Some(reason) = gives.strip_prefix('(') {
                Gives::Empty(reason.trim_end_matches(')').parse().expect("a reason"))
            } else {
                Gives::Value(gives.parse().expect("a value"))
            };
            Entry { gives, when: (when != "otherwise").then(|| self.condition(when)) }
        };
        Rule { entries: entries.iter().map(entry).collect(), ordered: false }
    }

    /// [`World::rule`] whose entries overlap on purpose.
    pub(crate) fn ordered_rule(&self, entries: &[(&str, &str)]) -> Rule {
        Rule { ordered: true, ..self.rule(entries) }
    }

    /// What was given: `"G2.missbruk = ja; E5 = 999; G8a = a, b; E7.annan = ja (accepted); E4: illogical"`.
    pub(crate) fn given(&self, answers: &str) -> Vec<Raw> {
        let mut row = vec![Raw::default(); self.schema().len()];
        for answer in answers.split(';').map(str::trim).filter(|answer| !answer.is_empty()) {
            let find = |name: &str| {
                self.schema().find(name.trim()).unwrap_or_else(|| panic!("no cell `{name}`")).index()
            };
            if let Some((name, decision)) = answer.split_once(": ") {
                row[find(name)].decision = Some(decision.parse().expect("a reason"));
                continue;
            }
            let (name, value) = answer.split_once(" = ").expect("cell = value");
            let accepted = value.ends_with(" (accepted)");
            let value = value.trim_end_matches(" (accepted)");
            let column = &self.schema().columns()[find(name)];
            let raw = &mut row[find(name)];
            raw.value = raw_value(&column.kind, value);
            raw.given = true;
            raw.accepted = accepted;
        }
        row
    }

    /// What each cell is.
    pub(crate) fn cells(&self, answers: &str) -> Vec<Cell> {
        let mut cells = Vec::new();
        self.questionnaire.settle(&self.given(answers), &mut cells);
        cells
    }

    /// What one cell is: `ja`, `999`, `empty {not_answered}`.
    pub(crate) fn cell(&self, name: &str, answers: &str) -> String {
        let col = self.schema().find(name).expect("a cell");
        let cell = self.cells(answers)[col.index()];
        match cell.get() {
            Ok(value) => rules::print::Printer::new(self.schema()).value(col, value),
            Err(reasons) => format!("empty {}", reasons_text(reasons)),
        }
    }

    /// Whether a condition holds: `TRUE`, `FALSE`, `UNKNOWN {not_answered}`.
    pub(crate) fn truth(&self, condition: &str, answers: &str) -> String {
        truth_text(eval::truth(&self.condition(condition), &self.cells(answers)))
    }

    /// What a unit gets: `ja`, `12.5`, `3 / 4`, `empty not_answered {cannot_say, not_answered}`.
    pub(crate) fn outcome(&self, rule: &Rule, answers: &str) -> String {
        outcome_text(&eval::outcome(rule, &self.cells(answers)))
    }
}

fn raw_value(kind: &QuestionKind, text: &str) -> i64 {
    let place = |set: &ValueSet, id: &str| {
        set.position(id.trim()).unwrap_or_else(|| panic!("no alternative `{id}` in `{}`", set.id))
    };
    match kind {
        QuestionKind::One(set) => place(set, text).try_into().expect("a place"),
        QuestionKind::Many(set) => text.split(',').fold(0, |chosen, id| chosen | 1 << place(set, id)),
        QuestionKind::Number(_) | QuestionKind::Table(_) => {
            text.parse::<domain::Number>().expect("a number").micros()
        }
        QuestionKind::Date => rules::tree::date_raw(text.parse().expect("a date")),
        QuestionKind::Text => 1,
    }
}

pub(crate) fn reasons_text(reasons: ReasonSet) -> String {
    format!("{{{}}}", reasons.iter().map(Reason::id).collect::<Vec<_>>().join(", "))
}

pub(crate) fn truth_text(truth: Truth) -> String {
    match truth {
        Truth::True => "TRUE".to_owned(),
        Truth::False => "FALSE".to_owned(),
        Truth::Unknown(reasons) => format!("UNKNOWN {}", reasons_text(reasons)),
    }
}

pub(crate) fn outcome_text(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Category(value) => value.to_string(),
        Outcome::Figure(Figure::Number(number) | Figure::Published(number)) => number.to_string(),
        Outcome::Figure(Figure::Pair { numerator, denominator }) => format!("{numerator} / {denominator}"),
        Outcome::Empty(empty) => format!("empty {} {}", empty.reason, reasons_text(empty.all)),
    }
}
