//! The questionnaire of real editions: every page, filled in, sent back, and what becomes of it.

mod bad_input;
mod conflicts;
#[path = "../page/mod.rs"]
mod page;
mod pages;
mod round_trip;
mod way;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use catalogue::model::Edition;
use catalogue::{Catalogue, LoadOptions};
use collection::fact::{Author, Content, Fact};
use collection::form::answers::cells_of;
use collection::form::pages::Page;
use collection::form::sheet::Sheet;
use collection::head::Head;
use collection::ids::CellId;
use domain::{EditionYear, PartCode, Unit};
use results::checks::{Finding, of_subject};
use results::simulate::simulate;
use serde_json::Value;
use web::design::save_state::SaveState;
use web::language::Language;
use web::respond::form::{FieldError, read_form};
use web::respond::page::{Asked, Response, Written};
use web::respond::{LastRound, Setting};

pub(crate) type Fields = Vec<(String, String)>;

fn load(folder: &str) -> Catalogue {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    Catalogue::load_with(&folder, LoadOptions { prove: false })
        .unwrap_or_else(|problems| panic!("{problems}"))
}

pub(crate) fn edition() -> &'static Edition {
    static BUNDLED: LazyLock<Catalogue> = LazyLock::new(|| load("catalogue"));
    &BUNDLED.editions[&EditionYear(2018)]
}

pub(crate) fn checklist() -> &'static Edition {
    static CHECKLIST: LazyLock<Catalogue> = LazyLock::new(|| load("examples/checklist/catalogue"));
    &CHECKLIST.editions[&EditionYear(2024)]
}

/// One subject's work on a questionnaire, held in memory.
pub(crate) struct Work {
    pub(crate) edition: &'static Edition,
    pub(crate) unit: &'static Unit,
    pub(crate) language: Language,
    pub(crate) head: Head,
    pub(crate) previous: Option<LastRound>,
    people: BTreeMap<Author, String>,
    me: Author,
    saves: usize,
}

impl Work {
    /// Nothing is answered yet; by the first unit of the edition.
    pub(crate) fn new(edition: &'static Edition) -> Self {
        let me = Author::Link("anna".into());
        Self {
            edition,
            unit: &edition.frame.units[0],
            language: Language::Swedish,
            head: Head::default(),
            previous: None,
            people: BTreeMap::from([
                (me.clone(), "Anna Ek".into()),
                (Author::Link("berit".into()), "Berit Lund".into()),
            ]),
            me,
            saves: 0,
        }
    }

    /// A unit's simulated answers; units answer differently.
    pub(crate) fn simulated(edition: &'static Edition, unit: usize, language: Language) -> Self {
        static DRAWN: LazyLock<[catalogue::answers::Answers; 2]> =
            LazyLock::new(|| [simulate(edition_of(0), 7), simulate(edition_of(1), 7)]);
        let answers = &DRAWN[usize::from(edition.year == EditionYear(2024))];
        let unit = unit % edition.frame.units.len();
        let mut work = Self { unit: &edition.frame.units[unit], language, ..Self::new(edition) };
        let cells = cells_of(edition, answers, unit);
        if !cells.is_empty() {
            let cells = cells.into_iter().map(|(cell, value)| {
                let change = collection::fact::Change {
                    value: Some(value),
                    based_on: None,
                    settles: vec![],
                    erased: false,
                };
                (cell, change)
            });
            work.save(Content::Saved { cells: cells.collect() });
        }
        work
    }

    /// Saves as the reader.
    pub(crate) fn save(&mut self, content: Content) {
        self.save_as(content, "anna");
    }

    pub(crate) fn save_as(&mut self, content: Content, who: &str) {
        self.saves += 1;
        let fact = Fact {
            id: format!("s{}", self.saves).parse().expect("an id"),
            response: "r1".parse().expect("an id"),
            author: Author::Link(who.into()),
            content,
        };
        self.head.apply(&fact, 1_521_207_120_000_000).expect("it is taken");
    }

