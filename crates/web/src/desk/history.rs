//! A response as it was at any time, beside what it is now (*svaren som de var*).

use std::collections::BTreeMap;

use collection::access::Action;
use collection::chain::Hash;
use collection::fact::Content;
use collection::form::sheet::Sheet;
use collection::head::{Head, State};
use collection::ids::{CellId, FactId};
use collection::round::{Response, Subject};
use domain::Unit;
use maud::{Markup, html};
use rules::schema::Col;
use serde_json::Value;
use store::Entry;

use super::rounds::{Wrong, errors, field};
use super::subject::{People, standing, what, who};
use super::{At, Desk, response_tag};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::field::{Field, beside};
use crate::design::input::{DateInput, TextArea, TextInput, Width};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::table::{Cell, Column, Group, Row, Table};
use crate::design::tag::{TagKind, tag};
use crate::design::text::{Level, Link, heading, paragraph};
use crate::language::Phrase;
use crate::respond::{Setting, instant, words};

/// Most characters of a reason.
pub const MAX_WHY: usize = 1_000;

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The desk.
    pub desk: Desk<'a>,
    /// Who answers.
    pub subject: &'a Subject,
    /// Their unit.
    pub unit: &'a Unit,
    /// The part.
    pub response: &'a Response,
    /// What it is now.
    pub now: &'a Head,
    /// What happened to it, in order.
    pub entries: &'a [Entry],
    /// After which of them it is shown; none: before the first.
    pub chosen: Option<usize>,
    /// Answers of the subject's other parts, which questions may depend on.
    pub others: &'a BTreeMap<CellId, Value>,
    /// Of each submission: the hash of the batch that holds it.
    pub batches: &'a BTreeMap<FactId, Hash>,
    /// Who is who.
    pub people: &'a People,
    /// Only cells that changed.
    pub changed_only: bool,
    /// The id of the fact that the form sends.
    pub form: &'a FactId,
    /// Why it is reopened, as written, and what is wrong with it.
    pub written: (&'a str, &'a [Wrong]),
}

/// After which fact the address asks for: `vid` names one, `dag` and `tid` a moment. The last one if it names none;
/// none if it is a moment before the first.
pub fn chosen(entries: &[Entry], query: &[(String, String)]) -> Option<usize> {
    let last = entries.len().checked_sub(1);
    let named = super::sent(query, "vid");
    if !named.is_empty() {
        return entries.iter().position(|entry| entry.fact.id.as_str() == named).or(last);
    }
    match instant(super::sent(query, "dag"), super::sent(query, "tid")) {
        // A moment is a whole minute: what happened in it is known at its end.
        Some(at) => entries.iter().rposition(|entry| entry.at < at + 60_000_000),
        None => last,
    }
}

/// What a response was after a fact.
pub fn then(entries: &[Entry], chosen: Option<usize>) -> Option<Head> {
    let upto = chosen.map_or(0, |chosen| chosen + 1);
    Head::of(entries.iter().take(upto).map(|entry| (&entry.fact, entry.at))).ok()
}

/// A text, and whether it is the catalogue's Swedish whatever the language of the page.
type Told = (String, bool);

/// A question of the comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Compared {
    number: String,
    text: Told,
    lines: Vec<Line>,
}

/// What it holds, or one of its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    about: Told,
    then: Told,
    now: Told,
    changed: bool,
}

