//! The table of responses (*svarsläget*): how far the collection has come, and what would be withheld.

use std::collections::BTreeMap;

use collection::access::Action;
use collection::fact::Instant;
use collection::round::RoundState;
use collection::standing::{Forecast, Place, Row as Counted};
use domain::swedish::{figure, sort_key};
use domain::{Number, Rounded};
use maud::{Markup, html};
use store::{Event, Standing};

use super::{At, Desk, csv_line};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::progress::Progress;
use crate::design::table::{Cell, Column, Order, Row, Table};
use crate::design::tag::{TagKind, tag};
use crate::design::text::{Level, Link, heading, paragraph};
use crate::language::Language;

/// What the year before is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Earlier {
    /// Nothing is known.
    None,
    /// The round before, as it was known as long before its own closing.
    SameDay {
        /// What it is called.
        name: String,
        /// The moment.
        at: Instant,
    },
    /// What the edition's source prints: the share when the year before had closed.
    Printed {
        /// The year.
        year: u16,
    },
}

/// The shares of the year before, by place and part, in per cent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    /// Where they come from.
    pub earlier: Earlier,
    /// The shares.
    pub shares: BTreeMap<(Place, String), Rounded>,
}

/// By what rows are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// By name, in Swedish order; groups in their own.
    Name,
    /// By how many are asked.
    Asked,
    /// By how many have submitted.
    Submitted,
    /// By how many have begun.
    Begun,
    /// By how many have not.
    NotBegun,
    /// By share.
    Share,
    /// By the share of the year before.
    Before,
    /// By what would be withheld, and by how many are needed.
    Forecast,
    /// By how many more must submit for the share to be shown.
    Needed,
}

impl Key {
    /// All of them, as columns stand.
    pub const ALL: [Self; 9] = [
        Self::Name,
        Self::Share,
        Self::Submitted,
        Self::Begun,
        Self::NotBegun,
        Self::Asked,
        Self::Before,
        Self::Forecast,
        Self::Needed,
    ];

    /// As in addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::Name => "namn",
            Self::Asked => "tillfragade",
            Self::Submitted => "inskickade",
            Self::Begun => "paborjade",
            Self::NotBegun => "ej-paborjade",
            Self::Share => "andel",
            Self::Before => "fjol",
            Self::Forecast => "prognos",
            Self::Needed => "behovs",
        }
    }

    fn word(self, language: Language) -> &'static str {
        match self {
            Self::Name => language.say("Namn", "Name"),
            Self::Asked => language.say("Tillfrågade", "Asked"),
            Self::Submitted => language.say("Inskickade", "Submitted"),
            Self::Begun => language.say("Påbörjade", "Begun"),
            Self::NotBegun => language.say("Ej påbörjade", "Not begun"),
            Self::Share => language.say("Andel", "Share"),
            Self::Before => language.say("Året innan", "Year before"),
            Self::Forecast => language.say("Om den stängde nu", "If it closed now"),
            Self::Needed => language.say("Fattas", "Lacking"),
        }
    }
}

/// What of the table is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The part that levels and groups are shown for.
    pub part: String,
    /// By what they are sorted, and which way.
    pub sorted: Option<(Key, Order)>,
}

impl View {
    /// What an address asks for; `parts` are those there are, the first if none is named.
    pub fn of(query: &[(String, String)], parts: &[String]) -> Self {
        let asked = super::sent(query, "del");
        let part = parts.iter().find(|part| *part == asked).or(parts.first()).cloned().unwrap_or_default();
        let key = Key::ALL.into_iter().find(|key| key.id() == super::sent(query, "sortera"));
        let order = match super::sent(query, "ordning") {
            "fallande" => Order::Descending,
            _ => Order::Ascending,
        };
        Self { part, sorted: key.map(|key| (key, order)) }
    }
}

