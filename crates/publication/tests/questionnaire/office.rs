//! An office program opens the workbook, calculates it, saves it: the same answers, the same status.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Reader, Xlsx};
use catalogue::answers::Answers;
use catalogue::model::Edition;
use rules::schema::QuestionKind;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::{assert_same, bundled, cells, checklist, forget, good, place, read, written};

/// Calculates every formula anew when a workbook is opened, whatever it says.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"#;

/// Opens workbooks in LibreOffice and saves them as another kind; the folder they come to.
fn saved_by_libreoffice(folder: &Path, files: &[PathBuf], kind: &str) -> PathBuf {
    let profile = folder.join("profile");
    fs::create_dir_all(profile.join("user")).unwrap();
    fs::write(profile.join("user/registrymodifications.xcu"), SETTINGS).unwrap();
    let out = folder.join("saved");
    let run = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--convert-to", kind, "--outdir"])
        .arg(&out)
        .args(files)
        .output();
    let run = run.unwrap_or_else(|error| panic!("soffice: {error} – installera libreoffice-calc"));
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.success(), "installera libreoffice-calc\n{said}");
    for file in files {
        let saved = out.join(file.with_extension(kind).file_name().unwrap());
        assert!(saved.exists(), "{} was not saved – installera libreoffice-calc\n{said}", saved.display());
    }
    out
}

/// The status of every row, by its key.
fn statuses(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut all = BTreeMap::new();
    for name in workbook.sheet_names().into_iter().filter(|name| name.starts_with("Del ")) {
        let range = workbook.worksheet_range(&name).unwrap();
        let rows: Vec<Vec<String>> =
            range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
        let header = rows.iter().position(|row| row.iter().any(|cell| cell == "Nyckel")).unwrap();
        let column = |name: &str| rows[header].iter().position(|cell| cell == name).unwrap();
        let (status, key) = (column("Status"), column("Nyckel"));
        for row in &rows[header + 1..] {
            if !row[key].is_empty() {
                all.insert(row[key].clone(), row[status].clone());
            }
        }
    }
    assert!(!all.is_empty());
    all
}

