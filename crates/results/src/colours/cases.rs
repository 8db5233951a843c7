//! Runs the cases that an edition's comparison settings carry.

use catalogue::model::{Direction, Edition, Language, RelativeCase, UncertaintyCase, UncertaintyMode};
use domain::Number;

use super::{Counts, Exact, NotHere, Verdict, of_place, relative, uncertainty};

/// Decimals that intervals of cases are compared with.
const DECIMALS: u8 = 1;

/// A case of a colour mode that does not come out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFailure {
    /// File and line.
    pub place: String,
    /// Its name.
    pub name: String,
    /// What it expects, as in the file.
    pub expected: String,
    /// What comes out.
    pub got: String,
}

impl CaseFailure {
    /// `"två lika vid gränsen" – väntat middle, blev best`.
    pub fn sentence(&self, language: Language) -> String {
        let Self { name, expected, got, .. } = self;
        match language {
            Language::Swedish => format!("\"{name}\" – väntat {expected}, blev {got}"),
            Language::English => format!("\"{name}\" – expected {expected}, got {got}"),
        }
    }
}

/// Runs all cases of the modes *relative* and *uncertainty*; those that do not come out.
pub fn run_cases(edition: &Edition) -> Vec<CaseFailure> {
    let comparison = &edition.comparison;
    let ranked = comparison.relative.iter().flat_map(|settings| {
        comparison.relative_cases.iter().filter_map(move |case| {
            let RelativeCase { name, figures, units, direction, colours, place } = case;
            let figures: Vec<Option<Exact>> =
                figures.iter().map(|figure| Exact::of_figure(figure.as_ref()?, 1)).collect();
            let told = relative(&figures, *direction == Direction::Up, settings);
            let told = told.into_iter().enumerate().map(|(i, verdict)| match units.get(i) {
                Some(units) => of_place(verdict, *units, settings),
                None => verdict,
            });
            let got = told.map(id).collect::<Vec<_>>().join(", ");
            failure(place, name, colours.join(", "), got)
        })
    });
    let uncertain = comparison.uncertainty.iter().flat_map(|settings| {
        comparison.uncertainty_cases.iter().filter_map(move |case| {
            let [low, high] = [case.ends.0, case.ends.1].map(|end| end.rounded(DECIMALS));
            let expected = format!("{} [{low}, {high}]", case.then);
            failure(&case.place, &case.name, expected, uncertain(case, settings))
        })
    });
    ranked.chain(uncertain).collect()
}

fn id(verdict: Result<Verdict, NotHere>) -> &'static str {
    verdict.map_or_else(NotHere::id, Verdict::id)
}

fn failure(place: &str, name: &str, expected: String, got: String) -> Option<CaseFailure> {
    let (place, name) = (place.to_owned(), name.to_owned());
    (expected != got).then_some(CaseFailure { place, name, expected, got })
}

fn uncertain(case: &UncertaintyCase, settings: &UncertaintyMode) -> String {
    let counts = |a: Number, b: Number| Counts::of_micros(a.micros().into(), b.micros().into());
    let own = counts(case.numerator, case.denominator).ok_or(NotHere::NoCounts);
    let reference = counts(case.reference.0, case.reference.1).ok_or(NotHere::NoReference);
    let told = own.and_then(|own| Ok((own, reference?))).and_then(|(own, reference)| {
        uncertainty(own, reference, case.direction == Direction::Up, DECIMALS, settings)
    });
    match told {
        Ok(told) => format!("{} [{}, {}]", told.verdict.id(), told.interval.0, told.interval.1),
        Err(why) => why.id().to_owned(),
    }
}
