//! From text to [`Expr`]: `sqlparser` reads, this file lets through what the language has.
//!
//! The only file that names the parser's types. Its syntax tree changes with every version, so what is not
//! on the white list is refused by name, with the way to say it.

use domain::{Date, Number, NumberError};
use sqlparser::ast::{
    BinaryOperator, DataType, Expr as Sql, Function as SqlFunction, FunctionArg, FunctionArgExpr,
    FunctionArgOperator, FunctionArguments, Ident, UnaryOperator, Value,
};
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::Token;

use crate::RuleError;
use crate::error::short;
use crate::lexis::{self, AN_EMPTY_HAS_A_REASON, RuleDialect, refuse};
use crate::syntax::{Comparison, Expr, Function, Name, Operator, Tail};

/// Longest text of a rule, in characters.
pub const MAX_TEXT: usize = 4_096;
/// Deepest tree.
pub const MAX_DEPTH: usize = 32;
/// How deep a text may be nested: in a tree printed with all its parentheses there are two for each level.
const MAX_NESTED: usize = 2 * MAX_DEPTH + 8;
/// Most nodes before rows are expanded.
pub const MAX_NODES: usize = 1_000;

/// Reads a rule.
///
/// # Errors
/// The first thing that is not of the language, with the way to say it.
pub fn parse(text: &str) -> Result<Expr, RuleError> {
    let length = text.chars().count();
    if length > MAX_TEXT {
        return Err(RuleError::new(
            "RULE-01",
            format!("the rule has {length} characters"),
            format!("at most {MAX_TEXT} are allowed: split it into several outcomes"),
        ));
    }
    let tokens = lexis::tokens(text).map_err(|error| unreadable(&error.to_string()))?;
    lexis::check(&tokens)?;
    let mut parser = Parser::new(&RuleDialect).with_recursion_limit(MAX_NESTED).with_tokens(tokens);
    let sql = parser.parse_expr().map_err(|error| match error {
        ParserError::RecursionLimitExceeded => too_deep(),
        ParserError::TokenizerError(message) | ParserError::ParserError(message) => unreadable(&message),
    })?;
    let rest = &parser.peek_token().token;
    if *rest != Token::EOF {
        return Err(left_over(rest, &sql));
    }
    let expr = lower(&sql, 0)?;
    let (depth, nodes) = (expr.depth(), expr.size());
    if depth > MAX_DEPTH || nodes > MAX_NODES {
        return Err(RuleError::new(
            "RULE-04",
            format!("the rule is {depth} levels deep and has {nodes} parts"),
            format!("at most {MAX_DEPTH} levels and {MAX_NODES} parts: split it into several outcomes"),
        ));
    }
    Ok(expr)
}

fn unreadable(message: &str) -> RuleError {
    // The parser names a token it knows nothing to do with by its own type, which tells an author nothing.
    let message = match message.split_once("No infix parser for token") {
        Some(_) => "Expected: an operator or the end",
        None => message,
    };
    RuleError::new("RULE-05", format!("cannot be read: {message}"), "see docs/rules.md for the language")
}

fn too_deep() -> RuleError {
    RuleError::new("RULE-04", "the rule is nested too deeply", format!("at most {MAX_DEPTH} levels"))
}

fn left_over(rest: &Token, before: &Sql) -> RuleError {
    let help = match rest {
        Token::Comma => "write decimals with a point: 0.5",
        Token::SingleQuotedString(_) => "write a text in one pair of single quotes",
        Token::Number(..) => "an id starts with a letter (a–z), then letters, digits and _",
        Token::Period => "a reference has one point, and .* names the rows of a row function only",
        _ => "a rule is one expression: join conditions with AND or OR",
    };
    let message = format!("`{rest}` is left over after `{}`", short(before));
    RuleError::new("RULE-03", message, help)
}