/// Sorts rows; rows that are alike stay in the frame's order, and rows without a figure come last.
pub fn sort(rows: &mut [&Counted], key: Key, order: Order, limit: Number, before: &Before) {
    let scaled = |share: Option<Rounded>| share.map(|share| share.scaled);
    let number = |row: &Counted| -> Option<i128> {
        match key {
            Key::Name => None,
            Key::Asked => Some(row.count.asked.into()),
            Key::Submitted => Some(row.count.submitted.into()),
            Key::Begun => Some(row.count.begun.into()),
            Key::NotBegun => Some(row.count.not_begun().into()),
            Key::Share => scaled(row.count.share()),
            Key::Before => scaled(before.shares.get(&(row.place.clone(), row.part.clone())).copied()),
            Key::Forecast => {
                let place = match row.count.forecast(limit) {
                    Forecast::Shown => 0,
                    Forecast::IfBegunSubmit => 1,
                    Forecast::Withheld => 2,
                };
                Some(place * 1_000_000 + i128::from(row.count.needed(limit)))
            }
            Key::Needed => Some(row.count.needed(limit).into()),
        }
    };
    rows.sort_by(|a, b| {
        let (there, way) = match key {
            Key::Name => (std::cmp::Ordering::Equal, sort_key(&a.name).cmp(&sort_key(&b.name))),
            Key::Asked
            | Key::Submitted
            | Key::Begun
            | Key::NotBegun
            | Key::Share
            | Key::Before
            | Key::Forecast
            | Key::Needed => {
                let (a, b) = (number(a), number(b));
                (a.is_none().cmp(&b.is_none()), a.cmp(&b))
            }
        };
        there.then(if order == Order::Descending { way.reverse() } else { way })
    });
}

/// Whether a place is of a section.
type Belongs = Box<dyn Fn(&Place) -> bool>;

/// What the page shows.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The desk.
    pub desk: Desk<'a>,
    /// What is shown of the table.
    pub view: &'a View,
    /// The table.
    pub rows: &'a [Counted],
    /// The year before.
    pub before: &'a Before,
    /// Every response within sight.
    pub standing: &'a [Standing],
    /// What was done to the round, the latest first, and by whom.
    pub events: &'a [(Event, String)],
}

impl Shown<'_> {
    fn limit(&self) -> Number {
        self.desk.edition.withhold_above_percent
    }

    /// Whether figures of levels are withheld for non-response: of rounds where units answer.
    fn forecasts(&self) -> bool {
        !self.desk.round.class().is_anonymous()
    }

    fn share(&self, share: Option<Rounded>) -> String {
        percent(self.desk.language, share)
    }
}

fn percent(language: Language, share: Option<Rounded>) -> String {
    match (share, language) {
        (None, _) => "–".to_owned(),
        (Some(share), Language::Swedish) => format!("{}\u{a0}%", figure(share, false)),
        (Some(share), Language::English) => format!("{share}%"),
    }
}

fn forecast_words(language: Language, forecast: Forecast) -> (TagKind, &'static str) {
    match forecast {
        Forecast::Shown => (TagKind::Done, language.say("Redovisas", "Shown")),
        Forecast::IfBegunSubmit => {
            (TagKind::Attention, language.say("Räddas av påbörjade", "Saved by the begun"))
        }
        Forecast::Withheld => (TagKind::Failed, language.say("Redovisas inte", "Withheld")),
    }
}

/// The page of a round.
pub fn table(shown: &Shown<'_>) -> Markup {
    let desk = &shown.desk;
    let language = desk.language;
    let file = Link::new(
        desk.to("/svarslage.csv"),
        language.say("Spara tabellen som fil", "Keep the table as a file"),
    )
    .file("CSV");
    desk.page(At::Table, language.say("Svarsläget", "Responses"))
        .body(html! {
            (notices(shown))
            (nation(shown))
            @if shown.forecasts() { (withheld(shown)) }
            @for section in sections(shown) { (section) }
            (note(shown))
            @if !shown.rows.is_empty() { p { (file) } }
            (running(desk))
            (events(shown))
        })
        .html()
}

