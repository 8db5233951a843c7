//! How an edition is compared, as fields.

use catalogue::model::{Comparison, PeerFigure, Ties};

use super::FieldName;
use super::fields::{Fields, listed, name};

const RELATIVE: FieldName = name("relative", "relativ färg", "relative colour");
const UNCERTAINTY: FieldName = name("uncertainty", "osäkerhet", "uncertainty");
const PEERS: FieldName = name("peers", "liknande kommuner", "peers");
const FIXED: FieldName = name("fixed", "kan inte väljas", "cannot be chosen");

/// The settings of colours, peers and of what a unit cannot choose.
pub(super) fn fields(comparison: &Comparison) -> Fields {
    let mut fields = Fields::default();
    if let Some(mode) = &comparison.relative {
        fields.defines_of(RELATIVE, "best_percent", mode.best_percent);
        fields.defines_of(RELATIVE, "worst_percent", mode.worst_percent);
        fields.defines_of(RELATIVE, "smallest", mode.smallest);
        fields.defines_of(RELATIVE, "smallest_place", mode.smallest_place);
        let ties = match mode.ties {
            Ties::Middle => "middle",
            Ties::Best => "best",
            Ties::Worst => "worst",
        };
        fields.defines_of(RELATIVE, "ties", ties);
        fields.text_of(RELATIVE, "why", &mode.why);
    }
    if let Some(mode) = &comparison.uncertainty {
        fields.defines_of(UNCERTAINTY, "model", &mode.model);
        fields.defines_of(UNCERTAINTY, "confidence_percent", mode.confidence_percent);
        fields.defines_of(UNCERTAINTY, "z", mode.z);
        fields.defines_of(UNCERTAINTY, "reference", mode.reference);
        fields.defines_of(UNCERTAINTY, "indicators", listed(&mode.indicators));
        fields.text_of(UNCERTAINTY, "why", &mode.why);
    }
    if let Some(peers) = &comparison.peers {
        fields.defines_of(PEERS, "count", peers.count);
        for variable in &peers.variables {
            fields.defines_of(PEERS, &format!("{} from", variable.id), from(&variable.from));
            fields.defines_of(PEERS, &format!("{} weight", variable.id), variable.weight);
            fields.both(PEERS, &format!("{} name", variable.id), &variable.name);
        }
        fields.text_of(PEERS, "why", &peers.why);
    }
    fields.both(PEERS, "no_peers", &comparison.no_peers);
    for fixed in &comparison.fixed {
        let which = match (fixed.question.as_str(), fixed.alternative.as_str()) {
            ("", alternative) => format!("*#{alternative}"),
            (question, "") => question.to_owned(),
            (question, alternative) => format!("{question}#{alternative}"),
        };
        // That it is fixed counts; why is a text.
        fields.defines_of(FIXED, &which, "ja");
        fields.both(FIXED, &format!("{which} why"), &fixed.why);
    }
    fields
}

fn from(figure: &PeerFigure) -> String {
    match figure {
        PeerFigure::Value(id) => id.clone(),
        PeerFigure::Log(id) => format!("log({id})"),
        PeerFigure::Change(from, to) => format!("change({from}, {to})"),
        PeerFigure::Per(above, below) => format!("{above} / {below}"),
        PeerFigure::ShareOfCounty(id) => format!("share_of_county({id})"),
        PeerFigure::Group(grouping) => format!("group({grouping})"),
    }
}
