//! What all units got (*fördelning*): how many of each outcome, or where each lies on a scale.

use domain::Rounded;
use maud::{Markup, html};
use publication::model::{Observation, Text, Value};

use super::Shown;
use super::scale::{figure, plain};
use crate::design::chart::{Beside, Dot, Part, Parts, Strip, Told, Tone};
use crate::design::table::{Cell, Column, Row, Table};
use crate::design::text::{Level, heading, paragraph};
use crate::language::Phrase;
use crate::public::observed;

pub(super) fn section(shown: &Shown<'_>) -> Markup {
    let language = shown.look.language;
    let figures = shown.units.iter().any(|unit| figure(unit.found).is_some());
    let judged = shown.judged(shown.units.iter().map(|unit| unit.found), shown.asked.mode);
    html! {
        (heading(Level::Two, Some("fordelning"), language.say("Alla kommuner och stadsdelar", "All municipalities and districts")))
        (not_here(shown))
        @if judged.is_some() { (shown.named(shown.asked.mode, judged)) }
        @if figures { (strip(shown)) }
        (parts(shown, figures))
    }
}

/// Why the chosen mode says nothing.
fn not_here(shown: &Shown<'_>) -> Markup {
    let language = shown.look.language;
    let Some(mode) = shown.asked.mode else { return html! {} };
    if shown.judged(shown.units.iter().map(|unit| unit.found), Some(mode)).is_some() {
        return html! {};
    }
    let words = shown.look.opened.vocabulary();
    let reasons = shown.units.iter().filter(|unit| !matches!(unit.found.value, Value::Empty(..)));
    let told = reasons.filter_map(|unit| observed::told(unit.found, mode)?.verdict.err()).next();
    let why = told.and_then(|why| words.not_here(why.id()));
    html! {
        @if let (Some(word), Some(why)) = (words.mode(mode.id()), why) {
            p {
                (language.say("Färgläget ", "The colour mode ")) strong { (shown.look.text(&word.name)) }
                (language.say(" säger inget här: ", " says nothing here: ")) (shown.look.text(&why.meaning))
            }
        }
    }
}

/// An outcome and how many got it.
struct Counted<'a> {
    id: &'a str,
    name: &'a Text,
    sign: String,
    tone: Tone,
    names: Vec<&'a str>,
}

/// The id of an outcome or an empty; none of a figure.
fn id_of(found: &Observation) -> Option<&str> {
    match &found.value {
        Value::Category(id, _) | Value::Empty(id, ..) => Some(id),
        Value::Figure(..) => None,
    }
}

fn counted<'s>(shown: &'s Shown<'_>) -> Vec<Counted<'s>> {
    let mut all: Vec<Counted<'s>> = Vec::new();
    for unit in &shown.units {
        let (id, name, own) = match &unit.found.value {
            Value::Category(id, name) => (id.as_str(), name, ""),
            Value::Empty(id, sign, name) => (id.as_str(), name, sign.as_str()),
            Value::Figure(..) => continue,
        };
        match all.iter_mut().find(|known| known.id == id) {
            Some(known) => known.names.push(&unit.name),
            None => {
                let judged = observed::colour_of(&shown.look, unit.found, shown.asked.mode);
                let sign = judged.map_or_else(|| own.to_owned(), |(_, sign, _)| sign.to_owned());
                let tone = shown.tone(unit.found, shown.asked.mode);
                all.push(Counted { id, name, sign, tone, names: vec![&unit.name] });
            }
        }
    }
    let place = |id: &str| shown.indicator.shown.iter().position(|known| known == id).unwrap_or(usize::MAX);
    all.sort_by_key(|one| (Tone::ALL.iter().position(|tone| *tone == one.tone), place(one.id)));
    all
}

