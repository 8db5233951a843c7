//! Two answers to one question (*konflikt*): both are shown until somebody chooses; none is lost meanwhile.

use maud::{Markup, html};

use super::button::{Button, ButtonKind};
use super::field::id_of;
use crate::language::{Language, Phrase};

/// One of the two answers.
#[derive(Clone, Debug)]
pub struct Version<'a> {
    /// Sent when it is chosen.
    pub key: &'a str,
    /// The answer as it reads.
    pub text: Phrase<'a>,
    /// Who answered so.
    pub by: &'a str,
    /// When, for people: `i dag 14.32`.
    pub at: &'a str,
    /// Whether it is the reader's own.
    pub own: bool,
}

/// Two answers to choose between.
#[derive(Clone, Debug)]
pub struct Conflict<'a> {
    /// The answer that was saved first.
    pub first: Version<'a>,
    /// The one saved on another ground.
    pub second: Version<'a>,
}

impl Conflict<'_> {
    /// The card as HTML; the choice is sent as `keep.{field}`.
    pub fn html(&self, field: &str, language: Language) -> Markup {
        let id = format!("{}:conflict", id_of(field));
        let name = format!("keep.{field}");
        html! {
            section.conflict aria-labelledby=(id) {
                p.conflict-title id=(id) {
                    (super::sign::Sign::Alert.draw())
                    (language.say("Två har svarat olika på frågan", "Two people have answered this differently"))
                }
                p { (language.say(
                    "Båda svaren är sparade. Välj vilket som ska gälla; det andra finns kvar i historiken.",
                    "Both answers are saved. Choose which one is to count; the other stays in the history.",
                )) }
                div.versions {
                    @for version in [&self.first, &self.second] {
                        div.version {
                            p.by { strong { (version.by) @if version.own { (language.say(" (du)", " (you)")) } } " " span.muted { (version.at) } }
                            blockquote lang=[version.text.lang()] { (version.text.text()) }
                            (Button::new(ButtonKind::Secondary, language.say("Låt det här gälla", "Use this one"))
                                .sends(&name, version.key)
                                .about(format!("– {}", version.by)))
                        }
                    }
                }
            }
        }
    }
}
