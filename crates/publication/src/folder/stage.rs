//! What sources give (*underlaget*): read, computed, and ready to be built into the model.

use catalogue::answers::{
    Answers, Origin, PublishedValue, read_answers_bytes, read_outcomes_bytes, read_published_bytes,
};
use catalogue::model::Edition;
use catalogue::{Catalogue, LoadOptions, Problem, Problems};
use domain::{EditionYear, UnitCode};
use jiff::Timestamp;
use results::origin::OriginWords;
use results::{Outcomes, Results};

use super::fault::fault;
use super::given::{answers_csv, outcomes_csv};
use super::make::Refused;
use super::sources::only_sources;
use super::{Files, Given, Sources, names, published_at};
use crate::build::{self, Before};
use crate::manifest::{Earlier, MANIFEST, Manifest, Program};
use crate::model::{Audience, Publication, Text};

/// Sources, read and computed.
pub(crate) struct Stage {
    pub(super) published_at: Timestamp,
    pub(crate) catalogue: Catalogue,
    pub(crate) computed: Computed,
    pub(crate) published: Vec<PublishedValue>,
    pub(crate) before: Option<Previous>,
    year: EditionYear,
    counties: Vec<UnitCode>,
}

impl Stage {
    /// The edition.
    ///
    /// # Errors
    /// The catalogue does not have it.
    pub(crate) fn edition(&self) -> Result<&Edition, Refused> {
        edition_of(&self.catalogue, self.year)
    }

    /// Everything that is computed before anything is built or rendered.
    pub(crate) fn of(sources: &Sources) -> Result<Self, Refused> {
        let published_at = published_at(&sources.published_at).map_err(Refused::Usage)?;
        let catalogue = load(&sources.catalogue, "")?;
        let edition = edition_of(&catalogue, sources.edition)?;
        let counties = counties_of(edition, &sources.counties)?;
        let computed = Computed::of(edition, &sources.given)?;
        let published = match &sources.published {
            Some((name, bytes)) => read_published_bytes(edition, name, bytes)?,
            None => Vec::new(),
        };
        let before = match &sources.before {
            Some(files) => {
                let previous = Previous::of(files, &computed.results.origin)?;
                previous.is_earlier_than(published_at, &sources.published_at)?;
                Some(previous)
            }
            None => None,
        };
        Ok(Self { published_at, catalogue, computed, published, before, year: sources.edition, counties })
    }

    /// The model of it, for everybody.
    pub(crate) fn publication(&self, sources: &Sources, program: &Program) -> Result<Publication, Refused> {
        let input = build::Input {
            catalogue: &self.catalogue,
            edition: self.edition()?,
            results: &self.computed.results,
            published_at: self.published_at,
            published_as: &sources.published_at,
            counties: &self.counties,
            published: &self.published,
            before: match &self.before {
                Some(previous) => Some(Before {
                    edition: edition_of(&previous.catalogue, EditionYear(previous.manifest.edition))?,
                    results: &previous.results,
                }),
                None => None,
            },
            round: self.computed.round,
            trial: None,
            program: &program.title(),
        };
        Ok(build::build(&input, Audience::Public))
    }
}

/// Results, and the file they can be computed from again.
pub(crate) struct Computed {
    pub(crate) results: Results,
    /// The answers as everybody may see them; none where only outcomes are known.
    pub(crate) answers: Option<Answers>,
    pub(super) csv: Vec<u8>,
    pub(super) round: Option<u8>,
}

impl Computed {
    fn of(edition: &Edition, given: &Given) -> Result<Self, Refused> {
        match given {
            Given::Answers(name, bytes) => {
                let answers = read_answers_bytes(edition, name, bytes)?;
                let csv = answers_csv(edition, &answers);
                let public = read_answers_bytes(edition, names::ANSWERS, &csv)?;
                let computed =
                    |answers: &Answers| Results::from_answers(edition, &answers.table, &answers.origin_id());
                let (all, results) = (computed(&answers), computed(&public));
                same_outcomes(edition, &all, &results)?;
                let round = public.round;
                Ok(Self { results, answers: Some(public), csv, round })
            }
            Given::Outcomes(name, bytes) => {
                let given = read_outcomes_bytes(edition, name, bytes)?;
                let csv = outcomes_csv(edition, &given);
                let public = read_outcomes_bytes(edition, names::GIVEN_OUTCOMES, &csv)?;
                let computed = |outcomes: &[Vec<domain::Outcome>], origin: Origin| {
                    let rows = Outcomes::from_rows(edition.computed().count(), outcomes.to_vec());
                    Results::from_outcomes(edition, rows, origin.id())
                };
                let all = computed(&given.outcomes, given.origin);
                let results = computed(&public.outcomes, public.origin);
                same_outcomes(edition, &all, &results)?;
                Ok(Self { results, answers: None, csv, round: None })
            }
        }
    }
}

/// Refuses to publish answers that, without comments and free texts, do not give the outcomes that are published.
fn same_outcomes(edition: &Edition, all: &Results, public: &Results) -> Result<(), Problems> {
    let mut problems = Problems::default();
    for ((subject, indicator, from_all), (.., from_public)) in
        all.each_outcome(edition).zip(public.each_outcome(edition))
    {
        if from_all != from_public {
            let unit = &edition.frame.units[all.subjects[subject].unit];
            problems.push(fault(
                names::ANSWERS,
                "PUB-30",
                &format!("{} ({}), {}", unit.code, unit.name, indicator.id),
                (
                    "utfallet beror på en fritext eller kommentar, som inte publiceras",
                    "the outcome depends on a free text or comment, which is not published",
                ),
                (
                    "låt en granskare besluta (kolumnen `accepted`) och låt regeln läsa beslutet",
                    "let a reviewer decide (column `accepted`) and let the rule read the decision",
                ),
            ));
        }
    }
    problems.or(())
}

