//! Indicators of an edition: `indicators/<area>/<indicator-area>.toml`, one for each row and area.

use std::collections::BTreeMap;

use domain::{Date, IndicatorId, Method, PartCode, QuestionCode, ValueId};
use rules::compile::Binding;
use rules::schema::Schema;

use super::calendar::LEVELS;
use super::entry::Entry;
use super::expansion::{Texts, bound_cell, bounds, own_texts};
use super::field::Field;
use super::log::{Spot, Unique};
use super::outcomes;
use super::sets::Sets;
use super::translations::Translations;
use super::{Loader, indicator_checks};
use crate::model::{
    Direction, Edition, Family, Indicator, IndicatorRole, Language, Measured, Text, Vocabulary,
};

/// What indicators refer to.
pub(super) struct Known<'a> {
    pub(super) words: &'a Vocabulary,
    pub(super) families: &'a BTreeMap<IndicatorId, Family>,
    pub(super) sets: &'a Sets,
    pub(super) schema: &'a Schema,
    pub(super) edition: &'a Edition,
}

/// An indicator with the template it was written as.
pub(super) struct Expanded<'a> {
    pub(super) indicator: Indicator,
    pub(super) template: String,
    pub(super) spot: Spot<'a>,
    /// Whether every entry of the rule was understood.
    pub(super) whole: bool,
}

/// Reads the indicators, in the source's order.
pub(super) fn load<'a>(loader: &'a Loader<'a>, folder: &str, known: &Known<'_>) -> Vec<Expanded<'a>> {
    let mut all = Vec::new();
    let (mut ids, mut numbers) = (Unique::default(), Unique::default());
    for path in loader.files.under(&format!("{folder}/indicators/"), ".toml") {
        if path.ends_with(".en.toml") || path.ends_with(".cases.toml") {
            continue;
        }
        let Some(document) = loader.files.toml(path) else { continue };
        let english = Translations::of(loader, path);
        let root = Entry::root(document);
        for entry in root.entries("indicator") {
            let read = read(&entry, &english, known);
            let before = loader.log.len();
            for expanded in read {
                let indicator = &expanded.indicator;
                let number = entry.spot_of("number");
                if ids.claim("indicator", indicator.id.as_str(), &expanded.spot) {
                    numbers.claim("number", &indicator.number.to_string(), &number);
                    // The same mistake in every row is told once.
                    if loader.log.len() == before {
                        indicator_checks::check(&entry, &expanded, known);
                    }
                    all.push(expanded);
                }
            }
            entry.finish();
        }
        english.finish();
        root.finish();
    }
    all.sort_by_key(|expanded| expanded.indicator.number);
    all
}

