//! Headings, paragraphs, points, notes, legends, cards and links.
//!
//! A sheet without a table has two columns: labels, signs and marks at the left, text at the right, wrapped in one
//! cell. On a sheet with a table, whose columns are as wide as the table needs, text runs across from the left
//! margin, a row a line.

use catalogue::model::ColourWord;

use super::colours::{Colours, labelled};
use super::error::RenderError;
use super::look::{self, Across, Edge, Style};
use super::metrics;
use super::sheet::{Canvas, Cell, Content, Goal, RUNNING, Target, blank, cell, pieces};
use crate::model::{Card, Language, Link, Text};

/// The two columns of a sheet without a table, in pixels, for so wide a page.
pub(super) fn columns(page: u32) -> Vec<u32> {
    let labels = 170;
    vec![labels, page.min(960) * 97 / 100 - labels]
}

impl Canvas {
    /// The sheet's title and, beneath it, what everybody must be told.
    pub(super) fn title(&mut self, title: &str, caution: &str) {
        let style = Style::text(look::TITLE).ink(look::TEAL);
        if self.at == 0 {
            self.across(title, &style);
        } else {
            // The title stands above the columns that every page repeats, text at its right.
            let repeated: u32 = self.sheet.columns[..usize::from(self.at)].iter().sum();
            let first = self.next();
            for line in metrics::wrap(title, style.face, repeated - metrics::PADDING) {
                self.row(metrics::height(1, style.face) + 1, vec![cell(0, line, style.clone())]);
            }
            self.beside = first..self.next();
        }
        if !caution.is_empty() {
            self.across(caution, &Style::text(look::STRONG).ink(look::CAUTION_INK).fill(look::CAUTION));
        }
    }

    pub(super) fn heading(&mut self, text: &Text) {
        self.gap(10);
        self.across(text.get(self.language), &Style::text(look::HEADING).ink(look::TEAL));
    }

    pub(super) fn paragraph(&mut self, text: &Text) {
        let style = Style::text(look::BODY);
        self.running(None, text.get(self.language), &style);
    }

    pub(super) fn list(&mut self, points: &[Text]) {
        for point in points {
            let mark =
                cell(0, "•", Style { indent: 1, ..Style::text(look::BODY).across(Across::Right).wrapped() });
            self.running(Some((mark, "•  ")), point.get(self.language), &Style::text(look::BODY));
        }
    }

    /// Something to be careful with.
    pub(super) fn note(&mut self, text: &Text) {
        let word = self.words.careful();
        let line = Some(Edge::Medium(look::TEAL));
        let label = cell(
            0,
            word,
            Style { left: line, indent: 1, ..Style::text(look::STRONG).fill(look::CALLOUT).wrapped() },
        );
        let style = Style { left: None, ..Style::text(look::BODY).fill(look::CALLOUT) };
        let text = text.get(self.language);
        if self.prose {
            self.running(Some((label, "")), text, &style);
        } else {
            let prefixed = format!("{word}: {text}");
            self.across(&prefixed, &style);
        }
    }

    /// Text with, where there is a column for it, a label or mark at its left; elsewhere the mark stands before it.
    fn running(&mut self, label: Option<(Cell, &str)>, text: &str, style: &Style) {
        if !self.prose {
            let mark = label.map_or("", |(_, mark)| mark);
            self.across(&format!("{mark}{text}"), style);
            return;
        }
        let room = self.sheet.columns[1] - metrics::PADDING - metrics::INDENT;
        let mut label = label.map(|(cell, _)| cell);
        for (piece, height) in pieces(text, style.face, room) {
            let mut cells = Vec::new();
            let mut height = height;
            if let Some(label) = label.take() {
                if let Content::Text(text) = &label.content {
                    let room = self.sheet.columns[0] - metrics::PADDING - metrics::INDENT;
                    let lines = metrics::wrap(text, label.style.face, room).len();
                    height = height.max(metrics::height(lines, label.style.face));
                }
                cells.push(label);
            }
            cells.push(cell(1, &piece, Style { indent: 1, ..style.clone().wrapped() }));
            self.row(height + 3, cells);
        }
    }

