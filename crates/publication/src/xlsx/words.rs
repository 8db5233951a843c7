//! The renderer's own words: what no block says.

use crate::model::{Language, RowKind};

/// The words of a language.
#[derive(Clone, Copy)]
pub(super) struct Words {
    language: Language,
}

impl Words {
    pub(super) fn of(language: Language) -> Self {
        Self { language }
    }

    fn say(self, sv: &'static str, en: &'static str) -> &'static str {
        match self.language {
            Language::Swedish => sv,
            Language::English => en,
        }
    }

    /// Before the name of a colour mode.
    pub(super) fn mode(self) -> &'static str {
        self.say("Färgläge", "Colour mode")
    }

    /// Between the name of a colour mode and the columns that have it.
    pub(super) fn holds(self) -> &'static str {
        self.say("gäller", "holds for")
    }

    /// The label of something to be careful with.
    pub(super) fn careful(self) -> &'static str {
        self.say("Observera", "Please note")
    }

    /// The link from a card to its table.
    pub(super) fn back(self) -> &'static str {
        self.say("Till tabellen", "To the table")
    }

    /// The link from a column to its definition.
    pub(super) fn definition(self) -> &'static str {
        self.say("Definition", "Definition")
    }

    /// What a link says that has no text of its own.
    pub(super) fn open(self) -> &'static str {
        self.say("Till", "To")
    }

    /// The line above a table whose rows of this kind stand apart and must say why; none if they need not.
    pub(super) fn apart(self, kind: RowKind) -> Option<&'static str> {
        match kind {
            RowKind::Body | RowKind::Level => None,
            RowKind::Published => Some(self.say(
                "▣ Publicerat värde, inte omräknat. Raderna har ljus botten, kursiv stil och dubbel linje ovanför.",
                "▣ Published value, not recomputed. The rows are pale, in italics, below a double line.",
            )),
        }
    }

    /// The footer's page number, in a workbook's own signs.
    pub(super) fn page(self) -> &'static str {
        self.say("Sida &P av &N", "Page &P of &N")
    }

    /// The decimal sign, for measuring only: the reader's program writes its own.
    pub(super) fn decimal(self) -> char {
        match self.language {
            Language::Swedish => ',',
            Language::English => '.',
        }
    }
}