/// Of figures only the empties are counted: the others have a dot each.
fn parts(shown: &Shown<'_>, figures: bool) -> Markup {
    let language = shown.look.language;
    let counted = counted(shown);
    if counted.is_empty() {
        return html! {};
    }
    let with: usize = shown.units.iter().filter(|unit| figure(unit.found).is_some()).count();
    let own = shown.asked_for();
    let mut parts: Vec<Part<'_>> = Vec::new();
    if figures {
        let name = language.say("Har ett tal", "Have a figure").into();
        let marked = own.is_some_and(|own| figure(own.found).is_some());
        parts.push(Part { name, sign: String::new(), count: with, tone: Tone::Plain, marked });
    }
    parts.extend(counted.iter().map(|one| Part {
        name: shown.look.text(one.name),
        sign: one.sign.clone(),
        count: one.names.len(),
        tone: one.tone,
        marked: own.is_some_and(|own| id_of(own.found) == Some(one.id)),
    }));
    let marked = own.zip(parts.iter().find(|part| part.marked));
    let marked = marked.map(|(own, part)| format!("{}: {}", own.name, part.name.text()));
    let all = shown.units.len();
    let said: Vec<String> = parts.iter().map(|part| format!("{} {}", part.name.text(), part.count)).collect();
    let title = match figures {
        true => language.say("Hur många som har ett tal", "How many have a figure"),
        false => language.say("Hur många som fick vad", "How many got what"),
    };
    let where_it_is = marked.as_ref().map(|marked| format!(" {marked}.")).unwrap_or_default();
    let described = language.say(
        format!("{all} kommuner och stadsdelar: {}.{where_it_is}", said.join(", ")),
        format!("{all} municipalities and districts: {}.{where_it_is}", said.join(", ")),
    );
    let row = |part: &Part<'_>, names: &[&str]| Row {
        header: html! { (part.name) },
        cells: vec![Cell::number(&part.count.to_string()), Cell::text(few(names))],
        total: false,
    };
    let rows = parts.iter().map(|part| {
        let same = counted.iter().find(|one| shown.look.text(one.name) == part.name);
        row(part, same.map_or(&[], |one| one.names.as_slice()))
    });
    let columns = vec![
        Column::new(language.say("Utfall", "Outcome")),
        Column::number(language.say("Antal", "Number")),
        Column::new(language.say("Vilka, om de är tio eller färre", "Which, if they are ten or fewer")),
    ];
    let table = Table::new("fordelning-tabell", title, columns, rows.collect());
    let told = Told { id: "diagram-fordelning", title: title.into(), description: described.into() };
    Parts { told, parts: parts.clone(), marked: marked.as_deref(), beside: Beside::Table(table) }
        .html(language)
}

fn few(names: &[&str]) -> String {
    if names.len() > 10 { String::new() } else { names.join(", ") }
}

fn strip(shown: &Shown<'_>) -> Markup {
    let language = shown.look.language;
    let unit = shown.unit();
    let scale = shown.scale(shown.units.iter().filter_map(|unit| figure(unit.found)));
    let mut with: Vec<(Rounded, &super::Unit<'_>)> =
        shown.units.iter().filter_map(|unit| Some((figure(unit.found)?, unit))).collect();
    with.sort_by(|(a, _), (b, _)| plain(*a).total_cmp(&plain(*b)));
    // Each quartile is a figure that a unit has: the nearest in rank.
    let at = |quarter: usize| with.get((with.len() * quarter).div_ceil(4).saturating_sub(1));
    let names = [
        (1, language.say("Nedre kvartil", "Lower quartile")),
        (2, language.say("Median", "Median")),
        (3, language.say("Övre kvartil", "Upper quartile")),
    ];
    let lines: Vec<(f64, String, &str, String)> = names
        .into_iter()
        .filter_map(|(quarter, name)| {
            let (figure, of) = at(quarter)?;
            let words = observed::words(&shown.look, of.found, &unit).text().to_owned();
            Some((scale.share(*figure), format!("{name} {words}"), name, words))
        })
        .collect();
    let dots = with
        .iter()
        .map(|(figure, of)| Dot {
            words: format!("{}: {}", of.name, shown.said(of.found, shown.asked.mode, &unit)),
            share: scale.share(*figure),
            tone: shown.tone(of.found, shown.asked.mode),
            marked: shown.asked.unit.as_deref() == Some(of.code.id.as_str()),
        })
        .collect();
    let n = with.len();
    let said: Vec<&str> = lines.iter().map(|(_, words, ..)| words.as_str()).collect();
    let described = language.say(
        format!("{n} kommuner och stadsdelar har ett tal. {}.", said.join(", ")),
        format!("{n} municipalities and districts have a figure. {}.", said.join(", ")),
    );
    let told = Told {
        id: "diagram-spridning",
        title: language
            .say("En prick för varje kommun och stadsdel", "A dot for each municipality and district")
            .into(),
        description: described.into(),
    };
    let rows = lines.iter().map(|(_, _, name, words)| Row {
        header: html! { (Phrase::from(*name)) },
        cells: vec![Cell::number(words)],
        total: false,
    });
    let columns =
        vec![Column::new(language.say("Mått", "Measure")), Column::number(language.say("Värde", "Value"))];
    let caption = language.say("Kvartilerna", "The quartiles");
    let table = Table::new("kvartiler", caption, columns, rows.collect());
    let lines = lines.iter().map(|(share, words, ..)| (*share, words.clone())).collect();
    html! {
        (Strip { told, dots, lines, ends: scale.ends(language, &unit), beside: Beside::Table(table) }.html(language))
        (paragraph(language.say(
            "Peka på en prick för att se vems den är. Alla står i tabellen längre ner; skriv ett namn ovanför för att se var den ligger.",
            "Point at a dot to see whose it is. All stand in the table further down; write a name above to see where it lies.",
        )))
    }
}
