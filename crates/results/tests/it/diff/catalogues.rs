//! What differs between catalogues: a planted change of every kind is found, and nothing else.

use catalogue::model::Language;
use results::diff::catalogue_rows;
use results::diff::catalogues::{Kind, catalogues};

use super::*;

const EDITION: &str = "editions/2018/edition.toml";
const QUESTIONS: &str = "editions/2018/questions/g.toml";

fn lines(changes: &[(&str, &str, &str)]) -> Vec<String> {
    let diff = catalogues(&altered(&[]), &altered(changes));
    diff.changes.iter().map(|change| change.line(Language::Swedish)).collect()
}

#[test]
fn a_catalogue_does_not_differ_from_itself() {
    let diff = catalogues(&altered(&[]), &altered(&[]));
    assert!(diff.is_empty(), "{:?}", diff.changes);
    let years: Vec<u16> = diff.compared.iter().map(|(a, _)| a.0).collect();
    assert_eq!(years, [2015, 2018]);
}

#[test]
fn a_planted_change_of_every_kind_is_found() {
    let rutin = format!("{INDICATORS}/intern-samordning.toml");
    let checks = "editions/2018/checks.toml";
    for (case, changes, expected) in [
        (
            "the limit of non-response",
            vec![(EDITION, "withhold_above_percent = \"20\"", "withhold_above_percent = \"25\"")],
            "årgång 2018, gräns för bortfall, procent: 20 → 25",
        ),
        (
            "a parameter",
            vec![(EDITION, "number = \"6\"", "number = \"5\"")],
            "parameter minsta_antal_livsomraden, värde: 6 → 5",
        ),
        (
            "a part",
            vec![(
                EDITION,
                "code = \"M\"\nname = \"Missbruks- och beroendevården\"\nmandatory = false",
                "code = \"M\"\nname = \"Missbruks- och beroendevården\"\nmandatory = true",
            )],
            "del M, obligatorisk: false → true",
        ),
        (
            "a text",
            vec![(
                rutin.as_str(),
                "note = \"Att rutin inte behövs räknas som Ja, liksom en rutin som är för ny för att ha följts upp.\"",
                "note = \"\"",
            )],
            "indikator eb-rutin-lss, anmärkning: Att rutin inte behövs räknas som Ja, liksom en rutin som är för ny för att ha följts upp. → (inget)",
        ),
        (
            "a rule",
            vec![(rutin.as_str(), "G2a.$row IN ('ja', 'ny')", "G2a.$row = 'ja'")],
            "indikator eb-rutin-lss, regel för ja: G2.lss = 'behovs_inte' OR (G2.lss = 'ja' AND G2a.lss IN ('ja', 'ny')) → G2.lss = 'behovs_inte' OR (G2.lss = 'ja' AND G2a.lss = 'ja')",
        ),
        (
            "decimals",
            vec![(rutin.as_str(), "decimals = 1", "decimals = 2")],
            "indikator eb-rutin-lss, decimaler: 1 → 2",
        ),
        (
            "a check",
            vec![(
                checks,
                "when = \"chosen_count(G8a.ekonomiskt_bistand) <= 1\"",
                "when = \"chosen_count(G8a.ekonomiskt_bistand) <= 2\"",
            )],
            "kontroll g8a-en-form, slår till när: chosen_count(G8a.ekonomiskt_bistand) <= 1 → chosen_count(G8a.ekonomiskt_bistand) <= 2",
        ),
        (
            "a filter",
            vec![(
                QUESTIONS,
                "asked_when = \"G2.$row = 'ja'\"",
                "asked_when = \"G2.$row IN ('ja', 'behovs_inte')\"",
            )],
            "fråga G2a, ställs när: G2.$row = 'ja' → G2.$row IN ('ja', 'behovs_inte')",
        ),
    ] {
        let found = lines(&changes);
        assert!(found.iter().any(|line| line == expected), "{case}: {expected}\n{found:#?}");
    }
}

