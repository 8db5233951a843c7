//! `jamfor catalogue`: check, show, test.

use std::io::Write;

use anyhow::Result;
use catalogue::model::{Edition, Indicator, Language, Measured, Question, Vocabulary};
use catalogue::{Catalogue, LoadOptions};

use crate::arguments::{CatalogueCommand, EditionOptions, Format};
use crate::{AlreadyTold, WrongUsage, files, output};

pub(crate) fn run(command: &CatalogueCommand) -> Result<()> {
    match command {
        CatalogueCommand::Check { dir } => check(dir.as_deref()),
        CatalogueCommand::Show { edition, id } => show(edition, id.as_deref()),
        CatalogueCommand::Test { edition, catalogue } => test(*edition, catalogue.as_deref()),
    }
}

fn check(dir: Option<&std::path::Path>) -> Result<()> {
    let proved = LoadOptions { prove: true };
    let catalogue = match dir {
        Some(dir) => Catalogue::load_with(dir, proved)?,
        None => Catalogue::bundled_with(proved)?,
    };
    let indicators: usize = catalogue.editions.values().map(|e| e.indicators.len()).sum();
    let cases: usize = catalogue.editions.values().map(|e| e.cases.len()).sum();
    let laid_over = match &catalogue.overlay {
        Some(overlay) => format!(" Lagd över den inbyggda: {}.", overlay.name),
        None => String::new(),
    };
    println!(
        "Katalogen är felfri: {} årgångar, {indicators} indikatorer, {cases} fall; reglerna är bevisade. Engelska texter: {} av {}.{laid_over}",
        catalogue.editions.len(),
        catalogue.translated.english,
        catalogue.translated.texts
    );
    Ok(())
}

fn test(year: Option<domain::EditionYear>, dir: Option<&std::path::Path>) -> Result<()> {
    let catalogue = files::catalogue(dir)?;
    let editions: Vec<&Edition> = match year {
        Some(year) => vec![files::edition(&catalogue, year)?],
        None => catalogue.editions.values().collect(),
    };
    let mut failed = 0;
    for edition in editions {
        let failures = catalogue::run_cases(edition);
        for failure in &failures {
            println!("{}: {}", failure.place, failure.sentence(&catalogue.vocabulary, Language::Swedish));
        }
        println!(
            "Årgång {}: {} av {} fall stämmer",
            edition.year,
            edition.cases.len() - failures.len(),
            edition.cases.len()
        );
        failed += failures.len();
        let colours = results::colours::run_cases(edition);
        for failure in &colours {
            println!("{}: {}", failure.place, failure.sentence(Language::Swedish));
        }
        let cases = edition.comparison.relative_cases.len() + edition.comparison.uncertainty_cases.len();
        if cases > 0 {
            println!("Årgång {}: {} av {cases} fall om färger stämmer", edition.year, cases - colours.len());
        }
        failed += colours.len();
    }
    if failed > 0 { Err(AlreadyTold.into()) } else { Ok(()) }
}

/// Width of the names of a card's fields.
const CARD: usize = 22;
const LIST: [&str; 4] = ["id", "kind", "number", "name"];

fn show(options: &EditionOptions, id: Option<&str>) -> Result<()> {
    let catalogue = files::catalogue(options.catalogue.as_deref())?;
    let edition = files::edition(&catalogue, options.edition)?;
    let Some(id) = id else {
        let indicators = edition.indicators.iter().map(|indicator| {
            let kind =
                if indicator.requires.is_empty() { "indikator" } else { "indikator (kräver registerdata)" };
            [
                indicator.id.to_string(),
                kind.to_owned(),
                indicator.number.to_string(),
                indicator.short_name.sv.clone(),
            ]
        });
        let questions = edition.questions.iter().map(|question| {
            [question.code.to_string(), "fråga".to_owned(), String::new(), question.text.sv.clone()]
        });
        return output::print(&LIST, indicators.chain(questions), options.format, &options.decimal);
    };
    let card = match (edition.indicator(id), edition.question(id)) {
        (Some(indicator), _) => indicator_card(&catalogue, edition, indicator),
        (None, Some(question)) => question_card(&catalogue.vocabulary, question),
        (None, None) => {
            let known = edition.indicators.iter().map(|i| i.id.as_str());
            let known = known.chain(edition.questions.iter().map(|q| q.code.as_str()));
            let help = crate::meant_or_known(id, known);
            return Err(WrongUsage(format!("`{id}` finns inte i årgång {}: {help}", edition.year)).into());
        }
    };
    let mut out = std::io::stdout().lock();
    if options.format == Format::Json {
        let object: serde_json::Map<String, serde_json::Value> =
            card.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
        serde_json::to_writer_pretty(&mut out, &object)?;
        writeln!(out)?;
    } else if options.format == Format::Csv {
        drop(out);
        output::print(
            &["field", "value"],
            card.into_iter().map(|(n, v)| [n.to_owned(), v]),
            Format::Csv,
            ".",
        )?;
    } else {
        for (name, value) in card.iter().filter(|(_, value)| !value.is_empty()) {
            let value = output::beside(value, CARD);
            let mut lines = value.lines();
            writeln!(out, "{name:<CARD$} {}", lines.next().unwrap_or_default())?;
            for line in lines {
                writeln!(out, "{:<CARD$} {line}", "")?;
            }
        }
    }
    Ok(())
}

