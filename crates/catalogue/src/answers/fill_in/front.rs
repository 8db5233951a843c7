//! Who answers what: the labels of the read-me, and those that every sheet of questions repeats.

use domain::{EditionYear, Frame};

use super::super::both::Both;
use super::super::mistakes::{Mistake, listing, quoted};
use super::super::{Origin, unit};
use super::form::{
    EDITION_LABEL, ORIGIN_LABEL, UNIT_LABEL, UNIT_ON_SHEET, VERSION_LABEL, origin_said, origin_words,
};
use super::sheets::{Held, Sheet, Shown};
use super::{At, Log};

/// Refuses another edition's workbook, or one of another version of the questionnaire.
///
/// True if it is the right one. Otherwise nothing in it is read: it answers other questions.
pub(super) fn is_of(sheets: &[Sheet], year: EditionYear, version: &str, log: &mut Log<'_>) -> bool {
    let before = log.found();
    let mut is_stated = false;
    for (i, sheet) in sheets.iter().enumerate() {
        for ((row, column), held) in sheet.beside(VERSION_LABEL) {
            let stated = said(held);
            if stated.is_empty() {
                continue;
            }
            is_stated = true;
            if stated != version {
                log.add(At { sheet: i, row, column }, "ANS-40", "", || other_version(&stated, year, version));
            }
        }
        for ((row, column), held) in sheet.beside(EDITION_LABEL) {
            let stated = said(held);
            if !stated.is_empty() && stated != year.to_string() && log.found() == before {
                log.add(At { sheet: i, row, column }, "ANS-40", "", || other_edition(&stated, year));
            }
        }
    }
    if !is_stated {
        log.add(At::default(), "ANS-40", "", || {
            Mistake::new(
                (
                    format!("det framgår inte vilken version av enkäten arbetsboken har: ”{VERSION_LABEL}” saknas"),
                    format!("the workbook does not say which version of the questionnaire it holds: “{VERSION_LABEL}” is missing"),
                ),
                (
                    format!("skriv {version} till höger om ”{VERSION_LABEL}” på första bladet, om det är den versionen – annars hämta en ny i webbenkäten, eller med `jamfor questionnaire --edition {year} --format xlsx --out FIL`"),
                    format!("write {version} to the right of “{VERSION_LABEL}” on the first sheet if it is that version – else fetch a new one in the web questionnaire, or make one with `jamfor questionnaire --edition {year} --format xlsx --out FILE`"),
                ),
            )
        });
    }
    log.found() == before
}

fn said(held: Option<&Held>) -> String {
    held.map(|held| held.text().trim().to_owned()).unwrap_or_default()
}

fn other_version(stated: &str, year: EditionYear, version: &str) -> Mistake {
    let of = stated.split_once('-').map_or("", |(year, _)| year);
    if of != year.to_string() && of.len() == 4 && of.bytes().all(|b| b.is_ascii_digit()) {
        return other_edition(of, year);
    }
    let shown = quoted(stated);
    Mistake::new(
        (
            format!(
                "arbetsboken har version {} av enkäten, och den här är {version}: frågor, svarsalternativ eller filter skiljer sig",
                shown.sv
            ),
            format!(
                "the workbook holds version {} of the questionnaire, and this is {version}: questions, alternatives or filters differ",
                shown.en
            ),
        ),
        (
            format!(
                "hämta en ny arbetsbok i webbenkäten, eller med `jamfor questionnaire --edition {year} --format xlsx --out FIL` och för över svaren, eller läs in den med den katalog som den gjordes med"
            ),
            format!(
                "fetch a new workbook in the web questionnaire, or make one with `jamfor questionnaire --edition {year} --format xlsx --out FILE` and carry the answers over, or read it with the catalogue it was made with"
            ),
        ),
    )
}

fn other_edition(stated: &str, year: EditionYear) -> Mistake {
    let shown = quoted(stated);
    if stated.parse::<EditionYear>().is_err() {
        return Mistake::new(
            (format!("{} är ingen årgång", shown.sv), format!("{} is no edition", shown.en)),
            (
                format!("skriv {year}, om arbetsboken är för den årgången"),
                format!("write {year}, if the workbook is of that edition"),
            ),
        );
    }
    Mistake::new(
        (
            format!("arbetsboken är för årgång {}, inte {year}", shown.sv),
            format!("the workbook is of edition {}, not {year}", shown.en),
        ),
        (
            format!("välj arbetsboken för {year}, eller läs in den med --edition {stated}"),
            format!("choose the workbook of {year}, or read it with --edition {stated}"),
        ),
    )
}

