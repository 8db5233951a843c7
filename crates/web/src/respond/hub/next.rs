//! What to do next: answer on, send in, read and sign off, or nothing.

use collection::access::Action;
use collection::form::progress::Status;
use collection::head::State;
use domain::PartCode;
use maud::{Markup, html};

use super::super::Setting;
use super::super::page::Response;
use super::super::reopen::to_ask;
use super::super::submit::{InTheWay, in_the_way};
use super::super::words;
use super::{HubPart, any, step};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::field::id_of;
use crate::design::notice::{Notice, NoticeKind};
use crate::design::pages::StepState;
use crate::design::text::paragraph;

/// The one thing to do next; and where to ask, if what is submitted was wrong.
pub(super) fn next_step(setting: &Setting<'_>, parts: &[HubPart<'_>]) -> Markup {
    html! { (one_step(setting, parts)) (to_reopen(setting, parts)) }
}

/// Where to ask to have what is submitted opened again, unless it is asked for already.
fn to_reopen(setting: &Setting<'_>, parts: &[HubPart<'_>]) -> Markup {
    let asks = parts.iter().filter(|part| {
        let head = part.response.head;
        head.state == State::Submitted
            && head.reopening_asked.is_none()
            && part.rights.may(Action::AskReopening)
    });
    let codes: Vec<&PartCode> = asks.map(|part| part.response.part).collect();
    to_ask(setting, &codes)
}

/// Answer on, send in, or nothing.
fn one_step(setting: &Setting<'_>, parts: &[HubPart<'_>]) -> Markup {
    let language = setting.language;
    if any(parts, Action::SignOff) && !any(parts, Action::Save) {
        return to_sign_off(setting, parts);
    }
    let open = || parts.iter().filter(|part| part.rights.may(Action::Save));
    let has_more = |part: &&HubPart<'_>| !matches!(part.status(), Status::Complete);
    if let Some((code, href)) = open().find_map(undecided) {
        let choose = format!("{} {code}", language.say("Välj svar på", "Choose the answer to"));
        return html! { (buttons(&[Button::leading(ButtonKind::Primary, choose, &href)])) };
    }
    let begun = open().find(|part| matches!(part.status(), Status::Begun));
    if let Some(part) = begun.or_else(|| open().find(has_more)) {
        let code = part.response.part;
        let pages = part.response.pages();
        let here = pages.iter().find(|page| !matches!(step(&part.response, page), StepState::Done));
        let (no, question) = here.map_or((1, ""), |page| (page.no, part.response.page_code(page)));
        let href = setting.page(code, no);
        let text = match part.status() {
            Status::NotBegun => format!("{} {}", language.say("Börja med del", "Begin with part"), code),
            Status::Begun | Status::Undecided | Status::Complete | Status::Submitted | Status::Closed => {
                format!("{} {question}", language.say("Fortsätt med fråga", "Continue with question"))
            }
        };
        return html! { (buttons(&[Button::leading(ButtonKind::Primary, text, &href)])) };
    }
    if let Some(part) = open().next() {
        let code = part.response.part;
        let href = setting.submit(code);
        let is_ready = in_the_way(&part.response, part.rights.needs_sign_off).is_empty();
        let text = match is_ready && part.rights.may(Action::Submit) {
            true => format!("{} {code}", language.say("Skicka in del", "Submit part")),
            false => {
                format!("{} {code}", language.say("Se vad som återstår av del", "See what is left of part"))
            }
        };
        return html! { (buttons(&[Button::leading(ButtonKind::Primary, text, &href)])) };
    }
    if parts.iter().any(|part| part.response.head.state == State::Open) {
        return paragraph(language.say(
            "Just nu går det inte att svara. Allt som är sparat går att läsa.",
            "Answering is not possible just now. All that is saved can be read.",
        ));
    }
    paragraph(language.say(
        "Alla delar är inskickade eller stängda. Kvittona finns under varje del.",
        "All parts are submitted or closed. Their receipts are with each part.",
    ))
}

/// The first question of a part that has two answers, and the way to it: until somebody chooses, nothing else helps.
fn undecided<'a>(part: &HubPart<'a>) -> Option<(&'a str, String)> {
    let Response { setting, sheet, head, part: code, .. } = part.response;
    let schema = &setting.edition.questionnaire.schema;
    let is_undecided = |name: &str| {
        let held = name.parse().ok().and_then(|id| head.cells.get(&id));
        held.is_some_and(|held| !held.proposals.is_empty())
    };
    part.response.pages().iter().find_map(|page| {
        let questions = page.questions.iter().filter_map(|place| setting.edition.questions.get(*place));
        questions.into_iter().find_map(|question| {
            let cells = sheet.cells_of(question);
            let name =
                cells.iter().map(|col| schema.column(*col).name.as_str()).find(|name| is_undecided(name))?;
            Some((
                words::number(question),
                format!("{}#{}:conflict", setting.page(code, page.no), id_of(name)),
            ))
        })
    })
}

/// What a manager does next: parts that are ready, parts that are not.
fn to_sign_off(setting: &Setting<'_>, parts: &[HubPart<'_>]) -> Markup {
    let language = setting.language;
    let open = || parts.iter().filter(|part| part.rights.may(Action::SignOff));
    let is_ready = |part: &&HubPart<'_>| in_the_way(&part.response, true) == [InTheWay::NotSigned];
    let is_done = |part: &&HubPart<'_>| in_the_way(&part.response, true).is_empty();
    let ready: Vec<&HubPart<'_>> = open().filter(is_ready).collect();
    let waiting = open().filter(|part| !is_ready(part) && !is_done(part)).count();
    let ways: Vec<(String, String)> = ready
        .iter()
        .map(|part| {
            let code = part.response.part;
            let text = format!("{} {code}", language.say("Läs och godkänn del", "Read and sign off part"));
            (text, setting.sign(code))
        })
        .collect();
    let mut list: Vec<Button<'_>> = Vec::new();
    for (text, href) in &ways {
        let kind = if list.is_empty() { ButtonKind::Primary } else { ButtonKind::Secondary };
        list.push(Button::leading(kind, text.as_str(), href));
    }
    html! {
        @if !list.is_empty() {
            (paragraph(language.say("Klart att läsa och godkänna:", "Ready to be read and signed off:")))
            (buttons(&list))
        } @else if waiting > 0 {
            (Notice::new(NoticeKind::Info, language.say("Inget är klart att godkänna ännu", "Nothing is ready to be signed off yet"))
                .body(paragraph(language.say(
                    "Kollegorna svarar fortfarande. Du kan läsa det som är sparat så länge.",
                    "Your colleagues are still answering. You can read what is saved meanwhile.",
                ))).html(language))
        } @else {
            (Notice::new(NoticeKind::Success, language.say("Du har godkänt allt", "You have signed everything off"))
                .body(paragraph(language.say(
                    "Samordnaren skickar in. Kvittona visas här efter det.",
                    "The coordinator submits. The receipts are shown here after that.",
                ))).html(language))
        }
    }
}
