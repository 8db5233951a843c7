//! Answers, faults, findings and filters in words.

use catalogue::model::{Edition, Question};
use collection::form::value::{Given, MAX_TEXT, Wrong};
use domain::Number;
use maud::{Markup, html};
use results::checks::Finding;
use rules::schema::{Col, NumberForm};
use rules::tree::Cond;

use super::Setting;
use super::cells::written_number;
use crate::design::question::MAX_COMMENT;
use crate::language::{Language, Phrase};

/// Most characters of what was written that a message repeats.
const MOST_REPEATED: usize = 30;

/// A text of our own in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
}

impl Said {
    pub(super) fn new(sv: impl Into<String>, en: impl Into<String>) -> Self {
        Self { sv: sv.into(), en: en.into() }
    }

    /// The text in a language.
    pub fn get(&self, language: Language) -> &str {
        language.say(&self.sv, &self.en)
    }
}

/// The number that stands before a question: of a text that belongs to an answer, that of the question.
pub(crate) fn number(question: &Question) -> &str {
    match question.belongs_to.split(['.', '#']).next() {
        Some(code) if !code.is_empty() => code,
        Some(_) | None => question.code.as_str(),
    }
}

/// Why something sent cannot be an answer: what is wrong, what is allowed, what to do. Of what was written it repeats a short
/// figure, where one was asked for, and nothing else.
pub(super) fn wrong(wrong: &Wrong, line: Option<usize>) -> Said {
    let said = match wrong {
        Wrong::Alternative => Said::new(
            "Svaret finns inte bland alternativen. Välj bland dem som står på sidan.",
            "The answer is not among the alternatives. Choose among those on the page.",
        ),
        Wrong::Several => Said::new(
            "Flera svar kom in där bara ett får ges. Välj ett av dem.",
            "Several answers came in where only one may be given. Choose one of them.",
        ),
        Wrong::NoNumber(form) => with_allowed(
            form,
            ("Det som står är inget tal.", "What is written is not a number."),
            ("Skriv bara siffror, utan enhet", "Write digits only, without a unit"),
        ),
        Wrong::Decimals(form) => with_allowed(
            form,
            ("Talet har för många decimaler.", "The number has too many decimals."),
            ("Avrunda det", "Round it"),
        ),
        Wrong::Range(form) => with_allowed(
            form,
            ("Talet ligger utanför det som är möjligt.", "The number is outside of what is possible."),
            ("Kontrollera det och skriv om det", "Check it and write it again"),
        ),
        Wrong::MissingCode(form) => {
            let code =
                |language| form.missing_code.map_or_else(String::new, |code| written_number(language, code));
            let (sv, en) = (code(Language::Swedish), code(Language::English));
            Said::new(
                format!(
                    "{sv} är bortfallskoden, inget antal. Töm fältet och kryssa i ”Kan inte lämna uppgift” i stället."
                ),
                format!(
                    "{en} is the missing code, not a figure. Empty the field and tick “Cannot give this figure” instead."
                ),
            )
        }
        Wrong::CannotSay => Said::new(
            "”Kan inte lämna uppgift” går inte att välja här. Skriv ett svar, eller lämna frågan tom.",
            "“Cannot give this figure” cannot be chosen here. Write an answer, or leave the question empty.",
        ),
        Wrong::Date => Said::new(
            "Det som står är inget datum. Skriv år, månad och dag, till exempel 2018-02-01.",
            "What is written is not a date. Write year, month and day, such as 2018-02-01.",
        ),
        Wrong::PersonalNumber => Said::new(
            "Texten innehöll ett personnummer och är inte sparad. Svaren är offentliga. Numret är borttaget här: läs igenom texten och spara igen.",
            "The text held a personal identity number and is not saved. Answers are public. The number has been removed here: read the text through and save again.",
        ),
        Wrong::Character(c) => {
            let code = u32::from(*c);
            Said::new(
                format!(
                    "Texten innehöll ett osynligt styrtecken (U+{code:04X}) och är inte sparad. Tecknet är borttaget här: läs igenom texten och spara igen."
                ),
                format!(
                    "The text held an invisible control character (U+{code:04X}) and is not saved. It has been removed here: read the text through and save again."
                ),
            )
        }
        Wrong::TooLong { characters } => too_long(*characters, MAX_TEXT),
        Wrong::TooManyLines => {
            let most = rules::schema::MAX_TABLE_LINES;
            Said::new(
                format!("Det är för många rader. Högst {most} får plats: slå ihop några av dem."),
                format!("There are too many lines. There is room for {most}: put some of them together."),
            )
        }
    };
    match line {
        Some(line) => Said::new(format!("Rad {line}: {}", said.sv), format!("Line {line}: {}", said.en)),
        None => said,
    }
}

