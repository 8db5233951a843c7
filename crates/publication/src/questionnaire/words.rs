//! Filters in plain words: *Besvaras om G2 (Missbruk) är ”Ja”*.

use catalogue::answers::fill_in::{labels, plain};
use catalogue::model::{Edition, Language, Question};
use domain::{Number, Rounded, swedish};
use rules::schema::{Col, QuestionKind};
use rules::syntax::Comparison;
use rules::tree::{CategoryForm, CategoryTest, Cond, Num, Quantifier, Scalar};

/// When a cell is asked, as a sentence; empty if always.
pub(super) fn asked_when(edition: &Edition, question: &Question, col: Col) -> String {
    said(Words { edition, language: Language::Swedish, own_row: None }, question, col)
}

/// When the cells of a question are asked, in a language; rows are named where they differ. Empty if always.
pub(super) fn question_asked_when(edition: &Edition, question: &Question, language: Language) -> Vec<String> {
    let cells = edition.questionnaire.schema.cells_of(question.place);
    let words = |own_row| Words { edition, language, own_row };
    let all: Vec<String> = cells.iter().map(|col| said(words(None), question, *col)).collect();
    let Some(first) = all.first() else { return Vec::new() };
    if all.iter().all(|other| other == first) {
        return all.into_iter().take(1).filter(|text| !text.is_empty()).collect();
    }
    // Every row reads its own row of another grid: said once.
    let of_row = |col: &Col| {
        let row = edition.questionnaire.schema.column(*col).row.as_ref()?;
        let filter = edition.questionnaire.filters.get(col.index())?.as_ref()?;
        words(Some(row.as_str())).cond(filter)
    };
    let each: Option<Vec<String>> = cells.iter().map(of_row).collect();
    match each.as_deref() {
        Some([first, rest @ ..]) if rest.iter().all(|other| other == first) => {
            vec![match language {
                Language::Swedish => format!("Besvaras på de rader där {first}."),
                Language::English => format!("Answered on the rows where {first}."),
            }]
        }
        Some(_) | None => all.into_iter().filter(|text| !text.is_empty()).collect(),
    }
}

fn said(words: Words<'_>, question: &Question, col: Col) -> String {
    let Some(Some(filter)) = words.edition.questionnaire.filters.get(col.index()) else {
        return String::new();
    };
    match (words.cond(filter), words.language) {
        (Some(words), Language::Swedish) => format!("Besvaras om {words}."),
        (Some(words), Language::English) => format!("Answered if {words}."),
        (None, Language::Swedish) => format!("Besvaras om villkoret {} gäller.", question.asked_when),
        (None, Language::English) => format!("Answered if the condition {} holds.", question.asked_when),
    }
}

/// A number as people here write it: `9 998,99`.
pub(super) fn number(number: Number) -> String {
    let decimals = number.decimals();
    let step = 10_i64.pow(6 - u32::from(decimals.min(6)));
    swedish::figure(Rounded { scaled: (number.micros() / step).into(), decimals }, false)
}

#[derive(Clone, Copy)]
struct Words<'e> {
    edition: &'e Edition,
    language: Language,
    /// The row that the words are about, which is not named again.
    own_row: Option<&'e str>,
}

