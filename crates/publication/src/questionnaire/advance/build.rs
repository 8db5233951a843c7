//! The document of an edition: what it is, how to answer, and its parts.

use catalogue::answers::fill_in::version;
use catalogue::model::{Edition, Language, Part, Question};
use domain::Date;

use super::paper::{Block, Line, Paper, Role, numbers};
use super::question;
use super::says::{Says, joined};

/// The document of the parts.
pub(super) fn paper(edition: &Edition, parts: &[&Part], language: Language) -> Paper {
    let says = Says { language };
    let all = super::parts(edition).count() == parts.len();
    let subtitle = match (all, parts) {
        (false, [part]) => {
            format!(
                "{} {} – {}",
                says.say("Alla frågor i del", "All questions of part"),
                part.code,
                part.name.get(language)
            )
        }
        (false, several) => {
            let codes = several.iter().map(|part| part.code.to_string()).collect();
            format!("{} {}", says.say("Alla frågor i delarna", "All questions of parts"), says.listed(codes))
        }
        (true, _) => says.say("Enkätens alla frågor", "All questions of the questionnaire").to_owned(),
    };
    let title = edition.name.get(language).to_owned();
    let mut blocks = vec![Block::Facts { rows: facts(edition, says) }];
    blocks.push(chapter(says.own(says.say("Att läsa i förväg", "To read in advance")), false));
    blocks.push(Block::Paragraph {
        role: Role::Text,
        line: says.own(says.say(
            "Här står varje fråga som den ställs, med dess begrepp, vem som får den och hur svaret kontrolleras: för att ta fram underlag, fördela frågor och samla kollegors svar. Svaren lämnas sedan i webbenkäten eller i arbetsboken som fylls i utan nät.",
            "Here is every question as it is asked, with its terms, who gets it and how the answer is checked: to find the facts, share out questions and collect colleagues’ answers. The answers are then given in the web questionnaire or in the workbook that is filled in offline.",
        )),
    });
    blocks.push(contents(edition, parts, says));
    blocks.push(chapter(says.own(says.say("Så svarar ni", "How to answer")), false));
    blocks.push(Block::Points { lines: how(edition, parts, says) });
    for part in parts {
        part_of(edition, part, says, &mut blocks);
    }
    let day = edition.measured_on.map_or([i16::try_from(edition.year.0).unwrap_or(2000), 1, 1], numbers);
    Paper {
        foot: format!(
            "{title} · {} {}",
            says.say("enkätens version", "questionnaire version"),
            version(edition)
        ),
        title_is_swedish: says.is_swedish(&edition.name),
        title,
        subtitle,
        of: says.say("av", "of").to_owned(),
        lang: says.say("sv", "en"),
        region: says.say("SE", "GB"),
        day,
        blocks,
    }
}

fn chapter(line: Line, breaks: bool) -> Block {
    Block::Chapter { line, breaks }
}

/// What is to be known of the edition: its day, its version, the calendar of the collection.
fn facts(edition: &Edition, says: Says) -> Vec<(Line, Line)> {
    let calendar = &edition.collection;
    let days = |days: &[Date]| says.listed(days.iter().map(|day| says.day(*day)).collect());
    let mut rows = vec![(says.say("Årgång", "Edition"), edition.year.to_string())];
    rows.extend(edition.measured_on.map(|day| (says.say("Mätdatum", "Measurement date"), says.day(day))));
    rows.extend(calendar.sent.map(|day| (says.say("Skickas ut", "Sent out"), says.day(day))));
    if !calendar.reminders.is_empty() {
        rows.push((says.say("Påminnelser", "Reminders"), days(&calendar.reminders)));
    }
    rows.extend(
        calendar.closes.map(|day| (says.say("Stänger för granskning", "Closes for review"), says.day(day))),
    );
    if let Some(opens) = calendar.reopens {
        let closes = calendar
            .reopening_closes
            .map_or(String::new(), |day| format!(" {} {}", says.say("till", "to"), says.day(day)));
        rows.push((says.say("Öppen för rättelser", "Open for corrections"), says.day(opens) + &closes));
    }
    rows.push((says.say("Enkätens version", "Questionnaire version"), version(edition)));
    rows.into_iter().map(|(label, text)| (says.own(label), says.own(text))).collect()
}