fn read<'a>(entry: &Entry<'a>, english: &Translations<'_>, known: &Known<'_>) -> Vec<Expanded<'a>> {
    let template = entry.words("id");
    let family_template =
        entry.field("family").and_then(|field| field.text()).unwrap_or(&template).to_owned();
    let bounds = bounds(entry, &template, known);
    let texts = Texts {
        name: english.text(&template, "name", entry.words("name")),
        short_name: english.text(&template, "short_name", entry.words("short_name")),
        measure: entry.words("measure"),
        target_text: entry.text("target_text"),
        note: entry.optional("note"),
    };
    let own = own_texts(entry, &bounds);
    let requires = match entry.field("requires") {
        Some(field) => field.choice(&[("", ""), ("registers", "registers")]).unwrap_or_default(),
        None => "",
    };
    let drafts = outcomes::read(entry, known.words, requires.is_empty());
    let ordered = entry.flag("ordered", false);
    let base = skeleton(entry, known, requires);
    let first = entry.whole::<u16>("number").unwrap_or_default();
    let (override_purpose, purpose_differs) = overridden(entry);
    let mut expanded = Vec::new();
    for (i, bound) in bounds.iter().enumerate() {
        let id = bound.id(&template);
        let Ok(id) = id.parse::<IndicatorId>() else {
            let help = "write a lower-case letter, then a–z, 0–9 and -";
            entry.spot_of("id").problem("CAT-06", format!("`{id}` is not an indicator id"), help);
            continue;
        };
        let spot = entry.spot.named(format!("indicator `{id}`"));
        let family = family(entry, &bound.id(&family_template), known);
        let texts = texts.clone().with(bound.row_id().and_then(|row| own.get(row)));
        let fill = |text: &str, key: &str| bound.fill(text, Language::Swedish, &entry.spot_of(key));
        let both = |text: &Text, key: &str| {
            let mut filled = bound.fill_both(text, &entry.spot_of(key));
            if template != id.as_str()
                && let Some(en) = english.special(id.as_str(), key)
            {
                filled.en = Some(bound.fill(&en, Language::English, &entry.spot_of(key)));
            }
            filled
        };
        let binding = Binding { row: bound.row_id(), area: bound.area_id() };
        let indicator = Indicator {
            family: family.map_or_else(|| id.clone(), |family| family.id.clone()),
            direction: family.map_or(Direction::None, direction),
            number: first.saturating_add(u16::try_from(i).unwrap_or(u16::MAX)),
            name: both(&texts.name, "name"),
            short_name: both(&texts.short_name, "short_name"),
            measure: fill(&texts.measure, "measure"),
            target_text: fill(&texts.target_text, "target_text"),
            note: fill(&texts.note, "note"),
            purpose: match &override_purpose {
                Some(purpose) => fill(purpose, "override"),
                None => family.map(|family| family.purpose.clone()).unwrap_or_default(),
            },
            purpose_differs: fill(&purpose_differs, "override"),
            outcomes: drafts.iter().map(|draft| outcomes::text(draft, binding)).collect(),
            rule: outcomes::compile(&drafts, known.schema, binding, ordered),
            ignores: base.ignores.iter().map(|cell| bound_cell(cell, bound)).collect(),
            row: bound.row_id().map(str::to_owned),
            area: bound.area_id().map(str::to_owned),
            place: spot.to_string(),
            id,
            ..base.clone()
        };
        let whole = indicator.rule.entries.len() == entry.list("outcome").len();
        expanded.push(Expanded { indicator, template: template.clone(), spot, whole });
    }
    expanded
}

/// `override = { purpose, why }`.
fn overridden(entry: &Entry<'_>) -> (Option<String>, String) {
    let Some(table) = entry.table("override") else { return (None, String::new()) };
    let texts = (Some(table.words("purpose")), table.words("why"));
    table.finish();
    texts
}

fn family<'k>(entry: &Entry<'_>, id: &str, known: &'k Known<'_>) -> Option<&'k Family> {
    let family = known.families.get(id);
    if family.is_none() {
        let key = if entry.has("family") { "family" } else { "id" };
        entry.spot_of(key).unknown("family", id, known.families.keys().map(IndicatorId::as_str));
    }
    family
}

/// What is better; the family's own entry was checked when it was read.
fn direction(family: &Family) -> Direction {
    let known = Direction::ALL.iter().find(|(word, _)| *word == family.direction);
    known.map_or(Direction::None, |(_, direction)| *direction)
}