pub(super) fn too_long(characters: usize, most: usize) -> Said {
    Said::new(
        format!("Texten är {characters} tecken lång och är inte sparad. Högst {most} får plats: korta den."),
        format!(
            "The text is {characters} characters long and is not saved. There is room for {most}: shorten it."
        ),
    )
}

/// A personal identity number in a text that is no answer: a name, a reason.
pub(super) fn wrong_here() -> Said {
    Said::new(
        "Texten innehöll ett personnummer och är inte sparad: den läses av fler, och kan bli offentlig. Numret är borttaget här. Skriv texten utan det och skicka igen",
        "The text held a personal identity number and is not saved: others read it, and it may become public. The number has been removed here. Write the text without it and send again",
    )
}

/// Why a comment was not saved.
pub(super) fn wrong_comment(why: &Wrong) -> Said {
    match why {
        Wrong::TooLong { characters } => too_long(*characters, MAX_COMMENT),
        Wrong::Alternative
        | Wrong::Several
        | Wrong::NoNumber(_)
        | Wrong::Decimals(_)
        | Wrong::Range(_)
        | Wrong::MissingCode(_)
        | Wrong::CannotSay
        | Wrong::Date
        | Wrong::PersonalNumber
        | Wrong::Character(_)
        | Wrong::TooManyLines => wrong(why, None),
    }
}

/// A choice between answers, one of which has been replaced since the page was shown.
pub(super) fn chosen_too_late() -> Said {
    Said::new(
        "Svaret ändrades medan du valde. Läs de svar som står här nu, och välj igen.",
        "The answer was changed while you chose. Read the answers that are here now, and choose again.",
    )
}

fn with_allowed(form: &NumberForm, what: (&str, &str), then: (&str, &str)) -> Said {
    let decimals_sv = match form.digits {
        0 => "heltal".to_owned(),
        1 => "tal med högst 1 decimal".to_owned(),
        n => format!("tal med högst {n} decimaler"),
    };
    let decimals_en = match form.digits {
        0 => "whole numbers".to_owned(),
        1 => "numbers with at most 1 decimal".to_owned(),
        n => format!("numbers with at most {n} decimals"),
    };
    let (low, high) =
        (written_number(Language::Swedish, form.low), written_number(Language::Swedish, form.high));
    Said::new(
        format!(
            "{} Tillåtet: {decimals_sv} från {low} till {high}. {}, till exempel {}.",
            what.0,
            then.0,
            written_number(Language::Swedish, example(form))
        ),
        format!(
            "{} Allowed: {decimals_en} from {} to {}. {}, such as {}.",
            what.1,
            form.low,
            form.high,
            then.1,
            example(form)
        ),
    )
}

/// A number that may be written, with all its decimals.
fn example(form: &NumberForm) -> Number {
    let text = match form.digits {
        0 => "12",
        1 => "12.5",
        _ => "12.25",
    };
    let fits = |number: &Number| form.low <= *number && *number <= form.high;
    text.parse().ok().filter(fits).unwrap_or(form.high)
}

