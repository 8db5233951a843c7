//! Changes that cannot be: all mistakes at once, at their lines, with the next step.

use catalogue::Catalogue;
use domain::EditionYear;
use proptest::prelude::*;

use crate::{HEAD, YEAR, bundled, told};

#[test]
fn every_mistake_of_a_file_is_told_at_once() {
    let text = r#"name = ""
edition = 2015
withold = 3
withhold_above_percent = "130"

[param]
minst = "2"
uppfoljning_fran = "5"

[relative]
best_percent = 70
smallest = 1
tis = "middle"

[peers]
count = 3
[[peers.variable]]
id = "tatet"
weight = "-1"

[[indicator]]
id = "eb-utredningsmall-bar"
target = ["ja"]

[[indicator]]
id = "eb-rutin-{row}"

[[indicator]]
id = "eb-bg-hushall-per-handlaggare"
method = "mean"

[[indicator]]
id = "eb-fia"
target = ["jaa"]
mean = []

[[indicator]]
id = "eb-rutin-lss"
method = "median"
[[indicator.outcome]]
value = "ja"
when = "G2.lss = 'jaa'"
[[indicator.outcome]]
value = "nej"
otherwise = true

[[indicator]]
id = "eb-audit"
method = "mean"

[[indicator]]
id = "eb-rutin-missbruk"
[[indicator.outcome]]
value = "delvis"
when = "G2.missbruk = 'behovs_inte'"
[[indicator.outcome]]
value = "nej"
when = "G2.missbruk = 'nej'"

[[indicator]]
id = "eb-rutin-missbruk"
"#;
    insta::assert_snapshot!("all_at_once", told(text));
}

#[test]
fn changes_after_which_everything_is_as_before_are_told() {
    let nothing = [
        ("nothing at all", String::new()),
        (
            "everything as it is",
            r#"withhold_above_percent = "20"
[param]
minsta_antal_livsomraden = "6"
[relative]
best_percent = 25
[[peers.variable]]
id = "tathet"
weight = "1"
[[indicator]]
id = "eb-fia"
target = ["ja"]
[[indicator]]
id = "eb-audit"
"#
            .to_owned(),
        ),
        ("a parameter that no rule reads", "[param]\nminsta_antal_livsomraden = \"5\"\n".to_owned()),
    ];
    let text: String = nothing
        .iter()
        .map(|(case, changes)| format!("{case}\n{}\n", told(&format!("{HEAD}{changes}"))))
        .collect();
    insta::assert_snapshot!("as_before", text);
}

#[test]
fn a_new_rule_is_proved_as_the_catalogues_are() {
    let rules = [
        (
            "an alternative that no entry decides",
            "[[indicator.outcome]]\nvalue = \"ja\"\nwhen = \"E7.fia = 'ja'\"\n[[indicator.outcome]]\nvalue = \"nej\"\nwhen = \"E7.fia = 'nej' AND E6 = 'nej'\"\n",
        ),
        (
            "two entries at once",
            "[[indicator.outcome]]\nvalue = \"ja\"\nwhen = \"E7.fia = 'ja'\"\n[[indicator.outcome]]\nvalue = \"delvis\"\nwhen = \"E7.fia IN ('ja', 'nej')\"\n",
        ),
        ("no entry", "outcome = []\n"),
        (
            "a follow-up without its main question",
            "[[indicator.outcome]]\nvalue = \"ja\"\nwhen = \"G2a.lss = 'ja'\"\n[[indicator.outcome]]\nvalue = \"nej\"\notherwise = true\n",
        ),
    ];
    let text: String = rules
        .iter()
        .map(|(case, rule)| {
            format!("{case}\n{}\n", told(&format!("{HEAD}[[indicator]]\nid = \"eb-fia\"\n{rule}")))
        })
        .collect();
    insta::assert_snapshot!("not_proved", text);
}

#[test]
fn files_that_are_no_trial_are_told() {
    for (case, text, part) in [
        ("empty", String::new(), "`name` saknas"),
        ("no TOML", "name = Prov".to_owned(), "CHANGES.toml:1: CAT-02"),
        ("too large", " ".repeat((4 << 20) + 1), "CAT-01"),
        ("another type", format!("{HEAD}indicator = 3\n"), "CAT-05"),
    ] {
        assert!(told(&text).contains(part), "{case}: {}", told(&text));
    }
    let unknown = bundled().trial(EditionYear(2017), &HEAD.replace("2018", "2017"), "CHANGES.toml");
    let told = unknown.expect_err("there is no edition 2017").to_string();
    assert!(told.contains("det finns ingen årgång `2017`") && told.contains("2015, 2018"), "{told}");
    let empty = Catalogue::default().trial(YEAR, HEAD, "CHANGES.toml");
    assert!(empty.is_err(), "a catalogue without editions has nothing to try");
}

#[test]
fn a_mistake_that_shows_elsewhere_is_told_where_the_change_is() {
    // A changed date of an edition whose rule then never holds: told at the trial's line, not in the catalogue's file.
    let files = Catalogue::files_of(None).expect("it is there");
    let text = |path: &str| String::from_utf8(files[path].clone()).expect("it is UTF-8");
    let (path, edition) =
        ("editions/2018/indicators/ekonomiskt-bistand/bakgrund.toml", "editions/2018/edition.toml");
    let own = std::collections::BTreeMap::from([
        ("base.toml".to_owned(), "base = \"bundled\"\nname = \"Prov\"\nwhy = \"Ett test.\"\n".to_owned()),
        (path.to_owned(), text(path).replace("figure = \"E5\"", "figure = \"E5 * param.faktor\"")),
        (
            edition.to_owned(),
            format!("{}\n[[param]]\nid = \"faktor\"\nnumber = \"1\"\ntext = \"Ett test.\"\n", text(edition)),
        ),
    ]);
    let catalogue = Catalogue::load_files(&own, catalogue::LoadOptions { prove: false })
        .unwrap_or_else(|problems| panic!("{problems}"));
    let changes = format!("{HEAD}[param]\nfaktor = \"9000000000\"\n");
    let told =
        catalogue.trial(YEAR, &changes, "CHANGES.toml").expect_err("the product is too large").to_string();
    assert!(told.starts_with("CHANGES.toml:5: RULE-33"), "{told}");
    assert!(
        told.contains(
            "med de här ändringarna blir editions/2018/indicators/ekonomiskt-bistand/bakgrund.toml:"
        ),
        "{told}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_it_panic(text in "[\\[\\]a-z0-9 =\"'\n.,{}]{0,200}") {
        let _ = bundled().trial(YEAR, &format!("{HEAD}{text}"), "CHANGES.toml");
    }
}
