//! Row functions know exactly as much as the rows allow: compared with trying what each unknown row could be.

use domain::Truth;
use rules::eval;
use rules::syntax::Comparison;

use crate::world::{World, one};

const ROWS: [&str; 4] = ["a", "b", "c", "d"];

/// One row of Q1: `ja`, `nej`, missing, or not asked (by Q0).
#[derive(Clone, Copy, Debug, PartialEq)]
enum Row {
    Yes,
    No,
    Missing,
    NotAsked,
}

fn world() -> World {
    World::asking([
        one("Q0", "ja nej").rows("a b c d"),
        one("Q1", "ja nej").rows("a b c d").row_set("tva", "a b").when("Q0.$row = 'ja'"),
    ])
}

fn answers(rows: [Row; 4]) -> String {
    let row = |(name, row): (&str, Row)| match row {
        Row::Yes => format!("Q0.{name} = ja; Q1.{name} = ja;"),
        Row::No => format!("Q0.{name} = ja; Q1.{name} = nej;"),
        Row::Missing => format!("Q0.{name} = ja;"),
        Row::NotAsked => format!("Q0.{name} = nej;"),
    };
    ROWS.into_iter().zip(rows).map(row).collect()
}

fn every_situation() -> Vec<[Row; 4]> {
    let states = [Row::Yes, Row::No, Row::Missing, Row::NotAsked];
    let mut all = Vec::new();
    for a in states {
        for b in states {
            for c in states {
                all.extend(states.map(|d| [a, b, c, d]));
            }
        }
    }
    all
}

/// What each unknown row could turn out to be.
fn completions(rows: [Row; 4]) -> Vec<[Row; 4]> {
    let mut all = vec![rows];
    for i in 0..4 {
        let fill = |row: [Row; 4]| {
            if row[i] == Row::Missing {
                [Row::Yes, Row::No]
                    .map(|state| {
                        let mut next = row;
                        next[i] = state;
                        next
                    })
                    .to_vec()
            } else {
                vec![row]
            }
        };
        all = all.into_iter().flat_map(fill).collect();
    }
    all
}

/// `TRUE` if it holds for every completion, `FALSE` if for none.
fn expected(rows: [Row; 4], holds: impl Fn([Row; 4]) -> bool) -> Option<bool> {
    let all: Vec<bool> = completions(rows).into_iter().map(holds).collect();
    all.iter().all(|x| *x == all[0]).then_some(all[0])
}

fn count(rows: &[Row], wanted: Row) -> usize {
    rows.iter().filter(|row| **row == wanted).count()
}

fn known(truth: Truth) -> Option<bool> {
    match truth {
        Truth::True => Some(true),
        Truth::False => Some(false),
        Truth::Unknown(_) => None,
    }
}

