//! A grid question (*matrisfråga*): the same alternatives for each of several rows.
//!
//! A real table. Each radio button is named by its row and its own alternative, so a screen reader says the whole of it
//! also where a narrow screen shows every row as a block of its own, with the alternatives as large targets.

use maud::{Markup, html};

use super::choice::Choice;
use super::field::{Control, Frame, id_of};
use super::sign::Sign;
use crate::language::Phrase;

/// A row of a grid question.
#[derive(Clone, Debug)]
pub struct GridRow<'a> {
    /// Sent as `{field}.{name}`.
    pub name: &'a str,
    /// What is asked about.
    pub text: Phrase<'a>,
    /// The value of the chosen alternative.
    pub chosen: Option<&'a str>,
    /// What was answered last round, and which round that was.
    pub previous: Option<(&'a str, Phrase<'a>)>,
    /// What is wrong with this row.
    pub error: Option<Phrase<'a>>,
}

/// Rows × alternatives.
#[derive(Clone, Debug)]
pub struct GridQuestion<'a> {
    /// What stands above the rows' names: what the rows are.
    pub rows_are: Phrase<'a>,
    /// The rows.
    pub rows: Vec<GridRow<'a>>,
    /// The alternatives, the same for every row.
    pub alternatives: Vec<Choice<'a>>,
}

impl Control for GridQuestion<'_> {
    fn is_group(&self) -> bool {
        true
    }

    fn inputs(&self, frame: &Frame) -> Markup {
        html! {
            table.grid id=(frame.id) aria-labelledby=(frame.label_id) {
                thead {
                    tr {
                        th scope="col" { (self.rows_are) }
                        @for alternative in &self.alternatives { th scope="col" { (alternative.text) } }
                    }
                }
                tbody {
                    @for row in &self.rows { (self.row(frame, row)) }
                }
            }
        }
    }
}

impl GridQuestion<'_> {
    fn row(&self, frame: &Frame, row: &GridRow<'_>) -> Markup {
        let name = format!("{}.{}", frame.name, row.name);
        let id = id_of(&name);
        let (label, error) = (format!("{id}:row"), format!("{id}:error"));
        html! {
            tr .invalid[row.error.is_some()] {
                th scope="row" {
                    span id=(label) { (row.text) }
                    @if let Some((round, answer)) = &row.previous { span.before { (round) ": " (answer) } }
                    @if let Some(text) = &row.error { span.error id=(error) { (Sign::Cross.draw()) (text) } }
                }
                @for (place, alternative) in self.alternatives.iter().enumerate() {
                    @let own = if place == 0 { id.clone() } else { format!("{id}:{}", place + 1) };
                    @let words = format!("{id}:{}:words", place + 1);
                    td {
                        label {
                            input type="radio" id=(own) name=(name) value=(alternative.value)
                                checked[row.chosen == Some(alternative.value)]
                                aria-labelledby={ (label) " " (words) }
                                aria-describedby=[row.error.as_ref().map(|_| error.as_str())];
                            span.alternative id=(words) { (alternative.text) }
                        }
                    }
                }
            }
        }
    }
}
