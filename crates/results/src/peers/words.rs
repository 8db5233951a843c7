//! Why a peer is one, and why a unit has none, in sentences.

use catalogue::model::{Edition, Language, PeerFigure, PeerVariable};
use domain::{Rounded, swedish};

use super::{Changed, Peer, Peers};

impl Peers {
    /// Why a unit is a peer, variable by variable.
    pub fn why(&self, edition: &Edition, peer: &Peer, language: Language) -> String {
        let name = name(edition, peer.unit);
        let distance = figure(peer.distance, language);
        let parts = peer.parts.iter().zip(&self.variables).map(|(part, variable)| {
            let settings = &variable.settings;
            let what = described(settings, language);
            let (own, other) = (figure(part.own, language), figure(part.other, language));
            let (unit, percent) = (settings.unit.get(language), figure(part.percent, language));
            match language {
                Language::Swedish => {
                    format!("{what} {other} {unit} mot egna {own} ({percent} % av avståndet)")
                }
                Language::English => {
                    format!("{what} {other} {unit} against own {own} ({percent}% of the distance)")
                }
            }
        });
        let parts: Vec<String> = parts.collect();
        match language {
            Language::Swedish => format!("{name}, avstånd {distance}: {}.", parts.join("; ")),
            Language::English => format!("{name}, distance {distance}: {}.", parts.join("; ")),
        }
    }

    /// Why a unit has no peers: which variables it lacks. Empty for a unit that has peers.
    pub fn why_not(&self, edition: &Edition, unit: usize, language: Language) -> String {
        let Err(missing) = self.of(unit) else { return String::new() };
        let name = name(edition, unit);
        let missing: Vec<&str> =
            missing.iter().map(|&variable| self.variables[variable].settings.name.get(language)).collect();
        let missing = missing.join(", ");
        match language {
            Language::Swedish => format!("{name} har inga liknande kommuner: uppgift saknas om {missing}."),
            Language::English => format!("{name} has no peers: not known: {missing}."),
        }
    }

    /// What becomes of a unit's peers with another weight of each variable, a sentence a variable.
    pub fn sensitivity_words(&self, edition: &Edition, unit: usize, language: Language) -> Vec<String> {
        let of = |changed: &Changed| {
            let all = changed.remain as usize + changed.come.len();
            let come: Vec<&str> = changed.come.iter().map(|&unit| name(edition, unit)).collect();
            match (language, come.is_empty()) {
                (Language::Swedish, true) => format!("alla {all} kvar"),
                (Language::Swedish, false) => {
                    format!("{} av {all} kvar, in kommer {}", changed.remain, come.join(", "))
                }
                (Language::English, true) => format!("all {all} remain"),
                (Language::English, false) => {
                    format!("{} of {all} remain, in come {}", changed.remain, come.join(", "))
                }
            }
        };
        let sentence = |sensitivity: super::Sensitivity| {
            let what = self.variables[sensitivity.variable].settings.name.get(language);
            let doubled = of(&sensitivity.doubled);
            match (language, sensitivity.without.as_ref().map(of)) {
                (Language::Swedish, Some(without)) => {
                    format!("{what} – utan måttet: {without}; med dubbel vikt: {doubled}.")
                }
                (Language::Swedish, None) => format!("{what} – med dubbel vikt: {doubled}."),
                (Language::English, Some(without)) => {
                    format!("{what} – without it: {without}; with double weight: {doubled}.")
                }
                (Language::English, None) => format!("{what} – with double weight: {doubled}."),
            }
        };
        self.sensitivity(unit).into_iter().map(sentence).collect()
    }
}

fn name(edition: &Edition, unit: usize) -> &str {
    edition.frame.units.get(unit).map_or("?", |unit| unit.name.as_str())
}

/// A logarithm is compared but the measure itself shown: that is said.
fn described(variable: &PeerVariable, language: Language) -> String {
    let name = variable.name.get(language);
    match (&variable.from, language) {
        (PeerFigure::Log(_), Language::Swedish) => format!("{name} (jämförs logaritmerat)"),
        (PeerFigure::Log(_), Language::English) => format!("{name} (compared as logarithm)"),
        (
            PeerFigure::Value(_)
            | PeerFigure::Change(..)
            | PeerFigure::Per(..)
            | PeerFigure::ShareOfCounty(_)
            | PeerFigure::Group(_),
            _,
        ) => name.to_owned(),
    }
}

fn figure(value: Rounded, language: Language) -> String {
    match language {
        Language::Swedish => swedish::figure(value, false),
        Language::English => value.to_string(),
    }
}
