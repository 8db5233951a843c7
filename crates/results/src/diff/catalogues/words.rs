//! What belongs to no edition: families and the words of the vocabulary.

use catalogue::Catalogue;
use catalogue::model::{Family, ModeWord, Named, Vocabulary};

use super::fields::{Fields, by_key, compare, listed, name};
use super::{Change, Kind};

/// What differs in the families.
pub(super) fn families(a: &Catalogue, b: &Catalogue) -> Vec<Change> {
    let mut changes = Vec::new();
    let side = |catalogue: &Catalogue| -> Vec<Family> { catalogue.families.values().cloned().collect() };
    let (before, after) = (side(a), side(b));
    for (id, old, new) in by_key(&before, &after, |family| family.id.to_string()) {
        let of =
            |found: Option<&'_ Family>| found.map(|family| (family.name.sv.clone(), family_fields(family)));
        let (old_name, old) = of(old).unzip();
        let (new_name, new) = of(new).unzip();
        let sides = (old_name.as_deref().zip(old), new_name.as_deref().zip(new));
        compare(None, Kind::Family, &id, sides.0, sides.1, &mut changes);
    }
    changes
}

fn family_fields(family: &Family) -> Fields {
    let mut fields = Fields::default();
    fields.states("direction", "riktning", "direction", &family.direction);
    fields.states("area", "verksamhetsområde", "area", &family.area);
    fields.both(name("name", "namn", "name"), "", &family.name);
    fields.text("purpose", "syfte", "purpose", &family.purpose);
    for definition in &family.definitions {
        fields.text_of(name("definition", "definition", "definition"), &definition.term, &definition.text);
    }
    fields.text("laws", "lagrum", "laws", listed(&family.laws));
    let external: Vec<String> = family.external.iter().map(|(system, id)| format!("{system}:{id}")).collect();
    fields.text("external", "id i andra system", "external ids", listed(&external));
    fields
}

/// What differs in the vocabulary.
pub(super) fn vocabulary(a: &Vocabulary, b: &Vocabulary) -> Vec<Change> {
    let mut changes = Vec::new();
    let (before, after) = (entries(a), entries(b));
    for (id, old, new) in by_key(&before, &after, |entry| entry.0.clone()) {
        let side = |found: Option<&(String, Vec<(&'static str, String)>)>| {
            found.map(|(_, texts)| {
                let mut fields = Fields::default();
                for (field, text) in texts {
                    fields.text_of(name("text", "text", "text"), field, text);
                }
                ("", fields)
            })
        };
        compare(None, Kind::Word, &id, side(old), side(new), &mut changes);
    }
    changes
}

/// Every word: its list and id, and its texts.
fn entries(words: &Vocabulary) -> Vec<(String, Vec<(&'static str, String)>)> {
    let named = |list: &str, all: &[Named]| -> Vec<(String, Vec<(&'static str, String)>)> {
        all.iter()
            .map(|word| {
                let english = word.name.en.clone().unwrap_or_default();
                let texts = vec![
                    ("name", word.name.sv.clone()),
                    ("name (en)", english),
                    ("sign", word.sign.clone()),
                    ("meaning", word.meaning.sv.clone()),
                    ("meaning (en)", word.meaning.en.clone().unwrap_or_default()),
                ];
                (format!("{list}/{}", word.id), texts)
            })
            .collect()
    };
    let modes = |list: &str, all: &[ModeWord]| -> Vec<(String, Vec<(&'static str, String)>)> {
        all.iter()
            .map(|word| {
                let texts = vec![("name", word.name.sv.clone()), ("meaning", word.meaning.sv.clone())];
                (format!("{list}/{}", word.id), texts)
            })
            .collect()
    };
    let mut all = named("value", &words.values);
    all.extend(named("empty", &words.empties));
    all.extend(named("no_figure", &words.no_figures));
    all.extend(words.not_covered.iter().map(|word| {
        let texts = vec![
            ("sign", word.sign.clone()),
            ("name", word.name.sv.clone()),
            ("meaning", word.meaning.sv.clone()),
        ];
        (format!("not_covered/{}", word.id), texts)
    }));
    all.extend(named("dimension", &words.dimensions));
    all.extend(named("indicator_type", &words.indicator_types));
    all.extend(modes("mode", &words.modes));
    all.extend(modes("not_here", &words.not_here));
    all.extend(words.colours.iter().map(|word| {
        let texts = vec![
            ("colour", word.colour.clone()),
            ("sign", word.sign.clone()),
            ("name", word.name.sv.clone()),
            ("meaning", word.meaning.sv.clone()),
            ("fill", word.fill.clone()),
            ("ink", word.ink.clone()),
        ];
        (format!("colour/{}.{}", word.mode, word.id), texts)
    }));
    all.extend(words.areas.iter().map(|area| {
        (format!("area/{}", area.id), vec![("name", area.name.sv.clone()), ("parent", area.parent.clone())])
    }));
    all.extend(words.quality_areas.iter().map(|area| {
        let texts = vec![
            ("name", area.named.name.sv.clone()),
            ("meaning", area.named.meaning.sv.clone()),
            ("dimensions", area.dimensions.join(", ")),
        ];
        (format!("quality_area/{}", area.named.id), texts)
    }));
    all.extend(words.indicator_areas.iter().map(|area| {
        let texts = vec![("name", area.name.sv.clone()), ("quality_area", area.quality_area.clone())];
        (format!("indicator_area/{}", area.id), texts)
    }));
    all.extend(words.documents.iter().map(|document| {
        let texts = vec![
            ("title", document.title.clone()),
            ("publisher", document.publisher.clone()),
            ("year", document.year.to_string()),
        ];
        (format!("document/{}", document.id), texts)
    }));
    all
}
