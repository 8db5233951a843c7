//! The questionnaire over the store: what a link's holder answers (*svara*).

mod page;
mod submit;
mod upload;
mod work;

use super::routes::{Permission, Route};
use collection::access::Action;

/// Where what a subject answers in a round is found.
const ROOT: &str = "/svara/{round}/{subject}";

pub(super) fn routes() -> Vec<Route> {
    let see = Permission::Part(Action::SeeResponse);
    vec![
        Route::get(ROOT, Permission::Subject(Action::SeeResponse), page::hub),
        Route::get("/svara/{round}/{subject}/fil", Permission::Subject(Action::SeeResponse), upload::show),
        Route::post("/svara/{round}/{subject}/fil", Permission::Subject(Action::Save), upload::take),
        Route::get(
            "/svara/{round}/{subject}/fil/arbetsbok.xlsx",
            Permission::Subject(Action::SeeResponse),
            upload::give,
        ),
        Route::post("/svara/{round}/{subject}/fil/spara", Permission::Subject(Action::Save), upload::save),
        Route::get("/svara/{round}/{subject}/{part}", see, page::part),
        Route::get("/svara/{round}/{subject}/{part}/{no}", see, page::show),
        Route::post("/svara/{round}/{subject}/{part}/{no}", Permission::Part(Action::Save), page::save),
        Route::get("/svara/{round}/{subject}/{part}/sammanstallning", see, page::summary),
        Route::get("/svara/{round}/{subject}/{part}/skicka", see, submit::show),
        Route::post("/svara/{round}/{subject}/{part}/skicka", Permission::Part(Action::Submit), submit::send),
        Route::get(
            "/svara/{round}/{subject}/{part}/godkann",
            Permission::Part(Action::SignOff),
            submit::to_sign,
        ),
        Route::post(
            "/svara/{round}/{subject}/{part}/godkann",
            Permission::Part(Action::SignOff),
            submit::sign,
        ),
        Route::get(
            "/svara/{round}/{subject}/{part}/kvitto",
            Permission::Part(Action::SeeReceipt),
            submit::receipt,
        ),
        Route::get(
            "/svara/{round}/{subject}/{part}/kvitto.json",
            Permission::Part(Action::SeeReceipt),
            submit::receipt_file,
        ),
    ]
}
