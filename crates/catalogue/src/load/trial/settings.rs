//! What a trial changes of the edition as a whole: parameters, and the limit above which figures are withheld.

use rules::schema::Parameter;

use super::{TrialFile, is_counted_alike};
use crate::model::Edition;

impl TrialFile<'_> {
    /// Changes parameters and the limit, before anything that reads them is compiled.
    pub(in crate::load) fn settings(&self, edition: &mut Edition) {
        if let Some((percent, _)) = self.withhold {
            edition.withhold_above_percent = percent;
        }
        for field in &self.params {
            let Some(parameter) = edition.parameters.iter_mut().find(|known| known.id == field.key) else {
                let known = edition.parameters.iter().map(|parameter| parameter.id.as_str());
                field.spot.unknown("parameter", &field.key, known);
                continue;
            };
            let value = match parameter.value {
                Parameter::Number(_) => field.number().map(Parameter::Number),
                Parameter::Date(_) => field.date().map(Parameter::Date),
            };
            parameter.value = value.unwrap_or(parameter.value);
        }
    }

    /// Tells of changes after which everything is as before: somebody meant something else.
    pub(super) fn check_that_something_changes(&self, base: &Edition, edition: &Edition) {
        let mut any = false;
        if let Some((percent, spot)) = &self.withhold {
            any = true;
            if *percent == base.withhold_above_percent {
                let message = format!("`withhold_above_percent` is {percent} already");
                spot.problem("CAT-41", message, "give another number, or take the line away");
            }
        }
        for field in &self.params {
            any = true;
            let value = |edition: &Edition| {
                edition.parameters.iter().find(|parameter| parameter.id == field.key).map(|p| p.value)
            };
            let read = edition.indicators.iter().flat_map(|indicator| &indicator.outcomes);
            let is_read = read.into_iter().any(|o| reads(&o.when, &field.key) || reads(&o.gives, &field.key))
                || edition.questions.iter().any(|question| reads(&question.asked_when, &field.key))
                || edition.checks.iter().any(|check| reads(&check.text, &field.key));
            if value(base) == value(edition) {
                let message = format!("the parameter `{}` has this value already", field.key);
                field.spot.problem("CAT-41", message, "give another value, or take the line away");
            } else if !is_read {
                let message = format!("nothing in the edition reads `param.{}`", field.key);
                let help =
                    "the rule says the value itself: change it with [[indicator]] and [[indicator.outcome]]";
                field.spot.problem("CAT-41", message, help);
            }
        }
        for (id, entry) in &self.indicators {
            any = true;
            if let (Some(before), Some(after)) = (base.indicator(id), edition.indicator(id))
                && is_counted_alike(before, after)
            {
                let help = "change target, partly, leaves_denominator, method or [[indicator.outcome]], or take it away";
                entry.problem("CAT-41", "nothing of the indicator is changed", help);
            }
        }
        any |= self.compared_otherwise(base, edition);
        if !any {
            let help = "add [[indicator]], [param], withhold_above_percent, [relative] or [[peers.variable]]";
            self.spot.problem("CAT-41", "nothing is changed", help);
        }
    }
}

/// Whether a rule's text reads a parameter.
pub(super) fn reads(text: &str, parameter: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("param.") {
        let word: &str = after.split(|c| !is_word(c)).next().unwrap_or_default();
        if word == parameter && !before.ends_with(is_word) {
            return true;
        }
        rest = after;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::reads;

    #[test]
    fn a_parameter_is_read_by_its_whole_name() {
        for (text, expected) in [
            ("A1 > param.gräns", false),
            ("A1 > param.lagst", true),
            ("A1 > param.lagst_antal", false),
            ("A1 > param.lagst_antal OR A2 = param.lagst", true),
            ("xparam.lagst", false),
        ] {
            assert_eq!(reads(text, "lagst"), expected, "{text}");
        }
    }
}
