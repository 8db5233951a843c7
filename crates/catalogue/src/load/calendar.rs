//! What an edition says of itself: `edition.toml`.

use domain::{EditionYear, Level, Number, PartCode};
use rules::schema::Parameter;

use super::Loader;
use super::entry::Entry;
use super::field::Field;
use super::log::{Spot, Unique};
use super::translations::Translations;
use crate::model::{Collection, Edition, NamedParameter, Part, PartResponse, Vocabulary};

pub(super) const LEVELS: [(&str, Level); 4] =
    [("unit", Level::Unit), ("city", Level::City), ("county", Level::County), ("nation", Level::Nation)];

/// Reads calendar, parts and parameters; everything else of the edition is still empty.
/// With the place where the number of units is stated.
pub(super) fn load<'a>(
    loader: &'a Loader<'a>,
    year: EditionYear,
    folder: &str,
    words: &Vocabulary,
) -> (Edition, Option<Spot<'a>>) {
    let mut edition = Edition { year, ..Edition::default() };
    let path = format!("{folder}/edition.toml");
    let Some(document) = loader.files.need_toml(&path, &["part", "parameter"]) else {
        return (edition, None);
    };
    let english = Translations::of(loader, &path);
    let root = Entry::root(document);
    if let Some(stated) = root.whole::<u16>("year")
        && stated != year.0
    {
        let message = format!("the edition {stated} stands in the folder `{year}`");
        root.spot_of("year").problem("CAT-26", message, "they are the same");
    }
    edition.order = root.whole("order").unwrap_or_default();
    edition.name = english.text(&year.to_string(), "name", root.words("name"));
    edition.area = root.text("area");
    root.spot_of("area").known("area", &edition.area, words.areas.iter().map(|area| area.id.as_str()));
    root.need("measured_on");
    edition.measured_on = root.date("measured_on");
    edition.published = root.words("published");
    let population = root.whole("population");
    edition.population = population.unwrap_or_default();
    root.need("levels");
    edition.levels = root.list("levels").iter().filter_map(|level| level.choice(&LEVELS)).collect();
    root.need("withhold_above_percent");
    edition.withhold_above_percent = withhold_above_percent(&root).unwrap_or_default();
    edition.source = root.source();
    edition.readings = root.readings();
    edition.data_source = root.words("data_source");
    edition.error_sources = root.words("error_sources");
    edition.plain_ends =
        root.choice("decimals", &[("one", false), ("one_but_0_and_100", true)]).unwrap_or_default();
    if let Some(table) = root.need_table("collection") {
        edition.collection = collection(&table);
        table.finish();
    }
    let mut codes = Unique::default();
    for entry in root.entries("part") {
        if let Some(part) = part(&entry, &english)
            && codes.claim("part", part.code.as_str(), &entry.spot)
        {
            edition.parts.push(part);
        }
        entry.finish();
    }
    let mut ids = Unique::default();
    for entry in root.entries("param") {
        if let Some(parameter) = parameter(&entry) {
            ids.claim("parameter", &parameter.id, &entry.spot);
            edition.parameters.push(parameter);
        }
        entry.finish();
    }
    let population = population.map(|_| root.spot_of("population"));
    english.finish();
    root.finish();
    (edition, population)
}

/// The non-response, per cent, above which figures are withheld; if it is there.
pub(super) fn withhold_above_percent(entry: &Entry<'_>) -> Option<Number> {
    let percent = entry.number("withhold_above_percent")?;
    if percent < Number::ZERO || percent > Number::whole(100) {
        let message = format!("`withhold_above_percent` is {percent}");
        let spot = entry.spot_of("withhold_above_percent");
        spot.problem("CAT-06", message, "give per cent, from \"0\" to \"100\"");
    }
    Some(percent)
}

fn collection(table: &Entry<'_>) -> Collection {
    let collection = Collection {
        mode: table.words("mode"),
        sent: table.date("sent"),
        reminders: table.list("reminders").iter().filter_map(Field::date).collect(),
        closes: table.date("closes"),
        reopens: table.date("reopens"),
        reopening_closes: table.date("reopening_closes"),
        notes: table.texts("notes"),
    };
    let days = [collection.sent, collection.closes, collection.reopens, collection.reopening_closes];
    let days: Vec<_> = days.into_iter().flatten().collect();
    if let Some(pair) = days.windows(2).find(|pair| pair[0] > pair[1]) {
        let message = format!("the calendar goes back from {} to {}", pair[0], pair[1]);
        table.problem("CAT-25", message, "sent, closes, reopens, reopening_closes follow one another");
    }
    collection
}

fn part(entry: &Entry<'_>, english: &Translations<'_>) -> Option<Part> {
    let code = entry.id::<PartCode>("code");
    let id = code.as_ref().map_or("", PartCode::as_str);
    let name = english.text(id, "name", entry.words("name"));
    let response = entry.table("response").map(|table| {
        let response = response(&table);
        table.finish();
        response
    });
    Some(Part {
        name,
        mandatory: entry.flag("mandatory", false),
        described: entry.flag("described", true),
        response,
        ours: entry.flag("ours", false),
        source: entry.source(),
        readings: entry.readings(),
        code: code?,
    })
}

fn response(table: &Entry<'_>) -> PartResponse {
    let response = PartResponse {
        responded: table.whole("responded").unwrap_or_default(),
        of: table.whole("of").unwrap_or_default(),
        percent: table.whole("percent").unwrap_or_default(),
        percent_before: table.optional_whole("percent_before"),
        note: table.optional("note"),
    };
    if response.responded > response.of {
        let message = format!("{} of {} responded", response.responded, response.of);
        table.problem("CAT-25", message, "compare with the source");
    }
    response
}

fn parameter(entry: &Entry<'_>) -> Option<NamedParameter> {
    let id = entry.plain_id("id");
    let text = entry.words("text");
    let source = entry.optional_source();
    let value = match (entry.number("number"), entry.date("date")) {
        (Some(number), None) => Parameter::Number(number),
        (None, Some(date)) => Parameter::Date(date),
        (Some(_), Some(_)) | (None, None) => {
            if entry.has("number") == entry.has("date") {
                entry.problem("CAT-24", "a parameter has one value", "give either `number` or `date`");
            }
            return None;
        }
    };
    Some(NamedParameter { id, value, text, source })
}
