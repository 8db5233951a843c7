//! Reads a workbook back as a reader meets it: values, what is shown, fill, ink, link, note, sizes, page.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Read as _};

use super::number_format;
use super::xml::Node;

/// A sheet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    /// Widths in pixels of 1/96 inch.
    pub(crate) columns: Vec<f64>,
    /// Heights in pixels of 1/96 inch, by row from 0.
    pub(crate) heights: BTreeMap<u32, f64>,
    /// By row and column from 0.
    pub(crate) cells: BTreeMap<(u32, u32), Cell>,
    /// Rows and columns that stay.
    pub(crate) frozen: (u32, u32),
    /// Ranges marked as tables, with their number of buttons for filters (0 or 1).
    pub(crate) tables: Vec<(String, bool)>,
    /// Ranges merged.
    pub(crate) merged: Vec<String>,
    /// Paper, side, scale and fitting, as in the file.
    pub(crate) page: String,
    pub(crate) header: String,
    pub(crate) footer: String,
    /// Rows and columns that every page repeats.
    pub(crate) repeated: String,
    /// The last row that is printed, from 1; 0 if all are.
    pub(crate) printed: u32,
    /// Columns that a page begins with, from 0.
    pub(crate) breaks: Vec<u32>,
}

/// A cell.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cell {
    pub(crate) value: Value,
    /// What is seen, in Swedish.
    pub(crate) shown: String,
    pub(crate) look: Look,
    /// Where it leads inside the workbook: `'Blad'!A1`.
    pub(crate) link: Option<String>,
    pub(crate) note: Option<String>,
}

/// What a cell holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Value {
    #[default]
    Blank,
    Text(String),
    Number(f64),
}

/// How a cell looks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Look {
    /// `#RRGGBB`; none without a fill.
    pub(crate) fill: Option<String>,
    pub(crate) ink: String,
    pub(crate) size: f64,
    pub(crate) wrapped: bool,
    pub(crate) across: String,
    pub(crate) number: String,
}

/// The sheets of a workbook.
pub(crate) fn read(bytes: &[u8]) -> Vec<Sheet> {
    let package = Package::open(bytes);
    let looks = looks(&package.tree("xl/styles.xml"));
    let texts: Vec<String> = match package.text("xl/sharedStrings.xml") {
        Some(document) => Node::parse(&document).children.iter().map(Node::whole_text).collect(),
        None => Vec::new(),
    };
    let book = package.tree("xl/workbook.xml");
    let targets = package.relations("xl/_rels/workbook.xml.rels");
    let mut repeated: BTreeMap<usize, String> = BTreeMap::new();
    let mut areas: BTreeMap<usize, u32> = BTreeMap::new();
    for name in book.all("definedNames") {
        if name.get("name") == Some("_xlnm.Print_Area") {
            let sheet = name.get("localSheetId").and_then(|id| id.parse().ok()).unwrap_or(0);
            let last = name.text.rsplit('$').next().and_then(|row| row.parse().ok()).unwrap_or(0);
            areas.insert(sheet, last);
        }
        if name.get("name") == Some("_xlnm.Print_Titles") {
            let sheet = name.get("localSheetId").and_then(|id| id.parse().ok()).expect("a sheet");
            repeated.insert(sheet, name.text.clone());
        }
    }
    let mut sheets = Vec::new();
    for (number, entry) in book.all("sheets").iter().enumerate() {
        let part = format!("xl/{}", targets[entry.get("id").expect("a relation")]);
        let mut sheet = sheet(&package, &part, &looks, &texts);
        sheet.name = entry.get("name").expect("a name").to_owned();
        sheet.repeated = repeated.remove(&number).unwrap_or_default();
        sheet.printed = areas.remove(&number).unwrap_or_default();
        sheets.push(sheet);
    }
    sheets
}

/// A workbook written out as text that a reviewer can read: a line a row; `s:` text, `n:` number with what is
/// shown of it in brackets, then fill, link and note.
pub(crate) fn dump(bytes: &[u8]) -> String {
    let mut out = String::new();
    for sheet in read(bytes) {
        let _ = writeln!(out, "sheet {}", sheet.name);
        let _ =
            writeln!(out, "  page {} | {} | {}", sheet.page, sheet.header.replace('\n', "⏎"), sheet.footer);
        if !sheet.repeated.is_empty() {
            let _ = writeln!(out, "  every page {}", sheet.repeated);
        }
        if sheet.frozen != (0, 0) {
            let _ = writeln!(out, "  frozen {} rows, {} columns", sheet.frozen.0, sheet.frozen.1);
        }
        for (range, filtered) in &sheet.tables {
            let _ = writeln!(out, "  table {range}{}", if *filtered { ", filtered" } else { "" });
        }
        let mut row = u32::MAX;
        for ((at, column), cell) in &sheet.cells {
            if cell.value == Value::Blank {
                continue;
            }
            if *at != row {
                let _ = write!(out, "{}{:>4}", if row == u32::MAX { "" } else { "\n" }, at + 1);
                row = *at;
            } else {
                out.push_str(" |");
            }
            let _ = write!(out, " {} {}", letters(*column), cell.line());
        }
        out.push_str("\n\n");
    }
    out
}

