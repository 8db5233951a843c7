//! Who to learn from: those that came to reach a target by own answers and stayed, what they answered, and nobody else.

use std::collections::BTreeSet;

use domain::{EditionYear, Method, Outcome};
use results::{Results, simulate};

use crate::page::Page;
use crate::shelf::{Site, catalogue, issues};

const TEMPLATE: &str = "eb-utredningsmall-barn";

/// Whether a unit reaches a target, round by round, all of them by the rule of today; none where it is not judged. Reckoned straight
/// from the simulated answers.
struct Oracle {
    rounds: Vec<Results>,
}

impl Oracle {
    fn new() -> Self {
        let catalogue = catalogue();
        let edition = &catalogue.editions[&EditionYear(2018)];
        let of = |answers: &catalogue::answers::Answers| {
            Results::from_answers(edition, &answers.table, "simulated")
        };
        Self { rounds: simulate::rounds(edition, 2018, 3).iter().map(of).collect() }
    }

    fn row(&self, unit: &str, indicator: &str) -> Vec<Option<bool>> {
        let catalogue = catalogue();
        let edition = &catalogue.editions[&EditionYear(2018)];
        let unit = edition.frame.position(unit).expect("the unit");
        let (i, known) = edition
            .computed()
            .enumerate()
            .find(|(_, known)| known.id.as_str() == indicator)
            .expect("it is there");
        let of = |results: &Results| match results.outcomes.get(unit, i) {
            Outcome::Category(value) if known.leaves_denominator.contains(value) => None,
            Outcome::Category(value) => Some(known.target.contains(value)),
            Outcome::Figure(_) | Outcome::Empty(_) => None,
        };
        self.rounds.iter().map(of).collect()
    }

    /// Not reached, then reached to the end, and never before.
    fn moved(&self, unit: &str, indicator: &str) -> bool {
        let row = self.row(unit, indicator);
        match row.iter().rposition(|one| *one == Some(false)) {
            Some(last) => {
                let mut after = row[last + 1..].iter().skip_while(|one| one.is_none()).peekable();
                after.peek().is_some()
                    && after.all(|one| *one == Some(true))
                    && !row[..last].contains(&Some(true))
            }
            None => false,
        }
    }
}

/// Every unit that a page of one indicator names: with its answers, or only by name.
pub(crate) fn named(page: &Page, indicator: &str) -> BTreeSet<String> {
    let with_answers =
        page.elements.iter().filter(|element| element.name == "h3").filter_map(|element| element.get("id"));
    let with_answers = with_answers.filter_map(|id| id.strip_prefix("enhet-")).map(str::to_owned);
    let way = format!("/resultat/2018-omgang-3/varfor/{indicator}/");
    let links = page.elements.iter().filter_map(|element| element.get("href")?.strip_prefix(&way));
    let links = links.filter(|code| !code.contains('#')).map(str::to_owned);
    with_answers.chain(links).collect()
}

#[tokio::test]
async fn whoever_is_listed_came_to_reach_it_by_own_answers_and_stayed_and_nobody_is_left_out() {
    let site = Site::new().await;
    let oracle = Oracle::new();
    let catalogue = catalogue();
    let edition = &catalogue.editions[&EditionYear(2018)];
    let mut seen = 0;
    for indicator in [TEMPLATE, "eb-fia", "eb-utredningsmall-vuxna", "eb-rutin-missbruk"] {
        if edition.indicator(indicator).is_none() {
            continue;
        }
        let page = site.page(&format!("/resultat/2018-omgang-3/lar-av/0643?indikator={indicator}")).await;
        let found = named(&Page::read(&page), indicator);
        let expected: BTreeSet<String> = edition
            .frame
            .units
            .iter()
            .map(|unit| unit.code.to_string())
            .filter(|code| code != "0643" && oracle.moved(code, indicator))
            .collect();
        assert_eq!(found, expected, "{indicator}");
        seen += found.len();
    }
    assert!(seen > 30, "{seen}");
}

