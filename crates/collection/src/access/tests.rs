//! Every cell of the matrix, and every circumstance.

use super::*;
use crate::round::RoundState;

const NOON: Instant = 1_000;

fn round(state: RoundState) -> Round {
    Round {
        id: "2018".parse().expect("an id"),
        edition: "2018".to_owned(),
        survey: "main".to_owned(),
        name: "Öppna jämförelser 2018".to_owned(),
        class: "open".to_owned(),
        zone: "Europe/Stockholm".to_owned(),
        opens: Some(100),
        closes: Some(2_000),
        state,
    }
}

fn response(state: State) -> ResponseFacts {
    ResponseFacts {
        id: "0643-e".parse().expect("an id"),
        subject: "0643".parse().expect("an id"),
        places: ["0643", "06"].map(str::to_owned).into(),
        part: "E".to_owned(),
        state,
    }
}

fn account(role: Role, round: Option<&str>, scope: Scope) -> Actor {
    Actor::Account(vec![Grant { role, round: round.map(|id| id.parse().expect("an id")), scope }])
}

fn link() -> Link {
    Link {
        round: "2018".parse().expect("an id"),
        subject: "0643".parse().expect("an id"),
        parts: None,
        role: Role::Coordinator,
        expires: 3_000,
        revoked: None,
    }
}

/// Circumstances under which an action can be done by those who may.
fn state_for(action: Action) -> State {
    if action.needs().contains(&Needs::DoneResponse) { State::Submitted } else { State::Open }
}

#[test]
fn every_cell_of_the_matrix_is_what_may_says() {
    // Written out by hand, so that a changed cell is seen: the roles in the order of `Role::ALL`, then the operator.
    let expected = [
        ("see response", "xx.xxx..x."),
        ("see history", "xx.x.x...."),
        ("save", "...xx...x."),
        ("sign off", ".....x...."),
        ("submit", "...x....x."),
        ("see receipt", "xx.xxx..x."),
        ("ask reopening", "...x......"),
        ("reopen", "xx........"),
        ("pass on", "...x......"),
        ("take back", "...x......"),
        ("offer", "...x......"),
        ("see archive", "x..xxx...."),
        ("create round", "x........."),
        ("manage round", "x........."),
        ("issue links", "x........."),
        ("see table", "xxx...x..."),
        ("erase", "x........x"),
        ("audit", "xxx......x"),
        ("manage accounts", "x........x"),
        ("preview own result", "...x.x...."),
        ("contest own result", "...x.x...."),
        ("decide contested", "xx........"),
        ("see unpublished", "xxx....x.x"),
        ("publish", "..x......x"),
        ("serve", ".........x"),
        ("back up", ".........x"),
        ("restore", ".........x"),
    ];
    let (round, count) = (round(RoundState::Open), Action::ALL.len());
    assert_eq!(count, expected.len(), "a new action needs a row here");
    for (action, (id, row)) in Action::ALL.into_iter().zip(expected) {
        assert_eq!(action.id(), id);
        let response = response(state_for(action));
        for (role, cell) in Role::ALL.into_iter().zip(row.chars()) {
            let actor = account(role, None, Scope::All);
            let told = may(&actor, action, Resource::Response(&round, &response), NOON);
            let allowed = if cell == 'x' { Ok(()) } else { Err(Refused::NotYourRole) };
            assert_eq!(told, allowed, "{id} by {}", role.id());
        }
        let allowed = if row.ends_with('x') { Ok(()) } else { Err(Refused::NotYourRole) };
        for resource in [Resource::Site, Resource::Round(&round), Resource::Response(&round, &response)] {
            assert_eq!(may(&Actor::Operator, action, resource, NOON), allowed, "{id} by the operator");
        }
    }
}

