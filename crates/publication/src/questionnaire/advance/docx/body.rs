//! What the document says: `word/document.xml`.

use super::super::paper::{Block, Cell, GridRow, Line, Paper, Role, Run};
use super::xml::escaped;

/// The width of the text, in twentieths of a point: A4 less 22 mm on both sides.
const WIDTH: usize = 9412;

/// Tables of at most so many rows stay on one page.
const MOST_KEPT: usize = 10;

/// The document's XML.
pub(super) fn document(paper: &Paper) -> String {
    let mut body = Body { xml: String::new(), boxes: 0 };
    let title = [Run { text: paper.title.clone(), strong: false, swedish: paper.title_is_swedish }];
    body.paragraph("Title", &title);
    body.paragraph("Subtitle", &[Run { text: paper.subtitle.clone(), ..Run::default() }]);
    for block in &paper.blocks {
        body.block(block);
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:document {NAMES}><w:body>{}\
         <w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
         <w:pgMar w:top=\"1134\" w:right=\"1247\" w:bottom=\"1247\" w:left=\"1247\" w:header=\"567\" w:footer=\"567\" \
         w:gutter=\"0\"/></w:sectPr></w:body></w:document>",
        body.xml
    )
}

/// Names that parts of the package declare.
pub(super) const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
     xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" \
     xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" mc:Ignorable=\"w14\"";

struct Body {
    xml: String,
    /// Boxes so far: each has a number of its own.
    boxes: u32,
}

impl Body {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Chapter { line, breaks: true } => self.paragraph("Heading1", line),
            Block::Chapter { line, breaks: false } => self.paragraph("Preface", line),
            Block::Question { line } => self.paragraph("Heading2", line),
            Block::Paragraph { role, line } => {
                let style = match role {
                    Role::Text => "BodyText",
                    Role::Wording => "Wording",
                    Role::Meta => "Meta",
                    Role::Filter => "Filter",
                    Role::Label => "Label",
                };
                self.paragraph(style, line);
            }
            Block::Facts { rows } => {
                for (label, said) in rows {
                    let content = format!("{}<w:r><w:tab/></w:r>{}", runs(label, true), runs(said, false));
                    self.xml.push_str(&styled("Fact", &content));
                }
            }
            Block::Points { lines } => {
                for line in lines {
                    self.paragraph("ListBullet", line);
                }
            }
            Block::Boxes { lines } => {
                for (place, line) in lines.iter().enumerate() {
                    let tick = self.tick(&plain(line));
                    let content = format!("{tick}<w:r><w:tab/></w:r>{}", runs(line, false));
                    self.xml.push_str(&kept("Alternative", &content, place + 1 < lines.len()));
                }
            }
            Block::Blank { after } => {
                let dots = "<w:r><w:tab/></w:r>";
                let space = "<w:r><w:t xml:space=\"preserve\"> </w:t></w:r>";
                self.xml.push_str(&styled("Blank", &format!("{dots}{space}{}", runs(after, false))));
            }
            Block::Room => {
                let cell = format!("{}{}", cell_properties(WIDTH, ""), styled("Cell", ""));
                let row = format!(
                    "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"1000\" w:hRule=\"atLeast\"/></w:trPr><w:tc>{cell}</w:tc></w:tr>"
                );
                self.table("Room", &[WIDTH], &row);
            }
            Block::Grid { heads, rows } => {
                let others = heads.len().saturating_sub(1).max(1);
                let first = if others > 3 { WIDTH * 5 / (5 + 4 * others) } else { WIDTH * 2 / (2 + others) };
                let mut widths = vec![first];
                widths.extend(std::iter::repeat_n((WIDTH - first) / others, others));
                let mut all = head_row(heads, &widths, true);
                for (place, row) in rows.iter().enumerate() {
                    // A short table is never torn apart.
                    let keep = rows.len() <= MOST_KEPT && place + 1 < rows.len();
                    all.push_str(&self.grid_row(row, heads, &widths, keep));
                }
                // A little room between a list and the table.
                self.xml.push_str(&kept("After", "", true));
                self.table("Grid", &widths, &all);
            }
            Block::Table { heads, rows } => {
                let side = 1400;
                let mut widths = vec![side; heads.len()];
                if let [first, wide, rest @ ..] = widths.as_mut_slice() {
                    *first = side / 2;
                    *wide = WIDTH - side / 2 - rest.len() * side;
                }
                let mut all = head_row(heads, &widths, false);
                for row in rows {
                    let cells = row.iter().zip(&widths).map(|(line, width)| {
                        format!(
                            "<w:tc>{}{}</w:tc>",
                            cell_properties(*width, ""),
                            styled("Cell", &runs(line, false))
                        )
                    });
                    all.push_str(&format!(
                        "<w:tr><w:trPr><w:cantSplit/></w:trPr>{}</w:tr>",
                        cells.collect::<String>()
                    ));
                }
                self.table("Grid", &widths, &all);
            }
        }
    }

    fn paragraph(&mut self, style: &str, line: &[Run]) {
        self.xml.push_str(&styled(style, &runs(line, false)));
    }

    fn table(&mut self, style: &str, widths: &[usize], rows: &str) {
        let columns: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
        self.xml.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/>\
             <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"00A0\" w:firstRow=\"1\" w:lastRow=\"0\" \
             w:firstColumn=\"1\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr>\
             <w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
        ));
        // Two tables that touch become one.
        self.xml.push_str(&styled("After", ""));
    }

    fn grid_row(&mut self, row: &GridRow, heads: &[Line], widths: &[usize], keep: bool) -> String {
        let head_width = widths.first().copied().unwrap_or(WIDTH);
        let mut cells = format!(
            "<w:tc>{}{}</w:tc>",
            cell_properties(head_width, ""),
            kept("Cell", &runs(&row.head, false), keep)
        );
        for (cell, (head, width)) in row.cells.iter().zip(heads.iter().zip(widths).skip(1)) {
            let content = match cell {
                Cell::Tick => self.tick(&format!("{}: {}", plain(&row.head), plain(head))),
                Cell::Room => String::new(),
            };
            cells.push_str(&format!(
                "<w:tc>{}{}</w:tc>",
                cell_properties(*width, ""),
                kept("CellCentred", &content, keep)
            ));
        }
        format!("<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
    }

    /// A check box, not ticked; `what` it is for is its title.
    fn tick(&mut self, what: &str) -> String {
        self.boxes += 1;
        // Titles have at most 64 characters.
        let title: String = what.chars().take(64).collect();
        format!(
            "<w:sdt><w:sdtPr><w:alias w:val=\"{}\"/><w:id w:val=\"{}\"/><w14:checkbox><w14:checked w14:val=\"0\"/>\
             <w14:checkedState w14:val=\"2612\" w14:font=\"MS Gothic\"/>\
             <w14:uncheckedState w14:val=\"2610\" w14:font=\"MS Gothic\"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r>\
             <w:rPr><w:rFonts w:ascii=\"MS Gothic\" w:hAnsi=\"MS Gothic\" w:eastAsia=\"MS Gothic\" w:hint=\"eastAsia\"/></w:rPr>\
             <w:t>\u{2610}</w:t></w:r></w:sdtContent></w:sdt>",
            escaped(&title),
            self.boxes
        )
    }
}

