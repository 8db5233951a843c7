//! What the checks say of a workbook before it is saved: the same findings, in the same words, as the pages give afterwards.

use std::collections::BTreeMap;

use collection::form::pages::pages;
use collection::form::sheet::Sheet;
use collection::ids::CellId;
use maud::{Markup, html};
use results::checks::Finding;
use rules::schema::Col;
use serde_json::Value;

use super::{Found, Open};
use crate::design::button::{Button, ButtonKind, on_enter};
use crate::design::field::id_of;
use crate::design::summary::{Sending, sending};
use crate::design::text::{Level, heading, paragraph};
use crate::language::Language;
use crate::respond::form::Fields;
use crate::respond::page::Response;
use crate::respond::submit::{InTheWay, in_the_way};
use crate::respond::summary::row;
use crate::respond::{Setting, words};

/// Where a form says which answer its sender wants to see once it is saved.
const TO: &str = "till";

/// All answers as they would be with those of the workbook, and the checks that would fire.
#[derive(Clone, Copy, Debug)]
pub struct Then<'a> {
    /// The answers.
    pub sheet: &'a Sheet<'a>,
    /// What the checks say of them.
    pub findings: &'a [Finding],
}

impl Found {
    /// What is held, with every answer of the workbook in its place.
    pub fn with(&self, held: &BTreeMap<CellId, Value>) -> BTreeMap<CellId, Value> {
        let mut all = held.clone();
        all.extend(self.changes.iter().map(|(_, cell, value)| (cell.clone(), value.clone())));
        all
    }
}

/// What must be mended and what wants a comment, each with a button that saves and goes there; stands in the form.
pub(super) fn html(setting: &Setting<'_>, open: &[Open<'_>], then: Then<'_>) -> Markup {
    let language = setting.language;
    let Then { sheet, findings } = then;
    let (mut hard, mut soft, mut missing) = (Vec::new(), Vec::new(), 0_usize);
    for Open { code, head } in open {
        let response = Response { setting: *setting, sheet, head, part: code, findings };
        for one in in_the_way(&response, false) {
            match one {
                InTheWay::Hard(finding) => hard.push(finding),
                InTheWay::Unexplained(finding) => soft.push(finding),
                InTheWay::Missing(_) => missing += 1,
                InTheWay::Undecided(_) | InTheWay::NotSigned | InTheWay::Submitted | InTheWay::Closed => {}
            }
        }
    }
    if hard.is_empty() && soft.is_empty() {
        return html! {
            (paragraph(language.say(
                "Kontrollerna har inget att anmärka på svaren, sparade och nya tillsammans.",
                "The checks have nothing to say against the answers, saved and new together.",
            )))
            (left(language, missing))
        };
    }
    html! {
        (on_enter(TO, "", language.say("Spara det ikryssade", "Save what is ticked")))
        (group(setting, "fel", language.say("Svar som måste rättas", "Answers that must be mended"), language.say(
            "Så säger kontrollerna om allt nedan sparas. Det går att spara nu och rätta sedan: det måste vara gjort innan delen skickas in.",
            "This is what the checks say if everything below is saved. You can save now and mend it later: it must be done before the part is submitted.",
        ), &hard))
        (group(setting, "kommentar", language.say("Svar som behöver en kommentar", "Answers that need a comment"), language.say(
            "Ovanliga svar kan vara riktiga. Rätta dem, eller skriv varför de stämmer: i arbetsbokens kolumn Kommentar och läs in den igen, eller på sidan när du har sparat.",
            "Unusual answers may be right. Mend them, or write why they are so: in the workbook's column Kommentar and read it again, or on the page once you have saved.",
        ), &soft))
        (left(language, missing))
    }
}

fn group(setting: &Setting<'_>, id: &str, title: &str, text: &str, found: &[&Finding]) -> Markup {
    let language = setting.language;
    let schema = &setting.edition.questionnaire.schema;
    let of = |finding: &Finding| {
        let place = schema.column(finding.cell).question;
        setting.edition.questions.iter().find(|question| Some(question.place) == place)
    };
    let cells: Vec<&str> = found.iter().map(|finding| schema.column(finding.cell).name.as_str()).collect();
    let lines: Vec<Sending<'_>> = found
        .iter()
        .zip(&cells)
        .filter_map(|(finding, cell)| {
            let (term, about) = row(setting, of(finding)?, finding.cell);
            let button =
                Button::new(ButtonKind::Quiet, language.say("Spara och gå dit", "Save and go there"))
                    .sends(TO, cell)
                    .about(language.official(about));
            Some(Sending { term, answer: words::finding(setting, finding), button })
        })
        .collect();
    html! {
        @if !lines.is_empty() {
            (heading(Level::Two, Some(id), format!("{title} ({})", lines.len())))
            (paragraph(text))
            (sending(&lines))
        }
    }
}

fn left(language: Language, missing: usize) -> Markup {
    html! {
        @if missing > 0 {
            (paragraph(match language {
                Language::Swedish => format!("Svar som saknas när det här är sparat: {missing}."),
                Language::English => format!("Answers still missing once this is saved: {missing}."),
            }))
        }
    }
}

/// The page of the answer that the sender wants to see, if they asked for one of those that they may save.
pub fn way_on(setting: &Setting<'_>, open: &[Open<'_>], fields: &Fields) -> Option<String> {
    let (_, cell) = fields.iter().find(|(name, cell)| name == TO && !cell.is_empty())?;
    let schema = &setting.edition.questionnaire.schema;
    let col: Col = schema.find(cell)?;
    let place = schema.column(col).question?;
    let index = setting.edition.questions.iter().position(|question| question.place == place)?;
    let part = &setting.edition.questions[index].part;
    open.iter().find(|open| open.code == part)?;
    let page = pages(setting.edition, part).into_iter().find(|page| page.questions.contains(&index))?;
    Some(format!("{}#{}", setting.page(part, page.no), id_of(&schema.column(col).name)))
}
