//! The cards: what every indicator measures, how it is decided, and what it rests on.

use catalogue::model::{Indicator, IndicatorRole, Named, Question};
use domain::{Method, ValueId};

use super::columns::{CARDS, target_label};
use super::paragraph;
use crate::build::rule_words;
use crate::build::scene::Scene;
use crate::build::words::{self, fill, is_empty, join, same, say};
use crate::model::{Block, Card, CardRow, Paper, Section, Text};

pub(super) fn section(scene: &Scene<'_>) -> Section {
    let mut blocks = vec![paragraph(
        "Här står för varje indikator vad den mäter, hur svaren blir ett utfall och var det är beskrivet.",
        "For every indicator: what it measures, how answers become an outcome, and where that is described.",
    )];
    blocks.extend(scene.edition.indicators.iter().map(|indicator| Block::Card(card(scene, indicator))));
    Section {
        id: CARDS.to_owned(),
        name: say("Indikatorer", "Indicators"),
        title: say("Indikatorbeskrivningar", "Indicator descriptions"),
        paper: Paper::A4Portrait,
        blocks,
    }
}

fn card(scene: &Scene<'_>, indicator: &Indicator) -> Card {
    let lines = |texts: &[Text]| join(texts, "\n");
    let own = |text: &str| same(text);
    let family = scene.input.catalogue.families.get(&indicator.family);
    let definitions: Vec<Text> = family
        .iter()
        .flat_map(|family| &family.definitions)
        .map(|definition| own(&format!("{}: {}", definition.term, definition.text)))
        .collect();
    let levels = indicator.levels.iter().map(|level| words::level(*level)).collect::<Vec<_>>();
    let readings: Vec<Text> = indicator.readings.iter().map(|reading| own(&reading.text)).collect();
    let measured = match indicator.measured {
        catalogue::model::Measured::On(_) => say("Mätdatum", "Measured on"),
        catalogue::model::Measured::Period(..) => say("Mätperiod", "Period"),
    };
    let rows = [
        (say("Kortnamn", "Short name"), indicator.short_name.clone()),
        (say("Nummer och id", "Number and id"), own(&format!("{}, {}", indicator.number, indicator.id))),
        (say("Syfte", "Purpose"), own(&indicator.purpose)),
        (say("Mått", "Measure"), own(&indicator.measure)),
        (target_label(indicator), own(&indicator.target_text)),
        (say("Indikatortyp", "Type"), named(&scene.words.indicator_types, &indicator.types)),
        (say("Kvalitetsområde", "Quality area"), quality_areas(scene, indicator)),
        (
            say("Kvalitetsdimension", "Dimension"),
            named(&scene.words.dimensions, std::slice::from_ref(&indicator.dimension)),
        ),
        (say("Indikatorområde", "Indicator area"), indicator_area(scene, indicator)),
        (say("Frågor", "Questions"), lines(&questions(scene, indicator))),
        (say("Beräkning", "How it is decided"), rule_words::rule(scene, indicator)),
        (say("Räknas som uppnått", "Counts as reached"), values(scene, &indicator.target)),
        (say("Delvis uppnått", "Partly reached"), values(scene, &indicator.partly)),
        (say("Räknas inte med i andelen", "Not counted in the share"), left_out(scene, indicator)),
        (
            say("För län, riket och grupper", "For counties, Sweden and groups"),
            words::method(indicator.method),
        ),
        (say("Redovisas för", "Reported for"), join(&levels, ", ")),
        (measured, words::measured(indicator.measured)),
        (say("Svarsfrekvens enligt källan", "Response according to the source"), response(indicator)),
        (say("Definitioner", "Definitions"), lines(&definitions)),
        (say("Lagrum", "Laws"), own(&family.map(|family| family.laws.join("\n")).unwrap_or_default())),
        (say("Jämförbarhet", "Comparability"), lines(&comparability(scene, indicator))),
        (say("Datakälla", "Data source"), own(&scene.edition.data_source)),
        (say("Felkällor", "Error sources"), own(&scene.edition.error_sources)),
        (say("Så läses källan", "How the source is read"), lines(&readings)),
        (say("Anmärkning", "Note"), own(&indicator.note)),
        (say("Kräver", "Needs"), requires(indicator)),
        (say("Beskrivs i", "Described in"), own(&scene.words.cite(&indicator.source))),
    ];
    let rows = rows.into_iter().filter(|(_, text)| !is_empty(text));
    Card {
        anchor: indicator.id.to_string(),
        name: indicator.name.clone(),
        rows: rows.map(|(label, text)| CardRow { label, text }).collect(),
    }
}

