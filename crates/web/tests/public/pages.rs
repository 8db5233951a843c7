//! What holds of every page of a publication.

use axum::http::StatusCode;

use crate::page::{Page, checks};
use crate::shelf::Site;

/// Addresses of every kind of page, in Swedish.
pub(crate) const ADDRESSES: &[&str] = &[
    "/",
    "/sok",
    "/sok?q=habo",
    "/sok?q=jonkoipng",
    "/sok?q=zzzzqq",
    "/resultat",
    "/resultat/2015",
    "/resultat/2015/enhet/0643",
    "/resultat/2015/enhet/0114",
    "/resultat/2018-omgang-3/enhet/0643",
    "/resultat/2018-omgang-3/enhet/0643?farg=osakerhet",
    "/resultat/2018-omgang-3/enhet/0180-01?farg=relativ",
    "/resultat/2018-omgang-3/enhet/city:0180",
    "/resultat/2018-omgang-3/enhet/county:06",
    "/resultat/2018-omgang-3/enhet/nation:SE",
    "/resultat/2018-omgang-3/enhet/group:size:3",
    "/resultat/2018-omgang-3",
    "/resultat/2018-omgang-3-v1",
    "/resultat/2018-omgang-3?per=2020-12-31",
    "/resultat/2015/indikator/eb-rutin-vuxenvard",
    "/resultat/2018-omgang-3/indikator/eb-fia",
    "/resultat/2018-omgang-3/indikator/eb-utredningsmall-barn?visa=0643&lan=06&sortera=utfall",
    "/resultat/2018-omgang-3/indikator/eb-bg-handlaggare?visa=0643",
    "/resultat/2015/indikator/eb-socionomexamen?farg=relativ",
    "/resultat/2015/varfor/eb-rutin-vuxenvard/0643",
    "/resultat/2018-omgang-3/varfor/eb-fia/county:06",
    "/resultat/2018-omgang-3/lar-av/0643",
    "/resultat/2018-omgang-3/lar-av/0643?indikator=eb-utredningsmall-barn",
    "/resultat/2018-omgang-2/lar-av/0180-01?indikator=eb-fia",
    "/resultat/2018-omgang-1/lar-av/0643?indikator=eb-fia",
    "/resultat/2015/lar-av/0643",
    "/resultat/2015/lar-av/0114?indikator=eb-socionomexamen",
    "/resultat/2015/guide",
    "/resultat/2015/guide/read-me",
    "/resultat/2018-omgang-3/guide/indicators",
    "/resultat/2018-omgang-3/guide/response",
    "/resultat/2018-omgang-3/guide/changes",
    "/resultat/2018-omgang-3/guide/analys",
    "/resultat/2018-omgang-3/guide/fragor",
    "/resultat/2015/guide/fragor",
    "/resultat/2018-omgang-3/guide/kvalitet",
    "/resultat/2015/guide/sorteringsnycklar",
    "/resultat/2018-omgang-3/guide/sorteringsnycklar",
    "/resultat/2018-omgang-3/guide/insamling",
    "/resultat/2018-omgang-3/varfor/eb-utredningsmall-barn/0643",
    "/resultat/2015/ladda-ner",
    "/resultat/2018-omgang-3-v1/ladda-ner",
    "/rattelser",
    "/resultat/2015/jamfor",
    "/resultat/2015/jamfor?enheter=lan:06",
    "/resultat/2018-omgang-3/jamfor?enheter=0643,lan:06&sortera=eb-fia",
    "/resultat/2018-omgang-3/jamfor?enheter=0643&visa=roda",
    "/resultat/2018-omgang-3/jamfor?enheter=lan&farg=relativ",
    "/resultat/2018-omgang-3/jamfor?enheter=liknande:0643&rader=indikatorer",
    "/resultat/2018-omgang-3/jamfor?enheter=alla",
    "/resultat/2018-omgang-3/forandring",
    "/resultat/2018-omgang-3/forandring?enhet=0643&fran=2018-omgang-1",
    "/resultat/2018-omgang-3/forandring?enhet=county:06&fran=2018-omgang-2",
    "/resultat/2018-omgang-3/forandring?enhet=0643&fran=2015",
    "/resultat/2015/forandring",
];

#[tokio::test]
async fn pages_hold_to_what_every_page_holds_to() {
    let site = Site::new().await;
    for &address in ADDRESSES {
        for prefix in ["", "/en"] {
            let address = format!("{prefix}{}", if address == "/" && prefix == "/en" { "" } else { address });
            // What a page is called here ends with its language.
            let name = &format!("{address} in {}", if prefix.is_empty() { "sv" } else { "en" });
            let page = Page::read(&site.page(&address).await);
            checks::parses(name, &page);
            checks::ids(name, &page);
            checks::references(name, &page);
            checks::names(name, &page);
            checks::landmarks(name, &page);
            checks::headings(name, &page);
            checks::language(name, &page);
            checks::nothing_inline(name, &page);
        }
    }
}

