//! Colours: the pairs of the style sheet, and what they are for.

use maud::html;

use super::{Chapter, Specimen};
use crate::design::outcome::{Colour, outcome_label};
use crate::design::progress::Progress;
use crate::design::save_state::SaveState;
use crate::design::tag::{TagKind, tag};
use crate::language::Language;

pub(super) fn chapter(language: Language) -> Chapter {
    Chapter {
        name: language.say("Färg och läge", "Colour and state"),
        specimens: vec![outcomes(language), tags(language), progress(language), saving(language)],
    }
}

fn outcomes(l: Language) -> Specimen {
    Specimen {
        id: "outcome",
        name: l.say("Utfall i färg", "Outcomes in colour"),
        used: l.say(
            "Samma färger, tecken och ord som i arbetsboken. Färgen står aldrig ensam.",
            "The same colours, signs and words as in the workbook. Colour never stands alone.",
        ),
        written: "outcome_label(Colour::Green, sign, word, value)",
        shown: html! {
            p {
                (outcome_label(Colour::Green, "✔", l.official("Uppnått"), l.official("Ja"))) " "
                (outcome_label(Colour::Yellow, "◐", l.official("Delvis"), l.official("Delvis"))) " "
                (outcome_label(Colour::Red, "✘", l.official("Inte uppnått"), l.official("Nej"))) " "
            }
            p {
                (outcome_label(Colour::Green, "▲", l.official("bättre"), "53,8")) " "
                (outcome_label(Colour::Yellow, "■", l.official("mitten"), "41,2")) " "
                (outcome_label(Colour::Red, "▼", l.official("sämre"), "12,0")) " "
                (outcome_label(Colour::Grey, "≈", l.official("går inte att skilja"), "38,4"))
            }
        },
    }
}

fn tags(l: Language) -> Specimen {
    Specimen {
        id: "tags",
        name: l.say("Statusetiketter", "Status tags"),
        used: l.say(
            "Var något står: ett ord, ett tecken, en färg.",
            "Where something stands: a word, a sign, a colour.",
        ),
        written: "tag(TagKind::Ongoing, word)",
        shown: html! { p {
            (tag(TagKind::Waiting, l.say("Inte påbörjad", "Not begun"))) " "
            (tag(TagKind::Ongoing, l.say("Påbörjad", "Begun"))) " "
            (tag(TagKind::Done, l.say("Klar", "Done"))) " "
            (tag(TagKind::Attention, l.say("Att kontrollera", "To check"))) " "
            (tag(TagKind::Failed, l.say("Försenad", "Late"))) " "
            (tag(TagKind::Closed, l.say("Stängd", "Closed")))
        } },
    }
}

fn progress(l: Language) -> Specimen {
    let unit = l.say("frågor", "questions");
    Specimen {
        id: "progress",
        name: l.say("Framsteg", "Progress"),
        used: l.say(
            "Stapeln är full först när allt är klart. Orden säger detsamma.",
            "The bar is full only when all is done. The words say the same.",
        ),
        written: "Progress { done, of }.html(language, unit) · .compact(language, unit)",
        shown: html! {
            @for (done, of) in [(0, 21), (12, 21), (21, 21)] { p { (Progress { done, of }.html(l, unit)) } }
            p { (Progress { done: 5, of: 9 }.compact(l, unit)) }
        },
    }
}

fn saving(l: Language) -> Specimen {
    let states = [
        SaveState::Untouched,
        SaveState::Unsaved,
        SaveState::Saving,
        SaveState::Saved("14.32"),
        SaveState::Failed,
    ];
    Specimen {
        id: "save-state",
        name: l.say("Sparläge", "Save state"),
        used: l.say(
            "Ett på varje sida där man skriver. Läses upp när det ändras, aldrig mitt i ett ord.",
            "One on every page where one writes. Read out when it changes, never in the middle of a word.",
        ),
        written: "SaveState::Saved(time).html(language)",
        shown: html! { @for state in states { div { (state.html(l)) } } },
    }
}
