//! JSON, strictly: a key too many or too few, or another type, is a mistake.

use serde_json::{Map, Value as Json};

/// What was found, or what is wrong and where.
pub(crate) type Checked<T> = Result<T, String>;

/// Fails with a message unless it holds.
pub(super) fn ensure(holds: bool, wrong: impl FnOnce() -> String) -> Checked<()> {
    if holds { Ok(()) } else { Err(wrong()) }
}

/// Says where a mistake is.
pub(super) trait At<T> {
    fn at(self, place: impl FnOnce() -> String) -> Checked<T>;
}

impl<T> At<T> for Checked<T> {
    fn at(self, place: impl FnOnce() -> String) -> Checked<T> {
        self.map_err(|wrong| format!("{}: {wrong}", place()))
    }
}

/// An object with the keys it may have.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a>(&'a Map<String, Json>);

/// An object with all `required` keys and no other than these and the `optional` ones.
pub(super) fn fields<'a>(json: &'a Json, required: &[&[&str]], optional: &[&str]) -> Checked<Fields<'a>> {
    let map = json.as_object().ok_or_else(|| "is no object".to_owned())?;
    let mut found = 0;
    for key in map.keys() {
        if required.iter().any(|keys| keys.contains(&key.as_str())) {
            found += 1;
        } else {
            ensure(optional.contains(&key.as_str()), || format!("unknown key `{key}`"))?;
        }
    }
    ensure(found == required.iter().map(|keys| keys.len()).sum::<usize>(), || {
        let missing = required.iter().flat_map(|keys| keys.iter()).find(|key| !map.contains_key(**key));
        format!("key `{}` is missing", missing.unwrap_or(&"?"))
    })?;
    Ok(Fields(map))
}

impl<'a> Fields<'a> {
    pub(super) fn get(self, key: &str) -> Checked<&'a Json> {
        self.0.get(key).ok_or_else(|| format!("key `{key}` is missing"))
    }

    pub(super) fn text(self, key: &str) -> Checked<&'a str> {
        self.get(key)?.as_str().ok_or_else(|| format!("`{key}` is no text"))
    }

    /// A text, or none where null stands.
    pub(super) fn text_or_null(self, key: &str) -> Checked<Option<&'a str>> {
        match self.get(key)? {
            Json::Null => Ok(None),
            Json::String(text) => Ok(Some(text)),
            _ => Err(format!("`{key}` is no text")),
        }
    }

    pub(super) fn flag(self, key: &str) -> Checked<bool> {
        self.get(key)?.as_bool().ok_or_else(|| format!("`{key}` is neither true nor false"))
    }

    pub(super) fn count(self, key: &str) -> Checked<usize> {
        let count = self.get(key)?.as_u64().and_then(|n| usize::try_from(n).ok());
        count.ok_or_else(|| format!("`{key}` is no count"))
    }

    /// A list; empty where the key is left out.
    pub(super) fn list(self, key: &str) -> Checked<&'a [Json]> {
        match self.0.get(key) {
            None => Ok(&[]),
            Some(list) => list.as_array().map(Vec::as_slice).ok_or_else(|| format!("`{key}` is no list")),
        }
    }

    pub(super) fn texts(self, key: &str) -> Checked<Vec<&'a str>> {
        let text =
            |json: &'a Json| json.as_str().ok_or_else(|| format!("`{key}` holds something that is no text"));
        self.list(key)?.iter().map(text).collect()
    }
}

/// A code with its name; the code.
pub(super) fn coded(json: &Json) -> Checked<&str> {
    let fields = fields(json, &[&["id", "name"]], &[])?;
    fields.text("name")?;
    fields.text("id")
}

/// Compares what is told with what comes out.
pub(super) fn same<T: PartialEq + std::fmt::Debug>(what: &str, told: &T, computed: &T) -> Checked<()> {
    ensure(told == computed, || format!("{what} is {told:?}, but {computed:?} comes out"))
}
