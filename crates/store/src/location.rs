//! Where a store is.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;

use crate::error::StoreError;

/// Where a store is: a file, or a database server.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// SQLite, by the path of its file.
    Sqlite(PathBuf),
    /// PostgreSQL, by its address `postgres://user:password@host:port/database`.
    Postgres(String),
}

impl FromStr for Location {
    type Err = StoreError;

    /// An address that begins with `postgres://` or `postgresql://`; anything else is a path.
    fn from_str(text: &str) -> Result<Self, StoreError> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            let options: Result<PgConnectOptions, _> = text.parse();
            return match options {
                Ok(options) if options.get_database().is_some() => Ok(Self::Postgres(text.to_owned())),
                Ok(_) | Err(_) => Err(StoreError::Address),
            };
        }
        match text.strip_prefix("sqlite:").unwrap_or(text) {
            "" => Err(StoreError::Address),
            // An address of another kind would become the name of a file.
            path if path.contains("://") => Err(StoreError::Address),
            path => Ok(Self::Sqlite(PathBuf::from(path))),
        }
    }
}

impl fmt::Display for Location {
    /// Without user and password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "{}", path.display()),
            Self::Postgres(address) => match address.parse::<PgConnectOptions>() {
                Ok(options) => {
                    let (host, port) = (options.get_host(), options.get_port());
                    write!(f, "postgres://{host}:{port}/{}", options.get_database().unwrap_or_default())
                }
                Err(_) => f.write_str("postgres://…"),
            },
        }
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_server_and_anything_else_a_file() {
        let file = |path: &str| Ok::<_, ()>(Location::Sqlite(path.into()));
        for (text, expected) in [("svar.db", "svar.db"), ("sqlite:/srv/å ä.db", "/srv/å ä.db")] {
            assert_eq!(text.parse::<Location>().map_err(|_| ()), file(expected), "{text}");
        }
        assert!(matches!("postgresql://db/jamfor".parse(), Ok(Location::Postgres(_))));
        for wrong in ["", "sqlite:", "mysql://db/jamfor", "postgres://db", "postgres://db:x/jamfor"] {
            assert!(wrong.parse::<Location>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_password_is_never_printed() {
        let location: Location = "postgres://jamfor:hemligt@db:5433/svar".parse().expect("an address");
        for text in [format!("{location}"), format!("{location:?}")] {
            assert_eq!(text, "postgres://db:5433/svar");
        }
        let wrong = "postgres://jamfor:hemligt@db:x/svar".parse::<Location>().expect_err("no port");
        assert!(!format!("{wrong} {wrong:?}").contains("hemligt"));
    }
}
