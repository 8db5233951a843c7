//! The read-me (*Läs mig*): who answers, how to fill in, how far one has come.

use catalogue::answers::fill_in::{
    CHOSEN, EDITION_LABEL, HELP, KEY, ORIGIN_LABEL, STATUS, UNIT_LABEL, VERSION_LABEL, version,
};
use catalogue::model::Edition;
use rust_xlsxwriter::{DataValidation, Formula, Worksheet, XlsxError};

use super::design::{BODY, Design, Fitted, HEADING_PIXELS, STRONG, TITLE_PIXELS, fit, page, widths};
use super::lists::UNITS;
use super::part::{PartSheet, link_to};
use super::state::Unit;
use super::status;

const NAME: &str = "Läs mig";

/// What stands on every sheet of made-up answers.
pub(super) const SIMULATED: &str = "SIMULERADE DATA – påhittade svar";

/// Widths in pixels.
const LABEL: u32 = 220;
const TEXT: u32 = 440;

/// The row of the unit's code, from 0; its name stands below.
const UNIT_ROW: u32 = 4;

/// The cell of the unit's code, for formulas.
pub(super) fn unit_cell() -> String {
    format!("'{NAME}'!$C${}", UNIT_ROW + 1)
}

/// The cell of the unit's name.
pub(super) fn name_cell() -> String {
    format!("'{NAME}'!$C${}", UNIT_ROW + 2)
}

