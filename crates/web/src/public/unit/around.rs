//! What stands beside a unit's outcomes: background, who is alike, which parts were answered, files.

use catalogue::model::Indicator;
use domain::{Method, Outcome, Reason};
use maud::{Markup, html};
use publication::model::{Code, Value};
use results::colours::Verdict;

use super::super::shown::Shown;
use super::super::{Look, observed};
use super::areas::{Area, codes, percent, property};
use super::groups::{distinct_name, groups_of};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::table::{Cell, Column, Group, Row, Table};
use crate::design::tag::{TagKind, tag};
use crate::design::text::{Level, Link, heading, paragraph};
use crate::language::Phrase;

/// The background measures of a unit: shown, never judged.
pub(super) fn background(look: &Look<'_>, unit: &str) -> Markup {
    let language = look.language;
    let rows = codes(look, "background", 1).iter().filter_map(|measure| {
        let found = look.opened.observation("background", &[unit, &measure.id])?;
        let counted = property(measure, "unit").map(|text| look.text(text));
        Some(Row {
            header: html! { (look.text(&measure.name)) @if let Some(unit) = counted { span.muted { " (" (unit) ")" } } },
            cells: vec![observed::cell(look, found, "", None)],
            total: false,
        })
    });
    let rows: Vec<Row> = rows.collect();
    if rows.is_empty() {
        return html! {};
    }
    let columns =
        vec![Column::new(language.say("Mått", "Measure")), Column::number(language.say("Värde", "Value"))];
    let caption =
        language.say("Bakgrundsmått: visas men bedöms inte", "Background measures: shown, never judged");
    html! {
        (heading(Level::Two, Some("bakgrund"), language.say("Bakgrundsmått", "Background measures")))
        (Table::new("bakgrundsmatt", caption, columns, rows).html(language))
    }
}

/// The units most alike, each explained, and what they got.
pub(super) fn peers(look: &Look<'_>, unit: &str, areas: &[Area<'_>], shown: Shown) -> Markup {
    let language = look.language;
    let edition = look.opened.edition();
    let words = language.of_catalogue();
    let Some(position) = edition.frame.position(unit) else { return html! {} };
    html! {
        (heading(Level::Two, Some("liknande"), language.say("Liknande kommuner", "Similar municipalities")))
        @match look.opened.peers() {
            Err(why) if why.sv.is_empty() => {
                (paragraph(language.say("Årgången har inga liknande kommuner.", "The edition has no similar municipalities.")))
            }
            Err(why) => { (paragraph(look.text(why))) }
            Ok(peers) => {
                @match peers.of(position) {
                    Err(_) => { (paragraph(peers.why_not(edition, position, words))) }
                    Ok(found) => {
                        (paragraph(language.say(
                            "De som har mest lika förutsättningar, den mest lika först. Avståndet 0 betyder helt lika; procenttalet säger hur \
                             stor del av avståndet som måttet står för.",
                            "Those with the most similar conditions, the most similar first. The distance 0 means identical; the percentage says \
                             how large a part of the distance the measure makes.",
                        )))
                        (peer_table(look, unit, shown))
                        details {
                            summary { (language.say("Förklarat i ord", "Explained in words")) }
                            ol { @for peer in found { li { (peers.why(edition, peer, words)) } } }
                        }
                        @let units: Vec<(&str, &str)> = found.iter().map(|peer| &edition.frame.units[peer.unit]).map(|unit| (unit.code.as_str(), unit.name.as_str())).collect();
                        details {
                            summary { (language.say("De liknande kommunernas utfall", "The outcomes of the similar municipalities")) }
                            (side_by_side(look, "liknande-utfall", unit, &units, areas, shown))
                        }
                    }
                }
            }
        }
    }
}

