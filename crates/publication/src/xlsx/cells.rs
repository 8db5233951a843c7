//! A table's cells as a workbook holds them: texts, and numbers with a format of their own.
//!
//! A figure stays a number, so that it sorts and can be counted with; what its colour says – sign and word – is
//! part of its number format: the word at the left of the cell, the figure at the right. Figures of one column
//! stand under each other by their decimal sign, also 0 and 100 that are shown without decimals.

use std::rc::Rc;

use domain::Rounded;
use results::colours::Mode;

use super::colours::{Colours, labelled};
use super::error::RenderError;
use super::look::{self, Across, Style};
use super::sheet::{Content, Goal, Target};
use super::words::Words;
use crate::model::{ColumnKind, Language, TableCell};

/// A cell ready to be measured and written.
pub(super) struct Ready {
    pub(super) content: Content,
    pub(super) style: Style,
    pub(super) link: Option<Target>,
    /// What a reader sees, for measuring.
    pub(super) printed: String,
    /// A number without a word: its column says where it stands.
    pub(super) bare: bool,
    /// An outcome in words.
    pub(super) outcome: bool,
}

/// What cells are made with.
pub(super) struct Making<'a> {
    pub(super) colours: &'a Colours<'a>,
    pub(super) language: Language,
    pub(super) words: Words,
    pub(super) sheet: &'a str,
}

impl Making<'_> {
    /// A cell of a column of a kind and mode.
    pub(super) fn cell(
        &self,
        cell: &TableCell,
        kind: ColumnKind,
        mode: Option<Mode>,
    ) -> Result<Ready, RenderError> {
        let style = Style::text(look::BODY);
        let centred = match kind {
            ColumnKind::Figures => style.clone().across(Across::Centre),
            ColumnKind::Text => style.clone(),
        };
        Ok(match cell {
            TableCell::Blank => written(String::new(), centred),
            TableCell::Text(text) => written(text.get(self.language).to_owned(), centred),
            TableCell::Whole(whole) => {
                let grouped = whole.unsigned_abs() >= 10_000;
                let number = if grouped { "#,##0" } else { "0" };
                Ready {
                    content: Content::Number(*whole as f64),
                    style: Style { number: Some(Rc::from(number)), ..style.across(Across::Right) },
                    bare: true,
                    ..written(spaced(&whole.to_string(), grouped), Style::text(look::BODY))
                }
            }
            TableCell::Figure(figure, plain, verdict, sign) => {
                let (label, style) = match verdict {
                    Some(verdict) => {
                        let shown = self.colours.verdict(mode, *verdict, self.language, self.sheet)?;
                        (labelled(sign, shown.word), style.ink(shown.ink).fill(shown.fill))
                    }
                    None => (String::new(), style),
                };
                self.figure(*figure, *plain, &label, style)
            }
            TableCell::Outcome(text, verdict, sign) => {
                let text = labelled(sign, text.get(self.language));
                let style = match verdict {
                    Some(verdict) => {
                        let shown = self.colours.verdict(mode, *verdict, self.language, self.sheet)?;
                        centred.ink(shown.ink).fill(shown.fill)
                    }
                    None => centred,
                };
                Ready { outcome: true, ..written(text, style) }
            }
            TableCell::Empty(sign, word) => {
                written(labelled(sign, word.get(self.language)), centred.ink(look::MUTED))
            }
            TableCell::Link(link) => {
                let text = match link.text.get(self.language) {
                    "" => self.words.open(),
                    text => text,
                };
                Ready {
                    link: Some(Target::Goal(Goal::from(link))),
                    ..written(text.to_owned(), style.ink(look::TEAL).underlined())
                }
            }
        })
    }

    fn figure(&self, figure: Rounded, plain: bool, label: &str, style: Style) -> Ready {
        let exact = figure.to_string();
        let (number, printed) = number_format(figure, plain, label, self.words.decimal());
        Ready {
            // The nearest binary number to the exact decimal one, by the standard's own rounding.
            content: Content::Number(exact.parse().expect("a figure prints as digits and a point")),
            style: Style { number: Some(Rc::from(number)), ..style.across(Across::Right) },
            link: None,
            printed,
            bare: label.is_empty(),
            outcome: false,
        }
    }
}

