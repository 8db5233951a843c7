//! Files of a publication to keep (*ladda ner*).

use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use publication::manifest::{FileEntry, MANIFEST};

use super::Look;
use super::around::page;
use crate::design::text::{Level, Link, folded_list, heading, lead, paragraph};
use crate::language::Phrase;
use crate::respond::result::bytes;

/// What kind of file a path names: what it is called, and its media type.
pub fn kind(path: &str) -> (&'static str, &'static str) {
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("xlsx") => ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        Some("csv") => ("CSV", "text/csv; charset=utf-8"),
        Some("json") => ("JSON", "application/json"),
        Some("toml") => ("TOML", "application/toml; charset=utf-8"),
        Some("md") => ("Markdown", "text/markdown; charset=utf-8"),
        Some(_) | None => ("", "application/octet-stream"),
    }
}

/// The page.
pub fn downloads(look: &Look<'_>) -> Response {
    let language = look.language;
    let manifest = look.issue.manifest();
    let (books, files): (Vec<_>, Vec<_>) =
        manifest.files.iter().partition(|file| file.path.ends_with(".xlsx"));
    let (main, rest): (Vec<&FileEntry>, Vec<&FileEntry>) =
        files.into_iter().partition(|file| !file.path.contains('/'));
    let link = |file: &FileEntry| one(look, &file.path, file.size);
    let folders: Vec<Phrase<'_>> = rest
        .iter()
        .filter(|file| !file.path.starts_with("cubes/"))
        .map(|file| Phrase::from(file.path.clone()))
        .collect();
    let own = look.issue.files().get(MANIFEST).map_or(0, |bytes| bytes.len() as u64);
    let named = look.issue.named();
    let body = html! {
        (lead(language.say(
            "Allt som visas finns att ladda ner. Filerna ändras aldrig: en rättelse är en ny version.",
            "Everything that is shown can be downloaded. The files never change: a correction is a new version.",
        )))
        (heading(Level::Two, Some("arbetsbocker"), language.say("Arbetsböcker", "Workbooks")))
        ul { @for file in books { li { (link(file)) } } }
        (heading(Level::Two, Some("data"), language.say("Data", "Data")))
        ul {
            @for file in main { li { (link(file)) } }
            li { (one(look, MANIFEST, own)) }
        }
        (heading(Level::Two, Some("tabeller"), language.say("Tabeller för andra program", "Tables for other programs")))
        ul { @for file in rest.iter().filter(|file| file.path.starts_with("cubes/")) { li { (link(file)) } } }
        (heading(Level::Two, Some("igen"), language.say("Räkna om den", "Compute it again")))
        (paragraph(language.say(
            format!("Förteckningen har kontrollsumman för varje fil i {named} och kommandot som gör om dem. Katalogens filer hämtas på samma sätt som de andra."),
            format!("The manifest has the checksum of every file of {named} and the command that makes them again. The files of the catalogue are fetched in the same way as the others."),
        )))
        p { code { (manifest.command) } }
        (folded_list(language.say("Katalogens och underlagets filer", "Files of the catalogue and of what it was made from"), &folders))
    };
    page(look, language.say("Ladda ner", "Downloads"), body).into_response()
}

fn one(look: &Look<'_>, path: &str, size: u64) -> Markup {
    let (kind, _) = kind(path);
    let size = bytes(look.language, size);
    let told = if kind.is_empty() { size } else { format!("{kind}, {size}") };
    html! {
        (Link::new(look.to(&format!("/filer/{path}")), path).file(&told))
        @if let Some(what) = what(look, path) { br; span.muted { (what) } }
    }
}

/// What a file holds; none where its name says it.
fn what<'a>(look: &Look<'a>, path: &str) -> Option<Phrase<'a>> {
    let say = |sv: &'static str, en: &'static str| Some(Phrase::from(look.language.say(sv, en)));
    if let Some(id) = path.strip_prefix("cubes/").and_then(|name| name.strip_suffix(".csv")) {
        return look.opened.publication().cube(id).map(|cube| look.text(&cube.title));
    }
    match path {
        "README.md" => say(
            "Läs mig: vad filerna innehåller och hur de läses",
            "Read me: what the files hold and how they are read",
        ),
        "answers.csv" => say(
            "Svaren som allt är räknat ur, utan kommentarer och fria texter",
            "The answers that everything is computed from, without comments and free texts",
        ),
        "outcomes.csv" | "outcomes.json" => say(
            "Vad varje kommun och stadsdel fick på varje indikator",
            "What each municipality and district got on each indicator",
        ),
        "aggregates.csv" | "aggregates.json" => say(
            "Andelar och tal för riket, länen, städerna och grupperna",
            "Shares and figures of the nation, counties, cities and groups",
        ),
        "publication.json" => say(
            "Alla tabeller i en enda fil, med namn på svenska och engelska",
            "All tables in one file, with names in Swedish and English",
        ),
        "correction.json" => say(
            "Rättelsenoten: vad som rättades och varför",
            "The correction note: what was corrected and why",
        ),
        "published.csv" => {
            say("Värden som myndigheten publicerade då", "Values that the agency published then")
        }
        MANIFEST => say(
            "Förteckning med kontrollsummor, och hur filerna görs igen",
            "Manifest with checksums, and how the files are made again",
        ),
        _ if path.ends_with(".en.xlsx") => {
            say("Hela jämförelsen på engelska", "The whole comparison in English")
        }
        _ if path.ends_with(".xlsx") => say("Hela jämförelsen på svenska", "The whole comparison in Swedish"),
        _ => None,
    }
}
