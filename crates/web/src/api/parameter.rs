//! Parameters of queries (*parametrar*): each is described once, read by its description, and told by it.
//!
//! A parameter that an endpoint does not have is an error that names the nearest: a misspelt filter must not silently give everything.

use super::problem::{Problem, ProblemKind};
use crate::language::Language;

/// Values of one filter that are read.
pub const MOST_VALUES: usize = 500;
/// Lines of a page unless somebody says otherwise.
pub const USUAL: usize = 20;
/// Lines of a page at most.
pub const MOST: usize = 1_000;
/// The largest offset that is read.
pub const FURTHEST: usize = 10_000_000;

/// A parameter of a query.
#[derive(Debug)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it can be.
    pub kind: Kind,
    /// What it is for, in Swedish and in English.
    pub says: [&'static str; 2],
    /// One that leads somewhere.
    pub example: &'static str,
}

/// What a parameter can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One of a few.
    One(&'static [&'static str]),
    /// Some of a few, separated by commas or repeated.
    Some(&'static [&'static str]),
    /// Ids, separated by commas or repeated.
    Ids,
    /// One id, of this form (a regular expression).
    Id(&'static str),
    /// A whole number, from and to.
    Whole(usize, usize),
    /// A day or a moment.
    When,
    /// Words, of so many characters at most; asked for.
    Words(usize),
}

/// The language of what is said.
pub const LANG: Parameter = Parameter {
    name: "lang",
    kind: Kind::One(&["sv", "en"]),
    says: [
        "Språk för namn och texter; går före Accept-Language.",
        "The language of names and texts; goes before Accept-Language.",
    ],
    example: "en",
};

/// The form of the answer where there is only one.
pub const JSON: Parameter = Parameter {
    name: "format",
    kind: Kind::One(&["json"]),
    says: ["Svarets form; går före Accept.", "The form of the answer; goes before Accept."],
    example: "json",
};

/// The form of the answer where it may be a table.
pub const FORMAT: Parameter = Parameter {
    name: "format",
    kind: Kind::One(&["json", "csv"]),
    says: [
        "Svarets form; går före Accept. CSV är UTF-8 med semikolon, decimalpunkt och en rad med kolumnnamn.",
        "The form of the answer; goes before Accept. CSV is UTF-8 with semicolons, a decimal point and a line of column names.",
    ],
    example: "json",
};

/// The moment that is looked at.
pub const PER: Parameter = Parameter {
    name: "per",
    kind: Kind::When,
    says: [
        "Det som var publicerat en dag (hela dagen, svensk tid) eller vid ett ögonblick (RFC 3339).",
        "What was published on a day (all of it, Swedish time) or at a moment (RFC 3339).",
    ],
    example: "2026-01-01",
};

/// Lines of a page.
pub const LIMIT: Parameter = Parameter {
    name: "limit",
    kind: Kind::Whole(1, MOST),
    says: ["Högst så många rader i svaret.", "At most so many lines in the answer."],
    example: "20",
};

/// Lines that are passed over.
pub const OFFSET: Parameter = Parameter {
    name: "offset",
    kind: Kind::Whole(0, FURTHEST),
    says: ["Så många rader hoppas över; 0 är den första.", "So many lines are passed over; 0 is the first."],
    example: "0",
};

/// A query: parameters that there are, with values that they can have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(Vec<(&'static str, Vec<String>)>);

