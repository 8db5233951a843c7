//! The words of a rule, before they are put together: what is refused at sight.
//!
//! `sqlparser` reads far more SQL than the language has. Some of it nests without bound, and where a reading
//! fails the parser goes back and tries another: a short text of foreign words can overflow the stack or take
//! longer than anybody waits. So every word of SQL that the language has no use for is refused here, by name.

use std::any::TypeId;

use sqlparser::dialect::{Dialect, GenericDialect};
use sqlparser::keywords::Keyword;
use sqlparser::tokenizer::{Token, Tokenizer, TokenizerError, Whitespace, Word};

use crate::RuleError;
use crate::error::suggestion;
use crate::syntax::Function;

/// `GenericDialect`, except that `CASE` and `NOT` are never names: the parser would try both readings at
/// every level.
#[derive(Debug)]
pub(crate) struct RuleDialect;

macro_rules! as_the_generic_dialect {
    ($($method:ident)*) => { $(fn $method(&self) -> bool { GenericDialect.$method() })* };
}

impl Dialect for RuleDialect {
    fn dialect(&self) -> TypeId {
        TypeId::of::<GenericDialect>()
    }

    fn is_identifier_start(&self, ch: char) -> bool {
        GenericDialect.is_identifier_start(ch)
    }

    fn is_identifier_part(&self, ch: char) -> bool {
        GenericDialect.is_identifier_part(ch)
    }

    fn is_reserved_for_identifier(&self, word: Keyword) -> bool {
        matches!(word, Keyword::CASE | Keyword::NOT) || GenericDialect.is_reserved_for_identifier(word)
    }

    // What concerns strings, comments and arguments; the rest concerns statements, which are never read.
    as_the_generic_dialect! {
        supports_unicode_string_literal supports_string_escape_constant supports_quote_delimited_string
        supports_nested_comments supports_multiline_comment_hints
        supports_named_fn_args_with_assignment_operator supports_select_wildcard_exclude
    }
}

/// The tokens of a rule's text.
pub(crate) fn tokens(text: &str) -> Result<Vec<Token>, TokenizerError> {
    Tokenizer::new(&RuleDialect, text).tokenize()
}

/// Refuses what no rule has.
pub(crate) fn check(tokens: &[Token]) -> Result<(), RuleError> {
    if let Some(comment) = tokens.iter().find(|token| is_comment(token)) {
        return Err(RuleError::new(
            "RULE-02",
            format!("a comment, `{comment}`"),
            "write it in `note` instead",
        ));
    }
    let spoken: Vec<&Token> = tokens.iter().filter(|token| !matches!(token, Token::Whitespace(_))).collect();
    let mut points = 0;
    for (i, token) in spoken.iter().enumerate() {
        // `previous.G2.missbruk` has the most; of a longer chain the parser tries every part by itself.
        points = match (token, i.checked_sub(2).map(|before| spoken[before])) {
            (Token::Period, Some(Token::Period)) => points + 1,
            (Token::Period, _) => 1,
            _ => points,
        };
        if points > 2 {
            return refuse("a third point", "a reference has one point: G2.missbruk");
        }
        if **token == Token::Period
            && !matches!(spoken.get(i + 1), Some(Token::Word(_) | Token::Placeholder(_) | Token::Mul))
        {
            return refuse(
                "a point without a name after it",
                "a row or set is named after the point: G2.missbruk",
            );
        }
        let called = spoken.get(i + 1).is_some_and(|next| **next == Token::LParen);
        let after_point = i.checked_sub(1).is_some_and(|before| *spoken[before] == Token::Period);
        match token {
            Token::Word(word) if word.quote_style.is_some() => {}
            Token::Word(word) if after_point && called => {
                return refuse(&format!("`.{word}(…)`"), "a function stands alone: asked(G2a.missbruk)");
            }
            Token::Word(word) if !after_point => check_word(word, called)?,
            Token::Word(_)
            | Token::Number(..)
            | Token::SingleQuotedString(_)
            | Token::Placeholder(_)
            | Token::Comma
            | Token::Period
            | Token::LParen
            | Token::RParen
            | Token::Eq
            | Token::Neq
            | Token::Lt
            | Token::LtEq
            | Token::Gt
            | Token::GtEq
            | Token::Plus
            | Token::Minus
            | Token::Mul
            | Token::Div
            | Token::RArrow => {}
            Token::DoubleColon => return cast("::"),
            Token::StringConcat => return refuse("`||`", "texts are never put together in a rule"),
            Token::LBracket | Token::RBracket | Token::LBrace | Token::RBrace => {
                return refuse(&format!("`{token}`"), "parentheses are round: ( )");
            }
            Token::SemiColon => {
                return refuse("`;`", "a rule is one expression: join conditions with AND or OR");
            }
            other if is_literal(other) => {
                let help = "write numbers as 0.5, ids as 'ja', dates as DATE '2018-02-01'";
                return refuse(&format!("the literal `{other}`"), help);
            }
            other => return refuse(&format!("`{other}`"), "allowed: = <> < <= > >= + - * / AND OR NOT"),
        }
    }
    Ok(())
}

