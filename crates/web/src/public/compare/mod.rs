//! Comparing (*jämför*): units and places by indicators in one table, as the workbook has it. Whoever is compared, by what, in which order and
//! colours stands in the address, so that every comparison can be linked to.

mod asked;
mod choose;
mod heat;
mod order;
mod told;
mod who;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};

pub(in crate::public) use self::asked::NAMES;
use self::asked::{Asked, Rows};
use self::heat::Compared;
use self::told::{To, Told};
pub(in crate::public) use self::who::{Token, place_of, places, unit_name, unit_of};
use self::who::{Who, alike, is_covered};
use super::Look;
use super::around::page;
use super::shown::modes;
use super::unit::{areas, distinct_name, groups_of, property};
use super::unread::unread;
use crate::design::copy::copied;
use crate::design::notice::{Notice, NoticeKind};
use crate::design::text::{Level, Link, heading, lead, paragraph};

/// Cells that one page shows: as many as weigh about what a page may.
pub const MOST: usize = 5_000;
/// With so few beside each other, indicators are the rows: one reads down a column.
const FEW: usize = 6;
/// Counties whose figures stand beside units.
const COUNTIES: usize = 3;

/// The page.
pub fn compare(look: &Look<'_>) -> Response {
    let language = look.language;
    let mut asked = Asked::of(look);
    // What is not read would be gone from the short address, and nobody told of it.
    if asked.is_other && !asked.is_wrong() && unread(look.address).is_empty() {
        return Redirect::to(&asked.address(look)).into_response();
    }
    let title = language.say("Jämför", "Compare");
    let who = covered(look, &mut asked);
    if who.is_empty() {
        return nobody(look, &asked, title);
    }
    let what = asked.indicators(look);
    let beside = beside(look, &asked, &who);
    // Whoever sorts by a column has it.
    let by = asked.sort.as_deref();
    let by_indicator = what.iter().any(|indicator| Some(indicator.id.as_str()) == by);
    let by_whom = beside.iter().chain(&who).any(|who| Some(who.code.id.as_str()) == by);
    let rows = asked.rows.unwrap_or(match (by_indicator, by_whom) {
        (true, _) => Rows::Units,
        (false, true) => Rows::Indicators,
        (false, false) if who.len() <= FEW => Rows::Indicators,
        (false, false) => Rows::Units,
    });
    let mut compared = Compared { look: *look, asked, who, beside, what, rows };
    if let Some(by) = compared.asked.sort.clone()
        && !compared.can_sort_by(&by)
    {
        let by_shown = told::short(&by);
        compared.asked.tell(Told::wrong(language.say(
            format!("Tabellen kan inte sorteras efter ”{by_shown}”: den har ingen sådan kolumn."),
            format!("The table cannot be sorted by “{by_shown}”: it has no such column."),
        )));
        compared.asked.sort = None;
    }
    let cells = (compared.who.len() + compared.beside.len()) * compared.what.len();
    let is_too_much = cells > MOST;
    compared.sort();
    let (units, indicators) = if is_too_much { (0, 0) } else { compared.narrow() };
    let asked = &compared.asked;
    let is_empty = compared.who.is_empty() || compared.what.is_empty();
    let status = if asked.is_wrong() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let body = html! {
        (lead(said(look, asked, &compared)))
        (told::notices(look, &asked.told, |to| asked.instead(look, to)))
        @if is_too_much { (too_much(&compared, cells)) } @else { (alone(&compared)) }
        details.choose open[is_empty] {
            summary { (language.say("Välj kommuner och indikatorer", "Choose municipalities and indicators")) }
            (choose::form(look, asked))
        }
        @if !is_too_much {
            (modes(look, &asked.uncoloured(), asked.shown))
            (choose::ways(&compared))
            (choose::meaning(look, asked.shown, compared.who.iter().all(|who| who.is_place)))
            @if asked.only.is_some() && !is_empty {
                p.table-note { (language.say(
                    format!("{} av {units} har något sådant, i {} av {indicators} indikatorer. Resten är utelämnat.", compared.who.len(), compared.what.len()),
                    format!("{} of {units} have something like that, in {} of {indicators} indicators. The others are left out.", compared.who.len(), compared.what.len()),
                )) }
            }
            @if !is_empty { (sorted(&compared)) }
            @if is_empty {
                (nothing(&compared))
            } @else {
                (compared.html())
            }
            (link_to_this(look, asked))
        }
    };
    (status, page(look, title, body).wide()).into_response()
}