impl Query {
    /// Reads a query by the parameters of an endpoint.
    ///
    /// # Errors
    /// What cannot be read, and what is allowed instead. `instance` is what was asked.
    pub fn read(
        text: &str,
        known: &[&'static Parameter],
        language: Language,
        instance: &str,
    ) -> Result<Self, Problem> {
        let pairs = pairs(text).ok_or_else(|| Problem::of_status(400, language, instance))?;
        let mut read = Self::default();
        for (name, value) in pairs {
            let Some(parameter) = known.iter().find(|known| known.name == name) else {
                return Err(unknown(&name, known, language, instance));
            };
            let values = parameter.values(&value).map_err(|detail| {
                let problem = Problem::new(
                    ProblemKind::InvalidParameter,
                    language,
                    language.say(detail.0, detail.1),
                    instance,
                );
                problem
                    .about(parameter.name, &value)
                    .allowing(parameter.listed())
                    .near(&value, parameter.listed())
            })?;
            match read.0.iter_mut().find(|(known, _)| *known == parameter.name) {
                None => read.0.push((parameter.name, values)),
                Some((_, all)) if matches!(parameter.kind, Kind::Some(_) | Kind::Ids) => all.extend(values),
                Some(_) => {
                    let detail = language.say(
                        format!("Parametern {} står flera gånger.", parameter.name),
                        format!("The parameter {} stands several times.", parameter.name),
                    );
                    return Err(Problem::new(ProblemKind::InvalidParameter, language, detail, instance)
                        .about(parameter.name, &value));
                }
            }
        }
        for (name, values) in &mut read.0 {
            if values.len() > MOST_VALUES {
                let detail = language.say(
                    format!("{} har {} värden; högst {MOST_VALUES} läses.", name, values.len()),
                    format!("{} has {} values; at most {MOST_VALUES} are read.", name, values.len()),
                );
                return Err(Problem::new(ProblemKind::TooMuch, language, detail, instance)
                    .about(name, &values.join(",")));
            }
            // Said twice is said once; the order is the one of the material.
            let mut seen = std::collections::HashSet::new();
            values.retain(|value| seen.insert(value.clone()));
        }
        if let Some(missing) =
            known.iter().find(|known| known.is_required() && read.one(known.name).is_none())
        {
            let detail = language.say(
                format!("Parametern {} saknas.", missing.name),
                format!("The parameter {} is missing.", missing.name),
            );
            let problem = Problem::new(ProblemKind::InvalidParameter, language, detail, instance);
            return Err(Problem { parameter: Some(missing.name.to_owned()), ..problem });
        }
        let place = |name: &str| known.iter().position(|known| known.name == name);
        read.0.sort_by_key(|(name, _)| place(name));
        Ok(read)
    }

    /// The value of a parameter that has one.
    pub fn one(&self, name: &str) -> Option<&str> {
        self.all(name).and_then(|values| values.first()).map(String::as_str)
    }

    /// All values of a parameter; none if it was not given.
    pub fn all(&self, name: &str) -> Option<&[String]> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, values)| values.as_slice())
    }

    /// A number, or what it usually is.
    pub fn whole(&self, name: &str, usual: usize) -> usize {
        self.one(name).and_then(|value| value.parse().ok()).unwrap_or(usual)
    }

    /// As addresses write it, with some parameters set to other values or left out; with its question mark, or empty.
    pub fn with(&self, changes: &[(&'static str, Option<String>)]) -> String {
        let mut pairs: Vec<(&str, String)> = Vec::new();
        for (name, values) in &self.0 {
            if !changes.iter().any(|(changed, _)| changed == name) {
                pairs.push((name, values.join(",")));
            }
        }
        pairs.extend(changes.iter().filter_map(|(name, value)| Some((*name, value.clone()?))));
        match serde_urlencoded::to_string(pairs) {
            // Colons and commas stand in queries as they are.
            Ok(text) if !text.is_empty() => format!("?{}", text.replace("%3A", ":").replace("%2C", ",")),
            Ok(_) | Err(_) => String::new(),
        }
    }
}

impl Parameter {
    /// Whether it must be given.
    pub fn is_required(&self) -> bool {
        matches!(self.kind, Kind::Words(_))
    }

    /// What is allowed, where that is a list.
    fn listed(&self) -> impl Iterator<Item = &'static str> + Clone {
        let listed: &'static [&'static str] = match self.kind {
            Kind::One(listed) | Kind::Some(listed) => listed,
            Kind::Ids | Kind::Id(_) | Kind::Whole(..) | Kind::When | Kind::Words(_) => &[],
        };
        listed.iter().copied()
    }

    /// The values that were written, or why they are none, in Swedish and in English.
    fn values(&self, written: &str) -> Result<Vec<String>, (String, String)> {
        let name = self.name;
        let refuse = |sv: &str, en: &str| Err((format!("{name} {sv}."), format!("{name} {en}.")));
        match self.kind {
            _ if written.is_empty() => refuse("är tom", "is empty"),
            Kind::One(listed) if listed.contains(&written) => Ok(vec![written.to_owned()]),
            Kind::Some(listed) if written.split(',').all(|value| listed.contains(&value)) => {
                Ok(split(written))
            }
            Kind::One(listed) | Kind::Some(listed) => {
                let all = listed.join(", ");
                refuse(&format!("ska vara något av {all}"), &format!("must be one of {all}"))
            }
            Kind::Ids if written.split(',').any(str::is_empty) => {
                refuse("har ett tomt värde mellan kommatecken", "has an empty value between commas")
            }
            Kind::Ids => Ok(split(written)),
            Kind::Whole(from, to) => {
                let is_plain = written.len() <= 9 && written.bytes().all(|c| c.is_ascii_digit());
                let number = written.parse::<usize>().ok().filter(|n| is_plain && (from..=to).contains(n));
                match number {
                    Some(number) => Ok(vec![number.to_string()]),
                    None => refuse(
                        &format!("ska vara ett heltal från {from} till {to}"),
                        &format!("must be a whole number from {from} to {to}"),
                    ),
                }
            }
            // What it means is read with the publication.
            Kind::Id(_) | Kind::When => Ok(vec![written.to_owned()]),
            Kind::Words(most) if written.chars().count() > most => {
                refuse(&format!("får ha högst {most} tecken"), &format!("may have at most {most} characters"))
            }
            Kind::Words(_) => Ok(vec![written.to_owned()]),
        }
    }
}

