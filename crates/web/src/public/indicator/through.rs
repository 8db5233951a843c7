//! Through time (*utveckling*): a line only where figures may be compared.

use domain::Level as Reported;
use maud::{Markup, html};
use publication::model::Observation;
use publication::shelf::{Issue, Opened};
use results::aggregates::Place;
use results::diff::catalogues::{Change, Kind};
use results::diff::{IndicatorTrend, Link as Joined, Round, trend};

use super::Shown;
use super::scale::figure;
use crate::design::chart::{Beside, Join, Line, Told, Trend};
use crate::design::table::{Cell, Column, Row, Table};
use crate::design::text::{Level, Link, heading, paragraph};
use crate::language::Phrase;
use crate::public::observed;

/// A publication of the row, and the indicator's id in it.
struct Step<'a> {
    issue: &'a Issue,
    opened: &'a Opened,
}

pub(super) fn section(shown: &Shown<'_>) -> Markup {
    let language = shown.look.language;
    let row = shown.look.view.row_of(shown.look.issue);
    let steps: Vec<Step<'_>> =
        row.iter().filter_map(|issue| Some(Step { issue, opened: issue.opened().ok()? })).collect();
    let rounds: Vec<Round<'_>> = steps
        .iter()
        .map(|step| Round { edition: step.opened.edition(), results: step.opened.results() })
        .collect();
    let here = steps.iter().position(|step| step.issue.series() == shown.look.issue.series());
    let found = here.and_then(|here| {
        let own =
            |one: &IndicatorTrend| one.ids.get(here).and_then(Option::as_ref) == Some(&shown.indicator.id);
        trend(&rounds).into_iter().find(own)
    });
    html! {
        (heading(Level::Two, Some("utveckling"), language.say("Utveckling", "Through time")))
        @match found {
            Some(found) if found.ids.iter().flatten().count() > 1 => (chart(shown, &steps, &found)),
            Some(_) | None => (paragraph(language.say(
                "Det finns bara en omgång med indikatorn, så det finns inget att jämföra med.",
                "There is only one round with the indicator, so there is nothing to compare with.",
            ))),
        }
    }
}

