//! What may be written, what is refused and how, and how much of it there may be.

use rules::syntax::{Comparison, Expr, Function, Name, Operator, Tail};
use rules::{MAX_DEPTH, MAX_NODES, MAX_TEXT, parse};

use crate::told::{snapshot, told};

fn name(head: &str, tail: Tail) -> Expr {
    Expr::Name(Name { head: head.to_owned(), tail })
}

fn question(code: &str) -> Expr {
    name(code, Tail::None)
}

fn row(code: &str, row: &str) -> Expr {
    name(code, Tail::Word(row.to_owned()))
}

fn text(id: &str) -> Expr {
    Expr::Text(id.to_owned())
}

fn number(text: &str) -> Expr {
    Expr::Number(text.parse().expect("a number"))
}

fn compare(a: Expr, op: Comparison, b: Expr) -> Expr {
    Expr::Compare(Box::new(a), op, Box::new(b))
}

fn is(a: Expr, b: Expr) -> Expr {
    compare(a, Comparison::Equal, b)
}

#[test]
fn every_reference_of_the_language_is_read() {
    for (written, expected) in [
        ("G1", question("G1")),
        ("E7_text", question("E7_text")),
        ("G2.missbruk", row("G2", "missbruk")),
        ("G12.audit__ekonomiskt_bistand", row("G12", "audit__ekonomiskt_bistand")),
        ("G2.$row", name("G2", Tail::Row)),
        ("G8.$area", name("G8", Tail::Area)),
        ("E6a.$r", name("E6a", Tail::EachRow)),
        ("unit.kind", row("unit", "kind")),
        ("unit.skl", row("unit", "skl")),
        ("param.minsta_antal", row("param", "minsta_antal")),
        ("measure.population", row("measure", "population")),
        ("previous.E5", row("previous", "E5")),
        ("previous.G2.missbruk", name("previous", Tail::Two("G2".to_owned(), "missbruk".to_owned()))),
        ("G2.order", row("G2", "order")),
        ("G2.end", row("G2", "end")),
        ("G2.in", row("G2", "in")),
    ] {
        assert_eq!(parse(written), Ok(expected), "{written}");
    }
}

#[test]
fn every_operator_of_the_language_is_read() {
    let e5 = || question("E5");
    for (written, op) in [
        ("E5 = 1", Comparison::Equal),
        ("E5 <> 1", Comparison::NotEqual),
        ("E5 < 1", Comparison::Less),
        ("E5 <= 1", Comparison::LessOrEqual),
        ("E5 > 1", Comparison::Greater),
        ("E5 >= 1", Comparison::GreaterOrEqual),
    ] {
        assert_eq!(parse(written), Ok(compare(e5(), op, number("1"))), "{written}");
    }
    let arithmetic = |a, op, b| Expr::Arithmetic(Box::new(a), op, Box::new(b));
    for (written, expected) in [
        ("E5 + 1", arithmetic(e5(), Operator::Add, number("1"))),
        ("E5 - 1", arithmetic(e5(), Operator::Subtract, number("1"))),
        ("E5 * 0.5", arithmetic(e5(), Operator::Multiply, number("0.5"))),
        ("E5 / E4", arithmetic(e5(), Operator::Divide, question("E4"))),
        ("-E5", Expr::Negate(Box::new(e5()))),
        ("-5", number("-5")),
        ("E5 - -5", arithmetic(e5(), Operator::Subtract, number("-5"))),
        (
            "E5 + 2 * 3",
            arithmetic(e5(), Operator::Add, arithmetic(number("2"), Operator::Multiply, number("3"))),
        ),
        (
            "(E5 + 2) * 3",
            arithmetic(arithmetic(e5(), Operator::Add, number("2")), Operator::Multiply, number("3")),
        ),
        (
            "E5 - 2 - 3",
            arithmetic(arithmetic(e5(), Operator::Subtract, number("2")), Operator::Subtract, number("3")),
        ),
    ] {
        assert_eq!(parse(written), Ok(expected), "{written}");
    }
}

