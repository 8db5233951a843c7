//! What it would take for a city, a county, the nation or a group, with its words.

use rayon::prelude::*;
use rules::table::Table;
use serde::Serialize;
use serde_json::Value as Json;

use super::{FORMAT, FigureReport, Reporter, to_json};
use crate::aggregates::Place;
use crate::explain::Coded;
use crate::reach::{Goal, GoalReach, Members, Needed, OnlyOthers, PlaceReach, Reach, Whose, place};
use crate::rows::place_fields;

/// What it takes for a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlaceReport {
    /// [`FORMAT`].
    pub format: &'static str,
    /// `place`.
    pub kind: &'static str,
    /// The edition.
    pub edition: u16,
    /// `city`, `county`, `nation`, `group`.
    pub level: String,
    /// Its code; empty for a group.
    pub code: String,
    /// Its grouping; empty for a level.
    pub grouping: String,
    /// Its group; empty for a level.
    pub group: String,
    /// Its name.
    pub name: String,
    /// `simulated`, `trial`, or empty.
    pub origin: String,
    /// Whether the answers are known; without them nothing is known of what it takes for a unit.
    pub answers_known: bool,
    /// The indicators, in order.
    pub indicators: Vec<PlaceIndicator>,
}

/// What it takes for a place and an indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlaceIndicator {
    /// Its number in the source's order.
    pub number: u16,
    /// The indicator.
    pub indicator: Coded,
    /// Its name in tables.
    pub short_name: String,
    /// `share`, `withheld`, `no_figure`, `no_share`.
    pub state: &'static str,
    /// The figure as published; empty if there is none.
    pub figure: String,
    /// Why there is no figure; empty if there is one.
    pub empty: String,
    /// Units that reached the target; none unless there is a share.
    pub reached: Option<u32>,
    /// Units in the denominator.
    pub of: Option<u32>,
    /// How many more units must answer before a withheld figure is shown.
    pub must_respond: Option<u32>,
    /// What each goal takes.
    pub goals: Vec<GoalReport>,
    /// The units in the denominator that have not reached the target, those that need least first.
    pub members: Vec<MemberReport>,
    /// How far a figure that is no share must move.
    pub moves: Option<FigureReport>,
}

/// What a goal takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GoalReport {
    /// `all` (100 per cent), `nation` (at least the nation's share, which moves with it), `best` (among the best of
    /// its level or grouping, others standing still).
    pub goal: &'static str,
    /// `already`, `units`, `only_others`, `not_here`.
    pub state: &'static str,
    /// How many more units must reach the target.
    pub units: Option<u32>,
    /// For `only_others`: `all_reached` or `even_all`; for `not_here` an id of the vocabulary; else empty.
    pub why: String,
    /// What it is compared with, in words; empty but for `best`.
    pub set: String,
    /// How many of the units could do it by their own answers; none without answers.
    pub able: Option<u32>,
}

/// A unit that has not reached the target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MemberReport {
    /// The unit.
    pub unit: Coded,
    /// As for a unit, or `answers_unknown`.
    pub state: &'static str,
    /// Its smallest number of changes.
    pub changes: Option<usize>,
}

impl PlaceReport {
    /// As JSON.
    pub fn to_json(&self) -> Json {
        to_json(self)
    }
}

