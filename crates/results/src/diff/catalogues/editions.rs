//! What differs between two editions, and what of it is an indicator's definition.

use catalogue::model::{Edition, Indicator, Question};
use rules::schema::Col;

use super::super::carry::{cells_behind, maps};
use super::fields::{Fields, Weight, by_key, compare, listed, name};
use super::{Change, Kind, comparison, frame, indicators, questions};

/// What differs between two editions, of one year or of two.
pub fn editions(a: &Edition, b: &Edition) -> Vec<Change> {
    let mut changes = Vec::new();
    let renamed = |text: &str| renamed(a, b, text);
    let year = Some(b.year);
    compare(
        year,
        Kind::Edition,
        &b.year.to_string(),
        Some(("", edition_fields(a))),
        Some(("", edition_fields(b))),
        &mut changes,
    );
    for (id, old, new) in by_key(&a.parts, &b.parts, |part| part.code.to_string()) {
        let side = |found: Option<&catalogue::model::Part>| found.map(questions::part);
        let names = (old.map_or("", |part| &part.name.sv), new.map_or("", |part| &part.name.sv));
        compare(
            year,
            Kind::Part,
            &id,
            side(old).map(|fields| (names.0, fields)),
            side(new).map(|fields| (names.1, fields)),
            &mut changes,
        );
    }
    for (id, old, new) in by_key(&a.parameters, &b.parameters, |parameter| parameter.id.clone()) {
        let side = |found: Option<&catalogue::model::NamedParameter>| {
            found.map(|parameter| (questions::value(parameter), questions::parameter(parameter)))
        };
        let (old_value, old) = side(old).unzip();
        let (new_value, new) = side(new).unzip();
        let sides = (old_value.as_deref().zip(old), new_value.as_deref().zip(new));
        compare(year, Kind::Parameter, &id, sides.0, sides.1, &mut changes);
    }
    all_indicators(a, b, &renamed, &mut changes);
    all_questions(a, b, &renamed, &mut changes);
    for (id, old, new) in by_key(&a.checks, &b.checks, |check| check.id.clone()) {
        let before = old.map(|check| (check.message.sv.as_str(), questions::check(a, check, &renamed)));
        let after = new.map(|check| (check.message.sv.as_str(), questions::check(b, check, &str::to_owned)));
        compare(year, Kind::Check, &id, before, after, &mut changes);
    }
    let settings = (comparison::fields(&a.comparison), comparison::fields(&b.comparison));
    compare(year, Kind::Comparison, "", Some(("", settings.0)), Some(("", settings.1)), &mut changes);
    frame::compared(a, b, &mut changes);
    others(a, b, &mut changes);
    changes
}

fn edition_fields(edition: &Edition) -> Fields {
    let mut fields = Fields::default();
    fields.defines(
        "withhold_above_percent",
        "gräns för bortfall, procent",
        "limit of non-response, per cent",
        edition.withhold_above_percent,
    );
    fields.states("levels", "redovisningsnivåer", "levels", listed(&edition.levels));
    fields.states("population", "antal objekt", "units", edition.population);
    let measured = edition.measured_on.map(|date| date.to_string());
    fields.states("measured_on", "mätdatum", "measurement date", measured.unwrap_or_default());
    fields.states("area", "verksamhetsområde", "area", &edition.area);
    fields.both(name("name", "namn", "name"), "", &edition.name);
    fields.text("plain_ends", "0 och 100 utan decimaler", "0 and 100 without decimals", edition.plain_ends);
    fields.text("published", "publicerad", "published", &edition.published);
    fields.text("data_source", "datakälla", "data source", &edition.data_source);
    fields.text("error_sources", "felkällor", "error sources", &edition.error_sources);
    fields.source(&edition.source, &edition.readings);
    fields
}

fn all_indicators(a: &Edition, b: &Edition, renamed: &dyn Fn(&str) -> String, changes: &mut Vec<Change>) {
    let year = Some(b.year);
    let mut met: Vec<&Indicator> = Vec::new();
    for indicator in &b.indicators {
        let before = indicators::same_indicator(b, indicator, a);
        met.extend(before);
        compare(
            year,
            Kind::Indicator,
            indicator.id.as_str(),
            before.map(|old| (old.short_name.sv.as_str(), indicators::fields(old, renamed))),
            Some((indicator.short_name.sv.as_str(), indicators::fields(indicator, &str::to_owned))),
            changes,
        );
    }
    for old in a.indicators.iter().filter(|old| met.iter().all(|known| known.id != old.id)) {
        let before = Some((old.short_name.sv.as_str(), Fields::default()));
        compare(year, Kind::Indicator, old.id.as_str(), before, None, changes);
    }
}

