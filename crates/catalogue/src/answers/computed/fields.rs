//! Fields of computed results: each of its form, or what is wrong with it.

use std::str::FromStr;

use domain::{EditionYear, IdError, Number, Rounded};

use super::super::columns::Line;
use super::super::mistakes::{Mistake, Mistakes, quoted};
use super::Head;

/// Most decimals that a figure is printed with.
const MAX_DECIMALS: usize = 6;

/// A field that is an id, a code or a word of a closed list.
pub(super) fn id<T: FromStr>(
    line: &Line<'_>,
    column: usize,
    name: &'static str,
    mistakes: &mut Mistakes,
) -> Option<T> {
    let written = line.id(column);
    let parsed = written.parse().ok();
    if parsed.is_none() {
        wrong(line.number, name, written, mistakes);
    }
    parsed
}

/// Tells that a field is not of its form.
pub(super) fn wrong(line: usize, name: &'static str, written: &str, mistakes: &mut Mistakes) {
    mistakes.add(line, "ANS-60", || {
        let shown = quoted(written);
        let is_comma = written.contains(',') && written.replace(',', ".").parse::<Number>().is_ok();
        let help = if is_comma {
            (
                "filen har decimalkomma: skriv den igen med `jamfor compute --decimal .`",
                "the file has a decimal comma: write it again with `jamfor compute --decimal .`",
            )
        } else {
            (
                "filen är inte som `jamfor compute --out` skrev den: kör det igen",
                "the file is not as `jamfor compute --out` wrote it: run it again",
            )
        };
        Mistake::new(
            (
                format!("{} kan inte stå i kolumnen {name}", shown.sv),
                format!("{} cannot stand in the column {name}", shown.en),
            ),
            help,
        )
    });
}

/// A figure with the decimals it is printed with.
pub(super) fn rounded(written: &str) -> Option<Rounded> {
    let digits = written.strip_prefix('-').unwrap_or(written);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let ends_in_point = digits.len() != whole.len() && fraction.is_empty();
    if whole.is_empty() || ends_in_point || !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    if fraction.len() > MAX_DECIMALS || whole.len() > 25 {
        return None;
    }
    let scaled: i128 = format!("{whole}{fraction}").parse().ok()?;
    let scaled = if digits.len() == written.len() { scaled } else { -scaled };
    Some(Rounded { scaled, decimals: u8::try_from(fraction.len()).ok()? })
}

/// A count or sum in millionths; it may be larger than a [`Number`].
pub(super) fn micros(written: &str) -> Option<i128> {
    let figure = rounded(written)?;
    figure.scaled.checked_mul(10_i128.pow(6 - u32::from(figure.decimals)))
}

/// The edition and the origin, which are the same on every line.
pub(super) fn head(
    line: &Line<'_>,
    [edition, origin]: [usize; 2],
    head: &mut Option<(Head, usize)>,
    mistakes: &mut Mistakes,
) {
    let written = line.id(edition);
    let year: Result<EditionYear, IdError> = written.parse();
    let Ok(year) = year else { return wrong(line.number, "edition", written, mistakes) };
    let origin = line.id(origin);
    if origin.len() > 60 || origin.chars().any(char::is_control) {
        return wrong(line.number, "origin", origin, mistakes);
    }
    let (first, at) =
        head.get_or_insert_with(|| (Head { edition: year, origin: origin.to_owned() }, line.number));
    if first.edition != year || first.origin != origin {
        mistakes.add(line.number, "ANS-64", || {
            Mistake::new(
                (
                    format!(
                        "raden hör till en annan beräkning än rad {at}: årgång eller ursprung skiljer sig"
                    ),
                    format!("the line is of another computation than line {at}: edition or origin differs"),
                ),
                (
                    "ha varje beräkning i en egen mapp: kör `jamfor compute --out` igen",
                    "keep each computation in a folder of its own: run `jamfor compute --out` again",
                ),
            )
        });
    }
}

/// Tells that a line says the same thing again.
pub(super) fn twice(line: usize, before: usize, mistakes: &mut Mistakes) {
    mistakes.add(line, "ANS-62", || {
        Mistake::new(
            (format!("rad {before} anger redan det här"), format!("line {before} already says this")),
            ("ta bort en av raderna", "remove one of the lines"),
        )
    });
}

/// Tells who lacks lines, of so many indicators.
///
/// Lines that could not be read are told already, and are not told as missing, too.
pub(super) fn all_missing<'a>(
    lacking: impl IntoIterator<Item = (String, Vec<&'a str>)>,
    of: usize,
    mistakes: &mut Mistakes,
) {
    let lacking: Vec<(String, Vec<&str>)> = lacking.into_iter().collect();
    let lines: usize = lacking.iter().map(|(_, lacking)| lacking.len()).sum();
    if lines > mistakes.found() {
        for (what, lacking) in &lacking {
            missing(what, lacking, of, mistakes);
        }
    }
}

/// Tells that lines are missing: of something, so many of so many, the first of them named.
pub(super) fn missing(what: &str, lacking: &[&str], of: usize, mistakes: &mut Mistakes) {
    let Some(first) = lacking.first() else { return };
    mistakes.add(0, "ANS-63", || {
        let n = lacking.len();
        Mistake::new(
            (
                format!("{what}: {n} av {of} indikatorer saknas, den första {first}"),
                format!("{what}: {n} of {of} indicators are missing, the first {first}"),
            ),
            (
                "filen är avklippt eller ändrad: kör `jamfor compute --out` igen",
                "the file was cut off or changed: run `jamfor compute --out` again",
            ),
        )
    });
}
