//! What a coordinator wants to give, read from the form; and why it is not given.

use std::collections::BTreeSet;

use collection::access::{NotYours, Role};
use collection::fact::Instant;
use collection::private::Private;

use super::super::end_of_day;
use super::super::form::{Fields, personal_number};
use super::super::words::Said;
use super::{NAME, PARTS, ROLE, UNTIL, last_day};

/// What a coordinator wants to give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Who gets it.
    pub name: Private,
    /// The parts.
    pub parts: BTreeSet<String>,
    /// Respondent or manager.
    pub role: Role,
    /// From this moment it opens nothing.
    pub until: Instant,
}

/// What is wrong with a field of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub(super) field: &'static str,
    pub(super) said: Said,
}

/// Reads the form. `own_end`: the coordinator's own; a link that ends that day ends at that moment.
///
/// # Errors
/// What is wrong, in the order of the form.
pub fn read_pass_on(fields: &Fields, own_end: Instant, now: Instant) -> Result<Wanted, Vec<Fault>> {
    let text =
        |name: &str| fields.iter().find(|(known, _)| known == name).map_or("", |(_, text)| text.as_str());
    let mut faults = Vec::new();
    let mut wrong = |field, sv: &str, en: &str| faults.push(Fault { field, said: Said::new(sv, en) });
    let number = personal_number(text(NAME));
    let name = text(NAME).parse::<Private>().ok().filter(|_| number.is_none());
    match number {
        Some(said) => wrong(NAME, &said.sv, &said.en),
        None if name.is_none() => wrong(
            NAME,
            "Skriv kollegans eller chefens namn, högst 120 tecken som syns, på en rad",
            "Write the name of your colleague or manager, at most 120 visible characters, on one line",
        ),
        None => {}
    }
    let parts: BTreeSet<String> =
        fields.iter().filter(|(name, _)| name == PARTS).map(|(_, part)| part.clone()).collect();
    if parts.is_empty() {
        wrong(PARTS, "Välj minst en del", "Choose at least one part");
    }
    let role = match text(ROLE) {
        "manager" => Some(Role::Manager),
        "respondent" => Some(Role::Respondent),
        _ => None,
    };
    if role.is_none() {
        wrong(ROLE, "Välj vad länken är till för", "Choose what the link is for");
    }
    let written = text(UNTIL).trim();
    let until = if written == last_day(own_end) { Some(own_end) } else { end_of_day(written) };
    match until {
        None => wrong(
            UNTIL,
            "Skriv ett datum som år-månad-dag, till exempel 2018-03-16",
            "Write a date as year-month-day, such as 2018-03-16",
        ),
        Some(until) if until <= now => {
            wrong(UNTIL, "Välj en dag som inte har varit", "Choose a day that has not passed");
        }
        Some(until) if until > own_end => faults.push(Fault { field: UNTIL, said: too_long(own_end) }),
        Some(_) => {}
    }
    match (name, role, until) {
        (Some(name), Some(role), Some(until)) if faults.is_empty() => Ok(Wanted { name, parts, role, until }),
        _ => Err(faults),
    }
}

/// There is such a link already: two that look alike cannot be told apart, and a page that is loaded again gives no second.
pub fn given_already() -> Fault {
    Fault {
        field: NAME,
        said: Said::new(
            "Det finns redan en sådan länk med det här namnet. Återkalla den först om den har kommit bort, eller skriv ett namn som skiljer dem åt",
            "There is such a link with this name already. Revoke it first if it was lost, or write a name that tells them apart",
        ),
    }
}

fn too_long(own_end: Instant) -> Said {
    let day = last_day(own_end);
    Said::new(
        format!("Länken kan inte gälla längre än er egen, som gäller till och med {day}"),
        format!("The link cannot be valid longer than your own, which is valid until {day}"),
    )
}

/// Why the store did not give it, at the field it is about.
pub fn fault_of(why: NotYours, own_end: Instant) -> Fault {
    let fault = |field, sv: &str, en: &str| Fault { field, said: Said::new(sv, en) };
    match why {
        NotYours::NotCoordinator => {
            fault(ROLE, "Bara samordnaren delar med kollegor", "Only the coordinator shares with colleagues")
        }
        NotYours::Over => fault(
            UNTIL,
            "Er egen länk gäller inte längre. Be den som leder insamlingen om en ny",
            "Your own link is no longer valid. Ask those who lead the collection for a new one",
        ),
        NotYours::Role => fault(
            ROLE,
            "En länk ges till en kollega eller till chefen",
            "A link is given to a colleague or to the manager",
        ),
        NotYours::Elsewhere | NotYours::Parts => fault(
            PARTS,
            "Välj bland de delar som er egen länk öppnar",
            "Choose among the parts that your own link opens",
        ),
        NotYours::Lifetime => Fault { field: UNTIL, said: too_long(own_end) },
    }
}
