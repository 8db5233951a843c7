//! A publication made by hand, with every kind of block and cell: what the workbook's tests render.

use catalogue::model::{ColourWord, ModeWord};
use domain::Rounded;
use publication::model::{
    Audience, Block, Card, CardRow, Column, ColumnKind, Document, KeyColumn, Link, Paper, Publication,
    RowKind, Section, TableCell, TableRow, TableView, Text, Width,
};
use results::colours::{Mode, Verdict};

pub(crate) fn text(sv: &str, en: &str) -> Text {
    Text { sv: sv.to_owned(), en: Some(en.to_owned()) }
}

pub(crate) fn sv(text: &str) -> Text {
    Text { sv: text.to_owned(), en: None }
}

/// Quality area, indicator area, id, short name.
const INDICATORS: [(&str, &str, &str, &str); 35] = [
    ("Tillgänglighet", "Tillgänglighet utanför kontorstid", "jour", "Social jourverksamhet"),
    ("Tillgänglighet", "Väntetid för personligt besök", "vantetid", "Väntetid högst 14 dagar"),
    ("Tillgänglighet", "Arbetsmarknadsinsatser", "ami-unga", "Insats inom en månad, 18–24 år"),
    ("Tillgänglighet", "Arbetsmarknadsinsatser", "ami-over", "Insats till alla över 24 år"),
    ("Tillgänglighet", "Rådgivning", "radgivning", "Hushållsekonomisk rådgivning"),
    ("Tillgänglighet", "Uppsökande verksamhet", "akut", "Uppsökande: akut hemlösa"),
    ("Tillgänglighet", "Uppsökande verksamhet", "risk", "Uppsökande: risk att förlora boende"),
    ("Helhetssyn och samordning", "Intern samordning i enskilda ärenden", "r-missbruk", "Rutin: missbruk"),
    ("Helhetssyn och samordning", "Intern samordning i enskilda ärenden", "r-psyk", "Rutin: socialpsykiatri"),
    ("Helhetssyn och samordning", "Intern samordning i enskilda ärenden", "r-bou", "Rutin: barn och unga"),
    ("Helhetssyn och samordning", "Intern samordning i enskilda ärenden", "r-lss", "Rutin: LSS"),
    ("Helhetssyn och samordning", "Intern samordning i enskilda ärenden", "r-am", "Rutin: arbetsmarknad"),
    ("Helhetssyn och samordning", "Extern samverkan i enskilda ärenden", "sip", "Rutin för SIP"),
    ("Helhetssyn och samordning", "Extern samverkan", "o-af", "Överenskommelse: Arbetsförmedlingen"),
    ("Helhetssyn och samordning", "Extern samverkan", "o-fk", "Överenskommelse: Försäkringskassan"),
    ("Helhetssyn och samordning", "Extern samverkan", "o-pv", "Överenskommelse: primärvården"),
    ("Helhetssyn och samordning", "Extern samverkan", "o-psyk", "Överenskommelse: vuxenpsykiatrin"),
    ("Helhetssyn och samordning", "Extern samverkan", "o-krim", "Överenskommelse: Kriminalvården"),
    ("Helhetssyn och samordning", "Extern samverkan", "o-hyra", "Överenskommelse: hyresvärdar"),
    ("Kunskapsbaserad verksamhet", "Handläggarnas kompetensutveckling", "plan", "Samlad kompetensplan"),
    (
        "Kunskapsbaserad verksamhet",
        "Handläggarnas kompetensutveckling",
        "rattsfall",
        "Information om nya rättsfall",
    ),
    (
        "Kunskapsbaserad verksamhet",
        "Handläggarnas kompetensutveckling",
        "handledning",
        "Handledning och fortbildning",
    ),
    ("Kunskapsbaserad verksamhet", "Standardiserade bedömningsmetoder", "fia", "FIA"),
    ("Kunskapsbaserad verksamhet", "Standardiserade bedömningsmetoder", "freda", "FREDA-kortfrågor"),
    ("Kunskapsbaserad verksamhet", "Systematisk uppföljning", "uppf", "Använt resultat från uppföljning"),
    ("Kunskapsbaserad verksamhet", "Systematisk uppföljning", "kon", "Uppföljning uppdelad på kön"),
    ("Kunskapsbaserad verksamhet", "Systematisk uppföljning", "konutv", "Kön: använt för utveckling"),
    ("Självbestämmande och integritet", "Individens delaktighet", "gp", "Genomförandeplan inom tre månader"),
    ("Självbestämmande och integritet", "Individens delaktighet", "gp-under", "Planen undertecknad av alla"),
    (
        "Självbestämmande och integritet",
        "Individens delaktighet",
        "gp-foljd",
        "Planen följs upp var tredje månad",
    ),
    ("Trygghet och säkerhet", "Barns situation", "mall", "Utredningsmall med barns situation"),
    ("Trygghet och säkerhet", "Barns situation", "avhysning", "Rutin mot avhysning av barnfamiljer"),
    ("Trygghet och säkerhet", "Våld i nära relationer", "vald", "Rutin vid indikation på våld"),
    ("Trygghet och säkerhet", "Skyddade personuppgifter", "skydd", "Rutin: skyddade personuppgifter"),
    ("Trygghet och säkerhet", "Bakgrundsmått", "arsarb", "Antal årsarbetare"),
];

