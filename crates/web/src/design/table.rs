//! Tables (*tabeller*): a caption, headers that say what they head, numbers that line up, sorting by links.

use maud::{Markup, html};

use super::text::hidden;
use crate::language::{Language, Phrase};

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Smallest, or A, first.
    Ascending,
    /// Largest, or Ö, first.
    Descending,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column<'a> {
    heading: Phrase<'a>,
    number: bool,
    sorts: Option<(String, Option<Order>)>,
    leads: Option<String>,
    within: Option<Phrase<'a>>,
}

impl<'a> Column<'a> {
    /// A column of texts.
    pub fn new(heading: impl Into<Phrase<'a>>) -> Self {
        Self { heading: heading.into(), number: false, sorts: None, leads: None, within: None }
    }

    /// A column of numbers: lined up to the right.
    pub fn number(heading: impl Into<Phrase<'a>>) -> Self {
        Self { number: true, ..Self::new(heading) }
    }

    /// `href` sorts by this column, the other way if it is sorted so already.
    pub fn sorts(self, href: impl Into<String>, now: Option<Order>) -> Self {
        Self { sorts: Some((href.into(), now)), ..self }
    }

    /// The heading leads to what the column is about; what sorts is a link of its own.
    pub fn leads(self, href: impl Into<String>) -> Self {
        Self { leads: Some(href.into()), ..self }
    }

    /// Columns beside each other within the same stand below a heading that they share.
    pub fn within(self, heading: impl Into<Phrase<'a>>) -> Self {
        Self { within: Some(heading.into()), ..self }
    }

    fn html(&self, language: Language, role: Option<&'static str>) -> Markup {
        let order = self.sorts.as_ref().and_then(|(_, order)| *order);
        let (aria, sign, next) = match order {
            Some(Order::Ascending) => {
                (Some("ascending"), "▲", language.say("sortera fallande", "sort descending"))
            }
            Some(Order::Descending) => {
                (Some("descending"), "▼", language.say("sortera stigande", "sort ascending"))
            }
            None => (None, "↕", language.say("sortera stigande", "sort ascending")),
        };
        html! {
            th scope="col" .number[self.number] aria-sort=[aria] role=[role] {
                @if let Some(leads) = &self.leads {
                    a href=(leads) { (self.heading) }
                    @if let Some((href, _)) = &self.sorts {
                        " " a.sorts href=(href) {
                            span.order aria-hidden="true" { (sign) "\u{FE0E}" }
                            (hidden(&format!("{}: {next}", self.heading.text())))
                        }
                    }
                } @else if let Some((href, _)) = &self.sorts {
                    a href=(href) {
                        (self.heading) "\u{a0}"
                        span.order aria-hidden="true" { (sign) "\u{FE0E}" }
                        (hidden(&format!(", {next}")))
                    }
                } @else { (self.heading) }
            }
        }
    }
}

/// A cell.
#[derive(Clone, Debug)]
pub struct Cell {
    pub(super) content: Markup,
    /// The same without the link around it, where there is one.
    pub(super) plain: Option<Markup>,
    /// Its ground, or what it holds; empty for none.
    pub(super) class: &'static str,
    pub(super) number: bool,
}

impl Cell {
    /// A text.
    pub fn text<'a>(text: impl Into<Phrase<'a>>) -> Self {
        Self::markup(html! { (text.into()) })
    }

    /// A day and a time: never broken, also where a table is narrow.
    pub fn time(text: &str) -> Self {
        Self { class: "time", ..Self::text(text) }
    }

    /// A number, written for people.
    pub fn number(text: &str) -> Self {
        Self { number: true, ..Self::text(text) }
    }

    /// A number with a small bar before it.
    pub fn figure_with(bar: Markup, text: &str) -> Self {
        Self { number: true, ..Self::markup(html! { (bar) " " (text) }) }
    }

    /// All of it leads to a page.
    pub fn leads(self, href: &str) -> Self {
        let content = html! { a href=(href) { (self.content) } };
        Self { content, plain: Some(self.content), ..self }
    }

    /// With more after what it holds.
    pub fn then(self, more: Markup) -> Self {
        let content = html! { (self.content) (more) };
        Self { content, plain: self.plain.map(|plain| html! { (plain) (more) }), ..self }
    }

    /// Lined up with the numbers above and below it.
    pub fn lined_up(self) -> Self {
        Self { number: true, ..self }
    }

    /// The same without its colour: its sign and word are left.
    pub fn uncoloured(self) -> Self {
        Self { class: "not-judged", ..self }
    }

    /// What it holds, without the cell.
    pub(crate) fn content(self) -> Markup {
        self.content
    }

    /// A component: a tag, a link, a bar.
    pub fn markup(content: Markup) -> Self {
        Self { content, plain: None, class: "", number: false }
    }
}

