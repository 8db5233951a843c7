use proptest::prelude::*;

use super::*;

fn entry(kind: Kind, id: &str, name: &str, within: &str) -> (Entry, Vec<String>) {
    let text = |text: &str| Text { sv: text.to_owned(), en: None };
    let helps = match kind {
        Kind::Unit => vec!["Kommun".to_owned(), within.to_owned()],
        Kind::County => vec!["län".to_owned(), "county".to_owned()],
        Kind::City | Kind::Nation | Kind::Indicator | Kind::Edition => Vec::new(),
    };
    (Entry { kind, id: id.to_owned(), name: text(name), within: text(within) }, helps)
}

fn index() -> Index {
    let things = [
        entry(Kind::Unit, "0643", "Habo", "Jönköpings län"),
        entry(Kind::Unit, "0305", "Håbo", "Uppsala län"),
        entry(Kind::Unit, "0680", "Jönköping", "Jönköpings län"),
        entry(Kind::Unit, "0686", "Eksjö", "Jönköpings län"),
        entry(Kind::Unit, "0114", "Upplands Väsby", "Stockholms län"),
        entry(Kind::Unit, "0180-01", "Bromma", "Stockholm"),
        entry(Kind::Unit, "0184", "Solna", "Stockholms län"),
        entry(Kind::City, "city:0180", "Stockholm", ""),
        entry(Kind::County, "county:06", "Jönköpings län", ""),
        entry(Kind::Nation, "nation:SE", "Riket", ""),
        entry(
            Kind::Indicator,
            "eb-rutin-vuxenvard",
            "Rutin för samordning med vuxenvården",
            "Rutin, vuxenvård",
        ),
        entry(Kind::Indicator, "eb-fia", "Aktuell överenskommelse", "Försäkringskassan (FIA)"),
    ];
    Index::new(things.into_iter())
}

/// The ids that a question finds, the best first; typing errors only where nothing else is found.
fn found(question: &str) -> Vec<String> {
    let (index, asked) = (index(), Asked::of(question));
    for nearly in [false, true] {
        let mut hits: Vec<_> = index.search(&asked, nearly).collect();
        hits.sort_by_key(|(entry, rank)| (*rank, entry.kind, swedish::sort_key(&entry.name.sv)));
        if !hits.is_empty() {
            return hits.into_iter().map(|(entry, _)| entry.id.clone()).collect();
        }
    }
    Vec::new()
}

#[test]
fn the_first_hit_is_what_was_meant() {
    for (case, question, expected) in [
        ("by name", "Jönköping", "0680"),
        ("without accents", "jonkoping", "0680"),
        ("in capitals", "JÖNKÖPING", "0680"),
        ("its accents as characters of their own", "Jo\u{308}nko\u{308}ping", "0680"),
        ("by code", "0643", "0643"),
        ("with what it is", "habo kommun", "0643"),
        ("with where it lies", "habo jönköpings län", "0643"),
        ("the one with a ring", "håbo", "0305"),
        ("the one without", "habo", "0643"),
        ("in two words", "upplands väsby", "0114"),
        ("in one", "upplandsvasby", "0114"),
        ("by the second", "väsby", "0114"),
        ("one letter too few", "jönköpin", "0680"),
        ("two letters in each other's place", "jnököping", "0680"),
        ("a wrong letter", "stokcholm", "city:0180"),
        ("a letter left out", "upplans väsby", "0114"),
        ("the county", "jönköpings län", "county:06"),
        ("a county by its code", "06", "county:06"),
        ("a city by its code", "0180", "city:0180"),
        ("the nation in another word", "sverige", "nation:SE"),
        ("an indicator by its id", "eb-fia", "eb-fia"),
        ("by a part of a word", "vård", "eb-rutin-vuxenvard"),
        ("by its short name", "fia", "eb-fia"),
        ("by words in another order", "vuxenvården rutin", "eb-rutin-vuxenvard"),
    ] {
        assert_eq!(found(question).first().map(String::as_str), Some(expected), "{case}: {question}");
    }
}

#[test]
fn what_is_not_there_is_not_found() {
    for question in ["", "   ", "!?", "kommun", "0644", "0634", "xyzzy", "habo skåne", "å\u{0}"] {
        let hits = found(question);
        let only_parts = question == "å\u{0}";
        assert!(hits.is_empty() || only_parts, "{question:?}: {hits:?}");
    }
}

#[test]
fn a_typing_error_is_forgiven_only_where_nothing_is_called_so() {
    assert_eq!(found("habo"), ["0643", "0305"]);
    assert_eq!(found("solna"), ["0184"], "not Eksjö or anything else that is near");
}

proptest! {
    #[test]
    fn any_question_is_answered_and_only_a_bounded_part_of_it_is_read(question in ".{0,300}") {
        let read: String = question.chars().take(LONGEST).collect();
        prop_assert_eq!(found(&question), found(&read));
    }

    #[test]
    fn every_thing_is_found_by_its_name_whatever_its_case_and_accents(place in 0..12_usize, upper in any::<bool>(), bare in any::<bool>()) {
        let index = index();
        let entry = index.all().nth(place).expect("one of twelve");
        let name = if upper { entry.name.sv.to_uppercase() } else { entry.name.sv.to_lowercase() };
        let name = if bare { name.replace(['å', 'ä', 'Å', 'Ä'], "a").replace(['ö', 'Ö'], "o") } else { name };
        prop_assert!(found(&name).contains(&entry.id), "{}", name);
    }

    #[test]
    fn two_letters_in_each_others_place_do_not_hide_a_long_name(place in 0..12_usize, at in 0..40_usize) {
        let index = index();
        let entry = index.all().nth(place).expect("one of twelve");
        let mut letters: Vec<char> = entry.name.sv.chars().collect();
        let at = at % (letters.len() - 1);
        prop_assume!(letters.len() >= 8 && letters[at].is_alphabetic() && letters[at + 1].is_alphabetic());
        letters.swap(at, at + 1);
        let written: String = letters.into_iter().collect();
        prop_assert!(found(&written).contains(&entry.id), "{}", written);
    }
}
