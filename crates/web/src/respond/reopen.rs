//! Asking to have a part opened again (*be om öppning*).

use collection::fact::Content;
use collection::form::value::{Wrong, free_text};
use collection::head::{Head, State};
use collection::ids::FactId;
use domain::PartCode;
use maud::{Markup, html};

use super::form::{FACT, Fields};
use super::{Setting, hidden, words};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::error_summary::{FieldError, error_summary};
use crate::design::field::Field;
use crate::design::input::TextArea;
use crate::design::notice::{Notice, NoticeKind};
use crate::design::text::{Link, lead, paragraph};

/// Where the reason is sent.
const WHY: &str = "varfor";
/// Most characters of a reason.
const MOST: usize = 2000;

/// The page as HTML; `sent` is what was sent and could not be taken.
pub fn reopen(
    setting: &Setting<'_>,
    part: &PartCode,
    head: &Head,
    form: &FactId,
    sent: Option<&Fields>,
) -> Markup {
    let language = setting.language;
    let address = setting.reopen(part);
    let written = sent.map(|fields| super::form::shown_again(text_of(fields))).unwrap_or_default();
    let error = sent.and_then(|fields| why_not(fields).map(|said| said.get(language).to_owned()));
    let errors: Vec<FieldError<'_>> =
        error.iter().map(|text| FieldError { field: WHY, text: text.as_str().into() }).collect();
    let field = Field::new(
        WHY,
        language.say("Vad behöver ändras, och varför?", "What needs to change, and why?"),
        TextArea { value: &written, rows: 4, max: MOST },
    )
    .hint(language.say(
        "Nämn frågans nummer. Skriv inga personuppgifter.",
        "Name the question’s number. Write no personal data.",
    ));
    let field = match &error {
        Some(text) => field.error(text.as_str()),
        None => field,
    };
    let title =
        format!("{} {part} {}", language.say("Öppna del", "Open part"), language.say("igen", "again"));
    setting
        .quiet_shell(&address, title, Some(setting.way_back()))
        .faulty(error.is_some())
        .body(html! {
            (error_summary(language, &errors))
            @if let Some(why) = &head.reopening_asked {
                (asked(setting, why))
            }
            // What was sent after all and is wrong is shown with its form.
            @if head.reopening_asked.is_none() || error.is_some() {
                (lead(language.say(
                    "Behöver något rättas? Skriv vad. De som leder insamlingen läser det och öppnar delen igen, eller hör av sig.",
                    "Does something need correcting? Write what. Those who lead the collection read it and open the part again, or contact you.",
                )))
                (paragraph(language.say(
                    "När delen är öppen ändrar ni svaren, chefen godkänner på nytt och ni skickar in igen. Det förra kvittot finns kvar i arkivet.",
                    "Once the part is open you change the answers, the manager signs off anew, and you submit again. The earlier receipt stays in the archive.",
                )))
                form method="post" action=(address) {
                    (setting.hidden_fields())
                    (hidden(FACT, form.as_str()))
                    (field.html(language))
                    (buttons(&[Button::new(ButtonKind::Primary, language.say("Be att få delen öppnad", "Ask to have it opened"))]))
                }
            }
            @if head.submitted.is_some() && head.state == State::Submitted {
                p { (Link::new(setting.receipt(part), language.say("Se kvittot", "See the receipt"))) }
            }
        })
        .html()
}

/// Where to ask to have submitted parts opened again: said where it is told that they are submitted.
pub fn to_ask(setting: &Setting<'_>, parts: &[&PartCode]) -> Markup {
    let language = setting.language;
    let link = |part: &PartCode| {
        let text = language.say(
            format!("Be att få del {part} öppnad igen"),
            format!("Ask to have part {part} opened again"),
        );
        Link::new(setting.reopen(part), text)
    };
    html! {
        @if !parts.is_empty() {
            p {
                (language.say("Behöver något rättas? ", "Does something need correcting? "))
                @for (place, part) in parts.iter().enumerate() {
                    @if place > 0 { " · " }
                    (link(part))
                }
            }
        }
    }
}

/// What was asked for, and what happens now.
pub fn asked(setting: &Setting<'_>, why: &str) -> Markup {
    let language = setting.language;
    Notice::new(
        NoticeKind::Info,
        language.say("Ni har bett att få delen öppnad igen", "You have asked to have the part opened again"),
    )
    .body(html! {
        (paragraph(format!("{} {why}", language.say("Skäl:", "Reason:"))))
        (paragraph(language.say(
            "De som leder insamlingen har fått det. Tills de öppnar delen gäller det som är inskickat.",
            "Those who lead the collection have it. Until they open the part, what was submitted counts.",
        )))
    })
    .html(language)
}

fn text_of(fields: &Fields) -> &str {
    fields.iter().find(|(name, _)| name == WHY).map_or("", |(_, text)| text.trim())
}

fn why_not(fields: &Fields) -> Option<words::Said> {
    let text = text_of(fields);
    if text.is_empty() {
        return Some(words::Said::new("Skriv vad som behöver ändras", "Write what needs to change"));
    }
    let characters = text.chars().count();
    let wrong = if characters > MOST { Some(Wrong::TooLong { characters }) } else { free_text(text).err() };
    wrong.map(|why| words::wrong_comment(&why))
}

/// The fact; none if there is no reason that can be kept.
pub fn read_reopening(fields: &Fields) -> Option<Content> {
    if why_not(fields).is_some() {
        return None;
    }
    Some(Content::ReopeningAsked { why: free_text(text_of(fields)).ok()? })
}
