//! When a round opens and closes, as forms hold it.

use collection::fact::Instant;
use maud::{Markup, html};

use super::{Wrong, field};
use crate::design::field::{Field, beside};
use crate::design::input::{DateInput, TextInput, Width};
use crate::language::Language;
use crate::respond::{instant, local};

/// Reads opening and closing; a day that is left empty is not decided.
pub(in crate::desk) fn read_times(
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

/// The fields of opening and closing.
pub(in crate::desk) fn time_fields(
    language: Language,
    opens: &(String, String),
    closes: &(String, String),
    wrong: &[Wrong],
) -> Markup {
    let time = |value| TextInput { value, width: Width::Short, ..TextInput::default() };
    html! {
        (beside(&[
            field(language, Field::new("oppnar_dag", language.say("Öppnar, dag", "Opens, day"), DateInput { value: &opens.0 }).optional(), "oppnar_dag", wrong),
            Field::new("oppnar_tid", language.say("Öppnar, klockan", "Opens, time"), time(&opens.1)).html(language),
        ]))
        (beside(&[
            field(language, Field::new("stanger_dag", language.say("Stänger, dag", "Closes, day"), DateInput { value: &closes.0 }).optional(), "stanger_dag", wrong),
            Field::new("stanger_tid", language.say("Stänger, klockan", "Closes, time"), time(&closes.1)).html(language),
        ]))
    }
}

/// A moment as the two fields hold it.
pub(in crate::desk) fn written(at: Option<Instant>) -> (String, String) {
    at.map(|at| {
        let (date, (hour, minute)) = local(at);
        (date, format!("{hour:02}.{minute:02}"))
    })
    .unwrap_or_default()
}