/// The same, after what was written where a number was asked for: short, and of letters and figures alone.
pub(super) fn after_what_was_written(said: Said, why: &Wrong, written: &str) -> Said {
    let written = written.trim();
    let is_about_a_number = matches!(why, Wrong::NoNumber(_) | Wrong::Decimals(_) | Wrong::Range(_));
    let is_plain = |c: char| c < '\u{250}' && (c.is_alphanumeric() || " .,:;%+-/()".contains(c));
    let is_fit = !written.is_empty()
        && written.chars().count() <= MOST_REPEATED
        && written.chars().all(is_plain)
        && domain::find_personal_number(written).is_none();
    match is_about_a_number && is_fit {
        true => Said::new(
            format!("Du skrev ”{written}”. {}", said.sv),
            format!("You wrote “{written}”. {}", said.en),
        ),
        false => said,
    }
}

/// Checks that stand where something is not answered yet: they are said when somebody wants to submit, not while they write.
pub(super) fn is_about_missing(finding: &Finding) -> bool {
    matches!(finding.check.as_str(), "obligatorisk" | "obligatorisk-del")
}

/// What a check says: the catalogue's words, or ours for those that always stand.
pub(super) fn finding<'a>(setting: &Setting<'_>, finding: &'a Finding) -> Phrase<'a> {
    let language = setting.language;
    let english = match finding.check.as_str() {
        "obligatorisk" => Some("The question must be answered. Answer it.".to_owned()),
        "obligatorisk-del" => Some("The part must be answered, and nothing in it is. Answer it.".to_owned()),
        "huvudfragan-saknas" => {
            Some("The follow-up is answered but its main question is not. Answer the main question, too.".to_owned())
        }
        "star-ensamt" => Some(
            "An alternative that stands alone is chosen together with others. Take away that one or the others.".to_owned(),
        ),
        id => {
            let check = setting.edition.checks.iter().find(|check| check.id == id);
            check.and_then(|check| {
                let next = check.next_step.en.as_deref();
                let next = if check.next_step.sv.is_empty() { Some("") } else { next };
                Some(format!("{} {}", check.message.en.as_deref()?, next?).trim().to_owned())
            })
        }
    };
    language.either(finding.message.as_str(), english)
}

/// An answer as it reads.
pub(crate) fn answer<'a>(setting: &Setting<'a>, question: &'a Question, given: &Given) -> Phrase<'a> {
    let language = setting.language;
    let place =
        |place: &usize| question.alternatives.get(*place).map(|alternative| setting.text(&alternative.text));
    let unit = if question.unit.is_empty() { String::new() } else { format!(" {}", question.unit) };
    match given {
        Given::One(one) => place(one).unwrap_or_else(|| "".into()),
        Given::Many(all) => {
            let all: Vec<Phrase<'_>> = all.iter().filter_map(place).collect();
            let joined = all.iter().map(Phrase::text).collect::<Vec<_>>().join("; ");
            if all.iter().any(|phrase| phrase.lang().is_some()) {
                language.official(joined)
            } else {
                joined.into()
            }
        }
        Given::Number(number) => language.official(format!("{}{unit}", written_number(language, *number))),
        Given::CannotSay => cannot_say(language).into(),
        Given::Date(date) => date.to_string().into(),
        Given::Text(text) => text.clone().into(),
        Given::Lines(lines) => {
            let numbers: Vec<String> = lines.iter().map(|number| written_number(language, *number)).collect();
            language.official(format!("{}{unit}", numbers.join("; ")))
        }
    }
}

pub(super) fn cannot_say(language: Language) -> &'static str {
    language.say("Kan inte lämna uppgift", "Cannot give this figure")
}

/// When a follow-up is asked (*besvaras om …*), in a form's words.
pub(super) fn asked_when(setting: &Setting<'_>, col: Col) -> Markup {
    let language = setting.language;
    let filter = setting.edition.questionnaire.filters[col.index()].as_ref();
    let row = &setting.edition.questionnaire.schema.column(col).row;
    let words = filter.and_then(|filter| condition(setting, filter));
    match (words, filter) {
        (Some(words), _) if row.is_some() => html! {
            (language.say("Besvaras på de rader där ", "Answered on the rows where ")) (words) "."
        },
        (Some(words), _) => html! { (language.say("Besvaras om ", "Answered if ")) (words) "." },
        (None, Some(filter)) => {
            let mut codes: Vec<&str> = Vec::new();
            filter.columns(&mut |col| codes.extend(question_at(setting.edition, col).map(number)));
            codes.dedup();
            if codes.is_empty() {
                return html! { (language.say(
                    "Ställs bara till vissa kommuner eller stadsdelar.",
                    "Asked only of certain municipalities or districts.",
                )) };
            }
            html! {
                (language.say("Om frågan besvaras beror på svaret på ", "Whether this is asked depends on the answer to "))
                (codes.join(", ")) "."
            }
        }
        (None, None) => html! {},
    }
}

