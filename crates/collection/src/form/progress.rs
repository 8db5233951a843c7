//! How far somebody has come, part by part and page by page.

use domain::PartCode;

use super::pages::Page;
use super::sheet::Sheet;
use crate::head::{Head, State};

/// Cells of a page or part, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Asked of this subject, as far as is known now.
    pub asked: u32,
    /// Of those, answered; one with two answers is not, until somebody has chosen.
    pub answered: u32,
    /// Of those, to be answered before the part can be submitted.
    pub missing: u32,
    /// Cells with two answers, of which one must be chosen.
    pub undecided: u32,
}

/// What a part or page looks like to those who answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nothing is answered.
    NotBegun,
    /// Something is.
    Begun,
    /// Two colleagues answered differently.
    Undecided,
    /// Nothing is missing.
    Complete,
    /// It is submitted.
    Submitted,
    /// The round closed before it was.
    Closed,
}

impl Progress {
    /// Of a page.
    pub fn of_page(sheet: &Sheet<'_>, head: &Head, page: &Page) -> Self {
        let questions = page.questions.iter().map(|place| &sheet.edition().questions[*place]);
        let mut progress = Self::default();
        for question in questions {
            for col in sheet.cells_of(question) {
                let cell = &sheet.cells()[col.index()];
                let name = &sheet.edition().questionnaire.schema.column(col).name;
                let held = name.parse().ok().and_then(|id| head.cells.get(&id));
                let is_undecided = held.is_some_and(|held| !held.proposals.is_empty());
                progress.undecided += u32::from(is_undecided);
                progress.missing += u32::from(sheet.is_missing(question, col));
                if sheet.is_shown(col) && (!question.optional || cell.answered) {
                    let is_sure = cell.asked == domain::Truth::True || cell.answered;
                    progress.asked += u32::from(is_sure);
                    progress.answered += u32::from(cell.answered && !is_undecided);
                }
            }
        }
        progress
    }

    /// Of several pages together.
    pub fn sum(all: impl IntoIterator<Item = Self>) -> Self {
        all.into_iter().fold(Self::default(), |sum, one| Self {
            asked: sum.asked + one.asked,
            answered: sum.answered + one.answered,
            missing: sum.missing + one.missing,
            undecided: sum.undecided + one.undecided,
        })
    }

    /// What it looks like, in a response of this state.
    pub fn status(self, state: State) -> Status {
        match state {
            State::Submitted => Status::Submitted,
            State::Closed => Status::Closed,
            State::Open if self.undecided > 0 => Status::Undecided,
            State::Open if self.answered == 0 && self.asked > 0 => Status::NotBegun,
            State::Open if self.missing == 0 => Status::Complete,
            State::Open => Status::Begun,
        }
    }
}

/// Of a whole part.
pub fn of_part(sheet: &Sheet<'_>, head: &Head, part: &PartCode) -> Progress {
    let pages = super::pages::pages(sheet.edition(), part);
    Progress::sum(pages.iter().map(|page| Progress::of_page(sheet, head, page)))
}
