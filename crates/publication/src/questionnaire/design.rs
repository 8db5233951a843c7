//! How the fill-in workbook looks: calm, one colour for what is filled in, one for what is not asked.

use crate::xlsx::metrics::{Face, PADDING, height, wrap};
use rust_xlsxwriter::{
    Color, Format, FormatAlign, FormatBorder, FormatUnderline, ProtectionOptions, Worksheet, XlsxError,
};

/// In every office program, and in LibreOffice by its twin of the same widths.
const FONT: &str = "Arial";
const INK: Color = Color::RGB(0x1B2A2F);
const MUTED: Color = Color::RGB(0x55656B);
const TEAL: Color = Color::RGB(0x0B4F5C);
const WHITE: Color = Color::RGB(0xFF_FFFF);
const HEAD: Color = Color::RGB(0xE4EEF0);
const HAIR: Color = Color::RGB(0xC9D6D9);
const INPUT: Color = Color::RGB(0xFFFBE6);
const NOT_ASKED: Color = Color::RGB(0xEEF0F1);
const CAUTION: Color = Color::RGB(0xFFF1CC);
const CAUTION_INK: Color = Color::RGB(0x6B3D00);

/// Texts of ten points.
pub(super) const BODY: Face = Face { size: 10, bold: false };
/// The same in bold.
pub(super) const STRONG: Face = Face { size: 10, bold: true };
/// What stands beside.
pub(super) const SMALL: Face = Face { size: 9, bold: false };

/// Pixels that a step of indentation takes.
const INDENT: u32 = 12;

/// A cell that nothing is said of.
pub(super) fn plain() -> Format {
    Format::new().set_font_name(FONT).set_font_size(10)
}

