//! The questionnaire over the store: what a link's holder answers (*svara*).

mod archive;
mod page;
mod pass_on;
mod sign;
mod submit;
mod upload;
mod work;

use super::routes::{Permission, Route};
use collection::access::Action;

/// Where what a subject answers in a round is found.
const ROOT: &str = "/svara/{round}/{subject}";

pub(super) fn routes() -> Vec<Route> {
    let (passes, archive) = (Permission::Subject(Action::PassOn), Permission::Subject(Action::SeeArchive));
    let take_back = Permission::Subject(Action::TakeBack);
    let ask = Permission::Part(Action::AskReopening);
    let see = Permission::Part(Action::SeeResponse);
    vec![
        Route::get(ROOT, Permission::Subject(Action::SeeResponse), page::hub),
        Route::get("/svara/{round}/{subject}/dela", take_back, pass_on::show),
        Route::post("/svara/{round}/{subject}/dela", passes, pass_on::make),
        Route::post("/svara/{round}/{subject}/dela/aterta", take_back, pass_on::take_back),
        Route::get("/svara/{round}/{subject}/arkiv", archive, archive::show),
        Route::get("/svara/{round}/{subject}/arkiv/{from}/{fact}", archive, archive::receipt),
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
            sign::to_sign,
        ),
        Route::post("/svara/{round}/{subject}/{part}/godkann", Permission::Part(Action::SignOff), sign::sign),
        Route::get("/svara/{round}/{subject}/{part}/godkant", see, sign::signed),
        Route::get("/svara/{round}/{subject}/{part}/oppna-igen", ask, sign::to_reopen),
        Route::post("/svara/{round}/{subject}/{part}/oppna-igen", ask, sign::ask_reopening),
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
