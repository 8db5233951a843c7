//! How the workbook looks: colours, sizes, and the styles made from them.

use std::collections::HashMap;
use std::rc::Rc;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

use super::metrics::Face;

/// The one font: in every office program, and in LibreOffice by its twin Liberation Sans.
pub(super) const FONT: &str = "Arial";

pub(super) const INK: u32 = 0x1B2A2F;
pub(super) const MUTED: u32 = 0x55656B;
pub(super) const TEAL: u32 = 0x0B4F5C;
pub(super) const WHITE: u32 = 0xFF_FFFF;
pub(super) const BAND: u32 = 0x0B4F5C;
pub(super) const BAND_REPEATED: u32 = 0xA9C9CF;
pub(super) const UNDERBAND: u32 = 0xD3E4E7;
pub(super) const UNDERBAND_REPEATED: u32 = 0x48656C;
pub(super) const BAND_EDGE: u32 = 0x8FB0B6;
pub(super) const HEAD: u32 = 0xEDF4F5;
pub(super) const APART: u32 = 0xE4EEF0;
/// Behind what others published.
pub(super) const PUBLISHED: u32 = 0xF5F1E6;
pub(super) const HAIR: u32 = 0xD5DFE1;
pub(super) const CALLOUT: u32 = 0xEDF4F5;
pub(super) const CAUTION: u32 = 0xFFF1CC;
pub(super) const CAUTION_INK: u32 = 0x6B3D00;

pub(super) const TITLE: Face = Face { size: 16, bold: true };
pub(super) const HEADING: Face = Face { size: 12, bold: true };
pub(super) const BODY: Face = Face { size: 10, bold: false };
pub(super) const STRONG: Face = Face { size: 10, bold: true };
pub(super) const COLUMN_HEAD: Face = Face { size: 9, bold: true };
pub(super) const GROUP_HEAD: Face = Face { size: 9, bold: true };
pub(super) const GROUP_REPEATED: Face = Face { size: 9, bold: false };
/// Links above headings.
pub(super) const LINK: Face = Face { size: 9, bold: false };
pub(super) const SMALL: Face = Face { size: 9, bold: false };

/// Where a text stands across its cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Across {
    Left,
    Centre,
    Right,
}

/// Where a text stands in the height of its cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Down {
    Top,
    Middle,
}

/// A line at an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Edge {
    Thin(u32),
    Medium(u32),
    Double(u32),
}

/// How a cell looks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Style {
    pub(super) face: Face,
    pub(super) ink: u32,
    pub(super) fill: Option<u32>,
    pub(super) italic: bool,
    pub(super) underlined: bool,
    pub(super) across: Across,
    pub(super) down: Down,
    pub(super) wrapped: bool,
    pub(super) indent: u8,
    pub(super) number: Option<Rc<str>>,
    pub(super) top: Option<Edge>,
    pub(super) bottom: Option<Edge>,
    pub(super) left: Option<Edge>,
}

impl Style {
    /// Text in a face, left, not wrapped, in the middle of its row.
    pub(super) const fn text(face: Face) -> Self {
        Self {
            face,
            ink: INK,
            fill: None,
            italic: false,
            underlined: false,
            across: Across::Left,
            down: Down::Middle,
            wrapped: false,
            indent: 0,
            number: None,
            top: None,
            bottom: None,
            left: None,
        }
    }

    pub(super) fn ink(self, ink: u32) -> Self {
        Self { ink, ..self }
    }

    pub(super) fn fill(self, fill: u32) -> Self {
        Self { fill: Some(fill), ..self }
    }

    pub(super) fn across(self, across: Across) -> Self {
        Self { across, ..self }
    }

    /// Wrapped, from the top of its cell.
    pub(super) fn wrapped(self) -> Self {
        Self { wrapped: true, down: Down::Top, ..self }
    }

    pub(super) fn underlined(self) -> Self {
        Self { underlined: true, ..self }
    }

    fn format(&self) -> Format {
        let mut format = Format::new()
            .set_font_name(FONT)
            .set_font_size(self.face.size)
            .set_font_color(Color::RGB(self.ink))
            .set_align(match self.across {
                Across::Left => FormatAlign::Left,
                Across::Centre => FormatAlign::Center,
                Across::Right => FormatAlign::Right,
            })
            .set_align(match self.down {
                Down::Top => FormatAlign::Top,
                Down::Middle => FormatAlign::VerticalCenter,
            });
        if self.face.bold {
            format = format.set_bold();
        }
        if self.italic {
            format = format.set_italic();
        }
        if self.underlined {
            format = format.set_underline(FormatUnderline::Single);
        }
        if self.wrapped {
            format = format.set_text_wrap();
        }
        if self.indent > 0 {
            format = format.set_indent(self.indent);
        }
        if let Some(fill) = self.fill {
            format = format.set_background_color(Color::RGB(fill));
        }
        if let Some(number) = &self.number {
            format = format.set_num_format(&**number);
        }
        if let Some((line, colour)) = self.top.map(Edge::parts) {
            format = format.set_border_top(line).set_border_top_color(colour);
        }
        if let Some((line, colour)) = self.bottom.map(Edge::parts) {
            format = format.set_border_bottom(line).set_border_bottom_color(colour);
        }
        if let Some((line, colour)) = self.left.map(Edge::parts) {
            format = format.set_border_left(line).set_border_left_color(colour);
        }
        format
    }
}

impl Edge {
    fn parts(self) -> (FormatBorder, Color) {
        match self {
            Self::Thin(colour) => (FormatBorder::Thin, Color::RGB(colour)),
            Self::Medium(colour) => (FormatBorder::Medium, Color::RGB(colour)),
            Self::Double(colour) => (FormatBorder::Double, Color::RGB(colour)),
        }
    }
}

/// Each style's format, made once.
#[derive(Default)]
pub(super) struct Formats(HashMap<Style, Format>);

impl Formats {
    pub(super) fn of(&mut self, style: &Style) -> &Format {
        if !self.0.contains_key(style) {
            self.0.insert(style.clone(), style.format());
        }
        &self.0[style]
    }
}

/// A colour written `#RRGGBB`.
pub(super) fn colour(text: &str) -> Option<u32> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    u32::from_str_radix(digits, 16).ok()
}
