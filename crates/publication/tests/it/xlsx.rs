//! The workbook, read back.

use std::collections::BTreeMap;

use publication::model::{
    Block, Card, Column, Document, KeyColumn, Language, Link, Publication, RowKind, Section, TableCell,
    TableRow, TableView,
};
use publication::xlsx::{self, RenderError};
use results::colours::{Mode, Verdict};

use crate::support::workbook::{self, Cell, Sheet, Value};
use crate::xlsx_sample::{self, sv};

fn rendered(publication: &Publication) -> Vec<u8> {
    xlsx::workbook(publication, Language::Swedish).unwrap_or_else(|error| panic!("{error}"))
}

fn sheets() -> BTreeMap<String, Sheet> {
    let sheets = workbook::read(&rendered(&xlsx_sample::publication()));
    sheets.into_iter().map(|sheet| (sheet.name.clone(), sheet)).collect()
}

/// The sample without its widest table, and with few cards: to be read whole.
fn short() -> Publication {
    let mut publication = xlsx_sample::publication();
    publication.document.sections.retain(|section| section.id != "kommuner");
    for section in &mut publication.document.sections {
        section.blocks.retain(|block| match block {
            Block::Link(link) => link.section != "kommuner",
            Block::Card(card) => ["jour", "vantetid"].contains(&card.anchor.as_str()),
            Block::Heading(_)
            | Block::Paragraph(_)
            | Block::List(_)
            | Block::Note(_)
            | Block::Legend(_)
            | Block::Table(_) => true,
        });
        for block in &mut section.blocks {
            if let Block::Table(table) = block {
                table.columns.truncate(5);
                table.columns.iter_mut().skip(2).for_each(|column| column.link = None);
                table.rows.iter_mut().for_each(|row| row.cells.truncate(5));
            }
        }
    }
    publication
}

#[test]
fn a_workbook_is_what_a_reviewer_reads_here() {
    insta::assert_snapshot!(workbook::dump(&rendered(&short())));
}

#[test]
fn the_same_publication_gives_the_same_bytes() {
    let first = rendered(&xlsx_sample::publication());
    let second = std::thread::spawn(|| rendered(&xlsx_sample::publication())).join().expect("it is rendered");
    assert!(first == second, "two renderings differ");
}

#[test]
fn every_cell_of_the_model_is_in_the_workbook_with_its_colour_and_its_word() {
    let publication = xlsx_sample::publication();
    let sheets = sheets();
    let mut seen = 0;
    for section in &publication.document.sections {
        let sheet = &sheets[&section.name.sv];
        for block in &section.blocks {
            let Block::Table(table) = block else { continue };
            for row in &table.rows {
                let TableCell::Text(name) = &row.keys[0] else { panic!("a row begins with its name") };
                let at = row_of(sheet, &name.sv);
                let heads = table.keys.len() as u32;
                for (column, cell) in row.cells.iter().enumerate() {
                    let found = sheet.cells.get(&(at, heads + column as u32)).cloned().unwrap_or_default();
                    let mode = table.columns[column].mode.or(table.mode);
                    assert_same(&publication, cell, mode, &found, &format!("{} {column}", name.sv));
                    seen += 1;
                }
            }
            if !table.filtered {
                break;
            }
        }
    }
    assert!(seen > 1000, "{seen} cells");
}

fn row_of(sheet: &Sheet, name: &str) -> u32 {
    let wanted = Value::Text(name.to_owned());
    let is_it = |place: &(u32, u32), cell: &Cell| place.1 == 0 && cell.value == wanted;
    let found = sheet.cells.iter().find(|(place, cell)| is_it(place, cell));
    found.unwrap_or_else(|| panic!("{name} is not in {}", sheet.name)).0.0
}

fn assert_same(publication: &Publication, cell: &TableCell, mode: Option<Mode>, found: &Cell, case: &str) {
    let colour = |verdict: &Option<Verdict>| {
        verdict.and_then(|verdict| {
            let mode = mode.map(Mode::id);
            publication
                .colours
                .iter()
                .find(|word| Some(word.mode.as_str()) == mode && word.id == verdict.id())
        })
    };
    match cell {
        TableCell::Blank => assert_eq!(found.value, Value::Blank, "{case}"),
        TableCell::Text(text) => assert_eq!(found.value, Value::Text(text.sv.clone()), "{case}"),
        TableCell::Whole(whole) => assert_eq!(found.value, Value::Number(*whole as f64), "{case}"),
        TableCell::Figure(figure, plain, verdict, sign) => {
            let exact = figure.to_string();
            assert_eq!(found.value, Value::Number(exact.parse().expect("a number")), "{case}");
            let end = *plain && ["0.0", "100.0"].contains(&exact.as_str());
            let digits = if end { exact.replace(".0", "") } else { exact.replace('.', ",") };
            let colour = colour(verdict);
            match colour {
                Some(word) => {
                    assert_eq!(found.shown, format!("{sign} {} {digits}", word.name.sv), "{case}");
                    assert_eq!(found.look.fill.as_deref(), Some(word.fill.as_str()), "{case}");
                    assert_eq!(found.look.ink, word.ink, "{case}");
                }
                None => assert_eq!(found.shown, digits, "{case}"),
            }
        }
        TableCell::Outcome(text, verdict, sign) => {
            assert_eq!(found.shown, format!("{sign} {}", text.sv).trim(), "{case}");
            let fill = colour(verdict).map(|word| word.fill.clone());
            assert_eq!(found.look.fill, fill, "{case}");
        }
        TableCell::Empty(sign, text) => assert_eq!(found.shown, format!("{sign} {}", text.sv), "{case}"),
        TableCell::Link(link) => assert_eq!(found.value, Value::Text(link.text.sv.clone()), "{case}"),
    }
}