#[test]
fn every_other_form_of_the_language_is_read() {
    let g1 = || is(question("G1"), text("ja"));
    let list = || vec![text("ja"), text("ny")];
    let boxed = |x: Expr| Box::new(x);
    for (written, expected) in [
        ("NOT G1 = 'ja'", Expr::Not(boxed(g1()))),
        ("NOT (G1 = 'ja')", Expr::Not(boxed(g1()))),
        ("G1 IN ('ja', 'ny')", Expr::In { item: boxed(question("G1")), list: list(), negated: false }),
        ("G1 NOT IN ('ja', 'ny')", Expr::In { item: boxed(question("G1")), list: list(), negated: true }),
        (
            "E5 BETWEEN 1 AND 2",
            Expr::Between {
                item: boxed(question("E5")),
                low: boxed(number("1")),
                high: boxed(number("2")),
                negated: false,
            },
        ),
        (
            "E5 NOT BETWEEN -1 AND 2.50",
            Expr::Between {
                item: boxed(question("E5")),
                low: boxed(number("-1")),
                high: boxed(number("2.5")),
                negated: true,
            },
        ),
        (
            "CASE WHEN G1 = 'ja' THEN 1 WHEN G1 = 'ny' THEN 2 ELSE E5 END",
            Expr::Case {
                branches: vec![(g1(), number("1")), (is(question("G1"), text("ny")), number("2"))],
                otherwise: boxed(question("E5")),
            },
        ),
        ("DATE '2018-02-01'", Expr::Date("2018-02-01".parse().expect("a date"))),
        ("'it''s'", text("it's")),
        (
            "at_least(6, E6a.*, E6a.$r = 'ja', except => ('a', 'b'))",
            Expr::Call {
                function: Function::AtLeast,
                args: vec![number("6"), name("E6a", Tail::All), is(name("E6a", Tail::EachRow), text("ja"))],
                except: vec!["a".to_owned(), "b".to_owned()],
            },
        ),
        (
            "any_row(E6a.skydd, E6a.$r = 'ja')",
            Expr::Call {
                function: Function::AnyRow,
                args: vec![row("E6a", "skydd"), is(name("E6a", Tail::EachRow), text("ja"))],
                except: vec![],
            },
        ),
    ] {
        assert_eq!(parse(written), Ok(expected), "{written}");
    }
}

#[test]
fn the_usage_of_every_function_is_a_rule() {
    for (function, name, usage) in Function::ALL {
        match parse(usage) {
            Ok(Expr::Call { function: read, .. }) => assert_eq!(read, function, "{usage}"),
            other => panic!("{usage}: {other:?}"),
        }
        assert_eq!((function.name(), function.usage()), (name, usage));
    }
}

#[test]
fn chains_of_and_and_or_are_one_node_whatever_the_parentheses() {
    let member = |id: &str| is(question("G1"), text(id));
    let all = || vec![member("a"), member("b"), member("c"), member("d")];
    for written in [
        "G1 = 'a' AND G1 = 'b' AND G1 = 'c' AND G1 = 'd'",
        "(G1 = 'a' AND G1 = 'b') AND (G1 = 'c' AND G1 = 'd')",
        "G1 = 'a' AND (G1 = 'b' AND (G1 = 'c' AND G1 = 'd'))",
    ] {
        assert_eq!(parse(written), Ok(Expr::And(all())), "{written}");
        assert_eq!(parse(&written.replace("AND", "OR")), Ok(Expr::Or(all())), "{written}");
    }
    let mixed = parse("G1 = 'a' OR G1 = 'b' AND G1 = 'c'");
    let and = Expr::And(vec![member("b"), member("c")]);
    assert_eq!(mixed, Ok(Expr::Or(vec![member("a"), and])), "AND binds tighter than OR");
}

#[test]
fn an_id_is_compared_byte_for_byte_and_a_number_by_its_value() {
    assert_ne!(parse("G1 = 'Ja'"), parse("G1 = 'ja'"));
    assert_ne!(parse("g1 = 'ja'"), parse("G1 = 'ja'"), "codes are as printed");
    assert_eq!(parse("E5 = 1.0"), parse("E5 = 1.00"));
    assert_eq!(parse("E5 = 1.000000000"), parse("E5 = 1"));
}

