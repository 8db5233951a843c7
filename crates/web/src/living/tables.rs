//! Tables.

use maud::html;

use super::{Chapter, Specimen};
use crate::design::outcome::{Colour, not_judged, outcome};
use crate::design::progress::Progress;
use crate::design::table::{Cell, Column, Group, Order, Row, Table};
use crate::design::tag::{TagKind, tag};
use crate::design::text::Link;
use crate::language::Language;

pub(super) fn chapter(language: Language) -> Chapter {
    Chapter {
        name: language.say("Tabeller", "Tables"),
        specimens: vec![desk(language), comparison(language), heat(language), grouped(language)],
    }
}

fn desk(l: Language) -> Specimen {
    let row = |name: &'static str, done, status: (TagKind, &'static str), people: &str, share: &str| Row {
        header: html! { (Link::new("#table", name)) },
        cells: vec![
            Cell::markup(tag(status.0, status.1)),
            Cell::markup(Progress { done, of: 55 }.compact(l, l.say("frågor", "questions"))),
            Cell::number(people),
            Cell::number(share),
        ],
        total: false,
    };
    let ongoing = (TagKind::Ongoing, l.say("Påbörjad", "Begun"));
    let mut rows = vec![
        row("Aneby", 55, (TagKind::Done, l.say("Inskickad", "Submitted")), "6\u{a0}743", "100,0"),
        row("Eksjö", 31, ongoing, "17\u{a0}304", "56,4"),
        row("Habo", 12, ongoing, "11\u{a0}925", "21,8"),
        row("Jönköping", 0, (TagKind::Failed, l.say("Försenad", "Late")), "139\u{a0}222", "0,0"),
    ];
    let mut total = row("", 98, ongoing, "175\u{a0}194", "44,5");
    total.header = html! { (l.say("Länet", "The county")) };
    total.cells[0] = Cell::text(l.say("1 av 4 inskickade", "1 of 4 submitted"));
    total.cells[1] = Cell::text("–");
    total.total = true;
    rows.push(total);
    let columns = vec![
        Column::new(l.say("Kommun", "Municipality")).sorts("?sort=name&dir=desc", Some(Order::Ascending)),
        Column::new(l.say("Läge", "Status")).sorts("?sort=status", None),
        Column::new(l.say("Besvarat", "Answered")),
        Column::number(l.say("Invånare", "Inhabitants")).sorts("?sort=size", None),
        Column::number(l.say("Andel, %", "Share, %")).sorts("?sort=share", None),
    ];
    Specimen {
        id: "table",
        name: l.say("Tabell", "Table"),
        used: l.say(
            "Har alltid en rubrik. Tal står i kolumn, sorteras med länkar, och rubrikraden följer med.",
            "Always has a caption. Numbers line up, are sorted by links, and the head row stays in view.",
        ),
        written: "Table::new(id, caption, vec![Column::number(text).sorts(href, None)], rows).note(text).html(language)",
        shown: Table::new(
            "desk",
            l.say("Svarsläge i Jönköpings län, 16 mars 2018", "Responses in Jönköping county, 16 March 2018"),
            columns,
            rows,
        )
        .note(l.say(
            "Invånare den 1 november 2017. Källa: SCB.",
            "Inhabitants on 1 November 2017. Source: Statistics Sweden.",
        ))
        .full()
        .html(l),
    }
}

fn comparison(l: Language) -> Specimen {
    let yes = || outcome(Colour::Green, "✔", l.official("Uppnått"), l.official("Ja"));
    let partly = || outcome(Colour::Yellow, "◐", l.official("Delvis"), l.official("Delvis"));
    let no = || outcome(Colour::Red, "✘", l.official("Inte uppnått"), l.official("Nej"));
    let better = |value: &str| outcome(Colour::Green, "▲", l.official("bättre"), value.to_owned());
    let middle = |value: &str| outcome(Colour::Yellow, "■", l.official("mitten"), value.to_owned());
    let worse = |value: &str| outcome(Colour::Red, "▼", l.official("sämre"), value.to_owned());
    let alike = |value: &str| outcome(Colour::Grey, "≈", l.official("går inte att skilja"), value.to_owned());
    let row = |name: &'static str, cells: Vec<Cell>| Row {
        header: html! { (Link::new("#outcomes", name)) },
        cells,
        total: false,
    };
    let rows = vec![
        row("Aneby", vec![yes(), no(), yes(), middle("57,1"), alike("38,4")]),
        row("Eksjö", vec![yes(), yes(), partly(), better("100,0"), alike("41,0")]),
        row(
            "Gislaved",
            vec![no(), not_judged(l.official("Ej aktuellt")), yes(), worse("25,0"), worse("12,0")],
        ),
        row(
            "Habo",
            vec![partly(), yes(), not_judged(l.official("Bortfall")), middle("60,0"), better("53,8")],
        ),
    ];
    let columns = vec![
        Column::new(l.say("Kommun", "Municipality")),
        Column::new(l.official("Rutin med missbruksvården")),
        Column::new(l.official("Rutin med arbetsmarknadsverksamhet")),
        Column::new(l.official("Strukturerad utredningsmall")),
        Column::new(l.official("Socionomexamen, %")),
        Column::new(l.official("Långvarigt bistånd, %")),
    ];
    Specimen {
        id: "outcomes",
        name: l.say("Bred tabell med utfall", "Wide table with outcomes"),
        used: l.say(
            "Rullar i en egen ruta. Rubriker och första kolumnen står kvar; rutan nås med tangentbordet.",
            "Scrolls in a box of its own. Headers and first column stay; the box is reached by keyboard.",
        ),
        written: "Table::new(…).wide() · outcome(Colour::Green, sign, word, value) · not_judged(value)",
        shown: Table::new(
            "comparison",
            l.say("Utfall 2018, Jönköpings län", "Outcomes 2018, Jönköping county"),
            columns,
            rows,
        )
        .wide()
        .html(l),
    }
}

