//! Peers (*liknande kommuner*): the units whose background is most alike, and why.
//!
//! Every variable is standardised (mean 0, deviation 1) over the units that have all of them; the distance of two
//! units is `√Σ weight·difference²`. Sums run in the order of unit codes and of the catalogue, so that the same
//! figures come out whatever the number of threads. Belonging to the same group is no distance.

mod nearest;
mod value;
mod words;

use catalogue::model::{Edition, PeerVariable, Text};
use domain::{Number, Rounded};

use nearest::Space;

/// Decimals of a distance and of a standardised difference.
const DECIMALS: u8 = 3;

/// The peers of every unit of an edition.
#[derive(Clone, Debug, PartialEq)]
pub struct Peers {
    /// How many each unit has, where there are so many.
    pub count: u8,
    /// What distance is measured in: those of the catalogue that have a weight, in its order.
    pub variables: Vec<Variable>,
    space: Space,
    shown: Vec<Vec<Option<Rounded>>>,
    of_unit: Vec<Result<Vec<Peer>, Vec<usize>>>,
}

/// A variable and what it was standardised with.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// As the catalogue describes it.
    pub settings: PeerVariable,
    /// Units that have all variables.
    pub units: u32,
    /// Their mean; of the logarithm where that is what is compared.
    pub mean: Rounded,
    /// Their standard deviation (of the population, not of a sample).
    pub deviation: Rounded,
}

/// A peer, and how far away it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peer {
    /// Its place in the frame.
    pub unit: usize,
    /// The distance, 3 decimals.
    pub distance: Rounded,
    /// Variable by variable, in the order of [`Peers::variables`].
    pub parts: Vec<Part>,
}

/// What a variable adds to a distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The unit's own figure as people read it (the measure itself where its logarithm is compared).
    pub own: Rounded,
    /// The peer's.
    pub other: Rounded,
    /// Peer less own in standard deviations, 3 decimals.
    pub difference: Rounded,
    /// Its part of the squared distance, per cent with 1 decimal.
    pub percent: Rounded,
}

/// How the peers of a unit would be others with another weight of one variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sensitivity {
    /// The variable's place in [`Peers::variables`].
    pub variable: usize,
    /// With weight 0; none if it is the only variable.
    pub without: Option<Changed>,
    /// With twice the weight.
    pub doubled: Changed,
}

/// What becomes of the peers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// How many of them remain.
    pub remain: u32,
    /// The units that come in instead, nearest first.
    pub come: Vec<usize>,
}

/// Finds the peers of every unit.
///
/// # Errors
/// Why the edition has none, as the catalogue says it; empty if the catalogue says nothing.
pub fn peers(edition: &Edition) -> Result<Peers, Text> {
    let Some(settings) = &edition.comparison.peers else { return Err(edition.comparison.no_peers.clone()) };
    let variables: Vec<&PeerVariable> =
        settings.variables.iter().filter(|variable| variable.weight > Number::ZERO).collect();
    let units = &edition.frame.units;
    let values: Vec<Vec<Option<value::Value>>> = units
        .iter()
        .map(|unit| variables.iter().map(|variable| value::of(edition, unit, &variable.from)).collect())
        .collect();
    let points = units.iter().zip(&values).enumerate().filter_map(|(unit, (place, values))| {
        let compared: Option<Vec<f64>> = values.iter().map(|value| Some(value.as_ref()?.compared)).collect();
        Some(nearest::Point { unit, code: place.code.as_str().to_owned(), values: compared? })
    });
    let weights = variables.iter().map(|variable| value::float(variable.weight)).collect();
    let space = Space::new(points.collect(), weights);
    let shown: Vec<Vec<Option<Rounded>>> = values
        .iter()
        .map(|values| {
            let rounded = |(value, variable): (&Option<value::Value>, &&PeerVariable)| {
                value.as_ref().map(|value| rounded(value.shown, variable.decimals))
            };
            values.iter().zip(&variables).map(rounded).collect()
        })
        .collect();
    let count = usize::from(settings.count);
    let of_unit = (0..units.len())
        .map(|unit| match space.nearest(unit, count, &space.weights) {
            Some(found) => Ok(found.iter().map(|near| peer(&space, &shown, unit, near)).collect()),
            None => Err((0..variables.len()).filter(|&i| shown[unit][i].is_none()).collect()),
        })
        .collect();
    let described = variables.iter().zip(&space.standard).map(|(variable, (mean, deviation))| Variable {
        settings: (*variable).clone(),
        units: u32::try_from(space.points.len()).unwrap_or(u32::MAX),
        mean: rounded(*mean, DECIMALS),
        deviation: rounded(*deviation, DECIMALS),
    });
    let variables = described.collect();
    Ok(Peers { count: settings.count, variables, space, shown, of_unit })
}

