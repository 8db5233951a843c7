//! Pages of publications, made once (*färdiga sidor*): packed, with their entity tags, for visitors who are nobody.
//!
//! A publication does not change, so a page is true until the shelf shows something else. The key is the whole address and the state of
//! the shelf, never a header: nothing that somebody sends can make a page for somebody else.

use std::sync::Arc;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use std::io::{Read, Write};

/// Bytes that are kept.
const MOST: u64 = 64 * 1024 * 1024;
/// How many pages that is expected to be.
const PAGES: usize = 4_096;
/// Larger pages are made anew each time.
const LARGEST: usize = 4 * 1024 * 1024;
/// Longer addresses are not kept.
const LONGEST: usize = 2_048;

type Key = (u64, String);

/// Pages that were made.
#[derive(Debug)]
pub(in crate::service) struct Pages(Cache<Key, Arc<Made>, Size>);

/// A page.
#[derive(Debug)]
struct Made {
    kind: HeaderValue,
    tag: HeaderValue,
    packed: Bytes,
}

#[derive(Clone, Debug)]
struct Size;

impl Weighter<Key, Arc<Made>> for Size {
    fn weight(&self, key: &Key, made: &Arc<Made>) -> u64 {
        u64::try_from(key.1.len() + made.packed.len() + 256).unwrap_or(MOST)
    }
}

impl Default for Pages {
    fn default() -> Self {
        Self(Cache::with_weighter(PAGES, MOST, Size))
    }
}

impl Pages {
    /// The page of an address, if it was made and nothing else is visible since.
    pub(super) fn get(&self, version: u64, address: &str, headers: &HeaderMap) -> Option<Response> {
        let made = self.0.get(&(version, address.to_owned()))?;
        Some(made.answer(headers))
    }

    /// Keeps a page, and answers with it; what is no page of its own is answered as it is.
    pub(super) async fn keep(
        &self,
        version: u64,
        address: &str,
        headers: &HeaderMap,
        response: Response,
    ) -> Response {
        if response.status() != StatusCode::OK || address.len() > LONGEST {
            return response;
        }
        let (parts, body) = response.into_parts();
        let kind = parts.headers.get(header::CONTENT_TYPE).cloned();
        let bytes = to_bytes(body, usize::MAX).await;
        let (Some(kind), Ok(plain)) = (kind, bytes) else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        if plain.len() > LARGEST || parts.headers.contains_key(header::CONTENT_DISPOSITION) {
            return Response::from_parts(parts, Body::from(plain));
        }
        let packed = tokio::task::spawn_blocking({
            let plain = plain.clone();
            move || pack(&plain)
        });
        let Ok(packed) = packed.await else { return Response::from_parts(parts, Body::from(plain)) };
        let hash = publication::folder::sha256(&plain);
        let tag =
            HeaderValue::try_from(format!("W/\"{}\"", &hash[..24])).expect("a tag of hexadecimal digits");
        let made = Arc::new(Made { kind, tag, packed });
        self.0.insert((version, address.to_owned()), Arc::clone(&made));
        made.answer(headers)
    }
}

impl Made {
    fn answer(&self, headers: &HeaderMap) -> Response {
        let texts = |name| headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
        let tag = self.tag.to_str().unwrap_or_default();
        let has = texts(header::IF_NONE_MATCH).flat_map(|all| all.split(',')).any(|one| {
            let one = one.trim();
            one == "*" || one.trim_start_matches("W/") == tag.trim_start_matches("W/")
        });
        let takes = texts(header::ACCEPT_ENCODING).flat_map(|all| all.split(',')).any(|one| {
            let mut parts = one.split(';').map(str::trim);
            parts.next() == Some("gzip")
                && !parts.any(|q| matches!(q, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
        });
        let mut response = match (has, takes) {
            (true, _) => StatusCode::NOT_MODIFIED.into_response(),
            (false, true) => Response::new(Body::from(self.packed.clone())),
            // Few ask for it so: it is not kept twice.
            (false, false) => match unpack(&self.packed) {
                Some(plain) => Response::new(Body::from(plain)),
                None => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
            },
        };
        let out = response.headers_mut();
        if !has {
            out.insert(header::CONTENT_TYPE, self.kind.clone());
            if takes {
                out.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            }
        }
        out.insert(header::ETAG, self.tag.clone());
        // Kept, and asked for again each time: what is corrected or published is seen at once.
        out.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
        out.insert(header::VARY, HeaderValue::from_static("accept-encoding, cookie"));
        response
    }
}

/// Packed, as browsers and programs unpack it.
pub(in crate::service) fn pack(plain: &[u8]) -> Bytes {
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 4), Compression::new(6));
    let packed = encoder.write_all(plain).and_then(|()| encoder.finish());
    Bytes::from(packed.expect("a vector takes every byte"))
}

fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::with_capacity(packed.len() * 6);
    GzDecoder::new(packed).read_to_end(&mut plain).ok()?;
    Some(plain)
}
