//! All answers of a part (*sammanställning*): asked and missing, with a way to each.

use catalogue::model::Question;
use collection::access::Action;
use collection::form::pages::Page;
use collection::form::sheet::Sheet;
use domain::PartCode;
use maud::{Markup, html};
use rules::schema::Col;

use super::page::Response;
use super::rights::Rights;
use super::{Setting, words};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::field::id_of;
use crate::design::save_state::SaveState;
use crate::design::summary::{Line, Stands, answered};
use crate::design::text::{Level, Link, heading, lead, paragraph};
use crate::language::Phrase;

/// The summary as HTML.
pub fn summary(response: &Response<'_>, rights: &Rights, saved: SaveState<'_>) -> Markup {
    let (setting, part) = (&response.setting, response.part);
    let language = setting.language;
    let address = setting.summary(part);
    let (to_submit, to_sign, receipt) = (setting.submit(part), setting.sign(part), setting.receipt(part));
    let changes = rights.may(Action::Save);
    let way = if rights.may(Action::Submit) {
        Some((language.say("Gå vidare till att skicka in", "Go on to submit"), &to_submit))
    } else if changes {
        Some((language.say("Se vad som återstår", "See what is left"), &to_submit))
    } else if rights.may(Action::SignOff) {
        Some((language.say("Gå vidare till att godkänna", "Go on to sign off"), &to_sign))
    } else if rights.may(Action::SeeReceipt) && response.head.submitted.is_some() {
        Some((language.say("Se kvittot", "See the receipt"), &receipt))
    } else {
        None
    };
    setting
        .shell(&address, language.say("Alla svar", "All answers"), saved, Some(setting.way_back()))
        .kicker(setting.part_letter(part))
        .body(html! {
            (lead(if changes { language.say(
                "Läs igenom svaren. Det som saknas är utmärkt, och varje svar går att ändra tills delen är inskickad.",
                "Read the answers through. What is missing is marked, and each answer can be changed until the part is submitted.",
            ) } else { language.say(
                "Svaren som de är sparade nu. Det som saknas är utmärkt.",
                "The answers as they are saved now. What is missing is marked.",
            ) }))
            (all(setting, response.sheet, part, &response.pages(), changes))
            @if let Some((text, href)) = way {
                (buttons(&[Button::leading(ButtonKind::Primary, text, href)]))
            }
        })
        .html()
}

/// Every question that is asked, with its answers; with ways to change them, or without.
pub(super) fn all(
    setting: &Setting<'_>,
    sheet: &Sheet<'_>,
    part: &PartCode,
    pages: &[Page],
    changing: bool,
) -> Markup {
    let named = setting.part_named(part).map(|known| setting.text(&known.name));
    html! {
        @if let Some(named) = named { (heading(Level::Two, None, named)) }
        @for page in pages {
            @for question in page.questions.iter().filter_map(|place| setting.edition.questions.get(*place)) {
                (one(setting, sheet, question, changing.then(|| setting.page(part, page.no)).as_deref()))
            }
        }
        (kept_aside(setting, sheet, part))
    }
}

/// Answers to questions that are no longer asked: shown, so that nobody wonders where they went, and not counted.
fn kept_aside(setting: &Setting<'_>, sheet: &Sheet<'_>, part: &PartCode) -> Markup {
    let language = setting.language;
    let schema = &setting.edition.questionnaire.schema;
    let mut all: Vec<(&Question, Vec<Line<'_>>)> = Vec::new();
    for col in sheet.aside() {
        let column = schema.column(col);
        let mut questions = setting.edition.questions.iter();
        let question =
            questions.find(|question| Some(question.place) == column.question && question.part == *part);
        let Some((question, given)) = question.zip(sheet.given(col)) else { continue };
        let (term, _) = row(setting, question, col);
        let line = Line {
            term,
            answer: words::answer(setting, question, given),
            stands: Stands::Answer,
            change: None,
        };
        match all.last_mut().filter(|(last, _)| last.place == question.place) {
            Some((_, lines)) => lines.push(line),
            None => all.push((question, vec![line])),
        }
    }
    html! {
        @if !all.is_empty() {
            (heading(Level::Two, None, language.say("Sparade vid sidan om, räknas inte", "Kept aside, not counted")))
            (paragraph(language.say(
                "De här svaren gäller frågor som inte längre ställs till er, eftersom ett svar före dem har ändrats. De kommer tillbaka om frågan ställs igen.",
                "These answers are to questions that are no longer asked of you, because an answer before them has changed. They come back if the question is asked again.",
            )))
            @for (question, lines) in &all { (answered(title(setting, question), lines)) }
        }
    }
}

fn one(setting: &Setting<'_>, sheet: &Sheet<'_>, question: &Question, page: Option<&str>) -> Markup {
    let language = setting.language;
    let cells: Vec<Col> = sheet.cells_of(question).into_iter().filter(|col| sheet.is_shown(*col)).collect();
    if cells.is_empty() {
        return html! {};
    }
    let schema = &setting.edition.questionnaire.schema;
    let mut list: Vec<Line<'_>> = Vec::new();
    for &col in &cells {
        let (term, about) = row(setting, question, col);
        let given = sheet.given(col).map(|given| words::answer(setting, question, given));
        let missing = given.is_none() && sheet.is_missing(question, col);
        let stands = match (&given, missing) {
            (Some(_), _) => Stands::Answer,
            (None, true) => Stands::Missing,
            (None, false) => Stands::Nothing,
        };
        let answer = given.unwrap_or_else(|| match (missing, question.optional) {
            (true, _) => language.say("Inget svar ännu", "No answer yet").into(),
            (false, true) => language.say("Inget svar (frivilligt)", "No answer (optional)").into(),
            (false, false) => language
                .say("Inget svar (kanske ställs frågan inte)", "No answer (it may not be asked)")
                .into(),
        });
        let change = page.map(|page| {
            let word = if missing { ("Besvara", "Answer") } else { ("Ändra", "Change") };
            Link::new(format!("{page}#{}", id_of(&schema.column(col).name)), language.say(word.0, word.1))
                .about(about)
        });
        list.push(Line { term, answer, stands, change });
        if let Some(comment) = sheet.comment(col) {
            let term = language.say("Kommentar", "Comment").into();
            list.push(Line { term, answer: Phrase::from(comment), stands: Stands::Answer, change: None });
        }
    }
    answered(title(setting, question), &list)
}

/// What a cell of a question is called below its wording; and in short, for who reads it alone.
pub(super) fn row<'a>(setting: &Setting<'a>, question: &'a Question, col: Col) -> (Phrase<'a>, String) {
    let (language, code) = (setting.language, words::number(question));
    let row = setting.edition.questionnaire.schema.column(col).row.as_ref();
    match row.and_then(|id| question.rows.iter().flatten().find(|row| row.id == id.as_str())) {
        Some(row) => (setting.text(&row.text), format!("{code}, {}", row.text.sv)),
        None => (language.say("Svar", "Answer").into(), code.to_owned()),
    }
}

/// The question's number and wording.
pub(super) fn title<'a>(setting: &Setting<'a>, question: &'a Question) -> Phrase<'a> {
    let text = setting.text(&question.text);
    let title = format!("{} {}", words::number(question), text.text());
    if text.lang().is_some() { setting.language.official(title) } else { title.into() }
}
