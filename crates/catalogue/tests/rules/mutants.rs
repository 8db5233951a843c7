//! Rules changed mechanically, one small mistake at a time.

use catalogue::model::Indicator;
use domain::Number;
use rules::compile::{Binding, Role, condition, figure};
use rules::schema::{Parameter, QuestionKind, Schema, ValueSet};
use rules::syntax::{Comparison, Expr, Function, Name, Operator, Tail};
use rules::tree::{Entry, Gives, Rule};

/// A rule with one mistake.
pub(crate) struct Mutant {
    /// What was changed.
    pub(crate) text: String,
    /// The rule.
    pub(crate) rule: Rule,
}

/// An entry as it is written.
#[derive(Clone)]
struct Written {
    gives: Gives,
    figure: Option<Expr>,
    when: Option<Expr>,
}

/// The expressions of a rule as it is written.
pub(crate) fn expressions(indicator: &Indicator) -> Vec<Expr> {
    written(indicator).into_iter().flat_map(|entry| entry.figure.into_iter().chain(entry.when)).collect()
}

fn written(indicator: &Indicator) -> Vec<Written> {
    let parsed = |text: &str| rules::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    let entries = indicator.rule.entries.iter().zip(&indicator.outcomes);
    entries
        .map(|(entry, text)| Written {
            gives: entry.gives.clone(),
            figure: match entry.gives {
                Gives::Figure(_) | Gives::Quotient(..) => Some(parsed(&text.gives)),
                Gives::Value(_) | Gives::Empty(_) => None,
            },
            when: (!text.when.is_empty()).then(|| parsed(&text.when)),
        })
        .collect()
}

/// The rule of entries; none where the language refuses it.
fn compiled(entries: &[Written], schema: &Schema, indicator: &Indicator) -> Option<Rule> {
    let binding = Binding { row: indicator.row.as_deref(), area: indicator.area.as_deref() };
    // As a text it is read like any other: chains in chains become one.
    let read = |expr: &Expr| rules::parse(&expr.to_string()).ok();
    let entry = |entry: &Written| {
        let gives = match &entry.figure {
            Some(expr) => figure(&read(expr)?, schema, binding).ok()?,
            None => entry.gives.clone(),
        };
        let when = match &entry.when {
            Some(expr) => Some(condition(&read(expr)?, schema, Role::Outcome, binding).ok()?),
            None => None,
        };
        Some(Entry { gives, when })
    };
    let entries: Option<Vec<Entry>> = entries.iter().map(entry).collect();
    entries.map(|entries| Rule { entries, ordered: indicator.rule.ordered })
}

/// All mutants of an indicator that the language lets through, and how many it refuses.
pub(crate) fn of(indicator: &Indicator, schema: &Schema) -> (Vec<Mutant>, usize) {
    let base = written(indicator);
    assert_eq!(
        compiled(&base, schema, indicator).as_ref(),
        Some(&indicator.rule),
        "{}: the text is the rule",
        indicator.id
    );
    let mut changed: Vec<(String, Vec<Written>)> = Vec::new();
    for (i, entry) in base.iter().enumerate() {
        let named = entry_name(entry);
        let with = |entry: Written| {
            let mut entries = base.clone();
            entries[i] = entry;
            entries
        };
        for when in entry.when.iter().flat_map(|when| variants(when, schema)) {
            changed
                .push((format!("{named} when {when}"), with(Written { when: Some(when), ..entry.clone() })));
        }
        for figure in entry.figure.iter().flat_map(|figure| variants(figure, schema)) {
            let text = format!("figure {figure}");
            changed.push((text, with(Written { figure: Some(figure), ..entry.clone() })));
        }
        let mut without = base.clone();
        without.remove(i);
        changed.push((format!("without {named}"), without));
        for (j, other) in base.iter().enumerate().skip(i + 1) {
            let mut swapped = base.clone();
            swapped[i] = Written { when: entry.when.clone(), ..other.clone() };
            swapped[j] = Written { when: other.when.clone(), ..entry.clone() };
            changed.push((format!("results of {named} and {} swapped", entry_name(other)), swapped));
        }
        if indicator.rule.ordered && i + 1 < base.len() && base[i + 1].when.is_some() {
            let mut order = base.clone();
            order.swap(i, i + 1);
            changed.push((format!("{named} after {}", entry_name(&base[i + 1])), order));
        }
    }
    let all = changed.len();
    let mutants: Vec<Mutant> = changed
        .into_iter()
        .filter_map(|(text, entries)| {
            let rule = compiled(&entries, schema, indicator)?;
            Some(Mutant { text, rule })
        })
        .collect();
    let refused = all - mutants.len();
    (mutants, refused)
}

fn entry_name(entry: &Written) -> String {
    match &entry.gives {
        Gives::Value(id) => id.to_string(),
        Gives::Empty(reason) => reason.to_string(),
        Gives::Figure(_) | Gives::Quotient(..) => "figure".to_owned(),
    }
}

