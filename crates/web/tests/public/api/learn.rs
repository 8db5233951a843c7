//! Who to learn from, as data: the units, courses and answers of the page, and why nothing can be told.

use std::collections::BTreeSet;

use serde_json::Value as Json;

use super::{OF, no_null_of_ours, problem, read};
use crate::learn::named;
use crate::page::{Element, Page};
use crate::shelf::{Site, issues};

fn text(told: &Json) -> &str {
    told.as_str().unwrap_or_default()
}

fn list(told: &Json) -> &[Json] {
    told.as_array().map(Vec::as_slice).expect("a list")
}

fn ids(all: &[Json], id: impl Fn(&Json) -> &Json) -> BTreeSet<String> {
    all.iter().map(|one| text(id(one)).to_owned()).collect()
}

/// The rows of a table of answers: before, after, and what became of it.
fn answers(page: &Page, table: &str) -> Vec<Vec<String>> {
    let at = page.elements.iter().position(|e| e.name == "table" && e.get("id") == Some(table));
    let Some(at) = at else { return Vec::new() };
    let is_inside = |element: &Element, whole: usize| {
        std::iter::successors(element.parent, |parent| page.elements[*parent].parent)
            .any(|above| above == whole)
    };
    let rows = page.elements.iter().enumerate().filter(|(_, e)| e.name == "tr" && is_inside(e, at));
    let cells = rows.map(|(row, _)| {
        let own = page.elements.iter().filter(|e| e.name == "td" && is_inside(e, row));
        own.map(|e| e.text.trim().to_owned()).collect::<Vec<_>>()
    });
    cells.filter(|cells| cells.len() == 3).collect()
}

#[tokio::test]
async fn whoever_can_be_learned_from_is_told_as_on_the_page() {
    let site = Site::new().await;
    let (mut moved, mut changed) = (0, 0);
    for (publication, unit, indicator) in [
        ("2018-omgang-3", "0643", "eb-utredningsmall-barn"),
        ("2018-omgang-3", "0643", "eb-fia"),
        ("2018-omgang-3", "0180-01", "eb-rutin-missbruk"),
        ("2018-omgang-2", "0180-01", "eb-fia"),
    ] {
        let address = format!("/api/v1/publications/{publication}/learn/{indicator}/{unit}");
        let told = read(&site, &address).await;
        no_null_of_ours(&address, &told);
        assert_eq!(told["status"], "told", "{address}: {told}");
        let own = text(&told["links"]["page"]).to_owned();
        assert_eq!(own, format!("/resultat/{publication}/lar-av/{unit}?indikator={indicator}"));
        let body = site.page(&own).await;
        assert!(body.contains(&format!("href=\"{address}\"")), "the page leads to its data: {address}");
        let page = Page::read(&body);
        let all = list(&told["moved"]);
        if publication == "2018-omgang-3" {
            let near = ids(all, |one| &one["place"]["id"]);
            let others = ids(list(&told["moved_elsewhere"]), |one| &one["id"]);
            assert!(near.is_disjoint(&others), "{address}");
            assert_eq!(&near | &others, named(&page, indicator), "{address}");
        }
        let facts = page.elements.iter().filter(|e| e.name == "dd").map(|e| e.text.trim().parse().ok());
        let facts: Vec<Option<u64>> = facts.take(3).collect();
        let counts = ["moved", "always", "fell_back"].map(|count| told["counts"][count].as_u64());
        assert_eq!(facts, counts, "{address}");
        assert_eq!(counts[0], u64::try_from(all.len()).ok(), "{address}");
        let shown: Vec<String> = page
            .elements
            .iter()
            .filter_map(|e| e.get("id")?.strip_prefix("enhet-").map(str::to_owned))
            .collect();
        let given = all.iter().filter(|one| one["answers_status"] != "not_listed");
        assert_eq!(given.map(|one| text(&one["place"]["id"])).collect::<Vec<_>>(), shown, "{address}");
        for one in all.iter().filter(|one| one["answers_status"] == "given") {
            let code = text(&one["place"]["id"]);
            let case = format!("{address}: {code}");
            let own = list(&one["answers"]);
            assert!(!own.is_empty(), "{case}");
            for (table, is_same) in [("andrat", false), ("samma", true)] {
                let cells: Vec<Vec<String>> = own
                    .iter()
                    .filter(|answer| (answer["change"]["id"] == "same") == is_same)
                    .map(|answer| {
                        let word = text(&answer["change"]["name"]);
                        let sign = match text(&answer["change"]["id"]) {
                            "same" => "=",
                            "new" => "+",
                            "no_longer" => "−",
                            _ => "≠",
                        };
                        let [before, after] =
                            ["before", "after"].map(|when| text(&answer[when]["text"]).to_owned());
                        vec![before, after, format!("{sign} {word}")]
                    })
                    .collect();
                assert_eq!(cells, answers(&page, &format!("svar-{code}-{table}")), "{case}: {table}");
                changed += if is_same { 0 } else { cells.len() };
            }
            is_course(&case, one, &told);
            let ties: Vec<&str> = list(&one["ties"]).iter().map(|tie| text(&tie["text"])).collect();
            let ties = ties.join(", ");
            // Pages do not break lines within figures.
            let is_told = |e: &Element| e.name == "p" && e.text.replace('\u{a0}', " ") == ties;
            assert!(page.elements.iter().any(is_told), "{case}: {ties}");
            moved += 1;
        }
        let common = list(&told["common"]);
        assert_eq!(common.len(), rows_of(&page, "vanligast"), "{address}");
        assert!(common.iter().all(|one| one["units"].as_u64() > Some(1)), "{address}");
    }
    assert!(moved > 10 && changed > 10, "{moved} {changed}");
}

