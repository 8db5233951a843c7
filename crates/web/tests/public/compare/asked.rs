//! What somebody asks to have compared: who, what, too much, and what cannot be.

use axum::http::StatusCode;

use super::{AT, cells, opened, order};
use crate::page::Page;
use crate::shelf::Site;

#[tokio::test]
async fn whatever_is_written_leads_to_one_short_address() {
    let site = Site::new().await;
    for (written, short) in [
        ("enheter=Habo", "enheter=0643"),
        ("enheter=habo,JONKOPING", "enheter=0643,0680"),
        ("enheter=0643&enheter=0643&lagg=mullsj%C3%B6&lan=&grupp=", "enheter=0643,0642"),
        (
            "lagg=&lan=lan:06&indikatorer=tillganglighet&indikatorer=eb-fia",
            "enheter=lan:06&indikatorer=tillganglighet,eb-fia",
        ),
        ("enheter=jonkopings+lan", "enheter=lan:06"),
        ("enheter=06", "enheter=lan:06"),
        ("enheter=0180", "enheter=city:0180"),
        ("enheter=0643,0643,0643", "enheter=0643"),
        ("enheter=lan:06&farg=relativ&grupp=grupp:size:3", "enheter=lan:06,grupp:size:3&farg=relativ"),
    ] {
        let answer = site.get(&format!("{AT}?{written}")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{written}: {}", answer.body);
        let to = answer.headers["location"].to_str().expect("an address");
        assert_eq!(to, format!("{AT}?{short}"), "{written}");
        assert_eq!(site.get(to).await.status, StatusCode::OK, "{to}");
    }
    let answer = site.get(&format!("/en{AT}?lagg=habo&per=2020-12-31")).await;
    assert_eq!(answer.headers["location"], format!("/en{AT}?enheter=0643&per=2020-12-31").as_str());
}

#[tokio::test]
async fn who_is_chosen_in_any_way_is_who_is_shown() {
    let site = Site::new().await;
    let opened = opened(3);
    let units = &opened.publication().cube("outcomes").expect("a cube").dimensions[0].codes;
    let size = |code: &str| {
        let mut all: Vec<String> = units
            .iter()
            .filter(|unit| unit.properties.iter().any(|(key, text)| key == "size" && text.sv == code))
            .map(|unit| unit.id.clone())
            .collect();
        all.sort();
        all
    };
    let frame = &opened.edition().frame;
    let position = frame.position("0643").expect("Habo");
    let peers = opened.peers().expect("there are peers").of(position).expect("Habo has peers");
    let mut alike: Vec<String> = peers.iter().map(|peer| frame.units[peer.unit].code.to_string()).collect();
    alike.push("0643".to_owned());
    alike.sort();
    let districts = || {
        let mut all: Vec<String> = units
            .iter()
            .filter(|unit| unit.parent.as_deref() == Some("0180"))
            .map(|unit| unit.id.clone())
            .collect();
        all.sort();
        all
    };
    for (token, wanted) in [
        ("grupp:size:3", size("3")),
        ("liknande:0643", alike),
        ("stad:0180", districts()),
        ("alla", {
            let mut all: Vec<String> = units.iter().map(|unit| unit.id.clone()).collect();
            all.sort();
            all
        }),
    ] {
        let page =
            Page::read(&site.page(&format!("{AT}?enheter={token}&indikatorer=eb-fia&rader=enheter")).await);
        let mut shown: Vec<String> = order(&page).into_iter().filter(|who| !who.contains(':')).collect();
        shown.sort();
        assert_eq!(shown, wanted, "{token}");
    }
}

#[tokio::test]
async fn what_cannot_be_compared_is_told_with_what_can() {
    let site = Site::new().await;
    for (case, address, status, told, instead) in [
        (
            "a typing error",
            format!("{AT}?enheter=jonkopig"),
            StatusCode::BAD_REQUEST,
            "jonkopig",
            "enheter=0680",
        ),
        (
            "a code that is none",
            format!("{AT}?enheter=9999,0643"),
            StatusCode::BAD_REQUEST,
            "9999",
            "/varfor/eb-fia/0643",
        ),
        ("markup", format!("{AT}?enheter=%3Cscript%3E"), StatusCode::BAD_REQUEST, "&lt;script&gt;", "lan:06"),
        (
            "an indicator misspelt",
            format!("{AT}?enheter=lan:06&indikatorer=eb-fiaa"),
            StatusCode::BAD_REQUEST,
            "eb-fiaa",
            "indikatorer=eb-fia",
        ),
        (
            "an indicator that another edition has",
            format!("{AT}?enheter=lan:06&indikatorer=eb-socionomexamen"),
            StatusCode::BAD_REQUEST,
            "Den finns i 2015",
            "/resultat/2015/jamfor?indikatorer=eb-socionomexamen",
        ),
        (
            "a background measure",
            format!("{AT}?enheter=lan:06&indikatorer=eb-bg-handlaggare"),
            StatusCode::OK,
            "bakgrundsmått",
            "/indikator/eb-bg-handlaggare",
        ),
        (
            "one alone",
            format!("{AT}?enheter=0643"),
            StatusCode::OK,
            "Bara Habo är vald",
            "enheter=liknande:0643",
        ),
        (
            "a mode that is none",
            format!("{AT}?enheter=lan:06&farg=bla"),
            StatusCode::BAD_REQUEST,
            "farg=bla",
            "relativ",
        ),
        (
            "an order by nothing",
            format!("{AT}?enheter=lan:06&sortera=xyz"),
            StatusCode::BAD_REQUEST,
            "xyz",
            "/varfor/eb-fia/0643",
        ),
        (
            "a filter that is none",
            format!("{AT}?enheter=lan:06&visa=lila"),
            StatusCode::BAD_REQUEST,
            "visa=lila",
            "roda",
        ),
        (
            "a county that is none",
            format!("{AT}?enheter=lan:99"),
            StatusCode::BAD_REQUEST,
            "lan:99",
            "enheter=lan:06",
        ),
        (
            "outside the material",
            "/resultat/2015/jamfor?enheter=0114".to_owned(),
            StatusCode::OK,
            "säger inget om Upplands Väsby",
            "/resultat/2018-omgang-3/jamfor?enheter=0114",
        ),
        (
            "all in a part",
            "/resultat/2015/jamfor?enheter=alla".to_owned(),
            StatusCode::OK,
            "utfall för 13 av dem",
            "/varfor/",
        ),
    ] {
        let answer = site.get(&address).await;
        assert_eq!(answer.status, status, "{case}: {address}");
        assert!(answer.body.contains(told), "{case}: {told} in {}", answer.body);
        assert!(answer.body.contains(instead), "{case}: {instead} in {}", answer.body);
    }
}

#[tokio::test]
async fn what_is_too_much_is_bounded_and_told() {
    let site = Site::new().await;
    let opened = opened(3);
    for address in [format!("{AT}?enheter=alla"), format!("{AT}?enheter=alla,lan&indikatorer=alla")] {
        let answer = site.get(&address).await;
        let answer = if answer.status == StatusCode::SEE_OTHER {
            site.get(answer.headers["location"].to_str().expect("an address")).await
        } else {
            answer
        };
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        let page = Page::read(&answer.body);
        assert!(cells(&page).is_empty(), "{address}");
        assert!(
            answer.body.contains("För mycket för en sida") && answer.body.contains("5\u{a0}000"),
            "{address}"
        );
        assert!(answer.body.contains("/ladda-ner"), "{address}");
        let ways: Vec<&str> = page
            .elements
            .iter()
            .filter_map(|e| e.get("href"))
            .filter(|to| to.contains("enheter=alla") || to.contains("enheter=lan:"))
            .collect();
        assert!(
            ways.iter().any(|to| to.contains("indikatorer="))
                && ways.iter().any(|to| to.contains("enheter=lan:06")),
            "{ways:?}"
        );
        for way in ways.iter().filter(|to| to.contains("enheter=alla") && to.contains("indikatorer=")).take(5)
        {
            assert!(!cells(&Page::read(&site.page(way).await)).is_empty(), "{way}");
        }
    }
    // The most that is shown still weighs little.
    let most = format!("{AT}?enheter=alla&indikatorer=helhetssyn_samordning");
    let packed = site.get_bytes(&most, &[("accept-encoding", "gzip")]).await;
    assert!(packed < 100_000, "{packed} bytes");
    assert!(opened.edition().frame.units.len() * 11 <= web::public::compare::MOST);
    // Indicators that are not read are told of, as units are.
    let ids = |count: usize| format!("{AT}?enheter=0643&indikatorer={}", vec!["eb-fia"; count].join(","));
    let answer = site.get(&ids(100)).await;
    assert_eq!(answer.headers["location"], format!("{AT}?enheter=0643&indikatorer=eb-fia").as_str());
    let answer = site.get(&ids(101)).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.body.contains("Alla indikatorer i adressen är inte lästa: högst 100."), "{}", answer.body);
    assert!(!cells(&Page::read(&answer.body)).is_empty(), "what was read is shown");
    let answer = site
        .get(&format!("{AT}?enheter=0643&indikatorer=eb-fia&indikatorer={}", vec!["eb-fia"; 100].join(",")))
        .await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "all of them together");
    // However long an address is, it is read to an end.
    let long: Vec<String> = (0..2_000).map(|at| format!("x{at}")).collect();
    let answer = site.get(&format!("{AT}?enheter={}", long.join(","))).await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
}