/// The row of heads, repeated on every page.
fn head_row(heads: &[Line], widths: &[usize], is_centred: bool) -> String {
    let cells = heads.iter().zip(widths).enumerate().map(|(place, (line, width))| {
        let style = if place > 0 && is_centred { "HeadCentred" } else { "Head" };
        let shade = "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"D9E9EC\"/>";
        format!("<w:tc>{}{}</w:tc>", cell_properties(*width, shade), styled(style, &runs(line, false)))
    });
    format!("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{}</w:tr>", cells.collect::<String>())
}

fn cell_properties(width: usize, shade: &str) -> String {
    format!("<w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{shade}<w:vAlign w:val=\"center\"/></w:tcPr>")
}

fn styled(style: &str, content: &str) -> String {
    kept(style, content, false)
}

/// A paragraph that may have to stay on the page of the next one.
fn kept(style: &str, content: &str, with_next: bool) -> String {
    let keep = if with_next { "<w:keepNext/>" } else { "" };
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{keep}</w:pPr>{content}</w:p>")
}

fn runs(line: &[Run], all_strong: bool) -> String {
    let one = |run: &Run| {
        let bold = if run.strong || all_strong { "<w:b/>" } else { "" };
        let language = if run.swedish { "<w:lang w:val=\"sv-SE\"/>" } else { "" };
        let properties = match (bold, language) {
            ("", "") => String::new(),
            _ => format!("<w:rPr>{bold}{language}</w:rPr>"),
        };
        format!("<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(&run.text))
    };
    line.iter().map(one).collect()
}

fn plain(line: &Line) -> String {
    line.iter().map(|run| run.text.as_str()).collect()
}
