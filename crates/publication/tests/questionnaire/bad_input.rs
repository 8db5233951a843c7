//! What people do to a workbook: each a clear error, or a behaviour that is said.

use catalogue::answers::read_answers_bytes;
use catalogue::model::Language;
use rules::schema::QuestionKind;

use crate::copy::{Copy, Sheet, Value, text};
use crate::{bundled, cells, checklist, good, place, read, written};

/// A workbook as it is made, with one change that is a mistake.
fn changed(change: impl FnOnce(&mut Copy)) -> Vec<u8> {
    let mut copy = Copy::of(&written(bundled(2018), "0643", None));
    change(&mut copy);
    copy.bytes()
}

fn cases() -> Vec<(&'static str, Vec<u8>)> {
    let header = |sheet: &mut Sheet, name: &str, to: &str| {
        let at = (sheet.header().unwrap(), sheet.column(name));
        sheet.cells.insert(at, text(to));
    };
    let merged = |copy: &mut Copy, key: &str, from: &str, to: (u32, u16)| {
        let sheet = copy.sheet("Del G");
        let (row, column) = (sheet.row_of(key).unwrap(), sheet.column(from));
        sheet.merged.push((row, column, row + to.0, column + to.1));
    };
    vec![
        ("another edition's workbook", Copy::of(&written(bundled(2015), "0643", None)).bytes()),
        (
            "another version of the questionnaire",
            changed(|copy| {
                copy.beside("Enkätens version", text("2018-0123456789"));
            }),
        ),
        (
            "a sheet of another edition among the others",
            changed(|copy| {
                let mut other = Copy::of(&written(bundled(2015), "0643", None)).sheet("Del F").clone();
                other.name = "Från i fjol".to_owned();
                copy.sheets.push(other);
            }),
        ),
        (
            "the edition is overwritten",
            changed(|copy| {
                copy.beside("Årgång", Value::Number(2016.0));
            }),
        ),
        (
            "no version anywhere",
            changed(|copy| {
                for sheet in &mut copy.sheets {
                    sheet.cells.retain(|_, value| *value != text("Enkätens version"));
                }
            }),
        ),
        (
            "no unit",
            changed(|copy| {
                copy.beside("Kommunens eller stadsdelens kod", text(" "));
            }),
        ),
        ("no place for the unit", changed(|copy| copy.sheets.retain(|sheet| sheet.name.starts_with("Del")))),
        (
            "an unknown unit, and a mistake all the same",
            changed(|copy| {
                copy.beside("Kommunens eller stadsdelens kod", text("0699")).answer("G1", text("kanske"));
            }),
        ),
        (
            "a unit's code turned into a number",
            changed(|copy| {
                copy.beside("Kommunens eller stadsdelens kod", Value::Number(643.0));
            }),
        ),
        (
            "a city that is no unit",
            changed(|copy| {
                copy.beside("Kommunens eller stadsdelens kod", text("Stockholm"));
            }),
        ),
        (
            "two units on the first sheet",
            changed(|copy| {
                let first = copy.sheet("Läs mig");
                first.cells.insert((60, 1), text("Kommunens eller stadsdelens kod"));
                first.cells.insert((60, 2), text("0604"));
            }),
        ),
        (
            "a sheet of another unit",
            changed(|copy| {
                let other = Copy::of(&written(bundled(2018), "0604", None)).sheet("Del E").clone();
                *copy.sheet("Del E") = other;
            }),
        ),
        (
            "no alternative",
            changed(|copy| {
                copy.answer("G1", text("Kanske")).answer("G2.lss", text("Nej, behövs inte"));
            }),
        ),
        (
            "no mark of a choice",
            changed(|copy| {
                copy.answer("G1", text("Nej")).answer("G1a", text("Ja")).answer("G1c#socionom", text("Nej"));
            }),
        ),
        (
            "a date in place of a number",
            changed(|copy| {
                copy.answer("E5", Value::Date(2018, 5, 2));
            }),
        ),
        (
            "a text in place of a number",
            changed(|copy| {
                copy.answer("E5", text("12 personer"));
            }),
        ),
        (
            "a number with a blank for the thousands",
            changed(|copy| {
                copy.answer("E5", text("1 250"));
            }),
        ),
        (
            "too many decimals, and out of range",
            changed(|copy| {
                copy.answer("E5", Value::Number(12.125));
            }),
        ),
        (
            "out of range",
            changed(|copy| {
                copy.answer("E5", Value::Number(45_048.0));
            }),
        ),
        (
            "a number in place of an alternative",
            changed(|copy| {
                copy.answer("G1", Value::Number(1.0));
            }),
        ),
        (
            "a truth in place of an alternative",
            changed(|copy| {
                copy.answer("G1", Value::Truth(true));
            }),
        ),
        (
            "an error in an answer",
            changed(|copy| {
                copy.answer("E5", Value::Formula("=1/0", "#DIV/0!"));
            }),
        ),
        (
            "a personal number in an answer and in a comment",
            changed(|copy| {
                copy.answer("G1", text("Nej"))
                    .answer("G1a", text("Ja"))
                    .answer("G1b", text("fråga 19121212-1212"));
                copy.put("G2.lss", "Kommentar", text("se 19121212-1212"));
            }),
        ),
        (
            "an answer to a question that is not asked",
            changed(|copy| {
                copy.answer("G1", text("Ja")).answer("G1a", text("Ja"));
            }),
        ),
        ("merged answers", changed(|copy| merged(copy, "G2.missbruk", "Svar", (3, 0)))),
        ("an answer merged with its comment", changed(|copy| merged(copy, "G1", "Svar", (0, 2)))),
        ("merged keys", changed(|copy| merged(copy, "G3.af", "Nyckel", (1, 0)))),
        ("a header renamed", changed(|copy| header(copy.sheet("Del G"), "Svar", "Vårt svar"))),
        (
            "two headers renamed",
            changed(|copy| {
                header(copy.sheet("Del G"), "Nyckel", "Id");
                let sheet = copy.sheet("Del G");
                let row = (0..9).find(|row| sheet.cells.get(&(*row, 2)) == Some(&text("Svar"))).unwrap();
                sheet.cells.insert((row, 4), text("Noter"));
            }),
        ),
        ("a column there twice", changed(|copy| header(copy.sheet("Del G"), "Lydelse", "Svar"))),
        (
            "the header removed",
            changed(|copy| {
                let sheet = copy.sheet("Del G");
                let header = sheet.header().unwrap();
                sheet.cells.retain(|(row, _), _| *row != header);
            }),
        ),
        (
            "answers pasted into a sheet of their own",
            changed(|copy| {
                let mut pasted = Sheet { name: "Karins svar".to_owned(), ..Sheet::default() };
                for (row, key) in (0..).zip(["G21", "G22", "G6"]) {
                    pasted.cells.insert((row, 0), text(key));
                    pasted.cells.insert((row, 1), text("Ja"));
                }
                copy.sheets.push(pasted);
            }),
        ),
        ("no sheet of questions", changed(|copy| copy.sheets.retain(|sheet| !sheet.name.starts_with("Del")))),
        (
            "a sheet copied",
            changed(|copy| {
                let mut twice = copy.sheet("Del E").clone();
                twice.name = "Del E (2)".to_owned();
                copy.sheets.push(twice);
            }),
        ),
        (
            "a key there twice",
            changed(|copy| {
                copy.put("G22", "Nyckel", text("G21"));
            }),
        ),
        (
            "a key pasted over",
            changed(|copy| {
                copy.put("G22", "Nyckel", text("G2.misbruk"));
            }),
        ),
        (
            "a key pasted over with something else",
            changed(|copy| {
                copy.put("G22", "Nyckel", text("Ja"));
            }),
        ),
        (
            "a key removed",
            changed(|copy| {
                copy.answer("G22", text("Ja")).put("G22", "Nyckel", text(" "));
            }),
        ),
        (
            "an answer in a heading",
            changed(|copy| {
                let sheet = copy.sheet("Del G");
                let at = (sheet.row_of("G2.missbruk").unwrap() - 1, sheet.column("Svar"));
                sheet.cells.insert(at, text("Ja"));
            }),
        ),
        (
            "an origin that is none",
            changed(|copy| {
                let first = copy.sheet("Läs mig");
                first.cells.insert((60, 1), text("Ursprung"));
                first.cells.insert((60, 2), text("påhittat"));
            }),
        ),
        (
            "everything at once, in the order of the sheets",
            changed(|copy| {
                copy.beside("Kommunens eller stadsdelens kod", text("9999"));
                copy.answer("E5", text("tolv"))
                    .answer("E10", text("Ja"))
                    .answer("G6", text("Ibland"))
                    .answer("G25.ekonomiskt_bistand", text("?"));
            }),
        ),
    ]
}

