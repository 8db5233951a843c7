//! What the address of an indicator's page asks for, and what in it cannot be.

use axum::http::Uri;
use catalogue::model::Indicator;
use maud::{Markup, html};
use publication::model::Code;
use results::colours::Mode;

use super::Unit;
use crate::design::notice::{Notice, NoticeKind};
use crate::design::table::Order;
use crate::design::text::paragraph;
use crate::language::Language;
use crate::public::{Look, observed};

/// The parameters.
pub(in crate::public) const NAMES: [&str; 5] = ["visa", "lan", "farg", "sortera", "ordning"];

/// What the table of all units is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Name,
    Outcome,
}

impl Sort {
    const ALL: [(&str, Self); 2] = [("namn", Self::Name), ("utfall", Self::Outcome)];
}

const ORDERS: [(&str, Order); 2] = [("stigande", Order::Ascending), ("fallande", Order::Descending)];

/// The modes as addresses say them.
pub(super) const MODES: [(&str, Mode); 3] =
    [("mal", Mode::Target), ("relativ", Mode::Relative), ("osakerhet", Mode::Uncertainty)];

/// What somebody asked for.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) sort: Sort,
    pub(super) order: Order,
    /// The county that the table is of.
    pub(super) county: Option<String>,
    /// The unit that somebody looks for.
    pub(super) unit: Option<String>,
    /// The mode that was chosen.
    chosen: Option<Mode>,
    /// The mode that units are coloured in.
    pub(super) mode: Option<Mode>,
    wrong: Vec<(String, String)>,
}

fn named<T: Copy>(all: &[(&str, T)], word: &str) -> Option<T> {
    all.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
}

