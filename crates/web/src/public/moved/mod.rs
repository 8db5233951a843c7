//! What a correction moves (*vad som flyttas*): outcomes, shares, ranks, colours, peers – each line with what it was and what it is.
//! Values are those of the two publications' cubes, as every page shows them.

mod table;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use catalogue::model::Indicator;
use domain::IndicatorId;
use publication::model::{Observation, Value};
use publication::shelf::Opened;
use results::aggregates::Place;
use results::colours::Mode;
use results::diff::{Column, Computed, Moved, MovedKind, ResultsDiff, Who, with_editions};

pub use table::table;

use super::unit::percent;
use super::{Look, observed};
use crate::csv;
use crate::language::Phrase;

/// What was corrected, and what corrects it.
#[derive(Clone, Copy, Debug)]
pub struct Between<'a> {
    /// As it was.
    pub before: Look<'a>,
    /// As it is.
    pub after: Look<'a>,
}

/// What moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A unit's outcome.
    Outcome,
    /// A place's share or other figure.
    Figure,
    /// What follows from them.
    Follows(MovedKind),
}

/// What one of the two publications says.
#[derive(Clone, Debug)]
pub struct Said<'a> {
    /// As cubes write it: the id of an outcome value, colour or reason; a figure; a rank of so many, `3/21`; peers' codes with
    /// spaces between. Empty if it says nothing.
    pub id: String,
    /// As pages say it.
    pub words: Phrase<'a>,
    /// The cell of its cube, of outcomes and figures.
    found: Option<&'a Observation>,
}

/// Something that moved.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// What.
    pub what: What,
    /// Whose.
    pub who: Who,
    /// Of which indicator, as the corrected publication calls it and as the other does; none of peers.
    pub indicators: Option<[IndicatorId; 2]>,
    /// What it was.
    pub before: Said<'a>,
    /// What it is.
    pub after: Said<'a>,
}

impl What {
    /// The id in files and in the REST API.
    pub fn id(self) -> &'static str {
        match self {
            Self::Outcome => "outcome",
            Self::Figure => "figure",
            Self::Follows(MovedKind::Rank) => "rank",
            Self::Follows(MovedKind::Colour(_)) => "colour",
            Self::Follows(MovedKind::Peers) => "peers",
        }
    }

    /// The colour mode of a colour.
    pub fn mode(self) -> Option<Mode> {
        match self {
            Self::Follows(MovedKind::Colour(mode)) => Some(mode),
            Self::Outcome | Self::Figure | Self::Follows(MovedKind::Rank | MovedKind::Peers) => None,
        }
    }
}

/// The code of a unit or place in cubes and addresses: `0643`, `county:06`, `group:size:3`.
pub fn code_of(who: &Who) -> String {
    match who {
        Who::Unit(code) => code.to_string(),
        Who::Place(Place::Level(level, code)) => format!("{}:{code}", level.id()),
        Who::Place(Place::Group(grouping, group)) => format!("group:{grouping}:{group}"),
    }
}

/// What differs between two publications, computed; it may take a while.
pub fn diff(before: &Opened, after: &Opened) -> ResultsDiff {
    with_editions(
        Computed { edition: before.edition(), results: before.results() },
        Computed { edition: after.edition(), results: after.results() },
    )
}

impl<'a> Between<'a> {
    /// A correction and what it corrects; none of a publication that corrects none, or one that is not visible.
    pub fn of(after: Look<'a>) -> Option<Self> {
        let before = after.view.corrected(after.issue)?;
        let before = Look::at(after.language, after.address, after.view, before).ok()?;
        Some(Self { before: Look { per: after.per, ..before }, after })
    }

    /// What differs between the two, computed; it may take a while.
    pub fn diff(&self) -> ResultsDiff {
        diff(self.before.opened, self.after.opened)
    }

