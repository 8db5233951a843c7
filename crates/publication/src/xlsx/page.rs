//! Paper: how many pages wide a sheet is printed, where it breaks, and how small.

use std::ops::Range;

use crate::model::Paper;

/// Margins at left and right, in inches.
pub(super) const SIDE: f64 = 0.4;
/// Margins at top and bottom, with header and footer inside.
pub(super) const TOP: f64 = 0.75;
pub(super) const BOTTOM: f64 = 0.65;
/// From the paper's edge to header and footer.
pub(super) const EDGE: f64 = 0.35;

/// Nothing is printed smaller than this per cent of its size: a heading of nine points keeps eight.
const SMALLEST: u32 = 90;
/// A table that is not even a page high is printed larger, up to this per cent.
const LARGEST: u32 = 120;
/// LibreOffice shows columns six per cent wider than Excel, which rounds a digit of ten points from 7.4 pixels to 7;
/// so much of a page is left free.
const SLACK: u32 = 8;

/// A page's size and side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Page {
    /// Excel's number of the paper.
    pub(super) number: u8,
    pub(super) landscape: bool,
    /// Pixels of 1/96 inch between the margins.
    pub(super) width: u32,
    pub(super) height: u32,
    /// Whether only the first page is printed.
    pub(super) one: bool,
}

impl Page {
    pub(super) fn of(paper: Paper) -> Self {
        let (number, landscape, width, height) = match paper {
            Paper::A4Portrait => (9, false, 210.0, 297.0),
            Paper::A4Landscape => (9, true, 297.0, 210.0),
            Paper::A3Landscape | Paper::A3FirstPage => (8, true, 420.0, 297.0),
        };
        let pixels = |millimetres: f64, margins: f64| ((millimetres / 25.4 - margins) * 96.0) as u32;
        Self {
            number,
            landscape,
            width: pixels(width, 2.0 * SIDE),
            height: pixels(height, TOP + BOTTOM),
            one: paper == Paper::A3FirstPage,
        }
    }
}

/// How a sheet is put on pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Pages {
    /// One page wide, as small as it must be.
    OneWide,
    /// Per cent of its size, with breaks before these rows and columns.
    Scaled { percent: u16, rows: Vec<u32>, columns: Vec<u32> },
}

/// The pages of a table: one wide if that can be read, else as few as possible, each with the key columns.
///
/// `bands` are the columns where a group begins: the better places to break.
pub(super) fn of_table(page: Page, columns: &[u32], keys: usize, bands: &[usize]) -> Pages {
    let room = page.width * (100 - SLACK) / 100;
    let total: u32 = columns.iter().sum();
    if total * SMALLEST <= room * 100 {
        return Pages::OneWide;
    }
    let repeated: u32 = columns[..keys].iter().sum();
    let largest = (room * 100 / SMALLEST).saturating_sub(repeated).max(1);
    let needed = breaks(columns, keys, &[], largest).len();
    // The narrowest page that needs no more breaks: pages of one kind, not one full and one nearly empty.
    let (mut low, mut high) = (1, largest);
    while low < high {
        let middle = low.midpoint(high);
        if breaks(columns, keys, &[], middle).len() <= needed { high = middle } else { low = middle + 1 }
    }
    let balanced = breaks(columns, keys, &[], low);
    let at_bands = breaks(columns, keys, bands, (low + low / 4).min(largest));
    let better = at_bands.len() <= needed && at_bands.iter().any(|column| bands.contains(column));
    let chosen = not_nearly_empty(if better { at_bands } else { balanced }, columns, keys, largest);
    let widest = widths(columns, keys, &chosen).into_iter().max().unwrap_or(1);
    let percent = (room * 100 / (repeated + widest)).min(LARGEST);
    Pages::Scaled {
        percent: percent.max(10) as u16,
        rows: Vec::new(),
        columns: chosen.iter().map(|column| *column as u32).collect(),
    }
}

/// A table that is a little higher than a page is printed smaller, so that its last rows do not stand alone; one that
/// takes many pages is not enlarged.
pub(super) fn on_one_page(page: Page, pages: Pages, heights: &[u32]) -> Pages {
    let total: u32 = heights.iter().sum();
    let fits = page.height * (100 - SLACK) / total.max(1);
    match pages {
        Pages::Scaled { percent, rows, columns } if (SMALLEST..u32::from(percent)).contains(&fits) => {
            Pages::Scaled { percent: fits as u16, rows, columns }
        }
        Pages::Scaled { percent, rows, columns } if fits < SMALLEST => {
            Pages::Scaled { percent: percent.min(100), rows, columns }
        }
        other @ (Pages::OneWide | Pages::Scaled { .. }) => other,
    }
}

/// How many of the rows are printed: all, or those of the first page.
pub(super) fn printed_rows(page: Page, pages: &Pages, columns: &[u32], heights: &[u32]) -> usize {
    if !page.one {
        return heights.len();
    }
    let percent = match pages {
        Pages::Scaled { percent, .. } => u32::from(*percent),
        Pages::OneWide => (page.width * (100 - SLACK) / columns.iter().sum::<u32>().max(1)).min(100),
    };
    let room = page.height * (100 - SLACK) / percent.max(10);
    let mut pixels = 0;
    heights
        .iter()
        .take_while(|height| {
            pixels += **height;
            pixels <= room
        })
        .count()
}