const PLACES: [(&str, &str, &str); 30] = [
    ("0127", "Botkyrka", "Stockholm"),
    ("0162", "Danderyd", "Stockholm"),
    ("0136", "Haninge", "Stockholm"),
    ("0126", "Huddinge", "Stockholm"),
    ("0123", "Järfälla", "Stockholm"),
    ("0186", "Lidingö", "Stockholm"),
    ("0182", "Nacka", "Stockholm"),
    ("0180-01", "Stockholm – Bromma", "Stockholm"),
    ("0180-03", "Stockholm – Enskede-Årsta-Vantör", "Stockholm"),
    ("0180-05", "Stockholm – Hägersten-Liljeholmen", "Stockholm"),
    ("0114", "Upplands Väsby", "Stockholm"),
    ("0139", "Upplands-Bro", "Stockholm"),
    ("0604", "Aneby", "Jönköping"),
    ("0686", "Eksjö", "Jönköping"),
    ("0662", "Gislaved", "Jönköping"),
    ("0617", "Gnosjö", "Jönköping"),
    ("0643", "Habo", "Jönköping"),
    ("0680", "Jönköping", "Jönköping"),
    ("0642", "Mullsjö", "Jönköping"),
    ("0682", "Nässjö", "Jönköping"),
    ("0684", "Sävsjö", "Jönköping"),
    ("0687", "Tranås", "Jönköping"),
    ("0665", "Vaggeryd", "Jönköping"),
    ("0685", "Vetlanda", "Jönköping"),
    ("0683", "Värnamo", "Jönköping"),
    ("1480-02", "Göteborg – Norra Hisingen", "Västra Götaland"),
    ("1480-05", "Göteborg – Västra Hisingen", "Västra Götaland"),
    ("1439", "Färgelanda", "Västra Götaland"),
    ("2584", "Kiruna", "Norrbotten"),
    ("2505", "Arvidsjaur", "Norrbotten"),
];

/// The whole publication.
pub(crate) fn publication() -> Publication {
    Publication {
        title: text(
            "Öppna jämförelser 2018 – Ekonomiskt bistånd",
            "Open comparisons 2018 – Social assistance",
        ),
        edition: 2018,
        caution: text("Simulerade data", "Simulated data"),
        origin: "simulated".to_owned(),
        published_at: "2018-06-19T07:00:00Z".parse().expect("a time"),
        audience: Audience::Public,
        modes: modes(),
        colours: colours(),
        cubes: Vec::new(),
        document: Document {
            title: text(
                "Öppna jämförelser 2018 – Ekonomiskt bistånd",
                "Open comparisons 2018 – Social assistance",
            ),
            subject: text(
                "Indikatorbaserade jämförelser av socialtjänsten",
                "Comparisons of social services",
            ),
            publisher: sv("Socialstyrelsen"),
            keywords: vec![sv("öppna jämförelser"), sv("ekonomiskt bistånd"), sv("2018")],
            sections: vec![read_me(), municipalities(), counties(), response(), cards()],
        },
    }
}

