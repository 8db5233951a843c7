//! Everybody who is asked in a round, and where each of their parts stands (*enheter*).

use std::collections::BTreeMap;

use collection::access::Action;
use collection::ids::SubjectId;
use collection::standing::Stage;
use domain::Unit;
use domain::swedish::sort_key;
use maud::{Markup, html};
use store::Standing;

use super::{At, Desk, response_tag, sent, stage};
use crate::design::empty::empty_state;
use crate::design::table::{Cell, Column, Row, Table};
use crate::design::text::Link;
use crate::language::Language;

/// Which units are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Only {
    /// Of a county, by its code.
    pub county: Option<String>,
    /// With a part that stands so.
    pub where_at: Option<WhereAt>,
}

/// How a part stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhereAt {
    /// At this stage.
    Stage(Stage),
    /// Somebody asks to have it reopened.
    Asking,
}

/// A city whose districts answer for themselves: it is asked to coordinate them, and answers nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct City {
    /// The city, as a subject of the round.
    pub subject: SubjectId,
    /// What it is called.
    pub name: String,
    /// The code of its county.
    pub county: String,
    /// How many districts it has.
    pub districts: usize,
}

const WAYS: [(&str, WhereAt, &str, &str); 4] = [
    ("ej-paborjade", WhereAt::Stage(Stage::NotBegun), "Någon del inte påbörjad", "Some part not begun"),
    ("paborjade", WhereAt::Stage(Stage::Begun), "Någon del påbörjad", "Some part begun"),
    ("inskickade", WhereAt::Stage(Stage::Submitted), "Någon del inskickad", "Some part submitted"),
    ("oppnas", WhereAt::Asking, "Ber om att öppnas igen", "Ask to be reopened"),
];

impl Only {
    /// What an address asks for.
    pub fn of(query: &[(String, String)]) -> Self {
        let county = sent(query, "lan");
        let way = WAYS.into_iter().find(|(id, ..)| *id == sent(query, "lage"));
        Self {
            county: (!county.is_empty()).then(|| county.to_owned()),
            where_at: way.map(|(_, way, ..)| way),
        }
    }

    fn address(&self, desk: &Desk<'_>, where_at: Option<&str>) -> String {
        let county = self.county.as_ref().map(|county| format!("lan={county}"));
        let where_at = where_at.map(|id| format!("lage={id}"));
        let query: Vec<String> = county.into_iter().chain(where_at).collect();
        desk.to(&if query.is_empty() {
            "/enheter".to_owned()
        } else {
            format!("/enheter?{}", query.join("&"))
        })
    }
}

impl WhereAt {
    fn holds(self, one: &Standing) -> bool {
        match self {
            Self::Stage(wanted) => stage(one) == wanted,
            Self::Asking => one.reopening_asked,
        }
    }
}

/// What a city does, beside its name.
fn coordinates(language: Language, districts: usize) -> String {
    language.say(
        format!("samordnar {districts} stadsdelar, svarar inte själv"),
        format!("coordinates {districts} districts, answers nothing itself"),
    )
}

