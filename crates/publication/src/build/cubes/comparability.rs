//! What can be compared with earlier editions, and between service areas.

use catalogue::model::Comparability;

use super::{code, dimension, listed, numbered, text};
use crate::build::scene::{Scene, plain, whole};
use crate::build::words::{self, same, say};
use crate::model::{Cube, Dimension, Text, Value};

/// Changes since earlier editions, a row each.
pub(in crate::build) fn comparability(scene: &Scene<'_>) -> Cube {
    let changes = changes(scene);
    let observations = changes.iter().flat_map(|change| {
        [
            text(change.scope.clone()),
            text(same(change.with.clone())),
            text(change.change.clone()),
            text(change.status.clone()),
            text(change.why.clone()),
            text(change.source.clone()),
        ]
        .map(|value| plain(value, "published"))
    });
    Cube {
        id: "comparability".to_owned(),
        title: say("Ändringar sedan tidigare årgångar", "Changes since earlier editions"),
        observations: observations.collect(),
        dimensions: vec![
            numbered("row", say("Vad", "What"), changes.iter().map(|change| change.name.clone())),
            columns([
                ("scope", say("Gäller", "Concerns")),
                ("with", say("Jämfört med", "Compared with")),
                ("change", say("Ändring", "Change")),
                ("status", say("Jämförbarhet", "Comparability")),
                ("why", say("Förklaring", "Explanation")),
                ("source", say("Källa", "Source")),
            ]),
        ],
    }
}

/// A line of what has changed.
struct Change {
    scope: Text,
    name: Text,
    with: String,
    change: Text,
    status: Text,
    why: Text,
    source: Text,
}

fn changes(scene: &Scene<'_>) -> Vec<Change> {
    let Comparability { pairs, indicators, gone, elsewhere, withheld, questions, across_areas: _ } =
        &scene.edition.comparability;
    let source = |source| same(scene.words.cite(source));
    let here = || say("det här området", "this service area");
    let other = || say("andra områden", "other service areas");
    let mut all: Vec<Change> = Vec::new();
    all.extend(pairs.iter().map(|pair| Change {
        scope: say("hela årgången", "the whole edition"),
        name: scene.edition.name.clone(),
        with: pair.with.to_string(),
        change: Text::default(),
        status: words::comparable(&pair.status),
        why: same(pair.why.clone()),
        source: source(&pair.source),
    }));
    all.extend(indicators.iter().map(|one| {
        let known = scene.edition.indicator(one.id.as_str());
        Change {
            scope: here(),
            name: known.map_or_else(|| same(one.id.as_str()), |known| known.short_name.clone()),
            with: one.with.to_string(),
            change: words::change(&one.change),
            status: words::comparable(&one.status),
            why: same(one.why.clone()),
            source: source(&one.source),
        }
    }));
    all.extend(gone.iter().map(|one| Change {
        scope: here(),
        name: same(one.name.clone()),
        with: one.with.to_string(),
        change: words::change("removed"),
        status: words::comparable("not"),
        why: asked(std::slice::from_ref(&one.question)),
        source: source(&one.source),
    }));
    all.extend(questions.iter().map(|one| Change {
        scope: say("en fråga", "a question"),
        name: same(format!("{} → {}", one.from, one.to)),
        with: one.from.split_once(':').map_or_else(String::new, |(year, _)| year.to_owned()),
        change: say("ny frågekod", "new question code"),
        status: Text::default(),
        why: same(one.note.clone()),
        source: source(&one.source),
    }));
    all.extend(withheld.iter().map(|one| Change {
        scope: say("ställd men inte publicerad", "asked but not published"),
        name: same(one.name.clone()),
        with: String::new(),
        change: Text::default(),
        status: Text::default(),
        why: words::join([&same(one.why.clone()), &asked(&one.questions)], " "),
        source: source(&one.source),
    }));
    all.extend(elsewhere.iter().map(|one| Change {
        scope: other(),
        name: same(one.name.clone()),
        with: String::new(),
        change: words::change(&one.change),
        status: Text::default(),
        why: asked(&one.questions),
        source: source(&one.source),
    }));
    all
}

/// Which questions something was asked in; empty if that is not known.
fn asked(codes: &[String]) -> Text {
    let codes: Vec<&str> = codes.iter().map(String::as_str).filter(|code| !code.is_empty()).collect();
    let list = listed(codes.iter().copied());
    match codes.len() {
        0 => Text::default(),
        1 => words::fill("Fråga {}.", "Question {}.", &[&list]),
        _ => words::fill("Frågor {}.", "Questions {}.", &[&list]),
    }
}

/// Indicators that other service areas have as well, and in how many.
pub(in crate::build) fn across_areas(scene: &Scene<'_>) -> Cube {
    let rows = &scene.edition.comparability.across_areas;
    let here = |row: &catalogue::model::AcrossAreas| {
        let known = scene.edition.indicators.iter().filter(|known| row.families.contains(&known.family));
        let names: Vec<Text> = known.map(|known| known.short_name.clone()).collect();
        words::join(&names, "; ")
    };
    let observations = rows.iter().flat_map(|row| {
        let areas = match row.areas {
            0 => Value::Empty(
                "no_marks".to_owned(),
                ".".to_owned(),
                say("Inga kryss går att läsa", "No marks can be read"),
            ),
            n => whole(n.into()),
        };
        let certain = if row.certain { say("säkert", "certain") } else { say("osäkert", "uncertain") };
        [
            areas,
            text(certain),
            text(which(&row.which)),
            text(here(row)),
            text(same(row.note.clone())),
            text(same(scene.words.cite(&row.source))),
        ]
        .map(|value| plain(value, "published"))
    });
    Cube {
        id: "across_areas".to_owned(),
        title: say("Jämförbara mellan verksamhetsområden", "Comparable between service areas"),
        observations: observations.collect(),
        dimensions: vec![
            numbered("row", say("Indikator", "Indicator"), rows.iter().map(|row| same(row.name.clone()))),
            columns([
                ("areas", say("Antal områden", "Number of service areas")),
                ("certain", say("Antalet är", "The number is")),
                ("which", say("Vilka områden", "Which service areas")),
                ("here", say("Indikator i det här området", "Indicator of this service area")),
                ("note", say("Anmärkning", "Note")),
                ("source", say("Källa", "Source")),
            ]),
        ],
    }
}

/// Which areas, in the catalogue's words.
fn which(text: &str) -> Text {
    match text {
        "vilka framgår inte" => say(text, "the source does not show which"),
        other => same(other),
    }
}

fn columns(columns: [(&str, Text); 6]) -> Dimension {
    let codes = columns.into_iter().map(|(id, name)| code(id, name)).collect();
    dimension("column", say("Uppgift", "Column"), codes)
}
