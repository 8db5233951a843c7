//! One subject's work on a questionnaire, brought together for a page.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use catalogue::answers::Answers;
use catalogue::model::Edition;
use collection::access::{Action, ResponseFacts, Role};
use collection::fact::{Author, Content, Fact, Instant};
use collection::form::carried::carried;
use collection::form::sheet::Sheet;
use collection::head::{Head, State};
use collection::ids::{CellId, FactId, ResponseId};
use collection::round::{Class, Response as Sent, RoundState};
use domain::{PartCode, Unit};
use results::checks::{Finding, of_subject};
use serde_json::Value;
use store::{Appended, IssuedLink, NotAppended};

use crate::respond::city::Offers;
use crate::respond::hub::Worker;
use crate::respond::page::Response;
use crate::respond::rights::Rights;
use crate::respond::{LastRound, Setting, since};
use crate::service::failure::Failure;
use crate::service::routes::facts;
use crate::service::{Answered, App, Here};

/// Somebody who saved within this many microseconds is shown as writing now: two minutes.
const WRITING: Instant = 120_000_000;

/// What pages of one subject are made from.
pub(crate) struct Work<'a> {
    pub(crate) app: &'a App,
    pub(crate) here: &'a Here,
    pub(crate) edition: &'a Edition,
    pub(crate) unit: &'a Unit,
    root: String,
    people: BTreeMap<Author, String>,
    /// The links of the subject; none of an anonymous survey.
    pub(crate) links: Vec<IssuedLink>,
    me: Option<Author>,
    /// Every part of the subject as it is now.
    pub(crate) all: Vec<(Sent, Head)>,
    answers: OnceLock<BTreeMap<CellId, Value>>,
}

impl<'a> Work<'a> {
    /// Brings together what the address names.
    pub(crate) async fn of(app: &'a App, here: &'a Here) -> Result<Self, Failure> {
        let mut work = Self::unnamed(app, here)?;
        work.complete().await?;
        Ok(work)
    }

    /// The same, without what people are called, and without what other parts hold where a save was asked for: for what
    /// shows no page.
    pub(crate) fn unnamed(app: &'a App, here: &'a Here) -> Result<Self, Failure> {
        let (round, subject) = (here.round()?, here.subject()?);
        let edition = app.edition_of(round)?;
        let place = edition.frame.position(&subject.unit).ok_or_else(|| {
            tracing::error!(round = %round.id, unit = %subject.unit, "the edition's frame lacks the unit of a subject");
            Failure::Broken
        })?;
        Ok(Self {
            app,
            here,
            edition,
            unit: &edition.frame.units[place],
            root: format!("/svara/{}/{}", round.id, subject.id),
            people: BTreeMap::new(),
            links: Vec::new(),
            me: here.author().ok(),
            all: here.all.clone().unwrap_or_default(),
            answers: OnceLock::new(),
        })
    }

    /// Reads what [`Work::unnamed`] left out, for a page that is shown after all.
    pub(crate) async fn complete(&mut self) -> Result<(), Failure> {
        if self.all.is_empty() {
            self.again().await?;
        }
        self.name_people().await
    }

    async fn name_people(&mut self) -> Result<(), Failure> {
        let (round, subject) = (self.here.round()?, self.here.subject()?);
        if round.class().is_anonymous() {
            return Ok(());
        }
        self.links = self.app.store.links(&round.id, Some(&subject.id)).await?;
        self.people = names(self.here, &self.links);
        Ok(())
    }

    /// Every answer of the subject.
    pub(crate) fn answers(&self) -> &BTreeMap<CellId, Value> {
        self.answers.get_or_init(|| self.all.iter().flat_map(|(_, head)| head.answers()).collect())
    }

    /// Reads the subject's responses again, after something was saved.
    pub(crate) async fn again(&mut self) -> Result<(), Failure> {
        let (round, subject) = (self.here.round()?, self.here.subject()?);
        let (_, all) = self.app.store.answering(&round.id, &subject.id).await?.ok_or(Failure::NotFound)?;
        (self.all, self.answers) = (all, OnceLock::new());
        Ok(())
    }

