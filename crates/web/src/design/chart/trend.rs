//! Figures through time (*utveckling*): a line only between what may be compared, and a break drawn as a break.

use maud::{Markup, html};

use super::{Beside, Size, Told, across, figure, hover, short};
use crate::language::{Language, Phrase};

/// How a round is joined with the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// By a line.
    Whole,
    /// By a dashed line: comparable with a reservation.
    Dashed,
    /// Not at all: the definition became another.
    Broken,
    /// Not at all: nothing to be joined with, or nothing says that it may be compared.
    Apart,
}

/// A place's figures.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    /// The place.
    pub name: Phrase<'a>,
    /// For each round where the figure lies on the scale, and as it is read; none where there is none.
    pub points: Vec<Option<(f64, String)>>,
}

/// The chart.
#[derive(Clone, Debug)]
pub struct Trend<'a> {
    /// What it says.
    pub told: Told<'a>,
    /// The rounds, and how each is joined with the one before.
    pub rounds: Vec<(Phrase<'a>, Join)>,
    /// At most four lines: each has a mark of its own.
    pub lines: Vec<Line<'a>>,
    /// Lower and upper end of the scale.
    pub ends: [String; 2],
    /// What stands at a break.
    pub break_words: &'static str,
    /// The table.
    pub beside: Beside<'a>,
}

const TOP: f64 = 34.0;
const HIGH: f64 = 200.0;

impl Trend<'_> {
    /// The chart as HTML.
    pub fn html(&self, language: Language) -> Markup {
        let n = self.rounds.len().max(1) as f64;
        let at = |round: usize| 0.06 + (round as f64 + 0.5) / n * 0.9;
        let y = |share: f64| TOP + HIGH * (1.0 - share.clamp(0.0, 1.0));
        let ground = TOP + HIGH;
        let inside = html! {
            @for share in [0.0, 0.5, 1.0] { line.track x2="100%" y1=(short(y(share))) y2=(short(y(share))) {} }
            text y=(short(TOP - 6.0)) { (self.ends[1]) }
            text y=(short(ground - 6.0)) { (self.ends[0]) }
            @for (round, (name, join)) in self.rounds.iter().enumerate() {
                text x=(across(at(round))) y=(short(ground + 42.0)) text-anchor="middle" lang=[name.lang()] { (name.text()) }
                @if round > 0 && *join == Join::Broken {
                    @let x = across((at(round - 1) + at(round)) / 2.0);
                    line.break x1=(x) x2=(x) y1=(short(TOP - 8.0)) y2=(short(ground + 8.0)) {}
                    text.value x=(x) y=(short(TOP - 14.0)) text-anchor="middle" { (self.break_words) }
                }
            }
            @for (place, line) in self.lines.iter().enumerate() {
                g class={ "line l" (place % 4 + 1) } {
                    @for round in 1..self.rounds.len() {
                        @if let (Some(Some((from, _))), Some(Some((to, _)))) = (line.points.get(round - 1), line.points.get(round)) {
                            @let join = self.rounds[round].1;
                            @if matches!(join, Join::Whole | Join::Dashed) {
                                line.dashed[join == Join::Dashed] x1=(across(at(round - 1))) x2=(across(at(round))) y1=(short(y(*from))) y2=(short(y(*to))) {}
                            }
                        }
                    }
                    @for (round, point) in line.points.iter().enumerate() {
                        @if let Some((share, words)) = point {
                            (mark(place, at(round), y(*share), &format!("{}: {words}", line.name.text())))
                        }
                    }
                }
            }
            // Of two, the upper one's value stands above it and the other's below; more would lie on each other.
            @if self.lines.len() < 3 {
                @for round in 0..self.rounds.len() {
                    @for (share, words, above) in self.values(round) {
                        text.value x=(across(at(round))) y=(short(y(share) + if above { -12.0 } else { 24.0 })) text-anchor="middle" { (words) }
                    }
                }
            }
        };
        let below = html! {
            ul.chart-legend {
                @for (place, line) in self.lines.iter().enumerate() {
                    li {
                        svg.swatch aria-hidden="true" width="18" height="18" focusable="false" {
                            g class={ "line l" (place % 4 + 1) } { (mark(place, 0.5, 9.0, "")) }
                        }
                        (line.name)
                    }
                }
            }
        };
        figure(&self.told, &Size::Wide((ground + 52.0) as u32), &inside, &below, &self.beside, language)
    }

    /// The values of a round, and whether each stands above its mark.
    fn values(&self, round: usize) -> Vec<(f64, &str, bool)> {
        let points = self.lines.iter().filter_map(|line| line.points.get(round)?.as_ref());
        let mut values: Vec<(f64, &str, bool)> =
            points.map(|(share, words)| (*share, words.as_str(), true)).collect();
        values.sort_by(|a, b| b.0.total_cmp(&a.0));
        values.iter_mut().skip(1).for_each(|value| value.2 = false);
        values
    }
}

/// A mark, of another form for each line. An inner drawing, so that its form is in pixels where its place is a share.
fn mark(place: usize, x: f64, y: f64, words: &str) -> Markup {
    let d = match place % 4 {
        0 => "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
        1 => "M-5-5h10v10h-10z",
        2 => "M0-6l6 11h-12z",
        _ => "M0-6l6 6-6 6-6-6z",
    };
    html! {
        svg x=(across(x)) y=(short(y)) width="1" height="1" overflow="visible" {
            path d=(d) { @if !words.is_empty() { (hover(words)) } }
        }
    }
}
