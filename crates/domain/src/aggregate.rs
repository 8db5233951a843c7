//! From outcomes of units to the figure of a level or group (*andel, kvot, medel*), exactly.
//!
//! Each unit contributes in one way; the method says what is counted. A figure is a quotient of integers
//! that is rounded once, halves away from zero. Where there is none, the reason is a value of its own.

use std::fmt;

use crate::{Figure, Number, Rounded};

/// How an indicator is summed up; its own property, always printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Units that reached the target, of those that responded less those left out.
    Share,
    /// Sum of numerators / sum of denominators (pooled).
    Ratio,
    /// Sum of figures / number of units with a figure.
    Mean,
    /// The middle figure; of an even number, the mean of the two in the middle.
    Median,
    /// Sum of figures.
    Sum,
    /// Mean of the units' own quotients, each unit counting once.
    UnweightedMean,
    /// Mean of the units' own quotients, each weighted by its population.
    PopulationWeightedMean,
}

impl Method {
    /// All methods.
    pub const ALL: [Self; 7] = [
        Self::Share,
        Self::Ratio,
        Self::Mean,
        Self::Median,
        Self::Sum,
        Self::UnweightedMean,
        Self::PopulationWeightedMean,
    ];

    /// The id in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Share => "share",
            Self::Ratio => "ratio",
            Self::Mean => "mean",
            Self::Median => "median",
            Self::Sum => "sum",
            Self::UnweightedMean => "unweighted_mean",
            Self::PopulationWeightedMean => "population_weighted_mean",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// Why a figure that exists is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Withheld {
    /// Non-response of the level's units exceeds the limit.
    NonResponse,
    /// Too few individuals behind it.
    SmallNumber,
}

/// Why an aggregate has no figure. Another thing than the six reasons of an [`crate::Empty`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoFigure {
    /// It exists and is not shown.
    Withheld(Withheld),
    /// Nobody is left to divide by.
    NoDenominator,
    /// Only rounded figures of the units are known, not their counts or weights.
    CountsUnknown,
    /// The indicator is not reported at this level.
    NotReportedAtLevel,
}

impl NoFigure {
    /// The id in files, such as `withheld:non_response`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Withheld(Withheld::NonResponse) => "withheld:non_response",
            Self::Withheld(Withheld::SmallNumber) => "withheld:small_number",
            Self::NoDenominator => "no_denominator",
            Self::CountsUnknown => "counts_unknown",
            Self::NotReportedAtLevel => "not_reported_at_level",
        }
    }
}

/// What one unit adds to an aggregate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contribution {
    /// Not among the indicator's units.
    NotAsked,
    /// No usable answer (*bortfall*): in `units`, not in `responded`.
    NonResponse,
    /// Responded, and leaves the denominator (*Ej aktuellt* …).
    LeftOut,
    /// Responded with a category; whether it reached the target.
    Category {
        /// Whether the category counts as reached.
        reached: bool,
    },
    /// Responded with a figure; the weight is the unit's population where a method needs one.
    Figure {
        /// The figure.
        figure: Figure,
        /// Persons, a whole number; none if unknown.
        weight: Option<Number>,
    },
}

/// How figures are rounded and when they are withheld: the indicator's and the edition's own settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// How the level is summed up.
    pub method: Method,
    /// 100 for per cent, else 1.
    pub times: i128,
    /// Decimals of the published figure.
    pub decimals: u8,
    /// Non-response above this many per cent withholds; exactly it does not.
    pub withhold_above_percent: Number,
}

/// The figure of a level or group, or why there is none; with what it was counted from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aggregate {
    /// How it was summed up.
    pub method: Method,
    /// The figure as published, in the indicator's unit.
    pub figure: Result<Rounded, NoFigure>,
    /// Above and below the line, in millionths; none where withheld, unknown, not reported, or a sum.
    pub quotient: Option<(i128, i128)>,
    /// Units of the level that were asked.
    pub units: u32,
    /// Units that answered what decides the indicator.
    pub responded: u32,
    /// Units that responded and leave the denominator.
    pub left_out: u32,
}

impl Aggregate {
    /// Sums up what units contribute.
    pub fn of(contributions: impl IntoIterator<Item = Contribution>, rules: &Rules) -> Self {
        let mut tally = Tally::default();
        for contribution in contributions {
            tally.add(contribution);
        }
        let mut aggregate = Self {
            method: rules.method,
            figure: Err(NoFigure::NoDenominator),
            quotient: None,
            units: tally.units,
            responded: tally.responded,
            left_out: tally.left_out,
        };
        if too_much_non_response(&tally, rules.withhold_above_percent) {
            aggregate.figure = Err(NoFigure::Withheld(Withheld::NonResponse));
            return aggregate;
        }
        match tally.quotient(rules.method) {
            Ok((numerator, denominator)) => {
                aggregate.figure = Rounded::quotient(numerator * rules.times, denominator, rules.decimals)
                    .ok_or(NoFigure::NoDenominator);
                if rules.method != Method::Sum {
                    aggregate.quotient = Some((numerator, denominator));
                }
            }
            Err(why) => aggregate.figure = Err(why),
        }
        aggregate
    }

