//! What is asked, and what is answered.

use serde::Serialize;

use ::publication::shelf::{Issue, Named, View};

use super::ROOT;
use super::parameter::Query;
use super::problem::{Problem, ProblemKind};
use crate::csv;
use crate::language::Language;
use crate::public::Look;

/// The form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// One value.
    Json,
    /// One table.
    Csv,
}

impl Format {
    /// As `format` writes it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }

    /// As headers write it.
    pub fn media(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv; charset=utf-8; header=present",
        }
    }
}

/// What somebody asks, read and found to be whole.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The language of names and texts.
    pub language: Language,
    /// The form of the answer.
    pub format: Format,
    /// The path, as it was written.
    pub path: &'a str,
    /// What the names of the path stand for.
    pub names: &'a [(String, String)],
    /// The parameters.
    pub query: &'a Query,
    /// What is published at the moment that is looked at.
    pub view: &'a View,
    /// That moment, as it is carried in addresses.
    pub per: Option<&'a str>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// It, in its form.
    pub body: Vec<u8>,
    /// Of a list, how many lines there are on all pages.
    pub total: Option<usize>,
    /// Where one goes from here: relation and address, for the header `Link`.
    pub links: Vec<(&'static str, String)>,
}

impl Asked<'_> {
    /// What a name of the path stands for.
    pub(super) fn name(&self, name: &str) -> &str {
        self.names.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }

    /// What was asked, as it is written alike each time.
    pub(super) fn own(&self) -> String {
        format!("{}{}", self.path, self.query.with(&[]))
    }

    /// An address below the root that looks at the same moment, in the same language.
    pub(super) fn to(&self, path: &str) -> String {
        let mut query = Vec::new();
        query.extend(self.query.one("lang").map(|lang| format!("lang={lang}")));
        query.extend(self.per.map(|per| format!("per={per}")));
        let join = if path.contains('?') { '&' } else { '?' };
        match query.is_empty() {
            true => format!("{ROOT}{path}"),
            false => format!("{ROOT}{path}{join}{}", query.join("&")),
        }
    }

    /// An address of a publication, called as the address that was asked calls it.
    pub(super) fn below(&self, named: Named, path: &str) -> String {
        self.to(&format!("/publications/{named}{path}"))
    }

    /// The same of another publication, as it was known at the same moment.
    pub(super) fn beside(&self, look: &Look<'_>, other: &Issue, path: &str) -> String {
        let number = look.named.number.map(|_| other.number());
        self.below(Named { series: other.series(), number }, path)
    }

    /// A problem with what was asked.
    pub(super) fn problem(&self, kind: ProblemKind, [sv, en]: [String; 2]) -> Problem {
        Problem::new(kind, self.language, self.language.say(sv, en), &self.own())
    }

    /// One thing.
    pub(super) fn one(&self, thing: &impl Serialize) -> Answer {
        Answer { body: json(thing), total: None, links: vec![("self", self.own())] }
    }

    /// Lines of a table, where a table is asked for.
    pub(super) fn lines(&self, columns: &[&str], lines: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
        csv::table(columns, lines)
    }
}

/// As JSON.
pub(super) fn json(thing: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(thing).expect("answers hold texts, numbers and lists only")
}