#[test]
fn what_is_not_of_the_language_is_refused_with_the_way_to_say_it() {
    let refused = [
        ("a test for NULL", "E5 IS NULL"),
        ("a test for something", "E5 IS NOT NULL"),
        ("NULL as a value", "E5 = NULL"),
        ("a value for what is missing", "COALESCE(E5, 0) > 1"),
        ("a missing value", "NULLIF(E5, 999) > 1"),
        ("the same by another name", "IFNULL(E5, 0) > 1"),
        ("IS TRUE", "(G1 = 'ja') IS TRUE"),
        ("IS NOT FALSE", "(G1 = 'ja') IS NOT FALSE"),
        ("IS UNKNOWN", "(G1 = 'ja') IS UNKNOWN"),
        ("IS DISTINCT FROM", "E5 IS DISTINCT FROM 3"),
        ("IS NOT DISTINCT FROM", "E5 IS NOT DISTINCT FROM 3"),
        ("a pattern", "G1 LIKE 'j%'"),
        ("a pattern, whatever the case", "G1 NOT ILIKE 'j%'"),
        ("a regular expression", "G1 RLIKE 'j.*'"),
        ("a regular expression by sign", "G1 ~ 'j.*'"),
        ("a cast", "CAST(E5 AS INT) = 1"),
        ("a cast by colons", "E5::int = 1"),
        ("a cast that may fail", "TRY_CAST(E5 AS INT) = 1"),
        ("a conversion", "CONVERT(E5, INT) = 1"),
        ("texts put together", "G1 || 'x' = 'jax'"),
        ("a sub-query", "E5 = (SELECT max(x) FROM t)"),
        ("a sub-query as a list", "E5 IN (SELECT x FROM t)"),
        ("EXISTS", "EXISTS (SELECT 1)"),
        ("ANY of a sub-query", "E5 = ANY (SELECT x FROM t)"),
        ("a window", "sum(E5) OVER (PARTITION BY unit.kind)"),
        ("a window on a function of ours", "count_rows(E2.*, E2.$r = 'ja') OVER ()"),
        ("a filtered aggregate", "count_rows(E2.*, E2.$r = 'ja') FILTER (WHERE E5 = 1)"),
        ("DISTINCT", "any_row(DISTINCT E2.*, E2.$r = 'ja')"),
        ("CASE of a value", "CASE G1 WHEN 'ja' THEN 1 ELSE 2 END"),
        ("CASE without ELSE", "CASE WHEN G1 = 'ja' THEN 1 END"),
        ("a comment to the end", "E5 = 1 -- why"),
        ("a comment within", "E5 = /* one */ 1"),
        ("two minus signs", "E5--5 = 1"),
        ("an escaped string", "G1 = E'ja'"),
        ("a national string", "G1 = N'ja'"),
        ("a string in dollars", "G1 = $$ja$$"),
        ("a string in named dollars", "G1 = $x$ja$x$"),
        ("a raw string", "G1 = R'ja'"),
        ("a bit string", "G1 = B'01'"),
        ("a number in base 16", "E5 = 0x1F"),
        ("double quotes", "G1 = \"ja\""),
        ("backquotes", "G1 = `ja`"),
        ("a quoted question", "\"G1\" = 'ja'"),
        ("square brackets", "G1 = [ja]"),
        ("an array", "E5 = ARRAY[1, 2]"),
        ("a placeholder by place", "E5 = ?"),
        ("a placeholder by name", "E5 = :x"),
        ("$row on its own", "$row = 'missbruk'"),
        ("a placeholder that is not bound", "G2.$x = 'ja'"),
        ("$row before the point", "$row.G2 = 'ja'"),
        ("a decimal comma", "E5 >= 0,5"),
        ("two texts side by side", "'a' 'b'"),
        ("two texts after a comparison", "G1 = 'a' 'b'"),
        ("a row that begins with a digit", "G20a.1 = 'ja'"),
        ("two points", "G2.missbruk.ja = 'ja'"),
        ("all rows outside a row function", "G2.* = 'ja'"),
        ("a statement", "SELECT 1"),
        ("two statements", "E5 = 1; DROP TABLE answers"),
        ("TRUE as a value", "accepted(E7.annan) = TRUE"),
        ("a date that is none", "E5 = DATE '2018-02-30'"),
        ("a short date", "E5 = DATE '18-02-01'"),
        ("a time stamp", "E5 = TIMESTAMP '2018-02-01 12:00:00'"),
        ("an interval", "E5 > DATE '2018-02-01' - INTERVAL '12' MONTH"),
        ("the day of today", "E5 < CURRENT_DATE"),
        ("no digit before the point", "E5 >= .5"),
        ("no digit after the point", "E5 >= 5."),
        ("an exponent", "E5 >= 1e3"),
        ("seven decimals", "E5 >= 0.0000001"),
        ("a number too large", "E5 >= 9000000000000.1"),
        ("a thousands' mark", "E5 >= 1_000"),
        ("unary plus", "E5 = +5"),
        ("remainder", "E5 % 2 = 1"),
        ("a null-safe comparison", "E5 <=> 1"),
        ("exclusive or", "E5 = 1 XOR E5 = 2"),
        ("whole division", "E5 DIV 2 = 1"),
        ("a question in a list", "E5 IN (E6, 2)"),
        ("a sum in a list", "E5 IN (1 + 1)"),
        ("an empty list", "E5 IN ()"),
        ("too many points", "a.b.c.d = 1"),
        ("a list that goes on", "E5 IN (1, 2"),
        ("a function there is none of", "sum(E5) > 1"),
        ("a function misspelt", "anyrow(E2.*, E2.$r = 'ja')"),
        ("a function in capitals", "ANY_ROW(E2.*, E2.$r = 'ja')"),
        ("a function of a thing", "E5.asked(E4)"),
        ("a function of SQL", "CEIL(E5) = 1"),
        ("exceptions misspelt", "at_least(1, E2.*, E2.$r = 'ja', exept => 'a')"),
        ("exceptions twice", "at_least(1, E2.*, E2.$r = 'ja', except => 'a', except => 'b')"),
        ("exceptions by the wrong sign", "at_least(1, E2.*, E2.$r = 'ja', except := 'a')"),
        ("an exception that is a number", "at_least(1, E2.*, E2.$r = 'ja', except => 1)"),
        ("nothing", ""),
        ("blanks", "   "),
        ("half a comparison", "E5 ="),
        ("half a condition", "E5 = 1 AND"),
        ("a parenthesis too few", "(E5 = 1"),
        ("a parenthesis too many", "E5 = 1)"),
        ("a string that goes on", "G1 = 'ja"),
        ("two conditions without a word between", "E5 = 1 E4 = 2"),
    ];
    let mut page = String::new();
    for (case, written) in refused {
        let error = parse(written).expect_err(case);
        page += &told(case, written, &[error]);
    }
    snapshot("refused_when_parsed", &page);
}

