//! A rule in words: what every outcome takes. Questions by code, alternatives by their wording.

use catalogue::model::{Edition, Indicator, Question};
use domain::Number;
use rules::schema::Col;
use rules::syntax::{Comparison, Operator};
use rules::tree::{
    CategoryForm, CategoryTest, Cond, Entry, Gives, Num, Quantifier, RowPart, RowsTest, Scalar,
};

use super::scene::Scene;
use super::words::{day, fill, join, same, say};
use crate::model::{Language, Text, Value};

/// The outcomes of an indicator in order, a line each; empty where it has no rule.
pub(super) fn rule(scene: &Scene<'_>, indicator: &Indicator) -> Text {
    let teller = Teller { edition: scene.edition };
    let lines = indicator.rule.entries.iter().map(|entry| teller.entry(scene, entry));
    join(&lines.collect::<Vec<_>>(), "\n")
}

struct Teller<'a> {
    edition: &'a Edition,
}

impl<'a> Teller<'a> {
    fn entry(&self, scene: &Scene<'_>, entry: &Entry) -> Text {
        let gives = match &entry.gives {
            Gives::Value(value) => scene.value_name(value.as_str()),
            Gives::Empty(reason) => match scene.empty(*reason) {
                Value::Empty(_, _, word) => word,
                Value::Category(..) | Value::Figure(..) => Text::default(),
            },
            Gives::Figure(num) => self.num(num),
            Gives::Quotient(part, whole) => {
                fill("{} delat med {}", "{} divided by {}", &[&self.num(part), &self.num(whole)])
            }
        };
        match &entry.when {
            Some(when) => fill("{}: om {}.", "{}: if {}.", &[&gives, &self.cond(when, Naming::Whole)]),
            None => match &entry.gives {
                Gives::Figure(_) | Gives::Quotient(..) => {
                    fill("Talet är {}.", "The figure is {}.", &[&gives])
                }
                Gives::Value(_) | Gives::Empty(_) => {
                    fill("{}: i övriga fall.", "{}: in all other cases.", &[&gives])
                }
            },
        }
    }

