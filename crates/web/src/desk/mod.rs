//! The analyst's desk (*arbetsbordet*): rounds, the table of responses, links, history, the chain.
//!
//! Pure, as [`crate::respond`]: values in, pages out, sent forms back to values. Who may see what is decided before; a page
//! is told by [`Desk::may`] which ways on to show.

pub mod chain;
pub mod history;
pub mod links;
pub mod publishing;
pub mod rounds;
pub mod running;
pub mod subject;
pub mod table;
pub mod units;

use catalogue::model::Edition;
use collection::access::{Action, Role};
use collection::fact::Instant;
use collection::head::State;
use collection::round::{Phase, Round, RoundState};
use collection::standing::Stage;
use maud::{Markup, html};
use store::Standing;

use crate::design::shell::{Page, Place};
use crate::design::tag::{TagKind, tag};
use crate::design::text::Link;
use crate::language::{Language, Phrase};
use crate::respond::local;

/// What is the same on every page of a round's desk.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    /// The language of the pages.
    pub language: Language,
    /// The address that was asked for, with its query.
    pub address: &'a str,
    /// The time.
    pub now: Instant,
    /// The round.
    pub round: &'a Round,
    /// What it asks.
    pub edition: &'a Edition,
    /// Whether its answers are made up.
    pub simulated: bool,
    /// What whoever reads may do in the round.
    pub allowed: &'a [Action],
}

/// Which of the round's pages one is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// *Svarsläge*, and what is done to the round from there.
    Table,
    /// *Enheter*.
    Units,
    /// *Länkar*.
    Links,
    /// *Revisionskedja*.
    Chain,
    /// *Publicering*.
    Publishing,
}

impl Desk<'_> {
    /// Whether a way on is shown.
    pub fn may(&self, action: Action) -> bool {
        self.allowed.contains(&action)
    }

    /// An address of the round; `rest` begins with a slash, or is empty.
    pub fn to(&self, rest: &str) -> String {
        self.language.address(&format!("/arbete/{}{rest}", self.round.id))
    }

    fn page<'p>(&'p self, at: At, title: impl Into<Phrase<'p>>) -> Page<'p> {
        let language = self.language;
        let anonymous = self.round.class().is_anonymous();
        let ways = [
            (At::Table, Action::SeeTable, "", language.say("Svarsläge", "Responses")),
            (At::Units, Action::SeeTable, "/enheter", language.say("Enheter", "Units")),
            (At::Links, Action::IssueLinks, "/lankar", language.say("Länkar", "Links")),
            (At::Chain, Action::Audit, "/kedja", language.say("Revisionskedja", "Audit chain")),
            (
                At::Publishing,
                Action::SeeUnpublished,
                "/publicering",
                language.say("Publicering", "Publishing"),
            ),
        ];
        let ways = ways.into_iter().filter(|(way, action, ..)| {
            self.may(*action) && !(anonymous && matches!(way, At::Units | At::Publishing))
        });
        let places =
            ways.map(|(way, _, rest, text)| Place { link: Link::new(self.to(rest), text), here: way == at });
        let context = html! {
            p {
                strong { (self.round.name) } " " (state_tag(language, self.round, self.now))
                @if self.simulated { " " (simulated_tag(language)) }
            }
            p { (times(language, self.round, self.now)) }
        };
        let name = language.say("Omgångens sidor", "Pages of the round");
        Page::new(language, self.address, title).wide().within(name, places.collect()).context(context)
    }

    fn at(&self, at: Instant) -> String {
        when(self.language, at)
    }

    fn part_name(&self, code: &str) -> Phrase<'_> {
        let part = self.edition.parts.iter().find(|part| part.code.as_str() == code);
        part.map_or_else(
            || code.to_owned().into(),
            |part| self.language.either(part.name.sv.as_str(), part.name.en.as_deref()),
        )
    }

    fn part_letter(&self, code: &str) -> String {
        format!("{} {code}", self.language.say("Del", "Part"))
    }
}

/// A time as people read it, in Swedish time.
pub(crate) fn when(language: Language, at: Instant) -> String {
    let (date, (hour, minute)) = local(at);
    language.say(format!("{date} kl. {hour:02}.{minute:02}"), format!("{date} at {hour:02}:{minute:02}"))
}

/// The same as an element that programs read, too.
fn moment(language: Language, at: Instant) -> Markup {
    let (date, (hour, minute)) = local(at);
    html! { time datetime=(format!("{date}T{hour:02}:{minute:02}")) { (when(language, at)) } }
}