/// All that rows and areas have in common.
fn skeleton(entry: &Entry<'_>, known: &Known<'_>, requires: &str) -> Indicator {
    let methods = Method::ALL.map(|method| (method.id(), method));
    let roles = [("indicator", IndicatorRole::Indicator), ("background", IndicatorRole::Background)];
    let words = known.words;
    let known_words = |key: &str, what: &str, names: &mut dyn Iterator<Item = &str>| {
        let names: Vec<&str> = names.collect();
        for field in entry.list(key) {
            if let Some(id) = field.text() {
                field.spot.known(what, id, names.iter().copied());
            }
        }
        entry.texts(key)
    };
    let one_word = |key: &str, what: &str, names: &mut dyn Iterator<Item = &str>| {
        let id = entry.optional(key);
        let names: Vec<&str> = names.collect();
        if !id.is_empty() {
            entry.spot_of(key).known(what, &id, names.iter().copied());
        }
        id
    };
    for key in ["types", "quality_areas", "indicator_area", "questions", "shown"] {
        entry.need(key);
    }
    let values = |key: &str| entry.list(key).iter().filter_map(Field::id::<ValueId>).collect();
    let codes = entry.list("questions");
    let mut questions: Vec<QuestionCode> = Vec::new();
    for field in &codes {
        if let Some(code) = field.text()
            && field.spot.known("question", code, known.schema.codes())
        {
            questions.extend(field.id());
        }
    }
    let part = entry.id::<PartCode>("part").unwrap_or_else(|| "X".parse().expect("a letter is a code"));
    let parts = &known.edition.parts;
    entry.spot_of("part").known("part", part.as_str(), parts.iter().map(|part| part.code.as_str()));
    let levels = match entry.has("levels") {
        true => entry.list("levels").iter().filter_map(|level| level.choice(&LEVELS)).collect(),
        false => known.edition.levels.clone(),
    };
    Indicator {
        id: "a".parse().expect("a letter is an id"),
        family: "a".parse().expect("a letter is an id"),
        number: 0,
        name: Text::default(),
        short_name: Text::default(),
        measure: String::new(),
        target_text: String::new(),
        purpose: String::new(),
        purpose_differs: String::new(),
        types: known_words(
            "types",
            "indicator type",
            &mut words.indicator_types.iter().map(|t| t.id.as_str()),
        ),
        quality_areas: known_words(
            "quality_areas",
            "quality area",
            &mut words.quality_areas.iter().map(|area| area.named.id.as_str()),
        ),
        dimension: one_word("dimension", "dimension", &mut words.dimensions.iter().map(|d| d.id.as_str())),
        indicator_area: one_word(
            "indicator_area",
            "indicator area",
            &mut words.indicator_areas.iter().map(|area| area.id.as_str()),
        ),
        section: entry.optional("section"),
        part,
        questions,
        measured: measured(entry),
        shown: entry.texts("shown"),
        method: entry.choice("method", &methods).unwrap_or(Method::Share),
        target: values("target"),
        partly: values("partly"),
        leaves_denominator: values("leaves_denominator"),
        levels,
        unit: entry.plain_id("unit"),
        decimals: entry.whole("decimals").unwrap_or_default(),
        role: match entry.field("role") {
            Some(field) => field.choice(&roles).unwrap_or(IndicatorRole::Indicator),
            None => IndicatorRole::Indicator,
        },
        direction: Direction::None,
        requires: requires.to_owned(),
        response_percent: entry.optional_whole("response_percent"),
        note: String::new(),
        source: entry.source(),
        readings: entry.readings(),
        outcomes: Vec::new(),
        rule: rules::tree::Rule { entries: Vec::new(), ordered: false },
        ignores: entry.texts("ignores"),
        row: None,
        area: None,
        proved_on_sample: None,
        place: String::new(),
    }
}

fn measured(entry: &Entry<'_>) -> Measured {
    let nothing = Measured::On(Date::ZERO);
    let Some(table) = entry.need_table("measured") else { return nothing };
    let measured = match (table.date("on"), table.date("from"), table.date("to")) {
        (Some(on), None, None) => Measured::On(on),
        (None, Some(from), Some(to)) => {
            if from > to {
                let message = format!("the period ends on {to} and begins on {from}");
                table.problem("CAT-25", message, "put the earlier day first");
            }
            Measured::Period(from, to)
        }
        _ => {
            let help = "write measured = { on = 2018-02-01 } or { from = 2017-02-01, to = 2018-01-31 }";
            table.problem("CAT-24", "`measured` is neither a day nor a period", help);
            nothing
        }
    };
    table.finish();
    measured
}