fn chart(shown: &Shown<'_>, steps: &[Step<'_>], found: &IndicatorTrend) -> Markup {
    let language = shown.look.language;
    let unit = shown.unit();
    let cell = |step: usize, place: &str| -> Option<&Observation> {
        steps[step].opened.figure(place, found.ids[step].as_ref()?.as_str())
    };
    // The nation, and the county that somebody looks at; where there is no figure for the nation, the first county that has some.
    let has = |place: &str| (0..steps.len()).any(|step| cell(step, place).and_then(figure).is_some());
    let mut places: Vec<String> = found.places.iter().filter_map(|one| nation(&one.place)).collect();
    places.extend(shown.asked.county.as_ref().map(|county| format!("county:{county}")));
    places.retain(|place| has(place));
    if places.is_empty() {
        let counties = found.places.iter().filter_map(|one| county(&one.place));
        places.extend(counties.into_iter().find(|place| has(place)));
    }
    let figures =
        places.iter().flat_map(|place| (0..steps.len()).filter_map(|step| figure(cell(step, place)?)));
    let scale = shown.scale(figures);
    let name =
        |place: &str| shown.place(place).map_or_else(|| Phrase::from(place.to_owned()), |known| known.name);
    let lines: Vec<Line<'_>> = places
        .iter()
        .map(|place| Line {
            name: name(place),
            points: (0..steps.len())
                .map(|step| {
                    let cell = cell(step, place)?;
                    let words = observed::words(&shown.look, cell, &unit).text().to_owned();
                    Some((scale.share(figure(cell)?), words))
                })
                .collect(),
        })
        .collect();
    let short = |issue: &Issue| match issue.series().round() {
        Some(round) => language.say(format!("Omgång {round}"), format!("Round {round}")),
        None => issue.series().year.to_string(),
    };
    let rounds =
        steps.iter().zip(&found.links).map(|(step, link)| (short(step.issue).into(), join(link))).collect();
    let mut columns = vec![Column::new(language.say("Omgång", "Round"))];
    columns.extend(lines.iter().map(|line| Column::number(line.name.clone())));
    columns.push(Column::new(language.say("Jämfört med omgången före", "Compared with the round before")));
    let rows = (0..steps.len()).map(|step| {
        let mut cells: Vec<Cell> = places
            .iter()
            .map(|place| match cell(step, place) {
                Some(cell) => Cell::number(observed::words(&shown.look, cell, &unit).text()),
                None => Cell::text("–"),
            })
            .collect();
        cells.push(Cell::markup(told(shown, &found.links[step])));
        let address = found.ids[step]
            .as_ref()
            .map(|id| shown.look.beside(steps[step].issue, &format!("/indikator/{id}")));
        Row {
            header: match address {
                Some(address) => html! { (Link::new(address, short(steps[step].issue))) },
                None => html! { (short(steps[step].issue)) },
            },
            cells,
            total: false,
        }
    });
    let caption = language.say("Utvecklingen, omgång för omgång", "Round by round");
    let table = Table::new("utveckling-tabell", caption, columns, rows.collect());
    let breaks = found.links.iter().filter(|link| join(link) == Join::Broken).count();
    let said: Vec<String> = lines
        .iter()
        .map(|line| {
            let points =
                line.points.iter().map(|point| point.as_ref().map_or("–", |(_, words)| words.as_str()));
            format!("{}: {}", line.name.text(), points.collect::<Vec<_>>().join(", "))
        })
        .collect();
    let described = language.say(
        format!("{}. Brott i jämförbarheten: {breaks}.", said.join(". ")),
        format!("{}. Breaks in comparability: {breaks}.", said.join(". ")),
    );
    let told = Told { id: "diagram-utveckling", title: caption.into(), description: described.into() };
    html! {
        (paragraph(language.say(
            "En hel linje står bara mellan omgångar som är jämförbara, en streckad där det är med förbehåll. Där definitionen har ändrats är linjen bruten.",
            "A whole line stands only between rounds that are comparable, a dashed one where it is with a reservation. Where the definition changed, the line is broken.",
        )))
        @if lines.is_empty() {
            (paragraph(language.say("Ingen nivå har något tal.", "No level has a figure.")))
            (table.html(language))
        } @else {
            (Trend { told, rounds, lines, ends: scale.ends(language, &unit), break_words: language.say("Ny definition", "New definition"), beside: Beside::Table(table) }.html(language))
            @for (step, link) in found.links.iter().enumerate() {
                @if join(link) != Join::Whole && step > 0 {
                    div.muted { (short(steps[step].issue)) ": " (self::told(shown, link)) }
                }
            }
        }
    }
}

fn nation(place: &Place) -> Option<String> {
    match place {
        Place::Level(Reported::Nation, code) => Some(format!("nation:{code}")),
        Place::Level(Reported::Unit | Reported::City | Reported::County, _) | Place::Group(..) => None,
    }
}

fn county(place: &Place) -> Option<String> {
    match place {
        Place::Level(Reported::County, code) => Some(format!("county:{code}")),
        Place::Level(Reported::Unit | Reported::City | Reported::Nation, _) | Place::Group(..) => None,
    }
}

fn join(link: &Joined) -> Join {
    match link {
        Joined::Connected => Join::Whole,
        Joined::Partly(_) => Join::Dashed,
        Joined::Break(_) => Join::Broken,
        Joined::Absent | Joined::First | Joined::Unconnected(_) => Join::Apart,
    }
}

