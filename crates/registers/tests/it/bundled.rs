//! Every rule of the bundled catalogue, on simulated rounds and on the same rounds with holes in them.

use catalogue::Catalogue;
use catalogue::model::Edition;
use domain::Reason;

use crate::answers::Answer;
use crate::comparison::compare;
use crate::dice::Dice;
use crate::engine::{Engine, Optimiser};
use crate::questionnaire::Form;
use crate::sample::Sample;
use crate::statistics::Statistics;

/// Rounds an edition.
const SEEDS: [u64; 3] = [1, 2, 3];

#[test]
fn both_evaluators_agree_on_every_bundled_rule() {
    let catalogue = Catalogue::bundled().expect("the bundled catalogue has no mistakes");
    let engine = Engine::new(Optimiser::On);
    let mut rules = 0;
    for edition in catalogue.editions.values() {
        let sample = sample(edition);
        if sample.rules.is_empty() {
            continue;
        }
        rules += sample.rules.len();
        let mut statistics = Statistics::default();
        let differ = compare(&sample, &engine, None, &mut statistics);
        if let Some(first) = differ.first() {
            panic!("edition {}: {} disagreements, the first:\n{first}", edition.year, differ.len());
        }
        println!("edition {}: {statistics}", edition.year);
    }
    assert!(rules >= 26, "{rules} rules");
}

/// All rules of an edition, all units of three rounds: as simulated, which keeps to the filters, and with holes.
fn sample(edition: &Edition) -> Sample {
    let rules = edition
        .computed()
        .filter(|indicator| !indicator.rule.entries.is_empty())
        .map(|indicator| (indicator.id.to_string(), indicator.rule.clone()))
        .collect();
    let schema = &edition.questionnaire.schema;
    let mut rows: Vec<Vec<Answer>> = Vec::new();
    for seed in SEEDS {
        let answers = results::simulate::simulate(edition, seed);
        let mut dice = Dice::new(seed);
        for unit in 0..answers.table.subjects() {
            let raws = answers.table.row(unit).iter().zip(schema.columns());
            let row: Vec<Answer> = raws.map(|(raw, column)| Answer::of(raw, &column.kind)).collect();
            rows.push(with_holes(&mut dice, row.clone()));
            rows.push(row);
        }
    }
    Sample::of(Form::of(edition.questionnaire.clone()), rules, rows)
}

/// A fifth of the answers missing, some found illogical or withheld by a reviewer.
fn with_holes(dice: &mut Dice, row: Vec<Answer>) -> Vec<Answer> {
    let hole = |answer: Answer| match dice.below(100) {
        0..20 => Answer { given: None, ..answer },
        20..23 => Answer { decision: Some(Reason::Illogical), ..answer },
        23..25 => Answer { decision: Some(Reason::Withheld), ..answer },
        _ => answer,
    };
    row.into_iter().map(hole).collect()
}
