//! Sections of a publication's document as HTML (*läsmig, indikatorbeskrivningar, svar och bortfall …*): the blocks that workbooks
//! and reports are made of, so that a page says what they say.

use maud::{Markup, html};
use publication::model::{Block, Card, ColumnKind, Link as Leads, RowKind, Section, TableCell, TableView};

use super::{Look, observed};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::outcome::{not_judged, outcome, outcome_label};
use crate::design::table::{Cell, Column, Row, Table};
use crate::design::text::{Level, heading, paragraph};
use crate::language::Phrase;

/// The blocks of a section. `to` gives the address of a section and an anchor in it; none where no page shows it.
pub fn blocks(look: &Look<'_>, section: &Section, to: &dyn Fn(&Leads) -> Option<String>) -> Markup {
    html! {
        @for (at, block) in section.blocks.iter().enumerate() {
            (self::block(look, block, &format!("{}-{at}", section.id), to))
        }
    }
}

fn block(look: &Look<'_>, block: &Block, id: &str, to: &dyn Fn(&Leads) -> Option<String>) -> Markup {
    let language = look.language;
    match block {
        Block::Heading(text) => heading(Level::Two, None, look.text(text)),
        Block::Paragraph(text) => paragraph(look.text(text)),
        Block::List(points) => html! { ul { @for point in points { li { (look.text(point)) } } } },
        Block::Note(text) => {
            let title = language.say("Att tänka på", "To be careful with");
            Notice::new(NoticeKind::Info, title).body(paragraph(look.text(text))).html(language)
        }
        Block::Legend(words) => html! {
            dl.facts {
                @for word in words {
                    div {
                        dt { (outcome_label(observed::colour(&word.colour), &word.sign, look.text(&word.name), look.text(&word.name))) }
                        dd { (look.text(&word.meaning)) }
                    }
                }
            }
        },
        Block::Card(card) => self::card(look, card),
        Block::Link(link) => match to(link) {
            Some(address) => html! { p { a href=(address) { (look.text(&link.text)) } } },
            None => paragraph(look.text(&link.text)),
        },
        Block::Table(view) => table(look, view, id, to),
    }
}

fn card(look: &Look<'_>, card: &Card) -> Markup {
    html! {
        (heading(Level::Two, Some(&card.anchor), look.text(&card.name)))
        dl.facts { @for row in &card.rows { div { dt { (look.text(&row.label)) } dd { (look.text(&row.text)) } } } }
    }
}

fn table(look: &Look<'_>, view: &TableView, id: &str, to: &dyn Fn(&Leads) -> Option<String>) -> Markup {
    let mut columns: Vec<Column<'_>> =
        view.keys.iter().map(|key| Column::new(look.text(&key.head))).collect();
    columns.extend(view.columns.iter().map(|column| match column.kind {
        ColumnKind::Figures => Column::number(look.text(&column.head)),
        ColumnKind::Text => Column::new(look.text(&column.head)),
    }));
    let rows = view.rows.iter().map(|row| {
        let mut cells = row.keys.iter().chain(&row.cells);
        Row {
            header: cells.next().map(|first| cell(look, first, to).content()).unwrap_or_default(),
            cells: cells.map(|one| cell(look, one, to)).collect(),
            total: row.kind != RowKind::Body,
        }
    });
    let table = Table::new(id, look.text(&view.caption), columns, rows.collect());
    // Texts are read row by row, figures by column.
    let is_read = view.columns.iter().all(|column| column.kind == ColumnKind::Text);
    let table = if is_read { table.stacked() } else { table.wide() };
    table.html(look.language)
}

fn cell(look: &Look<'_>, cell: &TableCell, to: &dyn Fn(&Leads) -> Option<String>) -> Cell {
    let coloured = |verdict: Option<results::colours::Verdict>, value: Phrase<'_>| {
        let word = verdict.and_then(|verdict| look.opened.vocabulary().colour(verdict.id()));
        word.map(|word| outcome(observed::colour(&word.colour), &word.sign, look.text(&word.name), value))
    };
    match cell {
        TableCell::Blank => Cell::text(""),
        TableCell::Text(text) => Cell::text(look.text(text)),
        TableCell::Whole(whole) => Cell::number(&whole.to_string()),
        TableCell::Figure(figure, plain, verdict, _) => {
            let number = observed::number(look.language, *figure, *plain);
            coloured(*verdict, Phrase::from(number.clone())).unwrap_or_else(|| Cell::number(&number))
        }
        TableCell::Outcome(text, verdict, _) => {
            coloured(*verdict, look.text(text)).unwrap_or_else(|| not_judged(look.text(text)))
        }
        TableCell::Empty(sign, word) => {
            not_judged(Phrase::from(format!("{sign} {}", look.text(word).text())))
        }
        TableCell::Link(link) => match to(link) {
            Some(address) => Cell::markup(html! { a href=(address) { (look.text(&link.text)) } }),
            None => Cell::text(look.text(&link.text)),
        },
    }
}
