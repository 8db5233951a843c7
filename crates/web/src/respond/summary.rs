//! All answers of a part (*sammanställning*): asked and missing, with a way to each.

use catalogue::model::Question;
use collection::form::pages::Page;
use collection::form::sheet::Sheet;
use domain::PartCode;
use maud::{Markup, html};
use rules::schema::Col;

use super::page::Response;
use super::{Setting, words};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::field::id_of;
use crate::design::save_state::SaveState;
use crate::design::summary::{Line, summary as lines};
use crate::design::text::{Level, Link, heading, lead};
use crate::language::Phrase;

/// The summary as HTML.
pub fn summary(response: &Response<'_>, saved: SaveState<'_>) -> Markup {
    let (setting, part) = (&response.setting, response.part);
    let language = setting.language;
    let address = setting.summary(part);
    let to_submit = setting.submit(part);
    setting
        .shell(&address, language.say("Alla svar", "All answers"), saved, Some(setting.way_back()))
        .kicker(setting.part_letter(part))
        .body(html! {
            (lead(language.say(
                "Läs igenom svaren. Det som saknas är utmärkt, och varje svar går att ändra tills delen är inskickad.",
                "Read the answers through. What is missing is marked, and each answer can be changed until the part is submitted.",
            )))
            (all(setting, response.sheet, part, &response.pages(), true))
            (buttons(&[Button::leading(ButtonKind::Primary, language.say("Gå vidare till att skicka in", "Go on to submit"), &to_submit)]))
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
    }
}

fn one(setting: &Setting<'_>, sheet: &Sheet<'_>, question: &Question, page: Option<&str>) -> Markup {
    let language = setting.language;
    let cells: Vec<Col> = sheet.cells_of(question).into_iter().filter(|col| sheet.is_shown(*col)).collect();
    if cells.is_empty() {
        return html! {};
    }
    let schema = &setting.edition.questionnaire.schema;
    let code = words::number(question);
    let mut list: Vec<Line<'_>> = Vec::new();
    for &col in &cells {
        let column = schema.column(col);
        let row = column
            .row
            .as_ref()
            .and_then(|id| question.rows.iter().flatten().find(|row| row.id == id.as_str()));
        let term = row.map_or_else(|| language.say("Svar", "Answer").into(), |row| setting.text(&row.text));
        let about = match row {
            Some(row) => format!("{code}, {}", row.text.sv),
            None => code.to_owned(),
        };
        let given = sheet.given(col).map(|given| words::answer(setting, question, given));
        let missing = given.is_none() && sheet.is_missing(question, col);
        let answer = given.unwrap_or_else(|| match (missing, question.optional) {
            (true, _) => language.say("Inget svar ännu", "No answer yet").into(),
            (false, true) => language.say("Inget svar (frivilligt)", "No answer (optional)").into(),
            (false, false) => language
                .say("Inget svar (kanske ställs frågan inte)", "No answer (it may not be asked)")
                .into(),
        });
        let change = page.map(|page| {
            let word = if missing { ("Besvara", "Answer") } else { ("Ändra", "Change") };
            Link::new(format!("{page}#{}", id_of(&column.name)), language.say(word.0, word.1))
                .about(about.clone())
        });
        list.push(Line { term, answer, missing, change });
        if let Some(comment) = sheet.comment(col) {
            let term = language.say("Kommentar", "Comment").into();
            list.push(Line { term, answer: Phrase::from(comment), missing: false, change: None });
        }
    }
    html! {
        (heading(Level::Three, None, title(setting, question)))
        (lines(&list))
    }
}

/// The question's number and wording.
fn title<'a>(setting: &Setting<'a>, question: &'a Question) -> Phrase<'a> {
    let text = setting.text(&question.text);
    let title = format!("{} {}", words::number(question), text.text());
    if text.lang().is_some() { setting.language.official(title) } else { title.into() }
}
