//! The fill-in workbook sent in (*arbetsboken*): what it would change, cell by cell, before anything is saved.
//!
//! Nothing is kept between the two steps: the page of changes carries each answer and the save that was looked at. So any
//! process may take the second step, nothing is forgotten by a restart, and somebody who saves in between is not overwritten.

mod checks;

use std::collections::BTreeMap;

use catalogue::Problems;
use catalogue::model::Language as Tongue;
use collection::fact::{Change as Saved, Content};
use collection::form::sheet::COMMENT;
use collection::form::value::{Given, free_text};
use collection::head::Head;
use collection::ids::{CellId, FactId};
use domain::PartCode;
use maud::{Markup, html};
use serde_json::Value;

pub use checks::{Then, way_on};

use super::cells::Filled;
use super::form::Fields;
use super::{Setting, hidden, words};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::changes::{Change, changes};
use crate::design::field::Field;
use crate::design::input::FileInput;
use crate::design::notice::{Notice, NoticeKind};
use crate::design::question::MAX_COMMENT;
use crate::design::save_state::SaveState;
use crate::design::text::{Level, Link, heading, lead, paragraph};
use crate::language::{Language, Phrase};

/// The field of the file.
pub const FILE: &str = "arbetsbok";
const CELL: &str = "cell.";
const BY: &str = "by.";

/// A part that the reader may save in.
#[derive(Clone, Copy, Debug)]
pub struct Open<'a> {
    /// The part.
    pub code: &'a PartCode,
    /// What its response holds.
    pub head: &'a Head,
}

/// What a workbook would change.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Answers to cells that are empty, and answers that differ.
    changes: Vec<(PartCode, CellId, Value)>,
    /// So many are the same already.
    pub same: usize,
    /// So many are in parts that the reader may not save in.
    pub elsewhere: usize,
}

impl Found {
    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

/// Compares a workbook's answers with what is held. Cells that are empty in the workbook change nothing.
pub fn compare(setting: &Setting<'_>, open: &[Open<'_>], cells: BTreeMap<CellId, Value>) -> Found {
    let mut found = Found::default();
    for (cell, value) in cells {
        let Some(part) = part_of(setting, &cell) else { continue };
        let Some(open) = open.iter().find(|open| *open.code == part) else {
            found.elsewhere += 1;
            continue;
        };
        match open.head.cells.get(&cell) {
            Some(held) if held.value.as_ref() == Some(&value) => found.same += 1,
            Some(_) | None => found.changes.push((part, cell, value)),
        }
    }
    // In the order in which it is asked.
    let schema = &setting.edition.questionnaire.schema;
    found.changes.sort_by_key(|(_, cell, _)| schema.find(bare(cell)).map(|col| col.index()));
    found
}

fn bare(cell: &CellId) -> &str {
    cell.as_str().strip_suffix(COMMENT).unwrap_or(cell.as_str())
}

fn part_of(setting: &Setting<'_>, cell: &CellId) -> Option<PartCode> {
    let schema = &setting.edition.questionnaire.schema;
    let place = schema.column(schema.find(bare(cell))?).question?;
    setting
        .edition
        .questions
        .iter()
        .find(|question| question.place == place)
        .map(|question| question.part.clone())
}