/// The page.
pub fn history(shown: &Shown<'_>) -> Markup {
    let desk = &shown.desk;
    let language = desk.language;
    let part = &shown.response.part;
    let back = desk.to(&format!("/enheter/{}", shown.subject.id));
    let title = format!("{}, {}", shown.unit.name, desk.part_letter(part));
    let Some(then) = then(shown.entries, shown.chosen) else { return html! {} };
    let then = &then;
    let (why, wrong) = shown.written;
    desk.page(At::Units, title)
        .kicker(desk.part_name(part))
        .faulty(!wrong.is_empty())
        .back(Link::new(back, language.official(shown.unit.name.as_str())))
        .body(html! {
            (errors(language, wrong))
            p { (response_tag(language, &standing(shown.response, &shown.subject.unit, shown.now))) }
            @if let Some(why) = &shown.now.reopening_asked {
                (Notice::new(NoticeKind::Info, language.say("Samordnaren ber om att öppna delen igen", "The coordinator asks to have the part reopened"))
                    .body(paragraph(why.as_str())).html(language))
            }
            (compare(shown, then))
            (facts(shown))
            @if desk.may(Action::Reopen) && shown.now.state != State::Open { (reopen(shown, why, wrong)) }
        })
        .html()
}

fn moment(shown: &Shown<'_>) -> Markup {
    let desk = &shown.desk;
    let language = desk.language;
    let here = desk.to(&format!("/enheter/{}/{}", shown.subject.id, shown.response.part));
    let (day, time) = super::rounds::written(shown.chosen.map(|at| shown.entries[at].at));
    html! {
        form method="get" action=(here) {
            (heading(Level::Three, None, language.say("Visa svaren som de var", "Show the answers as they were")))
            (beside(&[
                Field::new("dag", language.say("Dag", "Day"), DateInput { value: &day }).html(language),
                Field::new("tid", language.say("Klockan", "Time"), TextInput { value: &time, width: Width::Short, ..TextInput::default() }).html(language),
            ]))
            (buttons(&[Button::new(ButtonKind::Secondary, language.say("Visa", "Show"))]))
        }
    }
}

fn compare(shown: &Shown<'_>, then: &Head) -> Markup {
    let desk = &shown.desk;
    let language = desk.language;
    let compared = compared(shown, then);
    let changed = compared.iter().flat_map(|question| &question.lines).filter(|line| line.changed).count();
    let is_now = shown.chosen.is_some_and(|chosen| chosen + 1 == shown.entries.len());
    let when = shown.chosen.map(|at| &shown.entries[at]);
    let title = match when {
        Some(entry) => format!("{} {}", language.say("Svaren", "The answers"), desk.at(entry.at)),
        None => language.say("Innan något sparades", "Before anything was saved").to_owned(),
    };
    let text = |(text, official): &Told| {
        if *official { language.official(text.clone()) } else { text.clone().into() }
    };
    let row = |line: &Line| {
        let mut cells = vec![Cell::text(text(&line.then))];
        if !is_now {
            cells.push(Cell::text(text(&line.now)));
            cells.push(if line.changed {
                Cell::markup(tag(TagKind::Attention, language.say("Ändrat", "Changed")))
            } else {
                Cell::text("")
            });
        }
        Row { header: html! { (text(&line.about)) }, cells, total: false }
    };
    let group = |question: &Compared| {
        let told = question.lines.iter().filter(|line| line.changed || !shown.changed_only);
        let header = html! { strong { (question.number) } " " (text(&question.text)) };
        Group { header, rows: told.map(row).collect() }
    };
    let mut columns = vec![
        Column::new(language.say("Fråga", "Question")),
        Column::new(if is_now { language.say("Nu", "Now") } else { language.say("Då", "Then") }),
    ];
    if !is_now {
        columns.push(Column::new(language.say("Nu", "Now")));
        columns.push(Column::new(language.say("Skillnad", "Difference")));
    }
    let mut groups: Vec<Group> = compared.iter().map(group).collect();
    groups.retain(|group| !group.rows.is_empty());
    let caption = match (is_now, when) {
        (true, _) => language.say("Svaren som de är nu".to_owned(), "The answers as they are now".to_owned()),
        (false, Some(entry)) => format!(
            "{} {}; {changed} {}",
            language.say("Svaren efter", "The answers after"),
            desk.at(entry.at),
            language.say("ändrade sedan dess", "changed since"),
        ),
        (false, None) => language.say("Ingenting var sparat".to_owned(), "Nothing was saved".to_owned()),
    };
    let root = desk.to(&format!("/enheter/{}/{}", shown.subject.id, shown.response.part));
    html! {
        (heading(Level::Two, Some("svar"), title))
        @if let Some(entry) = when {
            p { (what(language, entry)) " · " (who(language, shown.people, &entry.fact.author)) }
            @if !is_now {
                p {
                    (Link::new(root.clone(), language.say("Visa svaren som de är nu", "Show the answers as they are now")))
                    @if !shown.changed_only && changed > 0 {
                        " · " (Link::new(format!("{root}?vid={}&bara=andrade", entry.fact.id), language.say("Bara det som ändrats", "Only what changed")))
                    }
                }
            }
        }
        @if groups.is_empty() { (paragraph(language.say("Inga svar.", "No answers."))) }
        @else { (Table::grouped("jamforelse", caption, columns, groups).stacked().html(language)) }
    }
}