/// Questions of a year are known by their code; of two years only by what the catalogue says became of them.
fn all_questions(a: &Edition, b: &Edition, renamed: &dyn Fn(&str) -> String, changes: &mut Vec<Change>) {
    let year = Some(b.year);
    let source = |code: &str| -> Option<&Question> {
        if a.year == b.year {
            return a.question(code);
        }
        let became = maps(a, b).find_map(|(map, backwards)| {
            let (old, new) = if backwards { (&map.to, &map.from) } else { (&map.from, &map.to) };
            (*new == format!("{}:{code}", b.year)).then(|| old.split_once(':')).flatten()
        });
        became.filter(|(of, _)| *of == a.year.to_string()).and_then(|(_, old)| a.question(old))
    };
    let mut met: Vec<&str> = Vec::new();
    for question in &b.questions {
        let before = source(question.code.as_str());
        met.extend(before.map(|old| old.code.as_str()));
        compare(
            year,
            Kind::Question,
            question.code.as_str(),
            before.map(|old| (old.text.sv.as_str(), questions::question(a, old, renamed))),
            Some((question.text.sv.as_str(), questions::question(b, question, &str::to_owned))),
            changes,
        );
    }
    for old in a.questions.iter().filter(|old| !met.contains(&old.code.as_str())) {
        let before = Some((old.text.sv.as_str(), Fields::default()));
        compare(year, Kind::Question, old.code.as_str(), before, None, changes);
    }
}

/// What no outcome rests on: told as a whole, so that nothing differs in silence.
fn others(a: &Edition, b: &Edition, changes: &mut Vec<Change>) {
    let cases = |edition: &Edition| -> Vec<String> {
        let told = |case: &catalogue::model::Case| {
            let mut case = case.clone();
            case.place.clear();
            format!("{case:?}")
        };
        edition.cases.iter().map(told).collect()
    };
    let facts = |edition: &Edition| {
        format!("{:?}{:?}{:?}{:?}", edition.facts, edition.response, edition.cannot_say, edition.reports)
    };
    let (a_cases, b_cases) = (cases(a), cases(b));
    let mut add = |id: &str, differs: bool, before: String, after: String| {
        if differs {
            let side = |value| {
                let mut fields = Fields::default();
                fields.text("content", "innehåll", "content", value);
                Some(("", fields))
            };
            // Two different contents may be of one size: the second is then marked.
            let after = if before == after { format!("{after} *") } else { after };
            compare(Some(b.year), Kind::Other, id, side(before), side(after), changes);
        }
    };
    let count = |n: usize| n.to_string();
    add("cases", a_cases != b_cases, count(a_cases.len()), count(b_cases.len()));
    let (ours, theirs) = (&a.comparability, &b.comparability);
    add("comparability", ours != theirs, count(ours.indicators.len()), count(theirs.indicators.len()));
    add("cited", facts(a) != facts(b), count(a.facts.len()), count(b.facts.len()));
    let (ours, theirs) = (&a.simulation, &b.simulation);
    add("simulation", ours != theirs, count(ours.numbers.len()), count(theirs.numbers.len()));
    let (ours, theirs) = (&a.collection, &b.collection);
    add("collection", ours != theirs, count(ours.reminders.len()), count(theirs.reminders.len()));
}

/// What of an indicator's definition differs: its rule, and whatever the rule's answers and figures rest on.
pub fn definition(a: &Edition, before: &Indicator, b: &Edition, after: &Indicator) -> Vec<Change> {
    let renamed = |text: &str| renamed(a, b, text);
    let year = Some(b.year);
    let mut changes = Vec::new();
    let defining = |fields: Fields| {
        Fields(fields.0.into_iter().filter(|field| field.weight == Weight::Defines).collect())
    };
    let mut held = |kind, id: &str, old: Option<Fields>, new: Option<Fields>| {
        let (old, new) = (old.map(|fields| ("", defining(fields))), new.map(|fields| ("", defining(fields))));
        compare(year, kind, id, old, new, &mut changes);
    };
    let own = (indicators::fields(before, &renamed), indicators::fields(after, &str::to_owned));
    held(Kind::Indicator, after.id.as_str(), Some(own.0), Some(own.1));
    let whole = (edition_fields(a), edition_fields(b));
    held(Kind::Edition, &b.year.to_string(), Some(whole.0), Some(whole.1));

    let old = Ground::of(a, before, &|code| became(a, b, code));
    let new = Ground::of(b, after, &str::to_owned);
    for (code, old, new) in by_key(&old.questions, &new.questions, |(code, _)| code.clone()) {
        let old = old.map(|(_, question)| questions::question(a, question, &renamed));
        let new = new.map(|(_, question)| questions::question(b, question, &str::to_owned));
        held(Kind::Question, &code, old, new);
    }
    for (id, old, new) in by_key(&old.checks, &new.checks, |check| check.id.clone()) {
        let old = old.map(|check| questions::check(a, check, &renamed));
        let new = new.map(|check| questions::check(b, check, &str::to_owned));
        held(Kind::Check, &id, old, new);
    }
    for (id, old, new) in by_key(&old.parameters, &new.parameters, |parameter| parameter.id.clone()) {
        held(Kind::Parameter, &id, old.map(questions::parameter), new.map(questions::parameter));
    }
    changes
}

