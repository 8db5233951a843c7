//! A trial (*prövning*) beside the real result: which units and places get another colour or figure.

use catalogue::model::Edition;

use crate::colours::{Colours, Judgement, Verdict, colours};
use crate::peers::peers;
use crate::run::Results;

/// What a unit is told as in the mode *target*; none where the mode does not apply.
pub type Told = Option<Verdict>;

/// How many units are told as what, in the mode *target*.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// Green.
    pub reached: u32,
    /// Yellow.
    pub partly: u32,
    /// Red.
    pub not_reached: u32,
    /// No colour: non-response, *Ej aktuellt*, figures, background measures.
    pub without: u32,
}

/// Units that turn from one colour to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// In the real result.
    pub from: Told,
    /// In the trial.
    pub to: Told,
    /// How many.
    pub units: u32,
}

/// An indicator of the trial beside the same of the real result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recoloured {
    /// Its place among the computed ones.
    pub indicator: usize,
    /// The real result.
    pub real: Spread,
    /// The trial.
    pub tried: Spread,
    /// Units that change colour in the mode *target*, by which to which.
    pub moves: Vec<Move>,
    /// Places and groups whose figure, or the reason for having none, differs.
    pub figures: u32,
    /// Units, places and groups that change colour in the mode *relative*.
    pub ranked: u32,
}

impl Recoloured {
    /// Units that change colour in the mode *target*.
    pub fn units(&self) -> u32 {
        self.moves.iter().map(|moved| moved.units).sum()
    }

    /// Whether anything of the indicator differs.
    pub fn is_changed(&self) -> bool {
        !self.moves.is_empty() || self.figures > 0 || self.ranked > 0
    }
}

/// Every indicator, the trial beside the real result; both of the same units.
pub fn recoloured(real: (&Edition, &Results), tried: (&Edition, &Results)) -> Vec<Recoloured> {
    let (before, after) = (colours(real.0, real.1), colours(tried.0, tried.1));
    (0..real.1.outcomes.indicators())
        .map(|indicator| {
            let subjects = 0..real.1.outcomes.subjects();
            let told = |colours: &Colours, subject| colours.of_unit(subject, indicator)[0].verdict.ok();
            let (mut from, mut to) = (Spread::default(), Spread::default());
            let mut moves: Vec<Move> = Vec::new();
            for subject in subjects.clone() {
                let (was, is) = (told(&before, subject), told(&after, subject));
                from.count(was);
                to.count(is);
                if was == is {
                    continue;
                }
                match moves.iter_mut().find(|moved| (moved.from, moved.to) == (was, is)) {
                    Some(moved) => moved.units += 1,
                    None => moves.push(Move { from: was, to: is, units: 1 }),
                }
            }
            moves.sort_by_key(|moved| std::cmp::Reverse(moved.units));
            let places = 0..real.1.places.len();
            let figure = |results: &Results, place| results.aggregates.get(place, indicator).figure;
            let ranked = |[_, relative, _]: &[Judgement; 3]| relative.verdict.ok();
            let differ_units = subjects.filter(|&subject| {
                ranked(before.of_unit(subject, indicator)) != ranked(after.of_unit(subject, indicator))
            });
            let differ_places = places.clone().filter(|&place| {
                ranked(before.of_place(place, indicator)) != ranked(after.of_place(place, indicator))
            });
            Recoloured {
                indicator,
                real: from,
                tried: to,
                moves,
                figures: count(places.filter(|&place| figure(real.1, place) != figure(tried.1, place))),
                ranked: count(differ_units) + count(differ_places),
            }
        })
        .collect()
}

/// Units that get other peers, of how many that have some; none if there are none in both.
pub fn other_peers(real: &Edition, tried: &Edition) -> Option<(u32, u32)> {
    let (before, after) = (peers(real).ok()?, peers(tried).ok()?);
    let members = |peers: &crate::peers::Peers, unit: usize| -> Option<Vec<usize>> {
        let mut members: Vec<usize> = peers.of(unit).ok()?.iter().map(|peer| peer.unit).collect();
        members.sort_unstable();
        Some(members)
    };
    let of = (0..real.frame.units.len()).filter(|&unit| members(&before, unit).is_some());
    let other = of.clone().filter(|&unit| members(&before, unit) != members(&after, unit));
    Some((count(other), count(of)))
}

fn count(of: impl Iterator<Item = usize>) -> u32 {
    u32::try_from(of.count()).unwrap_or(u32::MAX)
}

impl Spread {
    fn count(&mut self, told: Told) {
        let place = match told {
            Some(Verdict::Reached) => &mut self.reached,
            Some(Verdict::Partly) => &mut self.partly,
            Some(Verdict::NotReached) => &mut self.not_reached,
            // Verdicts of the other modes never come here.
            Some(
                Verdict::Best
                | Verdict::Middle
                | Verdict::Worst
                | Verdict::Better
                | Verdict::Alike
                | Verdict::Worse,
            )
            | None => &mut self.without,
        };
        *place += 1;
    }
}