fn notices(shown: &Shown<'_>) -> Markup {
    let desk = &shown.desk;
    let language = desk.language;
    let open = shown.standing.iter().filter(|one| one.state == collection::head::State::Open).count();
    let asked = shown.standing.iter().filter(|one| one.reopening_asked).count();
    html! {
        @if desk.round.state == RoundState::Closed && open > 0 {
            (Notice::new(NoticeKind::Warning, language.say(
                format!("{open} svar är öppna fast insamlingen är stängd"),
                format!("{open} responses are open although the collection is closed"),
            )).body(html! {
                (paragraph(language.say(
                    "Ingenting kan sparas i dem. Stängningen kan ha avbrutits, eller så har de öppnats för rättning.",
                    "Nothing can be saved in them. The closing may have been interrupted, or they were reopened for correction.",
                )))
                @if desk.may(Action::ManageRound) {
                    p { (Link::new(desk.to("/stang"), language.say("Stäng dem", "Close them"))) " · "
                        (Link::new(desk.to("/oppna"), language.say("Öppna insamlingen igen", "Reopen the collection"))) }
                }
            }).html(language))
        }
        @if asked > 0 {
            (Notice::new(NoticeKind::Info, language.say(
                format!("{asked} svar väntar på att öppnas igen"),
                format!("{asked} responses wait to be reopened"),
            )).body(html! {
                p { (Link::new(desk.to("/enheter?lage=oppnas"), language.say("Visa dem", "Show them"))) }
            }).html(language))
        }
    }
}

fn columns<'a>(
    shown: &Shown<'_>,
    first: &'a str,
    address: Option<&dyn Fn(Key) -> String>,
) -> Vec<Column<'a>> {
    let language = shown.desk.language;
    let keys =
        Key::ALL.into_iter().filter(|key| !matches!(key, Key::Forecast | Key::Needed) || shown.forecasts());
    keys.map(|key| {
        let column = match key {
            Key::Name => Column::new(first),
            Key::Forecast => Column::new(key.word(language)),
            Key::Asked
            | Key::Submitted
            | Key::Begun
            | Key::NotBegun
            | Key::Share
            | Key::Before
            | Key::Needed => Column::number(key.word(language)),
        };
        let now = shown.view.sorted.filter(|(by, _)| *by == key).map(|(_, order)| order);
        match address {
            Some(address) => column.sorts(address(key), now),
            None => column,
        }
    })
    .collect()
}

fn cells(shown: &Shown<'_>, row: &Counted) -> Vec<Cell> {
    let language = shown.desk.language;
    let count = row.count;
    let before = shown.before.shares.get(&(row.place.clone(), row.part.clone())).copied();
    let bar = Progress { done: count.submitted as usize, of: count.asked as usize };
    let mut cells = vec![
        Cell::figure_with(
            bar.compact(language, language.say("inskickade", "submitted")),
            &shown.share(count.share()),
        ),
        Cell::number(&count.submitted.to_string()),
        Cell::number(&count.begun.to_string()),
        Cell::number(&count.not_begun().to_string()),
        Cell::number(&count.asked.to_string()),
        Cell::number(&shown.share(before)),
    ];
    if shown.forecasts() {
        let (kind, words) = forecast_words(language, count.forecast(shown.limit()));
        cells.push(Cell::markup(tag(kind, words)));
        let needed = count.needed(shown.limit());
        cells.push(Cell::number(&if needed == 0 { "–".to_owned() } else { needed.to_string() }));
    }
    cells
}

fn nation(shown: &Shown<'_>) -> Markup {
    let desk = &shown.desk;
    let language = desk.language;
    let mut nation: Vec<&Counted> = shown.rows.iter().filter(|row| row.place == Place::Nation).collect();
    nation.sort_by_key(|row| desk.edition.parts.iter().position(|part| part.code.as_str() == row.part));
    let rows: Vec<Row> = nation
        .into_iter()
        .map(|row| Row {
            header: html! { (desk.part_letter(&row.part)) " – " (desk.part_name(&row.part)) },
            cells: cells(shown, row),
            total: false,
        })
        .collect();
    html! {
        @if shown.rows.is_empty() {
            (paragraph(language.say(
                "Inget län hör till din behörighet i den här insamlingen. Be den som leder den om rätt län.",
                "No county belongs to your grant in this collection. Ask those who lead it for the right county.",
            )))
        }
        @if !rows.is_empty() {
            (Table::new("riket", language.say("Riket", "The nation"), columns(shown, language.say("Del", "Part"), None), rows).full().html(language))
        }
    }
}

