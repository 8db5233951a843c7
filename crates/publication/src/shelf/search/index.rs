//! What can be found in a publication, and by which words.

use std::collections::HashMap;

use super::likeness::{Asked, Word, squashed, words};
use crate::model::{Code, Publication, Text};

/// What a thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A municipality, a district or an office of its own.
    Unit,
    /// A city that is divided in districts.
    City,
    /// A county.
    County,
    /// Sweden.
    Nation,
    /// An indicator.
    Indicator,
    /// An edition, or a simulated round.
    Edition,
}

impl Kind {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 6] =
        [Self::Unit, Self::City, Self::County, Self::Nation, Self::Indicator, Self::Edition];
}

/// A thing that can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Its id, as in cubes and addresses: `0643`, `county:06`, `eb-fia`; of an edition its series.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// What it lies in (county, city), or its other name; empty if neither.
    pub within: Text,
}

/// The things of a publication and their words.
#[derive(Debug, Default)]
pub struct Index {
    /// Every word once.
    words: Vec<Word>,
    entries: Vec<Indexed>,
}

#[derive(Debug)]
struct Indexed {
    entry: Entry,
    /// By which it is found.
    own: Vec<usize>,
    /// Which may stand beside these in a question: `kommun`, `län`.
    helps: Vec<usize>,
    /// Its names and its code, each in one word.
    whole: Vec<Word>,
}

impl Index {
    /// Of a publication, as its cubes have it.
    pub(in crate::shelf) fn of(publication: &Publication) -> Self {
        let codes = |cube: &str, dimension: usize| {
            let cube = publication.cube(cube);
            cube.map(|cube| cube.dimensions[dimension].codes.as_slice()).unwrap_or_default()
        };
        let places = codes("aggregates", 0);
        let name_of = |id: String| places.iter().find(|place| place.id == id).map(|place| place.name.clone());
        let units = codes("outcomes", 0).iter().map(|unit| {
            let county = property(unit, "county").map(|county| format!("county:{}", county.sv));
            let city = unit.parent.as_ref().map(|parent| format!("city:{parent}"));
            let within = city.and_then(name_of).or_else(|| county.and_then(name_of)).unwrap_or_default();
            let kind = property(unit, "kind").cloned().unwrap_or_default();
            let helps = vec![kind.sv, kind.en.unwrap_or_default(), within.sv.clone()];
            (entry(Kind::Unit, unit, within), helps)
        });
        let levels = places.iter().filter_map(|place| {
            let (kind, helps) = match property(place, "level")?.sv.as_str() {
                "city" => (Kind::City, ["stad", "kommun", "city", "municipality"].as_slice()),
                "county" => (Kind::County, ["län", "county"].as_slice()),
                "nation" => (Kind::Nation, ["sverige", "landet", "nation", "country"].as_slice()),
                _ => return None,
            };
            let helps = helps.iter().map(|word| (*word).to_owned()).collect();
            Some((entry(kind, place, Text::default()), helps))
        });
        let indicators = codes("outcomes", 1).iter().map(|indicator| {
            let short = property(indicator, "short_name").cloned().unwrap_or_default();
            let helps = vec!["indikator".to_owned(), "indicator".to_owned()];
            (entry(Kind::Indicator, indicator, short), helps)
        });
        Self::new(units.chain(levels).chain(indicators))
    }

    /// Of things, each with words that may stand beside its own.
    pub(super) fn new(things: impl Iterator<Item = (Entry, Vec<String>)>) -> Self {
        let mut known: HashMap<Word, usize> = HashMap::new();
        let mut all = Self::default();
        for (entry, helps) in things {
            let mut places = |texts: &[&str]| -> Vec<usize> {
                let words = texts.iter().flat_map(|text| words(text));
                let places = words.map(|word| {
                    *known.entry(word.clone()).or_insert_with(|| {
                        all.words.push(word);
                        all.words.len() - 1
                    })
                });
                places.collect()
            };
            let mut own =
                vec![entry.name.sv.as_str(), entry.name.en.as_deref().unwrap_or_default(), &entry.id];
            if matches!(entry.kind, Kind::Indicator | Kind::Edition) {
                own.extend([entry.within.sv.as_str(), entry.within.en.as_deref().unwrap_or_default()]);
            }
            if entry.kind == Kind::Nation {
                own.extend(["Sverige", "hela landet"]);
            }
            let own = places(&own);
            let helps = places(&helps.iter().map(String::as_str).collect::<Vec<_>>());
            let code = entry.id.rsplit(':').next().unwrap_or_default();
            let names = [entry.name.sv.as_str(), entry.name.en.as_deref().unwrap_or_default(), code];
            let whole = names.iter().filter(|name| !name.is_empty());
            let whole = whole.flat_map(|name| words(&squashed(name))).collect();
            all.entries.push(Indexed { entry, own, helps, whole });
        }
        all
    }

    /// Everything in it.
    pub(super) fn all(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().map(|indexed| &indexed.entry)
    }

    /// What every word of a question finds, with typing errors or without; the smaller the rank, the better.
    pub(super) fn search<'i>(
        &'i self,
        asked: &'i Asked,
        nearly: bool,
    ) -> impl Iterator<Item = (&'i Entry, u32)> {
        let like = move |written: &Word, word: &Word| {
            written.finds(word).or_else(|| nearly.then(|| written.nearly_finds(word)).flatten())
        };
        let told: Vec<Vec<Option<u32>>> = asked
            .words
            .iter()
            .map(|written| self.words.iter().map(|word| like(written, word)).collect())
            .collect();
        self.entries.iter().filter_map(move |indexed| {
            let names = indexed.whole.iter().filter(|_| !asked.is_empty());
            let whole = names.filter_map(|whole| Some(10 * like(&asked.whole, whole)?)).min();
            let rank = indexed.rank(&told).into_iter().chain(whole).min()?;
            Some((&indexed.entry, rank))
        })
    }
}

impl Indexed {
    /// The sum over the words of a question, each of which must be found, and one of them in the thing's own words.
    fn rank(&self, told: &[Vec<Option<u32>>]) -> Option<u32> {
        let mut is_own = false;
        let mut rank = 0_u32;
        for likeness in told {
            let best = |places: &[usize]| places.iter().filter_map(|place| likeness[*place]).min();
            let (own, help) = (best(&self.own), best(&self.helps).map(|help| help + 2));
            is_own |= own.is_some();
            rank += own.into_iter().chain(help).min()?;
        }
        // Of two that are found alike, the one with fewer other words.
        let others = self.own.len().saturating_sub(told.len()).min(9);
        is_own.then(|| rank * 10 + u32::try_from(others).unwrap_or(9))
    }
}

fn property<'c>(code: &'c Code, key: &str) -> Option<&'c Text> {
    code.properties.iter().find(|(known, _)| known == key).map(|(_, value)| value)
}

fn entry(kind: Kind, code: &Code, within: Text) -> Entry {
    Entry { kind, id: code.id.clone(), name: code.name.clone(), within }
}