#[test]
fn a_change_in_memory_of_what_files_hold_elsewhere_is_found() {
    let a = altered(&[]);
    let year = EditionYear(2018);
    let told = |change: &dyn Fn(&mut Edition)| -> Vec<(Kind, String)> {
        let mut b = a.clone();
        change(b.editions.get_mut(&year).expect("it is there"));
        let diff = catalogues(&a, &b);
        diff.changes.iter().map(|change| (change.kind, change.line(Language::Swedish))).collect()
    };
    let group: domain::GroupCode = "A1".parse().expect("a code");
    let skl: domain::GroupingId = "skl".parse().expect("an id");
    for (case, change, kind, expected) in [
        (
            "a unit's group",
            &(|edition: &mut Edition| {
                let unit = edition.frame.units.iter_mut().find(|u| u.code.as_str() == "0604").expect("Aneby");
                unit.groups.insert(skl.clone(), group.clone());
            }) as &dyn Fn(&mut Edition),
            Kind::Place,
            "plats 0604, grupp i skl:",
        ),
        (
            "a unit less",
            &|edition: &mut Edition| edition.frame.units.retain(|unit| unit.code.as_str() != "0604"),
            Kind::Place,
            "plats 0604 borttagen (Aneby)",
        ),
        (
            "a grouping less",
            &|edition: &mut Edition| edition.frame.schemes.retain(|scheme| scheme.grouping.as_str() != "skl"),
            Kind::Grouping,
            "sorteringsnyckel skl borttagen",
        ),
        (
            "a measure's figure",
            &|edition: &mut Edition| {
                let population = edition.measures.get_mut("population").expect("it is known");
                population.insert("0604".parse().expect("a code"), domain::Number::whole(7));
            },
            Kind::Measure,
            "bakgrundsmått population, värde för 0604:",
        ),
        (
            "an indicator less",
            &|edition: &mut Edition| edition.indicators.retain(|i| i.id.as_str() != "eb-freda"),
            Kind::Indicator,
            "indikator eb-freda borttagen",
        ),
        (
            "a question less",
            &|edition: &mut Edition| edition.questions.retain(|q| q.code.as_str() != "E10"),
            Kind::Question,
            "fråga E10 borttagen",
        ),
        (
            "a check less",
            &|edition: &mut Edition| edition.checks.retain(|check| check.id != "g8a-en-form"),
            Kind::Check,
            "kontroll g8a-en-form borttagen",
        ),
        (
            "the target",
            &|edition: &mut Edition| {
                let indicator = edition.indicators.iter_mut().find(|i| i.id.as_str() == "eb-rutin-lss");
                indicator.expect("it is there").target.push("nej".parse().expect("an id"));
            },
            Kind::Indicator,
            "indikator eb-rutin-lss, målvärde: ja → ja, nej",
        ),
        (
            "method and levels",
            &|edition: &mut Edition| {
                let indicator = edition.indicators.iter_mut().find(|i| i.id.as_str() == "eb-rutin-lss");
                let indicator = indicator.expect("it is there");
                indicator.method = domain::Method::Mean;
                indicator.levels.pop();
            },
            Kind::Indicator,
            "indikator eb-rutin-lss, sammanvägning: share → mean",
        ),
        (
            "smallest set of the relative colours",
            &|edition: &mut Edition| match &mut edition.comparison.relative {
                Some(mode) => mode.smallest = 4,
                None => {
                    edition.comparison.fixed.push(catalogue::model::FixedAnswer {
                        question: "G2".into(),
                        alternative: String::new(),
                        why: Default::default(),
                        readings: Vec::new(),
                    });
                }
            },
            Kind::Comparison,
            "jämförelse,",
        ),
        (
            "an alternative's wording",
            &|edition: &mut Edition| {
                let question = edition.questions.iter_mut().find(|q| q.code.as_str() == "E10").expect("E10");
                question.alternatives[0].text.sv.push_str(" !");
            },
            Kind::Question,
            "fråga E10, svarsalternativ",
        ),
        (
            "an alternative more",
            &|edition: &mut Edition| {
                let question = edition.questions.iter_mut().find(|q| q.code.as_str() == "E10").expect("E10");
                let mut other = question.alternatives[0].clone();
                other.id = "vet_inte".into();
                question.alternatives.push(other);
            },
            Kind::Question,
            "fråga E10, svarsalternativ: ",
        ),
        (
            "a row less",
            &|edition: &mut Edition| {
                let question = edition.questions.iter_mut().find(|q| q.code.as_str() == "G2").expect("G2");
                question.rows.as_mut().expect("a grid").pop();
            },
            Kind::Question,
            "fråga G2, rader:",
        ),
        (
            "a case less",
            &|edition: &mut Edition| {
                edition.cases.pop();
            },
            Kind::Other,
            "övrigt exempelfall, innehåll:",
        ),
    ] {
        let found = told(change);
        assert!(
            found.iter().any(|(of, line)| *of == kind && line.starts_with(expected)),
            "{case}: {expected}\n{found:#?}"
        );
    }
}

#[test]
fn texts_are_told_apart_from_what_can_move_a_figure() {
    let rutin = format!("{INDICATORS}/intern-samordning.toml");
    let changes = [
        (rutin.as_str(), "G2a.$row IN ('ja', 'ny')", "G2a.$row = 'ja'"),
        (rutin.as_str(), "note = \"Att rutin", "note = \"Att en rutin"),
    ];
    let diff = catalogues(&altered(&[]), &altered(&changes));
    let (texts, others): (Vec<_>, Vec<_>) = diff.changes.iter().partition(|change| change.is_text);
    assert_eq!((texts.len(), others.len()), (5, 5), "{:#?}", diff.changes);
    assert!(texts.iter().all(|change| change.field.is_some_and(|field| field.id == "note")));
    let rows: Vec<_> = catalogue_rows(&diff).collect();
    assert_eq!(rows.len(), 10);
    assert!(rows.iter().all(|row| row[0] == "2018" && row[1] == "indicator" && row[5] == "changed"));
}

#[test]
fn one_edition_each_of_two_years_is_compared_by_family_and_question_map() {
    let only = |catalogue: &Catalogue, year: u16| {
        let mut catalogue = catalogue.clone();
        catalogue.editions.retain(|known, _| known.0 == year);
        catalogue
    };
    let whole = altered(&[]);
    let diff = catalogues(&only(&whole, 2015), &only(&whole, 2018));
    assert_eq!(diff.compared, [(EditionYear(2015), EditionYear(2018))]);
    let lines: Vec<String> = diff.changes.iter().map(|change| change.line(Language::Swedish)).collect();
    assert!(
        lines.iter().any(|line| line.starts_with("indikator eb-rutin-barn-unga, regel för ja:")),
        "{lines:#?}"
    );
    assert!(lines.iter().any(|line| line.starts_with("indikator eb-rutin-lss ny")));
    assert!(lines.iter().any(|line| line.starts_with("fråga E10 ny")), "no map from 2015: a new question");
    let other = catalogues(&whole, &only(&whole, 2018));
    assert_eq!((other.only_first, other.changes), (vec![EditionYear(2015)], Vec::new()));
}

#[test]
fn an_edition_more_is_a_row() {
    let mut less = altered(&[]);
    less.editions.remove(&EditionYear(2015));
    let diff = catalogues(&less, &altered(&[]));
    let rows: Vec<_> = catalogue_rows(&diff).collect();
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0][0].as_str(), rows[0][5].as_str()), ("2015", "added"));
}