fn written(text: String, style: Style) -> Ready {
    let content = if text.is_empty() { Content::Blank } else { Content::Text(text.clone()) };
    Ready { content, style, link: None, printed: text, bare: false, outcome: false }
}

/// The format of a figure with the label of its verdict, and how wide it prints.
///
/// With a label: `_-"▲ bättre "* 0.0_-` – the label, blanks to fill the cell, the figure.
fn number_format(figure: Rounded, plain: bool, label: &str, decimal: char) -> (String, String) {
    let exact = figure.to_string();
    let whole_digits = exact.trim_start_matches('-').split('.').next().unwrap_or("").len();
    let grouped = whole_digits > 4;
    let unit = 10_i128.pow(u32::from(figure.decimals));
    let ends = plain && (figure.scaled == 0 || figure.scaled == 100 * unit);
    let decimals = usize::from(figure.decimals);
    let mut digits = String::from(if grouped { "#,##0" } else { "0" });
    if decimals > 0 {
        // `_x` leaves the width of x, so that whole numbers stand under those with decimals.
        digits +=
            &if ends { format!("_.{}", "_0".repeat(decimals)) } else { format!(".{}", "0".repeat(decimals)) };
    }
    let quoted = label.replace('"', "”");
    // `_-` keeps the word and the figure a little from the cell's edges.
    let (front, back) =
        if quoted.is_empty() { (String::new(), "") } else { (format!("_-\"{quoted} \"* "), "_-") };
    let format = if figure.scaled < 0 {
        format!("{front}{digits}{back};{front}-{digits}{back}")
    } else {
        format!("{front}{digits}{back}")
    };
    let shown = spaced(&exact, grouped).replace('.', &decimal.to_string());
    let printed = if label.is_empty() { shown } else { format!("--{label}   {shown}") };
    (format, printed.replace(' ', "\u{a0}"))
}

/// A whole number's digits in groups of three.
fn spaced(digits: &str, grouped: bool) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    let (whole, rest) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut text = String::from(sign);
    for (place, digit) in whole.chars().enumerate() {
        if grouped && place > 0 && (whole.len() - place) % 3 == 0 {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    if let Some(rest) = rest {
        text.push('.');
        text += rest;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_keeps_its_decimals_its_ends_and_its_word() {
        for (case, scaled, decimals, plain, label, expected) in [
            ("one decimal", 571, 1, false, "", "0.0"),
            ("no decimals", 57, 0, false, "", "0"),
            ("a plain end under its decimals", 1000, 1, true, "", "0_._0"),
            ("nought is an end, too", 0, 1, true, "", "0_._0"),
            ("no end", 995, 1, true, "", "0.0"),
            ("sign and word", 571, 1, true, "▲ bättre", "_-\"▲ bättre \"* 0.0_-"),
            ("below nought", -32, 1, false, "▼ sämre", "_-\"▼ sämre \"* 0.0_-;_-\"▼ sämre \"* -0.0_-"),
            ("four digits stand together", 12345, 1, false, "", "0.0"),
            ("five do not", 123_456, 1, false, "", "#,##0.0"),
            ("a quotation mark in a word", 5, 0, false, "\"så\"", "_-\"”så” \"* 0_-"),
        ] {
            let figure = Rounded { scaled, decimals };
            assert_eq!(number_format(figure, plain, label, ',').0, expected, "{case}");
        }
    }

    #[test]
    fn digits_are_grouped_by_three() {
        for (case, digits, grouped, expected) in [
            ("not grouped", "1234", false, "1234"),
            ("grouped", "1234567", true, "1\u{a0}234\u{a0}567"),
            ("three", "123", true, "123"),
            ("below nought", "-123456", true, "-123\u{a0}456"),
            ("decimals are left", "12345.6789", true, "12\u{a0}345.6789"),
        ] {
            assert_eq!(spaced(digits, grouped), expected, "{case}");
        }
    }
}