/// What would be withheld if the round closed now, in words, over all parts.
fn withheld(shown: &Shown<'_>) -> Markup {
    let desk = &shown.desk;
    let language = desk.language;
    let limit = percent_of(language, shown.limit());
    let is_level = |row: &&Counted| matches!(row.place, Place::Nation | Place::City(_) | Place::County(_));
    let of = |part: &str, forecast: Forecast| -> Vec<String> {
        let rows = shown.rows.iter().filter(is_level);
        let rows = rows.filter(|row| row.part == part && row.count.forecast(shown.limit()) == forecast);
        rows.map(|row| row.name.clone()).collect()
    };
    let mut parts: Vec<&str> = shown.rows.iter().map(|row| row.part.as_str()).collect();
    parts.sort_by_key(|part| desk.edition.parts.iter().position(|known| known.code.as_str() == *part));
    parts.dedup();
    let lines: Vec<Markup> = parts
        .iter()
        .flat_map(|part| {
            let (lost, saved) = (of(part, Forecast::Withheld), of(part, Forecast::IfBegunSubmit));
            let all = shown.rows.iter().filter(is_level).filter(|row| row.part == **part).count();
            let one = |names: Vec<String>, words: &str| {
                let list = if names.len() == all && all > 1 {
                    language.say(format!("alla {all} nivåer"), format!("all {all} levels"))
                } else {
                    let n = names.len();
                    let of = language.say(format!("{n} av {all} nivåer"), format!("{n} of {all} levels"));
                    format!("{of} – {}", names.join(", "))
                };
                html! { li { strong { (desk.part_letter(part)) } " " (words) " " (list) } }
            };
            [
                (!lost.is_empty()).then(|| {
                    one(
                        lost,
                        language.say("redovisas inte, fler måste börja:", "is withheld, others must begin:"),
                    )
                }),
                (!saved.is_empty()).then(|| {
                    one(
                        saved,
                        language.say(
                            "räddas om de påbörjade skickas in:",
                            "is saved if the begun are submitted:",
                        ),
                    )
                }),
            ]
        })
        .flatten()
        .collect();
    if shown.rows.is_empty() {
        return html! {};
    }
    html! {
        (heading(Level::Two, Some("prognos"), language.say("Om insamlingen stängde nu", "If the collection closed now")))
        @if lines.is_empty() {
            (paragraph(language.say(
                format!("Alla nivåer skulle redovisas: ingenstans är bortfallet över {limit}."),
                format!("All levels would be shown: nowhere is non-response above {limit}."),
            )))
        } @else {
            (paragraph(language.say(
                format!("Här är bortfallet över {limit}, så andelarna redovisas inte för:"),
                format!("Here non-response is above {limit}, so shares are withheld for:"),
            )))
            ul { @for line in &lines { (line) } }
        }
    }
}

fn percent_of(language: Language, limit: Number) -> String {
    let text = limit.to_string();
    language.say(format!("{} procent", text.replace('.', ",")), format!("{text} per cent"))
}

