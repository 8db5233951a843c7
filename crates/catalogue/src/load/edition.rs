//! One edition from its folder: first what is asked, then what is counted.

use std::collections::BTreeMap;

use domain::{EditionYear, IndicatorId, Place};
use rules::schema::Schema;
use rules::table::{IllogicalCheck, Questionnaire};

use super::groupings::Memberships;
use super::indicators::Known;
use super::{
    Loader, calendar, cases, checks, cited, comparability, comparison, frame, indicators, measures, proof,
    questions, schema, sets,
};
use crate::answers::others;
use crate::model::{Check, Edition, Family, Grouping, Vocabulary};

/// What all editions share.
pub(super) struct Shared<'s> {
    pub(super) vocabulary: &'s Vocabulary,
    pub(super) places: &'s [Place],
    pub(super) groupings: &'s [Grouping],
    pub(super) memberships: &'s Memberships<'s>,
    pub(super) families: &'s BTreeMap<IndicatorId, Family>,
}

/// Reads every edition.
pub(super) fn load_all(loader: &Loader<'_>, shared: &Shared<'_>) -> BTreeMap<EditionYear, Edition> {
    let mut editions = BTreeMap::new();
    let mut mapped = Vec::new();
    for name in loader.files.folders("editions/") {
        match name.parse::<EditionYear>() {
            Ok(year) => {
                let edition = load(loader, shared, year, &mut mapped);
                editions.insert(year, edition);
            }
            Err(error) => {
                let folder = format!("editions/{name}");
                loader.log.file(
                    &folder,
                    "CAT-26",
                    format!("`{name}` is not {}", error.kind),
                    format!("write {}", error.form),
                );
            }
        }
    }
    if editions.is_empty() {
        loader.log.file("editions", "CAT-09", "there is no edition", "add editions/<year>/edition.toml");
    }
    comparability::check_mapped(&mapped, &editions);
    let years: Vec<EditionYear> = editions.keys().copied().collect();
    for year in years {
        let others = others(&editions, year);
        if let Some(edition) = editions.get_mut(&year) {
            edition.others = others;
        }
    }
    for (year, spot) in &shared.memberships.editions {
        let years: Vec<String> = editions.keys().map(EditionYear::to_string).collect();
        spot.known("edition", &year.to_string(), years.iter().map(String::as_str));
    }
    editions
}

fn load<'a>(
    loader: &'a Loader<'a>,
    shared: &Shared<'_>,
    year: EditionYear,
    mapped: &mut Vec<comparability::Mapped<'a>>,
) -> Edition {
    let folder = format!("editions/{year}");
    let words = shared.vocabulary;
    let mistakes = loader.log.len();
    loader.log.forget_unread(&questions::QUESTIONS);
    loader.log.forget_unread(&["part", "parameter", "value set", "row set"]);
    let (mut edition, population) = calendar::load(loader, year, &folder, words);
    let trial = loader.trial.filter(|trial| trial.year == year);
    if let Some(trial) = trial {
        trial.settings(&mut edition);
    }
    edition.frame = frame::build(year, shared.places, shared.groupings, &shared.memberships.groups);
    let counted = edition.frame.units.len();
    if let Some(spot) = population
        && loader.places_sound.get()
        && usize::try_from(edition.population) != Ok(counted)
    {
        let message = format!("`population` is {} and the frame has {counted} units", edition.population);
        spot.problem("CAT-14", message, "compare `from` and `to` in units.csv with the source");
    }
    edition.measures = measures::load(loader, &folder, &edition.frame);
    let sets = sets::load(loader, &folder);
    let drafts = questions::load(loader, &folder, &edition.parts, &sets);
    let checks = checks::read(loader, &folder);
    let parameters = edition.parameters.iter().map(|p| (p.id.clone(), p.value)).collect();
    let previous = checks::read_previous(&checks);
    let schema = schema::build(&edition.frame, &edition.measures, &drafts, parameters, previous);
    let filters = schema::filters(&schema, &drafts);
    schema::check_references(&schema, &drafts);
    edition.checks = checks::compile(checks, &schema);
    edition.questions = drafts.into_iter().map(|draft| draft.question).collect();
    edition.questionnaire = questionnaire(schema, filters, &edition.checks);
    // A rule over a questionnaire with mistakes would be proved of something nobody means.
    let is_sound = loader.log.len() == mistakes;
    let mut expanded = {
        let known = Known {
            words,
            families: shared.families,
            sets: &sets,
            schema: &edition.questionnaire.schema,
            edition: &edition,
        };
        let mut expanded = indicators::load(loader, &folder, &known);
        if let Some(trial) = trial {
            trial.indicators(&mut expanded, &known);
        }
        expanded
    };
    if is_sound {
        let must_prove = |expanded: &&mut indicators::Expanded<'_>| {
            loader.options.prove || trial.is_some_and(|trial| trial.touches(expanded, &edition))
        };
        proof::prove_all(&edition.questionnaire, expanded.iter_mut().filter(must_prove));
    }
    edition.value_sets = sets.values;
    edition.row_sets = sets.rows;
    edition.indicators = expanded.iter().map(|expanded| expanded.indicator.clone()).collect();
    edition.cases = cases::load(loader, &folder, &edition, &expanded);
    edition.comparability = comparability::load(loader, &folder, &edition, shared.families, mapped);
    cited::load(loader, &folder, words, &mut edition);
    edition.simulation = cited::simulation(loader, &folder, &edition);
    edition.comparison = comparison::load(loader, &folder, &edition);
    if let Some(trial) = trial {
        trial.comparison(&mut edition);
    }
    edition
}

fn questionnaire(schema: Schema, filters: Vec<Option<rules::tree::Cond>>, checks: &[Check]) -> Questionnaire {
    let illogical = checks
        .iter()
        .filter(|check| !check.makes_illogical.is_empty())
        .map(|check| IllogicalCheck { when: check.when.clone(), cells: check.makes_illogical.clone() })
        .collect();
    Questionnaire::new(schema, filters, illogical)
}