/// Rows of a table, its heading left out.
fn rows_of(page: &Page, table: &str) -> usize {
    answers(page, table).len()
}

/// Not reached, and from `since` on reached, by the rule of the last round.
fn is_course(case: &str, one: &Json, told: &Json) {
    let rounds: Vec<&str> =
        list(&told["rounds"]).iter().map(|round| text(&round["publication"]["id"])).collect();
    let course = list(&one["course"]);
    assert_eq!(course.iter().map(|round| text(&round["publication"])).collect::<Vec<_>>(), rounds, "{case}");
    let at = |name: &str| rounds.iter().position(|round| *round == text(&one[name])).expect("a round");
    let (before, since) = (at("before"), at("since"));
    assert!(before < since, "{case}");
    let got = |round: usize| text(&course[round]["by_rule_of_today"]["value"]);
    assert!((since..rounds.len()).all(|round| got(round) != got(before)), "{case}: {one}");
    for round in course {
        assert!(
            round.get("published").is_none_or(|then| *then != round["by_rule_of_today"]),
            "{case}: {round}"
        );
    }
}

#[tokio::test]
async fn a_unit_is_told_by_the_rule_of_today_and_as_it_was_published() {
    let site = Site::new().await;
    // Published as reached in the first round, by a rule that asked for less.
    let told = read(&site, &format!("{OF}/learn/eb-utredningsmall-barn/0643?lang=en")).await;
    let savsjo = list(&told["moved"]).iter().find(|one| one["place"]["id"] == "0684").expect("Sävsjö");
    assert_eq!(savsjo["course"][0]["published"]["value"], "ja", "{savsjo}");
    assert_ne!(savsjo["course"][0]["by_rule_of_today"]["value"], "ja", "{savsjo}");
    assert_eq!(savsjo["course"][2]["by_rule_of_today"]["value"], "ja", "{savsjo}");
    let all = issues();
    let cell = all[1].opened().expect("a publication").outcome("0684", "eb-utredningsmall-barn");
    assert!(cell.is_some_and(|cell| format!("{:?}", cell.value).contains("ja")));
    let held: Vec<&str> = list(&told["rounds"]).iter().map(|round| text(&round["held"])).collect();
    assert_eq!(held, ["by_rule", "by_rule", "last"]);
    assert_eq!(told["rounds"][0]["name"], "round 1");
    let answer = list(&savsjo["answers"]).iter().find(|one| one["change"]["id"] == "changed");
    assert_eq!(answer.expect("a changed answer")["change"]["name"], "Changed");
}

#[tokio::test]
async fn why_nothing_can_be_told_is_typed() {
    let site = Site::new().await;
    for (publication, indicator, unit, status, reach_it_now) in [
        ("2018-omgang-1", "eb-fia", "0643", "no_earlier_round", true),
        ("2015", "eb-rutin-vuxenvard", "0643", "no_earlier_round", true),
        ("2015", "eb-rutin-vuxenvard", "0114", "not_covered", false),
        ("2018-omgang-3", "eb-bg-handlaggare", "0643", "no_target", false),
    ] {
        let address = format!("/api/v1/publications/{publication}/learn/{indicator}/{unit}");
        let told = read(&site, &address).await;
        assert_eq!(told["status"], status, "{address}: {told}");
        assert!(told.get("counts").is_none(), "{address}");
        for empty in ["moved", "moved_elsewhere", "common"] {
            assert!(list(&told[empty]).is_empty(), "{address}: {empty}");
        }
        assert!(!list(&told["rounds"]).is_empty(), "{address}");
        let body = site.page(text(&told["links"]["page"])).await;
        let now = list(&told["reach_it_now"]);
        assert!(!reach_it_now || !now.is_empty(), "{address}: {told}");
        for one in now.iter().take(20) {
            let way = format!("/resultat/{publication}/varfor/{indicator}/{}\"", text(&one["id"]));
            assert!(body.contains(&way), "{address}: {one}");
        }
    }
    for (address, told) in [
        ("learn/eb-fiaa/0643", r#""id":"eb-fia""#),
        ("learn/eb-fia/habo", r#""id":"0643""#),
        ("learn/eb-fia/county:06", "/places?level=unit"),
        ("learn/eb-fia/9999", "/places"),
    ] {
        let problem = problem(&site, &format!("{OF}/{address}"), 404).await;
        assert_eq!(problem["type"], "/api/v1/problems/unknown-id", "{address}: {problem}");
        assert!(problem.to_string().contains(told), "{address}: {problem}");
    }
    let retired = problem(&site, &format!("{OF}/learn/eb-socionomexamen/0643"), 404).await;
    assert_eq!(retired["type"], "/api/v1/problems/retired", "{retired}");
    problem(&site, &format!("{OF}/learn/eb-fia/0643?indikator=eb-fia"), 400).await;
    // What is not published yet is in no row.
    let then = read(&site, "/api/v1/publications/2018-omgang-2/learn/eb-fia/0643?per=2019-12-31").await;
    assert!(!then.to_string().contains("omgang-3"), "{then}");
    assert_eq!(list(&then["rounds"]).len(), 2);
}
