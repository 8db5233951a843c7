//! Charts.

use maud::html;

use super::{Chapter, Specimen};
use crate::design::chart::{
    Area, Bar, Bars, Beside, Dot, Entry, Join, Line, Map, Part, Parts, Strip, Tile, Tiles, Told, Tone, Trend,
    legend,
};
use crate::design::outcome::Colour;
use crate::design::table::{Cell, Column, Row, Table};
use crate::language::Language;

const GREEN: Tone = Tone::Judged(Colour::Green);
const YELLOW: Tone = Tone::Judged(Colour::Yellow);
const RED: Tone = Tone::Judged(Colour::Red);
const GREY: Tone = Tone::Judged(Colour::Grey);

pub(super) fn chapter(language: Language) -> Chapter {
    Chapter {
        name: language.say("Diagram", "Charts"),
        specimens: vec![
            parts(language),
            strip(language),
            bars(language),
            trend(language),
            tiles(language),
            map(language),
        ],
    }
}

/// Tables of several charts on a page have names of their own.
fn table<'a>(l: Language, id: &'a str, of: &'a str, rows: &[(&'a str, &'a str)]) -> Beside<'a> {
    let rows = rows.iter().map(|(name, value)| Row {
        header: html! { (*name) },
        cells: vec![Cell::number(value)],
        total: false,
    });
    let columns = vec![Column::new(l.say("Vad", "What")), Column::number(l.say("Värde", "Value"))];
    let caption = l.say(format!("{of}: samma siffror"), format!("{of}: the same figures"));
    Beside::Table(Table::new(id, caption, columns, rows.collect()))
}

fn told<'a>(id: &'a str, title: &'a str, description: &'a str) -> Told<'a> {
    Told { id, title: title.into(), description: description.into() }
}

fn parts(l: Language) -> Specimen {
    let part = |name: &'static str, sign: &str, count, tone| Part {
        name: l.official(name),
        sign: sign.to_owned(),
        count,
        tone,
        marked: name == "Nej",
    };
    Specimen {
        id: "chart-parts",
        name: l.say("Fördelning av utfall", "Distribution of outcomes"),
        used: l.say(
            "Hur många som fick vad. Varje färg har sitt mönster, och orden står under. Den del som den man söker hör till har en ram.",
            "How many got what. Each colour has its pattern, and the words stand below. The part of the one looked for has a frame.",
        ),
        written: "Parts { told, parts, marked, beside }.html(language)",
        shown: Parts {
            told: told(
                "parts",
                l.say("Vad 312 kommuner fick", "What 312 municipalities got"),
                "161, 40, 91, 8, 12",
            ),
            parts: vec![
                part("Ja", "✔", 161, GREEN),
                part("Delvis", "◐", 40, YELLOW),
                part("Nej", "✘", 91, RED),
                part("Verksamhet saknas", "", 8, Tone::Plain),
                part("Ej besvarad", "…", 12, Tone::Missing),
            ],
            marked: Some("Habo: Nej"),
            beside: table(
                l,
                "parts-table",
                l.say("Fördelning", "Distribution"),
                &[("Ja", "161"), ("Delvis", "40"), ("Nej", "91")],
            ),
        }
        .html(l),
    }
}

fn strip(l: Language) -> Specimen {
    let dot = |at: u32| {
        let share = f64::from(at * at % 97) / 97.0;
        let tone = match at % 4 {
            0 => GREEN,
            1 => RED,
            2 => GREY,
            _ => YELLOW,
        };
        let words = format!("{} {at}: {:.0}", l.say("Kommun", "Municipality"), share * 100.0);
        Dot { words, share, tone, marked: at == 17 }
    };
    Specimen {
        id: "chart-strip",
        name: l.say("Spridning", "Spread"),
        used: l.say(
            "En prick för varje kommun, kvartilerna som linjer. Den man söker har ett streck.",
            "A dot for each municipality, quartiles as lines. The one looked for has a mark.",
        ),
        written: "Strip { told, dots, lines, ends, beside }.html(language)",
        shown: Strip {
            told: told("strip", l.say("En prick för varje kommun", "A dot for each municipality"), "90"),
            dots: (1..=90).map(dot).collect(),
            lines: vec![
                (0.24, "Q1 24".to_owned()),
                (0.49, "Median 49".to_owned()),
                (0.76, "Q3 76".to_owned()),
            ],
            ends: ["0".to_owned(), "100".to_owned()],
            beside: table(
                l,
                "strip-table",
                l.say("Spridning", "Spread"),
                &[("Q1", "24"), ("Median", "49"), ("Q3", "76")],
            ),
        }
        .html(l),
    }
}

fn bars(l: Language) -> Specimen {
    let bar = |name: &'static str, words: &str, share, tone| Bar {
        name: l.official(name),
        words: words.to_owned(),
        share,
        tone,
    };
    Specimen {
        id: "chart-bars",
        name: l.say("Staplar", "Bars"),
        used: l.say(
            "Namn och värde står ovanför stapeln, så att långa namn får plats på en telefon.",
            "Name and value stand above the bar, so that long names fit on a telephone.",
        ),
        written: "Bars { told, bars, reference, beside }.html(language)",
        shown: Bars {
            told: told(
                "bars",
                l.say("Fyra län, med riket som linje", "Four counties, with Sweden as a line"),
                "62,5; 41,7; 16,7",
            ),
            bars: vec![
                bar("Kronobergs län", "▲ 62,5 %", Some(0.625), GREEN),
                bar("Västra Götalands län", "■ 41,7 %", Some(0.417), YELLOW),
                bar("Hallands län", "▼ 16,7 %", Some(0.167), RED),
                bar("Blekinge län", l.say(". Bortfall", ". Non-response"), None, Tone::Missing),
            ],
            reference: Some((0.367, l.say("Riket 36,7 %", "Sweden 36.7 %").to_owned())),
            beside: table(
                l,
                "bars-table",
                l.say("Staplar", "Bars"),
                &[("Kronobergs län", "62,5"), ("Hallands län", "16,7")],
            ),
        }
        .html(l),
    }
}

