//! What may be shown of answers before they are published (*röjandekontroll*): the seam that every desk asks.
//!
//! Answers of public bodies about themselves are public, and a drawn case is a number that its reviewer knows. What persons
//! answered is shown to nobody but themselves, and counts only where enough of them are behind.

use crate::round::Class;

/// Persons behind a figure, at least; a survey's own rules may ask for more.
const PERSONS: u32 = 5;

/// Whether what a single subject answered may be shown to those who lead a round.
pub fn shows_one(class: Class) -> bool {
    !class.is_anonymous()
}

/// How many subjects must be behind a figure, an answer's distribution or a row of a table.
pub fn at_least(class: Class) -> u32 {
    match class {
        Class::Open | Class::Cases => 1,
        Class::Persons => PERSONS,
    }
}

/// Whether a figure that so many subjects are behind may be shown. None of them is no figure of any class.
///
/// How many answered at all is shown: what is asked for here is what says something about their answers.
pub fn shows_figure(class: Class, subjects: u32) -> bool {
    subjects >= at_least(class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_few_persons_are_behind_is_shown_at_any_desk() {
        for (class, one, least) in
            [(Class::Open, true, 1), (Class::Cases, true, 1), (Class::Persons, false, 5)]
        {
            assert_eq!(shows_one(class), one, "{class:?}");
            for subjects in 0..10 {
                assert_eq!(shows_figure(class, subjects), subjects >= least, "{class:?}, {subjects}");
            }
        }
        assert!(!shows_one(Class::of("not known")), "what is not known is treated as the strictest");
    }
}
