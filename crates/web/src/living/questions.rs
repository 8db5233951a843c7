//! Questions of the questionnaire: grids, last round's answers, conflicts.

use maud::{Markup, html};

use super::{Chapter, Specimen};
use crate::design::asked::AskedQuestion;
use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::changes::{Change, changes};
use crate::design::choice::{CheckboxGroup, Choice, RadioGroup};
use crate::design::conflict::{Conflict, Version};
use crate::design::field::Field;
use crate::design::grid::{GridQuestion, GridRow};
use crate::design::helper::{Helper, HelperResult, HelperRow, Used, used_for};
use crate::design::input::{FileInput, TextArea, TextInput};
use crate::design::number::NumberInput;
use crate::design::question::{Comment, Previous, Question};
use crate::design::rows::FieldRows;
use crate::design::text::{Link, definition, folded_definition, folded_list};
use crate::language::Language;

pub(super) fn chapter(language: Language) -> Chapter {
    Chapter {
        name: language.say("Enkät", "Questionnaire"),
        specimens: vec![
            grid(language),
            number(language),
            rows_of_choices(language),
            text(language),
            helper(language),
            in_advance(language),
            from_a_workbook(language),
        ],
    }
}

fn routine(l: Language) -> Markup {
    definition(
        l,
        &l.official("Rutin"),
        &l.official("Ett i förväg bestämt tillvägagångssätt för hur en aktivitet ska utföras. Den anger också hur ansvaret är fördelat."),
        Some(&Link::new("#grid", l.official("SOSFS 2011:9, 2 kap. 1 §"))),
    )
}

fn rows(l: Language) -> Vec<GridRow<'static>> {
    let row = |name, text: &'static str, chosen, before: Option<&'static str>| GridRow {
        name,
        text: l.official(text),
        chosen,
        previous: before.map(|answer| ("2017", l.official(answer))),
        error: None,
    };
    let mut rows = vec![
        row("missbruk", "Missbruks- och beroendevården", Some("ja"), Some("Ja")),
        row("socialpsykiatri", "Socialpsykiatrin", Some("nej"), Some("Ja")),
        row(
            "barn_unga",
            "Den sociala barn- och ungdomsvården",
            Some("behovs_inte"),
            Some("Behövs inte, samma enhet"),
        ),
        row("lss", "LSS-verksamheten", None, None),
        row("arbetsmarknad", "Arbetsmarknadsverksamhet", None, Some("Nej")),
    ];
    if let Some(last) = rows.last_mut() {
        last.error = Some(l.say("Svara på den här raden", "Answer this row").into());
    }
    rows
}

fn grid(l: Language) -> Specimen {
    let control = GridQuestion {
        rows_are: l.official("Verksamhet"),
        rows: rows(l),
        alternatives: vec![
            Choice::new("ja", l.official("Ja")),
            Choice::new("nej", l.official("Nej")),
            Choice::new("behovs_inte", l.official("Behövs inte, samma enhet")),
            Choice::new("finns_inte", l.official("Verksamheten finns inte")),
        ],
    };
    let question = l.official("Fanns det den 1 februari 2018 en skriftlig rutin för samverkan i enskilda ärenden mellan ekonomiskt bistånd och följande verksamheter?");
    let field =
        Field::new("G2", question, control).hint(l.say("Ett svar på varje rad", "One answer on each row"));
    Specimen {
        id: "grid",
        name: l.say("Matrisfråga", "Grid question"),
        used: l.say(
            "En tabell på bred skärm. På telefon blir varje rad en grupp med stora knappar; HTML-koden är densamma.",
            "A table on a wide screen. On a phone each row becomes a group with large targets; the HTML is the same.",
        ),
        written: "Question::new(\"G2\", Field::new(name, question, GridQuestion { rows_are, rows, alternatives })).definition(…).previous(…)",
        shown: Question::new("G2", field)
            .definition(routine(l))
            .previous(Previous { round: "2017", answer: l.say("visas på varje rad", "shown on each row").into(), confirmed: false })
            .comment(Comment { value: "", asked_for: None })
            .html(l),
    }
}

