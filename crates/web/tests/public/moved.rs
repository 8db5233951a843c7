//! What a correction moves, as the desk and the page of corrections tell it: every row with both values.

use std::sync::Arc;

use domain::swedish;
use jiff::Timestamp;
use maud::Render;
use publication::model::Value;
use publication::shelf::{Opened, Shelf};
use results::colours::Mode;
use results::diff::{Moved, MovedKind, Who};
use web::language::Language;
use web::public::Look;
use web::public::moved::{Between, code_of, diff, table};

use crate::page::Page;
use crate::shelf::issues;

/// Rows of the tables: where the first cell leads, or what it says; and what the others say.
fn rows(page: &Page) -> Vec<(String, Vec<String>)> {
    let inside = |mut at: usize, of: usize| {
        while let Some(parent) = page.elements[at].parent {
            if parent == of {
                return true;
            }
            at = parent;
        }
        false
    };
    let row = |of: usize| {
        let own = || page.elements.iter().enumerate().filter(move |(at, _)| inside(*at, of));
        let name = own().find_map(|(_, element)| element.get("href")).map(str::to_owned);
        let name =
            name.or_else(|| own().find(|(_, element)| element.name == "th").map(|(_, th)| th.text.clone()));
        let cells = own().filter(|(_, element)| element.name == "td").map(|(_, td)| td.text.clone());
        (name.unwrap_or_default(), cells.collect())
    };
    let is_row = |at: &usize| page.elements[*at].name == "tr";
    (0..page.elements.len()).filter(is_row).map(row).collect()
}

/// What a reader must find of a value: its name, its figure, or its sign.
fn words(opened: &Opened, who: &Who, indicator: &str) -> String {
    let found = match who {
        Who::Unit(code) => opened.outcome(code.as_str(), indicator),
        Who::Place(_) => opened.figure(&code_of(who), indicator),
    };
    match &found.expect("both have it").value {
        Value::Category(_, name) => name.sv.clone(),
        Value::Figure(figure, plain) => swedish::figure(*figure, *plain),
        Value::Empty(_, sign, _) => sign.clone(),
    }
}

#[test]
fn every_value_rank_colour_and_peer_that_moves_is_told_as_it_was_and_as_it_is() {
    // Rounds 2 and 3 of the same edition stand for a publication and its correction.
    let issues = issues();
    let [before, after] =
        [2, 3].map(|at| issues[at].opened().unwrap_or_else(|problems| panic!("{problems}")));
    let mut diff = diff(before, after);
    // Answers move no peers: as a corrected population would.
    diff.moved.retain(|moved| matches!(moved.who, Who::Place(_)));
    diff.moved.truncate(300);
    diff.moved.push(Moved {
        kind: MovedKind::Peers,
        who: Who::Unit("0643".parse().expect("a code")),
        indicator: None,
        before: "0604 0617".into(),
        after: "0604 0642".into(),
    });
    // As many as a table shows.
    diff.indicators.truncate(12);
    for indicator in &mut diff.indicators {
        indicator.outcomes.truncate(20);
    }
    let view = Arc::new(Shelf::new(issues.clone())).at(Timestamp::MAX);
    let look = |at: usize| Look::at(Language::Swedish, "/rattelser", &view, &issues[at]).expect("it opens");
    let between = Between { before: look(2), after: look(3) };
    let page = Page::read(&table(&between, &diff, "flyttas", "/rattelse.csv").render().into_string());
    let rows = rows(&page);
    let (mut values, mut others) = (0, 0);
    for indicator in &diff.indicators {
        let [was, is] = [&indicator.before, &indicator.after]
            .map(|column| column.as_ref().map_or_else(|| indicator.id().clone(), |column| column.id.clone()));
        let units = indicator
            .outcomes
            .iter()
            .filter(|moved| moved.moved())
            .map(|moved| Who::Unit(moved.unit.clone()));
        let places = indicator
            .figures
            .iter()
            .filter(|moved| moved.moved())
            .map(|moved| Who::Place(moved.place.clone()));
        for who in units.chain(places) {
            let way = format!("/varfor/{is}/{}", code_of(&who));
            let expected = [words(before, &who, was.as_str()), words(after, &who, is.as_str())];
            let told = rows.iter().any(|(to, cells)| {
                let [one, other] = cells.as_slice() else { return false };
                to.ends_with(&way) && one.contains(&expected[0]) && other.contains(&expected[1])
            });
            assert!(told, "{way}: {expected:?}");
            values += 1;
        }
    }
    let colour = |id: &str| {
        let word = after.vocabulary().colour(id);
        word.map_or_else(|| "ingen färg".to_owned(), |word| word.name.sv.clone())
    };
    for moved in &diff.moved {
        let (what, [was, is]) = match moved.kind {
            MovedKind::Rank => ("plats", [&moved.before, &moved.after].map(|rank| rank.replace('/', " av "))),
            MovedKind::Colour(Mode::Target) => ("färg (mål", [colour(&moved.before), colour(&moved.after)]),
            MovedKind::Colour(_) => ("färg (", [colour(&moved.before), colour(&moved.after)]),
            MovedKind::Peers => {
                ("liknande kommuner", ["Aneby, Gnosjö".to_owned(), "Aneby, Mullsjö".to_owned()])
            }
        };
        let name = match &moved.indicator {
            Some(id) => format!("/varfor/{id}/{}", code_of(&moved.who)),
            None => "Habo (0643)".to_owned(),
        };
        let told = rows.iter().any(|(to, cells)| {
            let [kind, one, other] = cells.as_slice() else { return false };
            to.ends_with(&name)
                && kind.starts_with(what)
                && (was.is_empty() || *one == was)
                && (is.is_empty() || *other == is)
        });
        assert!(told, "{name}: {what} {was} → {is}");
        others += 1;
    }
    assert!(values > 50 && others > 20, "{values} {others}");
}

