//! Everything that can be changed in an explanation, one thing at a time.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

/// A change of one place of a document.
pub(super) struct Alteration {
    /// Where, as a JSON pointer: `/entries/0/when/op`.
    pub(super) at: String,
    pub(super) change: Change,
}

/// What is changed there.
pub(super) enum Change {
    /// Another value stands there.
    Put(Json),
    /// The list there lacks its element of this place.
    Remove(usize),
    /// The list there has this element and the next the other way round.
    Swap(usize),
}

impl Alteration {
    /// Changes the document, lets it be looked at, and mends it again.
    pub(super) fn tried<T>(&self, document: &mut Json, look: impl FnOnce(&Json) -> T) -> T {
        let before = self.place(document).clone();
        match (&self.change, self.place(document)) {
            (Change::Put(new), place) => *place = new.clone(),
            (Change::Remove(i), Json::Array(list)) => drop(list.remove(*i)),
            (Change::Swap(i), Json::Array(list)) => list.swap(*i, *i + 1),
            (Change::Remove(_) | Change::Swap(_), _) => unreachable!("only lists lose or swap elements"),
        }
        let seen = look(document);
        *self.place(document) = before;
        seen
    }

    fn place<'d>(&self, document: &'d mut Json) -> &'d mut Json {
        document.pointer_mut(&self.at).expect("the place was found in this document")
    }

    /// In a line.
    pub(super) fn told(&self, document: &Json) -> String {
        let before = document.pointer(&self.at).unwrap_or(&Json::Null);
        match &self.change {
            Change::Put(new) => format!("{}: {before} becomes {new}", self.at),
            Change::Remove(i) => format!("{}: without {}", self.at, before[i]),
            Change::Swap(i) => format!("{}: {i} and {} swapped", self.at, i + 1),
        }
    }

    /// The place without the positions in lists: `/entries/when/op`.
    pub(super) fn field(&self) -> String {
        let is_name = |part: &&str| part.parse::<usize>().is_err();
        self.at.split('/').filter(is_name).collect::<Vec<_>>().join("/")
    }
}

/// Every alteration of a document.
pub(super) fn of(document: &Json) -> Vec<Alteration> {
    let mut pools = Pools::default();
    pools.fill("", document);
    let mut all = Vec::new();
    walk(document, "", "", &pools, &mut all);
    all
}

/// What stands under a key elsewhere in the document.
#[derive(Default)]
struct Pools {
    texts: BTreeMap<String, BTreeSet<String>>,
    objects: BTreeMap<String, Json>,
}

impl Pools {
    fn fill(&mut self, key: &str, json: &Json) {
        match json {
            Json::String(text) => {
                self.texts.entry(key.to_owned()).or_default().insert(text.clone());
            }
            Json::Array(list) => list.iter().for_each(|json| self.fill(key, json)),
            Json::Object(map) => {
                self.objects.entry(key.to_owned()).or_insert_with(|| json.clone());
                map.iter().for_each(|(key, json)| self.fill(key, json));
            }
            Json::Null | Json::Bool(_) | Json::Number(_) => {}
        }
    }

    /// At most two other texts that stand under the key.
    fn others<'p>(&'p self, key: &str, but: &'p str) -> impl Iterator<Item = String> + 'p {
        let others = self.texts.get(key).into_iter().flatten().filter(move |text| *text != but);
        others.take(2).cloned()
    }
}

