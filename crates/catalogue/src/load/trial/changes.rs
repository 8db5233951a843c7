//! What a trial changes, in sentences that both languages have.

use domain::{Method, ValueId};
use rules::schema::Parameter;

use crate::model::{Edition, Indicator, Language, OutcomeText, Text, Ties, Vocabulary};

/// Every difference between an edition and the same with changes.
pub(super) fn sentences(base: &Edition, tried: &Edition, words: &Vocabulary) -> Vec<Text> {
    let mut all = Vec::new();
    if base.withhold_above_percent != tried.withhold_above_percent {
        let (from, to) = (base.withhold_above_percent, tried.withhold_above_percent);
        all.push(text(
            format!(
                "Undertryckning vid bortfall över: {from} → {to} procent",
                from = comma(from),
                to = comma(to)
            ),
            format!("Withheld above non-response of: {from} → {to} per cent"),
        ));
    }
    for (before, after) in base.parameters.iter().zip(&tried.parameters) {
        if before.value != after.value {
            let ((from_sv, from_en), (to_sv, to_en)) = (parameter(before.value), parameter(after.value));
            let id = &before.id;
            all.push(text(
                format!("Parameter `{id}`: {from_sv} → {to_sv}"),
                format!("Parameter `{id}`: {from_en} → {to_en}"),
            ));
        }
    }
    for after in &tried.indicators {
        if let Some(before) = base.indicator(after.id.as_str()) {
            indicator(before, after, words, &mut all);
        }
    }
    comparison(base, tried, &mut all);
    all
}

fn text(sv: String, en: String) -> Text {
    Text { sv, en: Some(en) }
}

fn comma(number: domain::Number) -> String {
    number.to_string().replace('.', ",")
}

fn parameter(value: Parameter) -> (String, String) {
    match value {
        Parameter::Number(number) => (comma(number), number.to_string()),
        Parameter::Date(date) => (date.to_string(), date.to_string()),
    }
}

fn indicator(before: &Indicator, after: &Indicator, words: &Vocabulary, all: &mut Vec<Text>) {
    let id = &after.id;
    for (sv, en, from, to) in [
        ("målvärde", "target", &before.target, &after.target),
        ("delvis (gult)", "partly (yellow)", &before.partly, &after.partly),
        ("utanför nämnaren", "out of the denominator", &before.leaves_denominator, &after.leaves_denominator),
    ] {
        if from != to {
            let told =
                |language| format!("{} → {}", named(from, words, language), named(to, words, language));
            let (told_sv, told_en) = (told(Language::Swedish), told(Language::English));
            all.push(text(
                format!("Indikator `{id}`: {sv} {told_sv}"),
                format!("Indicator `{id}`: {en} {told_en}"),
            ));
        }
    }
    if before.method != after.method {
        let (from, to) = (method(before.method), method(after.method));
        all.push(text(
            format!("Indikator `{id}`: sammanvägning {} → {}", from.0, to.0),
            format!("Indicator `{id}`: summed up as {} → {}", from.1, to.1),
        ));
    }
    if before.rule.ordered != after.rule.ordered {
        let (sv, en) = match after.rule.ordered {
            true => ("reglerna prövas i tur och ordning", "its rules are tried one after another"),
            false => ("bara en regel kan gälla åt gången", "only one of its rules can hold at a time"),
        };
        all.push(text(format!("Indikator `{id}`: {sv}"), format!("Indicator `{id}`: {en}")));
    }
    rule(before, after, words, all);
}

/// Each result whose condition differs; a rule compiled otherwise from the same words reads a changed parameter.
fn rule(before: &Indicator, after: &Indicator, words: &Vocabulary, all: &mut Vec<Text>) {
    let id = &after.id;
    let mut results: Vec<&str> = Vec::new();
    for outcome in before.outcomes.iter().chain(&after.outcomes) {
        if !results.contains(&outcome.gives.as_str()) {
            results.push(&outcome.gives);
        }
    }
    let mut differs = false;
    for result in results {
        let conditions = |outcomes: &[OutcomeText]| -> Vec<String> {
            outcomes
                .iter()
                .filter(|outcome| outcome.gives == result)
                .map(|outcome| outcome.when.clone())
                .collect()
        };
        let (from, to) = (conditions(&before.outcomes), conditions(&after.outcomes));
        if from != to {
            differs = true;
            let told = |language| {
                let words = (condition(&from, language), condition(&to, language));
                format!("{} → {}", words.0, words.1)
            };
            let name = |language| gives(result, words, language);
            all.push(text(
                format!("Indikator `{id}`: {} när {}", name(Language::Swedish), told(Language::Swedish)),
                format!("Indicator `{id}`: {} when {}", name(Language::English), told(Language::English)),
            ));
        }
    }
    if !differs && before.outcomes != after.outcomes {
        all.push(text(
            format!("Indikator `{id}`: reglernas ordning"),
            format!("Indicator `{id}`: the order of its rules"),
        ));
    } else if !differs && before.rule.entries != after.rule.entries {
        all.push(text(
            format!("Indikator `{id}`: regeln läser den ändrade parametern"),
            format!("Indicator `{id}`: its rule reads the changed parameter"),
        ));
    }
}

