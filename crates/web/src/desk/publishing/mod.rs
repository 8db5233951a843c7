//! The desk's page of a publication (*publicering*): draft, preview, contested cells, time, correction.

mod contested;
mod forms;
mod holds;
mod log;
mod moved;
mod why;

use collection::ids::{AccountId, PublicationId};
use collection::publishing::{Event, Publishing, Stage};
use maud::{Markup, html};
use publication::shelf::Issue;

pub use contested::{named, written};
pub(crate) use forms::mistake;
pub use moved::moves;
pub use why::{Why, told};

use super::subject::People;
use super::{At, Desk, sent, when};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::tag::{TagKind, tag};
use crate::design::text::{Level, Link, heading, lead, paragraph};

/// An account that can be named as a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Its id.
    pub id: AccountId,
    /// What they are called.
    pub name: String,
}

/// What is written in the page's forms, shown again where it could not be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    fields: Vec<(String, String)>,
}

impl Written {
    /// What was sent.
    pub fn sent(fields: &[(String, String)]) -> Self {
        Self { fields: crate::respond::form::all_again(fields) }
    }

    fn text(&self, name: &str) -> &str {
        sent(&self.fields, name)
    }

    /// Whether a form with one of these fields was sent.
    fn is_sent(&self, names: &[&str]) -> bool {
        self.fields.iter().any(|(sent, _)| names.contains(&sent.as_str()))
    }

    fn all(&self, name: &str) -> Vec<&str> {
        self.fields.iter().filter(|(sent, _)| sent == name).map(|(_, text)| text.as_str()).collect()
    }
}

/// What the page shows.
#[derive(Debug)]
pub struct Shown<'a> {
    /// The round's desk.
    pub desk: Desk<'a>,
    /// The publication on its way, or the next.
    pub next: &'a PublicationId,
    /// The one that is not published yet, or was withdrawn.
    pub ahead: Option<&'a Publishing>,
    /// The last that is published, of this round, with what was contested and decided.
    pub done: Option<&'a Publishing>,
    /// The number of the last event of the next publication, whichever round it was of; 0 if there is none.
    pub seen: collection::publishing::No,
    /// Another round of the same edition is being published.
    pub elsewhere: bool,
    /// What the one on its way says.
    pub issue: Option<&'a Issue>,
    /// The last that is published.
    pub last: Option<&'a Issue>,
    /// What happened to the one on its way, or to the last.
    pub events: &'a [Event],
    /// What those are called who did it.
    pub people: &'a People,
    /// Who can be named as a reader.
    pub readers: &'a [Reader],
    /// Whoever reads may publish, and the service can.
    pub publishes: bool,
    /// Whoever reads may decide what is contested.
    pub decides: bool,
    /// What was written.
    pub written: &'a Written,
    /// Why it could not be done.
    pub why: Option<&'a Why>,
}

impl Shown<'_> {
    fn to(&self, rest: &str) -> String {
        self.desk.to(&format!("/publicering{rest}"))
    }

    /// The number that a form carries, so that two who change it at once do not undo each other's steps.
    fn seen(&self) -> Markup {
        crate::respond::hidden("sett", &self.seen.to_string())
    }
}

/// The page.
pub fn page(shown: &Shown<'_>) -> Markup {
    let desk = &shown.desk;
    let language = desk.language;
    desk.page(At::Publishing, language.say("Publicering", "Publishing"))
        .faulty(shown.why.is_some())
        .body(html! {
            @if let Some(why) = shown.why {
                (Notice::new(NoticeKind::Error, language.say("Det gick inte", "It could not be done"))
                    .body(paragraph(told(language, why)))
                    .html(language))
            }
            (standing(shown))
            @if let (Some(ahead), Some(issue)) = (shown.ahead, shown.issue) {
                (holds::holds(shown, ahead, issue))
            }
            @if let Some(ahead) = shown.ahead {
                (contested::contested(shown, ahead))
            }
            @if shown.publishes && !shown.elsewhere { (forms::forms(shown)) }
            @if let (None, Some(done)) = (shown.ahead, shown.done) {
                (contested::contested(shown, done))
            }
            @if !shown.events.is_empty() { (log::log(shown)) }
        })
        .html()
}

/// Where it is, in a sentence and a tag.
fn standing(shown: &Shown<'_>) -> Markup {
    let (language, next) = (shown.desk.language, shown.next);
    let published = shown.last.map(|last| {
        let named = last.named();
        let text = language.say(format!("Publicering {named}"), format!("Publication {named}"));
        (
            language.address(&format!("/resultat/{named}")),
            text,
            when(language, last.published_at().as_microsecond()),
        )
    });
    let (kind, word, text) = match (shown.ahead.map(|ahead| ahead.stage), &published) {
        (None, Some((_, _, at))) => (
            TagKind::Done,
            language.say("Publicerad", "Published"),
            language.say(
                format!("Publiceringen är offentlig sedan {at}. Den ändras inte: är något fel rättas det i {next}."),
                format!("The publication is public since {at}. It does not change: what is wrong is corrected in {next}."),
            ),
        ),
        (None | Some(Stage::Withdrawn), _) => (
            TagKind::Waiting,
            language.say("Inget utkast", "No draft"),
            language.say(
                format!("Nästa publicering blir {next}. {}", match shown.publishes {
                    true => "Gör ett utkast av det som är inskickat.",
                    false => "Den som har rollen publicerare gör ett utkast av det som är inskickat.",
                }),
                format!("The next publication will be {next}. {}", match shown.publishes {
                    true => "Make a draft of what was submitted.",
                    false => "Somebody with the role of publisher makes a draft of what was submitted.",
                }),
            ),
        ),
        (Some(Stage::Draft), _) => (
            TagKind::Ongoing,
            language.say("Utkast", "Draft"),
            language.say(
                format!("{next} är ett utkast. Bara de som får se opublicerade resultat når det."),
                format!("{next} is a draft. Only those who may see unpublished results reach it."),
            ),
        ),
        (Some(Stage::Scheduled { published_at }), _) => (
            TagKind::Attention,
            language.say("Tidsinställd", "Scheduled"),
            language.say(
                format!(
                    "{next} publiceras {} av sig själv. Till dess når bara utvalda läsare den.",
                    when(language, published_at)
                ),
                format!(
                    "{next} is published {} by itself. Until then only named readers reach it.",
                    when(language, published_at)
                ),
            ),
        ),
    };
    html! {
        (lead(text))
        p { (tag(kind, word)) }
        @if shown.elsewhere {
            (Notice::new(NoticeKind::Info, language.say("En annan omgång publiceras", "Another round is being published"))
                .body(paragraph(told(language, &Why::OtherRound)))
                .html(language))
        }
        @if let Some((to, text, at)) = published {
            (heading(Level::Two, None, language.say("Gäller nu", "Valid now")))
            p { (Link::new(to, text)) ", " (language.say("publicerad", "published")) " " (at) }
        }
    }
}