/// The parts, and whether they must be answered.
fn contents(edition: &Edition, parts: &[&Part], says: Says) -> Block {
    let heads = [("Del", "Part"), ("Innehåll", "Content"), ("Frågor", "Questions"), ("Besvaras", "Answered")];
    let row = |part: &&Part| {
        let must = match part.mandatory {
            true => says.say("Obligatorisk", "Mandatory"),
            false => says.say("Frivillig", "Voluntary"),
        };
        vec![
            says.own(part.code.to_string()),
            says.text(&part.name),
            says.own(numbered(edition, part).count().to_string()),
            says.own(must),
        ]
    };
    Block::Table {
        heads: heads.into_iter().map(|(sv, en)| says.own(says.say(sv, en))).collect(),
        rows: parts.iter().map(row).collect(),
    }
}

/// The questions of a part that have a number of their own.
fn numbered<'e>(edition: &'e Edition, part: &Part) -> impl Iterator<Item = &'e Question> {
    let code = part.code.clone();
    edition.questions.iter().filter(move |question| question.part == code && question.belongs_to.is_empty())
}

fn how(edition: &Edition, parts: &[&Part], says: Says) -> Vec<Line> {
    let mut lines = vec![
        says.own(says.say(
            "Varje fråga som ställs till er ska besvaras, om det inte står att den är frivillig. I en frivillig del gäller det om ni besvarar delen.",
            "Every question that is asked of you must be answered, unless it says that it is voluntary. In a voluntary part this holds if you answer the part.",
        )),
        says.own(says.say(
            "En följdfråga säger först vem som får den: ”Besvaras om …”. Annars går frågan till alla.",
            "A follow-up says first who gets it: “Answered if …”. Else the question goes to everybody.",
        )),
    ];
    let asked = || edition.questions.iter().filter(|q| parts.iter().any(|part| part.code == q.part));
    if asked().any(|q| q.form.as_ref().is_some_and(|form| form.missing_code.is_some())) {
        let line = joined([
            says.own(
                says.say("Kan ett tal inte tas fram väljer ni ", "If a number cannot be found, choose "),
            ),
            super::says::heavy(says.own(question::cannot_say(says))),
            says.own(says.say(
                ". Det är ett svar, och skrivs inte som ett påhittat tal.",
                ". It is an answer, and is not written as an invented number.",
            )),
        ]);
        lines.push(line);
    }
    lines.push(says.own(says.say(
        "Till varje fråga kan ni lämna en kommentar. Under Kontroller står när svaret kräver en kommentar, när det måste rättas och när det granskas.",
        "You may comment on every question. Under Checks it says when the answer needs a comment, when it must be mended and when it is reviewed.",
    )));
    lines.push(says.own(says.say(
        "Skriv aldrig personnummer, varken i svar eller i kommentarer.",
        "Never write personal identity numbers, neither in answers nor in comments.",
    )));
    lines
}

fn part_of(edition: &Edition, part: &Part, says: Says, blocks: &mut Vec<Block>) {
    let title = format!("{} {} – ", says.say("Del", "Part"), part.code);
    blocks.push(chapter(joined([says.own(title), says.text(&part.name)]), true));
    let must = match part.mandatory {
        true => says.say("Delen är obligatorisk.", "The part is mandatory."),
        false => says.say(
            "Delen är frivillig; i en del som besvaras är varje fråga obligatorisk.",
            "The part is voluntary; in a part that is answered every question is mandatory.",
        ),
    };
    blocks.push(Block::Paragraph { role: Role::Text, line: says.own(must) });
    for question in edition.questions.iter().filter(|question| question.part == part.code) {
        question::blocks(edition, question, says, blocks);
    }
}