/// Every question of the part that is asked or holds something, then or now, cell by cell.
fn compared(shown: &Shown<'_>, then: &Head) -> Vec<Compared> {
    let desk = &shown.desk;
    let (language, edition) = (desk.language, desk.edition);
    let nobody = BTreeMap::new();
    let setting = Setting {
        language,
        edition,
        unit: shown.unit,
        root: "",
        people: &nobody,
        me: None,
        closes: None,
        hidden: &[],
    };
    let sheet = |head: &Head| {
        let mut answers = shown.others.clone();
        answers.extend(head.answers());
        Sheet::of(edition, shown.unit, &answers)
    };
    let (then, now) = (sheet(then), sheet(shown.now));
    let schema = &edition.questionnaire.schema;
    let mut compared = Vec::new();
    let questions = edition.questions.iter().filter(|question| question.part.as_str() == shown.response.part);
    let told = |phrase: Phrase<'_>| (phrase.text().to_owned(), phrase.lang().is_some());
    for question in questions {
        let mut lines = Vec::new();
        for col in then.cells_of(question) {
            let answer = |sheet: &Sheet<'_>| -> Told {
                match sheet.given(col) {
                    Some(given) => told(words::answer(&setting, question, given)),
                    None if sheet.is_shown(col) => ("–".to_owned(), false),
                    None => (language.say("Frågas inte", "Not asked").to_owned(), false),
                }
            };
            let column = schema.column(col);
            let row = column.row.as_ref();
            let row = row.and_then(|id| question.rows.iter().flatten().find(|row| row.id == id.as_str()));
            let about = row.map(|row| told(setting.text(&row.text)));
            let holds = |sheet: &Sheet<'_>| sheet.given(col).is_some() || sheet.is_shown(col);
            if holds(&then) || holds(&now) {
                let changed = then.given(col) != now.given(col);
                let whole = || (language.say("Svar", "Answer").to_owned(), false);
                let about = about.clone().unwrap_or_else(whole);
                lines.push(Line { about, then: answer(&then), now: answer(&now), changed });
            }
            lines.extend(comment(language, about, col, (&then, &now)));
        }
        let (number, text) = (words::number(question).to_owned(), told(setting.text(&question.text)));
        compared.push(Compared { number, text, lines });
    }
    compared
}

fn comment(
    language: crate::language::Language,
    row: Option<Told>,
    col: Col,
    (then, now): (&Sheet<'_>, &Sheet<'_>),
) -> Option<Line> {
    let text = |sheet: &Sheet<'_>| (sheet.comment(col).unwrap_or("–").to_owned(), false);
    let changed = then.comment(col) != now.comment(col);
    let word = language.say("Kommentar", "Comment");
    (then.comment(col).is_some() || now.comment(col).is_some()).then(|| Line {
        about: match row {
            Some((row, official)) => (format!("{word}: {row}"), official),
            None => (word.to_owned(), false),
        },
        then: text(then),
        now: text(now),
        changed,
    })
}

