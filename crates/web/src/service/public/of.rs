//! Pages of a publication (*publiceringens sidor*): one list of addresses and what makes their pages.

use axum::extract::{Extension, RawPathParams, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::look_at;
use crate::public::Look;
use crate::public::between::between;
use crate::public::compare::compare;
use crate::public::downloads::downloads;
use crate::public::explained::explained;
use crate::public::guide::{guide, section};
use crate::public::indicator::indicator;
use crate::public::learn::learn;
use crate::public::moved;
use crate::public::overview::overview;
use crate::public::unit::unit;
use crate::service::app::App;
use crate::service::here::Here;
use crate::service::routes::{Permission, Route};

/// What a page is made from: the publication, and names after it in the address.
#[derive(Clone, Copy)]
enum Make {
    Whole(fn(&Look<'_>) -> Response),
    One(fn(&Look<'_>, &str) -> Response),
    Two(fn(&Look<'_>, &str, &str) -> Response),
}

const PAGES: [(&str, Make); 11] = [
    ("/resultat/{publication}", Make::Whole(overview)),
    ("/resultat/{publication}/enhet/{code}", Make::One(unit)),
    ("/resultat/{publication}/indikator/{indicator}", Make::One(indicator)),
    ("/resultat/{publication}/varfor/{indicator}/{place}", Make::Two(explained)),
    ("/resultat/{publication}/lar-av/{code}", Make::One(learn)),
    ("/resultat/{publication}/jamfor", Make::Whole(compare)),
    ("/resultat/{publication}/forandring", Make::Whole(between)),
    ("/resultat/{publication}/guide", Make::Whole(guide)),
    ("/resultat/{publication}/guide/{section}", Make::One(section)),
    ("/resultat/{publication}/ladda-ner", Make::Whole(downloads)),
    ("/resultat/{publication}/rattelse.csv", Make::Whole(moved::file)),
];

pub(super) fn routes() -> Vec<Route> {
    PAGES
        .into_iter()
        .map(|(path, make)| {
            let handler = async move |State(app): State<App>,
                                      Extension(here): Extension<Here>,
                                      headers: HeaderMap,
                                      names: RawPathParams| {
                let names: Vec<String> = names.iter().map(|(_, name)| name.to_owned()).collect();
                let name = move |at: usize| names.get(at).map_or("", String::as_str).to_owned();
                look_at(app, here, headers, name(0), move |look| match make {
                    Make::Whole(page) => page(look),
                    Make::One(page) => page(look, &name(1)),
                    Make::Two(page) => page(look, &name(1), &name(2)),
                })
                .await
            };
            Route::get(path, Permission::Anybody, handler)
        })
        .collect()
}
