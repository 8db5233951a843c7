//! What reports say: for programs and with words.

use catalogue::Catalogue;
use catalogue::model::Language;
use domain::EditionYear;
use results::reach::Reacher;
use results::reach::report::{FORMAT, Reporter, UnitReport};
use results::{Results, simulate};
use rules::table::Table;
use serde_json::Value;

use super::{FACTS, answers, edition, position};

/// The report of the first unit that gave these answers.
fn report(given: &[(&str, &str)], id: &str, language: Language) -> UnitReport {
    let edition = edition(2018, &FACTS);
    let vocabulary = Catalogue::bundled().expect("it loads").vocabulary;
    let mut table: Table = catalogue::answers::blank(&edition).table;
    table.row_mut(0).copy_from_slice(&answers(&edition, given));
    let results = Results::from_answers(&edition, &table, "");
    let reacher = Reacher::new(&edition);
    let reporter = Reporter::new(&reacher, &vocabulary, &results, language);
    reporter.unit(Some(&table), 0, Some(position(&edition, id)))
}

#[test]
fn a_change_tells_what_it_was_and_what_it_becomes() {
    let told = report(
        &[
            ("G8.ekonomiskt_bistand", "ja"),
            ("G8a.ekonomiskt_bistand", "annan"),
            ("G8b.ekonomiskt_bistand", "nej"),
        ],
        "eb-kompetensplan",
        Language::Swedish,
    )
    .to_json();
    assert_eq!((&told["format"], &told["kind"]), (&Value::from(FORMAT), &Value::from("unit")));
    let indicator = &told["indicators"][0];
    assert_eq!((&indicator["state"], &indicator["changes"]), (&Value::from("possible"), &Value::from(2)));
    let changes = &indicator["sets"][0]["changes"];
    let names = |list: &Value| -> Vec<String> {
        list.as_array().expect("a list").iter().map(|c| c["name"].as_str().unwrap_or("").to_owned()).collect()
    };
    assert_eq!(names(&changes[0]["add"]), ["A. Kontinuerlig handledning", "B. Fortbildning"]);
    assert_eq!(names(&changes[0]["remove"]), Vec::<String>::new(), "what is there may stay");
    assert_eq!(changes[0]["row_wording"], "Ekonomiskt bistånd");
    assert_eq!(names(&changes[1]["from"]), ["Nej"]);
    assert_eq!(
        (&changes[1]["cell"], &changes[1]["what"]),
        (&"G8b.ekonomiskt_bistand".into(), &"changed".into())
    );
    let codes: Vec<&str> = told["questions"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|question| question["code"].as_str().unwrap_or(""))
        .collect();
    assert_eq!(codes, ["G8a", "G8b"], "each question once");
}

#[test]
fn a_soft_check_that_fires_then_is_told_with_its_next_step() {
    let told = report(&[("E2.kurs", "ingen_person")], "eb-arbmark-18-24", Language::Swedish);
    let set = &told.indicators[0].sets[0];
    assert_eq!(set.comments.len(), 1, "{set:?}");
    assert_eq!(set.comments[0].check, "e2-ingen-person-delvis");
    assert!(set.comments[0].message.contains("Välj Ej aktuellt för alla insatser"), "{set:?}");
}

#[test]
fn an_unanswered_part_is_named_and_a_text_is_to_be_written() {
    let told = report(&[], "eb-hushallsradgivning", Language::English);
    assert_eq!(told.unanswered_parts.len(), 1);
    assert_eq!(told.unanswered_parts[0].id, "E");
    assert_eq!(told.indicators[0].sets[0].changes[0].what, "answered");
}

#[test]
fn facts_say_why_they_are() {
    let told = report(&[("E1", "kan_inte_svara")], "eb-vantetid-nybesok", Language::Swedish);
    let facts = &told.indicators[0].facts;
    assert_eq!((facts.len(), facts[0].why.as_str()), (1, "det väljer man inte"));
    assert_eq!(facts[0].is[0].id, "kan_inte_svara");
    assert!(facts[0].must_be.is_empty(), "any other answer would be another fact");
}

#[test]
fn without_answers_only_outcomes_and_figures_are_told() {
    let edition = edition(2018, &FACTS);
    let vocabulary = Catalogue::bundled().expect("it loads").vocabulary;
    let simulated = simulate::simulate(&edition, 7);
    let results = Results::from_answers(&edition, &simulated.table, "simulated");
    let reacher = Reacher::new(&edition);
    let reporter = Reporter::new(&reacher, &vocabulary, &results, Language::Swedish);
    let told = reporter.unit(None, 0, None);
    assert!(!told.answers_known && told.plan.is_empty() && told.origin == "simulated");
    let states = ["reached", "answers_unknown", "no_target"];
    assert!(told.indicators.iter().all(|one| states.contains(&one.state) && one.sets.is_empty()));
    let known = reporter.unit(Some(&simulated.table), 0, None);
    assert_eq!(known.reached, told.reached, "what is reached is seen from the outcome, too");
    for place in 0..results.places.len() {
        let told = reporter.place(None, place, Some(0));
        let members = &told.indicators[0].members;
        assert!(members.iter().all(|member| member.state == "answers_unknown"), "place {place}");
        assert!(told.indicators[0].goals.iter().all(|goal| goal.able.is_none()));
    }
    assert_eq!(edition.year, EditionYear(2018));
}
