//! Fields: texts, numbers, dates, choices.

use maud::html;

use super::{Chapter, Specimen};
use crate::design::choice::{CheckboxGroup, Choice, RadioGroup};
use crate::design::copy::copyable;
use crate::design::field::Field;
use crate::design::input::{DateInput, Holds, TextArea, TextInput, Width};
use crate::design::number::NumberInput;
use crate::design::select::Select;
use crate::language::Language;

pub(super) fn chapter(language: Language) -> Chapter {
    Chapter {
        name: language.say("Fält", "Fields"),
        specimens: vec![
            texts(language),
            areas(language),
            numbers(language),
            dates(language),
            radios(language),
            checkboxes(language),
            copies(language),
        ],
    }
}

fn copies(l: Language) -> Specimen {
    Specimen {
        id: "copy",
        name: l.say("Text att kopiera", "A text to copy"),
        used: l.say(
            "En adress eller ett meddelande som läsaren själv skickar vidare. Går att läsa och markera, inte att ändra.",
            "An address or a message that the reader passes on. It can be read and marked, not changed.",
        ),
        written: "copyable(language, name, label, text, rows)",
        shown: copyable(l, "copied", l.say("Länken", "The link"), "https://jamfor.example.se/lank/0123abcd-4567efgh", 1),
    }
}

fn texts(l: Language) -> Specimen {
    let name = TextInput { value: "Anna Ek", holds: Holds::Name, ..TextInput::default() };
    let mail = TextInput { value: "anna.ek", holds: Holds::Email, ..TextInput::default() };
    let secret = TextInput { holds: Holds::Password, ..TextInput::default() };
    let code = TextInput { holds: Holds::Code, width: Width::Short, ..TextInput::default() };
    let role = TextInput { width: Width::Full, ..TextInput::default() };
    Specimen {
        id: "text-field",
        name: l.say("Textfält", "Text field"),
        used: l.say(
            "Bredden säger hur mycket som väntas. Det frivilliga märks ut, inte det obligatoriska.",
            "The width says how much is expected. What is optional is marked, not what is required.",
        ),
        written: "Field::new(name, label, TextInput { value, width, holds }).hint(…).error(…).optional().html(language)",
        shown: html! {
            (Field::new("name", l.say("Ditt namn", "Your name"), name).html(l))
            (Field::new("mail", l.say("E-postadress", "E-mail address"), mail)
                .error(l.say("Skriv hela adressen, med @ och domän", "Write the whole address, with @ and domain")).html(l))
            (Field::new("role", l.say("Befattning", "Position"), role).hint(l.say("Som den står i delegationsordningen", "As it stands in the delegation order")).optional().html(l))
            (Field::new("secret", l.say("Lösenord", "Password"), secret).html(l))
            (Field::new("code", l.say("Engångskod", "One-time code"), code).html(l))
        },
    }
}

fn areas(l: Language) -> Specimen {
    let value = l.say("Rutinen gäller från den 1 mars.", "The routine applies from 1 March.");
    Specimen {
        id: "textarea",
        name: l.say("Flera rader", "Several lines"),
        used: l.say(
            "Räknar ned där skript körs. Inget kapas: den som skriver för mycket får veta det och behåller sin text.",
            "Counts down where scripts run. Nothing is cut off: whoever writes too much is told and keeps the text.",
        ),
        written: "Field::new(name, label, TextArea { value, rows, max })",
        shown: html! {
            (Field::new("remark", l.say("Kommentar", "Comment"), TextArea { value, rows: 3, max: 500 })
                .hint(l.say("Skriv inga personuppgifter", "Write no personal data")).html(l))
            (Field::new("remark-2", l.say("Kommentar", "Comment"), TextArea { value, rows: 2, max: 20 })
                .error(l.say("Texten är 11 tecken för lång", "The text is too long")).html(l))
        },
    }
}

