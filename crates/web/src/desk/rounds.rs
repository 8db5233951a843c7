//! All rounds that somebody may see, and a new one (*insamlingar*).

use std::collections::BTreeSet;

use catalogue::model::Edition;
use collection::fact::Instant;
use collection::ids::{ResponseId, RoundId, SubjectId};
use collection::round::{Class, Response, Round, RoundState, Subject};
use collection::standing::Stage;
use domain::EditionYear;
use maud::{Markup, html};
use store::{NewRound, Standing};

use super::{sent, stage, state_tag};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::choice::{CheckboxGroup, Choice, RadioGroup};
use crate::design::empty::empty_state;
use crate::design::error_summary::{FieldError as Listed, error_summary};
use crate::design::field::{Control, Field};
use crate::design::input::{DateInput, TextInput, Width};
use crate::design::shell::Page;
use crate::design::table::{Cell, Column, Row, Table};
use crate::design::text::{Level, Link, heading, lead, paragraph};
use crate::language::{Language, Phrase};
use crate::respond::form::{all_again, personal_number};
use crate::respond::{instant, local};

/// A round, and where its responses stand, as far as whoever reads may see.
#[derive(Clone, Debug)]
pub struct Listing {
    /// The round.
    pub round: Round,
    /// Its responses.
    pub standing: Vec<Standing>,
}

