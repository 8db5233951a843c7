//! How wide texts are, and how they break into lines.
//!
//! Neither Excel nor LibreOffice fits rows to wrapped text that a library wrote, so that widths and heights are
//! computed here. Advance widths are those of Arial and Liberation Sans, which are the same by design; signs that
//! the two lack come from another font and are taken as one em. A little is added, because programs round the
//! width of each letter to whole pixels.

/// Size in points, and weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Face {
    pub(crate) size: u8,
    pub(crate) bold: bool,
}

/// Pixels of 1/96 inch at both sides of a cell's text: padding, grid line, and rounding of letters.
pub(crate) const PADDING: u32 = 10;

/// What an indent of one takes: three blanks of the default font, in the program that takes most.
pub(super) const INDENT: u32 = 12;

/// Thousandths of an em, from space to `~`.
const REGULAR: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
    556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
const BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278,
    556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584,
    556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556,
    333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];
/// Thousandths of an em, from no-break space to `ÿ`.
const LATIN: [u16; 96] = [
    278, 333, 556, 556, 556, 556, 280, 556, 333, 737, 370, 556, 584, 333, 737, 552, 400, 549, 333, 333, 333,
    576, 556, 278, 333, 333, 365, 556, 834, 834, 834, 611, 722, 722, 722, 722, 722, 722, 1000, 722, 667, 667,
    667, 667, 278, 278, 278, 278, 722, 722, 778, 778, 778, 778, 778, 584, 778, 722, 722, 722, 722, 667, 667,
    611, 556, 556, 556, 556, 556, 556, 889, 556, 556, 556, 556, 556, 278, 278, 278, 278, 611, 611, 611, 611,
    611, 611, 611, 549, 611, 611, 611, 611, 611, 556, 611, 556,
];

/// The width of a character in thousandths of an em.
fn advance(character: char, bold: bool) -> u32 {
    let code = u32::from(character);
    let from = |table: &[u16], first: u32| {
        code.checked_sub(first).and_then(|place| table.get(place as usize)).map(|width| u32::from(*width))
    };
    from(if bold { &BOLD } else { &REGULAR }, 0x20).or_else(|| from(&LATIN, 0xA0)).unwrap_or(
        match character {
            '–' => 556,
            '‘' | '’' => 278,
            '“' | '”' | '„' => 500,
            '•' => 350,
            '−' => 584,
            '\u{2009}' | '\u{202f}' => 278,
            _ => 1000,
        },
    )
}

/// The width of a text on one line, in pixels of 1/96 inch, rounded up, without padding.
pub(crate) fn width(text: &str, face: Face) -> u32 {
    let ems: u32 = text.chars().map(|character| advance(character, face.bold)).sum();
    // 96/72 pixels a point, and three per cent for letters rounded to pixels.
    (u64::from(ems) * u64::from(face.size) * 103 * 4).div_ceil(3 * 100_000) as u32
}

/// The width of a text's longest word: lines break at blanks only.
pub(crate) fn longest_word(text: &str, face: Face) -> u32 {
    text.split([' ', '\n']).map(|word| width(word, face)).max().unwrap_or(0)
}

/// The height of so many lines, in pixels of 1/96 inch.
pub(crate) fn height(lines: usize, face: Face) -> u32 {
    lines as u32 * line(face) + 4
}

/// The height of a line.
pub(crate) fn line(face: Face) -> u32 {
    (u32::from(face.size) * 165).div_ceil(100)
}

/// The lines of a text in so many pixels; a word that is wider than that is cut into as many lines as it needs.
pub(crate) fn wrap(text: &str, face: Face, pixels: u32) -> Vec<&str> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let (mut start, mut end) = (0, 0);
        let mut words = paragraph.split(' ').peekable();
        let mut place = 0;
        while let Some(word) = words.next() {
            let after = place + word.len();
            if end > start && width(&paragraph[start..after], face) > pixels {
                lines.push(&paragraph[start..end]);
                start = place;
            }
            end = after;
            while width(&paragraph[start..end], face) > pixels {
                let fits = fitting(&paragraph[start..end], face, pixels);
                if start + fits == end {
                    break;
                }
                lines.push(&paragraph[start..start + fits]);
                start += fits;
            }
            place = after + usize::from(words.peek().is_some());
        }
        lines.push(&paragraph[start..end]);
    }
    lines
}

/// How many bytes of a word fit; at least its first letter.
fn fitting(word: &str, face: Face, pixels: u32) -> usize {
    let mut fits = 0;
    for (place, letter) in word.char_indices() {
        let after = place + letter.len_utf8();
        if fits > 0 && width(&word[..after], face) > pixels {
            break;
        }
        fits = after;
    }
    fits
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEN: Face = Face { size: 10, bold: false };

    #[test]
    fn texts_break_at_blanks_and_lose_nothing() {
        for (case, text, pixels, expected) in [
            ("fits", "Ja", 100, vec!["Ja"]),
            ("empty", "", 100, vec![""]),
            ("two lines", "Ej aktuellt", 50, vec!["Ej", "aktuellt"]),
            ("line breaks hold", "Ja\nNej", 100, vec!["Ja", "Nej"]),
            ("hyphens hold", "barn- och ungdomsvård", 90, vec!["barn- och", "ungdomsvård"]),
            ("a word that is too wide", "överenskommelse", 60, vec!["överensk", "ommelse"]),
            ("no-break space", "12\u{a0}345 personer", 60, vec!["12\u{a0}345", "personer"]),
        ] {
            assert_eq!(wrap(text, TEN, pixels), expected, "{case}");
        }
    }

    #[test]
    fn bold_is_wider_and_unknown_signs_are_an_em() {
        assert!(width("Kommun", Face { bold: true, ..TEN }) > width("Kommun", TEN));
        assert_eq!(width("✔", TEN), width("—", TEN));
        assert_eq!(
            longest_word("Rutin med arbetsmarknadsverksamhet", TEN),
            width("arbetsmarknadsverksamhet", TEN)
        );
    }
}