fn numbers(l: Language) -> Specimen {
    Specimen {
        id: "number",
        name: l.say("Tal med enhet", "Number with unit"),
        used: l.say(
            "”Kan inte lämna uppgift” är ett eget val, aldrig ett tal som 999.",
            "“Cannot give this figure” is a choice of its own, never a number such as 999.",
        ),
        written: "Field::new(name, label, NumberInput::new(unit, value).decimals().or_cannot_say(false).code(\"999\"))",
        shown: html! {
            (Field::new("staff", l.say("Antal årsarbetare", "Full-time equivalents"), NumberInput::new(l.say("årsarbetare", "FTE"), "12,5").decimals()).html(l))
            (Field::new("E3", l.say("Antal ansökningar under november", "Applications in November"), NumberInput::new(l.say("ansökningar", "applications"), l.say("ca 40", "about 40")).or_cannot_say(false).code("999"))
                .hint(l.say("Räkna också dem som avslogs", "Count also those that were refused"))
                .error(l.say("Skriv ett helt tal, till exempel 12", "Write a whole number, such as 12")).html(l))
            (Field::new("days", l.say("Medelväntetid", "Mean waiting time"), NumberInput::new(l.say("dagar", "days"), "").or_cannot_say(true)).html(l))
        },
    }
}

fn dates(l: Language) -> Specimen {
    Specimen {
        id: "date",
        name: l.say("Datum", "Date"),
        used: l
            .say("Skrivs på ett enda sätt, på alla språk.", "Written in one single way, in every language."),
        written: "Field::new(name, label, DateInput { value })",
        shown: html! {
            (Field::new("decided", l.say("När beslutades rutinen?", "When was the routine decided?"), DateInput { value: "2018-02-01" }).html(l))
            (Field::new("followed", l.say("När följdes den upp?", "When was it followed up?"), DateInput { value: "31/2 2018" })
                .error(l.say("Den 31 februari finns inte. Skriv till exempel 2018-02-28", "There is no 31 February. Write for example 2018-02-28")).html(l))
        },
    }
}

fn radios(l: Language) -> Specimen {
    let choices = || {
        vec![
            Choice::new("ja", l.official("Ja")),
            Choice::new("delvis", l.official("Delvis"))
                .hint(l.official("Rutinen finns men är inte beslutad")),
            Choice::new("nej", l.official("Nej")),
        ]
    };
    Specimen {
        id: "radio",
        name: l.say("Ett av flera", "One of several"),
        used: l.say(
            "Under varandra, hela raden går att trycka på.",
            "Below each other; the whole line can be pressed.",
        ),
        written: "Field::new(name, label, RadioGroup { choices, chosen }) · Select { choices, chosen }",
        shown: html! {
            (Field::new("one", l.official("Finns en aktuell rutin?"), RadioGroup { choices: choices(), chosen: Some("delvis") }).html(l))
            (Field::new("one-many", l.say("Län", "County"), Select { choices: choices(), chosen: "delvis" }).html(l))
            (Field::new("one-2", l.official("Har rutinen följts upp?"), RadioGroup { choices: choices(), chosen: None })
                .error(l.say("Välj ett av svaren", "Choose one of the answers")).html(l))
        },
    }
}

fn checkboxes(l: Language) -> Specimen {
    let group = CheckboxGroup {
        choices: vec![
            Choice::new("telefon", l.official("Telefon")),
            Choice::new("epost", l.official("E-post")),
            Choice::new("chatt", l.official("Chatt")),
        ],
        alone: Some(Choice::new("inget", l.official("Inget av dessa"))),
        chosen: vec!["telefon", "epost"],
    };
    Specimen {
        id: "checkbox",
        name: l.say("Flera av flera", "Several of several"),
        used: l.say(
            "Ett alternativ kan stå ensamt. Skriptet avmarkerar då de andra; utan skript säger en kontroll till.",
            "One alternative may stand alone. The script then clears the others; without scripts a check tells.",
        ),
        written: "Field::new(name, label, CheckboxGroup { choices, alone, chosen })",
        shown: Field::new("many", l.official("Hur kan den enskilde ta kontakt?"), group)
            .hint(l.say("Välj alla som stämmer", "Choose all that apply"))
            .html(l),
    }
}