fn split(written: &str) -> Vec<String> {
    written.split(',').map(str::to_owned).collect()
}

fn unknown(name: &str, known: &[&'static Parameter], language: Language, instance: &str) -> Problem {
    let names = || known.iter().map(|known| known.name);
    let shown = super::problem::shown(name);
    let detail = language.say(
        format!("Här finns ingen parameter ”{shown}”."),
        format!("There is no parameter “{shown}” here."),
    );
    let problem = Problem::new(ProblemKind::UnknownParameter, language, detail, instance);
    Problem { parameter: Some(shown), ..problem }.allowing(names()).near(name, names())
}

/// Names and values; none where they are no percent-encoded UTF-8.
fn pairs(text: &str) -> Option<Vec<(String, String)>> {
    let is_coded = text.split('%').skip(1).all(|after| {
        let digits = after.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    });
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(text).ok().filter(|_| is_coded)?;
    // What was no UTF-8 was replaced.
    let is_whole = |text: &String| !text.contains('\u{fffd}');
    pairs.iter().all(|(name, value)| is_whole(name) && is_whole(value)).then_some(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODE: Parameter = Parameter {
        name: "mode",
        kind: Kind::Some(&["target", "relative"]),
        says: ["", ""],
        example: "target",
    };
    const PLACE: Parameter = Parameter { name: "place", kind: Kind::Ids, says: ["", ""], example: "0643" };
    const Q: Parameter = Parameter { name: "q", kind: Kind::Words(5), says: ["", ""], example: "habo" };
    const KNOWN: &[&Parameter] = &[&LANG, &LIMIT, &OFFSET, &PLACE, &MODE];

    fn read(text: &str) -> Result<Query, Problem> {
        Query::read(text, KNOWN, Language::English, "/api/v1/x")
    }

    #[test]
    fn a_query_is_read_whole_or_not_at_all() {
        for (case, text, told) in [
            ("an unknown one", "plcae=0643", "There is no parameter"),
            ("said twice", "limit=1&limit=2", "stands several times"),
            ("no number", "limit=ten", "whole number from 1 to 1000"),
            ("too large", "limit=1001", "whole number from 1 to 1000"),
            ("so large that it is none", "offset=99999999999999999999999", "whole number"),
            ("a sign", "offset=%2B1", "whole number"),
            ("empty", "place=", "is empty"),
            ("empty between commas", "place=0643,,0642", "between commas"),
            ("not one of them", "mode=target,relativ", "must be one of"),
            ("no code", "place=%zz", "percent-encoded"),
            ("cut off", "place=%4", "percent-encoded"),
            ("no UTF-8", "place=%ff", "percent-encoded"),
        ] {
            let problem = read(text).expect_err(case);
            assert!(problem.detail.contains(told), "{case}: {}", problem.detail);
            assert_eq!(problem.status, 400, "{case}");
        }
        let near = read("plcae=0643").expect_err("an unknown one").nearest;
        assert_eq!(near[0].id, "place");
        let missing = Query::read("", &[&Q], Language::English, "").expect_err("no question");
        assert_eq!(missing.parameter.as_deref(), Some("q"));
    }

    #[test]
    fn what_means_the_same_is_written_the_same() {
        for (case, text, written) in [
            ("in another order", "limit=5&place=0643", "?limit=5&place=0643"),
            ("the other order", "place=0643&limit=05", "?limit=5&place=0643"),
            ("repeated", "place=0643&place=county:06&place=0643", "?place=0643,county:06"),
            ("nothing", "", ""),
        ] {
            assert_eq!(read(text).expect(case).with(&[]), written, "{case}");
        }
        let query = read("offset=20&place=0643").expect("a query");
        assert_eq!(query.with(&[("offset", Some("40".to_owned()))]), "?place=0643&offset=40");
    }
}
