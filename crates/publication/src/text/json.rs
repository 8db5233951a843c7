//! All cubes of a publication as JSON, `jamfor-publication/1`: code lists in both languages, observations with
//! their codes. One line a code and one an observation, so that people can compare two of them.

use std::collections::BTreeMap;

use catalogue::model::{ColourWord, ModeWord};
use serde_json::{Map, Value as Json, json};

use super::table::{count_fields, each_line, value_fields};
use crate::model::{Code, Colouring, Cube, Dimension, Observation, Publication, Text, Value};

/// The form, and its version.
const FORM: &str = "jamfor-publication/1";

/// All cubes as canonical JSON. `sources` are the hashes of what they were computed from, by name.
pub fn publication_json(publication: &Publication, sources: &[(&str, String)]) -> Vec<u8> {
    let mut out = Lines::default();
    out.open('{');
    out.field("form", &json!(FORM));
    out.field("title", &text(&publication.title));
    out.field("edition", &json!(publication.edition));
    out.field("published_at", &json!(publication.published_at.to_string()));
    out.field("caution", &text(&publication.caution));
    out.field("origin", &json!(publication.origin));
    let sources = sources.iter().map(|(name, hash)| ((*name).to_owned(), json!(hash)));
    out.field("sources", &Json::Object(sources.collect()));
    out.list("modes", publication.modes.iter().map(mode_word));
    out.list("colours", publication.colours.iter().map(colour_word));
    out.key("cubes");
    out.open('[');
    for cube in &publication.cubes {
        write_cube(&mut out, cube);
    }
    out.close(']');
    out.close('}');
    out.text.push('\n');
    out.text.into_bytes()
}

fn write_cube(out: &mut Lines, cube: &Cube) {
    out.item();
    out.open('{');
    out.field("id", &json!(cube.id));
    out.field("title", &text(&cube.title));
    out.key("dimensions");
    out.open('[');
    for Dimension { id, name, codes } in &cube.dimensions {
        out.item();
        out.open('{');
        out.field("id", &json!(id));
        out.field("name", &text(name));
        out.list("codes", codes.iter().map(code));
        out.close('}');
    }
    out.close(']');
    let words = CubeWords::of(cube);
    out.list("values", words.list());
    out.list("observations", each_line(cube).map(|(codes, o)| observation(cube, &words, &codes, o)));
    out.close('}');
}

/// A text: Swedish, and English where there is a translation.
fn text(text: &Text) -> Json {
    let mut fields = Map::new();
    fields.insert("sv".to_owned(), json!(text.sv));
    if let Some(en) = &text.en {
        fields.insert("en".to_owned(), json!(en));
    }
    Json::Object(fields)
}

fn mode_word(word: &ModeWord) -> Json {
    json!({ "id": word.id, "name": text(&word.name), "meaning": text(&word.meaning) })
}

fn colour_word(word: &ColourWord) -> Json {
    json!({
        "mode": word.mode, "id": word.id, "colour": word.colour, "sign": word.sign,
        "name": text(&word.name), "meaning": text(&word.meaning), "fill": word.fill, "ink": word.ink,
    })
}

fn code(code: &Code) -> Json {
    let mut fields = Map::new();
    fields.insert("id".to_owned(), json!(code.id));
    fields.insert("name".to_owned(), text(&code.name));
    if let Some(parent) = &code.parent {
        fields.insert("parent".to_owned(), json!(parent));
    }
    if !code.properties.is_empty() {
        let properties = code.properties.iter().map(|(key, value)| (key.clone(), text(value)));
        fields.insert("properties".to_owned(), Json::Object(properties.collect()));
    }
    Json::Object(fields)
}

/// What categories and empties of a cube are called, by id; an id that is called differently in different cells is
/// none of them, and neither is a plain text: those cells carry their own words.
struct CubeWords<'c>(BTreeMap<(bool, &'c str), Option<&'c Value>>);

impl<'c> CubeWords<'c> {
    fn of(cube: &'c Cube) -> Self {
        let mut words: BTreeMap<_, Option<&Value>> = BTreeMap::new();
        for Observation { value, .. } in &cube.observations {
            let Some(key) = Self::key(value) else { continue };
            let known = words.entry(key).or_insert(Some(value));
            if *known != Some(value) {
                *known = None;
            }
        }
        Self(words)
    }

