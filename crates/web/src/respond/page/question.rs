//! A question as the component of its kind, with everything that belongs to it.

use catalogue::model::{Question as Asks, QuestionType, Row, Severity};
use collection::form::sheet::COMMENT;
use collection::form::value::Given;
use collection::head::Held;
use collection::ids::CellId;
use domain::Truth;
use maud::{Markup, html};
use rules::schema::Col;
use serde_json::Value;

use super::super::cells::{Base, Filled, Sent, written_number};
use super::super::form::{seen_name, shown_again};
use super::super::{city, hidden, words};
use super::{Asked, comment, help, used};
use crate::design::choice::{CheckboxGroup, Choice, RadioGroup};
use crate::design::conflict::{Conflict, Version};
use crate::design::field::{Control, Field};
use crate::design::grid::{GridQuestion, GridRow};
use crate::design::input::{DateInput, TextArea};
use crate::design::number::NumberInput;
use crate::design::question::{Offer, Previous, Question};
use crate::design::rows::FieldRows;
use crate::design::text::{definition, folded_definition};
use crate::language::Phrase;

/// More definitions than this are folded: open, they would stand between a question and its answer on a phone.
const MANY: usize = 2;

/// A cell as it stands on the page.
pub(super) struct Shown<'a> {
    pub(super) col: Col,
    pub(super) name: &'a str,
    pub(super) cell: CellId,
    row: Option<&'a Row>,
    filled: Filled,
    base: Base,
    /// What is wrong with it: what was sent, or a check that must be mended.
    error: Option<Phrase<'a>>,
    /// What was answered last round, as it is kept and as it reads.
    before: Option<(&'a Value, Phrase<'a>)>,
}

/// The question; none if nothing of it is asked.
pub(super) fn html(asked: &Asked<'_>, question: &Asks) -> Option<Markup> {
    let cells: Vec<Shown<'_>> = asked
        .response
        .sheet
        .cells_of(question)
        .into_iter()
        .filter_map(|col| shown(asked, question, col))
        .collect();
    let only = cells.first()?;
    let is_choice = matches!(question.kind, QuestionType::YesNo | QuestionType::One);
    let html = match &question.rows {
        Some(_) if is_choice => dress(asked, question, &cells, grid(asked, question, &cells)),
        Some(_) => {
            let fields = cells.iter().map(|cell| row_field(asked, question, cell)).collect();
            dress(asked, question, &cells, FieldRows { fields })
        }
        None => match question.kind {
            QuestionType::YesNo | QuestionType::One => {
                dress(asked, question, &cells, radios(asked, question, only))
            }
            QuestionType::Many => dress(asked, question, &cells, checkboxes(asked, question, only)),
            QuestionType::Number => dress(asked, question, &cells, number(asked, question, only)),
            QuestionType::Date => dress(asked, question, &cells, DateInput { value: only.filled.text() }),
            QuestionType::Text | QuestionType::Table => dress(asked, question, &cells, text(question, only)),
        },
    };
    Some(html)
}

/// A cell that is asked, or could be; that holds two answers; or that was sent and is wrong.
fn shown<'a>(asked: &Asked<'a>, question: &'a Asks, col: Col) -> Option<Shown<'a>> {
    let response = &asked.response;
    let (setting, sheet) = (&response.setting, response.sheet);
    let column = setting.edition.questionnaire.schema.column(col);
    let cell: CellId = column.name.parse().ok()?;
    let held = response.head.cells.get(&cell);
    let written = asked.written.and_then(|written| written.of(&cell));
    let is_undecided = held.is_some_and(|held| !held.proposals.is_empty());
    if !(sheet.is_shown(col) || is_undecided || written.is_some()) {
        return None;
    }
    let fresh = Filled::of(setting.language, &column.kind, sheet.given(col));
    let (filled, base) = filled(fresh, held, written, (&column.name, &column.name));
    let sent = asked.written.and_then(|written| written.error(&cell));
    let error = sent.map(|error| Phrase::from(error.said.get(setting.language))).or_else(|| {
        let mut hard = response
            .findings_on(asked.page)
            .filter(|finding| finding.cell == col && finding.severity == Severity::Hard);
        hard.next().map(|finding| words::finding(setting, finding))
    });
    let before = asked.previous.and_then(|last| {
        let value = last.cells.get(&cell)?;
        let given = Given::of_json(&column.kind, value)?;
        Some((value, words::answer(setting, question, &given)))
    });
    let rows = question.rows.as_deref().unwrap_or_default();
    let row = column.row.as_ref().and_then(|id| rows.iter().find(|row| row.id == id.as_str()));
    Some(Shown { col, name: &column.name, cell, row, filled, base, error, before })
}

