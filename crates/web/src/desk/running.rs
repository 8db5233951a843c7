//! Opening, closing, moving the times of a round: pages that ask before it is done (*leda insamlingen*).

use collection::ids::FactId;
use collection::round::RoundState;
use collection::standing::{Row as Counted, Stage};
use maud::{Markup, html};
use store::Standing;

use super::history::MAX_WHY;
use super::rounds::{Wrong, cancel, errors, field, time_fields, written};
use super::table::forecast::withheld;
use super::{At, Desk, stage};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::choice::{Choice, RadioGroup};
use crate::design::field::{Field, beside};
use crate::design::input::{DateInput, TextArea, TextInput, Width};
use crate::design::notice::{Notice, NoticeKind};
use crate::design::text::{Level, Link, heading, lead, paragraph};

/// What is written in a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Day and time of opening.
    pub opens: (String, String),
    /// Day and time of closing.
    pub closes: (String, String),
    /// Why.
    pub why: String,
    /// Who may go on: `alla`, `ingen`.
    pub who: String,
}

impl Written {
    /// What the round has now.
    pub fn of_round(round: &collection::round::Round) -> Self {
        Self { opens: written(round.opens), closes: written(round.closes), ..Self::default() }
    }

    /// What was sent, fit to be shown again.
    pub fn again(fields: &[(String, String)]) -> Self {
        Self::sent(&crate::respond::form::all_again(fields))
    }

    /// What was sent.
    pub fn sent(fields: &[(String, String)]) -> Self {
        let text = |name: &str| super::sent(fields, name).to_owned();
        Self {
            opens: (text("oppnar_dag"), text("oppnar_tid")),
            closes: (text("stanger_dag"), text("stanger_tid")),
            why: text("varfor"),
            who: text("vilka"),
        }
    }
}

/// Reads a reason: one must be given, and it holds nothing that no text may hold.
///
/// # Errors
/// What is wrong.
pub fn why(language: crate::language::Language, text: &str) -> Result<String, Wrong> {
    let wrong = |sv: &str, en: &str| Err(("varfor", language.say(sv, en).to_owned()));
    if text.trim().is_empty() {
        return wrong("Skriv varför; det sparas i historiken", "Write why; it is kept in the history");
    }
    if text.chars().count() > MAX_WHY {
        return wrong("Skriv högst 1000 tecken", "Write at most 1000 characters");
    }
    match collection::form::value::free_text(text) {
        Ok(text) => Ok(text),
        Err(collection::form::value::Wrong::PersonalNumber) => {
            let said = crate::respond::form::personal_number(text);
            Err(("varfor", said.map(|said| said.get(language).to_owned()).unwrap_or_default()))
        }
        Err(_) => wrong(
            "Texten innehöll ett osynligt styrtecken. Skriv om den",
            "The text held an invisible control character. Write it again",
        ),
    }
}

/// Reads opening and closing.
///
/// # Errors
/// What is wrong, field by field.
pub fn read_times(
    language: crate::language::Language,
    written: &Written,
) -> Result<(Option<i64>, Option<i64>), Vec<Wrong>> {
    super::rounds::read_times(language, &written.opens, &written.closes)
}

fn why_field(desk: &Desk<'_>, written: &Written, wrong: &[Wrong]) -> Markup {
    let language = desk.language;
    let area = TextArea { value: &written.why, rows: 2, max: MAX_WHY };
    field(language, Field::new("varfor", language.say("Varför", "Why"), area), "varfor", wrong)
}

fn back<'a>(desk: &Desk<'_>) -> Link<'a> {
    Link::new(desk.to(""), desk.language.say("Svarsläget", "Responses"))
}

/// The last time to answer as it is planned, and how far away it is.
fn planned(desk: &Desk<'_>) -> Markup {
    const DAY: i64 = 86_400_000_000;
    let language = desk.language;
    let Some(closes) = desk.round.closes else {
        return paragraph(language.say("Ingen sista dag är bestämd.", "No last day is decided."));
    };
    let when = super::when(language, closes);
    if closes <= desk.now {
        return paragraph(language.say(
            format!("Den planerade sista tiden var {when}. Ingen kan svara längre."),
            format!("The planned last time was {when}. Nobody can answer any more."),
        ));
    }
    let left = match (closes - desk.now) / DAY {
        0 => language.say("mindre än en dag".to_owned(), "less than a day".to_owned()),
        1 => language.say("en dag".to_owned(), "one day".to_owned()),
        days => language.say(format!("{days} dagar"), format!("{days} days")),
    };
    Notice::new(
        NoticeKind::Warning,
        language.say(
            format!("Planerad sista tid är {when}: det är {left} kvar"),
            format!("The planned last time is {when}: {left} from now"),
        ),
    )
    .body(paragraph(language.say(
        "De som svarar har fått veta den tiden. Då tar insamlingen slut av sig själv; stänger du nu hinner de inte.",
        "Those who answer were told of that time. The collection ends then by itself; if you close it now they are too late.",
    )))
    .html(language)
}

