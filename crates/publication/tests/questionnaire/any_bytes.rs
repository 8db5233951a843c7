//! No bytes make the reader fail otherwise than with mistakes that are told.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::{bundled, read, written};

/// Numbers that follow from a seed.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n.max(1)
    }
}

fn workbook() -> Vec<u8> {
    let edition = bundled(2018);
    written(edition, "0643", Some(&results::simulate::simulate(edition, 7)))
}

#[test]
fn a_workbook_that_is_cut_off_is_refused() {
    let whole = workbook();
    for length in (0..whole.len()).step_by(whole.len() / 30) {
        let told = read(bundled(2018), &whole[..length]).unwrap_err().to_string();
        assert!(told.contains("ANS-0"), "{length}: {told}");
    }
}

#[test]
fn a_workbook_with_changed_bytes_is_read_or_refused() {
    let whole = workbook();
    let mut numbers = Numbers(1);
    for _ in 0..40 {
        let mut bytes = whole.clone();
        for _ in 0..=numbers.below(8) {
            let at = numbers.below(bytes.len());
            bytes[at] = u8::try_from(numbers.below(256)).unwrap();
        }
        let _ = read(bundled(2018), &bytes);
    }
}

/// The package is whole, and what is in it is not: this reaches behind the check sums.
#[test]
fn a_workbook_with_changed_parts_is_read_or_refused() {
    let whole = workbook();
    let mut numbers = Numbers(2);
    let pieces = [
        "",
        "<",
        "\"",
        "&amp;",
        "99999999999",
        "<v>",
        "</c>",
        "r=\"ZZZ1\"",
        "t=\"s\"",
        "A0:XFD1048577",
        "\0",
        "å",
    ];
    let (mut read_all, mut refused) = (0, 0);
    for _ in 0..40 {
        let mut package = ZipArchive::new(Cursor::new(&whole)).unwrap();
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for i in 0..package.len() {
            let mut part = package.by_index(i).unwrap();
            let name = part.name().unwrap().into_owned();
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            if numbers.below(3) == 0 {
                for _ in 0..=numbers.below(4) {
                    let at = numbers.below(content.len());
                    let end = (at + numbers.below(12)).min(content.len());
                    let piece = pieces[numbers.below(pieces.len())];
                    content.splice(at..end, piece.bytes());
                }
            }
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(&content).unwrap();
        }
        match read(bundled(2018), &writer.finish().unwrap().into_inner()) {
            Ok(_) => read_all += 1,
            Err(problems) => {
                refused += 1;
                assert!(problems.iter().all(|problem| problem.english.is_some()), "{problems}");
            }
        }
    }
    assert!(read_all > 0 && refused > 0, "{read_all} were read, {refused} refused");
}
