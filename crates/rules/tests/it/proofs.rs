//! What the proof at load finds, and that it tries what it says: every state, each once, taken as counts where
//! cells are alike.

use std::collections::{BTreeMap, BTreeSet};

use domain::Outcome;
use rules::prove::{Ignored, Proof, SAMPLE, outcomes, prove};
use rules::table::Raw;
use rules::tree::Rule;

use crate::world::{Ask, World, date, many, number, one, outcome_text, table};

const NEJ: (&str, &str) = ("nej", "otherwise");

fn proved(world: &World, rule: &Rule, ignored: &[&str]) -> Proof {
    let look_up = |text: &&str| {
        let (cell, id) = text.split_once('#').map_or((*text, None), |(cell, id)| (cell, Some(id)));
        let cell = world.schema().find(cell).expect("a cell");
        let alternative = id.and_then(|id| match &world.schema().column(cell).kind {
            rules::schema::QuestionKind::Many(set) => {
                set.position(id).and_then(|place| u8::try_from(place).ok())
            }
            _ => None,
        });
        Ignored { cell, alternative }
    };
    prove(rule, &world.questionnaire, &ignored.iter().map(look_up).collect())
}

/// The findings as the author reads them, without the next step.
fn found(world: &World, rule: &Rule, ignored: &[&str]) -> Vec<String> {
    let proof = proved(world, rule, ignored);
    let told = |finding: rules::prove::Finding| {
        let answers =
            if finding.answers.is_empty() { String::new() } else { format!(" [{}]", finding.answers) };
        format!("{} {}{answers}", finding.code, finding.message)
    };
    proof.findings.into_iter().map(told).collect()
}

