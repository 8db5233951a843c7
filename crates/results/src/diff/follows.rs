//! Whether the figures of a folder that was read follow from the outcomes that lie beside them.
//!
//! The outcomes are summed up as the catalogue says. Folders do not say by which catalogue they were computed, and a
//! trial has other targets or limits; so an indicator whose figures are others is told only if they follow from its
//! outcomes by no choice of targets at all (`otherwise.rs`).

use catalogue::answers::{ComputedFolder, PrintedOutcome, PrintedPlace};
use catalogue::model::{Edition, Indicator};
use catalogue::{English, Problem, Problems};
use domain::{
    Aggregate, Contribution, Empty, Figure, Method, NoFigure, Number, Outcome, Reason, Rounded, Withheld,
};
use rules::schema::QuestionKind;
use rules::tree::{Gives, Num};

use super::otherwise::is_explained;
use crate::aggregates::{Membership, Place, contribution, is_reported, places, rules_of};
use crate::origin::OriginWords;
use crate::rows::quotient_fields;

/// Most mistakes of a file that are listed.
const MOST_LISTED: usize = 20;

/// Tells what in a folder cannot be, or does not follow: values that an indicator cannot have (`ANS-31`), and figures
/// that the outcomes do not give (`ANS-64`). Names are those of `outcomes.csv` and `aggregates.csv`.
///
/// Nothing is told of indicators that the edition has not, nor of figures of other units and places than it has.
///
/// # Errors
/// The first twenty of each file, and how many there are.
pub fn check(edition: &Edition, folder: &ComputedFolder, names: [&str; 2]) -> Result<(), Problems> {
    let [mut values, mut figures] = names.map(List::of);
    let is_trial = OriginWords::parse(&folder.origin).is_some_and(|words| words.trial);
    let members = members(edition, folder);
    for (column, id) in folder.indicators.iter().enumerate() {
        let Some(indicator) = edition.computed().find(|known| known.id == *id) else { continue };
        let of = Of { edition, indicator, folder, column };
        let before = values.found;
        if !is_trial {
            of.each_impossible(|line, told| values.add(line, "ANS-31", told));
        }
        let Some(members) = &members else { continue };
        if values.found == before {
            of.each_contradiction(members, |line, told| figures.add(line, "ANS-64", told));
        }
    }
    let mut problems = Problems::default();
    problems.append(values.into_problems());
    problems.append(figures.into_problems());
    problems.or(())
}

/// The rows of `outcomes.csv` that belong to each place of `aggregates.csv`; none if units or places are not those of
/// the edition.
fn members(edition: &Edition, folder: &ComputedFolder) -> Option<Vec<(Membership, Vec<usize>)>> {
    let mut rows = vec![None; edition.frame.units.len()];
    for (row, unit) in folder.units.iter().enumerate() {
        rows[edition.frame.position(unit.as_str())?] = Some(row);
    }
    let rows: Vec<usize> = rows.into_iter().collect::<Option<_>>()?;
    let known = places(edition);
    if known.len() != folder.places.len() {
        return None;
    }
    let is_same = |place: &Place, printed: &PrintedPlace| match (place, printed) {
        (Place::Level(level, code), PrintedPlace::Level(other, printed)) => (level, code) == (other, printed),
        (Place::Group(grouping, group), PrintedPlace::Group(other, printed)) => {
            (grouping, group) == (other, printed)
        }
        (Place::Level(..), PrintedPlace::Group(..)) | (Place::Group(..), PrintedPlace::Level(..)) => false,
    };
    let of = |printed: &PrintedPlace| {
        let membership = known.iter().find(|known| is_same(&known.place, printed))?.clone();
        let of_place = membership.units.iter().map(|&unit| rows[unit]).collect();
        Some((membership, of_place))
    };
    folder.places.iter().map(of).collect()
}

/// What is told of a line, in both languages: where it stands, what is wrong, what to do.
struct Told {
    entry: String,
    message: [String; 2],
    help: [String; 2],
}

/// A column of a line that is not as expected: its name, what stands there, what the outcomes give.
type Different = (&'static str, String, String);

/// An indicator of a folder.
struct Of<'a> {
    edition: &'a Edition,
    indicator: &'a Indicator,
    folder: &'a ComputedFolder,
    column: usize,
}

