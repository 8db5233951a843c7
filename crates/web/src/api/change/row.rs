//! Rows, told from what the page is told from.

use ::publication::model::{Code, Observation as Cell};
use catalogue::model::Indicator as Known;
use results::diff::{Comparable, Exact, Got, NoSplit, Parts, decimals};
use serde_json::Number;

use super::model::{Change, ChangeLinks, Split};
use crate::api::asked::Asked;
use crate::api::cell::{Held, number, unpublished};
use crate::api::observation::{Named, Observation, observation, unit_of};
use crate::api::said;
use crate::api::selection::Selection;
use crate::public::Look;
use crate::public::between::{Both, Each, Line as Compared, why_not};

/// One of the two publications, and the unit or place in it.
struct Side<'a> {
    look: Look<'a>,
    whole: Selection<'a>,
    place: String,
}

impl<'a> Side<'a> {
    fn of(look: Look<'a>, place: &str) -> Self {
        Self { look, whole: Selection::whole(&look), place: place.to_owned() }
    }

    fn code(&self, indicator: &str) -> Option<&'a Code> {
        self.whole.indicators.iter().map(|(_, code)| *code).find(|code| code.id == indicator)
    }

    fn observation(&self, asked: &Asked<'_>, indicator: &Known, cell: &Cell) -> Option<Observation> {
        let spot = self.whole.spots.iter().find(|spot| spot.code.id == self.place)?;
        let code = self.code(indicator.id.as_str())?;
        Some(observation(asked, &self.look, code, (spot.code, spot.level), cell))
    }

    fn named(&self, asked: &Asked<'_>, indicator: &Known) -> Named {
        let name = self.code(indicator.id.as_str()).map(|code| said(asked.language, &code.name));
        Named { id: indicator.id.to_string(), name: name.unwrap_or_else(|| indicator.id.to_string()) }
    }

    fn link(&self, asked: &Asked<'_>, indicator: &Known) -> String {
        asked.below(self.look.named, &format!("/indicators/{}", indicator.id))
    }
}

/// Everything that rows are told from.
pub(super) struct Told<'a> {
    asked: &'a Asked<'a>,
    both: &'a Both<'a>,
    then: Side<'a>,
    now: Side<'a>,
    place: Named,
}

impl<'a> Told<'a> {
    /// A unit or place in both publications.
    pub(super) fn of(asked: &'a Asked<'a>, look: Look<'a>, both: &'a Both<'a>) -> Self {
        let code = both.code;
        Self {
            asked,
            both,
            then: Side::of(both.look_then(), &code.id),
            now: Side::of(look, &code.id),
            place: Named { id: code.id.clone(), name: said(asked.language, &code.name) },
        }
    }
}