/// How a round may be compared with the one before, in words.
fn told(shown: &Shown<'_>, link: &Joined) -> Markup {
    let language = shown.look.language;
    let catalogue = match language {
        crate::language::Language::Swedish => catalogue::model::Language::Swedish,
        crate::language::Language::English => catalogue::model::Language::English,
    };
    html! {
        @match link {
            Joined::Absent => (language.say("Indikatorn finns inte.", "There is no such indicator.")),
            Joined::First => (language.say("Den första.", "The first.")),
            Joined::Connected => (language.say("Jämförbar.", "Comparable.")),
            Joined::Partly(why) => {
                (language.say("Jämförbar med förbehåll. ", "Comparable with a reservation. ")) (language.official(why.as_str()))
            }
            Joined::Break(changes) => {
                (language.say("Bruten: definitionen är en annan än i omgången före: ", "Broken: the definition is another than in the round before: "))
                (changed(shown, catalogue, changes)) "."
                details {
                    summary { (language.say("Regeln som den är skriven", "The rule as it is written")) }
                    ul { @for change in changes.iter().take(5) { li { code { (change.line(catalogue)) } } } }
                    @if changes.len() > 5 {
                        (language.say(format!("Och {} ändringar till.", changes.len() - 5), format!("And {} more changes.", changes.len() - 5)))
                    }
                }
            }
            Joined::Unconnected(why) => {
                (language.say("Jämförs inte. ", "Not compared. ")) (language.official(why.why()))
            }
        }
    }
}

/// What differs, in plain words: which rule or other part, and the number where nothing but a number of it is another.
fn changed(shown: &Shown<'_>, words: catalogue::model::Language, changes: &[Change]) -> String {
    let language = shown.look.language;
    let values = &shown.look.opened.vocabulary().values;
    let mut parts: Vec<String> = Vec::new();
    for change in changes {
        let what = match (change.field, change.kind) {
            (Some(field), Kind::Indicator) if field.id == "rule" => {
                let value = values.iter().find(|value| value.id == change.detail);
                let value = value.map(|value| shown.look.text(&value.name).text().to_owned());
                match value {
                    Some(value) => {
                        language.say(format!("regeln för ”{value}”"), format!("the rule for “{value}”"))
                    }
                    None => language.say("regeln", "the rule").to_owned(),
                }
            }
            (Some(field), Kind::Indicator) => language.say(field.sv, field.en).to_owned(),
            (Some(field), kind) => {
                format!("{} {}, {}", kind.name(words), change.id, language.say(field.sv, field.en))
            }
            (None, kind) => format!("{} {}", kind.name(words), change.id),
        };
        let number = number_of(&change.before, &change.after).map(|(before, after)| {
            language.say(
                format!(" (talet {before} i den är nu {after})"),
                format!(" (the number {before} in it is now {after})"),
            )
        });
        let part = what + &number.unwrap_or_default();
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts.join("; ")
}

/// The number that became another, where that is all that differs between two texts.
fn number_of<'t>(before: &'t str, after: &'t str) -> Option<(&'t str, &'t str)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let is_edge = |c: char| !is_word(c);
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split_inclusive(is_edge).collect(), after.split_inclusive(is_edge).collect());
    if old.len() != new.len() {
        return None;
    }
    let mut differing = Vec::new();
    for (a, b) in old.into_iter().zip(new).filter(|(a, b)| a != b) {
        let (own, other) = (a.trim_end_matches(is_edge), b.trim_end_matches(is_edge));
        if a[own.len()..] != b[other.len()..] {
            return None;
        }
        differing.push((own, other));
    }
    differing.dedup();
    let [(own, other)] = differing[..] else { return None };
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    (is_number(own) && is_number(other)).then_some((own, other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_told_only_where_nothing_else_differs() {
        for (case, before, after, expected) in [
            ("one number", "at_least(4, E6a.*)", "at_least(6, E6a.*)", Some(("4", "6"))),
            ("at the end", "E1 > 4", "E1 > 10", Some(("4", "10"))),
            ("twice the same", "E1 > 4 AND E2 > 4", "E1 > 5 AND E2 > 5", Some(("4", "5"))),
            ("two", "E1 > 4 AND E2 > 2", "E1 > 5 AND E2 > 3", None),
            ("another question", "E1 = 4", "E2 = 4", None),
            ("more words", "E1 > 4", "E1 > 4 AND E2 > 4", None),
            ("another sign", "f(4, x)", "f(6) x", None),
        ] {
            assert_eq!(number_of(before, after), expected, "{case}");
        }
    }
}