impl Of<'_> {
    fn printed(&self, row: usize) -> &PrintedOutcome {
        &self.folder.outcomes[row * self.folder.indicators.len() + self.column]
    }

    /// Outcomes that the indicator cannot have.
    fn each_impossible(&self, mut tell: impl FnMut(usize, Told)) {
        let indicator = self.indicator;
        let gives_figures = indicator.method != Method::Share
            || indicator.rule.entries.iter().any(|entry| match entry.gives {
                Gives::Figure(_) | Gives::Quotient(..) => true,
                Gives::Value(_) | Gives::Empty(_) => false,
            });
        for row in 0..self.folder.units.len() {
            let written = match self.printed(row) {
                PrintedOutcome::Value(value)
                    if indicator.shown.iter().all(|shown| shown != value.as_str()) =>
                {
                    value.to_string()
                }
                PrintedOutcome::Figure(figure, _) if !gives_figures => figure.to_string(),
                PrintedOutcome::Value(_) | PrintedOutcome::Figure(..) | PrintedOutcome::Empty(_) => continue,
            };
            let allowed = indicator.shown.join(", ");
            let [sv, en] = if allowed.is_empty() {
                ["den har bara siffror".to_owned(), "it has figures only".to_owned()]
            } else {
                [format!("tillåtet: {allowed}"), format!("allowed: {allowed}")]
            };
            let line = self.folder.outcome_lines[row * self.folder.indicators.len() + self.column];
            tell(
                line,
                Told {
                    entry: format!("{} {}", self.folder.units[row], indicator.id),
                    message: [
                        format!("`{written}` är inget utfall för den här indikatorn"),
                        format!("`{written}` is no outcome of this indicator"),
                    ],
                    help: [
                        format!("{sv}; filen är ändrad: kör `jamfor compute --out` igen"),
                        format!("{en}; the file was changed: run `jamfor compute --out` again"),
                    ],
                },
            );
        }
    }

    /// Lines whose figures the outcomes do not give.
    fn each_contradiction(&self, members: &[(Membership, Vec<usize>)], mut tell: impl FnMut(usize, Told)) {
        let known = self.expected(members, false);
        let differs = |expected: &[Aggregate]| {
            (0..members.len()).any(|place| !self.differences(&expected[place], place).is_empty())
        };
        // Whether a figure without counts is exact or was published rounded, the file does not say.
        if !differs(&known) || !differs(&self.expected(members, true)) {
            return;
        }
        let printed: Vec<&Aggregate> = (0..members.len()).map(|place| self.figure(place)).collect();
        let outcomes: Vec<&PrintedOutcome> =
            (0..self.folder.units.len()).map(|row| self.printed(row)).collect();
        let is_exact = self.is_exact();
        if is_explained(&printed, &known, members, &outcomes, is_exact) {
            return;
        }
        for (place, expected) in known.iter().enumerate() {
            let differences = self.differences(expected, place);
            if !differences.is_empty() {
                let line = self.folder.figure_lines[self.column * members.len() + place];
                tell(line, self.told(&members[place].0.place, &differences));
            }
        }
    }

    fn told(&self, place: &Place, differences: &[Different]) -> Told {
        // `figure 22.9, numerator 8`, as the line has them or as the outcomes give them.
        let list = |of_outcomes: bool, nothing: &str| {
            let each = differences.iter().map(|(name, there, given)| {
                match if of_outcomes { given } else { there }.as_str() {
                    "" => format!("{name} {nothing}"),
                    value => format!("{name} `{value}`"),
                }
            });
            each.collect::<Vec<_>>().join(", ")
        };
        let place = match place {
            Place::Level(_, code) => code.to_string(),
            Place::Group(grouping, group) => format!("{grouping}:{group}"),
        };
        Told {
            entry: format!("{place} {}", self.indicator.id),
            message: [
                format!("{} följer inte av outcomes.csv, som ger {}", list(false, "tomt"), list(true, "tomt")),
                format!(
                    "{} does not follow from outcomes.csv, which gives {}",
                    list(false, "empty"),
                    list(true, "empty")
                ),
            ],
            help: [
                "en av filerna är ändrad eller av en annan beräkning: kör `jamfor compute --out` igen (med egen katalog: jämför publiceringar, som har den med sig)".to_owned(),
                "one of the files was changed or is of another computation: run `jamfor compute --out` again (by a catalogue of your own: compare publications, which hold it)".to_owned(),
            ],
        }
    }

    fn figure(&self, place: usize) -> &Aggregate {
        &self.folder.figures[self.column * self.folder.places.len() + place]
    }

    /// What the catalogue's definition makes of the outcomes.
    fn expected(&self, members: &[(Membership, Vec<usize>)], are_published: bool) -> Vec<Aggregate> {
        let population = self.edition.measures.get("population");
        let contributions: Vec<Contribution> = (0..self.folder.units.len())
            .map(|row| {
                let weight = population.and_then(|of| of.get(&self.folder.units[row])).copied();
                contribution(self.indicator, &outcome(self.printed(row), are_published), weight)
            })
            .collect();
        let rules = rules_of(self.edition, self.indicator);
        let of = |(membership, rows): &(Membership, Vec<usize>)| {
            let of = rows.iter().map(|&row| contributions[row]);
            if is_reported(self.indicator, &membership.place) {
                Aggregate::of(of, &rules)
            } else {
                Aggregate::not_reported(of, rules.method)
            }
        };
        members.iter().map(of).collect()
    }

    /// The columns of a place's line that are not as expected.
    fn differences(&self, expected: &Aggregate, place: usize) -> Vec<Different> {
        let found = self.figure(place);
        let fields = |of: &Aggregate| {
            let [numerator, denominator] = quotient_fields(of);
            let (figure, empty) = match &of.figure {
                Ok(figure) => (figure.to_string(), String::new()),
                Err(why) => (String::new(), why.id().to_owned()),
            };
            [
                ("method", of.method.id().to_owned()),
                ("figure", figure),
                ("numerator", numerator),
                ("denominator", denominator),
                ("units", of.units.to_string()),
                ("responded", of.responded.to_string()),
                ("left_out", of.left_out.to_string()),
                ("empty", empty),
            ]
        };
        let is_small = found.figure == Err(NoFigure::Withheld(Withheld::SmallNumber));
        let is_rounded = !self.is_exact() && is_near(found, expected);
        fields(found)
            .into_iter()
            .zip(fields(expected))
            .filter(|((name, there), (_, given))| {
                let is_hidden = is_small && *name != "units" && *name != "method";
                let is_near = is_rounded && matches!(*name, "figure" | "numerator");
                there != given && !is_hidden && !is_near
            })
            .map(|((name, there), (_, given))| (name, there, given))
            .collect()
    }

    /// Whether the file says the units' figures to the last decimal: counts, or answers with no more decimals than
    /// the indicator is printed with.
    fn is_exact(&self) -> bool {
        let schema = &self.edition.questionnaire.schema;
        self.indicator.rule.entries.iter().all(|entry| match &entry.gives {
            Gives::Value(_) | Gives::Empty(_) | Gives::Quotient(..) => true,
            Gives::Figure(Num::Cell(col)) => match &schema.column(*col).kind {
                QuestionKind::Number(form) => form.digits <= self.indicator.decimals,
                QuestionKind::One(_)
                | QuestionKind::Many(_)
                | QuestionKind::Date
                | QuestionKind::Text
                | QuestionKind::Table(_) => false,
            },
            Gives::Figure(_) => false,
        })
    }
}

