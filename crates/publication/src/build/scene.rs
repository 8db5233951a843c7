//! What every part of a publication is made from, looked up once.

use catalogue::model::{Edition, Indicator, IndicatorRole, PeerFigure, Vocabulary};
use domain::{Level, Method, NoFigure, Outcome, Reason, Rounded, Unit, UnitCode, swedish};
use results::Results;
use results::aggregates::{Membership, Place};
use results::colours::{Colours, ComparisonSet, Judgement, Mode, colours};
use results::peers::{Peers, Sensitivity, peers};

use super::Input;
use super::words::{self, fill, same, say};
use crate::model::{Colouring, Interval, Language, Observation, TableCell, Text, Value};

/// The mode that unit outcomes of an indicator are coloured in; none for background measures.
pub fn unit_mode(indicator: &Indicator) -> Option<Mode> {
    match (indicator.role, indicator.method) {
        (IndicatorRole::Background, _) => None,
        (IndicatorRole::Indicator, Method::Share) => Some(Mode::Target),
        (
            IndicatorRole::Indicator,
            Method::Ratio
            | Method::Mean
            | Method::Median
            | Method::Sum
            | Method::UnweightedMean
            | Method::PopulationWeightedMean,
        ) => Some(Mode::Relative),
    }
}

/// The edition, its results and their colours.
pub(super) struct Scene<'a> {
    pub(super) input: &'a Input<'a>,
    pub(super) edition: &'a Edition,
    pub(super) results: &'a Results,
    pub(super) words: &'a Vocabulary,
    /// The computed indicators, in the order of the results.
    pub(super) indicators: Vec<&'a Indicator>,
    /// Who is most alike, or why nobody is.
    pub(super) peers: Result<Peers, Text>,
    /// For each unit of the frame what other weights would change; empty where there are no peers.
    pub(super) sensitivity: Vec<Vec<Sensitivity>>,
    colours: Colours,
}

impl<'a> Scene<'a> {
    pub(super) fn new(input: &'a Input<'a>) -> Self {
        let peers = peers(input.edition);
        let sensitivity = peers.as_ref().map_or_else(
            |_| Vec::new(),
            |peers| (0..input.edition.frame.units.len()).map(|unit| peers.sensitivity(unit)).collect(),
        );
        Self {
            input,
            edition: input.edition,
            results: input.results,
            words: &input.catalogue.vocabulary,
            indicators: input.edition.computed().collect(),
            peers,
            sensitivity,
            colours: colours(input.edition, input.results),
        }
    }

