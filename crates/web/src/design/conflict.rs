//! Two answers to one question (*konflikt*): both are shown until somebody chooses; none is lost meanwhile.

use std::borrow::Cow;

use maud::{Markup, html};

use super::button::{Button, ButtonKind};
use super::field::id_of;
use crate::language::{Language, Phrase};

/// One of the two answers.
#[derive(Clone, Debug)]
pub struct Version<'a> {
    /// Sent when it is chosen.
    pub key: Cow<'a, str>,
    /// The answer as it reads.
    pub text: Phrase<'a>,
    /// Who answered so.
    pub by: Cow<'a, str>,
    /// When, for people: `i dag 14.32`.
    pub at: Cow<'a, str>,
    /// Whether it is the reader's own.
    pub own: bool,
}

/// Two answers or more to choose between.
#[derive(Clone, Debug)]
pub struct Conflict<'a> {
    /// The answer that was saved first, and then those saved on another ground.
    pub versions: Vec<Version<'a>>,
    /// The field and what it is about, where it is not the question itself: a row, a comment.
    pub at: Option<(Cow<'a, str>, Phrase<'a>)>,
}

impl Conflict<'_> {
    /// The card as HTML; the choice is sent as `keep.{field}`.
    pub fn html(&self, field: &str, language: Language) -> Markup {
        let field = self.at.as_ref().map_or(field, |(field, _)| field.as_ref());
        let id = format!("{}:conflict", id_of(field));
        let name = format!("keep.{field}");
        let several = self.versions.len() > 2;
        let alone = self.versions.iter().all(|version| version.own);
        html! {
            section.conflict aria-labelledby=(id) {
                p.conflict-title id=(id) {
                    (super::sign::Sign::Alert.draw())
                    span {
                        @if alone {
                            (language.say("Du har svarat olika på frågan, i två fönster", "You have answered this differently, in two windows"))
                        } @else if several {
                            (language.say("Flera har svarat olika på frågan", "Several people have answered this differently"))
                        } @else {
                            (language.say("Två har svarat olika på frågan", "Two people have answered this differently"))
                        }
                        @if let Some((_, about)) = &self.at { ": " (about) }
                    }
                }
                @if several {
                    p { (language.say(
                        "Alla svaren är sparade. Välj vilket som ska gälla; de andra finns kvar i historiken.",
                        "All answers are saved. Choose which one is to count; the others stay in the history.",
                    )) }
                } @else { p { (language.say(
                    "Båda svaren är sparade. Välj vilket som ska gälla; det andra finns kvar i historiken.",
                    "Both answers are saved. Choose which one is to count; the other stays in the history.",
                )) } }
                div.versions {
                    @for version in &self.versions {
                        div.version {
                            p.by { strong { (version.by) @if version.own { (language.say(" (du)", " (you)")) } } " " span.muted { (version.at) } }
                            blockquote lang=[version.text.lang()] { (version.text.text()) }
                            (Button::new(ButtonKind::Secondary, language.say("Låt det här gälla", "Use this one"))
                                .sends(&name, &version.key)
                                .about(format!("– {}", version.by)))
                        }
                    }
                }
            }
        }
    }
}