pub(crate) fn modes() -> Vec<ModeWord> {
    [
        ("target", "mål", "target"),
        ("relative", "relativ", "relative"),
        ("uncertainty", "osäkerhet", "uncertainty"),
    ]
    .map(|(id, sv, en)| ModeWord { id: id.to_owned(), name: text(sv, en), meaning: Text::default() })
    .to_vec()
}

pub(crate) fn colours() -> Vec<ColourWord> {
    const GREEN: (&str, &str) = ("#CDE7CF", "#12401A");
    const YELLOW: (&str, &str) = ("#FCEBB0", "#4D3B00");
    const RED: (&str, &str) = ("#F6CFC9", "#6B120A");
    const GREY: (&str, &str) = ("#E3E6E8", "#30383C");
    [
        ("target", "reached", "✔", "målet nått", "target reached", "Utfallet är det önskvärda.", GREEN),
        ("target", "partly", "◐", "delvis", "partly", "Utfallet är delvis det önskvärda.", YELLOW),
        ("target", "not_reached", "✖", "inte nått", "not reached", "Ett område att utveckla.", RED),
        ("relative", "best", "▲", "bäst", "best", "Bland de 25 procent bästa i jämförelsen.", GREEN),
        ("relative", "middle", "◆", "mitten", "middle", "De 50 procenten i mitten.", YELLOW),
        ("relative", "worst", "▼", "sämst", "worst", "Bland de 25 procent sämsta i jämförelsen.", RED),
        ("uncertainty", "better", "▲", "bättre", "better", "Hela intervallet är bättre än riket.", GREEN),
        (
            "uncertainty",
            "alike",
            "≈",
            "går inte att skilja",
            "cannot be told apart",
            "Intervallet når riket.",
            GREY,
        ),
        ("uncertainty", "worse", "▼", "sämre", "worse", "Hela intervallet är sämre än riket.", RED),
    ]
    .map(|(mode, id, sign, sv, en, meaning, (fill, ink))| ColourWord {
        mode: mode.to_owned(),
        id: id.to_owned(),
        colour: String::new(),
        sign: sign.to_owned(),
        name: text(sv, en),
        meaning: super::xlsx_sample::sv(meaning),
        fill: fill.to_owned(),
        ink: ink.to_owned(),
    })
    .to_vec()
}

fn read_me() -> Section {
    Section {
        id: "las-mig".to_owned(),
        name: text("Läs mig", "Read me"),
        title: text(
            "Öppna jämförelser 2018 – Ekonomiskt bistånd",
            "Open comparisons 2018 – Social assistance",
        ),
        paper: Paper::A4Portrait,
        blocks: vec![
            Block::Paragraph(sv(
                "Arbetsboken visar hur kommuner och stadsdelar svarade på frågorna om handläggningen av ekonomiskt \
                 bistånd, hur svaren blev utfall och hur utfallen blev andelar för städer, län och riket. Allt i den \
                 är räknat ur samma svar och kan räknas om av vem som helst.",
            )),
            Block::Note(sv(
                "Ett gott resultat garanterar inte god kvalitet i det enskilda fallet, och ett svagt resultat \
                 betyder inte att den enskilde har fått dålig hjälp.",
            )),
            Block::Heading(sv("Så läser du färgerna")),
            Block::Paragraph(sv("Färg står aldrig ensam: ett tecken och ett ord säger samma sak.")),
            Block::Legend(colours()),
            Block::Heading(sv("Blad")),
            Block::List(vec![
                sv("Kommuner: utfallet för varje kommun och stadsdel, att sortera och filtrera."),
                sv(
                    "Län: andelar för län och riket, jämförda med varandra. Bortfall över tjugo procent gör att \
                     andelen inte redovisas, eftersom den då inte kan antas gälla för alla.",
                ),
                sv("Indikatorer: beskrivning av varje indikator."),
            ]),
            Block::Link(Link { section: "kommuner".to_owned(), ..Link::default() }),
            Block::Link(Link {
                section: "indikatorer".to_owned(),
                anchor: "jour".to_owned(),
                text: sv("Den första indikatorns beskrivning"),
            }),
        ],
    }
}