/// Whether two figures differ by no more than the rounding of what they are summed up from.
pub(super) fn is_near(found: &Aggregate, expected: &Aggregate) -> bool {
    let (Ok(there), Ok(given)) = (&found.figure, &expected.figure) else { return false };
    // Half a step for each unit, and one for rounding the figure itself.
    let most = if found.method == Method::Sum { i128::from(found.responded) / 2 + 1 } else { 1 };
    there.decimals == given.decimals && (there.scaled - given.scaled).abs() <= most
}

/// A printed outcome as it is summed up.
fn outcome(printed: &PrintedOutcome, are_published: bool) -> Outcome {
    match printed {
        PrintedOutcome::Value(value) => Outcome::Category(value.clone()),
        PrintedOutcome::Empty(reason) => Outcome::Empty(Empty::because(*reason)),
        PrintedOutcome::Figure(_, Some((numerator, denominator))) => {
            Outcome::Figure(Figure::Pair { numerator: *numerator, denominator: *denominator })
        }
        PrintedOutcome::Figure(figure, None) => match number(*figure) {
            Some(number) if are_published => Outcome::Figure(Figure::Published(number)),
            Some(number) => Outcome::Figure(Figure::Number(number)),
            None => Outcome::Empty(Empty::because(Reason::Illogical)),
        },
    }
}

fn number(figure: Rounded) -> Option<Number> {
    let to_micros = 10_i128.pow(6_u32.checked_sub(figure.decimals.into())?);
    Number::from_micros(figure.scaled.checked_mul(to_micros)?)
}

/// The mistakes of a file: the first ones, and how many there are.
struct List<'a> {
    file: &'a str,
    listed: Vec<Problem>,
    found: usize,
}

impl<'a> List<'a> {
    fn of(file: &'a str) -> Self {
        Self { file, listed: Vec::new(), found: 0 }
    }

    fn add(&mut self, line: usize, code: &'static str, told: Told) {
        self.found += 1;
        if self.listed.len() < MOST_LISTED {
            self.listed.push(self.problem(line, code, told));
        }
    }

    fn problem(&self, line: usize, code: &'static str, told: Told) -> Problem {
        let Told { entry, message: [sv, en], help: [help_sv, help_en] } = told;
        Problem {
            file: self.file.to_owned(),
            line,
            entry: entry.clone(),
            code,
            message: sv,
            help: help_sv,
            english: Some(Box::new(English { entry, message: en, help: help_en })),
        }
    }

    fn into_problems(mut self) -> Problems {
        let (found, more) = (self.found, self.found - self.listed.len());
        if more > 0 {
            let told = Told {
                entry: String::new(),
                message: [
                    format!("{found} fel hittades: de första {MOST_LISTED} visas, {more} till visas inte"),
                    format!(
                        "{found} mistakes were found: the first {MOST_LISTED} are listed, {more} more are not"
                    ),
                ],
                help: [
                    "filerna hör inte ihop som de är: kör `jamfor compute --out` igen".to_owned(),
                    "the files do not belong together as they are: run `jamfor compute --out` again"
                        .to_owned(),
                ],
            };
            self.listed.push(self.problem(0, "ANS-99", told));
        }
        let mut problems: Problems = self.listed.into_iter().collect();
        problems.leave_out(more);
        problems
    }
}