impl Peers {
    /// A unit's peers, nearest first; equally near ones by unit code.
    ///
    /// # Errors
    /// The variables that the unit lacks, by their place in [`Self::variables`].
    pub fn of(&self, unit: usize) -> Result<&[Peer], &[usize]> {
        match self.of_unit.get(unit) {
            Some(Ok(peers)) => Ok(peers),
            Some(Err(missing)) => Err(missing),
            None => Err(&[]),
        }
    }

    /// A unit's own figures as people read them, in the order of [`Self::variables`]; none where not known.
    pub fn figures(&self, unit: usize) -> &[Option<Rounded>] {
        self.shown.get(unit).map_or(&[], Vec::as_slice)
    }

    /// The distance of two units, before it is rounded; none if one of them lacks a variable.
    pub fn distance(&self, a: usize, b: usize) -> Option<f64> {
        self.space.distance(a, b)
    }

    /// For each variable, what becomes of a unit's peers with weight 0 and with twice the weight. Figures are
    /// standardised as before. Empty for a unit that has no peers.
    pub fn sensitivity(&self, unit: usize) -> Vec<Sensitivity> {
        let Ok(peers) = self.of(unit) else { return Vec::new() };
        let changed = |variable: usize, factor: f64| {
            let mut weights = self.space.weights.clone();
            weights[variable] *= factor;
            let found = self.space.nearest(unit, usize::from(self.count), &weights)?;
            let come: Vec<usize> = found
                .iter()
                .map(|near| near.unit)
                .filter(|&new| peers.iter().all(|peer| peer.unit != new))
                .collect();
            Some(Changed { remain: u32::try_from(found.len() - come.len()).unwrap_or(u32::MAX), come })
        };
        let is_only = self.variables.len() == 1;
        let of = |variable| {
            let without = if is_only { None } else { changed(variable, 0.0) };
            Some(Sensitivity { variable, without, doubled: changed(variable, 2.0)? })
        };
        (0..self.variables.len()).filter_map(of).collect()
    }
}

fn peer(space: &Space, shown: &[Vec<Option<Rounded>>], unit: usize, near: &nearest::Near) -> Peer {
    let squared: f64 = near.parts.iter().map(|part| part.squared).sum();
    let of = |(i, part): (usize, &nearest::Difference)| {
        let figure = |unit: usize| shown[unit][i].unwrap_or(Rounded { scaled: 0, decimals: 0 });
        let percent = if squared > 0.0 { part.squared / squared * 100.0 } else { 0.0 };
        Part {
            own: figure(unit),
            other: figure(near.unit),
            difference: rounded(part.difference, DECIMALS),
            percent: rounded(percent, 1),
        }
    };
    debug_assert_eq!(near.parts.len(), space.weights.len());
    Peer {
        unit: near.unit,
        distance: rounded(near.distance, DECIMALS),
        parts: near.parts.iter().enumerate().map(of).collect(),
    }
}

/// Halves away from zero, as everywhere.
fn rounded(value: f64, decimals: u8) -> Rounded {
    Rounded { scaled: (value * 10_f64.powi(decimals.into())).round() as i128, decimals }
}