fn named(all: &[Named], ids: &[String]) -> Text {
    let found: Vec<Text> = ids
        .iter()
        .filter(|id| !id.is_empty())
        .map(|id| {
            all.iter().find(|one| one.id == *id).map_or_else(|| same(id.clone()), |one| one.name.clone())
        })
        .collect();
    join(&found, ", ")
}

fn quality_areas(scene: &Scene<'_>, indicator: &Indicator) -> Text {
    let known = indicator.quality_areas.iter().filter_map(|id| {
        scene.words.quality_areas.iter().find(|area| area.named.id == *id).map(|area| &area.named.name)
    });
    join(known, ", ")
}

fn indicator_area(scene: &Scene<'_>, indicator: &Indicator) -> Text {
    let area = scene.words.indicator_areas.iter().find(|area| area.id == indicator.indicator_area);
    area.map_or_else(Text::default, |area| area.name.clone())
}

fn questions(scene: &Scene<'_>, indicator: &Indicator) -> Vec<Text> {
    let line = |question: &Question| fill("{} {}", "{} {}", &[&same(question.code.as_str()), &question.text]);
    let known = |code: &domain::QuestionCode| scene.edition.question(code.as_str());
    indicator.questions.iter().map(|code| known(code).map_or_else(|| same(code.as_str()), line)).collect()
}

fn values(scene: &Scene<'_>, values: &[ValueId]) -> Text {
    let names: Vec<Text> = values.iter().map(|value| scene.value_name(value.as_str())).collect();
    join(&names, ", ")
}

/// Values that leave the denominator, and *Ej aktuellt* where the indicator has it.
fn left_out(scene: &Scene<'_>, indicator: &Indicator) -> Text {
    let mut names: Vec<Text> =
        indicator.leaves_denominator.iter().map(|value| scene.value_name(value.as_str())).collect();
    let not_applicable = domain::Reason::NotApplicable.id();
    if indicator.method == Method::Share && indicator.shown.iter().any(|shown| shown == not_applicable) {
        names.extend(scene.words.empty(not_applicable).map(|empty| empty.name.clone()));
    }
    join(&names, ", ")
}

fn response(indicator: &Indicator) -> Text {
    indicator.response_percent.map_or_else(Text::default, |percent| {
        say(format!("{percent} procent"), format!("{percent} per cent"))
    })
}

fn requires(indicator: &Indicator) -> Text {
    match (indicator.requires.as_str(), indicator.role) {
        ("", IndicatorRole::Indicator | IndicatorRole::Background) => Text::default(),
        ("registers", _) => say(
            "Registerdata, som inte finns här. Måttet räknas därför inte.",
            "Register data, which are not here. The measure is therefore not computed.",
        ),
        (other, _) => same(other),
    }
}

/// Year by year what is said of the indicator.
fn comparability(scene: &Scene<'_>, indicator: &Indicator) -> Vec<Text> {
    let own = scene.edition.comparability.indicators.iter().filter(|one| one.id == indicator.id);
    own.map(|one| {
        let (with, why) = (same(one.with.to_string()), same(one.why.clone()));
        let (status, change) = (words::comparable(&one.status), words::change(&one.change));
        fill("Med {}: {} ({}). {}", "With {}: {} ({}). {}", &[&with, &status, &change, &why])
    })
    .collect()
}
