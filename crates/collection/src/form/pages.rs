//! The pages of a part: one subject a page, a main question with its follow-ups.

use catalogue::model::{Edition, Question};
use domain::PartCode;
use rules::schema::Col;

/// A page of the questionnaire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its place in its part: 1, 2, 3 …
    pub no: usize,
    /// The questions, by their place in the edition.
    pub questions: Vec<usize>,
}

/// The pages of a part, in order.
///
/// A question begins a page, unless its filter reads a question of the page before it: a follow-up stands where the answer
/// that asks it is given.
pub fn pages(edition: &Edition, part: &PartCode) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    for (place, question) in edition.questions.iter().enumerate() {
        if question.part != *part {
            continue;
        }
        let read = reads(edition, question);
        match pages.last_mut() {
            Some(page) if page.questions.iter().any(|before| read.contains(before)) => {
                page.questions.push(place);
            }
            Some(_) | None => pages.push(Page { no: pages.len() + 1, questions: vec![place] }),
        }
    }
    pages
}

/// The questions that a question's filter reads, and whose cell a free text belongs to.
fn reads(edition: &Edition, question: &Question) -> Vec<usize> {
    let schema = &edition.questionnaire.schema;
    let mut read: Vec<usize> = Vec::new();
    let mut add = |col: Col| read.extend(schema.column(col).question);
    for col in schema.cells_of(question.place) {
        if let Some(filter) = &edition.questionnaire.filters[col.index()] {
            filter.columns(&mut add);
        }
    }
    schema.find(&question.belongs_to).into_iter().for_each(add);
    read
}