/// Every expression that differs from this one in one place.
fn variants(expr: &Expr, schema: &Schema) -> Vec<Expr> {
    let mut all = here(expr, schema);
    for (i, child) in expr.children().into_iter().enumerate() {
        all.extend(variants(child, schema).into_iter().map(|new| with_child(expr, i, new)));
    }
    all
}

/// The expression with another child, counted as [`Expr::children`] does.
fn with_child(expr: &Expr, i: usize, new: Expr) -> Expr {
    let mut expr = expr.clone();
    let place: &mut Expr = match &mut expr {
        Expr::And(all) | Expr::Or(all) => &mut all[i],
        Expr::Not(x) | Expr::Negate(x) => x,
        Expr::Compare(a, _, b) | Expr::Arithmetic(a, _, b) => [a, b].into_iter().nth(i).unwrap(),
        Expr::In { item, list, .. } => std::iter::once(&mut **item).chain(list).nth(i).unwrap(),
        Expr::Between { item, low, high, .. } => [item, low, high].into_iter().nth(i).unwrap(),
        Expr::Case { branches, otherwise } => {
            let branches = branches.iter_mut().flat_map(|(c, x)| [c, x]);
            branches.chain([&mut **otherwise]).nth(i).unwrap()
        }
        Expr::Call { args, .. } => &mut args[i],
        Expr::Name(_) | Expr::Number(_) | Expr::Text(_) | Expr::Date(_) => unreachable!("no children"),
    };
    *place = new;
    expr
}

/// What can be changed in this node itself.
fn here(expr: &Expr, schema: &Schema) -> Vec<Expr> {
    match expr {
        Expr::And(all) => without_one(all)
            .into_iter()
            .map(|rest| joined(rest, true))
            .chain([Expr::Or(all.clone())])
            .collect(),
        Expr::Or(all) => {
            let fewer = without_one(all).into_iter().map(|rest| joined(rest, false));
            fewer.chain([Expr::And(all.clone())]).collect()
        }
        Expr::Not(x) => vec![(**x).clone()],
        Expr::Compare(a, op, b) => comparisons(a, *op, b, schema),
        Expr::In { item, list, negated } => {
            let with = |list: Vec<Expr>, negated| Expr::In { item: item.clone(), list, negated };
            let mut all = vec![with(list.clone(), !negated)];
            all.extend(
                without_one(list).into_iter().filter(|l| !l.is_empty()).map(|list| with(list, *negated)),
            );
            for other in alternatives(item, schema).into_iter().filter(|other| !list.contains(other)) {
                all.push(with([list.clone(), vec![other]].concat(), *negated));
            }
            all
        }
        Expr::Between { item, low, high, negated } => {
            let with = |low: &Expr, high: &Expr, negated| Expr::Between {
                item: item.clone(),
                low: low.clone().into(),
                high: high.clone().into(),
                negated,
            };
            let others = alternatives(item, schema);
            let mut all = vec![with(low, high, !negated)];
            all.extend(others.iter().filter(|other| *other != &**low).map(|low| with(low, high, *negated)));
            all.extend(others.iter().filter(|other| *other != &**high).map(|high| with(low, high, *negated)));
            all
        }
        Expr::Arithmetic(a, op, b) => {
            let other = match op {
                Operator::Add => Operator::Subtract,
                Operator::Subtract | Operator::Multiply => Operator::Add,
                Operator::Divide => {
                    return vec![
                        Expr::Arithmetic(b.clone(), *op, a.clone()),
                        Expr::Arithmetic(a.clone(), Operator::Multiply, b.clone()),
                    ];
                }
            };
            vec![Expr::Arithmetic(a.clone(), other, b.clone())]
        }
        Expr::Negate(x) => vec![(**x).clone()],
        Expr::Case { branches, otherwise } => (0..branches.len())
            .map(|i| {
                let mut branches = branches.clone();
                branches.remove(i);
                match branches.is_empty() {
                    true => (**otherwise).clone(),
                    false => Expr::Case { branches, otherwise: otherwise.clone() },
                }
            })
            .collect(),
        Expr::Call { function, args, except } => calls(*function, args, except, schema),
        Expr::Number(number) => near(*number).into_iter().map(Expr::Number).collect(),
        Expr::Date(date) => {
            [date.yesterday(), date.tomorrow()].into_iter().flatten().map(Expr::Date).collect()
        }
        Expr::Name(name) => names(name, schema),
        // Changed where the question is known.
        Expr::Text(_) => Vec::new(),
    }
}

fn joined(mut members: Vec<Expr>, and: bool) -> Expr {
    match (members.len(), and) {
        (1, _) => members.remove(0),
        (_, true) => Expr::And(members),
        (_, false) => Expr::Or(members),
    }
}

