//! A city and its districts (*staden och stadsdelarna*): the city offers answers, each district decides for itself.

use std::collections::BTreeMap;

use catalogue::model::QuestionType;
use collection::form::pages::Page;
use collection::ids::CellId;
use domain::PartCode;
use maud::{Markup, html};
use serde_json::Value;

use super::{Setting, words};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::progress::Progress;
use crate::design::save_state::SaveState;
use crate::design::tag::TagKind;
use crate::design::tasks::{Task, tasks_of};
use crate::design::text::{Level, Link, heading, lead, paragraph};

/// What a city offers its districts now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Offers {
    /// The city's name.
    pub city: String,
    /// The answers.
    pub cells: BTreeMap<CellId, Value>,
}

/// How a page of questions has to do with a city.
#[derive(Clone, Copy, Debug, Default)]
pub enum Part<'a> {
    /// Not at all.
    #[default]
    None,
    /// What is answered is offered to districts, and is nobody's answer.
    Offering,
    /// The district's city offers these.
    District(&'a Offers),
}

/// The pages of a part with what can be offered: alternatives, numbers and dates. Free text is a district's own.
pub fn pages(setting: &Setting<'_>, part: &PartCode) -> Vec<Page> {
    let mut pages = collection::form::pages::pages(setting.edition, part);
    for page in &mut pages {
        page.questions.retain(|place| {
            setting.edition.questions.get(*place).is_some_and(|question| match question.kind {
                QuestionType::YesNo
                | QuestionType::One
                | QuestionType::Many
                | QuestionType::Number
                | QuestionType::Date => true,
                QuestionType::Text | QuestionType::Table => false,
            })
        });
    }
    pages.retain(|page| !page.questions.is_empty());
    for (place, page) in pages.iter_mut().enumerate() {
        page.no = place + 1;
    }
    pages
}

/// What stands first on a page whose answers are offered.
pub(super) fn offering(setting: &Setting<'_>) -> Markup {
    let language = setting.language;
    Notice::new(
        NoticeKind::Info,
        language.say("Det här är förslag till stadsdelarna", "These are offers to the districts"),
    )
    .body(paragraph(language.say(
        "Stadsdelarna ser det ni fyller i bredvid sin egen fråga. Det blir deras svar först när de själva väljer det. Ett förslag som ni tar bort försvinner; det som en stadsdel redan har svarat är kvar.",
        "The districts see what you fill in beside their own question. It becomes their answer only when they choose it themselves. An offer that you take away disappears; what a district has answered already stays.",
    )))
    .html(language)
}

/// The city's overview, as HTML.
pub fn overview(
    setting: &Setting<'_>,
    parts: &[PartCode],
    offers: &Offers,
    districts: &[&str],
    saved: SaveState<'_>,
) -> Markup {
    let language = setting.language;
    let address = setting.hub();
    setting
        .shell(&address, language.say("Förslag till stadsdelarna", "Offers to the districts"), saved, None)
        .body(html! {
            (lead(language.say(
                "Gäller något hela staden, till exempel en kommunövergripande överenskommelse, kan ni föreslå svaret en gång. Varje stadsdel ser förslaget vid frågan och svarar själv.",
                "If something holds for the whole city, such as a municipality-wide agreement, you can offer the answer once. Each district sees the offer at the question and answers for itself.",
            )))
            (paragraph(format!("{} {}.", language.say("Ser förslagen:", "See the offers:"), districts.join(", "))))
            @for part in parts {
                (heading(Level::Two, None, setting.part_named(part).map_or_else(|| setting.part_letter(part).into(), |known| setting.text(&known.name))))
                (tasks_of(language, &list(setting, part, offers), language.say("förslag", "offers")))
            }
        })
        .html()
}

fn list<'a>(setting: &Setting<'a>, part: &PartCode, offers: &Offers) -> Vec<Task<'a>> {
    let language = setting.language;
    let schema = &setting.edition.questionnaire.schema;
    let task = |page: Page| {
        let questions = page.questions.iter().filter_map(|place| setting.edition.questions.get(*place));
        let cells: Vec<&str> = questions
            .flat_map(|question| schema.cells_of(question.place))
            .map(|col| schema.column(col).name.as_str())
            .collect();
        let offered =
            cells.iter().filter(|cell| offers.cells.keys().any(|known| known.as_str() == **cell)).count();
        let first = setting.edition.questions.get(*page.questions.first()?)?;
        let status = if offered == 0 {
            (TagKind::Waiting, language.say("Inget förslag", "No offer"))
        } else {
            (TagKind::Done, language.say("Föreslaget", "Offered"))
        };
        Some(Task {
            code: words::number(first),
            link: Link::new(setting.page(part, page.no), super::hub::short(setting, &first.text)),
            status,
            progress: Progress { done: offered, of: cells.len() },
            people: Vec::new(),
        })
    };
    pages(setting, part).into_iter().filter_map(task).collect()
}
