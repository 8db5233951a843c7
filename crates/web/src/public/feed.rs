//! The feed of publications and corrections (*flödet*; Atom, RFC 4287).

use maud::html;
use publication::folder::sha256;
use publication::shelf::{Issue, View};

use super::corrections::{published, title};
use crate::design::shell::FEED;
use crate::language::Language;

/// The feed; `site`: the beginning of absolute addresses.
pub fn feed(language: Language, site: &str, view: &View) -> String {
    let all = published(view);
    let (page, own) = (language.address("/rattelser"), language.address(FEED));
    let updated = all
        .first()
        .map_or_else(|| "1970-01-01T00:00:00Z".to_owned(), |issue| issue.published_at().to_string());
    let entry = |issue: &Issue| {
        let to = format!("{site}{}", language.address(&format!("/resultat/{}", issue.named())));
        let at = issue.published_at().to_string();
        let note = issue.manifest().correction.as_ref();
        let what = note.map(|note| {
            language.say(Some(&note.what.sv), note.what.en.as_ref()).unwrap_or(&note.what.sv).as_str()
        });
        let summary = match what {
            Some(what) => format!("{}: {what}", language.say("Rättelse", "Correction")),
            None => language.say("Ny publicering", "New publication").to_owned(),
        };
        html! {
            entry {
                id { (permanent(language, issue)) }
                title { (title(language, issue)) }
                updated { (at) }
                published { (at) }
                link rel="alternate" type="text/html" hreflang=(language.code()) href=(to) {}
                summary { (summary) }
            }
        }
    };
    let feed = html! {
        feed xmlns="http://www.w3.org/2005/Atom" xml:lang=(language.code()) {
            id { (site) (own) }
            title { (language.say("Öppna jämförelser: publiceringar och rättelser", "Open comparisons: publications and corrections")) }
            updated { (updated) }
            author { name { "Jamfor" } }
            link rel="self" type="application/atom+xml" href=(format!("{site}{own}")) {}
            link rel="alternate" type="text/html" href=(format!("{site}{page}")) {}
            @for issue in &all { (entry(issue)) }
        }
    };
    format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{}", feed.into_string())
}

/// The id of an entry, which is the same wherever the site moves (RFC 4287, 4.2.6): a UUID of version 8 from the publication's
/// own hash and the language (RFC 9562, 5.8).
fn permanent(language: Language, issue: &Issue) -> String {
    let hash = sha256(format!("jamfor-feed/1 {} {}", issue.hash(), language.code()).as_bytes());
    format!(
        "urn:uuid:{}-{}-8{}-8{}-{}",
        &hash[..8],
        &hash[8..12],
        &hash[12..15],
        &hash[15..18],
        &hash[18..30]
    )
}
