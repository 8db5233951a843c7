//! The overview (*översikten*): the parts of a response, and the pages of a part.

use catalogue::model::{Part, Text};
use collection::access::Action;
use collection::form::progress::{self, Progress, Status};
use collection::head::State;
use maud::{Markup, html};

use super::page::Response;
use super::rights::Rights;
use super::submit::{InTheWay, in_the_way};
use super::{Setting, words};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::pages::StepState;
use crate::design::progress::Progress as Bar;
use crate::design::save_state::SaveState;
use crate::design::tag::TagKind;
use crate::design::tasks::{Task, tasks};
use crate::design::text::{Level, Link, heading, lead, paragraph};
use crate::language::{Language, Phrase};

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

/// The sign and the word of a status.
fn status_tag(language: Language, status: Status) -> (TagKind, &'static str) {
    match status {
        Status::NotBegun => (TagKind::Waiting, language.say("Inte påbörjad", "Not begun")),
        Status::Begun => (TagKind::Ongoing, language.say("Pågår", "In progress")),
        Status::Undecided => (TagKind::Attention, language.say("Två svar, välj ett", "Two answers, choose")),
        Status::Complete => (TagKind::Done, language.say("Allt besvarat", "All answered")),
        Status::Submitted => (TagKind::Done, language.say("Inskickad", "Submitted")),
        Status::Closed => (TagKind::Closed, language.say("Stängd", "Closed")),
    }
}

fn bar(progress: Progress) -> Bar {
    let count = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
    Bar { done: count(progress.answered), of: count(progress.asked) }
}

/// The overview as HTML.
pub fn hub(setting: &Setting<'_>, parts: &[HubPart<'_>], saved: SaveState<'_>) -> Markup {
    let language = setting.language;
    let address = setting.hub();
    let list: Vec<Task<'_>> = parts
        .iter()
        .filter_map(|part| {
            let known = setting.part_named(part.response.part)?;
            Some(Task {
                code: known.code.as_str(),
                link: Link::new(way_in(part), setting.text(&known.name)),
                status: status_tag(language, part.status()),
                progress: bar(part.progress()),
                people: people(setting, known, part),
            })
        })
        .collect();
    setting
        .shell(&address, title(language, parts), saved, None)
        .body(html! {
            (lead(introduction(language, parts)))
            @for part in parts { (asked_for(setting, part)) }
            (next_step(setting, parts))
            (heading(Level::Two, None, language.say("Delar", "Parts")))
            (tasks(language, &list))
            (together(setting, parts))
            (other_ways(setting, any(parts, Action::Save)))
        })
        .html()
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
            "Ni är ombedda att läsa svaren och godkänna dem. Varje del godkänns för sig; sedan skickar samordnaren in den.",
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

/// The one thing to do next: answer on, send in, or nothing.
fn next_step(setting: &Setting<'_>, parts: &[HubPart<'_>]) -> Markup {
    let language = setting.language;
    if any(parts, Action::SignOff) && !any(parts, Action::Save) {
        return to_sign_off(setting, parts);
    }
    let open = || parts.iter().filter(|part| part.rights.may(Action::Save));
    let has_more = |part: &&HubPart<'_>| !matches!(part.status(), Status::Complete);
    let begun = open().find(|part| matches!(part.status(), Status::Begun | Status::Undecided));
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
                    "Kollegorna svarar fortfarande. Ni kan läsa det som är sparat så länge.",
                    "Your colleagues are still answering. You can read what is saved meanwhile.",
                ))).html(language))
        } @else {
            (Notice::new(NoticeKind::Success, language.say("Ni har godkänt allt", "You have signed everything off"))
                .body(paragraph(language.say(
                    "Samordnaren skickar in. Kvittona visas här efter det.",
                    "The coordinator submits. The receipts are shown here after that.",
                ))).html(language))
        }
    }
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
    let mut ways = Vec::new();
    if response.head.state == State::Submitted {
        ways.push(Button::leading(
            ButtonKind::Primary,
            language.say("Se kvittot", "See the receipt"),
            &receipt,
        ));
    } else if changes && whole.status(response.head.state) != Status::Complete {
        let text = if whole.answered == 0 { ("Börja", "Begin") } else { ("Fortsätt", "Continue") };
        ways.push(Button::leading(ButtonKind::Primary, language.say(text.0, text.1), &onward));
    } else if part.rights.may(Action::Submit) {
        ways.push(Button::leading(ButtonKind::Primary, language.say("Skicka in", "Submit"), &to_submit));
    } else if changes {
        let text = language.say("Se vad som återstår", "See what is left");
        ways.push(Button::leading(ButtonKind::Primary, text, &to_submit));
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
            (heading(Level::Two, None, language.say("Frågor", "Questions")))
            (tasks(language, &list))
        })
        .html()
}