/// Columns to break before, so that no page is wider than `largest`; at a band's beginning if one lies in the
/// last third of the page.
fn breaks(columns: &[u32], keys: usize, bands: &[usize], largest: u32) -> Vec<usize> {
    let mut found = Vec::new();
    let (mut start, mut pixels) = (keys, 0);
    let mut column = keys;
    while column < columns.len() {
        if column > start && pixels + columns[column] > largest {
            let band = bands.iter().rev().find(|band| {
                **band > start && **band <= column && {
                    let kept: u32 = columns[start..**band].iter().sum();
                    kept * 3 >= largest * 2
                }
            });
            let at = band.copied().unwrap_or(column);
            found.push(at);
            (start, pixels) = (at, columns[at..column].iter().sum());
        }
        pixels += columns[column];
        column += 1;
    }
    found
}

/// The same breaks, but the last page takes columns from the page before until it has room for a legend of three.
fn not_nearly_empty(mut chosen: Vec<usize>, columns: &[u32], keys: usize, largest: u32) -> Vec<usize> {
    const LEGEND: usize = 3;
    let before = chosen.len().checked_sub(2).and_then(|place| chosen.get(place)).copied().unwrap_or(keys);
    let Some(last) = chosen.last_mut() else { return chosen };
    while columns.len() - *last < LEGEND
        && *last - before > LEGEND
        && columns[*last - 1..].iter().sum::<u32>() <= largest
    {
        *last -= 1;
    }
    chosen
}

fn widths(columns: &[u32], keys: usize, breaks: &[usize]) -> Vec<u32> {
    let edges: Vec<usize> =
        std::iter::once(keys).chain(breaks.iter().copied()).chain(std::iter::once(columns.len())).collect();
    edges.windows(2).map(|pair| columns[pair[0]..pair[1]].iter().sum()).collect()
}

/// The pages of a text sheet: as large as it fits, broken before rows that stand together when they would not be
/// whole on the page that they begin on.
pub(super) fn of_text(page: Page, columns: &[u32], heights: &[u32], together: &[Range<u32>]) -> Pages {
    let total: u32 = columns.iter().sum::<u32>().max(1);
    let percent = (page.width * (100 - SLACK) / total).clamp(10, 100);
    // Row heights differ a little between programs: the lowest tenth of a page is left free.
    let room = page.height * 90 / percent;
    let mut rows = Vec::new();
    let mut used = 0;
    let mut together = together.iter().peekable();
    for (row, height) in heights.iter().enumerate() {
        if let Some(kept) = together.next_if(|kept| kept.start as usize == row) {
            let whole: u32 = heights[row..heights.len().min(kept.end as usize)].iter().sum();
            if row > 0 && used + whole > room && used * 3 > room {
                rows.push(row as u32);
                used = 0;
            }
        }
        if row > 0 && used > 0 && used + height > room {
            // A break of our own: left to the program, its page would end elsewhere than is reckoned here.
            rows.push(row as u32);
            used = 0;
        }
        used += height;
    }
    Pages::Scaled { percent: percent as u16, rows, columns: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A3: Page = Page { number: 8, landscape: true, width: 1500, height: 900, one: false };

    #[test]
    fn a_table_little_higher_than_a_page_is_printed_smaller() {
        let page = Page { number: 8, landscape: true, width: 1_500, height: 1_000, one: false };
        let scaled = |percent| Pages::Scaled { percent, rows: Vec::new(), columns: vec![4] };
        for (case, height, before, after) in [
            ("fits already", 900, 90, 90),
            ("a little too high", 1_010, 95, 91),
            ("would be too small", 1_300, 95, 95),
            ("low, and enlarged", 700, 115, 115),
            ("of many pages, and not enlarged", 5_000, 115, 100),
        ] {
            assert_eq!(on_one_page(page, scaled(before), &[height]), scaled(after), "{case}");
        }
        assert_eq!(on_one_page(page, Pages::OneWide, &[1_100]), Pages::OneWide);
    }

    #[test]
    fn a_table_is_one_page_wide_as_long_as_it_can_be_read() {
        for (case, columns) in [("narrow", vec![100; 10]), ("shrunk", vec![100; 15])] {
            assert_eq!(of_table(A3, &columns, 2, &[]), Pages::OneWide, "{case}");
        }
    }

    #[test]
    fn a_wide_table_breaks_into_pages_of_one_width_and_no_column_is_smaller_than_can_be_read() {
        for (case, bands, expected) in [
            ("forty columns beside two keys", vec![], [12, 22, 32]),
            ("a band begins near", vec![2, 11, 21, 31], [11, 21, 31]),
            ("bands that would take a page more", vec![2, 11, 20, 29, 38], [12, 22, 32]),
        ] {
            let Pages::Scaled { percent, columns, .. } = of_table(A3, &[100; 42], 2, &bands) else {
                panic!("42 columns of 100 pixels do not fit one page");
            };
            assert_eq!(columns, expected, "{case}");
            assert!(u32::from(percent) >= SMALLEST, "{case}: {percent}");
        }
    }

    #[test]
    fn what_begins_low_on_a_page_begins_on_the_next() {
        for (case, together, expected) in [
            (
                "a card that ends below the page, one that begins where it would, and one longer than a page",
                [0..5, 5..9, 9..20],
                vec![5, 9, 17],
            ),
            ("headings with room for their text: only full pages", [0..3, 3..5, 7..8], vec![8, 16]),
            ("a heading at the lower edge", [0..2, 6..11, 19..24], vec![6, 14]),
        ] {
            let Pages::Scaled { rows, .. } = of_text(A3, &[700], &[100; 20], &together) else {
                panic!("text is never fitted")
            };
            assert_eq!(rows, expected, "{case}");
        }
    }
}
