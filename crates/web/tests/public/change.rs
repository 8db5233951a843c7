//! Two editions of one: what was and what is are what the two publications say, and the split is that of the results.

use axum::http::StatusCode;
use domain::swedish;
use publication::model::Value;
use publication::shelf::Opened;
use results::diff::{Cause, Exact, ResultsDiff, Side, decimals, with_rules};

use crate::page::{Element, Page};
use crate::shelf::{Site, issues};

const AT: &str = "/resultat/2018-omgang-3/forandring";

pub(crate) fn opened(at: usize) -> &'static Opened {
    let issue: &'static _ = Box::leak(Box::new(issues()[at].clone()));
    issue.opened().expect("it can be computed")
}

/// What the results say of the rounds at two places of the shelf.
pub(crate) fn differ(a: &'static Opened, b: &'static Opened) -> ResultsDiff {
    let side = |opened: &'static Opened| Side {
        edition: opened.edition(),
        answers: &opened.answers().expect("answers").table,
        origin: &opened.results().origin,
    };
    with_rules(&side(a), &side(b))
}

/// The rows of a table: where the header leads, and the texts of the cells.
pub(crate) fn rows(page: &Page, table: &str) -> Vec<(String, Vec<String>)> {
    let at = page.elements.iter().position(|e| e.name == "table" && e.get("id") == Some(table));
    let Some(at) = at else { return Vec::new() };
    let inside = |element: &Element, whole: usize| {
        std::iter::successors(element.parent, |parent| page.elements[*parent].parent)
            .any(|above| above == whole)
    };
    let is_row = |(_, e): &(usize, &Element)| e.name == "tr" && inside(e, at);
    let rows = page.elements.iter().enumerate().filter(is_row);
    rows.filter_map(|(row, _)| {
        let own = || page.elements.iter().filter(|e| inside(e, row));
        let to = own().find_map(|e| e.get("href").and_then(|to| to.split("/indikator/").nth(1)))?;
        let cells = own().filter(|e| e.name == "td").map(|e| e.text.trim().to_owned());
        Some((to.to_owned(), cells.collect()))
    })
    .collect()
}

fn text(value: &Value) -> String {
    match value {
        Value::Category(_, name) => name.sv.clone(),
        Value::Figure(figure, plain) => swedish::figure(*figure, *plain),
        Value::Empty(_, sign, _) => sign.clone(),
    }
}

fn signed(exact: Exact, decimals: u8) -> String {
    let rounded = exact.rounded(decimals);
    let text = swedish::figure(rounded, false);
    if rounded.scaled > 0 { format!("+{text}") } else { text }
}

#[tokio::test]
async fn then_and_now_are_what_the_two_publications_say() {
    let site = Site::new().await;
    for (from, before) in [("2018-omgang-1", 1), ("2018-omgang-2", 2)] {
        for who in ["0643", "0180-01", "county:06", "nation:SE", "group:size:3", "city:0180"] {
            let page = Page::read(&site.page(&format!("{AT}?enhet={who}&fran={from}")).await);
            let (then, now) = (opened(before), opened(3));
            let cell = |opened: &'static Opened, id: &str| match who.contains(':') {
                true => opened.figure(who, id),
                false => opened.outcome(who, id),
            };
            let (moved, same) = (rows(&page, "forandrat"), rows(&page, "samma"));
            let all = now.edition().computed().count();
            assert_eq!(moved.len() + same.len(), all, "{from} {who}: every indicator stands once");
            for (id, cells) in moved.iter().chain(&same) {
                for (opened, shown) in [(then, &cells[0]), (now, &cells[1])] {
                    let value = &cell(opened, id).expect("a cell").value;
                    assert!(shown.contains(&text(value)), "{from} {who} {id}: {shown:?}, not {value:?}");
                }
            }
            for (id, _) in &same {
                let value = |opened| &cell(opened, id).expect("a cell").value;
                assert_eq!(value(then), value(now), "{from} {who} {id} is called unchanged");
            }
        }
    }
}