pub(super) fn write(
    sheet: &mut Worksheet,
    edition: &Edition,
    parts: &[PartSheet<'_>],
    unit: &Unit<'_>,
    design: &Design,
) -> Result<(), XlsxError> {
    sheet.set_name(NAME)?;
    widths(sheet, &[(0, 18), (1, LABEL), (2, TEXT), (3, 70), (4, 84), (5, 74), (6, 84)])?;
    sheet.set_row_height_pixels(0, TITLE_PIXELS)?;
    sheet.write_with_format(0, 1, &edition.name.sv, &design.title)?;
    sheet.write_with_format(1, 1, "Enkät att fylla i utan nät", &design.lead)?;
    if !unit.origin.is_empty() {
        sheet.set_range_format(2, 1, 2, 6, &design.caution)?;
        sheet.write_with_format(2, 1, SIMULATED, &design.caution)?;
    }
    who(sheet, unit, design)?;
    let mut row = which(sheet, edition, unit, UNIT_ROW + 2, design)?;
    row = progress(sheet, parts, row, design)?;
    row = texts(sheet, "Så fyller ni i", &how(edition), row, design)?;
    row = texts(sheet, &format!("Vad {STATUS} betyder"), &legend(), row, design)?;
    texts(sheet, "När ni är klara", &done(edition), row, design)?;
    sheet.set_repeat_rows(0, 2)?;
    page(sheet, &edition.name.sv, true)
}

/// Who answers: a code from a list, and the name that goes with it.
fn who(sheet: &mut Worksheet, unit: &Unit<'_>, design: &Design) -> Result<(), XlsxError> {
    sheet.write_with_format(UNIT_ROW - 1, 1, "Vem svarar", &design.heading)?;
    sheet.set_row_height_pixels(UNIT_ROW - 1, HEADING_PIXELS)?;
    sheet.write_with_format(UNIT_ROW, 1, UNIT_LABEL, &design.label)?;
    let (code, name) = unit.name.unwrap_or(("", "Välj eller skriv er kod i den gula cellen"));
    sheet.write_string_with_format(UNIT_ROW, 2, code, &design.input_text)?;
    let list = DataValidation::new()
        .allow_list_formula(Formula::new("=Objekt_koder"))
        .set_error_title("Okänd kod")?
        .set_error_message(format!(
            "Koden finns inte bland årgångens kommuner och stadsdelar: se bladet {UNITS}."
        ))?;
    sheet.add_data_validation(UNIT_ROW, 2, UNIT_ROW, 2, &list)?;
    sheet.write_with_format(UNIT_ROW + 1, 1, "Namn", &design.label)?;
    let cell = format!("$C${}", UNIT_ROW + 1);
    let named = format!(
        "=IF(LEN({cell})=0,\"Välj eller skriv er kod i den gula cellen\",IFERROR(INDEX(Objekt_namn,MATCH({cell},Objekt_koder,0)),\"✖ Okänd kod: se bladet {UNITS}\"))"
    );
    sheet.write_formula_with_format(UNIT_ROW + 1, 2, Formula::new(named).set_result(name), &design.strong)?;
    Ok(())
}

/// Which questionnaire this is.
fn which(
    sheet: &mut Worksheet,
    edition: &Edition,
    unit: &Unit<'_>,
    mut row: u32,
    design: &Design,
) -> Result<u32, XlsxError> {
    sheet.write_with_format(row, 1, "Vilken enkät", &design.heading)?;
    sheet.set_row_height_pixels(row, HEADING_PIXELS)?;
    let mut lines = vec![(EDITION_LABEL, edition.year.to_string()), (VERSION_LABEL, version(edition))];
    if !unit.origin.is_empty() {
        lines.push((ORIGIN_LABEL, unit.origin.clone()));
    }
    lines.extend(edition.measured_on.map(|day| ("Mätdatum", day.to_string())));
    let calendar = &edition.collection;
    let days = calendar.sent.into_iter().chain(calendar.closes);
    let days: Vec<String> = days.map(|day| day.to_string()).collect();
    if let [sent, closes] = &days[..] {
        lines.push(("Svarsperiod", format!("{sent} till {closes}")));
    }
    for (label, value) in lines {
        row += 1;
        sheet.write_with_format(row, 1, label, &design.label)?;
        sheet.write_string_with_format(row, 2, value, &design.value)?;
    }
    Ok(row + 1)
}

/// How far one has come, part by part.
fn progress(
    sheet: &mut Worksheet,
    parts: &[PartSheet<'_>],
    mut row: u32,
    design: &Design,
) -> Result<u32, XlsxError> {
    sheet.write_with_format(row, 1, "Hur långt ni har kommit (rader)", &design.heading)?;
    sheet.set_row_height_pixels(row, HEADING_PIXELS)?;
    row += 1;
    let columns = [("Klara", "✓"), ("Att besvara", "●"), ("Att rätta", "✖"), ("Att se över", "!")];
    sheet.write_with_format(row, 1, "Del", &design.header)?;
    sheet.write_with_format(row, 2, "Innehåll", &design.header)?;
    for (column, (name, _)) in (3..).zip(columns) {
        sheet.write_with_format(row, column, name, &design.header_right)?;
    }
    sheet.set_row_height(row, 20)?;
    for part in parts {
        row += 1;
        sheet.write_url_with_format(row, 1, link_to(&part.name(), &part.name()), &design.link)?;
        let must = if part.part().mandatory { "obligatorisk" } else { "frivillig" };
        sheet.write_with_format(row, 2, format!("{} ({must})", part.part().name.sv), &design.wording)?;
        for (column, (_, sign)) in (3..).zip(columns) {
            let formula =
                Formula::new(format!("=SUMPRODUCT(--(LEFT(Status_{},1)=\"{sign}\"))", part.part().code));
            let formula = formula.set_result(part.count(sign).to_string());
            sheet.write_formula_with_format(row, column, formula, &design.count)?;
        }
    }
    Ok(row + 1)
}

/// A label and what is said of it.
type Line = (String, String);

fn how(edition: &Edition) -> Vec<Line> {
    let line = |label: &str, text: String| (label.to_owned(), text);
    let mut all = vec![
        line("Gula celler", "Skriv bara i dem. Svarsalternativ väljs i cellens lista, tal skrivs med siffror.".to_owned()),
        line("Flera val", format!("Varje alternativ har en rad: skriv {CHOSEN} vid dem som stämmer, annars ingenting.")),
        line("Grå rader", format!("Frågan ställs inte till er. När den ställs står i kolumnen {HELP}, liksom kontrollerna.")),
        line("Tomma celler", "En tom cell är en obesvarad fråga, inte ett Nej.".to_owned()),
        line("Sortera och filtrera", format!("Varje rad bär sin fråga i den dolda kolumnen {KEY}, så rader och kolumner får flyttas. Svar på rader som är dolda eller bortfiltrerade räknas.")),
        line("Klistra in", "Klistra in som värden, och slå inte ihop celler. En arbetsbok har svar från en enda kommun eller stadsdel.".to_owned()),
        line("Personuppgifter", "Skriv aldrig personnummer, varken i svar eller i kommentarer.".to_owned()),
        line("Skydd", "Bladen är skyddade utan lösenord, så att ingen fråga skrivs över av misstag. Skyddet tas bort under Granska.".to_owned()),
    ];
    let others = edition.parts.iter().filter(|part| !part.described).count();
    if others > 0 {
        all.push(line(
            "Andra delar",
            format!("Årgången har {others} delar till, vars frågor inte finns här."),
        ));
    }
    all
}

fn done(edition: &Edition) -> Vec<Line> {
    let year = edition.year;
    let line = |label: &str, text: String| (label.to_owned(), text);
    vec![
        line(
            "Kontrollera",
            format!(
                "{STATUS} visar det som arbetsboken själv kan räkna ut; programmet gör alla kontroller:\njamfor check --edition {year} --answers FIL.xlsx"
            ),
        ),
        line("Räkna", format!("jamfor compute --edition {year} --answers FIL.xlsx")),
        line(
            "Tillsammans med andras svar",
            format!(
                "Era svar ersätter dem som ni hade i filen med allas:\njamfor compute --edition {year} --answers ALLA.csv --answers FIL.xlsx"
            ),
        ),
        line(
            "Om något är fel",
            "Programmet säger vilket blad och vilken cell det gäller, vad som är tillåtet och vad ni gör."
                .to_owned(),
        ),
    ]
}

/// A section of labels and texts.
fn texts(
    sheet: &mut Worksheet,
    heading: &str,
    lines: &[Line],
    mut row: u32,
    design: &Design,
) -> Result<u32, XlsxError> {
    sheet.write_with_format(row, 1, heading, &design.heading)?;
    sheet.set_row_height_pixels(row, HEADING_PIXELS)?;
    for (label, text) in lines {
        row += 1;
        sheet.write_with_format(row, 1, label, &design.strong)?;
        sheet.write_with_format(row, 2, text, &design.text)?;
        let of = |text, face, pixels| Fitted { text, face, pixels, indent: 0 };
        fit(sheet, row, &[of(label, STRONG, LABEL), of(text, BODY, TEXT)])?;
    }
    Ok(row + 1)
}

fn legend() -> Vec<Line> {
    status::LEGEND.iter().map(|(words, meaning)| ((*words).to_owned(), (*meaning).to_owned())).collect()
}