fn sections(shown: &Shown<'_>) -> Vec<Markup> {
    let desk = &shown.desk;
    let language = desk.language;
    let mut parts: Vec<&str> = shown.rows.iter().map(|row| row.part.as_str()).collect();
    parts.sort_by_key(|part| desk.edition.parts.iter().position(|known| known.code.as_str() == *part));
    parts.dedup();
    let frame = &desk.edition.frame;
    let mut kinds: Vec<(String, String, Belongs)> = vec![
        (
            "stader".into(),
            language.say("Städer som svarar per stadsdel", "Cities that answer by district").into(),
            Box::new(|place| matches!(place, Place::City(_))),
        ),
        (
            "lan".into(),
            language.say("Län", "Counties").into(),
            Box::new(|place| matches!(place, Place::County(_))),
        ),
    ];
    for scheme in &frame.schemes {
        let grouping = scheme.grouping.clone();
        let own = move |place: &Place| matches!(place, Place::Group(of, _) if *of == grouping);
        kinds.push((format!("grupp-{}", scheme.grouping), scheme.name.clone(), Box::new(own)));
    }
    let mut all = Vec::new();
    if parts.len() > 1 {
        all.push(html! {
            (heading(Level::Two, Some("nivaer"), language.say("Län, städer och grupper", "Counties, cities and groups")))
            p {
                (language.say("Visar ", "Showing "))
                @for (place, part) in parts.iter().enumerate() {
                    @if place > 0 { " · " }
                    @if *part == shown.view.part { strong { (desk.part_letter(part)) } }
                    @else { (Link::new(desk.to(&format!("?del={part}#nivaer")), desk.part_letter(part))) }
                }
            }
        });
    } else if !parts.is_empty() {
        all.push(heading(
            Level::Two,
            Some("nivaer"),
            language.say("Län, städer och grupper", "Counties, cities and groups"),
        ));
    }
    for (id, title, belongs) in kinds {
        let mut rows: Vec<&Counted> =
            shown.rows.iter().filter(|row| row.part == shown.view.part && belongs(&row.place)).collect();
        if rows.is_empty() {
            continue;
        }
        match shown.view.sorted {
            Some((key, order)) => sort(&mut rows, key, order, shown.limit(), shown.before),
            // Counties and cities by name; groups as the grouping has them.
            None if !id.starts_with("grupp") => {
                sort(&mut rows, Key::Name, Order::Ascending, shown.limit(), shown.before);
            }
            None => {}
        }
        let address = |key: Key| {
            let turned = shown.view.sorted == Some((key, Order::Ascending));
            let order = if turned { "fallande" } else { "stigande" };
            desk.to(&format!("?del={}&sortera={}&ordning={order}#{id}", shown.view.part, key.id()))
        };
        let lines: Vec<Row> = rows
            .iter()
            .map(|row| Row { header: header(desk, row), cells: cells(shown, row), total: false })
            .collect();
        let caption = language.official(format!("{title} – {}", desk.part_letter(&shown.view.part)));
        let caption = if id.starts_with("grupp") { caption } else { caption.text().to_owned().into() };
        all.push(
            Table::new(&id, caption, columns(shown, language.say("Namn", "Name"), Some(&address)), lines)
                .full()
                .html(language),
        );
    }
    all
}

fn header(desk: &Desk<'_>, row: &Counted) -> Markup {
    let language = desk.language;
    match &row.place {
        Place::County(code) if !desk.round.class().is_anonymous() => {
            html! { (Link::new(desk.to(&format!("/enheter?lan={code}")), language.official(row.name.as_str()))) }
        }
        Place::Group(_, code) if !row.name.contains(code.as_str()) => {
            html! { (code) " " span lang="sv" { (row.name) } }
        }
        Place::Nation | Place::City(_) | Place::County(_) | Place::Group(..) => {
            html! { (language.official(row.name.as_str())) }
        }
    }
}

fn note(shown: &Shown<'_>) -> Markup {
    let desk = &shown.desk;
    let language = desk.language;
    let limit = percent_of(language, shown.limit());
    let earlier = match &shown.before.earlier {
        Earlier::None => language.say("Inget år innan finns att jämföra med.", "There is no year before to compare with.").to_owned(),
        Earlier::SameDay { name, at } => language.say(
            format!("Året innan: {name} som läget var {}, lika lång tid före sin stängning.", desk.at(*at)),
            format!("Year before: {name} as it stood {}, as long before its closing.", desk.at(*at)),
        ),
        Earlier::Printed { year } => language.say(
            format!("Året innan: den tryckta svarsfrekvensen för {year}, när insamlingen var avslutad. Läget samma dag finns inte."),
            format!("Year before: the printed response rate of {year}, when the collection was over. The standing on the same day is not known."),
        ),
    };
    html! {
        p.table-note {
            (earlier) " "
            @if shown.forecasts() {
                (language.say(
                    format!("En andel redovisas inte när bortfallet är över {limit}; exakt {limit} redovisas. Fattas: så många till måste skicka in. Stadsdelar räknas som enheter i län och riket och har sin stads grupper."),
                    format!("A share is withheld when non-response is above {limit}; exactly {limit} is shown. Lacking: so many more must submit. Districts count as units of county and nation and have their city’s groups."),
                ))
            }
        }
    }
}

fn running(desk: &Desk<'_>) -> Markup {
    let language = desk.language;
    if !desk.may(Action::ManageRound) {
        return html! {};
    }
    let (open, close, times) = (desk.to("/oppna"), desk.to("/stang"), desk.to("/tider"));
    let times =
        Button::leading(ButtonKind::Secondary, language.say("Ändra tiderna", "Change the times"), &times);
    let turn = match desk.round.state {
        RoundState::Planned => Button::leading(
            ButtonKind::Primary,
            language.say("Öppna insamlingen", "Open the collection"),
            &open,
        ),
        RoundState::Closed => Button::leading(
            ButtonKind::Secondary,
            language.say("Öppna insamlingen igen", "Reopen the collection"),
            &open,
        ),
        RoundState::Open => Button::leading(
            ButtonKind::Danger,
            language.say("Stäng insamlingen", "Close the collection"),
            &close,
        ),
    };
    html! {
        (heading(Level::Two, Some("styra"), language.say("Leda insamlingen", "Run the collection")))
        (buttons(&[turn, times]))
    }
}

