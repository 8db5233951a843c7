//! The table (*värmetabell*): units and places by indicators, every cell with colour, sign and word, and a link to why.

use catalogue::model::Indicator;
use domain::swedish;
use maud::{Markup, html};
use publication::model::Observation;
use results::colours::Mode;

use super::asked::{Asked, Rows};
use super::order::Rank;
use super::who::Who;
use crate::design::table::{Cell, Column, Group, Order, Row, Table};
use crate::design::text::Link;
use crate::language::Phrase;
use crate::public::unit::{areas, long_unit, not_coloured, nothing_coloured, percent, printed, sets};
use crate::public::{Look, observed};

/// The id of the table, which links that sort lead to.
pub(super) const ID: &str = "jamforelse";

/// Columns that a screen as wide as a page has room for.
const WIDE: usize = 8;

/// What is compared.
pub(super) struct Compared<'a> {
    pub(super) look: Look<'a>,
    pub(super) asked: Asked,
    /// Those that were asked for.
    pub(super) who: Vec<Who<'a>>,
    /// The places whose figures stand beside them.
    pub(super) beside: Vec<Who<'a>>,
    pub(super) what: Vec<&'a Indicator>,
    /// What the rows are.
    pub(super) rows: Rows,
}

impl<'a> Compared<'a> {
    /// The cell of a unit or place.
    pub(super) fn found(&self, who: &Who<'a>, indicator: &Indicator) -> Option<&'a Observation> {
        let opened = self.look.opened;
        match who.is_place {
            true => opened.figure(&who.code.id, indicator.id.as_str()),
            false => opened.outcome(&who.code.id, indicator.id.as_str()),
        }
    }

    fn mode(&self, who: &Who<'a>, indicator: &Indicator) -> Option<Mode> {
        match who.is_place {
            true => self.asked.shown.of_place(indicator),
            false => self.asked.shown.of_unit(indicator),
        }
    }

    /// Whether a cell is among those that somebody looks for; all are, unless something is chosen.
    fn is_wanted(&self, who: &Who<'a>, indicator: &Indicator) -> bool {
        let Some(only) = self.asked.only else { return true };
        let Some(found) = self.found(who, indicator) else { return false };
        let verdict = self.mode(who, indicator).and_then(|mode| observed::told(found, mode)?.verdict.ok());
        only.wants(verdict, matches!(found.value, publication::model::Value::Empty(..)))
    }

    /// Leaves out the units and indicators without anything that somebody looks for; how many there were of both.
    pub(super) fn narrow(&mut self) -> (usize, usize) {
        let before = (self.who.len(), self.what.len());
        if self.asked.only.is_some() {
            let who: Vec<Who<'a>> = self.who.clone();
            let what = self.what.clone();
            self.who = who
                .iter()
                .filter(|who| what.iter().any(|indicator| self.is_wanted(who, indicator)))
                .cloned()
                .collect();
            self.what = what
                .into_iter()
                .filter(|indicator| self.who.iter().any(|who| self.is_wanted(who, indicator)))
                .collect();
        }
        before
    }

    /// Puts the rows in the order that was asked for.
    pub(super) fn sort(&mut self) {
        let Some(by) = self.asked.sort.clone() else { return };
        let order = self.asked.order;
        let name = |name: &str| swedish::sort_key(name);
        let turned = |of: std::cmp::Ordering| if order == Order::Descending { of.reverse() } else { of };
        match self.rows {
            Rows::Units if by == NAME => {
                let mut who = self.who.clone();
                who.sort_by(|a, b| turned(name(a.name.text()).cmp(&name(b.name.text()))));
                self.who = who;
            }
            Rows::Indicators if by == NAME => {
                let look = self.look;
                let key = |indicator: &Indicator| name(look.text(&indicator.short_name).text());
                self.what.sort_by(|a, b| turned(key(a).cmp(&key(b))));
            }
            Rows::Units => {
                let Some(indicator) = self.what.iter().copied().find(|known| known.id.as_str() == by) else {
                    return;
                };
                let mut ranked: Vec<(Rank, Who<'a>)> = self
                    .who
                    .iter()
                    .map(|who| {
                        let rank =
                            Rank::of_one(indicator, self.found(who, indicator), self.mode(who, indicator));
                        (rank, who.clone())
                    })
                    .collect();
                ranked.sort_by(|a, b| a.0.cmp_in(b.0, order));
                self.who = ranked.into_iter().map(|(_, who)| who).collect();
            }
            Rows::Indicators => {
                let all = self.beside.iter().chain(&self.who);
                let Some(who) = all.into_iter().find(|who| who.code.id == by).cloned() else { return };
                let mut what = self.what.clone();
                what.sort_by(|a, b| {
                    let rank = |indicator: &Indicator| {
                        let (found, mode) = (self.found(&who, indicator), self.mode(&who, indicator));
                        Rank::of_many(indicator, found, mode, who.is_place)
                    };
                    rank(a).cmp_in(rank(b), order)
                });
                self.what = what;
            }
        }
    }

    /// What the rows can be sorted by.
    pub(super) fn can_sort_by(&self, by: &str) -> bool {
        by == NAME
            || match self.rows {
                Rows::Units => self.what.iter().any(|indicator| indicator.id.as_str() == by),
                Rows::Indicators => self.beside.iter().chain(&self.who).any(|who| who.code.id == by),
            }
    }

    fn sorts(&self, by: &str) -> (String, Option<Order>) {
        let now = (self.asked.sort.as_deref() == Some(by)).then_some(self.asked.order);
        let order = if now == Some(Order::Ascending) { Order::Descending } else { Order::Ascending };
        let address = self.asked.with(&self.look, |asked| {
            asked.sort = Some(by.to_owned());
            asked.order = order;
        });
        (format!("{address}#{ID}"), now)
    }

    fn cell(&self, who: &Who<'a>, indicator: &Indicator) -> Cell {
        let Some(found) = self.found(who, indicator) else { return Cell::text("") };
        let cell =
            observed::cell(&self.look, found, percent(indicator, who.is_place), self.mode(who, indicator));
        let why = self.look.to(&format!("/varfor/{}/{}", indicator.id, who.code.id));
        let cell = if self.is_wanted(who, indicator) || who_is_beside(&self.beside, who) {
            cell.leads(&why)
        } else {
            cell.leads(&why).uncoloured()
        };
        match who.is_place.then(|| printed(&self.look, &who.code.id, indicator)).flatten() {
            Some(printed) => cell.then(html! { " " (printed) }),
            None => cell,
        }
    }

    fn name(&self, who: &Who<'a>) -> Markup {
        let link = Link::new(self.look.to(&format!("/enhet/{}", who.code.id)), who.name.clone());
        // Among many, the ones that somebody asked for by name.
        let is_marked = who.is_picked && self.who.iter().any(|other| !other.is_picked);
        html! { @if is_marked { strong { "▸\u{FE0E} " (link) } } @else { (link) } }
    }

    fn indicator(&self, indicator: &'a Indicator) -> Phrase<'a> {
        let name = self.look.text(&indicator.short_name);
        match long_unit(&self.look, indicator) {
            Some(unit) => Phrase::from(format!("{} ({})", name.text(), unit.text())),
            None => name,
        }
    }

    /// The table with its notes.
    pub(super) fn html(&self) -> Markup {
        let (look, language) = (&self.look, self.look.language);
        let (columns, groups) = match self.rows {
            Rows::Units => self.of_units(),
            Rows::Indicators => self.of_indicators(),
        };
        let of = |who: &'_ Who<'a>| {
            let cell =
                |indicator: &&'a Indicator| Some((self.found(who, indicator)?, self.mode(who, indicator)));
            self.what.iter().filter_map(cell).collect::<Vec<_>>()
        };
        let cells = || self.who.iter().flat_map(of);
        let all = self.who.iter().chain(&self.beside).flat_map(of);
        html! {
            (nothing_coloured(look, all))
            (sets(look, cells()))
            p.sideways .always[columns.len() > WIDE] { (language.say("Dra tabellen i sidled för att se fler kolumner.", "Drag the table sideways to see more columns.")) }
            (Table::grouped(ID, self.caption(), columns, groups).heat().html(language))
            p.table-note { (language.say(
                "Varje ruta leder till sin förklaring. För län, riket och grupper står andelen kommuner och stadsdelar som når målvärdet, eller talet för dem tillsammans.",
                "Every cell leads to its explanation. For counties, Sweden and groups stands the share of municipalities and districts that reach the target, or the figure of all of them together.",
            )) }
            (not_coloured(look, cells()))
        }
    }

    fn of_units(&self) -> (Vec<Column<'_>>, Vec<Group>) {
        let (look, language) = (&self.look, self.look.language);
        let (by_name, now) = self.sorts(NAME);
        let first =
            Column::new(language.say("Kommun, stadsdel eller plats", "Municipality, district or place"));
        let areas = areas(look);
        let column = |indicator: &&'a Indicator| {
            let id = indicator.id.as_str();
            let (by, now) = self.sorts(id);
            let column = Column::new(self.indicator(indicator))
                .leads(look.to(&format!("/indikator/{id}")))
                .sorts(by, now);
            match areas.iter().find(|area| area.indicators.iter().any(|known| known.id == indicator.id)) {
                Some(area) => column.within(area.name(look)),
                None => column,
            }
        };
        let columns = std::iter::once(first.sorts(by_name, now)).chain(self.what.iter().map(column));
        let rows = |all: &[Who<'a>]| -> Vec<Row> {
            all.iter()
                .map(|who| Row {
                    header: self.name(who),
                    cells: self.what.iter().map(|indicator| self.cell(who, indicator)).collect(),
                    total: false,
                })
                .collect()
        };
        let mut groups = Vec::new();
        if !self.beside.is_empty() {
            let header =
                html! { span { (language.say("Bredvid, att jämföra med", "Beside, to compare with")) } };
            groups.push(Group { header, rows: rows(&self.beside) });
        }
        groups.push(Group { header: html! { span { (self.count_of_whom()) } }, rows: rows(&self.who) });
        (columns.collect(), groups)
    }

    fn of_indicators(&self) -> (Vec<Column<'_>>, Vec<Group>) {
        let (look, language) = (&self.look, self.look.language);
        let (by_name, now) = self.sorts(NAME);
        let first = Column::new(language.say("Indikator", "Indicator")).sorts(by_name, now);
        let column = |who: &Who<'a>| {
            let (by, now) = self.sorts(&who.code.id);
            Column::new(who.name.clone()).leads(look.to(&format!("/enhet/{}", who.code.id))).sorts(by, now)
        };
        let columns = std::iter::once(first).chain(self.beside.iter().chain(&self.who).map(column));
        let row = |indicator: &&'a Indicator| Row {
            header: html! { (Link::new(look.to(&format!("/indikator/{}", indicator.id)), self.indicator(indicator))) },
            cells: self.beside.iter().chain(&self.who).map(|who| self.cell(who, indicator)).collect(),
            total: false,
        };
        let groups = if self.asked.sort.is_some() {
            let header = html! { span { (self.count_of_what()) } };
            vec![Group { header, rows: self.what.iter().map(row).collect() }]
        } else {
            let group = |area: &crate::public::unit::Area<'a>| {
                let rows =
                    self.what.iter().filter(|known| area.indicators.iter().any(|own| own.id == known.id));
                let rows: Vec<Row> = rows.map(row).collect();
                (!rows.is_empty()).then(|| Group { header: html! { span { (area.name(look)) } }, rows })
            };
            areas(look).iter().filter_map(group).collect()
        };
        (columns.collect(), groups)
    }

    /// `13 kommuner och stadsdelar`.
    pub(super) fn count_of_whom(&self) -> String {
        let language = self.look.language;
        let n = self.who.len();
        let places = self.who.iter().filter(|who| who.is_place).count();
        match (n, places) {
            (1, 0) => {
                language.say("1 kommun eller stadsdel".to_owned(), "1 municipality or district".to_owned())
            }
            (_, 0) => language
                .say(format!("{n} kommuner och stadsdelar"), format!("{n} municipalities and districts")),
            (1, 1) => language.say("1 plats".to_owned(), "1 place".to_owned()),
            (_, places) if places == n => language.say(format!("{n} platser"), format!("{n} places")),
            (..) => {
                language.say(format!("{n} kommuner och platser"), format!("{n} municipalities and places"))
            }
        }
    }

    /// `19 indikatorer`.
    pub(super) fn count_of_what(&self) -> String {
        let n = self.what.len();
        match n {
            1 => self.look.language.say("1 indikator".to_owned(), "1 indicator".to_owned()),
            _ => self.look.language.say(format!("{n} indikatorer"), format!("{n} indicators")),
        }
    }

    fn caption(&self) -> String {
        format!("{}, {}", self.count_of_whom(), self.count_of_what())
    }
}

/// How an address says that rows are sorted by their names.
pub(super) const NAME: &str = "namn";

fn who_is_beside(beside: &[Who<'_>], who: &Who<'_>) -> bool {
    beside.iter().any(|known| known.code.id == who.code.id)
}
