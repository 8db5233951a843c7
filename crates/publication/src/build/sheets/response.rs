//! Response and non-response, municipalities and districts apart; what is withheld for it.

use domain::{Outcome, Reason};
use results::aggregates::{Place, is_reported};

use super::paragraph;
use super::views::{part, view};
use crate::build::cubes::own_response;
use crate::build::scene::Scene;
use crate::build::words::{count, fill, same, say};
use crate::model::{
    Block, Column, ColumnKind, Cube, KeyColumn, Paper, RowKind, Section, TableCell, TableRow, TableView,
    Text, Value, Width,
};

/// Columns of the cube that the source prints, and after them those of this round.
const PRINTED: usize = 4;
const OWN: usize = 9;

pub(super) fn section(scene: &Scene<'_>, response: &Cube, cannot_say: Option<&Cube>) -> Section {
    let is_part = scene.results.is_part();
    let mut blocks = vec![paragraph(
        "Hur många som svarade på varje del av enkäten, först enligt källan och sedan i det underlag som utfallen här är \
         räknade ur.",
        "How many responded to each part of the questionnaire, first according to the source and then in the data set \
         that the outcomes here are computed from.",
    )];
    blocks.extend(known_of_printed(scene).map(Block::Note));
    blocks.push(Block::Heading(say("Enligt källan", "According to the source")));
    let caption =
        say("Svarande per del av enkäten, enligt källan.", "Response by part, according to the source.");
    blocks.push(Block::Table(part(scene, response, caption, 40, &[12; PRINTED], 0..PRINTED)));
    blocks.push(Block::Heading(say("I det här underlaget", "In this data set")));
    let caption = if is_part {
        say(
            "De som har utfall här, per del av enkäten. Kommuner och stadsdelar redovisas var för sig.",
            "Those that have an outcome here, by part. Municipalities and districts are shown separately.",
        )
    } else {
        say(
            "Svarande per del av enkäten i det här underlaget. Kommuner och stadsdelar redovisas var för sig.",
            "Response by part in this data set. Municipalities and districts are shown separately.",
        )
    };
    blocks.push(Block::Table(part(scene, response, caption, 40, &[12; OWN], PRINTED..PRINTED + OWN)));
    blocks.push(if is_part {
        paragraph(
            "Underlaget omfattar inte alla och säger därför inte hur många som svarade. Här räknas den som har minst ett \
             utfall på delens indikatorer. De övriga kan ha svarat. Enheter räknas bland stadsdelarna.",
            "The data set does not cover all, so it does not say how many responded. Here those count that have at least \
             one outcome on the part's indicators. The others may have responded. Offices count among the districts.",
        )
    } else {
        paragraph(
            "Den som har minst ett utfall på delens indikatorer, eller ett annat skäl än ”Ej besvarad”, räknas som svarande. \
             Enheter räknas bland stadsdelarna.",
            "Those that have at least one outcome on the part's indicators, or another reason than “Not answered”, count \
             as responding. Offices count among the districts.",
        )
    });
    blocks.extend(printed_cannot_say(scene, cannot_say));
    blocks.extend(own_cannot_say(scene));
    blocks.extend(withheld(scene));
    Section {
        id: "response".to_owned(),
        name: say("Svar och bortfall", "Response"),
        title: say("Svar och bortfall", "Response and non-response"),
        paper: Paper::A3Landscape,
        blocks,
    }
}

/// What a reader must know where fewer units are known here than responded according to the source.
pub(super) fn known_of_printed(scene: &Scene<'_>) -> Option<Text> {
    let fewer = scene.edition.parts.iter().find_map(|part| {
        let printed = part.response.as_ref()?.responded;
        let [own, _] = own_response(scene, &part.code)?.all();
        (own < printed).then_some((own, printed))
    });
    let (own, printed) = fewer?;
    let gaps = [&count(own as usize), &count(printed as usize)];
    if let Some(word) = scene.words.not_covered(Value::NOT_COVERED).filter(|_| scene.results.is_part()) {
        let [own, printed] = gaps;
        return Some(fill(
            "Här finns utfall för {} av de {} kommuner och stadsdelar som enligt källan svarade. De övriga står som {} {}: \
             de kan ha svarat, men svaren finns inte i vårt underlag.",
            "Here are outcomes of {} of the {} municipalities and districts that responded according to the source. The \
             others stand as {} {}: they may have responded, but the answers are not in our material.",
            &[own, printed, &same(word.sign.clone()), &word.name],
        ));
    }
    Some(fill(
        "Här finns utfall för {} av de {} kommuner och stadsdelar som enligt källan svarade. De övriga står som ej \
         besvarade, fast de kan ha svarat.",
        "Here are outcomes of {} of the {} municipalities and districts that responded according to the source. The \
         others are shown as not answered, though they may have responded.",
        &gaps,
    ))
}

fn printed_cannot_say(scene: &Scene<'_>, cannot_say: Option<&Cube>) -> Vec<Block> {
    let Some(cube) = cannot_say.filter(|cube| !cube.observations.is_empty()) else { return Vec::new() };
    let caption = say(
        "Antal kommuner och stadsdelar vars uppgift saknas eller inte stämmer, enligt källan.",
        "Municipalities and districts whose figure is missing or inconsistent, according to the source.",
    );
    vec![Block::Heading(cube.title.clone()), Block::Table(view(scene, cube, caption, 40, &[22, 14, 14]))]
}

