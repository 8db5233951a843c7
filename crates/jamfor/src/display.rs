//! Outcomes and figures as people meet them: colour, sign and word, never colour alone.

use anstyle::{AnsiColor, Style};
use catalogue::model::{Edition, Indicator, IndicatorRole, Vocabulary};
use domain::{Aggregate, Outcome, ValueId, swedish};

/// What an outcome means in the mode *target* (*målvärde*): reached, partly, not reached, or not judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Reached,
    Partly,
    NotReached,
    NotJudged,
}

impl Verdict {
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::Reached => "✔",
            Self::Partly => "◐",
            Self::NotReached => "✘",
            Self::NotJudged => " ",
        }
    }

    pub(crate) fn style(self) -> Style {
        let color = match self {
            Self::Reached => AnsiColor::Green,
            Self::Partly => AnsiColor::Yellow,
            Self::NotReached => AnsiColor::Red,
            Self::NotJudged => return Style::new(),
        };
        Style::new().fg_color(Some(color.into()))
    }
}

/// The verdict on an outcome.
pub(crate) fn verdict(indicator: &Indicator, outcome: &Outcome) -> Verdict {
    let is = |values: &[ValueId], value: &ValueId| values.contains(value);
    match outcome {
        _ if indicator.role == IndicatorRole::Background => Verdict::NotJudged,
        Outcome::Category(v) if is(&indicator.leaves_denominator, v) => Verdict::NotJudged,
        Outcome::Category(v) if is(&indicator.partly, v) => Verdict::Partly,
        Outcome::Category(v) if is(&indicator.target, v) => Verdict::Reached,
        Outcome::Category(_) => Verdict::NotReached,
        Outcome::Figure(_) | Outcome::Empty(_) => Verdict::NotJudged,
    }
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
            format!("{} {}", verdict(indicator, outcome).sign(), vocabulary.value(value.as_str()))
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
pub(crate) fn aggregate(edition: &Edition, vocabulary: &Vocabulary, aggregate: &Aggregate) -> String {
    match &aggregate.figure {
        Ok(figure) => swedish::figure(*figure, edition.plain_ends),
        Err(why) => vocabulary
            .no_figure(why.id())
            .map_or_else(|| why.id().to_owned(), |named| format!("{} {}", named.sign, named.name.sv)),
    }
}

/// Paints a padded text.
pub(crate) fn painted(text: &str, style: Style) -> String {
    format!("{style}{text}{style:#}")
}
