//! The comparison set that a colour was found in, always stated.

use catalogue::model::{Edition, Language};
use domain::{GroupingId, Kind, Level, Rounded, UnitCode, swedish};

/// What a figure was compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ComparisonSet {
    /// All units of the edition.
    Units {
        /// Those that have a figure.
        with_figure: u32,
        /// All of them.
        of: u32,
    },
    /// The units that the material covers, where it does not cover all of the edition.
    Covered {
        /// Those that have a figure.
        with_figure: u32,
        /// All that are covered.
        of: u32,
        /// Their county, where they are of one.
        county: Option<UnitCode>,
        /// Whether there are districts among them.
        districts: bool,
        /// Whether there are offices among them.
        offices: bool,
    },
    /// All places of a level.
    Level {
        /// The level.
        level: Level,
        /// Those that have a figure.
        with_figure: u32,
        /// All of them.
        of: u32,
    },
    /// All groups of a grouping.
    Group {
        /// The grouping.
        grouping: GroupingId,
        /// Those that have a figure.
        with_figure: u32,
        /// All of them.
        of: u32,
    },
    /// A single figure that is the reference of an interval.
    Reference {
        /// Its level.
        level: Level,
        /// Its place.
        code: UnitCode,
        /// Its figure as published.
        figure: Rounded,
    },
}

impl ComparisonSet {
    /// As people read it: *alla 21 län (19 med värde)*, *Riket (78,2)*.
    pub fn words(&self, edition: &Edition, language: Language) -> String {
        let (what, with_figure, of) = match self.counted(edition, language) {
            Ok(counted) => counted,
            Err(reference) => return reference,
        };
        let all = match (language, self.is_covered()) {
            (Language::Swedish, true) => "de",
            (Language::Swedish, false) => "alla",
            (Language::English, true) => "the",
            (Language::English, false) => "all",
        };
        match (language, with_figure == of) {
            (_, true) => format!("{all} {of} {what}"),
            (Language::Swedish, false) => format!("{all} {of} {what} ({with_figure} med värde)"),
            (Language::English, false) => format!("{all} {of} {what} ({with_figure} with a figure)"),
        }
    }

    /// Those that are ranked, as the end of a sentence: *alla 21 län*, *de 19 (av 21) län som har ett värde*.
    pub fn ranked_words(&self, edition: &Edition, language: Language) -> String {
        let (what, with_figure, of) = match self.counted(edition, language) {
            Ok(counted) => counted,
            Err(reference) => return reference,
        };
        match (language, with_figure == of) {
            (_, true) => self.words(edition, language),
            (Language::Swedish, false) => {
                let the = if with_figure > 1 { "de" } else { "bara" };
                let and = if self.is_covered() { " och" } else { "" };
                format!("{the} {with_figure} (av {of}) {what}{and} som har ett värde")
            }
            (Language::English, false) => {
                let the = if with_figure > 1 { "the" } else { "only" };
                let and = if self.is_covered() { " and" } else { "" };
                format!("{the} {with_figure} (of {of}) {what}{and} that have a figure")
            }
        }
    }

    /// Whether it is what the material covers, and not all there is.
    fn is_covered(&self) -> bool {
        matches!(self, Self::Covered { .. })
    }

    /// What is in the set, how many have a figure, and of how many; a reference is told by its name and figure.
    fn counted(&self, edition: &Edition, language: Language) -> Result<(String, u32, u32), String> {
        match self {
            Self::Reference { code, figure, .. } => {
                let is_nation = edition.frame.nation.iter().any(|nation| nation.code == *code);
                let name = match language {
                    Language::English if is_nation => "Sweden",
                    Language::English | Language::Swedish => {
                        edition.frame.name(code.as_str()).unwrap_or(code.as_str())
                    }
                };
                let figure = match language {
                    Language::Swedish => swedish::figure(*figure, edition.plain_ends),
                    Language::English => figure.to_string(),
                };
                Err(format!("{name} ({figure})"))
            }
            Self::Units { with_figure, of } => {
                let has = |kind| edition.frame.units.iter().any(|unit| unit.kind == kind);
                let what = units(language, has(Kind::District), has(Kind::Office));
                Ok((what.to_owned(), *with_figure, *of))
            }
            Self::Covered { with_figure, of, county, districts, offices } => {
                let what = units(language, *districts, *offices);
                let county = county
                    .as_ref()
                    .map(|county| edition.frame.name(county.as_str()).unwrap_or(county.as_str()));
                let what = match (language, county) {
                    (Language::Swedish, Some(county)) => format!("{what} i {county} som underlaget omfattar"),
                    (Language::Swedish, None) => format!("{what} som underlaget omfattar"),
                    (Language::English, Some(county)) => {
                        format!("{what} of {county} that the material covers")
                    }
                    (Language::English, None) => format!("{what} that the material covers"),
                };
                Ok((what, *with_figure, *of))
            }
            Self::Level { level, with_figure, of } => {
                Ok((places(*level, language).to_owned(), *with_figure, *of))
            }
            Self::Group { grouping, with_figure, of } => {
                Ok((groups(edition, grouping, language), *with_figure, *of))
            }
        }
    }
}

fn units(language: Language, districts: bool, offices: bool) -> &'static str {
    match (language, districts, offices) {
        (Language::Swedish, false, false) => "kommuner",
        (Language::Swedish, true, false) => "kommuner och stadsdelar",
        (Language::Swedish, _, true) => "kommuner, stadsdelar och enheter",
        (Language::English, false, false) => "municipalities",
        (Language::English, true, false) => "municipalities and districts",
        (Language::English, _, true) => "municipalities, districts and offices",
    }
}

fn places(level: Level, language: Language) -> &'static str {
    match (level, language) {
        (Level::Unit, Language::Swedish) => "kommuner och stadsdelar",
        (Level::Unit, Language::English) => "municipalities and districts",
        (Level::City, Language::Swedish) => "storstäder",
        (Level::City, Language::English) => "cities",
        (Level::County, Language::Swedish) => "län",
        (Level::County, Language::English) => "counties",
        (Level::Nation, Language::Swedish) => "länder",
        (Level::Nation, Language::English) => "nations",
    }
}

fn groups(edition: &Edition, grouping: &GroupingId, language: Language) -> String {
    let scheme = edition.frame.schemes.iter().find(|scheme| scheme.grouping == *grouping);
    match (scheme, language) {
        (Some(scheme), Language::Swedish) => format!("grupper enligt {}", scheme.name),
        (Some(scheme), Language::English) => format!("groups by {}", scheme.name),
        // Counties are the one grouping that needs no scheme.
        (None, language) => places(Level::County, language).to_owned(),
    }
}