/// Those that were asked for and that the material says something of; the others are told of.
fn covered<'a>(look: &Look<'a>, asked: &mut Asked) -> Vec<Who<'a>> {
    let language = look.language;
    let all = asked.who(look);
    if !look.opened.results().is_part() {
        return all;
    }
    let (known, unknown): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|who| who.is_place || is_covered(look, who.code));
    let total = known.len() + unknown.len();
    let (unknown, others): (Vec<_>, Vec<_>) = unknown.into_iter().partition(|who| who.is_picked);
    if !others.is_empty() && !known.is_empty() {
        let (with, without) = (total - others.len() - unknown.len(), others.len());
        asked.tell(Told::note(language.say(
            format!("Materialet som publiceringen bygger på har utfall för {with} av dem. {without} är utelämnade."),
            format!("The material that the publication is built on has outcomes of {with} of them. {without} are left out."),
        )));
    }
    let unknown = if known.is_empty() { [unknown, others].concat() } else { unknown };
    if !unknown.is_empty() {
        let names: Vec<&str> = unknown.iter().take(5).map(|who| who.name.text()).collect();
        let names = match unknown.len() - names.len() {
            0 => names.join(", "),
            more => language.say(
                format!("{} och {more} till", names.join(", ")),
                format!("{} and {more} more", names.join(", ")),
            ),
        };
        let told = Told::note(language.say(
            format!("Materialet som publiceringen bygger på säger inget om {names}."),
            format!("The material that the publication is built on says nothing of {names}."),
        ));
        let (edition, results) = (look.opened.edition(), look.opened.results());
        let counties: Vec<Token> = results
            .covered()
            .iter()
            .map(|subject| &edition.frame.units[results.subjects[*subject].unit].code)
            .filter_map(|code| property(unit_of(look, code.as_str())?, "county"))
            .map(|county| Token::County(county.sv.clone()))
            .fold(Vec::new(), |mut all, county| {
                if !all.contains(&county) {
                    all.push(county);
                }
                all
            });
        let told = counties.iter().take(3).fold(told, |told, county| {
            told.or(county.name(look).text().to_owned(), To::Units(county.to_string()))
        });
        let others = look.view.valid().into_iter().filter(|other| other.series() != look.issue.series());
        let whom: Vec<&str> = unknown.iter().map(|who| who.code.id.as_str()).take(20).collect();
        let told = others.fold(told, |told, other| {
            let words = super::visit::short(language, other);
            let words = language.say(format!("samma i {words}"), format!("the same in {words}"));
            told.or(words, To::Address(look.beside(other, &format!("/jamfor?enheter={}", whom.join(",")))))
        });
        asked.tell(told);
    }
    known
}

