//! Exhaustive completion: every missing answer is replaced by every answer that the filters allow. The outcome stands
//! exactly if all completions have it.

use std::collections::{BTreeSet, HashMap};

use catalogue::Catalogue;
use catalogue::model::{Edition, Indicator, OutcomeText};
use domain::{EditionYear, Outcome, Reason, Truth};
use rules::compile::{Binding, Role, condition};
use rules::eval;
use rules::prove::outcomes;
use rules::schema::Col;
use rules::table::{Questionnaire, Raw};
use rules::tree::{Entry, Gives, Rule};

use crate::answers::{Constants, values};
use crate::{cells_read, editions, for_each_indicator, is_same, mutants, told};

/// Most partly answered units of a rule; cells that are alike are taken as counts.
const MOST: u64 = 100_000;

#[derive(Default)]
struct Count {
    states: usize,
    complete: usize,
    stands: usize,
    not_answered: usize,
    other_empty: usize,
    completions: usize,
    /// Empty, and only the missing code could change it.
    only_code: usize,
    /// Where the outcome stands although a main question could still take a given answer away.
    taken_away: Option<String>,
    /// Empty by arithmetic that reads an empty, although no number could change it: 0 × missing.
    arithmetic: usize,
    wrong: Vec<String>,
}

/// Its filter reads a follow-up whose own main question may be missing. A given follow-up is read (`semantics` §4), so
/// it is known that the third question is asked, until the main question takes the follow-up away.
const THREE_IN_A_CHAIN: [&str; 1] = ["prov-filter-vakt"];

#[test]
fn an_outcome_stands_exactly_if_no_missing_answer_can_change_it() {
    let editions = editions();
    let all = for_each_indicator(&editions, complete_all);
    let sum = |of: fn(&Count) -> usize| all.iter().map(of).sum::<usize>();
    println!(
        "{} indicators: {} states, {} of them complete; of the others the outcome stands in {}, is not_answered in {}, empty for another reason in {}, by arithmetic in {}, and only the missing code could change {}; {} different completions",
        all.len(),
        sum(|c| c.states),
        sum(|c| c.complete),
        sum(|c| c.stands),
        sum(|c| c.not_answered),
        sum(|c| c.other_empty),
        sum(|c| c.arithmetic),
        sum(|c| c.only_code),
        sum(|c| c.completions),
    );
    let counted = all.iter().all(|count| count.states > 0);
    assert!(counted && sum(|c| c.stands) > 1_000 && sum(|c| c.not_answered) > 1_000);
    let taken_away: Vec<&str> = all.iter().filter_map(|count| count.taken_away.as_deref()).collect();
    assert_eq!(taken_away, THREE_IN_A_CHAIN);
    let wrong: Vec<String> = all.into_iter().flat_map(|count| count.wrong).collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_rule_that_is_too_timid_is_told_with_answers() {
    let edition = Catalogue::bundled().unwrap().editions.remove(&EditionYear(2018)).unwrap();
    let indicator = edition.indicator("eb-rutin-missbruk").unwrap();
    let when = "G2.missbruk = 'ja' OR G2.missbruk <> 'ja'";
    let mut timid = indicator.clone();
    let compiled = condition(
        &rules::parse(when).unwrap(),
        &edition.questionnaire.schema,
        Role::Outcome,
        Binding::default(),
    );
    let gives = Gives::Value("ja".parse().unwrap());
    timid.rule = Rule { entries: vec![Entry { gives, when: Some(compiled.unwrap()) }], ordered: false };
    timid.outcomes = vec![OutcomeText { gives: "ja".to_owned(), when: when.to_owned() }];
    let wrong = complete_all(&edition, &timid).wrong;
    assert_eq!(wrong.len(), 1);
    assert!(wrong[0].contains("NotAnswered") && wrong[0].contains("Category(\"ja\")"), "{}", wrong[0]);
}

/// What a unit could still become.
#[derive(Clone, Default)]
struct Possible {
    /// The outcomes of completions that decide; places in [`Completer::outcomes`].
    outcomes: BTreeSet<usize>,
    /// The same without the missing code.
    without_code: BTreeSet<usize>,
    /// A completion does not decide, because of the missing code or a division by nought.
    undecided: bool,
    /// One without the missing code.
    undecided_without_code: bool,
    /// As `outcomes`, of completions that leave every given answer asked.
    keeping: BTreeSet<usize>,
}

struct Completer<'a> {
    rule: &'a Rule,
    questionnaire: &'a Questionnaire,
    /// The cells that matter, with every answer they may get.
    cells: Vec<(Col, Vec<Raw>)>,
    outcomes: Vec<Outcome>,
    known: HashMap<Vec<(bool, bool, i64)>, Possible>,
    complete: usize,
}

