//! The store is away: what somebody wrote is on the page that says so.

use axum::http::StatusCode;
use collection::access::Role;

use crate::House;
use crate::page::{Page, sent};
use crate::respond::Fields;

const PAGE: &str = "/svara/2018/0643/G/1";
const WRITTEN: &str = "Vi <följer> upp \"varje\" månad & skriver ned det";

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_while_the_store_was_away_is_still_in_a_form_that_can_be_sent_again() {
    for (address, title, again) in [
        (PAGE.to_owned(), "Det gick inte att spara", "Skicka igen"),
        (format!("/en{PAGE}"), "It could not be saved", "Send again"),
    ] {
        let house = House::open().await;
        let mut anna = house.opened("0643", Role::Coordinator, None, "Anna Ek").await;
        let shown = anna.get(&address).await;
        let mut fields: Fields = sent(&Page::read(&shown.text));
        fields.push(("G1.comment".to_owned(), WRITTEN.to_owned()));
        fields.push(("G1".to_owned(), "ja".to_owned()));
        house.store.close().await;
        let told = anna.send(&address, &fields).await;
        assert_eq!(told.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(told.text.contains(title) && told.text.contains(again), "{}", told.text);
        let page = Page::read(&told.text);
        let mut kept = sent(&page);
        let (mut fields, by_name) = (fields, |a: &(String, String), b: &(String, String)| a.cmp(b));
        kept.sort_by(by_name);
        fields.sort_by(by_name);
        assert_eq!(kept, fields, "everything that was sent would be sent again");
        assert!(told.text.contains("textarea"), "what somebody wrote can be seen");
    }
}