/// Strings and numbers of other kinds.
fn is_literal(token: &Token) -> bool {
    matches!(
        token,
        Token::DoubleQuotedString(_)
            | Token::TripleSingleQuotedString(_)
            | Token::TripleDoubleQuotedString(_)
            | Token::DollarQuotedString(_)
            | Token::SingleQuotedByteStringLiteral(_)
            | Token::DoubleQuotedByteStringLiteral(_)
            | Token::TripleSingleQuotedByteStringLiteral(_)
            | Token::TripleDoubleQuotedByteStringLiteral(_)
            | Token::SingleQuotedRawStringLiteral(_)
            | Token::DoubleQuotedRawStringLiteral(_)
            | Token::TripleSingleQuotedRawStringLiteral(_)
            | Token::TripleDoubleQuotedRawStringLiteral(_)
            | Token::NationalStringLiteral(_)
            | Token::QuoteDelimitedStringLiteral(_)
            | Token::NationalQuoteDelimitedStringLiteral(_)
            | Token::EscapedStringLiteral(_)
            | Token::UnicodeStringLiteral(_)
            | Token::HexStringLiteral(_)
    )
}

/// A word that is not the row or attribute of a reference.
fn check_word(word: &Word, called: bool) -> Result<(), RuleError> {
    match word.keyword {
        Keyword::NoKeyword => Ok(()),
        // The language's own.
        Keyword::AND
        | Keyword::OR
        | Keyword::NOT
        | Keyword::IN
        | Keyword::BETWEEN
        | Keyword::CASE
        | Keyword::WHEN
        | Keyword::THEN
        | Keyword::ELSE
        | Keyword::END => Ok(()),
        Keyword::DATE if !called => Ok(()),
        Keyword::EXCEPT if word.value == "except" => Ok(()),
        // Refused with the thing they belong to, once that is read.
        Keyword::IS
        | Keyword::NULL
        | Keyword::TRUE
        | Keyword::FALSE
        | Keyword::UNKNOWN
        | Keyword::DISTINCT
        | Keyword::FROM
        | Keyword::LIKE
        | Keyword::ILIKE
        | Keyword::SIMILAR
        | Keyword::TO
        | Keyword::RLIKE
        | Keyword::REGEXP => Ok(()),
        Keyword::SELECT | Keyword::WITH | Keyword::VALUES | Keyword::EXISTS | Keyword::ANY | Keyword::ALL => {
            refuse(
                &format!("a sub-query (`{word}`)"),
                "a rule reads one unit's answers; use IN ('a', 'b'), any_row(), at_least() or count_rows()",
            )
        }
        Keyword::OVER | Keyword::FILTER | Keyword::WITHIN => {
            refuse(&format!("a window (`{word}`)"), "a rule reads one unit's answers, not those of others")
        }
        Keyword::CAST | Keyword::TRY_CAST | Keyword::SAFE_CAST | Keyword::CONVERT | Keyword::TRY_CONVERT => {
            cast(&word.value)
        }
        _ if called => unknown_function(&word.value),
        _ => refuse(&format!("`{word}`, a word of SQL,"), "see docs/rules.md for the words of the language"),
    }
}

fn cast<T>(how: &str) -> Result<T, RuleError> {
    refuse(&format!("a cast (`{how}`)"), "nothing is converted: types are those of the questions")
}

pub(crate) fn unknown_function<T>(name: &str) -> Result<T, RuleError> {
    let help = match name.to_lowercase().as_str() {
        "coalesce" | "nullif" | "ifnull" | "isnull" | "nvl" => AN_EMPTY_HAS_A_REASON.to_owned(),
        _ => suggestion(name, Function::ALL.iter().map(|(_, known, _)| *known)),
    };
    refuse(&format!("the function `{name}`"), &help)
}

/// What to write instead of asking for NULL.
pub(crate) const AN_EMPTY_HAS_A_REASON: &str =
    "an empty has a reason: use asked(), cannot_say(), or answered() in checks";

fn is_comment(token: &Token) -> bool {
    matches!(token, Token::Whitespace(Whitespace::SingleLineComment { .. } | Whitespace::MultiLineComment(_)))
}

pub(crate) fn refuse<T>(what: &str, instead: &str) -> Result<T, RuleError> {
    Err(RuleError::new("RULE-06", format!("{what} is not part of the language"), instead))
}
