//! What differs between two catalogues.

use std::io::Write;

use ::results::diff::catalogues::{Change, catalogues};
use ::results::diff::{CATALOGUE_COLUMNS, FORMAT, catalogue_rows};
use anyhow::Result;
use catalogue::Catalogue;
use domain::EditionYear;
use serde_json::json;

use super::results::print_json;
use crate::arguments::{DiffOptions, Format, Lang};
use crate::output;

/// Most texts that are listed.
const TEXTS: usize = 20;
/// Most characters of a text's before and after, as the table shows them.
const WIDTH: usize = 70;

pub(super) fn print(options: &DiffOptions, (a, b): (&Catalogue, &Catalogue), lang: Lang) -> Result<()> {
    let diff = catalogues(a, b);
    match options.format {
        Format::Csv => output::print(&CATALOGUE_COLUMNS, catalogue_rows(&diff), Format::Csv, ".")?,
        Format::Json => {
            let (first, second) = (options.first.display().to_string(), options.second.display().to_string());
            let head = json!({
                "format": FORMAT,
                "kind": "catalogues",
                "first": { "title": first },
                "second": { "title": second },
            });
            print_json(&head, &CATALOGUE_COLUMNS, catalogue_rows(&diff))?;
        }
        Format::Table => {
            let mut out = std::io::stdout().lock();
            writeln!(out, "\nA  {}\nB  {}", options.first.display(), options.second.display())?;
            if diff.is_empty() {
                writeln!(out, "\n{}", lang.say("Ingenting skiljer.", "Nothing differs."))?;
                return Ok(());
            }
            for (years, what) in [
                (&diff.only_second, lang.say("Årgångar som bara B har", "Editions that only B has")),
                (&diff.only_first, lang.say("Årgångar som bara A har", "Editions that only A has")),
            ] {
                if !years.is_empty() {
                    let years: Vec<String> = years.iter().map(ToString::to_string).collect();
                    writeln!(out, "\n{what}: {}", years.join(", "))?;
                }
            }
            write!(out, "{}", output::folded(&changes(&diff.changes, lang)))?;
        }
    }
    Ok(())
}

/// What can move something, edition by edition; then the texts, shortened.
fn changes(all: &[Change], lang: Lang) -> String {
    let mut text = String::new();
    let mut editions: Vec<Option<EditionYear>> = Vec::new();
    for change in all.iter().filter(|change| !change.is_text) {
        if !editions.contains(&change.edition) {
            editions.push(change.edition);
        }
    }
    for edition in editions {
        let heading = match edition {
            Some(year) => format!("{} {year}", lang.say("Årgång", "Edition")),
            None => lang.say("Gemensamt för årgångarna", "Common to the editions").to_owned(),
        };
        text.push_str(&format!("\n{heading}\n"));
        for change in all.iter().filter(|change| !change.is_text && change.edition == edition) {
            text.push_str(&format!("  {}\n", change.line(lang.language())));
        }
    }
    let texts: Vec<&Change> = all.iter().filter(|change| change.is_text).collect();
    if texts.is_empty() {
        return text;
    }
    let heading =
        lang.say("Texter och annat som inga utfall vilar på", "Texts and what else no outcome rests on");
    text.push_str(&format!("\n{heading} ({})\n", texts.len()));
    for change in texts.iter().take(TEXTS) {
        let (before, after) = shortened(&change.before, &change.after);
        let short = Change { before, after, ..(*change).clone() };
        let year = change.edition.map(|year| format!("{year} ")).unwrap_or_default();
        text.push_str(&format!("  {year}{}\n", short.line(lang.language())));
    }
    if texts.len() > TEXTS {
        let more = lang.say("till: se --format csv", "more: see --format csv");
        text.push_str(&format!("  … {} {more}\n", texts.len() - TEXTS));
    }
    text
}

/// Two long texts from shortly before the place where they begin to differ.
fn shortened(before: &str, after: &str) -> (String, String) {
    let same = before.chars().zip(after.chars()).take_while(|(a, b)| a == b).count();
    let from =
        if before.chars().count().max(after.chars().count()) <= WIDTH { 0 } else { same.saturating_sub(20) };
    let part = |text: &str| {
        let rest: Vec<char> = text.chars().skip(from).collect();
        let start = if from > 0 { "…" } else { "" };
        let end = if rest.len() > WIDTH { "…" } else { "" };
        format!("{start}{}{end}", rest.iter().take(WIDTH).collect::<String>())
    };
    (part(before), part(after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_shown_where_they_differ() {
        let same = "Samma början. ".repeat(10);
        let (before, after) = shortened(&format!("{same}Sex krävs."), &format!("{same}Fyra räcker."));
        assert_eq!(
            (before.as_str(), after.as_str()),
            ("…rjan. Samma början. Sex krävs.", "…rjan. Samma början. Fyra räcker.")
        );
        assert_eq!(shortened("ett", "två"), ("ett".to_owned(), "två".to_owned()));
    }
}
