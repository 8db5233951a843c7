//! Which step follows which, and who sees what early.

use super::*;
use crate::access::{Actor, Grant, Role, Scope};
use crate::fact::{Author, Instant};
use crate::round::{Round, RoundState};

const HOUR: Instant = 3_600_000_000;

fn drafted(folder: &str) -> Step {
    Step::Drafted { round: "2018".parse().expect("an id"), folder: folder.to_owned(), note: None }
}

fn note() -> Note {
    let words = |sv: &str, en: &str| Words { sv: sv.to_owned(), en: en.to_owned() };
    Note {
        corrects: "a".repeat(64),
        kind: Mistake::Answers,
        what: words("Habos svar", "Habo's answers"),
        why: words("Fel rad", "Wrong row"),
    }
}

fn correction(folder: &str) -> Step {
    Step::Drafted { round: "2018".parse().expect("an id"), folder: folder.to_owned(), note: Some(note()) }
}

fn scheduled(published_at: Instant) -> Schedule {
    Schedule { published_at, readers: ["r1".parse().expect("an id")].into(), folder: "f2".to_owned() }
}

fn contested(unit: &str) -> Step {
    Step::Contested {
        unit: unit.to_owned(),
        indicator: "eb-fia".to_owned(),
        reason: Some("Vi har rutinen".to_owned()),
    }
}

fn decided(contest: No, verdict: Verdict) -> Step {
    Step::Decided { contest, verdict, words: Some("Rutinen är från 2012".to_owned()) }
}

/// Steps of one publication, an hour apart.
fn events(name: &str, steps: Vec<Step>) -> Vec<Event> {
    let event = |(no, step): (i64, Step)| Event {
        no,
        publication: name.parse().expect("a name"),
        at: no * HOUR,
        by: Author::Account("a1".to_owned()),
        step,
    };
    (1..).zip(steps).map(event).collect()
}

fn replayed(name: &str, steps: Vec<Step>) -> Result<Publishing, (No, NotNow)> {
    Publishing::replay(&events(name, steps)).map(|made| made.expect("there are steps"))
}

#[test]
fn a_publication_goes_from_draft_to_preview_to_a_time() {
    let made = replayed(
        "2018-v1",
        vec![
            drafted("f1"),
            Step::PreviewOpened,
            contested("0643"),
            decided(3, Verdict::Kept),
            Step::Scheduled(scheduled(9 * HOUR)),
        ],
    )
    .expect("every step follows");
    assert_eq!((made.stage, made.folder.as_str()), (Stage::Scheduled { published_at: 9 * HOUR }, "f2"));
    assert!(!made.preview, "what has a time is not contested any more");
    for (case, at, published) in
        [("a moment before", 9 * HOUR - 1, false), ("at its time", 9 * HOUR, true), ("after", i64::MAX, true)]
    {
        assert_eq!(made.is_published(at), published, "{case}");
    }
}