/// The page that gives the workbook and takes it back. `problems`: what could not be read in one that was sent.
pub fn page(setting: &Setting<'_>, refused: Option<(&str, Option<&Problems>)>) -> Markup {
    let language = setting.language;
    let address = address(setting);
    let file = format!("{address}/arbetsbok.xlsx");
    let field = Field::new(
        FILE,
        language.say("Ifylld arbetsbok", "Filled-in workbook"),
        FileInput { accept: ".xlsx" },
    )
    .hint(
        language.say("En fil som slutar på .xlsx, högst 1 MB.", "A file that ends with .xlsx, 1 MB at most."),
    );
    let saved = SaveState::Untouched;
    setting
        .shell(&address, language.say("Svara i en arbetsbok", "Answer in a workbook"), saved, Some(setting.way_back()))
        .faulty(refused.is_some())
        .body(html! {
            @if let Some((why, problems)) = refused {
                (Notice::new(NoticeKind::Error, language.say("Arbetsboken är inte inläst", "The workbook has not been read"))
                    .body(html! { p { (why) } @if let Some(problems) = problems { (listed(language, problems)) } })
                    .html(language))
            }
            (lead(language.say(
                "Fyll i enkäten utan internetuppkoppling och läs in den här. Du får se vad som ändras innan något sparas.",
                "Fill in the questionnaire offline and read it in here. You see what changes before anything is saved.",
            )))
            (heading(Level::Two, None, language.say("1. Hämta arbetsboken", "1. Get the workbook")))
            (paragraph(language.say(
                "Den är er egen: svaren som är sparade nu står redan i den, i de delar som du svarar på.",
                "It is your own: the answers saved now are in it already, in the parts that you answer.",
            )))
            p { (Link::new(file, language.say("Hämta arbetsboken", "Get the workbook")).file("Excel")) }
            (heading(Level::Two, None, language.say("2. Läs in den", "2. Read it in")))
            form method="post" action=(address) enctype="multipart/form-data" {
                (setting.hidden_fields())
                (field.html(language))
                (buttons(&[Button::new(ButtonKind::Primary, language.say("Läs in och granska", "Read and review"))]))
            }
        })
        .html()
}

/// Where it is.
pub fn address(setting: &Setting<'_>) -> String {
    format!("{}/fil", setting.hub())
}

/// A mistake that is of the file, not of one of its cells: a sheet that is missing.
const SHEET_MISSING: &str = "ANS-47";

/// What is told of the workbook's sheets: which are missing, were renamed, or were not read.
fn of_sheets(language: Language, missing: &Problems, notes: &[(String, String)]) -> Markup {
    html! {
        @if !missing.is_empty() {
            (Notice::new(NoticeKind::Warning, language.say("Blad saknas i arbetsboken", "Sheets are missing in the workbook"))
                .body(html! {
                    p { (language.say(
                        "Svaren på de delarna ändras inte. Resten kan sparas nu.",
                        "The answers to those parts are not changed. The rest can be saved now.",
                    )) }
                    (listed(language, missing))
                })
                .html(language))
        }
        @if !notes.is_empty() {
            (Notice::new(NoticeKind::Info, language.say("Om bladen i arbetsboken", "About the sheets of the workbook"))
                .body(html! { ul { @for (sv, en) in notes { li { (language.say(sv, en)) } } } })
                .html(language))
        }
    }
}

fn listed(language: Language, problems: &Problems) -> Markup {
    let tongue = match language {
        Language::Swedish => Tongue::Swedish,
        Language::English => Tongue::English,
    };
    let strip = |text: String| match text.split_once(": ") {
        Some((_, rest)) => rest.to_owned(),
        None => text,
    };
    html! { ul { @for problem in problems.iter() { li { (strip(problem.text(tongue))) } } } }
}