#[test]
fn every_mistake_says_sheet_cell_value_and_the_next_step() {
    let (mut sv, mut en) = (String::new(), String::new());
    for (case, bytes) in cases() {
        let problems = read(bundled(2018), &bytes).err().unwrap_or_else(|| panic!("{case} is refused"));
        assert!(problems.iter().all(|problem| problem.english.is_some()), "{case}");
        sv.push_str(&format!("{case}\n{}\n", problems.text(Language::Swedish)));
        en.push_str(&format!("{case}\n{}\n", problems.text(Language::English)));
    }
    insta::assert_snapshot!("mistakes", sv);
    insta::assert_snapshot!("mistakes_in_english", en);
}

/// Dates, tables and decisions are in no bundled questionnaire together.
#[test]
fn dates_tables_and_decisions_are_checked_too() {
    let edition = checklist();
    let with = |change: &dyn Fn(&mut Copy)| {
        let unit = place(edition, "0004");
        let mut answers = catalogue::answers::blank(edition);
        for (col, name, kind) in cells(edition) {
            if let ("P30.annan", QuestionKind::One(_)) = (name, kind) {
                *answers.table.cell_mut(unit, col) = rules::table::Raw::answer(0);
                answers.decide(unit, col, true);
            }
        }
        let mut copy = Copy::of(&written(edition, "0004", Some(&answers)));
        copy.answer("P1", text("Ja")).answer("P1b", text("Ja"));
        change(&mut copy);
        copy.bytes()
    };
    let mut sv = String::new();
    for (case, bytes) in [
        (
            "a number in place of a date",
            with(&|copy| {
                copy.answer("P1c", Value::Number(45_107.0));
            }),
        ),
        (
            "a text that is no date",
            with(&|copy| {
                copy.answer("P1c", text("30 juni 2023"));
            }),
        ),
        (
            "a line of a table that is no number",
            with(&|copy| {
                copy.answer("P27.2", text("två"));
            }),
        ),
        (
            "a line of a table that there is not",
            with(&|copy| {
                copy.put("P27.2", "Nyckel", text("P27.0"));
            }),
        ),
        (
            "no decision",
            with(&|copy| {
                copy.put("P30.annan", "Granskning", text("kanske"));
            }),
        ),
        (
            "a decision where nobody reviews",
            with(&|copy| {
                copy.put("P1", "Granskning", text("Godkänd"));
            }),
        ),
        (
            "a decision without an answer",
            with(&|copy| {
                copy.answer("P30.annan", text(" "));
            }),
        ),
    ] {
        let problems = read(edition, &bytes).err().unwrap_or_else(|| panic!("{case} is refused"));
        sv.push_str(&format!("{case}\n{}\n", problems.text(Language::Swedish)));
    }
    insta::assert_snapshot!("mistakes_of_dates_tables_and_decisions", sv);
    let answers = good(
        edition,
        &with(&|copy| {
            copy.answer("P1c", text("2023-06-30"))
                .put("P27.10", "Nyckel", text("P27.11"))
                .answer("P27.11", Value::Number(2.5));
        }),
    );
    let cell = |name: &str| edition.questionnaire.schema.find(name).unwrap();
    let unit = place(edition, "0004");
    assert_eq!(answers.cell_text(unit, cell("P1c")).as_deref(), Some("2023-06-30"));
    assert_eq!(answers.lines[&(unit, cell("P27"))][0].0, 11, "an eleventh line has the next key");
    assert!(answers.accepted[&(unit, cell("P30.annan"))]);
}