/// The same package with every calculated text of a part replaced, so that nothing can be taken over.
fn without_calculated_values(bytes: &[u8]) -> Vec<u8> {
    let mut package = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..package.len() {
        let mut part = package.by_index(i).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if name.starts_with("xl/worksheets/sheet") {
            let mut text = String::from_utf8(content).unwrap();
            let mut from = 0;
            while let Some(at) = text[from..].find("</f><v>") {
                let start = from + at + "</f><v>".len();
                let end = start + text[start..].find("</v>").unwrap();
                let is_text =
                    text[..start].rfind("<c ").is_some_and(|cell| text[cell..start].contains("t=\"str\""));
                text.replace_range(start..end, if is_text { "?" } else { "0" });
                from = start;
            }
            content = text.into_bytes();
        }
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(&content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Answers that nobody would give all at once: some missing, some to questions that are not asked.
fn troubled(edition: &Edition, simulated: &Answers, seed: u64, unit: usize) -> Answers {
    let mut answers = simulated.clone();
    for (i, (col, _, kind)) in cells(edition).into_iter().enumerate() {
        let number = (i * 31 + unit * 17 + usize::try_from(seed).unwrap() * 7) % 11;
        match (number, kind) {
            (0..=2, _) => forget(&mut answers, unit, col),
            (3 | 4, QuestionKind::One(set)) => {
                forget(&mut answers, unit, col);
                let place = i64::try_from(i % set.alternatives.len()).unwrap();
                *answers.table.cell_mut(unit, col) = rules::table::Raw::answer(place);
            }
            (3 | 4, QuestionKind::Many(set)) => {
                forget(&mut answers, unit, col);
                *answers.table.cell_mut(unit, col) =
                    rules::table::Raw::answer((1 << set.alternatives.len()) - 1);
            }
            (3 | 4, QuestionKind::Number(form)) => {
                let number = if i % 2 == 0 { form.low } else { form.missing_code.unwrap_or(form.high) };
                *answers.table.cell_mut(unit, col) = rules::table::Raw::answer(number.micros());
            }
            (5, _) => drop(answers.comments.insert((unit, col), "Förklaras i bilagan.".to_owned())),
            _ => {}
        }
    }
    // Two hard checks fire, and a text that may be left out is.
    for (name, value) in
        [("E7.annan", Some(0)), ("E7_text", None), ("F9", Some(1_000_000)), ("F9a", Some(5_000_000))]
    {
        if let Some(col) = edition.questionnaire.schema.find(name) {
            forget(&mut answers, unit, col);
            *answers.table.cell_mut(unit, col) = value.map(rules::table::Raw::answer).unwrap_or_default();
        }
    }
    answers
}

#[test]
fn libreoffice_saves_the_same_answers_and_calculates_the_same_status() {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    let mut cases: Vec<(&Edition, usize, Answers, bool)> = Vec::new();
    for (edition, codes) in [
        (bundled(2018), &["0643", "0180-01", "1480-03"][..]),
        (bundled(2015), &["0643", "0604", "0180-90"]),
        (checklist(), &["0001", "0003-01"]),
    ] {
        let simulated = results::simulate::simulate(edition, 5);
        for (code, seed) in codes.iter().zip(5_u64..) {
            let unit = place(edition, code);
            cases.push((edition, unit, simulated.clone(), true));
            cases.push((edition, unit, troubled(edition, &simulated, seed, unit), false));
        }
    }
    let mut expected = Vec::new();
    for (i, (edition, unit, answers, _)) in cases.iter().enumerate() {
        let bytes = written(edition, edition.frame.units[*unit].code.as_str(), Some(answers));
        expected.push(statuses(&bytes));
        let file = folder.path().join(format!("{i}.xlsx"));
        fs::write(&file, without_calculated_values(&bytes)).unwrap();
        files.push(file);
    }
    // What no answer could be: a number outside its range.
    let e5 = bundled(2018).questionnaire.schema.find("E5").unwrap();
    let mut too_many = catalogue::answers::blank(bundled(2018));
    *too_many.table.cell_mut(0, e5) = rules::table::Raw::answer(10_000_000_000);
    let invalid = folder.path().join("invalid.xlsx");
    let code = bundled(2018).frame.units[0].code.as_str();
    fs::write(&invalid, without_calculated_values(&written(bundled(2018), code, Some(&too_many)))).unwrap();
    files.push(invalid);
    let saved = saved_by_libreoffice(folder.path(), &files, "xlsx");
    let invalid = fs::read(saved.join("invalid.xlsx")).unwrap();
    assert_eq!(statuses(&invalid)["E5"], "✖ Ogiltigt svar");
    let told = read(bundled(2018), &invalid).unwrap_err().to_string();
    assert!(told.contains("ANS-18 blad Del E, cell C"), "{told}");
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    for (i, ((edition, unit, answers, is_sound), expected)) in cases.iter().zip(expected).enumerate() {
        let bytes = fs::read(saved.join(format!("{i}.xlsx"))).unwrap();
        let case = format!("{} {} ({i})", edition.year, edition.frame.units[*unit].code);
        let calculated = statuses(&bytes);
        for (key, status) in &expected {
            assert_eq!(calculated.get(key), Some(status), "{case}: {key}");
            *met.entry(status.clone()).or_default() += 1;
        }
        if *is_sound {
            assert_same(edition, *unit, &good(edition, &bytes), answers, &case);
        }
    }
    for status in [
        "● Besvara",
        "○ Frivillig",
        "○ Se villkoret",
        "… Avvakta",
        "– Ska inte besvaras",
        "✓ Klart",
        "·",
        "! Kommentera",
        "! Huvudfrågan saknas",
        "✖ Måste rättas",
        "✖ Ska inte besvaras",
    ] {
        assert!(met.contains_key(status), "no row has the status {status}: {met:?}");
    }
}