/// What would change, and what the checks would say of it, to be confirmed. `ids`: a new id for the save of each part.
pub fn preview(
    setting: &Setting<'_>,
    open: &[Open<'_>],
    found: &Found,
    (problems, notes): (&Problems, &[(String, String)]),
    ids: &[(PartCode, FactId)],
    then: Then<'_>,
) -> Markup {
    let language = setting.language;
    let address = address(setting);
    let listed_changes: Vec<Change<'_>> = found
        .changes
        .iter()
        .filter_map(|(part, cell, value)| one(setting, open, part, cell, value))
        .collect();
    let head_of = |part: &PartCode| open.iter().find(|open| open.code == part).map(|open| open.head);
    let by = |(part, cell, _): &(PartCode, CellId, Value)| {
        let held = head_of(part).and_then(|head| head.cells.get(cell));
        (format!("{BY}{cell}"), held.map(|held| held.by.as_str().to_owned()).unwrap_or_default())
    };
    let told = match language {
        Language::Swedish => format!(
            "{} svar kan sparas. {} är likadana redan. Tomma celler i arbetsboken ändrar inget.",
            listed_changes.len(),
            found.same
        ),
        Language::English => format!(
            "{} answers can be saved. {} are the same already. Empty cells of the workbook change nothing.",
            listed_changes.len(),
            found.same
        ),
    };
    let of = |is_sheet: bool| -> Problems {
        problems.iter().filter(|problem| (problem.code == SHEET_MISSING) == is_sheet).cloned().collect()
    };
    let (missing, cells) = (of(true), of(false));
    // Of very many only the number is known, and those are cells.
    let unreadable = problems.found() - missing.len();
    let save = format!("{address}/spara");
    let any = !listed_changes.is_empty();
    setting
        .shell(
            &address,
            if any { language.say("Det här ändras", "This is what changes") } else { language.say("Inget att ändra", "Nothing to change") },
            if any { SaveState::Unsaved } else { SaveState::Untouched },
            Some(Link::new(address.clone(), language.say("Välj en annan fil", "Choose another file"))),
        )
        .body(html! {
            (lead(told))
            @if found.elsewhere > 0 {
                (Notice::new(NoticeKind::Info, match language {
                    Language::Swedish => format!("{} svar hör till delar som du inte kan spara i", found.elsewhere),
                    Language::English => format!("{} answers are in parts that you cannot save in", found.elsewhere),
                }).body(html! { p { (language.say(
                    "De läses inte in. Delen kan vara inskickad, eller någon annans.",
                    "They are not read. The part may be submitted, or somebody else's.",
                )) } }).html(language))
            }
            (of_sheets(language, &missing, notes))
            @if !cells.is_empty() {
                (Notice::new(NoticeKind::Warning, match language {
                    Language::Swedish if unreadable == 1 => "En cell kan inte läsas".to_owned(),
                    Language::English if unreadable == 1 => "One cell cannot be read".to_owned(),
                    Language::Swedish => format!("{unreadable} celler kan inte läsas"),
                    Language::English => format!("{unreadable} cells cannot be read"),
                }).body(html! {
                    p { (language.say(
                        "Resten kan sparas nu. Rätta de här i arbetsboken och läs in den igen, eller svara på sidorna.",
                        "The rest can be saved now. Mend these in the workbook and read it again, or answer on the pages.",
                    )) }
                    (listed(language, &cells))
                }).html(language))
            }
            @if found.is_empty() {
                p { (setting.way_back()) }
            } @else {
                form method="post" action=(save) {
                    (setting.hidden_fields())
                    @for (part, id) in ids { (hidden(&format!("fact.{part}"), id.as_str())) }
                    @for (name, by) in found.changes.iter().map(by) { (hidden(&name, &by)) }
                    (checks::html(setting, open, then))
                    (heading(Level::Two, None, language.say("Svaren i arbetsboken", "The answers of the workbook")))
                    (changes(language, &listed_changes))
                    (buttons(&[
                        Button::new(ButtonKind::Primary, language.say("Spara det ikryssade", "Save what is ticked")),
                        Button::leading(ButtonKind::Secondary, language.say("Avbryt", "Cancel"), &setting.hub()),
                    ]))
                }
            }
        })
        .html()
}

fn one<'a>(
    setting: &Setting<'a>,
    open: &[Open<'_>],
    part: &PartCode,
    cell: &CellId,
    value: &Value,
) -> Option<Change<'a>> {
    let language = setting.language;
    let schema = &setting.edition.questionnaire.schema;
    let column = schema.column(schema.find(bare(cell))?);
    let question =
        setting.edition.questions.iter().find(|question| Some(question.place) == column.question)?;
    let is_comment = cell.as_str().ends_with(COMMENT);
    let read = |value: &Value| -> Option<Phrase<'a>> {
        if is_comment {
            return value.as_str().map(|text| text.to_owned().into());
        }
        Given::of_json(&column.kind, value).map(|given| words::answer(setting, question, &given))
    };
    let rows = question.rows.as_deref().unwrap_or_default();
    let row = column.row.as_ref().and_then(|id| rows.iter().find(|row| row.id == id.as_str()));
    let asked = match row {
        Some(row) => format!("{}: {}", question.text.sv, row.text.sv),
        None => question.text.sv.clone(),
    };
    let asked =
        if is_comment { format!("{} – {asked}", language.say("Kommentar", "Comment")) } else { asked };
    let held = open.iter().find(|open| open.code == part)?.head.cells.get(cell);
    let is_undecided = held.is_some_and(|held| !held.proposals.is_empty());
    let now = held.and_then(|held| {
        let who = format!("{}, {}", setting.who(&held.author), setting.at(held.at));
        Some((held.value.as_ref().and_then(read)?, who))
    });
    let is_own = held.is_none_or(|held| held.value.is_none() || setting.me == Some(&held.author));
    let note = match (is_undecided, is_own) {
        (true, _) => Some(language.say(
            "Två har redan svarat olika här. Arbetsbokens svar läggs bredvid, och någon får välja.",
            "Two people have answered this differently already. The workbook's answer is put beside them, and somebody chooses.",
        )),
        (false, false) => Some(language.say(
            "En kollega har svarat. Kryssa i om arbetsbokens svar ska gälla.",
            "A colleague has answered. Tick it if the workbook's answer is to count.",
        )),
        (false, true) => None,
    };
    Some(Change {
        name: format!("{CELL}{cell}"),
        value: value.to_string(),
        number: words::number(question),
        question: language.official(asked),
        now,
        then: read(value)?,
        chosen: note.is_none(),
        note,
    })
}

