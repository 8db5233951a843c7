//! Where responses stand, told without reading answers, is what their heads say.

use collection::fact::Content;
use collection::head::State;
use store::{AsOf, Standing};

use crate::support::facts::*;
use crate::support::{Place, on_both};

on_both!(where_responses_stand_follows_from_their_facts_at_every_moment, a_round_is_made_whole_or_not_at_all);

fn seen(standing: &[Standing]) -> Vec<(State, bool, bool, bool)> {
    standing.iter().map(|one| (one.state, one.begun, one.submitted.is_some(), one.reopening_asked)).collect()
}

async fn where_responses_stand_follows_from_their_facts_at_every_moment(place: Place) {
    let store = place.open().await;
    with_responses(&store, "2018", 3).await;
    with_responses(&store, "2017", 1).await;
    let why = || "fel rad".to_owned();
    let mut then = vec![(store.chain_end(&round_id()).await.expect("read").no, vec![])];
    for step in 0..8 {
        let content = match step {
            0 => save("s1", "r0", &[("E4", "ja")]),
            1 => submit(&store.head(&response_id("r0")).await.expect("read"), "u1", "r0"),
            2 => save("s2", "r1", &[("E4", "nej")]),
            3 => fact("q1", "r0", Content::ReopeningAsked { why: why() }),
            4 => fact("o1", "r0", Content::Reopened { why: why() }),
            5 => fact("c1", "r1", Content::Closed),
            6 => fact("c2", "r0", Content::Closed),
            _ => fact("o2", "r1", Content::Reopened { why: why() }),
        };
        let at = put(&store, content).await.at;
        let standing = store.standing(&round_id(), None).await.expect("read");
        let heads = store.heads(&round_id()).await.expect("read");
        assert_eq!(standing.len(), 3);
        for one in &standing {
            let head = &heads[&one.response.id];
            let said = (one.state, one.begun, one.reopening_asked);
            assert_eq!(
                said,
                (head.state, head.latest.is_some(), head.reopening_asked.is_some()),
                "after step {step}: {one:?}"
            );
            assert_eq!(one.submitted, head.submitted.as_ref().map(|(_, at)| *at), "after step {step}");
        }
        then.push((at, seen(&standing)));
    }
    for (at, expected) in &then[1..] {
        let moment = store.standing(&round_id(), Some(AsOf::Time(*at))).await.expect("read");
        assert_eq!(seen(&moment), *expected);
    }
    let before = store.standing(&round_id(), Some(AsOf::Time(0))).await.expect("read");
    assert_eq!(seen(&before), [(State::Open, false, false, false); 3]);
}

async fn a_round_is_made_whole_or_not_at_all(place: Place) {
    use collection::fact::Author;
    use collection::round::{Response, Subject};
    use store::{About, Kind, NewRound};
    let store = place.open().await;
    let round = round("2018", "open");
    let subject = Subject { id: "0643".parse().expect("an id"), unit: "0643".into() };
    let response = |id: &str, part: &str| Response {
        id: response_id(id),
        round: round.id.clone(),
        subject: subject.id.clone(),
        part: part.into(),
    };
    let twice = vec![response("a", "G"), response("b", "G")];
    let new = |responses| NewRound { round: round.clone(), subjects: vec![subject.clone()], responses };
    store.begin_round(&new(twice), &Author::Program, 1).await.expect_err("a part is answered once");
    assert!(store.rounds().await.expect("read").is_empty(), "nothing is left of it");
    let fine = new(vec![response("a", "G"), response("b", "E")]);
    store.begin_round(&fine, &Author::Program, 1).await.expect("it is new");
    assert_eq!(store.responses(&round.id).await.expect("read").len(), 2);
    let events = store.events(Some(&About::Round(round.id.clone())), None, 9).await.expect("read");
    assert_eq!(events.iter().map(|event| event.kind).collect::<Vec<_>>(), [Kind::RoundCreated]);
}