fn heat(l: Language) -> Specimen {
    let yes = || outcome(Colour::Green, "✔", l.official("Uppnått"), l.official("Ja"));
    let no = || outcome(Colour::Red, "✘", l.official("Inte uppnått"), l.official("Nej"));
    let row = |name: &'static str, cells: Vec<Cell>| Row {
        header: html! { (Link::new("#heat", name)) },
        cells: cells.into_iter().map(|cell| cell.leads("#heat")).collect(),
        total: false,
    };
    let column = |name: &'static str, now| {
        Column::new(l.official(name))
            .leads("#heat")
            .sorts("?sort=1#heat", now)
            .within(l.official("Samordning"))
    };
    let columns = vec![
        Column::new(l.say("Kommun", "Municipality")).sorts("?sort=name#heat", None),
        column("Rutin med missbruksvården", Some(Order::Ascending)),
        column("Rutin med arbetsmarknadsverksamhet", None),
        Column::new(l.official("Strukturerad utredningsmall")).leads("#heat").within(l.official("Kunskap")),
    ];
    let groups = vec![
        Group {
            header: html! { span { (l.say("Bredvid, att jämföra med", "Beside, to compare with")) } },
            rows: vec![row(
                "Riket",
                vec![Cell::number("38,0 %"), Cell::number("56,4 %"), Cell::number("20,9 %")],
            )],
        },
        Group {
            header: html! { span { (l.say("2 kommuner", "2 municipalities")) } },
            rows: vec![
                row("Aneby", vec![yes(), no(), yes()]),
                row("Eksjö", vec![no(), yes(), no().uncoloured()]),
            ],
        },
    ];
    Specimen {
        id: "heat",
        name: l.say("Värmetabell", "Heat table"),
        used: l.say(
            "Läses med färg, tecken och ord. Varje ruta leder till sin förklaring; en rubrik leder till det den handlar om, och dess pil sorterar.",
            "Read by colour, sign and word. Every cell leads to its explanation; a heading leads to what it is about, and its arrow sorts.",
        ),
        written: "Table::grouped(…).heat() · Column::new(text).within(text).leads(href).sorts(href, None) · cell.leads(href)",
        shown: Table::grouped("heat-table", l.say("Jämförelse", "Comparison"), columns, groups).heat().html(l),
    }
}

fn grouped(l: Language) -> Specimen {
    let row = |name: &'static str, then: &'static str, now: &'static str| Row {
        header: html! { (l.official(name)) },
        cells: vec![
            Cell::text(l.official(then)),
            Cell::text(l.official(now)),
            match then == now {
                true => Cell::text(""),
                false => Cell::markup(tag(TagKind::Attention, l.say("Ändrat", "Changed"))),
            },
        ],
        total: false,
    };
    let group = |number: &'static str, text: &'static str, rows| Group {
        header: html! { strong { (number) } " " (l.official(text)) },
        rows,
    };
    let columns = vec![
        Column::new(l.say("Fråga", "Question")),
        Column::new(l.say("Då", "Then")),
        Column::new(l.say("Nu", "Now")),
        Column::new(l.say("Skillnad", "Difference")),
    ];
    Specimen {
        id: "grouped",
        name: l.say("Tabell med grupper", "Table with groups"),
        used: l.say(
            "Raderna står under det de handlar om. På en telefon är varje rad ett kort, så inget rullar.",
            "Rows stand under what they are about. On a telephone each row is a card, so nothing scrolls.",
        ),
        written: "Table::grouped(id, caption, columns, vec![Group { header, rows }]).stacked().html(language)",
        shown: Table::grouped(
            "then-and-now",
            l.say("Svaren efter 1 mars 2018", "The answers after 1 March 2018"),
            columns,
            vec![
                group(
                    "E2",
                    "Har ni erbjudit någon av nedanstående insatser till unga vuxna?",
                    vec![
                        row("Jobbsökaraktivitet", "Ja, erbjudit till alla", "Ja, erbjudit till alla"),
                        row("Praktikplats", "Ja, men inte erbjudit till alla", "Nej"),
                    ],
                ),
                group(
                    "E5",
                    "Ange antal handläggare",
                    vec![row("Svar", "3,5 årsarbetare", "4,25 årsarbetare")],
                ),
            ],
        )
        .stacked()
        .html(l),
    }
}
