//! What an address asks for, and the addresses of other ways to look at it.

use catalogue::model::{Indicator, IndicatorRole};
use results::colours::Verdict;

use super::told::{To, Told, short};
use super::who::{Token, Who};
use crate::design::table::Order;
use crate::public::Look;
use crate::public::shown::Shown;
use crate::public::visit::query_of;

/// The parameters; `lagg`, `lan` and `grupp` are parts of the form, whose words come to stand in `enheter`.
pub(in crate::public) const NAMES: [&str; 10] =
    ["enheter", "indikatorer", "farg", "sortera", "ordning", "visa", "rader", "lagg", "lan", "grupp"];

/// Words of an address that are read: more than any edition has units.
const WORDS: usize = 500;
/// Words that are no codes and are searched for by name.
const SEARCHED: usize = 20;
/// Words for indicators that are read: with more, not even fifty units fit on a page.
const IDS: usize = 100;

/// Which colours are looked for (*visa bara*).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Only {
    Red,
    Yellow,
    Green,
    Empty,
}

impl Only {
    pub(super) const ALL: [(&'static str, Self); 4] =
        [("roda", Self::Red), ("gula", Self::Yellow), ("grona", Self::Green), ("tomma", Self::Empty)];

    /// Whether a verdict is looked for; none: there is no value.
    pub(super) fn wants(self, verdict: Option<Verdict>, is_empty: bool) -> bool {
        match verdict {
            _ if is_empty => self == Self::Empty,
            Some(Verdict::Reached | Verdict::Best | Verdict::Better) => self == Self::Green,
            Some(Verdict::Partly | Verdict::Middle) => self == Self::Yellow,
            Some(Verdict::NotReached | Verdict::Worst | Verdict::Worse) => self == Self::Red,
            Some(Verdict::Alike) | None => false,
        }
    }
}

/// What the rows are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rows {
    Units,
    Indicators,
}

impl Rows {
    const ALL: [(&'static str, Self); 2] = [("enheter", Self::Units), ("indikatorer", Self::Indicators)];
}

const ORDERS: [(&str, Order); 2] = [("stigande", Order::Ascending), ("fallande", Order::Descending)];

/// What somebody asked for.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) whom: Vec<Token>,
    /// Ids of indicators, quality areas and indicator areas; none: all that are judged.
    pub(super) what: Vec<String>,
    pub(super) shown: Shown,
    /// What the rows are sorted by: `namn`, or the id of a column; none: as they were asked for.
    pub(super) sort: Option<String>,
    pub(super) order: Order,
    pub(super) only: Option<Only>,
    /// What the rows are, where somebody chose it.
    pub(super) rows: Option<Rows>,
    pub(super) told: Vec<Told>,
    /// The address is not the one that the page has: parts of a form, names, what stands twice.
    pub(super) is_other: bool,
}

fn named<T: Copy>(all: &[(&str, T)], word: &str) -> Option<T> {
    all.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
}

fn word<T: PartialEq>(all: &[(&'static str, T)], value: T) -> &'static str {
    all.iter().find(|(_, known)| *known == value).map_or("", |(word, _)| word)
}

fn words<T: Copy>(all: &[(&str, T)]) -> String {
    all.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ")
}

impl Asked {
    pub(super) fn of(look: &Look<'_>) -> Self {
        let language = look.language;
        let mut asked = Self {
            whom: Vec::new(),
            what: Vec::new(),
            shown: Shown::Usual,
            sort: None,
            order: Order::Ascending,
            only: None,
            rows: None,
            told: Vec::new(),
            is_other: false,
        };
        let pairs = query_of(look.address);
        let (mut read, mut names, mut ids) = (0, 0, 0);
        let wrong = |name: &str, value: &str, all: String| {
            let value = short(value);
            Told::wrong(language.say(
                format!("”{name}={value}” finns inte. Det som finns är {all}."),
                format!("There is no “{name}={value}”. There are {all}."),
            ))
        };
        for (name, value) in &pairs {
            let value = value.trim();
            match name.as_str() {
                "enheter" | "lagg" | "lan" | "grupp" => {
                    let all = value.split([',', ';', '\n']).map(str::trim).filter(|word| !word.is_empty());
                    for written in all {
                        read += 1;
                        if read > WORDS {
                            break;
                        }
                        let by_code = Token::exactly(look, written);
                        names += usize::from(by_code.is_none());
                        if names > SEARCHED {
                            break;
                        }
                        match by_code.map_or_else(|| Token::of(look, written), Ok) {
                            Ok(token) if asked.whom.contains(&token) => {}
                            Ok(token) => asked.whom.push(token),
                            Err(told) => asked.tell(told),
                        }
                    }
                }
                "indikatorer" => {
                    let all = value.split([',', ';', '\n']).map(str::trim).filter(|word| !word.is_empty());
                    for written in all {
                        ids += 1;
                        if ids > IDS {
                            break;
                        }
                        match indicators(look, written) {
                            Ok(None) => asked.what.clear(),
                            Ok(Some(id)) if asked.what.contains(&id) => {}
                            Ok(Some(id)) => asked.what.push(id),
                            Err(told) => asked.tell(told),
                        }
                    }
                }
                "farg" => match Shown::ALL.iter().find(|(id, _)| *id == value) {
                    Some((_, shown)) => asked.shown = *shown,
                    None => {
                        let all = Shown::ALL.iter().map(|(id, _)| *id).filter(|id| !id.is_empty());
                        asked.tell(wrong(name, value, all.collect::<Vec<_>>().join(", ")));
                    }
                },
                "ordning" => match named(&ORDERS, value) {
                    Some(order) => asked.order = order,
                    None if value.is_empty() => {}
                    None => asked.tell(wrong(name, value, words(&ORDERS))),
                },
                "visa" => match named(&Only::ALL, value) {
                    Some(only) => asked.only = Some(only),
                    None if matches!(value, "" | "alla") => {}
                    None => asked.tell(wrong(name, value, format!("alla, {}", words(&Only::ALL)))),
                },
                "rader" => match named(&Rows::ALL, value) {
                    Some(rows) => asked.rows = Some(rows),
                    None if value.is_empty() => {}
                    None => asked.tell(wrong(name, value, words(&Rows::ALL))),
                },
                "sortera" => asked.sort = Some(value.to_owned()).filter(|value| !value.is_empty()),
                // `per` is the publication's own; what nobody knows changes nothing, and is told around the page.
                _ => {}
            }
        }
        if read > WORDS || names > SEARCHED {
            asked.tell(Told::wrong(language.say(
                format!("Hela adressen är inte läst: högst {WORDS} ord, varav {SEARCHED} som inte är koder."),
                format!("Not all of the address was read: at most {WORDS} words, of which {SEARCHED} that are no codes."),
            )));
        }
        if ids > IDS {
            asked.tell(Told::wrong(language.say(
                format!("Alla indikatorer i adressen är inte lästa: högst {IDS}. Välj hela områden i stället, eller färre."),
                format!("Not all indicators of the address were read: at most {IDS}. Choose whole areas instead, or fewer."),
            )));
        }
        let count = |name: &str| pairs.iter().filter(|(known, _)| known == name).count();
        let own = asked.address_below();
        let same = query_of(&own);
        let of_form = ["lagg", "lan", "grupp"].iter().any(|name| count(name) > 0);
        let twice = count("enheter") > 1 || count("indikatorer") > 1;
        let of = |all: &[(String, String)], name: &str| all.iter().find(|(known, _)| known == name).cloned();
        let differs = ["enheter", "indikatorer"].iter().any(|name| of(&pairs, name) != of(&same, name));
        asked.is_other = of_form || twice || differs;
        asked
    }

    pub(super) fn tell(&mut self, told: Told) {
        self.told.push(told);
    }

    /// Whether something in the address is not there.
    pub(super) fn is_wrong(&self) -> bool {
        self.told.iter().any(|told| told.is_wrong)
    }

    /// The address below the publication, as short as can be.
    pub(super) fn address_below(&self) -> String {
        let joined = |all: Vec<String>| all.join(",");
        let whom = joined(self.whom.iter().map(Token::to_string).collect());
        let order = if self.sort.is_some() && self.order == Order::Descending { "fallande" } else { "" };
        let pairs = [
            ("enheter", whom),
            ("indikatorer", joined(self.what.clone())),
            ("farg", self.shown.id().to_owned()),
            ("sortera", self.sort.clone().map(|sort| encoded(&sort)).unwrap_or_default()),
            ("ordning", order.to_owned()),
            ("visa", self.only.map_or("", |only| word(&Only::ALL, only)).to_owned()),
            ("rader", self.rows.map_or("", |rows| word(&Rows::ALL, rows)).to_owned()),
        ];
        let pairs = pairs.iter().filter(|(_, value)| !value.is_empty());
        let query: Vec<String> = pairs.map(|(name, value)| format!("{name}={value}")).collect();
        if query.is_empty() { "/jamfor".to_owned() } else { format!("/jamfor?{}", query.join("&")) }
    }

    /// The address below the publication without a colour mode.
    pub(super) fn uncoloured(&self) -> String {
        Self { shown: Shown::Usual, ..self.clone() }.address_below()
    }

    /// Its address.
    pub(super) fn address(&self, look: &Look<'_>) -> String {
        look.to(&self.address_below())
    }

    /// The address with something else.
    pub(super) fn with(&self, look: &Look<'_>, change: impl FnOnce(&mut Self)) -> String {
        let mut other = self.clone();
        change(&mut other);
        other.address(look)
    }

    /// The address with what is proposed instead of what was not understood.
    pub(super) fn instead(&self, look: &Look<'_>, to: &To) -> String {
        let add = |known: Vec<String>, word: &str| {
            let mut all: Vec<String> = known;
            all.extend(word.split(',').map(str::to_owned));
            let mut seen = std::collections::HashSet::new();
            all.retain(|word| seen.insert(word.clone()));
            all
        };
        match to {
            To::Address(address) => address.clone(),
            To::Units(word) => {
                let all = add(self.whom.iter().map(Token::to_string).collect(), word);
                let whom = all.iter().filter_map(|word| Token::of(look, word).ok()).collect();
                self.with(look, |asked| asked.whom = whom)
            }
            To::Indicators(word) => {
                let what = add(self.what.clone(), word);
                self.with(look, |asked| asked.what = what)
            }
        }
    }

    /// The units and places, each once, in order; what cannot be had is told.
    pub(super) fn who<'a>(&mut self, look: &Look<'a>) -> Vec<Who<'a>> {
        let mut all: Vec<Who<'a>> = Vec::new();
        let mut at: std::collections::HashMap<&'a str, usize> = std::collections::HashMap::new();
        for token in self.whom.clone() {
            match token.whom(look) {
                Ok(found) => {
                    for who in found {
                        match at.get(who.code.id.as_str()) {
                            Some(known) => all[*known].is_picked |= who.is_picked,
                            None => {
                                at.insert(&who.code.id, all.len());
                                all.push(who);
                            }
                        }
                    }
                }
                Err(told) => self.tell(told),
            }
        }
        all
    }

    /// The indicators, each once, in the order of the edition's areas; background measures are told of.
    pub(super) fn indicators<'a>(&mut self, look: &Look<'a>) -> Vec<&'a Indicator> {
        let language = look.language;
        let all: Vec<&'a Indicator> =
            crate::public::unit::areas(look).into_iter().flat_map(|area| area.indicators).collect();
        if self.what.is_empty() {
            return all;
        }
        let background: Vec<&Indicator> = look
            .opened
            .edition()
            .computed()
            .filter(|known| known.role == IndicatorRole::Background)
            .filter(|known| self.what.iter().any(|id| id == known.id.as_str()))
            .collect();
        for measure in background {
            let name = look.text(&measure.short_name);
            let name = name.text();
            let address = look.to(&format!("/indikator/{}", measure.id));
            self.tell(
                Told::note(language.say(
                    format!("”{name}” är ett bakgrundsmått. Det visas men bedöms inte, och kan därför inte jämföras i färg."),
                    format!("“{name}” is a background measure. It is shown but never judged, so it cannot be compared in colour."),
                ))
                .or(language.say("måttets egen sida", "the page of the measure"), To::Address(address)),
            );
        }
        let is_asked = |indicator: &&Indicator| {
            self.what.iter().any(|id| {
                id == indicator.id.as_str()
                    || indicator.quality_areas.first() == Some(id)
                    || indicator.indicator_area == *id
            })
        };
        all.into_iter().filter(is_asked).collect()
    }
}

/// The id of an indicator or area, by id or name; none: all of them.
fn indicators(look: &Look<'_>, written: &str) -> Result<Option<String>, Told> {
    if written == "alla" {
        return Ok(None);
    }
    let words = look.opened.vocabulary();
    let computed = || look.opened.edition().computed();
    let is_used = |id: &str| {
        computed().any(|known| {
            known.quality_areas.first().is_some_and(|area| area == id) || known.indicator_area == id
        })
    };
    if computed().any(|known| known.id.as_str() == written) || is_used(written) {
        return Ok(Some(written.to_owned()));
    }
    let wanted = super::who::bare(written);
    let names = computed().flat_map(|known| {
        [&known.name, &known.short_name].map(|name| (name.sv.as_str(), name.en.as_deref(), known.id.as_str()))
    });
    let quality = words.quality_areas.iter().map(|area| &area.named);
    let areas = quality.map(|named| (named.name.sv.as_str(), named.name.en.as_deref(), named.id.as_str()));
    let areas = areas.filter(|(.., id)| is_used(id));
    let mut all = areas.chain(names);
    let is = |name: &str| super::who::bare(name) == wanted && !wanted.is_empty();
    let found = all.find(|(sv, en, _)| is(sv) || en.is_some_and(is));
    found.map(|(.., id)| Some(id.to_owned())).ok_or_else(|| Told::unknown_indicator(look, written))
}

/// Part of a query: letters, digits and what ids are written with stand as they are.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:,".contains(&byte);
    text.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
