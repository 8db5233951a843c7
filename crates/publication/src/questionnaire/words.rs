//! Filters in plain Swedish: *Besvaras om G2 (Missbruk) är «Ja»*.

use catalogue::answers::fill_in::labels;
use catalogue::model::{Edition, Question};
use domain::{Number, Rounded, swedish};
use rules::schema::{Col, QuestionKind};
use rules::syntax::Comparison;
use rules::tree::{CategoryForm, CategoryTest, Cond, Num, Quantifier, Scalar};

/// When a cell is asked, as a sentence; empty if always.
pub(super) fn asked_when(edition: &Edition, question: &Question, col: Col) -> String {
    let Some(Some(filter)) = edition.questionnaire.filters.get(col.index()) else { return String::new() };
    match (Words { edition }).cond(filter) {
        Some(words) => format!("Besvaras om {words}."),
        None => format!("Besvaras om villkoret {} gäller.", question.asked_when),
    }
}

/// A number as people here write it: `9 998,99`.
pub(super) fn number(number: Number) -> String {
    let decimals = number.decimals();
    let step = 10_i64.pow(6 - u32::from(decimals.min(6)));
    swedish::figure(Rounded { scaled: (number.micros() / step).into(), decimals }, false)
}

struct Words<'e> {
    edition: &'e Edition,
}

