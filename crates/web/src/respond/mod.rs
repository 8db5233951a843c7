//! The questionnaire (*enkäten*): from answers to pages, and from sent forms to facts.
//!
//! Pure: no clock, no store, no addresses of their own. Routes ask who may do what, read the store, call these and send
//! what they give.
//!
//! * [`page`]: one page, one subject; [`form`] reads it back and says which cells changed.
//! * [`hub`]: the parts of a response, and the pages of a part.
//! * [`questions`]: all questions in advance, for anybody; [`upload`]: the fill-in workbook sent in.
//! * [`summary`], [`submit`], [`sign`], [`receipt`]: looking through, sending in, signing off, keeping.
//! * [`pass_on`], [`reopen`], [`archive`], [`city`]: colleagues, opening again, earlier rounds, a city and its districts.
//! * [`rights`]: what whoever reads may do, so that no page offers what is refused.
//!
//! **A form carries what it was made from.** For each cell that is shown there is a hidden field `base.{cell}`: a short digest of
//! what the field held and the save that gave it. What is sent back as it was is not saved, whoever has saved meanwhile; what
//! was changed is saved as based on that save, so that two colleagues never overwrite each other.

pub mod archive;
mod cells;
pub mod city;
pub mod form;
pub mod hub;
pub mod page;
pub mod pass_on;
pub mod questions;
mod reads;
pub mod receipt;
pub mod reopen;
pub mod result;
pub mod rights;
pub mod sign;
pub mod submit;
pub mod summary;
mod time;
pub mod upload;
pub(crate) mod words;

use std::collections::BTreeMap;

use catalogue::model::{Alternative, Edition, Part, Text};
use collection::fact::{Author, Instant};
use collection::ids::CellId;
use domain::{PartCode, Unit};
use maud::{Markup, html};
use serde_json::Value;

pub use time::{end_of_day, instant, local, moment, since, with_offset};
pub use words::Said;

use crate::design::save_state::SaveState;
use crate::design::shell::Page;
use crate::design::text::Link;
use crate::language::{Language, Phrase};

/// What is the same on every page of one subject's questionnaire.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The language of the pages.
    pub language: Language,
    /// What is asked.
    pub edition: &'a Edition,
    /// Who answers.
    pub unit: &'a Unit,
    /// Where the questionnaire is, in Swedish, without a slash at its end: `/svara/2018/0643`.
    pub root: &'a str,
    /// Names of those who have worked on it.
    pub people: &'a BTreeMap<Author, String>,
    /// Who reads the page, as facts know them.
    pub me: Option<&'a Author>,
    /// The last moment to answer, if there is one.
    pub closes: Option<Instant>,
    /// What every form sends along, such as the token that keeps forged forms out.
    pub hidden: &'a [(&'a str, &'a str)],
}

/// The answers of the round before (*förra omgångens svar*), by this edition's cells.
#[derive(Clone, Debug, Default)]
pub struct LastRound {
    /// What the round is called: `2017`.
    pub name: String,
    /// Its answers.
    pub cells: BTreeMap<CellId, Value>,
}

impl<'a> Setting<'a> {
    /// The overview's address.
    pub fn hub(&self) -> String {
        self.language.address(self.root)
    }

    /// A part's address.
    pub fn part(&self, part: &PartCode) -> String {
        self.language.address(&format!("{}/{part}", self.root))
    }

    /// A page's address.
    pub fn page(&self, part: &PartCode, no: usize) -> String {
        format!("{}/{no}", self.part(part))
    }

    /// The address of a part's summary.
    pub fn summary(&self, part: &PartCode) -> String {
        format!("{}/sammanstallning", self.part(part))
    }

    /// The address where a part is submitted.
    pub fn submit(&self, part: &PartCode) -> String {
        format!("{}/skicka", self.part(part))
    }

    /// The address of a part's receipt.
    pub fn receipt(&self, part: &PartCode) -> String {
        format!("{}/kvitto", self.part(part))
    }

    /// The address where a manager signs a part off.
    pub fn sign(&self, part: &PartCode) -> String {
        format!("{}/godkann", self.part(part))
    }

    /// The address that says what became of a sign-off.
    pub fn signed(&self, part: &PartCode) -> String {
        format!("{}/godkant", self.part(part))
    }

    /// The address where one asks to have a part opened again.
    pub fn reopen(&self, part: &PartCode) -> String {
        format!("{}/oppna-igen", self.part(part))
    }

    /// The address where parts are passed on.
    pub fn pass_on(&self) -> String {
        format!("{}/dela", self.hub())
    }

    /// The address of the own archive.
    pub fn archive(&self) -> String {
        format!("{}/arkiv", self.hub())
    }

    /// A catalogue text in the page's language, or in Swedish and marked so.
    pub(crate) fn text(&self, text: &'a Text) -> Phrase<'a> {
        self.language.either(text.sv.as_str(), text.en.as_deref())
    }

    /// An alternative, word for word.
    fn text_of(&self, alternative: &'a Alternative) -> Phrase<'a> {
        self.text(&alternative.text)
    }

    /// `Del E`.
    fn part_letter(&self, part: &PartCode) -> String {
        format!("{} {part}", self.language.say("Del", "Part"))
    }

    fn part_named(&self, part: &PartCode) -> Option<&'a Part> {
        self.edition.parts.iter().find(|known| known.code == *part)
    }

    /// Who did something; their role where no name is known.
    pub(crate) fn who(&self, author: &Author) -> String {
        let role = match author {
            Author::Link(_) => self.language.say("En kollega", "A colleague"),
            Author::Account(_) => self.language.say("En handläggare", "A member of staff"),
            Author::Program => self.language.say("Systemet", "The system"),
            Author::Anonymous => self.language.say("Någon", "Somebody"),
        };
        self.people.get(author).cloned().unwrap_or_else(|| role.to_owned())
    }

    /// A time as people read it, in Swedish time.
    pub(crate) fn at(&self, at: Instant) -> String {
        moment(self.language, at)
    }

    /// The shell of every page: whose it is, whether it is saved, a way back.
    fn shell<'p>(
        &'p self,
        address: &'p str,
        title: impl Into<Phrase<'p>>,
        saved: SaveState<'_>,
        back: Option<Link<'p>>,
    ) -> Page<'p> {
        let context = html! {
            p { strong { (self.unit.name) } " · " (self.text(&self.edition.name)) }
            @if let Some(closes) = self.closes {
                p { (self.language.say("Svara senast", "Answer by")) " " (self.at(closes)) }
            }
            (saved.html(self.language))
        };
        self.around(address, title, context, back)
    }

    /// The shell of a page where nothing is answered: it says nothing of saving.
    fn quiet_shell<'p>(
        &'p self,
        address: &'p str,
        title: impl Into<Phrase<'p>>,
        back: Option<Link<'p>>,
    ) -> Page<'p> {
        let context = html! { p { strong { (self.unit.name) } " · " (self.text(&self.edition.name)) } };
        self.around(address, title, context, back)
    }

    fn around<'p>(
        &'p self,
        address: &'p str,
        title: impl Into<Phrase<'p>>,
        context: Markup,
        back: Option<Link<'p>>,
    ) -> Page<'p> {
        let page = Page::new(self.language, address, title).context(context);
        match back {
            Some(back) => page.back(back),
            None => page,
        }
    }

    fn way_back(&self) -> Link<'static> {
        Link::new(self.hub(), self.language.say("Översikten", "Overview"))
    }

    fn hidden_fields(&self) -> Markup {
        html! { @for (name, value) in self.hidden { (hidden(name, value)) } }
    }
}

/// A field that nobody sees.
pub(crate) fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}