#[test]
fn a_step_that_cannot_be_taken_says_why() {
    use Step::{PreviewClosed, PreviewOpened, Rescheduled, Scheduled};
    let withdrawn = || Step::Withdrawn { why: Some("Fel fil".to_owned()) };
    let empty =
        || Step::Contested { unit: "0643".into(), indicator: "eb-fia".into(), reason: Some(" \n".into()) };
    let number = || Step::Withdrawn { why: Some("Anna 19121212-1212".to_owned()) };
    for (case, name, steps, why) in [
        ("no draft", "2018-v1", vec![PreviewOpened], NotNow::NoDraft),
        ("opened twice", "2018-v1", vec![drafted("f"), PreviewOpened, PreviewOpened], NotNow::PreviewOpen),
        ("closed unopened", "2018-v1", vec![drafted("f"), PreviewClosed], NotNow::PreviewClosed),
        ("contested unopened", "2018-v1", vec![drafted("f"), contested("0643")], NotNow::PreviewClosed),
        ("no reason", "2018-v1", vec![drafted("f"), PreviewOpened, empty()], NotNow::NoWords),
        ("a person's number", "2018-v1", vec![drafted("f"), number()], NotNow::PersonalNumber),
        (
            "contested twice",
            "2018-v1",
            vec![drafted("f"), PreviewOpened, contested("0643"), contested("0643")],
            NotNow::Contested,
        ),
        (
            "two decide at once",
            "2018-v1",
            vec![
                drafted("f"),
                PreviewOpened,
                contested("0643"),
                decided(3, Verdict::Kept),
                decided(3, Verdict::ToBeCorrected),
            ],
            NotNow::Decided { no: 3 },
        ),
        (
            "decided what nobody contested",
            "2018-v1",
            vec![drafted("f"), decided(7, Verdict::Kept)],
            NotNow::NoContest { no: 7 },
        ),
        (
            "a time while somebody waits",
            "2018-v1",
            vec![drafted("f"), PreviewOpened, contested("0643"), Scheduled(scheduled(9 * HOUR))],
            NotNow::Undecided { count: 1 },
        ),
        (
            "a time for what is to be corrected",
            "2018-v1",
            vec![
                drafted("f"),
                PreviewOpened,
                contested("0643"),
                decided(3, Verdict::ToBeCorrected),
                Scheduled(scheduled(9 * HOUR)),
            ],
            NotNow::Uncorrected { count: 1 },
        ),
        ("now", "2018-v1", vec![drafted("f"), Scheduled(scheduled(2 * HOUR))], NotNow::Past),
        (
            "another time for a draft",
            "2018-v1",
            vec![drafted("f"), Rescheduled(scheduled(9 * HOUR))],
            NotNow::NotScheduled,
        ),
        (
            "drafted anew under embargo",
            "2018-v1",
            vec![drafted("f"), Scheduled(scheduled(9 * HOUR)), drafted("g")],
            NotNow::Scheduled,
        ),
        (
            "withdrawn when it is published",
            "2018-v1",
            vec![drafted("f"), Scheduled(scheduled(3 * HOUR)), withdrawn()],
            NotNow::Published { at: 3 * HOUR },
        ),
        (
            "drafted anew when it is published",
            "2018-v1",
            vec![drafted("f"), Scheduled(scheduled(3 * HOUR)), drafted("g")],
            NotNow::Published { at: 3 * HOUR },
        ),
        (
            "a time for what is withdrawn",
            "2018-v1",
            vec![drafted("f"), withdrawn(), PreviewOpened],
            NotNow::Withdrawn,
        ),
        ("a second without a note", "2018-v2", vec![drafted("f")], NotNow::NoteNeeded),
        ("a first that corrects", "2018-v1", vec![correction("f")], NotNow::NothingToCorrect),
        (
            "a correction that nobody accepted",
            "2018-v2",
            vec![correction("f"), Scheduled(scheduled(9 * HOUR))],
            NotNow::NotAccepted,
        ),
        (
            "another draft than was seen",
            "2018-v2",
            vec![correction("f"), Step::Accepted { folder: "e".to_owned() }],
            NotNow::OtherDraft,
        ),
        (
            "accepted, and then made anew",
            "2018-v2",
            vec![
                correction("f"),
                Step::Accepted { folder: "f".to_owned() },
                correction("g"),
                Scheduled(scheduled(9 * HOUR)),
            ],
            NotNow::NotAccepted,
        ),
    ] {
        assert_eq!(replayed(name, steps).map_err(|(_, why)| why), Err(why), "{case}");
    }
}

#[test]
fn what_was_to_be_corrected_is_published_from_a_new_draft() {
    let made = replayed(
        "2018-v1",
        vec![
            drafted("f"),
            Step::PreviewOpened,
            contested("0643"),
            decided(3, Verdict::ToBeCorrected),
            drafted("g"),
            Step::Scheduled(scheduled(9 * HOUR)),
        ],
    )
    .expect("the new draft can be published");
    assert_eq!(made.contests.len(), 1, "what was decided is still told");
}

#[test]
fn a_correction_is_accepted_and_then_published() {
    let accepted = Step::Accepted { folder: "f".to_owned() };
    let made = replayed("2018-v2", vec![correction("f"), accepted, Step::Scheduled(scheduled(9 * HOUR))]);
    assert_eq!(made.expect("every step follows").note, Some(note()));
}

