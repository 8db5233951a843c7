//! Each route as it is listed: what it asks for, pinned; and that a county's grant does not do what concerns the whole country.

use std::path::PathBuf;

use axum::http::Method;
use collection::access::{Action, Extent, Role, Rule};
use collection::round::RoundState;
use web::service::routes::{Permission, Route, all};

use crate::House;
use crate::routes::filled;

/// Says that the list is to be written anew.
const RENEW: &str = "JAMFOR_RENEW_ROUTES";

/// A line a route, in the order of the list.
fn line(route: &Route) -> String {
    let marks = [(route.staff, "staff"), (route.proved, "proved")];
    let marks: Vec<&str> = marks.into_iter().filter(|(is, _)| *is).map(|(_, word)| word).collect();
    let permission = format!("{:?}", route.permission);
    let line =
        format!("{:<4} {:<76} {permission:<26} {}", route.method.as_str(), route.path, marks.join(", "));
    line.trim_end().to_owned()
}

#[test]
fn each_route_asks_for_what_is_pinned() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/service/routes.txt");
    let now: Vec<String> = all().iter().map(line).collect();
    if std::env::var_os(RENEW).is_some() {
        std::fs::write(&path, now.join("\n") + "\n").expect("it is written");
    }
    let pinned = std::fs::read_to_string(&path).expect("the list is there");
    let pinned: Vec<&str> = pinned.lines().collect();
    let gone =
        pinned.iter().filter(|line| !now.iter().any(|now| now == *line)).map(|line| format!("- {line}"));
    let new = now.iter().filter(|line| !pinned.contains(&line.as_str())).map(|line| format!("+ {line}"));
    let moved: Vec<String> = gone.chain(new).collect();
    assert!(
        moved.is_empty() && now == pinned,
        "method, path, permission, staff and proved of a route are not those of crates/web/tests/service/routes.txt, or \
         stand in another order:\n{}\nWho may use it now who could not before? If that is meant, write the list anew with \
         {RENEW}=1 cargo test -p web --test service each_route_asks, and read its difference",
        moved.join("\n")
    );
}

/// What whoever has a role for some places is answered by a route of the desk, as far as its permission decides; none: the
/// handler does.
fn refusal(permission: Permission, role: Role, is_within: bool) -> Option<u16> {
    let may = |action: Action| action.allows(role) == Rule::Within;
    match permission {
        Permission::Round(action) if !may(action) => Some(403),
        Permission::Round(action) => (action.extent() == Extent::Whole).then_some(404),
        // What reaches the site reaches every round.
        Permission::Site(_) => Some(404),
        Permission::Subject(_) | Permission::Part(_) | Permission::Asked(_) | Permission::City(_)
            if !is_within =>
        {
            Some(404)
        }
        Permission::Subject(action)
        | Permission::Part(action)
        | Permission::Asked(action)
        | Permission::City(action) => (!may(action)).then_some(403),
        Permission::Anybody | Permission::SignedIn => None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_one_county_does_nothing_to_a_round_as_a_whole() {
    let house = House::open().await;
    let round = "2018".parse().expect("an id");
    let before = house.store.round(&round).await.expect("it is there");
    let (mut whole, mut sent) = (0, 0);
    for role in [Role::NationalAnalyst, Role::Publisher, Role::Reviewer] {
        for (place, is_within) in [("06", true), ("0643", true), ("01", false)] {
            let login = format!("{}-{place}", role.id().replace('_', "-"));
            let browser = house.staff(&login, &[(role, None, Some(place))]).await;
            for route in all().into_iter().filter(|route| route.staff) {
                let Some(status) = refusal(route.permission, role, is_within) else { continue };
                let address = filled(route.path, "0643");
                let body = (route.method == Method::POST).then(String::new);
                let shown = browser.clone().once(route.method.as_str(), &address, body).await;
                let case = format!("{login}: {} {address}, {:?}", route.method, route.permission);
                assert_eq!(shown.status.as_u16(), status, "{case}");
                whole += usize::from(status == 404);
                sent += usize::from(route.method == Method::POST);
            }
            // Their routes ask whether one sees the table, which a county's grant does; what is unpublished is the country's.
            for address in ["/arbete/2018/publicering", "/arbete/2018/publicering/rattelse"] {
                assert_eq!(browser.clone().get(address).await.status, 404, "{login}: {address}");
            }
        }
    }
    assert!(whole > 80 && sent > 100, "{whole} not found, {sent} sent");
    let after = house.store.round(&round).await.expect("it is there");
    assert_eq!((after.state, after), (RoundState::Open, before), "nobody closed it or moved its times");
    assert!(house.store.links(&round, None).await.expect("read").is_empty(), "nobody issued a link");
    assert!(house.store.publishing_events(None).await.expect("read").is_empty(), "nobody published");
    assert_eq!(house.store.rounds().await.expect("read").len(), 1, "nobody made a round");
}