#[test]
fn what_a_table_has_no_room_for_is_counted_and_stands_in_the_file() {
    let issues = issues();
    let view = Arc::new(Shelf::new(issues.clone())).at(Timestamp::MAX);
    let look =
        |at: usize| Look::at(Language::English, "/en/rattelser", &view, &issues[at]).expect("it opens");
    let between = Between { before: look(2), after: look(3) };
    let diff = diff(between.before.opened, between.after.opened);
    let outcomes: usize =
        diff.indicators.iter().map(|of| of.outcomes.iter().filter(|moved| moved.moved()).count()).sum();
    let figures: usize =
        diff.indicators.iter().map(|of| of.figures.iter().filter(|moved| moved.moved()).count()).sum();
    assert!(outcomes > 400, "{outcomes}");
    let html = table(&between, &diff, "moves", "/all.csv").render().into_string();
    assert!(html.contains(&format!("… and {} more", outcomes - 400)) && html.contains("/all.csv"));

    let response = between.file(&diff);
    let named = response.headers()["content-disposition"].to_str().expect("text").to_owned();
    assert!(named.contains("-rattelse.csv"), "{named}");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let bytes = runtime.block_on(axum::body::to_bytes(response.into_body(), usize::MAX)).expect("whole");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(&bytes[..]);
    let lines: Vec<csv::StringRecord> = reader.records().map(|line| line.expect("a line")).collect();
    assert_eq!(lines.len(), outcomes + figures + diff.moved.len());
    for indicator in &diff.indicators {
        for moved in indicator.outcomes.iter().filter(|moved| moved.moved()) {
            let id = indicator.id().as_str();
            let who = Who::Unit(moved.unit.clone());
            let told =
                lines.iter().find(|line| &line[0] == "outcome" && &line[2] == id && line[4] == code_of(&who));
            let told = told.unwrap_or_else(|| panic!("{id} {who:?} is not told"));
            for (opened, words) in [(between.before.opened, &told[7]), (between.after.opened, &told[9])] {
                let said = match &opened.outcome(&code_of(&who), id).expect("both have it").value {
                    Value::Category(_, name) => name.en.clone().unwrap_or_else(|| name.sv.clone()),
                    Value::Figure(figure, _) => figure.to_string(),
                    Value::Empty(_, _, name) => name.en.clone().unwrap_or_else(|| name.sv.clone()),
                };
                assert!(words.starts_with(&said), "{id} {who:?}: {words} for {said}");
            }
        }
    }
}
