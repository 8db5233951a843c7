//! What people who answer together rely on.

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn id(text: &str) -> FactId {
    text.parse().expect("the id of a fact")
}

fn cell(text: &str) -> CellId {
    text.parse().expect("the id of a cell")
}

fn fact(name: &str, author: &str, content: Content) -> Fact {
    let response = "0643-e".parse().expect("the id of a response");
    Fact { id: id(name), response, author: Author::Link(author.to_owned()), content }
}

fn change(value: Option<&str>, based_on: Option<&str>) -> Change {
    Change {
        value: value.map(|text| json!(text)),
        based_on: based_on.map(id),
        settles: Vec::new(),
        erased: false,
    }
}

fn save(name: &str, author: &str, cells: &[(&str, Change)]) -> Fact {
    let cells = cells.iter().map(|(key, change)| (cell(key), change.clone())).collect();
    fact(name, author, Content::Saved { cells })
}

fn submit(name: &str, head: &Head, seen: &str) -> Fact {
    fact(name, "anna", Content::Submitted { seen: id(seen), cells: head.answers() })
}

/// Two colleagues open the same page and both answer E10.
fn in_conflict() -> Head {
    let first = save("s1", "anna", &[("E10", change(Some("nej"), None)), ("E4", change(Some("ja"), None))]);
    let second = save("s2", "bo", &[("E10", change(Some("ja_alla"), None))]);
    Head::of([(&first, 1), (&second, 2)]).expect("both are taken")
}

#[test]
fn a_cell_holds_what_was_saved_last_by_those_who_saw_each_others_answers() {
    let mut head = Head::default();
    let told = head.apply(&save("s1", "anna", &[("E10", change(Some("nej"), None))]), 1);
    assert_eq!(told.expect("taken").accepted, [cell("E10")]);
    let told = head.apply(&save("s2", "bo", &[("E10", change(Some("ja_alla"), Some("s1")))]), 2);
    assert_eq!(told.expect("taken").accepted, [cell("E10")]);
    assert_eq!(head.cells[&cell("E10")].value, Some(json!("ja_alla")));
    assert_eq!(head.undecided(), []);
}

#[test]
fn who_saves_without_having_seen_the_others_answer_overwrites_nothing() {
    let head = in_conflict();
    let held = &head.cells[&cell("E10")];
    assert_eq!(held.value, Some(json!("nej")), "rules read the first");
    assert_eq!(held.proposals[0].value, Some(json!("ja_alla")), "and the second is kept");
    assert_eq!(head.undecided(), [cell("E10")]);
}

#[test]
fn the_same_answer_twice_is_no_conflict() {
    let mut head = in_conflict();
    let told = head.apply(&save("s3", "bo", &[("E4", change(Some("ja"), None))]), 3).expect("taken");
    assert_eq!(told.accepted, [cell("E4")]);
    assert_eq!(head.cells[&cell("E4")].by, id("s1"));
}

#[test]
fn whoever_chooses_settles_the_conflict() {
    for (case, chosen, expected) in [
        ("the other's", change(Some("ja_alla"), Some("s1")), "ja_alla"),
        ("the one that is held", change(Some("nej"), Some("s1")), "nej"),
        ("a third", change(Some("ja_vissa"), Some("s1")), "ja_vissa"),
    ] {
        let mut head = in_conflict();
        let chosen = Change { settles: vec![id("s2")], ..chosen };
        head.apply(&save("s3", "anna", &[("E10", chosen)]), 3).expect("taken");
        assert_eq!(head.cells[&cell("E10")].value, Some(json!(expected)), "{case}");
        assert_eq!(head.undecided(), [], "{case}");
    }
}

#[test]
fn who_sees_the_others_answer_and_gives_the_own_again_is_in_no_conflict_with_themselves() {
    let mut head = in_conflict();
    head.apply(&save("s3", "bo", &[("E10", change(Some("ja_alla"), Some("s1")))]), 3).expect("taken");
    assert_eq!(head.cells[&cell("E10")].value, Some(json!("ja_alla")));
    assert_eq!(head.undecided(), []);
}

