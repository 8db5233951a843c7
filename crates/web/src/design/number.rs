//! A number with its unit, and the choice beside it of not being able to say (*kan inte lämna uppgift*).

use std::borrow::Cow;

use maud::{Markup, html};

use super::field::{Control, Frame};
use crate::language::{Language, Phrase};

/// A number with its unit.
#[derive(Clone, Debug)]
pub struct NumberInput<'a> {
    value: &'a str,
    unit: Phrase<'a>,
    decimals: bool,
    cannot_say: Option<bool>,
    code: Option<String>,
}

impl<'a> NumberInput<'a> {
    /// A whole number in `unit`; `value` is what was written, also if it is no number.
    pub fn new(unit: impl Into<Phrase<'a>>, value: &'a str) -> Self {
        Self { value, unit: unit.into(), decimals: false, cannot_say: None, code: None }
    }

    /// A decimal comma may be needed: a phone shows one.
    pub fn decimals(self) -> Self {
        Self { decimals: true, ..self }
    }

    /// Offers *kan inte lämna uppgift*, taken or not; sent as `{name}.cannot_say`.
    pub fn or_cannot_say(self, taken: bool) -> Self {
        Self { cannot_say: Some(taken), ..self }
    }

    /// What is written for that on paper: who has it in mind is told that there is a choice here.
    pub fn code(self, code: impl Into<String>) -> Self {
        Self { code: Some(code.into()), ..self }
    }
}

impl Control for NumberInput<'_> {
    fn is_group(&self) -> bool {
        false
    }

    fn how(&self, language: Language) -> Option<Cow<'static, str>> {
        let code = self.code.as_ref().filter(|_| self.cannot_say.is_some())?;
        let how = language.say(
            format!("Skriv inte {code} här: kryssa i ”Kan inte lämna uppgift” i stället."),
            format!("Do not write {code} here: tick “Cannot give this figure” instead."),
        );
        Some(how.into())
    }

    fn inputs(&self, frame: &Frame) -> Markup {
        let unit = format!("{}:unit", frame.id);
        let cannot = format!("{}:cannot", frame.id);
        let words = format!("{cannot}:label");
        html! {
            div.number {
                span.with-unit {
                    input.text.figure type="text" id=(frame.id) name=(frame.name) value=(self.value)
                        inputmode=(if self.decimals { "decimal" } else { "numeric" }) autocomplete="off"
                        aria-describedby=(frame.described_also_by(&unit)) aria-invalid=[frame.aria_invalid()];
                    span.unit id=(unit) { (self.unit) }
                }
                @if let Some(taken) = self.cannot_say {
                    label.choice {
                        input type="checkbox" id=(cannot) name={ (frame.name) ".cannot_say" } value="1" checked[taken]
                            aria-labelledby={ (words) " " (frame.label_id) };
                        span id=(words) { (frame.language.say("Kan inte lämna uppgift", "Cannot give this figure")) }
                    }
                }
            }
        }
    }
}