#[test]
fn every_cell_of_the_matrix_holds_for_who_has_a_link() {
    // Written out by hand: coordinator, respondent, manager, individual. A link opens what its own subject answers; what is
    // offered goes to others, so that no link offers anything to itself: `·`, not found.
    let roles = [Role::Coordinator, Role::Respondent, Role::Manager, Role::Individual];
    let expected = [
        ("see response", "xxxx"),
        ("see history", "x.x."),
        ("save", "xx.x"),
        ("sign off", "..x."),
        ("submit", "x..x"),
        ("see receipt", "xxxx"),
        ("ask reopening", "x..."),
        ("reopen", "...."),
        ("pass on", "x..."),
        ("take back", "x..."),
        ("offer", "····"),
        ("see archive", "xxx."),
        ("create round", "...."),
        ("manage round", "...."),
        ("issue links", "...."),
        ("see table", "...."),
        ("erase", "...."),
        ("audit", "...."),
        ("manage accounts", "...."),
        ("preview own result", "x.x."),
        ("contest own result", "x.x."),
        ("decide contested", "...."),
        ("see unpublished", "...."),
        ("publish", "...."),
        ("serve", "...."),
        ("back up", "...."),
        ("restore", "...."),
    ];
    let round = round(RoundState::Open);
    assert_eq!(Action::ALL.len(), expected.len(), "a new action needs a row here");
    for (action, (id, row)) in Action::ALL.into_iter().zip(expected) {
        assert_eq!((action.id(), row.chars().count()), (id, roles.len()));
        let response = response(state_for(action));
        for (role, cell) in roles.into_iter().zip(row.chars()) {
            let actor = Actor::Link(Link { role, ..link() });
            let expected = match cell {
                'x' => Ok(()),
                '.' => Err(Refused::NotYourRole),
                '·' => Err(Refused::NotFound),
                other => panic!("{id}: {other}"),
            };
            let told = may(&actor, action, Resource::Response(&round, &response), NOON);
            assert_eq!(told, expected, "{id} by the link of a {}", role.id());
        }
    }
}

#[test]
fn what_concerns_a_round_as_a_whole_needs_the_whole_country() {
    // Written out by hand: the action, whoever may do it to a round, and whether one county is enough.
    let round = round(RoundState::Open);
    let county = |role| account(role, None, Scope::Place("06".to_owned()));
    for (action, role, is_enough) in [
        (Action::SeeTable, Role::RegionalAnalyst, true),
        (Action::SeeTable, Role::NationalAnalyst, true),
        (Action::CreateRound, Role::NationalAnalyst, false),
        (Action::ManageRound, Role::NationalAnalyst, false),
        (Action::IssueLinks, Role::NationalAnalyst, false),
        (Action::Erase, Role::NationalAnalyst, false),
        (Action::Audit, Role::NationalAnalyst, false),
        (Action::Audit, Role::Reviewer, false),
        (Action::Audit, Role::Publisher, false),
        (Action::ManageAccounts, Role::NationalAnalyst, false),
        (Action::Decide, Role::NationalAnalyst, false),
        (Action::Decide, Role::Reviewer, false),
        (Action::SeeUnpublished, Role::NationalAnalyst, false),
        (Action::SeeUnpublished, Role::Reviewer, false),
        (Action::SeeUnpublished, Role::Publisher, false),
        (Action::SeeUnpublished, Role::Reader, false),
        (Action::Publish, Role::Publisher, false),
    ] {
        let case = format!("{} by {}", action.id(), role.id());
        let expected = if is_enough { Ok(()) } else { Err(Refused::NotFound) };
        assert_eq!(
            may(&county(role), action, Resource::Round(&round), NOON),
            expected,
            "{case} of one county"
        );
        let nation = account(role, None, Scope::All);
        assert_eq!(may(&nation, action, Resource::Round(&round), NOON), Ok(()), "{case} of the country");
        let Actor::Account(mut grants) = county(role) else { panic!("an account") };
        grants.push(Grant { role: Role::RegionalAnalyst, round: None, scope: Scope::All });
        let told = may(&Actor::Account(grants), action, Resource::Round(&round), NOON);
        assert_eq!(told, expected, "{case} of one county, who follows the whole country in another role");
    }
}

#[test]
fn a_county_is_enough_for_one_response_in_it() {
    let (round, response) = (round(RoundState::Open), response(State::Submitted));
    for (action, role) in [
        (Action::IssueLinks, Role::NationalAnalyst),
        (Action::SeeHistory, Role::NationalAnalyst),
        (Action::Reopen, Role::Reviewer),
    ] {
        for (code, expected) in [("06", Ok(())), ("0643", Ok(())), ("05", Err(Refused::NotFound))] {
            let actor = account(role, None, Scope::Place(code.to_owned()));
            let told = may(&actor, action, Resource::Response(&round, &response), NOON);
            assert_eq!(told, expected, "{} of {code}", action.id());
        }
    }
}

