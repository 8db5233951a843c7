//! Values that others published: shown beside computed figures, never computed with.

use std::collections::HashMap;
use std::path::Path;

use domain::{IndicatorId, Level, Method, Rounded, UnitCode};

use super::columns::{Columns, Line, each_line};
use super::mistakes::{Entry, Mistake, Mistakes, meant_or_allowed, quoted};
use super::value::{self, Wrong};
use super::{file, outcomes, unit};
use crate::Problems;
use crate::model::{Edition, Indicator};

const COLUMNS: Columns =
    Columns { required: &["level", "code", "indicator", "figure", "source"], optional: &[] };
const LEVEL: usize = 0;
const CODE: usize = 1;
const INDICATOR: usize = 2;
const FIGURE: usize = 3;
const SOURCE: usize = 4;

/// A value that somebody else published (*publicerat värde, inte omräknat*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedValue {
    /// The level of its place.
    pub level: Level,
    /// Its place: a unit, city, county or the nation.
    pub code: UnitCode,
    /// The indicator.
    pub indicator: IndicatorId,
    /// The figure as printed, in the indicator's unit and with its decimals.
    pub figure: Rounded,
    /// Where it is printed.
    pub source: String,
}

/// Reads the values that others published for an edition from a `.csv` or `.xlsx` file.
///
/// `level` is `unit`, `city`, `county` or `nation`, `code` a place of it, `figure` the figure as printed with a
/// decimal point, `source` where it is printed.
///
/// # Errors
/// All mistakes in it; see the table of [`super`].
pub fn read_published(edition: &Edition, path: &Path) -> Result<Vec<PublishedValue>, Problems> {
    read_published_bytes(edition, &path.display().to_string(), &file::read(path)?)
}

/// Reads the values that others published from the bytes of a file with a name that ends with `.csv` or `.xlsx`.
///
/// # Errors
/// All mistakes in it; see the table of [`super`].
pub fn read_published_bytes(
    edition: &Edition,
    name: &str,
    bytes: &[u8],
) -> Result<Vec<PublishedValue>, Problems> {
    let mut mistakes = Mistakes::of(name);
    let mut reader = Reader { edition, values: Vec::new(), seen: HashMap::new() };
    match file::checked_kind(name, bytes.len()) {
        Ok(kind) => {
            each_line(bytes, kind, &COLUMNS, &mut mistakes, |line, mistakes| reader.line(line, mistakes))
        }
        Err((code, mistake)) => mistakes.add(0, code, || mistake),
    }
    mistakes.or(reader.values)
}

struct Reader<'e> {
    edition: &'e Edition,
    values: Vec<PublishedValue>,
    /// Place and indicator: the line of the file they stand on.
    seen: HashMap<(UnitCode, IndicatorId), usize>,
}

impl Reader<'_> {
    fn line(&mut self, line: &Line<'_>, mistakes: &mut Mistakes) {
        let frame = &self.edition.frame;
        let before = mistakes.found();
        let (code, id) = (line.id(CODE), line.id(INDICATOR));
        let indicator = self.edition.indicator(id);
        let entry = Entry {
            unit: frame.position(code).map(|place| &frame.units[place]),
            what: indicator.map_or("", |indicator| indicator.id.as_str()),
        };
        let mut refuse = |code, mistake: Mistake| mistakes.add(line.number, code, || mistake.at(entry));
        let level = Level::ALL.into_iter().find(|level| level.id() == line.id(LEVEL));
        let place = level.map(|level| place(self.edition, level, code));
        match (&level, &place) {
            (None, _) | (_, None) => refuse("ANS-34", unknown_level(line.id(LEVEL))),
            (Some(_), Some(Err(()))) => refuse("ANS-10", unknown_place(self.edition, level, code)),
            (Some(_), Some(Ok(_))) => {}
        }
        if indicator.is_none() {
            refuse("ANS-30", unknown_indicator(self.edition, id));
        }
        let figure = indicator.map(|indicator| figure(indicator, level, line.id(FIGURE)));
        if let (Some(indicator), Some(Err(wrong))) = (indicator, &figure) {
            refuse("ANS-32", wrong.tell(indicator, line.id(FIGURE)));
        }
        let source = line.id(SOURCE);
        match value::free_text(source) {
            Err(wrong) => refuse(wrong.code(), wrong.tell_text(("källan", "source"))),
            Ok(()) if source.is_empty() => refuse("ANS-35", no_source()),
            Ok(()) => {}
        }
        let (Some(level), Some(Ok(code)), Some(indicator), Some(Ok(figure))) =
            (level, place, indicator, figure)
        else {
            return;
        };
        let key = (code.clone(), indicator.id.clone());
        if let Some(first) = self.seen.insert(key, line.number) {
            refuse("ANS-13", twice(first));
        }
        if mistakes.found() == before {
            let (indicator, source) = (indicator.id.clone(), source.to_owned());
            self.values.push(PublishedValue { level, code, indicator, figure, source });
        }
    }
}