/// A row: what it is about, and a cell for every column after the first.
#[derive(Clone, Debug)]
pub struct Row {
    /// The row's header.
    pub header: Markup,
    /// Its cells.
    pub cells: Vec<Cell>,
    /// Whether it sums up the others: shown apart.
    pub total: bool,
}

/// Rows about one thing, under a header of their own (*radgrupp*).
#[derive(Clone, Debug)]
pub struct Group {
    /// What they are about.
    pub header: Markup,
    /// The rows.
    pub rows: Vec<Row>,
}

/// As many columns beside the first as are read on a printed page.
const PRINTED: usize = 12;

/// A table.
#[derive(Clone, Debug)]
pub struct Table<'a> {
    id: &'a str,
    caption: Phrase<'a>,
    columns: Vec<Column<'a>>,
    groups: Vec<(Option<Markup>, Vec<Row>)>,
    note: Option<Phrase<'a>>,
    wide: bool,
    full: bool,
    stacked: bool,
    heat: bool,
}

impl<'a> Table<'a> {
    /// A table with its caption; the first column holds the rows' headers.
    pub fn new(
        id: &'a str,
        caption: impl Into<Phrase<'a>>,
        columns: Vec<Column<'a>>,
        rows: Vec<Row>,
    ) -> Self {
        Self::of(id, caption.into(), columns, vec![(None, rows)])
    }

    /// A table of groups, each under its header.
    pub fn grouped(
        id: &'a str,
        caption: impl Into<Phrase<'a>>,
        columns: Vec<Column<'a>>,
        groups: Vec<Group>,
    ) -> Self {
        let groups = groups.into_iter().map(|group| (Some(group.header), group.rows)).collect();
        Self::of(id, caption.into(), columns, groups)
    }

    fn of(
        id: &'a str,
        caption: Phrase<'a>,
        columns: Vec<Column<'a>>,
        groups: Vec<(Option<Markup>, Vec<Row>)>,
    ) -> Self {
        Self {
            id,
            caption,
            columns,
            groups,
            note: None,
            wide: false,
            full: false,
            stacked: false,
            heat: false,
        }
    }

    /// What must be known to read it: source, what is left out.
    pub fn note(self, note: impl Into<Phrase<'a>>) -> Self {
        Self { note: Some(note.into()), ..self }
    }

    /// Has more columns than any screen: scrolls in a box of its own, headers and first column stay.
    pub fn wide(self) -> Self {
        Self { wide: true, ..self }
    }

    /// Read by its colours: wide, close, every cell of one width.
    pub fn heat(self) -> Self {
        Self { wide: true, heat: true, ..self }
    }

