//! Ways between pages.

use maud::html;

use super::{Chapter, Specimen};
use crate::design::pages::{StepState, between, pagination, steps};
use crate::design::text::Link;
use crate::language::Language;

pub(super) fn chapter(language: Language) -> Chapter {
    Chapter {
        name: language.say("Vägar", "Ways"),
        specimens: vec![step(language), next(language), numbered(language)],
    }
}

fn step(l: Language) -> Specimen {
    let list = [
        (Link::new("#steps", l.official("Tillgänglighet")), StepState::Done),
        (Link::new("#steps", l.official("Samverkan")), StepState::Faulty),
        (Link::new("#steps", l.official("Bemanning")), StepState::Begun),
        (Link::new("#steps", l.official("Uppföljning")), StepState::Ahead),
    ];
    Specimen {
        id: "steps",
        name: l.say("Sidorna i en del", "Pages of a part"),
        used: l.say(
            "Man kan gå till vilken som helst, när som helst.",
            "One can go to any of them, at any time.",
        ),
        written: "steps(language, &[(link, StepState::Begun)], 2)",
        shown: steps(l, &list, 2),
    }
}

fn next(l: Language) -> Specimen {
    let before = Link::new("#between", l.official("Samverkan"));
    let after = Link::new("#between", l.official("Uppföljning"));
    Specimen {
        id: "between",
        name: l.say("Föregående och nästa", "Previous and next"),
        used: l.say(
            "Säger vad sidan heter, inte bara åt vilket håll den ligger.",
            "Says what the page is called, not only which way it lies.",
        ),
        written: "between(language, Some(&before), Some(&after))",
        shown: between(l, Some(&before), Some(&after)),
    }
}

fn numbered(l: Language) -> Specimen {
    Specimen {
        id: "pagination",
        name: l.say("Sidor i en lista", "Pages of a list"),
        used: l.say("För långa listor.", "For long lists."),
        written: "pagination(language, here, of, |page| address)",
        shown: html! { (pagination(l, 5, 12, |page| format!("?page={page}"))) },
    }
}