/// The publication's events after the words of one are erased: its row is rewritten, and an event says so.
fn erased(mut events: Vec<Event>, no: No) -> Vec<Event> {
    let last = events.last().expect("there are events").clone();
    let of = events.iter_mut().find(|event| event.no == no).expect("an event");
    let step = of.erasure();
    of.step = of.step.without_words();
    let (no, at) = (last.no + 1, last.at + HOUR);
    events.push(Event { no, at, step, ..last });
    events
}

#[test]
fn words_are_erased_at_every_stage_and_nothing_else_changes() {
    let steps = || {
        vec![
            drafted("f1"),
            Step::PreviewOpened,
            contested("0643"),
            decided(3, Verdict::Kept),
            Step::Withdrawn { why: Some("Fel fil".to_owned()) },
            drafted("f3"),
            Step::Scheduled(scheduled(9 * HOUR)),
        ]
    };
    let whole = replayed("2018-v1", steps()).expect("every step follows");
    // In the preview, when it is decided, withdrawn, drafted anew, has a time; the last when it is published.
    for stage in 4..=7 {
        let before: Vec<Event> = events("2018-v1", steps()).into_iter().take(stage).collect();
        Publishing::replay(&erased(before, 3)).expect("it is erased").expect("there are steps");
    }
    let mut all = events("2018-v1", steps());
    all.last_mut().expect("the time").at = 8 * HOUR;
    for no in [3, 4, 5] {
        all = erased(all, no);
    }
    let made = Publishing::replay(&all).expect("they are erased").expect("there are steps");
    assert!(made.is_published(all.last().expect("the last").at));
    assert_eq!((made.erased.len(), made.last), (3, 10));
    let [contest] = made.contests.as_slice() else { panic!("{:?}", made.contests) };
    let decision = contest.decision.as_ref().expect("it is decided");
    assert_eq!((&contest.reason, &decision.words, decision.verdict), (&None, &None, Verdict::Kept));
    assert_eq!((made.stage, made.folder), (whole.stage, whole.folder));
    assert!(!format!("{all:?}").contains("rutinen"), "nor do the events hold them");
}

#[test]
fn what_cannot_be_erased_says_why_and_nothing_else_lacks_words() {
    let steps = || vec![drafted("f"), Step::PreviewOpened, contested("0643"), decided(3, Verdict::Kept)];
    let whole = events("2018-v1", steps());
    let state = Publishing::replay(&erased(whole.clone(), 3)).expect("it is erased");
    let take = |step: Step| {
        let (no, at) = (6, 6 * HOUR);
        Publishing::after(state.as_ref(), &Event { no, at, step, ..whole[0].clone() }).map(|_| ())
    };
    let left = "0".repeat(64);
    for (case, step, why) in [
        ("an event without words", whole[1].erasure(), NotNow::NothingToErase { no: 2 }),
        ("no such event", Step::Erased { event: 9, left: left.clone() }, NotNow::NothingToErase { no: 9 }),
        ("once more", whole[2].erasure(), NotNow::Erased { no: 3 }),
        ("something else is left", Step::Erased { event: 4, left }, NotNow::NotWhatIsLeft { no: 4 }),
        ("taken without words", Step::Withdrawn { why: None }, NotNow::NoWords),
    ] {
        assert_eq!(take(step), Err(why), "{case}");
    }
    assert_eq!(take(whole[3].erasure()), Ok(()));
    let draft = Publishing::after(None, &Event { step: whole[2].erasure(), ..whole[0].clone() });
    assert_eq!(draft, Err(NotNow::NoDraft));
    let mut silent = whole.clone();
    silent[3].step = silent[3].step.without_words();
    assert_eq!(Publishing::replay(&silent), Err((4, NotNow::NoWords)), "no event says that they were erased");
    let mut other = erased(whole, 4);
    other[3].step = Step::Decided { contest: 3, verdict: Verdict::ToBeCorrected, words: None };
    assert_eq!(Publishing::replay(&other), Err((5, NotNow::NotWhatIsLeft { no: 4 })), "another decision");
}

#[test]
fn an_event_is_read_back_as_it_was_written() {
    let all = [correction("f"), Step::PreviewOpened, Step::Scheduled(scheduled(5)), contested("0643")];
    let erasure = Step::Erased { event: 3, left: contested("0643").left() };
    for step in all.into_iter().chain([contested("0643").without_words(), erasure]) {
        let text = serde_json::to_string(&step).expect("JSON");
        assert!(text.contains(step.kind()), "{text}");
        assert_eq!(serde_json::from_str::<Step>(&text).expect("a step"), step);
    }
    assert!("2018-v0".parse::<crate::ids::PublicationId>().is_err());
    assert!("2018".parse::<crate::ids::PublicationId>().is_err());
}

