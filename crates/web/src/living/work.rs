//! What the work on a response is followed by: parts, summary, receipt.

use super::{Chapter, Specimen};
use crate::design::progress::Progress;
use crate::design::receipt::Receipt;
use crate::design::summary::{Line, Stands, answered};
use crate::design::tag::TagKind;
use crate::design::tasks::{Task, tasks};
use crate::design::text::Link;
use crate::language::Language;

pub(super) fn chapter(language: Language) -> Chapter {
    Chapter {
        name: language.say("Arbetet med ett svar", "Working on a response"),
        specimens: vec![parts(language), lines(language), receipt(language)],
    }
}

fn parts(l: Language) -> Specimen {
    let list = [
        Task {
            code: "G",
            link: Link::new("#tasks", l.official("Del G – Gemensamma frågor")),
            status: (TagKind::Done, l.say("Klar", "Done")),
            progress: Progress { done: 21, of: 21 },
            people: vec!["Anna Ek".into()],
        },
        Task {
            code: "E",
            link: Link::new("#tasks", l.official("Del E – Ekonomiskt bistånd")),
            status: (TagKind::Ongoing, l.say("Påbörjad", "Begun")),
            progress: Progress { done: 12, of: 34 },
            people: vec![l.say("Berit Lund, skriver nu", "Berit Lund, writing now").into(), "Anna Ek".into()],
        },
        Task {
            code: "M",
            link: Link::new("#tasks", l.official("Del M – Missbruks- och beroendevården")),
            status: (TagKind::Attention, l.say("2 att kontrollera", "2 to check")),
            progress: Progress { done: 30, of: 30 },
            people: vec![],
        },
        Task {
            code: "S",
            link: Link::new("#tasks", l.official("Del S – Socialpsykiatri")),
            status: (TagKind::Waiting, l.say("Inte påbörjad", "Not begun")),
            progress: Progress { done: 0, of: 18 },
            people: vec![l.say("Ingen ännu", "Nobody yet").into()],
        },
    ];
    Specimen {
        id: "tasks",
        name: l.say("Delar", "Parts"),
        used: l.say(
            "Hur långt varje del har kommit, och vem som arbetar med den.",
            "How far each part has come, and who works on it.",
        ),
        written: "tasks(language, &[Task { code, link, status, progress, people }])",
        shown: tasks(l, &list),
    }
}

fn lines(l: Language) -> Specimen {
    let line = |term: &'static str, answer: &'static str| Line {
        term: l.official(term),
        answer: l.official(answer),
        stands: Stands::Answer,
        change: Some(Link::new("#summary", l.say("Ändra", "Change")).about(l.official(term))),
    };
    let missing =
        Line { answer: l.say("Inget svar", "No answer").into(), stands: Stands::Missing, ..line("Kurs", "") };
    Specimen {
        id: "summary",
        name: l.say("Sammanställning", "Summary list"),
        used: l.say(
            "Allt som svarats, med en väg till varje fråga.",
            "All that was answered, with a way to each question.",
        ),
        written: "answered(question, &[Line { term, answer, stands, change }])",
        shown: answered(
            l.official("E2 Har ni erbjudit någon av nedanstående insatser till unga vuxna?"),
            &[
                line("Jobbsökaraktivitet", "Ja, erbjudit till alla"),
                line("Studie- och yrkesvägledning", "Ja, men inte erbjudit till alla"),
                missing,
            ],
        ),
    }
}

fn receipt(l: Language) -> Specimen {
    let lines = vec![
        (l.say("Kommun", "Municipality"), "Habo (0643)"),
        (l.say("Inskickat", "Submitted"), l.say("16 mars 2018 kl. 14.32", "16 March 2018, 14.32")),
        (l.say("Av", "By"), "Anna Ek"),
        (l.say("Godkänt av", "Approved by"), "Karin Holm, förvaltningschef"),
        (l.say("Kvittonummer", "Receipt number"), "2018-0643-2"),
    ];
    let receipt = Receipt {
        what: l.official("Del G och E, Öppna jämförelser 2018"),
        lines,
        hash: "9f2c4a7be1d05386c4f19a20b7735de812c0f64a9d3e5b7816fa02c94d7be351",
        files: vec![
            Link::new("#receipt-block", l.say("Kvittot", "The receipt")).file("PDF, 84 kB"),
            Link::new("#receipt-block", l.say("Alla svar", "All answers")).file("XLSX, 22 kB"),
        ],
    };
    Specimen {
        id: "receipt-block",
        name: l.say("Kvitto", "Receipt"),
        used: l.say(
            "Vad som skickades, av vem, och vad som bevisar det.",
            "What was submitted, by whom, and what proves it.",
        ),
        written: "Receipt { what, lines, hash, files }.html(language)",
        shown: receipt.html(l),
    }
}