fn lower(sql: &Sql, depth: usize) -> Result<Expr, RuleError> {
    // Parentheses are nested deeper than the tree they leave behind; chains are flattened below.
    if depth > 4 * MAX_DEPTH {
        return Err(too_deep());
    }
    let next = |sql: &Sql| lower(sql, depth + 1);
    let boxed = |sql: &Sql| lower(sql, depth + 1).map(Box::new);
    match sql {
        Sql::Nested(inner) => next(inner),
        Sql::Identifier(ident) if ident.quote_style.is_some() => quoted(ident),
        Sql::Identifier(ident) => Ok(Expr::Name(Name { head: ident.value.clone(), tail: Tail::None })),
        Sql::CompoundIdentifier(parts) => {
            if let Some(part) = parts.iter().find(|part| part.quote_style.is_some()) {
                return quoted(part);
            }
            let words: Vec<&str> = parts.iter().map(|part| part.value.as_str()).collect();
            reference(&words)
        }
        Sql::Value(value) => literal(&value.value),
        Sql::TypedString(typed) if typed.data_type == DataType::Date => match &typed.value.value {
            Value::SingleQuotedString(text) => date(text),
            other => refuse(&format!("DATE {other}"), "write DATE '2018-02-01'"),
        },
        Sql::UnaryOp { op: UnaryOperator::Not, expr } => Ok(Expr::Not(boxed(expr)?)),
        Sql::UnaryOp { op: UnaryOperator::Minus, expr } => match next(expr)? {
            Expr::Number(number) => {
                Ok(Expr::Number(Number::from_micros(-i128::from(number.micros())).unwrap_or(Number::ZERO)))
            }
            other => Ok(Expr::Negate(Box::new(other))),
        },
        Sql::BinaryOp { left, op, right } => binary(sql, left, op, right, depth),
        Sql::InList { expr, list, negated } => {
            let list = list.iter().map(next).collect::<Result<Vec<_>, _>>()?;
            if let Some(other) = list.iter().find(|x| !is_literal(x)) {
                return refuse(&format!("`{}` in an IN list", short(other)), "list literals only");
            }
            Ok(Expr::In { item: boxed(expr)?, list, negated: *negated })
        }
        Sql::Between { expr, negated, low, high } => {
            Ok(Expr::Between { item: boxed(expr)?, low: boxed(low)?, high: boxed(high)?, negated: *negated })
        }
        Sql::Case { operand: None, conditions, else_result: Some(otherwise), .. } => {
            let branch = |when: &sqlparser::ast::CaseWhen| Ok((next(&when.condition)?, next(&when.result)?));
            Ok(Expr::Case {
                branches: conditions.iter().map(branch).collect::<Result<_, RuleError>>()?,
                otherwise: boxed(otherwise)?,
            })
        }
        Sql::Case { operand: Some(_), .. } => {
            refuse("CASE x WHEN …", "write CASE WHEN x = … THEN … ELSE … END")
        }
        Sql::Case { .. } => refuse("CASE without ELSE", "say what holds otherwise: ELSE …"),
        Sql::Function(function) => call(function, depth),
        Sql::IsNull(x) | Sql::IsNotNull(x) => {
            refuse(&format!("`{} IS [NOT] NULL`", short(x)), AN_EMPTY_HAS_A_REASON)
        }
        Sql::IsTrue(x) | Sql::IsNotTrue(x) | Sql::IsFalse(x) | Sql::IsNotFalse(x) => {
            refuse(&format!("`{} IS [NOT] TRUE or FALSE`", short(x)), "write the condition, or NOT of it")
        }
        Sql::IsUnknown(x) | Sql::IsNotUnknown(x) => {
            refuse(&format!("`{} IS [NOT] UNKNOWN`", short(x)), "nothing is concluded from a missing answer")
        }
        Sql::IsDistinctFrom(..) | Sql::IsNotDistinctFrom(..) => refuse("IS DISTINCT FROM", "write = or <>"),
        Sql::Like { .. } | Sql::ILike { .. } | Sql::SimilarTo { .. } | Sql::RLike { .. } => {
            refuse("LIKE", "a text is never interpreted; use given() or a reviewer's accepted()")
        }
        Sql::UnaryOp { op, .. } => refuse(&format!("`{op}`"), "allowed: NOT and -"),
        other => refuse(&format!("`{}`", short(other)), "see docs/rules.md for the language"),
    }
}

