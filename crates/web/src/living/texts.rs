//! Headings, paragraphs, links, notices.

use maud::html;

use super::{Chapter, Specimen};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::empty::empty_state;
use crate::design::error_summary::{FieldError, error_summary};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::text::{Level, Link, definition, heading, lead, paragraph};
use crate::language::{Language, Phrase};

pub(super) fn chapter(language: Language) -> Chapter {
    Chapter {
        name: language.say("Text", "Text"),
        specimens: vec![
            running(language),
            links(language),
            defined(language),
            notices(language),
            summary(language),
            nothing(language),
            pressed(language),
        ],
    }
}

fn running(l: Language) -> Specimen {
    Specimen {
        id: "text",
        name: l.say("Rubriker och stycken", "Headings and paragraphs"),
        used: l.say(
            "En sida har en rubrik på nivå 1, som är dess titel. Rader blir högst 38 rem långa.",
            "A page has one heading of level 1, its title. Lines are at most 38 rem long.",
        ),
        written: "heading(Level::Two, None, text) · lead(text) · paragraph(text)",
        shown: html! {
            (heading(Level::Two, None, l.say("Så används svaren", "How the answers are used")))
            (lead(l.say("En ingress säger på två rader vad sidan handlar om.", "A lead says in two lines what the page is about.")))
            (paragraph(l.say(
                "Svaren räknas om till indikatorer som visar var kommunen står och varför. Ingen siffra visas utan det den är räknad på.",
                "Answers are turned into indicators that show where the municipality stands and why. No figure is shown without what it is made of.",
            )))
            (heading(Level::Three, None, l.say("Officiell text", "Official text")))
            (paragraph(l.official("Med rutin avses ett i förväg bestämt tillvägagångssätt för hur en aktivitet ska utföras.")))
        },
    }
}

fn links(l: Language) -> Specimen {
    Specimen {
        id: "links",
        name: l.say("Länkar", "Links"),
        used: l.say(
            "En länk säger vart den leder. Filer säger sort och storlek. ”Ändra” säger för skärmläsare vad som ändras.",
            "A link says where it leads. Files say kind and size. “Change” tells screen readers what is changed.",
        ),
        written: "Link::new(href, text).about(what).file(\"PDF, 120 kB\")",
        shown: html! {
            p { (Link::new("#links", l.say("Metod och kvalitet", "Method and quality"))) }
            p { (Link::new("#links", l.say("Alla frågor i del G", "All questions of part G")).file("PDF, 120 kB")) }
            p { (Link::new("#links", l.say("Ändra", "Change")).about(l.official("Rutin med missbruksvården"))) }
        },
    }
}

fn defined(l: Language) -> Specimen {
    let term = l.official("Aktuell rutin");
    let text = l.official("En rutin som är beslutad av nämnden eller ledningen och som har följts upp under de senaste tolv månaderna.");
    let source = Link::new("#definition", l.official("Indikatorbeskrivning 2018, s. 9"));
    Specimen {
        id: "definition",
        name: l.say("Definition", "Definition"),
        used: l.say(
            "Står bredvid frågan. Den som kan den viker ihop den.",
            "Stands beside the question. Whoever knows it folds it together.",
        ),
        written: "definition(language, term, text, Some(source))",
        shown: definition(l, &term, &text, Some(&source)),
    }
}

fn notices(l: Language) -> Specimen {
    Specimen {
        id: "notice",
        name: l.say("Meddelanden", "Notices"),
        used: l.say(
            "Fyra slag, var och ett med färg, tecken och ett ord som skärmläsare säger. Svar på det man just gjort läses upp.",
            "Four kinds, each with a colour, a sign and a word that screen readers say. The answer to what one just did is read out.",
        ),
        written: "Notice::new(NoticeKind::Warning, title).body(markup).announced().dismissable().html(language)",
        shown: html! {
            (Notice::new(NoticeKind::Info, l.say("Enkäten är öppen till och med den 16 mars.", "The questionnaire is open until 16 March.")).dismissable().html(l))
            (Notice::new(NoticeKind::Success, l.say("Del G är inskickad.", "Part G has been submitted."))
                .body(paragraph(l.say("Kvittot finns under Inskickat.", "The receipt is under Submitted."))).announced().html(l))
            (Notice::new(NoticeKind::Warning, l.say("Svaret skiljer sig mycket från 2017.", "The answer differs much from 2017."))
                .body(paragraph(l.say("Stämmer det? Skriv i så fall en kommentar, så slipper du en fråga senare.", "Is it right? Then write a comment, and you will not be asked later.")))
                .html(l))
            (Notice::new(NoticeKind::Error, l.say("Filen gick inte att läsa.", "The file could not be read."))
                .body(paragraph(l.say("Den hör till årgång 2017. Hämta arbetsboken för 2018 och fyll i den.", "It belongs to edition 2017. Fetch the workbook for 2018 and fill it in.")))
                .html(l))
        },
    }
}

fn summary(l: Language) -> Specimen {
    let errors = [
        FieldError {
            field: "E3",
            text: l
                .say("E3: Skriv ett helt tal, till exempel 12", "E3: Write a whole number, such as 12")
                .into(),
        },
        FieldError {
            field: "G2.arbetsmarknad",
            text: l
                .say(
                    "G2: Svara på raden Arbetsmarknadsverksamhet",
                    "G2: Answer the row Arbetsmarknadsverksamhet",
                )
                .into(),
        },
    ];
    Specimen {
        id: "errors",
        name: l.say("Felsammanfattning", "Error summary"),
        used: l.say(
            "Först på en sida som kom tillbaka. Samma ord som vid fältet, och en väg dit.",
            "First on a page that was sent back. The same words as at the field, and a way to it.",
        ),
        written: "error_summary(language, &[FieldError { field, text }])",
        shown: error_summary(l, &errors),
    }
}

fn nothing(l: Language) -> Specimen {
    let then =
        Button::leading(ButtonKind::Secondary, l.say("Bjud in en kollega", "Invite a colleague"), "#empty");
    Specimen {
        id: "empty",
        name: l.say("Tomt läge", "Empty state"),
        used: l.say(
            "Säger varför inget finns och vad man kan göra.",
            "Says why there is nothing, and what can be done.",
        ),
        written: "empty_state(title, why, Some(&button))",
        shown: empty_state(
            l.say("Ingen annan svarar ännu", "Nobody else answers yet"),
            l.say(
                "Du kan dela en del av enkäten med den som vet mest.",
                "You can share a part of the questionnaire with whoever knows most.",
            ),
            Some(&then),
        ),
    }
}

fn pressed(l: Language) -> Specimen {
    let one = |kind, sv: &'static str, en: &'static str| Button::new(kind, Phrase::from(l.say(sv, en)));
    Specimen {
        id: "buttons",
        name: l.say("Knappar", "Buttons"),
        used: l.say(
            "Högst en huvudknapp på en sida. Ingen knapp är avstängd: sidan säger i stället varför något inte går ännu.",
            "At most one primary button on a page. No button is disabled: the page says instead why something cannot be done yet.",
        ),
        written: "Button::new(ButtonKind::Primary, text).sends(name, value).about(what)",
        shown: buttons(&[
            one(ButtonKind::Primary, "Spara och fortsätt", "Save and continue"),
            one(ButtonKind::Secondary, "Spara", "Save"),
            one(ButtonKind::Quiet, "Oförändrat", "Unchanged"),
            one(ButtonKind::Danger, "Återkalla länken", "Revoke the link"),
            Button::leading(ButtonKind::Secondary, l.say("Till översikten", "To the overview"), "#buttons"),
        ]),
    }
}
