//! The pages of Jamfor (*webbplatsen*): what people read and fill in, and the strict answers it travels in.
//!
//! So far the skeleton, the design system and the pages of the questionnaire; review and public pages are built from them.
//!
//! * [`design`]: the components. A page is made of these and nothing else: no page writes its own class names.
//! * [`language`]: every text of our own is said in Swedish and English at once, where it stands.
//! * [`guard`]: headers, limits, error pages. Everything that is served goes through [`guard::protect`].
//! * [`respond`]: the questionnaire (*enkäten*): from answers to pages, from sent forms to facts; pure.
//! * [`desk`]: the analyst's desk (*arbetsbordet*): rounds, the table of responses, links, history; pure.
//! * [`people`]: signing in, one's own account, those of others; pure.
//! * [`wire`]: connections, before anything of a request is known.
//! * [`api`]: what the public pages show, as data; pure.
//! * [`living`]: `/design` and `/en/design` show every component in every state, made of the components themselves.

pub mod api;
pub mod assets;
mod csv;
pub mod design;
pub mod desk;
pub mod errors;
pub mod guard;
pub mod language;
pub mod living;
pub mod operator;
pub mod people;
pub mod public;
pub mod respond;
pub mod service;
pub mod wire;

use axum::Router;
use axum::routing::get;

/// All routes of this room, not yet protected: the binary merges its own and calls [`guard::protect`] once.
pub fn router() -> Router {
    Router::new()
        .route("/static/{name}", get(assets::serve))
        .route(living::PATH, get(living::swedish))
        .route("/en/design", get(living::english))
}