#[test]
fn other_kinds_of_files_are_refused_as_before() {
    let edition = bundled(2018);
    for (case, bytes, code) in [
        ("with a password, or older", b"\xd0\xcf\x11\xe0rest".to_vec(), "ANS-02"),
        ("a text file", b"unit;question;row;value;comment\n".to_vec(), "ANS-02"),
        ("empty", Vec::new(), "ANS-04"),
    ] {
        let told = read(edition, &bytes).unwrap_err().to_string();
        assert!(told.contains(code), "{case}: {told}");
    }
    let told =
        read_answers_bytes(edition, "enkät.csv", &written(edition, "0643", None)).unwrap_err().to_string();
    assert!(told.contains("ANS-02 det här är en arbetsbok"), "{told}");
}

#[test]
fn a_formula_that_nobody_has_calculated_is_refused() {
    // Taken out of the package: libraries write a nought where they have calculated nothing.
    let bytes = changed(|copy| {
        copy.answer("E5", Value::Formula("=10+0.75", "10.75"));
    });
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for i in 0..package.len() {
        use std::io::{Read, Write};
        let mut part = package.by_index(i).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if name.starts_with("xl/worksheets/") {
            content = String::from_utf8(content).unwrap().replace("<v>10.75</v>", "").into_bytes();
        }
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(&content).unwrap();
    }
    let told = read(bundled(2018), &writer.finish().unwrap().into_inner()).unwrap_err().to_string();
    assert!(
        told.contains("ANS-09") && told.contains("E5: cellen har en formel utan beräknat värde"),
        "{told}"
    );
}
