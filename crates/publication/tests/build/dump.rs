//! A document as text that a reviewer can read.

use std::fmt::Write as _;

use domain::swedish;
use publication::model::{
    Block, Column, Language, Publication, RowKind, Section, TableCell, TableView, Text,
};

/// The text in Swedish.
fn sv(text: &Text) -> &str {
    text.get(Language::Swedish)
}

/// A section of a publication, block by block.
pub(crate) fn section(publication: &Publication, id: &str) -> String {
    let Some(section) = publication.document.sections.iter().find(|section| section.id == id) else {
        let known: Vec<&str> = publication.document.sections.iter().map(|s| s.id.as_str()).collect();
        panic!("there is no section {id}: {}", known.join(", "));
    };
    written(section)
}

fn written(section: &Section) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "sheet {} «{}» {:?}", section.id, sv(&section.name), section.paper);
    let _ = writeln!(text, "# {}", sv(&section.title));
    for block in &section.blocks {
        match block {
            Block::Heading(heading) => {
                let _ = writeln!(text, "\n## {}", sv(heading));
            }
            Block::Paragraph(paragraph) => {
                let _ = writeln!(text, "{}", sv(paragraph));
            }
            Block::List(points) => {
                for point in points {
                    let _ = writeln!(text, "- {}", sv(point));
                }
            }
            Block::Note(note) => {
                let _ = writeln!(text, "! {}", sv(note));
            }
            Block::Legend(words) => {
                for word in words {
                    let _ = writeln!(
                        text,
                        "[{}] {} {}: {}",
                        word.colour,
                        word.sign,
                        sv(&word.name),
                        sv(&word.meaning)
                    );
                }
            }
            Block::Link(link) => {
                let _ = writeln!(text, "→ {} {}", link.section, sv(&link.text));
            }
            Block::Table(table) => table_text(&mut text, table),
            Block::Card(card) => {
                let _ = writeln!(text, "\n=== {} ({})", sv(&card.name), card.anchor);
                for row in &card.rows {
                    let _ = writeln!(text, "{}: {}", sv(&row.label), sv(&row.text));
                }
            }
        }
    }
    text
}

fn table_text(text: &mut String, table: &TableView) {
    let mode = table.mode.map_or("none", |mode| mode.id());
    let _ = writeln!(
        text,
        "\ntable of {}, mode {mode}, filtered {}: {}",
        table.cube,
        table.filtered,
        sv(&table.caption)
    );
    for depth in 0..table.columns.first().map_or(0, |column| column.groups.len()) {
        let groups: Vec<&str> = table.columns.iter().map(|column| sv(&column.groups[depth])).collect();
        let _ = writeln!(text, "  group: {}", groups.join(" | "));
    }
    let head = |column: &Column| match column.mode {
        Some(mode) => format!("{} ({})", sv(&column.head), mode.id()),
        None => sv(&column.head).to_owned(),
    };
    let keys: Vec<&str> = table.keys.iter().map(|key| sv(&key.head)).collect();
    let heads: Vec<String> = table.columns.iter().map(head).collect();
    let _ = writeln!(text, "  {} || {}", keys.join(" | "), heads.join(" | "));
    for row in &table.rows {
        let kind = match row.kind {
            RowKind::Body => "",
            RowKind::Level => "= ",
            RowKind::Published => "* ",
        };
        let cells = |cells: &[TableCell]| cells.iter().map(cell).collect::<Vec<_>>().join(" | ");
        let _ = writeln!(text, "  {kind}{} || {}", cells(&row.keys), cells(&row.cells));
    }
}

/// A cell as its reader meets it: a verdict's sign after the figure or word, an empty's sign and word together.
pub(crate) fn cell(cell: &TableCell) -> String {
    match cell {
        TableCell::Blank => String::new(),
        TableCell::Text(text) => sv(text).to_owned(),
        TableCell::Whole(number) => number.to_string(),
        TableCell::Figure(figure, plain, _, sign) => {
            format!("{} {sign}", swedish::figure(*figure, *plain)).trim_end().to_owned()
        }
        TableCell::Outcome(text, _, sign) => format!("{} {sign}", sv(text)).trim_end().to_owned(),
        TableCell::Empty(sign, word) => format!("{sign} {}", sv(word)),
        TableCell::Link(link) => sv(&link.text).to_owned(),
    }
}
