//! What was made once (*färdigt*): pages and answers, packed, with their entity tags, for visitors who are nobody.
//!
//! A publication does not change, so what was made of it is true until the shelf shows something else. The key is what was asked,
//! as it was read, and the state of the shelf, never a header: nothing that somebody sends can make a page for somebody else.

use std::io::{Read, Write};
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use publication::folder::sha256;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

/// Bytes that are kept.
const MOST: u64 = 112 * 1024 * 1024;
/// How many things that is expected to be.
const EXPECTED: usize = 12_288;
/// Larger ones are made anew each time.
const LARGEST: usize = 4 * 1024 * 1024;
/// What has a longer key is made anew each time.
const LONGEST: usize = 2_048;

/// The state of the shelf, and what was asked.
pub(super) type Key = (u64, String);

/// Everything that was made.
#[derive(Debug)]
pub(super) struct Keep(Cache<Key, Arc<Kept>, Size>);

#[derive(Clone, Debug)]
struct Size;

impl Weighter<Key, Arc<Kept>> for Size {
    fn weight(&self, key: &Key, kept: &Arc<Kept>) -> u64 {
        u64::try_from(key.1.len() + kept.packed.len() + 1_024).unwrap_or(MOST)
    }
}

impl Default for Keep {
    fn default() -> Self {
        Self(Cache::with_weighter(EXPECTED, MOST, Size))
    }
}

impl Keep {
    /// What was made of a question, if nothing else is visible since.
    pub(super) fn get(&self, key: &Key) -> Option<Arc<Kept>> {
        self.0.get(key)
    }

    /// Keeps something, unless it is large or few ask for it.
    pub(super) fn keep(&self, key: Key, kept: Kept) -> Arc<Kept> {
        let kept = Arc::new(kept);
        if key.1.len() <= LONGEST && kept.size <= LARGEST {
            self.0.insert(key, Arc::clone(&kept));
        }
        kept
    }
}

/// A page or an answer.
#[derive(Debug)]
pub(super) struct Kept {
    /// The beginning of its tags.
    hash: String,
    packed: Bytes,
    /// Bytes before they were packed.
    size: usize,
    /// Headers that are the same each time.
    headers: HeaderMap,
}

impl Kept {
    /// What is at an address. The address is in the tag: something of a publication that waits for its time is none of
    /// another's.
    pub(super) fn of(plain: &[u8], address: &str, mut headers: HeaderMap) -> Self {
        let hash = sha256(format!("{address} {}", sha256(plain)).as_bytes())[..32].to_owned();
        // Also what is small: what is packed further out would go by the tag of other bytes.
        let packed = pack(plain);
        headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("none"));
        // Kept, and asked for again each time: what is corrected or published is seen at once.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
        Self { hash, packed, size: plain.len(), headers }
    }

    /// The answer to one who may have it already, and may take it packed.
    pub(super) fn answer(&self, asked: &HeaderMap) -> Response {
        let takes = takes_gzip(asked);
        // Other bytes have another tag.
        let tag = format!("\"{}{}\"", self.hash, if takes { "-gzip" } else { "" });
        let has = has(asked, &tag);
        let mut response = match (has, takes) {
            (true, _) => StatusCode::NOT_MODIFIED.into_response(),
            (false, true) => Response::new(Body::from(self.packed.clone())),
            // Few ask for it so: it is not kept twice.
            (false, false) => match unpack(&self.packed, self.size) {
                Some(plain) => Response::new(Body::from(plain)),
                None => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
            },
        };
        let out = response.headers_mut();
        out.extend(self.headers.clone());
        if has {
            out.remove(header::CONTENT_TYPE);
        } else if takes {
            out.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        if let Ok(tag) = HeaderValue::try_from(tag) {
            out.insert(header::ETAG, tag);
        }
        response
    }
}

/// Whether who asks says to have what has the tag (RFC 9110, 13.1.2: weakly compared).
pub(super) fn has(asked: &HeaderMap, tag: &str) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let known = asked.get_all(header::IF_NONE_MATCH).into_iter().filter_map(|value| value.to_str().ok());
    known.flat_map(|all| all.split(',')).any(|one| one.trim() == "*" || bare(one) == bare(tag))
}

fn takes_gzip(asked: &HeaderMap) -> bool {
    ranges(asked, &header::ACCEPT_ENCODING)
        .iter()
        .any(|(coding, how)| coding.eq_ignore_ascii_case("gzip") && *how > 0)
}

/// Ranges of a header with how much each is liked, in thousandths; what cannot be read is passed over.
pub(super) fn ranges(headers: &HeaderMap, name: &HeaderName) -> Vec<(String, u16)> {
    let texts = headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    let one = |text: &str| {
        let mut parts = text.split(';').map(str::trim);
        let range = parts.next().filter(|range| !range.is_empty())?;
        let q = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
        let how = q.map_or(Some(1.0), |q| q.parse::<f32>().ok().filter(|q| (0.0..=1.0).contains(q)))?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
        Some((range.to_owned(), (how * 1000.0).round() as u16))
    };
    texts.flat_map(|text| text.split(',')).take(50).filter_map(one).collect()
}

/// Packed, as browsers and programs unpack it.
fn pack(plain: &[u8]) -> Bytes {
    // 4: a page takes half the time of 6 and is six per cent larger.
    let mut encoder = GzEncoder::new(Vec::with_capacity(plain.len() / 4), Compression::new(4));
    let packed = encoder.write_all(plain).and_then(|()| encoder.finish());
    Bytes::from(packed.expect("a vector takes every byte"))
}

fn unpack(packed: &[u8], size: usize) -> Option<Vec<u8>> {
    let mut plain = Vec::with_capacity(size);
    GzDecoder::new(packed).read_to_end(&mut plain).ok()?;
    Some(plain)
}
