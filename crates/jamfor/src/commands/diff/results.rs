//! Two results: what is compared, how much can be told, and in which form.

use std::io::Write;

use ::results::aggregates::Place;
use ::results::diff::{
    Computed, FORMAT, RESULT_COLUMNS, ResultsDiff, Sheet, Side, Who, files, result_rows, with_editions,
    with_rules,
};
use ::results::origin::OriginWords;
use anyhow::Result;
use catalogue::Catalogue;
use domain::Level;
use serde_json::json;

use super::found::{self, Known, Publication};
use super::names::Names;
use super::table;
use crate::arguments::{DiffOptions, Format, Lang};
use crate::{WrongUsage, output, tell};

/// What is shown: everything, a unit, or a place and its units.
pub(super) enum Shown {
    All,
    Unit(String),
    Place(Place),
}

pub(super) fn print(options: &DiffOptions, (a, b): (&Known, &Known), lang: Lang) -> Result<()> {
    let diff = compared(a, b);
    let bundled;
    let catalogue = match (b, a) {
        (Known::Publication(of), _) | (Known::Files(_), Known::Publication(of)) => &of.catalogue,
        (Known::Files(_), Known::Files(_)) => {
            bundled = Catalogue::bundled()?;
            &bundled
        }
    };
    let names = Names::of(catalogue, diff.years.1, lang);
    let shown = shown(&diff, options.place.as_deref(), lang)?;
    let titles = [
        title(&options.first, a, (diff.years.0, &diff.origins.0), lang),
        title(&options.second, b, (diff.years.1, &diff.origins.1), lang),
    ];
    let mut warnings = table::warnings(&diff, (a, b), &names, lang);
    warnings.extend(
        [(&options.first, a), (&options.second, b)]
            .into_iter()
            .filter_map(|(dir, of)| altered(dir, of, lang)),
    );
    let rows = || result_rows(&diff).filter(|row| is_shown(row, &shown, &names));
    match options.format {
        Format::Table => {
            let text = table::text(&diff, &titles, &shown, &warnings, &names, lang);
            write!(std::io::stdout().lock(), "{}", output::folded(&text))?;
        }
        Format::Csv => {
            for warning in &warnings {
                tell(warning);
            }
            output::print(&RESULT_COLUMNS, rows(), Format::Csv, &options.decimal)?;
        }
        Format::Json => {
            let [first, second] = [(0, &titles[0]), (1, &titles[1])].map(|(side, title)| {
                let (year, origin) =
                    if side == 0 { (diff.years.0, &diff.origins.0) } else { (diff.years.1, &diff.origins.1) };
                json!({ "title": title, "edition": year.0, "origin": origin })
            });
            print_json(
                &json!({
                    "format": FORMAT,
                    "kind": "results",
                    "split": diff.is_split,
                    "first": first,
                    "second": second,
                    "warnings": warnings,
                }),
                &RESULT_COLUMNS,
                rows(),
            )?;
        }
    }
    Ok(())
}

/// The head of the document, and its rows as objects.
pub(super) fn print_json<const N: usize>(
    head: &serde_json::Value,
    columns: &[&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> Result<()> {
    let objects = rows.map(|row| {
        let fields = columns.iter().zip(row).map(|(name, value)| ((*name).to_owned(), value.into()));
        serde_json::Value::Object(fields.collect())
    });
    let mut document = head.clone();
    document["rows"] = objects.collect();
    let mut out = std::io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &document)?;
    writeln!(out)?;
    Ok(())
}

/// With answers and rules on both sides everything is split; else what both sides have is compared.
fn compared(a: &Known, b: &Known) -> ResultsDiff {
    match (a, b) {
        (Known::Publication(a), Known::Publication(b)) => {
            let (first, second) = (computed(a), computed(b));
            match (&a.answers, &b.answers) {
                (Some(answers_a), Some(answers_b)) => with_rules(
                    &Side { edition: a.edition(), answers: &answers_a.table, origin: &a.results.origin },
                    &Side { edition: b.edition(), answers: &answers_b.table, origin: &b.results.origin },
                ),
                (Some(_) | None, None) | (None, Some(_)) => with_editions(first, second),
            }
        }
        (Known::Files(a), Known::Files(b)) => files(a, b),
        (Known::Files(a), Known::Publication(b)) => files(a, &Sheet::of(b.edition(), &b.results)),
        (Known::Publication(a), Known::Files(b)) => files(&Sheet::of(a.edition(), &a.results), b),
    }
}

fn computed(publication: &Publication) -> Computed<'_> {
    Computed { edition: publication.edition(), results: &publication.results }
}

