//! Where the store of answers is.

use anyhow::Result;
use store::Location;

use crate::WrongUsage;
use crate::arguments::Lang;

/// The variable that says where the store is, where no argument does.
pub(crate) const VARIABLE: &str = "JAMFOR_STORE";
/// The store where nothing says where it is: a file in the folder in which the program is started.
pub(crate) const DEFAULT: &str = "jamfor.db";
/// The store that a demonstration makes for itself where none is given.
pub(crate) const DEMO_STORE: &str = "jamfor-demo/jamfor.db";

/// Where the store is: as given, else as [`VARIABLE`] says, else [`DEFAULT`]. What is no place is not repeated, since it
/// may hold a password.
pub(crate) fn store_location(given: Option<&str>, lang: Lang) -> Result<Location> {
    let variable = std::env::var_os(VARIABLE).filter(|text| !text.is_empty());
    let (text, from) = match (given, variable) {
        (Some(text), _) => (Some(text.to_owned()), "--store"),
        (None, Some(text)) => (text.into_string().ok(), VARIABLE),
        (None, None) => (Some(DEFAULT.to_owned()), "--store"),
    };
    let location = text.and_then(|text| text.parse().ok());
    location.ok_or_else(|| {
        let (sv, en) = (
            format!(
                "{from} är ingen plats för ett svarslager: ange en fil (svar.db) eller postgres://användare:lösenord@värd:port/databas"
            ),
            format!(
                "{from} is no place for a store of answers: give a file (svar.db) or postgres://user:password@host:port/database"
            ),
        );
        WrongUsage(lang.say(&sv, &en).to_owned()).into()
    })
}

/// A text in which addresses of databases, which may hold passwords, are left out.
pub(crate) fn without_addresses(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let start = rest[..at].trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len();
        let is_database = rest[start..at].starts_with("postgres");
        let from = at + "://".len();
        out.push_str(&rest[..from]);
        rest = &rest[from..];
        if is_database {
            let end =
                rest.find(|c: char| c.is_whitespace() || matches!(c, '`' | '\'' | '"')).unwrap_or(rest.len());
            out.push('…');
            rest = &rest[end..];
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_was_given_in_the_wrong_place_is_not_repeated() {
        for (text, expected) in [
            ("`postgres://a:hemligt@b/c` hör inte hit", "`postgres://…` hör inte hit"),
            ("error: 'postgresql://a:hem/ligt@b/c?x=y' found\nmer", "error: 'postgresql://…' found\nmer"),
            ("--store=postgres://a:b@c/d", "--store=postgres://…"),
            ("se https://exempel.se/a", "se https://exempel.se/a"),
            ("ingen", "ingen"),
        ] {
            assert_eq!(without_addresses(text), expected);
        }
    }

    #[test]
    fn what_is_no_place_is_not_repeated() {
        let error =
            store_location(Some("mysql://jamfor:hemligt@db/svar"), Lang::Sv).expect_err("not a place");
        assert!(!format!("{error:?} {error}").contains("hemligt"));
    }
}
