//! What is proved of a rule when the catalogue is loaded – and that each fault is found.

use std::collections::BTreeSet;

use rules::prove::{Ignored, prove};

use crate::world::{questionnaire, rule};

/// The codes found, and the answers of the first finding.
fn found(lines: &str, ordered: bool, ignored: &[(&str, Option<u8>)]) -> (Vec<&'static str>, String) {
    let q = questionnaire();
    let ignored: BTreeSet<Ignored> = ignored
        .iter()
        .map(|(name, alternative)| Ignored {
            cell: q.schema.find(name).expect(name),
            alternative: *alternative,
        })
        .collect();
    let proof = prove(&rule(&q, lines, ordered), &q, &ignored);
    let answers = proof.findings.first().map(|finding| finding.answers.clone()).unwrap_or_default();
    (proof.findings.iter().map(|finding| finding.code).collect(), answers)
}

#[test]
fn good_rules_have_no_finding() {
    for (case, lines, ordered, ignored) in [
        (
            "routine and follow-up",
            "empty not_applicable: G2.lss = 'finns_inte'\n ja: G2.lss = 'behovs_inte' OR (G2.lss = 'ja' AND G2a.lss <> 'nej')\n nej: otherwise",
            false,
            &[][..],
        ),
        (
            "a graded chain",
            "ja: any_row(E2.*, E2.$r = 'alla')\n delvis: any_row(E2.*, E2.$r = 'inte_alla')\n empty not_applicable: all_rows(E2.*, E2.$r = 'ingen_person')\n nej: otherwise",
            true,
            &[],
        ),
        (
            "six of nine",
            "ja: E6 = 'alla' AND E6a.barns_situation = 'ja' AND at_least(6, E6a.*, E6a.$r = 'ja', except => 'barns_situation')\n nej: otherwise",
            false,
            &[],
        ),
        (
            "two of four kinds",
            "ja: G8 = 'ja' AND chosen(G8a, 'handledning') AND chosen(G8a, 'fortbildning')\n nej: otherwise",
            false,
            &[("G8a", Some(2)), ("G8a", Some(3))],
        ),
        ("a cut on a number", "ja: E5 >= 12\n nej: otherwise", false, &[]),
        ("a quotient", "figure F9a / F9: otherwise", false, &[]),
    ] {
        assert_eq!(found(lines, ordered, ignored), (Vec::new(), String::new()), "{case}");
    }
}

#[test]
fn each_fault_is_found_with_the_answers_that_show_it() {
    for (case, lines, ignored, code, answers) in [
        (
            "an alternative that nothing decides",
            "ja: E6 = 'alla'\n nej: E6 = 'nej'",
            &[][..],
            "PROOF-1",
            "E6 = 'inte_alla'",
        ),
        (
            "a follow-up without its main question",
            "ja: G2a.lss <> 'nej'\n nej: otherwise",
            &[],
            "PROOF-2",
            "G2.lss = 'nej', G2a.lss: not asked",
        ),
        (
            "entries that hold together",
            "ja: F9 > 2\n nej: F9 > 3\n delvis: otherwise",
            &[],
            "PROOF-3",
            "F9 = 4",
        ),
        (
            "an answer that never matters",
            "ja: G1 = 'ja' AND (E6 = 'alla' OR E6 <> 'alla')\n nej: otherwise",
            &[],
            "PROOF-4",
            "",
        ),
        (
            "too timid",
            "ja: G1 = 'ja' OR G1 = 'nej'\n nej: otherwise",
            &[("G1", None)],
            "PROOF-5",
            "G1: not answered",
        ),
        ("an entry never reached", "ja: G1 = 'ja'\n delvis: G1 = 'ja'\n nej: otherwise", &[], "PROOF-6", ""),
    ] {
        let q = questionnaire();
        let ignored: BTreeSet<Ignored> = ignored
            .iter()
            .map(|(name, alternative)| Ignored {
                cell: q.schema.find(name).expect(name),
                alternative: *alternative,
            })
            .collect();
        let proof = prove(&rule(&q, lines, false), &q, &ignored);
        let finding = proof.findings.iter().find(|finding| finding.code == code);
        let finding = finding.unwrap_or_else(|| panic!("{case}: {:?}", proof.findings));
        assert_eq!(finding.answers, answers, "{case}");
        assert!(!finding.help.is_empty(), "{case}");
    }
}

#[test]
fn overlaps_that_are_meant_are_said_so() {
    let lines = "ja: F9 > 3\n delvis: F9 > 2\n nej: otherwise";
    assert_eq!(found(lines, false, &[]).0, ["PROOF-3"]);
    assert_eq!(found(lines, true, &[]).0, [""; 0]);
}

#[test]
fn too_many_combinations_are_sampled_and_need_an_otherwise() {
    // Ten rows, three grids and numbers: the rows are told apart, so they cannot be counted together.
    let rows: Vec<String> = (1..=9).map(|i| format!("E6a.rad_{i} = 'ja'")).collect();
    let grids = "G2.lss = 'ja' OR G2.missbruk = 'ja' OR G2.barn_unga = 'ja' OR F9 > 2 OR F9a > 2";
    let q = questionnaire();
    let without = rule(&q, &format!("ja: E6 = 'alla' AND {} AND ({grids})", rows.join(" AND ")), false);
    let proof = prove(&without, &q, &BTreeSet::new());
    assert!(proof.is_sample && proof.tried == u64::from(rules::prove::SAMPLE));
    assert!(proof.findings.iter().any(|finding| finding.code == "PROOF-1"), "{:?}", proof.findings);
}
