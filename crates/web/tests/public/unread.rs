//! What stands in an address and is not read is told, with what is; it changes nothing else.

use axum::http::StatusCode;

use crate::shelf::Site;

const TOLD: &str = "Något i adressen läses inte här";
const COMPARED: &str = "/resultat/2018-omgang-3/jamfor";

#[tokio::test]
async fn a_name_that_a_page_does_not_read_is_told_with_those_that_it_does() {
    let site = Site::new().await;
    for (address, read) in [
        ("/sok?q=habo", "<code>q</code>"),
        ("/resultat?", "<code>per</code>"),
        ("/resultat/2018-omgang-3?", "<code>per</code>"),
        ("/resultat/2018-omgang-3/enhet/0643?farg=mal", "<code>farg</code>"),
        ("/resultat/2018-omgang-3/indikator/eb-fia?visa=0643", "<code>visa</code>"),
        ("/resultat/2018-omgang-3/lar-av/0643?indikator=eb-fia", "<code>indikator</code>"),
        ("/resultat/2018-omgang-3/forandring?enhet=0643", "<code>fran</code>"),
        ("/resultat/2018-omgang-3/jamfor?enheter=0643", "<code>indikatorer</code>"),
        ("/resultat/2018-omgang-3/varfor/eb-fia/0643?", "<code>per</code>"),
    ] {
        let page = site.page(&format!("{address}&xyz=1&xyz=2&per=2020-12-31")).await;
        assert!(page.contains(TOLD) && page.contains(read), "{address}: {page}");
        assert_eq!(page.matches("<code>xyz</code>").count(), 1, "{address}: each name once");
        let english = site.page(&format!("/en{address}&xyz=1")).await;
        assert!(english.contains("Something in the address is not read on this page"), "{address}");
        // Names that only follow visitors pass, and so does what the page reads.
        let page = site.page(&format!("{address}&utm_source=brev&fbclid=abc&per=2020-12-31")).await;
        assert!(!page.contains(TOLD), "{address}");
    }
}

#[tokio::test]
async fn what_is_meant_is_proposed_and_nothing_is_taken_as_markup() {
    let site = Site::new().await;
    for (query, near) in
        [("enhet=0643", "enheter"), ("indikator=eb-fia", "indikatorer"), ("FARG=mal", "farg")]
    {
        let answer = site.get(&format!("{COMPARED}?{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}");
        let meant = format!("Menade du <code>{near}</code>?");
        assert!(answer.body.contains(TOLD) && answer.body.contains(&meant), "{query}: {}", answer.body);
    }
    let page = site.page(&format!("{COMPARED}?%3Cscript%3Ealert(1)%3C/script%3E=1")).await;
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script>alert"), "{page}");
    let long = site.page(&format!("{COMPARED}?{}=1", "x".repeat(5_000))).await;
    assert!(long.contains(TOLD) && !long.contains(&format!("<code>{}", "x".repeat(61))));
    let many: Vec<String> = (0..40).map(|at| format!("x{at}=1")).collect();
    let many = site.page(&format!("{COMPARED}?{}", many.join("&"))).await;
    assert!(many.contains("Och 35 till."), "{many}");
}

#[tokio::test]
async fn no_way_to_a_shorter_address_hides_it() {
    let site = Site::new().await;
    let answer = site.get(&format!("{COMPARED}?enheter=Habo&indikator=eb-fia")).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains(TOLD) && answer.body.contains("/varfor/eb-fia/0643"), "{}", answer.body);
    let followed = site.get(&format!("{COMPARED}?enheter=Habo&utm_source=brev")).await;
    assert_eq!(followed.headers["location"], format!("{COMPARED}?enheter=0643").as_str());
}