fn indicator_columns(mode: Option<Mode>) -> Vec<Column> {
    INDICATORS
        .iter()
        .map(|(quality, area, id, name)| Column {
            groups: vec![sv(quality), sv(area)],
            head: sv(name),
            note: sv(&format!("{name}: andel kommuner som uppfyller indikatorn, enligt beskrivningen.")),
            link: Some(Link {
                section: "indikatorer".to_owned(),
                anchor: (*id).to_owned(),
                text: Text::default(),
            }),
            mode: (*id == "fia" && mode == Some(Mode::Target)).then_some(Mode::Uncertainty),
            ..Column::default()
        })
        .collect()
}

fn municipalities() -> Section {
    let keys = [
        ("Kommun eller stadsdel", "", Width::Content),
        ("Kod", "SCB:s kommunkod.", Width::Content),
        ("Län", "", Width::Content),
        ("Storlek (1–5)", "Grupp efter antal invånare.", Width::Characters(7)),
        ("Socioekonomisk nyckel (1–8)", "Året före inom parentes.", Width::Content),
    ];
    let mut rows: Vec<TableRow> = PLACES
        .iter()
        .enumerate()
        .map(|(place, (code, name, county))| TableRow {
            anchor: (*code).to_owned(),
            keys: vec![
                TableCell::Text(sv(name)),
                TableCell::Text(sv(code)),
                TableCell::Text(sv(county)),
                TableCell::Whole(place as i64 % 5 + 1),
                TableCell::Text(sv(&format!("{} ({})", place % 8 + 1, place % 7 + 1))),
            ],
            cells: (0..INDICATORS.len()).map(|column| outcome(place, column)).collect(),
            ..TableRow::default()
        })
        .collect();
    rows.insert(12, level("Riket", RowKind::Level));
    Section {
        id: "kommuner".to_owned(),
        name: text("Kommuner", "Municipalities"),
        title: text("Utfall per kommun och stadsdel", "Outcomes by municipality and district"),
        paper: Paper::A3Landscape,
        blocks: vec![Block::Table(TableView {
            cube: "outcomes".to_owned(),
            caption: sv(
                "Vad varje kommun och stadsdel svarade, per indikator. Klicka på en rubrik för hela definitionen.",
            ),
            mode: Some(Mode::Target),
            keys: keys
                .map(|(head, note, width)| KeyColumn { head: sv(head), note: sv(note), width })
                .to_vec(),
            columns: indicator_columns(Some(Mode::Target)),
            rows,
            filtered: true,
        })],
    }
}

