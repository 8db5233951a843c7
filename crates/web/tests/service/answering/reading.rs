//! Reading changes nothing: every page of every part, read by everybody who can read it, leaves the store as it was.

use std::collections::BTreeMap;

use axum::http::Method;
use collection::access::Role;
use store::InvitedAccount;
use web::service::routes::all;

use super::{ROOT, city, submitted, ways};
use crate::House;
use crate::browser::Browser;

/// Everything that the store keeps but sessions: facts, heads, rounds, links, accounts and events.
async fn kept(house: &House) -> String {
    let mut lines = Vec::new();
    house.store.export(&mut lines).await.expect("it is read");
    String::from_utf8(lines).expect("lines of text")
}

/// The first thing that is not as it was.
fn changed(before: &str, after: &str) -> Option<String> {
    let pairs = before.lines().zip(after.lines()).find(|(before, after)| before != after);
    pairs.map(|(before, after)| format!("{before}\nnow: {after}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_that_is_read_changes_anything_whoever_reads_it() {
    let house = city::with_city().await;
    let (mut anna, _, _) = submitted(&house).await;
    let archive = anna.get(&format!("{ROOT}/arkiv")).await;
    let fact = ways(&archive).into_iter().find_map(|way| Some(way.rsplit_once("/arkiv/2018/")?.1.to_owned()));
    let fact = fact.expect("a submission");
    let (_, link) = house.link("0643", Role::Respondent, None, "Berit").await;
    let new = InvitedAccount {
        login: "ny@myndighet.se".parse().expect("an address"),
        name: "Ny".parse().expect("a name"),
        grants: Vec::new(),
    };
    let by = collection::fact::Author::Program;
    let (_, invitation) = house.store.invite_account(new, &by, house.app.now()).await.expect("it is new");

    let mut readers: Vec<(&str, Browser)> = vec![
        ("a visitor", house.browser()),
        ("the coordinator", anna),
        ("the coordinator of the city", city::opened(&house, "0180", Role::Coordinator).await),
    ];
    for (case, role) in [("a respondent", Role::Respondent), ("a manager", Role::Manager)] {
        readers.push((case, house.opened("0643", role, None, case).await));
    }
    for (case, role) in [
        ("analyst", Role::NationalAnalyst),
        ("reviewer", Role::Reviewer),
        ("publisher", Role::Publisher),
        ("regional", Role::RegionalAnalyst),
        ("reader", Role::Reader),
    ] {
        readers.push((case, house.staff(case, &[(role, None, None)]).await));
    }

    let account = house.store.accounts().await.expect("read").first().expect("one of staff").id.to_string();
    let before = kept(&house).await;
    let mut read: BTreeMap<&str, usize> = BTreeMap::new();
    for route in all().iter().filter(|route| route.method == Method::GET) {
        let token = if route.path.starts_with("/valkommen") { &invitation } else { &link };
        let (round, subject) =
            if route.path.starts_with("/stad") { ("staden", "0180") } else { ("2018", "0643") };
        let address = route
            .path
            .replace("{round}", round)
            .replace("{subject}", subject)
            .replace("{from}", "2018")
            .replace("{fact}", &fact)
            .replace("{no}", "4")
            .replace("{account}", &account)
            .replace("{edition}", "2018")
            .replace("{file}", "E.docx")
            .replace("{token}", &token.reveal())
            .replace("/arbete/ny", "/arbete/ny?argang=2018");
        // Part E is submitted, part G is not.
        let parts: &[&str] = if address.contains("{part}") { &["E", "G"] } else { &[""] };
        for (who, browser) in &mut readers {
            for part in parts {
                let address = address.replace("{part}", part);
                let shown = browser.once("GET", &address, None).await;
                *read.entry(route.path).or_default() += usize::from(shown.status == 200);
                assert!(!shown.status.is_server_error(), "{who}: {address}: {}", shown.text);
            }
        }
        let after = kept(&house).await;
        assert!(before == after, "{}: {:?}", route.path, changed(&before, &after));
    }
    // What nobody could read shows nothing.
    read.retain(|_, times| *times == 0);
    // The interface for programs has tests of its own: `crates/web/tests/public/api/`.
    let nobody: Vec<&str> = read.into_keys().filter(|path| !path.starts_with("/api/")).collect();
    let elsewhere = [
        "/arbete/{round}/publicering/rattelse",
        "/arbete/{round}/publicering/rattelse.csv",
        // A provider, a demonstration, published results and a file's name: tests of their own. A city's part leads on, and so
        // does the way to one's own questionnaire.
        "/guide",
        "/logga-in/extern",
        "/logga-in/tillbaka",
        "/prov/{token}",
        "/resultat/{publication}",
        "/resultat/{publication}/enhet/{code}",
        "/resultat/{publication}/filer/{*path}",
        "/resultat/{publication}/forandring",
        "/resultat/{publication}/guide",
        "/resultat/{publication}/guide/fragor",
        "/resultat/{publication}/guide/{section}",
        "/resultat/{publication}/indikator/{indicator}",
        "/resultat/{publication}/jamfor",
        "/resultat/{publication}/ladda-ner",
        "/resultat/{publication}/lar-av/{code}",
        "/resultat/{publication}/rattelse.csv",
        "/resultat/{publication}/varfor/{indicator}/{place}",
        "/stad/{round}/{subject}/{part}",
        "/static/{name}",
        "/svara",
    ];
    assert_eq!(nobody, elsewhere);
}