fn quoted<T>(ident: &Ident) -> Result<T, RuleError> {
    refuse(&format!("{ident} in such quotes"), "text stands in single quotes: 'ja'")
}

fn reference(words: &[&str]) -> Result<Expr, RuleError> {
    let (head, tail) = match words {
        [head, "$row"] => (head, Tail::Row),
        [head, "$area"] => (head, Tail::Area),
        [head, "$r"] => (head, Tail::EachRow),
        [_, tail] | [_, tail, _] if tail.starts_with('$') => {
            return refuse(
                &format!("`{tail}`"),
                "allowed after the point: $row, $area and, in row functions, $r",
            );
        }
        [head, tail] => (head, Tail::Word((*tail).to_owned())),
        [head @ "previous", question, row] => (head, Tail::Two((*question).to_owned(), (*row).to_owned())),
        _ => return refuse(&format!("`{}`", words.join(".")), "a reference has one point: G2.missbruk"),
    };
    Ok(Expr::Name(Name { head: (*head).to_owned(), tail }))
}

fn literal(value: &Value) -> Result<Expr, RuleError> {
    match value {
        Value::Number(text, false) => match text.parse::<Number>() {
            Ok(number) => Ok(Expr::Number(number)),
            Err(NumberError::Form) => refuse(&format!("the number `{text}`"), "write it as 12 or 0.5"),
            Err(error) => Err(RuleError::new(
                "RULE-06",
                format!("the number `{text}` {error}"),
                "a number has at most 6 decimals and is at most 9·10¹²",
            )),
        },
        Value::SingleQuotedString(text) => Ok(Expr::Text(text.clone())),
        Value::Null => refuse("NULL", AN_EMPTY_HAS_A_REASON),
        Value::Boolean(_) => refuse("TRUE or FALSE as a value", "write the condition itself"),
        Value::Placeholder(name) => {
            refuse(&format!("`{name}` on its own"), "$row, $area and $r stand after a question: G2.$row")
        }
        other => refuse(
            &format!("the literal `{other}`"),
            "write numbers as 0.5, ids as 'ja', dates as DATE '2018-02-01'",
        ),
    }
}

fn date(text: &str) -> Result<Expr, RuleError> {
    let is_iso = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    match text.parse::<Date>() {
        Ok(date) if is_iso => Ok(Expr::Date(date)),
        _ => Err(RuleError::new(
            "RULE-06",
            format!("'{text}' is not a date"),
            "write year, month and day: DATE '2018-02-01'",
        )),
    }
}

fn is_literal(expr: &Expr) -> bool {
    matches!(expr, Expr::Number(_) | Expr::Text(_) | Expr::Date(_))
}

fn binary(sql: &Sql, left: &Sql, op: &BinaryOperator, right: &Sql, depth: usize) -> Result<Expr, RuleError> {
    let pair = || Ok::<_, RuleError>((Box::new(lower(left, depth + 1)?), Box::new(lower(right, depth + 1)?)));
    let compare = |op| pair().map(|(a, b)| Expr::Compare(a, op, b));
    let arithmetic = |op| pair().map(|(a, b)| Expr::Arithmetic(a, op, b));
    match op {
        BinaryOperator::And | BinaryOperator::Or => chain(sql, op, depth),
        BinaryOperator::Eq => compare(Comparison::Equal),
        BinaryOperator::NotEq => compare(Comparison::NotEqual),
        BinaryOperator::Lt => compare(Comparison::Less),
        BinaryOperator::LtEq => compare(Comparison::LessOrEqual),
        BinaryOperator::Gt => compare(Comparison::Greater),
        BinaryOperator::GtEq => compare(Comparison::GreaterOrEqual),
        BinaryOperator::Plus => arithmetic(Operator::Add),
        BinaryOperator::Minus => arithmetic(Operator::Subtract),
        BinaryOperator::Multiply => arithmetic(Operator::Multiply),
        BinaryOperator::Divide => arithmetic(Operator::Divide),
        other => refuse(&format!("`{other}`"), "allowed: = <> < <= > >= + - * / AND OR"),
    }
}