fn condition(conditions: &[String], language: Language) -> String {
    let (never, otherwise, or) = match language {
        Language::Swedish => ("aldrig", "annars", " eller "),
        Language::English => ("never", "otherwise", " or "),
    };
    let told = |condition: &String| match condition.trim() {
        "" => otherwise.to_owned(),
        text => format!("`{text}`"),
    };
    if conditions.is_empty() {
        return never.to_owned();
    }
    conditions.iter().map(told).collect::<Vec<_>>().join(or)
}

fn gives(result: &str, words: &Vocabulary, language: Language) -> String {
    match result.strip_prefix("empty:") {
        Some(reason) => {
            words.empty(reason).map_or_else(|| reason.to_owned(), |n| n.name.get(language).to_owned())
        }
        None => value(result, words, language),
    }
}

fn value(id: &str, words: &Vocabulary, language: Language) -> String {
    let named = words.values.iter().find(|named| named.id == id);
    named.map_or_else(|| id.to_owned(), |named| named.name.get(language).to_owned())
}

fn named(ids: &[ValueId], words: &Vocabulary, language: Language) -> String {
    match ids {
        [] => match language {
            Language::Swedish => "inget".to_owned(),
            Language::English => "none".to_owned(),
        },
        ids => ids.iter().map(|id| value(id.as_str(), words, language)).collect::<Vec<_>>().join(", "),
    }
}

fn method(method: Method) -> (&'static str, &'static str) {
    match method {
        Method::Share => ("andel", "share"),
        Method::Ratio => ("kvot", "ratio"),
        Method::Mean => ("medelvärde", "mean"),
        Method::Median => ("median", "median"),
        Method::Sum => ("summa", "sum"),
        Method::UnweightedMean => ("ovägt medelvärde", "unweighted mean"),
        Method::PopulationWeightedMean => ("befolkningsvägt medelvärde", "population-weighted mean"),
    }
}

fn comparison(base: &Edition, tried: &Edition, all: &mut Vec<Text>) {
    if let (Some(before), Some(after)) = (&base.comparison.relative, &tried.comparison.relative) {
        let ties = |ties: Ties| match ties {
            Ties::Middle => ("delar mitten av sina platser", "share the middle of their places"),
            Ties::Best => ("delar den bästa av sina platser", "share the best of their places"),
            Ties::Worst => ("delar den sämsta av sina platser", "share the worst of their places"),
        };
        for (sv, en, from, to) in [
            ("bästa andel, procent", "best, per cent", before.best_percent.into(), after.best_percent.into()),
            (
                "sämsta andel, procent",
                "worst, per cent",
                before.worst_percent.into(),
                after.worst_percent.into(),
            ),
            ("minsta jämförelsemängd", "smallest comparison set", before.smallest, after.smallest),
            (
                "minsta antal kommuner bakom en plats tal",
                "fewest units behind the figure of a place",
                before.smallest_place,
                after.smallest_place,
            ),
        ] {
            if from != to {
                all.push(text(
                    format!("Relativ färg, {sv}: {from} → {to}"),
                    format!("Relative colour, {en}: {from} → {to}"),
                ));
            }
        }
        if before.ties != after.ties {
            let (from, to) = (ties(before.ties), ties(after.ties));
            all.push(text(
                format!("Relativ färg, lika värden: {} → {}", from.0, to.0),
                format!("Relative colour, equal figures: {} → {}", from.1, to.1),
            ));
        }
    }
    if let (Some(before), Some(after)) = (&base.comparison.peers, &tried.comparison.peers) {
        for (from, to) in before.variables.iter().zip(&after.variables) {
            if from.weight != to.weight {
                let (name_sv, name_en) = (&from.name.sv, from.name.get(Language::English));
                let (was, is) = (from.weight, to.weight);
                all.push(text(
                    format!("Liknande kommuner, vikt för {name_sv}: {} → {}", comma(was), comma(is)),
                    format!("Peers, weight of {name_en}: {was} → {is}"),
                ));
            }
        }
    }
}