/// The looks of cells, made once.
pub(super) struct Design {
    /// The title of a sheet.
    pub(super) title: Format,
    /// A line below it.
    pub(super) lead: Format,
    /// A caution that nobody may miss.
    pub(super) caution: Format,
    /// The heading of a section.
    pub(super) heading: Format,
    /// The header of a table.
    pub(super) header: Format,
    /// The header of numbers.
    pub(super) header_right: Format,
    /// A link to another sheet.
    pub(super) link: Format,
    /// A text that wraps.
    pub(super) text: Format,
    /// A text in bold.
    pub(super) strong: Format,
    /// A label beside something.
    pub(super) label: Format,
    /// A value that is read by the program.
    pub(super) value: Format,
    /// A number in a table.
    pub(super) count: Format,
    /// The code of a question.
    pub(super) code: Format,
    /// The wording of a question that is answered in its row.
    pub(super) wording: Format,
    /// The code of a question with rows.
    pub(super) head_code: Format,
    /// The wording of a question with rows.
    pub(super) head_wording: Format,
    /// What is to be known of a question with rows.
    pub(super) head_help: Format,
    /// A row's or alternative's wording.
    pub(super) row: Format,
    /// The code of a row.
    pub(super) row_code: Format,
    /// What is to be known.
    pub(super) help: Format,
    /// How the answer stands.
    pub(super) status: Format,
    /// The key.
    pub(super) key: Format,
    /// An answer by words.
    pub(super) input_text: Format,
    /// An answer by a number.
    pub(super) input_number: Format,
    /// An answer by a date.
    pub(super) input_date: Format,
    /// Changes to a row that is not asked.
    pub(super) not_asked: Format,
    /// Changes to a status by its sign.
    pub(super) signs: [(&'static str, Format); 5],
}

impl Design {
    pub(super) fn new() -> Self {
        // An indent holds only where the side is said.
        let base = || plain().set_font_color(INK).set_align(FormatAlign::Left).set_align(FormatAlign::Top);
        let wrapped = || base().set_text_wrap();
        let ruled =
            |format: Format| format.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(HAIR);
        let boxed = |format: Format| format.set_border(FormatBorder::Thin).set_border_color(HAIR);
        let head = |format: Format| ruled(format).set_background_color(HEAD);
        let input = || boxed(wrapped()).set_background_color(INPUT).set_unlocked().set_indent(1);
        let header = || {
            wrapped()
                .set_bold()
                .set_font_size(9)
                .set_font_color(WHITE)
                .set_background_color(TEAL)
                .set_align(FormatAlign::VerticalCenter)
                .set_indent(1)
        };
        let sign = |colour: u32| Format::new().set_font_color(Color::RGB(colour));
        Self {
            title: base().set_font_size(16).set_bold().set_font_color(TEAL),
            lead: base().set_font_color(MUTED),
            caution: base().set_bold().set_font_color(CAUTION_INK).set_background_color(CAUTION),
            heading: base().set_font_size(12).set_bold().set_font_color(TEAL).set_align(FormatAlign::Bottom),
            header: header(),
            header_right: header().set_align(FormatAlign::Right),
            link: ruled(base())
                .set_indent(1)
                .set_bold()
                .set_font_color(TEAL)
                .set_underline(FormatUnderline::Single),
            text: wrapped(),
            strong: wrapped().set_bold(),
            label: base().set_font_color(MUTED),
            value: base(),
            count: ruled(base()).set_align(FormatAlign::Right).set_indent(1),
            code: ruled(base()).set_bold().set_indent(1),
            wording: ruled(wrapped()).set_indent(1),
            head_code: head(base()).set_bold().set_indent(1),
            head_wording: head(wrapped()).set_bold().set_indent(1),
            head_help: head(wrapped()).set_font_size(9).set_font_color(MUTED).set_indent(1),
            row: ruled(wrapped()).set_indent(2),
            row_code: ruled(base()).set_font_color(MUTED).set_indent(1),
            help: ruled(wrapped()).set_font_size(9).set_font_color(MUTED).set_indent(1),
            status: ruled(wrapped()).set_font_size(9).set_indent(1),
            key: ruled(base()).set_font_size(8).set_font_color(MUTED).set_indent(1),
            input_text: input().set_num_format("@"),
            input_number: input(),
            input_date: input().set_num_format("yyyy-mm-dd"),
            not_asked: Format::new().set_font_color(MUTED).set_background_color(NOT_ASKED),
            signs: [
                ("✓", sign(0x1F6B3A)),
                ("✖", sign(0xA3151F).set_bold()),
                ("!", sign(0x8A4B00).set_bold()),
                ("●", sign(0x0B4F5C).set_bold()),
                ("…", sign(0x55656B)),
            ],
        }
    }
}

/// A page as it is printed: A4, one page wide, numbered; without a password, so that nobody is shut out.
pub(super) fn page(sheet: &mut Worksheet, footer: &str, landscape: bool) -> Result<(), XlsxError> {
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_margins(0.35, 0.35, 0.5, 0.6, 0.3, 0.3);
    // The footer keeps its size where the page is made smaller.
    sheet.set_header_footer_scale_with_doc(false);
    if landscape {
        sheet.set_landscape();
    }
    let footer = footer.replace('&', "&&");
    sheet.set_footer(format!("&L&\"{FONT},Regular\"&9{footer}&R&\"{FONT},Regular\"&9Sida &P av &N"));
    sheet.set_screen_gridlines(false);
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        use_autofilter: true,
        ..ProtectionOptions::new()
    });
    Ok(())
}

/// A text in a column of so many pixels.
pub(super) struct Fitted<'t> {
    pub(super) text: &'t str,
    pub(super) face: Face,
    pub(super) pixels: u32,
    /// Steps that it stands further in.
    pub(super) indent: u8,
}

/// Fits a row to its texts: programs do not fit rows that a library wrote, LibreOffice for one.
pub(super) fn fit(sheet: &mut Worksheet, row: u32, texts: &[Fitted<'_>]) -> Result<(), XlsxError> {
    let heights = texts.iter().map(|fitted| {
        let room = fitted.pixels.saturating_sub(PADDING + INDENT * u32::from(fitted.indent)).max(20);
        height(wrap(fitted.text, fitted.face, room).len(), fitted.face)
    });
    let most = heights.max().unwrap_or(0).max(height(1, BODY));
    // A row has 409 points at most.
    sheet.set_row_height_pixels(row, most.min(540))?;
    Ok(())
}

/// The width of a column, given in pixels of 1/96 inch.
pub(super) fn widths(sheet: &mut Worksheet, columns: &[(u16, u32)]) -> Result<(), XlsxError> {
    for (column, pixels) in columns {
        sheet.set_column_width_pixels(*column, *pixels)?;
    }
    Ok(())
}

/// Room for a title.
pub(super) const TITLE_PIXELS: u32 = 30;

/// Room for a heading, with air above it.
pub(super) const HEADING_PIXELS: u32 = 28;
