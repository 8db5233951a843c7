//! Facts that others published, and what simulated answers keep to: `cited.toml`, `simulation.toml`.

use domain::{Number, PartCode, QuestionCode, UnitCode};

use super::Loader;
use super::entry::Entry;
use super::log::Unique;
use crate::model::{
    CannotSayRow, Edition, Fact, QuestionType, Report, ResponseRow, SimulatedNumber, Simulation, Vocabulary,
};

/// Reads facts, response tables and reports into the edition.
pub(super) fn load(loader: &Loader<'_>, folder: &str, words: &Vocabulary, edition: &mut Edition) {
    let path = format!("{folder}/cited.toml");
    let Some(document) = loader.files.toml(&path) else { return };
    let root = Entry::root(document);
    let mut ids = Unique::default();
    for entry in root.entries("fact") {
        let fact = fact(&entry, words);
        ids.claim("fact", &fact.id, &entry.spot);
        edition.facts.push(fact);
        entry.finish();
    }
    for entry in root.entries("response") {
        let row = ResponseRow {
            area: entry.words("area"),
            responded: entry.whole("responded").unwrap_or_default(),
            of: entry.whole("of").unwrap_or_default(),
            percent: entry.whole("percent").unwrap_or_default(),
            percent_before: entry.optional_whole("percent_before"),
            note: entry.optional("note"),
            source: entry.source(),
            readings: entry.readings(),
        };
        if row.responded > row.of {
            let message = format!("{} of {} responded", row.responded, row.of);
            entry.problem("CAT-25", message, "compare with the source");
        }
        edition.response.push(row);
        entry.finish();
    }
    for entry in root.entries("cannot_say") {
        edition.cannot_say.push(CannotSayRow {
            name: entry.words("name"),
            area: entry.words("area"),
            cannot_say: entry.whole("cannot_say").unwrap_or_default(),
            illogical: entry.whole("illogical").unwrap_or_default(),
            source: entry.source(),
            readings: entry.readings(),
        });
        entry.finish();
    }
    for entry in root.entries("report") {
        edition.reports.push(Report {
            title: entry.words("title"),
            kind: entry.words("kind"),
            source: entry.source(),
        });
        entry.finish();
    }
    root.finish();
}

fn fact(entry: &Entry<'_>, words: &Vocabulary) -> Fact {
    let area = entry.text("area");
    if !area.is_empty() {
        entry.spot_of("area").known("area", &area, words.areas.iter().map(|area| area.id.as_str()));
    }
    let figure = entry.text("figure");
    let unit = entry.text("unit");
    if unit.is_empty() && !figure.is_empty() {
        entry.problem("CAT-24", "a figure without `unit`", "say what it is counted in, such as percent");
    }
    let change = entry.optional("change");
    if !change.is_empty() {
        entry.need("change_unit");
        entry.need("since");
    }
    Fact {
        id: entry.words("id"),
        edition: entry.whole("edition").unwrap_or_default(),
        about: entry.words("about"),
        area,
        figure,
        unit,
        change,
        change_unit: entry.optional("change_unit"),
        since: entry.optional_whole("since"),
        text: entry.words("text"),
        source: entry.source(),
        readings: entry.readings(),
    }
}

/// Reads what simulated answers keep to.
pub(super) fn simulation(loader: &Loader<'_>, folder: &str, edition: &Edition) -> Simulation {
    let path = format!("{folder}/simulation.toml");
    let mut read = Simulation::default();
    let Some(document) = loader.files.toml(&path) else { return read };
    let root = Entry::root(document);
    if let Some(table) = root.need_table("responded") {
        for field in table.fields() {
            let parts = edition.parts.iter().filter(|part| part.described);
            let known = field.spot.known("described part", &field.key, parts.map(|part| part.code.as_str()));
            let Some(count) = field.whole::<u32>() else { continue };
            let units = edition.frame.units.len();
            if loader.places_sound.get() && usize::try_from(count).is_ok_and(|count| count > units) {
                let message = format!("{count} units answer part `{}`", field.key);
                field.spot.problem("CAT-25", message, format!("the frame has {units}"));
            }
            if let (true, Ok(code)) = (known, field.key.parse::<PartCode>()) {
                read.responded.insert(code, count);
            }
        }
    }
    if loader.places_sound.get() {
        read.withheld_city = place(&root, "withheld_city", &edition.frame.cities);
        read.withheld_county = place(&root, "withheld_county", &edition.frame.counties);
    } else {
        _ = (root.has("withheld_city"), root.has("withheld_county"));
    }
    for field in root.list("rare") {
        let alternatives = edition.questions.iter().flat_map(|question| &question.alternatives);
        if let Some(id) = field.text()
            && field.spot.known("alternative", id, alternatives.map(|alternative| alternative.id.as_str()))
        {
            read.rare.push(id.to_owned());
        }
    }
    for entry in root.entries("number") {
        if let Some(number) = number(&entry, edition) {
            read.numbers.push(number);
        }
        entry.finish();
    }
    root.finish();
    read
}

fn place(root: &Entry<'_>, key: &str, places: &[domain::Place]) -> Option<UnitCode> {
    let field = root.field(key)?;
    let code = field.text()?;
    let what = key.trim_start_matches("withheld_");
    if !field.spot.known(what, code, places.iter().map(|place| place.code.as_str())) {
        return None;
    }
    code.parse().ok()
}

fn number(entry: &Entry<'_>, edition: &Edition) -> Option<SimulatedNumber> {
    let code = entry.text("question");
    let is_number = |kind: QuestionType| matches!(kind, QuestionType::Number | QuestionType::Table);
    let numbers = edition.questions.iter().filter(|question| is_number(question.kind));
    let known = entry.spot_of("question").known(
        "number question",
        &code,
        numbers.map(|question| question.code.as_str()).collect::<Vec<_>>(),
    );
    for key in ["from", "to"] {
        entry.need(key);
    }
    let (from, to) = (entry.number("from"), entry.number("to"));
    if from > to {
        entry.problem("CAT-25", "`to` is smaller than `from`", "put the smaller first");
    }
    let per_inhabitants = entry.optional_whole::<u32>("per_inhabitants");
    if per_inhabitants == Some(0) {
        entry.spot_of("per_inhabitants").problem("CAT-06", "`per_inhabitants` is 0", "give at least 1");
    }
    let cannot_say = entry.optional_whole("cannot_say").unwrap_or_default();
    let number = SimulatedNumber {
        question: code.parse::<QuestionCode>().ok()?,
        from: from.unwrap_or(Number::ZERO),
        to: to.unwrap_or(Number::ZERO),
        per_inhabitants,
        cannot_say,
    };
    known.then_some(number)
}
