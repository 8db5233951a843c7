//! Of whom, and since when: what a publication may be held against, and why another may not. For the page and the REST API.

use publication::model::{Code, Value};
use publication::shelf::{Issue, Named};

use super::named;
use crate::language::Phrase;
use crate::public::Look;
use crate::public::compare::{place_of, places, unit_name, unit_of};
use crate::public::unit::group_name;

/// What somebody asked for.
pub(crate) struct Wanted<'a> {
    pub(crate) code: &'a Code,
    pub(super) name: Phrase<'a>,
    pub(super) is_place: bool,
    /// The earlier publication; none where there is none.
    pub(crate) from: Option<&'a Issue>,
    /// Those that there are, the nearest first.
    pub(crate) others: Vec<&'a Issue>,
}

/// Why a publication cannot be held against what somebody wrote.
pub(crate) enum Unfit<'a> {
    /// It is no name.
    NoName,
    /// There is no such publication.
    NoPublication,
    /// It is the publication itself.
    Itself,
    /// It is a later one.
    Later(&'a Issue),
}

impl<'a> Wanted<'a> {
    /// A unit, or a place, since the publication nearest before.
    pub(crate) fn about(look: &Look<'a>, (code, is_place): (&'a Code, bool)) -> Self {
        let others = earlier(look);
        let name = if is_place { group_name(look, code) } else { unit_name(look, code) };
        Self { code, name, is_place, from: others.first().copied(), others }
    }
}

/// The unit or place of a code, and whether it is a place.
pub(crate) fn whose<'a>(look: &Look<'a>, code: &str) -> Option<(&'a Code, bool)> {
    let unit = unit_of(look, code).map(|unit| (unit, false));
    unit.or_else(|| place_of(look, code).map(|place| (place, true)))
}

/// Of whom where nobody says: the nation, or the first county that has figures.
pub(crate) fn usual<'a>(look: &Look<'a>) -> Option<(&'a Code, bool)> {
    let has_figures = |place: &&&'a Code| {
        let all = look.opened.edition().computed();
        let found = all.into_iter().filter_map(|known| look.opened.figure(&place.id, known.id.as_str()));
        found.into_iter().any(|found| matches!(found.value, Value::Figure(..)))
    };
    let levels: Vec<&'a Code> = ["nation:", "county:", "city:"]
        .iter()
        .flat_map(|level| places(look).iter().filter(move |place| place.id.starts_with(level)))
        .collect();
    let first = levels.iter().find(has_figures).or(levels.first()).copied();
    first.map(|place| (place, true))
}

/// The publications before this one: its own row first, then earlier versions of itself, then other editions.
fn earlier<'a>(look: &Look<'a>) -> Vec<&'a Issue> {
    let own = look.issue;
    let mut row: Vec<&'a Issue> = look.view.row_of(own).into_iter().map(AsRef::as_ref).collect();
    row.retain(|other| other.series() < own.series());
    row.reverse();
    let mut versions: Vec<&'a Issue> =
        look.view.numbers(own.series()).into_iter().map(AsRef::as_ref).collect();
    versions.retain(|other| other.number() < own.number());
    versions.reverse();
    let mut rest: Vec<&'a Issue> = look.view.valid().into_iter().map(AsRef::as_ref).collect();
    rest.retain(|other| other.series() < own.series() && !other.series().is_in_row_with(own.series()));
    [row, versions, rest].concat()
}

/// The earlier publication of a name.
pub(crate) fn since<'a>(look: &Look<'a>, written: &str) -> Result<&'a Issue, Unfit<'a>> {
    let name = written.parse::<Named>().map_err(|_| Unfit::NoName)?;
    let found: &'a Issue = look.view.named(name).ok_or(Unfit::NoPublication)?.as_ref();
    if found.named() == look.issue.named() {
        return Err(Unfit::Itself);
    }
    match (found.series(), found.number()) < (look.issue.series(), look.issue.number()) {
        true => Ok(found),
        false => Err(Unfit::Later(found)),
    }
}

/// How an address names an earlier publication: by its number where the page itself is, where it is of the same series, and where it
/// is not the valid one of its own.
pub(crate) fn known_as(look: &Look<'_>, from: &Issue) -> Named {
    let is_valid = look.view.latest(from.series()).is_some_and(|valid| valid.number() == from.number());
    let by_number = look.named.number.is_some() || from.series() == look.issue.series() || !is_valid;
    Named { series: from.series(), number: by_number.then(|| from.number()) }
}

impl Unfit<'_> {
    /// In words; `written` is what was asked for.
    pub(crate) fn said(&self, look: &Look<'_>, written: &str) -> String {
        let language = look.language;
        let shown: String = written.chars().take(60).collect();
        match self {
            Self::NoName => language.say(
                format!("”{shown}” är inget namn på en publicering."),
                format!("“{shown}” is no name of a publication."),
            ),
            Self::NoPublication => language.say(
                format!("Det finns ingen publicering ”{shown}”."),
                format!("There is no publication “{shown}”."),
            ),
            Self::Itself => language
                .say(
                    "En publicering kan inte jämföras med sig själv.",
                    "A publication cannot be compared with itself.",
                )
                .to_owned(),
            Self::Later(found) => {
                let (later, own) = (named(look, found, look.issue), named(look, look.issue, found));
                language.say(format!("{later} är senare än {own}."), format!("{later} is later than {own}."))
            }
        }
    }
}
