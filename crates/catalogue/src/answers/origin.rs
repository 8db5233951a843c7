//! Where a file's content comes from: a file is either given by people or simulated, never both.

use super::mistakes::{Mistake, Mistakes, quoted};

/// Where answers or outcomes come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// Somebody gave them.
    #[default]
    Given,
    /// `jamfor simulate` made them (*simulerade data*).
    Simulated,
}

impl Origin {
    /// The id in files; empty for what was given.
    pub fn id(self) -> &'static str {
        match self {
            Self::Given => "",
            Self::Simulated => "simulated",
        }
    }
}

/// The origin of the lines read so far.
#[derive(Default)]
pub(super) struct OriginOfFile {
    first: Option<(Origin, usize)>,
    is_mixed: bool,
}

impl OriginOfFile {
    /// Takes up a line's field.
    pub(super) fn line(&mut self, field: &str, line: usize, mistakes: &mut Mistakes) {
        let Some(origin) = [Origin::Given, Origin::Simulated].into_iter().find(|origin| origin.id() == field)
        else {
            return mistakes.add(line, "ANS-21", || {
                let shown = quoted(field);
                Mistake::new(
                    (format!("{} är inget ursprung", shown.sv), format!("{} is no origin", shown.en)),
                    (
                        "skriv `simulated` på varje rad, eller lämna kolumnen tom",
                        "write `simulated` on every line, or leave the column empty",
                    ),
                )
            });
        };
        let (first, at) = *self.first.get_or_insert((origin, line));
        if first != origin && !self.is_mixed {
            // One mistake of the file, however many lines differ.
            self.is_mixed = true;
            mistakes.add(line, "ANS-21", || {
                let is = |origin| match origin {
                    Origin::Simulated => ("simulerad", "simulated"),
                    Origin::Given => ("inte simulerad", "not simulated"),
                };
                let ((this_sv, this_en), (that_sv, that_en)) = (is(origin), is(first));
                Mistake::new(
                    (
                        format!("filen blandar ursprung: den här raden är {this_sv}, rad {at} är {that_sv}"),
                        format!("the file mixes origins: this line is {this_en}, line {at} is {that_en}"),
                    ),
                    (
                        "ha simulerade och lämnade uppgifter i var sin fil",
                        "keep simulated and given content in files of their own",
                    ),
                )
            });
        }
    }

    /// The origin of the whole file.
    pub(super) fn of_file(&self) -> Origin {
        self.first.map(|(origin, _)| origin).unwrap_or_default()
    }
}
