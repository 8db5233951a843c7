//! Questions of an edition: `questions/<part>.toml`, in the order they are asked.

use domain::{Number, PartCode, QuestionCode, RowId};
use rules::schema::{NumberForm, QuestionKind};

use super::Loader;
use super::entry::Entry;
use super::field::Field;
use super::help;
use super::log::{Spot, Unique};
use super::sets::{MAX_ROWS, Sets};
use super::translations::Translations;
use crate::model::{Alternative, Part, Question, QuestionType, Reading, Row, Text};

const KINDS: [(&str, QuestionType); 7] = [
    ("yes_no", QuestionType::YesNo),
    ("one", QuestionType::One),
    ("many", QuestionType::Many),
    ("number", QuestionType::Number),
    ("text", QuestionType::Text),
    ("table", QuestionType::Table),
    ("date", QuestionType::Date),
];

/// What is missing where questions are.
pub(super) const QUESTIONS: [&str; 3] = ["question", "number question", "cell"];

/// A question, for people and for rules, and where its references stand.
pub(super) struct Draft<'a> {
    pub(super) question: Question,
    pub(super) for_rules: rules::schema::Question,
    pub(super) asked_when: Spot<'a>,
    pub(super) belongs_to: Spot<'a>,
    pub(super) reviewed: Vec<(String, Spot<'a>)>,
}

/// Reads the questions of all parts.
pub(super) fn load<'a>(loader: &'a Loader<'a>, folder: &str, parts: &[Part], sets: &Sets) -> Vec<Draft<'a>> {
    let mut drafts = Vec::new();
    let mut codes = Unique::default();
    for part in parts {
        let path = format!("{folder}/questions/{}.toml", part.code.as_str().to_lowercase());
        if !part.described {
            if loader.files.toml(&path).is_some() {
                loader.log.file(
                    &path,
                    "CAT-24",
                    format!("part `{}` says `described = false` and has questions", part.code),
                    "write `described = true` in edition.toml",
                );
            }
            continue;
        }
        let Some(document) = loader.files.need_toml(&path, &QUESTIONS) else { continue };
        let english = Translations::of(loader, &path);
        let root = Entry::root(document);
        for entry in root.entries("question") {
            if let Some(draft) = question(&entry, &part.code, sets, &english, drafts.len())
                && codes.claim("question", draft.question.code.as_str(), &entry.spot)
            {
                drafts.push(draft);
            }
            entry.finish();
        }
        english.finish();
        root.finish();
    }
    drafts
}

fn question<'a>(
    entry: &Entry<'a>,
    part: &PartCode,
    sets: &Sets,
    english: &Translations<'_>,
    place: usize,
) -> Option<Draft<'a>> {
    let code = entry.id::<QuestionCode>("code");
    let kind = entry.choice("kind", &KINDS);
    let id = code.as_ref().map_or("", QuestionCode::as_str);
    let text = english.text(id, "text", entry.words("text"));
    let mut readings = entry.readings();
    let grid = rows(entry, sets, &mut readings);
    let form = form(entry, kind);
    let mut alternatives = Vec::new();
    let answer = answer(entry, kind, &form, sets, &mut alternatives, &mut readings);
    if !grid.sound || answer.is_none() || entry.log().is_broken(&entry.optional("values")) {
        entry.log().mark_broken(id);
    }
    let shown_as = kind.unwrap_or(QuestionType::Text);
    let question = Question {
        code: code.clone().unwrap_or_else(|| "X".parse().expect("a letter is a code")),
        part: part.clone(),
        text,
        kind: shown_as,
        help: help::read(entry, shown_as, &alternatives),
        alternatives,
        rows: grid.rows,
        asked_when: entry.optional("asked_when"),
        instruction: entry.optional("instruction"),
        definitions: entry.definitions(),
        optional: entry.flag("optional", false),
        public: entry.flag("public", shown_as != QuestionType::Text),
        form,
        unit: entry.optional("unit"),
        belongs_to: entry.optional("belongs_to"),
        source: entry.source(),
        readings,
        ours: entry.flag("ours", false),
        place,
    };
    let reviewed = entry.list("reviewed").into_iter();
    let reviewed: Vec<(String, Spot<'a>)> =
        reviewed.filter_map(|field| Some((field.text()?.to_owned(), field.spot))).collect();
    let as_ids = |rows: &Vec<Row>| rows.iter().filter_map(|row| row.id.parse::<RowId>().ok()).collect();
    let for_rules = rules::schema::Question {
        code: code?,
        part: part.clone(),
        kind: answer?,
        rows: question.rows.as_ref().map(as_ids),
        row_sets: grid.subsets,
        asked_when: Some(question.asked_when.clone()).filter(|text| !text.trim().is_empty()),
        reviewed: reviewed.iter().map(|(name, _)| name.clone()).collect(),
    };
    let (asked_when, belongs_to) = (entry.spot_of("asked_when"), entry.spot_of("belongs_to"));
    Some(Draft { question, for_rules, asked_when, belongs_to, reviewed })
}

