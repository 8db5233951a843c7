//! Changes, facts and figures in words.

use std::collections::BTreeSet;

use catalogue::model::{Edition, Vocabulary};
use domain::{Number, swedish};
use results::explain::Coded;
use results::reach::report::{ChangeReport, DroppedReport, FactReport, FigureReport, SetReport};

use crate::arguments::Lang;

/// What words are chosen by.
pub(super) struct Words<'a> {
    pub(super) edition: &'a Edition,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) lang: Lang,
    /// The names of the unit's cells that are answered and not submitted.
    pub(super) unsent: BTreeSet<&'a str>,
}

impl Words<'_> {
    pub(super) fn say<'b>(&self, sv: &'b str, en: &'b str) -> &'b str {
        self.lang.say(sv, en)
    }

    /// Whether any answer to a part is not submitted.
    pub(super) fn is_unsent(&self, part: &str) -> bool {
        let schema = &self.edition.questionnaire.schema;
        let part_of = |cell: &&str| {
            let place = schema.column(schema.find(cell)?).question?;
            self.edition.questions.iter().find(|question| question.place == place)
        };
        self.unsent.iter().filter_map(part_of).any(|question| question.part.as_str() == part)
    }

    /// A name in quotation marks: `”Ja”`, `“Yes”`.
    pub(super) fn quoted(&self, name: &str) -> String {
        match self.lang {
            Lang::Sv => format!("”{name}”"),
            Lang::En => format!("“{name}”"),
        }
    }

    /// `1 ändring`, `3 ändringar`.
    pub(super) fn changes(&self, n: usize) -> String {
        match (n, self.lang) {
            (1, Lang::Sv) => "1 ändring".to_owned(),
            (n, Lang::Sv) => format!("{n} ändringar"),
            (1, Lang::En) => "1 change".to_owned(),
            (n, Lang::En) => format!("{n} changes"),
        }
    }

    /// A figure as people read it, from how files print it.
    pub(super) fn figure(&self, text: &str) -> String {
        let decimals = text.split_once('.').map_or(0, |(_, digits)| digits.len());
        match (text.parse::<Number>(), self.lang) {
            (Ok(number), Lang::Sv) => {
                let decimals = u8::try_from(decimals).unwrap_or(u8::MAX).min(6);
                swedish::figure(number.rounded(decimals), self.edition.plain_ends)
            }
            (Ok(_), Lang::En) | (Err(_), _) => text.to_owned(),
        }
    }

    /// Why a mode does not apply, in the vocabulary's words.
    pub(super) fn not_here(&self, id: &str) -> String {
        let word = self.vocabulary.not_here.iter().find(|word| word.id == id);
        word.map_or_else(|| id.to_owned(), |word| word.name.get(self.lang.language()).to_owned())
    }

    /// Why there is no figure, with its sign: `. Redovisas inte på nivån`.
    pub(super) fn no_figure(&self, id: &str) -> String {
        let named = self.vocabulary.no_figure(id);
        named.map_or_else(
            || id.to_owned(),
            |named| format!("{} {}", named.sign, named.name.get(self.lang.language())),
        )
    }

    /// `G2 ”Missbruk”`.
    pub(super) fn cell(&self, question: &str, row_wording: &str) -> String {
        if row_wording.is_empty() {
            question.to_owned()
        } else {
            format!("{question} {}", self.quoted(row_wording))
        }
    }

    /// A set of changes, a line each.
    pub(super) fn set(&self, set: &SetReport, indent: &str) -> String {
        let mut lines: Vec<String> = set.changes.iter().map(|change| self.change(change)).collect();
        lines.extend(set.dropped.iter().map(|dropped| self.dropped(dropped)));
        for comment in &set.comments {
            let what =
                self.say("en mjuk kontroll kräver då en kommentar:", "a soft check then needs a comment:");
            lines.push(format!("{what} {}", comment.message.trim()));
        }
        lines.into_iter().map(|line| format!("{indent}{line}\n")).collect()
    }

    fn change(&self, change: &ChangeReport) -> String {
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

    fn dropped(&self, dropped: &DroppedReport) -> String {
        let name = self.cell(&dropped.question, &dropped.row_wording);
        let was = if dropped.was.is_empty() {
            String::new()
        } else {
            format!(" ({} {})", self.say("var", "was"), names(&dropped.was, self))
        };
        format!("{}: {name}{was}", self.say("faller bort", "falls away"))
    }

    pub(super) fn fact(&self, fact: &FactReport) -> String {
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
    pub(super) fn moves(&self, figure: &FigureReport) -> String {
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
    pub(super) fn among(&self, set: &str) -> String {
        let best = self.edition.comparison.relative.as_ref().map_or(25, |mode| mode.best_percent);
        match self.lang {
            Lang::Sv => format!("bland de bästa {best} procenten av {set}"),
            Lang::En => format!("among the best {best} per cent of {set}"),
        }
    }

    fn persons(&self, more: i64, of: i64) -> String {
        let n = more.unsigned_abs();
        let (fewer, more_word) = (self.say("färre", "fewer"), self.say("fler", "more"));
        let word = if more < 0 { fewer } else { more_word };
        let who = match (n, self.lang) {
            (1, Lang::Sv) => "person",
            (_, Lang::Sv) => "personer",
            (1, Lang::En) => "person",
            (_, Lang::En) => "persons",
        };
        format!(" ({n} {who} {word} {} {of})", self.say("av", "of"))
    }

    pub(super) fn origin(&self, origin: &str) -> String {
        match origin {
            "" => String::new(),
            "simulated" => format!(
                "  ***  {}  ***\n",
                self.say("SIMULERADE DATA – påhittade svar", "SIMULATED DATA – made-up answers")
            ),
            other => format!("  {} {other}\n", self.say("ursprung:", "origin:")),
        }
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
pub(super) fn quoted(all: &[Coded], words: &Words<'_>) -> String {
    all.iter().map(|coded| words.quoted(&coded.name)).collect::<Vec<_>>().join(", ")
}
