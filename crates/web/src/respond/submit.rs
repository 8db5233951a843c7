//! Submitting a part (*inskickning*): what stands in the way, and the fact.

use std::collections::BTreeSet;

use catalogue::model::{Question, Severity};
use collection::access::Action;
use collection::fact::Content;
use collection::form::sheet::COMMENT;
use collection::head::{Head, State};
use collection::ids::{CellId, FactId};
use maud::{Markup, html};
use results::checks::Finding;
use rules::schema::Col;

use super::form::{FACT, Fields};
use super::page::Response;
use super::rights::Rights;
use super::{Setting, hidden, words};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::field::id_of;
use crate::design::notice::{Notice, NoticeKind};
use crate::design::save_state::SaveState;
use crate::design::summary::{Line, summary};
use crate::design::text::{Level, Link, heading, lead, paragraph};
use crate::language::Phrase;

/// Where a submission says what its sender had before them.
pub const SEEN: &str = "seen";

/// Something that must be done before a part can be submitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InTheWay<'a> {
    /// A mandatory cell is empty.
    Missing(Col),
    /// A cell holds two answers.
    Undecided(CellId),
    /// A check that must be mended.
    Hard(&'a Finding),
    /// A doubtful answer without a comment.
    Unexplained(&'a Finding),
    /// No manager has signed off what the answers are now.
    NotSigned,
    /// It is submitted already.
    Submitted,
    /// The round is closed.
    Closed,
}

/// Everything that stands in the way of submitting a part, in the order of the questionnaire.
pub fn in_the_way<'a>(response: &Response<'a>, must_be_signed: bool) -> Vec<InTheWay<'a>> {
    match response.head.state {
        State::Submitted => return vec![InTheWay::Submitted],
        State::Closed => return vec![InTheWay::Closed],
        State::Open => {}
    }
    let (edition, sheet) = (response.setting.edition, response.sheet);
    let schema = &edition.questionnaire.schema;
    let questions = edition.questions.iter().filter(|question| question.part == *response.part);
    let mut all = Vec::new();
    for question in questions {
        let cells = sheet.cells_of(question);
        // A comment on a question answers for all its rows.
        let is_explained = cells.iter().any(|col| sheet.comment(*col).is_some());
        for &col in &cells {
            if sheet.is_missing(question, col) {
                all.push(InTheWay::Missing(col));
            }
            for finding in response.findings.iter().filter(|finding| finding.cell == col) {
                match finding.severity {
                    Severity::Hard if !words::is_about_missing(finding) => all.push(InTheWay::Hard(finding)),
                    Severity::Soft if !is_explained => all.push(InTheWay::Unexplained(finding)),
                    Severity::Hard | Severity::Soft | Severity::Review => {}
                }
            }
        }
    }
    let known: BTreeSet<&str> = schema.columns().iter().map(|column| column.name.as_str()).collect();
    let undecided = response.head.undecided();
    all.extend(undecided.into_iter().filter(|id| known.contains(cell_of(id))).map(InTheWay::Undecided));
    if must_be_signed && response.head.signature.is_none() {
        all.push(InTheWay::NotSigned);
    }
    all
}

/// The cell that a comment is on, or the cell itself.
fn cell_of(id: &CellId) -> &str {
    id.as_str().strip_suffix(COMMENT).unwrap_or(id.as_str())
}

/// The page where a part is submitted, as HTML. `form` is the id that the submission will have.
pub fn submit(response: &Response<'_>, rights: &Rights, form: &FactId, saved: SaveState<'_>) -> Markup {
    let (setting, part) = (&response.setting, response.part);
    let language = setting.language;
    let address = setting.submit(part);
    let in_the_way = in_the_way(response, rights.needs_sign_off);
    let title = if rights.may(Action::Submit) || response.head.state != State::Open {
        format!("{} {part}", language.say("Skicka in del", "Submit part"))
    } else {
        format!("{} {part}", language.say("Vad som återstår av del", "What is left of part"))
    };
    setting
        .shell(&address, title, saved, Some(setting.way_back()))
        .body(html! {
            @match in_the_way.as_slice() {
                [] if rights.may(Action::Submit) => (ready(response, rights, form, &address)),
                [] => (for_the_coordinator(response)),
                [InTheWay::Submitted] => (submitted(setting, part)),
                [InTheWay::Closed] => (Notice::new(NoticeKind::Info, language.say("Insamlingen är stängd", "The collection is closed"))
                    .body(paragraph(language.say(
                        "Delen skickades inte in innan insamlingen stängdes. Be den som leder insamlingen att öppna den igen.",
                        "The part was not submitted before the collection closed. Ask those who lead it to open it again.",
                    ))).html(language)),
                left => (what_is_left(response, left, rights)),
            }
        })
        .html()
}

