//! How an edition is compared: `comparison.toml`. Without it there is only the colour mode *target*.

use domain::{IndicatorId, Level, Method, Number};

use super::Loader;
use super::cases::figure;
use super::entry::Entry;
use super::field::Field;
use super::log::Unique;
use super::translations::Translations;
use super::{fixed, peers};
use crate::model::{
    Comparison, Direction, Edition, Indicator, IndicatorRole, RelativeCase, RelativeMode, Ties,
    UncertaintyCase, UncertaintyMode,
};

/// Units that stand behind a coloured figure of a place where the catalogue does not say how many.
const SMALLEST_PLACE: u32 = 5;

const DIRECTIONS: [(&str, Direction); 2] = [("up", Direction::Up), ("down", Direction::Down)];

/// Reads how the edition is compared.
pub(super) fn load(loader: &Loader<'_>, folder: &str, edition: &Edition) -> Comparison {
    let mut read = Comparison::default();
    let path = format!("{folder}/comparison.toml");
    let Some(document) = loader.files.toml(&path) else { return read };
    let english = Translations::of(loader, &path);
    let root = Entry::root(document);
    if let Some(table) = root.table("relative") {
        read.relative = Some(relative(&table));
        read.relative_cases = table.entries("case").into_iter().map(relative_case).collect();
        some_cases(&table, "relative", read.relative_cases.len());
        table.finish();
    }
    if let Some(table) = root.table("uncertainty") {
        read.uncertainty = Some(uncertainty(&table, edition));
        read.uncertainty_cases = table.entries("case").into_iter().map(uncertainty_case).collect();
        some_cases(&table, "uncertainty", read.uncertainty_cases.len());
        table.finish();
    }
    read.peers = root.table("peers").map(|table| peers::settings(table, &english, edition));
    if let Some(text) = root.field("no_peers").and_then(|field| field.text()) {
        read.no_peers = english.text("no_peers", "text", text.to_owned());
    }
    match (root.has("peers"), root.has("no_peers")) {
        (true, false) | (false, true) => {}
        (true, true) => {
            let message = "there are [peers], and `no_peers` says why there are none";
            root.spot_of("no_peers").problem("CAT-24", message, "take one of them away");
        }
        (false, false) => {
            let help = "describe [peers], or say in `no_peers` why there are none";
            root.problem("CAT-04", "nothing is said of peers", help);
        }
    }
    let mut claimed = Unique::default();
    for entry in root.entries("fixed") {
        read.fixed.extend(fixed::answer(&entry, &english, edition, &mut claimed));
        entry.finish();
    }
    english.finish();
    root.finish();
    read
}

fn some_cases(table: &Entry<'_>, mode: &str, cases: usize) {
    if cases == 0 {
        let help = format!("add [[{mode}.case]]: a tie at a limit, both directions, the smallest set");
        table.problem("CAT-19", format!("the mode `{mode}` has no cases"), help);
    }
}

fn relative(table: &Entry<'_>) -> RelativeMode {
    RelativeMode {
        best_percent: percent(table, "best_percent").unwrap_or(25),
        worst_percent: percent(table, "worst_percent").unwrap_or(25),
        ties: ties(table).unwrap_or(Ties::Middle),
        smallest: smallest(table).unwrap_or(2),
        smallest_place: smallest_place(table).unwrap_or(SMALLEST_PLACE),
        why: table.words("why"),
        source: table.source(),
    }
}

/// The part of a set that is best or worst.
pub(super) fn percent(table: &Entry<'_>, key: &str) -> Option<u8> {
    let percent = table.whole::<u8>(key)?;
    if !(1..=49).contains(&percent) {
        let message = format!("`{key}` is {percent}");
        table.spot_of(key).problem("CAT-06", message, "give whole per cent, from 1 to 49");
    }
    Some(percent)
}

/// What equal figures share.
pub(super) fn ties(table: &Entry<'_>) -> Option<Ties> {
    table.choice("ties", &[("middle", Ties::Middle), ("best", Ties::Best), ("worst", Ties::Worst)])
}

/// The smallest set that is compared.
pub(super) fn smallest(table: &Entry<'_>) -> Option<u32> {
    let smallest = table.whole::<u32>("smallest")?;
    if smallest < 2 {
        let message = format!("`smallest` is {smallest}");
        table.spot_of("smallest").problem("CAT-06", message, "give at least 2: one figure has no rank");
    }
    Some(smallest)
}

/// The fewest units behind the figure of a place that is coloured, if it is said.
pub(super) fn smallest_place(table: &Entry<'_>) -> Option<u32> {
    let smallest = table.optional_whole::<u32>("smallest_place")?;
    if smallest < 1 {
        let message = format!("`smallest_place` is {smallest}");
        let help = "give at least 1: a figure has a unit behind it";
        table.spot_of("smallest_place").problem("CAT-06", message, help);
    }
    Some(smallest)
}

