//! How an answer stands (*status*): the words, and the order in which they are decided.

use domain::Truth;

/// It is asked.
pub(super) const ASKED: &str = "Ja";
/// It is not asked.
pub(super) const NOT: &str = "Nej";
/// Whether it is asked depends on a question that is not answered.
pub(super) const UNKNOWN: &str = "Oklart";
/// No formula can say whether it is asked.
pub(super) const NO_FORMULA: &str = "Se villkoret";

/// Not asked, and rightly left empty.
pub(super) const NOT_ASKED: &str = "– Ska inte besvaras";
/// Not asked, but answered: refused when the workbook is read.
pub(super) const ANSWERED_NOT_ASKED: &str = "✖ Ska inte besvaras";
/// No answer to the question: refused when the workbook is read.
pub(super) const INVALID: &str = "✖ Ogiltigt svar";
/// Whether it is asked depends on a question that is not answered.
pub(super) const WAITS: &str = "… Avvakta";
/// Answered, but the question that it follows is not.
pub(super) const MAIN_MISSING: &str = "! Huvudfrågan saknas";
/// To be answered.
pub(super) const TO_ANSWER: &str = "● Besvara";
/// May be answered.
pub(super) const OPTIONAL: &str = "○ Frivillig";
/// Whether it is asked cannot be said by a formula.
pub(super) const SEE_CONDITION: &str = "○ Se villkoret";
/// A hard check fires.
pub(super) const TO_MEND: &str = "✖ Måste rättas";
/// A soft check fires and there is no comment.
pub(super) const TO_COMMENT: &str = "! Kommentera";
/// An alternative that is not chosen, or a line that is not needed, of a question that is answered.
pub(super) const NOT_NEEDED: &str = "·";
/// Answered.
pub(super) const DONE: &str = "✓ Klart";

/// The words with what they mean, for the read-me.
pub(super) const LEGEND: [(&str, &str); 12] = [
    (TO_ANSWER, "Frågan ställs till er och saknar svar."),
    (OPTIONAL, "Frågan får besvaras men måste inte."),
    (
        SEE_CONDITION,
        "Om frågan ställs beror på något som arbetsboken inte kan räkna ut: läs villkoret i kolumnen Att veta.",
    ),
    (WAITS, "Om frågan ställs beror på en tidigare fråga som ni inte har besvarat."),
    (NOT_ASKED, "Frågan ställs inte till er. Raden är grå; lämna svaret tomt."),
    (DONE, "Svaret är fullständigt."),
    (NOT_NEEDED, "Raden behövs inte: frågan är besvarad på en annan rad."),
    (
        TO_COMMENT,
        "Svaret är möjligt men ovanligt: läs kontrollen i kolumnen Att veta och skriv en kommentar.",
    ),
    (MAIN_MISSING, "Frågan är en följdfråga, och huvudfrågan är inte besvarad."),
    (TO_MEND, "Svaret stämmer inte med ett annat svar: läs kontrollen i kolumnen Att veta."),
    (INVALID, "Svaret är inget av svarsalternativen, eller inget tal eller datum som frågan tar emot."),
    (ANSWERED_NOT_ASKED, "Frågan ställs inte till er men är besvarad: töm svaret, eller rätta huvudfrågan."),
];

/// What decides a status, as formulas see it, too.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    /// What the filter says; none if no formula can say it.
    pub(super) asked: Option<Truth>,
    /// Whether the row has an answer.
    pub(super) filled: bool,
    /// Whether any row of its question has: alternatives and table lines answer together.
    pub(super) group: bool,
    /// Whether its question has several such rows.
    pub(super) is_part: bool,
    /// Whether it must be answered.
    pub(super) mandatory: bool,
    /// Whether a hard check fires.
    pub(super) hard: bool,
    /// Whether a soft check fires.
    pub(super) soft: bool,
    /// Whether there is a comment.
    pub(super) commented: bool,
}

impl Standing {
    /// Whether it is asked, in a word.
    pub(super) fn asked_word(self) -> &'static str {
        match self.asked {
            Some(Truth::True) => ASKED,
            Some(Truth::False) => NOT,
            Some(Truth::Unknown(_)) => UNKNOWN,
            None => NO_FORMULA,
        }
    }

    /// The status of an answer that is valid or not there.
    pub(super) fn words(self) -> &'static str {
        match self.asked {
            Some(Truth::False) if self.filled => ANSWERED_NOT_ASKED,
            Some(Truth::False) => NOT_ASKED,
            None if !self.group => SEE_CONDITION,
            Some(Truth::Unknown(_)) if self.filled => MAIN_MISSING,
            Some(Truth::Unknown(_)) => WAITS,
            Some(Truth::True) if !self.group && self.mandatory => TO_ANSWER,
            Some(Truth::True) if !self.group => OPTIONAL,
            Some(Truth::True) | None if self.is_part && !self.filled => NOT_NEEDED,
            Some(Truth::True) | None if self.hard => TO_MEND,
            Some(Truth::True) | None if self.soft && !self.commented => TO_COMMENT,
            Some(Truth::True) | None => DONE,
        }
    }
}
