//! What cells of cubes hold (*cellens innehåll*), as every answer tells it: a value or a reason why there is none, units behind it,
//! and what the colour modes say.

use ::publication::model::{Colouring, Observation as Cell, Value};
use results::colours::Mode;
use results::diff::Got;
use serde::Serialize;
use serde_json::Number;
use utoipa::ToSchema;

use super::asked::Asked;
use super::said;
use crate::public::{Look, observed};

/// The status of an observation that has a value.
const VALUE: &str = "value";

/// What a cell holds: a value or a reason why there is none, never neither.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Held {
    /// `value`, or why there is none: `not_asked`, `not_applicable`, `not_answered`, `cannot_say`, `illogical`, `withheld`,
    /// `not_covered`, `no_denominator`, `counts_unknown`, `not_reported_at_level`; in other cubes also `not_known`,
    /// `not_stated`, `not_described`, `no_marks`, `no_more_peers`, `only_variable`.
    pub status: String,
    /// Why it is withheld: `non_response`, `small_number`, `not_covered`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The id of an outcome value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// A figure, rounded as published.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>)]
    pub figure: Option<Number>,
    /// Decimals of the figure as published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimals: Option<u8>,
    /// The figure's unit, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The value, or why there is none, as pages say it.
    pub text: String,
    /// The sign that stands for why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign: Option<String>,
    /// The figure's numerator.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>)]
    pub numerator: Option<Number>,
    /// The figure's denominator.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>)]
    pub denominator: Option<Number>,
    /// As files print it: figure, numerator, denominator.
    #[serde(skip)]
    #[schema(ignore)]
    pub(super) printed: [String; 3],
}

/// Units behind a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Counts {
    /// Units of the place.
    pub units: u32,
    /// Those that responded.
    pub responded: u32,
    /// Those left out of the denominator.
    pub left_out: u32,
}

/// What a colour mode says: a verdict, with its colour, sign and word; or why it says nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Colour {
    /// `target`, `relative` or `uncertainty`.
    pub mode: String,
    /// Its name.
    pub mode_name: String,
    /// What it says: an id of the publication's colours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<String>,
    /// `green`, `yellow`, `red`, `grey` …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub colour: Option<String>,
    /// The sign that stands for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign: Option<String>,
    /// The verdict in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub word: Option<String>,
    /// Why the mode says nothing here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_here: Option<String>,
    /// The same in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_here_word: Option<String>,
    /// What it was compared with, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set: Option<String>,
    /// The interval of the mode `uncertainty`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<Interval>,
}

/// A confidence interval, rounded as published, in the indicator's unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Interval {
    /// Lower end.
    #[schema(value_type = f64)]
    pub low: Number,
    /// Upper end.
    #[schema(value_type = f64)]
    pub high: Number,
}

/// A figure as files print it, as a number.
pub(super) fn number(printed: &str) -> Option<Number> {
    serde_json::from_str(printed).ok()
}

/// What a cell holds, in the language of the answer. `unit` is that of its figure.
pub(super) fn held(asked: &Asked<'_>, look: &Look<'_>, cell: &Cell, unit: &str) -> Held {
    let [numerator, denominator] = &cell.quotient;
    let mut held = Held {
        numerator: number(numerator),
        denominator: number(denominator),
        printed: [String::new(), numerator.clone(), denominator.clone()],
        ..Held::bare(observed::words(look, cell, unit).text().to_owned())
    };
    match &cell.value {
        Value::Category(id, name) => {
            held.value = (!id.is_empty()).then(|| id.clone());
            held.text = said(asked.language, name);
        }
        Value::Figure(figure, _) => {
            held.printed[0] = figure.to_string();
            held.figure = number(&held.printed[0]);
            held.decimals = Some(figure.decimals);
            held.unit = (!unit.is_empty()).then(|| unit.to_owned());
        }
        Value::Empty(id, sign, _) => {
            let (status, reason) =
                id.split_once(':').map_or((id.as_str(), None), |(of, why)| (of, Some(why)));
            held.status = status.to_owned();
            held.reason = reason.map(str::to_owned);
            held.sign = (!sign.is_empty()).then(|| sign.clone());
        }
    }
    held
}

/// What was computed and never published, as `text` says it on pages. `unit` is that of its figure.
pub(super) fn unpublished(got: &Got, text: String, unit: &str) -> Held {
    let mut held = Held::bare(text);
    match got {
        Got::Value(id) => held.value = Some(id.to_string()),
        Got::Figure(figure, counts) => {
            let [numerator, denominator] = counts.map_or_else(Default::default, |(above, below)| {
                [above, below].map(|count| count.to_string())
            });
            held.figure = number(&figure.to_string());
            held.decimals = Some(figure.decimals);
            held.unit = (!unit.is_empty()).then(|| unit.to_owned());
            held.numerator = number(&numerator);
            held.denominator = number(&denominator);
            held.printed = [figure.to_string(), numerator, denominator];
        }
        Got::Empty(reason) => held.status = reason.id().to_owned(),
    }
    held
}

