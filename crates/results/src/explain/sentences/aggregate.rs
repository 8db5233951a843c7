//! Of a figure of a place or group: how many units are behind it, and how it was made of them.

use domain::Method;

use super::Speech;
use crate::explain::AggregateExplanation;

/// Of a figure of a place or group.
pub(in crate::explain) fn of_aggregate(
    speech: Speech<'_>,
    explanation: &AggregateExplanation,
) -> Vec<String> {
    let AggregateExplanation { name, units, responded, left_out, numerator, denominator, empty, .. } =
        explanation;
    let count = |what: &str| explanation.members.iter().filter(|m| m.counts_as == what).count();
    let (indicator, why) = (speech.indicator, speech.vocabulary.no_figure(empty));
    let figure = figure_of(speech, explanation);
    let got = match empty.as_str() {
        "" => speech.quoted(&figure),
        _ => {
            let why = why.map_or(empty.as_str(), |named| named.name.get(speech.language));
            speech.say(format!("inget värde ({why})"), format!("no value ({why})"))
        }
    };
    let (of, year, missing) = (speech.quoted(speech.name()), explanation.edition, units - responded);
    let mut sentences = vec![
        speech.say(
            format!("{name} har {got} på {of} i årgång {year}."),
            format!("{name} has {got} on {of} in the edition of {year}."),
        ),
        speech.say(
            format!("{units} kommuner och stadsdelar hör hit; {responded} har ett utfall, {missing} är bortfall (inget svar, kan inte lämna uppgift eller inte i underlaget)."),
            format!("{units} municipalities and districts belong here; {responded} have an outcome, {missing} are non-response (no answer, cannot say, or not in the material)."),
        ),
    ];
    if *left_out > 0 {
        let is_left_out = explanation.members.iter().filter(|member| member.counts_as == "left_out");
        let mut words: Vec<String> = is_left_out.map(|member| speech.word(&member.outcome)).collect();
        words.sort_unstable();
        words.dedup();
        let words: Vec<String> = words.iter().map(|word| speech.quoted(word)).collect();
        let words = words.join(", ");
        sentences.push(speech.say(
            format!("{left_out} av de svarande räknas inte med när andelen beräknas ({words})."),
            format!(
                "{left_out} of those that responded are not counted when the share is computed ({words})."
            ),
        ));
    }
    if empty == "withheld:non_response" {
        let limit = &explanation.withhold_above_percent;
        sentences.push(speech.say(
            format!("Bortfallet överstiger {limit} procent; därför visas inget värde."),
            format!("Non-response is above {limit} per cent; therefore no value is shown."),
        ));
    } else if let Some(why) = why {
        sentences.push(why.meaning.get(speech.language).to_owned());
    } else if empty.is_empty() && indicator.method == Method::Sum {
        let units = count("figure");
        sentences.push(speech.say(
            format!("Värdet är summan över de {units} kommuner och stadsdelar som har ett värde."),
            format!("The value is the sum over the {units} municipalities and districts that have a value."),
        ));
    } else if empty.is_empty() && indicator.method == Method::Share {
        let reached = count("reached");
        sentences.push(speech.say(
            format!(
                "{reached} av {denominator} har uppnått målvärdet: {numerator} / {denominator} = {figure}."
            ),
            format!(
                "{reached} of {denominator} have reached the target: {numerator} / {denominator} = {figure}."
            ),
        ));
    } else if empty.is_empty() && !denominator.is_empty() {
        sentences.push(format!("{numerator} / {denominator} = {figure}."));
    }
    sentences.extend(speech.origin(&explanation.origin));
    sentences
}

fn figure_of(speech: Speech<'_>, explanation: &AggregateExplanation) -> String {
    let unit = match speech.indicator.method {
        Method::Share => "percent",
        _ => &speech.indicator.unit,
    };
    let figure = speech.number(&explanation.figure, explanation.decimals);
    format!("{figure} {}", speech.unit(unit)).trim_end().to_owned()
}