fn joined<T: ToString>(items: &[T]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn lines(items: impl IntoIterator<Item = String>) -> String {
    items.into_iter().collect::<Vec<_>>().join("\n")
}

/// The card of an indicator, field by field as the guide prints it.
fn indicator_card(
    catalogue: &Catalogue,
    edition: &Edition,
    indicator: &Indicator,
) -> Vec<(&'static str, String)> {
    let vocabulary = &catalogue.vocabulary;
    let family = catalogue.families.get(&indicator.family);
    let named = |all: &[catalogue::model::Named], id: &str| {
        all.iter().find(|n| n.id == id).map_or_else(|| id.to_owned(), |n| n.name.sv.clone())
    };
    let quality = |id: &String| {
        let area = vocabulary.quality_areas.iter().find(|a| a.named.id == *id);
        area.map_or_else(|| id.clone(), |a| a.named.name.sv.clone())
    };
    let area = vocabulary.indicator_areas.iter().find(|a| a.id == indicator.indicator_area);
    let measured = match indicator.measured {
        Measured::On(date) => date.to_string(),
        Measured::Period(from, to) => format!("{from} – {to}"),
    };
    let rule = indicator.outcomes.iter().map(|outcome| {
        let when = if outcome.when.is_empty() { "annars" } else { outcome.when.as_str() };
        format!("{} ⇐ {when}", outcome.gives)
    });
    vec![
        ("Id", indicator.id.to_string()),
        ("Nummer", indicator.number.to_string()),
        ("Indikatornamn", indicator.name.sv.clone()),
        ("Kortnamn", indicator.short_name.sv.clone()),
        ("Mått", indicator.measure.clone()),
        ("Syfte", indicator.purpose.clone()),
        ("Målvärde", indicator.target_text.clone()),
        (
            "Indikatortyp",
            joined(
                &indicator.types.iter().map(|t| named(&vocabulary.indicator_types, t)).collect::<Vec<_>>(),
            ),
        ),
        ("Dimension", named(&vocabulary.dimensions, &indicator.dimension)),
        ("Kvalitetsområde", joined(&indicator.quality_areas.iter().map(quality).collect::<Vec<_>>())),
        ("Indikatorområde", area.map_or_else(|| indicator.indicator_area.clone(), |a| a.name.sv.clone())),
        ("Frågor", joined(&indicator.questions)),
        ("Regel", lines(rule)),
        (
            "Regeln bevisad",
            match indicator.proved_on_sample {
                None => String::new(),
                Some(n) => format!("på stickprov ({n} kombinationer)"),
            },
        ),
        ("Redovisas som", joined(&indicator.shown)),
        ("Räknas som uppnått", joined(&indicator.target)),
        ("Utanför nämnaren", joined(&indicator.leaves_denominator)),
        ("Sammanvägning", indicator.method.to_string()),
        ("Redovisningsnivåer", joined(&indicator.levels)),
        ("Mätdatum/-period", measured),
        (
            "Svarsfrekvens (guiden)",
            indicator.response_percent.map(|p| format!("{p} procent")).unwrap_or_default(),
        ),
        (
            "Definitioner",
            lines(
                family
                    .into_iter()
                    .flat_map(|f| f.definitions.iter().map(|d| format!("{}: {}", d.term, d.text))),
            ),
        ),
        ("Lagrum", family.map(|f| joined(&f.laws)).unwrap_or_default()),
        ("Datakälla", edition.data_source.clone()),
        ("Felkällor", edition.error_sources.clone()),
        ("Källa", vocabulary.cite(&indicator.source)),
        ("Läsningar", lines(indicator.readings.iter().map(|r| format!("{}: {}", r.id, r.text)))),
        ("Anmärkning", indicator.note.clone()),
        ("Kräver", indicator.requires.clone()),
    ]
}

fn question_card(vocabulary: &Vocabulary, question: &Question) -> Vec<(&'static str, String)> {
    let alternatives = question
        .alternatives
        .iter()
        .map(|a| format!("{}: {}{}", a.id, a.text.sv, if a.ours { "  [vårt, inte källans]" } else { "" }));
    vec![
        ("Kod", question.code.to_string()),
        ("Del", question.part.to_string()),
        ("Fråga", question.text.sv.clone()),
        ("Slag", question.kind.id().to_owned()),
        ("Ställs när", question.asked_when.clone()),
        ("Rader", lines(question.rows.iter().flatten().map(|row| format!("{}: {}", row.id, row.text.sv)))),
        ("Svarsalternativ", lines(alternatives)),
        (
            "Kod för uppgift saknas",
            question.form.as_ref().and_then(|f| f.missing_code).map(|c| c.to_string()).unwrap_or_default(),
        ),
        ("Så svarar man", question.instruction.clone()),
        ("Definitioner", lines(question.definitions.iter().map(|d| format!("{}: {}", d.term, d.text)))),
        ("Källa", vocabulary.cite(&question.source)),
        ("Läsningar", lines(question.readings.iter().map(|r| format!("{}: {}", r.id, r.text)))),
    ]
}
