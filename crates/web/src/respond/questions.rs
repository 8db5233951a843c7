//! All questions in advance (*alla frågor*): for anybody, per edition and per part.

use std::collections::BTreeMap;

use catalogue::model::{Edition, Part, Question, QuestionType};
use maud::{Markup, html};

use super::cells::written_number;
use super::{Setting, words};
use crate::design::asked::AskedQuestion;
use crate::design::shell::Page;
use crate::design::text::{Level, Link, definition, heading, lead};
use crate::language::{Language, Phrase};

/// The questions of an edition, or of one of its parts; none if there is nothing to answer in it. `files`: the same to keep.
pub fn page(language: Language, edition: &Edition, part: Option<&str>, files: &[Link<'_>]) -> Option<Markup> {
    let people = BTreeMap::new();
    // Nobody in particular: nothing that is shown depends on the unit.
    let unit = edition.frame.units.first()?;
    let setting =
        Setting { language, edition, unit, root: "", people: &people, me: None, closes: None, hidden: &[] };
    let described = edition.parts.iter().filter(|known| known.described);
    let parts: Vec<&Part> =
        described.filter(|known| part.is_none_or(|part| known.code.as_str() == part)).collect();
    let of = |part: &Part| {
        edition.questions.iter().filter(|question| question.part == part.code).collect::<Vec<_>>()
    };
    if parts.iter().all(|part| of(part).is_empty()) {
        return None;
    }
    let root = format!("/fragor/{}", edition.year);
    let address = part.map_or_else(|| root.clone(), |part| format!("{root}/{part}"));
    let name = setting.text(&edition.name);
    let title = match (part, parts.first()) {
        (Some(_), Some(part)) => {
            format!("{} {}", language.say("Frågorna i del", "The questions of part"), part.code)
        }
        _ => language.say("Alla frågor", "All questions").to_owned(),
    };
    let page = Page::new(language, &address, title);
    let page = match part {
        Some(_) => {
            page.back(Link::new(language.address(&root), language.say("Alla frågor", "All questions")))
        }
        None => page,
    };
    let others = edition.parts.iter().filter(|known| known.described);
    let html = page.kicker(name).body(html! {
        (lead(language.say(
            "Så här lyder frågorna i enkäten. Vilka som ställs till er beror på vad ni svarar: det står vid varje följdfråga.",
            "This is how the questions read. Which are asked of you depends on what you answer: it is said at each follow-up.",
        )))
        @if !files.is_empty() { ul { @for file in files { li { (file) } } } }
        @if part.is_none() && parts.len() > 1 {
            ul { @for part in others {
                li {
                    (Link::new(language.address(&format!("{root}/{}", part.code)), format!("{} {}", language.say("Bara del", "Part"), part.code)))
                    " – " (setting.text(&part.name)) " (" (of(part).len()) ")"
                }
            } }
        }
        @for part in &parts {
            (heading(Level::Two, None, part_title(&setting, part)))
            p {
                @if part.mandatory {
                    (language.say("Obligatorisk del: alla svarar. Frågor som är frivilliga är märkta så.", "Mandatory part: everybody answers. Optional questions are marked."))
                } @else {
                    (language.say("Delen är inte obligatorisk. Frågor som är frivilliga är märkta så.", "The part is not mandatory. Optional questions are marked."))
                }
            }
            @for question in of(part) { (asked(&setting, question)) }
        }
    });
    Some(html.html())
}

fn part_title<'a>(setting: &Setting<'a>, part: &'a Part) -> Phrase<'a> {
    let (letter, name) = (setting.part_letter(&part.code), setting.text(&part.name));
    match name.lang() {
        Some(_) => setting.language.official(format!("Del {} – {}", part.code, name.text())),
        None => format!("{letter} – {}", name.text()).into(),
    }
}

fn asked(setting: &Setting<'_>, question: &Question) -> Markup {
    let language = setting.language;
    let cells = setting.edition.questionnaire.schema.cells_of(question.place);
    let mut notes: Vec<Markup> = Vec::new();
    if let Some(col) =
        cells.first().filter(|col| setting.edition.questionnaire.filters[col.index()].is_some())
    {
        notes.push(words::asked_when(setting, *col));
    }
    if !question.instruction.is_empty() {
        notes.push(html! { (language.official(question.instruction.as_str())) });
    }
    let definitions = question.definitions.iter().map(|meant| {
        let (term, text) = (language.official(meant.term.as_str()), language.official(meant.text.as_str()));
        definition(language, &term, &text, None)
    });
    AskedQuestion {
        code: question.code.as_str(),
        number: words::number(question),
        text: setting.text(&question.text),
        optional: question.optional,
        notes,
        rows: question.rows.iter().flatten().map(|row| setting.text(&row.text)).collect(),
        alternatives: question.alternatives.iter().map(|of| setting.text(&of.text)).collect(),
        how: how(setting, question),
        definitions: definitions.collect(),
    }
    .html(language)
}

/// What is answered where there are no alternatives.
fn how<'a>(setting: &Setting<'_>, question: &'a Question) -> Option<Phrase<'a>> {
    let language = setting.language;
    let said: Phrase<'a> = match question.kind {
        QuestionType::YesNo | QuestionType::One => return None,
        QuestionType::Many => language.say("Flera kan väljas.", "Several can be chosen.").into(),
        QuestionType::Text => language.say("Fritext.", "Free text.").into(),
        QuestionType::Date => language.say("Ett datum.", "A date.").into(),
        QuestionType::Number | QuestionType::Table => {
            let what = match question.kind {
                QuestionType::Table => language.say("Ett tal på varje rad", "A number on each line"),
                _ => language.say("Ett tal", "A number"),
            };
            let form = question.form.as_ref()?;
            let (low, high) = (written_number(language, form.low), written_number(language, form.high));
            let cannot = match form.missing_code {
                Some(_) => language
                    .say(" Kan inte lämna uppgift går att välja.", " Cannot give this figure can be chosen."),
                None => "",
            };
            let decimals = form.digits;
            language
                .say(
                    format!("{what} från {low} till {high}, högst {decimals} decimaler.{cannot}"),
                    format!("{what} from {low} to {high}, at most {decimals} decimals.{cannot}"),
                )
                .into()
        }
    };
    Some(said)
}