    pub(crate) fn answers(&self) -> BTreeMap<CellId, Value> {
        self.head.answers()
    }

    pub(crate) fn value(&self, cell: &str) -> Option<Value> {
        self.answers().remove(&cell.parse::<CellId>().expect("a cell"))
    }

    /// Runs `look` on the response as it is.
    pub(crate) fn look<T>(&self, part: &str, look: impl FnOnce(&Response<'_>) -> T) -> T {
        let answers = self.answers();
        let sheet = Sheet::of(self.edition, self.unit, &answers);
        let mut findings: Vec<Finding> = Vec::new();
        of_subject(self.edition, 0, sheet.cells(), &mut findings);
        let part: PartCode = part.parse().expect("a part");
        let setting = Setting {
            language: self.language,
            edition: self.edition,
            unit: self.unit,
            root: "/svara/2018-prov",
            people: &self.people,
            me: Some(&self.me),
            closes: None,
            hidden: &[("token", "a1b2")],
        };
        look(&Response { setting, sheet: &sheet, head: &self.head, part: &part, findings: &findings })
    }

    pub(crate) fn pages(&self, part: &str) -> Vec<Page> {
        collection::form::pages::pages(self.edition, &part.parse().expect("a part"))
    }

    /// The page on which a question stands.
    pub(crate) fn page_of(&self, code: &str) -> (String, Page) {
        let place = self.edition.questions.iter().position(|q| q.code.as_str() == code).expect("a question");
        let part = self.edition.questions[place].part.to_string();
        let page =
            self.pages(&part).into_iter().find(|page| page.questions.contains(&place)).expect("a page");
        (part, page)
    }

    pub(crate) fn html(&self, part: &str, page: &Page, written: Option<(&Fields, &[FieldError])>) -> String {
        self.look(part, |response| {
            let form = "form-1".parse().expect("an id");
            let written = written.map(|(fields, errors)| Written { fields, errors, failed: None });
            let asked = Asked {
                response: *response,
                page,
                previous: self.previous.as_ref(),
                form: &form,
                saved: SaveState::Saved("14.32"),
                written,
                city: web::respond::city::Part::None,
                counting: None,
                counted: None,
            };
            web::respond::page::page(&asked).into_string()
        })
    }

    /// The page of a question, and what a browser would send of it untouched.
    pub(crate) fn open(&self, code: &str) -> (Page, Fields) {
        let (part, page) = self.page_of(code);
        let fields = page::sent(&page::Page::read(&self.html(&part, &page, None)));
        (page, fields)
    }

    pub(crate) fn read(&self, page: &Page, fields: &Fields) -> (Option<Content>, Vec<FieldError>) {
        read_form(self.edition, page, &self.head, self.previous.as_ref(), fields)
    }
}

fn edition_of(which: usize) -> &'static Edition {
    if which == 0 { edition() } else { checklist() }
}

/// The parts of both editions that have pages.
pub(crate) const PARTS: [(OneOf, Parts); 2] = [(edition, &["G", "E"]), (checklist, &["P"])];

type OneOf = fn() -> &'static Edition;
type Parts = &'static [&'static str];

/// Sets a field, or takes it away.
pub(crate) fn set(fields: &mut Fields, name: &str, text: Option<&str>) {
    fields.retain(|(known, _)| known != name);
    fields.extend(text.map(|text| (name.to_owned(), text.to_owned())));
}

/// The changed cells of a save, with what they become.
pub(crate) fn changed(content: Option<&Content>) -> Vec<(String, Option<Value>)> {
    match content {
        Some(Content::Saved { cells }) => {
            cells.iter().map(|(cell, change)| (cell.to_string(), change.value.clone())).collect()
        }
        Some(other) => panic!("not a save: {other:?}"),
        None => Vec::new(),
    }
}