#[test]
fn a_choice_that_did_not_see_the_last_answer_settles_nothing() {
    let mut head = in_conflict();
    head.apply(&save("s3", "anna", &[("E10", change(Some("ja_vissa"), Some("s1")))]), 3).expect("taken");
    let late = Change { settles: vec![id("s2")], ..change(Some("ja_alla"), Some("s1")) };
    let told = head.apply(&save("s4", "bo", &[("E10", late)]), 4).expect("taken");
    assert_eq!(told.proposed, [cell("E10")]);
    assert_eq!(head.cells[&cell("E10")].value, Some(json!("ja_vissa")));
}

#[test]
fn nothing_is_submitted_while_a_cell_holds_two_answers() {
    let mut head = in_conflict();
    let before = head.clone();
    let refused = head.apply(&submit("u1", &before, "s2"), 3);
    assert_eq!(refused, Err(Refused::Undecided(vec![cell("E10")])));
    assert_eq!(head, before, "a refused fact changes nothing");
}

#[test]
fn who_submits_has_seen_the_last_save() {
    let mut head = Head::default();
    head.apply(&save("s1", "anna", &[("E4", change(Some("ja"), None))]), 1).expect("taken");
    let seen = head.clone();
    head.apply(&save("s2", "bo", &[("E4", change(Some("nej"), Some("s1")))]), 2).expect("taken");
    let refused = head.apply(&submit("u1", &seen, "s1"), 3);
    assert_eq!(refused, Err(Refused::ChangedSince { latest: Some(id("s2")) }));
    let now = head.clone();
    assert_eq!(
        head.apply(&submit("u1", &seen, "s2"), 3),
        Err(Refused::OtherAnswers(vec![cell("E4")])),
        "a receipt never shows other answers than those that are held"
    );
    head.apply(&submit("u1", &now, "s2"), 3).expect("taken");
    assert_eq!((head.state, head.submitted.clone()), (State::Submitted, Some((id("u1"), 3))));
}

#[test]
fn after_submission_nothing_is_saved_before_it_is_opened_again() {
    let mut head = Head::default();
    head.apply(&save("s1", "anna", &[("E4", change(Some("ja"), None))]), 1).expect("taken");
    head.apply(&submit("u1", &head.clone(), "s1"), 2).expect("taken");
    let late = save("s2", "bo", &[("E4", change(Some("nej"), Some("s1")))]);
    assert_eq!(head.apply(&late, 3), Err(Refused::Submitted));
    assert_eq!(
        head.apply(&submit("u2", &head.clone(), "s1"), 3),
        Err(Refused::Submitted),
        "nor submitted twice"
    );
    head.apply(&fact("r1", "anna", Content::ReopeningAsked { why: "fel rad".into() }), 4).expect("taken");
    assert_eq!(head.reopening_asked.as_deref(), Some("fel rad"));
    head.apply(&fact("r2", "desk", Content::Reopened { why: "rättelse".into() }), 5).expect("taken");
    head.apply(&late, 6).expect("taken");
    assert_eq!(head.cells[&cell("E4")].value, Some(json!("nej")));
}

#[test]
fn a_closed_round_takes_nothing() {
    let mut head = in_conflict();
    head.apply(&fact("c", "desk", Content::Closed), 3).expect("taken");
    let refused = head.apply(&save("s3", "anna", &[("E4", change(Some("nej"), Some("s1")))]), 4);
    assert_eq!(refused, Err(Refused::Closed));
}

#[test]
fn a_save_takes_the_sign_off_away() {
    let mut head = Head::default();
    head.apply(&save("s1", "anna", &[("E4", change(Some("ja"), None))]), 1).expect("taken");
    let sign = |seen: &str| {
        let (name, role) = ("K. Chef".to_owned(), "socialchef".to_owned());
        Content::Signed { name, role, seen: id(seen) }
    };
    head.apply(&fact("g1", "chef", sign("s1")), 2).expect("taken");
    assert!(head.signature.is_some());
    head.apply(&save("s2", "anna", &[("E4", change(Some("nej"), Some("s1")))]), 3).expect("taken");
    assert_eq!(head.signature, None, "what was signed is no longer what is there");
    let late = head.apply(&fact("g2", "chef", sign("s1")), 4);
    assert_eq!(late, Err(Refused::ChangedSince { latest: Some(id("s2")) }));
}

