//! The mode *relative* (*relativ färg*): a figure's place among a stated comparison set.

use catalogue::model::{Direction, Edition, IndicatorRole, Language, RelativeMode, Ties};
use domain::{Aggregate, Outcome};

use super::{Exact, NotHere, Verdict};
use crate::run::Results;

/// The colour of each figure of a set; none stands for a member without a figure.
///
/// With `n` figures, a figure whose place from the best is `r` is *best* if `100·r ≤ best_percent·n`, *worst* if its
/// place from the worst, `n + 1 − r`, is such that `100·(n + 1 − r) ≤ worst_percent·n`, else *middle*. Equal figures
/// share one place, which the catalogue chooses; figures are compared exactly, as computed, not as rounded.
pub fn relative(
    figures: &[Option<Exact>],
    direction_up: bool,
    settings: &RelativeMode,
) -> Vec<Result<Verdict, NotHere>> {
    let mut colours = vec![Err(NotHere::Empty); figures.len()];
    let mut ranked: Vec<(Exact, usize)> =
        figures.iter().enumerate().filter_map(|(i, figure)| figure.map(|figure| (figure, i))).collect();
    if ranked.len() < settings.smallest as usize {
        for (_, i) in ranked {
            colours[i] = Err(NotHere::SetTooSmall);
        }
        return colours;
    }
    ranked.sort_by(|(a, _), (b, _)| if direction_up { b.cmp(a) } else { a.cmp(b) });
    let mut first = 0;
    for equal in ranked.chunk_by(|(a, _), (b, _)| a == b) {
        let verdict = verdict(first, equal.len(), ranked.len(), settings);
        for (_, i) in equal {
            colours[*i] = Ok(verdict);
        }
        first += equal.len();
    }
    colours
}

/// What is said of the figure of a place: of too few units nothing, whatever its place among the set.
pub fn of_place(
    verdict: Result<Verdict, NotHere>,
    units: u32,
    settings: &RelativeMode,
) -> Result<Verdict, NotHere> {
    if units < settings.smallest_place { verdict.and(Err(NotHere::TooFewUnits)) } else { verdict }
}

/// The units that stand behind the figure of a place.
pub fn units_behind(aggregate: &Aggregate) -> u32 {
    aggregate.responded.saturating_sub(aggregate.left_out)
}

/// The colour of `equal` figures of which `before` are better, among `all`. Places are counted in halves.
fn verdict(before: usize, equal: usize, all: usize, settings: &RelativeMode) -> Verdict {
    let twice = match settings.ties {
        Ties::Best => 2 * (before + 1),
        Ties::Middle => 2 * before + 1 + equal,
        Ties::Worst => 2 * (before + equal),
    };
    if 100 * twice <= 2 * usize::from(settings.best_percent) * all {
        Verdict::Best
    } else if 100 * (2 * (all + 1) - twice) <= 2 * usize::from(settings.worst_percent) * all {
        Verdict::Worst
    } else {
        Verdict::Middle
    }
}

/// Why a comparison set that somebody chose is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetRefused {
    /// The mode does not apply to the indicator at all.
    NotHere(NotHere),
    /// There is no such indicator or subject.
    Unknown(usize),
    /// A subject is given twice.
    Twice(usize),
    /// Fewer figures than the catalogue allows.
    TooSmall {
        /// Subjects of the set that have a figure.
        with_figure: u32,
        /// Subjects of the set.
        of: u32,
        /// The fewest that are allowed.
        smallest: u32,
    },
}

impl SetRefused {
    /// What is wrong and what to do.
    pub fn words(&self, language: Language) -> String {
        match (self, language) {
            (Self::NotHere(why), Language::Swedish) => {
                format!(
                    "indikatorn kan inte färgas relativt ({}): välj en indikator med tal och riktning",
                    why.id()
                )
            }
            (Self::NotHere(why), Language::English) => format!(
                "the indicator has no relative colours ({}): choose one with figures and a direction",
                why.id()
            ),
            (Self::Unknown(place), Language::Swedish) => {
                format!("nummer {place} finns inte: välj bland årgångens enheter och indikatorer")
            }
            (Self::Unknown(place), Language::English) => {
                format!("there is no number {place}: choose among the edition's units and indicators")
            }
            (Self::Twice(place), Language::Swedish) => {
                format!("enhet nummer {place} står två gånger i jämförelsemängden: ta bort den ena")
            }
            (Self::Twice(place), Language::English) => {
                format!("unit number {place} stands twice in the comparison set: take one away")
            }
            (Self::TooSmall { with_figure, of, smallest }, Language::Swedish) => format!(
                "jämförelsemängden har {with_figure} värden ({of} enheter), minst {smallest} krävs: välj en större mängd"
            ),
            (Self::TooSmall { with_figure, of, smallest }, Language::English) => format!(
                "the comparison set has {with_figure} figures ({of} units), at least {smallest} are needed: choose a \
                 larger set"
            ),
        }
    }
}

/// The colours of subjects among themselves: a county, a group, the own peers. In the order they are given.
///
/// # Errors
/// Why the set is refused, with what is allowed.
pub fn among(
    edition: &Edition,
    results: &Results,
    indicator: usize,
    subjects: &[usize],
) -> Result<Vec<Result<Verdict, NotHere>>, SetRefused> {
    let which = edition.computed().nth(indicator).ok_or(SetRefused::Unknown(indicator))?;
    let settings = edition.comparison.relative.as_ref().ok_or(SetRefused::NotHere(NotHere::NoMode))?;
    if which.role == IndicatorRole::Background {
        return Err(SetRefused::NotHere(NotHere::Background));
    }
    let mut seen = vec![false; results.outcomes.subjects()];
    let mut figures = Vec::with_capacity(subjects.len());
    for &subject in subjects {
        match seen.get_mut(subject) {
            None => return Err(SetRefused::Unknown(subject)),
            Some(true) => return Err(SetRefused::Twice(subject)),
            Some(free) => *free = true,
        }
        figures.push(match results.outcomes.get(subject, indicator) {
            Outcome::Figure(figure) => Exact::of_figure(figure, which.times()),
            Outcome::Category(_) => return Err(SetRefused::NotHere(NotHere::NoRank)),
            Outcome::Empty(_) => None,
        });
    }
    let up = match which.direction {
        Direction::Up => true,
        Direction::Down => false,
        Direction::None => return Err(SetRefused::NotHere(NotHere::NoDirection)),
    };
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let with_figure = count(figures.iter().flatten().count());
    if with_figure < settings.smallest {
        let (of, smallest) = (count(subjects.len()), settings.smallest);
        return Err(SetRefused::TooSmall { with_figure, of, smallest });
    }
    Ok(relative(&figures, up, settings))
}