/// The list of rounds; `editions`: those that a round can be made of, none for who may not make one.
pub fn list(
    language: Language,
    address: &str,
    now: Instant,
    rounds: &[Listing],
    editions: &[(EditionYear, Phrase<'_>)],
) -> Markup {
    let row = |listing: &Listing| {
        let of = |wanted: Stage| listing.standing.iter().filter(|one| stage(one) == wanted).count();
        let round = &listing.round;
        let to = language.address(&format!("/arbete/{}", round.id));
        let at = |at: Option<Instant>| at.map_or_else(|| "–".to_owned(), |at| super::when(language, at));
        Row {
            header: html! { (Link::new(to, round.name.as_str())) },
            cells: vec![
                Cell::markup(state_tag(language, round, now)),
                Cell::time(&at(round.opens)),
                Cell::time(&at(round.closes)),
                Cell::number(&of(Stage::Submitted).to_string()),
                Cell::number(&of(Stage::Begun).to_string()),
                Cell::number(&of(Stage::NotBegun).to_string()),
            ],
            total: false,
        }
    };
    let columns = vec![
        Column::new(language.say("Insamling", "Collection")),
        Column::new(language.say("Läge", "State")),
        Column::new(language.say("Öppnar", "Opens")),
        Column::new(language.say("Stänger", "Closes")),
        Column::number(language.say("Inskickade delar", "Submitted parts")),
        Column::number(language.say("Påbörjade", "Begun")),
        Column::number(language.say("Ej påbörjade", "Not begun")),
    ];
    let rows: Vec<Row> = rounds.iter().map(row).collect();
    Page::new(language, address, language.say("Insamlingar", "Collections"))
        .wide()
        .body(html! {
            @if rows.is_empty() {
                (empty_state(
                    language.say("Ingen insamling att visa", "No collection to show"),
                    language.say(
                        "Antingen har ingen skapats, eller så omfattar din roll ingen av dem. Fråga den som leder insamlingarna.",
                        "Either none has been made, or your role includes none of them. Ask those who lead the collections.",
                    ),
                    None,
                ))
            } @else {
                (Table::new("insamlingar", language.say("Insamlingar", "Collections"), columns, rows).html(language))
            }
            @if !editions.is_empty() {
                (heading(Level::Two, None, language.say("Ny insamling", "New collection")))
                (paragraph(language.say("Välj den årgång vars enkät ska skickas.", "Choose the edition whose questionnaire is to be sent.")))
                ul {
                    @for (year, name) in editions {
                        li { (Link::new(language.address(&format!("/arbete/ny?argang={year}")), name.clone())) }
                    }
                }
            }
        })
        .html()
}

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

/// A field, and what is wrong with what is in it.
pub type Wrong = (&'static str, String);

/// Reads opening and closing; a day that is left empty is not decided.
pub(super) fn read_times(
    language: Language,
    opens: &(String, String),
    closes: &(String, String),
) -> Result<(Option<Instant>, Option<Instant>), Vec<Wrong>> {
    let mut wrong = Vec::new();
    let mut read = |day: &(String, String), field: &'static str| -> Option<Instant> {
        if day.0.is_empty() {
            return None;
        }
        let at = instant(&day.0, &day.1);
        if at.is_none() {
            wrong.push((
                field,
                language.say(
                    "Dagen eller tiden finns inte. Skriv till exempel 2018-03-21 och 23.59".to_owned(),
                    "There is no such day or time. Write for example 2018-03-21 and 23:59".to_owned(),
                ),
            ));
        }
        at
    };
    let (from, until) = (read(opens, "oppnar_dag"), read(closes, "stanger_dag"));
    if let (Some(from), Some(until)) = (from, until)
        && until <= from
    {
        wrong.push((
            "stanger_dag",
            language.say(
                "Insamlingen stänger innan den öppnar. Skriv en senare dag".to_owned(),
                "The collection closes before it opens. Write a later day".to_owned(),
            ),
        ));
    }
    if wrong.is_empty() { Ok((from, until)) } else { Err(wrong) }
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

/// A field with what is wrong with it.
pub(super) fn field<C: Control>(
    language: Language,
    field: Field<'_, C>,
    name: &str,
    wrong: &[Wrong],
) -> Markup {
    match wrong.iter().find(|(of, _)| *of == name) {
        Some((_, text)) => field.error(text.as_str()).html(language),
        None => field.html(language),
    }
}

/// The error summary of what is wrong.
pub(super) fn errors(language: Language, wrong: &[Wrong]) -> Markup {
    let listed: Vec<Listed<'_>> =
        wrong.iter().map(|(field, text)| Listed { field, text: text.as_str().into() }).collect();
    error_summary(language, &listed)
}

/// The fields of opening and closing.
pub(super) fn time_fields(
    language: Language,
    opens: &(String, String),
    closes: &(String, String),
    wrong: &[Wrong],
) -> Markup {
    let time = |value| TextInput { value, width: Width::Short, ..TextInput::default() };
    html! {
        (field(language, Field::new("oppnar_dag", language.say("Öppnar, dag", "Opens, day"), DateInput { value: &opens.0 }).optional(), "oppnar_dag", wrong))
        (Field::new("oppnar_tid", language.say("Öppnar, klockan", "Opens, time"), time(&opens.1)).html(language))
        (field(language, Field::new("stanger_dag", language.say("Stänger, dag", "Closes, day"), DateInput { value: &closes.0 }).optional(), "stanger_dag", wrong))
        (Field::new("stanger_tid", language.say("Stänger, klockan", "Closes, time"), time(&closes.1)).html(language))
    }
}

/// A moment as the two fields hold it.
pub(super) fn written(at: Option<Instant>) -> (String, String) {
    at.map(|at| {
        let (date, (hour, minute)) = local(at);
        (date, format!("{hour:02}.{minute:02}"))
    })
    .unwrap_or_default()
}

/// The page where a round is made.
pub fn create(
    language: Language,
    address: &str,
    edition: &Edition,
    draft: &Draft,
    wrong: &[Wrong],
) -> Markup {
    let described: Vec<_> = edition.parts.iter().filter(|part| part.described).collect();
    let names: Vec<String> = described
        .iter()
        .map(|part| {
            format!(
                "{} {} – {}",
                language.say("Del", "Part"),
                part.code,
                language.either(part.name.sv.as_str(), part.name.en.as_deref()).text()
            )
        })
        .collect();
    let parts = CheckboxGroup {
        choices: described
            .iter()
            .zip(&names)
            .map(|(part, name)| Choice::new(part.code.as_str(), language.official(name.as_str())))
            .collect(),
        alone: None,
        chosen: draft.parts.iter().map(String::as_str).collect(),
    };
    let classes = RadioGroup {
        choices: vec![
            Choice::new(
                "open",
                language.say("Offentliga uppgifter om en verksamhet", "Public facts of an activity"),
            )
            .hint(language.say(
                "Resultat visas per enhet, en chef godkänner",
                "Results name the unit, a manager signs off",
            )),
            Choice::new("cases", language.say("Granskade akter", "Reviewed cases")).hint(language.say(
                "Granskaren är känd, ärendet är ett nummer",
                "The reviewer is known, the case is a number",
            )),
            Choice::new("persons", language.say("Personers svar, anonyma", "Answers of persons, anonymous"))
                .hint(
                    language
                        .say("Inga enskilda svar visas för någon", "No single answers are shown to anybody"),
                ),
        ],
        chosen: (!draft.class.is_empty()).then_some(draft.class.as_str()),
    };
    let units = edition.frame.units.len();
    let input = |value, width| TextInput { value, width, ..TextInput::default() };
    Page::new(language, address, language.say("Ny insamling", "New collection"))
        .faulty(!wrong.is_empty())
        .back(Link::new(language.address("/arbete"), language.say("Insamlingar", "Collections")))
        .body(html! {
            (errors(language, wrong))
            (lead(language.say(
                format!("Alla {units} kommuner och stadsdelar i årgångens ram läggs in. Ingen kan svara förrän du öppnar insamlingen."),
                format!("All {units} municipalities and districts of the edition’s frame are added. Nobody can answer until you open the collection."),
            )))
            form method="post" action=(language.address("/arbete/ny")) {
                input type="hidden" name="argang" value=(edition.year);
                (field(language, Field::new("namn", language.say("Namn", "Name"), input(&draft.name, Width::Full)), "namn", wrong))
                (field(language, Field::new("id", language.say("Kortnamn i adresser", "Short name in addresses"), input(&draft.id, Width::Short)).hint(language.say("Kan inte ändras sedan", "Cannot be changed later")), "id", wrong))
                (field(language, Field::new("klass", language.say("Vad svaren är", "What the answers are"), classes), "klass", wrong))
                (field(language, Field::new("delar", language.say("Delar av enkäten", "Parts of the questionnaire"), parts), "delar", wrong))
                (time_fields(language, &draft.opens, &draft.closes, wrong))
                (buttons(&[Button::new(ButtonKind::Primary, language.say("Skapa insamlingen", "Create the collection"))]))
            }
        })
        .html()
}
