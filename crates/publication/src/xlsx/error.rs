//! What keeps a publication from becoming a workbook.

/// Why a publication could not be rendered as a workbook. Nothing is written then.
///
/// All but the last are faults of the model: they name the sheet and what to change in it.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// A section's name cannot be a sheet's.
    #[error(
        "the section `{section}` is named `{name}`, which {why}; a sheet's name has 1 to 31 characters, none of []:*?/\\, \
         no apostrophe first or last, and no other sheet has it"
    )]
    SheetName {
        /// The section's id.
        section: String,
        /// Its name.
        name: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A link leads nowhere.
    #[error(
        "sheet `{sheet}` links to `{section}#{anchor}`, which the document does not have; give the section or row that id, or take the link away"
    )]
    UnknownLink {
        /// The sheet it stands on.
        sheet: String,
        /// The section it names.
        section: String,
        /// The anchor it names.
        anchor: String,
    },
    /// A cell has a verdict, but nobody says how that looks.
    #[error(
        "sheet `{sheet}` has a cell with the verdict `{verdict}` of the mode `{mode}`, which has no colour; add it to `[[colour]]` in catalogue/vocabulary, with fill and ink as #RRGGBB"
    )]
    NoColour {
        /// The sheet.
        sheet: String,
        /// The mode; `none` if neither table nor column has one.
        mode: String,
        /// The verdict.
        verdict: String,
    },
    /// A mode without a name: it could not be named above its table.
    #[error(
        "sheet `{sheet}` is coloured by the mode `{mode}`, which has no name; add it to `[[mode]]` in catalogue/vocabulary"
    )]
    NoModeName {
        /// The sheet.
        sheet: String,
        /// The mode.
        mode: String,
    },
    /// Rows or headings of a table have different lengths.
    #[error(
        "sheet `{sheet}`: {what} has {found}, the table {wanted}; every row has a cell for each column, every column the same number of headings"
    )]
    Ragged {
        /// The sheet.
        sheet: String,
        /// Which row or column.
        what: String,
        /// How many it has.
        found: usize,
        /// How many the table has.
        wanted: usize,
    },
    /// A text of a table is longer than a cell can show whole.
    #[error(
        "sheet `{sheet}`: the text `{start}…` has {characters} characters, a table's cell shows at most {most}; shorten it, or put it on a card"
    )]
    TextTooLong {
        /// The sheet.
        sheet: String,
        /// Its first words.
        start: String,
        /// Its length.
        characters: usize,
        /// What is allowed.
        most: usize,
    },
    /// The table is larger than a sheet.
    #[error(
        "sheet `{sheet}` would have {rows} rows and {columns} columns; a sheet has at most 1048576 and 16384"
    )]
    TooLarge {
        /// The sheet.
        sheet: String,
        /// Rows.
        rows: usize,
        /// Columns.
        columns: usize,
    },
    /// The library that writes workbooks refused.
    #[error("the workbook could not be written: {0}")]
    Write(#[from] rust_xlsxwriter::XlsxError),
}
