//! The frame of those who sign in: one menu, one width, and that what is made up says so.

use collection::access::Role;

use crate::House;
use crate::browser::Shown;
use crate::page::Page;

#[tokio::test(flavor = "multi_thread")]
async fn the_main_menu_stands_on_every_page_of_staff_and_says_where_one_is() {
    let house = House::open().await;
    let mut analyst = house.analyst().await;
    let mut regional = house.staff("lan", &[(Role::RegionalAnalyst, Some("2018"), Some("06"))]).await;
    let links = |shown: &Shown, current: bool| -> Vec<(String, String)> {
        let page = Page::read(&shown.text);
        let within = |mut at: Option<usize>| {
            while let Some(place) = at {
                if page.elements[place].name == "header" {
                    return true;
                }
                at = page.elements[place].parent;
            }
            false
        };
        let all = page.elements.iter().filter(|e| e.name == "a" && within(e.parent));
        let all = all.filter(|e| !current || e.get("aria-current").is_some());
        all.map(|e| (e.text.trim().to_owned(), e.get("aria-current").unwrap_or_default().to_owned()))
            .collect()
    };
    for (address, expected) in [
        ("/arbete", vec![("Omgångar", "page")]),
        ("/arbete/ny?argang=2018", vec![("Omgångar", "true")]),
        ("/arbete/2018", vec![("Omgångar", "true"), ("Svarsläge", "page")]),
        ("/arbete/2018/stang", vec![("Omgångar", "true"), ("Svarsläge", "true")]),
        ("/arbete/2018/enheter/0643", vec![("Omgångar", "true"), ("Enheter", "true")]),
        ("/arbete/2018/enheter/0643/E", vec![("Omgångar", "true"), ("Enheter", "true")]),
        ("/arbete/2018/lankar", vec![("Omgångar", "true"), ("Länkar", "page")]),
        ("/arbete/2018/kedja", vec![("Omgångar", "true"), ("Revisionskedja", "page")]),
        ("/konto", vec![("Mitt konto", "page")]),
        ("/konton", vec![("Konton", "page")]),
        ("/arbete/finns-inte", vec![("Omgångar", "true")]),
    ] {
        let shown = analyst.get(address).await;
        let expected: Vec<(String, String)> =
            expected.into_iter().map(|(text, how)| (text.to_owned(), how.to_owned())).collect();
        assert_eq!(links(&shown, true), expected, "{address}");
        let english = analyst.get(&format!("/en{address}")).await;
        assert_eq!(links(&english, true).len(), expected.len(), "/en{address}");
        assert!(shown.text.contains("<body class=\"wide\""), "{address}: one width");
        let all: Vec<String> = links(&shown, false).into_iter().map(|(text, _)| text).collect();
        assert!(
            ["Omgångar", "Konton", "Mitt konto"].iter().all(|one| all.iter().any(|a| a == one)),
            "{address}: {all:?}"
        );
    }
    let own = regional.get("/konto").await;
    let all: Vec<String> = links(&own, false).into_iter().map(|(text, _)| text).collect();
    assert!(!all.contains(&"Konton".to_owned()) && all.contains(&"Omgångar".to_owned()), "{all:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_made_up_says_so() {
    let house = House::open().await;
    let mut analyst = house.analyst().await;
    let (_, token) = house.link("0643", Role::Coordinator, None, "Anna Ek").await;
    let link = format!("/lank/{}", token.reveal());
    for (case, said) in [("before", false), ("after", true)] {
        for address in ["/arbete", "/arbete/2018", "/arbete/2018/enheter/0643"] {
            assert_eq!(analyst.get(address).await.text.contains("Påhittade svar"), said, "{case}: {address}");
        }
        assert_eq!(house.browser().get(&link).await.text.contains("Påhittade svar"), said, "{case}: a link");
        if !said {
            house
                .store
                .mark_simulated(&"2018".parse().expect("an id"), store::Simulated { number: None })
                .await
                .expect("marked");
        }
    }
}