#[test]
fn counting_rows_is_exact_in_every_situation() {
    let world = world();
    type Holds = Box<dyn Fn([Row; 4]) -> bool>;
    let mut tests: Vec<(String, Holds)> = vec![
        ("any_row(Q1.*, Q1.$r = 'ja')".to_owned(), Box::new(|rows| count(&rows, Row::Yes) >= 1)),
        ("any_row(Q1.tva, Q1.$r = 'ja')".to_owned(), Box::new(|rows| count(&rows[..2], Row::Yes) >= 1)),
        (
            "at_least(2, Q1.*, Q1.$r = 'ja', except => ('a', 'b'))".to_owned(),
            Box::new(|rows| count(&rows[2..], Row::Yes) >= 2),
        ),
        // A row that is not asked does not hold, whatever is asked of it.
        ("any_row(Q1.*, Q1.$r <> 'ja')".to_owned(), Box::new(|rows| count(&rows, Row::No) >= 1)),
        ("any_row(Q1.*, NOT Q1.$r = 'ja')".to_owned(), Box::new(|rows| count(&rows, Row::No) >= 1)),
        (
            "at_least(4, Q1.*, Q1.$r IN ('ja', 'nej') OR asked(Q1.$r))".to_owned(),
            Box::new(|rows| count(&rows, Row::NotAsked) == 0),
        ),
    ];
    for k in 0..=4_usize {
        if (1..=4).contains(&k) {
            tests.push((
                format!("at_least({k}, Q1.*, Q1.$r = 'ja')"),
                Box::new(move |rows| count(&rows, Row::Yes) >= k),
            ));
        }
        if k < 4 {
            let at_most: Holds = Box::new(move |rows| count(&rows, Row::Yes) <= k);
            tests.push((format!("at_most({k}, Q1.*, Q1.$r = 'ja')"), at_most));
            let not: Holds = Box::new(move |rows| count(&rows, Row::Yes) > k);
            tests.push((format!("NOT at_most({k}, Q1.*, Q1.$r = 'ja')"), not));
        }
        let counted = "count_rows(Q1.*, Q1.$r = 'ja')";
        for op in Comparison::ALL {
            let holds: Holds = Box::new(move |rows| op.holds(count(&rows, Row::Yes).cmp(&k)));
            let flipped: Holds = Box::new(move |rows| op.holds(k.cmp(&count(&rows, Row::Yes))));
            let negated: Holds = Box::new(move |rows| !op.holds(count(&rows, Row::Yes).cmp(&k)));
            let always = [0, 1, 2, 3, 4].map(|n: usize| op.holds(n.cmp(&k)));
            if always != [true; 5] && always != [false; 5] {
                tests.push((format!("{counted} {} {k}", op.symbol()), holds));
                tests.push((format!("NOT ({counted} {} {k})", op.symbol()), negated));
            }
            let always = [0, 1, 2, 3, 4].map(|n: usize| op.holds(k.cmp(&n)));
            if always != [true; 5] && always != [false; 5] {
                tests.push((format!("{k} {} {counted}", op.symbol()), flipped));
            }
        }
        for high in k..=4_usize {
            if (k, high) != (0, 4) {
                let within: Holds = Box::new(move |rows| (k..=high).contains(&count(&rows, Row::Yes)));
                tests.push((format!("{counted} BETWEEN {k} AND {high}"), within));
                let outside: Holds = Box::new(move |rows| !(k..=high).contains(&count(&rows, Row::Yes)));
                tests.push((format!("{counted} NOT BETWEEN {k} AND {high}"), outside));
            }
        }
    }
    for (text, holds) in &tests {
        let condition = world.condition(text);
        for rows in every_situation() {
            let truth = eval::truth(&condition, &world.cells(&answers(rows)));
            assert_eq!(known(truth), expected(rows, holds), "{text} of {rows:?}");
        }
    }
    assert!(tests.len() > 90, "{} tests", tests.len());
}

#[test]
fn all_rows_skips_what_is_not_asked() {
    let world = world();
    let condition = world.condition("all_rows(Q1.*, Q1.$r = 'ja')");
    for rows in every_situation() {
        let truth = eval::truth(&condition, &world.cells(&answers(rows)));
        let is_asked = count(&rows, Row::NotAsked) < 4;
        let holds = expected(rows, |rows| count(&rows, Row::No) == 0).filter(|_| is_asked);
        assert_eq!(known(truth), holds, "{rows:?}");
        if !is_asked {
            assert_eq!(crate::world::truth_text(truth), "UNKNOWN {not_asked}");
        }
    }
}

#[test]
fn a_count_is_a_number_only_when_every_row_is_known() {
    let world = world();
    let figure = world.rule(&[("= count_rows(Q1.*, Q1.$r = 'ja')", "otherwise")]);
    for rows in every_situation() {
        let outcome = world.outcome(&figure, &answers(rows));
        if count(&rows, Row::Missing) == 0 {
            assert_eq!(outcome, count(&rows, Row::Yes).to_string(), "{rows:?}");
        } else {
            assert_eq!(outcome, "empty not_answered {not_answered}", "{rows:?}");
        }
    }
}