fn word<T: PartialEq>(all: &[(&'static str, T)], value: &T) -> &'static str {
    all.iter().find(|(_, known)| known == value).map_or("", |(word, _)| word)
}

impl Asked {
    pub(super) fn of(look: &Look<'_>, indicator: &Indicator, units: &[Unit<'_>]) -> Self {
        let own = observed::mode_of(indicator);
        let mut asked = Self {
            sort: Sort::Name,
            order: Order::Ascending,
            county: None,
            unit: None,
            chosen: None,
            mode: own,
            wrong: Vec::new(),
        };
        let uri: Option<Uri> = look.address.parse().ok();
        let query = uri.as_ref().and_then(Uri::query).unwrap_or_default();
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
        for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
            let known = match name.as_str() {
                "sortera" => named(&Sort::ALL, &value).map(|sort| asked.sort = sort),
                "ordning" => named(&ORDERS, &value).map(|order| asked.order = order),
                "farg" => {
                    named(&MODES, &value).map(|mode| (asked.chosen, asked.mode) = (Some(mode), Some(mode)))
                }
                "lan" => county(look, &value).map(|county| asked.county = Some(county.id)),
                "visa" => unit(units, &value).map(|unit| asked.unit = Some(unit.code.id.clone())),
                // `per` is the publication's own; what nobody knows changes nothing, and is told around the page.
                _ => Some(()),
            };
            if known.is_none() {
                let told = asked.why(look, units, &name, &value);
                asked.wrong.push(told);
            }
        }
        asked
    }

    /// Whether something in the address cannot be.
    pub(super) fn is_wrong(&self) -> bool {
        !self.wrong.is_empty()
    }

    fn why(&self, look: &Look<'_>, units: &[Unit<'_>], name: &str, value: &str) -> (String, String) {
        let language = look.language;
        let shown: String = value.chars().take(60).collect();
        let list = |words: Vec<&str>| words.join(", ");
        let told = match name {
            "visa" => {
                let near = rules::nearest(value, units.iter().map(|unit| unit.name.as_str()));
                match near {
                    Some(near) => language.say(format!("Menade du {near}?"), format!("Did you mean {near}?")),
                    None => language
                        .say(
                            "Skriv en kommuns eller stadsdels namn eller kod.",
                            "Write the name or code of a municipality or district.",
                        )
                        .to_owned(),
                }
            }
            "lan" => language
                .say(
                    "Välj ett län i listan, eller skriv dess kod: 06.",
                    "Choose a county from the list, or write its code: 06.",
                )
                .to_owned(),
            _ => {
                let all = match name {
                    "sortera" => list(Sort::ALL.iter().map(|(word, _)| *word).collect()),
                    "ordning" => list(ORDERS.iter().map(|(word, _)| *word).collect()),
                    _ => list(MODES.iter().map(|(word, _)| *word).collect()),
                };
                language.say(format!("Det som finns är {all}."), format!("There are {all}."))
            }
        };
        (format!("{name}={shown}"), told)
    }

    /// What in the address was not understood.
    pub(super) fn notices(&self, language: Language) -> Markup {
        html! {
            @if !self.wrong.is_empty() {
                (Notice::new(NoticeKind::Warning, language.say("Något i adressen finns inte", "Something in the address does not exist"))
                    .body(html! {
                        @for (what, told) in &self.wrong { p { code { (what) } ". " (told) } }
                        (paragraph(language.say("Sidan visas som om det inte stod där.", "The page is shown as if it were not there.")))
                    })
                    .html(language))
            }
        }
    }

    /// The same page with another order, in the address's words.
    pub(super) fn sorted(
        &self,
        look: &Look<'_>,
        indicator: &Indicator,
        sort: Sort,
    ) -> (String, Option<Order>) {
        let now = (self.sort == sort).then_some(self.order);
        let order = match now {
            Some(Order::Ascending) => Order::Descending,
            Some(Order::Descending) | None => Order::Ascending,
        };
        let order = [("sortera", word(&Sort::ALL, &sort)), ("ordning", word(&ORDERS, &order))];
        let query: Vec<(&str, &str)> = order.into_iter().chain(self.kept()).collect();
        (table_at(look, indicator, &query), now)
    }

    /// The table of the same page with every county in it.
    pub(super) fn whole(&self, look: &Look<'_>, indicator: &Indicator) -> String {
        let of_all = Self { county: None, ..self.clone() };
        let query: Vec<(&str, &str)> = of_all.chosen_order().into_iter().chain(of_all.kept()).collect();
        table_at(look, indicator, &query)
    }

    /// The order as the address says it; nothing for the usual one.
    fn chosen_order(&self) -> Vec<(&'static str, &'static str)> {
        match (self.sort, self.order) {
            (Sort::Name, Order::Ascending) => Vec::new(),
            (sort, order) => {
                vec![("sortera", word(&Sort::ALL, &sort)), ("ordning", word(&ORDERS, &order))]
            }
        }
    }

    /// County, unit and colour as the address says them.
    fn kept(&self) -> Vec<(&'static str, &str)> {
        let mode = self.chosen.as_ref().map(|mode| word(&MODES, mode));
        [("lan", self.county.as_deref()), ("visa", self.unit.as_deref()), ("farg", mode)]
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }

    /// What a form does not ask for but keeps.
    pub(super) fn hidden(&self, look: &Look<'_>) -> Vec<(&'static str, String)> {
        let order = self.chosen_order().into_iter();
        let mut all: Vec<(&'static str, String)> =
            order.map(|(name, value)| (name, value.to_owned())).collect();
        all.extend(look.per.map(|per| ("per", per.to_owned())));
        all
    }
}

/// The address of the table of an indicator's page.
fn table_at(look: &Look<'_>, indicator: &Indicator, query: &[(&str, &str)]) -> String {
    let query = serde_urlencoded::to_string(query).unwrap_or_default();
    let join = if query.is_empty() { "" } else { "?" };
    look.to(&format!("/indikator/{}{join}{query}#{}", indicator.id, super::units::ID))
}

fn county(look: &Look<'_>, value: &str) -> Option<Code> {
    counties(look).into_iter().find(|county| county.id == value || county.name.sv.eq_ignore_ascii_case(value))
}

/// The counties with their plain codes: `06`.
pub(super) fn counties(look: &Look<'_>) -> Vec<Code> {
    let cube = look.opened.publication().cube("aggregates");
    let places = cube.map(|cube| cube.dimensions[0].codes.as_slice()).unwrap_or_default();
    let plain = |place: &Code| {
        place.id.strip_prefix("county:").map(|code| Code { id: code.to_owned(), ..place.clone() })
    };
    places.iter().filter_map(plain).collect()
}

fn unit<'u, 'a>(units: &'u [Unit<'a>], value: &str) -> Option<&'u Unit<'a>> {
    let wanted = value.trim().to_lowercase();
    let by = |found: &dyn Fn(&&Unit<'a>) -> bool| units.iter().find(|unit| found(unit));
    by(&|unit| unit.code.id == wanted)
        .or_else(|| by(&|unit| unit.name.to_lowercase() == wanted))
        .or_else(|| by(&|unit| unit.code.name.sv.to_lowercase() == wanted))
}