    /// The row of a level at which the indicator is not reported; counts are still told.
    pub fn not_reported(contributions: impl IntoIterator<Item = Contribution>, method: Method) -> Self {
        let mut tally = Tally::default();
        for contribution in contributions {
            tally.add(contribution);
        }
        Self {
            method,
            figure: Err(NoFigure::NotReportedAtLevel),
            quotient: None,
            units: tally.units,
            responded: tally.responded,
            left_out: tally.left_out,
        }
    }
}

/// Non-response / units exceeds the limit; exactly the limit does not.
fn too_much_non_response(tally: &Tally, limit: Number) -> bool {
    let missing = i128::from(tally.units - tally.responded);
    missing * 100 * i128::from(Number::SCALE) > i128::from(limit.micros()) * i128::from(tally.units)
}

#[derive(Default)]
struct Tally {
    units: u32,
    responded: u32,
    left_out: u32,
    reached: u32,
    figures: Vec<(Figure, Option<Number>)>,
}

impl Tally {
    fn add(&mut self, contribution: Contribution) {
        if contribution == Contribution::NotAsked {
            return;
        }
        self.units += 1;
        self.responded += u32::from(contribution != Contribution::NonResponse);
        match contribution {
            Contribution::LeftOut => self.left_out += 1,
            Contribution::Category { reached } => self.reached += u32::from(reached),
            Contribution::Figure { figure, weight } => self.figures.push((figure, weight)),
            Contribution::NotAsked | Contribution::NonResponse => {}
        }
    }

    /// What stands above and below the line, in millionths.
    fn quotient(&self, method: Method) -> Result<(i128, i128), NoFigure> {
        let scale = i128::from(Number::SCALE);
        let count = self.figures.len() as i128 * scale;
        match method {
            Method::Share => {
                let of = self.responded - self.left_out;
                Ok((i128::from(self.reached) * scale, i128::from(of) * scale))
            }
            Method::Ratio => self.pooled(),
            Method::Sum => Ok((self.values()?.into_iter().sum(), scale)),
            Method::Mean | Method::UnweightedMean => Ok((self.values()?.into_iter().sum(), count)),
            Method::Median => self.median(),
            Method::PopulationWeightedMean => self.weighted(),
        }
    }

    fn pooled(&self) -> Result<(i128, i128), NoFigure> {
        let mut sums = (0, 0);
        for (figure, _) in &self.figures {
            let Figure::Pair { numerator, denominator } = figure else {
                return Err(NoFigure::CountsUnknown);
            };
            sums.0 += i128::from(numerator.micros());
            sums.1 += i128::from(denominator.micros());
        }
        Ok(sums)
    }

    /// Every unit's own figure in millionths; a quotient is taken to six decimals.
    fn values(&self) -> Result<Vec<i128>, NoFigure> {
        let value = |(figure, _): &(Figure, _)| match figure {
            Figure::Number(number) => Ok(i128::from(number.micros())),
            Figure::Pair { .. } => Ok(figure.rounded(1, 6).scaled),
            Figure::Published(_) => Err(NoFigure::CountsUnknown),
        };
        self.figures.iter().map(value).collect()
    }

    fn median(&self) -> Result<(i128, i128), NoFigure> {
        let scale = i128::from(Number::SCALE);
        let mut values = self.values()?;
        values.sort_unstable();
        let middle = values.len() / 2;
        Ok(match (values.len(), values.len() % 2) {
            (0, _) => (0, 0),
            (_, 1) => (values[middle], scale),
            (_, _) => (values[middle - 1] + values[middle], 2 * scale),
        })
    }

    fn weighted(&self) -> Result<(i128, i128), NoFigure> {
        let scale = i128::from(Number::SCALE);
        let mut sums = (0, 0);
        for (value, (_, weight)) in self.values()?.into_iter().zip(&self.figures) {
            let persons = i128::from(weight.ok_or(NoFigure::CountsUnknown)?.micros()) / scale;
            sums.0 += value * persons;
            sums.1 += persons * scale;
        }
        Ok(sums)
    }
}