    /// What a response is now.
    pub(crate) fn head<'h>(&'h self, answered: &'h Answered) -> &'h Head {
        let found = self.all.iter().find(|(response, _)| response.id == answered.response.id);
        found.map_or(&answered.head, |(_, head)| head)
    }

    /// All answers beside the questionnaire.
    pub(crate) fn sheet(&self) -> Sheet<'a> {
        Sheet::of(self.edition, self.unit, self.answers())
    }

    /// The checks that fire.
    pub(crate) fn findings(&self, sheet: &Sheet<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        of_subject(self.edition, 0, sheet.cells(), &mut findings);
        findings
    }

    /// What is the same on every page.
    pub(crate) fn setting(&self) -> Setting<'_> {
        Setting {
            language: self.here.language,
            edition: self.edition,
            unit: self.unit,
            root: &self.root,
            people: &self.people,
            me: self.me.as_ref(),
            closes: self.here.round().ok().and_then(|round| round.closes),
            hidden: &[],
        }
    }

    /// A part as pages see it.
    pub(crate) fn response<'r>(
        &'r self,
        answered: &'r Answered,
        part: &'r PartCode,
        sheet: &'r Sheet<'r>,
        findings: &'r [Finding],
    ) -> Response<'r> {
        Response { setting: self.setting(), sheet, head: self.head(answered), part, findings }
    }

    /// The parts that whoever asks may see.
    pub(crate) fn parts(&self) -> Result<Vec<PartCode>, Failure> {
        let may = |response: &Sent| {
            let facts =
                facts(self.app, self.here.round()?, self.unit.code.as_str(), response, &Head::default())?;
            let answered = Answered { response: response.clone(), head: Head::default(), facts };
            Ok::<_, Failure>(self.here.may(Action::SeeResponse, &answered))
        };
        let mut parts = Vec::new();
        for (response, _) in &self.all {
            if may(response)? {
                parts.push(response.part.parse().map_err(|_| Failure::NotFound)?);
            }
        }
        Ok(parts)
    }

    /// The answers as indicators are counted from them, and the unit's place; none where the frame lacks the unit.
    pub(crate) fn counted(&self) -> Option<(Answers, usize)> {
        let unit = self.edition.frame.position(self.unit.code.as_str())?;
        let (answers, _) =
            collection::form::answers::answers(self.edition, [(&self.unit.code, self.answers())]);
        Some((answers, unit))
    }

    /// Who saved in a part, the latest first; nobody of an anonymous survey.
    pub(crate) fn workers(&self, answered: &Answered) -> Vec<Worker> {
        let head = self.head(answered);
        let mut latest: BTreeMap<&Author, Instant> = BTreeMap::new();
        for held in head.cells.values() {
            let at = latest.entry(&held.author).or_insert(held.at);
            *at = held.at.max(*at);
        }
        let mut latest: Vec<(&Author, Instant)> = latest.into_iter().collect();
        latest.sort_by_key(|(_, at)| std::cmp::Reverse(*at));
        let is_open = head.state == State::Open;
        let given = self.given(answered);
        let invited = given.filter(|(author, _)| !latest.iter().any(|(known, _)| *known == author));
        let invited: Vec<Worker> = invited
            .map(|(_, name)| {
                let name = format!("{name} ({})", self.here.language.say("inbjuden", "invited"));
                Worker { name, writing: false }
            })
            .filter(|_| is_open)
            .collect();
        latest
            .into_iter()
            .filter_map(|(author, at)| {
                let name = self.people.get(author)?.clone();
                let name = if self.me.as_ref() == Some(author) {
                    format!("{name} ({})", self.here.language.say("du", "you"))
                } else {
                    name
                };
                Some(Worker { name, writing: is_open && self.here.now - at < WRITING })
            })
            .chain(invited)
            .collect()
    }

    /// Colleagues whose links open the part, and not every part.
    fn given(&self, answered: &Answered) -> impl Iterator<Item = (Author, &str)> {
        let now = self.here.now;
        self.links.iter().filter_map(move |issued| {
            let link = &issued.link;
            let is_in_use = link.revoked.is_none() && link.expires > now && link.role == Role::Respondent;
            let has_part = link.parts.as_ref().is_some_and(|parts| parts.contains(&answered.response.part));
            let author = Author::Link(issued.id.as_str().to_owned());
            let name = self.people.get(&author)?;
            (is_in_use && has_part).then_some((author, name.as_str()))
        })
    }

    /// What whoever asks may do with a part.
    pub(crate) fn rights(&self, answered: &Answered) -> Rights {
        let needs = self.here.round().is_ok_and(|round| round.class().needs_sign_off());
        // What was done since the request came is looked at, too.
        let state = self.head(answered).state;
        let facts = ResponseFacts { state, ..answered.facts.clone() };
        let answered = Answered { facts, ..answered.clone() };
        Rights::of(needs, |action| self.here.may(action, &answered))
    }

    /// What the city of a district offers it; none if it is no district, or nothing is offered.
    pub(crate) async fn offers(&self) -> Result<Option<Offers>, Failure> {
        let (round, Some(city)) = (self.here.round()?, &self.unit.city) else { return Ok(None) };
        let Ok(subject) = city.as_str().parse() else { return Ok(None) };
        if round.class() != Class::Open {
            return Ok(None);
        }
        let offers = self.app.store.offers(&round.id, &subject).await?;
        let cells: BTreeMap<CellId, Value> =
            offers.into_iter().map(|(cell, offer)| (cell, offer.value)).collect();
        let name = self.edition.frame.name(city.as_str()).unwrap_or(city.as_str()).to_owned();
        Ok((!cells.is_empty()).then_some(Offers { city: name, cells }))
    }

    /// The time of the last save, for people; none if nothing was saved.
    pub(crate) fn saved_at<'h>(&self, heads: impl IntoIterator<Item = &'h Head>) -> Option<String> {
        let last = heads.into_iter().flat_map(|head| head.cells.values()).map(|held| held.at).max()?;
        Some(since(self.here.language, last, self.here.now))
    }

    /// The answers of the round before: the last closed round of the same kind that the subject answered. Of another edition
    /// those count whose questions the catalogue says became which of this one's.
    pub(crate) async fn previous(&self) -> Result<Option<LastRound>, Failure> {
        let (round, subject) = (self.here.round()?, self.here.subject()?);
        if round.class() != Class::Open {
            return Ok(None);
        }
        let mut earlier = self.app.store.rounds().await?;
        earlier.retain(|other| {
            other.id != round.id
                && other.class == round.class
                && other.survey == round.survey
                && other.state == RoundState::Closed
                && other.opens <= round.opens
        });
        earlier.sort_by_key(|other| std::cmp::Reverse(other.opens));
        let Some(last) = earlier.first() else { return Ok(None) };
        let Some((_, all)) = self.app.store.answering(&last.id, &subject.id).await? else { return Ok(None) };
        let cells = all.into_iter().filter(|(_, head)| head.submitted.is_some());
        let cells: BTreeMap<CellId, Value> = cells.flat_map(|(_, head)| head.answers()).collect();
        let cells = match (last.edition == round.edition, last.edition.parse()) {
            (true, _) => cells,
            (false, Ok(year)) => carried(self.edition, year, &cells),
            (false, Err(_)) => BTreeMap::new(),
        };
        Ok((!cells.is_empty()).then(|| LastRound { name: last.name.clone(), cells }))
    }

    /// Appends a fact under the id that its form carries. A form that was changed and sent once more under the same id is
    /// another fact, and gets an id of its own: nothing that somebody wrote is lost.
    pub(crate) async fn append(
        &self,
        response: &ResponseId,
        id: Option<FactId>,
        content: Content,
    ) -> Result<Appended, NotDone> {
        let author = self.here.author().map_err(NotDone::Failed)?;
        let id = match id {
            Some(id) => id,
            None => self.app.new_id().map_err(NotDone::Failed)?,
        };
        let fact = Fact { id, response: response.clone(), author, content };
        let done = match self.app.store.append(fact.clone()).await {
            Err(NotAppended::OtherContent) => {
                let again = self.since(fact).await.map_err(NotDone::Failed)?;
                self.app.store.append(again).await
            }
            done => done,
        };
        done.map_err(NotDone::of)
    }

    /// The fact that a form is, sent once more after it was changed – by somebody who went back in the browser, or while
    /// the first was on its way. Cells that still hold what the same person sent first are based on that: nobody is in
    /// conflict with themselves.
    async fn since(&self, fact: Fact) -> Result<Fact, Failure> {
        let head = self.app.store.head(&fact.response).await?;
        let Fact { id: first, response, author, mut content } = fact;
        if let Content::Saved { cells } = &mut content {
            for (cell, change) in cells.iter_mut() {
                if head.cells.get(cell).is_some_and(|held| held.by == first && held.author == author) {
                    change.based_on = Some(first.clone());
                }
            }
        }
        Ok(Fact { id: self.app.new_id()?, response, author, content })
    }
}

