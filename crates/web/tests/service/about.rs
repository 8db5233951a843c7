//! What the footer of every page leads to.

use web::operator::{About, Operator, Statement, Written};
use web::service::Options;

use crate::House;
use crate::page::{Page, checks};

fn both(sv: &str, en: &str) -> Written {
    Written::Both { sv: sv.to_owned(), en: en.to_owned() }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_leads_to_contact_accessibility_and_personal_data_in_its_language() {
    let house = House::open().await;
    for (prefix, language) in [("", "sv"), ("/en", "en")] {
        let mut browser = house.browser();
        for from in ["/lank", "/logga-in", "/finns-inte"] {
            let shown = browser.get(&format!("{prefix}{from}")).await;
            for about in About::ALL {
                let to = format!("{prefix}{}", about.path());
                assert!(shown.text.contains(&format!("href=\"{to}\"")), "{prefix}{from}: {to}");
                let there = browser.get(&to).await;
                assert_eq!(there.status, 200, "{to}");
                checks::all(&format!("{to} {language}"), &Page::read(&there.text));
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_has_entered_is_said_to_be_missing_and_never_made_up() {
    let house = House::open().await;
    for (address, said) in [
        ("/tillganglighet", "har inte lagt in någon tillgänglighetsredogörelse"),
        ("/en/tillganglighet", "have not entered an accessibility statement"),
        ("/kontakt", "har inte lagt in några kontaktuppgifter"),
        ("/en/kontakt", "have not entered how they are reached"),
        ("/personuppgifter", "har inte lagt in hur personuppgifter behandlas"),
        ("/en/personuppgifter", "have not entered how personal data are handled"),
    ] {
        let shown = house.browser().get(address).await;
        assert!(shown.text.contains(said), "{address}: {}", shown.text);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_operator_has_entered_is_shown_instead_and_nothing_of_it_becomes_markup() {
    let operator = Operator {
        name: Some(both("Provmyndigheten", "The Trial Agency")),
        email: Some("fragor@myndighet.example".to_owned()),
        phone: Some("010-000 00 00".to_owned()),
        contact: None,
        accessibility: Some(Statement {
            link: Some("https://myndighet.example/tillganglighet".to_owned()),
            text: Some(both("## Brister\n\n- <b>Ett</b>\n- Två", "## Faults\n\nOne")),
        }),
        personal_data: Some(Statement {
            link: None,
            text: Some(Written::Swedish("Stödet är lagen.".to_owned())),
        }),
    };
    assert_eq!(operator.wrong(), None);
    let house = House::open_with(Options { operator, ..Options::default() }).await;
    for (address, there, gone) in [
        (
            "/tillganglighet",
            "<h2>Brister</h2><ul><li>&lt;b&gt;Ett&lt;/b&gt;</li><li>Två</li></ul>",
            "har inte lagt in",
        ),
        ("/tillganglighet", "href=\"https://myndighet.example/tillganglighet\"", "har inte lagt in"),
        ("/en/tillganglighet", "<h2>Faults</h2><p>One</p>", "Brister"),
        ("/kontakt", "href=\"mailto:fragor@myndighet.example\"", "har inte lagt in"),
        ("/kontakt", "Provmyndigheten", "har inte lagt in"),
        ("/en/kontakt", "The Trial Agency", "have not entered"),
        ("/en/personuppgifter", "<div lang=\"sv\"><p>Stödet är lagen.</p></div>", "have not entered"),
    ] {
        let shown = house.browser().get(address).await;
        assert!(shown.text.contains(there), "{address}: {there}: {}", shown.text);
        assert!(!shown.text.contains(gone), "{address}: {gone}");
    }
}

#[test]
fn an_entry_that_cannot_be_shown_is_found_when_the_program_starts() {
    let link = |link: &str| Some(Statement { link: Some(link.to_owned()), text: None });
    for (case, operator, entry) in [
        (
            "a script for a link",
            Operator { contact: link("javascript:alert(1)"), ..Operator::default() },
            "contact",
        ),
        (
            "nothing said",
            Operator { accessibility: Some(Statement::default()), ..Operator::default() },
            "accessibility",
        ),
        ("no address", Operator { email: Some("fragor".to_owned()), ..Operator::default() }, "email"),
    ] {
        assert_eq!(operator.wrong().map(|(entry, _)| entry), Some(entry), "{case}");
    }
}