fn number(l: Language) -> Specimen {
    let control = NumberInput::new(l.official("handläggare"), "4").or_cannot_say(false);
    let field = Field::new(
        "E1",
        l.official("Hur många handläggare arbetade med ekonomiskt bistånd den 1 februari 2018?"),
        control,
    )
    .hint(l.official("Räkna alla som fattar eller bereder beslut, även vikarier."));
    let asked = l.say(
        "Talet är hälften av 2017 års. Skriv kort varför, eller ändra talet",
        "The number is half of that of 2017. Say briefly why, or change it",
    );
    let confirmed = RadioGroup {
        choices: vec![Choice::new("ja", l.official("Ja")), Choice::new("nej", l.official("Nej"))],
        chosen: Some("ja"),
    };
    Specimen {
        id: "question",
        name: l.say("Fråga med förra svaret", "Question with last round’s answer"),
        used: l.say(
            "Förra svaret står bredvid. ”Oförändrat” är ett tryck, aldrig ett förval.",
            "Last round’s answer stands beside. “Unchanged” is one press, never a default.",
        ),
        written: "Question::new(…).previous(Previous { round, answer, confirmed }).comment(Comment { value, asked_for })",
        shown: html! {
            (Question::new("E1", field)
                .previous(Previous { round: "2017", answer: "8".into(), confirmed: false })
                .comment(Comment { value: "", asked_for: Some(asked.into()) })
                .html(l))
            (Question::new("E2", Field::new("E2", l.official("Finns jourverksamhet utanför kontorstid?"), confirmed))
                .previous(Previous { round: "2017", answer: l.official("Ja"), confirmed: true })
                .html(l))
            (Question::new("E5", Field::new("E5", l.official("Vilken bedömningsmetod används?"), TextInput::default())
                .error(l.say("Skriv metodens namn, eller svara Nej på E4", "Write the method’s name, or answer No to E4")))
                .html(l))
        },
    }
}

fn rows_of_choices(l: Language) -> Specimen {
    let choices = || {
        vec![Choice::new("handledning", l.official("Handledning")), Choice::new("kurs", l.official("Kurs"))]
    };
    let row = |name: &'static str, text: &'static str, chosen| {
        Field::new(name, l.official(text), CheckboxGroup { choices: choices(), alone: None, chosen }).html(l)
    };
    let control = FieldRows {
        fields: vec![
            row("G8a.ekonomiskt_bistand", "Ekonomiskt bistånd", vec!["kurs"]),
            row("G8a.missbruk", "Missbruks- och beroendevården", vec![]),
        ],
    };
    let question = l.official("Vilka former av kompetensutveckling innehåller planen?");
    let when = html! {
        (l.say("Besvaras på de rader där G8 är ”", "Answered on the rows where G8 is “")) (l.official("Ja")) "”."
    };
    let used = [l.official("Samlad plan för kompetensutveckling")];
    Specimen {
        id: "rows",
        name: l.say("Följdfråga med flera val på varje rad", "Follow-up with several choices on each row"),
        used: l.say(
            "När en rad har mer än ett svar blir den ett fält. Följdfrågan säger när den besvaras, utan skript.",
            "Where a row has more than one answer it becomes a field. The follow-up says when it is answered, without scripts.",
        ),
        written: "Question::new(…, Field::new(name, question, FieldRows { fields })).note(…).definition(folded_list(…)).also_comment(…)",
        shown: Question::new("G8a", Field::new("G8a", question, control))
            .note(when)
            .definition(folded_definition(l, &l.official("Kurs"), &l.official("Minst en dag.")))
            .definition(folded_list(l.say("Vad svaret används till (1)", "What the answer is used for (1)"), &used))
            .comment(Comment { value: l.say("Se planen, avsnitt 3", "See the plan, section 3"), asked_for: None })
            .comment_name("G8a.ekonomiskt_bistand.comment")
            .comment_error(l.say("Texten är inte sparad: korta den", "The text is not saved: shorten it"))
            .also_comment(
                Field::new(
                    "G8a.missbruk.comment",
                    l.say("Kommentar till G8a, Missbruk", "Comment on G8a, Missbruk"),
                    TextArea { value: "", rows: 3, max: 2000 },
                )
                .html(l),
            )
            .html(l),
    }
}

fn text(l: Language) -> Specimen {
    let first = Version {
        key: "41".into(),
        text: l.official("Rutinen beslutades i januari och gäller hela förvaltningen."),
        by: "Berit Lund".into(),
        at: l.say("i dag 14.32", "today 14.32").into(),
        own: false,
    };
    let second = Version {
        key: "42".into(),
        text: l.official("Rutinen beslutades i januari."),
        by: "Anna Ek".into(),
        at: l.say("i dag 14.35", "today 14.35").into(),
        own: true,
    };
    let field = Field::new(
        "G7",
        l.official("Beskriv kort hur rutinen är förankrad."),
        TextArea { value: "Rutinen beslutades i januari.", rows: 3, max: 1000 },
    );
    Specimen {
        id: "conflict",
        name: l.say("Två svar på samma fråga", "Two answers to one question"),
        used: l.say(
            "Inget svar skriver över ett annat. Båda visas tills någon väljer.",
            "No answer overwrites another. Both are shown until somebody chooses.",
        ),
        written: "Question::new(…).conflict(Conflict { versions, at })",
        shown: Question::new("G7", field)
            .conflict(Conflict { versions: vec![first, second], at: None })
            .html(l),
    }
}