/// The unit that answers, if it is known; `tables` are the sheets of questions.
pub(super) fn unit(sheets: &[Sheet], tables: &[usize], frame: &Frame, log: &mut Log<'_>) -> Option<usize> {
    let mut found: Vec<(At, String)> = Vec::new();
    let mut empty = None;
    for (i, sheet) in sheets.iter().enumerate() {
        for ((row, column), held) in sheet.beside(UNIT_LABEL) {
            let at = At { sheet: i, row, column };
            match said(held) {
                code if code.is_empty() => empty = Some(at),
                code => found.push((at, code)),
            }
        }
    }
    let Some((at, code)) = found.first() else {
        log.add(empty.unwrap_or_default(), "ANS-10", "", || {
            Mistake::new(
                ("arbetsboken säger inte vilken kommun eller stadsdel som svarar", "the workbook does not say which unit answers"),
                (
                    format!("skriv kommunens eller stadsdelens kod till höger om ”{UNIT_LABEL}” på första bladet, till exempel 0604 eller 0180-01"),
                    format!("write the unit's code to the right of “{UNIT_LABEL}” on the first sheet, such as 0604 or 0180-01"),
                ),
            )
        });
        return None;
    };
    for (other_at, other) in found.iter().skip(1).filter(|(_, other)| other != code) {
        log.add(*other_at, "ANS-44", "", || two_units(other, code));
    }
    let Some(position) = frame.position(code) else {
        log.add(*at, "ANS-10", "", || unit::unknown(frame, code));
        return None;
    };
    for &i in tables {
        for ((row, column), held) in sheets[i].beside(UNIT_ON_SHEET) {
            // Our own formula follows the read-me, whatever it showed when it was last calculated.
            let is_ours =
                held.is_some_and(|held| held.formula.as_ref().is_some_and(|text| !text.contains('[')));
            let text = said(held);
            let other = text.split_whitespace().next().unwrap_or_default();
            if !is_ours && other != code && frame.position(other).is_some() {
                log.add(At { sheet: i, row, column }, "ANS-44", "", || two_units(other, code));
            }
        }
    }
    Some(position)
}

fn two_units(other: &str, code: &str) -> Mistake {
    let (other, code) = (quoted(other), quoted(code));
    Mistake::new(
        (
            format!("här svarar objekt {}, men arbetsboken är ifylld för {}", other.sv, code.sv),
            format!("unit {} answers here, but the workbook is filled in for {}", other.en, code.en),
        ),
        (
            "en arbetsbok har svar från ett objekt: flytta det andra objektets blad till en egen arbetsbok, eller rätta koden",
            "a workbook holds the answers of one unit: move the other unit's sheets to a workbook of their own, or mend the code",
        ),
    )
}

/// Where the answers come from.
pub(super) fn origin(sheets: &[Sheet], log: &mut Log<'_>) -> (Origin, Option<u8>) {
    let mut origin = (Origin::Given, None);
    for (i, sheet) in sheets.iter().enumerate() {
        for ((row, column), held) in sheet.beside(ORIGIN_LABEL) {
            let text = said(held);
            match origin_said(&text) {
                None if text.is_empty() => {}
                Some(said) => origin = said,
                None => log.add(At { sheet: i, row, column }, "ANS-21", "", || {
                    let simulated = origin_words(Origin::Simulated, None).unwrap_or_default();
                    let shown = quoted(&text);
                    Mistake::new(
                        (format!("{} är inget ursprung", shown.sv), format!("{} is no origin", shown.en)),
                        (
                            format!("lämna cellen som den var: ”{simulated}”, eller ta bort raden om svaren är riktiga"),
                            format!("leave the cell as it was: “{simulated}”, or remove the line if the answers are real"),
                        ),
                    )
                }),
            }
        }
    }
    origin
}

/// What to say where no sheet holds questions.
pub(super) fn no_questions(sheets: &[Sheet]) -> Mistake {
    let Both { sv, en } = listing(sheets.iter().map(|sheet| sheet.name.as_str()));
    Mistake::new(
        (
            format!("inget av bladen har frågor att besvara: {sv}"),
            format!("none of the sheets holds questions: {en}"),
        ),
        (
            "behåll bladen med frågor och deras rubrikrad, eller hämta en ny arbetsbok i webbenkäten, eller med `jamfor questionnaire --format xlsx`",
            "keep the sheets of questions and their header, or fetch a new workbook in the web questionnaire, or make one with `jamfor questionnaire --format xlsx`",
        ),
    )
}

/// Whether a sheet belongs to a fill-in workbook.
pub(super) fn says(sheet: &Sheet) -> bool {
    let is = |label: &str| {
        sheet.cells.values().any(|held| matches!(&held.shown, Shown::Text(text) if text.trim() == label))
    };
    is(VERSION_LABEL) || is(super::form::ANSWER) && is(super::form::KEY)
}
