//! What a trial changes of how an edition is compared: limits of the relative colours, weights of peers.

use super::TrialFile;
use crate::load::comparison::{percent, smallest, smallest_place, ties};
use crate::load::entry::Entry;
use crate::load::peers::{some_weight, weight};
use crate::model::{Edition, PeerVariable, RelativeMode};

impl TrialFile<'_> {
    /// Changes limits and weights, when both have been read.
    pub(in crate::load) fn comparison(&self, edition: &mut Edition) {
        if let Some(table) = &self.relative {
            match edition.comparison.relative.as_mut() {
                Some(mode) => relative(table, mode),
                None => table.problem(
                    "CAT-08",
                    "the edition has no relative colours",
                    "take [relative] away: there is nothing to change",
                ),
            }
        }
        let mut none = Vec::new();
        let variables = match edition.comparison.peers.as_mut() {
            Some(peers) => &mut peers.variables,
            None => &mut none,
        };
        for entry in &self.variables {
            change_weight(entry, variables);
        }
        if let Some(entry) = self.variables.first() {
            some_weight(entry, variables);
        }
    }

    /// Whether anything is said of it; tells of what is as before.
    pub(super) fn compared_otherwise(&self, base: &Edition, edition: &Edition) -> bool {
        if let Some(table) = &self.relative
            && base.comparison.relative == edition.comparison.relative
        {
            table.problem(
                "CAT-41",
                "nothing of the relative colours is changed",
                "give another limit, or take it away",
            );
        }
        let weight = |edition: &Edition, id: &str| {
            let peers = edition.comparison.peers.as_ref()?;
            peers.variables.iter().find(|variable| variable.id == id).map(|variable| variable.weight)
        };
        for entry in &self.variables {
            let id = entry.optional("id");
            if weight(base, &id) == weight(edition, &id) {
                entry.problem(
                    "CAT-41",
                    format!("`{id}` has this weight already"),
                    "give another, or take it away",
                );
            }
        }
        self.relative.is_some() || !self.variables.is_empty()
    }
}

fn relative(table: &Entry<'_>, mode: &mut RelativeMode) {
    if table.has("best_percent") {
        mode.best_percent = percent(table, "best_percent").unwrap_or(mode.best_percent);
    }
    if table.has("worst_percent") {
        mode.worst_percent = percent(table, "worst_percent").unwrap_or(mode.worst_percent);
    }
    if table.has("smallest") {
        mode.smallest = smallest(table).unwrap_or(mode.smallest);
    }
    if table.has("smallest_place") {
        mode.smallest_place = smallest_place(table).unwrap_or(mode.smallest_place);
    }
    if table.has("ties") {
        mode.ties = ties(table).unwrap_or(mode.ties);
    }
    table.tell_unknown_keys();
}

fn change_weight(entry: &Entry<'_>, variables: &mut [PeerVariable]) {
    let id = entry.words("id");
    let weight = weight(entry);
    entry.tell_unknown_keys();
    match variables.iter().position(|variable| variable.id == id) {
        Some(at) => variables[at].weight = weight.unwrap_or(variables[at].weight),
        None if variables.is_empty() => {
            let help = "take [[peers.variable]] away: there is nothing to change";
            entry.problem("CAT-08", "the edition has no peers", help);
        }
        None if id.is_empty() => {}
        None => {
            let known = variables.iter().map(|variable| variable.id.as_str());
            entry.spot_of("id").unknown("variable", &id, known);
        }
    }
}
