//! The public sees no free text, no comment, and nothing simulated that does not say so.

use catalogue::answers::read_answers_bytes;
use publication::build::{Input, build};
use publication::model::Audience;
use results::{Results, origin};

use super::given::{edition, plain, results_of_2018};

const SECRET_COMMENT: &str = "hemlig-kommentar-3141";
const SECRET_TEXT: &str = "hemlig-metod-2718";

#[test]
fn no_free_text_and_no_comment_reaches_the_model() {
    let edition = edition(2018);
    let lines = format!(
        "unit;question;row;value;comment;accepted\n\
         0680;E7;annan;ja;{SECRET_COMMENT};yes\n\
         0680;E7_text;;{SECRET_TEXT};;\n"
    );
    let answers = read_answers_bytes(edition, "answers.csv", lines.as_bytes())
        .unwrap_or_else(|problems| panic!("{problems}"));
    assert!(answers.comments.values().any(|comment| comment == SECRET_COMMENT), "the comment was read");
    assert!(answers.texts.values().any(|text| text == SECRET_TEXT), "the text was read");
    let results = Results::from_answers(edition, &answers.table, answers.origin.id());
    let counties = ["06".parse().expect("a code")];
    let publication = build(&Input { counties: &counties, ..plain(edition, &results) }, Audience::Public);
    let everything = format!("{publication:?}");
    for secret in [SECRET_COMMENT, SECRET_TEXT] {
        assert!(!everything.contains(secret), "{secret}");
    }
    assert!(everything.contains("eb-fia"), "the search would find what is there");
}

#[test]
fn what_is_not_a_real_result_says_so() {
    let simulated = results_of_2018();
    let mut trial = simulated.clone();
    trial.origin = origin::trial(&trial.origin);
    for (case, results, round, name, words) in [
        ("simulated", &simulated, None, None, vec!["Simulerade data"]),
        ("a round", &simulated, Some(2), None, vec!["Simulerad omgång 2"]),
        (
            "a trial",
            &trial,
            Some(3),
            Some("Andra gränser"),
            vec!["Prövning: Andra gränser", "Simulerad omgång 3"],
        ),
    ] {
        let input = Input { round, trial: name, ..plain(edition(2018), results) };
        let publication = build(&input, Audience::Public);
        // Renderers show it on every sheet.
        for word in words {
            assert!(publication.caution.sv.contains(word), "{case}: {}", publication.caution.sv);
        }
    }
}

#[test]
fn the_same_input_gives_the_same_publication() {
    let results = results_of_2018();
    let input = plain(edition(2018), &results);
    let _ = build(&input, Audience::Public);
    assert_eq!(build(&input, Audience::Public), build(&input, Audience::Public));
}
