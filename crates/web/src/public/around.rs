//! What stands around every page of a publication: where one is, what it is made from, and whether it is still valid.

use maud::{Markup, html};
use publication::shelf::Issue;

use super::{Look, unread, visit};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::shell::{Page, Place};
use crate::design::text::{Link, paragraph};
use crate::language::{Language, Phrase};
use crate::respond::{local, moment};

/// A page of a publication, its navigation and its notices; `title` is the page's own.
pub fn page<'a>(look: &Look<'a>, title: impl Into<Phrase<'a>>, body: Markup) -> Page<'a> {
    let language = look.language;
    let place = |path: &str, words: &'static str, below: bool| {
        let to = look.to(path);
        let bare = |address: &str| address.split(['?', '#']).next().unwrap_or_default().to_owned();
        let (own, there) = (bare(look.address), bare(&to));
        let here = own == there || (below && own.starts_with(&format!("{there}/")));
        Place { link: Link::new(to, words), here }
    };
    let places = vec![
        place("", language.say("Översikt", "Overview"), false),
        place("/jamfor", language.say("Jämför", "Compare"), true),
        place("/guide", language.say("Guide", "Guide"), true),
        place("/ladda-ner", language.say("Ladda ner", "Downloads"), true),
    ];
    Page::new(language, look.address, title)
        .places(visit::places(language, look.address, look.per))
        .corrections(visit::at(language, look.per, "/rattelser"))
        .context(html! { p.round { (name(look, look.issue)) } })
        .within(language.say("Den här publiceringen", "This publication"), places)
        .body(html! { (notices(look)) (unread::notice(language, look.address)) (body) })
}

/// What a publication is called: `Öppna jämförelser 2018 – Ekonomiskt bistånd, simulerad omgång 2`.
pub fn name(look: &Look<'_>, issue: &Issue) -> Markup {
    visit::named_in(look.language, issue)
}

/// When a publication was published: its day alone where no time of the day is known (*midnatt UTC*), as of old reports.
pub fn published(language: Language, issue: &Issue) -> String {
    const DAY: i64 = 24 * 60 * 60 * 1_000_000;
    let at = issue.published_at().as_microsecond();
    if at % DAY == 0 { local(at).0 } else { moment(language, at) }
}

/// What a reader must know before any figure: not real, not published yet, not valid any more, corrected.
pub fn notices(look: &Look<'_>) -> Markup {
    let language = look.language;
    let caution = &look.opened.publication().caution;
    let day = |issue: &Issue| published(language, issue);
    html! {
        @if look.early && look.issue.is_draft() {
            (Notice::new(NoticeKind::Warning, language.say("Ett utkast", "A draft"))
                .body(paragraph(language.say(
                    "Ingen tid är bestämd, och siffrorna kan ändras. Sprid dem inte.",
                    "No time is decided, and the figures may change. Do not pass them on.",
                )))
                .html(language))
        } @else if look.early {
            (Notice::new(NoticeKind::Warning, language.say("Inte publicerad än", "Not published yet"))
                .body(paragraph(language.say(
                    format!("Publiceras {}. Du ser den i förväg; sprid den inte.", day(look.issue)),
                    format!("Will be published {}. You see it in advance; do not pass it on.", day(look.issue)),
                )))
                .html(language))
        }
        @if !caution.sv.is_empty() {
            (Notice::new(NoticeKind::Warning, language.say("Simulerade data", "Simulated data"))
                .body(paragraph(look.text(caution)))
                .html(language))
        }
        @if let Some(later) = look.later {
            (Notice::new(NoticeKind::Warning, language.say("Det finns en rättad version", "There is a corrected version"))
                .body(html! {
                    (paragraph(language.say(
                        format!("Det här är version {}. Version {} gäller sedan {}.", look.issue.number(), later.number(), day(later)),
                        format!("This is version {}. Version {} is valid since {}.", look.issue.number(), later.number(), day(later)),
                    )))
                })
                .html(language))
        }
        @if let Some(per) = look.per {
            (Notice::new(NoticeKind::Info, language.say("Så här såg det ut då", "As it was then"))
                .body(paragraph(language.say(
                    format!("Du ser det som var publicerat {per}."),
                    format!("You see what was published on {per}."),
                )))
                .html(language))
        }
    }
}
