//! One page of the questionnaire: one subject, a main question with its follow-ups.

use catalogue::model::Severity;
use collection::fact::Content;
use collection::form::pages::{Page, pages};
use collection::form::progress::Progress;
use collection::form::sheet::Sheet;
use collection::head::Head;
use collection::ids::{CellId, FactId};
use domain::PartCode;
use maud::{Markup, html};
use results::checks::Finding;

use super::form::{FACT, FieldError, Fields, GO};
use super::{LastRound, Setting, city, hidden, words};
use crate::design::button::{Button, ButtonKind, buttons, on_enter};
use crate::design::error_summary::{self, error_summary};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::pages::{StepState, between, steps};
use crate::design::save_state::SaveState;
use crate::design::text::Link;
use crate::language::Phrase;

mod comment;
pub(crate) mod help;
mod question;
mod used;

pub use used::Counted;

/// What one part of a response looks like now.
#[derive(Clone, Copy, Debug)]
pub struct Response<'a> {
    /// What is the same on every page.
    pub setting: Setting<'a>,
    /// All answers of the subject, of every part.
    pub sheet: &'a Sheet<'a>,
    /// What the part's response holds, saves and conflicts with it.
    pub head: &'a Head,
    /// The part.
    pub part: &'a PartCode,
    /// The checks that fire for this subject ([`results::checks::of_subject`] on [`Sheet::cells`]).
    pub findings: &'a [Finding],
}

/// What one page is made from.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The response.
    pub response: Response<'a>,
    /// Which page.
    pub page: &'a Page,
    /// Last round's answers, if there are any.
    pub previous: Option<&'a LastRound>,
    /// The id that the form's save will have: a new one each time a page is made.
    pub form: &'a FactId,
    /// Whether what is shown is saved.
    pub saved: SaveState<'a>,
    /// What was sent and could not all be saved.
    pub written: Option<Written<'a>>,
    /// What a city has to do with it.
    pub city: city::Part<'a>,
    /// What somebody counts with just now: shown again, never saved.
    pub counting: Option<&'a Fields>,
    /// What indicators are counted from; none: their names only.
    pub counted: Option<Counted<'a>>,
}

/// What was sent and could not be saved: it is shown again, so that nobody writes it twice.
#[derive(Clone, Copy, Debug)]
pub struct Written<'a> {
    /// The form that was sent.
    pub fields: &'a Fields,
    /// What was wrong with it.
    pub errors: &'a [FieldError],
    /// A save that the store could not take, if it failed.
    pub failed: Option<&'a Content>,
}

impl<'a> Written<'a> {
    /// What was sent, if it is about a cell that is not saved; a choice between answers is not something written.
    fn of(self, cell: &CellId) -> Option<&'a Fields> {
        let keep = format!("keep.{cell}");
        let in_failed = match self.failed {
            Some(Content::Saved { cells }) => cells.contains_key(cell),
            Some(
                Content::Signed { .. }
                | Content::Submitted { .. }
                | Content::ReopeningAsked { .. }
                | Content::Reopened { .. }
                | Content::Closed
                | Content::Erased { .. },
            )
            | None => false,
        };
        let is_unsaved = in_failed || self.errors.iter().any(|error| error.cell == *cell);
        (is_unsaved && !self.fields.iter().any(|(name, _)| *name == keep)).then_some(self.fields)
    }

    fn error(self, cell: &CellId) -> Option<&'a FieldError> {
        self.errors.iter().find(|error| error.cell == *cell)
    }
}

impl<'a> Response<'a> {
    /// The pages of the part.
    pub fn pages(&self) -> Vec<Page> {
        pages(self.setting.edition, self.part)
    }

    /// What checks say about a page, what is only missing left out; those for reviewers, too.
    fn findings_on(&self, page: &'a Page) -> impl Iterator<Item = &'a Finding> {
        let edition = self.setting.edition;
        let places = page.questions.iter().map(|place| edition.questions[*place].place);
        let places: Vec<usize> = places.collect();
        self.findings.iter().filter(move |finding| {
            let at = edition.questionnaire.schema.column(finding.cell).question;
            at.is_some_and(|place| places.contains(&place))
                && finding.severity != Severity::Review
                && !words::is_about_missing(finding)
        })
    }

    /// Where a page stands.
    pub(super) fn step(&self, page: &'a Page) -> StepState {
        let progress = Progress::of_page(self.sheet, self.head, page);
        let is_faulty = self.findings_on(page).any(|finding| finding.severity == Severity::Hard);
        if progress.undecided > 0 || is_faulty {
            StepState::Faulty
        } else if progress.answered >= progress.asked && progress.missing == 0 {
            StepState::Done
        } else if progress.answered > 0 {
            StepState::Begun
        } else {
            StepState::Ahead
        }
    }

    /// What a page is called: its first question's number.
    pub(super) fn page_code(&self, page: &Page) -> &'a str {
        let first = page.questions.first().and_then(|place| self.setting.edition.questions.get(*place));
        first.map_or("", words::number)
    }
}

