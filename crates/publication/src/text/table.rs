//! A cube as csv: a line an observation.
//!
//! Columns: the dimensions; `value;figure;numerator;denominator;empty`, of which at most one of `value`, `figure`
//! and `empty` is filled (none: a plain text, which stands in `word`); `sign` and `word` as people read the value
//! or why there is none, in Swedish; `units;responded;left_out`; for each colour mode that the cube has `<mode>` (the verdict),
//! `<mode>_colour`, `_sign`, `_word`, `_set` (what was compared with), `_low`, `_high` (the interval) and
//! `_not_here` (why the mode does not apply); `origin`.

use catalogue::model::ColourWord;
use csv::WriterBuilder;
use results::colours::Mode;

use crate::model::{Cube, Observation, Value};

/// What each mode has a column for, after the verdict's own.
const OF_A_MODE: [&str; 7] = ["colour", "sign", "word", "set", "low", "high", "not_here"];

/// A cube as csv. `words` are the publication's: colour, sign and word of each verdict.
pub fn cube_csv(cube: &Cube, words: &[ColourWord]) -> Vec<u8> {
    let modes = modes_of(cube);
    let dimensions = cube.dimensions.iter().map(|dimension| dimension.id.clone());
    let plain = [
        "value",
        "figure",
        "numerator",
        "denominator",
        "empty",
        "sign",
        "word",
        "units",
        "responded",
        "left_out",
    ];
    let coloured = modes.iter().flat_map(|mode| {
        let named = OF_A_MODE.iter().map(move |part| format!("{}_{part}", mode.id()));
        std::iter::once(mode.id().to_owned()).chain(named)
    });
    let header = dimensions.chain(plain.map(str::to_owned)).chain(coloured).chain(["origin".to_owned()]);
    let lines = each_line(cube).map(|(codes, observation)| {
        let codes = codes.into_iter().map(str::to_owned);
        let colours = modes.iter().flat_map(|mode| colour_fields(observation, *mode, words));
        codes
            .chain(value_fields(&observation.value, &observation.quotient))
            .chain(word_fields(&observation.value))
            .chain(count_fields(observation))
            .chain(colours)
            .chain([observation.origin.clone()])
            .collect::<Vec<_>>()
    });
    csv_of(std::iter::once(header.collect()).chain(lines))
}

/// Lines of fields as csv.
pub(crate) fn csv_of(lines: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = WriterBuilder::new().delimiter(b';').flexible(true).from_writer(Vec::new());
    for line in lines {
        writer.write_record(&line).expect("a vector takes every byte");
    }
    writer.into_inner().expect("a vector takes every byte")
}

/// The modes that any observation of the cube has, in the order they are shown.
fn modes_of(cube: &Cube) -> Vec<Mode> {
    let has = |mode: &Mode| cube.observations.iter().any(|o| o.colours.iter().any(|c| c.mode == *mode));
    Mode::ALL.into_iter().filter(has).collect()
}

/// Every observation with its codes, the last dimension varying fastest.
pub(super) fn each_line(cube: &Cube) -> impl Iterator<Item = (Vec<&str>, &Observation)> {
    cube.observations.iter().enumerate().map(|(mut place, observation)| {
        let mut codes = vec![""; cube.dimensions.len()];
        for (code, dimension) in codes.iter_mut().zip(&cube.dimensions).rev() {
            let many = dimension.codes.len().max(1);
            *code = dimension.codes.get(place % many).map_or("", |code| code.id.as_str());
            place /= many;
        }
        (codes, observation)
    })
}

/// Value, figure, numerator, denominator and empty.
pub(super) fn value_fields(value: &Value, [numerator, denominator]: &[String; 2]) -> [String; 5] {
    let (category, figure, empty) = match value {
        Value::Category(id, _) => (id.clone(), String::new(), String::new()),
        Value::Figure(figure, _) => (String::new(), figure.to_string(), String::new()),
        Value::Empty(id, ..) => (String::new(), String::new(), id.clone()),
    };
    [category, figure, numerator.clone(), denominator.clone(), empty]
}

/// Sign and word; a figure has neither.
fn word_fields(value: &Value) -> [String; 2] {
    match value {
        Value::Category(_, name) => [String::new(), name.sv.clone()],
        Value::Figure(..) => Default::default(),
        Value::Empty(_, sign, word) => [sign.clone(), word.sv.clone()],
    }
}

/// Units, responded and left out; empty where they have no meaning.
pub(super) fn count_fields(observation: &Observation) -> [String; 3] {
    observation.counts.map_or_else(Default::default, |counts| {
        [counts.units, counts.responded, counts.left_out].map(|n| n.to_string())
    })
}

fn colour_fields(observation: &Observation, mode: Mode, words: &[ColourWord]) -> [String; 8] {
    let mut fields: [String; 8] = Default::default();
    let Some(colouring) = observation.colours.iter().find(|colouring| colouring.mode == mode) else {
        return fields;
    };
    fields[4] = colouring.set.sv.clone();
    if let Some(interval) = colouring.interval {
        fields[5] = interval.low.to_string();
        fields[6] = interval.high.to_string();
    }
    match colouring.verdict {
        Ok(verdict) => {
            fields[0] = verdict.id().to_owned();
            if let Some(word) = words.iter().find(|word| word.mode == mode.id() && word.id == verdict.id()) {
                fields[1] = word.colour.clone();
                fields[2] = word.sign.clone();
                fields[3] = word.name.sv.clone();
            }
        }
        Err(why) => fields[7] = why.id().to_owned(),
    }
    fields
}