    /// The headings that columns after the first share, each with how many they are; empty if none does.
    fn shared<'s>(columns: &'s [Column<'a>]) -> Vec<(Option<&'s Phrase<'a>>, usize)> {
        let mut shared: Vec<(Option<&Phrase<'a>>, usize)> = Vec::new();
        for column in columns {
            match shared.last_mut() {
                Some((known, count)) if *known == column.within.as_ref() => *count += 1,
                Some(_) | None => shared.push((column.within.as_ref(), 1)),
            }
        }
        if shared.iter().all(|(within, _)| within.is_none()) { Vec::new() } else { shared }
    }

    /// One of several with the same columns: as wide as the page, so that they line up.
    pub fn full(self) -> Self {
        Self { full: true, ..self }
    }

    /// Whose rows are read one by one: on a narrow screen each is a card, its cells below each other with their headings,
    /// and nothing scrolls.
    pub fn stacked(self) -> Self {
        Self { stacked: true, ..self }
    }

    /// The table as HTML.
    pub fn html(&self, language: Language) -> Markup {
        let caption = format!("{}-caption", self.id);
        // Drawn as cards, it is a table to those who hear it only if it says so.
        let role = |role: &'static str| self.stacked.then_some(role);
        html! {
            @if self.full && !self.stacked {
                p.sideways { (language.say("Dra tabellen i sidled för att se fler kolumner.", "Drag the table sideways to see more columns.")) }
            }
            @let parts = self.printed();
            div.table .wide[self.wide] .heat[self.heat] .whole[!parts.is_empty()] .full[self.full] .stacked[self.stacked] role="region" aria-labelledby=(caption) tabindex="0" {
                table id=(self.id) role=[role("table")] {
                    caption id=(caption) { (self.caption) }
                    thead role=[role("rowgroup")] {
                        @let shared = Self::shared(self.columns.get(1..).unwrap_or_default());
                        @if !shared.is_empty() {
                            tr.shared role=[role("row")] {
                                td {}
                                @for (within, columns) in shared {
                                    @match within {
                                        Some(within) => { th scope="colgroup" colspan=(columns) { span { (within) } } }
                                        None => { td colspan=(columns) {} }
                                    }
                                }
                            }
                        }
                        tr role=[role("row")] { @for column in &self.columns { (column.html(language, role("columnheader"))) } }
                    }
                    @for (header, rows) in &self.groups {
                        tbody role=[role("rowgroup")] {
                            @if let Some(header) = header {
                                tr.group role=[role("row")] {
                                    th scope="rowgroup" colspan=(self.columns.len()) role=[role("rowheader")] { (header) }
                                }
                            }
                            @for row in rows { (self.row(row, role)) }
                        }
                    }
                }
            }
            @for part in parts { (part) }
            @if let Some(note) = &self.note { p.table-note lang=[note.lang()] { (note.text()) } }
        }
    }

    /// A heat table that is wider than paper, as paper has it: some columns at a time, each time with the first. None if it is not.
    fn printed(&self) -> Vec<Markup> {
        let columns = self.columns.get(1..).unwrap_or_default();
        if !self.heat || columns.len() <= PRINTED {
            return Vec::new();
        }
        let parts = columns.len().div_ceil(PRINTED);
        let each = columns.len().div_ceil(parts);
        let part = |(at, columns): (usize, &[Column<'a>])| {
            let shared = Self::shared(columns);
            html! {
                div.table.heat.part {
                    table {
                        caption { (self.caption) " (" (at + 1) "/" (parts) ")" }
                        thead {
                            @if !shared.is_empty() {
                                tr.shared {
                                    td {}
                                    @for (within, columns) in shared { th colspan=(columns) { @if let Some(within) = within { (within) } } }
                                }
                            }
                            tr {
                                th { @if let Some(first) = self.columns.first() { (first.heading) } }
                                @for column in columns { th { (column.heading) } }
                            }
                        }
                        @for (header, rows) in &self.groups {
                            tbody {
                                @if let Some(header) = header { tr.group { th colspan=(columns.len() + 1) { (header) } } }
                                @for row in rows {
                                    tr {
                                        th { (row.header) }
                                        @for cell in row.cells.iter().skip(at * each).take(columns.len()) {
                                            td .(cell.class)[!cell.class.is_empty()] { (cell.plain.as_ref().unwrap_or(&cell.content)) }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        };
        columns.chunks(each).enumerate().map(part).collect()
    }

    fn row(&self, row: &Row, role: impl Fn(&'static str) -> Option<&'static str>) -> Markup {
        let headings = self.columns.iter().skip(1);
        let heading = |column: &Column<'a>| self.stacked.then(|| column.heading.text().to_owned());
        // What is empty has no heading either.
        let boxed = |cell: &Cell| self.stacked && !cell.content.0.is_empty();
        html! {
            tr .total[row.total] role=[role("row")] {
                th scope="row" role=[role("rowheader")] { (row.header) }
                @for (cell, column) in row.cells.iter().zip(headings) {
                    td .number[cell.number] .(cell.class)[!cell.class.is_empty()] role=[role("cell")] data-of=[heading(column)] {
                        @if boxed(cell) { div { (cell.content) } } @else { (cell.content) }
                    }
                }
            }
        }
    }
}
