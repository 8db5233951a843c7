//! The pages of a part: how far each has come, and a way to it.

use collection::access::Action;
use collection::form::progress::{Progress, Status};
use collection::head::State;
use maud::{Markup, html};

use super::super::reopen::to_ask;
use super::super::words;
use super::{HubPart, bar, short, status_tag, step};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::pages::StepState;
use crate::design::save_state::SaveState;
use crate::design::tag::TagKind;
use crate::design::tasks::{Task, tasks};
use crate::design::text::{Level, Link, heading};
use crate::language::Phrase;

/// The pages of a part as HTML.
pub fn part(part: &HubPart<'_>, saved: SaveState<'_>) -> Markup {
    let response = &part.response;
    let (setting, code) = (&response.setting, response.part);
    let language = setting.language;
    let pages = response.pages();
    let address = setting.part(code);
    let list: Vec<Task<'_>> = pages
        .iter()
        .filter_map(|page| {
            let first = setting.edition.questions.get(*page.questions.first()?)?;
            let progress = Progress::of_page(response.sheet, response.head, page);
            let status = match (step(response, page), progress.status(response.head.state)) {
                (StepState::Faulty, Status::Begun | Status::Complete) => {
                    (TagKind::Attention, language.say("Att rätta", "To be mended"))
                }
                (_, Status::Complete) if progress.asked == 0 => {
                    (TagKind::Closed, language.say("Inget att svara på", "Nothing to answer"))
                }
                (_, status) => status_tag(language, status),
            };
            Some(Task {
                code: words::number(first),
                link: Link::new(setting.page(code, page.no), short(setting, &first.text)),
                status,
                progress: bar(progress),
                people: Vec::new(),
            })
        })
        .collect();
    let title = setting.part_named(code).map_or_else(|| Phrase::from(""), |known| setting.text(&known.name));
    let whole = part.progress();
    let (to_summary, to_submit) = (setting.summary(code), setting.submit(code));
    let begin = pages.iter().find(|page| !matches!(step(response, page), StepState::Done));
    let onward = setting.page(code, begin.map_or(1, |page| page.no));
    let receipt = setting.receipt(code);
    let changes = part.rights.may(Action::Save);
    let is_asked_for = response.head.reopening_asked.is_some();
    let may_ask =
        response.head.state == State::Submitted && part.rights.may(Action::AskReopening) && !is_asked_for;
    let mut ways = Vec::new();
    if response.head.state == State::Submitted {
        ways.push(Button::leading(
            ButtonKind::Primary,
            language.say("Se kvittot", "See the receipt"),
            &receipt,
        ));
    } else if changes && whole.status(response.head.state) != Status::Complete {
        let text = if whole.answered + whole.undecided == 0 {
            ("Börja", "Begin")
        } else {
            ("Fortsätt", "Continue")
        };
        ways.push(Button::leading(ButtonKind::Primary, language.say(text.0, text.1), &onward));
    } else if part.rights.may(Action::Submit) {
        ways.push(Button::leading(ButtonKind::Primary, language.say("Skicka in", "Submit"), &to_submit));
    } else if changes {
        let text = language.say("Se vad som återstår", "See what is left");
        ways.push(Button::leading(ButtonKind::Primary, text, &to_submit));
    }
    // Looking at what is left is never far away, whatever the next step is.
    if changes && response.head.state == State::Open && whole.status(State::Open) != Status::Complete {
        let text = match part.rights.may(Action::Submit) {
            true => language.say("Se vad som återstår och skicka in", "See what is left and submit"),
            false => language.say("Se vad som återstår", "See what is left"),
        };
        ways.push(Button::leading(ButtonKind::Secondary, text, &to_submit));
    }
    ways.push(Button::leading(
        ButtonKind::Secondary,
        language.say("Se alla svar", "See all answers"),
        &to_summary,
    ));
    setting
        .shell(&address, title, saved, Some(setting.way_back()))
        .kicker(setting.part_letter(code))
        .body(html! {
            p { (bar(whole).html(language, language.say("svar", "answers"))) }
            (buttons(&ways))
            @if may_ask { (to_ask(setting, &[code])) }
            (heading(Level::Two, None, language.say("Frågor", "Questions")))
            (tasks(language, &list))
        })
        .html()
}
