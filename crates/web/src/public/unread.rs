//! Names in an address that its page does not read (*okända namn i adressen*): told beside what the page shows, with those that it reads.
//! Nothing is shown otherwise for them, so they are no error. Names that only follow visitors from elsewhere pass in silence.

use maud::{Markup, html};

use super::visit::query_of;
use super::{between, compare, indicator, learn, search, shown};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::text::paragraph;
use crate::language::Language;

/// What every page reads: the moment that is looked at.
const EVERYWHERE: &str = "per";
/// What pages of a publication read besides, by the name after the publication's.
const OF_PUBLICATION: [(&str, &[&str]); 5] = [
    ("enhet", &[shown::NAME]),
    ("indikator", &indicator::NAMES),
    ("lar-av", &[learn::NAME]),
    ("jamfor", &compare::NAMES),
    ("forandring", &between::NAMES),
];
/// Names that search engines, newsletters and social media put on links, whole or by their beginning.
const FOLLOWING: [&str; 10] =
    ["fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "igshid", "mc_cid", "mc_eid", "yclid"];
const FOLLOWING_BEGIN: [&str; 4] = ["utm_", "mtm_", "matomo_", "pk_"];
/// Names that are told of.
const MOST: usize = 5;

/// What the page of an address reads.
fn read_at(address: &str) -> Vec<&'static str> {
    let own = Language::Swedish.address(address);
    let path = own.split(['?', '#']).next().unwrap_or_default();
    let names: Vec<&str> = path.split('/').skip(1).collect();
    let own: &[&str] = match names.as_slice() {
        ["sok"] => &[search::NAME],
        ["resultat", _, page, ..] => {
            let known = OF_PUBLICATION.iter().find(|(known, _)| known == page);
            known.map(|(_, names)| *names).unwrap_or_default()
        }
        _ => &[],
    };
    own.iter().copied().chain([EVERYWHERE]).collect()
}

/// The names in an address that its page does not read, each once.
pub(super) fn unread(address: &str) -> Vec<String> {
    let read = read_at(address);
    let follows = |name: &str| {
        FOLLOWING.contains(&name) || FOLLOWING_BEGIN.iter().any(|beginning| name.starts_with(beginning))
    };
    let mut names: Vec<String> = Vec::new();
    for (name, _) in query_of(address) {
        if !name.is_empty() && !read.contains(&name.as_str()) && !follows(&name) && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// What is told of them; nothing where the page reads every name.
pub(super) fn notice(language: Language, address: &str) -> Markup {
    let names = unread(address);
    if names.is_empty() {
        return html! {};
    }
    let read = read_at(address);
    let near = |name: &str| rules::nearest(name, read.iter().copied());
    let short = |name: &str| name.chars().filter(|c| !c.is_control()).take(60).collect::<String>();
    let more = names.len().saturating_sub(MOST);
    let title =
        language.say("Något i adressen läses inte här", "Something in the address is not read on this page");
    let body = html! {
        @for name in names.iter().take(MOST) {
            p {
                code { (short(name)) } "."
                @if let Some(near) = near(name) {
                    " " (language.say("Menade du ", "Did you mean ")) code { (near) } "?"
                }
            }
        }
        @if more > 0 { (paragraph(language.say(format!("Och {more} till."), format!("And {more} more.")))) }
        p {
            (language.say("Sidan läser ", "The page reads "))
            @for (at, name) in read.iter().enumerate() { @if at > 0 { ", " } code { (name) } }
            (language.say(". Annat ändrar inget på den.", ". Anything else changes nothing on it."))
        }
    };
    Notice::new(NoticeKind::Info, title).body(body).html(language)
}