impl Cell {
    fn line(&self) -> String {
        let mut line = match &self.value {
            Value::Blank => String::new(),
            Value::Text(text) => format!("s:{}", text.replace('\n', "⏎")),
            Value::Number(number) => format!("n:{number} [{}]", self.shown),
        };
        if let Some(fill) = &self.look.fill {
            let _ = write!(line, " {fill}");
        }
        if let Some(link) = &self.link {
            let _ = write!(line, " → {link}");
        }
        if let Some(note) = &self.note {
            let _ = write!(line, " (note: {})", note.replace('\n', "⏎"));
        }
        line
    }
}

/// A column's letters.
pub(crate) fn letters(column: u32) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    if column < 26 { last.to_string() } else { format!("{}{last}", letters(column / 26 - 1)) }
}

/// Row and column from 0 of a reference such as `B12` or `$B$12`.
pub(crate) fn place(reference: &str) -> (u32, u32) {
    let reference = reference.replace('$', "");
    let end = reference.find(|letter: char| letter.is_ascii_digit()).expect("a row");
    let column =
        reference[..end].bytes().fold(0, |column, letter| column * 26 + u32::from(letter - b'A') + 1);
    (reference[end..].parse::<u32>().expect("a row's number") - 1, column - 1)
}

fn sheet(package: &Package, part: &str, looks: &[Look], texts: &[String]) -> Sheet {
    let tree = package.tree(part);
    let mut sheet = Sheet::default();
    for column in tree.all("cols") {
        let number =
            |name: &str| column.get(name).and_then(|text| text.parse::<f64>().ok()).expect("a number");
        let pixels = (number("width") * 7.0).round();
        sheet.columns.resize(number("max") as usize, 64.0);
        for place in number("min") as usize..=number("max") as usize {
            sheet.columns[place - 1] = pixels;
        }
    }
    for row in tree.all("sheetData") {
        let number = row.get("r").and_then(|text| text.parse::<u32>().ok()).expect("a row") - 1;
        let points = row.get("ht").and_then(|text| text.parse::<f64>().ok()).unwrap_or(12.75);
        sheet.heights.insert(number, points / 0.75);
        for entry in &row.children {
            let cell = cell(entry, looks, texts);
            sheet.cells.insert(place(entry.get("r").expect("a place")), cell);
        }
    }
    let relations =
        package.relations(&part.replace("worksheets/", "worksheets/_rels/").replace(".xml", ".xml.rels"));
    for link in tree.all("hyperlinks") {
        let at = place(link.get("ref").expect("a place"));
        let to = link
            .get("location")
            .map(str::to_owned)
            .or_else(|| link.get("id").and_then(|id| relations.get(id)).cloned());
        sheet.cells.entry(at).or_default().link = to;
    }
    for target in relations.values().filter(|target| target.contains("comments")) {
        for comment in package.tree(&target.replace("../", "xl/")).all("commentList") {
            let at = place(comment.get("ref").expect("a place"));
            sheet.cells.entry(at).or_default().note = Some(comment.whole_text());
        }
    }
    for target in relations.values().filter(|target| target.contains("tables/")) {
        let table = package.tree(&target.replace("../", "xl/"));
        let filtered = table.child("autoFilter").is_some();
        sheet.tables.push((table.get("ref").expect("a range").to_owned(), filtered));
    }
    if let Some(filter) = tree.child("autoFilter") {
        sheet.tables.push((filter.get("ref").expect("a range").to_owned(), true));
    }
    sheet.merged =
        tree.all("mergeCells").iter().filter_map(|cell| cell.get("ref")).map(str::to_owned).collect();
    let mut panes = Vec::new();
    tree.every("pane", &mut panes);
    if let Some(pane) = panes.first() {
        let split = |name: &str| pane.get(name).and_then(|text| text.parse().ok()).unwrap_or(0);
        sheet.frozen = (split("ySplit"), split("xSplit"));
    }
    sheet.breaks = tree.all("colBreaks").iter().filter_map(|at| at.get("id")?.parse().ok()).collect();
    if let Some(page) = tree.child("pageSetup") {
        let said = |name: &str| page.get(name).map_or(String::new(), |value| format!(" {name}={value}"));
        let said: String = ["paperSize", "orientation", "scale", "fitToWidth", "fitToHeight", "pageOrder"]
            .map(said)
            .concat();
        sheet.page = said.trim().to_owned();
    }
    if let Some(both) = tree.child("headerFooter") {
        let said = |name: &str| both.child(name).map_or(String::new(), |node| node.text.clone());
        (sheet.header, sheet.footer) = (said("oddHeader"), said("oddFooter"));
    }
    sheet
}