fn codes(world: &World, rule: &Rule) -> Vec<&'static str> {
    proved(world, rule, &[]).findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn each_answer_that_never_matters_is_named() {
    let follow_up = || {
        [one("Q1", "ja nej"), one("Q1a", "ja nej").when("Q1 = 'ja'"), one("Q1b", "ja nej").when("Q1a = 'ja'")]
    };
    let grid = || [one("Q1", "alla nagra nej").rows("a b c d")];
    let choice = |alternatives: &str| [many("Q1", alternatives)];
    let seven = "a b c d e f g";
    type Row<'a> = (&'a str, Vec<Ask>, &'a [(&'a str, &'a str)], &'a [&'a str], &'a [&'a str]);
    let rows: Vec<Row<'_>> = vec![
        (
            "a chain of follow-ups",
            follow_up().into(),
            &[("ja", "Q1 = 'ja' AND Q1a = 'ja' AND Q1b = 'nej'"), NEJ],
            &[],
            &[],
        ),
        (
            "the first alternative of a follow-up is that of the main question",
            follow_up().into(),
            &[("brist", "Q1 = 'ja' AND Q1a = 'nej'"), NEJ],
            &[],
            &[],
        ),
        (
            "a follow-up read in vain",
            follow_up().into(),
            &[("ja", "Q1 = 'ja' AND (Q1a = 'ja' OR Q1a = 'nej')"), NEJ],
            &[],
            &["Q1a"],
        ),
        (
            "the same, ignored",
            follow_up().into(),
            &[("ja", "Q1 = 'ja' AND (Q1a = 'ja' OR Q1a = 'nej')"), NEJ],
            &["Q1a"],
            &[],
        ),
        (
            "whether it was asked, not what was answered",
            follow_up().into(),
            &[("ja", "asked(Q1a)"), NEJ],
            &[],
            &[],
        ),
        (
            "rows that are alike, all of them",
            grid().into(),
            &[("ja", "any_row(Q1.*, Q1.$r = 'alla')"), NEJ],
            &[],
            &[],
        ),
        (
            "rows that are alike, counted",
            grid().into(),
            &[("ja", "at_least(3, Q1.*, Q1.$r = 'alla', except => 'a') AND Q1.a = 'nej'"), NEJ],
            &[],
            &[],
        ),
        (
            "alike rows that never matter",
            grid().into(),
            &[
                (
                    "ja",
                    "Q1.a = 'nej' AND (any_row(Q1.*, Q1.$r = 'alla', except => 'a') OR NOT any_row(Q1.*, Q1.$r = 'alla', except => 'a'))",
                ),
                NEJ,
            ],
            &["Q1.c"],
            &["Q1.b", "Q1.d"],
        ),
        (
            "one alternative of four",
            choice("a b c d").into(),
            &[("ja", "chosen(Q1, 'a')"), NEJ],
            &["Q1#b"],
            &["Q1#c", "Q1#d"],
        ),
        (
            "a count reads every alternative",
            choice("a b c d").into(),
            &[("ja", "chosen_count(Q1) >= 3"), NEJ],
            &[],
            &[],
        ),
        (
            "one that stands alone, instead of another",
            choice("a inget!").into(),
            &[("ja", "chosen(Q1, 'a')"), NEJ],
            &[],
            &[],
        ),
        (
            "one that stands alone, named",
            choice("a b inget!").into(),
            &[("nej", "chosen(Q1, 'inget')"), ("ja", "otherwise")],
            &["Q1#a", "Q1#b"],
            &[],
        ),
        (
            "one that stands alone and is as good as the others",
            choice("a b inget!").into(),
            &[("ja", "chosen(Q1, 'a')"), NEJ],
            &[],
            &["Q1#b"],
        ),
        (
            "a large choice, of which two are named",
            choice(seven).into(),
            &[("ja", "chosen(Q1, 'b') OR chosen(Q1, 'f')"), NEJ],
            &["Q1#g"],
            &["Q1#a", "Q1#c", "Q1#d", "Q1#e"],
        ),
        ("a large choice, counted", choice(seven).into(), &[("ja", "chosen_count(Q1) >= 5"), NEJ], &[], &[]),
        (
            "a large choice, all of it ignored",
            choice(seven).into(),
            &[("ja", "chosen(Q1, 'b')"), NEJ],
            &["Q1"],
            &[],
        ),
    ];
    for (case, questions, entries, ignored, expected) in rows {
        let world = World::asking(questions);
        let expected: Vec<String> = expected
            .iter()
            .map(|name| format!("PROOF-4 the rule reads `{name}`, but the answer never matters"))
            .collect();
        let mut all = found(&world, &world.rule(entries), ignored);
        all.retain(|finding| finding.starts_with("PROOF-4"));
        assert_eq!(all, expected, "{case}");
    }
}

#[test]
fn each_fault_shows_the_answers_that_show_it() {
    let world = World::workshop();
    for (case, entries, expected) in [
        (
            "nothing decides",
            &[("ja", "E1 = 'lag'"), ("nej", "E1 = 'hog'")][..],
            &["PROOF-1 complete answers that no entry decides [E1 = 'medel']"][..],
        ),
        (
            "no row asked",
            &[("ja", "all_rows(G2a.*, G2a.$r <> 'nej')"), NEJ],
            &[
                "PROOF-2 complete answers come out empty (not_asked) [G2.missbruk = 'nej', G2.barn_unga = 'nej', G2.lss = 'nej', G2a.missbruk: not asked, G2a.barn_unga: not asked, G2a.lss: not asked]",
            ],
        ),
        (
            "two entries hold, one of them behind a row function",
            &[("ja", "any_row(E2.*, E2.$r = 'alla')"), ("delvis", "any_row(E2.*, E2.$r = 'nej')"), NEJ],
            &[
                "PROOF-3 entries 1 and 2 hold together and give different results [E2.kurs = 'alla', E2.praktik = 'alla', E2.jobb = 'alla', E2.vagledning = 'nej']",
            ],
        ),
        (
            "two figures hold",
            &[("= E6", "E6 >= 5"), ("= E6", "E6 >= 10"), NEJ],
            &[
                "PROOF-3 entries 1 and 2 hold together and give different results [E6 = 10]",
                "PROOF-6 entry 2 is never reached",
            ],
        ),
        (
            "the same value twice is no contradiction",
            &[("ja", "E6 >= 5"), ("ja", "E6 BETWEEN 3 AND 8"), NEJ],
            &[],
        ),
        (
            "too timid of a number",
            &[("ja", "E6 >= 5 OR E6 < 5"), NEJ],
            &[
                "PROOF-5 the outcome is empty although the missing answers could not change it [E6: not answered]",
                "PROOF-6 entry 2 is never reached",
            ],
        ),
        (
            "too timid beside a missing code",
            &[("ja", "G1 = 'ja' AND cannot_say(E5) OR G1 = 'nej' AND cannot_say(E5)"), NEJ],
            &[
                "PROOF-4 the rule reads `G1`, but the answer never matters",
                "PROOF-5 the outcome is empty although the missing answers could not change it [G1: not answered, E5 = 999]",
            ],
        ),
        (
            "too timid of a follow-up",
            &[("ja", "G1 = 'nej' OR G1 = 'ja' AND G1a IN ('ja', 'nej')"), NEJ],
            &[
                "PROOF-4 the rule reads `G1`, but the answer never matters",
                "PROOF-4 the rule reads `G1a`, but the answer never matters",
                "PROOF-5 the outcome is empty although the missing answers could not change it [G1 = 'ja', G1a: not answered]",
                "PROOF-6 entry 2 is never reached",
            ],
        ),
        (
            "a condition that cannot hold",
            &[("ja", "E6 = 0.5"), NEJ],
            &[
                "PROOF-5 the outcome is empty although the missing answers could not change it [E6: not answered]",
                "PROOF-6 entry 1 is never reached",
            ],
        ),
        (
            "the missing code is an answer where it is asked for",
            &[("kan_inte_svara", "cannot_say(E5)"), NEJ],
            &[],
        ),
        ("a missing code may leave it open", &[("ja", "E5 > 3"), NEJ], &[]),
        ("so may a divisor of nought", &[("ja", "E5 / E6 >= 1"), NEJ], &[]),
        ("and an empty of its own", &[("(not_applicable)", "G1 = 'nej'"), NEJ], &[]),
    ] {
        assert_eq!(found(&world, &world.rule(entries), &[]), expected, "{case}");
    }
}

#[test]
fn every_finding_says_what_to_do() {
    let world = World::workshop();
    let rule =
        world.rule(&[("ja", "G1 = 'ja' OR G1 <> 'ja'"), ("delvis", "G1a = 'ja'"), ("nej", "E1 = 'lag'")]);
    let findings = proved(&world, &rule, &[]).findings;
    assert!(findings.len() > 3);
    assert!(findings.iter().all(|finding| !finding.help.is_empty()), "{findings:#?}");
}

#[test]
fn numbers_and_dates_are_tried_at_the_cuts_and_between() {
    let world = World::asking([
        number("Q1", 0, "0", "100"),
        number("Q2", 2, "-5", "5"),
        date("Q3"),
        table("Q4", 1, "0", "100"),
        number("Q5", 0, "0", "100"),
    ]);
    let hundred = (1..=60).map(|n| n.to_string()).collect::<Vec<_>>().join(", ");
    for (case, entries) in [
        ("cuts finer than the answers", &[("a", "Q1 < 7.5"), ("b", "Q1 < 9.5"), ("c", "Q1 < 10.2"), NEJ][..]),
        ("below nought", &[("a", "Q2 < -1.5"), ("b", "Q2 < -1.49"), ("c", "Q2 = -1.49"), NEJ]),
        (
            "days side by side",
            &[
                ("a", "Q3 < DATE '2018-02-28'"),
                ("b", "Q3 = DATE '2018-02-28'"),
                ("c", "Q3 = DATE '2018-03-01'"),
                NEJ,
            ],
        ),
        ("sums of a table", &[("a", "sum_rows(Q4) < 20"), ("b", "sum_rows(Q4) = 20"), NEJ]),
        ("two numbers compared", &[("a", "Q1 < Q5"), ("b", "Q1 = Q5"), NEJ]),
        ("a share of two numbers", &[("a", "Q1 / Q5 < 0.5"), ("b", "Q1 / Q5 = 0.5"), ("c", "Q5 = 0"), NEJ]),
        ("more constants than a byte holds", &[("a", &format!("Q1 IN ({hundred})")), ("b", "Q1 = 61"), NEJ]),
    ] {
        let rule = world.ordered_rule(entries);
        let reached = codes(&world, &rule);
        // Where a share has no base, the outcome is empty: that is no fault.
        assert_eq!(
            reached,
            if case == "a share of two numbers" { vec!["PROOF-6"] } else { vec![] },
            "{case}"
        );
    }
    // What is shown can be answered: no 30 February, no decimals the question does not have.
    let rule = world.rule(&[("a", "Q3 > DATE '2018-02-28'"), ("b", "Q3 > DATE '2018-03-31'"), NEJ]);
    assert_eq!(
        found(&world, &rule, &[])[0],
        "PROOF-3 entries 1 and 2 hold together and give different results [Q3 = DATE '2018-04-01']"
    );
}

#[test]
fn an_alternative_that_stands_alone_is_never_combined() {
    for alternatives in ["a b inget! vet_ej!", "a b c d e f inget! vet_ej!"] {
        let world = World::asking([many("Q1", alternatives)]);
        let rule = world.rule(&[("ja", "chosen(Q1, 'a') AND chosen_count(Q1) >= 2"), NEJ]);
        let col = world.schema().find("Q1").expect("a cell").index();
        let all = outcomes(&rule, &world.questionnaire, &[], 1_000_000).expect("few");
        let alone = |set: i64, word: &str| {
            let place =
                alternatives.split(' ').position(|id| id.trim_end_matches('!') == word).expect("an id");
            set >> place & 1 == 1 && set.count_ones() > 1
        };
        for (raw, _) in &all {
            let set = raw[col].value;
            assert!(!alone(set, "inget") && !alone(set, "vet_ej"), "{alternatives}: {set:b}");
        }
        // With both: alone each, and every count of the others with and without `a`.
        assert!(all.iter().any(|(raw, _)| raw[col].value.count_ones() >= 2));
        assert!(all.iter().any(|(_, outcome)| outcome_text(outcome) == "ja"));
    }
}

/// Of cells that are alike only multisets are tried. Tried one by one, nothing else comes out.
#[test]
fn what_is_taken_as_counts_comes_out_the_same_one_by_one() {
    let world = World::asking([
        one("Q0", "ja nej"),
        one("Q1", "alla nagra nej").rows("a b c d").when("Q0 = 'ja'"),
        one("Q2", "ja nej").rows("a b"),
    ]);
    let group =
        ["Q1.a", "Q1.b", "Q1.c", "Q1.d"].map(|name| world.schema().find(name).expect("a cell").index());
    // A further cell makes every combination stand for itself.
    let also = [world.schema().find("Q2.b").expect("a cell")];
    let sorted = |raw: &[Raw]| {
        let mut cells: Vec<Raw> = group.iter().map(|&col| raw[col]).collect();
        cells.sort_by_key(|raw| (!raw.given, raw.value));
        let mut key: Vec<(bool, i64)> = raw.iter().map(|raw| (raw.given, raw.value)).collect();
        key[also[0].index()] = (false, 0);
        for (&col, raw) in group.iter().zip(cells) {
            key[col] = (raw.given, raw.value);
        }
        key
    };
    let otherwise = |when: &'static str| world.ordered_rule(&[("ja", when), NEJ]);
    for (rule, all_alike) in [
        (otherwise("any_row(Q1.*, Q1.$r = 'alla')"), true),
        (otherwise("all_rows(Q1.*, Q1.$r <> 'nej')"), true),
        (otherwise("at_least(2, Q1.*, Q1.$r = 'alla') AND NOT any_row(Q1.*, Q1.$r = 'nej')"), true),
        (otherwise("count_rows(Q1.*, Q1.$r = 'alla') = count_rows(Q1.*, Q1.$r = 'nej')"), true),
        (otherwise("any_row(Q1.*, Q1.$r = 'alla') OR Q1.b = 'nagra'"), false),
        (otherwise("any_row(Q1.*, Q1.$r = 'alla', except => 'd') AND Q2.a = 'ja'"), false),
        (
            world.ordered_rule(&[
                ("ja", "any_row(Q1.*, Q1.$r = 'alla')"),
                ("delvis", "any_row(Q1.*, Q1.$r = 'nagra')"),
                ("= count_rows(Q1.*, Q1.$r = 'nej')", "Q0 = 'ja'"),
                NEJ,
            ]),
            true,
        ),
    ] {
        let limit = 1_000_000;
        let counted = outcomes(&rule, &world.questionnaire, &[], limit).expect("few");
        let single = outcomes(&rule, &world.questionnaire, &also, limit).expect("few");
        if all_alike {
            let by_count: BTreeMap<_, &Outcome> = counted.iter().map(|(raw, o)| (sorted(raw), o)).collect();
            for (raw, outcome) in &single {
                assert_eq!(by_count.get(&sorted(raw)), Some(&outcome), "{raw:?}");
            }
        }
        let all =
            |list: &[(Vec<Raw>, Outcome)]| list.iter().map(|(_, o)| outcome_text(o)).collect::<BTreeSet<_>>();
        assert_eq!(all(&counted), all(&single));
        assert!(counted.len() < single.len() / 2, "{} of {}", counted.len(), single.len());
    }
}

#[test]
fn rows_with_filters_of_their_own_are_not_alike() {
    let world = World::asking([
        one("Q1", "ja nej").rows("a b c"),
        one("Q1a", "ja ny nej").rows("a b c").when("Q1.$row = 'ja'"),
        one("Q2", "ja nej"),
    ]);
    let rule = world.rule(&[("ja", "any_row(Q1a.*, Q1a.$r = 'nej')"), NEJ]);
    let also = [world.schema().find("Q2").expect("a cell")];
    let tried = |also: &[rules::schema::Col]| {
        outcomes(&rule, &world.questionnaire, also, 1_000_000).expect("few").len()
    };
    // Three rows, each: not asked, or three answers or none after a *ja*, the same if it is missing.
    assert_eq!((tried(&[]), tried(&also)), (9 * 9 * 9, 9 * 9 * 9 * 3));
}

#[test]
fn faults_in_alike_rows_are_found_as_well() {
    let world = World::asking([one("Q1", "alla nagra nej vet_ej").rows("a b c d e f g h")]);
    for (case, entries, expected) in [
        (
            "only all eight together show it",
            &[("ja", "any_row(Q1.*, Q1.$r <> 'vet_ej')"), ("nej", "at_most(6, Q1.*, Q1.$r = 'vet_ej')")][..],
            "PROOF-1",
        ),
        (
            "one row of each kind",
            &[
                ("ja", "any_row(Q1.*, Q1.$r = 'alla') AND any_row(Q1.*, Q1.$r = 'nagra')"),
                ("delvis", "any_row(Q1.*, Q1.$r = 'nej') AND any_row(Q1.*, Q1.$r = 'vet_ej')"),
                NEJ,
            ],
            "PROOF-3",
        ),
        ("too timid of rows", &[("ja", "any_row(Q1.*, Q1.$r = 'alla' OR Q1.$r <> 'alla')"), NEJ], "PROOF-5"),
    ] {
        assert!(codes(&world, &world.rule(entries)).contains(&expected), "{case}");
    }
    let proof = proved(&world, &world.rule(&[("ja", "at_least(8, Q1.*, Q1.$r = 'alla')"), NEJ]), &[]);
    // Of eight rows in five states each, 495 multisets instead of 390 625 combinations.
    assert_eq!((proof.tried, proof.is_sample, proof.findings), (495, false, vec![]));
}

#[test]
fn above_a_million_combinations_a_sample_is_drawn() {
    let codes_of = |world: &World, entries: &[(&str, &str)]| {
        let proof = proved(world, &world.rule(entries), &[]);
        (proof.is_sample, proof.tried, proof.findings.iter().map(|finding| finding.code).collect::<Vec<_>>())
    };
    let names: Vec<String> = (1..=12).map(|n| format!("Q{n}")).collect();
    let world = World::asking(names.iter().map(|name| one(name, "alla nagra nej")));
    let all = names.iter().map(|name| format!("{name} = 'alla'")).collect::<Vec<_>>().join(" AND ");
    let none = all.replace("'alla'", "'nej'");
    let tried = u64::from(SAMPLE);
    assert_eq!(
        codes_of(&world, &[("ja", &all), ("delvis", &none), NEJ]),
        (true, tried, vec![]),
        "rare ones are met"
    );
    assert_eq!(
        codes_of(&world, &[("ja", &all), ("nej", &format!("NOT ({all})"))]),
        (true, tried, vec!["PROOF-1"])
    );
    assert_eq!(
        codes_of(&world, &[("ja", &all), ("delvis", "Q1 = 'alla'"), NEJ]),
        (true, tried, vec!["PROOF-3"]),
        "a fault is found in a sample, too"
    );
    assert_eq!(
        proved(&world, &world.rule(&[("ja", &all), NEJ]), &[]),
        proved(&world, &world.rule(&[("ja", &all), NEJ]), &[]),
        "the same draws every time"
    );
    // More alternatives are named than can all be combined: tried is what can be told apart, and it says so.
    let alternatives: Vec<String> = (1..=14).map(|n| format!("a{n}")).collect();
    let world = World::asking([many("Q1", &alternatives.join(" "))]);
    let chosen = alternatives.iter().map(|id| format!("chosen(Q1, '{id}')")).collect::<Vec<_>>();
    let (is_sample, _, codes) = codes_of(
        &world,
        &[("ja", &chosen.join(" AND ")), ("delvis", &format!("NOT ({})", chosen.join(" OR "))), NEJ],
    );
    assert_eq!((is_sample, codes), (true, vec!["PROOF-6"]), "no alternative at all is no answer");
}

#[test]
fn a_graded_chain_may_overlap_only_if_it_says_so() {
    let world = World::workshop();
    let entries = [("ja", "E6 >= 10"), ("delvis", "E6 >= 5"), NEJ];
    assert_eq!(codes(&world, &world.ordered_rule(&entries)), [""; 0]);
    assert_eq!(codes(&world, &world.rule(&entries)), ["PROOF-3"]);
}