/// What the question is answered with; none if that cannot be said.
fn answer(
    entry: &Entry<'_>,
    kind: Option<QuestionType>,
    form: &Option<NumberForm>,
    sets: &Sets,
    alternatives: &mut Vec<Alternative>,
    readings: &mut Vec<Reading>,
) -> Option<QuestionKind> {
    if !matches!(kind, None | Some(QuestionType::YesNo | QuestionType::One | QuestionType::Many))
        && entry.has("values")
    {
        let spot = entry.spot_of("values");
        spot.problem(
            "CAT-24",
            "`values` at a question without alternatives",
            "take it away, or change `kind`",
        );
    }
    match kind {
        None => {
            entry.has("values");
            None
        }
        Some(QuestionType::YesNo | QuestionType::One | QuestionType::Many) => {
            let field = entry.need("values")?;
            let id = field.text()?;
            let Some((set, for_rules)) = sets.value_set(id) else {
                field.spot.unknown("value set", id, sets.values.iter().map(|set| set.id.as_str()));
                return None;
            };
            alternatives.clone_from(&set.alternatives);
            readings.extend(set.readings.iter().cloned());
            let several = kind == Some(QuestionType::Many);
            Some(if several { QuestionKind::Many(for_rules) } else { QuestionKind::One(for_rules) })
        }
        Some(QuestionType::Number) => form.clone().map(QuestionKind::Number),
        Some(QuestionType::Table) => form.clone().map(QuestionKind::Table),
        Some(QuestionType::Text) => Some(QuestionKind::Text),
        Some(QuestionType::Date) => Some(QuestionKind::Date),
    }
}

/// The form of a number or of a table's lines.
fn form(entry: &Entry<'_>, kind: Option<QuestionType>) -> Option<NumberForm> {
    if !matches!(kind, Some(QuestionType::Number | QuestionType::Table)) {
        for key in ["digits", "range", "missing_code", "unit"] {
            if kind.is_some() && entry.has(key) {
                let spot = entry.spot_of(key);
                spot.problem("CAT-24", format!("`{key}` at a question that is no number"), "take it away");
            }
        }
        return None;
    }
    let digits = entry.optional_whole::<u8>("digits").unwrap_or(0);
    if digits > 6 {
        entry.spot_of("digits").problem(
            "CAT-06",
            format!("`digits` is {digits}"),
            "at most 6 decimals are kept",
        );
    }
    let missing_code = entry.number("missing_code");
    let range = entry.need("range")?;
    let ends: Vec<Number> = range.items().iter().filter_map(Field::number).collect();
    let [low, high] = ends.as_slice() else {
        range.spot.problem("CAT-06", "`range` has not two ends", "write range = [\"0\", \"9998.99\"]");
        return None;
    };
    if low > high {
        range.spot.problem(
            "CAT-25",
            format!("`range` ends at {high} and begins at {low}"),
            "put the lower end first",
        );
    }
    Some(NumberForm { digits: digits.min(6), low: *low, high: *high, missing_code })
}

/// The rows of a grid, if it is one.
struct Grid {
    rows: Option<Vec<Row>>,
    subsets: Vec<(String, Vec<RowId>)>,
    /// Whether every row set is there and whole.
    sound: bool,
}

/// The rows of a grid – with two axes joined by `__` – and their named subsets.
fn rows(entry: &Entry<'_>, sets: &Sets, readings: &mut Vec<Reading>) -> Grid {
    let mut grid = Grid { rows: None, subsets: Vec::new(), sound: true };
    let Some(field) = entry.field("rows") else { return grid };
    let axes = if field.is_list() { field.items() } else { vec![field] };
    let mut all: Vec<Row> = vec![Row { id: String::new(), text: Text::default() }];
    let mut found = Vec::new();
    for axis in &axes {
        let Some(id) = axis.text() else { continue };
        let Some(set) = sets.row_set(id) else {
            axis.spot.unknown("row set", id, sets.rows.iter().map(|set| set.id.as_str()));
            continue;
        };
        let count = all.len() * set.rows.len();
        if count > MAX_ROWS {
            let help = format!("at most {MAX_ROWS} are allowed: split the question");
            axis.spot.problem("CAT-12", format!("the grid has {count} rows"), help);
            continue;
        }
        readings.extend(set.readings.iter().cloned());
        all = all.iter().flat_map(|left| set.rows.iter().map(|right| joined(left, right))).collect();
        grid.sound &= !entry.log().is_broken(id);
        found.push(set);
    }
    grid.sound &= found.len() == axes.len() && !found.is_empty();
    if found.is_empty() {
        return grid;
    }
    for (axis, set) in found.iter().enumerate() {
        for subset in sets.subsets(&set.id) {
            let inside = |row: &&Row| {
                let part = match found.len() {
                    1 => Some(row.id.as_str()),
                    _ => row.id.split("__").nth(axis),
                };
                part.is_some_and(|part| subset.rows.iter().any(|row| row.id == part))
            };
            let rows = all.iter().filter(inside).filter_map(|row| row.id.parse().ok()).collect();
            grid.subsets.push((subset.id.clone(), rows));
        }
    }
    grid.rows = Some(all);
    grid
}

fn joined(left: &Row, right: &Row) -> Row {
    if left.id.is_empty() {
        return right.clone();
    }
    let en = match (&left.text.en, &right.text.en) {
        (Some(a), Some(b)) => Some(format!("{a} – {b}")),
        (Some(_) | None, Some(_) | None) => None,
    };
    let text = Text { sv: format!("{} – {}", left.text.sv, right.text.sv), en };
    Row { id: format!("{}__{}", left.id, right.id), text }
}
