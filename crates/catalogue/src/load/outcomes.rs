//! `[[indicator.outcome]]`: what a unit gets, and when.

use std::cell::Cell;

use domain::{Reason, ValueId};
use rules::RuleError;
use rules::compile::{Binding, Role, condition, figure};
use rules::schema::Schema;
use rules::syntax::{Expr, Name, Tail};
use rules::tree::{Gives, Rule};

use super::entry::Entry;
use super::field::Field;
use super::log::Spot;
use super::schema::{reads_broken, tell};
use crate::model::{OutcomeText, Vocabulary};

/// What an entry gives, before names are known.
enum Given {
    Value(ValueId),
    Empty(Reason),
    Figure(Expr),
}

/// An entry, before names are known.
pub(super) struct Draft<'a> {
    given: Option<Given>,
    gives_at: Spot<'a>,
    /// The condition; none for `otherwise`.
    when: Option<Expr>,
    when_at: Spot<'a>,
    /// Whether its mistakes have been told: the same ones in every row are told once.
    told: Cell<bool>,
}

impl Draft<'_> {
    /// What was compiled, or nothing, with its mistakes told.
    fn or_tell<T>(&self, compiled: Result<T, Vec<RuleError>>, at: &Spot<'_>) -> Option<T> {
        match compiled {
            Ok(compiled) => Some(compiled),
            Err(errors) => {
                if !self.told.get() {
                    tell(at, errors);
                }
                None
            }
        }
    }
}

/// Reads the entries; without `needed` there may be none (the indicator has no rows yet).
pub(super) fn read<'a>(indicator: &Entry<'a>, words: &Vocabulary, needed: bool) -> Vec<Draft<'a>> {
    let entries = indicator.entries("outcome");
    let mut drafts = Vec::new();
    let mut closed = false;
    if needed && entries.is_empty() {
        indicator.problem("CAT-04", "there is no outcome", "add [[indicator.outcome]] with value and when");
    }
    for entry in entries {
        if closed {
            entry.problem(
                "CAT-17",
                "this entry stands after `otherwise`",
                "`otherwise` stands last: nothing is left for it",
            );
        }
        let given = given(&entry, words).filter(|_| !closed);
        let otherwise = entry.flag("otherwise", false);
        let when = entry.field("when").and_then(|field| parsed(&field));
        if otherwise == entry.has("when") {
            let help = "give either `when` or `otherwise = true`";
            entry.problem("CAT-17", "an outcome has one condition", help);
        }
        closed |= otherwise;
        let key = ["value", "empty", "figure"].into_iter().find(|key| entry.has(key)).unwrap_or("value");
        // A condition that cannot be read must not turn into `otherwise`.
        if otherwise || when.is_some() {
            drafts.push(Draft {
                given,
                gives_at: entry.spot_of(key),
                when,
                when_at: entry.spot_of("when"),
                told: Cell::default(),
            });
        }
        entry.finish();
    }
    drafts
}

fn parsed(field: &Field<'_>) -> Option<Expr> {
    match rules::parse(field.text()?) {
        Ok(expr) => Some(expr),
        Err(error) => {
            field.spot.problem(error.code, error.message, error.help);
            None
        }
    }
}

fn given(entry: &Entry<'_>, words: &Vocabulary) -> Option<Given> {
    let (value, empty, figure) = (entry.field("value"), entry.field("empty"), entry.field("figure"));
    match (value, empty, figure) {
        (Some(field), None, None) => {
            let id = field.id::<ValueId>()?;
            let values = words.values.iter().map(|value| value.id.as_str());
            field.spot.known("outcome value", id.as_str(), values).then_some(Given::Value(id))
        }
        (None, Some(field), None) => {
            field.choice(&Reason::ALL.map(|reason| (reason.id(), reason))).map(Given::Empty)
        }
        (None, None, Some(field)) => parsed(&field).map(Given::Figure),
        _ => {
            entry.problem(
                "CAT-17",
                "an outcome gives one thing",
                "give exactly one of `value`, `empty` and `figure`",
            );
            None
        }
    }
}