fn walk(json: &Json, at: &str, key: &str, pools: &Pools, all: &mut Vec<Alteration>) {
    let mut change = |change| all.push(Alteration { at: at.to_owned(), change });
    match json {
        Json::Bool(flag) => change(Change::Put((!flag).into())),
        Json::Number(number) => {
            let number = number.as_i64().expect("counts are whole");
            change(Change::Put((number + 1).into()));
            change(Change::Put((number - 1).into()));
        }
        Json::String(text) => {
            let new: BTreeSet<String> =
                plausible(key, text).into_iter().chain(pools.others(key, text)).collect();
            new.into_iter().filter(|new| new != text).for_each(|new| change(Change::Put(new.into())));
        }
        Json::Null => {
            let new = plausible(key, "").into_iter().chain(pools.others(key, ""));
            new.for_each(|new| change(Change::Put(new.into())));
            change(Change::Put(1.into()));
            let conditions = pools.objects.get("when").or(pools.objects.get("filter"));
            conditions.into_iter().for_each(|condition| change(Change::Put(condition.clone())));
        }
        Json::Array(list) => {
            (0..list.len()).for_each(|i| change(Change::Remove(i)));
            if list.is_empty() {
                let new = plausible(key, "").into_iter().chain(pools.others(key, ""));
                new.for_each(|new| change(Change::Put(vec![new].into())));
            }
            // In which order checks are listed means nothing.
            if at != "/checks" {
                (1..list.len()).for_each(|i| change(Change::Swap(i - 1)));
            }
            for (i, json) in list.iter().enumerate() {
                walk(json, &format!("{at}/{i}"), key, pools, all);
            }
        }
        Json::Object(map) => {
            for (key, json) in map {
                walk(json, &format!("{at}/{key}"), key, pools, all);
            }
        }
    }
}

const TRUTHS: [&str; 4] = ["true", "false", "unknown", "not_asked"];
const REASONS: [&str; 6] =
    ["not_asked", "not_applicable", "cannot_say", "not_answered", "illogical", "withheld"];

/// What could stand under a key instead of a text.
fn plausible(key: &str, text: &str) -> Vec<String> {
    let known: &[&str] = match key {
        "op" => siblings(text),
        "operator" => &["=", "<>", "<", "<=", ">", ">=", "IN", "NOT IN", "BETWEEN", "NOT BETWEEN"],
        "quantifier" => &["any_row", "all_rows", "at_least", "at_most"],
        "value" if TRUTHS.contains(&text) => &TRUTHS,
        "asked" | "holds" => &TRUTHS,
        "reasons" | "asked_reasons" | "all_reasons" => &REASONS,
        "decision" => &["illogical", "withheld"],
        "empty" => &[
            "not_asked",
            "not_applicable",
            "not_answered",
            "withheld:non_response",
            "no_denominator",
            "counts_unknown",
        ],
        "kind" => &["one", "many", "number", "date", "text", "table", "outcome", "aggregate"],
        "basis" => &["rule", "given"],
        "origin" => &["", "simulated", "trial"],
        "counts_as" => &["reached", "not_reached", "figure", "left_out", "non_response", "not_asked"],
        "method" => {
            &["share", "ratio", "mean", "median", "sum", "unweighted_mean", "population_weighted_mean"]
        }
        "level" => &["city", "county", "nation", "group"],
        "given" | "alternatives" | "set" | "target" | "leaves_denominator" => &["ja", "nej"],
        "missing_code" => &["999", "0"],
        "withhold_above_percent" => &["0", "100"],
        "weight" => &["100"],
        "format" => &["jamfor-explanation/2"],
        _ => &[],
    };
    let mut all: Vec<String> =
        known.iter().filter(|other| **other != text).map(|other| (*other).to_owned()).collect();
    if let Some(number) = one_more(text) {
        all.push(number);
    } else if text.len() == 10 && text.as_bytes()[4] == b'-' && text.is_ascii() {
        all.push(format!("{}1", &text[..9]));
        all.push(format!("{}2", &text[..9]));
    }
    if all.is_empty() {
        all.push(format!("{text}x"));
    }
    all
}

/// A number plus one, its decimals kept.
fn one_more(text: &str) -> Option<String> {
    let (whole, fraction) =
        text.split_once('.').map_or((text, ""), |(whole, _)| (whole, &text[whole.len()..]));
    let whole: i128 = whole.parse().ok()?;
    Some(format!("{}{fraction}", whole + 1))
}

/// Kinds of steps that look alike.
fn siblings(op: &str) -> &'static [&'static str] {
    const ALIKE: [&[&str]; 7] = [
        &["and", "or", "not"],
        &["not", "guarded", "negate"],
        &["asked", "answered", "given", "accepted", "cannot_say", "cell", "chosen_count", "sum_rows"],
        &["literal", "parameter"],
        &["compare", "ratio", "between", "add"],
        &["add", "subtract", "multiply"],
        &["rows", "count_rows", "case", "row", "category", "same", "chosen"],
    ];
    ALIKE.into_iter().find(|alike| alike.contains(&op)).unwrap_or(&["and"])
}