#[test]
fn a_visitor_may_nothing() {
    let (round, response) = (round(RoundState::Open), response(State::Open));
    for action in Action::ALL {
        for resource in [Resource::Site, Resource::Round(&round), Resource::Response(&round, &response)] {
            assert_eq!(may(&Actor::Visitor, action, resource, NOON), Err(Refused::SignInNeeded));
        }
    }
}

#[test]
fn what_is_outside_of_a_grant_is_not_found_whatever_one_wants_with_it() {
    let (round, response) = (round(RoundState::Open), response(State::Open));
    let within = |part: &str| Some([part.to_owned()].into());
    for (case, actor) in [
        ("another round", account(Role::NationalAnalyst, Some("2019"), Scope::All)),
        ("another county", account(Role::RegionalAnalyst, None, Scope::Place("05".into()))),
        ("no grant at all", Actor::Account(Vec::new())),
        ("another unit's link", Actor::Link(Link { subject: "0617".parse().expect("an id"), ..link() })),
        ("another part's link", Actor::Link(Link { parts: within("G"), ..link() })),
        ("another round's link", Actor::Link(Link { round: "2019".parse().expect("an id"), ..link() })),
    ] {
        for action in Action::ALL {
            let told = may(&actor, action, Resource::Response(&round, &response), NOON);
            assert_eq!(told, Err(Refused::NotFound), "{case}: {}", action.id());
        }
    }
}

#[test]
fn a_link_opens_its_part_until_it_expires_or_is_revoked() {
    let (round, response) = (round(RoundState::Open), response(State::Open));
    for (case, link, told) in [
        ("as sent", link(), Ok(())),
        ("of the part", Link { parts: Some(["E".to_owned()].into()), ..link() }, Ok(())),
        ("to the last moment", Link { expires: NOON + 1, ..link() }, Ok(())),
        ("expired", Link { expires: NOON, ..link() }, Err(Refused::LinkExpired { at: NOON })),
        ("revoked", Link { revoked: Some(NOON), ..link() }, Err(Refused::LinkRevoked { at: NOON })),
        ("revoked later", Link { revoked: Some(NOON + 1), ..link() }, Ok(())),
    ] {
        let actor = Actor::Link(link);
        assert_eq!(may(&actor, Action::Save, Resource::Response(&round, &response), NOON), told, "{case}");
    }
}

#[test]
fn a_link_never_reaches_the_site() {
    for action in Action::ALL {
        assert_eq!(may(&Actor::Link(link()), action, Resource::Site, NOON), Err(Refused::NotFound));
    }
}

#[test]
fn a_grant_of_one_round_does_not_make_rounds_or_accounts() {
    let of_round = account(Role::NationalAnalyst, Some("2018"), Scope::All);
    assert_eq!(may(&of_round, Action::ManageAccounts, Resource::Site, NOON), Err(Refused::NotFound));
    let of_all = account(Role::NationalAnalyst, None, Scope::All);
    assert_eq!(may(&of_all, Action::ManageAccounts, Resource::Site, NOON), Ok(()));
}

#[test]
fn nothing_is_saved_outside_of_the_rounds_times() {
    let response = response(State::Open);
    let closed = Refused::RoundClosed { closed: Some(2_000) };
    for (case, state, now, told) in [
        ("before it opens", RoundState::Open, 99, Err(Refused::RoundNotOpen { opens: Some(100) })),
        ("as it opens", RoundState::Open, 100, Ok(())),
        ("the last moment", RoundState::Open, 1_999, Ok(())),
        ("as it closes", RoundState::Open, 2_000, Err(closed)),
        ("a draft", RoundState::Planned, NOON, Err(Refused::RoundNotOpen { opens: Some(100) })),
        ("closed by hand", RoundState::Closed, NOON, Err(Refused::RoundClosed { closed: None })),
    ] {
        let round = round(state);
        for action in [Action::Save, Action::Submit] {
            let told_now = may(&Actor::Link(link()), action, Resource::Response(&round, &response), now);
            assert_eq!(told_now, told, "{case}: {}", action.id());
        }
        let see = may(&Actor::Link(link()), Action::SeeResponse, Resource::Response(&round, &response), now);
        assert_eq!(see, Ok(()), "{case}: what one answered can be seen");
    }
}

