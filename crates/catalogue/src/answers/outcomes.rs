//! Outcomes that others published, for editions whose answers are not known.

use std::collections::HashMap;
use std::path::Path;

use domain::{Empty, Figure, Method, Number, Outcome, Reason};
use rules::schema::{NumberForm, QuestionKind, Schema};
use rules::tree::{Gives, Num};

use super::columns::{Columns, Line, each_line};
use super::elsewhere::{Elsewhere, Names};
use super::mistakes::{Entry, Mistake, Mistakes, listing, meant_or_allowed, quoted};
use super::origin::{Origin, OriginOfFile};
use super::value::{self, Wrong};
use super::{file, unit};
use crate::Problems;
use crate::model::{Edition, Indicator};

const COLUMNS: Columns =
    Columns { required: &["unit", "indicator", "value", "numerator", "denominator"], optional: &["origin"] };
const UNIT: usize = 0;
const INDICATOR: usize = 1;
const VALUE: usize = 2;
const NUMERATOR: usize = 3;
const DENOMINATOR: usize = 4;
const ORIGIN: usize = 5;

/// Outcomes as they were published (*utfall*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenOutcomes {
    /// For each unit of the frame, the outcome of each indicator of [`Edition::computed`]; what the file does
    /// not tell is not answered.
    pub outcomes: Vec<Vec<Outcome>>,
    /// Published, or simulated.
    pub origin: Origin,
}

/// Reads the outcomes of an edition from a `.csv` or `.xlsx` file.
///
/// `value` is one of the values that the indicator is shown with, a figure as it was published, or the reason
/// why there is none (`not_applicable` where the indicator has it, `not_answered`, `cannot_say`, `illogical`,
/// `withheld`). A quotient has `numerator` and `denominator`; then `value` is empty or what they give. 0 of 0
/// is not applicable.
///
/// # Errors
/// All mistakes in it; see the table of [`super`].
pub fn read_outcomes(edition: &Edition, path: &Path) -> Result<GivenOutcomes, Problems> {
    read_outcomes_bytes(edition, &path.display().to_string(), &file::read(path)?)
}

/// Reads the outcomes of an edition from the bytes of a file with a name that ends with `.csv` or `.xlsx`.
///
/// # Errors
/// All mistakes in it; see the table of [`super`].
pub fn read_outcomes_bytes(edition: &Edition, name: &str, bytes: &[u8]) -> Result<GivenOutcomes, Problems> {
    let mut mistakes = Mistakes::of(name);
    let indicators: Vec<&Indicator> = edition.computed().collect();
    let by_id = indicators.iter().enumerate().map(|(i, indicator)| (indicator.id.as_str(), i)).collect();
    let nothing = Outcome::Empty(Empty::because(Reason::NotAnswered));
    let outcomes = vec![vec![nothing; indicators.len()]; edition.frame.units.len()];
    let mut reader = OutcomeReader {
        edition,
        indicators,
        by_id,
        outcomes,
        seen: HashMap::new(),
        elsewhere: Elsewhere::of(edition, Names::Indicators),
        origin: OriginOfFile::default(),
    };
    match file::checked_kind(name, bytes.len()) {
        Ok(kind) => {
            each_line(bytes, kind, &COLUMNS, &mut mistakes, |line, mistakes| reader.line(line, mistakes));
            reader.elsewhere.tell(&mut mistakes);
        }
        Err((code, mistake)) => mistakes.add(0, code, || mistake),
    }
    let given = GivenOutcomes { outcomes: reader.outcomes, origin: reader.origin.of_file() };
    mistakes.or(given)
}

struct OutcomeReader<'e> {
    edition: &'e Edition,
    indicators: Vec<&'e Indicator>,
    by_id: HashMap<&'e str, usize>,
    outcomes: Vec<Vec<Outcome>>,
    /// Unit and indicator: the line of the file they stand on.
    seen: HashMap<(usize, usize), usize>,
    elsewhere: Elsewhere<'e>,
    origin: OriginOfFile,
}

