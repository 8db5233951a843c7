//! A questionnaire as large as twelve service areas: edition 2018's rules repeated over questions and
//! answers of their own. Every copy has its own columns, filters and compiled rules; nothing is shared.

use catalogue::Catalogue;
use catalogue::model::{Edition, Indicator};
use domain::EditionYear;
use results::simulate::simulate;
use rules::compile::{Binding, Role, condition, figure};
use rules::schema::{Question, QuestionKind, Schema};
use rules::syntax::{Expr, Name};
use rules::table::{Questionnaire, Table};
use rules::tree::{Entry, Gives, Rule};

/// Indicators of the large questionnaire.
pub(crate) const INDICATORS: usize = 400;
/// Copies of the 35 rules: eleven whole ones and a part of the twelfth.
pub(crate) const COPIES: usize = 12;

/// What a question code of a copy ends with.
pub(crate) fn suffix(copy: usize) -> String {
    format!("_k{:02}", copy + 1)
}

/// Edition 2018 of the bundled catalogue.
pub(crate) fn edition_2018() -> Edition {
    let mut catalogue = Catalogue::bundled().expect("the bundled catalogue loads");
    catalogue.editions.remove(&EditionYear(2018)).expect("edition 2018 is bundled")
}

/// The large questionnaire with 400 indicators, and for each whose copy it is: its copy and original id.
pub(crate) fn enlarged(original: &Edition) -> (Edition, Vec<(usize, String)>) {
    let old = &original.questionnaire.schema;
    let facts: Vec<(String, QuestionKind)> = old
        .columns()
        .iter()
        .filter(|column| column.question.is_none())
        .map(|column| (column.name.clone(), column.kind.clone()))
        .collect();
    let questions: Vec<Question> =
        (0..COPIES).flat_map(|copy| old.questions().iter().map(move |q| copied(q, copy))).collect();
    let schema = Schema::new(facts, questions, Vec::new(), false);
    let filters = schema
        .columns()
        .iter()
        .map(|column| {
            let place = column.question?;
            let text = schema.questions()[place].asked_when.as_ref()?;
            let expr = rules::parse(text).expect("a copied filter parses");
            let binding = Binding { row: column.row.as_ref().map(|row| row.as_str()), area: None };
            Some(condition(&expr, &schema, Role::Filter { question: place }, binding).expect("it compiles"))
        })
        .collect();
    let shares = |i: &&Indicator| i.requires.is_empty() && i.method == domain::Method::Share;
    let mut indicators = Vec::new();
    let mut from = Vec::new();
    for copy in 0..COPIES {
        for indicator in original.indicators.iter().filter(shares).take(INDICATORS - indicators.len()) {
            from.push((copy, indicator.id.to_string()));
            indicators.push(copied_indicator(indicator, copy, &schema));
        }
    }
    let mut edition = original.clone();
    edition.indicators = indicators;
    edition.questionnaire = Questionnaire::new(schema, filters, Vec::new());
    (edition, from)
}

fn copied(question: &Question, copy: usize) -> Question {
    let mut new = question.clone();
    new.code = format!("{}{}", question.code, suffix(copy)).parse().expect("a code with a suffix is a code");
    new.asked_when = question.asked_when.as_ref().map(|text| renamed_text(text, copy));
    new
}

fn renamed_text(text: &str, copy: usize) -> String {
    renamed(&rules::parse(text).expect("a bundled rule parses"), copy).to_string()
}

/// The same expression over the questions of a copy.
fn renamed(expr: &Expr, copy: usize) -> Expr {
    let one = |x: &Expr| Box::new(renamed(x, copy));
    let all = |xs: &[Expr]| xs.iter().map(|x| renamed(x, copy)).collect::<Vec<_>>();
    match expr {
        Expr::Name(name) if name.head.starts_with(|c: char| c.is_ascii_uppercase()) => {
            Expr::Name(Name { head: format!("{}{}", name.head, suffix(copy)), tail: name.tail.clone() })
        }
        Expr::Name(_) | Expr::Number(_) | Expr::Text(_) | Expr::Date(_) => expr.clone(),
        Expr::And(xs) => Expr::And(all(xs)),
        Expr::Or(xs) => Expr::Or(all(xs)),
        Expr::Not(x) => Expr::Not(one(x)),
        Expr::Negate(x) => Expr::Negate(one(x)),
        Expr::Compare(a, op, b) => Expr::Compare(one(a), *op, one(b)),
        Expr::Arithmetic(a, op, b) => Expr::Arithmetic(one(a), *op, one(b)),
        Expr::In { item, list, negated } => {
            Expr::In { item: one(item), list: list.clone(), negated: *negated }
        }
        Expr::Between { item, low, high, negated } => {
            Expr::Between { item: one(item), low: one(low), high: one(high), negated: *negated }
        }
        Expr::Case { branches, otherwise } => Expr::Case {
            branches: branches.iter().map(|(c, x)| (renamed(c, copy), renamed(x, copy))).collect(),
            otherwise: one(otherwise),
        },
        Expr::Call { function, args, except } => {
            Expr::Call { function: *function, args: all(args), except: except.clone() }
        }
    }
}

fn copied_indicator(indicator: &Indicator, copy: usize, schema: &Schema) -> Indicator {
    let binding = Binding { row: indicator.row.as_deref(), area: indicator.area.as_deref() };
    let compiled = |text: &str| {
        condition(&rules::parse(text).expect("it parses"), schema, Role::Outcome, binding)
            .expect("it compiles")
    };
    let entries = indicator
        .outcomes
        .iter()
        .zip(&indicator.rule.entries)
        .map(|(written, entry)| Entry {
            gives: match &entry.gives {
                Gives::Value(_) | Gives::Empty(_) => entry.gives.clone(),
                Gives::Figure(_) | Gives::Quotient(..) => {
                    let expr = rules::parse(&renamed_text(&written.gives, copy)).expect("it parses");
                    figure(&expr, schema, binding).expect("it compiles")
                }
            },
            when: (!written.when.is_empty()).then(|| compiled(&renamed_text(&written.when, copy))),
        })
        .collect();
    let mut new = indicator.clone();
    new.id = format!("{}-k{:02}", indicator.id, copy + 1).parse().expect("an id with a suffix is an id");
    new.rule = Rule { entries, ordered: indicator.rule.ordered };
    new
}

/// Answers for the large questionnaire: each copy's are a simulated round of its own.
pub(crate) fn answers(original: &Edition, large: &Edition, round: usize) -> Table {
    let mut table = Table::new(original.frame.units.len(), &large.questionnaire.schema);
    for copy in 0..COPIES {
        let simulated = simulate(original, (round * COPIES + copy) as u64);
        for unit in 0..original.frame.units.len() {
            for (i, column) in original.questionnaire.schema.columns().iter().enumerate() {
                let name = match column.question {
                    None => column.name.clone(),
                    Some(place) => {
                        let code = &original.questions[place].code;
                        column.name.replacen(code.as_str(), &format!("{code}{}", suffix(copy)), 1)
                    }
                };
                let col = large.questionnaire.schema.find(&name).expect("every cell was copied");
                *table.cell_mut(unit, col) = simulated.table.row(unit)[i];
            }
        }
    }
    table
}