/// What a field holds and what it was made from: what was sent, if that is not saved, else what is.
pub(super) fn filled(
    fresh: Filled,
    held: Option<&Held>,
    written: Option<&[(String, String)]>,
    (cell, field): (&str, &str),
) -> (Filled, Base) {
    let base = Base::of(&fresh, held.map(|held| &held.by));
    let Some(fields) = written else { return (fresh, base) };
    let fields = Sent::of(fields);
    let mut sent = Filled::sent(&fields, field);
    for text in &mut sent.texts {
        *text = shown_again(text);
    }
    (sent, Base::sent(&fields, cell).unwrap_or(base))
}

fn choices<'a>(asked: &Asked<'a>, question: &'a Asks) -> Vec<Choice<'a>> {
    let text =
        |of: &'a catalogue::model::Alternative| Choice::new(&of.id, asked.response.setting.text_of(of));
    question.alternatives.iter().map(text).collect()
}

/// The same, and a way to take a choice back: a radio button cannot be unchosen by itself.
fn choices_or_none<'a>(asked: &Asked<'a>, question: &'a Asks, is_chosen: bool) -> Vec<Choice<'a>> {
    let mut choices = choices(asked, question);
    if is_chosen {
        choices.push(Choice::new("", asked.response.setting.language.say("Inget svar", "No answer")));
    }
    choices
}

fn radios<'a>(asked: &Asked<'a>, question: &'a Asks, cell: &'a Shown<'_>) -> RadioGroup<'a> {
    let chosen = cell.filled.texts.first().map(String::as_str);
    RadioGroup { choices: choices_or_none(asked, question, chosen.is_some()), chosen }
}

fn checkboxes<'a>(asked: &Asked<'a>, question: &'a Asks, cell: &'a Shown<'_>) -> CheckboxGroup<'a> {
    let mut choices = choices(asked, question);
    let is_alone =
        |choice: &Choice<'_>| question.alternatives.iter().any(|of| of.alone && of.id == choice.value);
    let alone = match choices.iter().filter(|choice| is_alone(choice)).count() {
        1 => choices.iter().position(is_alone).map(|place| choices.remove(place)),
        _ => None,
    };
    CheckboxGroup { choices, alone, chosen: cell.filled.texts.iter().map(String::as_str).collect() }
}

fn number<'a>(asked: &Asked<'_>, question: &'a Asks, cell: &'a Shown<'_>) -> NumberInput<'a> {
    let unit = if asked.response.setting.language == crate::language::Language::Swedish
        || question.unit.is_empty()
    {
        Phrase::from(question.unit.as_str())
    } else {
        asked.response.setting.language.official(question.unit.as_str())
    };
    let input = NumberInput::new(unit, cell.filled.text());
    let form = question.form.as_ref();
    let input = if form.is_some_and(|form| form.digits > 0) { input.decimals() } else { input };
    match form.and_then(|form| form.missing_code) {
        Some(code) => {
            let code = written_number(asked.response.setting.language, code);
            input.or_cannot_say(cell.filled.cannot_say).code(code)
        }
        None => input,
    }
}

fn text<'a>(question: &Asks, cell: &'a Shown<'_>) -> TextArea<'a> {
    let rows = if question.kind == QuestionType::Table { 6 } else { 3 };
    TextArea { value: cell.filled.text(), rows, max: collection::form::value::MAX_TEXT }
}