impl OutcomeReader<'_> {
    fn line(&mut self, line: &Line<'_>, mistakes: &mut Mistakes) {
        self.origin.line(line.id(ORIGIN), line.number, mistakes);
        let frame = &self.edition.frame;
        let (code, id) = (line.id(UNIT), line.id(INDICATOR));
        let (unit, indicator) = (frame.position(code), self.by_id.get(id).copied());
        self.elsewhere.line(id, indicator.is_some());
        let entry = Entry { unit: unit.map(|place| &frame.units[place]), what: indicator.map_or("", |_| id) };
        if unit.is_none() {
            mistakes.add(line.number, "ANS-10", || unit::unknown(frame, code).at(entry));
        }
        let Some(place) = indicator else {
            return mistakes.add(line.number, "ANS-30", || unknown_indicator(self.edition, id).at(entry));
        };
        let written = Written {
            value: line.id(VALUE),
            numerator: line.id(NUMERATOR),
            denominator: line.id(DENOMINATOR),
        };
        let indicator = self.indicators[place];
        let forms = count_forms(&self.edition.questionnaire.schema, indicator);
        let outcome = match written.outcome(indicator, &forms) {
            Ok(outcome) => outcome,
            Err(wrong) => {
                return mistakes
                    .add(line.number, wrong.code(), || wrong.tell(indicator, &forms, &written).at(entry));
            }
        };
        let Some(unit) = unit else { return };
        if let Some(before) = self.seen.insert((unit, place), line.number) {
            return mistakes.add(line.number, "ANS-13", || {
                Mistake::new(
                    (
                        format!("rad {before} anger redan det här utfallet"),
                        format!("line {before} already gives this outcome"),
                    ),
                    (
                        "ett objekt har ett utfall per indikator: behåll en av raderna",
                        "a unit has one outcome of each indicator: keep one of the lines",
                    ),
                )
                .at(entry)
            });
        }
        self.outcomes[unit][place] = outcome;
    }
}

fn unknown_indicator(edition: &Edition, id: &str) -> Mistake {
    if id.is_empty() {
        return Mistake::new(
            ("raden anger ingen indikator", "the line names no indicator"),
            (
                "skriv dess id; `jamfor catalogue show` listar dem",
                "write its id, as `jamfor catalogue show` lists them",
            ),
        );
    }
    if let Some(indicator) = edition.indicator(id) {
        let needs = &indicator.requires;
        return Mistake::new(
            (
                format!("{id} ger inga utfall i den här årgången: den kräver {needs}"),
                format!("{id} gives no outcomes in this edition: it needs {needs}"),
            ),
            ("ta bort raden", "remove the line"),
        );
    }
    let ids = edition.computed().map(|indicator| indicator.id.as_str());
    let ids: Vec<&str> = ids.collect();
    let help = meant_or_allowed(id, ("indikatorer", "indicators"), ids.iter().copied());
    let shown = quoted(id);
    Mistake::new(
        (
            format!("okänd indikator {}: den finns inte i årgången", shown.sv),
            format!("the edition has no indicator {}", shown.en),
        ),
        help,
    )
}

/// What stands on a line.
struct Written<'a> {
    value: &'a str,
    numerator: &'a str,
    denominator: &'a str,
}

/// Why a line gives no outcome.
#[derive(Clone, Copy)]
enum WrongOutcome {
    /// No value that the indicator is shown with.
    Value,
    /// No figure.
    Figure(Wrong),
    /// Counts where the indicator has none.
    NoCounts,
    /// One of the counts is missing.
    OneCount,
    /// A count that is no number.
    Count(Wrong, bool),
    /// More above the line than below, of a share.
    TooMany,
    /// Something above, nothing below.
    NothingBelow,
    /// The value is not what the counts give.
    Disagree(Figure),
    /// 0 of 0 gives no value.
    NoneOfNone,
    /// The counts give more than the indicator's unit can hold.
    TooLarge(Figure, Number),
}

/// Non-response that an indicator can have whatever it is shown with.
const NON_RESPONSE: [Reason; 4] =
    [Reason::NotAnswered, Reason::CannotSay, Reason::Illogical, Reason::Withheld];

