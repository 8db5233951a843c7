//! A unit's own result before it is published (*förhandsvisning*): each cell with its explanation, and a way to contest it.

use catalogue::model::{Edition, Indicator};
use collection::publishing::{Contest, MAX_WORDS, Verdict};
use maud::{Markup, html};
use results::colours::Mode;

use crate::design::button::{Button, ButtonKind, buttons};
use crate::design::field::Field;
use crate::design::input::TextArea;
use crate::design::notice::{Notice, NoticeKind};
use crate::design::shell::Page;
use crate::design::tag::{TagKind, tag};
use crate::design::text::{Level, Link, heading, lead, paragraph};
use crate::desk::publishing::{Why, told, written};
use crate::desk::when;
use crate::language::Language;
use crate::public::Look;
use crate::public::explained::derivation;
use crate::public::observed;
use crate::public::unit::{areas, percent};
use crate::respond::hidden;

/// What the page shows.
#[derive(Debug)]
pub struct Result<'a> {
    /// The language.
    pub language: Language,
    /// The page's address.
    pub address: &'a str,
    /// The unit.
    pub unit: &'a str,
    /// What it is called.
    pub name: &'a str,
    /// What the round is called.
    pub round: &'a str,
    /// What it asks.
    pub edition: &'a Edition,
    /// The draft, while the preview is open.
    pub look: Option<&'a Look<'a>>,
    /// Cells that the unit has contested.
    pub contests: &'a [Contest],
    /// The unit's page in what is published of the round.
    pub published: Option<&'a str>,
    /// Whoever reads may contest.
    pub contests_cells: bool,
    /// What was written, of which indicator, and why it could not be done.
    pub refused: Option<(&'a str, &'a str, &'a Why)>,
}