fn grid<'a>(asked: &Asked<'a>, question: &'a Asks, cells: &'a [Shown<'a>]) -> GridQuestion<'a> {
    let setting = &asked.response.setting;
    let round = asked.previous.map_or("", |last| last.name.as_str());
    let row = |cell: &'a Shown<'a>| {
        Some(GridRow {
            name: cell.row?.id.as_str(),
            text: setting.text(&cell.row?.text),
            chosen: cell.filled.texts.first().map(String::as_str),
            previous: cell.before.as_ref().map(|(_, answer)| (round, answer.clone())),
            error: cell.error.clone(),
        })
    };
    GridQuestion {
        rows_are: setting.language.say("Gäller", "About").into(),
        rows: cells.iter().filter_map(row).collect(),
        alternatives: choices_or_none(
            asked,
            question,
            cells.iter().any(|cell| !cell.filled.texts.is_empty()),
        ),
    }
}

/// A row that is answered with more than one alternative: a field of its own.
fn row_field(asked: &Asked<'_>, question: &Asks, cell: &Shown<'_>) -> Markup {
    match question.kind {
        QuestionType::YesNo | QuestionType::One => labelled(asked, cell, radios(asked, question, cell)),
        QuestionType::Many => labelled(asked, cell, checkboxes(asked, question, cell)),
        QuestionType::Number => labelled(asked, cell, number(asked, question, cell)),
        QuestionType::Date => labelled(asked, cell, DateInput { value: cell.filled.text() }),
        QuestionType::Text | QuestionType::Table => labelled(asked, cell, text(question, cell)),
    }
}

fn labelled<C: Control>(asked: &Asked<'_>, cell: &Shown<'_>, control: C) -> Markup {
    let setting = &asked.response.setting;
    let label = cell.row.map_or_else(|| Phrase::from(cell.name), |row| setting.text(&row.text));
    let mut field = Field::new(cell.name, label, control);
    if let (Some(last), Some((_, answer))) = (asked.previous, &cell.before) {
        let text = format!("{}: {}", last.name, answer.text());
        field = match answer.lang() {
            Some(_) => field.hint(setting.language.official(text)),
            None => field.hint(text),
        };
    }
    if let Some(error) = &cell.error {
        field = field.error(error.clone());
    }
    field.html(setting.language)
}

/// Everything around the control.
fn dress<C: Control>(asked: &Asked<'_>, question: &Asks, cells: &[Shown<'_>], control: C) -> Markup {
    let setting = &asked.response.setting;
    let language = setting.language;
    let code = words::number(question);
    let mut field = Field::new(question.code.as_str(), setting.text(&question.text), control);
    if !question.instruction.is_empty() {
        field = field.hint(language.official(question.instruction.as_str()));
    }
    if question.optional && question.belongs_to.is_empty() {
        field = field.optional();
    }
    if let (None, Some(error)) = (&question.rows, cells.first().and_then(|cell| cell.error.clone())) {
        field = field.error(error);
    }
    let is_offering = matches!(asked.city, city::Part::Offering);
    let mut html = Question::new(code, field);
    if let Some(note) = note(asked, question, cells) {
        html = html.note(note);
    }
    for meant in &question.definitions {
        let (term, text) = (language.official(meant.term.as_str()), language.official(meant.text.as_str()));
        html = html.definition(match question.definitions.len() > MANY {
            true => folded_definition(language, &term, &text),
            false => definition(language, &term, &text, None),
        });
    }
    if let Some(used) = used::html(asked, question) {
        html = html.used(used);
    }
    // A calculator counts what a unit knows of itself; what a city offers it counts elsewhere.
    if let (Some(help), [only], false) = (&question.help, cells, is_offering) {
        html = html.help(help::html(asked, question, help, only.name));
    }
    if let Some(previous) = previous(asked, question, cells) {
        html = html.previous(previous);
    }
    if let Some(offer) = offer(asked, question, cells) {
        html = html.offer(offer);
    }
    for conflict in cells.iter().filter_map(|cell| conflict(asked, question, cell)) {
        html = html.conflict(conflict);
    }
    let comments = comment::comments(asked, question, cells);
    let html = if is_offering { html } else { comments.on(html) };
    html! {
        div data-block=(question.code) {
            (html.html(language))
            @for cell in cells {
                (hidden(&Base::name(cell.name), &cell.base.text()))
                (seen(asked, &cell.cell))
            }
            @if !is_offering { (comments.hidden()) }
        }
    }
}

/// The proposals that are shown: a choice settles these.
pub(super) fn seen(asked: &Asked<'_>, cell: &CellId) -> Markup {
    let proposals = asked.response.head.cells.get(cell).map_or(&[][..], |held| &held.proposals);
    let ids: Vec<&str> = proposals.iter().map(|proposal| proposal.by.as_str()).collect();
    html! { @if !ids.is_empty() { (hidden(&seen_name(cell.as_str()), &ids.join(" "))) } }
}