fn without_one<T: Clone>(all: &[T]) -> Vec<Vec<T>> {
    (0..all.len()).map(|i| [&all[..i], &all[i + 1..]].concat()).collect()
}

fn comparisons(a: &Expr, op: Comparison, b: &Expr, schema: &Schema) -> Vec<Expr> {
    let with = |op, b: &Expr| Expr::Compare(a.clone().into(), op, b.clone().into());
    let looser = match op {
        Comparison::Less => Some(Comparison::LessOrEqual),
        Comparison::LessOrEqual => Some(Comparison::Less),
        Comparison::Greater => Some(Comparison::GreaterOrEqual),
        Comparison::GreaterOrEqual => Some(Comparison::Greater),
        Comparison::Equal | Comparison::NotEqual => None,
    };
    let ops = [op.negated()].into_iter().chain(looser);
    let others = alternatives(a, schema).into_iter().filter(|other| matches!(b, Expr::Text(_)) && other != b);
    ops.map(|op| with(op, b)).chain(others.map(|other| with(op, &other))).collect()
}

fn calls(function: Function, args: &[Expr], except: &[String], schema: &Schema) -> Vec<Expr> {
    let call = |function, args: &[Expr], except: &[String]| Expr::Call {
        function,
        args: args.to_vec(),
        except: except.to_vec(),
    };
    let mut all: Vec<Expr> = without_one(except).iter().map(|fewer| call(function, args, fewer)).collect();
    let other = match function {
        Function::AnyRow => Some(Function::AllRows),
        Function::AllRows => Some(Function::AnyRow),
        Function::AtLeast => Some(Function::AtMost),
        Function::AtMost => Some(Function::AtLeast),
        Function::Asked
        | Function::CannotSay
        | Function::Chosen
        | Function::Accepted
        | Function::Answered
        | Function::Given
        | Function::CountRows
        | Function::ChosenCount
        | Function::SumRows => None,
    };
    all.extend(other.map(|other| call(other, args, except)));
    if function == Function::Chosen {
        let others = alternatives(&args[0], schema).into_iter().filter(|other| *other != args[1]);
        all.extend(others.map(|other| call(function, &[args[0].clone(), other], except)));
    }
    if function == Function::Asked {
        all.push(Expr::Not(Box::new(call(function, args, except))));
    }
    all
}

/// The alternatives of a question.
fn alternatives(question: &Expr, schema: &Schema) -> Vec<Expr> {
    let Expr::Name(name) = question else { return Vec::new() };
    let kind = match schema.question(&name.head) {
        Some((_, question)) => Some(&question.kind),
        None => schema.find(&name.to_string()).map(|col| &schema.column(col).kind),
    };
    let ids = |set: &ValueSet| set.alternatives.iter().cloned().map(Expr::Text).collect();
    match kind {
        Some(QuestionKind::One(set) | QuestionKind::Many(set)) => ids(set),
        Some(QuestionKind::Number(_) | QuestionKind::Date | QuestionKind::Text | QuestionKind::Table(_))
        | None => Vec::new(),
    }
}

/// One more and one less; of a fraction a hundredth.
fn near(number: Number) -> Vec<Number> {
    let step = if number.decimals() == 0 { Number::SCALE } else { Number::SCALE / 100 };
    [-step, step].into_iter().filter_map(|by| Number::from_micros((number.micros() + by).into())).collect()
}

/// Another row of the grid, another set of rows, another value of the parameter.
fn names(name: &Name, schema: &Schema) -> Vec<Expr> {
    if name.head == "param" {
        let Tail::Word(id) = &name.tail else { return Vec::new() };
        return match schema.parameter(id) {
            Some(Parameter::Number(number)) => near(number).into_iter().map(Expr::Number).collect(),
            Some(Parameter::Date(date)) => {
                [date.yesterday(), date.tomorrow()].into_iter().flatten().map(Expr::Date).collect()
            }
            None => Vec::new(),
        };
    }
    let Some((_, question)) = schema.question(&name.head) else { return Vec::new() };
    let tails: Vec<Tail> = match &name.tail {
        Tail::Word(word) => {
            let rows = question.rows.iter().flatten().map(|row| row.as_str());
            let is_row = rows.clone().any(|row| row == word);
            let others: Vec<Tail> = if is_row {
                rows.filter(|row| row != word).map(|row| Tail::Word(row.to_owned())).collect()
            } else {
                let sets = question.row_sets.iter().map(|(id, _)| id).filter(|id| *id != word);
                sets.map(|id| Tail::Word(id.clone())).chain([Tail::All]).collect()
            };
            others
        }
        Tail::All => question.row_sets.iter().map(|(id, _)| Tail::Word(id.clone())).collect(),
        Tail::None | Tail::Two(..) | Tail::Row | Tail::Area | Tail::EachRow => Vec::new(),
    };
    tails.into_iter().map(|tail| Expr::Name(Name { head: name.head.clone(), tail })).collect()
}
