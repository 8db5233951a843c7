//! Error pages (*felsidor*): what happened, and what to do now. Never what went on inside.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::html;

use crate::design::shell::{Page, Reader, reader};
use crate::design::text::{Link, paragraph};
use crate::language::Language;
use crate::service::link::OWN;

/// What an error page says.
struct Words {
    title: &'static str,
    what_to_do: &'static str,
}

/// The page for `status`, asked for at `address`.
///
/// A page that is not found says so in both languages: nobody knows which one the reader came for.
pub fn page(status: StatusCode, language: Language, address: &str) -> Response {
    page_with(status, language, address, None)
}

/// The page for what is larger than `most` bytes: it says how much may be sent.
pub(crate) fn too_large(language: Language, address: &str, most: usize) -> Response {
    const MEBIBYTE: usize = 1024 * 1024;
    let size = match most {
        small if small < MEBIBYTE => format!("{small} {}", language.say("byte", "bytes")),
        large => format!("{} MB", large / MEBIBYTE),
    };
    let limit = language.say(
        format!("Högst {size} tas emot på en gång."),
        format!("{size} at most can be received at a time."),
    );
    page_with(StatusCode::PAYLOAD_TOO_LARGE, language, address, Some(limit))
}

fn page_with(status: StatusCode, language: Language, address: &str, limit: Option<String>) -> Response {
    let words = words(status, language);
    let body = html! {
        @if let Some(limit) = limit { (paragraph(limit)) }
        (paragraph(words.what_to_do))
        p { (way_on(language)) }
        p.muted { (language.say("Felkod", "Error code")) " " (status.as_u16()) }
        @if status == StatusCode::NOT_FOUND {
            @let other = self::words(status, language.other());
            div.other-language lang=(language.other().code()) {
                h2 { (other.title) }
                (paragraph(other.what_to_do))
            }
        }
    };
    let page = Page::new(language, address, words.title).body(body);
    (status, page).into_response()
}

/// Who came by a link has a place of their own, which does not tell what there is at the address that was asked for.
fn way_on(language: Language) -> Link<'static> {
    match reader() {
        Reader::Link => {
            Link::new(language.address(OWN), language.say("Till er enkät", "To your questionnaire"))
        }
        Reader::Visitor | Reader::Account { .. } => {
            Link::new(language.address("/"), language.say("Till startsidan", "To the start page"))
        }
    }
}

fn words(status: StatusCode, language: Language) -> Words {
    let (title, what_to_do) = match status {
        StatusCode::FORBIDDEN => language.say(
            ("Du har inte tillgång till sidan", "Öppna länken i ditt utskick igen, eller be samordnaren i din kommun om en länk till den del du ska svara på."),
            ("You have no access to this page", "Open the link in your invitation again, or ask your municipality’s coordinator for a link to the part you are to answer."),
        ),
        StatusCode::NOT_FOUND => language.say(
            ("Sidan finns inte", "Kontrollera att adressen är rätt skriven. Om du följde en länk hit kan sidan ha flyttats eller tagits bort."),
            ("The page does not exist", "Check that the address is spelled correctly. If you followed a link, the page may have been moved or removed."),
        ),
        StatusCode::METHOD_NOT_ALLOWED => language.say(
            ("Det går inte att göra så på den här sidan", "Gå tillbaka till föregående sida, ladda om den och försök igen."),
            ("That cannot be done on this page", "Go back to the previous page, reload it and try again."),
        ),
        StatusCode::PAYLOAD_TOO_LARGE => language.say(
            ("Det du skickade är för stort", "Inget har sparats. Gå tillbaka, korta texten eller välj en mindre fil, och skicka igen."),
            ("What you sent is too large", "Nothing has been saved. Go back, shorten the text or choose a smaller file, and send again."),
        ),
        StatusCode::TOO_MANY_REQUESTS => language.say(
            ("För många försök", "Vänta en minut och försök igen. Det som redan är sparat finns kvar."),
            ("Too many attempts", "Wait a minute and try again. What has been saved is still there."),
        ),
        StatusCode::SERVICE_UNAVAILABLE | StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => language.say(
            ("Tjänsten hinner inte svara just nu", "Vänta en stund och ladda om sidan. Se efter om det du senast skickade är sparat; allt som visats som sparat finns kvar."),
            ("The service cannot answer right now", "Wait a moment and reload the page. Check whether what you sent last has been saved; everything shown as saved is still there."),
        ),
        other if other.is_server_error() => language.say(
            ("Något gick fel hos oss", "Felet är noterat. Ladda om sidan om en stund. Se efter om det du senast skickade är sparat; allt som visats som sparat finns kvar."),
            ("Something went wrong on our side", "The fault has been noted. Reload the page in a moment. Check whether what you sent last has been saved; everything shown as saved is still there."),
        ),
        // 400 and every other 4xx.
        StatusCode { .. } => language.say(
            ("Vi förstod inte det som skickades", "Inget har sparats. Gå tillbaka till föregående sida, ladda om den och försök igen."),
            ("We did not understand what was sent", "Nothing has been saved. Go back to the previous page, reload it and try again."),
        ),
    };
    Words { title, what_to_do }
}
