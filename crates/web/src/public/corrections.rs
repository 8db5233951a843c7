//! Corrections of what was published (*rättelser*), and the feed of publications.

use std::sync::Arc;

use collection::publishing::Mistake as Kind;
use maud::{Markup, html};
use publication::manifest::{Correction, Mistake};
use publication::shelf::{Issue, View};
use results::diff::{Computed, with_editions};

use super::visit::{self, Visit};
use super::{Look, around};
use crate::design::empty::empty_state;
use crate::design::shell::{FEED, Page};
use crate::design::text::{Level, Link, heading, lead};
use crate::desk::publishing::{Between, mistake as told, moved_table};
use crate::language::Language;

/// Every published publication, the latest first.
fn published(view: &View) -> Vec<Arc<Issue>> {
    let series: Vec<_> = view.valid().iter().map(|issue| issue.series()).collect();
    let mut all: Vec<Arc<Issue>> = series
        .into_iter()
        .flat_map(|series| view.numbers(series).into_iter().cloned().collect::<Vec<_>>())
        .collect();
    all.sort_by_key(|issue| (std::cmp::Reverse(issue.published_at()), issue.named().to_string()));
    all
}

fn title(language: Language, issue: &Issue) -> String {
    let title = &issue.manifest().title;
    let title = language.say(Some(&title.sv), title.en.as_ref()).unwrap_or(&title.sv);
    format!("{title} ({})", issue.named())
}

/// The page; what moved is computed here, so it may take a while.
pub fn page<'a>(visit: &Visit<'a>) -> Page<'a> {
    let language = visit.language;
    let all = published(visit.view);
    let corrections: Vec<_> =
        all.iter().filter_map(|issue| Some((issue, issue.manifest().correction.as_ref()?))).collect();
    let body = html! {
        (lead(language.say(
            "Det som är publicerat ändras inte. Blir något fel publiceras en ny version, och här står vad som rättades, varför och vad som flyttades.",
            "What is published does not change. If something is wrong a new version is published, and here stands what was corrected, why and what moved.",
        )))
        p {
            (Link::new(language.address(FEED), language.say("Följ publiceringar och rättelser (Atom)", "Follow publications and corrections (Atom)")))
            " · " (Link::new(visit.to("/resultat"), language.say("Alla versioner", "All versions")))
        }
        @if corrections.is_empty() {
            (empty_state(
                language.say("Inget har rättats", "Nothing has been corrected"),
                language.say("Här kommer varje rättelse att stå.", "Each correction will stand here."),
                None,
            ))
        }
        @for (issue, note) in corrections { (correction(visit, (issue, note))) }
    };
    visit::page(visit, language.say("Rättelser", "Corrections"), body)
}

fn correction(visit: &Visit<'_>, (issue, note): (&Issue, &Correction)) -> Markup {
    let language = visit.language;
    let before =
        visit.view.numbers(issue.series()).into_iter().find(|known| known.hash() == note.corrects).cloned();
    let to = |issue: &Issue| visit.to(&format!("/resultat/{}", issue.named()));
    let at = |issue| {
        let look = Look::at(language, visit.address, visit.view, issue).ok()?;
        Some(Look { per: visit.per, ..look })
    };
    let between = before.as_ref().and_then(|before| Some(Between { before: at(before)?, after: at(issue)? }));
    let moved = between.map(|between| {
        let (a, b) = (between.before.opened, between.after.opened);
        let diff = with_editions(
            Computed { edition: a.edition(), results: a.results() },
            Computed { edition: b.edition(), results: b.results() },
        );
        (between, diff)
    });
    let prefix = issue.named().to_string();
    html! {
        (heading(Level::Two, Some(&prefix), title(language, issue)))
        dl.facts {
            div { dt { (language.say("Publicerad", "Published")) } dd { (around::published(language, issue)) ", " (Link::new(to(issue), language.say("den rättade versionen", "the corrected version")).about(issue.named().to_string())) } }
            @if let Some(before) = &before {
                div { dt { (language.say("Rättar", "Corrects")) } dd { (Link::new(to(before), before.named().to_string())) ", " (language.say("publicerad", "published")) " " (around::published(language, before)) } }
            }
            div { dt { (language.say("Felets art", "Kind of mistake")) } dd { (mistake(language, note.kind)) } }
            div { dt { (language.say("Vad", "What")) } dd { (language.either(note.what.sv.as_str(), note.what.en.as_deref())) } }
            div { dt { (language.say("Varför", "Why")) } dd { (language.either(note.why.sv.as_str(), note.why.en.as_deref())) } }
        }
        @if let Some((between, diff)) = moved { (moved_table(&between, &diff, &prefix)) }
    }
}

/// The feed of publications and corrections (RFC 4287); `site`: the beginning of absolute addresses.
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
                id { (to) }
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

/// What kind of mistake it was.
fn mistake(language: Language, kind: Mistake) -> &'static str {
    told(
        language,
        match kind {
            Mistake::Answers => Kind::Answers,
            Mistake::Rule => Kind::Rule,
            Mistake::Program => Kind::Program,
            Mistake::Text => Kind::Text,
        },
    )
}