#[tokio::test]
async fn a_unit_is_told_by_the_rule_of_today_with_what_it_was_told_then() {
    let site = Site::new().await;
    let all = issues();
    let [first, third] = [&all[1], &all[3]].map(|issue| issue.opened().expect("a publication"));
    // Published as reached in the first round, when four areas of life were enough; it has had six since the third.
    let savsjo = ("0684", TEMPLATE);
    let word = |opened: &publication::shelf::Opened| match &opened
        .outcome(savsjo.0, savsjo.1)
        .expect("a cell")
        .value
    {
        publication::model::Value::Category(id, _) => id.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!((word(first), word(third)), ("ja".to_owned(), "ja".to_owned()));
    assert_eq!(Oracle::new().row(savsjo.0, savsjo.1), [Some(false), Some(false), Some(true)]);
    for (address, then, changed, sign) in [
        ("", "(med regeln då: Ja)", "Ändrat", "Vad Sävsjö ändrade"),
        ("/en", "(by the rule of then: ", "Changed", "What Sävsjö changed"),
    ] {
        let address = format!("{address}/resultat/2018-omgang-3/lar-av/0643?indikator={TEMPLATE}");
        let body = site.page(&address).await;
        let own = body.split("id=\"enhet-0684\"").nth(1).expect("Sävsjö has a section");
        let own = own.split("<section").next().unwrap_or_default();
        for told in [then, changed, sign, "E6a", "Den enskildes egna försök"] {
            assert!(own.contains(told), "{address}: {told}: {own}");
        }
        for way in [
            "2018-omgang-1/varfor",
            "2018-omgang-2/varfor",
            "2018-omgang-3/varfor",
            "jamfor?enheter=0643,0684",
        ] {
            assert!(own.contains(way), "{address}: {way}");
        }
    }
}

#[tokio::test]
async fn what_is_not_reached_is_listed_with_how_many_can_teach_it() {
    let site = Site::new().await;
    let oracle = Oracle::new();
    let body = site.page("/resultat/2018-omgang-3/lar-av/0643").await;
    let page = Page::read(&body);
    let way = "/resultat/2018-omgang-3/lar-av/0643?indikator=";
    let found: Vec<&str> =
        page.elements.iter().filter_map(|element| element.get("href")?.strip_prefix(way)).collect();
    let catalogue = catalogue();
    let edition = &catalogue.editions[&EditionYear(2018)];
    let open: BTreeSet<&str> = edition
        .computed()
        .filter(|known| known.method == Method::Share)
        .map(|known| known.id.as_str())
        .filter(|id| oracle.row("0643", id)[2] == Some(false))
        .collect();
    assert_eq!(found.iter().copied().collect::<BTreeSet<_>>(), open);
    // How many in the country.
    for id in &open {
        let all = edition.frame.units.iter().filter(|unit| oracle.moved(unit.code.as_str(), id)).count();
        let row = body.split(&format!("{way}{id}\"")).nth(1).and_then(|rest| rest.split("</tr>").next());
        let row = row.expect("a row");
        assert!(row.contains(&format!("<div>{all}</div>")), "{id}: {row}, not {all}");
    }
    for (from, to) in [
        ("/resultat/2018-omgang-3/enhet/0643", "/resultat/2018-omgang-3/lar-av/0643?indikator="),
        (
            "/resultat/2018-omgang-3/varfor/eb-fia/0643",
            "/resultat/2018-omgang-3/lar-av/0643?indikator=eb-fia",
        ),
    ] {
        assert!(site.page(from).await.contains(to), "{from}");
    }
}

#[tokio::test]
async fn no_free_text_is_shown_anywhere() {
    let site = Site::new().await;
    let catalogue = catalogue();
    let edition = &catalogue.editions[&EditionYear(2018)];
    let rounds = simulate::rounds(edition, 2018, 3);
    let texts: BTreeSet<&str> =
        rounds.iter().flat_map(|answers| answers.texts.values()).map(String::as_str).collect();
    assert!(!texts.is_empty());
    for indicator in edition.computed() {
        let id = &indicator.id;
        for address in [
            format!("/resultat/2018-omgang-3/lar-av/0643?indikator={id}"),
            format!("/api/v1/publications/2018-omgang-3/learn/{id}/0643"),
        ] {
            let body = site.page(&address).await;
            for text in &texts {
                assert!(!body.contains(*text), "{address}: {text}");
            }
        }
    }
}

#[tokio::test]
async fn where_nothing_can_be_told_the_page_says_why_and_what_can_be_done() {
    let site = Site::new().await;
    for (case, address, told, way) in [
        (
            "the first round",
            "/resultat/2018-omgang-1/lar-av/0643?indikator=eb-fia",
            "ingen tidigare omgång",
            "/resultat/2018-omgang-3/lar-av/0643",
        ),
        (
            "an edition alone",
            "/resultat/2015/lar-av/0643",
            "ingen tidigare omgång",
            "/resultat/2018-omgang-3/lar-av/0643",
        ),
        (
            "who reaches it now",
            "/resultat/2018-omgang-1/lar-av/0643?indikator=eb-fia",
            "Vilka som når målvärdet nu",
            "/resultat/2018-omgang-1/varfor/eb-fia/",
        ),
        (
            "a unit that the material does not cover",
            "/resultat/2015/lar-av/0114",
            "Materialet säger inget om",
            "/resultat/2018-omgang-3/lar-av/0114",
        ),
        (
            "a figure",
            "/resultat/2018-omgang-3/lar-av/0643?indikator=eb-bg-handlaggare",
            "har inget målvärde",
            "/resultat/2018-omgang-3/indikator/eb-bg-handlaggare",
        ),
        (
            "an empty parameter",
            "/resultat/2018-omgang-3/lar-av/0643?indikator=",
            "Målvärden som inte är uppnådda",
            "/resultat/2018-omgang-3/lar-av/0643?indikator=",
        ),
    ] {
        let body = site.page(address).await;
        assert!(body.contains(told) && body.contains(way), "{case}: {body}");
    }
    for (case, address, told) in [
        (
            "a misspelt indicator",
            "/resultat/2018-omgang-3/lar-av/0643?indikator=eb-fiaa",
            "/resultat/2018-omgang-3/lar-av/0643?indikator=eb-fia\"",
        ),
        (
            "a misspelt unit",
            "/resultat/2018-omgang-3/lar-av/habo?indikator=eb-fia",
            "/resultat/2018-omgang-3/lar-av/0643?indikator=eb-fia\"",
        ),
        ("a county", "/resultat/2018-omgang-3/lar-av/county:06", "/resultat/2018-omgang-3/enhet/county:06"),
        ("markup", "/resultat/2018-omgang-3/lar-av/0643?indikator=%3Cb%3E", "&lt;b&gt;"),
    ] {
        let answer = site.get(address).await;
        assert_eq!(answer.status, 404, "{case}");
        assert!(answer.body.contains(told), "{case}: {}", answer.body);
    }
    // As it was before the third round was published, the third round is not told of.
    let then = site.page("/resultat/2018-omgang-2/lar-av/0643?indikator=eb-fia&per=2019-12-31").await;
    assert!(!then.contains("mgång 3") && !then.contains("omgang-3"), "{then}");
}