/// Reads what was confirmed: a save for each part. What nobody could answer is left out: no page of ours sends it.
pub fn read(
    setting: &Setting<'_>,
    open: &[Open<'_>],
    fields: &Fields,
) -> Vec<(PartCode, Option<FactId>, Content)> {
    let mut parts: BTreeMap<PartCode, BTreeMap<CellId, Saved>> = BTreeMap::new();
    for (name, json) in fields {
        let cell: Option<CellId> = name.strip_prefix(CELL).and_then(|cell| cell.parse().ok());
        let Some((cell, part)) =
            cell.and_then(|cell| Some((part_of(setting, &cell)?, cell))).map(|(p, c)| (c, p))
        else {
            continue;
        };
        let Some(open) = open.iter().find(|open| *open.code == part) else { continue };
        let Some(value) = serde_json::from_str(json).ok().and_then(|value| fit(setting, &cell, value)) else {
            continue;
        };
        let by = fields.iter().find(|(name, _)| name.strip_prefix(BY) == Some(cell.as_str()));
        let based_on = by.and_then(|(_, by)| by.parse().ok());
        let is_held = open.head.cells.get(&cell).is_some_and(|held| held.value.as_ref() == Some(&value));
        if !is_held {
            let change = Saved { value: Some(value), based_on, settles: Vec::new(), erased: false };
            parts.entry(part).or_default().insert(cell, change);
        }
    }
    let id = |part: &PartCode| {
        let name = format!("fact.{part}");
        fields.iter().find(|(known, _)| *known == name).and_then(|(_, id)| id.parse().ok())
    };
    parts.into_iter().map(|(part, cells)| (part.clone(), id(&part), Content::Saved { cells })).collect()
}

/// The answer as a page's field would give it.
fn fit(setting: &Setting<'_>, cell: &CellId, value: Value) -> Option<Value> {
    if cell.as_str().ends_with(COMMENT) {
        let text = value.as_str()?;
        let text = free_text(text).ok().filter(|_| text.chars().count() <= MAX_COMMENT)?;
        return (!text.trim().is_empty()).then(|| text.into());
    }
    let schema = &setting.edition.questionnaire.schema;
    let kind = &schema.column(schema.find(cell.as_str())?).kind;
    let given = Given::of_json(kind, &value)?;
    Filled::of(Language::Swedish, kind, Some(&given)).read(kind).ok()?
}
