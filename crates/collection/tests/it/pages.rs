//! One subject a page.

use collection::form::pages::pages;

use super::edition;

#[test]
fn a_main_question_and_its_follow_ups_share_a_page() {
    let edition = edition();
    let told: Vec<String> = ["G", "E"]
        .into_iter()
        .flat_map(|part| pages(edition, &part.parse().expect("a part")))
        .map(|page| {
            let codes = page.questions.iter().map(|place| edition.questions[*place].code.as_str());
            format!("{}: {}", page.no, codes.collect::<Vec<_>>().join(" "))
        })
        .collect();
    let expected = "1: G1 G1a G1b G1c G1c_text|2: G2 G2a|3: G3 G3a|4: G6 G6a|5: G8 G8a G8b|6: G9 G9a|7: G10|8: G12|\
                    9: G20 G20a G20b|10: G21|11: G22|12: G24 G24a|13: G25 G25a|\
                    1: E1|2: E2|3: E3|4: E4|5: E5|6: E6 E6a|7: E7 E7_text|8: E8 E8a E8b|9: E9 E9a|10: E10";
    assert_eq!(told.join("|"), expected);
}

#[test]
fn every_question_is_on_exactly_one_page() {
    for edition in [edition(), super::checklist()] {
        let all = edition.parts.iter().flat_map(|part| pages(edition, &part.code));
        let mut seen: Vec<usize> = all.flat_map(|page| page.questions).collect();
        seen.sort_unstable();
        assert_eq!(seen, (0..edition.questions.len()).collect::<Vec<_>>());
    }
}