/// The rule of one row and area; entries with mistakes are told of and left out.
pub(super) fn compile(drafts: &[Draft<'_>], schema: &Schema, binding: Binding<'_>, ordered: bool) -> Rule {
    let mut entries = Vec::new();
    for draft in drafts {
        let gives = match &draft.given {
            None => None,
            Some(Given::Value(id)) => Some(Gives::Value(id.clone())),
            Some(Given::Empty(reason)) => Some(Gives::Empty(*reason)),
            Some(Given::Figure(expr)) if reads_broken(expr, &draft.gives_at) => None,
            Some(Given::Figure(expr)) => draft.or_tell(figure(expr, schema, binding), &draft.gives_at),
        };
        let when = match &draft.when {
            None => Some(None),
            Some(expr) if reads_broken(expr, &draft.when_at) => None,
            Some(expr) => {
                draft.or_tell(condition(expr, schema, Role::Outcome, binding), &draft.when_at).map(Some)
            }
        };
        match (gives, when) {
            (Some(gives), Some(when)) => entries.push(rules::tree::Entry { gives, when }),
            (None, _) | (_, None) => draft.told.set(true),
        }
    }
    Rule { entries, ordered }
}

/// An entry as people read it, with `$row` and `$area` bound.
pub(super) fn text(draft: &Draft<'_>, binding: Binding<'_>) -> OutcomeText {
    let gives = match &draft.given {
        Some(Given::Value(id)) => id.to_string(),
        Some(Given::Empty(reason)) => format!("empty:{reason}"),
        Some(Given::Figure(expr)) => bind(expr, binding).to_string(),
        None => String::new(),
    };
    let when = draft.when.as_ref().map(|expr| bind(expr, binding).to_string()).unwrap_or_default();
    OutcomeText { gives, when }
}

/// The expression with `$row` and `$area` replaced by what they stand for.
fn bind(expr: &Expr, binding: Binding<'_>) -> Expr {
    let next = |expr: &Expr| Box::new(bind(expr, binding));
    let all = |list: &[Expr]| list.iter().map(|expr| bind(expr, binding)).collect();
    match expr {
        Expr::Name(name) => {
            let bound = match name.tail {
                Tail::Row => binding.row,
                Tail::Area => binding.area,
                Tail::None | Tail::Word(_) | Tail::Two(..) | Tail::EachRow | Tail::All => None,
            };
            match bound {
                Some(word) => Expr::Name(Name { head: name.head.clone(), tail: Tail::Word(word.to_owned()) }),
                None => expr.clone(),
            }
        }
        Expr::Number(_) | Expr::Text(_) | Expr::Date(_) => expr.clone(),
        Expr::And(list) => Expr::And(all(list)),
        Expr::Or(list) => Expr::Or(all(list)),
        Expr::Not(x) => Expr::Not(next(x)),
        Expr::Compare(a, op, b) => Expr::Compare(next(a), *op, next(b)),
        Expr::In { item, list, negated } => Expr::In { item: next(item), list: all(list), negated: *negated },
        Expr::Between { item, low, high, negated } => {
            Expr::Between { item: next(item), low: next(low), high: next(high), negated: *negated }
        }
        Expr::Arithmetic(a, op, b) => Expr::Arithmetic(next(a), *op, next(b)),
        Expr::Negate(x) => Expr::Negate(next(x)),
        Expr::Case { branches, otherwise } => Expr::Case {
            branches: branches.iter().map(|(c, x)| (bind(c, binding), bind(x, binding))).collect(),
            otherwise: next(otherwise),
        },
        Expr::Call { function, args, except } => {
            Expr::Call { function: *function, args: all(args), except: except.clone() }
        }
    }
}
