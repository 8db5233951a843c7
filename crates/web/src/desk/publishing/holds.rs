//! What the publication on its way holds.

use collection::publishing::Publishing;
use maud::{Markup, html};
use publication::shelf::Issue;

use super::Shown;
use crate::design::text::{Level, Link, heading, paragraph};
use crate::respond::result::bytes;

pub(super) fn holds(shown: &Shown<'_>, ahead: &Publishing, issue: &Issue) -> Markup {
    let language = shown.desk.language;
    let manifest = issue.manifest();
    let title = language.either(manifest.title.sv.as_str(), manifest.title.en.as_deref());
    let size: u64 = manifest.files.iter().map(|file| file.size).sum();
    let (files, size) = (manifest.files.len(), bytes(language, size));
    let named = issue.named();
    let chain = manifest.chain.as_ref().map(|chain| chain.no);
    html! {
        (heading(Level::Two, Some("innehall"), language.say("Vad den innehåller", "What it holds")))
        p { strong { (title) } }
        (paragraph(language.say(
            format!("{files} filer, {size}. Förteckningens kontrollsumma börjar {}.", &ahead.folder[..12.min(ahead.folder.len())]),
            format!("{files} files, {size}. The checksum of the manifest begins {}.", &ahead.folder[..12.min(ahead.folder.len())]),
        )))
        @if let Some(no) = chain {
            (paragraph(language.say(
                format!("Räknad ur det som var inskickat efter post {no} i revisionskedjan."),
                format!("Computed from what was submitted after batch {no} of the audit chain."),
            )))
        }
        @if let Some(note) = &ahead.note {
            (paragraph(language.say(
                format!("Rättar version {}: {}", issue.number().saturating_sub(1), note.what.sv),
                format!("Corrects version {}: {}", issue.number().saturating_sub(1), note.what.en),
            )))
        }
        p { (Link::new(
            language.address(&format!("/resultat/{named}")),
            language.say(format!("Se {named} som den blir"), format!("See {named} as it will be")),
        )) }
    }
}