#[test]
fn a_rule_has_a_largest_size() {
    let chain = |member: &str, word: &str, n: usize| vec![member; n].join(word);
    let list = |n: usize| format!("E5 IN ({})", vec!["1"; n].join(","));
    for (case, written, expected) in [
        ("the longest text", format!("G1 = '{}'", "x".repeat(MAX_TEXT - 7)), None),
        ("one character more", format!("G1 = '{}'", "x".repeat(MAX_TEXT - 6)), Some("RULE-01")),
        ("letters count, not bytes", format!("G1 = '{}'", "å".repeat(MAX_TEXT - 7)), None),
        ("most parts", list(MAX_NODES - 2), None),
        ("one part more", list(MAX_NODES - 1), Some("RULE-04")),
        ("a chain that fits", chain("G1", " OR ", 680), None),
        ("5 000 members", chain("G1 = 'a'", " OR ", 5_000), Some("RULE-01")),
        ("parentheses around one thing", format!("{}G1{}", "(".repeat(20), ")".repeat(20)), None),
        ("deepest", format!("{}G1{}", "NOT (".repeat(MAX_DEPTH - 1), ")".repeat(MAX_DEPTH - 1)), None),
        ("one deeper", format!("{}G1{}", "NOT (".repeat(MAX_DEPTH), ")".repeat(MAX_DEPTH)), Some("RULE-04")),
        ("a sum as deep as it may be", chain("1", "+", MAX_DEPTH), None),
        ("a longer sum", chain("1", "+", MAX_DEPTH + 1), Some("RULE-04")),
        ("a far longer sum", chain("1", "+", 2_000), Some("RULE-04")),
    ] {
        assert_eq!(parse(&written).err().map(|error| error.code), expected, "{case}");
    }
    let mut page = String::new();
    for (case, written) in [
        ("too long", "x".repeat(MAX_TEXT + 1)),
        ("too many parts", list(MAX_NODES)),
        ("too deep a tree", format!("{}G1{}", "NOT (".repeat(MAX_DEPTH), ")".repeat(MAX_DEPTH))),
        ("far too deep", "(".repeat(MAX_TEXT)),
    ] {
        let error = parse(&written).expect_err(case);
        page += &told(case, &format!("{} …", &written[..20]), &[error]);
    }
    snapshot("too_large_to_be_parsed", &page);
}

