//! How near units are to one (*liknande*): its peers first, then those of its own groups, then those of its county.

use std::cmp::Ordering;

use catalogue::model::Edition;
use domain::GroupingId;

use crate::peers::Peers;

/// What ties a unit to another; the nearest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tie {
    /// One of its peers; 1 is the most alike.
    Peer(usize),
    /// The same group of a grouping.
    Group(GroupingId),
    /// The same county.
    County,
}

/// A unit that is near another.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// Its place in the frame.
    pub unit: usize,
    /// What ties it; the strongest first.
    pub ties: Vec<Tie>,
}

/// The units that are near one, the nearest first: peers by rank, those that share a group (of the groupings that tell every unit's
/// group) by distance of background, then those of the county by the same.
pub fn near(edition: &Edition, peers: Option<&Peers>, unit: usize) -> Vec<Near> {
    let frame = &edition.frame;
    let Some(own) = frame.units.get(unit) else { return Vec::new() };
    let of_peers = peers.and_then(|peers| peers.of(unit).ok()).unwrap_or_default();
    let groupings: Vec<&GroupingId> = frame
        .schemes
        .iter()
        .filter(|scheme| scheme.complete && scheme.grouping.as_str() != "county")
        .map(|scheme| &scheme.grouping)
        .collect();
    let mut found: Vec<(usize, Option<f64>, Near)> = Vec::new();
    for (place, other) in frame.units.iter().enumerate().filter(|(place, _)| *place != unit) {
        let rank = of_peers.iter().position(|peer| peer.unit == place).map(|at| Tie::Peer(at + 1));
        let shares = |grouping: &&&GroupingId| {
            own.groups.get(**grouping).is_some_and(|group| other.groups.get(**grouping) == Some(group))
        };
        let groups = groupings.iter().filter(shares).map(|grouping| Tie::Group((*grouping).clone()));
        let county = (own.county == other.county).then_some(Tie::County);
        let ties: Vec<Tie> = rank.into_iter().chain(groups).chain(county).collect();
        let class = match ties.first() {
            Some(Tie::Peer(rank)) => *rank,
            Some(Tie::Group(_)) => usize::MAX - 1,
            Some(Tie::County) => usize::MAX,
            None => continue,
        };
        let distance = peers.and_then(|peers| peers.distance(unit, place));
        found.push((class, distance, Near { unit: place, ties }));
    }
    found.sort_by(|a, b| a.0.cmp(&b.0).then(nearer(a.1, b.1)).then(a.2.unit.cmp(&b.2.unit)));
    found.into_iter().map(|(.., near)| near).collect()
}

/// A distance that is not known is the longest.
fn nearer(a: Option<f64>, b: Option<f64>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}
