//! A trial (*prövning*): a file of changes that the catalogue is loaded with, by the same readers, checks and proofs.

mod changes;
mod comparison;
mod indicators;
mod settings;
mod swedish;

use std::cell::Cell;

use domain::{EditionYear, Number};

use super::entry::Entry;
use super::field::Field;
use super::files::{self, Files};
use super::indicators::Expanded;
use super::log::{Log, Spot, Unique};
use super::{LoadOptions, Loader, MAX_FILE, load_all};
use crate::model::{Catalogue, Edition, Indicator, Trial};
use crate::{CaseFailure, Problem, Problems, run_cases};

/// A file of changes, read and not yet understood.
pub(super) struct TrialFile<'a> {
    spot: Spot<'a>,
    /// The edition that is changed.
    pub(super) year: EditionYear,
    name: String,
    why: String,
    withhold: Option<(Number, Spot<'a>)>,
    params: Vec<Field<'a>>,
    relative: Option<Entry<'a>>,
    /// `[[peers.variable]]`.
    variables: Vec<Entry<'a>>,
    /// `[[indicator]]`, each with its id.
    indicators: Vec<(String, Entry<'a>)>,
}

impl Catalogue {
    /// An edition with the changes of a trial, and what they are. The text is that of a `CHANGES.toml`.
    ///
    /// It goes the way of every catalogue file: the same readers, checks and proofs. Cases of what is changed are no
    /// mistakes when they come out otherwise: the trial names them.
    ///
    /// # Errors
    /// All mistakes, each with its line in `file_name`.
    pub fn trial(
        &self,
        year: EditionYear,
        text: &str,
        file_name: &str,
    ) -> Result<(Edition, Trial), Problems> {
        let log = Log::default();
        let (tried, line) = tried(self, year, text, file_name, &log);
        let problems = log.into_problems();
        let mut told = Problems::default();
        told.extend(problems.iter().map(|problem| swedish::told(&at_home(problem, file_name, line))));
        told.or(tried)
    }
}

/// The edition with its changes, and the line that mistakes elsewhere come from.
fn tried(
    catalogue: &Catalogue,
    year: EditionYear,
    text: &str,
    file_name: &str,
    log: &Log,
) -> ((Edition, Trial), usize) {
    if text.len() > MAX_FILE {
        let message = format!("the file has {} bytes", text.len());
        log.file(file_name, "CAT-01", message, format!("at most {MAX_FILE} (4 MiB) are read"));
        return Default::default();
    }
    let document = files::parse(file_name, text, log);
    let trial = TrialFile::read(&document, year);
    let Some(base) = catalogue.editions.get(&year) else {
        let years: Vec<String> = catalogue.editions.keys().map(ToString::to_string).collect();
        let message = format!("there is no edition `{year}`");
        trial.spot.problem("CAT-42", message, format!("allowed: {}", years.join(", ")));
        return Default::default();
    };
    let line = trial.params.first().map_or(0, |field| field.spot.line);
    let files = Files::read(&catalogue.files, log);
    let loader = Loader {
        files: &files,
        log,
        options: LoadOptions { prove: false },
        translated: Cell::default(),
        places_sound: Cell::default(),
        trial: Some(&trial),
    };
    let mut editions = load_all(&loader).editions;
    let edition = editions.remove(&year).unwrap_or_default();
    if log.len() == 0 {
        trial.check_that_something_changes(base, &edition);
    }
    let known: Vec<CaseFailure> = run_cases(base);
    let cases = run_cases(&edition).into_iter().filter(|failure| !known.contains(failure)).collect();
    let both =
        || edition.indicators.iter().filter_map(|after| Some((base.indicator(after.id.as_str())?, after)));
    let indicators = both().filter(|(a, b)| !is_counted_alike(a, b)).map(|(_, b)| b.id.clone()).collect();
    let rules = both().filter(|(a, b)| a.rule != b.rule).map(|(_, b)| b.id.clone()).collect();
    let changes = changes::sentences(base, &edition, &catalogue.vocabulary);
    let told = Trial { name: trial.name.clone(), why: trial.why.clone(), changes, indicators, rules, cases };
    ((edition, told), line)
}

/// Whether an indicator is judged, computed and summed up in the same way.
fn is_counted_alike(a: &Indicator, b: &Indicator) -> bool {
    let of = |i: &Indicator| (i.target.clone(), i.partly.clone(), i.leaves_denominator.clone(), i.method);
    of(a) == of(b) && a.rule == b.rule
}

/// A mistake that shows elsewhere comes from the trial all the same: the catalogue by itself has none.
fn at_home(problem: &Problem, file_name: &str, line: usize) -> Problem {
    if problem.file == file_name {
        return problem.clone();
    }
    let place =
        if problem.line > 0 { format!("{}:{}", problem.file, problem.line) } else { problem.file.clone() };
    let message = format!("with these changes {place} is wrong: {}", problem.message);
    Problem { file: file_name.to_owned(), line, message, ..problem.clone() }
}

impl<'a> TrialFile<'a> {
    fn read(document: &'a files::Document<'a>, year: EditionYear) -> Self {
        let root = Entry::root(document);
        let (name, why) = (root.words("name"), root.words("why"));
        if let Some(stated) = root.whole::<u16>("edition")
            && stated != year.0
        {
            let message = format!("the changes are of edition {stated}, and {year} is computed");
            root.spot_of("edition").problem("CAT-42", message, "name the same edition in both places");
        }
        let withhold = super::calendar::withhold_above_percent(&root)
            .map(|percent| (percent, root.spot_of("withhold_above_percent")));
        let params = root.table("param").map(|table| table.fields()).unwrap_or_default();
        let relative = root.table("relative");
        let mut variables = Vec::new();
        if let Some(table) = root.table("peers") {
            variables = table.entries("variable");
            table.finish();
        }
        let mut ids = Unique::default();
        let mut indicators = Vec::new();
        for entry in root.entries("indicator") {
            let id = entry.words("id");
            if !id.is_empty() && ids.claim("indicator", &id, &entry.spot) {
                indicators.push((id, entry));
            }
        }
        let spot = document.spot();
        root.finish();
        Self { spot, year, name, why, withhold, params, relative, variables, indicators }
    }

    /// Whether the rule of an indicator must be proved again.
    pub(super) fn touches(&self, expanded: &Expanded<'_>, edition: &Edition) -> bool {
        let id = expanded.indicator.id.as_str();
        let reads = |text: &str| self.params.iter().any(|field| settings::reads(text, &field.key));
        self.indicators.iter().any(|(named, _)| named == id)
            || expanded.indicator.outcomes.iter().any(|outcome| reads(&outcome.when) || reads(&outcome.gives))
            || edition.questions.iter().any(|question| reads(&question.asked_when))
    }
}