/// What an indicator's rule rests on.
struct Ground {
    /// By their codes in the second edition.
    questions: Vec<(String, Question)>,
    checks: Vec<catalogue::model::Check>,
    parameters: Vec<catalogue::model::NamedParameter>,
}

impl Ground {
    fn of(edition: &Edition, indicator: &Indicator, code: &dyn Fn(&str) -> String) -> Self {
        let cells = cells_behind(edition, indicator);
        let schema = &edition.questionnaire.schema;
        let places: std::collections::BTreeSet<usize> =
            cells.iter().filter_map(|col| schema.column(*col).question).collect();
        let questions: Vec<(String, Question)> = places
            .into_iter()
            .filter_map(|place| edition.questions.get(place))
            .map(|question| (code(question.code.as_str()), question.clone()))
            .collect();
        let decides = |check: &&catalogue::model::Check| {
            check.makes_illogical.iter().any(|col: &Col| cells.contains(col))
        };
        let checks: Vec<_> = edition.checks.iter().filter(decides).cloned().collect();
        let texts: Vec<&str> = indicator
            .outcomes
            .iter()
            .flat_map(|outcome| [outcome.gives.as_str(), outcome.when.as_str()])
            .chain(questions.iter().map(|(_, question)| question.asked_when.as_str()))
            .chain(checks.iter().map(|check| check.text.as_str()))
            .collect();
        let is_read = |parameter: &&catalogue::model::NamedParameter| {
            let wanted = format!("param.{}", parameter.id);
            texts.iter().any(|text| words(text).any(|word| word == wanted))
        };
        let parameters = edition.parameters.iter().filter(is_read).cloned().collect();
        Self { questions, checks, parameters }
    }
}

/// The code that a question of the first edition has in the second; with its year if it has none there.
fn became(a: &Edition, b: &Edition, code: &str) -> String {
    let renamed = renamed(a, b, code);
    if a.year == b.year || renamed != code || maps(a, b).any(|(map, _)| is_kept(a, b, map, code)) {
        renamed
    } else {
        format!("{}:{code}", a.year)
    }
}

/// Whether a statement says that a question kept its code.
fn is_kept(a: &Edition, b: &Edition, map: &catalogue::model::QuestionMap, code: &str) -> bool {
    let (before, after) = (format!("{}:{code}", a.year), format!("{}:{code}", b.year));
    (map.from == before && map.to == after) || (map.from == after && map.to == before)
}

/// The words of a rule: names with their rows, `param.x`.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.')).filter(|word| !word.is_empty())
}

/// A rule of the first edition in the question codes of the second; what stands in quotes is left.
fn renamed(a: &Edition, b: &Edition, text: &str) -> String {
    let codes: Vec<(&str, &str)> = maps(a, b)
        .filter_map(|(map, backwards)| {
            let (old, new) = if backwards { (&map.to, &map.from) } else { (&map.from, &map.to) };
            let ((of, old), (to, new)) = (old.split_once(':')?, new.split_once(':')?);
            (of == a.year.to_string() && to == b.year.to_string()).then_some((old, new))
        })
        .collect();
    if codes.is_empty() {
        return text.to_owned();
    }
    let mut result = String::with_capacity(text.len());
    let (mut word, mut quoted) = (String::new(), false);
    for c in text.chars().chain(std::iter::once('\0')) {
        if c.is_ascii_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        let new = codes.iter().find(|(old, _)| !quoted && *old == word).map(|(_, new)| *new);
        result.push_str(new.unwrap_or(&word));
        word.clear();
        quoted ^= c == '\'';
        if c != '\0' {
            result.push(c);
        }
    }
    result
}