/// Each of these once overflowed the stack, or took the parser longer than anybody waits, or could have. A test
/// runs in a thread of 2 MiB.
#[test]
fn no_text_overflows_the_stack_or_keeps_the_parser_busy() {
    for piece in [
        "(",
        "((E5 = 1) AND ",
        "NOT ",
        "NOT (",
        "- ",
        "-(",
        "E5 = ",
        "E5 + ",
        "E5 = 1 AND NOT (",
        "E5 || ",
        "E5 & ",
        "CASE WHEN G1 THEN ",
        "CASE WHEN ",
        "CASE ",
        "a.case when ",
        "a.not ",
        "NOT a = ",
        "NOT a BETWEEN 1 AND ",
        "asked(",
        "a.b(",
        "a IN (",
        "a IN ((",
        "any_row(a.*, ",
        "f(x => ",
        "CAST(",
        "CAST(a AS ARRAY<",
        "a::ARRAY<",
        "ARRAY<",
        "ARRAY[",
        "ARRAY(",
        "STRUCT<a ",
        "STRUCT(",
        "MAP(",
        "MAP {",
        "NULLABLE(",
        "NESTED(a ",
        "TUPLE(",
        "INTERVAL ",
        "SETOF ",
        "LAMBDA x : ",
        "x -> ",
        "PRIOR ",
        "EXISTS(",
        "(SELECT ",
        "(SELECT a FROM (",
        "(FROM (",
        "a IN (VALUES (",
        "a = ANY(",
        "TRIM(",
        "EXTRACT(YEAR FROM ",
        "SUBSTRING(a FROM ",
        "POSITION(a IN ",
        "CEIL(",
        "MATCH (a) AGAINST (",
        "POINT ",
        "CIRCLE(",
        "a() OVER (PARTITION BY ",
        "a() FILTER (WHERE ",
        "a(b ORDER BY ",
        "[",
        "{a:",
        "{fn ",
        "a[",
        "a.",
        "a.(",
        "'a' ",
        "'",
        "$",
        "$$",
        "\"",
        "`",
        "E'",
        "/*",
        "--",
        "U&'",
        "a COLLATE ",
        "a AT TIME ZONE ",
        "a IS NULL IS ",
        "a LIKE ",
        "a BETWEEN ",
        "DATE ",
        "DATE(",
        "1,",
        "1 ",
        "\\",
        "\u{0}",
        "å",
    ] {
        let times = MAX_TEXT / piece.chars().count();
        for written in [piece.repeat(times), format!("{}1", piece.repeat(times - 1)), piece.repeat(40)] {
            let _ = parse(&written);
        }
    }
}