fn events(shown: &Shown<'_>) -> Markup {
    let desk = &shown.desk;
    let language = desk.language;
    if shown.events.is_empty() {
        return html! {};
    }
    let row = |(event, who): &(Event, String)| {
        let text = |name: &str| event.content.get(name).and_then(|value| value.as_str()).unwrap_or_default();
        let closes = event.content.get("closes").and_then(serde_json::Value::as_i64).map(|at| desk.at(at));
        let what = match (event.kind == store::Kind::RoundCreated, text("state")) {
            (true, _) => language.say("Skapad", "Created"),
            (false, "open") => language.say("Öppen", "Open"),
            (false, "closed") => language.say("Stängd", "Closed"),
            (false, _) => language.say("Ändrad", "Changed"),
        };
        Row {
            header: html! { (desk.at(event.at)) },
            cells: vec![
                Cell::text(what),
                Cell::text(closes.unwrap_or_else(|| "–".to_owned())),
                Cell::text(text("why").to_owned()),
                Cell::text(who.clone()),
            ],
            total: false,
        }
    };
    let columns = vec![
        Column::new(language.say("När", "When")),
        Column::new(language.say("Vad", "What")),
        Column::new(language.say("Stänger", "Closes")),
        Column::new(language.say("Varför", "Why")),
        Column::new(language.say("Vem", "Who")),
    ];
    Table::new(
        "handelser",
        language.say("Händelser", "Events"),
        columns,
        shown.events.iter().map(row).collect(),
    )
    .html(language)
}

/// The table as a file.
pub fn csv(desk: &Desk<'_>, rows: &[Counted], before: &Before) -> String {
    let language = desk.language;
    let heads = [
        language.say("del", "part"),
        language.say("nivå", "level"),
        language.say("kod", "code"),
        language.say("namn", "name"),
        language.say("tillfrågade", "asked"),
        language.say("inskickade", "submitted"),
        language.say("påbörjade", "begun"),
        language.say("ej påbörjade", "not begun"),
        language.say("andel", "share"),
        language.say("andel året innan", "share year before"),
        language.say("om den stängde nu", "if it closed now"),
        language.say("till behövs", "more needed"),
    ];
    // The mark tells spreadsheets which letters these are.
    let mut text = format!("\u{feff}{}", csv_line(&heads.map(str::to_owned)));
    let limit = desk.edition.withhold_above_percent;
    let figure = |share: Option<Rounded>| match share {
        None => String::new(),
        Some(share) => language.say(share.to_string().replace('.', ","), share.to_string()),
    };
    for row in rows {
        let (level, code) = match &row.place {
            Place::Nation => ("nation".to_owned(), String::new()),
            Place::City(code) => ("city".to_owned(), code.to_string()),
            Place::County(code) => ("county".to_owned(), code.to_string()),
            Place::Group(grouping, code) => (format!("group:{grouping}"), code.to_string()),
        };
        let forecast = match row.count.forecast(limit) {
            Forecast::Shown => language.say("redovisas", "shown"),
            Forecast::IfBegunSubmit => {
                language.say("redovisas om påbörjade skickas in", "shown if the begun are submitted")
            }
            Forecast::Withheld => language.say("redovisas inte", "withheld"),
        };
        let forecast = if desk.round.class().is_anonymous() { "" } else { forecast };
        text.push_str(&csv_line(&[
            row.part.clone(),
            level,
            code,
            row.name.clone(),
            row.count.asked.to_string(),
            row.count.submitted.to_string(),
            row.count.begun.to_string(),
            row.count.not_begun().to_string(),
            figure(row.count.share()),
            figure(before.shares.get(&(row.place.clone(), row.part.clone())).copied()),
            forecast.to_owned(),
            row.count.needed(limit).to_string(),
        ]));
    }
    text
}