/// Units behind a cell's figure.
pub(super) fn counts(cell: &Cell) -> Option<Counts> {
    cell.counts.map(|counts| Counts {
        units: counts.units,
        responded: counts.responded,
        left_out: counts.left_out,
    })
}

/// What the modes say of a cell.
pub(super) fn colours(
    asked: &Asked<'_>,
    look: &Look<'_>,
    cell: &Cell,
    modes: Option<&[String]>,
) -> Vec<Colour> {
    let wanted =
        |told: &&Colouring| modes.is_none_or(|modes| modes.iter().any(|mode| mode == told.mode.id()));
    cell.colours.iter().filter(wanted).map(|told| colour(asked, look, told)).collect()
}

fn colour(asked: &Asked<'_>, look: &Look<'_>, told: &Colouring) -> Colour {
    let words = look.opened.vocabulary();
    let mode = told.mode.id();
    let said = |text| said(asked.language, text);
    let verdict = told.verdict.ok();
    let word = verdict.and_then(|verdict| words.colour(verdict.id()));
    let not_here = told.verdict.err();
    let interval = told.interval.and_then(|ends| {
        Some(Interval { low: number(&ends.low.to_string())?, high: number(&ends.high.to_string())? })
    });
    Colour {
        mode: mode.to_owned(),
        mode_name: words.mode(mode).map_or_else(|| mode.to_owned(), |word| said(&word.name)),
        verdict: verdict.map(|verdict| verdict.id().to_owned()),
        colour: word.map(|word| word.colour.clone()),
        sign: word.map(|word| word.sign.clone()),
        word: word.map(|word| said(&word.name)),
        not_here: not_here.map(|why| why.id().to_owned()),
        not_here_word: not_here.and_then(|why| Some(said(&words.not_here(why.id())?.name))),
        set: (!told.set.sv.is_empty()).then(|| said(&told.set)),
        interval,
    }
}

/// Columns of a cell in tables.
pub(super) const CELL: [&str; 38] = [
    "status",
    "reason",
    "value",
    "figure",
    "decimals",
    "unit",
    "text",
    "sign",
    "numerator",
    "denominator",
    "units",
    "responded",
    "left_out",
    "target",
    "target_colour",
    "target_sign",
    "target_word",
    "target_set",
    "target_low",
    "target_high",
    "target_not_here",
    "relative",
    "relative_colour",
    "relative_sign",
    "relative_word",
    "relative_set",
    "relative_low",
    "relative_high",
    "relative_not_here",
    "uncertainty",
    "uncertainty_colour",
    "uncertainty_sign",
    "uncertainty_word",
    "uncertainty_set",
    "uncertainty_low",
    "uncertainty_high",
    "uncertainty_not_here",
    "origin",
];

/// The fields of a cell, one for each of its columns.
pub(super) fn fields(
    held: &Held,
    counts: Option<Counts>,
    colours: &[Colour],
    origin: &str,
) -> impl Iterator<Item = String> {
    let counts = counts.map_or_else(Default::default, |counts| {
        [counts.units, counts.responded, counts.left_out].map(|n| n.to_string())
    });
    let colours = colour_fields(colours);
    held.fields().into_iter().chain(counts).chain(colours).chain([origin.to_owned()])
}

impl Held {
    /// A value that is not filled in but in words.
    fn bare(text: String) -> Self {
        Self {
            status: VALUE.to_owned(),
            reason: None,
            value: None,
            figure: None,
            decimals: None,
            unit: None,
            text,
            sign: None,
            numerator: None,
            denominator: None,
            printed: Default::default(),
        }
    }

    /// As one field: the id of a value, a figure, or why there is neither.
    pub(super) fn short(&self) -> String {
        let figure = Some(&self.printed[0]).filter(|figure| !figure.is_empty());
        self.value.as_ref().or(figure).unwrap_or(&self.status).clone()
    }

    /// As ten.
    pub(super) fn fields(&self) -> [String; 10] {
        let [figure, numerator, denominator] = self.printed.clone();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        [
            self.status.clone(),
            text(&self.reason),
            text(&self.value),
            figure,
            self.decimals.map(|decimals| decimals.to_string()).unwrap_or_default(),
            text(&self.unit),
            self.text.clone(),
            text(&self.sign),
            numerator,
            denominator,
        ]
    }
}

/// The fields of what every mode says: empty where it was not asked for.
fn colour_fields(colours: &[Colour]) -> Vec<String> {
    let of = |mode: Mode| {
        let told = colours.iter().find(|told| told.mode == mode.id());
        let text =
            |of: fn(&Colour) -> &Option<String>| told.and_then(|told| of(told).clone()).unwrap_or_default();
        let end = |of: fn(&Interval) -> &Number| {
            let interval = told.and_then(|told| told.interval.as_ref());
            interval.map(|interval| of(interval).to_string()).unwrap_or_default()
        };
        [
            text(|told| &told.verdict),
            text(|told| &told.colour),
            text(|told| &told.sign),
            text(|told| &told.word),
            text(|told| &told.set),
            end(|interval| &interval.low),
            end(|interval| &interval.high),
            text(|told| &told.not_here),
        ]
    };
    Mode::ALL.into_iter().flat_map(of).collect()
}
