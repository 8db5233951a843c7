//! Style sheet, script and icon: built into the program, named after what is in them (*statiska filer*).
//!
//! The name carries a hash of the content, so a browser may keep a file for ever and still never shows an old one.

use std::borrow::Cow;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

/// A file that pages refer to.
#[derive(Debug)]
pub struct Asset {
    name: String,
    media: &'static str,
    content: Cow<'static, [u8]>,
}

impl Asset {
    fn new(stem: &str, extension: &str, media: &'static str, content: impl Into<Cow<'static, [u8]>>) -> Self {
        let content = content.into();
        let hash = Sha256::digest(&content);
        let short: String = hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        Self { name: format!("{stem}-{short}.{extension}"), media, content }
    }

    /// Where the file is served.
    pub fn address(&self) -> String {
        format!("/static/{}", self.name)
    }

    /// What is in it.
    pub fn content(&self) -> &[u8] {
        &self.content
    }
}

/// The one style sheet; what charts need stands in a file of its own.
pub static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    // The one place in it that names another file.
    let css = concat!(include_str!("../assets/jamfor.css"), include_str!("../assets/chart.css"));
    let css = bare(css, |line| line.starts_with("/*") && line.ends_with("*/"));
    let css = css.replace("url(\"FONT\")", &format!("url(\"{}\")", FONT.address()));
    Asset::new("jamfor", "css", "text/css; charset=utf-8", css.into_bytes())
});

/// The one script: pages work without it.
pub static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "jamfor",
        "js",
        "text/javascript; charset=utf-8",
        bare(include_str!("../assets/jamfor.js"), |line| line.starts_with("//")).into_bytes(),
    )
});

/// A file without what only its readers in the repository need: lines that are comments, and what lines begin with. Every
/// statement keeps its line, and no text of the file goes over several.
fn bare(file: &str, is_comment: impl Fn(&str) -> bool) -> String {
    let lines = file.lines().map(str::trim).filter(|line| !line.is_empty() && !is_comment(line));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// The mark in the browser's tab.
pub static ICON: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "jamfor",
        "svg",
        "image/svg+xml; charset=utf-8",
        include_bytes!("../assets/jamfor.svg").as_slice(),
    )
});

/// The one font, Latin letters of every weight: `crates/web/assets/fonts/OFL.txt` is its licence.
pub static FONT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new(
        "source-sans-3",
        "woff2",
        "font/woff2",
        include_bytes!("../assets/fonts/source-sans-3.woff2").as_slice(),
    )
});

/// `GET /static/{name}`.
pub async fn serve(Path(name): Path<String>, request: HeaderMap) -> Response {
    let Some(asset) = [&*STYLE, &*SCRIPT, &*ICON, &*FONT].into_iter().find(|asset| asset.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let tag = format!("\"{}\"", asset.name);
    let kept = [
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable".to_owned()),
        (header::ETAG, tag.clone()),
    ];
    if request.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, kept).into_response();
    }
    (kept, [(header::CONTENT_TYPE, asset.media)], asset.content.as_ref().to_vec()).into_response()
}