fn helper(l: Language) -> Specimen {
    let number = |name: &str, label: &'static str, unit: &'static str, value: &str| {
        Field::new(name, label, NumberInput::new(unit, value).decimals()).html(l)
    };
    let row = HelperRow {
        name: l.say("Rad 1", "Row 1").to_owned(),
        fields: vec![
            number("help.H1.1.persons", l.say("Antal personer", "Number of persons"), l.say("st", ""), "3"),
            number("help.H1.1.percent", l.say("Sysselsättningsgrad", "Share of full time"), "%", "75"),
        ],
    };
    let count = Button::new(ButtonKind::Secondary, l.say("Räkna ut", "Calculate")).sends("help", "count.H1");
    let take =
        Button::new(ButtonKind::Secondary, l.say("Använd svaret", "Use the answer")).sends("help", "use.H1");
    let calculator = Helper {
        field: "H1",
        title: l.say("Hjälp att räkna om till heltider", "Help with counting full-time equivalents").into(),
        open: true,
        intro: html! { p.hint { (l.say("Det du skriver här sparas inte.", "What you write here is not saved.")) } },
        rows: vec![row],
        buttons: buttons(&[count]),
        result: Some(HelperResult {
            steps: vec![l.say("Rad 1: 3 × 75 % = 2,25", "Row 1: 3 × 75 % = 2.25").to_owned()],
            sum: l.say("Summa: 2,25", "Sum: 2.25").into(),
            take: Some(html! { (take) }),
        }),
    };
    let used = [Used {
        name: l.official("Antal handläggare"),
        outcome: Some(l.say("2,25", "2.25").into()),
        why: vec![l.official("Värdet är det som angavs på H1.")],
    }];
    let question = l.official("Hur många handläggare finns, räknat i heltider?");
    Specimen {
        id: "helper",
        name: l.say("Hjälpräknare, och vad svaret används till", "Calculator, and what the answer is used for"),
        used: l.say(
            "Fälld under svaret. Det som räknas med sparas aldrig; ”Använd svaret” är en vanlig sparning.",
            "Folded below the answer. What is counted with is never saved; “Use the answer” is an ordinary save.",
        ),
        written: "Question::new(…).help(Helper { … }.html(language)).used(used_for(language, number, &used))",
        shown: html! {
            (Question::new("H1", Field::new("H1", question, NumberInput::new("", "2,25").decimals()))
                .help(calculator.html(l))
                .used(used_for(l, "H1", &used))
                .html(l))
        },
    }
}

fn in_advance(l: Language) -> Specimen {
    let asked = AskedQuestion {
        code: "H2",
        number: "H2",
        text: l.official("Finns det en skriftlig rutin?"),
        optional: true,
        notes: vec![html! { (l.say("Besvaras om H1 är mer än 0.", "Answered if H1 is more than 0.")) }],
        rows: vec![l.official("Missbruks- och beroendevården")],
        alternatives: vec![l.official("Ja"), l.official("Nej")],
        how: None,
        definitions: vec![],
    };
    Specimen {
        id: "asked",
        name: l.say("Fråga i förväg", "Question in advance"),
        used: l.say("Att läsa, inte att fylla i.", "To be read, not filled in."),
        written: "AskedQuestion { code, number, text, … }.html(language)",
        shown: html! { h3.hidden { (l.say("Frågor", "Questions")) } (asked.html(l)) },
    }
}

fn from_a_workbook(l: Language) -> Specimen {
    let change = |number: &'static str, now, note| Change {
        name: format!("cell.{number}"),
        value: "\"nej\"".to_owned(),
        number,
        question: l.official("Finns jourverksamhet utanför kontorstid?"),
        now,
        then: l.official("Nej"),
        chosen: Option::is_none(&note),
        note,
    };
    let who = l.say("Berit Lund, i dag 14.32", "Berit Lund, today 14:32").to_owned();
    let all = [
        change("H3", None, None),
        change(
            "H4",
            Some((l.official("Ja"), who)),
            Some(l.say(
                "En kollega har svarat. Kryssa i om arbetsbokens svar ska gälla.",
                "A colleague has answered. Tick it if the workbook's answer is to count.",
            )),
        ),
    ];
    let file = Field::new(
        "specimen-file",
        l.say("Ifylld arbetsbok", "Filled-in workbook"),
        FileInput { accept: ".xlsx" },
    );
    Specimen {
        id: "changes",
        name: l.say("Fil, och vad den ändrar", "File, and what it changes"),
        used: l.say(
            "Inget sparas förrän någon har sett vad som ändras. En kollegas svar är aldrig förvalt.",
            "Nothing is saved before somebody has seen what changes. A colleague’s answer is never replaced by default.",
        ),
        written: "Field::new(name, label, FileInput { accept }), changes(language, &changes)",
        shown: html! { (file.html(l)) (changes(l, &all)) },
    }
}