/// The places whose figures stand beside: the nation, and the counties or groups that were asked for.
fn beside<'a>(look: &Look<'a>, asked: &Asked, who: &[Who<'a>]) -> Vec<Who<'a>> {
    let mut ids = vec!["nation:SE".to_owned()];
    let own: Vec<String> = asked.whom.iter().filter_map(|token| token.beside(look)).collect();
    let mut seen = Vec::new();
    for id in own {
        if !seen.contains(&id) {
            seen.push(id);
        }
    }
    if seen.len() <= COUNTIES {
        ids.extend(seen);
    }
    ids.iter()
        .filter(|id| who.iter().all(|who| who.code.id != **id))
        .filter_map(|id| place_of(look, id))
        .map(|code| Who { code, name: distinct_name(look, code), is_place: true, is_picked: false })
        .collect()
}

/// What is compared, in a sentence.
fn said(look: &Look<'_>, asked: &Asked, compared: &Compared<'_>) -> String {
    let language = look.language;
    let names: Vec<String> =
        asked.whom.iter().take(4).map(|token| token.name(look).text().to_owned()).collect();
    let more = asked.whom.len().saturating_sub(names.len());
    let names = match more {
        0 => names.join(", "),
        _ => language.say(
            format!("{} och {more} till", names.join(", ")),
            format!("{} and {more} more", names.join(", ")),
        ),
    };
    let mut letters = names.chars();
    let names: String =
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    let what = compared.count_of_what();
    format!("{names}: {}, {what}.", compared.count_of_whom())
}

/// Nobody is left to compare: what there is, and why not what was asked for.
fn nobody(look: &Look<'_>, asked: &Asked, title: &'static str) -> Response {
    let language = look.language;
    let body = html! {
        (lead(language.say(
            "Ställ kommuner bredvid varandra, indikator för indikator. Varje jämförelse har en egen adress att länka till.",
            "Put municipalities beside each other, indicator by indicator. Every comparison has an address of its own to link to.",
        )))
        (told::notices(look, &asked.told, |to| asked.instead(look, to)))
        (heading(Level::Two, Some("valj"), language.say("Välj själv", "Choose")))
        (choose::form(look, asked))
        (choose::examples(look))
    };
    let status = if asked.is_wrong() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    (status, page(look, title, body).wide()).into_response()
}

/// More than a page holds: how much, and ways to less of it.
fn too_much(compared: &Compared<'_>, cells: usize) -> Markup {
    let (look, asked) = (&compared.look, &compared.asked);
    let language = look.language;
    let rows = compared.who.len() + compared.beside.len();
    let areas: Vec<(String, String, usize)> = areas(look)
        .iter()
        .filter(|area| area.indicators.len() * rows <= MOST)
        .filter_map(|area| {
            let id = area.indicators.first()?.quality_areas.first()?;
            let to = asked.with(look, |asked| {
                asked.what = vec![id.clone()];
                asked.sort = None;
            });
            Some((to, area.name(look).text().to_owned(), area.indicators.len() * rows))
        })
        .collect();
    let mut counties: Vec<(String, String)> = places(look)
        .iter()
        .filter_map(|place| {
            let token = Token::County(place.id.strip_prefix("county:")?.to_owned());
            let to = asked.with(look, |asked| asked.whom = vec![token]);
            Some((to, place.name.sv.clone()))
        })
        .collect();
    counties.sort_by_cached_key(|(_, name)| domain::swedish::sort_key(name));
    let cells = grouped(cells);
    html! {
        (Notice::new(NoticeKind::Warning, language.say("För mycket för en sida", "Too much for one page")).body(html! {
            (paragraph(language.say(
                format!("{} och {} är {cells} rutor. En sida visar högst {}.", compared.count_of_whom(), compared.count_of_what(), grouped(MOST)),
                format!("{} and {} are {cells} cells. A page shows at most {}.", compared.count_of_whom(), compared.count_of_what(), grouped(MOST)),
            )))
            p {
                (language.say("Allt på en gång finns i ", "Everything at once is in "))
                (Link::new(look.to("/ladda-ner"), language.say("tabellboken och filerna", "the workbook and the files"))) "."
            }
        }).html(language))
        @if !areas.is_empty() {
            (heading(Level::Two, None, language.say("Samma kommuner, ett område i taget", "The same municipalities, one area at a time")))
            ul { @for (to, name, count) in &areas { li { (Link::new(to.as_str(), name.as_str())) " " span.muted { "(" (language.say(format!("{} rutor", grouped(*count)), format!("{} cells", grouped(*count)))) ")" } } } }
        }
        (heading(Level::Two, None, language.say("Samma indikatorer, ett län i taget", "The same indicators, one county at a time")))
        ul.columns { @for (to, name) in &counties { li { (Link::new(to.as_str(), name.as_str())) } } }
    }
}

/// `4 000`.
fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}

/// What the rows are sorted by, and the way back to how they were asked for.
fn sorted(compared: &Compared<'_>) -> Markup {
    let (look, asked) = (&compared.look, &compared.asked);
    let language = look.language;
    let Some(by) = asked.sort.as_deref() else { return html! {} };
    let indicator = look.opened.edition().indicator(by).map(|known| look.text(&known.short_name));
    let who = || compared.beside.iter().chain(&compared.who).find(|who| who.code.id == by);
    let name = indicator
        .or_else(|| who().map(|who| who.name.clone()))
        .map_or_else(|| language.say("namn", "name").to_owned(), |name| name.text().to_owned());
    let down = asked.order == crate::design::table::Order::Descending;
    let way =
        if down { language.say("fallande", "descending") } else { language.say("stigande", "ascending") };
    let back = asked.with(look, |asked| asked.sort = None);
    let rule = match (by == heat::NAME, down) {
        (true, _) => "",
        (false, false) => language.say(
            ": grönt före gult före rött, små tal före stora, det som saknar värde sist",
            ": green before yellow before red, small figures before large, what has no value last",
        ),
        (false, true) => language.say(
            ": rött före gult före grönt, stora tal före små, det som saknar värde sist",
            ": red before yellow before green, large figures before small, what has no value last",
        ),
    };
    html! {
        p.table-note {
            (language.say(format!("Sorterat efter {name}, {way}{rule}. "), format!("Sorted by {name}, {way}{rule}. ")))
            (Link::new(format!("{back}#{}", heat::ID), language.say("Ta bort sorteringen", "Remove the order")))
        }
    }
}