#[tokio::test]
async fn what_is_not_published_is_told_as_what_never_was() {
    let site = Site::new().await;
    let published = "/resultat/2018-omgang-3";
    site.turn("2020-06-23T05:59:59.999999Z");
    let same = |body: &str, name: &str| body.replace(name, "");
    for suffix in [
        "",
        "-v1",
        "/indikator/eb-fia",
        "/varfor/eb-fia/0643",
        "-v1/varfor/eb-fia/0643",
        "?per=2020-06-23",
        "/ladda-ner",
        "-v1/ladda-ner",
        "/filer/manifest.json",
        "-v1/filer/jamforelse-2018.xlsx",
    ] {
        let address = format!("{published}{suffix}");
        let never = address.replace("omgang-3", "omgang-9");
        let [early, never_was] = [site.get(&address).await, site.get(&never).await];
        assert_eq!(early.status, StatusCode::NOT_FOUND, "{address}");
        assert_eq!(same(&early.body, "omgang-3"), same(&never_was.body, "omgang-9"), "{address}");
        assert_eq!(early.headers, never_was.headers, "{address}");
    }
    for address in ["/", "/rattelser", "/flode.atom"] {
        assert!(!site.page(address).await.contains("2018-omgang-3"), "{address}");
    }
    site.turn("2020-06-23T06:00:00Z");
    assert_eq!(site.get(published).await.status, StatusCode::OK);
    for address in ["/", "/flode.atom"] {
        assert!(site.page(address).await.contains("2018-omgang-3"), "{address}");
    }
    // As of the day before, it is not there today either.
    assert_eq!(site.get(&format!("{published}?per=2020-06-22")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(&format!("{published}?per=2020-06-23")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_id_that_leads_nowhere_is_answered_with_what_there_is() {
    let site = Site::new().await;
    for (address, told) in [
        ("/resultat/2015/indikator/eb-rutin-vuxenvar", "/resultat/2015/indikator/eb-rutin-vuxenvard"),
        ("/resultat/2015/varfor/eb-rutin-vuxenvard/habo", "/resultat/2015/varfor/eb-rutin-vuxenvard/0643"),
        ("/resultat/2015/varfor/eb-rutin-vuxenvard/9999", "9999"),
        ("/resultat/2015/indikator/%3Cscript%3E", "&lt;script&gt;"),
    ] {
        let answer = site.get(address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        assert!(answer.body.contains(told), "{address}: {}", answer.body);
    }
    // No page holds what cannot be written, and nobody waits for a name of 60 000 letters to be compared.
    for address in ["/resultat/2015/enhet/%00", "/resultat/2015/indikator/a%08b", "/sok?q=%1b"] {
        let answer = site.get(address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        assert!(!answer.body.contains(|c: char| c.is_control() && c != '\n'), "{address}");
    }
    // A publication that there is none of: those that there are, of its edition first; as of a day, those of that day.
    for (address, told, not) in [
        ("/resultat/2018", "/resultat/2018-omgang-1\"", "2018-omgang-9"),
        ("/resultat/2018/enhet/0643", "/resultat/2015\"", "2018-omgang-9"),
        ("/resultat/1999", "/resultat/2015\"", "Av årgång"),
        ("/resultat/%3Cb%3E", "&lt;b&gt;", "<b>"),
        (
            "/en/resultat/2015/jamfor?per=1999-01-01",
            "called “2015” on <time>1999-01-01</time>",
            "/en/resultat/2018-omgang-1",
        ),
        ("/resultat/2015/filer/manifest.json?per=1999-01-01", "/resultat/2015\"", "/resultat/2018-omgang-1"),
    ] {
        let answer = site.get(address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        assert!(answer.body.contains(told), "{address}: {}", answer.body);
        assert!(!answer.body.contains(not), "{address}: {}", answer.body);
    }
    let long = site.get(&format!("/resultat/2015/enhet/{}", "a".repeat(60_000))).await;
    assert_eq!(long.status, StatusCode::NOT_FOUND);
    assert!(!long.body.contains("Menade du"));
    for address in
        ["/resultat/2015?per=igår", "/resultat/2015?per=2015-02-30", "/resultat/2015?per=2020-01-01T10:00"]
    {
        let address = address.replace('å', "%C3%A5");
        assert_eq!(site.get(&address).await.status, StatusCode::BAD_REQUEST, "{address}");
    }
}

#[tokio::test]
async fn a_slash_too_much_leads_on_within_the_site() {
    let site = Site::new().await;
    for (address, to) in [
        ("/resultat/2015/", "/resultat/2015"),
        ("/en/resultat/2015/jamfor/?farg=tva", "/en/resultat/2015/jamfor?farg=tva"),
        ("/finns-inte/", "/finns-inte"),
    ] {
        let answer = site.get(address).await;
        assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT, "{address}");
        assert_eq!(answer.headers["location"], to);
    }
    for address in ["//evil.example/", "/resultat//2015/", "/api/v1/publications/2015/", "/finns-inte"] {
        assert_eq!(site.get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn a_page_that_was_made_once_is_the_same_and_no_header_makes_another() {
    let site = Site::new().await;
    let address = "/resultat/2015";
    let first = site.get(address).await;
    let headers = [("host", "evil.example"), ("x-forwarded-host", "evil.example"), ("accept-language", "en")];
    for (name, value) in headers {
        let again = site.get_with(address, &[(name, value)]).await;
        assert_eq!((again.status, &again.body), (StatusCode::OK, &first.body), "{name}");
        assert!(!again.body.contains("evil"), "{name}");
    }
    let tag = first.headers["etag"].to_str().expect("a tag").to_owned();
    let known = site.get_with(address, &[("if-none-match", &tag)]).await;
    assert_eq!((known.status, known.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    assert_eq!(known.headers["cache-control"], "public, no-cache");
    let packed = site.get_with(address, &[("accept-encoding", "gzip")]).await;
    assert_eq!(packed.headers["content-encoding"], "gzip");
    let english = site.page("/en/resultat/2015").await;
    assert_ne!(english, first.body);
}