#[test]
fn nothing_is_merged_and_a_filter_holds_the_rows_it_may_sort_and_no_level() {
    let sheets = sheets();
    for sheet in sheets.values() {
        assert!(sheet.merged.is_empty(), "{}: {:?}", sheet.name, sheet.merged);
    }
    let municipalities = &sheets["Kommuner"];
    let [(range, true)] = municipalities.tables.as_slice() else { panic!("{:?}", municipalities.tables) };
    let (first, last) = range.split_once(':').expect("a range");
    let (head, last) = (workbook::place(first).0, workbook::place(last).0);
    assert_eq!(municipalities.frozen, (head + 1, 5), "headings and keys stay");
    assert_eq!(last - head, 30, "thirty municipalities and districts");
    assert_eq!(row_of(municipalities, "Riket"), last + 2, "the nation stands below, a row apart");
}

#[test]
fn links_lead_to_what_they_name_and_back() {
    let sheets = sheets();
    let mut followed = 0;
    for sheet in sheets.values() {
        for (place, cell) in &sheet.cells {
            let Some(link) = &cell.link else { continue };
            let (name, at) = link.rsplit_once('!').expect("a sheet and a cell");
            let goal = &sheets[name.trim_matches('\'')].cells[&workbook::place(at)];
            assert_ne!(goal.value, Value::Blank, "{link}");
            if cell.shown == "Definition" {
                let head = &sheet.cells[&(place.0 + 1, place.1)];
                assert_eq!(goal.shown, head.shown, "the card is named as the column");
            }
            followed += 1;
        }
    }
    assert_eq!(followed, 35 + 9 + 35 + 2, "definitions of two tables, cards' ways back, and two links");
    let card = &sheets["Indikatorer"];
    let back = card.cells.values().find(|cell| cell.shown.starts_with('←')).expect("a way back");
    assert_eq!(back.link.as_deref(), Some("'Kommuner'!$F$10"));
}

#[test]
fn english_readers_get_english() {
    let bytes = xlsx::workbook(&xlsx_sample::publication(), Language::English).expect("the sample is whole");
    let text = workbook::dump(&bytes);
    for said in [
        "sheet Municipalities",
        "✔ Yes",
        "Colour mode: target",
        "▲ better",
        "Page &P of &N",
        "Simulated data",
    ] {
        assert!(text.contains(said), "{said}");
    }
}

#[test]
fn a_caution_is_on_every_sheet_and_every_page() {
    for sheet in sheets().values() {
        assert!(sheet.cells.values().any(|cell| cell.shown == "Simulerade data"), "{}", sheet.name);
        assert!(sheet.header.contains("Simulerade data"), "{}", sheet.header);
    }
    let mut real = xlsx_sample::publication();
    real.caution = sv("");
    assert!(!workbook::dump(&rendered(&real)).contains("Simulerade data"));
}

#[test]
fn odd_tables_are_rendered_without_panic() {
    let key = KeyColumn { head: sv("Kommun"), ..KeyColumn::default() };
    let row = TableRow { keys: vec![TableCell::Text(sv("Aneby"))], ..TableRow::default() };
    for (case, table) in [
        ("nothing at all", TableView::default()),
        ("no rows", TableView { keys: vec![key.clone()], filtered: true, ..TableView::default() }),
        ("keys only", TableView { keys: vec![key.clone()], rows: vec![row.clone()], ..TableView::default() }),
        (
            "two columns of one name",
            TableView {
                keys: vec![key.clone(), key.clone()],
                rows: vec![TableRow {
                    keys: vec![TableCell::Blank, TableCell::Blank],
                    ..TableRow::default()
                }],
                filtered: true,
                ..TableView::default()
            },
        ),
        (
            "levels only, filtered",
            TableView {
                keys: vec![key.clone()],
                rows: vec![TableRow { kind: RowKind::Level, ..row.clone() }],
                filtered: true,
                ..TableView::default()
            },
        ),
        (
            "signs of markup, quotation, control and a line break",
            TableView {
                caption: sv("A & B <c> \"d\" 'e'\u{1}"),
                keys: vec![KeyColumn { head: sv("<&>\n\"'"), note: sv("&\u{7}"), ..KeyColumn::default() }],
                rows: vec![TableRow { keys: vec![TableCell::Text(sv("=1+1\n<&>"))], ..TableRow::default() }],
                filtered: true,
                ..TableView::default()
            },
        ),
    ] {
        let sheets = workbook::read(&rendered(&with(vec![Block::Table(table)])));
        assert_eq!(sheets.len(), 1, "{case}");
    }
    assert_eq!(workbook::read(&rendered(&with(Vec::new()))).len(), 1, "a section without blocks");
    let mut empty = with(Vec::new());
    empty.document.sections.clear();
    assert_eq!(workbook::read(&rendered(&empty)).len(), 1, "a document without sections");
}