#[tokio::test]
async fn the_parts_of_a_figure_on_the_page_are_those_of_the_results_and_add_up() {
    let site = Site::new().await;
    let (mut split, mut of_definition) = (0, 0);
    for (from, before) in [("2018-omgang-1", 1), ("2018-omgang-2", 2)] {
        let diff = differ(opened(before), opened(3));
        for who in ["nation:SE", "county:06", "county:14", "group:size:3"] {
            let page = Page::read(&site.page(&format!("{AT}?enhet={who}&fran={from}")).await);
            for (id, cells) in rows(&page, "forandrat") {
                let of = diff.indicators.iter().find(|of| of.id().as_str() == id).expect("the indicator");
                let figure =
                    of.figures.iter().find(|figure| publication::build::place_id(&figure.place) == who);
                let figure = figure.expect("the place");
                let Ok(parts) = &figure.parts else { continue };
                let change = figure.change.expect("a change");
                let said = |exact: Exact| signed(exact, decimals(of));
                assert!(cells[2].starts_with(&said(change)), "{from} {who} {id}: {cells:?}");
                assert_eq!(cells[3], said(parts.reality), "{from} {who} {id}");
                assert_eq!(cells[4], said(parts.definition), "{from} {who} {id}");
                if let Some(interaction) = parts.interaction {
                    assert_eq!(cells[5], said(interaction), "{from} {who} {id}");
                }
                let sum = parts
                    .reality
                    .plus(parts.definition)
                    .and_then(|sum| sum.plus(parts.interaction.unwrap_or(Exact::ZERO)));
                assert_eq!(sum, Some(change), "{from} {who} {id}: the parts add up");
                split += 1;
                of_definition += usize::from(!parts.definition.is_zero());
            }
        }
    }
    assert!(split > 40 && of_definition > 0, "{split} were split, {of_definition} by definition");
}

#[tokio::test]
async fn why_a_unit_moved_is_what_the_results_say() {
    let site = Site::new().await;
    let diff = differ(opened(1), opened(3));
    let mut seen: Vec<Cause> = Vec::new();
    // Those that moved for each cause, whoever they are.
    for cause in [Cause::Reality, Cause::Definition, Cause::Both] {
        let one = diff.indicators.iter().find_map(|of| {
            let moved = of.outcomes.iter().find(|outcome| outcome.cause == Some(cause) && outcome.moved())?;
            Some((of.id().to_string(), moved.unit.to_string()))
        });
        let Some((id, unit)) = one else { continue };
        let page = Page::read(&site.page(&format!("{AT}?enhet={unit}&fran=2018-omgang-1")).await);
        let moved = rows(&page, "forandrat");
        let (_, cells) = moved.iter().find(|(known, _)| *known == id).expect("it moved");
        let word = match cause {
            Cause::Reality => "Verklighet",
            Cause::Definition => "Definition",
            Cause::Both | Cause::Unchanged => "Bådadera",
        };
        assert!(cells[3].starts_with(word), "{unit} {id}: {cells:?}");
        let wanted = diff
            .indicators
            .iter()
            .filter(|of| of.outcomes.iter().any(|outcome| outcome.unit.as_str() == unit));
        assert_eq!(moved.len(), wanted.count(), "{unit}");
        seen.push(cause);
    }
    assert!(seen.contains(&Cause::Reality) && seen.contains(&Cause::Definition), "{seen:?}");
    let page = site.page(&format!("{AT}?enhet=0643&fran=2018-omgang-1")).await;
    for said in ["De fyra hörnen", "Verklighet", "Definition", "Samverkan"] {
        assert!(page.contains(said), "{said}");
    }
}

#[tokio::test]
async fn what_may_not_be_compared_has_no_number_beside_another() {
    let site = Site::new().await;
    for prefix in ["", "/en"] {
        let body = site.page(&format!("{prefix}{AT}?enhet=county:06&fran=2015")).await;
        let page = Page::read(&body);
        assert!(rows(&page, "forandrat").is_empty() && rows(&page, "samma").is_empty(), "{prefix}");
        // Why, in the catalogue's own words, and what can be compared instead.
        assert!(body.contains("2016 ändrades insamlingssätt"), "{prefix}: {body}");
        assert!(body.contains("fran=2018-omgang-2"), "{prefix}");
        let shown: Vec<&Element> = page.elements.iter().filter(|e| e.name == "td").collect();
        assert!(!shown.iter().any(|cell| cell.text.contains('%')), "{prefix}");
        let both = page.elements.iter().filter_map(|e| e.get("href"));
        assert!(both.filter(|to| to.contains("/resultat/2015/indikator/")).count() > 0, "{prefix}");
    }
}