/// The same table of this round, indicator by indicator; only those with any.
fn own_cannot_say(scene: &Scene<'_>) -> Vec<Block> {
    let subjects = 0..scene.results.outcomes.subjects();
    let of = |indicator: usize, wanted: Reason| {
        let is_wanted = |subject: &usize| matches!(scene.results.outcomes.get(*subject, indicator), Outcome::Empty(e) if e.reason == wanted);
        TableCell::Whole(i64::try_from(subjects.clone().filter(is_wanted).count()).unwrap_or(i64::MAX))
    };
    let rows: Vec<TableRow> = (0..scene.indicators.len())
        .map(|i| (i, [of(i, Reason::CannotSay), of(i, Reason::Illogical), of(i, Reason::Withheld)]))
        .filter(|(_, counts)| counts.iter().any(|count| *count != TableCell::Whole(0)))
        .map(|(i, counts)| TableRow {
            kind: RowKind::Body,
            anchor: String::new(),
            keys: vec![TableCell::Text(scene.indicators[i].short_name.clone())],
            cells: counts.to_vec(),
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let caption = say(
        "Antal kommuner och stadsdelar vars uppgift inte kan användas, i det här underlaget.",
        "Municipalities and districts whose figure cannot be used, in this data set.",
    );
    let names = [
        say("Kan inte lämna uppgift", "Cannot say"),
        say("Ologisk uppgift", "Inconsistent data"),
        say("Redovisas inte", "Withheld"),
    ];
    vec![
        Block::Heading(say("Uppgifter som inte kan användas", "Figures that cannot be used")),
        Block::Table(narrow(
            caption,
            (say("Mått", "Measure"), 46),
            names.map(|name| (name, 14)).to_vec(),
            rows,
        )),
    ]
}

/// The places and groups whose figures are withheld, with their response.
fn withheld(scene: &Scene<'_>) -> Vec<Block> {
    let mut rows = Vec::new();
    let mut lacking = 0;
    for (place, member) in scene.results.places.iter().enumerate() {
        let is_twin = matches!(&member.place, Place::Group(grouping, _)
            if !scene.edition.frame.schemes.iter().any(|scheme| scheme.grouping == *grouping));
        if is_twin {
            continue;
        }
        let shown = (0..scene.indicators.len()).filter(|&i| is_reported(scene.indicators[i], &member.place));
        let (mut held, mut all, mut worst, mut lacks) = (0_i64, 0_i64, None, false);
        for i in shown {
            all += 1;
            if scene.results.lacks_material(scene.edition, place, i) {
                lacks = true;
                continue;
            }
            let aggregate = scene.results.aggregates.get(place, i);
            if let Err(domain::NoFigure::Withheld(_)) = aggregate.figure {
                held += 1;
                let missing = aggregate.units - aggregate.responded;
                worst = worst.max(Some((missing, aggregate.units)));
            }
        }
        lacking += usize::from(lacks);
        let Some((missing, units)) = worst else { continue };
        rows.push(TableRow {
            kind: RowKind::Body,
            anchor: String::new(),
            keys: vec![TableCell::Text(full_name(scene, &member.place))],
            cells: vec![
                TableCell::Whole(held),
                TableCell::Whole(all),
                TableCell::Whole(missing.into()),
                TableCell::Whole(units.into()),
            ],
        });
    }
    let mut blocks = vec![Block::Heading(say("Tal som inte redovisas", "Figures that are withheld"))];
    blocks.extend(super::levels::withholding(scene));
    let word = scene.words.not_covered(&Value::WITHHELD_NOT_COVERED.replace(':', "_"));
    blocks.extend(word.filter(|_| lacking > 0).map(|word| {
        Block::Paragraph(fill(
            "{} {} – gäller {} platser och grupper. {}",
            "{} {} – of {} places and groups. {}",
            &[&same(word.sign.clone()), &word.name, &count(lacking), &word.meaning],
        ))
    }));
    if rows.is_empty() && lacking > 0 {
        blocks.push(paragraph(
            "Inget tal hålls inne för att kommuner har låtit bli att svara.",
            "No figure is withheld because municipalities did not respond.",
        ));
        return blocks;
    }
    if rows.is_empty() {
        blocks.push(paragraph("Alla tal redovisas.", "All figures are shown."));
        return blocks;
    }
    let caption = say(
        "Platser och grupper med för stort bortfall på minst en indikator.",
        "Places and groups with too much non-response on at least one indicator.",
    );
    let columns = vec![
        (say("Indikatorer utan tal", "Indicators without a figure"), 14),
        (say("Av alla indikatorer", "Of all indicators"), 12),
        (say("Utan utfall, som mest", "Without outcome, at most"), 14),
        (say("Av kommuner och stadsdelar", "Of municipalities and districts"), 16),
    ];
    blocks.push(Block::Table(narrow(caption, (say("Plats", "Place"), 40), columns, rows)));
    blocks
}

/// The name of a place; a group with what it is a group of.
fn full_name(scene: &Scene<'_>, place: &Place) -> Text {
    let name = scene.place_name(place);
    match place {
        Place::Level(..) => name,
        Place::Group(grouping, group) => {
            let scheme = scene.edition.frame.schemes.iter().find(|scheme| scheme.grouping == *grouping);
            let scheme = same(scheme.map_or("", |scheme| scheme.name.as_str()));
            fill("{}: {} {}", "{}: {} {}", &[&scheme, &same(group.as_str()), &name])
        }
    }
}

fn narrow(caption: Text, key: (Text, u16), columns: Vec<(Text, u16)>, rows: Vec<TableRow>) -> TableView {
    TableView {
        cube: String::new(),
        caption,
        mode: None,
        keys: vec![KeyColumn { head: key.0, width: Width::Characters(key.1), note: Text::default() }],
        columns: columns
            .into_iter()
            .map(|(head, width)| Column {
                head,
                kind: ColumnKind::Figures,
                width: Width::Characters(width),
                ..Column::default()
            })
            .collect(),
        rows,
        filtered: false,
    }
}
