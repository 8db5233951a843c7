//! What the colours and patterns of a chart mean (*teckenförklaring*).

use maud::{Markup, html};

use super::Tone;
use crate::language::Phrase;

/// A line of a legend.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// What it explains.
    pub tone: Tone,
    /// The sign; empty for none.
    pub sign: String,
    /// What it means.
    pub words: Phrase<'a>,
    /// How many there are.
    pub count: Option<usize>,
}

/// The legend of the chart with an id: its patterns are that chart's.
pub fn legend(chart: &str, entries: &[Entry<'_>]) -> Markup {
    legend_with(chart, entries, None)
}

/// The same, with the name of what is marked.
pub fn legend_with(chart: &str, entries: &[Entry<'_>], marked: Option<&str>) -> Markup {
    if entries.is_empty() && marked.is_none() {
        return html! {};
    }
    html! {
        ul.chart-legend {
            @for entry in entries {
                li {
                    (entry.tone.swatch(chart))
                    @if !entry.sign.is_empty() { span aria-hidden="true" { (entry.sign) "\u{FE0E} " } }
                    (entry.words)
                    @if let Some(count) = entry.count { ": " strong { (count) } }
                }
            }
            @if let Some(name) = marked {
                li {
                    svg.swatch aria-hidden="true" width="18" height="18" focusable="false" { rect.here x="1" y="1" width="16" height="16" {} }
                    (name)
                }
            }
        }
    }
}
