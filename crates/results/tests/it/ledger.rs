//! What each question is for, and how many had to answer it.

use catalogue::Catalogue;
use catalogue::answers::blank;
use catalogue::model::Edition;
use domain::EditionYear;
use results::ledger::{Line, ledger};
use results::simulate;

fn edition(year: u16) -> Edition {
    Catalogue::bundled().expect("the bundled catalogue loads").editions[&EditionYear(year)].clone()
}

fn line<'a>(edition: &Edition, all: &'a [Line], code: &str) -> &'a Line {
    let place = edition.questions.iter().position(|question| question.code.to_string() == code);
    all.iter().find(|line| Some(line.question) == place).expect("the question is there")
}

fn ids<'a>(edition: &'a Edition, places: &[usize]) -> Vec<&'a str> {
    places.iter().filter_map(|&i| edition.computed().nth(i)).map(|known| known.id.as_str()).collect()
}

#[test]
fn a_question_is_told_with_the_indicators_that_read_it() {
    let edition = edition(2018);
    let all = ledger(&edition, None);
    assert_eq!(all.len(), edition.questions.len());
    // Both are read by the rule of the template; E6 decides besides whether E6a is asked.
    for (code, cells) in [("E6", 1), ("E6a", 10)] {
        let found = line(&edition, &all, code);
        assert_eq!(found.cells, cells, "{code}");
        assert!(ids(&edition, &found.direct).contains(&"eb-utredningsmall-barn"), "{code}");
        assert!(found.through.is_empty() && found.asked.is_none(), "{code}");
    }
    // Whatever an indicator's catalogue entry names feeds it, or is told to be named only.
    let mut named = 0;
    for (i, indicator) in edition.computed().enumerate() {
        for code in &indicator.questions {
            let found = line(&edition, &all, &code.to_string());
            let feeds = found.direct.contains(&i) || found.through.contains(&i);
            assert_ne!(feeds, found.named.contains(&i), "{} names {code}", indicator.id);
            named += 1;
        }
    }
    assert!(named > 30, "{named}");
    // The description of the emergency service names the questions below G1; its rule reads G1 alone.
    for code in ["G1a", "G1b", "G1c"] {
        let found = line(&edition, &all, code);
        assert!(found.feeds_nothing() && ids(&edition, &found.named) == ["eb-socialjour"], "{code}");
    }
    let idle: Vec<String> = all
        .iter()
        .filter(|line| line.feeds_nothing())
        .map(|line| edition.questions[line.question].code.to_string())
        .collect();
    assert!(!idle.is_empty() && idle.len() < all.len() / 2, "{idle:?}");
}

#[test]
fn who_had_to_answer_is_whom_the_filter_lets_through() {
    let edition = edition(2018);
    let units = u32::try_from(edition.frame.units.len()).expect("few");
    let silent = ledger(&edition, Some(&blank(&edition).table));
    let first = line(&edition, &silent, "E6").asked.expect("known");
    assert_eq!((first.units, first.asked, first.perhaps, first.answered), (units, units, 0, 0));
    // Nobody answered E6, which decides whether E6a is asked.
    let follow = line(&edition, &silent, "E6a").asked.expect("known");
    assert_eq!((follow.asked, follow.perhaps, follow.answered), (0, units, 0));
    let answers = simulate::simulate(&edition, 2018);
    for line in ledger(&edition, Some(&answers.table)) {
        let burden = line.asked.expect("known");
        assert_eq!(burden.units, units);
        assert!(burden.asked + burden.perhaps <= units);
        let code = &edition.questions[line.question].code;
        assert!(burden.answered <= burden.asked + burden.perhaps, "{code}: {burden:?}");
    }
}