impl Words<'_> {
    fn cond(&self, cond: &Cond) -> Option<String> {
        match cond {
            Cond::And(all) => {
                let all = all.iter().map(|c| self.cond(c)).collect::<Option<Vec<_>>>()?;
                Some(all.join(" och "))
            }
            Cond::Or(all) => self.one_chosen(all).or_else(|| {
                let all = all.iter().map(|c| self.cond(c)).collect::<Option<Vec<_>>>()?;
                Some(format!("antingen {}", all.join(" eller ")))
            }),
            Cond::Not(inner) => match &**inner {
                Cond::Chosen { cell, alternative } => Some(format!(
                    "{} inte är valt i {}",
                    self.alternative(*cell, *alternative)?,
                    self.name(*cell)
                )),
                other => Some(format!("det inte är så att {}", self.cond(other)?)),
            },
            Cond::Category(test) => self.category(test),
            Cond::Chosen { cell, alternative } => {
                Some(format!("{} är valt i {}", self.alternative(*cell, *alternative)?, self.name(*cell)))
            }
            Cond::Compare { left, op, right } => {
                let op = match op {
                    Comparison::Equal => "är",
                    Comparison::NotEqual => "inte är",
                    Comparison::Less => "är mindre än",
                    Comparison::LessOrEqual => "är högst",
                    Comparison::Greater => "är mer än",
                    Comparison::GreaterOrEqual => "är minst",
                };
                Some(format!("{} {op} {}", self.num(left)?, self.num(right)?))
            }
            Cond::Between { item, low, high, negated } => {
                let is = if *negated { "inte ligger" } else { "ligger" };
                Some(format!("{} {is} från {} till {}", self.num(item)?, self.num(low)?, self.num(high)?))
            }
            Cond::Asked(cell) => Some(format!("{} ställs", self.name(*cell))),
            Cond::CannotSay(cell) => Some(format!("uppgiften i {} inte kan lämnas", self.name(*cell))),
            Cond::Answered(cell) | Cond::Given(cell) => Some(format!("{} är besvarad", self.name(*cell))),
            Cond::Rows(test) => {
                // Every row says the same of itself, so one is enough where each only reads its own.
                let how_many = match test.quantifier {
                    Quantifier::Any => "minst en av raderna".to_owned(),
                    Quantifier::All => "alla rader".to_owned(),
                    Quantifier::AtLeast(k) => format!("minst {k} av raderna"),
                    Quantifier::AtMost(k) => format!("högst {k} av raderna"),
                };
                let all: Option<Vec<String>> =
                    test.rows.iter().map(|row| self.row_category(&row.cond)).collect();
                let said = all?;
                let first = said.first()?;
                let question = self.edition.questions.iter().find(|q| q.place == test.question)?;
                said.iter()
                    .all(|other| other == first)
                    .then(|| format!("{how_many} i {} {first}", question.code))
            }
            Cond::Guarded { inner, .. } => self.cond(inner),
            Cond::Same { .. } | Cond::Ratio { .. } | Cond::Accepted(_) => None,
        }
    }

    /// What a row function says of each row: `är «Ja»`.
    fn row_category(&self, cond: &Cond) -> Option<String> {
        if let Cond::Guarded { inner, .. } = cond {
            return self.row_category(inner);
        }
        if let Cond::Category(test) = cond { self.is_among(test) } else { None }
    }

    fn category(&self, test: &CategoryTest) -> Option<String> {
        let column = self.edition.questionnaire.schema.column(test.cell);
        if column.question.is_none() {
            return self.fact(test, &column.name);
        }
        Some(format!("{} {}", self.name(test.cell), self.is_among(test)?))
    }

    /// `är «Ja» eller «Nej»`, or what it is not, as the rule is written.
    fn is_among(&self, test: &CategoryTest) -> Option<String> {
        let question = self.question(test.cell)?;
        let labels = labels(&question.alternatives);
        let is_negated = matches!(
            test.form,
            CategoryForm::Compare(Comparison::NotEqual, _)
                | CategoryForm::In { negated: true, .. }
                | CategoryForm::Between { negated: true, .. }
        );
        let chosen = labels
            .iter()
            .enumerate()
            .filter(|(place, _)| *place < 64 && (test.mask >> place & 1 == 1) != is_negated);
        let listed = either(chosen.map(|(_, label)| format!("”{label}”")).collect());
        Some(if is_negated { format!("är något annat än {listed}") } else { format!("är {listed}") })
    }

    /// What is known of a unit: `objektet är kommun`.
    fn fact(&self, test: &CategoryTest, name: &str) -> Option<String> {
        let QuestionKind::One(set) = &self.edition.questionnaire.schema.column(test.cell).kind else {
            return None;
        };
        let values = set
            .alternatives
            .iter()
            .enumerate()
            .filter(|(place, _)| *place < 64 && test.mask >> place & 1 == 1);
        let values = either(values.map(|(_, id)| id.clone()).collect());
        let grouping = name.strip_prefix("unit.")?;
        Some(match grouping {
            "kind" => format!("objektet är {values}"),
            "county" => format!("objektet ligger i län {values}"),
            other => {
                let scheme =
                    self.edition.frame.schemes.iter().find(|scheme| scheme.grouping.as_str() == other)?;
                format!("objektet hör till grupp {values} i {}", scheme.name)
            }
        })
    }

    /// `minst ett av «…» är valt i G8a`, where all are alternatives of one multiple choice.
    fn one_chosen(&self, all: &[Cond]) -> Option<String> {
        let mut chosen = Vec::new();
        let mut of = None;
        for cond in all {
            let mut cond = cond;
            while let Cond::Guarded { inner, .. } = cond {
                cond = inner;
            }
            let Cond::Chosen { cell, alternative } = cond else { return None };
            if *of.get_or_insert(*cell) != *cell {
                return None;
            }
            chosen.push(self.alternative(*cell, *alternative)?);
        }
        let cell = of?;
        let is_all = self.question(cell)?.alternatives.len() == chosen.len();
        let what = if is_all {
            "minst ett alternativ".to_owned()
        } else {
            format!("minst ett av {}", either(chosen))
        };
        Some(format!("{what} är valt i {}", self.name(cell)))
    }

    fn num(&self, num: &Num) -> Option<String> {
        match num {
            Num::Literal(Scalar::Number(n)) | Num::Parameter(_, Scalar::Number(n)) => Some(number(*n)),
            Num::Literal(Scalar::Date(date)) | Num::Parameter(_, Scalar::Date(date)) => {
                Some(date.to_string())
            }
            Num::Cell(cell) => Some(self.name(*cell)),
            Num::SumRows(cell) => Some(format!("summan i {}", self.name(*cell))),
            Num::ChosenCount(cell) => Some(format!("antalet valda alternativ i {}", self.name(*cell))),
            Num::Arithmetic(..) | Num::Negate(_) | Num::Case { .. } | Num::CountRows { .. } => None,
        }
    }

    fn alternative(&self, cell: Col, alternative: u8) -> Option<String> {
        let labels = labels(&self.question(cell)?.alternatives);
        labels.get(usize::from(alternative)).map(|label| format!("”{label}”"))
    }

    /// `G2 (Missbruk)`.
    fn name(&self, cell: Col) -> String {
        let column = self.edition.questionnaire.schema.column(cell);
        let Some(question) = self.question(cell) else { return column.name.clone() };
        let row = question
            .rows
            .iter()
            .flatten()
            .find(|row| Some(row.id.as_str()) == column.row.as_ref().map(|id| id.as_str()));
        match row {
            Some(row) => format!("{} ({})", question.code, row.text.sv),
            None => question.code.to_string(),
        }
    }

    fn question(&self, cell: Col) -> Option<&Question> {
        let place = self.edition.questionnaire.schema.column(cell).question?;
        self.edition.questions.iter().find(|question| question.place == place)
    }
}

/// `a, b eller c`.
fn either(mut names: Vec<String>) -> String {
    match names.pop() {
        None => "ingenting".to_owned(),
        Some(last) if names.is_empty() => last,
        Some(last) => format!("{} eller {last}", names.join(", ")),
    }
}
