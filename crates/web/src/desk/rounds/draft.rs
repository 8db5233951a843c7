//! A new round as it is written in its form, read as a round with everybody in its edition's frame.

use std::collections::BTreeSet;

use catalogue::model::Edition;
use collection::fact::Instant;
use collection::ids::{ResponseId, RoundId, SubjectId};
use collection::round::{Class, Response, Round, RoundState, Subject};
use store::NewRound;

use super::{Wrong, read_times};
use crate::desk::sent;
use crate::language::Language;
use crate::respond::form::{all_again, personal_number};
use crate::respond::instant;

/// What is written in the form of a new round.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The id in addresses.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The disclosure class.
    pub class: String,
    /// The parts.
    pub parts: Vec<String>,
    /// Day and time of opening.
    pub opens: (String, String),
    /// Day and time of closing.
    pub closes: (String, String),
}

impl Draft {
    /// What the edition's calendar says; parts whose questions the catalogue holds are chosen.
    pub fn of_edition(edition: &Edition) -> Self {
        let day = |date: Option<domain::Date>| date.map(|date| date.to_string()).unwrap_or_default();
        let described = edition.parts.iter().filter(|part| part.described);
        Self {
            id: edition.year.to_string(),
            name: edition.name.sv.clone(),
            class: Class::Open.id().to_owned(),
            parts: described.map(|part| part.code.to_string()).collect(),
            opens: (day(edition.collection.sent), "08.00".into()),
            closes: (day(edition.collection.closes), "23.59".into()),
        }
    }

    /// The same without days that have passed.
    pub fn from_now(mut self, now: Instant) -> Self {
        let has_passed = |(day, time): &(String, String)| instant(day, time).is_some_and(|at| at <= now);
        if has_passed(&self.closes) {
            (self.opens.0, self.closes.0) = (String::new(), String::new());
        }
        self
    }

    /// What was sent, fit to be shown again.
    pub fn again(fields: &[(String, String)]) -> Self {
        Self::sent(&all_again(fields))
    }

    /// What was sent.
    pub fn sent(fields: &[(String, String)]) -> Self {
        let text = |name: &str| sent(fields, name).to_owned();
        Self {
            id: text("id"),
            name: text("namn"),
            class: text("klass"),
            parts: fields.iter().filter(|(name, _)| name == "delar").map(|(_, part)| part.clone()).collect(),
            opens: (text("oppnar_dag"), text("oppnar_tid")),
            closes: (text("stanger_dag"), text("stanger_tid")),
        }
    }
}

/// Reads a draft as a round with everybody in the edition's frame.
///
/// # Errors
/// What is wrong, field by field.
pub fn read(language: Language, edition: &Edition, draft: &Draft) -> Result<NewRound, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let mut number = |field, text: &str| {
        let said = personal_number(text)?;
        wrong.push((field, said.get(language).to_owned()));
        Some(())
    };
    let (in_id, in_name) = (number("id", &draft.id), number("namn", &draft.name));
    // A response's id is made of the round's, the unit's and the part's.
    let id: Option<RoundId> = draft.id.parse().ok().filter(|_| draft.id.len() <= 24);
    if id.is_none() && in_id.is_none() {
        wrong.push((
            "id",
            language.say(
                "Skriv 1–24 tecken: små bokstäver a–z, siffror och bindestreck, till exempel 2018-forsok"
                    .to_owned(),
                "Write 1–24 characters: small letters a–z, digits and hyphens, such as 2018-forsok"
                    .to_owned(),
            ),
        ));
    }
    let name = draft.name.trim();
    let fits = !name.is_empty() && name.chars().count() <= 120 && !name.chars().any(char::is_control);
    if !fits && in_name.is_none() {
        wrong.push((
            "namn",
            language.say(
                "Skriv ett namn på högst 120 tecken, på en rad".to_owned(),
                "Write a name of at most 120 characters, on one line".to_owned(),
            ),
        ));
    }
    let class =
        [Class::Open, Class::Persons, Class::Cases].into_iter().find(|class| class.id() == draft.class);
    if class.is_none() {
        wrong.push((
            "klass",
            language.say("Välj vad svaren är".to_owned(), "Choose what the answers are".to_owned()),
        ));
    }
    let known =
        |part: &String| edition.parts.iter().any(|known| known.described && known.code.as_str() == part);
    if draft.parts.is_empty() || !draft.parts.iter().all(known) {
        wrong.push((
            "delar",
            language.say("Välj minst en del".to_owned(), "Choose at least one part".to_owned()),
        ));
    }
    let times = match read_times(language, &draft.opens, &draft.closes) {
        Ok(times) => times,
        Err(more) => {
            wrong.extend(more);
            (None, None)
        }
    };
    let (Some(id), Some(class), true) = (id, class, wrong.is_empty()) else { return Err(wrong) };
    let round = Round {
        id: id.clone(),
        edition: edition.year.to_string(),
        survey: "enkat".into(),
        name: name.to_owned(),
        class: class.id().into(),
        zone: "Europe/Stockholm".into(),
        opens: times.0,
        closes: times.1,
        state: RoundState::Planned,
    };
    let mut subjects = Vec::new();
    let mut responses = Vec::new();
    for unit in &edition.frame.units {
        let code = unit.code.as_str();
        let Ok(subject) = code.parse::<SubjectId>() else { continue };
        for part in &draft.parts {
            let id_of: Option<ResponseId> = format!("{id}-{code}-{part}").to_lowercase().parse().ok();
            if let Some(response) = id_of {
                responses.push(Response {
                    id: response,
                    round: id.clone(),
                    subject: subject.clone(),
                    part: part.clone(),
                });
            }
        }
        subjects.push(Subject { id: subject, unit: code.to_owned() });
    }
    if class == Class::Open {
        // A city whose districts answer offers them answers, and gives none itself.
        let cities: BTreeSet<&str> =
            edition.frame.units.iter().filter_map(|unit| Some(unit.city.as_ref()?.as_str())).collect();
        let city = |code: &str| Some(Subject { id: code.parse().ok()?, unit: code.to_owned() });
        subjects.extend(cities.into_iter().filter_map(city));
    }
    Ok(NewRound { round, subjects, responses })
}