fn trend(l: Language) -> Specimen {
    let point = |share: f64| Some((share, format!("{:.0} %", share * 100.0)));
    Specimen {
        id: "chart-trend",
        name: l.say("Utveckling", "Through time"),
        used: l.say(
            "Linje bara mellan det som är jämförbart; streckad med förbehåll. Ett brott är ritat som ett brott.",
            "A line only between what is comparable; dashed with a reservation. A break is drawn as a break.",
        ),
        written: "Trend { told, rounds, lines, ends, break_words, beside }.html(language)",
        shown: Trend {
            told: told("trend", l.say("Fem årgångar", "Five editions"), "31, 38; 55, 58; 61"),
            rounds: vec![
                ("2014".into(), Join::Apart),
                ("2015".into(), Join::Whole),
                ("2016".into(), Join::Broken),
                ("2017".into(), Join::Dashed),
                ("2018".into(), Join::Whole),
            ],
            lines: vec![
                Line {
                    name: l.say("Riket", "Sweden").into(),
                    points: [0.51, 0.58, 0.75, 0.78, 0.81].map(point).to_vec(),
                },
                Line {
                    name: l.official("Hallands län"),
                    points: vec![point(0.25), None, point(0.33), point(0.3), point(0.45)],
                },
            ],
            ends: ["0 %".to_owned(), "100 %".to_owned()],
            break_words: l.say("Ny definition", "New definition"),
            beside: table(l, "trend-table", "Trend", &[("2014", "51"), ("2015", "58"), ("2016", "75")]),
        }
        .html(l),
    }
}

fn tiles(l: Language) -> Specimen {
    let tile = |at, name: &str, value: &str, tone| Tile {
        at,
        name: name.to_owned(),
        value: value.to_owned(),
        words: format!("{name}: {value}"),
        tone,
    };
    let entry = |tone, sign: &str, words: &'static str| Entry {
        tone,
        sign: sign.to_owned(),
        words: l.official(words),
        count: None,
    };
    let entries = [
        entry(GREEN, "▲", "bättre"),
        entry(YELLOW, "■", "mitten"),
        entry(RED, "▼", "sämre"),
        entry(GREY, "≈", "går inte att skilja"),
    ];
    Specimen {
        id: "chart-tiles",
        name: l.say("Rutkarta", "Tile grid"),
        used: l.say(
            "Lika stora rutor, ungefär där länen ligger: Gotland syns lika väl som Norrbotten.",
            "Tiles of one size, roughly where the counties lie: Gotland is seen as well as Norrbotten.",
        ),
        written: "Tiles { told, tiles, legend: legend(id, &entries), beside }.html(language)",
        shown: Tiles {
            told: told("tiles", l.say("Sex län", "Six counties"), "28,6; 57,1; 25,0"),
            tiles: vec![
                tile((1, 2), "Norrbotten", "■ 28,6", YELLOW),
                tile((2, 1), "Västernorrland", "▲ 57,1", GREEN),
                tile((2, 2), "Västerbotten", "≈ 36,0", GREY),
                tile((3, 1), "Västra Götaland", "▼ 25,0", RED),
                tile((3, 2), "Kalmar", "41,7", Tone::Plain),
                tile((3, 3), "Gotland", l.say("inget tal", "no figure"), Tone::Missing),
            ],
            legend: legend("tiles", &entries),
            beside: table(
                l,
                "tiles-table",
                l.say("Rutkarta", "Tile grid"),
                &[("Norrbotten", "28,6"), ("Gotland", "–")],
            ),
        }
        .html(l),
    }
}

fn map(l: Language) -> Specimen {
    let area =
        |path: &'static str, words: &str, tone, marked| Area { path, words: words.to_owned(), tone, marked };
    Specimen {
        id: "chart-map",
        name: l.say("Karta", "Map"),
        used: l.say(
            "Varje kommun en yta med färg och mönster; den man söker har en tjock kant.",
            "Each municipality an area with colour and pattern; the one looked for has a thick edge.",
        ),
        written: "Map { told, size, areas, legend, beside }.html(language)",
        shown: Map {
            told: told("map", l.say("Fyra kommuner", "Four municipalities"), "Ja, Delvis, Nej"),
            size: (240, 120),
            areas: vec![
                area("M2,2h118l-20,56h-98z", "Aneby: Ja", GREEN, false),
                area("M120,2h118v56h-138z", "Eksjö: Nej", RED, true),
                area("M2,58h98l30,60h-128z", "Habo: Delvis", YELLOW, false),
                area("M100,58h138v60h-108z", "Mullsjö: Ej besvarad", Tone::Missing, false),
            ],
            legend: legend("map", &[]),
            beside: table(l, "map-table", l.say("Karta", "Map"), &[("Aneby", "Ja"), ("Eksjö", "Nej")]),
        }
        .html(l),
    }
}