impl Reporter<'_> {
    /// What it takes for a place, by its place in the results; for all indicators, or for one of them.
    pub fn place(&self, answers: Option<&Table>, place: usize, only: Option<usize>) -> PlaceReport {
        let where_it_is = &self.results.places[place].place;
        let [level, code, grouping, group] = place_fields(where_it_is);
        let wanted: Vec<usize> = only.map_or_else(|| (0..self.indicators.len()).collect(), |one| vec![one]);
        let indicators = wanted.par_iter().map(|&i| self.place_indicator(answers, place, i)).collect();
        PlaceReport {
            format: FORMAT,
            kind: "place",
            edition: self.edition.year.0,
            level,
            code,
            grouping,
            group,
            name: self.place_name(where_it_is),
            origin: self.results.origin.clone(),
            answers_known: answers.is_some(),
            indicators,
        }
    }

    fn place_name(&self, place: &Place) -> String {
        let frame = &self.edition.frame;
        match place {
            Place::Level(_, code) => frame.name(code.as_str()).unwrap_or(code.as_str()).to_owned(),
            Place::Group(grouping, group) => {
                let scheme = frame.schemes.iter().find(|scheme| scheme.grouping == *grouping);
                let named = scheme.and_then(|scheme| scheme.groups.iter().find(|g| g.code == *group));
                // Counties are the one grouping that needs no scheme.
                let name = named.map(|named| named.name.as_str()).or_else(|| frame.name(group.as_str()));
                name.unwrap_or(group.as_str()).to_owned()
            }
        }
    }

    fn place_indicator(&self, answers: Option<&Table>, at: usize, i: usize) -> PlaceIndicator {
        let indicator = self.indicators[i];
        let aggregate = self.results.aggregates.get(at, i);
        let mut report = PlaceIndicator {
            number: indicator.number,
            indicator: Coded {
                id: indicator.id.to_string(),
                name: indicator.name.get(self.language).to_owned(),
            },
            short_name: indicator.short_name.get(self.language).to_owned(),
            state: "no_share",
            figure: aggregate.figure.map(|figure| figure.to_string()).unwrap_or_default(),
            empty: aggregate.figure.err().map(|why| why.id().to_owned()).unwrap_or_default(),
            reached: None,
            of: None,
            must_respond: None,
            goals: Vec::new(),
            members: Vec::new(),
            moves: None,
        };
        match place(self.reacher, self.results, answers, at, i) {
            PlaceReach::NoShare => report.moves = Some(self.figure(i, Whose::Place(at))),
            PlaceReach::Withheld { must_respond } => {
                (report.state, report.must_respond) = ("withheld", Some(must_respond));
            }
            PlaceReach::NoFigure(_) => report.state = "no_figure",
            PlaceReach::Share(members) => {
                let set = self.set_words(i, Whose::Place(at));
                self.fill_share(&mut report, &members, &set);
            }
        }
        report
    }

    fn fill_share(&self, report: &mut PlaceIndicator, members: &Members, set: &str) {
        report.state = "share";
        (report.reached, report.of) = (Some(members.reached), Some(members.of));
        let can = |(_, reach): &&(usize, Option<Reach>)| matches!(reach, Some(Reach::Possible(_)));
        let is_known = members.missing.iter().all(|(_, reach)| reach.is_some());
        let able = u32::try_from(members.missing.iter().filter(can).count()).unwrap_or(u32::MAX);
        let goal = |goal: &GoalReach| goal_report(goal, is_known.then_some(able), set);
        report.goals = members.goals.iter().map(goal).collect();
        let member = |(subject, reach): &(usize, Option<Reach>)| {
            let unit = &self.edition.frame.units[self.results.subjects[*subject].unit];
            MemberReport {
                unit: Coded { id: unit.code.to_string(), name: unit.name.clone() },
                state: reach.as_ref().map_or("answers_unknown", Reach::id),
                changes: reach.as_ref().and_then(Reach::changes),
            }
        };
        report.members = members.missing.iter().map(member).collect();
    }
}

fn goal_report(goal: &GoalReach, able: Option<u32>, set: &str) -> GoalReport {
    let (state, units, why) = match goal.needed {
        Needed::Already => ("already", None, ""),
        Needed::Units(units) => ("units", Some(units), ""),
        Needed::OnlyOthers(OnlyOthers::AllReached) => ("only_others", None, "all_reached"),
        Needed::OnlyOthers(OnlyOthers::EvenAll) => ("only_others", None, "even_all"),
        Needed::NotHere(why) => ("not_here", None, why.id()),
    };
    let able = able.filter(|_| units.is_some());
    let set = if goal.goal == Goal::Best { set } else { "" };
    GoalReport { goal: goal.goal.id(), state, units, why: why.to_owned(), set: set.to_owned(), able }
}