/// The page that asks before a round is closed; `rows`: what is counted, for what would be withheld.
pub fn close(desk: &Desk<'_>, standing: &[Standing], rows: &[Counted]) -> Markup {
    let language = desk.language;
    let of = |wanted| standing.iter().filter(|one| stage(one) == wanted).count();
    let (submitted, begun, none) = (of(Stage::Submitted), of(Stage::Begun), of(Stage::NotBegun));
    let back = desk.to("");
    desk.page(At::Table, language.say("Stäng insamlingen", "Close the collection"))
        .back(self::back(desk))
        .body(html! {
            (lead(language.say(
                format!("{submitted} delar är inskickade, {begun} påbörjade och {none} inte påbörjade."),
                format!("{submitted} parts are submitted, {begun} begun and {none} not begun."),
            )))
            (planned(desk))
            @if !desk.round.class().is_anonymous() { (withheld(desk, rows)) }
            (heading(Level::Two, Some("stang"), language.say("Stäng", "Close")))
            (paragraph(language.say(
                "När du har stängt kan ingen spara eller skicka in. Det som är påbörjat finns kvar, och insamlingen kan öppnas igen. Den som försöker spara får veta att insamlingen är stängd.",
                "Once you have closed it nobody can save or submit. What is begun is kept, and the collection can be reopened. Whoever tries to save is told that the collection is closed.",
            )))
            form method="post" action=(desk.to("/stang")) {
                (buttons(&[
                    Button::new(ButtonKind::Danger, language.say("Stäng insamlingen nu", "Close the collection now")),
                    Button::leading(ButtonKind::Secondary, language.say("Nej, gå tillbaka", "No, go back"), &back),
                ]))
            }
        })
        .html()
}

/// The page that asks before a round is opened, for the first time or again.
pub fn open(desk: &Desk<'_>, standing: &[Standing], now: &Written, wrong: &[Wrong]) -> Markup {
    let language = desk.language;
    let first = desk.round.state == RoundState::Planned;
    // Also those that are open although the collection is closed, which a closing that was broken off leaves behind.
    let waiting = standing.iter().filter(|one| one.state != collection::head::State::Submitted).count();
    let title = if first {
        language.say("Öppna insamlingen", "Open the collection")
    } else {
        language.say("Öppna insamlingen igen", "Reopen the collection")
    };
    let choices = RadioGroup {
        choices: vec![
            Choice::new(
                "ingen",
                language
                    .say("Bara de delar som öppnas en och en", "Only the parts that are reopened one by one"),
            )
            .hint(language.say("För rättningar efter granskningen", "For corrections after the review")),
            Choice::new(
                "alla",
                language.say(
                    format!("Alla delar som inte var inskickade ({waiting})"),
                    format!("All parts that were not submitted ({waiting})"),
                ),
            )
            .hint(language.say("Svarstiden förlängs", "The time for answering is extended")),
        ],
        chosen: (!now.who.is_empty()).then_some(now.who.as_str()),
    };
    let to_desk = desk.to("");
    let time = TextInput { value: &now.closes.1, width: Width::Short, ..TextInput::default() };
    desk.page(At::Table, title)
        .faulty(!wrong.is_empty())
        .back(back(desk))
        .body(html! {
            (errors(language, wrong))
            @if first {
                (lead(language.say(
                    "De som har en länk kan svara från den tid som står, till dess den stänger.",
                    "Those who have a link can answer from the stated time until it closes.",
                )))
            }
            form method="post" action=(desk.to("/oppna")) {
                @if first {
                    (time_fields(language, &now.opens, &now.closes, wrong))
                } @else {
                    (field(language, Field::new("vilka", language.say("Vilka som kan svara", "Who can answer"), choices), "vilka", wrong))
                    (beside(&[
                        field(language, Field::new("stanger_dag", language.say("Stänger igen, dag", "Closes again, day"), DateInput { value: &now.closes.0 }), "stanger_dag", wrong),
                        Field::new("stanger_tid", language.say("Stänger igen, klockan", "Closes again, time"), time).html(language),
                    ]))
                    (why_field(desk, now, wrong))
                }
                (buttons(&[Button::new(ButtonKind::Primary, title), cancel(language, &to_desk)]))
            }
        })
        .html()
}

/// The page where the times are changed.
pub fn times(desk: &Desk<'_>, now: &Written, wrong: &[Wrong]) -> Markup {
    let language = desk.language;
    let to_desk = desk.to("");
    desk.page(At::Table, language.say("Ändra tiderna", "Change the times"))
        .faulty(!wrong.is_empty())
        .back(back(desk))
        .body(html! {
            (errors(language, wrong))
            form method="post" action=(desk.to("/tider")) {
                (time_fields(language, &now.opens, &now.closes, wrong))
                (why_field(desk, now, wrong))
                (buttons(&[Button::new(ButtonKind::Primary, language.say("Spara tiderna", "Save the times")), cancel(language, &to_desk)]))
            }
        })
        .html()
}

/// The id that a form sends along.
pub fn form_id(fields: &[(String, String)]) -> Option<FactId> {
    super::sent(fields, "fact").parse().ok()
}