/// The places of a level.
fn places(edition: &Edition, level: Level) -> Vec<&UnitCode> {
    let frame = &edition.frame;
    match level {
        Level::Unit => frame.units.iter().map(|unit| &unit.code).collect(),
        Level::City => frame.cities.iter().map(|place| &place.code).collect(),
        Level::County => frame.counties.iter().map(|place| &place.code).collect(),
        Level::Nation => frame.nation.iter().map(|place| &place.code).collect(),
    }
}

fn place(edition: &Edition, level: Level, code: &str) -> Result<UnitCode, ()> {
    places(edition, level).into_iter().find(|known| known.as_str() == code).cloned().ok_or(())
}

/// Why a text is no figure of an indicator.
#[derive(Clone, Copy)]
enum WrongFigure {
    /// Nothing, or no figure that the indicator can have.
    Figure(Wrong),
    /// A unit has a value in words, a figure only as part of a share.
    InWords,
}

fn figure(indicator: &Indicator, level: Option<Level>, written: &str) -> Result<Rounded, WrongFigure> {
    if level == Some(Level::Unit) && indicator.method == Method::Share {
        return Err(WrongFigure::InWords);
    }
    let number = value::number(&outcomes::published(indicator), written).map_err(WrongFigure::Figure)?;
    Ok(number.rounded(indicator.decimals))
}

impl WrongFigure {
    fn tell(self, indicator: &Indicator, written: &str) -> Mistake {
        match self {
            Self::Figure(_) if written.is_empty() => Mistake::new(
                ("raden anger ingen siffra", "the line gives no figure"),
                (
                    "skriv siffran som den trycktes, med decimalpunkt, eller ta bort raden",
                    "write the figure as it is printed, with a decimal point, or remove the line",
                ),
            ),
            Self::Figure(wrong) => wrong.tell_number(&outcomes::published(indicator), written),
            Self::InWords => Mistake::new(
                (
                    "ett objekt har ett utfall i ord, ingen siffra, på den här indikatorn",
                    "a unit has an outcome in words, no figure, on this indicator",
                ),
                (
                    "skriv andelen på en annan nivå (city, county, nation), eller ta bort raden",
                    "write the share at another level (city, county, nation), or remove the line",
                ),
            ),
        }
    }
}

fn unknown_level(written: &str) -> Mistake {
    let help = meant_or_allowed(written, ("nivåer", "levels"), Level::ALL.into_iter().map(Level::id));
    if written.is_empty() {
        return Mistake::new(("raden anger ingen nivå", "the line names no level"), help);
    }
    let shown = quoted(written);
    Mistake::new((format!("okänd nivå {}", shown.sv), format!("there is no level {}", shown.en)), help)
}

fn unknown_place(edition: &Edition, level: Option<Level>, code: &str) -> Mistake {
    let Some(level) = level.filter(|level| *level != Level::Unit) else {
        return unit::unknown(&edition.frame, code);
    };
    let known = places(edition, level);
    let codes = known.iter().map(|code| code.as_str());
    let help = if known.is_empty() {
        ("årgången har ingen sådan nivå: ta bort raden", "the edition has no such level: remove the line")
            .into()
    } else {
        meant_or_allowed(code, ("koder på nivån", "codes of the level"), codes)
    };
    if code.is_empty() {
        return Mistake::new(("raden anger ingen plats", "the line names no place"), help);
    }
    let shown = quoted(code);
    Mistake::new(
        (
            format!("{} är ingen plats på nivån {level}", shown.sv),
            format!("{} is no place of the level {level}", shown.en),
        ),
        help,
    )
}

fn unknown_indicator(edition: &Edition, id: &str) -> Mistake {
    let ids: Vec<&str> = edition.indicators.iter().map(|indicator| indicator.id.as_str()).collect();
    let help = meant_or_allowed(id, ("indikatorer", "indicators"), ids.iter().copied());
    if id.is_empty() {
        return Mistake::new(("raden anger ingen indikator", "the line names no indicator"), help);
    }
    let shown = quoted(id);
    Mistake::new(
        (
            format!("okänd indikator {}: den finns inte i årgången", shown.sv),
            format!("the edition has no indicator {}", shown.en),
        ),
        help,
    )
}

fn no_source() -> Mistake {
    Mistake::new(
        ("raden anger ingen källa", "the line names no source"),
        (
            "skriv var siffran är tryckt: dokument och sida eller tabell",
            "write where the figure is printed: document and page or table",
        ),
    )
}

fn twice(first: usize) -> Mistake {
    Mistake::new(
        (format!("rad {first} anger redan det här värdet"), format!("line {first} already gives this value")),
        (
            "en plats har ett publicerat värde per indikator: behåll en av raderna",
            "a place has one published value of each indicator: keep one of the lines",
        ),
    )
}