fn submitted(setting: &Setting<'_>, part: &domain::PartCode) -> Markup {
    let language = setting.language;
    let link = Link::new(setting.receipt(part), language.say("Se kvittot", "See the receipt"));
    Notice::new(
        NoticeKind::Success,
        language.say("Delen är redan inskickad", "The part is submitted already"),
    )
    .body(html! { p { (link) } })
    .html(language)
}

/// Everything is done, and somebody else submits.
fn for_the_coordinator(response: &Response<'_>) -> Markup {
    let setting = &response.setting;
    let language = setting.language;
    let summary = setting.summary(response.part);
    html! {
        (Notice::new(NoticeKind::Success, language.say("Ingenting återstår", "Nothing is left"))
            .body(paragraph(language.say(
                "Samordnaren skickar in delen. Du behöver inte göra något mer.",
                "The coordinator submits the part. There is nothing more for you to do.",
            )))
            .html(language))
        (buttons(&[Button::leading(ButtonKind::Secondary, language.say("Se alla svar", "See all answers"), &summary)]))
    }
}

fn ready(response: &Response<'_>, rights: &Rights, form: &FactId, address: &str) -> Markup {
    let setting = &response.setting;
    let language = setting.language;
    let seen = response.head.latest.as_ref().map_or("", FactId::as_str);
    html! {
        @if rights.needs_sign_off { (lead(language.say(
            "Ingenting står i vägen. När delen är inskickad får ni ett kvitto med alla svar, och svaren kan inte ändras utan att delen öppnas igen.",
            "Nothing stands in the way. Once the part is submitted you get a receipt with all answers, and they cannot be changed unless the part is opened again.",
        ))) } @else { (lead(language.say(
            "Allt är besvarat. När du har skickat in får du ett kvitto, och svaren kan inte ändras.",
            "Everything is answered. Once you have submitted you get a receipt, and the answers cannot be changed.",
        ))) }
        @if let Some(signature) = &response.head.signature {
            (paragraph(format!("{} {}, {}, {}.",
                language.say("Godkänt av", "Approved by"), signature.name, signature.role, setting.at(signature.at))))
        }
        form method="post" action=(address) {
            (setting.hidden_fields())
            (hidden(FACT, form.as_str()))
            (hidden(SEEN, seen))
            (buttons(&[Button::new(ButtonKind::Primary, language.say("Skicka in", "Submit"))]))
        }
    }
}