fn facts(shown: &Shown<'_>) -> Markup {
    let desk = &shown.desk;
    let language = desk.language;
    let row = |(place, entry): (usize, &Entry)| {
        let to =
            desk.to(&format!("/enheter/{}/{}?vid={}", shown.subject.id, shown.response.part, entry.fact.id));
        let receipt = matches!(entry.fact.content, Content::Submitted { .. });
        let batch = shown.batches.get(&entry.fact.id);
        let here = shown.chosen == Some(place);
        Row {
            header: html! {
                @if here { strong { (desk.at(entry.at)) } }
                @else { (Link::new(to, desk.at(entry.at)).about(format!("{}:{}", entry.no, entry.pos + 1))) }
            },
            cells: vec![
                Cell::text(what(language, entry)),
                Cell::text(who(language, shown.people, &entry.fact.author)),
                Cell::text(format!("{}:{}", entry.no, entry.pos + 1)),
                Cell::markup(html! {
                    @if receipt {
                        code { (entry.fact.id) }
                        @if let Some(hash) = batch {
                            " " (language.say("post", "batch")) " " code { (hash.to_string().chars().take(16).collect::<String>()) "…" }
                        }
                    }
                    @if let Some(at) = entry.erased_at { (language.say("Gallrad ", "Erased ")) (desk.at(at)) }
                }),
            ],
            total: false,
        }
    };
    let columns = vec![
        Column::new(language.say("När", "When")),
        Column::new(language.say("Vad", "What")),
        Column::new(language.say("Vem", "Who")),
        Column::new(language.say("Plats i kedjan", "Place in the chain")),
        Column::new(language.say("Kvittonummer", "Receipt number")),
    ];
    let rows: Vec<Row> = shown.entries.iter().enumerate().rev().map(row).collect();
    html! {
        (heading(Level::Two, Some("historik"), language.say("Det som har hänt", "What has happened")))
        @if rows.is_empty() { (paragraph(language.say("Ingenting ännu.", "Nothing yet."))) }
        @else { (Table::new("handelser", language.say("Det senaste först", "The latest first"), columns, rows).stacked().html(language)) }
        @if !shown.entries.is_empty() { (moment(shown)) }
    }
}

fn reopen(shown: &Shown<'_>, why: &str, wrong: &[Wrong]) -> Markup {
    let desk = &shown.desk;
    let language = desk.language;
    let closed = desk.round.state == collection::round::RoundState::Closed
        || desk.round.closes.is_some_and(|closes| closes <= desk.now);
    let area = TextArea { value: why, rows: 3, max: MAX_WHY };
    let label = language.say("Varför den öppnas", "Why it is reopened");
    html! {
        (heading(Level::Two, Some("oppna"), language.say("Öppna delen igen", "Reopen the part")))
        (paragraph(language.say(
            "Samordnaren kan då ändra svaren och måste skicka in på nytt. Det som är inskickat finns kvar i historiken. Chefens godkännande behövs igen.",
            "The coordinator can then change the answers and must submit again. What was submitted stays in the history. The manager must sign off again.",
        )))
        @if closed {
            (Notice::new(NoticeKind::Warning, language.say("Insamlingen är stängd", "The collection is closed"))
                .body(paragraph(language.say(
                    "Ingenting kan sparas i delen förrän insamlingen också öppnas igen.",
                    "Nothing can be saved in the part until the collection is reopened, too.",
                ))).html(language))
        }
        form method="post" action=(desk.to(&format!("/enheter/{}/{}/oppna", shown.subject.id, shown.response.part))) {
            input type="hidden" name="fact" value=(shown.form);
            (field(language, Field::new("varfor", label, area).hint(language.say("Sparas i historiken. Skriv inga personuppgifter.", "Kept in the history. Write no personal data.")), "varfor", wrong))
            (buttons(&[Button::new(ButtonKind::Secondary, language.say("Öppna delen igen", "Reopen the part"))]))
        }
    }
}