fn cell(entry: &Node, looks: &[Look], texts: &[String]) -> Cell {
    let style = entry.get("s").and_then(|text| text.parse::<usize>().ok()).unwrap_or(0);
    let look = looks[style].clone();
    let raw = entry.child("v").map(|value| value.text.as_str());
    let value = match (entry.get("t"), raw) {
        (_, None) => Value::Blank,
        (Some("s"), Some(number)) => {
            Value::Text(texts[number.parse::<usize>().expect("a text's number")].clone())
        }
        (None | Some("n"), Some(number)) => Value::Number(number.parse().expect("a number")),
        (Some(kind), Some(_)) => panic!("a cell of the kind {kind}"),
    };
    let shown = match &value {
        Value::Blank => String::new(),
        Value::Text(text) => text.clone(),
        Value::Number(number) => number_format::shown(*number, &look.number),
    };
    Cell { value, shown, look, link: None, note: None }
}

fn looks(styles: &Node) -> Vec<Look> {
    let formats: BTreeMap<&str, &str> = styles
        .all("numFmts")
        .iter()
        .filter_map(|format| Some((format.get("numFmtId")?, format.get("formatCode")?)))
        .collect();
    let (fonts, fills) = (styles.all("fonts"), styles.all("fills"));
    let number =
        |node: &Node, name: &str| node.get(name).and_then(|text| text.parse::<usize>().ok()).unwrap_or(0);
    let rgb = |node: &Node| node.get("rgb").map(|colour| format!("#{}", &colour[colour.len() - 6..]));
    styles
        .all("cellXfs")
        .iter()
        .map(|xf| {
            let font = &fonts[number(xf, "fontId")];
            let pattern = &fills[number(xf, "fillId")].children[0];
            let alignment = xf.child("alignment");
            let said = |name: &str| alignment.and_then(|alignment| alignment.get(name)).unwrap_or("");
            let size = font.child("sz").and_then(|size| size.get("val")).and_then(|size| size.parse().ok());
            Look {
                fill: (pattern.get("patternType") == Some("solid"))
                    .then(|| pattern.child("fgColor").and_then(rgb))
                    .flatten(),
                ink: font.child("color").and_then(rgb).unwrap_or_default(),
                size: size.expect("a font's size"),
                wrapped: said("wrapText") == "1",
                across: said("horizontal").to_owned(),
                number: match xf.get("numFmtId").unwrap_or("0") {
                    "0" => "General",
                    "1" => "0",
                    "2" => "0.00",
                    "3" => "#,##0",
                    "4" => "#,##0.00",
                    id => formats[id],
                }
                .to_owned(),
            }
        })
        .collect()
}

/// The parts of a workbook.
struct Package(BTreeMap<String, String>);

impl Package {
    fn open(bytes: &[u8]) -> Self {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook is a zip archive");
        let mut parts = BTreeMap::new();
        for number in 0..archive.len() {
            let mut file = archive.by_index(number).expect("a part");
            let mut text = String::new();
            file.read_to_string(&mut text).expect("a part is text");
            let name = file.name().expect("a part has a name").into_owned();
            parts.insert(name, text);
        }
        Self(parts)
    }

    fn text(&self, part: &str) -> Option<String> {
        self.0.get(part).cloned()
    }

    fn tree(&self, part: &str) -> Node {
        Node::parse(self.0.get(part).unwrap_or_else(|| panic!("the workbook has no {part}")))
    }

    /// Targets by the relation's id.
    fn relations(&self, part: &str) -> BTreeMap<String, String> {
        let Some(text) = self.0.get(part) else { return BTreeMap::new() };
        Node::parse(text)
            .children
            .iter()
            .filter_map(|relation| Some((relation.get("Id")?.to_owned(), relation.get("Target")?.to_owned())))
            .collect()
    }
}