fn note(asked: &Asked<'_>, question: &Asks, cells: &[Shown<'_>]) -> Option<Markup> {
    let language = asked.response.setting.language;
    let unsure =
        cells.iter().find(|cell| asked.response.sheet.cells()[cell.col.index()].asked != Truth::True);
    let when = unsure.map(|cell| words::asked_when(&asked.response.setting, cell.col));
    let lines = (question.kind == QuestionType::Table)
        .then(|| language.say("Ett tal på varje rad.", "One number on each line."));
    (when.is_some() || lines.is_some())
        .then(|| html! { (when.unwrap_or_default()) (lines.unwrap_or_default()) })
}

fn previous<'a>(asked: &Asked<'a>, question: &Asks, cells: &[Shown<'a>]) -> Option<Previous<'a>> {
    let language = asked.response.setting.language;
    let last = asked.previous?;
    let before: Vec<(&Shown<'a>, &Value)> =
        cells.iter().filter_map(|cell| Some((cell, cell.before.as_ref()?.0))).collect();
    let (first, _) = before.first()?;
    let is_same = |(cell, value): &(&Shown<'_>, &Value)| {
        let kind = &asked.response.setting.edition.questionnaire.schema.column(cell.col).kind;
        let now = asked.response.sheet.given(cell.col).map(|given| given.json(kind));
        now.as_ref() == Some(*value)
    };
    let answer = match question.rows {
        Some(_) => language.say("visas på varje rad", "shown on each row").into(),
        None => first.before.as_ref()?.1.clone(),
    };
    Some(Previous { round: &last.name, answer, confirmed: before.iter().all(is_same) })
}

/// What the district's city offers: one answer, or one a row.
fn offer<'a>(asked: &Asked<'a>, question: &'a Asks, cells: &[Shown<'a>]) -> Option<Offer<'a>> {
    let city::Part::District(offers) = asked.city else { return None };
    let setting = &asked.response.setting;
    let mut answers = Vec::new();
    let mut accepted = true;
    for cell in cells {
        let Some(value) = offers.cells.get(&cell.cell) else { continue };
        let kind = &setting.edition.questionnaire.schema.column(cell.col).kind;
        let Some(given) = Given::of_json(kind, value) else { continue };
        accepted &= asked.response.sheet.given(cell.col) == Some(&given);
        let row = cell.row.map(|row| setting.text(&row.text));
        answers.push((row, words::answer(setting, question, &given)));
    }
    (!answers.is_empty()).then_some(Offer { from: &offers.city, answers, accepted })
}

fn conflict<'a>(asked: &Asked<'a>, question: &'a Asks, cell: &Shown<'a>) -> Option<Conflict<'a>> {
    let setting = asked.response.setting;
    let held = asked.response.head.cells.get(&cell.cell).filter(|held| !held.proposals.is_empty())?;
    let kind = &setting.edition.questionnaire.schema.column(cell.col).kind;
    let read = move |value: &Value| {
        Given::of_json(kind, value).map(|given| words::answer(&setting, question, &given))
    };
    let at = cell.row.map(|row| (cell.name.into(), setting.text(&row.text)));
    Some(Conflict { versions: versions(asked, held, read), at })
}

/// Every answer that a cell holds, the one that counts first.
pub(super) fn versions<'a>(
    asked: &Asked<'a>,
    held: &'a Held,
    read: impl Fn(&Value) -> Option<Phrase<'a>>,
) -> Vec<Version<'a>> {
    let setting = &asked.response.setting;
    let first = (&held.value, &held.by, &held.author, held.at);
    let others = held.proposals.iter().map(|other| (&other.value, &other.by, &other.author, other.at));
    std::iter::once(first)
        .chain(others)
        .map(|(value, by, author, at)| Version {
            key: by.as_str().into(),
            text: value
                .as_ref()
                .and_then(&read)
                .unwrap_or_else(|| setting.language.say("Inget svar", "No answer").into()),
            by: setting.who(author).into(),
            at: setting.at(at).into(),
            own: setting.me == Some(author),
        })
        .collect()
}

/// The id of a cell's comment.
pub(super) fn comment_cell(cell: &str) -> Option<CellId> {
    format!("{cell}{COMMENT}").parse().ok()
}
