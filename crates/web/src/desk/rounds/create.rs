//! The page where a round is made (*ny omgång*).

use catalogue::model::Edition;
use maud::{Markup, html};

use super::{Draft, Wrong, cancel, errors, field, time_fields};
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::choice::{CheckboxGroup, Choice, RadioGroup};
use crate::design::field::Field;
use crate::design::input::{TextInput, Width};
use crate::design::shell::Page;
use crate::design::text::{Link, lead};
use crate::language::Language;

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
    let rounds = language.address("/arbete");
    let units = edition.frame.units.len();
    let input = |value, width| TextInput { value, width, ..TextInput::default() };
    Page::new(language, address, language.say("Ny omgång", "New round"))
        .faulty(!wrong.is_empty())
        .back(Link::new(language.address("/arbete"), language.say("Omgångar", "Rounds")))
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
                (buttons(&[Button::new(ButtonKind::Primary, language.say("Skapa omgången", "Create the round")), cancel(language, &rounds)]))
            }
        })
        .html()
}