/// The last comparable publication.
pub(crate) struct Previous {
    pub(crate) manifest: Manifest,
    /// The hash of its whole manifest.
    whole: String,
    pub(crate) catalogue: Catalogue,
    pub(crate) results: Results,
    pub(super) kept: Files,
}

impl Previous {
    fn of(files: &Files, origin: &str) -> Result<Self, Refused> {
        let manifest = super::verify::manifest_of(files)?;
        let kept = only_sources(&manifest, files);
        let sources = Sources::of_folder(&manifest, files)?;
        let catalogue = load(&sources.catalogue, names::BEFORE)?;
        let edition = edition_of(&catalogue, sources.edition)?;
        let results = Computed::of(edition, &sources.given)?.results;
        if is_simulated(&results.origin) != is_simulated(origin) {
            return Err(fault(
                names::BEFORE,
                "PUB-31",
                "",
                (
                    "den förra publiceringen är simulerad och den nya inte, eller tvärtom",
                    "the earlier publication is simulated and the new one is not, or the other way round",
                ),
                (
                    "jämför simulerade omgångar med simulerade och verkliga med verkliga",
                    "compare simulated rounds with simulated ones and real ones with real ones",
                ),
            )
            .into());
        }
        let whole = super::verify::manifest_of(&kept)?.whole.unwrap_or_default();
        Ok(Self { manifest, whole, catalogue, results, kept })
    }

    /// Refuses to compare with what was not published before.
    fn is_earlier_than(&self, time: Timestamp, written: &str) -> Result<(), Refused> {
        let theirs = &self.manifest.published_at;
        let at = published_at(theirs).map_err(|_| {
            let theirs = super::fault::shown(theirs);
            let message = (
                format!("den förra publiceringens tidpunkt `{theirs}` är ingen tidpunkt"),
                format!("the earlier publication's time `{theirs}` is no time"),
            );
            let help = (
                "hämta den förra publiceringen på nytt från den som publicerade den",
                "fetch the earlier publication anew from whoever published it",
            );
            fault(&format!("{}/{MANIFEST}", names::BEFORE), "PUB-32", "", (&message.0, &message.1), help)
        })?;
        if at < time {
            return Ok(());
        }
        Err(Refused::Usage(Text {
            sv: format!(
                "--before: den förra publiceringen är publicerad {theirs}, och det är inte före {written}. Ange en som publicerades tidigare, eller rätta --published-at"
            ),
            en: Some(format!(
                "--before: the earlier publication was published at {theirs}, which is not before {written}. Name one that was published earlier, or correct --published-at"
            )),
        }))
    }

    pub(super) fn named(self) -> Earlier {
        Earlier {
            path: names::BEFORE.to_owned(),
            title: self.manifest.title,
            published_at: self.manifest.published_at,
            manifest: self.whole,
        }
    }
}

fn is_simulated(origin: &str) -> bool {
    OriginWords::parse(origin).is_some_and(|words| words.simulated)
}

/// A catalogue, its mistakes named from `folder` on.
fn load(files: &Files, folder: &str) -> Result<Catalogue, Problems> {
    Catalogue::load_files(files, LoadOptions { prove: false }).map_err(|problems| {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let named = |problem: &Problem| Problem {
            file: format!("{prefix}{}/{}", names::CATALOGUE, problem.file),
            ..problem.clone()
        };
        problems.iter().map(named).collect()
    })
}

pub(super) fn edition_of(catalogue: &Catalogue, year: EditionYear) -> Result<&Edition, Refused> {
    catalogue.editions.get(&year).ok_or_else(|| {
        let known: Vec<String> = catalogue.editions.keys().map(ToString::to_string).collect();
        let known = known.join(", ");
        Refused::Usage(Text {
            sv: format!("årgång {year} finns inte i katalogen; finns: {known}"),
            en: Some(format!("the catalogue has no edition {year}; it has: {known}")),
        })
    })
}

fn counties_of(edition: &Edition, wanted: &[String]) -> Result<Vec<UnitCode>, Refused> {
    let counties = &edition.frame.counties;
    let mut found: Vec<UnitCode> = Vec::new();
    for code in wanted {
        let Some(county) = counties.iter().find(|county| county.code.as_str() == code.as_str()) else {
            let known: Vec<&str> = counties.iter().map(|county| county.code.as_str()).collect();
            let (code, known) = (super::fault::shown(code), known.join(", "));
            return Err(Refused::Usage(Text {
                sv: format!("--county {code}: årgång {} har inget sådant län; finns: {known}", edition.year),
                en: Some(format!(
                    "--county {code}: edition {} has no such county; it has: {known}",
                    edition.year
                )),
            }));
        };
        if found.contains(&county.code) {
            return Err(Refused::Usage(Text {
                sv: format!("--county {code} står två gånger: ett län har ett blad"),
                en: Some(format!("--county {code} is given twice: a county has one sheet")),
            }));
        }
        found.push(county.code.clone());
    }
    Ok(found)
}