#[test]
fn what_is_submitted_is_not_saved_and_what_is_open_has_no_receipt() {
    let round = round(RoundState::Open);
    for (state, action, told) in [
        (State::Submitted, Action::Save, Err(Refused::Submitted)),
        (State::Submitted, Action::Submit, Err(Refused::Submitted)),
        (State::Closed, Action::Save, Err(Refused::ResponseClosed)),
        (State::Open, Action::SeeReceipt, Err(Refused::NotSubmitted)),
        (State::Open, Action::AskReopening, Err(Refused::NotSubmitted)),
        (State::Submitted, Action::SeeReceipt, Ok(())),
        (State::Closed, Action::AskReopening, Ok(())),
    ] {
        let response = response(state);
        let now = may(&Actor::Link(link()), action, Resource::Response(&round, &response), NOON);
        assert_eq!(now, told, "{state:?}: {}", action.id());
    }
}

#[test]
fn whoever_coordinates_a_city_offers_to_its_districts_and_does_nothing_else_with_their_answers() {
    let round = round(RoundState::Open);
    let district = ResponseFacts {
        subject: "0180-01".parse().expect("an id"),
        places: ["0180-01", "0180", "01"].map(str::to_owned).into(),
        ..response(State::Open)
    };
    let of =
        |subject: &str, role| Actor::Link(Link { subject: subject.parse().expect("an id"), role, ..link() });
    let city = of("0180", Role::Coordinator);
    for action in Action::ALL {
        let told = may(&city, action, Resource::Response(&round, &district), NOON);
        let expected = if action == Action::Offer { Ok(()) } else { Err(Refused::NotFound) };
        assert_eq!(told, expected, "{}", action.id());
    }
    for (case, actor, told) in [
        ("the district itself", of("0180-01", Role::Coordinator), Err(Refused::NotFound)),
        ("another city", of("1480", Role::Coordinator), Err(Refused::NotFound)),
        ("a colleague in the city", of("0180", Role::Respondent), Err(Refused::NotYourRole)),
    ] {
        assert_eq!(may(&actor, Action::Offer, Resource::Response(&round, &district), NOON), told, "{case}");
    }
}

#[test]
fn what_a_person_answered_is_shown_to_no_account_and_to_their_own_link_alone() {
    let persons = Round { class: "persons".to_owned(), ..round(RoundState::Open) };
    let own = Actor::Link(Link { role: Role::Individual, ..link() });
    for (action, state) in [
        (Action::SeeResponse, State::Open),
        (Action::SeeReceipt, State::Submitted),
        (Action::SeeHistory, State::Open),
        (Action::SeeArchive, State::Open),
    ] {
        let response = response(state);
        for role in Role::ALL {
            let actor = account(role, None, Scope::All);
            let told = may(&actor, action, Resource::Response(&persons, &response), NOON);
            assert_eq!(told, Err(Refused::NotFound), "{} by {}", action.id(), role.id());
        }
        let told = may(&own, action, Resource::Response(&persons, &response), NOON);
        let expected = match action {
            Action::SeeResponse | Action::SeeReceipt => Ok(()),
            _ => Err(Refused::NotYourRole),
        };
        assert_eq!(told, expected, "{} by themselves", action.id());
    }
}

#[test]
fn two_grants_are_more_than_one() {
    let (round, response) = (round(RoundState::Open), response(State::Submitted));
    let grants = [(Role::RegionalAnalyst, "06"), (Role::Reviewer, "0643")].map(|(role, place)| Grant {
        role,
        round: None,
        scope: Scope::Place(place.to_owned()),
    });
    let actor = Actor::Account(grants.into());
    for (action, told) in
        [(Action::SeeTable, Ok(())), (Action::Reopen, Ok(())), (Action::Save, Err(Refused::NotYourRole))]
    {
        let now = may(&actor, action, Resource::Response(&round, &response), NOON);
        assert_eq!(now, told, "{}", action.id());
    }
}

#[test]
fn the_printed_matrix_is_the_documented_one() {
    let documented = include_str!("../../../../docs/access.md");
    assert!(documented.contains(&matrix()), "put this into docs/access.md:\n{}", matrix());
}
