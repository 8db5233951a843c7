//! Corrections of what was published (*rättelser*).

use std::sync::Arc;

use collection::publishing::Mistake as Kind;
use maud::{Markup, html};
use publication::manifest::{Correction, Mistake};
use publication::shelf::{Issue, View};

use super::moved::{Between, table as moved_table};
use super::visit::{self, Visit};
use super::{Look, around};
use crate::design::empty::empty_state;
use crate::design::shell::{FEED, Page};
use crate::design::text::{Level, Link, heading, lead};
use crate::desk::publishing::mistake as told;
use crate::language::Language;

/// Every publication that is published, the latest first.
pub(super) fn published(view: &View) -> Vec<Arc<Issue>> {
    let series: Vec<_> = view.valid().iter().map(|issue| issue.series()).collect();
    let mut all: Vec<Arc<Issue>> = series
        .into_iter()
        .flat_map(|series| view.numbers(series).into_iter().cloned().collect::<Vec<_>>())
        .collect();
    all.sort_by_key(|issue| (std::cmp::Reverse(issue.published_at()), issue.named().to_string()));
    all
}

pub(super) fn title(language: Language, issue: &Issue) -> String {
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
    let before = visit.view.corrected(issue);
    let to = |issue: &Issue| visit.to(&format!("/resultat/{}", issue.named()));
    let at = |issue| {
        let look = Look::at(language, visit.address, visit.view, issue).ok()?;
        Some(Look { per: visit.per, ..look })
    };
    let between = at(issue).and_then(Between::of);
    let prefix = issue.named().to_string();
    html! {
        (heading(Level::Two, Some(&prefix), title(language, issue)))
        dl.facts {
            div { dt { (language.say("Publicerad", "Published")) } dd { (around::published(language, issue)) ", " (Link::new(to(issue), language.say("den rättade versionen", "the corrected version")).about(issue.named().to_string())) } }
            @if let Some(before) = before {
                div { dt { (language.say("Rättar", "Corrects")) } dd { (Link::new(to(before), before.named().to_string())) ", " (language.say("publicerad", "published")) " " (around::published(language, before)) } }
            }
            div { dt { (language.say("Felets art", "Kind of mistake")) } dd { (mistake(language, note.kind)) } }
            div { dt { (language.say("Vad", "What")) } dd { (language.either(note.what.sv.as_str(), note.what.en.as_deref())) } }
            div { dt { (language.say("Varför", "Why")) } dd { (language.either(note.why.sv.as_str(), note.why.en.as_deref())) } }
        }
        @if let Some(between) = between {
            (moved_table(&between, &between.diff(), &prefix, &between.after.to("/rattelse.csv")))
        }
    }
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
