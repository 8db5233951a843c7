//! Which simulated round a file is: the same on every line, and only of simulated answers.

use super::Origin;
use super::mistakes::{Mistake, Mistakes, quoted};

/// The last round that a file can be.
pub const MAX_ROUND: u8 = 99;

/// The round of the lines read so far.
#[derive(Default)]
pub(super) struct RoundOfFile {
    first: Option<(Option<u8>, usize)>,
    is_told: bool,
}

impl RoundOfFile {
    /// Takes up a line's field, and the origin that stands beside it.
    pub(super) fn line(&mut self, field: &str, origin: &str, line: usize, mistakes: &mut Mistakes) {
        let round = match field {
            "" => None,
            text => match text.parse::<u8>().ok().filter(|round| (1..=MAX_ROUND).contains(round)) {
                Some(round) => Some(round),
                None => return mistakes.add(line, "ANS-29", || no_round(field)),
            },
        };
        let (first, at) = *self.first.get_or_insert((round, line));
        // One mistake of the file, however many lines differ.
        if self.is_told {
            return;
        }
        if first != round {
            self.is_told = true;
            mistakes.add(line, "ANS-29", || mixed(round, first, at));
        } else if round.is_some() && origin != Origin::Simulated.id() {
            self.is_told = true;
            mistakes.add(line, "ANS-29", || {
                Mistake::new(
                    (
                        format!("omgång {field} utan att raden är simulerad"),
                        format!("round {field} on a line that is not simulated"),
                    ),
                    (
                        "omgångar har bara simulerade svar: skriv `simulated` i kolumnen origin, eller ta bort kolumnen round",
                        "only simulated answers have rounds: write `simulated` in the column origin, or remove the column round",
                    ),
                )
            });
        }
    }

    /// The round of the whole file.
    pub(super) fn of_file(&self) -> Option<u8> {
        self.first.and_then(|(round, _)| round)
    }
}

fn no_round(field: &str) -> Mistake {
    let shown = quoted(field);
    Mistake::new(
        (format!("{} är ingen omgång", shown.sv), format!("{} is no round", shown.en)),
        (
            format!("skriv ett heltal från 1 till {MAX_ROUND}, samma på varje rad, eller lämna kolumnen tom"),
            format!(
                "write a whole number from 1 to {MAX_ROUND}, the same on every line, or leave the column empty"
            ),
        ),
    )
}

fn mixed(this: Option<u8>, that: Option<u8>, at: usize) -> Mistake {
    let is = |round: Option<u8>| match round {
        Some(round) => (format!("omgång {round}"), format!("round {round}")),
        None => ("ingen omgång".to_owned(), "no round".to_owned()),
    };
    let ((this_sv, this_en), (that_sv, that_en)) = (is(this), is(that));
    Mistake::new(
        (
            format!("filen blandar omgångar: den här raden är {this_sv}, rad {at} är {that_sv}"),
            format!("the file mixes rounds: this line is {this_en}, line {at} is {that_en}"),
        ),
        ("ha varje omgång i en egen fil", "keep each round in a file of its own"),
    )
}