/// Share in per cent with one decimal, halves away from zero; `None` of nobody.
///
/// # Source
/// Guide 2018, Bilaga 2; `docs/method.md`.
pub fn share_percent(reached: u32, of: u32) -> Option<Rounded> {
    Rounded::quotient(i128::from(reached) * 100, i128::from(of), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Number {
        text.parse().expect(text)
    }

    fn rules(method: Method) -> Rules {
        Rules { method, times: 1, decimals: 2, withhold_above_percent: n("20") }
    }

    fn number(text: &str) -> Contribution {
        Contribution::Figure { figure: Figure::Number(n(text)), weight: None }
    }

    fn pair(a: &str, b: &str, weight: &str) -> Contribution {
        let figure = Figure::Pair { numerator: n(a), denominator: n(b) };
        Contribution::Figure { figure, weight: weight.parse().ok() }
    }

    #[test]
    fn a_share_counts_those_who_responded_less_those_left_out() {
        use Contribution::{Category, LeftOut, NonResponse, NotAsked};
        let units = [
            Category { reached: true },
            Category { reached: true },
            Category { reached: false },
            LeftOut,
            NotAsked,
            NonResponse,
        ];
        let share = Aggregate::of(units, &Rules { times: 100, decimals: 1, ..rules(Method::Share) });
        assert_eq!((share.units, share.responded, share.left_out), (5, 4, 1));
        assert_eq!(share.figure.expect("exactly 20 per cent missing is shown").to_string(), "66.7");
    }

    #[test]
    fn exactly_the_limit_is_shown_and_just_above_is_withheld() {
        let of = |responded: usize, missing: usize| {
            let yes = std::iter::repeat_n(Contribution::Category { reached: true }, responded);
            let no = std::iter::repeat_n(Contribution::NonResponse, missing);
            Aggregate::of(yes.chain(no), &rules(Method::Share)).figure
        };
        assert!(of(4, 1).is_ok());
        assert_eq!(of(7, 2), Err(NoFigure::Withheld(Withheld::NonResponse)));
        assert_eq!(of(0, 0), Err(NoFigure::NoDenominator));
    }

    #[test]
    fn withholding_goes_before_no_denominator() {
        let units = [Contribution::LeftOut, Contribution::NonResponse];
        let figure = Aggregate::of(units, &rules(Method::Share)).figure;
        assert_eq!(figure, Err(NoFigure::Withheld(Withheld::NonResponse)));
        assert_eq!(
            Aggregate::of([Contribution::LeftOut], &rules(Method::Share)).figure,
            Err(NoFigure::NoDenominator)
        );
    }

    #[test]
    fn every_method_sums_up_as_its_name_says() {
        let pairs = || [pair("1", "2", "100"), pair("3", "4", "300"), pair("0", "2", "100")];
        for (case, method, units, expected) in [
            ("pooled", Method::Ratio, pairs().to_vec(), "0.50"),
            ("mean of quotients", Method::UnweightedMean, pairs().to_vec(), "0.42"),
            ("weighted", Method::PopulationWeightedMean, pairs().to_vec(), "0.55"),
            ("mean", Method::Mean, vec![number("1"), number("2"), number("6")], "3.00"),
            ("odd median", Method::Median, vec![number("1"), number("6"), number("2")], "2.00"),
            ("even median", Method::Median, vec![number("1"), number("6"), number("2"), number("3")], "2.50"),
            ("sum", Method::Sum, vec![number("1.25"), number("6")], "7.25"),
        ] {
            let aggregate = Aggregate::of(units, &rules(method));
            assert_eq!(aggregate.figure.expect(case).to_string(), expected, "{case}");
            assert_eq!(aggregate.quotient.is_none(), method == Method::Sum, "{case}");
        }
    }

    #[test]
    fn published_figures_are_never_pooled() {
        let published = Contribution::Figure { figure: Figure::Published(n("57.1")), weight: None };
        for method in [Method::Ratio, Method::UnweightedMean, Method::Median, Method::Sum] {
            let figure = Aggregate::of([published, pair("1", "2", "1")], &rules(method)).figure;
            assert_eq!(figure, Err(NoFigure::CountsUnknown), "{method}");
        }
    }

    #[test]
    fn the_nations_yes_no_shares_of_2015_come_out_of_304() {
        // Counts reconstructed from the printed shares (docs/method.md): a test of the arithmetic.
        for (reached, printed) in [
            (165, "54.3"),
            (204, "67.1"),
            (201, "66.1"),
            (130, "42.8"),
            (95, "31.3"),
            (103, "33.9"),
            (110, "36.2"),
            (222, "73.0"),
            (281, "92.4"),
            (133, "43.8"),
            (195, "64.1"),
        ] {
            assert_eq!(share_percent(reached, 304).unwrap().to_string(), printed);
        }
    }
}