#[tokio::test]
async fn without_a_word_there_is_something_to_look_at() {
    let site = Site::new().await;
    let page = site.page(AT).await;
    assert!(
        page.contains("Riket") && page.contains("id=\"forandrat\"") && page.contains("simulerad omgång 2"),
        "{page}"
    );
    let first = site.page("/resultat/2015/forandring").await;
    assert!(first.contains("Inget tidigare är publicerat"), "{first}");
    assert!(first.contains("/resultat/2018-omgang-3/forandring?enhet=county:06&amp;fran=2015"), "{first}");
}

#[tokio::test]
async fn what_there_is_not_is_told_with_what_there_is() {
    let site = Site::new().await;
    for (case, address, status, told) in [
        (
            "no such round",
            format!("{AT}?enhet=0643&fran=2018-omgang-9"),
            StatusCode::NOT_FOUND,
            "fran=2018-omgang-2",
        ),
        (
            "no such version",
            format!("{AT}?enhet=0643&fran=2018-omgang-2-v7"),
            StatusCode::NOT_FOUND,
            "fran=2018-omgang-2",
        ),
        (
            "no name at all",
            format!("{AT}?enhet=0643&fran=igar"),
            StatusCode::BAD_REQUEST,
            "fran=2018-omgang-1",
        ),
        ("markup", format!("{AT}?enhet=0643&fran=%3Cb%3E"), StatusCode::BAD_REQUEST, "&lt;b&gt;"),
        ("itself", format!("{AT}?enhet=0643&fran=2018-omgang-3"), StatusCode::BAD_REQUEST, "med sig själv"),
        (
            "a later one",
            "/resultat/2018-omgang-1/forandring?enhet=0643&fran=2018-omgang-3".to_owned(),
            StatusCode::BAD_REQUEST,
            "/resultat/2018-omgang-3/forandring?enhet=0643&amp;fran=2018-omgang-1",
        ),
        (
            "a unit that is none",
            format!("{AT}?enhet=jonkoping2&fran=2018-omgang-1"),
            StatusCode::NOT_FOUND,
            "enhet=0680&amp;fran=2018-omgang-1",
        ),
    ] {
        let answer = site.get(&address).await;
        assert_eq!(answer.status, status, "{case}: {address}");
        assert!(answer.body.contains(told), "{case}: {told} in {}", answer.body);
        let page = Page::read(&answer.body);
        for to in page
            .elements
            .iter()
            .filter_map(|e| e.get("href"))
            .filter(|to| to.contains("/forandring?") && !to.starts_with("/en"))
        {
            if to.contains("fran=2018-omgang-9")
                || to.contains("v7")
                || to.contains("igar")
                || to.contains("%3C")
                || to == address
            {
                continue;
            }
            assert_eq!(site.get(to).await.status, StatusCode::OK, "{case}: {to}");
        }
    }
    // What is not published yet is as what never was.
    site.turn("2019-12-31T00:00:00Z");
    let [early, never] = [
        site.get("/resultat/2018-omgang-2/forandring?enhet=0643&fran=2018-omgang-3").await,
        site.get("/resultat/2018-omgang-2/forandring?enhet=0643&fran=2018-omgang-9").await,
    ];
    assert_eq!((early.status, never.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!(early.body.replace("omgang-3", "omgang-9"), never.body);
    // A name instead of a code, and a place by its code alone.
    site.turn("2021-01-01T00:00:00Z");
    for who in ["habo", "06", "SE", "Stockholm"] {
        assert_eq!(site.get(&format!("{AT}?enhet={who}")).await.status, StatusCode::OK, "{who}");
    }
}