fn relative_case(entry: Entry<'_>) -> RelativeCase {
    let verdicts =
        ["best", "middle", "worst", "set_too_small", "too_few_units", "empty"].map(|word| (word, word));
    let without = |field: &Field<'_>| field.as_written().is_some_and(|text| text.trim().is_empty());
    let figures: Vec<_> =
        entry.list("figures").iter().map(|field| if without(field) { None } else { figure(field) }).collect();
    let colours: Vec<_> =
        entry.list("colours").iter().filter_map(|field| field.choice(&verdicts)).map(str::to_owned).collect();
    entry.need("figures");
    entry.need("colours");
    let expected = entry.list("colours").len();
    if expected != figures.len() {
        let message = format!("{} figures and {expected} colours", figures.len());
        entry.problem("CAT-24", message, "give a colour for each figure; \"\" is a member without a figure");
    }
    let units: Vec<u32> = entry.list("units").iter().filter_map(Field::whole).collect();
    if entry.has("units") && entry.list("units").len() != figures.len() {
        let message = format!("{} figures and {} units", figures.len(), entry.list("units").len());
        entry.problem("CAT-24", message, "say of each figure how many units stand behind it; 0 behind \"\"");
    }
    let case = RelativeCase {
        name: entry.words("name"),
        figures,
        units,
        direction: entry.choice("direction", &DIRECTIONS).unwrap_or(Direction::Up),
        colours,
        place: entry.spot.to_string(),
    };
    entry.finish();
    case
}

fn uncertainty(table: &Entry<'_>, edition: &Edition) -> UncertaintyMode {
    table.need("confidence_percent");
    table.need("z");
    let (confidence, z) = (table.number("confidence_percent"), table.number("z"));
    if let Some(z) = z
        && z <= Number::ZERO
    {
        table.spot_of("z").problem(
            "CAT-06",
            format!("`z` is {z}"),
            "give a number above 0, such as \"1.96\"",
        );
    } else if let (Some(confidence), Some(z)) = (confidence, z) {
        let belongs = 100.0 * two_sided(z.micros() as f64 / Number::SCALE as f64);
        if (belongs - confidence.micros() as f64 / Number::SCALE as f64).abs() > 0.1 {
            let message = format!("`confidence_percent` is {confidence} and `z` {z}");
            let help = format!("z {z} belongs to {belongs:.1} per cent: change one of them");
            table.spot_of("confidence_percent").problem("CAT-24", message, help);
        }
    }
    let mut indicators = Vec::new();
    table.need("indicators");
    for field in table.list("indicators") {
        let Some(id) = field.id::<IndicatorId>() else { continue };
        let names = edition.indicators.iter().map(|indicator| indicator.id.as_str());
        if field.spot.known("indicator", id.as_str(), names)
            && let Some(indicator) = edition.indicator(id.as_str())
        {
            if let Err(why) = has_persons(indicator) {
                let help = "the mode holds a share of persons, from 0 to 100 per cent, against a reference";
                field.spot.problem("CAT-24", format!("`{id}` {why}"), help);
            }
            indicators.push(id);
        }
    }
    let references = [("county", Level::County), ("nation", Level::Nation)];
    UncertaintyMode {
        model: table.choice("model", &[("wilson", "wilson")]).unwrap_or_default().to_owned(),
        confidence_percent: confidence.unwrap_or_default(),
        z: z.unwrap_or_default(),
        reference: table.choice("reference", &references).unwrap_or(Level::Nation),
        indicators,
        why: table.words("why"),
        source: table.source(),
    }
}

/// Whether an indicator can be a share of persons, as far as its entry tells.
fn has_persons(indicator: &Indicator) -> Result<(), &'static str> {
    if indicator.role == IndicatorRole::Background {
        Err("is a background measure, which is never judged")
    } else if indicator.method != Method::Ratio {
        Err("is no pooled ratio")
    } else if indicator.unit != "percent" {
        Err("is not counted in per cent")
    } else if indicator.direction == Direction::None {
        Err("has no direction")
    } else {
        Ok(())
    }
}

/// The part of a normal distribution within ±z (Abramowitz and Stegun 7.1.26, error below 2·10⁻⁷).
fn two_sided(z: f64) -> f64 {
    let x = z / std::f64::consts::SQRT_2;
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let factors = [1.061_405_429, -1.453_152_027, 1.421_413_741, -0.284_496_736, 0.254_829_592];
    let polynomial = factors.iter().fold(0.0, |sum, factor| (sum + factor) * t);
    1.0 - polynomial * (-x * x).exp()
}

fn uncertainty_case(entry: Entry<'_>) -> UncertaintyCase {
    let verdicts = ["better", "alike", "worse"].map(|word| (word, word));
    let pair = |key: &str, names: &str| -> (Number, Number) {
        entry.need(key);
        let list = entry.list(key);
        let numbers: Vec<Number> = list.iter().filter_map(Field::number).collect();
        match (numbers.as_slice(), list.len()) {
            ([a, b], 2) => (*a, *b),
            (_, 2) => (Number::ZERO, Number::ZERO),
            (_, count) => {
                let message = format!("`{key}` does not have two members but {count}");
                entry.spot_of(key).problem("CAT-06", message, format!("give {key} = [{names}]"));
                (Number::ZERO, Number::ZERO)
            }
        }
    };
    entry.need("numerator");
    entry.need("denominator");
    let case = UncertaintyCase {
        name: entry.words("name"),
        numerator: entry.number("numerator").unwrap_or_default(),
        denominator: entry.number("denominator").unwrap_or_default(),
        reference: pair("reference", "numerator, denominator"),
        direction: entry.choice("direction", &DIRECTIONS).unwrap_or(Direction::Up),
        then: entry.choice("then", &verdicts).unwrap_or_default().to_owned(),
        ends: pair("interval", "lower end, upper end"),
        place: entry.spot.to_string(),
    };
    entry.finish();
    case
}