/// When a round opens and closes, in words.
fn times(language: Language, round: &Round, now: Instant) -> Markup {
    let one = |word: &'static str, at: Option<Instant>| {
        html! {
            (word) " "
            @match at {
                Some(at) => (moment(language, at)),
                None => (language.say("inte bestämt", "not decided")),
            }
        }
    };
    let is_past = |at: Option<Instant>| round.state != RoundState::Planned && at.is_some_and(|at| at <= now);
    let (opens, closes) = match (is_past(round.opens), is_past(round.closes)) {
        (true, true) => (language.say("Öppnade", "Opened"), language.say("Stängde", "Closed")),
        (true, false) => (language.say("Öppnade", "Opened"), language.say("Stänger", "Closes")),
        (false, _) => (language.say("Öppnar", "Opens"), language.say("Stänger", "Closes")),
    };
    html! { (one(opens, round.opens)) " · " (one(closes, round.closes)) }
}

/// Where a round is in its life, now.
pub(crate) fn state_tag(language: Language, round: &Round, now: Instant) -> Markup {
    let (kind, word) = match round.phase(now) {
        Phase::Planned => (TagKind::Waiting, language.say("Förbereds", "Being prepared")),
        Phase::Closed => (TagKind::Closed, language.say("Stängd", "Closed")),
        Phase::NotYet => (TagKind::Waiting, language.say("Öppnar senare", "Opens later")),
        Phase::Over => (TagKind::Attention, language.say("Tiden är ute", "Time is up")),
        Phase::Open => (TagKind::Ongoing, language.say("Pågår", "Under way")),
    };
    tag(kind, word)
}

/// That a round's answers are made up: nothing of it is anybody's.
pub(crate) fn simulated_tag(language: Language) -> Markup {
    tag(TagKind::Attention, language.say("Påhittade svar", "Made-up answers"))
}

/// How far a response has come.
pub fn stage(one: &Standing) -> Stage {
    match (one.state, one.begun) {
        (State::Submitted, _) => Stage::Submitted,
        (State::Open | State::Closed, true) => Stage::Begun,
        (State::Open | State::Closed, false) => Stage::NotBegun,
    }
}

/// A response's state as a tag.
fn response_tag(language: Language, one: &Standing) -> Markup {
    let (kind, word) = match (one.state, one.begun, one.submitted.is_some()) {
        _ if one.reopening_asked => {
            (TagKind::Attention, language.say("Ber om att öppnas", "Asks to be reopened"))
        }
        (State::Submitted, ..) => (TagKind::Done, language.say("Inskickad", "Submitted")),
        (State::Closed, true, _) => (TagKind::Closed, language.say("Stängd, påbörjad", "Closed, begun")),
        (State::Closed, false, _) => (TagKind::Closed, language.say("Stängd, tom", "Closed, empty")),
        (State::Open, _, true) => (TagKind::Ongoing, language.say("Öppnad igen", "Reopened")),
        (State::Open, true, false) => (TagKind::Ongoing, language.say("Påbörjad", "Begun")),
        (State::Open, false, false) => (TagKind::Waiting, language.say("Inte påbörjad", "Not begun")),
    };
    tag(kind, word)
}

/// What a role is called.
pub(crate) fn role_name(language: Language, role: Role) -> &'static str {
    match role {
        Role::NationalAnalyst => language.say("Nationell utredare", "National analyst"),
        Role::Reviewer => language.say("Granskare", "Reviewer"),
        Role::Publisher => language.say("Publicerare", "Publisher"),
        Role::Coordinator => language.say("Samordnare", "Coordinator"),
        Role::Respondent => language.say("Uppgiftslämnare", "Respondent"),
        Role::Individual => language.say("Svarar för egen del", "Answers for themselves"),
        Role::Manager => language.say("Chef", "Manager"),
        Role::RegionalAnalyst => language.say("Regional utredare", "Regional analyst"),
        Role::Reader => language.say("Läsare", "Reader"),
    }
}

/// The text that a form sent under a name.
pub(crate) fn sent<'f>(fields: &'f [(String, String)], name: &str) -> &'f str {
    fields.iter().find(|(sent, _)| sent == name).map_or("", |(_, text)| text.trim())
}

/// A line of a file that spreadsheets read: `;` between, quoted where needed.
pub(crate) fn csv_line(fields: &[String]) -> String {
    let quoted = |text: &String| {
        if text.contains([';', '"', '\n', '\r']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.clone()
        }
    };
    fields.iter().map(quoted).collect::<Vec<_>>().join(";") + "\r\n"
}
