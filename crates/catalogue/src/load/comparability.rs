//! What can be compared with which earlier edition: `comparability.toml`.

use std::collections::BTreeMap;

use domain::{EditionYear, IndicatorId};

use super::Loader;
use super::entry::Entry;
use super::field::Field;
use super::log::Spot;
use crate::model::{
    AcrossAreas, Comparability, ComparedIndicator, ComparedPair, Edition, Elsewhere, Family, Gone,
    QuestionMap, WithheldQuestion,
};

const STATUS: [&str; 3] = ["comparable", "partly", "not"];
const CHANGE: [&str; 4] = ["added", "adjusted", "removed", "same"];

/// A mapping of questions, to be looked up when every edition is read.
pub(super) struct Mapped<'a> {
    from: (String, Spot<'a>),
    to: (String, Spot<'a>),
    alternatives: Vec<(String, String, Spot<'a>)>,
}

/// Reads what is comparable.
pub(super) fn load<'a>(
    loader: &'a Loader<'a>,
    folder: &str,
    edition: &Edition,
    families: &BTreeMap<IndicatorId, Family>,
    mapped: &mut Vec<Mapped<'a>>,
) -> Comparability {
    let mut read = Comparability::default();
    let path = format!("{folder}/comparability.toml");
    let Some(document) = loader.files.toml(&path) else { return read };
    let root = Entry::root(document);
    for entry in root.entries("edition") {
        read.pairs.push(ComparedPair {
            with: with(&entry, edition.year),
            status: word(&entry, "status", &STATUS),
            why: entry.words("why"),
            source: entry.source(),
            readings: entry.readings(),
        });
        entry.finish();
    }
    for entry in root.entries("indicator") {
        if let Some(indicator) = indicator(&entry, edition, families) {
            read.indicators.push(indicator);
        }
        entry.finish();
    }
    for entry in root.entries("gone") {
        let gone = Gone {
            with: with(&entry, edition.year),
            question: entry.optional("question"),
            name: entry.words("name"),
            source: entry.source(),
        };
        read.gone.push(gone);
        entry.finish();
    }
    for entry in root.entries("elsewhere") {
        read.elsewhere.push(Elsewhere {
            change: word(&entry, "change", &CHANGE),
            name: entry.words("name"),
            questions: entry.texts("questions"),
            source: entry.source(),
        });
        entry.finish();
    }
    for entry in root.entries("withheld") {
        read.withheld.push(WithheldQuestion {
            name: entry.words("name"),
            questions: entry.texts("questions"),
            why: entry.words("why"),
            source: entry.source(),
        });
        entry.finish();
    }
    for entry in root.entries("question") {
        read.questions.push(question(&entry, mapped));
        entry.finish();
    }
    for entry in root.entries("across_areas") {
        read.across_areas.push(across(&entry, families));
        entry.finish();
    }
    root.finish();
    read
}

fn word(entry: &Entry<'_>, key: &str, words: &[&'static str]) -> String {
    let choices: Vec<(&str, &str)> = words.iter().map(|word| (*word, *word)).collect();
    entry.choice(key, &choices).unwrap_or_default().to_owned()
}

fn with(entry: &Entry<'_>, year: EditionYear) -> u16 {
    let with = entry.whole::<u16>("with").unwrap_or_default();
    if with >= year.0 {
        let message = format!("the edition {year} is compared with {with}");
        entry.spot_of("with").problem("CAT-25", message, "name an earlier edition");
    }
    with
}

fn indicator(
    entry: &Entry<'_>,
    edition: &Edition,
    families: &BTreeMap<IndicatorId, Family>,
) -> Option<ComparedIndicator> {
    let with = with(entry, edition.year);
    let status = word(entry, "status", &STATUS);
    let change = word(entry, "change", &CHANGE);
    let (why, source, readings) = (entry.words("why"), entry.source(), entry.readings());
    let id = entry.id::<IndicatorId>("id")?;
    // What was removed is no indicator of this edition; its family may still be known.
    let gone = change == "removed" && families.contains_key(&id);
    if edition.indicator(id.as_str()).is_none() && !gone {
        let names = edition.indicators.iter().map(|indicator| indicator.id.as_str());
        entry.spot_of("id").unknown("indicator", id.as_str(), names);
    }
    Some(ComparedIndicator { id, with, status, change, why, source, readings })
}

fn question<'a>(entry: &Entry<'a>, mapped: &mut Vec<Mapped<'a>>) -> QuestionMap {
    let (from, to) = (entry.words("from"), entry.words("to"));
    let table = entry.table("alternatives");
    let fields = table.iter().flat_map(Entry::fields);
    let alternatives: Vec<(String, String, Spot<'a>)> = fields
        .filter_map(|field: Field<'a>| Some((field.key.clone(), field.text()?.to_owned(), field.spot)))
        .collect();
    mapped.push(Mapped {
        from: (from.clone(), entry.spot_of("from")),
        to: (to.clone(), entry.spot_of("to")),
        alternatives: alternatives.clone(),
    });
    QuestionMap {
        from,
        to,
        alternatives: alternatives.into_iter().map(|(from, to, _)| (from, to)).collect(),
        note: entry.optional("note"),
        source: entry.source(),
        readings: entry.readings(),
    }
}

fn across(entry: &Entry<'_>, families: &BTreeMap<IndicatorId, Family>) -> AcrossAreas {
    let mut ids = Vec::new();
    for field in entry.list("families") {
        if let Some(id) = field.id::<IndicatorId>()
            && field.spot.known("family", id.as_str(), families.keys().map(IndicatorId::as_str))
        {
            ids.push(id);
        }
    }
    AcrossAreas {
        name: entry.words("name"),
        areas: entry.whole("areas").unwrap_or_default(),
        certain: entry.flag("certain", true),
        families: ids,
        which: entry.optional("which"),
        note: entry.optional("note"),
        source: entry.source(),
    }
}

/// Looks up mapped questions and alternatives in the editions that the catalogue has.
pub(super) fn check_mapped(mapped: &[Mapped<'_>], editions: &BTreeMap<EditionYear, Edition>) {
    for mapping in mapped {
        let mut sides = [None, None];
        for (side, (name, spot)) in sides.iter_mut().zip([&mapping.from, &mapping.to]) {
            let parts =
                name.split_once(':').and_then(|(year, code)| Some((year.parse::<EditionYear>().ok()?, code)));
            let Some((year, code)) = parts else {
                let help = "write year, colon and question: 2017:E11";
                spot.problem("CAT-06", format!("`{name}` is no question of an edition"), help);
                continue;
            };
            // Editions that the catalogue does not have are taken at their word.
            let Some(edition) = editions.get(&year) else { continue };
            match edition.question(code) {
                Some(question) => *side = Some(question),
                None => {
                    let codes = edition.questions.iter().map(|question| question.code.as_str());
                    spot.unknown(&format!("question of {year}"), code, codes);
                }
            }
        }
        for (from, to, spot) in &mapping.alternatives {
            for (id, question) in [(from, sides[0]), (to, sides[1])] {
                if let Some(question) = question {
                    let ids = question.alternatives.iter().map(|alternative| alternative.id.as_str());
                    spot.known(&format!("alternative of {}", question.code), id, ids);
                }
            }
        }
    }
}
