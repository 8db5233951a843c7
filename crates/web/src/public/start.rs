//! The first page (*startsidan*): one search, what is new, and how to read what one finds.

use catalogue::model::Vocabulary;
use maud::{Markup, html};
use publication::shelf::Issue;
use results::colours::Mode;

use super::around::published;
use super::visit::{Visit, named, page, search_form};
use crate::design::shell::Page;
use crate::design::text::{Level, Link, heading, lead, paragraph};

/// Publications that are told of as new.
const NEW: usize = 5;

/// The page; `words` are those of the catalogue that the service runs with.
pub fn start<'a>(visit: &Visit<'a>, words: &Vocabulary) -> Page<'a> {
    let language = visit.language;
    page(
        visit,
        language.say("Öppna jämförelser", "Open comparisons"),
        html! {
            (lead(language.say(
                "Jämför kommuners socialtjänst med indikatorer, och se vad varje siffra bygger på.",
                "Compare the social services of municipalities by indicators, and see what each figure is built on.",
            )))
            (search_form(language, visit.per, ""))
            (heading(Level::Two, None, language.say("Nytt", "New")))
            (new(visit))
            (heading(Level::Two, None, language.say("Så läser du färger och tecken", "How to read colours and signs")))
            (paragraph(language.say(
                "En färg står aldrig ensam: bredvid den står ett tecken och ett ord. Ett utfall kan färgas på tre sätt, och det står alltid vilket.",
                "A colour never stands alone: beside it are a sign and a word. An outcome can be coloured in three ways, and it is always said which.",
            )))
            div.sides { @for mode in Mode::ALL { div { (super::signs::mode(language, words, mode)) } } }
            details {
                summary { (language.say("När det inte finns något utfall", "Where there is no outcome")) }
                (super::signs::empties(language, words))
            }
            p { (Link::new(visit.to("/guide"), language.say("Läs mer i guiden", "Read more in the guide"))) }
            (heading(Level::Two, None, language.say("Svara på en enkät", "Answer a questionnaire")))
            (paragraph(language.say(
                "Öppna länken i ditt utskick. Har du koden på papper, skriv in den.",
                "Open the link in your invitation. If you have the code on paper, enter it.",
            )))
            p { (Link::new(language.address("/lank"), language.say("Skriv in en kod", "Enter a code"))) }
            (heading(Level::Two, None, language.say("För myndigheten och länen", "For the agency and the counties")))
            p { (Link::new(language.address("/logga-in"), language.say("Logga in", "Sign in"))) }
        },
    )
}

/// The latest publications and corrections, and the way to all.
fn new(visit: &Visit<'_>) -> Markup {
    let language = visit.language;
    let mut all: Vec<&Issue> = visit
        .view
        .valid()
        .into_iter()
        .flat_map(|valid| visit.view.numbers(valid.series()))
        .map(|issue| &**issue)
        .collect();
    all.sort_by_key(|issue| std::cmp::Reverse((issue.published_at(), issue.series())));
    let shown = all.iter().take(NEW);
    html! {
        @if all.is_empty() {
            (paragraph(language.say("Inget är publicerat än.", "Nothing is published yet.")))
        } @else {
            ul.news {
                @for issue in shown {
                    li {
                        a href=(visit.to(&format!("/resultat/{}", address(visit, issue)))) { (named(visit, issue)) }
                        @if let Some(note) = &issue.manifest().correction {
                            " – " b { (language.say("rättelse", "correction")) } ": "
                            (language.either(note.what.sv.as_str(), note.what.en.as_deref()))
                        }
                        br;
                        span.muted {
                            (language.say("Publicerad ", "Published "))
                            (published(language, issue))
                        }
                    }
                }
            }
            p {
                (Link::new(visit.to("/resultat"), language.say("Alla resultat och versioner", "All results and versions")))
                " · " (Link::new(visit.to("/rattelser"), language.say("Rättelser", "Corrections")))
                " · " (Link::new(visit.to("/flode.atom"), language.say("Flöde (Atom)", "Feed (Atom)")))
            }
        }
    }
}

/// How an address names a publication: by its series while it is valid, else by its number.
pub(super) fn address(visit: &Visit<'_>, issue: &Issue) -> String {
    match visit.view.latest(issue.series()) {
        Some(valid) if valid.number() == issue.number() => issue.series().to_string(),
        Some(_) | None => issue.named().to_string(),
    }
}
