//! Why there is no answer (*problem*), as RFC 9457 has it: what, where, the value, what is allowed and what is nearest.

use serde::Serialize;
use utoipa::ToSchema;

use super::ROOT;
use crate::language::Language;

/// Characters of a value that are said again.
const SHOWN: usize = 80;
/// So many allowed values are listed; more are where `allowed_at` says.
pub(super) const LISTED: usize = 60;

/// What kinds of problems there are, each with an address that explains it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// No such address.
    NotFound,
    /// No such publication.
    UnknownPublication,
    /// No such id.
    UnknownId,
    /// An id of another publication.
    NotHere,
    /// An id of an earlier publication, given up since.
    Retired,
    /// No such parameter.
    UnknownParameter,
    /// A parameter with a value that it cannot have.
    InvalidParameter,
    /// More is asked for than one answer gives.
    TooMuch,
    /// A personal identity number in an address.
    PersonalNumber,
    /// Not readable at all.
    Malformed,
    /// No such method here.
    MethodNotAllowed,
    /// In no form that was asked for.
    NotAcceptable,
    /// A body that is too large.
    TooLarge,
    /// Too often.
    TooOften,
    /// A fault of ours.
    Broken,
    /// Not just now.
    Unavailable,
}

impl ProblemKind {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::NotFound,
        Self::UnknownPublication,
        Self::UnknownId,
        Self::NotHere,
        Self::Retired,
        Self::UnknownParameter,
        Self::InvalidParameter,
        Self::TooMuch,
        Self::PersonalNumber,
        Self::Malformed,
        Self::MethodNotAllowed,
        Self::NotAcceptable,
        Self::TooLarge,
        Self::TooOften,
        Self::Broken,
        Self::Unavailable,
    ];

    /// As addresses write it.
    pub fn id(self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::UnknownPublication => "unknown-publication",
            Self::UnknownId => "unknown-id",
            Self::NotHere => "not-here",
            Self::Retired => "retired",
            Self::UnknownParameter => "unknown-parameter",
            Self::InvalidParameter => "invalid-parameter",
            Self::TooMuch => "too-much",
            Self::PersonalNumber => "personal-number",
            Self::Malformed => "malformed-request",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::NotAcceptable => "not-acceptable",
            Self::TooLarge => "body-too-large",
            Self::TooOften => "too-many-requests",
            Self::Broken => "internal-error",
            Self::Unavailable => "unavailable",
        }
    }

    /// Its status.
    pub fn status(self) -> u16 {
        match self {
            Self::NotFound | Self::UnknownPublication | Self::UnknownId | Self::NotHere | Self::Retired => {
                404
            }
            Self::UnknownParameter
            | Self::InvalidParameter
            | Self::TooMuch
            | Self::PersonalNumber
            | Self::Malformed => 400,
            Self::MethodNotAllowed => 405,
            Self::NotAcceptable => 406,
            Self::TooLarge => 413,
            Self::TooOften => 429,
            Self::Broken => 500,
            Self::Unavailable => 503,
        }
    }

    /// The kind of an answer that was given outside every endpoint.
    pub fn of_status(status: u16) -> Self {
        match status {
            404 => Self::NotFound,
            405 => Self::MethodNotAllowed,
            406 => Self::NotAcceptable,
            413 => Self::TooLarge,
            429 => Self::TooOften,
            503 => Self::Unavailable,
            400..500 => Self::Malformed,
            _ => Self::Broken,
        }
    }

    /// Its name, in Swedish and in English; the same for all of its kind.
    pub fn title(self) -> [&'static str; 2] {
        match self {
            Self::NotFound => ["Adressen finns inte", "There is no such address"],
            Self::UnknownPublication => ["Ingen sådan publicering", "There is no such publication"],
            Self::UnknownId => ["Okänt id", "An unknown id"],
            Self::NotHere => ["Finns i en annan publicering", "It is in another publication"],
            Self::Retired => ["Har upphört", "It was given up"],
            Self::UnknownParameter => ["Okänd parameter", "An unknown parameter"],
            Self::InvalidParameter => ["Otillåtet värde", "A value that is not allowed"],
            Self::TooMuch => ["För mycket på en gång", "Too much at once"],
            Self::PersonalNumber => {
                ["Ett personnummer i adressen", "A personal identity number in the address"]
            }
            Self::Malformed => ["Frågan går inte att läsa", "The request cannot be read"],
            Self::MethodNotAllowed => ["Metoden finns inte här", "There is no such method here"],
            Self::NotAcceptable => ["Inte i den formen", "Not in that form"],
            Self::TooLarge => ["För stor fråga", "The request is too large"],
            Self::TooOften => ["För många frågor", "Too many requests"],
            Self::Broken => ["Något gick fel hos oss", "Something went wrong here"],
            Self::Unavailable => ["Inte tillgängligt just nu", "Not available just now"],
        }
    }

    /// When it comes and what to do, in Swedish and in English.
    pub fn advice(self) -> [&'static str; 2] {
        match self {
            Self::NotFound => [
                "Alla adresser står i /api/v1/openapi.json. Ingen slutar med snedstreck.",
                "All addresses stand in /api/v1/openapi.json. None ends with a slash.",
            ],
            Self::UnknownPublication => [
                "Publiceringen har aldrig funnits, eller är inte publicerad (vid den tid som per anger). De som finns står i /api/v1/publications.",
                "The publication never was, or is not published (at the time that per gives). Those that are stand in /api/v1/publications.",
            ],
            Self::UnknownId => [
                "Publiceringen har inget sådant id. nearest föreslår det som liknar, allowed eller allowed_at säger vilka som finns.",
                "The publication has no such id. nearest proposes what is like it, allowed or allowed_at says which there are.",
            ],
            Self::NotHere => [
                "Idet hör till en annan publicering än den du frågade; elsewhere leder dit.",
                "The id belongs to another publication than the one you asked; elsewhere leads there.",
            ],
            Self::Retired => [
                "Idet fanns i tidigare publiceringar och har upphört; elsewhere leder till dem.",
                "The id was in earlier publications and was given up; elsewhere leads to them.",
            ],
            Self::UnknownParameter => [
                "En felstavad parameter får aldrig tyst ge ett annat urval: därför är den ett fel. allowed är de som finns.",
                "A misspelt parameter must never silently give another selection: so it is an error. allowed are those that there are.",
            ],
            Self::InvalidParameter => [
                "Parametern finns men kan inte ha det värdet, eller står flera gånger.",
                "There is such a parameter but it cannot have this value, or it stands several times.",
            ],
            Self::TooMuch => [
                "Urvalet är större än ett svar ger. Dela upp det, bläddra med limit och offset, eller hämta hela filen.",
                "The selection is larger than one answer gives. Divide it, page with limit and offset, or download the whole file.",
            ],
            Self::PersonalNumber => [
                "Adresser sparas på många ställen och får inte innehålla personnummer. Sök på något annat.",
                "Addresses are kept in many places and must hold no personal identity numbers. Search for something else.",
            ],
            Self::Malformed => [
                "Adressen ska vara procentkodad UTF-8, och en fråga som läser har ingen kropp.",
                "The address must be percent-encoded UTF-8, and a request that reads has no body.",
            ],
            Self::MethodNotAllowed => {
                ["Allt här läses: GET, HEAD och OPTIONS.", "Everything here is read: GET, HEAD and OPTIONS."]
            }
            Self::NotAcceptable => [
                "Be om en form som finns här med Accept eller format: allowed säger vilka.",
                "Ask for a form that there is here by Accept or format: allowed says which.",
            ],
            Self::TooLarge => ["Skicka ingen kropp.", "Send no body."],
            Self::TooOften => [
                "Vänta så många sekunder som Retry-After säger. Hela filer är färre frågor än många sidor.",
                "Wait as many seconds as Retry-After says. Whole files are fewer requests than many pages.",
            ],
            Self::Broken => [
                "Felet är vårt, och den som driver tjänsten kan läsa om det i loggen.",
                "The fault is ours, and those who run the service can read of it in the log.",
            ],
            Self::Unavailable => ["Försök igen om en stund.", "Try again in a while."],
        }
    }

    /// The address that explains it.
    pub fn address(self) -> String {
        format!("{ROOT}/problems/{}", self.id())
    }
}