    /// The verdicts of a mode: each with fill, sign, word and meaning.
    pub(super) fn legend(&mut self, words: &[ColourWord], colours: &Colours) -> Result<(), RenderError> {
        let mut mode = None;
        for word in words {
            if mode != Some(&word.mode) {
                let name = colours.mode(&word.mode, &self.sheet.name)?;
                let line = format!("{}: {}", self.words.mode(), name.get(self.language));
                self.across(&line, &Style::text(look::STRONG));
                mode = Some(&word.mode);
            }
            let shown = colours.word(word, self.language, &self.sheet.name)?;
            let style =
                Style { indent: 1, ..Style::text(look::BODY).ink(shown.ink).fill(shown.fill).wrapped() };
            let swatch = cell(0, &shown.label, style);
            let meaning = word.meaning.get(self.language);
            if self.prose {
                self.running(Some((swatch, "")), meaning, &Style::text(look::BODY));
            } else {
                let start = self.sheet.columns[0];
                let room = self.span.saturating_sub(start + metrics::PADDING).max(200);
                let mut swatch = Some(swatch);
                for line in metrics::wrap(meaning, RUNNING, room) {
                    let mut cells: Vec<Cell> = swatch.take().into_iter().collect();
                    cells.push(cell(1, line, Style::text(look::BODY)));
                    self.row(metrics::height(1, RUNNING) + 3, cells);
                }
            }
        }
        Ok(())
    }

    /// A link on a row of its own.
    pub(super) fn link(&mut self, link: &Link, name_of: impl Fn(&str) -> Option<String>) {
        let text = match link.text.get(self.language) {
            "" => format!("{} {}", self.words.open(), name_of(&link.section).unwrap_or_default()),
            text => text.to_owned(),
        };
        let style = Style::text(look::BODY).ink(look::TEAL).underlined();
        let mut cell = cell(
            u16::from(self.prose),
            &format!("→ {text}"),
            Style { indent: u8::from(self.prose), ..style },
        );
        cell.link = Some(Target::Goal(Goal::from(link)));
        self.row(metrics::height(1, RUNNING) + 3, vec![cell]);
    }

    /// The card of an indicator; `table` is the sheet whose heading leads to it, if any does.
    pub(super) fn card(&mut self, card: &Card, section: &str, table: Option<&str>) {
        self.gap(14);
        let first = self.across(card.name.get(self.language), &Style::text(look::HEADING).ink(look::TEAL));
        let rule = Some(Edge::Medium(look::TEAL));
        let top = &mut self.sheet.rows[first as usize].cells;
        top[0].style.top = rule;
        if self.prose {
            top.push(blank(1, Style { top: rule, ..Style::text(look::HEADING) }));
        }
        self.sheet.anchors.insert(card.anchor.clone(), (first, 0));
        if let Some(table) = table {
            let text = format!("← {}: {table}", self.words.back());
            let mut cell = cell(0, &text, Style::text(look::SMALL).ink(look::TEAL).underlined());
            cell.link = Some(Target::Back(Goal { section: section.to_owned(), anchor: card.anchor.clone() }));
            self.row(metrics::height(1, look::SMALL) + 2, vec![cell]);
        }
        for row in &card.rows {
            let label = row.label.get(self.language);
            let style = Style { top: Some(Edge::Thin(look::HAIR)), ..Style::text(look::BODY) };
            let label_style = Style { face: look::STRONG, ink: look::MUTED, ..style.clone() };
            let marked = format!("{label}: ");
            let label = cell(0, label, label_style.wrapped());
            self.running(Some((label, &marked)), row.text.get(self.language), &style);
        }
    }
}

/// How wide the first column must be for a legend's swatches.
pub(super) fn swatches_need(words: &[ColourWord], language: Language) -> u32 {
    words
        .iter()
        .map(|word| {
            metrics::width(&labelled(&word.sign, word.name.get(language)), look::BODY)
                + metrics::PADDING
                + metrics::INDENT
        })
        .max()
        .unwrap_or(0)
}