/// Whether something belongs under a heading.
type IsOf = fn(&InTheWay<'_>) -> bool;

fn what_is_left(response: &Response<'_>, left: &[InTheWay<'_>], rights: &Rights) -> Markup {
    let setting = &response.setting;
    let language = setting.language;
    let (to_sign, to_pass_on) = (setting.sign(response.part), setting.pass_on());
    let only_signature = left == [InTheWay::NotSigned];
    let asks = left.contains(&InTheWay::NotSigned);
    let groups: [(IsOf, &str); 4] = [
        (
            |one| matches!(one, InTheWay::Missing(_)),
            language.say("Svar som saknas", "Answers that are missing"),
        ),
        (
            |one| matches!(one, InTheWay::Undecided(_)),
            language.say("Två svar på samma fråga", "Two answers to one question"),
        ),
        (
            |one| matches!(one, InTheWay::Hard(_)),
            language.say("Svar som måste rättas", "Answers that must be mended"),
        ),
        (
            |one| matches!(one, InTheWay::Unexplained(_)),
            language.say("Svar som behöver en kommentar", "Answers that need a comment"),
        ),
    ];
    html! {
        (lead(language.say(
            "Det här återstår innan delen kan skickas in. Allt ni har svarat är sparat.",
            "This is left before the part can be submitted. All that you have answered is saved.",
        )))
        @for (is_of, title) in groups {
            @let lines: Vec<Line<'_>> = left.iter().filter(|one| is_of(one)).filter_map(|one| line(response, one, rights)).collect();
            @if !lines.is_empty() {
                (heading(Level::Two, None, format!("{title} ({})", lines.len())))
                (summary(&lines))
            }
        }
        @if !rights.may(Action::Submit) {
            (paragraph(language.say(
                "När allt är klart skickar samordnaren in delen.",
                "Once everything is done, the coordinator submits the part.",
            )))
        }
        @if asks {
            (heading(Level::Two, None, language.say("Chefens godkännande", "The manager’s sign-off")))
            (paragraph(language.say(
                "En chef behöver godkänna svaren som de är nu. Ändras ett svar efteråt behövs ett nytt godkännande.",
                "A manager needs to sign off the answers as they are now. If an answer changes afterwards, a new sign-off is needed.",
            )))
            @if rights.may(Action::SignOff) {
                (buttons(&[Button::leading(
                    if only_signature { ButtonKind::Primary } else { ButtonKind::Secondary },
                    language.say("Läs och godkänn", "Read and sign off"), &to_sign,
                )]))
            } @else if rights.may(Action::PassOn) {
                (buttons(&[Button::leading(
                    if only_signature { ButtonKind::Primary } else { ButtonKind::Secondary },
                    language.say("Ge chefen en länk", "Give the manager a link"), &to_pass_on,
                )]))
            }
        }
    }
}

fn line<'r>(response: &'r Response<'_>, one: &'r InTheWay<'_>, rights: &Rights) -> Option<Line<'r>> {
    let setting = &response.setting;
    let language = setting.language;
    let schema = &setting.edition.questionnaire.schema;
    let (col, answer, missing) = match one {
        InTheWay::Missing(col) => (*col, language.say("Inget svar ännu", "No answer yet").into(), true),
        InTheWay::Undecided(id) => {
            let words = language.say(
                "Två har svarat olika: välj vilket svar som ska gälla",
                "Two people have answered differently: choose which answer is to count",
            );
            (schema.find(cell_of(id))?, words.into(), false)
        }
        InTheWay::Hard(finding) | InTheWay::Unexplained(finding) => {
            (finding.cell, words::finding(setting, finding), false)
        }
        InTheWay::NotSigned | InTheWay::Submitted | InTheWay::Closed => return None,
    };
    let place = schema.column(col).question?;
    let question = setting.edition.questions.iter().find(|question| question.place == place)?;
    let index = setting.edition.questions.iter().position(|known| known.place == place)?;
    let page = response.pages().into_iter().find(|page| page.questions.contains(&index))?;
    let (term, about) = name(setting, question, col);
    let link = Link::new(
        format!("{}#{}", setting.page(response.part, page.no), id_of(&schema.column(col).name)),
        language.say("Gå dit", "Go there"),
    );
    Some(Line { term, answer, missing, change: rights.may(Action::Save).then(|| link.about(about)) })
}

/// A cell by its question's number and wording, or its row's; and in short.
pub(super) fn name<'s>(setting: &Setting<'s>, question: &'s Question, col: Col) -> (Phrase<'s>, String) {
    let code = words::number(question);
    let row = setting.edition.questionnaire.schema.column(col).row.as_ref();
    let row = row.and_then(|id| question.rows.iter().flatten().find(|row| row.id == id.as_str()));
    let text = setting.text(row.map_or(&question.text, |row| &row.text));
    let long = format!("{code} {}", text.text());
    let long = if text.lang().is_some() { setting.language.official(long) } else { long.into() };
    (long, row.map_or_else(|| code.to_owned(), |row| format!("{code}, {}", row.text.sv)))
}

/// The fact of a submission: what its sender had before them, and every answer.
///
/// None if the form does not say what was seen. Whether that is still so is for [`Head::apply`] to say.
pub fn read_submit(head: &Head, fields: &Fields) -> Option<Content> {
    let seen = fields.iter().find(|(name, _)| name == SEEN)?.1.parse().ok()?;
    Some(Content::Submitted { seen, cells: head.answers() })
}
