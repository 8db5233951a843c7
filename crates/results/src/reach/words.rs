//! Changes, facts and figures in words, for terminals and pages alike.

use std::collections::BTreeSet;

use catalogue::model::{Edition, Language, Vocabulary};
use domain::{Number, swedish};

use super::report::{ChangeReport, DroppedReport, FactReport, FigureReport, SetReport};
use crate::explain::Coded;

/// What words are chosen by.
#[derive(Clone, Debug)]
pub struct Words<'a> {
    /// The edition whose answers are spoken of.
    pub edition: &'a Edition,
    /// Names.
    pub vocabulary: &'a Vocabulary,
    /// In which language.
    pub language: Language,
    /// The names of the unit's cells that are answered and not submitted.
    pub unsent: BTreeSet<&'a str>,
}

impl Words<'_> {
    /// One of two texts.
    pub fn say<'b>(&self, sv: &'b str, en: &'b str) -> &'b str {
        match self.language {
            Language::Swedish => sv,
            Language::English => en,
        }
    }

    /// Whether any answer to a part is not submitted.
    pub fn is_unsent(&self, part: &str) -> bool {
        let schema = &self.edition.questionnaire.schema;
        let part_of = |cell: &&str| {
            let place = schema.column(schema.find(cell)?).question?;
            self.edition.questions.iter().find(|question| question.place == place)
        };
        self.unsent.iter().filter_map(part_of).any(|question| question.part.as_str() == part)
    }

    /// A name in quotation marks: `”Ja”`, `“Yes”`.
    pub fn quoted(&self, name: &str) -> String {
        match self.language {
            Language::Swedish => format!("”{name}”"),
            Language::English => format!("“{name}”"),
        }
    }

    /// `1 ändring`, `3 ändringar`.
    pub fn changes(&self, n: usize) -> String {
        match (n, self.language) {
            (1, Language::Swedish) => "1 ändring".to_owned(),
            (n, Language::Swedish) => format!("{n} ändringar"),
            (1, Language::English) => "1 change".to_owned(),
            (n, Language::English) => format!("{n} changes"),
        }
    }

    /// A figure as people read it, from how files print it.
    pub fn figure(&self, text: &str) -> String {
        let decimals = text.split_once('.').map_or(0, |(_, digits)| digits.len());
        match (text.parse::<Number>(), self.language) {
            (Ok(number), Language::Swedish) => {
                let decimals = u8::try_from(decimals).unwrap_or(u8::MAX).min(6);
                swedish::figure(number.rounded(decimals), self.edition.plain_ends)
            }
            (Ok(_), Language::English) | (Err(_), _) => text.to_owned(),
        }
    }

    /// Why a mode does not apply, in the vocabulary's words.
    pub fn not_here(&self, id: &str) -> String {
        let word = self.vocabulary.not_here.iter().find(|word| word.id == id);
        word.map_or_else(|| id.to_owned(), |word| word.name.get(self.language).to_owned())
    }

    /// Why there is no figure, with its sign: `. Redovisas inte på nivån`.
    pub fn no_figure(&self, id: &str) -> String {
        let named = self.vocabulary.no_figure(id);
        named.map_or_else(
            || id.to_owned(),
            |named| format!("{} {}", named.sign, named.name.get(self.language)),
        )
    }

    /// `G2 ”Missbruk”`.
    pub fn cell(&self, question: &str, row_wording: &str) -> String {
        if row_wording.is_empty() {
            question.to_owned()
        } else {
            format!("{question} {}", self.quoted(row_wording))
        }
    }

    /// A set of changes, a line each.
    pub fn set(&self, set: &SetReport, indent: &str) -> String {
        let mut lines: Vec<String> = set.changes.iter().map(|change| self.change(change)).collect();
        lines.extend(set.dropped.iter().map(|dropped| self.dropped(dropped)));
        for comment in &set.comments {
            let what =
                self.say("en mjuk kontroll kräver då en kommentar:", "a soft check then needs a comment:");
            lines.push(format!("{what} {}", comment.message.trim()));
        }
        lines.into_iter().map(|line| format!("{indent}{line}\n")).collect()
    }

    /// One change: `E6: Nej → Ja`.
    pub fn change(&self, change: &ChangeReport) -> String {
        let name = self.cell(&change.question, &change.row_wording);
        if change.write {
            return format!("{name}: {}", self.say("skriv vad som avses", "write what is meant"));
        }
        if change.what == "changed" && !(change.add.is_empty() && change.remove.is_empty()) {
            let mut parts = Vec::new();
            for (what, which) in [
                (self.say("välj också", "choose also"), &change.add),
                (self.say("ta bort", "take away"), &change.remove),
            ] {
                if !which.is_empty() {
                    parts.push(format!("{what} {}", quoted(which, self)));
                }
            }
            return format!("{name}: {}", parts.join("; "));
        }
        let from = match change.what {
            "new" => self.say("(ställs nu) →", "(asked now) →").to_owned(),
            "answered" if self.unsent.contains(change.cell.as_str()) => {
                self.say("(besvarad men inte inskickad) →", "(answered but not submitted) →").to_owned()
            }
            "answered" => self.say("(obesvarad) →", "(not answered) →").to_owned(),
            _ => format!("{} →", names(&change.from, self)),
        };
        format!("{name}: {from} {}", names(&change.to, self))
    }

    /// An answer that falls away.
    pub fn dropped(&self, dropped: &DroppedReport) -> String {
        let name = self.cell(&dropped.question, &dropped.row_wording);
        let was = if dropped.was.is_empty() {
            String::new()
        } else {
            format!(" ({} {})", self.say("var", "was"), names(&dropped.was, self))
        };
        format!("{}: {name}{was}", self.say("faller bort", "falls away"))
    }

    /// `E6 är ”Nej”, skulle behöva vara ”Ja” – …`.
    pub fn fact(&self, fact: &FactReport) -> String {
        let name = self.cell(&fact.question, &fact.row_wording);
        let is = if fact.is.is_empty() && self.unsent.contains(fact.cell.as_str()) {
            self.say("besvarad men inte inskickad", "answered but not submitted").to_owned()
        } else if fact.is.is_empty() {
            self.say("inte besvarad", "not answered").to_owned()
        } else {
            quoted(&fact.is, self)
        };
        let mut text = format!("{name} {} {is}", self.say("är", "is"));
        if !fact.must_be.is_empty() {
            let must = self.say("skulle behöva vara", "would have to be");
            text.push_str(&format!(", {must} {}", quoted(&fact.must_be, self)));
        }
        if !fact.why.is_empty() {
            text.push_str(&format!(" – {}", fact.why.trim_end_matches('.')));
        }
        text
    }

    /// How far a figure must move.
    pub fn moves(&self, figure: &FigureReport) -> String {
        let among = self.among(&figure.set);
        match figure.state {
            "best" => format!("{} {among}", self.say("är redan", "is already")),
            "only_others" => {
                let only = self.say(
                    "bara andras förändring avgör: inte ens bästa möjliga värde räcker för att komma",
                    "only others' movement decides: not even the best possible figure would be",
                );
                format!("{only} {among}")
            }
            "step" => {
                let others = self.say("om alla andra står still", "others standing still");
                let (from, to) = (self.figure(&figure.from), self.figure(&figure.to));
                let persons = match (figure.persons, figure.of_persons) {
                    (Some(more), Some(of)) => self.persons(more, of),
                    (Some(_) | None, _) => String::new(),
                };
                let must = self.say("behöver gå från", "must move from");
                let to = format!("{} {to}", self.say("till", "to"));
                let join = self.say("för att komma", "to be");
                format!("{must} {from} {to}{persons} {join} {among}, {others}")
            }
            _ => format!(
                "{}: {}",
                self.say("rangordnas inte", "is not ranked"),
                self.not_here(&figure.not_here)
            ),
        }
    }

    /// `bland de bästa 25 procenten av alla 21 län`, `… av de 19 (av 21) län som har ett värde`.
    pub fn among(&self, set: &str) -> String {
        let best = self.edition.comparison.relative.as_ref().map_or(25, |mode| mode.best_percent);
        match self.language {
            Language::Swedish => format!("bland de bästa {best} procenten av {set}"),
            Language::English => format!("among the best {best} per cent of {set}"),
        }
    }

    fn persons(&self, more: i64, of: i64) -> String {
        let n = more.unsigned_abs();
        let (fewer, more_word) = (self.say("färre", "fewer"), self.say("fler", "more"));
        let word = if more < 0 { fewer } else { more_word };
        let who = match (n, self.language) {
            (1, Language::Swedish) => "person",
            (_, Language::Swedish) => "personer",
            (1, Language::English) => "person",
            (_, Language::English) => "persons",
        };
        format!(" ({n} {who} {word} {} {of})", self.say("av", "of"))
    }
}

/// A name as it is; of several, each by itself, for names may hold commas.
fn names(all: &[Coded], words: &Words<'_>) -> String {
    match all {
        [one] => one.name.clone(),
        all => quoted(all, words),
    }
}

/// `”Ja, samtliga”, ”Ja, vissa”`.
/// Names, each in quotation marks.
pub fn quoted(all: &[Coded], words: &Words<'_>) -> String {
    all.iter().map(|coded| words.quoted(&coded.name)).collect::<Vec<_>>().join(", ")
}
