//! The overview (*översikten*): the parts of a response, and the pages of a part.

use catalogue::model::{Part, Text};
use collection::access::Action;
use collection::form::progress::{self, Progress, Status};
use collection::head::State;
use maud::{Markup, html};

use super::Setting;
use super::page::Response;
use super::rights::Rights;
use super::submit::in_the_way;
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::pages::StepState;
use crate::design::progress::Progress as Bar;
use crate::design::save_state::SaveState;
use crate::design::tag::TagKind;
use crate::design::tasks::{Task, tasks};
use crate::design::text::{Level, Link, heading, lead, paragraph};
use crate::language::{Language, Phrase};

mod next;
mod pages;

pub use pages::part;

/// Characters of a question in a list of pages.
const MOST: usize = 180;

/// Somebody who works on a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worker {
    /// Their name.
    pub name: String,
    /// Whether they have it open now.
    pub writing: bool,
}

/// A part as the overview shows it.
#[derive(Clone, Debug)]
pub struct HubPart<'a> {
    /// Its response.
    pub response: Response<'a>,
    /// Who works on it.
    pub workers: Vec<Worker>,
    /// What the reader may do with it.
    pub rights: Rights,
}

impl HubPart<'_> {
    fn progress(&self) -> Progress {
        progress::of_part(self.response.sheet, self.response.head, self.response.part)
    }

    fn status(&self) -> Status {
        self.progress().status(self.response.head.state)
    }
}

/// The sign and the word of a part: one that is answered and cannot be submitted is not done.
fn part_tag(language: Language, part: &HubPart<'_>) -> (TagKind, &'static str) {
    match part.status() {
        Status::Complete if !in_the_way(&part.response, false).is_empty() => (
            TagKind::Attention,
            language.say("Besvarad, något behöver ses över", "Answered, something needs a look"),
        ),
        status => status_tag(language, status),
    }
}

/// The sign and the word of a status.
fn status_tag(language: Language, status: Status) -> (TagKind, &'static str) {
    match status {
        Status::NotBegun => (TagKind::Waiting, language.say("Inte påbörjad", "Not begun")),
        Status::Begun => (TagKind::Ongoing, language.say("Påbörjad", "Begun")),
        Status::Undecided => (TagKind::Attention, language.say("Två svar, välj ett", "Two answers")),
        Status::Complete => (TagKind::Done, language.say("Allt besvarat", "All answered")),
        Status::Submitted => (TagKind::Done, language.say("Inskickad", "Submitted")),
        Status::Closed => (TagKind::Closed, language.say("Stängd", "Closed")),
    }
}

fn bar(progress: Progress) -> Bar {
    let count = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
    Bar { done: count(progress.answered), of: count(progress.asked) }
}

/// The overview as HTML; `previewed`: the result can be looked at before it is published.
pub fn hub(setting: &Setting<'_>, parts: &[HubPart<'_>], saved: SaveState<'_>, previewed: bool) -> Markup {
    let language = setting.language;
    let address = setting.hub();
    let list: Vec<Task<'_>> = parts
        .iter()
        .filter_map(|part| {
            let known = setting.part_named(part.response.part)?;
            Some(Task {
                code: known.code.as_str(),
                link: Link::new(way_in(part), setting.text(&known.name)),
                status: part_tag(language, part),
                progress: bar(part.progress()),
                people: people(setting, known, part),
            })
        })
        .collect();
    setting
        .shell(&address, title(language, parts), saved, None)
        .body(html! {
            (lead(introduction(language, parts)))
            @if previewed { (own_result(setting)) }
            @for part in parts { (asked_for(setting, part)) }
            (next::next_step(setting, parts))
            (heading(Level::Two, None, language.say("Delar", "Parts")))
            (tasks(language, &list))
            (together(setting, parts))
            (other_ways(setting, any(parts, Action::Save)))
        })
        .html()
}

/// The way to what the answers led to.
fn own_result(setting: &Setting<'_>) -> Markup {
    let language = setting.language;
    let to = language.address(&format!("{}/resultat", setting.root));
    Notice::new(
        NoticeKind::Info,
        language.say("Ert resultat kan förhandsgranskas", "Your result can be previewed"),
    )
    .body(html! {
        (paragraph(language.say(
            "Se vad svaren ledde till innan det publiceras. Stämmer något inte kan ni bestrida det.",
            "See what the answers led to before it is published. What is wrong you can contest.",
        )))
        p { (Link::new(to, language.say("Till ert resultat", "To your result"))) }
    })
    .html(language)
}

