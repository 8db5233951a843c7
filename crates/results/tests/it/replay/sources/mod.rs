//! What an explanation quotes, looked up in plain texts as somebody else would: the answers file or the file
//! of published outcomes, the questionnaire and the indicators' cards, the frame, the published rows.

mod answers;
mod cards;
mod members;
mod outcomes;
mod row;

pub(crate) use answers::AnswersFile;
pub(crate) use cards::{Card, Cell, Questionnaire};
pub(crate) use members::{Frame, place_of};
pub(crate) use outcomes::OutcomesFile;
pub(crate) use row::check_row;

use super::interpreter::Checked;

/// Who refuses an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Judge {
    /// It does not give what it says.
    Interpreter,
    /// It quotes other answers, or other published outcomes, than were given.
    Answers,
    /// It lists other units, or these with other outcomes.
    Members,
    /// It explains another row than was published.
    Row,
    /// It quotes the questionnaire wrongly.
    Questionnaire,
    /// It quotes the indicator's card wrongly.
    Card,
}

/// Passed, or refused by whom and why.
pub(crate) type Verdict = Result<(), (Judge, String)>;

impl Judge {
    /// What this judge found.
    pub(crate) fn finds(self, checked: Checked<()>) -> Verdict {
        checked.map_err(|wrong| (self, wrong))
    }
}
