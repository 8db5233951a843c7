//! Answers of an earlier edition beside this one's questions.

use std::collections::BTreeMap;

use collection::form::carried::carried;
use collection::ids::CellId;
use serde_json::{Value, json};

use super::edition;

#[test]
fn an_answer_follows_its_question_where_the_catalogue_says_which_became_which() {
    let cell = |id: &str| id.parse::<CellId>().expect("the id of a cell");
    for (case, from, then, expected) in [
        ("the question that moved up", 2017, ("E11", json!("ja_alla")), Some(("E10", json!("ja_alla")))),
        ("its comment", 2017, ("E11#comment", json!("se protokoll")), None),
        ("an alternative that nobody mapped", 2017, ("E11", json!("kanske")), None),
        ("the same code, another question", 2017, ("E10", json!("nej")), None),
        ("a question that begins alike", 2017, ("E11a", json!("nej")), None),
        ("another year", 2016, ("E11", json!("nej")), None),
        ("another kind of answer", 2017, ("E11", json!({ "cannot_say": true })), None),
    ] {
        let answers: BTreeMap<CellId, Value> = BTreeMap::from([(cell(then.0), then.1)]);
        let expected: BTreeMap<CellId, Value> =
            expected.into_iter().map(|(id, value)| (cell(id), value)).collect();
        assert_eq!(carried(edition(), from, &answers), expected, "{case}");
    }
}
