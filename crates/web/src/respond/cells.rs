//! What a form holds for a cell, and how it is told whether somebody changed it.

use collection::fact::Change;
use collection::form::value::{self, Given, Wrong};
use collection::ids::FactId;
use domain::Number;
use rules::schema::{QuestionKind, ValueSet};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::language::Language;

/// The fields of a form, found by their names; those of one name in the order they were sent.
pub(super) struct Sent<'a>(Vec<&'a (String, String)>);

impl<'a> Sent<'a> {
    pub(super) fn of(fields: &'a [(String, String)]) -> Self {
        let mut sorted: Vec<_> = fields.iter().collect();
        sorted.sort_by(|a, b| a.0.cmp(&b.0));
        Self(sorted)
    }

    /// Every text that was sent under a name.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &'a str> {
        let start = self.0.partition_point(|(known, _)| known.as_str() < name);
        let end = start + self.0[start..].partition_point(|(known, _)| known.as_str() == name);
        self.0[start..end].iter().map(|(_, text)| text.as_str())
    }

    /// The first of them.
    pub(super) fn first(&self, name: &str) -> Option<&'a str> {
        self.all(name).next()
    }
}

/// What is written or chosen for a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filled {
    /// The chosen alternatives, or one text; a table's lines are one text.
    pub(super) texts: Vec<String>,
    /// *Kan inte lämna uppgift*.
    pub(super) cannot_say: bool,
}

/// A number as people write it.
pub(super) fn written_number(language: Language, number: Number) -> String {
    match language {
        Language::Swedish => number.to_string().replace('.', ","),
        Language::English => number.to_string(),
    }
}

impl Filled {
    /// What an answer looks like in its field.
    pub(super) fn of(language: Language, kind: &QuestionKind, given: Option<&Given>) -> Self {
        let id = |set: &ValueSet, place: usize| set.alternatives.get(place).cloned().unwrap_or_default();
        let number = |number: &Number| written_number(language, *number);
        let texts = match (given, kind) {
            (None | Some(Given::CannotSay), _) => Vec::new(),
            (Some(Given::One(place)), QuestionKind::One(set) | QuestionKind::Many(set)) => {
                vec![id(set, *place)]
            }
            (Some(Given::Many(places)), QuestionKind::One(set) | QuestionKind::Many(set)) => {
                places.iter().map(|place| id(set, *place)).collect()
            }
            (Some(Given::One(_) | Given::Many(_)), _) => Vec::new(),
            (Some(Given::Number(one)), _) => vec![number(one)],
            (Some(Given::Date(date)), _) => vec![date.to_string()],
            (Some(Given::Text(text)), _) => vec![text.clone()],
            (Some(Given::Lines(lines)), _) => {
                vec![lines.iter().map(number).collect::<Vec<_>>().join("\n")]
            }
        };
        Self { texts, cannot_say: given == Some(&Given::CannotSay) }
    }

    /// A comment in its field.
    pub(super) fn comment(text: Option<&str>) -> Self {
        Self { texts: text.into_iter().map(str::to_owned).collect(), cannot_say: false }
    }

    /// What was sent under a name.
    pub(super) fn sent(fields: &Sent<'_>, name: &str) -> Self {
        let texts = fields.all(name).map(str::to_owned).collect();
        Self { texts, cannot_say: fields.first(&format!("{name}.cannot_say")).is_some() }
    }

    /// The one text, empty if there is none.
    pub(super) fn text(&self) -> &str {
        self.texts.first().map_or("", String::as_str)
    }

    /// Reads it as an answer.
    pub(super) fn read(&self, kind: &QuestionKind) -> Result<Option<Value>, Wrong> {
        let texts: Vec<&str> = match kind {
            QuestionKind::Table(_) => self.texts.iter().flat_map(|text| text.lines()).collect(),
            QuestionKind::One(_)
            | QuestionKind::Many(_)
            | QuestionKind::Number(_)
            | QuestionKind::Date
            | QuestionKind::Text => self.texts.iter().map(String::as_str).collect(),
        };
        Ok(value::read(kind, &texts, self.cannot_say)?.map(|given| given.json(kind)))
    }

    /// The line of a table that is wrong, from 1; none for other questions.
    pub(super) fn wrong_line(&self, kind: &QuestionKind) -> Option<usize> {
        if !matches!(kind, QuestionKind::Table(_)) {
            return None;
        }
        let wrong = |line: &str| value::read(kind, &[line], false).is_err();
        self.texts.iter().flat_map(|text| text.lines()).position(wrong).map(|place| place + 1)
    }

    /// Sixteen digits that differ if somebody changed anything; blanks at the end and kinds of line breaks are nothing.
    pub(super) fn digest(&self) -> String {
        let plain = |text: &String| text.replace("\r\n", "\n").replace('\r', "\n").trim_end().to_owned();
        let mut texts: Vec<String> = self.texts.iter().map(plain).filter(|text| !text.is_empty()).collect();
        // Alternatives are sent in the order they stand; a browser may do otherwise.
        texts.sort_unstable();
        let mut hash = Sha256::new();
        hash.update([u8::from(self.cannot_say)]);
        for text in &texts {
            hash.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(text);
        }
        hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// What a field was made from: what it held, and the save that gave it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Base {
    digest: String,
    fact: Option<FactId>,
}

impl Base {
    pub(super) fn of(filled: &Filled, fact: Option<&FactId>) -> Self {
        Self { digest: filled.digest(), fact: fact.cloned() }
    }

    /// The name of the hidden field.
    pub(super) fn name(cell: &str) -> String {
        format!("base.{cell}")
    }

    /// The hidden field's text.
    pub(super) fn text(&self) -> String {
        match &self.fact {
            Some(fact) => format!("{} {fact}", self.digest),
            None => self.digest.clone(),
        }
    }

    /// Reads the hidden field; none if the form did not show the cell.
    pub(super) fn sent(fields: &Sent<'_>, cell: &str) -> Option<Self> {
        let text = fields.first(&Self::name(cell))?;
        let (digest, fact) = text.split_once(' ').unwrap_or((text, ""));
        Some(Self { digest: digest.to_owned(), fact: fact.parse().ok() })
    }

    /// Whether what was sent is what the field held.
    pub(super) fn holds(&self, sent: &Filled) -> bool {
        self.digest == sent.digest()
    }

    /// The change that makes it `value`.
    pub(super) fn change(self, value: Option<Value>) -> Change {
        Change { value, based_on: self.fact, settles: Vec::new(), erased: false }
    }
}