#[test]
fn a_text_that_no_row_can_hold_goes_on_in_the_next() {
    let long = "Ett ord och ett till. ".repeat(400);
    let bytes = rendered(&with(vec![Block::Paragraph(sv(long.trim()))]));
    let sheet = &workbook::read(&bytes)[0];
    let pieces: Vec<&str> =
        sheet.cells.iter().filter(|(place, _)| place.1 == 1).map(|(_, cell)| cell.shown.as_str()).collect();
    assert!(pieces.len() > 2);
    assert_eq!(pieces.join(" "), long.trim());
    assert!(sheet.heights.values().all(|height| *height <= 545.0), "Excel shows 409 points, 545 pixels");
}

#[test]
fn faults_of_the_model_are_named() {
    let table = |row: TableRow, mode| TableView {
        keys: vec![KeyColumn { head: sv("Kommun"), ..KeyColumn::default() }],
        columns: vec![Column { head: sv("Jour"), ..Column::default() }],
        mode,
        rows: vec![row],
        ..TableView::default()
    };
    let row = |cells| TableRow { keys: vec![TableCell::Text(sv("Aneby"))], cells, ..TableRow::default() };
    let judged = || vec![TableCell::Outcome(sv("Ja"), Some(Verdict::Best), "▲".to_owned())];
    let link = |section: &str, anchor: &str| Link {
        section: section.to_owned(),
        anchor: anchor.to_owned(),
        text: sv("x"),
    };
    for (case, block, said) in [
        (
            "too few cells",
            Block::Table(table(row(Vec::new()), None)),
            "sheet `Blad`: the row `Aneby` (cells) has 0, the table 1;",
        ),
        (
            "a verdict without a mode",
            Block::Table(table(row(judged()), None)),
            "a cell with the verdict `best` of the mode `none`, which has no colour;",
        ),
        (
            "a verdict of another mode",
            Block::Table(table(row(judged()), Some(Mode::Target))),
            "a cell with the verdict `best` of the mode `target`, which has no colour;",
        ),
        (
            "a text longer than any row",
            Block::Table(table(row(vec![TableCell::Text(sv(&"ord ".repeat(2000)))]), None)),
            "a table's cell shows at most",
        ),
        (
            "no such section",
            Block::Link(link("borta", "")),
            "sheet `Blad` links to `borta#`, which the document",
        ),
        (
            "no such anchor",
            Block::Link(link("blad", "borta")),
            "sheet `Blad` links to `blad#borta`, which the",
        ),
    ] {
        let error = xlsx::workbook(&with(vec![block]), Language::Swedish).expect_err(case);
        assert!(error.to_string().contains(said), "{case}: {error}");
    }
    let mut nameless = with(vec![Block::Table(table(row(vec![TableCell::Blank]), Some(Mode::Target)))]);
    nameless.modes.clear();
    let error = xlsx::workbook(&nameless, Language::Swedish).expect_err("a mode must be named");
    assert!(matches!(error, RenderError::NoModeName { .. }), "{error}");
}

#[test]
fn a_sheet_is_named_as_programs_allow() {
    for (case, name, why) in [
        ("empty", "", "is empty"),
        ("too long", "Indikatorer jämförbara mellan områden", "is too long"),
        ("a slash", "2017/2018", "has a character that no sheet may have"),
        ("an apostrophe", "'18", "begins or ends with an apostrophe"),
        ("twice", "BLAD", "is another sheet's, too"),
    ] {
        let mut publication = with(Vec::new());
        let other = Section { id: "andra".to_owned(), name: sv(name), ..Section::default() };
        publication.document.sections.push(other);
        let error = xlsx::workbook(&publication, Language::Swedish).expect_err(case).to_string();
        assert!(error.contains(why) && error.contains("`andra`"), "{case}: {error}");
    }
}

#[test]
fn a_card_that_no_table_leads_to_has_no_way_back() {
    let card = Card { anchor: "a".to_owned(), name: sv("Jour"), rows: Vec::new() };
    let text = workbook::dump(&rendered(&with(vec![Block::Card(card)])));
    assert!(text.contains("s:Jour") && !text.contains('←'), "{text}");
}

/// A publication of one section.
fn with(blocks: Vec<Block>) -> Publication {
    let section =
        Section { id: "blad".to_owned(), name: sv("Blad"), title: sv("Blad"), blocks, ..Section::default() };
    let document = Document { sections: vec![section], ..Document::default() };
    Publication { document, caution: sv(""), ..xlsx_sample::publication() }
}
