//! A tree is printed as text that is read as the same tree.

use domain::{Date, Number};
use proptest::prelude::*;
use rules::syntax::{Comparison, Expr, Function, Name, Operator, Tail};
use rules::{MAX_DEPTH, MAX_NODES, MAX_TEXT, parse};

fn id() -> impl Strategy<Value = String> {
    // Among them words of SQL, which are good rows, and quotes, which are good nowhere but must not break out.
    prop_oneof![
        "[a-z][a-z0-9_]{0,11}",
        prop::sample::select(vec![
            "and", "end", "in", "not", "case", "order", "all", "from", "select", "date"
        ])
        .prop_map(str::to_owned),
    ]
}

fn code() -> impl Strategy<Value = String> {
    "[A-Z][0-9]{1,2}[a-z]{0,2}(_text)?"
}

fn name() -> impl Strategy<Value = Expr> {
    let head_and_tail = prop_oneof![
        (code(), Just(Tail::None)),
        (code(), id().prop_map(Tail::Word)),
        (code(), prop::sample::select(vec![Tail::Row, Tail::Area, Tail::EachRow])),
        (
            prop::sample::select(vec!["unit", "param", "measure"]).prop_map(str::to_owned),
            id().prop_map(Tail::Word)
        ),
        (Just("previous".to_owned()), code().prop_map(Tail::Word)),
        (Just("previous".to_owned()), (code(), id()).prop_map(|(question, row)| Tail::Two(question, row))),
    ];
    head_and_tail.prop_map(|(head, tail)| Expr::Name(Name { head, tail }))
}

fn number() -> impl Strategy<Value = Expr> {
    let micros = prop_oneof![
        (-20_i64..20).prop_map(|whole| whole * Number::SCALE),
        -2_000_000_i64..2_000_000,
        -Number::MAX_MICROS..=Number::MAX_MICROS,
    ];
    micros.prop_map(|micros| Expr::Number(Number::from_micros(micros.into()).expect("within bounds")))
}

fn date() -> impl Strategy<Value = Expr> {
    (1_i16..=9999, 1_i8..=12, 1_i8..=28)
        .prop_map(|(year, month, day)| Expr::Date(Date::constant(year, month, day)))
}

fn literal() -> impl Strategy<Value = Expr> {
    prop_oneof![3 => number(), 3 => id().prop_map(Expr::Text), 1 => "\\PC{0,8}".prop_map(Expr::Text), 1 => date()]
}

/// Any expression the language can write, whether or not it means something.
pub(crate) fn expression() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![name(), literal()];
    leaf.prop_recursive(6, 24, 4, |inner| {
        let members = || prop::collection::vec(inner.clone(), 2..5);
        let boxed = || inner.clone().prop_map(Box::new);
        let comparison = prop::sample::select(Comparison::ALL.to_vec());
        let operator = prop::sample::select(vec![
            Operator::Add,
            Operator::Subtract,
            Operator::Multiply,
            Operator::Divide,
        ]);
        let rows = (code(), prop_oneof![Just(Tail::All), id().prop_map(Tail::Word)])
            .prop_map(|(head, tail)| Expr::Name(Name { head, tail }));
        let arguments = (prop::option::of(rows), prop::collection::vec(inner.clone(), 0..3))
            .prop_map(|(rows, others)| rows.into_iter().chain(others).collect::<Vec<_>>());
        let function = prop::sample::select(Function::ALL.map(|(function, ..)| function).to_vec());
        prop_oneof![
            members().prop_map(and),
            members().prop_map(or),
            boxed().prop_map(Expr::Not),
            (boxed(), comparison, boxed()).prop_map(|(a, op, b)| Expr::Compare(a, op, b)),
            (boxed(), prop::collection::vec(literal(), 1..4), any::<bool>())
                .prop_map(|(item, list, negated)| Expr::In { item, list, negated }),
            (boxed(), boxed(), boxed(), any::<bool>()).prop_map(|(item, low, high, negated)| Expr::Between {
                item,
                low,
                high,
                negated
            }),
            (boxed(), operator, boxed()).prop_map(|(a, op, b)| Expr::Arithmetic(a, op, b)),
            inner.clone().prop_map(negate),
            (prop::collection::vec((inner.clone(), inner.clone()), 1..3), boxed())
                .prop_map(|(branches, otherwise)| Expr::Case { branches, otherwise }),
            (function, arguments, prop::collection::vec("[a-z' ]{1,6}", 0..3))
                .prop_map(|(function, args, except)| Expr::Call { function, args, except }),
        ]
    })
}

/// A chain is one node: members of its own kind melt in.
fn and(all: Vec<Expr>) -> Expr {
    let flat = all.into_iter().flat_map(|member| match member {
        Expr::And(more) => more,
        other => vec![other],
    });
    Expr::And(flat.collect())
}

fn or(all: Vec<Expr>) -> Expr {
    let flat = all.into_iter().flat_map(|member| match member {
        Expr::Or(more) => more,
        other => vec![other],
    });
    Expr::Or(flat.collect())
}

/// The negative of a number is a number.
fn negate(x: Expr) -> Expr {
    match x {
        Expr::Number(number) => {
            Expr::Number(Number::from_micros(-i128::from(number.micros())).expect("within bounds"))
        }
        other => Expr::Negate(Box::new(other)),
    }
}

proptest! {
    #[test]
    fn what_is_printed_is_read_as_the_same_tree(expr in expression()) {
        let text = expr.to_string();
        prop_assume!(text.chars().count() <= MAX_TEXT && expr.size() <= MAX_NODES && expr.depth() <= MAX_DEPTH);
        prop_assert_eq!(parse(&text).map_err(|error| format!("{error}: {text}")), Ok(expr));
    }
}

#[test]
fn the_deepest_tree_is_read_back() {
    let leaf = Expr::Name(Name { head: "G1".to_owned(), tail: Tail::None });
    let not = |x| Expr::Not(Box::new(x));
    let compared = |x| Expr::Compare(Box::new(x), Comparison::Equal, Box::new(Expr::Text("ja".to_owned())));
    let case = |x| Expr::Case { branches: vec![(leaf.clone(), x)], otherwise: Box::new(leaf.clone()) };
    let within: [(&str, &dyn Fn(Expr) -> Expr); 3] = [("NOT", &not), ("=", &compared), ("CASE", &case)];
    for (what, deeper) in within {
        let deepest = (1..MAX_DEPTH).fold(leaf.clone(), |x, _| deeper(x));
        assert_eq!(deepest.depth(), MAX_DEPTH);
        assert_eq!(parse(&deepest.to_string()), Ok(deepest), "{what}");
    }
}