    /// Everything that moved: outcomes and figures indicator by indicator, then what follows from them.
    pub fn lines(&self, diff: &ResultsDiff) -> Vec<Line<'a>> {
        let mut lines = Vec::new();
        for indicator in &diff.indicators {
            let of = |column: &Option<Column>| {
                column.as_ref().map_or_else(|| indicator.id().clone(), |column| column.id.clone())
            };
            let ids = [of(&indicator.before), of(&indicator.after)];
            let units = indicator.outcomes.iter().filter(|moved| moved.moved());
            lines.extend(
                units.map(|moved| self.value(What::Outcome, Who::Unit(moved.unit.clone()), ids.clone())),
            );
            let places = indicator.figures.iter().filter(|moved| moved.moved());
            lines.extend(
                places.map(|moved| self.value(What::Figure, Who::Place(moved.place.clone()), ids.clone())),
            );
        }
        lines.extend(diff.moved.iter().map(|moved| self.following(moved)));
        lines
    }

    fn value(&self, what: What, who: Who, ids: [IndicatorId; 2]) -> Line<'a> {
        let [before, after] =
            [(&self.before, &ids[0]), (&self.after, &ids[1])].map(|(look, id)| cell(look, &who, id));
        Line { what, who, indicators: Some(ids), before, after }
    }

    fn following(&self, moved: &Moved) -> Line<'a> {
        let said = |id: &str| Said { id: id.to_owned(), words: self.told(moved.kind, id), found: None };
        Line {
            what: What::Follows(moved.kind),
            who: moved.who.clone(),
            indicators: moved.indicator.clone().map(|id| [id.clone(), id]),
            before: said(&moved.before),
            after: said(&moved.after),
        }
    }

    /// The name of a unit or place: `Habo`, `Jönköpings län`.
    pub fn name(&self, who: &Who) -> Phrase<'a> {
        let code = code_of(who);
        match who {
            Who::Unit(_) => match self.after.opened.edition().frame.name(&code) {
                Some(name) => name.into(),
                None => code.into(),
            },
            Who::Place(_) => {
                let cube = self.after.opened.publication().cube("aggregates");
                let codes = cube.and_then(|cube| cube.dimensions.first()).map(|places| &places.codes);
                let known = codes.and_then(|codes| codes.iter().find(|known| known.id == code));
                known.map_or_else(|| code.into(), |known| self.after.text(&known.name))
            }
        }
    }

    /// The name of an indicator.
    pub fn indicator(&self, id: &IndicatorId) -> Phrase<'a> {
        match known(&self.after, id) {
            Some(known) => self.after.language.either(known.name.sv.as_str(), known.name.en.as_deref()),
            None => id.to_string().into(),
        }
    }

    /// A rank, a colour or peers in words.
    fn told(&self, kind: MovedKind, id: &str) -> Phrase<'a> {
        let language = self.after.language;
        if id.is_empty() {
            return Phrase::from("–");
        }
        match kind {
            MovedKind::Rank => match id.split_once('/') {
                Some((rank, of)) => language.say(format!("{rank} av {of}"), format!("{rank} of {of}")).into(),
                None => id.to_owned().into(),
            },
            MovedKind::Peers => {
                let frame = &self.after.opened.edition().frame;
                let names = id.split(' ').map(|code| frame.name(code).unwrap_or(code));
                names.collect::<Vec<_>>().join(", ").into()
            }
            MovedKind::Colour(_) => match self.after.opened.vocabulary().colour(id) {
                Some(word) => language.either(word.name.sv.as_str(), word.name.en.as_deref()),
                None => language.say("ingen färg", "no colour").into(),
            },
        }
    }
}

fn known<'a>(look: &Look<'a>, id: &IndicatorId) -> Option<&'a Indicator> {
    look.opened.edition().computed().find(|known| known.id == *id)
}

/// The unit of a figure, as cells write it.
fn unit_of(look: &Look<'_>, who: &Who, id: &IndicatorId) -> &'static str {
    known(look, id).map_or("", |known| percent(known, matches!(who, Who::Place(_))))
}

/// What one publication says of an indicator of a unit or place.
fn cell<'a>(look: &Look<'a>, who: &Who, id: &IndicatorId) -> Said<'a> {
    let code = code_of(who);
    let found = match who {
        Who::Unit(_) => look.opened.outcome(&code, id.as_str()),
        Who::Place(_) => look.opened.figure(&code, id.as_str()),
    };
    let Some(found) = found else {
        return Said { id: String::new(), words: Phrase::from("–"), found: None };
    };
    let own = match &found.value {
        Value::Category(id, _) | Value::Empty(id, ..) => id.clone(),
        Value::Figure(figure, _) => figure.to_string(),
    };
    Said { id: own, words: observed::words(look, found, unit_of(look, who, id)), found: Some(found) }
}

/// Columns of the lines as a table.
pub const COLUMNS: [&str; 10] = [
    "what",
    "mode",
    "indicator",
    "indicator_name",
    "place",
    "place_name",
    "before",
    "before_text",
    "after",
    "after_text",
];

impl Between<'_> {
    /// The fields of a line, one for each column.
    pub fn fields(&self, line: &Line<'_>) -> [String; COLUMNS.len()] {
        let indicator = line.indicators.as_ref().map(|[_, id]| id);
        [
            line.what.id().to_owned(),
            line.what.mode().map_or("", Mode::id).to_owned(),
            indicator.map(ToString::to_string).unwrap_or_default(),
            indicator.map(|id| self.indicator(id).text().to_owned()).unwrap_or_default(),
            code_of(&line.who),
            self.name(&line.who).text().to_owned(),
            line.before.id.clone(),
            line.before.words.text().to_owned(),
            line.after.id.clone(),
            line.after.words.text().to_owned(),
        ]
    }

    /// Everything that moved, as a file.
    pub fn file(&self, diff: &ResultsDiff) -> Response {
        let lines = self.lines(diff);
        let table = csv::table(&COLUMNS, lines.iter().map(|line| self.fields(line).to_vec()));
        let name = format!("attachment; filename=\"{}-rattelse.csv\"", self.after.issue.named());
        let headers = [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
            (header::CONTENT_DISPOSITION, name),
        ];
        (headers, table).into_response()
    }
}

/// What a correction moved, as a file; a publication that corrects none has no such file.
pub fn file(look: &Look<'_>) -> Response {
    match Between::of(*look) {
        Some(between) => between.file(&between.diff()),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