    fn question(&self, cell: Col) -> Option<&'a Question> {
        let place = self.edition.questionnaire.schema.column(cell).question?;
        self.edition.questions.iter().find(|question| question.place == place)
    }

    /// `G2 (Missbruk)`; within a count of rows only the code.
    fn cell(&self, cell: Col, naming: Naming) -> Text {
        let column = self.edition.questionnaire.schema.column(cell);
        let Some(question) = self.question(cell) else { return same(column.name.clone()) };
        let code = same(question.code.as_str());
        let row = column.row.as_ref().filter(|_| naming == Naming::Whole);
        let row = row.and_then(|row| question.rows.iter().flatten().find(|known| known.id == row.as_str()));
        row.map_or_else(|| code.clone(), |row| fill("{} ({})", "{} ({})", &[&code, &row.text]))
    }

    /// The wording of an alternative, in quotation marks.
    fn alternative(&self, cell: Col, place: u8) -> Text {
        let known = self.question(cell).and_then(|question| question.alternatives.get(usize::from(place)));
        let own = rules::print::Printer::new(&self.edition.questionnaire.schema);
        match known {
            Some(alternative) => fill("”{}”", "“{}”", &[&alternative.text]),
            None => same(own.alternative(cell, place.into())),
        }
    }

    fn cond(&self, cond: &Cond, naming: Naming) -> Text {
        match cond {
            Cond::And(all) => self.several(all, " och ", " and ", naming),
            Cond::Or(all) => self.several(all, " eller ", " or ", naming),
            Cond::Not(inner) => fill("inte ({})", "not ({})", &[&self.cond(inner, naming)]),
            Cond::Category(test) => self.category(test, naming),
            Cond::Same { left, op, right } => {
                compared(&self.cell(*left, naming), *op, &self.cell(*right, naming))
            }
            Cond::Compare { left, op, right } => compared(&self.num(left), *op, &self.num(right)),
            Cond::Ratio { numerator, denominator, op, limit } => {
                let gaps = [&self.num(numerator), &self.num(denominator)];
                let quotient = fill("{} delat med {}", "{} divided by {}", &gaps);
                compared(&quotient, *op, &self.num(limit))
            }
            Cond::Between { item, low, high, negated } => {
                let gaps = [&self.num(item), &self.num(low), &self.num(high)];
                if *negated {
                    fill("{} är inte mellan {} och {}", "{} is not between {} and {}", &gaps)
                } else {
                    fill("{} är mellan {} och {}", "{} is between {} and {}", &gaps)
                }
            }
            Cond::Asked(cell) => fill("{} ställdes", "{} was asked", &[&self.cell(*cell, naming)]),
            Cond::CannotSay(cell) => {
                let cell = self.cell(*cell, naming);
                fill("uppgiften i {} inte kan lämnas", "the figure of {} cannot be given", &[&cell])
            }
            Cond::Chosen { cell, alternative } => {
                let gaps = [&self.alternative(*cell, *alternative), &self.cell(*cell, naming)];
                fill("{} är valt i {}", "{} is chosen in {}", &gaps)
            }
            Cond::Accepted(cell) => {
                let cell = self.cell(*cell, naming);
                fill("en granskare har godtagit {}", "a reviewer has accepted {}", &[&cell])
            }
            Cond::Answered(cell) | Cond::Given(cell) => {
                fill("{} är besvarad", "{} is answered", &[&self.cell(*cell, naming)])
            }
            Cond::Rows(test) => self.rows(test),
            Cond::Guarded { inner, .. } => self.cond(inner, naming),
        }
    }

    fn several(&self, all: &[Cond], sv: &str, en: &str, naming: Naming) -> Text {
        let member = |cond: &Cond| {
            let text = self.cond(cond, naming);
            match cond {
                Cond::And(_) | Cond::Or(_) => fill("({})", "({})", &[&text]),
                Cond::Not(_)
                | Cond::Category(_)
                | Cond::Same { .. }
                | Cond::Compare { .. }
                | Cond::Ratio { .. }
                | Cond::Between { .. }
                | Cond::Asked(_)
                | Cond::CannotSay(_)
                | Cond::Chosen { .. }
                | Cond::Accepted(_)
                | Cond::Answered(_)
                | Cond::Given(_)
                | Cond::Rows(_)
                | Cond::Guarded { .. } => text,
            }
        };
        let members: Vec<Text> = all.iter().map(member).collect();
        let joined = |language, between: &str| {
            members.iter().map(|text| text.get(language)).collect::<Vec<_>>().join(between)
        };
        say(joined(Language::Swedish, sv), joined(Language::English, en))
    }

    fn category(&self, test: &CategoryTest, naming: Naming) -> Text {
        let cell = self.cell(test.cell, naming);
        match &test.form {
            CategoryForm::Compare(op, place) => compared(&cell, *op, &self.alternative(test.cell, *place)),
            CategoryForm::In { list, negated } => {
                let all: Vec<Text> = list.iter().map(|place| self.alternative(test.cell, *place)).collect();
                let one = |language, or: &str| {
                    all.iter().map(|text| text.get(language)).collect::<Vec<_>>().join(or)
                };
                let list = say(one(Language::Swedish, " eller "), one(Language::English, " or "));
                if *negated {
                    fill("{} varken är {}", "{} is neither {}", &[&cell, &list])
                } else {
                    fill("{} är {}", "{} is {}", &[&cell, &list])
                }
            }
            CategoryForm::Between { low, high, negated } => {
                let gaps = [&cell, &self.alternative(test.cell, *low), &self.alternative(test.cell, *high)];
                if *negated {
                    fill("{} inte är från {} till {}", "{} is not from {} to {}", &gaps)
                } else {
                    fill("{} är från {} till {}", "{} is from {} to {}", &gaps)
                }
            }
        }
    }

    /// `för minst 6 av 9 (…) gäller: G8a är ”Ja”`.
    fn rows(&self, test: &RowsTest) -> Text {
        let RowsTest { quantifier, rows, .. } = test;
        let many = same(rows.len().to_string());
        let how = match quantifier {
            Quantifier::Any => fill("för minst ett av {}", "for at least one of {}", &[&many]),
            Quantifier::All => fill("för alla {}", "for all {}", &[&many]),
            Quantifier::AtLeast(k) => {
                fill("för minst {} av {}", "for at least {} of {}", &[&same(k.to_string()), &many])
            }
            Quantifier::AtMost(k) => {
                fill("för högst {} av {}", "for at most {} of {}", &[&same(k.to_string()), &many])
            }
        };
        let what = rows.first().map_or_else(Text::default, |row| self.cond(&row.cond, Naming::EachRow));
        fill("{} ({}) gäller att {}", "{} ({}) it holds that {}", &[&how, &self.row_names(rows), &what])
    }

    fn row_names(&self, rows: &[RowPart]) -> Text {
        let name = |row: &RowPart| {
            let question = self.question(row.asked)?;
            let known = question.rows.iter().flatten().find(|known| known.id == row.row.as_str())?;
            Some(known.text.clone())
        };
        let names: Vec<Text> =
            rows.iter().map(|row| name(row).unwrap_or_else(|| same(row.row.as_str()))).collect();
        join(&names, ", ")
    }

    fn num(&self, num: &Num) -> Text {
        match num {
            Num::Literal(scalar) | Num::Parameter(_, scalar) => match scalar {
                Scalar::Number(number) => self.number(*number),
                Scalar::Date(date) => day(*date),
            },
            Num::Cell(cell) => self.cell(*cell, Naming::Whole),
            Num::Arithmetic(left, op, right) => {
                let gaps = [&self.num(left), &self.num(right)];
                match op {
                    Operator::Add => fill("({} plus {})", "({} plus {})", &gaps),
                    Operator::Subtract => fill("({} minus {})", "({} minus {})", &gaps),
                    Operator::Multiply => fill("({} gånger {})", "({} times {})", &gaps),
                    Operator::Divide => fill("({} delat med {})", "({} divided by {})", &gaps),
                }
            }
            Num::Negate(inner) => fill("minus {}", "minus {}", &[&self.num(inner)]),
            Num::Case { branches, otherwise } => {
                let mut parts: Vec<Text> = branches
                    .iter()
                    .map(|(cond, num)| {
                        fill("{} om {}", "{} if {}", &[&self.num(num), &self.cond(cond, Naming::Whole)])
                    })
                    .collect();
                parts.push(fill("annars {}", "otherwise {}", &[&self.num(otherwise)]));
                join(&parts, ", ")
            }
            Num::CountRows { rows, .. } => {
                let what =
                    rows.first().map_or_else(Text::default, |row| self.cond(&row.cond, Naming::EachRow));
                let gaps = [&self.row_names(rows), &what];
                fill("antalet av ({}) där {}", "the number of ({}) where {}", &gaps)
            }
            Num::ChosenCount(cell) => {
                fill("antalet valda i {}", "the number chosen in {}", &[&self.cell(*cell, Naming::Whole)])
            }
            Num::SumRows(cell) => fill(
                "summan av raderna i {}",
                "the sum of the lines of {}",
                &[&self.cell(*cell, Naming::Whole)],
            ),
        }
    }

    fn number(&self, number: Number) -> Text {
        super::words::figure(number.rounded(number.decimals()), false)
    }
}

/// How a cell is told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Naming {
    /// With its row.
    Whole,
    /// Without, in a condition that is told once for many rows.
    EachRow,
}

fn compared(left: &Text, op: Comparison, right: &Text) -> Text {
    let gaps = [left, right];
    match op {
        Comparison::Equal => fill("{} är {}", "{} is {}", &gaps),
        Comparison::NotEqual => fill("{} inte är {}", "{} is not {}", &gaps),
        Comparison::Less => fill("{} är mindre än {}", "{} is less than {}", &gaps),
        Comparison::LessOrEqual => fill("{} är högst {}", "{} is at most {}", &gaps),
        Comparison::Greater => fill("{} är mer än {}", "{} is more than {}", &gaps),
        Comparison::GreaterOrEqual => fill("{} är minst {}", "{} is at least {}", &gaps),
    }
}