/// The unit and its peers by the measures that distance is made of, as the publication froze them.
fn peer_table(look: &Look<'_>, unit: &str, shown: Shown) -> Markup {
    let language = look.language;
    let variables = codes(look, "peer_variables", 0);
    let at = |rank: &str, field: &str| look.opened.observation("peers", &[unit, rank, field]);
    let counted = |variable: &str| {
        let found = look.opened.observation("peer_variables", &[variable, "unit"]);
        found.map(|found| observed::words(look, found, "").text().to_owned())
    };
    let own = Row {
        header: html! { (look.opened.edition().frame.name(unit).unwrap_or(unit)) },
        cells: [Cell::text("")]
            .into_iter()
            .chain(variables.iter().map(|variable| {
                let found = look.opened.observation("peer_sensitivity", &[unit, &variable.id, "own"]);
                found.map_or_else(|| Cell::text(""), |found| observed::cell(look, found, "", None))
            }))
            .collect(),
        total: false,
    };
    let ranks = codes(look, "peers", 1).iter().filter_map(|rank| {
        let Value::Category(code, name) = &at(&rank.id, "peer")?.value else { return None };
        let distance = observed::cell(look, at(&rank.id, "distance")?, "", None);
        let of = |variable: &publication::model::Code| {
            let (value, part) =
                (at(&rank.id, &variable.id)?, at(&rank.id, &format!("{}_percent", variable.id))?);
            let (value, part) = (observed::words(look, value, ""), observed::words(look, part, "%"));
            Some(Cell::number(&format!("{} ({})", value.text(), part.text())))
        };
        let cells = variables.iter().map(|variable| of(variable).unwrap_or_else(|| Cell::text("")));
        Some(Row {
            header: html! { (Link::new(look.to(&shown.at(&format!("/enhet/{code}"))), look.text(name))) },
            cells: [distance].into_iter().chain(cells).collect(),
            total: false,
        })
    });
    let rows: Vec<Row> = [own].into_iter().chain(ranks).collect();
    let mut columns = vec![
        Column::new(language.say("Kommun", "Municipality")),
        Column::number(language.say("Avstånd", "Distance")),
    ];
    columns.extend(variables.iter().map(|variable| {
        let name = look.text(&variable.name);
        match counted(&variable.id) {
            Some(unit) => Column::number(format!("{}, {unit}", name.text())),
            None => Column::number(name),
        }
    }));
    let caption =
        language.say("Kommunen själv, och de mest lika", "The municipality itself, and those most similar");
    Table::new("mest-lika", caption, columns, rows).stacked().html(language)
}

/// The outcomes of several units beside each other; the first column is the one they stand beside, if it is a unit.
pub(super) fn side_by_side(
    look: &Look<'_>,
    id: &'static str,
    own: &str,
    units: &[(&str, &str)],
    areas: &[Area<'_>],
    shown: Shown,
) -> Markup {
    let language = look.language;
    let frame = &look.opened.edition().frame;
    let own = frame.position(own).map(|place| &frame.units[place]);
    let own = own.map(|unit| (unit.code.as_str(), unit.name.as_str()));
    let all: Vec<(&str, &str)> = own.into_iter().chain(units.iter().copied()).collect();
    let groups = areas.iter().map(|area| Group {
        header: html! { (area.name(look)) },
        rows: area
            .indicators
            .iter()
            .map(|indicator| Row {
                header: html! { (look.text(&indicator.short_name)) },
                cells: all
                    .iter()
                    .map(|(code, _)| match look.opened.outcome(code, indicator.id.as_str()) {
                        Some(found) => {
                            observed::cell(look, found, percent(indicator, false), shown.of_unit(indicator))
                        }
                        None => Cell::text(""),
                    })
                    .collect(),
                total: false,
            })
            .collect(),
    });
    let mut columns = vec![Column::new(language.say("Indikator", "Indicator"))];
    columns.extend(all.iter().map(|(_, name)| Column::new(*name)));
    let caption = language.say("Utfall bredvid varandra", "Outcomes beside each other");
    Table::grouped(id, caption, columns, groups.collect()).wide().html(language)
}

/// Which parts of the questionnaire a unit answered, as far as the material says.
pub(super) fn response(look: &Look<'_>, unit: &str) -> Markup {
    let language = look.language;
    let (edition, results) = (look.opened.edition(), look.opened.results());
    let is_unit = |subject: &results::Subject| edition.frame.units[subject.unit].code.as_str() == unit;
    let Some(subject) = results.subjects.iter().position(is_unit) else { return html! {} };
    let mut rows = Vec::new();
    let mut others: Vec<Phrase<'_>> = Vec::new();
    for part in &edition.parts {
        let of_part = edition.computed().enumerate().filter(|(_, indicator)| indicator.part == part.code);
        let indicators: Vec<usize> = of_part.map(|(i, _)| i).collect();
        if indicators.is_empty() {
            others.push(look.text(&part.name));
            continue;
        }
        let answered = indicators.iter().any(|&i| match results.outcomes.get(subject, i) {
            Outcome::Empty(empty) => empty.reason != Reason::NotAnswered,
            Outcome::Category(_) | Outcome::Figure(_) => true,
        });
        let told = match answered {
            true => tag(TagKind::Done, language.say("Svarade", "Responded")),
            false => tag(TagKind::Waiting, language.say("Svarade inte", "Did not respond")),
        };
        rows.push(Row {
            header: html! { (look.text(&part.name)) },
            cells: vec![Cell::markup(told)],
            total: false,
        });
    }
    let columns = vec![
        Column::new(language.say("Del av enkäten", "Part of the questionnaire")),
        Column::new(language.say("Svar", "Response")),
    ];
    let caption = language.say("Delar av enkäten", "Parts of the questionnaire");
    let note = language.say(
        "Den som har ett utfall i någon av delens indikatorer räknas som svarande.",
        "Whoever has an outcome in any of the part's indicators counts as having responded.",
    );
    html! {
        (heading(Level::Two, Some("svar"), language.say("Svar", "Response")))
        (Table::new("delar", caption, columns, rows).note(note).html(language))
        @if !others.is_empty() {
            p.table-note {
                (language.say("Enkätens övriga delar ingår inte i publiceringen: ", "The other parts of the questionnaire are not in this publication: "))
                @for (at, name) in others.iter().enumerate() { @if at > 0 { "; " } (name) } "."
            }
        }
    }
}

/// The codes of the units most alike; none where there are none.
pub(super) fn peer_codes<'a>(look: &Look<'a>, unit: &str) -> Option<Vec<&'a str>> {
    let units = &look.opened.edition().frame.units;
    let position = look.opened.edition().frame.position(unit)?;
    let found = look.opened.peers().ok()?.of(position).ok()?;
    let codes: Vec<&str> = found.iter().map(|peer| units[peer.unit].code.as_str()).collect();
    (!codes.is_empty()).then_some(codes)
}