fn question_at(edition: &Edition, col: Col) -> Option<&Question> {
    let place = edition.questionnaire.schema.column(col).question?;
    edition.questions.iter().find(|question| question.place == place)
}

fn condition(setting: &Setting<'_>, cond: &Cond) -> Option<Markup> {
    let language = setting.language;
    let together = |all: &[Cond], word: &str| {
        let mut parts: Vec<Markup> = Vec::new();
        for part in all.iter().map(|cond| condition(setting, cond)) {
            let part = part?;
            // The rows of a pair of grids may say the same twice.
            if !parts.iter().any(|before| before.0 == part.0) {
                parts.push(part);
            }
        }
        Some(
            html! { @for (place, part) in parts.iter().enumerate() { @if place > 0 { " " (word) " " } (part) } },
        )
    };
    let quoted = |question: &Question, place: usize| {
        let text = setting.text_of(question.alternatives.get(place)?);
        Some(html! { (language.say("”", "“")) (text) "”" })
    };
    match cond {
        Cond::Guarded { inner, .. } => condition(setting, inner),
        Cond::And(all) => together(all, language.say("och", "and")),
        Cond::Or(all) => any_chosen(setting, all).or_else(|| together(all, language.say("eller", "or"))),
        Cond::Category(test) => {
            let question = question_at(setting.edition, test.cell)?;
            let chosen = (0..question.alternatives.len()).filter(|place| test.mask >> place & 1 == 1);
            let texts: Option<Vec<Markup>> = chosen.map(|place| quoted(question, place)).collect();
            let texts = texts?;
            Some(html! {
                (number(question)) " " (language.say("är", "is")) " "
                @for (place, text) in texts.iter().enumerate() {
                    @if place > 0 { " " (language.say("eller", "or")) " " }
                    (text)
                }
            })
        }
        Cond::Chosen { cell, alternative } => {
            let question = question_at(setting.edition, *cell)?;
            let text = quoted(question, usize::from(*alternative))?;
            Some(html! { (text) " " (language.say("är valt på", "is chosen on")) " " (number(question)) })
        }
        Cond::Not(_)
        | Cond::Same { .. }
        | Cond::Compare { .. }
        | Cond::Ratio { .. }
        | Cond::Between { .. }
        | Cond::Asked(_)
        | Cond::CannotSay(_)
        | Cond::Accepted(_)
        | Cond::Answered(_)
        | Cond::Given(_)
        | Cond::Rows(_) => None,
    }
}

/// Alternatives of one cell, of which one at least is chosen: said once, not one by one.
fn any_chosen(setting: &Setting<'_>, all: &[Cond]) -> Option<Markup> {
    let language = setting.language;
    let mut cells: Vec<Col> = Vec::new();
    let mut texts: Vec<Phrase<'_>> = Vec::new();
    for cond in all {
        let mut cond = cond;
        while let Cond::Guarded { inner, .. } = cond {
            cond = inner;
        }
        let Cond::Chosen { cell, alternative } = cond else { return None };
        cells.push(*cell);
        let question = question_at(setting.edition, *cell)?;
        texts.push(setting.text_of(question.alternatives.get(usize::from(*alternative))?));
    }
    cells.dedup();
    let [cell] = cells.as_slice() else { return None };
    let question = question_at(setting.edition, *cell)?;
    Some(html! {
        (language.say("något av ", "any of "))
        @for (place, text) in texts.iter().enumerate() {
            @if place > 0 { ", " }
            (language.say("”", "“")) (text) "”"
        }
        " " (language.say("är valt på", "is chosen on")) " " (number(question))
    })
}
