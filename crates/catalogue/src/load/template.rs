//! Entries that are written once and stand for a row or an area each: `eb-rutin-{row}`, `{row.name}`.

use super::log::Spot;
use crate::model::{Language, Text};

/// What a template's placeholders stand for.
#[derive(Clone, Default)]
pub(super) struct Bound {
    /// Id and name of the row.
    pub(super) row: Option<(String, Text)>,
    /// Id and name of the service area.
    pub(super) area: Option<(String, Text)>,
}

impl Bound {
    /// The row's id.
    pub(super) fn row_id(&self) -> Option<&str> {
        self.row.as_ref().map(|(id, _)| id.as_str())
    }

    /// The area's id.
    pub(super) fn area_id(&self) -> Option<&str> {
        self.area.as_ref().map(|(id, _)| id.as_str())
    }

    /// An indicator's or family's id: `_` becomes `-`.
    pub(super) fn id(&self, template: &str) -> String {
        let mut id = template.to_owned();
        for (placeholder, bound) in [("{row}", self.row_id()), ("{area}", self.area_id())] {
            if let Some(bound) = bound {
                id = id.replace(placeholder, &bound.replace('_', "-"));
            }
        }
        id
    }

    /// A text of the entry; tells of placeholders that stand for nothing.
    pub(super) fn fill(&self, text: &str, language: Language, spot: &Spot<'_>) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((name, after)) = after.split_once('}') else {
                filled.push('{');
                rest = after;
                continue;
            };
            match self.value(name, language) {
                Some(value) => filled.push_str(value),
                None => {
                    let known = ["row", "row.name", "area", "area.name"];
                    let bound: Vec<String> = known
                        .into_iter()
                        .filter(|known| self.value(known, language).is_some())
                        .map(|known| format!("{{{known}}}"))
                        .collect();
                    let help = match bound.as_slice() {
                        [] => "placeholders stand for something where the entry has `rows` or `areas`"
                            .to_owned(),
                        _ => format!("allowed here: {}", bound.join(", ")),
                    };
                    spot.problem("CAT-11", format!("the placeholder {{{name}}} stands for nothing"), help);
                }
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    /// A text in both languages.
    pub(super) fn fill_both(&self, text: &Text, spot: &Spot<'_>) -> Text {
        Text {
            sv: self.fill(&text.sv, Language::Swedish, spot),
            en: text.en.as_ref().map(|en| self.fill(en, Language::English, spot)),
        }
    }

    fn value(&self, name: &str, language: Language) -> Option<&str> {
        let (bound, of) = match name.split_once('.') {
            Some((bound, of)) => (bound, Some(of)),
            None => (name, None),
        };
        let (id, text) = match bound {
            "row" => self.row.as_ref()?,
            "area" => self.area.as_ref()?,
            _ => return None,
        };
        match of {
            None => Some(id),
            Some("name") => Some(text.get(language)),
            Some(_) => None,
        }
    }
}
