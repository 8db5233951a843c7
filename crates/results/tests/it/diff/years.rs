//! Two years: a question is the same only if the catalogue says so.

use catalogue::model::{Language, QuestionMap, Source};
use results::diff::{Comparable, NoSplit, NotCarried, carry};

use super::*;

/// Edition 2018 as if it were the year before.
fn year_before() -> Edition {
    let mut edition = edition(&[]);
    edition.year = EditionYear(2017);
    edition.comparability = Default::default();
    edition
}

fn same(code: &str, alternatives: &[(&str, &str)]) -> QuestionMap {
    QuestionMap {
        from: format!("2017:{code}"),
        to: format!("2018:{code}"),
        alternatives: alternatives.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect(),
        note: String::new(),
        source: Source::default(),
        readings: Vec::new(),
    }
}

#[test]
fn without_a_statement_nothing_is_carried_from_year_to_year() {
    let (before, after) = (year_before(), edition(&[]));
    let answers = simulated(&before);
    let diff = compared((&before, &answers), (&after, &answers));
    assert!(diff.is_split);
    let routine = indicator(&diff, "eb-rutin-missbruk");
    assert_eq!(routine.comparable, Comparable::Yes, "the guide says so of 2017 and 2018");
    assert_eq!(of_nation(&diff, "eb-rutin-missbruk").parts, Err(NoSplit::NotCarried));
    let told: Vec<String> =
        routine.last_obstacles.iter().map(|o| o.text("2017", Language::Swedish)).collect();
    assert_eq!(
        told,
        ["katalogen säger inte vilken fråga G2 var 2017", "katalogen säger inte vilken fråga G2a var 2017"]
    );
    assert_eq!(indicator(&diff, "eb-freda").comparable.id(), "partly", "the guide calls it adjusted");
    // E10 of 2018 was E11 of 2017, which this edition does not have.
    let legal =
        after.computed().find(|i| i.questions.iter().any(|q| q.as_str() == "E10")).expect("it is read");
    let legal = indicator(&diff, legal.id.as_str());
    assert_eq!(legal.last_obstacles, [NotCarried::NoQuestion("E11".to_owned())]);
    assert_eq!(legal.last_obstacles[0].text("2017", Language::Swedish), "frågan E11 finns inte 2017");
}

#[test]
fn with_a_statement_answers_go_from_year_to_year_and_back() {
    let (before, mut after) = (year_before(), edition(&[]));
    after.comparability.questions = after.questions.iter().map(|q| same(q.code.as_str(), &[])).collect();
    let answers = simulated(&before);
    let forth = carry(&before, &answers.table, &after);
    assert!(forth.missing.iter().all(Option::is_none), "{:?}", forth.missing);
    let back = carry(&after, &forth.table, &before);
    for unit in 0..answers.table.subjects() {
        assert!(back.table.row(unit) == answers.table.row(unit), "unit {unit} came back as it was");
    }
    let diff = compared((&before, &answers), (&after, &answers));
    assert!(diff.indicators.iter().all(|i| i.outcomes.is_empty() && i.definition.is_empty()));
}

#[test]
fn an_alternative_that_became_none_is_lost_and_told() {
    let (before, mut after) = (year_before(), edition(&[]));
    // "finns_inte" is not said to have become anything; two alternatives became one.
    let pairs = [("ja", "ja"), ("nej", "nej"), ("behovs_inte", "nej")];
    after.comparability.questions = vec![same("G2", &pairs), same("G2a", &[])];
    let answers = simulated(&before);
    let gone = units_with(&before, &answers, "G2.missbruk", "finns_inte").len();
    assert!(gone > 0);
    let forth = carry(&before, &answers.table, &after);
    let col = col(&after, "G2.missbruk");
    let units = u32::try_from(gone).expect("few");
    let expected = NotCarried::Lost { cell: "G2.missbruk".into(), answer: "finns_inte".into(), units };
    assert_eq!(forth.missing[col.index()], Some(expected.clone()));
    let told = expected.text("2017", Language::Swedish);
    assert_eq!(told, format!("svaret ”finns_inte” på G2.missbruk finns bara 2017 ({gone} objekt)"));
    let merged = units_with(&before, &answers, "G2.missbruk", "behovs_inte")[0];
    let no = answers.chosen(units_with(&before, &answers, "G2.missbruk", "nej")[0], col).join("");
    assert_eq!(no, "nej");
    let place = |edition: &Edition, id: &str| match &edition.questionnaire.schema.column(col).kind {
        QuestionKind::One(set) => set.position(id).and_then(|place| i64::try_from(place).ok()),
        _ => None,
    };
    assert_eq!(Some(forth.table.row(merged)[col.index()].value), place(&after, "nej"));
    // Back again, a no may have been either.
    let back = carry(&after, &answers.table, &before);
    let Some(NotCarried::Lost { answer, .. }) = &back.missing[col.index()] else { panic!("it is lost") };
    assert!(["nej", "finns_inte", "behovs_inte"].contains(&answer.as_str()));
}

#[test]
fn what_may_not_be_compared_has_no_numbers() {
    let catalogue = altered(&[]);
    let (a, b) = (&catalogue.editions[&EditionYear(2015)], &catalogue.editions[&EditionYear(2018)]);
    let silent = catalogue::answers::blank(a);
    let answers = simulated(b);
    let diff = compared((a, &silent), (b, &answers));
    for indicator in &diff.indicators {
        if indicator.before.is_some() && indicator.after.is_some() {
            assert!(matches!(indicator.comparable, Comparable::No(_)), "{}", indicator.id());
        }
        assert!(indicator.figures.is_empty() && indicator.outcomes.is_empty());
    }
    assert!(diff.moved.iter().all(|moved| moved.indicator.is_none()));
}