    fn key(value: &Value) -> Option<(bool, &str)> {
        match value {
            Value::Category(id, _) if id.is_empty() => None,
            Value::Category(id, _) => Some((false, id)),
            Value::Empty(id, ..) => Some((true, id)),
            Value::Figure(..) => None,
        }
    }

    fn list(&self) -> impl Iterator<Item = Json> {
        self.0.values().flatten().filter_map(|value| match value {
            Value::Category(id, name) => Some(json!({ "value": id, "name": text(name) })),
            Value::Empty(id, sign, word) => Some(json!({ "empty": id, "sign": sign, "name": text(word) })),
            Value::Figure(..) => None,
        })
    }

    /// The words that a cell must carry itself.
    fn own<'v>(&self, value: &'v Value) -> Option<&'v Text> {
        let is_listed = Self::key(value).is_some_and(|key| self.0.get(&key).is_some_and(Option::is_some));
        match value {
            Value::Category(_, name) | Value::Empty(_, _, name) if !is_listed => Some(name),
            Value::Category(..) | Value::Empty(..) | Value::Figure(..) => None,
        }
    }
}

/// An observation: its codes by dimension, then what it holds; what is empty is left out.
fn observation(cube: &Cube, words: &CubeWords<'_>, codes: &[&str], observation: &Observation) -> Json {
    let mut fields = Map::new();
    for (dimension, code) in cube.dimensions.iter().zip(codes) {
        fields.insert(dimension.id.clone(), json!(code));
    }
    let names = ["value", "figure", "numerator", "denominator", "empty"];
    let counts = ["units", "responded", "left_out"];
    let values = value_fields(&observation.value, &observation.quotient);
    let all = names.into_iter().zip(values).chain(counts.into_iter().zip(count_fields(observation)));
    for (name, value) in all.filter(|(_, value)| !value.is_empty()) {
        fields.insert(name.to_owned(), Json::String(value));
    }
    if let Some(word) = words.own(&observation.value) {
        fields.insert("text".to_owned(), text(word));
    }
    let colours = observation.colours.iter().map(|c| (c.mode.id().to_owned(), colouring(c)));
    if !observation.colours.is_empty() {
        fields.insert("colours".to_owned(), Json::Object(colours.collect()));
    }
    if !observation.origin.is_empty() {
        fields.insert("origin".to_owned(), json!(observation.origin));
    }
    Json::Object(fields)
}

fn colouring(colouring: &Colouring) -> Json {
    let mut fields = Map::new();
    match colouring.verdict {
        Ok(verdict) => fields.insert("verdict".to_owned(), json!(verdict.id())),
        Err(why) => fields.insert("not_here".to_owned(), json!(why.id())),
    };
    if !colouring.set.sv.is_empty() {
        fields.insert("set".to_owned(), text(&colouring.set));
    }
    if let Some(interval) = colouring.interval {
        let ends = [interval.low.to_string(), interval.high.to_string()];
        fields.insert("interval".to_owned(), json!(ends));
    }
    Json::Object(fields)
}

/// JSON with line breaks where we want them.
#[derive(Default)]
struct Lines {
    text: String,
    depth: usize,
    has_before: bool,
}

impl Lines {
    fn item(&mut self) {
        if self.has_before {
            self.text.push(',');
        }
        self.text.push('\n');
        self.text.extend(std::iter::repeat_n(' ', self.depth));
        self.has_before = true;
    }

    fn key(&mut self, name: &str) {
        self.item();
        self.text.push_str(&json!(name).to_string());
        self.text.push_str(": ");
    }

    fn field(&mut self, name: &str, value: &Json) {
        self.key(name);
        self.text.push_str(&value.to_string());
    }

    fn list(&mut self, name: &str, items: impl IntoIterator<Item = Json>) {
        self.key(name);
        self.open('[');
        for item in items {
            self.item();
            self.text.push_str(&item.to_string());
        }
        self.close(']');
    }

    fn open(&mut self, bracket: char) {
        self.text.push(bracket);
        self.depth += 1;
        self.has_before = false;
    }

    fn close(&mut self, bracket: char) {
        self.depth -= 1;
        if self.has_before {
            self.text.push('\n');
            self.text.extend(std::iter::repeat_n(' ', self.depth));
        }
        self.text.push(bracket);
        self.has_before = true;
    }
}