/// Why there is no answer, as RFC 9457 has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// The kind of problem: an address that explains it.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it is, the same for all of its kind.
    pub title: String,
    /// The status of the answer.
    pub status: u16,
    /// What it is this time.
    pub detail: String,
    /// What was asked.
    pub instance: String,
    /// The parameter that it is about, of the path or the query.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// Its value, shortened if it is long.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Of several values, those that there are none of.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<String>,
    /// What is nearest.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nearest: Vec<Near>,
    /// What is allowed, where that is not too much to list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed: Vec<String>,
    /// Where what is allowed is listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed_at: Option<String>,
    /// Where it is found instead, the latest publication first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<Elsewhere>,
}

/// What somebody may have meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Near {
    /// Its id.
    pub id: String,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A publication that has what was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Elsewhere {
    /// The publication.
    pub publication: String,
    /// Its title.
    pub title: String,
    /// Where it is.
    pub href: String,
}

impl Problem {
    /// A problem; `detail` is said in a language, and `instance` is what was asked.
    pub fn new(kind: ProblemKind, language: Language, detail: impl Into<String>, instance: &str) -> Self {
        let [sv, en] = kind.title();
        Self {
            kind: kind.address(),
            title: language.say(sv, en).to_owned(),
            status: kind.status(),
            detail: detail.into(),
            instance: instance.to_owned(),
            parameter: None,
            value: None,
            unknown: Vec::new(),
            nearest: Vec::new(),
            allowed: Vec::new(),
            allowed_at: None,
            elsewhere: Vec::new(),
        }
    }

    /// A problem that there is no more to say of than its kind; with the status of an answer that was given already.
    pub fn of_status(status: u16, language: Language, instance: &str) -> Self {
        let kind = ProblemKind::of_status(status);
        let [sv, en] = kind.advice();
        Self { status, ..Self::new(kind, language, language.say(sv, en), instance) }
    }

    /// About a parameter and its value.
    pub(super) fn about(mut self, parameter: &str, value: &str) -> Self {
        self.parameter = Some(parameter.to_owned());
        self.value = Some(shown(value));
        self
    }

    /// With what is allowed; what is too much to list is left out.
    pub(super) fn allowing<'a>(mut self, allowed: impl IntoIterator<Item = &'a str>) -> Self {
        let allowed: Vec<String> = allowed.into_iter().map(str::to_owned).collect();
        if allowed.len() <= LISTED {
            self.allowed = allowed;
        }
        self
    }

    /// With the nearest of names.
    pub(super) fn near<'a>(mut self, wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Self {
        let wanted: String = wanted.chars().take(SHOWN).collect();
        let near = rules::nearest(&wanted, names);
        self.nearest.extend(near.map(|near| Near { id: near.to_owned(), name: None }));
        self
    }
}

/// A value, shortened if it is long.
pub(super) fn shown(value: &str) -> String {
    let mut shown: String = value.chars().take(SHOWN).collect();
    if shown.len() < value.len() {
        shown.push('…');
    }
    shown
}
