//! Which indicator is compared with which, and whether it may be.

use catalogue::model::Edition;
use domain::{EditionYear, IndicatorId};

use super::sheet::{Column, Sheet};

/// Whether two editions' figures of an indicator may be held against each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparable {
    /// Yes: the same edition, or the catalogue says so.
    Yes,
    /// The catalogue says so with a reservation.
    Partly(String),
    /// The catalogue says that they may not, and why.
    No(String),
    /// Two years, and no catalogue says anything of them: nothing is concluded.
    NotStated,
}

impl Comparable {
    fn of(status: &str, why: &str) -> Self {
        match status {
            "comparable" => Self::Yes,
            "partly" => Self::Partly(why.to_owned()),
            _ => Self::No(why.to_owned()),
        }
    }

    /// The id in files; `comparable` within a year.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Yes => "comparable",
            Self::Partly(_) => "partly",
            Self::No(_) => "not",
            Self::NotStated => "not_stated",
        }
    }

    /// Why, in the catalogue's words; empty where it needs none.
    pub fn why(&self) -> &str {
        match self {
            Self::Yes | Self::NotStated => "",
            Self::Partly(why) | Self::No(why) => why,
        }
    }

    /// Whether figures are held against each other.
    pub fn is_compared(&self) -> bool {
        match self {
            Self::Yes | Self::Partly(_) => true,
            Self::No(_) | Self::NotStated => false,
        }
    }
}

/// What the catalogues say of an indicator of two editions, or of the editions as a whole; the later edition's
/// statement counts.
pub fn comparable(a: &Edition, b: &Edition, indicator: &IndicatorId) -> Comparable {
    if a.year == b.year {
        return Comparable::Yes;
    }
    let (earlier, later) = if a.year < b.year { (a, b) } else { (b, a) };
    let with = earlier.year.0;
    let told = &later.comparability.indicators;
    match told.iter().find(|stated| stated.with == with && stated.id == *indicator) {
        Some(stated) => Comparable::of(&stated.status, &stated.why),
        None => editions_comparable(a, b),
    }
}

/// What the later edition's catalogue says of two editions as a whole.
pub fn editions_comparable(a: &Edition, b: &Edition) -> Comparable {
    if a.year == b.year {
        return Comparable::Yes;
    }
    let (earlier, later) = if a.year < b.year { (a, b) } else { (b, a) };
    let told = later.comparability.pairs.iter().find(|stated| stated.with == earlier.year.0);
    told.map_or(Comparable::NotStated, |stated| Comparable::of(&stated.status, &stated.why))
}

/// The same where no catalogue is known: only results of one year may be compared.
pub(super) fn comparable_years(a: EditionYear, b: EditionYear) -> Comparable {
    if a == b { Comparable::Yes } else { Comparable::NotStated }
}

/// Columns of two sheets that are the same indicator: by id, else by a family that each has once.
///
/// In the order of `b`; then those that only `a` has.
pub(super) fn paired(a: &Sheet, b: &Sheet) -> Vec<(Option<usize>, Option<usize>)> {
    let mut left: Vec<usize> = (0..a.columns.len()).collect();
    let mut pairs: Vec<(Option<usize>, Option<usize>)> = Vec::new();
    for (j, column) in b.columns.iter().enumerate() {
        let same_id = left.iter().position(|&i| a.columns[i].id == column.id);
        let found = same_id.map(|place| left.remove(place));
        pairs.push((found, Some(j)));
    }
    let only = |columns: &[&Column], family: &IndicatorId| {
        columns.iter().filter(|column| column.family == *family).count() == 1
    };
    let lone_a: Vec<&Column> = left.iter().map(|&i| &a.columns[i]).collect();
    let lone_b: Vec<&Column> =
        pairs.iter().filter(|pair| pair.0.is_none()).filter_map(|pair| Some(&b.columns[pair.1?])).collect();
    for pair in pairs.iter_mut().filter(|pair| pair.0.is_none()) {
        let Some(column) = pair.1.map(|j| &b.columns[j]) else { continue };
        if only(&lone_a, &column.family)
            && only(&lone_b, &column.family)
            && let Some(place) = left.iter().position(|&i| a.columns[i].family == column.family)
        {
            pair.0 = Some(left.remove(place));
        }
    }
    pairs.extend(left.into_iter().map(|i| (Some(i), None)));
    pairs
}