#[test]
fn only_named_readers_and_those_who_see_what_is_unpublished_see_it_early() {
    let round = Round {
        id: "2018".parse().expect("an id"),
        edition: "2018".to_owned(),
        survey: "main".to_owned(),
        name: "2018".to_owned(),
        class: "open".to_owned(),
        zone: "Europe/Stockholm".to_owned(),
        opens: None,
        closes: None,
        state: RoundState::Closed,
    };
    let grant = |role, round: Option<&str>, place: Option<&str>| Grant {
        role,
        round: round.map(|id| id.parse().expect("an id")),
        scope: place.map_or(Scope::All, |code| Scope::Place(code.to_owned())),
    };
    let (named, other): (crate::ids::AccountId, crate::ids::AccountId) =
        ("r1".parse().expect("an id"), "r2".parse().expect("an id"));
    let readers: std::collections::BTreeSet<_> = [named].into();
    let named = readers.iter().next();
    for (case, grants, account, seen) in [
        ("a named reader", vec![grant(Role::Reader, None, None)], named, true),
        ("a reader who was not named", vec![grant(Role::Reader, None, None)], Some(&other), false),
        ("named, and no reader any more", vec![], named, false),
        ("named, reader of another round", vec![grant(Role::Reader, Some("2017"), None)], named, false),
        ("named, reader of one county", vec![grant(Role::Reader, None, Some("06"))], named, false),
        ("a publisher", vec![grant(Role::Publisher, Some("2018"), None)], Some(&other), true),
        ("a reviewer of another round", vec![grant(Role::Reviewer, Some("2017"), None)], Some(&other), false),
        ("a reviewer of one county", vec![grant(Role::Reviewer, None, Some("06"))], Some(&other), false),
        ("a regional analyst", vec![grant(Role::RegionalAnalyst, None, None)], Some(&other), false),
        ("a coordinator", vec![grant(Role::Coordinator, None, None)], Some(&other), false),
    ] {
        let actor = Actor::Account(grants);
        assert_eq!(sees_early(&actor, account, &readers, Some(&round), 0), seen, "{case}");
    }
    assert!(!sees_early(&Actor::Visitor, None, &readers, Some(&round), 0));
}

#[test]
fn what_was_to_be_corrected_may_be_said_to_stand_and_nothing_else_is_decided_twice() {
    let before = || vec![drafted("f1"), Step::PreviewOpened, contested("0643")];
    let with = |more: Vec<Step>| replayed("2018-v1", before().into_iter().chain(more).collect());
    let changed = with(vec![
        decided(3, Verdict::ToBeCorrected),
        decided(3, Verdict::Kept),
        Step::Scheduled(scheduled(9 * HOUR)),
    ])
    .expect("the cell stands");
    let decision = changed.contests[0].decision.as_ref().expect("it is decided");
    assert_eq!((decision.verdict, decision.no), (Verdict::Kept, 5));
    for (first, second) in [
        (Verdict::Kept, Verdict::ToBeCorrected),
        (Verdict::Kept, Verdict::Kept),
        (Verdict::ToBeCorrected, Verdict::ToBeCorrected),
    ] {
        let twice = with(vec![decided(3, first), decided(3, second)]);
        assert_eq!(twice, Err((5, NotNow::Decided { no: 3 })), "{first:?}, then {second:?}");
    }
}

#[test]
fn a_draft_of_another_round_has_none_of_the_first_one_s_contests() {
    let other =
        Step::Drafted { round: "2018-prov".parse().expect("an id"), folder: "f2".to_owned(), note: None };
    let withdrawn = Step::Withdrawn { why: Some("Fel omgång".to_owned()) };
    let made =
        replayed("2018-v1", vec![drafted("f1"), Step::PreviewOpened, contested("0643"), withdrawn, other])
            .expect("every step follows");
    assert_eq!((made.round.as_str(), made.contests.len()), ("2018-prov", 0));
}