fn outcome(place: usize, column: usize) -> TableCell {
    let mark = (place * 7 + column * 5 + place * column) % 23;
    if INDICATORS[column].2 == "arsarb" {
        return TableCell::Figure(
            Rounded { scaled: (place as i128 + 1) * 1237, decimals: 2 },
            false,
            None,
            String::new(),
        );
    }
    if INDICATORS[column].2 == "fia" {
        let (verdict, sign) =
            [(Verdict::Better, "▲"), (Verdict::Alike, "≈"), (Verdict::Worse, "▼")][place % 3];
        let scaled = [1000, 571, 0][place % 3];
        return TableCell::Figure(Rounded { scaled, decimals: 1 }, true, Some(verdict), sign.to_owned());
    }
    match mark {
        0 => TableCell::Empty("–".to_owned(), text("Ej aktuellt", "Not applicable")),
        1 => TableCell::Empty("…".to_owned(), text("Ej besvarad", "Not answered")),
        2 => TableCell::Empty("?".to_owned(), text("Kan inte lämna uppgift", "Cannot say")),
        3 => TableCell::Outcome(text("Verksamhet saknas", "No such service"), None, String::new()),
        4..=7 => TableCell::Outcome(text("Nej", "No"), Some(Verdict::NotReached), "✖".to_owned()),
        8..=10 => TableCell::Outcome(text("Ja, vissa", "Yes, some"), Some(Verdict::Partly), "◐".to_owned()),
        _ => TableCell::Outcome(text("Ja", "Yes"), Some(Verdict::Reached), "✔".to_owned()),
    }
}

fn level(name: &str, kind: RowKind) -> TableRow {
    TableRow {
        kind,
        anchor: String::new(),
        keys: vec![
            TableCell::Text(sv(name)),
            TableCell::Text(sv("SE")),
            TableCell::Blank,
            TableCell::Blank,
            TableCell::Blank,
        ],
        cells: (0..INDICATORS.len()).map(share).collect(),
    }
}

fn share(column: usize) -> TableCell {
    match column % 9 {
        8 => TableCell::Empty("..".to_owned(), sv("Bortfallet överstiger 20 procent")),
        other => {
            TableCell::Figure(Rounded { scaled: other as i128 * 125, decimals: 1 }, true, None, String::new())
        }
    }
}

fn counties() -> Section {
    let names = ["Stockholms län", "Jönköpings län", "Västra Götalands län", "Norrbottens län"];
    let columns: Vec<Column> = indicator_columns(None).into_iter().take(9).collect();
    let figure = |row: usize, column: usize| {
        let (verdict, sign) =
            [(Verdict::Best, "▲"), (Verdict::Middle, "◆"), (Verdict::Worst, "▼")][(row + column) % 3];
        let scaled = [1000, 0, 571, 333, 78][(row + 2 * column) % 5];
        match (row + column) % 11 {
            10 => TableCell::Empty("..".to_owned(), sv("Bortfallet överstiger 20 procent")),
            _ => TableCell::Figure(Rounded { scaled, decimals: 1 }, true, Some(verdict), sign.to_owned()),
        }
    };
    let plain = |scaled: i128| TableCell::Figure(Rounded { scaled, decimals: 1 }, true, None, String::new());
    let mut rows: Vec<TableRow> = names
        .iter()
        .enumerate()
        .map(|(row, name)| TableRow {
            keys: vec![
                TableCell::Text(sv(name)),
                TableCell::Whole([2_269_060, 356_291, 1_690_782, 251_295][row]),
            ],
            cells: (0..columns.len()).map(|column| figure(row, column)).collect(),
            ..TableRow::default()
        })
        .collect();
    rows.push(TableRow {
        kind: RowKind::Level,
        keys: vec![TableCell::Text(sv("Riket")), TableCell::Whole(9_995_153)],
        cells: (0..columns.len()).map(|column| plain(column as i128 * 123)).collect(),
        ..TableRow::default()
    });
    rows.push(TableRow {
        kind: RowKind::Published,
        keys: vec![TableCell::Text(sv("Riket, publicerat värde")), TableCell::Blank],
        cells: (0..columns.len()).map(|column| plain(column as i128 * 122)).collect(),
        ..TableRow::default()
    });
    Section {
        id: "lan".to_owned(),
        name: text("Län", "Counties"),
        title: text("Andelar per län och för riket", "Shares by county and for the nation"),
        paper: Paper::A4Landscape,
        blocks: vec![
            Block::Paragraph(sv(
                "Andel kommuner och stadsdelar som når indikatorns målvärde, i procent av dem som svarat.",
            )),
            Block::Table(TableView {
                cube: "aggregates".to_owned(),
                caption: sv("Andelar, procent. Färgen jämför länen med varandra."),
                mode: Some(Mode::Relative),
                keys: vec![
                    KeyColumn { head: sv("Län"), ..KeyColumn::default() },
                    KeyColumn { head: sv("Invånare"), ..KeyColumn::default() },
                ],
                columns,
                rows,
                filtered: false,
            }),
        ],
    }
}

