//! Answers that were made (*färdiga svar*): packed, with strong entity tags, for visitors who are nobody.
//!
//! A publication does not change, so an answer is true until the shelf shows something else. The key is what was asked, as it was read,
//! and the state of the shelf: nothing that somebody sends can make an answer for somebody else.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::negotiate::ranges;
use crate::api::{Answer, Format};
use crate::language::Language;
use crate::service::public::pack;

/// Bytes that are kept.
const MOST: u64 = 48 * 1024 * 1024;
/// How many answers that is expected to be.
const ANSWERS: usize = 8_192;
/// Longer keys are not kept.
const LONGEST: usize = 2_048;

type Key = (u64, String);

/// Answers that were made.
#[derive(Debug)]
pub(in crate::service) struct Answers(Cache<Key, Arc<Kept>, Size>);

/// An answer.
#[derive(Debug)]
pub(super) struct Kept {
    /// The beginning of its tags.
    hash: String,
    plain: Bytes,
    packed: Bytes,
    /// Headers that are the same each time.
    headers: HeaderMap,
}

#[derive(Clone, Debug)]
struct Size;

impl Weighter<Key, Arc<Kept>> for Size {
    fn weight(&self, key: &Key, kept: &Arc<Kept>) -> u64 {
        u64::try_from(key.1.len() + kept.packed.len() + kept.plain.len() + 1_024).unwrap_or(MOST)
    }
}

impl Default for Answers {
    fn default() -> Self {
        Self(Cache::with_weighter(ANSWERS, MOST, Size))
    }
}

impl Answers {
    /// The answer to a question, if it was made and nothing else is visible since.
    pub(super) fn get(&self, key: &Key) -> Option<Arc<Kept>> {
        self.0.get(key)
    }

    /// Keeps an answer, unless it is one that few ask for.
    pub(super) fn keep(&self, key: Key, kept: Kept) -> Arc<Kept> {
        let kept = Arc::new(kept);
        if key.1.len() <= LONGEST {
            self.0.insert(key, Arc::clone(&kept));
        }
        kept
    }
}

impl Kept {
    /// An answer at an address, in its form and language. The address is in the tag: one of a publication that waits for its time
    /// is none of another's.
    pub(super) fn of(answer: Answer, format: Format, language: Language, address: &str) -> Self {
        let plain = Bytes::from(answer.body);
        let named = format!("{address} {}", publication::folder::sha256(&plain));
        let hash = publication::folder::sha256(named.as_bytes())[..32].to_owned();
        // Also a small one: what is packed further out would go by the tag of other bytes.
        let packed = pack(&plain);
        let link = answer.links.iter().map(|(relation, to)| format!("<{to}>; rel=\"{relation}\""));
        let link = link.collect::<Vec<_>>().join(", ");
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media()));
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.code()));
        headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("none"));
        // Kept, and asked for again each time: what is corrected or published is seen at once.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
        let varies = HeaderValue::from_static("accept, accept-language, accept-encoding, cookie");
        headers.insert(header::VARY, varies);
        if let Ok(link) = HeaderValue::try_from(link) {
            headers.insert(header::LINK, link);
        }
        if let Some(total) = answer.total {
            headers.insert("x-total-count", HeaderValue::from(total));
        }
        Self { hash, plain, packed, headers }
    }

    /// The answer to one who may have it already, and may take it packed.
    pub(super) fn answer(&self, asked: &HeaderMap) -> Response {
        let likes = ranges(asked, &header::ACCEPT_ENCODING);
        let takes = likes.iter().any(|(coding, how)| coding.eq_ignore_ascii_case("gzip") && *how > 0);
        let packed = takes.then_some(&self.packed);
        // Other bytes have another tag.
        let tag = format!("\"{}{}\"", self.hash, if packed.is_some() { "-gzip" } else { "" });
        let known = asked.get_all(header::IF_NONE_MATCH).into_iter().filter_map(|value| value.to_str().ok());
        let has = known.flat_map(|all| all.split(',')).any(|one| {
            let one = one.trim();
            one == "*" || one.trim_start_matches("W/") == tag
        });
        let mut response = match (has, packed) {
            (true, _) => StatusCode::NOT_MODIFIED.into_response(),
            (false, Some(packed)) => Response::new(Body::from(packed.clone())),
            (false, None) => Response::new(Body::from(self.plain.clone())),
        };
        let out = response.headers_mut();
        out.extend(self.headers.clone());
        if has {
            out.remove(header::CONTENT_TYPE);
        } else if packed.is_some() {
            out.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        if let Ok(tag) = HeaderValue::try_from(tag) {
            out.insert(header::ETAG, tag);
        }
        response
    }
}