impl Told<'_> {
    pub(super) fn row(&self, each: &Each<'_>) -> Change {
        match each {
            Each::Compared(line) => self.compared(line),
            Each::Not(why, [then, now]) => Change {
                why: Some(why_not(self.asked.language, why).text().to_owned()),
                ..self.pair("not_comparable", Some(*then), Some(*now), Some(*why))
            },
            Each::Absent(why, [then, now]) => self.pair("absent", Some(*then), Some(*now), Some(*why)),
            Each::Added(now) => self.pair("only_now", None, Some(*now), None),
            Each::Removed(then) => self.pair("only_then", Some(*then), None, None),
        }
    }

    /// A row without values.
    fn pair(
        &self,
        status: &str,
        then: Option<&Known>,
        now: Option<&Known>,
        comparable: Option<&Comparable>,
    ) -> Change {
        let asked = self.asked;
        let why = comparable.map(Comparable::why).filter(|why| !why.is_empty());
        let from = self.then.look.named;
        Change {
            status: status.to_owned(),
            place: self.place.clone(),
            from: from.to_string(),
            indicator_before: then.map(|then| self.then.named(asked, then)),
            indicator_after: now.map(|now| self.now.named(asked, now)),
            comparable: comparable.map(|told| told.id().to_owned()),
            why: why.map(str::to_owned),
            before: None,
            after: None,
            word: None,
            difference: None,
            split: None,
            not_split: None,
            cause: None,
            former_answers_by_new_rules: None,
            new_answers_by_former_rules: None,
            obstacles: Vec::new(),
            definition_changes: Vec::new(),
            links: ChangeLinks {
                indicator_before: then.map(|then| self.then.link(asked, then)),
                indicator_after: now.map(|now| self.now.link(asked, now)),
                page: self.now.look.to(&format!("/forandring?enhet={}&fran={from}", self.place.id)),
            },
        }
    }

    fn compared(&self, line: &Compared<'_>) -> Change {
        let definition = line.of.definition.iter().filter(|change| !change.is_text);
        let is_moved = line.is_told(self.both.is_place);
        let status = if is_moved { "moved" } else { "same" };
        let row = Change {
            before: self.then.observation(self.asked, line.then, line.found_then),
            after: self.now.observation(self.asked, line.now, line.found_now),
            definition_changes: definition.map(|change| change.line(self.both.words())).collect(),
            ..self.pair(status, Some(line.then), Some(line.now), Some(&line.of.comparable))
        };
        match (is_moved, self.both.is_place) {
            (false, _) => row,
            (true, true) => self.place_moved(line, self.moved(line, row)),
            (true, false) => self.unit_moved(line, self.moved(line, row)),
        }
    }

    fn moved(&self, line: &Compared<'_>, row: Change) -> Change {
        let difference = self.both.change(line).and_then(|exact| rounded(line, exact));
        Change { word: self.both.word(line).map(str::to_owned), difference, ..row }
    }

    fn place_moved(&self, line: &Compared<'_>, row: Change) -> Change {
        match line.figure.map(|figure| &figure.parts) {
            Some(Ok(parts)) => Change { split: split(line, parts), ..row },
            Some(Err(why)) => {
                let is_hindered = *why == NoSplit::NotCarried;
                let obstacles = if is_hindered { self.obstacles(line) } else { Vec::new() };
                let name = self.both.no_split(why).to_owned();
                Change { not_split: Some(Named { id: why.id().to_owned(), name }), obstacles, ..row }
            }
            None => row,
        }
    }

    fn unit_moved(&self, line: &Compared<'_>, row: Change) -> Change {
        let outcome = line.outcome;
        let cause = outcome.and_then(|outcome| outcome.cause);
        let corner = |got: Option<&Got>| got.map(|got| self.corner(line, got));
        Change {
            cause: Some(Named {
                id: cause.map_or("not_told", |cause| cause.id()).to_owned(),
                name: self.both.cause(cause).to_owned(),
            }),
            former_answers_by_new_rules: corner(outcome.and_then(|outcome| outcome.last_by_this.as_ref())),
            new_answers_by_former_rules: corner(outcome.and_then(|outcome| outcome.this_by_last.as_ref())),
            obstacles: if cause.is_none() { self.obstacles(line) } else { Vec::new() },
            ..row
        }
    }

    fn corner(&self, line: &Compared<'_>, got: &Got) -> Held {
        let unit = self.now.code(line.now.id.as_str()).map(|code| unit_of(self.asked, code));
        unpublished(got, self.both.got(line, got), &unit.unwrap_or_default())
    }

    fn obstacles(&self, line: &Compared<'_>) -> Vec<String> {
        self.both.in_the_way(line, usize::MAX)
    }
}

/// A difference as it is printed.
fn rounded(line: &Compared<'_>, exact: Exact) -> Option<Number> {
    number(&exact.rounded(decimals(line.of)).to_string())
}

fn split(line: &Compared<'_>, parts: &Parts) -> Option<Split> {
    Some(Split {
        reality: rounded(line, parts.reality)?,
        definition: rounded(line, parts.definition)?,
        interaction: parts.interaction.and_then(|exact| rounded(line, exact)),
    })
}