fn response() -> Section {
    let rows = |counts: [(&str, i64, i64); 3]| {
        counts
            .map(|(name, sent, answered)| TableRow {
                keys: vec![TableCell::Text(sv(name))],
                cells: vec![
                    TableCell::Whole(sent),
                    TableCell::Whole(answered),
                    TableCell::Figure(
                        Rounded::quotient(100 * i128::from(answered), i128::from(sent), 1).expect("units"),
                        true,
                        None,
                        String::new(),
                    ),
                    TableCell::Text(sv("Uppgiften lämnades av den som ansvarar för verksamheten.")),
                ],
                ..TableRow::default()
            })
            .to_vec()
    };
    let columns = [
        ("Utskickade", ColumnKind::Figures),
        ("Svarade", ColumnKind::Figures),
        ("Andel, %", ColumnKind::Figures),
        ("Kommentar", ColumnKind::Text),
    ]
    .map(|(head, kind)| Column {
        head: sv(head),
        kind,
        width: if kind == ColumnKind::Text { Width::Characters(30) } else { Width::Content },
        ..Column::default()
    })
    .to_vec();
    let table = |caption: &str, counts| {
        Block::Table(TableView {
            caption: sv(caption),
            keys: vec![KeyColumn { head: sv("Svarande"), ..KeyColumn::default() }],
            columns: columns.clone(),
            rows: rows(counts),
            ..TableView::default()
        })
    };
    Section {
        id: "svar".to_owned(),
        name: text("Svar och bortfall", "Response"),
        title: text("Svar och bortfall", "Response and non-response"),
        paper: Paper::A4Portrait,
        blocks: vec![
            Block::Note(sv(
                "Kommuner och stadsdelar redovisas för sig. Andelar ur få svar växlar mycket mellan åren.",
            )),
            table("Svarande 2018", [("Kommuner", 287, 281), ("Stadsdelar", 25, 24), ("Samtliga", 312, 305)]),
            Block::Heading(sv("Föregående år")),
            table("Svarande 2017", [("Kommuner", 287, 279), ("Stadsdelar", 25, 25), ("Samtliga", 312, 304)]),
        ],
    }
}

fn cards() -> Section {
    let rows = |name: &str| {
        [
            ("Mått", format!("{name}. Kommunen ska ha det som indikatorn mäter den 1 februari mätåret, beslutat av den som har rätt till det.")),
            ("Målvärde", "Ja".to_owned()),
            ("Beräkning", "Antalet kommuner och stadsdelar med utfallet Ja delas med antalet som svarat, utom dem som svarat Ej aktuellt. ".repeat(4)),
            ("Källa", "Enkäten till kommuner och stadsdelar, fråga G2 och G2a.".to_owned()),
            ("Felkällor", "Frågan kan ha uppfattats olika.".to_owned()),
        ]
        .map(|(label, said)| CardRow { label: sv(label), text: sv(said.trim()) })
        .to_vec()
    };
    let card = |(_, _, id, name): &(&str, &str, &str, &str)| {
        Block::Card(Card { anchor: (*id).to_owned(), name: sv(name), rows: rows(name) })
    };
    Section {
        id: "indikatorer".to_owned(),
        name: text("Indikatorer", "Indicators"),
        title: text("Indikatorbeskrivningar", "Indicator descriptions"),
        paper: Paper::A4Portrait,
        blocks: INDICATORS.iter().map(card).collect(),
    }
}