impl Words<'_> {
    fn say<'t>(&self, sv: &'t str, en: &'t str) -> &'t str {
        match self.language {
            Language::Swedish => sv,
            Language::English => en,
        }
    }

    fn cond(&self, cond: &Cond) -> Option<String> {
        match cond {
            Cond::And(all) => {
                let all = all.iter().map(|c| self.cond(c)).collect::<Option<Vec<_>>>()?;
                Some(all.join(self.say(" och ", " and ")))
            }
            Cond::Or(all) => self.one_chosen(all).or_else(|| {
                let all = all.iter().map(|c| self.cond(c)).collect::<Option<Vec<_>>>()?;
                Some(format!("{} {}", self.say("antingen", "either"), all.join(self.say(" eller ", " or "))))
            }),
            Cond::Not(inner) => match &**inner {
                Cond::Chosen { cell, alternative } => Some(format!(
                    "{} {} {}",
                    self.alternative(*cell, *alternative)?,
                    self.say("inte är valt i", "is not chosen in"),
                    self.name(*cell)
                )),
                other => Some(format!(
                    "{} {}",
                    self.say("det inte är så att", "it is not so that"),
                    self.cond(other)?
                )),
            },
            Cond::Category(test) => self.category(test),
            Cond::Chosen { cell, alternative } => Some(format!(
                "{} {} {}",
                self.alternative(*cell, *alternative)?,
                self.say("är valt i", "is chosen in"),
                self.name(*cell)
            )),
            Cond::Compare { left, op, right } => {
                let op = match op {
                    Comparison::Equal => self.say("är", "is"),
                    Comparison::NotEqual => self.say("inte är", "is not"),
                    Comparison::Less => self.say("är mindre än", "is less than"),
                    Comparison::LessOrEqual => self.say("är högst", "is at most"),
                    Comparison::Greater => self.say("är mer än", "is more than"),
                    Comparison::GreaterOrEqual => self.say("är minst", "is at least"),
                };
                Some(format!("{} {op} {}", self.num(left)?, self.num(right)?))
            }
            Cond::Between { item, low, high, negated } => {
                let is = match negated {
                    true => self.say("inte ligger från", "is not from"),
                    false => self.say("ligger från", "is from"),
                };
                let to = self.say("till", "to");
                Some(format!("{} {is} {} {to} {}", self.num(item)?, self.num(low)?, self.num(high)?))
            }
            Cond::Asked(cell) => Some(format!("{} {}", self.name(*cell), self.say("ställs", "is asked"))),
            Cond::CannotSay(cell) => Some(match self.language {
                Language::Swedish => format!("uppgiften i {} inte kan lämnas", self.name(*cell)),
                Language::English => format!("the figure in {} cannot be given", self.name(*cell)),
            }),
            Cond::Answered(cell) | Cond::Given(cell) => {
                Some(format!("{} {}", self.name(*cell), self.say("är besvarad", "is answered")))
            }
            Cond::Rows(test) => {
                // Every row says the same of itself, so one is enough where each only reads its own.
                let (of_them, is_in) = (self.say("av raderna", "of the rows"), self.say("i", "in"));
                let how_many = match test.quantifier {
                    Quantifier::Any => self.say("minst en av raderna", "at least one of the rows").to_owned(),
                    Quantifier::All => self.say("alla rader", "all rows").to_owned(),
                    Quantifier::AtLeast(k) => format!("{} {k} {of_them}", self.say("minst", "at least")),
                    Quantifier::AtMost(k) => format!("{} {k} {of_them}", self.say("högst", "at most")),
                };
                let all: Option<Vec<String>> =
                    test.rows.iter().map(|row| self.row_category(&row.cond)).collect();
                let said = all?;
                let first = said.first()?;
                let question = self.edition.questions.iter().find(|q| q.place == test.question)?;
                said.iter()
                    .all(|other| other == first)
                    .then(|| format!("{how_many} {is_in} {} {first}", question.code))
            }
            Cond::Guarded { inner, .. } => self.cond(inner),
            Cond::Same { .. } | Cond::Ratio { .. } | Cond::Accepted(_) => None,
        }
    }

    /// What a row function says of each row: `är ”Ja”`.
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

    /// `är ”Ja” eller ”Nej”`, or what it is not, as the rule is written.
    fn is_among(&self, test: &CategoryTest) -> Option<String> {
        let question = self.question(test.cell)?;
        let labels = self.labels(question);
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
        let listed = self.either(chosen.map(|(_, label)| self.quoted(label)).collect());
        Some(match is_negated {
            true => format!("{} {listed}", self.say("är något annat än", "is something else than")),
            false => format!("{} {listed}", self.say("är", "is")),
        })
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
        let values = self.either(values.map(|(_, id)| id.clone()).collect());
        let grouping = name.strip_prefix("unit.")?;
        Some(match grouping {
            "kind" => format!("{} {values}", self.say("objektet är", "the unit is")),
            "county" => format!("{} {values}", self.say("objektet ligger i län", "the unit lies in county")),
            other => {
                let scheme =
                    self.edition.frame.schemes.iter().find(|scheme| scheme.grouping.as_str() == other)?;
                let (belongs, of) =
                    (self.say("objektet hör till grupp", "the unit belongs to group"), self.say("i", "of"));
                format!("{belongs} {values} {of} {}", scheme.name)
            }
        })
    }

    /// `minst ett av ”…” är valt i G8a`, where all are alternatives of one multiple choice.
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
            self.say("minst ett alternativ", "at least one alternative").to_owned()
        } else {
            format!("{} {}", self.say("minst ett av", "at least one of"), self.either(chosen))
        };
        Some(format!("{what} {} {}", self.say("är valt i", "is chosen in"), self.name(cell)))
    }

    fn num(&self, num: &Num) -> Option<String> {
        match num {
            Num::Literal(Scalar::Number(n)) | Num::Parameter(_, Scalar::Number(n)) => Some(self.number(*n)),
            Num::Literal(Scalar::Date(date)) | Num::Parameter(_, Scalar::Date(date)) => {
                Some(date.to_string())
            }
            Num::Cell(cell) => Some(self.name(*cell)),
            Num::SumRows(cell) => {
                Some(format!("{} {}", self.say("summan i", "the sum in"), self.name(*cell)))
            }
            Num::ChosenCount(cell) => Some(format!(
                "{} {}",
                self.say("antalet valda alternativ i", "the number of chosen alternatives in"),
                self.name(*cell)
            )),
            Num::Arithmetic(..) | Num::Negate(_) | Num::Case { .. } | Num::CountRows { .. } => None,
        }
    }

    fn alternative(&self, cell: Col, alternative: u8) -> Option<String> {
        let labels = self.labels(self.question(cell)?);
        labels.get(usize::from(alternative)).map(|label| self.quoted(label))
    }

    /// The alternatives as lists offer them; in English as they are translated.
    fn labels(&self, question: &Question) -> Vec<String> {
        match self.language {
            Language::Swedish => labels(&question.alternatives),
            Language::English => {
                question.alternatives.iter().map(|of| plain(of.text.get(self.language))).collect()
            }
        }
    }

    fn number(&self, figure: Number) -> String {
        match self.language {
            Language::Swedish => number(figure),
            Language::English => figure.to_string(),
        }
    }

    fn quoted(&self, label: &str) -> String {
        format!("{}{label}”", self.say("”", "“"))
    }

    /// `a, b eller c`.
    fn either(&self, mut names: Vec<String>) -> String {
        match names.pop() {
            None => self.say("ingenting", "nothing").to_owned(),
            Some(last) if names.is_empty() => last,
            Some(last) => format!("{} {} {last}", names.join(", "), self.say("eller", "or")),
        }
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
            Some(row) if self.own_row != Some(row.id.as_str()) => {
                format!("{} ({})", question.code, row.text.get(self.language))
            }
            Some(_) | None => question.code.to_string(),
        }
    }

    fn question(&self, cell: Col) -> Option<&Question> {
        let place = self.edition.questionnaire.schema.column(cell).question?;
        self.edition.questions.iter().find(|question| question.place == place)
    }
}