#[test]
fn an_erased_cell_is_empty_in_every_earlier_fact_and_the_rest_stays() {
    let mut facts = vec![
        save(
            "s1",
            "anna",
            &[("E7#comment", change(Some("ring Anna"), None)), ("E4", change(Some("ja"), None))],
        ),
        save("s2", "anna", &[("E7#comment", change(Some("ring Anna Ek"), Some("s1")))]),
        save("s3", "bo", &[("E7#comment", change(Some("nej"), None))]),
    ];
    let erased = Content::Erased { cells: vec![cell("E7#comment")], why: "personuppgift".into() };
    facts.push(fact("x", "desk", erased));
    let with_times = |facts: &[Fact]| facts.iter().cloned().zip(1..).collect::<Vec<_>>();
    let head_of = |facts: &[(Fact, Instant)]| Head::of(facts.iter().map(|(fact, at)| (fact, *at)));
    let head = head_of(&with_times(&facts)).expect("all are taken");
    assert_eq!(head.answers(), BTreeMap::from([(cell("E4"), json!("ja"))]));

    // What the store does to the earlier facts' contents.
    for fact in &mut facts[..3] {
        if let Content::Saved { cells } = &mut fact.content {
            let change = cells.get_mut(&cell("E7#comment")).expect("each saved it");
            (change.value, change.erased) = (None, true);
        }
    }
    assert_eq!(head_of(&with_times(&facts)).expect("all are taken"), head, "replayed = held");
}

/// A few people who save and choose, each having seen any state up to the present one.
#[derive(Clone, Debug)]
struct Move {
    cell: usize,
    value: u8,
    seen: usize,
    settles: bool,
}

proptest! {
    /// Nothing that anybody saved is lost: it is held, or was seen by whoever replaced it, or waits as a proposal.
    #[test]
    fn no_answer_is_overwritten_unseen(
        moves in prop::collection::vec((0usize..3, 0u8..4, 0usize..12, any::<bool>()).prop_map(
            |(cell, value, seen, settles)| Move { cell, value, seen, settles }), 1..12)
    ) {
        let mut heads = vec![Head::default()];
        for (i, step) in moves.iter().enumerate() {
            let key = cell(["E4", "E5", "E10"][step.cell]);
            let seen = &heads[step.seen.min(heads.len() - 1)];
            let held = seen.cells.get(&key);
            let settles = held.filter(|_| step.settles);
            let change = Change {
                value: Some(json!(step.value)),
                based_on: held.map(|held| held.by.clone()),
                settles: settles.map_or_else(Vec::new, |h| h.proposals.iter().map(|p| p.by.clone()).collect()),
                erased: false,
            };
            let saved = save(&format!("s{i}"), "anna", &[("E4", change.clone())]);
            let content = Content::Saved { cells: BTreeMap::from([(key.clone(), change)]) };
            let saved = Fact { content, ..saved };
            let before = heads.last().expect("the first is there").clone();
            let mut after = before.clone();
            after.apply(&saved, i as Instant).expect("an open response takes it");
            if let (Some(old), Some(new)) = (before.cells.get(&key), after.cells.get(&key)) {
                let was_seen = held.is_some_and(|held| held.by == old.by);
                prop_assert!(old.value == new.value || was_seen, "replaced unseen");
                for proposal in &old.proposals {
                    let kept = new.proposals.contains(proposal);
                    let seen_it = held.is_some_and(|held| held.proposals.contains(proposal));
                    // One that says what is held now is nowhere lost.
                    let is_held = proposal.value == new.value;
                    prop_assert!(kept || is_held || (seen_it && step.settles), "a proposal vanished unseen");
                }
                let value = Some(json!(step.value));
                let somewhere = new.value == value || new.proposals.iter().any(|p| p.value == value);
                prop_assert!(somewhere, "what was saved is nowhere");
            }
            heads.push(after);
        }
    }
}