/// The page; `standing` and `cities` are what lies within sight.
pub fn units(desk: &Desk<'_>, standing: &[Standing], cities: &[City], only: &Only) -> Markup {
    let language = desk.language;
    let frame = &desk.edition.frame;
    let unit_of = |one: &Standing| frame.position(&one.unit).map(|place| &frame.units[place]);
    let mut by_subject: BTreeMap<&SubjectId, Vec<&Standing>> = BTreeMap::new();
    for one in standing {
        let county = unit_of(one).map(|unit| unit.county.as_str());
        if only.county.is_none() || county == only.county.as_deref() {
            by_subject.entry(&one.response.subject).or_default().push(one);
        }
    }
    let count = |way: WhereAt| by_subject.values().filter(|all| all.iter().any(|one| way.holds(one))).count();
    let everybody = by_subject.len();
    let counts: Vec<(String, usize, bool, &str)> = WAYS
        .into_iter()
        .map(|(id, way, sv, en)| {
            (only.address(desk, Some(id)), count(way), only.where_at == Some(way), language.say(sv, en))
        })
        .collect();
    let mut parts: Vec<&str> = standing.iter().map(|one| one.response.part.as_str()).collect();
    parts.sort_unstable();
    parts.dedup();
    parts.sort_by_key(|part| desk.edition.parts.iter().position(|known| known.code.as_str() == *part));
    let shown: Vec<(&SubjectId, Vec<&Standing>, Option<&Unit>)> = by_subject
        .into_iter()
        .filter(|(_, all)| only.where_at.is_none_or(|way| all.iter().any(|one| way.holds(one))))
        .map(|(subject, all)| (subject, all.clone(), all.first().and_then(|one| unit_of(one))))
        .collect();
    let named = |subject: &SubjectId, name: &str| match desk.may(Action::SeeHistory) {
        true => html! { (Link::new(desk.to(&format!("/enheter/{subject}")), language.official(name))) },
        false => html! { (language.official(name)) },
    };
    let row = |(subject, all, unit): &(&SubjectId, Vec<&Standing>, Option<&Unit>)| {
        let name = unit.map_or(subject.as_str(), |unit| unit.name.as_str());
        let county = unit.and_then(|unit| frame.name(unit.county.as_str())).unwrap_or("–");
        let mut cells = vec![Cell::text(subject.as_str().to_owned())];
        if only.county.is_none() {
            cells.push(Cell::text(language.official(county)));
        }
        for part in &parts {
            let one = all.iter().find(|one| one.response.part == *part);
            cells.push(one.map_or_else(|| Cell::text("–"), |one| Cell::markup(response_tag(language, one))));
        }
        let latest = all.iter().filter_map(|one| one.latest).max();
        cells.push(Cell::time(&latest.map_or_else(|| "–".to_owned(), |at| desk.at(at))));
        let key = (unit.map(|unit| sort_key(&unit.name)).unwrap_or_default(), (*subject).clone());
        (key, Row { header: named(subject, name), cells, total: false })
    };
    let coordinating: Vec<&City> = cities
        .iter()
        .filter(|city| only.where_at.is_none() && only.county.as_ref().is_none_or(|of| *of == city.county))
        .collect();
    let of_city = |city: &&City| {
        let mut cells = vec![Cell::text(city.subject.as_str().to_owned())];
        if only.county.is_none() {
            cells.push(Cell::text(language.official(frame.name(&city.county).unwrap_or("–"))));
        }
        cells.extend(parts.iter().map(|_| Cell::text("–")));
        cells.push(Cell::time("–"));
        let header =
            html! { (named(&city.subject, &city.name)) " (" (coordinates(language, city.districts)) ")" };
        ((sort_key(&city.name), city.subject.clone()), Row { header, cells, total: false })
    };
    let letters: Vec<String> = parts.iter().map(|part| desk.part_letter(part)).collect();
    let mut columns =
        vec![Column::new(language.say("Enhet", "Unit")), Column::new(language.say("Kod", "Code"))];
    if only.county.is_none() {
        columns.push(Column::new(language.say("Län", "County")));
    }
    columns.extend(letters.iter().map(|letter| Column::new(letter.as_str())));
    columns.push(Column::new(language.say("Senast ändrad", "Last change")));
    let county = only.county.as_deref().and_then(|code| frame.name(code));
    let title = match county {
        Some(county) => format!("{} – {county}", language.say("Enheter", "Units")),
        None => language.say("Enheter", "Units").to_owned(),
    };
    let mut caption = language.say(
        format!("{} av {everybody} enheter", shown.len()),
        format!("{} of {everybody} units", shown.len()),
    );
    if !coordinating.is_empty() {
        let more = match coordinating.len() {
            1 => language.say("stad som samordnar sina stadsdelar", "city that coordinates its districts"),
            _ => {
                language.say("städer som samordnar sina stadsdelar", "cities that coordinate their districts")
            }
        };
        caption = format!("{caption} {} {} {more}", language.say("och", "and"), coordinating.len());
    }
    let mut rows: Vec<_> = shown.iter().map(row).chain(coordinating.iter().map(of_city)).collect();
    rows.sort_by(|(a, _), (b, _)| a.cmp(b));
    let rows: Vec<Row> = rows.into_iter().map(|(_, row)| row).collect();
    let all = only.address(desk, None);
    desk.page(At::Units, title)
        .body(html! {
            p {
                @if only.where_at.is_none() { strong { (language.say("Alla", "All")) " (" (everybody) ")" } }
                @else { (Link::new(all, language.say("Alla", "All"))) " (" (everybody) ")" }
                @for (href, count, here, word) in counts {
                    " · "
                    @if here { strong { (word) " (" (count) ")" } }
                    @else { (Link::new(href, word)) " (" (count) ")" }
                }
            }
            @if county.is_some() {
                p { (Link::new(desk.to("/enheter"), language.say("Visa hela landet", "Show the whole country"))) }
            }
            @if rows.is_empty() {
                (empty_state(
                    language.say("Ingen enhet att visa", "No unit to show"),
                    language.say("Ingen enhet står så just nu.", "No unit stands like this just now."),
                    None,
                ))
            } @else {
                (Table::new("enheter", caption, columns, rows).stacked().html(language))
            }
        })
        .html()
}