/// An AND or OR chain as one node. The parser builds it left-deep, thousands of levels if the text is
/// long, so the left side is walked by a loop; parenthesised members of the same kind melt in.
fn chain(sql: &Sql, kind: &BinaryOperator, depth: usize) -> Result<Expr, RuleError> {
    let mut members = Vec::new();
    let mut at = sql;
    while let Sql::BinaryOp { left, op, right } = at
        && op == kind
    {
        members.push(&**right);
        at = left;
    }
    members.push(at);
    let is_and = *kind == BinaryOperator::And;
    let mut flat = Vec::with_capacity(members.len());
    for member in members.into_iter().rev() {
        match lower(member, depth + 1)? {
            Expr::And(more) if is_and => flat.extend(more),
            Expr::Or(more) if !is_and => flat.extend(more),
            other => flat.push(other),
        }
    }
    Ok(if is_and { Expr::And(flat) } else { Expr::Or(flat) })
}

fn call(sql: &SqlFunction, depth: usize) -> Result<Expr, RuleError> {
    let name = sql.name.to_string();
    let Some((function, ..)) = Function::ALL.into_iter().find(|(_, known, _)| *known == name) else {
        return lexis::unknown_function(&name);
    };
    let usage = format!("write {}", function.usage());
    let FunctionArguments::List(list) = &sql.args else {
        return refuse(&format!("`{}`", short(sql)), &usage);
    };
    let plain = sql.over.is_none()
        && sql.filter.is_none()
        && sql.null_treatment.is_none()
        && sql.within_group.is_empty()
        && list.duplicate_treatment.is_none()
        && list.clauses.is_empty();
    if !plain {
        return refuse(&format!("`{}`", short(sql)), &format!("no OVER, FILTER or DISTINCT: {usage}"));
    }
    let mut args = Vec::new();
    let mut except = Vec::new();
    for arg in &list.args {
        match arg {
            FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => args.push(lower(expr, depth + 1)?),
            FunctionArg::Unnamed(FunctionArgExpr::QualifiedWildcard(name)) => {
                args.push(Expr::Name(Name { head: name.to_string(), tail: Tail::All }));
            }
            FunctionArg::Named { name, arg: FunctionArgExpr::Expr(expr), operator }
                if name.value == "except" && *operator == FunctionArgOperator::RightArrow =>
            {
                if !except.is_empty() {
                    return refuse("a second `except`", "name several rows as except => ('row', 'row')");
                }
                except = exceptions(expr)?;
            }
            other => return refuse(&format!("`{}`", short(other)), &usage),
        }
    }
    Ok(Expr::Call { function, args, except })
}

/// `'row'` or `('row', 'row')`.
fn exceptions(sql: &Sql) -> Result<Vec<String>, RuleError> {
    let one = |sql: &Sql| match sql {
        Sql::Value(value) => match &value.value {
            Value::SingleQuotedString(text) => Ok(text.clone()),
            other => refuse(&format!("except => {other}"), "write except => 'row'"),
        },
        other => refuse(&format!("except => {other}"), "write except => 'row'"),
    };
    match sql {
        Sql::Tuple(rows) => rows.iter().map(one).collect(),
        Sql::Nested(inner) => exceptions(inner),
        other => Ok(vec![one(other)?]),
    }
}