impl Written<'_> {
    fn outcome(&self, indicator: &Indicator, forms: &[NumberForm; 2]) -> Result<Outcome, WrongOutcome> {
        let has_counts = !self.numerator.is_empty() || !self.denominator.is_empty();
        if has_counts {
            return self.quotient(indicator, forms);
        }
        if self.value.is_empty() {
            return Ok(Outcome::Empty(Empty::because(Reason::NotAnswered)));
        }
        let is_shown = indicator.shown.iter().any(|shown| shown == self.value);
        if let Ok(reason) = self.value.parse::<Reason>() {
            let can_be = is_shown || NON_RESPONSE.contains(&reason);
            return if can_be {
                Ok(Outcome::Empty(Empty::because(reason)))
            } else {
                Err(WrongOutcome::Value)
            };
        }
        if indicator.method != Method::Share {
            let number = value::number(&published(indicator), self.value).map_err(WrongOutcome::Figure)?;
            return Ok(Outcome::Figure(Figure::Published(number)));
        }
        match self.value.parse() {
            Ok(id) if is_shown => Ok(Outcome::Category(id)),
            Ok(_) | Err(_) => Err(WrongOutcome::Value),
        }
    }

    fn quotient(
        &self,
        indicator: &Indicator,
        [above, below]: &[NumberForm; 2],
    ) -> Result<Outcome, WrongOutcome> {
        if !has_counts(indicator) {
            return Err(WrongOutcome::NoCounts);
        }
        if self.numerator.is_empty() || self.denominator.is_empty() {
            return Err(WrongOutcome::OneCount);
        }
        let numerator =
            value::number(above, self.numerator).map_err(|wrong| WrongOutcome::Count(wrong, true))?;
        let denominator =
            value::number(below, self.denominator).map_err(|wrong| WrongOutcome::Count(wrong, false))?;
        if denominator == Number::ZERO {
            return match (numerator == Number::ZERO, self.value.is_empty()) {
                (false, _) => Err(WrongOutcome::NothingBelow),
                (true, false) => Err(WrongOutcome::NoneOfNone),
                (true, true) => Ok(Outcome::Empty(Empty::because(Reason::NotApplicable))),
            };
        }
        if indicator.unit == "percent" && numerator > denominator {
            return Err(WrongOutcome::TooMany);
        }
        let pair = Figure::Pair { numerator, denominator };
        let largest = published(indicator).high;
        if indicator.unit != "percent"
            && pair.rounded(indicator.times(), indicator.decimals) > largest.rounded(indicator.decimals)
        {
            return Err(WrongOutcome::TooLarge(pair, largest));
        }
        if !self.value.is_empty() {
            let stated = value::number(&published(indicator), self.value).map_err(WrongOutcome::Figure)?;
            if stated.rounded(indicator.decimals) != pair.rounded(indicator.times(), indicator.decimals) {
                return Err(WrongOutcome::Disagree(pair));
            }
        }
        Ok(Outcome::Figure(pair))
    }
}

/// Whether an indicator is a quotient.
fn has_counts(indicator: &Indicator) -> bool {
    let is_quotient = |gives: &Gives| match gives {
        Gives::Quotient(..) => true,
        Gives::Value(_) | Gives::Empty(_) | Gives::Figure(_) => false,
    };
    indicator.method == Method::Ratio || indicator.rule.entries.iter().any(|entry| is_quotient(&entry.gives))
}

fn largest() -> Number {
    Number::from_micros(Number::MAX_MICROS.into()).expect("the largest number is a number")
}

/// What may stand above and below the line: as the questions ask for it that the rule divides – persons are whole –,
/// and any number where the rule counts otherwise.
fn count_forms(schema: &Schema, indicator: &Indicator) -> [NumberForm; 2] {
    let any = || NumberForm { digits: 6, low: Number::ZERO, high: largest(), missing_code: None };
    let of = |num: &Num| match num {
        Num::Cell(col) => match &schema.column(*col).kind {
            // The missing code is no count.
            QuestionKind::Number(form) => NumberForm { missing_code: None, ..form.clone() },
            QuestionKind::One(_)
            | QuestionKind::Many(_)
            | QuestionKind::Date
            | QuestionKind::Text
            | QuestionKind::Table(_) => any(),
        },
        Num::SumRows(col) => match &schema.column(*col).kind {
            QuestionKind::Table(form) => NumberForm { digits: form.digits, ..any() },
            QuestionKind::One(_)
            | QuestionKind::Many(_)
            | QuestionKind::Date
            | QuestionKind::Text
            | QuestionKind::Number(_) => any(),
        },
        Num::Literal(_)
        | Num::Parameter(..)
        | Num::Arithmetic(..)
        | Num::Negate(_)
        | Num::Case { .. }
        | Num::CountRows { .. }
        | Num::ChosenCount(_) => any(),
    };
    let quotient = indicator.rule.entries.iter().find_map(|entry| match &entry.gives {
        Gives::Quotient(above, below) => Some([of(above), of(below)]),
        Gives::Value(_) | Gives::Empty(_) | Gives::Figure(_) => None,
    });
    quotient.unwrap_or([any(), any()])
}

/// Hours that a week has.
const HOURS_OF_A_WEEK: i32 = 24 * 7;

/// A published figure: no more decimals than the indicator is published with.
pub(super) fn published(indicator: &Indicator) -> NumberForm {
    let least = Number::from_micros(-i128::from(Number::MAX_MICROS)).expect("the least number is a number");
    let (low, high) = match indicator.unit.as_str() {
        "percent" => (Number::ZERO, Number::whole(100)),
        "hours_per_week" => (Number::ZERO, Number::whole(HOURS_OF_A_WEEK)),
        _ => (least, largest()),
    };
    NumberForm { digits: indicator.decimals, low, high, missing_code: None }
}

