//! `jamfor explain`: why a cell, or a level's figure, is what it is.

use std::io::Write;

use anyhow::Result;
use catalogue::model::{Edition, Vocabulary};
use results::aggregates::Place;
use results::explain;
use serde_json::Value;

use crate::WrongUsage;
use crate::arguments::{ExplainOptions, Format, Lang};
use crate::files::{self, Given};
use crate::output;

pub(crate) fn run(options: &ExplainOptions, lang: Lang) -> Result<()> {
    let catalogue = files::catalogue(options.edition.catalogue.as_deref())?;
    let edition = files::edition(&catalogue, options.edition.edition)?;
    if options.edition.format == Format::Csv {
        return Err(WrongUsage("en härledning är ett träd: välj --format table eller json".to_owned()).into());
    }
    let given = Given::read(edition, &options.input, lang)?;
    let (sentences, json) = explanation(edition, &catalogue.vocabulary, &given, (options, lang))?;
    let mut out = std::io::stdout().lock();
    if options.edition.format == Format::Json {
        serde_json::to_writer_pretty(&mut out, &json)?;
        writeln!(out)?;
    } else {
        for sentence in sentences {
            writeln!(out, "{}", output::folded(&sentence))?;
        }
    }
    Ok(())
}

fn explanation(
    edition: &Edition,
    vocabulary: &Vocabulary,
    given: &Given,
    (options, lang): (&ExplainOptions, Lang),
) -> Result<(Vec<String>, Value)> {
    let id = options.indicator.as_str();
    let Some(position) = edition.computed().position(|indicator| indicator.id.as_str() == id) else {
        return Err(unknown_indicator(edition, id).into());
    };
    let indicator = edition.computed().nth(position).expect("the position was just found");
    if let Some(unit) = options.unit.as_deref().and_then(|code| edition.frame.position(code)) {
        let explanation = match given {
            Given::Answers(answers) => {
                explain::outcome(edition, vocabulary, answers, unit, indicator, &answers.origin_id())
            }
            Given::Outcomes(given) => {
                let outcome = &given.outcomes[unit][position];
                explain::given(edition, vocabulary, unit, indicator, outcome, given.origin.id())
            }
        };
        let told = explanation.told(lang.language(), edition, vocabulary, indicator);
        return Ok((told, explanation.to_json()));
    }
    let results = given.compute(edition);
    let (unit, group) = (options.unit.as_deref(), options.group.as_deref());
    let place = place_of(&results, unit, group);
    let explained =
        place.and_then(|place| explain::aggregate(edition, vocabulary, &results, place, position));
    match explained {
        Some(explanation) => {
            Ok((explanation.told(lang.language(), vocabulary, indicator), explanation.to_json()))
        }
        None => Err(unknown_place(edition, &results, unit, group).into()),
    }
}

/// An indicator that is not computed, with the nearest name or what it waits for.
pub(crate) fn unknown_indicator(edition: &Edition, id: &str) -> WrongUsage {
    if let Some(waiting) = edition.indicator(id) {
        return WrongUsage(format!(
            "`{id}` ger inga rader än: den kräver {} (se `jamfor catalogue show --edition {} {id}`)",
            waiting.requires, edition.year
        ));
    }
    let help = crate::meant_or_known(id, edition.indicators.iter().map(|indicator| indicator.id.as_str()));
    WrongUsage(format!("indikatorn `{id}` finns inte i årgång {}: {help}", edition.year))
}

/// Where a level's code or a group (`skl:B4`) stands among the places.
pub(crate) fn place_of(results: &results::Results, code: Option<&str>, group: Option<&str>) -> Option<usize> {
    let wanted = |place: &Place| match (place, code, group) {
        (Place::Level(_, own), Some(code), _) => own.as_str() == code,
        (Place::Group(grouping, own), _, Some(group)) => format!("{grouping}:{own}") == group,
        (Place::Level(..) | Place::Group(..), _, _) => false,
    };
    results.places.iter().position(|membership| wanted(&membership.place))
}

/// A unit, place or group that there is none of, with the nearest name.
pub(crate) fn unknown_place(
    edition: &Edition,
    results: &results::Results,
    unit: Option<&str>,
    group: Option<&str>,
) -> WrongUsage {
    match (unit, group) {
        (_, Some(group)) => {
            let known: Vec<String> = results
                .places
                .iter()
                .filter_map(|membership| match &membership.place {
                    Place::Group(grouping, group) => Some(format!("{grouping}:{group}")),
                    Place::Level(..) => None,
                })
                .collect();
            let help = crate::meant_or_known(group, known.iter().map(String::as_str));
            WrongUsage(format!("gruppen `{group}` finns inte i årgång {}: {help}", edition.year))
        }
        (Some(unit), None) => {
            let by_name = edition.frame.units.iter().find(|u| u.name.eq_ignore_ascii_case(unit));
            let help = match by_name {
                Some(named) => format!("menade du {} ({})?", named.code, named.name),
                None => crate::meant_or_known(unit, edition.frame.units.iter().map(|u| u.code.as_str())),
            };
            WrongUsage(format!(
                "kommunen eller stadsdelen `{unit}` finns inte i årgång {}: {help}",
                edition.year
            ))
        }
        (None, None) => {
            WrongUsage("säg vilken kommun eller stadsdel: --unit KOD eller --group NYCKEL:GRUPP".to_owned())
        }
    }
}