/// How many of some units reach the target, of those that are judged; or the ends of their figures.
pub(super) fn of_peers(look: &Look<'_>, indicator: &Indicator, peers: &[&str]) -> Cell {
    let language = look.language;
    let found = || peers.iter().filter_map(|peer| look.opened.outcome(peer, indicator.id.as_str()));
    if indicator.method == Method::Share {
        let verdicts = found().filter_map(|found| super::judged::verdict(indicator, found));
        let verdicts: Vec<Verdict> = verdicts.collect();
        let reached = verdicts.iter().filter(|verdict| **verdict == Verdict::Reached).count();
        return match verdicts.len() {
            0 => Cell::text("–"),
            of => Cell::number(&language.say(format!("{reached} av {of}"), format!("{reached} of {of}"))),
        };
    }
    let figures = found().filter_map(|found| match found.value {
        Value::Figure(figure, plain) => Some((figure, plain)),
        Value::Category(..) | Value::Empty(..) => None,
    });
    let figures: Vec<_> = figures.collect();
    let of = |(figure, plain)| observed::number(language, figure, plain);
    match (figures.iter().min(), figures.iter().max()) {
        (Some(least), Some(most)) if least != most => Cell::number(&format!("{}–{}", of(*least), of(*most))),
        (Some(only), _) => Cell::number(&of(*only)),
        (None, _) => Cell::text("–"),
    }
}

/// That nothing has a colour in the chosen mode, where it is so.
pub(in crate::public) fn nothing_coloured<'a>(
    look: &Look<'a>,
    mut cells: impl Iterator<Item = (&'a publication::model::Observation, Option<results::colours::Mode>)>,
) -> Markup {
    let is_judged = |(found, mode): (&publication::model::Observation, Option<results::colours::Mode>)| {
        mode.and_then(|mode| observed::told(found, mode)).is_some_and(|told| told.verdict.is_ok())
    };
    html! {
        @if !cells.any(is_judged) {
            (Notice::new(NoticeKind::Info, look.language.say(
                "Inget här har färg i det här läget. Varför står under tabellen.",
                "Nothing here has a colour in this mode. Why is told below the table.",
            )).html(look.language))
        }
    }
}