/// The page as HTML.
pub fn page(asked: &Asked<'_>) -> Markup {
    let Asked { response, page, saved, .. } = asked;
    let (setting, part) = (&response.setting, response.part);
    let language = setting.language;
    let all = match asked.city {
        city::Part::Offering => city::pages(setting, part),
        city::Part::None | city::Part::District(_) => response.pages(),
    };
    let address = setting.page(part, page.no);
    let code = response.page_code(page);
    let title = match page.questions.len() {
        1 => format!("{} {code}", language.say("Fråga", "Question")),
        _ => format!(
            "{} {code} {}",
            language.say("Fråga", "Question"),
            language.say("med följdfrågor", "with follow-ups")
        ),
    };
    let kicker = format!(
        "{} · {} {} {} {}",
        setting.part_letter(part),
        language.say("sida", "page"),
        page.no,
        language.say("av", "of"),
        all.len()
    );
    let errors = asked.written.map_or(&[][..], |written| written.errors);
    setting
        .shell(&address, title, *saved, Some(setting.way_back()))
        .kicker(kicker)
        .faulty(!errors.is_empty())
        .body(html! {
            div data-block="errors" { (summary_of(setting, errors)) }
            @if matches!(asked.city, city::Part::Offering) { (city::offering(setting)) }
            div data-block="ways" { (ways(response, &all, page, !errors.is_empty())) }
            (form(asked, &address))
            (before(response, &all, page))
        })
        .html()
}

fn summary_of(setting: &Setting<'_>, errors: &[FieldError]) -> Markup {
    let language = setting.language;
    let text = |error: &FieldError| format!("{}: {}", error.number, error.said.get(language));
    let texts: Vec<String> = errors.iter().map(text).collect();
    let listed: Vec<error_summary::FieldError<'_>> = errors
        .iter()
        .zip(&texts)
        .map(|(error, text)| error_summary::FieldError {
            field: &error.field,
            text: Phrase::from(text.as_str()),
        })
        .collect();
    error_summary(language, &listed)
}

/// The list of pages; one on which something just sent is wrong says so, whatever is saved of it.
fn ways(response: &Response<'_>, all: &[Page], here: &Page, is_faulty: bool) -> Markup {
    let setting = &response.setting;
    let links: Vec<(Link<'_>, StepState)> = all
        .iter()
        .map(|page| {
            let link = Link::new(setting.page(response.part, page.no), response.page_code(page));
            let state = match is_faulty && page.no == here.no {
                true => StepState::Faulty,
                false => step_of(response, page),
            };
            (link, state)
        })
        .collect();
    let place = all.iter().position(|page| page.no == here.no).unwrap_or_default();
    steps(setting.language, &links, place)
}

fn step_of(response: &Response<'_>, page: &Page) -> StepState {
    // A page lives as long as the list it is from, a response longer: it is looked at through a shorter one.
    let response: Response<'_> = *response;
    response.step(page)
}

fn before(response: &Response<'_>, all: &[Page], here: &Page) -> Markup {
    let setting = &response.setting;
    let before = here.no.checked_sub(1).filter(|no| *no > 0).and_then(|no| all.get(no - 1));
    let link = before.map(|page| Link::new(setting.page(response.part, page.no), response.page_code(page)));
    html! { @if link.is_some() { (between(setting.language, link.as_ref(), None)) } }
}

fn form(asked: &Asked<'_>, address: &str) -> Markup {
    let setting = &asked.response.setting;
    let language = setting.language;
    let go = language.say("Spara och fortsätt", "Save and continue");
    let questions: Vec<Markup> = asked
        .page
        .questions
        .iter()
        .filter_map(|place| setting.edition.questions.get(*place))
        .filter_map(|question| question::html(asked, question))
        .collect();
    let changed = language.say("Frågorna på sidan har ändrats.", "The questions on the page have changed.");
    let kept = language.say(
        "Det du skrev sist är inte sparat. Texten finns kvar här.",
        "What you wrote last is not saved. Your text is still here.",
    );
    let mut ways = vec![
        Button::new(ButtonKind::Primary, go).sends(GO, "next"),
        Button::new(
            ButtonKind::Secondary,
            language.say("Spara och gå till översikten", "Save and go to the overview"),
        )
        .sends(GO, "hub"),
    ];
    // What is offered is not submitted.
    if !matches!(asked.city, city::Part::Offering) {
        let left = language.say("Spara och se vad som återstår", "Save and see what is left");
        ways.push(Button::new(ButtonKind::Secondary, left).sends(GO, "left"));
    }
    html! {
        form method="post" action=(address) data-autosave data-changed=(changed) data-kept=(kept) {
            (on_enter(GO, "next", go))
            (setting.hidden_fields())
            (hidden(FACT, asked.form.as_str()))
            div data-block="none" { @if questions.is_empty() {
                (Notice::new(NoticeKind::Info, language.say(
                    "Frågorna på den här sidan ställs inte till er",
                    "The questions on this page are not asked of you",
                )).body(html! { p { (language.say(
                    "Det följer av vad ni har svarat tidigare, eller av vilken enhet ni är. Gå vidare till nästa sida.",
                    "That follows from what you answered before, or from which unit you are. Go on to the next page.",
                )) } }).html(language))
            } }
            @for question in &questions { (question) }
            (buttons(&ways))
        }
    }
}