impl Completer<'_> {
    /// All completions of a unit: its first missing answer that is asked gets every answer, and so on.
    fn of(&mut self, given: &mut Vec<Raw>) -> Possible {
        let key: Vec<_> = self
            .cells
            .iter()
            .map(|(col, _)| given[col.index()])
            .map(|raw| (raw.given, raw.accepted, raw.value))
            .collect();
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let mut settled = Vec::new();
        self.questionnaire.settle_before_checks(given, &mut settled);
        let missing = self.cells.iter().position(|(col, _)| {
            let is_asked = self.questionnaire.schema.column(*col).question.is_some();
            is_asked && !given[col.index()].given && settled[col.index()].asked != Truth::False
        });
        let mut all = Possible::default();
        if let Some(place) = missing {
            let (col, answers) = self.cells[place].clone();
            let code = self.questionnaire.missing_code(col);
            for answer in answers {
                let is_code = code == Some(answer.value);
                given[col.index()] = answer;
                let more = self.of(given);
                all.outcomes.extend(&more.outcomes);
                all.keeping.extend(&more.keeping);
                all.undecided |= more.undecided;
                if !is_code {
                    all.without_code.extend(more.without_code);
                    all.undecided_without_code |= more.undecided_without_code;
                }
            }
            given[col.index()] = Raw::default();
        } else {
            self.complete += 1;
            match eval::fold(self.rule, &settled) {
                Ok(entry) => {
                    let outcome = eval::given(&self.rule.entries[entry].gives, &settled);
                    let place = self.outcomes.iter().position(|known| *known == outcome);
                    let place = place.unwrap_or_else(|| {
                        self.outcomes.push(outcome);
                        self.outcomes.len() - 1
                    });
                    let takes_away = self.cells.iter().any(|(col, _)| {
                        given[col.index()].given && settled[col.index()].asked == Truth::False
                    });
                    if !takes_away {
                        all.keeping.insert(place);
                    }
                    all.outcomes.insert(place);
                    all.without_code.insert(place);
                }
                Err(_) => {
                    all.undecided = true;
                    all.undecided_without_code = true;
                }
            }
        }
        self.known.insert(key, all.clone());
        all
    }
}

fn complete_all(edition: &Edition, indicator: &Indicator) -> Count {
    let questionnaire = &edition.questionnaire;
    let rule = &indicator.rule;
    let read = cells_read(rule, questionnaire);
    let exprs = mutants::expressions(indicator);
    let named = Constants::of(&exprs, &questionnaire.schema);
    let mut count = Count::default();
    let states = outcomes(rule, questionnaire, &[], MOST).expect("a rule with fewer states");
    let cells = read.iter().map(|&col| {
        // Nobody has reviewed an answer that is still to come.
        (col, values(questionnaire, col, &named).into_iter().map(Raw::answer).collect())
    });
    let mut completer = Completer {
        rule,
        questionnaire,
        cells: cells.collect(),
        outcomes: Vec::new(),
        known: HashMap::new(),
        complete: 0,
    };
    let mut settled = Vec::new();
    for (mut given, _) in states {
        count.states += 1;
        let possible = completer.of(&mut given);
        questionnaire.settle_before_checks(&given, &mut settled);
        let is_missing = read.iter().any(|col| {
            let is_asked = questionnaire.schema.column(*col).question.is_some();
            is_asked && !given[col.index()].given && settled[col.index()].asked != Truth::False
        });
        if !is_missing {
            count.complete += 1;
            continue;
        }
        let got = eval::outcome(rule, &settled);
        let decided = eval::fold(rule, &settled).is_ok();
        let only =
            |of: &BTreeSet<usize>| (of.len() == 1).then(|| completer.outcomes[*of.first().unwrap()].clone());
        let all_have_it = only(&possible.outcomes).filter(|_| !possible.undecided);
        let all_without_code = only(&possible.without_code).filter(|_| !possible.undecided_without_code);
        let is_right = match (&all_have_it, &all_without_code) {
            (Some(Outcome::Figure(_)), _) if decided && matches!(got, Outcome::Empty(_)) => {
                count.arithmetic += 1;
                true
            }
            (Some(one), _) => {
                count.stands += 1;
                is_same(&got, one)
            }
            (None, Some(_)) => {
                count.only_code += 1;
                matches!(got, Outcome::Empty(_))
            }
            (None, None) => {
                let differ = possible.without_code.len() > 1;
                match &got {
                    Outcome::Empty(empty) if empty.reason == Reason::NotAnswered => {
                        count.not_answered += 1;
                        true
                    }
                    Outcome::Empty(_) => {
                        count.other_empty += 1;
                        !differ
                    }
                    Outcome::Category(_) | Outcome::Figure(_) => {
                        count.taken_away = Some(indicator.id.to_string());
                        !possible.undecided && only(&possible.keeping).is_some_and(|one| is_same(&got, &one))
                    }
                }
            }
        };
        if !is_right && count.wrong.len() < 3 {
            let could: Vec<_> = possible.outcomes.iter().map(|place| &completer.outcomes[*place]).collect();
            count.wrong.push(format!(
                "{} {}: [{}] gives {got:?} (decided: {decided}), and could become {could:?}, undecided {}",
                edition.year,
                indicator.id,
                told(questionnaire, &read, &given),
                possible.undecided,
            ));
        }
    }
    count.completions = completer.complete;
    count
}