/// What the chosen mode says nothing of, and why: each reason with how many it concerns.
pub(in crate::public) fn not_coloured<'a>(
    look: &Look<'a>,
    cells: impl Iterator<Item = (&'a publication::model::Observation, Option<results::colours::Mode>)>,
) -> Markup {
    let mut why: Vec<(&'static str, usize)> = Vec::new();
    for (found, mode) in cells {
        let Some(told) = mode.and_then(|mode| observed::told(found, mode)) else { continue };
        if matches!(found.value, Value::Empty(..)) {
            continue;
        }
        if let Err(reason) = told.verdict {
            match why.iter_mut().find(|(known, _)| *known == reason.id()) {
                Some((_, count)) => *count += 1,
                None => why.push((reason.id(), 1)),
            }
        }
    }
    let language = look.language;
    let words = look.opened.vocabulary();
    html! {
        @if !why.is_empty() {
            p.table-note {
                (language.say("Utan färg i det här läget: ", "Without a colour in this mode: "))
                @for (at, (id, count)) in why.iter().enumerate() {
                    @let meaning: Phrase<'_> = words.not_here(id).map_or_else(|| Phrase::from(*id), |word| look.text(&word.meaning));
                    @if at > 0 { " " }
                    (count) " – " (meaning)
                }
            }
        }
    }
}

/// With what figures were compared, where a mode says so.
pub(in crate::public) fn sets<'a>(
    look: &Look<'a>,
    cells: impl Iterator<Item = (&'a publication::model::Observation, Option<results::colours::Mode>)>,
) -> Markup {
    let mut sets: Vec<(results::colours::Mode, &'a publication::model::Text)> = Vec::new();
    for (found, mode) in cells {
        let told = mode.and_then(|mode| observed::told(found, mode)).filter(|told| told.verdict.is_ok());
        if let Some(told) = told
            && !told.set.sv.is_empty()
            && !sets.contains(&(told.mode, &told.set))
        {
            sets.push((told.mode, &told.set));
        }
    }
    let language = look.language;
    html! {
        @if !sets.is_empty() {
            p.table-note {
                @for (at, (mode, set)) in sets.iter().enumerate() {
                    @if at > 0 { " " } @else { (language.say("Jämförs med: ", "Compared with: ")) }
                    @if let Some(word) = look.opened.vocabulary().mode(mode.id()) { (look.text(&word.name)) " – " }
                    (look.text(set)) "."
                }
            }
        }
    }
}

/// Files and what else can be done with it; `code` is whose page it is.
pub(super) fn further(look: &Look<'_>, code: &Code, is_unit: bool) -> Markup {
    let language = look.language;
    let id = &code.id;
    let compare = |whom: &str| look.to(&format!("/jamfor?enheter={whom}"));
    let mut ways: Vec<(String, String)> = Vec::new();
    if is_unit {
        if peer_codes(look, id).is_some() {
            let words = language.say("Jämför med de mest lika", "Compare with those most like it");
            ways.push((compare(&format!("liknande:{id}")), words.to_owned()));
        }
        let county = property(code, "county").map(|county| format!("county:{}", county.sv));
        let county = codes(look, "aggregates", 0).iter().find(|place| Some(&place.id) == county.as_ref());
        for place in county.into_iter().chain(groups_of(look, code)) {
            let name = distinct_name(look, place);
            let words = language.say(
                format!("Jämför med alla i {}", name.text()),
                format!("Compare with all in {}", name.text()),
            );
            let all = place.id.replacen("county:", "lan:", 1).replacen("group:", "grupp:", 1);
            ways.push((compare(&format!("{id},{all}")), words));
        }
    } else {
        let whom = match id.split_once(':') {
            Some(("county", own)) => format!("lan:{own}"),
            Some(("city", own)) => format!("stad:{own}"),
            Some(("group", own)) => format!("grupp:{own}"),
            Some(_) => "lan".to_owned(),
            None => String::new(),
        };
        let words = match whom.as_str() {
            "" => language.say("Jämför kommuner", "Compare municipalities"),
            "lan" => language.say("Jämför länen", "Compare the counties"),
            _ => {
                language.say("Jämför kommunerna och stadsdelarna", "Compare the municipalities and districts")
            }
        };
        let to = if whom.is_empty() { look.to("/jamfor") } else { compare(&whom) };
        ways.push((to, words.to_owned()));
        if id.starts_with("county:") {
            let words = language.say("Jämför med alla län", "Compare with all counties");
            ways.push((compare(&format!("{id},lan")), words.to_owned()));
        }
    }
    html! {
        (heading(Level::Two, Some("vidare"), language.say("Gå vidare", "Go on")))
        ul {
            @if is_unit {
                li { (Link::new(look.to(&format!("/lar-av/{id}")), language.say("Vem kan vi lära av?", "Who can we learn from?"))) }
            }
            @for (to, words) in &ways { li { (Link::new(to.as_str(), words.as_str())) } }
            li { (Link::new(look.to(&format!("/forandring?enhet={id}")), language.say("Förändring mellan två årgångar", "Change between two editions"))) }
            li { (Link::new(look.to("/ladda-ner"), language.say("Ladda ner siffrorna", "Download the figures"))) }
        }
    }
}
