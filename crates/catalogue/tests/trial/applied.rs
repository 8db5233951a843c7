//! What a trial changes, what it says of that, and what it leaves alone.

use catalogue::model::{Indicator, Language, Ties, Trial};
use domain::{Method, Number};

use crate::{YEAR, bundled, tried};

fn sentences(trial: &Trial, language: Language) -> Vec<&str> {
    trial.changes.iter().map(|change| change.get(language)).collect()
}

fn ids(trial: &Trial) -> Vec<&str> {
    trial.indicators.iter().map(|id| id.as_str()).collect()
}

#[test]
fn a_target_is_changed_and_nothing_else() {
    let (edition, trial) =
        tried("[[indicator]]\nid = \"eb-utredningsmall-barn\"\ntarget = [\"ja\", \"delvis\"]\n");
    assert_eq!((trial.name.as_str(), trial.why.as_str()), ("Prov", "Ett test."));
    assert_eq!(
        sentences(&trial, Language::Swedish),
        ["Indikator `eb-utredningsmall-barn`: målvärde Ja → Ja, Delvis"]
    );
    assert_eq!(
        sentences(&trial, Language::English),
        ["Indicator `eb-utredningsmall-barn`: target Yes → Yes, Partly"]
    );
    assert_eq!((ids(&trial), trial.rules.len()), (vec!["eb-utredningsmall-barn"], 0));
    let base = &bundled().editions[&YEAR];
    let of = |i: &Indicator| (i.target.clone(), i.partly.clone(), i.rule.clone(), i.method);
    for (before, after) in base.indicators.iter().zip(&edition.indicators) {
        assert_eq!(of(before) == of(after), before.id.as_str() != "eb-utredningsmall-barn", "{}", before.id);
    }
}

#[test]
fn a_rule_is_changed_through_the_id_of_one_row_and_its_cases_tell_what_that_means() {
    let (edition, trial) = tried(
        r#"
[[indicator]]
id = "eb-rutin-lss"
[[indicator.outcome]]
empty = "not_applicable"
when = "G2.$row = 'finns_inte'"
[[indicator.outcome]]
value = "ja"
when = "G2.$row IN ('behovs_inte', 'ja')"
[[indicator.outcome]]
value = "nej"
otherwise = true
"#,
    );
    assert_eq!(
        sentences(&trial, Language::Swedish),
        [
            "Indikator `eb-rutin-lss`: Ja när `G2.lss = 'behovs_inte' OR (G2.lss = 'ja' AND G2a.lss IN ('ja', 'ny'))` → \
          `G2.lss IN ('behovs_inte', 'ja')`"
        ]
    );
    let rules: Vec<&str> = trial.rules.iter().map(|id| id.as_str()).collect();
    assert_eq!((ids(&trial), rules), (vec!["eb-rutin-lss"], vec!["eb-rutin-lss"]));
    let cases: Vec<(&str, &str)> =
        trial.cases.iter().map(|case| (case.indicator.as_str(), case.name.as_str())).collect();
    assert_eq!(
        cases,
        [
            ("eb-rutin-lss", "rutinen finns men har inte följts upp"),
            ("eb-rutin-lss", "rutinen finns men frågan om uppföljning är obesvarad"),
        ]
    );
    let others = edition.indicators.iter().filter(|i| i.id.as_str().starts_with("eb-rutin-"));
    let base = &bundled().editions[&YEAR];
    for other in others.filter(|i| i.id.as_str() != "eb-rutin-lss") {
        assert_eq!(Some(&other.rule), base.indicator(other.id.as_str()).map(|i| &i.rule), "{}", other.id);
    }
}