impl WrongOutcome {
    fn code(self) -> &'static str {
        match self {
            Self::Value => "ANS-31",
            Self::Figure(_) => "ANS-32",
            Self::NoCounts
            | Self::OneCount
            | Self::Count(..)
            | Self::TooMany
            | Self::NothingBelow
            | Self::Disagree(_)
            | Self::NoneOfNone
            | Self::TooLarge(..) => "ANS-33",
        }
    }

    fn tell(self, indicator: &Indicator, forms: &[NumberForm; 2], written: &Written<'_>) -> Mistake {
        let &Written { value, numerator, denominator } = written;
        let (above, below, shown) = (quoted(numerator), quoted(denominator), quoted(value));
        let of_sv = format!("{} av {}", above.sv, below.sv);
        let of_en = format!("{} of {}", above.en, below.en);
        match self {
            Self::Value => {
                let ids = indicator.shown.iter().map(String::as_str);
                let ids: Vec<&str> = ids.chain(NON_RESPONSE.iter().map(|reason| reason.id())).collect();
                let help = meant_or_allowed(value, ("tillåtet", "allowed"), ids.iter().copied());
                let message = (
                    format!("{} är inget utfall för den här indikatorn", shown.sv),
                    format!("{} is no outcome of this indicator", shown.en),
                );
                Mistake::new(message, help)
            }
            Self::Figure(wrong) => {
                let told = wrong.tell_number(&published(indicator), value);
                let reasons = listing(NON_RESPONSE.into_iter().map(Reason::id));
                let help = (
                    format!("{}; utan siffra skrivs orsaken: {}", told.help.sv, reasons.sv),
                    format!("{}; without a figure its reason: {}", told.help.en, reasons.en),
                );
                Mistake::new(told.message, help)
            }
            Self::Count(wrong, is_numerator) => {
                let (name, count_written) =
                    if is_numerator { ("numerator", numerator) } else { ("denominator", denominator) };
                let form = if is_numerator { &forms[0] } else { &forms[1] };
                let told = wrong.tell_number(form, count_written);
                let message =
                    (format!("{name}: {}", told.message.sv), format!("{name}: {}", told.message.en));
                Mistake::new(message, told.help)
            }
            Self::NoCounts => Mistake::new(
                (
                    format!("{of_sv} är angivet, men den här indikatorn är ingen kvot"),
                    format!("{of_en} is given, but this indicator is no quotient"),
                ),
                (
                    "lämna `numerator` och `denominator` tomma och skriv `value`",
                    "leave numerator and denominator empty and write `value`",
                ),
            ),
            Self::OneCount => Mistake::new(
                (format!("{of_sv} är en halv kvot"), format!("{of_en} is half a quotient")),
                (
                    "skriv både täljare (`numerator`) och nämnare (`denominator`), eller ingen av dem",
                    "write both numerator and denominator, or neither",
                ),
            ),
            Self::TooMany => Mistake::new(
                (format!("{of_sv} är mer än alla"), format!("{of_en} is more than all")),
                (
                    "täljaren (`numerator`) ska ingå i nämnaren (`denominator`)",
                    "the numerator is counted among the denominator",
                ),
            ),
            Self::NothingBelow => Mistake::new(
                (format!("{of_sv} är delat med noll"), format!("{of_en} divides by nought")),
                (
                    "rätta antalen, eller skriv `illogical` som `value`",
                    "mend the counts, or write `illogical` as `value`",
                ),
            ),
            Self::NoneOfNone => Mistake::new(
                (
                    format!("{of_sv} ger ingen siffra, men `value` är {}", shown.sv),
                    format!("{of_en} gives no figure, but `value` is {}", shown.en),
                ),
                ("lämna `value` tom", "leave `value` empty"),
            ),
            Self::TooLarge(figure, largest) => {
                let gives = figure.rounded(indicator.times(), indicator.decimals);
                Mistake::new(
                    (
                        format!("{of_sv} ger {gives}, mer än {largest}, som är det mesta som kan finnas"),
                        format!("{of_en} gives {gives}, more than {largest}, which is the most there can be"),
                    ),
                    ("rätta antalen", "mend the counts"),
                )
            }
            Self::Disagree(figure) => {
                let gives = figure.rounded(indicator.times(), indicator.decimals);
                Mistake::new(
                    (
                        format!("`value` är {}, men {of_sv} ger {gives}", shown.sv),
                        format!("`value` is {}, but {of_en} gives {gives}", shown.en),
                    ),
                    (
                        "lämna `value` tom, eller rätta det som är fel",
                        "leave `value` empty, or mend what is wrong",
                    ),
                )
            }
        }
    }
}