    /// The unit of a subject.
    pub(super) fn unit(&self, subject: usize) -> &'a Unit {
        &self.edition.frame.units[self.results.subjects[subject].unit]
    }

    /// Subjects as they are listed: A–Ö, the districts of a city together under its name.
    pub(super) fn alphabetical(&self) -> Vec<usize> {
        let mut subjects: Vec<usize> = (0..self.results.outcomes.subjects()).collect();
        subjects.sort_by_cached_key(|&subject| {
            let unit = self.unit(subject);
            let city = unit.city.as_ref().and_then(|city| self.edition.frame.name(city.as_str()));
            let own = city.map_or("", |_| unit.name.as_str());
            (swedish::sort_key(city.unwrap_or(&unit.name)), swedish::sort_key(own), unit.code.clone())
        });
        subjects
    }

    /// A unit's name as a row's heading; a district after its city: `Stockholm: Bromma`.
    pub(super) fn row_name(&self, unit: &Unit) -> Text {
        let city = unit.city.as_ref().and_then(|city| self.edition.frame.name(city.as_str()));
        same(city.map_or_else(|| unit.name.clone(), |city| format!("{city}: {}", unit.name)))
    }

    /// The name of a place; its code where it has none.
    pub(super) fn name(&self, code: &str) -> &'a str {
        let frame = &self.edition.frame;
        let known = frame.units.iter().map(|unit| (&unit.code, unit.name.as_str()));
        let above = frame.cities.iter().chain(&frame.counties).chain(&frame.nation);
        let mut all = known.chain(above.map(|place| (&place.code, place.name.as_str())));
        all.find(|(known, _)| known.as_str() == code).map_or("", |(_, name)| name)
    }

    /// The name of a level's place as a text: the nation has an English one.
    pub(super) fn level_name(&self, code: &str) -> Text {
        let is_nation = self.edition.frame.nation.iter().any(|nation| nation.code.as_str() == code);
        if is_nation { say(self.name(code), "Sweden") } else { same(self.name(code)) }
    }

    /// The name of a place of the aggregates.
    pub(super) fn place_name(&self, place: &Place) -> Text {
        match place {
            Place::Level(_, code) => self.level_name(code.as_str()),
            Place::Group(grouping, group) => {
                let scheme = self.edition.frame.schemes.iter().find(|scheme| scheme.grouping == *grouping);
                let known = scheme.and_then(|s| s.groups.iter().find(|known| known.code == *group));
                match known {
                    Some(known) => same(known.name.clone()),
                    None => same(self.name(group.as_str())),
                }
            }
        }
    }

    /// The places of a level, in the results' order.
    pub(super) fn places_of(&self, wanted: Level) -> Vec<usize> {
        let is_wanted =
            |member: &Membership| matches!(&member.place, Place::Level(level, _) if *level == wanted);
        let members = self.results.places.iter().enumerate();
        members.filter(|(_, member)| is_wanted(member)).map(|(place, _)| place).collect()
    }

    /// The place of a level's code.
    pub(super) fn place(&self, level: Level, code: &UnitCode) -> Option<usize> {
        let wanted = Place::Level(level, code.clone());
        self.results.places.iter().position(|member| member.place == wanted)
    }

    /// Whether 0 and 100 of an indicator are shown without decimals.
    pub(super) fn plain_ends(&self) -> bool {
        self.edition.plain_ends
    }

    /// What an outcome is.
    pub(super) fn outcome_value(&self, indicator: &Indicator, outcome: &Outcome) -> Value {
        match outcome {
            Outcome::Category(id) => Value::Category(id.to_string(), self.value_name(id.as_str())),
            Outcome::Figure(figure) => {
                Value::Figure(figure.rounded(indicator.times(), indicator.decimals), self.plain_ends())
            }
            Outcome::Empty(empty) => self.empty(empty.reason),
        }
    }

    /// What an outcome value is called.
    pub(super) fn value_name(&self, id: &str) -> Text {
        self.words
            .values
            .iter()
            .find(|named| named.id == id)
            .map_or_else(|| same(id), |named| named.name.clone())
    }

    /// One of the six empties.
    pub(super) fn empty(&self, reason: Reason) -> Value {
        let id = reason.id();
        let (sign, word) = self
            .words
            .empty(id)
            .map_or_else(|| (String::new(), same(id)), |e| (e.sign.clone(), e.name.clone()));
        Value::Empty(id.to_owned(), sign, word)
    }

    /// What a subject's outcome is; of one that the material does not cover, that it is not known here.
    pub(super) fn subject_value(&self, subject: usize, indicator: usize) -> Value {
        let outcome = self.results.outcomes.get(subject, indicator);
        if self.results.covers(subject, indicator) {
            return self.outcome_value(self.indicators[indicator], outcome);
        }
        self.not_covered(Value::NOT_COVERED)
    }

    /// Sign and word of what the material does not cover.
    fn not_covered(&self, id: &str) -> Value {
        // Ids have no colon in the vocabulary.
        let known = self.words.not_covered(&id.replace(':', "_"));
        let (sign, word) =
            known.map_or_else(|| (String::new(), same(id)), |e| (e.sign.clone(), e.name.clone()));
        Value::Empty(id.to_owned(), sign, word)
    }

    /// What the figure of a place is, or why there is none.
    pub(super) fn aggregate_value(&self, place: usize, indicator: usize) -> Value {
        if self.results.lacks_material(self.edition, place, indicator) {
            return self.not_covered(Value::WITHHELD_NOT_COVERED);
        }
        self.figure_value(self.results.aggregates.get(place, indicator).figure)
    }

    /// A figure, or why there is none.
    pub(super) fn figure_value(&self, figure: Result<Rounded, NoFigure>) -> Value {
        match figure {
            Ok(figure) => Value::Figure(figure, self.plain_ends()),
            Err(why) => {
                let id = why.id();
                let known = self.words.no_figure(id);
                let (sign, word) =
                    known.map_or_else(|| (String::new(), same(id)), |e| (e.sign.clone(), e.name.clone()));
                Value::Empty(id.to_owned(), sign, word)
            }
        }
    }

    /// What the modes say of a subject's outcome.
    pub(super) fn unit_colours(&self, subject: usize, indicator: usize) -> Vec<Colouring> {
        self.colours.of_unit(subject, indicator).iter().map(|told| self.colouring(told)).collect()
    }

    /// The figure that the interval of a subject's outcome is held against.
    pub(super) fn reference(&self, subject: usize, indicator: usize) -> Option<Rounded> {
        self.colours.of_unit(subject, indicator).iter().find_map(|told| match &told.set {
            Some(ComparisonSet::Reference { figure, .. }) => Some(*figure),
            Some(
                ComparisonSet::Units { .. }
                | ComparisonSet::Covered { .. }
                | ComparisonSet::Level { .. }
                | ComparisonSet::Group { .. },
            )
            | None => None,
        })
    }

    /// Whether a mode judges any outcome.
    pub(super) fn judges(&self, mode: Mode) -> bool {
        let all = |subject| (0..self.indicators.len()).flat_map(move |i| self.colours.of_unit(subject, i));
        let mut told = (0..self.results.outcomes.subjects()).flat_map(all);
        told.any(|told| told.mode == mode && told.verdict.is_ok())
    }

    /// Whether any figure of these places has a relative colour.
    pub(super) fn ranks(&self, places: &[usize]) -> bool {
        let all =
            |&place: &usize| (0..self.indicators.len()).flat_map(move |i| self.colours.of_place(place, i));
        places.iter().flat_map(all).any(|told| told.mode == Mode::Relative && told.verdict.is_ok())
    }

    /// What the modes say of a place's figure.
    pub(super) fn place_colours(&self, place: usize, indicator: usize) -> Vec<Colouring> {
        self.colours.of_place(place, indicator).iter().map(|told| self.colouring(told)).collect()
    }

    /// The comparison sets of units' figures: *alla 317 kommuner, stadsdelar och enheter (13 med värde)*.
    pub(super) fn unit_sets(&self) -> Vec<Text> {
        let subjects = 0..self.results.outcomes.subjects();
        let all = subjects.flat_map(|s| (0..self.indicators.len()).map(move |i| self.colours.of_unit(s, i)));
        self.sets(all)
    }

    /// The same of places.
    pub(super) fn place_sets(&self, places: &[usize]) -> Vec<Text> {
        let all =
            places.iter().flat_map(|&p| (0..self.indicators.len()).map(move |i| self.colours.of_place(p, i)));
        self.sets(all)
    }

    fn sets<'c>(&self, cells: impl Iterator<Item = &'c [Judgement; 3]>) -> Vec<Text> {
        // A set, all of which would have a figure, and the least and most that have one.
        let mut sets: Vec<(ComparisonSet, u32, u32)> = Vec::new();
        for told in cells.flatten().filter(|told| told.mode == Mode::Relative && told.verdict.is_ok()) {
            let Some(mut set) = told.set.clone() else { continue };
            let known = match &mut set {
                ComparisonSet::Units { with_figure, of }
                | ComparisonSet::Covered { with_figure, of, .. }
                | ComparisonSet::Level { with_figure, of, .. }
                | ComparisonSet::Group { with_figure, of, .. } => std::mem::replace(with_figure, *of),
                ComparisonSet::Reference { .. } => 0,
            };
            match sets.iter_mut().find(|(seen, ..)| *seen == set) {
                Some((_, least, most)) => (*least, *most) = ((*least).min(known), (*most).max(known)),
                None => sets.push((set, known, known)),
            }
        }
        sets.into_iter().map(|(set, least, most)| self.set_range(set, least, most)).collect()
    }

    /// *alla 21 län*, *alla 21 län (19 med värde)*, *alla 21 län (18–20 med värde)*.
    fn set_range(&self, mut set: ComparisonSet, least: u32, most: u32) -> Text {
        if least != most {
            let ends = [least, most].map(|n| same(n.to_string()));
            let gaps = [&self.set_words(&set), &ends[0], &ends[1]];
            return fill("{} ({}–{} med värde)", "{} ({}–{} with a figure)", &gaps);
        }
        match &mut set {
            ComparisonSet::Units { with_figure, .. }
            | ComparisonSet::Covered { with_figure, .. }
            | ComparisonSet::Level { with_figure, .. }
            | ComparisonSet::Group { with_figure, .. } => *with_figure = least,
            ComparisonSet::Reference { .. } => {}
        }
        self.set_words(&set)
    }

    fn set_words(&self, set: &ComparisonSet) -> Text {
        say(set.words(self.edition, Language::Swedish), set.words(self.edition, Language::English))
    }

    fn colouring(&self, told: &Judgement) -> Colouring {
        let set = told.set.as_ref().map_or_else(Text::default, |set| self.set_words(set));
        let interval = told.interval.map(|(low, high)| Interval { low, high });
        Colouring { mode: told.mode, verdict: told.verdict, set, interval }
    }

    /// A cell of a table: what a cube's cell is, and what a mode says of it.
    pub(super) fn cell(&self, observation: &Observation, mode: Option<Mode>) -> TableCell {
        let told = mode.and_then(|mode| observation.colours.iter().find(|told| told.mode == mode));
        let verdict = told.and_then(|told| told.verdict.ok());
        let sign = verdict.and_then(|verdict| self.words.colour(verdict.id()));
        let sign = sign.map_or_else(String::new, |word| word.sign.clone());
        match &observation.value {
            Value::Category(id, name) => {
                let own = || self.words.values.iter().find(|named| named.id == *id).map(|named| &named.sign);
                let sign = if verdict.is_some() { sign } else { own().cloned().unwrap_or_default() };
                TableCell::Outcome(name.clone(), verdict, sign)
            }
            Value::Figure(figure, plain) => TableCell::Figure(*figure, *plain, verdict, sign),
            Value::Empty(_, sign, word) => TableCell::Empty(sign.clone(), word.clone()),
        }
    }

    /// What a background measure of the edition is called: as the peers' variable that is the measure, else its id.
    pub(super) fn measure_name(&self, id: &str) -> Text {
        let variables = self.edition.comparison.peers.iter().flat_map(|settings| &settings.variables);
        let is_measure = |figure: &PeerFigure| match figure {
            PeerFigure::Value(measure) | PeerFigure::Log(measure) => measure == id,
            PeerFigure::Change(..)
            | PeerFigure::Per(..)
            | PeerFigure::ShareOfCounty(_)
            | PeerFigure::Group(_) => false,
        };
        let known = variables.into_iter().find(|variable| is_measure(&variable.from));
        known.map_or_else(|| words::measure(id), |variable| variable.name.clone())
    }

    /// What a mode is called.
    pub(super) fn mode_name(&self, mode: Mode) -> Text {
        self.words.mode(mode.id()).map_or_else(|| same(mode.id()), |word| word.name.clone())
    }

    /// The municipalities, districts and offices of the frame, counted: `288 kommuner och 24 stadsdelar`.
    pub(super) fn units_counted(&self) -> Text {
        use domain::Kind::{District, Municipality, Office};
        let count = |wanted| self.edition.frame.units.iter().filter(|unit| unit.kind == wanted).count();
        let parts: Vec<Text> = [
            (count(Municipality), "kommun", "kommuner", "municipality", "municipalities"),
            (count(District), "stadsdel", "stadsdelar", "district", "districts"),
            (count(Office), "enhet", "enheter", "office", "offices"),
        ]
        .into_iter()
        .filter(|(n, ..)| *n > 0)
        .map(|(n, one_sv, sv, one_en, en)| match n {
            1 => say(format!("1 {one_sv}"), format!("1 {one_en}")),
            _ => say(format!("{n} {sv}"), format!("{n} {en}")),
        })
        .collect();
        match parts.as_slice() {
            [] => Text::default(),
            [one] => one.clone(),
            [first @ .., last] => fill("{} och {}", "{} and {}", &[&words::join(first, ", "), last]),
        }
    }
}

/// A whole number as a figure.
pub(super) fn whole(n: u32) -> Value {
    Value::Figure(Rounded { scaled: i128::from(n), decimals: 0 }, false)
}

/// A part in per cent with one decimal; empty if there is no whole.
pub(super) fn percent(part: u32, of: u32) -> Value {
    match domain::share_percent(part, of) {
        Some(share) => Value::Figure(share, false),
        None => Value::Empty(
            "no_denominator".to_owned(),
            "÷".to_owned(),
            say("Inget att räkna på", "Nothing to count"),
        ),
    }
}

/// A cell that nobody colours.
pub(super) fn plain(value: Value, origin: &str) -> Observation {
    Observation {
        value,
        colours: Vec::new(),
        quotient: Default::default(),
        counts: None,
        origin: origin.to_owned(),
    }
}