#[test]
fn what_is_shown_and_which_questions_are_listed_follows_from_a_new_rule() {
    let (edition, _) = tried(
        r#"
[[indicator]]
id = "eb-rutin-lss"
partly = ["delvis"]
ignores = ["E6#nej", "E6#inte_alla", "E6#alla", "E6"]
[[indicator.outcome]]
empty = "not_applicable"
when = "G2.lss = 'finns_inte'"
[[indicator.outcome]]
value = "ja"
when = "G2.lss = 'behovs_inte' OR (G2.lss = 'ja' AND G2a.lss = 'ja')"
[[indicator.outcome]]
value = "delvis"
when = "G2.lss = 'ja' AND G2a.lss = 'ny'"
[[indicator.outcome]]
value = "nej"
otherwise = true
"#,
    );
    let indicator = edition.indicator("eb-rutin-lss").expect("it is there");
    assert_eq!(indicator.shown, ["ja", "nej", "not_applicable", "delvis"]);
    let (edition, _) = tried(
        r#"
[[indicator]]
id = "eb-fia"
ignores = ["E6#inte_alla"]
[[indicator.outcome]]
value = "ja"
when = "E7.fia = 'ja' AND E6 = 'alla'"
[[indicator.outcome]]
value = "nej"
otherwise = true
"#,
    );
    let questions: Vec<&str> = edition
        .indicator("eb-fia")
        .expect("it is there")
        .questions
        .iter()
        .map(|code| code.as_str())
        .collect();
    assert_eq!(questions, ["E7", "E6"]);
}

#[test]
fn limits_weights_and_methods_are_changed() {
    let (edition, trial) = tried(
        r#"
withhold_above_percent = "12.5"

[relative]
best_percent = 33
worst_percent = 10
smallest = 8
ties = "best"

[[peers.variable]]
id = "tathet"
weight = "0.5"

[[indicator]]
id = "eb-bg-handlaggare"
method = "mean"
"#,
    );
    let number = |text: &str| text.parse::<Number>().expect("a number");
    assert_eq!(edition.withhold_above_percent, number("12.5"));
    let relative = edition.comparison.relative.as_ref().expect("there are relative colours");
    assert_eq!((relative.best_percent, relative.worst_percent, relative.smallest), (33, 10, 8));
    assert_eq!(relative.ties, Ties::Best);
    assert_eq!(edition.indicator("eb-bg-handlaggare").map(|i| i.method), Some(Method::Mean));
    let told = sentences(&trial, Language::Swedish);
    assert_eq!(
        told,
        [
            "Undertryckning vid bortfall över: 20 → 12,5 procent",
            "Indikator `eb-bg-handlaggare`: sammanvägning summa → medelvärde",
            "Relativ färg, bästa andel, procent: 25 → 33",
            "Relativ färg, sämsta andel, procent: 25 → 10",
            "Relativ färg, minsta jämförelsemängd: 5 → 8",
            "Relativ färg, lika värden: delar mitten av sina platser → delar den bästa av sina platser",
            "Liknande kommuner, vikt för Invånare per kvadratkilometer: 1 → 0,5",
        ]
    );
    assert!(trial.cases.is_empty(), "no case speaks of limits and weights");
}

#[test]
fn a_parameter_that_rules_read_changes_every_one_of_them() {
    let files = catalogue::Catalogue::files_of(None).expect("it is there");
    let path = "editions/2018/indicators/ekonomiskt-bistand/bakgrund.toml";
    let edition = "editions/2018/edition.toml";
    let text = |path: &str| String::from_utf8(files[path].clone()).expect("it is UTF-8");
    let own = std::collections::BTreeMap::from([
        ("base.toml".to_owned(), "base = \"bundled\"\nname = \"Prov\"\nwhy = \"Ett test.\"\n".to_owned()),
        (path.to_owned(), text(path).replace("figure = \"E5\"", "figure = \"E5 * param.faktor\"")),
        (
            edition.to_owned(),
            format!("{}\n[[param]]\nid = \"faktor\"\nnumber = \"1\"\ntext = \"Ett test.\"\n", text(edition)),
        ),
    ]);
    let catalogue = catalogue::Catalogue::load_files(&own, catalogue::LoadOptions { prove: false })
        .unwrap_or_else(|problems| panic!("{problems}"));
    let changes = "name = \"Dubbelt\"\nwhy = \"Ett test.\"\nedition = 2018\n[param]\nfaktor = \"2\"\n";
    let (_, trial) =
        catalogue.trial(YEAR, changes, "CHANGES.toml").unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(
        sentences(&trial, Language::Swedish),
        ["Parameter `faktor`: 1 → 2", "Indikator `eb-bg-handlaggare`: regeln läser den ändrade parametern"]
    );
    assert_eq!(ids(&trial), ["eb-bg-handlaggare"]);
    assert!(!trial.cases.is_empty(), "its cases say another figure");
}