/// Why a fact was not appended.
pub(crate) enum NotDone {
    /// The response did not take it.
    Refused(collection::head::Refused),
    /// It could not be saved; what was sent is shown again.
    NotSaved(store::Trouble),
    /// Something else.
    Failed(Failure),
}

impl NotDone {
    fn of(why: NotAppended) -> Self {
        match why {
            NotAppended::Refused(why) => Self::Refused(why),
            NotAppended::NotSaved(trouble) => Self::NotSaved(trouble),
            NotAppended::NoResponse(_) => Self::Failed(Failure::NotFound),
            NotAppended::OtherContent | NotAppended::Unfit(_) => Self::Failed(Failure::Malformed),
        }
    }
}

impl From<NotDone> for Failure {
    fn from(why: NotDone) -> Self {
        use collection::access::Refused as Access;
        use collection::head::Refused;
        match why {
            NotDone::Refused(Refused::Submitted) => Access::Submitted.into(),
            NotDone::Refused(Refused::Closed) => Access::ResponseClosed.into(),
            NotDone::Refused(Refused::Open) => Access::NotSubmitted.into(),
            NotDone::Refused(
                Refused::ChangedSince { .. }
                | Refused::Undecided(_)
                | Refused::OtherAnswers(_)
                | Refused::Nothing,
            ) => Self::Malformed,
            NotDone::NotSaved(trouble) => trouble.into(),
            NotDone::Failed(failure) => failure,
        }
    }
}

/// Who did things by links, by name.
pub(crate) fn names(here: &Here, links: &[IssuedLink]) -> BTreeMap<Author, String> {
    let name = |issued: &IssuedLink| match &issued.label {
        Some(label) => label.reveal().to_owned(),
        None => called(here, issued.link.role).to_owned(),
    };
    links.iter().map(|issued| (Author::Link(issued.id.as_str().to_owned()), name(issued))).collect()
}

/// What somebody without a name is called.
fn called(here: &Here, role: Role) -> &'static str {
    let language = here.language;
    match role {
        Role::Coordinator => language.say("Samordnaren", "The coordinator"),
        Role::Manager => language.say("Chefen", "The manager"),
        Role::Respondent => language.say("En kollega", "A colleague"),
        Role::Individual => language.say("Den som svarar", "Who answers"),
        Role::NationalAnalyst | Role::Reviewer | Role::Publisher | Role::RegionalAnalyst | Role::Reader => {
            language.say("En handläggare", "A member of staff")
        }
    }
}
