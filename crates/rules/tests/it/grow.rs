//! Rules and answers grown at random over the workshop questionnaire, for laws that hold of all of them.

use domain::Reason;
use proptest::prelude::*;
use rules::schema::{Column, QuestionKind};
use rules::table::Raw;

use crate::world::World;

/// Conditions that read one cell or two, or the rows of a grid.
pub(crate) const LEAVES: [&str; 44] = [
    "G1 = 'ja'",
    "G1 <> 'ja'",
    "'nej' = G1a",
    "G1a IN ('ja', 'nej')",
    "G1 = G1a",
    "G2.missbruk = 'ja'",
    "G2.lss NOT IN ('ja', 'finns_inte')",
    "G2.lss = G2.barn_unga",
    "G2a.missbruk IN ('ja', 'ny')",
    "G2a.lss <> 'nej'",
    "chosen(G8, 'annan')",
    "chosen(G8, 'inget')",
    "chosen_count(G8) >= 2",
    "E1 < 'hog'",
    "E1 BETWEEN 'lag' AND 'medel'",
    "E1 NOT BETWEEN 'medel' AND 'hog'",
    "E2.kurs = 'alla'",
    "any_row(E2.*, E2.$r = 'alla')",
    "all_rows(E2.*, E2.$r = 'ingen_person')",
    "at_least(2, E2.*, E2.$r IN ('alla', 'inte_alla'), except => 'jobb')",
    "at_most(param.minsta, E2.*, E2.$r = 'nej')",
    "count_rows(E2.*, E2.$r = 'nej') = 2",
    "count_rows(E2.korta, E2.$r = 'nej') <> 1",
    "any_row(G2a.*, G2a.$r <> 'nej')",
    "all_rows(G2a.*, G2a.$r = 'ja')",
    "at_least(1, G2.*, G2.$r = 'nej' OR NOT G2a.$r = 'ja')",
    "count_rows(G2a.*, G2a.$r = 'ja') + 1 > E6",
    "E5 > 12.5",
    "E5 IN (1, 2.5)",
    "E5 NOT IN (1, 2)",
    "E5 NOT BETWEEN 1 AND 3",
    "cannot_say(E5)",
    "E6 / E5 >= param.gransen",
    "1 < E5 / E6",
    "E5 * 2 - E6 = 0",
    "-E8 <= E6",
    "CASE WHEN G1 = 'ja' THEN E5 WHEN G1a = 'ja' THEN E6 ELSE 1 END > 2",
    "asked(G1a)",
    "asked(G2a.lss)",
    "E7.fia = 'ja' OR E7.annan = 'ja' AND accepted(E7.annan)",
    "D1 >= param.start",
    "D1 BETWEEN DATE '2017-01-01' AND DATE '2018-01-31'",
    "sum_rows(F14) > 10",
    "unit.kind = 'kommun' AND measure.population > 100",
];

/// A condition of an outcome, as text.
pub(crate) fn condition() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(LEAVES.to_vec()).prop_map(str::to_owned);
    leaf.prop_recursive(4, 16, 3, |inner| {
        let members = || prop::collection::vec(inner.clone(), 2..4);
        prop_oneof![
            members().prop_map(|all| joined(&all, "AND")),
            members().prop_map(|all| joined(&all, "OR")),
            inner.clone().prop_map(|x| format!("NOT ({x})")),
            (inner.clone(), prop::sample::select(vec!["E5", "E6", "-1"]))
                .prop_map(|(x, number)| format!("CASE WHEN {x} THEN {number} ELSE 2 END > 1")),
        ]
    })
}

/// Conditions joined by `AND` or `OR`.
pub(crate) fn joined(all: &[String], word: &str) -> String {
    all.iter().map(|x| format!("({x})")).collect::<Vec<_>>().join(&format!(" {word} "))
}

/// What was given, cell by cell: all of it anything from 0 to 255, made into an answer of the cell's kind.
pub(crate) fn answers() -> impl Strategy<Value = Vec<(u8, u8)>> {
    prop::collection::vec((any::<u8>(), any::<u8>()), World::workshop().schema().len())
}

/// The answers that numbers stand for: a third missing, a few decided by a reviewer.
pub(crate) fn given(world: &World, numbers: &[(u8, u8)]) -> Vec<Raw> {
    let cell = |(column, &(how, what)): (&Column, &(u8, u8))| {
        let is_fact = column.question.is_none();
        let mut raw =
            Raw { value: value(&column.kind, what), given: is_fact || how % 3 > 0, ..Raw::default() };
        raw.accepted = raw.given && how % 7 == 0;
        raw.decision = match how {
            250..=252 if !is_fact => Some(Reason::Illogical),
            253..=255 if !is_fact => Some(Reason::Withheld),
            _ => None,
        };
        raw
    };
    world.schema().columns().iter().zip(numbers).map(cell).collect()
}

/// An answer of a kind; of a number also the missing code and the ends of its range.
pub(crate) fn value(kind: &QuestionKind, what: u8) -> i64 {
    let what = i64::from(what);
    match kind {
        QuestionKind::One(set) => what % set.alternatives.len() as i64,
        QuestionKind::Many(set) => {
            let alone =
                set.alone.iter().filter_map(|id| set.position(id.as_str())).fold(0, |all, i| all | 1 << i);
            let chosen = what % (1 << set.alternatives.len());
            // One that stands alone stands with no other.
            if chosen & alone != 0 || chosen == 0 {
                1 << (what % set.alternatives.len() as i64)
            } else {
                chosen
            }
        }
        QuestionKind::Number(form) => match (what % 8, form.missing_code) {
            (0, Some(code)) => code.micros(),
            (1, _) => form.high.micros(),
            (2, _) => form.low.micros(),
            _ => form.low.micros().max(0) + what % 4 * 1_000_000,
        },
        QuestionKind::Date => [20_161_231, 20_170_201, 20_180_131, 20_180_201][(what % 4) as usize],
        QuestionKind::Text => 1,
        QuestionKind::Table(_) => what * 100_000,
    }
}