fn any(parts: &[HubPart<'_>], action: Action) -> bool {
    parts.iter().any(|part| part.rights.may(action))
}

fn title(language: Language, parts: &[HubPart<'_>]) -> &'static str {
    if any(parts, Action::SignOff) && !any(parts, Action::Save) {
        language.say("Svar att godkänna", "Answers to sign off")
    } else if alone(parts) {
        language.say("Din enkät", "Your questionnaire")
    } else {
        language.say("Er enkät", "Your questionnaire")
    }
}

/// Whether somebody answers for themselves, with nobody who signs off.
fn alone(parts: &[HubPart<'_>]) -> bool {
    !parts.is_empty() && parts.iter().all(|part| !part.rights.needs_sign_off)
}

fn introduction(language: Language, parts: &[HubPart<'_>]) -> &'static str {
    if alone(parts) {
        language.say(
            "Svara i den ordning du vill. Det du har svarat är sparat, också om du stänger sidan och kommer tillbaka senare.",
            "Answer in any order. What you have answered is saved, also if you close the page and come back later.",
        )
    } else if any(parts, Action::SignOff) {
        language.say(
            "Du är ombedd att läsa svaren och godkänna dem. Varje del godkänns för sig; sedan skickar samordnaren in den.",
            "You are asked to read the answers and to sign them off. Each part is signed off by itself; then the coordinator submits it.",
        )
    } else {
        language.say(
            "Delarna kan besvaras i vilken ordning som helst, av en eller flera. Det som är sparat finns kvar, också på en annan dator eller telefon. När en del är besvarad låter ni chefen godkänna den, och samordnaren skickar in.",
            "The parts can be answered in any order, by one person or several. What is saved stays, on another computer or telephone, too. When a part is answered, the manager signs it off and the coordinator submits.",
        )
    }
}

/// That the part is asked to be opened again, and why.
fn asked_for(setting: &Setting<'_>, part: &HubPart<'_>) -> Markup {
    let language = setting.language;
    html! {
        @if let Some(why) = &part.response.head.reopening_asked {
            (Notice::new(NoticeKind::Info, format!(
                "{} {} {}",
                language.say("Ni har bett att få del", "You have asked to have part"), part.response.part,
                language.say("öppnad igen", "opened again"),
            )).body(paragraph(format!("{} {why}", language.say("Skäl:", "Reason:")))).html(language))
        }
    }
}

/// Ways to colleagues and to what was answered before.
fn together(setting: &Setting<'_>, parts: &[HubPart<'_>]) -> Markup {
    let language = setting.language;
    let (passes, archive) =
        (any(parts, Action::PassOn) || any(parts, Action::TakeBack), any(parts, Action::SeeArchive));
    let to_pass_on = setting.pass_on();
    html! {
        @if passes {
            (heading(Level::Two, None, language.say("Kollegor och chef", "Colleagues and manager")))
            (paragraph(language.say(
                "Ge en kollega en egen länk till de delar hen ska svara på, och chefen en länk för att läsa och godkänna.",
                "Give a colleague a link of their own to the parts that they are to answer, and the manager a link to read and sign off.",
            )))
            (buttons(&[Button::leading(ButtonKind::Secondary, language.say("Dela med kollegor och chef", "Share with colleagues and manager"), &to_pass_on)]))
        }
        @if archive {
            (heading(Level::Two, None, language.say("Tidigare svar", "Earlier answers")))
            p { (Link::new(setting.archive(), language.say("Kvitton och svar från tidigare omgångar", "Receipts and answers of earlier rounds"))) }
        }
    }
}

/// Reading and answering otherwise than page by page.
fn other_ways(setting: &Setting<'_>, answers: bool) -> Markup {
    let language = setting.language;
    let questions = language.address(&format!("/fragor/{}", setting.edition.year));
    html! {
        (heading(Level::Two, None, language.say("Andra sätt", "Other ways")))
        ul {
            li { (Link::new(questions, language.say("Läs alla frågor i förväg", "Read all questions in advance"))) }
            @if answers {
                li { (Link::new(super::upload::address(setting), language.say("Svara i en arbetsbok i stället", "Answer in a workbook instead"))) }
            }
        }
    }
}

fn way_in(part: &HubPart<'_>) -> String {
    let Response { setting, part: code, head, .. } = part.response;
    match head.state {
        State::Submitted => setting.receipt(code),
        State::Open if part.rights.may(Action::SignOff) => setting.sign(code),
        State::Open | State::Closed if part.rights.may(Action::Save) => setting.part(code),
        State::Open | State::Closed => setting.summary(code),
    }
}

fn people(setting: &Setting<'_>, known: &Part, part: &HubPart<'_>) -> Vec<Phrase<'static>> {
    let language = setting.language;
    let mut people: Vec<Phrase<'static>> = Vec::new();
    if known.mandatory {
        people.push(language.say("Obligatorisk del", "Mandatory part").into());
    }
    if part.workers.is_empty() && part.rights.needs_sign_off {
        people.push(language.say("Ingen arbetar med den just nu", "Nobody is working on it now").into());
    }
    people.extend(part.workers.iter().map(|worker| match worker.writing {
        true => format!("{}, {}", worker.name, language.say("skriver nu", "writing now")).into(),
        false => Phrase::from(worker.name.clone()),
    }));
    let head = part.response.head;
    if let (State::Open, Some(signed)) = (head.state, &head.signature) {
        people.push(format!("{} {}", language.say("Godkänd av", "Signed off by"), signed.name).into());
    }
    if head.state == State::Open && head.submitted.is_some() {
        people.push(
            language.say("Öppnad igen efter inskickning", "Opened again after it was submitted").into(),
        );
    }
    people
}

/// The beginning of a question: a list of pages is read at a glance.
pub(super) fn short<'s>(setting: &Setting<'s>, text: &'s Text) -> Phrase<'s> {
    let phrase = setting.text(text);
    let whole = phrase.text();
    if whole.chars().count() <= MOST {
        return phrase;
    }
    let end =
        whole.char_indices().take(MOST).filter(|(_, c)| c.is_whitespace()).last().map_or(0, |(at, _)| at);
    let cut = format!("{} …", whole[..end].trim_end_matches([' ', ',', '.', '(']));
    if phrase.lang().is_some() { setting.language.official(cut) } else { cut.into() }
}

fn step(response: &Response<'_>, page: &collection::form::pages::Page) -> StepState {
    let response: Response<'_> = *response;
    response.step(page)
}