/// The way on for whoever looks at one unit only.
fn alone(compared: &Compared<'_>) -> Markup {
    let (look, asked) = (&compared.look, &compared.asked);
    let language = look.language;
    let [only] = compared.who.as_slice() else { return html! {} };
    if only.is_place {
        return html! {
            @if only.code.id.starts_with("county:") {
                p { (Link::new(asked.with(look, |asked| asked.whom = vec![Token::Counties]), language.say("Jämför med alla län", "Compare with all counties"))) }
            }
        };
    }
    let code = &only.code.id;
    let county = property(only.code, "county").map(|county| Token::County(county.sv.clone()));
    let groups = groups_of(look, only.code).into_iter();
    let groups = groups.filter_map(|group| Some(Token::Group(group.id.strip_prefix("group:")?.to_owned())));
    let has_peers = alike(look, code).is_ok();
    let own = || Token::Unit(code.clone());
    let mut ways: Vec<(String, String)> = Vec::new();
    if has_peers {
        ways.push((
            asked.with(look, |asked| asked.whom = vec![Token::Peers(code.clone())]),
            language.say("de mest lika", "those most like it").to_owned(),
        ));
    }
    for token in county.into_iter().chain(groups) {
        let name = token.name(look).text().to_owned();
        ways.push((asked.with(look, |asked| asked.whom = vec![own(), token]), name));
    }
    let name = unit_name(look, only.code);
    let title =
        language.say(format!("Bara {} är vald", name.text()), format!("Only {} is chosen", name.text()));
    html! {
        (Notice::new(NoticeKind::Info, title).body(html! {
            p {
                (language.say("Jämför med ", "Compare with "))
                @for (at, (to, words)) in ways.iter().enumerate() { @if at > 0 { ", " } (Link::new(to.as_str(), words.as_str())) }
                (language.say(", eller välj andra här under. Så länge står länet och riket bredvid.", ", or choose others below. Meanwhile the county and Sweden stand beside."))
            }
        }).html(language))
    }
}

/// Nothing is left of what was chosen: why, and the way back.
fn nothing(compared: &Compared<'_>) -> Markup {
    let (look, asked) = (&compared.look, &compared.asked);
    let language = look.language;
    html! {
        (Notice::new(NoticeKind::Info, language.say("Inget att visa", "Nothing to show")).body(html! {
            @if asked.only.is_some() {
                (paragraph(language.say("Ingen av de valda har något sådant utfall.", "None of the chosen has such an outcome.")))
                p { (Link::new(asked.with(look, |asked| asked.only = None), language.say("Visa alla utfall", "Show all outcomes"))) }
            } @else {
                (paragraph(language.say("Ingen av de valda indikatorerna kan jämföras här.", "None of the chosen indicators can be compared here.")))
                p { (Link::new(asked.with(look, |asked| { asked.what.clear(); asked.sort = None; }), language.say("Jämför alla indikatorer", "Compare all indicators"))) }
            }
        }).html(language))
    }
}

/// Its address, which says all of it.
fn link_to_this(look: &Look<'_>, asked: &Asked) -> Markup {
    let language = look.language;
    let below = asked.address_below();
    let address = asked.address(look);
    let fixed = language.address(&format!("/resultat/{}{below}", look.issue.named()));
    html! {
        (heading(Level::Two, Some("lank"), language.say("Länk till denna jämförelse", "Link to this comparison")))
        p { (copied(language, "lank-hit", language.say("länken", "the link"), &address)) }
        p.source {
            @if look.named.number.is_none() {
                (language.say("Rättas publiceringen visar den här adressen de rättade siffrorna. ", "If the publication is corrected, this address shows the corrected figures. "))
                (Link::new(fixed, language.say("Så här ser det ut i just denna version, för alltid.", "As it is in this very version, for ever.")))
            } @else {
                (language.say("Adressen visar alltid just denna version.", "The address always shows this very version."))
            }
        }
    }
}
