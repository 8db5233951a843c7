//! Outcomes and figures as people meet them: colour, sign and word, never colour alone.

use anstyle::{AnsiColor, Style};
use catalogue::model::{Edition, Indicator, Vocabulary};
use domain::{Aggregate, Outcome, swedish};
use results::colours::{Verdict, target};

use crate::arguments::Lang;

/// What the mode *target* (*målvärde*) says of an outcome; none where it does not apply.
pub(crate) fn verdict(indicator: &Indicator, outcome: &Outcome) -> Option<Verdict> {
    target(indicator, outcome).ok()
}

/// The sign of a verdict, as the vocabulary has it; a blank where there is none.
pub(crate) fn sign(vocabulary: &Vocabulary, verdict: Option<Verdict>) -> &str {
    verdict.and_then(|verdict| vocabulary.colour(verdict.id())).map_or(" ", |word| word.sign.as_str())
}

/// The colour of a verdict, as the vocabulary has it.
pub(crate) fn style(vocabulary: &Vocabulary, verdict: Option<Verdict>) -> Style {
    let word = verdict.and_then(|verdict| vocabulary.colour(verdict.id()));
    let color = match word.map(|word| word.colour.as_str()) {
        Some("green") => AnsiColor::Green,
        Some("yellow") => AnsiColor::Yellow,
        Some("red") => AnsiColor::Red,
        Some(_) | None => return Style::new(),
    };
    Style::new().fg_color(Some(color.into()))
}

/// `✔ Ja`, `57,1`, `– Ej aktuellt`.
pub(crate) fn outcome(
    edition: &Edition,
    vocabulary: &Vocabulary,
    indicator: &Indicator,
    outcome: &Outcome,
) -> String {
    match outcome {
        Outcome::Category(value) => {
            let sign = sign(vocabulary, verdict(indicator, outcome));
            format!("{sign} {}", vocabulary.value(value.as_str()))
        }
        Outcome::Figure(figure) => {
            swedish::figure(figure.rounded(indicator.times(), indicator.decimals), edition.plain_ends)
        }
        Outcome::Empty(empty) => vocabulary.empty(empty.reason.id()).map_or_else(
            || empty.reason.id().to_owned(),
            |named| format!("{} {}", named.sign, named.name.sv),
        ),
    }
}

/// `53,8` or `.. Bortfallet överstiger 20 procent`.
pub(crate) fn aggregate(
    edition: &Edition,
    vocabulary: &Vocabulary,
    aggregate: &Aggregate,
    lang: Lang,
) -> String {
    match &aggregate.figure {
        Ok(figure) => {
            let sv = swedish::figure(*figure, edition.plain_ends);
            if lang == Lang::En { swedish::in_english(&sv) } else { sv }
        }
        Err(why) => vocabulary.no_figure(why.id()).map_or_else(
            || why.id().to_owned(),
            |named| format!("{} {}", named.sign, named.name.get(lang.language())),
        ),
    }
}

/// Paints a padded text.
pub(crate) fn painted(text: &str, style: Style) -> String {
    format!("{style}{text}{style:#}")
}