/// Bytes as people read them.
pub fn bytes(language: Language, bytes: u64) -> String {
    let text = match bytes {
        0..1_000 => return format!("{bytes} byte"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{},{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    };
    language.say(text.clone(), text.replace(',', "."))
}

/// The page.
pub fn result(shown: &Result<'_>) -> Markup {
    let language = shown.language;
    let back =
        shown.address.split(['?', '#']).next().unwrap_or_default().trim_end_matches("/resultat").to_owned();
    let title = language.say(format!("Resultat för {}", shown.name), format!("Result of {}", shown.name));
    Page::new(language, shown.address, title)
        .faulty(shown.refused.is_some())
        .context(html! { p { strong { (shown.name) } " · " (shown.round) } })
        .back(Link::new(back, language.say("Enkäten", "The questionnaire")))
        .body(html! {
            @if let Some((.., why)) = shown.refused {
                (Notice::new(NoticeKind::Error, language.say("Det gick inte", "It could not be done"))
                    .body(paragraph(told(language, why)))
                    .html(language))
            }
            @if let Some(published) = shown.published {
                p { (Link::new(published, language.say("Ert resultat är publicerat", "Your result is published"))) }
            }
            @match shown.look {
                None => (lead(language.say(
                    "Det finns inget resultat att förhandsgranska just nu.",
                    "There is no result to preview just now.",
                ))),
                Some(look) => {
                    (lead(language.say(
                        "Så här blir ert resultat om inget ändras. Det är inte publicerat: sprid det inte. Stämmer något inte kan ni bestrida uppgiften och skriva varför.",
                        "This will be your result if nothing changes. It is not published: do not pass it on. If something is wrong you can contest the cell and write why.",
                    )))
                    (contests(shown))
                    (cells(shown, look))
                }
            }
            @if shown.look.is_none() { (contests(shown)) }
        })
        .html()
}

/// The unit's cells by quality area, and what is shown beside them.
fn cells(shown: &Result<'_>, look: &Look<'_>) -> Markup {
    let language = shown.language;
    let judged = areas(look);
    let is_judged = |indicator: &Indicator| {
        judged.iter().any(|area| area.indicators.iter().any(|known| known.id == indicator.id))
    };
    let others: Vec<&Indicator> =
        look.opened.edition().computed().filter(|indicator| !is_judged(indicator)).collect();
    let has_others = others.iter().any(|of| look.opened.outcome(shown.unit, of.id.as_str()).is_some());
    html! {
        @for area in &judged {
            (heading(Level::Two, None, area.name(look)))
            @for indicator in &area.indicators { (cell(shown, look, indicator)) }
        }
        @if has_others {
            (heading(Level::Two, None, language.say("Det som visas men inte bedöms", "What is shown but not judged")))
            @for indicator in others { (cell(shown, look, indicator)) }
        }
    }
}

fn cell(shown: &Result<'_>, look: &Look<'_>, indicator: &Indicator) -> Markup {
    let (language, id) = (shown.language, indicator.id.as_str());
    let Some(observation) = look.opened.outcome(shown.unit, id) else { return html! {} };
    let name = language.either(indicator.name.sv.as_str(), indicator.name.en.as_deref());
    let mode = Some(observed::mode_of(indicator).unwrap_or(Mode::Target));
    let waits = shown.contests.iter().any(|one| one.indicator == id && one.decision.is_none());
    html! {
        div.own {
            (heading(Level::Three, Some(&format!("u-{id}")), name.clone()))
            p {
                (observed::label(look, observation, percent(indicator, false), mode))
                @if waits { " " (tag(TagKind::Attention, language.say("Bestridd", "Contested"))) }
            }
            @if let Some(told) = derivation(look, indicator, shown.unit) {
                details.folded {
                    summary { (language.say("Varför?", "Why?")) span.hidden { " " (name) } }
                    @for sentence in told.sentences(look, indicator) { (paragraph(sentence)) }
                }
            }
            @if shown.contests_cells && !waits { (form(shown, id, name.text())) }
        }
    }
}

fn form(shown: &Result<'_>, indicator: &str, name: &str) -> Markup {
    let language = shown.language;
    let field = format!("skal-{indicator}");
    let refused = shown.refused.filter(|(of, ..)| *of == indicator);
    let value = refused.map_or("", |(_, text, _)| text);
    let to = shown.address.split(['?', '#']).next().unwrap_or_default();
    html! {
        details.folded open[refused.is_some()] {
            summary { (language.say("Stämmer det inte?", "Is it wrong?")) span.hidden { " " (name) } }
            form method="post" action=(to) {
                (hidden("indikator", indicator))
                (Field::new(&field, language.say("Vad är fel, och hur vet ni det?", "What is wrong, and how do you know?"), TextArea { value, rows: 3, max: MAX_WORDS })
                    .hint(language.say("Skriv inga personuppgifter. Texten sparas.", "Write no personal data. The text is kept."))
                    .html(language))
                (buttons(&[Button::new(ButtonKind::Secondary, language.say("Bestrid uppgiften", "Contest the cell")).about(name)]))
            }
        }
    }
}

/// What the unit has contested, the latest first, each with what was decided.
fn contests(shown: &Result<'_>) -> Markup {
    let language = shown.language;
    if shown.contests.is_empty() {
        return html! {};
    }
    let named = |contest: &Contest| {
        let known = shown.edition.computed().find(|known| known.id.as_str() == contest.indicator);
        match known {
            Some(known) => html! { (language.either(known.name.sv.as_str(), known.name.en.as_deref())) },
            None => html! { (contest.indicator) },
        }
    };
    html! {
        (heading(Level::Two, Some("bestridda"), language.say("Det ni har bestridit", "What you have contested")))
        @for contest in shown.contests.iter().rev() {
            div.own {
                h3 { (named(contest)) }
                p {
                    @match contest.decision.as_ref().map(|decision| decision.verdict) {
                        None => (tag(TagKind::Waiting, language.say("Väntar på beslut", "Waits for a decision"))),
                        Some(Verdict::Kept) => (tag(TagKind::Closed, language.say("Kvarstår", "Stands"))),
                        Some(Verdict::ToBeCorrected) => (tag(TagKind::Done, language.say("Rättas", "To be corrected"))),
                    }
                }
                dl.facts {
                    div { dt { (language.say("Ert skäl", "Your reason")) ", " (when(language, contest.at)) } dd { (written(language, contest.reason.as_deref())) } }
                    @if let Some(decision) = &contest.decision {
                        div { dt { (language.say("Beslut", "Decision")) ", " (when(language, decision.at)) } dd { (written(language, decision.words.as_deref())) } }
                    }
                }
            }
        }
    }
}