/// `omgang-1: Öppna jämförelser 2018 – Ekonomiskt bistånd, simulerad omgång 1`.
fn title(
    dir: &std::path::Path,
    known: &Known,
    (year, origin): (domain::EditionYear, &str),
    lang: Lang,
) -> String {
    let what = match known {
        Known::Publication(of) => of.edition().name.get(lang.language()).to_owned(),
        Known::Files(_) => format!("{} {year}", lang.say("årgång", "edition")),
    };
    let words = OriginWords::parse(origin);
    let data = match &words {
        Some(words) => words.data(lang.language()),
        None => Some(origin.to_owned()),
    };
    let trial = words.filter(|words| words.trial).map(|_| lang.say("prövning", "trial").to_owned());
    let parts: Vec<String> = [data, trial].into_iter().flatten().collect();
    let parts = if parts.is_empty() { String::new() } else { format!(", {}", parts.join(", ")) };
    format!("{}: {what}{parts}", dir.display())
}

/// What is not as it was published, as far as the folder shows it.
fn altered(dir: &std::path::Path, known: &Known, lang: Lang) -> Option<String> {
    let why = match known {
        Known::Publication(of) if of.is_altered => lang.say(
            "mappen är ändrad: outcomes.csv eller aggregates.csv är inte vad dess svar och katalog ger. Här visas vad de ger; kör jamfor verify",
            "the folder is altered: outcomes.csv or aggregates.csv is not what its answers and catalogue give. What they give is shown here; run jamfor verify",
        ),
        Known::Files(_) if found::lacks_manifest(dir) => lang.say(
            "publiceringen saknar manifest.json, så ingen kan se om resultatfilerna är ändrade",
            "the publication lacks manifest.json, so nobody can see whether its result files are altered",
        ),
        Known::Publication(_) | Known::Files(_) => return None,
    };
    Some(format!("{}: {why}", dir.display()))
}

/// The place or unit that was asked for.
fn shown(diff: &ResultsDiff, wanted: Option<&str>, lang: Lang) -> Result<Shown> {
    let Some(code) = wanted else { return Ok(Shown::All) };
    let mut known: Vec<Place> = Vec::new();
    for figure in diff.indicators.iter().flat_map(|indicator| &indicator.figures) {
        if !known.contains(&figure.place) {
            known.push(figure.place.clone());
        }
    }
    let text = |place: &Place| match place {
        Place::Level(_, code) => code.to_string(),
        Place::Group(grouping, group) => format!("{grouping}:{group}"),
    };
    if let Some(place) = known.iter().find(|place| text(place) == code) {
        return Ok(Shown::Place(place.clone()));
    }
    if diff.units.iter().any(|unit| unit.as_str() == code) {
        return Ok(Shown::Unit(code.to_owned()));
    }
    let places: Vec<String> = known.iter().map(text).collect();
    let units = diff.units.iter().map(|unit| unit.as_str());
    let names = places.iter().map(String::as_str).chain(units);
    let help = crate::meant_or_known(code, names.collect::<Vec<_>>());
    let message = lang.say("är ingen plats som båda har", "is no place that both have");
    Err(WrongUsage(format!("`{code}` {message}: {help}")).into())
}

/// Whether a row is of what is shown: rows of indicators always are.
fn is_shown(row: &[String; 16], shown: &Shown, names: &Names<'_>) -> bool {
    let [what, _, level, code, grouping, group, ..] = row;
    match shown {
        Shown::All => true,
        Shown::Unit(_) | Shown::Place(_) if what == "indicator" => true,
        // The frame's rows are of units and places by their code alone.
        Shown::Unit(unit) if what == "frame" => code == unit,
        Shown::Place(place) if what == "frame" => {
            ::results::rows::place_fields(place)[1] == *code || names.belongs(code, place)
        }
        Shown::Unit(unit) => level == Level::Unit.id() && code == unit,
        Shown::Place(place) => {
            let [of_level, of_code, of_grouping, of_group] = ::results::rows::place_fields(place);
            let is_it = (level, code, grouping, group) == (&of_level, &of_code, &of_grouping, &of_group);
            let is_of_it = level == Level::Unit.id() && names.belongs(code, place);
            is_it || is_of_it
        }
    }
}

/// Whether somebody is of what is shown.
pub(super) fn is_of(who: &Who, shown: &Shown, names: &Names<'_>) -> bool {
    match (shown, who) {
        (Shown::All, _) => true,
        (Shown::Unit(unit), Who::Unit(code)) => code.as_str() == unit,
        (Shown::Unit(_), Who::Place(_)) => false,
        (Shown::Place(place), Who::Unit(code)) => names.belongs(code.as_str(), place),
        (Shown::Place(place), Who::Place(other)) => place == other,
    }
}
